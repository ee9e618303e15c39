//! MQTT 3.1.1: subscribed topics → readings.
//!
//! Contract: the first poll connects, subscribes and listens for a short while (`session::LISTEN`); the connection then
//! stays open, and later polls take what came since. Between two polls a bounded number of messages is kept; of those
//! beyond it the oldest are dropped, counted among the rejected records. A connection that breaks is opened again at the
//! next poll, one whose feed has changed is closed, one that nobody asks ends itself after ten minutes or three polls.
//! Subscriptions are of quality 1 in a clean session: what is sent while there is no connection is lost, but for messages
//! that the broker retains. The address is the user's own, so that it may lie in the private network.
//!
//! Address: `mqtt://host[:1883]` or `mqtts://host[:8883]` (TLS, checked against the system's store of certificates).
//! Options:
//! - `topic`: filters, parted by commas, with `+` and `#`; default `#`, everything, which a public broker may refuse;
//! - `user`: user name; its password is the feed's secret;
//! - `ca`: certificates (PEM text) to trust in place of the system's, for a broker with an authority of its own;
//! - how messages are read: `key`, `id`, `value`, `property`, `unit`, `time`, `name`, `lon`, `lat`, see [`payload`].
//!
//! May use: `model`.

mod connect;
pub mod payload;
mod session;

use std::collections::BTreeMap;

use jiff::Timestamp;
use url::Url;

use super::recognise::{Candidate, Seen};
use super::{FeedError, Readings, Visit, rejected};
use crate::model::{FeedId, Protocol, Reason};
use connect::Settings;
use payload::{Mapping, Message};
use session::{Batch, Session};

/// Connections that stay open between polls, by feed.
#[derive(Debug, Default)]
pub(super) struct Sessions(BTreeMap<FeedId, Session>);

/// Asks the feed once.
///
/// # Errors
/// See [`FeedError`].
pub fn read(visit: &mut Visit<'_>) -> Result<Readings, FeedError> {
    let mapping = Mapping::of(visit.feed)?;
    let settings = Settings::of(visit.feed, visit.secret)?;
    let batch = match known(visit, &settings) {
        Some(batch) => batch,
        None => open(visit, settings)?,
    };
    Ok(readings(visit, &mapping, batch))
}

/// What came over the connection that is open; `None` where one must be opened.
fn known(visit: &mut Visit<'_>, settings: &Settings) -> Option<Batch> {
    let open = &mut visit.http.mqtt.0;
    let session = open.get(&visit.feed.id)?;
    let batch = session.take();
    let is_same = session.settings() == settings;
    if !is_same || batch.ended.is_some() {
        open.remove(&visit.feed.id);
    }
    // What came before the connection broke is not thrown away for the sake of a new one.
    let is_worth_it = is_same && (batch.ended.is_none() || !batch.messages.is_empty() || batch.dropped_count > 0);
    is_worth_it.then_some(batch)
}

/// Connects and listens for a short while.
fn open(visit: &mut Visit<'_>, settings: Settings) -> Result<Batch, FeedError> {
    let limits = visit.http.limits();
    let idle = session::IDLE.max(std::time::Duration::from_secs(u64::from(visit.feed.poll_seconds) * 3));
    let session = Session::start(settings, limits, idle)?;
    visit.http.wait(session.first_messages())?;
    let batch = session.take();
    match batch.ended {
        Some(error) if batch.messages.is_empty() => Err(error),
        Some(_) => Ok(batch),
        None => {
            visit.http.mqtt.0.insert(visit.feed.id.clone(), session);
            Ok(batch)
        }
    }
}

fn readings(visit: &Visit<'_>, mapping: &Mapping, batch: Batch) -> Readings {
    let arrived = |seconds_ago: f64| {
        let ago = jiff::SignedDuration::try_from_secs_f64(seconds_ago).unwrap_or_default();
        visit.now.checked_sub(ago).unwrap_or(visit.now)
    };
    let is_unchanged = batch.messages.is_empty() && batch.dropped_count == 0 && batch.ended.is_none();
    let messages: Vec<Message> = batch.messages.into_iter().map(|raw| raw.dated(arrived)).collect();
    let mut readings = payload::readings(visit.feed, mapping, &messages, visit.now);
    let feed = visit.feed.id.as_str();
    if batch.dropped_count > 0 {
        let lost = usize::try_from(batch.dropped_count).unwrap_or(usize::MAX);
        let reason = Reason::more("reason-feed-lost", lost);
        readings.reject(rejected(feed, 0, "queue", reason, &serde_json::Value::Null));
    }
    // A connection that nobody asked for a while has ended itself: no fault.
    if let Some(error) = batch.ended.filter(|error| *error != FeedError::Cancelled) {
        readings.reject(rejected(feed, 0, "connection", Reason::said(error), &serde_json::Value::Null));
    }
    readings.is_unchanged = is_unchanged;
    readings
}

/// What an address that was typed looks like to this protocol: a path is a topic. A password is not taken over: it belongs
/// in the feed's secret.
pub fn recognise(seen: &Seen<'_>) -> Option<Candidate> {
    if !matches!(seen.url.scheme(), "mqtt" | "mqtts") || seen.url.host_str().is_none_or(str::is_empty) {
        return None;
    }
    let mut candidate = Candidate::new(90, Protocol::Mqtt, seen.url);
    let decoded = |text: &str| percent_decoded(text);
    let mut topic = decoded(seen.url.path().trim_start_matches('/'));
    if let Some(rest) = seen.url.fragment() {
        // The `#` of a filter begins the fragment of an address.
        topic.push('#');
        topic.push_str(&decoded(rest));
    }
    let user = decoded(seen.url.username());
    for (key, value) in [("topic", topic), ("user", user)] {
        if !value.is_empty() {
            candidate.feed.options.insert(key.to_owned(), value);
        }
    }
    candidate.feed.url = connect::bare(seen.url);
    Some(candidate)
}

/// A part of an address as it was meant.
fn percent_decoded(text: &str) -> String {
    // A form's "+" would be a blank, a filter's is a wildcard.
    let text = text.replace('+', "%2B");
    let pair = format!("k={text}");
    url::form_urlencoded::parse(pair.as_bytes()).next().map(|(_, value)| value.into_owned()).unwrap_or_default()
}

/// A message as it came.
#[derive(Clone, Debug, PartialEq)]
struct Raw {
    topic: String,
    payload: Vec<u8>,
    is_retained: bool,
    seconds_ago: f64,
}

impl Raw {
    fn dated(self, arrived: impl Fn(f64) -> Timestamp) -> Message {
        let Self { topic, payload, is_retained, seconds_ago } = self;
        Message { topic, payload, is_retained, arrived: arrived(seconds_ago) }
    }
}

/// The checked address of a broker.
fn broker_url(text: &str) -> Result<Url, FeedError> {
    let wrong = |reason: &str| FeedError::Address { url: connect::shown_text(text), reason: reason.to_owned() };
    let url = Url::parse(text.trim()).map_err(|error| wrong(&error.to_string()))?;
    match url.scheme() {
        "mqtt" | "mqtts" if url.host_str().is_some_and(|host| !host.is_empty()) => Ok(url),
        "mqtt" | "mqtts" => Err(wrong("it names no host")),
        _ => Err(wrong("it is not mqtt or mqtts")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognised(address: &str) -> (String, BTreeMap<String, String>) {
        let url = Url::parse(address).expect("an address");
        let seen = Seen { url: &url, reply: None, json: None, text: "" };
        let feed = recognise(&seen).expect("a candidate").feed;
        (feed.url, feed.options)
    }

    #[test]
    fn the_path_of_an_address_is_a_topic() {
        let with = |pairs: &[(&str, &str)]| {
            pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect::<BTreeMap<_, _>>()
        };
        let bare = "mqtt://broker.example".to_owned();
        assert_eq!(recognised("mqtt://broker.example"), (bare.clone(), with(&[])));
        assert_eq!(
            recognised("mqtt://broker.example/city/+/air/#"),
            (bare.clone(), with(&[("topic", "city/+/air/#")]))
        );
        assert_eq!(recognised("mqtt://broker.example/#"), (bare, with(&[("topic", "#")])));
        let (url, options) = recognised("mqtts://me:secret@broker.example:8884/a%20b");
        assert_eq!((url.as_str(), options), ("mqtts://broker.example:8884", with(&[("topic", "a b"), ("user", "me")])));
        let web = Url::parse("https://broker.example").expect("an address");
        assert_eq!(recognise(&Seen { url: &web, reply: None, json: None, text: "" }), None);
    }

    #[test]
    fn addresses_of_brokers_are_checked() {
        assert!(broker_url("mqtt://127.0.0.1:1883").is_ok());
        for wrong in ["http://a.be", "mqtt:", "mqtt:///topic", "broker", ""] {
            assert_eq!(broker_url(wrong).map_err(|error| error.kind()), Err("address"), "{wrong}");
        }
    }
}

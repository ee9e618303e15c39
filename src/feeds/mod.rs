//! Live protocols → readings, a file per protocol.
//!
//! Contract: [`read`] asks one feed once and gives its sensors with their newest values; it never tries again. Each
//! protocol is a file of the same shape: `read`, `recognise`, and `history` where the source keeps any. Coordinates come out as longitude, latitude (WGS84), times as UTC, values in normalised units with
//! the source's own beside them. A sentinel is a missing value, never a number; a record that can't be read is
//! reported with its reason and the rest of the page is kept; a value that can't be true is kept with a flag, and so
//! is the number that a source sends for "no value" ([`crate::model::Quality::Missing`]).
//! Parsing is apart from fetching: the `parse` functions are pure and never panic, whatever the bytes.
//! May use: `formats`, `model`.

pub mod awv;
pub mod catalog;
pub mod datex2;
pub mod error;
mod gather;
pub mod gbfs;
pub mod health;
pub mod http;
pub mod irceline;
pub mod ldes;
pub mod mqtt;
pub mod near;
mod ngsi;
pub mod ngsi_ld;
pub mod ngsi_v2;
pub mod opendatasoft;
pub mod places;
pub mod quality;
pub mod recognise;
pub mod secret;
pub mod sensor_community;
pub mod sensor_list;
pub mod sensorthings;
pub mod simulate;
mod smart_data_models;
pub mod telraam;
#[cfg(test)]
mod tests_json;
pub mod units;
mod value;
pub mod wfs;
pub mod xml;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use url::Url;

use crate::model::{Feed, FeedId, Observation, Protocol, Reason, Rejected, Sensor, SensorId};
pub use error::FeedError;
pub use http::{Ask, CancelHandle, Client, Limits, Reply};

/// Most pages that are read for one poll.
const MAX_PAGES: u32 = 200;

/// Longest text that a rejected record is kept with, characters.
const MAX_ORIGINAL_CHARS: usize = 2000;

/// Most rejected records that are kept; the rest is counted only.
const MAX_REJECTED: usize = 1000;

/// What a poll gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Readings {
    /// Sensors, each with its newest observation a datastream; ordered by identifier.
    pub sensors: Vec<Sensor>,
    /// Every observation that was read: sensor, datastream, value; ordered by sensor, datastream, time.
    pub observations: Vec<(SensorId, Arc<str>, Observation)>,
    /// Records that could not be read.
    pub rejected: Vec<Rejected>,
    /// Rejected records beyond those kept in `rejected`.
    pub rejected_uncounted: u32,
    /// Shortest time until the next poll that the host asks for, seconds.
    pub next_poll_hint_s: Option<u32>,
    /// The host said that nothing changed since the last poll.
    pub is_unchanged: bool,
    /// What the next poll should be told ([`Visit::resume`]): how far a stream was read. Kept in the workspace file in
    /// the same transaction as the readings; `None` = as before.
    pub resume: Option<Arc<str>>,
    /// How far the host's clock is ahead of ours, seconds, where it said so.
    pub clock_ahead_s: Option<i64>,
}

impl Readings {
    /// Newest time of observation, those with a wrong clock apart.
    pub fn newest(&self) -> Option<Timestamp> {
        let trusted = |observation: &&Observation| observation.quality != crate::model::Quality::ClockSkewed;
        let latest = self.sensors.iter().flat_map(|sensor| &sensor.datastreams);
        latest.filter_map(|datastream| datastream.latest.as_ref()).filter(trusted).map(|seen| seen.time).max()
    }

    /// Records that could not be read.
    pub fn rejected_count(&self) -> u32 {
        u32::try_from(self.rejected.len()).unwrap_or(u32::MAX).saturating_add(self.rejected_uncounted)
    }

    /// Adds another page: sensors seen before gain datastreams and newer values.
    pub fn merge(&mut self, page: Self) {
        let mut sensors: BTreeMap<SensorId, Sensor> =
            std::mem::take(&mut self.sensors).into_iter().map(|sensor| (sensor.id.clone(), sensor)).collect();
        for sensor in page.sensors {
            match sensors.get_mut(&sensor.id) {
                Some(known) => merge_sensor(known, sensor),
                None => drop(sensors.insert(sensor.id.clone(), sensor)),
            }
        }
        self.sensors = sensors.into_values().collect();
        self.observations.extend(page.observations);
        self.arrange();
        self.rejected_uncounted += page.rejected_uncounted;
        page.rejected.into_iter().for_each(|rejected| self.reject(rejected));
        self.next_poll_hint_s = self.next_poll_hint_s.max(page.next_poll_hint_s);
        self.resume = page.resume.or(self.resume.take());
        self.clock_ahead_s = page.clock_ahead_s.or(self.clock_ahead_s);
    }

    /// Puts the observations in order. Of several at one time the last stays: silently where they are equal, flagged
    /// and with the others reported where they differ.
    fn arrange(&mut self) {
        let mut all = std::mem::take(&mut self.observations);
        all.sort_by(|a, b| (&a.0, &a.1, a.2.time).cmp(&(&b.0, &b.1, b.2.time)));
        let mut kept: Vec<(SensorId, Arc<str>, Observation)> = Vec::with_capacity(all.len());
        for mut next in all {
            let is_same = |last: &&mut (SensorId, Arc<str>, Observation)| {
                last.0 == next.0 && last.1 == next.1 && last.2.time == next.2.time
            };
            let Some(last) = kept.last_mut().filter(is_same) else {
                kept.push(next);
                continue;
            };
            if last.2.value != next.2.value {
                let original = serde_json::json!({"datastream": *last.1, "time": last.2.time, "value": last.2.value});
                let reason = Reason::new("reason-feed-other-value");
                let refused = rejected(last.0.as_str(), 0, &last.1, reason, &original);
                if next.2.quality == crate::model::Quality::Good {
                    next.2.quality = crate::model::Quality::Duplicate;
                }
                *last = next;
                self.reject(refused);
            } else if last.2.quality != crate::model::Quality::Duplicate {
                *last = next;
            }
        }
        self.observations = kept;
    }

    /// The same as readings of a feed with another identifier: that of each sensor begins with its feed's.
    #[must_use]
    pub fn under(mut self, feed: &FeedId) -> Self {
        let renamed = |old: &FeedId, sensor: &SensorId| {
            let own = sensor.as_str().strip_prefix(old.as_str()).unwrap_or(sensor.as_str());
            SensorId::new(format!("{feed}{own}"))
        };
        let Some(old) = self.sensors.first().map(|sensor| sensor.feed.clone()) else { return self };
        for sensor in &mut self.sensors {
            sensor.id = renamed(&old, &sensor.id);
            sensor.feed = feed.clone();
        }
        for (sensor, ..) in &mut self.observations {
            *sensor = renamed(&old, sensor);
        }
        self
    }

    /// Notes a record that could not be read.
    pub(crate) fn reject(&mut self, rejected: Rejected) {
        if self.rejected.len() < MAX_REJECTED {
            self.rejected.push(rejected);
        } else {
            self.rejected_uncounted = self.rejected_uncounted.saturating_add(1);
        }
    }
}

fn merge_sensor(known: &mut Sensor, seen: Sensor) {
    known.location = seen.location.or(known.location);
    for datastream in seen.datastreams {
        let Some(old) = known.datastreams.iter_mut().find(|old| old.key == datastream.key) else {
            known.datastreams.push(datastream);
            continue;
        };
        let time = |latest: Option<Observation>| latest.map(|observation| observation.time);
        if time(datastream.latest) >= time(old.latest) {
            *old = datastream;
        }
    }
}

/// One question to a feed, and what it takes to ask it.
pub struct Visit<'a> {
    /// The feed.
    pub feed: &'a Feed,
    /// The key or password that the feed names, where it was found.
    pub secret: Option<&'a str>,
    /// What the last poll asked to be told again ([`Readings::resume`]).
    pub resume: Option<&'a str>,
    /// What asks.
    pub http: &'a mut Client,
    /// When.
    pub now: Timestamp,
}

impl<'a> Visit<'a> {
    /// A visit without a secret, from the beginning.
    pub const fn new(feed: &'a Feed, http: &'a mut Client, now: Timestamp) -> Self {
        Self { feed, secret: None, resume: None, http, now }
    }
}

/// Asks a feed once.
///
/// # Errors
/// See [`FeedError`]. Records that can't be read are no error: they are in [`Readings::rejected`].
pub fn read(mut visit: Visit<'_>) -> Result<Readings, FeedError> {
    let visit = &mut visit;
    let mut readings = match visit.feed.protocol {
        Protocol::Opendatasoft => opendatasoft::read(visit.feed, visit.http, visit.now),
        Protocol::SensorThings => sensorthings::read(visit.feed, visit.http, visit.now),
        Protocol::NgsiLd => ngsi_ld::read(visit),
        Protocol::NgsiV2 => ngsi_v2::read(visit),
        Protocol::Gbfs => gbfs::read(visit),
        Protocol::SensorCommunity => sensor_community::read(visit),
        Protocol::Irceline => irceline::read(visit),
        Protocol::Wfs => wfs::read(visit),
        Protocol::Telraam => telraam::read(visit),
        Protocol::Datex2 => datex2::read(visit),
        Protocol::Awv => awv::read(visit),
        Protocol::Ldes => ldes::read(visit),
        Protocol::Mqtt => mqtt::read(visit),
        Protocol::File => Err(FeedError::not_asked(visit.feed)),
    }?;
    readings.clock_ahead_s = visit.http.take_clock_ahead_s();
    Ok(readings)
}

/// How far back a source of this protocol is asked for history at most, days; `None` = it keeps none.
pub const fn history_days(protocol: Protocol) -> Option<u32> {
    match protocol {
        Protocol::SensorThings | Protocol::NgsiLd | Protocol::NgsiV2 | Protocol::Irceline => Some(3 * 366),
        // At most three months a question, and it counts since 2020.
        Protocol::Telraam => Some(366),
        _ => None,
    }
}

/// The observations of all datastreams of a sensor in `from..until`. Empty where the protocol keeps no history or the
/// source has nothing for that time.
///
/// # Errors
/// As for [`read`].
pub fn history(
    mut visit: Visit<'_>,
    sensor: &Sensor,
    from: Timestamp,
    until: Timestamp,
) -> Result<Readings, FeedError> {
    let visit = &mut visit;
    match visit.feed.protocol {
        Protocol::SensorThings => sensorthings::history_of_sensor(visit, sensor, from, until),
        Protocol::NgsiLd => ngsi_ld::history(visit, sensor, from, until),
        Protocol::NgsiV2 => ngsi_v2::history(visit, sensor, from, until),
        Protocol::Irceline => irceline::history(visit, sensor, from, until),
        Protocol::Telraam => telraam::history(visit, sensor, from, until),
        _ => Ok(Readings::default()),
    }
}

/// The checked address of a feed.
fn feed_url(feed: &Feed) -> Result<Url, FeedError> {
    let wrong = |reason: String| FeedError::Address { url: feed.url.clone(), reason };
    let url = Url::parse(feed.url.trim()).map_err(|error| wrong(error.to_string()))?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() {
        return Err(wrong("it is not http or https".to_owned()));
    }
    Ok(url)
}

/// The address that an option of a feed names.
fn option_url(text: &str) -> Result<Url, FeedError> {
    Url::parse(text).map_err(|error| FeedError::Address { url: text.to_owned(), reason: error.to_string() })
}

/// The address of a page link, which may be relative; only the feed's own host (or the one it redirected to) is
/// followed. A link that falls back to http on the same host, as servers behind a proxy write it, is asked by https.
pub(crate) fn page_url(feed: &Url, answered: &Url, link: &str) -> Result<Url, FeedError> {
    let mut next = answered.join(link).map_err(|_| FeedError::parse(answered, format!("no page link: {link:.80}")))?;
    let is_fallback = answered.scheme() == "https" && next.scheme() == "http" && next.port().is_none();
    if is_fallback && next.host() == answered.host() && answered.port().is_none() {
        // The scheme of an http address can always become https.
        let _changed = next.set_scheme("https");
    }
    if next.origin() == feed.origin() || next.origin() == answered.origin() {
        return Ok(next);
    }
    let from = feed.host_str().unwrap_or_default().to_owned();
    Err(FeedError::CrossOrigin { from, url: error::shown(&next) })
}

/// The answer as JSON text.
fn json_bytes(reply: &Reply) -> Result<&[u8], FeedError> {
    let bytes = reply.bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&reply.bytes);
    let first = bytes.iter().copied().find(|byte| !byte.is_ascii_whitespace());
    let found = match first {
        Some(b'{' | b'[') => return Ok(bytes),
        Some(b'<') if reply.content_type.contains("xml") && !reply.content_type.contains("html") => "XML",
        Some(b'<') => "a page of HTML",
        None => "nothing",
        Some(_) if reply.content_type.is_empty() => "something else",
        Some(_) => reply.content_type.split(';').next().unwrap_or_default(),
    };
    Err(FeedError::NotJson { url: error::shown(&reply.url), found: found.to_owned() })
}

/// A record that could not be read, as it stood.
fn rejected(file: &str, row: u64, column: &str, reason: Reason, original: &serde_json::Value) -> Rejected {
    let original: String = original.to_string().chars().take(MAX_ORIGINAL_CHARS).collect();
    Rejected {
        file: Arc::from(file),
        row,
        column: Arc::from(column),
        reason,
        original: Arc::from(original),
        header: Arc::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("an address")
    }

    #[test]
    fn page_links_stay_on_the_host_of_the_feed() {
        let feed = url("https://sta.example/v1.1");
        let here = url("https://sta.example/v1.1/Things?$top=2");
        let page = |link: &str| page_url(&feed, &here, link).map(String::from).map_err(|error| error.kind());
        assert_eq!(page("Things?$skip=2").as_deref(), Ok("https://sta.example/v1.1/Things?$skip=2"));
        assert_eq!(page("http://sta.example/x").as_deref(), Ok("https://sta.example/x"));
        assert_eq!(page("https://evil.example/x"), Err("cross-origin"));
        assert_eq!(page("//evil.example/x"), Err("cross-origin"));
        assert_eq!(page("https://sta.example:8443/x"), Err("cross-origin"));
        assert_eq!(page("file:///etc/passwd"), Err("cross-origin"));
        let moved = url("https://new.example/v1.1/Things");
        assert!(page_url(&feed, &moved, "https://new.example/p2").is_ok(), "the feed itself redirected there");
    }

    #[test]
    fn what_is_not_json_is_named() {
        let reply = |kind: &str, body: &str| Reply {
            url: url("https://a.example/x?key=1"),
            content_type: kind.to_owned(),
            bytes: body.as_bytes().into(),
            is_unchanged: false,
            headers: BTreeMap::new(),
        };
        let found = |kind, body| json_bytes(&reply(kind, body)).map(<[u8]>::len).map_err(|error| error.to_string());
        assert!(found("text/html", " \u{feff}[1]").is_err());
        assert_eq!(found("text/html", "\u{feff}[1]"), Ok(3), "what counts is what comes");
        assert_eq!(
            found("text/html; charset=utf-8", "<!doctype html>"),
            Err("a page of HTML where JSON was expected: https://a.example/x".to_owned())
        );
        assert_eq!(found("", ""), Err("nothing where JSON was expected: https://a.example/x".to_owned()));
        assert!(found("text/csv; x", "a;b").is_err_and(|text| text.starts_with("text/csv where")));
    }
}

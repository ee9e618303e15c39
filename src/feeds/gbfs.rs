//! GBFS 1.x, 2.x and 3.0: shared bicycles and cars (the General Bikeshare Feed Specification of MobilityData).
//!
//! Contract: the address is that of the auto-discovery file (`gbfs.json`); stations are their information and status
//! joined. Vehicles outside of stations have identifiers that change with every trip, so that they get no history of
//! their own: a system has one sensor more, [`VEHICLES_KEY`], with their numbers. Where a boundary is crossed is nothing
//! that a feed knows: it stands in the middle of the vehicles (the median, rounded to a hundredth of a degree, so that
//! it does not wander with every trip).
//! Files that are listed but not there (404) are left out. A system that never sends a word about its vehicles is one
//! of bicycles; cars and scooters are told by the form factor of `vehicle_types`.
//!
//! The files may be on another host than the list, as the specification allows; each is only read, never followed
//! further. Under an https list an http address is asked by https, or refused where it names a port; addresses of a
//! private network are refused by the client unless the list is there too.
//!
//! Options: `language` (such as `fr`) = the language of names and, before 3.0, of the list; else Dutch, English, French,
//! the first there is. May use: `model`.

mod discovery;
mod parse;
mod vehicles;

use jiff::Timestamp;
use url::Url;

use super::recognise::{Candidate, Seen};
use super::{FeedError, Readings, Reply, Visit, error, feed_url, json_bytes};
use crate::model::{Feed, Protocol};
pub use discovery::{Listing, listing};
pub use parse::{Answers, parse};
pub use vehicles::VEHICLES_KEY;

/// Shortest time between two polls, whatever the system says, seconds.
const MIN_POLL_S: u32 = 60;

/// Longest time between two polls that a system can ask for, seconds.
const MAX_POLL_S: u32 = 24 * 3600;

/// Asks the feed once: the list, then the files that it names.
///
/// # Errors
/// See [`FeedError`]; [`FeedError::Incomplete`] where there are neither stations nor vehicles.
pub fn read(visit: &mut Visit<'_>) -> Result<Readings, FeedError> {
    let own = feed_url(visit.feed)?;
    let reply = visit.http.get(&own, &own, visit.now)?;
    let listed = listing(json_bytes(&reply)?, &languages(visit.feed));
    let listed = listed.map_err(|reason| FeedError::parse(&reply.url, reason))?;
    let mut poll = Poll { own, list: reply.url, listed, is_unchanged: reply.is_unchanged, now: visit.now };
    let information = poll.file(visit, &["station_information"])?;
    let status = poll.file(visit, &["station_status"])?;
    let vehicles = poll.file(visit, &["vehicle_status", "free_bike_status"])?;
    if status.is_none() && vehicles.is_none() && information.is_none() {
        return Err(FeedError::Incomplete { feed: visit.feed.id.to_string(), what: "stations and vehicles" });
    }
    let types = poll.file(visit, &["vehicle_types"])?;
    // Only the sensor of the vehicles bears the name of the system.
    let system = if vehicles.is_some() { poll.file(visit, &["system_information"])? } else { None };
    let answers = Answers {
        information: body(information.as_ref())?,
        status: body(status.as_ref())?,
        vehicles: body(vehicles.as_ref())?,
        types: body(types.as_ref())?,
        system: body(system.as_ref())?,
    };
    let parsed = parse(&answers, visit.feed, visit.now);
    let mut readings = parsed.map_err(|reason| FeedError::parse(&poll.list, reason))?;
    readings.next_poll_hint_s = Some(readings.next_poll_hint_s.unwrap_or(0).clamp(MIN_POLL_S, MAX_POLL_S));
    readings.is_unchanged = poll.is_unchanged;
    Ok(readings)
}

fn body(reply: Option<&Reply>) -> Result<Option<&[u8]>, FeedError> {
    reply.map(json_bytes).transpose()
}

/// What an address that was asked looks like to this protocol: the list itself, the list of versions, or one of the
/// files, whose list stands beside it.
pub fn recognise(seen: &Seen<'_>) -> Option<Candidate> {
    let json = seen.json?;
    let data = json.get("data")?;
    let has_envelope = json.get("last_updated").is_some() && json.get("ttl").is_some();
    let mut candidate = Candidate::new(96, Protocol::Gbfs, seen.url);
    let bytes = seen.reply.and_then(|reply| json_bytes(reply).ok())?;
    if listing(bytes, &languages(&candidate.feed)).is_ok_and(|listed| !listed.urls.is_empty()) {
        return Some(candidate);
    }
    if let Some(newest) = discovery::newest_version(data).filter(|_| has_envelope) {
        candidate.feed.url = seen.url.join(&newest).ok()?.into();
        return Some(candidate);
    }
    let is_file = ["stations", "bikes", "vehicles", "vehicle_types"].iter().any(|name| data.get(*name).is_some());
    candidate.score = 80;
    candidate.feed.url = seen.url.join("gbfs.json").ok()?.into();
    (is_file && has_envelope).then_some(candidate)
}

/// Languages of names, best first.
fn languages(feed: &Feed) -> Vec<&str> {
    feed.option("language").into_iter().chain(["nl", "en", "fr"]).collect()
}

struct Poll {
    own: Url,
    /// The list, after redirects.
    list: Url,
    listed: Listing,
    is_unchanged: bool,
    now: Timestamp,
}

impl Poll {
    /// The first of these files that is listed and there.
    fn file(&mut self, visit: &mut Visit<'_>, names: &[&str]) -> Result<Option<Reply>, FeedError> {
        for name in names {
            let Some(link) = self.listed.urls.get(*name) else { continue };
            let url = file_url(&self.list, link)?;
            match visit.http.get(&url, &self.own, self.now) {
                Ok(reply) => {
                    self.is_unchanged &= reply.is_unchanged;
                    return Ok(Some(reply));
                }
                Err(FeedError::Status { code: 404 | 410, .. }) => {}
                Err(other) => return Err(other),
            }
        }
        Ok(None)
    }
}

/// The address of a listed file. Encryption is never given up on the way.
fn file_url(list: &Url, link: &str) -> Result<Url, FeedError> {
    let mut url = list.join(link).map_err(|_| FeedError::parse(list, format!("no address of a file: {link:.80}")))?;
    if list.scheme() == "https" && url.scheme() == "http" {
        if url.port().is_some() {
            return Err(FeedError::Redirect { url: error::shown(&url), reason: "from https to http" });
        }
        // The scheme of an http address can always become https.
        let _changed = url.set_scheme("https");
    }
    Ok(url)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use serde_json::{Value, json};

    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("an address")
    }

    #[test]
    fn files_may_be_elsewhere_but_never_unencrypted() {
        let list = url("https://a.example/gbfs/3.0/gbfs.json");
        let file = |link: &str| file_url(&list, link).map(String::from).map_err(|error| error.kind());
        assert_eq!(file("https://b.example/x.json").as_deref(), Ok("https://b.example/x.json"));
        assert_eq!(file("http://b.example/x.json").as_deref(), Ok("https://b.example/x.json"));
        assert_eq!(file("station_status.json").as_deref(), Ok("https://a.example/gbfs/3.0/station_status.json"));
        assert_eq!(file("http://b.example:8080/x.json"), Err("redirect"));
        assert_eq!(file("http://[x"), Err("parse"));
        let plain = file_url(&url("http://a.example/gbfs.json"), "http://b.example/x.json").map(String::from);
        assert_eq!(plain.as_deref(), Ok("http://b.example/x.json"));
    }

    fn recognised(address: &str, json: &Value) -> Option<(u8, String)> {
        let url = url(address);
        let bytes = json.to_string().into_bytes().into();
        let content_type = "application/json".to_owned();
        let reply = Reply { url: url.clone(), content_type, bytes, is_unchanged: false, headers: BTreeMap::new() };
        let seen = Seen { url: &url, reply: Some(&reply), json: Some(json), text: "" };
        recognise(&seen).map(|candidate| (candidate.score, candidate.feed.url))
    }

    #[test]
    fn the_list_is_known_and_found_from_its_files() {
        let here = "https://a.example/gbfs/3.0/gbfs.json";
        let entry = json!([{"name": "station_status", "url": "https://a.example/s.json"}]);
        let whole = |data: Value| json!({"last_updated": 1, "ttl": 0, "version": "2.3", "data": data});
        let list = Some((96, here.to_owned()));
        assert_eq!(recognised(here, &whole(json!({"feeds": entry}))), list);
        assert_eq!(recognised(here, &whole(json!({"fr": {"feeds": entry}}))), list);
        let versions = json!({"versions": [{"version": "2.3", "url": "/2"}, {"version": "3.0", "url": "gbfs.json"}]});
        assert_eq!(recognised("https://a.example/gbfs/3.0/gbfs_versions.json", &whole(versions)), list);
        let status = whole(json!({"stations": []}));
        let from_file = recognised("https://a.example/gbfs/3.0/station_status.json", &status);
        assert_eq!(from_file, Some((80, here.to_owned())));
        assert_eq!(recognised(here, &whole(json!({"rows": []}))), None);
        assert_eq!(recognised(here, &json!({"data": {"stations": []}})), None, "without the envelope of GBFS");
        assert_eq!(recognised(here, &json!([1])), None);
    }
}

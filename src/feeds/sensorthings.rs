//! OGC SensorThings API 1.1 (18-088), reading only.
//!
//! Contract: one request a page of things, with their places, datastreams and newest observation expanded into it.
//! Page links are followed as given, nested ones too, on the feed's own host. A server that can't sort observations
//! (answers 400, 404, 500 or 501 to `$orderby` inside `$expand`) is remembered for a day and read a datastream at a
//! time, sorted here. May use: `model`.

mod history;
mod parse;

use std::collections::BTreeSet;

use jiff::Timestamp;
use url::Url;

use super::recognise::{Candidate, Seen};
use super::value::shifted;
use super::{Client, FeedError, MAX_PAGES, Readings, Reply, error, feed_url, json_bytes, page_url, rejected};
use crate::model::{Feed, Protocol, Reason};
pub use history::history_of_sensor;
pub use parse::{Stream, StreamsPage, Thing, ThingsPage, ValuesPage, datastreams, observations, things};

/// Everything that a poll needs, in one request a page.
const EXPAND_ALL: &str = "$expand=Locations,Datastreams($expand=ObservedProperty,Observations($orderby=phenomenonTime desc;$top=1))&$top=100";

/// The same without observations, for servers that can't sort.
const EXPAND_STREAMS: &str = "$expand=Locations,Datastreams($expand=ObservedProperty)&$top=100";

/// How the newest observations of one datastream are asked for, most telling way first. The standard lets `resultTime`
/// be absent, so that what comes is sorted here by `phenomenonTime`.
const NEWEST_QUERIES: [&str; 2] = ["$orderby=resultTime desc&$top=20", "$top=100"];

/// Datastreams that are read one at a time in one poll.
const MAX_SINGLE_STREAMS: usize = 500;

/// How long a server is remembered as one that can't sort, seconds.
const REMEMBER_S: i64 = 24 * 3600;

/// Asks the feed once.
///
/// # Errors
/// See [`FeedError`].
pub fn read(feed: &Feed, http: &mut Client, now: Timestamp) -> Result<Readings, FeedError> {
    let base = base_url(feed)?;
    let mut poll = Poll { feed, base, http, now, is_unchanged: true, readings: Readings::default() };
    let things = poll.things()?;
    let mut found = Readings::default();
    for thing in things {
        let mut readings = thing.readings(feed);
        found.sensors.append(&mut readings.sensors);
        found.observations.append(&mut readings.observations);
    }
    poll.readings.merge(found);
    poll.readings.is_unchanged = poll.is_unchanged;
    Ok(poll.readings)
}

/// What an address that was asked looks like to this protocol.
pub fn recognise(seen: &Seen<'_>) -> Option<Candidate> {
    let entries = seen.json?.get("value")?.as_array()?;
    let is_root = entries.iter().any(|entry| entry.get("name").and_then(|name| name.as_str()) == Some("Things"));
    let is_page = entries.iter().any(|entry| entry.get("@iot.id").is_some());
    let score = if is_root || is_page { 95 } else { return None };
    let mut candidate = Candidate::new(score, Protocol::SensorThings, seen.url);
    // The address of one collection or entity stands for its service.
    let path = seen.url.path();
    if let Some(end) = path.match_indices("/v1.").next().map(|(start, _)| start + "/v1.x".len()).filter(|_| is_page) {
        let mut root = seen.url.clone();
        root.set_path(path.get(..end).unwrap_or(path));
        root.set_query(None);
        candidate.feed.url = root.into();
    }
    Some(candidate)
}

/// The root of the service, without a trailing slash, whether the user gave it or the address of its things.
fn base_url(feed: &Feed) -> Result<Url, FeedError> {
    let mut url = feed_url(feed)?;
    let path = url.path().trim_end_matches('/').trim_end_matches("/Things").to_owned();
    url.set_path(&path);
    url.set_fragment(None);
    Ok(url)
}

/// An address below the root; a query of the root (a key) is kept.
fn below(base: &Url, path: &str, query: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}/{path}", base.path().trim_end_matches('/')));
    match base.query() {
        Some(own) if !own.is_empty() => url.set_query(Some(&format!("{query}&{own}"))),
        _ => url.set_query(Some(query)),
    }
    url
}

/// Whether a status may mean that the server does not know the query, rather than that it is down.
fn is_query_refused(error: &FeedError) -> bool {
    matches!(error, FeedError::Status { code: 400 | 404 | 500 | 501, .. })
}

struct Poll<'a> {
    feed: &'a Feed,
    base: Url,
    http: &'a mut Client,
    now: Timestamp,
    is_unchanged: bool,
    readings: Readings,
}

impl Poll<'_> {
    /// Every thing with its datastreams and their newest observations.
    fn things(&mut self) -> Result<Vec<Thing>, FeedError> {
        let server = self.base.to_string();
        let until = |since: Timestamp| shifted(since, REMEMBER_S);
        let is_unordered = self.http.unordered.get(&server).is_some_and(|since| self.now < until(*since));
        if !is_unordered {
            match self.pages(EXPAND_ALL) {
                Err(refused) if is_query_refused(&refused) => {}
                other => return other,
            }
        }
        let mut things = self.pages(EXPAND_STREAMS)?;
        self.http.unordered.insert(server, self.now);
        self.newest_one_by_one(&mut things)?;
        Ok(things)
    }

    fn pages(&mut self, query: &str) -> Result<Vec<Thing>, FeedError> {
        let mut next = Some(below(&self.base, "Things", query));
        let mut things = Vec::new();
        let mut seen = BTreeSet::new();
        while let Some(url) = next {
            self.count_page(&mut seen, &url)?;
            let reply = self.ask(&url)?;
            let page = things_of(&reply, self.feed, self.now)?;
            page.rejected.into_iter().for_each(|one| self.readings.reject(one));
            for mut thing in page.things {
                self.more_streams(&mut thing, &reply)?;
                things.push(thing);
            }
            next = page.next.map(|link| page_url(&self.base, &reply.url, &link)).transpose()?;
        }
        Ok(things)
    }

    /// Follows the nested page links of a thing's datastreams.
    fn more_streams(&mut self, thing: &mut Thing, reply: &Reply) -> Result<(), FeedError> {
        let mut seen = BTreeSet::new();
        let mut at = reply.url.clone();
        while let Some(link) = thing.next_streams.take() {
            let url = page_url(&self.base, &at, &link)?;
            self.count_page(&mut seen, &url)?;
            let reply = self.ask(&url)?;
            let page = datastreams(json_bytes(&reply)?, self.feed, self.now);
            let page = page.map_err(|reason| FeedError::parse(&reply.url, reason))?;
            page.rejected.into_iter().for_each(|one| self.readings.reject(one));
            thing.streams.extend(page.streams);
            thing.next_streams = page.next;
            at = reply.url;
        }
        Ok(())
    }

    /// Reads the newest observations of one datastream after another.
    fn newest_one_by_one(&mut self, things: &mut [Thing]) -> Result<(), FeedError> {
        let mut streams: Vec<&mut Stream> = things.iter_mut().flat_map(|thing| &mut thing.streams).collect();
        if streams.len() > MAX_SINGLE_STREAMS {
            let reason = Reason::more("reason-feed-unsorted", MAX_SINGLE_STREAMS);
            self.readings.reject(rejected(self.feed.id.as_str(), 0, "Datastreams", reason, &serde_json::Value::Null));
            streams.truncate(MAX_SINGLE_STREAMS);
        }
        let mut way = 0;
        for stream in streams {
            loop {
                match self.newest(stream, NEWEST_QUERIES[way]) {
                    Err(refused) if is_query_refused(&refused) && way + 1 < NEWEST_QUERIES.len() => way += 1,
                    other => break other?,
                }
            }
        }
        Ok(())
    }

    fn newest(&mut self, stream: &mut Stream, query: &str) -> Result<(), FeedError> {
        let mut url = self.observations_url(stream)?;
        url.set_query(Some(query));
        let mut seen = BTreeSet::new();
        let is_sorted = query.contains("orderby");
        loop {
            self.count_page(&mut seen, &url)?;
            let reply = self.ask(&url)?;
            let page = observations(json_bytes(&reply)?, stream, self.now);
            let page = page.map_err(|reason| FeedError::parse(&reply.url, reason))?;
            stream.observations.extend(page.observations);
            match page.next {
                // Unsorted, the newest may stand on the last page.
                Some(link) if !is_sorted => url = page_url(&self.base, &reply.url, &link)?,
                _ => break,
            }
        }
        let newest = stream.observations.iter().max_by_key(|observation| observation.time).copied();
        stream.observations = newest.into_iter().collect();
        Ok(())
    }

    fn observations_url(&self, stream: &Stream) -> Result<Url, FeedError> {
        match &stream.observations_link {
            Some(link) => page_url(&self.base, &self.base, link),
            None => Ok(below(&self.base, &format!("Datastreams({})/Observations", quoted(&stream.key)), "")),
        }
    }

    fn ask(&mut self, url: &Url) -> Result<Reply, FeedError> {
        let reply = self.http.get(url, &self.base, self.now)?;
        self.is_unchanged &= reply.is_unchanged;
        Ok(reply)
    }

    /// Stops at a page that came before, and at too many pages.
    fn count_page(&self, seen: &mut BTreeSet<String>, url: &Url) -> Result<(), FeedError> {
        let is_new = seen.insert(url.to_string());
        if is_new && seen.len() <= MAX_PAGES as usize {
            return Ok(());
        }
        Err(FeedError::TooManyPages { url: error::shown(&self.base), limit: MAX_PAGES })
    }
}

/// An identifier as it stands in an address: numbers bare, texts in quotes.
fn quoted(id: &str) -> String {
    let is_number = id.parse::<i64>().is_ok();
    if is_number { id.to_owned() } else { format!("'{}'", id.replace('\'', "''")) }
}

fn things_of(reply: &Reply, feed: &Feed, now: Timestamp) -> Result<ThingsPage, FeedError> {
    things(json_bytes(reply)?, feed, now).map_err(|reason| FeedError::parse(&reply.url, reason))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feeds::catalog;

    #[test]
    fn addresses_keep_what_the_user_typed() {
        let mut feed = catalog::parse(include_str!("../../data/feeds.toml")).expect("a catalogue").remove(0);
        for same in [
            "https://sta.example/v1.1?key=k",
            "https://sta.example/v1.1/?key=k",
            "https://sta.example/v1.1/Things?key=k",
        ] {
            feed.url = same.to_owned();
            let base = base_url(&feed).expect("an address");
            assert_eq!(below(&base, "Things", "$top=1").as_str(), "https://sta.example/v1.1/Things?$top=1&key=k");
        }
        feed.url = "ftp://sta.example".to_owned();
        assert_eq!(base_url(&feed).map_err(|error| error.kind()), Err("address"));
        assert_eq!((quoted("12").as_str(), quoted("a'b").as_str()), ("12", "'a''b'"));
        assert!(below(&Url::parse("https://a.be").expect("an address"), "Things", EXPAND_ALL).as_str().contains("%20"));
    }
}

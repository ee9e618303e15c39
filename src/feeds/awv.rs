//! Minute counts of the Flemish roads agency (AWV, "Meten in Vlaanderen"): detector loops, mainly on motorways.
//!
//! Contract: one request for the newest minute of every measuring point; the configuration (names, places) is asked
//! once a day. What a point measures and which of it is trusted: see `parse`.
//!
//! Options: `config_url` (without it `…/configuratie/xml` beside `…/verkeersdata`), `near` (`lon,lat,km`: some 4 500
//! points send four values a minute), `ids` (`unieke_id` of the wanted points, commas between).
//! May use: `formats`, `model`.

mod parse;

use std::collections::BTreeSet;

use url::Url;

use super::near::Near;
use super::places;
use super::recognise::{Candidate, Seen};
use super::{Ask, FeedError, Readings, Visit, feed_url, option_url};
use crate::model::Protocol;
pub use parse::{Wanted, configuration, counts};

const ACCEPT: &str = "application/xml, text/xml;q=0.9, */*;q=0.1";

/// Seconds between two polls of a feed that was recognised: the source has a new minute every minute, which nobody
/// needs of all of Flanders.
const POLL_S: u32 = 300;

/// Asks the feed once.
///
/// # Errors
/// See [`FeedError`].
pub fn read(visit: &mut Visit<'_>) -> Result<Readings, FeedError> {
    let url = feed_url(visit.feed)?;
    let near = Near::of(visit.feed)?;
    let ids = visit.feed.option("ids").unwrap_or_default().split(',').map(str::trim).filter(|id| !id.is_empty());
    let ids: BTreeSet<&str> = ids.collect();
    let reply = visit.http.ask(&url, &url, &Ask { accept: ACCEPT, ..Ask::default() }, visit.now)?;
    let found = places::read(visit, &config_url(visit, &url)?, ACCEPT, configuration)?;
    let wanted = Wanted { near, ids: &ids };
    let readings = counts(&reply.bytes, visit.feed, &found.places, &wanted, visit.now);
    let mut readings = readings.map_err(|reason| FeedError::parse(&reply.url, reason))?;
    found.report(visit.feed.id.as_str(), &mut readings);
    readings.is_unchanged = reply.is_unchanged && readings.resume.is_none();
    Ok(readings)
}

/// What an address that was asked looks like to this protocol.
pub fn recognise(seen: &Seen<'_>) -> Option<Candidate> {
    let has = |word: &str| seen.text.contains(word);
    let is_data = has("<miv") && has("tijd_waarneming") && has("unieke_id");
    let is_config = has("<mivconfig") && has("unieke_id");
    if !is_data && !is_config {
        return None;
    }
    let mut candidate = Candidate::new(95, Protocol::Awv, seen.url);
    candidate.feed.poll_seconds = POLL_S;
    if is_config && let Some((start, _)) = seen.url.path().split_once("/configuratie") {
        let mut url = seen.url.clone();
        url.set_path(&format!("{start}/verkeersdata"));
        candidate.feed.url = url.into();
    }
    Some(candidate)
}

fn config_url(visit: &Visit<'_>, url: &Url) -> Result<Url, FeedError> {
    if let Some(text) = visit.feed.option("config_url") {
        return option_url(text);
    }
    let mut beside = url.clone();
    let path = url.path().trim_end_matches('/');
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    beside.set_path(&format!("{folder}/configuratie/xml"));
    Ok(beside)
}

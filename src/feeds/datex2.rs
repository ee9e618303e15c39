//! DATEX II parking: how full car parks are, in the shapes that real publishers send (see `parse`), XML and JSON.
//!
//! Contract: one request for the statuses; the table of car parks (names, places, spaces) is asked once a day from an
//! address of its own, unless the statuses bring it along. A car park that no table knows is kept, without a place.
//!
//! Options: `static_url` (address of the table). May use: `model`.

mod json;
mod parse;

use super::places::{self, Found};
use super::recognise::{Candidate, Seen};
use super::{Ask, FeedError, Readings, Visit, feed_url, option_url};
use crate::model::Protocol;
pub use parse::{statuses, table};

/// XML before JSON: publishers that have both keep the XML complete.
const ACCEPT: &str = "application/xml, text/xml;q=0.9, application/json;q=0.8, */*;q=0.1";

/// Asks the feed once.
///
/// # Errors
/// See [`FeedError`]; a document without statuses, such as the table alone, is an error.
pub fn read(visit: &mut Visit<'_>) -> Result<Readings, FeedError> {
    let url = feed_url(visit.feed)?;
    let reply = visit.http.ask(&url, &url, &Ask { accept: ACCEPT, ..Ask::default() }, visit.now)?;
    let found = match visit.feed.option("static_url") {
        Some(text) => places::read(visit, &option_url(text)?, ACCEPT, table)?,
        None => Found::default(),
    };
    let readings = statuses(&reply.bytes, visit.feed, &found.places, visit.now);
    let mut readings = readings.map_err(|reason| FeedError::parse(&reply.url, reason))?;
    found.report(visit.feed.id.as_str(), &mut readings);
    readings.is_unchanged = reply.is_unchanged && readings.resume.is_none();
    Ok(readings)
}

/// What an address that was asked looks like to this protocol.
pub fn recognise(seen: &Seen<'_>) -> Option<Candidate> {
    let has = |word: &str| seen.text.contains(word);
    let is_datex = has("datex2.eu/schema") || has("d2LogicalModel") || has("messageContainer");
    let has_statuses = parse::STATUS_WORDS.iter().any(|word| has(word)) || has("ParkingStatusPublication");
    let score = match (is_datex, has_statuses) {
        (true, true) => 95,
        (false, true) => 80,
        // Traffic or roadworks: only parking is read.
        (true, false) if has("arking") => 50,
        _ => return None,
    };
    Some(Candidate::new(score, Protocol::Datex2, seen.url))
}

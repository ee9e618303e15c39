//! Linked data event streams (LDES) and TREE, in Turtle, TriG, N-Quads, N-Triples and JSON-LD.
//!
//! Contract: a poll reads at most [`MAX_PAGES_A_POLL`] pages and tells the next one where to go on ([`Readings::resume`]),
//! also after a restart; pages of late times first, where the links speak of times. A page that says that it never changes
//! (`ldes:immutable`, or `Cache-Control: immutable`) is read once for ever. Links are followed on the feed's own host only.
//! Status 410 is an empty page. A page that fails ends the poll: as an error where it is the first, else with what was read
//! before it, the page first in line for the next poll and its error among the rejected records.
//! Members that are known: see `members`. There is no history to ask for: the walk goes back to the beginning by itself.
//!
//! Options: `view` = a part of the address of the view to read, where a stream offers several (else one ordered by time,
//! else by page). May use: `model`, `formats`.

pub mod members;
pub mod page;
pub mod rdf;
pub mod state;
mod walk;
mod wkt;

use std::collections::{BTreeMap, BTreeSet};

use super::gather::{Gatherer, Measured};
use super::recognise::{Candidate, Seen};
use super::{FeedError, Readings, Visit, feed_url};
use crate::model::Protocol;
use members::Found;
use state::State;
use walk::{Walk, Walked};

/// Most pages of one poll.
pub const MAX_PAGES_A_POLL: usize = 25;

/// Asks the feed once.
///
/// # Errors
/// See [`FeedError`].
pub fn read(visit: &mut Visit<'_>) -> Result<Readings, FeedError> {
    let url = feed_url(visit.feed)?;
    let state = State::load(visit.resume, url.as_str());
    let walked = Walk::new(visit, url, state).run()?;
    Ok(readings(visit, walked))
}

/// What an address that was asked looks like to this protocol.
pub fn recognise(seen: &Seen<'_>) -> Option<Candidate> {
    const MARKS: [&str; 4] = ["w3id.org/tree#", "w3id.org/tree/", "w3id.org/ldes#", "w3id.org/ldes/"];
    let reply = seen.reply?;
    if !MARKS.iter().any(|mark| seen.text.contains(mark)) {
        return None;
    }
    let kinds = ["turtle", "trig", "n-quads", "n-triples", "json"];
    let is_rdf = kinds.iter().any(|kind| reply.content_type.contains(kind));
    Some(Candidate::new(if is_rdf { 95 } else { 60 }, Protocol::Ldes, seen.url))
}

/// What was found, as readings; of several versions the last one settles name and place.
fn readings(visit: &Visit<'_>, walked: Walked) -> Readings {
    let Walked { mut found, mut state, refused, rejected, is_unchanged, mut next_poll_hint_s } = walked;
    found.sort_by(|a, b| (a.said, &a.key).cmp(&(b.said, &b.key)));
    let mut all = Gatherer::new(visit.feed, visit.now);
    for (row, one) in (1..).zip(&refused) {
        all.reject(row, one.field, one.reason.clone(), &serde_json::json!({ "member": one.member }));
    }
    let last = last_versions(&found);
    for (index, one) in found.iter().enumerate() {
        let is_newest = state.is_newest(&one.thing, one.said) && (!one.is_superseded || last.contains(&index));
        if is_newest || !one.is_superseded {
            gather(&mut all, one, is_newest);
        }
    }
    let mut readings = all.finish();
    for one in rejected {
        readings.reject(one);
    }
    if state.is_round_open() {
        // There is more to read: no reason to wait.
        next_poll_hint_s = None;
    }
    Readings { resume: Some(state.save()), is_unchanged, next_poll_hint_s, ..readings }
}

/// Where the last version of each thing stands.
fn last_versions(found: &[Found]) -> BTreeSet<usize> {
    let last: BTreeMap<&str, usize> =
        found.iter().enumerate().map(|(index, one)| (one.thing.as_str(), index)).collect();
    last.into_values().collect()
}

/// Adds what a member says. An older version than one that was read before says nothing of the place and capacity.
fn gather(all: &mut Gatherer<'_>, one: &Found, is_newest: bool) {
    let sensor = all.sensor(&one.key, &one.name, one.place.filter(|_| is_newest));
    for (key, original) in &one.declared {
        let measured =
            Measured { original_property: original, ..Measured::new(key, crate::model::ObservedProperty::Other) };
        all.declare(&sensor, &measured);
    }
    for value in &one.values {
        // What a hindrance will be is no observation yet.
        if one.is_superseded && value.time > all.now() {
            continue;
        }
        let measured = Measured {
            original_property: &value.original,
            unit: &value.unit,
            period_s: value.period_s,
            capacity: value.capacity.filter(|_| is_newest),
            ..Measured::new(&value.key, value.property)
        };
        match value.value {
            Some(number) => all.observe(&sensor, &measured, number, value.time),
            None => all.observe_missing(&sensor, &measured, value.time),
        }
    }
}

//! FIWARE NGSI v2 (Orion), with QuantumLeap for history.
//!
//! Contract: as for NGSI-LD: entities of the Smart Data Models become sensors, other numeric attributes are kept where
//! they have a unit. The normalized form is asked for; keyValues are read as well, and so is a file with entities.
//!
//! Options of the feed: `type` (types of entities, with commas; else those of the broker whose model is known),
//! `service` and `service_path` (headers `Fiware-Service`, `Fiware-ServicePath`), `limit` (entities a page),
//! `history_url` (the address of a QuantumLeap; without it there is no history), `period_s`, `percent` and
//! `auth_header` as for NGSI-LD. May use: `model`.

mod history;
mod parse;

use serde_json::Value;
use url::Url;

pub use super::ngsi::Page;
use super::ngsi::{Address, Broker, is_refused, types};
use super::recognise::{Candidate, Seen};
use super::{FeedError, Readings, Visit, feed_url, json_bytes, smart_data_models};
use crate::model::{Feed, Protocol};
pub use history::history;
pub use parse::{entities, series};

/// Path of the root of the API.
const ROOT: &str = "/v2";

/// Header with the number of all entities.
const COUNT_HEADER: &str = "fiware-total-count";

/// Asks the feed once.
///
/// # Errors
/// See [`FeedError`]; [`FeedError::Incomplete`] where no type is set and the broker has none whose model is known.
pub fn read(visit: &mut Visit<'_>) -> Result<Readings, FeedError> {
    let (feed, now) = (visit.feed, visit.now);
    let url = feed_url(feed)?;
    let address = Address::of(&url, ROOT);
    let mut broker = Broker::new(visit, url.clone(), headers(feed));
    let parse = |bytes: &[u8]| entities(bytes, feed, now);
    let mut readings = if address.is_document {
        let reply = broker.ask(&url)?;
        parse(json_bytes(&reply)?).map_err(|reason| FeedError::parse(&reply.url, reason))?.readings
    } else {
        let types = types(&mut broker, feed, &address, &[("options", "values"), ("limit", "1000")], type_names)?;
        let plain = [("type", &*types), ("options", "count")];
        // Times of the broker's own serve where an entity has none; they come only where they are asked for.
        let times = [("attrs", "*,dateModified"), ("metadata", "*,dateModified")];
        let has_own = address.query.iter().any(|(name, _)| name == "attrs" || name == "metadata");
        let whole = address.below(&["entities"], &[plain, times].concat());
        let plain = address.below(&["entities"], &plain);
        match broker.pages(if has_own { &plain } else { &whole }, COUNT_HEADER, parse) {
            Err(refused) if is_refused(&refused) && !has_own => broker.pages(&plain, COUNT_HEADER, parse)?,
            other => other?,
        }
    };
    readings.is_unchanged = broker.is_unchanged;
    Ok(readings)
}

/// The names in a list of types, bare or as objects.
fn type_names(listed: &Value) -> Vec<String> {
    let name = |one: &Value| one.as_str().or_else(|| one.get("type")?.as_str()).map(str::to_owned);
    listed.as_array().into_iter().flatten().filter_map(name).collect()
}

fn headers(feed: &Feed) -> Vec<(&'static str, String)> {
    let header = |name, key: &str| feed.option(key).map(|value| (name, value.to_owned()));
    [header("fiware-service", "service"), header("fiware-servicepath", "service_path")].into_iter().flatten().collect()
}

/// What an address that was asked looks like to this protocol.
pub fn recognise(seen: &Seen<'_>) -> Option<Candidate> {
    let score = seen.json.map_or_else(|| score_of_address(seen.url), |json| score_of_answer(json, seen.url));
    let mut candidate = Candidate::new(score?, Protocol::NgsiV2, seen.url);
    let address = Address::of(seen.url, ROOT);
    if !address.is_document {
        let mut whole = address.root.clone();
        if !address.query.is_empty() {
            whole.query_pairs_mut().extend_pairs(&address.query);
        }
        candidate.feed.url = whole.into();
        candidate.feed.options.extend(address.types.map(|types| ("type".to_owned(), types)));
    }
    Some(candidate)
}

fn score_of_address(url: &Url) -> Option<u8> {
    if url.path().contains("/v2/entities") || url.path().ends_with(ROOT) {
        return Some(70);
    }
    (url.port() == Some(1026)).then_some(35)
}

fn score_of_answer(json: &Value, url: &Url) -> Option<u8> {
    if json.get("entities_url").is_some() && json.get("types_url").is_some() {
        return Some(95);
    }
    let is_list = url.path().contains("/v2/entities");
    let Some(first) = json.get(0).or(Some(json)).filter(|first| first.is_object()) else {
        return (is_list && json.is_array()).then_some(80);
    };
    let kind = first.get("type").and_then(Value::as_str)?;
    first.get("id").and_then(Value::as_str)?;
    let members = first.as_object()?;
    let is_typed = |value: &Value| {
        let kind = value.get("type").and_then(Value::as_str);
        let is_ld = matches!(kind, Some("Property" | "GeoProperty" | "Relationship"));
        kind.is_some() && !is_ld && value.get("value").is_some()
    };
    if members.contains_key("@context") {
        return None;
    }
    match (members.values().any(is_typed), is_list, smart_data_models::model(kind).is_some()) {
        (true, _, _) => Some(92),
        (false, true, _) => Some(85),
        (false, false, true) => Some(55),
        _ => None,
    }
}

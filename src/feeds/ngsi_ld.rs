//! NGSI-LD (ETSI GS CIM 009, API 1.7.1): current entities and temporal ones, of Orion-LD, Scorpio, Stellio, Mintaka.
//!
//! Contract: entities of the Smart Data Models become sensors, other numeric attributes are kept where they have a
//! unit. The normalized form is asked for; concise and simplified ones are read as well, and so is a file with entities.
//!
//! Options of the feed: `type` (types of entities, with commas; else those of the broker whose model is known),
//! `tenant`, `context` (address of the JSON-LD context), `limit` (entities a page), `temporal_url` (the service that
//! keeps the past, where it is another one), `time_property` (`observedAt`, `modifiedAt`; what history goes by),
//! `period_s` (period of counts, where entities don't say it), `percent` (attributes that come as per cent although
//! their model has fractions, with commas), `auth_header` (`x-auth-token`; else the key is a bearer token).
//! May use: `model`.

mod history;
mod parse;

use serde_json::Value;
use url::Url;

pub use super::ngsi::Page;
use super::ngsi::{Address, Broker, all_types, is_refused, types};
use super::recognise::{Candidate, Seen};
use super::{FeedError, Readings, Visit, feed_url, json_bytes};
use crate::model::{Feed, Protocol};
pub use history::history;
pub use parse::{entities, temporal};

/// Path of the root of the API.
const ROOT: &str = "/ngsi-ld/v1";

/// Header with the number of all entities.
const COUNT_HEADER: &str = "ngsild-results-count";

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
    } else if address.is_temporal {
        let types = feed.option("type").map(str::to_owned).or(address.types.clone()).unwrap_or_else(all_types);
        let at = now.to_string();
        let query = [("type", &*types), ("timerel", "before"), ("timeAt", &at), ("lastN", "1")];
        broker.pages(&address.below(&["temporal", "entities"], &query), COUNT_HEADER, parse)?
    } else {
        let types = types(&mut broker, feed, &address, &[], parse::types)?;
        let first =
            |options| address.below(&["entities"], &[("type", &types), ("count", "true"), ("options", options)]);
        // Times of the broker's own serve where an entity has none; not every broker hands them out.
        match broker.pages(&first("sysAttrs"), COUNT_HEADER, parse) {
            Err(refused) if is_refused(&refused) => broker.pages(&first(""), COUNT_HEADER, parse)?,
            other => other?,
        }
    };
    readings.is_unchanged = broker.is_unchanged;
    Ok(readings)
}

fn headers(feed: &Feed) -> Vec<(&'static str, String)> {
    let tenant = feed.option("tenant").map(|tenant| ("ngsild-tenant", tenant.to_owned()));
    let context = feed.option("context").map(|context| {
        let rel = "http://www.w3.org/ns/json-ld#context";
        ("link", format!("<{context}>; rel=\"{rel}\"; type=\"application/ld+json\""))
    });
    tenant.into_iter().chain(context).collect()
}

/// What an address that was asked looks like to this protocol.
pub fn recognise(seen: &Seen<'_>) -> Option<Candidate> {
    let score = seen.json.map_or_else(|| score_of_address(seen.url), |json| score_of_answer(json, seen.url));
    let mut candidate = Candidate::new(score.filter(|score| *score > 0)?, Protocol::NgsiLd, seen.url);
    let address = Address::of(seen.url, ROOT);
    if !address.is_document && !address.is_temporal {
        let mut whole = address.root.clone();
        whole.set_query(None);
        if !address.query.is_empty() {
            whole.query_pairs_mut().extend_pairs(&address.query);
        }
        candidate.feed.url = whole.into();
        candidate.feed.options.extend(address.types.map(|types| ("type".to_owned(), types)));
    }
    Some(candidate)
}

/// A broker refuses its bare root, and a list without a type.
fn score_of_address(url: &Url) -> Option<u8> {
    if url.path().contains(ROOT) {
        return Some(80);
    }
    matches!(url.port(), Some(1026 | 9090)).then_some(40)
}

fn score_of_answer(json: &Value, url: &Url) -> Option<u8> {
    let first = json.get("features").unwrap_or(json);
    let first = first.get(0).unwrap_or(first);
    if json.get("type").and_then(Value::as_str) == Some("EntityTypeList") {
        return Some(95);
    }
    let text = |names: [&str; 2]| names.iter().find_map(|name| first.get(*name)?.as_str());
    let (Some(id), Some(_)) = (text(["id", "@id"]), text(["type", "@type"])) else {
        let is_empty_list = json.as_array().is_some_and(Vec::is_empty);
        return url.path().contains(ROOT).then_some(if is_empty_list { 90 } else { 60 });
    };
    let is_typed = |value: &Value| {
        let kind = value.get(0).unwrap_or(value).get("type").and_then(Value::as_str);
        matches!(kind, Some("Property" | "GeoProperty" | "Relationship"))
    };
    let members = first.as_object()?;
    let is_ld = members.values().any(is_typed) || members.contains_key("@context");
    let is_urn = id.starts_with("urn:ngsi-ld:");
    match (is_ld, url.path().contains(ROOT) || url.path().contains("/temporal/"), is_urn) {
        (true, _, _) => Some(93),
        (false, true, _) => Some(90),
        (false, false, true) => Some(60),
        _ => None,
    }
}

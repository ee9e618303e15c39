//! Older observations of a sensor, as data arrays where the server gives them.
//!
//! Contract: oldest first, each time once. A way of asking that the server refuses is followed by a plainer one.
//! May use: `model`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use url::Url;

use super::super::{Client, FeedError, MAX_PAGES, Readings, Visit, error, json_bytes, page_url};
use super::{Stream, base_url, below, is_query_refused, observations, quoted};
use crate::model::{Datastream, Observation, Sensor};

/// Ways of asking, best first.
const WAYS: [&str; 3] = [
    "&$orderby=phenomenonTime asc&$top=1000&$resultFormat=dataArray",
    "&$top=1000&$resultFormat=dataArray",
    "&$top=100",
];

/// The observations of every datastream of a sensor in `from..until`, oldest first.
///
/// # Errors
/// See [`FeedError`].
pub fn history_of_sensor(
    visit: &mut Visit<'_>,
    sensor: &Sensor,
    from: Timestamp,
    until: Timestamp,
) -> Result<Readings, FeedError> {
    let mut readings = Readings { sensors: vec![sensor.clone()], ..Readings::default() };
    for known in &sensor.datastreams {
        let found = history_of_stream(visit, known, from, until)?;
        let of_stream = found.into_iter().map(|seen| (sensor.id.clone(), Arc::clone(&known.key), seen));
        readings.observations.extend(of_stream);
    }
    Ok(readings)
}

fn history_of_stream(
    visit: &mut Visit<'_>,
    known: &Datastream,
    from: Timestamp,
    until: Timestamp,
) -> Result<Vec<Observation>, FeedError> {
    let mapped = visit.feed.mapping.iter().flat_map(|mapping| &mapping.property);
    let mapped = mapped.into_iter().find(|property| property.field.eq_ignore_ascii_case(&known.original_property));
    let stream = Stream::of(known, mapped.map(|mapped| mapped.missing.clone()).unwrap_or_default());
    let base = base_url(visit.feed)?;
    let mut last = FeedError::Cancelled;
    for id in ids(&known.key) {
        for way in WAYS {
            let filter = format!("$filter=phenomenonTime ge {from} and phenomenonTime lt {until}{way}");
            let first = below(&base, &format!("Datastreams({id})/Observations"), &filter);
            match pages(&base, first, &stream, visit.http, visit.now) {
                Err(refused) if is_query_refused(&refused) => last = refused,
                other => {
                    let is_asked = |one: &Observation| one.time >= from && one.time < until;
                    return other.map(|found| found.into_iter().filter(is_asked).collect());
                }
            }
        }
    }
    Err(last)
}

/// The identifier as a number where it is one, and as a text.
fn ids(key: &str) -> Vec<String> {
    let text = format!("'{}'", key.replace('\'', "''"));
    let first = quoted(key);
    if first == text { vec![first] } else { vec![first, text] }
}

fn pages(
    base: &Url,
    first: Url,
    stream: &Stream,
    http: &mut Client,
    now: Timestamp,
) -> Result<Vec<Observation>, FeedError> {
    let mut found: BTreeMap<Timestamp, Observation> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    let mut next = Some(first);
    while let Some(url) = next {
        if !seen.insert(url.to_string()) || seen.len() > MAX_PAGES as usize {
            return Err(FeedError::TooManyPages { url: error::shown(base), limit: MAX_PAGES });
        }
        let reply = http.get(&url, base, now)?;
        let page = observations(json_bytes(&reply)?, stream, now);
        let page = page.map_err(|reason| FeedError::parse(&reply.url, reason))?;
        found.extend(page.observations.into_iter().map(|observation| (observation.time, observation)));
        next = page.next.map(|link| page_url(base, &reply.url, &link)).transpose()?;
    }
    Ok(found.into_values().collect())
}

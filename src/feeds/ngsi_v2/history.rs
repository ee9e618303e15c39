//! Older observations of an entity, as QuantumLeap keeps them: `GET …/v2/entities/{id}`.
//!
//! Contract: all attributes in one question, paged by what came; 404 is how QuantumLeap says that there is no data.
//! May use: `model`.

use jiff::Timestamp;

use super::super::ngsi::{Address, Broker, may_be_cut};
use super::super::{FeedError, MAX_PAGES, Readings, Visit, error, json_bytes, option_url};
use super::{ROOT, headers, series};
use crate::model::Sensor;

/// Times a page; QuantumLeap allows 10 000.
const PAGE_TIMES: usize = 5000;

/// The observations of all datastreams of a sensor in `from..until`; none without the option `history_url`.
///
/// # Errors
/// See [`FeedError`].
pub fn history(
    visit: &mut Visit<'_>,
    sensor: &Sensor,
    from: Timestamp,
    until: Timestamp,
) -> Result<Readings, FeedError> {
    let (feed, now) = (visit.feed, visit.now);
    let mut readings = Readings { sensors: vec![sensor.clone()], ..Readings::default() };
    let Some(text) = feed.option("history_url") else { return Ok(readings) };
    let address = Address::of(&option_url(text)?, ROOT);
    let names: Vec<&str> = sensor.datastreams.iter().map(|stream| &*stream.original_property).collect();
    if names.is_empty() {
        return Ok(readings);
    }
    let key = sensor.id.as_str();
    let key = key.strip_prefix(&format!("{}/", feed.id)).unwrap_or(key);
    let (attrs, limit) = (names.join(","), PAGE_TIMES.to_string());
    let (from_date, to_date) = (from.to_string(), until.to_string());
    let mut broker = Broker::new(visit, address.root.clone(), headers(feed));
    let mut offset = 0;
    for _ in 0..MAX_PAGES {
        let at = offset.to_string();
        let query =
            [("attrs", &*attrs), ("fromDate", &from_date), ("toDate", &to_date), ("limit", &limit), ("offset", &at)];
        let reply = match broker.ask(&address.below(&["entities", key], &query)) {
            Err(FeedError::Status { code: 404, .. }) => return Ok(readings),
            other => other?,
        };
        let read = series(json_bytes(&reply)?, feed, sensor, now);
        let (mut page, came) = read.map_err(|reason| FeedError::parse(&reply.url, reason))?;
        page.observations.retain(|(_, _, seen)| seen.time >= from && seen.time < until);
        page.sensors.clear();
        readings.merge(page);
        offset += came;
        if !may_be_cut(came, PAGE_TIMES) {
            return Ok(readings);
        }
    }
    Err(FeedError::TooManyPages { url: error::shown(&address.root), limit: MAX_PAGES })
}

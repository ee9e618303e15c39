//! Older values of a station: all of its series in one request for each year.
//!
//! Contract: oldest first, each time once. A server that takes no POST is asked series by series. May use: `model`.

use jiff::Timestamp;
use serde_json::json;
use url::Url;

use super::super::gather::Gatherer;
use super::super::value::shifted;
use super::super::{Ask, FeedError, Readings, Reply, Visit, feed_url, json_bytes};
use super::{Series, Values, base_url, below, values};
use crate::model::Sensor;

/// Longest time that is asked for at once, seconds: a year of hours of one series is some 230 kB.
const WINDOW_S: i64 = 366 * 24 * 3600;

/// The observations of every datastream of a sensor in `from..until`, oldest first.
///
/// # Errors
/// See [`FeedError`].
pub fn history(
    visit: &mut Visit<'_>,
    sensor: &Sensor,
    from: Timestamp,
    until: Timestamp,
) -> Result<Readings, FeedError> {
    let base = base_url(&feed_url(visit.feed)?);
    let ids: Vec<&str> = sensor.datastreams.iter().map(|stream| &*stream.key).collect();
    let mut all = Gatherer::new(visit.feed, visit.now);
    let prefix = format!("{}/", visit.feed.id);
    let key = sensor.id.as_str().strip_prefix(&prefix).unwrap_or(sensor.id.as_str());
    let id = all.sensor(key, &sensor.name, sensor.location);
    let mut start = from;
    while start < until && !ids.is_empty() {
        let end = shifted(start, WINDOW_S).min(until);
        for (series_id, found) in window(visit, &base, &ids, (start, end))? {
            let Some(stream) = sensor.datastreams.iter().find(|stream| *stream.key == *series_id) else { continue };
            let series = Series {
                id: &stream.key,
                property: stream.property,
                original_property: &stream.original_property,
                unit: &stream.original_unit,
            };
            let asked = found.into_iter().filter(|(time, _)| *time >= start && *time < end);
            asked.for_each(|(time, value)| series.observe(&mut all, &id, value, time));
        }
        start = end;
    }
    let mut readings = all.finish();
    readings.sensors = vec![sensor.clone()];
    Ok(readings)
}

fn window(
    visit: &mut Visit<'_>,
    base: &Url,
    ids: &[&str],
    (from, until): (Timestamp, Timestamp),
) -> Result<Vec<Values>, FeedError> {
    let timespan = format!("{from}/{until}");
    let body = json!({ "timespan": timespan, "timeseries": ids });
    let ask = Ask { json: Some(&body), ..Ask::default() };
    let read =
        |reply: &Reply, id: &str| values(json_bytes(reply)?, id).map_err(|reason| FeedError::parse(&reply.url, reason));
    match visit.http.ask(&below(base, "timeseries/getData"), base, &ask, visit.now) {
        Ok(reply) => return read(&reply, ids.first().copied().unwrap_or_default()),
        Err(FeedError::Status { code: 400 | 404 | 405 | 415 | 501, .. }) => {}
        Err(error) => return Err(error),
    }
    let mut found = Vec::new();
    for id in ids {
        let mut url = below(base, &format!("timeseries/{id}/getData"));
        url.query_pairs_mut().append_pair("timespan", &timespan);
        let reply = visit.http.get(&url, base, visit.now)?;
        found.extend(read(&reply, id)?);
    }
    Ok(found)
}

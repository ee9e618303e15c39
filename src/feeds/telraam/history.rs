//! Older counts of one segment.
//!
//! Contract: oldest first, in questions of three months at most, as the source allows. May use: `model`.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;

use super::super::value::shifted;
use super::super::{FeedError, MAX_PAGES, Readings, Visit, error, feed_url, json_bytes};
use super::parse::HOUR_S;
use super::{ask, below, failed, report};
use crate::model::Sensor;

/// Longest time that one question may cover: no three months are shorter than 89 days.
const WINDOW: SignedDuration = SignedDuration::from_hours(88 * 24);

/// The counts of a sensor whose hour ends in `from..until`.
///
/// # Errors
/// As for [`super::read`].
pub fn history(
    visit: &mut Visit<'_>,
    sensor: &Sensor,
    from: Timestamp,
    until: Timestamp,
) -> Result<Readings, FeedError> {
    let own = format!("{}/", visit.feed.id);
    let segment = sensor.id.as_str().strip_prefix(&own).unwrap_or(sensor.id.as_str()).to_owned();
    let url = below(&feed_url(visit.feed)?, "reports/traffic");
    let mut readings = Readings::default();
    // The source asks for hours by their start.
    let mut start = whole_hour(shifted(from, -HOUR_S));
    for _ in 0..MAX_PAGES {
        if start >= until {
            break;
        }
        let end = start.checked_add(WINDOW).unwrap_or(Timestamp::MAX).min(until);
        let question = json!({
            "level": "segments", "format": "per-hour", "id": segment,
            "time_start": written(start), "time_end": written(end),
        });
        let reply = ask(visit, &url, Some(&question))?;
        let page = report(json_bytes(&reply)?, &segment, visit.feed, visit.now);
        readings.merge(page.map_err(|error| failed(error, &reply, visit))?);
        start = end;
    }
    if start < until {
        return Err(FeedError::TooManyPages { url: error::shown(&url), limit: MAX_PAGES });
    }
    readings.observations.retain(|(_, _, seen)| seen.time >= from && seen.time < until);
    readings.sensors = vec![sensor.clone()];
    Ok(readings)
}

/// The start of the hour that a moment lies in.
fn whole_hour(time: Timestamp) -> Timestamp {
    let second = time.as_second();
    Timestamp::from_second(second - second.rem_euclid(HOUR_S)).unwrap_or(time)
}

/// A time as the source wants it: `2026-05-21 11:00:00Z`, in UTC.
fn written(time: Timestamp) -> String {
    time.strftime("%Y-%m-%d %H:%M:%SZ").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_the_source_wants_them() {
        let time: Timestamp = "2026-05-21T13:40:05+02:00".parse().expect("a time");
        assert_eq!(written(whole_hour(time)), "2026-05-21 11:00:00Z");
    }
}

//! Older observations of an entity: `GET …/temporal/entities/{id}`.
//!
//! Contract: an attribute at a time, so that a server that cuts an answer short cuts one series; what it left out
//! before or after the part that came is asked for again. An entity that the service does not know has no history.
//! May use: `model`.

use jiff::{Timestamp, ToSpan};
use url::Url;

use super::super::ngsi::{Address, Broker, may_be_cut};
use super::super::{FeedError, MAX_PAGES, Readings, Visit, error, feed_url, json_bytes, option_url};
use super::{ROOT, headers, temporal};
use crate::model::{Datastream, Sensor};

/// A part of the time that was not read yet.
#[derive(Clone, Copy)]
struct Gap {
    from: Timestamp,
    until: Timestamp,
    side: Side,
}

/// Where a gap lies: before or after what an answer that was cut short gave.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Whole,
    Before,
    After,
}

/// The observations of all datastreams of a sensor in `from..until`.
///
/// # Errors
/// See [`FeedError`].
pub fn history(
    visit: &mut Visit<'_>,
    sensor: &Sensor,
    from: Timestamp,
    until: Timestamp,
) -> Result<Readings, FeedError> {
    let feed = visit.feed;
    let current = Address::of(&feed_url(feed)?, ROOT);
    let mut readings = Readings { sensors: vec![sensor.clone()], ..Readings::default() };
    if current.is_document {
        return Ok(readings);
    }
    let address = temporal_address(feed.option("temporal_url"), current)?;
    for stream in &sensor.datastreams {
        let mut series = Series { visit, sensor, stream, address: &address, is_plain: false };
        let found = series.read(from, until)?;
        readings.merge(found);
    }
    readings.sensors = vec![sensor.clone()];
    Ok(readings)
}

/// The service that keeps the past; its address may be given with the path of its lists.
fn temporal_address(option: Option<&str>, current: Address) -> Result<Address, FeedError> {
    let Some(text) = option else { return Ok(current) };
    let mut root = option_url(text)?;
    let path = root.path().trim_end_matches('/').trim_end_matches("/entities").trim_end_matches("/temporal").to_owned();
    root.set_path(&path);
    root.set_query(None);
    Ok(Address { root, query: Vec::new(), ..current })
}

/// One datastream whose past is read.
struct Series<'a, 'v> {
    visit: &'a mut Visit<'v>,
    sensor: &'a Sensor,
    stream: &'a Datastream,
    address: &'a Address,
    /// The service refused the short form.
    is_plain: bool,
}

impl Series<'_, '_> {
    fn read(&mut self, from: Timestamp, until: Timestamp) -> Result<Readings, FeedError> {
        let mut found = Readings::default();
        let mut gaps = vec![Gap { from, until, side: Side::Whole }];
        // What a server leaves out lies always on the same side: a side that proved empty is not asked again.
        let (mut may_be_before, mut may_be_after) = (true, true);
        let mut count = 0;
        while let Some(gap) = gaps.pop() {
            let is_idle = (gap.side == Side::Before && !may_be_before) || (gap.side == Side::After && !may_be_after);
            if is_idle || gap.from >= gap.until {
                continue;
            }
            count += 1;
            if count > MAX_PAGES {
                return Err(FeedError::TooManyPages { url: error::shown(&self.address.root), limit: MAX_PAGES });
            }
            let (mut part, is_cut) = self.part(gap)?;
            part.observations.retain(|(_, _, seen)| seen.time >= gap.from && seen.time < gap.until);
            let times = || part.observations.iter().map(|(_, _, seen)| seen.time);
            match (times().min(), times().max()) {
                (Some(first), Some(last)) if is_cut => {
                    let after = last.checked_add(1.microsecond()).unwrap_or(gap.until);
                    gaps.push(Gap { from: after, side: Side::After, ..gap });
                    gaps.push(Gap { until: first, side: Side::Before, ..gap });
                }
                (None, _) => {
                    may_be_before &= gap.side != Side::Before;
                    may_be_after &= gap.side != Side::After;
                }
                _ => {}
            }
            found.merge(part);
        }
        Ok(found)
    }

    /// What the service gives for a part of the time, and whether that may not be all.
    fn part(&mut self, gap: Gap) -> Result<(Readings, bool), FeedError> {
        let (feed, now) = (self.visit.feed, self.visit.now);
        loop {
            let url = self.url(gap, if self.is_plain { "" } else { "temporalValues" });
            let reply = match Broker::new(self.visit, self.address.root.clone(), headers(feed)).ask(&url) {
                Err(FeedError::Status { code: 404 | 410, .. }) => return Ok((Readings::default(), false)),
                Err(FeedError::Status { code: 400 | 501, .. }) if !self.is_plain => {
                    self.is_plain = true;
                    continue;
                }
                other => other?,
            };
            let read = temporal(json_bytes(&reply)?, feed, self.sensor, now);
            let (readings, came) = read.map_err(|reason| FeedError::parse(&reply.url, reason))?;
            let is_cut = reply.header("content-range").is_some() || may_be_cut(came, usize::MAX);
            return Ok((readings, is_cut));
        }
    }

    fn url(&self, gap: Gap, options: &str) -> Url {
        let feed = self.visit.feed;
        let key = self.sensor.id.as_str();
        let key = key.strip_prefix(&format!("{}/", feed.id)).unwrap_or(key);
        let (from, until) = (gap.from.to_string(), gap.until.to_string());
        self.address.below(
            &["temporal", "entities", key],
            &[
                ("attrs", &self.stream.original_property),
                ("timerel", "between"),
                ("timeAt", &from),
                ("endTimeAt", &until),
                ("timeproperty", feed.option("time_property").unwrap_or("observedAt")),
                ("options", options),
            ],
        )
    }
}

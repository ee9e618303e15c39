//! Feeds with their health, and sensors with their newest values.

use std::collections::BTreeMap;

use geo::{BoundingRect, Contains};

use super::municipalities::Municipalities;
use crate::model::{BoundaryAccuracy, Feed, FeedHealth, FeedId, FeedState, LonLat, Nis, Sensor, SensorId};

/// Feeds and sensors.
#[derive(Clone, Debug, Default)]
pub struct Sensors {
    feeds: BTreeMap<FeedId, Feed>,
    health: BTreeMap<FeedId, FeedHealth>,
    things: BTreeMap<SensorId, Sensor>,
}

impl Sensors {
    /// Arranges feeds and sensors; a sensor without a municipality gets the one it stands in.
    pub fn new(feeds: Vec<Feed>, sensors: Vec<Sensor>, municipalities: &Municipalities) -> Self {
        let feeds = feeds.into_iter().map(|feed| (feed.id.clone(), feed)).collect();
        Self { feeds, ..Self::default() }.with_sensors(sensors, municipalities)
    }

    /// All feeds by identifier.
    pub const fn feeds(&self) -> &BTreeMap<FeedId, Feed> {
        &self.feeds
    }

    /// The health of a feed; disabled or waiting where it was never polled.
    pub fn health(&self, id: &FeedId) -> FeedHealth {
        self.health.get(id).cloned().unwrap_or_else(|| {
            let is_enabled = self.feeds.get(id).is_some_and(|feed| feed.is_enabled);
            FeedHealth::new(id.clone(), if is_enabled { FeedState::Waiting } else { FeedState::Disabled })
        })
    }

    /// All sensors by identifier.
    pub const fn sensors(&self) -> &BTreeMap<SensorId, Sensor> {
        &self.things
    }

    /// The same with these sensors added or replaced.
    #[must_use]
    pub fn with_sensors(&self, added: Vec<Sensor>, municipalities: &Municipalities) -> Self {
        let mut changed = self.clone();
        for mut sensor in added {
            if sensor.nis.is_none()
                && let Some((nis, accuracy)) = sensor.location.and_then(|place| municipality_at(municipalities, place))
            {
                sensor.nis = Some(nis);
                sensor.is_nis_approximate = accuracy == BoundaryAccuracy::Approximate;
            }
            changed.things.insert(sensor.id.clone(), sensor);
        }
        changed
    }

    /// The same with this feed added or replaced.
    #[must_use]
    pub fn with_feed(&self, feed: Feed) -> Self {
        let mut changed = self.clone();
        changed.feeds.insert(feed.id.clone(), feed);
        changed
    }

    /// The same without this feed, and without its sensors unless they are kept as history.
    #[must_use]
    pub fn without_feed(&self, feed: &FeedId, keeps_sensors: bool) -> Self {
        let mut changed = self.clone();
        changed.feeds.remove(feed);
        changed.health.remove(feed);
        if !keeps_sensors {
            changed.things.retain(|_, sensor| sensor.feed != *feed);
        }
        changed
    }

    /// The same with this health.
    #[must_use]
    pub fn with_health(&self, health: FeedHealth) -> Self {
        let mut changed = self.clone();
        changed.health.insert(health.feed.clone(), health);
        changed
    }
}

/// The municipality whose boundary holds the point, and how exact that boundary is.
pub fn municipality_at(municipalities: &Municipalities, place: LonLat) -> Option<(Nis, BoundaryAccuracy)> {
    let point = geo::Point::from(place);
    municipalities.rows().iter().find_map(|row| {
        let boundary = row.boundary.as_ref()?;
        let holds = boundary.geometry.bounding_rect().is_some_and(|rect| rect.contains(&point))
            && boundary.geometry.contains(&point);
        holds.then_some((row.nis, boundary.accuracy))
    })
}

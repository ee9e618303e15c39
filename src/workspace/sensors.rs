//! Feeds with their health, and sensors with their newest values.

use std::collections::BTreeMap;

use super::municipalities::Municipalities;
use super::whereabouts::municipality_at;
use crate::model::{BoundaryAccuracy, Feed, FeedHealth, FeedId, FeedState, Sensor, SensorId};

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
        let mut all = Self { feeds, ..Self::default() };
        all.put_sensors(sensors, municipalities);
        all
    }

    /// All feeds by identifier.
    pub const fn feeds(&self) -> &BTreeMap<FeedId, Feed> {
        &self.feeds
    }

    /// The health of a feed; disabled or waiting where it was never polled.
    pub fn health(&self, id: &FeedId) -> FeedHealth {
        self.health.get(id).cloned().unwrap_or_else(|| {
            FeedHealth::new(id.clone(), self.feeds.get(id).map_or(FeedState::Disabled, Feed::resting_state))
        })
    }

    /// All sensors by identifier.
    pub const fn sensors(&self) -> &BTreeMap<SensorId, Sensor> {
        &self.things
    }

    /// Adds or replaces sensors.
    pub fn put_sensors(&mut self, added: Vec<Sensor>, municipalities: &Municipalities) {
        for mut sensor in added {
            if sensor.nis.is_none()
                && let Some((nis, accuracy)) = sensor.location.and_then(|place| municipality_at(municipalities, place))
            {
                sensor.nis = Some(nis);
                sensor.is_nis_approximate = accuracy == BoundaryAccuracy::Approximate;
            }
            self.things.insert(sensor.id.clone(), sensor);
        }
    }

    /// Adds or replaces a feed.
    pub fn put_feed(&mut self, feed: Feed) {
        self.feeds.insert(feed.id.clone(), feed);
    }

    /// Removes a feed, and its sensors unless they are kept as history.
    pub fn remove_feed(&mut self, feed: &FeedId, keeps_sensors: bool) {
        self.feeds.remove(feed);
        self.health.remove(feed);
        if !keeps_sensors {
            self.things.retain(|_, sensor| sensor.feed != *feed);
        }
    }

    /// Tells how a feed is doing.
    pub fn put_health(&mut self, health: FeedHealth) {
        self.health.insert(health.feed.clone(), health);
    }
}

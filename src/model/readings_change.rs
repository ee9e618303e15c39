//! A change of what a list of sensors from a file holds, as one value that can be turned around.

use std::sync::Arc;

use jiff::Timestamp;

use super::ids::SensorId;
use super::sensor::{Feed, Observation, Sensor};

/// An import of a list of sensors, or what takes one back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ReadingsPatch {
    /// The feed as it must stand for this change to make sense; `None` = there is none.
    pub before: Option<Feed>,
    /// The feed as it will be; `None` = it goes.
    pub after: Option<Feed>,
    /// Sensors as they will be, with all their datastreams.
    pub put: Vec<Sensor>,
    /// Sensors that go, with everything observed.
    pub remove: Vec<SensorId>,
    /// Datastreams of sensors that stay that go, with everything observed.
    pub remove_streams: Vec<(SensorId, Arc<str>)>,
    /// Observations to write, over those of the same time.
    pub observations: Vec<(SensorId, Arc<str>, Observation)>,
    /// Observations of datastreams that stay that go.
    pub forget: Vec<(SensorId, Arc<str>, Timestamp)>,
}

//! What figures of today rest on besides the data and the view.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::insight::TownSensors;
use crate::model::Observation;
use crate::model::period::Year;
use crate::workspace::StreamRef;

/// The part of now that figures depend on. A stamp has it where a figure used it, so that the same can be made later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsOf {
    /// The year up to which projects are counted as active.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub this_year: Option<Year>,
    /// From when until when readings make figures of sensors, or are drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readings: Option<[Timestamp; 2]>,
    /// When sensors on a map are as fresh as they are drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub moment: Option<Timestamp>,
}

/// The observations of a datastream as a chart draws them.
#[derive(Clone, Debug, PartialEq)]
pub struct ReadSeries {
    /// Which datastream.
    pub stream: StreamRef,
    /// Thinned observations in order of time.
    pub points: Vec<Observation>,
    /// How many observations they stand for.
    pub total_count: u64,
    /// Thinned observations that don't count.
    pub flagged: Vec<Observation>,
    /// How many don't count.
    pub flagged_count: u64,
}

/// The same with the readings.
#[derive(Clone, Debug, Default)]
pub struct Now {
    /// What was asked.
    pub as_of: AsOf,
    /// The sensors of each municipality in that time; `None` = not read.
    pub towns: Option<TownSensors>,
    /// The series of the chart of sensors, in its order; none for anything else.
    pub series: Vec<ReadSeries>,
}

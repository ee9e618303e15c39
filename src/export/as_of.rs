//! What figures of today rest on besides the data and the view.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::insight::TownSensors;
use crate::model::period::Year;

/// The part of now that figures depend on. A stamp has it where a figure used it, so that the same can be made later.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AsOf {
    /// The year up to which projects are counted as active.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub this_year: Option<Year>,
    /// From when until when readings make figures of sensors.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub readings: Option<[Timestamp; 2]>,
}

/// The same with the readings.
#[derive(Clone, Debug, Default)]
pub struct Now {
    /// What was asked.
    pub as_of: AsOf,
    /// The sensors of each municipality in that time; `None` = not read.
    pub towns: Option<TownSensors>,
}

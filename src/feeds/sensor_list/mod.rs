//! Sensors and their readings from any table: somebody's spreadsheet, a logger's file, a layer of geodata.
//!
//! Contract: everything here is pure. A [`SensorMapping`] says what each column means; [`detect::guess`] proposes one,
//! [`apply::read`] does what it says, [`plan::plan`] compares with what is known. Values go the way that those of feeds
//! go: units, sentinels and doubts are judged by the same rules. Every row and every value ends up in exactly one place:
//! as an observation, missing, left out for a reason that is counted, or refused with row, column and reason.
//! May use: `formats`, `model`, `text`.

pub mod apply;
pub mod detect;
pub mod mapping;
pub mod plan;
mod time;
pub mod words;

use crate::model::dimension::keyed_enum;
use crate::model::reason::explained_error;
use crate::model::{Explained, FeedId, Reason};

pub use apply::{LeftOut, SensorListRead, SensorNotes};
pub use mapping::{SensorColumn, SensorMapping};
pub use plan::{Known, SensorPlan};

keyed_enum!(
    /// What a column of a list of sensors holds.
    SensorField {
        /// What tells the sensor from others in the list.
        Id = "sensor",
        /// Its name.
        Name = "name",
        /// When it was observed: a date with a time of the day, a date, or seconds since 1970.
        Time = "time",
        /// The time of the day, where it stands apart from the date.
        Clock = "clock",
        /// What is observed, in words.
        Property = "property",
        /// The value: of the property of the column, else of that of the row.
        Value = "value",
        /// Its unit.
        Unit = "unit",
        /// Longitude of the sensor.
        Lon = "lon",
        /// Latitude of the sensor.
        Lat = "lat",
        /// First coordinate in another reference system.
        X = "x",
        /// Second coordinate in another reference system.
        Y = "y",
        /// Its place in one cell: a well-known text, or two coordinates.
        Place = "place",
        /// Code, name or postal code of its municipality.
        Municipality = "municipality",
    }
);

/// A table can't be used with a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SensorListError {
    /// No column tells the sensors apart.
    NoSensor,
    /// There are values and no time.
    NoTime,
    /// Values of which nobody says what they are.
    NoProperty,
    /// The file has no such sheet.
    NoSheet(String),
}

impl Explained for SensorListError {
    fn reason(&self) -> Reason {
        match self {
            Self::NoSensor => Reason::new("reason-sensors-no-sensor"),
            Self::NoTime => Reason::new("reason-sensors-no-time"),
            Self::NoProperty => Reason::new("reason-sensors-no-property"),
            Self::NoSheet(name) => Reason::new("reason-no-sheet").with("name", name),
        }
    }
}

explained_error!(SensorListError);

/// The feed of the list of this name.
pub fn feed_id(list: &str) -> FeedId {
    FeedId::new(format!("import:{}", list.trim()))
}

#[cfg(test)]
mod tests;

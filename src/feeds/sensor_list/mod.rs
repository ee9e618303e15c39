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

use crate::model::FeedId;
use crate::model::dimension::keyed_enum;

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
        /// Code, name or postal code of its municipality.
        Municipality = "municipality",
    }
);

/// A table can't be used with a mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SensorListError {
    /// No column tells the sensors apart.
    #[error("no column that tells the sensors apart was found or chosen")]
    NoSensor,
    /// There are values and no time.
    #[error("there are values and no column says when they were observed")]
    NoTime,
    /// Values of which nobody says what they are.
    #[error("there are values and nothing says what they are of: choose it for the column, or a column with words")]
    NoProperty,
    /// The file has no such sheet.
    #[error("the file has no sheet or layer {0:?}")]
    NoSheet(String),
}

/// The feed of the list of this name.
pub fn feed_id(list: &str) -> FeedId {
    FeedId::new(format!("import:{}", list.trim()))
}

#[cfg(test)]
mod tests;

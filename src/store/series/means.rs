//! Means of whole hours, days and months: what profiles and exceedances are made of.

use jiff::Timestamp;

use super::find;
use crate::model::SensorId;
use crate::store::Store;
use crate::store::error::StoreError;
use crate::store::rollup::{Level, each};
use crate::store::values::{micros, time};

/// Over what a mean is made; all in UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bucket {
    /// An hour.
    Hour,
    /// A day.
    Day,
    /// A calendar month.
    Month,
}

impl Bucket {
    const fn level(self) -> Level {
        match self {
            Self::Hour => Level::Hour,
            Self::Day => Level::Day,
            Self::Month => Level::Month,
        }
    }
}

/// The observations that count of an hour, a day or a month, in the unit of their datastream.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// Start of the hour, day or month (UTC).
    pub start: Timestamp,
    /// Mean of the values; each observation weighs the same, however long it held.
    pub mean: f64,
    /// Least value.
    pub min: f64,
    /// Greatest value.
    pub max: f64,
    /// Number of observations, at least one.
    pub count: u64,
}

impl Store {
    /// Means of the hours, days or months of a datastream that start in `from..until`, in order, each over the whole
    /// of it. One without observations that count is left out. They remain when retention deletes the observations.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn read_means(
        &self,
        sensor: &SensorId,
        datastream: &str,
        from: Timestamp,
        until: Timestamp,
        bucket: Bucket,
    ) -> Result<Vec<Mean>, StoreError> {
        let mut means = Vec::new();
        let Some(part) = find(&self.conn, sensor, datastream, micros(from), micros(until))? else {
            return Ok(means);
        };
        let level = bucket.level();
        each(&self.conn, level, part.datastream, part.from_us, part.until_us, |start_us, rollup| {
            if let Some(figures) = rollup.figures {
                means.push(Mean {
                    start: time(level.table(), "start_us", start_us)?,
                    mean: figures.sum / figures.count as f64,
                    min: figures.min.value,
                    max: figures.max.value,
                    count: figures.count as u64,
                });
            }
            Ok(())
        })?;
        Ok(means)
    }
}

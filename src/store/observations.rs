//! Observations one after the other, for exports: nothing is gathered in memory.

use jiff::Timestamp;
use rusqlite::params;

use super::Store;
use super::error::StoreError;
use super::rollup::Point;
use super::tables::sensors::{self, Place};
use super::values::micros;
use crate::model::{Datastream, Observation, Sensor, SensorId};

/// Which observations are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObservationFilter {
    /// Of these sensors; `None` = of all.
    pub sensors: Option<Vec<SensorId>>,
    /// From, inclusive.
    pub from: Option<Timestamp>,
    /// Until, exclusive.
    pub until: Option<Timestamp>,
}

impl Store {
    /// Calls `visit` with every observation, ordered by sensor, datastream and time, until it says `false`. Gives how
    /// many it was called with.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn observations(
        &self,
        filter: &ObservationFilter,
        mut visit: impl FnMut(&Sensor, &Datastream, Observation) -> bool,
    ) -> Result<u64, StoreError> {
        let mut stored = sensors::load(&self.conn)?;
        stored.retain(|one| filter.sensors.as_ref().is_none_or(|wanted| wanted.contains(&one.sensor.id)));
        stored.sort_by(|a, b| a.sensor.id.cmp(&b.sensor.id));
        let sql = "SELECT time_us, value, quality FROM observation_rows
            WHERE datastream = ?1 AND time_us >= ?2 AND time_us < ?3 ORDER BY time_us";
        let mut statement = self.conn.prepare(sql)?;
        let (from, until) = (filter.from.map_or(i64::MIN, micros), filter.until.map_or(i64::MAX, micros));
        let mut count = 0;
        for one in &stored {
            let mut datastreams: Vec<(&Place, &Datastream)> = one.places.iter().zip(&one.sensor.datastreams).collect();
            datastreams.sort_by(|a, b| a.1.key.cmp(&b.1.key));
            for (place, datastream) in datastreams {
                let mut rows = statement.query(params![place.fid, from, until])?;
                while let Some(row) = rows.next()? {
                    count += 1;
                    if !visit(&one.sensor, datastream, Point::read(row)?.observation()?) {
                        return Ok(count);
                    }
                }
            }
        }
        Ok(count)
    }
}

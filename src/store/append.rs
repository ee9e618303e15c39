//! Readings into the file: sensors and observations, one transaction for each call.

use std::collections::{BTreeSet, HashMap};

use rusqlite::Connection;

use super::error::StoreError;
use super::rollup::{self, HOUR_US, Point, bucket};
use super::tables::sensors::{self, Stored, put_datastream, put_sensor};
use super::values::micros;
use super::{Reading, Store, contents};
use crate::model::{Datastream, Observation, Quality, Sensor, SensorId};

/// What an append did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Appended {
    /// Every sensor that was named, as it stands in the file now, with its newest observation; ordered by identifier.
    pub sensors: Vec<Sensor>,
    /// Observations written, new and corrected.
    pub observation_count: u64,
}

impl Store {
    /// Adds readings. A sensor that is known gains datastreams, a place and newer values, and loses nothing; an
    /// observation at a time that is known corrects it. The newest observation that a sensor carries counts as one
    /// of its observations. Trusted observations are never superseded by ones with a wrong clock.
    ///
    /// # Errors
    /// When an observation belongs to no known datastream or is not finite, or the file can't be written. Nothing is
    /// written then.
    pub fn append_readings(&mut self, sensors: &[Sensor], readings: &[Reading]) -> Result<Appended, StoreError> {
        let mut known = self.take_known()?;
        let done = self.transaction(|conn| {
            let mut batch = Batch::new(conn, &known);
            for sensor in sensors {
                batch.take_sensor(sensor)?;
            }
            for (sensor, datastream, observation) in readings {
                batch.take_reading(sensor, datastream, *observation)?;
            }
            batch.finish()
        });
        let done = match done {
            Ok((changed, count)) => {
                let mut sensors: Vec<Sensor> = changed.values().map(|stored| stored.sensor.clone()).collect();
                sensors.sort_by(|a, b| a.id.cmp(&b.id));
                known.extend(changed);
                Ok(Appended { sensors, observation_count: count })
            }
            Err(error) => Err(error),
        };
        self.sensors = known;
        done
    }

    /// Sensors as the file has them; read again when another program changed it.
    fn take_known(&mut self) -> Result<HashMap<SensorId, Stored>, StoreError> {
        let version: i64 = self.conn.query_row("PRAGMA data_version", [], |row| row.get(0))?;
        if self.data_version == Some(version) {
            return Ok(std::mem::take(&mut self.sensors));
        }
        let stored = sensors::load(&self.conn)?;
        self.data_version = Some(version);
        Ok(stored.into_iter().map(|stored| (stored.sensor.id.clone(), stored)).collect())
    }
}

/// What one call adds up before it is done.
struct Batch<'a> {
    conn: &'a Connection,
    known: &'a HashMap<SensorId, Stored>,
    changed: HashMap<SensorId, Stored>,
    gathered: Vec<(i64, Point)>,
    hours: BTreeSet<(i64, i64)>,
    has_new_sensor: bool,
}

impl<'a> Batch<'a> {
    fn new(conn: &'a Connection, known: &'a HashMap<SensorId, Stored>) -> Self {
        Self {
            conn,
            known,
            changed: HashMap::new(),
            gathered: Vec::new(),
            hours: BTreeSet::new(),
            has_new_sensor: false,
        }
    }

    fn take_sensor(&mut self, seen: &Sensor) -> Result<(), StoreError> {
        let before = self.changed.remove(&seen.id).or_else(|| self.known.get(&seen.id).cloned());
        let mut stored = match before {
            Some(before) => self.update_sensor(before, seen)?,
            None => self.add_sensor(seen)?,
        };
        for datastream in &seen.datastreams {
            self.take_datastream(&mut stored, datastream)?;
        }
        self.changed.insert(seen.id.clone(), stored);
        for datastream in &seen.datastreams {
            if let Some(latest) = datastream.latest {
                self.take_reading(&seen.id, &datastream.key, latest)?;
            }
        }
        Ok(())
    }

    fn add_sensor(&mut self, seen: &Sensor) -> Result<Stored, StoreError> {
        self.has_new_sensor = true;
        let fid = put_sensor(self.conn, seen)?;
        Ok(Stored { fid, sensor: Sensor { datastreams: Vec::new(), ..seen.clone() }, datastream_fids: Vec::new() })
    }

    fn update_sensor(&mut self, before: Stored, seen: &Sensor) -> Result<Stored, StoreError> {
        let Stored { fid, sensor: old, datastream_fids } = before;
        let sensor = Sensor {
            location: seen.location.or(old.location),
            nis: seen.nis.or(old.nis),
            is_nis_approximate: if seen.nis.is_some() { seen.is_nis_approximate } else { old.is_nis_approximate },
            datastreams: old.datastreams.clone(),
            ..seen.clone()
        };
        if sensor != old {
            self.has_new_sensor |= sensor.location != old.location;
            put_sensor(self.conn, &sensor)?;
        }
        Ok(Stored { fid, sensor, datastream_fids })
    }

    fn take_datastream(&self, stored: &mut Stored, seen: &Datastream) -> Result<(), StoreError> {
        let index = stored.sensor.datastreams.iter().position(|old| old.key == seen.key);
        let known = index.and_then(|index| {
            Some((stored.sensor.datastreams.get_mut(index)?, stored.datastream_fids.get(index).copied()?))
        });
        if let Some((old, _)) = known {
            let merged = Datastream { latest: old.latest, capacity: seen.capacity.or(old.capacity), ..seen.clone() };
            if merged != *old {
                put_datastream(self.conn, stored.fid, &merged)?;
                *old = merged;
            }
        } else {
            let added = Datastream { latest: None, ..seen.clone() };
            let fid = put_datastream(self.conn, stored.fid, &added)?;
            stored.sensor.datastreams.push(added);
            stored.datastream_fids.push(fid);
        }
        Ok(())
    }

    fn take_reading(&mut self, sensor: &SensorId, key: &str, observation: Observation) -> Result<(), StoreError> {
        let unknown = || StoreError::UnknownDatastream { sensor: sensor.to_string(), datastream: key.to_owned() };
        if !self.changed.contains_key(sensor) {
            let known = self.known.get(sensor).ok_or_else(unknown)?;
            self.changed.insert(sensor.clone(), known.clone());
        }
        let stored = self.changed.get_mut(sensor).ok_or_else(unknown)?;
        let index = stored.sensor.datastreams.iter().position(|one| &*one.key == key).ok_or_else(unknown)?;
        let fid = stored.datastream_fids.get(index).copied().ok_or_else(unknown)?;
        let datastream = stored.sensor.datastreams.get_mut(index).ok_or_else(unknown)?;
        self.gathered.push(gather(sensor, datastream, fid, observation)?);
        Ok(())
    }

    /// Writes what was gathered in the order in which it lies in the file; of one time the last stays.
    fn write_observations(&mut self) -> Result<(), StoreError> {
        self.gathered.sort_by_key(|(fid, point)| (*fid, point.time_us));
        let sql = "INSERT INTO observation_rows (datastream, time_us, value, quality) VALUES (?1, ?2, ?3, ?4)
            ON CONFLICT DO UPDATE SET value = excluded.value, quality = excluded.quality";
        let mut insert = self.conn.prepare_cached(sql)?;
        let mut last_hour = None;
        for (fid, point) in &self.gathered {
            insert.execute(rusqlite::params![fid, point.time_us, point.value, point.quality])?;
            let hour = (*fid, bucket(point.time_us, HOUR_US));
            if last_hour.replace(hour) != Some(hour) {
                self.hours.insert(hour);
            }
        }
        Ok(())
    }

    fn finish(mut self) -> Result<(HashMap<SensorId, Stored>, u64), StoreError> {
        self.write_observations()?;
        rollup::refresh(self.conn, &self.hours)?;
        let sql = "UPDATE datastreams SET latest_time_us = ?2, latest_value = ?3, latest_quality = ?4 WHERE fid = ?1";
        let mut statement = self.conn.prepare_cached(sql)?;
        for stored in self.changed.values() {
            for (fid, datastream) in stored.datastream_fids.iter().zip(&stored.sensor.datastreams) {
                if let Some(latest) = datastream.latest {
                    let quality = latest.quality.key();
                    statement.execute(rusqlite::params![fid, micros(latest.time), latest.value, quality])?;
                }
            }
        }
        if self.has_new_sensor {
            contents::measure(self.conn, "sensors")?;
        }
        let trusted = self.gathered.iter().filter(|(_, point)| usize::from(point.quality) != SKEWED);
        if let Some(newest_us) = trusted.map(|(_, point)| point.time_us).max() {
            contents::date_by_observation(self.conn, newest_us)?;
        }
        Ok((self.changed, self.gathered.len() as u64))
    }
}

/// [`Quality::index`] of an observation whose time can't be trusted.
const SKEWED: usize = Quality::ClockSkewed.index();

/// An observation as it will stand in the file; the newest one stays with its datastream.
fn gather(
    sensor: &SensorId,
    datastream: &mut Datastream,
    fid: i64,
    observation: Observation,
) -> Result<(i64, Point), StoreError> {
    let Observation { time, value, quality } = observation;
    if !value.is_finite() {
        let (sensor, datastream) = (sensor.to_string(), datastream.key.to_string());
        return Err(StoreError::NotFinite { sensor, datastream, time });
    }
    let point = Point { time_us: micros(time), value, quality: quality.index() as u8 };
    let kept = point.observation()?;
    if supersedes(kept, datastream.latest) {
        datastream.latest = Some(kept);
    }
    Ok((fid, point))
}

/// Whether an observation takes the place of the newest one known.
fn supersedes(seen: Observation, known: Option<Observation>) -> bool {
    known.is_none_or(|known| {
        let is_trusted = |one: Observation| one.quality != Quality::ClockSkewed;
        match (is_trusted(seen), is_trusted(known)) {
            (true, false) => true,
            (false, true) => seen.time == known.time,
            _ => seen.time >= known.time,
        }
    })
}

//! Readings into the file: sensors and observations, one transaction for each call.
//!
//! An observation of a time whose observations retention deleted is refused and counted: whether it is new or corrects
//! one that is gone can't be told any more, and the rollups that were kept would become wrong.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use rusqlite::Connection;

use super::error::StoreError;
use super::refresh::{self, Buckets};
use super::rollup::{Level, Point};
use super::tables::feed_state;
use super::tables::sensors::{self, Place, Stored, put_datastream, put_sensor};
use super::values::micros;
use super::{Reading, Store, contents, latest};
use crate::model::{Datastream, FeedId, Observation, Sensor, SensorId};

/// What an append did.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Appended {
    /// Every sensor that was named, as it stands in the file now, with its newest observation; ordered by identifier.
    pub sensors: Vec<Sensor>,
    /// Observations written, new and corrected.
    pub observation_count: u64,
    /// Observations refused because retention has deleted those of their time.
    pub too_old_count: u64,
}

impl Store {
    /// Adds readings. A sensor that is known gains datastreams, a place and newer values, and loses nothing; an
    /// observation at a time that is known corrects it. The newest observation that a sensor carries counts as one
    /// of its observations. Only observations that count become a datastream's newest one; one with a wrong clock does
    /// where nothing else is known.
    ///
    /// # Errors
    /// When an observation belongs to no known datastream or is not finite, or the file can't be written. Nothing is
    /// written then.
    pub fn append_readings(&mut self, sensors: &[Sensor], readings: &[Reading]) -> Result<Appended, StoreError> {
        self.append_with(sensors, readings, |_| Ok(()))
    }

    /// Adds what a poll of a feed gave, and keeps what its next poll must be told; `None` leaves what was kept before.
    /// Both are on the disk, or neither.
    ///
    /// # Errors
    /// As for [`Self::append_readings`].
    pub fn append_polled(
        &mut self,
        feed: &FeedId,
        sensors: &[Sensor],
        readings: &[Reading],
        resume: Option<&str>,
    ) -> Result<Appended, StoreError> {
        self.append_with(sensors, readings, |conn| match resume {
            Some(resume) => feed_state::put_resume(conn, feed, resume),
            None => Ok(()),
        })
    }

    fn append_with(
        &mut self,
        sensors: &[Sensor],
        readings: &[Reading],
        also: impl FnOnce(&Connection) -> Result<(), StoreError>,
    ) -> Result<Appended, StoreError> {
        let mut known = self.take_known()?;
        let done = self.transaction(|conn| {
            let mut batch = Batch::new(conn, &known);
            for sensor in sensors {
                batch.take_sensor(sensor)?;
            }
            for (sensor, datastream, observation) in readings {
                batch.take_reading(sensor, datastream, *observation)?;
            }
            also(conn)?;
            batch.finish()
        });
        let done = done.map(|(changed, appended)| {
            let mut sensors: Vec<Sensor> = changed.values().map(|stored| stored.sensor.clone()).collect();
            sensors.sort_by(|a, b| a.id.cmp(&b.id));
            known.extend(changed);
            Appended { sensors, ..appended }
        });
        self.sensors = known;
        done
    }

    /// Sensors as the file has them; read again when another program changed it.
    pub(super) fn take_known(&mut self) -> Result<HashMap<SensorId, Stored>, StoreError> {
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
pub(super) struct Batch<'a> {
    conn: &'a Connection,
    known: &'a HashMap<SensorId, Stored>,
    changed: HashMap<SensorId, Stored>,
    gathered: Vec<(i64, Point)>,
    too_old_count: u64,
    hours: Buckets,
    /// Datastreams whose newest observation must be looked for again.
    bereft: BTreeSet<i64>,
    has_new_sensor: bool,
}

impl<'a> Batch<'a> {
    pub(super) fn new(conn: &'a Connection, known: &'a HashMap<SensorId, Stored>) -> Self {
        Self {
            conn,
            known,
            changed: HashMap::new(),
            gathered: Vec::new(),
            too_old_count: 0,
            hours: Buckets::new(),
            bereft: BTreeSet::new(),
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
        Ok(Stored { fid, sensor: Sensor { datastreams: Vec::new(), ..seen.clone() }, places: Vec::new() })
    }

    fn update_sensor(&mut self, before: Stored, seen: &Sensor) -> Result<Stored, StoreError> {
        let Stored { fid, sensor: old, places } = before;
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
        Ok(Stored { fid, sensor, places })
    }

    fn take_datastream(&self, stored: &mut Stored, seen: &Datastream) -> Result<(), StoreError> {
        let index = stored.sensor.datastreams.iter().position(|old| old.key == seen.key);
        if let Some(old) = index.and_then(|index| stored.sensor.datastreams.get_mut(index)) {
            let merged = Datastream { latest: old.latest, capacity: seen.capacity.or(old.capacity), ..seen.clone() };
            if merged != *old {
                put_datastream(self.conn, stored.fid, &merged)?;
                *old = merged;
            }
        } else {
            let added = Datastream { latest: None, ..seen.clone() };
            let fid = put_datastream(self.conn, stored.fid, &added)?;
            stored.sensor.datastreams.push(added);
            stored.places.push(Place { fid, kept_from_us: None });
        }
        Ok(())
    }

    /// Writes a sensor exactly as it is given, with its datastreams; the newest observation of each stays.
    pub(super) fn put_exactly(&mut self, sensor: &Sensor) -> Result<(), StoreError> {
        let before = self.changed.remove(&sensor.id).or_else(|| self.known.get(&sensor.id).cloned());
        let mut stored = match before {
            Some(before) => {
                let sensor = Sensor { datastreams: before.sensor.datastreams, ..sensor.clone() };
                Stored { fid: put_sensor(self.conn, &sensor)?, sensor, places: before.places }
            }
            None => self.add_sensor(sensor)?,
        };
        self.has_new_sensor = true;
        for datastream in &sensor.datastreams {
            self.take_datastream(&mut stored, datastream)?;
        }
        self.changed.insert(sensor.id.clone(), stored);
        Ok(())
    }

    /// No longer knows a datastream; gives its row number.
    pub(super) fn drop_datastream(&mut self, sensor: &SensorId, key: &str) -> Option<i64> {
        let mut stored = self.changed.remove(sensor).or_else(|| self.known.get(sensor).cloned())?;
        let index = stored.sensor.datastreams.iter().position(|one| &*one.key == key);
        let place = index.filter(|index| *index < stored.places.len()).map(|index| {
            stored.sensor.datastreams.remove(index);
            stored.places.remove(index)
        });
        self.changed.insert(sensor.clone(), stored);
        place.map(|place| place.fid)
    }

    /// Removes the observation of a datastream at a time; its rollups and its newest one are found again.
    pub(super) fn forget(&mut self, sensor: &SensorId, key: &str, time: Timestamp) -> Result<(), StoreError> {
        let Some(stored) = self.changed.remove(sensor).or_else(|| self.known.get(sensor).cloned()) else {
            return Ok(());
        };
        let index = stored.sensor.datastreams.iter().position(|one| &*one.key == key);
        if let Some(place) = index.and_then(|index| stored.places.get(index)) {
            let sql = "DELETE FROM observation_rows WHERE datastream = ?1 AND time_us = ?2";
            self.conn.prepare_cached(sql)?.execute([place.fid, micros(time)])?;
            self.hours.insert((place.fid, Level::Hour.start(micros(time))));
            self.bereft.insert(place.fid);
        }
        self.changed.insert(sensor.clone(), stored);
        Ok(())
    }

    pub(super) fn take_reading(
        &mut self,
        sensor: &SensorId,
        key: &str,
        observation: Observation,
    ) -> Result<(), StoreError> {
        let unknown = || StoreError::UnknownDatastream { sensor: sensor.to_string(), datastream: key.to_owned() };
        if !self.changed.contains_key(sensor) {
            let known = self.known.get(sensor).ok_or_else(unknown)?;
            self.changed.insert(sensor.clone(), known.clone());
        }
        let stored = self.changed.get_mut(sensor).ok_or_else(unknown)?;
        let index = stored.sensor.datastreams.iter().position(|one| &*one.key == key).ok_or_else(unknown)?;
        let place = stored.places.get(index).copied().ok_or_else(unknown)?;
        let datastream = stored.sensor.datastreams.get_mut(index).ok_or_else(unknown)?;
        let point = point(sensor, datastream, observation)?;
        let kept = point.observation()?;
        if place.kept_from_us.is_some_and(|kept_from_us| point.time_us < kept_from_us) {
            // A sensor that fell silent repeats its last value at every poll: that is no news to refuse.
            self.too_old_count += u64::from(datastream.latest != Some(kept));
            return Ok(());
        }
        if latest::take(&mut datastream.latest, kept) {
            self.bereft.insert(place.fid);
        }
        self.gathered.push((place.fid, point));
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
            let hour = (*fid, Level::Hour.start(point.time_us));
            if last_hour.replace(hour) != Some(hour) {
                self.hours.insert(hour);
            }
        }
        Ok(())
    }

    /// Writes what was gathered; gives what changed and the counts, without its sensors.
    pub(super) fn finish(mut self) -> Result<(HashMap<SensorId, Stored>, Appended), StoreError> {
        self.write_observations()?;
        refresh::refresh(self.conn, &self.hours)?;
        self.write_latest()?;
        if self.has_new_sensor {
            contents::measure(self.conn, "sensors")?;
        }
        let counted = self.gathered.iter().filter(|(_, point)| point.counts());
        if let Some(newest_us) = counted.map(|(_, point)| point.time_us).max() {
            contents::date_by_observation(self.conn, newest_us)?;
        }
        let observation_count = self.gathered.len() as u64;
        let appended = Appended { sensors: Vec::new(), observation_count, too_old_count: self.too_old_count };
        Ok((self.changed, appended))
    }

    fn write_latest(&mut self) -> Result<(), StoreError> {
        for stored in self.changed.values_mut() {
            for (place, datastream) in stored.places.iter().zip(&mut stored.sensor.datastreams) {
                let is_bereft = self.bereft.contains(&place.fid);
                if is_bereft {
                    datastream.latest = latest::find(self.conn, place.fid)?;
                }
                if is_bereft || datastream.latest.is_some() {
                    latest::put(self.conn, place.fid, datastream.latest)?;
                }
            }
        }
        Ok(())
    }
}

/// An observation as it will stand in the file.
fn point(sensor: &SensorId, datastream: &Datastream, observation: Observation) -> Result<Point, StoreError> {
    let Observation { time, value, quality } = observation;
    if !value.is_finite() {
        let (sensor, datastream) = (sensor.to_string(), datastream.key.to_string());
        return Err(StoreError::NotFinite { sensor, datastream, time });
    }
    Ok(Point { time_us: micros(time), value, quality: quality.index() as u8 })
}

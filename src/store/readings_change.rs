//! Lists of sensors from files: an edition and what takes it back, each in one transaction.

use jiff::Timestamp;
use rusqlite::Connection;

use super::append::Batch;
use super::error::StoreError;
use super::feeds::remove_datastream;
use super::tables::{feeds, rejected};
use super::values::micros;
use super::{Store, contents};
use crate::model::sensor::file_option;
use crate::model::{Feed, FeedId, Observation, ReadingsPatch, Rejected, Sensor, SensorId};

impl Store {
    /// Makes a change of a list of sensors, with the rows refused in place of those before where it is an import. Gives
    /// the sensors of the list as they are now.
    ///
    /// # Errors
    /// When the list is not as the change expects it, as after it was removed; when the file can't be written. It is
    /// then as it was.
    pub fn change_readings(
        &mut self,
        patch: &ReadingsPatch,
        refused: Option<&[Rejected]>,
    ) -> Result<Vec<Sensor>, StoreError> {
        let Some(feed) = patch.after.as_ref().or(patch.before.as_ref()).map(|feed| feed.id.clone()) else {
            return Ok(Vec::new());
        };
        let known = self.take_known()?;
        // Sensors and datastreams that go are no longer known: all are read again at the next append.
        self.data_version = None;
        self.transaction(|conn| {
            let stands = feeds::load(conn)?.into_iter().find(|one| one.id == feed);
            if stands.as_ref().map(edition) != patch.before.as_ref().map(edition) {
                return Err(StoreError::OtherEdition(feed.to_string()));
            }
            let mut batch = Batch::new(conn, &known);
            for (sensor, key) in &patch.remove_streams {
                if let Some(datastream) = batch.drop_datastream(sensor, key) {
                    remove_datastream(conn, datastream)?;
                }
            }
            for sensor in &patch.put {
                batch.put_exactly(sensor)?;
            }
            for (sensor, key, time) in &patch.forget {
                batch.forget(sensor, key, *time)?;
            }
            for (sensor, key, observation) in &patch.observations {
                batch.take_reading(sensor, key, *observation)?;
            }
            batch.finish()?;
            remove_sensors(conn, &patch.remove)?;
            put_feed(conn, patch.after.as_ref(), &feed)?;
            if let Some(refused) = refused {
                rejected::replace(conn, refused)?;
            }
            contents::measure(conn, "sensors")
        })?;
        self.sensors_of(&feed)
    }

    /// The observations of a datastream in `from..=until`; none where there is no such datastream.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn observations_of(
        &mut self,
        sensor: &SensorId,
        key: &str,
        (from, until): (Timestamp, Timestamp),
    ) -> Result<Vec<Observation>, StoreError> {
        let known = self.take_known()?;
        let stored = known.get(sensor);
        let place = stored.and_then(|stored| {
            let index = stored.sensor.datastreams.iter().position(|one| &*one.key == key)?;
            stored.places.get(index).copied()
        });
        self.sensors = known;
        let Some(place) = place else { return Ok(Vec::new()) };
        let sql = "SELECT time_us, value, quality FROM observation_rows
            WHERE datastream = ?1 AND time_us >= ?2 AND time_us <= ?3 ORDER BY time_us";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([place.fid, micros(from), micros(until)])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(super::rollup::Point::read(row)?.observation()?);
        }
        Ok(found)
    }
}

/// What tells one edition of a list from another; its name and whether it is shown may change meanwhile.
fn edition(feed: &Feed) -> (crate::model::Protocol, Option<&str>) {
    (feed.protocol, feed.option(file_option::HASH))
}

fn remove_sensors(conn: &Connection, ids: &[SensorId]) -> Result<(), StoreError> {
    for id in ids {
        let find = "SELECT d.fid FROM datastreams d JOIN sensors s ON s.fid = d.sensor WHERE s.id = ?1";
        let mut statement = conn.prepare_cached(find)?;
        let datastreams: Vec<i64> = statement.query_map([id.as_str()], |row| row.get(0))?.collect::<Result<_, _>>()?;
        for datastream in datastreams {
            remove_datastream(conn, datastream)?;
        }
        conn.prepare_cached("DELETE FROM sensors WHERE id = ?1")?.execute([id.as_str()])?;
    }
    Ok(())
}

fn put_feed(conn: &Connection, feed: Option<&Feed>, id: &FeedId) -> Result<(), StoreError> {
    match feed {
        Some(feed) => feeds::insert(conn, std::slice::from_ref(feed)),
        None => super::feeds::remove_row(conn, id),
    }
}

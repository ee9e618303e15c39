//! Sensors and datastreams with their newest observation. Observations refer to a datastream by its row number.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, params};

use super::projects::point;
use super::rows;
use crate::model::geometry_blob::encode_point;
use crate::model::{Datastream, FeedId, Nis, Observation, ObservedProperty, Quality, Sensor, SensorId, Unit};
use crate::store::error::StoreError;
use crate::store::values::{Columns, micros, select_sql};

/// A sensor with its row number and those of its datastreams, in the same order.
#[derive(Clone, Debug)]
pub(in crate::store) struct Stored {
    /// Row number of the sensor.
    pub fid: i64,
    /// The sensor.
    pub sensor: Sensor,
    /// Where its datastreams stand.
    pub places: Vec<Place>,
}

/// Where a datastream stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::store) struct Place {
    /// Row number.
    pub fid: i64,
    /// Observations before this were deleted by retention, microseconds; `None` = none were.
    pub kept_from_us: Option<i64>,
}

pub(super) const SENSOR_COLUMNS: &[&str] =
    &["fid", "id", "feed", "name", "nis", "is_nis_approximate", "is_simulated", "geom"];

pub(super) const DATASTREAM_COLUMNS: &[&str] = &[
    "sensor",
    "fid",
    "key",
    "observed_property",
    "original_property",
    "unit",
    "original_unit",
    "capacity",
    "latest_time_us",
    "latest_value",
    "latest_quality",
    "kept_from_us",
];

const SENSOR_SQL: &str = "INSERT INTO sensors (id, feed, name, nis, is_nis_approximate, is_simulated, geom)
  VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (id) DO UPDATE SET feed = excluded.feed, name = excluded.name,
  nis = excluded.nis, is_nis_approximate = excluded.is_nis_approximate, is_simulated = excluded.is_simulated,
  geom = excluded.geom RETURNING fid";

const DATASTREAM_SQL: &str = "INSERT INTO datastreams (sensor, key, observed_property, original_property, unit,
  original_unit, capacity, latest_time_us, latest_value, latest_quality) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9,
  ?10) ON CONFLICT (sensor, key) DO UPDATE SET observed_property = excluded.observed_property,
  original_property = excluded.original_property, unit = excluded.unit, original_unit = excluded.original_unit,
  capacity = excluded.capacity, latest_time_us = excluded.latest_time_us, latest_value = excluded.latest_value,
  latest_quality = excluded.latest_quality RETURNING fid";

/// Writes a sensor over the one with its identifier, and its row number.
pub(in crate::store) fn put_sensor(conn: &Connection, sensor: &Sensor) -> Result<i64, StoreError> {
    Ok(conn.prepare_cached(SENSOR_SQL)?.query_row(
        params![
            sensor.id.as_str(),
            sensor.feed.as_str(),
            sensor.name,
            sensor.nis.map(Nis::number),
            sensor.is_nis_approximate,
            sensor.is_simulated,
            sensor.location.map(encode_point),
        ],
        |row| row.get(0),
    )?)
}

/// Writes a datastream over the one with its key, and its row number.
pub(in crate::store) fn put_datastream(
    conn: &Connection,
    sensor_fid: i64,
    datastream: &Datastream,
) -> Result<i64, StoreError> {
    let latest = datastream.latest;
    Ok(conn.prepare_cached(DATASTREAM_SQL)?.query_row(
        params![
            sensor_fid,
            datastream.key,
            datastream.property.key(),
            datastream.original_property,
            datastream.unit.key(),
            datastream.original_unit,
            datastream.capacity,
            latest.map(|seen| micros(seen.time)),
            latest.map(|seen| seen.value),
            latest.map(|seen| seen.quality.key()),
        ],
        |row| row.get(0),
    )?)
}

/// All sensors in their order, with row numbers.
pub(in crate::store) fn load(conn: &Connection) -> Result<Vec<Stored>, StoreError> {
    let mut sensors = rows(conn, "sensors", &select_sql("sensors", SENSOR_COLUMNS), read_sensor)?;
    let position: BTreeMap<i64, usize> = sensors.iter().enumerate().map(|(index, one)| (one.fid, index)).collect();
    let sql = select_sql("datastreams", DATASTREAM_COLUMNS);
    for (sensor, place, datastream) in rows(conn, "datastreams", &sql, read_datastream)? {
        if let Some(stored) = position.get(&sensor).and_then(|&index| sensors.get_mut(index)) {
            stored.places.push(place);
            stored.sensor.datastreams.push(datastream);
        }
    }
    Ok(sensors)
}

/// Row numbers of the datastreams of a feed, in order.
pub(in crate::store) fn datastreams_of(conn: &Connection, feed: &FeedId) -> Result<Vec<i64>, StoreError> {
    let sql = "SELECT d.fid FROM datastreams d JOIN sensors s ON s.fid = d.sensor WHERE s.feed = ?1 ORDER BY d.fid";
    let mut statement = conn.prepare_cached(sql)?;
    let numbers = statement.query_map([feed.as_str()], |row| row.get(0))?;
    Ok(numbers.collect::<Result<_, _>>()?)
}

pub(super) fn read_sensor(columns: &mut Columns<'_>) -> Result<Stored, StoreError> {
    let fid = columns.take()?;
    let sensor = Sensor {
        id: SensorId::new(columns.take::<Arc<str>>()?),
        feed: FeedId::new(columns.take::<Arc<str>>()?),
        name: columns.take()?,
        nis: columns.nis_some("nis")?,
        is_nis_approximate: columns.take()?,
        is_simulated: columns.take()?,
        location: match columns.take::<Option<Vec<u8>>>()? {
            Some(blob) => point(columns, &blob)?,
            None => None,
        },
        datastreams: Vec::new(),
    };
    Ok(Stored { fid, sensor, places: Vec::new() })
}

pub(super) fn read_datastream(columns: &mut Columns<'_>) -> Result<(i64, Place, Datastream), StoreError> {
    let (sensor, fid) = (columns.take()?, columns.take()?);
    let mut datastream = Datastream {
        key: columns.take()?,
        property: columns.parse("observed_property", ObservedProperty::from_key)?,
        original_property: columns.take()?,
        unit: columns.parse("unit", Unit::from_key)?,
        original_unit: columns.take()?,
        capacity: columns.take()?,
        latest: None,
    };
    let time = columns.time_some("latest_time_us")?;
    let value: Option<f64> = columns.take()?;
    let quality = columns.parse_some("latest_quality", Quality::from_key)?;
    if let (Some(time), Some(value), Some(quality)) = (time, value, quality) {
        datastream.latest = Some(Observation { time, value, quality });
    }
    Ok((sensor, Place { fid, kept_from_us: columns.take()? }, datastream))
}

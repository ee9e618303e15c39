//! How much room the history of each feed takes, and would take: estimates from the months' and days' rollups, so
//! that nobody waits for a count of millions of rows.

use jiff::Timestamp;
use rusqlite::{Connection, params};

use super::Store;
use super::error::StoreError;
use super::rollup::DAY_US;
use super::values::time;
use crate::model::FeedId;

/// Bytes that an observation takes in the file, and those that a row of a rollup takes; as measured in files with a
/// hundred thousand observations and more that were filled in order of time (`storage` among the tests holds them to
/// it).
const OBSERVATION_BYTES: f64 = 27.0;
const ROLLUP_BYTES: f64 = 95.0;

/// Most hours of a month.
const MONTH_HOURS: i64 = 744;
/// Days whose rate an estimate goes by.
const RATE_DAYS: i64 = 7;
/// The shortest time that a rate is taken over, in days: an hour.
const LEAST_DAYS: f64 = 1.0 / 24.0;

/// What a feed keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedStorage {
    /// The feed; it may have been removed with its history kept.
    pub feed: FeedId,
    /// Its sensors.
    pub sensor_count: u64,
    /// Their datastreams.
    pub datastream_count: u64,
    /// Their observations, flagged ones among them, without those that retention deleted.
    pub observation_count: u64,
    /// The first observation that counts, be it deleted and known by its hour only.
    pub first: Option<Timestamp>,
    /// The last one.
    pub last: Option<Timestamp>,
    /// About how many bytes observations and rollups take.
    pub bytes_estimate: u64,
}

impl Store {
    /// What each feed that has sensors keeps, ordered by feed.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn storage(&self) -> Result<Vec<FeedStorage>, StoreError> {
        let sql = "SELECT s.feed, count(DISTINCT s.fid), count(d.fid), coalesce(sum(m.n - d.pruned_count), 0),
            min(m.first_us), max(m.last_us), coalesce(sum(m.hours), 0)
          FROM sensors s LEFT JOIN datastreams d ON d.sensor = s.fid LEFT JOIN (
            SELECT datastream, sum(count + flagged_count) AS n, min(first_us) AS first_us, max(last_us) AS last_us,
              sum(min(count + flagged_count, ?1)) AS hours FROM rollup_months GROUP BY datastream
          ) m ON m.datastream = d.fid GROUP BY s.feed ORDER BY s.feed";
        let mut statement = self.conn.prepare_cached(sql)?;
        let mut rows = statement.query([MONTH_HOURS])?;
        let mut all = Vec::new();
        while let Some(row) = rows.next()? {
            let at = |column: usize, name: &'static str| -> Result<Option<Timestamp>, StoreError> {
                row.get::<_, Option<i64>>(column)?.map(|time_us| time("rollup_months", name, time_us)).transpose()
            };
            let number = |column: usize| row.get::<_, i64>(column).map(|number| number.max(0) as u64);
            let observation_count = number(3)?;
            all.push(FeedStorage {
                feed: FeedId::new(row.get::<_, String>(0)?),
                sensor_count: number(1)?,
                datastream_count: number(2)?,
                observation_count,
                first: at(4, "first_us")?,
                last: at(5, "last_us")?,
                bytes_estimate: bytes(observation_count as f64, number(6)? as f64),
            });
        }
        Ok(all)
    }

    /// About how many bytes so many days of a feed take, observations and rollups, at the rate of the seven days
    /// before its newest observation; `None` = it has no observation yet. Rollups are kept for ever and go on growing
    /// by a few per cent of that.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn estimate(&self, feed: &FeedId, retention_days: u32) -> Result<Option<u64>, StoreError> {
        let Some((newest_us, oldest_us)) = ends(&self.conn, feed)? else {
            return Ok(None);
        };
        let window_us = oldest_us.max(newest_us - RATE_DAYS * DAY_US);
        let sql =
            "SELECT coalesce(sum(r.count + r.flagged_count), 0), coalesce(sum(min(r.count + r.flagged_count, 24)), 0),
            min(r.start_us) FROM rollup_days r WHERE r.start_us > ?2 AND r.start_us <= ?3 AND r.datastream IN (
            SELECT d.fid FROM datastreams d JOIN sensors s ON s.fid = d.sensor WHERE s.feed = ?1)";
        // Whole days; the oldest may hold the first observations ever.
        let bounds = params![feed.as_str(), window_us - DAY_US, newest_us];
        let (count, hours, start_us): (i64, i64, Option<i64>) =
            self.conn.prepare_cached(sql)?.query_row(bounds, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let from_us = start_us.map_or(window_us, |start_us| start_us.max(oldest_us));
        let days = ((newest_us - from_us) as f64 / DAY_US as f64).max(LEAST_DAYS);
        let scale = f64::from(retention_days) / days;
        Ok(Some(bytes(count as f64 * scale, hours as f64 * scale)))
    }
}

/// Newest and oldest observation of a feed, of those that count.
fn ends(conn: &Connection, feed: &FeedId) -> Result<Option<(i64, i64)>, StoreError> {
    let sql = "SELECT max(m.last_us), min(m.first_us) FROM rollup_months m WHERE m.datastream IN (
        SELECT d.fid FROM datastreams d JOIN sensors s ON s.fid = d.sensor WHERE s.feed = ?1)";
    let ends = conn.prepare_cached(sql)?.query_row([feed.as_str()], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let (newest_us, oldest_us): (Option<i64>, Option<i64>) = ends;
    Ok(newest_us.zip(oldest_us))
}

fn bytes(observations: f64, hours: f64) -> u64 {
    // A day's row for 24 hours, and a month's for those of 30 days.
    let rollups = hours * (1.0 + 1.0 / 24.0 + 1.0 / 720.0);
    observations.mul_add(OBSERVATION_BYTES, rollups * ROLLUP_BYTES).round() as u64
}

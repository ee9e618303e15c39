//! The newest observation of a datastream, which stands beside it.
//!
//! Observations that count go before all others. One with a wrong clock is shown only where nothing else is known; a
//! value that can't be true, or that is none, never.

use rusqlite::{Connection, OptionalExtension};

use super::error::StoreError;
use super::rollup::{FLAGGED, Point};
use super::values::micros;
use crate::model::{Observation, Quality};

/// How far an observation can stand for a datastream; 0 = not at all.
const fn rank(quality: Quality) -> u8 {
    match quality {
        Quality::ClockSkewed => 1,
        quality if quality.counts() => 2,
        _ => 0,
    }
}

/// Puts an observation in the place of the newest one known where it belongs there. Gives whether the newest one must
/// be looked for in the file, because this one takes its worth away.
pub(super) fn take(newest: &mut Option<Observation>, seen: Observation) -> bool {
    let place = |one: Observation| (rank(one.quality), one.time);
    if newest.is_some_and(|known| known.time == seen.time && rank(seen.quality) < rank(known.quality)) {
        return true;
    }
    if rank(seen.quality) > 0 && newest.is_none_or(|known| place(seen) >= place(known)) {
        *newest = Some(seen);
    }
    false
}

/// The newest observation as the file has it. Rollups must be right.
pub(super) fn find(conn: &Connection, datastream: i64) -> Result<Option<Observation>, StoreError> {
    let sql = "SELECT last_us, last, qualities >> 3 & 7 FROM rollup_months WHERE datastream = ?1 AND count > 0
        ORDER BY start_us DESC LIMIT 1";
    let counted = conn.prepare_cached(sql)?.query_row([datastream], Point::read).optional()?;
    let found = match counted {
        Some(point) => Some(point),
        None => find_skewed(conn, datastream)?,
    };
    found.map(Point::observation).transpose()
}

fn find_skewed(conn: &Connection, datastream: i64) -> Result<Option<Point>, StoreError> {
    let sql = format!(
        "SELECT time_us, value, quality FROM observation_rows INDEXED BY observation_flags
         WHERE datastream = ?1 AND {FLAGGED} AND quality = ?2 ORDER BY time_us DESC LIMIT 1"
    );
    let skewed = Quality::ClockSkewed.index() as i64;
    Ok(conn.prepare_cached(&sql)?.query_row([datastream, skewed], Point::read).optional()?)
}

/// Writes the newest observation of a datastream.
pub(super) fn put(conn: &Connection, datastream: i64, newest: Option<Observation>) -> Result<(), StoreError> {
    let sql = "UPDATE datastreams SET latest_time_us = ?2, latest_value = ?3, latest_quality = ?4 WHERE fid = ?1";
    let (time, value) = (newest.map(|one| micros(one.time)), newest.map(|one| one.value));
    let quality = newest.map(|one| one.quality.key());
    conn.prepare_cached(sql)?.execute(rusqlite::params![datastream, time, value, quality])?;
    Ok(())
}

/// Looks again for the newest observation wherever one stands that can't.
pub(super) fn recompute_flagged(conn: &Connection) -> Result<(), StoreError> {
    let mut statement = conn.prepare("SELECT fid, latest_quality FROM datastreams WHERE latest_quality IS NOT NULL")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let known: Vec<(i64, String)> = rows.collect::<Result<_, _>>()?;
    for (datastream, quality) in known {
        if Quality::from_key(&quality).is_none_or(|quality| rank(quality) == 0) {
            put(conn, datastream, find(conn, datastream)?)?;
        }
    }
    Ok(())
}

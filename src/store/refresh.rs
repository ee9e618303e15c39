//! Keeps rollups exact: whenever observations come, come late or are corrected, their hours are computed again from
//! the observations, their days from the hours and their months from the days, in the same transaction.
//!
//! Hours whose observations retention deleted (before the datastream's `kept_from_us`) are never computed again: they
//! are all that is left of them.

use std::collections::BTreeSet;

use rusqlite::Connection;

use super::error::StoreError;
use super::rollup::{Level, Rollup, each, write};

/// Buckets, by datastream and start.
pub(super) type Buckets = BTreeSet<(i64, i64)>;

/// Computes these hours, and the days and months that they lie in.
pub(super) fn refresh(conn: &Connection, hours: &Buckets) -> Result<(), StoreError> {
    let days = above(hours, Level::Day);
    compute(conn, Level::Hour, hours)?;
    compute(conn, Level::Day, &days)?;
    compute(conn, Level::Month, &above(&days, Level::Month))
}

fn above(buckets: &Buckets, level: Level) -> Buckets {
    buckets.iter().map(|&(datastream, start_us)| (datastream, level.start(start_us))).collect()
}

fn compute(conn: &Connection, level: Level, buckets: &Buckets) -> Result<(), StoreError> {
    for &(datastream, start_us) in buckets {
        let mut whole: Option<Rollup> = None;
        each(conn, level.finer(), datastream, start_us, level.next(start_us), |_, one| {
            whole = Some(whole.map_or(one, |whole| whole.then(one)));
            Ok(())
        })?;
        write(conn, level, datastream, start_us, whole)?;
    }
    Ok(())
}

/// Computes every rollup, and how many observations retention deleted of each datastream.
pub(super) fn rebuild_all(conn: &Connection) -> Result<(), StoreError> {
    conn.execute_batch(
        "DELETE FROM rollup_hours WHERE datastream NOT IN (SELECT fid FROM datastreams);
         DELETE FROM rollup_days; DELETE FROM rollup_months;",
    )?;
    let mut statement = conn.prepare("SELECT fid, kept_from_us FROM datastreams ORDER BY fid")?;
    let datastreams = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    for datastream in datastreams {
        let (datastream, kept_from_us): (i64, Option<i64>) = datastream?;
        rebuild(conn, datastream, kept_from_us.unwrap_or(i64::MIN))?;
    }
    conn.execute_batch(
        "UPDATE datastreams SET pruned_count = (SELECT coalesce(sum(count + flagged_count), 0) FROM rollup_hours
           WHERE datastream = fid AND start_us < kept_from_us);",
    )?;
    Ok(())
}

fn rebuild(conn: &Connection, datastream: i64, kept_from_us: i64) -> Result<(), StoreError> {
    let sql = "DELETE FROM rollup_hours WHERE datastream = ?1 AND start_us >= ?2";
    conn.prepare_cached(sql)?.execute([datastream, kept_from_us])?;
    fold(conn, Level::Hour, datastream, kept_from_us)?;
    fold(conn, Level::Day, datastream, i64::MIN)?;
    fold(conn, Level::Month, datastream, i64::MIN)
}

/// Writes all buckets of a level in one pass over the level below.
fn fold(conn: &Connection, level: Level, datastream: i64, from_us: i64) -> Result<(), StoreError> {
    let mut current: Option<(i64, Rollup)> = None;
    each(conn, level.finer(), datastream, from_us, i64::MAX, |time_us, one| {
        let start_us = level.start(time_us);
        current = match current {
            Some((known_us, whole)) if known_us == start_us => Some((start_us, whole.then(one))),
            before => {
                if let Some((known_us, whole)) = before {
                    write(conn, level, datastream, known_us, Some(whole))?;
                }
                Some((start_us, one))
            }
        };
        Ok(())
    })?;
    match current {
        Some((start_us, whole)) => write(conn, level, datastream, start_us, Some(whole)),
        None => Ok(()),
    }
}

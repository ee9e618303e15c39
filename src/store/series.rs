//! The observations of one datastream at the resolution of a chart, and its means over hours, days and months.
//!
//! Few observations are read as they are; many are read through the rollups of hours, days or months, whose first,
//! least, greatest and last observations stand for all of them. What is given are always observations that were made,
//! at their own time. Those that do not count (implausible, with a wrong clock, missing) are not in the line of the
//! series but beside it, flagged.
//!
//! Where retention deleted observations, those that their hours kept stand for them.

mod cover;
mod flagged;
mod means;
mod thin;

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use super::Store;
use super::error::StoreError;
use super::rollup::{COUNTED, FLAGGED, Figures, Level, Point, each};
use super::values::micros;
use crate::model::{Observation, SensorId};
use cover::{POINTS_EACH, Part};
pub use means::{Bucket, Mean};
use thin::Thinner;

/// A thinned series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Observations that count, in order of time.
    pub points: Vec<Observation>,
    /// How many observations they stand for.
    pub total_count: u64,
    /// Observations that do not count, in order of time: not more than a column has room for.
    pub flagged: Vec<Observation>,
    /// How many do not count, with those that retention deleted.
    pub flagged_count: u64,
}

impl Store {
    /// The observations of a datastream in `from..until`, thinned to at most `columns` columns of first, least,
    /// greatest and last; of those that do not count, one a column. A datastream that is not known has none.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn read_series(
        &self,
        sensor: &SensorId,
        datastream: &str,
        from: Timestamp,
        until: Timestamp,
        columns: u32,
    ) -> Result<Series, StoreError> {
        let Some(whole) = find(&self.conn, sensor, datastream, micros(from), micros(until))? else {
            return Ok(Series::default());
        };
        let columns = i64::from(columns.max(1));
        let (total, flagged_total) = count(&self.conn, &whole)?;
        let points = if total == 0 { Vec::new() } else { line(&self.conn, &whole, (total, flagged_total), columns)? };
        let flagged = flagged::read(&self.conn, &whole, flagged_total, columns)?;
        let observations = |points: Vec<Point>| points.into_iter().map(Point::observation).collect::<Result<_, _>>();
        Ok(Series {
            points: observations(points)?,
            total_count: total as u64,
            flagged: observations(flagged)?,
            flagged_count: flagged_total as u64,
        })
    }
}

/// A stretch of a datastream; `None` = there is no such datastream.
fn find(
    conn: &Connection,
    sensor: &SensorId,
    key: &str,
    from_us: i64,
    until_us: i64,
) -> Result<Option<Part>, StoreError> {
    let sql = "SELECT d.fid, d.kept_from_us FROM datastreams d JOIN sensors s ON s.fid = d.sensor
        WHERE s.id = ?1 AND d.key = ?2";
    let mut find = conn.prepare_cached(sql)?;
    let found = find.query_row([sensor.as_str(), key], |row| Ok((row.get(0)?, row.get::<_, Option<i64>>(1)?)));
    Ok(found.optional()?.map(|(datastream, kept_from_us)| {
        let kept_from_us = kept_from_us.unwrap_or(i64::MIN);
        Part { level: Level::Raw, datastream, from_us, until_us, kept_from_us }
    }))
}

/// The thinned line of a stretch with so many observations that count and that do not.
fn line(
    conn: &Connection,
    whole: &Part,
    (total, flagged_total): (i64, i64),
    columns: i64,
) -> Result<Vec<Point>, StoreError> {
    let (Some(first), Some(last)) = (end(conn, whole, false)?, end(conn, whole, true)?) else {
        return Ok(Vec::new());
    };
    let span = Part { from_us: first, until_us: last.saturating_add(1), ..*whole };
    let is_few = total <= POINTS_EACH * columns;
    let mut thinner = Thinner::new(first, last, (!is_few).then_some(columns));
    for part in span.cover(span.level(total + flagged_total, columns)) {
        visit(conn, &part, &mut thinner)?;
    }
    Ok(thinner.finish())
}

/// Numbers of observations that count and that do not. Of an hour that was pruned and is cut by an end of the stretch,
/// those that the hour kept are counted.
fn count(conn: &Connection, whole: &Part) -> Result<(i64, i64), StoreError> {
    let (mut counted, mut flagged) = (0, 0);
    for part in whole.cover(Level::Month) {
        let (table, bounds) = (part.level.table(), [part.datastream, part.from_us, part.until_us]);
        let sql = if part.level == Level::Raw {
            format!(
                "SELECT count(*) FILTER (WHERE {COUNTED}), count(*) FILTER (WHERE {FLAGGED}) FROM {table}
                 WHERE datastream = ?1 AND time_us >= ?2 AND time_us < ?3"
            )
        } else if part.is_whole() {
            format!(
                "SELECT coalesce(sum(count), 0), coalesce(sum(flagged_count), 0) FROM {table}
                 WHERE datastream = ?1 AND start_us >= ?2 AND start_us < ?3"
            )
        } else {
            counted += clipped(conn, &part)?.len() as i64;
            continue;
        };
        let (more, more_flagged): (i64, i64) =
            conn.prepare_cached(&sql)?.query_row(bounds, |row| Ok((row.get(0)?, row.get(1)?)))?;
        counted += more;
        flagged += more_flagged;
    }
    Ok((counted, flagged))
}

/// Time of the first or the last observation that counts.
fn end(conn: &Connection, whole: &Part, is_last: bool) -> Result<Option<i64>, StoreError> {
    let mut parts = whole.cover(Level::Hour);
    if is_last {
        parts.reverse();
    }
    for part in parts {
        let found = match part.level {
            Level::Raw => end_of_raw(conn, &part, is_last)?,
            _ => end_of_hours(conn, &part, is_last)?,
        };
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

const fn direction(is_last: bool) -> &'static str {
    if is_last { "DESC" } else { "ASC" }
}

fn end_of_raw(conn: &Connection, part: &Part, is_last: bool) -> Result<Option<i64>, StoreError> {
    let sql = format!(
        "SELECT time_us FROM observation_rows WHERE datastream = ?1 AND time_us >= ?2 AND time_us < ?3 AND {COUNTED}
         ORDER BY time_us {} LIMIT 1",
        direction(is_last)
    );
    let bounds = [part.datastream, part.from_us, part.until_us];
    Ok(conn.prepare_cached(&sql)?.query_row(bounds, |row| row.get(0)).optional()?)
}

fn end_of_hours(conn: &Connection, part: &Part, is_last: bool) -> Result<Option<i64>, StoreError> {
    if !part.is_whole() {
        // A part of one hour.
        let points = clipped(conn, part)?;
        let point = if is_last { points.last() } else { points.first() };
        return Ok(point.map(|point| point.time_us));
    }
    let sql = format!(
        "SELECT {} FROM rollup_hours WHERE datastream = ?1 AND start_us >= ?2 AND start_us < ?3 AND count > 0
         ORDER BY start_us {} LIMIT 1",
        if is_last { "last_us" } else { "first_us" },
        direction(is_last)
    );
    let bounds = [part.datastream, part.from_us, part.until_us];
    Ok(conn.prepare_cached(&sql)?.query_row(bounds, |row| row.get(0)).optional()?)
}

/// The points that hours kept of a stretch which starts or ends within an hour.
fn clipped(conn: &Connection, part: &Part) -> Result<Vec<Point>, StoreError> {
    let mut points = Vec::new();
    each(conn, part.level, part.datastream, part.level.start(part.from_us), part.until_us, |_, bucket| {
        let kept = bucket.figures.into_iter().flat_map(|figures| figures.points());
        points.extend(kept.filter(|point| part.contains(point.time_us)));
        Ok(())
    })?;
    Ok(points)
}

fn visit(conn: &Connection, part: &Part, thinner: &mut Thinner) -> Result<(), StoreError> {
    if part.level != Level::Raw && !part.is_whole() {
        clipped(conn, part)?.into_iter().for_each(|point| thinner.take(Figures::of(point)));
        return Ok(());
    }
    each(conn, part.level, part.datastream, part.from_us, part.until_us, |_, bucket| {
        if let Some(figures) = bucket.figures {
            thinner.take(figures);
        }
        Ok(())
    })
}

//! Sums over hours and days (UTC) of each datastream, kept exact: whenever an observation comes late or is corrected,
//! its hour is computed again from the observations and its day from the hours, in the same transaction.

use std::collections::BTreeSet;

use rusqlite::{Connection, Row, params};

use super::error::StoreError;
use super::values::time;
use crate::model::{Observation, Quality};

/// An hour in microseconds.
pub(super) const HOUR_US: i64 = 3_600_000_000;
/// A day in microseconds.
pub(super) const DAY_US: i64 = 24 * HOUR_US;

/// How fine a view on observations is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Observations themselves.
    Raw,
    /// Hours.
    Hour,
    /// Days.
    Day,
}

impl Level {
    /// The table of rollups.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Raw => "observation_rows",
            Self::Hour => "rollup_hours",
            Self::Day => "rollup_days",
        }
    }

    /// Length of a bucket in microseconds.
    pub const fn length_us(self) -> i64 {
        match self {
            Self::Raw => 1,
            Self::Hour => HOUR_US,
            Self::Day => DAY_US,
        }
    }
}

/// Start of the bucket that a time lies in.
pub(super) const fn bucket(time_us: i64, length_us: i64) -> i64 {
    time_us.div_euclid(length_us) * length_us
}

/// An observation as it stands in the file.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Point {
    /// Microseconds since 1970.
    pub time_us: i64,
    /// Value.
    pub value: f64,
    /// [`Quality::index`].
    pub quality: u8,
}

impl Point {
    /// As the model has it.
    pub fn observation(self) -> Result<Observation, StoreError> {
        let quality = Quality::ALL.get(usize::from(self.quality)).copied().ok_or_else(|| StoreError::Value {
            table: "observation_rows",
            column: "quality",
            value: self.quality.to_string(),
        })?;
        Ok(Observation { time: time("observation_rows", "time_us", self.time_us)?, value: self.value, quality })
    }

    /// Of columns time, value, quality.
    pub fn read(row: &Row<'_>) -> Result<Self, rusqlite::Error> {
        Ok(Self { time_us: row.get(0)?, value: row.get(1)?, quality: row.get(2)? })
    }
}

/// What a bucket holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rollup {
    /// Number of observations.
    pub count: i64,
    /// Sum of values: of a day, of the sums of its hours.
    pub sum: f64,
    /// Earliest.
    pub first: Point,
    /// Latest.
    pub last: Point,
    /// The earliest of the least.
    pub min: Point,
    /// The earliest of the greatest.
    pub max: Point,
}

/// The columns that [`Rollup::read`] wants.
pub(super) const COLUMNS: &str = "count, sum, first_us, first, last_us, last, min_us, min, max_us, max, qualities";

impl Rollup {
    /// Of one observation.
    pub const fn of(point: Point) -> Self {
        Self { count: 1, sum: point.value, first: point, last: point, min: point, max: point }
    }

    /// This followed by a later one.
    pub fn then(self, later: Self) -> Self {
        Self {
            count: self.count + later.count,
            sum: self.sum + later.sum,
            first: self.first,
            last: later.last,
            min: if later.min.value < self.min.value { later.min } else { self.min },
            max: if later.max.value > self.max.value { later.max } else { self.max },
        }
    }

    fn qualities(&self) -> i64 {
        let parts = [self.first, self.last, self.min, self.max];
        parts.iter().rev().fold(0, |packed, point| packed << 2 | i64::from(point.quality & 0b11))
    }

    /// Of the columns [`COLUMNS`].
    pub fn read(row: &Row<'_>) -> Result<Self, rusqlite::Error> {
        let qualities: i64 = row.get(10)?;
        let point = |column: usize, place: u32| -> Result<Point, rusqlite::Error> {
            let quality = (qualities >> (2 * place) & 0b11) as u8;
            Ok(Point { time_us: row.get(column)?, value: row.get(column + 1)?, quality })
        };
        Ok(Self {
            count: row.get(0)?,
            sum: row.get(1)?,
            first: point(2, 0)?,
            last: point(4, 1)?,
            min: point(6, 2)?,
            max: point(8, 3)?,
        })
    }

    /// First, least, greatest and last in order of time, each once.
    pub fn points(&self) -> impl Iterator<Item = Point> + use<> {
        let mut points = [self.first, self.min, self.max, self.last];
        points.sort_by_key(|point| point.time_us);
        let mut before = None;
        points.into_iter().filter(move |point| before.replace(point.time_us) != Some(point.time_us))
    }
}

/// Computes these hours (datastream, start) and the days that they lie in.
pub(super) fn refresh(conn: &Connection, hours: &BTreeSet<(i64, i64)>) -> Result<(), StoreError> {
    let mut days = BTreeSet::new();
    for &(datastream, start_us) in hours {
        days.insert((datastream, bucket(start_us, DAY_US)));
        if let Some(rollup) = hour(conn, datastream, start_us)? {
            write(conn, Level::Hour, datastream, start_us, &rollup)?;
        }
    }
    for (datastream, start_us) in days {
        if let Some(rollup) = day(conn, datastream, start_us)? {
            write(conn, Level::Day, datastream, start_us, &rollup)?;
        }
    }
    Ok(())
}

/// Computes every hour and day.
pub(super) fn refresh_all(conn: &Connection) -> Result<(), StoreError> {
    conn.execute_batch("DELETE FROM rollup_hours; DELETE FROM rollup_days;")?;
    let sql = "SELECT DISTINCT datastream, time_us / 3600000000 - (time_us % 3600000000 < 0) FROM observation_rows";
    let mut statement = conn.prepare(sql)?;
    let hours = statement.query_map([], |row| Ok((row.get(0)?, row.get::<_, i64>(1)? * HOUR_US)))?;
    refresh(conn, &hours.collect::<Result<_, _>>()?)
}

fn hour(conn: &Connection, datastream: i64, start_us: i64) -> Result<Option<Rollup>, StoreError> {
    let sql = "SELECT time_us, value, quality FROM observation_rows
        WHERE datastream = ?1 AND time_us >= ?2 AND time_us < ?3 ORDER BY time_us";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([datastream, start_us, start_us + HOUR_US])?;
    let mut whole: Option<Rollup> = None;
    while let Some(row) = rows.next()? {
        let one = Rollup::of(Point::read(row)?);
        whole = Some(whole.map_or(one, |whole| whole.then(one)));
    }
    Ok(whole)
}

fn day(conn: &Connection, datastream: i64, start_us: i64) -> Result<Option<Rollup>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM rollup_hours WHERE datastream = ?1 AND start_us >= ?2 AND start_us < ?3
         ORDER BY start_us"
    );
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([datastream, start_us, start_us + DAY_US])?;
    let mut whole: Option<Rollup> = None;
    while let Some(row) = rows.next()? {
        let one = Rollup::read(row)?;
        whole = Some(whole.map_or(one, |whole| whole.then(one)));
    }
    Ok(whole)
}

fn write(conn: &Connection, level: Level, datastream: i64, start_us: i64, row: &Rollup) -> Result<(), StoreError> {
    let sql = format!(
        "INSERT OR REPLACE INTO {} (datastream, start_us, {COLUMNS})
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        level.table()
    );
    conn.prepare_cached(&sql)?.execute(params![
        datastream,
        start_us,
        row.count,
        row.sum,
        row.first.time_us,
        row.first.value,
        row.last.time_us,
        row.last.value,
        row.min.time_us,
        row.min.value,
        row.max.time_us,
        row.max.value,
        row.qualities(),
    ])?;
    Ok(())
}

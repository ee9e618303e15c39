//! What stands for many observations of a datastream: hours, days and calendar months (all in UTC; each lies whole
//! within one of the next), and how they are read and written. `refresh` keeps them exact.
//!
//! Only observations that count ([`Quality::counts`]) are in their figures; of the others only the number is kept.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rusqlite::{Connection, Row, params};

use super::error::StoreError;
use super::values::time;
use crate::model::{Observation, Quality};

/// An hour in microseconds.
pub(super) const HOUR_US: i64 = 3_600_000_000;
/// A day in microseconds.
pub(super) const DAY_US: i64 = 24 * HOUR_US;

/// Which rows of `observation_rows` count, in SQL; a test holds it to [`Quality::counts`].
pub(super) const COUNTED: &str = "quality IN (0, 3, 4)";
/// Those that do not: word for word the condition of the index `observation_flags`. (SQLite makes a table of a list of
/// three for each statement that it runs: with `IN` here every insert takes twice as long.)
pub(super) const FLAGGED: &str = "(quality = 1 OR quality = 2 OR quality = 5)";

/// How fine a view on observations is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// Observations themselves.
    Raw,
    /// Hours.
    Hour,
    /// Days.
    Day,
    /// Calendar months.
    Month,
}

/// Rows of a table of rollups within a stretch, in order.
macro_rules! select_rollups {
    ($table:literal) => {
        concat!(
            "SELECT start_us, count, flagged_count, sum, first_us, first, last_us, last, min_us, min, max_us, max,
             qualities FROM ",
            $table,
            " WHERE datastream = ?1 AND start_us >= ?2 AND start_us < ?3 ORDER BY start_us"
        )
    };
}

impl Level {
    /// The table.
    pub const fn table(self) -> &'static str {
        match self {
            Self::Raw => "observation_rows",
            Self::Hour => "rollup_hours",
            Self::Day => "rollup_days",
            Self::Month => "rollup_months",
        }
    }

    /// Statement that [`each`] reads: of a datastream from a time until another.
    const fn select(self) -> &'static str {
        match self {
            Self::Raw => {
                "SELECT time_us, value, quality FROM observation_rows
                 WHERE datastream = ?1 AND time_us >= ?2 AND time_us < ?3 ORDER BY time_us"
            }
            Self::Hour => select_rollups!("rollup_hours"),
            Self::Day => select_rollups!("rollup_days"),
            Self::Month => select_rollups!("rollup_months"),
        }
    }

    /// The level below; of observations, themselves.
    pub const fn finer(self) -> Self {
        match self {
            Self::Raw | Self::Hour => Self::Raw,
            Self::Day => Self::Hour,
            Self::Month => Self::Day,
        }
    }

    /// About how long a bucket is, in microseconds; a month is counted as 30 days.
    pub const fn length_us(self) -> i64 {
        match self {
            Self::Raw => 1,
            Self::Hour => HOUR_US,
            Self::Day => DAY_US,
            Self::Month => 30 * DAY_US,
        }
    }

    /// Start of the bucket that a time lies in.
    pub fn start(self, time_us: i64) -> i64 {
        match self {
            Self::Raw => time_us,
            Self::Hour | Self::Day => bucket(time_us, self.length_us()),
            Self::Month => {
                let (day, _) = day_of_month(time_us);
                bucket(time_us, DAY_US).saturating_sub((day - 1) * DAY_US)
            }
        }
    }

    /// Start of the bucket after the one that a time lies in.
    pub fn next(self, time_us: i64) -> i64 {
        let length_us = match self {
            Self::Month => day_of_month(time_us).1 * DAY_US,
            level => level.length_us(),
        };
        self.start(time_us).saturating_add(length_us)
    }
}

/// The day of the month (from 1) of a time, and how many days its month has. The Gregorian calendar repeats itself
/// every 400 years, 146,097 days: so every time has a month, be it none that jiff knows.
fn day_of_month(time_us: i64) -> (i64, i64) {
    let time = Timestamp::from_microsecond(time_us.rem_euclid(146_097 * DAY_US)).unwrap_or(Timestamp::UNIX_EPOCH);
    let date = TimeZone::UTC.to_datetime(time).date();
    (i64::from(date.day()), i64::from(date.days_in_month()))
}

/// Start of the bucket that a time lies in, of buckets of one length.
const fn bucket(time_us: i64, length_us: i64) -> i64 {
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

    /// Whether it counts.
    pub fn counts(self) -> bool {
        Quality::ALL.get(usize::from(self.quality)).is_some_and(|quality| quality.counts())
    }
}

/// The figures of observations that count, at least one.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Figures {
    /// Number of observations.
    pub count: i64,
    /// Sum of values: of a day, of the sums of its hours; of a month, of those of its days.
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

/// Bits that a quality takes in `qualities`.
const QUALITY_BITS: u32 = 3;
const QUALITY_MASK: i64 = (1 << QUALITY_BITS) - 1;
const _: () = assert!(Quality::ALL.len() as i64 <= QUALITY_MASK + 1, "each quality fits its bits");

impl Figures {
    /// Of one observation.
    pub const fn of(point: Point) -> Self {
        Self { count: 1, sum: point.value, first: point, last: point, min: point, max: point }
    }

    /// These followed by later ones.
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
        parts.iter().rev().fold(0, |packed, point| packed << QUALITY_BITS | i64::from(point.quality) & QUALITY_MASK)
    }

    /// First, least, greatest and last in order of time, each once.
    pub fn points(&self) -> impl Iterator<Item = Point> + use<> {
        let mut points = [self.first, self.min, self.max, self.last];
        points.sort_by_key(|point| point.time_us);
        let mut before = None;
        points.into_iter().filter(move |point| before.replace(point.time_us) != Some(point.time_us))
    }
}

/// What a bucket holds.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rollup {
    /// Of the observations that count; `None` = there are none.
    pub figures: Option<Figures>,
    /// Number of those that do not.
    pub flagged_count: i64,
}

impl Rollup {
    /// Of one observation.
    pub fn of(point: Point) -> Self {
        let is_counted = point.counts();
        Self { figures: is_counted.then(|| Figures::of(point)), flagged_count: i64::from(!is_counted) }
    }

    /// This followed by a later one.
    pub fn then(self, later: Self) -> Self {
        let figures = match (self.figures, later.figures) {
            (Some(one), Some(other)) => Some(one.then(other)),
            (one, other) => one.or(other),
        };
        Self { figures, flagged_count: self.flagged_count + later.flagged_count }
    }

    /// Of the columns that [`Level::select`] names after the start.
    fn read(row: &Row<'_>) -> Result<Self, rusqlite::Error> {
        let (count, flagged_count): (i64, i64) = (row.get(1)?, row.get(2)?);
        if count == 0 {
            return Ok(Self { figures: None, flagged_count });
        }
        let qualities: i64 = row.get(12)?;
        let point = |column: usize, place: u32| -> Result<Point, rusqlite::Error> {
            let quality = (qualities >> (QUALITY_BITS * place) & QUALITY_MASK) as u8;
            Ok(Point { time_us: row.get(column)?, value: row.get(column + 1)?, quality })
        };
        let (first, last, min, max) = (point(4, 0)?, point(6, 1)?, point(8, 2)?, point(10, 3)?);
        Ok(Self { figures: Some(Figures { count, sum: row.get(3)?, first, last, min, max }), flagged_count })
    }
}

/// Calls `visit` with the start and the content of each bucket of a datastream that starts in `from_us..until_us`, in
/// order; of observations, with each.
pub(super) fn each(
    conn: &Connection,
    level: Level,
    datastream: i64,
    from_us: i64,
    until_us: i64,
    mut visit: impl FnMut(i64, Rollup) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(level.select())?;
    let mut rows = statement.query([datastream, from_us, until_us])?;
    while let Some(row) = rows.next()? {
        if level == Level::Raw {
            let point = Point::read(row)?;
            visit(point.time_us, Rollup::of(point))?;
        } else {
            visit(row.get(0)?, Rollup::read(row)?)?;
        }
    }
    Ok(())
}

/// Writes a bucket over what stood there; nothing takes it away.
pub(super) fn write(
    conn: &Connection,
    level: Level,
    datastream: i64,
    start_us: i64,
    bucket: Option<Rollup>,
) -> Result<(), StoreError> {
    let table = level.table();
    let Some(Rollup { figures, flagged_count }) = bucket else {
        let sql = format!("DELETE FROM {table} WHERE datastream = ?1 AND start_us = ?2");
        conn.prepare_cached(&sql)?.execute([datastream, start_us])?;
        return Ok(());
    };
    let time = |pick: fn(&Figures) -> Point| figures.as_ref().map(|all| pick(all).time_us);
    let value = |pick: fn(&Figures) -> Point| figures.as_ref().map(|all| pick(all).value);
    let sql = format!(
        "INSERT OR REPLACE INTO {table} (datastream, start_us, count, flagged_count, sum, first_us, first, last_us,
         last, min_us, min, max_us, max, qualities)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)"
    );
    conn.prepare_cached(&sql)?.execute(params![
        datastream,
        start_us,
        figures.map_or(0, |all| all.count),
        flagged_count,
        figures.map(|all| all.sum),
        time(|all| all.first),
        value(|all| all.first),
        time(|all| all.last),
        value(|all| all.last),
        time(|all| all.min),
        value(|all| all.min),
        time(|all| all.max),
        value(|all| all.max),
        figures.map(|all| all.qualities()),
    ])?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn micros(text: &str) -> i64 {
        text.parse::<Timestamp>().expect("a time").as_microsecond()
    }

    #[test]
    fn months_are_those_of_the_calendar() {
        for (time, start, next) in [
            ("2024-02-29T23:59:59.999999Z", "2024-02-01T00:00:00Z", "2024-03-01T00:00:00Z"),
            ("2023-12-01T00:00:00Z", "2023-12-01T00:00:00Z", "2024-01-01T00:00:00Z"),
            ("1900-02-28T12:00:00Z", "1900-02-01T00:00:00Z", "1900-03-01T00:00:00Z"),
            ("1969-12-31T23:59:59Z", "1969-12-01T00:00:00Z", "1970-01-01T00:00:00Z"),
        ] {
            assert_eq!(Level::Month.start(micros(time)), micros(start), "{time}");
            assert_eq!(Level::Month.next(micros(time)), micros(next), "{time}");
        }
        for level in [Level::Raw, Level::Hour, Level::Day, Level::Month] {
            for time in [Timestamp::MIN, Timestamp::MAX, Timestamp::UNIX_EPOCH] {
                let time_us = time.as_microsecond();
                assert!(level.start(time_us) <= time_us && level.next(time_us) > time_us, "{level:?} {time}");
                assert_eq!(level.finer().start(level.start(time_us)), level.start(time_us), "buckets nest");
                for whole_us in [level.next(time_us), level.start(time_us)] {
                    assert_eq!(level.start(whole_us), whole_us, "{level:?} {time}");
                }
            }
        }
    }

    #[test]
    fn the_statements_name_the_qualities_that_count() {
        let list = |is_counted: bool| -> Vec<String> {
            let all = Quality::ALL.iter().filter(|quality| quality.counts() == is_counted);
            all.map(|quality| quality.index().to_string()).collect()
        };
        assert_eq!(COUNTED, format!("quality IN ({})", list(true).join(", ")));
        assert_eq!(FLAGGED, format!("(quality = {})", list(false).join(" OR quality = ")));
        assert!(crate::store::schema::TABLES_2.contains(&format!("WHERE {FLAGGED};")), "the index has the same");
    }

    #[test]
    fn every_quality_is_packed() {
        for quality in 0..Quality::ALL.len() as u8 {
            let one = Point { time_us: 1, value: 2.0, quality };
            let other = Point { quality: 0, ..one };
            let figures = Figures { min: one, max: one, ..Figures::of(other) };
            assert_eq!(figures.qualities() >> 6 & 0o77, i64::from(quality) * 0o11);
            assert_eq!(figures.qualities() & 0o77, 0);
        }
    }
}

//! The observations of one datastream at the resolution of a chart.
//!
//! Few observations are read as they are; many are read through the rollups of hours or days, whose first, least,
//! greatest and last observations stand for all of them. What is given are always observations that were made, at
//! their own time.

use jiff::Timestamp;
use rusqlite::{OptionalExtension, params};

use super::Store;
use super::error::StoreError;
use super::rollup::{COLUMNS, DAY_US, HOUR_US, Level, Point, Rollup};
use super::values::micros;
use crate::model::{Observation, SensorId};

/// So many observations are read one by one without a second thought.
const RAW_LIMIT: i64 = 16_384;
/// So many are read one by one where hours would be too coarse for the chart.
const RAW_LIMIT_CLOSE: i64 = 2_000_000;
/// So many hours are read before days are.
const HOUR_LIMIT: i64 = 10_000;
/// So many where days would be too coarse.
const HOUR_LIMIT_CLOSE: i64 = 200_000;
/// Points that stand for a column or a bucket.
const POINTS_EACH: i64 = 4;

/// A thinned series.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Series {
    /// Observations in order of time.
    pub points: Vec<Observation>,
    /// How many observations they stand for.
    pub total_count: u64,
    /// Observations that don't count, in order of time.
    pub flagged: Vec<Observation>,
    /// How many those stand for.
    pub flagged_count: u64,
}

impl Store {
    /// The observations of a datastream in `from..until`, thinned to at most `columns` columns of first, least,
    /// greatest and last. A datastream that is not known has none.
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
        let Some(span) = self.span(sensor, datastream, micros(from), micros(until))? else {
            return Ok(Series::default());
        };
        let columns = i64::from(columns.max(1));
        let total = self.count(&span)?;
        let level = span.level(total, columns);
        let mut thinner = Thinner::new(&span, if total <= POINTS_EACH * columns { None } else { Some(columns) });
        for part in span.cover(level) {
            self.visit(&part, &mut thinner)?;
        }
        let points = thinner.finish().into_iter().map(Point::observation).collect::<Result<_, _>>()?;
        Ok(Series { points, total_count: total as u64, ..Series::default() })
    }

    /// The part of `from..until` that holds observations; `None` = none.
    fn span(&self, sensor: &SensorId, key: &str, from_us: i64, until_us: i64) -> Result<Option<Part>, StoreError> {
        let sql = "SELECT d.fid FROM datastreams d JOIN sensors s ON s.fid = d.sensor WHERE s.id = ?1 AND d.key = ?2";
        let mut find = self.conn.prepare_cached(sql)?;
        let Some(datastream) = find.query_row([sensor.as_str(), key], |row| row.get::<_, i64>(0)).optional()? else {
            return Ok(None);
        };
        let end = |order: &str| -> Result<Option<i64>, StoreError> {
            let sql = format!(
                "SELECT time_us FROM observation_rows WHERE datastream = ?1 AND time_us >= ?2 AND time_us < ?3
                 ORDER BY time_us {order} LIMIT 1"
            );
            let mut ends = self.conn.prepare_cached(&sql)?;
            Ok(ends.query_row([datastream, from_us, until_us], |row| row.get(0)).optional()?)
        };
        let (Some(first), Some(last)) = (end("ASC")?, end("DESC")?) else {
            return Ok(None);
        };
        Ok(Some(Part { level: Level::Raw, datastream, from_us: first, until_us: last.saturating_add(1) }))
    }

    fn count(&self, span: &Part) -> Result<i64, StoreError> {
        let mut total = 0;
        for part in span.cover(Level::Day) {
            let sql = match part.level {
                Level::Raw => {
                    "SELECT count(*) FROM observation_rows
                    WHERE datastream = ?1 AND time_us >= ?2 AND time_us < ?3"
                }
                Level::Hour => {
                    "SELECT coalesce(sum(count), 0) FROM rollup_hours
                    WHERE datastream = ?1 AND start_us >= ?2 AND start_us < ?3"
                }
                Level::Day => {
                    "SELECT coalesce(sum(count), 0) FROM rollup_days
                    WHERE datastream = ?1 AND start_us >= ?2 AND start_us < ?3"
                }
            };
            let bounds = [part.datastream, part.from_us, part.until_us];
            total += self.conn.prepare_cached(sql)?.query_row(bounds, |row| row.get::<_, i64>(0))?;
        }
        Ok(total)
    }

    fn visit(&self, part: &Part, thinner: &mut Thinner) -> Result<(), StoreError> {
        let columns = if part.level == Level::Raw { "time_us, value, quality" } else { COLUMNS };
        let key = if part.level == Level::Raw { "time_us" } else { "start_us" };
        let sql = format!(
            "SELECT {columns} FROM {} WHERE datastream = ?1 AND {key} >= ?2 AND {key} < ?3 ORDER BY {key}",
            part.level.table()
        );
        let mut statement = self.conn.prepare_cached(&sql)?;
        let mut rows = statement.query(params![part.datastream, part.from_us, part.until_us])?;
        while let Some(row) = rows.next()? {
            if part.level == Level::Raw {
                thinner.take(Rollup::of(Point::read(row)?));
            } else {
                thinner.take(Rollup::read(row)?);
            }
        }
        Ok(())
    }
}

/// A stretch of one datastream, half open, to be read at one level.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Part {
    level: Level,
    datastream: i64,
    from_us: i64,
    until_us: i64,
}

impl Part {
    /// The finest level that is worth reading for so many observations on so many columns.
    fn level(&self, total: i64, columns: i64) -> Level {
        let buckets = |length_us: i64| (self.until_us - self.from_us) / length_us;
        let is_coarse = |length_us: i64| buckets(length_us).saturating_mul(POINTS_EACH) < columns;
        if total <= RAW_LIMIT.max(POINTS_EACH * columns) || (total <= RAW_LIMIT_CLOSE && is_coarse(HOUR_US)) {
            return Level::Raw;
        }
        let hours = buckets(HOUR_US).min(total);
        if hours <= HOUR_LIMIT || (hours <= HOUR_LIMIT_CLOSE && is_coarse(DAY_US)) { Level::Hour } else { Level::Day }
    }

    /// The stretch in parts: whole buckets of `level`, and finer ones where it starts and ends within a bucket.
    fn cover(&self, level: Level) -> Vec<Self> {
        let finer = match level {
            Level::Raw => return vec![*self],
            Level::Hour => Level::Raw,
            Level::Day => Level::Hour,
        };
        let length = level.length_us();
        let start = self.from_us.div_euclid(length).saturating_add(1).saturating_mul(length);
        let start = if self.from_us.rem_euclid(length) == 0 { self.from_us } else { start };
        let end = self.until_us.div_euclid(length).saturating_mul(length);
        if start >= end {
            return self.cover(finer);
        }
        let part = |from_us, until_us| Self { from_us, until_us, ..*self };
        let mut parts = Vec::new();
        if self.from_us < start {
            parts.extend(part(self.from_us, start).cover(finer));
        }
        parts.push(Self { level, ..part(start, end) });
        if end < self.until_us {
            parts.extend(part(end, self.until_us).cover(finer));
        }
        parts
    }
}

/// Keeps first, least, greatest and last of each column.
struct Thinner {
    from_us: i64,
    length_us: i64,
    /// `None` = everything is kept.
    columns: Option<i64>,
    current: Option<(i64, Rollup)>,
    kept: Vec<Point>,
}

impl Thinner {
    const fn new(span: &Part, columns: Option<i64>) -> Self {
        Self {
            from_us: span.from_us,
            length_us: span.until_us - span.from_us,
            columns,
            current: None,
            kept: Vec::new(),
        }
    }

    /// Takes the next bucket, which may be a single observation. One that spans columns is taken point by point.
    fn take(&mut self, bucket: Rollup) {
        let Some(columns) = self.columns else {
            self.kept.extend(bucket.points());
            return;
        };
        let column = self.column(bucket.first, columns);
        if bucket.first.time_us == bucket.last.time_us || column == self.column(bucket.last, columns) {
            self.add(column, bucket);
        } else {
            for point in bucket.points() {
                self.add(self.column(point, columns), Rollup::of(point));
            }
        }
    }

    fn column(&self, point: Point, columns: i64) -> i64 {
        let along = i128::from(point.time_us - self.from_us) * i128::from(columns);
        (along / i128::from(self.length_us.max(1))) as i64
    }

    fn add(&mut self, column: i64, bucket: Rollup) {
        self.current = Some(match self.current.take() {
            Some((known, whole)) if known == column => (column, whole.then(bucket)),
            before => {
                self.kept.extend(before.into_iter().flat_map(|(_, whole)| whole.points()));
                (column, bucket)
            }
        });
    }

    fn finish(mut self) -> Vec<Point> {
        self.kept.extend(self.current.take().into_iter().flat_map(|(_, whole)| whole.points()));
        self.kept
    }
}

/// A day must hold whole hours for [`Part::cover`].
const _: () = assert!(DAY_US % HOUR_US == 0);

#[cfg(test)]
mod tests {
    use super::*;

    fn part(from_us: i64, until_us: i64) -> Part {
        Part { level: Level::Raw, datastream: 1, from_us, until_us }
    }

    #[test]
    fn parts_cover_the_stretch_without_gap_or_overlap() {
        for (from_us, until_us) in [(0, DAY_US), (-5, DAY_US * 3 + 7), (HOUR_US - 1, HOUR_US + 1), (3, 3), (-DAY_US, 0)]
        {
            for level in [Level::Raw, Level::Hour, Level::Day] {
                let parts = part(from_us, until_us).cover(level);
                let ends: Vec<i64> = parts.iter().map(|one| one.until_us).collect();
                let starts: Vec<i64> = parts.iter().map(|one| one.from_us).collect();
                assert_eq!(starts.first(), Some(&from_us));
                assert_eq!(ends.last(), Some(&until_us));
                assert_eq!(starts.get(1..), ends.get(..ends.len() - 1));
                let is_whole = |one: &Part| one.from_us.rem_euclid(one.level.length_us()) == 0;
                assert!(parts.iter().all(is_whole), "{parts:?}");
            }
        }
    }
}

//! Which rows are read for a stretch of a datastream: pure arithmetic.

use crate::store::rollup::{DAY_US, HOUR_US, Level};

/// So many observations are read one by one without a second thought.
const RAW_LIMIT: i64 = 16_384;
/// So many are read one by one where hours would be too coarse for the chart.
const RAW_LIMIT_CLOSE: i64 = 2_000_000;
/// So many hours are read before days are.
const HOUR_LIMIT: i64 = 10_000;
/// So many where days would be too coarse.
const HOUR_LIMIT_CLOSE: i64 = 200_000;
/// So many days are read before months are: eleven years.
const DAY_LIMIT: i64 = 4_000;
/// So many where months would be too coarse.
const DAY_LIMIT_CLOSE: i64 = 100_000;
/// Points that stand for a column or a bucket.
pub(super) const POINTS_EACH: i64 = 4;

/// A stretch of one datastream, half open, to be read at one level.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Part {
    /// What is read.
    pub level: Level,
    /// Row number of the datastream.
    pub datastream: i64,
    /// From, microseconds.
    pub from_us: i64,
    /// Until, microseconds, exclusive.
    pub until_us: i64,
    /// Before this, the start of an hour, there are only rollups.
    pub kept_from_us: i64,
}

impl Part {
    /// Whether it starts and ends where buckets of its level do.
    pub fn is_whole(&self) -> bool {
        self.level.start(self.from_us) == self.from_us && self.level.start(self.until_us) == self.until_us
    }

    /// Whether a time lies in it.
    pub const fn contains(&self, time_us: i64) -> bool {
        self.from_us <= time_us && time_us < self.until_us
    }

    /// The finest level that is worth reading for so many observations on so many columns.
    pub fn level(&self, rows: i64, columns: i64) -> Level {
        let length_us = self.until_us.saturating_sub(self.from_us);
        let buckets = |level: Level| (length_us / level.length_us()).min(rows);
        let is_coarse = |level: Level| (length_us / level.length_us()).saturating_mul(POINTS_EACH) < columns;
        let fits = |count: i64, limit: i64, limit_close: i64, above: Level| {
            count <= limit || (count <= limit_close && is_coarse(above))
        };
        if fits(rows, RAW_LIMIT.max(POINTS_EACH * columns), RAW_LIMIT_CLOSE, Level::Hour) {
            Level::Raw
        } else if fits(buckets(Level::Hour), HOUR_LIMIT, HOUR_LIMIT_CLOSE, Level::Day) {
            Level::Hour
        } else if fits(buckets(Level::Day), DAY_LIMIT, DAY_LIMIT_CLOSE, Level::Month) {
            Level::Day
        } else {
            Level::Month
        }
    }

    /// The stretch in parts: whole buckets of `level`, and finer ones where it starts and ends within a bucket. Where
    /// there are no observations any more, hours stand for them, cut or whole.
    pub fn cover(&self, level: Level) -> Vec<Self> {
        if self.from_us >= self.until_us {
            return Vec::new();
        }
        if level == Level::Raw {
            return self.split_at_kept();
        }
        let from = level.start(self.from_us);
        let start = if from == self.from_us { from } else { level.next(self.from_us) };
        let end = level.start(self.until_us);
        if start >= end {
            return self.cover(level.finer());
        }
        let part = |from_us, until_us| Self { from_us, until_us, ..*self };
        let mut parts = part(self.from_us, start).cover(level.finer());
        parts.push(Self { level, ..part(start, end) });
        parts.extend(part(end, self.until_us).cover(level.finer()));
        parts
    }

    fn split_at_kept(&self) -> Vec<Self> {
        let middle_us = self.kept_from_us.clamp(self.from_us, self.until_us);
        let pruned = Self { level: Level::Hour, until_us: middle_us, ..*self };
        let kept = Self { level: Level::Raw, from_us: middle_us, ..*self };
        [pruned, kept].into_iter().filter(|part| part.from_us < part.until_us).collect()
    }
}

/// A day must hold whole hours for [`Part::cover`].
const _: () = assert!(DAY_US % HOUR_US == 0);

#[cfg(test)]
mod tests {
    use super::*;

    fn part(from_us: i64, until_us: i64, kept_from_us: i64) -> Part {
        Part { level: Level::Raw, datastream: 1, from_us, until_us, kept_from_us }
    }

    #[test]
    fn parts_cover_the_stretch_without_gap_or_overlap() {
        let spans = [
            (0, DAY_US),
            (-5, DAY_US * 3 + 7),
            (HOUR_US - 1, HOUR_US + 1),
            (-DAY_US, 0),
            (3, DAY_US * 400),
            (-DAY_US * 90 - 1, DAY_US * 31),
        ];
        for ((from_us, until_us), kept_from_us) in
            spans.into_iter().flat_map(|span| [i64::MIN, 0, 2 * HOUR_US, i64::MAX].map(|kept| (span, kept)))
        {
            for level in [Level::Raw, Level::Hour, Level::Day, Level::Month] {
                let parts = part(from_us, until_us, kept_from_us).cover(level);
                let ends: Vec<i64> = parts.iter().map(|one| one.until_us).collect();
                let starts: Vec<i64> = parts.iter().map(|one| one.from_us).collect();
                assert_eq!(starts.first(), Some(&from_us));
                assert_eq!(ends.last(), Some(&until_us));
                assert_eq!(starts.get(1..), ends.get(..ends.len() - 1));
                let is_right = |one: &Part| match one.level {
                    Level::Raw => one.from_us >= kept_from_us,
                    _ => one.is_whole() || one.until_us <= kept_from_us,
                };
                assert!(parts.iter().all(is_right), "{parts:?}");
            }
        }
        assert_eq!(part(3, 3, 0).cover(Level::Month), [], "nothing is in an empty stretch");
    }

    #[test]
    fn longer_stretches_are_read_coarser() {
        let minutes = |length_us: i64| part(0, length_us, i64::MIN).level(length_us / (HOUR_US / 60), 1000);
        assert_eq!(minutes(7 * DAY_US), Level::Raw);
        assert_eq!(minutes(365 * DAY_US), Level::Hour);
        assert_eq!(minutes(9 * 365 * DAY_US), Level::Day);
        assert_eq!(minutes(30 * 365 * DAY_US), Level::Month);
    }
}

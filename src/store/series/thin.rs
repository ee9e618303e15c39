//! Thinning of a line to the columns of a chart.

use crate::store::rollup::{Figures, Point};

/// Keeps first, least, greatest and last of each column.
pub(super) struct Thinner {
    from_us: i64,
    length_us: i64,
    /// `None` = everything is kept.
    columns: Option<i64>,
    current: Option<(i64, Figures)>,
    kept: Vec<Point>,
}

impl Thinner {
    /// For points from a first time to a last one, inclusive.
    pub const fn new(first_us: i64, last_us: i64, columns: Option<i64>) -> Self {
        Self {
            from_us: first_us,
            length_us: last_us.saturating_sub(first_us).saturating_add(1),
            columns,
            current: None,
            kept: Vec::new(),
        }
    }

    /// Takes the next bucket, which may be a single observation. One that spans columns is taken point by point.
    pub fn take(&mut self, bucket: Figures) {
        let Some(columns) = self.columns else {
            self.kept.extend(bucket.points());
            return;
        };
        let column = self.column(bucket.first, columns);
        if bucket.first.time_us == bucket.last.time_us || column == self.column(bucket.last, columns) {
            self.add(column, bucket);
        } else {
            for point in bucket.points() {
                self.add(self.column(point, columns), Figures::of(point));
            }
        }
    }

    fn column(&self, point: Point, columns: i64) -> i64 {
        column_of(point.time_us, self.from_us, self.length_us, columns)
    }

    fn add(&mut self, column: i64, bucket: Figures) {
        self.current = Some(match self.current.take() {
            Some((known, whole)) if known == column => (column, whole.then(bucket)),
            before => {
                self.kept.extend(before.into_iter().flat_map(|(_, whole)| whole.points()));
                (column, bucket)
            }
        });
    }

    /// What was kept, in order of time.
    pub fn finish(mut self) -> Vec<Point> {
        self.kept.extend(self.current.take().into_iter().flat_map(|(_, whole)| whole.points()));
        self.kept
    }
}

/// The column, from 0, that a time lies in.
pub(super) fn column_of(time_us: i64, from_us: i64, length_us: i64, columns: i64) -> i64 {
    let along = i128::from(time_us - from_us) * i128::from(columns);
    (along / i128::from(length_us.max(1))) as i64
}

//! A long series of readings thinned to what a chart of some pixels' width can show.
//!
//! Every pixel column keeps its first, least, greatest and last reading, so that the line looks as if all were
//! drawn (M4: Jugel et al., "M4: a visualization-oriented time series data aggregation", VLDB 2014).
//! May use: `model`.

use jiff::Timestamp;

/// A reading: when, and how much.
pub type Reading = (Timestamp, f64);

/// At most four readings for each of `columns` equal parts of `from..until`, in order of time: the first, the
/// least, the greatest and the last of each part. Readings outside are left out, as are values that are not finite.
/// Few readings are given back as they are.
///
/// The readings must be in order of time; among equal values the earliest stands for them.
pub fn m4(readings: &[Reading], from: Timestamp, until: Timestamp, columns: usize) -> Vec<Reading> {
    if columns == 0 {
        return Vec::new();
    }
    let start = readings.partition_point(|(time, _)| *time < from);
    let end = readings.partition_point(|(time, _)| *time < until);
    let within = readings.get(start..end).unwrap_or_default();
    let finite = within.iter().copied().filter(|(_, value)| value.is_finite());
    if within.len() <= columns.saturating_mul(4) {
        return finite.collect();
    }
    let mut thinned = Vec::with_capacity(columns.saturating_mul(4));
    let mut current: Option<(i128, Column)> = None;
    for placed in finite.enumerate() {
        let index = column_of(placed.1.0, from, until, columns);
        match &mut current {
            Some((open, column)) if *open == index => column.add(placed),
            _ => {
                if let Some((_, column)) = current.replace((index, Column::new(placed))) {
                    column.close(&mut thinned);
                }
            }
        }
    }
    if let Some((_, column)) = current {
        column.close(&mut thinned);
    }
    thinned
}

/// The part of `from..until` that the time lies in.
fn column_of(time: Timestamp, from: Timestamp, until: Timestamp, columns: usize) -> i128 {
    let span_ns = (until.as_nanosecond() - from.as_nanosecond()).max(1);
    (time.as_nanosecond() - from.as_nanosecond()) * columns as i128 / span_ns
}

/// Readings of one pixel column with their position: several may be of one time.
struct Column {
    first: (usize, Reading),
    least: (usize, Reading),
    greatest: (usize, Reading),
    last: (usize, Reading),
}

impl Column {
    const fn new(placed: (usize, Reading)) -> Self {
        Self { first: placed, least: placed, greatest: placed, last: placed }
    }

    fn add(&mut self, placed: (usize, Reading)) {
        let value = placed.1.1;
        if value < self.least.1.1 {
            self.least = placed;
        }
        if value > self.greatest.1.1 {
            self.greatest = placed;
        }
        self.last = placed;
    }

    /// Appends the readings in their order, each once.
    fn close(self, thinned: &mut Vec<Reading>) {
        let mut kept = [self.first, self.least, self.greatest, self.last];
        kept.sort_by_key(|(position, _)| *position);
        let mut before = None;
        for (position, reading) in kept {
            if before.replace(position) != Some(position) {
                thinned.push(reading);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn second(number: i64) -> Timestamp {
        Timestamp::from_second(number).unwrap()
    }

    proptest! {
        #[test]
        fn every_column_keeps_first_last_least_and_greatest(
            mut seconds in proptest::collection::vec((0_i64..10_000, -50.0_f64..50.0), 0..600),
            columns in 1_usize..20,
            from in 0_i64..3_000,
            length in 1_i64..9_000,
        ) {
            seconds.sort_by_key(|(time, _)| *time);
            let readings: Vec<Reading> = seconds.iter().map(|(time, value)| (second(*time), *value)).collect();
            let (from, until) = (second(from), second(from + length));
            let thinned = m4(&readings, from, until, columns);
            prop_assert!(thinned.is_sorted_by_key(|(time, _)| *time));
            prop_assert!(thinned.iter().all(|reading| readings.contains(reading)));
            let within: Vec<Reading> =
                readings.iter().copied().filter(|(time, _)| (from..until).contains(time)).collect();
            prop_assert!(thinned.len() <= within.len().min(columns * 4));
            for column in 0..columns as i128 {
                let of = |all: &[Reading]| -> Vec<Reading> {
                    all.iter().copied().filter(|(time, _)| column_of(*time, from, until, columns) == column).collect()
                };
                let (all, kept) = (of(&within), of(&thinned));
                prop_assert_eq!(all.first(), kept.first());
                prop_assert_eq!(all.last(), kept.last());
                let least = |all: &[Reading]| all.iter().map(|(_, value)| *value).reduce(f64::min);
                let greatest = |all: &[Reading]| all.iter().map(|(_, value)| *value).reduce(f64::max);
                prop_assert_eq!(least(&all), least(&kept));
                prop_assert_eq!(greatest(&all), greatest(&kept));
            }
        }
    }

    #[test]
    fn readings_of_one_time_keep_their_order() {
        let readings: Vec<Reading> = [5.0, 6.0, 37.0, 7.0, -49.0].map(|value| (second(1), value)).into();
        let kept: Vec<f64> = m4(&readings, second(0), second(10), 1).iter().map(|(_, value)| *value).collect();
        assert_eq!(kept, [5.0, 37.0, -49.0]);
    }

    #[test]
    fn few_readings_stay_and_values_that_are_not_finite_go() {
        let readings = [(second(1), 1.0), (second(2), f64::NAN), (second(3), 3.0), (second(9), 9.0)];
        assert_eq!(m4(&readings, second(1), second(9), 10), [readings[0], readings[2]]);
        assert_eq!(m4(&readings, second(9), second(1), 10), []);
        assert_eq!(m4(&readings, second(0), second(10), 0), []);
    }
}

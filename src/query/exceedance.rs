//! How often hourly means lie above a threshold.
//!
//! Contract: pure; the time zone is passed in. An hour without data is missing: it is counted apart and never stands
//! for an hour that was not above. Above means greater than. A running mean of eight hours needs six of them, a day
//! eighteen (of its hours or of its running means): three quarters, as Directive 2008/50/EC, Annex XI A has it.
//! A running mean belongs to the day in which it ends. Days are those of the zone, so one has 23 or 25 hours.
//! May use: `model`.

use std::collections::BTreeMap;
use std::ops::Range;

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::sensor_hours::{Averaging, Coverage, HourlyMean, by_hour, hour_numbers, hour_start};
use super::thresholds::MeanOver;

/// Hours of a running mean.
const RUN: i64 = 8;
/// Hours that a running mean needs.
const LEAST_OF_RUN: usize = 6;
/// Hours, or running means, that a day needs.
const LEAST_OF_DAY: u32 = 18;
/// No longer period is looked at, hours: a century.
const MOST_HOURS: i64 = 100 * 366 * 24;

/// What is held against which threshold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Question {
    /// What is greater is above.
    pub threshold: f64,
    /// Mean that is held against it.
    pub over: MeanOver,
    /// How means are made.
    pub averaging: Averaging,
    /// From, inclusive.
    pub from: Timestamp,
    /// Until, exclusive.
    pub until: Timestamp,
}

/// How often a threshold was exceeded. Counts are of hours where the hourly mean was asked for, else of days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exceedance {
    /// Hours (days) above.
    pub above: u32,
    /// Hours (days) that were measured and not above.
    pub not_above: u32,
    /// Hours (days) with too little data to tell.
    pub missing: u32,
    /// The longest time above without a break; a missing hour (day) is a break.
    pub longest: Option<Run>,
    /// Each day of the period.
    pub days: Vec<Day>,
    /// Hours with data.
    pub coverage: Coverage,
}

/// Hours (days) on end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Run {
    /// Start of the first.
    pub start: Timestamp,
    /// How many.
    pub count: u32,
}

/// One day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Day {
    /// The day.
    pub date: Date,
    /// Start of its first hour within the period.
    pub start: Timestamp,
    /// Hours whose hourly mean is above.
    pub above_hours: u32,
    /// Hours with data.
    pub measured_hours: u32,
    /// Its hours within the period.
    pub total_hours: u32,
    /// What is held against the threshold: the greatest hourly mean, the greatest running mean, the day's mean; `None`
    /// where there is too little data for one.
    pub value: Option<f64>,
    /// Whether the day is above; `None` where it can't be told. One hour above tells it, the contrary takes eighteen.
    pub is_above: Option<bool>,
}

/// Answers the question. Hours before the period may be given: running means reach back to them.
pub fn exceedance(hours: &[HourlyMean], question: &Question, zone: &TimeZone) -> Exceedance {
    let means = by_hour(hours);
    let mut numbers = hour_numbers(question.from, question.until);
    numbers.start = numbers.start.max(numbers.end.saturating_sub(MOST_HOURS));
    let days = days(&means, &numbers, question, zone);
    let states: Vec<(Timestamp, Option<bool>)> = match question.over {
        MeanOver::Hour => numbers
            .clone()
            .filter_map(|number| Some((hour_start(number)?, means.get(&number).map(|mean| *mean > question.threshold))))
            .collect(),
        MeanOver::EightHours | MeanOver::Day => days.iter().map(|day| (day.start, day.is_above)).collect(),
    };
    let count = |wanted: Option<bool>| {
        u32::try_from(states.iter().filter(|(_, state)| *state == wanted).count()).unwrap_or(u32::MAX)
    };
    let coverage = Coverage {
        measured: days.iter().map(|day| day.measured_hours).sum(),
        total: days.iter().map(|day| day.total_hours).sum(),
    };
    Exceedance {
        above: count(Some(true)),
        not_above: count(Some(false)),
        missing: count(None),
        longest: longest(&states),
        days,
        coverage,
    }
}

/// The first of the longest stretches above.
fn longest(states: &[(Timestamp, Option<bool>)]) -> Option<Run> {
    let mut best: Option<Run> = None;
    for stretch in states.chunk_by(|a, b| a.1 == b.1) {
        let Some((start, Some(true))) = stretch.first().copied() else { continue };
        let count = u32::try_from(stretch.len()).unwrap_or(u32::MAX);
        if best.is_none_or(|run| count > run.count) {
            best = Some(Run { start, count });
        }
    }
    best
}

fn days(means: &BTreeMap<i64, f64>, numbers: &Range<i64>, question: &Question, zone: &TimeZone) -> Vec<Day> {
    let dated: Vec<(Date, i64, Timestamp)> = numbers
        .clone()
        .filter_map(|number| hour_start(number).map(|start| (zone.to_datetime(start).date(), number, start)))
        .collect();
    dated
        .chunk_by(|a, b| a.0 == b.0)
        .filter_map(|hours| {
            let (date, _, start) = hours.first().copied()?;
            let numbers: Vec<i64> = hours.iter().map(|(_, number, _)| *number).collect();
            Some(day(means, date, start, &numbers, question))
        })
        .collect()
}

fn day(means: &BTreeMap<i64, f64>, date: Date, start: Timestamp, numbers: &[i64], question: &Question) -> Day {
    let measured: Vec<f64> = numbers.iter().filter_map(|number| means.get(number).copied()).collect();
    let compared: Vec<f64> = match question.over {
        MeanOver::Hour | MeanOver::Day => measured.clone(),
        MeanOver::EightHours => {
            numbers.iter().filter_map(|number| running_mean(means, *number, question.averaging)).collect()
        }
    };
    let length = |values: &[f64]| u32::try_from(values.len()).unwrap_or(u32::MAX);
    let is_enough = length(&compared) >= LEAST_OF_DAY;
    let value = match question.over {
        MeanOver::Day => question.averaging.mean(&compared).filter(|_| is_enough),
        MeanOver::Hour | MeanOver::EightHours => compared.iter().copied().reduce(f64::max),
    };
    let is_above = value.map(|value| value > question.threshold).filter(|is_above| *is_above || is_enough);
    Day {
        date,
        start,
        above_hours: length(&measured.iter().copied().filter(|mean| *mean > question.threshold).collect::<Vec<_>>()),
        measured_hours: length(&measured),
        total_hours: u32::try_from(numbers.len()).unwrap_or(u32::MAX),
        value,
        is_above,
    }
}

/// The mean of the eight hours that end with this one.
fn running_mean(means: &BTreeMap<i64, f64>, number: i64, averaging: Averaging) -> Option<f64> {
    let values: Vec<f64> = means.range(number.saturating_sub(RUN - 1)..=number).map(|(_, mean)| *mean).collect();
    if values.len() < LEAST_OF_RUN { None } else { averaging.mean(&values) }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn zone() -> TimeZone {
        TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()
    }

    fn midnight(year: i16, month: i8, day: i8) -> Timestamp {
        zone().to_timestamp(date(year, month, day).at(0, 0, 0, 0)).unwrap()
    }

    fn series(start: Timestamp, means: &[Option<f64>]) -> Vec<HourlyMean> {
        let hour = |(index, mean): (usize, &Option<f64>)| {
            let start = start + SignedDuration::from_hours(i64::try_from(index).unwrap());
            mean.map(|mean| HourlyMean { start, mean, count: 1 })
        };
        means.iter().enumerate().filter_map(hour).collect()
    }

    fn question(over: MeanOver, threshold: f64, from: Timestamp, until: Timestamp) -> Question {
        Question { threshold, over, averaging: Averaging::Arithmetic, from, until }
    }

    #[test]
    fn a_missing_hour_is_neither_above_nor_below_and_breaks_a_run() {
        let from = midnight(2026, 1, 5);
        let (high, low) = (Some(60.0), Some(50.0));
        let hours = series(from, &[high, high, None, high, low, high, high, high]);
        let until = from + SignedDuration::from_hours(10);
        let found = exceedance(&hours, &question(MeanOver::Hour, 50.0, from, until), &zone());
        assert_eq!((found.above, found.not_above, found.missing), (6, 1, 3));
        let start = from + SignedDuration::from_hours(5);
        assert_eq!(found.longest, Some(Run { start, count: 3 }));
        assert_eq!(found.coverage, Coverage { measured: 7, total: 10 });
        assert_eq!(found.days[0].is_above, Some(true));
    }

    #[test]
    fn a_day_of_too_few_hours_tells_nothing_unless_it_was_above() {
        let from = midnight(2026, 1, 5);
        let until = midnight(2026, 1, 7);
        let mut means = vec![Some(10.0); 17];
        means.extend(vec![None; 7]);
        means.extend(vec![Some(10.0); 18]);
        let hours = series(from, &means);
        let by_hour = exceedance(&hours, &question(MeanOver::Hour, 20.0, from, until), &zone());
        assert_eq!(by_hour.days.iter().map(|day| day.is_above).collect::<Vec<_>>(), [None, Some(false)]);
        let by_day = exceedance(&hours, &question(MeanOver::Day, 5.0, from, until), &zone());
        assert_eq!(by_day.days.iter().map(|day| day.value).collect::<Vec<_>>(), [None, Some(10.0)]);
        assert_eq!((by_day.above, by_day.not_above, by_day.missing), (1, 0, 1));
        assert_eq!(by_day.longest.map(|run| run.start), Some(midnight(2026, 1, 6)));
    }

    #[test]
    fn a_running_mean_needs_six_of_eight_hours_and_reaches_back_over_midnight() {
        let (before, from, until) = (midnight(2026, 7, 1), midnight(2026, 7, 2), midnight(2026, 7, 3));
        let mut means = vec![None; 17];
        means.extend(vec![Some(130.0); 8]);
        let hours = series(before, &means);
        let ozone = exceedance(&hours, &question(MeanOver::EightHours, 120.0, from, until), &zone());
        // The first mean of the day is of 17 to 1 o'clock; two hours on, six are left; then too few.
        assert_eq!(ozone.days.len(), 1);
        assert_eq!((ozone.days[0].value, ozone.days[0].is_above), (Some(130.0), Some(true)));
        let below = exceedance(&hours, &question(MeanOver::EightHours, 140.0, from, until), &zone());
        assert_eq!((below.above, below.not_above, below.missing), (0, 0, 1));
        assert_eq!(
            running_mean(&by_hour(&hours[..5]), super::super::sensor_hours::hour_number(from), Averaging::Arithmetic),
            None
        );
    }

    #[test]
    fn days_are_as_long_as_the_clock_makes_them() {
        let (from, until) = (midnight(2026, 10, 24), midnight(2026, 10, 27));
        let found = exceedance(&[], &question(MeanOver::Hour, 1.0, from, until), &zone());
        assert_eq!(found.days.iter().map(|day| day.total_hours).collect::<Vec<_>>(), [24, 25, 24]);
        assert_eq!((found.missing, found.coverage.percent()), (73, Some(0.0)));
        let nothing = exceedance(&[], &question(MeanOver::Day, 1.0, until, from), &zone());
        assert_eq!(nothing, Exceedance::default());
        let forever = question(MeanOver::Day, 1.0, Timestamp::MIN, Timestamp::MAX);
        assert!(exceedance(&[], &forever, &zone()).days.len() <= 100 * 367);
    }

    proptest! {
        #[test]
        fn every_hour_is_counted_once(means in prop::collection::vec(prop::option::of(0.0..100.0_f64), 0..120), shift in 0_i64..48) {
            let start = midnight(2026, 3, 28) + SignedDuration::from_hours(shift);
            let until = start + SignedDuration::from_hours(i64::try_from(means.len()).unwrap());
            let hours = series(start, &means);
            let found = exceedance(&hours, &question(MeanOver::Hour, 50.0, start, until), &zone());
            let above = means.iter().flatten().filter(|mean| **mean > 50.0).count();
            prop_assert_eq!(found.above as usize, above);
            prop_assert_eq!(found.missing as usize, means.iter().filter(|mean| mean.is_none()).count());
            prop_assert_eq!((found.above + found.not_above + found.missing) as usize, means.len());
            prop_assert_eq!(found.days.iter().map(|day| day.above_hours).sum::<u32>(), found.above);
            prop_assert!(found.longest.map_or(0, |run| run.count) <= found.above);
        }
    }
}

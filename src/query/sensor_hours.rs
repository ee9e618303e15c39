//! Hourly means of sensors: several laid side by side or taken together, and how much of a period they cover.
//!
//! Contract: pure. An hour is known by its start on the clock of universal time; hours may come in any order, and of
//! two of one hour the later in the list counts. Values that are not finite are left out. May use: `model`.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::model::ObservedProperty;

/// Seconds of an hour.
pub(super) const HOUR_S: i64 = 3_600;

/// The mean of the observations of one hour.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct HourlyMean {
    /// Start of the hour.
    pub start: Timestamp,
    /// Mean, in the unit of the datastream.
    pub mean: f64,
    /// Observations that it was made from.
    pub count: u32,
}

impl From<(Timestamp, f64, u32)> for HourlyMean {
    fn from((start, mean, count): (Timestamp, f64, u32)) -> Self {
        Self { start, mean, count }
    }
}

/// How values of a property are averaged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Averaging {
    /// Sum by number.
    Arithmetic,
    /// Of the energy, for sound levels: 10 · lg of the mean of 10^(L/10) (ISO 1996-1, equivalent continuous level).
    Energetic,
}

impl Averaging {
    /// How this property is averaged; `None` for a direction, which has no mean on a straight scale.
    pub const fn of(property: ObservedProperty) -> Option<Self> {
        match property {
            ObservedProperty::NoiseLaeq => Some(Self::Energetic),
            ObservedProperty::WindDirection => None,
            _ => Some(Self::Arithmetic),
        }
    }

    /// The mean; `None` of nothing.
    pub fn mean(self, values: &[f64]) -> Option<f64> {
        if values.is_empty() {
            return None;
        }
        let count = values.len() as f64;
        Some(match self {
            Self::Arithmetic => values.iter().sum::<f64>() / count,
            Self::Energetic => {
                // Against the greatest, so that no power overflows.
                let greatest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
                let energy: f64 = values.iter().map(|value| 10_f64.powf((value - greatest) / 10.0)).sum();
                10.0_f64.mul_add((energy / count).log10(), greatest)
            }
        })
    }
}

/// One hour of several series.
#[derive(Clone, Debug, PartialEq)]
pub struct AlignedHour {
    /// Start of the hour.
    pub start: Timestamp,
    /// The mean of each series, in their order; `None` where it has none.
    pub means: Vec<Option<f64>>,
}

/// One hour of several series taken together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CombinedHour {
    /// Start of the hour.
    pub start: Timestamp,
    /// Mean of the series' means: each sensor weighs the same, however often it measures.
    pub mean: f64,
    /// Least of them.
    pub least: f64,
    /// Greatest of them.
    pub greatest: f64,
    /// How many series have this hour.
    pub series_count: u32,
}

/// The number of the hour since 1970.
pub(super) fn hour_number(time: Timestamp) -> i64 {
    time.as_second().div_euclid(HOUR_S)
}

/// The start of the hour with this number; `None` outside what a timestamp holds.
pub(super) fn hour_start(number: i64) -> Option<Timestamp> {
    Timestamp::from_second(number.checked_mul(HOUR_S)?).ok()
}

/// The means by number of the hour.
pub(super) fn by_hour(hours: &[HourlyMean]) -> BTreeMap<i64, f64> {
    hours.iter().filter(|hour| hour.mean.is_finite()).map(|hour| (hour_number(hour.start), hour.mean)).collect()
}

/// Series side by side: every hour that any of them has, in order of time.
pub fn aligned(series: &[&[HourlyMean]]) -> Vec<AlignedHour> {
    let mut rows: BTreeMap<i64, Vec<Option<f64>>> = BTreeMap::new();
    for (index, hours) in series.iter().enumerate() {
        for (number, mean) in by_hour(hours) {
            let row = rows.entry(number).or_insert_with(|| vec![None; series.len()]);
            if let Some(cell) = row.get_mut(index) {
                *cell = Some(mean);
            }
        }
    }
    rows.into_iter().filter_map(|(number, means)| Some(AlignedHour { start: hour_start(number)?, means })).collect()
}

/// Series taken together, hour by hour.
pub fn combined(series: &[&[HourlyMean]], averaging: Averaging) -> Vec<CombinedHour> {
    let together = |row: AlignedHour| {
        let values: Vec<f64> = row.means.iter().flatten().copied().collect();
        Some(CombinedHour {
            start: row.start,
            mean: averaging.mean(&values)?,
            least: values.iter().copied().fold(f64::INFINITY, f64::min),
            greatest: values.iter().copied().fold(f64::NEG_INFINITY, f64::max),
            series_count: u32::try_from(values.len()).unwrap_or(u32::MAX),
        })
    };
    aligned(series).into_iter().filter_map(together).collect()
}

/// Hours with data out of the hours of a period.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Coverage {
    /// Hours with a mean.
    pub measured: u32,
    /// Hours that start in the period.
    pub total: u32,
}

impl Coverage {
    /// Part of the hours that have data, 0 to 100; `None` for a period without hours.
    pub fn percent(self) -> Option<f64> {
        (self.total > 0).then(|| 100.0 * f64::from(self.measured) / f64::from(self.total))
    }
}

/// How many of the hours that start in `from..until` have data.
pub fn coverage(hours: &[HourlyMean], from: Timestamp, until: Timestamp) -> Coverage {
    let numbers = hour_numbers(from, until);
    let measured = by_hour(hours).range(numbers.clone()).count();
    let total = numbers.end.saturating_sub(numbers.start);
    Coverage { measured: u32::try_from(measured).unwrap_or(u32::MAX), total: u32::try_from(total).unwrap_or(u32::MAX) }
}

/// The hours that start in `from..until`; none where `until` is not later.
pub(super) fn hour_numbers(from: Timestamp, until: Timestamp) -> std::ops::Range<i64> {
    let up = |time: Timestamp| -(-time.as_second()).div_euclid(HOUR_S);
    let start = up(from);
    start..up(until).max(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(number: i64, mean: f64) -> HourlyMean {
        HourlyMean { start: hour_start(number).unwrap(), mean, count: 4 }
    }

    #[test]
    fn series_of_other_hours_stand_side_by_side() {
        let (a, b) = ([hour(1, 10.0), hour(2, 20.0)], [hour(2, 40.0), hour(5, f64::NAN), hour(4, 1.0)]);
        let rows = aligned(&[&a, &b]);
        let cells: Vec<_> = rows.iter().map(|row| (hour_number(row.start), row.means.clone())).collect();
        assert_eq!(cells, [(1, vec![Some(10.0), None]), (2, vec![Some(20.0), Some(40.0)]), (4, vec![None, Some(1.0)])]);
        let together = combined(&[&a, &b], Averaging::Arithmetic);
        let second = together[1];
        assert_eq!((second.mean, second.least, second.greatest, second.series_count), (30.0, 20.0, 40.0, 2));
        assert!(aligned(&[]).is_empty());
    }

    #[test]
    fn sound_is_averaged_by_its_energy() {
        assert_eq!(Averaging::of(ObservedProperty::WindDirection), None);
        let mean = Averaging::of(ObservedProperty::NoiseLaeq).unwrap().mean(&[60.0, 70.0]).unwrap();
        assert!((mean - 67.40).abs() < 0.01, "{mean}");
        assert_eq!(Averaging::Arithmetic.mean(&[]), None);
        assert!(Averaging::Energetic.mean(&[4_000.0, 4_000.0]).unwrap().is_finite());
    }

    #[test]
    fn coverage_counts_the_hours_that_start_within() {
        let second = |number| Timestamp::from_second(number).unwrap();
        let hours = [hour(0, 1.0), hour(1, 1.0), hour(1, 2.0), hour(3, 1.0), hour(9, 1.0)];
        let half_past = coverage(&hours, second(1_800), second(4 * 3_600));
        assert_eq!(half_past, Coverage { measured: 2, total: 3 });
        assert_eq!(coverage(&hours, second(0), second(3_601)), Coverage { measured: 2, total: 2 });
        assert_eq!(coverage(&hours, second(9), second(0)).percent(), None);
    }
}

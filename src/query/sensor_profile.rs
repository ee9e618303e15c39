//! How a day and a week look on average, from hourly means.
//!
//! Contract: pure; the time zone is passed in and an hour belongs to the clock that hangs on its wall: in the night
//! that summer time ends 2 o'clock comes twice and both hours count, in the night that it starts there is none. Each
//! hour weighs the same, however many observations it has. Holidays count as the day of the week that they fall on.
//! May use: `model`.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::sensor_hours::{Averaging, HourlyMean};

/// Hours of a day.
const HOURS: usize = 24;
/// Days of a week.
const DAYS: usize = 7;

/// One hour of the clock over all days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ProfileHour {
    /// Mean.
    pub mean: f64,
    /// One in ten hours lies below (10th percentile).
    pub low: f64,
    /// One in ten hours lies above (90th percentile).
    pub high: f64,
    /// Hours that it was made from.
    pub count: u32,
}

/// The 24 hours of the clock, 0 first; `None` for one without data.
pub type DailyProfile = [Option<ProfileHour>; HOURS];

/// A working day against a day of the weekend.
#[derive(Clone, Debug, PartialEq)]
pub struct DayKinds {
    /// Monday to Friday.
    pub weekdays: DailyProfile,
    /// Saturday and Sunday.
    pub weekend: DailyProfile,
}

/// The average day.
pub fn daily(hours: &[HourlyMean], zone: &TimeZone, averaging: Averaging) -> DailyProfile {
    profile(hours, zone, averaging, |_| true)
}

/// The average week: a day for each day of the week, Monday first.
pub fn weekly(hours: &[HourlyMean], zone: &TimeZone, averaging: Averaging) -> [DailyProfile; DAYS] {
    std::array::from_fn(|day| profile(hours, zone, averaging, |clock| weekday(clock) == day))
}

/// The average working day and the average day of the weekend.
pub fn by_day_kind(hours: &[HourlyMean], zone: &TimeZone, averaging: Averaging) -> DayKinds {
    DayKinds {
        weekdays: profile(hours, zone, averaging, |clock| weekday(clock) < 5),
        weekend: profile(hours, zone, averaging, |clock| weekday(clock) >= 5),
    }
}

/// Monday is 0.
fn weekday(clock: DateTime) -> usize {
    usize::try_from(clock.weekday().to_monday_zero_offset()).unwrap_or_default()
}

fn profile(
    hours: &[HourlyMean],
    zone: &TimeZone,
    averaging: Averaging,
    is_wanted: impl Fn(DateTime) -> bool,
) -> DailyProfile {
    let mut slots: [Vec<f64>; HOURS] = std::array::from_fn(|_| Vec::new());
    for hour in hours.iter().filter(|hour| hour.mean.is_finite()) {
        let clock = zone.to_datetime(hour.start);
        let slot = usize::try_from(clock.hour()).ok().and_then(|hour| slots.get_mut(hour));
        if let Some(slot) = slot.filter(|_| is_wanted(clock)) {
            slot.push(hour.mean);
        }
    }
    slots.map(|values| summary(values, averaging))
}

fn summary(mut values: Vec<f64>, averaging: Averaging) -> Option<ProfileHour> {
    values.sort_unstable_by(f64::total_cmp);
    Some(ProfileHour {
        mean: averaging.mean(&values)?,
        low: percentile(&values, 0.1)?,
        high: percentile(&values, 0.9)?,
        count: u32::try_from(values.len()).unwrap_or(u32::MAX),
    })
}

/// The value that this share (0 to 1) of the sorted values lies below, straight between neighbours (Hyndman and Fan,
/// "Sample Quantiles in Statistical Packages", 1996, type 7); `None` of nothing.
pub fn percentile(sorted: &[f64], share: f64) -> Option<f64> {
    let last = sorted.len().checked_sub(1)?;
    let place = share.clamp(0.0, 1.0) * last as f64;
    let below = place.floor();
    let (low, high) = (sorted.get(below as usize)?, sorted.get((below as usize + 1).min(last))?);
    Some((high - low).mul_add(place - below, *low))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn brussels() -> TimeZone {
        // The rule of the European Union, without asking the system.
        TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()
    }

    /// Every hour from a local midnight on; its value is the number of the hour.
    fn hours_from(year: i16, month: i8, day: i8, count: i64) -> Vec<HourlyMean> {
        let start = brussels().to_timestamp(date(year, month, day).at(0, 0, 0, 0)).unwrap();
        let at = |hour: i64| start + jiff::SignedDuration::from_hours(hour);
        (0..count).map(|hour| HourlyMean { start: at(hour), mean: hour as f64, count: 6 }).collect()
    }

    #[test]
    fn the_long_night_has_two_hours_at_two_and_the_short_one_none() {
        let autumn = daily(&hours_from(2026, 10, 25, 25), &brussels(), Averaging::Arithmetic);
        assert_eq!(autumn[2].map(|hour| (hour.count, hour.mean)), Some((2, 2.5)));
        assert_eq!(autumn[3].map(|hour| (hour.count, hour.mean)), Some((1, 4.0)));
        let spring = daily(&hours_from(2026, 3, 29, 23), &brussels(), Averaging::Arithmetic);
        assert_eq!(spring[2], None);
        assert_eq!(spring[3].map(|hour| hour.mean), Some(2.0));
        assert_eq!(spring.iter().flatten().count(), 23);
    }

    #[test]
    fn an_hour_has_its_mean_and_the_band_around_it() {
        let mut hours = Vec::new();
        for day in 0..11 {
            hours.extend(
                hours_from(2026, 1, 5 + day, 1)
                    .into_iter()
                    .map(|hour| HourlyMean { mean: f64::from(day) * 10.0, ..hour }),
            );
        }
        hours.push(HourlyMean { mean: f64::NAN, ..hours[0] });
        let profile = daily(&hours, &brussels(), Averaging::Arithmetic);
        assert_eq!(profile[0], Some(ProfileHour { mean: 50.0, low: 10.0, high: 90.0, count: 11 }));
        assert_eq!(profile[1], None);
    }

    #[test]
    fn a_week_starts_on_monday_and_knows_its_weekend() {
        // 5 January 2026 is a Monday.
        let hours = hours_from(2026, 1, 5, 14 * 24);
        let week = weekly(&hours, &brussels(), Averaging::Arithmetic);
        assert_eq!(week[0][0].map(|hour| (hour.count, hour.mean)), Some((2, 84.0)));
        assert_eq!(week[6][23].map(|hour| hour.mean), Some(167.0 + 84.0));
        let kinds = by_day_kind(&hours, &brussels(), Averaging::Arithmetic);
        assert_eq!(kinds.weekdays[12].map(|hour| hour.count), Some(10));
        assert_eq!(kinds.weekend[12].map(|hour| hour.count), Some(4));
    }

    #[test]
    fn percentiles_lie_between_neighbours() {
        assert_eq!(percentile(&[], 0.5), None);
        assert_eq!(percentile(&[4.0], 0.9), Some(4.0));
        assert_eq!(percentile(&[0.0, 10.0], 0.25), Some(2.5));
    }
}

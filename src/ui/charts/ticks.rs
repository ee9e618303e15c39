//! Where axes are labelled: round numbers, whole years, whole hours and days.

use crate::text::Text;

/// Round steps for a range and about so many of them: 1, 2 or 5 times a power of ten.
pub fn round_step(span: f64, count: usize) -> f64 {
    if !(span.is_finite() && span > 0.0) {
        return 1.0;
    }
    let raw = span / count.max(1) as f64;
    let power = 10_f64.powf(raw.log10().floor());
    let factor = [1.0, 2.0, 5.0].into_iter().find(|factor| factor * power >= raw * 0.999).unwrap_or(10.0);
    factor * power
}

/// A vertical range for these values with its steps, and whether it starts at zero: it does where the values come
/// near it, so that a small change of large numbers is not flattened, and the reader is told when it does not.
pub fn value_range(least: f64, greatest: f64, count: usize) -> (f64, f64, f64) {
    let (mut low, mut high) = (least.min(greatest), least.max(greatest));
    if low == high {
        let pad = if low == 0.0 { 1.0 } else { low.abs() * 0.05 };
        low -= pad;
        high += pad;
    }
    if low > 0.0 && low < high * 0.35 {
        low = 0.0;
    }
    if high < 0.0 && high > low * 0.35 {
        high = 0.0;
    }
    let step = round_step(high - low, count);
    ((low / step).floor() * step, (high / step).ceil() * step, step)
}

/// Labelled steps of a vertical axis.
pub fn values(text: &Text, low: f64, high: f64, step: f64) -> Vec<(f64, String)> {
    let decimals = (-step.log10().floor()).clamp(0.0, 6.0) as u8;
    let count = ((high - low) / step).round().clamp(0.0, 50.0) as u32;
    (0..=count)
        .map(|index| {
            let value = low + step * f64::from(index);
            (value, text.number(value, decimals))
        })
        .collect()
}

/// Labelled years: every one, or every second, fifth, tenth … so that at most `count` stand there. Each is placed
/// `offset` into its year.
pub fn years(first: i16, last: i16, count: usize, offset: f64) -> Vec<(f64, String)> {
    let span = usize::try_from(last - first).unwrap_or(0) + 1;
    let step = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|step| span.div_ceil(*step) <= count.max(2)).unwrap_or(200);
    (first..=last)
        .filter(|year| usize::try_from(*year).unwrap_or(0).is_multiple_of(step))
        .map(|year| (f64::from(year) + offset, year.to_string()))
        .collect()
}

/// Steps of a time axis in seconds: whole parts of an hour, hours, days.
const TIME_STEPS: &[i64] =
    &[60, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400, 172_800, 432_000, 604_800];

/// Moments between two instants (seconds), on whole local steps, at most `count` of them, and the step.
pub fn moments(from: i64, until: i64, offset_seconds: i64, count: usize) -> (Vec<i64>, i64) {
    let span = (until - from).max(1);
    let step =
        TIME_STEPS.iter().copied().find(|step| span / step <= i64::try_from(count).unwrap_or(8)).unwrap_or(2_592_000);
    let first =
        (from + offset_seconds).div_euclid(step) * step + if (from + offset_seconds) % step == 0 { 0 } else { step };
    let ticks = (0..).map(|index| first - offset_seconds + index * step).take_while(|tick| *tick <= until);
    (ticks.collect(), step)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_round() {
        assert_eq!(round_step(100.0, 5), 20.0);
        assert_eq!(round_step(7.3, 5), 2.0);
        assert_eq!(round_step(0.0, 5), 1.0);
    }

    #[test]
    fn a_range_far_from_zero_does_not_start_there() {
        let (low, high, step) = value_range(40_594.0, 43_821.0, 5);
        assert!(low > 39_000.0 && low <= 40_594.0 && high >= 43_821.0 && step == 1000.0, "{low} {high} {step}");
        assert_eq!(value_range(10.0, 100.0, 5).0, 0.0);
        assert!(value_range(5.0, 5.0, 5).0 < 5.0);
    }

    #[test]
    fn years_are_whole_and_few_enough() {
        assert_eq!(years(2009, 2012, 8, 0.0).len(), 4);
        assert_eq!(years(1996, 2025, 8, 0.0).first().map(|tick| tick.0), Some(2000.0));
        assert_eq!(years(2025, 2025, 8, 0.5), [(2025.5, "2025".to_owned())]);
    }

    #[test]
    fn moments_fall_on_whole_local_hours() {
        let (ticks, step) = moments(1_000, 1_000 + 86_400, 3_600, 8);
        assert_eq!(step, 10_800);
        assert!(ticks.iter().all(|tick| (tick + 3_600) % step == 0));
    }
}

//! How far two means of a series lie apart, and how sure that is.
//!
//! Years: the 95 % interval of B. L. Welch, "The generalization of 'Student's' problem when several different population
//! variances are involved", Biometrika 34 (1947): `d ± t(0.975, ν) · s`, `s² = s₁²/n₁ + s₂²/n₂`,
//! `ν = s⁴ / ((s₁²/n₁)²/(n₁−1) + (s₂²/n₂)²/(n₂−1))`. Months: each calendar month is held against the same one on the
//! other side, so that seasons cancel, and the interval is Student's for the mean of the pairs' differences.
//!
//! Values that follow each other are alike and tell less than as many independent ones. So the numbers in the formulas
//! are effective ones, `n · (1 − r) ÷ (1 + r)` with the autocorrelation `r` from one value to the next, where it is
//! positive (F. W. Zwiers and H. von Storch, "Taking serial correlation into account in tests of the mean", Journal of
//! Climate 8 (1995)); the variances are those of the values themselves. May use: nothing of the crate.

use serde::Serialize;
use statrs::distribution::{ContinuousCDF, StudentsT};

/// A value at a step of time.
pub(super) type At = (i32, f64);

/// A 95 % interval of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Interval {
    /// Lower end, in the unit of the difference.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Standard error of the difference.
    pub standard_error: f64,
    /// Degrees of freedom.
    pub degrees_of_freedom: f64,
    /// Autocorrelation from one value to the next that was taken into account; 0 = none.
    pub autocorrelation: f64,
}

/// Why there is no interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NoInterval {
    /// There is no difference at all: one side is empty.
    NoDifference,
    /// Fewer than two values on a side.
    TooFew,
    /// The values hang together so much that they count for less than that.
    TooAlike,
    /// All values are the same: nothing tells how much they vary by chance.
    NoVariation,
}

impl NoInterval {
    /// The word for it in the keys of texts.
    pub const fn key(self) -> &'static str {
        match self {
            Self::NoDifference => "no_difference",
            Self::TooFew => "too_few",
            Self::TooAlike => "too_alike",
            Self::NoVariation => "no_variation",
        }
    }
}

/// The interval of Welch for the difference of the means of `after` and `before`, each in order of time.
pub(super) fn welch(before: &[At], after: &[At]) -> Result<Interval, NoInterval> {
    let (first, second) = (Sample::of(before)?, Sample::of(after)?);
    let r = autocorrelation(&[(before, first.mean), (after, second.mean)]);
    let parts =
        [first, second].map(|sample| (sample.variance / effective(sample.count, r), effective(sample.count, r)));
    let squared: f64 = parts.iter().map(|(part, _)| part).sum();
    let divided: f64 = parts.iter().map(|(part, count)| part * part / (count - 1.0)).sum();
    if parts.iter().any(|(_, count)| *count <= 1.0) {
        return Err(NoInterval::TooAlike);
    }
    interval(second.mean - first.mean, squared, squared * squared / divided, r)
}

/// The interval of Student for the mean of differences, in order of time.
pub(super) fn paired(differences: &[At]) -> Result<Interval, NoInterval> {
    let sample = Sample::of(differences)?;
    let r = autocorrelation(&[(differences, sample.mean)]);
    let count = effective(sample.count, r);
    interval(sample.mean, sample.variance / count, count - 1.0, r)
}

fn interval(middle: f64, squared: f64, degrees_of_freedom: f64, r: f64) -> Result<Interval, NoInterval> {
    if squared <= 0.0 {
        return Err(NoInterval::NoVariation);
    }
    // Under one degree of freedom an interval is wider than any value and tells nothing.
    let t = StudentsT::new(0.0, 1.0, degrees_of_freedom).ok().filter(|_| degrees_of_freedom >= 1.0);
    let half = t.ok_or(NoInterval::TooAlike)?.inverse_cdf(0.975) * squared.sqrt();
    Ok(Interval {
        low: middle - half,
        high: middle + half,
        standard_error: squared.sqrt(),
        degrees_of_freedom,
        autocorrelation: r,
    })
}

/// Number, mean and variance (over n − 1).
#[derive(Clone, Copy)]
struct Sample {
    count: f64,
    mean: f64,
    variance: f64,
}

impl Sample {
    fn of(values: &[At]) -> Result<Self, NoInterval> {
        let mean = mean(values).ok_or(NoInterval::NoDifference)?;
        if values.len() < 2 {
            return Err(NoInterval::TooFew);
        }
        let count = values.len() as f64;
        let squares: f64 = values.iter().map(|(_, value)| (value - mean) * (value - mean)).sum();
        Ok(Self { count, mean, variance: squares / (count - 1.0) })
    }
}

/// The mean; `None` of nothing.
pub(super) fn mean(values: &[At]) -> Option<f64> {
    (!values.is_empty()).then(|| values.iter().map(|(_, value)| value).sum::<f64>() / values.len() as f64)
}

/// The autocorrelation from one step to the next around the mean of each stretch, over all of them; 0 where it is not
/// positive. Steps with a gap between them are no neighbours.
fn autocorrelation(stretches: &[(&[At], f64)]) -> f64 {
    let (mut together, mut squares) = (0.0, 0.0);
    for (values, mean) in stretches {
        squares += values.iter().map(|(_, value)| (value - mean) * (value - mean)).sum::<f64>();
        together += values
            .windows(2)
            .filter_map(|pair| match pair {
                [(at, a), (next, b)] if next - at == 1 => Some((a - mean) * (b - mean)),
                _ => None,
            })
            .sum::<f64>();
    }
    if squares > 0.0 { (together / squares).clamp(0.0, 0.99) } else { 0.0 }
}

fn effective(count: f64, r: f64) -> f64 {
    count * (1.0 - r) / (1.0 + r)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn apart(values: &[f64]) -> Vec<At> {
        // Every second step, so that no two are neighbours and nothing is corrected.
        values.iter().enumerate().map(|(index, value)| (2 * index as i32, *value)).collect()
    }

    fn near(a: f64, b: f64, within: f64) -> bool {
        (a - b).abs() <= within
    }

    #[test]
    fn quantiles_are_those_of_the_table() {
        // Student's table, two-sided 5 %.
        let table = [(1.0, 12.706), (2.0, 4.303), (3.0, 3.182), (5.0, 2.571), (10.0, 2.228), (30.0, 2.042)];
        for (df, expected) in table {
            let found = StudentsT::new(0.0, 1.0, df).unwrap().inverse_cdf(0.975);
            assert!(near(found, expected, 0.000_6), "{df}: {found}");
        }
    }

    #[test]
    fn the_interval_is_that_of_a_worked_example() {
        // By hand: means 5 and 9, variances 2.5 and 10, n = 5 each; s² = 0.5 + 2 = 2.5, ν = 6.25 / (0.0625 + 1).
        let before = apart(&[3.0, 4.0, 5.0, 6.0, 7.0]);
        let after = apart(&[5.0, 7.0, 9.0, 11.0, 13.0]);
        let found = welch(&before, &after).unwrap();
        assert!(near(found.degrees_of_freedom, 6.25 / 1.0625, 1e-9));
        assert!(near(found.standard_error, 2.5_f64.sqrt(), 1e-9));
        assert!(near(f64::midpoint(found.low, found.high), 4.0, 1e-9));
        // t(0.975, 5.88) lies between those of 5 and 6 degrees: 2.571 and 2.447.
        let t = (found.high - 4.0) / found.standard_error;
        assert!((2.447..2.571).contains(&t), "{t}");
    }

    #[test]
    fn values_that_hang_together_make_the_interval_wider() {
        let rising: Vec<At> = (0..8).map(|at| (at, f64::from(at))).collect();
        let high: Vec<At> = rising.iter().map(|(at, value)| (at + 20, value + 5.0)).collect();
        let corrected = welch(&rising, &high).unwrap();
        let plain = welch(
            &apart(&rising.iter().map(|one| one.1).collect::<Vec<_>>()),
            &apart(&high.iter().map(|one| one.1).collect::<Vec<_>>()),
        );
        let plain = plain.unwrap();
        assert!(corrected.autocorrelation > 0.5 && plain.autocorrelation == 0.0);
        assert!(corrected.high - corrected.low > 1.5 * (plain.high - plain.low));
    }

    #[test]
    fn too_little_gives_no_interval() {
        let two = apart(&[1.0, 2.0]);
        assert_eq!(welch(&two, &[]), Err(NoInterval::NoDifference));
        assert_eq!(welch(&two, &apart(&[1.0])), Err(NoInterval::TooFew));
        assert_eq!(welch(&apart(&[1.0, 1.0]), &apart(&[2.0, 2.0])), Err(NoInterval::NoVariation));
        let trend: Vec<At> = (0..4).map(|at| (at, f64::from(at * at))).collect();
        let long: Vec<At> = (0..40).map(|at| (at, f64::from(at * at))).collect();
        assert!(matches!(welch(&trend, &long), Err(NoInterval::TooAlike)), "{:?}", welch(&trend, &long));
        assert_eq!(paired(&two).map(|found| found.degrees_of_freedom), Ok(1.0));
    }

    proptest! {
        #[test]
        fn an_interval_holds_its_difference_and_follows_its_unit(
            before in prop::collection::vec(-100.0..100.0_f64, 2..12),
            after in prop::collection::vec(-100.0..100.0_f64, 2..12),
            shift in -50.0..50.0_f64,
            scale in 0.1..10.0_f64,
        ) {
            let (before, after): (Vec<At>, Vec<At>) = (apart(&before), apart(&after));
            let Ok(found) = welch(&before, &after) else { return Ok(()) };
            let difference = mean(&after).unwrap() - mean(&before).unwrap();
            prop_assert!(found.low <= difference && difference <= found.high);
            let changed = |values: &[At]| values.iter().map(|(at, v)| (*at, (v + shift) * scale)).collect::<Vec<At>>();
            let other = welch(&changed(&before), &changed(&after)).unwrap();
            prop_assert!(near(other.low, found.low * scale, 1e-6 * scale * (1.0 + found.low.abs())));
            let swapped = welch(&after, &before).unwrap();
            prop_assert!(near(swapped.low, -found.high, 1e-9 * (1.0 + found.high.abs())));
        }
    }
}

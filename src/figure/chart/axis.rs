//! Axes: from numbers to points, and round numbers to write beside them.

/// Takes values of a range to a range of points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Axis {
    /// Least and greatest value.
    pub values: [f64; 2],
    /// Where they lie.
    pub points: [f32; 2],
}

impl Axis {
    /// Where a value lies; the middle where the range is a single value.
    pub fn at(&self, value: f64) -> f32 {
        let [low, high] = self.values;
        let part = if high > low { (value - low) / (high - low) } else { 0.5 };
        (part as f32).mul_add(self.points[1] - self.points[0], self.points[0])
    }
}

/// Round numbers within and around the range, `count` at most five or so: steps of 1, 2, 2.5 or 5 times a power of ten.
pub fn round_steps(low: f64, high: f64, count: u8) -> Vec<f64> {
    let span = (high - low).max(high.abs() * 1e-6).max(1e-9);
    let raw = span / f64::from(count.max(1));
    let power = 10_f64.powf(raw.log10().floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|part| part * power).find(|step| *step >= raw * 0.999);
    let step = step.unwrap_or(power * 10.0);
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil();
    let steps = (last - first).clamp(1.0, 20.0) as u8;
    (0..=steps).map(|index| (first + f64::from(index)) * step).collect()
}

/// The range that a chart of these values shows: from zero where the least is small beside the greatest.
pub fn shown_range(values: impl Iterator<Item = f64>) -> Option<[f64; 2]> {
    let [low, high] = values
        .filter(|value| value.is_finite())
        .map(|value| [value, value])
        .reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])])?;
    let low = if low >= 0.0 && low < high * 0.45 { 0.0 } else { low };
    Some(match (high > low, low) {
        (true, _) => [low, high],
        // A single value stands in the middle; nothing but zeros at the bottom.
        (false, 0.0) => [0.0, 1.0],
        (false, value) => [value - value.abs() * 0.1, value + value.abs() * 0.1],
    })
}

/// Decimals that tell round steps apart.
pub fn step_decimals(steps: &[f64], most: u8) -> u8 {
    let told = |decimals: u8| {
        let factor = 10_f64.powi(i32::from(decimals));
        steps.iter().all(|step| (step * factor - (step * factor).round()).abs() < 1e-6)
    };
    (0..=most.saturating_add(2)).find(|decimals| told(*decimals)).unwrap_or(most)
}

/// Moves positions apart, in their order, so that neighbours are at least `gap` from each other and within `range`.
pub fn spread(positions: &mut [f32], gap: f32, range: [f32; 2]) {
    let mut order: Vec<usize> = (0..positions.len()).collect();
    order.sort_by(|a, b| positions[*a].total_cmp(&positions[*b]).then(a.cmp(b)));
    let mut least = range[0];
    for &index in &order {
        positions[index] = positions[index].max(least);
        least = positions[index] + gap;
    }
    let mut most = range[1];
    for &index in order.iter().rev() {
        positions[index] = positions[index].min(most);
        most = positions[index] - gap;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn steps_are_round_and_cover_the_range() {
        assert_eq!(round_steps(98.0, 109.0, 4), [95.0, 100.0, 105.0, 110.0]);
        assert_eq!(round_steps(0.0, 44_034.0, 4), [0.0, 20_000.0, 40_000.0, 60_000.0]);
        assert_eq!(step_decimals(&[0.0, 2.5, 5.0], 1), 1);
        assert_eq!(shown_range([80.0, 100.0].into_iter()), Some([80.0, 100.0]));
        assert_eq!(shown_range([3.0, 100.0].into_iter()), Some([0.0, 100.0]));
        assert_eq!(shown_range(std::iter::empty()), None);
        assert_eq!(Axis { values: [5.0, 5.0], points: [0.0, 10.0] }.at(5.0), 5.0);
    }

    proptest! {
        #[test]
        fn labels_are_apart_and_in_range(mut positions in proptest::collection::vec(-50.0_f32..150.0, 0..8)) {
            let before = positions.clone();
            spread(&mut positions, 10.0, [0.0, 100.0]);
            for (index, a) in positions.iter().enumerate() {
                prop_assert!((-0.01..=100.01).contains(a));
                for (other, b) in positions.iter().enumerate().skip(index + 1) {
                    prop_assert!((a - b).abs() > 9.99, "{positions:?}");
                    prop_assert!(before[index] == before[other] || (before[index] < before[other]) == (a < b));
                }
            }
        }
    }
}

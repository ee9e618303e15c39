//! A scale bar of a nice length.

/// Length of the bar: 1, 2, 3 or 5 times a power of ten metres, at most `most` points long; metres and points.
pub fn nice(metres_per_point: f64, most: f32) -> (f64, f32) {
    let limit = metres_per_point * f64::from(most);
    let power = 10_f64.powf(limit.max(f64::MIN_POSITIVE).log10().floor());
    let metres = [5.0, 3.0, 2.0, 1.0].into_iter().map(|step| step * power).find(|length| *length <= limit);
    let metres = metres.unwrap_or(power);
    (metres, (metres / metres_per_point) as f32)
}

/// The length in words: "30 km", "200 m".
pub fn words(metres: f64) -> String {
    if metres >= 1_000.0 { format!("{} km", (metres / 1_000.0).round()) } else { format!("{} m", metres.round()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_are_nice_and_fit() {
        for (metres_per_point, expected) in [(350.0, "30 km"), (100.0, "10 km"), (25.0, "2 km"), (1.5, "100 m")] {
            let (metres, points) = nice(metres_per_point, 100.0);
            assert_eq!(words(metres), expected);
            assert!(points <= 100.0 && points > 30.0, "{points}");
        }
    }
}

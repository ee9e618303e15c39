//! Angles as people write them: degrees, minutes and seconds, the quarter of the sky before or behind them.
//!
//! Contract: pure; a text with anything else in it gives nothing. May use: nothing.

/// Letters of the quarters with what they do to the sign; the longer ones first. O is east in Dutch and German: nothing in
/// Belgium lies west of Greenwich.
const QUARTERS: [(&str, f64); 11] = [
    ("nb", 1.0),
    ("zb", -1.0),
    ("ol", 1.0),
    ("wl", -1.0),
    ("n", 1.0),
    ("s", -1.0),
    ("z", -1.0),
    ("e", 1.0),
    ("o", 1.0),
    ("w", -1.0),
    ("", 1.0),
];

/// Signs of degrees, minutes and seconds.
const SIGNS: [char; 13] = ['°', 'º', '˚', '\'', '’', '‘', '′', '´', '`', '"', '”', '“', '″'];

/// Decimal degrees of an angle with a sign of degrees or a quarter: "51°03'15\"N", "51° 3' 15.2'' N", "50 55 48 N".
pub fn parse(text: &str) -> Option<f64> {
    let lower = text.trim().to_lowercase();
    let (body, factor) = quarter(&lower);
    if body.len() == lower.len() && !body.contains(['°', 'º', '˚']) {
        return None;
    }
    let plain: String = body.chars().map(|sign| if SIGNS.contains(&sign) { ' ' } else { sign }).collect();
    let plain = plain.replace(',', ".").replace('−', "-");
    let parts: Vec<&str> = plain.split_whitespace().collect();
    let (last, whole) = parts.split_last()?;
    if whole.len() > 2
        || !whole.iter().all(|part| part.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit()))
    {
        return None;
    }
    let is_number = |part: &&str| part.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let numbers: Vec<f64> =
        whole.iter().chain([last]).filter(|part| is_number(part)).flat_map(|part| part.parse()).collect();
    let (degrees, rest) = numbers.split_first()?;
    // "E40" is a road.
    let is_told = body.contains(['°', 'º', '˚']) || !rest.is_empty() || last.contains('.');
    let is_whole = is_told
        && numbers.len() == parts.len()
        && degrees.abs() <= 180.0
        && rest.iter().all(|part| (0.0..60.0).contains(part) && part.is_sign_positive());
    let minutes = rest.iter().rev().fold(0.0, |sum, part| (sum + part) / 60.0);
    let sign = if degrees.is_sign_negative() { -factor } else { factor };
    is_whole.then_some(sign * (degrees.abs() + minutes))
}

/// The text without its quarter, which stands on one side only, and the factor of that.
fn quarter(lower: &str) -> (&str, f64) {
    let fits = |(letters, factor): &(&'static str, f64)| {
        let body = lower.strip_suffix(letters).or_else(|| lower.strip_prefix(letters))?;
        Some((body.trim(), *factor))
    };
    QUARTERS.iter().find_map(fits).unwrap_or((lower, 1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn degrees_minutes_and_seconds_are_read_however_they_are_written() {
        for text in [
            "51°03'15\"N",
            "51° 3' 15.0'' N",
            "51º03′15″ NB",
            "N 51° 03' 15\"",
            "51°3’15” n",
            "51 03 15 N",
            "51°03'15\"",
            "51° 3.25' N",
            "51.054166666666667° N",
            "51,054166666666667 N",
        ] {
            let read = parse(text).unwrap_or_else(|| panic!("{text}"));
            assert!((read - 51.054_166_666_666_67).abs() < 1e-9, "{text}: {read}");
        }
        let east = parse("4°42'00\" O").expect("east");
        assert!((east - 4.7).abs() < 1e-9);
        let west = parse("0°7'39\" W").expect("west");
        assert!((west + 0.1275).abs() < 1e-9);
    }

    #[test]
    fn what_is_no_angle_gives_nothing() {
        for text in [
            "",
            "N",
            "°",
            "51.05",
            "51 03 15",
            "Gent",
            "51°63'00\"N",
            "51°03'75\"N",
            "51.5°03'15\"N",
            "1 2 3 4 N",
            "Noord",
            "N51E",
            "200° N",
            "een N",
            "51°-3' N",
            "E40",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}

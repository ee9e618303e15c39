//! Numbers as people type them: decimal comma or point, thousands apart, a currency beside them.

/// Which sign stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimal {
    /// 1234.5
    Point,
    /// 1234,5
    Comma,
}

/// The number of a text; `None` where it is none. `decimal` decides where the text could mean either ("1.234").
pub fn parse(text: &str, decimal: Decimal) -> Option<f64> {
    let plain = plain(text)?;
    let (mark, group) = match decimal {
        Decimal::Point => ('.', ','),
        Decimal::Comma => (',', '.'),
    };
    let is_grouped = plain.contains(group) && has_groups(&plain, group, mark);
    let text = if is_grouped { plain.replace(group, "") } else { plain };
    // A sign that parts no thousands must be the decimal one, whatever the rest of the file uses.
    finite(&text.replace(',', "."))
}

/// A coordinate: a single sign is always the decimal one.
pub fn parse_coordinate(text: &str) -> Option<f64> {
    let plain = plain(text)?;
    let marks = plain.matches([',', '.']).count();
    if marks <= 1 {
        return finite(&plain.replace(',', "."));
    }
    parse(text, decimal_of(text)?)
}

/// Which decimal sign a text shows, where it shows one beyond doubt.
pub fn decimal_of(text: &str) -> Option<Decimal> {
    let plain = plain(text)?;
    let (comma, point) = (plain.rfind(','), plain.rfind('.'));
    let (at, decimal) = match (comma, point) {
        (Some(comma), Some(point)) if comma > point => return Some(Decimal::Comma),
        (Some(_), Some(_)) => return Some(Decimal::Point),
        (Some(comma), None) => (comma, Decimal::Comma),
        (None, Some(point)) => (point, Decimal::Point),
        (None, None) => return None,
    };
    let is_single = plain.matches([',', '.']).count() == 1;
    (is_single && plain.len() - at - 1 != 3).then_some(decimal)
}

/// Digits and signs only; `None` where anything else is left.
fn plain(text: &str) -> Option<String> {
    let trimmed = text.trim();
    let trimmed = trimmed.strip_prefix('€').or_else(|| trimmed.strip_prefix("EUR")).unwrap_or(trimmed);
    let trimmed = trimmed.strip_suffix('€').or_else(|| trimmed.strip_suffix("EUR")).unwrap_or(trimmed);
    let mut plain = String::with_capacity(trimmed.len());
    for character in trimmed.trim().chars() {
        match character {
            '0'..='9' | ',' | '.' | '-' | '+' | 'e' | 'E' => plain.push(character),
            '−' => plain.push('-'),
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' => {}
            _ => return None,
        }
    }
    plain.contains(|c: char| c.is_ascii_digit()).then_some(plain)
}

/// Whether `group` parts the whole digits into threes.
fn has_groups(text: &str, group: char, mark: char) -> bool {
    let whole = text.split(mark).next().unwrap_or_default();
    let mut parts = whole.trim_start_matches(['-', '+']).split(group);
    let is_first_short = parts.next().is_some_and(|first| (1..=3).contains(&first.len()));
    is_first_short && parts.all(|part| part.len() == 3)
}

fn finite(text: &str) -> Option<f64> {
    text.parse().ok().filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn both_ways_of_writing_are_read() {
        for (text, decimal, expected) in [
            ("1.234.567,89", Decimal::Comma, Some(1_234_567.89)),
            ("1,234,567.89", Decimal::Point, Some(1_234_567.89)),
            ("1.234", Decimal::Comma, Some(1234.0)),
            ("1.234", Decimal::Point, Some(1.234)),
            ("51.05", Decimal::Comma, Some(51.05)),
            ("€ 1\u{202f}000,50", Decimal::Comma, Some(1000.5)),
            ("250 000 EUR", Decimal::Point, Some(250_000.0)),
            ("−3,5", Decimal::Comma, Some(-3.5)),
            ("1,2,3", Decimal::Comma, None),
            ("12 apples", Decimal::Point, None),
            ("NaN", Decimal::Point, None),
            ("inf", Decimal::Point, None),
            ("1e999", Decimal::Point, None),
            ("", Decimal::Point, None),
            ("-", Decimal::Point, None),
        ] {
            assert_eq!(parse(text, decimal), expected, "{text} {decimal:?}");
        }
    }

    #[test]
    fn a_coordinate_never_has_thousands() {
        assert_eq!(parse_coordinate("3,725"), Some(3.725));
        assert_eq!(parse_coordinate("51.050"), Some(51.05));
        assert_eq!(parse_coordinate("144.474,53"), Some(144_474.53));
    }

    #[test]
    fn only_clear_texts_tell_the_decimal_sign() {
        assert_eq!(decimal_of("3,72"), Some(Decimal::Comma));
        assert_eq!(decimal_of("3.7"), Some(Decimal::Point));
        assert_eq!(decimal_of("1.234,5"), Some(Decimal::Comma));
        assert_eq!(decimal_of("1.234"), None);
        assert_eq!(decimal_of("2018"), None);
        assert_eq!(decimal_of("Gent"), None);
    }

    proptest! {
        #[test]
        fn what_is_written_plainly_is_read_back(number in -1e9..1e9_f64) {
            let text = format!("{number}");
            prop_assert_eq!(parse_coordinate(&text), Some(number));
            prop_assert_eq!(parse_coordinate(&text.replace('.', ",")), Some(number));
        }
    }
}

//! Numbers as people type them: decimal comma or point, thousands apart, a currency beside them.

use std::borrow::Cow;

use super::degrees;

/// Which sign stands before the decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decimal {
    /// 1234.5
    Point,
    /// 1234,5
    Comma,
}

impl Decimal {
    const fn sign(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    const fn of_sign(sign: char) -> Self {
        if sign == ',' { Self::Comma } else { Self::Point }
    }

    const fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

/// What currencies are written as; the longest first.
const CURRENCIES: [&str; 3] = ["euro", "eur", "€"];

/// What stands in the place of cents that are none.
const NO_CENTS: [&str; 6] = [",--", ".--", ",-", ".-", ",–", ",—"];

/// Words behind a number that multiply it; longer ones before those that they end in.
const FACTORS: [(&str, f64); 16] = [
    ("miljoen", 1e6),
    ("millions", 1e6),
    ("million", 1e6),
    ("miljard", 1e9),
    ("billion", 1e9),
    ("duizend", 1e3),
    ("thousand", 1e3),
    ("mln.", 1e6),
    ("mln", 1e6),
    ("mio", 1e6),
    ("mrd.", 1e9),
    ("mrd", 1e9),
    ("mld", 1e9),
    ("bn", 1e9),
    ("m", 1e6),
    ("k", 1e3),
];

/// The number of a text; `None` where it is none. `decimal` decides where the text could mean either ("1.234").
pub fn parse(text: &str, decimal: Decimal) -> Option<f64> {
    value(&plain(text)?, Some(decimal))
}

/// An amount in euro: "€ 1.250.000,-", "250.000 euro", "1,2 miljoen", "350k".
///
/// `decimal` is the sign that other cells of the column show ([`evidence`]). Where they show none, a single sign before
/// three digits parts thousands: nobody writes tenths of a cent, and 12.500 read as 12.5 would be a thousand times too
/// little. Behind such a number a word like "mln" leaves it open what is meant: then it is no amount.
pub fn amount(text: &str, decimal: Option<Decimal>) -> Option<f64> {
    if text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b',' | b'.')) {
        return value(text, decimal);
    }
    let (number, factor) = bare(text);
    let plain = plain(number)?;
    let is_multiplied = factor != 1.0;
    if is_multiplied && decimal.is_none() && matches!(shown(&plain), Shown::Either(_)) {
        return None;
    }
    let number = value(&plain, decimal)?;
    // 2.3 million are no 2 299 999.9999999995 euro.
    finite_number(if is_multiplied { (number * factor * 100.0).round() / 100.0 } else { number })
}

/// A number as a text that can't be taken for thousands: 12.125 becomes "12.1250".
pub fn unmistakable(number: &str) -> Cow<'_, str> {
    let is_open = matches!(shown(number), Shown::Either(_));
    if is_open { Cow::Owned(format!("{number}0")) } else { Cow::Borrowed(number) }
}

/// A coordinate: a single sign is always the decimal one; degrees, minutes and seconds make one number.
pub fn parse_coordinate(text: &str) -> Option<f64> {
    if is_plain_decimal(text) {
        return text.parse().ok().and_then(finite_number);
    }
    let number = |plain: &str| match shown(plain) {
        Shown::Either(sign) => value(plain, Some(Decimal::of_sign(sign))),
        _ => value(plain, None),
    };
    plain(text).and_then(|plain| number(&plain)).or_else(|| degrees::parse(text))
}

/// Whether a text is digits with at most one point and a minus before them, as programs write coordinates.
fn is_plain_decimal(text: &str) -> bool {
    let number = text.strip_prefix('-').unwrap_or(text);
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    !whole.is_empty() && [whole, fraction].iter().all(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Which decimal sign a text shows, where it shows one beyond doubt.
pub fn decimal_of(text: &str) -> Option<Decimal> {
    let plain = plain(text)?;
    match shown(&plain) {
        Shown::Decimal(sign) => Some(Decimal::of_sign(sign)),
        // A date like 1.3.2021 has two points too.
        Shown::Thousands(sign) if has_groups(&plain, sign) => Some(Decimal::of_sign(sign).other()),
        Shown::Thousands(_) | Shown::Either(_) | Shown::Nothing => None,
    }
}

/// The decimal sign that most cells of a column show beyond doubt; `None` where none does, or as many show the other.
pub fn evidence<'t>(texts: impl Iterator<Item = &'t str>) -> Option<Decimal> {
    let votes: i64 = texts
        .filter_map(|text| decimal_of(bare(text).0))
        .map(|decimal| if decimal == Decimal::Comma { 1 } else { -1 })
        .sum();
    match votes {
        0 => None,
        1.. => Some(Decimal::Comma),
        _ => Some(Decimal::Point),
    }
}

/// The decimal sign by which the numbers of a column that could be either have thousands; `None` where none could.
pub fn beside_thousands<'t>(mut texts: impl Iterator<Item = &'t str>) -> Option<Decimal> {
    texts.find_map(|text| match shown(&plain(bare(text).0)?) {
        Shown::Either(sign) => Some(Decimal::of_sign(sign).other()),
        _ => None,
    })
}

/// What the signs of a number are by themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// There are none.
    Nothing,
    /// This one stands before the decimals.
    Decimal(char),
    /// This one parts thousands.
    Thousands(char),
    /// One before three digits, which is either.
    Either(char),
}

fn shown(plain: &str) -> Shown {
    let Some(last) = plain.rfind([',', '.']) else { return Shown::Nothing };
    let (whole, rest) = plain.split_at(last);
    let sign = if rest.starts_with(',') { ',' } else { '.' };
    let other = if sign == ',' { '.' } else { ',' };
    let digits = whole.trim_start_matches(['-', '+']);
    if whole.contains(other) {
        // Of both signs the last one stands before the decimals.
        Shown::Decimal(sign)
    } else if whole.contains(sign) {
        Shown::Thousands(sign)
    } else if is_three_digits(rest.strip_prefix(sign).unwrap_or(rest))
        && (1..=3).contains(&digits.len())
        && !digits.starts_with('0')
    {
        Shown::Either(sign)
    } else {
        Shown::Decimal(sign)
    }
}

fn is_three_digits(text: &str) -> bool {
    text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// The value of digits and signs; where `decimal` is not known, what could be thousands is.
fn value(plain: &str, decimal: Option<Decimal>) -> Option<f64> {
    let mark = match shown(plain) {
        Shown::Decimal(sign) => Some(sign),
        Shown::Either(sign) => decimal.map(Decimal::sign).filter(|mark| *mark == sign),
        Shown::Thousands(_) | Shown::Nothing => None,
    };
    let (whole, fraction) = mark.and_then(|mark| plain.rsplit_once(mark)).unwrap_or((plain, ""));
    let whole = match whole.find([',', '.']).and_then(|at| whole.get(at..)?.chars().next()) {
        Some(group) if has_groups(whole, group) => Cow::Owned(whole.replace(group, "")),
        Some(_) => return None,
        None => Cow::Borrowed(whole),
    };
    let text = match mark {
        // Nothing was taken out.
        Some('.') if whole.len() + fraction.len() + 1 == plain.len() => Cow::Borrowed(plain),
        Some(_) => Cow::Owned(format!("{whole}.{fraction}")),
        None => whole,
    };
    text.parse().ok().and_then(finite_number)
}

/// An amount without its currency and the signs for no cents, and what a word behind it multiplies it by.
fn bare(text: &str) -> (&str, f64) {
    let mut rest = text.trim();
    for currency in CURRENCIES {
        rest = without_start(rest, currency).map_or(rest, str::trim_start);
    }
    let mut factor = 1.0;
    loop {
        let plainer = CURRENCIES.iter().chain(&NO_CENTS).find_map(|end| without_end(rest, end));
        let word = || FACTORS.iter().find_map(|(word, factor)| Some((without_end(rest, word)?, *factor)));
        match (plainer, factor == 1.0) {
            (Some(plainer), _) => rest = plainer.trim_end(),
            (None, true) => match word() {
                Some((number, by)) => (rest, factor) = (number.trim_end(), by),
                None => return (rest, factor),
            },
            (None, false) => return (rest, factor),
        }
    }
}

fn without_start<'t>(text: &'t str, start: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(start.len())?;
    head.eq_ignore_ascii_case(start).then_some(rest)
}

fn without_end<'t>(text: &'t str, end: &str) -> Option<&'t str> {
    let (rest, tail) = text.split_at_checked(text.len().checked_sub(end.len())?)?;
    tail.eq_ignore_ascii_case(end).then_some(rest)
}

/// Digits and signs only; `None` where anything else is left.
fn plain(text: &str) -> Option<String> {
    let mut rest = text.trim();
    for currency in CURRENCIES {
        rest = without_start(rest, currency).unwrap_or(rest);
        rest = without_end(rest, currency).unwrap_or(rest);
    }
    let mut plain = String::with_capacity(rest.len());
    for character in rest.trim().chars() {
        match character {
            '0'..='9' | ',' | '.' | '-' | '+' | 'e' | 'E' => plain.push(character),
            '−' => plain.push('-'),
            ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' => {}
            _ => return None,
        }
    }
    plain.contains(|c: char| c.is_ascii_digit()).then_some(plain)
}

/// Whether `group` parts all of the digits into threes.
fn has_groups(whole: &str, group: char) -> bool {
    let mut parts = whole.trim_start_matches(['-', '+']).split(group);
    let is_first_short = parts.next().is_some_and(|first| (1..=3).contains(&first.len()));
    is_first_short && parts.all(is_three_digits)
}

fn finite_number(number: f64) -> Option<f64> {
    number.is_finite().then_some(number)
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
    fn a_text_with_both_signs_means_the_same_in_every_file() {
        for decimal in [Decimal::Comma, Decimal::Point] {
            for (text, expected) in [
                ("45.000,00", Some(45_000.0)),
                ("1.250,50", Some(1250.5)),
                ("1,250.50", Some(1250.5)),
                ("1.250.000,00", Some(1_250_000.0)),
                ("1.250.000", Some(1_250_000.0)),
                ("1,250,000", Some(1_250_000.0)),
                ("1 234.567", Some(1234.567)),
                ("0.125", Some(0.125)),
                ("1.234,567,8", None),
                ("1.25,000.1", None),
                ("1.2345,6", None),
            ] {
                assert_eq!(parse(text, decimal), expected, "{text} {decimal:?}");
            }
        }
    }

    #[test]
    fn amounts_are_read_as_offices_write_them() {
        for (text, expected) in [
            ("€ 1.250.000,-", Some(1_250_000.0)),
            ("€250.000,--", Some(250_000.0)),
            ("250.000 euro", Some(250_000.0)),
            ("250.000,-- EUR", Some(250_000.0)),
            ("€ 12.500", Some(12_500.0)),
            ("12,500", Some(12_500.0)),
            ("12.5", Some(12.5)),
            ("12.50", Some(12.5)),
            ("1,2 miljoen", Some(1_200_000.0)),
            ("2,3 mln", Some(2_300_000.0)),
            ("€ 1.2M", Some(1_200_000.0)),
            ("1,2 mln. euro", Some(1_200_000.0)),
            ("350k", Some(350_000.0)),
            ("350 K€", Some(350_000.0)),
            ("-5000", Some(-5000.0)),
            ("1.250 mln", None),
            ("ca. 50.000", None),
            ("50.000 - 75.000", None),
            ("(5.000)", None),
            ("5 k m", None),
            ("miljoen", None),
            ("€", None),
            ("€50.000 (excl. btw)", None),
        ] {
            assert_eq!(amount(text, None), expected, "{text}");
        }
    }

    #[test]
    fn the_column_decides_what_a_single_sign_is() {
        let column = |texts: &[&'static str]| evidence(texts.iter().copied());
        assert_eq!(column(&["45000.00", "1,250.50", "12,500"]), Some(Decimal::Point));
        assert_eq!(column(&["1.250.000", "12.500"]), Some(Decimal::Comma));
        assert_eq!(column(&["12.500", "1.3.2021", "x", "7"]), None);
        assert_eq!(column(&["12.50", "12,50"]), None);
        assert_eq!(column(&["€ 1.250.000,-", "1,2 miljoen"]), Some(Decimal::Comma));
        let beside = |texts: &[&'static str]| beside_thousands(texts.iter().copied());
        assert_eq!(
            (beside(&["x", "7", "€ 12.500"]), beside(&["12,500"])),
            (Some(Decimal::Comma), Some(Decimal::Point))
        );
        assert_eq!(beside(&["12.50", "7"]), None);
        let programmed = column(&["1234.5", "98.125"]);
        assert_eq!((amount("98.125", programmed), amount("98.125", None)), (Some(98.125), Some(98_125.0)));
    }

    #[test]
    fn a_number_of_a_cell_is_never_thousands() {
        for (number, text) in [("12.125", "12.1250"), ("1234.125", "1234.125"), ("12.5", "12.5"), ("12125", "12125")] {
            assert_eq!(unmistakable(number), text);
            assert_eq!(amount(&unmistakable(number), None), number.parse().ok());
        }
    }

    #[test]
    fn a_coordinate_never_has_thousands() {
        assert_eq!(parse_coordinate("3,725"), Some(3.725));
        assert_eq!(parse_coordinate("51.050"), Some(51.05));
        assert_eq!(parse_coordinate(&"9".repeat(400)), None, "no number is without end");
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

        /// With cents and thousands, whatever the rest of the file uses; no text is a reason to panic.
        #[test]
        fn what_is_written_with_both_signs_is_read_back(whole in 1_000_u32.., cents in 0_u32..100, point: bool) {
            let digits = whole.to_string();
            let (group, mark) = if point { (',', '.') } else { ('.', ',') };
            let mut grouped = String::new();
            for (place, digit) in digits.chars().enumerate() {
                if place > 0 && (digits.len() - place) % 3 == 0 {
                    grouped.push(group);
                }
                grouped.push(digit);
            }
            let text = format!("{grouped}{mark}{cents:02}");
            let expected = format!("{digits}.{cents:02}").parse::<f64>().ok();
            for decimal in [Decimal::Comma, Decimal::Point] {
                prop_assert_eq!(parse(&text, decimal), expected);
                prop_assert_eq!(amount(&format!("€ {text}"), Some(decimal)), expected);
            }
            prop_assert_eq!(decimal_of(&text), Some(Decimal::of_sign(mark)));
        }

        #[test]
        fn any_text_is_a_number_or_none(text in "[0-9.,€km \\-−a-z]{0,14}") {
            prop_assert!(amount(&text, None).is_none_or(f64::is_finite));
            prop_assert!(parse_coordinate(&text).is_none_or(f64::is_finite));
        }
    }
}

//! What single cells say: a figure and how certain it is, a missing figure, a year.
//!
//! Contract: a sign for "unknown" is a missing figure; a text that is neither is refused with a reason. May use:
//! `formats::number`, `model`.

use jiff::civil::Date;

use crate::formats::dates;
use crate::formats::missing::is_missing_figure;
use crate::formats::number::{self, Decimal};
use crate::formats::sheet::Cell;
use crate::model::fold::fold;
use crate::model::period::Year;
use crate::model::{Reason, ValueStatus};

/// What a cell of a column with figures says.
#[derive(Clone, Debug, PartialEq)]
pub enum Figure {
    /// There is none.
    Missing,
    /// A figure, and how certain it is where the cell says so.
    Value(f64, Option<ValueStatus>),
    /// Neither, for this reason.
    Wrong(Reason),
}

/// Numbers that stand for a missing figure: the codes of Swing, the platform of Provincies in Cijfers (−99996 empty,
/// −99997 hidden by the source, −99998 does not apply, −99999 unknown).
const SENTINELS: [f64; 4] = [-99_996.0, -99_997.0, -99_998.0, -99_999.0];

/// Marks behind a number.
const MARKS: [(&str, ValueStatus); 6] = [
    ("(p)", ValueStatus::Provisional),
    ("(v)", ValueStatus::Provisional),
    ("(e)", ValueStatus::Estimated),
    ("(s)", ValueStatus::Estimated),
    ("(r)", ValueStatus::Final),
    ("(d)", ValueStatus::Final),
];

/// Whether a text is of euro: "€ 1.250,00", "1 250 EUR", "Budget (euro)".
pub fn is_euro(text: &str) -> bool {
    text.contains('€') || fold(text).split(' ').any(|word| matches!(word, "eur" | "euro"))
}

/// Reads a figure.
pub fn figure(cell: &Cell, decimal: Decimal) -> Figure {
    match cell {
        Cell::Empty => Figure::Missing,
        Cell::Number(number) => checked(*number, None),
        Cell::Text(text) => from_text(text, decimal),
        Cell::Date(date) => Figure::Wrong(Reason::new("reason-date-for-figure").with("text", date)),
        Cell::Unclosed(_) => Figure::Wrong(Reason::new("reason-quote-open")),
        Cell::Broken(text) => Figure::Wrong(Reason::new("reason-formula-failed").with("text", text)),
    }
}

/// Whether a cell carries the sign of a part of a whole: "12,5 %".
pub fn is_part(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if text.trim_end().ends_with(['%', '‰']))
}

fn from_text(text: &str, decimal: Decimal) -> Figure {
    if is_missing_figure(text) {
        return Figure::Missing;
    }
    let lower = text.to_lowercase();
    let mark = MARKS.iter().find(|(mark, _)| lower.ends_with(mark));
    let (number, status) = match mark {
        Some((mark, status)) => (lower.trim_end_matches(mark).trim_end(), Some(*status)),
        None => (lower.as_str(), None),
    };
    let number = number.trim_end_matches(['%', '‰']).trim_end();
    match number::parse(number, decimal) {
        Some(value) => checked(value, status),
        None => Figure::Wrong(Reason::new("reason-not-number").with("text", text)),
    }
}

fn checked(number: f64, status: Option<ValueStatus>) -> Figure {
    if !number.is_finite() {
        Figure::Wrong(Reason::new("reason-not-number").with("text", number))
    } else if SENTINELS.contains(&number) {
        Figure::Missing
    } else {
        Figure::Value(number, status)
    }
}

/// The year of a cell: a year, a date, or a text with one of either. Quarters, months and pairs of years are none.
pub fn year(cell: &Cell) -> Option<Year> {
    match cell {
        Cell::Number(number) if number.fract() == 0.0 => whole(*number as i64),
        Cell::Date(date) => whole(i64::from(date.year())),
        Cell::Text(text) => year_of_text(text),
        _ => None,
    }
}

fn whole(number: i64) -> Option<Year> {
    Year::try_from(number).ok().filter(|year| (1800..=2200).contains(year))
}

fn year_of_text(text: &str) -> Option<Year> {
    let folded = fold(text);
    let parts: Vec<&str> = folded.split(' ').collect();
    match parts.as_slice() {
        [only] => only.strip_prefix("year").unwrap_or(only).parse().ok().and_then(whole),
        // "2019-01-01", "1/1/2019", "1 januari 2019": a day of a year.
        [first, second, third] => {
            let (year, day) = if first.len() == 4 { (first, third) } else { (third, first) };
            let is_day = day.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
            let is_month = second.parse::<u8>().is_ok_and(|month| (1..=12).contains(&month)) || dates::is_month(second);
            (is_day && is_month && year.len() == 4).then(|| year.parse().ok().and_then(whole)).flatten()
        }
        // "jaar 2019", "year_2019", "2019 0" of a spreadsheet.
        [word, year] if matches!(*word, "jaar" | "year" | "annee" | "aj") => year.parse().ok().and_then(whole),
        [year, "0"] => year.parse().ok().and_then(whole),
        _ => None,
    }
}

/// The year in a header, and the rest of it: "Bevolking op 01/01/2018" → ("bevolking op", 2018), "2019" → ("", 2019).
/// `None` where there is no year, or more than one.
pub fn year_in_header(header: &str) -> Option<(String, Year)> {
    let folded = fold(header);
    let words: Vec<&str> = folded.split(' ').collect();
    let as_year = |word: &str| (word.len() == 4).then(|| word.parse().ok().and_then(whole)).flatten();
    let mut years = words.iter().enumerate().filter_map(|(index, word)| Some((index, as_year(word)?)));
    let (at, year) = years.next()?;
    if years.next().is_some() || !(1900..=2100).contains(&year) {
        return None;
    }
    let is_rest = |index: usize, word: &str| index != at && word.parse::<u32>().is_err() && !dates::is_month(word);
    let rest: Vec<&str> =
        words.iter().enumerate().filter(|(index, word)| is_rest(*index, word)).map(|(_, word)| *word).collect();
    Some((rest.join(" "), year))
}

/// The status that a word of a column says.
pub fn status(text: &str) -> Option<ValueStatus> {
    match &*fold(text) {
        "" | "final" | "definitief" | "f" | "a" | "normaal" => Some(ValueStatus::Final),
        "provisional" | "voorlopig" | "p" | "v" => Some(ValueStatus::Provisional),
        "estimated" | "geschat" | "raming" | "schatting" | "e" | "s" => Some(ValueStatus::Estimated),
        _ => None,
    }
}

/// A day that a header names in full, for the moment within the year that its figures are of.
pub fn day_in_header(header: &str) -> Option<Date> {
    let digits: Vec<&str> = header.split(|sign: char| !sign.is_ascii_digit()).filter(|part| !part.is_empty()).collect();
    let [day, month, year] = digits.as_slice() else { return None };
    let (year, day) = if day.len() == 4 { (day, year) } else { (year, day) };
    Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn text(text: &str) -> Cell {
        Cell::from_text(text)
    }

    #[test]
    fn signs_for_unknown_are_missing_and_never_zero() {
        for sign in [
            "", "…", ".", "..", "-", "–", "n.b.", "NB", "NA", "n/a", "x", "X", "nvt", "<5", "< 10", "#N/B", ":", "NULL",
        ] {
            assert_eq!(figure(&text(sign), Decimal::Comma), Figure::Missing, "{sign:?}");
        }
        assert_eq!(figure(&Cell::Number(-99_997.0), Decimal::Comma), Figure::Missing);
        assert_eq!(figure(&text("0"), Decimal::Comma), Figure::Value(0.0, None));
        assert_eq!(figure(&Cell::Number(0.0), Decimal::Comma), Figure::Value(0.0, None));
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        let value = |shown: &str, decimal| figure(&text(shown), decimal);
        assert_eq!(value("1.234,5", Decimal::Comma), Figure::Value(1234.5, None));
        assert_eq!(value("1 234", Decimal::Comma), Figure::Value(1234.0, None));
        assert_eq!(value("12,5 %", Decimal::Comma), Figure::Value(12.5, None));
        assert_eq!(value("86 900 (p)", Decimal::Comma), Figure::Value(86_900.0, Some(ValueStatus::Provisional)));
        assert_eq!(value("7(E)", Decimal::Point), Figure::Value(7.0, Some(ValueStatus::Estimated)));
        assert!(matches!(value("12 appels", Decimal::Comma), Figure::Wrong(_)));
        assert!(matches!(figure(&Cell::Broken("#REF!".into()), Decimal::Comma), Figure::Wrong(_)));
    }

    #[test]
    fn years_and_dates_give_a_year_and_quarters_none() {
        for (shown, expected) in [
            ("2019", Some(2019)),
            ("2019-01-01", Some(2019)),
            ("31/12/2018", Some(2018)),
            ("1 januari 2020", Some(2020)),
            ("jaar 2019", Some(2019)),
            ("year_2021", Some(2021)),
            ("2019Q4", None),
            ("2019-2020", None),
            ("2019-03", None),
            ("12345", None),
            ("", None),
        ] {
            assert_eq!(year(&text(shown)), expected, "{shown}");
        }
        assert_eq!(year(&Cell::Number(2024.0)), Some(2024));
        assert_eq!(year(&Cell::Date(date(2023, 7, 1))), Some(2023));
        assert_eq!(year(&Cell::Number(2024.5)), None);
    }

    #[test]
    fn a_header_gives_its_year_and_what_is_left() {
        assert_eq!(year_in_header("2019"), Some((String::new(), 2019)));
        assert_eq!(year_in_header("Bevolking op 01/01/2018"), Some(("bevolking op".to_owned(), 2018)));
        assert_eq!(year_in_header("Inkomen 2020 (EUR)"), Some(("inkomen eur".to_owned(), 2020)));
        assert_eq!(year_in_header("groei 2019 tot 2020"), None);
        assert_eq!(year_in_header("Bevolking"), None);
        assert_eq!(day_in_header("Bevolking op 01/01/2018"), Some(date(2018, 1, 1)));
    }
}

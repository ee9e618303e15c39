//! Months and quarters in cells and headers. Figures here are by year: what is of a part of one is told, never taken
//! for the whole. Names of months in Dutch, English, French and German.
//! May use: `formats::dates`, `formats::sheet`, `model`.

use std::collections::{BTreeMap, BTreeSet};

use super::cells;
use super::mapping::{ColumnMapping, Mapping, Role, is_quotient};
use crate::formats::dates;
use crate::formats::sheet::{Cell, Row};
use crate::model::fold::fold;
use crate::model::period::Year;

/// Part of the filled cells of a column that must name a month or quarter.
const MOST: f64 = 0.6;

/// Words for a month, folded.
const MONTH: [&str; 9] = ["maand", "maandnr", "maandnummer", "mnd", "month", "mois", "monat", "maanden", "months"];

/// Words for a quarter, folded.
const QUARTER: [&str; 9] =
    ["kwartaal", "kwartaalnr", "kwartalen", "kw", "quarter", "trimester", "trimestre", "quartal", "qtr"];

/// Words by which a header counts months instead of naming one.
const COUNTS: [&str; 8] = ["aantal", "number", "nombre", "anzahl", "duur", "duration", "totaal", "total"];

/// A part of a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// January is 1.
    Month(u8),
    /// The first is 1.
    Quarter(u8),
}

/// What a text says: a part, and of which year where that stands beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Named {
    /// The year.
    pub year: Option<Year>,
    /// The month or quarter.
    pub part: Part,
}

/// The month or quarter that a cell names as a whole: "2021-03", "maart 2021", "2021K1", "Q1", "1e kwartaal 2021". A
/// day is none.
pub fn of(cell: &Cell) -> Option<Named> {
    match cell {
        Cell::Text(text) => named(text, false),
        _ => None,
    }
}

/// The month or quarter in a header, whatever stands beside it: "Klachten maart 2021", "Bomen 2021-03". A day is none.
pub fn in_header(header: &str) -> Option<Part> {
    named(header, true).map(|named| named.part)
}

/// The number of a month by its name in any of the languages, folded.
fn month(word: &str) -> Option<u8> {
    const BEGINNINGS: [(&str, u8); 20] = [
        ("jan", 1),
        ("fe", 2),
        ("maa", 3),
        ("mar", 3),
        ("mrt", 3),
        ("ap", 4),
        ("av", 4),
        ("mei", 5),
        ("may", 5),
        ("mai", 5),
        ("jun", 6),
        ("juin", 6),
        ("jul", 7),
        ("juil", 7),
        ("au", 8),
        ("ao", 8),
        ("s", 9),
        ("o", 10),
        ("n", 11),
        ("d", 12),
    ];
    let fits = BEGINNINGS.iter().find(|(beginning, _)| word.starts_with(beginning));
    fits.filter(|_| dates::is_month(word)).map(|(_, number)| *number)
}

/// Words of a text, as far as they say when.
#[derive(Default)]
struct Found {
    years: Vec<Year>,
    part: Option<Part>,
    /// Numbers up to 99 with how many digits they have.
    numbers: Vec<(u8, usize)>,
    says_month: bool,
    says_quarter: bool,
    /// A year and a number of two digits beside each other.
    is_pair: bool,
}

fn named(text: &str, is_loose: bool) -> Option<Named> {
    let folded = fold(text);
    let mut found = Found::default();
    for word in folded.split(' ').filter(|word| !word.is_empty()) {
        if !found.take(word) && !is_loose {
            return None;
        }
    }
    let year = match found.years.as_slice() {
        [] => None,
        [year] => Some(*year),
        _ => return None,
    };
    let part = match (found.part, found.numbers.as_slice()) {
        (Some(part), []) => part,
        // "mrt-21": two digits of a year; with a year beside them they are a day.
        (Some(part @ Part::Month(_)), [(_, 2)]) if year.is_none() && !is_loose => part,
        (None, [(number @ 1..=4, _)]) if found.says_quarter => Part::Quarter(*number),
        (None, [(number @ 1..=12, _)]) if found.says_month => Part::Month(*number),
        (None, [(number @ 1..=12, 2)]) if found.is_pair => Part::Month(*number),
        _ => return None,
    };
    Some(Named { year, part })
}

impl Found {
    /// Takes in a word; whether it says anything of when.
    fn take(&mut self, word: &str) -> bool {
        let number = |text: &str| (text.len() <= 2).then(|| text.parse::<u8>().ok()).flatten();
        let year = |text: &str| {
            let year: Option<Year> = (text.len() == 4).then(|| text.parse().ok()).flatten();
            year.filter(|year| (1900..=2100).contains(year))
        };
        if let Some(found) = year(word) {
            self.is_pair |= self.years.is_empty() && self.numbers.last().is_some_and(|(_, digits)| *digits == 2);
            self.years.push(found);
        } else if let Some(found) = number(word) {
            self.is_pair |= self.numbers.is_empty() && !self.years.is_empty();
            self.numbers.push((found, word.len()));
        } else if let Some(found) = month(word) {
            return self.put(Part::Month(found));
        } else if MONTH.contains(&word) {
            self.says_month = true;
        } else if QUARTER.contains(&word) {
            self.says_quarter = true;
        } else if let Some(found) = ordinal(word) {
            self.numbers.push((found, 1));
        } else if let Some((before, letter, after)) = lettered(word) {
            let Some(digits) = number(after) else { return false };
            let part = match (letter, digits) {
                ('q' | 'k' | 't', 1..=4) => Part::Quarter(digits),
                ('m', 1..=12) => Part::Month(digits),
                _ => return false,
            };
            match (before.is_empty(), year(before)) {
                (true, _) => {}
                (false, Some(year)) => self.years.push(year),
                (false, None) => return false,
            }
            return self.put(part);
        } else {
            return false;
        }
        true
    }

    /// Of two parts none is meant.
    fn put(&mut self, part: Part) -> bool {
        let is_first = self.part.is_none();
        self.part = Some(part);
        is_first
    }
}

/// "2021k1" → ("2021", 'k', "1").
fn lettered(word: &str) -> Option<(&str, char, &str)> {
    let at = word.find(|sign: char| sign.is_ascii_alphabetic())?;
    let letter = word.get(at..)?.chars().next()?;
    Some((word.get(..at)?, letter, word.get(at + 1..)?))
}

/// "1e", "2de", "3rd", "1er", "2eme".
fn ordinal(word: &str) -> Option<u8> {
    const ENDINGS: [&str; 10] = ["e", "ste", "de", "st", "nd", "rd", "th", "er", "eme", "te"];
    let digits = word.get(..1)?.parse().ok()?;
    ENDINGS.contains(&word.get(1..)?).then_some(digits)
}

/// What a column is whose rows are of parts of a year: [`Role::Month`], or [`Role::Ignore`] where all are of the same
/// part, which tells no rows apart. `None` = it is no such column.
pub fn role(header: &str, filled: &[&Cell]) -> Option<Role> {
    let folded = fold(header);
    let words: Vec<&str> = folded.split(' ').collect();
    let is_any = |among: &[&str]| words.iter().any(|word| among.contains(word));
    let is_named = !is_quotient(header) && !is_any(&COUNTS);
    let highest = match (is_any(&MONTH), is_any(&QUARTER)) {
        (true, _) if is_named => 12,
        (_, true) if is_named => 4,
        _ => 0,
    };
    let numbered = |cell: &Cell| {
        let number: u8 = cell.shown().parse().ok()?;
        (1..=highest).contains(&number).then_some(Part::Month(number))
    };
    let mut parts = Vec::new();
    let mut years_on = 0_usize;
    for cell in filled {
        let named = of(cell);
        // "2011-12" among "2010-11" and "2012-13" is a school year.
        let is_next = |named: &Named| matches!((named.year, named.part), (Some(year), Part::Month(part)) if Year::from(part) == (year + 1) % 100);
        years_on += usize::from(named.as_ref().is_some_and(is_next) && cell.shown().len() == 7);
        parts.extend(named.map(|named| named.part).or_else(|| numbered(cell)));
    }
    let different: BTreeSet<Part> = parts.iter().copied().collect();
    let are_parts = !filled.is_empty() && parts.len() as f64 >= MOST * filled.len() as f64 && years_on < parts.len();
    match (are_parts, different.len()) {
        (true, 2..) => Some(Role::Month),
        // The same month for all: a number of one is no figure.
        (true, 1) if highest > 0 => Some(Role::Ignore),
        _ => None,
    }
}

/// Whether a column of dates has several months of a year for most places and years: its rows are parts of a year.
pub fn are_months(mapping: &Mapping, rows: &[&Row]) -> bool {
    let at = |role| mapping.columns.iter().position(|column: &ColumnMapping| column.role == role);
    let (Some(dates), Some(places)) = (at(Role::Year), at(Role::Nis).or_else(|| at(Role::Name))) else { return false };
    let what = at(Role::Indicator);
    let mut months: BTreeMap<(String, String, Year), BTreeSet<i8>> = BTreeMap::new();
    for row in rows {
        let date = match row.get(dates) {
            Cell::Date(date) => Some(*date),
            Cell::Text(text) => cells::day_in_header(text),
            _ => None,
        };
        let shown = |column: usize| row.get(column).shown().into_owned();
        if let Some(date) = date {
            let key = (shown(places), what.map(shown).unwrap_or_default(), Year::from(date.year()));
            months.entry(key).or_default().insert(date.month());
        }
    }
    let several = months.values().filter(|months| months.len() > 1).count();
    several * 2 > months.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(Option<Year>, Part)> {
        of(&Cell::from_text(text)).map(|named| (named.year, named.part))
    }

    #[test]
    fn months_are_known_however_they_are_written() {
        for text in [
            "2021-03",
            "03/2021",
            "2021M03",
            "2021m3",
            "maart 2021",
            "mrt. 2021",
            "March 2021",
            "mars 2021",
            "März 2021",
        ] {
            assert_eq!(read(text), Some((Some(2021), Part::Month(3))), "{text}");
        }
        for (text, month) in [
            ("januari", 1),
            ("février", 2),
            ("avril", 4),
            ("mei", 5),
            ("juin", 6),
            ("juillet", 7),
            ("août", 8),
            ("september", 9),
            ("okt", 10),
            ("November", 11),
            ("Dezember", 12),
            ("dec-21", 12),
            ("maand 7", 7),
        ] {
            assert_eq!(read(text), Some((None, Part::Month(month))), "{text}");
        }
    }

    #[test]
    fn quarters_are_known_however_they_are_written() {
        for text in [
            "2021Q1",
            "2021-Q1",
            "Q1 2021",
            "2021K1",
            "K1/2021",
            "T1 2021",
            "1e kwartaal 2021",
            "kwartaal 1 2021",
            "1er trimestre 2021",
        ] {
            assert_eq!(read(text), Some((Some(2021), Part::Quarter(1))), "{text}");
        }
        assert_eq!(read("Q4"), Some((None, Part::Quarter(4))));
    }

    #[test]
    fn years_days_and_other_texts_are_none() {
        for text in [
            "2021",
            "3 maart 2021",
            "2021-03-01",
            "2019-2020",
            "2020-21",
            "Gent",
            "12",
            "Q5",
            "2021M13",
            "k",
            "maart april 2021",
            "",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(in_header("Bevolking op 1 januari 2021"), None);
        assert_eq!(in_header("Bevolking op 01/01/2021"), None);
        assert_eq!(in_header("Lijn 3 2021"), None);
        assert_eq!(in_header("Klachten 2021-03"), Some(Part::Month(3)));
        assert_eq!(in_header("Klachten (mrt 2021)"), Some(Part::Month(3)));
    }

    #[test]
    fn a_header_tells_numbers_of_months_from_counts() {
        let cells: Vec<Cell> = (1..=12).map(|number| Cell::Number(f64::from(number))).collect();
        let filled: Vec<&Cell> = cells.iter().collect();
        assert_eq!(role("Maand", &filled), Some(Role::Month));
        assert_eq!(role("Kosten per maand", &filled), None);
        assert_eq!(role("Aantal maanden", &filled), None);
        assert_eq!(role("Klachten", &filled), None);
        assert_eq!(role("Kwartaal", &filled[..4]), Some(Role::Month));
        assert_eq!(role("Maand", &[&cells[11], &cells[11]]), Some(Role::Ignore));
        let texts = |texts: &[&str]| texts.iter().map(|text| Cell::from_text(text)).collect::<Vec<_>>();
        let years = texts(&["2010-11", "2011-12", "2012-13"]);
        assert_eq!(role("Schooljaar", &years.iter().collect::<Vec<_>>()), None);
        let years = texts(&["2009-10", "2010-11", "2011-12"]);
        assert_eq!(role("Schooljaar", &years.iter().collect::<Vec<_>>()), None);
    }
}

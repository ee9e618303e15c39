//! Years in what people write of when something begins and ends: "1 maart 2021", "Q3 2021", "2021 - heden", "44256".
//!
//! Contract: pure; a text in which anything is not understood ("ca. 2021") gives nothing. The day goes before the month.
//! May use: `model`.

use std::borrow::Cow;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};

use crate::model::fold::fold;
use crate::model::period::Year;

/// Which end of a period a text stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Its beginning.
    Start,
    /// Its end.
    End,
}

/// The years of a text; both are missing where it says that there is no end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Years {
    /// The first.
    pub start: Option<Year>,
    /// The last, inclusive.
    pub end: Option<Year>,
}

impl Years {
    const fn at(side: Side, year: Year) -> Self {
        match side {
            Side::Start => Self { start: Some(year), end: None },
            Side::End => Self { start: None, end: Some(year) },
        }
    }
}

/// Names of months, folded: Dutch, English, French, German, in full and as they are cut.
const MONTHS: &str = "\
    januari january janvier jan februari february fevrier feb fev maart march mars mrt mar april avril apr avr \
    mei may mai juni june juin jun juli july juillet juil jul augustus august aout aug september septembre sept \
    sep oktober october octobre okt oct november novembre nov december decembre dec \
    januar februar marz dezember dez";

/// Words for a part of a year, and those that go with them, folded.
const PARTS: &str = "\
    q1 q2 q3 q4 k1 k2 k3 k4 h1 h2 s1 s2 t1 t2 t3 t4 q kwartaal kw quarter trimester trimestre semester semestre \
    helft half voorjaar lente zomer najaar herfst winter spring summer autumn fall printemps ete automne hiver \
    begin medio midden eind einde start early mid late end debut fin 1e 2e 3e 4e 1ste 2de 3de 4de 1st 2nd 3rd 4th eerste tweede derde vierde first \
    second third fourth laatste last van de het the of in du en met e m and";

/// Words for a year, which need not begin in January, folded.
const YEARS: &str = "schooljaar academiejaar werkjaar werkingsjaar seizoen jaar year annee";

/// Words before the first year of something without an end.
const FROM: &str = "vanaf sinds from since depuis";

/// Words before a last year. "t" is what is left of "t/m" and "t.e.m.".
const UNTIL: &str = "tot tem t until till to through jusque jusqu";

/// Words for an end that is not there.
const OPEN: &str = "\
    heden nu vandaag present now today lopend lopende doorlopend ongoing onbepaald continu permanent aujourdhui";

/// Whether a folded word is the name of a month.
pub fn is_month(word: &str) -> bool {
    is_among(word, MONTHS)
}

fn is_among(word: &str, words: &str) -> bool {
    words.split(' ').any(|one| one == word)
}

/// The years that a text gives for one end of a period; `None` where it can't be read.
pub fn years(text: &str, side: Side) -> Option<Years> {
    let text = text.trim();
    if let Some(year) = counted(text) {
        return Some(Years::at(side, year));
    }
    // The time of the day after a date says nothing of its year.
    let date = text.split_once(['T', ' ']).filter(|(_, clock)| clock.contains(':')).map_or(text, |(date, _)| date);
    // "2021?" and "2021*" say more than a year.
    let is_plain = |sign: char| sign.is_alphanumeric() || " .,/-–—'’".contains(sign);
    if !date.chars().all(is_plain) {
        return None;
    }
    let has_letters = date.chars().any(char::is_alphabetic);
    let folded = if has_letters { Cow::Owned(fold(date)) } else { Cow::Borrowed(date) };
    let words = Words::of(&folded)?;
    match words.years.as_slice() {
        [] => words.without_century(date, side),
        [year] => words.with_one(*year, side),
        [first, last] if first <= last && words.is_open => None,
        [first, last] if first <= last => Some(Years { start: Some(*first), end: Some(*last) }),
        _ => None,
    }
}

fn whole(number: i64) -> Option<Year> {
    Year::try_from(number).ok().filter(|year| (1900..=2200).contains(year))
}

/// The year of a bare number: a year, a day as spreadsheets count them, digits of a date, milliseconds since 1970.
fn counted(text: &str) -> Option<Year> {
    let (digits, fraction) = text.split_once(['.', ',']).unwrap_or((text, "0"));
    if fraction.is_empty() || !fraction.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: i64 = digits.parse().ok()?;
    let is_whole = fraction.bytes().all(|byte| byte == b'0');
    match number {
        // From 1954 to 2064; the fraction is the time of the day.
        20_000..=60_000 => serial(number),
        _ if !is_whole => None,
        1900..=2200 => whole(number),
        19_000_101..=22_001_231 => {
            let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
            let date = Date::new(i16::try_from(year).ok()?, month as i8, day as i8).ok()?;
            Some(date.year())
        }
        // Servers of maps tell dates so; no other number in a column of dates is this great, or below zero.
        ..=-1_000_000 | 100_000_000_000.. => moment(number),
        _ => None,
    }
}

/// Spreadsheets count days from the end of 1899.
fn serial(days: i64) -> Option<Year> {
    let date = jiff::civil::date(1899, 12, 30).checked_add(days.days()).ok()?;
    whole(i64::from(date.year()))
}

/// The year on the clock of Belgium, which in winter, when the year turns, is an hour ahead.
fn moment(millisecond: i64) -> Option<Year> {
    const HOUR: i64 = 3_600_000;
    let local = Timestamp::from_millisecond(millisecond.checked_add(HOUR)?).ok()?;
    whole(i64::from(Offset::UTC.to_datetime(local).year()))
}

/// The words of a text, each understood.
#[derive(Debug, Default)]
struct Words<'t> {
    years: Vec<Year>,
    /// Numbers that are no years, with how many years stand before them.
    numbers: Vec<(&'t str, u8)>,
    month_count: usize,
    is_part: bool,
    is_year: bool,
    is_from: bool,
    is_until: bool,
    is_open: bool,
}

impl<'t> Words<'t> {
    fn of(folded: &'t str) -> Option<Self> {
        let mut words = Self::default();
        for word in folded.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()) {
            if word.bytes().all(|byte| byte.is_ascii_digit()) {
                match word.len() {
                    4 => words.years.push(whole(word.parse().ok()?)?),
                    1 | 2 if words.numbers.len() < 4 => words.numbers.push((word, words.years.len() as u8)),
                    _ => return None,
                }
            } else if is_month(word) {
                words.month_count += 1;
            } else if is_among(word, FROM) {
                words.is_from = true;
            } else if is_among(word, UNTIL) {
                words.is_until = true;
            } else if is_among(word, OPEN) {
                words.is_open = true;
            } else if is_among(word, YEARS) {
                words.is_year = true;
            } else if is_among(word, PARTS) {
                words.is_part = true;
            } else {
                return None;
            }
        }
        let are_days = words.numbers.iter().all(|(word, _)| (1..=31).contains(&number(word)));
        (words.years.len() < 2 || are_days && words.month_count <= 2).then_some(words)
    }

    fn with_one(&self, year: Year, side: Side) -> Option<Years> {
        if let ([(word, 1)], 0, false) = (self.numbers.as_slice(), self.month_count, self.is_part)
            && (number(word) > 12 || self.is_year)
        {
            return following(year, word);
        }
        if !self.is_date() {
            return None;
        }
        match (self.is_open, self.is_from, self.is_until, side) {
            (true, ..) | (_, true, false, Side::Start) => Some(Years::at(Side::Start, year)),
            (_, true, ..) => None,
            (_, _, true, _) => Some(Years::at(Side::End, year)),
            _ => Some(Years::at(side, year)),
        }
    }

    /// Whether the numbers beside a year are its month, or its month and day.
    fn is_date(&self) -> bool {
        let numbers: Vec<u8> = self.numbers.iter().map(|(word, _)| number(word)).collect();
        let is_day = |number: u8| (1..=31).contains(&number);
        match (numbers.as_slice(), self.month_count) {
            ([], 0 | 1) => true,
            ([one], 0) => (1..=12).contains(one),
            ([one], 1) => is_day(*one),
            ([one, other], 0) => is_day(*one) && is_day(*other) && *one.min(other) <= 12,
            _ => false,
        }
    }

    /// "1/3/21", "1 mrt 21", "mrt-21": two digits of a year, from 1950 to 2049.
    fn without_century(&self, text: &str, side: Side) -> Option<Years> {
        if self.is_from || self.is_until || self.is_part || self.is_year {
            return None;
        }
        let year = match (self.numbers.as_slice(), self.month_count) {
            // An end that is not there says nothing of a beginning.
            ([], 0) if self.is_open && side == Side::End => return Some(Years::default()),
            _ if self.is_open => return None,
            ([(day, _), (month, _), (year, _)], 0) if is_date(number(day), number(month)) => year,
            ([(day, _), (year, _)], 1) if is_date(number(day), 1) => year,
            // "maart 21" could be a day.
            ([(year, _)], 1) if text.contains(['/', '-', '\'', '’']) => year,
            _ => return None,
        };
        let two_digits = i64::from(number(year));
        let century = if two_digits < 50 { 2000 } else { 1900 };
        (year.len() == 2).then(|| whole(century + two_digits)).flatten().map(|year| Years::at(side, year))
    }
}

fn is_date(day: u8, month: u8) -> bool {
    (1..=31).contains(&day) && (1..=12).contains(&month)
}

fn number(word: &str) -> u8 {
    word.parse().unwrap_or_default()
}

/// "2021-22": to a later year of the same century.
fn following(year: Year, digits: &str) -> Option<Years> {
    let last = year - year % 100 + Year::from(number(digits));
    (last > year && digits.len() == 2).then_some(Years { start: Some(year), end: Some(last) })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Option<(Option<Year>, Option<Year>)> {
        years(text, Side::Start).map(|years| (years.start, years.end))
    }

    #[test]
    fn a_beginning_is_read_however_it_is_written() {
        for text in [
            "2021",
            "1/3/2021",
            "01-03-2021",
            "1.3.2021",
            "2021-03-01",
            "2021-03-01T10:00:00Z",
            "2021-03-01 10:00",
            "1 maart 2021",
            "1 mars 2021",
            "March 1, 2021",
            "maart 2021",
            "mrt. 2021",
            "mrt/21",
            "1-mrt-21",
            "mrt '21",
            "03/2021",
            "2021.03",
            "Q3 2021",
            "2021 Q3",
            "3de kwartaal 2021",
            "najaar 2021",
            "2e helft 2021",
            "eind 2021",
            "1/3/21",
            "44256",
            "44256.0",
            "44256,75",
            "2021.0",
            "20210301",
            "1/3/2021 0:00",
            "3/1/2021 12:00:00 AM",
            "2021 - heden",
            "vanaf 2021",
            "sinds maart 2021",
            "1614556800000",
            "van 2021 tot heden",
        ] {
            assert_eq!(read(text), Some((Some(2021), None)), "{text}");
        }
    }

    #[test]
    fn periods_have_both_ends() {
        for text in [
            "2019-2021",
            "2019/2021",
            "2019 – 2021",
            "2019 tot 2021",
            "2019 t.e.m. 2021",
            "2019 t/m 2021",
            "van 2019 tot en met 2021",
            "1/3/2019 - 31/12/2021",
            "maart 2019 - mei 2021",
            "schooljaar 2019-2021",
            "winter 2019-2021",
            "2019-21",
        ] {
            assert_eq!(read(text), Some((Some(2019), Some(2021))), "{text}");
        }
        for text in ["academiejaar 2020-21", "Schooljaar 2020/21", "schooljaar 2020-2021", "werkjaar 2020 - 2021"] {
            assert_eq!(read(text), Some((Some(2020), Some(2021))), "{text}");
        }
        assert_eq!(read("schooljaar 2011-12"), Some((Some(2011), Some(2012))), "no month");
        assert_eq!(read("tot 2024"), Some((None, Some(2024))));
        assert_eq!(read("2011-12"), Some((Some(2011), None)), "a month, or the next year: the beginning is the same");
    }

    #[test]
    fn what_is_not_understood_gives_nothing() {
        for text in [
            "",
            "21",
            "2021*",
            "ca. 2021",
            "doorlopend",
            "maart 21",
            "32/13/2021",
            "2021-40-01",
            "2021-2019",
            "2019-2020-2021",
            "31/12/9999",
            "1899-12-30",
            "12345678901",
            "2021?",
            "1/13/21",
            "1/3/1",
            "vanaf 2021 tot 2021 of later",
            "20211301",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    #[test]
    fn an_end_may_be_open() {
        let end = |text| years(text, Side::End).map(|years| (years.start, years.end));
        for text in ["heden", "doorlopend", "onbepaald", "ongoing"] {
            assert_eq!(end(text), Some((None, None)), "{text}");
        }
        assert_eq!(end("31 december 2023"), Some((None, Some(2023))));
        assert_eq!(end("2019-2021"), Some((Some(2019), Some(2021))));
        assert_eq!(end("vanaf 2021"), None);
    }

    #[test]
    fn the_year_of_a_moment_is_that_of_the_clock_here() {
        assert_eq!(read("-3600000"), Some((Some(1970), None)), "midnight in Belgium");
        assert_eq!(read("1609455600000"), Some((Some(2021), None)));
    }

    proptest! {
        #[test]
        fn a_date_of_any_form_gives_its_year(year in 1950_i16..2050, month in 1_u8..=12, day in 1_u8..=28) {
            let month_name = ["jan", "feb", "mrt", "apr", "mei", "juni", "juli", "aug", "sept", "okt", "nov", "dec"];
            let name = month_name[usize::from(month) - 1];
            let short = year % 100;
            for text in [
                format!("{day}/{month}/{year}"),
                format!("{year}-{month:02}-{day:02}"),
                format!("{year}{month:02}{day:02}"),
                format!("{day} {name} {year}"),
                format!("{name} {year}"),
                format!("{day}-{month}-{short:02}"),
                format!("{day}-{name}-{short:02}"),
            ] {
                prop_assert_eq!(read(&text), Some((Some(year), None)), "{}", text);
            }
        }

        #[test]
        fn no_text_is_a_reason_to_panic(text in "[0-9a-z/.,' -]{0,24}") {
            for side in [Side::Start, Side::End] {
                let years = years(&text, side).unwrap_or_default();
                prop_assert!(years.start.is_none_or(|year| (1900..=2200).contains(&year)));
                prop_assert!(years.start.zip(years.end).is_none_or(|(start, end)| start <= end));
            }
        }
    }
}

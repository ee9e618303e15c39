//! Times as lists write them: with an offset, on a clock that nobody names, as a date, as seconds since 1970.
//!
//! Contract: a clock without a zone is that of Belgium; what it did twice or never on a day is said. Pure.

use std::sync::LazyLock;

use jiff::civil::{Date, DateTime, Time};
use jiff::tz::{AmbiguousOffset, TimeZone};
use jiff::{Timestamp, ToSpan};

use crate::formats::sheet::Cell;
use crate::model::Reason;

/// The clock of a list that names no zone.
static ZONE: LazyLock<TimeZone> = LazyLock::new(|| TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC));

/// Least number that is taken for seconds since 1970: 1973. Smaller ones are years or serial numbers.
const FIRST_EPOCH_S: f64 = 1e8;

/// Least number that is taken for milliseconds.
const FIRST_EPOCH_MS: f64 = 1e11;

/// Greatest number of milliseconds: the year 2286.
const LAST_EPOCH_MS: f64 = 1e13;

/// When something was observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// At a time that is told whole.
    Told(Timestamp),
    /// On the clock of Belgium.
    Local(Timestamp),
    /// On the clock of Belgium, which showed it twice: the first and the second time.
    Twice(Timestamp, Timestamp),
}

/// A time of the day; "24:00" is midnight of the next day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Clock {
    time: Time,
    is_next_day: bool,
}

impl Clock {
    const MIDNIGHT: Self = Self { time: Time::midnight(), is_next_day: false };

    /// The moment on the clock of a day; `None` at the end of the calendar.
    fn on(self, day: Date) -> Option<DateTime> {
        let day = if self.is_next_day { day.checked_add(1.day()).ok()? } else { day };
        Some(day.to_datetime(self.time))
    }
}

/// The moment of a cell, with the time of the day of another where there is one.
pub(super) fn moment(cell: &Cell, clock: Option<&Cell>) -> Result<Moment, Reason> {
    let wrong = || Reason::new("reason-not-time").with("text", cell.shown());
    let clock = clock.filter(|clock| !clock.is_empty()).map(time_of_day).transpose()?;
    match cell {
        Cell::Number(number) => epoch(*number).ok_or_else(wrong),
        Cell::Date(date) => local(clock.unwrap_or(Clock::MIDNIGHT).on(*date).ok_or_else(wrong)?),
        Cell::Text(text) => match (text.parse::<Timestamp>(), clock) {
            (Ok(time), None) => Ok(Moment::Told(time)),
            (Ok(_), Some(_)) => Err(Reason::new("reason-two-clocks").with("text", text)),
            (Err(_), clock) => match civil(text) {
                Some(civil) => local(clock.map_or(Some(civil), |clock| clock.on(civil.date())).ok_or_else(wrong)?),
                None => whole_number(text).and_then(epoch).ok_or_else(wrong),
            },
        },
        Cell::Empty | Cell::Broken(_) | Cell::Unclosed(_) => Err(wrong()),
    }
}

fn whole_number(text: &str) -> Option<f64> {
    text.bytes().all(|byte| byte.is_ascii_digit()).then(|| text.parse().ok()).flatten()
}

fn epoch(number: f64) -> Option<Moment> {
    let millisecond = match number {
        _ if !(FIRST_EPOCH_S..LAST_EPOCH_MS).contains(&number) => return None,
        _ if number >= FIRST_EPOCH_MS => number,
        _ => number * 1000.0,
    };
    Timestamp::from_millisecond(millisecond as i64).ok().map(Moment::Told)
}

/// A moment on the clock of Belgium.
fn local(civil: DateTime) -> Result<Moment, Reason> {
    let wrong = |_| Reason::new("reason-time-unkept").with("text", civil);
    let at = |offset: jiff::tz::Offset| offset.to_timestamp(civil).map_err(wrong);
    match ZONE.to_ambiguous_timestamp(civil).offset() {
        AmbiguousOffset::Unambiguous { offset } => Ok(Moment::Local(at(offset)?)),
        AmbiguousOffset::Fold { before, after } => Ok(Moment::Twice(at(before)?, at(after)?)),
        AmbiguousOffset::Gap { .. } => Err(Reason::new("reason-time-skipped").with("text", civil)),
    }
}

/// "2025-07-01 12:30", "2025/07/01", "1/7/2025 12:30:15", "1-7-2025 12u30": the day goes before the month.
fn civil(text: &str) -> Option<DateTime> {
    if let Ok(civil) = text.parse::<DateTime>() {
        return Some(civil);
    }
    let (date, clock) = text.split_once([' ', 'T']).map_or((text, ""), |(date, clock)| (date, clock.trim()));
    let parts: Vec<&str> = date.trim_end_matches(',').split(['/', '-', '.']).collect();
    let [first, month, last] = parts.as_slice() else { return None };
    let (year, day) = if first.len() == 4 { (first, last) } else { (last, first) };
    if year.len() != 4 {
        return None;
    }
    let date = Date::new(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()?;
    let clock = if clock.is_empty() { Clock::MIDNIGHT } else { clock_text(clock)? };
    clock.on(date)
}

/// Whether a cell is a time of the day and no date.
pub(super) fn is_clock(cell: &Cell) -> bool {
    match cell {
        Cell::Number(number) => number.fract() == 0.0 && (0.0..=24.0).contains(number),
        Cell::Text(text) => clock_text(text).is_some() || text.starts_with("18") && time_of_day(cell).is_ok(),
        _ => false,
    }
}

fn time_of_day(cell: &Cell) -> Result<Clock, Reason> {
    let text = cell.shown();
    // A spreadsheet keeps a time of the day as one of its first days.
    let clock = text.split_once('T').map_or(&*text, |(_, clock)| clock);
    clock_text(clock).ok_or_else(|| Reason::new("reason-not-clock").with("text", &text))
}

/// "12:30", "12:30:15", "12u30", "12h", "12", "24:00".
fn clock_text(text: &str) -> Option<Clock> {
    let plain = text.trim().trim_end_matches(['u', 'U', 'h', 'H']);
    let mut parts = plain.split([':', 'u', 'U', 'h', 'H']);
    let mut part = |most: i8| match parts.next() {
        None => Some(0),
        Some(part) => part.parse::<i8>().ok().filter(|number| (0..=most).contains(number)),
    };
    let (hour, minute) = (part(24)?, part(59)?);
    let (second, fraction) = match parts.next() {
        None => (0, 0),
        Some(part) => {
            let (whole, rest) = part.split_once(['.', ',']).unwrap_or((part, ""));
            let milli: String = rest.chars().chain("000".chars()).take(3).collect();
            (whole.parse::<i8>().ok().filter(|second| (0..=59).contains(second))?, milli.parse::<i32>().ok()?)
        }
    };
    if parts.next().is_some() {
        return None;
    }
    if hour == 24 {
        let is_midnight = (minute, second, fraction) == (0, 0, 0);
        return is_midnight.then_some(Clock { is_next_day: true, ..Clock::MIDNIGHT });
    }
    let time = Time::new(hour, minute, second, fraction * 1_000_000).ok()?;
    Some(Clock { time, is_next_day: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Moment, Reason> {
        moment(&Cell::from_text(text), None)
    }

    fn at(text: &str) -> Timestamp {
        text.parse().expect("a time")
    }

    #[test]
    fn times_of_many_kinds_are_the_same_moment() {
        let noon = at("2025-07-01T10:30:00Z");
        for told in ["2025-07-01T10:30:00Z", "2025-07-01 12:30:00+02:00", "1751365800", "1751365800000"] {
            assert_eq!(read(told), Ok(Moment::Told(noon)), "{told}");
        }
        for local in
            ["2025-07-01 12:30", "2025-07-01T12:30:00", "1/7/2025 12:30", "01-07-2025 12u30", "2025/07/01 12h30"]
        {
            assert_eq!(read(local), Ok(Moment::Local(noon)), "{local}");
        }
        let day = Cell::Date(Date::constant(2025, 7, 1));
        for clock in ["12:30", "12u30", "1899-12-31T12:30:00"] {
            assert_eq!(moment(&day, Some(&Cell::from_text(clock))), Ok(Moment::Local(noon)), "{clock}");
        }
        assert_eq!(moment(&day, None), Ok(Moment::Local(at("2025-06-30T22:00:00Z"))));
        assert_eq!(moment(&Cell::from_text("1.7.2025"), Some(&Cell::Number(12.0))).ok(), read("2025-07-01 12:00").ok());
    }

    #[test]
    fn twenty_four_hours_are_the_midnight_after() {
        let midnight = Ok(Moment::Local(at("2025-07-01T22:00:00Z")));
        assert_eq!(read("2025-07-01 24:00"), midnight);
        assert_eq!(read("1/7/2025 24u"), midnight);
        let day = Cell::from_text("1/7/2025");
        for clock in [Cell::from_text("24:00"), Cell::from_text("24:00:00"), Cell::Number(24.0)] {
            assert!(is_clock(&clock), "{clock:?}");
            assert_eq!(moment(&day, Some(&clock)), midnight, "{clock:?}");
        }
        assert!(read("2025-07-01 24:01").is_err() && read("2025-07-01 25:00").is_err());
        assert!(!is_clock(&Cell::from_text("24:30")) && !is_clock(&Cell::Number(25.0)));
    }

    #[test]
    fn what_is_no_time_says_so() {
        for wrong in
            ["", "soon", "45000", "7/25/2025", "2025-13-01", "1/7/25", "2025-07-01 25:00", "2019", "1/7/2025 12:3x"]
        {
            assert!(read(wrong).is_err(), "{wrong}: {:?}", read(wrong));
        }
        assert!(moment(&Cell::from_text("2025-07-01"), Some(&Cell::from_text("x"))).is_err());
        assert!(moment(&Cell::from_text("2025-07-01T00:00:00Z"), Some(&Cell::from_text("12:00"))).is_err());
    }

    #[test]
    fn the_clock_that_goes_back_shows_an_hour_twice_and_the_one_that_goes_forward_never() {
        let [first, second] = ["2025-10-26T00:30:00Z", "2025-10-26T01:30:00Z"].map(at);
        assert_eq!(read("2025-10-26 02:30"), Ok(Moment::Twice(first, second)));
        assert!(read("2025-03-30 02:30").is_err_and(|reason| reason.key() == "reason-time-skipped"));
    }
}

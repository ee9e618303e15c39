//! Where a time axis is labelled, from minutes to years: on whole steps of the region's clock and calendar, so that
//! midnight stays midnight in the nights that the clock changes.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// A step of the axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Seconds(i64),
    Days(i64),
    Months(i16),
    Years(i16),
}

const DAY_S: i64 = 86_400;

/// Steps, shortest first.
const STEPS: [Step; 22] = [
    Step::Seconds(60),
    Step::Seconds(120),
    Step::Seconds(300),
    Step::Seconds(600),
    Step::Seconds(900),
    Step::Seconds(1_800),
    Step::Seconds(3_600),
    Step::Seconds(7_200),
    Step::Seconds(10_800),
    Step::Seconds(21_600),
    Step::Seconds(43_200),
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(2),
    Step::Months(3),
    Step::Months(6),
    Step::Years(1),
    Step::Years(2),
    Step::Years(5),
];

impl Step {
    /// About how long it is, seconds.
    const fn length_s(self) -> i64 {
        match self {
            Self::Seconds(seconds) => seconds,
            Self::Days(days) => days * DAY_S,
            Self::Months(months) => months as i64 * 30 * DAY_S,
            Self::Years(years) => years as i64 * 365 * DAY_S,
        }
    }
}

/// Labelled moments between two instants (seconds since 1970), at most about `count` of them.
pub fn ticks(from_s: f64, until_s: f64, count: usize, zone: &TimeZone) -> Vec<(f64, String)> {
    let (from, until) = (from_s.floor() as i64, until_s.ceil() as i64);
    let Ok(start) = Timestamp::from_second(from) else { return Vec::new() };
    let most = i64::try_from(count).unwrap_or(8).max(2);
    let fits = |step: &&Step| (until - from) / step.length_s() <= most;
    let step = STEPS.iter().find(fits).copied().unwrap_or(Step::Years(10));
    let first = zone.to_datetime(start).date();
    let days: Box<dyn Iterator<Item = Date>> = match step {
        Step::Seconds(_) => Box::new(days_from(first, 1)),
        Step::Days(days) => Box::new(days_from(first, days)),
        Step::Months(months) => Box::new(months_from(first, months)),
        Step::Years(years) => Box::new(months_from(first, years * 12)),
    };
    let mut ticks = Vec::new();
    for date in days {
        let Ok(midnight) = zone.to_timestamp(date.at(0, 0, 0, 0)) else { break };
        if midnight.as_second() > until {
            break;
        }
        let step_s = if let Step::Seconds(seconds) = step { seconds } else { DAY_S };
        for part in (0..DAY_S).step_by(step_s as usize) {
            let at = moment_of(date, part, zone).unwrap_or(midnight.as_second());
            let is_new = ticks.last().is_none_or(|(last, _): &(f64, String)| at as f64 > *last);
            if (from..=until).contains(&at) && is_new {
                ticks.push((at as f64, said(date, part, step)));
            }
        }
    }
    ticks
}

/// So many seconds after midnight on the clock.
fn moment_of(date: Date, seconds: i64, zone: &TimeZone) -> Option<i64> {
    let hour = i8::try_from(seconds / 3_600).ok()?;
    let minute = i8::try_from(seconds / 60 % 60).ok()?;
    Some(zone.to_timestamp(date.at(hour, minute, 0, 0)).ok()?.as_second())
}

fn said(date: Date, seconds: i64, step: Step) -> String {
    match step {
        Step::Seconds(_) if seconds > 0 => format!("{:02}:{:02}", seconds / 3_600, seconds / 60 % 60),
        Step::Seconds(_) | Step::Days(_) => format!("{}/{}", date.day(), date.month()),
        Step::Months(_) => format!("{}/{}", date.month(), date.year()),
        Step::Years(_) => date.year().to_string(),
    }
}

/// Every so many days; weeks start on Monday.
fn days_from(first: Date, step: i64) -> impl Iterator<Item = Date> {
    // 5 January 1970 is a Monday.
    let anchor = Date::constant(1970, 1, 5);
    let passed = anchor.until(first).map_or(0, |span| i64::from(span.get_days()));
    let start = passed.div_euclid(step) * step;
    (0..).map_while(move |index: i64| anchor.checked_add(jiff::Span::new().try_days(start + index * step).ok()?).ok())
}

/// The first of every so many months, counted from January.
fn months_from(first: Date, step: i16) -> impl Iterator<Item = Date> {
    let passed = first.year() * 12 + i16::from(first.month()) - 1;
    let start = passed.div_euclid(step) * step;
    (0..).map_while(move |index: i16| {
        let month = start.checked_add(index.checked_mul(step)?)?;
        Date::new(month.div_euclid(12), i8::try_from(month.rem_euclid(12) + 1).ok()?, 1).ok()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn zone() -> TimeZone {
        TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap()
    }

    fn said_between(from: &str, until: &str) -> Vec<String> {
        let second = |text: &str| text.parse::<Timestamp>().unwrap().as_second() as f64;
        ticks(second(from), second(until), 8, &zone()).into_iter().map(|(_, text)| text).collect()
    }

    #[test]
    fn a_day_has_hours_and_its_date_at_midnight() {
        let said = said_between("2026-11-22T11:00:00Z", "2026-11-23T11:00:00Z");
        assert_eq!(said, ["12:00", "15:00", "18:00", "21:00", "23/11", "03:00", "06:00", "09:00", "12:00"]);
    }

    #[test]
    fn minutes_and_years_are_whole() {
        assert_eq!(said_between("2026-11-22T11:01:00Z", "2026-11-22T11:09:00Z").first().unwrap(), "12:01");
        assert_eq!(
            said_between("2019-06-01T00:00:00Z", "2026-06-01T00:00:00Z"),
            ["2020", "2021", "2022", "2023", "2024", "2025", "2026"]
        );
        assert_eq!(said_between("2026-03-15T00:00:00Z", "2026-09-15T00:00:00Z").first().unwrap(), "4/2026");
    }

    #[test]
    fn weeks_start_on_monday() {
        let said = said_between("2026-11-01T00:00:00Z", "2026-11-30T00:00:00Z");
        assert_eq!(said, ["2/11", "9/11", "16/11", "23/11", "30/11"].map(str::to_owned)[..said.len()]);
    }

    #[test]
    fn the_night_that_the_clock_changes_keeps_its_midnights() {
        let second = |text: &str| text.parse::<Timestamp>().unwrap().as_second() as f64;
        let all = ticks(second("2026-10-24T00:00:00Z"), second("2026-10-27T00:00:00Z"), 4, &zone());
        for (at, text) in all {
            let clock = zone().to_datetime(Timestamp::from_second(at as i64).unwrap());
            assert!(text.contains('/') == (clock.hour() == 0), "{text} at {clock}");
        }
    }
}

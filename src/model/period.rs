//! Periods. Years are inclusive when written (2017–2019) and half-open when computed with: from 1 January 2017
//! up to, not including, 1 January 2020.

use serde::{Deserialize, Serialize};

use super::project::Status;

/// A calendar year.
pub type Year = i16;

/// The years in which something ran, as the source states them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First year, if the source names it.
    pub start: Option<Year>,
    /// Last year, inclusive, if the source names it.
    pub end: Option<Year>,
}

/// What is known of a period, given the status of what ran in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Both ends are known; inclusive years.
    Closed(Year, Year),
    /// It started and has not ended: planned or running without an end.
    Open(Year),
    /// The start is missing, or the end of something that is over: never drawn as a bar.
    Unknown,
}

impl Period {
    /// What is known of it. A missing end is open only while the status says planned or running.
    pub fn extent(self, status: Status) -> Extent {
        match (self.start, self.end) {
            (Some(start), Some(end)) => Extent::Closed(start, end),
            (Some(start), None) if status.is_ongoing() => Extent::Open(start),
            _ => Extent::Unknown,
        }
    }
}

impl Extent {
    /// Whether it overlaps the inclusive years `from..=until`; `None` where the extent is unknown.
    pub fn overlaps(self, from: Year, until: Year) -> Option<bool> {
        match self {
            Self::Closed(start, end) => Some(start <= until && from <= end),
            Self::Open(start) => Some(start <= until),
            Self::Unknown => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn missing_end_is_open_only_while_it_goes_on() {
        let period = Period { start: Some(2018), end: None };
        assert_eq!(period.extent(Status::Running), Extent::Open(2018));
        assert_eq!(period.extent(Status::Planned), Extent::Open(2018));
        assert_eq!(period.extent(Status::Completed), Extent::Unknown);
        assert_eq!(Period { start: None, end: Some(2020) }.extent(Status::Running), Extent::Unknown);
    }

    #[test]
    fn last_year_is_inclusive() {
        let extent = Extent::Closed(2017, 2019);
        assert_eq!(extent.overlaps(2019, 2024), Some(true));
        assert_eq!(extent.overlaps(2020, 2024), Some(false));
        assert_eq!(extent.overlaps(2010, 2016), Some(false));
        assert_eq!(Extent::Unknown.overlaps(2010, 2030), None);
    }
}

//! How many counted projects were active in each year: the bars of the time bar.

use crate::model::period::Year;
use crate::query::filter::FilterEngine;
use crate::workspace::{Filter, Municipalities, Projects};

/// Bars by year, made under all parts of the filter but its years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Year and number of counted projects active in it, every year from the first to the last.
    pub years: Vec<(Year, u32)>,
    /// Counted projects whose period is unknown: never in a bar.
    pub unknown: u32,
}

/// The time line of the projects that the filter wants, its years aside. A period that is open at its end runs to
/// `horizon`, the last year shown; one that ends later is shown up to `horizon`.
pub fn run(projects: &Projects, municipalities: &Municipalities, filter: &Filter, horizon: Year) -> Timeline {
    FilterEngine::new(projects, municipalities).timeline(filter, horizon)
}

/// Gathers periods into bars.
#[derive(Clone, Debug)]
pub struct Bars {
    horizon: Year,
    /// By year, from the least there is: how many more are active than in the year before.
    changes: Vec<i32>,
}

impl Bars {
    /// No bars yet.
    pub fn new(horizon: Year) -> Self {
        Self { horizon, changes: vec![0; usize::from(u16::MAX) + 2] }
    }

    /// Adds a period of inclusive years, cut off at the horizon.
    pub fn add(&mut self, start: Year, end: Year) {
        let end = end.min(self.horizon);
        if start > end {
            return;
        }
        if let Some(change) = self.changes.get_mut(slot(start)) {
            *change += 1;
        }
        if let Some(change) = self.changes.get_mut(slot(end) + 1) {
            *change -= 1;
        }
    }

    /// Every year from the first to the last with a bar.
    pub fn years(&self) -> Vec<(Year, u32)> {
        let is_changed = |change: &i32| *change != 0;
        let (Some(first), Some(end)) =
            (self.changes.iter().position(is_changed), self.changes.iter().rposition(is_changed))
        else {
            return Vec::new();
        };
        let mut active = 0;
        let bar = |(index, change): (usize, &i32)| {
            active += change;
            let year = Year::try_from(index as i64 + i64::from(Year::MIN)).unwrap_or(Year::MAX);
            (year, u32::try_from(active).unwrap_or_default())
        };
        self.changes.iter().enumerate().take(end).skip(first).map(bar).collect()
    }
}

fn slot(year: Year) -> usize {
    usize::try_from(i32::from(year) - i32::from(Year::MIN)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_count_inclusive_years_up_to_the_horizon() {
        let mut bars = Bars::new(2021);
        for (start, end) in [(2017, 2019), (2019, Year::MAX), (2025, 2020), (2022, 2030)] {
            bars.add(start, end);
        }
        assert_eq!(bars.years(), [(2017, 1), (2018, 1), (2019, 2), (2020, 1), (2021, 1)]);
    }

    #[test]
    fn extreme_years_stay_in_range() {
        let mut bars = Bars::new(Year::MAX);
        bars.add(Year::MAX, Year::MAX);
        assert_eq!(bars.years(), [(Year::MAX, 1)]);
        bars.add(Year::MIN, Year::MIN);
        assert_eq!(bars.years().len(), usize::from(u16::MAX) + 1);
        assert_eq!(Bars::new(2030).years(), []);
    }
}

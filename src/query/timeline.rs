//! How many counted projects were active in each year: the bars of the time bar.

use crate::model::period::{Extent, Year};
use crate::model::{Project, ProjectKind};
use crate::query::matching::{self, Part};
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
    let wanted = |project: &&Project| {
        project.kind != ProjectKind::Programme
            && matching::failures(project, municipalities, filter) & !Part::Years.bit() == 0
    };
    from_extents(projects.rows().iter().filter(wanted).map(|project| project.period.extent(project.status)), horizon)
}

/// The time line of these extents.
pub fn from_extents(extents: impl Iterator<Item = Extent>, horizon: Year) -> Timeline {
    let mut unknown = 0;
    let mut changes: Vec<(Year, i64)> = Vec::new();
    for extent in extents {
        let (start, end) = match extent {
            Extent::Closed(start, end) => (start, end.min(horizon)),
            Extent::Open(start) => (start, horizon),
            Extent::Unknown => {
                unknown += 1;
                continue;
            }
        };
        if start <= end {
            changes.push((start, 1));
            changes.push((end.saturating_add(1), -1));
        }
    }
    changes.sort_unstable();
    Timeline { years: bars(&changes), unknown }
}

/// Running sums of the sorted changes for every year from the first to the last with a bar.
fn bars(changes: &[(Year, i64)]) -> Vec<(Year, u32)> {
    let (Some(&(first, _)), Some(&(after_last, _))) = (changes.first(), changes.last()) else {
        return Vec::new();
    };
    let mut active = 0_i64;
    let mut pending = changes.iter().peekable();
    (first..after_last)
        .map(|year| {
            while let Some((_, change)) = pending.next_if(|(at, _)| *at <= year) {
                active += change;
            }
            (year, u32::try_from(active).unwrap_or_default())
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_count_inclusive_years_and_open_ends_run_to_the_horizon() {
        let extents = [Extent::Closed(2017, 2019), Extent::Open(2019), Extent::Unknown, Extent::Closed(2025, 2020)];
        let timeline = from_extents(extents.into_iter(), 2021);
        assert_eq!(timeline.years, [(2017, 1), (2018, 1), (2019, 2), (2020, 1), (2021, 1)]);
        assert_eq!(timeline.unknown, 1);
    }

    #[test]
    fn nothing_known_gives_no_bars() {
        assert_eq!(from_extents(std::iter::empty(), 2030), Timeline::default());
        assert_eq!(from_extents([Extent::Open(2031)].into_iter(), 2030).years, []);
    }
}

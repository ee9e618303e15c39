//! The projects along the years: a bar for each that has a known period, those that go on drawn open, the others listed;
//! and how many had started and ended by each year.
//!
//! A period is known where [`Period::extent`](crate::model::Period::extent) says so: an unknown one never draws a bar.
//! Programmes have a bar, marked, but are not counted. May use: `query`, `workspace`, `model`.

pub mod words;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::model::period::{Extent, Year};
use crate::model::{Dimension, Language, Project, ProjectKind, Status};
use crate::workspace::{ScheduleGroup, Workspace};

/// A bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The project's row.
    pub row: u32,
    /// First year.
    pub from: Year,
    /// Last year, inclusive; `None` = it goes on.
    pub until: Option<Year>,
    /// Whether it is counted; programmes are not.
    pub is_counted: bool,
}

/// What the bars of a group have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ScheduleKey {
    /// Their main dimension; `None` = none is given.
    Dimension(Option<Dimension>),
    /// Their stage.
    Status(Status),
    /// Their kind.
    Kind(ProjectKind),
    /// What paid; empty where it is not told.
    Funding(Arc<str>),
    /// Nothing.
    All,
}

/// Bars that have something in common, by first year, then last, then title in the reader's language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// What.
    pub key: ScheduleKey,
    /// The bars.
    pub bars: Vec<Bar>,
}

/// Kinds that are counted, in the order of [`YearCount::started`].
pub const COUNTED: [ProjectKind; 3] = [ProjectKind::Project, ProjectKind::Service, ProjectKind::PlannedAction];

/// How many there were by the end of a year, as their periods say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct YearCount {
    /// Those that had started, by kind: a planned action starts as planned, which is no proof that it does.
    pub started: [u32; COUNTED.len()],
    /// Of those, over.
    pub ended: u32,
}

impl Bars {
    /// How many of them are counted: programmes are listed, but not counted.
    pub fn counted(&self) -> usize {
        self.bars.iter().filter(|bar| bar.is_counted).count()
    }
}

/// The projects along the years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Schedule {
    /// Groups that have a bar.
    pub groups: Vec<Bars>,
    /// First and last year that any bar names.
    pub years: Option<(Year, Year)>,
    /// By year: counted projects so far; every year from the first to the last.
    pub so_far: Vec<(Year, YearCount)>,
    /// Rows without a known period: no bar.
    pub unknown: Vec<u32>,
    /// Of those, rows that are counted.
    pub unknown_counted: u32,
}

/// The schedule of these rows, in the order of the titles in this language.
pub fn run(workspace: &Workspace, group: ScheduleGroup, rows: &[u32], language: Language) -> Schedule {
    let mut groups: BTreeMap<ScheduleKey, Vec<Bar>> = BTreeMap::new();
    let mut schedule = Schedule::default();
    let mut changes: BTreeMap<Year, YearCount> = BTreeMap::new();
    for &row in rows {
        let Some(project) = workspace.projects.get(row) else { continue };
        let is_counted = project.kind != ProjectKind::Programme;
        let (from, until) = match project.period.extent(project.status) {
            Extent::Closed(from, until) if from <= until => (from, Some(until)),
            Extent::Open(from) => (from, None),
            // What ends before it begins has no period that could be drawn either.
            Extent::Unknown | Extent::Closed(..) => {
                schedule.unknown.push(row);
                schedule.unknown_counted += u32::from(is_counted);
                continue;
            }
        };
        let last = until.unwrap_or(from);
        let (first_known, last_known) = schedule.years.unwrap_or((from, last));
        schedule.years = Some((first_known.min(from), last_known.max(last)));
        if is_counted {
            let started = &mut changes.entry(from).or_default().started;
            for (count, kind) in started.iter_mut().zip(COUNTED) {
                *count += u32::from(kind == project.kind);
            }
            if let Some(until) = until {
                changes.entry(until).or_default().ended += 1;
            }
        }
        let key = key(group, project);
        groups.entry(key).or_default().push(Bar { row, from, until, is_counted });
    }
    let title = |row: u32| workspace.projects.get(row).map(|one| one.title.get(language));
    for bars in groups.values_mut() {
        let last = |bar: &Bar| bar.until.unwrap_or(Year::MAX);
        bars.sort_by(|a, b| (a.from, last(a), title(a.row), a.row).cmp(&(b.from, last(b), title(b.row), b.row)));
    }
    schedule.groups = groups.into_iter().map(|(key, bars)| Bars { key, bars }).collect();
    schedule.so_far = so_far(schedule.years, &changes);
    schedule
}

/// What the bar of a project has in common with the others of its group.
pub fn key(group: ScheduleGroup, project: &Project) -> ScheduleKey {
    match group {
        ScheduleGroup::Dimension => ScheduleKey::Dimension(project.dimensions.first().copied()),
        ScheduleGroup::Status => ScheduleKey::Status(project.status),
        ScheduleGroup::Kind => ScheduleKey::Kind(project.kind),
        ScheduleGroup::Funding => ScheduleKey::Funding(Arc::clone(&project.funding)),
        ScheduleGroup::Nothing => ScheduleKey::All,
    }
}

fn so_far(years: Option<(Year, Year)>, changes: &BTreeMap<Year, YearCount>) -> Vec<(Year, YearCount)> {
    let Some((first, last)) = years else { return Vec::new() };
    let mut count = YearCount::default();
    (first..=last)
        .map(|year| {
            if let Some(change) = changes.get(&year) {
                count.started.iter_mut().zip(change.started).for_each(|(all, more)| *all += more);
                count.ended += change.ended;
            }
            (year, count)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Localized, Period, ProjectId};
    use crate::workspace::Projects;

    fn project(id: &str, kind: ProjectKind, status: Status, start: Option<Year>, end: Option<Year>) -> Project {
        let mut project = Project::new(ProjectId::new(id), kind, Localized::same(id));
        (project.status, project.period) = (status, Period { start, end });
        project
    }

    fn schedule(rows: Vec<Project>, group: ScheduleGroup) -> Schedule {
        let all: Vec<u32> = (0..rows.len() as u32).collect();
        let workspace = Workspace { projects: Arc::new(Projects::new(rows)), ..Workspace::default() };
        run(&workspace, group, &all, Language::Nl)
    }

    fn some() -> Vec<Project> {
        use ProjectKind::{Programme, Project as Plain};
        vec![
            project("b", Plain, Status::Completed, Some(2018), Some(2019)),
            project("a", Plain, Status::Running, Some(2018), None),
            project("no end", Plain, Status::Completed, Some(2016), None),
            project("no start", Plain, Status::Completed, None, Some(2020)),
            project("programme", Programme, Status::Completed, Some(2017), Some(2021)),
            project("nothing", Programme, Status::Unknown, None, None),
            project("backwards", Plain, Status::Completed, Some(2020), Some(2018)),
            project("action", ProjectKind::PlannedAction, Status::Planned, Some(2021), Some(2021)),
        ]
    }

    #[test]
    fn an_unknown_period_draws_no_bar_and_is_told() {
        let schedule = schedule(some(), ScheduleGroup::Nothing);
        assert_eq!(schedule.groups[0].bars.iter().map(|bar| bar.row).collect::<Vec<_>>(), [4, 0, 1, 7]);
        assert_eq!((schedule.unknown, schedule.unknown_counted), (vec![2, 3, 5, 6], 3));
        assert_eq!(schedule.years, Some((2017, 2021)));
    }

    #[test]
    fn bars_of_one_period_stand_in_the_order_of_the_readers_language() {
        let (years, plain) = ((Some(2018), Some(2019)), ProjectKind::Project);
        let mut rows = ["a", "b"].map(|id| project(id, plain, Status::Completed, years.0, years.1));
        let [first, second] = &mut rows;
        (first.title, second.title) = (Localized::new("Aan", "Zeal"), Localized::new("Zee", "Apple"));
        let workspace = Workspace { projects: Arc::new(Projects::new(rows.to_vec())), ..Workspace::default() };
        let order = |language| {
            let made = run(&workspace, ScheduleGroup::Nothing, &[0, 1], language);
            made.groups[0].bars.iter().map(|bar| bar.row).collect::<Vec<_>>()
        };
        assert_eq!((order(Language::Nl), order(Language::En)), (vec![0, 1], vec![1, 0]));
    }

    #[test]
    fn what_goes_on_has_no_last_year_and_programmes_are_not_counted() {
        let schedule = schedule(some(), ScheduleGroup::Kind);
        let bars: Vec<&Bar> = schedule.groups.iter().flat_map(|group| &group.bars).collect();
        assert!(bars.iter().any(|bar| bar.row == 1 && bar.until.is_none()));
        assert!(bars.iter().all(|bar| bar.is_counted == (bar.row != 4)));
        let counts: Vec<_> = schedule.so_far.iter().map(|(_, one)| (one.started, one.ended)).collect();
        let plain = |count, ended| ([count, 0, 0], ended);
        assert_eq!(counts, [plain(0, 0), plain(2, 0), plain(2, 1), plain(2, 1), ([2, 0, 1], 2)], "kinds apart");
    }
}

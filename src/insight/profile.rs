//! What a printed profile of a municipality tells: key figures among its peers, series in today's borders, all its
//! projects, its sensors, how it came to be, and what is missing.
//!
//! No filter applies: a profile is the same whatever is being looked at. What does not depend on the municipality is
//! looked up once for many profiles. May use: `query`, `workspace`, `model`, `text`.

use std::collections::BTreeMap;

use super::comparison::{self, FigureRow};
use super::peers::{self, Peers};
use super::spread::{Quartiles, Spread};
use super::values::{Missing, Values};
use crate::model::figure_ref::{FigureRef, ProjectFigure};
use crate::model::municipality::Merger;
use crate::model::period::Year;
use crate::model::{Dimension, Nis, ProjectKind, Sensor, ValueStatus};
use crate::workspace::{PeerChoice, Workspace};

/// Key figures of a profile.
pub const FIGURES: &[&str] = &[
    "population",
    "population@change_per_year",
    "population_density",
    "share_0_17",
    "share_65_plus",
    "income_per_inhabitant",
    "establishments_per_1000",
    "dwellings_new_per_1000",
    "share_apartments_new",
    "built_share",
    "share_buildings_before_1946",
    "projects",
    "projects@per_inhabitant",
];

/// Figures that are shown over the years.
pub const SERIES: &[&str] = &[
    "population",
    "share_65_plus",
    "income_per_inhabitant",
    "establishments_per_1000",
    "dwellings_new_per_1000",
    "built_share",
];

/// A year of a series and its peers.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileYear {
    /// The year.
    pub year: Year,
    /// The figure and its status, or why there is none.
    pub own: Result<(f64, ValueStatus), Missing>,
    /// The peers; `None` where none has a figure.
    pub peers: Option<Quartiles>,
}

/// A figure over the years.
#[derive(Clone, Debug, PartialEq)]
pub struct ProfileSeries {
    /// Which.
    pub figure: FigureRef,
    /// Every year from the first to the last with a figure for anybody.
    pub years: Vec<ProfileYear>,
}

/// Projects of a dimension.
#[derive(Clone, Debug, PartialEq)]
pub struct DimensionCount {
    /// The dimension.
    pub dimension: Dimension,
    /// How many; a project with several dimensions counts in each.
    pub count: u32,
    /// Median of the peers that are in the sample.
    pub median: Option<f64>,
}

/// The profile of a municipality.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile<'a> {
    /// Whose.
    pub nis: Nis,
    /// Its peers.
    pub peers: Peers,
    /// Key figures.
    pub figures: Vec<FigureRow>,
    /// Figures over the years.
    pub series: Vec<ProfileSeries>,
    /// Whether the inventory knows any project of it.
    pub is_in_sample: bool,
    /// Rows of its projects that count: newest start first, those without a start last.
    pub projects: Vec<u32>,
    /// Rows of its programmes: listed, never counted.
    pub programmes: Vec<u32>,
    /// Its projects by dimension, in the order of the dimensions.
    pub dimensions: Vec<DimensionCount>,
    /// Its sensors, by identifier.
    pub sensors: Vec<&'a Sensor>,
    /// Mergers that led to it, in order.
    pub mergers: Vec<&'a Merger>,
}

/// A figure of everybody in a year.
type Row = BTreeMap<Nis, Result<(f64, ValueStatus), Missing>>;

/// Makes profiles; holds what they have in common.
#[derive(Debug)]
pub struct Profiles<'a> {
    values: &'a Values<'a>,
    series: Vec<(FigureRef, Vec<(Year, Row)>)>,
    dimensions: Vec<(Dimension, Row)>,
    /// Rows of all programmes.
    programmes: Vec<u32>,
}

impl<'a> Profiles<'a> {
    /// Looks up what every profile rests on.
    pub fn new(values: &'a Values<'a>) -> Self {
        let row = |figure: &FigureRef, year| -> Row {
            let all = values.all(figure, year).into_iter();
            all.map(|(nis, value)| (nis, value.map(|value| (value.value, value.status)))).collect()
        };
        let series = SERIES.iter().map(|id| FigureRef::indicator(id)).map(|figure| {
            let years = values.years(&figure);
            let all = match (years.first(), years.last()) {
                (Some(&first), Some(&last)) => (first..=last).map(|year| (year, row(&figure, Some(year)))).collect(),
                _ => Vec::new(),
            };
            (figure, all)
        });
        let of = |dimension: Dimension| FigureRef::projects(ProjectFigure::Dimension(dimension));
        let dimensions = Dimension::ALL.iter().map(|dimension| (*dimension, row(&of(*dimension), None)));
        let rows = (0_u32..).zip(values.workspace().projects.rows());
        let programmes = rows.filter(|(_, project)| project.kind == ProjectKind::Programme).map(|(row, _)| row);
        let (series, dimensions) = (series.collect(), dimensions.collect());
        Self { values, series, dimensions, programmes: programmes.collect() }
    }

    /// What figures are looked up in.
    pub const fn values(&self) -> &'a Values<'a> {
        self.values
    }

    /// The figures that profiles show, each once: key figures, then series.
    pub fn figures() -> Vec<FigureRef> {
        let mut figures: Vec<FigureRef> = Vec::new();
        for figure in FIGURES.iter().chain(SERIES).filter_map(|text| text.parse().ok()) {
            if !figures.contains(&figure) {
                figures.push(figure);
            }
        }
        figures
    }

    /// The profile of a municipality of today, held against this group; the customary one where none is named.
    pub fn profile(&self, nis: Nis, choice: Option<&PeerChoice>, similar_by: &[FigureRef]) -> Profile<'a> {
        let workspace = self.values.workspace();
        let customary = || peers::default_choice(&workspace.municipalities, nis);
        let choice = choice.cloned().unwrap_or_else(customary);
        let peers = peers::run(self.values, nis, &choice, similar_by);
        let figures = FIGURES.iter().filter_map(|text| text.parse().ok());
        let figures = figures.map(|figure| comparison::row(self.values, figure, &[nis], &peers.members, None));
        let timeline = workspace.municipalities.timeline();
        let projects = workspace.projects.by_municipality(timeline).get(&nis).cloned().unwrap_or_default();
        let takes_part = |row: &u32| {
            let project = workspace.projects.get(*row);
            project.is_some_and(|project| project.municipalities().any(|code| timeline.today(code) == nis))
        };
        let programmes = self.programmes.iter().copied().filter(takes_part).collect();
        Profile {
            nis,
            figures: figures.collect(),
            series: self.series.iter().map(|(figure, years)| one_series(figure, years, nis, &peers)).collect(),
            is_in_sample: !projects.is_empty(),
            dimensions: self.dimensions.iter().map(|(one, row)| dimension(*one, row, nis, &peers)).collect(),
            projects: newest_first(workspace, projects),
            programmes: newest_first(workspace, programmes),
            sensors: sensors(workspace, nis),
            mergers: timeline.leading_to(nis),
            peers,
        }
    }
}

fn spread(row: &Row, peers: &Peers) -> Spread {
    let value = |nis: &Nis| Some((*nis, row.get(nis)?.as_ref().ok()?.0));
    Spread::new(peers.members.iter().filter_map(value))
}

fn one_series(figure: &FigureRef, years: &[(Year, Row)], nis: Nis, peers: &Peers) -> ProfileSeries {
    let year = |(year, row): &(Year, Row)| ProfileYear {
        year: *year,
        own: row.get(&nis).cloned().unwrap_or(Err(Missing::NotInTable)),
        peers: spread(row, peers).quartiles,
    };
    ProfileSeries { figure: figure.clone(), years: years.iter().map(year).collect() }
}

fn dimension(dimension: Dimension, row: &Row, nis: Nis, peers: &Peers) -> DimensionCount {
    let count = row.get(&nis).and_then(|value| value.as_ref().ok()).map_or(0.0, |(count, _)| *count);
    let median = spread(row, peers).quartiles.map(|quartiles| quartiles.median);
    DimensionCount { dimension, count: count as u32, median }
}

/// Rows of a municipality, newest start first, those without a start last.
fn newest_first(workspace: &Workspace, mut rows: Vec<u32>) -> Vec<u32> {
    let start = |row: &u32| workspace.projects.get(*row).and_then(|project| project.period.start);
    rows.sort_by_key(|row| (std::cmp::Reverse(start(row)), *row));
    rows
}

fn sensors(workspace: &Workspace, nis: Nis) -> Vec<&Sensor> {
    let timeline = workspace.municipalities.timeline();
    let here = |sensor: &&Sensor| sensor.nis.is_some_and(|code| timeline.today(code) == nis);
    workspace.sensors.sensors().values().filter(here).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_figure_of_a_profile_can_be_named() {
        for text in FIGURES.iter().chain(SERIES) {
            let figure: FigureRef = text.parse().expect("a figure");
            assert_eq!(figure.to_string(), *text);
        }
        assert!(Profiles::figures().len() >= FIGURES.len());
    }
}

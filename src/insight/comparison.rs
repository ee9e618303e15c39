//! Municipalities side by side: each figure with its spread over the peers, ranks, and what is missing and why.
//!
//! The first municipality is the one that the comparison is about: peers are its peers. A rank is the place among the
//! peers and the municipality itself; equal figures share the best of their places. May use: `workspace`, `model`.

use super::peers::{self, Peers};
use super::spread::Spread;
use super::values::{Missing, Value, Values};
use crate::model::figure_ref::{FigureBase, FigureRef};
use crate::model::period::Year;
use crate::model::{Direction, Nis};
use crate::workspace::CompareView;

/// Figures shown where none are chosen.
pub const DEFAULT_FIGURES: &[&str] = &[
    "population",
    "population@change_per_year",
    "population_density",
    "share_65_plus",
    "income_per_inhabitant",
    "establishments_per_1000",
    "dwellings_new_per_1000",
    "built_share",
    "projects",
    "projects@per_inhabitant",
    "projects/dimension/mobility",
];

/// At most so many municipalities side by side.
pub const MUNICIPALITY_LIMIT: usize = 6;

/// A comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Municipalities of today, the own one first, at most [`MUNICIPALITY_LIMIT`].
    pub municipalities: Vec<Nis>,
    /// The peers of the first.
    pub peers: Peers,
    /// The figures in their order.
    pub rows: Vec<FigureRow>,
}

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureRow {
    /// Which.
    pub figure: FigureRef,
    /// Year of the figures; `None` for what has none.
    pub year: Option<Year>,
    /// The figure of each municipality of the comparison.
    pub values: Vec<Result<Value, Missing>>,
    /// The place of each, where it has a figure.
    pub ranks: Vec<Option<Rank>>,
    /// The figures of the peers.
    pub spread: Spread,
    /// Peers without a figure, and why.
    pub missing: Vec<(Nis, Missing)>,
}

/// A place in a row of figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rank {
    /// The place, 1 = the greatest, or the least where less is better.
    pub place: u32,
    /// Of how many with a figure.
    pub of: u32,
}

/// The municipalities that a view compares; codes of any vintage stand for those of today, each once.
pub fn municipalities(view: &CompareView, values: &Values<'_>) -> Vec<Nis> {
    let known = &values.workspace().municipalities;
    let mut codes: Vec<Nis> = Vec::new();
    for code in view.municipalities.iter().map(|nis| known.timeline().today(*nis)) {
        if known.get(code).is_some() && !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes.truncate(MUNICIPALITY_LIMIT);
    codes
}

/// The figures that a view shows.
pub fn figures(view: &CompareView) -> Vec<FigureRef> {
    if view.figures.is_empty() {
        DEFAULT_FIGURES.iter().filter_map(|text| text.parse().ok()).collect()
    } else {
        view.figures.clone()
    }
}

/// Compares what the view asks for; `None` without a municipality.
pub fn run(values: &Values<'_>, view: &CompareView) -> Option<Comparison> {
    let municipalities = municipalities(view, values);
    let own = *municipalities.first()?;
    let default = || peers::default_choice(&values.workspace().municipalities, own);
    let choice = view.peers.clone().unwrap_or_else(default);
    let peers = peers::run(values, own, &choice, &view.similar_by);
    let rows = figures(view)
        .into_iter()
        .map(|figure| row(values, figure, &municipalities, &peers.members, view.year))
        .collect();
    Some(Comparison { municipalities, peers, rows })
}

/// One figure of some municipalities held against their peers. A year without figures is replaced by the newest that
/// has some.
pub fn row(
    values: &Values<'_>,
    figure: FigureRef,
    municipalities: &[Nis],
    peers: &[Nis],
    year: Option<Year>,
) -> FigureRow {
    let years = values.years(&figure);
    let year = year.filter(|year| years.contains(year)).or_else(|| years.last().copied());
    let get = |nis: Nis| values.get(&figure, nis, year);
    let mut known = Vec::new();
    let mut missing = Vec::new();
    for nis in peers {
        match get(*nis) {
            Ok(value) => known.push((*nis, value.value)),
            Err(reason) => missing.push((*nis, reason)),
        }
    }
    let found: Vec<Result<Value, Missing>> = municipalities.iter().map(|nis| get(*nis)).collect();
    let is_least_first = direction(values, &figure) == Direction::LowerBetter;
    let rank = |(nis, value): (&Nis, &Result<Value, Missing>)| {
        value.as_ref().ok().map(|value| rank(&known, *nis, value.value, is_least_first))
    };
    let ranks = municipalities.iter().zip(&found).map(rank).collect();
    FigureRow { figure, year, values: found, ranks, spread: Spread::new(known), missing }
}

/// What a higher figure means; nothing for what is not an indicator.
pub fn direction(values: &Values<'_>, figure: &FigureRef) -> Direction {
    match &figure.base {
        FigureBase::Indicator(id) => {
            values.workspace().indicators.definition(id).map_or(Direction::Neutral, |definition| definition.direction)
        }
        _ => Direction::Neutral,
    }
}

fn rank(known: &[(Nis, f64)], own: Nis, value: f64, is_least_first: bool) -> Rank {
    let others = known.iter().filter(|(nis, _)| *nis != own);
    let is_before = |other: f64| if is_least_first { other < value } else { other > value };
    let before = others.clone().filter(|(_, other)| is_before(*other)).count();
    Rank { place: before as u32 + 1, of: others.count() as u32 + 1 }
}

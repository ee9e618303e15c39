//! What stands around a comparison: the series behind each figure, the chosen figure over all municipalities, the
//! projects of each municipality, and how large each group of peers would be. Made once for each comparison, so that
//! drawing it looks nothing up. May use: `query`, `workspace`, `model`.

use std::collections::BTreeSet;

use super::comparison::{self, Comparison, FigureRow};
use super::peers;
use super::values::{Basis, Missing, Values};
use crate::model::figure_ref::{FigureRef, ProjectFigure};
use crate::model::period::Year;
use crate::model::{Nis, ValueStatus};
use crate::workspace::{Borders, CompareView, PeerChoice};

/// A year of a small series, and its figure where there is one.
pub type SparkPoint = (Year, Option<f64>);

/// The surroundings of a comparison.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// By row and municipality of the comparison: the whole series in today's borders; empty for what has no year.
    pub series: Vec<Vec<Vec<SparkPoint>>>,
    /// The chosen figure, which need not be among the rows.
    pub chosen: FigureRow,
    /// The chosen figure of every municipality of today, by code.
    pub field: Vec<(Nis, Result<f64, Missing>)>,
    /// Whether any figure of the field is provisional.
    pub is_provisional: bool,
    /// By municipality of the comparison: rows of its projects, services and planned actions; `None` = not in the
    /// sample.
    pub projects: Vec<Option<Vec<u32>>>,
    /// How many municipalities each rule gives, in the order of [`PeerChoice::RULES`].
    pub peer_counts: Vec<(PeerChoice, usize)>,
    /// Years that any of the figures has, ascending.
    pub years: Vec<Year>,
}

/// The figure of charts and map: the chosen one, else the first.
pub fn chosen(comparison: &Comparison, view: &CompareView) -> FigureRef {
    let first = || comparison.rows.first().map(|row| row.figure.clone());
    view.chosen.clone().or_else(first).unwrap_or_else(|| FigureRef::indicator(crate::query::figures::POPULATION))
}

/// Makes it.
pub fn run(values: &Values<'_>, comparison: &Comparison, view: &CompareView) -> Sheet {
    let figure = chosen(comparison, view);
    let chosen = comparison.rows.iter().find(|row| row.figure == figure).cloned().unwrap_or_else(|| {
        comparison::row(values, figure.clone(), &comparison.municipalities, &comparison.peers.members, view.year)
    });
    let field = values.all(&figure, chosen.year);
    let mut known = field.iter().filter_map(|(_, value)| value.as_ref().ok());
    let is_provisional = known.any(|value| value.status == ValueStatus::Provisional);
    let years: BTreeSet<Year> = comparison.rows.iter().flat_map(|row| values.years(&row.figure)).collect();
    Sheet {
        series: comparison.rows.iter().map(|row| series(values, &row.figure, &comparison.municipalities)).collect(),
        field: field.into_iter().map(|(nis, value)| (nis, value.map(|value| value.value))).collect(),
        is_provisional,
        chosen,
        projects: comparison.municipalities.iter().map(|nis| projects(values, *nis)).collect(),
        peer_counts: peer_counts(values, comparison, view),
        years: years.into_iter().collect(),
    }
}

fn series(values: &Values<'_>, figure: &FigureRef, municipalities: &[Nis]) -> Vec<Vec<SparkPoint>> {
    let one = |nis: &Nis| {
        let points = values.series(figure, *nis, Borders::Today).into_iter();
        points.map(|point| (point.year, point.value.ok().map(|value| value.value))).collect()
    };
    municipalities.iter().map(one).collect()
}

fn projects(values: &Values<'_>, nis: Nis) -> Option<Vec<u32>> {
    match values.get(&FigureRef::projects(ProjectFigure::All), nis, None).ok()?.basis {
        Basis::Projects(rows) => Some(rows),
        _ => None,
    }
}

fn peer_counts(values: &Values<'_>, comparison: &Comparison, view: &CompareView) -> Vec<(PeerChoice, usize)> {
    let own = comparison.peers.of;
    let count = |rule: PeerChoice| {
        let members = peers::run(values, own, &rule, &view.similar_by).members;
        (rule, members.len())
    };
    PeerChoice::RULES.into_iter().map(count).collect()
}

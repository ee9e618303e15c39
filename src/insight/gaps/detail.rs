//! What stands behind a cell: its projects, or for an empty one who has such a project near by or alike, who paid for
//! such projects, and who worked on them. May use: `query`, `workspace`, `model`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::{columns_of, is_counted};
use crate::insight::organisations::{self, NamedPartner};
use crate::insight::peers::{self, PeerBasis};
use crate::insight::values::Values;
use crate::model::figure_ref::FigureRef;
use crate::model::{Nis, Project, Status};
use crate::workspace::{GapsCell, MatrixView, PeerChoice, Workspace};

/// Municipalities shown of each kind.
const EXAMPLES: usize = 4;
/// Programmes and partners shown.
const SHOWN: usize = 6;

/// Groups of programmes, as the inventory names them, that nobody else can apply to.
const NO_CALLS: &[&str] = &["municipal budget", "concession or permit", "not stated"];

/// Another municipality that has such a project.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Which.
    pub nis: Nis,
    /// Kilometres between the label points of the two.
    pub distance_km: f64,
    /// Its projects of the column, by row: running ones first, then the newest.
    pub rows: Vec<u32>,
    /// How many of them run.
    pub running_count: u32,
}

/// What stands behind a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct Detail {
    /// The cell.
    pub cell: GapsCell,
    /// Whether the municipality is in the sample at all.
    pub is_in_sample: bool,
    /// Its projects of the column, by row.
    pub rows: Vec<u32>,
    /// Those by stage, stages that occur only.
    pub statuses: Vec<(Status, u32)>,
    /// Its counted projects of other columns or none.
    pub other_count: u32,
    /// The nearest municipalities with such a project, nearest first.
    pub near: Vec<Example>,
    /// The most alike ones with such a project, most alike first, none of `near`.
    pub alike: Vec<Example>,
    /// Figures that likeness rests on, with their year.
    pub alike_by: Vec<(FigureRef, Option<i16>)>,
    /// Programmes that paid for such projects, with how many; own budgets and permits aside.
    pub funding: Vec<(Arc<str>, u32)>,
    /// Partners of such projects: those who work in more of them first.
    pub partners: Vec<NamedPartner>,
}

/// Looks behind a cell. The rows that `values` counts are those that the filter wants, its places aside.
pub fn run(values: &Values<'_>, view: &MatrixView, cell: &GapsCell) -> Detail {
    let workspace = values.workspace();
    let timeline = workspace.municipalities.timeline();
    let mut by_town: BTreeMap<Nis, Vec<u32>> = BTreeMap::new();
    let (mut all, mut other_count) = (Vec::new(), 0);
    for &row in values.rows() {
        let Some(project) = workspace.projects.get(row) else { continue };
        if !is_counted(view.only, project) {
            continue;
        }
        let is_here = |nis: Nis| timeline.today(nis) == cell.nis;
        if !columns_of(view.by, project).contains(&cell.column) {
            other_count += u32::from(project.municipalities().any(is_here));
            continue;
        }
        all.push(row);
        for nis in project.municipalities() {
            let town = by_town.entry(timeline.today(nis)).or_default();
            if town.last() != Some(&row) {
                town.push(row);
            }
        }
    }
    let own = by_town.remove(&cell.nis).unwrap_or_default();
    let near = nearest(workspace, cell.nis, &by_town);
    let (alike, alike_by) = alike(values, cell.nis, &by_town, &near);
    Detail {
        is_in_sample: workspace.projects.by_municipality(timeline).contains_key(&cell.nis),
        statuses: statuses(workspace, &own),
        rows: own,
        other_count,
        near,
        alike,
        alike_by,
        funding: funding(workspace, &all),
        partners: partners(workspace, &all),
        cell: cell.clone(),
    }
}

/// Stages of these rows, those that occur.
pub fn statuses(workspace: &Workspace, rows: &[u32]) -> Vec<(Status, u32)> {
    let of = |status| {
        rows.iter().filter(|row| workspace.projects.get(**row).is_some_and(|one| one.status == status)).count()
    };
    let all = Status::ALL.iter().map(|status| (*status, of(*status) as u32));
    all.filter(|(_, count)| *count > 0).collect()
}

/// Stages of the projects of every cell that has any, by municipality of today and key of the column.
pub fn statuses_by_cell(
    workspace: &Workspace,
    view: &MatrixView,
    rows: &[u32],
) -> BTreeMap<(Nis, Arc<str>), BTreeMap<Status, u32>> {
    let mut cells: BTreeMap<(Nis, Arc<str>), BTreeMap<Status, u32>> = BTreeMap::new();
    for project in rows.iter().filter_map(|row| workspace.projects.get(*row)) {
        if !is_counted(view.only, project) {
            continue;
        }
        for nis in organisations::towns_of(&workspace.municipalities, project) {
            for column in columns_of(view.by, project) {
                *cells.entry((nis, column)).or_default().entry(project.status).or_default() += 1;
            }
        }
    }
    cells
}

/// The rows of one cell, for whoever looks at it in passing.
pub fn rows_of(workspace: &Workspace, wanted: &[u32], view: &MatrixView, cell: &GapsCell) -> Vec<u32> {
    let timeline = workspace.municipalities.timeline();
    let known = workspace.projects.by_municipality(timeline).get(&cell.nis);
    let known = known.map(Vec::as_slice).unwrap_or_default().iter().copied();
    known
        .filter(|row| wanted.binary_search(row).is_ok())
        .filter(|row| {
            workspace
                .projects
                .get(*row)
                .is_some_and(|one| is_counted(view.only, one) && columns_of(view.by, one).contains(&cell.column))
        })
        .collect()
}

fn example(workspace: &Workspace, of: Nis, nis: Nis, rows: &[u32]) -> Option<Example> {
    let distance_km = workspace.municipalities.nearest_m(&[of], &[nis])? / 1000.0;
    let mut rows = rows.to_vec();
    let is_running = |row: &u32| workspace.projects.get(*row).is_some_and(|one| one.status == Status::Running);
    let start = |row: &u32| workspace.projects.get(*row).and_then(|one| one.period.start);
    rows.sort_by(|a, b| is_running(b).cmp(&is_running(a)).then_with(|| start(b).cmp(&start(a))).then_with(|| a.cmp(b)));
    let running_count = rows.iter().filter(|row| is_running(row)).count() as u32;
    Some(Example { nis, distance_km, rows, running_count })
}

fn nearest(workspace: &Workspace, of: Nis, by_town: &BTreeMap<Nis, Vec<u32>>) -> Vec<Example> {
    let examples = by_town.iter().filter_map(|(nis, rows)| example(workspace, of, *nis, rows));
    let mut examples: Vec<Example> = examples.collect();
    examples.sort_by(|a, b| a.distance_km.total_cmp(&b.distance_km).then_with(|| a.nis.cmp(&b.nis)));
    examples.truncate(EXAMPLES);
    examples
}

fn alike(
    values: &Values<'_>,
    of: Nis,
    by_town: &BTreeMap<Nis, Vec<u32>>,
    near: &[Example],
) -> (Vec<Example>, Vec<(FigureRef, Option<i16>)>) {
    let group = peers::run(values, of, &PeerChoice::Similar, &[]);
    let PeerBasis::Similar { figures, distances } = group.basis else {
        return (Vec::new(), Vec::new());
    };
    let is_near = |nis: Nis| near.iter().any(|one| one.nis == nis);
    let examples = distances.iter().filter(|(nis, _)| !is_near(*nis)).filter_map(|(nis, _)| {
        let rows = by_town.get(nis)?;
        example(values.workspace(), of, *nis, rows)
    });
    (examples.take(EXAMPLES).collect(), figures)
}

fn funding(workspace: &Workspace, rows: &[u32]) -> Vec<(Arc<str>, u32)> {
    let is_call = |one: &&Project| !one.funding.is_empty() && !NO_CALLS.contains(&&*one.funding_group);
    let mut counts: BTreeMap<&Arc<str>, u32> = BTreeMap::new();
    for project in rows.iter().filter_map(|row| workspace.projects.get(*row)).filter(is_call) {
        *counts.entry(&project.funding).or_default() += 1;
    }
    let mut all: Vec<(Arc<str>, u32)> = counts.into_iter().map(|(name, count)| (Arc::clone(name), count)).collect();
    all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    all.truncate(SHOWN);
    all
}

/// Those who work in more of these projects first, then by name. A municipality is no partner to be found here: those
/// with such projects stand above.
fn partners(workspace: &Workspace, rows: &[u32]) -> Vec<NamedPartner> {
    let mut all = organisations::of_rows(workspace, rows.iter().copied());
    all.retain(|one| one.nis.is_none());
    all.sort_by(|a, b| b.rows.len().cmp(&a.rows.len()).then_with(|| a.name.cmp(&b.name)));
    all.truncate(SHOWN);
    all
}

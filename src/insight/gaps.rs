//! White spots: municipalities against dimensions (working areas, themes, helix roles), counted by the one rule: a
//! municipality counts a project that it leads or takes part in; programmes never count; codes are those of today.
//!
//! An empty cell of a municipality that is in the sample is "no project known"; a municipality without any counted
//! project in the whole inventory is "not in the sample", whatever the filter. Totals of a row or group count each
//! project once. May use: `query`, `workspace`, `model`.

pub mod detail;
pub mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::peers::POPULATION_BANDS;
use crate::model::{Arrondissement, Dimension, HelixRole, Municipality, Nis, Project, Province, Status, Typology};
use crate::model::{ProjectKind, WorkingArea};
use crate::query::bits::Bits;
use crate::query::towns;
use crate::workspace::{Filter, GapsBy, GapsGroup, GapsOnly, GapsOrder, MatrixView, Workspace};

/// Themes that get a column of their own: the most frequent ones.
pub const THEME_LIMIT: usize = 24;

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its key: that of a dimension or role, the number of a working area, or a theme as it is written.
    pub key: Arc<str>,
    /// Projects of the municipalities of the matrix in it, each once.
    pub count: u32,
}

/// A municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Code of today.
    pub nis: Nis,
    /// Inhabitants of 2020; `None` where unknown.
    pub population: Option<u32>,
    /// Whether it has any counted project in the whole inventory.
    pub is_in_sample: bool,
    /// Projects by column.
    pub cells: Vec<u32>,
    /// Projects, each once, those without any column included.
    pub total: u32,
}

/// A count for each 10,000 inhabitants; `None` where their number is unknown.
pub fn per_10000(count: u32, population: Option<u32>) -> Option<f64> {
    let population = population.filter(|population| *population > 0)?;
    Some(f64::from(count) * 10_000.0 / f64::from(population))
}

impl Row {
    /// A count for each 10,000 inhabitants; `None` where their number is unknown.
    pub fn per_10000(&self, count: u32) -> Option<f64> {
        per_10000(count, self.population)
    }

    /// The number that a cell is coloured by; `None` where there is none.
    pub fn value(&self, count: u32, is_per_10000: bool) -> Option<f64> {
        let value = if is_per_10000 { self.per_10000(count)? } else { f64::from(count) };
        (self.is_in_sample && count > 0).then_some(value)
    }
}

/// What a group holds in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum GroupKey {
    /// One of the thirteen centrumsteden.
    Centrumsteden,
    /// Of a type, centrumsteden aside.
    Typology(Typology),
    /// In a province.
    Province(Province),
    /// In an arrondissement.
    Arrondissement(Arrondissement),
    /// At least so many inhabitants, fewer than the next band.
    Population(u32),
    /// Inhabitants unknown.
    PopulationUnknown,
    /// Everything.
    All,
}

/// A group of municipalities.
#[derive(Clone, Debug, PartialEq)]
pub struct Group {
    /// What they have in common.
    pub key: GroupKey,
    /// Inhabitants of 2020 of those in the sample: of the others no project could be known. `None` where that of any is
    /// unknown.
    pub population: Option<u32>,
    /// Projects by column, each once however many of the municipalities take part.
    pub cells: Vec<u32>,
    /// Projects, each once.
    pub total: u32,
    /// By column: municipalities in the sample without a project known there.
    pub empty_counts: Vec<u32>,
    /// The municipalities.
    pub rows: Vec<Row>,
}

/// The matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    /// What the columns are.
    pub by: GapsBy,
    /// The columns.
    pub columns: Vec<Column>,
    /// Themes that have no column of their own.
    pub other_columns: usize,
    /// The groups that have a municipality.
    pub groups: Vec<Group>,
    /// Projects of urban, mixed and rural municipalities, each once per type: beside the advice's 441 and 117.
    pub by_typology: Vec<(Typology, u32)>,
}

impl Matrix {
    /// The position of a column.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| &*column.key == key)
    }

    /// The greatest number of any cell; zero where there is none.
    pub fn most(&self, is_per_10000: bool) -> f64 {
        let rows = self.groups.iter().flat_map(|group| &group.rows);
        rows.flat_map(|row| row.cells.iter().filter_map(move |cell| row.value(*cell, is_per_10000))).fold(0.0, f64::max)
    }

    /// The row of a municipality.
    pub fn row(&self, nis: Nis) -> Option<&Row> {
        self.groups.iter().flat_map(|group| &group.rows).find(|row| row.nis == nis)
    }
}

/// Whether a project is counted: never a programme, and by its stage as asked.
pub const fn is_counted(only: GapsOnly, project: &Project) -> bool {
    !matches!(project.kind, ProjectKind::Programme)
        && match only {
            GapsOnly::All => true,
            GapsOnly::Planned => matches!(project.status, Status::Idea | Status::Planned),
            GapsOnly::PlannedRunning => matches!(project.status, Status::Idea | Status::Planned | Status::Running),
        }
}

/// Keys of the columns that a project stands in, each once.
pub fn columns_of(by: GapsBy, project: &Project) -> Vec<Arc<str>> {
    let keys: BTreeSet<Arc<str>> = match by {
        GapsBy::Dimension => project.dimensions.iter().map(|one| one.key().into()).collect(),
        GapsBy::WorkingArea => project.working_areas.iter().map(|one| one.number().to_string().into()).collect(),
        GapsBy::Theme => Some(&project.theme).filter(|theme| !theme.is_empty()).into_iter().cloned().collect(),
        GapsBy::Helix => project.partners.iter().filter_map(|one| Some(one.role?.key().into())).collect(),
    };
    keys.into_iter().collect()
}

/// The matrix over these rows: those that the filter wants, its places aside.
pub fn run(workspace: &Workspace, view: &MatrixView, filter: &Filter, rows: &[u32]) -> Matrix {
    let wanted = towns::wanted(&workspace.municipalities, filter);
    let is_wanted = |nis: Nis| wanted.as_ref().is_none_or(|wanted| wanted.contains(&nis));
    let towns: Vec<&Municipality> = workspace.municipalities.rows().iter().filter(|town| is_wanted(town.nis)).collect();
    let codes: BTreeSet<Nis> = towns.iter().map(|town| town.nis).collect();
    let counter = Counter::new(workspace, view, rows, &codes);
    let mut groups: BTreeMap<GroupKey, Vec<&Municipality>> = BTreeMap::new();
    for &town in &towns {
        groups.entry(group_of(view.group, town)).or_default().push(town);
    }
    let mut made: Vec<Group> = groups.into_iter().map(|(key, towns)| counter.group(key, &towns)).collect();
    for group in &mut made {
        if view.hides_not_in_sample {
            group.rows.retain(|row| row.is_in_sample);
        }
        counter.sort(&mut group.rows);
    }
    made.retain(|group| !group.rows.is_empty());
    let of_type = |typology: Typology| {
        let alike: Vec<&Municipality> = towns.iter().copied().filter(|town| town.typology == typology).collect();
        (typology, counter.group(GroupKey::Typology(typology), &alike).total)
    };
    Matrix {
        by: view.by,
        other_columns: counter.other_columns,
        groups: made,
        by_typology: Typology::ALL.iter().copied().map(of_type).collect(),
        columns: counter.columns,
    }
}

fn group_of(group: GapsGroup, town: &Municipality) -> GroupKey {
    match group {
        GapsGroup::Typology if town.is_centrumstad => GroupKey::Centrumsteden,
        GapsGroup::Typology => GroupKey::Typology(town.typology),
        GapsGroup::Province => GroupKey::Province(town.province),
        GapsGroup::Arrondissement => GroupKey::Arrondissement(town.arrondissement),
        GapsGroup::Population => town.population_2020.map_or(GroupKey::PopulationUnknown, |population| {
            let band = POPULATION_BANDS.iter().rev().find(|bound| population >= **bound);
            GroupKey::Population(band.copied().unwrap_or_default())
        }),
        GapsGroup::Nothing => GroupKey::All,
    }
}

/// Counts by municipality.
struct Counter<'a> {
    workspace: &'a Workspace,
    view: &'a MatrixView,
    wanted: Bits,
    /// By row of the projects: positions of its columns.
    columns_by_row: Vec<Vec<u32>>,
    columns: Vec<Column>,
    other_columns: usize,
    order_column: Option<usize>,
}

impl<'a> Counter<'a> {
    /// Columns count what the municipalities of the matrix count: what lies elsewhere, and the regional tray, is beside
    /// it.
    fn new(workspace: &'a Workspace, view: &'a MatrixView, rows: &[u32], towns: &BTreeSet<Nis>) -> Self {
        let timeline = workspace.municipalities.timeline();
        let projects = workspace.projects.rows();
        let mut wanted = Bits::none(projects.len());
        let mut counts: BTreeMap<Arc<str>, u32> = fixed_keys(view.by).into_iter().map(|key| (key, 0)).collect();
        let mut keys_by_row: Vec<Vec<Arc<str>>> = vec![Vec::new(); projects.len()];
        for &row in rows {
            let Some(project) = projects.get(row as usize) else { continue };
            if !is_counted(view.only, project) {
                continue;
            }
            wanted.insert(row);
            let keys = columns_of(view.by, project);
            if project.municipalities().any(|nis| towns.contains(&timeline.today(nis))) {
                for key in &keys {
                    *counts.entry(Arc::clone(key)).or_default() += 1;
                }
            }
            if let Some(slot) = keys_by_row.get_mut(row as usize) {
                *slot = keys;
            }
        }
        let (columns, other_columns) = chosen(view.by, counts);
        let positions: BTreeMap<&str, u32> =
            (0_u32..).zip(&columns).map(|(position, column)| (&*column.key, position)).collect();
        let place = |keys: &Vec<Arc<str>>| keys.iter().filter_map(|key| positions.get(&**key).copied()).collect();
        let columns_by_row = keys_by_row.iter().map(place).collect();
        let order_column =
            view.order_column.as_deref().and_then(|key| columns.iter().position(|column| &*column.key == key));
        Self { workspace, view, wanted, columns_by_row, columns, other_columns, order_column }
    }

    fn group(&self, key: GroupKey, towns: &[&Municipality]) -> Group {
        let known = self.workspace.projects.by_municipality(self.workspace.municipalities.timeline());
        let mut seen = Bits::none(self.columns_by_row.len());
        let mut group = Group {
            key,
            population: None,
            cells: vec![0; self.columns.len()],
            total: 0,
            empty_counts: vec![0; self.columns.len()],
            rows: Vec::new(),
        };
        for town in towns {
            let all = known.get(&town.nis).map(Vec::as_slice).unwrap_or_default();
            let mut row = Row {
                nis: town.nis,
                population: town.population_2020,
                is_in_sample: !all.is_empty(),
                cells: vec![0; self.columns.len()],
                total: 0,
            };
            for &project in all.iter().filter(|project| self.wanted.contains(**project)) {
                self.count(project, &mut row.cells, &mut row.total);
                if !seen.contains(project) {
                    seen.insert(project);
                    self.count(project, &mut group.cells, &mut group.total);
                }
            }
            if row.is_in_sample {
                group.empty_counts.iter_mut().zip(&row.cells).for_each(|(empty, cell)| *empty += u32::from(*cell == 0));
            }
            group.rows.push(row);
        }
        group.population = group.rows.iter().filter(|row| row.is_in_sample).map(|row| row.population).sum();
        group
    }

    fn count(&self, project: u32, cells: &mut [u32], total: &mut u32) {
        *total += 1;
        for &column in self.columns_by_row.get(project as usize).into_iter().flatten() {
            if let Some(cell) = cells.get_mut(column as usize) {
                *cell += 1;
            }
        }
    }

    /// Those that are not in the sample come last: there is nothing to order them by.
    fn sort(&self, rows: &mut [Row]) {
        let known = &self.workspace.municipalities;
        let value = |row: &Row, count: u32| {
            if self.view.is_per_10000 { row.per_10000(count).unwrap_or(-1.0) } else { f64::from(count) }
        };
        rows.sort_by(|a, b| {
            let by_name = || known.name(a.nis).cmp(&known.name(b.nis));
            let greatest = |of: &dyn Fn(&Row) -> f64| of(b).total_cmp(&of(a));
            let cell = |row: &Row| self.order_column.and_then(|at| row.cells.get(at)).copied().unwrap_or_default();
            let order = match self.view.order {
                GapsOrder::Name => std::cmp::Ordering::Equal,
                GapsOrder::Population => greatest(&|row| row.population.map_or(-1.0, f64::from)),
                GapsOrder::Total => greatest(&|row| value(row, row.total)),
                GapsOrder::Column => greatest(&|row| value(row, cell(row))),
            };
            b.is_in_sample.cmp(&a.is_in_sample).then(order).then_with(by_name)
        });
    }
}

/// Columns that are there whether or not a project stands in them.
fn fixed_keys(by: GapsBy) -> Vec<Arc<str>> {
    match by {
        GapsBy::Dimension => Dimension::ALL.iter().map(|one| one.key().into()).collect(),
        GapsBy::WorkingArea => WorkingArea::all().map(|one| one.number().to_string().into()).collect(),
        GapsBy::Helix => HelixRole::ALL.iter().map(|one| one.key().into()).collect(),
        GapsBy::Theme => Vec::new(),
    }
}

/// The columns in their order, and how many found no room.
fn chosen(by: GapsBy, mut counts: BTreeMap<Arc<str>, u32>) -> (Vec<Column>, usize) {
    if by == GapsBy::Theme {
        let mut columns: Vec<Column> = counts.into_iter().map(|(key, count)| Column { key, count }).collect();
        columns.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.key.cmp(&b.key)));
        let other = columns.len().saturating_sub(THEME_LIMIT);
        columns.truncate(THEME_LIMIT);
        return (columns, other);
    }
    let columns = fixed_keys(by).into_iter().map(|key| Column { count: counts.remove(&key).unwrap_or_default(), key });
    (columns.collect(), 0)
}

#[cfg(test)]
#[path = "gaps/tests.rs"]
mod tests;

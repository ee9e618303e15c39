//! What a column of the table of projects holds, in figures: how many rows say something, amounts and years, the
//! entries that occur most.
//!
//! Contract: programmes are left out and counted apart, as everywhere; a missing cell counts as missing, never as zero;
//! amounts of a whole consortium are counted, never added. May use: `workspace`, `model`, `text`.

use std::collections::HashMap;
use std::hash::Hash;

use crate::model::{Amount, Language, Nis, Project, ProjectKind};
use crate::workspace::{Municipalities, ProjectColumn, Projects};

/// Most entries that are told by name.
pub const MOST: usize = 5;

/// Amounts of a column, in euro: those that projects tell for themselves.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Amounts {
    /// How many.
    pub count: u32,
    /// All of them together.
    pub sum: f64,
    /// Sum by count.
    pub mean: f64,
    /// The one in the middle; the mean of the two in the middle of an even number.
    pub median: f64,
    /// The least.
    pub least: f64,
    /// The greatest.
    pub greatest: f64,
}

/// An entry of a column.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entry {
    /// A choice, by its position among all of them.
    Choice(usize),
    /// A working area, by its number.
    Area(u8),
    /// A municipality of today.
    Municipality(Nis),
    /// Words of the source.
    Words(Box<str>),
}

/// What a column holds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ColumnStatistics {
    /// Rows that are counted.
    pub row_count: u32,
    /// Programmes among the rows, left out of everything else.
    pub programme_count: u32,
    /// Counted rows whose cell says something.
    pub filled_count: u32,
    /// Different entries.
    pub distinct_count: u32,
    /// Those that most rows have, with in how many; the first [`MOST`].
    pub most: Vec<(Entry, u32)>,
    /// Amounts, in columns that hold any.
    pub amounts: Option<Amounts>,
    /// Amounts of whole consortia, which are not added.
    pub consortium_count: u32,
    /// First start and last end, of the years that are known.
    pub years: Option<(i16, i16)>,
}

/// Looks through a column of these rows.
pub fn run(
    projects: &Projects,
    municipalities: &Municipalities,
    rows: &[u32],
    column: ProjectColumn,
    language: Language,
) -> ColumnStatistics {
    let mut found = ColumnStatistics::default();
    let mut counts: HashMap<Key<'_>, u32> = HashMap::new();
    let mut amounts: Vec<f64> = Vec::new();
    for project in rows.iter().filter_map(|row| projects.get(*row)) {
        if project.kind == ProjectKind::Programme {
            found.programme_count += 1;
            continue;
        }
        found.row_count += 1;
        let is_filled = match column {
            ProjectColumn::Budget => take_amount(&mut found, &mut amounts, project.budget),
            ProjectColumn::Subsidy => take_amount(&mut found, &mut amounts, project.subsidy),
            ProjectColumn::Period => take_years(&mut found, project),
            _ => {
                let mut keys = keys(project, municipalities, column, language);
                keys.sort_unstable();
                keys.dedup();
                let is_filled = !keys.is_empty();
                for key in keys {
                    *counts.entry(key).or_default() += 1;
                }
                is_filled
            }
        };
        found.filled_count += u32::from(is_filled);
    }
    found.distinct_count = counts.len() as u32;
    found.most = most(counts);
    found.amounts = summed(amounts);
    found
}

/// An entry while it is counted: nothing is copied for each row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Key<'a> {
    Choice(usize),
    Area(u8),
    Municipality(Nis),
    Words(&'a str),
}

fn keys<'a>(
    project: &'a Project,
    municipalities: &Municipalities,
    column: ProjectColumn,
    language: Language,
) -> Vec<Key<'a>> {
    let today = |nis: Nis| Key::Municipality(municipalities.timeline().today(nis));
    let words = |words: &'a str| if words.is_empty() { Vec::new() } else { vec![Key::Words(words)] };
    match column {
        ProjectColumn::Id => words(project.id.as_str()),
        ProjectColumn::Title => words(project.title.get(language)),
        ProjectColumn::Kind => vec![Key::Choice(project.kind.index())],
        ProjectColumn::Lead => project.lead.into_iter().map(today).collect(),
        ProjectColumn::Others => project.others.iter().map(|nis| today(*nis)).collect(),
        ProjectColumn::Dimensions => project.dimensions.iter().map(|one| Key::Choice(one.index())).collect(),
        ProjectColumn::Theme => words(&project.theme),
        ProjectColumn::WorkingAreas => project.working_areas.iter().map(|area| Key::Area(area.number())).collect(),
        ProjectColumn::Status => vec![Key::Choice(project.status.index())],
        ProjectColumn::Funding => words(&project.funding),
        ProjectColumn::Partners => project.partners.iter().map(|partner| Key::Words(&partner.name)).collect(),
        ProjectColumn::Source => {
            let provenance = &project.provenance;
            words(if provenance.cited.is_empty() { &provenance.dataset } else { &provenance.cited })
        }
        ProjectColumn::Period | ProjectColumn::Budget | ProjectColumn::Subsidy => Vec::new(),
    }
}

fn take_amount(found: &mut ColumnStatistics, amounts: &mut Vec<f64>, amount: Option<Amount>) -> bool {
    match amount {
        Some(amount) if amount.is_consortium => found.consortium_count += 1,
        Some(amount) => amounts.push(amount.eur),
        None => {}
    }
    amount.is_some()
}

fn take_years(found: &mut ColumnStatistics, project: &Project) -> bool {
    let (start, end) = (project.period.start, project.period.end);
    for year in [start, end].into_iter().flatten() {
        found.years = Some(found.years.map_or((year, year), |(first, last)| (first.min(year), last.max(year))));
    }
    start.is_some() || end.is_some()
}

fn summed(mut amounts: Vec<f64>) -> Option<Amounts> {
    // In order of size, so that the sum does not depend on the order of the rows.
    amounts.sort_by(f64::total_cmp);
    let (least, greatest) = (*amounts.first()?, *amounts.last()?);
    let middle = amounts.len() / 2;
    let upper = amounts.get(middle).copied()?;
    let lower = if amounts.len().is_multiple_of(2) { amounts.get(middle - 1).copied()? } else { upper };
    let sum: f64 = amounts.iter().sum();
    let count = amounts.len() as u32;
    Some(Amounts { count, sum, mean: sum / f64::from(count), median: f64::midpoint(lower, upper), least, greatest })
}

/// The first few, most rows first, then by entry.
fn most(counts: HashMap<Key<'_>, u32>) -> Vec<(Entry, u32)> {
    let mut all: Vec<(Key<'_>, u32)> = counts.into_iter().collect();
    let order = |a: &(Key<'_>, u32), b: &(Key<'_>, u32)| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0));
    if all.len() > MOST {
        all.select_nth_unstable_by(MOST, order);
        all.truncate(MOST);
    }
    all.sort_unstable_by(order);
    all.into_iter().map(|(key, count)| (entry(key), count)).collect()
}

fn entry(key: Key<'_>) -> Entry {
    match key {
        Key::Choice(index) => Entry::Choice(index),
        Key::Area(number) => Entry::Area(number),
        Key::Municipality(nis) => Entry::Municipality(nis),
        Key::Words(words) => Entry::Words(words.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Dimension, Localized, Period, ProjectId};
    use crate::query::test_support::{municipalities, nis};

    fn rows() -> Vec<Project> {
        let row = |id: &str| Project::new(ProjectId::new(id), ProjectKind::Project, Localized::same(id));
        let mut rows: Vec<Project> = ["1", "2", "3", "4"].map(row).into();
        let eur = |eur, is_consortium| Some(Amount { eur, is_consortium });
        rows[0].budget = eur(10.0, false);
        rows[1].budget = eur(40.0, false);
        rows[2].budget = eur(5_000.0, true);
        rows[3].budget = eur(7.0, false);
        rows[3].kind = ProjectKind::Programme;
        rows[0].dimensions = [Dimension::Living, Dimension::Mobility].into();
        rows[1].dimensions = [Dimension::Mobility].into();
        rows[0].lead = Some(nis(44049));
        rows[1].lead = Some(nis(44021));
        // Nevele went up in Deinze: one municipality of today.
        rows[2].others = Box::new([nis(44049), nis(44083)]);
        rows[0].period = Period { start: Some(2012), end: None };
        rows[2].period = Period { start: None, end: Some(2020) };
        rows
    }

    fn of(column: ProjectColumn) -> ColumnStatistics {
        run(&Projects::new(rows()), &municipalities(), &[0, 1, 2, 3], column, Language::Nl)
    }

    #[test]
    fn amounts_are_those_of_counted_rows_for_themselves() {
        let found = of(ProjectColumn::Budget);
        assert_eq!((found.row_count, found.programme_count, found.filled_count, found.consortium_count), (3, 1, 3, 1));
        let amounts = found.amounts.expect("two amounts");
        assert_eq!((amounts.count, amounts.sum, amounts.mean, amounts.median), (2, 50.0, 25.0, 25.0));
        assert_eq!((amounts.least, amounts.greatest), (10.0, 40.0));
        assert_eq!(of(ProjectColumn::Subsidy).amounts, None, "no amount is not an amount of zero");
    }

    #[test]
    fn entries_are_counted_once_a_row_and_ties_keep_their_order() {
        let found = of(ProjectColumn::Dimensions);
        assert_eq!((found.filled_count, found.distinct_count), (2, 2));
        let [mobility, living] = [Dimension::Mobility, Dimension::Living].map(|one| Entry::Choice(one.index()));
        assert_eq!(found.most, [(mobility, 2), (living, 1)]);
        assert_eq!(of(ProjectColumn::Others).most, [(Entry::Municipality(nis(44083)), 1)]);
        let leads = of(ProjectColumn::Lead);
        assert_eq!(leads.distinct_count, 2, "an old code counts as today's municipality");
        assert!(leads.most.iter().all(|(entry, _)| !matches!(entry, Entry::Municipality(code) if *code == nis(44049))));
    }

    #[test]
    fn years_span_what_is_known() {
        let found = of(ProjectColumn::Period);
        assert_eq!((found.years, found.filled_count, found.row_count), (Some((2012, 2020)), 2, 3));
    }

    #[test]
    fn no_more_than_the_first_few_are_named() {
        let many: Vec<Project> = (0..20)
            .map(|n| Project::new(ProjectId::new(format!("{n:02}")), ProjectKind::Project, Localized::same("a")))
            .collect();
        let all: Vec<u32> = (0..20).collect();
        let found = run(&Projects::new(many), &municipalities(), &all, ProjectColumn::Id, Language::Nl);
        assert_eq!((found.distinct_count, found.most.len()), (20, MOST));
        assert_eq!(found.most.first(), Some(&(Entry::Words("00".into()), 1)));
    }
}

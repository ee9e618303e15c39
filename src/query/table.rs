//! The order of rows in the table of projects.

use std::cmp::Ordering;

use crate::model::{Language, Project};
use crate::query::filter::Selection;
use crate::workspace::municipalities::fold;
use crate::workspace::{Municipalities, ProjectColumn, Projects, SortKey};

/// The selection's rows in the order asked for; ties keep the order of the inventory, empty cells come last in
/// both directions. Text is compared folded (case and accents aside), in the language shown; kinds and stages in
/// their own order, lists by their first entries, periods by start, then end.
pub fn sorted(
    projects: &Projects,
    municipalities: &Municipalities,
    selection: &Selection,
    sort: &[SortKey],
    language: Language,
) -> Vec<u32> {
    if sort.is_empty() {
        return selection.rows.clone();
    }
    let cells_of = |row: u32| -> Vec<Cell> {
        let cell = |key: &SortKey| {
            projects.get(row).map_or(Cell::Empty, |project| cell(project, municipalities, key.column, language))
        };
        sort.iter().map(cell).collect()
    };
    let mut keyed: Vec<(Vec<Cell>, u32)> = selection.rows.iter().map(|&row| (cells_of(row), row)).collect();
    keyed.sort_by(|(a, _), (b, _)| compare(a, b, sort));
    keyed.into_iter().map(|(_, row)| row).collect()
}

/// What a cell is compared by. Within one column all but the empty ones are of one variant.
#[derive(Debug, PartialEq, PartialOrd)]
enum Cell {
    Text(String),
    Ranks(Vec<i32>),
    Amount(f64),
    Empty,
}

fn compare(a: &[Cell], b: &[Cell], sort: &[SortKey]) -> Ordering {
    let mut pairs = a.iter().zip(b).zip(sort);
    pairs
        .find_map(|((a, b), key)| {
            let ordering = match (a, b) {
                (Cell::Empty, Cell::Empty) => Ordering::Equal,
                (Cell::Empty, _) => Ordering::Greater,
                (_, Cell::Empty) => Ordering::Less,
                _ if key.is_descending => value_order(b, a),
                _ => value_order(a, b),
            };
            (ordering != Ordering::Equal).then_some(ordering)
        })
        .unwrap_or(Ordering::Equal)
}

fn value_order(a: &Cell, b: &Cell) -> Ordering {
    match (a, b) {
        (Cell::Text(a), Cell::Text(b)) => a.cmp(b),
        (Cell::Ranks(a), Cell::Ranks(b)) => a.cmp(b),
        (Cell::Amount(a), Cell::Amount(b)) => a.total_cmp(b),
        _ => a.partial_cmp(b).unwrap_or(Ordering::Equal),
    }
}

fn cell(project: &Project, municipalities: &Municipalities, column: ProjectColumn, language: Language) -> Cell {
    let name = |nis| municipalities.name(municipalities.timeline().today(nis));
    match column {
        ProjectColumn::Id => text(project.id.as_str()),
        ProjectColumn::Title => text(project.title.get(language)),
        ProjectColumn::Kind => ranks([project.kind.index()]),
        ProjectColumn::Lead => project.lead.map_or(Cell::Empty, |nis| text(&name(nis))),
        ProjectColumn::Others => texts(project.others.iter().map(|nis| name(*nis))),
        ProjectColumn::Dimensions => ranks(project.dimensions.iter().map(|dimension| dimension.index())),
        ProjectColumn::Theme => text(&project.theme),
        ProjectColumn::WorkingAreas => ranks(project.working_areas.iter().map(|area| usize::from(area.number()))),
        ProjectColumn::Status => ranks([project.status.index()]),
        ProjectColumn::Period => period(project),
        ProjectColumn::Funding => text(&project.funding),
        ProjectColumn::Budget => project.budget.map_or(Cell::Empty, |amount| Cell::Amount(amount.eur)),
        ProjectColumn::Subsidy => project.subsidy.map_or(Cell::Empty, |amount| Cell::Amount(amount.eur)),
        ProjectColumn::Partners => texts(project.partners.iter().map(|partner| partner.name.to_string())),
        ProjectColumn::Source => {
            let provenance = &project.provenance;
            text(if provenance.cited.is_empty() { &provenance.dataset } else { &provenance.cited })
        }
    }
}

fn text(words: &str) -> Cell {
    if words.is_empty() { Cell::Empty } else { Cell::Text(fold(words)) }
}

fn texts(parts: impl Iterator<Item = String>) -> Cell {
    text(&parts.collect::<Vec<_>>().join(" "))
}

fn ranks(indexes: impl IntoIterator<Item = usize>) -> Cell {
    let ranks: Vec<i32> = indexes.into_iter().filter_map(|index| i32::try_from(index).ok()).collect();
    if ranks.is_empty() { Cell::Empty } else { Cell::Ranks(ranks) }
}

/// Start (or the end, where no start is known), then end; an end that is not known comes after all that are.
fn period(project: &Project) -> Cell {
    let (start, end) = (project.period.start, project.period.end);
    start.or(end).map_or(Cell::Empty, |first| Cell::Ranks(vec![i32::from(first), end.map_or(i32::MAX, i32::from)]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Amount, Dimension, Localized, Period, ProjectId, ProjectKind};
    use crate::query::filter;
    use crate::query::test_support::{municipalities, nis};
    use crate::workspace::Filter;

    /// Titles in the order that the sort gives; the projects are b, É, a and an untitled one, in this order.
    fn order(sort: &[(ProjectColumn, bool)]) -> String {
        let row =
            |id: &str, title: &str| Project::new(ProjectId::new(id), ProjectKind::Project, Localized::same(title));
        let mut rows = vec![row("1", "b"), row("2", "É"), row("3", "a"), row("4", "")];
        rows[0].period = Period { start: Some(2018), end: None };
        rows[1].period = Period { start: Some(2018), end: Some(2020) };
        rows[2].period = Period { start: None, end: Some(2016) };
        rows[0].budget = Some(Amount { eur: 10.0, is_consortium: false });
        rows[2].budget = Some(Amount { eur: 9.5, is_consortium: true });
        rows[1].lead = Some(nis(44021));
        rows[3].lead = Some(nis(44049));
        rows[0].dimensions = [Dimension::Living].into();
        rows[3].dimensions = [Dimension::Mobility, Dimension::Living].into();
        rows[2].kind = ProjectKind::Programme;
        let (projects, municipalities) = (Projects::new(rows), municipalities());
        let selection = filter::run(&projects, &municipalities, &Filter::default());
        let sort: Vec<SortKey> = sort
            .iter()
            .map(|(column, is_descending)| SortKey { column: *column, is_descending: *is_descending })
            .collect();
        let rows = sorted(&projects, &municipalities, &selection, &sort, Language::Nl);
        rows.iter().filter_map(|row| projects.get(*row)).map(|project| project.id.to_string()).collect()
    }

    #[test]
    fn text_is_compared_folded_and_empty_cells_come_last_both_ways() {
        assert_eq!(order(&[]), "1234");
        assert_eq!(order(&[(ProjectColumn::Title, false)]), "3124");
        assert_eq!(order(&[(ProjectColumn::Title, true)]), "2134");
        assert_eq!(order(&[(ProjectColumn::Theme, true)]), "1234");
    }

    #[test]
    fn each_column_has_its_own_order() {
        assert_eq!(order(&[(ProjectColumn::Period, false)]), "3214");
        assert_eq!(order(&[(ProjectColumn::Budget, true)]), "1324");
        assert_eq!(order(&[(ProjectColumn::Lead, false)]), "4213", "Nevele sorts as Deinze");
        assert_eq!(order(&[(ProjectColumn::Dimensions, false)]), "4123");
        assert_eq!(order(&[(ProjectColumn::Kind, true), (ProjectColumn::Id, true)]), "3421");
    }
}

//! The projects that a section wants, in the columns and the order of its table; what is over its number of rows stands
//! in the annex.

use super::{Gathered, Scene};
use crate::figure::page::{Block, Cell, Column, Table};
use crate::figure::scene::Align;
use crate::model::{Project, ProjectKind};
use crate::query::{project_words, table};
use crate::workspace::ProjectColumn;
use crate::workspace::report::MOST_ROWS;

/// Longest text of a cell in lines: more than the longest title needs.
const MOST_LINES: usize = 40;

/// More columns than these stand in smaller letters.
const MANY_COLUMNS: usize = 7;

/// The blocks.
pub(super) fn blocks(scene: &Scene<'_>, gathered: &mut Gathered) -> Vec<Block> {
    scene.gather_projects(gathered);
    let (workspace, view) = (&scene.workspace, &scene.section.view);
    let language = scene.maker.text.language();
    let sort = &view.table.sort;
    let rows = table::sorted(&workspace.projects, &workspace.municipalities, &scene.selection, sort, language);
    let projects: Vec<&Project> = rows.iter().filter_map(|row| workspace.projects.get(*row)).collect();
    gathered.facts.row_count += projects.len() as u32;
    gather(scene, &projects, gathered);
    if projects.is_empty() {
        return vec![scene.maker.small(scene.t("reports-no-projects", &[]), 4.0)];
    }
    let limit = usize::from(scene.section.row_limit.clamp(1, MOST_ROWS));
    let (here, rest) = projects.split_at(limit.min(projects.len()));
    let mut blocks = Vec::new();
    if !rest.is_empty() {
        let arguments = [("shown", scene.n(here.len() as u32)), ("all", scene.n(projects.len() as u32))];
        blocks.push(scene.maker.small(scene.t("reports-first-rows", &arguments), 3.0));
        annex(scene, here.len(), rest, gathered);
    }
    blocks.push(Block::Table(rows_table(scene, here), 4.0));
    blocks
}

fn annex(scene: &Scene<'_>, first: usize, rest: &[&Project], gathered: &mut Gathered) {
    let heading = scene.section.heading.trim();
    let name = if heading.is_empty() { scene.t("reports-part-projects", &[]) } else { heading.to_owned() };
    let until = (first + rest.len()) as u32;
    let arguments = [("name", name.into()), ("from", scene.n(first as u32 + 1)), ("until", scene.n(until))];
    gathered.annex.push(scene.maker.heading(3, scene.t("reports-annex-rows", &arguments), 9.0));
    gathered.annex.push(Block::Table(rows_table(scene, rest), 4.0));
}

fn rows_table(scene: &Scene<'_>, projects: &[&Project]) -> Table {
    let text = scene.maker.text;
    let columns = &scene.section.view.table.columns;
    let mut table = scene.maker.styles.table(columns.len() > MANY_COLUMNS, &scene.maker.palette);
    let column = |column: &ProjectColumn| Column {
        title: text.word("column", column.key()),
        part: part(*column),
        align: Align::Left,
        max_lines: MOST_LINES,
    };
    table.columns = columns.iter().map(column).collect();
    let cell = |project: &Project, column: ProjectColumn| {
        let mut words = project_words::cell(&scene.workspace, text, project, column);
        if column == ProjectColumn::Title && project.is_simulated {
            words = format!("{words} ({})", text.get("sensors-simulated"));
        }
        Cell::text(if words.is_empty() { "–".to_owned() } else { words })
    };
    let row = |project: &&Project| columns.iter().map(|column| cell(project, *column)).collect();
    table.rows = projects.iter().map(row).collect();
    table
}

/// Width of a column beside the others.
const fn part(column: ProjectColumn) -> f32 {
    use ProjectColumn::{Dimensions, Funding, Others, Partners, Source, Title, WorkingAreas};
    match column {
        Title => 138.0,
        Others | Partners | Source | WorkingAreas => 90.0,
        Dimensions => 76.0,
        Funding => 92.0,
        _ => 58.0,
    }
}

/// What must be said of the rows.
fn gather(scene: &Scene<'_>, projects: &[&Project], gathered: &mut Gathered) {
    let columns = &scene.section.view.table.columns;
    let shows_amounts = columns.iter().any(|one| matches!(one, ProjectColumn::Budget | ProjectColumn::Subsidy));
    let notes = &mut gathered.facts.notes;
    for project in projects {
        gathered.facts.datasets.insert(project.provenance.dataset.clone());
        if project.kind == ProjectKind::Programme {
            notes.insert("export-note-programmes");
        }
        if shows_amounts && project.budget.iter().chain(&project.subsidy).any(|amount| amount.is_consortium) {
            notes.insert("export-note-consortium");
        }
        if columns.contains(&ProjectColumn::WorkingAreas) && !project.working_areas.is_empty() {
            notes.insert("export-note-assigned");
        }
    }
}

//! The figures of a section's comparison: each municipality beside the median of the peers of the first.

use std::sync::Arc;

use super::{Gathered, Scene};
use crate::figure::page::{Block, Cell, Column, Table};
use crate::figure::scene::Align;
use crate::insight::comparison::{self, Comparison, FigureRow};
use crate::insight::values::{Missing, Value};
use crate::insight::{Inputs, Values, definition, peers};
use crate::model::ValueStatus;
use crate::query::filter;

/// The blocks.
pub(super) fn blocks(scene: &Scene<'_>, gathered: &mut Gathered) -> Vec<Block> {
    let (workspace, view) = (&scene.workspace, &scene.section.view);
    let placeless = view.filter.without_places();
    let rows = filter::run(&workspace.projects, &workspace.municipalities, &placeless).rows;
    let values = Values::new(Inputs { workspace, rows: &rows, sensors: None, this_year: scene.maker.this_year });
    let Some(made) = comparison::run(&values, &view.compare) else {
        return vec![scene.maker.small(scene.t("reports-no-comparison", &[]), 4.0)];
    };
    gather(scene, &made, gathered);
    let text = scene.maker.text;
    let name = peers::name(workspace, &made.peers, text);
    let others = made.peers.members.iter().filter(|nis| Some(*nis) != made.municipalities.first()).count();
    let lead = text.with("profile-peers", &[("n", (others as i64).into()), ("peers", name.into())]);
    let explained = peers::explanation(workspace, &made.peers, text);
    vec![scene.maker.small(format!("{lead} {explained}"), 3.0), Block::Table(table(scene, &values, &made), 4.0)]
}

fn gather(scene: &Scene<'_>, made: &Comparison, gathered: &mut Gathered) {
    let (workspace, text) = (&scene.workspace, scene.maker.text);
    gathered.facts.datasets.extend(["municipalities", "mergers"].map(Arc::from));
    for row in &made.rows {
        let ids = definition::source_ids(workspace, &row.figure, text);
        gathered.facts.datasets.extend(ids.into_iter().map(Arc::from));
        if row.figure.is_sample() {
            gathered.facts.notes.insert("export-note-sample");
        }
        let known = row.values.iter().filter_map(|value| value.as_ref().ok());
        if known.clone().any(|value| value.status != ValueStatus::Final) {
            gathered.facts.notes.insert("export-note-provisional");
        }
    }
}

fn table(scene: &Scene<'_>, values: &Values<'_>, made: &Comparison) -> Table {
    let (text, workspace) = (scene.maker.text, &scene.workspace);
    let mut table = scene.maker.styles.table(false, &scene.maker.palette);
    let column = |title: String, part, align| Column { title, part, align, max_lines: 4 };
    table.columns = vec![
        column(text.get("compare-figure"), 2.2, Align::Left),
        column(text.get("profile-column-year"), 0.6, Align::Left),
    ];
    let towns = made.municipalities.iter().map(|nis| workspace.municipalities.name(*nis));
    table.columns.extend(towns.map(|name| column(name, 1.0, Align::Right)));
    table.columns.push(column(text.get("compare-median"), 1.0, Align::Right));
    table.columns.push(column(text.get("compare-rank"), 0.8, Align::Right));
    table.rows = made.rows.iter().map(|row| cells(scene, values, row)).collect();
    table
}

fn cells(scene: &Scene<'_>, values: &Values<'_>, row: &FigureRow) -> Vec<Cell> {
    let text = scene.maker.text;
    let one = definition::run(values, &row.figure, text);
    let remark = if row.figure.is_sample() { text.get("map-sample") } else { one.unit };
    let dash = || Cell::text("–");
    let median = row.spread.quartiles.map(|quartiles| number(scene, row, quartiles.median));
    let rank = row.ranks.first().copied().flatten();
    let mut cells = vec![
        Cell::Text { text: one.name, is_bold: false, colour: None, remark },
        row.year.map_or_else(dash, |year| Cell::text(year.to_string())),
    ];
    cells.extend(row.values.iter().map(|value| cell(scene, row, value)));
    cells.push(median.map_or_else(dash, Cell::text));
    cells.push(rank.map_or_else(dash, |rank| Cell::text(format!("{} / {}", rank.place, rank.of))));
    cells
}

fn number(scene: &Scene<'_>, row: &FigureRow, value: f64) -> String {
    definition::number_with_sign(&scene.workspace, &row.figure, value, scene.maker.text)
}

/// A figure, or why there is none.
fn cell(scene: &Scene<'_>, row: &FigureRow, value: &Result<Value, Missing>) -> Cell {
    let text = scene.maker.text;
    match value {
        Ok(value) => {
            let is_final = value.status == ValueStatus::Final;
            let remark = if is_final { String::new() } else { text.word("value-status", value.status.key()) };
            Cell::Text { text: number(scene, row, value.value), is_bold: false, colour: None, remark }
        }
        Err(reason) => {
            let colour = Some(scene.maker.palette.soft);
            Cell::Text { text: definition::missing_short(reason, text), is_bold: false, colour, remark: String::new() }
        }
    }
}

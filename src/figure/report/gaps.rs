//! White spots of a section: the matrix as a picture where it fits a page, else as a table that flows over pages.

use std::sync::Arc;

use super::{Gathered, Scene, WIDTH};
use crate::figure::matrix::{self, MatrixFigure};
use crate::figure::page::{Block, Cell, Column, Picture, Table};
use crate::figure::place;
use crate::figure::scene::Align;
use crate::insight::gaps::{self, Matrix, Row, words};
use crate::query::filter;
use crate::workspace::GapsBy;

/// Greatest height of the picture on paper; a taller one would stand alone on a page, and in letters too small to read.
const MOST_HEIGHT: f32 = 560.0;

/// Smallest scale of the picture at which its letters can be read.
const LEAST_SCALE: f32 = 0.5;

/// The blocks.
pub(super) fn blocks(scene: &Scene<'_>, gathered: &mut Gathered) -> Vec<Block> {
    let (workspace, view) = (&scene.workspace, &scene.section.view);
    let placeless = view.filter.without_places();
    let rows = filter::run(&workspace.projects, &workspace.municipalities, &placeless).rows;
    let matrix = gaps::run(workspace, &view.gaps.matrix, &view.filter, &rows);
    gather(scene, &matrix, gathered);
    if matrix.columns.is_empty() || matrix.groups.is_empty() {
        return vec![scene.maker.small(scene.t("reports-no-gaps", &[]), 4.0)];
    }
    let shown = picture(scene, &matrix).unwrap_or_else(|| Block::Table(table(scene, &matrix), 4.0));
    let mut blocks = vec![shown];
    if matches!(blocks.first(), Some(Block::Table(..))) {
        blocks.push(scene.maker.small(scene.t("reports-gaps-signs", &[]), 3.0));
        blocks.extend(not_in_sample(scene, &matrix));
    }
    blocks.push(scene.maker.small(scene.t("gaps-sample", &[]), 3.0));
    blocks
}

fn gather(scene: &Scene<'_>, matrix: &Matrix, gathered: &mut Gathered) {
    let projects = scene.workspace.projects.rows();
    gathered.facts.datasets.extend(["municipalities", "mergers"].map(Arc::from));
    gathered.facts.datasets.extend(projects.iter().map(|project| project.provenance.dataset.clone()));
    let notes = &mut gathered.facts.notes;
    notes.insert("export-note-sample");
    if matrix.by == GapsBy::WorkingArea {
        notes.insert("export-note-assigned");
    }
    if projects.iter().any(|project| project.is_simulated) {
        notes.insert("export-note-simulated");
    }
}

/// "Dimension · number of projects · which: all".
fn title(scene: &Scene<'_>) -> String {
    let (text, matrix) = (scene.maker.text, &scene.section.view.gaps.matrix);
    let value = if matrix.is_per_10000 { "gaps-value-per-10000" } else { "gaps-value-count" };
    let only = format!("{}: {}", text.get("gaps-only"), text.word("gaps-only", matrix.only.key()));
    [text.word("gaps-by", matrix.by.key()), text.get(value), only].join(" · ")
}

fn picture(scene: &Scene<'_>, matrix: &Matrix) -> Option<Block> {
    let title = title(scene);
    let is_per_10000 = scene.section.view.gaps.matrix.is_per_10000;
    let figure = MatrixFigure {
        workspace: &scene.workspace,
        matrix,
        is_per_10000,
        title: &title,
        remarks: &[],
        palette: &scene.maker.palette,
        text: scene.maker.text,
    };
    let (drawn, [width, height]) = matrix::scene(&figure);
    let factor = (WIDTH / width).min(1.0);
    if factor < LEAST_SCALE || height * factor > MOST_HEIGHT {
        return None;
    }
    let drawn = place::placed(drawn, factor, [0.0, 0.0]);
    let alternative = format!("{title}. {}", told(scene, matrix).join("; "));
    let size = [width * factor, height * factor];
    Some(Block::Picture(Picture { name: "gaps".to_owned(), alternative, scene: drawn, size }, 4.0))
}

/// Each municipality with its cells in words.
fn told(scene: &Scene<'_>, matrix: &Matrix) -> Vec<String> {
    let is_per_10000 = scene.section.view.gaps.matrix.is_per_10000;
    let cells = |row: &Row| -> String {
        let cell = |(column, count): (&gaps::Column, &u32)| {
            let name = words::column(matrix.by, &column.key, scene.maker.text);
            format!("{name} {}", words::cell(row, *count, is_per_10000, scene.maker.text))
        };
        matrix.columns.iter().zip(&row.cells).map(cell).collect::<Vec<_>>().join(", ")
    };
    let rows = matrix.groups.iter().flat_map(|group| &group.rows);
    rows.map(|row| format!("{}: {}", scene.workspace.municipalities.name(row.nis), cells(row))).collect()
}

/// Municipalities without a row in the table: nothing is known of them.
fn not_in_sample(scene: &Scene<'_>, matrix: &Matrix) -> Option<Block> {
    let rows = matrix.groups.iter().flat_map(|group| &group.rows).filter(|row| !row.is_in_sample);
    let mut names: Vec<String> = rows.map(|row| scene.workspace.municipalities.name(row.nis)).collect();
    names.sort();
    let arguments = [("n", scene.n(names.len() as u32)), ("names", names.join(", ").into())];
    (!names.is_empty()).then(|| scene.maker.small(scene.t("reports-not-in-sample", &arguments), 3.0))
}

fn table(scene: &Scene<'_>, matrix: &Matrix) -> Table {
    let (text, maker) = (scene.maker.text, scene.maker);
    let mut table = maker.styles.table(true, &maker.palette);
    let column = |title: String, part, align| Column { title, part, align, max_lines: 4 };
    table.columns = vec![column(text.get("gaps-municipality"), 2.2, Align::Left)];
    let names = matrix.columns.iter().map(|one| words::column(matrix.by, &one.key, text));
    table.columns.extend(names.map(|name| column(name, 1.0, Align::Right)));
    table.columns.push(column(text.get("gaps-total"), 0.9, Align::Right));
    let is_per_10000 = scene.section.view.gaps.matrix.is_per_10000;
    let number = |count: u32, population: Option<u32>| {
        words::number(count, population, is_per_10000, text).unwrap_or_else(|| "?".to_owned())
    };
    for group in &matrix.groups {
        let bold = |words: String| Cell::Text { text: words, is_bold: true, colour: None, remark: String::new() };
        let counts = group.cells.iter().chain([&group.total]).map(|count| bold(number(*count, group.population)));
        let name = bold(words::group(&scene.workspace, group.key, text));
        table.rows.push(std::iter::once(name).chain(counts).collect());
        for row in group.rows.iter().filter(|row| row.is_in_sample) {
            let cell = |count: &u32| match *count {
                0 => Cell::text("–"),
                count => Cell::text(number(count, row.population)),
            };
            let name = Cell::text(scene.workspace.municipalities.name(row.nis));
            let cells = row.cells.iter().chain([&row.total]).map(cell);
            table.rows.push(std::iter::once(name).chain(cells).collect());
        }
    }
    table
}

//! Proposes where the places of a table are and what names them.
//!
//! Contract: a proposal, never a decision: every part can be changed. What is not clear is left out. May use: `model`.

use super::LayerMapping;
use crate::formats::project::{ProjectField, Resolve};
use crate::formats::project_list::{self, ListTable};
use crate::formats::sheet::Cell;
use crate::model::LayerKind;
use crate::model::fold::fold;

/// Headers of a column with names, folded, the surest first.
const NAMES: &[&str] =
    &["naam", "name", "nom", "benaming", "omschrijving", "titel", "title", "label", "naam_nl", "naamnl", "adres"];

/// Rows that are looked at.
const SAMPLE_ROWS: usize = 200;

/// A proposal for a table of a file that has this name.
pub fn guess(table: &ListTable, kind: LayerKind, file: &str, resolve: &Resolve<'_>) -> LayerMapping {
    // Where headers and coordinates stand is told of a list of projects in the same way.
    let list = project_list::detect::guess(table, file, resolve, &|_| false);
    let headers = table.headers(list.header_row);
    let pair = |first, second| list.column_of(first).zip(list.column_of(second));
    let pair = pair(ProjectField::Lon, ProjectField::Lat).or_else(|| pair(ProjectField::X, ProjectField::Y));
    let pair = pair.filter(|_| table.shapes.is_empty());
    let place = list.column_of(ProjectField::Place).filter(|_| table.shapes.is_empty() && pair.is_none());
    let named = NAMES.iter().find_map(|name| headers.iter().position(|header| fold(header) == *name));
    let title = named.or_else(|| list.column_of(ProjectField::Title));
    let taken = |index: usize| place == Some(index) || pair.is_some_and(|(x, y)| index == x || index == y);
    let first_text = || (0..headers.len()).find(|index| !taken(*index) && is_text(table, list.header_row, *index));
    // A layer needs no names; places do.
    let label = if kind == LayerKind::Places { title.or_else(first_text) } else { title };
    LayerMapping {
        kind,
        sheet: list.sheet.clone(),
        header_row: list.header_row,
        headers,
        decimal: list.decimal,
        crs: list.crs.clone(),
        x: pair.map(|(x, _)| x),
        y: pair.map(|(_, y)| y),
        place,
        label,
        colour: 0,
        name: list.list.clone(),
        source: list.source,
    }
}

/// Whether most of the filled cells of a column are texts that are no numbers.
fn is_text(table: &ListTable, header_row: u64, index: usize) -> bool {
    let rows = table.sheet.rows.iter().filter(|row| row.number > header_row).take(SAMPLE_ROWS);
    let cells: Vec<&Cell> = rows.map(|row| row.get(index)).filter(|cell| !cell.is_empty()).collect();
    let texts = cells.iter().filter(|cell| matches!(cell, Cell::Text(text) if text.parse::<f64>().is_err())).count();
    texts * 2 > cells.len()
}

//! The list as it stands, with the field of each column above it; and what holds for the list as a whole.

use egui::Ui;

use crate::jobs::ListSeen;
use crate::jobs::list::{Choices, ProjectColumn, ProjectField, ProjectMapping, RowKey};
use crate::ui::UiContext;
use crate::ui::dialogs::grid::{COMBO_WIDTH, ColumnLook, FirstRows, grid_ui};
use crate::ui::dialogs::parts::{self as dialog_parts, choice_ui};
use crate::ui::widgets;

/// Fields that no list of somebody else's holds.
const NOT_OFFERED: [ProjectField; 2] = [ProjectField::PlaceBasis, ProjectField::Simulated];

/// Choices about the list as a whole.
pub(super) fn list_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &ListSeen, mapping: &mut ProjectMapping) {
    dialog_parts::rows_header_ui(ctx, ui, seen.row_count);
    ui.horizontal_wrapped(|ui| {
        sheet_ui(ctx, ui, seen, mapping);
        header_ui(ctx, ui, seen, mapping);
        key_ui(ctx, ui, mapping);
        crs_ui(ctx, ui, seen, mapping);
    });
}

fn sheet_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &ListSeen, mapping: &mut ProjectMapping) {
    if let Some(sheet) = dialog_parts::sheet_ui(ctx, ui, (&seen.sheets, &seen.hidden), mapping.sheet.as_deref()) {
        // Another sheet is another list: a new proposal is asked for.
        *mapping = ProjectMapping { sheet: Some(sheet), source: mapping.source.clone(), ..ProjectMapping::default() };
    }
}

fn header_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &ListSeen, mapping: &mut ProjectMapping) {
    if seen.has_own_headers {
        return;
    }
    if let Some((row, cells)) = dialog_parts::header_row_ui(ctx, ui, &seen.grid, mapping.header_row) {
        mapping.header_row = row;
        for (index, column) in mapping.columns.iter_mut().enumerate() {
            column.header = cells.get(index).cloned().unwrap_or_default();
        }
    }
}

/// What tells that a row is about a project that is known.
fn key_ui(ctx: &UiContext<'_>, ui: &mut Ui, mapping: &mut ProjectMapping) {
    let has_id = mapping.has(ProjectField::Id);
    let keys = RowKey::ALL.iter().filter(|key| has_id || **key == RowKey::Title);
    let keys: Vec<(RowKey, String)> = keys.map(|key| (*key, ctx.text.word("import-list-key", key.key()))).collect();
    let name = ctx.t("import-list-key");
    ui.label(widgets::soft(ctx.theme, &name));
    if let Some(key) = choice_ui(ctx, ui, ("key", &name, 250.0), &mapping.key, &keys) {
        mapping.key = key;
    }
    ui.add_space(8.0);
}

/// The reference system, where there are coordinates or shapes.
fn crs_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &ListSeen, mapping: &mut ProjectMapping) {
    let coordinates = [ProjectField::X, ProjectField::Lon, ProjectField::Place];
    let has_coordinates = coordinates.iter().any(|field| mapping.has(*field));
    if !has_coordinates && seen.shape_count == 0 {
        return;
    }
    dialog_parts::crs_ui(ctx, ui, &mut mapping.crs);
}

/// The first rows, each column with its field above it.
pub(super) fn columns_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &ListSeen, mapping: &mut ProjectMapping) {
    let offered = ProjectField::ALL.iter().filter(|field| !NOT_OFFERED.contains(field));
    let none = std::iter::once((None, ctx.t("import-role-ignore")));
    let fields: Vec<(Option<ProjectField>, String)> =
        none.chain(offered.map(|field| (Some(*field), field_words(ctx, *field)))).collect();
    let unknown: Vec<usize> =
        (0..mapping.columns.len()).map(|index| super::words::unknown(seen, mapping, index)).collect();
    let first_rows = FirstRows { headers: &seen.headers, grid: &seen.grid, first: seen.mapping.header_row };
    let field_ui = |ui: &mut Ui, mapping: &mut ProjectMapping, index: usize, shown: &str| {
        let Some(column) = mapping.columns.get_mut(index) else { return };
        let name = ctx.tw("import-role-of", &[("column", shown)]);
        if let Some(field) = choice_ui(ctx, ui, ("field", &name, COMBO_WIDTH), &column.field, &fields) {
            *column = ProjectColumn { header: column.header.clone(), field, ..ProjectColumn::default() };
        }
    };
    let look_ui = |ui: &mut Ui, mapping: &mut ProjectMapping, index: usize, _: &str| {
        let field = mapping.columns.get(index).and_then(|column| column.field);
        let count = unknown.get(index).copied().unwrap_or_default();
        if count > 0 && field.is_some_and(|field| Choices::all().has(field)) {
            ui.label(widgets::small(ctx.theme, ctx.tn("import-list-unknown-words", count as u32)));
        }
        ColumnLook { is_read: field.is_some(), is_number: field.is_some_and(is_number), short: None }
    };
    grid_ui(ctx, ui, &first_rows, mapping, field_ui, look_ui);
}

/// The name of a field.
pub(super) fn field_words(ctx: &UiContext<'_>, field: ProjectField) -> String {
    ctx.text.word("export-column", field.key())
}

const fn is_number(field: ProjectField) -> bool {
    matches!(
        field,
        ProjectField::Lon
            | ProjectField::Lat
            | ProjectField::X
            | ProjectField::Y
            | ProjectField::StartYear
            | ProjectField::EndYear
            | ProjectField::Budget
            | ProjectField::Subsidy
    )
}

/// Under which name the projects are kept, and who made the list.
pub(super) fn source_ui(ctx: &UiContext<'_>, ui: &mut Ui, mapping: &mut ProjectMapping) {
    dialog_parts::source_ui(ctx, ui, "import-list-name-help", &mut mapping.list, &mut mapping.source);
}

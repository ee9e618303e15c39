//! The list as it stands, with what each column holds above it; and what holds for the list as a whole.

use egui::Ui;

use super::{properties, uses};
use crate::jobs::sensor_list::{SensorColumn, SensorField, SensorMapping, words};
use crate::jobs::{SensorsPreview, SensorsSeen};
use crate::model::ObservedProperty;
use crate::ui::UiContext;
use crate::ui::charts::parts as chart_parts;
use crate::ui::dialogs::grid::{COMBO_WIDTH, ColumnLook, FirstRows, grid_ui};
use crate::ui::dialogs::list_words;
use crate::ui::dialogs::parts::{self, choice_ui, text_ui};
use crate::ui::widgets;

/// Columns with values whose unit can be said.
const SHOWN_UNITS: usize = 24;

/// Choices about the list as a whole.
pub(super) fn list_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &SensorsSeen, mapping: &mut SensorMapping) {
    parts::rows_header_ui(ctx, ui, seen.row_count);
    ui.horizontal_wrapped(|ui| {
        if let Some(sheet) = parts::sheet_ui(ctx, ui, (&seen.sheets, &seen.hidden), mapping.sheet.as_deref()) {
            // Another sheet is another list: a new proposal is asked for.
            *mapping = SensorMapping { sheet: Some(sheet), source: mapping.source.clone(), ..SensorMapping::default() };
        }
        if !seen.has_own_headers
            && let Some((row, cells)) = parts::header_row_ui(ctx, ui, &seen.grid, mapping.header_row)
        {
            mapping.header_row = row;
            for (index, column) in mapping.columns.iter_mut().enumerate() {
                column.header = cells.get(index).cloned().unwrap_or_default();
            }
        }
        let coordinates = [SensorField::X, SensorField::Lon, SensorField::Place];
        let has_coordinates = coordinates.iter().any(|field| mapping.has(*field));
        if has_coordinates || seen.shape_count > 0 {
            parts::crs_ui(ctx, ui, &mut mapping.crs);
        }
    });
}

/// The first rows, each column with what it holds above it.
pub(super) fn columns_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &SensorsSeen, mapping: &mut SensorMapping) {
    let none = std::iter::once((None, ctx.t("import-role-ignore")));
    let worded = SensorField::ALL.iter().map(|field| (Some(*field), field_words(ctx, *field)));
    let fields: Vec<(Option<SensorField>, String)> = none.chain(worded).collect();
    let of_row = std::iter::once((None, ctx.t("import-sensors-property-of-row")));
    let properties: Vec<(Option<ObservedProperty>, String)> =
        of_row.chain(properties(ctx).into_iter().map(|(one, word)| (Some(one), word))).collect();
    let first_rows = FirstRows { headers: &seen.headers, grid: &seen.grid, first: seen.mapping.header_row };
    let field_ui = |ui: &mut Ui, mapping: &mut SensorMapping, index: usize, shown: &str| {
        let Some(column) = mapping.columns.get_mut(index) else { return };
        let name = ctx.tw("import-role-of", &[("column", shown)]);
        if let Some(field) = choice_ui(ctx, ui, ("field", &name, COMBO_WIDTH), &column.field, &fields) {
            *column = chosen(&column.header, field);
        }
    };
    let look_ui = |ui: &mut Ui, mapping: &mut SensorMapping, index: usize, shown: &str| {
        let Some(column) = mapping.columns.get_mut(index) else { return ColumnLook::default() };
        match column.field {
            Some(SensorField::Value) => {
                let name = ctx.tw("import-sensors-property-of", &[("column", shown)]);
                let look = ("property", name.as_str(), COMBO_WIDTH);
                if let Some(property) = choice_ui(ctx, ui, look, &column.property, &properties) {
                    column.property = property;
                }
            }
            Some(SensorField::Property) => {
                let unknown = list_words::unknown(uses(seen, index), &column.words);
                if unknown > 0 {
                    ui.label(widgets::small(ctx.theme, ctx.tn("import-list-unknown-words", unknown as u32)));
                }
            }
            _ => {}
        }
        ColumnLook { is_read: column.field.is_some(), is_number: column.field.is_some_and(is_number), short: None }
    };
    grid_ui(ctx, ui, &first_rows, mapping, field_ui, look_ui);
}

/// A column that was given a meaning; of one with values its header may say of what they are, and in which unit.
fn chosen(header: &str, field: Option<SensorField>) -> SensorColumn {
    let mut column = SensorColumn { header: header.to_owned(), field, ..SensorColumn::default() };
    if field == Some(SensorField::Value) {
        let (name, unit) = words::parted(header);
        column.property = words::named(name).or_else(|| words::near(name));
        unit.clone_into(&mut column.unit);
    }
    column
}

/// The units of the columns with values, where the rows don't say them.
pub(super) fn units_ui(ctx: &UiContext<'_>, ui: &mut Ui, mapping: &mut SensorMapping) {
    let has_unit_column = mapping.has(SensorField::Unit);
    let is_value = |column: &&mut SensorColumn| column.field == Some(SensorField::Value);
    let values: Vec<&mut SensorColumn> = mapping.columns.iter_mut().filter(is_value).collect();
    if values.is_empty() {
        return;
    }
    widgets::sub_header(ui, ctx.theme, &ctx.t("import-sensors-units"), "");
    let help = if has_unit_column { "import-sensors-units-of-row" } else { "import-sensors-units-help" };
    chart_parts::remark(ctx, ui, ctx.t(help));
    ui.add_space(4.0);
    let more = values.len().saturating_sub(SHOWN_UNITS);
    ui.horizontal_wrapped(|ui| {
        for column in values.into_iter().take(SHOWN_UNITS) {
            ui.allocate_ui(egui::vec2(250.0, 28.0), |ui| {
                ui.set_width(250.0);
                ui.horizontal(|ui| {
                    let name = ctx.tw("import-sensors-unit-of", &[("column", &column.header)]);
                    text_ui(ui, &mut column.unit, &name, &ctx.t("import-unit"), 90.0);
                    ui.add(egui::Label::new(&column.header).truncate()).on_hover_text(&column.header);
                });
            });
        }
    });
    if more > 0 {
        chart_parts::remark(ctx, ui, ctx.text.with("import-more-columns", &[("n", (more as i64).into())]));
    }
    ui.add_space(8.0);
}

/// The name of what a column holds.
pub(super) fn field_words(ctx: &UiContext<'_>, field: SensorField) -> String {
    ctx.text.word("import-sensors-role", field.key())
}

const fn is_number(field: SensorField) -> bool {
    matches!(field, SensorField::Lon | SensorField::Lat | SensorField::X | SensorField::Y | SensorField::Value)
}

/// The times that the readings are of.
pub(super) fn stretch(preview: &SensorsPreview) -> Option<String> {
    preview.stretch.map(|(from, until)| crate::ui::sensors_tab::words::stretch(from, until))
}

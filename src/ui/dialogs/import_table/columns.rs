//! The table as it stands, with the meaning of each column above it.

use egui::Ui;

use crate::jobs::TableSeen;
use crate::jobs::table::{ColumnMapping, Mapping, Role};
use crate::model::NisVintage;
use crate::model::period::Year;
use crate::ui::UiContext;
use crate::ui::dialogs::grid::{COMBO_WIDTH, ColumnLook, FirstRows, grid_ui as cells_ui};
use crate::ui::dialogs::parts::{self as dialog_parts, choice_ui, text_ui};
use crate::ui::widgets;

/// Choices about the table as a whole.
pub(super) fn table_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &TableSeen, mapping: &mut Mapping) {
    let rows = i64::try_from(seen.row_count).unwrap_or(i64::MAX);
    let remark = ctx.text.with("import-rows", &[("n", rows.into()), ("shown", ctx.text.integer(rows).into())]);
    widgets::sub_header(ui, ctx.theme, &ctx.t("import-table"), &remark);
    ui.horizontal_wrapped(|ui| {
        sheet_ui(ctx, ui, seen, mapping);
        header_ui(ctx, ui, seen, mapping);
        ui.label(widgets::soft(ctx.theme, ctx.t("import-vintage")));
        let vintages: Vec<(NisVintage, String)> =
            NisVintage::ALL.iter().map(|one| (*one, ctx.text.word("import-vintage", one.key()))).collect();
        let name = ctx.t("import-vintage");
        if let Some(vintage) = choice_ui(ctx, ui, ("vintage", &name, 250.0), &mapping.vintage, &vintages) {
            mapping.vintage = vintage;
        }
        ui.add_space(8.0);
        year_ui(ctx, ui, mapping);
    });
    if widgets::toggle(ui, ctx.theme, mapping.adds_up, &ctx.t("import-adds-up")).clicked() {
        mapping.adds_up = !mapping.adds_up;
    }
}

fn sheet_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &TableSeen, mapping: &mut Mapping) {
    if let Some(sheet) = dialog_parts::sheet_ui(ctx, ui, (&seen.sheets, &seen.hidden), mapping.sheet.as_deref()) {
        // Another sheet is another table: a new proposal is asked for.
        *mapping = Mapping { sheet: Some(sheet), source: mapping.source.clone(), ..Mapping::default() };
    }
}

fn header_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &TableSeen, mapping: &mut Mapping) {
    if let Some((row, cells)) = dialog_parts::header_row_ui(ctx, ui, &seen.grid, mapping.header_row) {
        (mapping.header_row, mapping.header_count, mapping.units_row) = (row, 1, None);
        for (index, column) in mapping.columns.iter_mut().enumerate() {
            column.header = cells.get(index).cloned().unwrap_or_default();
        }
    }
}

/// The year of the whole table, where no column and no header says it.
fn year_ui(ctx: &UiContext<'_>, ui: &mut Ui, mapping: &mut Mapping) {
    let has_column = mapping.columns.iter().any(|column| column.role == Role::Year);
    let needs = mapping.columns.iter().any(|column| column.role == Role::Value && column.year.is_none());
    if has_column || !needs {
        return;
    }
    ui.label(widgets::soft(ctx.theme, ctx.t("import-year")));
    let mut typed = mapping.year.map(|year| year.to_string()).unwrap_or_default();
    text_ui(ui, &mut typed, &ctx.t("import-year"), "2024", 70.0);
    let year = typed.trim().parse::<Year>().ok().filter(|year| (0..=2200).contains(year));
    if typed.trim().is_empty() || year.is_some() {
        mapping.year = year;
    }
}

/// The first rows, each column with its meaning above it.
pub(super) fn grid_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &TableSeen, mapping: &mut Mapping) {
    let figures = figure_choices(ctx, mapping);
    let first = seen.mapping.units_row.unwrap_or(seen.mapping.header_row);
    let mut state = (mapping, Taken::default());
    let role_ui = |ui: &mut Ui, (mapping, taken): &mut (&mut Mapping, Taken), index: usize, shown: &str| {
        let Some(column) = mapping.columns.get_mut(index) else { return };
        let roles: Vec<(Role, String)> =
            Role::ALL.iter().map(|role| (*role, ctx.text.word("import-role", role.key()))).collect();
        let name = ctx.tw("import-role-of", &[("column", shown)]);
        if let Some(role) = choice_ui(ctx, ui, ("role", &name, COMBO_WIDTH), &column.role, &roles) {
            column.role = role;
            column.year = None;
            taken.role = Some((role, index));
        }
    };
    let look_ui = |ui: &mut Ui, (mapping, _): &mut (&mut Mapping, Taken), index: usize, shown: &str| {
        let Some(column) = mapping.columns.get_mut(index) else { return ColumnLook::default() };
        detail_ui(ctx, ui, shown, column, &figures);
        ColumnLook {
            is_read: column.role != Role::Ignore,
            is_number: column.role == Role::Value,
            // The year often stands at the end of a long header, where it would be cut off.
            short: column.year.map(|year| format!("{year} · {shown}")),
        }
    };
    let first_rows = FirstRows { headers: &seen.headers, grid: &seen.grid, first };
    cells_ui(ctx, ui, &first_rows, &mut state, role_ui, look_ui);
    let (mapping, taken) = state;
    taken.apply(mapping);
}

/// What must hold for other columns too once one was changed.
#[derive(Default)]
struct Taken {
    /// A role that only one column has, and which one that is now.
    role: Option<(Role, usize)>,
}

impl Taken {
    fn apply(self, mapping: &mut Mapping) {
        let Some((role, index)) = self.role else { return };
        if matches!(
            role,
            Role::Nis | Role::Name | Role::Year | Role::Month | Role::Indicator | Role::Unit | Role::Status
        ) {
            for (at, column) in mapping.columns.iter_mut().enumerate() {
                if at != index && column.role == role {
                    column.role = Role::Ignore;
                }
            }
        }
    }
}

/// Figures that a column can be of: those of the table, then those that are known.
fn figure_choices(ctx: &UiContext<'_>, mapping: &Mapping) -> Vec<(String, String)> {
    let mut choices: Vec<(String, String)> = Vec::new();
    let is_sum = |draft: &&crate::jobs::table::IndicatorDraft| draft.ratio.is_none();
    for draft in mapping.indicators.iter().filter(is_sum) {
        let name = if draft.name_nl.is_empty() { &draft.name_en } else { &draft.name_nl };
        choices.push((draft.id.clone(), if name.is_empty() { draft.id.clone() } else { name.clone() }));
    }
    for known in ctx.workspace.indicators.definitions() {
        let is_new = choices.iter().all(|(id, _)| id != known.id.as_str());
        if is_new && known.aggregation == crate::model::Aggregation::Sum {
            choices.push((known.id.to_string(), known.name.get(ctx.language()).to_owned()));
        }
    }
    choices.push((String::new(), ctx.t("import-figure-new")));
    choices
}

/// What a role needs besides: which figure, which value.
fn detail_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: &str, column: &mut ColumnMapping, figures: &[(String, String)]) {
    match column.role {
        Role::Value => {
            let name = ctx.tw("import-figure-of", &[("column", shown)]);
            let chosen = column.indicator.clone().unwrap_or_default();
            if let Some(id) = choice_ui(ctx, ui, ("figure", &name, COMBO_WIDTH), &chosen, figures) {
                // Without one the column gets a figure of its own, named after its header.
                column.indicator = Some(id).filter(|id| !id.is_empty());
            }
        }
        Role::Only => {
            let name = ctx.tw("import-only-of", &[("column", shown)]);
            let only = column.only.get_or_insert_default();
            text_ui(ui, only, &name, &ctx.t("import-only-hint"), COMBO_WIDTH);
        }
        _ => {}
    }
}

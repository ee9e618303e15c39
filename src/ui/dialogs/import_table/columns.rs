//! The table as it stands, with the meaning of each column above it.

use egui::{Label, RichText, Role as EguiRole, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::parts::{choice_ui, text_ui};
use crate::jobs::TableSeen;
use crate::jobs::table::{ColumnMapping, Mapping, Role};
use crate::model::NisVintage;
use crate::model::period::Year;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets;

/// Width of a column in points.
const COLUMN_WIDTH: f32 = 158.0;

/// Width of what is chosen for a column in points.
const COMBO_WIDTH: f32 = COLUMN_WIDTH - 10.0;

/// Height of a line of cells in points.
const LINE: f32 = 20.0;

/// Rows with figures that are shown.
const ROWS: usize = 7;

/// Columns that are shown; the others keep what is proposed for them.
const SHOWN_COLUMNS: usize = 48;

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
    if seen.sheets.len() < 2 {
        return;
    }
    let sheets: Vec<(String, String)> = seen.sheets.iter().map(|name| (name.clone(), name.clone())).collect();
    let chosen = mapping.sheet.clone().or_else(|| seen.sheets.first().cloned()).unwrap_or_default();
    let name = ctx.t("import-sheet");
    ui.label(widgets::soft(ctx.theme, &name));
    if let Some(sheet) = choice_ui(ctx, ui, ("sheet", &name, 170.0), &chosen, &sheets) {
        // Another sheet is another table: a new proposal is asked for.
        *mapping = Mapping { sheet: Some(sheet), source: mapping.source.clone(), ..Mapping::default() };
    }
    ui.add_space(8.0);
}

fn header_ui(ctx: &UiContext<'_>, ui: &mut Ui, seen: &TableSeen, mapping: &mut Mapping) {
    let name = ctx.t("import-header-row");
    let none = std::iter::once((0, ctx.t("import-no-header")));
    let rows = seen.grid.iter().take(20).map(|(number, _)| (*number, ctx.text.integer(*number)));
    let choices: Vec<(u64, String)> = none.chain(rows).collect();
    ui.label(widgets::soft(ctx.theme, &name));
    if let Some(row) = choice_ui(ctx, ui, ("header-row", &name, 70.0), &mapping.header_row, &choices) {
        let header = |index: usize| {
            let cells = seen.grid.iter().find(|(number, _)| *number == row).map(|(_, cells)| cells);
            cells.and_then(|cells| cells.get(index)).cloned().unwrap_or_default()
        };
        (mapping.header_row, mapping.header_count, mapping.units_row) = (row, 1, None);
        for (index, column) in mapping.columns.iter_mut().enumerate() {
            column.header = header(index);
        }
    }
    ui.add_space(8.0);
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
    ui.add_space(8.0);
    let figures = figure_choices(ctx, mapping);
    ScrollArea::horizontal().id_salt("grid-of-table").auto_shrink([false, true]).show(ui, |ui| {
        ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            let mut taken = Taken::default();
            for (index, header) in seen.headers.iter().enumerate().take(SHOWN_COLUMNS) {
                if let Some(column) = mapping.columns.get_mut(index) {
                    ui.push_id(("column-of-table", index), |ui| {
                        column_ui(ctx, ui, (index, header), seen, column, &figures, &mut taken);
                    });
                }
            }
            taken.apply(mapping);
        });
        ui.add_space(10.0);
    });
    if seen.headers.len() > SHOWN_COLUMNS {
        let more = (seen.headers.len() - SHOWN_COLUMNS) as i64;
        parts::remark(ctx, ui, ctx.text.with("import-more-columns", &[("n", more.into())]));
    }
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
        if matches!(role, Role::Nis | Role::Name | Role::Year | Role::Indicator | Role::Unit | Role::Status) {
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

fn column_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    (index, header): (usize, &str),
    seen: &TableSeen,
    column: &mut ColumnMapping,
    figures: &[(String, String)],
    taken: &mut Taken,
) {
    let is_read = column.role != Role::Ignore;
    let fill = if is_read { ctx.theme.palette.accent_background } else { ctx.theme.palette.background };
    ui.vertical(|ui| {
        ui.set_width(COLUMN_WIDTH);
        ui.spacing_mut().item_spacing.y = 2.0;
        let shown = if header.is_empty() {
            ctx.tw("import-column", &[("n", &(index + 1).to_string())])
        } else {
            header.to_owned()
        };
        let roles: Vec<(Role, String)> =
            Role::ALL.iter().map(|role| (*role, ctx.text.word("import-role", role.key()))).collect();
        let name = ctx.tw("import-role-of", &[("column", &shown)]);
        if let Some(role) = choice_ui(ctx, ui, ("role", &name, COMBO_WIDTH), &column.role, &roles) {
            column.role = role;
            column.year = None;
            taken.role = Some((role, index));
        }
        ui.allocate_ui(vec2(COLUMN_WIDTH, 30.0), |ui| {
            ui.set_min_height(30.0);
            detail_ui(ctx, ui, &shown, column, figures);
        });
        egui::Frame::NONE.fill(colour(fill)).inner_margin(egui::Margin::symmetric(6, 3)).show(ui, |ui| {
            ui.set_width(COLUMN_WIDTH - 14.0);
            ui.set_height(LINE);
            // The year often stands at the end of a long header, where it would be cut off.
            let line = column.year.map_or_else(|| shown.clone(), |year| format!("{year} · {shown}"));
            let line = if header_fits(ui, &shown) { shown.clone() } else { line };
            ui.add(Label::new(RichText::new(line).font(widgets::semibold_font(measure::SMALL))).truncate())
                .on_hover_text(&shown);
        });
        cells_ui(ctx, ui, index, seen, column.role);
    });
}

/// Whether a header can be read whole.
fn header_fits(ui: &Ui, header: &str) -> bool {
    let font = widgets::semibold_font(measure::SMALL);
    ui.painter().layout_no_wrap(header.to_owned(), font, ui.visuals().text_color()).size().x <= COLUMN_WIDTH - 14.0
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

/// The first cells; figures stand on the right, as in a table.
fn cells_ui(ctx: &UiContext<'_>, ui: &mut Ui, index: usize, seen: &TableSeen, role: Role) {
    let first = seen.mapping.units_row.unwrap_or(seen.mapping.header_row);
    let tone = if role == Role::Ignore { ctx.theme.soft() } else { ctx.theme.text() };
    for (_, cells) in seen.grid.iter().filter(|(number, _)| *number > first).take(ROWS) {
        let text = cells.get(index).map(String::as_str).unwrap_or_default();
        let (rect, response) = ui.allocate_exact_size(vec2(COLUMN_WIDTH - 2.0, LINE), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(EguiRole::Label, true, text));
        let inner = rect.shrink2(vec2(6.0, 0.0));
        let line = widgets::elided(ui, text, widgets::font(measure::SMALL), tone, inner.width());
        let left = if role == Role::Value { inner.right() - line.size().x } else { inner.left() };
        ui.painter().galley(pos2(left, rect.center().y - line.size().y / 2.0), line, tone);
    }
}

//! Headers and choice of the table's columns.

use egui::{Rect, Role, Sense, WidgetInfo};

use crate::session::command::TableCommand;
use crate::ui::UiContext;
use crate::ui::theme::colour;
use crate::ui::widgets::{self, ColumnChange};
use crate::workspace::{ProjectColumn, TableView};

/// Width at first and at least, in points.
pub const fn width(column: ProjectColumn) -> (f32, f32) {
    match column {
        ProjectColumn::Title => (380.0, 210.0),
        ProjectColumn::Id => (70.0, 50.0),
        ProjectColumn::Kind => (130.0, 86.0),
        ProjectColumn::Dimensions => (110.0, 74.0),
        ProjectColumn::Period => (170.0, 110.0),
        ProjectColumn::Status => (110.0, 82.0),
        ProjectColumn::Lead | ProjectColumn::Theme => (130.0, 72.0),
        ProjectColumn::Budget | ProjectColumn::Subsidy => (120.0, 70.0),
        ProjectColumn::Others
        | ProjectColumn::WorkingAreas
        | ProjectColumn::Funding
        | ProjectColumn::Partners
        | ProjectColumn::Source => (220.0, 90.0),
    }
}

/// Widths at first that fill `room`: from the least ones up to those wished, then all alike. Where even the least ones
/// find no room, the table scrolls sideways.
pub fn widths(shown: &[ProjectColumn], room: f32) -> Vec<f32> {
    let wished: f32 = shown.iter().map(|column| width(*column).0).sum();
    let least: f32 = shown.iter().map(|column| width(*column).1).sum();
    if room >= wished {
        return shown.iter().map(|column| width(*column).0 * room / wished.max(1.0)).collect();
    }
    let share = ((room - least) / (wished - least).max(1.0)).max(0.0);
    shown.iter().map(|column| width(*column)).map(|(wish, least)| least + (wish - least) * share).collect()
}

/// Whether its cells are numbers, set to the right.
pub const fn is_number(column: ProjectColumn) -> bool {
    matches!(column, ProjectColumn::Budget | ProjectColumn::Subsidy)
}

/// A column's place in the sort: its rank (0 first) and whether greatest first.
fn sort_of(table: &TableView, column: ProjectColumn) -> Option<(usize, bool)> {
    let rank = table.sort.iter().position(|key| key.column == column)?;
    table.sort.get(rank).map(|key| (rank, key.is_descending))
}

/// One header: a click sorts, with Shift it adds, a drag moves the column, a right click opens its menu.
pub fn header_ui(ctx: &UiContext<'_>, ui: &mut egui::Ui, column: ProjectColumn) -> egui::Response {
    let name = ctx.text.word("column", column.key());
    let sort = sort_of(&ctx.view.table, column);
    let response = ui.interact(ui.max_rect(), ui.scope_id().with("header"), Sense::click_and_drag());
    let spoken = match sort {
        Some((_, false)) => ctx.text.with("projects-sorted-up", &[("column", name.clone().into())]),
        Some((_, true)) => ctx.text.with("projects-sorted-down", &[("column", name.clone().into())]),
        None => ctx.text.with("projects-sort-by", &[("column", name.clone().into())]),
    };
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &spoken));
    paint_header(ctx, ui, &response, &name, sort);
    if response.clicked() {
        ctx.send(TableCommand::SortBy { column, add: ui.input(|input| input.modifiers.shift) });
    }
    response.context_menu(|ui| menu_ui(ctx, ui, column));
    if response.dragged() {
        return response;
    }
    response.on_hover_text(ctx.t("projects-header-help"))
}

fn paint_header(
    ctx: &UiContext<'_>,
    ui: &egui::Ui,
    response: &egui::Response,
    name: &str,
    sort: Option<(usize, bool)>,
) {
    let palette = &ctx.theme.palette;
    let rect = ui.max_rect();
    widgets::focus_ring(ui, ctx.theme, rect.shrink(2.0), response);
    let ink = if response.hovered() || sort.is_some() { colour(palette.text) } else { colour(palette.soft) };
    let mark_width = if sort.is_some() { 22.0 } else { 0.0 };
    let width = (rect.width() - mark_width - 8.0).max(8.0);
    let galley = widgets::elided(ui, name, widgets::semibold_font(12.0), ink, width);
    let text_width = galley.size().x;
    let position = egui::pos2(rect.left() + 6.0, rect.center().y - galley.size().y / 2.0);
    ui.painter().galley(position, galley, ink);
    if let Some((rank, is_descending)) = sort {
        let at = egui::pos2(position.x + text_width + 8.0, rect.center().y);
        let rank = (ctx.view.table.sort.len() > 1).then_some(rank);
        widgets::sort_mark(ui.painter(), at, ctx.theme.accent(), is_descending, rank);
    }
}

fn menu_ui(ctx: &UiContext<'_>, ui: &mut egui::Ui, column: ProjectColumn) {
    let columns = &ctx.view.table.columns;
    let position = columns.iter().position(|shown| *shown == column).unwrap_or(0);
    let moved = |ui: &mut egui::Ui, key: &str, is_possible: bool, to: usize| {
        if ui.add_enabled(is_possible, egui::Button::new(ctx.t(key))).clicked() {
            ctx.send(TableCommand::MoveColumn(column, to));
            ui.close();
        }
    };
    moved(ui, "projects-move-left", position > 0, position.saturating_sub(1));
    moved(ui, "projects-move-right", position + 1 < columns.len(), position + 1);
    if ui.button(ctx.t("projects-statistics-of-column")).clicked() {
        ctx.send(TableCommand::SetStatistics(Some(column)));
        ui.close();
    }
    if ui.add_enabled(columns.len() > 1, egui::Button::new(ctx.t("projects-hide-column"))).clicked() {
        ctx.send(TableCommand::ToggleColumn(column));
        ui.close();
    }
}

/// The position of a dragged column that is let go at `x`: behind every other column whose middle it passed.
pub fn drop_target(headers: &[(ProjectColumn, Rect)], moved: ProjectColumn, x: f32) -> usize {
    headers.iter().filter(|(column, rect)| *column != moved && rect.center().x < x).count()
}

/// The choice of columns.
pub fn choice_ui(ctx: &UiContext<'_>, ui: &mut egui::Ui) {
    let words = widgets::ColumnWords {
        name: &|column: ProjectColumn| ctx.text.word("column", column.key()),
        moved: &|name, is_up| moved_words(ctx, name, is_up),
    };
    let columns = (ctx.view.table.columns.as_slice(), ProjectColumn::ALL);
    match widgets::column_choice(ui, ctx.theme, columns, &words) {
        Some(ColumnChange::Toggle(column)) => ctx.send(TableCommand::ToggleColumn(column)),
        Some(ColumnChange::Move(column, to)) => ctx.send(TableCommand::MoveColumn(column, to)),
        None => {}
    }
}

/// Name of the button that moves a column.
pub fn moved_words(ctx: &UiContext<'_>, name: &str, is_up: bool) -> String {
    ctx.tw(if is_up { "projects-move-up" } else { "projects-move-down" }, &[("column", name)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_fill_the_room_and_keep_their_least_width() {
        let shown = [ProjectColumn::Title, ProjectColumn::Lead];
        for room in [310.0, 860.0] {
            assert!((widths(&shown, room).iter().sum::<f32>() - room).abs() < 0.1);
        }
        assert_eq!(widths(&shown, 10.0), [210.0, 72.0]);
    }

    #[test]
    fn a_dropped_header_lands_where_it_is_let_go() {
        let at = |left: f32| Rect::from_min_max(egui::pos2(left, 0.0), egui::pos2(left + 100.0, 20.0));
        let headers =
            [(ProjectColumn::Title, at(0.0)), (ProjectColumn::Lead, at(100.0)), (ProjectColumn::Status, at(200.0))];
        assert_eq!(drop_target(&headers, ProjectColumn::Title, 10.0), 0);
        assert_eq!(drop_target(&headers, ProjectColumn::Title, 160.0), 1);
        assert_eq!(drop_target(&headers, ProjectColumn::Title, 900.0), 2);
        assert_eq!(drop_target(&headers, ProjectColumn::Status, 10.0), 0);
    }
}

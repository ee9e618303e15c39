//! The chart's twin: years by places, each cell the figure or why there is none; sorted as asked, with what each place
//! comes to beneath.

use egui::{Align, Color32, Layout, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use egui_extras::{Column, TableBuilder};

use super::{Asked, describe, words};
use crate::model::Indicator;
use crate::query::series::{Point, Series};
use crate::query::series_table::{self, Summary};
use crate::session::command::IndicatorCommand;
use crate::ui::UiContext;
use crate::ui::projects_tab::{one_line, plain_number};
use crate::ui::theme::measure;
use crate::ui::widgets;
use crate::workspace::IndicatorColumn;

/// Height of a row in points.
const ROW: f32 = 26.0;

/// Width of the column of years, wide enough for the names of the rows beneath.
const YEARS: f32 = 96.0;

/// Room of the marks beside a figure, with the space before them.
const MARKS: f32 = 22.0;

/// Rows beneath the years.
const SUMMARIES: [&str; 3] = ["indicators-least", "indicators-greatest", "indicators-mean"];

/// Draws the table; returns the figure that was asked about.
pub fn table_ui(ctx: &UiContext<'_>, ui: &mut Ui, indicator: &Indicator, series: &[Series]) -> Option<Asked> {
    let years: Vec<i16> =
        series.first().map(|one| one.points.iter().map(|point| point.year).collect()).unwrap_or_default();
    let names: Vec<String> = series.iter().map(|one| words::place(ctx, &one.place)).collect();
    let order = series_table::order(series, &ctx.view.indicators.sort);
    let summaries: Vec<Option<Summary>> = series.iter().map(series_table::summary).collect();
    let mut asked = None;
    egui::ScrollArea::horizontal().auto_shrink([false, false]).show(ui, |ui| {
        ui.style_mut().interaction.selectable_labels = false;
        TableBuilder::new(ui)
            .id_salt("indicator-table")
            .striped(false)
            .cell_layout(Layout::right_to_left(Align::Center))
            .auto_shrink([false, false])
            .column(Column::exact(YEARS))
            .columns(Column::initial(130.0).at_least(90.0).resizable(true).clip(true), series.len())
            .header(30.0, |mut row| {
                row.col(|ui| {
                    head_ui(ctx, ui, IndicatorColumn::Year, &ctx.t("indicators-year"), (ctx.theme.soft(), false));
                });
                for (index, (one, name)) in series.iter().zip(&names).enumerate() {
                    let ink = describe::series_colour(ctx, index);
                    row.col(|ui| head_ui(ctx, ui, series_table::column(one), name, (ink, true)));
                }
            })
            .body(|body| {
                body.rows(ROW, years.len() + SUMMARIES.len(), |mut row| {
                    let Some(position) = order.get(row.index()).copied() else {
                        summary_ui(ctx, &mut row, indicator, &summaries, years.len());
                        return;
                    };
                    let year = years.get(position).copied().unwrap_or_default();
                    row.col(|ui| {
                        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                            ui.label(widgets::soft(ctx.theme, year.to_string()));
                        });
                    });
                    for (one, name) in series.iter().zip(&names) {
                        row.col(|ui| {
                            if let Some(point) = one.points.get(position)
                                && cell_ui(ctx, ui, indicator, one, name, point)
                            {
                                let at = ui.max_rect().left_bottom();
                                asked = Some(Asked { place: one.place.clone(), year, at });
                            }
                        });
                    }
                });
            });
    });
    asked
}

/// A header that sorts; names of places stand on the right, over their figures.
fn head_ui(ctx: &UiContext<'_>, ui: &Ui, column: IndicatorColumn, name: &str, (ink, is_right): (Color32, bool)) {
    let keys = &ctx.view.indicators.sort;
    let sort = keys.iter().enumerate().find(|(_, key)| key.column == column);
    let sort = sort.map(|(rank, key)| (rank, key.is_descending));
    let key = match sort {
        Some((_, false)) => "projects-sorted-up",
        Some((_, true)) => "projects-sorted-down",
        None => "projects-sort-by",
    };
    let cell = ui.max_rect();
    let response = ui.interact(cell, ui.scope_id().with("head"), Sense::click());
    let spoken = ctx.text.with(key, &[("column", name.to_owned().into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &spoken));
    let mark = if sort.is_some() { 22.0 } else { 0.0 };
    let end = if is_right { MARKS } else { 0.0 };
    let galley = widgets::elided(ui, name, widgets::semibold_font(measure::TEXT), ink, cell.width() - mark - end - 4.0);
    let left = if is_right { cell.right() - end - galley.size().x } else { cell.left() };
    let after = left + galley.size().x;
    ui.painter().galley(pos2(left, cell.center().y - galley.size().y / 2.0), galley, ink);
    if let Some((rank, is_descending)) = sort {
        let rank = (keys.len() > 1).then_some(rank);
        // Where the name ends at the edge the mark stands before it.
        let at = if is_right { left - 16.0 } else { after + 8.0 };
        widgets::sort_mark(ui.painter(), pos2(at, cell.center().y), ctx.theme.accent(), is_descending, rank);
    }
    widgets::focus_ring(ui, ctx.theme, cell.shrink2(vec2(0.0, 3.0)), &response);
    if response.hovered() {
        ui.ctx().set_cursor_icon(egui::CursorIcon::PointingHand);
    }
    if response.clicked() {
        ctx.send(IndicatorCommand::SortBy { column, add: ui.input(|input| input.modifiers.shift) });
    }
    response.on_hover_text(ctx.t("sensors-header-help"));
}

/// A row beneath the years: the least figure of each place, its greatest, its mean.
fn summary_ui(
    ctx: &UiContext<'_>,
    row: &mut egui_extras::TableRow<'_, '_>,
    indicator: &Indicator,
    summaries: &[Option<Summary>],
    years: usize,
) {
    let at = row.index().saturating_sub(years);
    let name = SUMMARIES.get(at).map(|key| ctx.t(key)).unwrap_or_default();
    let rule = |ui: &Ui| {
        if at == 0 {
            let cell = ui.max_rect();
            ui.painter().hline(cell.x_range().expand(8.0), cell.top(), ctx.theme.line());
        }
    };
    row.col(|ui| {
        rule(ui);
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            ui.label(widgets::semibold(&name).color(ctx.theme.soft()));
        });
    });
    for summary in summaries {
        row.col(|ui| {
            rule(ui);
            ui.add_space(MARKS);
            let Some(summary) = summary else {
                ui.label(widgets::soft(ctx.theme, "—"));
                return;
            };
            let (value, year) = match at {
                0 => (summary.least.0, Some(summary.least.1)),
                1 => (summary.greatest.0, Some(summary.greatest.1)),
                _ => (summary.mean, None),
            };
            let number = ctx.text.number(value, words::decimals(ctx, indicator));
            let n = summary.count;
            let of = ctx.text.with("indicators-summary-years", &[("n", n.into()), ("count", n.to_string().into())]);
            let told = year.map_or(of, |year| year.to_string());
            let response = ui.add(egui::Label::new(widgets::semibold(&number)).extend());
            response.on_hover_text(format!("{name}: {number} ({told})"));
        });
    }
}

/// One figure; returns whether it was clicked.
fn cell_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    indicator: &Indicator,
    series: &Series,
    place: &str,
    point: &Point,
) -> bool {
    let Some(value) = point.value else {
        let reason = words::reason(ctx, indicator, series, point.year);
        ui.add_space(MARKS);
        let response = ui.label(widgets::soft(ctx.theme, "—"));
        let spoken = format!("{place} {}: {reason}", point.year);
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
        response.on_hover_text(reason);
        return false;
    };
    let said = describe::said(ctx, indicator, place, point, value);
    let number = ctx.text.number(value, words::decimals(ctx, indicator));
    let mark = if words::merged(ctx, place, &point.merged_from).is_empty() { "" } else { "*" };
    let is_final = point.status == crate::model::ValueStatus::Final;
    let mark = if is_final { mark.to_owned() } else { format!("{mark}°") };
    // The marks have a place of their own, so that the figures stand in line.
    let (slot, _) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
    let font = widgets::font(measure::TEXT);
    ui.painter().text(slot.left_center(), egui::Align2::LEFT_CENTER, mark, font, ctx.theme.soft());
    let label = egui::Label::new(number).sense(Sense::click()).extend();
    let response = ui.add(label).on_hover_cursor(egui::CursorIcon::PointingHand);
    let spoken = format!("{place} {}: {said}", point.year);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    widgets::focus_ring(ui, ctx.theme, response.rect, &response);
    response.on_hover_text(format!("{said}\n{}", ctx.t("indicators-click"))).clicked()
}

/// The table as text for a spreadsheet, in its order; a missing figure is an empty cell.
pub fn tsv(ctx: &UiContext<'_>, series: &[Series]) -> String {
    let mut header = vec![ctx.t("indicators-year")];
    header.extend(series.iter().map(|one| one_line(&words::place(ctx, &one.place))));
    let mut lines = vec![header.join("\t")];
    let years = series.first().map(|one| one.points.as_slice()).unwrap_or_default();
    for position in series_table::order(series, &ctx.view.indicators.sort) {
        let Some(point) = years.get(position) else { continue };
        let mut cells = vec![point.year.to_string()];
        cells.extend(series.iter().map(|one| {
            let value = one.points.get(position).and_then(|point| point.value);
            value.map(|value| plain_number(ctx, value)).unwrap_or_default()
        }));
        lines.push(cells.join("\t"));
    }
    lines.push(String::new());
    lines.join("\n")
}

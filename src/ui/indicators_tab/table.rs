//! The chart's twin: years by places, each cell the figure or why there is none.

use egui::{Align, Layout, Role, Sense, Ui, WidgetInfo, vec2};
use egui_extras::{Column, TableBuilder};

use super::{Asked, describe, words};
use crate::model::Indicator;
use crate::query::series::{Point, Series};
use crate::ui::UiContext;
use crate::ui::projects_tab::{one_line, plain_number};
use crate::ui::theme::measure;
use crate::ui::widgets;

/// Height of a row in points.
const ROW: f32 = 26.0;

/// Draws the table; returns the figure that was asked about.
pub fn table_ui(ctx: &UiContext<'_>, ui: &mut Ui, indicator: &Indicator, series: &[Series]) -> Option<Asked> {
    let years: Vec<i16> =
        series.first().map(|one| one.points.iter().map(|point| point.year).collect()).unwrap_or_default();
    let names: Vec<String> = series.iter().map(|one| words::place(ctx, &one.place)).collect();
    let mut asked = None;
    egui::ScrollArea::horizontal().auto_shrink([false, false]).show(ui, |ui| {
        ui.style_mut().interaction.selectable_labels = false;
        TableBuilder::new(ui)
            .id_salt("indicator-table")
            .striped(false)
            .cell_layout(Layout::right_to_left(Align::Center))
            .auto_shrink([false, false])
            .column(Column::exact(70.0))
            .columns(Column::initial(130.0).at_least(90.0).resizable(true).clip(true), series.len())
            .header(30.0, |mut row| {
                row.col(|ui| {
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.label(widgets::semibold(ctx.t("indicators-year")).color(ctx.theme.soft()));
                    });
                });
                for (index, name) in names.iter().enumerate() {
                    row.col(|ui| {
                        let ink = describe::series_colour(ctx, index);
                        ui.add_space(14.0);
                        ui.add(egui::Label::new(widgets::semibold(name).color(ink)).truncate());
                    });
                }
            })
            .body(|body| {
                body.rows(ROW, years.len(), |mut row| {
                    let position = row.index();
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
        ui.add_space(14.0);
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

/// The table as text for a spreadsheet; a missing figure is an empty cell.
pub fn tsv(ctx: &UiContext<'_>, series: &[Series]) -> String {
    let mut header = vec![ctx.t("indicators-year")];
    header.extend(series.iter().map(|one| one_line(&words::place(ctx, &one.place))));
    let mut lines = vec![header.join("\t")];
    let years = series.first().map(|one| one.points.as_slice()).unwrap_or_default();
    for (position, point) in years.iter().enumerate() {
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

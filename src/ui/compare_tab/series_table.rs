//! The table twin of the series: years by municipalities, and the median of the peers.

use egui::{Align, Layout, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};
use egui_extras::{Column, TableBuilder};

use super::explain::Asked;
use super::series_words as words;
use crate::insight::over_time::{OverTime, PlaceSeries};
use crate::insight::{YearValue, definition};
use crate::model::ValueStatus;
use crate::ui::UiContext;
use crate::ui::indicators_tab::describe;
use crate::ui::projects_tab::{one_line, plain_number};
use crate::ui::theme::measure;
use crate::ui::widgets;

/// Height of a row in points.
const ROW: f32 = 26.0;

/// Draws the table; returns the figure that was asked about.
pub fn table_ui(ctx: &UiContext<'_>, ui: &mut Ui, over: &OverTime) -> Option<Asked> {
    let names: Vec<String> = over.series.iter().map(|one| words::place(ctx, one)).collect();
    let years: Vec<i16> = over.series.first().map(years_of).unwrap_or_default();
    let mut asked = None;
    ScrollArea::horizontal().id_salt("compare-time-table").auto_shrink([false, false]).show(ui, |ui| {
        ui.style_mut().interaction.selectable_labels = false;
        TableBuilder::new(ui)
            .id_salt("compare-series")
            .striped(false)
            .cell_layout(Layout::right_to_left(Align::Center))
            .auto_shrink([false, false])
            .column(Column::exact(56.0))
            .columns(Column::initial(128.0).at_least(84.0).resizable(true).clip(true), names.len() + 1)
            .header(30.0, |mut row| {
                row.col(|ui| {
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                        ui.label(widgets::semibold(ctx.t("indicators-year")).color(ctx.theme.soft()));
                    });
                });
                for (one, name) in over.series.iter().zip(&names) {
                    row.col(|ui| header_ui(ui, name, describe::series_colour(ctx, one.position)));
                }
                row.col(|ui| header_ui(ui, &ctx.t("compare-time-median"), ctx.theme.soft()));
            })
            .body(|body| {
                body.rows(ROW, years.len(), |mut row| {
                    let index = row.index();
                    row.col(|ui| {
                        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                            let year = years.get(index).map(ToString::to_string).unwrap_or_default();
                            ui.label(widgets::soft(ctx.theme, year));
                        });
                    });
                    for (one, name) in over.series.iter().zip(&names) {
                        row.col(|ui| {
                            let point = one.points.get(index);
                            if point.is_some_and(|point| cell_ui(ctx, ui, over, name, point)) {
                                let at = ui.max_rect().left_bottom();
                                asked = point.map(|point| Asked { nis: one.nis, year: point.year, at });
                            }
                        });
                    }
                    row.col(|ui| peers_cell_ui(ctx, ui, over, years.get(index).copied()));
                });
            });
    });
    asked
}

fn years_of(series: &PlaceSeries) -> Vec<i16> {
    series.points.iter().map(|point| point.year).collect()
}

fn header_ui(ui: &mut Ui, name: &str, ink: egui::Color32) {
    ui.add_space(14.0);
    ui.add(egui::Label::new(widgets::semibold(name).color(ink)).truncate()).on_hover_text(name);
}

/// One figure; returns whether it was clicked.
fn cell_ui(ctx: &UiContext<'_>, ui: &mut Ui, over: &OverTime, place: &str, point: &YearValue) -> bool {
    let value = match &point.value {
        Ok(value) => value,
        Err(missing) => {
            missing_ui(ctx, ui, &format!("{place} {}", point.year), &words::reason(ctx, missing));
            return false;
        }
    };
    let said = words::said(ctx, &over.figure, place, value);
    let number = definition::number(ctx.workspace, &over.figure, value.value, ctx.text);
    let merged = if words::merged(ctx, place, value).is_empty() { "" } else { "*" };
    let uncertain = if value.status == ValueStatus::Final { "" } else { "°" };
    // The marks have a place of their own, so that the figures stand in line.
    let (slot, _) = ui.allocate_exact_size(vec2(14.0, 16.0), Sense::hover());
    let font = widgets::font(measure::TEXT);
    let mark = format!("{merged}{uncertain}");
    ui.painter().text(slot.left_center(), egui::Align2::LEFT_CENTER, mark, font, ctx.theme.soft());
    let label = egui::Label::new(number).sense(Sense::click()).extend();
    let response = ui.add(label).on_hover_cursor(egui::CursorIcon::PointingHand);
    let spoken = format!("{place} {}: {said}", point.year);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    widgets::focus_ring(ui, ctx.theme, response.rect, &response);
    response.on_hover_text(format!("{said}\n{}", ctx.t("indicators-click"))).clicked()
}

fn peers_cell_ui(ctx: &UiContext<'_>, ui: &mut Ui, over: &OverTime, year: Option<i16>) {
    let peer = over.peers.iter().find(|peer| Some(peer.year) == year);
    let Some(quartiles) = peer.and_then(|peer| peer.quartiles) else {
        let year = year.map(|year| year.to_string()).unwrap_or_default();
        missing_ui(ctx, ui, &format!("{} {year}", ctx.t("compare-time-median")), &ctx.t("compare-time-few-peers"));
        return;
    };
    let number = |value: f64| definition::number_with_sign(ctx.workspace, &over.figure, value, ctx.text);
    ui.add_space(14.0);
    let plain = definition::number(ctx.workspace, &over.figure, quartiles.median, ctx.text);
    let half = [("low", number(quartiles.q1)), ("high", number(quartiles.q3))];
    let half = half.map(|(name, value)| (name, value.into()));
    ui.label(widgets::soft(ctx.theme, plain)).on_hover_text(ctx.text.with("compare-time-half", &half));
}

fn missing_ui(ctx: &UiContext<'_>, ui: &mut Ui, what: &str, reason: &str) {
    ui.add_space(14.0);
    let response = ui.label(widgets::soft(ctx.theme, "—"));
    let spoken = format!("{what}: {reason}");
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &spoken));
    response.on_hover_text(reason);
}

/// The table as text for a spreadsheet; a missing figure is an empty cell.
pub fn tsv(ctx: &UiContext<'_>, over: &OverTime) -> String {
    let mut header = vec![ctx.t("indicators-year")];
    header.extend(over.series.iter().map(|one| one_line(&words::place(ctx, one))));
    header.push(ctx.t("compare-time-median"));
    let mut lines = vec![header.join("\t")];
    for (index, year) in over.series.first().map(years_of).unwrap_or_default().into_iter().enumerate() {
        let mut cells = vec![year.to_string()];
        cells.extend(over.series.iter().map(|one| {
            let value = one.points.get(index).and_then(|point| point.value.as_ref().ok());
            value.map(|value| plain_number(ctx, value.value)).unwrap_or_default()
        }));
        let peer = over.peers.iter().find(|peer| peer.year == year).and_then(|peer| peer.quartiles);
        cells.push(peer.map(|quartiles| plain_number(ctx, quartiles.median)).unwrap_or_default());
        lines.push(cells.join("\t"));
    }
    lines.push(String::new());
    lines.join("\n")
}

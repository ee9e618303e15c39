//! Small charts beside each other: one for each municipality with shared axes, or one for each figure with shared
//! years.

use egui::{Sense, Ui, vec2};

use super::flow;
use super::over_time::OverTimeView;
use super::series_chart::{self, Part};
use super::series_words as words;
use crate::insight::definition;
use crate::insight::over_time::{OverTime, PlaceSeries};
use crate::model::Nis;
use crate::ui::UiContext;
use crate::ui::charts;
use crate::ui::charts::parts;
use crate::ui::indicators_tab::describe;
use crate::ui::indicators_tab::words as places;
use crate::ui::widgets;

/// Width in points that a small chart needs.
const WIDTH: f32 = 208.0;
/// Columns at most.
const COLUMNS: usize = 4;
/// Height of a small chart in points, at least and at most.
const HEIGHT: (f32, f32) = (150.0, 260.0);
/// Height of a row of the legend.
const LEGEND: f32 = 20.0;
/// Height of the lines above one.
const HEAD: f32 = 42.0;

/// One for each municipality; `height` is what is left for all of them.
pub fn by_municipality_ui(ctx: &UiContext<'_>, ui: &mut Ui, over: &OverTime, height: f32) {
    let has_own_axes = ctx.view.compare.has_own_axes;
    let years = over.years();
    let shared = Part {
        years: years.first().copied().zip(years.last().copied()),
        values: if has_own_axes { None } else { series_chart::values(over, Part::default()) },
        is_small: true,
        ..Part::default()
    };
    let mut positions: Vec<usize> = over.series.iter().map(|one| one.position).collect();
    positions.dedup();
    grid_ui(ui, &positions, height, |ui, position, height| {
        if let Some(series) = over.series.iter().find(|one| one.position == *position) {
            head_ui(ctx, ui, over, series);
        }
        let part = Part { position: Some(*position), ..shared };
        let chart = series_chart::chart(ctx, over, part, ui.available_width());
        charts::show(ctx, ui, &format!("compare-panel-{position}"), &chart, height, None);
    });
    let key = if has_own_axes { "compare-time-axes-own" } else { "compare-time-axes-shared" };
    parts::remark(ctx, ui, ctx.t(key));
}

/// One for each figure.
pub fn by_figure_ui(ctx: &UiContext<'_>, ui: &mut Ui, views: &[OverTimeView], municipalities: &[Nis], height: f32) {
    if views.is_empty() {
        parts::empty(ctx, ui, "compare-time-none", "compare-time-no-figures", None);
        return;
    }
    legend_ui(ctx, ui, municipalities);
    let years: Vec<i16> = views.iter().flat_map(|view| view.over.years()).collect();
    let shared =
        Part { years: years.iter().min().copied().zip(years.iter().max().copied()), is_small: true, ..Part::default() };
    grid_ui(ui, views, height, |ui, view, height| {
        let title = egui::Label::new(widgets::semibold(&view.definition.name)).truncate();
        ui.add(title).on_hover_text(format!("{} ({})", view.definition.name, view.definition.unit));
        ui.add(egui::Label::new(widgets::small(ctx.theme, &view.definition.unit)).truncate());
        let chart = series_chart::chart(ctx, &view.over, shared, ui.available_width());
        charts::show(ctx, ui, &format!("compare-figure-{}", view.over.figure), &chart, height, None);
    });
    parts::remark(ctx, ui, ctx.t("compare-time-axes-figures"));
}

/// Cells beside and under each other, as many in a row as there is width for, evenly.
fn grid_ui<T>(ui: &mut Ui, cells: &[T], height: f32, mut cell_ui: impl FnMut(&mut Ui, &T, f32)) {
    let fitting = ((ui.available_width() / WIDTH) as usize).clamp(1, COLUMNS);
    let rows = cells.len().div_ceil(fitting).max(1);
    let columns = cells.len().div_ceil(rows).max(1);
    let each = (height / rows as f32 - HEAD - 18.0).clamp(HEIGHT.0, HEIGHT.1);
    for row in cells.chunks(columns) {
        ui.columns(columns, |uis| {
            for (ui, cell) in uis.iter_mut().zip(row) {
                cell_ui(ui, cell, each);
            }
        });
        ui.add_space(8.0);
    }
}

/// Name with its colour, and the newest figure.
fn head_ui(ctx: &UiContext<'_>, ui: &mut Ui, over: &OverTime, series: &PlaceSeries) {
    let newest = series.points.iter().rev().find_map(|point| Some((point.year, point.value.as_ref().ok()?)));
    let said = newest.map_or_else(
        || ctx.t("figures-short-missing"),
        |(year, value)| {
            let number = definition::number_with_sign(ctx.workspace, &over.figure, value.value, ctx.text);
            format!("{number} ({year})")
        },
    );
    let ink = describe::series_colour(ctx, series.position);
    let name = words::place(ctx, series);
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        dot_ui(ui, ink);
        ui.add(egui::Label::new(widgets::semibold(&name)).truncate()).on_hover_text(&name);
    });
    ui.add(egui::Label::new(widgets::small(ctx.theme, said)).truncate());
}

fn legend_ui(ctx: &UiContext<'_>, ui: &mut Ui, municipalities: &[Nis]) {
    let names: Vec<String> = municipalities.iter().map(|nis| places::municipality(ctx, *nis)).collect();
    let widths: Vec<f32> = names.iter().map(|name| parts::button_width(ui, name) + 12.0).collect();
    flow::rows_ui(ui, &widths, LEGEND, |ui, position| {
        ui.spacing_mut().item_spacing.x = 4.0;
        dot_ui(ui, describe::series_colour(ctx, position));
        ui.label(names.get(position).map(String::as_str).unwrap_or_default());
    });
    ui.add_space(4.0);
}

fn dot_ui(ui: &mut Ui, ink: egui::Color32) {
    let (rect, _) = ui.allocate_exact_size(vec2(12.0, 14.0), Sense::hover());
    ui.painter().circle_filled(rect.center(), 4.5, ink);
}

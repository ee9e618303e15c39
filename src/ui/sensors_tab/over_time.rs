//! Series over time: which datastreams, which stretch, the charts or their twin in rows, and what they rest on.

use std::collections::BTreeSet;

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};
use jiff::Timestamp;

use super::plot::{self, Plot, Step};
use super::streams::{self, Loader, Stream};
use super::{readings, words};
use crate::model::FeedId;
use crate::session::command::{FeedCommand, SensorCommand};
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{self, Icon, icon};
use crate::workspace::SensorSection;

/// Hours back that can be chosen; 0 = all that is kept.
const HOURS: [(u32, &str); 6] = [
    (1, "sensors-hours-1"),
    (24, "sensors-hours-24"),
    (168, "sensors-hours-168"),
    (720, "sensors-hours-720"),
    (8_766, "sensors-hours-8766"),
    (0, "sensors-hours-all"),
];

/// Widest name of a datastream in points.
const CHIP: f32 = 460.0;

/// Draws it.
pub fn over_time_ui(plot: &mut Plot, loader: &mut Loader, ctx: &UiContext<'_>, ui: &mut Ui) {
    let shown = streams::shown(ctx);
    if shown.is_empty() {
        nothing_ui(ctx, ui);
        return;
    }
    legend_ui(ctx, ui, &shown);
    let bounds = plot.stretch(ctx, ui, first_kept(ctx, &shown));
    controls_ui(plot, ctx, ui, bounds);
    if !plot.is_moving(ui) {
        let stretch = (plot::moment(bounds.0), plot::moment(bounds.1));
        let columns = ui.available_width().clamp(200.0, 2_000.0) as u32;
        loader.load_series(ctx, ui, &shown, stretch, columns);
    }
    let loaded = shown.iter().filter_map(|stream| ctx.results.feeds.series.get(&stream.key()));
    let (mut count, mut is_any) = (0, false);
    for series in loaded {
        is_any = true;
        count += series.points.len() + series.flagged.len();
    }
    if !is_any {
        state_ui(ctx, ui, "sensors-series-loading");
    } else if ctx.view.sensors.is_table {
        readings::table_ui(ctx, ui, &shown, bounds);
    } else {
        let room = (ui.clip_rect().bottom() - ui.cursor().top() - 96.0).max(220.0);
        plot.charts_ui(ctx, ui, &shown, bounds, room);
        if count == 0 {
            let is_reading = streams::is_reading(ctx);
            state_ui(ctx, ui, if is_reading { "sensors-series-loading" } else { "sensors-series-empty" });
        }
    }
    readings::basis_ui(ctx, ui, &shown, plot.is_axis_raised());
    sources_ui(ctx, ui, &shown);
}

/// Nothing chosen: how to choose.
pub fn nothing_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    widgets::empty_state(ui, ctx.theme, &ctx.t("sensors-none-chosen"), &ctx.t("sensors-none-chosen-text"), |ui| {
        if widgets::primary_button(ui, ctx.theme, &ctx.t("sensors-go-to-list")).clicked() {
            ctx.send(SensorCommand::SetSection(SensorSection::Now));
        }
    });
}

fn state_ui(ctx: &UiContext<'_>, ui: &mut Ui, key: &str) {
    ui.add_space(8.0);
    ui.label(widgets::soft(ctx.theme, ctx.t(key)));
    ui.add_space(8.0);
}

/// The datastreams with their colours; each chosen one can be taken out.
pub fn legend_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: &[Stream<'_>]) {
    let is_chosen = !ctx.view.sensors.compared.is_empty();
    let one =
        shown.first().filter(|first| shown.len() > 1 && shown.iter().all(|other| other.sensor.id == first.sensor.id));
    if let Some(first) = one {
        // Once for all is enough.
        ui.add(egui::Label::new(widgets::semibold(&*first.sensor.name)).truncate());
        ui.add_space(2.0);
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for stream in shown {
            let name = if one.is_some() { words::property(ctx.text, stream.datastream) } else { stream.name(ctx) };
            chip_ui(ctx, ui, stream, name, is_chosen);
        }
        if is_chosen && shown.len() > 1 && widgets::link(ui, ctx.theme, &ctx.t("sensors-clear-compared")).clicked() {
            ctx.send(SensorCommand::ClearStreams);
        }
    });
    if !is_chosen {
        ui.add(egui::Label::new(widgets::small(ctx.theme, ctx.t("sensors-of-selected"))).truncate());
    }
    ui.add_space(6.0);
}

fn chip_ui(ctx: &UiContext<'_>, ui: &mut Ui, stream: &Stream<'_>, mut name: String, is_chosen: bool) {
    if stream.sensor.is_simulated {
        name = format!("{name} ({})", ctx.t("sensors-simulated"));
    }
    let end = if is_chosen { 24.0 } else { 10.0 };
    let galley = widgets::elided(ui, &name, widgets::font(measure::TEXT), ctx.theme.text(), CHIP);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 24.0 + end, 26.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &name));
    let palette = &ctx.theme.palette;
    ui.painter().rect(rect, 13.0, colour(palette.panel), ctx.theme.line(), egui::StrokeKind::Inside);
    ui.painter().circle_filled(pos2(rect.left() + 13.0, rect.center().y), 4.5, stream.colour);
    ui.painter().galley(pos2(rect.left() + 23.0, rect.center().y - galley.size().y / 2.0), galley, ctx.theme.text());
    response.on_hover_text(&name);
    if is_chosen {
        let cross = Rect::from_center_size(pos2(rect.right() - 14.0, rect.center().y), vec2(20.0, 20.0));
        let remove = ui.interact(
            cross,
            ui.scope_id().with(("remove", stream.sensor.id.as_str(), &*stream.datastream.key)),
            Sense::click(),
        );
        let spoken = ctx.text.with("sensors-uncompare", &[("name", name.into())]);
        remove.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
        let ink = if remove.hovered() { ctx.theme.text() } else { ctx.theme.soft() };
        icon::paint(ui.painter(), Icon::Cross, cross.shrink(6.0), ink);
        widgets::focus_ring(ui, ctx.theme, cross, &remove);
        if remove.clicked() {
            ctx.send(SensorCommand::ToggleStream(stream.reference.clone()));
        }
        remove.on_hover_text(spoken);
    }
}

fn controls_ui(plot: &mut Plot, ctx: &UiContext<'_>, ui: &mut Ui, bounds: (f64, f64)) {
    let is_moved = ctx.view.sensors.stretch.is_some();
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 6.0);
        let choices: Vec<(Option<u32>, String)> = HOURS.iter().map(|(hours, key)| (Some(*hours), ctx.t(key))).collect();
        let chosen = (!is_moved).then(|| ctx.view.sensors.hours.unwrap_or(24));
        if let Some(Some(hours)) = widgets::segmented(ui, ctx.theme, chosen, &choices) {
            plot.release();
            ctx.send(SensorCommand::SetHours(hours));
            if hours == 0 {
                ctx.send(FeedCommand::LoadStorage);
            }
        }
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            for (sign, key, step) in [
                (Icon::ChevronLeft, "sensors-earlier", Step::Shift(-0.5)),
                (Icon::ChevronRight, "sensors-later", Step::Shift(0.5)),
                (Icon::Plus, "sensors-zoom-in", Step::Scale(0.5)),
                (Icon::Minus, "sensors-zoom-out", Step::Scale(2.0)),
            ] {
                if widgets::icon_button(ui, ctx.theme, sign, &ctx.t(key)).clicked() {
                    plot.step(ctx, ui, bounds, step);
                }
            }
        });
        as_table_ui(ctx, ui);
    });
    ui.add_space(4.0);
    let mut said = words::stretch(plot::moment(bounds.0), plot::moment(bounds.1));
    if !is_moved {
        said = format!("{said} · {}", ctx.t("sensors-follows-clock"));
    }
    ui.label(widgets::small(ctx.theme, said)).on_hover_text(ctx.t("sensors-chart-help"));
}

/// Chart or table.
pub fn as_table_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let choices = [(false, ctx.t("sensors-as-chart")), (true, ctx.t("sensors-as-table"))];
    if let Some(is_table) = widgets::segmented(ui, ctx.theme, ctx.view.sensors.is_table, &choices) {
        ctx.send(SensorCommand::SetTable(is_table));
    }
}

/// The earliest reading that is kept of the feeds of these datastreams, where it was looked up.
fn first_kept(ctx: &UiContext<'_>, shown: &[Stream<'_>]) -> Option<Timestamp> {
    let storage = ctx.results.feeds.storage.as_ref()?;
    let feeds: BTreeSet<&FeedId> = shown.iter().map(|stream| &stream.sensor.feed).collect();
    storage.iter().filter(|one| feeds.contains(&one.feed)).filter_map(|one| one.first).min()
}

/// Feed, attribution and licence of everything shown.
pub fn sources_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: &[Stream<'_>]) {
    let feeds: BTreeSet<&FeedId> = shown.iter().map(|stream| &stream.sensor.feed).collect();
    for id in feeds {
        let Some(feed) = ctx.workspace.sensors.feeds().get(id) else { continue };
        let name = feed.name.get(ctx.language());
        let licence = ctx.licence(&feed.licence);
        let mut said = vec![name, &feed.attribution, &licence];
        said.dedup();
        said.retain(|part| !part.is_empty());
        let said = said.join(" · ");
        parts::remark(ctx, ui, ctx.text.with("sensors-source", &[("source", said.into())]));
    }
}

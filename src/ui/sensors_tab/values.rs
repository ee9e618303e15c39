//! The newest values, a row for each datastream.

use std::collections::BTreeSet;

use egui::{Align, Layout, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::words::{self, Freshness};
use crate::model::{Datastream, FeedId, ObservedProperty, Quality, Sensor, SensorId};
use crate::session::Command;
use crate::session::command::FeedCommand;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{self, Tone};
use crate::workspace::{Selected, SensorView};

/// Height of a row in points.
const ROW: f32 = 30.0;

/// The rows that the filter of the tab wants, made again when sensors or filter change.
#[derive(Debug, Default)]
pub struct List {
    /// Feeds that have sensors.
    pub feeds: BTreeSet<FeedId>,
    /// Properties that are observed.
    pub properties: BTreeSet<ObservedProperty>,
    rows: Vec<(SensorId, usize)>,
    made_from: Option<(u64, SensorView)>,
}

impl List {
    /// Makes the rows again where what they rest on changed.
    pub fn refresh(&mut self, ctx: &UiContext<'_>) {
        let key = (ctx.workspace.generations.sensors, ctx.view.sensors.clone());
        if self.made_from.as_ref() == Some(&key) {
            return;
        }
        let sensors = ctx.workspace.sensors.sensors();
        self.feeds = sensors.values().map(|sensor| sensor.feed.clone()).collect();
        let streams = || sensors.values().flat_map(|sensor| &sensor.datastreams);
        self.properties = streams().map(|stream| stream.property).collect();
        self.rows.clear();
        for sensor in sensors.values() {
            if key.1.feed.as_ref().is_some_and(|feed| *feed != sensor.feed) {
                continue;
            }
            for (index, stream) in sensor.datastreams.iter().enumerate() {
                if key.1.property.is_none_or(|property| property == stream.property) {
                    self.rows.push((sensor.id.clone(), index));
                }
            }
        }
        self.made_from = Some(key);
    }

    /// The values, or why there are none.
    pub fn values_ui(&self, ctx: &UiContext<'_>, ui: &mut Ui) {
        if self.feeds.is_empty() {
            no_sensors_ui(ctx, ui);
            return;
        }
        let count = ctx.text.with("sensors-values-count", &[("n", (self.rows.len() as i64).into())]);
        widgets::sub_header(ui, ctx.theme, &ctx.t("sensors-values"), &count);
        if self.rows.is_empty() {
            ui.label(widgets::soft(ctx.theme, ctx.t("sensors-no-values")));
            return;
        }
        let places = Places::of(ui.available_width());
        header_ui(ctx, ui, &places);
        parts::rows(ui, ROW, self.rows.len(), |ui, index| {
            let row = self.rows.get(index);
            let sensor = row.and_then(|(id, _)| ctx.workspace.sensors.sensors().get(id));
            if let (Some(sensor), Some((_, stream))) = (sensor, row)
                && let Some(stream) = sensor.datastreams.get(*stream)
            {
                row_ui(ctx, ui, &places, sensor, stream);
            }
        });
        ui.add_space(8.0);
    }
}

/// Where the columns start, and where the last ends.
struct Places {
    property: f32,
    value: f32,
    age: f32,
    end: f32,
}

impl Places {
    fn of(width: f32) -> Self {
        Self { property: width * 0.34, value: width * 0.57, age: width * 0.83, end: width }
    }
}

fn header_ui(ctx: &UiContext<'_>, ui: &mut Ui, places: &Places) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::hover());
    let heads = [
        ("sensors-column-sensor", 0.0),
        ("sensors-column-property", places.property),
        ("sensors-column-value", places.value),
        ("sensors-column-age", places.age),
    ];
    for (key, left) in heads {
        let galley = widgets::elided(ui, &ctx.t(key), widgets::semibold_font(measure::SMALL), ctx.theme.soft(), 160.0);
        let at =
            pos2(rect.left() + left + if left > 0.0 { 0.0 } else { 16.0 }, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, ctx.theme.soft());
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), ctx.theme.line());
}

fn row_ui(ctx: &UiContext<'_>, ui: &mut Ui, places: &Places, sensor: &Sensor, stream: &Datastream) {
    let rect = ui.max_rect();
    let response = ui.interact(rect, ui.scope_id().with("value"), Sense::click());
    response.widget_info(|| {
        let is_selected = ctx.view.selected == Some(Selected::Sensor(sensor.id.clone()));
        WidgetInfo::selected(Role::Button, true, is_selected, spoken(ctx, sensor, stream))
    });
    paint_ground(ctx, ui, rect, &response, sensor);
    paint_marker(ctx, ui, rect, sensor, stream);
    let cell = |from: f32, to: f32| {
        Rect::from_min_max(pos2(rect.left() + from, rect.top()), pos2(rect.left() + to - 8.0, rect.bottom()))
    };
    cell_ui(ui, cell(16.0, places.property), |ui| name_ui(ctx, ui, sensor));
    cell_ui(ui, cell(places.property, places.value), |ui| {
        ui.label(words::property(ctx.text, stream));
    });
    cell_ui(ui, cell(places.value, places.age), |ui| value_ui(ctx, ui, stream));
    cell_ui(ui, cell(places.age, places.end), |ui| {
        let age = stream.latest.map(|latest| words::age(ctx.text, latest.time, ctx.now));
        ui.label(widgets::soft(ctx.theme, age.unwrap_or_else(|| ctx.t("sensors-no-value"))));
    });
    if response.clicked() {
        ctx.send(Command::Select(Some(Selected::Sensor(sensor.id.clone()))));
    }
    if let Some(latest) = stream.latest {
        response.on_hover_text(words::moment(latest.time));
    }
}

fn cell_ui(ui: &mut Ui, rect: Rect, contents: impl FnOnce(&mut Ui)) {
    let layout = Layout::left_to_right(Align::Center);
    let mut child = ui.new_child(egui::UiBuilder::new().max_rect(rect).layout(layout));
    child.set_clip_rect(rect.intersect(ui.clip_rect()));
    child.style_mut().interaction.selectable_labels = false;
    child.style_mut().wrap_mode = Some(egui::TextWrapMode::Truncate);
    child.spacing_mut().item_spacing.x = 6.0;
    contents(&mut child);
}

fn paint_ground(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, response: &egui::Response, sensor: &Sensor) {
    let palette = &ctx.theme.palette;
    if ctx.view.selected == Some(Selected::Sensor(sensor.id.clone())) {
        ui.painter().rect_filled(rect, 4.0, colour(palette.accent_background));
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, colour(palette.hover));
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), ctx.theme.line());
    widgets::focus_ring(ui, ctx.theme, rect.shrink(1.0), response);
}

/// A dot that tells how fresh the value is: full, a ring, a faint ring. The age beside it says the same.
fn paint_marker(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, sensor: &Sensor, stream: &Datastream) {
    let poll_seconds = ctx.workspace.sensors.feeds().get(&sensor.feed).map_or(60, |feed| feed.poll_seconds);
    let at = pos2(rect.left() + 6.0, rect.center().y);
    let palette = &ctx.theme.palette;
    match stream.latest.map(|latest| words::freshness(latest.time, ctx.now, poll_seconds)) {
        Some(Freshness::Fresh) => ui.painter().circle_filled(at, 3.6, colour(palette.good)),
        Some(Freshness::Old) => ui.painter().circle_stroke(at, 3.2, (1.4, colour(palette.warning))),
        Some(Freshness::Stale) | None => ui.painter().circle_stroke(at, 3.2, (1.2, colour(palette.faint))),
    };
}

fn name_ui(ctx: &UiContext<'_>, ui: &mut Ui, sensor: &Sensor) {
    if sensor.is_simulated {
        parts::simulated_badge(ctx, ui);
    }
    let place = sensor.nis.map(|nis| ctx.workspace.municipalities.name(nis));
    let mut job = egui::text::LayoutJob::default();
    let format = |ink| egui::TextFormat::simple(widgets::font(measure::TEXT), ink);
    job.append(&sensor.name, 0.0, format(ctx.theme.text()));
    if let Some(place) = place.filter(|place| !sensor.name.contains(place.as_str())) {
        job.append(&place, 8.0, format(ctx.theme.soft()));
    }
    ui.add(egui::Label::new(job).truncate());
}

fn value_ui(ctx: &UiContext<'_>, ui: &mut Ui, stream: &Datastream) {
    let Some(latest) = stream.latest else {
        ui.label(widgets::soft(ctx.theme, "—"));
        return;
    };
    ui.label(widgets::semibold(words::value(ctx.text, stream, &latest)));
    if let Some(capacity) = stream.capacity {
        let of = ctx.text.number(capacity, 0);
        ui.label(widgets::soft(ctx.theme, ctx.text.with("sensors-of-capacity", &[("capacity", of.into())])));
    }
    if latest.quality != Quality::Good {
        widgets::badge(ui, ctx.theme, Tone::Warning, &ctx.text.word("quality", latest.quality.key()));
    }
}

/// The row as it is read aloud.
fn spoken(ctx: &UiContext<'_>, sensor: &Sensor, stream: &Datastream) -> String {
    let mut parts = vec![sensor.name.to_string()];
    if sensor.is_simulated {
        parts.push(ctx.t("sensors-simulated"));
    }
    parts.extend(sensor.nis.map(|nis| ctx.workspace.municipalities.name(nis)));
    parts.push(words::property(ctx.text, stream));
    match stream.latest {
        Some(latest) => {
            parts.push(words::value(ctx.text, stream, &latest));
            parts.push(words::age(ctx.text, latest.time, ctx.now));
        }
        None => parts.push(ctx.t("sensors-no-value")),
    }
    parts.join(", ")
}

/// No sensors yet: why, and the one click that shows some.
fn no_sensors_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let has_enabled = ctx.workspace.sensors.feeds().values().any(|feed| feed.is_enabled);
    let (title, text) = if ctx.status.is_offline {
        ("sensors-empty-offline", "sensors-empty-offline-text")
    } else if has_enabled {
        ("sensors-empty-waiting", "sensors-empty-waiting-text")
    } else {
        ("sensors-empty", "sensors-empty-text")
    };
    ui.vertical_centered(|ui| {
        ui.add_space(28.0);
        ui.set_max_width(460.0);
        ui.label(widgets::semibold(ctx.t(title)).size(measure::TITLE));
        ui.add_space(4.0);
        ui.label(widgets::soft(ctx.theme, ctx.t(text)));
        ui.add_space(14.0);
        if !ctx.status.is_simulating && widgets::primary_button(ui, ctx.theme, &ctx.t("sensors-simulate")).clicked() {
            ctx.send(FeedCommand::SetSimulation(true));
        }
        ui.add_space(20.0);
    });
}

/// The datastream whose series is shown: the one asked for, else the one of the property filtered by, else the first.
pub fn chosen_datastream<'a>(
    sensor: &'a Sensor,
    asked: Option<&str>,
    property: Option<ObservedProperty>,
) -> Option<&'a Datastream> {
    let streams = &sensor.datastreams;
    asked
        .and_then(|key| streams.iter().find(|stream| *stream.key == *key))
        .or_else(|| property.and_then(|property| streams.iter().find(|stream| stream.property == property)))
        .or_else(|| streams.first())
}

//! One row of the newest values: symbol, sensor, municipality, what, value, age, feed, and whether it is charted.

use std::sync::Arc;

use egui::{Align, Layout, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::words::{self, Freshness};
use crate::figure::map::sensor_glyph::Family;
use crate::figure::map::sensor_scene;
use crate::figure::map::sensors::{ClassMark, Look, Reading};
use crate::model::{Datastream, Quality, Sensor};
use crate::query::sensor_classes::Scales;
use crate::session::Command;
use crate::session::command::SensorCommand;
use crate::session::results::SERIES_LIMIT;
use crate::ui::UiContext;
use crate::ui::map::paint_scene;
use crate::ui::theme::colour;
use crate::ui::widgets::{self, Icon, Tone, icon};
use crate::workspace::{Selected, SensorColumn, SensorSection, StreamRef};

/// Height of a row in points.
pub const ROW: f32 = 30.0;

/// Room of the symbol on the left.
const SYMBOL: f32 = 24.0;

/// Room of the switch on the right.
const SWITCH: f32 = 30.0;

/// From this width on the municipality has a column; it is always told on hover.
const WITH_TOWN: f32 = 560.0;

/// From this width on the feed has a column.
const WITH_FEED: f32 = 820.0;

/// Where the columns start and end.
#[derive(Clone, Debug)]
pub struct Places {
    columns: Vec<(SensorColumn, f32, f32)>,
    end: f32,
}

impl Places {
    /// For a list of this width with these columns; without any, those that find room.
    pub fn of(width: f32, chosen: &[SensorColumn]) -> Self {
        use SensorColumn::{Age, Feed, Property, Sensor, Town, Value};
        let customary = [Sensor, Town, Property, Value, Age, Feed].into_iter();
        let customary = customary.filter(|column| match column {
            Town => width >= WITH_TOWN,
            Feed => width >= WITH_FEED,
            _ => true,
        });
        let shown: Vec<SensorColumn> = if chosen.is_empty() { customary.collect() } else { chosen.to_vec() };
        let total: f32 = shown.iter().map(|column| share(*column)).sum();
        let room = width - SYMBOL - SWITCH;
        let mut left = SYMBOL;
        let place = |column: SensorColumn| {
            let start = left;
            left += room * share(column) / total;
            (column, start, left)
        };
        Self { columns: shown.into_iter().map(place).collect(), end: width }
    }

    /// The columns with where they start and end.
    pub fn columns(&self) -> impl Iterator<Item = (SensorColumn, f32, f32)> + '_ {
        self.columns.iter().copied()
    }
}

/// A column's part of the room.
const fn share(column: SensorColumn) -> f32 {
    match column {
        SensorColumn::Sensor => 0.25,
        SensorColumn::Town => 0.15,
        SensorColumn::Property | SensorColumn::Age => 0.21,
        SensorColumn::Value => 0.18,
        SensorColumn::Feed => 0.2,
    }
}

/// Draws a row: a click selects the sensor, a double click shows its series, the switch adds it to the charts.
pub fn row_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    places: &Places,
    (sensor, stream): (&Sensor, &Datastream),
    scales: Option<&Scales>,
) {
    let rect = ui.max_rect();
    let response = ui.interact(rect, ui.scope_id().with("value"), Sense::click());
    let is_selected = ctx.view.selected == Some(Selected::Sensor(sensor.id.clone()));
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_selected, spoken(ctx, sensor, stream)));
    let palette = &ctx.theme.palette;
    if is_selected {
        ui.painter().rect_filled(rect, 4.0, colour(palette.accent_background));
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 4.0, colour(palette.hover));
    }
    ui.painter().hline(rect.x_range(), rect.bottom(), ctx.theme.line());
    widgets::focus_ring(ui, ctx.theme, rect.shrink(1.0), &response);
    let freshness = freshness(ctx, sensor, stream);
    paint_symbol(ctx, ui, rect, &Row { sensor, stream, scales, freshness });
    for (column, from, until) in places.columns() {
        let cell =
            Rect::from_min_max(pos2(rect.left() + from, rect.top()), pos2(rect.left() + until - 8.0, rect.bottom()));
        cell_ui(ui, cell, |ui| column_ui(ctx, ui, column, sensor, stream, freshness));
    }
    switch_ui(ctx, ui, pos2(rect.left() + places.end - SWITCH / 2.0, rect.center().y), sensor, stream);
    if response.clicked() {
        ctx.send(Command::Select(Some(Selected::Sensor(sensor.id.clone()))));
    }
    if response.double_clicked() {
        ctx.send(SensorCommand::SetSection(SensorSection::OverTime));
    }
    response.on_hover_text_at_pointer(hover(ctx, sensor, stream));
}

/// A row's symbol.
struct Row<'a> {
    sensor: &'a Sensor,
    stream: &'a Datastream,
    scales: Option<&'a Scales>,
    freshness: Freshness,
}

fn freshness(ctx: &UiContext<'_>, sensor: &Sensor, stream: &Datastream) -> Freshness {
    let poll_seconds = ctx.workspace.sensors.feeds().get(&sensor.feed).map_or(60, crate::model::Feed::rhythm_s);
    stream.latest.map_or(Freshness::Stale, |latest| words::freshness(latest.time, ctx.now, poll_seconds))
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

/// The mark of the map: picture by what is observed, colour by class, paler the older the value is.
fn paint_symbol(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, row: &Row<'_>) {
    let reading = match row.stream.latest.map(|latest| latest.quality) {
        None | Some(Quality::Missing) => Reading::None,
        Some(quality) if quality.counts() => Reading::Good,
        Some(_) => Reading::Flagged,
    };
    let class = row.scales.and_then(|scales| scales.class(row.stream)).map(|(scale, class)| ClassMark {
        ramp: scale.ramp,
        class,
        count: u8::try_from(scale.class_count()).unwrap_or(u8::MAX),
    });
    let freshness = match row.freshness {
        Freshness::Fresh => 1.0,
        Freshness::Old => 0.7,
        Freshness::Stale => 0.45,
    };
    let is_simulated = row.sensor.is_simulated;
    let look = Look { family: Family::of(row.stream.property), class, reading, freshness, is_simulated };
    let mut mark = Vec::new();
    sensor_scene::symbol(&mut mark, &look, [11.0, rect.height() / 2.0], &ctx.theme.palette);
    paint_scene(ui.painter(), &mark, rect.min);
}

fn column_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    column: SensorColumn,
    sensor: &Sensor,
    stream: &Datastream,
    freshness: Freshness,
) {
    match column {
        SensorColumn::Sensor => {
            ui.add(egui::Label::new(&*sensor.name).truncate());
        }
        SensorColumn::Town => town_ui(ctx, ui, sensor),
        SensorColumn::Property => {
            ui.add(egui::Label::new(words::property(ctx.text, stream)).truncate());
        }
        SensorColumn::Value => value_ui(ctx, ui, stream),
        SensorColumn::Age => age_ui(ctx, ui, stream, freshness),
        SensorColumn::Feed => {
            ui.add(egui::Label::new(widgets::soft(ctx.theme, words::feed_name(ctx, &sensor.feed))).truncate());
        }
    }
}

/// The municipality; "±" before one that rests on an approximate boundary.
fn town_ui(ctx: &UiContext<'_>, ui: &mut Ui, sensor: &Sensor) {
    let Some(nis) = sensor.nis else {
        ui.label(widgets::soft(ctx.theme, "—"));
        return;
    };
    let name = ctx.workspace.municipalities.name(nis);
    let shown = if sensor.is_nis_approximate { format!("± {name}") } else { name };
    ui.add(egui::Label::new(widgets::soft(ctx.theme, shown)).truncate());
}

fn value_ui(ctx: &UiContext<'_>, ui: &mut Ui, stream: &Datastream) {
    let Some(latest) = stream.latest else {
        ui.label(widgets::soft(ctx.theme, "—"));
        return;
    };
    if latest.quality != Quality::Good {
        // First, so that a narrow column never cuts it off.
        widgets::badge(ui, ctx.theme, Tone::Warning, &ctx.text.word("quality", latest.quality.key()));
    }
    if latest.quality.is_value() {
        ui.add(egui::Label::new(widgets::semibold(words::value(ctx.text, stream, &latest))).truncate());
    } else {
        ui.label(widgets::soft(ctx.theme, "—"));
    }
}

/// A dot that tells how fresh the value is: full, a ring, a faint ring. The age beside it says the same.
fn age_ui(ctx: &UiContext<'_>, ui: &mut Ui, stream: &Datastream, freshness: Freshness) {
    let palette = &ctx.theme.palette;
    let (dot, _) = ui.allocate_exact_size(vec2(8.0, 14.0), Sense::hover());
    match freshness {
        _ if stream.latest.is_none() => ui.painter().circle_stroke(dot.center(), 3.0, (1.2, colour(palette.faint))),
        Freshness::Fresh => ui.painter().circle_filled(dot.center(), 3.4, colour(palette.good)),
        Freshness::Old => ui.painter().circle_stroke(dot.center(), 3.0, (1.4, colour(palette.warning))),
        Freshness::Stale => ui.painter().circle_stroke(dot.center(), 3.0, (1.2, colour(palette.faint))),
    };
    let age = stream.latest.map(|latest| words::age(ctx.text, latest.time, ctx.now));
    let age = age.unwrap_or_else(|| ctx.t("sensors-no-value"));
    ui.add(egui::Label::new(widgets::soft(ctx.theme, age)).truncate());
}

/// Adds the datastream to the charts, or takes it out.
fn switch_ui(ctx: &UiContext<'_>, ui: &Ui, centre: egui::Pos2, sensor: &Sensor, stream: &Datastream) {
    let reference = StreamRef { sensor: sensor.id.clone(), datastream: Arc::clone(&stream.key) };
    let compared = &ctx.view.sensors.compared;
    let is_on = compared.contains(&reference);
    let is_possible = is_on || compared.len() < SERIES_LIMIT;
    let rect = Rect::from_center_size(centre, vec2(24.0, 24.0));
    let response = ui.interact(rect, ui.scope_id().with("chart"), Sense::click());
    let name = format!("{}, {}", sensor.name, words::property(ctx.text, stream));
    let key = if is_on { "sensors-uncompare" } else { "sensors-compare" };
    let spoken = ctx.text.with(key, &[("name", name.into())]);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, is_possible, is_on, &spoken));
    let palette = &ctx.theme.palette;
    if response.hovered() {
        ui.painter().rect_filled(rect, 6.0, colour(palette.line));
    }
    let (sign, ink) = match (is_on, is_possible) {
        (true, _) => (Icon::Tick, palette.accent),
        (false, true) => (Icon::Plus, palette.soft),
        (false, false) => (Icon::Plus, palette.line),
    };
    icon::paint(ui.painter(), sign, Rect::from_center_size(centre, vec2(12.0, 12.0)), colour(ink));
    widgets::focus_ring(ui, ctx.theme, rect, &response);
    if response.clicked() && is_possible {
        ctx.send(SensorCommand::ToggleStream(reference));
    }
    let full = ctx.text.with("sensors-compare-full", &[("limit", (SERIES_LIMIT as i64).into())]);
    response.on_hover_text(if is_possible { spoken } else { full });
}

/// The row as it is read aloud.
fn spoken(ctx: &UiContext<'_>, sensor: &Sensor, stream: &Datastream) -> String {
    let mut said = vec![sensor.name.to_string()];
    if sensor.is_simulated {
        said.push(ctx.t("sensors-simulated"));
    }
    said.extend(sensor.nis.map(|nis| ctx.workspace.municipalities.name(nis)));
    said.push(words::property(ctx.text, stream));
    match stream.latest {
        Some(latest) => {
            if latest.quality.is_value() {
                said.push(words::value(ctx.text, stream, &latest));
            }
            if latest.quality != Quality::Good {
                said.push(ctx.text.word("quality", latest.quality.key()));
            }
            said.push(words::age(ctx.text, latest.time, ctx.now));
        }
        None => said.push(ctx.t("sensors-no-value")),
    }
    said.join(", ")
}

/// What the row has no room for: the moment, the source's own words, the capacity, the feed.
fn hover(ctx: &UiContext<'_>, sensor: &Sensor, stream: &Datastream) -> String {
    let mut lines = vec![sensor.name.to_string()];
    lines.extend(sensor.nis.map(|nis| ctx.workspace.municipalities.name(nis)));
    lines.extend(stream.latest.map(|latest| words::moment(latest.time)));
    let original = format!("{} {}", stream.original_property, stream.original_unit);
    if !original.trim().is_empty() {
        lines.push(ctx.text.with("sensors-original", &[("name", original.trim().to_owned().into())]));
    }
    if let Some(capacity) = stream.capacity {
        let number = ctx.text.number(capacity, 0);
        lines.push(ctx.text.with("sensors-capacity", &[("capacity", number.into())]));
    }
    if sensor.is_nis_approximate {
        lines.push(ctx.t("sensors-town-approximate"));
    }
    lines.push(words::feed_name(ctx, &sensor.feed));
    if sensor.is_simulated {
        lines.push(ctx.t("sensors-simulated"));
    }
    lines.join("\n")
}

//! A sensor as a row of the list of one place.

use egui::{Rect, Ui, vec2};

use super::hover::{shown_value, spoken_with};
use crate::figure::map::sensor_scene;
use crate::figure::map::sensors::symbols;
use crate::model::Sensor;
use crate::query::sensor_classes::Scales;
use crate::ui::UiContext;
use crate::ui::theme::measure;
use crate::ui::widgets;

/// The row as it is read aloud.
pub fn words(ctx: &UiContext<'_>, sensor: &Sensor, scales: &Scales) -> String {
    spoken_with(ctx, sensor, scales, ", ")
}

/// Paints mark, name, and the value with its class and age.
pub fn paint(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, sensor: &Sensor, scales: &Scales) {
    let palette = &ctx.theme.palette;
    let asked = ctx.view.sensors.property;
    let mut mark = Vec::new();
    for symbol in symbols([sensor], asked, scales, ctx.now) {
        sensor_scene::symbol(&mut mark, &symbol.look, [14.0, rect.height() / 2.0], palette);
    }
    super::paint::paint(ui.painter(), &mark, rect.min);
    let width = rect.width() - 38.0;
    let name = widgets::elided(ui, &sensor.name, widgets::font(measure::TEXT), ctx.theme.text(), width);
    let detail = shown_value(ctx, sensor, scales).map_or_else(
        || ctx.t("map-sensor-no-value"),
        |(stream, words)| {
            let age = stream.latest.map(|latest| crate::ui::inspector::age(ctx, latest.time)).unwrap_or_default();
            format!("{words} · {age}")
        },
    );
    let detail = widgets::elided(ui, &detail, widgets::font(measure::TINY), ctx.theme.soft(), width);
    ui.painter().galley(rect.min + vec2(32.0, 5.0), name, ctx.theme.text());
    ui.painter().galley(rect.min + vec2(32.0, 22.0), detail, ctx.theme.soft());
}

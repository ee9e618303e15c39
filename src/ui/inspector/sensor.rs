//! A sensor: its newest values with unit, quality and age, its feed and where that comes from.

use egui::{Align, Label, Layout, RichText, Sense, StrokeKind, Ui, vec2};
use jiff::Timestamp;

use super::project::close_ui;
use crate::figure::map::sensor_legend::{class_words, number, property_words};
use crate::model::{Datastream, Quality, SensorId};
use crate::query::sensor_classes::scale_of;
use crate::session::Command;
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{Tone, badge, card, key_value, key_value_ui, link, semibold_font, small, sub_header};
use crate::workspace::{Selected, Tab};

/// Draws it; whether there is such a sensor.
pub fn sensor_ui(ctx: &UiContext<'_>, ui: &mut Ui, id: &SensorId) -> bool {
    let Some(sensor) = ctx.workspace.sensors.sensors().get(id) else { return false };
    ui.horizontal(|ui| {
        ui.label(small(ctx.theme, ctx.t("inspector-sensor")));
        if sensor.is_simulated {
            badge(ui, ctx.theme, Tone::Warning, &ctx.t("inspector-simulated"));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| close_ui(ctx, ui));
    });
    ui.add(Label::new(RichText::new(&*sensor.name).font(semibold_font(measure::TITLE))).wrap());
    ui.add_space(4.0);
    for datastream in &sensor.datastreams {
        card(ui, ctx.theme, |ui| datastream_ui(ctx, ui, datastream));
        ui.add_space(4.0);
    }
    if sensor.datastreams.is_empty() {
        ui.label(small(ctx.theme, ctx.t("inspector-no-value")));
    }
    ui.add_space(8.0);
    if let Some(nis) = sensor.nis {
        key_value_ui(ui, ctx.theme, &ctx.t("inspector-municipality"), |ui| {
            if link(ui, ctx.theme, &ctx.workspace.municipalities.name(nis)).clicked() {
                ctx.send(Command::Select(Some(Selected::Municipality(nis))));
            }
            if sensor.is_nis_approximate {
                ui.add(Label::new(small(ctx.theme, ctx.t("inspector-place-approximate"))).wrap());
            }
        });
    }
    feed_ui(ctx, ui, &sensor.feed);
    // The age shown grows: once a minute is often enough.
    ui.ctx().request_repaint_after(std::time::Duration::from_mins(1));
    true
}

fn datastream_ui(ctx: &UiContext<'_>, ui: &mut Ui, datastream: &Datastream) {
    ui.label(property_words(datastream, ctx.text));
    // The number that stands for "missing" is none.
    let Some(latest) = datastream.latest.filter(|latest| latest.quality.is_value()) else {
        ui.label(small(ctx.theme, ctx.t("inspector-no-value")));
        return;
    };
    ui.horizontal(|ui| {
        let value = number(datastream, latest.value, ctx.text);
        ui.label(RichText::new(value).font(semibold_font(22.0)));
        let unit = ctx.unit(datastream.unit, &datastream.original_unit);
        ui.label(small(ctx.theme, unit));
        if let Some(capacity) = datastream.capacity {
            ui.label(small(ctx.theme, ctx.tw("inspector-of", &[("total", &ctx.text.number(capacity, 0))])));
        }
    });
    class_ui(ctx, ui, datastream, latest.value);
    ui.horizontal(|ui| {
        ui.label(small(ctx.theme, age(ctx, latest.time))).on_hover_text(latest.time.to_string());
        if latest.quality != Quality::Good {
            badge(ui, ctx.theme, Tone::Warning, &ctx.text.word("quality", latest.quality.key()));
        }
    });
    if !datastream.original_property.is_empty() {
        let original = format!("{} {}", datastream.original_property, datastream.original_unit);
        ui.label(small(ctx.theme, ctx.tw("inspector-original", &[("name", original.trim())])));
    }
}

/// The class of the value in words beside its colour, where its classes do not depend on what else is shown.
fn class_ui(ctx: &UiContext<'_>, ui: &mut Ui, datastream: &Datastream, value: f64) {
    let scale = scale_of(datastream.property).filter(|scale| scale.unit == datastream.unit);
    let class = scale.as_ref().and_then(|scale| scale.class_of(value, datastream.capacity));
    let (Some(scale), Some(class)) = (scale, class.map(usize::from)) else { return };
    let fill = ctx.theme.palette.sensor_class(scale.ramp, class, scale.class_count());
    let line = ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        let (swatch, _) = ui.allocate_exact_size(vec2(14.0, 10.0), Sense::hover());
        ui.painter().rect(swatch, 2.0, colour(fill), ctx.theme.line(), StrokeKind::Inside);
        ui.label(class_words(&scale, class, ctx.text));
    });
    line.response.on_hover_text(ctx.t(&format!("map-scale-source-{}", scale.ramp.key())));
}

/// How long ago, in words.
pub fn age(ctx: &UiContext<'_>, time: Timestamp) -> String {
    let seconds = ctx.now.duration_since(time).as_secs();
    let (key, count) = match seconds {
        ..0 => ("inspector-age-future", 0),
        0..60 => ("inspector-age-now", 0),
        60..7200 => ("inspector-age-minutes", seconds / 60),
        7200..172_800 => ("inspector-age-hours", seconds / 3600),
        _ => ("inspector-age-days", seconds / 86_400),
    };
    ctx.tn(key, u32::try_from(count).unwrap_or(u32::MAX))
}

fn feed_ui(ctx: &UiContext<'_>, ui: &mut Ui, id: &crate::model::FeedId) {
    let Some(feed) = ctx.workspace.sensors.feeds().get(id) else { return };
    let health = ctx.workspace.sensors.health(id);
    sub_header(ui, ctx.theme, &ctx.t("inspector-feed"), &ctx.text.word("feed-state", health.state.key()));
    if link(ui, ctx.theme, feed.name.get(ctx.language())).clicked() {
        ctx.send(Command::ShowTab(Tab::Sensors));
    }
    let said = [
        ("inspector-provenance-licence", ctx.licence(&feed.licence)),
        ("inspector-provenance-attribution", feed.attribution.clone()),
    ];
    for (key, value) in said.iter().filter(|(_, value)| !value.is_empty()) {
        key_value(ui, ctx.theme, &ctx.t(key), value, false);
    }
    key_value(ui, ctx.theme, &ctx.t("inspector-feed-protocol"), &ctx.text.word("protocol", feed.protocol.key()), false);
    if !feed.protocol.is_polled() {
        let facts = crate::ui::sensors_tab::words::file_facts(ctx, feed);
        ui.add(Label::new(small(ctx.theme, facts.join(" · "))).wrap());
    }
    if let Some(time) = health.last_success {
        key_value(ui, ctx.theme, &ctx.t("inspector-feed-success"), &age(ctx, time), false);
    }
    if let Some(error) = &health.error {
        key_value(ui, ctx.theme, &ctx.t("inspector-feed-error"), error, false);
    }
}

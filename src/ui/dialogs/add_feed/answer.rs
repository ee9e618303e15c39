//! What a tried address gave: protocol, name, places, properties with units and counts, rhythm, what was refused, and
//! how much of its past is wanted.

use std::collections::BTreeMap;

use egui::{Ui, vec2};

use super::{AddFeedDialog, field_ui};
use crate::jobs;
use crate::model::{Datastream, Sensor, Unit};
use crate::session::results::Recognised;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::sensors_tab::words;
use crate::ui::widgets::{self, Tone};

/// Days of the past that can be chosen.
const PAST: [u32; 4] = [0, 7, 30, 365];

/// Refused records, and sensors, that are shown at most.
const FEW: usize = 5;

impl AddFeedDialog {
    /// Draws it.
    pub(super) fn answer_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, recognised: &Recognised) {
        let (feed, readings) = (&recognised.feed, &recognised.readings);
        let protocol = ctx.text.word("protocol", feed.protocol.key());
        let n = i64::try_from(readings.sensors.len()).unwrap_or(i64::MAX);
        let arguments = [
            ("protocol", protocol.into()),
            ("n", n.into()),
            ("shown", ctx.text.integer(n).into()),
            ("readings", ctx.text.integer(readings.observations.len() as u64).into()),
        ];
        widgets::note(ui, ctx.theme, Tone::Accent, &ctx.text.with("sensors-add-found", &arguments));
        if ctx.workspace.sensors.feeds().contains_key(&feed.id) {
            ui.add_space(4.0);
            widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t("sensors-add-known"));
        }
        ui.add_space(8.0);
        field_ui(ctx, ui, "sensors-add-name", |ui| {
            if widgets::text_field(ui, &mut self.name, &ctx.t("sensors-add-name"), "").changed() {
                self.is_name_own = true;
            }
        });
        self.past_ui(ctx, ui, recognised);
        ui.add_space(6.0);
        let half = (ui.available_width() - 16.0) / 2.0;
        ui.horizontal_top(|ui| {
            ui.vertical(|ui| {
                ui.set_width(half);
                properties_ui(ctx, ui, &readings.sensors);
                rhythm_ui(ctx, ui, recognised);
            });
            ui.vertical(|ui| {
                ui.set_width(half);
                self.map.map_ui(ctx, ui, vec2(half, 190.0));
                sensors_ui(ctx, ui, &readings.sensors);
            });
        });
        rejected_ui(ctx, ui, recognised);
    }

    fn past_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, recognised: &Recognised) {
        let Some(most) = jobs::history_days(recognised.feed.protocol) else {
            field_ui(ctx, ui, "sensors-past", |ui| {
                ui.label(widgets::small(ctx.theme, ctx.t("sensors-past-none")));
            });
            return;
        };
        field_ui(ctx, ui, "sensors-past", |ui| {
            let word = |days: u32| match days {
                0 => ctx.t("sensors-past-nothing"),
                _ => ctx.text.with("sensors-past-days", &[("n", i64::from(days).into())]),
            };
            let choices: Vec<(u32, String)> =
                PAST.iter().filter(|days| **days <= most).map(|days| (*days, word(*days))).collect();
            if let Some(days) = widgets::segmented(ui, ctx.theme, self.history_days, &choices) {
                self.history_days = days;
            }
        });
    }
}

/// Every property with the unit it is shown in, the source's own, and how many datastreams.
fn properties_ui(ctx: &UiContext<'_>, ui: &mut Ui, sensors: &[Sensor]) {
    widgets::sub_header(ui, ctx.theme, &ctx.t("sensors-of-property"), "");
    let mut counts: BTreeMap<(String, String), u32> = BTreeMap::new();
    for stream in sensors.iter().flat_map(|sensor| &sensor.datastreams) {
        *counts.entry((words::property(ctx.text, stream), units(ctx, stream))).or_default() += 1;
    }
    if counts.is_empty() {
        ui.label(widgets::small(ctx.theme, ctx.t("sensors-add-no-properties")));
    }
    ui.spacing_mut().interact_size.y = 18.0;
    for ((property, units), count) in counts {
        ui.horizontal(|ui| {
            let count = ctx.text.integer(count);
            let width = ui.available_width() - 44.0;
            ui.allocate_ui(vec2(width, 20.0), |ui| {
                ui.set_width(width);
                let said = if units.is_empty() { property } else { format!("{property} · {units}") };
                ui.add(egui::Label::new(&said).truncate()).on_hover_text(&said);
            });
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(widgets::soft(ctx.theme, count));
            });
        });
    }
}

/// "µg/m³ ← ug/m3", or one of them where both say the same.
fn units(ctx: &UiContext<'_>, stream: &Datastream) -> String {
    let (shown, original) = (words::unit(ctx.text, stream), stream.original_unit.to_string());
    if stream.unit == Unit::Original || original.is_empty() || original == shown {
        return shown;
    }
    ctx.text.with("sensors-add-units", &[("unit", shown.into()), ("original", original.into())])
}

fn rhythm_ui(ctx: &UiContext<'_>, ui: &mut Ui, recognised: &Recognised) {
    widgets::sub_header(ui, ctx.theme, &ctx.t("sensors-interval"), "");
    let every = |seconds: u32| {
        let time = words::duration(ctx.text, i64::from(seconds));
        ctx.text.with("sensors-every", &[("time", time.into())])
    };
    let mut said = every(recognised.feed.poll_seconds);
    if let Some(hint) = recognised.readings.next_poll_hint_s {
        said = format!("{said} · {}", ctx.text.with("sensors-add-hint-rate", &[("time", every(hint).into())]));
    }
    ui.add(egui::Label::new(said).wrap());
    if let Some(newest) = recognised.readings.newest() {
        let age = words::age(ctx.text, newest, ctx.now);
        parts::remark(ctx, ui, ctx.text.with("sensors-last-good", &[("age", age.into())]));
    }
    if let Some(ahead) = recognised.readings.clock_ahead_s.filter(|ahead| ahead.abs() >= 30) {
        let key = if ahead > 0 { "sensors-clock-ahead" } else { "sensors-clock-behind" };
        parts::remark(ctx, ui, ctx.text.with(key, &[("time", words::duration(ctx.text, ahead).into())]));
    }
}

/// The first sensors with a value each.
fn sensors_ui(ctx: &UiContext<'_>, ui: &mut Ui, sensors: &[Sensor]) {
    ui.add_space(4.0);
    for sensor in sensors.iter().take(FEW) {
        let stream = sensor.datastreams.iter().find(|stream| stream.latest.is_some()).or(sensor.datastreams.first());
        let value = stream.and_then(|stream| Some((stream, stream.latest?)));
        let value = value.filter(|(_, latest)| latest.quality.is_value());
        let value = value.map(|(stream, latest)| words::value(ctx.text, stream, &latest));
        let said = match value {
            Some(value) => format!("{} · {value}", sensor.name),
            None => sensor.name.to_string(),
        };
        ui.add(egui::Label::new(widgets::small(ctx.theme, said)).truncate());
    }
    if sensors.len() > FEW {
        let n = i64::try_from(sensors.len() - FEW).unwrap_or(i64::MAX);
        let more = ctx.text.with("sensors-add-more-sensors", &[("n", n.into())]);
        ui.label(widgets::small(ctx.theme, more));
    }
}

/// How many records could not be read, with the first reasons.
fn rejected_ui(ctx: &UiContext<'_>, ui: &mut Ui, recognised: &Recognised) {
    let count = recognised.readings.rejected_count();
    if count == 0 {
        return;
    }
    ui.add_space(8.0);
    let said = ctx.text.with("sensors-rejected", &[("n", i64::from(count).into())]);
    widgets::note(ui, ctx.theme, Tone::Warning, &said);
    for row in recognised.readings.rejected.iter().take(FEW) {
        let said = format!("{} {}: {}", row.file, row.column, ctx.text.reason(&row.reason));
        ui.add(egui::Label::new(widgets::small(ctx.theme, said)).truncate()).on_hover_text(&*row.original);
    }
}

//! Live sensors: how the feeds are doing, the newest values with their age, the series of one datastream.
//!
//! The last good values stay, with their age, whatever happens to a feed. What is simulated says so everywhere.

mod feeds;
mod series;
mod values;
pub mod words;

use std::collections::BTreeSet;

use crate::model::{FeedId, ObservedProperty};
use crate::session::command::{FeedCommand, SensorCommand};
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::widgets::{self, Tone};

pub use values::chosen_datastream;

/// What the tab remembers between frames.
#[derive(Debug, Default)]
pub struct SensorsTab {
    /// The list of values and the choices of the filter, as last made.
    list: values::List,
    /// What was asked of the store last, for the chart.
    asked: Option<series::Asked>,
    /// Datastream shown of the selected sensor, where it has several.
    datastream: Option<String>,
}

impl SensorsTab {
    /// The centre: feeds, values, and the series of what is selected.
    pub fn sensors_ui(&mut self, ctx: &UiContext<'_>, ui: &mut egui::Ui) {
        self.list.refresh(ctx);
        // Ages are told in minutes: they change at most once a minute.
        ui.ctx().request_repaint_after(std::time::Duration::from_mins(1));
        parts::scrolling_page(ui, "sensors", |ui| {
            if ctx.status.is_simulating {
                widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t("sensors-simulating-note"));
                ui.add_space(8.0);
            }
            if ctx.status.is_offline {
                widgets::note(ui, ctx.theme, Tone::Neutral, &ctx.t("sensors-offline-note"));
                ui.add_space(8.0);
            }
            self.series_ui(ctx, ui);
            self.list.values_ui(ctx, ui);
            feeds::feeds_ui(ctx, ui);
        });
    }

    /// The tab's own options: network, simulation, which feed, which property.
    pub fn options_ui(&mut self, ctx: &UiContext<'_>, ui: &mut egui::Ui) {
        self.list.refresh(ctx);
        widgets::sub_header(ui, ctx.theme, &ctx.t("sensors-network"), "");
        let offline = widgets::toggle(ui, ctx.theme, ctx.status.is_offline, &ctx.t("sensors-offline"));
        if offline.on_hover_text(ctx.t("sensors-offline-help")).clicked() {
            ctx.send(FeedCommand::SetOffline(!ctx.status.is_offline));
        }
        let simulation = widgets::toggle(ui, ctx.theme, ctx.status.is_simulating, &ctx.t("sensors-simulation"));
        if simulation.on_hover_text(ctx.t("sensors-simulation-help")).clicked() {
            ctx.send(FeedCommand::SetSimulation(!ctx.status.is_simulating));
        }
        feed_choice_ui(ctx, ui, &self.list.feeds);
        property_choice_ui(ctx, ui, &self.list.properties);
    }
}

fn feed_choice_ui(ctx: &UiContext<'_>, ui: &mut egui::Ui, feeds: &BTreeSet<FeedId>) {
    if feeds.is_empty() {
        return;
    }
    let chosen = &ctx.view.sensors.feed;
    widgets::sub_header(ui, ctx.theme, &ctx.t("sensors-of-feed"), "");
    if widgets::radio(ui, ctx.theme, chosen.is_none(), &ctx.t("sensors-all-feeds")).clicked() {
        ctx.send(SensorCommand::SetFeed(None));
    }
    for id in feeds {
        let name = words::feed_name(ctx, id);
        if widgets::radio(ui, ctx.theme, chosen.as_ref() == Some(id), &name).clicked() {
            ctx.send(SensorCommand::SetFeed(Some(id.clone())));
        }
    }
}

fn property_choice_ui(ctx: &UiContext<'_>, ui: &mut egui::Ui, properties: &BTreeSet<ObservedProperty>) {
    if properties.is_empty() {
        return;
    }
    let chosen = ctx.view.sensors.property;
    widgets::sub_header(ui, ctx.theme, &ctx.t("sensors-of-property"), "");
    if widgets::radio(ui, ctx.theme, chosen.is_none(), &ctx.t("sensors-all-properties")).clicked() {
        ctx.send(SensorCommand::SetProperty(None));
    }
    for property in properties {
        let name = ctx.text.word("property", property.key());
        if widgets::radio(ui, ctx.theme, chosen == Some(*property), &name).clicked() {
            ctx.send(SensorCommand::SetProperty(Some(*property)));
        }
    }
}

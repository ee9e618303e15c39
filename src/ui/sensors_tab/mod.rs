//! Live sensors: the newest values with their age, series over time, the average day and week and what exceeds a
//! threshold, and how the feeds are doing.
//!
//! The last good values stay, with their age, whatever happens to a feed. What is simulated says so everywhere.

mod exceedance;
mod feeds;
mod live;
mod live_copy;
mod live_row;
mod options;
mod over_time;
mod patterns;
mod plot;
mod readings;
mod simulation;
mod streams;
pub mod words;

use crate::model::FeedState;
use crate::session::command::SensorCommand;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::widgets::{self, Tone};
use crate::workspace::SensorSection;

/// What the tab remembers between frames.
#[derive(Debug, Default)]
pub struct SensorsTab {
    live: live::List,
    loader: streams::Loader,
    plot: plot::Plot,
    patterns: patterns::Patterns,
    feeds: feeds::Feeds,
    options: options::Options,
}

impl SensorsTab {
    /// The centre: the part of the tab that is shown.
    pub fn sensors_ui(&mut self, ctx: &UiContext<'_>, ui: &mut egui::Ui) {
        self.live.refresh(ctx);
        // Ages are told in minutes: they change at most once a minute.
        ui.ctx().request_repaint_after(std::time::Duration::from_mins(1));
        let section = ctx.view.sensors.section;
        if section == SensorSection::Now {
            parts::page(ui, |ui| {
                head_ui(ctx, ui);
                self.live.list_ui(ctx, ui);
            });
            return;
        }
        parts::scrolling_page(ui, section.key(), |ui| {
            head_ui(ctx, ui);
            match section {
                SensorSection::OverTime => over_time::over_time_ui(&mut self.plot, &mut self.loader, ctx, ui),
                SensorSection::Patterns => self.patterns.patterns_ui(&mut self.loader, ctx, ui),
                _ => self.feeds.feeds_ui(ctx, ui),
            }
        });
    }

    /// The tab's own options: network, simulation, which feed, which property, which qualities.
    pub fn options_ui(&mut self, ctx: &UiContext<'_>, ui: &mut egui::Ui) {
        self.live.refresh(ctx);
        self.options.options_ui(ctx, ui, &self.live);
    }
}

/// The parts of the tab, and what is to be known whichever is shown.
fn head_ui(ctx: &UiContext<'_>, ui: &mut egui::Ui) {
    let sections: Vec<(SensorSection, String)> =
        SensorSection::ALL.iter().map(|section| (*section, ctx.text.word("sensors-section", section.key()))).collect();
    if let Some(section) = widgets::segmented(ui, ctx.theme, ctx.view.sensors.section, &sections) {
        ctx.send(SensorCommand::SetSection(section));
    }
    ui.add_space(8.0);
    if ctx.status.is_simulating {
        widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t("sensors-simulating-note"));
        ui.add_space(8.0);
    }
    if ctx.status.is_offline {
        widgets::note(ui, ctx.theme, Tone::Neutral, &ctx.t("sensors-offline-note"));
        ui.add_space(8.0);
    } else if ctx.view.sensors.section != SensorSection::Feeds {
        trouble_ui(ctx, ui);
    }
}

/// How many feeds that are on give nothing new, with the way to why.
fn trouble_ui(ctx: &UiContext<'_>, ui: &mut egui::Ui) {
    let sensors = &ctx.workspace.sensors;
    let on = || sensors.feeds().values().filter(|feed| words::is_on(ctx, feed));
    let in_state = |wanted: FeedState| on().filter(|feed| sensors.health(&feed.id).state == wanted).count();
    let (failing, stale) = (in_state(FeedState::Failing), in_state(FeedState::Stale));
    if failing + stale == 0 {
        return;
    }
    let counts = [("failing", (failing as i64).into()), ("stale", (stale as i64).into())];
    let tone = if failing > 0 { Tone::Error } else { Tone::Warning };
    widgets::note(ui, ctx.theme, tone, &ctx.text.with("sensors-trouble", &counts));
    ui.add_space(2.0);
    if widgets::link(ui, ctx.theme, &ctx.t("sensors-trouble-show")).clicked() {
        ctx.send(SensorCommand::SetSection(SensorSection::Feeds));
    }
    ui.add_space(6.0);
}

//! The settings of one feed: how often it is asked, how long its readings are kept and what that takes, its past, its
//! key, its removal.

use egui::{ComboBox, Ui, vec2};

use super::super::words;
use super::Feeds;
use crate::formats::bundle;
use crate::formats::feeds_toml::MIN_POLL_SECONDS;
use crate::jobs;
use crate::model::{Feed, FeedHealth};
use crate::session::command::FeedCommand;
use crate::ui::UiContext;
use crate::ui::widgets;

/// Seconds between two questions that can be chosen.
const INTERVALS: [u32; 9] = [30, 60, 120, 300, 600, 900, 1_800, 3_600, 86_400];

/// Days that can be kept; `None` = for ever.
const KEPT: [Option<u32>; 6] = [None, Some(7), Some(30), Some(90), Some(365), Some(1_095)];

/// Days of the past that can be fetched.
const PAST: [u32; 3] = [7, 30, 365];

/// Width of the names on the left.
const NAMES: f32 = 150.0;

impl Feeds {
    /// Draws them.
    pub(super) fn settings_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, feed: &Feed, health: &FeedHealth) {
        let can_write = !ctx.workspace.is_read_only;
        if !feed.protocol.is_polled() {
            ui.label(widgets::small(ctx.theme, ctx.t("sensors-file-help")));
            if can_write {
                self.remove_ui(ctx, ui, feed);
            }
            return;
        }
        ui.add_enabled_ui(can_write, |ui| {
            interval_ui(ctx, ui, feed);
            retention_ui(ctx, ui, feed);
            self.past_ui(ctx, ui, feed);
            if let Some(name) = feed.secret.clone() {
                row(ctx, ui, "sensors-key", |ui| self.key.key_ui(ctx, ui, &name));
            }
        });
        row(ctx, ui, "sensors-address", |ui| {
            ui.add(egui::Label::new(widgets::small(ctx.theme, &feed.url)).truncate()).on_hover_text(&feed.url);
        });
        if let Some(time) = health.last_success {
            row(ctx, ui, "sensors-last-answer", |ui| {
                ui.label(widgets::small(ctx.theme, words::moment(time)));
            });
        }
        if can_write && !feed.is_simulated && !bundle::is_bundled_feed(&feed.id) {
            self.remove_ui(ctx, ui, feed);
        }
    }

    fn past_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, feed: &Feed) {
        row(ctx, ui, "sensors-past", |ui| {
            let Some(most) = jobs::history_days(feed.protocol) else {
                ui.label(widgets::small(ctx.theme, ctx.t("sensors-past-none")));
                return;
            };
            let chosen = self.days.get(&feed.id).copied().unwrap_or(30);
            let choices: Vec<(u32, String)> = PAST
                .iter()
                .filter(|days| **days <= most)
                .map(|days| (*days, ctx.text.with("sensors-past-days", &[("n", i64::from(*days).into())])))
                .collect();
            if let Some(days) = widgets::segmented(ui, ctx.theme, chosen, &choices) {
                self.days.insert(feed.id.clone(), days);
            }
            let is_busy = ctx.status.jobs.values().any(|job| job.key == "job-back-fill");
            let can_ask = !is_busy && (!ctx.status.is_offline || feed.is_simulated);
            let fetch = ctx.t("sensors-past-fetch");
            if ui.add_enabled_ui(can_ask, |ui| widgets::secondary_button(ui, ctx.theme, &fetch)).inner.clicked() {
                self.filling = Some(feed.id.clone());
                ctx.send(FeedCommand::BackFill(feed.id.clone(), chosen));
            }
        });
    }

    fn remove_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, feed: &Feed) {
        ui.add_space(4.0);
        if self.removing.as_ref() != Some(&feed.id) {
            if widgets::link(ui, ctx.theme, &ctx.t("sensors-remove-feed")).clicked() {
                self.removing = Some(feed.id.clone());
            }
            return;
        }
        let name = feed.name.get(ctx.language());
        ui.add(egui::Label::new(ctx.tw("sensors-remove-question", &[("feed", name)])).wrap());
        ui.horizontal_wrapped(|ui| {
            let answer = |ui: &mut Ui, key: &str| widgets::secondary_button(ui, ctx.theme, &ctx.t(key)).clicked();
            let keeps = answer(ui, "sensors-remove-keep");
            let drops = answer(ui, "sensors-remove-all");
            if keeps || drops {
                ctx.send(FeedCommand::Remove(feed.id.clone(), keeps));
            }
            if answer(ui, "sensors-remove-cancel") || keeps || drops {
                self.removing = None;
            }
        });
    }
}

/// A name with what stands beside it.
fn row(ctx: &UiContext<'_>, ui: &mut Ui, key: &str, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.allocate_ui_with_layout(vec2(NAMES, 28.0), egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.set_width(NAMES);
            ui.label(widgets::soft(ctx.theme, ctx.t(key)));
        });
        contents(ui);
    });
}

fn interval_ui(ctx: &UiContext<'_>, ui: &mut Ui, feed: &Feed) {
    row(ctx, ui, "sensors-interval", |ui| {
        let said = |seconds: u32| {
            let time = words::duration(ctx.text, i64::from(seconds));
            ctx.text.with("sensors-every", &[("time", time.into())])
        };
        let combo = ComboBox::from_id_salt("interval").width(170.0).selected_text(said(feed.poll_seconds));
        let shown = combo.show_ui(ui, |ui| {
            for seconds in INTERVALS.iter().copied().filter(|seconds| *seconds >= MIN_POLL_SECONDS) {
                if widgets::radio(ui, ctx.theme, feed.poll_seconds == seconds, &said(seconds)).clicked() {
                    ctx.send(FeedCommand::Change(Box::new(Feed { poll_seconds: seconds, ..feed.clone() })));
                    ui.close();
                }
            }
        });
        let name = format!("{}: {}", ctx.t("sensors-interval"), said(feed.poll_seconds));
        shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &name));
        ui.label(widgets::small(ctx.theme, ctx.t("sensors-interval-help")));
    });
}

fn retention_ui(ctx: &UiContext<'_>, ui: &mut Ui, feed: &Feed) {
    row(ctx, ui, "sensors-retention", |ui| {
        let said = |days: Option<u32>| match days {
            None => ctx.t("sensors-retention-ever"),
            Some(days) => ctx.text.with("sensors-retention-days", &[("n", i64::from(days).into())]),
        };
        let combo = ComboBox::from_id_salt("retention").width(170.0).selected_text(said(feed.retention_days));
        let shown = combo.show_ui(ui, |ui| {
            for days in KEPT {
                let size = size_of(ctx, feed, days).map(|size| format!(" · {size}")).unwrap_or_default();
                let text = format!("{}{size}", said(days));
                if widgets::radio(ui, ctx.theme, feed.retention_days == days, &text).clicked() {
                    ctx.send(FeedCommand::Change(Box::new(Feed { retention_days: days, ..feed.clone() })));
                    ui.close();
                }
            }
        });
        let name = format!("{}: {}", ctx.t("sensors-retention"), said(feed.retention_days));
        shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &name));
        if let Some(size) = size_of(ctx, feed, feed.retention_days) {
            ui.label(widgets::small(ctx.theme, size));
        }
    });
}

/// The room that so many days of a feed take, at the rate of what is kept so far; kept for ever, the room of a year.
fn size_of(ctx: &UiContext<'_>, feed: &Feed, days: Option<u32>) -> Option<String> {
    let storage = ctx.results.feeds.storage.iter().flatten().find(|one| one.feed == feed.id)?;
    let (first, last) = (storage.first?, storage.last?);
    // Less than a tenth of a day says little about a day.
    let kept_days = (last.as_second() - first.as_second()) as f64 / 86_400.0;
    if kept_days < 0.1 {
        return None;
    }
    let bytes = storage.bytes_estimate as f64 / kept_days * f64::from(days.unwrap_or(365));
    let size = words::size(ctx.text, bytes as u64);
    let key = if days.is_none() { "sensors-size-a-year" } else { "sensors-size-about" };
    Some(ctx.text.with(key, &[("size", size.into())]))
}

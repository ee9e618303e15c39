//! The feeds: those that are on with their health and settings, the catalogue of all others, how much room history takes.

mod card;
mod catalogue;
mod key;
mod rejected;
mod settings;

use std::collections::{BTreeMap, BTreeSet};

use egui::Ui;

use super::words;
use crate::model::{Feed, FeedId};
use crate::session::Action;
use crate::session::command::{FeedCommand, FileCommand};
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::widgets;

/// How often the room that feeds take is looked up while they are looked at, seconds.
const STORAGE_S: f64 = 60.0;

/// What the part remembers between frames.
#[derive(Debug, Default)]
pub struct Feeds {
    /// Cards that are open.
    open: BTreeSet<FeedId>,
    /// The feed whose removal is to be confirmed.
    removing: Option<FeedId>,
    /// The feed whose history is being fetched.
    filling: Option<FeedId>,
    /// Days of history chosen, by feed.
    days: BTreeMap<FeedId, u32>,
    rejected: rejected::Form,
    key: key::Form,
    search: String,
    storage_asked_at: Option<f64>,
}

impl Feeds {
    /// Draws them.
    pub fn feeds_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        self.ask_storage(ctx, ui);
        let feeds = ctx.workspace.sensors.feeds();
        let on: Vec<&Feed> = feeds.values().filter(|feed| words::is_on(ctx, feed)).collect();
        self.head_ui(ctx, ui, on.len());
        self.filling_ui(ctx, ui);
        if feeds.is_empty() {
            ui.label(widgets::soft(ctx.theme, ctx.t("sensors-no-feeds")));
        } else if on.is_empty() {
            ui.label(widgets::soft(ctx.theme, ctx.t("sensors-no-feeds-on")));
        }
        for feed in on {
            self.card_ui(ctx, ui, feed);
            ui.add_space(6.0);
        }
        self.catalogue_ui(ctx, ui);
        ui.add_space(12.0);
    }

    fn ask_storage(&mut self, ctx: &UiContext<'_>, ui: &Ui) {
        let now = ui.input(|input| input.time);
        if self.storage_asked_at.is_none_or(|at| now - at >= STORAGE_S) {
            ctx.send(FeedCommand::LoadStorage);
            self.storage_asked_at = Some(now);
        }
    }

    /// How many are on, how much room history takes, and the ways to more feeds and to more room.
    fn head_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, on: usize) {
        let (add, room) = (ctx.t("sensors-add-feed"), ctx.t("sensors-make-room"));
        let width = parts::button_width(ui, &add) + parts::button_width(ui, &room) + 12.0;
        parts::split(
            ui,
            width,
            |ui| {
                let n = ctx.text.integer(ctx.workspace.sensors.feeds().len() as u64);
                let on = [("on", ctx.text.integer(on as u64).into()), ("n", n.into())];
                let mut said = ctx.text.with("sensors-feeds-on", &on);
                if let Some(total) = total(ctx) {
                    said = format!("{said} · {total}");
                }
                ui.add(egui::Label::new(widgets::soft(ctx.theme, said)).truncate());
            },
            |ui| {
                let can_write = !ctx.workspace.is_read_only;
                ui.add_enabled_ui(can_write, |ui| {
                    let room = widgets::secondary_button(ui, ctx.theme, &room);
                    if room.on_hover_text(ctx.t("sensors-make-room-help")).clicked() {
                        ctx.send(FeedCommand::Compact);
                        self.storage_asked_at = None;
                    }
                    if widgets::primary_button(ui, ctx.theme, &add).clicked() {
                        ctx.act(Action::AddFeed);
                    }
                });
            },
        );
        ui.add_space(8.0);
    }

    /// How far the history that is being fetched is, with the way to stop it.
    fn filling_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let Some((job, running)) = ctx.status.jobs.iter().find(|(_, running)| running.key == "job-back-fill") else {
            self.filling = None;
            return;
        };
        let name = self.filling.as_ref().map(|id| words::feed_name(ctx, id)).unwrap_or_default();
        let said = ctx.text.with("sensors-filling", &[("feed", name.into())]);
        widgets::card(ui, ctx.theme, |ui| {
            let stop = ctx.t("sensors-stop");
            let width = parts::button_width(ui, &stop);
            parts::split(
                ui,
                width,
                |ui| {
                    ui.label(&said);
                },
                |ui| {
                    if widgets::secondary_button(ui, ctx.theme, &stop).clicked() {
                        ctx.send(FileCommand::Cancel(*job));
                    }
                },
            );
            widgets::progress_line(ui, ctx.theme, running.fraction, &said);
        });
        ui.add_space(8.0);
    }
}

/// Observations and room of all feeds together.
fn total(ctx: &UiContext<'_>) -> Option<String> {
    let storage = ctx.results.feeds.storage.as_ref()?;
    let count: u64 = storage.iter().map(|one| one.observation_count).sum();
    let bytes: u64 = storage.iter().map(|one| one.bytes_estimate).sum();
    Some(room_words(ctx, count, bytes))
}

/// So many readings in so much room.
fn room_words(ctx: &UiContext<'_>, count: u64, bytes: u64) -> String {
    let n = i64::try_from(count).unwrap_or(i64::MAX);
    let arguments =
        [("n", n.into()), ("shown", ctx.text.integer(count).into()), ("size", words::size(ctx.text, bytes).into())];
    ctx.text.with("sensors-room", &arguments)
}

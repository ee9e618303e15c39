//! One feed that is on: what it is, how it is doing in plain words, and its settings below when it is opened.

use egui::{Color32, Ui, vec2};

use super::super::words;
use super::{Feeds, room_words};
use crate::model::{Feed, FeedHealth, FeedState, Protocol};
use crate::session::command::FeedCommand;
use crate::ui::UiContext;
use crate::ui::charts::{parts, symbol};
use crate::ui::theme::colour;
use crate::ui::widgets::{self, Icon, Tone};

/// A clock that is off by less is not worth telling, seconds.
const CLOCK_S: i64 = 30;

impl Feeds {
    /// Draws the card.
    pub(super) fn card_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, feed: &Feed) {
        let health = ctx.workspace.sensors.health(&feed.id);
        widgets::card(ui, ctx.theme, |ui| {
            ui.push_id(feed.id.as_str(), |ui| {
                self.card_head_ui(ctx, ui, feed, &health);
                ui.spacing_mut().item_spacing.y = 3.0;
                parts::remark(ctx, ui, facts(ctx, feed, &health).join(" · "));
                error_ui(ctx, ui, &health);
                self.rejected_link_ui(ctx, ui, feed, &health);
                ui.spacing_mut().item_spacing.y = 4.0;
                if self.open.contains(&feed.id) {
                    ui.add_space(4.0);
                    ui.separator();
                    self.settings_ui(ctx, ui, feed, &health);
                }
            });
        });
    }

    fn card_head_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, feed: &Feed, health: &FeedHealth) {
        let (off, poll) = (ctx.t("sensors-switch-off"), ctx.t("sensors-poll"));
        let poll = Some(poll).filter(|_| feed.protocol.is_polled());
        let poll_width = poll.as_ref().map_or(0.0, |poll| parts::button_width(ui, poll));
        let width = parts::button_width(ui, &off) + poll_width + 44.0;
        parts::split(
            ui,
            width,
            |ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                state_ui(ctx, ui, feed, health);
            },
            |ui| {
                ui.spacing_mut().item_spacing.x = 6.0;
                self.buttons_ui(ctx, ui, feed, &off, poll.as_deref());
            },
        );
    }

    fn buttons_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, feed: &Feed, off: &str, poll: Option<&str>) {
        let name = words::name_of(ctx, feed);
        let named = |key: &str| ctx.tw(key, &[("feed", &name)]);
        let can_poll = !ctx.status.is_offline || feed.is_simulated;
        if let Some(poll) = poll {
            let button = ui.add_enabled_ui(can_poll, |ui| widgets::secondary_button(ui, ctx.theme, poll)).inner;
            if button.accessible_name(named("sensors-poll-feed")).clicked() {
                ctx.send(FeedCommand::Poll(feed.id.clone()));
            }
        }
        let button = widgets::secondary_button(ui, ctx.theme, off);
        if button.accessible_name(named("sensors-switch-off-feed")).clicked() {
            if feed.is_simulated {
                // The others go on.
                let feeds = ctx.workspace.sensors.feeds().values();
                let others = feeds.filter(|other| other.is_simulated && other.is_enabled && other.id != feed.id);
                let protocols: std::collections::BTreeSet<Protocol> = others.map(|other| other.protocol).collect();
                ctx.send(FeedCommand::Simulate(protocols, crate::jobs::Fault::None));
            } else {
                ctx.send(FeedCommand::SetEnabled(feed.id.clone(), false));
            }
        }
        let is_open = self.open.contains(&feed.id);
        let (sign, key) = if is_open {
            (Icon::ChevronDown, "sensors-close-settings")
        } else {
            (Icon::ChevronRight, "sensors-open-settings")
        };
        if widgets::quiet_icon_button(ui, ctx.theme, sign, &named(key)).clicked() && !self.open.remove(&feed.id) {
            self.open.insert(feed.id.clone());
        }
    }
}

fn state_ui(ctx: &UiContext<'_>, ui: &mut Ui, feed: &Feed, health: &FeedHealth) {
    let is_hollow = matches!(health.state, FeedState::Disabled | FeedState::Waiting | FeedState::Offline);
    symbol::dot_ui(ui, state_colour(ctx, health.state), is_hollow);
    let state = ctx.text.word("feed-state", health.state.key());
    let badge = if feed.is_simulated {
        Some(("sensors-simulated", Tone::Warning))
    } else if feed.is_verified {
        None
    } else {
        Some(("sensors-unverified", Tone::Neutral))
    };
    let width = |ui: &Ui, text: &str| {
        let font = widgets::font(crate::ui::theme::measure::TEXT);
        ui.painter().layout_no_wrap(text.to_owned(), font, Color32::PLACEHOLDER).size().x
    };
    let badge_width = badge.map_or(0.0, |(key, _)| width(ui, &ctx.t(key)) + 12.0);
    let rest = width(ui, &state) + badge_width + 18.0;
    let name = words::name_of(ctx, feed);
    let wanted = width(ui, &name) * 1.08;
    let room = wanted.min(ui.available_width() - rest).max(60.0);
    ui.allocate_ui(vec2(room, 20.0), |ui| {
        ui.add(egui::Label::new(widgets::semibold(name)).truncate()).on_hover_text(&feed.url);
    });
    ui.label(widgets::soft(ctx.theme, state));
    if let Some((key, tone)) = badge {
        let badge = widgets::badge(ui, ctx.theme, tone, &ctx.t(key));
        if tone == Tone::Neutral {
            badge.on_hover_text(ctx.t("sensors-unverified-help"));
        }
    }
}

/// The colour beside the word of a state.
fn state_colour(ctx: &UiContext<'_>, state: FeedState) -> Color32 {
    let palette = &ctx.theme.palette;
    colour(match state {
        FeedState::Live => palette.good,
        FeedState::Stale | FeedState::Offline => palette.warning,
        FeedState::Failing => palette.error,
        FeedState::Waiting => palette.accent,
        FeedState::Disabled | FeedState::File => palette.faint,
    })
}

/// What went wrong in plain words; the technical ones on hover, and to be copied.
fn error_ui(ctx: &UiContext<'_>, ui: &mut Ui, health: &FeedHealth) {
    let (Some(kind), Some(error)) = (words::error_kind(ctx.text, health), health.error.as_deref()) else { return };
    let tone = if health.state == FeedState::Failing { Tone::Error } else { Tone::Warning };
    ui.add_space(4.0);
    let kept = ctx.t("sensors-values-kept");
    widgets::note(ui, ctx.theme, tone, &format!("{kind} {kept}")).on_hover_text(error);
    if widgets::link(ui, ctx.theme, &ctx.t("sensors-copy-error")).on_hover_text(error).clicked() {
        ui.ctx().copy_text(error.to_owned());
    }
}

/// What is known of a feed and its health, in short.
fn facts(ctx: &UiContext<'_>, feed: &Feed, health: &FeedHealth) -> Vec<String> {
    let text = ctx.text;
    let mut facts = Vec::new();
    if !feed.protocol.is_polled() {
        facts.extend(words::file_facts(ctx, feed));
        facts.extend(room(ctx, feed));
        facts.extend([feed.attribution.clone(), ctx.licence(&feed.licence)]);
        facts.retain(|fact| !fact.is_empty());
        return facts;
    }
    match health.last_observation.or(health.last_success) {
        Some(time) => facts.push(text.with("sensors-last-good", &[("age", words::age(text, time, ctx.now).into())])),
        None => facts.push(text.get("sensors-never-good")),
    }
    if let Some(latency) = health.latency_ms {
        facts.push(text.with("sensors-latency", &[("n", text.integer(latency).into())]));
    }
    if let Some(next) = health.next_attempt.filter(|_| !ctx.status.is_offline || feed.is_simulated) {
        facts.push(text.with("sensors-next-poll", &[("time", words::clock_time(next).into())]));
    }
    if health.failure_count > 0 {
        facts.push(text.with("sensors-failures", &[("n", i64::from(health.failure_count).into())]));
    }
    if let Some(ahead) = health.clock_ahead_s.filter(|ahead| ahead.abs() >= CLOCK_S) {
        let key = if ahead > 0 { "sensors-clock-ahead" } else { "sensors-clock-behind" };
        facts.push(text.with(key, &[("time", words::duration(text, ahead).into())]));
    }
    facts.extend(room(ctx, feed));
    if !feed.is_simulated {
        facts.push(text.word("protocol", feed.protocol.key()));
        facts.push(feed.attribution.clone());
        facts.push(ctx.licence(&feed.licence));
    }
    facts.retain(|fact| !fact.is_empty());
    facts
}

/// The readings of a feed and the room that they take.
fn room(ctx: &UiContext<'_>, feed: &Feed) -> Option<String> {
    let storage = ctx.results.feeds.storage.iter().flatten().find(|one| one.feed == feed.id);
    let one = storage.filter(|one| one.observation_count > 0)?;
    Some(room_words(ctx, one.observation_count, one.bytes_estimate))
}

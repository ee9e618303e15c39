//! The feeds: what each is, how it is doing, on and off, poll now.

use egui::{Color32, Layout, Ui};

use super::words;
use crate::model::{Feed, FeedHealth, FeedState};
use crate::session::command::FeedCommand;
use crate::ui::UiContext;
use crate::ui::charts::{parts, symbol};
use crate::ui::theme::colour;
use crate::ui::widgets::{self, Tone};

/// The list of feeds, those that are on first.
pub fn feeds_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let feeds = ctx.workspace.sensors.feeds();
    let on_count = feeds.values().filter(|feed| feed.is_enabled).count();
    let counts = [("on", ctx.text.integer(on_count as u64).into()), ("n", ctx.text.integer(feeds.len() as u64).into())];
    widgets::sub_header(ui, ctx.theme, &ctx.t("sensors-feeds"), &ctx.text.with("sensors-feeds-on", &counts));
    if feeds.is_empty() {
        ui.label(widgets::soft(ctx.theme, ctx.t("sensors-no-feeds")));
    }
    for is_enabled in [true, false] {
        for feed in feeds.values().filter(|feed| feed.is_enabled == is_enabled) {
            feed_ui(ctx, ui, feed);
            ui.add_space(6.0);
        }
    }
}

fn feed_ui(ctx: &UiContext<'_>, ui: &mut Ui, feed: &Feed) {
    let health = ctx.workspace.sensors.health(&feed.id);
    widgets::card(ui, ctx.theme, |ui| {
        ui.horizontal(|ui| {
            state_ui(ctx, ui, feed, &health);
            ui.with_layout(Layout::right_to_left(egui::Align::Center), |ui| buttons_ui(ctx, ui, feed));
        });
        ui.spacing_mut().item_spacing.y = 2.0;
        ui.label(widgets::small(ctx.theme, facts(ctx, feed, &health).join(" · ")));
        if let Some(kind) = words::error_kind(ctx.text, &health) {
            let tone = if health.state == FeedState::Failing { Tone::Error } else { Tone::Warning };
            ui.add_space(4.0);
            let error = health.error.as_deref().unwrap_or_default().to_owned();
            widgets::note(ui, ctx.theme, tone, &kind).on_hover_text(error);
        }
    });
}

fn state_ui(ctx: &UiContext<'_>, ui: &mut Ui, feed: &Feed, health: &FeedHealth) {
    let is_hollow = matches!(health.state, FeedState::Disabled | FeedState::Waiting | FeedState::Offline);
    symbol::dot_ui(ui, state_colour(ctx, health.state), is_hollow);
    ui.label(widgets::semibold(feed.name.get(ctx.text.language())));
    ui.label(widgets::soft(ctx.theme, ctx.text.word("feed-state", health.state.key())));
    if feed.is_simulated {
        parts::simulated_badge(ctx, ui);
    } else if !feed.is_verified {
        let badge = widgets::badge(ui, ctx.theme, Tone::Neutral, &ctx.t("sensors-unverified"));
        badge.on_hover_text(ctx.t("sensors-unverified-help"));
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
        FeedState::Disabled => palette.faint,
    })
}

fn buttons_ui(ctx: &UiContext<'_>, ui: &mut Ui, feed: &Feed) {
    let name = feed.name.get(ctx.text.language()).to_owned();
    let named = |key: &str| ctx.text.with(key, &[("feed", name.clone().into())]);
    let (key, spoken) = if feed.is_enabled {
        ("sensors-switch-off", named("sensors-switch-off-feed"))
    } else {
        ("sensors-switch-on", named("sensors-switch-on-feed"))
    };
    let switch = widgets::secondary_button(ui, ctx.theme, &ctx.t(key)).accessible_name(spoken);
    if switch.clicked() {
        if feed.is_simulated {
            ctx.send(FeedCommand::SetSimulation(!feed.is_enabled));
        } else {
            ctx.send(FeedCommand::SetEnabled(feed.id.clone(), !feed.is_enabled));
        }
    }
    if feed.is_enabled {
        let can_poll = !ctx.status.is_offline || feed.is_simulated;
        let poll = ui.add_enabled_ui(can_poll, |ui| {
            widgets::secondary_button(ui, ctx.theme, &ctx.t("sensors-poll")).accessible_name(named("sensors-poll-feed"))
        });
        if poll.inner.clicked() {
            ctx.send(FeedCommand::Poll(feed.id.clone()));
        }
    }
}

/// What is known of a feed and its health, in short.
fn facts(ctx: &UiContext<'_>, feed: &Feed, health: &FeedHealth) -> Vec<String> {
    let text = ctx.text;
    let mut facts = Vec::new();
    if let Some(time) = health.last_observation.or(health.last_success) {
        facts.push(text.with("sensors-last-good", &[("age", words::age(text, time, ctx.now).into())]));
    } else if feed.is_enabled {
        facts.push(text.get("sensors-never-good"));
    }
    if let Some(latency) = health.latency_ms {
        facts.push(format!("{}\u{a0}ms", text.integer(latency)));
    }
    if let Some(next) = health.next_attempt.filter(|_| feed.is_enabled && !ctx.status.is_offline) {
        facts.push(text.with("sensors-next-poll", &[("time", words::clock_time(next).into())]));
    }
    let counted = |key: &str, n: u32| text.with(key, &[("n", i64::from(n).into())]);
    if health.failure_count > 0 {
        facts.push(counted("sensors-failures", health.failure_count));
    }
    if health.rejected_count > 0 {
        facts.push(counted("sensors-rejected", health.rejected_count));
    }
    facts.push(text.word("protocol", feed.protocol.key()));
    if !feed.is_simulated {
        facts.push(feed.attribution.clone());
        facts.push(feed.licence.clone());
    }
    facts.retain(|fact| !fact.is_empty());
    facts
}

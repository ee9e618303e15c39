//! All feeds that are off: searched by name, protocol, municipality and address, switched on one by one.

use egui::Ui;

use super::Feeds;
use crate::model::Feed;
use crate::session::command::FeedCommand;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::widgets::{self, Tone};
use crate::workspace::municipalities::fold;

impl Feeds {
    /// Draws the catalogue.
    pub(super) fn catalogue_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let feeds = ctx.workspace.sensors.feeds().values();
        let off: Vec<&Feed> = feeds.filter(|feed| !feed.is_enabled && !feed.is_simulated).collect();
        if off.is_empty() {
            return;
        }
        let wanted = fold(&self.search);
        let mut found: Vec<&Feed> = off.iter().copied().filter(|feed| is_found(ctx, feed, &wanted)).collect();
        found.sort_by_key(|feed| fold(feed.name.get(ctx.language())));
        let number = |n: usize| ctx.text.integer(n as u64).into();
        let count =
            ctx.text.with("sensors-catalogue-count", &[("found", number(found.len())), ("n", number(off.len()))]);
        widgets::sub_header(ui, ctx.theme, &ctx.t("sensors-catalogue"), &count);
        let name = ctx.t("sensors-catalogue-search");
        widgets::search_field(ui, ctx.theme, &mut self.search, &name, &ctx.t("sensors-clear-search"));
        ui.add_space(6.0);
        parts::remark(ctx, ui, ctx.t("sensors-catalogue-help"));
        ui.add_space(4.0);
        if found.is_empty() {
            ui.label(widgets::soft(ctx.theme, ctx.t("sensors-catalogue-none")));
        }
        for feed in found {
            self.entry_ui(ctx, ui, feed);
            ui.add_space(6.0);
        }
    }

    fn entry_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, feed: &Feed) {
        let name = feed.name.get(ctx.language()).to_owned();
        let on = ctx.t("sensors-switch-on");
        widgets::card(ui, ctx.theme, |ui| {
            ui.push_id(feed.id.as_str(), |ui| {
                let width = parts::button_width(ui, &on);
                parts::split(
                    ui,
                    width,
                    |ui| {
                        ui.spacing_mut().item_spacing.x = 6.0;
                        // Badges first where the name is long: they are what must be seen.
                        if !feed.is_verified {
                            let badge = widgets::badge(ui, ctx.theme, Tone::Neutral, &ctx.t("sensors-unverified"));
                            badge.on_hover_text(ctx.t("sensors-unverified-help"));
                        }
                        if feed.secret.is_some() {
                            widgets::badge(ui, ctx.theme, Tone::Accent, &ctx.t("sensors-needs-key"));
                        }
                        ui.add(egui::Label::new(widgets::semibold(&name)).truncate()).on_hover_text(&feed.url);
                    },
                    |ui| {
                        let can_write = !ctx.workspace.is_read_only;
                        let button = ui.add_enabled_ui(can_write, |ui| widgets::secondary_button(ui, ctx.theme, &on));
                        let spoken = ctx.tw("sensors-switch-on-feed", &[("feed", &name)]);
                        if button.inner.accessible_name(spoken).clicked() {
                            ctx.send(FeedCommand::SetEnabled(feed.id.clone(), true));
                        }
                    },
                );
                parts::remark(ctx, ui, facts(ctx, feed).join(" · ")).on_hover_text(&feed.url);
                if let Some(key) = feed.secret.clone() {
                    self.key.key_ui(ctx, ui, &key);
                }
            });
        });
    }
}

/// Protocol, municipality, host, attribution, licence.
fn facts(ctx: &UiContext<'_>, feed: &Feed) -> Vec<String> {
    let mut facts = vec![ctx.text.word("protocol", feed.protocol.key())];
    facts.extend(feed.nis.map(|nis| ctx.workspace.municipalities.name(nis)));
    facts.extend(feed.url.split('/').nth(2).map(str::to_owned));
    facts.push(feed.attribution.clone());
    facts.push(ctx.licence(&feed.licence));
    facts.retain(|fact| !fact.is_empty());
    facts.dedup();
    facts
}

/// Whether every word searched for stands in what is known of the feed.
fn is_found(ctx: &UiContext<'_>, feed: &Feed, wanted: &str) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let mut searched = facts(ctx, feed);
    searched.extend([&feed.name.nl, &feed.name.en].into_iter().flatten().map(ToString::to_string));
    searched.extend([feed.url.clone(), feed.id.to_string()]);
    let mapped = feed.mapping.iter().flat_map(|mapping| &mapping.property);
    searched.extend(mapped.map(|one| ctx.text.word("property", one.observed_property.key())));
    let searched = fold(&searched.join(" "));
    wanted.split(' ').all(|word| searched.contains(word))
}

//! The data sets: what, how many records, from whom, of when, under which licence; and the feeds' licences.

use egui::Ui;

use crate::model::Source;
use crate::model::sensor::file_option;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::sensors_tab::words;
use crate::ui::widgets::{self, Tone};

/// Digits of a hash that are shown; the whole is copied.
const HASH_DIGITS: usize = 12;

/// Title of a data set in the reader's language; as its publisher writes it where we have no word.
pub fn source_title(ctx: &UiContext<'_>, source: &Source) -> String {
    crate::insight::definition::source_title(source, ctx.text)
}

/// All data sets, the user's own first.
pub fn sources_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    if ctx.workspace.sources.is_empty() {
        ui.label(widgets::soft(ctx.theme, ctx.t("data-no-sources")));
    }
    for is_bundled in [false, true] {
        for source in ctx.workspace.sources.iter().filter(|source| source.is_bundled == is_bundled) {
            source_ui(ctx, ui, source);
        }
    }
}

/// A line that opens: what, how many, of when; below it always from whom and under which licence.
fn source_ui(ctx: &UiContext<'_>, ui: &mut Ui, source: &Source) {
    let origin_key = if source.is_simulated {
        "sensors-simulated"
    } else if source.is_bundled {
        "data-bundled"
    } else {
        "data-own"
    };
    let mut facts: Vec<String> = vec![ctx.t(origin_key)];
    facts.extend(source.record_count.map(|n| {
        let shown = ctx.text.integer(n).into();
        ctx.text.with("data-records", &[("n", i64::try_from(n).unwrap_or(i64::MAX).into()), ("shown", shown)])
    }));
    facts.extend(source.date.as_ref().map(ToString::to_string));
    let id = format!("source-{}", source.id);
    let title = source_title(ctx, source);
    let is_open = widgets::section_header(ui, ctx.theme, &id, &title, &facts.join(" · "), !source.is_bundled);
    ui.spacing_mut().item_spacing.y = 2.0;
    if source.is_simulated {
        parts::simulated_badge(ctx, ui);
    }
    let attribution = [&source.attribution, &source.licence].into_iter().filter(|text| !text.is_empty());
    parts::remark(ctx, ui, attribution.map(ToString::to_string).collect::<Vec<_>>().join(" · "));
    if is_open {
        if !source.origin.is_empty() {
            parts::remark(ctx, ui, ctx.text.with("data-origin", &[("origin", source.origin.to_string().into())]));
        }
        if let Some(hash) = &source.hash {
            hash_ui(ctx, ui, &source_title(ctx, source), hash);
        }
    }
    ui.add_space(6.0);
    let line = ctx.theme.line();
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 1.0, line);
}

fn hash_ui(ctx: &UiContext<'_>, ui: &mut Ui, title: &str, hash: &str) {
    ui.horizontal(|ui| {
        let short: String = hash.chars().take(HASH_DIGITS).collect();
        ui.label(widgets::small(ctx.theme, format!("SHA-256 {short}…")));
        let name = ctx.text.with("data-copy-hash", &[("source", title.to_owned().into())]);
        let link = widgets::link(ui, ctx.theme, &ctx.t("data-copy")).accessible_name(name);
        if link.on_hover_text(hash).clicked() {
            ui.ctx().copy_text(hash.to_owned());
        }
    });
}

/// The licence and attribution of each feed.
pub fn feeds_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let feeds = ctx.workspace.sensors.feeds();
    if feeds.is_empty() {
        ui.label(widgets::soft(ctx.theme, ctx.t("sensors-no-feeds")));
    }
    for feed in feeds.values() {
        ui.horizontal(|ui| {
            ui.label(widgets::semibold(feed.name.get(ctx.text.language())));
            if feed.is_simulated {
                parts::simulated_badge(ctx, ui);
            } else if !feed.is_verified {
                widgets::badge(ui, ctx.theme, Tone::Neutral, &ctx.t("sensors-unverified"));
            }
        });
        ui.spacing_mut().item_spacing.y = 2.0;
        let known = |text: &str| if text.is_empty() { ctx.t("data-licence-unknown") } else { text.to_owned() };
        parts::remark(ctx, ui, format!("{} · {}", known(&feed.attribution), known(&ctx.licence(&feed.licence))));
        if !feed.protocol.is_polled() {
            parts::remark(ctx, ui, words::file_facts(ctx, feed).join(" · "));
            if let Some(hash) = feed.option(file_option::HASH) {
                hash_ui(ctx, ui, feed.name.get(ctx.language()), hash);
            }
            ui.separator();
            continue;
        }
        let at = feed.dataset.as_ref().map_or_else(|| feed.url.clone(), |dataset| format!("{} ({dataset})", feed.url));
        parts::remark(ctx, ui, at);
        ui.separator();
    }
}

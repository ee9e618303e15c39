//! The panel itself.

use egui::{Margin, ScrollArea, Ui};

use super::facet::{Choice, FacetLook, facet_ui};
use super::geography;
use super::region::RegionPart;
use crate::session::command::{FilterCommand, Toggle};
use crate::ui::UiContext;
use crate::ui::widgets::{search_field, section_header};
use crate::workspace::Tab;

/// State that is only about looking: words typed but not part of the filter.
#[derive(Debug, Default)]
pub struct FilterPanel {
    place_words: String,
    region: RegionPart,
}

impl FilterPanel {
    /// Draws the panel; `options` draws the options of the tab.
    pub fn filters_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, options: impl FnOnce(&mut Ui)) {
        let beside_bar = Margin { right: 12, ..Margin::ZERO };
        ScrollArea::vertical().id_salt("filters").content_margin(beside_bar).auto_shrink([false, false]).show(
            ui,
            |ui| {
                // Rows hold their own room, so that the list is as dense as it can be read.
                ui.spacing_mut().item_spacing.y = 0.0;
                let tab = ctx.text.word("tab", ctx.view.tab.key());
                let title = ctx.tw("filter-options-of", &[("tab", &tab)]);
                let id = format!("options-{}", ctx.view.tab);
                // The map has a button for its layers; its long list would push the filters out of sight.
                let is_open = ctx.view.tab != Tab::Map;
                if section_header(ui, ctx.theme, &id, &title, "", is_open) {
                    options(ui);
                    ui.add_space(8.0);
                }
                ui.separator();
                ui.add_space(4.0);
                self.places_ui(ctx, ui);
                text_ui(ctx, ui);
                what_ui(ctx, ui);
                assigned_ui(ctx, ui);
                names_ui(ctx, ui);
                ui.add_space(16.0);
            },
        );
    }

    fn places_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let name = ctx.t("filter-place-search");
        search_field(ui, ctx.theme, &mut self.place_words, &name, &ctx.t("filter-clear-search"));
        ui.add_space(4.0);
        if self.place_words.trim().is_empty() {
            geography::facets_ui(ctx, ui);
            self.region.region_ui(ctx, ui);
        } else {
            geography::hits_ui(ctx, ui, &self.place_words);
        }
    }
}

/// Words that occur in a project.
fn text_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let mut text = ctx.view.filter.text.clone();
    let right = match (text.is_empty(), ctx.results.is_searching) {
        (true, _) => String::new(),
        (false, true) => ctx.t("filter-text-indexing"),
        (false, false) => ctx.tn("filter-chosen", 1),
    };
    if !section_header(ui, ctx.theme, "text", &ctx.t("filter-text"), &right, true) {
        return;
    }
    let name = ctx.t("filter-text-hint");
    if search_field(ui, ctx.theme, &mut text, &name, &ctx.t("filter-clear-search")).changed() {
        ctx.send(FilterCommand::SetText(text));
    }
    ui.add_space(8.0);
}

const fn short(id: &'static str, title: &'static str, is_open: bool) -> FacetLook {
    FacetLook { id, title, remark: "", is_open, has_bars: false, is_long: false }
}

/// Dimension, stage and kind: what the sources tell.
fn what_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let filter = &ctx.view.filter;
    let facets = &ctx.results.selection.facets;
    facet_ui(ctx, ui, short("dimension", "filter-dimension", true), filter.dimensions.len(), || {
        facets.dimensions.iter().map(|&(d, count)| Choice { toggle: Toggle::Dimension(d), count }).collect()
    });
    facet_ui(ctx, ui, short("status", "filter-status", true), filter.statuses.len(), || {
        facets
            .statuses
            .iter()
            .filter(|(status, count)| *count > 0 || filter.statuses.contains(status))
            .map(|&(status, count)| Choice { toggle: Toggle::Status(status), count })
            .collect()
    });
    let kind = FacetLook { remark: "filter-kind-remark", ..short("kind", "filter-kind", true) };
    facet_ui(ctx, ui, kind, filter.kinds.len(), || {
        facets.kinds.iter().map(|&(kind, count)| Choice { toggle: Toggle::Kind(kind), count }).collect()
    });
}

/// Working areas and core values: assigned by this project, and said so.
fn assigned_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let filter = &ctx.view.filter;
    let facets = &ctx.results.selection.facets;
    let assigned = |id, title| FacetLook { remark: "filter-assigned", ..short(id, title, false) };
    facet_ui(ctx, ui, assigned("working-area", "filter-working-area"), filter.working_areas.len(), || {
        facets.working_areas.iter().map(|&(a, count)| Choice { toggle: Toggle::WorkingArea(a), count }).collect()
    });
    facet_ui(ctx, ui, assigned("value", "filter-value"), filter.values.len(), || {
        facets.values.iter().map(|&(value, count)| Choice { toggle: Toggle::Value(value), count }).collect()
    });
}

/// Themes, funding, partners and their roles: names as the sources write them.
fn names_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let filter = &ctx.view.filter;
    let facets = &ctx.results.selection.facets;
    let long = |id, title| FacetLook { is_long: true, ..short(id, title, false) };
    let named = |names: &[(String, u32)], chosen: &std::collections::BTreeSet<String>, make: fn(String) -> Toggle| {
        let mut choices: Vec<Choice> =
            names.iter().map(|(name, count)| Choice { toggle: make(name.clone()), count: *count }).collect();
        let absent = chosen.iter().filter(|name| !names.iter().any(|(known, _)| known == *name));
        choices.extend(absent.map(|name| Choice { toggle: make(name.clone()), count: 0 }));
        choices
    };
    facet_ui(ctx, ui, long("theme", "filter-theme"), filter.themes.len(), || {
        named(&facets.themes, &filter.themes, Toggle::Theme)
    });
    facet_ui(ctx, ui, long("funding", "filter-funding"), filter.funding.len(), || {
        named(&facets.funding, &filter.funding, Toggle::Funding)
    });
    facet_ui(ctx, ui, long("partner", "filter-partner"), filter.partners.len(), || {
        named(&facets.partners, &filter.partners, Toggle::Partner)
    });
    facet_ui(ctx, ui, short("helix", "filter-helix", false), filter.helix_roles.len(), || {
        facets.helix_roles.iter().map(|&(role, count)| Choice { toggle: Toggle::HelixRole(role), count }).collect()
    });
}

//! The tab's own options: which indicator, which municipalities, divided by what, in whose borders.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::{IndicatorsTab, describe, words};
use crate::model::{Indicator, Nis};
use crate::query::series::SeriesPlace;
use crate::session::command::IndicatorCommand;
use crate::session::results::{SERIES_LIMIT, chart_places};
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{self, Icon, Search, Tone, icon};
use crate::workspace::municipalities::fold;
use crate::workspace::{Borders, Scale};

/// Width of the list of indicators in points, and its height at most.
const LIST_SIZE: [f32; 2] = [320.0, 380.0];

/// Data sets in the order of the list.
const TABLES: [&str; 7] = [
    "population",
    "population_age",
    "fiscal_income",
    "establishments",
    "land_use",
    "building_permits",
    "building_stock",
];

impl IndicatorsTab {
    pub(super) fn indicator_choice_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        widgets::sub_header(ui, ctx.theme, &ctx.t("indicators-indicator"), "");
        let Some(shown) = words::shown(ctx) else {
            ui.label(widgets::soft(ctx.theme, ctx.t("indicators-none-text")));
            return;
        };
        let name = shown.name.get(ctx.text.language());
        let spoken = ctx.text.with("indicators-choose", &[("name", name.to_owned().into())]);
        let button = widgets::combo_button(ui, ctx.theme, name, &spoken);
        let (name, clear) = (ctx.t("indicators-search"), ctx.t("indicators-clear-search"));
        let search = Search { text: &mut self.indicator_text, name: &name, clear: &clear };
        widgets::searched_list(&button, ctx.theme, search, LIST_SIZE, |ui, text| {
            indicator_list_ui(ctx, ui, shown, &fold(text)).then_some(())
        });
    }

    pub(super) fn municipality_choice_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let places = chart_places(ctx.view);
        let count = places.iter().filter(|place| matches!(place, SeriesPlace::Municipality(_))).count();
        let right = ctx.text.with("indicators-of-limit", &[("n", count.into()), ("limit", SERIES_LIMIT.into())]);
        widgets::sub_header(ui, ctx.theme, &ctx.t("indicators-municipalities"), &right);
        let codes: Vec<Nis> = places
            .iter()
            .filter_map(|place| match place {
                SeriesPlace::Municipality(nis) => Some(*nis),
                SeriesPlace::Region(_) | SeriesPlace::Flanders => None,
            })
            .collect();
        for (index, place) in places.iter().enumerate() {
            if let Some(removed) = place_ui(ctx, ui, index, place, !ctx.view.indicators.municipalities.is_empty()) {
                let left = codes.iter().copied().filter(|nis| *nis != removed).collect();
                ctx.send(IndicatorCommand::SetMunicipalities(left));
            }
        }
        if ctx.view.indicators.municipalities.is_empty() {
            let key = match places.first() {
                Some(SeriesPlace::Region(_)) => "indicators-default-region",
                Some(SeriesPlace::Municipality(_)) => "indicators-default-filter",
                Some(SeriesPlace::Flanders) | None => "indicators-default-flanders",
            };
            ui.label(widgets::small(ctx.theme, ctx.t(key)));
        }
        ui.add_space(4.0);
        if codes.len() >= SERIES_LIMIT {
            ui.label(widgets::small(ctx.theme, ctx.t("indicators-full")));
            return;
        }
        self.add_municipality_ui(ctx, ui, &codes);
    }

    fn add_municipality_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, codes: &[Nis]) {
        let name = ctx.t("indicators-add-municipality");
        if let Some(nis) = self.towns.town_search_ui(ctx, ui, &name, codes, ctx.view.indicators.borders) {
            ctx.send(IndicatorCommand::SetMunicipalities(codes.iter().copied().chain([nis]).collect()));
        }
    }
}

/// The indicators by data set; returns whether one was chosen.
fn indicator_list_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: &Indicator, wanted: &str) -> bool {
    let language = ctx.text.language();
    let fits = |indicator: &&Indicator| {
        wanted.is_empty()
            || fold(indicator.name.get(language)).contains(wanted)
            || fold(indicator.definition.get(language)).contains(wanted)
    };
    let found: Vec<&Indicator> = ctx.workspace.indicators.definitions().iter().filter(fits).collect();
    if found.is_empty() {
        ui.label(widgets::soft(ctx.theme, ctx.t("indicators-no-hit")));
    }
    let mut is_chosen = false;
    let mut groups: Vec<String> = TABLES.iter().map(|table| (*table).to_owned()).collect();
    for indicator in &found {
        let table = words::table(ctx, indicator);
        if !groups.contains(&table) {
            groups.push(table);
        }
    }
    for group in groups {
        let members: Vec<&&Indicator> = found.iter().filter(|one| words::table(ctx, one) == group).collect();
        if members.is_empty() {
            continue;
        }
        let key = format!("indicators-group-{}", group.replace('_', "-"));
        let title = ctx.t(&key);
        widgets::sub_header(ui, ctx.theme, if title == key { &group } else { &title }, "");
        for indicator in members {
            let is_shown = indicator.id == shown.id;
            if widgets::radio(ui, ctx.theme, is_shown, indicator.name.get(language)).clicked() {
                ctx.send(IndicatorCommand::SetIndicator(indicator.id.clone()));
                is_chosen = true;
            }
        }
    }
    is_chosen
}

/// A place with its colour; returns its code when it is to be taken away.
fn place_ui(ctx: &UiContext<'_>, ui: &mut Ui, index: usize, place: &SeriesPlace, can_remove: bool) -> Option<Nis> {
    let name = words::place(ctx, place);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    let palette = &ctx.theme.palette;
    ui.painter().rect(rect, 6.0, colour(palette.panel), ctx.theme.line(), egui::StrokeKind::Inside);
    ui.painter().circle_filled(pos2(rect.left() + 14.0, rect.center().y), 5.0, describe::series_colour(ctx, index));
    let galley = widgets::elided(ui, &name, widgets::font(measure::TEXT), ctx.theme.text(), rect.width() - 64.0);
    ui.painter().galley(pos2(rect.left() + 28.0, rect.center().y - galley.size().y / 2.0), galley, ctx.theme.text());
    let SeriesPlace::Municipality(nis) = place else { return None };
    if !can_remove {
        return None;
    }
    let cross = Rect::from_center_size(pos2(rect.right() - 16.0, rect.center().y), vec2(22.0, 22.0));
    let response = ui.interact(cross, ui.scope_id().with(("remove", nis.number())), Sense::click());
    let spoken = ctx.text.with("indicators-remove", &[("name", name.into())]);
    response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &spoken));
    let ink = if response.hovered() { ctx.theme.text() } else { ctx.theme.soft() };
    icon::paint(ui.painter(), Icon::Cross, cross.shrink(7.0), ink);
    widgets::focus_ring(ui, ctx.theme, cross, &response);
    response.on_hover_text(spoken).clicked().then_some(*nis)
}

/// Divided by what.
pub fn scale_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    widgets::sub_header(ui, ctx.theme, &ctx.t("indicators-scale"), "");
    let is_ratio = words::shown(ctx).is_some_and(words::is_ratio);
    let applied = words::shown(ctx).map_or(Scale::Absolute, |indicator| words::scale_of(ctx, indicator));
    for scale in Scale::ALL {
        let can_apply = !is_ratio || matches!(scale, Scale::Absolute | Scale::Index);
        let name = ctx.text.word("scale", scale.key());
        let radio = ui.add_enabled_ui(can_apply, |ui| widgets::radio(ui, ctx.theme, applied == *scale, &name)).inner;
        if radio.on_disabled_hover_text(ctx.t("indicators-already-ratio")).clicked() {
            ctx.send(IndicatorCommand::SetScale(*scale));
        }
    }
}

/// In whose borders, and whether periods of projects are drawn.
pub fn borders_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    widgets::sub_header(ui, ctx.theme, &ctx.t("indicators-borders"), "");
    for borders in Borders::ALL {
        let is_chosen = ctx.view.indicators.borders == *borders;
        if widgets::radio(ui, ctx.theme, is_chosen, &ctx.text.word("borders", borders.key())).clicked() {
            ctx.send(IndicatorCommand::SetBorders(*borders));
        }
    }
    if ctx.view.indicators.borders == Borders::Today {
        ui.add_space(4.0);
        widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t("indicators-borders-note"));
    }
    ui.add_space(6.0);
    let has_periods = ctx.view.indicators.show_project_periods;
    let toggle = widgets::toggle(ui, ctx.theme, has_periods, &ctx.t("indicators-periods"));
    if toggle.on_hover_text(ctx.t("indicators-periods-help")).clicked() {
        ctx.send(IndicatorCommand::SetProjectPeriods(!has_periods));
    }
}

//! The map's own options in the left panel: layers, figure, classes, background.

use egui::{ComboBox, Ui};

use crate::query::sensors;
use crate::session::command::{Layer, MapCommand, SensorCommand};
use crate::ui::UiContext;
use crate::ui::widgets;
use crate::workspace::{Background, ClassMethod};

/// Layers, figure with year and classes, background.
pub fn options_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    ui.spacing_mut().item_spacing.y = 2.0;
    widgets::sub_header(ui, ctx.theme, &ctx.t("map-options-layers"), "");
    layers_ui(ctx, ui);
    if ctx.view.map.show_municipalities && ctx.view.map.has_choropleth {
        figure_ui(ctx, ui);
    }
    if ctx.view.map.show_sensors && !ctx.workspace.sensors.sensors().is_empty() {
        sensors_ui(ctx, ui);
    }
    ui.add_space(8.0);
    widgets::sub_header(ui, ctx.theme, &ctx.t("map-options-background"), "");
    for background in Background::ALL {
        let is_chosen = ctx.view.map.background == *background;
        let text = ctx.text.word("background", background.key());
        if widgets::radio(ui, ctx.theme, is_chosen, &text).clicked() && !is_chosen {
            ctx.send(MapCommand::SetBackground(*background));
        }
    }
}

/// Switches of the layers.
pub fn layers_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let map = &ctx.view.map;
    for (layer, is_on, key) in [
        (Layer::Municipalities, map.show_municipalities, "map-layer-municipalities"),
        (Layer::Choropleth, map.has_choropleth, "map-layer-choropleth"),
        (Layer::Projects, map.show_projects, "map-layer-projects"),
        (Layer::Sensors, map.show_sensors, "map-layer-sensors"),
        (Layer::Labels, map.show_labels, "map-layer-labels"),
    ] {
        let is_possible = layer != Layer::Choropleth || map.show_municipalities;
        let response = ui.add_enabled_ui(is_possible, |ui| widgets::toggle(ui, ctx.theme, is_on, &ctx.t(key))).inner;
        if response.clicked() {
            ctx.send(MapCommand::ToggleLayer(layer));
        }
    }
    own_layers_ui(ctx, ui);
}

/// The user's own layers, each with what it looks like.
fn own_layers_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    if ctx.workspace.layers.is_empty() {
        return;
    }
    ui.add_space(8.0);
    widgets::sub_header(ui, ctx.theme, &ctx.t("map-options-own-layers"), "");
    for layer in ctx.workspace.layers.iter() {
        ui.horizontal(|ui| {
            let is_on = !ctx.view.map.hidden_layers.contains(&layer.name);
            // Marks stand one below the other.
            let width = (ui.available_width() - 24.0).clamp(40.0, 170.0);
            let response = ui
                .scope(|ui| {
                    ui.set_max_width(width);
                    ui.set_min_width(width);
                    widgets::toggle(ui, ctx.theme, is_on, &layer.name)
                })
                .inner;
            let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 12.0), egui::Sense::hover());
            let mut scene = Vec::new();
            crate::figure::map::own::swatch(&mut scene, layer, [0.0, 1.0], &ctx.theme.palette);
            super::paint_scene(ui.painter(), &scene, rect.min);
            if response.on_hover_text(&*layer.name).clicked() {
                ctx.send(MapCommand::ToggleOwnLayer(std::sync::Arc::clone(&layer.name)));
            }
        });
    }
}

/// What is shown of sensors; the same choice as on their tab.
fn sensors_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    ui.add_space(8.0);
    widgets::sub_header(ui, ctx.theme, &ctx.t("map-options-sensors"), "");
    let chosen = ctx.view.sensors.property;
    let name = |property: Option<crate::model::ObservedProperty>| {
        property.map_or_else(|| ctx.t("map-sensor-all"), |property| ctx.text.word("property", property.key()))
    };
    let combo = ComboBox::from_id_salt("map-sensors").width(ui.available_width() - 4.0).truncate();
    let response = combo.selected_text(name(chosen)).show_ui(ui, |ui| {
        let observed = sensors::properties(ctx.workspace.sensors.sensors().values());
        let all = std::iter::once(None).chain(observed.into_iter().map(|(property, _)| Some(property)));
        for property in all {
            if widgets::radio(ui, ctx.theme, property == chosen, &name(property)).clicked() {
                ctx.send(SensorCommand::SetProperty(property));
            }
        }
    });
    response.response.widget_info(|| {
        egui::WidgetInfo::labeled(
            egui::Role::ComboBox,
            true,
            format!("{}: {}", ctx.t("map-options-sensors"), name(chosen)),
        )
    });
}

fn figure_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let Some(choropleth) = ctx.results.choropleth.as_deref() else { return };
    let language = ctx.text.language();
    let width = ui.available_width() - 4.0;
    ui.add_space(8.0);
    widgets::sub_header(ui, ctx.theme, &ctx.t("map-options-figure"), "");
    let definition = ctx.workspace.indicators.definition(&choropleth.indicator);
    let name = definition.map(|definition| definition.name.get(language)).unwrap_or_default();
    let response = ComboBox::from_id_salt("map-figure").width(width).truncate().selected_text(name).show_ui(ui, |ui| {
        for definition in ctx.workspace.indicators.definitions() {
            let is_chosen = definition.id == choropleth.indicator;
            if widgets::radio(ui, ctx.theme, is_chosen, definition.name.get(language)).clicked() {
                ctx.send(MapCommand::SetIndicator(Some(definition.id.clone())));
                ui.close();
            }
        }
    });
    named(&response.response, &ctx.t("map-options-figure"), name);
    year_ui(ctx, ui, choropleth, width);
    classes_ui(ctx, ui, choropleth);
}

fn year_ui(ctx: &UiContext<'_>, ui: &mut Ui, choropleth: &crate::query::classes::Choropleth, width: f32) {
    let newest = choropleth.years.last().copied().unwrap_or(choropleth.year);
    let newest_words = ctx.text.with("map-options-year-newest", &[("year", newest.to_string().into())]);
    let shown = if ctx.view.map.year.is_none() { newest_words.clone() } else { choropleth.year.to_string() };
    ui.add_space(4.0);
    let response = ComboBox::from_id_salt("map-year").width(width).selected_text(&shown).show_ui(ui, |ui| {
        let years = choropleth.years.iter().rev().map(|year| (Some(*year), year.to_string()));
        for (year, words) in std::iter::once((None, newest_words)).chain(years) {
            if widgets::radio(ui, ctx.theme, ctx.view.map.year == year, &words).clicked() {
                ctx.send(MapCommand::SetYear(year));
                ui.close();
            }
        }
    });
    named(&response.response, &ctx.t("map-options-year"), &shown);
}

fn classes_ui(ctx: &UiContext<'_>, ui: &mut Ui, choropleth: &crate::query::classes::Choropleth) {
    ui.add_space(8.0);
    widgets::sub_header(ui, ctx.theme, &ctx.t("map-options-method"), "");
    for method in ClassMethod::ALL {
        let is_chosen = choropleth.method == *method;
        let has_customary = ctx
            .workspace
            .indicators
            .definition(&choropleth.indicator)
            .is_some_and(|definition| !definition.class_breaks.is_empty());
        if *method == ClassMethod::Customary && !has_customary {
            continue;
        }
        let text = ctx.text.word("class-method", method.key());
        if widgets::radio(ui, ctx.theme, is_chosen, &text).clicked() && !is_chosen {
            ctx.send(MapCommand::SetClassMethod(*method));
        }
    }
    if choropleth.method != ClassMethod::Customary {
        ui.horizontal(|ui| {
            ui.label(widgets::small(ctx.theme, ctx.t("map-options-count")));
            let choices = [3_u8, 4, 5].map(|count| (count, count.to_string()));
            if let Some(count) = widgets::segmented(ui, ctx.theme, ctx.view.map.class_count, &choices) {
                ctx.send(MapCommand::SetClassCount(count));
            }
        });
    }
}

fn named(response: &egui::Response, name: &str, value: &str) {
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, format!("{name}: {value}")));
}

//! The tab's own options in the left panel: network, simulation, which feed, which property, which qualities.

use egui::{ComboBox, Ui};

use super::live::List;
use super::simulation::Simulation;
use super::words;
use crate::model::{FeedId, Quality};
use crate::session::command::{FeedCommand, SensorCommand};
use crate::ui::UiContext;
use crate::ui::projects_tab::moved_words;
use crate::ui::widgets::{self, ColumnChange};
use crate::workspace::municipalities::fold;
use crate::workspace::{SensorColumn, SensorSection};

/// Up to so many choices stand in the panel; more go into a list that is searched.
const CHOICES: usize = 8;

/// What the panel remembers between frames.
#[derive(Debug, Default)]
pub struct Options {
    simulation: Simulation,
    feed_search: String,
}

impl Options {
    /// Draws them.
    pub fn options_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, list: &List) {
        widgets::sub_header(ui, ctx.theme, &ctx.t("sensors-network"), "");
        let offline = widgets::toggle(ui, ctx.theme, ctx.status.is_offline, &ctx.t("sensors-offline"));
        if offline.on_hover_text(ctx.t("sensors-offline-help")).clicked() {
            ctx.send(FeedCommand::SetOffline(!ctx.status.is_offline));
        }
        self.simulation.simulation_ui(ctx, ui);
        self.feed_choice_ui(ctx, ui, list);
        property_choice_ui(ctx, ui, list);
        if !list.feeds.is_empty() {
            quality_choice_ui(ctx, ui);
            if ctx.view.sensors.section == SensorSection::Now {
                columns_ui(ctx, ui);
            }
        }
    }

    fn feed_choice_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, list: &List) {
        if list.feeds.is_empty() {
            return;
        }
        widgets::sub_header(ui, ctx.theme, &ctx.t("sensors-of-feed"), "");
        let feeds: Vec<(&FeedId, String)> = list.feeds.keys().map(|id| (id, words::feed_name(ctx, id))).collect();
        if feeds.len() <= CHOICES {
            feed_radios_ui(ctx, ui, &feeds);
            return;
        }
        let chosen = ctx.view.sensors.feed.as_ref();
        let shown = chosen.map_or_else(|| ctx.t("sensors-all-feeds"), |id| words::feed_name(ctx, id));
        let width = ui.available_width() - 12.0;
        let combo = ComboBox::from_id_salt("sensor-feed").width(width).truncate().selected_text(&shown);
        let combo = combo.close_behavior(egui::PopupCloseBehavior::CloseOnClickOutside);
        let response = combo.show_ui(ui, |ui| {
            ui.set_min_width(width);
            let name = ctx.t("sensors-search-feed");
            widgets::search_field(ui, ctx.theme, &mut self.feed_search, &name, &ctx.t("sensors-clear-search"));
            let wanted = fold(&self.feed_search);
            let found: Vec<_> = feeds.into_iter().filter(|(_, name)| fold(name).contains(&wanted)).collect();
            feed_radios_ui(ctx, ui, &found);
        });
        let spoken = format!("{}: {shown}", ctx.t("sensors-of-feed"));
        response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &spoken));
    }
}

fn feed_radios_ui(ctx: &UiContext<'_>, ui: &mut Ui, feeds: &[(&FeedId, String)]) {
    let chosen = &ctx.view.sensors.feed;
    if widgets::radio(ui, ctx.theme, chosen.is_none(), &ctx.t("sensors-all-feeds")).clicked() {
        ctx.send(SensorCommand::SetFeed(None));
    }
    for (id, name) in feeds {
        let is_chosen = chosen.as_ref() == Some(*id);
        if widgets::radio(ui, ctx.theme, is_chosen, name).on_hover_text(name).clicked() {
            ctx.send(SensorCommand::SetFeed(Some((*id).clone())));
        }
    }
}

fn property_choice_ui(ctx: &UiContext<'_>, ui: &mut Ui, list: &List) {
    if list.properties.is_empty() {
        return;
    }
    let chosen = ctx.view.sensors.property;
    let name = |property: crate::model::ObservedProperty| ctx.text.word("property", property.key());
    let choices = |ui: &mut Ui| {
        if widgets::radio(ui, ctx.theme, chosen.is_none(), &ctx.t("sensors-all-properties")).clicked() {
            ctx.send(SensorCommand::SetProperty(None));
            ui.close();
        }
        for (property, count) in &list.properties {
            let text = format!("{} ({})", name(*property), ctx.text.integer(*count));
            if widgets::radio(ui, ctx.theme, chosen == Some(*property), &text).clicked() {
                ctx.send(SensorCommand::SetProperty(Some(*property)));
                ui.close();
            }
        }
    };
    widgets::sub_header(ui, ctx.theme, &ctx.t("sensors-of-property"), "");
    if list.properties.len() <= CHOICES {
        choices(ui);
        return;
    }
    let shown = chosen.map_or_else(|| ctx.t("sensors-all-properties"), name);
    let width = ui.available_width() - 12.0;
    let combo = ComboBox::from_id_salt("sensor-property").width(width).height(320.0).truncate().selected_text(&shown);
    let response = combo.show_ui(ui, choices).response;
    let spoken = format!("{}: {shown}", ctx.t("sensors-of-property"));
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &spoken));
}

fn quality_choice_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    widgets::sub_header(ui, ctx.theme, &ctx.t("sensors-of-quality"), "");
    for quality in Quality::ALL {
        let is_shown = !ctx.view.sensors.hidden_qualities.contains(quality);
        let name = ctx.text.word("quality", quality.key());
        let can_hide = *quality != Quality::Good;
        let toggle = ui.add_enabled_ui(can_hide, |ui| widgets::toggle(ui, ctx.theme, is_shown, &name)).inner;
        if toggle.on_hover_text(ctx.text.word("sensors-quality-help", quality.key())).clicked() {
            ctx.send(SensorCommand::ToggleQuality(*quality));
        }
    }
}

/// Which columns the list has, in which order.
fn columns_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    widgets::sub_header(ui, ctx.theme, &ctx.t("projects-columns"), "");
    let words = widgets::ColumnWords {
        name: &|column: SensorColumn| ctx.text.word("sensors-column", column.key()),
        moved: &|name, is_up| moved_words(ctx, name, is_up),
    };
    let chosen = ctx.view.sensors.columns.as_slice();
    let shown = if chosen.is_empty() { SensorColumn::ALL } else { chosen };
    match widgets::column_choice(ui, ctx.theme, (shown, SensorColumn::ALL), &words) {
        Some(ColumnChange::Toggle(column)) => ctx.send(SensorCommand::ToggleColumn(column)),
        Some(ColumnChange::Move(column, to)) => ctx.send(SensorCommand::MoveColumn(column, to)),
        None => {}
    }
}

//! Buttons and messages on the map.

use egui::{Align, Layout, Popup, PopupCloseBehavior, Rect, Ui, UiBuilder, pos2, vec2};

use super::area::AreaTool;
use super::{is_online, options, shield};
use crate::figure::map::Viewport;
use crate::session::Action;
use crate::session::command::FilterCommand;
use crate::ui::UiContext;
use crate::ui::widgets::{self, Icon, Tone};
use crate::workspace::AreaFilter;

/// Distance from the edge of the map.
const MARGIN: f32 = 14.0;

/// The column of buttons; returns the zoom that was asked for.
pub fn controls_ui(ctx: &UiContext<'_>, ui: &mut Ui, rect: Rect, area: &mut AreaTool) -> Option<Action> {
    let place = Rect::from_min_size(pos2(rect.right() - MARGIN - 30.0, rect.top() + MARGIN), vec2(30.0, 180.0));
    let mut asked = None;
    let builder = UiBuilder::new().max_rect(place).layout(Layout::top_down(Align::Min)).id_salt("map-controls");
    ui.scope_builder(builder, |ui| {
        ui.spacing_mut().item_spacing.y = 6.0;
        for (icon, key, action) in [
            (Icon::Plus, "map-zoom-in", Action::ZoomIn),
            (Icon::Minus, "map-zoom-out", Action::ZoomOut),
            (Icon::Home, "map-home", Action::ZoomHome),
        ] {
            if widgets::icon_button(ui, ctx.theme, icon, &ctx.t(key)).clicked() {
                asked = Some(action);
            }
        }
        let lasso = widgets::icon_button(ui, ctx.theme, Icon::Lasso, &ctx.t("map-lasso"));
        if area.is_active() {
            ui.painter().rect_stroke(
                lasso.rect,
                6.0,
                egui::Stroke::new(2.0, ctx.theme.accent()),
                egui::StrokeKind::Inside,
            );
        }
        if lasso.clicked() {
            area.toggle();
        }
        let layers = widgets::icon_button(ui, ctx.theme, Icon::Layers, &ctx.t("map-layers"));
        Popup::menu(&layers).close_behavior(PopupCloseBehavior::CloseOnClickOutside).show(|ui| {
            ui.set_width(200.0);
            options::layers_ui(ctx, ui);
        });
    });
    asked
}

/// The button that makes what is seen the filter.
pub fn search_here_ui(ctx: &UiContext<'_>, ui: &mut Ui, rect: Rect, viewport: &Viewport) {
    let bounds = viewport.bounds();
    let is_asked = matches!(&ctx.view.filter.area, Some(AreaFilter::Box(known)) if near(known, &bounds));
    if ctx.view.map.camera.is_none() || is_asked || !ctx.view.map.show_projects {
        return;
    }
    let text = ctx.t("map-search-here");
    let width = crate::figure::font::width(&text, 13.0, false) + 24.0;
    let place = Rect::from_min_size(pos2(rect.center().x - width / 2.0, rect.top() + MARGIN), vec2(width, 30.0));
    ui.scope_builder(UiBuilder::new().max_rect(place).id_salt("map-search-here"), |ui| {
        if widgets::secondary_button(ui, ctx.theme, &text).clicked() {
            ctx.send(FilterCommand::SetArea(Some(AreaFilter::Box(bounds))));
        }
    });
}

fn near(a: &crate::model::BoundingBox, b: &crate::model::BoundingBox) -> bool {
    let pairs = [(a.west, b.west), (a.south, b.south), (a.east, b.east), (a.north, b.north)];
    pairs.iter().all(|(a, b)| (a - b).abs() < 1e-6)
}

/// What must be known about the map as it is shown.
pub fn messages_ui(ctx: &UiContext<'_>, ui: &mut Ui, rect: Rect, tiles: Option<&'static str>, is_simulated: bool) {
    let keys: Vec<(&str, Tone)> = tiles
        .filter(|_| is_online(ctx.view.map.background))
        .map(|key| (key, Tone::Warning))
        .into_iter()
        .chain(is_simulated.then_some(("map-simulated-sensors", Tone::Warning)))
        .collect();
    if keys.is_empty() {
        return;
    }
    let width = (rect.width() - 120.0).clamp(120.0, 360.0);
    let place = Rect::from_min_size(rect.min + vec2(MARGIN, MARGIN), vec2(width, 60.0));
    let used = ui.scope_builder(UiBuilder::new().max_rect(place).id_salt("map-messages"), |ui| {
        for (key, tone) in keys {
            if key == "map-simulated-sensors" {
                widgets::badge(ui, ctx.theme, tone, &ctx.t(key));
            } else {
                widgets::note(ui, ctx.theme, tone, &ctx.t(key));
            }
        }
    });
    shield(ui, used.response.rect, "messages shield");
}

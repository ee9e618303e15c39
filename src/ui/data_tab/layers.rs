//! Layers of the map that the user brought: what they hold, from where, how they look; to be shown or removed.

use egui::{Sense, StrokeKind, Ui, vec2};

use crate::figure::map::own;
use crate::figure::map::projection::{Viewport, place_of};
use crate::model::own_layer::COLOURS;
use crate::model::{BoundingBox, OwnLayer};
use crate::session::command::{LayerCommand, MapCommand};
use crate::session::{Action, Command};
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::theme::colour;
use crate::ui::widgets;
use crate::workspace::{Camera, Tab};

/// A map about as large as most windows have, for showing a layer whole.
const MAP_SIZE: [f32; 2] = [760.0, 560.0];

/// All layers; or how to get one.
pub fn layers_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    if ctx.workspace.layers.is_empty() {
        ui.label(widgets::soft(ctx.theme, ctx.t("data-no-layers")));
        ui.add_space(4.0);
        if widgets::secondary_button(ui, ctx.theme, &ctx.t("data-import")).clicked() {
            ctx.act(Action::Import);
        }
    }
    for layer in ctx.workspace.layers.iter() {
        ui.push_id(("own-layer", &layer.name), |ui| layer_ui(ctx, ui, layer));
    }
}

/// "1.204 punten · 3 lijnen".
pub fn counts_words(ctx: &UiContext<'_>, counts: crate::model::own_layer::ShapeCounts) -> String {
    let all = [
        ("import-layer-points", counts.points),
        ("import-layer-lines", counts.lines),
        ("import-layer-areas", counts.areas),
    ];
    let told = all.into_iter().filter(|(_, count)| *count > 0);
    let told = told.map(|(key, count)| ctx.tn(key, u32::try_from(count).unwrap_or(u32::MAX)));
    told.collect::<Vec<_>>().join(" · ")
}

fn layer_ui(ctx: &UiContext<'_>, ui: &mut Ui, layer: &OwnLayer) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 14.0), Sense::hover());
        let mut scene = Vec::new();
        own::swatch(&mut scene, layer, [0.0, 2.0], &ctx.theme.palette);
        crate::ui::map::paint_scene(ui.painter(), &scene, rect.min);
        ui.add(egui::Label::new(widgets::semibold(&*layer.name)).truncate());
    });
    let source = &layer.source;
    let mut facts = vec![ctx.text.word("layer-kind", layer.kind.key()), counts_words(ctx, layer.data.counts())];
    facts.extend([&source.origin, &source.attribution, &source.licence].map(ToString::to_string));
    facts.extend(source.date.as_ref().map(ToString::to_string));
    facts.retain(|fact| !fact.is_empty());
    parts::remark(ctx, ui, facts.join(" · "));
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        if widgets::secondary_button(ui, ctx.theme, &ctx.t("data-layer-show")).clicked() {
            show(ctx, layer);
        }
        ui.add_enabled_ui(!ctx.workspace.is_read_only, |ui| {
            colours_ui(ctx, ui, layer);
            label_ui(ctx, ui, layer);
            let name = ctx.tw("data-layer-remove-of", &[("layer", &layer.name)]);
            if widgets::link(ui, ctx.theme, &ctx.t("data-layer-remove")).accessible_name(name).clicked() {
                ctx.send(LayerCommand::Remove(std::sync::Arc::clone(&layer.name)));
            }
        });
    });
    ui.add_space(6.0);
    ui.painter().hline(ui.max_rect().x_range(), ui.cursor().top() - 1.0, ctx.theme.line());
    ui.add_space(4.0);
}

/// Goes to the map, shows the layer and looks at all of it.
fn show(ctx: &UiContext<'_>, layer: &OwnLayer) {
    if ctx.view.map.hidden_layers.contains(&layer.name) {
        ctx.send(MapCommand::ToggleOwnLayer(std::sync::Arc::clone(&layer.name)));
    }
    if let Some(camera) = layer.data.bounds().and_then(|bounds| camera_on(&bounds)) {
        ctx.send(MapCommand::SetCamera(Some(camera)));
    }
    ctx.send(Command::ShowTab(Tab::Map));
}

/// A camera that sees the box.
pub fn camera_on(bounds: &BoundingBox) -> Option<Camera> {
    /// A single point is looked at from here.
    const NEAREST: f64 = 14.0;
    let viewport = Viewport::fit(bounds, MAP_SIZE, 40.0);
    Some(Camera { centre: place_of(viewport.centre)?, zoom: viewport.zoom.min(NEAREST) })
}

/// The colours of the theme; the layer's own has a ring.
pub fn colours_row(ctx: &UiContext<'_>, ui: &mut Ui, chosen: u8) -> Option<u8> {
    let mut clicked = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = 2.0;
        for (number, tone) in (0..COLOURS).zip(&ctx.theme.palette.series) {
            let (rect, response) = ui.allocate_exact_size(vec2(22.0, 22.0), Sense::click());
            let name = ctx.text.with("import-layer-colour-n", &[("n", (i64::from(number) + 1).into())]);
            let is_enabled = ui.is_enabled();
            response.widget_info(|| {
                egui::WidgetInfo::selected(egui::Role::RadioButton, is_enabled, number == chosen, &name)
            });
            ui.painter().rect_filled(rect.shrink(5.0), 3.0, colour(*tone));
            if number == chosen {
                let ring = egui::Stroke::new(1.6, ctx.theme.text());
                ui.painter().rect_stroke(rect.shrink(2.0), 5.0, ring, StrokeKind::Inside);
            }
            widgets::focus_ring(ui, ctx.theme, rect, &response);
            if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() && number != chosen {
                clicked = Some(number);
            }
        }
    });
    clicked
}

fn colours_ui(ctx: &UiContext<'_>, ui: &mut Ui, layer: &OwnLayer) {
    if let Some(number) = colours_row(ctx, ui, layer.colour) {
        ctx.send(LayerCommand::SetColour(std::sync::Arc::clone(&layer.name), number));
    }
}

/// Which column names the features.
fn label_ui(ctx: &UiContext<'_>, ui: &mut Ui, layer: &OwnLayer) {
    let columns = layer.data.columns.iter().enumerate();
    let columns = columns.map(|(index, column)| (Some(index), column.name.to_string()));
    let none = (layer.kind == crate::model::LayerKind::Layer).then(|| (None, ctx.t("import-layer-no-label")));
    let choices: Vec<(Option<usize>, String)> = none.into_iter().chain(columns).collect();
    let name = ctx.t("import-layer-label");
    ui.label(widgets::soft(ctx.theme, &name));
    if let Some(label) = widgets::choice(ui, ctx.theme, ("layer-label", &name, 150.0), &layer.label, &choices) {
        ctx.send(LayerCommand::SetLabel(std::sync::Arc::clone(&layer.name), label));
    }
}

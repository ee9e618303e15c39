//! The user's own layers on the map: made ready on a thread of their own, painted as one mesh, answered to the pointer.

use std::sync::Arc;
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};

use egui::{Mesh, Rect, Response, Ui};

use super::paint;
use crate::figure::map::Viewport;
use crate::figure::map::own::{self, OwnName, PreparedLayer};
use crate::figure::style::Colour;
use crate::model::{LayerData, OwnLayer};
use crate::session::Command;
use crate::ui::UiContext;
use crate::ui::widgets;
use crate::workspace::{FeatureRef, Selected};

/// Attributes that hovering tells; the inspector has them all.
const CELLS_SHOWN: usize = 4;

/// A layer's data with what was made of them; the `Arc` keeps its address from being used again.
type Ready = (Arc<LayerData>, Arc<PreparedLayer>);

/// State of the layers that is only about looking.
#[derive(Default)]
pub struct OwnLayers {
    ready: Vec<Ready>,
    inbox: Option<Receiver<Ready>>,
    cache: Option<MeshCache>,
    hovered: Option<FeatureRef>,
    /// Grows whenever names may have changed.
    generation: u64,
    shown: Vec<Arc<OwnLayer>>,
}

/// All layers as one mesh.
struct MeshCache {
    viewport: Viewport,
    rect: Rect,
    is_dark: bool,
    generation: u64,
    mesh: Arc<Mesh>,
}

impl OwnLayers {
    /// Takes in what was made ready, and asks for what is not: one layer at a time.
    pub fn refresh(&mut self, ctx: &UiContext<'_>, context: &egui::Context) {
        let had = self.ready.len();
        self.receive();
        let is_known = |data: &Arc<LayerData>| ctx.workspace.layers.iter().any(|layer| Arc::ptr_eq(&layer.data, data));
        self.ready.retain(|(data, _)| is_known(data));
        let is_same = self.shown.len() == ctx.workspace.shown_layers().count()
            && self.shown.iter().zip(ctx.workspace.shown_layers()).all(|(a, b)| Arc::ptr_eq(a, b));
        if !is_same || had != self.ready.len() {
            self.generation += 1;
            self.shown = ctx.workspace.shown_layers().cloned().collect();
        }
        if self.inbox.is_none()
            && let Some(layer) = self.shown.iter().find(|layer| self.prepared(layer).is_none())
        {
            self.start(Arc::clone(&layer.data), context);
        }
    }

    /// Whether nothing is still being made.
    pub fn is_ready(&self) -> bool {
        self.inbox.is_none() && self.shown.iter().all(|layer| self.prepared(layer).is_some())
    }

    /// Grows whenever layers or what is made of them changed.
    pub const fn generation(&self) -> u64 {
        self.generation
    }

    /// Names of features at this zoom.
    pub fn names(&self, zoom: f64) -> Vec<OwnName> {
        self.drawn().flat_map(|(layer, prepared)| own::names(layer, prepared, zoom)).collect()
    }

    /// Paints the layers, and what is selected or under the pointer.
    pub fn layers_ui(&mut self, ctx: &UiContext<'_>, ui: &Ui, rect: Rect, viewport: &Viewport) {
        if self.shown.is_empty() {
            self.cache = None;
            return;
        }
        let palette = &ctx.theme.palette;
        let is_same = self.cache.as_ref().is_some_and(|cache| {
            cache.viewport == *viewport
                && cache.rect == rect
                && cache.is_dark == palette.is_dark
                && cache.generation == self.generation
        });
        if !is_same {
            let drawn: Vec<(Colour, &PreparedLayer)> =
                self.drawn().map(|(layer, prepared)| (own::colour_of(layer, palette), prepared)).collect();
            let scene = own::scene(&drawn, viewport, palette);
            let mesh = Arc::new(paint::mesh(&scene, rect.min, rect, ui.pixels_per_point()));
            let (is_dark, generation) = (palette.is_dark, self.generation);
            self.cache = Some(MeshCache { viewport: *viewport, rect, is_dark, generation, mesh });
        }
        if let Some(cache) = &self.cache {
            ui.painter().add(egui::Shape::Mesh(Arc::clone(&cache.mesh)));
        }
        if let Some(hovered) = &self.hovered {
            self.highlight(ui, rect, viewport, hovered, palette.text.with_opacity(0.75), 1.8);
        }
        if let Some(Selected::Feature(selected)) = &ctx.view.selected {
            self.highlight(ui, rect, viewport, selected, palette.accent, 2.6);
        }
    }

    /// Answers the pointer; whether it is on a feature.
    pub fn hover_ui(
        &mut self,
        ctx: &UiContext<'_>,
        rect: Rect,
        viewport: &Viewport,
        response: &Response,
        is_idle: bool,
    ) -> bool {
        let at = super::pointer_on(response, rect).filter(|_| is_idle);
        let found = at.and_then(|at| self.feature_at(viewport, at));
        if found != self.hovered {
            self.hovered.clone_from(&found);
            response.ctx.request_repaint();
        }
        let Some(found) = found else { return false };
        if response.clicked() {
            ctx.send(Command::Select(Some(Selected::Feature(found.clone()))));
        }
        response.clone().on_hover_ui_at_pointer(|ui| feature_ui(ctx, ui, &found));
        true
    }

    /// The feature at a point of the map; points of any layer go before lines and areas of those above.
    fn feature_at(&self, viewport: &Viewport, at: [f32; 2]) -> Option<FeatureRef> {
        let drawn: Vec<(&OwnLayer, &PreparedLayer)> = self.drawn().collect();
        let found = drawn.iter().rev().filter_map(|(layer, prepared)| {
            let found = prepared.found_at(viewport, at)?;
            Some((found.order, FeatureRef { layer: Arc::clone(&layer.name), number: found.feature }))
        });
        found.min_by_key(|(order, _)| *order).map(|(_, feature)| feature)
    }

    fn highlight(&self, ui: &Ui, rect: Rect, viewport: &Viewport, feature: &FeatureRef, line: Colour, width: f32) {
        let found = self.drawn().find(|(layer, _)| layer.name == feature.layer);
        if let Some((_, prepared)) = found {
            paint::paint(ui.painter(), &prepared.highlighted(viewport, feature.number, line, width), rect.min);
        }
    }

    fn drawn(&self) -> impl Iterator<Item = (&OwnLayer, &PreparedLayer)> {
        self.shown.iter().filter_map(|layer| Some((layer.as_ref(), self.prepared(layer)?)))
    }

    fn prepared(&self, layer: &OwnLayer) -> Option<&PreparedLayer> {
        let found = self.ready.iter().find(|(data, _)| Arc::ptr_eq(data, &layer.data));
        found.map(|(_, prepared)| prepared.as_ref())
    }

    fn receive(&mut self) {
        let Some(inbox) = &self.inbox else { return };
        match inbox.try_recv() {
            Ok(ready) => {
                self.ready.push(ready);
                self.inbox = None;
            }
            Err(TryRecvError::Disconnected) => self.inbox = None,
            Err(TryRecvError::Empty) => {}
        }
    }

    fn start(&mut self, data: Arc<LayerData>, context: &egui::Context) {
        let (outbox, inbox) = sync_channel(1);
        let waker = context.clone();
        let prepare = move || {
            let prepared = Arc::new(PreparedLayer::new(&data));
            // The window may have gone meanwhile: then nobody needs it.
            if outbox.send((data, prepared)).is_ok() {
                waker.request_repaint();
            }
        };
        self.inbox =
            std::thread::Builder::new().name("layer-preparation".to_owned()).spawn(prepare).ok().map(|_| inbox);
    }
}

/// The name of a feature, its layer, and the first attributes.
fn feature_ui(ctx: &UiContext<'_>, ui: &mut Ui, wanted: &FeatureRef) {
    let Some((layer, feature)) = ctx.workspace.feature(wanted) else { return };
    ui.set_max_width(280.0);
    let name = layer.feature_name(feature);
    if !name.is_empty() {
        ui.label(widgets::semibold(&name));
    }
    ui.label(widgets::small(ctx.theme, &*layer.name));
    let cells = layer.data.columns.iter().zip(&feature.cells).enumerate();
    let cells =
        cells.filter(|(index, (_, cell))| Some(*index) != layer.label && **cell != crate::model::LayerCell::Empty);
    for (_, (column, cell)) in cells.take(CELLS_SHOWN) {
        let line = format!("{}: {}", column.name, crate::ui::inspector::cell_words(ctx, cell));
        ui.add(egui::Label::new(widgets::small(ctx.theme, line)).truncate());
    }
}

//! The map: offline basemap or tiles, municipalities, projects, sensors, and the hand on it.
//!
//! What is drawn is described in `figure::map`; here it is painted, kept as long as nothing changed, and answered to
//! pointer and keyboard. Every mark is a widget of its own, so that a screen reader and the Tab key reach it.

mod area;
mod camera;
mod controls;
mod hover;
mod layout;
mod legend;
mod list;
mod options;
mod own_layers;
mod paint;
mod preparation;
mod sensor_legend;
mod sensor_row;
mod sensors;
mod shapes;
mod targets;
mod tiles;

use std::sync::Arc;

use egui::{DragPanButtons, Mesh, Rect, Response, Role, Sense, TextureHandle, TextureOptions, Ui, WidgetInfo};
use walkers::{Map, lon_lat};

use self::area::AreaTool;
use self::camera::MapCamera;
use self::layout::LayoutCache;
use self::legend::LegendCard;
use self::list::PlaceList;
use self::own_layers::OwnLayers;
use self::sensors::SensorLayer;
use self::shapes::ProjectShapes;
use self::tiles::OnlineTiles;
use super::UiContext;
use super::theme::colour;
use crate::figure::map::base::{self, BaseOptions};
use crate::figure::map::{Prepared, Viewport, labels, mark_scene};
use crate::figure::raster::{self, Points};
use crate::query::classes::Choropleth;
use crate::session::{Action, Command};
use crate::workspace::{Background, Selected};

pub use self::options::options_ui;
pub use self::paint::{mesh as scene_mesh, paint as paint_scene};
pub use self::preparation::Preparation;

/// One notch of a wheel is about half a level.
const WHEEL_SPEED: f64 = 0.9;

/// State of the map that is only about looking.
#[derive(Default)]
pub struct MapPanel {
    camera: MapCamera,
    preparation: Preparation,
    layout: LayoutCache,
    base: Option<BaseCache>,
    density: Option<DensityCache>,
    tiles: OnlineTiles,
    sensors: SensorLayer,
    own: OwnLayers,
    shapes: ProjectShapes,
    area: AreaTool,
    list: PlaceList,
    legend: LegendCard,
    hovered: Option<crate::model::Nis>,
    /// The project that stepping stands at.
    step_at: Option<usize>,
}

/// The layers under marks and names as one mesh.
struct BaseCache {
    prepared: Arc<Prepared>,
    choropleth: Option<Arc<Choropleth>>,
    viewport: Viewport,
    rect: Rect,
    flags: (bool, bool, bool),
    mesh: Arc<Mesh>,
}

/// The raster of many points.
struct DensityCache {
    points: Arc<Points>,
    viewport: Viewport,
    is_dark: bool,
    texture: TextureHandle,
}

impl MapPanel {
    /// Draws the map into the whole area.
    pub fn map_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let rect = ui.available_rect_before_wrap();
        if rect.width() < 32.0 || rect.height() < 32.0 {
            return;
        }
        ui.painter().rect_filled(rect, 0.0, colour(ctx.theme.palette.water));
        self.camera.follow(ctx, rect);
        self.keys(ui, rect);
        let prepared = self.preparation.get(ctx, ui.ctx());
        self.tiles.follow(ctx, ui.ctx());
        let response = self.widget_ui(ctx, ui);
        let viewport = self.camera.viewport(rect);
        self.sensors.refresh(ctx, viewport.zoom);
        self.own.refresh(ctx, ui.ctx());
        self.shapes.refresh(ctx, ui.ctx());
        self.layout.update(ctx, viewport.zoom, &self.sensors, &self.own);
        let ui = &mut ui.new_child(egui::UiBuilder::new().max_rect(rect).id_salt("map-inner"));
        ui.set_clip_rect(rect.intersect(ui.clip_rect()));
        self.paint_base(ctx, ui, rect, &viewport, prepared.as_ref());
        self.paint_selected_town(ctx, ui, rect, &viewport, prepared.as_deref());
        self.own.layers_ui(ctx, ui, rect, &viewport);
        self.shapes.layer_ui(ctx, ui, rect, &viewport);
        self.paint_density(ctx, ui, rect, &viewport);
        let asked = self.sensors.layer_ui(ctx, ui, rect, &viewport);
        // Names stay readable where a sensor stands.
        paint::paint(ui.painter(), &labels::scene(&self.layout.labels, &viewport, &ctx.theme.palette), rect.min);
        self.marks_ui(ctx, ui, rect, &viewport, &response);
        if let Some(asked) = asked {
            self.list.open(asked);
        }
        self.area.area_ui(ctx, ui, rect, &viewport, &response);
        self.hover_ui(ctx, rect, &viewport, &response, prepared.as_deref());
        if prepared.is_none() {
            loading_ui(ctx, ui, rect);
        }
        self.furniture_ui(ctx, ui, rect, &viewport);
        self.list.list_ui(ctx, ui, rect, &self.sensors.scales);
        self.camera.settle(ctx, ui, rect);
    }

    /// Whether nothing of the picture is still being made.
    pub fn is_ready(&self) -> bool {
        self.preparation.is_ready() && self.own.is_ready() && self.shapes.is_ready()
    }

    /// Steps to the next (1) or the previous (−1) project in the order of the places on the map.
    pub fn step(&mut self, ctx: &UiContext<'_>, by: i32) {
        let places = &ctx.results.symbols;
        let order: Vec<(usize, u32)> = places
            .iter()
            .enumerate()
            .flat_map(|(place, symbol)| symbol.rows.iter().map(move |row| (place, *row)))
            .collect();
        let selected = match &ctx.view.selected {
            Some(Selected::Project(id)) => ctx.workspace.projects.row_of(id),
            _ => None,
        };
        let is_at = |&index: &usize| order.get(index).is_some_and(|(_, row)| Some(*row) == selected);
        let current = self.step_at.filter(is_at).or_else(|| order.iter().position(|(_, row)| Some(*row) == selected));
        let next = match current {
            Some(index) => index.saturating_add_signed(by as isize).min(order.len().saturating_sub(1)),
            None => 0,
        };
        let Some((place, row)) = order.get(next) else { return };
        self.step_at = Some(next);
        if let (Some(place), Some(project)) = (places.get(*place), ctx.workspace.projects.get(*row)) {
            ctx.send(Command::Select(Some(Selected::Project(project.id.clone()))));
            self.camera.reveal(crate::figure::map::projection::world_of(place.place));
        }
    }

    /// Zooms in or out by one level, or shows all of Flanders.
    pub fn zoom(&mut self, ctx: &UiContext<'_>, action: Action) {
        match action {
            Action::ZoomIn => self.camera.zoom_by(1.0),
            Action::ZoomOut => self.camera.zoom_by(-1.0),
            Action::ZoomHome => self.camera.go_home(ctx),
            _ => {}
        }
    }

    /// Whether the map is still being made ready.
    pub const fn is_preparing(&self) -> bool {
        self.preparation.is_empty()
    }

    /// The map widget itself: gestures and tiles.
    fn widget_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) -> Response {
        let takes_drag = self.area.takes_drag(ui);
        let buttons =
            if takes_drag { DragPanButtons::empty() } else { DragPanButtons::PRIMARY | DragPanButtons::MIDDLE };
        let map = Map::new(self.tiles.layer(), self.camera.memory_mut(), lon_lat(4.5, 51.0))
            .zoom_with_ctrl(false)
            .zoom_speed(WHEEL_SPEED)
            .drag_pan_buttons(buttons);
        let response = map.show(ui, |_, _, _, _| ()).response;
        response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, ctx.t("map-name")));
        response
    }

    /// The arrow keys move the map while it, or nothing, has the focus.
    fn keys(&mut self, ui: &Ui, rect: Rect) {
        let has_other_focus = ui.memory(egui::Memory::focused).is_some();
        if has_other_focus || self.list.is_open() || egui::Popup::is_any_open(ui.ctx()) {
            return;
        }
        let mut by = [0.0, 0.0];
        ui.input(|input| {
            for (key, x, y) in [
                (egui::Key::ArrowLeft, -1.0, 0.0),
                (egui::Key::ArrowRight, 1.0, 0.0),
                (egui::Key::ArrowUp, 0.0, -1.0),
                (egui::Key::ArrowDown, 0.0, 1.0),
            ] {
                if input.key_pressed(key) && input.modifiers.is_none() {
                    by = [by[0] + x * rect.width() * 0.12, by[1] + y * rect.height() * 0.12];
                }
            }
        });
        if by != [0.0, 0.0] {
            let viewport = self.camera.viewport(rect);
            self.camera.pan(&viewport, by);
        }
    }

    fn paint_base(
        &mut self,
        ctx: &UiContext<'_>,
        ui: &Ui,
        rect: Rect,
        viewport: &Viewport,
        prepared: Option<&Arc<Prepared>>,
    ) {
        let Some(prepared) = prepared else { return };
        let view = &ctx.view.map;
        let flags = (ctx.theme.palette.is_dark, !self.tiles.is_covering(), view.show_municipalities);
        let choropleth = ctx.results.choropleth.as_ref();
        let is_same = |cache: &BaseCache| {
            let same_figure = match (&cache.choropleth, choropleth) {
                (Some(a), Some(b)) => Arc::ptr_eq(a, b),
                (a, b) => a.is_none() && b.is_none(),
            };
            same_figure
                && Arc::ptr_eq(&cache.prepared, prepared)
                && cache.viewport == *viewport
                && cache.rect == rect
                && cache.flags == flags
        };
        if !self.base.as_ref().is_some_and(is_same) {
            let options =
                BaseOptions { has_basemap: flags.1, has_towns: flags.2, choropleth: choropleth.map(Arc::as_ref) };
            let scene = base::scene(prepared, viewport, &ctx.theme.palette, &options);
            let mesh = Arc::new(paint::mesh(&scene, rect.min, rect, ui.pixels_per_point()));
            self.base = Some(BaseCache {
                prepared: Arc::clone(prepared),
                choropleth: choropleth.cloned(),
                viewport: *viewport,
                rect,
                flags,
                mesh,
            });
        }
        if let Some(cache) = &self.base {
            ui.painter().add(egui::Shape::Mesh(Arc::clone(&cache.mesh)));
        }
    }

    fn paint_selected_town(
        &self,
        ctx: &UiContext<'_>,
        ui: &Ui,
        rect: Rect,
        viewport: &Viewport,
        prepared: Option<&Prepared>,
    ) {
        let (Some(prepared), palette) = (prepared, &ctx.theme.palette) else { return };
        if !ctx.view.map.show_municipalities {
            return;
        }
        if let Some(nis) = self.hovered {
            let scene = base::outline(prepared, viewport, nis, palette.text.with_opacity(0.75), 1.4);
            paint::paint(ui.painter(), &scene, rect.min);
        }
        if let Some(Selected::Municipality(nis)) = &ctx.view.selected {
            let scene = base::outline(prepared, viewport, *nis, palette.accent, 2.4);
            paint::paint(ui.painter(), &scene, rect.min);
        }
    }

    /// Many points as one texture, made again only when camera, points or look change.
    fn paint_density(&mut self, ctx: &UiContext<'_>, ui: &Ui, rect: Rect, viewport: &Viewport) {
        let Some(points) = self.layout.points.clone() else {
            self.density = None;
            return;
        };
        let is_dark = ctx.theme.palette.is_dark;
        let is_same = self.density.as_ref().is_some_and(|cache| {
            Arc::ptr_eq(&cache.points, &points) && cache.viewport == *viewport && cache.is_dark == is_dark
        });
        if !is_same {
            let raster = raster::density(&points, viewport, ui.pixels_per_point(), &ctx.theme.palette);
            let bytes: Vec<u8> = raster.pixels.as_flattened().to_vec();
            let image = egui::ColorImage::from_rgba_unmultiplied([raster.width, raster.height], &bytes);
            let texture = match self.density.take() {
                Some(mut cache) => {
                    cache.texture.set(image, TextureOptions::NEAREST);
                    cache.texture
                }
                None => ui.ctx().load_texture("map-density", image, TextureOptions::NEAREST),
            };
            self.density = Some(DensityCache { points, viewport: *viewport, is_dark, texture });
        }
        if let Some(cache) = &self.density {
            let whole = Rect::from_min_max(egui::pos2(0.0, 0.0), egui::pos2(1.0, 1.0));
            ui.painter().image(cache.texture.id(), rect, whole, theme_white());
        }
    }

    fn marks_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, rect: Rect, viewport: &Viewport, map: &Response) {
        let selected = targets::selected_mark(ctx, &self.layout.marks);
        let scene = mark_scene::scene(&self.layout.marks, viewport, &ctx.theme.palette, selected);
        paint::paint(ui.painter(), &scene, rect.min);
        if let Some(asked) = targets::marks_ui(ctx, ui, rect, viewport, &self.layout.marks) {
            self.list.open(asked);
        } else if map.clicked() && !self.area.is_active() {
            self.list.close();
        }
    }

    fn hover_ui(
        &mut self,
        ctx: &UiContext<'_>,
        rect: Rect,
        viewport: &Viewport,
        response: &Response,
        prepared: Option<&Prepared>,
    ) {
        let is_idle = !self.area.is_active() && !response.dragged();
        // Painted above the layers of the user's own, so asked before them.
        let is_on_shape = self.shapes.hover_ui(ctx, rect, viewport, response, is_idle);
        let is_on_own = self.own.hover_ui(ctx, rect, viewport, response, is_idle && !is_on_shape);
        let is_idle = is_idle && !is_on_shape && !is_on_own && ctx.view.map.show_municipalities;
        let at = pointer_on(response, rect).filter(|_| is_idle);
        let world = at.map(|at| viewport.world_at(at));
        let nis = world.zip(prepared).and_then(|(world, prepared)| prepared.town_at(world));
        if nis != self.hovered {
            self.hovered = nis;
            response.ctx.request_repaint();
        }
        let Some(nis) = nis else { return };
        if response.clicked() {
            ctx.send(Command::Select(Some(Selected::Municipality(nis))));
        }
        response.clone().on_hover_ui_at_pointer(|ui| hover::town_ui(ctx, ui, nis));
    }

    fn furniture_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, rect: Rect, viewport: &Viewport) {
        let owners = legend::scale_and_attribution(ctx, ui, rect, viewport, self.tiles.attribution_key());
        let drawn = legend::Drawn { is_dense: self.layout.points.is_some(), has_shapes: self.shapes.is_shown(ctx) };
        if let Some(asked) = self.legend.legend_ui(ctx, ui, (rect, owners), &self.sensors, drawn) {
            self.list.open(asked);
        }
        if let Some(action) = controls::controls_ui(ctx, ui, rect, &mut self.area) {
            self.zoom(ctx, action);
        }
        if self.area.is_active() {
            self.list.close();
        }
        controls::search_here_ui(ctx, ui, rect, viewport);
        controls::messages_ui(ctx, ui, rect, self.tiles.message_key(ctx), self.sensors.is_simulated());
    }
}

/// Where the pointer is on the map, from its corner.
fn pointer_on(response: &Response, rect: Rect) -> Option<[f32; 2]> {
    response.hover_pos().map(|at| [at.x - rect.left(), at.y - rect.top()])
}

/// No tint for a texture that has its colours already.
const fn theme_white() -> egui::Color32 {
    egui::Color32::from_rgba_premultiplied(255, 255, 255, 255)
}

fn loading_ui(ctx: &UiContext<'_>, ui: &Ui, rect: Rect) {
    let tone = ctx.theme.soft();
    ui.painter().text(
        rect.center(),
        egui::Align2::CENTER_CENTER,
        ctx.t("map-loading"),
        super::widgets::font(super::theme::measure::TEXT),
        tone,
    );
}

/// A block on the map that the pointer does not fall through.
fn shield(ui: &Ui, rect: Rect, name: &str) {
    let _taken = ui.interact(rect, ui.scope_id().with(name), Sense::click_and_drag());
}

/// Whether tiles from the network are wanted.
const fn is_online(background: Background) -> bool {
    !matches!(background, Background::Offline)
}

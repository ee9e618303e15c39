//! Where the map looks: follows the view, and tells it once a movement has ended.

use egui::Rect;
use walkers::{MapMemory, lon_lat};

use crate::figure::map::Viewport;
use crate::figure::map::projection::{MAX_ZOOM, MIN_ZOOM, REGION, degrees_of, place_of, world_of_degrees};
use crate::session::command::MapCommand;
use crate::ui::UiContext;
use crate::workspace::Camera;

/// A movement has ended when nothing moved for so long.
const REST_S: f64 = 0.25;

/// Space around Flanders at home.
const HOME_PADDING: f32 = 14.0;

/// Space at the bottom that the legend takes.
const HOME_FOOT: f32 = 134.0;

/// The view's camera as it was followed; `None` inside = all of Flanders.
#[derive(Clone, Copy, PartialEq)]
struct Followed(Option<Camera>);

/// The camera of the window.
#[derive(Default)]
pub struct MapCamera {
    memory: MapMemory,
    /// The view's camera that was followed last.
    followed: Option<Followed>,
    /// Viewport and time of the last change that the view was not told of.
    moved: Option<f64>,
    last: Option<Viewport>,
    /// Fitted to the window as long as nothing moved it.
    is_home: bool,
    home_size: [f32; 2],
}

impl MapCamera {
    /// The memory that the map widget changes.
    pub const fn memory_mut(&mut self) -> &mut MapMemory {
        &mut self.memory
    }

    /// What is seen.
    pub fn viewport(&self, rect: Rect) -> Viewport {
        let size = [rect.width(), rect.height()];
        match self.memory.detached() {
            Some(place) => Viewport { centre: world_of_degrees(place.x(), place.y()), zoom: self.memory.zoom(), size },
            None => home_of(size),
        }
    }

    /// Looks where the view says, where that changed from outside; fits Flanders at first and when the size changes.
    pub fn follow(&mut self, ctx: &UiContext<'_>, rect: Rect) {
        let size = [rect.width(), rect.height()];
        let asked = ctx.view.map.camera;
        if self.followed != Some(Followed(asked)) {
            self.followed = Some(Followed(asked));
            self.moved = None;
            match asked {
                Some(camera) => {
                    self.is_home = false;
                    let centre = world_of_degrees(camera.centre.lon(), camera.centre.lat());
                    self.look(&Viewport { centre, zoom: camera.zoom, size });
                }
                None => self.is_home = true,
            }
        }
        if self.is_home && (self.home_size != size || self.memory.detached().is_none()) {
            self.home(size);
        }
    }

    /// All of Flanders.
    fn home(&mut self, size: [f32; 2]) {
        let viewport = home_of(size);
        self.look(&viewport);
        self.home_size = size;
        self.is_home = true;
    }

    /// Back to all of Flanders, as a command that can be undone.
    pub fn go_home(&mut self, ctx: &UiContext<'_>) {
        let Some(viewport) = self.last else { return };
        self.home(viewport.size);
        self.moved = None;
        self.followed = Some(Followed(None));
        if ctx.view.map.camera.is_some() {
            ctx.send(MapCommand::SetCamera(None));
        }
    }

    fn look(&mut self, viewport: &Viewport) {
        let [lon, lat] = degrees_of(viewport.centre);
        self.memory.center_at(lon_lat(lon, lat));
        // The zoom is in the range of the widget, which is wider.
        let _in_range = self.memory.set_zoom(viewport.zoom.clamp(MIN_ZOOM, MAX_ZOOM));
        self.last = Some(Viewport { zoom: self.memory.zoom(), ..*viewport });
    }

    /// Zooms by so many levels around the middle.
    pub fn zoom_by(&mut self, levels: f64) {
        self.is_home = false;
        let zoom = (self.memory.zoom() + levels).clamp(MIN_ZOOM, MAX_ZOOM);
        let _in_range = self.memory.set_zoom(zoom);
    }

    /// Moves by so many points.
    pub fn pan(&mut self, viewport: &Viewport, by: [f32; 2]) {
        self.is_home = false;
        let centre = viewport.world_at([viewport.size[0] / 2.0 + by[0], viewport.size[1] / 2.0 + by[1]]);
        let [lon, lat] = degrees_of(centre);
        self.memory.center_at(lon_lat(lon, lat));
    }

    /// Moves the map only where the place is out of sight.
    pub fn reveal(&mut self, world: [f64; 2]) {
        let Some(viewport) = self.last else { return };
        let [x, y] = viewport.screen_of(world);
        let margin = 24.0;
        let is_seen =
            (margin..viewport.size[0] - margin).contains(&x) && (margin..viewport.size[1] - margin).contains(&y);
        if !is_seen {
            self.is_home = false;
            let [lon, lat] = degrees_of(world);
            self.memory.center_at(lon_lat(lon, lat));
        }
    }

    /// Keeps the camera within bounds and tells the view when it came to rest.
    pub fn settle(&mut self, ctx: &UiContext<'_>, ui: &egui::Ui, rect: Rect) {
        let mut viewport = self.viewport(rect);
        let kept = within_bounds(&viewport);
        if kept.centre != viewport.centre || (kept.zoom - viewport.zoom).abs() > 1e-9 {
            let [lon, lat] = degrees_of(kept.centre);
            self.memory.center_at(lon_lat(lon, lat));
            let _in_range = self.memory.set_zoom(kept.zoom);
            viewport = kept;
        }
        let now = ui.input(|input| input.time);
        let has_moved = self.last.is_some_and(|last| differ(&last, &viewport));
        if has_moved {
            self.is_home = false;
            self.moved = Some(now);
        }
        self.last = Some(viewport);
        let Some(moved) = self.moved else { return };
        let is_held = ui.input(|input| input.pointer.any_down());
        if !is_held && now - moved >= REST_S {
            self.moved = None;
            if let Some(centre) = place_of(viewport.centre) {
                let camera = Camera { centre, zoom: viewport.zoom };
                self.followed = Some(Followed(Some(camera)));
                ctx.send(MapCommand::SetCamera(Some(camera)));
            }
        } else {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(REST_S));
        }
    }
}

/// All of Flanders, above the legend where the window is high enough.
fn home_of(size: [f32; 2]) -> Viewport {
    let mut viewport = Viewport::fit(&REGION, size, HOME_PADDING);
    let [_, top] = viewport.screen_of(world_of_degrees(REGION.west, REGION.north));
    let [_, bottom] = viewport.screen_of(world_of_degrees(REGION.west, REGION.south));
    let up = (bottom - (size[1] - HOME_FOOT)).min(top - HOME_PADDING).max(0.0);
    viewport.centre[1] += f64::from(up) / viewport.scale();
    viewport
}

fn differ(a: &Viewport, b: &Viewport) -> bool {
    let scale = a.scale();
    let moved = (a.centre[0] - b.centre[0]).hypot(a.centre[1] - b.centre[1]) * scale;
    // A change of the window's size is no movement.
    moved > 0.05 || (a.zoom - b.zoom).abs() > 1e-4
}

/// Not farther away than the basemap reaches, and with its middle in Belgium's surroundings.
fn within_bounds(viewport: &Viewport) -> Viewport {
    let (a, b) = (world_of_degrees(2.0, 52.1), world_of_degrees(7.0, 49.7));
    let centre = [viewport.centre[0].clamp(a[0], b[0]), viewport.centre[1].clamp(a[1], b[1])];
    Viewport { centre, zoom: viewport.zoom.clamp(MIN_ZOOM, MAX_ZOOM), size: viewport.size }
}

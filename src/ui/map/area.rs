//! Choosing a part of the map: a box with shift and drag, or a ring drawn freehand.

use egui::{CursorIcon, Key, Modifiers, Pos2, Rect, Response, Shape, Stroke, Ui, pos2};

use crate::figure::map::Viewport;
use crate::figure::map::projection::{degrees_of, place_of};
use crate::figure::map::simplify;
use crate::model::BoundingBox;
use crate::session::command::FilterCommand;
use crate::ui::UiContext;
use crate::ui::theme::colour;
use crate::ui::widgets;
use crate::workspace::AreaFilter;

/// A box or ring smaller than this, in points, is taken for a slip.
const LEAST_SIDE: f32 = 6.0;

/// The tool.
#[derive(Default)]
pub struct AreaTool {
    is_lasso: bool,
    drag: Option<Drag>,
}

/// A drag under way.
struct Drag {
    is_box: bool,
    points: Vec<Pos2>,
}

impl AreaTool {
    /// Whether the lasso is in the hand, or a drag under way.
    pub const fn is_active(&self) -> bool {
        self.is_lasso || self.drag.is_some()
    }

    /// Takes the lasso, or puts it away.
    pub fn toggle(&mut self) {
        self.is_lasso = !self.is_lasso;
        self.drag = None;
    }

    /// Whether dragging chooses instead of moving the map.
    pub fn takes_drag(&self, ui: &Ui) -> bool {
        self.is_active() || ui.input(|input| input.modifiers.shift)
    }

    /// Follows the drag, draws it, and sends the part of the map when it ends.
    pub fn area_ui(&mut self, ctx: &UiContext<'_>, ui: &Ui, rect: Rect, viewport: &Viewport, response: &Response) {
        paint_filter(ctx, ui, rect, viewport);
        if self.is_active() && ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) {
            *self = Self::default();
            return;
        }
        if self.is_lasso && response.hovered() {
            ui.ctx().set_cursor_icon(CursorIcon::Crosshair);
        }
        if response.drag_started_by(egui::PointerButton::Primary) && self.takes_drag(ui) {
            let points = ui.input(|input| input.pointer.press_origin()).into_iter().collect();
            self.drag = Some(Drag { is_box: !self.is_lasso, points });
        }
        let Some(drag) = &mut self.drag else {
            if self.is_lasso {
                hint_ui(ctx, ui, rect);
            }
            return;
        };
        if let Some(at) = response.interact_pointer_pos() {
            drag.push(at.clamp(rect.min, rect.max));
        }
        drag.paint(ctx, ui);
        if response.drag_stopped() {
            if let Some(area) = drag.area(rect, viewport) {
                ctx.send(FilterCommand::SetArea(Some(area)));
            }
            *self = Self::default();
        }
    }
}

impl Drag {
    fn push(&mut self, at: Pos2) {
        if self.is_box {
            self.points.truncate(1);
            self.points.push(at);
        } else if self.points.last().is_none_or(|last| last.distance(at) > 2.0) {
            self.points.push(at);
        }
    }

    fn bounds(&self) -> Rect {
        Rect::from_points(&self.points)
    }

    fn paint(&self, ctx: &UiContext<'_>, ui: &Ui) {
        let palette = &ctx.theme.palette;
        let stroke = Stroke::new(1.6, colour(palette.accent));
        if self.is_box {
            let fill = colour(palette.accent.with_opacity(0.12));
            ui.painter().rect(self.bounds(), 0.0, fill, stroke, egui::StrokeKind::Middle);
        } else {
            ui.painter().add(Shape::line(self.points.clone(), stroke));
            if let (Some(first), Some(last)) = (self.points.first(), self.points.last()) {
                ui.painter().extend(Shape::dashed_line(&[*last, *first], stroke, 4.0, 4.0));
            }
        }
    }

    fn area(&self, rect: Rect, viewport: &Viewport) -> Option<AreaFilter> {
        let bounds = self.bounds();
        if bounds.width() < LEAST_SIDE || bounds.height() < LEAST_SIDE {
            return None;
        }
        if self.is_box {
            return Some(AreaFilter::Box(box_of(viewport, rect, bounds)));
        }
        let plane: Vec<[f64; 2]> = self.points.iter().map(|point| [f64::from(point.x), f64::from(point.y)]).collect();
        let ring = simplify::line(&plane, 1.5);
        let screen = ring.iter().map(|[x, y]| [*x as f32 - rect.left(), *y as f32 - rect.top()]);
        let mut ring: Vec<_> = screen.filter_map(|point| place_of(viewport.world_at(point))).collect();
        if ring.len() < 3 {
            return None;
        }
        ring.extend(ring.first().copied());
        Some(AreaFilter::Within(vec![ring]))
    }
}

/// A box of the screen in degrees.
fn box_of(viewport: &Viewport, rect: Rect, bounds: Rect) -> BoundingBox {
    let corner = |point: Pos2| degrees_of(viewport.world_at([point.x - rect.left(), point.y - rect.top()]));
    let ([west, north], [east, south]) = (corner(bounds.min), corner(bounds.max));
    BoundingBox { west, south, east, north }
}

fn hint_ui(ctx: &UiContext<'_>, ui: &Ui, rect: Rect) {
    let galley = ui.painter().layout_no_wrap(ctx.t("map-lasso-hint"), widgets::font(12.0), ctx.theme.text());
    let card = Rect::from_center_size(pos2(rect.center().x, rect.top() + 62.0), galley.size() + egui::vec2(20.0, 12.0));
    ui.painter().rect(card, 8.0, colour(ctx.theme.palette.panel), ctx.theme.line(), egui::StrokeKind::Inside);
    ui.painter().galley(card.center() - galley.size() / 2.0, galley, ctx.theme.text());
}

/// The part of the map that the filter asks for.
fn paint_filter(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, viewport: &Viewport) {
    let stroke = Stroke::new(1.6, colour(ctx.theme.palette.accent));
    let at = |lon: f64, lat: f64| {
        let [x, y] = viewport.screen_of(crate::figure::map::projection::world_of_degrees(lon, lat));
        rect.min + egui::vec2(x, y)
    };
    let rings: Vec<Vec<Pos2>> = match &ctx.view.filter.area {
        Some(AreaFilter::Box(area)) => vec![vec![
            at(area.west, area.north),
            at(area.east, area.north),
            at(area.east, area.south),
            at(area.west, area.south),
            at(area.west, area.north),
        ]],
        Some(AreaFilter::Within(rings)) => {
            rings.iter().map(|ring| ring.iter().map(|place| at(place.lon(), place.lat())).collect()).collect()
        }
        Some(AreaFilter::Near { centre, metres }) => vec![circle(*centre, *metres, &at)],
        None => Vec::new(),
    };
    for ring in rings {
        ui.painter().extend(Shape::dashed_line(&ring, stroke, 6.0, 4.0));
    }
}

/// A circle on the ground, flat enough for the distances of a filter.
fn circle(centre: crate::model::LonLat, metres: f64, at: &dyn Fn(f64, f64) -> Pos2) -> Vec<Pos2> {
    let degree_m = 111_195.0;
    let width = centre.lat().to_radians().cos().max(0.01);
    (0..=64_u8)
        .map(|step| {
            let angle = std::f64::consts::TAU * f64::from(step) / 64.0;
            at(centre.lon() + metres * angle.cos() / (degree_m * width), centre.lat() + metres * angle.sin() / degree_m)
        })
        .collect()
}

//! Where the sensors of a tried feed stand: dots over the outlines of the municipalities around them.

use egui::{Role, Sense, Shape, Stroke, StrokeKind, Ui, Vec2, WidgetInfo, pos2, vec2};

use crate::figure::map::projection::{World, world_of, world_of_degrees};
use crate::model::Sensor;
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets;

/// Space around the dots, as a part of what they span.
const MARGIN: f64 = 0.18;

/// Shortest side of what is shown, in the square world of Web Mercator: some five kilometres here.
const LEAST: f64 = 2.0e-4;

/// Dots and outlines, in the square world of Web Mercator.
#[derive(Debug, Default)]
pub struct SmallMap {
    dots: Vec<World>,
    outlines: Vec<Vec<World>>,
    /// West, north, east, south.
    bounds: [f64; 4],
    is_empty_of_places: bool,
}

impl SmallMap {
    /// The places of these sensors, with the municipalities around them.
    pub fn new(ctx: &UiContext<'_>, sensors: &[Sensor]) -> Self {
        let dots: Vec<World> = sensors.iter().filter_map(|sensor| sensor.location).map(world_of).collect();
        if dots.is_empty() {
            return Self { is_empty_of_places: true, ..Self::default() };
        }
        let bounds = padded(bounds_of(&dots));
        let mut outlines = Vec::new();
        for boundary in ctx.workspace.municipalities.rows().iter().filter_map(|row| row.boundary.as_ref()) {
            for polygon in &boundary.geometry {
                let outline: Vec<World> =
                    polygon.exterior().coords().map(|coord| world_of_degrees(coord.x, coord.y)).collect();
                if meet(bounds_of(&outline), wide(bounds)) {
                    outlines.push(outline);
                }
            }
        }
        Self { dots, outlines, bounds, is_empty_of_places: false }
    }

    /// Draws it.
    pub fn map_ui(&self, ctx: &UiContext<'_>, ui: &mut Ui, size: Vec2) {
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        let n = i64::try_from(self.dots.len()).unwrap_or(i64::MAX);
        let name = ctx.text.with("sensors-add-map", &[("n", n.into())]);
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
        let palette = &ctx.theme.palette;
        ui.painter().rect(rect, 6.0, colour(palette.land), ctx.theme.line(), StrokeKind::Inside);
        if self.is_empty_of_places {
            let galley = ui.painter().layout(
                ctx.t("sensors-add-no-places"),
                widgets::font(measure::SMALL),
                ctx.theme.soft(),
                rect.width() - 32.0,
            );
            ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ctx.theme.soft());
            return;
        }
        let [west, north, east, south] = self.bounds;
        let scale = (f64::from(rect.width()) / (east - west)).min(f64::from(rect.height()) / (south - north));
        let middle = [f64::midpoint(west, east), f64::midpoint(north, south)];
        let at = |place: &World| {
            let across = vec2(((place[0] - middle[0]) * scale) as f32, ((place[1] - middle[1]) * scale) as f32);
            pos2(rect.center().x, rect.center().y) + across
        };
        let painter = ui.painter().with_clip_rect(rect.shrink(1.0).intersect(ui.clip_rect()));
        let line = Stroke::new(1.0, colour(palette.border));
        for outline in &self.outlines {
            painter.add(Shape::closed_line(outline.iter().map(at).collect(), line));
        }
        for dot in &self.dots {
            painter.circle(at(dot), 4.0, ctx.theme.accent(), Stroke::new(1.5, colour(palette.panel)));
        }
    }
}

fn bounds_of(points: &[World]) -> [f64; 4] {
    let start = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    points
        .iter()
        .fold(start, |[west, north, east, south], [x, y]| [west.min(*x), north.min(*y), east.max(*x), south.max(*y)])
}

fn padded([west, north, east, south]: [f64; 4]) -> [f64; 4] {
    let pad = |span: f64| (span * MARGIN).max((LEAST - span) / 2.0);
    let (x, y) = (pad(east - west), pad(south - north));
    [west - x, north - y, east + x, south + y]
}

/// As wide again on every side: the map is rarely as square as its dots.
fn wide([west, north, east, south]: [f64; 4]) -> [f64; 4] {
    let side = (east - west).max(south - north);
    [west - side, north - side, east + side, south + side]
}

fn meet(a: [f64; 4], b: [f64; 4]) -> bool {
    a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_single_place_has_room_around_it() {
        let [west, north, east, south] = padded(bounds_of(&[[0.5, 0.3]]));
        assert!((east - west - LEAST).abs() < 1e-12 && (south - north - LEAST).abs() < 1e-12);
        assert!(meet([0.0, 0.0, 1.0, 1.0], [0.9, 0.9, 2.0, 2.0]));
        assert!(!meet([0.0, 0.0, 1.0, 1.0], [1.1, 0.0, 2.0, 2.0]));
    }
}

//! Symbols of dimensions and marks of stages, from the same shapes as the map and its exports.

use egui::{Color32, Painter, Pos2, Rect, Response, Sense, Shape as Drawn, Stroke, Ui, vec2};

use crate::figure::style::Shape;
use crate::model::{Dimension, Status};
use crate::ui::theme::{Theme, colour};

/// A shape of about this radius.
pub fn paint_shape(painter: &Painter, shape: Shape, centre: Pos2, radius: f32, fill: Color32, stroke: Stroke) {
    let corners: Vec<Pos2> = shape.corners().into_iter().map(|[x, y]| centre + vec2(x, y) * radius).collect();
    match shape {
        Shape::Circle => {
            painter.circle(centre, radius * 0.95, fill, stroke);
        }
        // A star is not convex: five points laid over its heart.
        Shape::Star => {
            let points = corners.len();
            let corner = |index: usize| corners.get(index % points.max(1)).copied().unwrap_or(centre);
            let heart: Vec<Pos2> = (0..5).map(|index| corner(2 * index + 1)).collect();
            painter.add(Drawn::convex_polygon(heart, fill, Stroke::NONE));
            for index in 0..5 {
                let point = vec![corner(2 * index + 9), corner(2 * index), corner(2 * index + 1)];
                painter.add(Drawn::convex_polygon(point, fill, Stroke::NONE));
            }
            if stroke.width > 0.0 {
                painter.add(Drawn::closed_line(corners, stroke));
            }
        }
        _ => {
            painter.add(Drawn::convex_polygon(corners, fill, stroke));
        }
    }
}

/// The symbol of a dimension in its colour.
pub fn dimension_symbol(painter: &Painter, theme: &Theme, centre: Pos2, radius: f32, dimension: Option<Dimension>) {
    let fill = colour(theme.palette.dimension(dimension));
    paint_shape(painter, Shape::of(dimension), centre, radius, fill, Stroke::NONE);
}

/// A mark of the stage: a ring for planned ones, half filled while running, full when done, crossed when stopped,
/// dotted when unknown. The caller says the stage in words beside it.
pub fn status_mark(ui: &mut Ui, theme: &Theme, status: Status) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(12.0, 16.0), Sense::hover());
    paint_status(ui.painter(), theme, rect.center(), 4.5, status);
    response
}

/// Paints the mark of a stage.
pub fn paint_status(painter: &Painter, theme: &Theme, centre: Pos2, radius: f32, status: Status) {
    let tone = theme.soft();
    let line = Stroke::new(1.4, tone);
    match status {
        Status::Idea | Status::Planned => {
            painter.circle_stroke(centre, radius, line);
        }
        Status::Running => {
            painter.circle_stroke(centre, radius, line);
            let half = Rect::from_min_max(centre - vec2(radius, radius), centre + vec2(0.0, radius));
            painter.with_clip_rect(half.intersect(painter.clip_rect())).circle_filled(centre, radius, tone);
        }
        Status::Completed | Status::ScaledUp => {
            painter.circle_filled(centre, radius, tone);
            if status == Status::ScaledUp {
                painter.circle_stroke(centre, radius + 1.8, Stroke::new(1.0, tone));
            }
        }
        Status::Stopped => {
            painter.circle_stroke(centre, radius, line);
            let reach = radius * 0.6;
            painter.line_segment([centre - vec2(reach, reach), centre + vec2(reach, reach)], line);
            painter.line_segment([centre - vec2(reach, -reach), centre + vec2(reach, -reach)], line);
        }
        Status::Unknown => {
            for index in 0..8u8 {
                let angle = std::f32::consts::TAU * f32::from(index) / 8.0;
                painter.circle_filled(centre + vec2(angle.cos(), angle.sin()) * radius, 0.9, tone);
            }
        }
    }
}

//! Icons as lines in code: sharp at every scale, in the colour of the text beside them, and never a missing glyph.

use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

/// An icon.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// Take back.
    Undo,
    /// Make again.
    Redo,
    /// Take away.
    Cross,
    /// Magnifier.
    Search,
    /// More to see below.
    ChevronDown,
    /// Further up.
    ChevronUp,
    /// Next, or closed.
    ChevronRight,
    /// Previous.
    ChevronLeft,
    /// More.
    Plus,
    /// Less.
    Minus,
    /// All of Flanders.
    Home,
    /// Layers.
    Layers,
    /// A part of the map.
    Lasso,
    /// Start.
    Play,
    /// Halt.
    Pause,
    /// Light or dark.
    Contrast,
    /// Filter panel.
    PanelLeft,
    /// Inspector.
    PanelRight,
    /// Opens outside the program.
    External,
    /// Done.
    Tick,
    /// To know.
    Info,
    /// Not as it should be.
    Warning,
}

/// Paints it inside the rectangle.
pub fn paint(painter: &Painter, icon: Icon, rect: Rect, colour: Color32) {
    let side = rect.width().min(rect.height());
    let at = |x: f32, y: f32| rect.center() + vec2(x - 0.5, y - 0.5) * side;
    let stroke = Stroke::new((side / 10.0).clamp(1.2, 2.4), colour);
    let line = |points: &[(f32, f32)]| {
        painter.add(Shape::line(points.iter().map(|&(x, y)| at(x, y)).collect(), stroke));
    };
    let fill = |points: &[(f32, f32)]| {
        let points = points.iter().map(|&(x, y)| at(x, y)).collect();
        painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
    };
    match icon {
        Icon::Undo => turn(painter, rect, stroke, false),
        Icon::Redo => turn(painter, rect, stroke, true),
        Icon::Cross => {
            line(&[(0.15, 0.15), (0.85, 0.85)]);
            line(&[(0.85, 0.15), (0.15, 0.85)]);
        }
        Icon::Search => {
            painter.circle_stroke(at(0.42, 0.42), side * 0.32, stroke);
            line(&[(0.66, 0.66), (0.95, 0.95)]);
        }
        Icon::ChevronDown => line(&[(0.2, 0.36), (0.5, 0.66), (0.8, 0.36)]),
        Icon::ChevronUp => line(&[(0.2, 0.64), (0.5, 0.34), (0.8, 0.64)]),
        Icon::ChevronRight => line(&[(0.36, 0.2), (0.66, 0.5), (0.36, 0.8)]),
        Icon::ChevronLeft => line(&[(0.64, 0.2), (0.34, 0.5), (0.64, 0.8)]),
        Icon::Plus => {
            line(&[(0.5, 0.1), (0.5, 0.9)]);
            line(&[(0.1, 0.5), (0.9, 0.5)]);
        }
        Icon::Minus => line(&[(0.1, 0.5), (0.9, 0.5)]),
        Icon::Home => {
            line(&[(0.08, 0.5), (0.5, 0.12), (0.92, 0.5)]);
            line(&[(0.22, 0.42), (0.22, 0.88), (0.78, 0.88), (0.78, 0.42)]);
        }
        Icon::Layers => {
            line(&[(0.5, 0.1), (0.92, 0.33), (0.5, 0.56), (0.08, 0.33), (0.5, 0.1)]);
            line(&[(0.08, 0.53), (0.5, 0.76), (0.92, 0.53)]);
            line(&[(0.08, 0.7), (0.5, 0.93), (0.92, 0.7)]);
        }
        Icon::Lasso => {
            line(&[(0.1, 0.3), (0.45, 0.1), (0.9, 0.28), (0.8, 0.66), (0.35, 0.72), (0.1, 0.3)]);
            line(&[(0.35, 0.72), (0.28, 0.94)]);
        }
        Icon::Play => fill(&[(0.2, 0.08), (0.92, 0.5), (0.2, 0.92)]),
        Icon::Pause => {
            fill(&[(0.2, 0.1), (0.4, 0.1), (0.4, 0.9), (0.2, 0.9)]);
            fill(&[(0.6, 0.1), (0.8, 0.1), (0.8, 0.9), (0.6, 0.9)]);
        }
        Icon::Contrast => {
            painter.circle_stroke(at(0.5, 0.5), side * 0.42, stroke);
            let right = Rect::from_min_max(at(0.5, 0.0), at(1.0, 1.0));
            painter.with_clip_rect(right.intersect(painter.clip_rect())).circle_filled(
                at(0.5, 0.5),
                side * 0.42,
                colour,
            );
        }
        Icon::PanelLeft => panel(painter, at(0.06, 0.14), at(0.94, 0.86), at(0.36, 0.5).x, stroke),
        Icon::PanelRight => panel(painter, at(0.06, 0.14), at(0.94, 0.86), at(0.64, 0.5).x, stroke),
        Icon::External => {
            line(&[(0.4, 0.15), (0.12, 0.15), (0.12, 0.88), (0.85, 0.88), (0.85, 0.6)]);
            line(&[(0.45, 0.55), (0.9, 0.1)]);
            line(&[(0.6, 0.1), (0.9, 0.1), (0.9, 0.4)]);
        }
        Icon::Tick => line(&[(0.12, 0.55), (0.4, 0.82), (0.9, 0.2)]),
        Icon::Info => {
            painter.circle_stroke(at(0.5, 0.5), side * 0.44, stroke);
            line(&[(0.5, 0.46), (0.5, 0.74)]);
            painter.circle_filled(at(0.5, 0.3), stroke.width * 0.7, colour);
        }
        Icon::Warning => {
            line(&[(0.5, 0.1), (0.95, 0.88), (0.05, 0.88), (0.5, 0.1), (0.95, 0.88)]);
            line(&[(0.5, 0.4), (0.5, 0.64)]);
            painter.circle_filled(at(0.5, 0.76), stroke.width * 0.7, colour);
        }
    }
}

fn panel(painter: &Painter, min: Pos2, max: Pos2, divider: f32, stroke: Stroke) {
    painter.rect_stroke(Rect::from_min_max(min, max), 2.0, stroke, egui::StrokeKind::Middle);
    painter.line_segment([pos2(divider, min.y), pos2(divider, max.y)], stroke);
}

/// An arrow that turns back, to the left (undo) or mirrored (redo).
fn turn(painter: &Painter, rect: Rect, stroke: Stroke, is_mirrored: bool) {
    let side = rect.width().min(rect.height());
    let at = |x: f32, y: f32| {
        let x = if is_mirrored { 1.0 - x } else { x };
        rect.center() + vec2(x - 0.5, y - 0.5) * side
    };
    painter.add(Shape::line(vec![at(0.34, 0.14), at(0.1, 0.38), at(0.34, 0.62)], stroke));
    let mut arc = vec![at(0.1, 0.38), at(0.62, 0.38)];
    for step in 0..=8u8 {
        let angle = -std::f32::consts::FRAC_PI_2 + std::f32::consts::PI * f32::from(step) / 8.0;
        arc.push(at(0.62 + 0.24 * angle.cos(), 0.62 + 0.24 * angle.sin()));
    }
    arc.push(at(0.36, 0.86));
    painter.add(Shape::line(arc, stroke));
}

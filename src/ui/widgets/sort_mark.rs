//! The mark of a column that a table is sorted by.

use egui::{Align2, Color32, FontId, Painter, Pos2, Shape, Stroke, vec2};

/// Size of the rank in points.
const RANK: f32 = 10.0;

/// A triangle around `at` that points down for greatest first; with its rank (0 = first) where there are several.
pub fn sort_mark(painter: &Painter, at: Pos2, colour: Color32, is_descending: bool, rank: Option<usize>) {
    let tip = if is_descending { 3.0 } else { -3.0 };
    let corners = vec![at + vec2(-3.5, -tip), at + vec2(3.5, -tip), at + vec2(0.0, tip)];
    painter.add(Shape::convex_polygon(corners, colour, Stroke::NONE));
    if let Some(rank) = rank {
        let number = (rank + 1).to_string();
        painter.text(at + vec2(6.0, 0.0), Align2::LEFT_CENTER, number, FontId::proportional(RANK), colour);
    }
}

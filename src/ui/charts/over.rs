//! What lies over and under the lines of a chart: marked heights, readings that don't count, bands, the watermark.

use egui::{Align2, Mesh, Painter, Shape, Stroke, Ui, pos2, vec2};

use super::chart::Chart;
use super::paint::Frame;
use crate::figure::style::Palette;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets;

/// Half the width of a cross in points.
const CROSS: f32 = 3.2;

/// A word across the chart, so large and pale that no part of it can be shown without it.
pub fn watermark(ui: &Ui, palette: &Palette, chart: &Chart, frame: &Frame) {
    if chart.watermark.is_empty() {
        return;
    }
    let size = (frame.plot.height() * 0.34).clamp(18.0, 54.0);
    let ink = colour(palette.warning.with_opacity(0.16));
    let painter = ui.painter().with_clip_rect(ui.clip_rect().intersect(frame.plot));
    let font = widgets::semibold_font(size);
    painter.text(frame.plot.center(), Align2::CENTER_CENTER, &chart.watermark, font, ink);
}

/// Bands behind the lines, as strips from position to position.
pub fn areas(painter: &Painter, chart: &Chart, frame: &Frame) {
    for area in &chart.areas {
        let mut mesh = Mesh::default();
        for pair in area.edges.windows(2) {
            let [(from, Some(a)), (until, Some(b))] = pair else { continue };
            let first = u32::try_from(mesh.vertices.len()).unwrap_or(u32::MAX);
            for (x, (low, high)) in [(from, a), (until, b)] {
                mesh.colored_vertex(pos2(frame.x(*x), frame.y(*low)), area.colour);
                mesh.colored_vertex(pos2(frame.x(*x), frame.y(*high)), area.colour);
            }
            mesh.add_triangle(first, first + 1, first + 2);
            mesh.add_triangle(first + 1, first + 2, first + 3);
        }
        painter.add(Shape::mesh(mesh));
    }
}

/// Crosses for readings that don't count; those beyond the axis stand at its end.
pub fn flags(painter: &Painter, palette: &Palette, chart: &Chart, frame: &Frame) {
    let stroke = Stroke::new(1.5, colour(palette.warning));
    let heights = frame.plot.y_range().shrink(CROSS + 1.0);
    for flag in &chart.flags {
        let y = flag.y.map_or(heights.max, |value| frame.y(value)).clamp(heights.min, heights.max);
        let at = pos2(frame.x(flag.x), y);
        if frame.plot.x_range().contains(at.x) {
            painter.line_segment([at - vec2(CROSS, CROSS), at + vec2(CROSS, CROSS)], stroke);
            painter.line_segment([at - vec2(CROSS, -CROSS), at + vec2(CROSS, -CROSS)], stroke);
        }
    }
}

/// Marked heights with their text above the line, on the right.
pub fn levels(ui: &Ui, palette: &Palette, chart: &Chart, frame: &Frame) {
    let ink = colour(palette.error);
    let stroke = Stroke::new(1.2, ink);
    for level in &chart.levels {
        let y = frame.y(level.y);
        if !frame.plot.y_range().contains(y) {
            continue;
        }
        let ends = [pos2(frame.plot.left(), y), pos2(frame.plot.right(), y)];
        ui.painter().extend(Shape::dashed_line(&ends, stroke, 6.0, 4.0));
        let galley = widgets::elided(ui, &level.text, widgets::font(measure::TINY), ink, frame.plot.width() - 8.0);
        let above = y - galley.size().y - 1.0;
        let top = if above < frame.plot.top() - 16.0 { y + 2.0 } else { above };
        let at = pos2(frame.plot.right() - galley.size().x - 4.0, top);
        let ground = egui::Rect::from_min_size(at, galley.size()).expand2(vec2(3.0, 0.0));
        ui.painter().rect_filled(ground, 3.0, colour(palette.panel.with_opacity(0.85)));
        ui.painter().galley(at, galley, ink);
    }
}

//! Painting of a chart: axes, bands, gaps, lines, marks, labels.

use egui::{Align2, Color32, CornerRadius, Painter, Pos2, Rect, Shape, Stroke, Ui, pos2, vec2};

use super::chart::{Chart, Line};
use super::{labels, over};
use crate::figure::style::Palette;
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets;

/// Height of a lane above the lines, with its distance to the next.
pub const LANE: f32 = 6.0;

/// Height of an end label.
const LABEL: f32 = 16.0;

/// Above this many dots a line has no dots.
const DOT_LIMIT: usize = 120;

/// Where a chart lies on the screen.
#[derive(Clone, Copy, Debug)]
pub struct Frame {
    /// The area of the lines.
    pub plot: Rect,
    /// Room that the widest name takes.
    names_width: f32,
    x: (f64, f64),
    y: (f64, f64),
}

impl Frame {
    /// Leaves room for the axis on the left, the labels on the right, lanes above and years below.
    pub fn new(ui: &Ui, chart: &Chart, outer: Rect) -> Self {
        let width_of = |text: &str, bold: bool| {
            let font = if bold { widgets::semibold_font(measure::SMALL) } else { widgets::font(measure::TINY) };
            ui.painter().layout_no_wrap(text.to_owned(), font, ui.visuals().text_color()).size().x
        };
        let left = chart.y.ticks.iter().map(|(_, text)| width_of(text, false)).fold(0.0, f32::max) + 12.0;
        let names = chart.lines.iter().map(|line| width_of(&line.name, true)).fold(0.0, f32::max);
        let names_width = (names + 16.0).min(outer.width() * 0.32).max(12.0);
        // Names stand at the ends of the lines: beside the chart, or in it where the axis goes on after them.
        let last_of = |line: &Line| line.dots.iter().rev().find(|dot| dot.y.is_some()).map(|dot| dot.x);
        let last = chart.lines.iter().filter_map(last_of).fold(f64::NEG_INFINITY, f64::max);
        let span = (chart.x.max - chart.x.min).max(f64::MIN_POSITIVE);
        let rest = ((chart.x.max - last) / span) as f32 * (outer.width() - left);
        let right = (names_width - rest.max(0.0)).max(12.0);
        let lanes = chart.lanes.iter().map(|lane| lane.row + 1).max().unwrap_or(0);
        let top = 22.0 + LANE * lanes as f32;
        let (left, right) = chart.margins.unwrap_or((left, right));
        let foot = if chart.x.ticks.is_empty() { 8.0 } else { 24.0 };
        let plot = Rect::from_min_max(
            pos2(outer.left() + left, outer.top() + top),
            pos2(outer.right() - right, outer.bottom() - foot),
        );
        Self { plot, names_width, x: (chart.x.min, chart.x.max), y: (chart.y.min, chart.y.max) }
    }

    /// Across, in points.
    pub fn x(&self, value: f64) -> f32 {
        let share = (value - self.x.0) / (self.x.1 - self.x.0).max(f64::MIN_POSITIVE);
        self.plot.left() + self.plot.width() * share as f32
    }

    /// Down, in points.
    pub fn y(&self, value: f64) -> f32 {
        let share = (value - self.y.0) / (self.y.1 - self.y.0).max(f64::MIN_POSITIVE);
        self.plot.bottom() - self.plot.height() * share as f32
    }

    /// The value across at a place on the screen.
    pub fn value_x(&self, x: f32) -> f64 {
        self.x.0 + f64::from((x - self.plot.left()) / self.plot.width().max(1.0)) * (self.x.1 - self.x.0)
    }

    fn clamped_x(&self, value: f64) -> f32 {
        self.x(value).clamp(self.plot.left(), self.plot.right())
    }
}

/// Everything but the read-out.
pub fn paint(ctx: &UiContext<'_>, ui: &Ui, chart: &Chart, frame: &Frame) {
    let palette = &ctx.theme.palette;
    paint_bands(ui, palette, chart, frame);
    paint_gaps(ui, palette, chart, frame);
    paint_axes(ui, palette, chart, frame);
    paint_lanes(ui, chart, frame);
    paint_marks(ui, palette, chart, frame);
    over::watermark(ui, palette, chart, frame);
    let inside = ui.clip_rect().intersect(frame.plot);
    let cut = chart.margins.map_or_else(|| ui.painter().clone(), |_| ui.painter().with_clip_rect(inside));
    over::areas(&cut, chart, frame);
    for line in &chart.lines {
        paint_line(&cut, palette, line, frame);
    }
    over::flags(&cut, palette, chart, frame);
    over::levels(ui, palette, chart, frame);
    if chart.margins.is_none() {
        paint_names(ui, palette, chart, frame);
    }
}

fn paint_bands(ui: &Ui, palette: &Palette, chart: &Chart, frame: &Frame) {
    for band in &chart.bands {
        let (left, right) = (frame.clamped_x(band.from), frame.clamped_x(band.until));
        if right - left < 0.5 {
            continue;
        }
        let rect = Rect::from_min_max(pos2(left, frame.plot.top()), pos2(right, frame.plot.bottom()));
        ui.painter().rect_filled(rect, 0.0, colour(palette.accent_background));
        let ink = colour(palette.accent);
        // The name may be wider than the band: it keeps to the chart, starting at the band where it can.
        let galley = widgets::elided(ui, &band.name, widgets::font(measure::TINY), ink, frame.plot.width());
        let x = left.min(frame.plot.right() - galley.size().x).max(frame.plot.left());
        ui.painter().galley(pos2(x, frame.plot.top() - 18.0), galley, ink);
    }
}

fn paint_gaps(ui: &Ui, palette: &Palette, chart: &Chart, frame: &Frame) {
    for gap in &chart.gaps {
        let (mut left, right) = (frame.clamped_x(gap.from), frame.clamped_x(gap.until));
        if right > frame.plot.right() - 1.0 {
            // The names of the lines stand where they end.
            left += frame.names_width;
        }
        let width = right - left - 12.0;
        if width < 8.0 {
            continue;
        }
        let ink = colour(palette.soft);
        let font = widgets::font(measure::TINY);
        let bottom = frame.plot.bottom() - 8.0;
        let wrapped = ui.painter().layout(gap.reason.clone(), font.clone(), ink, width);
        let is_narrow = width < 60.0 || wrapped.size().y > frame.plot.height() * 0.6;
        if is_narrow {
            // Too narrow for a line of words: written upwards.
            let galley = widgets::elided(ui, &gap.reason, font, ink, frame.plot.height() - 16.0);
            let at = pos2(f32::midpoint(left, right) - galley.size().y / 2.0, bottom);
            ui.painter().add(egui::epaint::TextShape::new(at, galley, ink).with_angle(-std::f32::consts::FRAC_PI_2));
        } else {
            let mut job = egui::text::LayoutJob::simple(gap.reason.clone(), font, ink, width);
            job.halign = egui::Align::Center;
            let galley = ui.painter().layout_job(job);
            let at = pos2(f32::midpoint(left, right), bottom - galley.size().y);
            ui.painter().galley(at, galley, ink);
        }
    }
}

fn paint_axes(ui: &Ui, palette: &Palette, chart: &Chart, frame: &Frame) {
    let line = Stroke::new(1.0, colour(palette.line));
    let ink = colour(palette.soft);
    let font = widgets::font(measure::TINY);
    for (value, text) in &chart.y.ticks {
        let y = frame.y(*value).round() + 0.5;
        ui.painter().hline(frame.plot.x_range(), y, line);
        ui.painter().text(pos2(frame.plot.left() - 8.0, y), Align2::RIGHT_CENTER, text, font.clone(), ink);
    }
    let mut free_from = f32::NEG_INFINITY;
    for (value, text) in &chart.x.ticks {
        let x = frame.x(*value);
        if x < frame.plot.left() - 1.0 || x > frame.plot.right() + 1.0 {
            continue;
        }
        ui.painter().vline(x, frame.plot.bottom()..=frame.plot.bottom() + 4.0, line);
        let galley = ui.painter().layout_no_wrap(text.clone(), font.clone(), ink);
        let left = x - galley.size().x / 2.0;
        if left >= free_from {
            free_from = x + galley.size().x / 2.0 + 6.0;
            ui.painter().galley(pos2(left, frame.plot.bottom() + 7.0), galley, ink);
        }
    }
}

fn paint_lanes(ui: &Ui, chart: &Chart, frame: &Frame) {
    for (index, _) in chart.lanes.iter().enumerate() {
        if let Some((rect, tone)) = lane_rect(chart, frame, index) {
            ui.painter().rect_filled(rect, CornerRadius::same(2), tone);
        }
    }
}

/// Where a lane lies, and its colour.
pub fn lane_rect(chart: &Chart, frame: &Frame, index: usize) -> Option<(Rect, Color32)> {
    let lane = chart.lanes.get(index)?;
    let (left, right) = (frame.clamped_x(lane.from), frame.clamped_x(lane.until));
    let rows = chart.lanes.iter().map(|lane| lane.row + 1).max().unwrap_or(0);
    let top = frame.plot.top() - 4.0 - LANE * (rows - lane.row) as f32;
    (right - left > 0.5)
        .then(|| (Rect::from_min_max(pos2(left + 0.5, top), pos2(right - 0.5, top + LANE - 2.0)), lane.colour))
}

fn paint_marks(ui: &Ui, palette: &Palette, chart: &Chart, frame: &Frame) {
    let stroke = Stroke::new(1.0, colour(palette.soft));
    for mark in &chart.marks {
        let x = frame.x(mark.x);
        if frame.plot.x_range().contains(x) {
            let ends = [pos2(x, frame.plot.top()), pos2(x, frame.plot.bottom())];
            ui.painter().extend(Shape::dashed_line(&ends, stroke, 3.0, 3.0));
            let tip = frame.plot.top();
            let points = vec![pos2(x - 4.5, tip - 6.0), pos2(x + 4.5, tip - 6.0), pos2(x, tip)];
            ui.painter().add(Shape::convex_polygon(points, colour(palette.soft), Stroke::NONE));
        }
    }
}

fn paint_line(painter: &Painter, palette: &Palette, line: &Line, frame: &Frame) {
    let stroke = Stroke::new(2.0, line.colour);
    let mut solid: Vec<Pos2> = Vec::new();
    let mut before: Option<(Pos2, bool)> = None;
    for dot in &line.dots {
        let Some(value) = dot.y else {
            flush(painter, &mut solid, stroke);
            before = None;
            continue;
        };
        let place = pos2(frame.x(dot.x), frame.y(value));
        match before {
            Some((from, was_uncertain)) if dot.is_uncertain || was_uncertain => {
                flush(painter, &mut solid, stroke);
                painter.extend(Shape::dashed_line(&[from, place], stroke, 5.0, 4.0));
            }
            Some((from, _)) => {
                if solid.is_empty() {
                    solid.push(from);
                }
                solid.push(place);
            }
            None => {}
        }
        before = Some((place, dot.is_uncertain));
    }
    flush(painter, &mut solid, stroke);
    paint_dots(painter, palette, line, frame, stroke);
}

fn flush(painter: &Painter, points: &mut Vec<Pos2>, stroke: Stroke) {
    if points.len() > 1 {
        painter.add(Shape::line(std::mem::take(points), stroke));
    }
    points.clear();
}

/// Dots where they are few, and always where a value stands alone: a line of one point would be nothing.
fn paint_dots(painter: &Painter, palette: &Palette, line: &Line, frame: &Frame, stroke: Stroke) {
    let has_all = line.dots.len() <= DOT_LIMIT;
    let is_there =
        |index: Option<usize>| index.and_then(|index| line.dots.get(index)).is_some_and(|dot| dot.y.is_some());
    for (index, dot) in line.dots.iter().enumerate() {
        let Some(value) = dot.y else { continue };
        let is_alone = !is_there(index.checked_sub(1)) && !is_there(Some(index + 1));
        if has_all || is_alone || dot.is_uncertain {
            let place = pos2(frame.x(dot.x), frame.y(value));
            if dot.is_uncertain {
                painter.circle(place, 3.2, colour(palette.panel), stroke);
            } else {
                painter.circle_filled(place, 3.2, line.colour);
            }
        }
    }
}

/// Names at the ends of the lines, moved apart, with a thin leader where a name stands away from its line.
fn paint_names(ui: &Ui, palette: &Palette, chart: &Chart, frame: &Frame) {
    let ends: Vec<(&Line, Pos2)> = chart
        .lines
        .iter()
        .filter(|line| !line.name.is_empty())
        .filter_map(|line| {
            let (x, y) = line.dots.iter().rev().find_map(|dot| dot.y.map(|y| (dot.x, y)))?;
            Some((line, pos2(frame.x(x), frame.y(y))))
        })
        .collect();
    let wished: Vec<f32> = ends.iter().map(|(_, at)| at.y).collect();
    let placed = labels::spread(&wished, LABEL, frame.plot.top() - 8.0, frame.plot.bottom() + 8.0);
    // One column behind the last of the ends, so that no name crosses another line.
    let left = ends.iter().map(|(_, at)| at.x).fold(f32::NEG_INFINITY, f32::max) + 12.0;
    for ((line, end), y) in ends.iter().zip(placed) {
        let font = widgets::semibold_font(measure::SMALL);
        let galley = widgets::elided(ui, &line.name, font, line.colour, frame.names_width - 12.0);
        if (y - end.y).abs() > 3.0 || left - end.x > 24.0 {
            let stroke = Stroke::new(1.0, colour(palette.faint.with_opacity(0.7)));
            ui.painter().line_segment([*end + vec2(5.0, 0.0), pos2(left - 2.0, y)], stroke);
        }
        ui.painter().galley(pos2(left, y - galley.size().y / 2.0), galley, line.colour);
    }
}

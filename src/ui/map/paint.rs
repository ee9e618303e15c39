//! Drawing primitives of `figure` as egui shapes. Areas and lines become one mesh with soft edges; egui itself paints
//! circles, cards and text.

use std::sync::Arc;

use egui::epaint::{Mesh, Vertex, WHITE_UV};
use egui::{Color32, Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};

use crate::figure::scene::{Align, Area, Label, Lines, Outline, Pattern, Primitive, card_corners, sector_corners};
use crate::figure::style::Shape as Symbol;
use crate::ui::theme::colour;
use crate::ui::widgets::{font, semibold_font};

/// Corners closer together than this, in points, are drawn as one.
const LEAST_STEP: f32 = 0.6;

/// Makes one mesh of areas, lines and what is filled, `origin` being the left upper corner of the map; symbols, texts
/// and what has an outline of its own are left out.
pub fn mesh(scene: &[Primitive], origin: Pos2, seen: Rect, pixels_per_point: f32) -> Mesh {
    let mut builder = Builder {
        mesh: Mesh::default(),
        origin: origin.to_vec2(),
        seen: seen.expand(8.0),
        feather: 1.0 / pixels_per_point,
    };
    for primitive in scene {
        match primitive {
            Primitive::Area(area) => builder.area(area),
            Primitive::Lines(lines) => builder.lines(lines),
            Primitive::Sector { centre, inner, outer, turns, fill } => {
                builder.sector(*centre, *inner, *outer, *turns, colour(*fill));
            }
            Primitive::Convex { corners, fill } => builder.convex(corners, colour(*fill)),
            Primitive::Card { bounds, radius, fill, line: None } => {
                builder.convex(&card_corners(*bounds, *radius), colour(*fill));
            }
            Primitive::Disc { centre, radius, fill } => builder.disc(*centre, *radius, colour(*fill)),
            _ => {}
        }
    }
    builder.mesh
}

/// Paints primitives one after the other.
pub fn paint(painter: &Painter, scene: &[Primitive], origin: Pos2) {
    let pixels_per_point = painter.pixels_per_point();
    for primitive in scene {
        match primitive {
            Primitive::Area(_) | Primitive::Lines(_) | Primitive::Sector { .. } | Primitive::Convex { .. } => {
                let mesh = mesh(std::slice::from_ref(primitive), origin, painter.clip_rect(), pixels_per_point);
                painter.add(Shape::mesh(mesh));
            }
            Primitive::Symbol { shape, centre, radius, fill, outline } => {
                symbol(painter, *shape, at(origin, *centre), *radius, colour(*fill), *outline);
            }
            Primitive::Disc { centre, radius, fill } => {
                painter.circle_filled(at(origin, *centre), *radius, colour(*fill));
            }
            Primitive::Circle { centre, radius, outline } => circle(painter, at(origin, *centre), *radius, *outline),
            Primitive::Card { bounds: [left, top, right, bottom], radius, fill, line } => {
                let rect = Rect::from_min_max(at(origin, [*left, *top]), at(origin, [*right, *bottom]));
                let stroke = line.map_or(Stroke::NONE, |line| Stroke::new(1.0, colour(line)));
                painter.rect(rect, *radius, colour(*fill), stroke, StrokeKind::Inside);
            }
            // The window lays the raster over the map as a texture of its own.
            Primitive::Image { .. } => {}
            Primitive::Text(label) => text(painter, label, origin),
        }
    }
}

fn at(origin: Pos2, [x, y]: [f32; 2]) -> Pos2 {
    origin + vec2(x, y)
}

fn text(painter: &Painter, label: &Label, origin: Pos2) {
    let face = if label.is_bold { semibold_font(label.size) } else { font(label.size) };
    let galley = painter.layout_no_wrap(label.text.clone(), face, Color32::PLACEHOLDER);
    let size = galley.size();
    let left = match label.align {
        Align::Left => 0.0,
        Align::Centre => size.x / 2.0,
        Align::Right => size.x,
    };
    let corner = at(origin, label.at) - vec2(left, size.y / 2.0);
    if let Some(halo) = label.halo {
        let halo = colour(halo);
        for step in 0..8_u8 {
            let angle = std::f32::consts::TAU * f32::from(step) / 8.0;
            let offset = vec2(angle.cos(), angle.sin()) * 1.35;
            painter.add(Shape::galley_with_override_text_color(corner + offset, Arc::clone(&galley), halo));
        }
    }
    painter.add(Shape::galley_with_override_text_color(corner, galley, colour(label.colour)));
}

fn symbol(painter: &Painter, shape: Symbol, centre: Pos2, radius: f32, fill: Color32, outline: Option<Outline>) {
    let solid = match outline {
        Some(outline) if outline.pattern == Pattern::Solid => Stroke::new(outline.width, colour(outline.colour)),
        _ => Stroke::NONE,
    };
    crate::ui::widgets::paint_shape(painter, shape, centre, radius, fill, solid);
    if let Some(outline) = outline.filter(|outline| outline.pattern != Pattern::Solid) {
        let mut corners: Vec<Pos2> = shape.corners().into_iter().map(|[x, y]| centre + vec2(x, y) * radius).collect();
        corners.extend(corners.first().copied());
        dashed(painter, &corners, outline);
    }
}

fn circle(painter: &Painter, centre: Pos2, radius: f32, outline: Outline) {
    if outline.pattern == Pattern::Solid {
        painter.circle_stroke(centre, radius, Stroke::new(outline.width, colour(outline.colour)));
    } else {
        let corner = |step: u8| centre + Vec2::angled(std::f32::consts::TAU * f32::from(step) / 32.0) * radius;
        dashed(painter, &(0..=32).map(corner).collect::<Vec<_>>(), outline);
    }
}

fn dashed(painter: &Painter, points: &[Pos2], outline: Outline) {
    let Some([mark, gap]) = outline.pattern.dash() else { return };
    let stroke = Stroke::new(outline.width, colour(outline.colour));
    painter.extend(Shape::dashed_line(points, stroke, mark * outline.width, gap * outline.width));
}

/// A mesh under way.
struct Builder {
    mesh: Mesh,
    origin: Vec2,
    seen: Rect,
    feather: f32,
}

impl Builder {
    fn vertex(&mut self, pos: Pos2, color: Color32) -> u32 {
        self.mesh.vertices.push(Vertex { pos, uv: WHITE_UV, color });
        self.mesh.vertices.len() as u32 - 1
    }

    fn area(&mut self, area: &Area) {
        let first = self.mesh.vertices.len() as u32;
        let color = colour(area.fill);
        let origin = self.origin;
        let vertices = area.points.iter().map(|[x, y]| Vertex { pos: pos2(*x, *y) + origin, uv: WHITE_UV, color });
        self.mesh.vertices.extend(vertices);
        self.mesh.indices.extend(area.triangles.iter().map(|index| first + index));
    }

    /// A polygon without dents, with a soft edge.
    fn convex(&mut self, corners: &[[f32; 2]], color: Color32) {
        let points: Vec<Pos2> = corners.iter().map(|[x, y]| pos2(*x, *y) + self.origin).collect();
        if points.len() < 3 {
            return;
        }
        let count = points.len();
        let at = |index: usize| points[index % count];
        let doubled_area: f32 = (0..count).map(|index| at(index).to_vec2().rot90().dot(at(index + 1).to_vec2())).sum();
        // `rot90` of an edge points outwards where the corners run clockwise on the screen.
        let side = if doubled_area > 0.0 { -1.0 } else { 1.0 };
        let half = self.feather / 2.0;
        let first = self.mesh.vertices.len() as u32;
        for index in 0..count {
            let edge = |from: usize| (at(from + 1) - at(from)).normalized().rot90() * side;
            let (before, after) = (edge(index + count - 1), edge(index));
            let sum = before + after;
            let out = sum * (2.0 / sum.length_sq().max(0.7));
            self.vertex(at(index) - out * half, color);
            self.vertex(at(index) + out * half, Color32::TRANSPARENT);
        }
        let inner = |index: usize| first + 2 * (index % count) as u32;
        for index in 1..count - 1 {
            self.mesh.indices.extend([inner(0), inner(index), inner(index + 1)]);
        }
        for index in 0..count {
            let (a, b) = (inner(index), inner(index + 1));
            self.mesh.indices.extend([a, a + 1, b, a + 1, b + 1, b]);
        }
    }

    fn disc(&mut self, [x, y]: [f32; 2], radius: f32, color: Color32) {
        let corner = |step: u8| {
            let angle = std::f32::consts::TAU * f32::from(step) / 14.0;
            [radius.mul_add(angle.cos(), x), radius.mul_add(angle.sin(), y)]
        };
        self.convex(&(0..14).map(corner).collect::<Vec<_>>(), color);
    }

    fn sector(&mut self, centre: [f32; 2], inner: f32, outer: f32, turns: [f32; 2], color: Color32) {
        let corners = sector_corners([centre[0] + self.origin.x, centre[1] + self.origin.y], inner, outer, turns);
        let half = corners.len() / 2;
        let first = self.mesh.vertices.len() as u32;
        for [x, y] in &corners {
            self.vertex(pos2(*x, *y), color);
        }
        let last = corners.len() as u32 - 1;
        for step in 0..half as u32 - 1 {
            let (a, b, c, d) = (first + step, first + step + 1, first + last - step, first + last - step - 1);
            self.mesh.indices.extend([a, b, c, b, d, c]);
        }
        // Soft edges along both arcs.
        let arc = |radius: f32| -> Vec<Pos2> {
            let ring = sector_corners([centre[0] + self.origin.x, centre[1] + self.origin.y], radius, radius, turns);
            ring.into_iter().take(half).map(|[x, y]| pos2(x, y)).collect()
        };
        let (outer_arc, inner_arc) = (arc(outer), arc(inner));
        self.strip(&outer_arc, 0.6, color);
        self.strip(&inner_arc, 0.6, color);
    }

    fn lines(&mut self, lines: &Lines) {
        let color = colour(lines.colour);
        for line in lines.iter() {
            for piece in self.visible_pieces(line) {
                match lines.pattern.dash() {
                    None => self.strip(&piece, lines.width, color),
                    Some(lengths) => {
                        for dash in dashes(&piece, lengths.map(|length| (length * lines.width).max(2.5))) {
                            self.strip(&dash, lines.width, color);
                        }
                    }
                }
            }
        }
    }

    /// The parts of a line that are seen, without corners that lie closer than can be told apart.
    fn visible_pieces(&self, line: &[[f32; 2]]) -> Vec<Vec<Pos2>> {
        let mut pieces = Vec::new();
        let mut piece: Vec<Pos2> = Vec::new();
        let mut before: Option<Pos2> = None;
        let last = line.len().saturating_sub(1);
        for (index, [x, y]) in line.iter().enumerate() {
            let point = pos2(*x, *y) + self.origin;
            if let Some(from) = before {
                if index < last && (point - from).length_sq() < LEAST_STEP * LEAST_STEP {
                    continue;
                }
                if self.seen.intersects(Rect::from_two_pos(from, point)) {
                    if piece.is_empty() {
                        piece.push(from);
                    }
                    piece.push(point);
                } else if !piece.is_empty() {
                    pieces.push(std::mem::take(&mut piece));
                }
            }
            before = Some(point);
        }
        if piece.len() > 1 {
            pieces.push(piece);
        }
        pieces
    }

    /// A line with soft edges; thinner than a pixel it is paler instead.
    fn strip(&mut self, points: &[Pos2], width: f32, color: Color32) {
        if points.len() < 2 {
            return;
        }
        let is_thin = width <= self.feather;
        let solid = if is_thin { color.gamma_multiply(width / self.feather) } else { color };
        let clear = Color32::TRANSPARENT;
        let half = ((width - self.feather) / 2.0).max(0.0);
        let mut before: Option<u32> = None;
        for index in 0..points.len() {
            let normal = normal_at(points, index);
            let point = points[index];
            let first = self.vertex(point + normal * (half + self.feather), clear);
            self.vertex(point + normal * half, solid);
            self.vertex(point - normal * half, solid);
            self.vertex(point - normal * (half + self.feather), clear);
            if let Some(last) = before {
                for lane in if is_thin { [0, 2, 2] } else { [0, 1, 2] } {
                    let (a, b) = (last + lane, first + lane);
                    self.mesh.indices.extend([a, a + 1, b, a + 1, b + 1, b]);
                }
            }
            before = Some(first);
        }
    }
}

/// Across the line at a corner, longer at sharp bends so that the width stays.
fn normal_at(points: &[Pos2], index: usize) -> Vec2 {
    let direction = |a: usize, b: usize| (points[b] - points[a]).normalized();
    let last = points.len() - 1;
    if index == 0 {
        return direction(0, 1).rot90();
    }
    if index == last {
        return direction(last - 1, last).rot90();
    }
    let (a, b) = (direction(index - 1, index).rot90(), direction(index, index + 1).rot90());
    let sum = a + b;
    let length_sq = sum.length_sq();
    if length_sq < 0.35 { a } else { sum * (2.0 / length_sq).min(1.6) }
}

/// A line cut into dashes of these lengths, mark and gap.
fn dashes(points: &[Pos2], [mark, gap]: [f32; 2]) -> Vec<Vec<Pos2>> {
    let mut all = Vec::new();
    let mut dash: Vec<Pos2> = points.first().copied().into_iter().collect();
    let (mut is_mark, mut left) = (true, mark);
    for pair in points.windows(2) {
        let (mut from, to) = (pair[0], pair[1]);
        let mut length = (to - from).length();
        while length > left {
            from += (to - from) * (left / length);
            length -= left;
            if is_mark {
                dash.push(from);
                all.push(std::mem::take(&mut dash));
            } else {
                dash = vec![from];
            }
            is_mark = !is_mark;
            left = if is_mark { mark } else { gap };
        }
        left -= length;
        if is_mark {
            dash.push(to);
        }
    }
    if is_mark && dash.len() > 1 {
        all.push(dash);
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filled_polygon_has_its_area_whichever_way_its_corners_run() {
        let square = vec![[2.0, 2.0], [12.0, 2.0], [12.0, 12.0], [2.0, 12.0]];
        let backwards: Vec<[f32; 2]> = square.iter().rev().copied().collect();
        for corners in [square, backwards] {
            let fill = crate::figure::style::Palette::light().text;
            let scene = [Primitive::Convex { corners, fill }];
            let seen = Rect::from_min_max(pos2(0.0, 0.0), pos2(20.0, 20.0));
            let made = mesh(&scene, Pos2::ZERO, seen, 1.0);
            let solid: Vec<Pos2> = made.vertices.iter().filter(|v| v.color.a() == 255).map(|v| v.pos).collect();
            let clear: Vec<Pos2> = made.vertices.iter().filter(|v| v.color.a() == 0).map(|v| v.pos).collect();
            let bounds = Rect::from_points(&solid);
            assert!((bounds.width() - 9.0).abs() < 0.01, "solid up to half a pixel inside: {bounds:?}");
            assert!((Rect::from_points(&clear).width() - 11.0).abs() < 0.01, "clear half a pixel outside");
        }
    }

    #[test]
    fn dashes_cover_the_marks_only() {
        let all = dashes(&[pos2(0.0, 0.0), pos2(10.0, 0.0)], [3.0, 2.0]);
        let lengths: Vec<f32> = all.iter().map(|dash| (dash[dash.len() - 1] - dash[0]).length()).collect();
        assert_eq!(lengths, [3.0, 3.0]);
    }
}

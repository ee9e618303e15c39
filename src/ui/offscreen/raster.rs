//! Triangles with textures on the CPU, blended as egui's own back-ends do: premultiplied, in gamma space.

use std::collections::HashMap;

use egui::epaint::{ClippedPrimitive, Mesh, Primitive, Vertex};
use egui::{Color32, ColorImage, ImageData, TextureFilter, TextureId, TexturesDelta};
use image::RgbaImage;

/// The textures that egui has handed over.
#[derive(Default)]
pub struct Textures {
    images: HashMap<TextureId, (ColorImage, TextureFilter)>,
}

impl Textures {
    /// Takes in what changed.
    pub fn update(&mut self, delta: &TexturesDelta) {
        for (id, changes) in &delta.set {
            for change in changes {
                let ImageData::Color(image) = &change.image;
                match (change.pos, self.images.get_mut(id)) {
                    (Some([x, y]), Some((whole, _))) => patch(whole, image, x, y),
                    _ => {
                        self.images.insert(*id, (image.as_ref().clone(), change.options.magnification));
                    }
                }
            }
        }
        for id in &delta.free {
            self.images.remove(id);
        }
    }
}

fn patch(whole: &mut ColorImage, part: &ColorImage, x: usize, y: usize) {
    let width = whole.size[0];
    for row in 0..part.size[1] {
        let from = &part.pixels[row * part.size[0]..(row + 1) * part.size[0]];
        let start = (y + row) * width + x;
        if let Some(to) = whole.pixels.get_mut(start..start + from.len()) {
            to.copy_from_slice(from);
        }
    }
}

/// Pixels that may be written, half-open.
#[derive(Clone, Copy)]
struct Clip {
    left: i32,
    top: i32,
    right: i32,
    bottom: i32,
}

/// Paints egui's primitives into the image.
pub fn paint(image: &mut RgbaImage, primitives: &[ClippedPrimitive], textures: &Textures, pixels_per_point: f32) {
    let (width, height) = (image.width() as i32, image.height() as i32);
    for ClippedPrimitive { clip_rect, primitive } in primitives {
        let scaled = |value: f32| (value * pixels_per_point).round() as i32;
        let clip = Clip {
            left: scaled(clip_rect.min.x).clamp(0, width),
            top: scaled(clip_rect.min.y).clamp(0, height),
            right: scaled(clip_rect.max.x).clamp(0, width),
            bottom: scaled(clip_rect.max.y).clamp(0, height),
        };
        // No panel draws with callbacks: they need a graphics card.
        if let Primitive::Mesh(mesh) = primitive
            && let Some((texture, filter)) = textures.images.get(&mesh.texture_id)
        {
            paint_mesh(image, mesh, texture, *filter, clip, pixels_per_point);
        }
    }
}

fn paint_mesh(
    image: &mut RgbaImage,
    mesh: &Mesh,
    texture: &ColorImage,
    filter: TextureFilter,
    clip: Clip,
    pixels_per_point: f32,
) {
    for corners in mesh.indices.chunks_exact(3) {
        let vertex = |index: u32| mesh.vertices.get(index as usize);
        let (Some(a), Some(b), Some(c)) = (vertex(corners[0]), vertex(corners[1]), vertex(corners[2])) else {
            continue;
        };
        paint_triangle(image, [a, b, c], texture, filter, clip, pixels_per_point);
    }
}

/// Twice the signed area of the triangle `a`, `b`, `p`.
fn edge(a: [f32; 2], b: [f32; 2], p: [f32; 2]) -> f32 {
    (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])
}

/// Whether pixels exactly on the edge belong to the triangle, so that neighbours never both paint one.
fn owns_edge(a: [f32; 2], b: [f32; 2]) -> bool {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    dy < 0.0 || (dy == 0.0 && dx > 0.0)
}

fn paint_triangle(
    image: &mut RgbaImage,
    [a, mut b, mut c]: [&Vertex; 3],
    texture: &ColorImage,
    filter: TextureFilter,
    clip: Clip,
    pixels_per_point: f32,
) {
    let place = |vertex: &Vertex| [vertex.pos.x * pixels_per_point, vertex.pos.y * pixels_per_point];
    let mut area = edge(place(a), place(b), place(c));
    if area < 0.0 {
        std::mem::swap(&mut b, &mut c);
        area = -area;
    }
    // Not a comparison with zero alone: a corner that is not a number must be left out as well.
    if area.is_nan() || area <= f32::EPSILON {
        return;
    }
    let points = [place(a), place(b), place(c)];
    let owned = [owns_edge(points[1], points[2]), owns_edge(points[2], points[0]), owns_edge(points[0], points[1])];
    let bound = |axis: usize| {
        let values = points.map(|point| point[axis]);
        let least = values.iter().copied().fold(f32::INFINITY, f32::min);
        let greatest = values.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        (least.floor() as i32, greatest.ceil() as i32)
    };
    let ((left, right), (top, bottom)) = (bound(0), bound(1));
    let is_plain = a.uv == b.uv && b.uv == c.uv;
    let plain_texel = sample(texture, filter, a.uv.x, a.uv.y);
    for y in top.max(clip.top)..bottom.min(clip.bottom) {
        for x in left.max(clip.left)..right.min(clip.right) {
            let centre = [x as f32 + 0.5, y as f32 + 0.5];
            let weights = [
                edge(points[1], points[2], centre),
                edge(points[2], points[0], centre),
                edge(points[0], points[1], centre),
            ];
            if weights.iter().zip(owned).any(|(&weight, owned)| weight < 0.0 || (weight == 0.0 && !owned)) {
                continue;
            }
            let [u, v, w] = weights.map(|weight| weight / area);
            let texel = if is_plain {
                plain_texel
            } else {
                let mix = |get: fn(&Vertex) -> f32| get(a) * u + get(b) * v + get(c) * w;
                sample(texture, filter, mix(|vertex| vertex.uv.x), mix(|vertex| vertex.uv.y))
            };
            blend(image, x, y, [a, b, c], [u, v, w], texel);
        }
    }
}

fn blend(image: &mut RgbaImage, x: i32, y: i32, corners: [&Vertex; 3], weights: [f32; 3], texel: [f32; 4]) {
    let mut source = [0.0; 4];
    for (vertex, weight) in corners.iter().zip(weights) {
        for (sum, channel) in source.iter_mut().zip(vertex.color.to_array()) {
            *sum += f32::from(channel) * weight;
        }
    }
    for (channel, factor) in source.iter_mut().zip(texel) {
        *channel *= factor / 255.0;
    }
    let keep = 1.0 - source[3] / 255.0;
    let pixel = image.get_pixel_mut(x as u32, y as u32);
    for (below, above) in pixel.0.iter_mut().zip(source) {
        *below = (f32::from(*below) * keep + above + 0.5).clamp(0.0, 255.0) as u8;
    }
}

/// The texel at texture coordinates 0 to 1, premultiplied, 0 to 255.
fn sample(texture: &ColorImage, filter: TextureFilter, u: f32, v: f32) -> [f32; 4] {
    let [width, height] = texture.size;
    let texel = |x: i64, y: i64| {
        let x = x.clamp(0, width as i64 - 1) as usize;
        let y = y.clamp(0, height as i64 - 1) as usize;
        let colour = texture.pixels.get(y * width + x).copied().unwrap_or(Color32::TRANSPARENT);
        colour.to_array().map(f32::from)
    };
    let (x, y) = (u * width as f32, v * height as f32);
    if filter == TextureFilter::Nearest {
        return texel(x.floor() as i64, y.floor() as i64);
    }
    let (x, y) = (x - 0.5, y - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let (fx, fy) = (x - left, y - top);
    let corner = |dx: i64, dy: i64| texel(left as i64 + dx, top as i64 + dy);
    let (a, b, c, d) = (corner(0, 0), corner(1, 0), corner(0, 1), corner(1, 1));
    std::array::from_fn(|channel| {
        let upper = a[channel] * (1.0 - fx) + b[channel] * fx;
        let lower = c[channel] * (1.0 - fx) + d[channel] * fx;
        upper * (1.0 - fy) + lower * fy
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use egui::{Rect, pos2};

    fn painted(mesh: Mesh, colour: Color32) -> RgbaImage {
        let mut textures = Textures::default();
        textures.images.insert(TextureId::default(), (ColorImage::new([1, 1], vec![colour]), TextureFilter::Linear));
        let mut image = RgbaImage::new(8, 8);
        let clip_rect = Rect::from_min_max(pos2(0.0, 0.0), pos2(8.0, 6.0));
        paint(&mut image, &[ClippedPrimitive { clip_rect, primitive: Primitive::Mesh(mesh) }], &textures, 1.0);
        image
    }

    #[test]
    fn two_triangles_of_a_rectangle_paint_each_pixel_once() {
        let mut mesh = Mesh::default();
        let half = Color32::from_rgba_premultiplied(100, 0, 0, 128);
        mesh.add_colored_rect(Rect::from_min_max(pos2(1.0, 1.0), pos2(7.0, 8.0)), half);
        let image = painted(mesh, Color32::WHITE);
        for (x, y, pixel) in image.enumerate_pixels() {
            let is_inside = (1..7).contains(&x) && (1..6).contains(&y);
            assert_eq!(pixel.0[0], if is_inside { 100 } else { 0 }, "{x},{y}");
        }
    }
}

//! Paints drawing primitives into a PNG, on the CPU and the same bytes every time.

use image::codecs::png::PngEncoder;
use image::{ExtendedColorType, ImageEncoder};
use tiny_skia::{
    FillRule, LineCap, LineJoin, Paint, Path, PathBuilder, Pixmap, PixmapPaint, PremultipliedColorU8, Rect, Stroke,
    StrokeDash, Transform,
};

use super::font::{self, Step, Stroke as Curve};
use super::raster::Raster;
use super::scene::{Align, Label, Lines, Outline, Pattern, Primitive, parts, sector_corners};
use super::style::{Colour, Shape};

/// Largest side of a picture in pixels.
pub const MAX_SIDE: u32 = 16_384;

/// A picture under way.
pub struct Canvas {
    pixmap: Pixmap,
    transform: Transform,
}

impl Canvas {
    /// A canvas of so many pixels, `scale` pixels for each point, filled with a colour; `None` for a size of zero or
    /// above [`MAX_SIDE`].
    pub fn new(width: u32, height: u32, scale: f32, background: Colour) -> Option<Self> {
        if width > MAX_SIDE || height > MAX_SIDE {
            return None;
        }
        let mut pixmap = Pixmap::new(width, height)?;
        pixmap.fill(tiny_skia::Color::from_rgba8(background.r, background.g, background.b, background.a));
        Some(Self { pixmap, transform: Transform::from_scale(scale, scale) })
    }

    /// The PNG.
    ///
    /// # Errors
    /// When the encoder fails.
    pub fn encode(&self) -> Result<Vec<u8>, String> {
        // Every pixel is opaque, so premultiplied and straight colours are the same.
        encoded(self.pixmap.data(), self.pixmap.width(), self.pixmap.height())
    }

    /// Everything that follows is painted from this point.
    pub fn move_to(&mut self, [x, y]: [f32; 2]) {
        self.transform = Transform::from_scale(self.transform.sx, self.transform.sy).pre_translate(x, y);
    }

    /// Paints the primitives in their order.
    pub fn paint(&mut self, scene: &[Primitive]) {
        for primitive in scene {
            self.primitive(primitive);
        }
    }

    /// Paints a raster of one pixel for each pixel of the picture from this point.
    fn raster(&mut self, [left, top]: [f32; 2], raster: &Raster) {
        let Some(mut layer) = Pixmap::new(raster.width as u32, raster.height as u32) else { return };
        for (pixel, [r, g, b, a]) in layer.pixels_mut().iter_mut().zip(&raster.pixels) {
            let channel = |value: u8| (u16::from(value) * u16::from(*a) / 255) as u8;
            if let Some(colour) = PremultipliedColorU8::from_rgba(channel(*r), channel(*g), channel(*b), *a) {
                *pixel = colour;
            }
        }
        let x = left.mul_add(self.transform.sx, self.transform.tx).round() as i32;
        let y = top.mul_add(self.transform.sy, self.transform.ty).round() as i32;
        self.pixmap.draw_pixmap(x, y, layer.as_ref(), &PixmapPaint::default(), Transform::identity(), None);
    }

    fn primitive(&mut self, primitive: &Primitive) {
        match primitive {
            Primitive::Area(area) => {
                let mut path = PathBuilder::new();
                for ring in parts(&area.points, &area.ring_ends) {
                    polygon(&mut path, ring, true);
                }
                self.fill(path.finish(), area.fill);
            }
            Primitive::Lines(lines) => self.lines(lines),
            Primitive::Symbol { shape, centre, radius, fill, outline } => {
                self.symbol(*shape, *centre, *radius, *fill, *outline);
            }
            Primitive::Disc { centre, radius, fill } => {
                self.fill(PathBuilder::from_circle(centre[0], centre[1], *radius), *fill);
            }
            Primitive::Circle { centre, radius, outline } => {
                self.stroke(PathBuilder::from_circle(centre[0], centre[1], *radius), *outline);
            }
            Primitive::Sector { centre, inner, outer, turns, fill } => {
                let mut path = PathBuilder::new();
                polygon(&mut path, &sector_corners(*centre, *inner, *outer, *turns), true);
                self.fill(path.finish(), *fill);
            }
            Primitive::Convex { corners, fill } => {
                let mut path = PathBuilder::new();
                polygon(&mut path, corners, true);
                self.fill(path.finish(), *fill);
            }
            Primitive::Card { bounds, radius, fill, line } => self.card(*bounds, *radius, *fill, *line),
            Primitive::Image { bounds: [left, top, ..], raster } => self.raster([*left, *top], raster),
            Primitive::Text(label) => self.text(label),
        }
    }

    fn lines(&mut self, lines: &Lines) {
        let mut path = PathBuilder::new();
        for line in lines.iter() {
            polygon(&mut path, line, false);
        }
        let outline = Outline { width: lines.width, colour: lines.colour, pattern: lines.pattern };
        self.stroke(path.finish(), outline);
    }

    fn symbol(&mut self, shape: Shape, centre: [f32; 2], radius: f32, fill: Colour, outline: Option<Outline>) {
        let corners: Vec<[f32; 2]> =
            shape.corners().into_iter().map(|[x, y]| [centre[0] + x * radius, centre[1] + y * radius]).collect();
        let mut path = PathBuilder::new();
        polygon(&mut path, &corners, true);
        let path = path.finish();
        self.fill(path.clone(), fill);
        if let Some(outline) = outline {
            self.stroke(path, outline);
        }
    }

    fn card(&mut self, [left, top, right, bottom]: [f32; 4], radius: f32, fill: Colour, line: Option<Colour>) {
        let radius = radius.min((right - left) / 2.0).min((bottom - top) / 2.0);
        let mut path = PathBuilder::new();
        path.move_to(left + radius, top);
        path.line_to(right - radius, top);
        path.quad_to(right, top, right, top + radius);
        path.line_to(right, bottom - radius);
        path.quad_to(right, bottom, right - radius, bottom);
        path.line_to(left + radius, bottom);
        path.quad_to(left, bottom, left, bottom - radius);
        path.line_to(left, top + radius);
        path.quad_to(left, top, left + radius, top);
        path.close();
        let path = path.finish();
        self.fill(path.clone(), fill);
        if let Some(colour) = line {
            self.stroke(path, Outline { width: 1.0, colour, pattern: Pattern::Solid });
        }
    }

    fn text(&mut self, label: &Label) {
        let width = font::width(&label.text, label.size, label.is_bold);
        let left = match label.align {
            Align::Left => label.at[0],
            Align::Centre => label.at[0] - width / 2.0,
            Align::Right => label.at[0] - width,
        };
        let path = letters(&font::outlines(&label.text, label.size, label.is_bold, [left, label.at[1]]));
        if let Some(colour) = label.halo {
            self.stroke(path.clone(), Outline { width: 3.0, colour, pattern: Pattern::Solid });
        }
        self.fill(path, label.colour);
    }

    fn fill(&mut self, path: Option<Path>, colour: Colour) {
        if let Some(path) = path {
            self.pixmap.fill_path(&path, &paint_of(colour), FillRule::Winding, self.transform, None);
        }
    }

    fn stroke(&mut self, path: Option<Path>, outline: Outline) {
        let Some(path) = path else { return };
        let dash = outline.pattern.dash().map(|lengths| lengths.map(|length| length * outline.width).to_vec());
        let stroke = Stroke {
            width: outline.width,
            line_cap: LineCap::Butt,
            line_join: LineJoin::Round,
            dash: dash.and_then(|lengths| StrokeDash::new(lengths, 0.0)),
            ..Stroke::default()
        };
        self.pixmap.stroke_path(&path, &paint_of(outline.colour), &stroke, self.transform, None);
    }

    /// Fills a rectangle: left, top, right, bottom.
    pub fn rectangle(&mut self, [left, top, right, bottom]: [f32; 4], fill: Colour) {
        if let Some(rect) = Rect::from_ltrb(left, top, right, bottom) {
            self.pixmap.fill_rect(rect, &paint_of(fill), self.transform, None);
        }
    }
}

/// A raster as a PNG of its own, for what embeds it.
///
/// # Errors
/// When the encoder fails.
pub fn raster_png(raster: &Raster) -> Result<Vec<u8>, String> {
    encoded(raster.pixels.as_flattened(), raster.width as u32, raster.height as u32)
}

fn encoded(pixels: &[u8], width: u32, height: u32) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    PngEncoder::new(&mut bytes)
        .write_image(pixels, width, height, ExtendedColorType::Rgba8)
        .map_err(|error| error.to_string())?;
    Ok(bytes)
}

fn paint_of(colour: Colour) -> Paint<'static> {
    let mut paint = Paint { anti_alias: true, ..Paint::default() };
    paint.set_color_rgba8(colour.r, colour.g, colour.b, colour.a);
    paint
}

fn polygon(path: &mut PathBuilder, points: &[[f32; 2]], is_closed: bool) {
    for (index, [x, y]) in points.iter().enumerate() {
        if index == 0 {
            path.move_to(*x, *y);
        } else {
            path.line_to(*x, *y);
        }
    }
    if is_closed && !points.is_empty() {
        path.close();
    }
}

fn letters(curves: &[Curve]) -> Option<Path> {
    let mut path = PathBuilder::new();
    for step in font::steps(curves) {
        match step {
            Step::Move([x, y]) => path.move_to(x, y),
            Step::Draw(Curve::Line(_, [x, y])) => path.line_to(x, y),
            Step::Draw(Curve::Quad(_, over, [x, y])) => path.quad_to(over[0], over[1], x, y),
            Step::Draw(Curve::Cubic(_, a, b, [x, y])) => path.cubic_to(a[0], a[1], b[0], b[1], x, y),
            Step::Close => path.close(),
        }
    }
    path.finish()
}

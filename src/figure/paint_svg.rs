//! Paints drawing primitives as an SVG 1.1 picture. Text stays text (it can be searched, translated and edited): the
//! font is named, and each line says how wide it was measured, so that it fits where another font takes its place.

use std::fmt::Write as _;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;

use super::font;
use super::markup::escaped;
use super::paint_png::raster_png;
use super::raster::Raster;
use super::scene::{Align, HALO, Label, Lines, Outline, Pattern, Primitive, parts, sector_corners};
use super::style::{Colour, Shape};

/// Inter and, where it is not installed, faces that take its place. Those of Arial's widths and a condensed one come before
/// what a system takes by itself, which is often wider: programs that take no heed of the measured widths would cut words.
pub(super) const FACES: &str = "Inter, 'Helvetica Neue', Arial, 'Liberation Sans', Arimo, 'Nimbus Sans', 'Noto Sans', \
                         'DejaVu Sans Condensed', sans-serif";

/// The primitives as an SVG of `size` points, with what it is called and what it shows.
pub fn svg(scene: &[Primitive], size: [f32; 2], language: &str, title: &str, description: &str) -> String {
    scaled_svg(scene, size, 1.0, language, title, description)
}

/// The same, `scale` times as large on paper.
pub fn scaled_svg(
    scene: &[Primitive],
    size: [f32; 2],
    scale: f32,
    language: &str,
    title: &str,
    description: &str,
) -> String {
    let [wide, high] = size.map(|side| number(side * scale));
    let [width, height] = size.map(number);
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" xml:lang=\"{language}\" \
         role=\"img\" width=\"{wide}pt\" height=\"{high}pt\" viewBox=\"0 0 {width} {height}\" \
         font-family=\"{FACES}\">\n<title>{}</title>\n<desc>{}</desc>\n",
        escaped(title),
        escaped(description),
    );
    for primitive in scene {
        draw(&mut out, primitive);
    }
    out.push_str("</svg>\n");
    out
}

fn draw(out: &mut String, primitive: &Primitive) {
    match primitive {
        Primitive::Area(area) => {
            let rings = parts(&area.points, &area.ring_ends).map(|ring| path(ring, true)).collect::<String>();
            element(out, &rings, &format!("{} fill-rule=\"evenodd\"", fill(area.fill)));
        }
        Primitive::Lines(lines) => {
            let Lines { width, colour, pattern, .. } = *lines;
            let all = lines.iter().map(|line| path(line, false)).collect::<String>();
            element(out, &all, &format!("fill=\"none\" {}", stroke(Outline { width, colour, pattern })));
        }
        Primitive::Symbol { shape, centre, radius, fill: colour, outline } => {
            let line = outline.map(stroke).unwrap_or_default();
            let paint = format!("{} {line}", fill(*colour));
            if *shape == Shape::Circle {
                circle(out, *centre, radius * 0.95, &paint);
            } else {
                let placed = |[x, y]: [f32; 2]| [x.mul_add(*radius, centre[0]), y.mul_add(*radius, centre[1])];
                let corners: Vec<[f32; 2]> = shape.corners().into_iter().map(placed).collect();
                element(out, &path(&corners, true), &paint);
            }
        }
        Primitive::Disc { centre, radius, fill: colour } => circle(out, *centre, *radius, &fill(*colour)),
        Primitive::Circle { centre, radius, outline } => {
            circle(out, *centre, *radius, &format!("fill=\"none\" {}", stroke(*outline)));
        }
        Primitive::Sector { centre, inner, outer, turns, fill: colour } => {
            element(out, &path(&sector_corners(*centre, *inner, *outer, *turns), true), &fill(*colour));
        }
        Primitive::Convex { corners, fill: colour } => element(out, &path(corners, true), &fill(*colour)),
        Primitive::Card { bounds, radius, fill: colour, line } => card(out, *bounds, *radius, *colour, *line),
        Primitive::Image { bounds, raster } => image(out, *bounds, raster),
        Primitive::Text(label) => text(out, label),
    }
}

fn element(out: &mut String, path: &str, paint: &str) {
    if !path.is_empty() {
        let _ = writeln!(out, "<path d=\"{path}\" {}/>", paint.trim_end());
    }
}

fn circle(out: &mut String, [x, y]: [f32; 2], radius: f32, paint: &str) {
    let (x, y, radius) = (number(x), number(y), number(radius));
    let _ = writeln!(out, "<circle cx=\"{x}\" cy=\"{y}\" r=\"{radius}\" {}/>", paint.trim_end());
}

fn card(out: &mut String, [left, top, right, bottom]: [f32; 4], radius: f32, colour: Colour, line: Option<Colour>) {
    let outline = line.map(|colour| stroke(Outline { width: 0.75, colour, pattern: Pattern::Solid }));
    let _ = writeln!(
        out,
        "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" rx=\"{}\" {}/>",
        number(left),
        number(top),
        number(right - left),
        number(bottom - top),
        number(radius),
        format!("{} {}", fill(colour), outline.unwrap_or_default()).trim_end(),
    );
}

/// Pixels as an embedded PNG; the namespace is declared where it is needed, most pictures have none.
fn image(out: &mut String, [left, top, right, bottom]: [f32; 4], raster: &Raster) {
    // Writing to memory fails only for a raster of another size than it says: there is nothing to show then.
    let Ok(png) = raster_png(raster) else { return };
    let _ = writeln!(
        out,
        "<image x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" preserveAspectRatio=\"none\" \
         xmlns:xlink=\"http://www.w3.org/1999/xlink\" xlink:href=\"data:image/png;base64,{}\"/>",
        number(left),
        number(top),
        number(right - left),
        number(bottom - top),
        STANDARD.encode(&png),
    );
}

fn text(out: &mut String, label: &Label) {
    let x = number(label.at[0]);
    // From its own side, so that it stays in its place where another font makes it wider.
    let anchor = match label.align {
        Align::Left => "",
        Align::Centre => " text-anchor=\"middle\"",
        Align::Right => " text-anchor=\"end\"",
    };
    let y = number(label.at[1] + font::baseline(label.size, label.is_bold));
    let width = number(font::width(&label.text, label.size, label.is_bold));
    let weight = if label.is_bold { " font-weight=\"600\"" } else { "" };
    let halo = label.halo.map_or_else(String::new, |colour| {
        let width = label.size * HALO;
        let line = stroke(Outline { width, colour, pattern: Pattern::Solid });
        format!(" paint-order=\"stroke\" {line}")
    });
    let _ = writeln!(
        out,
        "<text x=\"{x}\" y=\"{y}\" font-size=\"{}\"{weight}{anchor} textLength=\"{width}\" \
         lengthAdjust=\"spacingAndGlyphs\" xml:space=\"preserve\" {}{halo}>{}</text>",
        number(label.size),
        fill(label.colour),
        escaped(&label.text),
    );
}

fn path(points: &[[f32; 2]], is_closed: bool) -> String {
    let mut path = String::new();
    for (index, [x, y]) in points.iter().enumerate() {
        let letter = if index == 0 { 'M' } else { 'L' };
        let _ = write!(path, "{letter}{} {}", number(*x), number(*y));
    }
    if is_closed && !points.is_empty() {
        path.push('Z');
    }
    path
}

fn fill(colour: Colour) -> String {
    paint("fill", colour)
}

fn stroke(Outline { width, colour, pattern }: Outline) -> String {
    let mut words = format!("{} stroke-width=\"{}\" stroke-linejoin=\"round\"", paint("stroke", colour), number(width));
    if let Some([mark, gap]) = pattern.dash() {
        let _ = write!(words, " stroke-dasharray=\"{} {}\"", number(mark * width), number(gap * width));
    }
    words
}

fn paint(name: &str, Colour { r, g, b, a }: Colour) -> String {
    let hash = '#';
    let solid = format!("{name}=\"{hash}{r:02x}{g:02x}{b:02x}\"");
    if a == u8::MAX { solid } else { format!("{solid} {name}-opacity=\"{}\"", number(f32::from(a) / 255.0)) }
}

/// To a hundredth, without zeros at its end.
fn number(value: f32) -> String {
    let text = format!("{value:.2}");
    let short = text.trim_end_matches('0').trim_end_matches('.');
    if short == "-0" { "0".to_owned() } else { short.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::style::Palette;

    fn read(text: &str) -> Vec<(String, String)> {
        let mut reader = quick_xml::Reader::from_str(text);
        let mut found = Vec::new();
        let mut name = String::new();
        loop {
            match reader.read_event().expect("well-formed XML") {
                quick_xml::events::Event::Start(start) => {
                    name = String::from_utf8_lossy(start.name().as_ref()).into_owned();
                }
                quick_xml::events::Event::Empty(start) => {
                    found.push((String::from_utf8_lossy(start.name().as_ref()).into_owned(), String::new()));
                }
                quick_xml::events::Event::Text(text) => {
                    let words = text.decode().expect("text").into_owned();
                    if !words.trim().is_empty() {
                        found.push((name.clone(), words));
                    }
                }
                quick_xml::events::Event::Eof => return found,
                _ => {}
            }
        }
    }

    #[test]
    fn it_is_well_formed_and_keeps_its_words() {
        let colour = Palette::light().text;
        let label = |text: &str| {
            let text = text.to_owned();
            let at = [10.0, 10.0];
            Primitive::Text(Label {
                at,
                align: Align::Left,
                text,
                size: 9.0,
                is_bold: true,
                colour,
                halo: Some(colour),
            })
        };
        let scene = [
            label("Deinze\u{0} en Nevele"),
            Primitive::Disc { centre: [5.0, 5.0], radius: 2.0, fill: colour.with_opacity(0.5) },
            Primitive::Card { bounds: [0.0, 0.0, 10.0, 5.0], radius: 2.0, fill: colour, line: Some(colour) },
        ];
        let text = svg(&scene, [100.0, 50.0], "nl", "Kaart", "Kaart van Deinze");
        let found = read(&text);
        assert!(found.contains(&("title".to_owned(), "Kaart".to_owned())), "{found:?}");
        assert!(found.contains(&("text".to_owned(), "Deinze en Nevele".to_owned())), "{found:?}");
        assert!(found.iter().any(|(name, _)| name == "circle") && found.iter().any(|(name, _)| name == "rect"));
        assert_eq!(escaped("a<b & \"c\""), "a&lt;b &amp; &quot;c&quot;");
        assert_eq!((number(-0.001), number(12.50), number(3.0)), ("0".to_owned(), "12.5".to_owned(), "3".to_owned()));
    }
}

//! Inter, measured and outlined without a toolkit: labels are placed with the same widths in the window and in a
//! picture.

use std::sync::LazyLock;

use ab_glyph::{Font, FontRef, GlyphId, OutlineCurve};

const REGULAR_BYTES: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.ttf");
const SEMI_BOLD_BYTES: &[u8] = include_bytes!("../../assets/fonts/Inter-SemiBold.ttf");

static REGULAR: LazyLock<Option<FontRef<'static>>> = LazyLock::new(|| FontRef::try_from_slice(REGULAR_BYTES).ok());
static SEMI_BOLD: LazyLock<Option<FontRef<'static>>> = LazyLock::new(|| FontRef::try_from_slice(SEMI_BOLD_BYTES).ok());

/// Height of a line in sizes.
pub const LINE_HEIGHT: f32 = 1.25;

fn face(is_bold: bool) -> Option<&'static FontRef<'static>> {
    if is_bold { SEMI_BOLD.as_ref() } else { REGULAR.as_ref() }
}

/// Points for each unit of the face: the size is that of its em square, as in egui.
fn scale(font: &FontRef<'_>, size: f32) -> f32 {
    size / font.units_per_em().unwrap_or(2048.0)
}

/// Width of the text in points at this size. Kerning is left out, as egui does.
pub fn width(text: &str, size: f32, is_bold: bool) -> f32 {
    let Some(font) = face(is_bold) else { return 0.0 };
    let scale = scale(font, size);
    text.chars().map(|letter| font.h_advance_unscaled(glyph(font, letter))).sum::<f32>() * scale
}

/// The text, or its beginning with "…" where it is wider.
pub fn elided(text: &str, size: f32, is_bold: bool, most: f32) -> String {
    if width(text, size, is_bold) <= most {
        return text.to_owned();
    }
    let mut cut: Vec<char> = text.chars().collect();
    while cut.pop().is_some() {
        let shorter: String = cut.iter().collect::<String>().trim_end().to_owned() + "…";
        if width(&shorter, size, is_bold) <= most {
            return shorter;
        }
    }
    String::new()
}

/// Words in lines of at most this width; a word that is wider stands alone.
pub fn wrapped(text: &str, size: f32, is_bold: bool, most: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), size, is_bold) <= most => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

/// How far the letters reach above and below the middle of a line, in sizes: what lies outside is empty.
pub const REACH: f32 = 0.61;

/// The file of a face, for what embeds it.
pub const fn face_bytes(is_bold: bool) -> &'static [u8] {
    if is_bold { SEMI_BOLD_BYTES } else { REGULAR_BYTES }
}

/// From the middle of a line down to where its letters stand, in points.
pub fn baseline(size: f32, is_bold: bool) -> f32 {
    face(is_bold).map_or(0.0, |font| f32::midpoint(font.ascent_unscaled(), font.descent_unscaled()) * scale(font, size))
}

/// Number within the face and width in sizes of each letter of the text.
pub fn glyphs(text: &str, is_bold: bool) -> Vec<(u16, f32)> {
    let Some(font) = face(is_bold) else { return Vec::new() };
    let scale = scale(font, 1.0);
    let one = |letter| {
        let id = glyph(font, letter);
        (id.0, font.h_advance_unscaled(id) * scale)
    };
    text.chars().map(one).collect()
}

/// A part of the outline of a text, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Stroke {
    /// A straight line from, to.
    Line([f32; 2], [f32; 2]),
    /// A quadratic curve from, over, to.
    Quad([f32; 2], [f32; 2], [f32; 2]),
    /// A cubic curve from, over, over, to.
    Cubic([f32; 2], [f32; 2], [f32; 2], [f32; 2]),
}

/// A step of a pen that draws letters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// Lifts the pen and goes there.
    Move([f32; 2]),
    /// Draws what ends there.
    Draw(Stroke),
    /// Closes the contour.
    Close,
}

/// The steps of a pen along outlines: a contour ends where the next stroke does not begin at the end of the last.
pub fn steps(strokes: &[Stroke]) -> Vec<Step> {
    let mut steps = Vec::with_capacity(strokes.len() + 2);
    let mut pen = None;
    for stroke in strokes {
        let (Stroke::Line(from, to) | Stroke::Quad(from, _, to) | Stroke::Cubic(from, _, _, to)) = *stroke;
        if pen != Some(from) {
            steps.extend(pen.map(|_| Step::Close));
            steps.push(Step::Move(from));
        }
        steps.push(Step::Draw(*stroke));
        pen = Some(to);
    }
    steps.extend(pen.map(|_| Step::Close));
    steps
}

/// The outlines of the text's letters, its left edge at `x` and the middle of its height at `y`.
pub fn outlines(text: &str, size: f32, is_bold: bool, [x, y]: [f32; 2]) -> Vec<Stroke> {
    let Some(font) = face(is_bold) else { return Vec::new() };
    let scale = scale(font, size);
    let baseline = y + baseline(size, is_bold);
    let mut pen = x;
    let mut strokes = Vec::new();
    for letter in text.chars() {
        let id = glyph(font, letter);
        let start = pen;
        let at = |point: ab_glyph::Point| [start + point.x * scale, baseline - point.y * scale];
        for curve in font.outline(id).map(|outline| outline.curves).unwrap_or_default() {
            strokes.push(match curve {
                OutlineCurve::Line(a, b) => Stroke::Line(at(a), at(b)),
                OutlineCurve::Quad(a, b, c) => Stroke::Quad(at(a), at(b), at(c)),
                OutlineCurve::Cubic(a, b, c, d) => Stroke::Cubic(at(a), at(b), at(c), at(d)),
            });
        }
        pen += font.h_advance_unscaled(id) * scale;
    }
    strokes
}

/// The glyph of a letter. Spaces that the face lacks are drawn as a space, the Greek sigma of formulas as the sign of
/// a sum, other letters that it lacks as an empty box, as in the window: a question mark would be read as one.
fn glyph(font: &FontRef<'_>, letter: char) -> GlyphId {
    let id = font.glyph_id(letter);
    match id.0 {
        0 if letter.is_whitespace() => font.glyph_id(' '),
        0 if letter == 'Σ' => font.glyph_id('∑'),
        0 => font.glyph_id('□'),
        _ => id,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_longer_text_is_wider_and_bold_wider_still() {
        let short = width("Gent", 12.0, false);
        assert!((18.0..32.0).contains(&short), "{short}");
        assert!(width("Gentbrugge", 12.0, false) > short);
        assert!(width("Gent", 12.0, true) > short);
    }

    #[test]
    fn a_letter_that_the_face_lacks_is_an_empty_box() {
        assert_eq!(glyphs("ع🚲", false), glyphs("□□", false));
        assert_ne!(glyphs("□", false), glyphs("?", false));
    }

    #[test]
    fn what_is_too_wide_is_cut_or_wrapped() {
        let cut = elided("Onze-Lieve-Vrouw-Waver", 12.0, false, 60.0);
        assert!(cut.ends_with('…') && width(&cut, 12.0, false) <= 60.0, "{cut}");
        assert_eq!(elided("Gent", 12.0, false, 60.0), "Gent");
        let lines = wrapped("steekproef, geen volledige telling", 12.0, false, 90.0);
        assert!(lines.len() > 1 && lines.join(" ") == "steekproef, geen volledige telling");
    }
}

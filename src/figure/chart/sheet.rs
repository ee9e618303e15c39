//! A picture of a chart: title, what the marks mean, remarks and sources around the room that is left for the chart.

use crate::figure::font;
use crate::figure::scene::{Align, Label, Lines, Outline, Pattern, Primitive};
use crate::figure::style::{Colour, Palette};

/// Space at the edges.
const MARGIN: f32 = 24.0;
/// Size of a chart's words.
pub const WORDS: f32 = 12.0;
/// Size of remarks.
const SMALL: f32 = 10.5;
/// Height of a row of keys.
const KEY_ROW: f32 = 20.0;
/// Least room that a chart is drawn in.
const LEAST: [f32; 2] = [240.0, 100.0];

/// How a mark looks.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Swatch {
    /// A line.
    Line(Colour, Pattern),
    /// An area.
    Area(Colour),
    /// A filled dot.
    Dot(Colour),
    /// A hollow dot on a dashed line.
    Hollow(Colour),
    /// A cross.
    Cross(Colour),
}

/// What stands around a chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Frame {
    /// Over it all.
    pub title: String,
    /// Under the title: unit, moment, selection.
    pub subtitle: String,
    /// What marks mean.
    pub keys: Vec<(Swatch, String)>,
    /// Beneath the chart, a paragraph each.
    pub remarks: Vec<String>,
}

impl Default for Swatch {
    fn default() -> Self {
        Self::Line(Palette::light().text, Pattern::Solid)
    }
}

/// What is drawn around, and the room left: left, top, right, bottom. `None` where too little is left.
pub fn scene(frame: &Frame, palette: &Palette, size: [f32; 2]) -> Option<(Vec<Primitive>, [f32; 4])> {
    let room = size[0] - 2.0 * MARGIN;
    let mut scene = Vec::new();
    let mut y = MARGIN;
    for (words, size, is_bold, colour, step) in
        [(&frame.title, 17.0, true, palette.text, 22.0), (&frame.subtitle, WORDS, false, palette.soft, 17.0)]
    {
        for line in font::wrapped(words, size, is_bold, room) {
            scene.push(words_at(line, [MARGIN, y + step / 2.0], Align::Left, (size, is_bold, colour)));
            y += step;
        }
    }
    y += 4.0;
    y = keys(frame, palette, [y, room], &mut scene);
    let lines: Vec<String> =
        frame.remarks.iter().flat_map(|remark| font::wrapped(remark, SMALL, false, room)).collect();
    let bottom = size[1] - MARGIN - 14.0 * lines.len() as f32;
    for (index, line) in lines.into_iter().enumerate() {
        let at = [MARGIN, bottom + 14.0 * index as f32 + 8.0];
        scene.push(words_at(line, at, Align::Left, (SMALL, false, palette.soft)));
    }
    let left = [MARGIN, y + 8.0, size[0] - MARGIN, bottom - 8.0];
    (left[2] - left[0] >= LEAST[0] && left[3] - left[1] >= LEAST[1]).then_some((scene, left))
}

/// The keys beside each other, in as many rows as they need; where they end.
fn keys(frame: &Frame, palette: &Palette, [top, room]: [f32; 2], scene: &mut Vec<Primitive>) -> f32 {
    if frame.keys.is_empty() {
        return top;
    }
    let (mut x, mut y) = (MARGIN, top + KEY_ROW / 2.0);
    for (swatch, words) in &frame.keys {
        let words = font::elided(words, WORDS, false, room - 30.0);
        let width = 28.0 + font::width(&words, WORDS, false);
        if x > MARGIN && x + width > MARGIN + room {
            (x, y) = (MARGIN, y + KEY_ROW);
        }
        swatch_scene(*swatch, [x, y], palette, scene);
        scene.push(words_at(words, [x + 28.0, y], Align::Left, (WORDS, false, palette.text)));
        x += width + 20.0;
    }
    y + KEY_ROW / 2.0
}

fn swatch_scene(swatch: Swatch, [x, y]: [f32; 2], palette: &Palette, scene: &mut Vec<Primitive>) {
    let middle = [x + 11.0, y];
    match swatch {
        Swatch::Line(colour, pattern) => scene.push(rule([x, y], [x + 22.0, y], 2.0, colour, pattern)),
        Swatch::Area(fill) => {
            let bounds = [x, y - 6.0, x + 22.0, y + 6.0];
            scene.push(Primitive::Card { bounds, radius: 0.0, fill, line: None });
        }
        Swatch::Dot(fill) => scene.push(Primitive::Disc { centre: middle, radius: 4.0, fill }),
        Swatch::Cross(colour) => scene.extend(cross(middle, colour, palette)),
        Swatch::Hollow(colour) => {
            scene.push(rule([x, y], [x + 22.0, y], 1.6, colour, Pattern::Dashed));
            scene.extend(hollow(middle, 3.0, colour, palette));
        }
    }
}

/// A dot that may still be revised.
pub(super) fn hollow(centre: [f32; 2], radius: f32, colour: Colour, palette: &Palette) -> [Primitive; 2] {
    let outline = Outline { width: 1.2, colour, pattern: Pattern::Solid };
    [Primitive::Disc { centre, radius, fill: palette.panel }, Primitive::Circle { centre, radius, outline }]
}

/// A cross on a ground of the paper's colour, so that it is seen on a line.
pub(super) fn cross([x, y]: [f32; 2], colour: Colour, palette: &Palette) -> [Primitive; 2] {
    let both = |width: f32, colour: Colour, half: f32| {
        let mut lines = Lines::new(width, colour, Pattern::Solid);
        lines.push([[x - half, y - half], [x + half, y + half]]);
        lines.push([[x - half, y + half], [x + half, y - half]]);
        Primitive::Lines(lines)
    };
    [both(3.6, palette.panel, 4.0), both(1.6, colour, 3.5)]
}

pub(super) fn rule(from: [f32; 2], to: [f32; 2], width: f32, colour: Colour, pattern: Pattern) -> Primitive {
    let mut line = Lines::new(width, colour, pattern);
    line.push([from, to]);
    Primitive::Lines(line)
}

pub(super) fn words_at(
    text: String,
    at: [f32; 2],
    align: Align,
    (size, is_bold, colour): (f32, bool, Colour),
) -> Primitive {
    Primitive::Text(Label { at, align, text, size, is_bold, colour, halo: None })
}

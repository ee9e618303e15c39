//! A value for each name as bars beneath each other; a missing one says why.

use super::axis::Axis;
use super::sheet::{WORDS, words_at};
use crate::figure::font;
use crate::figure::scene::{Align, Primitive};
use crate::figure::style::{Colour, Palette};

/// Most height of a row.
const ROW: f32 = 34.0;

/// Between a value and what is told beside it.
const BESIDE: f32 = 10.0;

/// Most of the room that words beside the bars take.
const MOST_BESIDE: f32 = 0.6;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Of what.
    pub name: String,
    /// How much; `None` = missing.
    pub value: Option<f64>,
    /// Why it is missing.
    pub missing: String,
    /// What is told beside the value.
    pub beside: String,
    /// Colour.
    pub colour: Colour,
}

/// The bars from zero in a box: left, top, right, bottom.
pub fn scene(
    rows: &[Row],
    words: &dyn Fn(f64, Option<u8>) -> String,
    palette: &Palette,
    [left, top, right, bottom]: [f32; 4],
) -> Vec<Primitive> {
    let step = ((bottom - top) / rows.len().max(1) as f32).min(ROW);
    let size = WORDS.min(step * 0.8);
    let names = rows.iter().map(|row| font::width(&row.name, size, false)).fold(0.0, f32::max);
    let start = left + names.min((right - left) * 0.35) + 10.0;
    let known = || rows.iter().filter_map(|row| row.value);
    let said: Vec<String> =
        rows.iter().map(|row| row.value.map_or_else(|| row.missing.clone(), |value| words(value, None))).collect();
    let wide = |(row, words): (&Row, &String)| font::width(words, size, true) + beside_width(row, size);
    let beside = rows.iter().zip(&said).filter(|(row, _)| row.value.is_some()).map(wide).fold(0.0, f32::max) + 8.0;
    // The bars keep a part of the room beside long words.
    let beside = beside.min((right - start) * MOST_BESIDE);
    let (low, high) = (known().fold(0.0, f64::min), known().fold(0.0, f64::max));
    let axis = Axis { values: [low, if high > low { high } else { low + 1.0 }], points: [start, right - beside] };
    let mut scene = Vec::new();
    for (index, (row, said)) in rows.iter().zip(said).enumerate() {
        let y = step.mul_add(index as f32 + 0.5, top);
        let name = font::elided(&row.name, size, false, start - left - 8.0);
        scene.push(words_at(name, [start - 10.0, y], Align::Right, (size, false, palette.text)));
        let Some(value) = row.value else {
            let said = font::elided(&said, size, false, right - start);
            scene.push(words_at(said, [start, y], Align::Left, (size, false, palette.soft)));
            continue;
        };
        let (zero, end) = (axis.at(0.0), axis.at(value));
        let bounds = [zero.min(end), y - step * 0.32, zero.max(end), y + step * 0.32];
        if bounds[2] > bounds[0] {
            scene.push(Primitive::Card { bounds, radius: 2.0, fill: row.colour, line: None });
        }
        let at = zero.max(end) + 6.0;
        let after = at + font::width(&said, size, true) + BESIDE;
        scene.push(words_at(said, [at, y], Align::Left, (size, true, palette.text)));
        if !row.beside.is_empty() {
            let words = font::elided(&row.beside, size, false, right - after);
            scene.push(words_at(words, [after, y], Align::Left, (size, false, palette.soft)));
        }
    }
    scene
}

fn beside_width(row: &Row, size: f32) -> f32 {
    if row.beside.is_empty() { 0.0 } else { BESIDE + font::width(&row.beside, size, false) }
}

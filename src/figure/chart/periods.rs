//! Periods as bars along the years, under heads; what goes on ends in an arrow.

use super::axis::Axis;
use super::sheet::{rule, words_at};
use crate::figure::font;
use crate::figure::scene::{Align, Pattern, Primitive};
use crate::figure::style::{Colour, Palette};
use crate::model::period::Year;

/// Most and least height of a row.
const ROW: [f32; 2] = [20.0, 9.0];

/// Height of a row that has room for everything.
pub const ROOM: f32 = 16.0;

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub enum Row {
    /// What the bars beneath have in common.
    Head(String),
    /// A period.
    Bar {
        /// Whose.
        name: String,
        /// First year.
        from: Year,
        /// Last year, inclusive; `None` = it goes on.
        until: Option<Year>,
        /// Colour.
        fill: Colour,
        /// Filled, or an outline.
        is_filled: bool,
    },
}

/// The bars in a box: left, top, right, bottom; `None` where they have too little room.
pub fn scene(
    rows: &[Row],
    (first, last): (Year, Year),
    palette: &Palette,
    [left, top, right, bottom]: [f32; 4],
) -> Option<Vec<Primitive>> {
    let step = ((bottom - top - 22.0) / rows.len().max(1) as f32).min(ROW[0]);
    if step < ROW[1] {
        return None;
    }
    let size = (step * 0.75).min(12.0);
    let start = left + (right - left) * 0.42;
    let axis = Axis { values: [f64::from(first), f64::from(last) + 1.0], points: [start, right - 14.0] };
    let mut scene = years(&axis, (first, last), palette, [top, top + 22.0 + step * rows.len() as f32]);
    for (index, row) in rows.iter().enumerate() {
        let y = step.mul_add(index as f32 + 0.5, top + 22.0);
        match row {
            Row::Head(words) => {
                let words = font::elided(words, size, true, right - left);
                scene.push(words_at(words, [left, y], Align::Left, (size, true, palette.text)));
            }
            Row::Bar { name, from, until, fill, is_filled } => {
                let words = font::elided(name, size, false, start - left - 20.0);
                scene.push(words_at(words, [left + 10.0, y], Align::Left, (size, false, palette.text)));
                let end = until.map_or(axis.points[1], |until| axis.at(f64::from(until) + 1.0));
                let bounds = [axis.at(f64::from(*from)), y - step * 0.32, end, y + step * 0.32];
                let (inside, line) = if *is_filled { (*fill, None) } else { (palette.panel, Some(*fill)) };
                scene.push(Primitive::Card { bounds, radius: 2.0, fill: inside, line });
                if until.is_none() {
                    let corners = vec![[end, bounds[1]], [end + 8.0, y], [end, bounds[3]]];
                    scene.push(Primitive::Convex { corners, fill: *fill });
                }
            }
        }
    }
    Some(scene)
}

fn years(axis: &Axis, (first, last): (Year, Year), palette: &Palette, [top, bottom]: [f32; 2]) -> Vec<Primitive> {
    let most = ((axis.points[1] - axis.points[0]) / 40.0).max(1.0);
    let span = f32::from(last - first) + 1.0;
    let step = [1_u8, 2, 5, 10, 20].into_iter().find(|step| span / f32::from(*step) <= most).unwrap_or(50);
    let mut scene = Vec::new();
    for year in (first..=last).step_by(usize::from(step)) {
        let x = axis.at(f64::from(year));
        scene.push(rule([x, top + 18.0], [x, bottom], 0.6, palette.line, Pattern::Solid));
        let half = 16.0_f32.min(axis.points[1] - x);
        scene.push(words_at(year.to_string(), [x + half, top + 8.0], Align::Centre, (11.0, false, palette.soft)));
    }
    scene
}

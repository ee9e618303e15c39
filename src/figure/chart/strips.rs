//! Several figures beneath each other, each as a strip: the peers as dots with their middle half and median, the
//! compared municipalities as larger dots in their colours, with their values.

use super::axis::Axis;
use super::sheet::{WORDS, rule, words_at};
use crate::figure::font;
use crate::figure::scene::{Align, Outline, Pattern, Primitive};
use crate::figure::style::{Colour, Palette};

/// Most and least height of a row.
const ROW: [f32; 2] = [64.0, 34.0];
/// Size of what stands beside a strip.
const SMALL: f32 = 10.5;
/// Height of the names over the values.
const HEAD: f32 = 34.0;
/// Height of a row that has room for everything.
pub const ROOM: f32 = 46.0;
/// Width of the values, of one municipality.
const VALUE: f32 = 96.0;

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Its name.
    pub name: String,
    /// Unit and year.
    pub detail: String,
    /// Figures of the peers.
    pub peers: Vec<f64>,
    /// Their first quartile, median, third quartile.
    pub quartiles: Option<[f64; 3]>,
    /// Of each municipality: the value, and it in words or why it is missing.
    pub values: Vec<(Option<f64>, String)>,
    /// Least and greatest in words.
    pub ends: [String; 2],
    /// The rank of the first, in words.
    pub rank: String,
}

/// The strips in a box: left, top, right, bottom. `None` where they have too little room.
pub fn scene(
    rows: &[Row],
    heads: &[(String, Colour)],
    rank: &str,
    palette: &Palette,
    [left, top, right, bottom]: [f32; 4],
) -> Option<Vec<Primitive>> {
    let step = ((bottom - top - HEAD) / rows.len().max(1) as f32).min(ROW[0]);
    let values = VALUE.min((right - left) * 0.5 / (heads.len() + 1) as f32);
    let columns = right - values * (heads.len() + 1) as f32;
    let names = ((columns - left) * 0.45).min(300.0);
    let strip = [left + names + 12.0, columns - 16.0];
    if step < ROW[1] || strip[1] - strip[0] < 80.0 {
        return None;
    }
    let mut scene = Vec::new();
    for (index, (head, colour)) in heads.iter().enumerate() {
        let x = values.mul_add((index + 1) as f32, columns);
        for (line, words) in broken(head, true, values - 10.0).into_iter().enumerate() {
            let at = [x, 13.0_f32.mul_add(line as f32, top + 8.0)];
            scene.push(words_at(words, at, Align::Right, (SMALL, true, *colour)));
        }
    }
    // The longest names take two lines.
    scene.push(words_at(rank.to_owned(), [right, top + 8.0], Align::Right, (SMALL, true, palette.soft)));
    for (index, row) in rows.iter().enumerate() {
        let y = step.mul_add(index as f32, top + HEAD);
        scene.push(rule([left, y], [right, y], 0.6, palette.line, Pattern::Solid));
        let middle = y + step / 2.0;
        name(row, palette, [left, middle, names], &mut scene);
        dots(row, heads, palette, [strip[0], strip[1], middle], &mut scene);
        for (index, (value, words)) in row.values.iter().enumerate() {
            let x = values.mul_add((index + 1) as f32, columns);
            let colour = if value.is_some() { palette.text } else { palette.soft };
            if value.is_some() {
                let words = font::elided(words, WORDS, true, values - 8.0);
                scene.push(words_at(words, [x, middle], Align::Right, (WORDS, true, colour)));
                continue;
            }
            let lines = broken(words, false, values - 10.0);
            let first = middle - 6.5 * (lines.len() - 1) as f32;
            for (line, words) in lines.into_iter().enumerate() {
                let at = [x, 13.0_f32.mul_add(line as f32, first)];
                scene.push(words_at(words, at, Align::Right, (SMALL, false, colour)));
            }
        }
        scene.push(words_at(row.rank.clone(), [right, middle], Align::Right, (WORDS, false, palette.soft)));
    }
    Some(scene)
}

/// Words in at most two lines, broken at a space or behind a hyphen.
fn broken(words: &str, is_bold: bool, most: f32) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for part in words.split_inclusive([' ', '-']) {
        let fits = |line: &str| font::width(format!("{line}{part}").trim_end(), SMALL, is_bold) <= most;
        match lines.last_mut() {
            Some(line) if line.is_empty() || fits(line) => line.push_str(part),
            _ => lines.push(part.to_owned()),
        }
    }
    if lines.len() > 2 {
        let rest = lines.split_off(1).concat();
        lines.push(rest);
    }
    lines.iter().map(|line| font::elided(line.trim_end(), SMALL, is_bold, most)).collect()
}

fn name(row: &Row, palette: &Palette, [x, middle, most]: [f32; 3], scene: &mut Vec<Primitive>) {
    let mut lines = font::wrapped(&row.name, WORDS, true, most);
    if lines.len() > 2 {
        let rest = lines.split_off(1).join(" ");
        lines.push(font::elided(&rest, WORDS, true, most));
    }
    // Two lines of the name leave no room for the detail: it stands behind the last.
    let height = 14.0 * (lines.len() + usize::from(!row.detail.is_empty())) as f32;
    let mut y = middle - height / 2.0 + 7.0;
    for line in lines {
        scene.push(words_at(line, [x, y], Align::Left, (WORDS, true, palette.text)));
        y += 14.0;
    }
    let detail = font::elided(&row.detail, SMALL, false, most);
    scene.push(words_at(detail, [x, y], Align::Left, (SMALL, false, palette.soft)));
}

fn dots(
    row: &Row,
    heads: &[(String, Colour)],
    palette: &Palette,
    [left, right, middle]: [f32; 3],
    scene: &mut Vec<Primitive>,
) {
    let all = row.peers.iter().copied().chain(row.values.iter().filter_map(|(value, _)| *value));
    let Some([low, high]) = all.map(|value| [value, value]).reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])]) else {
        return;
    };
    let axis = Axis { values: [low, high], points: [left + 6.0, right - 6.0] };
    let y = middle - 6.0;
    if let Some([first, _, third]) = row.quartiles {
        let bounds = [axis.at(first) - 1.0, y - 8.0, axis.at(third) + 1.0, y + 8.0];
        scene.push(Primitive::Card { bounds, radius: 2.0, fill: palette.line, line: None });
    }
    scene.push(rule([left, y], [right, y], 0.8, palette.faint, Pattern::Solid));
    if let Some([_, median, _]) = row.quartiles {
        scene.push(rule([axis.at(median), y - 9.0], [axis.at(median), y + 9.0], 2.0, palette.soft, Pattern::Solid));
    }
    let dot = |value: &f64| Primitive::Disc { centre: [axis.at(*value), y], radius: 2.2, fill: palette.faint };
    scene.extend(row.peers.iter().map(dot));
    for ((value, _), (_, fill)) in row.values.iter().zip(heads).rev() {
        let Some(value) = value else { continue };
        let centre = [axis.at(*value), y];
        scene.push(Primitive::Disc { centre, radius: 5.0, fill: *fill });
        let outline = Outline { width: 1.2, colour: palette.panel, pattern: Pattern::Solid };
        scene.push(Primitive::Circle { centre, radius: 5.0, outline });
    }
    let [least, most] = &row.ends;
    let soft = (9.5, false, palette.soft);
    scene.push(words_at(least.clone(), [left, y + 17.0], Align::Left, soft));
    if least != most {
        scene.push(words_at(most.clone(), [right, y + 17.0], Align::Right, soft));
    }
}

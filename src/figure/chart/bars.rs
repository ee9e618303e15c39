//! Counts by dimension as bars: symbol, word and colour, and the peers' median as a tick.

use crate::figure::font;
use crate::figure::map::mark_scene;
use crate::figure::scene::{Align, Label, Lines, Pattern, Primitive};
use crate::figure::style::Palette;
use crate::model::{Dimension, Status};

/// Height of a bar with its space.
pub const ROW: f32 = 15.0;

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Its dimension; `None` = without one.
    pub dimension: Option<Dimension>,
    /// The dimension in words.
    pub name: String,
    /// How many.
    pub count: u32,
    /// Median of the peers; `None` where there is none.
    pub median: Option<f64>,
}

/// The bars under each other, `width` points wide, and their height.
pub fn scene(bars: &[Bar], palette: &Palette, width: f32) -> (Vec<Primitive>, f32) {
    let size = 8.0;
    let names = bars.iter().map(|bar| font::width(&bar.name, size, false)).fold(0.0, f32::max).min(width * 0.45);
    let left = 16.0 + names + 8.0;
    let room = (width - left - 24.0).max(10.0);
    let greatest = bars.iter().map(|bar| f64::from(bar.count).max(bar.median.unwrap_or(0.0))).fold(1.0, f64::max);
    let mut scene = Vec::new();
    for (index, bar) in bars.iter().enumerate() {
        let y = ROW * (index as f32 + 0.5);
        mark_scene::symbol(&mut scene, [6.0, y], 4.2, bar.dimension, Status::Running, palette);
        let text = |text: String, x: f32, is_bold: bool| {
            let at = [x, y];
            Primitive::Text(Label { at, align: Align::Left, text, size, is_bold, colour: palette.text, halo: None })
        };
        scene.push(text(font::elided(&bar.name, size, false, names + 0.5), 16.0, false));
        let length = (f64::from(bar.count) / greatest) as f32 * room;
        if bar.count > 0 {
            let bounds = [left, y - 4.0, left + length, y + 4.0];
            let fill = palette.dimension(bar.dimension);
            scene.push(Primitive::Card { bounds, radius: 1.5, fill, line: None });
        }
        scene.push(text(bar.count.to_string(), left + length + 5.0, true));
        if let Some(median) = bar.median {
            let x = left + (median / greatest) as f32 * room;
            let mut tick = Lines::new(1.2, palette.text, Pattern::Solid);
            tick.push([[x, y - 6.0], [x, y + 6.0]]);
            scene.push(Primitive::Lines(tick));
        }
    }
    (scene, ROW * bars.len() as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::place;

    #[test]
    fn bars_stay_in_their_box_and_zero_has_none() {
        let bar = |dimension, name: &str, count| Bar { dimension, name: name.to_owned(), count, median: Some(40.0) };
        let bars = [
            bar(Some(Dimension::Mobility), "mobiliteit", 62),
            bar(None, "zonder vermelde dimensie van de slimme stad", 0),
        ];
        let palette = Palette::light();
        let (drawn, height) = scene(&bars, &palette, 220.0);
        for primitive in &drawn {
            let own = place::bounds(primitive).expect("an extent");
            assert!(place::is_within(own, [-1.5, 0.0, 220.0, height]), "{primitive:?}");
        }
        let count = drawn.iter().filter(|primitive| matches!(primitive, Primitive::Card { .. })).count();
        assert_eq!(count, 1, "a bar of nothing is not drawn");
    }
}

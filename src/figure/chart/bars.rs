//! Counts by dimension as bars: symbol, word and colour, and what stands beside each in words.

use crate::figure::font;
use crate::figure::map::mark_scene;
use crate::figure::scene::{Align, Label, Primitive};
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
    /// What stands beside it: the median of the peers, in words.
    pub beside: String,
}

/// The bars under each other, `width` points wide, and their height.
pub fn scene(bars: &[Bar], palette: &Palette, width: f32) -> (Vec<Primitive>, f32) {
    let size = 8.0;
    let names = bars.iter().map(|bar| font::width(&bar.name, size, false)).fold(0.0, f32::max).min(width * 0.45);
    let left = 16.0 + names + 8.0;
    let beside = bars.iter().map(|bar| font::width(&bar.beside, 7.0, false)).fold(0.0, f32::max);
    let room = (width - left - 28.0 - beside).max(10.0);
    let greatest = bars.iter().map(|bar| f64::from(bar.count)).fold(1.0, f64::max);
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
        let count = bar.count.to_string();
        let after = left + length + 5.0 + font::width(&count, size, true) + 6.0;
        scene.push(text(count, left + length + 5.0, true));
        let at = [after, y];
        let (text, size, colour) = (bar.beside.clone(), 7.0, palette.soft);
        scene.push(Primitive::Text(Label { at, align: Align::Left, text, size, is_bold: false, colour, halo: None }));
    }
    (scene, ROW * bars.len() as f32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::place;

    #[test]
    fn bars_stay_in_their_box_and_zero_has_none() {
        let beside = "mediaan 40".to_owned();
        let bar =
            |dimension, name: &str, count| Bar { dimension, name: name.to_owned(), count, beside: beside.clone() };
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

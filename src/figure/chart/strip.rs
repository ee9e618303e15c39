//! The strip of a figure: a dot for each municipality of the peer group, the band of its middle half, a tick at its
//! median, the municipality itself larger and in colour, the least and the greatest in words.

use super::axis::Axis;
use crate::figure::font;
use crate::figure::scene::{Align, Label, Lines, Outline, Pattern, Primitive};
use crate::figure::style::Palette;

/// Height of a strip in points.
pub const HEIGHT: f32 = 21.0;

/// Size of the words beneath.
const WORDS: f32 = 6.0;

/// Middle of the dots.
const MIDDLE: f32 = 7.2;

/// What a strip shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Strip<'a> {
    /// Values of the peers that have one.
    pub peers: &'a [f64],
    /// That of the municipality; `None` where it is missing.
    pub own: Option<f64>,
    /// First quartile, median and third quartile of the peers.
    pub quartiles: Option<[f64; 3]>,
    /// Least and greatest value in words.
    pub ends: [&'a str; 2],
}

/// The strip, `width` points wide.
pub fn scene(strip: &Strip<'_>, palette: &Palette, width: f32) -> Vec<Primitive> {
    let radius = 4.0;
    let all = strip.peers.iter().copied().chain(strip.own);
    let Some([low, high]) = all.map(|value| [value, value]).reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])]) else {
        return Vec::new();
    };
    let axis = Axis { values: [low, high], points: [radius, width - radius] };
    let mut scene = Vec::new();
    if let Some([first, median, third]) = strip.quartiles {
        let band = [axis.at(first) - 1.0, MIDDLE - 5.0, axis.at(third) + 1.0, MIDDLE + 5.0];
        scene.push(Primitive::Card { bounds: band, radius: 2.0, fill: palette.line, line: None });
        scene.push(line([radius, MIDDLE], [width - radius, MIDDLE], 0.8, palette));
        scene.push(line([axis.at(median), MIDDLE - 6.4], [axis.at(median), MIDDLE + 6.4], 1.3, palette));
    } else {
        scene.push(line([radius, MIDDLE], [width - radius, MIDDLE], 0.8, palette));
    }
    let mut places: Vec<f32> = strip.peers.iter().map(|value| axis.at(*value)).collect();
    places.sort_by(f32::total_cmp);
    // Dots that would cover each other add nothing on paper.
    places.dedup_by(|a, b| (*a - *b).abs() < 0.3);
    let fill = palette.faint.with_opacity(0.75);
    let dot = if places.len() > 24 { 1.2 } else { 1.8 };
    scene.extend(places.into_iter().map(|x| Primitive::Disc { centre: [x, MIDDLE], radius: dot, fill }));
    if let Some(own) = strip.own {
        let centre = [axis.at(own), MIDDLE];
        scene.push(Primitive::Disc { centre, radius, fill: palette.accent });
        let outline = Outline { width: 1.0, colour: palette.panel, pattern: Pattern::Solid };
        scene.push(Primitive::Circle { centre, radius: radius - 0.5, outline });
    }
    scene.extend(ends(strip.ends, palette, width));
    scene
}

fn line(from: [f32; 2], to: [f32; 2], width: f32, palette: &Palette) -> Primitive {
    let mut line = Lines::new(width, palette.faint, Pattern::Solid);
    line.push([from, to]);
    Primitive::Lines(line)
}

fn ends(ends: [&str; 2], palette: &Palette, width: f32) -> Vec<Primitive> {
    let most = width / 2.0 - 4.0;
    let word = |text: &str, x: f32, align: Align| {
        Primitive::Text(Label {
            at: [x, HEIGHT - 3.7],
            align,
            text: font::elided(text, WORDS, false, most),
            size: WORDS,
            is_bold: false,
            colour: palette.soft,
            halo: None,
        })
    };
    let [least, greatest] = ends;
    if least == greatest {
        return vec![word(least, width / 2.0, Align::Centre)];
    }
    vec![word(least, 0.0, Align::Left), word(greatest, width, Align::Right)]
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::figure::place;

    proptest! {
        #[test]
        fn a_strip_stays_in_its_cell(
            peers in proptest::collection::vec(-1e6_f64..1e6, 0..40),
            own in proptest::option::of(-1e6_f64..1e6),
        ) {
            let mut sorted = peers.clone();
            sorted.sort_by(f64::total_cmp);
            let at = |part: usize| sorted.get(sorted.len() * part / 4).copied();
            let quartiles = at(1).zip(at(2)).zip(at(3)).map(|((a, b), c)| [a, b, c]);
            let strip = Strip { peers: &peers, own, quartiles, ends: ["12,3", "1 234 567"] };
            for primitive in scene(&strip, &Palette::light(), 150.0) {
                let own = place::bounds(&primitive).expect("an extent");
                prop_assert!(place::is_within(own, [0.0, 0.0, 150.0, HEIGHT]), "{primitive:?}");
            }
        }
    }

    #[test]
    fn one_that_dwarfs_the_rest_is_at_the_end() {
        let peers = [1.0, 2.0, 3.0];
        let strip = Strip { peers: &peers, own: Some(1000.0), quartiles: Some([1.5, 2.0, 2.5]), ends: ["1", "1000"] };
        let accent = Palette::light().accent;
        let own = scene(&strip, &Palette::light(), 100.0).into_iter().find_map(|primitive| match primitive {
            Primitive::Disc { centre, fill, .. } if fill == accent => Some(centre[0]),
            _ => None,
        });
        assert_eq!(own, Some(96.0));
        let nothing = Strip { peers: &[], own: None, quartiles: None, ends: ["", ""] };
        assert!(scene(&nothing, &Palette::light(), 100.0).is_empty());
    }
}

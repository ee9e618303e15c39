//! Drawing primitives in points, y downwards: what the map hands to a painter, back to front.

use std::sync::Arc;

use super::raster::Raster;
use super::style::{Colour, Shape};

/// How a line or an outline is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pattern {
    /// Without gaps.
    Solid,
    /// Dashes.
    Dashed,
    /// Dots.
    Dotted,
}

impl Pattern {
    /// Lengths of mark and gap in widths of the line; `None` for a solid line.
    pub const fn dash(self) -> Option<[f32; 2]> {
        match self {
            Self::Solid => None,
            Self::Dashed => Some([2.6, 1.7]),
            Self::Dotted => Some([1.0, 1.3]),
        }
    }
}

/// The outline of a symbol.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Outline {
    /// Width in points.
    pub width: f32,
    /// Colour.
    pub colour: Colour,
    /// Pattern.
    pub pattern: Pattern,
}

/// An area with its holes.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Corners of all rings, outer ring first, none closed.
    pub points: Vec<[f32; 2]>,
    /// Where each ring ends in `points`.
    pub ring_ends: Vec<u32>,
    /// The same area as triangles, three positions in `points` each.
    pub triangles: Vec<u32>,
    /// Colour.
    pub fill: Colour,
}

/// Lines of one look.
#[derive(Clone, Debug, PartialEq)]
pub struct Lines {
    /// Corners of all lines.
    pub points: Vec<[f32; 2]>,
    /// Where each line ends in `points`.
    pub ends: Vec<u32>,
    /// Width in points.
    pub width: f32,
    /// Colour.
    pub colour: Colour,
    /// Pattern.
    pub pattern: Pattern,
}

impl Lines {
    /// No lines yet.
    pub const fn new(width: f32, colour: Colour, pattern: Pattern) -> Self {
        Self { points: Vec::new(), ends: Vec::new(), width, colour, pattern }
    }

    /// Adds a line.
    pub fn push(&mut self, points: impl IntoIterator<Item = [f32; 2]>) {
        self.points.extend(points);
        self.ends.push(self.points.len() as u32);
    }

    /// The lines one by one.
    pub fn iter(&self) -> impl Iterator<Item = &[[f32; 2]]> {
        parts(&self.points, &self.ends)
    }
}

/// The parts of a list that end at these positions.
pub fn parts<'a, T>(all: &'a [T], ends: &'a [u32]) -> impl Iterator<Item = &'a [T]> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    starts.zip(ends.iter().copied()).filter_map(|(start, end)| all.get(start as usize..end as usize))
}

/// Where the text lies from its point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// To the right of it.
    Left,
    /// Around it.
    Centre,
    /// To the left of it.
    Right,
}

/// Width of the halo of a text in sizes, in painters that scale a picture as a whole.
pub const HALO: f32 = 0.25;

/// One line of text.
#[derive(Clone, Debug, PartialEq)]
pub struct Label {
    /// Where: the middle of its height, and the side that `align` says.
    pub at: [f32; 2],
    /// Where the text lies from `at`.
    pub align: Align,
    /// The text.
    pub text: String,
    /// Size in points.
    pub size: f32,
    /// Semi-bold.
    pub is_bold: bool,
    /// Colour.
    pub colour: Colour,
    /// Around the letters.
    pub halo: Option<Colour>,
}

/// One thing to draw.
#[derive(Clone, Debug, PartialEq)]
pub enum Primitive {
    /// An area.
    Area(Area),
    /// Lines.
    Lines(Lines),
    /// The symbol of a dimension.
    Symbol {
        /// Shape.
        shape: Shape,
        /// Middle.
        centre: [f32; 2],
        /// Radius in points.
        radius: f32,
        /// Colour.
        fill: Colour,
        /// Outline.
        outline: Option<Outline>,
    },
    /// A filled circle.
    Disc {
        /// Middle.
        centre: [f32; 2],
        /// Radius in points.
        radius: f32,
        /// Colour.
        fill: Colour,
    },
    /// A circle's line.
    Circle {
        /// Middle.
        centre: [f32; 2],
        /// Radius in points.
        radius: f32,
        /// Line.
        outline: Outline,
    },
    /// A part of a ring.
    Sector {
        /// Middle.
        centre: [f32; 2],
        /// Inner radius.
        inner: f32,
        /// Outer radius.
        outer: f32,
        /// Start and end in turns from the top, clockwise.
        turns: [f32; 2],
        /// Colour.
        fill: Colour,
    },
    /// A filled polygon without dents.
    Convex {
        /// Corners, in either direction, not closed.
        corners: Vec<[f32; 2]>,
        /// Colour.
        fill: Colour,
    },
    /// A rectangle with rounded corners: left, top, right, bottom.
    Card {
        /// Its box.
        bounds: [f32; 4],
        /// Radius of the corners.
        radius: f32,
        /// Colour.
        fill: Colour,
        /// Line around it.
        line: Option<Colour>,
    },
    /// Pixels that fill a box: left, top, right, bottom. The PNG painter lays them pixel for pixel from its corner.
    Image {
        /// Its box.
        bounds: [f32; 4],
        /// The pixels.
        raster: Arc<Raster>,
    },
    /// Text.
    Text(Label),
}

/// The corners of a part of a ring, outer edge first, as a closed polygon; `turns` as in [`Primitive::Sector`].
pub fn sector_corners(centre: [f32; 2], inner: f32, outer: f32, turns: [f32; 2]) -> Vec<[f32; 2]> {
    let steps = ((turns[1] - turns[0]).abs() * 48.0).ceil().max(1.0) as u16;
    let at = |radius: f32, step: u16| {
        let turn = turns[0] + (turns[1] - turns[0]) * f32::from(step) / f32::from(steps);
        let angle = std::f32::consts::TAU * (turn - 0.25);
        [centre[0] + radius * angle.cos(), centre[1] + radius * angle.sin()]
    };
    (0..=steps).map(|step| at(outer, step)).chain((0..=steps).rev().map(|step| at(inner, step))).collect()
}

/// The corners of a card, clockwise, not closed; each rounded one as a few.
pub fn card_corners([left, top, right, bottom]: [f32; 4], radius: f32) -> Vec<[f32; 2]> {
    let radius = radius.min((right - left) / 2.0).min((bottom - top) / 2.0).max(0.0);
    if radius < 0.1 {
        return vec![[left, top], [right, top], [right, bottom], [left, bottom]];
    }
    let middles = [
        ([right - radius, top + radius], 0.0),
        ([right - radius, bottom - radius], 0.25),
        ([left + radius, bottom - radius], 0.5),
        ([left + radius, top + radius], 0.75),
    ];
    middles
        .into_iter()
        .flat_map(|([x, y], turn)| {
            (0..5_u8).map(move |step| {
                let angle = std::f32::consts::TAU * (turn + f32::from(step) / 16.0 - 0.25);
                [radius.mul_add(angle.cos(), x), radius.mul_add(angle.sin(), y)]
            })
        })
        .collect()
}

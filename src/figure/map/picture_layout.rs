//! Where the words of a picture stand: title, counts, notes and attribution in lines, each whole, and the bands that
//! they need. Whose data it is must be said at every size.

use crate::figure::page::TextStyle;
use crate::figure::page::words::text_lines;
use crate::figure::style::Palette;

/// Smaller than this in either direction, in points, a picture has smaller words.
const LARGE: [f32; 2] = [560.0, 400.0];

/// Lines of a title; a filter of a hundred municipalities is not told whole.
const TITLE_LINES: usize = 3;

/// A kind of line: size of its words, from its middle to that of the next one, and from the edge or the kind above to
/// the middle of its first, all in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Kind {
    pub(super) size: f32,
    step: f32,
    before: f32,
}

/// Sizes of words and room, in points.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sizes {
    pub(super) title: Kind,
    pub(super) counts: Kind,
    pub(super) notes: Kind,
    /// From the last line to the edge of its band.
    after: f32,
    /// Space at the sides, and around what lies on the map.
    pub(super) margin: f32,
}

impl Sizes {
    const LARGE: Self = Self {
        title: Kind { size: 17.0, step: 21.0, before: 18.0 },
        counts: Kind { size: 12.0, step: 16.0, before: 20.0 },
        notes: Kind { size: 10.5, step: 16.0, before: 14.0 },
        after: 14.0,
        margin: 16.0,
    };

    const SMALL: Self = Self {
        title: Kind { size: 14.0, step: 17.0, before: 14.0 },
        counts: Kind { size: 10.5, step: 13.0, before: 16.0 },
        notes: Kind { size: 9.0, step: 12.0, before: 10.0 },
        after: 10.0,
        margin: 10.0,
    };

    /// Those of a picture of this size in points.
    pub(super) fn of([width, height]: [f32; 2]) -> Self {
        if width < LARGE[0] || height < LARGE[1] { Self::SMALL } else { Self::LARGE }
    }
}

/// What is said above and below the map.
pub(super) struct Said {
    pub(super) title: String,
    pub(super) counts: String,
    pub(super) notes: String,
    pub(super) attribution: String,
}

/// A line with the middle of its height, from the top of its band.
pub(super) type Line = (f32, String);

/// The lines and the heights of the bands that hold them.
#[derive(Default)]
pub(super) struct Bands {
    pub(super) title: Vec<Line>,
    pub(super) counts: Vec<Line>,
    pub(super) notes: Vec<Line>,
    /// Height of the band with title and counts, in points.
    pub(super) top: f32,
    /// Height of the band with notes and attribution.
    pub(super) bottom: f32,
}

impl Bands {
    /// Breaks what is said into lines of a picture of this width.
    pub(super) fn new(said: &Said, sizes: &Sizes, width: f32, palette: &Palette) -> Self {
        let most = width - 2.0 * sizes.margin;
        let lines = |text: &str, kind: Kind, is_bold: bool, limit: usize| {
            let style = TextStyle { size: kind.size, leading: kind.step, is_bold, colour: palette.text };
            text_lines(text, style, most, limit)
        };
        let mut y = 0.0;
        let title = placed(lines(&said.title, sizes.title, true, TITLE_LINES), sizes.title, &mut y);
        let counts = placed(lines(&said.counts, sizes.counts, false, usize::MAX), sizes.counts, &mut y);
        let top = y + sizes.after;
        let mut below = lines(&said.notes, sizes.notes, false, usize::MAX);
        below.extend(lines(&said.attribution, sizes.notes, false, usize::MAX));
        y = 0.0;
        let notes = placed(below, sizes.notes, &mut y);
        Self { title, counts, notes, top, bottom: y + sizes.after }
    }
}

/// The lines under what stands at `y`, which becomes the last of them.
fn placed(lines: Vec<String>, kind: Kind, y: &mut f32) -> Vec<Line> {
    let mut all = Vec::with_capacity(lines.len());
    for (index, line) in lines.into_iter().enumerate() {
        *y += if index == 0 { kind.before } else { kind.step };
        all.push((*y, line));
    }
    all
}

//! How marks look: symbols with a halo and an outline by stage, rings by dimension with their number.

use super::marks::{Mark, MarkKind, SYMBOL_RADIUS};
use super::projection::{Viewport, origin};
use crate::figure::scene::{Align, Label, Outline, Pattern, Primitive};
use crate::figure::style::{Colour, Palette, Shape};
use crate::model::{Dimension, Status};

/// Width of a ring.
const RING_WIDTH: f32 = 3.6;

/// Farther from its place than this, a mark is tied to it by a thin line.
const TIE_DISTANCE: f64 = 9.0;

/// The outline that stands for a stage, and whether the symbol is filled.
pub const fn status_pattern(status: Status) -> (Pattern, bool) {
    match status {
        Status::Planned => (Pattern::Dashed, false),
        Status::Idea => (Pattern::Dotted, false),
        Status::Running | Status::Completed | Status::ScaledUp | Status::Stopped | Status::Unknown => {
            (Pattern::Solid, true)
        }
    }
}

/// Takes the plane of the marks to the screen.
pub fn offset_of(viewport: &Viewport) -> [f64; 2] {
    let (scale, origin) = (viewport.scale(), origin());
    [0, 1].map(|axis| f64::from(viewport.size[axis] / 2.0) - (viewport.centre[axis] - origin[axis]) * scale)
}

/// Where a point of the plane lies on the screen.
pub fn screen_of(offset: [f64; 2], point: [f64; 2]) -> [f32; 2] {
    [(point[0] + offset[0]) as f32, (point[1] + offset[1]) as f32]
}

/// The marks that are seen. `selected` is the position of the one to ring.
pub fn scene(marks: &[Mark], viewport: &Viewport, palette: &Palette, selected: Option<usize>) -> Vec<Primitive> {
    let offset = offset_of(viewport);
    let mut scene = Vec::new();
    // The largest last, so that it is on top while marks are under way.
    for (index, mark) in marks.iter().enumerate().rev() {
        let centre = screen_of(offset, mark.centre);
        if is_seen(centre, mark.radius + 30.0, viewport) {
            tie(&mut scene, mark, screen_of(offset, mark.anchor), centre, palette);
            draw(&mut scene, mark, centre, palette);
            if selected == Some(index) {
                let outline = Outline { width: 2.2, colour: palette.text, pattern: Pattern::Solid };
                scene.push(Primitive::Circle { centre, radius: mark.radius + 3.0, outline });
            }
        }
    }
    scene
}

fn is_seen([x, y]: [f32; 2], margin: f32, viewport: &Viewport) -> bool {
    (-margin..=viewport.size[0] + margin).contains(&x) && (-margin..=viewport.size[1] + margin).contains(&y)
}

fn tie(scene: &mut Vec<Primitive>, mark: &Mark, anchor: [f32; 2], centre: [f32; 2], palette: &Palette) {
    if (mark.anchor[0] - mark.centre[0]).hypot(mark.anchor[1] - mark.centre[1]) > TIE_DISTANCE {
        let mut line = crate::figure::scene::Lines::new(1.0, palette.soft.with_opacity(0.7), Pattern::Solid);
        line.push([anchor, centre]);
        scene.push(Primitive::Lines(line));
        scene.push(Primitive::Disc { centre: anchor, radius: 1.8, fill: palette.soft });
    }
}

fn draw(scene: &mut Vec<Primitive>, mark: &Mark, centre: [f32; 2], palette: &Palette) {
    match &mark.kind {
        MarkKind::Fan(symbols) => {
            for symbol in symbols {
                let at = [centre[0] + symbol.offset[0], centre[1] + symbol.offset[1]];
                self::symbol(scene, at, SYMBOL_RADIUS, symbol.dimension, symbol.status, palette);
            }
        }
        MarkKind::Ring { count, segments } => ring(scene, centre, mark.radius, *count, segments, palette),
        MarkKind::Programmes => {
            let outline = Outline { width: 1.4, colour: palette.soft, pattern: Pattern::Dotted };
            scene.push(Primitive::Disc { centre, radius: 4.6, fill: palette.panel });
            scene.push(Primitive::Circle { centre, radius: 3.4, outline });
        }
    }
}

/// The symbol of a project.
pub fn symbol(
    scene: &mut Vec<Primitive>,
    centre: [f32; 2],
    radius: f32,
    dimension: Option<Dimension>,
    status: Status,
    palette: &Palette,
) {
    let (shape, colour) = (Shape::of(dimension), palette.dimension(dimension));
    let halo = halo_colour(palette);
    scene.push(Primitive::Symbol { shape, centre, radius: radius + 1.6, fill: halo, outline: None });
    let (pattern, is_filled) = status_pattern(status);
    let fill = if is_filled { colour } else { palette.panel };
    let outline = (!is_filled).then_some(Outline { width: 1.7, colour, pattern });
    let radius = if is_filled { radius } else { radius - 0.6 };
    scene.push(Primitive::Symbol { shape, centre, radius, fill, outline });
}

/// Light in both looks: the dimensions' colours contrast with it more than with the dark panel.
fn halo_colour(palette: &Palette) -> Colour {
    if palette.is_dark { palette.text } else { palette.panel }
}

fn ring(
    scene: &mut Vec<Primitive>,
    centre: [f32; 2],
    radius: f32,
    count: u32,
    segments: &[(Option<Dimension>, u32)],
    palette: &Palette,
) {
    let outer = radius - 1.2;
    scene.push(Primitive::Disc { centre, radius, fill: palette.panel });
    let total = segments.iter().map(|(_, count)| *count).sum::<u32>().max(1) as f32;
    let mut start = 0.0;
    for (dimension, count) in segments {
        let end = start + *count as f32 / total;
        let fill = palette.dimension(*dimension);
        scene.push(Primitive::Sector { centre, inner: outer - RING_WIDTH, outer, turns: [start, end], fill });
        start = end;
    }
    let text = count.to_string();
    let size = if text.len() > 3 { 9.5 } else { 12.0 };
    scene.push(Primitive::Text(Label {
        at: centre,
        align: Align::Centre,
        text,
        size,
        is_bold: true,
        colour: palette.text,
        halo: None,
    }));
}

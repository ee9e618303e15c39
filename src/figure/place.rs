//! Moving, scaling and measuring drawing primitives: what is drawn once is put where a page or a picture has room.

use super::font;
use super::scene::{Align, Area, Label, Lines, Outline, Primitive};

/// A box: left, top, right, bottom, in points.
pub type Bounds = [f32; 4];

/// The primitives larger by `factor` and then moved by `by`: widths of lines and sizes of text too.
pub fn placed(scene: Vec<Primitive>, factor: f32, by: [f32; 2]) -> Vec<Primitive> {
    scene.into_iter().map(|primitive| one(primitive, factor, by)).collect()
}

/// The primitives moved by `by`.
pub fn moved(scene: Vec<Primitive>, by: [f32; 2]) -> Vec<Primitive> {
    placed(scene, 1.0, by)
}

fn one(primitive: Primitive, factor: f32, by: [f32; 2]) -> Primitive {
    let point = |[x, y]: [f32; 2]| [x.mul_add(factor, by[0]), y.mul_add(factor, by[1])];
    let line = |outline: Outline| Outline { width: outline.width * factor, ..outline };
    match primitive {
        Primitive::Area(area) => Primitive::Area(Area { points: area.points.into_iter().map(point).collect(), ..area }),
        Primitive::Lines(lines) => {
            let points = lines.points.into_iter().map(point).collect();
            Primitive::Lines(Lines { points, width: lines.width * factor, ..lines })
        }
        Primitive::Symbol { shape, centre, radius, fill, outline } => Primitive::Symbol {
            shape,
            centre: point(centre),
            radius: radius * factor,
            fill,
            outline: outline.map(line),
        },
        Primitive::Disc { centre, radius, fill } => {
            Primitive::Disc { centre: point(centre), radius: radius * factor, fill }
        }
        Primitive::Circle { centre, radius, outline } => {
            Primitive::Circle { centre: point(centre), radius: radius * factor, outline: line(outline) }
        }
        Primitive::Sector { centre, inner, outer, turns, fill } => {
            Primitive::Sector { centre: point(centre), inner: inner * factor, outer: outer * factor, turns, fill }
        }
        Primitive::Convex { corners, fill } => {
            Primitive::Convex { corners: corners.into_iter().map(point).collect(), fill }
        }
        Primitive::Card { bounds: [left, top, right, bottom], radius, fill, line } => {
            let ([left, top], [right, bottom]) = (point([left, top]), point([right, bottom]));
            Primitive::Card { bounds: [left, top, right, bottom], radius: radius * factor, fill, line }
        }
        Primitive::Image { bounds: [left, top, right, bottom], raster } => {
            let ([left, top], [right, bottom]) = (point([left, top]), point([right, bottom]));
            Primitive::Image { bounds: [left, top, right, bottom], raster }
        }
        Primitive::Text(label) => Primitive::Text(Label { at: point(label.at), size: label.size * factor, ..label }),
    }
}

/// The box that a primitive covers; `None` for one without extent.
pub fn bounds(primitive: &Primitive) -> Option<Bounds> {
    let around = |[x, y]: [f32; 2], radius: f32| Some([x - radius, y - radius, x + radius, y + radius]);
    match primitive {
        Primitive::Area(area) => of_points(&area.points, 0.0),
        Primitive::Lines(lines) => of_points(&lines.points, lines.width / 2.0),
        Primitive::Convex { corners, .. } => of_points(corners, 0.0),
        Primitive::Symbol { centre, radius, outline, .. } => {
            around(*centre, radius * 1.22 + outline.map_or(0.0, |outline| outline.width / 2.0))
        }
        Primitive::Disc { centre, radius, .. } | Primitive::Sector { centre, outer: radius, .. } => {
            around(*centre, *radius)
        }
        Primitive::Circle { centre, radius, outline } => around(*centre, radius + outline.width / 2.0),
        Primitive::Card { bounds, .. } | Primitive::Image { bounds, .. } => Some(*bounds),
        Primitive::Text(label) => Some(text_bounds(label)),
    }
}

/// The box of a line of text: its whole width, and its letters from top to bottom.
pub fn text_bounds(label: &Label) -> Bounds {
    let (left, width) = (left_of(label), font::width(&label.text, label.size, label.is_bold));
    let reach = label.size * font::REACH;
    [left, label.at[1] - reach, left + width, label.at[1] + reach]
}

/// Where the first letter of a text starts.
pub fn left_of(label: &Label) -> f32 {
    let width = || font::width(&label.text, label.size, label.is_bold);
    match label.align {
        Align::Left => label.at[0],
        Align::Centre => label.at[0] - width() / 2.0,
        Align::Right => label.at[0] - width(),
    }
}

/// The smallest box around all; `None` for nothing.
pub fn of_scene(scene: &[Primitive]) -> Option<Bounds> {
    scene.iter().filter_map(bounds).reduce(union)
}

/// The smallest box around both.
pub fn union(a: Bounds, b: Bounds) -> Bounds {
    [a[0].min(b[0]), a[1].min(b[1]), a[2].max(b[2]), a[3].max(b[3])]
}

/// What both cover; `None` where they don't meet.
pub fn intersection(a: Bounds, b: Bounds) -> Option<Bounds> {
    let common = [a[0].max(b[0]), a[1].max(b[1]), a[2].min(b[2]), a[3].min(b[3])];
    (common[0] < common[2] && common[1] < common[3]).then_some(common)
}

/// Whether `inner` lies in `outer`, give or take a hundredth of a point.
pub fn is_within(inner: Bounds, outer: Bounds) -> bool {
    let slack = 0.01;
    inner[0] >= outer[0] - slack
        && inner[1] >= outer[1] - slack
        && inner[2] <= outer[2] + slack
        && inner[3] <= outer[3] + slack
}

fn of_points(points: &[[f32; 2]], margin: f32) -> Option<Bounds> {
    let all = points.iter().map(|&[x, y]| [x, y, x, y]).reduce(union)?;
    Some([all[0] - margin, all[1] - margin, all[2] + margin, all[3] + margin])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::style::Palette;

    #[test]
    fn a_text_is_measured_where_it_is_drawn() {
        let colour = Palette::light().text;
        let label = |align| Label {
            at: [100.0, 50.0],
            align,
            text: "Deinze".to_owned(),
            size: 10.0,
            is_bold: false,
            colour,
            halo: None,
        };
        let width = font::width("Deinze", 10.0, false);
        assert_eq!(text_bounds(&label(Align::Left))[0], 100.0);
        assert!((text_bounds(&label(Align::Right))[2] - 100.0).abs() < 1e-4);
        assert!((text_bounds(&label(Align::Centre))[0] - (100.0 - width / 2.0)).abs() < 1e-4);
    }

    #[test]
    fn scaling_and_moving_scale_and_move_the_box() {
        let fill = Palette::light().accent;
        let scene = vec![
            Primitive::Disc { centre: [10.0, 10.0], radius: 5.0, fill },
            Primitive::Card { bounds: [0.0, 0.0, 4.0, 4.0], radius: 1.0, fill, line: None },
        ];
        assert_eq!(of_scene(&scene), Some([0.0, 0.0, 15.0, 15.0]));
        assert_eq!(of_scene(&placed(scene, 2.0, [3.0, 1.0])), Some([3.0, 1.0, 33.0, 31.0]));
        assert_eq!(of_scene(&[]), None);
    }
}

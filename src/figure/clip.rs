//! Cutting drawing primitives off at a rectangle, so that a picture in a document holds nothing beside what it shows:
//! its file stays small, and nothing leaves the page.

use super::place::{self, Bounds};
use super::scene::{Area, Lines, Primitive, parts};

/// What of the primitives lies in the rectangle. Areas and lines are cut, text and symbols are kept where they lie in
/// it whole. Areas have no triangles any more: for painters that fill rings. Corners nearer than `detail` points to
/// the one before are left out.
pub fn clipped(scene: Vec<Primitive>, frame: Bounds, detail: f32) -> Vec<Primitive> {
    cut(scene, frame, detail, place::is_within)
}

/// The same, but text and symbols are kept whole where any of them is seen: for a picture whose own edge hides what
/// reaches beyond it.
pub fn seen(scene: Vec<Primitive>, frame: Bounds, detail: f32) -> Vec<Primitive> {
    cut(scene, frame, detail, |own, frame| place::intersection(own, frame).is_some())
}

fn cut(scene: Vec<Primitive>, frame: Bounds, detail: f32, is_kept: impl Fn(Bounds, Bounds) -> bool) -> Vec<Primitive> {
    scene
        .into_iter()
        .filter_map(|primitive| match primitive {
            Primitive::Area(area) => clipped_area(&area, frame, detail).map(Primitive::Area),
            Primitive::Lines(lines) => clipped_lines(&lines, frame, detail).map(Primitive::Lines),
            other => place::bounds(&other).is_some_and(|own| is_kept(own, frame)).then_some(other),
        })
        .collect()
}

fn clipped_area(area: &Area, frame: Bounds, detail: f32) -> Option<Area> {
    let mut cut = Area { points: Vec::new(), ring_ends: Vec::new(), triangles: Vec::new(), fill: area.fill };
    for ring in parts(&area.points, &area.ring_ends) {
        let kept = thinned(&ring_in(ring, frame), detail);
        if kept.len() > 2 {
            cut.points.extend(kept);
            cut.ring_ends.push(cut.points.len() as u32);
        }
    }
    (!cut.points.is_empty()).then_some(cut)
}

/// Sutherland and Hodgman: one side of the frame after another. A ring that falls apart stays one, joined along the
/// frame, which a fill does not show.
fn ring_in(ring: &[[f32; 2]], frame: Bounds) -> Vec<[f32; 2]> {
    let mut points = ring.to_vec();
    for side in 0..4_usize {
        let axis = side % 2;
        let Some(&edge) = frame.get(side) else { continue };
        let is_inside = |point: [f32; 2]| if side < 2 { point[axis] >= edge } else { point[axis] <= edge };
        let mut kept = Vec::with_capacity(points.len());
        let mut before = points.last().copied().unwrap_or_default();
        for &point in &points {
            if is_inside(point) != is_inside(before) {
                kept.push(crossing(before, point, axis, edge));
            }
            if is_inside(point) {
                kept.push(point);
            }
            before = point;
        }
        points = kept;
    }
    points
}

fn crossing(a: [f32; 2], b: [f32; 2], axis: usize, edge: f32) -> [f32; 2] {
    let part = (edge - a[axis]) / (b[axis] - a[axis]);
    let mut point = [part.mul_add(b[0] - a[0], a[0]), part.mul_add(b[1] - a[1], a[1])];
    point[axis] = edge;
    point
}

fn clipped_lines(lines: &Lines, frame: Bounds, detail: f32) -> Option<Lines> {
    let mut cut = Lines::new(lines.width, lines.colour, lines.pattern);
    for line in lines.iter() {
        let mut run: Vec<[f32; 2]> = Vec::new();
        for pair in line.windows(2) {
            let &[a, b] = pair else { continue };
            match segment_in(a, b, frame) {
                Some([from, to]) => {
                    if run.last() != Some(&from) {
                        flush(&mut cut, &mut run, detail);
                        run.push(from);
                    }
                    run.push(to);
                }
                None => flush(&mut cut, &mut run, detail),
            }
        }
        flush(&mut cut, &mut run, detail);
    }
    (!cut.points.is_empty()).then_some(cut)
}

fn flush(cut: &mut Lines, run: &mut Vec<[f32; 2]>, detail: f32) {
    if run.len() > 1 {
        cut.push(thinned(run, detail));
    }
    run.clear();
}

/// Liang and Barsky: the part of a segment that lies in the frame.
fn segment_in(a: [f32; 2], b: [f32; 2], frame: Bounds) -> Option<[[f32; 2]; 2]> {
    let (mut from, mut to) = (0.0_f32, 1.0_f32);
    for axis in 0..2 {
        let step = b[axis] - a[axis];
        let (low, high) = (frame[axis] - a[axis], frame[axis + 2] - a[axis]);
        if step == 0.0 {
            if low > 0.0 || high < 0.0 {
                return None;
            }
            continue;
        }
        let (near, far) = if step > 0.0 { (low / step, high / step) } else { (high / step, low / step) };
        from = from.max(near);
        to = to.min(far);
    }
    if from >= to {
        return None;
    }
    let at = |part: f32| {
        if part <= 0.0 {
            a
        } else if part >= 1.0 {
            b
        } else {
            let x = part.mul_add(b[0] - a[0], a[0]).clamp(frame[0], frame[2]);
            [x, part.mul_add(b[1] - a[1], a[1]).clamp(frame[1], frame[3])]
        }
    };
    Some([at(from), at(to)])
}

/// The first and last corner, and of the others those that lie farther than `detail` from the one kept before.
fn thinned(points: &[[f32; 2]], detail: f32) -> Vec<[f32; 2]> {
    let mut kept: Vec<[f32; 2]> = Vec::with_capacity(points.len());
    for (index, &point) in points.iter().enumerate() {
        let is_far = kept.last().is_none_or(|last| (last[0] - point[0]).hypot(last[1] - point[1]) > detail);
        if is_far || index + 1 == points.len() {
            kept.push(point);
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::figure::scene::Pattern;
    use crate::figure::style::Palette;

    const FRAME: Bounds = [0.0, 0.0, 100.0, 60.0];

    fn size_of(points: &[[f32; 2]]) -> f32 {
        let next = points.iter().cycle().skip(1);
        (points.iter().zip(next).map(|(a, b)| a[0] * b[1] - b[0] * a[1]).sum::<f32>() / 2.0).abs()
    }

    #[test]
    fn an_area_is_cut_at_the_frame() {
        let points = vec![[-50.0, 10.0], [50.0, 10.0], [50.0, 200.0], [-50.0, 200.0]];
        let area = Area { points, ring_ends: vec![4], triangles: vec![0, 1, 2], fill: Palette::light().land };
        let cut = clipped_area(&area, FRAME, 0.0).expect("a part is seen");
        assert!((size_of(&cut.points) - 2_500.0).abs() < 0.1, "{:?}", cut.points);
        let away = Area { points: area.points.iter().map(|[x, y]| [x + 400.0, *y]).collect(), ..area };
        assert_eq!(clipped_area(&away, FRAME, 0.0), None);
    }

    #[test]
    fn a_line_that_leaves_and_returns_becomes_two() {
        let mut lines = Lines::new(1.0, Palette::light().road, Pattern::Solid);
        lines.push([[10.0, 10.0], [150.0, 10.0], [150.0, 30.0], [10.0, 30.0]]);
        let cut = clipped_lines(&lines, FRAME, 0.0).expect("parts are seen");
        let found: Vec<&[[f32; 2]]> = cut.iter().collect();
        assert_eq!(found, [&[[10.0, 10.0], [100.0, 10.0]][..], &[[100.0, 30.0], [10.0, 30.0]][..]]);
    }

    proptest! {
        #[test]
        fn nothing_lies_outside_the_frame(
            corners in proptest::collection::vec((-200.0_f32..300.0, -200.0_f32..300.0), 3..40),
        ) {
            let points: Vec<[f32; 2]> = corners.into_iter().map(|(x, y)| [x, y]).collect();
            let count = points.len() as u32;
            let palette = Palette::light();
            let mut lines = Lines::new(0.0, palette.road, Pattern::Solid);
            lines.push(points.clone());
            let area = Area { points, ring_ends: vec![count], triangles: Vec::new(), fill: palette.land };
            for primitive in clipped(vec![Primitive::Area(area), Primitive::Lines(lines)], FRAME, 0.3) {
                let own = place::bounds(&primitive).expect("what is kept has an extent");
                prop_assert!(place::is_within(own, FRAME), "{own:?}");
            }
        }
    }
}

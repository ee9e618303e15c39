//! Hatching of the municipalities without a figure, so that none is taken for one of the lowest class.

use crate::figure::map::prepared::PreparedArea;
use crate::figure::map::projection::meet;
use crate::figure::map::{Prepared, Viewport, base};
use crate::figure::scene::{Lines, Pattern, Primitive};
use crate::figure::style::Palette;
use crate::query::classes::Choropleth;

/// Distance between lines, and between the points at which a line is looked at, in points.
const STEPS: (f32, f32) = (7.0, 2.0);

/// The lines over every municipality that has no class.
pub fn scene(prepared: &Prepared, viewport: &Viewport, palette: &Palette, choropleth: &Choropleth) -> Vec<Primitive> {
    let Some(level) = prepared.level(viewport.zoom) else { return Vec::new() };
    let seen = viewport.stored_bounds(0.0);
    let mut lines = Lines::new(0.8, palette.faint.with_opacity(0.7), Pattern::Solid);
    let without = level.towns.iter().filter(|(nis, _)| base::class_colour(palette, choropleth, *nis).is_none());
    for area in without.flat_map(|(_, areas)| areas).filter(|area| meet(area.bounds, seen)) {
        for [from, until] in hatched(area, viewport) {
            lines.push([from, until]);
        }
    }
    vec![Primitive::Lines(lines)]
}

/// The lines inside one area, from left below to right above, as far as they are seen.
fn hatched(area: &PreparedArea, viewport: &Viewport) -> Vec<[[f32; 2]; 2]> {
    let (scale, [x, y]) = viewport.transform();
    let [west, north, east, south] = area.bounds;
    let (left, right) = (west.mul_add(scale, x).max(0.0), east.mul_add(scale, x).min(viewport.size[0]));
    let (top, bottom) = (north.mul_add(scale, y).max(0.0), south.mul_add(scale, y).min(viewport.size[1]));
    let mut found = Vec::new();
    // On one line the sum of both coordinates stays the same; sums are counted from the corner of the map.
    let mut sum = ((left + top) / STEPS.0).ceil() * STEPS.0;
    while sum < right + bottom {
        let (first, last) = (left.max(sum - bottom), right.min(sum - top));
        let mut run: Option<[[f32; 2]; 2]> = None;
        let mut across = first;
        while across <= last {
            let at = [across, sum - across];
            if area.holds([(at[0] - x) / scale, (at[1] - y) / scale]) {
                run = Some(run.map_or([at, at], |[from, _]| [from, at]));
            } else {
                found.extend(run.take());
            }
            across += STEPS.1;
        }
        found.extend(run);
        sum += STEPS.0;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::figure::map::projection::origin;

    #[test]
    fn lines_stay_inside_the_area() {
        let viewport = Viewport { centre: origin(), zoom: 8.0, size: [200.0, 200.0] };
        let (scale, _) = viewport.transform();
        let half = 50.0 / scale;
        let area = PreparedArea {
            points: vec![[-half, -half], [half, -half], [half, half], [-half, half]],
            ring_ends: vec![4],
            triangles: vec![0, 1, 2, 0, 2, 3],
            bounds: [-half, -half, half, half],
        };
        let lines = hatched(&area, &viewport);
        assert!(lines.len() > 20, "{}", lines.len());
        let is_inside = |point: &[f32; 2]| point.iter().all(|one| (49.0..=151.0).contains(one));
        assert!(lines.iter().flatten().all(is_inside), "{lines:?}");
    }
}

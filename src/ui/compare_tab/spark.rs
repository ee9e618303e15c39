//! A series so small that it needs no axis: its shape, with gaps as gaps and a dot at its end.

use egui::{Color32, Pos2, Rect, Shape, Stroke, Ui, pos2};

use crate::insight::sheet::SparkPoint;

/// The stretches without a gap, each as points in the rectangle, which is as high as the figures reach.
pub fn stretches(points: &[SparkPoint], rect: Rect) -> Vec<Vec<Pos2>> {
    let known = || points.iter().filter_map(|(_, value)| *value);
    let (low, high) = (known().fold(f64::INFINITY, f64::min), known().fold(f64::NEG_INFINITY, f64::max));
    let (Some((first, _)), Some((last, _))) = (points.first(), points.last()) else { return Vec::new() };
    let span = f64::from((last - first).max(1));
    let place = |year: i16, value: f64| {
        let across = f64::from(year - first) / span;
        let up = if high > low { (value - low) / (high - low) } else { 0.5 };
        pos2(rect.left() + rect.width() * across as f32, rect.bottom() - rect.height() * up as f32)
    };
    let mut all = vec![Vec::new()];
    for (year, value) in points {
        match value {
            Some(value) => {
                if let Some(stretch) = all.last_mut() {
                    stretch.push(place(*year, *value));
                }
            }
            None => all.push(Vec::new()),
        }
    }
    all.retain(|stretch| !stretch.is_empty());
    all
}

/// Paints the series; fewer than two figures are no series.
pub fn paint(ui: &Ui, points: &[SparkPoint], rect: Rect, ink: Color32) {
    if points.iter().filter(|(_, value)| value.is_some()).count() < 2 {
        return;
    }
    let all = stretches(points, rect);
    for stretch in &all {
        match stretch.as_slice() {
            [alone] => {
                ui.painter().circle_filled(*alone, 1.0, ink);
            }
            _ => {
                ui.painter().add(Shape::line(stretch.clone(), Stroke::new(1.2, ink)));
            }
        }
    }
    if let Some(end) = all.last().and_then(|stretch| stretch.last()) {
        ui.painter().circle_filled(*end, 1.8, ink);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_parts_the_line() {
        let points = [(2009, Some(10.0)), (2010, Some(20.0)), (2011, None), (2013, Some(30.0))];
        let made = stretches(&points, Rect::from_min_max(pos2(0.0, 0.0), pos2(40.0, 10.0)));
        assert_eq!(made, [vec![pos2(0.0, 10.0), pos2(10.0, 5.0)], vec![pos2(40.0, 0.0)]]);
        assert!(stretches(&[], Rect::ZERO).is_empty());
        assert!(stretches(&[(2009, None)], Rect::ZERO).is_empty());
    }
}

//! Where places lie: in which municipality, and how near to one. May use: what [`super`] may.

use std::sync::Arc;

use geo::{BoundingRect, Contains, LinesIter, Rect};

use super::municipalities::Municipalities;
use crate::model::{Boundary, BoundaryAccuracy, LonLat, Municipality, Nis};

/// A place counts as in a municipality up to so far outside it, metres: boundaries may be approximate, and stations and
/// bridges lie on them.
const REACH_M: f64 = 5_000.0;

/// The same around the label point of a municipality without a boundary, metres: about the size of a large one.
const REACH_OF_POINT_M: f64 = 12_000.0;

/// Metres in a degree of latitude.
const METRES_PER_DEGREE: f64 = 111_195.0;

/// Municipalities by place; made once for many questions.
#[derive(Clone, Debug, Default)]
pub struct Whereabouts {
    towns: Vec<Town>,
}

#[derive(Clone, Debug)]
struct Town {
    nis: Nis,
    label: LonLat,
    /// Its area, and the box around it.
    area: Option<(Arc<Boundary>, Rect<f64>)>,
}

impl Whereabouts {
    /// Those of these municipalities.
    pub fn new(municipalities: &Municipalities) -> Self {
        Self { towns: municipalities.rows().iter().map(Town::of).collect() }
    }

    /// The municipality whose boundary holds the place.
    pub fn town_at(&self, place: LonLat) -> Option<Nis> {
        self.towns.iter().find(|town| town.holds(place)).map(|town| town.nis)
    }

    /// Whether a place lies in or near any municipality.
    pub fn is_in_region(&self, place: LonLat) -> bool {
        // Most lie in one, which is told more quickly than how far off others are.
        self.town_at(place).is_some() || self.towns.iter().any(|town| town.is_near(place))
    }

    /// Whether a place lies in or near the municipality with this code of today; `true` where it is none of these.
    pub fn is_near(&self, nis: Nis, place: LonLat) -> bool {
        let found = self.towns.binary_search_by_key(&nis, |town| town.nis).ok().and_then(|index| self.towns.get(index));
        found.is_none_or(|town| town.is_near(place))
    }
}

/// The municipality whose boundary holds the place, and how exact that boundary is: for a single question.
pub fn municipality_at(municipalities: &Municipalities, place: LonLat) -> Option<(Nis, BoundaryAccuracy)> {
    let holder = municipalities.rows().iter().map(Town::of).find(|town| town.holds(place))?;
    holder.area.map(|(area, _)| (holder.nis, area.accuracy))
}

impl Town {
    fn of(row: &Municipality) -> Self {
        let boxed = |boundary: &Arc<Boundary>| Some((Arc::clone(boundary), boundary.geometry.bounding_rect()?));
        Self { nis: row.nis, label: row.label_point, area: row.boundary.as_ref().and_then(boxed) }
    }

    fn holds(&self, place: LonLat) -> bool {
        let point = geo::Point::from(place);
        self.area.as_ref().is_some_and(|(area, rect)| rect.contains(&point) && area.geometry.contains(&point))
    }

    fn is_near(&self, place: LonLat) -> bool {
        let Some((area, rect)) = &self.area else { return self.label.distance_m(place) <= REACH_OF_POINT_M };
        // Plane enough over a few kilometres.
        let shrink = place.lat().to_radians().cos();
        let reach = REACH_M / METRES_PER_DEGREE;
        let (min, max) = (rect.min(), rect.max());
        let is_in_box = (min.x - reach / shrink..=max.x + reach / shrink).contains(&place.lon())
            && (min.y - reach..=max.y + reach).contains(&place.lat());
        is_in_box
            && (self.holds(place)
                || area.geometry.lines_iter().any(|line| {
                    let of = |corner: geo::Coord<f64>| ((corner.x - place.lon()) * shrink, corner.y - place.lat());
                    from_origin(of(line.start), of(line.end)) <= reach
                }))
    }
}

/// How far the origin lies from a stretch.
fn from_origin((x, y): (f64, f64), (to_x, to_y): (f64, f64)) -> f64 {
    let (dx, dy) = (to_x - x, to_y - y);
    let length = dx.mul_add(dx, dy * dy);
    let part = if length > 0.0 { (-(x.mul_add(dx, y * dy)) / length).clamp(0.0, 1.0) } else { 0.0 };
    part.mul_add(dx, x).hypot(part.mul_add(dy, y))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::MergerTimeline;
    use crate::workspace::test_towns::{at, bounded, nis, town};

    #[test]
    fn a_place_is_near_what_holds_it_and_what_it_is_a_few_kilometres_from() {
        let rows = vec![
            bounded(town("44021", "Gent", at(3.7, 51.05), &[9000])),
            town("31005", "Brugge", at(3.2, 51.2), &[8000]),
        ];
        let all = Municipalities::new(rows, [].into(), Vec::new(), MergerTimeline::default());
        let whereabouts = Whereabouts::new(&all);
        assert_eq!(whereabouts.town_at(at(3.72, 51.05)), Some(nis("44021")));
        assert_eq!(whereabouts.town_at(at(3.2, 51.2)), None, "nobody knows its boundary");
        // Its eastern edge lies at 3.75; there a kilometre is about 0.0143 degrees.
        for (place, is_near) in
            [(at(3.72, 51.05), true), (at(3.8, 51.05), true), (at(3.84, 51.05), false), (at(3.7, 51.2), false)]
        {
            assert_eq!(whereabouts.is_near(nis("44021"), place), is_near, "{place:?}");
            assert_eq!(whereabouts.is_in_region(place), is_near, "{place:?}");
        }
        assert!(whereabouts.is_near(nis("31005"), at(3.3, 51.2)) && !whereabouts.is_near(nis("31005"), at(3.5, 51.2)));
        assert!(whereabouts.is_near(nis("11001"), at(0.0, 0.0)), "nobody knows where that is");
        assert!(!Whereabouts::default().is_in_region(at(3.7, 51.05)));
    }
}

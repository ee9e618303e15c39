//! The shape of a placemark, gathered while its elements open and close. May use: `model`.

use geo::{Coord, Geometry, GeometryCollection, LineString, MultiLineString, MultiPoint, MultiPolygon, Point, Polygon};

use crate::model::Reason;

/// A shape so far.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    /// Shapes that are whole.
    found: Vec<Geometry<f64>>,
    /// The coordinates read last.
    coords: Vec<Coord<f64>>,
    outer: Option<LineString<f64>>,
    holes: Vec<LineString<f64>>,
    is_track: bool,
    failure: Option<Reason>,
}

impl Shapes {
    /// An element opens.
    pub(super) fn start(&mut self, name: &str) {
        match name {
            "Point" | "LineString" | "LinearRing" => self.coords.clear(),
            "Polygon" => (self.outer, self.holes) = (None, Vec::new()),
            "Track" | "MultiTrack" | "Model" => self.is_track = true,
            _ => {}
        }
    }

    /// An element closes.
    pub(super) fn end(&mut self, name: &str, text: &str) {
        match name {
            "coordinates" => match coords(text) {
                Ok(coords) => self.coords = coords,
                Err(reason) => self.failure = Some(reason),
            },
            "Point" => self.found.extend(self.coords.first().map(|coord| Geometry::Point(Point(*coord)))),
            "LineString" if self.coords.len() >= 2 => {
                self.found.push(Geometry::LineString(LineString(std::mem::take(&mut self.coords))));
            }
            "outerBoundaryIs" => self.outer = Some(LineString(std::mem::take(&mut self.coords))),
            "innerBoundaryIs" => self.holes.push(LineString(std::mem::take(&mut self.coords))),
            "Polygon" => {
                let outer = self.outer.take().filter(|ring| ring.0.len() >= 3);
                let holes = std::mem::take(&mut self.holes);
                self.found.extend(outer.map(|outer| Geometry::Polygon(Polygon::new(outer, holes))));
            }
            _ => {}
        }
    }

    /// The shape of the placemark; nested collections are flat, and one of a kind is of that kind.
    pub(super) fn finish(mut self) -> Result<Option<Geometry<f64>>, Reason> {
        if let Some(reason) = self.failure {
            return Err(reason);
        }
        if self.found.is_empty() && self.is_track {
            return Err(Reason::new("reason-tracks"));
        }
        if self.found.len() < 2 {
            return Ok(self.found.pop());
        }
        Ok(Some(gathered(self.found)))
    }
}

fn gathered(found: Vec<Geometry<f64>>) -> Geometry<f64> {
    if let Some(points) = all(&found, |shape| if let Geometry::Point(point) = shape { Some(*point) } else { None }) {
        return Geometry::MultiPoint(MultiPoint(points));
    }
    if let Some(lines) =
        all(&found, |shape| if let Geometry::LineString(line) = shape { Some(line.clone()) } else { None })
    {
        return Geometry::MultiLineString(MultiLineString(lines));
    }
    if let Some(areas) =
        all(&found, |shape| if let Geometry::Polygon(area) = shape { Some(area.clone()) } else { None })
    {
        return Geometry::MultiPolygon(MultiPolygon(areas));
    }
    Geometry::GeometryCollection(GeometryCollection::from(found))
}

fn all<T>(found: &[Geometry<f64>], part: impl Fn(&Geometry<f64>) -> Option<T>) -> Option<Vec<T>> {
    found.iter().map(part).collect()
}

/// Longitude, latitude and perhaps a height, parted by commas; places are parted by blanks.
fn coords(text: &str) -> Result<Vec<Coord<f64>>, Reason> {
    let coord = |place: &str| {
        let mut numbers =
            place.split(',').map(|number| number.trim().parse::<f64>().ok().filter(|value| value.is_finite()));
        Some(Coord { x: numbers.next()??, y: numbers.next()?? })
    };
    text.split_whitespace()
        .map(|place| coord(place).ok_or_else(|| Reason::new("reason-not-coordinate").with("text", place)))
        .collect()
}

//! Where a project lies: its place, and its shape where the file gives one that is more than a point.
//!
//! Contract: a place that is stated in coordinates counts, whatever shape stands beside it; without one it is a point in
//! the shape. Heights and measures never come this far. May use: `formats`, `model`.

use std::sync::Arc;

use geo::{Centroid, Coord, CoordsIter, Geometry, InteriorPoint, MapCoords};

use super::fields::{ProjectField, Record};
use super::read::{FieldError, ProjectReader, named, said, wrong};
use crate::formats::crs::{Axes, Crs, NoPlace, ToWgs84};
use crate::formats::number;
use crate::formats::placing::written;
use crate::model::{Explained, Footprint, LonLat, Project, Reason};

/// A place, and the shape that it lies in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// The place.
    pub location: Option<LonLat>,
    /// The shape; `None` = a point, or nothing.
    pub shape: Option<Arc<Footprint>>,
}

/// A shape of a cell and its reference system.
type WrittenShape = (Option<Crs>, Geometry<f64>);

/// The place of a point that stands for a shape, its coordinates, and whether they stood in each other's place.
type Stand = (LonLat, (f64, f64), bool);

impl ProjectReader<'_> {
    /// The place of two coordinates, in the system named or the one that their size speaks for.
    ///
    /// # Errors
    /// When they are no place on earth, or no system can be told.
    pub fn place(&mut self, x: f64, y: f64, field: ProjectField) -> Result<LonLat, FieldError> {
        self.place_in(self.crs, (x, y), field).map(|(place, _)| place)
    }

    /// The place, and whether the coordinates stood in each other's place.
    fn place_in(
        &mut self,
        crs: Option<Crs>,
        (x, y): (f64, f64),
        field: ProjectField,
    ) -> Result<(LonLat, bool), FieldError> {
        if x == 0.0 && y == 0.0 {
            return Err(wrong(field, Reason::new("reason-origin")));
        }
        let way = self.ways.of(crs, (x, y)).map_err(|reason| wrong(field, reason))?;
        let (place, is_turned) = way.place_along(self.axes, (x, y)).map_err(|error| wrong(field, error.reason()))?;
        self.notes.turned_axes += u64::from(is_turned);
        if crs.is_none() {
            self.notes.detected_crs = Some(way.crs());
        }
        Ok((place, is_turned))
    }

    /// The place of a shape: its point, or a point in an area, on a line, in the middle of points.
    ///
    /// # Errors
    /// As for [`ProjectReader::place`].
    pub fn place_of(&mut self, shape: &Geometry<f64>) -> Result<Option<LonLat>, FieldError> {
        Ok(self.point_of(self.crs, shape, ProjectField::Lon)?.map(|(place, ..)| place))
    }

    /// Puts a project where a shape of its own says, which it keeps where that is more than a point. A place that is
    /// stated stays.
    ///
    /// # Errors
    /// As for [`ProjectReader::place`], and when a corner of the shape is no place.
    pub fn put(&mut self, project: &mut Project, shape: &Geometry<f64>) -> Result<(), FieldError> {
        if project.shape.is_some() || project.location.is_some() && Footprint::is_point(shape) {
            return Ok(());
        }
        let placed = self.placed(self.crs, shape, ProjectField::Lon)?;
        project.location = project.location.or(placed.location);
        project.shape = placed.shape;
        Ok(())
    }

    /// The place of a cell that holds one; `None` for an empty cell.
    ///
    /// # Errors
    /// As for [`ProjectReader::place`], and when the cell holds something else.
    pub fn written_place(&mut self, text: &str) -> Result<Option<LonLat>, FieldError> {
        let Some((crs, shape)) = self.written(text)? else { return Ok(None) };
        Ok(self.point_of(crs, &shape, ProjectField::Place)?.map(|(place, ..)| place))
    }

    /// The shape of a cell and its reference system.
    fn written(&self, text: &str) -> Result<Option<WrittenShape>, FieldError> {
        let field = ProjectField::Place;
        if text.is_empty() || text.ends_with(" EMPTY") {
            return Ok(None);
        }
        let written = written::parse(text).ok_or_else(|| wrong(field, named("reason-not-place", text)))?;
        // What is said of the file goes before what a row says.
        let crs = match self.crs {
            Some(crs) => Some(crs),
            None => written.crs().map_err(|reason| wrong(field, reason))?,
        };
        Ok(Some((crs, written.shape)))
    }

    /// The point that stands for a shape.
    fn point_of(
        &mut self,
        crs: Option<Crs>,
        shape: &Geometry<f64>,
        field: ProjectField,
    ) -> Result<Option<Stand>, FieldError> {
        let point = match shape {
            Geometry::Point(point) => Some(*point),
            Geometry::MultiPoint(points) if points.0.len() == 1 => points.0.first().copied(),
            shape => {
                self.notes.points_of_shapes += 1;
                let is_finite = shape.coords_iter().all(|coord| coord.x.is_finite() && coord.y.is_finite());
                if is_finite { shape.interior_point().or_else(|| shape.centroid()) } else { None }
            }
        };
        let Some(at) = point.map(|point| (point.x(), point.y())) else { return Ok(None) };
        self.place_in(crs, at, field).map(|(place, is_turned)| Some((place, at, is_turned)))
    }

    fn placed(&mut self, crs: Option<Crs>, shape: &Geometry<f64>, field: ProjectField) -> Result<Placed, FieldError> {
        let Some((place, at, is_turned)) = self.point_of(crs, shape, field)? else { return Ok(Placed::default()) };
        let mut placed = Placed { location: Some(place), shape: None };
        if !Footprint::is_point(shape) {
            let way = self.ways.of(crs, at).map_err(|reason| wrong(field, reason))?;
            let axes = if is_turned { Axes::NorthFirst } else { Axes::EastFirst };
            let degrees = carried(shape, way, axes);
            let degrees = degrees.map_err(|error| wrong(field, error.reason()))?;
            placed.shape = Footprint::new(&degrees).map(Arc::new);
        }
        Ok(placed)
    }

    /// Where the fields of a record put a project.
    ///
    /// # Errors
    /// As for [`ProjectReader::written_place`].
    pub(super) fn own_place(&mut self, record: &Record<'_>) -> Result<Placed, FieldError> {
        for (first, second) in [(ProjectField::Lon, ProjectField::Lat), (ProjectField::X, ProjectField::Y)] {
            if said(record, first).is_empty() && said(record, second).is_empty() {
                continue;
            }
            let number = |field| {
                let text = record.get(field);
                number::parse_coordinate(text).ok_or_else(|| wrong(field, named("reason-not-coordinate", text)))
            };
            let place = self.place(number(first)?, number(second)?, first)?;
            return Ok(Placed { location: Some(place), shape: None });
        }
        match self.written(record.get(ProjectField::Place))? {
            Some((crs, shape)) => self.placed(crs, &shape, ProjectField::Place),
            None => Ok(Placed::default()),
        }
    }
}

/// A shape in degrees. All of its coordinates stand in the order of the point that stands for it, wherever they lie.
fn carried(shape: &Geometry<f64>, way: &ToWgs84, axes: Axes) -> Result<Geometry<f64>, NoPlace> {
    shape.try_map_coords(|at| {
        let place = match axes {
            Axes::EastFirst => way.place(at.x, at.y),
            Axes::NorthFirst => way.place(at.y, at.x),
        };
        place.map(|place| Coord { x: place.lon(), y: place.lat() })
    })
}

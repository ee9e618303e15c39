//! What a GeoParquet file says of its geometries.

use std::collections::BTreeSet;

use geo::{BoundingRect, Geometry, Rect};
use serde_json::{Value as Json, json};

use super::write::GEOMETRY;
use crate::formats::crs::Crs;

/// What the geometries that were written have in common.
#[derive(Debug, Default)]
pub(super) struct Extent {
    types: BTreeSet<&'static str>,
    bounds: Option<Rect<f64>>,
}

impl Extent {
    /// Takes a geometry into account.
    pub fn add(&mut self, geometry: &Geometry<f64>) {
        self.types.insert(type_name(geometry));
        if let Some(rect) = geometry.bounding_rect() {
            self.bounds = Some(self.bounds.map_or(rect, |bounds| joined(bounds, rect)));
        }
    }

    /// The value of the key `geo`.
    pub fn json(&self, crs: Crs) -> String {
        let mut column = json!({ "encoding": "WKB", "geometry_types": self.types });
        if let Some(object) = column.as_object_mut() {
            if let Some(bounds) = self.bounds {
                let (least, greatest) = (bounds.min(), bounds.max());
                object.insert("bbox".to_owned(), json!([least.x, least.y, greatest.x, greatest.y]));
            }
            // Without one it is OGC:CRS84, longitude and latitude.
            if let Some(told) = crs.projjson().and_then(|text| serde_json::from_str::<Json>(text).ok()) {
                object.insert("crs".to_owned(), told);
            }
        }
        json!({ "version": "1.1.0", "primary_column": GEOMETRY, "columns": { GEOMETRY: column } }).to_string()
    }
}

fn joined(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    Rect::new(
        (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
        (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
    )
}

/// The name that the specification has for a type, as the well-known binary is written.
const fn type_name(geometry: &Geometry<f64>) -> &'static str {
    match geometry {
        Geometry::Point(_) => "Point",
        Geometry::Line(_) | Geometry::LineString(_) => "LineString",
        Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => "Polygon",
        Geometry::MultiPoint(_) => "MultiPoint",
        Geometry::MultiLineString(_) => "MultiLineString",
        Geometry::MultiPolygon(_) => "MultiPolygon",
        Geometry::GeometryCollection(_) => "GeometryCollection",
    }
}

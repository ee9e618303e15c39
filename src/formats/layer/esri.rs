//! Geometries, dates and reference systems as an ArcGIS server writes them in JSON (ArcGIS REST API: geometry objects,
//! feature object). May use: `formats::crs`.

use geo::{Coord, Geometry, LineString, MultiPoint, Point};
use jiff::Timestamp;
use serde_json::Value;

use super::shapefile::lines;
use super::{LayerCrs, projection, rings};
use crate::formats::crs::Crs;
use crate::formats::sheet::Cell;
use crate::model::Reason;

/// The geometry; `None` where it is empty.
pub(super) fn geometry(json: &Value) -> Result<Option<Geometry<f64>>, Reason> {
    if let Some(x) = json.get("x") {
        return point(x, json.get("y").unwrap_or(&Value::Null));
    }
    if let Some(paths) = json.get("paths") {
        return Ok(lines(parts(paths)?));
    }
    if let Some(rings) = json.get("rings") {
        return rings::assemble(parts(rings)?);
    }
    if let Some(points) = json.get("points") {
        let coords = coords(points)?;
        return Ok((!coords.is_empty()).then(|| Geometry::MultiPoint(MultiPoint::from(coords))));
    }
    if ["curveRings", "curvePaths"].iter().any(|name| json.get(name).is_some()) {
        return Err(Reason::new("reason-curves"));
    }
    match json.as_object() {
        Some(members) if members.keys().all(|name| name == "spatialReference") => Ok(None),
        _ => Err(Reason::new("reason-shape-kind-untold")),
    }
}

/// An empty point has null or "NaN" as x.
fn point(x: &Value, y: &Value) -> Result<Option<Geometry<f64>>, Reason> {
    if x.is_null() || x == "NaN" {
        return Ok(None);
    }
    let (Some(x), Some(y)) = (x.as_f64(), y.as_f64()) else { return Err(Reason::new("reason-coordinate-not-number")) };
    Ok(Some(Geometry::Point(Point::new(x, y))))
}

fn parts(json: &Value) -> Result<Vec<LineString<f64>>, Reason> {
    let parts = json.as_array().ok_or(Reason::new("reason-shape-parts-missing"))?;
    parts.iter().map(|part| coords(part).map(LineString)).collect()
}

fn coords(json: &Value) -> Result<Vec<Coord<f64>>, Reason> {
    let coords = json.as_array().ok_or(Reason::new("reason-shape-parts-missing"))?;
    let coord = |json: &Value| Some(Coord { x: json.get(0)?.as_f64()?, y: json.get(1)?.as_f64()? });
    coords.iter().map(|json| coord(json).ok_or_else(|| Reason::new("reason-coordinate-not-number"))).collect()
}

/// The reference system. `latestWkid` is the number in the EPSG registry where `wkid` is one of Esri's own.
pub(super) fn system(reference: &Value) -> LayerCrs {
    let code = |name: &str| reference.get(name).and_then(Value::as_i64);
    let known = [code("latestWkid"), code("wkid")].into_iter().flatten();
    if let Some(crs) = known.into_iter().find_map(|code| Crs::from_name(&code.to_string())) {
        return LayerCrs::Known(crs);
    }
    if let Some(text) = reference.get("wkt").and_then(Value::as_str) {
        return projection::from_wkt(text);
    }
    code("latestWkid").or_else(|| code("wkid")).map_or(LayerCrs::Untold, projection::from_epsg)
}

/// Names of the fields that hold dates.
pub(super) fn date_fields(fields: &Value) -> Vec<String> {
    let is_date = |field: &&Value| field.get("type").and_then(Value::as_str) == Some("esriFieldTypeDate");
    let dates = fields.as_array().into_iter().flatten().filter(is_date);
    dates.filter_map(|field| field.get("name")?.as_str().map(str::to_owned)).collect()
}

/// The moment of milliseconds since 1970; the day, in UTC, where it is midnight.
pub(super) fn date(cell: Cell) -> Cell {
    let Cell::Number(milliseconds) = cell else { return cell };
    match Timestamp::from_millisecond(milliseconds as i64) {
        Ok(time) => Cell::from_dated(&time.to_string()),
        Err(_) => Cell::Broken(milliseconds.to_string()),
    }
}

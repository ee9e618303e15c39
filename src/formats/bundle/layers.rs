//! The layers of the offline basemap.

use std::collections::HashMap;
use std::sync::Arc;

use geo::{Geometry, LineString, Polygon};

use super::container::Bundle;
use super::geometry::Layer;
use super::table::{Row, Table};
use super::{BundleError, geometry};
use crate::model::LonLat;
use crate::model::basemap::{Basemap, BasemapLine, BasemapPlace};

/// Reads every layer.
pub(super) fn read(bundle: &Bundle<'_>) -> Result<Basemap, BundleError> {
    let lines = |name: &str| Ok(lines(&geometry::read(bundle, &format!("basemap/{name}.geojson"))?));
    let areas = |name: &str| geometry::read(bundle, &format!("basemap/{name}.geojson")).map(areas);
    Ok(Basemap {
        land: areas("land")?,
        lakes: areas("lakes")?,
        rivers: lines("rivers")?,
        roads: lines("roads")?,
        railways: lines("railways")?,
        borders: lines("borders")?,
        places: places(bundle)?,
    })
}

fn areas(layer: Layer) -> Vec<Polygon<f64>> {
    let mut areas = Vec::with_capacity(layer.features.len());
    for (_, geometry) in layer.features {
        match geometry {
            Geometry::Polygon(polygon) => areas.push(polygon),
            Geometry::MultiPolygon(polygons) => areas.extend(polygons),
            _ => {}
        }
    }
    areas
}

fn lines(layer: &Layer) -> Vec<BasemapLine> {
    let mut classes: HashMap<usize, Arc<str>> = HashMap::new();
    let mut lines = Vec::with_capacity(layer.features.len());
    for (properties, geometry) in &layer.features {
        let class = classes.entry(*properties).or_insert_with(|| {
            let class = layer.text(*properties, "class");
            Arc::from(if class.is_empty() { layer.text(*properties, "kind") } else { class })
        });
        let mut add = |line: &LineString<f64>| {
            let points = line.coords().map(|coord| [coord.x, coord.y]).collect();
            lines.push(BasemapLine { points, class: class.clone() });
        };
        match geometry {
            Geometry::LineString(line) => add(line),
            Geometry::MultiLineString(parts) => parts.iter().for_each(add),
            _ => {}
        }
    }
    lines
}

/// Places, most important first; those of one rank in the order of the file.
fn places(bundle: &Bundle<'_>) -> Result<Vec<BasemapPlace>, BundleError> {
    let table = Table::read(bundle, "basemap/places.csv")?;
    let mut places = table.rows().map(place).collect::<Result<Vec<_>, _>>()?;
    places.sort_by_key(|place| place.rank);
    Ok(places)
}

fn place(row: Row<'_>) -> Result<BasemapPlace, BundleError> {
    let point = LonLat::new(row.value("lon")?, row.value("lat")?);
    let name_nl = row.shared("name_nl");
    let name_fr = row.text("name_fr");
    Ok(BasemapPlace {
        name_fr: (!name_fr.is_empty() && name_fr != &*name_nl).then(|| Arc::from(name_fr)),
        name_nl,
        place: point.map_err(|error| row.error("lon", &error.to_string()))?,
        rank: row.value("rank")?,
        kind: row.shared("kind"),
        country: row.shared("country"),
        nis: row.optional("nis")?,
    })
}

//! Municipalities with their boundaries, other names, arrondissements and mergers.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use geo::{Geometry, MultiPolygon};

use super::container::Bundle;
use super::table::{Row, Table};
use super::{BundleError, geometry};
use crate::model::municipality::Merger;
use crate::model::{
    Arrondissement, Boundary, BoundaryAccuracy, Localized, LonLat, MergerTimeline, Municipality, Nis, Province, Region,
    Typology,
};

const BOUNDARIES: &str = "boundaries.geojson";

/// Municipalities in today's borders, ordered by code.
pub(super) fn read(bundle: &Bundle<'_>) -> Result<Vec<Municipality>, BundleError> {
    let mut boundaries = boundaries(bundle)?;
    let table = Table::read(bundle, "municipalities.csv")?;
    let mut rows = table
        .rows()
        .map(|row| {
            let nis: Nis = row.value("nis")?;
            municipality(row, nis, boundaries.remove(&nis))
        })
        .collect::<Result<Vec<_>, _>>()?;
    rows.sort_by_key(|row| row.nis);
    Ok(rows)
}

fn municipality(row: Row<'_>, nis: Nis, boundary: Option<Arc<Boundary>>) -> Result<Municipality, BundleError> {
    let name = row.shared("name_nl");
    let other = |column| {
        let text = row.text(column);
        (!text.is_empty() && text != &*name).then(|| Arc::from(text))
    };
    let label_point = LonLat::new(row.value("lon")?, row.value("lat")?);
    Ok(Municipality {
        nis,
        name_fr: other("name_fr"),
        name_de: other("name_de"),
        name: name.clone(),
        region: row.keyed("region", Region::from_key)?,
        province: row.keyed("province", Province::from_key)?,
        arrondissement: Arrondissement(row.value("arrondissement")?),
        typology: row.keyed("typology", Typology::from_key)?,
        is_centrumstad: row.value("centrumstad")?,
        area_ha: row.optional("area_ha")?,
        population_2020: row.optional("population_2020")?,
        postal_codes: row.list("postal_codes", |item| item.parse().ok())?,
        label_point: label_point.map_err(|error| row.error("lon", &error.to_string()))?,
        label_rank: row.value("label_rank")?,
        boundary,
    })
}

fn boundaries(bundle: &Bundle<'_>) -> Result<HashMap<Nis, Arc<Boundary>>, BundleError> {
    let layer = geometry::read(bundle, BOUNDARIES)?;
    let mut boundaries = HashMap::with_capacity(layer.features.len());
    for (number, (properties, geometry)) in layer.features.iter().enumerate() {
        let wrong = |column: &str, reason: String| BundleError::Value {
            file: Arc::from(BOUNDARIES),
            line: number as u64 + 1,
            column: column.to_owned(),
            reason,
        };
        let geometry = match geometry {
            Geometry::Polygon(polygon) => MultiPolygon(vec![polygon.clone()]),
            Geometry::MultiPolygon(polygons) => polygons.clone(),
            _ => return Err(wrong("geometry", "not an area".to_owned())),
        };
        let accuracy = layer.text(*properties, "accuracy");
        let accuracy =
            BoundaryAccuracy::from_key(accuracy).ok_or_else(|| wrong("accuracy", format!("unknown: {accuracy:?}")))?;
        let nis = layer
            .text(*properties, "nis")
            .parse()
            .map_err(|error: crate::model::ids::InvalidNis| wrong("nis", error.to_string()))?;
        boundaries.insert(nis, Arc::new(Boundary { geometry, accuracy }));
    }
    Ok(boundaries)
}

/// Names of arrondissements by two-digit code.
pub(super) fn arrondissements(bundle: &Bundle<'_>) -> Result<BTreeMap<u8, Localized>, BundleError> {
    let table = Table::read(bundle, "arrondissements.csv")?;
    table.rows().map(|row| Ok((row.value("code")?, Localized::new(row.text("name_nl"), row.text("name_en"))))).collect()
}

/// Other names with the code of today.
pub(super) fn aliases(bundle: &Bundle<'_>) -> Result<Vec<(Arc<str>, Nis)>, BundleError> {
    let table = Table::read(bundle, "aliases.csv")?;
    table.rows().map(|row| Ok((row.shared("alias"), row.value("nis")?))).collect()
}

/// The mergers.
pub(super) fn mergers(bundle: &Bundle<'_>) -> Result<MergerTimeline, BundleError> {
    let table = Table::read(bundle, "mergers.csv")?;
    let mergers = table.rows().map(|row| {
        Ok(Merger {
            old: row.value("old_nis")?,
            old_name: row.shared("old_name"),
            new: row.value("new_nis")?,
            effective: row.value("effective")?,
        })
    });
    mergers.collect::<Result<Vec<_>, BundleError>>().map(MergerTimeline::new)
}

//! Municipalities with their boundaries, names and mergers.

use std::collections::BTreeMap;
use std::sync::Arc;

use geo::{Geometry, MultiPolygon};
use rusqlite::{Connection, params};

use super::rows;
use crate::model::geometry_blob::{WGS84_SRS_ID, decode, encode};
use crate::model::municipality::Merger;
use crate::model::{
    Arrondissement, Boundary, BoundaryAccuracy, LonLat, MergerTimeline, Municipality, Nis, Province, Region, Typology,
};
use crate::store::error::StoreError;
use crate::store::values::{Columns, insert_sql, join, select_sql, upsert_sql};

const COLUMNS: &[&str] = &[
    "nis",
    "name",
    "name_fr",
    "name_de",
    "region",
    "province",
    "arrondissement",
    "typology",
    "is_centrumstad",
    "area_ha",
    "population_2020",
    "postal_codes",
    "label_lon",
    "label_lat",
    "label_rank",
    "boundary_accuracy",
    "geom",
];

/// Writes municipalities, each over the one with its code.
pub(in crate::store) fn insert(conn: &Connection, municipalities: &[Municipality]) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(&upsert_sql("municipalities", COLUMNS, &["nis"]))?;
    for row in municipalities {
        statement.execute(params![
            row.nis.number(),
            row.name,
            row.name_fr,
            row.name_de,
            row.region.key(),
            row.province.key(),
            row.arrondissement.0,
            row.typology.key(),
            row.is_centrumstad,
            row.area_ha,
            row.population_2020,
            join(row.postal_codes.iter().map(u16::to_string)),
            row.label_point.lon(),
            row.label_point.lat(),
            row.label_rank,
            row.boundary.as_ref().map(|boundary| boundary.accuracy.key()),
            row.boundary.as_ref().map(|boundary| blob(boundary)),
        ])?;
    }
    Ok(())
}

/// Sets the boundaries of municipalities that exist; gives the codes that do not.
pub(in crate::store) fn set_boundaries(
    conn: &Connection,
    boundaries: &[(Nis, Arc<Boundary>)],
) -> Result<Vec<Nis>, StoreError> {
    let sql = "UPDATE municipalities SET geom = ?2, boundary_accuracy = ?3 WHERE nis = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let mut unknown = Vec::new();
    for (nis, boundary) in boundaries {
        if statement.execute(params![nis.number(), blob(boundary), boundary.accuracy.key()])? == 0 {
            unknown.push(*nis);
        }
    }
    Ok(unknown)
}

fn blob(boundary: &Boundary) -> Vec<u8> {
    encode(&Geometry::MultiPolygon(boundary.geometry.clone()), WGS84_SRS_ID)
}

/// All municipalities, by code.
pub(in crate::store) fn load(conn: &Connection) -> Result<Vec<Municipality>, StoreError> {
    let sql = format!("SELECT {} FROM municipalities ORDER BY nis", COLUMNS.join(", "));
    rows(conn, "municipalities", &sql, |columns| {
        Ok(Municipality {
            nis: columns.nis("nis")?,
            name: columns.take()?,
            name_fr: columns.take()?,
            name_de: columns.take()?,
            region: columns.parse("region", Region::from_key)?,
            province: columns.parse("province", Province::from_key)?,
            arrondissement: Arrondissement(columns.take()?),
            typology: columns.parse("typology", Typology::from_key)?,
            is_centrumstad: columns.take()?,
            area_ha: columns.take()?,
            population_2020: columns.take()?,
            postal_codes: columns.list("postal_codes", |text| text.parse().ok())?.into(),
            label_point: label_point(columns)?,
            label_rank: columns.take()?,
            boundary: boundary(columns)?,
        })
    })
}

fn label_point(columns: &mut Columns<'_>) -> Result<LonLat, StoreError> {
    let (lon, lat) = (columns.take()?, columns.take()?);
    LonLat::new(lon, lat).map_err(|error| columns.refuse("label_lon", error.to_string()))
}

fn boundary(columns: &mut Columns<'_>) -> Result<Option<Arc<Boundary>>, StoreError> {
    let accuracy = columns.parse_some("boundary_accuracy", BoundaryAccuracy::from_key)?;
    let blob: Option<Vec<u8>> = columns.take()?;
    let (Some(accuracy), Some(blob)) = (accuracy, blob) else {
        return Ok(None);
    };
    let decoded = decode(&blob).map_err(|error| columns.refuse("geom", error.to_string()))?;
    let geometry = match decoded.geometry {
        None => MultiPolygon(Vec::new()),
        Some(Geometry::MultiPolygon(polygons)) => polygons,
        Some(Geometry::Polygon(polygon)) => MultiPolygon(vec![polygon]),
        Some(_) => return Err(columns.refuse("geom", "a geometry that is no area")),
    };
    Ok(Some(Arc::new(Boundary { geometry, accuracy })))
}

/// Writes the names of arrondissements.
pub(in crate::store) fn insert_arrondissements(
    conn: &Connection,
    names: &BTreeMap<u8, crate::model::Localized>,
) -> Result<(), StoreError> {
    let columns = ["code", "name_nl", "name_en"];
    let mut statement = conn.prepare_cached(&insert_sql("arrondissements", &columns))?;
    for (code, name) in names {
        statement.execute(params![code, name.nl, name.en])?;
    }
    Ok(())
}

/// The names of arrondissements.
pub(in crate::store) fn load_arrondissements(
    conn: &Connection,
) -> Result<BTreeMap<u8, crate::model::Localized>, StoreError> {
    let sql = select_sql("arrondissements", &["code", "name_nl", "name_en"]);
    let list = rows(conn, "arrondissements", &sql, |columns| Ok((columns.take()?, columns.localized()?)))?;
    Ok(list.into_iter().collect())
}

/// Writes other names.
pub(in crate::store) fn insert_aliases(conn: &Connection, aliases: &[(Arc<str>, Nis)]) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(&insert_sql("aliases", &["name", "nis"]))?;
    for (name, nis) in aliases {
        statement.execute(params![name, nis.number()])?;
    }
    Ok(())
}

/// Other names.
pub(in crate::store) fn load_aliases(conn: &Connection) -> Result<Vec<(Arc<str>, Nis)>, StoreError> {
    rows(conn, "aliases", &select_sql("aliases", &["name", "nis"]), |columns| {
        Ok((columns.take()?, columns.nis("nis")?))
    })
}

const MERGER_COLUMNS: &[&str] = &["old_nis", "old_name", "new_nis", "effective"];

/// Writes mergers.
pub(in crate::store) fn insert_mergers(conn: &Connection, timeline: &MergerTimeline) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(&insert_sql("mergers", MERGER_COLUMNS))?;
    for merger in timeline.mergers() {
        let effective = merger.effective.to_string();
        statement.execute(params![merger.old.number(), merger.old_name, merger.new.number(), effective])?;
    }
    Ok(())
}

/// Mergers.
pub(in crate::store) fn load_mergers(conn: &Connection) -> Result<MergerTimeline, StoreError> {
    let list = rows(conn, "mergers", &select_sql("mergers", MERGER_COLUMNS), |columns| {
        Ok(Merger {
            old: columns.nis("old_nis")?,
            old_name: columns.take()?,
            new: columns.nis("new_nis")?,
            effective: columns.parse("effective", |text| text.parse().ok())?,
        })
    })?;
    Ok(MergerTimeline::new(list))
}

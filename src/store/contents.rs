//! The table of contents that other programs read: layers, tables, extents, time of last change.
//!
//! The time of last change comes from the data, never from the clock: the same data makes the same file.

use rusqlite::{Connection, OptionalExtension, params};

use super::error::StoreError;
use super::schema::{ATTRIBUTES, FEATURES};
use crate::model::geometry_blob::{Envelope, WGS84_SRS_ID, envelope};

/// What stands where the data has no date.
pub(super) const NO_DATE: &str = "1970-01-01T00:00:00.000Z";

/// Enters every layer and table.
pub(super) fn register(conn: &Connection) -> Result<(), StoreError> {
    let contents = "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id)
      VALUES (?1, ?2, ?1, ?3, ?4) ON CONFLICT (table_name) DO NOTHING";
    let columns = "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, ?3, 0, 0) ON CONFLICT DO NOTHING";
    for (table, kind) in FEATURES {
        conn.execute(contents, params![table, "features", NO_DATE, WGS84_SRS_ID])?;
        conn.execute(columns, params![table, kind, WGS84_SRS_ID])?;
    }
    for table in ATTRIBUTES {
        conn.execute(contents, params![table, "attributes", NO_DATE, 0])?;
    }
    Ok(())
}

/// Dates every table by the latest full date of a data set.
pub(super) fn date_by_sources(conn: &Connection) -> Result<(), StoreError> {
    let sql = "UPDATE gpkg_contents SET last_change = max(last_change, coalesce((
        SELECT max(date) FROM sources WHERE date GLOB '[0-9][0-9][0-9][0-9]-[0-1][0-9]-[0-3][0-9]')
        || 'T00:00:00.000Z', last_change))";
    conn.execute(sql, [])?;
    Ok(())
}

/// Dates what observations show in by the newest of them.
pub(super) fn date_by_observation(conn: &Connection, newest_us: i64) -> Result<(), StoreError> {
    let sql = "UPDATE gpkg_contents SET last_change = max(last_change,
        strftime('%Y-%m-%dT%H:%M:%fZ', ?1 / 1e6, 'unixepoch'))
        WHERE table_name IN ('sensors', 'datastreams', 'observations', 'rollups_hourly', 'rollups_daily',
          'rollups_monthly')";
    conn.prepare_cached(sql)?.execute([newest_us])?;
    Ok(())
}

/// Writes the extent of a layer as its geometries have it.
pub(super) fn measure(conn: &Connection, table: &str) -> Result<(), StoreError> {
    let mut statement = conn.prepare(&format!("SELECT geom FROM {table} WHERE geom IS NOT NULL"))?;
    let mut rows = statement.query([])?;
    let mut whole: Option<Envelope> = None;
    while let Some(row) = rows.next()? {
        let blob = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        if let Ok(Some(one)) = envelope(blob) {
            whole = Some(one.joined(whole));
        }
    }
    set_extent(conn, table, whole)
}

/// Widens the extent of a layer by that of rows that were added, whose others stay as they were.
pub(super) fn widen(conn: &Connection, table: &str, added: Option<Envelope>) -> Result<(), StoreError> {
    let Some(added) = added else { return Ok(()) };
    let sql = "SELECT min_x, max_x, min_y, max_y FROM gpkg_contents WHERE table_name = ?1 AND min_x IS NOT NULL";
    let known = conn.query_row(sql, [table], |row| {
        Ok(Envelope { min_x: row.get(0)?, max_x: row.get(1)?, min_y: row.get(2)?, max_y: row.get(3)? })
    });
    set_extent(conn, table, Some(added.joined(known.optional()?)))
}

fn set_extent(conn: &Connection, table: &str, whole: Option<Envelope>) -> Result<(), StoreError> {
    let sql = "UPDATE gpkg_contents SET min_x = ?2, min_y = ?3, max_x = ?4, max_y = ?5 WHERE table_name = ?1";
    let side = |pick: fn(Envelope) -> f64| whole.map(pick);
    conn.execute(sql, params![table, side(|e| e.min_x), side(|e| e.min_y), side(|e| e.max_x), side(|e| e.max_y)])?;
    Ok(())
}

//! The rows of the model as rows of tables, a file for each kind: `insert` writes, `load` reads.
//!
//! Contract: what `insert` wrote, `load` gives back equal and in the same order. `insert` runs in the caller's
//! transaction.

pub(super) mod feed_rejected;
pub(super) mod feed_state;
pub(super) mod feeds;
pub(super) mod indicator_changes;
pub(super) mod indicators;
pub(super) mod layers;
pub(super) mod municipalities;
pub(super) mod own;
pub(super) mod projects;
pub(super) mod rejected;
pub(super) mod remarks;
pub(super) mod sensors;
pub(super) mod shapes;
pub(super) mod sources;

use rusqlite::Connection;

use super::error::StoreError;
use super::values::Columns;

/// Every row of a query, each read by `read`.
fn rows<T>(
    conn: &Connection,
    table: &'static str,
    sql: &str,
    mut read: impl FnMut(&mut Columns<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut statement = conn.prepare(sql)?;
    let mut found = statement.query([])?;
    let mut list = Vec::new();
    while let Some(row) = found.next()? {
        list.push(read(&mut Columns::new(row, table))?);
    }
    Ok(list)
}

/// Removes rows that the model refuses (of a file that was damaged); gives how many.
pub(super) fn sift(conn: &Connection) -> Result<u64, StoreError> {
    Ok(sift_table(conn, "sources", sources::COLUMNS, sources::read)?
        + sift_table(conn, "projects", projects::COLUMNS, projects::read)?
        + sift_table(conn, shapes::TABLE, shapes::COLUMNS, shapes::read)?
        + sift_table(conn, "feeds", feeds::COLUMNS, feeds::read)?
        + sift_table(conn, "feed_health", feeds::HEALTH_COLUMNS, feeds::read_health)?
        + sift_table(conn, "sensors", sensors::SENSOR_COLUMNS, sensors::read_sensor)?
        + sift_table(conn, "datastreams", sensors::DATASTREAM_COLUMNS, sensors::read_datastream)?
        + sift_table(conn, "rejected", rejected::COLUMNS, rejected::read)?
        + sift_table(conn, "indicators", indicators::COLUMNS, indicators::read)?
        + sift_table(conn, "indicator_values", indicators::VALUE_COLUMNS, indicators::read_value_columns)?
        + sift_table(conn, "indicator_imports", indicator_changes::IMPORT_COLUMNS, indicator_changes::read_import)?
        + sift_table(
            conn,
            "indicator_revisions",
            indicator_changes::REVISION_COLUMNS,
            indicator_changes::read_revision,
        )?
        + sift_table(conn, "own_layers", layers::COLUMNS, layers::read)?
        + sift_table(conn, "feed_state", feed_state::COLUMNS, feed_state::read)?
        + sift_table(conn, "feed_rejected", feed_rejected::COLUMNS, feed_rejected::read)?)
}

fn sift_table<T>(
    conn: &Connection,
    table: &'static str,
    columns: &[&str],
    read: impl Fn(&mut Columns<'_>) -> Result<T, StoreError>,
) -> Result<u64, StoreError> {
    let mut statement = conn.prepare(&format!("SELECT {}, fid AS row_fid FROM {table}", columns.join(", ")))?;
    let mut found = statement.query([])?;
    let mut refused: Vec<i64> = Vec::new();
    while let Some(row) = found.next()? {
        if read(&mut Columns::new(row, table)).is_err() {
            refused.push(row.get("row_fid")?);
        }
    }
    for fid in &refused {
        conn.execute(&format!("DELETE FROM {table} WHERE fid = ?1"), [fid])?;
    }
    Ok(refused.len() as u64)
}

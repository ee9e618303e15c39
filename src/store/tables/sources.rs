//! Data sets.

use rusqlite::{Connection, params};

use super::rows;
use crate::model::Source;
use crate::store::error::StoreError;
use crate::store::values::{Columns, select_sql, upsert_sql};

pub(super) const COLUMNS: &[&str] =
    &["id", "title", "licence", "attribution", "origin", "date", "hash", "record_count", "is_simulated", "is_bundled"];

/// Writes data sets, each over the one with its identifier.
pub(in crate::store) fn insert(conn: &Connection, sources: &[Source]) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(&upsert_sql("sources", COLUMNS, &["id"]))?;
    for source in sources {
        statement.execute(params![
            source.id,
            source.title,
            source.licence,
            source.attribution,
            source.origin,
            source.date,
            source.hash,
            source.record_count.map(|count| count as i64),
            source.is_simulated,
            source.is_bundled,
        ])?;
    }
    Ok(())
}

/// All data sets.
pub(in crate::store) fn load(conn: &Connection) -> Result<Vec<Source>, StoreError> {
    rows(conn, "sources", &select_sql("sources", COLUMNS), read)
}

pub(super) fn read(columns: &mut Columns<'_>) -> Result<Source, StoreError> {
    Ok(Source {
        id: columns.take()?,
        title: columns.take()?,
        licence: columns.take()?,
        attribution: columns.take()?,
        origin: columns.take()?,
        date: columns.take()?,
        hash: columns.take()?,
        record_count: columns.take::<Option<i64>>()?.map(|count| count as u64),
        is_simulated: columns.take()?,
        is_bundled: columns.take()?,
    })
}

//! Rows that were refused.

use std::sync::Arc;

use rusqlite::{Connection, params};

use super::rows;
use crate::model::{Reason, Rejected};
use crate::store::error::StoreError;
use crate::store::values::{Columns, insert_sql, select_sql};

pub(super) const COLUMNS: &[&str] = &["file", "line", "field", "reason", "original", "header"];

/// Writes these in place of those before.
pub(in crate::store) fn replace(conn: &Connection, rejected: &[Rejected]) -> Result<(), StoreError> {
    conn.execute("DELETE FROM rejected", [])?;
    let mut statement = conn.prepare_cached(&insert_sql("rejected", COLUMNS))?;
    for row in rejected {
        statement.execute(params![
            row.file,
            row.row as i64,
            row.column,
            row.reason.to_stored(),
            row.original,
            row.header
        ])?;
    }
    Ok(())
}

/// All of them.
pub(in crate::store) fn load(conn: &Connection) -> Result<Vec<Rejected>, StoreError> {
    rows(conn, "rejected", &select_sql("rejected", COLUMNS), read)
}

pub(super) fn read(columns: &mut Columns<'_>) -> Result<Rejected, StoreError> {
    let row = read_bare(columns)?;
    Ok(Rejected { header: columns.take()?, ..row })
}

/// A row without the names of its columns.
pub(super) fn read_bare(columns: &mut Columns<'_>) -> Result<Rejected, StoreError> {
    Ok(Rejected {
        file: columns.take()?,
        row: columns.take::<i64>()? as u64,
        column: columns.take()?,
        reason: Reason::from_stored(&columns.take::<String>()?),
        original: columns.take()?,
        header: Arc::default(),
    })
}

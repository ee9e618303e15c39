//! Imports of figures, the figures that they replaced, and the writing of a change.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rusqlite::{Connection, params};

use super::{indicators, rows, sources};
use crate::model::period::Year;
use crate::model::{IndicatorId, IndicatorImport, IndicatorPatch, IndicatorRevision, KnownValue, ValueStatus};
use crate::store::error::StoreError;
use crate::store::values::{Columns, insert_sql, micros, select_sql, time};

pub(super) const IMPORT_COLUMNS: &[&str] = &["id", "source", "at_us"];
pub(super) const REVISION_COLUMNS: &[&str] =
    &["indicator", "nis", "year", "value", "status", "replaced_us", "replaced_by"];

/// Writes a change.
pub(in crate::store) fn apply(conn: &Connection, patch: &IndicatorPatch) -> Result<(), StoreError> {
    sources::insert(conn, &patch.sources)?;
    for id in &patch.remove_sources {
        conn.execute("DELETE FROM sources WHERE id = ?1 AND NOT is_bundled", [id])?;
    }
    for id in patch.remove.iter().chain(patch.put.iter().map(|row| &row.id)) {
        conn.execute("DELETE FROM indicators WHERE id = ?1 AND NOT is_bundled", [id.as_str()])?;
    }
    indicators::insert(conn, &patch.put, false)?;
    write_values(conn, patch)?;
    insert_revisions(conn, &patch.revisions)?;
    if let Some(import) = &patch.import {
        insert_imports(conn, std::slice::from_ref(import))?;
    }
    if let Some(undone) = &patch.undone {
        conn.execute("DELETE FROM indicator_revisions WHERE replaced_by = ?1", [undone])?;
        conn.execute("DELETE FROM indicator_imports WHERE id = ?1", [undone])?;
    }
    Ok(())
}

/// A table without an index on its places: it is read once for each indicator of the change.
fn write_values(conn: &Connection, patch: &IndicatorPatch) -> Result<(), StoreError> {
    let ids: BTreeSet<&IndicatorId> = patch.values.iter().map(|change| &change.indicator).collect();
    let mut insert = conn.prepare_cached(&insert_sql("indicator_values", &WRITTEN_COLUMNS))?;
    let mut take = conn.prepare_cached("DELETE FROM indicator_values WHERE fid = ?1")?;
    for id in ids {
        let known = rows_by_place(conn, id)?;
        for change in patch.values.iter().filter(|change| change.indicator == *id) {
            let (nis, year) = (change.nis.number(), change.year);
            for fid in known.get(&(nis, year)).into_iter().flatten() {
                take.execute([fid])?;
            }
            if let Some((value, status)) = change.value {
                insert.execute(params![id.as_str(), nis, year, value, status.key(), change.import])?;
            }
        }
    }
    Ok(())
}

const WRITTEN_COLUMNS: [&str; 6] = ["indicator", "nis", "year", "value", "status", "import"];

/// Row numbers of the figures of an indicator, by place and year.
fn rows_by_place(conn: &Connection, id: &IndicatorId) -> Result<BTreeMap<(u32, Year), Vec<i64>>, StoreError> {
    let mut statement = conn.prepare_cached("SELECT fid, nis, year FROM indicator_values WHERE indicator = ?1")?;
    let mut found = statement.query([id.as_str()])?;
    let mut places: BTreeMap<(u32, Year), Vec<i64>> = BTreeMap::new();
    while let Some(row) = found.next()? {
        places.entry((row.get(1)?, row.get(2)?)).or_default().push(row.get(0)?);
    }
    Ok(places)
}

/// Figures that an import wrote, by indicator, place and year.
pub(in crate::store) fn imported(conn: &Connection) -> Result<BTreeSet<(String, u32, Year)>, StoreError> {
    let mut statement = conn.prepare("SELECT indicator, nis, year FROM indicator_values WHERE import IS NOT NULL")?;
    let found = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    Ok(found.collect::<Result<_, _>>()?)
}

/// Figures of the program that an import took the place of stay away when another edition brings them again.
pub(in crate::store) fn drop_superseded(conn: &Connection) -> Result<(), StoreError> {
    let sql = "DELETE FROM indicator_values WHERE import IS NULL AND (indicator, nis, year) IN
        (SELECT indicator, nis, year FROM indicator_revisions)";
    conn.execute(sql, [])?;
    Ok(())
}

pub(in crate::store) fn insert_imports(conn: &Connection, imports: &[IndicatorImport]) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(&insert_sql("indicator_imports", IMPORT_COLUMNS))?;
    for import in imports {
        statement.execute(params![import.id, import.source, micros(import.at)])?;
    }
    Ok(())
}

pub(in crate::store) fn insert_revisions(conn: &Connection, rows: &[IndicatorRevision]) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(&insert_sql("indicator_revisions", REVISION_COLUMNS))?;
    for row in rows {
        statement.execute(params![
            row.indicator.as_str(),
            row.nis.number(),
            row.year,
            row.value,
            row.status.key(),
            micros(row.replaced),
            row.replaced_by,
        ])?;
    }
    Ok(())
}

/// All imports, oldest first.
pub(in crate::store) fn load_imports(conn: &Connection) -> Result<Vec<IndicatorImport>, StoreError> {
    rows(conn, "indicator_imports", &select_sql("indicator_imports", IMPORT_COLUMNS), read_import)
}

pub(super) fn read_import(columns: &mut Columns<'_>) -> Result<IndicatorImport, StoreError> {
    Ok(IndicatorImport {
        id: columns.take()?,
        source: columns.take()?,
        at: time("indicator_imports", "at_us", columns.take()?)?,
    })
}

/// All revisions, oldest first.
pub(in crate::store) fn load_revisions(conn: &Connection) -> Result<Vec<IndicatorRevision>, StoreError> {
    rows(conn, "indicator_revisions", &select_sql("indicator_revisions", REVISION_COLUMNS), read_revision)
}

pub(super) fn read_revision(columns: &mut Columns<'_>) -> Result<IndicatorRevision, StoreError> {
    Ok(IndicatorRevision {
        indicator: IndicatorId::new(columns.take::<Arc<str>>()?),
        nis: columns.nis("nis")?,
        year: columns.take()?,
        value: columns.take()?,
        status: columns.parse("status", ValueStatus::from_key)?,
        replaced: time("indicator_revisions", "replaced_us", columns.take()?)?,
        replaced_by: columns.take()?,
    })
}

/// Figures of these indicators with the import that each comes from.
pub(in crate::store) fn known_values(
    conn: &Connection,
    ids: &BTreeSet<IndicatorId>,
) -> Result<BTreeMap<IndicatorId, Vec<KnownValue>>, StoreError> {
    let sql =
        "SELECT indicator, nis, year, value, status, import FROM indicator_values WHERE indicator = ?1 ORDER BY fid";
    let mut statement = conn.prepare_cached(sql)?;
    let mut known = BTreeMap::new();
    for id in ids {
        let mut found = statement.query([id.as_str()])?;
        let mut list = Vec::new();
        while let Some(row) = found.next()? {
            list.push(KnownValue { value: indicators::read_value(row)?, import: row.get(5)? });
        }
        known.insert(id.clone(), list);
    }
    Ok(known)
}

/// Indicators that the user added.
pub(in crate::store) fn own(conn: &Connection) -> Result<BTreeSet<IndicatorId>, StoreError> {
    let mut statement = conn.prepare("SELECT id FROM indicators WHERE NOT is_bundled")?;
    let ids = statement.query_map([], |row| row.get::<_, Arc<str>>(0))?;
    Ok(ids.map(|id| id.map(IndicatorId::new)).collect::<Result<_, _>>()?)
}

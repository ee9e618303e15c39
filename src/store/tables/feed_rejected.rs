//! Records of feeds that were refused: the last ones of each feed, each only once.

use std::collections::BTreeMap;
use std::sync::Arc;

use rusqlite::{Connection, params};

use super::rejected;
use crate::model::{FeedId, Rejected};
use crate::store::error::StoreError;
use crate::store::values::{Columns, insert_sql};

pub(super) const COLUMNS: &[&str] = &["file", "line", "field", "reason", "original", "feed", "time_us"];

/// So many are kept of a feed.
const LIMIT: usize = 1000;

/// What tells one refused record from another: field, reason and the record.
type Key = (Arc<str>, Arc<str>, Arc<str>);

/// Adds records refused at a time. One that was refused before, as a broken sensor's is at every poll, moves to the
/// end; of too many the oldest go.
pub(in crate::store) fn put(
    conn: &Connection,
    feed: &FeedId,
    time_us: i64,
    refused: &[Rejected],
) -> Result<(), StoreError> {
    let coming = refused.get(refused.len().saturating_sub(LIMIT)..).unwrap_or_default();
    let newest: BTreeMap<Key, &Rejected> = coming.iter().map(|row| (key(row), row)).collect();
    let mut known = load_numbered(conn, feed)?;
    let mut delete = conn.prepare_cached("DELETE FROM feed_rejected WHERE fid = ?1")?;
    let mut gone = Vec::new();
    known.retain(|(fid, row)| {
        let is_kept = !newest.contains_key(&key(row));
        if !is_kept {
            gone.push(*fid);
        }
        is_kept
    });
    let excess = (known.len() + newest.len()).saturating_sub(LIMIT);
    gone.extend(known.iter().take(excess).map(|(fid, _)| *fid));
    for fid in gone {
        delete.execute([fid])?;
    }
    let mut insert = conn.prepare_cached(&insert_sql("feed_rejected", COLUMNS))?;
    for row in coming.iter().filter(|row| newest.get(&key(row)).is_some_and(|newest| std::ptr::eq(*newest, *row))) {
        let line = row.row as i64;
        insert.execute(params![
            row.file,
            line,
            row.column,
            row.reason.to_stored(),
            row.original,
            feed.as_str(),
            time_us
        ])?;
    }
    Ok(())
}

fn key(row: &Rejected) -> Key {
    (row.column.clone(), row.reason.to_stored().into(), row.original.clone())
}

/// Those of a feed, the oldest first.
pub(in crate::store) fn load(conn: &Connection, feed: &FeedId) -> Result<Vec<Rejected>, StoreError> {
    Ok(load_numbered(conn, feed)?.into_iter().map(|(_, row)| row).collect())
}

fn load_numbered(conn: &Connection, feed: &FeedId) -> Result<Vec<(i64, Rejected)>, StoreError> {
    let sql = format!("SELECT {}, fid FROM feed_rejected WHERE feed = ?1 ORDER BY fid", COLUMNS.join(", "));
    let mut statement = conn.prepare_cached(&sql)?;
    let mut rows = statement.query([feed.as_str()])?;
    let mut list = Vec::new();
    while let Some(row) = rows.next()? {
        list.push((row.get("fid")?, rejected::read_bare(&mut Columns::new(row, "feed_rejected"))?));
    }
    Ok(list)
}

/// Reads a whole row, to see whether it can be read.
pub(super) fn read(columns: &mut Columns<'_>) -> Result<(), StoreError> {
    rejected::read_bare(columns)?;
    let _feed: String = columns.take()?;
    columns.take::<i64>().map(|_time_us| ())
}

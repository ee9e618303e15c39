//! What is kept of a feed between two polls: how far a stream was read, and how many of its records were refused.

use rusqlite::{Connection, OptionalExtension, params};

use crate::model::FeedId;
use crate::store::error::StoreError;
use crate::store::values::Columns;

pub(super) const COLUMNS: &[&str] = &["feed", "resume", "rejected_count"];

/// Writes how far a stream was read.
pub(in crate::store) fn put_resume(conn: &Connection, feed: &FeedId, resume: &str) -> Result<(), StoreError> {
    let sql = "INSERT INTO feed_state (feed, resume) VALUES (?1, ?2)
        ON CONFLICT (feed) DO UPDATE SET resume = excluded.resume";
    conn.prepare_cached(sql)?.execute([feed.as_str(), resume])?;
    Ok(())
}

/// Forgets how far a stream was read, because it is another one now.
pub(in crate::store) fn forget_resume(conn: &Connection, feed: &FeedId) -> Result<(), StoreError> {
    conn.prepare_cached("UPDATE feed_state SET resume = NULL WHERE feed = ?1")?.execute([feed.as_str()])?;
    Ok(())
}

/// How far a stream was read.
pub(in crate::store) fn resume(conn: &Connection, feed: &FeedId) -> Result<Option<String>, StoreError> {
    let mut find = conn.prepare_cached("SELECT resume FROM feed_state WHERE feed = ?1")?;
    Ok(find.query_row([feed.as_str()], |row| row.get(0)).optional()?.flatten())
}

/// Adds to the number of refused records.
pub(in crate::store) fn add_rejected(conn: &Connection, feed: &FeedId, count: u64) -> Result<(), StoreError> {
    let sql = "INSERT INTO feed_state (feed, rejected_count) VALUES (?1, ?2)
        ON CONFLICT (feed) DO UPDATE SET rejected_count = rejected_count + excluded.rejected_count";
    conn.prepare_cached(sql)?.execute(params![feed.as_str(), count as i64])?;
    Ok(())
}

/// The number of refused records.
pub(in crate::store) fn rejected_count(conn: &Connection, feed: &FeedId) -> Result<u64, StoreError> {
    let mut find = conn.prepare_cached("SELECT rejected_count FROM feed_state WHERE feed = ?1")?;
    Ok(find.query_row([feed.as_str()], |row| row.get::<_, i64>(0)).optional()?.unwrap_or(0) as u64)
}

/// Reads a row, to see whether it can be read.
pub(super) fn read(columns: &mut Columns<'_>) -> Result<(), StoreError> {
    let _feed: String = columns.take()?;
    let _resume: Option<String> = columns.take()?;
    let _rejected_count: i64 = columns.take()?;
    Ok(())
}

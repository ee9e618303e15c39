//! Old observations go, what they say over hours, days and months stays; and room that is no longer needed is given
//! back.
//!
//! Retention deletes observations only. The rollups of their hours, days and months remain, so that old times are
//! still charted and still have means. A datastream remembers from when on its observations are there
//! (`kept_from_us`): later readings of an earlier time are refused and counted
//! ([`Appended::too_old_count`](super::Appended::too_old_count)), because nothing tells any more whether they are new.

use rusqlite::{Connection, OptionalExtension, params};

use super::error::StoreError;
use super::rollup::Level;
use super::save::beside;
use super::values::micros;
use super::{Store, tables::sensors};
use crate::model::FeedId;
use jiff::Timestamp;

/// Most rows that one transaction deletes, unless one hour of a datastream has more.
pub(super) const BATCH_ROWS: i64 = 50_000;

/// What pruning did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pruned {
    /// Observations deleted.
    pub deleted_count: u64,
    /// Whether everything older is gone; otherwise it was told to stop.
    pub is_complete: bool,
}

/// What compacting did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Compacted {
    /// Bytes of the file and its log before.
    pub before_bytes: u64,
    /// Bytes of the file and its log after.
    pub after_bytes: u64,
}

impl Store {
    /// Deletes the observations of a feed before the hour (UTC) in which `before` lies; rollups and the newest
    /// observation of each datastream stay. Deletes in transactions of at most some 50,000 rows and asks `is_wanted`
    /// before each, with the number deleted so far: what was deleted when it says `false` stays deleted, and the next
    /// call goes on from there. The file keeps its size until [`Self::compact`]; the room is used again.
    ///
    /// # Errors
    /// When the file can't be written: then the transaction under way changed nothing.
    pub fn prune(
        &mut self,
        feed: &FeedId,
        before: Timestamp,
        is_wanted: impl FnMut(u64) -> bool,
    ) -> Result<Pruned, StoreError> {
        self.prune_by(feed, before, BATCH_ROWS, is_wanted)
    }

    /// [`Self::prune`] by so many rows at once.
    pub(super) fn prune_by(
        &mut self,
        feed: &FeedId,
        before: Timestamp,
        batch_rows: i64,
        mut is_wanted: impl FnMut(u64) -> bool,
    ) -> Result<Pruned, StoreError> {
        let before_us = Level::Hour.start(micros(before));
        let datastreams = sensors::datastreams_of(&self.conn, feed)?;
        let mut left = datastreams.iter().copied().peekable();
        let mut deleted_count = 0;
        // What is known of the datastreams is read again before the next append.
        self.data_version = None;
        while left.peek().is_some() {
            if !is_wanted(deleted_count) {
                return Ok(Pruned { deleted_count, is_complete: false });
            }
            deleted_count += self.transaction(|conn| {
                let mut room = batch_rows;
                while let Some(&datastream) = left.peek().filter(|_| room > 0) {
                    let (count, is_done) = prune_datastream(conn, datastream, before_us, room)?;
                    room -= count;
                    if is_done {
                        left.next();
                    }
                }
                Ok((batch_rows - room) as u64)
            })?;
        }
        Ok(Pruned { deleted_count, is_complete: true })
    }

    /// Makes the file as small as its content: writes the log back and rewrites the file without the room that
    /// deleted rows left. Safe when the program is killed meanwhile. Takes up to twice the size of the content in free
    /// space beside the file and in the folder for temporary files, and nobody else may have the file open.
    ///
    /// # Errors
    /// When there is not room enough, another program holds the file, or it may not be written: then it is as it was.
    pub fn compact(&mut self) -> Result<Compacted, StoreError> {
        if self.is_read_only {
            return Err(StoreError::ReadOnly);
        }
        let before_bytes = self.bytes()?;
        self.checkpoint()?;
        self.conn.execute_batch("VACUUM")?;
        self.checkpoint()?;
        Ok(Compacted { before_bytes, after_bytes: self.bytes()? })
    }

    /// Bytes of the file and its log.
    fn bytes(&self) -> Result<u64, StoreError> {
        let file = self.path.metadata().map_err(|error| StoreError::io(error, &self.path))?;
        let log = beside(&self.path, "-wal").metadata().map_or(0, |meta| meta.len());
        Ok(file.len() + log)
    }
}

/// Deletes the oldest observations of a datastream before a time, the start of an hour, in whole hours: at most
/// `most`, or one hour. Gives how many, and whether none are left.
fn prune_datastream(conn: &Connection, datastream: i64, before_us: i64, most: i64) -> Result<(i64, bool), StoreError> {
    let Some(first_us) = nth_time(conn, datastream, before_us, 0)? else {
        return Ok((0, true));
    };
    let cut_us = nth_time(conn, datastream, before_us, most)?.map_or(before_us, |beyond_us| {
        let start_us = Level::Hour.start(beyond_us);
        if start_us > first_us { start_us } else { Level::Hour.next(beyond_us) }
    });
    let sql = "DELETE FROM observation_rows WHERE datastream = ?1 AND time_us < ?2";
    let count = conn.prepare_cached(sql)?.execute([datastream, cut_us])? as i64;
    let is_done = nth_time(conn, datastream, before_us, 0)?.is_none();
    let kept_from_us = if is_done { before_us } else { cut_us };
    let sql = "UPDATE datastreams SET pruned_count = pruned_count + ?3,
        kept_from_us = max(?2, coalesce(kept_from_us, ?2)) WHERE fid = ?1";
    conn.prepare_cached(sql)?.execute([datastream, kept_from_us, count])?;
    Ok((count, is_done))
}

/// Time of the observation before which lie so many of a datastream.
fn nth_time(conn: &Connection, datastream: i64, before_us: i64, skipped: i64) -> Result<Option<i64>, StoreError> {
    let sql = "SELECT time_us FROM observation_rows WHERE datastream = ?1 AND time_us < ?2 ORDER BY time_us
        LIMIT 1 OFFSET ?3";
    let mut find = conn.prepare_cached(sql)?;
    Ok(find.query_row(params![datastream, before_us, skipped], |row| row.get(0)).optional()?)
}

//! What is kept of a feed beside its readings, and the end of a feed.

use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};

use super::error::StoreError;
use super::retention::BATCH_ROWS;
use super::tables::{feed_rejected, feed_state, feeds, sensors};
use super::values::micros;
use super::{Store, contents};
use crate::model::{Feed, FeedId, Rejected, Sensor};

impl Store {
    /// Writes a feed over the one with its identifier. Where it asks another address or asks otherwise, how far the
    /// old one was read is forgotten.
    ///
    /// # Errors
    /// When the file can't be written: then it is as it was.
    pub fn set_feed(&mut self, feed: &Feed) -> Result<(), StoreError> {
        self.transaction(|conn| {
            let known = feeds::load(conn)?.into_iter().find(|known| known.id == feed.id);
            if known.is_some_and(|known| !is_same_stream(&known, feed)) {
                feed_state::forget_resume(conn, &feed.id)?;
            }
            feeds::insert(conn, std::slice::from_ref(feed))
        })
    }

    /// What the last poll of a feed asked to be told at the next one ([`Self::append_polled`]).
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn resume(&self, feed: &FeedId) -> Result<Option<String>, StoreError> {
        feed_state::resume(&self.conn, feed)
    }

    /// Keeps records that a poll at `now` refused; `total` is how many it refused, of which `rows` may be a part. The
    /// last 1,000 different ones of a feed are kept.
    ///
    /// # Errors
    /// When the file can't be written: then it is as it was.
    pub fn put_rejected(
        &mut self,
        feed: &FeedId,
        now: Timestamp,
        rows: &[Rejected],
        total: u64,
    ) -> Result<(), StoreError> {
        self.transaction(|conn| {
            feed_rejected::put(conn, feed, micros(now), rows)?;
            feed_state::add_rejected(conn, feed, total)
        })
    }

    /// Refused records of a feed, the last ones last.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn feed_rejected(&self, feed: &FeedId) -> Result<Vec<Rejected>, StoreError> {
        feed_rejected::load(&self.conn, feed)
    }

    /// Every sensor, in the order in which they were first seen.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn sensors(&self) -> Result<Vec<Sensor>, StoreError> {
        Ok(sensors::load(&self.conn)?.into_iter().map(|stored| stored.sensor).collect())
    }

    /// The sensors of a feed, ordered by identifier.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn sensors_of(&self, feed: &FeedId) -> Result<Vec<Sensor>, StoreError> {
        let stored = sensors::load(&self.conn)?.into_iter().map(|stored| stored.sensor);
        let mut of_feed: Vec<Sensor> = stored.filter(|sensor| sensor.feed == *feed).collect();
        of_feed.sort_by(|a, b| a.id.cmp(&b.id));
        Ok(of_feed)
    }

    /// How many records of a feed were refused since it is there, whether they are kept or not.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn rejected_count(&self, feed: &FeedId) -> Result<u64, StoreError> {
        feed_state::rejected_count(&self.conn, feed)
    }

    /// Removes a feed with its health, its refused records and how far it was read. Its sensors and their history go
    /// too, or stay readable as of a feed that is no more, and can be removed by a later call. History goes in
    /// steps: when the program is killed meanwhile, the feed is there, switched off, and can be removed again.
    ///
    /// # Errors
    /// When the feed belongs to the program's catalogue, which can only be switched off; when the file can't be
    /// written.
    pub fn remove_feed(&mut self, feed: &FeedId, keep_history: bool) -> Result<(), StoreError> {
        let find = "SELECT is_bundled FROM feeds WHERE id = ?1";
        let is_bundled: Option<bool> = self.conn.query_row(find, [feed.as_str()], |row| row.get(0)).optional()?;
        if is_bundled == Some(true) {
            return Err(StoreError::BundledFeed(feed.to_string()));
        }
        if !keep_history {
            self.remove_history(feed)?;
        }
        self.data_version = None;
        self.transaction(|conn| {
            if !keep_history {
                conn.execute("DELETE FROM sensors WHERE feed = ?1", [feed.as_str()])?;
                contents::measure(conn, "sensors")?;
            }
            remove_row(conn, feed)
        })
    }

    /// Removes the datastreams of a feed with everything observed, some at a time.
    fn remove_history(&mut self, feed: &FeedId) -> Result<(), StoreError> {
        self.transaction(|conn| {
            conn.execute("UPDATE feeds SET is_enabled = 0 WHERE id = ?1", [feed.as_str()])?;
            Ok(())
        })?;
        self.prune(feed, Timestamp::MAX, |_| true)?;
        let datastreams = sensors::datastreams_of(&self.conn, feed)?;
        let mut left = datastreams.into_iter().peekable();
        while left.peek().is_some() {
            self.transaction(|conn| {
                let mut room = BATCH_ROWS;
                while let Some(datastream) = left.next_if(|_| room > 0) {
                    room -= remove_datastream(conn, datastream)?;
                }
                Ok(())
            })?;
        }
        Ok(())
    }
}

/// Whether what was read of one goes on in the other.
fn is_same_stream(one: &Feed, other: &Feed) -> bool {
    one.protocol == other.protocol
        && one.url == other.url
        && one.dataset == other.dataset
        && one.mapping == other.mapping
        && one.options == other.options
}

/// Removes a feed with what is kept of it beside its sensors.
pub(super) fn remove_row(conn: &Connection, feed: &FeedId) -> Result<(), StoreError> {
    conn.execute("DELETE FROM feeds WHERE id = ?1", [feed.as_str()])?;
    for table in ["feed_health", "feed_state", "feed_rejected"] {
        conn.execute(&format!("DELETE FROM {table} WHERE feed = ?1"), [feed.as_str()])?;
    }
    Ok(())
}

/// Removes a datastream and all its rows; gives how many.
pub(super) fn remove_datastream(conn: &Connection, datastream: i64) -> Result<i64, StoreError> {
    let mut count = 0;
    for table in ["observation_rows", "rollup_hours", "rollup_days", "rollup_months"] {
        let sql = format!("DELETE FROM {table} WHERE datastream = ?1");
        count += conn.prepare_cached(&sql)?.execute([datastream])? as i64;
    }
    count += conn.prepare_cached("DELETE FROM datastreams WHERE fid = ?1")?.execute([datastream])? as i64;
    Ok(count)
}

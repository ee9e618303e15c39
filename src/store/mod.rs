//! The workspace file: a GeoPackage (SQLite) with everything that a workspace holds, and its migrations.
//!
//! Contract: a [`Store`] is owned by one thread. Each writing call is one transaction: it is on the disk when the call
//! returns (write-ahead log, `synchronous = FULL`), or nothing of it is. What was written as a
//! [`Dataset`](crate::model::Dataset) is read back equal. Opening never destroys: a migration leaves a backup, a
//! damaged file is kept beside the one that is made from what could be read of it, a file of a newer version or one
//! that another program holds is opened for reading only. Times are kept to the microsecond.
//! May use: `model`.

mod append;
mod check;
mod contents;
mod dataset;
mod edit;
mod error;
mod feeds;
mod import;
mod latest;
mod migrate;
mod observations;
mod open;
mod readings_change;
mod refresh;
mod retention;
mod rollup;
mod salvage;
mod save;
mod schema;
mod series;
mod storage;
mod tables;
mod values;

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use jiff::Timestamp;
use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::model::{Observation, Sensor, SensorId};

pub use append::Appended;
pub use error::StoreError;
pub use import::{Import, ImportOptions, Imported};
pub use observations::ObservationFilter;
pub use open::{Notice, OpenOptions, Opened, open};
pub use retention::{Compacted, Pruned};
pub use series::{Bucket, Mean, Series};
pub use storage::FeedStorage;

/// An observation with the sensor and the datastream that it belongs to.
pub type Reading = (SensorId, Arc<str>, Observation);

/// Where observations are kept: the workspace file, and later an archive elsewhere.
pub trait Archive {
    /// Adds observations; those of a time that is known replace what was observed then. All or nothing.
    ///
    /// # Errors
    /// When one of them can't be written: then none is.
    fn append(&mut self, sensors: &[Sensor], observations: &[Reading]) -> Result<Appended, StoreError>;

    /// The observations of a datastream in `from..until`, thinned to at most `columns` columns of first, least,
    /// greatest and last.
    ///
    /// # Errors
    /// When they can't be read.
    fn series(
        &self,
        sensor: &SensorId,
        datastream: &str,
        from: Timestamp,
        until: Timestamp,
        columns: u32,
    ) -> Result<Series, StoreError>;
}

/// An open workspace file.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    path: PathBuf,
    is_read_only: bool,
    /// Sensors by identifier with their row numbers, as of `data_version`.
    sensors: HashMap<SensorId, tables::sensors::Stored>,
    /// SQLite's count of changes by others when `sensors` were read; `None` = not read.
    data_version: Option<i64>,
}

impl Store {
    fn new(conn: Connection, path: &Path, is_read_only: bool) -> Self {
        conn.set_prepared_statement_cache_capacity(64);
        Self { conn, path: path.to_owned(), is_read_only, sensors: HashMap::new(), data_version: None }
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Whether it may not be written.
    pub const fn is_read_only(&self) -> bool {
        self.is_read_only
    }

    /// Runs `write` in a transaction that is durable when this returns.
    fn transaction<T>(&mut self, write: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        if self.is_read_only {
            return Err(StoreError::ReadOnly);
        }
        let transaction = Transaction::new(&mut self.conn, TransactionBehavior::Immediate)?;
        let result = write(&transaction)?;
        transaction.commit()?;
        Ok(result)
    }

    /// Writes the log back into the file and closes it. Dropping a store does the same, silently.
    ///
    /// # Errors
    /// When SQLite can't; the log then stays beside the file and is read at the next opening.
    pub fn close(self) -> Result<(), StoreError> {
        self.checkpoint()
    }

    fn checkpoint(&self) -> Result<(), StoreError> {
        if self.is_read_only {
            return Ok(());
        }
        Ok(self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?)
    }
}

impl Drop for Store {
    fn drop(&mut self) {
        // Nobody is left to tell; the log is read at the next opening.
        let _unfinished = self.checkpoint();
    }
}

impl Archive for Store {
    fn append(&mut self, sensors: &[Sensor], observations: &[Reading]) -> Result<Appended, StoreError> {
        self.append_readings(sensors, observations)
    }

    fn series(
        &self,
        sensor: &SensorId,
        datastream: &str,
        from: Timestamp,
        until: Timestamp,
        columns: u32,
    ) -> Result<Series, StoreError> {
        self.read_series(sensor, datastream, from, until, columns)
    }
}

#[cfg(test)]
mod tests;

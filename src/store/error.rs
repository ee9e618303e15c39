//! What can go wrong with a workspace file.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

use crate::model::{Explained, Reason};

/// A workspace file could not be opened, read or written. A write that failed left the file as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite refused.
    #[error("workspace database: {0}")]
    Sql(#[from] rusqlite::Error),
    /// The operating system refused.
    #[error("{source}: {path}")]
    Io {
        /// Why.
        source: std::io::Error,
        /// File.
        path: PathBuf,
    },
    /// The file does not exist and was not to be made.
    #[error("no such workspace: {0}")]
    Missing(PathBuf),
    /// The file is a database, but of something else.
    #[error("not a Regioscope workspace: {0}")]
    Foreign(PathBuf),
    /// The file is cut off, or its pages do not fit together.
    #[error("damaged workspace, {reason}: {path}")]
    Damaged {
        /// What was found.
        reason: Reason,
        /// File.
        path: PathBuf,
    },
    /// A value in the file that the model refuses.
    #[error("table {table}, column {column}: {value:?} can't be used")]
    Value {
        /// Table.
        table: &'static str,
        /// Column.
        column: &'static str,
        /// What stands there.
        value: String,
    },
    /// The data of the program, from which a workspace is made, can't be used.
    #[error("data of the program: {0}")]
    Bundle(String),
    /// The workspace was opened for reading only.
    #[error("the workspace is open for reading only")]
    ReadOnly,
    /// A feed of the program's own catalogue, which can't be removed.
    #[error("the feed belongs to the catalogue and can't be removed, only switched off: {0}")]
    BundledFeed(String),
    /// A change of a list of sensors meets another edition of it, or none.
    #[error("the list is no longer as that change left it: {0}")]
    OtherEdition(String),
    /// An observation of something that the workspace does not know.
    #[error("no datastream {datastream:?} of sensor {sensor}")]
    UnknownDatastream {
        /// Sensor.
        sensor: String,
        /// Datastream.
        datastream: String,
    },
    /// An observation whose value is no number.
    #[error("a value that is not finite at {time} in datastream {datastream:?} of sensor {sensor}")]
    NotFinite {
        /// Sensor.
        sensor: String,
        /// Datastream.
        datastream: String,
        /// Time.
        time: jiff::Timestamp,
    },
}

/// The display text is for developers; the reason is what people read, with the same things named.
impl Explained for StoreError {
    fn reason(&self) -> Reason {
        match self {
            Self::Sql(_) if self.is_busy() => Reason::new("reason-store-busy"),
            Self::Sql(error) => match self.code() {
                Some(ErrorCode::DiskFull) => Reason::new("reason-io-full"),
                Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied) => {
                    Reason::new("reason-io-denied")
                }
                _ => Reason::new("reason-store-sql").because(Reason::said(error)),
            },
            Self::Io { source, path } => source.reason().in_file(path.display()),
            Self::Missing(path) => Reason::new("reason-io-not-found").in_file(path.display()),
            Self::Foreign(path) => Reason::new("reason-store-foreign").in_file(path.display()),
            Self::Damaged { reason, path } => {
                Reason::new("reason-store-damaged").because(reason.clone()).in_file(path.display())
            }
            Self::Value { table, column, value } => {
                Reason::new("reason-store-value").with("table", table).with("column", column).with("text", value)
            }
            Self::Bundle(words) => Reason::new("reason-store-bundle").because(Reason::said(words)),
            Self::ReadOnly => Reason::new("reason-store-read-only"),
            Self::BundledFeed(feed) => Reason::new("reason-store-bundled-feed").with("feed", feed),
            Self::OtherEdition(list) => Reason::new("reason-store-other-edition").with("list", list),
            Self::UnknownDatastream { sensor, datastream } => {
                Reason::new("reason-store-datastream").with("sensor", sensor).with("datastream", datastream)
            }
            Self::NotFinite { sensor, datastream, time } => {
                let reason = Reason::new("reason-store-not-finite").with("sensor", sensor);
                reason.with("datastream", datastream).with("time", time)
            }
        }
    }
}

impl StoreError {
    /// With the path that the operating system did not name.
    pub(super) fn io(source: std::io::Error, path: &Path) -> Self {
        Self::Io { source, path: path.to_owned() }
    }

    fn code(&self) -> Option<ErrorCode> {
        match self {
            Self::Sql(error) => error.sqlite_error_code(),
            _ => None,
        }
    }

    /// Whether another program holds the file.
    pub fn is_busy(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked))
    }

    /// Whether the file is damaged.
    pub fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged { .. })
            || matches!(self.code(), Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase))
    }

    /// Whether the file or its folder can't be written.
    pub fn is_write_protected(&self) -> bool {
        matches!(self.code(), Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, Text};

    #[test]
    fn every_failure_is_told_in_both_languages_with_what_it_names() {
        let sqlite = |code| StoreError::Sql(rusqlite::Error::SqliteFailure(rusqlite::ffi::Error::new(code), None));
        let path = || PathBuf::from("w.gpkg");
        let failures = [
            (sqlite(rusqlite::ffi::SQLITE_BUSY), ""),
            (sqlite(rusqlite::ffi::SQLITE_FULL), ""),
            (sqlite(rusqlite::ffi::SQLITE_CANTOPEN), ""),
            (sqlite(rusqlite::ffi::SQLITE_CONSTRAINT), "constraint"),
            (StoreError::Missing(path()), "w.gpkg"),
            (StoreError::Foreign(path()), "w.gpkg"),
            (StoreError::Damaged { reason: Reason::said("page 7"), path: path() }, "page 7"),
            (StoreError::Value { table: "t", column: "geom", value: "x".to_owned() }, "geom"),
            (StoreError::Bundle("layers".to_owned()), "layers"),
            (StoreError::ReadOnly, ""),
            (StoreError::BundledFeed("gent".to_owned()), "gent"),
            (StoreError::OtherEdition("list.csv".to_owned()), "list.csv"),
            (StoreError::UnknownDatastream { sensor: "s1".to_owned(), datastream: "no2".to_owned() }, "no2"),
        ];
        for text in Language::ALL.map(Text::new) {
            for (failure, named) in &failures {
                let told = text.reason(&failure.reason());
                assert!(told.contains(named) && !told.contains("reason-"), "{failure}: {told}");
                assert_ne!(failure.reason().key(), "reason-said");
            }
        }
    }
}

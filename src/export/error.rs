//! Why an export was not made.

use std::io;
use std::path::{Path, PathBuf};

use super::{Format, What, file};
use crate::formats::crs::Crs;
use crate::formats::table::WriteError;
use crate::model::reason::explained_error;
use crate::model::{Explained, Reason};

/// An export that was not made; what lay there before is as it was.
#[derive(Debug)]
pub enum ExportError {
    /// This can't be written in that format.
    Unsupported {
        /// What.
        what: What,
        /// Format.
        format: Format,
    },
    /// GeoJSON has no other system than WGS84.
    GeoJsonCrs(Crs),
    /// Nothing in the file would be in that system.
    NoCoordinates(Crs),
    /// A place lies where the system has no coordinates.
    NoPlace {
        /// Longitude, degrees.
        lon: f64,
        /// Latitude, degrees.
        lat: f64,
        /// The system.
        crs: Crs,
    },
    /// The table has no such column.
    UnknownColumn {
        /// The name that was given.
        name: String,
        /// Keys of the columns.
        known: String,
    },
    /// Columns and reference system can be chosen of rows only.
    NoTable,
    /// The program was built without a format.
    NotBuilt(Format),
    /// A GeoPackage is a database file, a workbook an archive, a picture lies beside its stamp: none is written to a stream.
    NeedsFile,
    /// The target is the open workspace.
    IsWorkspace(PathBuf),
    /// The file can't be written.
    File {
        /// Why.
        error: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// There is no folder to write into, and none can be made.
    Folder {
        /// Why.
        error: io::Error,
        /// The folder.
        path: PathBuf,
    },
    /// A row can't be written.
    Write(WriteError),
    /// Observations can't be read.
    Store(String),
    /// The stamp can't be made.
    Stamp(serde_json::Error),
    /// The catalogue can't be written.
    Catalogue(String),
    /// The picture can't be drawn.
    Picture(Reason),
    /// Somebody cancelled it.
    Cancelled,
}

impl Explained for ExportError {
    fn reason(&self) -> Reason {
        match self {
            Self::Unsupported { what, format } => {
                let reason = Reason::new("reason-export-format").with("what", what).with("format", format);
                reason.with_list("choices", what.formats().iter().filter(|format| format.is_built()))
            }
            Self::GeoJsonCrs(crs) => Reason::new("reason-export-geojson-crs").with("crs", crs),
            Self::NoCoordinates(crs) => Reason::new("reason-export-no-coordinates").with("crs", crs),
            Self::NoPlace { lon, lat, crs } => {
                Reason::new("reason-export-no-place").with("lon", lon).with("lat", lat).with("crs", crs)
            }
            Self::UnknownColumn { name, known } => {
                Reason::new("reason-export-column").with("name", name).with_list("choices", [known])
            }
            Self::NoTable => Reason::new("reason-export-no-table"),
            Self::NotBuilt(format) => Reason::new("reason-export-not-built").with("format", format),
            Self::NeedsFile => Reason::new("reason-export-needs-file"),
            Self::IsWorkspace(path) => Reason::new("reason-export-is-workspace").in_file(path.display()),
            Self::File { error, path } => {
                Reason::new("reason-export-unwritten").because(error.reason()).in_file(path.display())
            }
            Self::Folder { error, path } => file::no_folder(error, path),
            Self::Write(error) => error.reason(),
            Self::Store(error) => Reason::new("reason-export-observations").because(Reason::said(error)),
            Self::Stamp(error) => Reason::new("reason-export-stamp").because(Reason::said(error)),
            Self::Catalogue(error) => Reason::new("reason-export-catalogue").because(Reason::said(error)),
            Self::Picture(reason) => Reason::new("reason-export-picture").because(reason.clone()),
            Self::Cancelled => Reason::new("reason-export-cancelled"),
        }
    }
}

explained_error!(ExportError);

impl ExportError {
    /// A disk that refused what was written, with the file that it was for.
    pub(super) fn in_file(self, path: &Path) -> Self {
        match self {
            Self::Write(WriteError::Io(error)) => Self::File { error, path: path.to_owned() },
            Self::Write(WriteError::Sqlite(error)) => {
                Self::File { error: io::Error::other(error), path: path.to_owned() }
            }
            other => other,
        }
    }
}

impl From<WriteError> for ExportError {
    fn from(error: WriteError) -> Self {
        Self::Write(error)
    }
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> Self {
        Self::Stamp(error)
    }
}

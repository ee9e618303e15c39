//! Why an export was not made.

use std::io;
use std::path::PathBuf;

use super::{Format, What};
use crate::formats::crs::Crs;
use crate::formats::table::WriteError;

/// An export that was not made; what lay there before is as it was.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// This can't be written in that format.
    #[error("{what} can't be written as {format}")]
    Unsupported {
        /// What.
        what: What,
        /// Format.
        format: Format,
    },
    /// GeoJSON has no other system than WGS84.
    #[error(
        "GeoJSON is WGS84 by its standard (RFC 7946), so it can't be written in {0}; choose GeoPackage or GeoParquet"
    )]
    GeoJsonCrs(Crs),
    /// Nothing in the file would be in that system.
    #[error("this export has no coordinates that could be written in {0}")]
    NoCoordinates(Crs),
    /// A place lies where the system has no coordinates.
    #[error("{lon}, {lat} has no coordinates in {crs}")]
    NoPlace {
        /// Longitude, degrees.
        lon: f64,
        /// Latitude, degrees.
        lat: f64,
        /// The system.
        crs: Crs,
    },
    /// The table has no such column.
    #[error("there is no column \"{name}\"; there are: {known}")]
    UnknownColumn {
        /// The name that was given.
        name: String,
        /// Keys of the columns.
        known: String,
    },
    /// Columns and reference system can be chosen of rows only.
    #[error("columns and reference system can be chosen for tables only")]
    NoTable,
    /// The program was built without a format.
    #[error("this build of the program does not write {0}")]
    NotBuilt(Format),
    /// A GeoPackage is a database file, a workbook an archive, a picture lies beside its stamp: none is written to a stream.
    #[error("this format needs a file to be written to")]
    NeedsFile,
    /// The target is the open workspace.
    #[error("this is the open workspace itself: {0}")]
    IsWorkspace(PathBuf),
    /// The file can't be written.
    #[error("cannot write: {error}: {path}")]
    File {
        /// Why.
        error: io::Error,
        /// The file.
        path: PathBuf,
    },
    /// A row can't be written.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// Observations can't be read.
    #[error("cannot read observations: {0}")]
    Store(String),
    /// The stamp can't be made.
    #[error("cannot make the stamp: {0}")]
    Stamp(#[from] serde_json::Error),
    /// The catalogue can't be written.
    #[error("cannot make the catalogue: {0}")]
    Catalogue(String),
    /// The picture can't be drawn.
    #[error("cannot draw: {0}")]
    Picture(String),
    /// Somebody cancelled it.
    #[error("cancelled")]
    Cancelled,
}

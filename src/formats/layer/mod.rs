//! Geodata as layers of features: Shapefile (also zipped), GeoPackage, GeoParquet, KML and KMZ, GeoJSON, and the JSON of
//! an ArcGIS server.
//!
//! Contract: the content tells the format, not the file's name. Coordinates stay in the file's own reference system and
//! cells mean what the file says, no more. A record that is broken costs itself only and is told with its number and
//! the reason; a file may not unfold beyond its limits, and nothing that it refers to is followed. May use:
//! `formats::{crs, geojson, sheet}`, `model`.

mod archive;
mod builder;
mod companions;
mod dbf;
mod esri;
mod geojson;
mod geopackage;
mod kml;
mod kml_shape;
#[cfg(feature = "parquet")]
mod parquet;
#[cfg(feature = "parquet")]
mod parquet_cells;
#[cfg(feature = "parquet")]
mod parquet_geo;
mod projection;
mod rings;
mod shapefile;

use std::fs::File;
use std::io::Read;
use std::path::Path;

use geo::Geometry;

pub use companions::without_companions;
pub use geojson::is_json;

use super::crs::Crs;
use super::geojson::GeoJsonError;
use super::sheet::Row;
use crate::model::reason::explained_error;
use crate::model::{Explained, Reason};

/// Greatest file that is read, and most that the parts of an archive may unfold to, bytes.
pub const MAX_FILE_BYTES: u64 = 1 << 30;

/// Most records of a layer, broken ones included.
pub const MAX_ROWS: usize = 2_000_000;

/// Most columns of a layer.
pub const MAX_COLUMNS: usize = 4_096;

/// Most cells of a layer: columns that a few records have widen all those after them.
pub const MAX_CELLS: usize = 40_000_000;

/// What a GeoPackage starts with: it is an SQLite database.
const GEOPACKAGE: &[u8] = b"SQLite format 3\0";

/// What Parquet starts with.
const PARQUET: &[u8] = b"PAR1";

/// Bytes by which the format is told.
const HEAD_BYTES: u64 = 4_096;

/// A table whose rows may have a geometry.
#[derive(Clone, Debug, PartialEq)]
pub struct Layer {
    /// Its name: of the table or of the file.
    pub name: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Records in their order, their number in the layer from 1; broken and deleted ones are absent.
    pub rows: Vec<Row>,
    /// The geometry of each row, in the units of `crs`; `None` = the record has none.
    pub geometries: Vec<Option<Geometry<f64>>>,
    /// Reference system of the geometries.
    pub crs: LayerCrs,
    /// Number and reason of each record that can't be read.
    pub rejected: Vec<(u64, Reason)>,
}

/// What a file says of its reference system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LayerCrs {
    /// One that can be carried to WGS84.
    Known(Crs),
    /// It is named, but none of those.
    Unknown(String),
    /// Nothing.
    Untold,
}

/// A file that can't be read as layers.
#[derive(Debug)]
pub enum LayerError {
    /// It is in none of the formats.
    NotALayer,
    /// It is larger, or unfolds to more, than is taken.
    TooLarge(Reason),
    /// It is in one of the formats, but broken as a whole.
    Broken(Reason),
    /// It is packed (ZIP) and can't be unpacked: what is in it can't be told.
    Damaged(Reason),
    /// The bytes can't be read.
    Io(std::io::Error),
}

impl Explained for LayerError {
    fn reason(&self) -> Reason {
        match self {
            Self::NotALayer => Reason::new("reason-file-no-layer"),
            Self::TooLarge(what) => Reason::new("reason-file-large").because(what.clone()),
            Self::Broken(reason) => Reason::new("reason-file-layers").because(reason.clone()),
            Self::Damaged(reason) => Reason::new("reason-file-damaged").because(reason.clone()),
            Self::Io(error) => error.reason(),
        }
    }
}

explained_error!(LayerError);

impl From<std::io::Error> for LayerError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<GeoJsonError> for LayerError {
    fn from(error: GeoJsonError) -> Self {
        match error {
            GeoJsonError::Io(error) => Self::Io(error),
            _ => Self::NotALayer,
        }
    }
}

/// Whether the first bytes alone tell that a file is geodata: a GeoPackage, a Shapefile or Parquet. XML and JSON may be
/// anything else.
pub fn is_told(head: &[u8]) -> bool {
    [GEOPACKAGE, &shapefile::MAGIC, PARQUET].iter().any(|magic| head.starts_with(magic))
}

/// Reads every layer of a file. Of a Shapefile, the files beside the `.shp` are read with it.
///
/// # Errors
/// When the file is none of the formats, larger than is taken, or broken as a whole.
pub fn read(path: &Path) -> Result<Vec<Layer>, LayerError> {
    let mut file = File::open(path)?;
    if file.metadata()?.len() > MAX_FILE_BYTES {
        return Err(LayerError::TooLarge(Reason::more("reason-more-gigabytes", 1)));
    }
    let mut head = Vec::new();
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
    let name = stem(path);
    if head.starts_with(GEOPACKAGE) {
        geopackage::read(path)
    } else if head.starts_with(b"PK\x03\x04") {
        archive::read(File::open(path)?, &name)
    } else if head.starts_with(&shapefile::MAGIC) {
        shapefile::read_beside(path)
    } else if head.starts_with(PARQUET) {
        read_parquet(path, name).map(|layer| vec![layer])
    } else if kml::is_kml(&head) {
        kml::read(&read_whole(File::open(path)?, MAX_FILE_BYTES)?, name).map(|layer| vec![layer])
    } else if is_json(&head) {
        geojson::read(File::open(path)?.take(MAX_FILE_BYTES), name).map(|layer| vec![layer])
    } else {
        Err(LayerError::NotALayer)
    }
}

#[cfg(feature = "parquet")]
fn read_parquet(path: &Path, name: String) -> Result<Layer, LayerError> {
    parquet::read(path, name)
}

#[cfg(not(feature = "parquet"))]
fn read_parquet(_path: &Path, _name: String) -> Result<Layer, LayerError> {
    Err(LayerError::Broken(Reason::new("reason-no-parquet")))
}

/// The bytes of a file or a part, counted while they are read.
fn read_whole(input: impl Read, max_bytes: u64) -> Result<Vec<u8>, LayerError> {
    let mut bytes = Vec::new();
    input.take(max_bytes.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > max_bytes {
        Err(LayerError::TooLarge(Reason::more("reason-more-gigabytes", 1)))
    } else {
        Ok(bytes)
    }
}

/// The name of a file without folder and ending.
fn stem(path: &Path) -> String {
    path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default()
}

#[cfg(all(test, feature = "parquet"))]
mod parquet_tests;
#[cfg(test)]
mod tests;

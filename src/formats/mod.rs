//! Bytes to model and back, a file per format, each of the same shape: `read`, `write`, an error type. A read
//! returns rows and rejected rows with file, row, column and reason.
//!
//! May use: `model`, `text`.

pub mod attached;
pub mod boundaries;
pub mod bundle;
pub mod crs;
pub mod csv;
pub mod dates;
pub mod degrees;
pub mod feeds_toml;
pub mod geojson;
pub mod geopackage;
mod geopackage_index;
pub mod indicator_table;
pub mod json_paths;
pub mod layer;
pub mod map_layer;
pub mod mapping_file;
pub mod missing;
#[cfg(test)]
mod moment_trial;
pub mod number;
pub mod ods;
mod packed_rtree;
#[cfg(feature = "parquet")]
pub mod parquet;
pub mod partners;
pub mod placing;
pub mod project;
pub mod project_list;
pub mod qml;
pub mod refused;
pub mod sheet;
pub mod table;
pub mod workbook;
#[cfg(test)]
mod workbook_trial;
pub mod xlsx;

//! Any table as Apache Parquet, and with places as GeoParquet 1.1 (<https://geoparquet.org/releases/v1.1.0/>).
//!
//! Contract: the same rows make the same bytes: no clock, no random number; memory is bounded by one group of rows.
//! May use: `formats::{crs, table}`, `model::geometry_blob`.

mod metadata;
mod write;

pub use write::{MAX_GROUP_ROWS, ParquetWriter, TITLES_KEY};

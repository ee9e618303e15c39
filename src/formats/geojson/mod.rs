//! GeoJSON (RFC 7946): projects in, any table with geometries out.
//!
//! Contract: reading streams feature by feature; a feature that is broken costs itself only, told with its number and
//! the reason. Writing puts one feature on a line. May use: `model`, `text`.

pub mod features;
mod quick;
pub mod read;
pub mod write;

pub use features::{Features, GeoJsonError};
pub use read::read_projects;
pub use write::GeoJsonWriter;

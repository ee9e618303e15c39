//! Pure functions from (workspace, view) to results: filter with facet counts, search, time line, map symbols,
//! series, class breaks, table order. The same results feed the window, the command line and exports.
//!
//! Contract: no input or output, no clock; what comes from a hash map is sorted before it is returned.
//! May use: `workspace`, `model`, `text`.

pub mod bits;
pub mod classes;
pub mod columns;
pub mod downsample;
pub mod engine;
pub mod exceedance;
pub mod figures;
pub mod filter;
pub mod filter_words;
pub mod parts;
pub mod places;
pub mod project_words;
pub mod search;
pub mod sensor_classes;
pub mod sensor_hours;
pub mod sensor_lines;
pub mod sensor_profile;
pub mod sensor_words;
pub mod sensors;
pub mod series;
pub mod series_table;
pub mod snapshot;
pub mod spatial;
pub mod statistics;
pub mod symbols;
pub mod table;
pub mod terms;
#[cfg(test)]
pub(crate) mod test_support;
pub mod thresholds;
pub mod timeline;
pub mod towns;
mod vintage;
pub mod words;

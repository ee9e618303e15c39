//! The check of the bundled data and its packing, used by the build script and, with damaged rows, by tests.
//!
//! Contract: reads only what `datapackage.json` names; every problem says file, row, column and reason. May use: no
//! module of the crate, which does not exist yet when this runs.

pub mod geometry;
pub mod pack;
pub mod package;
pub mod problem;
pub mod rules;
pub mod schema;
pub mod table;

//! The feeds that the program knows, from `data/feeds.toml`.
//!
//! Contract: what `formats::feeds_toml` reads, so that the bundle and a catalogue of the user's own are read by one
//! reader. May use: `formats`, `model`.

pub use crate::formats::feeds_toml::{FeedsTomlError as CatalogError, MIN_POLL_SECONDS, read as parse};

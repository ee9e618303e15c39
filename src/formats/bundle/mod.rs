//! The data that came with the program: packed by the build script, embedded, unpacked at start.
//!
//! Contract: [`dataset`] and [`basemap`] give the same rows every time and need no file and no network. The build has
//! checked every row against its schema, so an error here means that the program and its data do not fit together.
//! May use: `model`.

mod container;
mod geometry;
mod indicators;
mod inventory;
mod layers;
mod municipalities;
mod reference;
mod sources;
mod table;

pub use container::Bundle;

use std::collections::BTreeSet;
use std::sync::{Arc, LazyLock};

use super::feeds_toml;
use crate::model::basemap::Basemap;
use crate::model::own::Own;
use crate::model::{Dataset, Feed, FeedId, Reference};

/// What the build script packed.
static EMBEDDED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/bundle.bin"));

/// The embedded data can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleError {
    /// The container or an entry is not what the program expects.
    #[error("the data of the program is damaged: {0}")]
    Damaged(String),
    /// A file that the program needs is not in it.
    #[error("the data of the program lacks {0}")]
    Missing(String),
    /// A value that the model refuses.
    #[error("{file}:{line} [{column}]: {reason}")]
    Value {
        /// File.
        file: Arc<str>,
        /// Line, or number of the feature, from 1.
        line: u64,
        /// Column.
        column: String,
        /// Why.
        reason: String,
    },
}

/// Everything but the basemap, as rows.
///
/// # Errors
/// When the embedded data and the program do not fit together.
pub fn dataset() -> Result<Dataset, BundleError> {
    Bundle::open(EMBEDDED)?.dataset()
}

/// Synonyms and names of partners: the same for every workspace, so no workspace file holds them.
///
/// # Errors
/// As for [`dataset`].
pub fn reference() -> Result<Reference, BundleError> {
    reference::read(&Bundle::open(EMBEDDED)?)
}

/// Whether a feed belongs to the catalogue of the program: it can be switched off, not removed.
pub fn is_bundled_feed(id: &FeedId) -> bool {
    /// Read once: the catalogue is part of the program.
    static KNOWN: LazyLock<BTreeSet<FeedId>> = LazyLock::new(|| {
        let read = Bundle::open(EMBEDDED).and_then(|bundle| feeds(&bundle.text("feeds.toml")?));
        read.map(|feeds| feeds.into_iter().map(|feed| feed.id).collect()).unwrap_or_default()
    });
    KNOWN.contains(id)
}

/// Tells one edition of the data from another: SHA-256 of what the build script packed, hexadecimal.
pub fn hash() -> String {
    crate::model::hash::of_bytes(EMBEDDED)
}

/// The offline basemap.
///
/// # Errors
/// As for [`dataset`].
pub fn basemap() -> Result<Basemap, BundleError> {
    Bundle::open(EMBEDDED)?.basemap()
}

/// The feeds of the catalogue, all switched off.
fn feeds(text: &str) -> Result<Vec<Feed>, BundleError> {
    feeds_toml::read(text).map_err(|error| BundleError::Damaged(format!("{error}: feeds.toml")))
}

impl Bundle<'_> {
    /// Everything but the basemap, as rows.
    ///
    /// # Errors
    /// When a file is missing or a value is refused by the model.
    pub fn dataset(&self) -> Result<Dataset, BundleError> {
        let (indicators, indicator_values, indicator_gaps) = indicators::read(self)?;
        Ok(Dataset {
            sources: sources::read(self)?,
            municipalities: municipalities::read(self)?,
            arrondissements: municipalities::arrondissements(self)?,
            aliases: municipalities::aliases(self)?,
            mergers: municipalities::mergers(self)?,
            projects: inventory::read(self)?,
            indicators,
            indicator_values,
            indicator_gaps,
            indicator_revisions: Vec::new(),
            indicator_imports: Vec::new(),
            feeds: feeds(&self.text("feeds.toml")?)?,
            sensors: Vec::new(),
            own: Own::default(),
            layers: Vec::new(),
        })
    }

    /// The offline basemap.
    ///
    /// # Errors
    /// As for [`Bundle::dataset`].
    pub fn basemap(&self) -> Result<Basemap, BundleError> {
        layers::read(self)
    }
}

//! Where a record comes from. Every record of the workspace carries this; every screen and export can show it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A data set: what its records have in common.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Key of the data set ("inventory", "population", an import's file name).
    pub id: Arc<str>,
    /// Title a person reads.
    pub title: Arc<str>,
    /// Licence, as its publisher names it.
    pub licence: Arc<str>,
    /// Attribution that must stand beside it.
    pub attribution: Arc<str>,
    /// Where it was obtained: address, package or file.
    pub origin: Arc<str>,
    /// Date of the source, ISO 8601, as far as known.
    pub date: Option<Arc<str>>,
    /// SHA-256 of the bytes, hexadecimal.
    pub hash: Option<Arc<str>>,
    /// Number of records, where it is a table.
    pub record_count: Option<u64>,
    /// Whether it is synthetic or simulated.
    pub is_simulated: bool,
    /// Whether it came with the program (true) or was added by the user (false).
    pub is_bundled: bool,
}

/// Which data set a record is of and how sure it is: what many records have in common, beside the place of each in that
/// data set ([`Project::record`](super::Project::record)).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Provenance {
    /// The data set ([`Source::id`]).
    pub dataset: Arc<str>,
    /// What the source names as its own source.
    pub cited: Arc<str>,
    /// How sure the record is, in the words of the data set ("seen in a source").
    pub confidence: Arc<str>,
    /// Remark of the data set on this record.
    pub note: Arc<str>,
}

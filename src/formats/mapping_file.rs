//! Mappings of tables and lists as files: JSON that names its version. May use: nothing of the crate.

use super::json_paths::without_mark;
use crate::model::reason::explained_error;
use crate::model::{Explained, Reason};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Version of the formats.
pub const VERSION: u32 = 1;

/// Greatest mapping that is read, bytes.
pub const MAX_BYTES: usize = 1 << 20;

/// A file is no mapping of what it is read for.
#[derive(Debug)]
pub enum MappingError {
    /// It is not the JSON that is expected.
    Json {
        /// What it should be of: the key of a text.
        of: &'static str,
        /// Why it is not.
        error: serde_json::Error,
    },
    /// A newer program made it.
    Version(u32),
    /// It is larger than any mapping.
    TooLarge {
        /// What it should be of.
        of: &'static str,
    },
}

impl Explained for MappingError {
    fn reason(&self) -> Reason {
        match self {
            Self::Json { of, error } => Reason::new("reason-not-mapping").because(Reason::new(of)).with("error", error),
            Self::Version(version) => Reason::new("reason-mapping-version").with("version", version),
            Self::TooLarge { of } => Reason::new("reason-not-mapping").because(Reason::new(of)).with("error", "> 1 MB"),
        }
    }
}

explained_error!(MappingError);

/// Reads a mapping of what `of` names; `version` finds its version.
///
/// # Errors
/// When it is none.
pub fn from_json<M: DeserializeOwned>(
    bytes: &[u8],
    of: &'static str,
    version: impl Fn(&M) -> u32,
) -> Result<M, MappingError> {
    if bytes.len() > MAX_BYTES {
        return Err(MappingError::TooLarge { of });
    }
    let mapping: M = serde_json::from_slice(without_mark(bytes)).map_err(|error| MappingError::Json { of, error })?;
    match version(&mapping) {
        VERSION => Ok(mapping),
        other => Err(MappingError::Version(other)),
    }
}

/// The mapping as a file.
pub fn to_json(mapping: &impl Serialize) -> Vec<u8> {
    // A mapping holds nothing that JSON can't say.
    serde_json::to_vec_pretty(mapping).unwrap_or_default()
}

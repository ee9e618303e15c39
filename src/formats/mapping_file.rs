//! Mappings of tables and lists as files: JSON that names its version. May use: nothing of the crate.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// Version of the formats.
pub const VERSION: u32 = 1;

/// Greatest mapping that is read, bytes.
pub const MAX_BYTES: usize = 1 << 20;

/// A file is no mapping of what it is read for.
#[derive(Debug, thiserror::Error)]
pub enum MappingError {
    /// It is not the JSON that is expected.
    #[error("this is not a mapping of {of}: {error}")]
    Json {
        /// What it should be of ("a list of projects").
        of: &'static str,
        /// Why it is not.
        error: serde_json::Error,
    },
    /// A newer program made it.
    #[error("the mapping is of version {0}; this program knows version 1")]
    Version(u32),
    /// It is larger than any mapping.
    #[error("this is not a mapping of {of}: the file is larger than 1 MB")]
    TooLarge {
        /// What it should be of.
        of: &'static str,
    },
}

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
    let mapping: M = serde_json::from_slice(bytes).map_err(|error| MappingError::Json { of, error })?;
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

//! Small files of the program's own (views and reports): JSON that tells its version.

use serde::de::DeserializeOwned;

use crate::formats::json_paths::{version, without_mark};
use crate::model::reason::explained_error;
use crate::model::{Explained, Reason};

/// A view or report file that can't be used.
#[derive(Debug)]
pub enum OwnFileError {
    /// It is not the JSON of such a file; line and column are in the library's words.
    Json(serde_json::Error),
    /// A newer version of the program wrote it.
    Newer {
        /// Its version.
        version: u32,
        /// The newest that this program reads.
        known: u32,
    },
    /// It is larger than any such file.
    TooLarge {
        /// Its size, bytes.
        bytes: usize,
        /// The limit, bytes.
        limit: usize,
    },
}

impl Explained for OwnFileError {
    fn reason(&self) -> Reason {
        match self {
            Self::Json(error) => Reason::new("reason-own-file").because(Reason::said(error)),
            Self::Newer { version, known } => {
                Reason::new("reason-own-file-newer").with("version", version).with("known", known)
            }
            Self::TooLarge { bytes, limit } => {
                Reason::new("reason-own-file-large").with("bytes", bytes).with("limit", limit)
            }
        }
    }
}

explained_error!(OwnFileError);

/// The content of a file that tells its version under a key.
///
/// # Errors
/// When it has more bytes than `limit`, is not JSON of that kind, or of a version after `known`.
pub(super) fn read<T: DeserializeOwned>(
    bytes: &[u8],
    version_key: &str,
    known: u32,
    limit: usize,
) -> Result<T, OwnFileError> {
    if bytes.len() > limit {
        return Err(OwnFileError::TooLarge { bytes: bytes.len(), limit });
    }
    let bytes = without_mark(bytes);
    let json = serde_json::from_slice(bytes).map_err(OwnFileError::Json)?;
    match version(&json, version_key) {
        Some(version) if version > known => Err(OwnFileError::Newer { version, known }),
        _ => serde_json::from_slice(bytes).map_err(OwnFileError::Json),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, Text};

    #[test]
    fn the_mark_of_utf_8_before_a_file_is_passed_over() {
        let read = |text: &str| read::<serde_json::Value>(text.as_bytes(), "v", 3, 20);
        assert!(read("\u{feff}{\"v\": 3}").is_ok_and(|json| json["v"] == 3));
        assert!(read("\u{feff}\u{feff}{\"v\": 3}").is_err(), "one mark, not two");
    }

    #[test]
    fn each_failure_is_told_in_both_languages() {
        let failures = [&b"{"[..], br#"{"v": 4}"#, b"[1, 2, 3, 4, 5, 6]"]
            .map(|bytes| read::<u32>(bytes, "v", 3, 12).expect_err("not such a file").reason());
        for text in Language::ALL.map(Text::new) {
            let told: Vec<String> = failures.iter().map(|reason| text.reason(reason)).collect();
            assert!(told.iter().all(|told| !told.contains("reason-")), "{told:?}");
            assert!(told[0].contains("line 1") && told[1].contains('4') && told[2].contains("12"), "{told:?}");
        }
    }
}

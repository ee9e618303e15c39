//! The container: `RGSB`, version 1, length of the index, the index as JSON, then each entry deflated.
//! `build/pack.rs` writes it.

use std::io::Read;

use flate2::read::DeflateDecoder;
use serde::Deserialize;

use super::BundleError;

const MAGIC: &[u8; 5] = b"RGSB\x01";

/// Greatest size of an entry, to refuse a damaged index before memory is reserved.
const MAX_ENTRY_BYTES: usize = 256 << 20;

/// An entry of the index.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Entry {
    /// Path within the package.
    pub path: String,
    /// Rows of a table, features of a layer; 0 for other texts.
    pub rows: u64,
    offset: usize,
    length: usize,
    size: usize,
}

/// An opened container.
#[derive(Clone, Debug)]
pub struct Bundle<'a> {
    entries: Vec<Entry>,
    body: &'a [u8],
}

impl<'a> Bundle<'a> {
    /// Reads the index.
    ///
    /// # Errors
    /// When the bytes are not such a container.
    pub fn open(bytes: &'a [u8]) -> Result<Self, BundleError> {
        let damaged = |what: &str| BundleError::Damaged(what.to_owned());
        let rest = bytes.strip_prefix(MAGIC).ok_or_else(|| damaged("it does not start as it should"))?;
        let (length, rest) = rest.split_first_chunk::<4>().ok_or_else(|| damaged("it has no index"))?;
        let length = u32::from_le_bytes(*length) as usize;
        let (index, body) = rest.split_at_checked(length).ok_or_else(|| damaged("its index is cut off"))?;
        let entries = serde_json::from_slice(index).map_err(|error| damaged(&format!("its index: {error}")))?;
        Ok(Self { entries, body })
    }

    /// The entry of a path.
    pub(super) fn entry(&self, path: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.path == path)
    }

    /// The bytes of an entry.
    pub(super) fn bytes(&self, path: &str) -> Result<Vec<u8>, BundleError> {
        let entry = self.entry(path).ok_or_else(|| BundleError::Missing(path.to_owned()))?;
        let damaged = |what: String| BundleError::Damaged(format!("{what}: {path}"));
        let end = entry.offset.saturating_add(entry.length);
        let packed = self.body.get(entry.offset..end).ok_or_else(|| damaged("it is cut off".to_owned()))?;
        if entry.size > MAX_ENTRY_BYTES {
            return Err(damaged("an entry is too large".to_owned()));
        }
        let mut bytes = Vec::with_capacity(entry.size);
        let limit = entry.size as u64 + 1;
        DeflateDecoder::new(packed).take(limit).read_to_end(&mut bytes).map_err(|error| damaged(error.to_string()))?;
        if bytes.len() == entry.size { Ok(bytes) } else { Err(damaged("an entry has another size".to_owned())) }
    }

    /// The text of an entry.
    ///
    /// # Errors
    /// When it is missing, damaged or not text.
    pub fn text(&self, path: &str) -> Result<String, BundleError> {
        String::from_utf8(self.bytes(path)?).map_err(|_| BundleError::Damaged(format!("not UTF-8: {path}")))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_are_no_container_are_refused() {
        let index = br#"[{"path":"a","rows":0,"offset":0,"length":9,"size":3}]"#;
        let mut cut = MAGIC.to_vec();
        cut.extend((index.len() as u32).to_le_bytes());
        cut.extend(index);
        let bundle = Bundle::open(&cut).expect("the index is whole");
        assert!(matches!(bundle.text("a"), Err(BundleError::Damaged(_))));
        assert_eq!(bundle.text("b"), Err(BundleError::Missing("b".to_owned())));
        for wrong in [&b""[..], b"RGSB", b"RGSB\x02aaaa", b"RGSB\x01\xff\xff\xff\xff[]", b"RGSB\x01\x02\0\0\0{}"] {
            assert!(Bundle::open(wrong).is_err(), "{wrong:?}");
        }
    }
}

//! Answers with a validator, kept so that a host can say "not modified" instead of sending them again.
//!
//! Contract: bounded; the answer that was stored longest ago goes first. May use: nothing of the crate.

use std::collections::BTreeMap;
use std::sync::Arc;

/// Largest answer that is kept, bytes.
const MAX_ENTRY_BYTES: usize = 4 << 20;

/// Most bytes that are kept together.
const MAX_TOTAL_BYTES: usize = 32 << 20;

/// A kept answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Validator of the content.
    pub etag: Option<String>,
    /// Validator by time.
    pub last_modified: Option<String>,
    /// Kind of content.
    pub content_type: String,
    /// The body, decompressed.
    pub bytes: Arc<[u8]>,
}

/// Kept answers by address.
#[derive(Debug, Default)]
pub(super) struct Cache {
    entries: BTreeMap<String, (u64, Entry)>,
    stored_count: u64,
    total_bytes: usize,
}

impl Cache {
    /// The kept answer of an address.
    pub fn get(&self, url: &str) -> Option<&Entry> {
        self.entries.get(url).map(|(_, entry)| entry)
    }

    /// Keeps an answer that has a validator and is not too large; forgets the old one in any case.
    pub fn put(&mut self, url: &str, entry: Entry) {
        self.remove(url);
        let has_validator = entry.etag.is_some() || entry.last_modified.is_some();
        if !has_validator || entry.bytes.len() > MAX_ENTRY_BYTES {
            return;
        }
        self.total_bytes += entry.bytes.len();
        self.stored_count += 1;
        self.entries.insert(url.to_owned(), (self.stored_count, entry));
        while self.total_bytes > MAX_TOTAL_BYTES {
            let Some(oldest) = self.entries.iter().min_by_key(|(_, (age, _))| *age).map(|(url, _)| url.clone()) else {
                return;
            };
            self.remove(&oldest);
        }
    }

    fn remove(&mut self, url: &str) {
        if let Some((_, entry)) = self.entries.remove(url) {
            self.total_bytes -= entry.bytes.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(size: usize) -> Entry {
        Entry {
            etag: Some("\"a\"".into()),
            last_modified: None,
            content_type: String::new(),
            bytes: vec![0; size].into(),
        }
    }

    #[test]
    fn memory_is_bounded_and_the_oldest_goes_first() {
        let mut cache = Cache::default();
        for number in 0..9 {
            cache.put(&format!("u{number}"), entry(MAX_ENTRY_BYTES));
        }
        assert!(cache.get("u0").is_none() && cache.get("u1").is_some());
        assert!(cache.total_bytes <= MAX_TOTAL_BYTES);
        cache.put("u1", entry(MAX_ENTRY_BYTES + 1));
        assert!(cache.get("u1").is_none(), "too large, and the old one is no longer true");
        cache.put("u2", Entry { etag: None, ..entry(1) });
        assert!(cache.get("u2").is_none(), "nothing to ask for");
    }
}

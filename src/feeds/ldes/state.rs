//! How far a stream was read: what one poll tells the next, also after a restart.
//!
//! Contract: pure. A stream is read in rounds. The first begins at its address; a later one at the pages that may have
//! changed, because whatever is new is on them or behind a link of theirs. A page that never changes is read once: a
//! hash of its address is kept. What is kept is bounded, 256 kB as text:
//! - of finished pages the last `MAX_DONE`; one that was finished before those and is linked again is read again,
//!   which costs time and changes nothing, because observations are told apart by their time;
//! - of pages to read and pages that may change `MAX_ADDRESSES` bytes of addresses each; beyond, a page with links that
//!   found no room counts as one that may change, so that the next round finds them again;
//! - of the newest version the last `MAX_NEWEST` things; an older version of one that was forgotten may give a thing
//!   its older place again.
//!
//! May use: nothing of the crate.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

/// Most finished pages that are remembered: 16 bytes each.
const MAX_DONE: usize = 6_000;

/// Most bytes of addresses that wait, and most of those that may change, with [`PER_ADDRESS`] for each.
const MAX_ADDRESSES: usize = 56 << 10;

/// What an address takes besides itself, bytes.
const PER_ADDRESS: usize = 36;

/// Longest address that is kept, bytes.
const MAX_ADDRESS: usize = 1_000;

/// Most things whose newest version is remembered: about 32 bytes each.
const MAX_NEWEST: usize = 1_200;

/// A page to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Address.
    pub url: String,
    /// The newest time that its link spoke of, seconds since 1970.
    pub time_s: Option<i64>,
}

/// How far a stream was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    /// Address of the feed: that of another feed counts as none.
    feed: String,
    /// Hashes of finished pages that never change, 16 digits each, newest last.
    #[serde(default)]
    done: String,
    /// Pages that may change and were read in this round.
    #[serde(default)]
    changing: Vec<String>,
    /// Pages still to read in this round.
    #[serde(default)]
    waiting: Vec<Waiting>,
    /// By the hash of what a member is a version of: the time of its newest version, seconds since 1970.
    #[serde(default)]
    newest: BTreeMap<String, i64>,
    /// The predicate that dates members, as the stream named it.
    #[serde(default)]
    pub timestamp_path: Option<String>,
    /// The predicate that says what a member is a version of.
    #[serde(default)]
    pub version_of_path: Option<String>,
    #[serde(skip)]
    done_set: BTreeSet<String>,
}

impl State {
    /// What the last poll kept; a beginning where it kept nothing, something unreadable, or that of another address.
    pub fn load(kept: Option<&str>, feed: &str) -> Self {
        let loaded = kept.and_then(|text| serde_json::from_str::<Self>(text).ok()).filter(|state| state.feed == feed);
        let mut state = loaded.unwrap_or_else(|| Self { feed: feed.to_owned(), ..Self::default() });
        let hashes = state.done.as_bytes().chunks_exact(16).filter_map(|hash| std::str::from_utf8(hash).ok());
        state.done_set = hashes.map(str::to_owned).collect();
        state
    }

    /// As text.
    pub fn save(&self) -> Arc<str> {
        Arc::from(serde_json::to_string(self).unwrap_or_default())
    }

    /// Begins a round where the last one is finished: with what may have changed, else with the address of the feed.
    pub fn begin_round(&mut self) {
        if !self.waiting.is_empty() {
            return;
        }
        let again = std::mem::take(&mut self.changing);
        self.waiting = again.into_iter().map(|url| Waiting { url, time_s: None }).collect();
        if self.waiting.is_empty() {
            self.waiting.push(Waiting { url: self.feed.clone(), time_s: None });
        }
    }

    /// Whether this round has pages left.
    pub const fn is_round_open(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// Takes the next page: those whose links spoke of no time first, in the order in which they were found (they lead to
    /// others), then the one of the latest time.
    pub fn take_next(&mut self) -> Option<Waiting> {
        let index = self.waiting.iter().position(|page| page.time_s.is_none()).or_else(|| {
            let latest = self.waiting.iter().enumerate().max_by_key(|(_, page)| page.time_s);
            latest.map(|(index, _)| index)
        })?;
        Some(self.waiting.remove(index))
    }

    /// Puts a page back that could not be read.
    pub fn put_back(&mut self, page: Waiting) {
        self.waiting.insert(0, page);
    }

    /// Adds a page that was linked, unless it is known; `false` where there is no room for it.
    pub fn add(&mut self, url: &str, time: Option<Timestamp>) -> bool {
        let is_known = self.done_set.contains(&hash(url))
            || self.changing.iter().any(|known| known == url)
            || self.waiting.iter().any(|page| page.url == url);
        if is_known {
            return true;
        }
        if !has_room(self.waiting.iter().map(|page| page.url.len()), url) {
            return false;
        }
        self.waiting.push(Waiting { url: url.to_owned(), time_s: time.map(Timestamp::as_second) });
        true
    }

    /// Notes a page that was read; one that never changes is not read again.
    pub fn finish(&mut self, url: &str, is_immutable: bool) {
        if !is_immutable {
            // Without room it is found again by its link.
            if has_room(self.changing.iter().map(String::len), url) {
                self.changing.push(url.to_owned());
            }
            return;
        }
        let hash = hash(url);
        if !self.done_set.insert(hash.clone()) {
            return;
        }
        self.done.push_str(&hash);
        while self.done.len() > MAX_DONE * 16 {
            let oldest: String = self.done.drain(..16).collect();
            self.done_set.remove(&oldest);
        }
    }

    /// Whether a page is finished for ever.
    pub fn is_done(&self, url: &str) -> bool {
        self.done_set.contains(&hash(url))
    }

    /// Notes a version; whether it is as new as the newest that is known of the thing.
    pub fn is_newest(&mut self, thing: &str, time: Timestamp) -> bool {
        let second = time.as_second();
        let key = hash(thing);
        match self.newest.get_mut(&key) {
            Some(known) if *known > second => return false,
            Some(known) => *known = second,
            None => drop(self.newest.insert(key, second)),
        }
        if self.newest.len() > MAX_NEWEST {
            let oldest = self.newest.iter().min_by_key(|(key, second)| (**second, (*key).clone()));
            if let Some(key) = oldest.map(|(key, _)| key.clone()) {
                self.newest.remove(&key);
            }
        }
        true
    }
}

/// Whether one more address fits.
fn has_room(lengths: impl Iterator<Item = usize>, url: &str) -> bool {
    let taken: usize = lengths.map(|length| length + PER_ADDRESS).sum();
    url.len() <= MAX_ADDRESS && taken + url.len() + PER_ADDRESS <= MAX_ADDRESSES
}

/// The first 16 digits of the SHA-256 of a text.
fn hash(text: &str) -> String {
    let digest = Sha256::digest(text.as_bytes());
    digest.iter().take(8).fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const FEED: &str = "https://stream.example/";

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).expect("a time")
    }

    fn order(state: &mut State) -> Vec<String> {
        std::iter::from_fn(|| state.take_next().map(|page| page.url)).collect()
    }

    #[test]
    fn late_pages_come_first_and_finished_ones_never_again() {
        let mut state = State::load(None, FEED);
        state.begin_round();
        assert_eq!(order(&mut state), [FEED]);
        state.finish(FEED, false);
        for (url, second) in [("a", Some(1)), ("c", Some(3)), ("root", None), ("b", Some(2))] {
            assert!(state.add(url, second.map(at)));
        }
        assert!(state.add("c", None) && state.add(FEED, None), "both are known");
        assert_eq!(order(&mut state), ["root", "c", "b", "a"]);
        for url in ["a", "b", "c"] {
            state.finish(url, true);
        }
        state.finish("root", false);
        let mut state = State::load(Some(&state.save()), FEED);
        state.begin_round();
        assert!(state.add("a", None) && state.add("d", None));
        assert_eq!(order(&mut state), [FEED, "root", "d"], "what may have changed, and what is new");
        assert!(state.is_done("a") && !state.is_done("d"));
    }

    #[test]
    fn an_open_round_goes_on_and_another_feed_begins_anew() {
        let mut state = State::load(None, FEED);
        state.begin_round();
        let first = state.take_next().expect("a page");
        state.add("x", Some(at(5)));
        state.put_back(first);
        let kept = state.save();
        let mut again = State::load(Some(&kept), FEED);
        again.begin_round();
        assert!(again.is_round_open());
        assert_eq!(order(&mut again), [FEED, "x"]);
        for other in [State::load(Some(&kept), "https://other.example/"), State::load(Some("{"), FEED)] {
            assert!(!other.is_round_open());
        }
    }

    #[test]
    fn an_older_version_is_told_apart() {
        let mut state = State::load(None, FEED);
        assert!(state.is_newest("thing", at(10)) && state.is_newest("thing", at(10)));
        let mut state = State::load(Some(&state.save()), FEED);
        assert!(!state.is_newest("thing", at(9)) && state.is_newest("thing", at(11)));
    }

    #[test]
    fn what_is_kept_has_a_bound() {
        let mut state = State::load(None, FEED);
        let long = |number: usize| format!("https://stream.example/{number:0>120}");
        for number in 0..7_000 {
            state.finish(&long(number), true);
            state.finish(&format!("{}x", long(number)), false);
            state.is_newest(&long(number), at(number as i64));
        }
        assert!((0..1_000).any(|number| !state.add(&format!("{}y", long(number)), Some(at(4_000_000_000)))));
        assert!(state.save().len() < 256 << 10, "{}", state.save().len());
        assert!(!state.is_done(&long(0)) && state.is_done(&long(6_999)), "the oldest goes first");
        assert!(!state.add(&"x".repeat(MAX_ADDRESS + 1), None));
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in ".{0,60}", json in crate::feeds::tests_json::any_json()) {
            State::load(Some(&text), FEED).begin_round();
            State::load(Some(&json.to_string()), FEED).begin_round();
            let done = serde_json::json!({ "feed": FEED, "done": text });
            State::load(Some(&done.to_string()), FEED).finish("a", true);
        }
    }
}

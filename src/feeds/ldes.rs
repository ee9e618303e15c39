//! Linked data event streams (LDES, TREE).
//!
//! May use: `model`.

use super::recognise::{Candidate, Seen};
use super::{FeedError, Readings, Visit};

/// Asks the feed once.
///
/// # Errors
/// See [`FeedError`].
pub fn read(visit: &mut Visit<'_>) -> Result<Readings, FeedError> {
    Err(FeedError::Incomplete { feed: visit.feed.id.to_string(), what: "a reader" })
}

/// What an address that was asked looks like to this protocol.
pub fn recognise(_seen: &Seen<'_>) -> Option<Candidate> {
    None
}

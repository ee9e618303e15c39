//! MQTT 3.1.1.
//!
//! May use: `model`.

use super::recognise::{Candidate, Seen};
use super::{FeedError, Readings, Visit};

/// Connections that stay open between polls, by feed.
#[derive(Debug, Default)]
pub(super) struct Sessions;

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

//! Telraam v1: traffic counted by citizens.
//!
//! May use: `model`.

use jiff::Timestamp;

use super::recognise::{Candidate, Seen};
use super::{FeedError, Readings, Visit};
use crate::model::Sensor;

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

/// Older observations of a sensor.
///
/// # Errors
/// See [`FeedError`].
pub fn history(
    _visit: &mut Visit<'_>,
    _sensor: &Sensor,
    _from: Timestamp,
    _until: Timestamp,
) -> Result<Readings, FeedError> {
    Ok(Readings::default())
}

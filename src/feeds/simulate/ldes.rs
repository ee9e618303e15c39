//! A simulated linked data event stream.
//!
//! Contract: pure; shares no code with the reader. May use: `model`.

use super::route::{Answer, Ask};
use crate::model::Feed;

/// Where the simulated service lives.
pub(super) fn describe(feed: &mut Feed, host: &str) {
    host.clone_into(&mut feed.url);
}

/// Answers a request for this service.
pub(super) fn respond(_ask: &Ask<'_>) -> Answer {
    Answer::error(404, "not found")
}

//! How a feed is doing, and when it is asked next: a pure state machine.
//!
//! Contract: the clock and the seed of the jitter are passed in. Two polls never follow each other sooner than the
//! feed's `poll_seconds`, nor sooner than a `Retry-After` asks. After failures the wait doubles, up to an hour, with
//! up to a quarter more by chance, so that a host that comes back is not met by everybody at once; without a network
//! it is five minutes at most. A feed is **stale** when its newest observation is older than three polls, three times the
//! rhythm of its source (an hour for official stations), and thirty minutes: one lost poll of a slow feed, or a hiccup of a fast one, is no alarm. May use: `model`.

use std::sync::Arc;

use jiff::Timestamp;

use super::value::shifted;
use super::{FeedError, Readings};
use crate::feeds::catalog::MIN_POLL_SECONDS;
use crate::model::{Feed, FeedHealth, FeedState};

/// Age below which a value is never stale, seconds.
const STALE_MIN_S: i64 = 30 * 60;

/// Polls after which a value is stale.
const STALE_POLLS: i64 = 3;

/// Longest wait after failures, seconds.
const MAX_BACKOFF_S: i64 = 3600;

/// Longest wait while there is no network, seconds.
const MAX_OFFLINE_BACKOFF_S: i64 = 300;

/// Seconds between two polls of a feed.
pub fn interval_s(feed: &Feed) -> i64 {
    i64::from(feed.poll_seconds.max(MIN_POLL_SECONDS))
}

/// Whether a newest observation of this time makes a feed stale. A feed without any observation is.
pub fn is_stale(feed: &Feed, last_observation: Option<Timestamp>, now: Timestamp) -> bool {
    let limit_s = (STALE_POLLS * interval_s(feed).max(i64::from(feed.rhythm_s()))).max(STALE_MIN_S);
    last_observation.is_none_or(|time| now.as_second().saturating_sub(time.as_second()) > limit_s)
}

/// The health after a poll that ended at `now` and took `latency_ms`. `seed` decides the jitter.
pub fn after_poll(
    feed: &Feed,
    before: &FeedHealth,
    result: &Result<Readings, FeedError>,
    now: Timestamp,
    latency_ms: u32,
    seed: u64,
) -> FeedHealth {
    let polled = FeedHealth { last_attempt: Some(now), latency_ms: Some(latency_ms), ..before.clone() };
    match result {
        Ok(readings) => after_success(feed, polled, readings, now),
        Err(error) => after_failure(feed, polled, error, now, seed),
    }
}

fn after_success(feed: &Feed, polled: FeedHealth, readings: &Readings, now: Timestamp) -> FeedHealth {
    let last_observation = readings.newest().max(polled.last_observation);
    let wait_s = interval_s(feed).max(readings.next_poll_hint_s.map_or(0, i64::from));
    FeedHealth {
        state: if is_stale(feed, last_observation, now) { FeedState::Stale } else { FeedState::Live },
        last_success: Some(now),
        last_observation,
        next_attempt: Some(shifted(now, wait_s)),
        error: None,
        failure_count: 0,
        rejected_count: readings.rejected_count(),
        clock_ahead_s: readings.clock_ahead_s,
        ..polled
    }
}

fn after_failure(feed: &Feed, polled: FeedHealth, error: &FeedError, now: Timestamp, seed: u64) -> FeedHealth {
    let failure_count = polled.failure_count.saturating_add(1);
    let is_offline = matches!(error, FeedError::Offline { .. });
    let most_s = if is_offline { MAX_OFFLINE_BACKOFF_S } else { MAX_BACKOFF_S };
    let asked_s = error.retry_after_s().map_or(0, i64::from);
    let wait_s = backoff_s(interval_s(feed), failure_count, most_s, seed).max(asked_s);
    FeedHealth {
        state: if is_offline { FeedState::Offline } else { FeedState::Failing },
        next_attempt: Some(shifted(now, wait_s)),
        error: Some(Arc::from(format!("{}: {error}", error.kind()))),
        failure_count,
        rejected_count: 0,
        ..polled
    }
}

/// Seconds to wait after so many failures: the interval, doubled each time up to `most_s`, and up to a quarter more.
pub fn backoff_s(interval_s: i64, failure_count: u32, most_s: i64, seed: u64) -> i64 {
    let doublings = failure_count.saturating_sub(1).min(20);
    let wait_s = interval_s.saturating_mul(1 << doublings).min(most_s.max(interval_s));
    // A multiplicative hash (Knuth) of seed and count: the same in every run with the same seed.
    let bits = (seed ^ u64::from(failure_count)).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54;
    wait_s + wait_s * bits as i64 / 4096
}

/// The earliest moment at which a feed may be asked, however urgently: an interval after the last poll, or what a
/// `Retry-After` asked (`not_before`).
pub fn earliest(feed: &Feed, health: &FeedHealth, not_before: Option<Timestamp>) -> Option<Timestamp> {
    let after_interval = health.last_attempt.map(|last| shifted(last, interval_s(feed)));
    after_interval.max(not_before)
}

/// The health of a feed that was switched on or off, or that works (again) with or without the network. A simulated
/// feed needs none.
pub fn after_switch(feed: &Feed, before: &FeedHealth, is_offline: bool, now: Timestamp) -> FeedHealth {
    if !feed.protocol.is_polled() {
        return FeedHealth { state: feed.resting_state(), next_attempt: None, ..before.clone() };
    }
    let asks = feed.is_enabled && (feed.is_simulated || !is_offline);
    let state = match (feed.is_enabled, asks) {
        (false, _) => FeedState::Disabled,
        (true, false) => FeedState::Offline,
        (true, true) if before.last_success.is_none() => FeedState::Waiting,
        (true, true) if before.failure_count > 0 => FeedState::Failing,
        (true, true) if is_stale(feed, before.last_observation, now) => FeedState::Stale,
        (true, true) => FeedState::Live,
    };
    let next = earliest(feed, before, None).map_or(now, |earliest| earliest.max(now));
    FeedHealth { state, next_attempt: asks.then_some(next), ..before.clone() }
}

/// The health as time passes without a poll: what was live grows stale.
pub fn as_time_passes(feed: &Feed, before: &FeedHealth, now: Timestamp) -> Option<FeedHealth> {
    let grows_stale = before.state == FeedState::Live && is_stale(feed, before.last_observation, now);
    grows_stale.then(|| FeedHealth { state: FeedState::Stale, ..before.clone() })
}

#[cfg(test)]
#[path = "health_tests.rs"]
mod tests;

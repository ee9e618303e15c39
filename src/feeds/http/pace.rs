//! How often a host is asked: a bucket of requests for each host that fills up again over time.
//!
//! Contract: pure; the time is passed in. A poll of a few pages goes through at once, a long row of requests is spread.
//! May use: nothing of the crate.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

/// Requests to one host that go through at once.
const BURST: u32 = 10;

/// Time for one more request.
const REFILL: Duration = Duration::from_millis(200);

/// Hosts that are remembered; the one asked longest ago is forgotten first.
const MAX_HOSTS: usize = 256;

/// The buckets of the whole program: a host does not care which of our clients asks.
static PACE: Mutex<Pace> = Mutex::new(Pace { full_at: BTreeMap::new() });

/// Takes a request out of the bucket of a host and gives how long to wait before it may go.
pub(super) fn take(host: &str, now: Instant) -> Duration {
    PACE.lock().unwrap_or_else(PoisonError::into_inner).take(host, now)
}

/// When each host will have its bucket full again.
#[derive(Debug, Default)]
struct Pace {
    full_at: BTreeMap<String, Instant>,
}

impl Pace {
    /// Takes a request out of the bucket of a host and gives how long to wait before it may go.
    fn take(&mut self, host: &str, now: Instant) -> Duration {
        let full_at = self.full_at.get(host).copied().unwrap_or(now).max(now);
        let spent = full_at.duration_since(now);
        if self.full_at.len() >= MAX_HOSTS && !self.full_at.contains_key(host) {
            let oldest = self.full_at.iter().min_by_key(|(_, at)| **at).map(|(host, _)| host.clone());
            oldest.map(|oldest| self.full_at.remove(&oldest));
        }
        self.full_at.insert(host.to_owned(), full_at + REFILL);
        (spent + REFILL).saturating_sub(REFILL * BURST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_burst_goes_through_and_then_requests_are_spread() {
        let (mut pace, start) = (Pace::default(), Instant::now());
        let waits: Vec<Duration> = (0..12).map(|_| pace.take("a.be", start)).collect();
        assert!(waits[..10].iter().all(Duration::is_zero), "{waits:?}");
        assert_eq!(waits[10..], [REFILL, REFILL * 2]);
        assert_eq!(pace.take("b.be", start), Duration::ZERO, "another host has its own");
        let later = start + REFILL * 12;
        assert_eq!(pace.take("a.be", later), Duration::ZERO);
    }

    #[test]
    fn memory_is_bounded() {
        let (mut pace, start) = (Pace::default(), Instant::now());
        let waits = (0..MAX_HOSTS * 2).map(|number| pace.take(&format!("h{number}"), start));
        assert!(waits.into_iter().all(|wait| wait.is_zero()));
        assert!(pace.full_at.len() <= MAX_HOSTS);
    }
}

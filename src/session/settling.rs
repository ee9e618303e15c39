//! Waiting for what the background and the threads beside the interface make: for the command line and tests; the window
//! never waits.

use std::time::{Duration, Instant};

use super::Session;
use super::arriving::Arriving;
use crate::jobs::derived::UnderWay;

impl Session {
    /// Waits until no job is under way or the time is up, and brings results up to date. Returns whether it settled.
    /// For the command line and tests; the window never waits.
    pub fn settle(&mut self, timeout: Duration) -> bool {
        let deadline = Instant::now() + timeout;
        loop {
            self.settle_arriving(deadline);
            while !self.status.jobs.is_empty() {
                let Some(left) = deadline.checked_duration_since(Instant::now()) else {
                    break;
                };
                if let Some(event) = self.background.wait(left) {
                    self.take_event(event);
                }
            }
            self.update();
            // What waited for rows may have asked for more, and what was done may have changed them.
            if (self.status.jobs.is_empty() && !self.arriving.is_making()) || Instant::now() >= deadline {
                break;
            }
        }
        let is_derived = self.settle_derived(deadline);
        self.status.jobs.is_empty() && !self.is_making() && is_derived
    }

    /// Waits until the selection is that of the view, or the time is up: what else is shown may still be made.
    pub fn settle_selection(&mut self, timeout: Duration) {
        self.settle_arriving(Instant::now() + timeout);
        self.refresh();
    }

    /// Whether anything that is shown is being made beside the interface.
    pub fn is_making(&mut self) -> bool {
        self.arriving.is_making() || self.cache.derived.is_under_way()
    }

    /// Waits for one event of the background at most so long, and takes it in. Returns whether there was one. For the
    /// command line and tests; the window never waits.
    pub fn wait(&mut self, timeout: Duration) -> bool {
        let event = self.background.wait(timeout);
        event.is_some_and(|event| {
            self.take_event(event);
            true
        })
    }

    /// Waits until all rows have arrived or the time is up.
    pub(super) fn settle_arriving(&mut self, deadline: Instant) {
        loop {
            self.arrive();
            let left = deadline.saturating_duration_since(Instant::now());
            let Arriving { making, words, .. } = &mut self.arriving;
            let is_made = match (making.is_under_way(), words.is_under_way()) {
                (true, _) => making.wait(left),
                (false, true) => words.wait(left),
                (false, false) => return,
            };
            if !is_made && Instant::now() >= deadline {
                return;
            }
        }
    }

    /// Waits until nothing is made beside the interface any more, or the time is up; returns whether it settled.
    pub(super) fn settle_derived(&mut self, deadline: Instant) -> bool {
        let mut is_settled = self.cache.derived.settle(deadline);
        // What was made may be what something else is made from.
        while is_settled {
            self.refresh();
            if !self.cache.derived.is_under_way() {
                break;
            }
            is_settled = self.cache.derived.settle(deadline);
        }
        is_settled
    }
}

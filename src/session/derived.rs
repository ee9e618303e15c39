//! Results that take longer than a frame where there are many projects: made beside the interface, see
//! [`Derived`](crate::jobs::derived::Derived).

use std::time::Instant;

use crate::jobs::Waker;
use crate::jobs::derived::UnderWay;
use crate::model::Language;
use crate::workspace::Workspace;

/// What is made beside the interface, each from the generations of the workspace that it names as its key.
#[derive(Debug, Default)]
pub(super) struct DerivedResults {}

impl DerivedResults {
    /// Starts what is shown and stale.
    pub fn follow(&mut self, _workspace: &Workspace, _language: Language, _waker: &Waker) {}

    /// Takes what is done; whether there was anything.
    pub fn take(&mut self) -> bool {
        // Every one is taken, so no short cut.
        self.all().into_iter().fold(false, |has_new, value| value.take() || has_new)
    }

    /// Waits until nothing is under way or the time is up; for the command line and tests.
    pub fn settle(&mut self, deadline: Instant) -> bool {
        self.all().into_iter().for_each(|value| {
            if value.is_under_way() {
                let _it_may_take_longer = value.wait(deadline.saturating_duration_since(Instant::now()));
            }
        });
        !self.all().into_iter().any(|value| value.is_under_way())
    }

    fn all(&mut self) -> Vec<&mut dyn UnderWay> {
        Vec::new()
    }
}

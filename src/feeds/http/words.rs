//! What a request may take and say, what answers it, and what ends it.
//!
//! Contract: plain values. May use: nothing of the crate.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::sync::Notify;
use url::Url;

/// What a request may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Until the connection stands, encryption included.
    pub connect: Duration,
    /// Until the head of the answer, and between two parts of its body.
    pub first_byte: Duration,
    /// Until the end of the answer, redirects included.
    pub total: Duration,
    /// Bytes of the body after decompression.
    pub max_bytes: u64,
    /// Redirects followed.
    pub max_redirects: u8,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connect: Duration::from_secs(10),
            first_byte: Duration::from_secs(20),
            total: Duration::from_mins(2),
            max_bytes: 32 << 20,
            max_redirects: 5,
        }
    }
}

/// Ends the requests of a client at once, from any thread. A cancelled client stays so until [`CancelHandle::reset`].
#[derive(Clone, Debug, Default)]
pub struct CancelHandle(Arc<(AtomicBool, Notify)>);

impl CancelHandle {
    /// Ends the running request and refuses those that follow.
    pub fn cancel(&self) {
        self.0.0.store(true, Ordering::SeqCst);
        self.0.1.notify_waiters();
    }

    /// Lets requests through again.
    pub fn reset(&self) {
        self.0.0.store(false, Ordering::SeqCst);
    }

    /// The flag that a long computation looks at.
    pub fn flag(&self) -> &AtomicBool {
        &self.0.0
    }

    /// Whether it was cancelled.
    pub fn is_cancelled(&self) -> bool {
        self.0.0.load(Ordering::SeqCst)
    }

    pub(in crate::feeds) async fn cancelled(&self) {
        let notified = self.0.1.notified();
        if !self.is_cancelled() {
            notified.await;
        }
    }
}

/// What a request says besides its address. By default: JSON is wanted, nothing is sent.
#[derive(Clone, Copy, Debug)]
pub struct Ask<'a> {
    /// Kinds of content that are wanted, as the `Accept` header says it.
    pub accept: &'a str,
    /// More headers (tenant, key). They go to the host of the feed only, never where it redirects to.
    pub headers: &'a [(&'static str, &'a str)],
    /// A JSON body: the request is then a POST, and its answer is never taken from what was kept.
    pub json: Option<&'a serde_json::Value>,
}

impl Default for Ask<'_> {
    fn default() -> Self {
        Self { accept: "application/json, */*;q=0.1", headers: &[], json: None }
    }
}

/// A good answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    /// The address that answered, after redirects.
    pub url: Url,
    /// Kind of content, as the host states it, in lower case.
    pub content_type: String,
    /// The body, decompressed.
    pub bytes: Arc<[u8]>,
    /// The host said that nothing changed since the last time; the body is that of then.
    pub is_unchanged: bool,
    /// Headers of the answer, by name in lower case; the last of a name counts.
    pub headers: BTreeMap<String, String>,
}

impl Reply {
    /// A header by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }
}

//! Lanes: a thread for each host, with a client of its own.
//!
//! Contract: a lane asks one feed after another; a panic in a reader is an error of that poll, and the lane gets a new
//! reader. More hosts than lanes share them by name. Dropping the lanes lets each end its request (cancelled by whoever
//! drops them) and joins. May use: `feeds`, `model`.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;
use std::time::Instant;

use jiff::Timestamp;
use url::Url;

use super::Asked;
use crate::feeds::{FeedError, Readings};
use crate::model::Feed;

/// Most lanes; hosts beyond share one with others.
const MAX_LANES: usize = 16;

/// Reads a feed once at a moment, on from where it was read before.
pub type Reader = Box<dyn FnMut(&Feed, Option<&str>, Timestamp) -> Result<Readings, FeedError>>;

/// Makes the reader of a lane, on its thread.
pub type MakeReader = Arc<dyn Fn() -> Result<Reader, FeedError> + Send + Sync>;

/// Where lanes hand back what they got; `false` = nobody takes it any more.
type Back = Arc<dyn Fn(Asked) -> bool + Send + Sync>;

/// A feed to be asked.
pub(super) struct Task {
    pub feed: Feed,
    pub resume: Option<Arc<str>>,
    pub serial: u64,
    pub started: Timestamp,
}

/// The lanes by host.
pub(super) struct Lanes {
    make_reader: MakeReader,
    back: Back,
    by_host: BTreeMap<String, (Sender<Task>, JoinHandle<()>)>,
}

impl Lanes {
    /// No lanes yet; `back` takes what they bring.
    pub fn new(make_reader: MakeReader, back: impl Fn(Asked) -> bool + Send + Sync + 'static) -> Self {
        Self { make_reader, back: Arc::new(back), by_host: BTreeMap::new() }
    }

    /// Sends a feed to the lane of its host.
    pub fn send(&mut self, task: Task) {
        let name = self.lane_of(&task.feed);
        let refused = match self.lane(&name) {
            Ok(lane) => lane.send(task).err().map(|refused| (refused.0, "the lane has ended".to_owned())),
            Err(error) => Some((task, error.to_string())),
        };
        if let Some((task, reason)) = refused {
            let result = Err(FeedError::Panicked { reason });
            (self.back)(Asked { feed: task.feed.id, serial: task.serial, result, latency_ms: 0 });
        }
    }

    fn lane_of(&self, feed: &Feed) -> String {
        let url = Url::parse(feed.url.trim()).ok();
        let host = url.and_then(|url| url.host_str().map(str::to_ascii_lowercase)).unwrap_or_default();
        if self.by_host.contains_key(&host) || self.by_host.len() < MAX_LANES {
            return host;
        }
        let mut hasher = DefaultHasher::new();
        host.hash(&mut hasher);
        let shared = (hasher.finish() % MAX_LANES as u64) as usize;
        self.by_host.keys().nth(shared).cloned().unwrap_or(host)
    }

    fn lane(&mut self, name: &str) -> std::io::Result<&Sender<Task>> {
        if !self.by_host.contains_key(name) {
            let (tasks, inbox) = channel();
            let (make_reader, back) = (Arc::clone(&self.make_reader), Arc::clone(&self.back));
            let serve = move || serve(&inbox, &make_reader, &back);
            let thread = std::thread::Builder::new().name("lane".to_owned()).spawn(serve)?;
            self.by_host.insert(name.to_owned(), (tasks, thread));
        }
        let lane = self.by_host.get(name).map(|(tasks, _)| tasks);
        lane.ok_or_else(|| std::io::Error::other("no lane"))
    }
}

impl Drop for Lanes {
    fn drop(&mut self) {
        for (_, (tasks, thread)) in std::mem::take(&mut self.by_host) {
            drop(tasks);
            let _panicked_outside_a_poll = thread.join();
        }
    }
}

fn serve(inbox: &Receiver<Task>, make_reader: &MakeReader, back: &Back) {
    let mut reader: Option<Reader> = None;
    for task in inbox {
        let watch = Instant::now();
        let result = ask(&mut reader, make_reader, &task);
        let latency_ms = u32::try_from(watch.elapsed().as_millis()).unwrap_or(u32::MAX);
        if !back(Asked { feed: task.feed.id, serial: task.serial, result, latency_ms }) {
            return;
        }
    }
}

fn ask(reader: &mut Option<Reader>, make_reader: &MakeReader, task: &Task) -> Result<Readings, FeedError> {
    let mut own = match reader.take() {
        Some(reader) => reader,
        None => make_reader()?,
    };
    let caught = catch_unwind(AssertUnwindSafe(|| own(&task.feed, task.resume.as_deref(), task.started)));
    match caught {
        Ok(result) => {
            *reader = Some(own);
            result
        }
        Err(panic) => {
            let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
            let reason = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
            Err(FeedError::Panicked { reason })
        }
    }
}

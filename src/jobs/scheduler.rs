//! The scheduler: one thread that knows when each feed is due, and a lane (a thread with its own client) for each host,
//! so that a host that answers slowly holds up nobody but itself and no host is asked twice at once.
//!
//! Contract: no feed is asked before it is switched on, nor sooner than [`health`] allows; while nothing is due the
//! threads wait on their channels and cost nothing; a command wakes it at once; a panic in a reader fails that poll
//! only. Working offline stops all but simulated feeds. Dropping it cancels the requests under way and joins, also
//! while the receiver's inbox is full: handing over never blocks, it is tried again. Commands are not bounded: they
//! are what a person does and what lanes bring back, one for each feed at most, and a full channel could make the
//! worker and this thread wait for each other.

mod lanes;

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use jiff::Timestamp;

use super::errand::find_secret;
use super::{Clock, Polled, Undelivered};
use crate::feeds::secret::Secrets;
use crate::feeds::{self, CancelHandle, Client, FeedError, Limits, Readings, Visit, health};
use crate::model::{Feed, FeedHealth, FeedId};
use lanes::{Lanes, Task};
pub use lanes::{MakeReader, Reader};

/// Longest wait for a command: the wall clock may have been set, or the computer may have slept, meanwhile.
const MAX_WAIT: Duration = Duration::from_mins(1);

/// Shortest wait, so that a clock that stands still does not turn the loop into a busy one.
const MIN_WAIT: Duration = Duration::from_millis(20);

/// How long to wait for room in the receiver's inbox before trying again.
const FULL_WAIT: Duration = Duration::from_millis(50);

/// A feed to be polled: its health, and how far it was read (see [`Readings::resume`]).
#[derive(Clone, Debug)]
pub struct Scheduled {
    /// The feed.
    pub feed: Feed,
    /// How it is doing.
    pub health: FeedHealth,
    /// How far it was read, as the workspace file has it.
    pub resume: Option<Arc<str>>,
}

/// What the thread is told.
enum Command {
    Replace(Vec<Scheduled>),
    Set(Box<Feed>, Box<FeedHealth>),
    Remove(FeedId),
    SetResume(FeedId, Option<Arc<str>>),
    PollNow(FeedId),
    SetOffline(bool),
    /// A lane has asked.
    Asked(Box<Asked>),
    Stop,
}

/// What a lane brings back.
struct Asked {
    feed: FeedId,
    serial: u64,
    result: Result<Readings, FeedError>,
    latency_ms: u32,
}

/// The scheduler's thread.
pub struct Scheduler {
    commands: Sender<Command>,
    cancel: CancelHandle,
    thread: Option<JoinHandle<()>>,
}

impl Scheduler {
    /// Starts it without feeds. `report` is called on its thread with every poll and every change of health; it must
    /// not block, and the thread ends when nobody listens any more. `seed` decides the jitter of waits.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start(
        clock: Clock,
        seed: u64,
        limits: Limits,
        secrets: Arc<dyn Secrets>,
        report: impl FnMut(Polled) -> Result<(), Undelivered> + Send + 'static,
    ) -> std::io::Result<Self> {
        let cancel = CancelHandle::default();
        let of_readers = cancel.clone();
        let make_reader: MakeReader = Arc::new(move || {
            let mut client = Client::with_cancel(limits, of_readers.clone())?;
            let secrets = Arc::clone(&secrets);
            // A keyring takes its time: each key is asked for once a lane, until a host refuses it.
            let mut known: BTreeMap<String, String> = BTreeMap::new();
            Ok(Box::new(move |feed: &Feed, resume: Option<&str>, now: Timestamp| {
                if let Some(name) = feed.secret.as_ref().filter(|name| !known.contains_key(*name)) {
                    find_secret(feed, &*secrets)?.map(|secret| known.insert(name.clone(), secret));
                }
                let secret = feed.secret.as_ref().and_then(|name| known.get(name)).map(String::as_str);
                let result = feeds::read(Visit { feed, secret, resume, http: &mut client, now });
                if matches!(result, Err(FeedError::Status { code: 401 | 403, .. })) {
                    feed.secret.as_ref().map(|name| known.remove(name));
                }
                result
            }))
        });
        Self::with_reader(clock, seed, make_reader, cancel, report)
    }

    /// As [`Scheduler::start`], with another way of reading; `cancel` is triggered when it is dropped.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn with_reader(
        clock: Clock,
        seed: u64,
        make_reader: MakeReader,
        cancel: CancelHandle,
        report: impl FnMut(Polled) -> Result<(), Undelivered> + Send + 'static,
    ) -> std::io::Result<Self> {
        let (commands, inbox) = channel();
        let report = Box::new(report);
        let (entries, pending) = (BTreeMap::new(), VecDeque::new());
        let outbox = commands.clone();
        let lanes = Lanes::new(make_reader, move |asked| outbox.send(Command::Asked(Box::new(asked))).is_ok());
        let mut desk = Desk { clock, seed, lanes, report, inbox, pending, entries, next_serial: 0, is_offline: false };
        let serve = move || desk.serve().unwrap_or(());
        let thread = std::thread::Builder::new().name("scheduler".to_owned()).spawn(serve)?;
        Ok(Self { commands, cancel, thread: Some(thread) })
    }

    /// Polls these feeds from here on and no others.
    pub fn replace(&self, feeds: Vec<Scheduled>) {
        self.tell(Command::Replace(feeds));
    }

    /// Adds a feed or changes it: switched on or off, another address.
    pub fn set_feed(&self, feed: Feed, health: FeedHealth) {
        self.tell(Command::Set(Box::new(feed), Box::new(health)));
    }

    /// Forgets a feed.
    pub fn remove_feed(&self, feed: FeedId) {
        self.tell(Command::Remove(feed));
    }

    /// Reads a feed on from here: what it gave last could not be stored.
    pub fn set_resume(&self, feed: FeedId, resume: Option<Arc<str>>) {
        self.tell(Command::SetResume(feed, resume));
    }

    /// Polls a feed as soon as its host allows.
    pub fn poll_now(&self, feed: FeedId) {
        self.tell(Command::PollNow(feed));
    }

    /// Stops asking all feeds but simulated ones, or goes on.
    pub fn set_offline(&self, is_offline: bool) {
        self.tell(Command::SetOffline(is_offline));
    }

    fn tell(&self, command: Command) {
        // The thread ends before this handle only when nobody listens to its reports any more.
        let _ended_already = self.commands.send(command);
    }
}

impl Drop for Scheduler {
    fn drop(&mut self) {
        self.cancel.cancel();
        self.tell(Command::Stop);
        if let Some(thread) = self.thread.take() {
            let _panicked_outside_a_poll = thread.join();
        }
    }
}

impl std::fmt::Debug for Scheduler {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Scheduler").finish_non_exhaustive()
    }
}

/// A feed under way.
struct Entry {
    feed: Feed,
    health: FeedHealth,
    resume: Option<Arc<str>>,
    /// What a `Retry-After` asked for.
    not_before: Option<Timestamp>,
    /// Number of the poll under way.
    asked: Option<u64>,
}

/// Nobody listens any more, or it was told to stop.
struct Ended;

struct Desk {
    clock: Clock,
    seed: u64,
    lanes: Lanes,
    report: Box<dyn FnMut(Polled) -> Result<(), Undelivered> + Send>,
    inbox: Receiver<Command>,
    /// Commands that came while a report waited for room.
    pending: VecDeque<Command>,
    entries: BTreeMap<FeedId, Entry>,
    next_serial: u64,
    is_offline: bool,
}

impl Desk {
    fn serve(&mut self) -> Result<(), Ended> {
        loop {
            while let Some(command) = self.pending.pop_front().or_else(|| self.inbox.try_recv().ok()) {
                self.obey(command)?;
            }
            self.grow_stale()?;
            let now = (self.clock)();
            match self.next_due() {
                Some((due, id)) if due <= now => self.ask(&id, now),
                next => {
                    if self.pending.is_empty()
                        && let Some(command) = wait(&self.inbox, next.map(|(due, _)| due), now)?
                    {
                        self.obey(command)?;
                    }
                }
            }
        }
    }

    fn obey(&mut self, command: Command) -> Result<(), Ended> {
        match command {
            Command::Stop => return Err(Ended),
            Command::Replace(feeds) => {
                self.entries.clear();
                for Scheduled { feed, health, resume } in feeds {
                    let id = feed.id.clone();
                    self.set(feed, health)?;
                    self.set_resume(&id, resume);
                }
            }
            Command::Set(feed, health) => self.set(*feed, *health)?,
            Command::Remove(id) => drop(self.entries.remove(&id)),
            Command::SetResume(id, resume) => self.set_resume(&id, resume),
            Command::Asked(asked) => self.take(*asked)?,
            Command::PollNow(id) => self.hasten(&id),
            Command::SetOffline(is_offline) => {
                self.is_offline = is_offline;
                let ids: Vec<FeedId> = self.entries.keys().cloned().collect();
                ids.iter().try_for_each(|id| self.switch(id))?;
            }
        }
        Ok(())
    }

    /// Takes a feed; what was learnt of its host while it was here before stays.
    fn set(&mut self, feed: Feed, health: FeedHealth) -> Result<(), Ended> {
        let id = feed.id.clone();
        let known = self.entries.remove(&id).filter(|known| known.feed.url == feed.url);
        let mut entry = Entry { feed, health, resume: None, not_before: None, asked: None };
        if let Some(known) = known {
            entry.health.last_attempt = entry.health.last_attempt.max(known.health.last_attempt);
            entry = Entry { resume: known.resume, not_before: known.not_before, asked: known.asked, ..entry };
        }
        self.entries.insert(id.clone(), entry);
        self.switch(&id)
    }

    fn set_resume(&mut self, id: &FeedId, resume: Option<Arc<str>>) {
        if let Some(entry) = self.entries.get_mut(id) {
            entry.resume = resume;
        }
    }

    /// Works out the state and the next poll of a feed that was switched.
    fn switch(&mut self, id: &FeedId) -> Result<(), Ended> {
        let (is_offline, now) = (self.is_offline, (self.clock)());
        let Some(entry) = self.entries.get_mut(id) else { return Ok(()) };
        let mut health = health::after_switch(&entry.feed, &entry.health, is_offline, now);
        health.next_attempt = health.next_attempt.map(|next| next.max(entry.not_before.unwrap_or(next)));
        self.update(id, health)
    }

    /// Keeps a health, and tells of it where it differs.
    fn update(&mut self, id: &FeedId, health: FeedHealth) -> Result<(), Ended> {
        let Some(entry) = self.entries.get_mut(id).filter(|entry| entry.health != health) else { return Ok(()) };
        entry.health = health.clone();
        self.tell(Polled { feed: id.clone(), readings: None, health })
    }

    /// Hands over; while there is no room, commands are taken in but not done.
    fn tell(&mut self, mut polled: Polled) -> Result<(), Ended> {
        loop {
            match (self.report)(polled) {
                Ok(()) => return Ok(()),
                Err(Undelivered::Gone) => return Err(Ended),
                Err(Undelivered::Full(back)) => polled = *back,
            }
            match self.inbox.recv_timeout(FULL_WAIT) {
                Ok(Command::Stop) | Err(RecvTimeoutError::Disconnected) => return Err(Ended),
                Ok(command) => self.pending.push_back(command),
                Err(RecvTimeoutError::Timeout) => {}
            }
        }
    }

    fn hasten(&mut self, id: &FeedId) {
        let now = (self.clock)();
        if let Some(entry) = self.entries.get_mut(id).filter(|entry| entry.health.next_attempt.is_some()) {
            let earliest = health::earliest(&entry.feed, &entry.health, entry.not_before);
            entry.health.next_attempt = Some(earliest.map_or(now, |earliest| earliest.max(now)));
        }
    }

    fn grow_stale(&mut self) -> Result<(), Ended> {
        let now = (self.clock)();
        let grown = |entry: &Entry| health::as_time_passes(&entry.feed, &entry.health, now);
        let stale: Vec<FeedHealth> = self.entries.values().filter_map(grown).collect();
        stale.into_iter().try_for_each(|health| self.update(&health.feed.clone(), health))
    }

    /// The feed that is due first; of those due at once the one that waited longest since its last poll.
    fn next_due(&self) -> Option<(Timestamp, FeedId)> {
        let idle = self.entries.values().filter(|entry| entry.asked.is_none());
        let dues = idle.filter_map(|entry| Some((entry.health.next_attempt?, entry)));
        let first = dues.min_by_key(|(due, entry)| (*due, entry.health.last_attempt, entry.feed.id.clone()))?;
        Some((first.0, first.1.feed.id.clone()))
    }

    /// Sends a feed to the lane of its host.
    fn ask(&mut self, id: &FeedId, now: Timestamp) {
        let Some(entry) = self.entries.get_mut(id) else { return };
        self.next_serial += 1;
        entry.asked = Some(self.next_serial);
        let task =
            Task { feed: entry.feed.clone(), resume: entry.resume.clone(), serial: self.next_serial, started: now };
        self.lanes.send(task);
    }

    /// Takes in what a lane brought back, unless the feed was changed or removed meanwhile.
    fn take(&mut self, asked: Asked) -> Result<(), Ended> {
        let Asked { feed: id, serial, result, latency_ms } = asked;
        if matches!(result, Err(FeedError::Cancelled)) {
            return Err(Ended);
        }
        let now = (self.clock)();
        let Some(entry) = self.entries.get_mut(&id).filter(|entry| entry.asked == Some(serial)) else {
            return Ok(());
        };
        entry.asked = None;
        let was_switched_off = entry.health.next_attempt.is_none();
        if was_switched_off {
            return Ok(());
        }
        entry.health = health::after_poll(&entry.feed, &entry.health, &result, now, latency_ms, self.seed);
        let has_asked = result.as_ref().err().and_then(FeedError::retry_after_s).is_some();
        entry.not_before = entry.health.next_attempt.filter(|_| has_asked);
        if let Ok(Readings { resume: Some(resume), .. }) = &result {
            entry.resume = Some(Arc::clone(resume));
        }
        let health = entry.health.clone();
        self.tell(Polled { feed: id, readings: result.ok(), health })
    }
}

/// Waits for a command until a feed is due; for ever where none is.
fn wait(inbox: &Receiver<Command>, due: Option<Timestamp>, now: Timestamp) -> Result<Option<Command>, Ended> {
    let Some(due) = due else { return inbox.recv().map(Some).map_err(|_| Ended) };
    let until_due = Duration::try_from(due.duration_since(now)).unwrap_or(MIN_WAIT);
    match inbox.recv_timeout(until_due.clamp(MIN_WAIT, MAX_WAIT)) {
        Ok(command) => Ok(Some(command)),
        Err(RecvTimeoutError::Timeout) => Ok(None),
        Err(RecvTimeoutError::Disconnected) => Err(Ended),
    }
}

#[cfg(test)]
#[path = "scheduler_tests.rs"]
mod tests;

//! The scheduler: one thread that polls feeds when they are due and hands over what they gave.
//!
//! Contract: no feed is asked before it is switched on, nor sooner than [`health`] allows; while nothing is due the
//! thread waits on its commands and costs nothing; a command wakes it at once; a panic in a reader fails that poll
//! only. Working offline stops all but simulated feeds. Dropping it cancels the request under way and joins, also
//! while the receiver's inbox is full: handing over never blocks, it is tried again. Commands are not bounded: they
//! are what a person does, and a full channel could make the worker and this thread wait for each other.

use std::collections::{BTreeMap, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::{Clock, Polled, Undelivered};
use crate::feeds::{self, CancelHandle, Client, FeedError, Limits, Readings, Visit, health};
use crate::model::{Feed, FeedHealth, FeedId};

/// Longest wait for a command: the wall clock may have been set, or the computer may have slept, meanwhile.
const MAX_WAIT: Duration = Duration::from_mins(1);

/// Shortest wait, so that a clock that stands still does not turn the loop into a busy one.
const MIN_WAIT: Duration = Duration::from_millis(20);

/// How long to wait for room in the receiver's inbox before trying again.
const FULL_WAIT: Duration = Duration::from_millis(50);

/// Reads a feed once at a moment.
pub type Reader = Box<dyn FnMut(&Feed, Timestamp) -> Result<Readings, FeedError> + Send>;

/// What the thread is told.
enum Command {
    Replace(Vec<(Feed, FeedHealth)>),
    Set(Box<Feed>, Box<FeedHealth>),
    PollNow(FeedId),
    SetOffline(bool),
    Stop,
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
    /// When the system gives no thread, or no certificate store for the client.
    pub fn start(
        clock: Clock,
        seed: u64,
        limits: Limits,
        report: impl FnMut(Polled) -> Result<(), Undelivered> + Send + 'static,
    ) -> std::io::Result<Self> {
        let mut client = Client::new(limits).map_err(std::io::Error::other)?;
        let cancel = client.cancel_handle();
        let reader: Reader = Box::new(move |feed, now| feeds::read(Visit::new(feed, &mut client, now)));
        Self::with_reader(clock, seed, reader, cancel, report)
    }

    /// As [`Scheduler::start`], with another way of reading; `cancel` is triggered when it is dropped.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn with_reader(
        clock: Clock,
        seed: u64,
        reader: Reader,
        cancel: CancelHandle,
        report: impl FnMut(Polled) -> Result<(), Undelivered> + Send + 'static,
    ) -> std::io::Result<Self> {
        let (commands, inbox) = channel();
        let report = Box::new(report);
        let (entries, pending) = (BTreeMap::new(), VecDeque::new());
        let mut desk = Desk { clock, seed, reader, report, inbox, pending, entries, is_offline: false };
        let serve = move || desk.serve().unwrap_or(());
        let thread = std::thread::Builder::new().name("scheduler".to_owned()).spawn(serve)?;
        Ok(Self { commands, cancel, thread: Some(thread) })
    }

    /// Polls these feeds from here on and no others.
    pub fn replace(&self, feeds: Vec<(Feed, FeedHealth)>) {
        self.tell(Command::Replace(feeds));
    }

    /// Adds a feed or changes it: switched on or off, another address.
    pub fn set_feed(&self, feed: Feed, health: FeedHealth) {
        self.tell(Command::Set(Box::new(feed), Box::new(health)));
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
    /// What a `Retry-After` asked for.
    not_before: Option<Timestamp>,
}

/// Nobody listens any more, or it was told to stop.
struct Ended;

struct Desk {
    clock: Clock,
    seed: u64,
    reader: Reader,
    report: Box<dyn FnMut(Polled) -> Result<(), Undelivered> + Send>,
    inbox: Receiver<Command>,
    /// Commands that came while a report waited for room.
    pending: VecDeque<Command>,
    entries: BTreeMap<FeedId, Entry>,
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
                Some((due, id)) if due <= now => self.poll(&id, now)?,
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
                feeds.into_iter().try_for_each(|(feed, health)| self.set(feed, health))?;
            }
            Command::Set(feed, health) => self.set(*feed, *health)?,
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
        let (last, not_before) = known.map_or((None, None), |known| (known.health.last_attempt, known.not_before));
        let health = FeedHealth { last_attempt: health.last_attempt.max(last), ..health };
        self.entries.insert(id.clone(), Entry { feed, health, not_before });
        self.switch(&id)
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
        let dues = self.entries.values().filter_map(|entry| Some((entry.health.next_attempt?, entry)));
        let first = dues.min_by_key(|(due, entry)| (*due, entry.health.last_attempt, entry.feed.id.clone()))?;
        Some((first.0, first.1.feed.id.clone()))
    }

    fn poll(&mut self, id: &FeedId, started: Timestamp) -> Result<(), Ended> {
        let Some(feed) = self.entries.get(id).map(|entry| entry.feed.clone()) else { return Ok(()) };
        let watch = Instant::now();
        let reader = &mut self.reader;
        let result = catch_unwind(AssertUnwindSafe(|| reader(&feed, started))).unwrap_or_else(|panic| {
            let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
            let reason = text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
            Err(FeedError::Panicked { reason })
        });
        if matches!(result, Err(FeedError::Cancelled)) {
            return Err(Ended);
        }
        let latency_ms = u32::try_from(watch.elapsed().as_millis()).unwrap_or(u32::MAX);
        let now = (self.clock)();
        let Some(entry) = self.entries.get_mut(id) else { return Ok(()) };
        entry.health = health::after_poll(&feed, &entry.health, &result, now, latency_ms, self.seed);
        let has_asked = result.as_ref().err().and_then(FeedError::retry_after_s).is_some();
        entry.not_before = entry.health.next_attempt.filter(|_| has_asked);
        let health = entry.health.clone();
        self.tell(Polled { feed: id.clone(), readings: result.ok(), health })
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

//! A connection that stays open: a thread that listens, and what it has heard since it was last asked.
//!
//! Contract: bounded in messages and bytes; what finds no room is counted. Dropping a session ends its thread. The clock is
//! the system's monotonic one and only tells how long ago a message came. May use: nothing of the crate.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use rumqttc::{AsyncClient, ConnectionError, Event, EventLoop, Packet, SubscribeReasonCode};
use tokio::sync::Notify;

use super::Raw;
use super::connect::{Settings, classify, timeout};
use crate::feeds::{FeedError, Limits};

/// How long a first poll listens after the broker has agreed to the subscriptions, where nothing comes.
pub(super) const LISTEN: Duration = Duration::from_secs(3);

/// Where something came: how long it must be quiet for the retained messages to be over.
const QUIET: Duration = Duration::from_millis(300);

/// How long a connection that nobody asks stays open at least.
pub(super) const IDLE: Duration = Duration::from_mins(10);

/// Most messages that are kept between two polls.
const MAX_MESSAGES: usize = 50_000;

/// Most bytes that are kept between two polls.
const MAX_BYTES: usize = 32 << 20;

/// Largest packet that is taken; a larger one ends the connection. Payloads have a smaller limit of their own.
pub(super) const MAX_PACKET_BYTES: usize = 4 << 20;

/// What was heard since the last time.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub messages: Vec<Raw>,
    /// Messages that found no room.
    pub dropped_count: u64,
    /// Why the connection ended, where it did.
    pub ended: Option<FeedError>,
}

struct Heard {
    topic: String,
    payload: Vec<u8>,
    is_retained: bool,
    at: Instant,
}

/// What the thread and its owner share.
#[derive(Default)]
struct State {
    messages: VecDeque<Heard>,
    bytes: usize,
    dropped_count: u64,
    subscribed_at: Option<Instant>,
    heard_at: Option<Instant>,
    asked_at: Option<Instant>,
    ended: Option<FeedError>,
}

#[derive(Default)]
struct Shared {
    state: Mutex<State>,
    changed: Notify,
    stop: Notify,
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self, error: FeedError) {
        self.state().ended.get_or_insert(error);
        self.changed.notify_one();
    }
}

/// Says that the thread is gone, however it went.
struct Gone(Arc<Shared>);

impl Drop for Gone {
    fn drop(&mut self) {
        self.0.end(FeedError::Panicked { reason: "the MQTT connection".to_owned() });
    }
}

impl State {
    fn push(&mut self, heard: Heard) {
        self.heard_at = Some(heard.at);
        self.bytes += heard.size();
        self.messages.push_back(heard);
        while self.messages.len() > MAX_MESSAGES || self.bytes > MAX_BYTES {
            let Some(oldest) = self.messages.pop_front() else { return };
            self.bytes -= oldest.size();
            self.dropped_count += 1;
        }
    }

    /// When a first poll has heard enough; `None` while it is not known yet.
    fn enough_at(&self) -> Option<Instant> {
        let subscribed_at = self.subscribed_at?;
        let latest = subscribed_at + LISTEN;
        Some(self.heard_at.map_or(latest, |heard_at| latest.min(heard_at + QUIET)))
    }
}

impl Heard {
    const fn size(&self) -> usize {
        self.topic.len() + self.payload.len()
    }
}

/// An open connection.
pub(super) struct Session {
    settings: Settings,
    shared: Arc<Shared>,
    thread: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for Session {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("settings", &self.settings).finish_non_exhaustive()
    }
}

impl Session {
    /// Starts to connect.
    pub fn start(settings: Settings, limits: Limits, idle: Duration) -> Result<Self, FeedError> {
        let failed =
            |error: std::io::Error| FeedError::Interrupted { url: settings.shown(), reason: error.to_string() };
        let options = settings.options()?;
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let shared = Arc::new(Shared::default());
        shared.state().asked_at = Some(Instant::now());
        let (of_thread, filters, url) = (Arc::clone(&shared), settings.filters(), settings.shown());
        let run = move || {
            let _gone = Gone(Arc::clone(&of_thread));
            let (client, mut events) = AsyncClient::new(options, 16);
            let mut network = events.network_options();
            // The wait is measured here, in parts of a second.
            network.set_connection_timeout((limits.connect + limits.first_byte).as_secs() + 1);
            events.set_network_options(network);
            let listener = Listener { shared: &of_thread, url: &url, limits };
            runtime.block_on(async {
                tokio::select! {
                    error = listener.listen(&client, &mut events, filters) => of_thread.end(error),
                    () = of_thread.stop.notified() => {}
                    () = idle_for(&of_thread, idle) => of_thread.end(FeedError::Cancelled),
                }
            });
            // A name that is still being looked up may not hold up the end.
            runtime.shutdown_background();
        };
        let thread = std::thread::Builder::new().name("mqtt".to_owned()).spawn(run).map_err(failed)?;
        Ok(Self { settings, shared, thread: Some(thread) })
    }

    /// What the connection depends on.
    pub const fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Waits until the retained messages are over, or the connection has ended.
    pub async fn first_messages(&self) {
        loop {
            let (has_ended, enough_at) = {
                let state = self.shared.state();
                (state.ended.is_some(), state.enough_at())
            };
            if has_ended || enough_at.is_some_and(|at| at <= Instant::now()) {
                return;
            }
            let changed = self.shared.changed.notified();
            match enough_at {
                Some(at) => drop(tokio::time::timeout_at(at.into(), changed).await),
                None => changed.await,
            }
        }
    }

    /// Takes what was heard since the last time.
    pub fn take(&self) -> Batch {
        let mut state = self.shared.state();
        let now = Instant::now();
        state.asked_at = Some(now);
        state.bytes = 0;
        let raw = |heard: Heard| {
            let seconds_ago = now.saturating_duration_since(heard.at).as_secs_f64();
            Raw { topic: heard.topic, payload: heard.payload, is_retained: heard.is_retained, seconds_ago }
        };
        Batch {
            messages: std::mem::take(&mut state.messages).into_iter().map(raw).collect(),
            dropped_count: std::mem::take(&mut state.dropped_count),
            ended: state.ended.clone(),
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        // One permit is stored, so that a thread that is not waiting yet stops as well.
        self.shared.stop.notify_one();
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was printed already; there is nobody left to tell.
            drop(thread.join());
        }
    }
}

/// Ends when nobody has asked for so long.
async fn idle_for(shared: &Shared, idle: Duration) {
    loop {
        let asked_at = shared.state().asked_at.unwrap_or_else(Instant::now);
        let until = asked_at + idle;
        if until <= Instant::now() {
            return;
        }
        tokio::time::sleep_until(until.into()).await;
    }
}

/// What the thread does.
struct Listener<'a> {
    shared: &'a Shared,
    url: &'a str,
    limits: Limits,
}

impl Listener<'_> {
    /// Connects, subscribes and listens until the connection ends.
    async fn listen(
        &self,
        client: &AsyncClient,
        events: &mut EventLoop,
        filters: Vec<rumqttc::SubscribeFilter>,
    ) -> FeedError {
        let wait = self.limits.connect + self.limits.first_byte;
        let late = || timeout(self.url.to_owned(), self.limits);
        match tokio::time::timeout(wait, events.poll()).await {
            Ok(Ok(_)) => {}
            Ok(Err(failed)) => return self.failed(&failed),
            Err(_) => return late(),
        }
        if let Err(failed) = client.subscribe_many(filters).await {
            return FeedError::Interrupted { url: self.url.to_owned(), reason: failed.to_string() };
        }
        let by = tokio::time::Instant::now() + wait;
        loop {
            let is_subscribed = self.shared.state().subscribed_at.is_some();
            let polled = if is_subscribed {
                events.poll().await
            } else {
                match tokio::time::timeout_at(by, events.poll()).await {
                    Ok(polled) => polled,
                    Err(_) => return late(),
                }
            };
            match polled.map(|event| self.take(event)) {
                Ok(None) => {}
                Ok(Some(error)) => return error,
                Err(failed) => return self.failed(&failed),
            }
        }
    }

    fn failed(&self, failed: &ConnectionError) -> FeedError {
        classify(failed, self.url, self.limits)
    }

    /// Takes what came; an error where the broker refuses a subscription.
    fn take(&self, event: Event) -> Option<FeedError> {
        match event {
            Event::Incoming(Packet::SubAck(ack)) => {
                if ack.return_codes.contains(&SubscribeReasonCode::Failure) {
                    let url = self.url.to_owned();
                    return Some(FeedError::Status { code: 403, url, retry_after_s: None });
                }
                self.shared.state().subscribed_at = Some(Instant::now());
                self.shared.changed.notify_one();
            }
            Event::Incoming(Packet::Publish(publish)) => {
                let (topic, payload, is_retained) = (publish.topic, publish.payload.to_vec(), publish.retain);
                self.shared.state().push(Heard { topic, payload, is_retained, at: Instant::now() });
                self.shared.changed.notify_one();
            }
            _ => {}
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(size: usize) -> Heard {
        Heard { topic: String::new(), payload: vec![0; size], is_retained: false, at: Instant::now() }
    }

    #[test]
    fn what_finds_no_room_is_counted_and_the_oldest_goes() {
        let mut state = State::default();
        (0..MAX_MESSAGES + 5).for_each(|_| state.push(heard(1)));
        assert_eq!((state.messages.len(), state.dropped_count), (MAX_MESSAGES, 5));
        state.push(heard(MAX_BYTES - 1));
        assert!(state.bytes <= MAX_BYTES && state.messages.len() <= 2, "{}", state.messages.len());
        assert_eq!(state.messages.len() as u64 + state.dropped_count, MAX_MESSAGES as u64 + 6);
        state.push(heard(MAX_BYTES + 1));
        assert!(state.messages.is_empty() && state.bytes == 0, "larger than all the room there is");
    }

    #[test]
    fn a_first_poll_listens_until_it_is_quiet() {
        let mut state = State::default();
        assert_eq!(state.enough_at(), None, "not subscribed yet");
        let start = Instant::now();
        state.subscribed_at = Some(start);
        assert_eq!(state.enough_at(), Some(start + LISTEN));
        state.heard_at = Some(start);
        assert_eq!(state.enough_at(), Some(start + QUIET));
        state.heard_at = Some(start + LISTEN);
        assert_eq!(state.enough_at(), Some(start + LISTEN), "a broker that never stops is not waited for");
    }
}

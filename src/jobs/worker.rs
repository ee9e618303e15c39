//! The worker: one thread that does requests one after another, and what stands around it.
//!
//! Contract: sending never blocks; every request ends with exactly one `Done`, `Failed` or `Cancelled`, a panic
//! included; dropping [`Worker`] lets the request under way end (asked to cancel) and joins the thread. A request that
//! waits for a network answers [`Outcome::Later`]: an errand on a thread of its own then hands over what it brings, a
//! part at a time, by its [`Ticket`], and the request ends with the last part.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use super::errand::Brought;
use super::{Background, Busy, Event, JobId, Outcome, Polled, Request, Undelivered, Waker};
use crate::feeds::CancelHandle;
use crate::model::Reason;

/// Requests that may wait; more and the user is told to try again.
const INBOX_LIMIT: usize = 64;

/// Events that may wait to be drained; a full channel holds the worker up, not the window.
const EVENT_LIMIT: usize = 1024;

/// Why a request was not done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum JobError {
    /// It failed; nothing was changed by it.
    Failed {
        /// Text key of what was tried (area `errors`).
        what: &'static str,
        /// The technical reason, with the file or address last.
        reason: Reason,
    },
    /// It was cancelled; nothing was changed by it.
    Cancelled,
}

impl JobError {
    /// A failure of this kind for this reason.
    pub fn new(what: &'static str, reason: impl Into<Reason>) -> Self {
        Self::Failed { what, reason: reason.into() }
    }
}

/// What does the requests: owns the store's connection, lives on the worker's thread.
pub trait Work {
    /// Does a request.
    ///
    /// # Errors
    /// When it can't be done, or was cancelled; nothing may be half done then.
    fn run(&mut self, request: Request, context: &JobContext) -> Result<Outcome, JobError>;
    /// Takes in what an errand brought for a request that answered [`Outcome::Later`]; answers the same again until the
    /// last part.
    ///
    /// # Errors
    /// As for [`Work::run`]; what was taken in before stays.
    fn take_brought(&mut self, brought: Brought, context: &JobContext) -> Result<Outcome, JobError>;
    /// Takes in what a poll gave: stores it, then tells of it.
    fn take_polled(&mut self, polled: Polled, events: &EventSender);
    /// Ends the work: closes the store.
    fn close(&mut self);
}

/// Sends events and wakes whoever drains them.
#[derive(Clone)]
pub struct EventSender {
    outbox: SyncSender<Event>,
    waker: Waker,
}

impl EventSender {
    /// Sends an event; when nobody listens any more it is dropped.
    pub fn send(&self, event: Event) {
        if self.outbox.send(event).is_ok() {
            (self.waker)();
        }
    }
}

/// What a request is given while it is done.
pub struct JobContext {
    job: JobId,
    cancel: CancelHandle,
    events: EventSender,
    inbox: SyncSender<Message>,
}

/// Hands over what an errand brings for its request.
pub struct Ticket {
    job: JobId,
    cancel: CancelHandle,
    inbox: SyncSender<Message>,
}

impl Ticket {
    /// What ends the errand's requests when the user cancels the job.
    pub fn cancel_handle(&self) -> CancelHandle {
        self.cancel.clone()
    }

    /// Hands over a part, waiting for room. `false` = nobody takes it any more.
    pub fn bring(&self, brought: Brought) -> bool {
        self.inbox.send(Message::Brought(self.job, Box::new(brought))).is_ok()
    }
}

impl JobContext {
    /// For an errand that goes on when the request has answered [`Outcome::Later`].
    pub fn ticket(&self) -> Ticket {
        Ticket { job: self.job, cancel: self.cancel.clone(), inbox: self.inbox.clone() }
    }

    /// Its number.
    pub const fn job(&self) -> JobId {
        self.job
    }

    /// Sends an event.
    pub fn send(&self, event: Event) {
        self.events.send(event);
    }

    /// Tells how far it is, 0 to 1.
    pub fn progress(&self, fraction: f32) {
        self.send(Event::Progress { job: self.job, fraction: Some(fraction) });
    }

    /// The flag that a long computation looks at.
    pub fn cancel_flag(&self) -> &AtomicBool {
        self.cancel.flag()
    }

    /// Ends with [`JobError::Cancelled`] where the user asked for it.
    ///
    /// # Errors
    /// When the user asked for it.
    pub fn check_cancelled(&self) -> Result<(), JobError> {
        if self.cancel.is_cancelled() { Err(JobError::Cancelled) } else { Ok(()) }
    }

    /// Where events go.
    pub const fn events(&self) -> &EventSender {
        &self.events
    }
}

/// What the thread is sent.
enum Message {
    Request(JobId, Box<Request>),
    Polled(Box<Polled>),
    Brought(JobId, Box<Brought>),
    Stop,
}

/// Flags by job, shared so that a waiting or running job can be cancelled.
type Flags = Arc<Mutex<BTreeMap<JobId, CancelHandle>>>;

/// The worker's thread and its channels.
pub struct Worker {
    inbox: SyncSender<Message>,
    events: Option<Receiver<Event>>,
    flags: Flags,
    next_job: u64,
    waker: Waker,
    thread: Option<JoinHandle<()>>,
}

/// Hands polls to the worker; never waits.
#[derive(Clone)]
pub struct PolledSender(SyncSender<Message>);

impl PolledSender {
    /// Hands over.
    ///
    /// # Errors
    /// When the inbox is full, with what was to be handed over; when the worker is gone.
    pub fn send(&self, polled: Polled) -> Result<(), Undelivered> {
        match self.0.try_send(Message::Polled(Box::new(polled))) {
            Err(TrySendError::Full(Message::Polled(polled))) => Err(Undelivered::Full(polled)),
            Err(_) => Err(Undelivered::Gone),
            Ok(()) => Ok(()),
        }
    }
}

impl Worker {
    /// Starts the thread; `make_work` runs on it, so that what it makes never changes threads.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start<W: Work>(
        waker: Waker,
        make_work: impl FnOnce(PolledSender) -> W + Send + 'static,
    ) -> std::io::Result<Self> {
        let (inbox, messages) = sync_channel(INBOX_LIMIT);
        let (outbox, events) = sync_channel(EVENT_LIMIT);
        let sender = EventSender { outbox, waker: Arc::clone(&waker) };
        let flags = Flags::default();
        let thread_flags = Arc::clone(&flags);
        let polled = PolledSender(inbox.clone());
        let of_errands = inbox.clone();
        let thread = std::thread::Builder::new().name("worker".to_owned()).spawn(move || {
            let mut work = make_work(polled);
            serve(&mut work, &messages, &of_errands, &sender, &thread_flags);
            // Whoever still waits to hand something over must not wait while it is being stopped.
            drop(messages);
            work.close();
        })?;
        Ok(Self { inbox, events: Some(events), flags, next_job: 1, waker, thread: Some(thread) })
    }
}

impl Background for Worker {
    fn waker(&self) -> Waker {
        Arc::clone(&self.waker)
    }

    fn send(&mut self, request: Request) -> Result<JobId, Busy> {
        let job = JobId(self.next_job);
        lock(&self.flags).insert(job, CancelHandle::default());
        match self.inbox.try_send(Message::Request(job, Box::new(request))) {
            Ok(()) => {
                self.next_job += 1;
                Ok(job)
            }
            Err(TrySendError::Full(_) | TrySendError::Disconnected(_)) => {
                lock(&self.flags).remove(&job);
                Err(Busy)
            }
        }
    }

    fn cancel(&mut self, job: JobId) {
        if let Some(flag) = lock(&self.flags).get(&job) {
            flag.cancel();
        }
    }

    fn try_next(&mut self) -> Option<Event> {
        self.events.as_ref()?.try_recv().ok()
    }

    fn wait(&mut self, timeout: Duration) -> Option<Event> {
        self.events.as_ref()?.recv_timeout(timeout).ok()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        for flag in lock(&self.flags).values() {
            flag.cancel();
        }
        // Nobody drains from here on: without a receiver a full event channel holds the worker up no longer.
        self.events = None;
        let _stopped_already = self.inbox.send(Message::Stop);
        if let Some(thread) = self.thread.take() {
            let _panicked_outside_a_job = thread.join();
        }
    }
}

fn lock(flags: &Flags) -> std::sync::MutexGuard<'_, BTreeMap<JobId, CancelHandle>> {
    // A panic while the map was held can't have left it half changed: each change is one call.
    flags.lock().unwrap_or_else(PoisonError::into_inner)
}

fn serve(
    work: &mut impl Work,
    messages: &Receiver<Message>,
    inbox: &SyncSender<Message>,
    events: &EventSender,
    flags: &Flags,
) {
    let context = |job| {
        let cancel = lock(flags).get(&job).cloned().unwrap_or_default();
        JobContext { job, cancel, events: events.clone(), inbox: inbox.clone() }
    };
    let end = |job, result: Result<Outcome, JobError>| {
        if !matches!(result, Ok(Outcome::Later)) {
            lock(flags).remove(&job);
            events.send(finish(job, result));
        }
    };
    for message in messages {
        match message {
            Message::Stop => return,
            Message::Polled(polled) => {
                let caught = catch_unwind(AssertUnwindSafe(|| work.take_polled(*polled, events)));
                if caught.is_err() {
                    events.send(Event::Failed { job: JobId(0), what: "error-panic", error: "feed".into() });
                }
            }
            Message::Request(job, request) => {
                let context = context(job);
                let result = caught(|| {
                    context.check_cancelled()?;
                    work.run(*request, &context)
                });
                end(job, result);
            }
            Message::Brought(job, brought) => {
                // One that ended already (it failed while a part was stored) takes no more.
                if lock(flags).contains_key(&job) {
                    let context = context(job);
                    end(job, caught(|| work.take_brought(*brought, &context)));
                }
            }
        }
    }
}

/// Does it; a panic is a failure.
fn caught(work: impl FnOnce() -> Result<Outcome, JobError>) -> Result<Outcome, JobError> {
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        let text = text.or_else(|| panic.downcast_ref::<String>().cloned());
        Err(JobError::new("error-panic", text.unwrap_or_default()))
    })
}

fn finish(job: JobId, result: Result<Outcome, JobError>) -> Event {
    match result {
        Ok(outcome) => Event::Done { job, outcome },
        Err(JobError::Failed { what, reason }) => Event::Failed { job, what, error: reason },
        Err(JobError::Cancelled) => Event::Cancelled { job },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Panics, fails or waits to be cancelled, as the request says.
    struct Odd;

    impl Work for Odd {
        fn run(&mut self, request: Request, context: &JobContext) -> Result<Outcome, JobError> {
            match request {
                Request::Check => panic!("on purpose"),
                Request::SetOffline(_) => Err(JobError::new("error-test", "for a reason")),
                Request::Storage => loop {
                    context.check_cancelled()?;
                    std::hint::spin_loop();
                },
                Request::Compact => {
                    let ticket = context.ticket();
                    std::thread::spawn(move || {
                        let feed = crate::model::FeedId::new("a");
                        let last = || Brought::NoMore { feed: feed.clone(), failed_count: 0, error: None };
                        ticket.bring(last());
                        // Too late: the request has ended.
                        ticket.bring(last());
                    });
                    Ok(Outcome::Later)
                }
                _ => Ok(Outcome::Nothing),
            }
        }

        fn take_brought(&mut self, brought: Brought, _context: &JobContext) -> Result<Outcome, JobError> {
            Ok(if matches!(brought, Brought::NoMore { .. }) { Outcome::Nothing } else { Outcome::Later })
        }

        fn take_polled(&mut self, _polled: Polled, _events: &EventSender) {}

        fn close(&mut self) {}
    }

    fn next(worker: &mut Worker) -> Event {
        worker.wait(Duration::from_secs(30)).expect("an event")
    }

    #[test]
    fn a_panic_is_a_message_and_the_worker_goes_on() {
        let mut worker = Worker::start(Arc::new(|| {}), |_| Odd).expect("a thread");
        worker.send(Request::Check).expect("room");
        assert!(
            matches!(next(&mut worker), Event::Failed { what: "error-panic", error, .. } if error == Reason::said("on purpose"))
        );
        let job = worker.send(Request::RemoveProjects(Vec::new())).expect("room");
        assert!(matches!(next(&mut worker), Event::Done { job: done, outcome: Outcome::Nothing } if done == job));
    }

    #[test]
    fn failures_carry_their_reason() {
        let mut worker = Worker::start(Arc::new(|| {}), |_| Odd).expect("a thread");
        worker.send(Request::SetOffline(true)).expect("room");
        assert!(
            matches!(next(&mut worker), Event::Failed { what: "error-test", error, .. } if error == Reason::said("for a reason"))
        );
    }

    #[test]
    fn a_job_can_be_cancelled_while_it_runs_and_while_it_waits() {
        let mut worker = Worker::start(Arc::new(|| {}), |_| Odd).expect("a thread");
        let running = worker.send(Request::Storage).expect("room");
        let waiting = worker.send(Request::Storage).expect("room");
        worker.cancel(waiting);
        worker.cancel(running);
        assert!(matches!(next(&mut worker), Event::Cancelled { job } if job == running));
        assert!(matches!(next(&mut worker), Event::Cancelled { job } if job == waiting));
    }

    #[test]
    fn dropping_it_ends_a_job_that_would_go_on() {
        let mut worker = Worker::start(Arc::new(|| {}), |_| Odd).expect("a thread");
        worker.send(Request::Storage).expect("room");
        drop(worker);
    }

    #[test]
    fn an_errand_ends_its_request_once() {
        let mut worker = Worker::start(Arc::new(|| {}), |_| Odd).expect("a thread");
        let job = worker.send(Request::Compact).expect("room");
        assert!(matches!(next(&mut worker), Event::Done { job: done, .. } if done == job));
        let after = worker.send(Request::RemoveProjects(Vec::new())).expect("room");
        assert!(matches!(next(&mut worker), Event::Done { job: done, .. } if done == after));
    }

    #[test]
    fn a_full_inbox_is_busy() {
        let mut worker = Worker::start(Arc::new(|| {}), |_| Odd).expect("a thread");
        let results: Vec<_> = (0..INBOX_LIMIT + 8).map(|_| worker.send(Request::Storage)).collect();
        assert!(results.contains(&Err(Busy)));
    }
}

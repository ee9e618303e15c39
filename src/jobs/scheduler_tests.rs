//! The scheduler with a reader that answers from a list and a clock that the test sets.

use std::sync::atomic::{AtomicI64, AtomicU32, Ordering};
use std::sync::mpsc::{Receiver, channel, sync_channel};
use std::sync::{Arc, Mutex};

use super::*;
use crate::feeds::catalog;
use crate::model::FeedState;

const START: i64 = 1_775_000_000;

/// Time in seconds since the start.
#[derive(Clone, Default)]
struct Time(Arc<AtomicI64>);

impl Time {
    fn clock(&self) -> Clock {
        let time = self.clone();
        Arc::new(move || Timestamp::from_second(START + time.0.load(Ordering::SeqCst)).expect("a time"))
    }

    fn set(&self, second: i64) {
        self.0.store(second, Ordering::SeqCst);
    }
}

fn scheduled(feeds: Vec<(Feed, FeedHealth)>) -> Vec<Scheduled> {
    feeds.into_iter().map(|(feed, health)| Scheduled { feed, health, resume: None }).collect()
}

/// Readers that all do the same.
fn all_lanes(
    read: impl FnMut(&Feed, Option<&str>, Timestamp) -> Result<Readings, FeedError> + Send + 'static,
) -> MakeReader {
    let read = Arc::new(Mutex::new(read));
    Arc::new(move || {
        let read = Arc::clone(&read);
        Ok(Box::new(move |feed: &Feed, resume: Option<&str>, now: Timestamp| {
            // A reader that panicked on purpose is used again by the next poll.
            let mut read = read.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            read(feed, resume, now)
        }))
    })
}

fn feed(id: &str) -> (Feed, FeedHealth) {
    let mut feed = catalog::parse(include_str!("../../data/feeds.toml")).expect("a catalogue").remove(0);
    feed.id = FeedId::new(id);
    feed.is_enabled = true;
    let health = FeedHealth::new(feed.id.clone(), FeedState::Waiting);
    (feed, health)
}

struct Bench {
    scheduler: Scheduler,
    reports: Receiver<Polled>,
    time: Time,
    poll_count: Arc<AtomicU32>,
}

impl Bench {
    fn new(mut read: impl FnMut(&Feed) -> Result<Readings, FeedError> + Send + 'static) -> Self {
        let (time, poll_count) = (Time::default(), Arc::new(AtomicU32::new(0)));
        let (outbox, reports) = channel();
        let count = Arc::clone(&poll_count);
        let reader = all_lanes(move |feed, _, _| {
            count.fetch_add(1, Ordering::SeqCst);
            read(feed)
        });
        let report = move |polled| outbox.send(polled).map_err(|_| Undelivered::Gone);
        let scheduler =
            Scheduler::with_reader(time.clock(), 1, reader, CancelHandle::default(), report).expect("a thread");
        Self { scheduler, reports, time, poll_count }
    }

    /// The next report of a poll (not of a switch).
    fn next_poll(&self) -> Polled {
        loop {
            let polled = self.next();
            if polled.health.last_attempt.is_some() && polled.health.latency_ms.is_some() {
                return polled;
            }
        }
    }

    fn next(&self) -> Polled {
        self.reports.recv_timeout(Duration::from_secs(30)).expect("a report")
    }
}

#[expect(clippy::unnecessary_wraps, reason = "a reader can fail")]
fn good(_: &Feed) -> Result<Readings, FeedError> {
    Ok(Readings::default())
}

#[test]
fn nothing_is_asked_before_it_is_switched_on() {
    let bench = Bench::new(good);
    let (mut off, health) = feed("a");
    off.is_enabled = false;
    bench.scheduler.replace(scheduled(vec![(off, health)]));
    assert_eq!(bench.next().health.state, FeedState::Disabled);
    assert_eq!(bench.poll_count.load(Ordering::SeqCst), 0);
    let (on, health) = feed("a");
    bench.scheduler.set_feed(on, health);
    assert!(bench.next_poll().readings.is_some());
}

#[test]
fn two_polls_are_an_interval_apart_however_urgently_asked() {
    let bench = Bench::new(good);
    bench.scheduler.replace(scheduled(vec![feed("a")]));
    bench.next_poll();
    for _ in 0..50 {
        bench.scheduler.poll_now(FeedId::new("a"));
        let (again, health) = feed("a");
        bench.scheduler.set_feed(again, health);
    }
    // Another feed's poll comes after all of these commands.
    bench.scheduler.set_feed(feed("b").0, feed("b").1);
    while bench.next_poll().feed != FeedId::new("b") {}
    assert_eq!(bench.poll_count.load(Ordering::SeqCst), 2);
    bench.time.set(60);
    bench.scheduler.poll_now(FeedId::new("a"));
    while bench.next_poll().feed != FeedId::new("a") {}
}

#[test]
fn a_panic_fails_that_poll_only() {
    let bench = Bench::new(|feed: &Feed| match feed.id.as_str() {
        "bad" => panic!("on purpose"),
        _ => Ok(Readings::default()),
    });
    bench.scheduler.replace(scheduled(vec![feed("bad"), feed("good")]));
    let mut seen: Vec<(String, Option<String>)> = (0..2)
        .map(|_| bench.next_poll())
        .map(|polled| (polled.feed.to_string(), polled.health.error.map(|error| error.to_string())))
        .collect();
    seen.sort();
    let expected = "panicked: the reader failed: on purpose".to_owned();
    assert_eq!(seen, [("bad".to_owned(), Some(expected)), ("good".to_owned(), None)]);
}

#[test]
fn offline_stops_all_but_simulated_feeds() {
    let bench = Bench::new(good);
    bench.scheduler.set_offline(true);
    let (mut simulated, health) = feed("simulated");
    simulated.is_simulated = true;
    bench.scheduler.replace(scheduled(vec![feed("a"), (simulated, health)]));
    let polled = bench.next_poll();
    assert_eq!((polled.feed.as_str(), bench.poll_count.load(Ordering::SeqCst)), ("simulated", 1));
    bench.scheduler.set_offline(false);
    while bench.next_poll().feed != FeedId::new("a") {}
}

#[test]
fn a_host_that_asked_to_wait_is_not_hastened() {
    let bench = Bench::new(|feed: &Feed| match feed.id.as_str() {
        "busy" => Err(FeedError::Status { code: 429, url: String::new(), retry_after_s: Some(7200) }),
        _ => Ok(Readings::default()),
    });
    bench.scheduler.replace(scheduled(vec![feed("busy")]));
    let asked = bench.next_poll().health;
    assert_eq!(asked.next_attempt.map(|next| next.as_second() - START), Some(7200));
    bench.time.set(7000);
    bench.scheduler.poll_now(FeedId::new("busy"));
    bench.scheduler.set_feed(feed("other").0, feed("other").1);
    while bench.next_poll().feed != FeedId::new("other") {}
    assert_eq!(bench.poll_count.load(Ordering::SeqCst), 2);
}

#[test]
fn values_that_grow_old_are_told() {
    let bench = Bench::new(good);
    let (mut quiet, mut health) = feed("a");
    quiet.poll_seconds = 3600;
    let start = (bench.time.clock())();
    health.last_success = Some(start);
    health.last_attempt = Some(start);
    // A little less than three polls ago.
    health.last_observation = Timestamp::from_second(START - 10_000).ok();
    bench.scheduler.replace(scheduled(vec![(quiet, health)]));
    assert_eq!(bench.next().health.state, FeedState::Live);
    bench.time.set(801);
    bench.scheduler.poll_now(FeedId::new("nobody"));
    assert_eq!(bench.next().health.state, FeedState::Stale);
    assert_eq!(bench.poll_count.load(Ordering::SeqCst), 0, "without asking");
}

#[test]
fn dropping_it_ends_a_request_under_way() {
    let cancel = CancelHandle::default();
    let seen = cancel.clone();
    let (started, has_started) = sync_channel(1);
    let reader = all_lanes(move |_, _, _| {
        started.send(()).expect("the test waits");
        while !seen.is_cancelled() {
            std::thread::yield_now();
        }
        Err(FeedError::Cancelled)
    });
    let reports = Arc::new(Mutex::new(0));
    let count = Arc::clone(&reports);
    let report = move |polled: Polled| {
        *count.lock().expect("no panic") += usize::from(polled.readings.is_some());
        Ok(())
    };
    let scheduler = Scheduler::with_reader(Time::default().clock(), 1, reader, cancel, report).expect("a thread");
    scheduler.replace(scheduled(vec![feed("a")]));
    has_started.recv().expect("a poll");
    drop(scheduler);
    assert_eq!(*reports.lock().expect("no panic"), 0);
}

#[test]
fn it_ends_when_nobody_listens() {
    let reader = all_lanes(|feed, _, _| good(feed));
    let scheduler =
        Scheduler::with_reader(Time::default().clock(), 1, reader, CancelHandle::default(), |_| Err(Undelivered::Gone));
    let scheduler = scheduler.expect("a thread");
    scheduler.replace(scheduled(vec![feed("a")]));
    scheduler.poll_now(FeedId::new("a"));
}

#[test]
fn a_full_inbox_neither_loses_a_report_nor_keeps_it_from_ending() {
    let reader = all_lanes(|feed, _, _| good(feed));
    let room = Arc::new(AtomicI64::new(0));
    let (outbox, reports) = channel();
    let free = Arc::clone(&room);
    let report = move |polled: Polled| {
        if free.fetch_sub(1, Ordering::SeqCst) <= 0 {
            return Err(Undelivered::Full(Box::new(polled)));
        }
        outbox.send(polled).map_err(|_| Undelivered::Gone)
    };
    let scheduler = Scheduler::with_reader(Time::default().clock(), 1, reader, CancelHandle::default(), report);
    let scheduler = scheduler.expect("a thread");
    let (mut off, health) = feed("a");
    off.is_enabled = false;
    scheduler.replace(scheduled(vec![(off, health)]));
    scheduler.set_feed(feed("b").0, feed("b").1);
    room.store(1000, Ordering::SeqCst);
    let first: Polled = reports.recv_timeout(Duration::from_secs(30)).expect("a report");
    assert_eq!(first.health.state, FeedState::Disabled);
    while reports.recv_timeout(Duration::from_secs(30)).expect("a report").feed != FeedId::new("b") {}
    room.store(-1000, Ordering::SeqCst);
    scheduler.set_feed(feed("c").0, feed("c").1);
    drop(scheduler);
}

#[test]
fn a_slow_host_holds_up_nobody_else_and_is_never_asked_twice_at_once() {
    let (sender, held) = sync_channel::<()>(0);
    let slow = Arc::new(Mutex::new(held));
    let asked_at_once = Arc::new(AtomicU32::new(0));
    let at_once = Arc::clone(&asked_at_once);
    // A lane each: the readers must not share a lock here.
    let make_reader: MakeReader = Arc::new(move || {
        let (slow, at_once) = (Arc::clone(&slow), Arc::clone(&at_once));
        Ok(Box::new(move |feed: &Feed, _: Option<&str>, _: Timestamp| {
            if feed.url.contains("slow") {
                assert_eq!(at_once.fetch_add(1, Ordering::SeqCst), 0);
                let _released = slow.lock().expect("one lane").recv();
                at_once.fetch_sub(1, Ordering::SeqCst);
            }
            Ok(Readings::default())
        }))
    });
    let (outbox, reports) = channel();
    let report = move |polled: Polled| outbox.send(polled).map_err(|_| Undelivered::Gone);
    let time = Time::default();
    let scheduler =
        Scheduler::with_reader(time.clock(), 1, make_reader, CancelHandle::default(), report).expect("a thread");
    let at = |id: &str, url: &str| (Feed { url: url.to_owned(), ..feed(id).0 }, feed(id).1);
    let feeds = vec![at("s1", "https://slow.be/1"), at("s2", "https://slow.be/2"), at("z-quick", "https://quick.be")];
    scheduler.replace(scheduled(feeds));
    // Dropped first, so that a test that fails does not wait for its own lane.
    let release = sender;
    let next = || loop {
        let polled: Polled = reports.recv_timeout(Duration::from_secs(30)).expect("a report");
        if polled.readings.is_some() {
            return polled.feed.to_string();
        }
    };
    assert_eq!(next(), "z-quick", "though it was asked last");
    release.send(()).expect("the lane waits");
    assert_eq!(next(), "s1");
    release.send(()).expect("the lane waits");
    assert_eq!(next(), "s2");
}

#[test]
fn a_feed_is_read_on_from_where_it_was() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let log = Arc::clone(&seen);
    let reader = all_lanes(move |_, resume, _| {
        log.lock().expect("no panic").push(resume.map(str::to_owned));
        let resume = resume.map_or_else(|| "1".to_owned(), |last| format!("{last}1"));
        Ok(Readings { resume: Some(resume.into()), ..Readings::default() })
    });
    let (outbox, reports) = channel();
    let report = move |polled: Polled| outbox.send(polled).map_err(|_| Undelivered::Gone);
    let time = Time::default();
    let scheduler = Scheduler::with_reader(time.clock(), 1, reader, CancelHandle::default(), report).expect("a thread");
    let (feed, health) = feed("a");
    let poll = |second| {
        time.set(second);
        scheduler.poll_now(FeedId::new("a"));
        while reports.recv_timeout(Duration::from_secs(30)).expect("a report").readings.is_none() {}
    };
    scheduler.replace(vec![Scheduled { feed, health, resume: Some("0".into()) }]);
    poll(0);
    poll(100);
    scheduler.set_resume(FeedId::new("a"), Some("0".into()));
    poll(200);
    let seen: Vec<String> = seen.lock().expect("no panic").iter().flatten().cloned().collect();
    assert_eq!(seen, ["0", "01", "0"], "what could not be stored is read again");
}

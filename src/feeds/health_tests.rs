//! The state machine of a feed's health.

use proptest::prelude::*;

use super::*;
use crate::feeds::catalog;
use crate::model::{FeedId, Observation, Quality, Sensor, SensorId};

fn feed() -> Feed {
    let mut feed = catalog::parse(include_str!("../../data/feeds.toml")).expect("a catalogue").remove(0);
    feed.is_enabled = true;
    feed
}

fn at(second: i64) -> Timestamp {
    Timestamp::from_second(1_775_000_000 + second).expect("a time")
}

fn health() -> FeedHealth {
    FeedHealth::new(FeedId::new("gent-garages"), FeedState::Waiting)
}

/// Readings whose newest observation was made then.
#[expect(clippy::unnecessary_wraps, reason = "the result of a poll is tested")]
fn readings(newest: Timestamp) -> Result<Readings, FeedError> {
    let latest = Some(Observation { time: newest, value: 1.0, quality: Quality::Good });
    let datastream = crate::model::Datastream {
        key: "a".into(),
        property: crate::model::ObservedProperty::Other,
        original_property: "a".into(),
        unit: crate::model::Unit::Original,
        original_unit: "".into(),
        capacity: None,
        latest,
    };
    let sensor = Sensor {
        id: SensorId::new("a/1"),
        feed: FeedId::new("a"),
        name: "a".into(),
        location: None,
        nis: None,
        is_nis_approximate: false,
        is_simulated: false,
        datastreams: vec![datastream],
    };
    Ok(Readings { sensors: vec![sensor], ..Readings::default() })
}

fn status(code: u16, retry_after_s: Option<u32>) -> Result<Readings, FeedError> {
    Err(FeedError::Status { code, url: "https://a.example/".into(), retry_after_s })
}

fn wait_s(health: &FeedHealth, now: Timestamp) -> i64 {
    health.next_attempt.expect("a next time").as_second() - now.as_second()
}

#[test]
fn success_makes_it_live_until_its_values_are_old() {
    let feed = feed();
    let live = after_poll(&feed, &health(), &readings(at(-10)), at(0), 80, 1);
    assert_eq!((live.state, live.latency_ms, wait_s(&live, at(0))), (FeedState::Live, Some(80), 60));
    assert_eq!(as_time_passes(&feed, &live, at(1790)), None);
    assert_eq!(as_time_passes(&feed, &live, at(1791)).map(|health| health.state), Some(FeedState::Stale));
    let old = after_poll(&feed, &live, &readings(at(-9000)), at(60), 80, 1);
    assert_eq!((old.state, old.last_observation), (FeedState::Live, Some(at(-10))), "the newest seen counts");
    let empty = after_poll(&feed, &health(), &Ok(Readings::default()), at(0), 80, 1);
    assert_eq!(empty.state, FeedState::Stale, "it answers, but has no values");
    let mut slow = feed;
    slow.poll_seconds = 3600;
    assert!(!is_stale(&slow, Some(at(-10_800)), at(0)) && is_stale(&slow, Some(at(-10_801)), at(0)));
}

#[test]
fn failures_wait_longer_each_time_and_keep_what_is_known() {
    let feed = feed();
    let mut health = after_poll(&feed, &health(), &readings(at(0)), at(0), 80, 1);
    let mut waits = Vec::new();
    for _ in 0..9 {
        health = after_poll(&feed, &health, &status(500, None), at(60), 80, 1);
        waits.push(wait_s(&health, at(60)));
    }
    assert!(
        waits.iter().zip([60, 120, 240, 480, 960, 1920, 3600, 3600, 3600]).all(|(w, s)| (s..=s + s / 4).contains(w))
    );
    assert_eq!((health.state, health.failure_count, health.last_success), (FeedState::Failing, 9, Some(at(0))));
    assert_eq!(health.error.as_deref(), Some("status: status 500: https://a.example/"));
    let well = after_poll(&feed, &health, &readings(at(0)), at(90), 80, 1);
    assert_eq!((well.failure_count, well.error, well.state), (0, None, FeedState::Live));
}

#[test]
fn what_the_host_asks_is_kept_to() {
    let asked = after_poll(&feed(), &health(), &status(429, Some(900)), at(0), 80, 1);
    assert_eq!(wait_s(&asked, at(0)), 900);
    let offline = FeedError::Offline { url: String::new(), reason: String::new() };
    let mut health = health();
    for _ in 0..20 {
        health = after_poll(&feed(), &health, &Err(offline.clone()), at(0), 80, 1);
    }
    assert_eq!(health.state, FeedState::Offline);
    assert!((300..=375).contains(&wait_s(&health, at(0))), "a network that comes back is noticed soon");
}

#[test]
fn switches_never_bring_the_next_poll_nearer_than_the_interval() {
    let mut feed = feed();
    let live = after_poll(&feed, &health(), &readings(at(0)), at(0), 80, 1);
    feed.is_enabled = false;
    let off = after_switch(&feed, &live, false, at(5));
    assert_eq!((off.state, off.next_attempt), (FeedState::Disabled, None));
    feed.is_enabled = true;
    let on = after_switch(&feed, &off, false, at(6));
    assert_eq!((on.state, on.next_attempt), (FeedState::Live, Some(at(60))));
    let offline = after_switch(&feed, &on, true, at(7));
    assert_eq!((offline.state, offline.next_attempt), (FeedState::Offline, None));
    feed.is_simulated = true;
    assert_eq!(after_switch(&feed, &on, true, at(8)).state, FeedState::Live, "a simulated feed needs no network");
    assert_eq!(after_switch(&feed, &health(), false, at(8)).next_attempt, Some(at(8)));
}

proptest! {
    #[test]
    fn no_wait_is_shorter_than_the_interval(interval in 10_i64..100_000, failures in 0_u32..2000, seed: u64) {
        let wait = backoff_s(interval, failures, 3600, seed);
        prop_assert!(wait >= interval);
        prop_assert!(wait <= interval.max(3600) * 5 / 4);
    }
}

#[test]
fn a_source_that_publishes_by_the_hour_is_not_stale_between_its_hours() {
    let mut hourly = feed();
    hourly.protocol = crate::model::Protocol::Irceline;
    hourly.poll_seconds = 300;
    let last = Some(at(0));
    assert!(!is_stale(&hourly, last, at(3 * 3600)));
    assert!(is_stale(&hourly, last, at(3 * 3600 + 1)));
}

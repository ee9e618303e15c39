//! What is kept of a feed beside its readings, and the end of a feed.

use super::*;
use crate::model::{FeedHealth, FeedState, Rejected};

fn own() -> FeedId {
    FeedId::new("own")
}

fn own_sensor() -> Sensor {
    Sensor { id: SensorId::new("own/x"), feed: own(), ..sensor("x") }
}

fn own_reading(time_us: i64) -> Reading {
    (SensorId::new("own/x"), "free".into(), seen(time_us, 1.0))
}

fn refused(number: u64, original: &str) -> Rejected {
    Rejected {
        file: "https://data.example/page".into(),
        row: number,
        column: "value".into(),
        reason: "no number".into(),
        original: original.into(),
        header: "".into(),
    }
}

#[test]
fn readings_and_how_far_they_were_read_are_written_together() {
    let folder = folder();
    let mut store = opened(&at(&folder)).store;
    store.set_feed(&feed("own")).expect("set");
    assert_eq!(store.resume(&own()).expect("read"), None);
    store.append_polled(&own(), &[own_sensor()], &[own_reading(1)], Some("page 7")).expect("written");
    let failed = store.append_polled(&own(), &[], &[own_reading(2), reading("nobody", 1, 1.0)], Some("page 8"));
    assert!(failed.is_err());
    assert_eq!(store.resume(&own()).expect("read").as_deref(), Some("page 7"));
    store.append_polled(&own(), &[], &[own_reading(3)], None).expect("written");
    drop(store);
    let mut store = opened(&at(&folder)).store;
    assert_eq!(store.resume(&own()).expect("read").as_deref(), Some("page 7"), "none leaves what there was");
    assert_eq!(everything(&store), [(1, 1.0), (3, 1.0)]);
    store.set_feed(&Feed { is_enabled: true, retention_days: Some(3), ..feed("own") }).expect("set");
    assert_eq!(store.resume(&own()).expect("read").as_deref(), Some("page 7"));
    store.set_feed(&Feed { url: "https://other.example".into(), ..feed("own") }).expect("set");
    assert_eq!(store.resume(&own()).expect("read"), None, "another stream is read from its start");
}

#[test]
fn refused_records_are_kept_once_and_not_without_end() {
    let folder = folder();
    let mut store = opened(&at(&folder)).store;
    let of = |store: &Store| store.feed_rejected(&own()).expect("read");
    store.put_rejected(&own(), time(1), &[refused(1, "a"), refused(2, "b"), refused(3, "b")], 30).expect("put");
    store.put_rejected(&own(), time(2), &[refused(9, "a")], 1).expect("put");
    assert_eq!(of(&store), [refused(3, "b"), refused(9, "a")], "the same record again moves to the end");
    assert_eq!(store.rejected_count(&own()).expect("read"), 31);
    let many: Vec<Rejected> = (0..1500).map(|number| refused(number, &number.to_string())).collect();
    store.put_rejected(&own(), time(3), &many[..700], 700).expect("put");
    store.put_rejected(&own(), time(4), &many[600..], 900).expect("put");
    assert_eq!(of(&store), many[500..], "the last thousand");
    store.put_rejected(&FeedId::new("gent"), time(5), &many[..1], 1).expect("put");
    assert_eq!((of(&store).len(), store.feed_rejected(&FeedId::new("gent")).expect("read").len()), (1000, 1));
    assert_eq!(store.rejected_count(&FeedId::new("none")).expect("read"), 0);
}

fn with_own_feed(folder: &tempfile::TempDir) -> Store {
    let mut store = with_observations(folder, &[reading("p1", 1, 1.0)]);
    store.set_feed(&feed("own")).expect("set");
    store.append_polled(&own(), &[own_sensor()], &[own_reading(1), own_reading(2)], Some("r")).expect("written");
    store.set_health(&FeedHealth::new(own(), FeedState::Live)).expect("set");
    store.put_rejected(&own(), time(1), &[refused(1, "a")], 1).expect("put");
    store
}

#[test]
fn a_feed_goes_with_or_without_its_history() {
    for keep_history in [true, false] {
        let folder = folder();
        let mut store = with_own_feed(&folder);
        store.remove_feed(&own(), keep_history).expect("removed");
        assert_eq!(store.feeds().expect("read").len(), 1);
        assert_eq!(store.health().expect("read"), []);
        assert_eq!(store.resume(&own()).expect("read"), None);
        assert_eq!(
            (store.feed_rejected(&own()).expect("read").len(), store.rejected_count(&own()).expect("read")),
            (0, 0)
        );
        let sensors = store.load().expect("read").sensors.len();
        let series = store.read_series(&SensorId::new("own/x"), "free", time(0), time(9), 10).expect("read");
        let expected = if keep_history { (3, 2, 3) } else { (2, 0, 1) };
        assert_eq!((sensors, series.total_count, everything(&store).len()), expected);
        assert_eq!(store.check().expect("a check"), Vec::<String>::new());
        let unknown = store.append_readings(&[], &[own_reading(5)]);
        assert_eq!(unknown.is_ok(), keep_history, "what was removed is not known any more");
        store.remove_feed(&own(), false).expect("what is left of it");
        assert_eq!(everything(&store), [(1, 1.0)]);
        store.append_readings(&[own_sensor()], &[own_reading(5)]).expect("it may come back");
        assert_eq!(store.check().expect("a check"), Vec::<String>::new());
    }
}

#[test]
fn a_feed_of_the_catalogue_stays() {
    let folder = folder();
    let mut store = with_own_feed(&folder);
    let refused = store.remove_feed(&FeedId::new("gent"), false);
    assert!(matches!(&refused, Err(StoreError::BundledFeed(feed)) if feed == "gent"), "{refused:?}");
    assert!(refused.is_err_and(|error| error.to_string().contains("only switched off")));
    assert_eq!((store.feeds().expect("read").len(), everything(&store).len()), (2, 3));
}

#[test]
fn a_new_edition_of_the_catalogue_keeps_keys_and_retention() {
    let folder = folder();
    let mut store = opened(&at(&folder)).store;
    let set = Feed { secret: Some("key".into()), retention_days: Some(30), ..feed("gent") };
    store.set_feed(&set).expect("set");
    drop(store);
    let newer = || Ok(Dataset { feeds: vec![Feed { poll_seconds: 90, ..feed("gent") }], ..small() });
    let again = open(&at(&folder), true, OpenOptions { bundle_hash: "two", ..options(&newer) }).expect("it opens");
    assert_eq!(again.dataset.feeds, [Feed { poll_seconds: 90, ..set }]);
}

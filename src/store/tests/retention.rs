//! Retention: what goes, what stays, and readings that come too late for it.

use super::*;
use crate::store::rollup::{DAY_US, HOUR_US};

fn gent() -> FeedId {
    FeedId::new("gent")
}

fn p1() -> SensorId {
    SensorId::new("gent/p1")
}

/// A hundred days, four observations a day: 0, 1, 2, 3 and so on.
fn filled(folder: &tempfile::TempDir) -> Store {
    let readings: Vec<Reading> = (0..400).map(|step| reading("p1", step * 6 * HOUR_US, step as f64)).collect();
    with_observations(folder, &readings)
}

#[test]
fn means_and_series_outlive_the_observations() {
    let folder = folder();
    let mut store = filled(&folder);
    let read = |store: &Store| {
        let series =
            |from_us, until_us| store.read_series(&p1(), "free", time(from_us), time(until_us), 1000).expect("read");
        let means = |bucket| store.read_means(&p1(), "free", time(0), time(100 * DAY_US), bucket).expect("read");
        let all = [
            series(0, 100 * DAY_US),
            series(HOUR_US, 70 * DAY_US + 1),
            series(1, 6 * HOUR_US),
            series(5, 6 * HOUR_US + 1),
        ];
        (all, [means(Bucket::Hour), means(Bucket::Day), means(Bucket::Month)])
    };
    let before = read(&store);
    assert_eq!(before.0.each_ref().map(|series| series.total_count), [400, 280, 0, 1]);
    let pruned = store.prune(&gent(), time(60 * DAY_US + HOUR_US + 7), |_| true).expect("pruned");
    assert_eq!(pruned, Pruned { deleted_count: 241, is_complete: true });
    assert_eq!(everything(&store).len(), 159);
    assert_eq!(read(&store), before, "the hours stand for one observation each");
    assert_eq!(store.check().expect("a check"), Vec::<String>::new());
    let again = store.prune(&gent(), time(60 * DAY_US), |_| true).expect("pruned");
    assert_eq!(again, Pruned { deleted_count: 0, is_complete: true });
    drop(store);
    assert_eq!(read(&opened(&at(&folder)).store), before);
}

#[test]
fn readings_of_a_time_that_was_pruned_are_refused_and_counted() {
    let folder = folder();
    let mut store = filled(&folder);
    store.prune(&gent(), time(100 * DAY_US), |_| true).expect("pruned");
    let last = reading("p1", 399 * 6 * HOUR_US, 399.0);
    let late = [
        reading("p1", HOUR_US, 1.0),
        last.clone(),
        reading("p1", 399 * 6 * HOUR_US, 8.0),
        reading("p1", 100 * DAY_US, 7.0),
        reading("p2", 5, 5.0),
    ];
    let months =
        |store: &Store| store.read_means(&p1(), "free", time(0), time(90 * DAY_US), Bucket::Month).expect("read");
    let before = months(&store);
    let appended = store.append_readings(&[], &late[..3]).expect("written");
    assert_eq!((appended.observation_count, appended.too_old_count), (0, 2), "the last value again is no news");
    let appended = store.append_readings(&[], &late[3..]).expect("written");
    assert_eq!((appended.observation_count, appended.too_old_count), (2, 0), "nothing of the other was pruned");
    assert_eq!(months(&store), before);
    assert_eq!(store.check().expect("a check"), Vec::<String>::new());
}

#[test]
fn pruning_can_be_stopped_and_goes_on() {
    let folder = folder();
    let mut store = filled(&folder);
    let mut told = Vec::new();
    let pruned = store
        .prune_by(&gent(), time(90 * DAY_US), 100, |deleted| {
            told.push(deleted);
            told.len() < 3
        })
        .expect("pruned");
    assert_eq!((pruned, told), (Pruned { deleted_count: 200, is_complete: false }, vec![0, 100, 200]));
    assert_eq!(everything(&store).len(), 200);
    assert_eq!(store.check().expect("a check"), Vec::<String>::new());
    let pruned = store.prune(&gent(), time(90 * DAY_US), |_| true).expect("pruned");
    assert_eq!(pruned, Pruned { deleted_count: 160, is_complete: true });
    assert_eq!(store.prune(&FeedId::new("none"), Timestamp::MAX, |_| true).expect("pruned").deleted_count, 0);
    let latest = store.load().expect("read").sensors[0].datastreams[0].latest;
    assert_eq!(latest, Some(seen(399 * 6 * HOUR_US, 399.0)));
}

#[test]
fn an_hour_fuller_than_a_batch_goes_whole() {
    let folder = folder();
    let readings: Vec<Reading> = (0..50).map(|step| reading("p1", HOUR_US / 2 + step, 1.0)).collect();
    let mut store = with_observations(&folder, &readings);
    let pruned = store.prune_by(&gent(), time(DAY_US), 7, |_| true).expect("pruned");
    assert_eq!(pruned, Pruned { deleted_count: 50, is_complete: true });
    assert_eq!(store.check().expect("a check"), Vec::<String>::new());
}

#[test]
fn compacting_gives_the_room_back_and_changes_nothing() {
    let folder = folder();
    let readings: Vec<Reading> = (0..60_000).map(|step| reading("p1", step * 60_000_000, step as f64)).collect();
    let mut store = with_observations(&folder, &readings);
    store.prune(&gent(), time(40 * DAY_US), |_| true).expect("pruned");
    let (rows, dataset) = (everything(&store), store.load().expect("read"));
    let compacted = store.compact().expect("compacted");
    assert!(compacted.after_bytes * 2 < compacted.before_bytes, "{compacted:?}");
    assert_eq!(at(&folder).metadata().expect("a file").len(), compacted.after_bytes);
    assert_eq!((everything(&store), store.load().expect("read")), (rows, dataset));
    assert_eq!(store.check().expect("a check"), Vec::<String>::new());
    let other = rusqlite::Connection::open(at(&folder)).expect("a file");
    other.execute_batch("BEGIN; SELECT count(*) FROM sensors").expect("a reader");
    let again = store.compact();
    assert!(again.is_ok() || again.is_err_and(|error| error.is_busy()), "a reader is no damage");
    assert_eq!(store.check().expect("a check"), Vec::<String>::new());
}

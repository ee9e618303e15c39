//! Observations, their rollups and series.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rusqlite::params;

use super::*;
use crate::store::rollup::{DAY_US, HOUR_US};

fn with_observations(folder: &tempfile::TempDir, readings: &[Reading]) -> Store {
    let mut store = opened(&at(folder)).store;
    store.append_readings(&[sensor("p1"), sensor("p2")], readings).expect("written");
    store
}

fn time(time_us: i64) -> Timestamp {
    Timestamp::from_microsecond(time_us).expect("a time")
}

#[test]
fn late_and_corrected_observations_take_their_place() {
    let folder = folder();
    let mut store = with_observations(&folder, &[reading("p1", 10, 1.0), reading("p1", 30, 3.0)]);
    let appended = store.append_readings(&[], &[reading("p1", 20, 2.0), reading("p1", 30, 3.5)]).expect("written");
    assert_eq!(appended.observation_count, 2);
    assert_eq!(appended.sensors[0].datastreams[0].latest, Some(seen(30, 3.5)));
    assert_eq!(everything(&store), [(10, 1.0), (20, 2.0), (30, 3.5)]);
    drop(store);
    let again = opened(&at(&folder));
    let known = again.dataset.sensors.iter().find(|one| &*one.name == "p1").expect("it is there");
    assert_eq!(known.datastreams[0].latest, Some(seen(30, 3.5)));
}

#[test]
fn a_sensor_loses_nothing_to_a_poorer_reading() {
    let folder = folder();
    let mut store = with_observations(&folder, &[reading("p1", 10, 1.0)]);
    let mut poor = sensor("p1");
    poor.location = None;
    poor.name = "renamed".into();
    poor.datastreams[0].capacity = None;
    poor.datastreams[0].latest = Some(seen(5, 0.5));
    let mut other = poor.datastreams[0].clone();
    other.key = "taken".into();
    other.latest = Some(seen(6, 7.0));
    poor.datastreams.insert(0, other);
    let appended = store.append_readings(&[poor], &[]).expect("written");
    let merged = &appended.sensors[0];
    assert_eq!((merged.location, &*merged.name), (sensor("p1").location, "renamed"));
    assert_eq!(merged.datastreams[0].capacity, Some(500.0));
    assert_eq!(merged.datastreams[0].latest, Some(seen(10, 1.0)), "an older reading does not become the newest");
    assert_eq!(merged.datastreams[1].latest, Some(seen(6, 7.0)));
    assert_eq!(store.load().expect("read").sensors[0], *merged);
}

#[test]
fn a_wrong_clock_never_hides_trusted_values() {
    let folder = folder();
    let mut store = with_observations(&folder, &[reading("p1", 10, 1.0)]);
    let (id, key, mut skewed) = reading("p1", 99, 9.0);
    skewed.quality = Quality::ClockSkewed;
    let appended = store.append_readings(&[], &[(id, key, skewed)]).expect("written");
    assert_eq!(appended.sensors[0].datastreams[0].latest, Some(seen(10, 1.0)));
    assert_eq!(everything(&store).len(), 2, "it is kept all the same");
}

#[test]
fn an_append_that_fails_leaves_nothing() {
    let folder = folder();
    let mut store = with_observations(&folder, &[reading("p1", 10, 1.0)]);
    let unknown = store.append_readings(&[], &[reading("p1", 20, 2.0), reading("nobody", 20, 2.0)]);
    assert!(matches!(unknown, Err(StoreError::UnknownDatastream { .. })));
    let wrong = store.append_readings(&[sensor("p9")], &[reading("p1", 20, f64::NAN)]);
    assert!(matches!(wrong, Err(StoreError::NotFinite { .. })));
    assert_eq!(everything(&store), [(10, 1.0)]);
    assert_eq!(store.load().expect("read").sensors.len(), 2);
    store.append_readings(&[sensor("p9")], &[reading("p9", 20, 2.0)]).expect("what failed before works afterwards");
}

#[test]
fn sensors_written_by_another_connection_are_seen() {
    let folder = folder();
    let mut one = with_observations(&folder, &[]);
    let mut two = opened(&at(&folder)).store;
    two.append_readings(&[sensor("new")], &[]).expect("written");
    one.append_readings(&[], &[reading("new", 1, 1.0)]).expect("it knows the sensor of the other");
}

type Buckets = BTreeMap<i64, (i64, f64, f64, f64)>;

/// Rollups as the definition has them, from a plain list.
fn expected_hours(all: &[(i64, f64)]) -> Buckets {
    let mut hours = Buckets::new();
    for &(time_us, value) in all {
        let hour =
            hours.entry(time_us.div_euclid(HOUR_US) * HOUR_US).or_insert((0, f64::INFINITY, f64::NEG_INFINITY, 0.0));
        *hour = (hour.0 + 1, hour.1.min(value), hour.2.max(value), hour.3 + value);
    }
    hours
}

fn expected_days(hours: &Buckets) -> Buckets {
    let mut days = Buckets::new();
    for (start, hour) in hours {
        let day = days.entry(start.div_euclid(DAY_US) * DAY_US).or_insert((0, f64::INFINITY, f64::NEG_INFINITY, 0.0));
        *day = (day.0 + hour.0, day.1.min(hour.1), day.2.max(hour.2), day.3 + hour.3);
    }
    days
}

fn stored(store: &Store, table: &str) -> Buckets {
    let sql = format!("SELECT start_us, count, min, max, sum FROM {table} WHERE datastream = ?1");
    let mut statement = store.conn.prepare(&sql).expect("a statement");
    let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?)));
    statement.query_map(params![1], read).expect("rows").map(|row| row.expect("a row")).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn rollups_stay_exact_in_any_order(
        batches in prop::collection::vec(
            prop::collection::vec((-100_i64..200, -1000.0..1000.0), 0..30), 1..5)
    ) {
        let folder = folder();
        let mut store = with_observations(&folder, &[]);
        let mut expected = BTreeMap::new();
        for batch in batches {
            let readings: Vec<Reading> =
                batch.iter().map(|&(step, value)| reading("p1", step * HOUR_US / 4, value)).collect();
            store.append_readings(&[], &readings).expect("written");
            expected.extend(batch.into_iter().map(|(step, value)| (step * HOUR_US / 4, value)));
        }
        let all: Vec<(i64, f64)> = expected.into_iter().collect();
        prop_assert_eq!(everything(&store), all.clone());
        let hours = expected_hours(&all);
        prop_assert_eq!(stored(&store, "rollup_days"), expected_days(&hours));
        prop_assert_eq!(stored(&store, "rollup_hours"), hours);
        prop_assert_eq!(store.check().expect("a check"), Vec::<String>::new());
    }
}

#[test]
fn a_short_series_is_complete() {
    let folder = folder();
    let readings: Vec<Reading> = (0..100).map(|step| reading("p1", step * HOUR_US, step as f64)).collect();
    let store = with_observations(&folder, &readings);
    let id = SensorId::new("gent/p1");
    let series = store.read_series(&id, "free", time(HOUR_US), time(10 * HOUR_US), 100).expect("read");
    let values: Vec<f64> = series.points.iter().map(|point| point.value).collect();
    assert_eq!((values, series.total_count), ((1..10).map(f64::from).collect(), 9));
    let none = store.read_series(&id, "none", Timestamp::MIN, Timestamp::MAX, 100).expect("read");
    assert_eq!(none, Series::default());
    let whole = store.read_series(&id, "free", Timestamp::MIN, Timestamp::MAX, 100).expect("read");
    assert_eq!(whole.points.len(), 100);
}

#[test]
fn a_dense_series_keeps_its_extremes_ends_and_count() {
    let folder = folder();
    let minute = HOUR_US / 60;
    let value = |step: i64| if step == 77_777 { 900.0 } else { (step % 1440) as f64 / 10.0 };
    let readings: Vec<Reading> = (0..100_000).map(|step| reading("p1", step * minute, value(step))).collect();
    let store = with_observations(&folder, &readings);
    let id = SensorId::new("gent/p1");
    for (from, until, columns) in [(0, 100_000, 800), (1234, 99_991, 50), (30, 99_000, 20)] {
        let series = store.read_series(&id, "free", time(from * minute), time(until * minute), columns).expect("read");
        assert_eq!(series.total_count, (until - from) as u64);
        assert!(series.points.len() <= 4 * columns as usize, "{}", series.points.len());
        assert!(series.points.is_sorted_by_key(|point| point.time));
        let ends = [series.points.first(), series.points.last()].map(|point| point.expect("a point").time);
        assert_eq!(ends, [time(from * minute), time((until - 1) * minute)]);
        let greatest = series.points.iter().max_by(|a, b| a.value.total_cmp(&b.value)).expect("a point");
        assert_eq!(*greatest, seen(77_777 * minute, 900.0), "at its own time");
    }
}

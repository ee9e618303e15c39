//! Series and means.

use super::*;
use crate::store::rollup::{DAY_US, HOUR_US};

const MINUTE_US: i64 = HOUR_US / 60;

fn p1() -> SensorId {
    SensorId::new("gent/p1")
}

#[test]
fn a_short_series_is_complete() {
    let folder = folder();
    let readings: Vec<Reading> = (0..100).map(|step| reading("p1", step * HOUR_US, step as f64)).collect();
    let store = with_observations(&folder, &readings);
    let series = store.read_series(&p1(), "free", time(HOUR_US), time(10 * HOUR_US), 100).expect("read");
    let values: Vec<f64> = series.points.iter().map(|point| point.value).collect();
    assert_eq!((values, series.total_count), ((1..10).map(f64::from).collect(), 9));
    let none = store.read_series(&p1(), "none", Timestamp::MIN, Timestamp::MAX, 100).expect("read");
    assert_eq!(none, Series::default());
    let whole = store.read_series(&p1(), "free", Timestamp::MIN, Timestamp::MAX, 100).expect("read");
    assert_eq!(whole.points.len(), 100);
}

#[test]
fn a_dense_series_keeps_its_extremes_ends_and_count() {
    let folder = folder();
    let value = |step: i64| if step == 77_777 { 900.0 } else { (step % 1440) as f64 / 10.0 };
    let readings: Vec<Reading> = (0..100_000).map(|step| reading("p1", step * MINUTE_US, value(step))).collect();
    let store = with_observations(&folder, &readings);
    for (from, until, columns) in [(0, 100_000, 800), (1234, 99_991, 50), (30, 99_000, 20)] {
        let series =
            store.read_series(&p1(), "free", time(from * MINUTE_US), time(until * MINUTE_US), columns).expect("read");
        assert_eq!(series.total_count, (until - from) as u64);
        assert!(series.points.len() <= 4 * columns as usize, "{}", series.points.len());
        assert!(series.points.is_sorted_by_key(|point| point.time));
        let ends = [series.points.first(), series.points.last()].map(|point| point.expect("a point").time);
        assert_eq!(ends, [time(from * MINUTE_US), time((until - 1) * MINUTE_US)]);
        let greatest = series.points.iter().max_by(|a, b| a.value.total_cmp(&b.value)).expect("a point");
        assert_eq!(*greatest, seen(77_777 * MINUTE_US, 900.0), "at its own time");
    }
}

#[test]
fn observations_that_do_not_count_stand_beside_the_line() {
    let folder = folder();
    let quality = |step: i64| match step % 10 {
        3 => Quality::Implausible,
        5 => Quality::Missing,
        7 => Quality::ClockSkewed,
        8 => Quality::Uncertain,
        _ => Quality::Good,
    };
    let value = |step: i64| if quality(step).counts() { 1.0 } else { -999.0 };
    let readings: Vec<Reading> =
        (0..30_000).map(|step| flagged("p1", step * MINUTE_US, value(step), quality(step))).collect();
    let store = with_observations(&folder, &readings);
    for (from, until, columns) in [(0, 30_000, 500), (17, 29_001, 100), (3, 103, 500), (5, 6, 10), (0, 30_000, 1)] {
        let span = (time(from * MINUTE_US), time(until * MINUTE_US));
        let series = store.read_series(&p1(), "free", span.0, span.1, columns).expect("read");
        let counted = (from..until).filter(|step| quality(*step).counts()).count();
        assert_eq!(series.total_count, counted as u64);
        assert_eq!(series.flagged_count, (until - from) as u64 - series.total_count);
        assert!(series.points.iter().all(|point| point.quality.counts() && point.value == 1.0));
        assert!(series.flagged.iter().all(|point| !point.quality.counts() && point.value == -999.0));
        assert!(series.flagged.is_sorted_by(|a, b| a.time < b.time));
        let shown = series.flagged.len() as u64;
        assert_eq!(shown, series.flagged_count.min(u64::from(columns)), "{from}..{until} on {columns}");
        assert!(series.flagged.iter().all(|point| span.0 <= point.time && point.time < span.1));
    }
}

#[test]
fn a_series_of_decades_is_read_through_months() {
    let folder = folder();
    let readings: Vec<Reading> =
        (0..20_000).map(|day| reading("p1", day * DAY_US, if day == 12_345 { 7.0 } else { 1.0 })).collect();
    let store = with_observations(&folder, &readings);
    // Without its days the series can't be read through anything finer.
    store
        .conn
        .execute("DELETE FROM rollup_days WHERE start_us BETWEEN 40 * 86400000000 AND 19000 * 86400000000", [])
        .expect("deleted");
    let series = store.read_series(&p1(), "free", Timestamp::MIN, Timestamp::MAX, 1000).expect("read");
    assert_eq!(series.total_count, 20_000);
    let greatest = series.points.iter().max_by(|a, b| a.value.total_cmp(&b.value)).expect("a point");
    assert_eq!(*greatest, seen(12_345 * DAY_US, 7.0));
}

#[test]
fn means_are_over_what_counts() {
    let folder = folder();
    let readings = [
        reading("p1", 0, 1.0),
        flagged("p1", 1, 1e9, Quality::Implausible),
        flagged("p1", 2, 4.0, Quality::Uncertain),
        reading("p1", HOUR_US, 10.0),
        flagged("p1", 2 * HOUR_US, -999.0, Quality::Missing),
        reading("p1", 40 * DAY_US, -3.0),
    ];
    let store = with_observations(&folder, &readings);
    let means = |bucket, until| -> Vec<(i64, f64, f64, f64, u64)> {
        let all = store.read_means(&p1(), "free", time(0), time(until), bucket).expect("read");
        all.iter().map(|one| (one.start.as_microsecond(), one.mean, one.min, one.max, one.count)).collect()
    };
    assert_eq!(means(Bucket::Hour, DAY_US), [(0, 2.5, 1.0, 4.0, 2), (HOUR_US, 10.0, 10.0, 10.0, 1)]);
    assert_eq!(means(Bucket::Day, DAY_US), [(0, 5.0, 1.0, 10.0, 3)]);
    assert_eq!(means(Bucket::Month, 60 * DAY_US), [(0, 5.0, 1.0, 10.0, 3), (31 * DAY_US, -3.0, -3.0, -3.0, 1)]);
    assert_eq!(means(Bucket::Month, 31 * DAY_US).len(), 1, "the end is not in it");
    assert_eq!(store.read_means(&p1(), "none", time(0), time(1), Bucket::Day).expect("read"), []);
}

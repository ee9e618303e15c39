//! Estimates of the room that a history takes.

use super::*;
use crate::store::rollup::{DAY_US, HOUR_US};

const MINUTE_US: i64 = HOUR_US / 60;
/// 2024-01-01, so that times have as many bytes as in life.
const START_US: i64 = 1_704_067_200_000_000;

fn filled(folder: &tempfile::TempDir, minutes: i64, step: usize) -> Store {
    let readings: Vec<Reading> = (0..minutes)
        .step_by(step)
        .map(|minute| reading("p1", START_US + minute * MINUTE_US, minute as f64 / 7.0))
        .collect();
    with_observations(folder, &readings)
}

#[test]
fn the_estimate_is_near_the_size_of_the_file() {
    for (minutes, step) in [(100_000, 1), (600_000, 15), (2_000_000, 60)] {
        let folder = folder();
        let empty = opened(&folder.path().join("empty.gpkg")).store.compact().expect("compacted").after_bytes;
        let mut store = filled(&folder, minutes, step);
        let size = store.compact().expect("compacted").after_bytes - empty;
        let all = store.storage().expect("read");
        let estimate = all[0].bytes_estimate;
        assert!(estimate.abs_diff(size) * 4 < size, "{step}: {estimate} of {size}");
        let days = u32::try_from(minutes / 1440).expect("days");
        let ahead = store.estimate(&FeedId::new("gent"), days).expect("read").expect("a rate");
        assert!(ahead.abs_diff(size) * 4 < size, "{step}: {ahead} of {size}");
    }
}

#[test]
fn storage_tells_what_is_kept() {
    let folder = folder();
    let mut store = filled(&folder, 3000, 1);
    store.append_readings(&[], &[flagged("p1", START_US, -1.0, Quality::Missing)]).expect("written");
    let mut other = sensor("x");
    other.id = SensorId::new("own/x");
    other.feed = FeedId::new("own");
    store.append_readings(&[other], &[]).expect("written");
    store.prune(&FeedId::new("gent"), time(START_US + DAY_US), |_| true).expect("pruned");
    let all = store.storage().expect("read");
    let counts: Vec<_> = all
        .iter()
        .map(|one| (one.feed.as_str(), one.sensor_count, one.datastream_count, one.observation_count))
        .collect();
    assert_eq!(counts, [("gent", 2, 2, 3000 - 1440), ("own", 1, 1, 0)]);
    assert_eq!(all[0].first, Some(time(START_US + MINUTE_US)), "the first that counts, though it was deleted");
    assert_eq!(all[0].last, Some(time(START_US + 2999 * MINUTE_US)));
    assert_eq!((all[1].first, all[1].last, all[1].bytes_estimate), (None, None, 0));
    assert_eq!(store.estimate(&FeedId::new("own"), 30).expect("read"), None, "no rate is known");
}

#[test]
fn the_rate_is_that_of_the_last_days() {
    let folder = folder();
    let mut readings: Vec<Reading> =
        (0..100_000).map(|minute| reading("p1", START_US + minute * MINUTE_US, 1.0)).collect();
    let later_us = START_US + 100 * DAY_US;
    readings.extend((0..10 * 24).map(|hour| reading("p1", later_us + hour * HOUR_US, 1.0)));
    let store = with_observations(&folder, &readings);
    let estimate = store.estimate(&FeedId::new("gent"), 1000).expect("read").expect("a rate");
    let hourly = 24_000.0 * (27.0 + 95.0 * 1.05);
    assert!((estimate as f64 / hourly - 1.0).abs() < 0.05, "{estimate} of {hourly}");
}

//! A file of the first version, and the damaged file of a feed with retention.

use rusqlite::Connection;

use super::*;
use crate::store::migrate::{self, MIGRATIONS};
use crate::store::rollup::{DAY_US, HOUR_US};
use crate::store::schema::{APPLICATION_ID, USER_VERSION};

/// Observations as the first version kept them: what can't be true counted.
const FIRST_VERSION: &str = "
  INSERT INTO feeds (id, protocol, url, licence, attribution, poll_seconds, is_verified, is_enabled, is_simulated)
    VALUES ('gent', 'opendatasoft', 'https://data.example', 'open', 'example', 60, 0, 1, 0);
  INSERT INTO sensors (fid, id, feed, name, is_nis_approximate, is_simulated) VALUES (1, 'gent/p1', 'gent', 'p1', 0, 0);
  INSERT INTO datastreams (fid, sensor, key, observed_property, original_property, unit, original_unit,
    latest_time_us, latest_value, latest_quality)
    VALUES (1, 1, 'free', 'parking_free', 'vrij', 'spaces', 'plaatsen', 7200000000, 1e9, 'implausible');
  INSERT INTO observation_rows VALUES (1, 5, 3.0, 0), (1, 3600000000, 4.0, 0), (1, 3600000001, 9.0, 2),
    (1, 7200000000, 1e9, 1);
  INSERT INTO rollup_hours VALUES (1, 0, 1, 3, 3, 3, 3, 3, 5, 5, 5, 5, 0);
  INSERT INTO rollup_days VALUES (1, 0, 4, 3, 1e9, 1e9, 3, 1e9, 5, 7200000000, 5, 7200000000, 85);";

fn first_version(path: &Path) {
    let mut conn = Connection::open(path).expect("a file");
    conn.pragma_update(None, "application_id", APPLICATION_ID).expect("set");
    conn.pragma_update(None, "user_version", USER_VERSION).expect("set");
    migrate::begin(&conn).expect("begun");
    migrate::apply(&mut conn, 0, &MIGRATIONS[..1]).expect("made");
    conn.execute_batch(FIRST_VERSION).expect("filled");
}

#[test]
fn a_file_of_the_first_version_is_counted_anew() {
    let folder = folder();
    first_version(&at(&folder));
    let Opened { store, dataset, notice } = opened(&at(&folder));
    let Some(Notice::Migrated { backup }) = notice else { panic!("{notice:?}") };
    assert!(backup.exists());
    assert_eq!(dataset.sensors[0].datastreams[0].latest, Some(seen(HOUR_US, 4.0)), "what can't be true is not shown");
    assert_eq!(everything(&store).len(), 4, "every observation is there");
    let days = store.read_means(&SensorId::new("gent/p1"), "free", time(0), time(DAY_US), Bucket::Day).expect("read");
    assert_eq!((days[0].count, days[0].mean, days[0].max), (2, 3.5, 4.0));
    let series = store.read_series(&SensorId::new("gent/p1"), "free", time(0), time(DAY_US), 10).expect("read");
    assert_eq!((series.total_count, series.flagged_count, series.flagged.len()), (2, 2, 2));
    assert_eq!(store.check().expect("a check"), Vec::<String>::new());
    drop(store);
    assert_eq!(opened(&at(&folder)).notice, None);
}

#[test]
fn a_damaged_file_of_the_first_version_is_salvaged() {
    let folder = folder();
    first_version(&at(&folder));
    let length = at(&folder).metadata().expect("a file").len();
    let file = std::fs::File::options().write(true).open(at(&folder)).expect("a file");
    file.set_len(length - 1).expect("cut");
    let Opened { store, notice, .. } = opened(&at(&folder));
    assert!(matches!(notice, Some(Notice::Salvaged { .. })), "{notice:?}");
    assert_eq!(everything(&store).len(), 4);
    assert_eq!(store.check().expect("a check"), Vec::<String>::new());
}

#[test]
fn salvage_keeps_what_retention_left_and_how_far_feeds_were_read() {
    let folder = folder();
    let readings: Vec<Reading> = (0..2000).map(|step| reading("p1", step * HOUR_US, step as f64)).collect();
    let mut store = with_observations(&folder, &readings);
    let gent = FeedId::new("gent");
    store.prune(&gent, time(1000 * HOUR_US), |_| true).expect("pruned");
    store.append_polled(&gent, &[], &[], Some("page 7")).expect("written");
    let days = |store: &Store| {
        store.read_means(&SensorId::new("gent/p1"), "free", time(0), time(90 * DAY_US), Bucket::Day).expect("read")
    };
    let before = days(&store);
    // A row at the end that nobody needs, so that the cut takes nothing else.
    store.conn.execute_batch("CREATE TABLE last (x); INSERT INTO last VALUES (zeroblob(20000))").expect("made");
    store.close().expect("closed");
    let length = at(&folder).metadata().expect("a file").len();
    let file = std::fs::File::options().write(true).open(at(&folder)).expect("a file");
    file.set_len(length - 4096).expect("cut");
    let Opened { store, notice, .. } = opened(&at(&folder));
    assert_eq!(notice.map(|notice| matches!(notice, Notice::Salvaged { lost_count: 0, .. })), Some(true));
    assert_eq!(days(&store), before);
    assert_eq!(everything(&store).len(), 1000);
    assert_eq!(store.resume(&gent).expect("read").as_deref(), Some("page 7"));
    assert_eq!(store.check().expect("a check"), Vec::<String>::new());
}

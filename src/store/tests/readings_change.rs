//! Lists of sensors from files: an edition and what takes it back.

use super::*;
use crate::model::sensor::file_option;
use crate::model::{Observation, ReadingsPatch, Reason, Rejected, Sensor};

fn list(hash: &str) -> Feed {
    let options = [(file_option::HASH.to_owned(), hash.to_owned())].into();
    Feed { mapping: None, protocol: Protocol::File, options, is_enabled: true, ..feed("import:x") }
}

fn listed(own: &str) -> Sensor {
    let id = SensorId::new(format!("import:x/{own}"));
    let mut sensor = Sensor { id, feed: FeedId::new("import:x"), ..sensor(own) };
    sensor.datastreams.iter_mut().for_each(|stream| stream.latest = None);
    sensor
}

fn reading(own: &str, hour: i64, value: f64) -> (SensorId, Arc<str>, Observation) {
    let sensor = listed(own);
    let time = Timestamp::from_second(1_750_000_000 + hour * 3600).expect("a time");
    (sensor.id.clone(), Arc::clone(&sensor.datastreams[0].key), Observation { time, value, quality: Quality::Good })
}

fn refused() -> Rejected {
    Rejected {
        file: "x.csv".into(),
        row: 3,
        column: "NO2".into(),
        reason: Reason::new("reason-not-number").with("text", "x"),
        original: "x".into(),
        header: "".into(),
    }
}

/// Everything that a list may change, row by row; row numbers apart.
fn rows(store: &Store) -> Vec<String> {
    let mut all = Vec::new();
    let stream =
        "(SELECT s.id || '/' || d.key FROM datastreams d JOIN sensors s ON s.fid = d.sensor WHERE d.fid = datastream)";
    for sql in [
        "SELECT id || coalesce(options, '') || is_enabled FROM feeds".to_owned(),
        "SELECT id || name || coalesce(nis, '') || coalesce(hex(geom), '') FROM sensors".to_owned(),
        "SELECT key || original_property || unit || coalesce(latest_time_us, '') || coalesce(latest_value, '') FROM datastreams"
            .to_owned(),
        format!("SELECT {stream} || time_us || '=' || value || quality FROM observation_rows"),
        format!("SELECT 'h' || {stream} || start_us || '=' || count || ' ' || coalesce(last, '') FROM rollup_hours"),
        format!("SELECT 'd' || {stream} || start_us || '=' || count || ' ' || coalesce(last, '') FROM rollup_days"),
        format!("SELECT 'm' || {stream} || start_us || '=' || count || ' ' || coalesce(last, '') FROM rollup_months"),
    ] {
        let mut statement = store.conn.prepare(&sql).expect("a query");
        let found = statement.query_map([], |row| row.get::<_, String>(0)).expect("rows");
        all.extend(found.map(|row| row.expect("a row")));
    }
    all.sort();
    all
}

#[test]
fn an_edition_is_written_whole_and_taken_back_whole() {
    let folder = folder();
    let mut store = opened(&at(&folder)).store;
    let empty = rows(&store);
    let first = ReadingsPatch {
        after: Some(list("one")),
        put: vec![listed("a")],
        observations: vec![reading("a", 0, 1.0), reading("a", 0, 1.5), reading("a", 30, 2.0)],
        ..ReadingsPatch::default()
    };
    let sensors = store.change_readings(&first, Some(&[refused()])).expect("written");
    assert_eq!(sensors[0].datastreams[0].latest.map(|seen| seen.value), Some(2.0));
    assert_eq!(store.rejected().map(|rows| rows.len()).ok(), Some(1));
    let one = rows(&store);
    let mut moved = listed("a");
    moved.name = "anders".into();
    moved.location = None;
    moved.datastreams.push(Datastream { key: "extra".into(), ..moved.datastreams[0].clone() });
    let extra = |(sensor, _, seen): (SensorId, Arc<str>, Observation)| (sensor, Arc::from("extra"), seen);
    let second = ReadingsPatch {
        before: Some(list("one")),
        after: Some(list("two")),
        put: vec![moved, listed("b")],
        observations: vec![
            reading("a", 0, 9.0),
            reading("a", 31, 3.0),
            extra(reading("a", 5, 7.0)),
            reading("b", 1, 4.0),
        ],
        ..ReadingsPatch::default()
    };
    store.change_readings(&second, None).expect("written");
    let two = rows(&store);
    assert_eq!(store.check().expect("checked"), Vec::<String>::new());
    let (sensor, key, later) = reading("a", 31, 3.0);
    let back = ReadingsPatch {
        before: Some(list("two")),
        after: Some(list("one")),
        put: vec![listed("a")],
        remove: vec![listed("b").id],
        remove_streams: vec![(sensor.clone(), "extra".into())],
        observations: vec![reading("a", 0, 1.5)],
        forget: vec![(sensor, key, later.time)],
    };
    let sensors = store.change_readings(&back, None).expect("taken back");
    assert_eq!(sensors.len(), 1);
    assert_eq!(sensors[0].datastreams[0].latest.map(|seen| seen.value), Some(2.0), "the newest is found again");
    assert_eq!(rows(&store), one);
    assert_eq!(store.check().expect("checked"), Vec::<String>::new());
    store.change_readings(&second, None).expect("made again");
    assert_eq!(rows(&store), two);
    store.change_readings(&back, None).expect("taken back");
    let away = ReadingsPatch { before: Some(list("one")), remove: vec![listed("a").id], ..ReadingsPatch::default() };
    assert!(store.change_readings(&away, None).expect("taken away").is_empty());
    assert_eq!(rows(&store), empty);
    store.append_readings(&[sensor_of_feed()], &[]).expect("what is known of sensors is read again");
}

fn sensor_of_feed() -> Sensor {
    sensor("p1")
}

#[test]
fn a_change_of_another_edition_changes_nothing() {
    let folder = folder();
    let mut store = opened(&at(&folder)).store;
    let first = ReadingsPatch { after: Some(list("one")), put: vec![listed("a")], ..ReadingsPatch::default() };
    store.change_readings(&first, None).expect("written");
    let before = rows(&store);
    let other = ReadingsPatch { before: Some(list("two")), remove: vec![listed("a").id], ..ReadingsPatch::default() };
    assert!(matches!(store.change_readings(&other, None), Err(StoreError::OtherEdition(_))));
    assert!(matches!(store.change_readings(&first, None), Err(StoreError::OtherEdition(_))), "it is there already");
    let lost = ReadingsPatch {
        before: Some(list("one")),
        after: Some(list("two")),
        observations: vec![reading("nobody", 0, 1.0)],
        put: vec![listed("b")],
        ..ReadingsPatch::default()
    };
    assert!(matches!(store.change_readings(&lost, None), Err(StoreError::UnknownDatastream { .. })));
    assert_eq!(rows(&store), before, "all or nothing");
}

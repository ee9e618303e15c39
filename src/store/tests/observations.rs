//! Observations into the file, and the newest of each datastream.

use super::*;

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

/// The newest observation of p1, which must be the same in memory and in the file.
fn newest(store: &Store, appended: &Appended) -> Option<Observation> {
    let sensors = store.load().expect("read").sensors;
    let find =
        |sensors: &[Sensor]| sensors.iter().find(|one| &*one.name == "p1").and_then(|one| one.datastreams[0].latest);
    assert_eq!(find(&sensors), find(&appended.sensors));
    find(&sensors)
}

#[test]
fn only_observations_that_count_become_the_newest() {
    let folder = folder();
    let mut store = with_observations(&folder, &[]);
    let mut append = |time_us, value, quality| {
        let appended = store.append_readings(&[], &[flagged("p1", time_us, value, quality)]).expect("written");
        newest(&store, &appended).map(|one| (one.time.as_microsecond(), one.value, one.quality))
    };
    assert_eq!(append(50, -999.0, Quality::Missing), None, "nothing is known yet");
    assert_eq!(append(51, 1e9, Quality::Implausible), None);
    assert_eq!(append(90, 4.0, Quality::ClockSkewed), Some((90, 4.0, Quality::ClockSkewed)));
    assert_eq!(append(10, 1.0, Quality::Good), Some((10, 1.0, Quality::Good)));
    assert_eq!(append(20, 2.0, Quality::Uncertain), Some((20, 2.0, Quality::Uncertain)));
    assert_eq!(append(30, 3.0, Quality::Duplicate), Some((30, 3.0, Quality::Duplicate)));
    assert_eq!(append(99, -999.0, Quality::Missing), Some((30, 3.0, Quality::Duplicate)));
    assert_eq!(append(30, 9e9, Quality::Implausible), Some((20, 2.0, Quality::Uncertain)), "a correction");
    assert_eq!(append(20, -1.0, Quality::Missing), Some((10, 1.0, Quality::Good)));
    assert_eq!(append(10, -1.0, Quality::Missing), Some((90, 4.0, Quality::ClockSkewed)));
    assert_eq!(append(90, -1.0, Quality::Missing), None);
    assert_eq!(everything(&store).len(), 7, "all are kept");
}

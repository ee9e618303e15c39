//! The workspace file from outside: made from the bundle, read by GDAL, and killed while it is written.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use regioscope::formats::bundle;
use regioscope::model::{Dataset, Datastream, FeedId, Observation, ObservedProperty, Quality, Sensor, SensorId, Unit};
use regioscope::store::{self, Notice, ObservationFilter, OpenOptions, Opened, Reading, Store};

/// Names the workspace to the child that is killed.
const CHILD_PATH: &str = "REGIOSCOPE_TEST_WRITER";
/// Says where the child goes on counting.
const CHILD_FIRST: &str = "REGIOSCOPE_TEST_FIRST";
/// Points at which the writer is killed.
const KILLS: u64 = 100;

fn bundled() -> Result<Dataset, String> {
    bundle::dataset().map_err(|error| error.to_string())
}

fn open_with(path: &Path, dataset: &dyn Fn() -> Result<Dataset, String>) -> Opened {
    let options = OpenOptions { busy_timeout: Duration::from_secs(5), bundle: dataset, bundle_hash: "test" };
    store::open(path, true, options).expect("the workspace opens")
}

#[test]
fn the_bundle_comes_back_equal_and_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("data").join("w.gpkg");
    let made = open_with(&path, &bundled);
    assert_eq!(made.notice, Some(Notice::Created));
    let dataset = bundled().expect("the bundle");
    assert!(made.dataset == dataset, "every row comes back");
    assert_eq!(made.store.check().expect("a check"), Vec::<String>::new());
    made.store.close().expect("closed");
    let again = open_with(&path, &|| Err("the bundle is not needed to open what exists".to_owned()));
    assert_eq!(again.notice, None);
    assert!(again.dataset == dataset);
}

#[test]
fn gdal_lists_layers_and_counts_without_a_warning() {
    let Ok(version) = Command::new("ogrinfo").arg("--version").output() else {
        println!("skipped: ogrinfo (Debian package gdal-bin) is not installed");
        return;
    };
    assert!(version.status.success());
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("w.gpkg");
    let Opened { mut store, dataset, .. } = open_with(&path, &bundled);
    store.append_readings(&[sensor()], &batch(0)).expect("written");
    store.close().expect("closed");
    let output = Command::new("ogrinfo").args(["-ro", "-so", "-al"]).arg(&path).output().expect("ogrinfo runs");
    let text = String::from_utf8_lossy(&output.stdout);
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "no warning and no error");
    assert!(output.status.success());
    let count = |layer: &str| -> Option<usize> {
        let (_, rest) = text.split_once(&format!("Layer name: {layer}\n"))?;
        let (_, rest) = rest.split_once("Feature Count: ")?;
        rest.lines().next()?.parse().ok()
    };
    let values: usize = dataset.indicator_values.values().map(Vec::len).sum();
    assert_eq!(count("projects"), Some(dataset.projects.len()));
    assert_eq!(count("municipalities"), Some(dataset.municipalities.len()));
    assert_eq!(count("indicator_values"), Some(values));
    assert_eq!(count("sensors"), Some(1));
    assert_eq!(count("observations"), Some(BATCH as usize));
    assert_eq!(count("rollups_daily"), Some(1));
    assert!(!text.contains("Layer name: observation_rows"), "compact tables are shown through views only");
    for name in ["GEOGCRS[\"WGS 84\"", "Geometry: Multi Polygon", "Geometry: Point"] {
        assert!(text.contains(name), "{name}");
    }
    // Reading every feature finds a geometry or a value that GDAL does not take.
    let all = Command::new("ogrinfo").args(["-ro", "-q", "-al"]).arg(&path).output().expect("ogrinfo runs");
    assert_eq!(String::from_utf8_lossy(&all.stderr), "");
    assert!(String::from_utf8_lossy(&all.stdout).contains("observed_property (String) = parking_free"));
}

fn sensor() -> Sensor {
    Sensor {
        id: SensorId::new("test/1"),
        feed: FeedId::new("test"),
        name: "one".into(),
        location: regioscope::model::LonLat::new(3.72, 51.05).ok(),
        nis: None,
        is_nis_approximate: false,
        is_simulated: true,
        datastreams: vec![Datastream {
            key: "free".into(),
            property: ObservedProperty::ParkingFree,
            original_property: "free".into(),
            unit: Unit::Spaces,
            original_unit: "spaces".into(),
            capacity: None,
            latest: None,
        }],
    }
}

/// Observations in a batch.
const BATCH: u64 = 40;

/// The observations of a batch: their times and values follow from its number.
fn batch(number: u64) -> Vec<Reading> {
    let (sensor, key) = (SensorId::new("test/1"), Arc::<str>::from("free"));
    let observation = |index: u64| Observation {
        time: Timestamp::from_second((number * BATCH + index) as i64 * 7).expect("a time"),
        value: (number * BATCH + index) as f64,
        quality: Quality::Good,
    };
    (0..BATCH).map(|index| (sensor.clone(), key.clone(), observation(index))).collect()
}

/// The child of the kill test: appends batches, and says each number once its batch is acknowledged. Does nothing
/// when it is run as a test by itself.
#[test]
fn writer_child() {
    let Some(path) = std::env::var_os(CHILD_PATH) else {
        return;
    };
    let first: u64 = std::env::var(CHILD_FIRST).expect("a first batch").parse().expect("a number");
    let mut store = open_with(Path::new(&path), &|| Ok(Dataset::default())).store;
    // Straight to the pipe: the test harness would hold back what is printed.
    let mut pipe = std::fs::File::options().write(true).open("/dev/stdout").expect("standard output");
    writeln!(pipe, "acknowledged start").expect("a parent that listens");
    for number in first.. {
        store.append_readings(&[sensor()], &batch(number)).expect("written");
        writeln!(pipe, "acknowledged {number}").expect("a parent that listens");
    }
}

fn spawn_writer(path: &Path, first: u64) -> Child {
    Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", "writer_child", "--nocapture", "--test-threads=1"])
        .env(CHILD_PATH, path)
        .env(CHILD_FIRST, first.to_string())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("a child")
}

/// A sequence that depends on its seed only (Steele, Lea and Flood, "SplitMix", 2014).
fn next_random(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut mixed = *state;
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// Lets a writer acknowledge so many batches, reads some bytes more and does some turns of work, so that it is
/// somewhere within its next transaction, and kills it. Gives the last batch known to be acknowledged.
fn run_and_kill(path: &Path, first: u64, random: &mut u64) -> Option<u64> {
    let mut child = spawn_writer(path, first);
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    let wanted = next_random(random) % 6;
    let mut acknowledged = None;
    let mut seen = 0;
    let mut line = String::new();
    while seen <= wanted {
        line.clear();
        assert!(output.read_line(&mut line).expect("the pipe") > 0, "the writer ended by itself");
        if let Some(what) = line.trim().strip_prefix("acknowledged ") {
            seen += 1;
            acknowledged = what.parse().ok().or(acknowledged);
        }
    }
    for turn in 0..next_random(random) % 400_000 {
        std::hint::black_box(turn);
    }
    child.kill().expect("killed");
    child.wait().expect("ended");
    let mut rest = String::new();
    output.read_to_string(&mut rest).expect("the pipe");
    let complete = rest.split_inclusive('\n').filter(|line| line.ends_with('\n'));
    let later = complete.filter_map(|line| line.trim().strip_prefix("acknowledged ")?.parse().ok()).max();
    later.or(acknowledged)
}

#[cfg(unix)]
#[test]
fn killed_at_a_hundred_points_it_opens_with_every_acknowledged_observation() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("w.gpkg");
    let mut random = 20_260_801;
    let mut first = 0;
    let mut unfinished = 0;
    for kill in 0..KILLS {
        let acknowledged = run_and_kill(&path, first, &mut random);
        let Opened { store, notice, .. } = open_with(&path, &|| Ok(Dataset::default()));
        assert!(matches!(notice, None | Some(Notice::Created)), "kill {kill}: {notice:?}");
        assert_eq!(store.check().expect("a check"), Vec::<String>::new(), "kill {kill}");
        let batches = whole_batches(&store, kill);
        let expected = acknowledged.map_or(first, |last| last + 1);
        assert!(batches >= expected, "kill {kill}: {batches} batches of {expected} acknowledged");
        assert!(batches <= expected + 1, "kill {kill}: only the batch under way may be there unacknowledged");
        unfinished += u64::from(batches > expected);
        first = batches;
    }
    assert!(first > KILLS, "the writer wrote between the kills: {first}");
    println!("{first} batches, {unfinished} written but killed before it was said");
}

/// How many batches are in the file; each whole, in order, with its values.
fn whole_batches(store: &Store, kill: u64) -> u64 {
    let mut next = 0;
    store
        .observations(&ObservationFilter::default(), |_, _, seen| {
            assert_eq!(seen.time.as_second(), next * 7, "kill {kill}");
            assert_eq!(seen.value, next as f64, "kill {kill}");
            next += 1;
            true
        })
        .expect("they are read");
    let next = next as u64;
    assert_eq!(next % BATCH, 0, "kill {kill}: a batch is whole or not there");
    next / BATCH
}

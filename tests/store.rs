//! The workspace file from outside: made from the bundle, read by GDAL, and killed while it is written.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use regioscope::formats::bundle;
use regioscope::model::{
    Dataset, Datastream, FeedId, Localized, Observation, ObservedProperty, Project, ProjectId, ProjectKind, Quality,
    Rejected, Sensor, SensorId, Unit,
};
use regioscope::store::{
    self, ImportOptions, Notice, ObservationFilter, OpenOptions, Opened, Reading, Store, StoreError,
};

/// Names the workspace to the child that is killed.
const CHILD_PATH: &str = "REGIOSCOPE_TEST_WRITER";
/// Says where the child goes on counting.
const CHILD_FIRST: &str = "REGIOSCOPE_TEST_FIRST";
/// Most bytes that the writer is let write of a batch before it is killed; a batch takes about so many.
const MOST_BYTES: u64 = 600_000;
/// Most looks at the size of the file before the writer is killed all the same.
const MOST_TURNS: u64 = 100_000;
/// Points at which the writer is killed.
const KILLS: u64 = 100;
/// Points at which an import is killed.
const IMPORT_KILLS: u64 = 12;
/// Projects of an import, more than SQLite keeps in memory until the end.
const IMPORT_ROWS: u64 = 1_800;
/// Length of a description of one of them.
const IMPORT_TEXT: usize = 20_000;

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
    store.append_readings(&sensors(), &batch(0)).expect("written");
    let (sensor, key, seen) = batch(0).swap_remove(0);
    let missing = Observation { value: -999.0, quality: Quality::Missing, ..seen };
    store.append_readings(&[], &[(sensor, key, missing)]).expect("corrected");
    let refused = Rejected {
        file: "f".into(),
        row: 1,
        column: "c".into(),
        reason: "no number".into(),
        original: "x".into(),
        header: "p;q".into(),
    };
    store.put_rejected(&FeedId::new("test"), seen.time, &[refused], 1).expect("put");
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
    assert_eq!(count("sensors"), Some(SENSORS as usize));
    assert_eq!(count("observations"), Some((SENSORS * EACH) as usize));
    assert_eq!(count("rollups_daily"), Some(SENSORS as usize));
    assert_eq!(count("rollups_monthly"), Some(SENSORS as usize));
    assert_eq!(count("feed_rejected"), Some(1));
    for hidden in ["observation_rows", "rollup_hours", "rollup_months", "feed_state"] {
        assert!(!text.contains(&format!("Layer name: {hidden}")), "compact tables are shown through views only");
    }
    let (_, observations) = text.split_once("Layer name: observations\n").expect("the layer");
    let (fields, _) = observations.split_once("Layer name").expect("another layer");
    assert!(fields.contains("value: Real"), "{fields}");
    for name in ["GEOGCRS[\"WGS 84\"", "Geometry: Multi Polygon", "Geometry: Point"] {
        assert!(text.contains(name), "{name}");
    }
    // Reading every feature finds a geometry or a value that GDAL does not take.
    let all = Command::new("ogrinfo").args(["-ro", "-q", "-al"]).arg(&path).output().expect("ogrinfo runs");
    assert_eq!(String::from_utf8_lossy(&all.stderr), "");
    let all = String::from_utf8_lossy(&all.stdout);
    for shown in ["observed_property (String) = parking_free", "value (Real) = 59000019", "value (Real) = (null)"] {
        assert!(all.contains(shown), "{shown}");
    }
    assert!(!all.contains("value (Real) = -999"), "what stands for a missing value is no value");
}

fn sensors() -> Vec<Sensor> {
    (0..SENSORS).map(sensor).collect()
}

fn sensor(number: u64) -> Sensor {
    Sensor {
        id: SensorId::new(format!("test/{number:02}")),
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

/// Sensors that are written to: enough that each batch changes a hundred pages and more of the file.
const SENSORS: u64 = 60;
/// Observations of each sensor in a batch.
const EACH: u64 = 20;
/// Seconds between two observations.
const STEP_S: u64 = 300;

/// The observations of a batch: their times and values follow from its number.
fn batch(number: u64) -> Vec<Reading> {
    let key = Arc::<str>::from("free");
    let reading = |sensor: u64, index: u64| {
        let seen = Observation {
            time: Timestamp::from_second((index * STEP_S) as i64).expect("a time"),
            value: (sensor * 1_000_000 + index) as f64,
            quality: Quality::Good,
        };
        (SensorId::new(format!("test/{sensor:02}")), Arc::clone(&key), seen)
    };
    let indexes = number * EACH..(number + 1) * EACH;
    indexes.flat_map(|index| (0..SENSORS).map(move |sensor| (sensor, index))).map(|(s, i)| reading(s, i)).collect()
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
        let resume = number.to_string();
        store.append_polled(&FeedId::new("test"), &sensors(), &batch(number), Some(&resume)).expect("written");
        writeln!(pipe, "acknowledged {number}").expect("a parent that listens");
    }
}

/// The child of the test that kills imports: as [`writer_child`], with large imports of new projects.
#[test]
fn importer_child() {
    let Some(path) = std::env::var_os(CHILD_PATH) else {
        return;
    };
    let mut store = open_with(Path::new(&path), &|| Ok(Dataset::default())).store;
    let mut pipe = std::fs::File::options().write(true).open("/dev/stdout").expect("standard output");
    writeln!(pipe, "acknowledged start").expect("a parent that listens");
    let options = ImportOptions { is_dry_run: false, byte_count: u64::MAX };
    for number in 0.. {
        let imported = store.import_with(options, |import| {
            let rows = (0..IMPORT_ROWS).map(|row| (described(number * IMPORT_ROWS + row), ())).collect();
            import.put_all(rows, |_, row, ()| Some(row))?;
            import.finish(&[], &[])
        });
        let _written = imported.map_err(|error: StoreError| error).expect("written");
        writeln!(pipe, "acknowledged {number}").expect("a parent that listens");
    }
}

/// A project whose description fills some pages.
fn described(number: u64) -> Project {
    let id = format!("I{number:07}");
    let mut project = Project::new(ProjectId::new(&id), ProjectKind::Project, Localized::same(&id));
    project.description = Localized::same(&id.repeat(IMPORT_TEXT / id.len()));
    project
}

fn spawn_writer(child: &str, path: &Path, first: u64) -> Child {
    Command::new(std::env::current_exe().expect("this test"))
        .args(["--exact", child, "--nocapture", "--test-threads=1"])
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

/// Bytes in the file and its log.
fn written_bytes(path: &Path) -> u64 {
    let log = path.with_extension("gpkg-wal");
    [path, log.as_path()].into_iter().filter_map(|file| file.metadata().ok()).map(|meta| meta.len()).sum()
}

/// Lets a writer acknowledge fewer batches than the limit and then write fewer bytes than its limit, both as the seed
/// says, so that it is somewhere within its next transaction, and kills it. Gives the last batch known to be acknowledged.
fn run_and_kill(mut child: Child, path: &Path, limits: (u64, u64), random: &mut u64) -> Option<u64> {
    let mut output = BufReader::new(child.stdout.take().expect("a pipe"));
    let wanted = next_random(random) % limits.0;
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
    let enough = written_bytes(path) + next_random(random) % limits.1;
    // A log that starts again from its beginning does not grow: the turns are limited.
    let _turns = (0..MOST_TURNS).find(|_| written_bytes(path) > enough);
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
    let mut random = 20_260_801;
    let (mut first, mut written, mut unfinished) = (0, 0, 0);
    for kill in 0..KILLS {
        // A new file now and then, so that looking through it does not take ever longer.
        let path = folder.path().join(format!("{}.gpkg", kill / 10));
        first = if kill % 10 == 0 { 0 } else { first };
        let child = spawn_writer("writer_child", &path, first);
        let acknowledged = run_and_kill(child, &path, (4, MOST_BYTES), &mut random);
        let Opened { store, notice, .. } = open_with(&path, &|| Ok(Dataset::default()));
        assert!(matches!(notice, None | Some(Notice::Created)), "kill {kill}: {notice:?}");
        assert_eq!(store.check().expect("a check"), Vec::<String>::new(), "kill {kill}");
        let batches = whole_batches(&store, kill);
        let resume = store.resume(&FeedId::new("test")).expect("read").and_then(|number| number.parse().ok());
        assert_eq!(
            resume.map_or(0, |last: u64| last + 1),
            batches,
            "kill {kill}: the feed goes on after what is there"
        );
        let expected = acknowledged.map_or(first, |last| last + 1);
        assert!(batches >= expected, "kill {kill}: {batches} batches of {expected} acknowledged");
        assert!(batches <= expected + 1, "kill {kill}: only the batch under way may be there unacknowledged");
        unfinished += u64::from(batches > expected);
        written += batches - first;
        first = batches;
    }
    assert!(written >= KILLS, "the writer wrote between the kills: {written}");
    println!("{written} batches, {unfinished} written but killed before it was said");
}

#[cfg(unix)]
#[test]
fn a_large_import_killed_at_any_point_is_whole_or_not_there() {
    let mut random = 20_261_128;
    let (mut broken_off, mut written) = (0, 0);
    for kill in 0..IMPORT_KILLS {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("w.gpkg");
        let child = spawn_writer("importer_child", &path, 0);
        let bytes = 3 * IMPORT_ROWS * IMPORT_TEXT as u64;
        let acknowledged = run_and_kill(child, &path, (2, bytes), &mut random);
        let journal = path.with_extension("gpkg-journal");
        broken_off += u64::from(journal.metadata().is_ok_and(|meta| meta.len() > 0));
        let Opened { store, dataset, notice } = open_with(&path, &|| Ok(Dataset::default()));
        assert!(matches!(notice, None | Some(Notice::Created)), "kill {kill}: {notice:?}");
        assert_eq!(store.check().expect("a check"), Vec::<String>::new(), "kill {kill}");
        let rows = dataset.projects.len() as u64;
        let expected = acknowledged.map_or(0, |last| last + 1);
        assert_eq!(rows % IMPORT_ROWS, 0, "kill {kill}: an import is whole or not there");
        assert!((expected..=expected + 1).contains(&(rows / IMPORT_ROWS)), "kill {kill}: {rows} rows after {expected}");
        assert!((0..).zip(&dataset.projects).all(|(number, project)| *project == described(number)), "kill {kill}");
        written += rows;
    }
    assert!(broken_off > 0 && written > 0, "{broken_off} of {IMPORT_KILLS} amid an import, {written} rows");
    println!("{broken_off} of {IMPORT_KILLS} killed amid an import");
}

/// How many batches are in the file; each whole, in order, with its values, of every sensor alike.
fn whole_batches(store: &Store, kill: u64) -> u64 {
    let mut counts = vec![0_u64; SENSORS as usize];
    store
        .observations(&ObservationFilter::default(), |sensor, _, seen| {
            let number: u64 = sensor.id.as_str().trim_start_matches("test/").parse().expect("a number");
            let index = counts[number as usize];
            assert_eq!(seen.time.as_second() as u64, index * STEP_S, "kill {kill}");
            assert_eq!(seen.value, (number * 1_000_000 + index) as f64, "kill {kill}");
            counts[number as usize] += 1;
            true
        })
        .expect("they are read");
    assert!(counts.iter().all(|count| *count == counts[0]), "kill {kill}: {counts:?}");
    assert_eq!(counts[0] % EACH, 0, "kill {kill}: a batch is whole or not there");
    counts[0] / EACH
}

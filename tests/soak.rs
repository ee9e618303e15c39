//! Sensors with faults for a long time: memory stays steady, and no value is lost that was acknowledged as stored.
//!
//! `make soak`; seconds in `REGIOSCOPE_SOAK_SECONDS`, ten minutes by default. The clock of the sensors is not the
//! computer's: each turn is half a minute of theirs, so that a run holds days of readings. Nothing sleeps: a turn
//! waits for the readings on a channel. What was acknowledged goes to a file, so that remembering takes no memory.

#![expect(clippy::panic, reason = "a test may end with a message")]

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Write};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, sync_channel};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use regioscope::feeds::simulate::{Fault, Options, Simulator};
use regioscope::feeds::{self, Client, FeedError, Limits, Readings, Visit};
use regioscope::formats::bundle;
use regioscope::model::{Dataset, Datastream, Feed, FeedId, Observation, Protocol, Quality, Sensor};
use regioscope::store::{self, ObservationFilter, OpenOptions, Store};

/// How long it takes, in seconds.
const SECONDS: &str = "REGIOSCOPE_SOAK_SECONDS";
/// Start of the sensors' clock: 2026-01-01.
const FIRST_S: i64 = 1_767_225_600;
/// Seconds of the sensors' clock between two polls.
const STEP_S: i64 = 30;
/// Turns over all protocols with one fault, and those with one that is waited for.
const TURNS: (usize, usize) = (3, 1);
/// Sensors over all protocols together, at least.
const SENSORS: usize = 5_000;
/// Municipalities with sensors: all of them.
const PLACES: usize = 304;
/// How much more memory the end may take than a third of the way.
const GROWTH: f64 = 1.3;

/// Faults in turn, with good answers between them.
const FAULTS: [Fault; 14] = [
    Fault::None,
    Fault::ServerError,
    Fault::None,
    Fault::Truncated,
    Fault::DriftedClock,
    Fault::None,
    Fault::Garbage,
    Fault::Html,
    Fault::WrongContentType,
    Fault::None,
    Fault::Vanished,
    Fault::None,
    Fault::TooManyRequests,
    Fault::Slow,
];

fn bundled() -> Result<Dataset, String> {
    bundle::dataset().map_err(|error| error.to_string())
}

fn open(path: &Path) -> Store {
    let options = OpenOptions { busy_timeout: Duration::from_secs(5), bundle: &bundled, bundle_hash: "soak" };
    store::open(path, true, options).expect("the workspace opens").store
}

/// Resident memory of this process in kB; `None` where the system does not tell.
fn resident_kb() -> Option<u64> {
    let status = File::open("/proc/self/status").and_then(std::io::read_to_string).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

/// A feed and what it answered.
type Answer = (FeedId, Result<Readings, FeedError>);

/// A thread that polls, turn after turn, until nobody takes the answers.
fn poll() -> (Receiver<Answer>, JoinHandle<()>) {
    let dataset = bundled().expect("the bundle of this very build");
    let mut largest = dataset.municipalities;
    largest.sort_by_key(|row| row.label_rank);
    let places = largest.iter().take(PLACES).map(|row| (row.nis, row.name.to_string(), row.label_point)).collect();
    let second = Arc::new(AtomicI64::new(FIRST_S));
    let now = move |second: &AtomicI64| Timestamp::from_second(second.load(Ordering::Relaxed)).expect("a moment");
    let of_server = Arc::clone(&second);
    let clock = Arc::new(move || now(&of_server));
    let simulator = Simulator::start(Options { places, seed: 7, port: 0, fault: Fault::None, clock }).expect("a port");
    let limits = Limits { first_byte: Duration::from_millis(500), total: Duration::from_secs(5), ..Limits::default() };
    let mut client = Client::new(limits).expect("a client");
    let feeds: Vec<Feed> = Protocol::POLLED.iter().map(|protocol| simulator.feed(*protocol)).collect();
    let (outbox, inbox) = sync_channel(1);
    let run = move || {
        // How far each feed was read: kept where the scheduler would keep it.
        let mut resume: BTreeMap<FeedId, Arc<str>> = BTreeMap::new();
        for fault in FAULTS.into_iter().cycle() {
            simulator.set_fault(fault);
            let turns = if fault == Fault::Slow { TURNS.1 } else { TURNS.0 };
            for _ in 0..turns {
                second.fetch_add(STEP_S, Ordering::Relaxed);
                for feed in &feeds {
                    let known = resume.get(&feed.id).cloned();
                    let visit = Visit::new(feed, &mut client, now(&second));
                    let answer = feeds::read(Visit { resume: known.as_deref(), secret: Some("simulated"), ..visit });
                    if let Ok(Readings { resume: Some(next), .. }) = &answer {
                        resume.insert(feed.id.clone(), Arc::clone(next));
                    }
                    if outbox.send((feed.id.clone(), answer)).is_err() {
                        return;
                    }
                }
            }
        }
    };
    (inbox, std::thread::spawn(run))
}

/// What was acknowledged: a line for each value.
struct Log(BufWriter<File>);

impl Log {
    fn add(&mut self, readings: &Readings) {
        let newest = readings.sensors.iter().flat_map(|sensor| {
            let of = |stream: &Datastream| Some((sensor.id.clone(), Arc::clone(&stream.key), stream.latest?));
            sensor.datastreams.iter().filter_map(of).collect::<Vec<_>>()
        });
        for (sensor, stream, seen) in newest.chain(readings.observations.iter().cloned()) {
            let (time, is_trusted) = (seen.time.as_microsecond(), u8::from(seen.quality != Quality::ClockSkewed));
            writeln!(self.0, "{sensor} {stream}\t{time}\t{is_trusted}\t{}", seen.value).expect("the log is written");
        }
    }
}

type Values = BTreeMap<(String, i64), (bool, f64)>;

/// What the file must hold: the last value acknowledged at each moment, one with a wrong clock only where no other was.
fn acknowledged(path: &Path) -> Values {
    let mut values = Values::new();
    for line in BufReader::new(File::open(path).expect("the log")).lines() {
        let line = line.expect("a line");
        let parts: Vec<&str> = line.split('\t').collect();
        let [stream, time, is_trusted, value] = parts[..] else { panic!("not a line of the log: {line}") };
        let key = (stream.to_owned(), time.parse().expect("a time"));
        let new = (is_trusted == "1", value.parse().expect("a value"));
        if new.0 || values.get(&key).is_none_or(|(was_trusted, _)| !was_trusted) {
            values.insert(key, new);
        }
    }
    values
}

fn stored(store: &Store) -> Values {
    let mut values = Values::new();
    let visit = |sensor: &Sensor, stream: &Datastream, seen: Observation| {
        let key = (format!("{} {}", sensor.id, stream.key), seen.time.as_microsecond());
        values.insert(key, (seen.quality != Quality::ClockSkewed, seen.value));
        true
    };
    store.observations(&ObservationFilter::default(), visit).expect("the file is read");
    values
}

#[test]
#[ignore = "takes ten minutes: make soak"]
fn memory_stays_steady_and_nothing_acknowledged_is_lost() {
    let seconds = std::env::var(SECONDS).map_or(600, |text| text.parse().expect("a number of seconds"));
    let folder = tempfile::tempdir().expect("a folder");
    let (path, log_path) = (folder.path().join("w.gpkg"), folder.path().join("acknowledged"));
    let mut log = Log(BufWriter::new(File::create(&log_path).expect("a log")));
    let (answers, poller) = poll();
    let mut store = open(&path);
    let started = Instant::now();
    let length = Duration::from_secs(seconds);
    let (mut good_count, mut failed_count, mut third_kb) = (0_u64, 0_u64, None);
    let mut by_feed: BTreeMap<FeedId, (u64, u64)> = BTreeMap::new();
    while started.elapsed() < length {
        match answers.recv().expect("the poller goes on") {
            (feed, Ok(readings)) => {
                let resume = readings.resume.as_deref();
                let polled = store.append_polled(&feed, &readings.sensors, &readings.observations, resume);
                polled.expect("stored");
                log.add(&readings);
                by_feed.entry(feed).or_default().0 += 1;
                good_count += 1;
                if good_count.is_multiple_of(1_000) {
                    store.close().expect("closed");
                    store = open(&path);
                }
            }
            (feed, Err(_)) => {
                by_feed.entry(feed).or_default().1 += 1;
                failed_count += 1;
            }
        }
        if third_kb.is_none() && started.elapsed() * 3 >= length {
            third_kb = resident_kb();
        }
    }
    let end_kb = resident_kb();
    drop(answers);
    poller.join().expect("the poller ends");
    log.0.flush().expect("the log is written");
    store.close().expect("closed");
    let store = open(&path);
    let sensor_count: u64 = store.storage().expect("read").iter().map(|feed| feed.sensor_count).sum();
    let (wanted, found) = (acknowledged(&log_path), stored(&store));
    for (feed, (good, failed)) in &by_feed {
        println!("{feed}: {good} polls stored, {failed} failed");
    }
    println!("{sensor_count} sensors");
    assert!(sensor_count >= SENSORS as u64);
    assert!(by_feed.values().all(|(good, failed)| *good > 0 && *failed > 0), "each protocol answered and failed");
    println!(
        "{good_count} polls stored, {failed_count} failed as they were meant to, {} values; {third_kb:?} kB at a third, {end_kb:?} kB at the end",
        wanted.len()
    );
    assert!(good_count > 0 && failed_count > 0);
    let lost: Vec<_> = wanted.iter().filter(|(key, value)| found.get(*key) != Some(*value)).take(5).collect();
    assert!(lost.is_empty(), "acknowledged, but not in the file: {lost:?}");
    if let (Some(third), Some(end)) = (third_kb, end_kb) {
        assert!((end as f64) < third as f64 * GROWTH, "{third} kB at a third, {end} kB at the end");
    }
}

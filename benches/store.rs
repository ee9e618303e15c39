//! How long the workspace file takes, against SQLite alone doing the least that the same job needs in the same run.
//!
//! `cargo bench --bench store [-- OBSERVATIONS]`; by default 10,000,000 observations, of one stream and of 5,000. Times
//! are medians in milliseconds. The peer of an append is an insert of the same rows into a bare table, the peer of a
//! series or of a sum over a feed a scan of the same rows; both are durable where the store is.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::error::Error;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use jiff::Timestamp;
use regioscope::formats::bundle;
use regioscope::model::{Datastream, FeedId, Observation, ObservedProperty, Quality, Sensor, SensorId, Unit};
use regioscope::store::{self, Bucket, OpenOptions, Opened, Reading, Store};
use rusqlite::{Connection, params};

type Outcome<T> = Result<T, Box<dyn Error>>;

const REPEATS: usize = 9;
const APPENDED: i64 = 1_000_000;
const BATCH: i64 = 50_000;
const SENSORS: i64 = 100;
const COLUMNS: u32 = 1000;
const STEP_S: i64 = 60;
/// Streams of a region, and the steps between two of their observations: five minutes.
const STREAMS: i64 = 5000;
const STREAM_STEPS: i64 = 5;
/// Observations of all streams in one transaction while they are filled, as a back-fill writes them.
const STREAM_BATCH: i64 = 1_000_000;

fn main() -> Outcome<()> {
    let named = std::env::args().skip(1).find_map(|word| word.parse().ok());
    let folder = tempfile::tempdir()?;
    bundled(folder.path())?;
    append(folder.path())?;
    let count = named.unwrap_or(10_000_000);
    series(folder.path(), count)?;
    streams(folder.path(), count)
}

fn millis(times: &mut [Duration]) -> f64 {
    times.sort_unstable();
    times[times.len() / 2].as_secs_f64() * 1000.0
}

fn timed<T>(repeats: usize, mut run: impl FnMut() -> Outcome<T>) -> Outcome<f64> {
    let mut times = Vec::new();
    for _ in 0..repeats {
        let started = Instant::now();
        drop(black_box(run()?));
        times.push(started.elapsed());
    }
    Ok(millis(&mut times))
}

fn open(path: &Path) -> Outcome<Opened> {
    let dataset = || bundle::dataset().map_err(|error| error.to_string());
    let options = OpenOptions { busy_timeout: Duration::from_secs(5), bundle: &dataset, bundle_hash: "bench" };
    Ok(store::open(path, true, options)?)
}

fn bundled(folder: &Path) -> Outcome<()> {
    let mut number = 0;
    let created = timed(REPEATS, || {
        number += 1;
        open(&folder.join(format!("made-{number}.gpkg")))
    })?;
    let path = folder.join("made-1.gpkg");
    let opened = timed(REPEATS, || open(&path))?;
    let unpacked = timed(REPEATS, || Ok(bundle::dataset()?))?;
    let size_kb = path.metadata()?.len() / 1024;
    println!(
        "bundle: file made {created:.1} ms, opened {opened:.1} ms, {size_kb} kB (unpacking the bundle {unpacked:.1} ms)"
    );
    Ok(())
}

fn sensor(number: i64) -> Sensor {
    Sensor {
        id: SensorId::new(format!("bench/{number}")),
        feed: FeedId::new("bench"),
        name: "bench".into(),
        location: None,
        nis: None,
        is_nis_approximate: false,
        is_simulated: true,
        datastreams: vec![Datastream {
            key: "value".into(),
            property: ObservedProperty::Temperature,
            original_property: "t".into(),
            unit: Unit::Celsius,
            original_unit: "C".into(),
            capacity: None,
            latest: None,
        }],
    }
}

/// A daily and a yearly wave with a jitter that depends on the number only.
fn value(number: i64) -> f64 {
    let day = (number as f64 * STEP_S as f64 / 86_400.0) * std::f64::consts::TAU;
    let jitter = (number.wrapping_mul(2_654_435_761) & 0xffff) as f64 / 65_536.0;
    10.0 * day.sin() + 8.0 * (day / 365.0).sin() + jitter
}

fn at(number: i64) -> Outcome<Timestamp> {
    Ok(Timestamp::from_second(946_684_800 + number * STEP_S)?)
}

/// Observations `first..until`, dealt to so many sensors in turn, as feeds give them.
fn readings(first: i64, until: i64, sensors: i64) -> Outcome<Vec<Reading>> {
    let ids: Vec<SensorId> = (0..sensors).map(|number| sensor(number).id).collect();
    let key: Arc<str> = "value".into();
    let reading = |number: i64| {
        let seen = Observation { time: at(number / sensors)?, value: value(number / sensors), quality: Quality::Good };
        Ok((ids[(number % sensors) as usize].clone(), Arc::clone(&key), seen))
    };
    (first..until).map(reading).collect()
}

fn append(folder: &Path) -> Outcome<()> {
    let batches = (0..APPENDED / BATCH).map(|batch| readings(batch * BATCH, (batch + 1) * BATCH, SENSORS));
    let batches: Vec<Vec<Reading>> = batches.collect::<Outcome<_>>()?;
    let mut store = open(&folder.join("append.gpkg"))?.store;
    let sensors: Vec<Sensor> = (0..SENSORS).map(sensor).collect();
    let started = Instant::now();
    for batch in &batches {
        store.append_readings(&sensors, batch)?;
    }
    let ours = started.elapsed().as_secs_f64();
    let peer = plain_append(&folder.join("plain.sqlite"), &batches)?;
    let rate = |seconds: f64| APPENDED as f64 / seconds / 1000.0;
    println!(
        "append of {APPENDED} by {BATCH} to {SENSORS} sensors: {:.0} k/s with rollups, SQLite alone {:.0} k/s, ratio {:.2}",
        rate(ours),
        rate(peer),
        ours / peer
    );
    Ok(())
}

fn plain_append(path: &Path, batches: &[Vec<Reading>]) -> Outcome<f64> {
    let mut conn = Connection::open(path)?;
    conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()))?;
    conn.pragma_update(None, "synchronous", "FULL")?;
    conn.execute_batch("CREATE TABLE o (d INTEGER, t INTEGER, v REAL, q INTEGER, PRIMARY KEY (d, t)) WITHOUT ROWID")?;
    let started = Instant::now();
    for batch in batches {
        let transaction = conn.transaction()?;
        let mut insert = transaction.prepare_cached("INSERT INTO o VALUES (?1, ?2, ?3, 0)")?;
        for (index, (_, _, seen)) in batch.iter().enumerate() {
            insert.execute(params![index as i64 % SENSORS, seen.time.as_microsecond(), seen.value])?;
        }
        drop(insert);
        transaction.commit()?;
    }
    Ok(started.elapsed().as_secs_f64())
}

fn series(folder: &Path, count: i64) -> Outcome<()> {
    let path = folder.join("series.gpkg");
    let mut store = open(&path)?.store;
    let mut first = 0;
    while first < count {
        let until = (first + 4 * BATCH).min(count);
        store.append_readings(&[sensor(0)], &readings(first, until, 1)?)?;
        first = until;
    }
    store.close()?;
    let plain = Connection::open(&path)?;
    let id = sensor(0).id;
    println!("series of {count} observations on {COLUMNS} columns (SQLite alone: a scan of the same rows)");
    let year = 365 * 86_400 / STEP_S;
    let spans =
        [("everything", count), ("ten years", 10 * year), ("a year", year), ("a month", year / 12), ("a day", 1440)];
    for (name, span) in spans.into_iter().filter(|(_, span)| *span <= count) {
        let store: Store = open(&path)?.store;
        let started = Instant::now();
        black_box(store.read_series(&id, "value", at(0)?, at(span)?, COLUMNS)?);
        let cold = started.elapsed().as_secs_f64() * 1000.0;
        let mut offset = 0;
        let pan = timed(REPEATS, || {
            offset = (offset + span / 20 + 7) % (count - span + 1);
            Ok(store.read_series(&id, "value", at(offset)?, at(offset + span)?, COLUMNS)?)
        })?;
        let shown = store.read_series(&id, "value", at(0)?, at(span)?, COLUMNS)?;
        let scan = timed(3, || plain_scan(&plain, at(span)?))?;
        println!(
            "  {name:10} {span:>9} rows: first {cold:6.1} ms, pan {pan:6.1} ms, {} points; scan {scan:7.1} ms, ratio {:.3}",
            shown.points.len(),
            pan / scan
        );
    }
    Ok(())
}

/// So many observations dealt to [`STREAMS`] streams, beginning with a step.
fn stream_readings(first_step: i64, steps: i64) -> Outcome<Vec<Reading>> {
    let mut all = readings(first_step * STREAMS, (first_step + steps) * STREAMS, STREAMS)?;
    for (index, (_, _, seen)) in all.iter_mut().enumerate() {
        seen.time = at((first_step + index as i64 / STREAMS) * STREAM_STEPS)?;
    }
    Ok(all)
}

fn streams(folder: &Path, count: i64) -> Outcome<()> {
    let path = folder.join("streams.gpkg");
    let sensors: Vec<Sensor> = (0..STREAMS).map(sensor).collect();
    let steps = count / STREAMS;
    let mut store = open(&path)?.store;
    store.append_readings(&sensors, &[])?;
    let started = Instant::now();
    for first in (0..steps).step_by((STREAM_BATCH / STREAMS) as usize) {
        store.append_readings(&[], &stream_readings(first, (steps - first).min(STREAM_BATCH / STREAMS))?)?;
    }
    let rate = count as f64 / started.elapsed().as_secs_f64() / 1000.0;
    store.close()?;
    let size_mb = path.metadata()?.len() >> 20;
    println!("{STREAMS} streams of {steps} observations: {size_mb} MB, written at {rate:.0} k/s");
    read_streams(&path, steps)?;
    write_streams(&path, &sensors, steps)
}

fn read_streams(path: &Path, steps: i64) -> Outcome<()> {
    let opened = timed(REPEATS, || open(path))?;
    let store = open(path)?.store;
    let until = at(steps * STREAM_STEPS)?;
    let mut number = 0;
    let mut next = || {
        number = (number + 1237) % STREAMS;
        sensor(number).id
    };
    let started = Instant::now();
    black_box(store.read_series(&next(), "value", at(0)?, until, COLUMNS)?);
    let cold = started.elapsed().as_secs_f64() * 1000.0;
    let pan = timed(REPEATS, || Ok(store.read_series(&next(), "value", at(60)?, until, COLUMNS)?))?;
    let means = timed(REPEATS, || Ok(store.read_means(&next(), "value", at(0)?, until, Bucket::Hour)?))?;
    let plain = Connection::open(path)?;
    let scan = timed(3, || plain_scan(&plain, until))?;
    println!(
        "  file opened {opened:.1} ms; series of one: first {cold:.1} ms, pan {pan:.1} ms, hourly means {means:.1} ms; \
         scan {scan:.1} ms, ratio {:.2}",
        pan / scan
    );
    let storage = timed(REPEATS, || Ok(store.storage()?))?;
    let estimate = timed(REPEATS, || Ok(store.estimate(&FeedId::new("bench"), 365)?))?;
    let sql = "SELECT count(*), min(time_us), max(time_us) FROM observation_rows";
    let counted = timed(3, || Ok(plain.query_row(sql, [], |row| row.get::<_, i64>(0))?))?;
    println!(
        "  storage {storage:.1} ms, estimate {estimate:.1} ms; counting the rows {counted:.1} ms, ratio {:.3}",
        storage / counted
    );
    Ok(())
}

fn write_streams(path: &Path, sensors: &[Sensor], steps: i64) -> Outcome<()> {
    let mut store = open(path)?.store;
    store.append_readings(sensors, &[])?;
    let mut step = steps;
    let poll = timed(REPEATS, || {
        let polled = stream_readings(step, 1)?;
        step += 1;
        Ok(store.append_readings(sensors, &polled)?)
    })?;
    let started = Instant::now();
    let pruned = store.prune(&FeedId::new("bench"), at(steps * STREAM_STEPS / 2)?, |_| true)?.deleted_count;
    let rate = pruned as f64 / started.elapsed().as_secs_f64() / 1000.0;
    let started = Instant::now();
    let compacted = store.compact()?;
    println!(
        "  a poll of every stream {poll:.0} ms; {pruned} observations pruned at {rate:.0} k/s; compacted from {} to {} MB \
         in {:.1} s",
        compacted.before_bytes >> 20,
        compacted.after_bytes >> 20,
        started.elapsed().as_secs_f64()
    );
    Ok(())
}

fn plain_scan(conn: &Connection, until: Timestamp) -> Outcome<(f64, f64)> {
    let sql = "SELECT time_us, value FROM observation_rows WHERE datastream = 1 AND time_us >= ?1 AND time_us < ?2";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query(params![at(0)?.as_microsecond(), until.as_microsecond()])?;
    let mut ends = (f64::INFINITY, f64::NEG_INFINITY);
    while let Some(row) = rows.next()? {
        let (_, value): (i64, f64) = (row.get(0)?, row.get(1)?);
        ends = (ends.0.min(value), ends.1.max(value));
    }
    Ok(ends)
}

//! How long projects take into and out of files, beside GDAL's ogr2ogr, DuckDB and the disk alone in the same run.
//!
//! `cargo bench --bench formats [-- [exports] [FORMAT...] ROWS...]`; by default 100,000 rows. The rows come from a seeded
//! generator. With `exports` nothing else is measured, and only the formats that are named (all where none is).
//!
//! **Import** means: read, checked, and written into a workspace file, durably, by the worker of the program, with the
//! rows given back for the screen. Each import runs in a process of its own, whose greatest resident size is told.
//! ogr2ogr (Debian package gdal-bin) converts the same file into a GeoPackage; DuckDB reads the same CSV into a table of
//! a database file. **Export** means: the file with its stamp, synced; its processor time is told beside (all threads, user
//! and system), since other work makes wall time longer, and its hash, by which two builds are held against each other.
//! Beside it stands a file of as many bytes, written and synced. A peer that is not installed is left out, aloud; the Python that has the package `duckdb` is named by
//! `REGIOSCOPE_BENCH_PYTHON`.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]
#![expect(clippy::disallowed_methods, reason = "of the small files in which Linux tells of a process")]

use std::error::Error;
use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use regioscope::export::layout::Layout;
use regioscope::export::{self, ExportRequest, Format, Inputs, What};
use regioscope::formats::bundle;
use regioscope::jobs::{Background, Event, JobOptions, Jobs, Outcome, Request};
use regioscope::model::{Dataset, Language, hash};
use regioscope::text::Text;
use regioscope::workspace::{Change, View, Workspace, synthetic};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

const SEED: u64 = 1;

/// Names the Python that has DuckDB.
const PYTHON: &str = "REGIOSCOPE_BENCH_PYTHON";

/// The word that leaves everything but exports out.
const EXPORTS: &str = "exports";

/// The formats of rows.
const FORMATS: [Format; 6] =
    [Format::Csv, Format::GeoJson, Format::GeoPackage, Format::Parquet, Format::Xlsx, Format::Ods];

/// First word of a process that imports one file and tells of it.
const ONE_IMPORT: &str = "one-import";

/// What DuckDB does: CSV into a table of a file, and out again; seconds of each. The start of Python is not in them.
const DUCKDB: &str = "
import sys, time, duckdb
source, base, out = sys.argv[1:]
db = duckdb.connect(base)
start = time.perf_counter()
db.execute('CREATE TABLE projects AS SELECT * FROM read_csv(?)', [source])
db.execute('CHECKPOINT')
read = time.perf_counter()
db.execute(f\"COPY projects TO '{out}' (HEADER)\")
print(read - start, time.perf_counter() - read)
";

fn main() -> Result<()> {
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    if let [first, file, workspace] = words.as_slice()
        && first == ONE_IMPORT
    {
        return one_import(Path::new(file), Path::new(workspace));
    }
    let named: Vec<u32> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let mut formats: Vec<Format> = words.iter().filter_map(|word| Format::from_key(word)).collect();
    if formats.is_empty() {
        formats = FORMATS.to_vec();
    }
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    println!("load of the machine before: {}", load.trim());
    for count in if named.is_empty() { vec![100_000] } else { named } {
        let folder = tempfile::tempdir()?;
        println!("{count} projects");
        if words.iter().any(|word| word == EXPORTS) {
            write_all(&workspace(count)?, folder.path(), &formats)?;
        } else {
            measure(folder.path(), count)?;
        }
    }
    Ok(())
}

/// A workspace with so many synthetic projects.
fn workspace(count: u32) -> Result<Workspace> {
    let mut workspace = Workspace::from_dataset(Dataset { projects: Vec::new(), ..bundle::dataset()? });
    let rows = synthetic::projects(count, SEED, &workspace.municipalities);
    workspace.apply(Change::Projects(rows, vec![synthetic::source(u64::from(count))]));
    println!("  in memory: {} MB resident", memory_mb("VmRSS"));
    Ok(workspace)
}

fn measure(folder: &Path, count: u32) -> Result<()> {
    let files = write_all(&workspace(count)?, folder, &FORMATS)?;
    let (csv, geojson) = (files.join("projects.csv"), files.join("projects.geojson"));
    let ours = [import(&csv, count)?, import(&geojson, count)?];
    let from_csv: &[&str] = &["-oo", "X_POSSIBLE_NAMES=lon", "-oo", "Y_POSSIBLE_NAMES=lat", "-a_srs", "EPSG:4326"];
    for (file, options, ours) in [(&csv, from_csv, ours[0]), (&geojson, &[], ours[1])] {
        let peer = file.with_extension(format!("{}.peer.gpkg", ending(file)));
        match ogr2ogr("GPKG", file, &peer, options)? {
            Some(seconds) => {
                println!(
                    "  ogr2ogr, {} into GeoPackage: {seconds:.2} s; {:.1} times ours",
                    ending(file),
                    seconds / ours
                );
            }
            None => println!("  ogr2ogr is not installed: no such peer"),
        }
    }
    let from = geojson.with_extension("geojson.peer.gpkg");
    for (format, ending) in [("CSV", "csv"), ("GeoJSON", "geojson")] {
        if let Some(seconds) = ogr2ogr(format, &from, &folder.join(format!("peer.{ending}")), &[])? {
            println!("  ogr2ogr, GeoPackage into {format}: {seconds:.2} s");
        }
    }
    duckdb(&csv, folder, ours[0])
}

/// Exports in these formats, into a folder of their own.
fn write_all(workspace: &Workspace, folder: &Path, formats: &[Format]) -> Result<PathBuf> {
    let files = folder.join("files");
    std::fs::create_dir(&files)?;
    for &format in formats {
        if format == Format::Parquet && !cfg!(feature = "parquet") {
            continue;
        }
        let path = files.join("projects").with_extension(format.ending());
        write(workspace, format, &path)?;
        if !matches!(format, Format::Csv | Format::GeoJson) {
            std::fs::remove_file(&path)?;
        }
    }
    Ok(files)
}

/// A line of `/proc/self/status` that is an amount of memory, in MB; 0 where the system does not tell.
fn memory_mb(name: &str) -> u64 {
    let status = File::open("/proc/self/status").and_then(std::io::read_to_string).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    line.trim_matches([':', ' ', '\t', 'k', 'B']).parse().map_or(0, |kb: u64| kb / 1024)
}

/// Seconds of processor time of this process so far; 0 where the system does not tell.
fn processor_seconds() -> f64 {
    /// Ticks that Linux counts in a second, on every machine that we know.
    const TICKS: f64 = 100.0;
    let told = std::fs::read_to_string("/proc/self/stat").unwrap_or_default();
    // Fields 14 and 15 are user and system time; those after the name, which ends in a bracket, begin with the third.
    let fields = told.rsplit(") ").next().unwrap_or_default().split(' ').skip(11).take(2);
    fields.filter_map(|ticks| ticks.parse::<f64>().ok()).sum::<f64>() / TICKS
}

fn write(workspace: &Workspace, format: Format, path: &Path) -> Result<()> {
    let request = ExportRequest {
        what: What::Projects,
        format,
        view: View::default(),
        path: Some(path.into()),
        picture: None,
        layout: Layout::default(),
    };
    let text = Text::new(Language::Nl);
    // The greatest resident size is counted anew from here, where the system lets us.
    let _counted_from_the_start = std::fs::write("/proc/self/clear_refs", "5");
    let before = memory_mb("VmRSS");
    let (started, processor) = (Instant::now(), processor_seconds());
    let inputs = Inputs { workspace, text: &text, observations: &mut std::iter::empty(), now: export::Now::default() };
    export::run(&request, inputs, &mut std::io::sink(), &|_| {}, &AtomicBool::new(false))?;
    let (seconds, processor) = (started.elapsed().as_secs_f64(), processor_seconds() - processor);
    let grown = memory_mb("VmHWM").saturating_sub(before);
    let bytes = path.metadata()?.len();
    let size_mb = bytes as f64 / 1e6;
    let disk = disk_alone(&path.with_extension("disk"), bytes)?;
    println!(
        "  export {format}: {seconds:.2} s ({processor:.2} s of processor), {size_mb:.0} MB, {:.0} MB/s; the disk alone \
         {disk:.2} s: {:.1} times that; memory grew by {grown} MB at most; SHA-256 {}",
        size_mb / seconds,
        seconds / disk,
        hash::of_reader(File::open(path)?)?.get(..8).unwrap_or_default()
    );
    Ok(())
}

/// Seconds to write and sync a file of so many bytes.
fn disk_alone(path: &Path, bytes: u64) -> Result<f64> {
    let mut numbers = synthetic::Numbers::new(SEED);
    let block: Vec<u8> = (0..1 << 17).flat_map(|_| numbers.next().to_le_bytes()).collect();
    let started = Instant::now();
    let mut file = File::create(path)?;
    let mut left = usize::try_from(bytes)?;
    while left > 0 {
        let part = block.get(..left.min(block.len())).unwrap_or_default();
        file.write_all(part)?;
        left -= part.len();
    }
    file.sync_all()?;
    let seconds = started.elapsed().as_secs_f64();
    drop(file);
    std::fs::remove_file(path)?;
    Ok(seconds)
}

/// Imports a file in a process of its own; seconds.
fn import(file: &Path, count: u32) -> Result<f64> {
    let workspace = file.with_extension(format!("{}.workspace.gpkg", ending(file)));
    let output = Command::new(std::env::current_exe()?).arg(ONE_IMPORT).args([file, &workspace]).output()?;
    let told = String::from_utf8(output.stdout)?;
    let numbers: Vec<f64> = told.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [seconds, rows, refused, before, peak] = numbers.as_slice() else {
        return Err(format!("{told}{}", String::from_utf8_lossy(&output.stderr)).into());
    };
    println!(
        "  import {}: {seconds:.2} s, {rows} rows, {refused} refused, {:.0} rows a second; memory {before} → {peak} MB at \
         most, {:.2} kB a row",
        ending(file),
        rows / seconds,
        (peak - before) * 1024.0 / f64::from(count)
    );
    Ok(*seconds)
}

/// Imports a file into a new workspace and prints seconds, rows, rows refused, MB before and MB at most.
fn one_import(file: &Path, workspace: &Path) -> Result<()> {
    let clock: regioscope::jobs::Clock = Arc::new(|| jiff::Timestamp::UNIX_EPOCH);
    let mut jobs = Jobs::start_jobs(Arc::new(|| {}), JobOptions::without_polling(clock))?;
    jobs.send(Request::Open { path: Some(workspace.into()), create: true })?;
    done(&mut jobs)?;
    let before = memory_mb("VmRSS");
    let started = Instant::now();
    jobs.send(Request::Import { paths: vec![file.into()], is_dry_run: false })?;
    let outcome = done(&mut jobs)?;
    let seconds = started.elapsed().as_secs_f64();
    let Outcome::Imported { added, rejected, .. } = outcome else { return Err("it was no import".into()) };
    println!("{seconds} {} {} {before} {}", added.len(), rejected.len(), memory_mb("VmHWM"));
    Ok(())
}

/// Waits for the end of a request.
fn done(jobs: &mut Jobs) -> Result<Outcome> {
    loop {
        match jobs.wait(Duration::from_hours(1)) {
            Some(Event::Done { outcome, .. }) => return Ok(outcome),
            Some(Event::Failed { error, .. }) => return Err(error.to_string().into()),
            Some(_) => {}
            None => return Err("the worker is gone".into()),
        }
    }
}

fn ending(path: &Path) -> String {
    path.extension().unwrap_or_default().to_string_lossy().into_owned()
}

/// Seconds that GDAL takes to convert a file; `None` where it is not installed.
fn ogr2ogr(format: &str, from: &Path, to: &Path, options: &[&str]) -> Result<Option<f64>> {
    if Command::new("ogr2ogr").arg("--version").output().is_err() {
        return Ok(None);
    }
    let started = Instant::now();
    let status = Command::new("ogr2ogr").args(["-f", format]).args([to, from]).args(options).status()?;
    if status.success() { Ok(Some(started.elapsed().as_secs_f64())) } else { Err("ogr2ogr failed".into()) }
}

/// What DuckDB takes for the same CSV, in and out.
fn duckdb(csv: &Path, folder: &Path, ours: f64) -> Result<()> {
    let Some(python) = std::env::var_os(PYTHON) else {
        println!("  {PYTHON} names no Python: no DuckDB beside");
        return Ok(());
    };
    let places = [csv.to_owned(), folder.join("peer.duckdb"), folder.join("peer.duckdb.csv")];
    let output = Command::new(python).args(["-c", DUCKDB]).args(places).output()?;
    let told = String::from_utf8(output.stdout)?;
    let seconds: Vec<f64> = told.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    let [read, written] = seconds.as_slice() else {
        println!("  no DuckDB beside: {}", String::from_utf8_lossy(&output.stderr).trim());
        return Ok(());
    };
    println!("  DuckDB, CSV into its own file: {read:.2} s; {:.1} times ours", read / ours);
    println!("  DuckDB, its own file into CSV: {written:.2} s");
    Ok(())
}

//! How long projects take into and out of CSV and GeoJSON, against GDAL's ogr2ogr over the same file in the same run.
//!
//! `cargo bench --bench formats [-- ROWS...]`; by default 100,000 rows. The rows come from a seeded generator. Import
//! means: read, checked, and written into a workspace file, durably. The peer converts the same GeoJSON into a
//! GeoPackage; it is left out, aloud, where ogr2ogr (Debian package gdal-bin) is not installed. Memory is the greatest
//! resident size of the process so far, so that only its growth from line to line tells something.
#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;
use std::process::Command;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use regioscope::export::layout::Layout;
use regioscope::export::{self, ExportRequest, Format, Inputs, What};
use regioscope::formats::csv::{self, ReadOptions};
use regioscope::formats::{bundle, geojson};
use regioscope::model::{Dataset, Language, Project};
use regioscope::store::{self, OpenOptions};
use regioscope::text::Text;
use regioscope::workspace::{Change, Municipalities, View, Workspace, synthetic};

type Outcome<T> = Result<T, Box<dyn Error>>;

const SEED: u64 = 1;

fn main() -> Outcome<()> {
    let named: Vec<u32> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let counts = if named.is_empty() { vec![100_000] } else { named };
    for count in counts {
        let folder = tempfile::tempdir()?;
        measure(folder.path(), count)?;
    }
    Ok(())
}

fn measure(folder: &Path, count: u32) -> Outcome<()> {
    let places = Workspace::from_dataset(Dataset { projects: Vec::new(), ..bundle::dataset()? });
    let (csv, geojson) = (folder.join("projects.csv"), folder.join("projects.geojson"));
    {
        let mut workspace = places.clone();
        let rows = synthetic::projects(count, SEED, &workspace.municipalities);
        workspace.apply(Change::Projects(rows, vec![synthetic::source(u64::from(count))]));
        println!("{count} projects in memory: {} MB resident at most so far", peak_mb());
        write(&workspace, Format::Csv, &csv)?;
        write(&workspace, Format::GeoJson, &geojson)?;
    }
    let ours = [read(folder, &csv, &places.municipalities)?, read(folder, &geojson, &places.municipalities)?];
    if let Some(peer) = ogr2ogr(&geojson, &folder.join("peer.gpkg"))? {
        println!("  ogr2ogr, GeoJSON into GeoPackage: {peer:.2} s; {:.1} times ours", peer / ours[1]);
    } else {
        println!("  ogr2ogr is not installed: no peer");
    }
    Ok(())
}

/// Greatest resident memory of this process so far, MB; 0 where the system does not tell.
fn peak_mb() -> u64 {
    let status = File::open("/proc/self/status").and_then(std::io::read_to_string).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    line.trim().trim_end_matches("kB").trim().parse().map_or(0, |kb: u64| kb / 1024)
}

fn write(workspace: &Workspace, format: Format, path: &Path) -> Outcome<()> {
    let request = ExportRequest {
        what: What::Projects,
        format,
        view: View::default(),
        path: Some(path.into()),
        picture: None,
        layout: Layout::default(),
    };
    let text = Text::new(Language::Nl);
    let before = peak_mb();
    let started = Instant::now();
    let inputs = Inputs { workspace, text: &text, observations: &mut std::iter::empty(), now: export::Now::default() };
    export::run(&request, inputs, &mut std::io::sink(), &|_| {}, &AtomicBool::new(false))?;
    let seconds = started.elapsed().as_secs_f64();
    let size_mb = path.metadata()?.len() as f64 / 1e6;
    println!(
        "  export {format}: {seconds:.2} s, {size_mb:.0} MB, {:.0} MB/s; memory at most {before} → {} MB",
        size_mb / seconds,
        peak_mb()
    );
    Ok(())
}

/// Reads the file and writes it into a workspace made from the bundle; seconds of both.
fn read(folder: &Path, path: &Path, places: &Municipalities) -> Outcome<f64> {
    let ending = path.extension().unwrap_or_default().to_string_lossy();
    let dataset = || bundle::dataset().map_err(|error| error.to_string());
    let options = OpenOptions { busy_timeout: Duration::from_secs(5), bundle: &dataset, bundle_hash: "bench" };
    let mut store = store::open(&folder.join(format!("{ending}.gpkg")), true, options)?.store;
    let before = peak_mb();
    let started = Instant::now();
    let resolve = |text: &str| places.find(text);
    let options = ReadOptions { file: "projects", dataset: synthetic::DATASET, crs: None, resolve: &resolve };
    let mut rows: Vec<Project> = Vec::new();
    let input = BufReader::new(File::open(path)?);
    let report = if ending == "csv" {
        csv::read_projects(input, &options, &mut |row| rows.push(row))?
    } else {
        geojson::read_projects(input, &options, &mut |row| rows.push(row))?
    };
    let read = started.elapsed().as_secs_f64();
    store.import(&rows, &[synthetic::source(rows.len() as u64)], &report.rejected)?;
    let all = started.elapsed().as_secs_f64();
    println!(
        "  import {ending}: {all:.2} s ({read:.2} s of it reading), {:.0} rows a second, {} refused; memory at most {before} → {} MB",
        rows.len() as f64 / all,
        report.rejected_count,
        peak_mb()
    );
    store.close()?;
    Ok(all)
}

/// Seconds that GDAL takes to convert the file; `None` where it is not installed.
fn ogr2ogr(from: &Path, to: &Path) -> Outcome<Option<f64>> {
    if Command::new("ogr2ogr").arg("--version").output().is_err() {
        return Ok(None);
    }
    let started = Instant::now();
    let status = Command::new("ogr2ogr").args(["-f", "GPKG"]).arg(to).arg(from).status()?;
    if status.success() { Ok(Some(started.elapsed().as_secs_f64())) } else { Err("ogr2ogr failed".into()) }
}

//! What the program writes, read back by others, value by value: GDAL, QGIS, LibreOffice, pyarrow and DuckDB. Skipped,
//! aloud, where one is not installed. What the simulator serves, judged by validators from outside.

#![expect(clippy::disallowed_methods, reason = "these tests look at the files that were written")]
#![expect(clippy::print_stdout, reason = "a test that is skipped says so")]
#![expect(clippy::panic, reason = "a test may end with a message")]

#[path = "interop/gbfs.rs"]
mod gbfs;
#[path = "support/no_window.rs"]
mod no_window;
#[path = "interop/office.rs"]
mod office;
#[cfg(feature = "parquet")]
#[path = "interop/parquet.rs"]
mod parquet;
#[path = "interop/qgis.rs"]
mod qgis;
#[path = "interop/values.rs"]
mod values;

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use no_window::NoWindow;
use regioscope::cli::{self, ExitStatus, Streams};
use regioscope::export::{Format, What};
use regioscope::formats::bundle;
use regioscope::formats::crs::{Crs, ToWgs84};
use regioscope::model::{Dataset, Language, LonLat};
use regioscope::store::{self, OpenOptions};
use regioscope::workspace::View;
use serde_json::Value;

/// GDAL's version; `None`, said aloud, where it is not installed.
fn gdal() -> Option<String> {
    let output = Command::new("ogr2ogr").arg("--version").output();
    let version = output.ok().map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    if version.is_none() {
        println!("skipped: ogr2ogr (Debian package gdal-bin) is not installed");
    }
    version
}

fn bundled() -> Dataset {
    bundle::dataset().expect("the bundle of this very build")
}

/// A folder with a workspace in it, made from the bundle.
fn place() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let dataset = || Ok(bundled());
    let options = OpenOptions { busy_timeout: Duration::from_secs(5), bundle: &dataset, bundle_hash: "interop" };
    let opened = store::open(&folder.path().join("w.gpkg"), true, options).expect("the workspace opens");
    opened.store.close().expect("closed");
    folder
}

/// Runs words of the command line over the workspace in the folder.
fn run(folder: &Path, words: &[&str]) {
    let workspace = folder.join("w.gpkg");
    let mut all: Vec<OsString> = ["regioscope", "--language", "en", "--workspace"].map(OsString::from).into();
    all.push(workspace.into());
    all.extend(words.iter().map(OsString::from));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let status = cli::run(
        all,
        &mut Streams { input: &mut std::io::empty(), out: &mut out, err: &mut err, is_terminal: false },
        &NoWindow,
    );
    assert_eq!(status, ExitStatus::Done, "{}", String::from_utf8_lossy(&err));
}

/// Every feature of a layer as GDAL reads it.
fn features(folder: &Path, file: &Path, layer: &str) -> Vec<Value> {
    let copy = folder.join(format!("{layer}-read-by-gdal.json"));
    let mut command = Command::new("ogr2ogr");
    // Numbers to the last digit; texts that look like times stay texts.
    command.args(["-f", "GeoJSON", "-lco", "RFC7946=NO", "-lco", "SIGNIFICANT_FIGURES=17", "-lco", "WRITE_BBOX=NO"]);
    if file.extension().is_some_and(|ending| ending == "geojson") {
        command.args(["-oo", "DATE_AS_STRING=YES"]);
    }
    command.arg(&copy).arg(file).arg(layer);
    let output = command.output().expect("ogr2ogr runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && errors.is_empty(), "{}: {errors}", file.display());
    let read: Value = serde_json::from_slice(&std::fs::read(&copy).expect("what GDAL wrote")).expect("JSON");
    std::fs::remove_file(&copy).expect("it can be removed: GDAL does not write over it");
    read["features"].as_array().expect("features").clone()
}

/// One property by another, as texts.
fn by_id(features: &[Value], property: &str) -> BTreeMap<String, String> {
    let text = |feature: &Value, name: &str| feature["properties"][name].as_str().map(str::to_owned);
    features.iter().filter_map(|feature| Some((text(feature, "id")?, text(feature, property)?))).collect()
}

fn titles() -> BTreeMap<String, String> {
    let title = |project: &regioscope::model::Project| project.title.get(Language::Nl).to_owned();
    bundled().projects.iter().map(|project| (project.id.to_string(), title(project))).collect()
}

#[test]
fn gdal_reads_every_exported_project() {
    let Some(version) = gdal() else { return };
    let folder = place();
    let wanted = titles();
    for format in ["gpkg", "geojson"] {
        let file = folder.path().join(format!("projects.{format}"));
        run(folder.path(), &["export", "--format", format, "-o", &file.to_string_lossy()]);
        let read = features(folder.path(), &file, "projects");
        assert_eq!(read.len(), wanted.len(), "{version}: {format}");
        assert!(by_id(&read, "title") == wanted, "{version}: {format}: titles differ");
        let placed = read.iter().filter(|feature| !feature["geometry"].is_null()).count();
        assert!(placed > wanted.len() / 2, "{version}: {format}: {placed} have a place");
    }
}

#[test]
fn gdal_reads_every_value_and_place_of_a_map() {
    let Some(version) = gdal() else { return };
    let (folder, workspace) = (tempfile::tempdir().expect("a folder"), values::workspace());
    for what in [What::Projects, What::Sensors, What::Observations, What::Indicators] {
        let files = [Format::GeoJson, Format::GeoPackage].map(|format| {
            let file = folder.path().join(format!("{what}.{}", format.ending()));
            values::export(&workspace, what, format, &file);
            file
        });
        let expected = match what {
            What::Indicators => values::Expected::geojson(&files[0]),
            _ => values::Expected::csv(&workspace, what, folder.path()),
        };
        for file in files {
            let who = format!("{version}: {}", file.display());
            let (rows, places) = values::of_features(&features(folder.path(), &file, what.key()));
            expected.hold(&rows, &who);
            values::hold_places(&workspace, (what, &View::default()), &places, folder.path(), &who);
        }
    }
}

#[test]
fn gdal_reads_the_workspace_itself() {
    let Some(version) = gdal() else { return };
    let folder = place();
    let file = folder.path().join("w.gpkg");
    let dataset = bundled();
    let projects = features(folder.path(), &file, "projects");
    assert!(by_id(&projects, "title_nl") == titles(), "{version}: titles differ");
    let municipalities = features(folder.path(), &file, "municipalities");
    assert_eq!(municipalities.len(), dataset.municipalities.len(), "{version}");
    let kinds = municipalities.iter().filter(|feature| feature["geometry"]["type"] == "MultiPolygon").count();
    assert_eq!(kinds, dataset.municipalities.iter().filter(|row| row.boundary.is_some()).count(), "{version}");
}

/// A layer that the user brought is a layer for others, with its attributes.
#[test]
fn gdal_reads_a_layer_of_the_users_own() {
    let Some(version) = gdal() else { return };
    let folder = place();
    let table = folder.path().join("plaatsen.csv");
    std::fs::write(&table, "Naam;lon;lat;Aantal\nKouter;3,727;51,05;4\nZuid;3,734;51,046;5\n").expect("written");
    run(folder.path(), &["import", &table.to_string_lossy(), "--as", "places", "--list", "Mijn plaatsen"]);
    let read = features(folder.path(), &folder.path().join("w.gpkg"), "layer_mijn_plaatsen");
    let told: Vec<(&str, f64)> = read
        .iter()
        .filter_map(|one| Some((one["properties"]["Naam"].as_str()?, one["properties"]["Aantal"].as_f64()?)))
        .collect();
    assert_eq!(told, [("Kouter", 4.0), ("Zuid", 5.0)], "{version}");
    assert_eq!(read[0]["geometry"]["coordinates"][0], 3.727, "{version}");
}

/// What GDAL makes of an export comes back in as the same projects.
#[test]
fn a_file_that_gdal_converted_can_be_imported() {
    let Some(version) = gdal() else { return };
    let folder = place();
    let (ours, theirs) = (folder.path().join("ours.gpkg"), folder.path().join("theirs.geojson"));
    run(folder.path(), &["export", "--format", "gpkg", "-o", &ours.to_string_lossy()]);
    let status = Command::new("ogr2ogr").args(["-f", "GeoJSON"]).arg(&theirs).arg(&ours).arg("projects").status();
    assert!(status.is_ok_and(|status| status.success()), "{version}");
    run(folder.path(), &["import", &theirs.to_string_lossy()]);
    let again = folder.path().join("again.geojson");
    run(folder.path(), &["export", "--format", "geojson", "-o", &again.to_string_lossy()]);
    let read = features(folder.path(), &again, "projects");
    assert!(by_id(&read, "title") == titles(), "{version}: titles differ");
}

/// A table as GDAL reads it: rows of texts, without the header.
fn rows(file: &Path, layer: &str) -> Vec<Vec<String>> {
    let output = Command::new("ogr2ogr").args(["-f", "CSV", "/vsistdout/"]).arg(file).arg(layer).output();
    let output = output.expect("ogr2ogr runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    table(&output.stdout)
}

fn table(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(bytes);
    reader.records().map(|row| row.expect("CSV").iter().map(plain).collect()).collect()
}

/// A cell as every program means it: numbers by value, yes and no as GDAL's drivers write them, without the sign that
/// keeps a spreadsheet from running it.
fn plain(cell: &str) -> String {
    let cell = cell.trim().replace("\r\n", "\n");
    let guarded = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
    let cell = match guarded.unwrap_or(&cell) {
        "true" | "TRUE" => "1",
        "false" | "FALSE" => "0",
        other => other,
    };
    cell.parse::<f64>().map_or_else(|_| cell.to_owned(), |number| format!("{number:.9}"))
}

#[test]
fn gdal_reads_every_value_of_a_workbook() {
    let Some(version) = gdal() else { return };
    let folder = place();
    let export = |format: &str| {
        let file = folder.path().join(format!("projects.{format}"));
        run(folder.path(), &["export", "--format", format, "-o", &file.to_string_lossy()]);
        file
    };
    let wanted = table(&std::fs::read(export("csv")).expect("a table"));
    for format in ["xlsx", "ods"] {
        let read = rows(&export(format), "Projects");
        assert_eq!(read.len(), wanted.len(), "{version}: {format}");
        for (read, wanted) in read.iter().zip(&wanted) {
            let mut read = read.clone();
            // Empty cells at the end of a row may be absent.
            read.resize(wanted.len().max(read.len()), String::new());
            assert_eq!(&read, wanted, "{version}: {format}");
        }
    }
}

/// Layers that GDAL writes are read as lists, in whatever reference system.
/// Places of a grid over Belgium as PROJ writes them in a reference system.
fn projected(epsg: &str, places: &str) -> Vec<[f64; 2]> {
    let words = ["-s_srs", "OGC:CRS84", "-t_srs", epsg, "-output_xy"];
    let command = Command::new("gdaltransform").args(words).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let mut running = command.expect("gdaltransform comes with ogr2ogr");
    running.stdin.take().expect("piped").write_all(places.as_bytes()).expect("written");
    let output = running.wait_with_output().expect("it ends");
    let lines = String::from_utf8_lossy(&output.stdout).into_owned();
    let numbers = |line: &str| line.split_whitespace().map(|number| number.parse().expect("a number")).collect();
    lines.lines().map(numbers).map(|pair: Vec<f64>| [pair[0], pair[1]]).collect()
}

#[test]
fn coordinates_are_those_of_proj() {
    if gdal().is_none() {
        return;
    }
    let grid: Vec<[f64; 2]> = (0..=38)
        .flat_map(|x| (0..=20).map(move |y| [x, y]))
        .map(|[x, y]| [2.5 + f64::from(x) * 0.1, 49.5 + f64::from(y) * 0.1])
        .collect();
    let places: String = grid.iter().map(|[lon, lat]| format!("{lon} {lat}")).collect::<Vec<_>>().join("\n");
    for (crs, epsg, metres) in [(Crs::Lambert72, "EPSG:31370", 1.0), (Crs::Lambert2008, "EPSG:3812", 0.01)] {
        let theirs = projected(epsg, &places);
        assert_eq!(theirs.len(), grid.len());
        let to_wgs84 = ToWgs84::new(crs);
        for ([lon, lat], [x, y]) in grid.iter().zip(theirs) {
            let place = LonLat::new(*lon, *lat).expect("a place");
            let (east, north) = to_wgs84.coordinates(place).expect("coordinates");
            assert!((east - x).hypot(north - y) < metres, "{epsg} of {lon} {lat}: {east} {north}, PROJ {x} {y}");
        }
    }
}

#[test]
fn layers_that_gdal_wrote_are_read_as_lists() {
    let Some(version) = gdal() else { return };
    let folder = place();
    let ours = folder.path().join("ours.geojson");
    run(folder.path(), &["export", "--format", "geojson", "-o", &ours.to_string_lossy()]);
    let total = titles().len();
    for (name, words) in [
        ("lambert.shp", &["-f", "ESRI Shapefile", "-lco", "ENCODING=UTF-8", "-t_srs", "EPSG:31370"][..]),
        ("latin.shp", &["-f", "ESRI Shapefile", "-lco", "ENCODING=ISO-8859-1", "-t_srs", "EPSG:3812"]),
        ("theirs.gpkg", &["-f", "GPKG", "-t_srs", "EPSG:31370", "-lco", "FID=ogc_fid"]),
        ("theirs.kml", &["-f", "KML"]),
        ("lines.geojsonl", &["-f", "GeoJSONSeq"]),
    ] {
        let file = folder.path().join(name);
        let mut command = Command::new("ogr2ogr");
        command.args(words).args(["-nlt", "MULTIPOINT"]).arg(&file).arg(&ours);
        let output = command.output().expect("ogr2ogr runs");
        assert!(output.status.success(), "{version}: {name}: {}", String::from_utf8_lossy(&output.stderr));
        let told = answer(folder.path(), &["import", &file.to_string_lossy(), "--list", "x", "--dry-run"]);
        let count = |key: &str| told[key].as_u64().unwrap_or_default() as usize;
        let read = count("added") + count("changed") + count("unchanged");
        assert_eq!(
            (read, told["rejected"].as_u64()),
            (total, Some(0)),
            "{version}: {name}: {:#}",
            told["rejected_rows"]
        );
    }
}

/// What a command answers as JSON.
fn answer(folder: &Path, words: &[&str]) -> Value {
    let mut all: Vec<OsString> = ["regioscope", "--language", "en", "--json", "--workspace"].map(OsString::from).into();
    all.push(folder.join("w.gpkg").into());
    all.extend(words.iter().map(OsString::from));
    let (mut out, mut err) = (Vec::new(), Vec::new());
    cli::run(
        all,
        &mut Streams { input: &mut std::io::empty(), out: &mut out, err: &mut err, is_terminal: false },
        &NoWindow,
    );
    serde_json::from_slice(&out).unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&err)))
}

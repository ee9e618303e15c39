//! Parquet and GeoParquet in pyarrow and DuckDB: types, every value, missing ones and places; of single exports and of
//! the tables of a data package. Skipped, aloud, where no Python has them; `make interop` installs them.

use std::path::{Path, PathBuf};
use std::process::Command;

use regioscope::export::layout::Layout;
use regioscope::export::{Format, What};
use regioscope::workspace::View;
use serde_json::{Value, json};

use super::values::{self, Expected, Row};

/// The interpreter of the virtual environment in which the readers are installed.
const PYTHON: &str = "REGIOSCOPE_INTEROP_PYTHON";

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python/read_parquet.py");

/// A Python that has the readers; `None`, said aloud, where there is none.
fn python() -> Option<String> {
    let python = std::env::var(PYTHON).ok();
    let has_them = |python: &String| {
        let output = Command::new(python).args(["-c", "import duckdb, pyarrow.parquet"]).output();
        output.is_ok_and(|output| output.status.success())
    };
    let found = python.filter(has_them);
    if found.is_none() {
        println!("skipped: {PYTHON} does not name a Python with duckdb and pyarrow; `make interop` installs one");
    }
    found
}

/// What both say of files, by their path.
fn told(python: &str, files: &[&Path]) -> Value {
    let output = Command::new(python).arg(SCRIPT).args(files).output().expect("it runs");
    let told = serde_json::from_slice(&output.stdout);
    told.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)))
}

/// Holds what both read of a table to its rows, and its places to those of our own GeoJSON.
fn hold(told: &Value, (what, view): (What, &View), expected: &Expected, folder: &Path) {
    let (workspace, has_places) = (values::workspace(), regioscope::export::layout::has_places(what));
    for reader in ["pyarrow", "duckdb"] {
        let who = format!("{reader}: {what}");
        let mut rows: Vec<Row> = told[reader]["rows"]
            .as_array()
            .expect("rows")
            .iter()
            .map(|row| row.as_object().expect("a row").clone())
            .collect();
        if has_places {
            let places = rows.iter_mut().map(|row| row.remove("geometry").expect("a column of geometries"));
            let places = values::of_hexadecimal(&Value::Array(places.collect()));
            values::hold_places(&workspace, (what, view), &places, folder, &who);
        }
        expected.hold(&rows, &who);
    }
    let geo = &told["pyarrow"]["geo"];
    let wanted = if has_places { (json!("1.1.0"), json!("WKB")) } else { (Value::Null, Value::Null) };
    let of_duckdb = told["duckdb"]["types"]["geometry"].as_str().unwrap_or_default();
    assert_eq!(of_duckdb.starts_with("GEOMETRY"), has_places, "{what}: {of_duckdb}");
    assert_eq!((geo["version"].clone(), geo["columns"]["geometry"]["encoding"].clone()), wanted, "{what}");
}

#[test]
fn pyarrow_and_duckdb_read_every_value_of_parquet() {
    let Some(python) = python() else { return };
    let (folder, workspace) = (tempfile::tempdir().expect("a folder"), values::workspace());
    let whats = [What::Projects, What::Sensors, What::Observations, What::Indicators];
    let files = whats.map(|what| {
        let path = folder.path().join(format!("{what}.parquet"));
        values::export(&workspace, what, Format::Parquet, &path);
        path
    });
    let told = told(&python, &files.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    for (what, file) in whats.into_iter().zip(&files) {
        let told = &told[&*file.to_string_lossy()];
        hold(told, (what, &View::default()), &Expected::csv(&workspace, what, folder.path()), folder.path());
        let types = &told["pyarrow"]["types"];
        match what {
            What::Projects => assert_eq!(
                [&types["id"], &types["start_year"], &types["total_budget_eur"], &types["simulated"]],
                ["string", "int64", "double", "bool"]
            ),
            What::Indicators => assert_eq!([&types["year"], &types["value"]], ["int64", "double"]),
            _ => assert_eq!([&types["time"], &types["value"]], ["timestamp[us, tz=UTC]", "double"]),
        }
    }
}

#[test]
fn pyarrow_and_duckdb_read_the_tables_of_a_package() {
    let Some(python) = python() else { return };
    let (folder, workspace) = (tempfile::tempdir().expect("a folder"), values::workspace());
    // Of one municipality: of all, its indicators are half a million rows.
    let mut view = View::default();
    view.filter.municipalities.insert("44021".parse().expect("a code"));
    let written = |name: &str, format: Format| {
        let path = folder.path().join(name);
        values::export_view(&workspace, (What::Package, format), view.clone(), Layout::default(), &path);
        path
    };
    let (package, plain) = (written("package", Format::ParquetPackage), written("plain", Format::DataPackage));
    let files = ["projects", "sensors", "indicators", "municipalities"]
        .map(|name| package.join(name).with_extension("parquet"));
    let told = told(&python, &files.iter().map(PathBuf::as_path).collect::<Vec<_>>());
    for what in [What::Projects, What::Sensors] {
        let file = package.join(format!("{what}.parquet"));
        let told = &told[&*file.to_string_lossy()];
        hold(told, (what, &view), &Expected::of_file(&plain.join(format!("{what}.csv"))), folder.path());
    }
    for name in ["indicators", "municipalities"] {
        let told = &told[&*package.join(name).with_extension("parquet").to_string_lossy()];
        let expected = Expected::of_file(&plain.join(name).with_extension("csv"));
        let rows = told["duckdb"]["rows"].as_array().expect("rows").iter();
        let rows: Vec<Row> = rows.map(|row| row.as_object().expect("a row").clone()).collect();
        expected.hold(&rows, name);
    }
}

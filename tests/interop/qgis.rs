//! GeoPackages in the real QGIS, through its Python: every value, and the styles that it shows by itself. Skipped, aloud,
//! where it is not installed (Debian package python3-qgis).

use std::path::Path;
use std::process::Command;

use regioscope::export::layout::Layout;
use regioscope::export::{Format, What};
use regioscope::model::{Dimension, IndicatorId};
use regioscope::query::classes;
use regioscope::workspace::{MapView, View, Workspace};
use serde_json::{Value, json};

use super::values::{self, Expected, Row};

/// The system's Python: QGIS's packages are for no other.
const PYTHON: &str = "/usr/bin/python3";

const SCRIPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python/read_qgis.py");

/// Names a folder in which pictures of the layers are kept, to look at.
const PICTURES: &str = "REGIOSCOPE_QGIS_PICTURES";

/// Whether there is a QGIS; said aloud where there is none.
fn has_qgis() -> bool {
    let output = Command::new(PYTHON).args(["-c", "import qgis.core"]).output();
    let found = output.is_ok_and(|output| output.status.success());
    if !found {
        println!("skipped: QGIS (Debian package python3-qgis) is not installed");
    }
    found
}

/// What QGIS says of a layer.
fn told(file: &Path, layer: &str) -> Value {
    let mut command = Command::new(PYTHON);
    command.arg(SCRIPT).arg(file).arg(layer);
    if let Some(folder) = std::env::var_os(PICTURES) {
        let name = file.file_stem().expect("a name").to_string_lossy().into_owned();
        command.arg(Path::new(&folder).join(format!("{name}.png")));
    }
    let output = command.output().expect("it runs");
    let told = serde_json::from_slice(&output.stdout);
    let told: Value = told.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&output.stderr)));
    assert_eq!(told["is_valid"], true, "{told:.300}");
    assert_eq!((&told["is_style_loaded"], &told["styles"].as_array().map(Vec::len)), (&json!(true), &Some(1)));
    told
}

fn rows(told: &Value) -> Vec<Row> {
    told["rows"].as_array().expect("rows").iter().map(|row| row.as_object().expect("a row").clone()).collect()
}

/// Value, label, colour and shape of each category, and of how many features.
fn categories(told: &Value) -> Vec<(String, String, String, String, u64)> {
    assert_eq!(told["style"]["type"], "categorizedSymbol");
    assert_eq!(told["style"]["others"], json!({}), "every feature is of a category");
    let text = |one: &Value, key: &str| one[key].as_str().unwrap_or_default().to_owned();
    let all = told["style"]["categories"].as_array().expect("categories").iter();
    let category = |one: &Value| {
        let count = one["count"].as_u64().expect("a count");
        (text(one, "value"), text(one, "label"), one["fill"].to_string(), text(one, "shape"), count)
    };
    all.map(category).collect()
}

#[test]
fn qgis_reads_every_value_and_place() {
    if !has_qgis() {
        return;
    }
    let (folder, workspace) = (tempfile::tempdir().expect("a folder"), values::workspace());
    for what in [What::Projects, What::Sensors, What::Observations, What::Indicators] {
        let path = folder.path().join(format!("{what}.gpkg"));
        values::export(&workspace, what, Format::GeoPackage, &path);
        let expected = if what == What::Indicators {
            let map = folder.path().join("map.geojson");
            values::export(&workspace, what, Format::GeoJson, &map);
            Expected::geojson(&map)
        } else {
            Expected::csv(&workspace, what, folder.path())
        };
        let told = told(&path, what.key());
        expected.hold(&rows(&told), &format!("QGIS: {what}"));
        let places = values::of_hexadecimal(&told["places"]);
        values::hold_places(&workspace, (what, &View::default()), &places, folder.path(), &format!("QGIS: {what}"));
        assert_eq!(told["crs"], "EPSG:4326");
    }
}

#[test]
fn qgis_shows_projects_in_the_colours_of_the_map() {
    if !has_qgis() {
        return;
    }
    let (folder, workspace) = (tempfile::tempdir().expect("a folder"), values::workspace());
    let path = folder.path().join("projects.gpkg");
    values::export(&workspace, What::Projects, Format::GeoPackage, &path);
    let told = told(&path, "projects");
    let shown = categories(&told);
    let looks: Vec<_> = shown.iter().map(|(value, label, fill, shape, _)| [value, label, fill, shape]).collect();
    let wanted = [
        ["mobility", "Mobility", "[0,114,178,255]", "square"],
        ["environment", "Environment", "[0,158,115,255]", "hexagon"],
        ["governance", "Governance", "[86,180,233,255]", "star"],
        ["people", "People", "[204,121,167,255]", "circle"],
        ["economy", "Economy", "[230,159,0,255]", "triangle"],
        ["living", "Living", "[213,94,0,255]", "diamond"],
        ["", "Without a dimension", "[91,103,117,255]", "circle"],
    ];
    assert_eq!(looks, wanted);
    let first = |dimension: Dimension| {
        workspace.projects.rows().iter().filter(|project| project.dimensions.first() == Some(&dimension)).count() as u64
    };
    for (dimension, (.., count)) in Dimension::ALL.iter().zip(&shown) {
        assert_eq!(*count, first(*dimension), "{dimension}");
    }
    assert_eq!(told["aliases"]["title"], "Title");
}

#[test]
fn qgis_shows_a_filtered_dimension_as_the_map_does() {
    if !has_qgis() {
        return;
    }
    let (folder, workspace) = (tempfile::tempdir().expect("a folder"), values::workspace());
    let path = folder.path().join("filtered.gpkg");
    let mut view = View::default();
    view.filter.dimensions.insert(Dimension::People);
    let what = (What::Projects, Format::GeoPackage);
    values::export_view(&workspace, what, view.clone(), Layout::default(), &path);
    for (value, .., count) in categories(&told(&path, "projects")) {
        assert_eq!(count > 0, value == "people", "{value}: {count}");
    }
    // Without the column that the colours rest on every project looks alike.
    let path = folder.path().join("chosen.gpkg");
    let layout = Layout { columns: vec!["id".to_owned(), "title".to_owned()], ..Layout::default() };
    values::export_view(&workspace, what, view, layout, &path);
    assert_eq!(told(&path, "projects")["style"]["type"], "singleSymbol");
}

/// Figures as on the map: a municipality without one is drawn as such, never as the lowest.
#[test]
fn qgis_shows_classes_of_figures_and_marks_simulated_sensors() {
    if !has_qgis() {
        return;
    }
    let (folder, workspace) = (tempfile::tempdir().expect("a folder"), values::workspace());
    let path = folder.path().join("indicators.gpkg");
    let (indicator, counts) = classes_with_a_gap(&workspace);
    let mut view = View::default();
    view.indicators.indicator = Some(indicator);
    let what = (What::Indicators, Format::GeoPackage);
    values::export_view(&workspace, what, view, Layout::default(), &path);
    let shown = categories(&told(&path, "indicators"));
    assert_eq!(shown.last().map(|one| one.1.as_str()), Some("No figure"));
    assert_eq!(shown.iter().map(|one| one.4).collect::<Vec<_>>(), counts, "{shown:?}");
    for what in [What::Sensors, What::Observations] {
        let path = folder.path().join(format!("{what}.gpkg"));
        values::export(&workspace, what, Format::GeoPackage, &path);
        let counts: Vec<(String, u64)> =
            categories(&told(&path, what.key())).into_iter().map(|(_, label, .., count)| (label, count)).collect();
        let wanted = if what == What::Sensors { [1, 1] } else { [0, 300] };
        let labels = ["Not simulated", "Simulated"].map(str::to_owned);
        assert_eq!(counts, labels.into_iter().zip(wanted).collect::<Vec<_>>());
    }
}

/// The first indicator of which some municipality has no newest figure, and how many municipalities are in each class, those
/// without a figure last.
fn classes_with_a_gap(workspace: &Workspace) -> (IndicatorId, Vec<u64>) {
    for definition in workspace.indicators.definitions() {
        let map = MapView {
            indicator: Some(definition.id.clone()),
            has_choropleth: true,
            show_municipalities: true,
            ..View::default().map
        };
        let found = classes::run(&workspace.indicators, &workspace.municipalities, &map).expect("figures");
        if found.missing_count > 0 {
            let mut counts = vec![0; found.bounds.len()];
            for (.., class) in &found.values {
                counts[usize::from(*class)] += 1;
            }
            counts.push(u64::from(found.missing_count));
            return (found.indicator, counts);
        }
    }
    panic!("every municipality has every figure");
}

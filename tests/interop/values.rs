//! What every judge of an export is held to: the same rows as the CSV of the same view (of a map of indicators: as the
//! workspace has them), value by value, and the same places.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::AtomicBool;

use geo::Geometry;
use regioscope::export::layout::Layout;
use regioscope::export::{self, ExportRequest, Format, Inputs, ObservationRow, What};
use regioscope::formats::layer;
use regioscope::model::{
    Datastream, Feed, FeedId, Language, Localized, LonLat, Observation, ObservedProperty, Protocol, Quality, Sensor,
    SensorId, Unit, geometry_blob,
};
use regioscope::text::Text;
use regioscope::workspace::{View, Workspace};
use serde_json::Value;

/// A row as a judge read it: values by column.
pub type Row = serde_json::Map<String, Value>;

/// The bundle with a simulated sensor and one that is not, of which most is unknown.
pub fn workspace() -> Workspace {
    let mut dataset = super::bundled();
    let feed = FeedId::new("trial");
    dataset.feeds.push(Feed {
        id: feed.clone(),
        name: Localized::same("Trial"),
        protocol: Protocol::SensorThings,
        url: "https://data.example".to_owned(),
        dataset: None,
        mapping: None,
        nis: None,
        licence: "CC0".to_owned(),
        attribution: "=Trial; \"quoted\"".to_owned(),
        options: BTreeMap::new(),
        secret: None,
        retention_days: None,
        poll_seconds: 60,
        is_verified: true,
        is_enabled: true,
        is_simulated: false,
    });
    for (id, place, latest) in [("trial/a", Some([3.721_812_3, 51.053_6]), Some(0)), ("trial/b", None, None)] {
        dataset.sensors.push(Sensor {
            id: SensorId::new(id),
            feed: feed.clone(),
            name: "Sensor, \"A\"\nop twee regels".into(),
            location: place.and_then(|[lon, lat]| LonLat::new(lon, lat).ok()),
            nis: latest.map(|_| "44021".parse().expect("a code")),
            is_nis_approximate: false,
            is_simulated: latest.is_some(),
            datastreams: vec![Datastream {
                key: "no2".into(),
                property: ObservedProperty::No2,
                original_property: "NO₂".into(),
                unit: Unit::MicrogramPerCubicMetre,
                original_unit: "µg/m³".into(),
                capacity: latest.map(|_| 0.0),
                latest: latest.map(observation),
            }],
        });
    }
    Workspace::from_dataset(dataset)
}

fn observation(minute: i64) -> Observation {
    let time = jiff::Timestamp::from_second(1_700_000_000 + minute * 60).expect("a time");
    Observation { time, value: 1.0 / 3.0 + minute as f64 * 1e-5, quality: Quality::Good }
}

/// Writes an export in English.
pub fn export(workspace: &Workspace, what: What, format: Format, path: &Path) {
    export_view(workspace, (what, format), View::default(), Layout::default(), path);
}

/// Writes an export of a view in English.
pub fn export_view(workspace: &Workspace, (what, format): (What, Format), view: View, layout: Layout, path: &Path) {
    let text = Text::new(Language::En);
    let mut observations = (0..300).map(|minute| {
        let (sensor, datastream) = (SensorId::new("trial/a"), "no2".into());
        Ok(ObservationRow { sensor, datastream, observation: observation(minute) })
    });
    let request = ExportRequest { what, format, view, path: Some(path.to_owned()), picture: None, layout };
    let now = export::Now::default();
    let inputs = Inputs { workspace, text: &text, observations: &mut observations, now };
    let made = export::run(&request, inputs, &mut Vec::new(), &|_| {}, &AtomicBool::new(false));
    made.expect("the export is made");
}

/// What a file should hold.
pub struct Expected {
    /// Columns in their order.
    pub columns: Vec<String>,
    /// Cells; an empty one is missing.
    pub rows: Vec<Vec<String>>,
}

impl Expected {
    /// The rows as CSV has them.
    pub fn csv(workspace: &Workspace, what: What, folder: &Path) -> Self {
        let path = folder.join(format!("expected-{what}.csv"));
        export(workspace, what, Format::Csv, &path);
        Self::of_file(&path)
    }

    /// The rows of our own CSV file, without the sign that keeps a spreadsheet from running a cell.
    pub fn of_file(path: &Path) -> Self {
        let mut reader = csv::Reader::from_path(path).expect("a table");
        let columns = reader.headers().expect("headers").iter().map(str::to_owned).collect();
        let cell = |cell: &str| {
            let guarded = cell.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@']));
            guarded.unwrap_or(cell).to_owned()
        };
        let rows: Vec<Vec<String>> =
            reader.records().map(|row| row.expect("a row").iter().map(cell).collect()).collect();
        assert!(!rows.is_empty(), "{}", path.display());
        Self { columns, rows }
    }

    /// The rows of a map of indicators as our own GeoJSON has them.
    pub fn geojson(path: &Path) -> Self {
        let told: Value = serde_json::from_slice(&std::fs::read(path).expect("a file")).expect("JSON");
        let features = told["features"].as_array().expect("features");
        let first = features[0]["properties"].as_object().expect("properties");
        let columns: Vec<String> = first.keys().cloned().collect();
        let cell = |value: &Value| match value {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let row = |feature: &Value| columns.iter().map(|name| cell(&feature["properties"][name])).collect();
        Self { rows: features.iter().map(row).collect(), columns }
    }

    /// Holds what a judge read to it: the same columns and rows, numbers equal to the last digit, missing only what is.
    pub fn hold(&self, read: &[Row], who: &str) {
        assert_eq!(read.len(), self.rows.len(), "{who}: rows");
        for (number, (read, cells)) in read.iter().zip(&self.rows).enumerate() {
            let names: Vec<&String> = read.keys().collect();
            for (column, cell) in self.columns.iter().zip(cells) {
                let found = read.get(column).unwrap_or_else(|| panic!("{who}: no {column} in {names:?}"));
                assert!(is_same(cell, found), "{who}: row {number}, {column}: {cell:?}, read as {found}");
            }
            assert_eq!(names.len(), self.columns.len(), "{who}: {names:?}");
        }
    }
}

/// Whether a judge's value is that of the cell.
fn is_same(cell: &str, value: &Value) -> bool {
    match value {
        Value::Null => cell.is_empty(),
        Value::Bool(yes) => cell == if *yes { "true" } else { "false" },
        // A number as its judge wrote it: the JSON parser may lose the last binary digit.
        Value::Object(exact) => {
            let number = exact["number"].as_str().and_then(|number| number.parse::<f64>().ok());
            number.is_some() && cell.parse().ok() == number
        }
        Value::Number(number) => {
            let is_near = |(a, b): (f64, f64)| (a - b).abs() <= a.abs() * 2.0 * f64::EPSILON;
            cell.parse().ok().zip(number.as_f64()).is_some_and(is_near)
        }
        Value::String(text) => !text.is_empty() && text == cell,
        Value::Array(_) => false,
    }
}

/// Rows of a GeoJSON that a judge wrote, and their places.
pub fn of_features(features: &[Value]) -> (Vec<Row>, Vec<Option<Geometry<f64>>>) {
    let rows = features.iter().map(|feature| feature["properties"].as_object().expect("properties").clone());
    let place = |feature: &Value| {
        let geometry = serde_json::from_value::<Option<geojson::Geometry>>(feature["geometry"].clone());
        geometry.expect("a geometry").map(|one| Geometry::try_from(one).expect("a geometry"))
    };
    (rows.collect(), features.iter().map(place).collect())
}

/// Places as a judge gave them, in hexadecimal well-known binary.
pub fn of_hexadecimal(told: &Value) -> Vec<Option<Geometry<f64>>> {
    let place = |text: &str| {
        let byte = |at: usize| u8::from_str_radix(&text[at..at + 2], 16).expect("hexadecimal");
        let bytes: Vec<u8> = (0..text.len()).step_by(2).map(byte).collect();
        geometry_blob::decode_wkb(&bytes).expect("a geometry").expect("not empty")
    };
    told.as_array().expect("places").iter().map(|one| one.as_str().map(place)).collect()
}

/// Holds places to those of our own GeoJSON of the same rows, which has them to a centimetre.
pub fn hold_places(
    workspace: &Workspace,
    (what, view): (What, &View),
    read: &[Option<Geometry<f64>>],
    folder: &Path,
    who: &str,
) {
    let path = folder.join(format!("places-{what}.geojson"));
    export_view(workspace, (what, Format::GeoJson), view.clone(), Layout::default(), &path);
    let layers = layer::read(&path).expect("our own file");
    let expected = &layers[0].geometries;
    assert_eq!(read.len(), expected.len(), "{who}");
    for (number, (read, expected)) in read.iter().zip(expected).enumerate() {
        let (read, expected) = (read.as_ref().map(points), expected.as_ref().map(points));
        let is_same = match (&read, &expected) {
            (Some(read), Some(expected)) => {
                let is_near = |(a, b): (&[f64; 2], &[f64; 2])| (a[0] - b[0]).abs().max((a[1] - b[1]).abs()) < 1e-7;
                read.len() == expected.len() && read.iter().zip(expected).all(is_near)
            }
            _ => read == expected,
        };
        assert!(is_same, "{who}: row {number}: {read:?}, not {expected:?}");
    }
}

/// Every point of a geometry in its order.
fn points(geometry: &Geometry<f64>) -> Vec<[f64; 2]> {
    use geo::CoordsIter;
    geometry.coords_iter().map(|coord| [coord.x, coord.y]).collect()
}

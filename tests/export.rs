//! Exports of the bundled data: whole, repeatable, readable by others, and gone when they fail.
#![expect(clippy::disallowed_methods, reason = "these tests look at the files that were written")]

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use geo::Area;
use regioscope::export::layout::Layout;
use regioscope::export::{self, ExportError, ExportRequest, ExportSummary, Format, Inputs, ObservationRow, What};
use regioscope::formats::bundle;
use regioscope::formats::csv::{self, ReadOptions};
use regioscope::formats::table::WriteError;
use regioscope::model::geometry_blob;
use regioscope::model::{
    Datastream, Dimension, Feed, FeedId, Language, Localized, LonLat, Observation, ObservedProperty, Project, Protocol,
    Quality, Sensor, SensorId, Unit,
};
use regioscope::text::Text;
use regioscope::workspace::{Scale, View, Workspace};
use serde_json::Value;

fn workspace() -> Workspace {
    let mut dataset = bundle::dataset().expect("the data is whole");
    let feed = FeedId::new("test");
    dataset.feeds.push(Feed {
        id: feed.clone(),
        name: regioscope::model::Localized::same("Test"),
        protocol: Protocol::SensorThings,
        url: "https://example.org".to_owned(),
        dataset: None,
        mapping: None,
        nis: None,
        licence: "CC0".to_owned(),
        attribution: "Test feed".to_owned(),
        options: std::collections::BTreeMap::new(),
        secret: None,
        retention_days: None,
        poll_seconds: 60,
        is_verified: true,
        is_enabled: true,
        is_simulated: true,
    });
    dataset.sensors.push(Sensor {
        id: SensorId::new("test/a"),
        feed,
        name: "Sensor, \"A\"".into(),
        location: LonLat::new(3.7218, 51.0536).ok(),
        nis: None,
        is_nis_approximate: false,
        is_simulated: true,
        datastreams: vec![Datastream {
            key: "no2".into(),
            property: ObservedProperty::No2,
            original_property: "NO2".into(),
            unit: Unit::MicrogramPerCubicMetre,
            original_unit: "ug/m3".into(),
            capacity: None,
            latest: Some(observation(0)),
        }],
    });
    Workspace::from_dataset(dataset)
}

fn observation(minute: i64) -> Observation {
    let time = jiff::Timestamp::from_second(1_700_000_000 + minute * 60).expect("a time");
    Observation { time, value: 20.5 + minute as f64, quality: Quality::Good }
}

fn observations() -> impl Iterator<Item = Result<ObservationRow, String>> {
    (0..1000).map(|minute| {
        let sensor = SensorId::new(if minute % 10 == 9 { "test/unknown" } else { "test/a" });
        Ok(ObservationRow { sensor, datastream: "no2".into(), observation: observation(minute) })
    })
}

fn request(what: What, format: Format, path: Option<PathBuf>) -> ExportRequest {
    ExportRequest { what, format, view: View::default(), path, picture: None, layout: Layout::default() }
}

fn run(workspace: &Workspace, request: &ExportRequest, out: &mut Vec<u8>) -> Result<ExportSummary, ExportError> {
    let text = Text::new(Language::Nl);
    let inputs = Inputs { workspace, text: &text, observations: &mut observations(), now: export::Now::default() };
    export::run(request, inputs, out, &|_| {}, &AtomicBool::new(false))
}

fn to_file(workspace: &Workspace, what: What, format: Format, path: &Path) -> ExportSummary {
    run(workspace, &request(what, format, Some(path.to_owned())), &mut Vec::new()).expect("the export is made")
}

const FORMATS: [Format; 4] = [Format::Csv, Format::CsvExcelBe, Format::GeoJson, Format::GeoPackage];
const WHATS: [What; 4] = [What::Projects, What::Sensors, What::Observations, What::Indicators];

#[test]
fn every_export_made_twice_is_the_same_bytes_and_leaves_nothing_else() {
    let workspace = workspace();
    let folder = tempfile::tempdir().expect("a folder");
    for what in WHATS {
        for format in FORMATS {
            let path = folder.path().join(format!("{what}.{format}"));
            let mut made = Vec::new();
            for _ in 0..2 {
                let summary = to_file(&workspace, what, format, &path);
                assert_eq!(summary.files, [path.clone(), export::stamp::path_of(&path)]);
                assert!(summary.row_count > 0, "{what} {format}");
                made.push(summary.files.iter().map(|file| std::fs::read(file).expect("reads")).collect::<Vec<_>>());
            }
            assert!(made[0] == made[1], "{what} {format}");
        }
    }
    for what in WHATS {
        let path = folder.path().join(format!("{what}.csv-excel-be"));
        let text = std::fs::read_to_string(path).expect("reads");
        assert!(!text.contains("export-column"), "a title is missing: {:?}", text.lines().next());
    }
    let left = std::fs::read_dir(folder.path()).expect("lists").count();
    assert_eq!(left, WHATS.len() * FORMATS.len() * 2);
}

#[test]
fn projects_as_csv_are_the_projects_again() {
    let workspace = workspace();
    let mut bytes = Vec::new();
    let summary = run(&workspace, &request(What::Projects, Format::Csv, None), &mut bytes).expect("the export is made");
    assert!(summary.files.is_empty());
    let resolve = |text: &str| workspace.municipalities.find(text);
    let options = ReadOptions { file: "a.csv", dataset: "a", crs: None, resolve: &resolve };
    let mut read = Vec::new();
    let report = csv::read_projects(&bytes[..], &options, &mut |project, _| read.push(project)).expect("it is read");
    assert_eq!(report.rejected, []);
    assert_eq!(summary.row_count, workspace.projects.rows().len() as u64);
    let plain = |project: &Project| Project {
        record: std::sync::Arc::default(),
        provenance: std::sync::Arc::default(),
        ..project.clone()
    };
    let written: Vec<Project> = workspace.projects.rows().iter().map(plain).collect();
    for (read, written) in read.iter().map(plain).zip(&written) {
        // Where the source names nobody, the export names the municipalities of the codes.
        let read = Project { other_names: written.other_names.clone(), ..read };
        assert_eq!(&read, written);
    }
}

#[test]
fn the_stamp_says_what_the_export_is_and_rests_on() {
    let workspace = workspace();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("projects.geojson");
    let summary = to_file(&workspace, What::Projects, Format::GeoJson, &path);
    let json = |path: &Path| -> Value { serde_json::from_slice(&std::fs::read(path).expect("reads")).expect("JSON") };
    let stamp = json(&summary.files[1]);
    assert_eq!(stamp["row_count"], summary.row_count);
    let kinds = stamp["rows_by_kind"].as_object().expect("kinds");
    assert_eq!(kinds.values().filter_map(Value::as_u64).sum::<u64>(), summary.row_count);
    let sources = stamp["sources"].as_array().expect("sources");
    let inventory = sources.iter().find(|source| source["id"] == "inventory").expect("the inventory");
    assert!(!inventory["licence"].as_str().unwrap_or_default().is_empty() && inventory["sha256"].is_string());
    let notes = stamp["notes"].to_string();
    assert!(notes.contains("A sample") && notes.contains("Steekproef") && !notes.contains("export-note"), "{notes}");
    let mut inside = json(&path)["regioscope_stamp"].clone();
    assert_eq!(inside.get("file_sha256"), None, "a file can't hold its own hash");
    let hash = regioscope::model::hash::of_reader(std::fs::File::open(&path).expect("opens")).expect("reads");
    inside["file_sha256"] = hash.into();
    assert_eq!(inside, stamp);
}

#[test]
fn sensors_and_observations_are_marked_simulated_and_credited() {
    let workspace = workspace();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("observations.csv");
    let summary = to_file(&workspace, What::Observations, Format::CsvExcelBe, &path);
    assert_eq!(summary.row_count, 900);
    let text = std::fs::read_to_string(&path).expect("reads");
    assert!(text.lines().nth(1).is_some_and(|line| line.contains(";20,5;good;true;CC0;Test feed")), "{text:.900}");
    let stamp = std::fs::read_to_string(&summary.files[1]).expect("reads");
    assert!(stamp.contains("Test feed") && stamp.contains("simulated data"));
}

#[test]
fn a_geopackage_holds_what_the_standard_asks_for() {
    let workspace = workspace();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("indicators.gpkg");
    to_file(&workspace, What::Indicators, Format::GeoPackage, &path);
    let base = rusqlite::Connection::open(&path).expect("opens");
    let number = |sql: &str| base.query_row(sql, [], |row| row.get::<_, i64>(0)).expect(sql);
    assert_eq!(number("PRAGMA application_id"), 0x4750_4b47);
    assert_eq!(number("PRAGMA user_version"), 10_300);
    assert_eq!(number("SELECT count(*) FROM gpkg_spatial_ref_sys WHERE srs_id IN (-1, 0, 4326)"), 3);
    assert_eq!(number("SELECT count(*) FROM gpkg_contents"), 3);
    assert_eq!(number("SELECT count(*) FROM indicators"), 304);
    // Its spatial index: every row, whole, listed, and kept true by the triggers of the standard.
    assert_eq!(number("SELECT count(*) FROM rtree_indicators_geom"), 304);
    let whole = base.query_row("SELECT rtreecheck('rtree_indicators_geom')", [], |row| row.get::<_, String>(0));
    assert_eq!(whole.expect("a check"), "ok");
    let listed = "SELECT count(*) FROM gpkg_extensions WHERE table_name = 'indicators' AND column_name = 'geom' \
                  AND extension_name = 'gpkg_rtree_index' AND scope = 'write-only'";
    assert_eq!(number(listed), 1);
    assert_eq!(number("SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'indicators'"), 6);
    let apart = "SELECT count(*) FROM gpkg_contents, (SELECT min(minx) AS west, max(maxy) AS north FROM \
                 rtree_indicators_geom) WHERE table_name = 'indicators' AND abs(min_x - west) < 1e-5 \
                 AND abs(max_y - north) < 1e-4";
    assert_eq!(number(apart), 1);
    // QGIS takes an empty document for a style that is broken.
    assert_eq!(number("SELECT count(*) FROM layer_styles WHERE styleSLD IS NOT NULL"), 0);
    let mut statement = base.prepare("SELECT geom FROM indicators").expect("a layer");
    let blobs = statement.query_map([], |row| row.get::<_, Vec<u8>>(0)).expect("rows");
    for blob in blobs {
        let decoded = geometry_blob::decode(&blob.expect("a blob")).expect("a geometry");
        assert!(decoded.geometry.is_some_and(|geometry| geometry.unsigned_area() > 0.0));
    }
}

/// What `layer_styles` says of the one layer of a GeoPackage.
fn style_of(path: &Path, layer: &str) -> String {
    let base = rusqlite::Connection::open(path).expect("opens");
    let listed = "SELECT data_type FROM gpkg_contents WHERE table_name = 'layer_styles'";
    assert_eq!(base.query_row(listed, [], |row| row.get::<_, String>(0)).expect("listed"), "attributes");
    let changed = "SELECT last_change FROM gpkg_contents WHERE table_name = ?";
    let changed: String = base.query_row(changed, [layer], |row| row.get(0)).expect("the layer");
    let sql = "SELECT styleQML FROM layer_styles WHERE f_table_catalog = '' AND f_table_schema = '' AND f_table_name = ? \
               AND f_geometry_column = 'geom' AND useAsDefault AND length(styleName) <= 30 AND update_time = ?";
    base.query_row(sql, [layer, changed.as_str()], |row| row.get(0)).expect("the default style, of the data's date")
}

/// Attributes of every element of this name.
fn attributes(qml: &str, element: &str, name: &str) -> Vec<String> {
    let mut reader = quick_xml::Reader::from_str(qml);
    let mut found = Vec::new();
    loop {
        match reader.read_event().expect("XML") {
            quick_xml::events::Event::Start(tag) | quick_xml::events::Event::Empty(tag)
                if tag.name().as_ref() == element.as_bytes() =>
            {
                let Some(value) = tag.try_get_attribute(name).expect("attributes") else { continue };
                let raw = String::from_utf8(value.value.into_owned()).expect("UTF-8");
                found.push(quick_xml::escape::unescape(&raw).expect("XML").into_owned());
            }
            quick_xml::events::Event::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn a_geopackage_brings_the_style_of_the_map() {
    let workspace = workspace();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.gpkg");
    let styled = |wanted: &ExportRequest| {
        run(&workspace, wanted, &mut Vec::new()).expect("the export is made");
        style_of(&path, wanted.what.key())
    };
    let mut wanted = request(What::Projects, Format::GeoPackage, Some(path.clone()));
    let plain = styled(&wanted);
    let labels = attributes(&plain, "category", "label");
    let words = ["Mobiliteit", "Leefomgeving", "Bestuur", "Mensen", "Economie", "Leven", "Zonder dimensie"];
    assert_eq!(labels, words);
    let values = attributes(&plain, "Option", "value").join(" ");
    for colour in ["0,114,178,255", "0,158,115,255", "86,180,233,255", "204,121,167,255", "230,159,0,255"] {
        assert!(values.contains(colour), "{colour}");
    }
    let titles = attributes(&plain, "alias", "name");
    assert!(titles.iter().any(|title| title == "Titel"), "{titles:?}");
    // A project shows as the dimension that was asked for, as on the map.
    wanted.view.filter.dimensions.insert(Dimension::Living);
    let expression = attributes(&styled(&wanted), "renderer-v2", "attr").join("");
    assert!(expression.contains("IN ('living')"), "{expression}");
    // What a style needs and was not chosen, it does without.
    wanted.layout.columns = vec!["id".to_owned(), "title".to_owned()];
    let chosen = styled(&wanted);
    assert_eq!(attributes(&chosen, "renderer-v2", "type"), ["singleSymbol"]);
    assert_eq!(attributes(&chosen, "alias", "field"), ["id", "title"]);
    let figures = styled(&request(What::Indicators, Format::GeoPackage, Some(path.clone())));
    let labels = attributes(&figures, "category", "label");
    assert!(labels.len() > 3 && labels.last().is_some_and(|label| label == "Geen cijfer"), "{labels:?}");
    let mut scaled = request(What::Indicators, Format::GeoPackage, Some(path.clone()));
    scaled.view.indicators.scale = Scale::PerSquareKilometre;
    assert_eq!(
        attributes(&styled(&scaled), "renderer-v2", "type"),
        ["singleSymbol"],
        "its bounds are of the figure itself"
    );
    let sensors = styled(&request(What::Sensors, Format::GeoPackage, Some(path.clone())));
    assert_eq!(attributes(&sensors, "category", "label"), ["Niet gesimuleerd", "Gesimuleerd"]);
    let read = regioscope::formats::layer::read(&path).expect("layers");
    assert!(!read.iter().any(|layer| layer.name == "layer_styles"), "a style is no list");
}

#[test]
fn gdal_reads_the_geopackage() {
    let Ok(version) = std::process::Command::new("ogrinfo").arg("--version").output() else {
        println!("skipped: ogrinfo is not installed");
        return;
    };
    let workspace = workspace();
    let folder = tempfile::tempdir().expect("a folder");
    for what in WHATS {
        let path = folder.path().join(format!("{what}.gpkg"));
        let summary = to_file(&workspace, what, Format::GeoPackage, &path);
        let output = std::process::Command::new("ogrinfo").args(["-ro", "-so", "-al"]).arg(&path).output();
        let output = output.expect("ogrinfo runs");
        let (shown, errors) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
        let version = String::from_utf8_lossy(&version.stdout);
        assert!(output.status.success() && errors.is_empty(), "{version}: {errors}");
        assert!(shown.contains(&format!("Feature Count: {}", summary.row_count)), "{shown}");
        assert!(shown.contains("WGS 84") && shown.contains(&format!("Layer name: {what}")), "{shown}");
    }
}

#[test]
fn a_cancelled_export_leaves_the_old_file() {
    let workspace = workspace();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.csv");
    std::fs::write(&path, "old").expect("writes");
    let text = Text::new(Language::En);
    for format in FORMATS.into_iter().chain([Format::Xlsx, Format::Ods, Format::Parquet]).filter(|one| one.is_built()) {
        let cancel = AtomicBool::new(false);
        let inputs = Inputs {
            workspace: &workspace,
            text: &text,
            observations: &mut std::iter::empty(),
            now: export::Now::default(),
        };
        let stop_soon = |_: f32| cancel.store(true, Ordering::Relaxed);
        let wanted = request(What::Projects, format, Some(path.clone()));
        let result = export::run(&wanted, inputs, &mut Vec::new(), &stop_soon, &cancel);
        assert!(matches!(result, Err(ExportError::Cancelled)), "{format}: {result:?}");
        assert_eq!(std::fs::read(&path).expect("reads"), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).expect("lists").count(), 1);
    }
}

/// Many readings as a workbook; tells the fractions of its progress, and stops at one of them.
fn long_workbook(path: &Path, stop_at: f32) -> (Result<ExportSummary, ExportError>, Vec<f32>) {
    let (workspace, text) = (workspace(), Text::new(Language::Nl));
    let mut readings = (0..10_000).map(|number: i64| {
        let observation = Observation { value: (number * 7919 % 10_007) as f64 / 7.0, ..observation(number) };
        Ok(ObservationRow { sensor: SensorId::new("test/a"), datastream: "no2".into(), observation })
    });
    let (cancel, told) = (AtomicBool::new(false), std::cell::RefCell::new(Vec::new()));
    let progress = |fraction: f32| {
        told.borrow_mut().push(fraction);
        cancel.store(fraction >= stop_at, Ordering::Relaxed);
    };
    let now = export::Now::default();
    let inputs = Inputs { workspace: &workspace, text: &text, observations: &mut readings, now };
    let wanted = request(What::Observations, Format::Xlsx, Some(path.to_owned()));
    let result = export::run(&wanted, inputs, &mut Vec::new(), &progress, &cancel);
    (result, told.into_inner())
}

#[test]
fn packing_a_workbook_tells_how_far_it_is_and_can_be_cancelled() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.xlsx");
    let (result, told) = long_workbook(&path, 2.0);
    assert_eq!(result.expect("the export is made").row_count, 10_000);
    assert!(told.is_sorted() && told.last() == Some(&1.0), "{told:?}");
    // Of the rows it tells a third at most.
    let packing = told.iter().filter(|fraction| (0.4..1.0).contains(*fraction)).count();
    assert!(packing >= 2, "{told:?}");
    std::fs::write(&path, "old").expect("writes");
    let (result, told) = long_workbook(&path, 0.4);
    assert!(matches!(result, Err(ExportError::Cancelled)), "{result:?}");
    assert!(told.last().is_some_and(|last| *last < 1.0), "{told:?}");
    assert_eq!(std::fs::read(&path).expect("reads"), b"old");
}

#[test]
fn an_export_that_its_writer_refuses_tells_why_and_leaves_the_old_file() {
    let mut dataset = bundle::dataset().expect("the data is whole");
    dataset.projects[300].description = Localized::same(&"x".repeat(40_000));
    let workspace = Workspace::from_dataset(dataset);
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a");
    std::fs::write(&path, "old").expect("writes");
    for format in [Format::Xlsx, Format::Ods] {
        let result = run(&workspace, &request(What::Projects, format, Some(path.clone())), &mut Vec::new());
        let is_told = matches!(result, Err(ExportError::Write(WriteError::TooLong { row: 301, .. })));
        assert!(is_told, "{format}: {result:?}");
        assert_eq!(std::fs::read(&path).expect("reads"), b"old");
        assert_eq!(std::fs::read_dir(folder.path()).expect("lists").count(), 1);
    }
}

#[test]
fn a_stream_that_takes_no_more_ends_the_export() {
    /// Takes some bytes and is then closed.
    struct Closing(usize);
    impl std::io::Write for Closing {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 = self.0.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
            Ok(bytes.len())
        }

        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    let (workspace, text) = (workspace(), Text::new(Language::Nl));
    for format in [Format::Csv, Format::GeoJson] {
        let inputs = Inputs {
            workspace: &workspace,
            text: &text,
            observations: &mut std::iter::empty(),
            now: export::Now::default(),
        };
        let wanted = request(What::Projects, format, None);
        let result = export::run(&wanted, inputs, &mut Closing(100_000), &|_| {}, &AtomicBool::new(false));
        let Err(ExportError::Write(WriteError::Io(error))) = result else { panic!("{format}: {result:?}") };
        assert_eq!(error.kind(), std::io::ErrorKind::StorageFull);
    }
}

#[test]
fn what_can_not_be_written_is_refused_before_anything_is_touched() {
    let mut workspace = workspace();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("open.gpkg");
    std::fs::write(&path, "the workspace").expect("writes");
    workspace.path = Some(path.clone());
    let refused = |what, format, path| run(&workspace, &request(what, format, path), &mut Vec::new());
    let open = refused(What::Projects, Format::GeoPackage, Some(path.clone()));
    assert!(matches!(open, Err(ExportError::IsWorkspace(_))), "{open:?}");
    assert!(matches!(refused(What::Projects, Format::GeoPackage, None), Err(ExportError::NeedsFile)));
    assert!(matches!(refused(What::Sensors, Format::Png, None), Err(ExportError::Unsupported { .. })));
    let nowhere = folder.path().join("none").join("a.csv");
    assert!(matches!(refused(What::Projects, Format::Csv, Some(nowhere)), Err(ExportError::File { .. })));
    assert_eq!(std::fs::read(&path).expect("reads"), b"the workspace");
}

//! Exports with chosen columns and in another reference system, and as Parquet: what is in the file, read back.

#![expect(clippy::disallowed_methods, reason = "these tests read and write files")]
#![expect(clippy::panic, reason = "a test may end with a message")]

#[path = "support/no_window.rs"]
mod no_window;
#[path = "support/place.rs"]
mod place;

use std::fs;
use std::path::Path;

use geo::BoundingRect;
use place::Place;
use regioscope::cli::ExitStatus;
use regioscope::formats::crs::Crs;
use regioscope::formats::layer::{self, Layer, LayerCrs};

fn exported(place: &Place, name: &str, words: &[&str]) -> String {
    let path = place.path(name);
    let answer = place.run(&[&["export"], words, &["-o", &path]].concat());
    assert_eq!(answer.status, ExitStatus::Done, "{name}: {}", answer.err);
    path
}

fn layer_of(path: &str) -> Layer {
    // A GeoPackage holds its stamp as a table of its own.
    let layers = layer::read(Path::new(path)).expect("layers");
    layers.into_iter().next().expect("the layer of the rows")
}

#[test]
fn columns_come_in_the_order_of_their_names_and_an_unknown_one_is_refused() {
    let place = Place::new();
    let path = exported(&place, "a.csv", &["--columns", "title,id", "--municipality", "Gent"]);
    let text = fs::read_to_string(&path).expect("a file");
    assert!(text.starts_with("title,id"), "{}", text.lines().next().unwrap_or_default());
    assert!(text.lines().skip(1).all(|line| line.contains(",P")));
    let refused = place.run(&["export", "--columns", "titel", "-o", &place.path("b.csv")]);
    assert_eq!((refused.status, refused.out.as_str()), (ExitStatus::Usage, ""));
    assert!(refused.err.contains("titel") && refused.err.contains("lead_nis"), "{}", refused.err);
    assert!(!Path::new(&place.path("b.csv")).exists());
}

#[test]
fn without_a_choice_files_and_stamps_are_as_they_were() {
    let place = Place::new();
    let plain = exported(&place, "a.csv", &["--municipality", "Gent"]);
    let wgs84 = exported(&place, "b.csv", &["--municipality", "Gent", "--crs", "EPSG:4326"]);
    for ending in ["", ".stamp.json"] {
        let [a, b] = [&plain, &wgs84].map(|path| fs::read(format!("{path}{ending}")).expect("a file"));
        assert_eq!(a, b, "{ending}");
    }
}

#[test]
fn places_stand_in_the_system_that_was_asked_for() {
    let place = Place::new();
    let words = ["--municipality", "Gent", "--crs", "EPSG:31370", "--format"];
    let gpkg = layer_of(&exported(&place, "a.gpkg", &[&words[..], &["gpkg"]].concat()));
    assert_eq!(gpkg.crs, LayerCrs::Known(Crs::Lambert72));
    assert!(["x_31370", "y_31370"].iter().all(|name| gpkg.columns.iter().any(|column| column == name)));
    // Gent lies about (104 km, 194 km); a project of several places may have others.
    let boxes = gpkg.geometries.iter().filter_map(|shape| shape.as_ref()?.bounding_rect());
    let around = boxes.filter(|one| {
        let (low, high) = (one.min(), one.max());
        low.x < 114_000.0 && high.x > 94_000.0 && low.y < 204_000.0 && high.y > 184_000.0
    });
    assert!(around.count() > 5);
    let refused = place.run(&[&["export"][..], &words, &["geojson", "-o", &place.path("a.geojson")]].concat());
    assert!(refused.err.contains("RFC 7946"), "{}", refused.err);
}

#[test]
fn a_layout_is_made_again_from_its_stamp() {
    let place = Place::new();
    let words = ["--columns", "id,lon,lat", "--crs", "EPSG:3812", "--province", "Limburg"];
    let path = exported(&place, "a.csv", &words);
    assert!(fs::read_to_string(&path).expect("a file").starts_with("id,x_3812,y_3812"));
    assert_eq!(place.json(&["reproduce", &path])["is_identical"], true);
}

#[cfg(feature = "parquet")]
#[test]
fn parquet_holds_what_geopackage_holds() {
    let place = Place::new();
    for crs in ["EPSG:4326", "EPSG:3812"] {
        let words = ["--crs", crs];
        let (gpkg, parquet) = (exported(&place, "a.gpkg", &words), exported(&place, "a.parquet", &words));
        assert_eq!(place.run(&["reproduce", &parquet]).status, ExitStatus::Done);
        let (gpkg, parquet) = (layer_of(&gpkg), layer_of(&parquet));
        assert_eq!(parquet.rejected, []);
        assert_eq!((parquet.rows.len(), &parquet.crs), (gpkg.rows.len(), &gpkg.crs));
        let bounds =
            |layer: &Layer| layer.geometries.iter().map(|shape| shape.as_ref()?.bounding_rect()).collect::<Vec<_>>();
        assert_eq!(bounds(&parquet), bounds(&gpkg));
        for name in ["id", "title", "lead_nis", "total_budget_eur", "start_year"] {
            let cells = |layer: &Layer| -> Vec<String> {
                let at = layer.columns.iter().position(|column| column == name).expect(name);
                layer.rows.iter().map(|row| row.get(at).shown().into_owned()).collect()
            };
            assert_eq!(cells(&parquet), cells(&gpkg), "{name}");
        }
    }
}

#[cfg(feature = "parquet")]
#[test]
fn an_exported_parquet_file_is_read_back_as_a_list_without_a_change() {
    let place = Place::new();
    let path = exported(&place, "a.parquet", &[]);
    let told = place.json(&["import", &path, "--dry-run"]);
    assert_eq!((told["added"].as_u64(), told["rejected"].as_u64()), (Some(0), Some(0)), "{told:#}");
}

#[cfg(feature = "parquet")]
#[test]
fn a_damaged_parquet_file_is_told_and_never_a_panic() {
    let place = Place::new();
    let whole = fs::read(exported(&place, "a.parquet", &["--municipality", "Gent"])).expect("a file");
    let broken = place.path("broken.parquet");
    for at in (0..whole.len()).step_by(whole.len() / 60) {
        fs::write(&broken, &whole[..at]).expect("written");
        let _cut = layer::read(Path::new(&broken));
        let mut flipped = whole.clone();
        flipped[at] ^= 0x5a;
        fs::write(&broken, &flipped).expect("written");
        let _flipped = layer::read(Path::new(&broken));
    }
    fs::write(&broken, &whole[..whole.len() - 20]).expect("written");
    let answer = place.run(&["import", &broken, "--dry-run"]);
    assert_eq!(answer.status, ExitStatus::Failed, "{}", answer.out);
    assert!(answer.err.contains("broken.parquet"), "{}", answer.err);
}

/// A table of a package: its name, and its cells as texts, the names of the columns first.
#[cfg(feature = "parquet")]
type Table = (String, Vec<Vec<String>>);

/// What the descriptor of a package says, and its tables.
#[cfg(feature = "parquet")]
fn package(place: &Place, name: &str, words: &[&str]) -> (serde_json::Value, Vec<Table>) {
    let folder = place.path(name);
    let answer = place.run(&[&["package", "--municipality", "Gent", "-o", &folder], words].concat());
    assert_eq!(answer.status, ExitStatus::Done, "{name}: {}", answer.err);
    let descriptor = fs::read(Path::new(&folder).join("datapackage.json")).expect("a descriptor");
    let descriptor: serde_json::Value = serde_json::from_slice(&descriptor).expect("JSON");
    let mut tables = Vec::new();
    for resource in descriptor["resources"].as_array().expect("resources") {
        let path = Path::new(&folder).join(resource["path"].as_str().expect("a path"));
        let bytes = fs::read(&path).expect("the file");
        assert_eq!(resource["bytes"], bytes.len(), "{}", path.display());
        assert_eq!(resource["hash"], format!("sha256:{}", regioscope::model::hash::of_bytes(&bytes)));
        if resource["type"] == "table" {
            let name = resource["name"].as_str().expect("a name").to_owned();
            let rows = if resource["format"] == "csv" { csv_rows(&bytes) } else { parquet_rows(&path, resource) };
            tables.push((name, rows));
        }
    }
    (descriptor, tables)
}

#[cfg(feature = "parquet")]
fn csv_rows(bytes: &[u8]) -> Vec<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(bytes);
    reader.records().map(|row| row.expect("a row").iter().map(as_number).collect()).collect()
}

#[cfg(feature = "parquet")]
fn parquet_rows(path: &Path, resource: &serde_json::Value) -> Vec<Vec<String>> {
    let layer = layer_of(&path.to_string_lossy());
    assert_eq!(layer.rejected, []);
    assert_eq!((&resource["mediatype"], &resource["dialect"]), (&"application/vnd.apache.parquet".into(), &().into()));
    let fields = resource["schema"]["fields"].as_array().expect("fields");
    let names: Vec<&str> = fields.iter().filter_map(|field| field["name"].as_str()).collect();
    let has_places = ["projects", "sensors"].iter().any(|name| resource["name"] == *name);
    assert_eq!(names.last() == Some(&"geometry"), has_places, "{}", resource["name"]);
    assert_eq!(layer.geometries.iter().any(Option::is_some), resource["name"] == "projects", "there is no sensor");
    let columns: Vec<&str> = names.into_iter().filter(|name| *name != "geometry").collect();
    assert_eq!(layer.columns, columns);
    let cells = layer.rows.iter().map(|row| (0..columns.len()).map(|at| as_number(&row.get(at).shown())).collect());
    std::iter::once(layer.columns.clone()).chain(cells).collect()
}

/// Numbers by their value, yes and no in one way of writing them.
#[cfg(feature = "parquet")]
fn as_number(cell: &str) -> String {
    cell.parse::<f64>().map_or_else(|_| cell.to_owned(), |number| number.to_string())
}

#[cfg(feature = "parquet")]
#[test]
fn a_package_of_parquet_holds_what_one_of_csv_holds() {
    let place = Place::new();
    let (plain, tables) = package(&place, "plain", &[]);
    let (descriptor, again) = package(&place, "parquet", &["--format", "parquet"]);
    assert_eq!(tables.len(), 4);
    for ((name, rows), (other, read)) in tables.iter().zip(&again) {
        assert_eq!((name, rows.len()), (other, read.len()));
        for (row, read) in rows.iter().zip(read) {
            assert_eq!(row, read, "{name}");
        }
        let hash = |told: &serde_json::Value| told["regioscope"]["tables"][name]["rows_sha256"].clone();
        assert_eq!(hash(&plain), hash(&descriptor), "{name}");
    }
    let about = |told: &serde_json::Value| told["description"].as_str().expect("words").contains("apostrophe");
    assert!(about(&plain) && !about(&descriptor), "nothing is guarded in Parquet");
    let catalogue = fs::read_to_string(place.path("parquet/catalogue.ttl")).expect("a catalogue");
    assert!(catalogue.contains("file-type/PARQUET"), "{catalogue:.2000}");
    package(&place, "once-more", &["--format", "parquet"]);
    for name in ["datapackage.json", "projects.parquet", "sensors.parquet", "catalogue.ttl"] {
        let [one, two] = ["parquet", "once-more"].map(|folder| fs::read(place.path(&format!("{folder}/{name}"))));
        assert!(one.expect("a file") == two.expect("a file"), "{name}");
    }
}

#[cfg(not(feature = "parquet"))]
#[test]
fn a_package_of_parquet_is_refused_where_it_can_not_be_written() {
    let place = Place::new();
    let answer = place.run(&["package", "--format", "parquet", "-o", &place.path("p")]);
    assert_eq!(answer.status, ExitStatus::Failed, "{}", answer.out);
    assert!(answer.err.contains("does not write parquet"), "{}", answer.err);
    assert!(!Path::new(&place.path("p")).exists());
}

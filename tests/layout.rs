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
    assert_eq!((refused.status, refused.out.as_str()), (ExitStatus::Failed, ""));
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
    assert_eq!((told["added"].as_array().map(Vec::len), told["rejected"].as_u64()), (Some(0), Some(0)), "{told:#}");
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

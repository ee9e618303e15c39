//! What a table gives: features with attributes, and rows with the reason why they are none.

use geo::Geometry;
use jiff::civil::date;
use proptest::prelude::*;

use super::*;
use crate::formats::crs::{Axes, Crs};
use crate::formats::project_list::ListTable;
use crate::formats::sheet;
use crate::model::{CellKind, LayerCell, LonLat, Nis};

fn table(text: &str) -> ListTable {
    sheet::read(text.as_bytes()).expect("a table").remove(0).into()
}

fn no_town(_: &str) -> Vec<Nis> {
    Vec::new()
}

fn guessed(table: &ListTable, kind: LayerKind) -> LayerMapping {
    detect::guess(table, kind, "laag.csv", &no_town)
}

/// A table of geodata with these shapes.
fn shapes(shapes: Vec<Geometry<f64>>, crs: Option<Crs>) -> ListTable {
    let mut table = table("naam\nEen\nTwee\nDrie\n");
    table.headers = Some(vec!["naam".into()]);
    table.sheet.rows.remove(0);
    for (row, shape) in table.sheet.rows.iter().zip(shapes) {
        table.shapes.insert(row.number, shape);
    }
    table.crs = crs;
    table
}

#[test]
fn a_table_with_coordinates_becomes_points_with_typed_attributes() {
    let text = "Naam;Lengtegraad;Breedtegraad;Plaatsen;Postcode;Sinds\n\
                Kouter;3,7270;51,0498;400;09000;2019-05-01\nZuid;3,7340;51,0460;1200;09001;\n";
    let table = table(text);
    let mapping = guessed(&table, LayerKind::Layer);
    assert_eq!((mapping.x, mapping.y, mapping.label), (Some(1), Some(2), Some(0)));
    assert_eq!(mapping.name, "laag");
    let read = read::read(&table, &mapping, "laag.csv").expect("a layer");
    let kinds: Vec<CellKind> = read.data.columns.iter().map(|column| column.kind).collect();
    let number = CellKind::Number;
    assert_eq!(kinds, [CellKind::Text, number, number, number, CellKind::Text, CellKind::Date], "09000 is a code");
    assert_eq!(read.counts.points, 2);
    let first = &read.data.features[0];
    assert_eq!(first.geometry, geo::point!(x: 3.727, y: 51.0498).into());
    assert_eq!(first.cells[3], LayerCell::Number(400.0));
    assert_eq!(first.cells[5], LayerCell::Date(date(2019, 5, 1)));
    assert_eq!((read.data.features[1].cells[5].clone(), read.detected_crs), (LayerCell::Empty, Some(Crs::Wgs84)));
}

#[test]
fn shapes_that_stand_in_cells_are_read() {
    let text = "naam\tWKT\nPark\tPOLYGON ((3.7 51, 3.8 51, 3.8 51.1, 3.7 51))\nPad\tLINESTRING (3.7 51, 3.8 51)\n\
                Bank\tSRID=31370;POINT (104500 193500)\nKwijt\taan de kerk\nLeeg\t\n";
    let table = table(text);
    let mapping = guessed(&table, LayerKind::Layer);
    assert_eq!((mapping.place, mapping.x, mapping.label), (Some(1), None, Some(0)));
    let read = read::read(&table, &mapping, "a.csv").expect("a layer");
    assert_eq!((read.counts.areas, read.counts.lines, read.counts.points), (1, 1, 1), "{:?}", read.rejected);
    let told: Vec<_> = read.rejected.iter().map(|one| (one.row, one.reason.key())).collect();
    assert_eq!(told, [(5, "reason-not-place"), (6, "reason-no-shape")]);
    let place = read.data.features[2].place().expect("a place");
    assert!((place.lon() - 3.72).abs() < 0.03 && (place.lat() - 51.05).abs() < 0.03, "{place:?}");
}

#[test]
fn the_order_that_the_file_speaks_for_is_taken() {
    let table = table("naam;X;Y;gemeente\nEen;193911,227;104863,112;Gent\n");
    let mapping = guessed(&table, LayerKind::Places);
    assert_eq!(mapping.place_columns().towns, [3], "told by its header");
    let read = read::read_along(&table, &mapping, Axes::NorthFirst, "a.csv").expect("a layer");
    let place = read.data.features[0].place().expect("a place");
    assert!((place.lon() - 3.725).abs() < 1e-4 && read.turned_axes == 1, "{place:?}");
}

#[test]
fn shapes_are_carried_to_degrees_and_kept_as_they_are() {
    let lambert = geo::Rect::new((104_000.0, 193_000.0), (105_000.0, 194_000.0)).to_polygon();
    let two = geo::MultiPolygon(vec![lambert.clone()]);
    let table = shapes(vec![lambert.into(), two.into()], Some(Crs::Lambert72));
    let read = read::read(&table, &guessed(&table, LayerKind::Layer), "a.shp").expect("a layer");
    assert_eq!((read.counts.areas, read.rejected_count), (2, 1), "the third has no shape");
    assert_eq!(read.rejected[0].reason.key(), "reason-no-shape");
    assert!(
        read.data.features.iter().all(|one| matches!(one.geometry, Geometry::MultiPolygon(_))),
        "one type of shape for all"
    );
    let place = read.data.features[0].place().expect("a place");
    assert!((place.lon() - 3.7).abs() < 0.1 && (place.lat() - 51.05).abs() < 0.05, "{place:?}");
}

#[test]
fn rows_that_are_no_features_are_told_with_row_column_and_reason() {
    let table = table("naam;lon;lat\nEen;3,7;51,0\nTwee;;51,0\nDrie;3,7;noord\nVier;0;0\nVijf;500;51\n;3,7;51,0\n");
    let mapping = LayerMapping { kind: LayerKind::Places, ..guessed(&table, LayerKind::Places) };
    let read = read::read(&table, &mapping, "p.csv").expect("places");
    let told: Vec<(u64, &str)> = read.rejected.iter().map(|one| (one.row, &*one.column)).collect();
    assert_eq!(told, [(3, "lon"), (4, "lat"), (5, "lon"), (6, "lon"), (7, "naam")], "{:?}", read.rejected);
    assert_eq!(read.rejected[1].reason.key(), "reason-not-coordinate");
    assert_eq!(read.rejected[4].reason.key(), "reason-place-nameless");
    assert_eq!(read.data.features.len(), 1);
}

#[test]
fn latitude_first_is_turned_and_an_unknown_system_is_refused() {
    let mut table = shapes(vec![geo::point!(x: 51.05, y: 3.7).into()], None);
    let mapping = guessed(&table, LayerKind::Layer);
    let read = read::read(&table, &mapping, "a.json").expect("a layer");
    assert_eq!((read.turned_axes, read.data.features[0].place().map(LonLat::lon)), (1, Some(3.7)));
    table.unknown_crs = Some("EPSG:28992".into());
    let read = read::read(&table, &mapping, "a.json").expect("a layer");
    assert!(read.data.features.is_empty() && read.rejected[0].reason.to_string().contains("28992"));
}

#[test]
fn what_can_not_be_a_layer_says_why() {
    let plain = table("Gemeente;Aantal\nGent;5\nDeinze;6\n");
    let mapping = guessed(&plain, LayerKind::Layer);
    assert_eq!(read::read(&plain, &mapping, "a.csv"), Err(LayerReadError::NoPlaces));
    let unnamed = table("lon;lat\n3,71;51,02\n3,72;51,03\n");
    let mapping = guessed(&unnamed, LayerKind::Places);
    assert_eq!(read::read(&unnamed, &mapping, "a.csv"), Err(LayerReadError::NoNames));
    let mapping = LayerMapping { name: " ".into(), ..guessed(&unnamed, LayerKind::Layer) };
    assert_eq!(read::read(&unnamed, &mapping, "a.csv"), Err(LayerReadError::NoName));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    /// Every row that is not blank is a feature or refused.
    #[test]
    fn no_row_is_lost(rows in prop::collection::vec(("[a-c ]{0,3}", "(3,7|51|x|)", "(51,0|3|)"), 1..20)) {
        let mut text = "naam;lon;lat\nkop;3,71;51,02\n".to_owned();
        for (name, x, y) in &rows {
            text += &format!("{name};{x};{y}\n");
        }
        let table = table(&text);
        let mapping = guessed(&table, LayerKind::Layer);
        prop_assume!(mapping.header_row == 1 && mapping.x.is_some());
        let read = read::read(&table, &mapping, "a.csv").expect("a layer");
        let blank = |(name, x, y): &&(String, String, String)| [name, x, y].iter().all(|one| one.trim().is_empty());
        let filled = rows.len() + 1 - rows.iter().filter(blank).count();
        prop_assert_eq!(read.data.features.len() as u64 + read.rejected_count, filled as u64);
    }
}

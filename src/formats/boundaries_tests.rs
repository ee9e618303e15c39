//! Tests of reading official boundaries.

use geo::Area;
use serde_json::json;

use super::*;
use crate::model::Language;
use crate::model::municipality::Merger;
use crate::text::Text;

fn nis(code: &str) -> Nis {
    code.parse().expect("a code")
}

/// 1 and 2 became 12041; 11007 went up in 11002, which lived on.
fn timeline() -> MergerTimeline {
    let merger = |old: &str, new: &str| Merger {
        old: nis(old),
        old_name: Arc::from(old),
        new: nis(new),
        effective: jiff::civil::date(2019, 1, 1),
    };
    MergerTimeline::new(vec![merger("12030", "12041"), merger("12034", "12041"), merger("11007", "11002")])
}

fn square(west: f64, south: f64) -> Value {
    let (east, north) = (west + 0.1, south + 0.1);
    json!({ "type": "Polygon", "coordinates": [[[west, south], [west, north], [east, north], [east, south], [west, south]]] })
}

fn feature(name: &str, code: &Value, geometry: &Value) -> Value {
    json!({ "type": "Feature", "properties": { name: code }, "geometry": geometry })
}

fn read_features(features: &[Value], wanted: &[&str]) -> Result<BoundariesRead, BoundariesError> {
    let text = json!({ "type": "FeatureCollection", "features": features }).to_string();
    let wanted: Vec<Nis> = wanted.iter().map(|code| nis(code)).collect();
    read(text.as_bytes(), "test", &wanted, &timeline())
}

#[test]
fn merged_municipalities_are_dissolved() {
    let features = [
        feature("NISCODE", &json!("12030"), &square(4.2, 51.0)),
        feature("CD_MUNTY_REFNIS", &json!("12034"), &square(4.3, 51.0)),
        feature("nis", &json!(11002), &square(4.4, 51.2)),
        feature("Code", &json!("11007"), &square(4.5, 51.2)),
        feature("NISCODE", &json!("62063"), &square(5.5, 50.6)),
    ];
    let read = read_features(&features, &["12041", "11002", "44021"]).expect("areas");
    assert_eq!(read.boundaries.iter().map(|one| one.0).collect::<Vec<_>>(), [nis("11002"), nis("12041")]);
    assert_eq!((read.missing, read.foreign_count), (vec![nis("44021")], 1));
    assert_eq!(read.dissolved, [nis("11002"), nis("12041")]);
    for (_, boundary) in &read.boundaries {
        assert_eq!((boundary.geometry.0.len(), boundary.accuracy), (1, BoundaryAccuracy::Official));
        assert!((boundary.geometry.signed_area() - 0.02).abs() < 1e-9, "counter-clockwise and whole");
    }
}

#[test]
fn a_municipality_with_a_part_missing_is_missing() {
    let features = [
        feature("nis", &json!("12030"), &square(4.2, 51.0)),
        feature("nis", &json!("11007"), &square(4.5, 51.2)),
        feature("nis", &json!("44021"), &square(3.7, 51.0)),
    ];
    let read = read_features(&features, &["12041", "11002", "44021"]).expect("areas");
    assert_eq!(read.missing, [nis("11002"), nis("12041")]);
}

#[test]
fn metres_and_turned_axes_are_carried_to_degrees() {
    let metres = json!({ "type": "Polygon", "coordinates":
        [[[144_474.529_7, 208_293.532_4], [145_474.5, 208_293.5], [145_474.5, 209_293.5], [144_474.529_7, 208_293.532_4]]] });
    let turned = json!({ "type": "Polygon", "coordinates": [[[51.0, 3.7], [51.1, 3.7], [51.1, 3.8], [51.0, 3.7]]] });
    let features = [feature("nis", &json!("11002"), &metres), feature("nis", &json!("44021"), &turned)];
    let read = read_features(&features, &["11002", "44021"]).expect("areas");
    let first = |index: usize| read.boundaries[index].1.geometry.0[0].exterior().0.clone();
    assert!(first(0).iter().any(|c| (c.x - 4.289_731_13).abs() < 1e-8 && (c.y - 51.184_607_69).abs() < 1e-8));
    assert!(first(1).iter().all(|c| (3.6..3.9).contains(&c.x)));
}

#[test]
fn bad_features_are_told_and_crossing_rings_mended() {
    let bow = json!({ "type": "Polygon", "coordinates": [[[3.7, 51.0], [3.8, 51.1], [3.8, 51.0], [3.7, 51.1], [3.7, 51.0]]] });
    let features = [
        feature("nis", &json!("44021"), &bow),
        feature("nis", &json!("none"), &square(4.0, 51.0)),
        feature("nis", &json!("31005"), &square(12.0, 41.0)),
        feature("nis", &json!("31005"), &json!({ "type": "Point", "coordinates": [3.2, 51.2] })),
        feature("nis", &json!("31005"), &Value::Null),
    ];
    let read = read_features(&features, &["44021", "31005"]).expect("an area");
    assert_eq!((read.mended, read.missing), (vec![nis("44021")], vec![nis("31005")]));
    assert!(read.boundaries[0].1.geometry.is_valid());
    let text = Text::new(Language::En);
    let reasons: Vec<String> = read.rejected.iter().map(|row| text.rejected(row)).collect();
    assert_eq!(
        reasons,
        [
            "test:2 [nis]: no property with a five-digit municipality code",
            "test:3 [geometry]: 12, 41 does not lie in Belgium",
            "test:4 [geometry]: the shape is not an area",
            "test:5 [geometry]: the row has no shape",
        ]
    );
}

#[test]
fn an_answer_without_any_area_is_an_error_that_says_why() {
    let text = Text::new(Language::En);
    let error = read_features(&[], &["44021"]).expect_err("nothing").reason();
    assert_eq!(text.reason(&error), "no area of a municipality (none was found): test");
    let html = read(&b"<html>"[..], "https://example.org", &[nis("44021")], &timeline()).expect_err("a web page");
    assert_eq!(text.reason(&html.reason()), "this is a web page, not GeoJSON: https://example.org");
}

//! Tests of the parser on small answers written for them.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::model::sensor::PropertyMapping;
use crate::model::{FeedId, Protocol, Quality, Unit};

fn now() -> Timestamp {
    "2026-04-06T10:20:00Z".parse().expect("a time")
}

fn feed() -> Feed {
    Feed::new(FeedId::new("map"), Protocol::Wfs, "https://map.example/ows")
}

fn source(feed: &Feed) -> Source<'_> {
    Source { feed, layer: "realtime:pm25_hmean_station", crs: None, first_row: 0, now: now() }
}

/// A feature as GeoServer writes those of IRCELINE.
fn feature(code: &str, time: &str, value: &Value, coordinates: &Value) -> Value {
    json!({
        "type": "Feature", "id": format!("pm25_hmean_station.{code}"), "geometry_name": "the_geom",
        "geometry": {"type": "Point", "coordinates": coordinates},
        "properties": {
            "ab_eoi_code": code, "ab_name": format!("44X - {code}"), "timestamp": time, "device_id": 7,
            "value": value, "network": "Flanders"
        }
    })
}

fn collection(features: &[Value], crs: Option<&str>) -> Value {
    let crs = crs.map(|name| json!({"type": "name", "properties": {"name": name}}));
    json!({
        "type": "FeatureCollection", "features": features, "totalFeatures": features.len(),
        "numberMatched": features.len(), "numberReturned": features.len(), "crs": crs
    })
}

fn read(document: &Value, feed: &Feed) -> Page {
    parse(document.to_string().as_bytes(), &source(feed)).expect("a page")
}

/// The point whose publisher gives both pairs of coordinates.
const LAMBERT_72: [f64; 2] = [144_474.529_7, 208_293.532_4];

fn assert_is_that_place(readings: &Readings) {
    let place = readings.sensors[0].location.expect("a place");
    assert!(place.distance_m(LonLat::new(4.289_731_136, 51.184_607_64).expect("a place")) < 1.0, "{place:?}");
}

#[test]
fn a_page_of_irceline_is_read_in_lambert_coordinates() {
    let feed = feed();
    let hours = ["2026-04-06T09:00:00Z", "2026-04-06T10:00:00Z"];
    let features = [
        feature("BETN1", hours[1], &json!(12.5), &json!(LAMBERT_72)),
        feature("BETN1", hours[0], &json!(11), &json!(LAMBERT_72)),
        feature("BETN2", hours[1], &json!(-9999), &json!(LAMBERT_72)),
        feature("BETN3", hours[1], &json!(null), &json!(LAMBERT_72)),
        feature("BETN4", hours[1], &json!("-0.3"), &json!(LAMBERT_72)),
    ];
    let page = read(&collection(&features, Some("urn:ogc:def:crs:EPSG::31370")), &feed);
    assert_eq!((page.feature_count, page.matched_count), (5, Some(5)));
    let readings = &page.readings;
    assert!(readings.rejected.is_empty(), "{:?}", readings.rejected);
    assert_eq!((readings.sensors.len(), readings.observations.len()), (4, 5));
    assert_eq!((readings.sensors[0].id.as_str(), &*readings.sensors[0].name), ("map/BETN1", "44X - BETN1"));
    assert_is_that_place(readings);
    let stream = &readings.sensors[0].datastreams[0];
    assert_eq!(
        (&*stream.key, stream.property, stream.unit),
        ("pm25_hmean_station", ObservedProperty::Pm25, Unit::MicrogramPerCubicMetre)
    );
    let latest = stream.latest.expect("a value");
    assert_eq!((latest.value, latest.time.to_string()), (12.5, hours[1].to_owned()), "the newest, whatever the order");
    let flags: Vec<Quality> = readings.observations.iter().map(|(_, _, seen)| seen.quality).collect();
    assert_eq!(flags, [Quality::Good, Quality::Good, Quality::Missing, Quality::Missing, Quality::Missing]);
}

#[test]
fn the_reference_system_is_named_asked_for_or_seen() {
    let feed = feed();
    let one = |coordinates: Value| [feature("A", "2026-04-06T10:00:00Z", &json!(1), &coordinates)];
    let lambert = one(json!(LAMBERT_72));
    assert_is_that_place(&read(&collection(&lambert, None), &feed).readings);
    let asked = Source { crs: Some(Crs::Lambert72), ..source(&feed) };
    let page = parse(collection(&lambert, None).to_string().as_bytes(), &asked).expect("a page");
    assert_is_that_place(&page.readings);
    for turned in [json!([51.184_607_64, 4.289_731_136]), json!([4.289_731_136, 51.184_607_64])] {
        assert_is_that_place(&read(&collection(&one(turned), Some("EPSG:4326")), &feed).readings);
    }
    let page = read(&collection(&lambert, Some("urn:ogc:def:crs:EPSG::28992")), &feed);
    assert_eq!(page.readings.sensors[0].location, None, "a system that is not known is not taken for another");
    assert_eq!(page.readings.rejected[0].to_string(), "map:1 [geometry]: reason-feed-no-place");
    assert_eq!(page.readings.observations.len(), 1, "the value is kept");
}

#[test]
fn daily_areas_of_several_layers_are_told_apart() {
    let feed = feed();
    let cell = |id: &str, date: &str, value: f64| {
        json!({
            "type": "Feature", "id": id, "properties": {"id": 1102, "date": date, "value": value, "network": "Wallonia"},
            "geometry": {"type": "Polygon", "coordinates": [[[180_000, 126_000], [180_000, 130_000], [184_000, 130_000], [184_000, 126_000], [180_000, 126_000]]]}
        })
    };
    let features = [cell("bc_dmean.fid-1", "2026-04-05Z", 0.2), cell("pm10_dmean.fid-2", "2026-04-05Z", 9.5)];
    let readings = read(&collection(&features, Some("urn:ogc:def:crs:EPSG::31370")), &feed).readings;
    assert_eq!(readings.sensors.len(), 1);
    let streams: Vec<(&str, ObservedProperty)> =
        readings.sensors[0].datastreams.iter().map(|stream| (&*stream.key, stream.property)).collect();
    assert_eq!(streams, [("bc_dmean", ObservedProperty::BlackCarbon), ("pm10_dmean", ObservedProperty::Pm10)]);
    assert_eq!(readings.observations[0].2.time.to_string(), "2026-04-05T00:00:00Z");
    let place = readings.sensors[0].location.expect("the middle");
    // As PROJ 9 gives it for 182000, 128000.
    let middle = LonLat::new(4.819_439_613_8, 50.461_958_466_9).expect("a place");
    assert!(place.distance_m(middle) < 1.0, "{place:?}");
}

#[test]
fn other_layers_are_read_by_a_mapping() {
    let mut feed = feed();
    let parking = json!({
        "type": "Feature", "id": "p.1", "geometry": null,
        "properties": {"code": "P1", "label": "Markt", "free": "12", "total": 40, "state": -1}
    });
    let refused = parse(collection(std::slice::from_ref(&parking), None).to_string().as_bytes(), &source(&feed));
    assert!(refused.is_err_and(|reason| reason.contains("a mapping of fields is needed")));
    let property = |field: &str, observed_property| PropertyMapping {
        field: field.to_owned(),
        observed_property,
        unit: String::new(),
        missing: vec![-1.0],
    };
    feed.mapping = Some(FieldMapping {
        key: "code".to_owned(),
        name: "label".to_owned(),
        capacity: "total".to_owned(),
        property: vec![
            property("free", ObservedProperty::ParkingFree),
            property("state", ObservedProperty::ParkingOccupancy),
        ],
        ..FieldMapping::default()
    });
    let readings = read(&collection(&[parking], None), &feed).readings;
    assert_eq!((readings.sensors[0].id.as_str(), &*readings.sensors[0].name), ("map/P1", "Markt"));
    let seen: Vec<(f64, Quality)> = readings.observations.iter().map(|(_, _, one)| (one.value, one.quality)).collect();
    assert_eq!(seen, [(12.0, Quality::Good), (-1.0, Quality::Missing)]);
    assert_eq!(readings.sensors[0].datastreams[0].capacity, Some(40.0));
    assert_eq!(readings.observations[0].2.time, now(), "it has no field of time");
}

#[test]
fn what_can_not_be_read_is_reported_and_the_rest_is_kept() {
    let feed = feed();
    let at = json!(LAMBERT_72);
    let features = [
        json!(3),
        feature("A", "soon", &json!(1), &at),
        feature("B", "2026-04-06T10:00:00Z", &json!("much"), &at),
        feature("C", "2026-04-06T10:00:00Z", &json!(1), &at),
    ];
    let readings = read(&collection(&features, None), &feed).readings;
    let reasons: Vec<String> = readings.rejected.iter().map(ToString::to_string).collect();
    assert_eq!(
        reasons,
        ["map:1 []: reason-feed-not-record", "map:2 []: reason-feed-no-time", "map:3 [value]: reason-feed-not-number"]
            .map(|text| text.replace(" []", ""))
    );
    assert_eq!(readings.observations.len(), 1);
}

#[test]
fn exceptions_say_their_text() {
    let report = b"<ows:ExceptionReport xmlns:ows='http://www.opengis.net/ows/1.1' version='2.0.0'><ows:Exception \
        exceptionCode='InvalidParameterValue' locator='typeName'><ows:ExceptionText>Feature type x unknown\
        </ows:ExceptionText></ows:Exception></ows:ExceptionReport>";
    assert_eq!(exception(report).as_deref(), Some("Feature type x unknown"));
    let old =
        b"<ServiceExceptionReport><ServiceException code='x'>No such layer</ServiceException></ServiceExceptionReport>";
    assert_eq!(exception(old).as_deref(), Some("No such layer"));
    let bare = b"<ExceptionReport><Exception exceptionCode='NoApplicableCode'/></ExceptionReport>";
    assert_eq!(exception(bare).as_deref(), Some("NoApplicableCode"));
    assert!(exception(b"<wfs:FeatureCollection xmlns:wfs='w'/>").is_none() && exception(b"{}").is_none());
}

proptest! {
    #[test]
    fn no_json_makes_it_panic(document in crate::feeds::tests_json::any_json(), in_features in any::<bool>()) {
        let feed = feed();
        let document = if in_features { json!({"features": [document], "crs": null}) } else { document };
        if let Ok(page) = parse(document.to_string().as_bytes(), &source(&feed)) {
            prop_assert!(page.readings.observations.iter().all(|(_, _, seen)| seen.value.is_finite()));
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let feed = feed();
        let _outcome = (parse(&bytes, &source(&feed)), exception(&bytes));
    }
}

//! The parser of SensorThings pages, on small documents of the standard's shapes and on any JSON at all.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::feeds::catalog;
use crate::model::{ObservedProperty, Quality};

fn feed() -> Feed {
    let feeds = catalog::parse(include_str!("../../../data/feeds.toml")).expect("a catalogue");
    feeds.into_iter().find(|feed| feed.id.as_str() == "hamburg-iot").expect("a known feed")
}

fn now() -> Timestamp {
    "2026-04-06T10:30:00Z".parse().expect("a time")
}

fn read(document: &Value) -> ThingsPage {
    things(document.to_string().as_bytes(), &feed(), now()).expect("a page")
}

#[test]
fn a_page_of_things_is_read() {
    let page = read(&json!({"@iot.count": 2, "@iot.nextLink": "Things?$skip=1", "value": [{
        "@iot.id": 7, "name": "Meetpunt", "properties": {"simulated": true, "capacity": 40},
        "Locations": [{"encodingType": "application/geo+json", "location": {"type": "Point", "coordinates": [3.7, 51.0]}}],
        "Datastreams@iot.nextLink": "Things(7)/Datastreams?$skip=2",
        "Datastreams": [
            {"@iot.id": "a'b", "name": "dust", "unitOfMeasurement": {"name": "mg/m3", "symbol": null, "definition": ""},
             "ObservedProperty": {"name": "PM2.5"}, "@iot.selfLink": "https://x.example/Datastreams('a''b')",
             "Observations": [
                {"phenomenonTime": "2026-04-06T09:00:00Z/2026-04-06T10:00:00Z", "result": "0.0153", "resultTime": null}]},
            {"@iot.id": 9, "name": "free", "unitOfMeasurement": null, "ObservedProperty": {"name": "parking_free"},
             "Observations": [{"phenomenonTime": "2026-04-06T10:00:00Z", "result": 41}]},
        ]
    }]}));
    assert_eq!(page.next.as_deref(), Some("Things?$skip=1"));
    let thing = &page.things[0];
    assert_eq!((thing.key.as_str(), thing.is_simulated, thing.location), ("7", true, LonLat::new(3.7, 51.0).ok()));
    assert_eq!(thing.next_streams.as_deref(), Some("Things(7)/Datastreams?$skip=2"));
    let [dust, free] = thing.streams.as_slice() else { panic!("two datastreams") };
    let latest = dust.datastream().latest.expect("a value");
    assert_eq!((latest.value, latest.time.to_string().as_str()), (15.3, "2026-04-06T10:00:00Z"));
    assert_eq!((dust.original_unit.as_str(), dust.conversion.unit), ("mg/m3", Unit::MicrogramPerCubicMetre));
    assert_eq!(dust.observations_link.as_deref(), Some("https://x.example/Datastreams('a''b')/Observations"));
    assert_eq!(Stream::of(&dust.datastream(), Vec::new()).conversion, dust.conversion, "found again from the model");
    let latest = free.datastream().latest.expect("a value");
    assert_eq!((latest.quality, free.datastream().capacity), (Quality::Implausible, Some(40.0)));
    let readings = thing.readings(&feed());
    assert_eq!(readings.sensors[0].id.as_str(), "hamburg-iot/7");
    assert_eq!(readings.observations.len(), 2);
}

#[test]
fn a_property_that_can_not_have_the_unit_gives_way_to_the_name() {
    let stream = |name: &str, unit: &str| json!({"@iot.id": name, "name": name, "unitOfMeasurement": {"symbol": unit}, "ObservedProperty": {"name": "PM2.5"}});
    let document = json!({"value": [stream("Station Air temperature", "K"), stream("Station 12", "K")]}).to_string();
    let page = datastreams(document.as_bytes(), &feed(), now()).expect("a page");
    let [named, unnamed] = page.streams.as_slice() else { panic!("two datastreams") };
    assert_eq!((named.conversion.property, named.conversion.unit), (ObservedProperty::Temperature, Unit::Celsius));
    assert_eq!((unnamed.conversion.property, unnamed.conversion.unit), (ObservedProperty::Pm25, Unit::Original));
}

#[test]
fn results_of_every_kind_are_values_or_reasons() {
    let value = |result: Value| {
        let observation = json!({"phenomenonTime": "2026-04-06T10:00:00Z", "result": result});
        let page =
            read(&json!({"value": [{"@iot.id": 1, "Datastreams": [{"@iot.id": 1, "Observations": [observation]}]}]}));
        let latest = page.things[0].streams[0].observations.first();
        (latest.filter(|seen| seen.quality.is_value()).map(|seen| seen.value), page.rejected.len())
    };
    assert_eq!(value(json!(3)), (Some(3.0), 0));
    assert_eq!(value(json!("15.3000")), (Some(15.3), 0));
    assert_eq!(value(json!(true)), (Some(1.0), 0));
    assert_eq!(value(json!({"value": 4})), (Some(4.0), 0));
    assert_eq!(value(json!({"a": 4})), (None, 1));
    assert_eq!(value(json!("open")), (None, 1));
    assert_eq!(value(json!(null)), (None, 0));
    assert_eq!(value(json!(-999)), (None, 0));
}

#[test]
fn entities_without_identifier_are_reported_and_the_rest_is_kept() {
    let page = read(&json!({"value": [
        {"name": "nameless"}, 3,
        {"@iot.selfLink": "https://x.example/Things('k')", "Datastreams": [{"name": "x"}, {"@iot.id": 1}]},
    ]}));
    assert_eq!(page.things.len(), 1);
    assert_eq!((page.things[0].key.as_str(), page.things[0].streams.len()), ("k", 1));
    let reasons: Vec<String> = page.rejected.iter().map(ToString::to_string).collect();
    assert_eq!(
        reasons,
        [
            "hamburg-iot:1: reason-feed-no-id",
            "hamburg-iot:2: reason-feed-no-id",
            "hamburg-iot:3 [Datastreams]: reason-feed-no-id",
        ]
    );
}

#[test]
fn a_data_array_is_read_by_its_components() {
    let document = json!({"value": [{"components": ["id", "result", "phenomenonTime"], "dataArray": [
        [1, 5.0, "2026-04-06T10:00:00Z"], [2, null, "2026-04-06T10:05:00Z"], [3, 6.0, null], [4], 5
    ]}]});
    let page = read(&json!({"value": [{"@iot.id": 1, "Datastreams": [{"@iot.id": 1}]}]}));
    let stream = &page.things[0].streams[0];
    let page = observations(document.to_string().as_bytes(), stream, now()).expect("a page");
    assert_eq!((page.observations.len(), page.unreadable_count), (1, 1));
    assert_eq!(page.observations[0].value, 5.0);
}

#[test]
fn a_mapping_of_the_feed_goes_before_the_words_of_the_server() {
    let mut feed = feed();
    feed.mapping = Some(crate::model::sensor::FieldMapping {
        property: vec![PropertyMapping {
            field: "Anzahl".into(),
            observed_property: ObservedProperty::TrafficIntensity,
            unit: "veh/15min".into(),
            missing: vec![0.0],
        }],
        ..Default::default()
    });
    let document = json!({"value": [{"@iot.id": 1, "unitOfMeasurement": {"symbol": "x"}, "ObservedProperty": {"name": "anzahl"},
        "Observations": [{"phenomenonTime": "2026-04-06T10:00:00Z", "result": 10},
                         {"phenomenonTime": "2026-04-06T10:15:00Z", "result": 0}]}]});
    let page = datastreams(document.to_string().as_bytes(), &feed, now()).expect("a page");
    let latest = page.streams[0].datastream();
    assert_eq!((latest.unit, latest.latest.map(|latest| latest.value)), (Unit::VehiclesPerHour, Some(40.0)));
}

#[test]
fn what_is_no_collection_says_what_the_host_says() {
    let error = |text: &str| things(text.as_bytes(), &feed(), now()).expect_err("no page");
    assert_eq!(error("{\"message\": \"unknown path\"}"), "the host says \"unknown path\"");
    assert_eq!(error("[]"), "no collection in the answer");
    assert!(error("{\"value\": [{").starts_with("broken JSON"));
    assert!(error(&"[".repeat(100_000)).starts_with("broken JSON"), "depth is limited");
}

proptest! {
    #[test]
    fn no_json_makes_it_panic(document in crate::feeds::tests_json::any_json()) {
        let bytes = json!({"value": [document]}).to_string();
        if let Ok(page) = things(bytes.as_bytes(), &feed(), now()) {
            for thing in page.things {
                let readings = thing.readings(&feed());
                prop_assert!(readings.observations.iter().all(|(_, _, observation)| observation.value.is_finite()));
            }
        }
        if let Ok(page) = datastreams(bytes.as_bytes(), &feed(), now()) {
            for stream in page.streams {
                let _outcome = observations(bytes.as_bytes(), &stream, now());
            }
        }
    }
}

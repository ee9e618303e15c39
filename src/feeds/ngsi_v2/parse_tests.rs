//! The readers of NGSI v2 entities and of QuantumLeap's time series, on small documents and on any JSON at all.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::feeds::tests_json::any_json;
use crate::model::{FeedId, ObservedProperty, Protocol, Quality};

fn now() -> Timestamp {
    "2026-04-06T10:00:00Z".parse().expect("a time")
}

fn feed() -> Feed {
    Feed::new(FeedId::new("f"), Protocol::NgsiV2, "https://broker.example")
}

fn read(document: &Value) -> Readings {
    entities(document.to_string().as_bytes(), &feed(), now()).expect("a page").readings
}

fn values(readings: &Readings) -> Vec<(String, f64, String)> {
    readings.observations.iter().map(|(_, key, seen)| (key.to_string(), seen.value, seen.time.to_string())).collect()
}

fn air() -> Value {
    json!({
        "id": "gent-7", "type": "AirQualityObserved",
        "dateObserved": {"type": "DateTime", "value": "2026-04-06T09:50:00", "metadata": {}},
        "co": {"type": "Number", "value": 0.3, "metadata": {"unitCode": {"type": "Text", "value": "GP"}}},
        "no2": {"type": "Number", "value": "31.5", "metadata": {"timestamp": {"type": "DateTime", "value": "2026-04-06T09:52:00.00Z"}}},
        "dateModified": {"type": "DateTime", "value": "2026-04-06T09:59:00.00Z"},
        "location": {"type": "geo:point", "value": "51.05, 3.72"},
    })
}

#[test]
fn normalized_entities_give_values_units_and_times() {
    let readings = read(&json!([air()]));
    let expected = [("co", 300.0, "2026-04-06T09:50:00Z"), ("no2", 31.5, "2026-04-06T09:52:00Z")];
    assert_eq!(values(&readings), expected.map(|(key, value, time)| (key.to_owned(), value, time.to_owned())));
    let sensor = &readings.sensors[0];
    assert_eq!((sensor.id.as_str(), sensor.location.map(crate::model::LonLat::lon)), ("f/gent-7", Some(3.72)));
}

#[test]
fn key_values_are_read_as_well() {
    let parking = json!({
        "id": "P1", "type": "OffStreetParking", "totalSpotNumber": 414, "availableSpotNumber": 132, "occupancy": 0.68,
        "occupancyModified": "2026-04-06T09:00:00Z", "observationDateTime": "2021-03-11T15:51:02Z",
        "location": {"type": "Point", "coordinates": [3.72, 51.05]}, "fourWheelerSlots": {"availableSpotNumber": 25},
    });
    let readings = read(&json!([parking]));
    let expected = [("availableSpotNumber", 132.0), ("occupancy", 68.0)];
    let found: Vec<(String, f64)> = values(&readings).into_iter().map(|(key, value, _)| (key, value)).collect();
    assert_eq!(found, expected.map(|(key, value)| (key.to_owned(), value)));
    assert_eq!(readings.sensors[0].datastreams[0].capacity, Some(414.0));
    let untimed =
        json!({"id": "P2", "type": "WasteContainer", "fillingLevel": 0.5, "dateModified": "2026-04-06T09:00:00Z"});
    assert_eq!(
        values(&read(&json!([untimed])))[0].2,
        "2026-04-06T09:00:00Z",
        "the broker's time, where there is no other"
    );
}

#[test]
fn time_series_of_one_and_of_several_attributes_are_read() {
    let sensor = read(&json!([air()])).sensors.remove(0);
    let past = |document: Value| series(document.to_string().as_bytes(), &feed(), &sensor, now()).expect("a series");
    let index = json!(["2026-04-06T08:00:00.000+00:00", "2026-04-06T09:00:00"]);
    let (one, came) = past(json!({"entityId": "gent-7", "attrName": "co", "index": index, "values": [0.1, 0.2]}));
    assert_eq!((came, values(&one)[1].1), (2, 200.0), "in the unit that the sensor is known to have");
    let attributes = json!([{"attrName": "co", "values": [0.1, null]}, {"attrName": "no2", "values": ["7", "NaN"]}, {"attrName": "x", "values": [1, 2]}]);
    let (both, _) = past(json!({"data": {"index": index, "attributes": attributes}}));
    let found: Vec<(String, f64)> = values(&both).into_iter().map(|(key, value, _)| (key, value)).collect();
    assert_eq!(found, [("co".to_owned(), 100.0), ("no2".to_owned(), 7.0), ("no2".to_owned(), 0.0)]);
    assert_eq!(both.observations[2].2.quality, Quality::Missing, "said to be none; a null was never told at all");
    assert_eq!(both.sensors[0].datastreams[0].property, ObservedProperty::Co);
    assert!(series(b"{\"error\": 1}", &feed(), &sensor, now()).is_err());
}

proptest! {
    #[test]
    fn no_json_makes_it_panic(document in any_json(), bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let sensor = read(&json!([air()])).sensors.remove(0);
        for bytes in [document.to_string().into_bytes(), bytes] {
            let _page = entities(&bytes, &feed(), now());
            let _past = series(&bytes, &feed(), &sensor, now());
        }
    }
}

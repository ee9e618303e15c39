//! Payloads of every kind that is known. Only built for tests.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::model::{FeedId, ObservedProperty, Protocol, Quality, Unit};

fn now() -> Timestamp {
    "2026-04-06T10:00:00Z".parse().expect("a time")
}

fn feed(options: &[(&str, &str)]) -> Feed {
    let mut feed = Feed::new(FeedId::new("f"), Protocol::Mqtt, "mqtt://broker.example");
    feed.options = options.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    feed
}

fn message(topic: &str, payload: impl Into<Vec<u8>>) -> Message {
    Message { topic: topic.to_owned(), payload: payload.into(), is_retained: false, arrived: now() }
}

fn read(options: &[(&str, &str)], messages: &[Message]) -> Readings {
    let feed = feed(options);
    readings(&feed, &Mapping::of(&feed).expect("a mapping"), messages, now())
}

/// Sensor, datastream, property, value of each observation.
fn seen(readings: &Readings) -> Vec<(&str, &str, ObservedProperty, f64)> {
    let found = readings.observations.iter().map(|(sensor, key, observation)| {
        let known = readings.sensors.iter().find(|one| one.id == *sensor).expect("its sensor");
        let stream = known.datastreams.iter().find(|one| one.key == *key).expect("its datastream");
        (sensor.as_str(), &**key, stream.property, observation.value)
    });
    found.collect()
}

#[test]
fn a_plain_number_is_named_by_its_topic() {
    let messages = [message("city/air/7/pm10", "12.5"), message("city/air/7/no2", " 31,5 "), message("lone", "1")];
    let readings = read(&[], &messages);
    let expected = [
        ("f/city/air/7", "no2", ObservedProperty::No2, 31.5),
        ("f/city/air/7", "pm10", ObservedProperty::Pm10, 12.5),
        ("f/lone", "lone", ObservedProperty::Other, 1.0),
    ];
    assert_eq!(seen(&readings), expected);
    assert_eq!(
        readings.observations[0].2,
        crate::model::Observation { time: now(), value: 31.5, quality: Quality::Good }
    );
}

#[test]
fn templates_take_levels_of_the_topic() {
    let options = [("key", "{3}/{1}"), ("property", "{2}"), ("unit", "mg/m3")];
    let readings = read(&options, &[message("gent/pm10/7/raw", "0.012"), message("gent/pm10", "1")]);
    assert_eq!(seen(&readings), [("f/7/gent", "raw", ObservedProperty::Pm10, 12.0)]);
    assert_eq!(readings.rejected.len(), 1);
    assert_eq!(
        (&*readings.rejected[0].column, readings.rejected[0].reason.to_string()),
        ("topic", "reason-feed-no-level 3".to_owned())
    );
    let by_number = read(&[("key", "2")], &[message("a/b/c", "5")]);
    assert_eq!(seen(&by_number)[0].0, "f/b");
    for wrong in ["{x}", "{0}", "{1"] {
        assert!(Mapping::of(&feed(&[("key", wrong)])).is_err(), "{wrong}");
    }
}

#[test]
fn the_numbers_of_an_object_are_found_without_a_mapping() {
    let payload = json!({
        "name": "Korenmarkt", "timestamp": 1_775_469_600, "lat": 51.05, "lon": 3.72, "device_id": 5, "rssi": -80,
        "PM10": 12.0, "data": { "temperature": 20.5 }, "location": { "lon": 1, "lat": 1 }, "status": "ok",
    });
    let readings = read(&[], &[message("air/7", payload.to_string())]);
    let expected = [
        ("f/air/7", "PM10", ObservedProperty::Pm10, 12.0),
        ("f/air/7", "data.temperature", ObservedProperty::Temperature, 20.5),
    ];
    assert_eq!(seen(&readings), expected);
    let sensor = &readings.sensors[0];
    assert_eq!((&*sensor.name, sensor.location), ("Korenmarkt", LonLat::new(3.72, 51.05).ok()));
    assert_eq!(readings.observations[0].2.time.to_string(), "2026-04-06T10:00:00Z");
}

#[test]
fn paths_say_where_things_stand() {
    let options = [
        ("id", "$.device.eui"),
        ("value", "dust:/m/0/v, noise:m[1].v, gone:/m/9"),
        ("property", "dust:PM2.5,noise:LAeq"),
        ("unit", "dust:mg/m3"),
        ("time", "device.at"),
        ("name", "/device/label"),
        ("lon", "device.x"),
        ("lat", "device.y"),
    ];
    let payload = json!({
        "device": { "eui": "AB12", "at": "2026-04-06T11:59:00+02:00", "label": "Pole 3", "x": "3.7", "y": "51.1" },
        "m": [{ "v": 0.012 }, { "v": "55,5" }],
    });
    let readings = read(&options, &[message("uplink", payload.to_string())]);
    let expected =
        [("f/AB12", "dust", ObservedProperty::Pm25, 12.0), ("f/AB12", "noise", ObservedProperty::NoiseLaeq, 55.5)];
    assert_eq!(seen(&readings), expected);
    assert_eq!((&*readings.sensors[0].name, readings.sensors[0].location.is_some()), ("Pole 3", true));
    assert_eq!(readings.observations[0].2.time.to_string(), "2026-04-06T09:59:00Z");
    assert_eq!(readings.sensors[0].datastreams[0].unit, Unit::MicrogramPerCubicMetre);
    let untimed = json!({ "device": { "eui": 5 }, "m": [{ "v": 1 }] });
    let rejected = read(&options, &[message("uplink", untimed.to_string())]).rejected;
    assert_eq!((&*rejected[0].column, rejected[0].reason.key()), ("time", "reason-feed-no-time"));
}

#[test]
fn a_vague_name_is_told_by_the_topic_and_a_list_by_its_records() {
    let one = json!({ "value": 5, "unit": "hPa", "ts": "1775469600000" });
    let readings = read(&[], &[message("roof/pressure", one.to_string())]);
    assert_eq!(seen(&readings), [("f/roof/pressure", "value", ObservedProperty::Pressure, 5.0)]);
    assert_eq!(readings.sensors[0].datastreams[0].unit, Unit::Hectopascal);
    let list = json!([{ "id": "a", "no2": 1 }, { "id": "b", "no2": 2 }, { "no2": 3 }, 5]);
    let readings = read(&[("id", "id")], &[message("all", list.to_string())]);
    assert_eq!(readings.sensors.len(), 2);
    assert_eq!(readings.rejected_count(), 2);
}

#[test]
fn what_was_retained_without_a_time_is_uncertain() {
    let retained = |payload: &str| Message { is_retained: true, ..message("a/pm10", payload) };
    let quality = |payload: &str| read(&[], &[retained(payload)]).observations[0].2.quality;
    assert_eq!(quality("5"), Quality::Uncertain);
    assert_eq!(quality("{\"pm10\": 5}"), Quality::Uncertain);
    assert_eq!(quality("{\"pm10\": 5, \"time\": \"2026-04-06T09:00:00Z\"}"), Quality::Good);
}

#[test]
fn nothing_is_not_nought() {
    let readings = read(&[], &[message("a/pm10", "null"), message("b", "{\"pm10\": null}"), message("c/pm10", "-999")]);
    assert!(readings.observations.iter().all(|(_, _, seen)| seen.quality == Quality::Missing));
    assert_eq!(readings.observations.len(), 3);
    assert!(readings.sensors.iter().all(|sensor| sensor.datastreams[0].latest.is_none()));
    assert_eq!(read(&[], &[message("a/pm10", "")]), Readings::default(), "a retained message was deleted");
}

#[test]
fn what_can_not_be_read_is_rejected_with_its_reason() {
    let large = vec![b'1'; MAX_PAYLOAD_BYTES + 1];
    let messages = [
        message("a", "open"),
        message("b", [0xff, 0xfe]),
        message("c", "{\"text\": \"x\"}"),
        message("d", large),
        message("e/pm10", "7"),
        message("f", "\"much\""),
    ];
    let readings = read(&[], &messages);
    assert_eq!(readings.observations.len(), 1);
    let reasons: Vec<(u64, &str)> = readings.rejected.iter().map(|one| (one.row, one.reason.key())).collect();
    let expected = [
        (1, "reason-feed-not-json"),
        (2, "reason-feed-not-json"),
        (3, "reason-feed-no-value"),
        (4, "reason-feed-large"),
        (6, "reason-feed-not-number"),
    ];
    assert_eq!(reasons, expected);
    let wrong = read(&[("value", "a,b")], &[message("x", "{\"a\": \"x\", \"b\": 1}")]);
    assert_eq!((wrong.observations.len(), &*wrong.rejected[0].column), (1, "a"));
}

proptest! {
    #[test]
    fn no_payload_makes_it_panic(
        bytes in proptest::collection::vec(any::<u8>(), 0..80),
        json in crate::feeds::tests_json::any_json(),
        topic in "[a-z/]{0,12}",
    ) {
        let messages = [message(&topic, bytes), message(&topic, json.to_string())];
        drop(read(&[], &messages));
        drop(read(&[("value", "value,results.value"), ("id", "id"), ("time", "/time"), ("key", "{2}")], &messages));
    }
}

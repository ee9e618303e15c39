//! Tests of the parser on small answers written for them.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::model::{FeedId, Protocol, Quality, Unit};

fn now() -> Timestamp {
    "2026-04-06T10:20:00Z".parse().expect("a time")
}

fn feed() -> Feed {
    Feed::new(FeedId::new("air"), Protocol::Irceline, "https://air.example/sos/api/v1/")
}

const ALL: Wanted = Wanted { near: None, max_age_days: 90 };

/// A series as the API writes it; 1775469600000 is 10:00 UTC.
fn entry(id: &str, station: u32, phenomenon: (&str, &str), uom: &str, last: &Value) -> Value {
    json!({
        "id": id, "label": format!("{id} - procedure, 44X{station} - Teststad"), "extras": ["license"], "uom": uom,
        "station": {
            "properties": {"id": station, "label": format!("44X{station} - Teststad")}, "type": "Feature",
            "geometry": {"coordinates": [3.72, 51.05, "NaN"], "type": "Point"}
        },
        "referenceValues": [], "firstValue": {"timestamp": 1_200_000_000_000_i64, "value": 3.0}, "lastValue": last,
        "parameters": {
            "phenomenon": {"id": phenomenon.0, "label": phenomenon.1},
            "category": {"id": phenomenon.0, "label": phenomenon.1}
        }
    })
}

fn at_ten(value: &Value) -> Value {
    json!({ "timestamp": 1_775_469_600_000_i64, "value": value })
}

fn read(entries: &[Value], wanted: Wanted) -> Readings {
    series(json!(entries).to_string().as_bytes(), &feed(), wanted, now()).expect("a list")
}

#[test]
fn stations_gather_their_series_and_units() {
    let readings = read(
        &[
            entry("11", 1, ("5", "Particulate Matter < 10 µm"), "ug/m3", &at_ten(&json!(12.5))),
            entry("12", 1, ("71", "Carbon Monoxide"), "mg/m3", &at_ten(&json!(0.3))),
            entry("13", 1, ("71", "Carbon Monoxide"), "ug/m3", &at_ten(&json!(310))),
            entry("14", 2, ("62101", "Air temperature"), "°C", &at_ten(&json!(-4.5))),
        ],
        ALL,
    );
    assert_eq!(readings.sensors.len(), 2, "{:?}", readings.rejected);
    let station = &readings.sensors[0];
    assert_eq!((station.id.as_str(), &*station.name), ("air/1", "44X1 - Teststad"));
    assert_eq!(station.location, LonLat::new(3.72, 51.05).ok());
    let value = |index: usize| {
        let stream = &station.datastreams[index];
        (&*stream.key, stream.property, stream.unit, stream.latest.map(|seen| seen.value))
    };
    assert_eq!(value(0), ("11", ObservedProperty::Pm10, Unit::MicrogramPerCubicMetre, Some(12.5)));
    assert_eq!(value(1), ("12", ObservedProperty::Co, Unit::MicrogramPerCubicMetre, Some(300.0)));
    assert_eq!(value(2), ("13", ObservedProperty::Co, Unit::MicrogramPerCubicMetre, Some(310.0)));
    let frost = readings.sensors[1].datastreams[0].latest.expect("a value");
    assert_eq!((frost.value, frost.quality), (-4.5, Quality::Good), "four degrees of frost are a value");
    assert_eq!(frost.time.to_string(), "2026-04-06T10:00:00Z");
}

#[test]
fn null_and_negative_are_no_values() {
    let (no2, pm25) = (("8", "Nitrogen dioxide"), ("6001", "Particulate Matter < 2.5 µm"));
    let readings = read(
        &[
            entry("1", 1, no2, "ug/m3", &at_ten(&json!(null))),
            entry("2", 1, no2, "ug/m3", &at_ten(&json!(-99.99))),
            entry("3", 1, pm25, "ug/m3", &at_ten(&json!(-0.4))),
            entry("4", 1, pm25, "ug/m3", &at_ten(&json!("NaN"))),
            entry("5", 1, pm25, "ug/m3", &json!(null)),
            entry("6", 1, pm25, "ug/m3", &at_ten(&json!(0))),
        ],
        ALL,
    );
    let seen: Vec<(&str, Quality)> = readings.observations.iter().map(|(_, key, one)| (&**key, one.quality)).collect();
    let none = |key| (key, Quality::Missing);
    assert_eq!(seen, [none("1"), none("2"), none("3"), none("4"), ("6", Quality::Good)]);
    assert_eq!(readings.sensors[0].datastreams.len(), 6, "known, even without a value");
    assert!(readings.rejected.is_empty());
}

#[test]
fn closed_and_distant_stations_are_left_out() {
    let pm10 = ("5", "Particulate Matter < 10 µm");
    let closed = json!({ "timestamp": 1_400_000_000_000_i64, "value": 20 });
    let entries = [entry("1", 1, pm10, "ug/m3", &closed), entry("2", 2, pm10, "ug/m3", &at_ten(&json!(20)))];
    assert_eq!(read(&entries, ALL).sensors.len(), 1);
    assert_eq!(read(&entries, Wanted { max_age_days: 0, ..ALL }).sensors.len(), 2);
    let near = |lon| Some(Near { middle: LonLat::new(lon, 51.05).expect("a place"), radius_km: 5.0 });
    assert_eq!(read(&entries, Wanted { near: near(3.73), ..ALL }).sensors.len(), 1);
    assert!(read(&entries, Wanted { near: near(4.4), ..ALL }).sensors.is_empty());
}

#[test]
fn what_can_not_be_read_is_reported_and_the_rest_is_kept() {
    let pm10 = ("5", "Particulate Matter < 10 µm");
    let mut nameless = entry("1", 1, pm10, "ug/m3", &at_ten(&json!(1)));
    nameless["station"] = json!({});
    let readings = read(
        &[
            json!(3),
            nameless,
            entry("2", 1, pm10, "ug/m3", &at_ten(&json!("much"))),
            entry("3", 1, pm10, "ug/m3", &json!({"value": 3})),
            entry("4", 1, pm10, "ug/m3", &at_ten(&json!(4))),
        ],
        ALL,
    );
    let reasons: Vec<String> = readings.rejected.iter().map(ToString::to_string).collect();
    assert_eq!(
        reasons,
        [
            "air:1 [id]: reason-feed-no-id",
            "air:2 [station]: reason-feed-no-id",
            "air:3 [lastValue]: reason-feed-not-number",
            "air:4 [lastValue]: reason-feed-no-time",
        ]
    );
    assert_eq!(readings.observations.len(), 1);
    let said = series(br#"{"userMessage": "Unknown phenomenon"}"#, &feed(), ALL, now());
    assert_eq!(said, Err("the host says \"Unknown phenomenon\"".to_owned()));
}

#[test]
fn values_come_by_series_or_bare() {
    let nine = Timestamp::from_second(1_775_466_000).expect("a time");
    let by_series =
        br#"{"11": {"values": [{"timestamp": 1775466000000, "value": 3.5}, {"timestamp": "x"}], "extra": 1}}"#;
    assert_eq!(values(by_series, ""), Ok(vec![("11".to_owned(), vec![(nine, Some(3.5))])]));
    let bare = br#"{"values": [[1775466000000, null]]}"#;
    assert_eq!(values(bare, "12"), Ok(vec![("12".to_owned(), vec![(nine, None)])]));
    assert_eq!(values(b"{}", "1"), Ok(Vec::new()), "nothing in that time");
    assert!(values(br#"{"reason": "no"}"#, "1").is_err() && values(b"[]", "1").is_err());
}

proptest! {
    #[test]
    fn no_json_makes_it_panic(document in crate::feeds::tests_json::any_json()) {
        let bytes = document.to_string();
        if let Ok(readings) = series(bytes.as_bytes(), &feed(), ALL, now()) {
            prop_assert!(readings.observations.iter().all(|(_, _, seen)| seen.value.is_finite()));
        }
        let _outcome = values(bytes.as_bytes(), "1");
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        let _outcome = (series(&bytes, &feed(), ALL, now()), values(&bytes, "1"));
    }
}

//! What the files of a system are read to.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::*;
use crate::model::{FeedId, LonLat, Protocol, Quality};

fn now() -> Timestamp {
    "2026-04-06T10:00:00Z".parse().expect("a time")
}

fn feed() -> Feed {
    Feed::new(FeedId::new("f"), Protocol::Gbfs, "https://a.be/gbfs.json")
}

fn file(data: &Value) -> Vec<u8> {
    let whole = json!({"last_updated": "2026-04-06T09:59:00Z", "ttl": 90, "version": "3.0", "data": data});
    whole.to_string().into_bytes()
}

/// Reads information, status, vehicles and types.
fn read([information, status, vehicles, types]: [Option<&[u8]>; 4]) -> Readings {
    let answers = Answers { information, status, vehicles, types, system: None };
    parse(&answers, &feed(), now()).expect("readings")
}

/// Every observation as sensor, datastream, value, flag.
fn seen(readings: &Readings) -> Vec<(&str, &str, f64, Quality)> {
    readings.observations.iter().map(|(id, key, seen)| (id.as_str(), &**key, seen.value, seen.quality)).collect()
}

#[test]
fn stations_are_joined_with_their_status() {
    let information = file(&json!({"stations": [{
        "station_id": "7", "name": [{"text": "Square", "language": "en"}, {"text": "Plein", "language": "nl"}],
        "lat": 51.05, "lon": 3.72, "capacity": 20
    }, {"station_id": 8, "name": "New", "lat": 51.06, "lon": 3.73}, {"name": "nobody"}]}));
    let status = file(&json!({"stations": [{
        "station_id": "7", "num_vehicles_available": 4, "num_vehicles_disabled": 1, "num_docks_available": 15,
        "is_installed": true, "is_renting": true, "is_returning": true, "last_reported": "2026-04-06T11:58:30+02:00"
    }, {"num_vehicles_available": 3}, 5]}));
    let readings = read([Some(&information), Some(&status), None, None]);
    let sensor = &readings.sensors[0];
    assert_eq!((sensor.id.as_str(), &*sensor.name), ("f/7", "Plein"));
    assert_eq!(sensor.location, LonLat::new(3.72, 51.05).ok());
    let good = |key, value| ("f/7", key, value, Quality::Good);
    assert_eq!(seen(&readings), [good("bikes_available", 4.0), good("bikes_disabled", 1.0), good("docks_free", 15.0)]);
    assert!(readings.observations.iter().all(|(_, _, seen)| seen.time.to_string() == "2026-04-06T09:58:30Z"));
    assert_eq!(
        sensor.datastreams.iter().map(|stream| stream.capacity).collect::<Vec<_>>(),
        [Some(20.0), None, Some(20.0)]
    );
    let new = &readings.sensors[1];
    assert_eq!((new.id.as_str(), new.datastreams.len()), ("f/8", 1), "known, without a value");
    assert_eq!(new.datastreams[0].latest, None);
    assert_eq!(readings.next_poll_hint_s, Some(90));
    assert_eq!(readings.rejected.len(), 3, "{:?}", readings.rejected);
}

#[test]
fn what_is_closed_is_missing_and_not_nought() {
    let station = |id: u32, installed: Value, renting: bool, returning: bool| {
        json!({
            "station_id": id, "num_bikes_available": 3, "num_docks_available": 2, "is_installed": installed,
            "is_renting": renting, "is_returning": returning, "last_reported": 0
        })
    };
    let stations = json!({"stations": [
        station(1, json!(0), true, true), station(2, json!(1), false, true), station(3, json!(true), true, false),
    ]});
    let whole = json!({"last_updated": 1_775_469_540, "ttl": 0, "data": stations});
    let readings = read([None, Some(whole.to_string().as_bytes()), None, None]);
    assert_eq!(
        seen(&readings),
        [
            ("f/2", "bikes_available", 0.0, Quality::Missing),
            ("f/2", "docks_free", 2.0, Quality::Good),
            ("f/3", "bikes_available", 3.0, Quality::Good),
            ("f/3", "docks_free", 0.0, Quality::Missing),
        ]
    );
    assert_eq!(readings.sensors.len(), 3, "the one that is not installed is there without values");
    let is_of_file = |seen: &Timestamp| seen.as_second() == 1_775_469_540;
    assert!(readings.observations.iter().all(|(_, _, seen)| is_of_file(&seen.time)), "never heard of since");
}

fn types(forms: &[(&str, &str)]) -> Vec<u8> {
    let one = |(id, form): &(&str, &str)| json!({"vehicle_type_id": id, "form_factor": form});
    file(&json!({"vehicle_types": forms.iter().map(one).collect::<Vec<_>>()}))
}

#[test]
fn cars_and_bicycles_are_told_apart() {
    let status = file(&json!({"stations": [{
        "station_id": "1", "num_vehicles_available": 5, "num_vehicles_disabled": 1,
        "vehicle_types_available": [{"vehicle_type_id": "b", "count": 3}, {"vehicle_type_id": "c", "count": 2}]
    }]}));
    let good = |key, value| ("f/1", key, value, Quality::Good);
    let cars = read([None, Some(&status), None, Some(&types(&[("c", "car")]))]);
    assert_eq!(seen(&cars), [good("vehicles_available", 5.0), good("vehicles_disabled", 1.0)]);
    let both = read([None, Some(&status), None, Some(&types(&[("b", "cargo_bicycle"), ("c", "car")]))]);
    let wanted = [good("bikes_available", 3.0), good("vehicles_available", 2.0), good("vehicles_disabled", 1.0)];
    assert_eq!(seen(&both), wanted);
    assert_eq!(both.sensors[0].datastreams[1].property, ObservedProperty::VehiclesAvailable);
}

#[test]
fn vehicles_outside_of_stations_are_counted_for_the_whole_system() {
    let vehicle = |id: &str, lon: f64, reserved: Value, disabled: Value| {
        json!({
            "bike_id": id, "lat": 51.051, "lon": lon, "is_reserved": reserved, "is_disabled": disabled,
            "vehicle_type_id": if id == "s" { "s" } else { "b" }
        })
    };
    let mut at_station = vehicle("x", 3.9, json!(false), json!(false));
    at_station["station_id"] = "7".into();
    let list = json!({"bikes": [
        vehicle("a", 3.721, json!(false), json!(false)), vehicle("b", 3.724, json!(1), json!(0)),
        vehicle("c", 3.722, json!(true), json!(true)), vehicle("s", 9.0, json!(false), json!(false)), at_station, "?",
    ]});
    let types = types(&[("b", "bicycle"), ("s", "scooter_standing")]);
    let readings = read([None, None, Some(&file(&list)), Some(&types)]);
    let good = |key, value| ("f/free-floating", key, value, Quality::Good);
    assert_eq!(
        seen(&readings),
        [
            good("bikes_available", 1.0),
            good("bikes_disabled", 1.0),
            good("vehicles_available", 1.0),
            good("vehicles_disabled", 0.0),
            good("vehicles_reserved", 1.0),
        ]
    );
    assert_eq!(readings.sensors.len(), 1, "none for a vehicle");
    assert_eq!(readings.sensors[0].location, LonLat::new(3.72, 51.05).ok(), "the one far off does not pull");
    assert_eq!(readings.rejected.len(), 1);
    let empty = read([None, None, Some(&file(&json!({"vehicles": []}))), None]);
    assert_eq!(seen(&empty)[0], good("bikes_available", 0.0), "none left is a number");
    assert_eq!(empty.sensors[0].location, None);
}

#[test]
fn broken_files_and_wrong_numbers_say_so() {
    let broken = Answers { status: Some(b"{\"data\": {"), ..Answers::default() };
    assert!(parse(&broken, &feed(), now()).is_err_and(|reason| reason.starts_with("station_status: broken JSON")));
    let other = Answers { types: Some(b"[]"), ..Answers::default() };
    assert_eq!(parse(&other, &feed(), now()), Err("vehicle_types: no data in the answer".to_owned()));
    let stations = json!({"stations": [
        {"station_id": "1", "num_bikes_available": "many", "num_docks_available": null},
        {"station_id": "2", "num_bikes_available": -1, "num_docks_available": 30},
    ]});
    let information = file(&json!({"stations": [{"station_id": "2", "capacity": 20}]}));
    let readings = read([Some(&information), Some(&file(&stations)), Some(&file(&json!({}))), None]);
    let reasons: Vec<String> = readings.rejected.iter().map(ToString::to_string).collect();
    assert_eq!(
        reasons,
        ["f:1 [num_bikes_available]: reason-feed-not-number", "f:0 [vehicles]: reason-feed-no-vehicles"]
    );
    assert_eq!(
        seen(&readings),
        [("f/2", "bikes_available", -1.0, Quality::Implausible), ("f/2", "docks_free", 30.0, Quality::Implausible),]
    );
}

proptest! {
    #[test]
    fn no_json_makes_it_panic(first in crate::feeds::tests_json::any_json(), second in crate::feeds::tests_json::any_json()) {
        let (first, second) = (first.to_string().into_bytes(), second.to_string().into_bytes());
        for (one, two) in [(&first, &second), (&second, &first)] {
            let answers = Answers {
                information: Some(one),
                status: Some(two),
                vehicles: Some(one),
                types: Some(two),
                system: Some(one),
            };
            for (_, _, seen) in parse(&answers, &feed(), now()).unwrap_or_default().observations {
                prop_assert!(seen.value.is_finite());
            }
        }
    }

    #[test]
    fn no_data_makes_it_panic(data in crate::feeds::tests_json::any_json()) {
        let with = |name: &str| file(&json!({ name: [data] }));
        let [stations, vehicles, types] = ["stations", "vehicles", "vehicle_types"].map(with);
        let readings = read([Some(&stations), Some(&stations), Some(&vehicles), Some(&types)]);
        prop_assert!(readings.observations.iter().all(|(_, _, seen)| seen.value.is_finite()));
    }
}

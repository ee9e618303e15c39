//! The reader of NGSI-LD entities, on small documents of every form of the standard and on any JSON at all.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::feeds::tests_json::any_json;
use crate::model::{FeedId, ObservedProperty, Protocol, Quality, Unit};

fn now() -> Timestamp {
    "2026-04-06T10:00:00Z".parse().expect("a time")
}

fn feed() -> Feed {
    Feed::new(FeedId::new("f"), Protocol::NgsiLd, "https://broker.example")
}

fn read_by(feed: &Feed, document: &Value) -> Readings {
    entities(document.to_string().as_bytes(), feed, now()).expect("a page").readings
}

fn read(document: &Value) -> Readings {
    read_by(&feed(), document)
}

/// Key, property, unit, value, quality, time of every observation.
fn seen(readings: &Readings) -> Vec<(String, f64, Quality, String)> {
    let row = |(_, key, seen): &(_, std::sync::Arc<str>, crate::model::Observation)| {
        (key.to_string(), seen.value, seen.quality, seen.time.to_string())
    };
    readings.observations.iter().map(row).collect()
}

fn air() -> Value {
    json!({
        "id": "urn:ngsi-ld:AirQualityObserved:gent-7",
        "type": "AirQualityObserved",
        "dateObserved": {"type": "Property", "value": {"@type": "DateTime", "@value": "2026-04-06T09:50:00"}},
        "no": {"type": "Property", "value": 4.5, "unitCode": "GQ"},
        "co": {"type": "Property", "value": 0.3, "unitCode": "GP", "observedAt": "2026-04-06T09:55:00+02:00"},
        "relativeHumidity": {"type": "Property", "value": 0.54},
        "airQualityIndex": {"type": "Property", "value": 65},
        "batteryVoltage": {"type": "Property", "value": 3.6, "unitCode": "VLT"},
        "precipitation": {"type": "Property", "value": false},
        "location": {"type": "GeoProperty", "value": {"type": "Point", "coordinates": [3.72, 51.05]}},
        "refDevice": {"type": "Relationship", "object": "urn:ngsi-ld:Device:7"},
    })
}

#[test]
fn normalized_entities_give_values_units_and_times() {
    let readings = read(&json!([air()]));
    let sensor = &readings.sensors[0];
    assert_eq!((sensor.id.as_str(), &*sensor.name), ("f/urn:ngsi-ld:AirQualityObserved:gent-7", "gent-7"));
    assert_eq!(sensor.location.map(|place| (place.lon(), place.lat())), Some((3.72, 51.05)));
    let good = |key: &str, value, time: &str| (key.to_owned(), value, Quality::Good, time.to_owned());
    let dusk = "2026-04-06T09:50:00Z";
    assert_eq!(
        seen(&readings),
        [
            good("batteryVoltage", 3.6, dusk),
            good("co", 300.0, "2026-04-06T07:55:00Z"),
            good("no", 4.5, dusk),
            good("relativeHumidity", 54.0, dusk)
        ]
    );
    let stream = |key: &str| sensor.datastreams.iter().find(|stream| &*stream.key == key).expect("a datastream");
    assert_eq!(stream("no").property, ObservedProperty::No, "an attribute that is really called so");
    assert_eq!((stream("co").unit, &*stream("co").original_unit), (Unit::MicrogramPerCubicMetre, "GP"));
    assert_eq!(stream("batteryVoltage").property, ObservedProperty::Other);
    let reasons: Vec<(&str, &str)> = readings.rejected.iter().map(|one| (&*one.column, one.reason.key())).collect();
    assert_eq!(reasons, [("precipitation", "reason-feed-truth-value")]);
}

#[test]
fn concise_and_simplified_forms_mean_the_same() {
    let concise = json!({
        "id": "urn:x:1", "type": "OffStreetParking", "name": "Vrijdagmarkt",
        "availableSpotNumber": {"value": 132, "observedAt": "2026-04-06T09:59:00Z"},
        "totalSpotNumber": 414, "occupancy": {"value": 0.68, "unitCode": "C62"},
        "occupancyModified": {"@type": "DateTime", "@value": "2026-04-06T09:58:00Z"},
        "dateModified": "2026-04-06T09:59:30Z", "observationDateTime": "2021-03-11T15:51:02Z",
        "location": {"type": "Polygon", "coordinates": [[[3.7, 51.0], [3.8, 51.0], [3.8, 51.1], [3.7, 51.1]]]},
    });
    let readings = read(&concise);
    let sensor = &readings.sensors[0];
    assert_eq!(&*sensor.name, "Vrijdagmarkt");
    assert!(sensor.location.is_some_and(|place| (place.lon() - 3.75).abs() < 1e-9));
    assert_eq!(sensor.datastreams.len(), 2, "the capacity is no datastream");
    assert_eq!(sensor.datastreams[0].capacity, Some(414.0));
    let free = ("availableSpotNumber".to_owned(), 132.0, Quality::Good, "2026-04-06T09:59:00Z".to_owned());
    let taken = ("occupancy".to_owned(), 68.0, Quality::Good, "2026-04-06T09:58:00Z".to_owned());
    assert_eq!(seen(&readings), [free, taken], "of several times that of the occupancy");
    let simplified = json!({
        "id": "urn:x:2", "type": ["AirQualityObserved"], "PM2.5": "7,5", "NO2": {"dataset": {"@none": 3, "urn:d:b": 4}},
        "dateObserved": "2026-04-06T09:00:00Z/2026-04-06T09:30:00Z",
    });
    let values: Vec<(String, f64)> = seen(&read(&simplified)).into_iter().map(|one| (one.0, one.1)).collect();
    assert_eq!(values, [("NO2".to_owned(), 3.0), ("NO2#b".to_owned(), 4.0), ("PM2.5".to_owned(), 7.5)]);
}

#[test]
fn counts_become_counts_per_hour_where_the_period_is_known() {
    let traffic = |more: Value| {
        let mut entity = json!({
            "id": "t", "type": "TrafficFlowObserved", "intensity": {"type": "Property", "value": 12},
            "dateObserved": {"type": "Property", "value": "2026-04-06T09:50:00"},
            "location": {"type": "LineString", "coordinates": [[3.0, 51.0], [3.2, 51.0], [3.2, 51.1]]},
        });
        let more = more.as_object().expect("members").clone();
        entity.as_object_mut().expect("members").extend(more);
        entity
    };
    let stream = |feed: &Feed, entity: &Value| {
        let readings = read_by(feed, entity);
        let stream = &readings.sensors[0].datastreams[0];
        (stream.property, stream.unit, stream.original_unit.to_string(), stream.latest.expect("a value"))
    };
    let period = json!({
        "dateObservedFrom": {"type": "Property", "value": {"@type": "DateTime", "@value": "2026-04-06T09:50:00Z"}},
        "dateObservedTo": {"type": "Property", "value": {"@type": "DateTime", "@value": "2026-04-06T09:55:00Z"}},
    });
    let (property, unit, original, latest) = stream(&feed(), &traffic(period));
    assert_eq!((property, unit, &*original), (ObservedProperty::TrafficIntensity, Unit::VehiclesPerHour, "veh/5min"));
    assert_eq!((latest.value, latest.time.to_string().as_str()), (144.0, "2026-04-06T09:55:00Z"), "at its end");
    let (_, unit, _, latest) = stream(&feed(), &traffic(json!({})));
    assert_eq!((unit, latest.value), (Unit::Original, 12.0), "a count of nobody knows what time is no flow");
    let mut told = feed();
    told.options.insert("period_s".to_owned(), "60".to_owned());
    assert_eq!(stream(&told, &traffic(json!({}))).3.value, 720.0);
    let bicycles = traffic(json!({"vehicleType": {"type": "Property", "value": "bicycle"}}));
    assert_eq!(stream(&told, &bicycles).0, ObservedProperty::BicycleIntensity);
    let crowd =
        json!({"id": "c", "type": "CrowdFlowObserved", "peopleCount": 40, "dateObserved": "2026-04-06T09:50:00Z"});
    assert_eq!(stream(&feed(), &crowd).0, ObservedProperty::PeopleCount);
    assert_eq!(stream(&told, &crowd).3.value, 2400.0);
}

#[test]
fn the_status_of_a_space_is_one_nought_or_missing() {
    let spot = |id: &str, status: Value| {
        let observed = "2026-04-06T09:50:00Z";
        json!({"id": id, "type": "ParkingSpot", "status": {"type": "Property", "value": status, "observedAt": observed}})
    };
    let all = json!([
        spot("a", json!("free")),
        spot("b", json!("occupied")),
        spot("c", json!("closed")),
        spot("d", json!(7))
    ]);
    let readings = read(&all);
    let values: Vec<(f64, Quality)> = seen(&readings).into_iter().map(|one| (one.1, one.2)).collect();
    assert_eq!(values, [(1.0, Quality::Good), (0.0, Quality::Good), (0.0, Quality::Missing)]);
    assert_eq!(readings.sensors[0].datastreams[0].capacity, Some(1.0));
    assert_eq!(readings.rejected_count(), 1);
}

#[test]
fn missing_values_and_times_are_never_made_up() {
    let document = json!([
        {"id": "a", "type": "WasteContainer", "fillingLevel": {"type": "Property", "value": null, "modifiedAt": "2026-04-06T09:00:00Z"}},
        {"id": "b", "type": "WasteContainer", "fillingLevel": {"type": "Property", "value": 0.4}},
        {"id": "c", "type": "WasteContainer", "fillingLevel": 0.4, "modifiedAt": "2026-04-06T09:00:00Z"},
        {"id": "", "type": "WasteContainer"},
        {"id": "d", "type": "Animal", "legs": 4},
        {"id": "e", "type": "AirQualityObserved", "dateObserved": "2026-04-06T09:00:00Z", "no2": -999},
    ]);
    let readings = read(&document);
    let kept: Vec<(f64, Quality)> = seen(&readings).into_iter().map(|one| (one.1, one.2)).collect();
    assert_eq!(kept, [(0.0, Quality::Missing), (40.0, Quality::Good), (-999.0, Quality::Missing)]);
    let reasons: Vec<(u64, &str)> = readings.rejected.iter().map(|one| (one.row, one.reason.key())).collect();
    assert_eq!(reasons, [(2, "reason-feed-no-time"), (4, "reason-feed-no-id")]);
    let names: Vec<&str> = readings.sensors.iter().map(|sensor| sensor.id.as_str()).collect();
    assert_eq!(names, ["f/a", "f/b", "f/c", "f/e"], "an animal without anything measured is no sensor");
}

#[test]
fn fractions_that_come_as_per_cent_are_told_by_the_feed() {
    let bin = json!({"id": "a", "type": "WasteContainer", "fillingLevel": 40, "dateModified": "2026-04-06T09:00:00Z"});
    assert_eq!(seen(&read(&bin))[0].2, Quality::Implausible);
    let mut percent = feed();
    percent.options.insert("percent".to_owned(), "occupancy, fillingLevel".to_owned());
    assert_eq!(seen(&read_by(&percent, &bin))[0].1, 40.0);
}

#[test]
fn features_are_entities_too() {
    let collection = json!({"type": "FeatureCollection", "features": [{
        "id": "urn:ngsi-ld:WeatherObserved:1", "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [3.72, 51.05]},
        "properties": {
            "type": "WeatherObserved",
            "atmosphericPressure": {"type": "Property", "value": 101.3, "unitCode": "KPA", "observedAt": "2026-04-06T09:00:00Z"},
        },
    }]});
    let readings = read(&collection);
    assert!(readings.sensors[0].location.is_some());
    assert_eq!(readings.observations.len(), 1);
    for broken in [json!({"title": "No tenant"}), json!(3), json!({})] {
        let error = entities(broken.to_string().as_bytes(), &feed(), now()).expect_err("no entities");
        assert!(error.contains("No tenant") || error.contains("no entities"), "{error}");
    }
}

#[test]
fn temporal_entities_come_in_three_forms() {
    let current = read(&json!([air()])).sensors.remove(0);
    let values = |no: Value| {
        let document = json!({"id": "urn:ngsi-ld:AirQualityObserved:gent-7", "type": "AirQualityObserved", "no": no, "sex": {"type": "Property", "value": 1}});
        let (readings, came) = temporal(document.to_string().as_bytes(), &feed(), &current, now()).expect("a past");
        assert_eq!(readings.observations.len(), came);
        let value = |(_, _, seen): &(_, _, crate::model::Observation)| (seen.value, seen.time.to_string());
        readings.observations.iter().map(value).collect::<Vec<_>>()
    };
    let both = [(1.5, "2026-04-06T08:00:00Z".to_owned()), (2.5, "2026-04-06T09:00:00Z".to_owned())];
    let instance = |value: f64, at: &str| json!({"type": "Property", "value": value, "observedAt": at});
    let newest_first = json!([instance(2.5, "2026-04-06T09:00:00Z"), instance(1.5, "2026-04-06T08:00:00.000Z")]);
    assert_eq!(values(newest_first), both);
    let pairs = json!([[2.5, "2026-04-06T09:00:00Z"], [1.5, "2026-04-06T08:00:00Z"], [9.9, "soon"], 3]);
    assert_eq!(values(json!({"type": "Property", "values": pairs})), both);
    let means = json!([
        [1.5, "2026-04-06T07:00:00Z", "2026-04-06T08:00:00Z"],
        [2.5, "2026-04-06T08:00:00Z", "2026-04-06T09:00:00Z"]
    ]);
    assert_eq!(values(json!({"type": "Property", "avg": means})), both, "a mean is true at the end of its period");
    assert_eq!(values(json!({"type": "Property", "value": 3})), []);
    let other = json!({"id": "another", "type": "AirQualityObserved", "no": {"values": [[1, "2026-04-06T09:00:00Z"]]}});
    let of_other = temporal(other.to_string().as_bytes(), &feed(), &current, now()).expect("a past");
    assert!(of_other.0.observations.is_empty(), "not of this sensor");
    assert_eq!(types(&json!({"typeList": ["A", "https://x/B"]})), ["A", "https://x/B"]);
    assert_eq!(types(&json!([{"id": "A", "type": "EntityType"}])), ["A"]);
}

proptest! {
    #[test]
    fn no_json_makes_it_panic(document in any_json(), bytes in proptest::collection::vec(any::<u8>(), 0..64)) {
        let sensor = read(&json!([air()])).sensors.remove(0);
        for bytes in [document.to_string().into_bytes(), bytes] {
            let _page = entities(&bytes, &feed(), now());
            let _past = temporal(&bytes, &feed(), &sensor, now());
        }
    }
}

//! Tests of the parser on small documents written for them.

use proptest::prelude::*;

use super::*;
use crate::model::{FeedId, LonLat, Protocol, Quality, Unit};

fn now() -> Timestamp {
    "2026-07-06T10:20:00Z".parse().expect("a time")
}

const CONFIG: &str = "<?xml version='1.0' encoding='UTF-8'?><mivconfig schemaVersion='1.0.0'>\
    <tijd_laatste_config_wijziging>2019-12-05T10:26:49+01:00</tijd_laatste_config_wijziging>\
    <meetpunt unieke_id='11'><beschrijvende_id>H1L10</beschrijvende_id><volledige_naam>Teststraat</volledige_naam>\
    <Rijstrook>R10</Rijstrook><X_coord_EPSG_31370>144474,5297</X_coord_EPSG_31370>\
    <Y_coord_EPSG_31370>208293,5324</Y_coord_EPSG_31370><lengtegraad_EPSG_4326>4,289731136</lengtegraad_EPSG_4326>\
    <breedtegraad_EPSG_4326>51,18460764</breedtegraad_EPSG_4326></meetpunt>\
    <meetpunt unieke_id='12'><volledige_naam>Zonder graden</volledige_naam>\
    <X_coord_EPSG_31370>144474,5297</X_coord_EPSG_31370><Y_coord_EPSG_31370>208293,5324</Y_coord_EPSG_31370></meetpunt>\
    <meetpunt unieke_id='13'><beschrijvende_id>H3L10</beschrijvende_id></meetpunt></mivconfig>";

/// A measuring point; classes are count and speed.
fn point(id: &str, flags: &str, classes: [(i32, u32); 5]) -> String {
    let mut data = String::new();
    for ((count, speed), class) in classes.iter().zip(1..) {
        data.push_str(&format!(
            "<meetdata klasse_id='{class}'><verkeersintensiteit>{count}</verkeersintensiteit>\
             <voertuigsnelheid_rekenkundig>{speed}</voertuigsnelheid_rekenkundig>\
             <voertuigsnelheid_harmonisch>252</voertuigsnelheid_harmonisch></meetdata>"
        ));
    }
    format!(
        "<meetpunt beschrijvende_id='H{id}' unieke_id='{id}'><lve_nr>5</lve_nr>\
         <tijd_waarneming>2026-07-06T11:18:00+01:00</tijd_waarneming>{flags}{data}\
         <rekendata><bezettingsgraad>7</bezettingsgraad><beschikbaarheidsgraad>100</beschikbaarheidsgraad>\
         <onrustigheid>0</onrustigheid></rekendata></meetpunt>"
    )
}

const USUAL: &str = "<beschikbaar>1</beschikbaar><defect>0</defect><geldig>0</geldig>";

fn read(points: &str, wanted: &Wanted<'_>) -> Readings {
    let feed = Feed::new(FeedId::new("awv"), Protocol::Awv, "https://road.example/miv/verkeersdata");
    let places = configuration(CONFIG.as_bytes()).expect("a configuration");
    let text = format!("<miv schemaVersion='1.0.0'><tijd_publicatie>x</tijd_publicatie>{points}</miv>");
    counts(text.as_bytes(), &feed, &places, wanted, now()).expect("counts")
}

fn all<'a>(ids: &'a BTreeSet<&'a str>) -> Wanted<'a> {
    Wanted { near: None, ids }
}

fn value(readings: &Readings, sensor: usize, key: &str) -> Option<(f64, Quality)> {
    let id = &readings.sensors[sensor].id;
    let of_stream =
        |(of, stream, _): &&(SensorId, std::sync::Arc<str>, crate::model::Observation)| of == id && **stream == *key;
    readings.observations.iter().find(of_stream).map(|(_, _, seen)| (seen.value, seen.quality))
}

#[test]
fn a_configuration_places_its_points() {
    let places = configuration(CONFIG.as_bytes()).expect("a configuration");
    let expected = LonLat::new(4.289_731_136, 51.184_607_64).expect("a place");
    assert_eq!(places["11"].location(), Some(expected));
    assert_eq!(places["11"].name, "Teststraat (R10)");
    assert!(
        places["12"].location().is_some_and(|place| place.distance_m(expected) < 1.0),
        "by its Lambert coordinates"
    );
    assert_eq!((places["13"].location(), places["13"].name.as_str()), (None, "H3L10"));
    assert!(configuration(b"<mivconfig/>").is_err() && configuration(b"<html/>").is_err());
}

#[test]
fn counts_are_per_hour_and_speeds_weighted() {
    let ids = BTreeSet::new();
    let readings = read(&point("11", USUAL, [(9, 120), (6, 110), (2, 100), (1, 90), (1, 80)]), &all(&ids));
    assert!(readings.rejected.is_empty());
    let sensor = &readings.sensors[0];
    assert_eq!((sensor.id.as_str(), &*sensor.name), ("awv/11", "Teststraat (R10)"));
    assert_eq!(value(&readings, 0, "intensity"), Some((600.0, Quality::Good)), "without the motorcycles");
    assert_eq!(value(&readings, 0, "heavy"), Some((120.0, Quality::Good)));
    assert_eq!(value(&readings, 0, "speed"), Some((103.0, Quality::Good)));
    assert_eq!(value(&readings, 0, "occupancy"), Some((7.0, Quality::Good)));
    let intensity = &sensor.datastreams[0];
    assert_eq!((intensity.property, intensity.unit), (ObservedProperty::TrafficIntensity, Unit::VehiclesPerHour));
    let latest = intensity.latest.expect("a value");
    assert_eq!(
        latest.time.to_string(),
        "2026-07-06T10:19:00Z",
        "the end of the minute, an hour from UTC in summer too"
    );
}

#[test]
fn codes_are_no_speeds_and_silence_is_no_nought() {
    let ids = BTreeSet::new();
    let readings = read(&point("11", USUAL, [(0, 252), (0, 0), (0, 252), (0, 254), (0, 251)]), &all(&ids));
    assert_eq!(value(&readings, 0, "intensity"), Some((0.0, Quality::Good)), "nobody passed, which is a count");
    assert_eq!(value(&readings, 0, "speed").map(|seen| seen.1), Some(Quality::Missing));
    let readings = read(&point("11", USUAL, [(0, 252), (2, 100), (1, 90), (0, 0), (0, 0)]), &all(&ids));
    assert_eq!(value(&readings, 0, "speed"), Some((96.67, Quality::Good)));
    let readings = read(&point("11", USUAL, [(0, 252), (3, 252), (1, 90), (0, 0), (0, 0)]), &all(&ids));
    assert_eq!(value(&readings, 0, "speed"), Some((90.0, Quality::Good)), "only of those whose speed is known");
    for flags in ["<beschikbaar>0</beschikbaar><defect>0</defect>", "<beschikbaar>1</beschikbaar><defect>1</defect>"] {
        let readings = read(&point("11", flags, [(0, 0), (6, 110), (0, 0), (0, 0), (0, 0)]), &all(&ids));
        assert!(readings.observations.iter().all(|(_, _, seen)| seen.quality == Quality::Missing), "{flags}");
        assert_eq!(readings.observations.len(), 4);
    }
    let readings = read(&point("11", USUAL, [(0, 0), (-1, 0), (0, 0), (2, 80), (0, 0)]), &all(&ids));
    assert_eq!(value(&readings, 0, "intensity").map(|seen| seen.1), Some(Quality::Missing), "a class was not counted");
    assert_eq!(value(&readings, 0, "heavy"), Some((120.0, Quality::Good)));
}

#[test]
fn times_without_offset_are_an_hour_from_utc() {
    let text = |time: Option<Timestamp>| time.map(|time| time.to_string());
    let eleven = Some("2026-07-06T10:00:00Z".to_owned());
    for same in
        ["2026-07-06T11:00:00+01:00", "2026-07-06T11:00:00", "2026-07-06T12:00:00+02:00", "2026-07-06T10:00:00Z"]
    {
        assert_eq!(text(time(same)), eleven, "{same}");
    }
    assert_eq!(time("soon"), None);
}

#[test]
fn points_are_chosen_by_name_and_place() {
    let points: String = ["11", "13", "99"].map(|id| point(id, USUAL, [(0, 0); 5])).concat();
    let none = BTreeSet::new();
    assert_eq!(read(&points, &all(&none)).sensors.len(), 3);
    let unknown = &read(&points, &all(&none)).sensors[2];
    assert_eq!((&*unknown.name, unknown.location), ("H99", None), "the configuration does not know it, but it counts");
    let ids = BTreeSet::from(["13"]);
    assert_eq!(read(&points, &all(&ids)).sensors[0].id.as_str(), "awv/13");
    let near = Some(Near { middle: LonLat::new(4.29, 51.18).expect("a place"), radius_km: 3.0 });
    let readings = read(&points, &Wanted { near, ids: &none });
    assert_eq!(readings.sensors.len(), 1);
    assert_eq!(readings.sensors[0].id.as_str(), "awv/11");
}

#[test]
fn what_can_not_be_read_is_reported_and_the_rest_is_kept() {
    let ids = BTreeSet::new();
    let timeless = point("12", USUAL, [(0, 0); 5]).replace("2026-07-06T11:18:00+01:00", "");
    let points = format!("<meetpunt/>{timeless}{}", point("11", USUAL, [(1, 1); 5]));
    let readings = read(&points, &all(&ids));
    let reasons: Vec<String> = readings.rejected.iter().map(ToString::to_string).collect();
    assert_eq!(reasons, ["awv:1 [unieke_id]: reason-feed-no-id", "awv:2 [tijd_waarneming]: reason-feed-no-time"]);
    assert_eq!(readings.observations.len(), 4);
    let feed = Feed::new(FeedId::new("awv"), Protocol::Awv, "https://road.example");
    let said = counts(CONFIG.as_bytes(), &feed, &Places::new(), &all(&ids), now());
    assert_eq!(said, Err("no counts in the answer (mivconfig)".to_owned()));
}

proptest! {
    #[test]
    fn no_cut_and_no_number_make_it_panic(cut in 0_usize..1500, count in any::<i32>(), speed in any::<u32>()) {
        let feed = Feed::new(FeedId::new("awv"), Protocol::Awv, "https://road.example");
        let ids = BTreeSet::new();
        let text = format!("<miv>{}</miv>", point("11", USUAL, [(count, speed); 5]));
        if let Ok(readings) = counts(text.as_bytes(), &feed, &Places::new(), &all(&ids), now()) {
            prop_assert!(readings.observations.iter().all(|(_, _, seen)| seen.value.is_finite()));
        }
        let part = text.as_bytes().get(..cut).unwrap_or_default();
        let _outcome = (counts(part, &feed, &Places::new(), &all(&ids), now()), configuration(part));
    }
}

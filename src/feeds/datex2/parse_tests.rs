//! Tests of the parser on small documents written for them.

use proptest::prelude::*;

use super::*;
use crate::model::{FeedId, LonLat, Protocol, Quality, Unit};

fn now() -> Timestamp {
    "2026-04-06T10:20:00Z".parse().expect("a time")
}

fn feed() -> Feed {
    Feed::new(FeedId::new("park"), Protocol::Datex2, "https://park.example/status")
}

fn read(text: &str) -> Readings {
    statuses(text.as_bytes(), &feed(), &Places::new(), now()).expect("statuses")
}

/// Key, value and quality of each observation.
fn seen(readings: &Readings) -> Vec<(&str, f64, Quality)> {
    readings.observations.iter().map(|(_, key, one)| (&**key, one.value, one.quality)).collect()
}

/// A record of version 2.3; `state` stands behind the figures.
fn record(id: &str, figures: &str, state: &str) -> String {
    format!(
        "<x:parkingRecordStatus xsi:type='x:ParkingSiteStatus'><x:parkingRecordReference id='{id}' version='1'/>\
         <x:parkingStatusOriginTime>2026-04-06T10:19:03.118715742Z</x:parkingStatusOriginTime>\
         <x:parkingOccupancy>{figures}</x:parkingOccupancy>\
         <x:groupOfParkingSpacesStatus groupIndex='1'><x:groupOfParkingSpacesStatus>\
         <x:parkingNumberOfVacantSpaces>9999</x:parkingNumberOfVacantSpaces></x:groupOfParkingSpacesStatus>\
         </x:groupOfParkingSpacesStatus>{state}</x:parkingRecordStatus>"
    )
}

fn figures(vacant: u32, occupied: u32, percent: &str) -> String {
    format!(
        "<x:parkingNumberOfVacantSpaces>{vacant}</x:parkingNumberOfVacantSpaces>\
         <x:parkingNumberOfOccupiedSpaces>{occupied}</x:parkingNumberOfOccupiedSpaces>\
         <x:parkingOccupancy>{percent}</x:parkingOccupancy>"
    )
}

fn site(state: &str) -> String {
    format!("<x:parkingSiteStatus>{state}</x:parkingSiteStatus>")
}

/// The roots that statuses come in.
fn model(inside: &str) -> String {
    format!(
        "<x:d2LogicalModel xmlns:x='http://datex2.eu/schema/2/2_0' xmlns:xsi='i'><x:payloadPublication>\
         <x:publicationTime>2026-04-06T10:20:00Z</x:publicationTime><x:genericPublicationExtension>\
         <x:parkingStatusPublication>{inside}</x:parkingStatusPublication></x:genericPublicationExtension>\
         </x:payloadPublication></x:d2LogicalModel>"
    )
}

const TABLE: &str = "<x:d2LogicalModel xmlns:x='u' xmlns:xsi='i'><x:parkingTable id='t' version='1'>\
    <x:parkingRecord id='P1' version='1' xsi:type='x:UrbanParkingSite'><x:parkingName><x:values>\
    <x:value lang='fr'>Marché</x:value><x:value lang='nl'>Markt</x:value></x:values></x:parkingName>\
    <x:parkingNumberOfSpaces>560</x:parkingNumberOfSpaces><x:parkingLocation><x:pointByCoordinates>\
    <x:pointCoordinates><x:latitude>51.05</x:latitude><x:longitude>3.72</x:longitude></x:pointCoordinates>\
    </x:pointByCoordinates></x:parkingLocation></x:parkingRecord></x:parkingTable></x:d2LogicalModel>";

#[test]
fn version_2_3_is_joined_with_its_table() {
    let places = table(TABLE.as_bytes()).expect("a table");
    let text = model(&(record("P1", &figures(412, 148, "26.43"), "") + &record("P9", &figures(3, 7, "70"), "")));
    let readings = statuses(text.as_bytes(), &feed(), &places, now()).expect("statuses");
    let park = &readings.sensors[0];
    assert_eq!((park.id.as_str(), &*park.name, park.location), ("park/P1", "Markt", LonLat::new(3.72, 51.05).ok()));
    let free = &park.datastreams[0];
    assert_eq!((free.property, free.unit, free.capacity), (ObservedProperty::ParkingFree, Unit::Spaces, Some(560.0)));
    assert_eq!(&*free.original_property, "parkingNumberOfVacantSpaces");
    assert_eq!(free.latest.map(|one| one.time.to_string()).as_deref(), Some("2026-04-06T10:19:03.118715742Z"));
    let percent = &park.datastreams[2];
    assert_eq!((percent.unit, percent.latest.map(|one| one.value)), (Unit::Percent, Some(26.43)));
    let other = &readings.sensors[1];
    assert_eq!((&*other.name, other.location), ("P9", None), "no table knows it, but it is kept");
    assert!(readings.observations.iter().all(|(_, _, one)| one.value < 9999.0), "a part is not the whole");
}

#[test]
fn version_3_in_a_message_or_an_envelope_is_read_alike() {
    let inside = record("N", &figures(29, 17, "54.0"), &site("spacesAvailable"));
    let publication = format!("<p:payload xmlns:p='d' xmlns:x='u' xmlns:xsi='i'>{inside}</p:payload>");
    let message = format!("<m:messageContainer xmlns:m='c'>{publication}</m:messageContainer>");
    let envelope = format!("<s:Envelope xmlns:s='e'><s:Body>{publication}</s:Body></s:Envelope>");
    let expected =
        [("occupancy", 54.0, Quality::Good), ("occupied", 17.0, Quality::Good), ("vacant", 29.0, Quality::Good)];
    for text in [publication, message, envelope] {
        assert_eq!(seen(&read(&text)), expected, "{text}");
    }
}

#[test]
fn unknown_with_noughts_is_no_data_and_with_figures_doubtful() {
    let missing = |key| (key, 0.0, Quality::Missing);
    let text = model(&record("A", &figures(0, 0, "0.0"), &site("unknown")));
    assert_eq!(seen(&read(&text)), [missing("occupancy"), missing("occupied"), missing("vacant")]);
    let text = model(&record("A", &figures(0, 40, "100"), &site("unknown")));
    assert!(seen(&read(&text)).iter().all(|(_, _, quality)| *quality == Quality::Uncertain));
    let text = model(&record("A", &figures(0, 0, "0"), &site("full")));
    assert!(seen(&read(&text)).iter().all(|(_, _, quality)| *quality == Quality::Good));
}

#[test]
fn of_a_closed_car_park_no_place_is_free() {
    let closed = "<x:parkingSiteOpeningStatus>closed</x:parkingSiteOpeningStatus>";
    let text = model(&record("A", &figures(30, 10, "25"), closed));
    assert_eq!(
        seen(&read(&text)),
        [("occupancy", 25.0, Quality::Good), ("occupied", 10.0, Quality::Good), ("vacant", 30.0, Quality::Missing)]
    );
}

#[test]
fn the_status_may_override_the_capacity_of_the_table() {
    let override_ = "<x:parkingNumberOfSpacesOverride>40</x:parkingNumberOfSpacesOverride>";
    let text = model(&record("P1", &format!("{override_}{}", figures(41, 0, "0")), ""));
    let places = table(TABLE.as_bytes()).expect("a table");
    let readings = statuses(text.as_bytes(), &feed(), &places, now()).expect("statuses");
    assert_eq!(readings.sensors[0].datastreams[0].capacity, Some(40.0));
    assert_eq!(seen(&readings)[2], ("vacant", 41.0, Quality::Implausible));
}

#[test]
fn the_german_shape_has_states_of_its_own_name() {
    let text = "<d2LogicalModel xmlns='u'><payloadPublication><publicationTime>2026-04-06T10:00:00Z</publicationTime>\
        <parkingFacilityStatus><parkingFacilityOccupancyTrend>stable</parkingFacilityOccupancyTrend>\
        <parkingFacilityReference targetClass='ParkingFacility' id='F1'/>\
        <parkingFacilityStatus>open</parkingFacilityStatus><parkingFacilityStatus>spacesAvailable</parkingFacilityStatus>\
        <parkingFacilityStatusTime>2026-04-06T12:10:00+02:00</parkingFacilityStatusTime>\
        <totalNumberOfOccupiedParkingSpaces>20</totalNumberOfOccupiedParkingSpaces>\
        <totalNumberOfVacantParkingSpaces>80</totalNumberOfVacantParkingSpaces></parkingFacilityStatus>\
        <parkingFacilityStatus><parkingFacilityReference id='F2'/><parkingFacilityStatus>closed</parkingFacilityStatus>\
        <totalNumberOfVacantParkingSpaces>80</totalNumberOfVacantParkingSpaces></parkingFacilityStatus>\
        <parkingFacilityTable><parkingFacility id='F1'><parkingFacilityName><values><value>Station</value></values>\
        </parkingFacilityName><totalParkingCapacity>100</totalParkingCapacity></parkingFacility></parkingFacilityTable>\
        </payloadPublication></d2LogicalModel>";
    let readings = read(text);
    assert!(readings.rejected.is_empty(), "{:?}", readings.rejected);
    assert_eq!(
        seen(&readings),
        [("occupied", 20.0, Quality::Good), ("vacant", 80.0, Quality::Good), ("vacant", 80.0, Quality::Missing)]
    );
    assert_eq!(&*readings.sensors[0].name, "Station", "the table stands in the same document");
    assert_eq!(readings.observations[0].2.time.to_string(), "2026-04-06T10:10:00Z");
    assert_eq!(readings.observations[2].2.time.to_string(), "2026-04-06T10:00:00Z", "that of the publication");
}

/// Statuses and a table as JSON of 3.6 writes them.
const JSON: &str = r#"{"messageContainer": {"payload": [
    {"prkParkingStatusPublication": {"lang": "nl", "publicationTime": "2026-04-06T10:20:00Z",
        "parkingStatusInformation": [{"prkPlaceStatus": {
            "reference": {"facParkingPlaceReference": {"targetClass": "Place", "idG": "P1", "versionG": "1"}},
            "lastUpdated": "2026-04-06T10:19:00Z", "openingStatus": {"value": "open"},
            "occupancy": {"numberOfVacantSpaces": 12, "numberOfOccupiedSpaces": 28, "occupancy": 70.0}
        }}]}},
    {"prkParkingTablePublication": {"parkingTable": [{"idG": "T", "versionG": "1", "hierarchyElementGeneral": [
        {"prkPlace": {"idG": "P1", "versionG": "1", "name": {"values": [{"lang": "nl", "value": "Markt"}]},
            "supply": {"numberOfSpaces": 40}, "locationReference": {"locPointLocation": {"pointByCoordinates":
                {"pointCoordinates": {"latitude": 51.05, "longitude": 3.72}}}}}}]}]}}
]}}"#;

#[test]
fn json_of_version_3_6_is_read_like_xml() {
    let readings = read(JSON);
    assert_eq!(
        seen(&readings),
        [("occupancy", 70.0, Quality::Good), ("occupied", 28.0, Quality::Good), ("vacant", 12.0, Quality::Good)]
    );
    let park = &readings.sensors[0];
    assert_eq!((&*park.name, park.location), ("Markt", LonLat::new(3.72, 51.05).ok()));
    assert_eq!(park.datastreams[0].capacity, Some(40.0));
}

#[test]
fn version_3_3_in_xml_is_read_as_well() {
    let text = "<ns:payload xmlns:ns='p' xmlns:prk='http://datex2.eu/schema/3/parking'>\
        <prk:parkingStatusInformation xsi:type='prk:PlaceStatus' xmlns:xsi='i'><prk:reference id='P1' version='1'/>\
        <prk:lastUpdated>2026-04-06T10:19:00Z</prk:lastUpdated><prk:openingStatus>open</prk:openingStatus>\
        <prk:occupancy><prk:numberOfVacantSpaces>12</prk:numberOfVacantSpaces><prk:occupancy>70</prk:occupancy>\
        </prk:occupancy></prk:parkingStatusInformation></ns:payload>";
    assert_eq!(seen(&read(text)), [("occupancy", 70.0, Quality::Good), ("vacant", 12.0, Quality::Good)]);
}

#[test]
fn what_can_not_be_read_is_reported_and_the_rest_is_kept() {
    let nameless = "<x:parkingRecordStatus><x:parkingRecordReference/></x:parkingRecordStatus>";
    let vague = figures(1, 2, "about half");
    let timeless = record("C", &figures(1, 1, "50"), "").replace("2026-04-06T10:19:03.118715742Z", "noon");
    let text =
        model(&format!("{nameless}{}{timeless}{}", record("B", &vague, ""), record("D", &figures(5, 5, "50"), "")));
    let readings = read(&text);
    let reasons: Vec<String> = readings.rejected.iter().map(ToString::to_string).collect();
    assert_eq!(
        reasons,
        [
            "park:1 [reference]: reason-feed-no-id",
            "park:2 [parkingOccupancy]: reason-feed-not-number",
            "park:3 [time]: reason-feed-no-time",
        ]
    );
    assert_eq!(readings.observations.len(), 5, "two of B, three of D");
}

#[test]
fn documents_without_statuses_say_what_they_are() {
    let said = |text: &str| statuses(text.as_bytes(), &feed(), &Places::new(), now()).map(|_| ());
    let only_table = said(TABLE).expect_err("no status");
    assert!(only_table.starts_with("a table of car parks without their status"), "{only_table}");
    assert!(said("<html><body/></html>").is_err_and(|reason| reason.starts_with("no status of parking")));
    assert_eq!(said(&model("")), Ok(()), "nothing is parked anywhere");
    assert!(said("{\"messageContainer\": {").is_err_and(|reason| reason.starts_with("broken JSON")));
    assert!(table(model("").as_bytes()).is_err());
}

proptest! {
    #[test]
    fn no_json_makes_it_panic(document in crate::feeds::tests_json::any_json(), in_status in any::<bool>()) {
        let document = if in_status { json!({ "parkingStatusInformation": [document] }) } else { document };
        let bytes = document.to_string();
        if let Ok(readings) = statuses(bytes.as_bytes(), &feed(), &Places::new(), now()) {
            prop_assert!(readings.observations.iter().all(|(_, _, one)| one.value.is_finite()));
        }
        let _outcome = table(bytes.as_bytes());
    }

    #[test]
    fn no_cut_makes_it_panic(cut in 0_usize..1200) {
        let text = model(&record("A", &figures(1, 2, "3"), &site("full")));
        let _outcome = statuses(text.as_bytes().get(..cut).unwrap_or_default(), &feed(), &Places::new(), now());
    }
}

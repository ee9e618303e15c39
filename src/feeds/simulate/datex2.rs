//! Simulated DATEX II parking: 2.3 in XML under `/datex2/v2/`, 3.6 in JSON under `/datex2/v3/`; `table` and `status`.
//!
//! Contract: pure; shares no code with the reader. May use: `model`.

use jiff::Timestamp;
use quick_xml::escape::escape;
use serde_json::{Value, json};

use super::city::{Device, Kind, Measure};
use super::route::{Answer, Ask};
use crate::model::Feed;

/// Car parks.
const KINDS: [Kind; 1] = [Kind::Parking];

/// Where the simulated service lives.
pub(super) fn describe(feed: &mut Feed, host: &str) {
    feed.url = format!("{host}/datex2/v2/status");
    feed.options.insert("static_url".to_owned(), format!("{host}/datex2/v2/table"));
    feed.poll_seconds = 60;
}

/// Answers a request for this service.
pub(super) fn respond(ask: &Ask<'_>) -> Answer {
    let parks: Vec<Park<'_>> = ask.devices(&KINDS).map(|device| Park::of(ask, device)).collect();
    match ask.path {
        "/datex2/v2/status" => status_xml(ask, &parks),
        "/datex2/v2/table" => table_xml(ask, &parks),
        "/datex2/v3/status" => status_json(ask, &parks),
        "/datex2/v3/table" => table_json(ask, &parks),
        _ => Answer::error(404, "not found"),
    }
}

/// A car park and how full it is.
struct Park<'a> {
    device: &'a Device,
    id: String,
    name: String,
    vacant: f64,
    time: Timestamp,
}

impl<'a> Park<'a> {
    fn of(ask: &Ask<'_>, device: &'a Device) -> Self {
        let minute = ask.now.as_second().div_euclid(60) * 60;
        let time = Timestamp::from_second(minute).unwrap_or(ask.now);
        let name = format!("Simulated {} {} {}", device.kind.label(), device.municipality, device.id);
        let vacant = device.value(Measure::FreeSpaces, time);
        Self { device, id: format!("SIM-P{}", device.id), name, vacant, time: ask.shown(time) }
    }

    fn occupied(&self) -> f64 {
        self.device.capacity - self.vacant
    }

    /// Per cent, with two digits.
    fn occupancy(&self) -> f64 {
        (self.occupied() / self.device.capacity * 10_000.0).round() / 100.0
    }

    fn state(&self) -> &'static str {
        if self.vacant > 0.0 { "spacesAvailable" } else { "full" }
    }
}

/// The frame of a publication of version 2.3.
fn model(ask: &Ask<'_>, name: &str, inside: &str) -> Answer {
    let text = format!(
        "<ns2:d2LogicalModel xmlns:ns2=\"http://datex2.eu/schema/2/2_0\" modelBaseVersion=\"2\"><ns2:exchange>\
         <ns2:supplierIdentification><ns2:country>be</ns2:country><ns2:nationalIdentifier>Simulated\
         </ns2:nationalIdentifier></ns2:supplierIdentification></ns2:exchange><ns2:payloadPublication \
         xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" lang=\"nl\" xsi:type=\"ns2:GenericPublication\">\
         <ns2:publicationTime>{}</ns2:publicationTime><ns2:genericPublicationName>{name}\
         </ns2:genericPublicationName><ns2:genericPublicationExtension>{inside}</ns2:genericPublicationExtension>\
         </ns2:payloadPublication></ns2:d2LogicalModel>",
        ask.shown(ask.now)
    );
    Answer::new("application/xml", text)
}

fn status_xml(ask: &Ask<'_>, parks: &[Park<'_>]) -> Answer {
    let record = |park: &Park<'_>| {
        format!(
            "<ns2:parkingRecordStatus xsi:type=\"ns2:ParkingSiteStatus\"><ns2:parkingRecordReference id=\"{}\" \
             targetClass=\"ParkingRecord\" version=\"1\"/><ns2:parkingStatusOriginTime>{}\
             </ns2:parkingStatusOriginTime><ns2:parkingOccupancy><ns2:parkingNumberOfSpacesOverride>{}\
             </ns2:parkingNumberOfSpacesOverride><ns2:parkingNumberOfVacantSpaces>{}\
             </ns2:parkingNumberOfVacantSpaces><ns2:parkingNumberOfOccupiedSpaces>{}\
             </ns2:parkingNumberOfOccupiedSpaces><ns2:parkingOccupancy>{}</ns2:parkingOccupancy>\
             </ns2:parkingOccupancy><ns2:parkingSiteStatus>{}</ns2:parkingSiteStatus>\
             <ns2:parkingSiteOpeningStatus>open</ns2:parkingSiteOpeningStatus></ns2:parkingRecordStatus>",
            park.id,
            park.time,
            park.device.capacity,
            park.vacant,
            park.occupied(),
            park.occupancy(),
            park.state()
        )
    };
    let records: String = parks.iter().map(record).collect();
    let inside = format!("<ns2:parkingStatusPublication>{records}</ns2:parkingStatusPublication>");
    model(ask, "ParkingStatusPublication", &inside)
}

fn table_xml(ask: &Ask<'_>, parks: &[Park<'_>]) -> Answer {
    let record = |park: &Park<'_>| {
        let (place, name) = (park.device.location, escape(&park.name));
        format!(
            "<ns2:parkingRecord id=\"{}\" version=\"1\" xsi:type=\"ns2:UrbanParkingSite\"><ns2:parkingName>\
             <ns2:values><ns2:value lang=\"nl\">{name}</ns2:value></ns2:values></ns2:parkingName>\
             <ns2:parkingNumberOfSpaces>{}</ns2:parkingNumberOfSpaces><ns2:parkingLocation \
             xsi:type=\"ns2:Point\"><ns2:pointByCoordinates><ns2:pointCoordinates><ns2:latitude>{}</ns2:latitude>\
             <ns2:longitude>{}</ns2:longitude></ns2:pointCoordinates></ns2:pointByCoordinates>\
             </ns2:parkingLocation></ns2:parkingRecord>",
            park.id,
            park.device.capacity,
            place.lat(),
            place.lon()
        )
    };
    let records: String = parks.iter().map(record).collect();
    let inside = format!(
        "<ns2:parkingTablePublication><ns2:parkingTable id=\"SIM-T\" version=\"1\">{records}</ns2:parkingTable>\
         </ns2:parkingTablePublication>"
    );
    model(ask, "ParkingTablePublication", &inside)
}

/// The frame of a publication of version 3.6.
fn container(ask: &Ask<'_>, name: &str, mut publication: Value) -> Answer {
    publication["lang"] = "nl".into();
    publication["publicationTime"] = ask.shown(ask.now).to_string().into();
    publication["publicationCreator"] = json!({ "country": "be", "nationalIdentifier": "Simulated" });
    Answer::json(&json!({ "messageContainer": { "payload": [{ name: publication }] } }))
}

fn status_json(ask: &Ask<'_>, parks: &[Park<'_>]) -> Answer {
    let record = |park: &Park<'_>| {
        json!({ "prkPlaceStatus": {
            "reference": { "targetClass": "ParkingPlace", "idG": park.id, "versionG": "1" },
            "lastUpdated": park.time.to_string(), "openingStatus": { "value": "open" },
            "occupancy": {
                "numberOfVacantSpaces": park.vacant, "numberOfOccupiedSpaces": park.occupied(),
                "occupancy": park.occupancy(),
            },
        } })
    };
    let records: Vec<Value> = parks.iter().map(record).collect();
    container(ask, "prkParkingStatusPublication", json!({ "parkingStatusInformation": records }))
}

fn table_json(ask: &Ask<'_>, parks: &[Park<'_>]) -> Answer {
    let record = |park: &Park<'_>| {
        let place = park.device.location;
        json!({ "prkPlace": {
            "idG": park.id, "versionG": "1", "name": { "values": [{ "lang": "nl", "value": park.name }] },
            "supply": { "numberOfSpaces": park.device.capacity },
            "locationReference": { "locPointLocation": { "pointByCoordinates": {
                "pointCoordinates": { "latitude": place.lat(), "longitude": place.lon() },
            } } },
        } })
    };
    let records: Vec<Value> = parks.iter().map(record).collect();
    let table = json!({ "idG": "SIM-T", "versionG": "1", "hierarchyElementGeneral": records });
    container(ask, "prkParkingTablePublication", json!({ "parkingTable": [table] }))
}

//! A simulated Opendatasoft portal (Explore 2.1) with the occupancy of car parks, in the fields that Ghent's portal has.
//!
//! Contract: pure; shares no code with the reader. Pages and exports are bounded as those of the real ones. May use: `model`.

use jiff::tz::TimeZone;
use serde_json::{Value, json};

use super::city::{Device, Kind, Measure};
use super::route::{Answer, Ask};
use crate::model::sensor::{FieldMapping, PropertyMapping};
use crate::model::{Feed, ObservedProperty};

/// The data set.
const DATASET: &str = "simulated-garages";

/// Records a page, when nothing is said and at most.
const DEFAULT_LIMIT: usize = 10;
const MAX_LIMIT: usize = 100;

/// Records that paging reaches.
const PAGING_END: usize = 10_000;

/// Every so many garages one does not know how full it is, and sends -1.
const UNKNOWN_EVERY: u64 = 10;

/// Where the simulated service lives, and what its fields mean.
pub(super) fn describe(feed: &mut Feed, host: &str) {
    host.clone_into(&mut feed.url);
    feed.dataset = Some(DATASET.to_owned());
    let property = |field: &str, observed_property, unit: &str| PropertyMapping {
        field: field.to_owned(),
        observed_property,
        unit: unit.to_owned(),
        missing: vec![-1.0],
    };
    feed.mapping = Some(FieldMapping {
        key: "id".to_owned(),
        name: "name".to_owned(),
        time: "lastupdate".to_owned(),
        location: "location".to_owned(),
        capacity: "totalcapacity".to_owned(),
        property: vec![
            property("availablecapacity", ObservedProperty::ParkingFree, "spaces"),
            property("occupation", ObservedProperty::ParkingOccupancy, "%"),
        ],
        ..FieldMapping::default()
    });
}

/// Answers a request for this service.
pub(super) fn respond(ask: &Ask<'_>) -> Answer {
    let below = ask.path.strip_prefix("/api/explore/v2.1/catalog/datasets/").unwrap_or_default();
    let Some(what) = below.strip_prefix(DATASET) else { return failed(404, "UnknownDataset", "no such data set") };
    let all: Vec<&Device> = ask.devices(&[Kind::Parking]).collect();
    match what {
        "/records" => page(ask, &all),
        "/exports/json" => {
            let limit = ask.parameter("limit").and_then(|limit| limit.parse().ok()).unwrap_or(usize::MAX);
            Answer::json(&all.iter().take(limit).map(|device| record(device, ask)).collect())
        }
        _ => failed(404, "NotFound", "no such resource"),
    }
}

/// A failure in the form of these portals.
fn failed(status: u16, code: &str, message: &str) -> Answer {
    Answer { status, ..Answer::json(&json!({ "error_code": code, "message": message })) }
}

fn page(ask: &Ask<'_>, all: &[&Device]) -> Answer {
    let number = |name: &str, usual: usize| ask.parameter(name).map_or(Ok(usual), str::parse::<usize>);
    let (Ok(limit), Ok(offset)) = (number("limit", DEFAULT_LIMIT), number("offset", 0)) else {
        return failed(400, "InvalidRESTParameterError", "limit and offset are whole numbers");
    };
    if limit > MAX_LIMIT || offset.saturating_add(limit) >= PAGING_END {
        return failed(400, "InvalidRESTParameterError", "limit is 100 at most, offset and limit are under 10000");
    }
    let records: Vec<Value> = all.iter().skip(offset).take(limit).map(|device| record(device, ask)).collect();
    Answer::json(&json!({ "total_count": all.len(), "results": records }))
}

fn record(device: &Device, ask: &Ask<'_>) -> Value {
    let time = device.newest(Measure::FreeSpaces, ask.now);
    let zone = TimeZone::get("Europe/Brussels").unwrap_or(TimeZone::UTC);
    let shown = ask.shown(time);
    let seen = shown.display_with_offset(zone.to_offset(shown)).to_string();
    let (free, capacity) = (device.value(Measure::FreeSpaces, time), device.capacity);
    let occupation = ((1.0 - free / capacity) * 100.0).round();
    let is_known = !device.id.is_multiple_of(UNKNOWN_EVERY);
    json!({
        "name": format!("Simulated car park {} {}", device.municipality, device.id),
        "lastupdate": seen,
        "totalcapacity": capacity as i64,
        "availablecapacity": if is_known { free as i64 } else { -1 },
        "occupation": if is_known { occupation as i64 } else { -1 },
        "type": "carPark",
        "description": "A simulated car park. Its readings are made up.",
        "id": format!("https://example.org/simulated/parking/{}", device.id),
        "openingtimesdescription": "24/7",
        "isopennow": 1,
        "temporaryclosed": 0,
        "operatorinformation": "Simulated",
        "freeparking": 0,
        "urllinkaddress": "https://example.org/simulated",
        "occupancytrend": "unknown",
        "locationanddimension": null,
        "location": { "lon": device.location.lon(), "lat": device.location.lat() },
        "text": null,
        "categorie": "simulated",
    })
}

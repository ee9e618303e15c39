//! A simulated GBFS system of stations, bicycles and scooters, in versions 3.0 and 2.3.
//!
//! Contract: pure; shares no code with the reader. Its files hold to the JSON schemas of MobilityData for both
//! versions; `tests/interop` has them judged by a validator. May use: `model`.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::city::{Device, Kind, Measure};
use super::route::{Answer, Ask};
use crate::model::Feed;

/// How long answers are good for, seconds.
const TTL_S: u32 = 60;

/// How long a vehicle keeps its identifier, seconds.
const TRIP_S: i64 = 1200;

/// Every so many stations one does not rent for the time being.
const CLOSED_EVERY: u64 = 11;

/// Languages of the older version, in which each has files of its own.
const LANGUAGES: [&str; 2] = ["nl", "en"];

const BIKE: &str = "simulated-bike";
const E_BIKE: &str = "simulated-e-bike";
const SCOOTER: &str = "simulated-scooter";

/// Where the simulated service lives.
pub(super) fn describe(feed: &mut Feed, host: &str) {
    feed.url = format!("{host}/gbfs/3.0/gbfs.json");
}

/// Answers a request for this service: `/gbfs/3.0/{file}.json`, `/gbfs/2.3/gbfs.json`, `/gbfs/2.3/{language}/{file}.json`.
pub(super) fn respond(ask: &Ask<'_>) -> Answer {
    let path = ask.path.strip_prefix("/gbfs/").and_then(|path| path.strip_suffix(".json")).unwrap_or_default();
    let parts: Vec<&str> = path.split('/').collect();
    let data = match parts.as_slice() {
        ["3.0", file] => System { ask, is_new: true, language: "nl" }.file(file),
        ["2.3", "gbfs"] => Some(lists(ask)),
        ["2.3", language, file] if LANGUAGES.contains(language) => System { ask, is_new: false, language }.file(file),
        _ => None,
    };
    let is_new = parts.first() == Some(&"3.0");
    data.map_or_else(
        || Answer::error(404, "not found"),
        |data| {
            Answer::json(&json!({
                "last_updated": written(ask.shown(ask.now), is_new), "ttl": TTL_S,
                "version": if is_new { "3.0" } else { "2.3" }, "data": data,
            }))
        },
    )
}

/// The files of the older version, by language.
fn lists(ask: &Ask<'_>) -> Value {
    let files = ["system_information", "vehicle_types", "station_information", "station_status", "free_bike_status"];
    let list = |language: &str| {
        let entry =
            |name: &&str| json!({ "name": name, "url": format!("{}/gbfs/2.3/{language}/{name}.json", ask.host) });
        json!({ "feeds": files.iter().map(entry).collect::<Vec<_>>() })
    };
    LANGUAGES.iter().map(|language| ((*language).to_owned(), list(language))).collect::<serde_json::Map<_, _>>().into()
}

/// A moment as a version writes it.
fn written(time: Timestamp, is_new: bool) -> Value {
    if is_new { json!(time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string()) } else { json!(time.as_second()) }
}

/// The system in one version and language.
struct System<'a> {
    ask: &'a Ask<'a>,
    is_new: bool,
    language: &'a str,
}

impl System<'_> {
    fn file(&self, name: &str) -> Option<Value> {
        Some(match name {
            "gbfs" if self.is_new => self.list(),
            "gbfs_versions" if self.is_new => self.versions(),
            "system_information" => self.system(),
            "vehicle_types" => json!({ "vehicle_types": self.types() }),
            "station_information" => json!({ "stations": self.each(|device| self.information(device)) }),
            "station_status" => json!({ "stations": self.each(|device| self.status(device)) }),
            "vehicle_status" if self.is_new => json!({ "vehicles": self.vehicles() }),
            "free_bike_status" if !self.is_new => json!({ "bikes": self.vehicles() }),
            _ => return None,
        })
    }

    fn list(&self) -> Value {
        let names = [
            "gbfs_versions",
            "system_information",
            "vehicle_types",
            "station_information",
            "station_status",
            "vehicle_status",
        ];
        let entry = |name: &str| json!({ "name": name, "url": format!("{}/gbfs/3.0/{name}.json", self.ask.host) });
        json!({ "feeds": names.map(entry) })
    }

    fn versions(&self) -> Value {
        let entry =
            |version: &str| json!({ "version": version, "url": format!("{}/gbfs/{version}/gbfs.json", self.ask.host) });
        json!({ "versions": [entry("2.3"), entry("3.0")] })
    }

    /// A text: plain in the older version, by language in the newer one.
    fn text(&self, text: &str) -> Value {
        if self.is_new { json!([{ "text": text, "language": self.language }]) } else { json!(text) }
    }

    fn system(&self) -> Value {
        let mut system = json!({
            "system_id": "simulated", "name": self.text("Simulated bikes"), "timezone": "Europe/Brussels",
            "feed_contact_email": "nobody@example.org",
        });
        if self.is_new {
            system["languages"] = json!([self.language]);
            system["opening_hours"] = "24/7".into();
        } else {
            system["language"] = self.language.into();
        }
        system
    }

    fn types(&self) -> Value {
        let one = |id: &str, form: &str, propulsion: &str, name: &str| {
            json!({
                "vehicle_type_id": id, "form_factor": form, "propulsion_type": propulsion, "name": self.text(name),
                "max_range_meters": 45_000,
            })
        };
        let mut bike = one(BIKE, "bicycle", "human", "Simulated bike");
        bike.as_object_mut().map(|bike| bike.remove("max_range_meters"));
        json!([
            bike,
            one(E_BIKE, "bicycle", "electric_assist", "Simulated electric bike"),
            one(SCOOTER, "scooter_standing", "electric", "Simulated scooter"),
        ])
    }

    fn each(&self, one: impl Fn(&Device) -> Value) -> Vec<Value> {
        self.ask.devices(&[Kind::Bikes]).map(one).collect()
    }

    fn information(&self, device: &Device) -> Value {
        json!({
            "station_id": device.id.to_string(),
            "name": self.text(&format!("Simulated station {} {}", device.municipality, device.id)),
            "lat": device.location.lat(), "lon": device.location.lon(), "capacity": device.docks() as u32,
        })
    }

    fn status(&self, device: &Device) -> Value {
        let time = device.newest(Measure::BikesAvailable, self.ask.now);
        let bikes = device.value(Measure::BikesAvailable, time) as u32;
        let docks = device.value(Measure::DocksFree, time) as u32;
        let by_type = [(BIKE, bikes - bikes / 3), (E_BIKE, bikes / 3)];
        let mut status = json!({
            "station_id": device.id.to_string(), "num_docks_available": docks, "is_installed": true,
            "is_renting": !device.id.is_multiple_of(CLOSED_EVERY), "is_returning": true,
            "last_reported": written(self.ask.shown(time), self.is_new),
            "vehicle_types_available": by_type.map(|(id, count)| json!({ "vehicle_type_id": id, "count": count })),
        });
        let [available, disabled] = if self.is_new {
            ["num_vehicles_available", "num_vehicles_disabled"]
        } else {
            ["num_bikes_available", "num_bikes_disabled"]
        };
        status[available] = bikes.into();
        status[disabled] = 0.into();
        status
    }

    /// Some vehicles around each station, the more the fewer stand in it; other ones after a while.
    fn vehicles(&self) -> Vec<Value> {
        let around = |device: &Device| {
            let time = device.newest(Measure::BikesAvailable, self.ask.now);
            let count = 3 + device.value(Measure::DocksFree, time) as u64 / 2;
            (0..count).map(|number| self.vehicle(device, number)).collect::<Vec<_>>()
        };
        self.ask.devices(&[Kind::Bikes]).flat_map(around).collect()
    }

    fn vehicle(&self, device: &Device, number: u64) -> Value {
        let trip = self.ask.now.as_second().div_euclid(TRIP_S);
        let id = format!("simulated-{}-{number}-{trip}", device.id);
        let kind = match number % 3 {
            0 => BIKE,
            1 => E_BIKE,
            _ => SCOOTER,
        };
        let away = number as f64 * 0.0007;
        let mut vehicle = json!({
            "lat": device.location.lat() + away, "lon": device.location.lon() - away,
            "is_reserved": number % 5 == 3, "is_disabled": number % 5 == 4,
            "vehicle_type_id": kind,
        });
        if kind != BIKE {
            vehicle["current_range_meters"] = (5_000 + 900 * number).into();
        }
        vehicle[if self.is_new { "vehicle_id" } else { "bike_id" }] = id.into();
        vehicle
    }
}

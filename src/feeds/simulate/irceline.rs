//! A simulated timeseries API (52°North, version 1) of IRCELINE: hourly air quality.
//!
//! Contract: pure; shares no code with the reader. Values stand at the end of their hour, newest first known ten
//! minutes later, as a network that checks them does it. May use: `model`.

use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use super::city::{Device, HISTORY_S, Kind, Measure};
use super::route::{Answer, Ask};
use crate::model::Feed;

/// Stations of this service.
const KINDS: [Kind; 1] = [Kind::Air];

const HOUR_S: i64 = 3600;

/// How long after its end an hour is known, seconds.
const DELAY_S: i64 = 600;

/// Where the simulated service lives.
pub(super) fn describe(feed: &mut Feed, host: &str) {
    feed.url = format!("{host}/sos/api/v1/");
    feed.options.insert("phenomena".to_owned(), "5,6001,8".to_owned());
    feed.poll_seconds = 300;
}

/// Answers a request for this service.
pub(super) fn respond(ask: &Ask<'_>) -> Answer {
    let path = ask.path.strip_prefix("/sos/api/v1").unwrap_or_default().trim_matches('/');
    let parts: Vec<&str> = path.split('/').collect();
    let found = match (ask.method, parts.as_slice()) {
        ("GET", [""]) => Some(index()),
        ("GET", ["phenomena"]) => {
            Some([Measure::Pm10, Measure::Pm25, Measure::No2].map(phenomenon).into_iter().collect())
        }
        ("GET", ["stations"]) => Some(ask.devices(&KINDS).map(station).collect()),
        ("GET", ["timeseries"]) => Some(all_series(ask)),
        ("GET", ["timeseries", id, "getData"]) => values(ask, id, ask.parameter("timespan").unwrap_or_default()),
        ("POST", ["timeseries", "getData"]) => batch(ask),
        _ => None,
    };
    found.map_or_else(|| Answer::error(404, "not found"), |value| Answer::json(&value))
}

fn index() -> Value {
    ["services", "stations", "timeseries", "phenomena"]
        .map(|id| json!({ "id": id, "label": id, "description": format!("Simulated {id}") }))
        .into_iter()
        .collect()
}

/// Its number and name, as the real service has them.
fn phenomenon(measure: Measure) -> Value {
    let (id, label) = match measure {
        Measure::Pm10 => ("5", "Particulate Matter < 10 µm"),
        Measure::Pm25 => ("6001", "Particulate Matter < 2.5 µm"),
        _ => ("8", "Nitrogen dioxide"),
    };
    json!({ "id": id, "label": label })
}

fn station(device: &Device) -> Value {
    json!({
        "properties": { "id": device.id, "label": station_label(device) },
        "geometry": { "coordinates": [device.location.lon(), device.location.lat(), "NaN"], "type": "Point" },
        "type": "Feature",
    })
}

fn station_label(device: &Device) -> String {
    format!("Simulated {} {} - {}", device.kind.label(), device.id, device.municipality)
}

fn all_series(ask: &Ask<'_>) -> Value {
    let wanted = ask.parameter("phenomenon");
    let is_wanted = |measure: Measure| wanted.is_none_or(|id| phenomenon(measure)["id"] == *id);
    let streams =
        ask.devices(&KINDS).flat_map(|device| device.streams().map(move |(id, measure)| (device, id, measure)));
    streams
        .filter(|(_, _, measure)| is_wanted(*measure))
        .map(|(device, id, measure)| series(ask, device, id, measure))
        .collect()
}

fn series(ask: &Ask<'_>, device: &Device, id: u64, measure: Measure) -> Value {
    let last = ask.now.as_second() - DELAY_S;
    let first = ask.now.as_second() - HISTORY_S;
    let mut series = json!({
        "id": id.to_string(), "label": format!("{id} - Simulated procedure, {}", station_label(device)),
        "extras": ["license"], "uom": "ug/m3", "station": station(device), "referenceValues": [],
    });
    if ask.parameter("expanded") == Some("true") {
        let at = |second: i64| value(ask, device, measure, Timestamp::from_second(second).unwrap_or(ask.now));
        series["firstValue"] = at((first + HOUR_S - 1).div_euclid(HOUR_S) * HOUR_S);
        series["lastValue"] = at(last.div_euclid(HOUR_S) * HOUR_S);
        let kind = phenomenon(measure);
        series["parameters"] = json!({
            "service": { "id": "1", "label": "Simulated timeseries API" }, "phenomenon": kind, "category": kind,
            "feature": { "id": device.id.to_string(), "label": station_label(device) },
        });
    }
    series
}

fn value(ask: &Ask<'_>, device: &Device, measure: Measure, time: Timestamp) -> Value {
    json!({ "timestamp": ask.shown(time).as_millisecond(), "value": device.value(measure, time) })
}

/// Values of one series in `from/until`, both ends included.
fn values(ask: &Ask<'_>, id: &str, timespan: &str) -> Option<Value> {
    let (device, measure) = ask.city.stream(id.parse().ok()?)?;
    let (from, until) = timespan.split_once('/')?;
    let (from, until): (Timestamp, Timestamp) = (from.parse().ok()?, until.parse().ok()?);
    let known = (ask.now - HISTORY_S.seconds(), ask.now - DELAY_S.seconds());
    let (first, last) = (from.max(known.0).as_second(), until.min(known.1).as_second());
    let (first, last) = ((first + HOUR_S - 1).div_euclid(HOUR_S), last.div_euclid(HOUR_S));
    let times = (first..=last).filter_map(|hour| Timestamp::from_second(hour * HOUR_S).ok());
    let all: Vec<Value> = times.map(|time| value(ask, device, measure, time)).collect();
    ask.is_there(device).then(|| json!({ "values": all }))
}

/// Values of the series that a body names, by their identifiers.
fn batch(ask: &Ask<'_>) -> Option<Value> {
    let body: Value = serde_json::from_slice(ask.body).ok()?;
    let timespan = body.get("timespan")?.as_str()?;
    let of_series = |id: &Value| Some((id.as_str()?.to_owned(), values(ask, id.as_str()?, timespan)?));
    let found = body.get("timeseries")?.as_array()?.iter().filter_map(of_series);
    Some(Value::Object(found.collect()))
}

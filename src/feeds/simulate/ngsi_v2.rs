//! A simulated NGSI v2 context broker (Orion), and a QuantumLeap beside it.
//!
//! Contract: pure; shares no code with the reader; bodies have the structure of the FIWARE specification and of the
//! Smart Data Models. May use: `model`.

use jiff::{Timestamp, ToSpan};
use serde_json::{Map, Value, json};

use super::city::{Device, HISTORY_S, Kind};
use super::entities::{
    KINDS, Measured, Told, asked, count_parameter, has_option, is_asked, measured, model, newest, time_parameter, told,
};
use super::route::{Answer, Ask};
use crate::model::Feed;

/// Entities a page without `limit`, and at most.
const PAGE: (usize, usize) = (20, 1000);

/// Times of a series that one answer holds at most.
const MAX_TIMES: usize = 10_000;

/// The tenant that the simulated devices belong to.
const SERVICE: &str = "simulated";

/// Where the simulated service lives.
pub(super) fn describe(feed: &mut Feed, host: &str) {
    feed.url = format!("{host}/v2");
    let options = [
        ("service", SERVICE.to_owned()),
        ("service_path", "/".to_owned()),
        ("history_url", format!("{host}/quantumleap")),
    ];
    feed.options.extend(options.map(|(key, value)| (key.to_owned(), value)));
}

/// Answers a request for this service.
pub(super) fn respond(ask: &Ask<'_>) -> Answer {
    let path = ask.path.strip_prefix("/v2").unwrap_or_default().trim_matches('/');
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        [""] => Answer::json(&json!({
            "entities_url": "/v2/entities", "types_url": "/v2/types",
            "subscriptions_url": "/v2/subscriptions", "registrations_url": "/v2/registrations",
        })),
        ["types"] => types(ask),
        ["entities"] => list(ask),
        ["entities", id] => device(ask, id).map_or_else(not_found, |device| Answer::json(&entity(ask, device))),
        _ => not_found(),
    }
}

fn error(status: u16, kind: &str, description: &str) -> Answer {
    Answer { status, ..Answer::json(&json!({ "error": kind, "description": description })) }
}

fn not_found() -> Answer {
    error(404, "NotFound", "The requested entity has not been found. Check type and id")
}

/// Another tenant has no entities, as with Orion.
fn is_own_tenant(ask: &Ask<'_>) -> bool {
    ask.header("fiware-service").is_none_or(|service| service == SERVICE)
}

fn id(device: &Device) -> String {
    format!("simulated-{}", device.id)
}

fn device<'a>(ask: &Ask<'a>, id: &str) -> Option<&'a Device> {
    ask.devices(&KINDS).find(|device| self::id(device) == id && is_own_tenant(ask))
}

fn types(ask: &Ask<'_>) -> Answer {
    let all: Vec<&Device> = ask.devices(&KINDS).filter(|_| is_own_tenant(ask)).collect();
    let mut names: Vec<&str> = all.iter().map(|device| model(device.kind)).collect();
    names.sort_unstable();
    names.dedup();
    if has_option(ask, &["values"]) {
        return Answer::json(&names.into());
    }
    let count = |name: &str| all.iter().filter(|device| model(device.kind) == name).count();
    let rows = names.iter().map(|name| json!({ "type": name, "attrs": {}, "count": count(name) }));
    Answer::json(&rows.collect())
}

fn list(ask: &Ask<'_>) -> Answer {
    let all = if is_own_tenant(ask) { asked(ask) } else { Vec::new() };
    let (offset, limit) = (count_parameter(ask, "offset", 0), count_parameter(ask, "limit", PAGE.0));
    if !(1..=PAGE.1).contains(&limit) {
        return error(400, "BadRequest", "Bad pagination limit");
    }
    let page: Vec<Value> = all.iter().skip(offset).take(limit).map(|device| entity(ask, device)).collect();
    let page = Answer::json(&page.into());
    if has_option(ask, &["count"]) { page.with("fiware-total-count", all.len().to_string()) } else { page }
}

fn entity(ask: &Ask<'_>, device: &Device) -> Value {
    let is_short = has_option(ask, &["keyValues"]);
    let mut body = Map::new();
    body.insert("id".to_owned(), id(device).into());
    body.insert("type".to_owned(), model(device.kind).into());
    for (name, one) in told(ask, device).into_iter().filter(|(name, _)| is_asked(ask, name)) {
        let attribute = attribute(device.kind, one);
        let value = if is_short { attribute.get("value").cloned().unwrap_or_default() } else { attribute };
        body.insert(name.to_owned(), value);
    }
    if ask.parameter("attrs").is_some_and(|attrs| attrs.split(',').any(|one| one == "dateModified")) {
        let modified = newest(device, ask.now).to_string();
        let whole = json!({ "type": "DateTime", "value": modified, "metadata": {} });
        body.insert("dateModified".to_owned(), if is_short { modified.into() } else { whole });
    }
    body.into()
}

fn attribute(kind: Kind, told: Told) -> Value {
    match told {
        Told::Text(text) => json!({ "type": "Text", "value": text, "metadata": {} }),
        Told::Time(time) => json!({ "type": "DateTime", "value": time, "metadata": {} }),
        // Stations of bicycles write their place the old way.
        Told::Place(place) if kind == Kind::Bikes => {
            let part = |index: usize| place["coordinates"][index].as_f64().unwrap_or_default();
            json!({ "type": "geo:point", "value": format!("{}, {}", part(1), part(0)), "metadata": {} })
        }
        Told::Place(place) => json!({ "type": "geo:json", "value": place, "metadata": {} }),
        Told::Number { value, unit, observed } => {
            let mut metadata = Map::new();
            if let Some(unit) = unit {
                metadata.insert("unitCode".to_owned(), json!({ "type": "Text", "value": unit }));
            }
            if let Some(observed) = observed {
                metadata.insert("timestamp".to_owned(), json!({ "type": "DateTime", "value": observed }));
            }
            json!({ "type": "Number", "value": value, "metadata": metadata })
        }
    }
}

/// Answers a request for the QuantumLeap.
pub(super) fn respond_past(ask: &Ask<'_>) -> Answer {
    let path = ask.path.strip_prefix("/quantumleap/v2/").unwrap_or_default().trim_matches('/');
    let parts: Vec<&str> = path.split('/').collect();
    let found = match parts.as_slice() {
        ["entities", id] => device(ask, id).and_then(|device| series(ask, device, None)),
        ["entities", id, "attrs", name] => device(ask, id).and_then(|device| series(ask, device, Some(name))),
        _ => None,
    };
    found.map_or_else(|| error(404, "Not Found", "No records were found for such query."), |body| Answer::json(&body))
}

/// The time series of all attributes that are asked for, or of one; none where there is nothing.
fn series(ask: &Ask<'_>, device: &Device, only: Option<&str>) -> Option<Value> {
    let wanted = |name: &str| only.map_or_else(|| is_asked(ask, name), |only| only == name);
    let rows: Vec<_> = measured(device.kind).into_iter().filter(|one| wanted(one.name)).collect();
    let kept_from = ask.now.checked_sub(HISTORY_S.seconds()).ok()?;
    let from = time_parameter(ask, "fromDate").unwrap_or(kept_from);
    let until = time_parameter(ask, "toDate").unwrap_or(ask.now);
    let limit = count_parameter(ask, "limit", MAX_TIMES).min(MAX_TIMES);
    // All attributes of one device are measured together.
    let all = device.times(rows.first()?.measure, from, until, ask.now);
    let times: Vec<Timestamp> = all.skip(count_parameter(ask, "offset", 0)).take(limit).collect();
    if times.is_empty() {
        return None;
    }
    let index: Vec<String> =
        times.iter().map(|time| ask.shown(*time).strftime("%Y-%m-%dT%H:%M:%S.000+00:00").to_string()).collect();
    let values = |one: &Measured| -> Vec<f64> { times.iter().map(|time| one.value(device, *time)).collect() };
    let mut body = json!({ "entityId": id(device), "entityType": model(device.kind), "index": index });
    if let Some(name) = only {
        body["attrName"] = name.into();
        body["values"] = rows.first().map(values)?.into();
    } else {
        let one = |row: &Measured| json!({ "attrName": row.name, "values": values(row) });
        body["attributes"] = rows.iter().map(one).collect();
    }
    Some(body)
}

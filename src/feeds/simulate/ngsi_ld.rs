//! A simulated NGSI-LD context broker, and beside it the service of one that keeps the past only (as Mintaka does).
//!
//! Contract: pure; shares no code with the reader; bodies have the structure of the standard (ETSI GS CIM 009) and of the
//! Smart Data Models. May use: `model`.

use jiff::{Timestamp, ToSpan};
use serde_json::{Map, Value, json};

use super::city::{Device, HISTORY_S};
use super::entities::{
    KINDS, Measured, Told, asked, count_parameter, has_option, is_asked, measured, model, newest, time_parameter, told,
};
use super::route::{Answer, Ask};
use crate::model::Feed;

/// Entities a page without `limit`, and at most.
const PAGE: (usize, usize) = (30, 100);

/// Instances of an attribute that one answer holds.
const MAX_INSTANCES: usize = 1000;

/// Identifiers of entities begin with this, then comes the type.
const URN: &str = "urn:ngsi-ld:";

/// Where the simulated service lives.
pub(super) fn describe(feed: &mut Feed, host: &str) {
    feed.url = format!("{host}/ngsi-ld/v1");
    feed.options.insert("temporal_url".to_owned(), format!("{host}/temporal-ngsi-ld"));
}

/// Answers a request for this service.
pub(super) fn respond(ask: &Ask<'_>) -> Answer {
    let (path, is_past_only) = match ask.path.strip_prefix("/temporal-ngsi-ld/") {
        Some(path) => (path, true),
        None => (ask.path.strip_prefix("/ngsi-ld/v1/").unwrap_or_default(), false),
    };
    let parts: Vec<&str> = path.trim_matches('/').split('/').collect();
    match parts.as_slice() {
        ["types"] if !is_past_only => types(ask),
        ["entities"] if !is_past_only => list(ask),
        ["entities", id] if !is_past_only => {
            device(ask, id).map_or_else(not_found, |device| answer(entity(ask, device)))
        }
        ["temporal", "entities"] => past_list(ask, is_past_only),
        ["temporal", "entities", id] => device(ask, id).map_or_else(not_found, |device| past(ask, device)),
        _ => not_found(),
    }
}

fn answer(body: impl Into<Value>) -> Answer {
    let context = "<https://uri.etsi.org/ngsi-ld/v1/ngsi-ld-core-context.jsonld>";
    let relation = "rel=\"http://www.w3.org/ns/json-ld#context\"; type=\"application/ld+json\"";
    Answer::json(&body.into()).with("link", format!("{context}; {relation}"))
}

fn problem(status: u16, kind: &str, title: &str) -> Answer {
    let kind = format!("https://uri.etsi.org/ngsi-ld/errors/{kind}");
    Answer { status, ..Answer::json(&json!({ "type": kind, "title": title, "detail": title })) }
}

fn not_found() -> Answer {
    problem(404, "ResourceNotFound", "there is no such entity")
}

fn types(ask: &Ask<'_>) -> Answer {
    let mut names: Vec<&str> = ask.devices(&KINDS).map(|device| model(device.kind)).collect();
    names.sort_unstable();
    names.dedup();
    answer(json!({ "id": "urn:ngsi-ld:EntityTypeList:simulated", "type": "EntityTypeList", "typeList": names }))
}

fn id(device: &Device) -> String {
    format!("{URN}{}:simulated-{}", model(device.kind), device.id)
}

fn device<'a>(ask: &Ask<'a>, id: &str) -> Option<&'a Device> {
    ask.devices(&KINDS).find(|device| self::id(device) == id)
}

fn list(ask: &Ask<'_>) -> Answer {
    if ask.parameter("type").is_none() {
        return problem(400, "BadRequestData", "at least one of type, attrs, q and georel is needed");
    }
    let all = asked(ask);
    let (offset, limit) = (count_parameter(ask, "offset", 0), count_parameter(ask, "limit", PAGE.0).min(PAGE.1));
    let page: Vec<Value> = all.iter().skip(offset).take(limit).map(|device| entity(ask, device)).collect();
    let page = answer(page);
    match ask.parameter("count") {
        Some("true") => page.with("ngsild-results-count", all.len().to_string()),
        _ => page,
    }
}

fn entity(ask: &Ask<'_>, device: &Device) -> Value {
    let mut body = Map::new();
    body.insert("id".to_owned(), id(device).into());
    body.insert("type".to_owned(), model(device.kind).into());
    for (name, one) in told(ask, device) {
        let value = if has_option(ask, &["keyValues", "simplified"]) {
            bare(one)
        } else if has_option(ask, &["concise"]) {
            concise(one)
        } else {
            normalized(one)
        };
        body.insert(name.to_owned(), value);
    }
    if has_option(ask, &["sysAttrs"]) {
        body.insert("modifiedAt".to_owned(), newest(device, ask.now).to_string().into());
    }
    body.into()
}

fn bare(told: Told) -> Value {
    match told {
        Told::Text(text) => text.into(),
        Told::Number { value, .. } => number(value),
        Told::Time(time) => json!({ "@type": "DateTime", "@value": time }),
        Told::Place(place) => place,
    }
}

fn concise(told: Told) -> Value {
    match told {
        Told::Number { value, unit, observed } if unit.is_some() || observed.is_some() => {
            with_metadata(json!({ "value": number(value) }), unit, observed)
        }
        other => bare(other),
    }
}

fn normalized(told: Told) -> Value {
    match told {
        Told::Place(place) => json!({ "type": "GeoProperty", "value": place }),
        Told::Number { value, unit, observed } => {
            with_metadata(json!({ "type": "Property", "value": number(value) }), unit, observed)
        }
        other => json!({ "type": "Property", "value": bare(other) }),
    }
}

fn with_metadata(mut property: Value, unit: Option<&str>, observed: Option<String>) -> Value {
    if let Some(unit) = unit {
        property["unitCode"] = unit.into();
    }
    if let Some(observed) = observed {
        property["observedAt"] = observed.into();
    }
    property
}

/// Counts without a decimal point, as brokers write them.
fn number(value: f64) -> Value {
    if value.fract() == 0.0 { json!(value as i64) } else { json!(value) }
}

/// The times that are asked for; nothing without a relation of time.
fn asked_times(ask: &Ask<'_>) -> Option<(Timestamp, Timestamp)> {
    let start = ask.now.checked_sub(HISTORY_S.seconds()).ok()?;
    let at = time_parameter(ask, "timeAt");
    match ask.parameter("timerel") {
        Some("before") => Some((start, before(at?))),
        Some("after") => Some((at?, ask.now)),
        Some("between") => Some((at?, before(time_parameter(ask, "endTimeAt")?))),
        Some(_) => None,
        None => Some((start, ask.now)),
    }
}

/// Relations of time exclude their end.
fn before(time: Timestamp) -> Timestamp {
    time.checked_sub(1.nanosecond()).unwrap_or(time)
}

fn past(ask: &Ask<'_>, device: &Device) -> Answer {
    let Some(span) = asked_times(ask) else { return problem(400, "BadRequestData", "no such relation of time") };
    let (entity, cut) = past_entity(ask, device, span);
    let Some((first, last)) = cut else { return answer(entity) };
    let range = format!("date-time {}-{}/*", first.strftime("%Y-%m-%dT%H:%M:%SZ"), last.strftime("%Y-%m-%dT%H:%M:%SZ"));
    Answer { status: 206, ..answer(entity) }.with("content-range", range)
}

/// An entity with its past, and the first and last time where it is not the whole of it.
fn past_entity(
    ask: &Ask<'_>,
    device: &Device,
    span: (Timestamp, Timestamp),
) -> (Value, Option<(Timestamp, Timestamp)>) {
    let mut body = Map::new();
    body.insert("id".to_owned(), id(device).into());
    body.insert("type".to_owned(), model(device.kind).into());
    let mut cut = None;
    for one in measured(device.kind).iter().filter(|one| is_asked(ask, one.name)) {
        let all = device.times(one.measure, span.0, span.1, ask.now);
        let mut times: Vec<Timestamp> = match ask.parameter("lastN").and_then(|text| text.parse().ok()) {
            Some(last) => all.rev().take(last).collect(),
            None => all.take(MAX_INSTANCES + 1).collect(),
        };
        if times.len() > MAX_INSTANCES {
            times.truncate(MAX_INSTANCES);
            cut = times.first().copied().zip(times.last().copied());
        }
        times.sort_unstable_by(|a, b| b.cmp(a));
        body.insert(one.name.to_owned(), instances(ask, device, one, &times));
    }
    if is_asked(ask, "location") {
        let static_ones = told(ask, device).into_iter().filter(|(name, _)| matches!(*name, "name" | "location"));
        body.extend(static_ones.map(|(name, one)| (name.to_owned(), normalized(one))));
    }
    (body.into(), cut)
}

/// The newest first, as Stellio does.
fn instances(ask: &Ask<'_>, device: &Device, one: &Measured, times: &[Timestamp]) -> Value {
    let value = |time: &Timestamp| number(one.value(device, *time));
    let shown = |time: &Timestamp| ask.shown(*time).to_string();
    if has_option(ask, &["temporalValues"]) {
        let rows: Vec<Value> = times.iter().map(|time| json!([value(time), shown(time)])).collect();
        return json!({ "type": "Property", "values": rows });
    }
    let instance = |time: &Timestamp| {
        let id = format!("{URN}Instance:{}-{}-{}", device.id, one.name, time.as_second());
        let plain = json!({ "type": "Property", "instanceId": id, "value": value(time) });
        with_metadata(plain, one.unit, Some(shown(time)))
    };
    times.iter().map(instance).collect()
}

fn past_list(ask: &Ask<'_>, is_past_only: bool) -> Answer {
    let span = asked_times(ask).filter(|_| ask.parameter("timerel").is_some() && ask.parameter("type").is_some());
    let Some(span) = span else { return problem(400, "BadRequestData", "type, timerel and timeAt are needed") };
    let all = asked(ask);
    let limit = count_parameter(ask, if is_past_only { "pageSize" } else { "limit" }, PAGE.1).clamp(1, PAGE.1);
    let anchored = ask.parameter("pageAnchor").and_then(|anchor| all.iter().position(|device| id(device) == anchor));
    let offset = if is_past_only { anchored.unwrap_or(0) } else { count_parameter(ask, "offset", 0) };
    let page: Vec<Value> = all.iter().skip(offset).take(limit).map(|device| past_entity(ask, device, span).0).collect();
    let page = answer(page);
    if !is_past_only {
        return page.with("ngsild-results-count", all.len().to_string());
    }
    let page = page.with("page-size", limit.to_string());
    match all.get(offset + limit) {
        Some(next) => page.with("next-page", id(next)),
        None => page,
    }
}

//! A simulated Telraam.
//!
//! Contract: pure; shares no code with the reader. Any key is taken, and none as well. As the real service, it writes
//! times in two forms, an empty text for a number that it lacks, and failures with status 200 and another status in the
//! body. Every seventh window counter has stopped; others see little in some hours, or nothing. Segments have numbers
//! only, so that no name can say that they are simulated: the feed does. May use: `model`.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::city::{Device, HISTORY_S, Kind, Measure};
use super::route::{Answer, Ask};
use crate::model::Feed;

/// Segment of the device with number nought.
const FIRST_SEGMENT: u64 = 9_000_000_000;

/// One hour, seconds.
const HOUR_S: i64 = 3600;

/// Longest time that a question may cover, seconds.
const MAX_QUESTION_S: i64 = 92 * 24 * HOUR_S;

/// Half the length of a segment, degrees.
const HALF_DEG: f64 = 0.0004;

/// Where the simulated service lives.
pub(super) fn describe(feed: &mut Feed, host: &str) {
    feed.url = format!("{host}/v1");
    feed.poll_seconds = 600;
}

/// Answers a request for this service.
pub(super) fn respond(ask: &Ask<'_>) -> Answer {
    match (ask.method, ask.path) {
        ("GET", "/v1/reports/traffic_snapshot_live") => {
            let features: Vec<Value> = ask.devices(&[Kind::Counter]).map(|device| feature(device, ask)).collect();
            Answer::json(&json!({
                "status_code": 200, "message": "ok", "type": "FeatureCollection", "features": features,
            }))
        }
        ("POST", "/v1/reports/traffic") => Answer::json(&report(ask)),
        _ => Answer::error(404, "not found"),
    }
}

/// The hours of one segment, or what is wrong with the question.
fn report(ask: &Ask<'_>) -> Value {
    let failed = |message: &str| json!({ "status_code": 400, "message": message });
    let Ok(question) = serde_json::from_slice::<Value>(ask.body) else { return failed("no JSON in the question") };
    let text = |name: &str| question.get(name).and_then(Value::as_str).unwrap_or_default();
    if (text("level"), text("format")) != ("segments", "per-hour") {
        return failed("only level segments and format per-hour are simulated");
    }
    let time = |name: &str| text(name).parse::<Timestamp>().map(Timestamp::as_second);
    let (Ok(start), Ok(end)) = (time("time_start"), time("time_end")) else { return failed("no time") };
    if end - start > MAX_QUESTION_S {
        return failed("more than three months");
    }
    let id = text("id").parse::<u64>().ok().and_then(|segment| segment.checked_sub(FIRST_SEGMENT));
    let device = id.and_then(|id| ask.city.device(id));
    let device = device.filter(|device| device.kind == Kind::Counter && ask.is_there(device));
    let Some(device) = device else { return failed("no such segment") };
    let now = ask.now.as_second();
    let first = start.max(now - HISTORY_S).div_euclid(HOUR_S) * HOUR_S;
    let hours = (0..).map(|number| first + number * HOUR_S).take_while(|hour| *hour < end && hour + HOUR_S <= now);
    let rows: Vec<Value> = hours.filter(|hour| *hour >= start).filter_map(|hour| row(device, hour, ask)).collect();
    json!({ "status_code": 200, "message": "ok", "report": rows })
}

/// Part of an hour that a counter saw the street; `None` = it has stopped.
fn uptime(device: &Device, hour_s: i64) -> Option<f64> {
    let number = i64::try_from(device.id).unwrap_or_default() + hour_s.div_euclid(HOUR_S);
    match number.rem_euclid(24) {
        _ if device.id % 7 == 3 => None,
        2 => Some(0.0),
        5 | 6 => Some(0.35),
        _ => Some(0.98),
    }
}

/// What was counted in an hour.
fn counts(device: &Device, hour_s: i64) -> [(&'static str, f64); 4] {
    let at = Timestamp::from_second(hour_s).unwrap_or_default();
    let value = |measure| if uptime(device, hour_s) == Some(0.0) { 0.0 } else { device.value(measure, at) };
    [
        ("heavy", value(Measure::Lorries)),
        ("car", value(Measure::Cars)),
        ("bike", value(Measure::Bicycles)),
        ("pedestrian", value(Measure::Pedestrians)),
    ]
}

/// The last whole hour of a segment.
fn feature(device: &Device, ask: &Ask<'_>) -> Value {
    let hour_s = (ask.now.as_second().div_euclid(HOUR_S) - 1) * HOUR_S;
    let at = Timestamp::from_second(hour_s).unwrap_or_default();
    let uptime = uptime(device, hour_s);
    let mut fields = json!({
        "segment_id": FIRST_SEGMENT + device.id, "timezone": "Europe/Brussels",
        "last_data_package": ask.shown(ask.now).strftime("%Y-%m-%d %H:%M:%S.250000+00:00").to_string(),
        "date": "", "period": "", "uptime": "", "heavy": "", "car": "", "bike": "", "pedestrian": "", "v85": "",
    });
    if let Some(uptime) = uptime {
        fields["date"] = ask.shown(at).strftime("%Y-%m-%d %H:%M:%S+00:00").to_string().into();
        fields["period"] = "hourly".into();
        fields["uptime"] = uptime.into();
        for (name, count) in counts(device, hour_s) {
            fields[name] = count.into();
        }
        if uptime > 0.0 {
            fields["v85"] = device.value(Measure::SpeedV85, at).into();
        }
    }
    let (lon, lat) = (device.location.lon(), device.location.lat());
    let line = [[lon - HALF_DEG, lat - HALF_DEG], [lon, lat], [lon + HALF_DEG, lat + HALF_DEG]];
    json!({
        "type": "Feature", "geometry": { "type": "MultiLineString", "coordinates": [line] }, "properties": fields,
    })
}

/// One hour of a report; nothing from a counter that has stopped.
fn row(device: &Device, hour_s: i64, ask: &Ask<'_>) -> Option<Value> {
    let at = Timestamp::from_second(hour_s).ok()?;
    let mut row = json!({
        "instance_id": -1, "segment_id": FIRST_SEGMENT + device.id, "interval": "hourly",
        "date": ask.shown(at).strftime("%Y-%m-%dT%H:%M:%S.000Z").to_string(), "uptime": uptime(device, hour_s)?,
        "direction": 1, "timezone": "Europe/Brussels",
        "car_speed_hist_0to70plus": vec![12.5; 8], "car_speed_hist_0to120plus": vec![4.0; 25],
    });
    for (name, count) in counts(device, hour_s) {
        let left = (count * 0.4).round();
        row[name] = count.into();
        row[format!("{name}_lft")] = left.into();
        row[format!("{name}_rgt")] = (count - left).into();
    }
    if uptime(device, hour_s)? > 0.0 {
        row["v85"] = device.value(Measure::SpeedV85, at).into();
    }
    Some(row)
}

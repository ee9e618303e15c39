//! Answers of Telraam → readings.
//!
//! Contract: pure, never panics. May use: `model`.

use jiff::Timestamp;
use serde_json::Value;

use super::super::Readings;
use super::super::gather::{Gatherer, Measured};
use super::super::value::{geojson, number, shifted, text, time};
use super::Wanted;
use crate::model::{Feed, LonLat, ObservedProperty, Reason};

/// Part of the hour below which the source's own advice is to doubt the counts.
const MIN_UPTIME: f64 = 0.5;

/// One hour, the period of the counts, seconds.
pub(super) const HOUR_S: i64 = 3600;

/// What is measured: field and property. Counts are of an hour; 85 in a hundred cars stay under the speed.
const MEASURED: [(&str, ObservedProperty); 5] = [
    ("car", ObservedProperty::CarIntensity),
    ("heavy", ObservedProperty::HeavyIntensity),
    ("bike", ObservedProperty::BicycleIntensity),
    ("pedestrian", ObservedProperty::PedestrianIntensity),
    ("v85", ObservedProperty::SpeedV85),
];

/// Why an answer can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ParseError {
    /// Its body says that the request failed, with this status.
    #[error("the body says status {0}")]
    Status(u16),
    /// It is not what the protocol says.
    #[error("{0}")]
    Form(String),
}

/// Reads the last hour of all segments (`reports/traffic_snapshot_live`).
///
/// # Errors
/// See [`ParseError`].
pub fn snapshot(bytes: &[u8], wanted: &Wanted, feed: &Feed, now: Timestamp) -> Result<Readings, ParseError> {
    let document = document(bytes)?;
    let features = list(&document, "features")?;
    let mut all = Gatherer::new(feed, now);
    for (feature, row) in features.iter().zip(1_u64..) {
        let fields = feature.get("properties").unwrap_or(&Value::Null);
        let Some(segment) = fields.get("segment_id").and_then(text) else {
            all.reject(row, "segment_id", Reason::new("reason-feed-no-id"), feature);
            continue;
        };
        let place = geojson(feature, 0);
        if wanted.has(&segment, place) {
            Row { segment: &segment, place, fields, line: row }.read(&mut all);
        }
    }
    Ok(all.finish())
}

/// Reads the counts of one segment (`reports/traffic`).
///
/// # Errors
/// See [`ParseError`].
pub fn report(bytes: &[u8], segment: &str, feed: &Feed, now: Timestamp) -> Result<Readings, ParseError> {
    let document = document(bytes)?;
    let rows = list(&document, "report")?;
    let mut all = Gatherer::new(feed, now);
    for (fields, row) in rows.iter().zip(1_u64..) {
        match fields.get("segment_id").and_then(text) {
            Some(other) if other != segment => {
                all.reject(row, "segment_id", Reason::new("reason-feed-other-segment"), fields);
            }
            _ => Row { segment, place: None, fields, line: row }.read(&mut all),
        }
    }
    Ok(all.finish())
}

fn document(bytes: &[u8]) -> Result<Value, ParseError> {
    let broken = |error: serde_json::Error| ParseError::Form(format!("broken JSON ({error})"));
    let document: Value = serde_json::from_slice(bytes).map_err(broken)?;
    let status = document.get("status_code").and_then(number).filter(|code| (100.0..600.0).contains(code));
    match status.map(|code| code as u16) {
        Some(code) if !(200..300).contains(&code) => Err(ParseError::Status(code)),
        _ => Ok(document),
    }
}

fn list<'a>(document: &'a Value, name: &str) -> Result<&'a Vec<Value>, ParseError> {
    let said =
        || ["message", "msg"].iter().find_map(|word| document.get(*word)).and_then(text).filter(|said| said != "ok");
    document.get(name).and_then(Value::as_array).ok_or_else(|| {
        let said = said().map(|text| format!("the host says {text:?}"));
        ParseError::Form(said.unwrap_or_else(|| format!("no {name} in the answer")))
    })
}

/// The counts of one segment in one period.
struct Row<'a> {
    segment: &'a str,
    place: Option<LonLat>,
    fields: &'a Value,
    line: u64,
}

impl Row<'_> {
    fn read(&self, all: &mut Gatherer<'_>) {
        let id = all.sensor(self.segment, &format!("Telraam {}", self.segment), self.place);
        if !self.is_hourly() {
            return all.reject(self.line, "period", Reason::new("reason-feed-other-period"), self.fields);
        }
        let uptime = self.number("uptime", all);
        let is_uncertain = uptime.is_some_and(|uptime| uptime < MIN_UPTIME);
        let start = self.fields.get("date").filter(|date| !is_empty(date));
        let end = start.and_then(time).map(|start| shifted(start, HOUR_S));
        if end.is_none() && start.is_some() {
            all.reject(self.line, "date", Reason::new("reason-feed-no-time"), self.fields);
        }
        for (field, property) in MEASURED {
            let measured = Measured { is_uncertain, ..Measured::new(field, property) };
            all.declare(&id, &measured);
            let value = self.number(field, all);
            if let (Some(value), Some(end), Some(true)) = (value, end, uptime.map(|uptime| uptime > 0.0)) {
                all.observe(&id, &measured, value, end);
            }
        }
    }

    /// Whether the counts are those of an hour, as all answers seen so far are.
    fn is_hourly(&self) -> bool {
        let word = ["period", "interval"].iter().find_map(|name| self.fields.get(*name)).and_then(text);
        word.is_none_or(|word| word == "hourly")
    }

    /// A number; none where it is absent, null or an empty text.
    fn number(&self, field: &str, all: &mut Gatherer<'_>) -> Option<f64> {
        let value = self.fields.get(field).filter(|value| !is_empty(value))?;
        let read = number(value);
        if read.is_none() {
            all.reject(self.line, field, Reason::new("reason-feed-not-number"), self.fields);
        }
        read
    }
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::model::{FeedId, Protocol, Quality, Unit};

    fn now() -> Timestamp {
        "2026-04-06T10:30:00Z".parse().expect("a time")
    }

    fn feed() -> Feed {
        Feed::new(FeedId::new("f"), Protocol::Telraam, "https://a.be/v1")
    }

    fn feature(segment: &Value, uptime: &Value, car: &Value, v85: &Value) -> Value {
        let date = if uptime.is_string() { json!("") } else { json!("2026-04-06 09:00:00+00:00") };
        json!({
            "type": "Feature",
            "geometry": {"type": "MultiLineString", "coordinates": [[[3.72, 51.04], [3.72, 51.06]]]},
            "properties": {
                "segment_id": segment, "last_data_package": "2026-04-06 10:29:00.5+00:00", "date": date,
                "timezone": "Europe/Brussels", "period": "hourly", "uptime": uptime, "heavy": "", "car": car,
                "bike": "", "pedestrian": "", "v85": v85
            }
        })
    }

    fn read(features: &Value) -> Readings {
        let whole = json!({"status_code": 200, "message": "ok", "type": "FeatureCollection", "features": features});
        snapshot(whole.to_string().as_bytes(), &Wanted::default(), &feed(), now()).expect("readings")
    }

    fn seen(readings: &Readings) -> Vec<(&str, &str, f64, Quality)> {
        readings.observations.iter().map(|(id, key, seen)| (id.as_str(), &**key, seen.value, seen.quality)).collect()
    }

    #[test]
    fn the_last_hour_of_segments_is_read() {
        let readings = read(&json!([
            feature(&json!(9_000_000_007_i64), &json!(0.99), &json!(412.5), &json!(42.5)),
            feature(&json!("8"), &json!(0.3), &json!(20.0), &json!("")),
            feature(&json!("5"), &json!(0.0), &json!(0.0), &json!("")),
            feature(&json!("6"), &json!(""), &json!(""), &json!("")),
        ]));
        assert_eq!(
            seen(&readings),
            [
                ("f/8", "car", 20.0, Quality::Uncertain),
                ("f/9000000007", "car", 412.5, Quality::Good),
                ("f/9000000007", "v85", 42.5, Quality::Good),
            ]
        );
        assert_eq!(readings.sensors.len(), 4, "those that count nothing are there without values");
        assert!(readings.sensors.iter().all(|sensor| sensor.datastreams.len() == 5 && sensor.location.is_some()));
        let sensor = &readings.sensors[3];
        let latest = sensor.datastreams[0].latest.expect("a value");
        assert_eq!(latest.time.to_string(), "2026-04-06T10:00:00Z", "the end of the hour");
        assert_eq!(sensor.datastreams[0].unit, Unit::VehiclesPerHour);
        assert_eq!(sensor.datastreams[2].unit, Unit::PerHour);
        assert!(readings.rejected.is_empty(), "{:?}", readings.rejected);
    }

    #[test]
    fn counts_of_another_period_are_not_taken_for_those_of_an_hour() {
        let mut quarter = feature(&json!(1), &json!(1.0), &json!(12), &json!(40));
        quarter["properties"]["period"] = "quarterly".into();
        let readings = read(&json!([quarter]));
        assert_eq!((readings.sensors.len(), readings.observations.len(), readings.rejected.len()), (1, 0, 1));
        assert_eq!(readings.rejected[0].reason.key(), "reason-feed-other-period");
    }

    #[test]
    fn a_report_is_read_and_failures_in_its_body_are_told() {
        let row = |segment: u32, car: Value| {
            json!({
                "instance_id": -1, "segment_id": segment, "date": "2026-04-06T07:00:00.000Z", "interval": "hourly",
                "uptime": 0.73, "car": car, "bike": 26.5
            })
        };
        let whole = json!({"status_code": 200, "message": "ok", "report": [row(7, json!("x")), row(8, json!(1))]});
        let readings = report(whole.to_string().as_bytes(), "7", &feed(), now()).expect("readings");
        assert_eq!(seen(&readings), [("f/7", "bike", 26.5, Quality::Good)]);
        assert_eq!(readings.observations[0].2.time.to_string(), "2026-04-06T08:00:00Z");
        let reasons: Vec<String> = readings.rejected.iter().map(ToString::to_string).collect();
        assert_eq!(reasons, ["f:1 [car]: reason-feed-not-number", "f:2 [segment_id]: reason-feed-other-segment"]);
        let failed = |json: Value| report(json.to_string().as_bytes(), "7", &feed(), now()).expect_err("no report");
        assert_eq!(failed(json!({"status_code": 429, "report": []})), ParseError::Status(429));
        assert_eq!(failed(json!({"msg": "slow down"})), ParseError::Form("the host says \"slow down\"".to_owned()));
        assert_eq!(
            failed(json!({"status_code": 200, "message": "ok"})),
            ParseError::Form("no report in the answer".to_owned())
        );
        let broken = snapshot(b"{\"features\": [", &Wanted::default(), &feed(), now());
        assert!(broken.is_err_and(|error| error.to_string().starts_with("broken JSON")));
    }

    proptest! {
        #[test]
        fn no_json_makes_it_panic(document in crate::feeds::tests_json::any_json()) {
            let with = json!({"features": [{"properties": document}], "report": [document]});
            for whole in [with, document] {
                let bytes = whole.to_string().into_bytes();
                let live = snapshot(&bytes, &Wanted::default(), &feed(), now()).unwrap_or_default();
                let old = report(&bytes, "1", &feed(), now()).unwrap_or_default();
                let finite = |one: &Readings| one.observations.iter().all(|(_, _, seen)| seen.value.is_finite());
                prop_assert!(finite(&live) && finite(&old));
            }
        }
    }
}

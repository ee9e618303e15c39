//! sensor.community, API v1: weather, dust and noise measured by citizens.
//!
//! Contract: one request; the address holds the filter, as the source's own documentation writes it
//! (`/airrohr/v1/filter/area=51.05,3.72,10` with latitude, longitude and kilometres; `box=`, `type=`, `country=` joined
//! by `&`). A sensor is a device with an identifier of its own; those of one housing stand at one place. An answer holds
//! the last five minutes, a device more than once. Devices that hang indoors say nothing about a city: they are left
//! out, and are no rejected records. It is asked every five minutes at most, as the source wishes.
//!
//! Options: none. May use: `model`.

use jiff::Timestamp;
use serde_json::Value;

use super::gather::{Gatherer, Measured};
use super::recognise::{Candidate, Seen};
use super::value::{number, place, text, time};
use super::{FeedError, Readings, Visit, feed_url, json_bytes};
use crate::model::{Feed, ObservedProperty, Protocol, Reason};

/// Shortest time between two polls, seconds.
const MIN_POLL_S: u32 = 300;

/// The end of the scale of the dust sensor that most have (SDS011, datasheet: 999.9 µg/m³; for PM10 twice that): what it
/// sends there is a least value.
const DUST_SCALE_END: f64 = 999.9;

/// What devices send beside what they measure: their place, and how they are doing.
const NOT_MEASURED: [&str; 9] =
    ["lat", "lon", "height", "timestamp", "samples", "min_micro", "max_micro", "interval", "signal"];

/// What devices send for Reason::new("reason-feed-no-value").
const NO_VALUES: [&str; 5] = ["", "nan", "unknown", "unavailable", "none"];

/// Asks the feed once.
///
/// # Errors
/// See [`FeedError`].
pub fn read(visit: &mut Visit<'_>) -> Result<Readings, FeedError> {
    let url = feed_url(visit.feed)?;
    let reply = visit.http.get(&url, &url, visit.now)?;
    let parsed = parse(json_bytes(&reply)?, visit.feed, visit.now);
    let mut readings = parsed.map_err(|reason| FeedError::parse(&reply.url, reason))?;
    readings.next_poll_hint_s = Some(MIN_POLL_S);
    readings.is_unchanged = reply.is_unchanged;
    Ok(readings)
}

/// What an address that was asked looks like to this protocol. A filter that matches nothing now answers an empty list.
pub fn recognise(seen: &Seen<'_>) -> Option<Candidate> {
    let records = seen.json?.as_array()?;
    let is_record = |record: &Value| record.get("sensordatavalues").is_some() && record.get("sensor").is_some();
    let score = match records.first() {
        Some(first) if is_record(first) => 97,
        None if seen.url.path().contains("/airrohr/v1/") => 85,
        _ => return None,
    };
    let mut candidate = Candidate::new(score, Protocol::SensorCommunity, seen.url);
    candidate.feed.poll_seconds = MIN_POLL_S;
    "ODbL-1.0, DbCL-1.0".clone_into(&mut candidate.feed.licence);
    "sensor.community".clone_into(&mut candidate.feed.attribution);
    Some(candidate)
}

/// Reads an answer.
///
/// # Errors
/// The reason, when it is not JSON or no list of records.
pub fn parse(bytes: &[u8], feed: &Feed, now: Timestamp) -> Result<Readings, String> {
    let document: Value = serde_json::from_slice(bytes).map_err(|error| format!("broken JSON ({error})"))?;
    let records = document.as_array().ok_or("no list of records in the answer")?;
    let mut all = Gatherer::new(feed, now);
    for (record, row) in records.iter().zip(1_u64..) {
        read_record(record, row, &mut all);
    }
    Ok(all.finish())
}

fn read_record(record: &Value, row: u64, all: &mut Gatherer<'_>) {
    let part = |of: &str, name: &str| record.get(of)?.get(name).cloned();
    if part("location", "indoor").as_ref().and_then(number) == Some(1.0) {
        return;
    }
    let Some(key) = part("sensor", "id").as_ref().and_then(text) else {
        return all.reject(row, "sensor", Reason::new("reason-feed-no-id"), record);
    };
    let kind = record.get("sensor").and_then(|sensor| text(sensor.get("sensor_type")?.get("name")?));
    let name = format!("{} {key}", kind.unwrap_or_default());
    let id = all.sensor(&key, name.trim(), record.get("location").and_then(place));
    let Some(seen) = record.get("timestamp").and_then(time) else {
        return all.reject(row, "timestamp", Reason::new("reason-feed-no-time"), record);
    };
    let Some(values) = record.get("sensordatavalues").and_then(Value::as_array) else {
        return all.reject(row, "sensordatavalues", Reason::new("reason-feed-no-values"), record);
    };
    for value in values {
        let Some(word) = value.get("value_type").and_then(text) else {
            all.reject(row, "value_type", Reason::new("reason-feed-no-kind"), record);
            continue;
        };
        if NOT_MEASURED.contains(&word.as_str()) {
            continue;
        }
        let (raw, measured) = (value.get("value").unwrap_or(&Value::Null), measured(&word));
        match number(raw) {
            Some(raw) => all.observe(&id, &Measured { is_uncertain: is_at_end(&measured, raw), ..measured }, raw, seen),
            None if is_no_value(raw) => all.observe_missing(&id, &measured, seen),
            None => all.reject(row, &word, Reason::new("reason-feed-not-number"), record),
        }
    }
}

/// What a value is, by the source's word for it. Words with the same quantity in another sense (reduced to the sea, the
/// least of a period) stay apart.
fn measured(word: &str) -> Measured<'_> {
    let (property, unit) = match word {
        "P0" => (ObservedProperty::Pm1, "µg/m³"),
        "P1" => (ObservedProperty::Pm10, "µg/m³"),
        "P2" => (ObservedProperty::Pm25, "µg/m³"),
        "temperature" => (ObservedProperty::Temperature, "°C"),
        "humidity" => (ObservedProperty::Humidity, "%"),
        "pressure" => (ObservedProperty::Pressure, "Pa"),
        "pressure_at_sealevel" => (ObservedProperty::Other, "Pa"),
        "noise_LAeq" => (ObservedProperty::NoiseLaeq, "dB(A)"),
        "noise_LA_max" => (ObservedProperty::NoiseLamax, "dB(A)"),
        other if other.starts_with("noise_LA") => (ObservedProperty::Other, "dB(A)"),
        _ => (ObservedProperty::Other, ""),
    };
    Measured { unit, ..Measured::new(word, property) }
}

fn is_at_end(measured: &Measured<'_>, raw: f64) -> bool {
    match measured.property {
        ObservedProperty::Pm25 => raw >= DUST_SCALE_END,
        ObservedProperty::Pm10 => raw >= 2.0 * DUST_SCALE_END,
        _ => false,
    }
}

fn is_no_value(raw: &Value) -> bool {
    match raw {
        Value::Null => true,
        Value::String(text) => NO_VALUES.contains(&text.trim().to_ascii_lowercase().as_str()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;
    use url::Url;

    use super::*;
    use crate::model::{FeedId, LonLat, Quality, Unit};

    fn now() -> Timestamp {
        "2026-04-06T10:00:00Z".parse().expect("a time")
    }

    fn feed() -> Feed {
        Feed::new(FeedId::new("f"), Protocol::SensorCommunity, "https://a.be/airrohr/v1/filter/country=BE")
    }

    fn record(id: u32, at: &str, indoor: u8, values: &[(&str, &str)]) -> Value {
        let value = |(kind, value): &(&str, &str)| json!({"value_type": kind, "value": value, "id": 9});
        json!({
            "id": 1, "sampling_rate": null, "timestamp": at,
            "location": {
                "id": 3, "latitude": "51.05", "longitude": "3.72", "altitude": "8.1", "country": "BE",
                "exact_location": 0, "indoor": indoor
            },
            "sensor": {"id": id, "pin": "1", "sensor_type": {"id": 14, "name": "SDS011", "manufacturer": "x"}},
            "sensordatavalues": values.iter().map(value).collect::<Vec<_>>()
        })
    }

    fn read(records: &Value) -> Readings {
        parse(records.to_string().as_bytes(), &feed(), now()).expect("readings")
    }

    fn seen(readings: &Readings) -> Vec<(&str, f64, Quality)> {
        readings.observations.iter().map(|(_, key, seen)| (&**key, seen.value, seen.quality)).collect()
    }

    #[test]
    fn dust_weather_and_noise_are_read() {
        let at = "2026-04-06 09:58:30";
        let readings = read(&json!([
            record(1, "2026-04-06 09:56:00", 0, &[("P1", "11.00")]),
            record(1, at, 0, &[("P0", "3.10"), ("P1", "12.57"), ("P2", "5.20")]),
            record(2, at, 0, &[("temperature", "9.40"), ("pressure", "101325.00"), ("humidity", "71.20")]),
            record(3, at, 0, &[("noise_LAeq", "52.1"), ("noise_LA_max", "61.0"), ("noise_LA_min", "44.0")]),
            record(4, at, 1, &[("P1", "400.0")]),
        ]));
        let good = |key, value| (key, value, Quality::Good);
        assert_eq!(
            seen(&readings),
            [
                good("P0", 3.1),
                good("P1", 11.0),
                good("P1", 12.57),
                good("P2", 5.2),
                good("humidity", 71.2),
                good("pressure", 1013.25),
                good("temperature", 9.4),
                good("noise_LA_max", 61.0),
                good("noise_LA_min", 44.0),
                good("noise_LAeq", 52.1),
            ]
        );
        let sensor = &readings.sensors[0];
        assert_eq!((sensor.id.as_str(), &*sensor.name), ("f/1", "SDS011 1"));
        assert_eq!(sensor.location, LonLat::new(3.72, 51.05).ok());
        let dust = sensor.datastreams.iter().find(|stream| &*stream.key == "P1").expect("dust");
        assert_eq!((dust.property, dust.unit), (ObservedProperty::Pm10, Unit::MicrogramPerCubicMetre));
        assert_eq!(dust.latest.map(|latest| latest.time.to_string()).as_deref(), Some("2026-04-06T09:58:30Z"));
        assert_eq!(readings.sensors.len(), 3, "without the one indoors");
        assert!(readings.rejected.is_empty());
    }

    #[test]
    fn what_is_no_value_is_missing_and_the_end_of_the_scale_is_doubted() {
        let at = "2026-04-06 09:58:30";
        let readings = read(&json!([
            record(1, at, 0, &[("P1", "nan"), ("P2", "999.90"), ("signal", "-70 dBm")]),
            record(2, at, 0, &[("temperature", "-144.59"), ("humidity", "wet"), ("counts_per_minute", "31")]),
            record(3, "soon", 0, &[("P1", "3")]),
            {"sensor": {"id": 4}, "timestamp": at},
            7,
        ]));
        assert_eq!(
            seen(&readings),
            [
                ("P1", 0.0, Quality::Missing),
                ("P2", 999.9, Quality::Uncertain),
                ("counts_per_minute", 31.0, Quality::Good),
                ("temperature", -144.59, Quality::Implausible),
            ]
        );
        let reasons: Vec<String> = readings.rejected.iter().map(ToString::to_string).collect();
        assert_eq!(
            reasons,
            [
                "f:2 [humidity]: reason-feed-not-number",
                "f:3 [timestamp]: reason-feed-no-time",
                "f:4 [sensordatavalues]: reason-feed-no-values",
                "f:5 [sensor]: reason-feed-no-id",
            ]
        );
        assert!(parse(b"{}", &feed(), now()).is_err() && parse(b"[{", &feed(), now()).is_err());
    }

    #[test]
    fn records_are_known_even_when_there_are_none_now() {
        let score = |address: &str, json: &Value| {
            let url = Url::parse(address).expect("an address");
            recognise(&Seen { url: &url, reply: None, json: Some(json), text: "" }).map(|found| found.score)
        };
        let here = "https://data.sensor.community/airrohr/v1/filter/area=51.05,3.72,10";
        assert_eq!(score("https://mirror.example/x", &json!([record(1, "", 0, &[])])), Some(97));
        assert_eq!(score(here, &json!([])), Some(85));
        assert_eq!(score("https://mirror.example/x", &json!([])), None);
        assert_eq!(score(here, &json!([{"sensor": 1}])), None);
    }

    proptest! {
        #[test]
        fn no_json_makes_it_panic(document in crate::feeds::tests_json::any_json()) {
            for whole in [document.clone(), json!([document])] {
                let readings = parse(whole.to_string().as_bytes(), &feed(), now()).unwrap_or_default();
                prop_assert!(readings.observations.iter().all(|(_, _, seen)| seen.value.is_finite()));
            }
        }
    }
}

//! Numbers, times and places as the JSON of feeds writes them.
//!
//! Contract: pure; nothing here panics; what can't be read is `None`. May use: `model`.

mod shape;

use jiff::civil::{Date, DateTime};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use serde_json::Value;

use crate::model::LonLat;

/// Epoch numbers above this are milliseconds (it is the year 5138 in seconds, 1973 in milliseconds).
const FIRST_EPOCH_MS: f64 = 1e11;

/// A finite number: a number, a text with one (decimal point or a single decimal comma), or a truth value as 1 or 0.
pub(super) fn number(value: &Value) -> Option<f64> {
    let read = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => number_text(text),
        Value::Bool(is_true) => Some(f64::from(u8::from(*is_true))),
        _ => None,
    };
    read.filter(|number| number.is_finite())
}

fn number_text(text: &str) -> Option<f64> {
    let text = text.trim();
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'));
    if !is_number(text) {
        return None;
    }
    let has_comma = text.matches(',').count() == 1 && !text.contains('.');
    if has_comma { text.replace(',', ".").parse().ok() } else { text.parse().ok() }
}

/// A time: RFC 3339 with offset; without one it is UTC; a date is its midnight; an interval (`a/b`) is its end; a
/// number is seconds or milliseconds since 1970.
pub(super) fn time(value: &Value) -> Option<Timestamp> {
    match value {
        Value::String(text) => time_text(text),
        Value::Number(number) => epoch(number.as_f64()?),
        _ => None,
    }
}

/// As [`time`], for a text.
pub(super) fn time_text(text: &str) -> Option<Timestamp> {
    let text = text.rsplit('/').map(str::trim).find(|part| !part.is_empty() && *part != "..")?;
    if let Ok(time) = text.parse::<Timestamp>() {
        return Some(time);
    }
    let bare = text.strip_suffix(['Z', 'z']).unwrap_or(text);
    let civil = bare.parse::<DateTime>().or_else(|_| bare.parse::<Date>().map(|date| date.at(0, 0, 0, 0))).ok()?;
    TimeZone::UTC.to_timestamp(civil).ok()
}

fn epoch(number: f64) -> Option<Timestamp> {
    if !number.is_finite() || number < 0.0 {
        return None;
    }
    let millisecond = if number >= FIRST_EPOCH_MS { number } else { number * 1000.0 };
    Timestamp::from_millisecond(millisecond as i64).ok()
}

/// A moment so many seconds before or after another; the bounds of time at its ends.
pub(super) fn shifted(time: Timestamp, seconds: i64) -> Timestamp {
    let end = if seconds < 0 { Timestamp::MIN } else { Timestamp::MAX };
    time.checked_add(seconds.seconds()).unwrap_or(end)
}

/// A place: `{lon, lat}`, `[lat, lon]` as old Opendatasoft writes it, `"lat, lon"`, or a GeoJSON geometry or feature
/// (longitude first; of a line or an area a point on it: see `shape`).
pub(super) fn place(value: &Value) -> Option<LonLat> {
    match value {
        Value::Object(object) => {
            let part = |names: [&str; 2]| names.iter().find_map(|name| object.get(*name)).and_then(number);
            match (part(["lon", "longitude"]), part(["lat", "latitude"])) {
                (Some(lon), Some(lat)) => place_of(lon, lat),
                _ => geojson(value, 0),
            }
        }
        Value::Array(parts) => match parts.as_slice() {
            [lat, lon, ..] => place_of(number(lon)?, number(lat)?),
            _ => None,
        },
        Value::String(text) => {
            let (lat, lon) = text.split_once(',')?;
            place_of(number_text(lon)?, number_text(lat)?)
        }
        _ => None,
    }
}

/// A place by its numbers. Nought and nought, in the sea off Africa, is what broken devices send: no place.
pub(super) fn place_of(lon: f64, lat: f64) -> Option<LonLat> {
    if lon == 0.0 && lat == 0.0 { None } else { LonLat::new(lon, lat).ok() }
}

/// A representative point of a GeoJSON geometry or feature.
pub(super) fn geojson(value: &Value, depth: u8) -> Option<LonLat> {
    let (lon, lat) = geojson_middle(value, depth)?;
    place_of(lon, lat)
}

/// A representative point of a GeoJSON geometry or feature, in whatever reference system its numbers are.
pub(super) fn geojson_middle(value: &Value, depth: u8) -> Option<(f64, f64)> {
    if depth > 4 {
        return None;
    }
    let inner = value.get("geometry").or_else(|| value.get("geometries").and_then(|many| many.get(0)));
    if let Some(inner) = inner {
        return geojson_middle(inner, depth + 1);
    }
    shape::representative(value).map(|[x, y]| (x, y))
}

/// A text; a number as it is written. Empty texts are none.
pub(super) fn text(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn numbers_come_as_numbers_texts_and_truths() {
        let read = |value: Value| number(&value);
        assert_eq!(read(json!("15.3000")), Some(15.3));
        assert_eq!(read(json!(" 15,3 ")), Some(15.3));
        assert_eq!(read(json!(true)), Some(1.0));
        for none in [json!("NaN"), json!("inf"), json!(""), json!("1.000,5"), json!(null), json!([1]), json!("x1")] {
            assert_eq!(number(&none), None, "{none}");
        }
    }

    #[test]
    fn times_come_with_and_without_offset() {
        let read = |value: Value| time(&value).map(|time| time.to_string());
        let noon = Some("2026-04-06T10:21:57Z".to_owned());
        for same in [
            json!("2026-04-06T12:21:57+02:00"),
            json!("2026-04-06 10:21:57"),
            json!("2026-04-06T10:21:57"),
            json!("2026-04-06T09:00:00Z/2026-04-06T10:21:57Z"),
            json!("2026-04-06T10:21:57Z/.."),
            json!(1_775_470_917),
            json!(1_775_470_917_000_i64),
        ] {
            assert_eq!(read(same.clone()), noon, "{same}");
        }
        assert_eq!(read(json!("2024-06-14Z")).as_deref(), Some("2024-06-14T00:00:00Z"));
        for none in [json!("soon"), json!(""), json!("/"), json!(-1), json!(1e300), json!({})] {
            assert_eq!(time(&none), None, "{none}");
        }
    }

    #[test]
    fn places_come_in_five_shapes() {
        let gent = LonLat::new(3.72, 51.05).ok();
        for same in [
            json!({"lon": 3.72, "lat": 51.05}),
            json!({"longitude": "3.72", "latitude": "51.05"}),
            json!([51.05, 3.72]),
            json!("51.05, 3.72"),
            json!({"type": "Point", "coordinates": [3.72, 51.05, "NaN"]}),
            json!({"type": "Feature", "geometry": {"type": "Point", "coordinates": [3.72, 51.05]}}),
            json!({"type": "LineString", "coordinates": [[3.72, 51.0], [3.72, 51.1]]}),
            json!({"type": "Polygon", "coordinates": [[[3.71, 51.04], [3.73, 51.04], [3.73, 51.06], [3.71, 51.06]]]}),
        ] {
            let read = place(&same).expect("a place");
            assert!(gent.is_some_and(|gent| gent.distance_m(read) < 1.0), "{same}: {read:?}");
        }
        for none in [
            json!([0, 0]),
            json!([95.0, 3.0]),
            json!({"type": "Point", "coordinates": [400, 1]}),
            json!("x"),
            json!({"coordinates": []}),
            json!(null),
        ] {
            assert_eq!(place(&none), None, "{none}");
        }
    }
}

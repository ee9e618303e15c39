//! A simulated WFS 2.0 (GeoServer, as IRCELINE runs it): hourly means of the last two days in EPSG:31370.
//!
//! Contract: pure; shares no code with the reader but the projection. May use: `formats`, `model`.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::city::{Device, Kind, Measure};
use super::route::{Answer, Ask};
use crate::formats::crs::{Crs, ToWgs84};
use crate::model::Feed;

/// Stations of this service.
const KINDS: [Kind; 1] = [Kind::Air];

/// Layers and what they measure.
const LAYERS: [(&str, Measure); 3] = [
    ("realtime:pm10_hmean_station", Measure::Pm10),
    ("realtime:pm25_hmean_station", Measure::Pm25),
    ("realtime:no2_hmean_station", Measure::No2),
];

/// Hours that are kept.
const HOURS: i64 = 48;

const HOUR_S: i64 = 3600;

/// Where the simulated service lives.
pub(super) fn describe(feed: &mut Feed, host: &str) {
    feed.url = format!("{host}/realtime/ows");
    feed.options.insert("layers".to_owned(), LAYERS.map(|(name, _)| name).join(","));
    feed.poll_seconds = 300;
}

/// Answers a request for this service.
pub(super) fn respond(ask: &Ask<'_>) -> Answer {
    let lower =
        |name: &str| ask.query.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str());
    match lower("request") {
        Some("GetFeature") => {}
        Some("GetCapabilities") => return capabilities(),
        _ => return exception("request", "Simulated: no such request"),
    }
    let name = lower("typeNames").or_else(|| lower("typeName")).unwrap_or_default();
    let Some((name, measure)) = LAYERS.into_iter().find(|(layer, _)| *layer == name) else {
        return exception("typeName", &format!("Simulated: feature type {name} unknown"));
    };
    let number = |name: &str| lower(name).and_then(|text| text.parse::<usize>().ok());
    features(ask, name, measure, (number("startIndex").unwrap_or(0), number("count").unwrap_or(usize::MAX)))
}

fn exception(locator: &str, text: &str) -> Answer {
    let text = quick_xml::escape::escape(text);
    let report = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><ows:ExceptionReport xmlns:ows=\"http://www.opengis.net/ows/1.1\" \
         version=\"2.0.0\"><ows:Exception exceptionCode=\"InvalidParameterValue\" locator=\"{locator}\">\
         <ows:ExceptionText>{text}</ows:ExceptionText></ows:Exception></ows:ExceptionReport>"
    );
    Answer::new("application/xml", report)
}

fn capabilities() -> Answer {
    let types: String = LAYERS.map(|(name, _)| format!("<FeatureType><Name>{name}</Name></FeatureType>")).concat();
    let text = format!(
        "<?xml version=\"1.0\"?><wfs:WFS_Capabilities xmlns:wfs=\"http://www.opengis.net/wfs/2.0\" version=\"2.0.0\">\
         <FeatureTypeList>{types}</FeatureTypeList></wfs:WFS_Capabilities>"
    );
    Answer::new("application/xml", text)
}

fn features(ask: &Ask<'_>, layer: &str, measure: Measure, (start, count): (usize, usize)) -> Answer {
    let newest = ask.now.as_second().div_euclid(HOUR_S);
    let hours = move || (newest - HOURS + 1..=newest).filter_map(|hour| Timestamp::from_second(hour * HOUR_S).ok());
    let all: Vec<(&Device, Timestamp)> =
        ask.devices(&KINDS).flat_map(|device| hours().map(move |time| (device, time))).collect();
    let lambert = ToWgs84::new(Crs::Lambert72);
    let short = layer.rsplit(':').next().unwrap_or(layer);
    let page = all.iter().enumerate().skip(start).take(count);
    let page: Vec<Value> = page
        .map(|(number, (device, time))| {
            feature(ask, &format!("{short}.fid-{number:x}"), (device, measure, *time), &lambert)
        })
        .collect();
    Answer::json(&json!({
        "type": "FeatureCollection", "totalFeatures": all.len(), "numberMatched": all.len(),
        "numberReturned": page.len(), "features": page, "timeStamp": ask.now.to_string(),
        "crs": { "type": "name", "properties": { "name": "urn:ogc:def:crs:EPSG::31370" } },
    }))
}

fn feature(
    ask: &Ask<'_>,
    id: &str,
    (device, measure, time): (&Device, Measure, Timestamp),
    lambert: &ToWgs84,
) -> Value {
    let geometry = lambert.coordinates(device.location).map(|(x, y)| json!({ "type": "Point", "coordinates": [x, y] }));
    json!({
        "type": "Feature", "id": id, "geometry": geometry, "geometry_name": "the_geom",
        "properties": {
            "ab_eoi_code": format!("SIM{:03}", device.id),
            "ab_name": format!("Simulated {} {} - {}", device.kind.label(), device.id, device.municipality),
            "timestamp": ask.shown(time).to_string(), "device_id": device.id, "value": device.value(measure, time),
            "network": "Simulated",
        },
    })
}

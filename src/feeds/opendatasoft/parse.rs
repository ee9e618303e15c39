//! A page of Opendatasoft records → readings, by the feed's mapping of fields.
//!
//! Contract: pure, never panics. Reads `{total_count, results}` (2.1), `{nhits, records: [{fields}]}` (1.0) and a bare
//! array (export). May use: `model`.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::super::gather::{Gatherer, Measured};
use super::super::value::{number, place, place_of, text, time};
use super::super::{Readings, units};
use crate::model::sensor::{FieldMapping, PropertyMapping};
use crate::model::{Feed, LonLat, Reason, Unit};

/// What a page is read by.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The feed.
    pub feed: &'a Feed,
    /// Its mapping of fields.
    pub mapping: &'a FieldMapping,
    /// Records before this page.
    pub first_row: u64,
    /// When it arrived.
    pub now: Timestamp,
}

/// A page that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// What it holds.
    pub readings: Readings,
    /// Records on it, rejected ones included.
    pub record_count: u64,
    /// Records in the data set, where it says.
    pub total_count: Option<u64>,
}

/// Reads a page.
///
/// # Errors
/// The reason, when it is not JSON, or none of the three shapes.
pub fn parse(bytes: &[u8], source: &Source<'_>) -> Result<Page, String> {
    let document: Value = serde_json::from_slice(bytes).map_err(|error| format!("broken JSON ({error})"))?;
    let records = ["results", "records"].iter().find_map(|name| document.get(*name)).unwrap_or(&document);
    let Value::Array(records) = records else { return Err(unexpected(&document)) };
    let total_count = ["total_count", "nhits"].iter().find_map(|name| document.get(*name)).and_then(Value::as_u64);
    let mut all = Gatherer::new(source.feed, source.now);
    for (record, row) in records.iter().zip(source.first_row + 1..) {
        Record { source, whole: record, row }.read(&mut all);
    }
    Ok(Page { readings: all.finish(), total_count, record_count: records.len() as u64 })
}

fn unexpected(document: &Value) -> String {
    let message = ["message", "error"].iter().find_map(|name| document.get(*name)).and_then(text);
    message.map_or_else(|| "no list of records in the answer".to_owned(), |text| format!("the host says {text:?}"))
}

struct Record<'a> {
    source: &'a Source<'a>,
    whole: &'a Value,
    row: u64,
}

impl Record<'_> {
    fn read(&self, all: &mut Gatherer<'_>) {
        let Some(fields) = self.whole.get("fields").unwrap_or(self.whole).as_object() else {
            return all.reject(self.row, "", Reason::new("reason-feed-not-record"), self.whole);
        };
        let mapping = self.source.mapping;
        let name = field(fields, &mapping.name).and_then(text);
        let Some(key) = field(fields, &mapping.key).and_then(text).or_else(|| name.clone()) else {
            return all.reject(self.row, &mapping.key, Reason::new("reason-feed-no-id"), self.whole);
        };
        let sensor = all.sensor(&key, &name.unwrap_or_default(), self.location(fields));
        let seen = self.time(fields);
        if seen.is_none() {
            all.reject(self.row, &mapping.time, Reason::new("reason-feed-no-time"), self.whole);
        }
        let capacity = field(fields, &mapping.capacity).and_then(number).filter(|capacity| *capacity > 0.0);
        for property in &mapping.property {
            let measured = measured(property, capacity);
            all.declare(&sensor, &measured);
            match (Self::value(fields, property), seen) {
                (Ok(Some(raw)), Some(time)) => all.observe(&sensor, &measured, raw, time),
                (Ok(_), _) => {}
                (Err(reason), _) => all.reject(self.row, &property.field, reason, self.whole),
            }
        }
    }

    /// Time of the record; without a field for it, of its arrival in the portal, or now.
    fn time(&self, fields: &Map<String, Value>) -> Option<Timestamp> {
        if self.source.mapping.time.is_empty() {
            return Some(self.whole.get("record_timestamp").and_then(time).unwrap_or(self.source.now));
        }
        field(fields, &self.source.mapping.time).and_then(time)
    }

    fn location(&self, fields: &Map<String, Value>) -> Option<LonLat> {
        let mapping = self.source.mapping;
        let degrees = |name: &str| field(fields, name).and_then(number);
        let by_numbers = || degrees(&mapping.lon).zip(degrees(&mapping.lat)).and_then(|(lon, lat)| place_of(lon, lat));
        let by_geometry = || self.whole.get("geometry").and_then(place);
        field(fields, &mapping.location).and_then(place).or_else(by_numbers).or_else(by_geometry)
    }

    /// The number of a field: none where it is absent, null or empty.
    fn value(fields: &Map<String, Value>, property: &PropertyMapping) -> Result<Option<f64>, Reason> {
        match field(fields, &property.field) {
            None | Some(Value::Null) => Ok(None),
            Some(Value::String(text)) if text.trim().is_empty() => Ok(None),
            Some(raw) => number(raw).map(Some).ok_or(Reason::new("reason-feed-not-number")),
        }
    }
}

fn field<'a>(fields: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    if name.is_empty() { None } else { fields.get(name) }
}

fn measured(property: &PropertyMapping, capacity: Option<f64>) -> Measured<'_> {
    let counts_places = units::normalise(property.observed_property, &[&property.unit]).unit == Unit::Spaces;
    Measured {
        unit: &property.unit,
        missing: &property.missing,
        capacity: capacity.filter(|_| counts_places),
        ..Measured::new(&property.field, property.observed_property)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::feeds::catalog;
    use crate::model::Quality;
    use proptest::prelude::*;
    use serde_json::json;

    fn feed(id: &str) -> Feed {
        let feeds = catalog::parse(include_str!("../../../data/feeds.toml")).expect("a catalogue");
        feeds.into_iter().find(|feed| feed.id.as_str() == id).expect("a known feed")
    }

    fn read(feed: &Feed, document: &Value) -> Page {
        let mapping = feed.mapping.as_ref().expect("a mapping");
        let now = "2026-04-06T10:30:00Z".parse().expect("a time");
        let source = Source { feed, mapping, first_row: 0, now };
        parse(document.to_string().as_bytes(), &source).expect("a page")
    }

    #[test]
    fn a_page_of_version_2_1_is_read() {
        let page = read(
            &feed("gent-garages"),
            &json!({"total_count": 300, "results": [{
                "name": "Vrijdagmarkt", "lastupdate": "2026-04-06T12:21:57+02:00", "totalcapacity": "600",
                "availablecapacity": "222", "occupation": -1, "location": {"lon": 3.7, "lat": 51.0}, "new_field": []
            }]}),
        );
        assert_eq!((page.total_count, page.record_count), (Some(300), 1));
        let sensor = &page.readings.sensors[0];
        assert_eq!(sensor.id.as_str(), "gent-garages/Vrijdagmarkt", "without an identifier the name serves");
        assert_eq!(sensor.nis, "44021".parse().ok());
        assert_eq!(sensor.location, LonLat::new(3.7, 51.0).ok());
        let free = &sensor.datastreams[0];
        assert_eq!((free.unit, free.capacity), (Unit::Spaces, Some(600.0)));
        let latest = free.latest.expect("a value");
        assert_eq!((latest.value, latest.quality), (222.0, Quality::Good));
        assert_eq!(latest.time.to_string(), "2026-04-06T10:21:57Z");
        assert_eq!(sensor.datastreams[1].latest, None, "-1 is a sentinel");
        let flags: Vec<Quality> = page.readings.observations.iter().map(|(_, _, seen)| seen.quality).collect();
        assert_eq!(flags, [Quality::Good, Quality::Missing], "and is kept as such");
    }

    #[test]
    fn a_page_of_version_1_0_has_latitude_first_in_fields() {
        let record = json!({"fields": {
            "id": 72, "name": "Station", "last_seen": "2026-04-06T10:00:00+00:00", "geopoint": [51.05, 3.74],
            "bikes_available": 45, "bikes_in_use": "15"
        }, "geometry": {"type": "Point", "coordinates": [3.0, 50.0]}, "record_timestamp": "2026-04-06T10:20:00Z"});
        let feed = feed("gent-blue-bike-dampoort");
        let page = read(&feed, &json!({"nhits": 1, "records": [record]}));
        let sensor = &page.readings.sensors[0];
        assert_eq!(
            (sensor.id.as_str(), sensor.location),
            ("gent-blue-bike-dampoort/72", LonLat::new(3.74, 51.05).ok())
        );
        let mut bare = record;
        bare["fields"].as_object_mut().expect("fields").remove("geopoint");
        let page = read(&feed, &json!([bare]));
        assert_eq!(page.readings.sensors[0].location, LonLat::new(3.0, 50.0).ok(), "longitude first in the geometry");
    }

    #[test]
    fn what_can_not_be_read_is_reported_and_the_rest_is_kept() {
        let page = read(
            &feed("gent-garages"),
            &json!([
                3,
                {"lastupdate": "2026-04-06T10:00:00Z"},
                {"name": "A", "lastupdate": "2026-04-06T10:00:00Z", "availablecapacity": "full", "occupation": 12},
                {"name": "B", "availablecapacity": 3},
                {"name": "C", "lastupdate": "2026-04-06T10:00:00Z", "availablecapacity": 11, "totalcapacity": 10},
            ]),
        );
        let reasons: Vec<String> = page.readings.rejected.iter().map(ToString::to_string).collect();
        assert_eq!(
            reasons,
            [
                "gent-garages:1: reason-feed-not-record",
                "gent-garages:2 [id]: reason-feed-no-id",
                "gent-garages:3 [availablecapacity]: reason-feed-not-number",
                "gent-garages:4 [lastupdate]: reason-feed-no-time",
            ]
        );
        assert_eq!(page.readings.sensors.len(), 3);
        assert_eq!(page.readings.sensors[0].datastreams[1].latest.map(|latest| latest.value), Some(12.0));
        let over = page.readings.sensors[2].datastreams[0].latest.expect("kept");
        assert_eq!((over.value, over.quality), (11.0, Quality::Implausible));
    }

    #[test]
    fn an_error_in_json_says_what_the_host_says() {
        let feed = feed("gent-garages");
        let mapping = feed.mapping.as_ref().expect("a mapping");
        let source = Source { feed: &feed, mapping, first_row: 0, now: Timestamp::UNIX_EPOCH };
        let said = parse(br#"{"message": "Unknown dataset", "error_code": "X"}"#, &source);
        assert_eq!(said, Err("the host says \"Unknown dataset\"".to_owned()));
        assert!(parse(b"{\"results\": [{", &source).is_err_and(|reason| reason.starts_with("broken JSON")));
    }

    proptest! {
        #[test]
        fn no_json_makes_it_panic(document in crate::feeds::tests_json::any_json()) {
            let feed = feed("gent-garages");
            let mapping = feed.mapping.as_ref().expect("a mapping");
            let source = Source { feed: &feed, mapping, first_row: 0, now: Timestamp::UNIX_EPOCH };
            if let Ok(page) = parse(document.to_string().as_bytes(), &source) {
                for (_, _, observation) in page.readings.observations {
                    prop_assert!(observation.value.is_finite());
                }
            }
        }

        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let feed = feed("gent-garages");
            let mapping = feed.mapping.as_ref().expect("a mapping");
            let source = Source { feed: &feed, mapping, first_row: 0, now: Timestamp::UNIX_EPOCH };
            let _outcome = parse(&bytes, &source);
        }
    }
}

//! A page of GeoJSON features → readings.
//!
//! Contract: pure, never panics. Coordinates are in the system that the answer names (`crs`), else in the one that was
//! asked for, else in the one that the size of the numbers speaks for; degrees whose axes are turned are turned back
//! where only that lies in Belgium. A place that can't be told is none, and said once. May use: `formats`, `model`.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::super::gather::{Gatherer, Measured};
use super::super::value::{geojson_middle, number, text, time};
use super::super::{Readings, quality, units, xml};
use crate::formats::crs::{Crs, ToWgs84};
use crate::model::Reason;
use crate::model::sensor::FieldMapping;
use crate::model::{Feed, LonLat, ObservedProperty};

/// What a page is read by.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// The feed.
    pub feed: &'a Feed,
    /// The layer that was asked for.
    pub layer: &'a str,
    /// The reference system that was asked for.
    pub crs: Option<Crs>,
    /// Features before this page.
    pub first_row: u64,
    /// When it arrived.
    pub now: Timestamp,
}

/// A page that was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// What it holds.
    pub readings: Readings,
    /// Features on it, rejected ones included.
    pub feature_count: u64,
    /// Features that match the request, where the server says so.
    pub matched_count: Option<u64>,
}

/// Fields of the layers of IRCELINE, and what similar services call them.
const KEYS: &[&str] = &["ab_eoi_code", "ab_local_code", "station_id", "id"];
const NAMES: &[&str] = &["ab_name", "name", "naam"];
const TIMES: &[&str] = &["timestamp", "date", "datetime", "time"];
const VALUE: &str = "value";

/// The name of a layer without its workspace.
pub(super) fn local_name(layer: &str) -> &str {
    layer.rsplit(':').next().unwrap_or(layer)
}

/// The text of an exception report (OWS 1.1, or the older one of WFS 1.0); `None` = it is none.
pub fn exception(bytes: &[u8]) -> Option<String> {
    if !xml::is_xml(bytes) {
        return None;
    }
    let root = xml::parse(bytes).ok().filter(|root| root.name.ends_with("ExceptionReport"))?;
    let holds_text = |element: &xml::Element| {
        matches!(element.name.as_str(), "ExceptionText" | "ServiceException") && !element.text.is_empty()
    };
    let said = root.find(&holds_text).map(|element| element.text.as_str());
    let code = root.child("Exception").and_then(|one| one.attribute("exceptionCode"));
    Some(said.or(code).unwrap_or("no reason").chars().take(300).collect())
}

/// Reads a page.
///
/// # Errors
/// The reason, when it is no GeoJSON collection, or its features can't be understood without a mapping.
pub fn parse(bytes: &[u8], source: &Source<'_>) -> Result<Page, String> {
    let document: Value = serde_json::from_slice(bytes).map_err(|error| format!("broken JSON ({error})"))?;
    let features = document.get("features").and_then(Value::as_array).ok_or("no features in the answer")?;
    let fields = |feature: &Value| feature.get("properties").and_then(|all| all.get(VALUE)).is_some();
    if source.feed.mapping.is_none() && !features.is_empty() && !features.iter().any(fields) {
        return Err(format!("the features have no {VALUE:?}: a mapping of fields is needed"));
    }
    let named = document.get("crs").and_then(|crs| crs.get("properties")?.get("name")?.as_str());
    let mut reader = Reader {
        source,
        all: Gatherer::new(source.feed, source.now),
        system: System::of(named, source.crs),
        has_told_place: false,
    };
    for (feature, row) in features.iter().zip(source.first_row + 1..) {
        if let Err((column, reason)) = reader.feature(feature, row) {
            reader.all.reject(row, &column, reason, feature);
        }
    }
    let matched_count = ["numberMatched", "totalFeatures"].iter().find_map(|name| document.get(*name)?.as_u64());
    Ok(Page { readings: reader.all.finish(), feature_count: features.len() as u64, matched_count })
}

/// How coordinates become places: the ways from the systems that they may be in; none of a system that is not known.
struct System(Vec<ToWgs84>);

impl System {
    fn of(named: Option<&str>, asked: Option<Crs>) -> Self {
        let possible = match (named.map(Crs::from_name), asked) {
            (Some(None), _) => Vec::new(),
            (Some(Some(crs)), _) | (None, Some(crs)) => vec![crs],
            (None, None) => vec![Crs::Wgs84, Crs::Lambert72, Crs::Lambert2008],
        };
        Self(possible.into_iter().map(ToWgs84::new).collect())
    }

    fn place(&self, (x, y): (f64, f64)) -> Option<LonLat> {
        if x == 0.0 && y == 0.0 {
            return None;
        }
        let way = match self.0.as_slice() {
            [only] => only,
            several => {
                let seen = Crs::from_magnitude(x, y)?;
                several.iter().find(|way| way.crs() == seen)?
            }
        };
        way.place_either_way(x, y).ok().map(|(place, _)| place)
    }
}

/// Where a record is wrong: the field, and why.
type Wrong = (String, Reason);

struct Reader<'a> {
    source: &'a Source<'a>,
    all: Gatherer<'a>,
    system: System,
    has_told_place: bool,
}

impl Reader<'_> {
    fn feature(&mut self, feature: &Value, row: u64) -> Result<(), Wrong> {
        let Some(fields) = feature.get("properties").and_then(Value::as_object) else {
            return Err((String::new(), Reason::new("reason-feed-not-record")));
        };
        let own_id = feature.get("id").and_then(text);
        let built_in = FieldMapping::default();
        let mapping = self.source.feed.mapping.as_ref();
        let named = mapping.unwrap_or(&built_in);
        let key = field(fields, &named.key, KEYS).and_then(text).or_else(|| own_id.clone());
        let key = key.ok_or_else(|| (named.key.clone(), Reason::new("reason-feed-no-id")))?;
        let name = field(fields, &named.name, NAMES).and_then(text).unwrap_or_default();
        let place = self.place(feature, row);
        let sensor = self.all.sensor(&key, &name, place);
        let seen = match (field(fields, &named.time, TIMES), mapping) {
            (Some(value), _) => time(value),
            // A mapping without a field of time says that there is none.
            (None, Some(mapping)) if mapping.time.is_empty() => Some(self.source.now),
            (None, _) => None,
        };
        let seen = seen.ok_or_else(|| (named.time.clone(), Reason::new("reason-feed-no-time")))?;
        let Some(mapping) = mapping else { return self.own_value(&sensor, own_id.as_deref(), fields, seen) };
        let capacity = field(fields, &mapping.capacity, &[]).and_then(number).filter(|capacity| *capacity > 0.0);
        for property in &mapping.property {
            let measured = Measured {
                unit: &property.unit,
                capacity,
                missing: &property.missing,
                ..Measured::new(&property.field, property.observed_property)
            };
            self.value(&sensor, &measured, fields.get(&property.field), seen)?;
        }
        Ok(())
    }

    /// The value of a layer that measures one thing. Features of several layers in one answer say theirs before the
    /// point of their identifier (`bc_dmean.fid-1`).
    fn own_value(
        &mut self,
        sensor: &crate::model::SensorId,
        own_id: Option<&str>,
        fields: &Map<String, Value>,
        seen: Timestamp,
    ) -> Result<(), Wrong> {
        let of_feature = own_id.and_then(|id| id.split_once('.')).map(|(layer, _)| local_name(layer));
        let of_feature = of_feature.filter(|layer| units::property(&[layer]) != ObservedProperty::Other);
        let layer = of_feature.unwrap_or_else(|| local_name(self.source.layer));
        let unit = fields.get("unit").or_else(|| fields.get("uom")).and_then(text).unwrap_or_default();
        let measured = Measured { unit: &unit, missing: &[-99.99], ..Measured::new(layer, units::property(&[layer])) };
        self.value(sensor, &measured, fields.get(VALUE), seen).map_err(|(_, reason)| (VALUE.to_owned(), reason))
    }

    fn value(
        &mut self,
        sensor: &crate::model::SensorId,
        measured: &Measured<'_>,
        value: Option<&Value>,
        seen: Timestamp,
    ) -> Result<(), Wrong> {
        let is_empty = |value: &&Value| value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty());
        let Some(value) = value.filter(|value| !is_empty(value)) else {
            self.all.observe_missing(sensor, measured, seen);
            return Ok(());
        };
        let raw = number(value)
            .ok_or_else(|| (measured.original_property.to_owned(), Reason::new("reason-feed-not-number")))?;
        let is_negative = raw < 0.0 && quality::bounds(measured.property).0 >= 0.0;
        if is_negative {
            // Of what can't be negative a negative number says that there is none.
            self.all.observe(sensor, &Measured { missing: &[raw], ..measured.clone() }, raw, seen);
        } else {
            self.all.observe(sensor, measured, raw, seen);
        }
        Ok(())
    }

    fn place(&mut self, feature: &Value, row: u64) -> Option<LonLat> {
        let geometry = feature.get("geometry").filter(|geometry| geometry.is_object())?;
        let place = geojson_middle(geometry, 0).and_then(|middle| self.system.place(middle));
        if place.is_none() && !self.has_told_place {
            self.has_told_place = true;
            self.all.reject(row, "geometry", Reason::new("reason-feed-no-place"), geometry);
        }
        place
    }
}

/// The field that a mapping names, or the first of those that are known.
fn field<'a>(fields: &'a Map<String, Value>, named: &str, known: &[&str]) -> Option<&'a Value> {
    if named.is_empty() { known.iter().find_map(|name| fields.get(*name)) } else { fields.get(named) }
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;

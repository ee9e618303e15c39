//! GeoJSON (RFC 7946): a collection, a feature, features a line, or a text sequence (RFC 8142); also the JSON of an
//! ArcGIS server, which is told by its features having attributes. May use: `formats::{crs, geojson, sheet}`.

use std::io::{BufRead, BufReader, Cursor, Read};

use geo::Geometry;
use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::Value;

use super::builder::{Builder, integer, number, put};
use super::{Layer, LayerCrs, LayerError, esri};
use crate::formats::crs::Crs;
use crate::formats::geojson::Features;
use crate::formats::geojson::features::explain;
use crate::formats::sheet::Cell;
use crate::model::Reason;

/// Before each text of a sequence stands a record separator.
const SEPARATOR: u8 = 0x1e;

/// Longest feature on a line that is read.
const MAX_LINE_BYTES: u64 = 64 << 20;

/// Members of an object in their order.
#[derive(Debug, Default)]
pub(super) struct Members(pub(super) Vec<(String, Value)>);

impl<'de> Deserialize<'de> for Members {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct InOrder;
        impl<'de> Visitor<'de> for InOrder {
            type Value = Members;

            fn expecting(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                formatter.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Members, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(InOrder)
    }
}

/// A feature of either kind.
#[derive(Debug, Deserialize)]
struct Feature {
    #[serde(rename = "type")]
    kind: Option<Value>,
    id: Option<Value>,
    properties: Option<Members>,
    attributes: Option<Members>,
    geometry: Option<Value>,
}

/// Whether a text begins as JSON does.
pub fn is_json(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    head.iter().find(|byte| !byte.is_ascii_whitespace()).is_some_and(|byte| matches!(byte, b'{' | b'[' | &SEPARATOR))
}

/// Reads the layer of a text.
pub(super) fn read(input: impl Read, name: String) -> Result<Layer, LayerError> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut line = Vec::new();
    let head = input.fill_buf()?;
    let is_sequence = head.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&SEPARATOR);
    if is_sequence {
        return sequence(input, Vec::new(), SEPARATOR, name);
    }
    input.by_ref().take(MAX_LINE_BYTES).read_until(b'\n', &mut line)?;
    let is_feature = |feature: Feature| feature.kind.is_some_and(|kind| kind == "Feature");
    if serde_json::from_slice(without_mark(&line)).is_ok_and(is_feature) {
        return sequence(input, line, b'\n', name);
    }
    collection(Cursor::new(line).chain(input), name)
}

fn without_mark(line: &[u8]) -> &[u8] {
    line.strip_prefix(b"\xef\xbb\xbf").unwrap_or(line)
}

/// Features one after another, each ended by a sign; the first may have been read already.
fn sequence(mut input: impl BufRead, first: Vec<u8>, end: u8, name: String) -> Result<Layer, LayerError> {
    let mut gathered = Gathered::default();
    let (mut line, mut number) = (first, 0);
    loop {
        let text = without_mark(line.strip_suffix(&[end]).unwrap_or(&line)).trim_ascii();
        if !text.is_empty() {
            number += 1;
            gathered.take(number, Ok(text))?;
        }
        line.clear();
        if input.by_ref().take(MAX_LINE_BYTES).read_until(end, &mut line)? == 0 {
            return Ok(gathered.finish(name, LayerCrs::Known(Crs::Wgs84)));
        }
    }
}

fn collection(input: impl Read, name: String) -> Result<Layer, LayerError> {
    let mut features = Features::new(input)?;
    let mut gathered = Gathered::default();
    while let Some(feature) = features.next_text()? {
        // The fields of an ArcGIS server stand before the features, and say which hold dates.
        if gathered.dates.is_none() {
            gathered.dates = Some(features.member_named("fields").map(esri::date_fields).unwrap_or_default());
        }
        gathered.take(feature.number, feature.text.as_deref().map_err(Clone::clone))?;
    }
    if gathered.builder.is_blank() && features.member_named("type").is_none() {
        // An answer without records of an ArcGIS server has no type, but a reference system or fields.
        let is_answer = ["spatialReference", "fields"].iter().any(|name| features.member_named(name).is_some());
        if !is_answer {
            return Err(LayerError::NotALayer);
        }
    }
    let late_dates = features.member_named("fields").map(esri::date_fields).unwrap_or_default();
    gathered.turn_to_dates(&late_dates);
    let crs = match (features.member_named("spatialReference"), features.crs()) {
        (Some(reference), _) => esri::system(reference),
        (None, Some(Ok(crs))) => LayerCrs::Known(crs),
        (None, Some(Err(name))) => LayerCrs::Unknown(name),
        (None, None) if gathered.is_esri => LayerCrs::Untold,
        (None, None) => LayerCrs::Known(Crs::Wgs84),
    };
    let own_name = features.member_named("name").and_then(Value::as_str).map(str::to_owned);
    Ok(gathered.finish(own_name.filter(|name| !name.trim().is_empty()).unwrap_or(name), crs))
}

/// Features read so far.
#[derive(Default)]
struct Gathered {
    builder: Builder,
    is_esri: bool,
    dates: Option<Vec<String>>,
}

impl Gathered {
    fn take(&mut self, number: u64, text: Result<&[u8], Reason>) -> Result<(), LayerError> {
        let parsed =
            text.and_then(|bytes| serde_json::from_slice::<Feature>(bytes).map_err(|error| explain(&error, bytes)));
        let feature = match parsed {
            Ok(feature) => feature,
            Err(reason) => return self.builder.reject(number, reason),
        };
        let is_esri = feature.attributes.is_some() || (feature.kind.is_none() && feature.properties.is_none());
        if is_esri && feature.attributes.is_none() && feature.geometry.is_none() {
            return self.builder.reject(number, Reason::new("reason-not-feature"));
        }
        let json = feature.geometry.as_ref().filter(|json| !json.is_null());
        let geometry = match json {
            Some(json) if is_esri => esri::geometry(json),
            Some(json) => geometry(json).map(Some),
            None => Ok(None),
        };
        self.is_esri |= is_esri;
        match geometry {
            Ok(geometry) => self.add(number, feature, geometry),
            Err(reason) => self.builder.reject(number, reason),
        }
    }

    fn add(&mut self, number: u64, feature: Feature, geometry: Option<Geometry<f64>>) -> Result<(), LayerError> {
        let mut members = feature.properties.or(feature.attributes).unwrap_or_default().0;
        if let Some(id) = feature.id.filter(|_| members.iter().all(|(name, _)| name != "id")) {
            members.insert(0, ("id".to_owned(), id));
        }
        let mut cells = Vec::with_capacity(members.len());
        for (name, value) in &members {
            let column = self.builder.column(name)?;
            let is_date = self.dates.as_ref().is_some_and(|dates| dates.contains(name));
            let cell = cell(value);
            put(&mut cells, column, if is_date { esri::date(cell) } else { cell });
        }
        self.builder.push(number, cells, geometry)
    }

    /// Turns numbers to dates where the fields were told after the features.
    fn turn_to_dates(&mut self, names: &[String]) {
        let is_told = self.dates.as_ref().is_some_and(|dates| !dates.is_empty());
        for name in names.iter().filter(|_| !is_told) {
            self.builder.change(name, esri::date);
        }
    }

    fn finish(self, name: String, crs: LayerCrs) -> Layer {
        self.builder.finish(name, crs)
    }
}

fn geometry(json: &Value) -> Result<Geometry<f64>, Reason> {
    let geometry = geojson::Geometry::deserialize(json).map_err(Reason::said)?;
    Geometry::try_from(geometry).map_err(Reason::said)
}

/// A value as a cell: a list of plain values is joined by semicolons, anything deeper stays JSON.
fn cell(value: &Value) -> Cell {
    match value {
        Value::Null => Cell::Empty,
        Value::Bool(is_so) => Cell::Text(is_so.to_string()),
        Value::Number(value) => match (value.as_i64(), value.as_f64()) {
            (Some(whole), _) => integer(whole),
            (None, Some(float)) if value.is_f64() => number(float),
            _ => Cell::from_text(&value.to_string()),
        },
        Value::String(text) => Cell::from_text(text),
        Value::Array(items) if items.iter().all(|item| !item.is_array() && !item.is_object()) => {
            let texts: Vec<String> = items.iter().map(|item| cell(item).shown().into_owned()).collect();
            Cell::from_text(&texts.join(";"))
        }
        other => Cell::Text(other.to_string()),
    }
}

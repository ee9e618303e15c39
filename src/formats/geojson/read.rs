//! Projects from GeoJSON.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

use geo::Geometry;
use serde_json::Value;

use super::features::{Features, GeoJsonError};
use crate::formats::csv::{ReadOptions, Report};
use crate::formats::number::Decimal;
use crate::formats::project::write::place_basis;
use crate::formats::project::{FieldError, ProjectField, ProjectReader, Record};
use crate::model::{LonLat, Project};

/// Reads projects and hands each to `sink`.
///
/// # Errors
/// When the text as a whole is no GeoJSON; a bad feature is no error but stands in the report.
pub fn read_projects(
    input: impl Read,
    options: &ReadOptions<'_>,
    sink: &mut dyn FnMut(Project),
) -> Result<Report, GeoJsonError> {
    let mut features = Features::new(input)?;
    let mut reader = ProjectReader::new(options.dataset, options.resolve);
    reader.decimal = Decimal::Point;
    let file = Arc::from(options.file);
    let mut report = Report::default();
    while let Some(feature) = features.next_feature()? {
        reader.crs = options.crs;
        let named = features.crs();
        if let (None, Some(Ok(crs))) = (reader.crs, &named) {
            reader.crs = Some(*crs);
        }
        let result = match (&feature.json, reader.crs, named) {
            (Err(reason), _, _) => Err((String::new(), reason.clone())),
            (Ok(_), None, Some(Err(name))) => Err(("crs".to_owned(), format!("unknown reference system {name}"))),
            (Ok(json), _, _) => project(feature.number, json, &mut reader, &mut report.unknown_columns),
        };
        match result {
            Ok(project) => {
                report.accepted_count += 1;
                sink(project);
            }
            Err((column, reason)) => report.reject(&file, feature.number, &column, &reason, &feature.original),
        }
    }
    report.notes = reader.notes;
    Ok(report)
}

fn project(
    number: u64,
    feature: &Value,
    reader: &mut ProjectReader<'_>,
    unknown: &mut Vec<String>,
) -> Result<Project, (String, String)> {
    let empty = serde_json::Map::new();
    let properties = feature.get("properties").and_then(Value::as_object).unwrap_or(&empty);
    let mut record = Record::default();
    if let Some(id) = feature.get("id").filter(|_| !properties.contains_key("id")) {
        record.set(ProjectField::Id, text(id));
    }
    for (name, value) in properties {
        match reader.names.field(name) {
            Some(field) => record.set(field, text(value)),
            None if unknown.len() < 200 && !unknown.contains(name) => unknown.push(name.clone()),
            None => {}
        }
    }
    let basis = record.get(ProjectField::PlaceBasis).to_owned();
    let mut project = match reader.project(number, &record) {
        Ok(project) => project,
        Err(FieldError { field, reason }) => {
            let name = properties.keys().find(|name| reader.names.field(name) == Some(field));
            return Err((name.map_or(field.key(), String::as_str).to_owned(), reason));
        }
    };
    if project.location.is_none() && basis != place_basis::MUNICIPALITY {
        project.location = place(feature, reader)?;
    }
    Ok(project)
}

/// The text of a property: lists joined by semicolons, objects as JSON.
fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => "".into(),
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(";").into(),
        other => other.to_string().into(),
    }
}

/// The feature's own place: its point, or a point in its shape.
fn place(feature: &Value, reader: &mut ProjectReader<'_>) -> Result<Option<LonLat>, (String, String)> {
    let wrong = |reason: String| ("geometry".to_owned(), reason);
    let Some(json) = feature.get("geometry").filter(|geometry| !geometry.is_null()) else { return Ok(None) };
    let geometry =
        serde_json::from_value::<geojson::Geometry>(json.clone()).map_err(|error| wrong(error.to_string()))?;
    let geometry = Geometry::<f64>::try_from(geometry).map_err(|error| wrong(error.to_string()))?;
    reader.place_of(&geometry).map_err(|error| wrong(error.reason))
}

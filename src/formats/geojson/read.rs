//! Projects from GeoJSON.

use std::io::Read;
use std::sync::Arc;

use geo::Geometry;
use serde::Deserialize;
use serde_json::Value;

use super::features::{Features, GeoJsonError, RawText};
use super::quick::{Names, Quick, text};
use crate::formats::csv::{ReadOptions, Report};
use crate::formats::project::write::place_basis;
use crate::formats::project::{FieldError, FieldSet, ProjectField, ProjectReader, Record};
use crate::model::{Project, Reason};

/// Reads projects and hands each to `sink`, with the fields of which its feature says something.
///
/// # Errors
/// When the text as a whole is no GeoJSON; a bad feature is no error but stands in the report.
pub fn read_projects(
    input: impl Read,
    options: &ReadOptions<'_>,
    sink: &mut dyn FnMut(Project, FieldSet),
) -> Result<Report, GeoJsonError> {
    let mut features = Features::new(input)?;
    let mut reader = ProjectReader::new(options.dataset, options.resolve);
    let file = Arc::from(options.file);
    let mut report = Report::default();
    let mut names = Names::default();
    while let Some(feature) = features.next_text()? {
        reader.crs = options.crs;
        let named = features.crs();
        if let (None, Some(Ok(crs))) = (reader.crs, &named) {
            reader.crs = Some(*crs);
        }
        let result = match (reader.crs, named) {
            (None, Some(Err(name))) => Err(match feature.json() {
                Ok(_) => ("crs".to_owned(), Reason::new("reason-crs-unknown").with("name", name)),
                Err(reason) => (String::new(), reason),
            }),
            _ => project(&feature, &mut reader, &mut names, &mut report.unknown_columns),
        };
        match result {
            Ok((project, said)) => {
                report.accepted_count += 1;
                sink(project, said);
            }
            Err((column, reason)) => report.reject(&file, feature.number, &column, reason, &feature.original()),
        }
    }
    report.notes = reader.notes;
    Ok(report)
}

fn project(
    feature: &RawText,
    reader: &mut ProjectReader<'_>,
    names: &mut Names,
    unknown: &mut Vec<String>,
) -> Result<(Project, FieldSet), (String, Reason)> {
    let quick = feature.text.as_deref().ok().and_then(|bytes| names.read(bytes));
    if let Some(Quick { record, geometry }) = quick {
        return checked(feature.number, &record, geometry.as_ref(), reader).map_err(|problem| match problem {
            Problem::Place(reason) => ("geometry".to_owned(), reason),
            Problem::Field(error) => in_feature(&feature.json().unwrap_or_default(), error, reader),
        });
    }
    let json = feature.json().map_err(|reason| (String::new(), reason))?;
    let empty = serde_json::Map::new();
    let properties = json.get("properties").and_then(Value::as_object).unwrap_or(&empty);
    let mut record = Record::default();
    if let Some(id) = json.get("id").filter(|_| !properties.contains_key("id")) {
        record.set(ProjectField::Id, text(id));
    }
    for (name, value) in properties {
        let field = reader.names.field(name);
        names.learn(name, field);
        match field {
            Some(field) => record.set(field, text(value)),
            None if unknown.len() < 200 && !unknown.contains(name) => unknown.push(name.clone()),
            None => {}
        }
    }
    checked(feature.number, &record, json.get("geometry"), reader).map_err(|problem| match problem {
        Problem::Place(reason) => ("geometry".to_owned(), reason),
        Problem::Field(error) => in_feature(&json, error, reader),
    })
}

/// What is wrong with a feature.
enum Problem {
    Field(FieldError),
    Place(Reason),
}

fn checked(
    number: u64,
    record: &Record<'_>,
    geometry: Option<&Value>,
    reader: &mut ProjectReader<'_>,
) -> Result<(Project, FieldSet), Problem> {
    let mut project = reader.project(number, record).map_err(Problem::Field)?;
    let is_wanted = project.location.is_none() || geometry.is_some_and(is_shape);
    if is_wanted && record.get(ProjectField::PlaceBasis) != place_basis::MUNICIPALITY {
        place(geometry, reader, &mut project).map_err(Problem::Place)?;
    }
    Ok((project, record.said()))
}

/// The name that the feature has for the field at fault, and the reason.
fn in_feature(feature: &Value, error: FieldError, reader: &ProjectReader<'_>) -> (String, Reason) {
    let properties = feature.get("properties").and_then(Value::as_object);
    let mut names = properties.into_iter().flat_map(|members| members.keys());
    let name = names.find(|name| reader.names.field(name) == Some(error.field));
    (name.map_or(error.field.key(), String::as_str).to_owned(), error.reason)
}

/// Puts a project where its feature lies.
fn place(geometry: Option<&Value>, reader: &mut ProjectReader<'_>, project: &mut Project) -> Result<(), Reason> {
    let Some(json) = geometry.filter(|geometry| !geometry.is_null()) else { return Ok(()) };
    let geometry = if let Some(point) = point(json) {
        Geometry::Point(point)
    } else {
        let geometry = geojson::Geometry::deserialize(json).map_err(Reason::said)?;
        Geometry::<f64>::try_from(geometry).map_err(Reason::said)?
    };
    reader.put(project, &geometry).map_err(|error| error.reason)
}

/// Whether a geometry says that it is more than a point.
fn is_shape(json: &Value) -> bool {
    json.get("type").and_then(Value::as_str).is_some_and(|kind| kind != "Point")
}

/// A point of two numbers and nothing beside.
fn point(json: &Value) -> Option<geo::Point<f64>> {
    let members = json.as_object().filter(|members| members.len() == 2)?;
    let coordinates = members.get("coordinates").and_then(Value::as_array)?;
    match (members.get("type").and_then(Value::as_str), coordinates.as_slice()) {
        (Some("Point"), [x, y]) => Some(geo::Point::new(x.as_f64()?, y.as_f64()?)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Nis, Rejected};

    fn read(features: &[String]) -> (Vec<Project>, Vec<Rejected>) {
        let text = format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","));
        let ghent = Nis::try_from(44021).expect("a code");
        let resolve = |name: &str| if name == "Gent" || name == "44021" { vec![ghent] } else { Vec::new() };
        let options = ReadOptions { file: "f", dataset: "d", crs: None, resolve: &resolve };
        let mut rows = Vec::new();
        let report = read_projects(text.as_bytes(), &options, &mut |row, _| rows.push(row)).expect("it is read");
        (rows, report.rejected)
    }

    /// The first feature of a file is read by its tree; later ones of the same names quickly. Both must say the same.
    #[test]
    fn features_are_read_alike_with_and_without_a_tree() {
        let first = r#"{"type":"Feature","properties":{"id":"0","title":"T","naam":null,"lead_nis":44021,"lon":null,
            "dimensions":null,"total_budget_eur":1,"simulated":false,"start_year":2001,"shoe size":1,"place_basis":"",
            "lat":null},"geometry":null}"#;
        let properties = [
            r#"{"id":"1","title":"\u00c9\u00e9n \"plein\"","lead_nis":"44021","shoe size":[1,{"a":2}]}"#,
            r#"{"title":"T","id":"1","total_budget_eur":1234.5,"simulated":true,"start_year":2018}"#,
            r#"{"id":1,"title":" T ","dimensions":["mobility","Wonen"],"lead_nis":44021}"#,
            r#"{"id":"1","title":"","naam":"T","total_budget_eur":-1e3}"#,
            r#"{"id":"1","title":"T","naam":"N"}"#,
            r#"{"id":"1","title":"T","id":"2"}"#,
            r#"{"id":"1","title":"","lead_nis":99999}"#,
            r#"{"id":"1","title":"T","lead_nis":99999}"#,
            r#"{"id":"1","naam":"T","start_year":"long ago"}"#,
            r#"{"id":"1","title":"T","lon":3.72,"lat":51.05,"place_basis":"own"}"#,
            r#"{"title":"T","place_basis":"municipality"}"#,
            r#"{"id":"1","title":"T","dimensions":{"a":1}}"#,
            "{}",
            "null",
            "[]",
        ];
        let geometries = [
            "null",
            r#"{"type":"Point","coordinates":[3.5,51]}"#,
            r#"{"type":"Point","coordinates":[3.5,51.25,7]}"#,
            r#"{"type":"MultiPoint","coordinates":[[3.5,51.25],[3.6,51.25]]}"#,
            r#"{"type":"Point","coordinates":[3.5]}"#,
            r#"{"type":"Point","coordinates":[]}"#,
            "7",
        ];
        let (mut features, mut slow) = (vec![first.to_owned()], vec![first.to_owned()]);
        for (properties, geometry) in properties.iter().flat_map(|one| geometries.map(|geometry| (one, geometry))) {
            for id in ["", r#""id":"F","#, r#""id":7,"#, r#""id":null,"#] {
                let feature = format!(r#"{{"type":"Feature",{id}"properties":{properties},"geometry":{geometry}}}"#);
                // A name that is new every time keeps a feature from being read quickly.
                let new = format!(r#""new {}":1"#, slow.len());
                let with_new = match properties.strip_prefix('{') {
                    Some("}") => format!("{{{new}}}"),
                    Some(rest) => format!("{{{new},{rest}"),
                    None => (*properties).to_owned(),
                };
                slow.push(format!(r#"{{"type":"Feature",{id}"properties":{with_new},"geometry":{geometry}}}"#));
                features.push(feature);
            }
        }
        let ((quick, refused), (plain, refused_plain)) = (read(&features), read(&slow));
        assert_eq!(quick, plain);
        let told = |rejected: &[Rejected]| -> Vec<_> {
            rejected.iter().map(|one| (one.row, one.column.clone(), one.reason.clone())).collect()
        };
        assert_eq!(told(&refused), told(&refused_plain));
        assert!(quick.len() > 100 && refused.len() > 100, "{} {}", quick.len(), refused.len());
    }

    #[test]
    fn usual_features_are_read_quickly() {
        let mut names = Names::default();
        names.learn("id", Some(ProjectField::Id));
        names.learn("title", Some(ProjectField::Title));
        let quick = names.read(br#"{"type":"Feature","geometry":null,"properties":{"id":"1","title":"T"}}"#);
        let quick = quick.expect("nothing is unusual");
        assert_eq!((quick.record.get(ProjectField::Id), quick.record.get(ProjectField::Title)), ("1", "T"));
        for unusual in [
            r#"{"properties":{"id":"1","colour":"red"}}"#,
            r#"{"properties":{"id":"1","id":"2"}}"#,
            r#"{"properties":null}"#,
            r#"{"properties":{"id":"1"}"#,
        ] {
            assert!(names.read(unusual.as_bytes()).is_none(), "{unusual}");
        }
    }
}

//! `datapackage.json`: the Data Package standard 2.0 (<https://datapackage.org/standard/data-package/>) with Table Schema
//! (<https://datapackage.org/standard/table-schema/>). Readers of version 1 understand it too.

use serde_json::{Map, Value as Json, json};

use super::tables::{Form, Selection, Table};
use super::target::FileFacts;
use crate::export::ExportError;
use crate::export::catalogue::{Entry, licence, media};
use crate::export::stamp::{self, Facts};
use crate::formats::table::{Column, Kind};
use crate::model::{ProjectKind, Quality, Status, ValueStatus, hash};

/// Profile of the descriptor.
const PACKAGE_PROFILE: &str = "https://datapackage.org/profiles/2.0/datapackage.json";

/// Profile of a resource.
const RESOURCE_PROFILE: &str = "https://datapackage.org/profiles/2.0/dataresource.json";

/// What the descriptor describes.
pub(super) struct Package<'a> {
    /// Of which data.
    pub selection: &'a Selection<'a>,
    /// Its tables.
    pub tables: &'a [Table],
    /// The catalogue beside them.
    pub catalogue: &'a FileFacts,
    /// What all of it rests on.
    pub facts: &'a Facts,
}

impl Package<'_> {
    /// The descriptor, ending in a line end.
    pub fn json(&self, hash: &str) -> Result<String, ExportError> {
        let text = self.selection.text;
        let mut resources: Vec<Json> = self.tables.iter().map(|table| self.table(table)).collect();
        resources.push(self.catalogue());
        let mut package = json!({
            "$schema": PACKAGE_PROFILE,
            "name": "regioscope-selection",
            "id": format!("urn:regioscope:package:{hash}"),
            "title": text.get("export-package-title"),
            "description": self.selection.form.about(text),
            "resources": resources,
            "regioscope": self.stamp(),
        });
        self.add_credits(&mut package, self.facts);
        Ok(serde_json::to_string_pretty(&package)? + "\n")
    }

    /// The stamp: what the package answers and rests on, as beside other exports.
    fn stamp(&self) -> Json {
        let rows = |table: &Table| {
            let told = json!({ "row_count": table.row_count, "rows_sha256": table.rows_hash });
            (table.name.to_owned(), told)
        };
        json!({
            "stamp_version": stamp::STAMP_VERSION,
            "program": env!("CARGO_PKG_NAME"),
            "program_version": env!("CARGO_PKG_VERSION"),
            "what": crate::export::What::Package.key(),
            "format": self.selection.form.package().key(),
            "language": self.selection.text.language().code(),
            "row_count": super::row_count(self.tables),
            "rows_sha256": rows_hash(self.tables),
            "tables": self.tables.iter().map(rows).collect::<Map<_, _>>(),
            "view": self.selection.view,
            "sources": stamp::sources(self.selection.workspace, self.facts),
            "notes": stamp::notes(self.facts),
        })
    }

    fn table(&self, table: &Table) -> Json {
        let Selection { text, form, .. } = *self.selection;
        let mut fields: Vec<Json> = table.columns.iter().map(|column| self.field(table, column)).collect();
        if table.has_geometry {
            let (title, about) = (text.get("export-column-geometry"), text.get("export-field-geometry"));
            fields.push(json!({ "name": "geometry", "type": "any", "title": title, "description": about }));
        }
        let mut schema = json!({ "fields": fields });
        if let (Some(schema), Form::Csv) = (schema.as_object_mut(), self.selection.form) {
            schema.insert("missingValues".to_owned(), json!([""]));
        }
        if let (Some(schema), false) = (schema.as_object_mut(), table.key.is_empty()) {
            schema.insert("primaryKey".to_owned(), json!(table.key));
        }
        let mut resource = json!({
            "$schema": RESOURCE_PROFILE,
            "name": table.name,
            "type": "table",
            "path": table.file.name,
            "title": text.get(&format!("export-what-{}", table.name)),
            "description": text.get(&format!("export-about-{}", table.name)),
            "format": form.ending(),
            "mediatype": media::of(form.ending()).map(|media| media.media_type),
            "bytes": table.file.bytes,
            "hash": format!("sha256:{}", table.file.hash),
            "schema": schema,
        });
        if let (Some(resource), Form::Csv) = (resource.as_object_mut(), form) {
            resource.insert("encoding".to_owned(), json!("utf-8"));
            resource.insert("dialect".to_owned(), dialect());
        }
        self.add_credits(&mut resource, &table.facts);
        resource
    }

    fn field(&self, table: &Table, column: &Column) -> Json {
        let mut field = json!({ "name": column.key, "type": kind(column), "title": column.title });
        let Some(object) = field.as_object_mut() else { return field };
        let key = format!("export-field-{}", column.key.replace('_', "-"));
        let about = self.selection.text.get(&key);
        // A column that its title explains has no text.
        if about != key {
            object.insert("description".to_owned(), json!(about));
        }
        let mut constraints = Map::new();
        if table.key.contains(&&*column.key) {
            constraints.insert("required".to_owned(), json!(true));
        }
        if let Some(words) = words(table.name, &column.key) {
            constraints.insert("enum".to_owned(), json!(words));
        }
        if !constraints.is_empty() {
            object.insert("constraints".to_owned(), Json::Object(constraints));
        }
        field
    }

    fn catalogue(&self) -> Json {
        let text = self.selection.text;
        json!({
            "$schema": RESOURCE_PROFILE,
            "name": "catalogue",
            "path": self.catalogue.name,
            "title": text.get("export-what-catalogue"),
            "description": text.get("export-about-catalogue"),
            "format": "ttl",
            "mediatype": "text/turtle",
            "encoding": "utf-8",
            "bytes": self.catalogue.bytes,
            "hash": format!("sha256:{}", self.catalogue.hash),
        })
    }

    /// Adds `sources` and `licenses`, which may not be empty where they stand. Licences are said of the whole: where one
    /// source tells none, none is said.
    fn add_credits(&self, described: &mut Json, facts: &Facts) {
        let entries = Entry::all(self.selection.workspace, facts);
        let sources: Vec<Json> = entries.iter().map(source).collect();
        let mut known: Vec<&licence::Licence> =
            entries.iter().flat_map(|entry| entry.licences.iter().copied()).collect();
        known.sort_by_key(|licence| licence.title);
        known.dedup_by_key(|licence| licence.title);
        let tell_all = entries.iter().all(|entry| !entry.licence.trim().is_empty());
        let licences: Vec<Json> = known.into_iter().filter(|_| tell_all).map(licence_json).collect();
        let Some(object) = described.as_object_mut() else { return };
        for (name, list) in [("sources", sources), ("licenses", licences)] {
            if !list.is_empty() {
                object.insert(name.to_owned(), Json::Array(list));
            }
        }
    }
}

/// SHA-256 of the rows of all tables.
fn rows_hash(tables: &[Table]) -> String {
    let parts: Vec<String> = tables.iter().map(|table| format!("{} {}\n", table.rows_hash, table.name)).collect();
    hash::of_bytes(parts.concat().as_bytes())
}

/// How a CSV file is to be read.
fn dialect() -> Json {
    json!({ "delimiter": ",", "lineTerminator": "\r\n", "quoteChar": "\"", "doubleQuote": true, "header": true })
}

/// A source; its licence and attribution in the words of its publisher, as the profile has no place for them.
fn source(entry: &Entry) -> Json {
    let mut source = json!({ "title": entry.title_en, "licence": entry.licence, "attribution": entry.attribution });
    if let Some(object) = source.as_object_mut() {
        if let Some(address) = entry.addresses.iter().find(|address| address.starts_with("http")) {
            object.insert("path".to_owned(), json!(address));
        }
        if entry.is_simulated {
            object.insert("is_simulated".to_owned(), json!(true));
        }
    }
    source
}

/// A licence: `name` only where the Open Definition has an identifier for it.
fn licence_json(licence: &licence::Licence) -> Json {
    let mut told = json!({ "title": licence.title, "path": licence.page });
    if let (Some(object), Some(name)) = (told.as_object_mut(), licence.name) {
        object.insert("name".to_owned(), json!(name));
    }
    told
}

/// Type of a field in the words of Table Schema.
fn kind(column: &Column) -> &'static str {
    match (&*column.key, column.kind) {
        ("year" | "start_year" | "end_year", Kind::Integer) => "year",
        (_, Kind::Text) => "string",
        (_, Kind::Integer) => "integer",
        (_, Kind::Real) => "number",
        (_, Kind::Boolean) => "boolean",
        (_, Kind::Moment) => "datetime",
    }
}

/// The words that a column can hold, where they are a closed list.
fn words(table: &str, column: &str) -> Option<Vec<&'static str>> {
    match (table, column) {
        ("projects", "kind") => Some(ProjectKind::ALL.iter().map(|one| one.key()).collect()),
        ("projects", "status") => Some(Status::ALL.iter().map(|one| one.key()).collect()),
        ("sensors", "quality") => Some(Quality::ALL.iter().map(|one| one.key()).collect()),
        ("indicators", "status_value") => Some(ValueStatus::ALL.iter().map(|one| one.key()).collect()),
        _ => None,
    }
}

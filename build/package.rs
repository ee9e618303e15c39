//! The data package: every resource that `datapackage.json` names, read and checked.

use std::collections::HashMap;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest, Sha256};

use super::geometry::{self, Feature};
use super::problem::{Problems, Row};
use super::rules;
use super::schema::{self, Schema};
use super::table::{self, Table};

/// What a resource holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// A table: its text and how many rows it has.
    Table(String, u64),
    /// Features.
    Features(Vec<Feature>),
    /// Another text, such as TOML.
    Text(String),
}

/// One file of the package.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Name in the package.
    pub name: String,
    /// Path within the package's folder.
    pub path: String,
    /// What it holds.
    pub content: Content,
}

/// A package without a problem.
#[derive(Clone, Debug)]
pub struct Package {
    /// The text of `datapackage.json`.
    pub descriptor: String,
    /// The files, in the order of the descriptor.
    pub resources: Vec<Resource>,
}

/// Reads and checks the package in a folder.
///
/// # Errors
/// Everything that is wrong with it.
pub fn read(folder: &Path) -> Result<Package, Problems> {
    let mut problems = Problems::default();
    let package = read_all(folder, &mut problems);
    match package {
        Some(package) if problems.list.is_empty() => Ok(package),
        _ => Err(problems),
    }
}

fn read_all(folder: &Path, problems: &mut Problems) -> Option<Package> {
    let name = folder.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let descriptor_file = format!("{name}/datapackage.json");
    let bytes = load(folder, "datapackage.json", &descriptor_file, problems)?;
    let descriptor = table::utf8(&descriptor_file, &bytes, problems)?.to_owned();
    let root: Value = serde_json::from_str(&descriptor)
        .map_err(|error| problems.add(&descriptor_file, Row::Line(error.line() as u64), "", error.to_string()))
        .ok()?;
    let mut resources = Vec::new();
    let mut tables = HashMap::new();
    let mut layers = HashMap::new();
    let mut names = Vec::new();
    for resource in schema::array(&root, "resources") {
        let Some((resource, table)) = read_resource(folder, &name, &descriptor_file, resource, problems) else {
            continue;
        };
        if let Some(table) = table {
            names.push(resource.name.clone());
            tables.insert(resource.name.clone(), table);
        }
        if let Content::Features(features) = &resource.content {
            layers.insert(resource.name.clone(), (format!("{name}/{}", resource.path), features.clone()));
        }
        resources.push(resource);
    }
    for name in names {
        table::check_references(&name, &tables, problems);
    }
    rules::check(&tables, &layers, problems);
    Some(Package { descriptor, resources })
}

fn read_resource(
    folder: &Path,
    folder_name: &str,
    descriptor_file: &str,
    resource: &Value,
    problems: &mut Problems,
) -> Option<(Resource, Option<Table>)> {
    let name = schema::text(resource, "name").unwrap_or_default();
    let Some(path) = schema::text(resource, "path").filter(|path| is_inside(path)) else {
        problems.add(descriptor_file, Row::File, &name, "a resource needs a path within the folder");
        return None;
    };
    let file = format!("{folder_name}/{path}");
    let bytes = load(folder, &path, &file, problems)?;
    check_bytes(&file, &bytes, resource, problems);
    let schema = match resource.get("schema").map(Schema::read).transpose() {
        Ok(schema) => schema,
        Err(reason) => {
            problems.add(descriptor_file, Row::File, &name, reason);
            return None;
        }
    };
    let text = table::utf8(&file, &bytes, problems)?.to_owned();
    let extension = Path::new(&path).extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let (content, table) = match (extension, schema) {
        ("csv", Some(schema)) => {
            let table = table::read(&file, &bytes, schema, problems);
            (Content::Table(text, table.rows.len() as u64), Some(table))
        }
        ("csv", None) => {
            problems.add(descriptor_file, Row::File, &name, "a table needs a schema");
            return None;
        }
        ("geojson", schema) => {
            let features = geometry::read(&file, &text, problems);
            let table = schema.map(|schema| property_table(&file, schema, &features, problems));
            (Content::Features(features), table)
        }
        _ => (Content::Text(text), None),
    };
    Some((Resource { name, path, content }, table))
}

/// The properties of features as rows, to hold them to a schema.
fn property_table(file: &str, schema: Schema, features: &[Feature], problems: &mut Problems) -> Table {
    let mut table = Table { file: file.to_owned(), schema, rows: Vec::new() };
    for (index, feature) in features.iter().enumerate() {
        let value = |name: &str| match feature.properties.get(name) {
            None | Some(Value::Null) => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        let values = table.schema.fields.iter().map(|field| value(&field.name)).collect();
        table.add(Row::Feature(index as u64 + 1), values, problems);
    }
    table.check_unique(problems);
    table
}

#[expect(clippy::disallowed_methods, reason = "the check reads the files of the package")]
fn load(folder: &Path, path: &str, file: &str, problems: &mut Problems) -> Option<Vec<u8>> {
    std::fs::read(folder.join(path)).map_err(|error| problems.add(file, Row::File, "", error.to_string())).ok()
}

/// Relative, forward slashes, no step upwards: nothing outside the folder is read.
fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(['\\', ':'])
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
}

/// Length and hash, where the descriptor states them.
fn check_bytes(file: &str, bytes: &[u8], resource: &Value, problems: &mut Problems) {
    if let Some(stated) = resource.get("bytes").and_then(Value::as_u64)
        && stated != bytes.len() as u64
    {
        problems.add(file, Row::File, "bytes", format!("{} bytes, datapackage.json says {stated}", bytes.len()));
    }
    let Some(stated) = schema::text(resource, "hash") else { return };
    let Some(stated) = stated.strip_prefix("sha256:") else {
        problems.add(file, Row::File, "hash", "a hash must start with sha256:");
        return;
    };
    let found = hex(&Sha256::digest(bytes));
    if !stated.eq_ignore_ascii_case(&found) {
        problems.add(file, Row::File, "hash", format!("the file has {found}, datapackage.json says {stated}"));
    }
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

//! Layers that the user brought: a row for each, and a feature table that other programs show like any other.

use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, params, params_from_iter};

use super::{rows, sources};
use crate::model::fold::fold;
use crate::model::geometry_blob::{WGS84_SRS_ID, decode, encode};
use crate::model::own_layer::{COLOURS, sort};
use crate::model::{CellKind, Feature, LayerCell, LayerColumn, LayerData, LayerKind, LayerPatch, OwnLayer, Source};
use crate::store::contents;
use crate::store::error::StoreError;
use crate::store::values::{Columns, join, select_sql, upsert_sql};

const TABLE: &str = "own_layers";

pub(super) const COLUMNS: &[&str] =
    &["name", "table_name", "kind", "colour", "label", "columns", "column_kinds", "source"];

/// What every feature table of a layer begins with.
const PREFIX: &str = "layer_";

/// Longest part of a table's name that comes from the layer's.
const LONGEST_NAME: usize = 40;

/// A layer without its features.
pub(in crate::store) struct Head {
    name: Arc<str>,
    /// Its feature table; only letters, digits and low lines.
    pub table: String,
    kind: LayerKind,
    colour: u8,
    label: Option<usize>,
    columns: Vec<LayerColumn>,
    source: Arc<str>,
}

/// Makes a change of the layers.
pub(in crate::store) fn apply(conn: &Connection, patch: &LayerPatch) -> Result<(), StoreError> {
    let gone = patch.remove.iter().chain(patch.put.iter().map(|layer| &layer.name));
    for name in gone {
        remove(conn, name)?;
    }
    for layer in &patch.put {
        insert(conn, layer)?;
    }
    for layer in &patch.restyle {
        let sql = "UPDATE own_layers SET colour = ?2, label = ?3 WHERE name = ?1";
        conn.execute(sql, params![layer.name, layer.colour, layer.label.map(|label| label as i64)])?;
    }
    Ok(())
}

/// All layers, by name.
pub(in crate::store) fn load(conn: &Connection) -> Result<Vec<Arc<OwnLayer>>, StoreError> {
    let known: BTreeMap<Arc<str>, Source> =
        sources::load(conn)?.into_iter().map(|source| (Arc::clone(&source.id), source)).collect();
    let mut layers = Vec::new();
    for head in heads(conn)? {
        let data = Arc::new(features(conn, &head)?);
        let unknown = || Source { id: Arc::clone(&head.source), title: Arc::clone(&head.name), ..Source::default() };
        let source = known.get(&head.source).cloned().unwrap_or_else(unknown);
        let Head { name, kind, colour, label, .. } = head;
        layers.push(Arc::new(OwnLayer { name, kind, colour, label, source, data }));
    }
    sort(&mut layers);
    Ok(layers)
}

/// The rows of the layers.
pub(in crate::store) fn heads(conn: &Connection) -> Result<Vec<Head>, StoreError> {
    rows(conn, TABLE, &select_sql(TABLE, COLUMNS), read)
}

pub(super) fn read(columns: &mut Columns<'_>) -> Result<Head, StoreError> {
    let name: Arc<str> = columns.take()?;
    let table: String = columns.take()?;
    if !table.starts_with(PREFIX) || !table.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return Err(columns.refuse("table_name", table));
    }
    let kind = columns.parse("kind", LayerKind::from_key)?;
    let colour: u8 = columns.take()?;
    if colour >= COLOURS {
        return Err(columns.refuse("colour", colour.to_string()));
    }
    let label: Option<u32> = columns.take()?;
    let names = columns.list("columns", |text| Some(Arc::<str>::from(text)))?;
    let kinds = columns.list("column_kinds", CellKind::from_key)?;
    if names.len() != kinds.len() || label.is_some_and(|label| label as usize >= names.len()) {
        return Err(columns.refuse("columns", format!("{} names, {} kinds", names.len(), kinds.len())));
    }
    let parts = names.into_iter().zip(kinds).map(|(name, kind)| LayerColumn { name, kind });
    let label = label.map(|label| label as usize);
    Ok(Head { name, table, kind, colour, label, columns: parts.collect(), source: columns.take()? })
}

/// Makes the feature table of a layer and enters it for other programs.
pub(in crate::store) fn make_table(conn: &Connection, head: &Head, geometry: &str) -> Result<(), StoreError> {
    let table = &head.table;
    let sql_type = |kind: CellKind| match kind {
        CellKind::Text => "TEXT",
        CellKind::Number => "DOUBLE",
        CellKind::Date => "DATE",
    };
    let named = column_names(&head.columns).into_iter().zip(&head.columns);
    let key = "fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL".to_owned();
    let columns = named.map(|(name, column)| format!("{} {}", quoted(&name), sql_type(column.kind)));
    let columns: Vec<String> = [key, format!("geom {geometry}")].into_iter().chain(columns).collect();
    conn.execute_batch(&format!("CREATE TABLE {table} ({})", columns.join(", ")))?;
    let is_taken = "SELECT 1 FROM gpkg_contents WHERE identifier = ?1";
    let is_taken = conn.query_row(is_taken, [&head.name], |_| Ok(())).optional()?.is_some();
    let identifier = if is_taken { table.as_str() } else { &head.name };
    conn.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id)
         VALUES (?1, 'features', ?2, ?3, ?4)",
        params![table, identifier, contents::NO_DATE, WGS84_SRS_ID],
    )?;
    conn.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?1, 'geom', ?2, ?3, 0, 0)",
        params![table, geometry, WGS84_SRS_ID],
    )?;
    Ok(())
}

/// Deletes features whose shape can't be read (of a file that was damaged); gives how many.
pub(in crate::store) fn sift(conn: &Connection, head: &Head) -> Result<u64, StoreError> {
    let mut statement = conn.prepare(&format!("SELECT fid, geom FROM {}", head.table))?;
    let mut found = statement.query([])?;
    let mut refused: Vec<i64> = Vec::new();
    while let Some(row) = found.next()? {
        if !matches!(row.get_ref(1)?, ValueRef::Blob(blob) if decode(blob).is_ok()) {
            refused.push(row.get(0)?);
        }
    }
    for fid in &refused {
        conn.execute(&format!("DELETE FROM {} WHERE fid = ?1", head.table), [fid])?;
    }
    Ok(refused.len() as u64)
}

fn remove(conn: &Connection, name: &str) -> Result<(), StoreError> {
    let sql = "SELECT table_name, source FROM own_layers WHERE name = ?1";
    let found = conn.query_row(sql, [name], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)));
    let Some((table, source)) = found.optional()? else { return Ok(()) };
    conn.execute("DELETE FROM gpkg_geometry_columns WHERE table_name = ?1", [&table])?;
    conn.execute("DELETE FROM gpkg_contents WHERE table_name = ?1", [&table])?;
    // Other programs may have made an index of it.
    let index = quoted(&format!("rtree_{table}_geom"));
    conn.execute_batch(&format!("DROP TABLE IF EXISTS {}; DROP TABLE IF EXISTS {index};", quoted(&table)))?;
    let has_extensions = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'gpkg_extensions'";
    if conn.query_row(has_extensions, [], |_| Ok(())).optional()?.is_some() {
        conn.execute("DELETE FROM gpkg_extensions WHERE table_name = ?1", [&table])?;
    }
    conn.execute("DELETE FROM own_layers WHERE name = ?1", [name])?;
    conn.execute("DELETE FROM sources WHERE id = ?1 AND NOT is_bundled", [source])?;
    Ok(())
}

fn insert(conn: &Connection, layer: &OwnLayer) -> Result<(), StoreError> {
    let head = Head {
        name: Arc::clone(&layer.name),
        table: free_table(conn, &layer.name)?,
        kind: layer.kind,
        colour: layer.colour,
        label: layer.label,
        columns: layer.data.columns.clone(),
        source: Arc::clone(&layer.source.id),
    };
    sources::insert(conn, std::slice::from_ref(&layer.source))?;
    conn.prepare_cached(&upsert_sql(TABLE, COLUMNS, &["name"]))?.execute(params![
        head.name,
        head.table,
        head.kind.key(),
        head.colour,
        head.label.map(|label| label as i64),
        join(head.columns.iter().map(|column| &column.name)),
        join(head.columns.iter().map(|column| column.kind.key())),
        head.source,
    ])?;
    make_table(conn, &head, geometry_type(&layer.data))?;
    let named = column_names(&head.columns);
    let named = std::iter::once("geom".to_owned()).chain(named.iter().map(|name| quoted(name)));
    let names = named.collect::<Vec<_>>().join(", ");
    let marks = ", ?".repeat(head.columns.len());
    let mut statement = conn.prepare(&format!("INSERT INTO {} ({names}) VALUES (?{marks})", head.table))?;
    for feature in &layer.data.features {
        let blob = rusqlite::types::Value::Blob(encode(&feature.geometry, WGS84_SRS_ID));
        statement.execute(params_from_iter(std::iter::once(blob).chain(feature.cells.iter().map(value))))?;
    }
    contents::measure(conn, &head.table)
}

fn value(cell: &LayerCell) -> rusqlite::types::Value {
    use rusqlite::types::Value;
    match cell {
        LayerCell::Empty => Value::Null,
        LayerCell::Text(text) => Value::Text(text.to_string()),
        LayerCell::Number(number) => Value::Real(*number),
        LayerCell::Date(date) => Value::Text(date.to_string()),
    }
}

/// The features of a layer. Another program may have taken away columns, or the whole table: what is left is read.
fn features(conn: &Connection, head: &Head) -> Result<LayerData, StoreError> {
    let mut statement = conn.prepare_cached("SELECT name FROM pragma_table_info(?1)")?;
    let there = statement.query_map([&head.table], |row| row.get::<_, String>(0))?;
    let there: BTreeSet<String> = there.collect::<Result<_, _>>()?;
    let mut data = LayerData { columns: head.columns.clone(), features: Vec::new() };
    if !there.contains("geom") {
        return Ok(data);
    }
    let named = column_names(&head.columns).into_iter();
    let selected = named.map(|name| if there.contains(&name) { quoted(&name) } else { "NULL".to_owned() });
    let selected: Vec<String> = std::iter::once("geom".to_owned()).chain(selected).collect();
    let selected = selected.join(", ");
    let sql = format!("SELECT {selected} FROM {} WHERE geom IS NOT NULL ORDER BY fid", head.table);
    let mut statement = conn.prepare(&sql)?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        let blob = row.get_ref(0)?.as_blob().map_err(rusqlite::Error::from)?;
        let refused = |reason: String| StoreError::Value { table: TABLE, column: "geom", value: reason };
        let shape = decode(blob).map_err(|error| refused(format!("{}: {error}", head.table)))?;
        let Some(geometry) = shape.geometry else { continue };
        let cells = head.columns.iter().enumerate();
        let cells = cells.map(|(index, column)| Ok(cell(row.get_ref(index + 1)?, column.kind)));
        data.features.push(Feature { geometry, cells: cells.collect::<Result<_, rusqlite::Error>>()? });
    }
    Ok(data)
}

fn cell(value: ValueRef<'_>, kind: CellKind) -> LayerCell {
    match value {
        ValueRef::Null | ValueRef::Blob(_) => LayerCell::Empty,
        ValueRef::Integer(number) => LayerCell::Number(number as f64),
        ValueRef::Real(number) => LayerCell::Number(number),
        ValueRef::Text(bytes) => {
            let text = String::from_utf8_lossy(bytes);
            let date = (kind == CellKind::Date).then(|| text.parse().ok()).flatten();
            match date {
                Some(date) => LayerCell::Date(date),
                None if text.is_empty() => LayerCell::Empty,
                None => LayerCell::Text(text.into()),
            }
        }
    }
}

/// The narrowest type that all shapes are of.
fn geometry_type(data: &LayerData) -> &'static str {
    use geo::Geometry;
    let kind = |feature: &Feature| match &feature.geometry {
        Geometry::Point(_) => "POINT",
        Geometry::Line(_) | Geometry::LineString(_) => "LINESTRING",
        Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => "POLYGON",
        Geometry::MultiPoint(_) => "MULTIPOINT",
        Geometry::MultiLineString(_) => "MULTILINESTRING",
        Geometry::MultiPolygon(_) => "MULTIPOLYGON",
        Geometry::GeometryCollection(_) => "GEOMETRYCOLLECTION",
    };
    let mut kinds = data.features.iter().map(kind);
    let first = kinds.next().unwrap_or("GEOMETRY");
    if kinds.all(|kind| kind == first) { first } else { "GEOMETRY" }
}

/// The columns' names in the table: those of the layer, made different where SQL holds them for the same.
fn column_names(columns: &[LayerColumn]) -> Vec<String> {
    let mut taken: BTreeSet<String> = ["fid", "geom", "rowid", "oid", "_rowid_"].map(str::to_owned).into();
    let mut names = Vec::with_capacity(columns.len());
    for (index, column) in columns.iter().enumerate() {
        let base = column.name.replace('\0', "");
        let base = if base.trim().is_empty() { format!("column_{}", index + 1) } else { base };
        let mut name = base.clone();
        let mut number = 1_u32;
        while !taken.insert(name.to_lowercase()) {
            number += 1;
            name = format!("{base}_{number}");
        }
        names.push(name);
    }
    names
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A name for a feature table that nothing in the file has.
fn free_table(conn: &Connection, name: &str) -> Result<String, StoreError> {
    let plain: String = fold(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '_' }).collect();
    let base: String = plain.trim_matches('_').chars().take(LONGEST_NAME).collect();
    let base = format!("{PREFIX}{}", if base.is_empty() { "own" } else { &base });
    let mut table = base.clone();
    let mut number = 1_u32;
    let sql = "SELECT 1 FROM sqlite_master WHERE name = ?1 COLLATE NOCASE
        UNION SELECT 1 FROM own_layers WHERE table_name = ?1 COLLATE NOCASE";
    while conn.prepare_cached(sql)?.query_row([&table], |_| Ok(())).optional()?.is_some() {
        number += 1;
        table = format!("{base}_{number}");
    }
    Ok(table)
}

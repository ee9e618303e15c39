//! GeoPackages of any origin (OGC 12-128r18): every table of features or attributes that the file lists.
//!
//! Contract: the file is opened to be read only, and nothing is left beside it unless another program is writing it.
//! Heights and measures are dropped; other blobs than the geometry are left out. May use: `formats::crs`,
//! `model::geometry_blob`.

use std::collections::HashMap;
use std::path::Path;

use jiff::Timestamp;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OpenFlags, OptionalExtension, Row};

use super::builder::{Builder, integer, number};
use super::{Layer, LayerCrs, LayerError, projection};
use crate::formats::crs::Crs;
use crate::formats::geopackage::{STAMP, STYLES_TABLE, quoted};
use crate::formats::sheet::Cell;
use crate::model::{Explained, Reason, geometry_blob};

impl From<rusqlite::Error> for LayerError {
    fn from(error: rusqlite::Error) -> Self {
        Self::Broken(Reason::said(error))
    }
}

/// A table as the file lists it.
struct Listed {
    table: String,
    geometry_column: Option<String>,
    srs_id: Option<i64>,
}

/// A column that is read.
struct Column {
    at: usize,
    kind: Kind,
}

/// How the values of a column are meant.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Plain,
    Date,
    /// As an export of ours has it: a moment also at midnight.
    Moment,
    Boolean,
}

/// Reads every layer.
pub(super) fn read(path: &Path) -> Result<Vec<Layer>, LayerError> {
    let connection = open(path)?;
    let has_contents =
        connection.query_row("SELECT 1 FROM sqlite_master WHERE name = 'gpkg_contents'", [], |_| Ok(())).optional()?;
    if has_contents.is_none() {
        return Err(LayerError::NotALayer);
    }
    let listed = listed(&connection)?;
    listed.into_iter().map(|listed| layer(&connection, listed)).collect()
}

fn open(path: &Path) -> Result<Connection, LayerError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    // A file that nobody writes is opened as unchanging: no lock, and nothing beside it even in a folder that can't be
    // written. The newest changes of one that is being written stand in the log beside it.
    let connection = match path.to_str() {
        Some(name) if !Path::new(&log).exists() => {
            Connection::open_with_flags(format!("file:{}?immutable=1", escaped(name)), flags)?
        }
        _ => Connection::open_with_flags(path, flags)?,
    };
    // Views of a file from elsewhere may call no function that has an effect.
    connection.execute_batch("PRAGMA trusted_schema = OFF; PRAGMA query_only = ON; PRAGMA cell_size_check = ON;")?;
    Ok(connection)
}

/// A path as part of a URI (SQLite, "URI filenames").
fn escaped(path: &str) -> String {
    let path = if cfg!(windows) { path.replace('\\', "/") } else { path.to_owned() };
    let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    if path.get(1..2) == Some(":") { format!("/{path}") } else { path }
}

fn listed(connection: &Connection) -> Result<Vec<Listed>, LayerError> {
    // GDAL before 2.2 lists tables without geometry as "aspatial".
    let mut statement = connection.prepare(
        "SELECT table_name, srs_id, lower(data_type) FROM gpkg_contents \
         WHERE lower(data_type) IN ('features', 'attributes', 'aspatial') ORDER BY table_name",
    )?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get::<_, String>(2)?)))?;
    let mut listed = Vec::new();
    for row in rows {
        let (table, srs_id, kind): (String, Option<i64>, String) = row?;
        // How QGIS draws the other tables is no layer.
        if table == STYLES_TABLE {
            continue;
        }
        let geometry = if kind == "features" { geometry_column(connection, &table)? } else { None };
        let (geometry_column, own_srs_id) = geometry.unzip();
        listed.push(Listed { table, geometry_column, srs_id: own_srs_id.or(srs_id) });
    }
    Ok(listed)
}

fn geometry_column(connection: &Connection, table: &str) -> Result<Option<(String, i64)>, LayerError> {
    let sql = "SELECT column_name, srs_id FROM gpkg_geometry_columns WHERE lower(table_name) = lower(?1)";
    Ok(connection.query_row(sql, [table], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
}

fn system(connection: &Connection, srs_id: i64) -> Result<LayerCrs, LayerError> {
    // −1 and 0 stand for a system that is not defined (clause 1.1.2.1.2).
    if srs_id <= 0 {
        return Ok(LayerCrs::Untold);
    }
    let sql = "SELECT organization, organization_coordsys_id, srs_name FROM gpkg_spatial_ref_sys WHERE srs_id = ?1";
    let found: Option<(String, i64, String)> =
        connection.query_row(sql, [srs_id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).optional()?;
    let Some((organization, code, name)) = found else { return Ok(LayerCrs::Unknown(srs_id.to_string())) };
    let by_code = organization.eq_ignore_ascii_case("EPSG").then(|| Crs::from_name(&code.to_string())).flatten();
    Ok(match by_code.or_else(|| projection::from_name(&name)) {
        Some(crs) => LayerCrs::Known(crs),
        None if organization.eq_ignore_ascii_case("EPSG") => projection::from_epsg(code),
        None => LayerCrs::Unknown(name),
    })
}

fn layer(connection: &Connection, listed: Listed) -> Result<Layer, LayerError> {
    let crs = match (&listed.geometry_column, listed.srs_id) {
        (Some(_), Some(srs_id)) => system(connection, srs_id)?,
        _ => LayerCrs::Untold,
    };
    let mut statement = connection.prepare(&format!("SELECT * FROM {}", quoted(&listed.table)))?;
    let mut builder = Builder::default();
    let (mut columns, mut geometry_at) = (Vec::new(), None);
    let declared_types = declared_types(connection, &listed.table)?;
    let is_own = is_own(connection)?;
    for (at, name) in statement.column_names().enumerate() {
        let declared = declared_types.get(name).map(String::as_str).unwrap_or_default();
        if listed.geometry_column.as_deref().is_some_and(|geometry| geometry.eq_ignore_ascii_case(name)) {
            geometry_at = Some(at);
        } else if !declared.starts_with("BLOB") {
            builder.add_column(name.to_owned())?;
            let kind = match Kind::declared(declared) {
                Kind::Date if is_own => Kind::Moment,
                kind => kind,
            };
            columns.push(Column { at, kind });
        }
    }
    let mut rows = statement.query([])?;
    loop {
        let number = builder.count() as u64 + 1;
        match rows.next() {
            Ok(Some(row)) => match geometry(row, geometry_at) {
                Ok(geometry) => builder.push(number, cells(row, &columns), geometry)?,
                Err(reason) => builder.reject(number, reason)?,
            },
            Ok(None) => break,
            // A page that is broken hides the rows after it.
            Err(error) => {
                builder.reject(number, Reason::new("reason-breaks-off").because(Reason::said(error)))?;
                break;
            }
        }
    }
    Ok(builder.finish(listed.table, crs))
}

/// Whether it is an export of this program.
fn is_own(connection: &Connection) -> Result<bool, LayerError> {
    let found = connection.query_row("SELECT 1 FROM sqlite_master WHERE name = ?1", [STAMP], |_| Ok(())).optional()?;
    Ok(found.is_some())
}

/// The declared type of each column, in upper case.
fn declared_types(connection: &Connection, table: &str) -> Result<HashMap<String, String>, LayerError> {
    let mut statement = connection.prepare("SELECT name, upper(type) FROM pragma_table_xinfo(?1)")?;
    let types = statement.query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(types.collect::<Result<_, _>>()?)
}

fn geometry(row: &Row<'_>, at: Option<usize>) -> Result<Option<geo::Geometry<f64>>, Reason> {
    let Some(at) = at else { return Ok(None) };
    match row.get_ref(at) {
        Ok(ValueRef::Null) => Ok(None),
        Ok(ValueRef::Blob(blob)) => {
            geometry_blob::decode(blob).map(|decoded| decoded.geometry).map_err(|error| error.reason())
        }
        Ok(_) => Err(Reason::new("reason-shape-blob")),
        Err(error) => Err(Reason::said(error)),
    }
}

fn cells(row: &Row<'_>, columns: &[Column]) -> Vec<Cell> {
    columns.iter().map(|column| row.get_ref(column.at).map_or(Cell::Empty, |value| cell(value, column.kind))).collect()
}

fn cell(value: ValueRef<'_>, kind: Kind) -> Cell {
    match value {
        ValueRef::Integer(value) if kind == Kind::Boolean => Cell::Text((value != 0).to_string()),
        ValueRef::Integer(value) => integer(value),
        ValueRef::Real(value) => number(value),
        ValueRef::Text(bytes) => {
            let text = String::from_utf8_lossy(bytes);
            match kind {
                Kind::Date => Cell::from_dated(&text),
                // Without the noughts that the format asks for, as every other export has it.
                Kind::Moment => text
                    .parse::<Timestamp>()
                    .map_or_else(|_| Cell::from_dated(&text), |time| Cell::Text(time.to_string())),
                Kind::Plain | Kind::Boolean => Cell::from_text(&text),
            }
        }
        ValueRef::Null | ValueRef::Blob(_) => Cell::Empty,
    }
}

impl Kind {
    fn declared(declared: &str) -> Self {
        match declared {
            "DATE" | "DATETIME" | "TIMESTAMP" => Self::Date,
            "BOOLEAN" | "BOOL" => Self::Boolean,
            _ => Self::Plain,
        }
    }
}

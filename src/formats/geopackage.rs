//! Any table as a GeoPackage 1.3 (OGC 12-128r17) that QGIS and GDAL open.
//!
//! Contract: the same rows make the same bytes: no clock, no random number, one transaction. The layer has a spatial
//! index. May use: `model`.

use std::path::Path;

use geo::{BoundingRect, Geometry, Rect};
use jiff::Timestamp;
use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, OpenFlags, ToSql, params, params_from_iter};

use super::crs::Crs;
use super::geopackage_index::Index;
use super::table::{Column, Kind, RowWriter, Value, WriteError};
use crate::model::geometry_blob::{self, WGS84_SRS_ID};

/// "GPKG" as a number.
const APPLICATION_ID: i32 = 0x4750_4b47;

/// Version 1.3.0.
const USER_VERSION: i32 = 10_300;

const WGS84_DEFINITION: &str = "GEOGCS[\"WGS 84\",DATUM[\"WGS_1984\",SPHEROID[\"WGS 84\",6378137,298.257223563,\
    AUTHORITY[\"EPSG\",\"7030\"]],AUTHORITY[\"EPSG\",\"6326\"]],PRIMEM[\"Greenwich\",0,AUTHORITY[\"EPSG\",\"8901\"]],\
    UNIT[\"degree\",0.0174532925199433,AUTHORITY[\"EPSG\",\"9122\"]],AUTHORITY[\"EPSG\",\"4326\"]]";

const TABLES: &str = "
CREATE TABLE gpkg_spatial_ref_sys (
    srs_name TEXT NOT NULL, srs_id INTEGER NOT NULL PRIMARY KEY, organization TEXT NOT NULL,
    organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
CREATE TABLE gpkg_contents (
    table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '',
    last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')),
    min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER,
    CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
CREATE TABLE gpkg_geometry_columns (
    table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL,
    z TINYINT NOT NULL, m TINYINT NOT NULL,
    CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name),
    CONSTRAINT uk_gc_table_name UNIQUE (table_name),
    CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name),
    CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
";

/// The name under which an export keeps its stamp inside a file; a file that has it is one of ours.
pub const STAMP: &str = "regioscope_stamp";

/// The table in which QGIS keeps styles of the layers of a file.
pub const STYLES_TABLE: &str = "layer_styles";

/// Its columns, with the types that QGIS gives them. The time has no default: it would be the clock's.
const STYLES: &str = "
CREATE TABLE layer_styles (
    id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
    f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
    useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME);
";

/// What the geometries of a layer are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LayerGeometry {
    /// Points.
    Point,
    /// Several points each.
    MultiPoint,
    /// Areas.
    MultiPolygon,
    /// Points, lines and areas.
    Mixed,
}

impl LayerGeometry {
    const fn name(self) -> &'static str {
        match self {
            Self::Point => "POINT",
            Self::MultiPoint => "MULTIPOINT",
            Self::MultiPolygon => "MULTIPOLYGON",
            Self::Mixed => "GEOMETRY",
        }
    }
}

/// What a layer is called and when its data changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayerInfo<'a> {
    /// Table name.
    pub name: &'a str,
    /// Name a person reads.
    pub title: &'a str,
    /// Type of its geometries.
    pub geometry: LayerGeometry,
    /// Last change of the data, ISO 8601 with milliseconds and `Z`; from the data, not the clock.
    pub last_change: &'a str,
    /// Reference system of its geometries, which are not transformed here.
    pub crs: Crs,
    /// How QGIS shows it.
    pub style: Option<LayerStyle<'a>>,
}

/// How QGIS shows a layer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LayerStyle<'a> {
    /// Its name, at most 30 letters.
    pub name: &'a str,
    /// What it tells apart.
    pub description: &'a str,
    /// The style in the form of QGIS ([`super::qml`]).
    pub qml: &'a str,
}

impl LayerInfo<'_> {
    /// The number by which the file knows its reference system.
    const fn srs_id(&self) -> i32 {
        self.crs.epsg().cast_signed()
    }
}

/// Writes one layer.
#[derive(Debug)]
pub struct GeoPackageWriter {
    connection: Connection,
    layer: String,
    last_change: String,
    insert: String,
    index: Index,
    bounds: Option<Rect<f64>>,
    srs_id: i32,
}

impl GeoPackageWriter {
    /// Begins a file that holds nothing yet.
    ///
    /// # Errors
    /// When SQLite can't make it.
    pub fn create(path: &Path, layer: LayerInfo<'_>, columns: &[Column]) -> Result<Self, WriteError> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(path, flags)?;
        // The file is temporary until it is renamed: a journal would guard nothing.
        connection.pragma_update(None, "journal_mode", "OFF")?;
        connection.pragma_update(None, "synchronous", "OFF")?;
        connection.pragma_update(None, "application_id", APPLICATION_ID)?;
        connection.pragma_update(None, "user_version", USER_VERSION)?;
        connection.execute_batch("BEGIN")?;
        connection.execute_batch(TABLES)?;
        add_reference_systems(&connection, layer.crs)?;
        add_layer(&connection, layer, columns)?;
        add_style(&connection, layer)?;
        let index = Index::create(&connection, layer.name)?;
        // Short, because the statement is looked up by it for each row: the number of the row, its geometry, its values.
        let insert = format!("INSERT INTO {} VALUES (NULL, ?{})", quoted(layer.name), ", ?".repeat(columns.len()));
        let srs_id = layer.srs_id();
        let (layer, last_change) = (layer.name.to_owned(), layer.last_change.to_owned());
        Ok(Self { connection, layer, last_change, insert, index, bounds: None, srs_id })
    }
}

impl RowWriter for GeoPackageWriter {
    fn takes_geometry(&self) -> bool {
        true
    }

    fn row(&mut self, values: &[Value<'_>], geometry: Option<&Geometry<f64>>) -> Result<(), WriteError> {
        let blob = geometry.map(|geometry| geometry_blob::encode(geometry, self.srs_id));
        let mut statement = self.connection.prepare_cached(&self.insert)?;
        let values = values.iter().map(Cell::Value);
        statement.execute(params_from_iter(std::iter::once(Cell::Blob(blob)).chain(values)))?;
        if let Some(rect) = geometry.and_then(BoundingRect::bounding_rect) {
            self.bounds = Some(self.bounds.map_or(rect, |bounds| joined(bounds, rect)));
            self.index.add(self.connection.last_insert_rowid(), rect);
        }
        Ok(())
    }

    fn attach(&mut self, name: &str, text: &str) -> Result<(), WriteError> {
        let table = quoted(name);
        self.connection.execute_batch(&format!(
            "CREATE TABLE {table} (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, text TEXT NOT NULL)"
        ))?;
        self.connection.execute(&format!("INSERT INTO {table} (text) VALUES (?)"), params![text])?;
        add_attributes(&self.connection, name, &self.last_change)
    }

    fn finish(self: Box<Self>) -> Result<(), WriteError> {
        let Self { connection, layer, index, bounds, .. } = *self;
        if let Some(bounds) = bounds {
            connection.execute(
                "UPDATE gpkg_contents SET min_x = ?, min_y = ?, max_x = ?, max_y = ? WHERE table_name = ?",
                params![bounds.min().x, bounds.min().y, bounds.max().x, bounds.max().y, layer],
            )?;
        }
        index.finish(&connection)?;
        connection.execute_batch("COMMIT")?;
        connection.close().map_err(|(_, error)| error)?;
        Ok(())
    }
}

fn add_reference_systems(connection: &Connection, crs: Crs) -> Result<(), WriteError> {
    let add = "INSERT INTO gpkg_spatial_ref_sys VALUES (?, ?, ?, ?, ?, ?)";
    let undefined =
        |kind: &str| (format!("Undefined {kind} SRS"), format!("undefined {kind} coordinate reference system"));
    let (cartesian, cartesian_text) = undefined("cartesian");
    let (geographic, geographic_text) = undefined("geographic");
    connection.execute(add, params![cartesian, -1, "NONE", -1, "undefined", cartesian_text])?;
    connection.execute(add, params![geographic, 0, "NONE", 0, "undefined", geographic_text])?;
    let text = "longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid";
    connection.execute(add, params!["WGS 84 geodetic", WGS84_SRS_ID, "EPSG", WGS84_SRS_ID, WGS84_DEFINITION, text])?;
    if let Some(definition) = crs.wkt() {
        let number = crs.epsg().cast_signed();
        connection.execute(add, params![crs.name(), number, "EPSG", number, definition.trim_end(), crs.name()])?;
    }
    Ok(())
}

fn add_layer(connection: &Connection, layer: LayerInfo<'_>, columns: &[Column]) -> Result<(), WriteError> {
    let mut table = format!(
        "CREATE TABLE {} (fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, geom {}",
        quoted(layer.name),
        layer.geometry.name()
    );
    for column in columns {
        let kind = match column.kind {
            Kind::Text => "TEXT",
            Kind::Integer => "INTEGER",
            Kind::Real => "DOUBLE",
            Kind::Boolean => "BOOLEAN",
            Kind::Moment => "DATETIME",
        };
        table.push_str(&format!(", {} {kind}", quoted(&column.key)));
    }
    table.push(')');
    connection.execute_batch(&table)?;
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change, srs_id) \
         VALUES (?, 'features', ?, ?, ?)",
        params![layer.name, layer.title, layer.last_change, layer.srs_id()],
    )?;
    connection.execute(
        "INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, ?, 0, 0)",
        params![layer.name, layer.geometry.name(), layer.srs_id()],
    )?;
    Ok(())
}

/// Lists a table without geometry.
fn add_attributes(connection: &Connection, name: &str, last_change: &str) -> Result<(), WriteError> {
    connection.execute(
        "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES (?, 'attributes', ?, ?)",
        params![name, name, last_change],
    )?;
    Ok(())
}

/// Adds the style of the layer, by itself, where QGIS looks for it.
fn add_style(connection: &Connection, layer: LayerInfo<'_>) -> Result<(), WriteError> {
    let Some(LayerStyle { name, description, qml }) = layer.style else { return Ok(()) };
    connection.execute_batch(STYLES)?;
    connection.execute(
        "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, \
         styleQML, useAsDefault, description, owner, update_time) VALUES ('', '', ?, 'geom', ?, ?, 1, ?, '', ?)",
        params![layer.name, name, qml, description, layer.last_change],
    )?;
    add_attributes(connection, STYLES_TABLE, layer.last_change)
}

/// A name as SQL takes it.
pub(super) fn quoted(name: &str) -> String {
    format!("\"{}\"", escaped(name))
}

/// The same without its quotes.
pub(super) fn escaped(name: &str) -> String {
    name.replace('"', "\"\"")
}

fn joined(a: Rect<f64>, b: Rect<f64>) -> Rect<f64> {
    Rect::new(
        (a.min().x.min(b.min().x), a.min().y.min(b.min().y)),
        (a.max().x.max(b.max().x), a.max().y.max(b.max().y)),
    )
}

/// A moment as the standard has it (table 1): with milliseconds, and with more digits only where they are needed, which
/// readers take too.
fn datetime(time: Timestamp) -> String {
    if time.subsec_nanosecond() % 1_000_000 == 0 { format!("{time:.3}") } else { format!("{time:.6}") }
}

enum Cell<'a> {
    Blob(Option<Vec<u8>>),
    Value(&'a Value<'a>),
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Blob(blob) => blob.to_sql(),
            Self::Value(Value::Missing) => Ok(ToSqlOutput::from(rusqlite::types::Null)),
            Self::Value(Value::Text(text)) => Ok(ToSqlOutput::from(text.as_ref())),
            Self::Value(Value::Integer(number)) => Ok(ToSqlOutput::from(*number)),
            Self::Value(Value::Real(number)) => Ok(ToSqlOutput::from(*number)),
            Self::Value(Value::Boolean(yes)) => Ok(ToSqlOutput::from(*yes)),
            Self::Value(Value::Moment(time)) => Ok(ToSqlOutput::from(datetime(*time))),
        }
    }
}

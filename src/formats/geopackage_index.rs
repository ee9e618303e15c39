//! The spatial index of a layer in a GeoPackage: the extension `gpkg_rtree_index` (OGC 12-128r17, annex F.3).
//!
//! Contract: which boxes the index holds depends on the rows alone. The triggers call functions (`ST_MinX` and others)
//! that programs which change geometries bring along; they are made last, since this connection has none. May use:
//! nothing of the crate but `table`, `packed_rtree` and the names of `geopackage`.

use geo::Rect;
use rusqlite::{Connection, params};

use super::geopackage::escaped;
use super::packed_rtree::Boxes;
use super::table::WriteError;

/// Lists extensions, as the standard has it.
const EXTENSIONS: &str = "
CREATE TABLE gpkg_extensions (
    table_name TEXT, column_name TEXT, extension_name TEXT NOT NULL, definition TEXT NOT NULL, scope TEXT NOT NULL,
    CONSTRAINT ge_tce UNIQUE (table_name, column_name, extension_name));
";

/// Where the extension is defined, in the words that the standard demands.
const DEFINITION: &str = "http://www.geopackage.org/spec120/#extension_rtree";

/// What keeps the index true when another program changes rows: those of the standard, as GDAL 3.6 makes them. `{r}` is
/// the index, `{t}` the layer.
const TRIGGERS: &str = r#"
CREATE TRIGGER "{r}_insert" AFTER INSERT ON "{t}" WHEN (new."geom" NOT NULL AND NOT ST_IsEmpty(NEW."geom"))
BEGIN INSERT OR REPLACE INTO "{r}" VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"),
ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "{r}_update1" AFTER UPDATE OF "geom" ON "{t}" WHEN OLD."fid" = NEW."fid" AND (NEW."geom" NOTNULL AND
NOT ST_IsEmpty(NEW."geom"))
BEGIN INSERT OR REPLACE INTO "{r}" VALUES (NEW."fid", ST_MinX(NEW."geom"), ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"),
ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "{r}_update2" AFTER UPDATE OF "geom" ON "{t}" WHEN OLD."fid" = NEW."fid" AND (NEW."geom" ISNULL OR
ST_IsEmpty(NEW."geom"))
BEGIN DELETE FROM "{r}" WHERE id = OLD."fid"; END;
CREATE TRIGGER "{r}_update3" AFTER UPDATE ON "{t}" WHEN OLD."fid" != NEW."fid" AND (NEW."geom" NOTNULL AND NOT
ST_IsEmpty(NEW."geom"))
BEGIN DELETE FROM "{r}" WHERE id = OLD."fid"; INSERT OR REPLACE INTO "{r}" VALUES (NEW."fid", ST_MinX(NEW."geom"),
ST_MaxX(NEW."geom"), ST_MinY(NEW."geom"), ST_MaxY(NEW."geom")); END;
CREATE TRIGGER "{r}_update4" AFTER UPDATE ON "{t}" WHEN OLD."fid" != NEW."fid" AND (NEW."geom" ISNULL OR
ST_IsEmpty(NEW."geom"))
BEGIN DELETE FROM "{r}" WHERE id IN (OLD."fid", NEW."fid"); END;
CREATE TRIGGER "{r}_delete" AFTER DELETE ON "{t}" WHEN old."geom" NOT NULL
BEGIN DELETE FROM "{r}" WHERE id = OLD."fid"; END;
"#;

/// The index of one layer.
#[derive(Debug)]
pub(super) struct Index {
    layer: String,
    boxes: Boxes,
}

impl Index {
    /// Begins the index of the column `geom` of a layer that holds nothing yet.
    pub fn create(connection: &Connection, layer: &str) -> Result<Self, WriteError> {
        let index = Self { layer: layer.to_owned(), boxes: Boxes::default() };
        let name = index.name();
        connection.execute_batch(EXTENSIONS)?;
        connection
            .execute_batch(&format!("CREATE VIRTUAL TABLE \"{name}\" USING rtree(id, minx, maxx, miny, maxy)"))?;
        connection.execute(
            "INSERT INTO gpkg_extensions VALUES (?, 'geom', 'gpkg_rtree_index', ?, 'write-only')",
            params![layer, DEFINITION],
        )?;
        Ok(index)
    }

    /// Adds the box of a row.
    pub fn add(&mut self, row: i64, bounds: Rect<f64>) {
        self.boxes.add(row, bounds);
    }

    /// Writes the boxes and makes the triggers, when all rows are there.
    pub fn finish(self, connection: &Connection) -> Result<(), WriteError> {
        let name = self.name();
        self.boxes.write(connection, &name)?;
        let triggers = TRIGGERS.replace("{r}", &name).replace("{t}", &escaped(&self.layer));
        Ok(connection.execute_batch(&triggers)?)
    }

    /// Its name within quotes.
    fn name(&self) -> String {
        format!("rtree_{}_geom", escaped(&self.layer))
    }
}

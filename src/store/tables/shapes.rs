//! Shapes of projects, in a layer of their own: that of the projects holds points.
//!
//! A row belongs to the project of its identifier and goes with it. Another program may have left one behind: it is
//! nobody's and is not read.

use std::collections::HashMap;
use std::sync::Arc;

use rusqlite::{CachedStatement, Connection, OptionalExtension, params};

use super::rows;
use crate::model::geometry_blob::{WGS84_SRS_ID, decode, encode};
use crate::model::{Footprint, Project, ProjectId};
use crate::store::error::StoreError;
use crate::store::values::{Columns, select_sql, upsert_sql};

pub(in crate::store) const TABLE: &str = "project_shapes";

pub(super) const COLUMNS: &[&str] = &["project", "geom"];

/// Writes shapes beside their projects.
pub(super) struct Writer<'c> {
    conn: &'c Connection,
    put: CachedStatement<'c>,
    remove: CachedStatement<'c>,
    /// Whether there is any shape: where there is none, none need be looked for.
    has_any: bool,
    /// Whether a shape was written or removed.
    pub has_changed: bool,
}

impl<'c> Writer<'c> {
    pub fn new(conn: &'c Connection) -> Result<Self, StoreError> {
        let any = format!("SELECT 1 FROM {TABLE} LIMIT 1");
        Ok(Self {
            conn,
            put: conn.prepare_cached(&upsert_sql(TABLE, COLUMNS, &["project"]))?,
            remove: conn.prepare_cached(&format!("DELETE FROM {TABLE} WHERE project = ?1"))?,
            has_any: conn.query_row(&any, [], |_| Ok(())).optional()?.is_some(),
            has_changed: false,
        })
    }

    /// Makes the shape in the file that of the project.
    pub fn write(&mut self, project: &Project) -> Result<(), StoreError> {
        let Some(shape) = &project.shape else { return self.remove(&project.id) };
        self.put.execute(params![project.id.as_str(), encode(shape.geometry(), WGS84_SRS_ID)])?;
        (self.has_any, self.has_changed) = (true, true);
        Ok(())
    }

    /// Removes the shape of a project.
    pub fn remove(&mut self, id: &ProjectId) -> Result<(), StoreError> {
        if self.has_any {
            self.has_changed |= self.remove.execute([id.as_str()])? > 0;
        }
        Ok(())
    }

    /// Measures the layer where a shape changed.
    pub fn measure(&self) -> Result<(), StoreError> {
        if self.has_changed { crate::store::contents::measure(self.conn, TABLE) } else { Ok(()) }
    }
}

/// Gives projects their shapes.
pub(super) fn attach(conn: &Connection, projects: &mut [Project]) -> Result<(), StoreError> {
    if !is_there(conn)? {
        return Ok(());
    }
    let mut shapes: HashMap<String, Arc<Footprint>> =
        rows(conn, TABLE, &select_sql(TABLE, COLUMNS), read)?.into_iter().collect();
    if shapes.is_empty() {
        return Ok(());
    }
    for project in projects {
        project.shape = shapes.remove(project.id.as_str());
    }
    Ok(())
}

/// Gives a project its shape.
pub(super) fn attach_one(conn: &Connection, project: &mut Project) -> Result<(), StoreError> {
    let sql = format!("SELECT {} FROM {TABLE} WHERE project = ?1", COLUMNS.join(", "));
    let mut statement = match conn.prepare_cached(&sql) {
        Err(_) if !is_there(conn)? => return Ok(()),
        prepared => prepared?,
    };
    let mut found = statement.query([project.id.as_str()])?;
    if let Some(row) = found.next()? {
        project.shape = Some(read(&mut Columns::new(row, TABLE))?.1);
    }
    Ok(())
}

/// A file of an earlier version that can't be written has no such table.
fn is_there(conn: &Connection) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?1";
    Ok(conn.query_row(sql, [TABLE], |_| Ok(())).optional()?.is_some())
}

pub(super) fn read(columns: &mut Columns<'_>) -> Result<(String, Arc<Footprint>), StoreError> {
    let project: String = columns.take()?;
    let blob = columns.bytes_some()?.unwrap_or_default();
    let decoded = decode(blob).map_err(|error| columns.refuse("geom", error.to_string()))?;
    let shape = decoded.geometry.as_ref().and_then(Footprint::new);
    let shape = shape.ok_or_else(|| columns.refuse("geom", "a geometry that is no shape"))?;
    Ok((project, Arc::new(shape)))
}

/// Removes shapes that are nobody's (of a file that was damaged).
pub(in crate::store) fn drop_strays(conn: &Connection) -> Result<(), StoreError> {
    conn.execute(&format!("DELETE FROM {TABLE} WHERE project NOT IN (SELECT id FROM projects)"), [])?;
    Ok(())
}

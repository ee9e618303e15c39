//! A whole data set into a new file and back, and bundled rows replaced when the program brings newer ones.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};

use super::error::StoreError;
use super::save::{beside, put_in_place, remove_if_there};
use super::schema::{APPLICATION_ID, USER_VERSION};
use super::tables::{feeds, indicator_changes, indicators, layers, municipalities, own, projects, sensors, sources};
use super::{Store, contents, migrate};
use crate::model::{Boundary, BoundaryAccuracy, Dataset, Indicator, LayerPatch, Nis, Project, ProjectId};

const BUNDLE_HASH: &str = "bundle_hash";

impl Store {
    /// Makes a workspace file of these rows, which appears under its name only when it is complete. `bundle_hash`
    /// tells one edition of the bundled data from another.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn create(path: &Path, dataset: &Dataset, bundle_hash: &str) -> Result<(), StoreError> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| StoreError::io(error, folder))?;
        }
        let made = beside(path, ".new");
        for leftover in [&made, &beside(&made, "-journal")] {
            remove_if_there(leftover)?;
        }
        let written = write_new(&made, path, dataset, bundle_hash).and_then(|()| put_in_place(&made, path));
        if written.is_err() {
            remove_if_there(&made)?;
        }
        written
    }

    /// Every row but observations, rollups and refused rows.
    ///
    /// # Errors
    /// When the file can't be read, or holds a value that the model refuses.
    pub fn load(&self) -> Result<Dataset, StoreError> {
        let conn = &self.conn;
        Ok(Dataset {
            sources: sources::load(conn)?,
            municipalities: municipalities::load(conn)?,
            arrondissements: municipalities::load_arrondissements(conn)?,
            aliases: municipalities::load_aliases(conn)?,
            mergers: municipalities::load_mergers(conn)?,
            projects: projects::load(conn)?,
            indicators: indicators::load(conn)?,
            indicator_values: indicators::load_values(conn)?,
            indicator_gaps: indicators::load_gaps(conn)?,
            indicator_revisions: indicator_changes::load_revisions(conn)?,
            indicator_imports: indicator_changes::load_imports(conn)?,
            feeds: feeds::load(conn)?,
            sensors: sensors::load(conn)?.into_iter().map(|stored| stored.sensor).collect(),
            own: own::load(conn)?,
            layers: layers::load(conn)?,
        })
    }

    /// The edition of the bundled data in the file.
    ///
    /// # Errors
    /// When the file can't be read.
    pub fn bundle_hash(&self) -> Result<Option<String>, StoreError> {
        let sql = "SELECT value FROM regioscope_meta WHERE key = ?1";
        Ok(self.conn.query_row(sql, [BUNDLE_HASH], |row| row.get(0)).optional()?)
    }

    /// Replaces the rows that came with the program by those of another edition. What the user added or changed
    /// stays: projects of other data sets, figures of imports, feeds, switches, keys and retention of feeds, official boundaries, sensors and observations.
    ///
    /// # Errors
    /// When the file can't be written: then it is as it was.
    pub fn replace_bundled(&mut self, dataset: &Dataset, bundle_hash: &str) -> Result<(), StoreError> {
        self.transaction(|conn| {
            let kept = official_boundaries(conn)?;
            replace_projects(conn, &dataset.projects)?;
            conn.execute_batch(
                "DELETE FROM sources WHERE is_bundled; DELETE FROM municipalities; DELETE FROM arrondissements;
                 DELETE FROM aliases; DELETE FROM mergers; DELETE FROM indicators WHERE is_bundled;
                 DELETE FROM indicator_values WHERE import IS NULL; DELETE FROM indicator_gaps;",
            )?;
            insert_reference(conn, dataset)?;
            let improved: Vec<(Nis, Arc<Boundary>)> =
                kept.into_iter().filter(|(nis, _)| !has_official(&dataset.municipalities, *nis)).collect();
            municipalities::set_boundaries(conn, &improved)?;
            replace_feeds(conn, dataset)?;
            finish(conn, bundle_hash)
        })
    }
}

fn write_new(made: &Path, path: &Path, dataset: &Dataset, bundle_hash: &str) -> Result<(), StoreError> {
    let mut conn = Connection::open(made)?;
    // Nobody sees the file before it is complete and on the disk, so that a journal would be for nothing.
    conn.pragma_update(None, "journal_mode", "OFF")?;
    conn.pragma_update(None, "synchronous", "OFF")?;
    conn.pragma_update(None, "application_id", APPLICATION_ID)?;
    conn.pragma_update(None, "user_version", USER_VERSION)?;
    migrate::begin(&conn)?;
    migrate::apply(&mut conn, 0, migrate::MIGRATIONS)?;
    contents::register(&conn)?;
    let mut store = Store::new(conn, path, false);
    store.transaction(|conn| {
        insert_reference(conn, dataset)?;
        projects::insert(conn, &dataset.projects)?;
        own::replace(conn, &dataset.own)?;
        layers::apply(conn, &LayerPatch { put: dataset.layers.clone(), ..LayerPatch::default() })?;
        feeds::insert(conn, &dataset.feeds)?;
        conn.execute("UPDATE feeds SET is_bundled = 1", [])?;
        indicator_changes::insert_imports(conn, &dataset.indicator_imports)?;
        indicator_changes::insert_revisions(conn, &dataset.indicator_revisions)?;
        finish(conn, bundle_hash)
    })?;
    if !dataset.sensors.is_empty() {
        store.append_readings(&dataset.sensors, &[])?;
    }
    Ok(())
}

/// What only the program brings.
fn insert_reference(conn: &Connection, dataset: &Dataset) -> Result<(), StoreError> {
    sources::insert(conn, &dataset.sources)?;
    municipalities::insert(conn, &dataset.municipalities)?;
    municipalities::insert_arrondissements(conn, &dataset.arrondissements)?;
    municipalities::insert_aliases(conn, &dataset.aliases)?;
    municipalities::insert_mergers(conn, &dataset.mergers)?;
    // What the user made under an identifier of the program's is the user's.
    let own = indicator_changes::own(conn)?;
    let bundled: Vec<Indicator> = dataset.indicators.iter().filter(|row| !own.contains(&row.id)).cloned().collect();
    indicators::insert(conn, &bundled, true)?;
    indicators::insert_values(conn, &dataset.indicator_values, &indicator_changes::imported(conn)?)?;
    indicator_changes::drop_superseded(conn)?;
    indicators::insert_gaps(conn, &dataset.indicator_gaps)
}

fn finish(conn: &Connection, bundle_hash: &str) -> Result<(), StoreError> {
    let sql = "INSERT OR REPLACE INTO regioscope_meta (key, value) VALUES (?1, ?2)";
    conn.execute(sql, params![BUNDLE_HASH, bundle_hash])?;
    conn.execute(sql, params!["made_with", env!("CARGO_PKG_VERSION")])?;
    contents::measure(conn, "projects")?;
    contents::measure(conn, "municipalities")?;
    contents::date_by_sources(conn)
}

fn official_boundaries(conn: &Connection) -> Result<Vec<(Nis, Arc<Boundary>)>, StoreError> {
    let rows = municipalities::load(conn)?.into_iter().filter_map(|row| Some((row.nis, row.boundary?)));
    Ok(rows.filter(|(_, boundary)| boundary.accuracy == BoundaryAccuracy::Official).collect())
}

fn has_official(rows: &[crate::model::Municipality], nis: Nis) -> bool {
    let boundary = rows.iter().find(|row| row.nis == nis).and_then(|row| row.boundary.as_ref());
    boundary.is_some_and(|boundary| boundary.accuracy == BoundaryAccuracy::Official)
}

/// Bundled projects that the new edition lacks go, the others are written; one that an import replaced stays.
fn replace_projects(conn: &Connection, bundled: &[Project]) -> Result<(), StoreError> {
    let sql = "SELECT id, source_dataset IN (SELECT id FROM sources WHERE is_bundled) FROM projects";
    let mut statement = conn.prepare(sql)?;
    let known: Vec<(String, bool)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<Result<_, _>>()?;
    let coming: BTreeSet<&str> = bundled.iter().map(|project| project.id.as_str()).collect();
    let users: BTreeSet<&str> = known.iter().filter(|(_, is_old)| !is_old).map(|(id, _)| id.as_str()).collect();
    let gone = known.iter().filter(|(id, is_old)| *is_old && !coming.contains(id.as_str()));
    let gone: Vec<ProjectId> = gone.map(|(id, _)| ProjectId::new(id.clone())).collect();
    projects::remove(conn, &gone)?;
    let written: Vec<Project> = bundled.iter().filter(|one| !users.contains(one.id.as_str())).cloned().collect();
    projects::insert(conn, &written)
}

fn replace_feeds(conn: &Connection, dataset: &Dataset) -> Result<(), StoreError> {
    let known = feeds::load(conn)?;
    let mut coming = dataset.feeds.clone();
    for feed in &mut coming {
        if let Some(old) = known.iter().find(|old| old.id == feed.id) {
            feed.is_enabled = old.is_enabled;
            feed.is_verified |= old.is_verified;
            feed.secret = old.secret.clone().or(feed.secret.take());
            feed.retention_days = old.retention_days;
        }
    }
    conn.execute("DELETE FROM feeds WHERE is_bundled AND NOT is_enabled AND id NOT IN (SELECT feed FROM sensors)", [])?;
    feeds::insert(conn, &coming)?;
    for feed in &coming {
        conn.execute("UPDATE feeds SET is_bundled = 1 WHERE id = ?1", [feed.id.as_str()])?;
    }
    Ok(())
}

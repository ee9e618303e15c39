//! Numbered migrations, applied in order, each in a transaction of its own with its entry in the table that counts
//! them. (`user_version` belongs to GeoPackage.)

use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension};

use super::error::StoreError;
use super::schema::{CORE, TABLES_1, TABLES_2, TABLES_3, TABLES_4, TABLES_5, TABLES_6, TABLES_7, TABLES_8};
use super::{latest, refresh};

/// A step from one version of our tables to the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Migration {
    /// Its number; the first is 1, each is one more.
    pub number: u32,
    /// What it does, for a person who reads the table.
    pub name: &'static str,
    /// The statements.
    pub sql: &'static str,
    /// What follows them in the same transaction and is more than statements can say.
    pub step: Option<Step>,
}

/// A part of a migration in the program.
pub(super) type Step = fn(&Connection) -> Result<(), StoreError>;

/// Every migration there is. An entry never changes once a version with it was released: add another.
pub(super) const MIGRATIONS: &[Migration] = &[
    Migration { number: 1, name: "first tables", sql: TABLES_1, step: None },
    Migration { number: 2, name: "feeds of every protocol", sql: TABLES_2, step: Some(count_anew) },
    Migration { number: 3, name: "imported figures", sql: TABLES_3, step: None },
    Migration { number: 4, name: "lists and ratios of the user's own", sql: TABLES_4, step: None },
    Migration { number: 5, name: "notes, tags, corrections and projects of the user's own", sql: TABLES_5, step: None },
    Migration { number: 6, name: "layers that the user brought", sql: TABLES_6, step: None },
    Migration { number: 7, name: "columns of refused rows", sql: TABLES_7, step: None },
    Migration { number: 8, name: "shapes of projects", sql: TABLES_8, step: None },
];

/// Rollups and newest observations as the qualities of migration 2 have them: what can't be true no longer counts.
fn count_anew(conn: &Connection) -> Result<(), StoreError> {
    refresh::rebuild_all(conn)?;
    latest::recompute_flagged(conn)
}

/// Makes the tables of GeoPackage and the one that counts migrations.
pub(super) fn begin(conn: &Connection) -> Result<(), StoreError> {
    conn.execute_batch(CORE)?;
    conn.execute_batch("CREATE TABLE regioscope_migrations (number INTEGER PRIMARY KEY NOT NULL, name TEXT NOT NULL)")?;
    Ok(())
}

/// The number of the last migration applied; `None` = not a file of ours.
pub(super) fn version(conn: &Connection) -> Result<Option<u32>, StoreError> {
    let sql = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'regioscope_migrations'";
    if conn.query_row(sql, [], |_| Ok(())).optional()?.is_none() {
        return Ok(None);
    }
    Ok(conn.query_row("SELECT max(number) FROM regioscope_migrations", [], |row| row.get(0))?)
}

/// Applies what is missing after `from`.
pub(super) fn apply(conn: &mut Connection, from: u32, migrations: &[Migration]) -> Result<(), StoreError> {
    for migration in migrations.iter().filter(|migration| migration.number > from) {
        let transaction = conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        transaction.execute_batch(migration.sql)?;
        if let Some(step) = migration.step {
            step(&transaction)?;
        }
        let sql = "INSERT INTO regioscope_migrations (number, name) VALUES (?1, ?2)";
        transaction.execute(sql, rusqlite::params![migration.number, migration.name])?;
        transaction.commit()?;
    }
    Ok(())
}

/// Copies the file as it is now beside it, and says where.
pub(super) fn backup(conn: &Connection, path: &Path, version: u32) -> Result<PathBuf, StoreError> {
    let target = super::save::free_name(path, &format!("backup-v{version}"));
    conn.backup("main", &target, None::<fn(rusqlite::backup::Progress)>)?;
    super::save::sync_file(&target)?;
    Ok(target)
}

//! Opening a workspace file, whatever state it is in.

use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags};

use super::error::StoreError;
use super::migrate::{self, MIGRATIONS, Migration};
use super::save::beside;
use super::schema::APPLICATION_ID;
use super::{Store, salvage};
use crate::model::{Dataset, Reason};

/// Files up to this size are looked through at opening; larger ones when asked, or when reading them fails.
const QUICK_CHECK_BYTES: u64 = 32 << 20;

/// First bytes of every SQLite file.
const SQLITE_MAGIC: &[u8; 16] = b"SQLite format 3\0";

/// What opening needs from outside.
#[derive(Clone, Copy)]
pub struct OpenOptions<'a> {
    /// How long to wait for another program that holds the file.
    pub busy_timeout: Duration,
    /// The data of the program.
    pub bundle: &'a dyn Fn() -> Result<Dataset, String>,
    /// Tells one edition of that data from another.
    pub bundle_hash: &'a str,
}

/// What the user must know of an opened workspace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    /// It was made just now.
    Created,
    /// It was migrated; the backup lies here.
    Migrated {
        /// The backup.
        backup: PathBuf,
    },
    /// It was damaged; what could be read was saved, the damaged file lies here.
    Salvaged {
        /// The damaged file, kept.
        damaged: PathBuf,
        /// Records that could not be read, as far as it can be told.
        lost_count: u64,
    },
    /// A newer version of the program made it: it is open for reading only.
    Newer,
    /// Another program holds it for writing: it is open for reading only.
    Busy,
}

/// An opened workspace.
#[derive(Debug)]
pub struct Opened {
    /// The file.
    pub store: Store,
    /// Its rows.
    pub dataset: Dataset,
    /// What the user must know.
    pub notice: Option<Notice>,
}

/// Opens a workspace file; makes it from the bundle where it does not exist and `create` says so. A damaged file is
/// put aside and made anew from what can be read of it; one that is no workspace is left alone.
///
/// # Errors
/// When the file does not exist, is something else, or can't be read.
pub fn open(path: &Path, create: bool, options: OpenOptions<'_>) -> Result<Opened, StoreError> {
    let length = std::fs::metadata(path).map(|meta| meta.len()).ok();
    let Some(length) = length else {
        return if create { make(path, options) } else { Err(StoreError::Missing(path.to_owned())) };
    };
    if length == 0 && create && !beside(path, "-wal").exists() {
        return make(path, options);
    }
    match open_existing(path, length, options, MIGRATIONS) {
        Err(error) if error.is_damage() && (create || salvage::looks_ours(path)) => salvage::salvage(path, options),
        Err(error) if error.is_damage() && !has_magic(path) => Err(StoreError::Foreign(path.to_owned())),
        result => result,
    }
}

fn make(path: &Path, options: OpenOptions<'_>) -> Result<Opened, StoreError> {
    let dataset = (options.bundle)().map_err(StoreError::Bundle)?;
    Store::create(path, &dataset, options.bundle_hash)?;
    let length = std::fs::metadata(path).map(|meta| meta.len()).map_err(|error| StoreError::io(error, path))?;
    let opened = open_existing(path, length, options, MIGRATIONS)?;
    Ok(Opened { notice: opened.notice.or(Some(Notice::Created)), ..opened })
}

/// Opens a file that exists, with these migrations.
pub(super) fn open_existing(
    path: &Path,
    length: u64,
    options: OpenOptions<'_>,
    migrations: &[Migration],
) -> Result<Opened, StoreError> {
    refuse_cut_off(path, length)?;
    let (mut conn, is_protected) = connect(path, options.busy_timeout)?;
    let Some(version) = migrate::version(&conn)? else {
        return Err(StoreError::Foreign(path.to_owned()));
    };
    let newest = migrations.last().map_or(0, |migration| migration.number);
    let mut notice = if version > newest { Some(Notice::Newer) } else { None };
    if notice.is_none() && !is_protected && !can_write(&conn, path)? {
        notice = Some(Notice::Busy);
    }
    let is_read_only = is_protected || notice.is_some();
    if is_read_only {
        conn.pragma_update(None, "query_only", true)?;
    }
    if length <= QUICK_CHECK_BYTES {
        quick_check(&conn, path)?;
    }
    if !is_read_only && version < newest {
        let backup = migrate::backup(&conn, path, version)?;
        migrate::apply(&mut conn, version, migrations)?;
        notice = Some(Notice::Migrated { backup });
    }
    let mut store = Store::new(conn, path, is_read_only);
    if !is_read_only && store.bundle_hash()?.as_deref() != Some(options.bundle_hash) {
        let bundled = (options.bundle)().map_err(StoreError::Bundle)?;
        store.replace_bundled(&bundled, options.bundle_hash)?;
    }
    let dataset = store.load()?;
    Ok(Opened { store, dataset, notice })
}

/// A connection, and whether the file can only be read.
fn connect(path: &Path, busy_timeout: Duration) -> Result<(Connection, bool), StoreError> {
    let both = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let opened = Connection::open_with_flags(path, both).map_err(StoreError::from);
    let conn = match opened.and_then(|conn| try_reading(&conn, busy_timeout).map(|()| conn)) {
        Ok(conn) => conn,
        Err(error) if error.is_write_protected() => return Ok((connect_read_only(path, busy_timeout)?, true)),
        Err(error) => return Err(error),
    };
    let is_protected = conn.is_readonly("main")?;
    Ok((conn, is_protected))
}

fn try_reading(conn: &Connection, busy_timeout: Duration) -> Result<(), StoreError> {
    conn.busy_timeout(busy_timeout)?;
    Ok(conn.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?)
}

/// A log can't be read without writing beside it, so that a file in a protected folder is read as one that nobody
/// changes.
pub(super) fn connect_read_only(path: &Path, busy_timeout: Duration) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    let plain = Connection::open_with_flags(path, flags).map_err(StoreError::from);
    let plain = plain.and_then(|conn| try_reading(&conn, busy_timeout).map(|()| conn));
    // What a change broke off in the middle is no state to be read.
    if plain.is_ok() || has_beside(path, "-journal") {
        return plain;
    }
    let escaped = path.to_string_lossy().replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let conn = Connection::open_with_flags(format!("file:{escaped}?immutable=1"), flags)?;
    try_reading(&conn, busy_timeout)?;
    Ok(conn)
}

/// Whether nobody else holds the file for writing; sets how changes become durable.
fn can_write(conn: &Connection, path: &Path) -> Result<bool, StoreError> {
    match prepare_writing(conn) {
        Ok(()) => Ok(true),
        Err(error) if error.is_busy() => Ok(false),
        // The first write tells of a full disk or a folder without permission.
        Err(error) if error.is_write_protected() => {
            Err(StoreError::io(std::io::Error::from(std::io::ErrorKind::PermissionDenied), path))
        }
        Err(error) => Err(error),
    }
}

fn prepare_writing(conn: &Connection) -> Result<(), StoreError> {
    conn.execute_batch("BEGIN IMMEDIATE; ROLLBACK")?;
    let mode: String = conn.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    if !mode.eq_ignore_ascii_case("wal") {
        // Shared memory does not work here (a network share): a rollback journal does.
        conn.query_row("PRAGMA journal_mode = TRUNCATE", [], |_| Ok(()))?;
    }
    Ok(conn.pragma_update(None, "synchronous", "FULL")?)
}

fn quick_check(conn: &Connection, path: &Path) -> Result<(), StoreError> {
    let found: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(StoreError::Damaged { reason: Reason::said(found), path: path.to_owned() }) }
}

fn head(path: &Path) -> Option<[u8; 100]> {
    let mut bytes = [0; 100];
    std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut bytes)).ok().map(|()| bytes)
}

/// Whether the file starts as a SQLite file marked as a GeoPackage does.
pub(super) fn has_magic(path: &Path) -> bool {
    head(path).is_some_and(|bytes| {
        bytes.starts_with(SQLITE_MAGIC) && bytes.get(68..72) == Some(APPLICATION_ID.to_be_bytes().as_slice())
    })
}

/// Whether something lies beside the file and is not empty.
fn has_beside(path: &Path, suffix: &str) -> bool {
    beside(path, suffix).metadata().is_ok_and(|meta| meta.len() > 0)
}

/// A file that is shorter than its header says was cut off (with a log or a journal beside it, that tells).
fn refuse_cut_off(path: &Path, length: u64) -> Result<(), StoreError> {
    let damaged = |reason: Reason| Err(StoreError::Damaged { reason, path: path.to_owned() });
    if has_beside(path, "-wal") || has_beside(path, "-journal") {
        return Ok(());
    }
    let Some(bytes) = head(path).filter(|bytes| bytes.starts_with(SQLITE_MAGIC)) else {
        return damaged(Reason::new("reason-store-not-sqlite"));
    };
    let number = |at: usize| bytes.get(at..at + 4).and_then(|part| part.try_into().ok()).map_or(0, u32::from_be_bytes);
    let raw_size = bytes.get(16..18).and_then(|part| part.try_into().ok()).map_or(0, u16::from_be_bytes);
    let page_size = if raw_size == 1 { 65_536 } else { u64::from(raw_size) };
    // The count of pages holds where the header was written by the same change as the file.
    let expected = u64::from(number(28)) * page_size;
    if number(24) == number(92) && length < expected {
        return damaged(Reason::new("reason-store-cut-off").with("length", length).with("expected", expected));
    }
    Ok(())
}

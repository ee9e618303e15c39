//! A damaged workspace: put aside, made anew from the bundle, and filled with whatever of the user's rows can still
//! be read.
//!
//! Each table is read from its first row on until it fails, then from its last row backwards, so that one bad page
//! costs what lies on it and no more.

use std::path::Path;
use std::time::Duration;

use rusqlite::types::Value;
use rusqlite::{Connection, ErrorCode, OpenFlags, params_from_iter};

use super::error::StoreError;
use super::open::{Notice, OpenOptions, Opened, has_magic, open_existing};
use super::save::{beside, free_name};
use super::{Store, contents, latest, migrate, refresh, tables};

/// A table of the user's rows.
struct Table<'a> {
    name: &'a str,
    /// Columns that order it and tell rows apart.
    key: &'static str,
    /// Rows that are the user's; `BUNDLED` stands for the data sets of the bundle.
    condition: &'static str,
    /// Whether rows keep their number, because others refer to them.
    keeps_fid: bool,
    /// The migration that made it: an older file has none.
    since: u32,
}

/// In an order in which references find what they refer to. Bundled rows come from the bundle.
const TABLES: &[Table<'static>] = &[
    Table { name: "sources", key: "fid", condition: "NOT is_bundled", keeps_fid: false, since: 1 },
    Table { name: "projects", key: "fid", condition: "source_dataset NOT IN (BUNDLED)", keeps_fid: false, since: 1 },
    Table { name: "project_shapes", key: "fid", condition: "1", keeps_fid: false, since: 8 },
    Table {
        name: "feeds",
        key: "fid",
        condition: "is_enabled OR is_verified OR NOT is_bundled",
        keeps_fid: false,
        since: 1,
    },
    Table { name: "indicators", key: "fid", condition: "NOT is_bundled", keeps_fid: false, since: 3 },
    Table { name: "indicator_values", key: "fid", condition: "import IS NOT NULL", keeps_fid: false, since: 3 },
    Table { name: "indicator_imports", key: "fid", condition: "1", keeps_fid: false, since: 3 },
    Table { name: "indicator_revisions", key: "fid", condition: "1", keeps_fid: false, since: 3 },
    Table { name: "feed_health", key: "fid", condition: "1", keeps_fid: false, since: 1 },
    Table { name: "sensors", key: "fid", condition: "1", keeps_fid: true, since: 1 },
    Table { name: "datastreams", key: "fid", condition: "1", keeps_fid: true, since: 1 },
    Table { name: "rejected", key: "fid", condition: "1", keeps_fid: false, since: 1 },
    Table { name: "feed_state", key: "fid", condition: "1", keeps_fid: false, since: 2 },
    Table { name: "feed_rejected", key: "fid", condition: "1", keeps_fid: false, since: 2 },
    Table { name: "own_lists", key: "fid", condition: "1", keeps_fid: false, since: 4 },
    Table { name: "own_ratios", key: "fid", condition: "1", keeps_fid: false, since: 4 },
    Table { name: "own_notes", key: "fid", condition: "1", keeps_fid: false, since: 5 },
    Table { name: "own_tags", key: "fid", condition: "1", keeps_fid: false, since: 5 },
    Table { name: "own_corrections", key: "fid", condition: "1", keeps_fid: false, since: 5 },
    Table { name: "own_projects", key: "fid", condition: "1", keeps_fid: false, since: 5 },
    Table { name: "own_layers", key: "fid", condition: "1", keeps_fid: false, since: 6 },
    Table { name: "observation_rows", key: "datastream, time_us", condition: "1", keeps_fid: true, since: 1 },
];

/// Hours are all that is left of observations that retention deleted; the others are computed again.
const PRUNED: Table<'static> =
    Table { name: "rollup_hours", key: "datastream, start_us", condition: "1", keeps_fid: true, since: 2 };

/// What damage can leave in observations and hours that the model refuses.
const SIFT_OBSERVATIONS: &str = "
  DELETE FROM datastreams WHERE sensor NOT IN (SELECT fid FROM sensors);
  UPDATE datastreams SET kept_from_us = NULL WHERE typeof(kept_from_us) <> 'integer' OR kept_from_us % 3600000000 <> 0;
  DELETE FROM observation_rows WHERE datastream NOT IN (SELECT fid FROM datastreams)
    OR quality NOT IN (0, 1, 2, 3, 4, 5) OR typeof(value) <> 'real' OR abs(time_us) > 250000000000000000
    OR time_us < (SELECT kept_from_us FROM datastreams WHERE fid = datastream);
  DELETE FROM rollup_hours WHERE start_us % 3600000000 <> 0 OR abs(start_us) > 250000000000000000
    OR typeof(count) <> 'integer' OR count < 0 OR typeof(flagged_count) <> 'integer' OR flagged_count < 0
    OR (count > 0 AND (typeof(sum) <> 'real' OR typeof(first) <> 'real' OR typeof(last) <> 'real'
      OR typeof(min) <> 'real' OR typeof(max) <> 'real' OR typeof(first_us) <> 'integer'
      OR typeof(last_us) <> 'integer' OR typeof(min_us) <> 'integer' OR typeof(max_us) <> 'integer'
      OR typeof(qualities) <> 'integer'));";

/// Whether a file that can't be opened was a workspace of ours.
pub(super) fn looks_ours(path: &Path) -> bool {
    has_magic(path)
        && connect_damaged(path).is_ok_and(|conn| migrate::version(&conn).is_ok_and(|version| version.is_some()))
}

/// A connection to a file that is cut off or has bad pages.
fn connect_damaged(path: &Path) -> Result<Connection, StoreError> {
    let conn = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(Duration::from_secs(1))?;
    // Without this SQLite refuses a file that is shorter than its header says.
    conn.pragma_update(None, "writable_schema", true)?;
    conn.pragma_update(None, "query_only", true)?;
    Ok(conn)
}

/// Puts the file aside, makes a new one and copies what can be read.
pub(super) fn salvage(path: &Path, options: OpenOptions<'_>) -> Result<Opened, StoreError> {
    let dataset = (options.bundle)().map_err(StoreError::Bundle)?;
    let damaged = free_name(path, "damaged");
    for suffix in ["-wal", "-shm", "-journal", ""] {
        let (from, to) = (beside(path, suffix), beside(&damaged, suffix));
        if from.exists() {
            std::fs::rename(&from, &to).map_err(|error| StoreError::io(error, &from))?;
        }
    }
    Store::create(path, &dataset, options.bundle_hash)?;
    let lost_count = copy_readable(&damaged, path)?;
    let length = path.metadata().map_err(|error| StoreError::io(error, path))?.len();
    let opened = open_existing(path, length, options, migrate::MIGRATIONS)?;
    Ok(Opened { notice: Some(Notice::Salvaged { damaged, lost_count }), ..opened })
}

/// Copies rows; gives how many are known to be lost.
fn copy_readable(damaged: &Path, path: &Path) -> Result<u64, StoreError> {
    let Ok(source) = connect_damaged(damaged) else {
        return Ok(1);
    };
    let mut target = Connection::open(path)?;
    target.pragma_update(None, "foreign_keys", false)?;
    let transaction = target.transaction()?;
    let bundled: String = transaction.query_row(
        "SELECT coalesce(group_concat(quote(id)), '') FROM sources WHERE is_bundled",
        [],
        |row| row.get(0),
    )?;
    let mut lost = 0;
    let version = migrate::version(&source).ok().flatten();
    let is_there = |table: &Table<'_>| version.is_none_or(|version| version >= table.since);
    for table in TABLES.iter().filter(|table| is_there(table)) {
        lost += copy_table(&source, &transaction, table, &bundled)?;
    }
    let sql = "SELECT count(*) FROM datastreams WHERE kept_from_us IS NOT NULL";
    if transaction.query_row(sql, [], |row| row.get::<_, i64>(0))? > 0 {
        lost += copy_table(&source, &transaction, &PRUNED, &bundled)?;
    }
    settle_figures(&transaction)?;
    copy_boundaries(&source, &transaction)?;
    lost += tables::sift(&transaction)?;
    tables::shapes::drop_strays(&transaction)?;
    lost += copy_layers(&source, &transaction)?;
    transaction.execute_batch(SIFT_OBSERVATIONS)?;
    refresh::rebuild_all(&transaction)?;
    latest::recompute_flagged(&transaction)?;
    for table in ["projects", tables::shapes::TABLE, "municipalities", "sensors"] {
        contents::measure(&transaction, table)?;
    }
    transaction.commit()?;
    Ok(lost)
}

fn columns(conn: &Connection, table: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = conn.prepare("SELECT name FROM pragma_table_info(?1)")?;
    let names = statement.query_map([table], |row| row.get(0))?;
    Ok(names.collect::<Result<_, _>>()?)
}

fn copy_table(source: &Connection, target: &Connection, table: &Table<'_>, bundled: &str) -> Result<u64, StoreError> {
    let known = columns(target, table.name)?;
    let mut shared = columns(source, table.name).unwrap_or_default();
    shared.retain(|name| known.contains(name) && (table.keeps_fid || name != "fid"));
    if shared.is_empty() {
        return Ok(1);
    }
    let marks = vec!["?"; shared.len()].join(", ");
    // Columns of layers are called as their files call them.
    let names = shared.iter().map(|name| format!("\"{}\"", name.replace('"', "\"\"")));
    let names = names.collect::<Vec<_>>().join(", ");
    let insert = format!("INSERT OR REPLACE INTO {} ({names}) VALUES ({marks})", table.name);
    let mut insert = target.prepare(&insert)?;
    let select = |direction: &str| {
        let order: Vec<String> = table.key.split(", ").map(|column| format!("{column} {direction}")).collect();
        let keys = table.key;
        let condition = table.condition.replace("BUNDLED", bundled);
        format!("SELECT {names}, {keys} FROM {} WHERE {condition} ORDER BY {}", table.name, order.join(", "))
    };
    let forward = copy_until_failure(source, &select("ASC"), shared.len(), &mut insert, None)?;
    if forward.is_complete {
        return Ok(0);
    }
    let backward = copy_until_failure(source, &select("DESC"), shared.len(), &mut insert, forward.last.as_ref())?;
    Ok(lost_between(forward.last.as_ref(), backward.last.as_ref()))
}

/// The features of the layers that the user brought, as far as they can be read; gives how many are known to be lost.
fn copy_layers(source: &Connection, target: &Connection) -> Result<u64, StoreError> {
    let mut lost = 0;
    for head in tables::layers::heads(target)? {
        // What the shapes are was written down in the damaged file: any will do.
        tables::layers::make_table(target, &head, "GEOMETRY")?;
        let table = Table { name: &head.table, key: "fid", condition: "1", keeps_fid: false, since: 6 };
        lost += copy_table(source, target, &table, "")?;
        lost += tables::layers::sift(target, &head)?;
        contents::measure(target, &head.table)?;
    }
    Ok(lost)
}

/// Key of a row: values of the key columns.
type Key = Vec<Value>;

struct Copied {
    is_complete: bool,
    last: Option<Key>,
}

fn copy_until_failure(
    source: &Connection,
    select: &str,
    width: usize,
    insert: &mut rusqlite::Statement<'_>,
    stop_at: Option<&Key>,
) -> Result<Copied, StoreError> {
    let mut last = None;
    let Ok(mut statement) = source.prepare(select) else {
        return Ok(Copied { is_complete: false, last });
    };
    let count = statement.column_count();
    let Ok(mut rows) = statement.query([]) else {
        return Ok(Copied { is_complete: false, last });
    };
    loop {
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => return Ok(Copied { is_complete: true, last }),
            Err(_) => return Ok(Copied { is_complete: false, last }),
        };
        let Ok(values) = (0..count).map(|index| row.get(index)).collect::<Result<Vec<Value>, _>>() else {
            return Ok(Copied { is_complete: false, last });
        };
        let (row_values, key) = values.split_at(width);
        if stop_at.is_some_and(|stop| stop.as_slice() == key) {
            return Ok(Copied { is_complete: false, last });
        }
        // SQLite reads what lies beyond the end of a file as zeros.
        if row_values.iter().any(|value| matches!(value, Value::Text(text) if text.contains('\0'))) {
            continue;
        }
        // A row whose values the new tables refuse (half a page may read as anything) is left out.
        match insert.execute(params_from_iter(row_values)) {
            Err(error) if error.sqlite_error_code() != Some(ErrorCode::ConstraintViolation) => return Err(error.into()),
            _ => last = Some(key.to_vec()),
        }
    }
}

/// Rows between two keys where rows are numbered; at least one, because something failed.
fn lost_between(forward: Option<&Key>, backward: Option<&Key>) -> u64 {
    let number = |key: Option<&Key>| match key.map(Vec::as_slice) {
        Some([Value::Integer(number)]) => Some(*number),
        _ => None,
    };
    match (number(forward), number(backward)) {
        (Some(low), Some(high)) if high > low => (high - low - 1).max(1) as u64,
        _ => 1,
    }
}

/// Of a figure of the program and the one that an import put in its place, the latter stays.
fn settle_figures(target: &Connection) -> Result<(), StoreError> {
    let sql = "DELETE FROM indicator_values WHERE import IS NULL AND (indicator, nis, year) IN
        (SELECT indicator, nis, year FROM indicator_values WHERE import IS NOT NULL)";
    target.execute(sql, [])?;
    tables::indicator_changes::drop_superseded(target)
}

/// Boundaries that the user had from the government, as far as they can be read and understood.
fn copy_boundaries(source: &Connection, target: &Connection) -> Result<(), StoreError> {
    let sql = "SELECT nis, geom FROM municipalities WHERE boundary_accuracy = 'official' ORDER BY fid";
    let Ok(mut statement) = source.prepare(sql) else {
        return Ok(());
    };
    let Ok(mut rows) = statement.query([]) else {
        return Ok(());
    };
    let update = "UPDATE municipalities SET geom = ?2, boundary_accuracy = 'official' WHERE nis = ?1";
    while let Ok(Some(row)) = rows.next() {
        let read: Result<(i64, Vec<u8>), _> = row.get(0).and_then(|nis| Ok((nis, row.get(1)?)));
        if let Ok((nis, blob)) = read
            && crate::model::geometry_blob::decode(&blob).is_ok()
        {
            target.execute(update, rusqlite::params![nis, blob])?;
        }
    }
    Ok(())
}

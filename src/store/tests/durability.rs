//! Damage, other programs, other versions, full disks.

use std::fs::OpenOptions as FileOptions;
use std::io::{Seek, SeekFrom, Write};

use rusqlite::Connection;

use super::*;
use crate::store::migrate::{MIGRATIONS, Migration};
use crate::store::open::open_existing;

/// A workspace with user's rows and a thousand observations, closed.
fn filled(path: &Path) {
    let mut store = opened(path).store;
    let projects: Vec<Project> = (0..300).map(|number| project(&format!("U{number}"), "mine")).collect();
    store.put_projects(&projects, &[source("mine", false)]).expect("written");
    store.set_feed(&Feed { is_enabled: true, ..feed("gent") }).expect("set");
    let readings: Vec<Reading> = (0..5000).map(|step| reading("p1", step * 60_000_000, step as f64)).collect();
    store.append_readings(&[sensor("p1")], &readings).expect("written");
    store.close().expect("closed");
}

fn length(path: &Path) -> u64 {
    path.metadata().expect("a file").len()
}

fn overwrite(path: &Path, at: u64, bytes: &[u8]) {
    let mut file = FileOptions::new().write(true).open(path).expect("a file");
    file.seek(SeekFrom::Start(at)).expect("a place");
    file.write_all(bytes).expect("written");
}

#[test]
fn a_file_cut_off_is_salvaged_and_kept_aside() {
    for share in [0, 5, 30, 60, 95] {
        let folder = folder();
        let path = at(&folder);
        filled(&path);
        let cut = length(&path) * share / 100;
        FileOptions::new().write(true).open(&path).expect("a file").set_len(cut.max(120)).expect("cut");
        let Opened { store, dataset, notice } = opened(&path);
        let Some(Notice::Salvaged { damaged, lost_count }) = notice else {
            panic!("{share}: {notice:?}");
        };
        assert_eq!(length(&damaged), cut.max(120), "the damaged file is kept as it was");
        assert!(lost_count > 0, "{share}");
        assert!(dataset.projects.len() >= 2, "the bundled projects are there");
        assert_eq!(store.check().expect("a check"), Vec::<String>::new());
        if share == 95 {
            assert!(dataset.projects.len() > 200, "{}", dataset.projects.len());
            assert!(everything(&store).len() > 1000, "{}", everything(&store).len());
        }
        drop(store);
        assert_eq!(opened(&path).notice, None, "it opens as usual from then on");
    }
}

#[test]
fn a_bad_page_costs_what_lies_on_it() {
    let folder = folder();
    let path = at(&folder);
    filled(&path);
    let conn = Connection::open(&path).expect("a file");
    let sql = "SELECT rootpage FROM sqlite_master WHERE name = 'observation_rows'";
    let root: u64 = conn.query_row(sql, [], |row| row.get::<_, i64>(0)).expect("a page") as u64;
    drop(conn);
    // Any page after the root that is a leaf of an index tree (type 10) belongs to the observations.
    #[expect(clippy::disallowed_methods, reason = "the test looks for a page to damage")]
    let bytes = std::fs::read(&path).expect("a file");
    let leaf = (root..length(&path) / 4096).rfind(|page| bytes[(page * 4096) as usize] == 10).expect("a leaf");
    overwrite(&path, leaf * 4096, &[0xff; 4096]);
    let Opened { store, dataset, notice } = opened(&path);
    assert!(matches!(notice, Some(Notice::Salvaged { .. })), "{notice:?}");
    assert_eq!(dataset.projects.len(), 302);
    let count = everything(&store).len();
    assert!(count > 4000, "{count}");
    assert!(dataset.feeds[0].is_enabled);
}

#[test]
fn something_else_is_left_alone() {
    let folder = folder();
    let path = folder.path().join("letter.gpkg");
    #[expect(clippy::disallowed_methods, reason = "the test makes a file")]
    std::fs::write(&path, b"Dear Sir, this is no workspace but it must not be lost, whatever happens to it here.")
        .expect("a file");
    let bundle = || Ok(small());
    assert!(matches!(open(&path, false, options(&bundle)), Err(StoreError::Foreign(_))));
    let other = folder.path().join("other.gpkg");
    Connection::open(&other)
        .expect("made")
        .execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1)")
        .expect("made");
    for create in [false, true] {
        assert!(matches!(open(&other, create, options(&bundle)), Err(StoreError::Foreign(_))));
    }
    assert!(matches!(open(&folder.path().join("none"), false, options(&bundle)), Err(StoreError::Missing(_))));
    assert_eq!(folder.path().read_dir().expect("a folder").count(), 2, "nothing was put aside or made");
}

/// The migrations there are and one more.
fn and_then(sql: &'static str) -> Vec<Migration> {
    let number = MIGRATIONS.iter().map(|migration| migration.number).max().unwrap_or_default() + 1;
    MIGRATIONS.iter().copied().chain([Migration { number, name: "a test", sql, step: None }]).collect()
}

#[test]
fn a_migration_leaves_a_backup_and_a_newer_file_is_read_only() {
    let next = and_then("ALTER TABLE projects ADD COLUMN colour TEXT DEFAULT 'blue'");
    let folder = folder();
    let path = at(&folder);
    filled(&path);
    let before = opened(&path).dataset;
    let bundle = || Ok(small());
    let Opened { store, dataset, notice } =
        open_existing(&path, length(&path), options(&bundle), &next).expect("it opens");
    let Some(Notice::Migrated { backup }) = notice else { panic!("{notice:?}") };
    assert_eq!(dataset, before);
    let colour: String =
        store.conn.query_row("SELECT colour FROM projects LIMIT 1", [], |row| row.get(0)).expect("the new column");
    assert_eq!(colour, "blue");
    drop(store);
    assert_eq!(opened(&backup).notice, None, "the backup is of the version before");

    let Opened { mut store, dataset, notice } = opened(&path);
    assert_eq!((notice, dataset), (Some(Notice::Newer), before));
    assert!(store.is_read_only());
    assert!(matches!(store.remove_projects(&[ProjectId::new("P1")]), Err(StoreError::ReadOnly)));
}

#[test]
fn a_migration_that_fails_changes_nothing() {
    let broken = and_then("DELETE FROM projects; SELECT nonsense FROM nowhere");
    let folder = folder();
    let path = at(&folder);
    filled(&path);
    let bundle = || Ok(small());
    assert!(open_existing(&path, length(&path), options(&bundle), &broken).is_err());
    assert_eq!(opened(&path).dataset.projects.len(), 302);
}

#[test]
fn a_file_that_another_writes_is_read_only_for_now() {
    let folder = folder();
    let path = at(&folder);
    filled(&path);
    let other = Connection::open(&path).expect("a file");
    other.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    let Opened { mut store, dataset, notice } = opened(&path);
    assert_eq!((notice, dataset.projects.len()), (Some(Notice::Busy), 302));
    assert!(matches!(store.set_feed(&feed("x")), Err(StoreError::ReadOnly)));
    other.execute_batch("ROLLBACK").expect("released");
    drop(store);
    assert_eq!(opened(&path).notice, None);
}

#[test]
fn a_lock_that_comes_later_is_told_and_nothing_is_lost() {
    let folder = folder();
    let path = at(&folder);
    let mut store = opened(&path).store;
    let other = Connection::open(&path).expect("a file");
    other.execute_batch("BEGIN IMMEDIATE").expect("a lock");
    let refused = store.append_readings(&[sensor("p1")], &[reading("p1", 1, 1.0)]);
    assert!(refused.is_err_and(|error| error.is_busy()));
    other.execute_batch("COMMIT").expect("released");
    store.append_readings(&[sensor("p1")], &[reading("p1", 1, 1.0)]).expect("written");
    assert_eq!(everything(&store), [(1, 1.0)]);
}

#[test]
fn a_disk_that_fills_up_in_the_middle_leaves_what_was_acknowledged() {
    let folder = folder();
    let mut store = opened(&at(&folder)).store;
    store.append_readings(&[sensor("p1")], &[reading("p1", 1, 1.0)]).expect("written");
    let pages: i64 = store.conn.query_row("PRAGMA page_count", [], |row| row.get(0)).expect("a number");
    let mut failures = 0;
    for spare in 0..12 {
        let limit = |pages: i64| format!("PRAGMA max_page_count = {pages}");
        store.conn.query_row(&limit(pages + spare), [], |_| Ok(())).expect("a limit");
        let readings: Vec<Reading> = (0..4000).map(|step| reading("p1", 10 + step, 2.0)).collect();
        let result = store.append_readings(&[sensor("p2")], &readings);
        assert!(matches!(&result, Err(StoreError::Sql(_))), "{spare}: {result:?}");
        failures += 1;
        assert_eq!(everything(&store), [(1, 1.0)]);
        assert_eq!(store.check().expect("a check"), Vec::<String>::new());
        assert_eq!(store.load().expect("read").sensors.len(), 1);
    }
    assert_eq!(failures, 12);
    store.conn.query_row("PRAGMA max_page_count = 1000000", [], |_| Ok(())).expect("no limit");
    store.append_readings(&[sensor("p2")], &[reading("p2", 5, 5.0)]).expect("written");
    assert_eq!(everything(&store), [(1, 1.0), (5, 5.0)]);
}

#[test]
fn a_copy_is_whole_and_replaces_what_stood_there() {
    let folder = folder();
    let path = at(&folder);
    filled(&path);
    let target = folder.path().join("copy.gpkg");
    let old = opened(&target).store;
    drop(old);
    let Opened { store, dataset, .. } = opened(&path);
    store.save_as(&target).expect("copied");
    let copy = opened(&target);
    assert_eq!((copy.notice, copy.dataset), (None, dataset));
    assert_eq!(everything(&copy.store), everything(&store));
    assert!(store.save_as(&folder.path().join("no/such/folder.gpkg")).is_err());
}

#[test]
fn a_check_tells_of_rollups_that_do_not_fit() {
    let folder = folder();
    let path = at(&folder);
    filled(&path);
    let store = opened(&path).store;
    store.conn.execute("DELETE FROM rollup_hours WHERE start_us = 0", []).expect("deleted");
    let problems = store.check().expect("a check");
    assert_eq!(problems, ["rollup of hours wrong for datastream 1"]);
    store.conn.execute("DELETE FROM observation_rows", []).expect("deleted");
    let problems = store.check().expect("a check");
    assert_eq!(problems.len(), 3, "{problems:?}");
}

#[cfg(unix)]
#[test]
fn a_protected_file_is_read() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    let path = at(&folder);
    filled(&path);
    let conn = crate::store::open::connect_read_only(&path, Duration::from_millis(5)).expect("it opens");
    let count: i64 = conn.query_row("SELECT count(*) FROM projects", [], |row| row.get(0)).expect("a number");
    assert_eq!(count, 302);
    drop(conn);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o444)).expect("protected");
    // Root may write whatever the permissions say; for others the file is read only.
    assert_eq!(opened(&path).dataset.projects.len(), 302);
}

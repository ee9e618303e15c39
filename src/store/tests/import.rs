//! Projects that are written while they are read.

use std::io::{Seek, SeekFrom, Write};

use super::*;
use crate::store::save::beside;
use crate::store::tables::projects::BATCH_ROWS;

/// Every table as text, row by row in the order of their numbers; when rows came does not count.
fn dump(path: &Path) -> Vec<String> {
    let conn = rusqlite::Connection::open(path).expect("a file");
    let mut lines = Vec::new();
    for table in ["projects", "sources", "rejected", "gpkg_contents", "sqlite_sequence"] {
        let mut statement = conn.prepare(&format!("SELECT * FROM {table} ORDER BY rowid")).expect("a table");
        let width = statement.column_count();
        let mut rows = statement.query([]).expect("rows");
        while let Some(row) = rows.next().expect("a row") {
            let values: Vec<String> = (0..width).map(|at| format!("{:?}", row.get_ref(at).expect("a value"))).collect();
            lines.push(format!("{table}: {}", values.join(" ")));
        }
    }
    // The tables are numbered in the order in which they were first written to.
    lines.sort();
    lines
}

fn placed(id: &str, lon: f64) -> Project {
    let mut project = project(id, "mine");
    project.location = Some(LonLat::new(lon, 51.0).expect("a place"));
    project
}

/// The row as it is, where it differs.
fn replaced(known: &Project, row: Project) -> Option<Project> {
    (*known != row).then_some(row)
}

fn import(store: &mut Store, is_dry_run: bool, rows: &[Project]) -> Imported {
    let imported = store.import_with(ImportOptions { is_dry_run, ..ImportOptions::default() }, |import| {
        for row in rows {
            import.put(row.clone(), &replaced)?;
        }
        import.finish(&[source("mine", false)], &[])
    });
    imported.expect("written")
}

#[test]
fn an_import_in_parts_is_the_same_as_one_at_once() {
    // An identifier twice, one of the program's own, and places that widen the extent; then all of it once more.
    let rows = [placed("A", 2.0), placed("B", 3.0), placed("P1", 3.5), placed("A", 6.0), project("C", "mine")];
    let last = [placed("A", 6.0), placed("B", 3.0), placed("P1", 3.5), project("C", "mine")];
    for (rows, last) in [(&rows[..], &last[..]), (&rows[..2], &rows[..2])] {
        let folder = folder();
        let (parts, once) = (folder.path().join("parts.gpkg"), folder.path().join("once.gpkg"));
        let (mut store, mut other) = (opened(&parts).store, opened(&once).store);
        for round in 0..2 {
            let imported = import(&mut store, false, rows);
            other.import(last, &[source("mine", false)], &[]).expect("written");
            let counts = (imported.added.len(), imported.replaced.len(), imported.replacing.len());
            let known = last.iter().filter(|row| row.id.as_str() == "P1").count();
            let expected = if round == 0 { (last.len() - known, known, known) } else { (0, 0, 0) };
            assert_eq!((counts, imported.unchanged), (expected, if round == 0 { 0 } else { last.len() as u64 }));
        }
        assert_eq!(store.load().expect("read").projects, other.load().expect("read").projects);
        store.close().expect("closed");
        other.close().expect("closed");
        assert_eq!(dump(&parts), dump(&once));
    }
}

/// Hands over all rows together.
fn put_all(import: &mut Import<'_>, rows: &[Project]) -> Result<(), StoreError> {
    import.put_all(rows.iter().map(|row| (row.clone(), ())).collect(), |known, row, ()| replaced(known, row))
}

/// As [`import`], with all rows handed over together.
fn import_together(store: &mut Store, options: ImportOptions, rows: &[Project]) -> Imported {
    let imported = store.import_with(options, |import| {
        put_all(import, rows)?;
        import.finish(&[source("mine", false)], &[])
    });
    imported.expect("written")
}

#[test]
fn rows_written_many_at_once_are_those_written_one_by_one() {
    let count = 3 * BATCH_ROWS + 2;
    let fresh: Vec<Project> =
        (0..count).map(|number| placed(&format!("N{number}"), 2.0 + number as f64 / 50.0)).collect();
    for place in [0, 1, BATCH_ROWS - 1, BATCH_ROWS, 2 * BATCH_ROWS + 3, count - 1] {
        for (id, lon) in [("P1", 3.5), ("N0", 6.0), ("N", 6.2)] {
            let mut rows = fresh.clone();
            rows.insert(place, placed(id, lon));
            rows.push(placed("N1", 6.3));
            let folder = folder();
            let (together, single) = (folder.path().join("together.gpkg"), folder.path().join("single.gpkg"));
            let (mut store, mut other) = (opened(&together).store, opened(&single).store);
            for round in 0..2 {
                let Imported { added, replaced, replacing, unchanged } =
                    import_together(&mut store, ImportOptions::default(), &rows);
                let by_row = import(&mut other, false, &rows);
                assert_eq!((added, replaced), (by_row.added, by_row.replaced), "{place} {id} {round}");
                assert_eq!((replacing, unchanged), (by_row.replacing, by_row.unchanged), "{place} {id} {round}");
            }
            store.close().expect("closed");
            other.close().expect("closed");
            assert_eq!(dump(&together), dump(&single), "{place} {id}");
        }
    }
}

#[test]
fn a_large_import_does_without_the_log_unless_somebody_reads() {
    let large = ImportOptions { is_dry_run: false, byte_count: u64::MAX };
    let rows: Vec<Project> = (0..40).map(|number| placed(&format!("N{number}"), 4.0)).collect();
    for has_reader in [false, true] {
        let folder = folder();
        let path = at(&folder);
        let mut store = opened(&path).store;
        let reader = has_reader.then(|| {
            let conn = rusqlite::Connection::open(&path).expect("a file");
            conn.query_row("SELECT count(*) FROM projects", [], |_| Ok(())).expect("read");
            conn
        });
        let mut has_journal = false;
        let imported = store.import_with(large, |import| {
            put_all(import, &rows)?;
            has_journal = beside(&path, "-journal").exists();
            import.finish(&[source("mine", false)], &[])
        });
        assert_eq!((imported.expect("written").added.len(), has_journal), (40, !has_reader));
        let mode: String = store.conn.query_row("PRAGMA journal_mode", [], |row| row.get(0)).expect("a mode");
        assert_eq!((mode.as_str(), beside(&path, "-journal").exists()), ("wal", false));
        let patience: u32 = store.conn.query_row("PRAGMA busy_timeout", [], |row| row.get(0)).expect("a time");
        assert_eq!(u128::from(patience), options(&|| Ok(small())).busy_timeout.as_millis());
        drop(reader);
        assert_eq!(opened(&path).dataset.projects.len(), 42);
    }
}

#[test]
fn a_large_import_that_fails_leaves_nothing() {
    let folder = folder();
    let path = at(&folder);
    let mut store = opened(&path).store;
    let before = store.load().expect("read");
    let failed = store.import_with(ImportOptions { is_dry_run: false, byte_count: u64::MAX }, |import| {
        import.put(placed("N", 4.0), &replaced)?;
        Err::<(), _>(StoreError::ReadOnly)
    });
    assert!(failed.is_err());
    assert_eq!(store.load().expect("read"), before);
    drop(store);
    assert_eq!(opened(&path).dataset, before);
}

#[test]
fn a_journal_left_behind_is_played_back_and_goes_with_its_file() {
    let folder = folder();
    let path = at(&folder);
    drop(opened(&path));
    let (left, copy) = (folder.path().join("left.gpkg"), folder.path().join("copy.gpkg"));
    let conn = rusqlite::Connection::open(&path).expect("a file");
    // Pages go to the file before the change is complete, as where its memory is full.
    conn.execute_batch(
        "PRAGMA journal_mode = DELETE; PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE;
         UPDATE projects SET title_nl = hex(randomblob(20000)), title_en = hex(randomblob(20000));",
    )
    .expect("changed");
    for (from, to) in [(&path, &left), (&beside(&path, "-journal"), &beside(&left, "-journal"))] {
        std::fs::copy(from, to).expect("copied");
    }
    conn.execute_batch("ROLLBACK").expect("as it was");
    drop(conn);
    assert!(beside(&left, "-journal").metadata().expect("a journal").len() > 0);
    // A header that counts pages which did not come, as a kill amid the last writes leaves it.
    let mut header = std::fs::File::options().write(true).open(&left).expect("a file");
    header.seek(SeekFrom::Start(28)).expect("a place");
    header.write_all(&1_000_000_u32.to_be_bytes()).expect("written");
    let Opened { store, dataset, notice } = opened(&left);
    assert_eq!((notice, dataset), (None, opened(&path).dataset));
    // A copy over the file takes the journal of what stood there away.
    std::fs::copy(&path, &copy).expect("copied");
    std::fs::File::create(beside(&copy, "-journal")).expect("a journal of something else");
    store.save_as(&copy).expect("copied");
    assert!(!beside(&copy, "-journal").exists());
}

#[test]
fn what_an_import_replaces_comes_back_beside_what_it_adds() {
    let folder = folder();
    let mut store = opened(&at(&folder)).store;
    let rows = [placed("A", 2.0), placed("P1", 3.5), placed("A", 4.0), placed("B", 5.0)];
    let before = store.load().expect("read").projects;
    for is_dry_run in [true, false] {
        let Imported { added, replaced, replacing, unchanged } = import(&mut store, is_dry_run, &rows);
        assert_eq!(added, [placed("A", 4.0), placed("B", 5.0)]);
        assert_eq!(replacing, [placed("P1", 3.5)]);
        assert_eq!((replaced, unchanged), (vec![project("P1", "inventory")], 0));
        let is_as_before = store.load().expect("read").projects == before;
        assert_eq!(is_as_before, is_dry_run);
    }
    // As it was, then otherwise; otherwise, then as it was; and as it was only.
    let rows = [("A", 4.0), ("A", 4.5), ("B", 5.5), ("B", 5.0), ("P1", 3.5)].map(|(id, lon)| placed(id, lon));
    let Imported { added, replaced, replacing, unchanged } = import(&mut store, false, &rows);
    assert_eq!((added, replaced, replacing), (Vec::new(), vec![placed("A", 4.0)], vec![placed("A", 4.5)]));
    assert_eq!(unchanged, 2);
}

#[test]
fn an_import_that_fails_on_the_way_leaves_nothing() {
    let folder = folder();
    let path = at(&folder);
    let mut store = opened(&path).store;
    let before = store.load().expect("read");
    let failed = store.import_with(ImportOptions::default(), |import| {
        for number in 0..2000 {
            import.put(placed(&format!("N{number}"), 4.0), &replaced)?;
        }
        Err::<(), _>(StoreError::ReadOnly)
    });
    assert!(failed.is_err());
    assert_eq!(store.load().expect("read"), before);
    drop(store);
    assert_eq!(opened(&path).dataset, before);
    assert_eq!(
        import(&mut opened(&path).store, false, &[placed("A", 4.0)]).added.len(),
        1,
        "and it can be tried again"
    );
}

//! Projects that are written while they are read.

use super::*;

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
    let imported = store.import_with(is_dry_run, |import| {
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
}

#[test]
fn an_import_that_fails_on_the_way_leaves_nothing() {
    let folder = folder();
    let path = at(&folder);
    let mut store = opened(&path).store;
    let before = store.load().expect("read");
    let failed = store.import_with(false, |import| {
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

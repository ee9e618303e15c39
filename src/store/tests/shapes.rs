//! Shapes of projects, which come and go with them.

use super::*;
use crate::model::Footprint;

fn shaped(id: &str, west: f64) -> Project {
    let mut project = project(id, "mine");
    let area = geo::Rect::new((west, 51.0), (west + 0.1, 51.1)).to_polygon();
    project.location = LonLat::new(west + 0.05, 51.05).ok();
    project.shape = Footprint::new(&area.into()).map(Arc::new);
    project
}

fn ids(path: &Path) -> Vec<String> {
    let conn = rusqlite::Connection::open(path).expect("a file");
    let mut statement = conn.prepare("SELECT project FROM project_shapes ORDER BY project").expect("a table");
    let found = statement.query_map([], |row| row.get(0)).expect("rows");
    found.collect::<Result<_, _>>().expect("texts")
}

fn extent(path: &Path) -> (Option<f64>, Option<f64>) {
    let conn = rusqlite::Connection::open(path).expect("a file");
    let sql = "SELECT min_x, max_x FROM gpkg_contents WHERE table_name = 'project_shapes'";
    conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?))).expect("the layer is listed")
}

fn import(store: &mut Store, rows: &[Project]) -> Imported {
    let imported = store.import_with(ImportOptions::default(), |import| {
        for row in rows {
            import.put(row.clone(), &|known, row| (*known != row).then_some(row))?;
        }
        import.finish(&[source("mine", false)], &[])
    });
    imported.map_err(|error: StoreError| error.to_string()).expect("written")
}

#[test]
fn a_shape_is_written_changed_and_removed_with_its_project() {
    let folder = folder();
    let mut store = opened(&at(&folder)).store;
    import(&mut store, &[shaped("A", 3.0), project("B", "mine"), shaped("C", 4.0)]);
    let find = |store: &Store, id: &str| store.projects(&[ProjectId::new(id)]).expect("read").remove(0);
    assert_eq!((find(&store, "A"), find(&store, "B").shape), (shaped("A", 3.0), None));
    assert_eq!((ids(&at(&folder)), extent(&at(&folder))), (vec!["A".into(), "C".into()], (Some(3.0), Some(4.1))));

    // The same once more is nothing; another shape is a change, and none takes it away.
    let again = import(&mut store, &[shaped("A", 3.0), shaped("C", 4.0)]);
    assert_eq!((again.unchanged, again.replaced.len()), (2, 0));
    let moved = import(&mut store, &[shaped("A", 2.0), project("C", "mine")]);
    assert_eq!(moved.replaced, [shaped("A", 3.0), shaped("C", 4.0)]);
    assert_eq!((ids(&at(&folder)), extent(&at(&folder))), (vec!["A".into()], (Some(2.0), Some(2.1))));

    // Undone: what was replaced is written back.
    store.put_projects(&moved.replaced, &[]).expect("written");
    let loaded = store.load().expect("read").projects;
    assert!(loaded.contains(&shaped("A", 3.0)) && loaded.contains(&shaped("C", 4.0)));
    store.remove_projects(&[ProjectId::new("A"), ProjectId::new("C")]).expect("removed");
    assert_eq!((ids(&at(&folder)), extent(&at(&folder))), (Vec::<String>::new(), (None, None)));
    assert_eq!(store.check().expect("a check"), Vec::<String>::new());
}

#[test]
fn a_shape_that_cannot_be_written_leaves_the_project_out_too() {
    let folder = folder();
    let mut store = opened(&at(&folder)).store;
    store.conn.execute_batch("DROP TABLE project_shapes").expect("dropped");
    assert!(store.put_projects(&[shaped("A", 3.0)], &[]).is_err());
    let loaded = store.load().expect("a file without the table is one of an earlier version").projects;
    assert!(loaded.iter().all(|project| project.id.as_str() != "A"));
    assert_eq!(store.projects(&[ProjectId::new("P1")]).expect("read").len(), 1);
}

#[test]
fn an_edition_of_the_bundle_keeps_shapes_and_drops_those_of_rows_that_go() {
    let folder = folder();
    let mut store = opened(&at(&folder)).store;
    let bundled = Project { provenance: project("P1", "inventory").provenance, ..shaped("P1", 3.0) };
    store.put_projects(&[bundled, shaped("A", 4.0)], &[source("mine", false)]).expect("written");
    store.replace_bundled(&Dataset { projects: Vec::new(), ..small() }, "two").expect("replaced");
    assert_eq!((ids(&at(&folder)), extent(&at(&folder)).0), (vec!["A".to_owned()], Some(4.0)));
}

#[test]
fn shapes_of_a_damaged_file_are_saved_with_their_projects() {
    let folder = folder();
    let path = at(&folder);
    let mut store = opened(&path).store;
    store.put_projects(&[shaped("A", 3.0), shaped("B", 4.0)], &[source("mine", false)]).expect("written");
    store.conn.execute("UPDATE project_shapes SET geom = x'00' WHERE project = 'B'", []).expect("damaged");
    store
        .conn
        .execute("INSERT INTO project_shapes (geom, project) SELECT geom, 'Z' FROM project_shapes LIMIT 1", [])
        .expect("a stray");
    let found = store.check().expect("a check");
    assert!(found.len() == 1 && found[0].contains("project_shapes"), "{found:?}");
    drop(store);
    let salvaged = super::super::salvage::salvage(&path, options(&|| Ok(small()))).expect("salvaged");
    let projects = salvaged.dataset.projects;
    let shape = |id: &str| projects.iter().find(|row| row.id.as_str() == id).expect("it is there").shape.clone();
    assert_eq!((shape("A"), shape("B")), (shaped("A", 3.0).shape, None));
    assert_eq!(ids(&path), ["A"]);
}

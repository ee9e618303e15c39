//! Layers that the user brought: back equal, replaced, restyled, removed, and saved from a damaged file.

use geo::Geometry;
use jiff::civil::date;
use rusqlite::Connection;

use super::*;
use crate::model::{CellKind, Feature, LayerCell, LayerColumn, LayerData, LayerKind, LayerPatch, OwnLayer};
use crate::store::migrate::{self, MIGRATIONS};
use crate::store::schema::{APPLICATION_ID, USER_VERSION};

fn column(name: &str, kind: CellKind) -> LayerColumn {
    LayerColumn { name: name.into(), kind }
}

fn layer(name: &str, count: u32) -> Arc<OwnLayer> {
    let columns = vec![
        column("Naam", CellKind::Text),
        column("naam", CellKind::Number),
        column("geom", CellKind::Date),
        column("a \"b\"; c", CellKind::Text),
    ];
    let square = geo::Rect::new((3.7, 51.0), (3.8, 51.1)).to_polygon();
    let feature = |number: u32| Feature {
        geometry: if number == 0 {
            square.clone().into()
        } else {
            geo::point!(x: f64::from(number) / 1e3, y: 51.0).into()
        },
        cells: [
            LayerCell::Text(format!("n{number}").into()),
            LayerCell::Number(f64::from(number) / 3.0),
            LayerCell::Date(date(2024, 2, 29)),
            if number == 0 { LayerCell::Empty } else { LayerCell::Text("x".into()) },
        ]
        .into(),
    };
    let data = LayerData { columns, features: (0..count).map(feature).collect() };
    let source = Source { record_count: Some(u64::from(count)), ..source(&OwnLayer::dataset(name), false) };
    let data = Arc::new(data);
    Arc::new(OwnLayer { name: name.into(), kind: LayerKind::Places, colour: 3, label: Some(0), source, data })
}

fn put(layers: &[&Arc<OwnLayer>]) -> LayerPatch {
    LayerPatch { put: layers.iter().map(|layer| Arc::clone(layer)).collect(), ..LayerPatch::default() }
}

fn texts(path: &Path, sql: &str) -> Vec<String> {
    let conn = Connection::open(path).expect("a file");
    let mut statement = conn.prepare(sql).expect("a query");
    let rows = statement.query_map([], |row| row.get(0)).expect("rows");
    rows.collect::<Result<_, _>>().expect("texts")
}

#[test]
fn layers_come_back_equal_and_are_tables_that_others_show() {
    let folder = folder();
    let mut store = opened(&at(&folder)).store;
    let (parks, other) = (layer("Párken & pleinen", 3), layer("parken pleinen", 2));
    store.change_layers(&put(&[&parks, &other]), None).expect("written");
    store.close().expect("closed");
    let Opened { store, dataset, .. } = opened(&at(&folder));
    assert_eq!(dataset.layers, [Arc::clone(&parks), Arc::clone(&other)].to_vec());
    assert!(dataset.sources.contains(&parks.source));
    assert_eq!(store.check().expect("a check"), Vec::<String>::new());
    drop(store);
    let sql = "SELECT c.table_name || ' ' || c.identifier || ' ' || g.geometry_type_name FROM gpkg_contents c
        JOIN gpkg_geometry_columns g ON g.table_name = c.table_name WHERE c.table_name LIKE 'layer_%' ORDER BY 1";
    let found = texts(&at(&folder), sql);
    assert_eq!(found.len(), 2);
    assert!(found.iter().any(|one| one.contains("Párken & pleinen GEOMETRY")), "{found:?}");
    // What another program changes is read as it stands; a column that it takes away is empty.
    let conn = Connection::open(at(&folder)).expect("a file");
    let table = texts(&at(&folder), "SELECT table_name FROM own_layers WHERE name LIKE 'P%'").remove(0);
    conn.execute_batch(&format!("ALTER TABLE {table} DROP COLUMN \"Naam\"; DELETE FROM {table} WHERE fid = 2"))
        .expect("changed");
    drop(conn);
    let layers = opened(&at(&folder)).dataset.layers;
    assert_eq!((layers[0].data.features.len(), &layers[0].data.features[0].cells[0]), (2, &LayerCell::Empty));
}

#[test]
fn a_layer_is_replaced_restyled_and_removed_without_a_trace() {
    let folder = folder();
    let mut store = opened(&at(&folder)).store;
    let before = texts(&at(&folder), "SELECT name FROM sqlite_master ORDER BY 1");
    let (old, new) = (layer("fietspaden", 3), layer("fietspaden", 1));
    store.change_layers(&put(&[&old]), None).expect("written");
    store.change_layers(&put(&[&new]), None).expect("replaced");
    assert_eq!(store.load().expect("read").layers, [Arc::clone(&new)]);
    let styled = Arc::new(OwnLayer { colour: 7, label: None, ..new.as_ref().clone() });
    let patch = LayerPatch { restyle: vec![Arc::clone(&styled)], ..LayerPatch::default() };
    store.change_layers(&patch, None).expect("restyled");
    assert_eq!(store.load().expect("read").layers, [styled]);
    let patch = LayerPatch { remove: vec!["fietspaden".into(), "none".into()], ..LayerPatch::default() };
    store.change_layers(&patch, None).expect("removed");
    let dataset = store.load().expect("read");
    assert!(dataset.layers.is_empty() && dataset.sources.len() == 1, "{:?}", dataset.sources);
    assert_eq!(texts(&at(&folder), "SELECT name FROM sqlite_master ORDER BY 1"), before);
    assert_eq!(store.check().expect("a check"), Vec::<String>::new());
}

#[test]
fn a_file_of_the_version_before_takes_layers() {
    let folder = folder();
    let mut conn = Connection::open(at(&folder)).expect("a file");
    conn.pragma_update(None, "application_id", APPLICATION_ID).expect("set");
    conn.pragma_update(None, "user_version", USER_VERSION).expect("set");
    migrate::begin(&conn).expect("begun");
    migrate::apply(&mut conn, 0, &MIGRATIONS[..5]).expect("made");
    drop(conn);
    let Opened { mut store, notice, .. } = opened(&at(&folder));
    assert!(matches!(notice, Some(Notice::Migrated { .. })), "{notice:?}");
    store.change_layers(&put(&[&layer("a", 2)]), None).expect("written");
    assert_eq!(store.load().expect("read").layers.len(), 1);
}

#[test]
fn layers_are_saved_from_a_damaged_file_and_go_into_a_copy() {
    let folder = folder();
    let mut store = opened(&at(&folder)).store;
    let parks = layer("parken", 500);
    store.change_layers(&put(&[&parks]), None).expect("written");
    let copy = folder.path().join("copy.gpkg");
    store.save_as(&copy).expect("copied");
    assert_eq!(opened(&copy).dataset.layers, [Arc::clone(&parks)]);
    // A row at the end that nobody needs, so that the cut takes nothing else.
    store.conn.execute_batch("CREATE TABLE last (x); INSERT INTO last VALUES (zeroblob(20000))").expect("made");
    store.close().expect("closed");
    let length = at(&folder).metadata().expect("a file").len();
    let file = std::fs::File::options().write(true).open(at(&folder)).expect("a file");
    file.set_len(length - 1).expect("cut");
    let Opened { store, dataset, notice } = opened(&at(&folder));
    assert!(matches!(notice, Some(Notice::Salvaged { .. })), "{notice:?}");
    assert_eq!(dataset.layers, [parks]);
    assert!(matches!(dataset.layers[0].data.features[0].geometry, Geometry::Polygon(_)));
    assert_eq!(store.check().expect("a check"), Vec::<String>::new());
}

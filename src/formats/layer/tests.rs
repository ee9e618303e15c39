//! Each format as a file that others write, whole and cut off. Shapefiles are written by a library that shares no code
//! with the reader.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use ::shapefile::dbase::{Date as TableDate, FieldValue, Record, TableWriterBuilder};
use ::shapefile::{Point, Polygon, PolygonRing, Writer};
use geo::{Area, Geometry};
use jiff::civil::{Date, date};
use tempfile::TempDir;

use super::*;
use crate::formats::sheet::Cell;
use crate::model::{Reason, geometry_blob};

const DAY: Date = date(2026, 11, 26);
const LAMBERT_72: &str = r#"PROJCS["Belge_Lambert_1972",GEOGCS["GCS_Belge 1972"]]"#;

fn corners(from: f64, until: f64, is_clockwise: bool) -> Vec<Point> {
    let mut corners = [(from, from), (from, until), (until, until), (until, from), (from, from)];
    if !is_clockwise {
        corners.reverse();
    }
    corners.map(|(x, y)| Point::new(x, y)).to_vec()
}

/// Three records: one whole, one with nothing in its fields, one with a place apart.
fn write_shapefile(folder: &Path) -> PathBuf {
    let path = folder.join("straten.shp");
    let named = |name: &str| name.try_into().expect("a short name");
    let table = TableWriterBuilder::new()
        .add_character_field(named("naam"), 20)
        .add_numeric_field(named("aantal"), 10, 2)
        .add_date_field(named("dag"))
        .add_logical_field(named("open"));
    let mut writer = Writer::from_path(&path, table).expect("a folder");
    let shape = Polygon::with_rings(vec![
        PolygonRing::Outer(corners(0.0, 10.0, true)),
        PolygonRing::Inner(corners(2.0, 4.0, false)),
        PolygonRing::Outer(corners(20.0, 30.0, true)),
    ]);
    for (name, number, day, is_open) in [
        (Some("Caf#"), Some(1.5), Some(TableDate::new(26, 11, 2026).expect("a day")), Some(true)),
        (None, None, None, None),
        (Some("derde"), Some(3.0), None, Some(false)),
    ] {
        let mut record = Record::default();
        record.insert("naam".to_owned(), FieldValue::Character(name.map(str::to_owned)));
        record.insert("aantal".to_owned(), FieldValue::Numeric(number));
        record.insert("dag".to_owned(), FieldValue::Date(day));
        record.insert("open".to_owned(), FieldValue::Logical(is_open));
        writer.write_shape_and_record(&shape, &record).expect("a record");
    }
    drop(writer);
    put_file(&path.with_extension("prj"), LAMBERT_72.as_bytes());
    path
}

fn put_file(path: &Path, bytes: &[u8]) {
    File::create(path).and_then(|mut file| file.write_all(bytes)).expect("a file");
}

fn bytes_of(path: &Path) -> Vec<u8> {
    read_whole(File::open(path).expect("a file"), MAX_FILE_BYTES).expect("bytes")
}

/// Puts a name in bytes of one's own in the place of "Caf#".
fn rename_in_table(path: &Path, name: &[u8]) {
    let table = path.with_extension("dbf");
    let mut bytes = bytes_of(&table);
    let at = bytes.windows(4).position(|window| window == b"Caf#").expect("the name");
    bytes[at..at + name.len()].copy_from_slice(name);
    put_file(&table, &bytes);
}

fn read_bytes(folder: &TempDir, bytes: &[u8]) -> Result<Vec<Layer>, LayerError> {
    let path = folder.path().join("file.bin");
    put_file(&path, bytes);
    read(&path)
}

fn only(layers: Result<Vec<Layer>, LayerError>) -> Layer {
    let mut layers = layers.expect("it can be read");
    assert_eq!(layers.len(), 1);
    layers.remove(0)
}

fn only_of(text: &str) -> Layer {
    only(read_bytes(&TempDir::new().expect("a folder"), text.as_bytes()))
}

fn text(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn zipped(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).expect("a part");
        writer.write_all(bytes).expect("memory");
    }
    writer.finish().expect("an archive").into_inner()
}

fn zipped_shapefile(path: &Path) -> Vec<u8> {
    let parts = ["shp", "dbf", "prj"].map(|ending| (format!("map/x.{ending}"), bytes_of(&path.with_extension(ending))));
    zipped(&parts.each_ref().map(|(name, bytes)| (name.as_str(), bytes.as_slice())))
}

#[test]
fn a_shapefile_has_its_cells_its_holes_and_its_system() {
    let folder = TempDir::new().expect("a folder");
    let path = write_shapefile(folder.path());
    rename_in_table(&path, b"Caf\xe9");
    let layer = only(read(&path));
    assert_eq!((layer.name.as_str(), &layer.crs), ("straten", &LayerCrs::Known(Crs::Lambert72)));
    assert_eq!(layer.columns, ["naam", "aantal", "dag", "open"]);
    assert_eq!(layer.rows[0].cells, [text("Café"), Cell::Number(1.5), Cell::Date(DAY), text("true")]);
    assert!(layer.rows[1].cells.iter().all(Cell::is_empty));
    let Some(Geometry::MultiPolygon(areas)) = &layer.geometries[0] else { panic!("two areas") };
    assert_eq!((areas.0.len(), areas.unsigned_area()), (2, 196.0));
}

#[test]
fn a_code_page_beside_the_table_tells_its_encoding() {
    let folder = TempDir::new().expect("a folder");
    let path = write_shapefile(folder.path());
    for (label, name, shown) in [
        ("UTF-8", b"C\xc3\xa9\x20", "Cé"),
        ("ISO-8859-1\r\n", b"Caf\xe9", "Café"),
        ("1252", b"Caf\x80", "Caf€"),
        ("850", b"Caf\x82", "Café"),
    ] {
        put_file(&path.with_extension("cpg"), label.as_bytes());
        write_shapefile(folder.path());
        rename_in_table(&path, name);
        assert_eq!(only(read(&path)).rows[0].cells[0], text(shown), "{label}");
    }
}

#[test]
fn deleted_records_and_missing_companions_cost_nothing_else() {
    let folder = TempDir::new().expect("a folder");
    let path = write_shapefile(folder.path());
    let table = path.with_extension("dbf");
    let mut bytes = bytes_of(&table);
    let start = usize::from(u16::from_le_bytes([bytes[8], bytes[9]]));
    let length = usize::from(u16::from_le_bytes([bytes[10], bytes[11]]));
    bytes[start + length] = b'*';
    put_file(&table, &bytes);
    std::fs::remove_file(path.with_extension("shx")).expect("the index");
    let layer = only(read(&path));
    assert_eq!(layer.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3]);
    std::fs::remove_file(&table).expect("the table");
    let layer = only(read(&path));
    assert_eq!((layer.rows.len(), layer.columns.len()), (3, 0));
    assert!(layer.geometries.iter().all(Option::is_some));
}

#[test]
fn a_zipped_shapefile_is_read_where_it_lies() {
    let folder = TempDir::new().expect("a folder");
    let layer = only(read_bytes(&folder, &zipped_shapefile(&write_shapefile(folder.path()))));
    assert_eq!((layer.name.as_str(), layer.rows.len()), ("x", 3));
    assert!(matches!(read_bytes(&folder, &zipped(&[("a.txt", b"x")])), Err(LayerError::NotALayer)));
    assert!(matches!(read_bytes(&folder, b"PK\x03\x04 and no more"), Err(LayerError::Damaged(_))));
}

fn write_geopackage(folder: &Path, journal: &str) -> (PathBuf, rusqlite::Connection) {
    let path = folder.join("a #1?.gpkg");
    let connection = rusqlite::Connection::open(&path).expect("a folder");
    let sql = "CREATE TABLE gpkg_spatial_ref_sys(srs_name TEXT, srs_id INTEGER, organization TEXT, \
            organization_coordsys_id INTEGER);
        CREATE TABLE gpkg_contents(table_name TEXT, data_type TEXT, srs_id INTEGER);
        CREATE TABLE gpkg_geometry_columns(table_name TEXT, column_name TEXT, srs_id INTEGER);
        CREATE TABLE \"de \"\"wijk\"\"\"(fid INTEGER PRIMARY KEY, shape GEOMETRY, naam TEXT, dag DATE, open BOOLEAN, foto BLOB);
        CREATE TABLE los(id INTEGER, waarde REAL);
        INSERT INTO gpkg_spatial_ref_sys VALUES ('Lambert', 100, 'epsg', 31370);
        INSERT INTO gpkg_contents VALUES ('de \"wijk\"', 'features', 100), ('los', 'attributes', 0);
        INSERT INTO gpkg_geometry_columns VALUES ('de \"wijk\"', 'shape', 100);
        INSERT INTO los VALUES (1, 2.5);";
    connection.execute_batch(&format!("PRAGMA journal_mode = {journal}; {sql}")).expect("tables");
    // A point with a height in ISO well-known binary, big-endian.
    let mut high = b"GP\0\x01\x64\0\0\0\0\0\0\x03\xe9".to_vec();
    high.extend([1.0_f64, 2.0, 3.0].iter().flat_map(|value| value.to_be_bytes()));
    let flat = geometry_blob::encode(&Geometry::Point(geo::Point::new(1.0, 2.0)), 100);
    for blob in [high, b"rubbish".to_vec(), flat] {
        let insert = "INSERT INTO \"de \"\"wijk\"\"\" VALUES (NULL, ?1, 'x', '2026-11-26', 1, x'00')";
        connection.execute(insert, [blob]).expect("a row");
    }
    (path, connection)
}

#[test]
fn a_geopackage_gives_every_table_and_keeps_what_is_whole() {
    for journal in ["delete", "wal"] {
        let folder = TempDir::new().expect("a folder");
        let (path, writer) = write_geopackage(folder.path(), journal);
        let layers = read(&path).expect("it can be read");
        drop(writer);
        let [area, loose] = layers.as_slice() else { panic!("two tables") };
        assert_eq!((area.name.as_str(), &area.crs), ("de \"wijk\"", &LayerCrs::Known(Crs::Lambert72)));
        assert_eq!(area.columns, ["fid", "naam", "dag", "open"]);
        assert_eq!(area.rows[0].cells, [Cell::Number(1.0), text("x"), Cell::Date(DAY), text("true")]);
        assert_eq!(area.geometries[0], Some(Geometry::Point(geo::Point::new(1.0, 2.0))));
        assert_eq!(
            area.rejected,
            [(2, Reason::new("reason-shape-broken").because(Reason::said("not a GeoPackage geometry blob")))]
        );
        assert_eq!((loose.crs.clone(), loose.rows[0].cells[1].clone()), (LayerCrs::Untold, Cell::Number(2.5)));
    }
}

const KML: &str = r#"<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Kaart</name>
    <Folder><name>Noord</name><Placemark><name>A &amp; B</name><ExtendedData><Data name="nr"><value>7</value></Data>
    <SchemaData><SimpleData name="soort">&#233;</SimpleData></SchemaData></ExtendedData><MultiGeometry>
    <Point><coordinates>4.3,51,0</coordinates></Point><Point><coordinates>4.4,51</coordinates></Point></MultiGeometry>
    </Placemark></Folder><Placemark><Point><coordinates>oost</coordinates></Point></Placemark>
    <Placemark><Polygon><outerBoundaryIs><LinearRing><coordinates>0,0 9,0 9,9 0,0</coordinates></LinearRing>
    </outerBoundaryIs></Polygon></Placemark></Document></kml>"#;

#[test]
fn placemarks_have_data_folder_and_shape() {
    let layer = only_of(KML);
    assert_eq!((layer.name.as_str(), &layer.crs), ("Kaart", &LayerCrs::Known(Crs::Wgs84)));
    assert_eq!(layer.columns, ["folder", "name", "nr", "soort"]);
    assert_eq!(layer.rows[0].cells, ["Noord", "A & B", "7", "é"].map(text));
    assert!(matches!(&layer.geometries[0], Some(Geometry::MultiPoint(points)) if points.0.len() == 2));
    assert!(matches!(&layer.geometries[1], Some(Geometry::Polygon(_))));
    assert_eq!(layer.rejected, [(2, Reason::new("reason-not-coordinate").with("text", "oost"))]);
    let folder = TempDir::new().expect("a folder");
    assert_eq!(only(read_bytes(&folder, &zipped(&[("doc.kml", KML.as_bytes())]))).rows.len(), 2);
    let typed = KML.replace("<kml", "<!DOCTYPE kml><kml");
    assert!(matches!(read_bytes(&folder, typed.as_bytes()), Err(LayerError::Broken(_))));
}

const FEATURE: &str = r#"{"type":"Feature","properties":{"z":1,"a":["x",2],"o":{"b":[1]}},"geometry":{"type":"Point","coordinates":[4,51,9]}}"#;

#[test]
fn geojson_is_read_in_every_wrapping() {
    let crs = r#""crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::31370"}}"#;
    let collection = format!(r#"{{"type":"FeatureCollection",{crs},"features":[{FEATURE},{{"a":}},{FEATURE}]}}"#);
    assert_eq!(only_of(&collection).crs, LayerCrs::Known(Crs::Lambert72));
    for code in ["31370", r#""31370""#] {
        let draft = format!(r#""crs":{{"type":"EPSG","properties":{{"code":{code}}}}}"#);
        assert_eq!(only_of(&collection.replace(crs, &draft)).crs, LayerCrs::Known(Crs::Lambert72), "{draft}");
    }
    let lines = format!("{FEATURE}\n{{\"a\":\n{FEATURE}\n");
    let sequence = format!("\u{1e}{FEATURE}\n\u{1e}{{\n\u{1e}{FEATURE}\n");
    for text in [&collection, &lines, &sequence] {
        let layer = only_of(text);
        assert_eq!(layer.columns, ["z", "a", "o"]);
        assert_eq!(layer.rows[0].cells, [Cell::Number(1.0), self::text("x;2"), self::text(r#"{"b":[1]}"#)]);
        assert_eq!((layer.rows.len(), layer.rejected.len(), layer.rows[1].number), (2, 1, 3), "{text}");
    }
    assert_eq!(only_of(FEATURE).crs, LayerCrs::Known(Crs::Wgs84));
}

const ESRI: &str = r#"{"fields":[{"name":"dag","type":"esriFieldTypeDate"}],"spatialReference":{"wkid":103300,"latestWkid":31370},
    "features":[{"attributes":{"naam":"x","dag":1795651200000},"geometry":{"x":1,"y":2}},
    {"attributes":{"naam":"y","dag":null},"geometry":{"rings":[[[0,0],[0,9],[9,9],[9,0],[0,0]],[[1,1],[2,1],[2,2],[1,1]]]}},
    {"attributes":{},"geometry":{"paths":[[[0,0],[0,9]]]}},{"attributes":{},"geometry":{"x":"a","y":2}}]}"#;

#[test]
fn an_answer_of_an_arcgis_server_is_read() {
    let layer = only_of(ESRI);
    assert_eq!(layer.crs, LayerCrs::Known(Crs::Lambert72));
    assert_eq!(layer.rows[0].cells, [text("x"), Cell::Date(DAY)]);
    assert!(matches!(&layer.geometries[1], Some(Geometry::Polygon(area)) if area.interiors().len() == 1));
    assert!(matches!(&layer.geometries[2], Some(Geometry::LineString(_))));
    assert_eq!(layer.rejected, [(4, Reason::new("reason-coordinate-not-number"))]);
    let late =
        r#"{"features":[{"attributes":{"dag":1795651200000}}],"fields":[{"name":"dag","type":"esriFieldTypeDate"}]}"#;
    assert_eq!(only_of(late).rows[0].cells, [Cell::Date(DAY)]);
}

#[test]
fn what_is_no_layer_is_said_to_be_none() {
    let folder = TempDir::new().expect("a folder");
    for text in ["", "a;b\n1;2\n", "<html><body>kml</body></html>", r#"{"type":"Topology"}"#, "[1,2]", r#"[{"a":1}]"#] {
        assert!(matches!(read_bytes(&folder, text.as_bytes()), Err(LayerError::NotALayer)), "{text}");
    }
}

#[test]
fn a_file_cut_off_anywhere_breaks_nothing() {
    let folder = TempDir::new().expect("a folder");
    let shapes = write_shapefile(folder.path());
    let geopackage = bytes_of(&write_geopackage(folder.path(), "delete").0);
    let [shape, table, index] = ["shp", "dbf", "shx"].map(|ending| bytes_of(&shapes.with_extension(ending)));
    let zip = zipped_shapefile(&shapes);
    for sample in [&zip, KML.as_bytes(), ESRI.as_bytes(), FEATURE.as_bytes(), &shape, &geopackage] {
        for end in (0..sample.len()).step_by(if sample.len() > 9_000 { 997 } else { 7 }) {
            let _outcome = read_bytes(&folder, &sample[..end]);
        }
    }
    for (ending, sample) in [("dbf", &table), ("shx", &index)] {
        for end in 0..sample.len() {
            put_file(&shapes.with_extension(ending), &sample[..end]);
            let _outcome = read(&shapes);
        }
    }
    for at in 0..shape.len() {
        let turned: Vec<u8> = shape.iter().enumerate().map(|(i, byte)| if i == at { !byte } else { *byte }).collect();
        let _outcome = read_bytes(&folder, &turned);
    }
}

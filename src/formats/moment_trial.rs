//! Moments through every format of a table and back by our own readers.

use std::io::Cursor;
use std::path::Path;

use jiff::Timestamp;
use proptest::prelude::*;

use super::crs::Crs;
use super::csv::{CsvWriter, Dialect};
use super::geojson::write::GeoJsonWriter;
use super::geopackage::{GeoPackageWriter, LayerGeometry, LayerInfo, STAMP};
use super::ods::OdsWriter;
use super::sheet::Cell;
use super::table::{Column, Kind, RowWriter, Value};
use super::workbook_trial::{self, TITLES};
use super::xlsx::XlsxWriter;
use super::{layer, sheet};

fn columns() -> Vec<Column> {
    let column = |key: &'static str, title: &str, kind| Column { key: key.into(), title: title.to_owned(), kind };
    vec![column("name", "Naam", Kind::Text), column("time", "Tijdstip (UTC)", Kind::Moment)]
}

fn write(mut writer: Box<dyn RowWriter + '_>, times: &[Timestamp]) {
    for time in times {
        writer.row(&[Value::text("a"), Value::moment(Some(*time))], None).expect("it takes a row");
    }
    writer.row(&[Value::text("b"), Value::moment(None)], None).expect("it takes a row");
    writer.attach(STAMP, "{}").expect("it takes a text");
    writer.finish().expect("it ends");
}

type Begin = for<'a> fn(&'a mut Vec<u8>) -> Box<dyn RowWriter + 'a>;

fn xlsx(out: &mut Vec<u8>) -> Box<dyn RowWriter + '_> {
    Box::new(XlsxWriter::new(out, &TITLES, &columns()).expect("memory takes it"))
}

fn ods(out: &mut Vec<u8>) -> Box<dyn RowWriter + '_> {
    Box::new(OdsWriter::new(Cursor::new(out), &TITLES, &columns()).expect("memory takes it"))
}

fn csv(out: &mut Vec<u8>) -> Box<dyn RowWriter + '_> {
    Box::new(CsvWriter::new(out, Dialect::Rfc4180, &columns()).expect("memory takes it"))
}

fn csv_excel(out: &mut Vec<u8>) -> Box<dyn RowWriter + '_> {
    Box::new(CsvWriter::new(out, Dialect::ExcelBelgium, &columns()).expect("memory takes it"))
}

fn geojson(out: &mut Vec<u8>) -> Box<dyn RowWriter + '_> {
    Box::new(GeoJsonWriter::new(out, "a", &columns()).expect("memory takes it"))
}

#[cfg(feature = "parquet")]
fn parquet(out: &mut Vec<u8>) -> Box<dyn RowWriter + '_> {
    Box::new(super::parquet::ParquetWriter::new(out, &columns(), None).expect("memory takes it"))
}

fn geopackage(path: &Path) -> Box<dyn RowWriter> {
    let info = LayerInfo {
        name: "a",
        title: "a",
        geometry: LayerGeometry::Point,
        last_change: "2026-01-01T00:00:00.000Z",
        crs: Crs::Wgs84,
        style: None,
    };
    Box::new(GeoPackageWriter::create(path, info, &columns()).expect("a file"))
}

fn written(begin: Begin, times: &[Timestamp]) -> Vec<u8> {
    let mut bytes = Vec::new();
    write(begin(&mut bytes), times);
    bytes
}

/// The moments as a sheet has them.
fn of_sheet(bytes: &[u8]) -> Vec<Cell> {
    let rows = sheet::read(bytes).expect("a table").remove(0).rows;
    rows.iter().skip(1).map(|row| row.get(1).clone()).collect()
}

/// The moments as a layer has them.
fn of_layer(path: &Path) -> Vec<Cell> {
    let layer = layer::read(path).expect("layers").remove(0);
    let at = layer.columns.iter().position(|name| name == "time").expect("the column");
    layer.rows.iter().map(|row| row.get(at).clone()).collect()
}

/// Every format gives back what went in, to the microsecond.
fn hold(times: &[Timestamp]) {
    let mut expected: Vec<Cell> = times.iter().map(|time| Cell::Text(time.to_string())).collect();
    expected.push(Cell::Empty);
    let sheets: [(&str, Begin); 4] = [("xlsx", xlsx), ("ods", ods), ("csv", csv), ("csv-excel", csv_excel)];
    for (name, begin) in sheets {
        assert_eq!(of_sheet(&written(begin, times)), expected, "{name}");
    }
    let folder = tempfile::tempdir().expect("a folder");
    let layers: &[(&str, Begin)] = &[
        ("a.geojson", geojson),
        #[cfg(feature = "parquet")]
        ("a.parquet", parquet),
    ];
    for (name, begin) in layers {
        let path = folder.path().join(name);
        std::io::Write::write_all(&mut std::fs::File::create(&path).expect("a file"), &written(*begin, times))
            .expect("the disk takes it");
        assert_eq!(of_layer(&path), expected, "{name}");
    }
    let path = folder.path().join("a.gpkg");
    write(geopackage(&path), times);
    assert_eq!(of_layer(&path), expected, "gpkg");
}

fn at(text: &str) -> Timestamp {
    text.parse().expect("a moment")
}

#[test]
fn moments_at_the_edges_come_back_whole() {
    let told = [
        "2025-07-01T10:30:00Z",
        "2025-07-01T00:00:00Z",
        "2025-10-26T00:30:00Z",
        "2025-07-01T10:30:00.001Z",
        "2025-07-01T10:30:59.999Z",
        "2025-07-01T23:59:59.999999Z",
        "1900-02-28T23:59:59.999Z",
        "1900-03-01T00:00:00Z",
        "1969-12-31T23:59:59.5Z",
        "9998-12-31T00:00:00Z",
    ];
    hold(&told.map(at));
    // All at midnight: still moments, no dates.
    hold(&["2025-07-01T00:00:00Z", "2025-07-02T00:00:00Z"].map(at));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn moments_come_back_whole(micros in prop::collection::vec(-3_000_000_000_000_000_i64..250_000_000_000_000_000, 1..20),
                               step in prop::sample::select(vec![1_i64, 1_000, 1_000_000])) {
        let times = micros.iter().map(|micro| Timestamp::from_microsecond(micro.div_euclid(step) * step));
        hold(&times.collect::<Result<Vec<_>, _>>().expect("moments"));
    }
}

#[test]
fn what_is_finer_than_a_microsecond_is_cut() {
    let fine = at("2025-07-01T10:30:00.123456789Z");
    assert_eq!(Value::moment(Some(fine)), Value::Moment(at("2025-07-01T10:30:00.123456Z")));
    assert_eq!(Value::moment(None), Value::Missing);
}

#[test]
fn workbooks_hold_dates_that_they_can_reckon_with() {
    let times = ["2025-07-01T12:00:00Z", "2025-07-01T12:00:00.250Z", "1900-02-28T00:00:00Z"].map(at);
    let sheet = workbook_trial::part(&written(xlsx, &times), "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<c r=\"B2\" s=\"2\"><v>45839.5</v></c>"), "{sheet}");
    assert!(sheet.contains("<c r=\"B3\" s=\"3\">") && sheet.contains("<t>1900-02-28T00:00:00Z</t>"), "{sheet}");
    let styles = workbook_trial::part(&written(xlsx, &times), "xl/styles.xml");
    for form in ["formatCode=\"yyyy-mm-dd hh:mm:ss\"", "formatCode=\"yyyy-mm-dd hh:mm:ss.000\""] {
        assert!(styles.contains(form), "{styles}");
    }
    let content = workbook_trial::part(&written(ods, &times), "content.xml");
    workbook_trial::assert_well_formed(&content);
    for cell in [
        "table:style-name=\"moment\" office:value-type=\"date\" office:date-value=\"2025-07-01T12:00:00\"><text:p>2025-07-01 12:00:00<",
        "table:style-name=\"moment-fraction\" office:value-type=\"date\" office:date-value=\"2025-07-01T12:00:00.25\"><text:p>2025-07-01 12:00:00.250<",
    ] {
        assert!(content.contains(cell), "{content}");
    }
}

#[test]
fn a_geopackage_has_moments_as_its_standard_does() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("a.gpkg");
    write(geopackage(&path), &["2025-07-01T12:00:00Z", "2025-07-01T12:00:00.123456Z"].map(at));
    let base = rusqlite::Connection::open(&path).expect("opens");
    let kind = "SELECT type FROM pragma_table_info('a') WHERE name = 'time'";
    assert_eq!(base.query_row(kind, [], |row| row.get::<_, String>(0)).expect("a column"), "DATETIME");
    let mut statement = base.prepare("SELECT time FROM a").expect("a layer");
    let found = statement.query_map([], |row| row.get::<_, Option<String>>(0)).expect("rows");
    let found: Vec<Option<String>> = found.collect::<Result<_, _>>().expect("texts");
    let expected = ["2025-07-01T12:00:00.000Z", "2025-07-01T12:00:00.123456Z"].map(|text| Some(text.to_owned()));
    assert_eq!(found[..2], expected);
    assert_eq!(found[2], None);
}

//! Parquet that is written here and read back, whole and broken.

use std::io::Write;
use std::sync::Arc;

use geo::{Geometry, Point};
use parquet::data_type::{ByteArray, FixedLenByteArray, FixedLenByteArrayType};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::parser::parse_message_type;

use super::{Layer, LayerCrs, LayerError, read};
use crate::formats::crs::Crs;
use crate::formats::parquet::{MAX_GROUP_ROWS, ParquetWriter};
use crate::formats::sheet::Cell;
use crate::formats::table::{Column, Kind, RowWriter, Value};

fn columns() -> Vec<Column> {
    let column = |(key, kind): (&'static str, Kind)| Column { key: key.into(), title: key.to_uppercase(), kind };
    let kinds = [("name", Kind::Text), ("count", Kind::Integer), ("share", Kind::Real), ("is_so", Kind::Boolean)];
    kinds.into_iter().map(column).collect()
}

/// So many rows, every third of missing values.
fn written(row_count: usize, places: Option<Crs>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = Box::new(ParquetWriter::new(&mut bytes, &columns(), places).expect("memory takes it"));
    for row in 0..row_count {
        let values = if row % 3 == 2 {
            [const { Value::Missing }; 4]
        } else {
            let whole = row as i64;
            [Value::text(format!("é{row}")), Value::Integer(whole), Value::Real(0.5), Value::Boolean(row % 2 == 0)]
        };
        let point = Geometry::Point(Point::new(3.0 + row as f64 / 1e6, 51.0));
        writer.row(&values, Some(&point).filter(|_| row % 3 != 2)).expect("memory takes it");
    }
    writer.attach("regioscope_stamp", "{}").expect("memory takes it");
    writer.finish().expect("memory takes it");
    bytes
}

fn read_bytes(bytes: &[u8]) -> Result<Layer, LayerError> {
    let mut file = tempfile::NamedTempFile::new().expect("a file");
    file.write_all(bytes).expect("it is written");
    read(file.path()).map(|mut layers| layers.remove(0))
}

#[test]
fn every_value_and_place_comes_back() {
    let layer = read_bytes(&written(4, Some(Crs::Wgs84))).expect("it can be read");
    assert_eq!(layer.columns, ["name", "count", "share", "is_so"]);
    assert_eq!(layer.crs, LayerCrs::Known(Crs::Wgs84));
    let text = |text: &str| Cell::Text(text.to_owned());
    assert_eq!(layer.rows[1].cells, [text("é1"), Cell::Number(1.0), Cell::Number(0.5), text("false")]);
    assert!(layer.rows[2].cells.iter().all(Cell::is_empty), "missing is neither zero nor a text");
    assert_eq!(layer.geometries[2], None);
    assert_eq!(layer.geometries[3], Some(Geometry::Point(Point::new(3.0 + 3.0 / 1e6, 51.0))));
    assert!(layer.rejected.is_empty());
}

#[test]
fn the_reference_system_is_told_and_a_plain_table_has_none() {
    for crs in [Crs::Lambert72, Crs::Lambert2008] {
        assert_eq!(read_bytes(&written(1, Some(crs))).expect("it can be read").crs, LayerCrs::Known(crs));
    }
    let plain = read_bytes(&written(1, None)).expect("it can be read");
    assert_eq!((plain.crs, plain.geometries), (LayerCrs::Untold, vec![None]));
}

#[test]
fn rows_of_several_groups_keep_their_order_and_bytes_repeat() {
    let bytes = written(MAX_GROUP_ROWS + 6, Some(Crs::Wgs84));
    assert!(bytes == written(MAX_GROUP_ROWS + 6, Some(Crs::Wgs84)));
    let layer = read_bytes(&bytes).expect("it can be read");
    assert_eq!(layer.rows.len(), MAX_GROUP_ROWS + 6);
    let last = layer.rows.last().expect("a row");
    assert_eq!((last.number, &last.cells[1]), (65_542, &Cell::Number(65_541.0)));
}

#[test]
fn an_empty_table_is_a_layer_without_rows() {
    let layer = read_bytes(&written(0, Some(Crs::Wgs84))).expect("it can be read");
    assert_eq!((layer.columns.len(), layer.rows.len()), (4, 0));
}

/// Whatever the bytes are, the answer is a layer or an error, and never more rows than there were.
#[test]
fn broken_files_are_errors_or_fewer_rows() {
    let bytes = written(40, Some(Crs::Lambert72));
    for length in (4..bytes.len()).step_by(7) {
        assert!(read_bytes(&bytes[..length]).is_err(), "{length} bytes");
    }
    for at in 4..bytes.len() {
        let mut bytes = bytes.clone();
        bytes[at] ^= 0x10 << (at % 4);
        if let Ok(layer) = read_bytes(&bytes) {
            assert_eq!(layer.rows.len(), layer.geometries.len());
            assert!(layer.rows.len() <= 2_000_000, "byte {at}");
        }
    }
}

/// A file with one row of one column of the library's own type.
fn one_value(schema: &str, bytes: Vec<u8>) -> Vec<u8> {
    let schema = Arc::new(parse_message_type(schema).expect("a schema"));
    let mut file = SerializedFileWriter::new(Vec::new(), schema, Arc::default()).expect("memory takes it");
    let mut group = file.next_row_group().expect("a group");
    let mut column = group.next_column().expect("memory takes it").expect("a column");
    let values = [FixedLenByteArray::from(ByteArray::from(bytes))];
    column.typed::<FixedLenByteArrayType>().write_batch(&values, None, None).expect("memory takes it");
    column.close().expect("memory takes it");
    group.close().expect("memory takes it");
    file.into_inner().expect("memory takes it")
}

#[test]
fn an_identifier_of_16_bytes_is_written_by_its_digits() {
    let bytes = (0..16).map(|index| index * 0x11).collect();
    let file = one_value("message schema { required fixed_len_byte_array(16) id (UUID); }", bytes);
    let layer = read_bytes(&file).expect("it can be read");
    assert_eq!(layer.rows[0].cells, [Cell::Text("00112233-4455-6677-8899-aabbccddeeff".to_owned())]);
}

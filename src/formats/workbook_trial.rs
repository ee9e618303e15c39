//! A workbook that both spreadsheet formats are tried with: the same rows, the same expectations.

use std::io::{Cursor, Read};

use calamine::{Data, Range, Reader};

use super::table::{Column, Kind, RowWriter, Value, WriteError};
use super::workbook::{MAX_TEXT_UNITS, WorkbookTitles};

/// Names that need cleaning.
pub const TITLES: WorkbookTitles<'static> = WorkbookTitles { sheet: "Rijen: 1/2", about: "Over", columns: "Kolommen" };

const TRICKY: &str = "  a  b\tc <&>\"'\nsecond line\n\nfourth ";

pub fn columns() -> Vec<Column> {
    let column = |key: &'static str, title: &str, kind| Column { key: key.into(), title: title.to_owned(), kind };
    vec![
        column("name", "Naam & <naam>", Kind::Text),
        column("count", "Aantal", Kind::Integer),
        column("share", "Aandeel", Kind::Real),
        column("is_new", "Nieuw", Kind::Boolean),
        column("note", "Opmerking", Kind::Text),
    ]
}

/// A workbook of three rows and a stamp.
pub fn written(writer: fn(&mut Vec<u8>) -> Box<dyn RowWriter + '_>) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut writer = writer(&mut bytes);
    let link = Value::text("https://example.org");
    let big = Value::Integer(9_007_199_254_740_993);
    for row in [
        [Value::text("=1+1"), Value::Integer(-7), Value::Real(0.125), Value::Boolean(true), Value::text(TRICKY)],
        [Value::Missing, Value::Missing, Value::Missing, Value::Boolean(false), Value::Missing],
        [link, big, Value::Real(-1e-7), Value::Missing, Value::text("bell\u{7}_x0041_")],
    ] {
        writer.row(&row, None).expect("memory takes it");
    }
    let stamp = r#"{"stamp_version": 1, "sources": [{"licence": "CC0"}], "a_note": "=2+2"}"#;
    writer.attach("regioscope_stamp", stamp).expect("memory takes it");
    writer.finish().expect("memory takes it");
    bytes
}

fn range<R: Reader<Cursor<Vec<u8>>>>(bytes: &[u8], sheet: &str) -> Range<Data>
where
    R::Error: std::fmt::Debug,
{
    let mut workbook = R::new(Cursor::new(bytes.to_vec())).expect("it opens");
    assert_eq!(workbook.sheet_names(), ["Rijen- 1-2", "Kolommen", "Over"]);
    workbook.worksheet_range(sheet).expect("the sheet is there")
}

fn texts<const N: usize>(row: [&str; N]) -> Vec<Data> {
    row.map(|text| Data::String(text.to_owned())).to_vec()
}

/// Typed values, missing ones, texts that look like formulas and links, spaces, line ends. `control` is what becomes
/// of a control character.
pub fn values_are_read_back<R: Reader<Cursor<Vec<u8>>>>(bytes: &[u8], control: &str)
where
    R::Error: std::fmt::Debug,
{
    let range = range::<R>(bytes, "Rijen- 1-2");
    let rows: Vec<&[Data]> = range.rows().collect();
    let text = |text: &str| Data::String(text.to_owned());
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0], texts(["Naam & <naam>", "Aantal", "Aandeel", "Nieuw", "Opmerking"]));
    assert_eq!(rows[1], [text("=1+1"), Data::Float(-7.0), Data::Float(0.125), Data::Bool(true), text(TRICKY)]);
    assert_eq!(rows[2], [Data::Empty, Data::Empty, Data::Empty, Data::Bool(false), Data::Empty]);
    let odd = text(&format!("bell{control}_x0041_"));
    let big = text("9007199254740993");
    assert_eq!(rows[3], [text("https://example.org"), big, Data::Float(-1e-7), Data::Empty, odd]);
}

/// The list of columns and the stamp.
pub fn side_sheets_are_there<R: Reader<Cursor<Vec<u8>>>>(bytes: &[u8])
where
    R::Error: std::fmt::Debug,
{
    let list = range::<R>(bytes, "Kolommen");
    assert_eq!(list.rows().next().expect("a header"), texts(["key", "title", "kind"]));
    assert_eq!(list.rows().nth(4).expect("five columns"), texts(["is_new", "Nieuw", "boolean"]));
    let about = range::<R>(bytes, "Over");
    let expected = [
        texts(["regioscope_stamp", "value"]),
        texts(["stamp_version", "1"]),
        texts(["sources[0].licence", "CC0"]),
        texts(["a_note", "=2+2"]),
        texts(["json", r#"{"a_note":"=2+2","sources":[{"licence":"CC0"}],"stamp_version":1}"#]),
    ];
    assert_eq!(about.rows().collect::<Vec<_>>(), expected);
}

/// A text is refused rather than cut.
pub fn too_long_is_an_error(writer: fn(&mut Vec<u8>) -> Box<dyn RowWriter + '_>) {
    let mut bytes = Vec::new();
    let mut writer = writer(&mut bytes);
    let long = "x".repeat(MAX_TEXT_UNITS + 1);
    writer.row(&[Value::text(&long[1..])], None).expect("it fits");
    let error = writer.row(&[Value::Missing, Value::text(&long)], None).expect_err("it does not fit");
    assert!(matches!(error, WriteError::TooLong { column, row: 2 } if column == "Aantal"));
}

/// A part of the container, as text.
pub fn part(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is a container");
    let mut text = String::new();
    archive.by_name(name).expect("the part is there").read_to_string(&mut text).expect("it is text");
    text
}

/// No part of the container tells when it was made: writing twice within a second would not show it.
pub fn no_moment_is_kept(bytes: &[u8]) {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("it is a container");
    for index in 0..archive.len() {
        let part = archive.by_index(index).expect("the part is there");
        assert_eq!(part.last_modified(), Some(zip::DateTime::DEFAULT));
    }
}

/// Every element ends, and no name or character is wrong.
pub fn assert_well_formed(xml: &str) {
    let mut reader = quick_xml::Reader::from_str(xml);
    let mut depth = 0_i64;
    loop {
        match reader.read_event().expect("it is XML") {
            quick_xml::events::Event::Start(_) => depth += 1,
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0);
}

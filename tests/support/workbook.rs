//! The smallest workbooks that hold a table, for the tests.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A cell of a workbook.
#[derive(Clone, Debug)]
pub enum Cell {
    Empty,
    Text(&'static str),
    Number(f64),
    /// A date as a spreadsheet counts: days since 30 December 1899; and as ISO 8601.
    Date(u32, &'static str),
    /// What a formula that failed left.
    Error(&'static str),
}

/// A file of these parts.
pub fn packed(parts: &[(&str, String)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a part");
        writer.write_all(text.as_bytes()).expect("memory");
    }
    writer.finish().expect("a file").into_inner()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn column(mut index: usize) -> String {
    let mut name = String::new();
    loop {
        name.insert(0, char::from(b'A' + (index % 26) as u8));
        if index < 26 {
            return name;
        }
        index = index / 26 - 1;
    }
}

/// A workbook as Excel writes it, with one sheet.
pub fn xlsx(sheet: &str, rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut data = String::new();
    for (row, cells) in rows.iter().enumerate() {
        data.push_str(&format!("<row r=\"{}\">", row + 1));
        for (index, cell) in cells.iter().enumerate() {
            let at = format!("{}{}", column(index), row + 1);
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    data.push_str(&format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(text)));
                }
                Cell::Number(number) => data.push_str(&format!("<c r=\"{at}\"><v>{number}</v></c>")),
                Cell::Date(serial, _) => data.push_str(&format!("<c r=\"{at}\" s=\"1\"><v>{serial}</v></c>")),
                Cell::Error(error) => data.push_str(&format!("<c r=\"{at}\" t=\"e\"><v>{error}</v></c>")),
            }
        }
        data.push_str("</row>");
    }
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    packed(&[
        ("[Content_Types].xml", format!("<Types xmlns=\"{package}/content-types\"/>")),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{office}\"><sheets><sheet name=\"{}\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
                escaped(sheet)
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{office}/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Type=\"{office}/styles\" Target=\"styles.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/styles.xml",
            format!(
                "<styleSheet xmlns=\"{main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>"
            ),
        ),
        ("xl/worksheets/sheet1.xml", format!("<worksheet xmlns=\"{main}\"><sheetData>{data}</sheetData></worksheet>")),
    ])
}

/// A workbook as LibreOffice writes it, with one sheet.
pub fn ods(sheet: &str, rows: &[Vec<Cell>]) -> Vec<u8> {
    let mut data = String::new();
    for cells in rows {
        data.push_str("<table:table-row>");
        for cell in cells {
            data.push_str(&match cell {
                Cell::Empty => "<table:table-cell/>".to_owned(),
                Cell::Text(text) | Cell::Error(text) => {
                    format!("<table:table-cell office:value-type=\"string\"><text:p>{}</text:p></table:table-cell>", escaped(text))
                }
                Cell::Number(number) => {
                    format!("<table:table-cell office:value-type=\"float\" office:value=\"{number}\"><text:p>{number}</text:p></table:table-cell>")
                }
                Cell::Date(_, iso) => {
                    format!("<table:table-cell office:value-type=\"date\" office:date-value=\"{iso}\"><text:p>{iso}</text:p></table:table-cell>")
                }
            });
        }
        data.push_str("<table:table-cell table:number-columns-repeated=\"16000\"/></table:table-row>");
    }
    ods_of(&format!("<table:table table:name=\"{}\">{data}</table:table>", escaped(sheet)))
}

/// A workbook as LibreOffice writes it, with this inside.
pub fn ods_of(tables: &str) -> Vec<u8> {
    let urn = "urn:oasis:names:tc:opendocument:xmlns";
    packed(&[
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet".to_owned()),
        ("META-INF/manifest.xml", format!("<manifest:manifest xmlns:manifest=\"{urn}:manifest:1.0\"/>")),
        (
            "content.xml",
            format!(
                "<office:document-content xmlns:office=\"{urn}:office:1.0\" xmlns:table=\"{urn}:table:1.0\" xmlns:text=\"{urn}:text:1.0\"><office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body></office:document-content>"
            ),
        ),
    ])
}

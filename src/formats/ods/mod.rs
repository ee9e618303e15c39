//! Any table as an OpenDocument 1.3 spreadsheet (ISO/IEC 26300; OASIS OpenDocument 1.3).
//!
//! Contract: the same rows make the same bytes. Texts stay texts, whatever they begin with; characters that XML 1.0
//! can't hold become U+FFFD. Rows go into the file as they come, so that memory does not grow with their number. The
//! container keeps its plain form, without ZIP64, which LibreOffice reads from 7.6 on only; that limits the table to
//! 4 GiB of markup. May use: `table`, `workbook`.

mod markup;
mod package;

use std::collections::BTreeSet;
use std::io::{self, Seek, Write};

use geo::Geometry;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

use super::table::{Column, RowWriter, Value, WriteError};
use super::workbook::{Cell, Contents, ROWS_FOR_WIDTHS, SideSheet, WorkbookTitles};

/// Most bytes of one part; the little that ends the content has room beyond it.
const MAX_PART_BYTES: u64 = (4 << 30) - (16 << 20);

/// Rows are handed to the container in lots of this many bytes.
const LOT_BYTES: usize = 1 << 16;

/// Writes a table as a spreadsheet of three sheets: rows, columns, and what is attached. Geometries are left out:
/// places stand in columns of their own.
pub struct OdsWriter<W: Write + Seek> {
    package: ZipWriter<W>,
    contents: Contents,
    /// Markup of rows that is not in the package yet.
    lot: String,
    /// Bytes of markup so far.
    part_bytes: u64,
    is_begun: bool,
}

impl<W: Write + Seek> OdsWriter<W> {
    /// Begins a spreadsheet.
    ///
    /// # Errors
    /// When there are more columns than a sheet holds, or the file refuses it.
    pub fn new(out: W, titles: &WorkbookTitles<'_>, columns: &[Column]) -> Result<Self, WriteError> {
        let contents = Contents::new(titles, columns)?;
        let mut package = ZipWriter::new(out);
        add_part(&mut package, "mimetype", package::MIME_TYPE, CompressionMethod::Stored)?;
        for (name, text) in
            [("META-INF/manifest.xml", package::MANIFEST), ("styles.xml", package::STYLES), ("meta.xml", package::META)]
        {
            add_part(&mut package, name, text, CompressionMethod::Deflated)?;
        }
        start_part(&mut package, "content.xml", CompressionMethod::Deflated)?;
        Ok(Self { package, contents, lot: String::new(), part_bytes: 0, is_begun: false })
    }

    /// Hands the waiting rows on. Before the first of them stand the widths of the columns, which are guessed from
    /// rows: that is why they wait.
    fn hand_on(&mut self) -> Result<(), WriteError> {
        if !self.is_begun {
            self.is_begun = true;
            let mut start = self.start();
            start.push_str(&self.lot);
            self.lot = start;
        }
        self.part_bytes += self.lot.len() as u64;
        if self.part_bytes > MAX_PART_BYTES {
            return Err(WriteError::TooLarge);
        }
        self.package.write_all(self.lot.as_bytes())?;
        self.lot.clear();
        Ok(())
    }

    fn start(&self) -> String {
        let mut xml = String::from(package::CONTENT_START);
        let mut widths: BTreeSet<usize> = self.contents.widths.iter().copied().collect();
        widths.extend(self.contents.side_sheets().iter().flat_map(|side| side.widths));
        for width in widths {
            xml.push_str(&package::column_style(width));
        }
        xml.push_str(&package::moment_styles());
        xml.push_str(package::BODY_START);
        xml.push_str(&package::table_start(&self.contents.name, &self.contents.widths));
        markup::push_header(&mut xml, self.contents.columns.iter().map(|column| column.title.as_str()));
        xml
    }
}

impl<W: Write + Seek + Send> RowWriter for OdsWriter<W> {
    fn row(&mut self, values: &[Value<'_>], _geometry: Option<&Geometry<f64>>) -> Result<(), WriteError> {
        let cells = self.contents.next_row(values)?;
        markup::push_row(&mut self.lot, &cells);
        if self.contents.row_count >= ROWS_FOR_WIDTHS && self.lot.len() >= LOT_BYTES { self.hand_on() } else { Ok(()) }
    }

    fn attach(&mut self, name: &str, text: &str) -> Result<(), WriteError> {
        self.contents.attach(name, text);
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        self.hand_on()?;
        let Self { mut package, contents, .. } = *self;
        let sides = contents.side_sheets();
        let mut xml = String::from("</table:table>\n");
        for side in &sides {
            push_side_sheet(&mut xml, side);
        }
        xml.push_str(&package::filter(&contents.name, contents.columns.len(), contents.row_count));
        xml.push_str(package::CONTENT_END);
        package.write_all(xml.as_bytes())?;
        let names = std::iter::once(contents.name.as_str()).chain(sides.iter().map(|side| side.name));
        add_part(&mut package, "settings.xml", &package::settings(names), CompressionMethod::Deflated)?;
        package.finish().map_err(io::Error::from)?.flush()?;
        Ok(())
    }
}

fn push_side_sheet(xml: &mut String, side: &SideSheet<'_>) {
    xml.push_str(&package::table_start(side.name, side.widths));
    if let Some((header, rows)) = side.rows.split_first() {
        markup::push_header(xml, header.iter().map(AsRef::as_ref));
        for row in rows {
            let cell = |text: &str| if text.is_empty() { Cell::Empty } else { Cell::Text(text.to_owned().into()) };
            let cells: Vec<Cell<'_>> = row.iter().map(|text| cell(text)).collect();
            markup::push_row(xml, &cells);
        }
    }
    xml.push_str("</table:table>\n");
}

fn start_part<W: Write + Seek>(
    package: &mut ZipWriter<W>,
    name: &str,
    method: CompressionMethod,
) -> Result<(), WriteError> {
    // The same on every system and at every moment.
    let options = SimpleFileOptions::default()
        .compression_method(method)
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644);
    package.start_file(name, options).map_err(io::Error::from)?;
    Ok(())
}

fn add_part<W: Write + Seek>(
    package: &mut ZipWriter<W>,
    name: &str,
    text: &str,
    method: CompressionMethod,
) -> Result<(), WriteError> {
    start_part(package, name, method)?;
    package.write_all(text.as_bytes())?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::Ods;

    use super::*;
    use crate::formats::workbook_trial::{self, TITLES, columns};

    fn boxed<'a>(out: &'a mut Vec<u8>) -> Box<dyn RowWriter + 'a> {
        Box::new(OdsWriter::new(Cursor::new(out), &TITLES, &columns()).expect("memory takes it"))
    }

    #[test]
    fn values_are_read_back_as_they_were() {
        workbook_trial::values_are_read_back::<Ods<_>>(&workbook_trial::written(boxed), "\u{fffd}");
    }

    #[test]
    fn the_sheets_beside_the_rows_tell_columns_and_sources() {
        workbook_trial::side_sheets_are_there::<Ods<_>>(&workbook_trial::written(boxed));
    }

    #[test]
    fn the_same_rows_make_the_same_bytes() {
        let bytes = workbook_trial::written(boxed);
        assert_eq!(bytes, workbook_trial::written(boxed));
        workbook_trial::no_moment_is_kept(&bytes);
    }

    #[test]
    fn the_type_of_the_package_stands_at_its_beginning_in_the_clear() {
        let bytes = workbook_trial::written(boxed);
        assert_eq!(&bytes[30..84], b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet");
        assert_eq!(workbook_trial::part(&bytes, "mimetype"), package::MIME_TYPE);
    }

    #[test]
    fn every_part_is_well_formed_and_in_the_manifest() {
        let bytes = workbook_trial::written(boxed);
        let manifest = workbook_trial::part(&bytes, "META-INF/manifest.xml");
        for name in ["styles.xml", "meta.xml", "content.xml", "settings.xml"] {
            assert!(manifest.contains(&format!("manifest:full-path=\"{name}\"")), "{name}");
            workbook_trial::assert_well_formed(&workbook_trial::part(&bytes, name));
        }
        workbook_trial::assert_well_formed(&manifest);
    }

    #[test]
    fn the_header_is_bold_and_frozen_and_filters() {
        let bytes = workbook_trial::written(boxed);
        let content = workbook_trial::part(&bytes, "content.xml");
        let header = "<table:table-header-rows><table:table-row><table:table-cell table:style-name=\"header\"";
        assert!(content.contains(header) && content.contains("fo:font-weight=\"bold\""), "{content}");
        assert!(content.contains("table:target-range-address=\"'Rijen- 1-2'.A1:'Rijen- 1-2'.E4\""), "{content}");
        let settings = workbook_trial::part(&bytes, "settings.xml");
        assert_eq!(settings.matches("VerticalSplitPosition\" config:type=\"int\">1<").count(), 3, "{settings}");
    }

    #[test]
    fn a_text_that_is_too_long_is_an_error() {
        workbook_trial::too_long_is_an_error(boxed);
    }

    #[test]
    fn a_table_that_the_container_cannot_hold_is_an_error() {
        let mut writer = OdsWriter::new(Cursor::new(Vec::new()), &TITLES, &columns()).expect("memory takes it");
        writer.part_bytes = MAX_PART_BYTES;
        assert!(matches!(Box::new(writer).finish(), Err(WriteError::TooLarge)));
    }

    #[test]
    fn many_rows_arrive_whole() {
        let mut bytes = Vec::new();
        let mut writer = boxed(&mut bytes);
        for number in 0..3_000 {
            writer.row(&[Value::text("name"), Value::Integer(number)], None).expect("memory takes it");
        }
        writer.finish().expect("memory takes it");
        let content = workbook_trial::part(&bytes, "content.xml");
        assert_eq!(content.matches("<table:table-row>").count(), 3_000 + 1 + 6);
        assert!(content.contains("office:value=\"2999\""));
    }
}

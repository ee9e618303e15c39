//! Any table as an Excel workbook (Office Open XML, ECMA-376).
//!
//! Contract: the same rows make the same bytes. Texts stay texts, whatever they begin with: no cell holds a formula or
//! a link. Rows go to a nameless temporary file in the system's folder for such files and from there into the
//! workbook, so that memory does not grow with their number. May use: `table`, `workbook`.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};

use flate2::Compression;
use flate2::write::DeflateEncoder;
use geo::Geometry;
use jiff::civil::{Date, DateTime};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::table::{Column, RowWriter, Value, WriteError};
use super::workbook::{Cell, Contents, SideSheet, WorkbookTitles, has_fraction};

/// From about this many bytes of cells on, the container needs its large form (ZIP64), which LibreOffice reads from
/// 7.6 on. Far enough below 4 GiB, since the size is an estimate.
const LARGE_BYTES: u64 = 3 << 30;

/// Bytes that the markup of a cell takes, about.
const MARKUP_BYTES: u64 = 50;

/// So much of the cells is packed by itself, to learn how small the whole becomes.
const SAMPLE_BYTES: usize = 1 << 18;

/// Packing all rows takes about twice as long as making and writing them (60,000 projects: 4.0 s after 1.9 s).
const SHARE_OF_PACKING: f32 = 0.65;

/// Writes a table as a workbook of three sheets: rows, columns, and what is attached. Geometries are left out: places
/// stand in columns of their own.
pub struct XlsxWriter<W> {
    out: W,
    workbook: Workbook,
    sheet: Worksheet,
    contents: Contents,
    /// Bytes of the cells so far, about.
    cell_bytes: u64,
    sample: Sample,
    forms: MomentForms,
}

/// How moments are shown: with milliseconds only where there are some.
struct MomentForms {
    plain: Format,
    fraction: Format,
}

impl MomentForms {
    fn new() -> Self {
        let [plain, fraction] = ["yyyy-mm-dd hh:mm:ss", "yyyy-mm-dd hh:mm:ss.000"];
        Self { plain: Format::new().set_num_format(plain), fraction: Format::new().set_num_format(fraction) }
    }

    fn of(&self, moment: DateTime) -> &Format {
        if has_fraction(moment) { &self.fraction } else { &self.plain }
    }
}

/// The first cells, to learn from them how small all become.
#[derive(Default)]
struct Sample {
    markup: String,
    /// What these cells count for in `cell_bytes`.
    cell_bytes: u64,
}

impl<W: Write + Send> XlsxWriter<W> {
    /// Begins a workbook.
    ///
    /// # Errors
    /// When there are more columns than a sheet holds, or no temporary file can be made.
    pub fn new(out: W, titles: &WorkbookTitles<'_>, columns: &[Column]) -> Result<Self, WriteError> {
        let contents = Contents::new(titles, columns)?;
        let mut workbook = Workbook::new();
        let sheet = guarded(|| {
            // Any fixed moment would do; left out, it would be the clock's.
            let created = ExcelDateTime::from_ymd(1980, 1, 1)?;
            workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
            let mut sheet = workbook.new_worksheet_with_constant_memory()?;
            sheet.set_name(&contents.name)?;
            write_header(&mut sheet, columns.iter().map(|column| column.title.as_str()))?;
            Ok(sheet)
        })?;
        Ok(Self { out, workbook, sheet, contents, cell_bytes: 0, sample: Sample::default(), forms: MomentForms::new() })
    }

    fn finish_rows(&mut self) -> Result<(), XlsxError> {
        for (column, width) in (0_u16..).zip(&self.contents.widths) {
            self.sheet.set_column_width(column, *width as f64)?;
        }
        if let Some(last_column) = self.contents.columns.len().checked_sub(1) {
            self.sheet.autofilter(0, 0, self.contents.row_count as u32, last_column as u16)?;
        }
        Ok(())
    }
}

impl<W: Write + Send> RowWriter for XlsxWriter<W> {
    fn row(&mut self, values: &[Value<'_>], _geometry: Option<&Geometry<f64>>) -> Result<(), WriteError> {
        let cells = self.contents.next_row(values)?;
        let row = self.contents.row_count as u32;
        guarded(|| {
            for (column, cell) in (0_u16..).zip(cells) {
                self.cell_bytes += MARKUP_BYTES;
                self.sample.push((row, column), &cell);
                match cell {
                    Cell::Empty => {}
                    Cell::Text(text) => {
                        self.cell_bytes += text.len() as u64;
                        self.sheet.write_string(row, column, text)?;
                    }
                    Cell::Number(number) => {
                        self.sheet.write_number(row, column, number)?;
                    }
                    Cell::Boolean(yes) => {
                        self.sheet.write_boolean(row, column, yes)?;
                    }
                    Cell::Moment(moment) => {
                        let form = self.forms.of(moment);
                        self.sheet.write_number_with_format(row, column, serial(moment), form)?;
                    }
                }
            }
            Ok(())
        })
    }

    fn attach(&mut self, name: &str, text: &str) -> Result<(), WriteError> {
        self.contents.attach(name, text);
        Ok(())
    }

    fn share_of_end(&self) -> f32 {
        SHARE_OF_PACKING
    }

    fn bytes_to_come(&self) -> u64 {
        self.cell_bytes * self.sample.packed_bytes() / self.sample.cell_bytes.max(1)
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        guarded(|| self.finish_rows())?;
        let Self { mut out, mut workbook, sheet, contents, cell_bytes, .. } = *self;
        guarded(|| {
            workbook.push_worksheet(sheet);
            for side in contents.side_sheets() {
                workbook.push_worksheet(side_sheet(&side)?);
            }
            workbook.use_zip_large_file(cell_bytes > LARGE_BYTES);
            workbook.save_to_writer(&mut out)
        })?;
        out.flush()?;
        Ok(())
    }
}

impl Sample {
    /// Takes in a cell as it will be packed, about, unless there are enough.
    fn push(&mut self, (row, column): (u32, u16), cell: &Cell<'_>) {
        if self.markup.len() >= SAMPLE_BYTES {
            return;
        }
        self.cell_bytes += MARKUP_BYTES;
        // Writing to a string can't fail.
        let _written = match cell {
            Cell::Empty => Ok(()),
            Cell::Text(text) => {
                self.cell_bytes += text.len() as u64;
                write!(self.markup, "<c r=\"{column}{row}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
            }
            Cell::Number(number) => write!(self.markup, "<c r=\"{column}{row}\"><v>{number}</v></c>"),
            Cell::Boolean(yes) => write!(self.markup, "<c r=\"{column}{row}\" t=\"b\"><v>{}</v></c>", u8::from(*yes)),
            Cell::Moment(moment) => {
                write!(self.markup, "<c r=\"{column}{row}\" s=\"2\"><v>{}</v></c>", serial(*moment))
            }
        };
    }

    /// Bytes of it, packed. Memory takes them.
    fn packed_bytes(&self) -> u64 {
        let mut packed = DeflateEncoder::new(Vec::new(), Compression::default());
        let packed = packed.write_all(self.markup.as_bytes()).and_then(|()| packed.finish());
        packed.map_or(0, |packed| packed.len() as u64)
    }
}

/// A moment as Excel counts: days since the last but one of 1899.
fn serial(moment: DateTime) -> f64 {
    const MILLIS_PER_DAY: f64 = 86_400_000.0;
    let since = moment.duration_since(Date::constant(1899, 12, 30).at(0, 0, 0, 0));
    since.as_millis() as f64 / MILLIS_PER_DAY
}

/// Bold titles that stay in sight.
fn write_header<'a>(sheet: &mut Worksheet, titles: impl Iterator<Item = &'a str>) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, title) in (0_u16..).zip(titles) {
        sheet.write_string_with_format(0, column, title, &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

fn side_sheet(side: &SideSheet<'_>) -> Result<Worksheet, XlsxError> {
    let mut sheet = Worksheet::new();
    sheet.set_name(side.name)?;
    for (column, width) in (0_u16..).zip(side.widths) {
        sheet.set_column_width(column, *width as f64)?;
    }
    if let Some((header, rows)) = side.rows.split_first() {
        write_header(&mut sheet, header.iter().map(AsRef::as_ref))?;
        for (row, texts) in (1_u32..).zip(rows) {
            for (column, text) in (0_u16..).zip(texts) {
                sheet.write_string(row, column, text.as_ref())?;
            }
        }
    }
    Ok(sheet)
}

/// Does what the library does and makes an error of its panic: it has no other answer to a full disk.
fn guarded<T>(work: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, WriteError> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(XlsxError::IoError(error))) => Err(WriteError::Io(error)),
        Ok(Err(error)) => Err(WriteError::Io(io::Error::other(error))),
        Err(_) => Err(WriteError::Io(io::Error::other("the workbook's temporary file cannot be written"))),
    }
}

#[cfg(test)]
mod tests {
    use calamine::Xlsx;

    use super::*;
    use crate::formats::workbook_trial::{self, TITLES, columns};

    fn boxed<'a>(out: &'a mut Vec<u8>) -> Box<dyn RowWriter + 'a> {
        Box::new(XlsxWriter::new(out, &TITLES, &columns()).expect("memory takes it"))
    }

    #[test]
    fn values_are_read_back_as_they_were() {
        workbook_trial::values_are_read_back::<Xlsx<_>>(&workbook_trial::written(boxed), "\u{7}");
    }

    #[test]
    fn the_sheets_beside_the_rows_tell_columns_and_sources() {
        workbook_trial::side_sheets_are_there::<Xlsx<_>>(&workbook_trial::written(boxed));
    }

    #[test]
    fn the_same_rows_make_the_same_bytes() {
        let bytes = workbook_trial::written(boxed);
        assert_eq!(bytes, workbook_trial::written(boxed));
        workbook_trial::no_moment_is_kept(&bytes);
        let properties = workbook_trial::part(&bytes, "docProps/core.xml");
        assert_eq!(properties.matches("1980-01-01T00:00:00Z").count(), 2, "{properties}");
    }

    #[test]
    fn texts_are_neither_formulas_nor_links() {
        let sheet = workbook_trial::part(&workbook_trial::written(boxed), "xl/worksheets/sheet1.xml");
        assert!(!sheet.contains("<f>") && !sheet.contains("<hyperlink"), "{sheet}");
    }

    #[test]
    fn the_header_is_bold_and_frozen_and_filters() {
        let bytes = workbook_trial::written(boxed);
        let sheet = workbook_trial::part(&bytes, "xl/worksheets/sheet1.xml");
        assert!(sheet.contains(r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#));
        assert!(sheet.contains(r#"<autoFilter ref="A1:E4"/>"#), "{sheet}");
        assert!(sheet.contains(r#"<c r="A1" s="1" t="inlineStr">"#), "{sheet}");
        assert!(workbook_trial::part(&bytes, "xl/styles.xml").contains("<b/>"));
    }

    #[test]
    fn a_text_that_is_too_long_is_an_error() {
        workbook_trial::too_long_is_an_error(boxed);
    }

    #[test]
    fn only_a_workbook_of_gigabytes_takes_the_large_form() {
        // The version of the container that a reader needs: 2.0, or 4.5 for the large form.
        for (cell_bytes, version) in [(LARGE_BYTES, 20), (LARGE_BYTES + 1, 45)] {
            let mut bytes = Vec::new();
            let mut writer = XlsxWriter::new(&mut bytes, &TITLES, &columns()).expect("memory takes it");
            writer.cell_bytes = cell_bytes;
            Box::new(writer).finish().expect("memory takes it");
            assert_eq!(bytes[4], version);
            assert!(workbook_trial::part(&bytes, "xl/workbook.xml").contains("Kolommen"));
        }
    }

    #[test]
    fn how_much_is_to_come_is_about_known() {
        let mut bytes = Vec::new();
        let mut writer = Box::new(XlsxWriter::new(&mut bytes, &TITLES, &columns()).expect("memory takes it"));
        assert_eq!(writer.bytes_to_come(), 0);
        for number in 0..20_000_i64 {
            let words = format!("Project {} of {}", number * 7919 % 10_007, number * 104_729 % 99_991);
            let row =
                [Value::text(words), Value::Integer(number), Value::Missing, Value::Boolean(true), Value::Missing];
            writer.row(&row, None).expect("the disk takes it");
        }
        let expected = writer.bytes_to_come() as f64;
        writer.finish().expect("memory takes it");
        let ratio = expected / bytes.len() as f64;
        assert!((0.5..2.0).contains(&ratio), "{ratio}");
    }

    #[test]
    fn a_panic_of_the_library_is_an_error() {
        let error = guarded::<()>(|| panic!("disk full")).expect_err("it panicked").to_string();
        assert_eq!(error, "cannot write: the workbook's temporary file cannot be written");
    }
}

//! Any table as CSV.

use std::fmt::{Display, Write as _};
use std::io::Write;

use geo::Geometry;
use jiff::Timestamp;

use super::neutralise;
use crate::formats::table::{Column, RowWriter, Value, WriteError};

/// A way of writing CSV. Lines end in carriage return and line feed in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// RFC 4180: commas, decimal points, UTF-8, columns by the names that programs go by. What a spreadsheet would run is
    /// neutralised at the head of a cell. A spreadsheet that splits this at semicolons, as one with Belgian settings does
    /// when the file is opened by a double click, has other cells than these, and `a;=1+1` in a text becomes one of them;
    /// an apostrophe there would change the text for every program that reads it rightly. For people:
    /// [`Dialect::ExcelBelgium`].
    Rfc4180,
    /// What Excel opens with Belgian settings: semicolons, decimal commas, a UTF-8 mark, columns by the names that
    /// people read.
    ExcelBelgium,
}

impl Dialect {
    const fn delimiter(self) -> char {
        match self {
            Self::Rfc4180 => ',',
            Self::ExcelBelgium => ';',
        }
    }
}

/// Writes a table as CSV. Geometries are left out: places stand in columns of their own.
#[derive(Debug)]
pub struct CsvWriter<W> {
    out: W,
    dialect: Dialect,
    line: String,
}

impl<W: Write> CsvWriter<W> {
    /// Begins a table.
    ///
    /// # Errors
    /// When the file or stream refuses it.
    pub fn new(mut out: W, dialect: Dialect, columns: &[Column]) -> Result<Self, WriteError> {
        if dialect == Dialect::ExcelBelgium {
            out.write_all("\u{feff}".as_bytes())?;
        }
        let mut writer = Self { out, dialect, line: String::new() };
        for (index, column) in columns.iter().enumerate() {
            let name = match dialect {
                Dialect::Rfc4180 => column.key.as_ref(),
                Dialect::ExcelBelgium => &column.title,
            };
            writer.begin_cell(index);
            writer.text(name);
        }
        writer.end_line()?;
        Ok(writer)
    }

    fn begin_cell(&mut self, index: usize) {
        if index > 0 {
            self.line.push(self.dialect.delimiter());
        }
    }

    fn text(&mut self, text: &str) {
        if is_plain(text, self.dialect.delimiter()) {
            self.line.push_str(text);
        } else {
            self.line.push('"');
            self.line.push_str(&text.replace('"', "\"\""));
            self.line.push('"');
        }
    }

    /// Numbers need no quotes: no delimiter is a sign of theirs.
    fn number(&mut self, number: impl Display) {
        let start = self.line.len();
        // Writing to a string can't fail.
        let _written = write!(self.line, "{number}");
        if self.dialect == Dialect::ExcelBelgium
            && let Some(point) = self.line.get(start..).and_then(|number| number.find('.'))
        {
            self.line.replace_range(start + point..=start + point, ",");
        }
    }

    /// ISO 8601 with its "Z" in both dialects, which is a text to Excel. A date of Excel would have no zone, and Excel
    /// saves a date in CSV as it shows it, without the seconds: who wants dates to reckon with takes a workbook.
    fn moment(&mut self, time: Timestamp) {
        // Writing to a string can't fail.
        let _written = write!(self.line, "{time}");
    }

    fn end_line(&mut self) -> Result<(), WriteError> {
        self.line.push_str("\r\n");
        self.out.write_all(self.line.as_bytes())?;
        self.line.clear();
        Ok(())
    }
}

impl<W: Write + Send> RowWriter for CsvWriter<W> {
    fn row(&mut self, values: &[Value<'_>], _geometry: Option<&Geometry<f64>>) -> Result<(), WriteError> {
        for (index, value) in values.iter().enumerate() {
            self.begin_cell(index);
            match value {
                Value::Missing => {}
                Value::Text(text) => self.text(&neutralise(text)),
                Value::Integer(number) => self.number(number),
                Value::Real(number) => self.number(number),
                Value::Boolean(yes) => self.line.push_str(if *yes { "true" } else { "false" }),
                Value::Moment(time) => self.moment(*time),
            }
        }
        if self.line.is_empty() {
            // The only cell of its row: readers take a blank line for no row.
            self.line.push_str("\"\"");
        }
        self.end_line()
    }

    /// A table has no place for a text beside its rows.
    fn attach(&mut self, _name: &str, _text: &str) -> Result<(), WriteError> {
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        self.out.flush()?;
        Ok(())
    }
}

/// Whether a text can stand without quotes around it.
fn is_plain(text: &str, delimiter: char) -> bool {
    // Bytes will do: those of ASCII are never part of another character. To look at all of them, whatever was found, is
    // what lets the compiler look at many at once.
    let delimiter = delimiter as u8;
    let is_mark = |byte: u8| matches!(byte, b'"' | b'\r' | b'\n') || byte == delimiter;
    !text.bytes().fold(false, |found, byte| found | is_mark(byte)) && text.trim().len() == text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::formats::table::Kind;

    proptest! {
        #[test]
        fn every_text_is_read_back_by_another_parser(texts in prop::collection::vec("[ -0;'a\"\r\n\t\u{a0}é]{0,6}", 3)) {
            let columns = ["a", "b", "c"].map(|key| Column { key: key.into(), title: key.to_owned(), kind: Kind::Text });
            for dialect in [Dialect::Rfc4180, Dialect::ExcelBelgium] {
                let mut bytes = Vec::new();
                let mut writer = CsvWriter::new(&mut bytes, dialect, &columns).expect("memory takes it");
                let values: Vec<Value<'_>> = texts.iter().map(|text| Value::text(text.as_str())).collect();
                writer.row(&values, None).expect("memory takes it");
                let mut reader = ::csv::ReaderBuilder::new().delimiter(dialect.delimiter() as u8).from_reader(&*bytes);
                let read: Vec<::csv::StringRecord> = reader.records().map(|row| row.expect("it is CSV")).collect();
                prop_assert_eq!(read.len(), 1);
                let expected: Vec<String> = texts.iter().map(|text| neutralise(text).into_owned()).collect();
                prop_assert_eq!(read[0].iter().collect::<Vec<_>>(), expected);
            }
        }
    }

    #[test]
    fn a_row_whose_only_cell_is_empty_is_a_row_to_others() {
        let columns = [Column { key: "a".into(), title: "a".to_owned(), kind: Kind::Integer }];
        for dialect in [Dialect::Rfc4180, Dialect::ExcelBelgium] {
            let mut bytes = Vec::new();
            let mut writer = CsvWriter::new(&mut bytes, dialect, &columns).expect("memory takes it");
            for value in [Value::Missing, Value::Integer(1), Value::Missing] {
                writer.row(&[value], None).expect("memory takes it");
            }
            let read: Vec<_> = ::csv::Reader::from_reader(&*bytes).into_records().map(Result::unwrap).collect();
            assert_eq!(read, [vec![""], vec!["1"], vec![""]]);
        }
    }

    #[test]
    fn the_two_dialects_differ_as_they_should() {
        let columns =
            ["a", "b", "c", "d"].map(|key| Column { key: key.into(), title: format!("Kolom {key}"), kind: Kind::Text });
        let values = [Value::text("x;\"y\", z"), Value::Real(-1.5), Value::text("=1+1"), Value::Boolean(true)];
        for (dialect, expected) in [
            (Dialect::Rfc4180, "a,b,c,d\r\n\"x;\"\"y\"\", z\",-1.5,'=1+1,true\r\n"),
            (
                Dialect::ExcelBelgium,
                "\u{feff}Kolom a;Kolom b;Kolom c;Kolom d\r\n\"x;\"\"y\"\", z\";-1,5;'=1+1;true\r\n",
            ),
        ] {
            let mut bytes = Vec::new();
            let mut writer = CsvWriter::new(&mut bytes, dialect, &columns).expect("memory takes it");
            writer.row(&values, None).expect("memory takes it");
            assert_eq!(String::from_utf8(bytes).as_deref(), Ok(expected));
        }
    }
}

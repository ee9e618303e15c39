//! Any table as CSV.

use std::io::Write;

use geo::Geometry;

use super::neutralise;
use crate::formats::table::{Column, RowWriter, Value, WriteError};

/// A way of writing CSV. Lines end in carriage return and line feed in both.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// RFC 4180: commas, decimal points, UTF-8, columns by the names that programs go by.
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
            writer.cell(index, name);
        }
        writer.end_line()?;
        Ok(writer)
    }

    fn cell(&mut self, index: usize, text: &str) {
        if index > 0 {
            self.line.push(self.dialect.delimiter());
        }
        let is_plain = !text.contains(['"', '\r', '\n', self.dialect.delimiter()]) && text.trim() == text;
        if is_plain {
            self.line.push_str(text);
        } else {
            self.line.push('"');
            self.line.push_str(&text.replace('"', "\"\""));
            self.line.push('"');
        }
    }

    fn end_line(&mut self) -> Result<(), WriteError> {
        self.line.push_str("\r\n");
        self.out.write_all(self.line.as_bytes())?;
        self.line.clear();
        Ok(())
    }
}

impl<W: Write> RowWriter for CsvWriter<W> {
    fn row(&mut self, values: &[Value<'_>], _geometry: Option<&Geometry<f64>>) -> Result<(), WriteError> {
        for (index, value) in values.iter().enumerate() {
            match value {
                Value::Missing => self.cell(index, ""),
                Value::Text(text) => self.cell(index, &neutralise(text)),
                Value::Integer(number) => self.cell(index, &number.to_string()),
                Value::Real(number) if self.dialect == Dialect::ExcelBelgium => {
                    self.cell(index, &number.to_string().replace('.', ","));
                }
                Value::Real(number) => self.cell(index, &number.to_string()),
                Value::Boolean(yes) => self.cell(index, if *yes { "true" } else { "false" }),
            }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::table::Kind;

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

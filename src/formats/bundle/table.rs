//! Rows of an embedded table by column name.

use std::collections::HashMap;
use std::str::FromStr;
use std::sync::Arc;

use csv::StringRecord;

use super::BundleError;
use super::container::Bundle;

/// A table in memory.
pub(super) struct Table {
    file: Arc<str>,
    columns: HashMap<String, usize>,
    rows: Vec<(u64, StringRecord)>,
}

/// One row.
#[derive(Clone, Copy)]
pub(super) struct Row<'a> {
    table: &'a Table,
    /// Line in the file, from 1.
    pub line: u64,
    record: &'a StringRecord,
}

impl Table {
    /// Reads a table of the bundle.
    pub fn read(bundle: &Bundle<'_>, path: &str) -> Result<Self, BundleError> {
        let text = bundle.text(path)?;
        let file: Arc<str> = Arc::from(path);
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let damaged = |error: &csv::Error| BundleError::Damaged(format!("{error}: {path}"));
        let header = reader.headers().map_err(|error| damaged(&error))?;
        let columns = header.iter().enumerate().map(|(index, name)| (name.to_owned(), index)).collect();
        let mut rows = Vec::new();
        for record in reader.into_records() {
            let record = record.map_err(|error| damaged(&error))?;
            rows.push((record.position().map_or(0, csv::Position::line), record));
        }
        Ok(Self { file, columns, rows })
    }

    /// The rows in order.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|(line, record)| Row { table: self, line: *line, record })
    }

    /// Position of a column.
    pub fn column(&self, name: &str) -> Result<usize, BundleError> {
        self.columns.get(name).copied().ok_or_else(|| BundleError::Missing(format!("{} [{name}]", self.file)))
    }
}

impl<'a> Row<'a> {
    /// The text of a column; empty where it has no value.
    pub fn text(self, column: &str) -> &'a str {
        self.table.columns.get(column).and_then(|&index| self.record.get(index)).unwrap_or_default()
    }

    /// The text by position of the column.
    pub fn at(self, index: usize) -> &'a str {
        self.record.get(index).unwrap_or_default()
    }

    /// The text of a column, shared.
    pub fn shared(self, column: &str) -> Arc<str> {
        Arc::from(self.text(column))
    }

    /// The value of a column that must be there.
    pub fn value<T: FromStr<Err: std::fmt::Display>>(self, column: &str) -> Result<T, BundleError> {
        self.text(column).parse().map_err(|error: T::Err| self.error(column, &error.to_string()))
    }

    /// The value of a column that may be empty.
    pub fn optional<T: FromStr<Err: std::fmt::Display>>(self, column: &str) -> Result<Option<T>, BundleError> {
        if self.text(column).is_empty() { Ok(None) } else { self.value(column).map(Some) }
    }

    /// The value of a column that holds the key of a variant.
    pub fn keyed<T>(self, column: &str, from_key: impl Fn(&str) -> Option<T>) -> Result<T, BundleError> {
        from_key(self.text(column)).ok_or_else(|| self.error(column, &format!("unknown: {:?}", self.text(column))))
    }

    /// The items of a column that holds a list.
    pub fn items(self, column: &str) -> impl Iterator<Item = &'a str> {
        self.text(column).split(';').map(str::trim).filter(|item| !item.is_empty())
    }

    /// The items of a list, each made into a value.
    pub fn list<T, C: FromIterator<T>>(self, column: &str, make: impl Fn(&str) -> Option<T>) -> Result<C, BundleError> {
        self.items(column)
            .map(|item| make(item).ok_or_else(|| self.error(column, &format!("unknown: {item:?}"))))
            .collect()
    }

    /// That a column of this row is wrong.
    pub fn error(self, column: &str, reason: &str) -> BundleError {
        BundleError::Value {
            file: self.table.file.clone(),
            line: self.line,
            column: column.to_owned(),
            reason: reason.to_owned(),
        }
    }
}

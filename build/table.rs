//! Tables: every row against its schema, keys within and between tables.

use std::collections::{HashMap, HashSet};

use super::problem::{Problems, Row};
use super::schema::{ForeignKey, Schema};

/// What stands between the parts of a key of several columns.
const JOINT: &str = "\u{1f}";

/// A table that was read.
#[derive(Clone, Debug)]
pub struct Table {
    /// The file.
    pub file: String,
    /// Its columns.
    pub schema: Schema,
    /// Its rows with where they stand, each as wide as the schema.
    pub rows: Vec<(Row, Vec<String>)>,
}

/// Reads a table and checks each row for itself.
pub fn read(file: &str, bytes: &[u8], schema: Schema, problems: &mut Problems) -> Table {
    let mut table = Table { file: file.to_owned(), schema, rows: Vec::new() };
    let Some(text) = utf8(file, bytes, problems) else { return table };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    if !has_expected_header(&mut reader, &table, problems) {
        return table;
    }
    for record in reader.records() {
        match record {
            Ok(record) => {
                let row = Row::Line(record.position().map_or(0, csv::Position::line));
                table.add(row, record.iter().map(str::to_owned).collect(), problems);
            }
            Err(error) => {
                let line = error.position().map_or(0, csv::Position::line);
                problems.add(file, Row::Line(line), "", error.to_string());
            }
        }
    }
    check_quotes(file, text, problems);
    table.check_unique(problems);
    table
}

/// Checks that what a table refers to exists.
pub fn check_references(name: &str, tables: &HashMap<String, Table>, problems: &mut Problems) {
    let Some(table) = tables.get(name) else { return };
    for key in &table.schema.foreign_keys {
        let other_name = if key.resource.is_empty() { name } else { &key.resource };
        match tables.get(other_name) {
            Some(other) if key.reference.iter().all(|field| other.schema.position(field).is_some()) => {
                check_reference(table, key, other_name, other, problems);
            }
            _ => {
                let reason = format!("refers to {other_name} ({}), which does not exist", key.reference.join(", "));
                problems.add(&table.file, Row::File, &key.fields.join(", "), reason);
            }
        }
    }
}

fn check_reference(table: &Table, key: &ForeignKey, other_name: &str, other: &Table, problems: &mut Problems) {
    let known: HashSet<String> = other.rows.iter().map(|(_, values)| other.joined(values, &key.reference)).collect();
    let column = key.fields.join(", ");
    for (row, values) in &table.rows {
        for wanted in table.referring(values, &key.fields) {
            if !known.contains(&wanted) {
                let shown = wanted.replace(JOINT, ", ");
                problems.add(&table.file, *row, &column, format!("{shown:?} is not in {other_name}"));
            }
        }
    }
}

impl Table {
    /// Adds a row after checking its values.
    pub fn add(&mut self, row: Row, values: Vec<String>, problems: &mut Problems) {
        let expected = self.schema.fields.len();
        if values.len() != expected {
            let reason = format!("the row has {} values, the header {expected}", values.len());
            problems.add(&self.file, row, "", reason);
            return;
        }
        for (field, value) in self.schema.fields.iter().zip(&values) {
            if self.schema.is_missing(value) {
                if field.is_required {
                    problems.add(&self.file, row, &field.name, "a value must stand here");
                }
            } else if let Err(reason) = field.check(value) {
                problems.add(&self.file, row, &field.name, reason);
            }
        }
        self.rows.push((row, values));
    }

    /// Checks primary key and unique columns.
    pub fn check_unique(&self, problems: &mut Problems) {
        let unique = self.schema.fields.iter().filter(|field| field.is_unique).map(|field| vec![field.name.clone()]);
        let mut keys: Vec<Vec<String>> = unique.collect();
        if !self.schema.primary_key.is_empty() && !keys.contains(&self.schema.primary_key) {
            keys.push(self.schema.primary_key.clone());
        }
        for key in keys {
            let mut seen: HashMap<String, Row> = HashMap::new();
            for (row, values) in &self.rows {
                let value = self.joined(values, &key);
                if key.len() == 1 && self.schema.is_missing(&value) {
                    continue;
                }
                if let Some(first) = seen.get(&value) {
                    let shown = value.replace(JOINT, ", ");
                    let place = match first {
                        Row::Line(number) => format!("line {number}"),
                        Row::Feature(number) => format!("feature {number}"),
                        Row::File => String::new(),
                    };
                    problems.add(&self.file, *row, &key.join(", "), format!("{shown:?} stands in {place} already"));
                } else {
                    seen.insert(value, *row);
                }
            }
        }
    }

    /// The values of a column with where they stand; none where there is no such column.
    pub fn column(&self, name: &str) -> impl Iterator<Item = (Row, &str)> {
        let index = self.schema.position(name).unwrap_or(usize::MAX);
        self.rows.iter().filter_map(move |(row, values)| Some((*row, values.get(index)?.as_str())))
    }

    fn joined(&self, values: &[String], columns: &[String]) -> String {
        let parts: Vec<&str> = columns
            .iter()
            .filter_map(|name| self.schema.position(name))
            .filter_map(|index| values.get(index).map(String::as_str))
            .collect();
        parts.join(JOINT)
    }

    /// The keys that a row refers to: none where a part is missing, several where the column is a list.
    fn referring(&self, values: &[String], columns: &[String]) -> Vec<String> {
        let indexes: Vec<usize> = columns.iter().filter_map(|name| self.schema.position(name)).collect();
        let is_missing = |index: &usize| values.get(*index).is_none_or(|value| self.schema.is_missing(value));
        if indexes.iter().any(is_missing) {
            return Vec::new();
        }
        match *indexes {
            [index] => {
                let value = values.get(index).map_or("", String::as_str);
                let items = self.schema.fields.get(index).map(|field| field.items(value)).unwrap_or_default();
                items.into_iter().map(str::to_owned).collect()
            }
            _ => vec![self.joined(values, columns)],
        }
    }
}

fn has_expected_header(reader: &mut csv::Reader<&[u8]>, table: &Table, problems: &mut Problems) -> bool {
    let header: Vec<String> = match reader.headers() {
        Ok(header) => header.iter().map(str::to_owned).collect(),
        Err(error) => {
            problems.add(&table.file, Row::Line(1), "", error.to_string());
            return false;
        }
    };
    let expected: Vec<&str> = table.schema.fields.iter().map(|field| field.name.as_str()).collect();
    for name in &expected {
        if !header.iter().any(|have| have == name) {
            problems.add(&table.file, Row::Line(1), name, "the column is missing");
        }
    }
    for name in &header {
        if !expected.contains(&name.as_str()) {
            problems.add(&table.file, Row::Line(1), name, "the schema has no such column");
        }
    }
    let is_same = header == expected;
    if !is_same && header.len() == expected.len() && header.iter().all(|name| expected.contains(&name.as_str())) {
        problems.add(&table.file, Row::Line(1), "", "the columns stand in another order than in the schema");
    }
    is_same
}

/// The text of a file, without a mark at its start, which the schema does not allow for.
pub fn utf8<'a>(file: &str, bytes: &'a [u8], problems: &mut Problems) -> Option<&'a str> {
    let reason = match std::str::from_utf8(bytes) {
        Ok(text) if text.starts_with('\u{feff}') => {
            problems.add(file, Row::Line(1), "", "starts with a byte order mark");
            return None;
        }
        Ok(text) => return Some(text),
        Err(error) => error,
    };
    let good = bytes.get(..reason.valid_up_to()).unwrap_or_default();
    let line = good.split(|byte| *byte == b'\n').count() as u64;
    problems.add(file, Row::Line(line), "", "not UTF-8");
    None
}

/// A quote that is opened and never closed swallows the rest of the file without an error of the reader.
fn check_quotes(file: &str, text: &str, problems: &mut Problems) {
    if text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1 {
        problems.add(file, Row::File, "", "a quotation mark is opened and never closed");
    }
}

//! Projects from a CSV file.

use std::borrow::Cow;
use std::io::Read;
use std::sync::Arc;

use super::decode::{Encoding, TextReader};
use super::records::{RawRecord, Records};
use super::{restore, sniff};
use crate::formats::crs::Crs;
use crate::formats::number::Decimal;
use crate::formats::project::{FieldSet, Notes, ProjectField, ProjectReader, Record, Resolve};
use crate::formats::refused::{name_columns, refuse};
use crate::formats::sheet::joined;
use crate::model::reason::explained_error;
use crate::model::{Explained, Project, Reason, Rejected};

/// Bytes looked at before reading begins.
const SAMPLE_BYTES: usize = 64 << 10;

/// How a file is read.
pub struct ReadOptions<'a> {
    /// Its name, for messages.
    pub file: &'a str,
    /// Key of the data set that its rows belong to.
    pub dataset: &'a str,
    /// Reference system of its coordinates, where the user names one.
    pub crs: Option<Crs>,
    /// Municipalities by code, name or postal code.
    pub resolve: &'a Resolve<'a>,
}

impl std::fmt::Debug for ReadOptions<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ReadOptions").field("file", &self.file).field("crs", &self.crs).finish_non_exhaustive()
    }
}

/// What was found in a file besides its rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Rows that became projects.
    pub accepted_count: u64,
    /// Rows refused.
    pub rejected_count: u64,
    /// The first of them.
    pub rejected: Vec<Rejected>,
    /// Columns that mean nothing to this program.
    pub unknown_columns: Vec<String>,
    /// Encoding, for text files that may have several.
    pub encoding: Option<Encoding>,
    /// Delimiter of a CSV file.
    pub delimiter: Option<char>,
    /// Decimal sign.
    pub decimal: Option<Decimal>,
    /// What was done beyond reading.
    pub notes: Notes,
}

impl Report {
    /// Notes a refused row.
    pub fn reject(&mut self, file: &Arc<str>, row: u64, column: &str, reason: Reason, original: &str) {
        refuse((&mut self.rejected, &mut self.rejected_count), file, (row, column), reason, original);
    }
}

/// The file as a whole can't be read.
#[derive(Debug)]
pub enum CsvError {
    /// It can't be read from disk.
    Io {
        /// Why.
        error: std::io::Error,
        /// The file.
        file: String,
    },
    /// There is nothing in it.
    Empty(String),
    /// None of its columns is one of a project.
    NoTitle(String),
    /// Two columns claim to be the same field.
    DoubleColumn {
        /// The field.
        field: ProjectField,
        /// The file.
        file: String,
    },
}

impl Explained for CsvError {
    fn reason(&self) -> Reason {
        match self {
            Self::Io { error, file } => error.reason().in_file(file),
            Self::Empty(file) => Reason::new("reason-file-empty").in_file(file),
            Self::NoTitle(file) => Reason::new("reason-list-no-title").in_file(file),
            Self::DoubleColumn { field, file } => {
                Reason::new("reason-column-twice").with("field", field.key()).in_file(file)
            }
        }
    }
}

explained_error!(CsvError);

/// Reads projects and hands each to `sink`, with the fields of which the file says something.
///
/// # Errors
/// When the file as a whole can't be read; a bad row is no error but stands in the report.
pub fn read_projects(
    mut input: impl Read,
    options: &ReadOptions<'_>,
    sink: &mut dyn FnMut(Project, FieldSet),
) -> Result<Report, CsvError> {
    let io = |error| CsvError::Io { error, file: options.file.to_owned() };
    let mut head = Vec::new();
    input.by_ref().take(SAMPLE_BYTES as u64).read_to_end(&mut head).map_err(io)?;
    let (encoding, mark) = Encoding::sniff(&head);
    let head = head.split_off(mark.min(head.len()));
    let sample = encoding.text(&head);
    if sample.trim().is_empty() {
        return Err(CsvError::Empty(options.file.to_owned()));
    }
    let mut reader = ProjectReader::new(options.dataset, options.resolve);
    let delimiter = sniff::delimiter(&sample, |name| reader.names.field(name).is_some());
    reader.crs = options.crs;
    let mut records = Records::new(TextReader::new(input, encoding, head), delimiter);
    if sniff::declared(&sample).is_some() {
        records.next_record().map_err(io)?;
    }
    let mut report = Report {
        encoding: Some(encoding),
        delimiter: Some(char::from(delimiter)),
        decimal: Some(sniff::decimal(&sample, delimiter)),
        ..Report::default()
    };
    let header = records.next_record().map_err(io)?.ok_or_else(|| CsvError::Empty(options.file.to_owned()))?;
    let header: Vec<String> = header.fields.into_iter().map(Cow::into_owned).collect();
    let columns = columns(&header, &reader, options, &mut report)?;
    reader.decimals = sniff::decimals(&sample, delimiter, &columns);
    records.set_width(header.len());
    let file = Arc::from(options.file);
    while let Some(record) = records.next_record().map_err(io)? {
        match row(&record, &columns, &header, &mut reader) {
            Ok((project, said)) => {
                report.accepted_count += 1;
                sink(project, said);
            }
            Err((column, reason)) if record.fields.len() == header.len() => {
                let original = joined(record.fields.iter().map(|field| restore(field)));
                report.reject(&file, record.line, &column, reason, &original);
            }
            Err((column, reason)) => report.reject(&file, record.line, &column, reason, record.original),
        }
    }
    name_columns(&mut report.rejected, header.iter().map(String::as_str));
    report.notes = reader.notes;
    Ok(report)
}

/// The field of each column.
fn columns(
    header: &[String],
    reader: &ProjectReader<'_>,
    options: &ReadOptions<'_>,
    report: &mut Report,
) -> Result<Vec<Option<ProjectField>>, CsvError> {
    let mut columns = Vec::with_capacity(header.len());
    for name in header {
        let field = reader.names.field(name);
        match field {
            Some(field) if columns.contains(&Some(field)) && reader.names.is_key(name) => {
                return Err(CsvError::DoubleColumn { field, file: options.file.to_owned() });
            }
            None if !name.trim().is_empty() => report.unknown_columns.push(name.trim().to_owned()),
            _ => {}
        }
        columns.push(field);
    }
    let has_title = [ProjectField::Title, ProjectField::TitleEn].iter().any(|title| columns.contains(&Some(*title)));
    if has_title { Ok(columns) } else { Err(CsvError::NoTitle(options.file.to_owned())) }
}

/// The project of a row, or the column at fault (by the name it has in the file) and the reason.
fn row(
    record: &RawRecord<'_>,
    columns: &[Option<ProjectField>],
    header: &[String],
    reader: &mut ProjectReader<'_>,
) -> Result<(Project, FieldSet), (String, Reason)> {
    if record.is_unclosed {
        return Err((String::new(), Reason::new("reason-quote-open")));
    }
    let width = header.len();
    let has_more = record.fields.iter().skip(width).any(|field| !field.trim().is_empty());
    if record.fields.len() < width || has_more {
        let reason = Reason::new("reason-row-width").with("values", record.fields.len()).with("width", width);
        return Err((String::new(), reason));
    }
    let mut fields = Record::default();
    for (field, cell) in columns.iter().zip(&record.fields) {
        if let Some(field) = field {
            fields.set(*field, restore(cell));
        }
    }
    reader.project(record.line, &fields).map(|project| (project, fields.said())).map_err(|error| {
        let position = columns.iter().position(|column| *column == Some(error.field));
        let name = position.and_then(|index| header.get(index)).map_or(error.field.key(), |name| name.trim());
        (name.to_owned(), error.reason)
    })
}

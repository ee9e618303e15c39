//! The tables of a package: what the whole selection holds, a CSV or Parquet file each.

use std::io::{BufWriter, Write};
use std::sync::atomic::AtomicBool;

use super::target::{FileFacts, Target};
use crate::export::layout::{self, Shaper};
use crate::export::rows::{self, Passage, Passed, Sheet, Tracked, Watch};
use crate::export::stamp::Facts;
use crate::export::{ExportError, Format, What, indicators, municipalities, projects, sensors};
use crate::formats::csv::{CsvWriter, Dialect};
use crate::formats::table::{Column, RowWriter};
use crate::query::towns;
use crate::text::Text;
use crate::workspace::{Borders, View, Workspace};

/// Bytes that are gathered before they are written.
const BUFFER: usize = 1 << 16;

/// How many tables there are, for the progress.
const COUNT: f32 = 4.0;

/// What the files of the tables are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::export) enum Form {
    /// CSV as in RFC 4180.
    Csv,
    /// Apache Parquet; GeoParquet where rows have a place.
    Parquet,
}

impl Form {
    /// The ending of their names.
    pub const fn ending(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Parquet => "parquet",
        }
    }

    /// The format of a package of them.
    pub const fn package(self) -> Format {
        match self {
            Self::Csv => Format::DataPackage,
            Self::Parquet => Format::ParquetPackage,
        }
    }

    /// What a reader of the package is told.
    pub fn about(self, text: &Text) -> String {
        let about = text.get("export-package-about");
        match self {
            Self::Csv => format!("{about} {}", text.get("export-package-guarded")),
            Self::Parquet => about,
        }
    }
}

/// What a package is made of.
pub(in crate::export) struct Selection<'a> {
    /// The data.
    pub workspace: &'a Workspace,
    /// Which of it.
    pub view: &'a View,
    /// Texts of the titles of columns.
    pub text: &'a Text,
    /// In which form the tables are written.
    pub form: Form,
    /// Told a fraction from time to time.
    pub progress: &'a dyn Fn(f32),
    /// Set to stop.
    pub cancel: &'a AtomicBool,
}

/// A table as it was written.
#[derive(Debug)]
pub(in crate::export) struct Table {
    /// Its name: a key of [`crate::export::What`], or `municipalities`.
    pub name: &'static str,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Whether each row has a geometry beside its columns.
    pub has_geometry: bool,
    /// Columns that together name a row; none where no such columns are sure.
    pub key: &'static [&'static str],
    /// How many rows.
    pub row_count: u64,
    /// SHA-256 of its rows in canonical form, as in stamps.
    pub rows_hash: String,
    /// The file.
    pub file: FileFacts,
    /// What its rows rest on.
    pub facts: Facts,
}

/// Writes every table of the selection.
pub(in crate::export) fn write_all(selection: &Selection<'_>, target: &mut Target) -> Result<Vec<Table>, ExportError> {
    let Selection { workspace, view, text, .. } = *selection;
    let rows = projects::rows(workspace, view, text);
    let sheet = projects::sheet_of(text, workspace, &rows);
    let of_projects =
        table(selection, target, ("projects", &["id"], 0.0), sheet, |out| projects::write(workspace, &rows, out))?;
    let wanted = sensors::wanted(workspace, view);
    let row_count = wanted.iter().map(|sensor| sensor.datastreams.len() as u64).sum();
    let sheet = sensors::sheet(text, row_count);
    let of_sensors = table(selection, target, ("sensors", &["sensor", "datastream"], 1.0), sheet, |out| {
        sensors::write(workspace, view, &wanted, out)
    })?;
    // Names are each of one municipality in today's borders only.
    let is_today = view.indicators.borders == Borders::Today;
    let key: &[&str] = if is_today { &["indicator", "municipality", "year"] } else { &[] };
    let sheet = indicators::long_sheet(text, &[]);
    let of_indicators =
        table(selection, target, ("indicators", key, 2.0), sheet, |out| all_indicators(selection, out))?;
    let rows = workspace.municipalities.rows();
    let sheet = municipalities::sheet(text, rows.len());
    let of_municipalities =
        table(selection, target, ("municipalities", &["nis"], 3.0), sheet, |out| municipalities::write(rows, out))?;
    Ok(vec![of_projects, of_sensors, of_indicators, of_municipalities])
}

/// Every indicator of the municipalities that the view chose, else of those that its filter wants.
fn all_indicators(selection: &Selection<'_>, out: &mut Tracked<'_>) -> Result<Facts, ExportError> {
    let Selection { workspace, view, text, .. } = *selection;
    let mut view = view.clone();
    if view.indicators.municipalities.is_empty()
        && let Some(wanted) = towns::wanted(&workspace.municipalities, &view.filter)
    {
        // Without places every municipality would be meant.
        if wanted.is_empty() {
            return Ok(Facts::default());
        }
        view.indicators.municipalities = wanted.into_iter().collect();
    }
    let mut facts = Facts::default();
    for indicator in workspace.indicators.definitions() {
        view.indicators.indicator = Some(indicator.id.clone());
        let series = indicators::series(workspace, &view);
        facts.add(&indicators::write_long(workspace, &view, text, &series, out)?);
    }
    Ok(facts)
}

fn table(
    selection: &Selection<'_>,
    target: &mut Target,
    (name, key, place): (&'static str, &'static [&'static str], f32),
    sheet: Sheet,
    write: impl FnOnce(&mut Tracked<'_>) -> Result<Facts, ExportError>,
) -> Result<Table, ExportError> {
    let progress = |fraction: f32| (selection.progress)((place + fraction.min(1.0)) / COUNT);
    let has_geometry = selection.form == Form::Parquet && What::from_key(name).is_some_and(layout::has_places);
    let make = |out: &mut (dyn Write + Send)| {
        let writer = writer(selection.form, &sheet.columns, has_geometry, out)?;
        let (expected_count, cancel) = (sheet.row_count, selection.cancel);
        let passage = Passage { shaper: Shaper::NONE, expected_count, progress: &progress, cancel };
        let Passed { made: facts, writer, row_count, hash, .. } = rows::pass(writer, passage, write)?;
        rows::finish(writer, ("", None), Watch { bytes: None, from: 1.0, progress: &progress })?;
        Ok((facts, row_count, hash))
    };
    let ((facts, row_count, rows_hash), file) = target.file(&format!("{name}.{}", selection.form.ending()), make)?;
    Ok(Table { name, columns: sheet.columns, has_geometry, key, row_count, rows_hash, file, facts })
}

fn writer<'a>(
    form: Form,
    columns: &[Column],
    has_geometry: bool,
    out: &'a mut (dyn Write + Send),
) -> Result<Box<dyn RowWriter + 'a>, ExportError> {
    let out = BufWriter::with_capacity(BUFFER, out);
    match form {
        Form::Csv => Ok(Box::new(CsvWriter::new(out, Dialect::Rfc4180, columns)?)),
        #[cfg(feature = "parquet")]
        Form::Parquet => {
            let places = has_geometry.then_some(crate::formats::crs::Crs::Wgs84);
            Ok(Box::new(crate::formats::parquet::ParquetWriter::new(out, columns, places)?))
        }
        #[cfg(not(feature = "parquet"))]
        Form::Parquet => {
            let _ = has_geometry;
            Err(ExportError::NotBuilt(crate::export::Format::Parquet))
        }
    }
}

//! Results and figures to files, with their stamp.
//!
//! Contract: an export holds every row that the view wants, is either whole or not there, and is the same bytes when
//! it is made again from the same data. Its stamp lies beside it (`NAME.stamp.json`) and, where the format has a
//! place for it, inside.
//! May use: `query`, `figure`, `formats`, `workspace`, `model`, `text`.

mod answers;
mod as_of;
pub mod catalogue;
mod chart;
pub mod compose;
mod error;
pub mod file;
mod gaps;
mod indicators;
mod kinds;
pub mod layout;
mod lot;
mod many;
pub mod map;
mod municipalities;
mod observations;
pub mod package;
mod picture;
mod projects;
pub mod report;
pub mod reproduce;
mod rows;
mod sections;
mod sensors;
pub mod stamp;
mod style;
mod watched;

use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Receiver;

use serde::{Deserialize, Serialize};

pub use self::as_of::{AsOf, Now, ReadSeries};
pub use self::chart::{has_chart, is_of_sensors};
pub use self::error::ExportError;
pub use self::kinds::{Format, What};
use self::layout::{Layout, Shaper};
use self::rows::{Passage, Passed, Sheet, Tracked, Watch};
use self::stamp::{Counts, Facts};
use self::watched::Watched;
use crate::formats::csv::{CsvWriter, Dialect};
use crate::formats::geojson::GeoJsonWriter;
use crate::formats::geopackage::{GeoPackageWriter, LayerInfo, LayerStyle};
use crate::formats::ods::OdsWriter;
use crate::formats::table::{Column, RowWriter};
use crate::formats::workbook::WorkbookTitles;
use crate::formats::xlsx::XlsxWriter;
use crate::model::{Observation, SensorId, hash};
use crate::text::Text;
use crate::workspace::{View, Workspace};

/// An export as it was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct ExportRequest {
    /// What.
    pub what: What,
    /// In which format.
    pub format: Format,
    /// The question it answers.
    pub view: View,
    /// Where to; `None` = standard output, without a stamp.
    pub path: Option<PathBuf>,
    /// Size of a picture, and its scale factor.
    pub picture: Option<PictureSize>,
    /// Chosen columns and reference system of rows.
    pub layout: Layout,
}

/// Size of a picture.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PictureSize {
    /// Width in points.
    pub width: u32,
    /// Height in points; 0 = as high as a chart needs.
    pub height: u32,
    /// Pixels for each point; an SVG and a PDF are so many times larger on paper.
    pub scale: f32,
}

/// One observation on its way out of the store.
#[derive(Clone, Debug, PartialEq)]
pub struct ObservationRow {
    /// Sensor.
    pub sensor: SensorId,
    /// Datastream within it.
    pub datastream: Arc<str>,
    /// What was observed.
    pub observation: Observation,
}

/// What an export wrote.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportSummary {
    /// Files, the stamp last; none on standard output.
    pub files: Vec<PathBuf>,
    /// Rows.
    pub row_count: u64,
    /// What became of the files of an older package.
    pub cleared: package::Cleared,
}

/// What an export is made from.
pub struct Inputs<'a> {
    /// The data.
    pub workspace: &'a Workspace,
    /// Texts of the language that headers are written in.
    pub text: &'a Text,
    /// Observations in the order in which they are to be written; only asked for when they are exported.
    pub observations: &'a mut dyn Iterator<Item = Result<ObservationRow, String>>,
    /// What figures of today rest on.
    pub now: Now,
}

impl std::fmt::Debug for Inputs<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Inputs").field("text", &self.text).finish_non_exhaustive()
    }
}

/// Makes an export: to the request's file with a stamp beside it, or to `stream` where it names none. A package has its
/// stamp inside. Calls `progress` with a fraction from time to time, and stops soon after `cancel`
/// is set.
///
/// # Errors
/// When it can't be written or was cancelled; nothing is left behind then, and an older file stays as it was.
pub fn run(
    request: &ExportRequest,
    inputs: Inputs<'_>,
    stream: &mut (dyn Write + Send),
    progress: &dyn Fn(f32),
    cancel: &AtomicBool,
) -> Result<ExportSummary, ExportError> {
    if !request.what.formats().contains(&request.format) {
        return Err(ExportError::Unsupported { what: request.what, format: request.format });
    }
    let is_picture = request.format.is_picture();
    if request.path.as_ref().is_some_and(|path| is_open_workspace(inputs.workspace, path)) {
        return Err(ExportError::IsWorkspace(request.path.clone().unwrap_or_default()));
    }
    if !request.format.is_table() && !request.layout.is_default() {
        return Err(ExportError::NoTable);
    }
    if !request.format.is_built() {
        return Err(ExportError::NotBuilt(Format::Parquet));
    }
    match request.what {
        What::Gaps if is_picture => gaps::picture(request, inputs.workspace, inputs.text),
        What::Package => package::run(request, &inputs, progress, cancel),
        What::Catalogue => catalogue::run(request, &inputs, stream, progress, cancel),
        What::Chart => chart::picture(request, &inputs),
        // Drawn by `map::run`, which has the base map.
        What::Map => Err(ExportError::NeedsFile),
        _ => run_rows(request, inputs, stream, progress, cancel),
    }
}

/// Makes an export of rows.
fn run_rows(
    request: &ExportRequest,
    inputs: Inputs<'_>,
    stream: &mut (dyn Write + Send),
    progress: &dyn Fn(f32),
    cancel: &AtomicBool,
) -> Result<ExportSummary, ExportError> {
    let Some(path) = &request.path else {
        let out = Out::Stream(io::BufWriter::new(stream));
        let (row_count, _) = write_rows(request, inputs, Way { out, bytes: None, progress, cancel })?;
        return Ok(ExportSummary { row_count, ..ExportSummary::default() });
    };
    let in_file = |error| ExportError::File { error, path: path.clone() };
    let pending = file::Pending::new(path).map_err(in_file)?;
    let has_refused = AtomicBool::new(false);
    let (out, bytes) = if request.format == Format::GeoPackage {
        (Out::Path(pending.path()), None)
    } else {
        let (file, bytes) = Watched::new(pending.open().map_err(in_file)?, cancel, &has_refused);
        (Out::File(io::BufWriter::with_capacity(1 << 16, file)), Some(bytes))
    };
    let written = write_rows(request, inputs, Way { out, bytes, progress, cancel });
    // A file that was cancelled refuses more: that is no failure of the disk.
    let is_cancelled = cancel.load(Ordering::Relaxed);
    let why = |error: ExportError| if is_cancelled { ExportError::Cancelled } else { error.in_file(path) };
    let (row_count, stamp) = written.map_err(why)?;
    if has_refused.load(Ordering::Relaxed) {
        // A library that did not tell.
        return Err(in_file(io::ErrorKind::WriteZero.into()));
    }
    put_with_stamp(path, pending, &stamp, row_count)
}

/// The columns of a table that has the same whatever is in it; none for others.
pub fn columns(what: What, text: &Text) -> Vec<Column> {
    match what {
        What::Projects => projects::sheet(text, 0).columns,
        What::Sensors | What::Observations => sensors::sheet(text, 0).columns,
        _ => Vec::new(),
    }
}

/// Whether the columns and the reference system that a request of rows names are there to be chosen, before anything
/// is written.
///
/// # Errors
/// As [`run`] would give them.
pub fn check_layout(request: &ExportRequest, workspace: &Workspace, text: &Text) -> Result<(), ExportError> {
    let view = &request.view;
    let mut sheet = match request.what {
        What::Projects => projects::sheet(text, 0),
        What::Sensors | What::Observations => sensors::sheet(text, 0),
        What::Indicators => {
            indicators::sheet(text, &indicators::chosen(workspace, view, &request.layout), request.format)
        }
        What::Gaps => gaps::sheet(text, &gaps::matrix(workspace, view)),
        what => {
            let now = Now::default();
            let table = answers::table(what, answers::Source { workspace, view, text, now: &now });
            table.ok_or(ExportError::NoTable)?.sheet
        }
    };
    Shaper::new(request, &mut sheet).map(drop)
}

/// Writes a file with its stamp beside it.
fn write_with_stamp(path: &Path, bytes: &[u8], stamp: &str, row_count: u64) -> Result<ExportSummary, ExportError> {
    let pending = written(path, bytes)?;
    put_with_stamp(path, pending, stamp, row_count)
}

/// Puts a file that was written in its place, with its stamp beside it: both or neither.
fn put_with_stamp(
    path: &Path,
    pending: file::Pending,
    stamp: &str,
    row_count: u64,
) -> Result<ExportSummary, ExportError> {
    let stamp_path = stamp::path_of(path);
    let in_file = |error| ExportError::File { error, path: path.to_owned() };
    let hash = std::fs::File::open(pending.path()).and_then(hash::of_reader).map_err(in_file)?;
    let stamp = written(&stamp_path, stamp::beside(stamp, &hash).as_bytes())?;
    file::commit_together([pending, stamp]).map_err(|(path, error)| ExportError::File { error, path })?;
    Ok(ExportSummary { files: vec![path.to_owned(), stamp_path], row_count, ..ExportSummary::default() })
}

/// A file that has its bytes and waits for its place.
fn written(path: &Path, bytes: &[u8]) -> Result<file::Pending, ExportError> {
    let pending = file::Pending::new(path).and_then(|pending| {
        pending.open()?.write_all(bytes)?;
        Ok(pending)
    });
    pending.map_err(|error| ExportError::File { error, path: path.to_owned() })
}

/// Where rows go.
enum Out<'a> {
    Stream(io::BufWriter<&'a mut (dyn Write + Send)>),
    File(io::BufWriter<Watched<'a, std::fs::File>>),
    Path(&'a Path),
}

/// Where rows go, and who watches.
struct Way<'a> {
    out: Out<'a>,
    /// Bytes that the file took so far, where that is watched.
    bytes: Option<Receiver<u64>>,
    progress: &'a dyn Fn(f32),
    cancel: &'a AtomicBool,
}

/// Writes the rows and gives back how many, and the stamp.
fn write_rows(request: &ExportRequest, inputs: Inputs<'_>, way: Way<'_>) -> Result<(u64, String), ExportError> {
    let Inputs { workspace, text, observations, now } = inputs;
    let view = &request.view;
    let is_map = request.format.is_map();
    let order = Order { request, workspace, text, way };
    match request.what {
        What::Projects => {
            let rows = projects::rows(workspace, view, text);
            order.fill(projects::sheet_of(text, workspace, &rows), |tracked| projects::write(workspace, &rows, tracked))
        }
        What::Sensors => {
            let wanted = sensors::wanted(workspace, view);
            let row_count = wanted.iter().map(|sensor| sensor.datastreams.len() as u64).sum();
            order.fill(sensors::sheet(text, row_count), |tracked| sensors::write(workspace, view, &wanted, tracked))
        }
        What::Observations => {
            let sheet = sensors::sheet(text, observations.size_hint().0 as u64);
            order.fill(sheet, |tracked| observations::write(workspace, view, observations, tracked))
        }
        What::Indicators => {
            let chosen = indicators::chosen(workspace, view, &request.layout);
            let sheet = indicators::sheet(text, &chosen, request.format);
            order.fill(sheet, |tracked| indicators::write(workspace, text, (&chosen, is_map), tracked))
        }
        What::Gaps => {
            let matrix = gaps::matrix(workspace, view);
            order.fill(gaps::sheet(text, &matrix), |tracked| gaps::write(workspace, view, text, &matrix, tracked))
        }
        what => {
            let source = answers::Source { workspace, view, text, now: &now };
            let unheard_of = ExportError::Unsupported { what, format: request.format };
            let table = answers::table(what, source).ok_or(unheard_of)?;
            order.fill(table.sheet, table.write)
        }
    }
}

/// A file of rows that was asked for.
struct Order<'a, 'o> {
    request: &'a ExportRequest,
    workspace: &'a Workspace,
    text: &'a Text,
    way: Way<'o>,
}

impl Order<'_, '_> {
    /// Fills it with the rows that `make` makes; gives back how many, and the stamp.
    fn fill(
        self,
        mut sheet: Sheet,
        make: impl FnOnce(&mut Tracked<'_>) -> Result<Facts, ExportError>,
    ) -> Result<(u64, String), ExportError> {
        let Self { request, workspace, text, way: Way { out, bytes, progress, cancel } } = self;
        let shaper = Shaper::new(request, &mut sheet)?;
        let writer = writer(request, workspace, text, &sheet, out)?;
        let share_of_rows = 1.0 - writer.share_of_end();
        let rows_done = |fraction: f32| progress(fraction * share_of_rows);
        let passage = Passage { shaper, expected_count: sheet.row_count, progress: &rows_done, cancel };
        let Passed { made: facts, writer, row_count, hash, by_kind } = rows::pass(writer, passage, make)?;
        let counts = Counts { row_count, by_kind: &by_kind, hash: &hash };
        let stamp = stamp::json(request, workspace, text.language(), &counts, &facts)?;
        // A stream gets no stamp: what reads it expects the data alone.
        let inside = if request.path.is_some() { Some(stamp.as_str()) } else { None };
        rows::finish(writer, (stamp::NAME_INSIDE, inside), Watch { bytes, from: share_of_rows, progress })?;
        Ok((row_count, stamp))
    }
}

fn writer<'a>(
    request: &ExportRequest,
    workspace: &Workspace,
    text: &Text,
    sheet: &Sheet,
    out: Out<'a>,
) -> Result<Box<dyn RowWriter + 'a>, ExportError> {
    let (columns, crs) = (&sheet.columns, request.layout.system());
    let name = request.what.key();
    let dialect = if request.format == Format::Csv { Dialect::Rfc4180 } else { Dialect::ExcelBelgium };
    Ok(match (request.format, out) {
        (Format::Csv | Format::CsvExcelBe, Out::Stream(out)) => Box::new(CsvWriter::new(out, dialect, columns)?),
        (Format::Csv | Format::CsvExcelBe, Out::File(out)) => Box::new(CsvWriter::new(out, dialect, columns)?),
        (Format::GeoJson, Out::Stream(out)) => Box::new(GeoJsonWriter::new(out, name, columns)?),
        (Format::GeoJson, Out::File(out)) => Box::new(GeoJsonWriter::new(out, name, columns)?),
        (Format::GeoPackage, Out::Path(path)) => {
            let (title, last_change) = (text.get(&format!("export-what-{name}")), stamp::last_change(workspace));
            let style = style::of(request, workspace, text, sheet);
            let style = Some(LayerStyle { name: &title, description: &style.about, qml: &style.qml });
            let geometry = sheet.geometry;
            let layer = LayerInfo { name, title: &title, geometry, last_change: &last_change, crs, style };
            Box::new(GeoPackageWriter::create(path, layer, columns)?)
        }
        #[cfg(feature = "parquet")]
        (Format::Parquet, Out::File(out)) => {
            let places = layout::has_places(request.what).then_some(crs);
            Box::new(crate::formats::parquet::ParquetWriter::new(out, columns, places)?)
        }
        (Format::Xlsx, Out::File(out)) => Box::new(XlsxWriter::new(out, &titles(text, name).borrowed(), columns)?),
        (Format::Ods, Out::File(out)) => Box::new(OdsWriter::new(out, &titles(text, name).borrowed(), columns)?),
        (Format::GeoPackage | Format::Parquet | Format::Xlsx | Format::Ods, _) => return Err(ExportError::NeedsFile),
        (format, _) => return Err(ExportError::Unsupported { what: request.what, format }),
    })
}

/// Names of the sheets of a workbook.
struct Titles {
    sheet: String,
    about: String,
    columns: String,
}

impl Titles {
    fn borrowed(&self) -> WorkbookTitles<'_> {
        WorkbookTitles { sheet: &self.sheet, about: &self.about, columns: &self.columns }
    }
}

fn titles(text: &Text, what: &str) -> Titles {
    Titles {
        sheet: text.get(&format!("export-what-{what}")),
        about: text.get("export-sheet-about"),
        columns: text.get("export-sheet-columns"),
    }
}

fn is_open_workspace(workspace: &Workspace, path: &Path) -> bool {
    workspace.path.as_deref().is_some_and(|open| is_same_file(open, path))
}

/// Whether two paths are one file, links followed where both exist.
fn is_same_file(a: &Path, b: &Path) -> bool {
    match (a.canonicalize(), b.canonicalize()) {
        (Ok(a), Ok(b)) => a == b,
        _ => a == b,
    }
}

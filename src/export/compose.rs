//! Reports as files: a PDF or an HTML page, of the whole or of each of many municipalities.
//!
//! Contract: all files appear together when the last is made, or none does; the same report of the same data gives the
//! same bytes. The stamp beside each holds the report itself, so that it can be made again.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use serde::{Deserialize, Serialize};

use super::ExportError;
use super::many::{self, Made};
use super::report::file_stem;
use super::sections;
use super::stamp::{self, Facts, Note, Part, StampSource};
use crate::figure::paint_html::html;
use crate::figure::paint_pdf::pdf;
use crate::figure::report::{ReportBlocks, ReportMaker};
use crate::model::basemap::Basemap;
use crate::model::dimension::keyed_enum;
use crate::model::period::Year;
use crate::model::{Nis, Reason, hash};
use crate::text::Text;
use crate::workspace::{Report, Workspace};

keyed_enum!(
    /// What a report is written as.
    ComposeFormat {
        /// A document of A4 pages.
        Pdf = "pdf",
        /// A page for a browser, with everything inside.
        Html = "html",
    }
);

/// A report as it was asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct ComposeRequest {
    /// The report.
    pub report: Report,
    /// Of which municipalities, codes of today; none = as it stands, once.
    pub municipalities: Vec<Nis>,
    /// As what.
    pub format: ComposeFormat,
    /// The file; with `is_each` the folder that gets one for each municipality.
    pub path: PathBuf,
    /// Whether `path` is a folder that each report goes into under its own name.
    pub is_each: bool,
    /// Last year of projects that go on: this year, or that of the report that is made again.
    pub this_year: Year,
}

/// What reports are made from.
#[derive(Clone, Debug)]
pub struct ComposeInputs<'a> {
    /// The data.
    pub workspace: &'a Workspace,
    /// The base map.
    pub basemap: Arc<Basemap>,
    /// Texts.
    pub text: &'a Text,
}

/// What was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ComposeSummary {
    /// Every file, stamps among them.
    pub files: Vec<PathBuf>,
    /// How many reports.
    pub count: u32,
}

/// What makes a report again, as its stamp holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Composed {
    /// As what.
    pub format: ComposeFormat,
    /// Of which municipality; `None` = as it stands.
    pub municipality: Option<Nis>,
    /// Last year of projects that go on.
    pub this_year: Year,
    /// The report, as it was before it was made one of a municipality.
    pub report: Report,
}

impl Composed {
    /// The request that makes it again, to another file.
    pub fn request(&self, path: PathBuf) -> ComposeRequest {
        ComposeRequest {
            report: self.report.clone(),
            municipalities: self.municipality.into_iter().collect(),
            format: self.format,
            path,
            is_each: false,
            this_year: self.this_year,
        }
    }
}

#[derive(Serialize)]
struct ComposedStamp<'a> {
    stamp_version: u32,
    program: &'static str,
    program_version: &'static str,
    what: &'static str,
    language: &'static str,
    #[serde(flatten)]
    composed: &'a Composed,
    title: &'a str,
    /// Projects that its sections want, each once; programmes are not counted.
    project_count: u32,
    /// Rows of the tables of projects.
    row_count: u32,
    /// SHA-256 of the file.
    content_sha256: String,
    /// What each section shows.
    sections: Vec<Part>,
    sources: Vec<StampSource>,
    notes: Vec<Note>,
}

/// Makes the reports. Calls `progress` with a fraction after each, and stops soon after `cancel` is set.
///
/// # Errors
/// When one can't be drawn or written, or it was cancelled; nothing is left behind then.
pub fn run(
    request: &ComposeRequest,
    inputs: &ComposeInputs<'_>,
    progress: &dyn Fn(f32),
    cancel: &AtomicBool,
) -> Result<ComposeSummary, ExportError> {
    if super::is_open_workspace(inputs.workspace, &request.path) {
        return Err(ExportError::IsWorkspace(request.path.clone()));
    }
    let maker = ReportMaker::new(inputs.workspace, Arc::clone(&inputs.basemap), inputs.text, request.this_year);
    let wanted: Vec<Option<Nis>> = match request.municipalities.as_slice() {
        [] => vec![None],
        all => all.iter().copied().map(Some).collect(),
    };
    let make = |nis: &Option<Nis>, own_name: Option<&str>| one(request, &maker, *nis, own_name);
    let files = many::staged(&wanted, (&request.path, request.is_each), (progress, cancel), make)?;
    Ok(ComposeSummary { files, count: wanted.len() as u32 })
}

/// A report and its stamp.
fn one(
    request: &ComposeRequest,
    maker: &ReportMaker<'_>,
    municipality: Option<Nis>,
    own_name: Option<&str>,
) -> Result<Made, ExportError> {
    let name = municipality.map(|nis| maker.workspace.municipalities.name(nis));
    let report = match (municipality, &name) {
        (Some(nis), Some(name)) => request.report.of_municipality(nis, name),
        // Without a municipality it is of the whole region.
        _ => request.report.named(&maker.text.word("region", "flanders")),
    };
    let made = maker.blocks(&report, municipality).map_err(|error| ExportError::Picture(Reason::said(error)))?;
    let bytes = painted(request.format, maker, &made, municipality)?;
    let composed =
        Composed { format: request.format, municipality, this_year: request.this_year, report: request.report.clone() };
    let stamp = stamped(&composed, maker, &made, &bytes)?;
    let stem = municipality.zip(name).map(|(nis, name)| file_stem(&name, nis)).unwrap_or_default();
    let file = own_name.map_or_else(|| format!("{stem}.{}", request.format), ToOwned::to_owned);
    let stamp_file = stamp::path_of(Path::new(&file));
    Ok(vec![(PathBuf::from(file), bytes), (stamp_file, stamp.into_bytes())])
}

fn painted(
    format: ComposeFormat,
    maker: &ReportMaker<'_>,
    made: &ReportBlocks,
    municipality: Option<Nis>,
) -> Result<Vec<u8>, ExportError> {
    let text = maker.text;
    match format {
        ComposeFormat::Html => {
            Ok(html(&made.title, text.language(), &text.get("reports-contents"), &made.blocks).into_bytes())
        }
        ComposeFormat::Pdf => {
            let of = municipality.map(|nis| format!("-{nis}")).unwrap_or_default();
            let identity = format!("regioscope-report{of} {}", made.title);
            let bytes = pdf(&maker.document(made, identity.into()));
            bytes.map_err(|error| ExportError::Picture(Reason::said(error)))
        }
    }
}

fn stamped(
    composed: &Composed,
    maker: &ReportMaker<'_>,
    made: &ReportBlocks,
    bytes: &[u8],
) -> Result<String, ExportError> {
    let mut facts = Facts::default();
    facts.datasets.clone_from(&made.facts.datasets);
    for key in &made.facts.notes {
        facts.note_if(key, true);
    }
    let stamp = ComposedStamp {
        stamp_version: stamp::STAMP_VERSION,
        program: env!("CARGO_PKG_NAME"),
        program_version: env!("CARGO_PKG_VERSION"),
        what: "report",
        language: maker.text.language().code(),
        composed,
        title: &made.title,
        project_count: made.facts.project_count,
        row_count: made.facts.row_count,
        content_sha256: hash::of_bytes(bytes),
        sections: sections::of_blocks(&made.blocks, maker.text.language()),
        sources: stamp::sources(maker.workspace, &facts),
        notes: stamp::notes(&facts),
    };
    Ok(serde_json::to_string_pretty(&stamp).map(|text| text + "\n")?)
}

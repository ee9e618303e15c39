//! `report`: profiles of municipalities as PDF, or as folders of SVG and CSV; with a report file, that report.

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use super::args::{Common, FilterArgs};
use super::{CliError, ExitStatus, Streams, compare, compose, data, exports, filter, open};
use crate::export::report::{ReportFormat, ReportRequest};
use crate::model::{Nis, Reason};
use crate::query::towns;
use crate::session::Session;
use crate::session::command::FileCommand;
use crate::workspace::Workspace;

/// How long to wait for an event before looking again whether the job is over.
const TURN: Duration = Duration::from_millis(500);

/// Steps in which progress is told, in per cent.
const STEP: u32 = 10;

/// `report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// Report file (.regioreport.json) to make as a PDF or an HTML page; without it a profile of each municipality is
    /// made.
    #[arg(value_name = "FILE", conflicts_with = "new")]
    pub file: Option<PathBuf>,
    /// Municipality: a name in any language, an old name, or a NIS code; may be repeated. A report is made for each of
    /// them alone, {municipality} in its texts being its name.
    #[arg(
        long,
        value_name = "NAME",
        required_unless_present_any = ["all", "file", "new", "province", "arrondissement", "typology", "region"],
        conflicts_with = "all"
    )]
    pub municipality: Vec<String>,
    /// Each municipality of this province; with arrondissement, typology and region those that meet all of them.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["all", "new"])]
    pub province: Vec<String>,
    /// Each municipality of this arrondissement: its name or two-digit code.
    #[arg(long, value_name = "NAME", conflicts_with_all = ["all", "new"])]
    pub arrondissement: Vec<String>,
    /// Each municipality that is urban, mixed or rural.
    #[arg(long, value_name = "TYPE", conflicts_with_all = ["all", "new"])]
    pub typology: Vec<String>,
    /// Each municipality of a list of one's own, or of NAME=CODE,CODE.
    #[arg(long, value_name = "REGION", conflicts_with_all = ["all", "new"])]
    pub region: Option<String>,
    /// Every municipality of Flanders and Brussels.
    #[arg(long)]
    pub all: bool,
    /// Writes this report file (`-`: standard output), with a section for each --view.
    #[arg(long, value_name = "FILE", requires = "view", conflicts_with_all = ["all", "municipality", "output"])]
    pub new: Option<PathBuf>,
    /// View file (.regioview.json) of a section; may be repeated.
    #[arg(long, value_name = "FILE", requires = "new")]
    pub view: Vec<PathBuf>,
    /// What each section shows: map, numbers, projects, chart, gaps or comparison; may be repeated; by default what suits
    /// the tab of its view.
    #[arg(long, value_name = "PART", requires = "new")]
    pub show: Vec<String>,
    /// Title of the report.
    #[arg(long, value_name = "TEXT", requires = "new")]
    pub title: Option<String>,
    /// Whom each is held against: centrumsteden, typology, population_band, density_band, province, neighbours,
    /// similar, flanders or list:ID; by default the centrumsteden for one of them, else the same type.
    #[arg(long, value_name = "GROUP")]
    pub peers: Option<String>,
    /// Figures that likeness rests on.
    #[arg(long, value_name = "FIGURE")]
    pub similar_by: Vec<String>,
    /// pdf: a document of A4 pages; html: a page for a browser (reports); folder: pictures as SVG, tables as CSV
    /// (profiles). By default pdf, or what the ending of the file says.
    #[arg(long, value_name = "FORMAT")]
    pub format: Option<String>,
    /// File (folder) to write for one municipality; for several and for --all the folder that each goes into under its
    /// own name, such as Sint-Niklaas-46021.pdf. “-” is standard output, of one document.
    #[arg(long, short = 'o', value_name = "PATH", required_unless_present = "new")]
    pub output: Option<PathBuf>,
}

impl ReportArgs {
    /// Whether municipalities are named as a group, so that each goes into a folder even where it is one.
    pub fn is_group(&self) -> bool {
        let words = [&self.province, &self.arrondissement, &self.typology];
        self.all || self.region.is_some() || words.iter().any(|words| !words.is_empty())
    }
}

/// Makes profiles, a report or a report file.
pub fn run(common: &Common, args: &ReportArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    match (&args.file, &args.new) {
        (Some(file), _) => compose::run(common, file, args, streams),
        (None, Some(file)) => compose::make(common, file, args, streams),
        (None, None) => profiles(common, args, streams),
    }
}

fn profiles(common: &Common, args: &ReportArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let path = args.output.clone().ok_or_else(|| CliError::Usage(Reason::new("cli-name-output")))?;
    let word = args.format.as_deref();
    let word = word.map(|word| data::keyed(word, "--format", ReportFormat::ALL, ReportFormat::key)).transpose()?;
    let peers = args.peers.as_deref().map(compare::peers_word).transpose()?;
    let similar_by = args.similar_by.iter().map(|word| compare::figure_word(word)).collect::<Result<_, _>>()?;
    let mut session = open::session(common, None, false)?;
    open::tell(&session, streams, |_| true)?;
    let municipalities = codes(args, &session)?;
    let is_each = args.is_group() || municipalities.len() > 1;
    let format = word.map_or_else(|| by_ending(&path, is_each), Ok)?;
    let is_one_file = !is_each && format == ReportFormat::Pdf;
    let (path, waiting) = exports::document(common, &path, (format.key(), false, is_one_file), streams)?;
    let request = ReportRequest { municipalities, peers, similar_by, format, path, is_each };
    session.run(&FileCommand::Report(Box::new(request)).into());
    follow(&mut session, streams)?;
    match waiting {
        Some(scratch) => exports::pass_on(&session, &scratch, streams),
        None => open::report(&session, common, streams),
    }
}

/// The format of a profile whose file ends so: PDF, also in a folder.
fn by_ending(output: &Path, is_each: bool) -> Result<ReportFormat, CliError> {
    let is_pdf = |ending: &OsStr| ending.eq_ignore_ascii_case(ReportFormat::Pdf.key());
    if is_each || output.extension().is_none_or(is_pdf) {
        return Ok(ReportFormat::Pdf);
    }
    Err(exports::unknown_ending("report", [ReportFormat::Pdf.key()].into_iter(), output))
}

/// Codes of today, each once, in the order of the words.
pub(super) fn codes(args: &ReportArgs, session: &Session) -> Result<Vec<Nis>, CliError> {
    let municipalities = &session.workspace().municipalities;
    if args.all {
        return Ok(municipalities.rows().iter().map(|row| row.nis).collect());
    }
    let mut codes: Vec<Nis> = Vec::new();
    for word in &args.municipality {
        let nis = filter::municipality(municipalities, word)?;
        if !codes.contains(&nis) {
            codes.push(nis);
        }
    }
    let named = codes.clone();
    let group = group(args, session.workspace())?;
    if args.is_group() && group.is_empty() {
        return Err(CliError::Usage(Reason::new("cli-report-nobody")));
    }
    codes.extend(group.into_iter().filter(|nis| !named.contains(nis)));
    Ok(codes)
}

/// The municipalities of a group that the words name, as they name it in a filter.
fn group(args: &ReportArgs, workspace: &Workspace) -> Result<BTreeSet<Nis>, CliError> {
    let words = FilterArgs {
        province: args.province.clone(),
        arrondissement: args.arrondissement.clone(),
        typology: args.typology.clone(),
        region: args.region.clone(),
        ..FilterArgs::default()
    };
    let view = filter::view(&words, workspace)?;
    Ok(towns::wanted(&workspace.municipalities, &view.filter).unwrap_or_default())
}

/// Tells how far it is until the job is over.
pub(super) fn follow(session: &mut Session, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let mut told = 0;
    while !session.status().jobs.is_empty() {
        session.wait(TURN);
        let fraction = session.status().jobs.values().find_map(|job| job.fraction).unwrap_or(0.0);
        let percent = (fraction * 100.0) as u32;
        if percent < 100 && percent >= told + STEP {
            told = percent / STEP * STEP;
            writeln!(streams.err, "{told} %")?;
        }
    }
    open::settle(session);
    Ok(())
}

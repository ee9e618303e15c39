//! `export`, and how every export reaches its file or standard output: the format, the stream, what is told of it.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::args::{Common, ExportArgs, TableArgs};
use super::data::keyed;
use super::{CliError, ExitStatus, Streams, compare, filter, open};
use crate::export::layout::Layout;
use crate::export::{self, ExportRequest, Format, What, file};
use crate::formats::crs::Crs;
use crate::insight::likeness;
use crate::model::{Explained, IndicatorId, Reason};
use crate::session::{Command, Session};
use crate::workspace::{View, Workspace};

/// Where a file is named: standard output, also for formats that need a file while they are written.
const STREAM: &str = "-";

/// What is told of an export that has a file.
const WRITTEN: [&str; 6] = [
    "notice-exported",
    "notice-exported-one",
    "notice-catalogued",
    "notice-drawn",
    "notice-reported",
    "notice-composed",
];

/// Of the indicators: all of them.
const ALL: &str = "all";

/// `export`.
pub fn export(common: &Common, args: &ExportArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let what = keyed(&args.what, "--what", What::ALL, What::key)?;
    let format = table_format(what, args)?;
    if common.json && is_stream(args.output.as_deref()) {
        return Err(CliError::Usage(Reason::new("cli-export-json")));
    }
    allow_stream(format, args.output.as_deref(), streams)?;
    let mut session = open::session(common, None, false)?;
    let view = filter::view(&args.filter, session.workspace())?;
    check_view(what, &view)?;
    let layout = layout(args, what, &view, session.workspace())?;
    session.run(&Command::SetView(Box::new(view.clone())));
    if matches!(what, What::Comparison | What::Series) {
        compare::read_sensors_of(&mut session, compare::SENSOR_DAYS)?;
    }
    open::select(&mut session);
    let request = ExportRequest { what, format, view, path: args.output.clone(), picture: None, layout };
    // Which indicators are chosen is known by now; what is left to be wrong is columns and reference system.
    if !request.layout.columns.is_empty() || request.layout.crs.is_some() {
        let checked = export::check_layout(&request, session.workspace(), &session.text());
        checked.map_err(|error| CliError::Usage(error.reason()))?;
    }
    let indicators = (what == What::Indicators).then(|| named_indicators(&request, session.workspace()));
    let status = write(&mut session, common, request, streams)?;
    if let Some(named) = indicators {
        let arguments = [("n", named.len().into()), ("indicators", named.join(", ").into())];
        writeln!(streams.err, "{}", session.text().with("cli-indicators-written", &arguments))?;
    }
    Ok(status)
}

/// The format of a table of rows.
fn table_format(what: What, args: &ExportArgs) -> Result<Format, CliError> {
    let asked = match args.format.as_deref() {
        Some(word) => Format::from_key(word),
        None => args.output.as_deref().and_then(by_ending),
    };
    if matches!(what, What::Map | What::Chart) || asked.is_some_and(Format::is_picture) {
        return Err(CliError::Usage(Reason::new("cli-export-picture")));
    }
    if matches!(what, What::Package | What::Catalogue) || asked.is_some_and(|format| !format.is_table()) {
        return Err(CliError::Usage(Reason::new("cli-export-package")));
    }
    // White spots are drawn by their own command.
    let known = what.formats().iter().copied().filter(|format| format.is_built() && format.is_table());
    chosen_format(what, &known.collect::<Vec<_>>(), args.format.as_deref(), args.output.as_deref())
}

/// The format that the word names, else that of the file's ending; without both, the first that this can be written in.
///
/// # Errors
/// When it can't be written so, naming the formats or endings that it can.
pub fn format_of(what: What, word: Option<&str>, output: Option<&Path>) -> Result<Format, CliError> {
    let known: Vec<Format> = what.formats().iter().copied().filter(|format| format.is_built()).collect();
    chosen_format(what, &known, word, output)
}

/// The same of pictures alone.
pub fn picture_format(what: What, word: Option<&str>, output: &Path) -> Result<Format, CliError> {
    let known: Vec<Format> = what.formats().iter().copied().filter(|format| format.is_picture()).collect();
    chosen_format(what, &known, word, Some(output))
}

fn chosen_format(what: What, known: &[Format], word: Option<&str>, output: Option<&Path>) -> Result<Format, CliError> {
    let unknown = |word: &str| {
        let reason = Reason::new("cli-format-unknown").with("what", what);
        CliError::Usage(reason.with_list("choices", known.iter().map(|format| format.key())).with("word", word))
    };
    if let Some(word) = word {
        return known.iter().copied().find(|format| format.key() == word).ok_or_else(|| unknown(word));
    }
    let Some(named) = output.filter(|path| path.as_os_str() != STREAM && path.extension().is_some()) else {
        return known.first().copied().ok_or_else(|| unknown(""));
    };
    let format = by_ending(named).filter(|format| known.contains(format));
    format.ok_or_else(|| unknown_ending(what.key(), known.iter().map(|format| format.ending()), named))
}

/// The name of a file ends in none of the endings that this is written with; several formats may have one ending.
pub fn unknown_ending<'a>(what: &'static str, endings: impl Iterator<Item = &'a str>, output: &Path) -> CliError {
    let mut endings: Vec<String> = endings.map(|ending| format!(".{ending}")).collect();
    endings.dedup();
    let ending = output.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    let reason = Reason::new("cli-ending-unknown").with("what", what).with_list("choices", endings);
    CliError::Usage(reason.with("word", ending))
}

/// What an answer can't do without.
fn check_view(what: What, view: &View) -> Result<(), CliError> {
    let missing = match what {
        What::Comparison | What::Series if view.compare.municipalities.is_empty() => "cli-export-no-compared",
        What::Similar if likeness::asked(view).is_none() => "cli-export-no-asked",
        _ => return Ok(()),
    };
    Err(CliError::Usage(Reason::new(missing)))
}

/// Writes the answer of a tab as a table, from the session's view.
pub fn write_table(
    session: &mut Session,
    common: &Common,
    (what, args): (What, &TableArgs),
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    let format = format_of(what, args.format.as_deref(), args.output.as_deref())?;
    allow_stream(format, args.output.as_deref(), streams)?;
    let request = ExportRequest {
        what,
        format,
        view: session.view().clone(),
        path: args.output.clone(),
        picture: None,
        layout: Layout::default(),
    };
    write(session, common, request, streams)
}

/// Whether it goes to standard output.
pub fn is_stream(output: Option<&Path>) -> bool {
    output.is_none_or(|path| path.as_os_str() == STREAM)
}

/// Formats that a terminal can't show go to standard output only where that is asked for and leads elsewhere.
pub fn allow_stream(format: Format, output: Option<&Path>, streams: &Streams<'_>) -> Result<(), CliError> {
    let is_refused = is_stream(output) && !format.is_text() && (output.is_none() || streams.is_terminal);
    if is_refused { Err(CliError::Usage(Reason::new("cli-needs-file").with("format", format))) } else { Ok(()) }
}

/// The columns, the indicators and the reference system that were asked for.
fn layout(args: &ExportArgs, what: What, view: &View, workspace: &Workspace) -> Result<Layout, CliError> {
    let crs = args.crs.as_deref().map(|name| {
        Crs::from_name(name).filter(|crs| Crs::WRITTEN.contains(crs)).ok_or_else(|| CliError::usage("cli-crs", name))
    });
    let columns: Vec<String> = args.columns.iter().map(|name| name.trim().to_owned()).collect();
    // WGS84 is what an export has by itself: the same file whether or not it is asked for.
    let crs = crs.transpose()?.filter(|crs| *crs != Crs::Wgs84);
    Ok(Layout { columns, crs, indicators: indicators(args, what, view, workspace)? })
}

/// The indicators that were asked for; without a word those of the view file, else all.
fn indicators(args: &ExportArgs, what: What, view: &View, workspace: &Workspace) -> Result<Vec<IndicatorId>, CliError> {
    if what != What::Indicators {
        return if args.indicator.is_empty() {
            Ok(Vec::new())
        } else {
            Err(CliError::Usage(Reason::new("cli-indicator-not-here").with("what", what)))
        };
    }
    let known = workspace.indicators.definitions();
    let has_one = args.filter.view.is_some() && view.indicators.indicator.is_some();
    let is_all = args.indicator.iter().any(|word| word == ALL) || args.indicator.is_empty() && !has_one;
    if is_all {
        return Ok(known.iter().map(|one| one.id.clone()).collect());
    }
    let mut asked: Vec<IndicatorId> = Vec::new();
    for word in &args.indicator {
        let id = IndicatorId::new(word);
        if workspace.indicators.definition(&id).is_none() {
            return Err(CliError::usage("cli-indicator-unknown", word));
        }
        if !asked.contains(&id) {
            asked.push(id);
        }
    }
    Ok(asked)
}

/// The indicators that a request writes.
fn named_indicators(request: &ExportRequest, workspace: &Workspace) -> Vec<String> {
    let asked = request.layout.indicators.iter().map(ToString::to_string).collect::<Vec<_>>();
    if !asked.is_empty() {
        return asked;
    }
    let of_view = request.view.indicators.indicator.clone();
    let first = || workspace.indicators.definitions().first().map(|one| one.id.clone());
    of_view.or_else(first).iter().map(ToString::to_string).collect()
}

/// The format that the ending of a file's name tells.
pub fn by_ending(path: &Path) -> Option<Format> {
    let ending = path.extension()?.to_string_lossy().to_lowercase();
    let ending = if ending == "json" { Format::GeoJson.ending() } else { &ending };
    Format::ALL.iter().copied().find(|format| format.ending() == ending)
}

/// A file that was not written, naming the folder where that is what is missing.
pub fn unwritten(path: &Path, error: &std::io::Error) -> CliError {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) {
        Some(folder) => CliError::Failed(file::no_folder(error, folder)),
        None => CliError::file(path, error),
    }
}

/// Writes an export to its file, or to standard output where it names none or `-`.
pub fn write(
    session: &mut Session,
    common: &Common,
    mut request: ExportRequest,
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    if !is_stream(request.path.as_deref()) {
        session.export(request, None);
        open::settle(session);
        return open::report(session, common, streams);
    }
    let scratch = Scratch::new()?;
    let file = scratch.file();
    // What needs a file while it is written is written to one first.
    request.path = (!request.format.is_text()).then(|| file.clone());
    let stream = request.path.is_none().then(|| file.clone());
    session.export(request, stream);
    open::settle(session);
    pass_on(session, &scratch, streams)
}

/// Copies what was written to a file of this process to standard output, and tells the rest on standard error.
pub fn pass_on(session: &Session, scratch: &Scratch, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    open::check(session)?;
    open::tell(session, streams, |notice| !WRITTEN.contains(&notice.key))?;
    std::io::copy(&mut File::open(scratch.file())?, streams.out)?;
    Ok(ExitStatus::Done)
}

/// The file of one document, and where it waits if it goes to standard output.
///
/// # Errors
/// When there are several files, JSON is answered there, or a terminal can't show it.
pub fn document(
    common: &Common,
    output: &Path,
    (format, is_text, is_one_file): (&str, bool, bool),
    streams: &Streams<'_>,
) -> Result<(PathBuf, Option<Scratch>), CliError> {
    if !is_stream(Some(output)) {
        return Ok((output.to_owned(), None));
    }
    if !is_one_file {
        return Err(CliError::Usage(Reason::new("cli-stream-one")));
    }
    if common.json {
        return Err(CliError::Usage(Reason::new("cli-stream-json")));
    }
    if streams.is_terminal && !is_text {
        return Err(CliError::Usage(Reason::new("cli-needs-file").with("format", format)));
    }
    let scratch = Scratch::new()?;
    Ok((scratch.file(), Some(scratch)))
}

/// A folder of this process alone, where something waits to be copied; gone when dropped.
pub(super) struct Scratch(PathBuf);

impl Scratch {
    pub fn new() -> Result<Self, CliError> {
        use std::sync::atomic::{AtomicU32, Ordering};
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let folder = std::env::temp_dir().join(format!("regioscope-{}-{number}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|error| CliError::file(&folder, &error))?;
        Ok(Self(folder))
    }

    fn file(&self) -> PathBuf {
        self.0.join("export")
    }

    /// The folder itself.
    pub fn folder(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        // What can't be removed is cleared with the system's temporary files.
        let _left_behind = std::fs::remove_dir_all(&self.0);
    }
}

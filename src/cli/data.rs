//! `info`, `check`, `export`, `import` and `boundaries update`.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::args::{Common, ExportArgs, FilterArgs, ImportArgs, TableArgs};
use super::{CliError, ExitStatus, Streams, compare, filter, layers, lists, open};
use crate::export::layout::Layout;
use crate::export::{ExportRequest, Format, What};
use crate::formats::crs::Crs;
use crate::jobs::BoundarySource;
use crate::model::{Project, ProjectId};
use crate::query::filter::{KindCounts, Selection};
use crate::session::command::FileCommand;
use crate::session::{Command, Session};
use crate::workspace::Workspace;

/// `info`: what is in the workspace, from where.
pub fn info(common: &Common, words: &FilterArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let mut session = open::session(common, None, false)?;
    let view = filter::view(words, session.workspace())?;
    session.run(&Command::SetView(Box::new(view)));
    session.refresh();
    open::tell(&session, streams, |_| true)?;
    let answer = described(&session);
    if common.json {
        writeln!(streams.out, "{answer:#}")?;
    } else {
        print_info(&session, streams)?;
    }
    Ok(ExitStatus::Done)
}

/// The project with this identifier.
///
/// # Errors
/// When there is none.
pub fn known_project<'a>(workspace: &'a Workspace, id: &str) -> Result<&'a Project, CliError> {
    let found = workspace.projects.by_id(&ProjectId::new(id));
    found.ok_or_else(|| CliError::Usage(format!("no such project: {id}")))
}

/// Identifiers of these rows.
pub fn ids(workspace: &Workspace, rows: &[u32]) -> Vec<String> {
    rows.iter().filter_map(|row| workspace.projects.get(*row)).map(|project| project.id.to_string()).collect()
}

/// Counts, kinds apart.
pub fn counts(counts: KindCounts) -> Value {
    json!({
        "projects": counts.projects,
        "services": counts.services,
        "planned_actions": counts.planned_actions,
        "programmes_not_counted": counts.programmes,
        "counted": counts.counted(),
    })
}

fn described(session: &Session) -> Value {
    let workspace = session.workspace();
    let selection: &Selection = &session.results().selection;
    json!({
        "version": env!("CARGO_PKG_VERSION"),
        "workspace": workspace.path,
        "is_read_only": workspace.is_read_only,
        "total": counts(selection.total),
        "selected": counts(selection.hits),
        "is_sample": true,
        "municipalities": workspace.municipalities.rows().len(),
        "has_approximate_boundaries": workspace.municipalities.has_approximate_boundaries(),
        "indicators": workspace.indicators.definitions().iter().map(|one| one.id.as_str()).collect::<Vec<_>>(),
        "feeds": workspace.sensors.feeds().len(),
        "sensors": workspace.sensors.sensors().len(),
        "layers": workspace.layers.iter().map(|layer| layers::described(layer)).collect::<Vec<_>>(),
        "sources": workspace.sources.as_ref(),
    })
}

fn print_info(session: &Session, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let (workspace, text) = (session.workspace(), session.text());
    let selection = &session.results().selection;
    let path = workspace.path.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let out = &mut streams.out;
    writeln!(out, "{}: {path}", text.get("cli-workspace"))?;
    for (key, counts) in [("cli-total", selection.total), ("cli-selected", selection.hits)] {
        let arguments = [
            ("projects", text.integer(counts.projects).into()),
            ("services", text.integer(counts.services).into()),
            ("planned", text.integer(counts.planned_actions).into()),
            ("programmes", text.integer(counts.programmes).into()),
        ];
        writeln!(out, "{}", text.with(key, &arguments))?;
    }
    writeln!(out, "{}", text.get("cli-sample"))?;
    let municipalities = text.integer(workspace.municipalities.rows().len() as i64);
    writeln!(out, "{}", text.with("cli-municipalities", &[("count", municipalities.into())]))?;
    if workspace.municipalities.has_approximate_boundaries() {
        writeln!(out, "{}", text.get("cli-approximate"))?;
    }
    for indicator in workspace.indicators.definitions() {
        writeln!(out, "  {:34} {}", indicator.id.as_str(), indicator.name.get(text.language()))?;
    }
    let feeds = text.integer(workspace.sensors.feeds().len() as i64);
    let sensors = text.integer(workspace.sensors.sensors().len() as i64);
    writeln!(out, "{}", text.with("cli-sensors", &[("feeds", feeds.into()), ("sensors", sensors.into())]))?;
    writeln!(out, "{}", text.get("cli-sources"))?;
    for source in workspace.sources.iter() {
        let date = source.date.as_deref().unwrap_or("–");
        writeln!(out, "  {:24} {date:10} {} · {}", source.id, source.licence, source.attribution)?;
    }
    Ok(())
}

/// `check`: the integrity of the workspace file.
pub fn check(common: &Common, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let mut session = open::session(common, None, false)?;
    session.run(&FileCommand::Check.into());
    open::settle(&mut session);
    open::report(&session, common, streams)
}

/// `export`.
pub fn export(common: &Common, args: &ExportArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let what = keyed(&args.what, "--what", What::ALL, What::key)?;
    let format = match &args.format {
        Some(word) => keyed(word, "--format", Format::ALL, Format::key)?,
        None => args.output.as_deref().and_then(by_ending).unwrap_or(Format::Csv),
    };
    if matches!(what, What::Map | What::Chart) || format.is_picture() {
        return Err(CliError::Usage(
            "a picture is made by: regioscope map, regioscope chart, or regioscope gaps".into(),
        ));
    }
    let is_own_command = matches!(what, What::Package | What::Catalogue);
    if is_own_command || format.is_package() || matches!(format, Format::Turtle | Format::JsonLd) {
        return Err(CliError::Usage("this is made by: regioscope package, or regioscope catalogue".into()));
    }
    needs_file(format, args.output.as_ref())?;
    let layout = layout(args)?;
    let mut session = open::session(common, None, false)?;
    let view = filter::view(&args.filter, session.workspace())?;
    session.run(&Command::SetView(Box::new(view.clone())));
    if matches!(what, What::Comparison | What::Series) {
        compare::read_sensors_of(&mut session, compare::SENSOR_DAYS)?;
    }
    session.refresh();
    let request = ExportRequest { what, format, view, path: args.output.clone(), picture: None, layout };
    write(&mut session, common, request, streams)
}

/// Writes the answer of a tab as a table, from the session's view.
pub fn write_table(
    session: &mut Session,
    common: &Common,
    (what, args): (What, &TableArgs),
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    const KNOWN: [Format; 5] = [Format::Csv, Format::CsvExcelBe, Format::Xlsx, Format::Ods, Format::Parquet];
    let by_ending = args.output.as_deref().and_then(by_ending).map_or("csv", Format::key);
    let format = keyed(args.format.as_deref().unwrap_or(by_ending), "--format", &KNOWN, Format::key)?;
    needs_file(format, args.output.as_ref())?;
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

/// Formats that can't go to a stream.
fn needs_file(format: Format, output: Option<&PathBuf>) -> Result<(), CliError> {
    if matches!(format, Format::GeoPackage | Format::Parquet | Format::Xlsx | Format::Ods) && output.is_none() {
        return Err(CliError::Usage(format!("{format} can't go to standard output; name a file with -o")));
    }
    Ok(())
}

/// The columns and the reference system that were asked for.
fn layout(args: &ExportArgs) -> Result<Layout, CliError> {
    let crs = match &args.crs {
        None => None,
        Some(name) => Some(
            Crs::from_name(name)
                .filter(|crs| Crs::WRITTEN.contains(crs))
                .ok_or_else(|| CliError::Usage(format!("--crs is EPSG:4326, EPSG:31370 or EPSG:3812, not {name}")))?,
        ),
    };
    let columns: Vec<String> = args.columns.iter().map(|name| name.trim().to_owned()).collect();
    // WGS84 is what an export has by itself: the same file whether or not it is asked for.
    Ok(Layout { columns, crs: crs.filter(|crs| *crs != Crs::Wgs84) })
}

/// The format that the ending of a file's name tells.
pub fn by_ending(path: &Path) -> Option<Format> {
    let ending = path.extension()?.to_string_lossy().to_lowercase();
    if ending == "json" { Some(Format::GeoJson) } else { Format::from_key(&ending) }
}

/// Writes an export to its file, or to standard output where it names none.
pub fn write(
    session: &mut Session,
    common: &Common,
    request: ExportRequest,
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    let to_stream = request.path.is_none().then(Scratch::new).transpose()?;
    session.export(request, to_stream.as_ref().map(Scratch::file));
    open::settle(session);
    let Some(scratch) = to_stream else {
        return open::report(session, common, streams);
    };
    open::check(session)?;
    open::tell(session, streams, |notice| !matches!(notice.key, "notice-exported" | "notice-catalogued"))?;
    std::io::copy(&mut File::open(scratch.file())?, streams.out)?;
    Ok(ExitStatus::Done)
}

/// A folder of this process alone, where an export waits to be copied to standard output; gone when dropped.
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

/// The variant with this key.
pub fn keyed<T: Copy>(word: &str, flag: &str, all: &[T], key: fn(T) -> &'static str) -> Result<T, CliError> {
    all.iter().copied().find(|choice| key(*choice) == word).ok_or_else(|| {
        let choices: Vec<&str> = all.iter().map(|choice| key(*choice)).collect();
        CliError::Usage(format!("{flag} takes one of {}: {word}", choices.join(", ")))
    })
}

/// `import` of projects.
pub fn import(common: &Common, args: &ImportArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let mut session = open::session(common, args.into.clone(), args.into.is_some())?;
    session.import(args.files.clone(), args.dry_run);
    open::settle(&mut session);
    let status = open::report(&session, common, streams)?;
    let rows = session.status().rejected.clone();
    save_rejected(&mut session, args.rejected.as_ref(), &rows, streams)?;
    Ok(status)
}

/// Saves refused rows where the words ask for it; none as well, since what stood there is of an earlier import.
pub fn save_rejected(
    session: &mut Session,
    path: Option<&PathBuf>,
    rows: &[crate::model::Rejected],
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let Some(path) = path else { return Ok(()) };
    session.run(&FileCommand::SaveRejected(path.clone(), rows.to_vec()).into());
    open::settle(session);
    if let Some(notice) = session.status().notices.last() {
        writeln!(streams.err, "{}", open::line(session, notice))?;
    }
    Ok(())
}

/// `boundaries update`.
pub fn update_boundaries(
    common: &Common,
    source: Option<&str>,
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    let source = match source {
        None => BoundarySource::Default,
        Some(word) if word.starts_with("http://") || word.starts_with("https://") => {
            BoundarySource::Url(word.to_owned())
        }
        Some(word) => BoundarySource::File(PathBuf::from(word)),
    };
    let mut session = open::session(common, None, false)?;
    session.run(&FileCommand::UpdateBoundaries(source).into());
    open::settle(&mut session);
    open::report(&session, common, streams)
}

/// The bytes of a file, at most one more than is allowed, so that a larger one is seen to be one.
pub fn read_limited(path: &Path, limit: usize) -> Result<Vec<u8>, CliError> {
    let file = File::open(path).map_err(|error| CliError::file(path, &error))?;
    let mut bytes = Vec::new();
    let read = file.take(limit as u64 + 1).read_to_end(&mut bytes);
    read.map_err(|error| CliError::file(path, &error))?;
    Ok(bytes)
}

//! `info`, `check`, `import` and `boundaries update`.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::args::{Common, FilterArgs, ImportArgs};
use super::{CliError, ExitStatus, Streams, filter, layers, open};
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
    open::select(&mut session);
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
    found.ok_or_else(|| CliError::usage("cli-project-unknown", id))
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

/// The variant with this key.
pub fn keyed<T: Copy>(word: &str, flag: &str, all: &[T], key: fn(T) -> &'static str) -> Result<T, CliError> {
    all.iter()
        .copied()
        .find(|choice| key(*choice) == word)
        .ok_or_else(|| filter::one_of(flag, all.iter().map(|choice| key(*choice)), word))
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

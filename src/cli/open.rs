//! Opens a session for a command, and turns what it reports into standard error, JSON and an exit code.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

use super::args::Common;
use super::{CliError, ExitStatus, Streams};
use crate::jobs::{Clock, JobOptions, Jobs};
use crate::model::{Explained, Language, Reason, Rejected};
use crate::session::{Notice, NoticeLevel, Session, SessionOptions, Settings};
use crate::text::Text;

/// Longest wait for one job: a day. Work on the command line is ended by the user, not by a clock.
const PATIENCE: Duration = Duration::from_hours(24);

/// The language that the words name, if they do.
pub fn language_word(common: &Common) -> Result<Option<Language>, CliError> {
    let Some(word) = common.language.as_deref() else {
        return Ok(None);
    };
    Language::ALL
        .into_iter()
        .find(|language| language.code() == word)
        .map(Some)
        .ok_or_else(|| CliError::usage("cli-language-word", word))
}

/// The language of the command: as said, else that of the system.
pub fn language(common: &Common) -> Result<Language, CliError> {
    let system = || sys_locale::get_locale().map_or(Language::En, |locale| Language::from_locale(&locale));
    Ok(language_word(common)?.unwrap_or_else(system))
}

/// The system's clock.
pub fn clock() -> Clock {
    Arc::new(Timestamp::now)
}

/// The user's own workspace file.
pub fn default_workspace() -> Result<PathBuf, CliError> {
    crate::session::default_workspace().ok_or_else(|| CliError::Failed(Reason::new("cli-no-data-folder")))
}

/// A session over the workspace that the words name, opened and settled.
///
/// # Errors
/// When the file can't be opened; `create` makes a file that does not exist from the bundle.
pub fn session(common: &Common, path: Option<PathBuf>, create: bool) -> Result<Session, CliError> {
    opened(common, path, create, JobOptions::without_polling(clock()))
}

/// As [`session`], with feeds polled by themselves as in the window.
///
/// # Errors
/// As for [`session`].
pub fn polling_session(common: &Common) -> Result<Session, CliError> {
    opened(common, None, false, JobOptions::new(clock()))
}

fn opened(common: &Common, path: Option<PathBuf>, create: bool, options: JobOptions) -> Result<Session, CliError> {
    let named = path.or_else(|| common.workspace.clone());
    let create = create || named.is_none();
    let path = match named {
        Some(path) => path,
        None => default_workspace()?,
    };
    let mut session = over(common, options)?;
    session.open(path.clone(), create);
    settle(&mut session);
    match &session.status().open_error {
        Some(error) => Err(CliError::Told(error.clone())),
        None if session.results().is_loaded => Ok(session),
        None => Err(CliError::Failed(Reason::new("cli-workspace-unopened").in_file(path.display()))),
    }
}

/// A session without a workspace.
///
/// # Errors
/// When the system gives no thread.
pub fn unopened(common: &Common) -> Result<Session, CliError> {
    over(common, JobOptions::without_polling(clock()))
}

fn over(common: &Common, options: JobOptions) -> Result<Session, CliError> {
    let clock = Arc::clone(&options.clock);
    let jobs = Jobs::start_jobs(Arc::new(|| {}), options).map_err(|error| CliError::Failed(error.reason()))?;
    Ok(Session::new(SessionOptions {
        background: Box::new(jobs),
        clock,
        system_language: language(common)?,
        settings: Settings::default(),
        settings_path: None,
    }))
}

/// Waits until the session's jobs are done.
pub fn settle(session: &mut Session) {
    session.settle(PATIENCE);
}

/// Waits until the rows that the view wants are known.
pub fn select(session: &mut Session) {
    session.settle_selection(PATIENCE);
}

/// A notice as one line.
pub fn line(session: &Session, notice: &Notice) -> String {
    let arguments: Vec<(&str, fluent_bundle::FluentValue<'_>)> =
        notice.arguments.iter().map(|(name, value)| (*name, value.as_str().into())).collect();
    let text = session.text().with(notice.key, &arguments);
    match &notice.detail {
        Some(detail) => format!("{text} {detail}"),
        None => text,
    }
}

/// A failure of a file.
pub fn failed(error: &dyn Explained, file: impl std::fmt::Display) -> CliError {
    CliError::Failed(error.reason().in_file(file))
}

/// Refused rows for programs; the reason is in the reader's language, its key stays the same in all.
pub fn rejected_rows(text: &Text, rows: &[Rejected]) -> Value {
    let row = |row: &Rejected| {
        json!({
            "file": row.file, "row": row.row, "column": row.column, "reason": text.reason(&row.reason),
            "reason_key": row.reason.key(), "original": row.original,
        })
    };
    rows.iter().map(row).collect()
}

/// Fails where one of the notices is an error.
///
/// # Errors
/// With the notice.
pub fn check(session: &Session) -> Result<(), CliError> {
    let error = session.status().notices.iter().find(|notice| notice.level == NoticeLevel::Error);
    error.map_or(Ok(()), |notice| Err(CliError::Told(line(session, notice))))
}

/// Tells notices on standard error: of a file that was salvaged or migrated, above all.
///
/// # Errors
/// When standard error can't be written.
pub fn tell(session: &Session, streams: &mut Streams<'_>, is_told: impl Fn(&Notice) -> bool) -> Result<(), CliError> {
    for notice in session.status().notices.iter().filter(|notice| is_told(notice)) {
        writeln!(streams.err, "{}", line(session, notice))?;
    }
    Ok(())
}

/// Tells what the session reported since it was opened, and how the command ended.
///
/// # Errors
/// When one of the notices is an error.
pub fn report(session: &Session, common: &Common, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    check(session)?;
    let mut status = ExitStatus::Done;
    let mut answer = Map::new();
    for notice in &session.status().notices {
        writeln!(streams.err, "{}", line(session, notice))?;
        for rejected in &notice.rejected {
            writeln!(streams.err, "  {}", session.text().rejected(rejected))?;
            status = ExitStatus::Partly;
        }
        for (name, value) in &notice.arguments {
            let number = value.chars().filter(|c| !c.is_whitespace() && *c != '\u{202f}').collect::<String>();
            let value = number.parse::<i64>().map_or_else(|_| json!(value), |number| json!(number));
            answer.insert((*name).to_owned(), value);
        }
        if !notice.rejected.is_empty() {
            answer.insert("rejected_rows".to_owned(), rejected_rows(&session.text(), &notice.rejected));
        }
        if !notice.files.is_empty() {
            answer.insert("files".to_owned(), json!(notice.files));
        }
    }
    if common.json {
        writeln!(streams.out, "{}", Value::Object(answer))?;
    }
    Ok(status)
}

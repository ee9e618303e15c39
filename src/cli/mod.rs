//! The command line: raw words → checked request → session → exit code.
//!
//! Contract: data goes to standard output, progress and messages to standard error; every command answers `--json`;
//! exit codes are those of [`ExitStatus`]. What needs the window (opening it, drawing it) is passed in as a
//! [`Face`], so that this builds without it. May use: `session` and what it is made of.

mod args;
mod catalogue;
mod chart;
mod compare;
mod compose;
mod data;
mod exports;
mod feeds;
mod figures;
mod filter;
mod gaps;
mod generate;
mod imports;
pub mod interrupt;
mod layers;
mod likeness;
mod lists;
mod notes;
mod open;
mod pages;
mod pictures;
mod region;
mod report;
mod reproduce;
mod sensor_lists;
mod stdin;

use std::ffi::OsString;
use std::fmt::Display;
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

use clap::{CommandFactory, Parser};

pub use args::Look;
use args::{Cli, CliCommand, Common};

use crate::model::{Explained, Language, Reason};
pub use crate::session::Picture;
use crate::text::Text;

/// How a command ended, as its exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum ExitStatus {
    /// Done.
    Done = 0,
    /// Failed; nothing was changed.
    Failed = 1,
    /// The words of the command line are wrong.
    Usage = 2,
    /// Done, but rows were refused, or an export that was made again differs.
    Partly = 3,
    /// There is no display or no renderer.
    NoDisplay = 4,
}

/// Why a command failed.
#[derive(Debug, thiserror::Error)]
pub enum CliError {
    /// The words are wrong.
    #[error("{0}")]
    Usage(Reason),
    /// It could not be done.
    #[error("{0}")]
    Failed(Reason),
    /// It could not be done, as was told in the reader's language already.
    #[error("{0}")]
    Told(String),
    /// There is no display or no renderer.
    #[error("{0}")]
    NoDisplay(String),
    /// Whoever read standard output has read enough (`| head`): no reason to complain.
    #[error("standard output was closed")]
    Closed,
}

impl CliError {
    /// Wrong words: the text of this key, which names what was given as `$word`.
    pub fn usage(key: &'static str, word: impl Display) -> Self {
        Self::Usage(Reason::new(key).with("word", word))
    }

    /// A failure with a file, the file last.
    pub fn file(path: &Path, error: &dyn Explained) -> Self {
        Self::Failed(error.reason().in_file(path.display()))
    }

    /// The same in the words of a library.
    pub fn said_of(path: &Path, error: &dyn Display) -> Self {
        Self::file(path, &Reason::said(error))
    }

    fn words(&self, text: &Text) -> String {
        match self {
            Self::Usage(reason) | Self::Failed(reason) => text.reason(reason),
            Self::Told(words) | Self::NoDisplay(words) => words.clone(),
            Self::Closed => String::new(),
        }
    }

    const fn status(&self) -> ExitStatus {
        match self {
            Self::Usage(_) => ExitStatus::Usage,
            Self::Failed(_) | Self::Told(_) => ExitStatus::Failed,
            Self::NoDisplay(_) => ExitStatus::NoDisplay,
            Self::Closed => ExitStatus::Done,
        }
    }
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe { Self::Closed } else { Self::Failed(error.reason()) }
    }
}

/// Where data comes from, and where data and messages go.
pub struct Streams<'a> {
    /// Standard input.
    pub input: &'a mut dyn Read,
    /// Standard output.
    pub out: &'a mut dyn Write,
    /// Standard error.
    pub err: &'a mut dyn Write,
    /// Whether standard output is a terminal, which shows text alone.
    pub is_terminal: bool,
}

/// What only the window can do.
pub trait Face {
    /// Opens the window and returns when it is closed.
    ///
    /// # Errors
    /// When there is no display or no renderer; says what is missing and what works without.
    fn open_window(&self, workspace: Option<PathBuf>, language: Option<Language>) -> Result<(), CliError>;
    /// Draws the interface over an open session, as PNG.
    ///
    /// # Errors
    /// When the picture can't be made.
    fn screenshot(&self, session: crate::session::Session, picture: &Picture) -> Result<Vec<u8>, CliError>;
}

/// Does what the words say.
pub fn run(words: impl IntoIterator<Item = OsString>, streams: &mut Streams<'_>, face: &dyn Face) -> ExitStatus {
    let mut cli = match Cli::try_parse_from(words) {
        Ok(cli) => cli,
        Err(error) => return tell_clap(&error, streams),
    };
    // Where the language itself can't be read, that of the system says so.
    let language = open::language(&cli.common).or_else(|_| open::language(&Common::default()));
    // Dropped when the command has read it.
    let spooled = stdin::spooled_view(&mut cli, streams);
    match spooled.and_then(|_scratch| dispatch(cli, streams, face)) {
        Ok(status) => status,
        Err(CliError::Closed) => ExitStatus::Done,
        Err(error) => {
            // Standard error may be closed; there is nowhere left to say so.
            let words = error.words(&Text::new(language.unwrap_or(Language::En)));
            let _closed = writeln!(streams.err, "regioscope: {words}");
            error.status()
        }
    }
}

fn tell_clap(error: &clap::Error, streams: &mut Streams<'_>) -> ExitStatus {
    let is_answer = !error.use_stderr();
    let stream = if is_answer { &mut *streams.out } else { &mut *streams.err };
    let _closed = write!(stream, "{error}");
    if is_answer { ExitStatus::Done } else { ExitStatus::Usage }
}

fn dispatch(cli: Cli, streams: &mut Streams<'_>, face: &dyn Face) -> Result<ExitStatus, CliError> {
    let common = cli.common;
    let Some(command) = cli.command else {
        let language = open::language_word(&common)?;
        return face.open_window(common.workspace, language).map(|()| ExitStatus::Done);
    };
    if let Some(workspace) = common.workspace.clone().or_else(crate::session::default_workspace) {
        // From the start, not only while it is open: a picture is written when it was closed.
        crate::export::file::protect(&workspace);
    }
    match command {
        CliCommand::Info { filter } => data::info(&common, &filter, streams),
        CliCommand::Check => data::check(&common, streams),
        CliCommand::Export(args) => exports::export(&common, &args, streams),
        CliCommand::Package(args) => catalogue::package(&common, &args, streams),
        CliCommand::Catalogue(args) => catalogue::catalogue(&common, &args, streams),
        CliCommand::Import(args) => figures::import(&common, &args, streams),
        CliCommand::Imports => imports::run(&common, streams),
        CliCommand::Map(args) => pictures::map(&common, &args, streams),
        CliCommand::Chart(args) => chart::run(&common, &args, streams),
        CliCommand::Compare(args) => compare::run(&common, &args, streams),
        CliCommand::Notes(args) => notes::run(&common, &args, streams),
        CliCommand::Report(args) => report::run(&common, &args, streams),
        CliCommand::Reproduce(args) => reproduce::run(&common, &args, streams),
        CliCommand::Gaps(args) => gaps::run(&common, &args, streams),
        CliCommand::Similar(args) => likeness::similar(&common, &args, streams),
        CliCommand::Partners(args) => likeness::partners(&common, &args, streams),
        CliCommand::Timeline(args) => pages::timeline(&common, &args, streams),
        CliCommand::Funding(args) => pages::funding(&common, &args, streams),
        CliCommand::Region(args) => region::run(&common, &args, streams),
        CliCommand::Figures(command) => compare::figures::run(&common, &command, streams),
        CliCommand::Peers(command) => compare::peers::run(&common, &command, streams),
        CliCommand::Feeds(command) => feeds::run(&common, &command, streams),
        CliCommand::Simulate(args) => feeds::simulate::run(&common, &args, streams),
        CliCommand::Boundaries(args::BoundariesCommand::Update { source }) => {
            data::update_boundaries(&common, source.as_deref(), streams)
        }
        CliCommand::Generate(args) => generate::run(&common, &args, streams),
        CliCommand::Screenshot(args) => pictures::screenshot(&common, &args, streams, face),
        CliCommand::Completions { shell } => {
            clap_complete::generate(shell, &mut Cli::command(), "regioscope", streams.out);
            Ok(ExitStatus::Done)
        }
        CliCommand::Man { all } => manual(all.as_deref(), streams),
    }
}

/// The manual: its main page, or a page for each command in a folder.
fn manual(folder: Option<&Path>, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let Some(folder) = folder else {
        clap_mangen::Man::new(Cli::command()).render(streams.out)?;
        return Ok(ExitStatus::Done);
    };
    std::fs::create_dir_all(folder).map_err(|error| CliError::file(folder, &error))?;
    clap_mangen::generate_to(Cli::command(), folder).map_err(|error| CliError::file(folder, &error))?;
    writeln!(streams.err, "{}", folder.display())?;
    Ok(ExitStatus::Done)
}

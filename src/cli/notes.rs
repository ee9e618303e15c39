//! `notes`: what was added to projects in the workspace, and adding to it.

use clap::Subcommand;
use serde_json::{Value as Json, json};

use super::args::Common;
use super::{CliError, ExitStatus, Streams, open};
use crate::model::remark::{CorrectedField, OwnProject, Remarks, Signed};
use crate::model::{Dimension, Period, ProjectId, Reason, Status};
use crate::session::Session;
use crate::session::command::RemarkCommand;

/// `notes`.
#[derive(Debug, clap::Args)]
pub struct NotesArgs {
    /// What to do; nothing said = list.
    #[command(subcommand)]
    command: Option<NotesCommand>,
    /// Only what was added to this project.
    #[arg(long, value_name = "ID")]
    project: Option<String>,
}

/// What can be done with notes.
#[derive(Debug, Subcommand)]
enum NotesCommand {
    /// Writes a note on a project; answers its number.
    Add {
        /// The project.
        project: String,
        /// What it says.
        #[arg(long)]
        text: String,
        /// Who writes it.
        #[arg(long, default_value = "")]
        author: String,
    },
    /// Marks a project with a short word.
    Tag {
        /// The project.
        project: String,
        /// The word.
        tag: String,
        /// Who does.
        #[arg(long, default_value = "")]
        author: String,
    },
    /// Puts another value into a field of a project; the source's own value takes it back.
    Correct {
        /// The project.
        project: String,
        /// title, status, start_year, end_year, dimensions, theme or url.
        field: String,
        /// The value, as exports write it: keys, with ; between dimensions; empty = not known.
        value: String,
        /// Who corrects it.
        #[arg(long, default_value = "")]
        author: String,
    },
    /// Makes a project of one's own; answers its identifier.
    New(NewArgs),
    /// Takes something away again: a note, a tag or a correction.
    #[command(subcommand)]
    Remove(Removed),
}

/// `notes new`.
#[derive(Debug, clap::Args)]
struct NewArgs {
    /// Its title.
    #[arg(long)]
    title: String,
    /// What it is about.
    #[arg(long, default_value = "")]
    description: String,
    /// The municipality that leads it; none = regional.
    #[arg(long, value_name = "NAME")]
    municipality: Option<String>,
    /// A dimension, the main one first; may be repeated.
    #[arg(long, value_name = "DIMENSION", required = true)]
    dimension: Vec<String>,
    /// Its stage.
    #[arg(long, default_value = "planned")]
    status: String,
    /// First year.
    #[arg(long, value_name = "YEAR")]
    from: Option<i16>,
    /// Last year, inclusive.
    #[arg(long, value_name = "YEAR")]
    until: Option<i16>,
    /// Keyword.
    #[arg(long, default_value = "")]
    theme: String,
    /// Address of a page.
    #[arg(long, default_value = "")]
    url: String,
    /// Who makes it.
    #[arg(long, default_value = "")]
    author: String,
}

/// The project that the words describe, under a free identifier.
fn new_project(session: &Session, args: &NewArgs) -> Result<OwnProject, CliError> {
    let workspace = session.workspace();
    let town = args.municipality.as_deref().map(|name| super::filter::municipality(&workspace.municipalities, name));
    let dimension = |word: &String| super::data::keyed(word, "--dimension", Dimension::ALL, Dimension::key);
    Ok(OwnProject {
        id: workspace.own.remarks.free_id(|id| workspace.projects.row_of(id).is_some()),
        title: args.title.as_str().into(),
        description: args.description.as_str().into(),
        lead: town.transpose()?,
        dimensions: args.dimension.iter().map(dimension).collect::<Result<_, _>>()?,
        theme: args.theme.as_str().into(),
        status: super::data::keyed(&args.status, "--status", Status::ALL, Status::key)?,
        period: Period { start: args.from, end: args.until },
        url: args.url.as_str().into(),
        by: session.signed(),
    })
}

/// What can be taken away.
#[derive(Debug, Subcommand)]
enum Removed {
    /// The note with this number.
    Note {
        /// The number, as the list tells it.
        number: u32,
    },
    /// A word that a project is marked with.
    Tag {
        /// The project.
        project: String,
        /// The word.
        tag: String,
    },
    /// The correction of a field: the source's value holds again.
    Correction {
        /// The project.
        project: String,
        /// The field.
        field: String,
    },
    /// A project of one's own, with its notes and tags.
    Project {
        /// The project.
        project: String,
    },
}

/// Does what the words say.
pub fn run(common: &Common, args: &NotesArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let mut session = open::session(common, None, false)?;
    open::tell(&session, streams, |_| true)?;
    let Some(command) = &args.command else {
        let id = args.project.as_ref().map(ProjectId::new);
        list(&session, common, id.as_ref(), streams)?;
        return Ok(ExitStatus::Done);
    };
    if args.project.is_some() {
        return Err(CliError::Usage(Reason::new("cli-notes-project")));
    }
    let (command, author) = wanted(&session, command)?;
    author.clone_into(&mut session.settings_mut().author);
    if let Some(problem) = session.remark_problem(&command) {
        let problem = session.text().word("notes-problem", problem.key());
        let arguments = [("problem", problem.into())];
        return Err(CliError::Usage(Reason::said(session.text().with("notes-refused", &arguments))));
    }
    session.run(&command.clone().into());
    open::settle(&mut session);
    open::check(&session)?;
    if let (RemarkCommand::AddNote(..), Some(note)) = (&command, session.workspace().own.remarks.notes.last()) {
        writeln!(streams.out, "{}", note.number)?;
    }
    if let RemarkCommand::PutProject(project) = &command {
        writeln!(streams.out, "{}", project.id)?;
    }
    Ok(ExitStatus::Done)
}

/// The command that the words mean, and whose it is.
fn wanted<'a>(session: &Session, command: &'a NotesCommand) -> Result<(RemarkCommand, &'a str), CliError> {
    let field = |word: &str| super::data::keyed(word, "FIELD", CorrectedField::ALL, CorrectedField::key);
    Ok(match command {
        NotesCommand::Add { project, text, author } => {
            (RemarkCommand::AddNote(ProjectId::new(project), text.clone()), author)
        }
        NotesCommand::Tag { project, tag, author } => {
            (RemarkCommand::AddTag(ProjectId::new(project), tag.clone()), author)
        }
        NotesCommand::Correct { project, field: word, value, author } => {
            (RemarkCommand::Correct(ProjectId::new(project), field(word)?, value.clone()), author)
        }
        NotesCommand::New(args) => {
            (RemarkCommand::PutProject(Box::new(new_project(session, args)?)), args.author.as_str())
        }
        NotesCommand::Remove(Removed::Note { number }) => (RemarkCommand::RemoveNote(*number), ""),
        NotesCommand::Remove(Removed::Tag { project, tag }) => {
            (RemarkCommand::RemoveTag(ProjectId::new(project), tag.as_str().into()), "")
        }
        NotesCommand::Remove(Removed::Correction { project, field: word }) => {
            (RemarkCommand::TakeBack(ProjectId::new(project), field(word)?), "")
        }
        NotesCommand::Remove(Removed::Project { project }) => {
            (RemarkCommand::RemoveProject(ProjectId::new(project)), "")
        }
    })
}

fn list(
    session: &Session,
    common: &Common,
    only: Option<&ProjectId>,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    let (workspace, text) = (session.workspace(), session.text());
    if let Some(id) = only {
        super::data::known_project(workspace, id.as_str())?;
    }
    let remarks = of_project(&workspace.own.remarks, only);
    if common.json {
        writeln!(streams.out, "{:#}", told(&remarks))?;
        return Ok(());
    }
    let signed = |by: &Signed| {
        let author = if by.author.is_empty() { text.get("notes-unsigned") } else { by.author.to_string() };
        text.with("notes-signed", &[("author", author.into()), ("date", by.date.to_string().into())])
    };
    for one in &remarks.projects {
        writeln!(streams.out, "{}  {}: {}  ({})", one.id, text.get("notes-mark-own"), one.title, signed(&one.by))?;
    }
    for one in &remarks.corrections {
        let field = text.word("notes-field", one.field.key());
        let empty = text.get("notes-empty-value");
        let (by, source) = (signed(&one.by), if one.source.is_empty() { &*empty } else { &*one.source });
        let words = text.with(
            "notes-corrected",
            &[("field", field.into()), ("by", by.into()), ("source", source.to_string().into())],
        );
        writeln!(streams.out, "{}  {}  ({words})", one.project, one.value)?;
    }
    for one in &remarks.tags {
        writeln!(streams.out, "{}  #{}  ({})", one.project, one.word, signed(&one.by))?;
    }
    for one in &remarks.notes {
        writeln!(streams.out, "{}  [{}] {}  ({})", one.project, one.number, one.text, signed(&one.by))?;
    }
    Ok(())
}

/// What was added to one project, or all of it.
fn of_project(remarks: &Remarks, only: Option<&ProjectId>) -> Remarks {
    let mut remarks = remarks.clone();
    if let Some(id) = only {
        remarks.notes.retain(|one| one.project == *id);
        remarks.tags.retain(|one| one.project == *id);
        remarks.corrections.retain(|one| one.project == *id);
        remarks.projects.retain(|one| one.id == *id);
    }
    remarks
}

fn told(remarks: &Remarks) -> Json {
    let signed = |mut row: Json, by: &Signed| {
        row["author"] = json!(by.author);
        row["date"] = json!(by.date.to_string());
        row
    };
    let notes = remarks
        .notes
        .iter()
        .map(|one| signed(json!({ "number": one.number, "project": one.project.as_str(), "text": one.text }), &one.by));
    let tags =
        remarks.tags.iter().map(|one| signed(json!({ "project": one.project.as_str(), "tag": one.word }), &one.by));
    let corrections = remarks.corrections.iter().map(|one| {
        let row = json!({
            "project": one.project.as_str(),
            "field": one.field.key(),
            "value": one.value,
            "source_value": one.source,
        });
        signed(row, &one.by)
    });
    let projects =
        remarks.projects.iter().map(|one| signed(json!({ "project": one.id.as_str(), "title": one.title }), &one.by));
    json!({
        "notes": notes.collect::<Vec<_>>(),
        "tags": tags.collect::<Vec<_>>(),
        "corrections": corrections.collect::<Vec<_>>(),
        "own_projects": projects.collect::<Vec<_>>(),
    })
}

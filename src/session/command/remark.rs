//! Commands on notes, tags, corrections and projects of the user's own. They change the workspace, not the view, and
//! can be undone.

use std::sync::Arc;

use crate::model::ProjectId;
use crate::model::remark::{
    CorrectedField, Correction, Note, OwnProject, ProjectTag, RemarkProblem, Remarks, Signed, checked_tag, corrected,
    field_value, is_ordered,
};
use crate::workspace::Workspace;

/// A change of what the user added to projects.
#[derive(Clone, Debug, PartialEq)]
pub enum RemarkCommand {
    /// Writes a note on a project.
    AddNote(ProjectId, String),
    /// Removes the note with this number.
    RemoveNote(u32),
    /// Marks a project with a word.
    AddTag(ProjectId, String),
    /// Takes a word from a project.
    RemoveTag(ProjectId, Arc<str>),
    /// Puts another value into a field of a project; the value of its source takes the correction back. A project of
    /// the user's own is changed itself.
    Correct(ProjectId, CorrectedField, String),
    /// Gives a field the value of its source again.
    TakeBack(ProjectId, CorrectedField),
    /// Writes a project of the user's own, over the one with its identifier; it is signed anew.
    PutProject(Box<OwnProject>),
    /// Removes a project of the user's own with its notes and tags.
    RemoveProject(ProjectId),
}

impl RemarkCommand {
    /// Everything that was added, after this change.
    ///
    /// # Errors
    /// When what it says can't be: then nothing changes.
    pub fn applied(&self, workspace: &Workspace, by: &Signed) -> Result<Remarks, RemarkProblem> {
        let mut remarks = workspace.own.remarks.clone();
        match self {
            Self::AddNote(id, text) => {
                known(workspace, id)?;
                let text = text.trim();
                if text.is_empty() {
                    return Err(RemarkProblem::Empty);
                }
                let number = remarks.next_number();
                remarks.notes.push(Note { number, project: id.clone(), text: text.into(), by: by.clone() });
            }
            Self::RemoveNote(number) => taken(&mut remarks.notes, |note| note.number == *number)?,
            Self::AddTag(id, word) => {
                known(workspace, id)?;
                let word = checked_tag(word)?;
                if !remarks.tags_of(id).any(|tag| tag.word == word) {
                    remarks.tags.push(ProjectTag { project: id.clone(), word, by: by.clone() });
                }
            }
            Self::RemoveTag(id, word) => taken(&mut remarks.tags, |tag| tag.project == *id && tag.word == *word)?,
            Self::Correct(id, field, value) => correct(&mut remarks, workspace, (id, *field, value), by)?,
            Self::TakeBack(id, field) => {
                taken(&mut remarks.corrections, |known| known.project == *id && known.field == *field)?;
            }
            Self::PutProject(project) => put_project(&mut remarks, workspace, project, by)?,
            Self::RemoveProject(id) => {
                taken(&mut remarks.projects, |project| project.id == *id)?;
                remarks.notes.retain(|note| note.project != *id);
                remarks.tags.retain(|tag| tag.project != *id);
            }
        }
        Ok(remarks)
    }
}

fn known(workspace: &Workspace, id: &ProjectId) -> Result<(), RemarkProblem> {
    workspace.projects.row_of(id).map(|_| ()).ok_or(RemarkProblem::Project)
}

/// Takes away what is asked for; there must be some of it.
fn taken<T>(rows: &mut Vec<T>, is_it: impl Fn(&T) -> bool) -> Result<(), RemarkProblem> {
    let before = rows.len();
    rows.retain(|row| !is_it(row));
    if rows.len() == before { Err(RemarkProblem::Absent) } else { Ok(()) }
}

fn correct(
    remarks: &mut Remarks,
    workspace: &Workspace,
    (id, field, value): (&ProjectId, CorrectedField, &str),
    by: &Signed,
) -> Result<(), RemarkProblem> {
    let shown = workspace.projects.by_id(id).ok_or(RemarkProblem::Project)?;
    let changed = corrected(shown, field, value)?;
    let is_year = matches!(field, CorrectedField::StartYear | CorrectedField::EndYear);
    if is_year && !is_ordered(changed.period) {
        return Err(RemarkProblem::Order);
    }
    let value = field_value(&changed, field);
    if let Some(own) = remarks.projects.iter_mut().find(|own| own.id == *id) {
        own.title = field_value(&changed, CorrectedField::Title).into();
        own.status = changed.status;
        own.period = changed.period;
        own.dimensions = changed.dimensions.to_vec();
        own.theme = changed.theme;
        own.url = changed.url;
        own.by = by.clone();
        return Ok(());
    }
    let source = workspace.source_projects.by_id(id).ok_or(RemarkProblem::Project)?;
    let source = field_value(source, field);
    remarks.corrections.retain(|known| known.project != *id || known.field != field);
    if value != source {
        let (value, source) = (value.into(), source.into());
        remarks.corrections.push(Correction { project: id.clone(), field, value, source, by: by.clone() });
    }
    Ok(())
}

fn put_project(
    remarks: &mut Remarks,
    workspace: &Workspace,
    project: &OwnProject,
    by: &Signed,
) -> Result<(), RemarkProblem> {
    if let Some((_, problem)) = project.problems().first() {
        return Err(*problem);
    }
    if project.lead.is_some_and(|nis| workspace.municipalities.get(nis).is_none()) {
        return Err(RemarkProblem::Municipality);
    }
    let project = OwnProject { by: by.clone(), ..project.clone() };
    match remarks.projects.iter_mut().find(|known| known.id == project.id) {
        Some(known) => *known = project,
        // A row of a source must not be hidden by one of the user's own.
        None if workspace.source_projects.row_of(&project.id).is_some() => return Err(RemarkProblem::Project),
        None => remarks.projects.push(project),
    }
    Ok(())
}

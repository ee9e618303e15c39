//! What coordinators add to the inventory in their workspace: notes, tags, corrections and projects of their own. It is
//! kept apart from the rows of the sources, so that a new edition of these never overwrites it.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::dimension::{Dimension, keyed_enum};
use super::ids::{Nis, ProjectId};
use super::localized::Localized;
use super::period::{Period, Year};
use super::project::{Project, ProjectKind, Status};
use super::provenance::Provenance;

/// Key of the data set that projects made by hand belong to.
pub const OWN_DATASET: &str = "own";

/// Years that a project may begin or end in.
const YEARS: std::ops::RangeInclusive<Year> = 1900..=2100;

/// Greatest length of a tag in characters.
const TAG_LENGTH: usize = 40;

keyed_enum!(
    /// A field that can be corrected; its key is the column's name in exports.
    CorrectedField {
        /// Title.
        Title = "title",
        /// Stage, by its key.
        Status = "status",
        /// First year; empty = not known.
        StartYear = "start_year",
        /// Last year; empty = not known.
        EndYear = "end_year",
        /// Dimensions by their keys, the main one first, `;` between them.
        Dimensions = "dimensions",
        /// Keyword; empty = none.
        Theme = "theme",
        /// Address of a page; empty = none.
        Url = "url",
    }
);

keyed_enum!(
    /// Why a remark can't be taken. Its text is `notes-problem-<key>`.
    RemarkProblem {
        /// Nothing was written.
        Empty = "empty",
        /// A tag is longer than forty characters or holds a mark that lists are parted by.
        Tag = "tag",
        /// No year between 1900 and 2100.
        Year = "year",
        /// The last year comes before the first.
        Order = "order",
        /// No stage that there is.
        Status = "status",
        /// No dimension, or one that there is not.
        Dimensions = "dimensions",
        /// No address of the web.
        Url = "url",
        /// No such project.
        Project = "project",
        /// No municipality of today.
        Municipality = "municipality",
        /// There is no such remark.
        Absent = "absent",
    }
);

/// Who wrote something, and when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signed {
    /// The name that the author goes by; empty = not named.
    pub author: Arc<str>,
    /// The day (UTC).
    pub date: Date,
}

/// A note on a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Number, unique among the notes of a workspace.
    pub number: u32,
    /// The project.
    pub project: ProjectId,
    /// What it says.
    pub text: Arc<str>,
    /// By whom and when.
    pub by: Signed,
}

/// A short word that a project is marked with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProjectTag {
    /// The project.
    pub project: ProjectId,
    /// The word.
    pub word: Arc<str>,
    /// By whom and when.
    pub by: Signed,
}

/// Another value for a field of a project than its source gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The project.
    pub project: ProjectId,
    /// The field.
    pub field: CorrectedField,
    /// The value, as [`field_value`] writes it.
    pub value: Arc<str>,
    /// What the source said when it was corrected.
    pub source: Arc<str>,
    /// By whom and when.
    pub by: Signed,
}

/// A project that a user made by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnProject {
    /// Identifier: `U` and a number.
    pub id: ProjectId,
    /// Title; never empty.
    pub title: Arc<str>,
    /// Description; may be empty.
    pub description: Arc<str>,
    /// Leading municipality; `None` = regional.
    pub lead: Option<Nis>,
    /// Dimensions, the main one first; never empty.
    pub dimensions: Vec<Dimension>,
    /// Keyword; may be empty.
    pub theme: Arc<str>,
    /// Stage.
    pub status: Status,
    /// Years in which it runs.
    pub period: Period,
    /// Address of a page; may be empty.
    pub url: Arc<str>,
    /// Who made or changed it last, and when.
    pub by: Signed,
}

impl OwnProject {
    /// What is wrong with it, the first thing first; empty = nothing.
    pub fn problems(&self) -> Vec<(CorrectedField, RemarkProblem)> {
        let mut found = Vec::new();
        let mut note = |field, problem: Option<RemarkProblem>| found.extend(problem.map(|problem| (field, problem)));
        note(CorrectedField::Title, self.title.trim().is_empty().then_some(RemarkProblem::Empty));
        note(CorrectedField::Dimensions, self.dimensions.is_empty().then_some(RemarkProblem::Dimensions));
        let is_year = |year: Option<Year>| year.is_none_or(|year| YEARS.contains(&year));
        note(CorrectedField::StartYear, (!is_year(self.period.start)).then_some(RemarkProblem::Year));
        note(CorrectedField::EndYear, (!is_year(self.period.end)).then_some(RemarkProblem::Year));
        note(CorrectedField::EndYear, (!is_ordered(self.period)).then_some(RemarkProblem::Order));
        note(CorrectedField::Url, (!is_page(&self.url)).then_some(RemarkProblem::Url));
        found
    }

    /// As a row beside those of the sources.
    pub fn to_project(&self) -> Project {
        let title = Localized::same(self.title.trim());
        let provenance =
            Provenance { dataset: OWN_DATASET.into(), cited: Arc::clone(&self.by.author), ..Provenance::default() };
        Project {
            description: Localized::same(self.description.trim()),
            lead: self.lead,
            dimensions: self.dimensions.clone().into(),
            theme: Arc::clone(&self.theme),
            status: self.status,
            period: self.period,
            url: Arc::clone(&self.url),
            record: self.id.as_str().into(),
            provenance: Arc::new(provenance),
            ..Project::new(self.id.clone(), ProjectKind::Project, title)
        }
    }
}

/// All that was added, each kind in the order in which it was.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remarks {
    /// Notes.
    pub notes: Vec<Note>,
    /// Tags.
    pub tags: Vec<ProjectTag>,
    /// Corrections; at most one for each field of a project.
    pub corrections: Vec<Correction>,
    /// Projects made by hand.
    pub projects: Vec<OwnProject>,
}

impl Remarks {
    /// Whether there is nothing.
    pub const fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.tags.is_empty() && self.corrections.is_empty() && self.projects.is_empty()
    }

    /// The notes on a project.
    pub fn notes_of<'a>(&'a self, id: &'a ProjectId) -> impl Iterator<Item = &'a Note> {
        self.notes.iter().filter(move |note| note.project == *id)
    }

    /// The tags of a project.
    pub fn tags_of<'a>(&'a self, id: &'a ProjectId) -> impl Iterator<Item = &'a ProjectTag> {
        self.tags.iter().filter(move |tag| tag.project == *id)
    }

    /// The corrections of a project.
    pub fn corrections_of<'a>(&'a self, id: &'a ProjectId) -> impl Iterator<Item = &'a Correction> {
        self.corrections.iter().filter(move |correction| correction.project == *id)
    }

    /// The project of this identifier that was made by hand.
    pub fn own_project(&self, id: &ProjectId) -> Option<&OwnProject> {
        self.projects.iter().find(|project| project.id == *id)
    }

    /// "own" for a project made by hand, "corrected" for one with corrections, else empty.
    pub fn mark(&self, id: &ProjectId) -> &'static str {
        if self.own_project(id).is_some() {
            "own"
        } else if self.corrections_of(id).next().is_some() {
            "corrected"
        } else {
            ""
        }
    }

    /// Number for the next note.
    pub fn next_number(&self) -> u32 {
        self.notes.iter().map(|note| note.number).max().unwrap_or_default() + 1
    }

    /// Identifier for the next project made by hand: one that no remark and no project uses.
    pub fn free_id(&self, is_taken: impl Fn(&ProjectId) -> bool) -> ProjectId {
        let noted: BTreeSet<&ProjectId> = self.notes.iter().map(|note| &note.project).collect();
        let ids = (1_u32..).map(|number| ProjectId::new(format!("U{number:03}")));
        let is_free = |id: &ProjectId| self.own_project(id).is_none() && !noted.contains(id) && !is_taken(id);
        // The numbers never run out before the memory does.
        ids.into_iter().find(is_free).unwrap_or_else(|| ProjectId::new("U"))
    }
}

/// A tag as it is kept: without blanks around it, and short.
///
/// # Errors
/// When it is empty, too long, or holds `;`.
pub fn checked_tag(word: &str) -> Result<Arc<str>, RemarkProblem> {
    let word = word.split_whitespace().collect::<Vec<_>>().join(" ");
    match word.chars().count() {
        0 => Err(RemarkProblem::Empty),
        _ if word.contains(';') => Err(RemarkProblem::Tag),
        1..=TAG_LENGTH => Ok(word.into()),
        _ => Err(RemarkProblem::Tag),
    }
}

/// The value of a field as corrections write it: keys, `;` between them, empty = not known.
pub fn field_value(project: &Project, field: CorrectedField) -> String {
    let year = |year: Option<Year>| year.map(|year| year.to_string()).unwrap_or_default();
    match field {
        CorrectedField::Title => project.title.nl.as_deref().or(project.title.en.as_deref()).unwrap_or_default().into(),
        CorrectedField::Status => project.status.key().into(),
        CorrectedField::StartYear => year(project.period.start),
        CorrectedField::EndYear => year(project.period.end),
        CorrectedField::Dimensions => {
            project.dimensions.iter().map(|dimension| dimension.key()).collect::<Vec<_>>().join(";")
        }
        CorrectedField::Theme => project.theme.to_string(),
        CorrectedField::Url => project.url.to_string(),
    }
}

/// The project with another value in a field.
///
/// # Errors
/// When the field can't have this value.
pub fn corrected(project: &Project, field: CorrectedField, value: &str) -> Result<Project, RemarkProblem> {
    let mut changed = project.clone();
    let value = value.trim();
    match field {
        CorrectedField::Title if value.is_empty() => return Err(RemarkProblem::Empty),
        CorrectedField::Title => changed.title = Localized::same(value),
        CorrectedField::Status => {
            changed.status = Status::from_key(value).ok_or(RemarkProblem::Status)?;
            // How the source knew says nothing of what was put in its place.
            changed.status_basis = None;
        }
        CorrectedField::StartYear => changed.period.start = checked_year(value)?,
        CorrectedField::EndYear => changed.period.end = checked_year(value)?,
        CorrectedField::Dimensions => {
            let keys = value.split(';').map(str::trim).filter(|key| !key.is_empty());
            let mut dimensions: Vec<Dimension> = Vec::new();
            for key in keys {
                let dimension = Dimension::from_key(key).ok_or(RemarkProblem::Dimensions)?;
                if !dimensions.contains(&dimension) {
                    dimensions.push(dimension);
                }
            }
            if dimensions.is_empty() {
                return Err(RemarkProblem::Dimensions);
            }
            changed.dimensions = dimensions.into();
        }
        CorrectedField::Theme => changed.theme = value.into(),
        CorrectedField::Url if !is_page(value) => return Err(RemarkProblem::Url),
        CorrectedField::Url => changed.url = value.into(),
    }
    Ok(changed)
}

/// The project as its corrections have it. One that no longer fits (a newer program wrote it) is left out.
pub fn with_corrections<'a>(project: &Project, corrections: impl Iterator<Item = &'a Correction>) -> Project {
    corrections.fold(project.clone(), |known, one| corrected(&known, one.field, &one.value).unwrap_or(known))
}

/// Whether a period does not end before it begins.
pub fn is_ordered(period: Period) -> bool {
    !matches!((period.start, period.end), (Some(start), Some(end)) if end < start)
}

/// A year as it is typed; empty = not known.
///
/// # Errors
/// When it is no year between 1900 and 2100.
pub fn checked_year(text: &str) -> Result<Option<Year>, RemarkProblem> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().ok().filter(|year| YEARS.contains(year)).map(Some).ok_or(RemarkProblem::Year)
}

/// Whether a text is empty or an address of the web.
fn is_page(text: &str) -> bool {
    let text = text.trim();
    text.is_empty()
        || text
            .strip_prefix("https://")
            .or_else(|| text.strip_prefix("http://"))
            .is_some_and(|host| !host.is_empty() && !host.contains(char::is_whitespace))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_correction_is_checked_and_written_as_it_is_read() {
        let project = Project::new(ProjectId::new("P1"), ProjectKind::Project, Localized::same("Een"));
        for (field, value) in [
            (CorrectedField::Title, "Twee"),
            (CorrectedField::Status, "running"),
            (CorrectedField::StartYear, "2019"),
            (CorrectedField::EndYear, ""),
            (CorrectedField::Dimensions, "living;mobility"),
            (CorrectedField::Theme, "fiets"),
            (CorrectedField::Url, "https://stad.example/fiets"),
        ] {
            let changed = corrected(&project, field, value).unwrap();
            assert_eq!(field_value(&changed, field), value);
        }
        for (field, value, problem) in [
            (CorrectedField::Title, " ", RemarkProblem::Empty),
            (CorrectedField::Status, "bezig", RemarkProblem::Status),
            (CorrectedField::StartYear, "19", RemarkProblem::Year),
            (CorrectedField::Dimensions, "", RemarkProblem::Dimensions),
            (CorrectedField::Dimensions, "living;x", RemarkProblem::Dimensions),
            (CorrectedField::Url, "file:///etc", RemarkProblem::Url),
        ] {
            assert_eq!(corrected(&project, field, value), Err(problem), "{field} {value}");
        }
    }

    #[test]
    fn tags_are_short_words() {
        assert_eq!(checked_tag("  te   bellen "), Ok("te bellen".into()));
        assert_eq!(checked_tag(" "), Err(RemarkProblem::Empty));
        assert_eq!(checked_tag("a;b"), Err(RemarkProblem::Tag));
        assert_eq!(checked_tag(&"x".repeat(41)), Err(RemarkProblem::Tag));
    }

    #[test]
    fn own_projects_are_numbered_past_those_that_are_known() {
        let taken = |id: &ProjectId| id.as_str() == "U001";
        assert_eq!(Remarks::default().free_id(taken).as_str(), "U002");
    }
}

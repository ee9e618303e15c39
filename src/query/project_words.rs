//! What is said of a project in words: its years, stage and kind, and each column of the table of projects, shown,
//! copied, read aloud and printed alike. May use: `workspace`, `model`, `text`.

use crate::model::{Amount, Project, ProjectKind, Status, StatusBasis};
use crate::text::Text;
use crate::workspace::{ProjectColumn, Workspace};

/// The years of a project in words. A missing end is "still running" only while the status says so; otherwise the end
/// is unknown, and the words say that.
pub fn period(text: &Text, project: &Project) -> String {
    let year = |year: i16| fluent_bundle::FluentValue::from(year.to_string());
    match (project.period.start, project.period.end) {
        (Some(from), Some(until)) if from == until => from.to_string(),
        (Some(from), Some(until)) => {
            text.with("projects-period-years", &[("from", year(from)), ("until", year(until))])
        }
        (Some(from), None) if project.status == Status::Planned => {
            text.with("projects-period-planned", &[("from", year(from))])
        }
        (Some(from), None) if project.status.is_ongoing() => text.with("projects-period-open", &[("from", year(from))]),
        (Some(from), None) => text.with("projects-period-end-unknown", &[("from", year(from))]),
        (None, Some(until)) => text.with("projects-period-start-unknown", &[("until", year(until))]),
        (None, None) => text.get("projects-period-unknown"),
    }
}

/// The stage, and that it was inferred where it was.
pub fn status(text: &Text, project: &Project) -> String {
    let word = text.word("status", project.status.key());
    if project.status_basis == Some(StatusBasis::Inferred) {
        format!("{word} ({})", text.word("status-basis", StatusBasis::Inferred.key()))
    } else {
        word
    }
}

/// The kind; a programme says that it is not counted.
pub fn kind(text: &Text, kind: ProjectKind) -> String {
    let word = text.word("kind", kind.key());
    if kind == ProjectKind::Programme { format!("{word}, {}", text.get("projects-not-counted")) } else { word }
}

/// An amount in euro; one of a whole consortium says so.
pub fn amount(text: &Text, amount: &Amount) -> String {
    let euro = format!("€\u{a0}{}", text.number(amount.eur, 0));
    if amount.is_consortium { text.with("projects-amount-consortium", &[("amount", euro.into())]) } else { euro }
}

/// The text of a cell; empty where the source says nothing.
pub fn cell(workspace: &Workspace, text: &Text, project: &Project, column: ProjectColumn) -> String {
    let name = |nis| workspace.municipalities.name(nis);
    match column {
        ProjectColumn::Id => project.id.to_string(),
        ProjectColumn::Title => project.title.get(text.language()).to_owned(),
        ProjectColumn::Kind => kind(text, project.kind),
        ProjectColumn::Lead => project.lead.map(name).unwrap_or_default(),
        ProjectColumn::Others => join(project.others.iter().map(|nis| name(*nis))),
        ProjectColumn::Dimensions => {
            join(project.dimensions.iter().map(|dimension| text.word("dimension", dimension.key())))
        }
        ProjectColumn::Theme => project.theme.to_string(),
        ProjectColumn::WorkingAreas => {
            join(project.working_areas.iter().map(|area| text.word("working-area", &area.number().to_string())))
        }
        ProjectColumn::Status => status(text, project),
        ProjectColumn::Period => period(text, project),
        ProjectColumn::Funding => project.funding.to_string(),
        ProjectColumn::Budget => project.budget.as_ref().map(|budget| amount(text, budget)).unwrap_or_default(),
        ProjectColumn::Subsidy => project.subsidy.as_ref().map(|subsidy| amount(text, subsidy)).unwrap_or_default(),
        ProjectColumn::Partners => join(project.partners.iter().map(|partner| partner.name.to_string())),
        ProjectColumn::Source => source(workspace, project),
    }
}

/// What the source names as its own source, else the title of the data set.
fn source(workspace: &Workspace, project: &Project) -> String {
    let provenance = &project.provenance;
    if !provenance.cited.is_empty() {
        return provenance.cited.to_string();
    }
    let known = workspace.sources.iter().find(|source| source.id == provenance.dataset);
    known.map_or_else(|| provenance.dataset.to_string(), |source| source.title.to_string())
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

//! What is said of a project in words: its years, stage and kind. May use: `model`, `text`.

use crate::model::{Project, ProjectKind, Status, StatusBasis};
use crate::text::Text;

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

//! What a cell of the table says, as text: shown, copied and read aloud alike.

use crate::model::{Amount, Project};
pub use crate::query::project_words::{kind, period, status};
use crate::text::Text;
use crate::ui::UiContext;
use crate::workspace::ProjectColumn;

/// An amount in euro; one of a whole consortium says so.
pub fn amount(text: &Text, amount: &Amount) -> String {
    let euro = format!("€\u{a0}{}", text.number(amount.eur, 0));
    if amount.is_consortium { text.with("projects-amount-consortium", &[("amount", euro.into())]) } else { euro }
}

/// The text of a cell; empty where the source says nothing.
pub fn cell(ctx: &UiContext<'_>, project: &Project, column: ProjectColumn) -> String {
    let text = ctx.text;
    let name = |nis| ctx.workspace.municipalities.name(nis);
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
        ProjectColumn::Source => source(ctx, project),
    }
}

/// What the source names as its own source, else the title of the data set.
fn source(ctx: &UiContext<'_>, project: &Project) -> String {
    let provenance = &project.provenance;
    if !provenance.cited.is_empty() {
        return provenance.cited.to_string();
    }
    let known = ctx.workspace.sources.iter().find(|source| source.id == provenance.dataset);
    known.map_or_else(|| provenance.dataset.to_string(), |source| source.title.to_string())
}

fn join(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Language, Localized, Period, ProjectId, ProjectKind, Status};

    fn words(start: Option<i16>, end: Option<i16>, status: Status) -> String {
        let mut project = Project::new(ProjectId::new("P1"), ProjectKind::Project, Localized::same("a"));
        project.period = Period { start, end };
        project.status = status;
        period(&Text::new(Language::Nl), &project)
    }

    #[test]
    fn a_missing_end_is_open_only_while_it_runs() {
        assert_eq!(words(Some(2018), Some(2019), Status::Completed), "2018–2019");
        assert_eq!(words(Some(2018), Some(2018), Status::Completed), "2018");
        assert_eq!(words(Some(2018), None, Status::Running), "sinds 2018, loopt nog");
        assert_eq!(words(Some(2018), None, Status::Completed), "2018 – einde onbekend");
        assert_eq!(words(None, None, Status::Running), "onbekend");
    }
}

//! What a cell of the table says, as text: shown, copied and read aloud alike.

use crate::model::Project;
use crate::query::project_words;
pub use crate::query::project_words::{amount, kind, period, status};
use crate::ui::UiContext;
use crate::workspace::ProjectColumn;

/// The text of a cell; empty where the source says nothing.
pub fn cell(ctx: &UiContext<'_>, project: &Project, column: ProjectColumn) -> String {
    project_words::cell(ctx.workspace, ctx.text, project, column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Language, Localized, Period, ProjectId, ProjectKind, Status};
    use crate::text::Text;

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

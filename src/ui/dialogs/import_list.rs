//! Reading projects in from somebody's list.

mod columns;
mod outcome;
mod words;

use egui::Ui;

use super::import_dialog::{Ask, ImportDialog, Kind};
use super::read_as::ReadAs;
use super::{Purpose, parts};
use crate::jobs::list::ListError;
use crate::jobs::{ListPreview, ListSeen, ProjectMapping};
use crate::model::Rejected;
use crate::session::Command;
use crate::session::command::{FileCommand, ListCommand};
use crate::session::results::ListResults;
use crate::ui::UiContext;
use crate::ui::widgets::{self, Tone};

/// The dialog.
pub type ImportListDialog = ImportDialog<Projects>;

/// A list of projects.
#[derive(Debug)]
pub struct Projects;

impl Kind for Projects {
    type Mapping = ProjectMapping;
    type Preview = ListPreview;
    type Error = ListError;

    const READ_AS: ReadAs = ReadAs::Projects;
    const JOBS: [&'static str; 2] = ["job-list", "job-import-list"];
    const TITLE: [&'static str; 2] = ["import-list-title", "import-list-help"];
    const OPEN_MAPPING: Option<Purpose> = Some(Purpose::OpenListMapping);

    fn better_as(error: &ListError) -> Option<ReadAs> {
        (*error == ListError::Figures).then_some(ReadAs::Figures)
    }

    fn results<'c>(ctx: &'c UiContext<'_>) -> &'c ListResults<ListSeen, ProjectMapping> {
        &ctx.results.list_import
    }

    fn command(ask: Ask<ProjectMapping>) -> Command {
        FileCommand::List(match ask {
            Ask::Forget => ListCommand::Forget,
            Ask::Read(path, mapping) => ListCommand::Read(path, mapping),
            Ask::Import(path, mapping) => ListCommand::Import(path, mapping),
        })
        .into()
    }

    fn contents_ui(
        ctx: &UiContext<'_>,
        ui: &mut Ui,
        seen: &ListSeen,
        mapping: &mut ProjectMapping,
        is_waiting: bool,
    ) -> bool {
        if matches!(seen.preview, Err(ListError::NoTitle | ListError::Figures)) {
            widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t("import-list-no-title"));
        }
        if let Ok(preview) = &seen.preview {
            parts::places_ui(ctx, ui, &preview.survey, &mut mapping.crs);
        }
        columns::list_ui(ctx, ui, seen, mapping);
        columns::columns_ui(ctx, ui, seen, mapping);
        words::words_ui(ctx, ui, seen, mapping);
        columns::source_ui(ctx, ui, mapping);
        outcome::outcome_ui(ctx, ui, seen, is_waiting)
    }

    fn has_changes(preview: &ListPreview) -> bool {
        outcome::change_count(preview) > 0
    }

    fn in_short(ctx: &UiContext<'_>, preview: &ListPreview) -> String {
        outcome::in_short(ctx, preview)
    }

    fn rejected(preview: &ListPreview) -> &[Rejected] {
        &preview.rejected
    }

    fn save_mapping(mapping: &ProjectMapping) -> Option<Purpose> {
        Some(Purpose::SaveListMapping(Box::new(mapping.clone())))
    }
}

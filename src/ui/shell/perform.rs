//! Actions of menu, palette and keys become commands, dialogs or changes of the frame.

use super::Shell;
use crate::model::Language;
use crate::session::command::{AppCommand, FeedCommand, FileCommand, FilterCommand};
use crate::session::{Action, Command, ThemeChoice};
use crate::ui::UiContext;
use crate::ui::dialogs::Purpose;
use crate::workspace::{Selected, Tab};

/// How much larger or smaller one step of the scale is.
const SCALE_STEP: f32 = 0.1;

/// Carries out an action.
pub fn perform(shell: &mut Shell, ctx: &UiContext<'_>, context: &egui::Context, action: Action) {
    match action {
        Action::Palette => {
            shell.palette.open();
            ctx.send(AppCommand::PrepareSearch);
        }
        Action::Undo => ctx.send(Command::Undo),
        Action::Redo => ctx.send(Command::Redo),
        Action::ClearFilters => ctx.send(FilterCommand::Clear),
        Action::ShowMap => ctx.send(Command::ShowTab(Tab::Map)),
        Action::ShowProjects => ctx.send(Command::ShowTab(Tab::Projects)),
        Action::ShowIndicators => ctx.send(Command::ShowTab(Tab::Indicators)),
        Action::ShowCompare => ctx.send(Command::ShowTab(Tab::Compare)),
        Action::ShowGaps => ctx.send(Command::ShowTab(Tab::Gaps)),
        Action::ShowSensors => ctx.send(Command::ShowTab(Tab::Sensors)),
        Action::ShowData => ctx.send(Command::ShowTab(Tab::Data)),
        Action::NextProject => step(shell, ctx, 1),
        Action::PreviousProject => step(shell, ctx, -1),
        Action::Quit => context.send_viewport_cmd(egui::ViewportCommand::Close),
        Action::ZoomIn | Action::ZoomOut | Action::ZoomHome => shell.centre.zoom(ctx, action),
        Action::UpdateBoundaries => {
            ctx.send(FileCommand::UpdateBoundaries(crate::jobs::BoundarySource::Default));
        }
        Action::CopyCommand => context.copy_text(crate::session::command_line::of(ctx.view)),
        Action::OpenWorkspace
        | Action::NewWorkspace
        | Action::SaveWorkspaceAs
        | Action::SaveView
        | Action::OpenView
        | Action::Import
        | Action::ImportFigures
        | Action::AddFeed
        | Action::Report
        | Action::Compose
        | Action::NewProject
        | Action::EditProject
        | Action::Export => open_dialog(shell, ctx, action),
        _ => change_frame(ctx, action),
    }
}

fn step(shell: &mut Shell, ctx: &UiContext<'_>, by: i32) {
    if !shell.centre.step(ctx, by) {
        shell.inspector.step(ctx, by);
    }
}

fn open_dialog(shell: &mut Shell, ctx: &UiContext<'_>, action: Action) {
    match action {
        Action::OpenWorkspace => shell.dialogs.ask_path(ctx, Purpose::OpenWorkspace),
        Action::NewWorkspace => shell.dialogs.ask_path(ctx, Purpose::NewWorkspace),
        Action::SaveWorkspaceAs => shell.dialogs.ask_path(ctx, Purpose::SaveWorkspaceAs),
        Action::SaveView => shell.dialogs.ask_path(ctx, Purpose::SaveView),
        Action::OpenView => shell.dialogs.ask_path(ctx, Purpose::OpenView),
        Action::Import => shell.dialogs.ask_path(ctx, Purpose::Import),
        Action::ImportFigures => shell.dialogs.import_table(ctx),
        Action::AddFeed => shell.dialogs.add_feed(ctx),
        Action::Report => shell.dialogs.ask_report(ctx),
        Action::Compose => shell.dialogs.compose(ctx),
        Action::NewProject => shell.dialogs.new_project(ctx),
        Action::EditProject => shell.dialogs.edit_project(ctx),
        _ => shell.dialogs.ask_export(ctx),
    }
}

/// Switches of the frame: panels, look, language, scale, network.
fn change_frame(ctx: &UiContext<'_>, action: Action) {
    let settings = ctx.settings;
    match action {
        Action::ToggleFilterPanel => ctx.send(AppCommand::SetFilterPanel(!settings.has_filter_panel)),
        Action::ToggleInspector => ctx.send(AppCommand::SetInspector(!settings.has_inspector)),
        Action::ToggleTheme => {
            let next = if ctx.theme.palette.is_dark { ThemeChoice::Light } else { ThemeChoice::Dark };
            ctx.send(AppCommand::SetTheme(next));
        }
        Action::ToggleLanguage => {
            let next = if ctx.language() == Language::Nl { Language::En } else { Language::Nl };
            ctx.send(AppCommand::SetLanguage(next));
        }
        Action::ScaleUp => ctx.send(AppCommand::SetScale(settings.scale + SCALE_STEP)),
        Action::ScaleDown => ctx.send(AppCommand::SetScale(settings.scale - SCALE_STEP)),
        Action::ScaleReset => ctx.send(AppCommand::SetScale(1.0)),
        Action::ToggleOffline => ctx.send(FeedCommand::SetOffline(!ctx.status.is_offline)),
        Action::ToggleSimulation => ctx.send(FeedCommand::SetSimulation(!ctx.status.is_simulating)),
        _ => {}
    }
}

/// Whether the selected project is the user's own.
fn is_own_selected(ctx: &UiContext<'_>) -> bool {
    match &ctx.view.selected {
        Some(Selected::Project(id)) => ctx.workspace.own.remarks.own_project(id).is_some(),
        _ => false,
    }
}

/// Whether an action can be done now; menus and palette show those that can't as disabled.
pub fn is_possible(ctx: &UiContext<'_>, action: Action) -> bool {
    match action {
        Action::Undo => ctx.status.can_undo,
        Action::Redo => ctx.status.can_redo,
        Action::ClearFilters => !ctx.view.filter.is_empty(),
        Action::UpdateBoundaries => ctx.results.is_loaded && !ctx.status.is_offline && !ctx.workspace.is_read_only,
        Action::EditProject => !ctx.workspace.is_read_only && is_own_selected(ctx),
        Action::Import | Action::ImportFigures | Action::AddFeed | Action::NewProject => {
            ctx.results.is_loaded && !ctx.workspace.is_read_only
        }
        Action::SaveWorkspaceAs
        | Action::SaveView
        | Action::OpenView
        | Action::CopyCommand
        | Action::Export
        | Action::Report
        | Action::Compose
        | Action::ToggleSimulation => ctx.results.is_loaded,
        _ => true,
    }
}

//! What dialogs share: a list to choose from, a named field.

use egui::{Align, Layout, Ui, vec2};

use crate::session::command::FileCommand;
use crate::ui::UiContext;
use crate::ui::widgets;

/// Width of the names of fields in points.
const NAME_WIDTH: f32 = 150.0;

/// A list of exclusive choices; gives the one clicked. `name` is what it chooses, for those who don't see it.
pub(in crate::ui::dialogs) fn choice_ui<T: Clone + PartialEq>(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    look: (impl std::hash::Hash + std::fmt::Debug, &str, f32),
    chosen: &T,
    choices: &[(T, String)],
) -> Option<T> {
    widgets::choice(ui, ctx.theme, look, chosen, choices)
}

/// A name with a field beside it.
pub(in crate::ui::dialogs) fn field_ui(ctx: &UiContext<'_>, ui: &mut Ui, key: &str, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.allocate_ui_with_layout(vec2(NAME_WIDTH, 28.0), Layout::left_to_right(Align::Center), |ui| {
            ui.set_width(NAME_WIDTH);
            ui.label(widgets::soft(ctx.theme, ctx.t(key)));
        });
        contents(ui);
    });
}

/// A field for text of a width.
pub(in crate::ui::dialogs) fn text_ui(ui: &mut Ui, text: &mut String, name: &str, hint: &str, width: f32) {
    ui.allocate_ui(vec2(width, 28.0), |ui| {
        ui.set_width(width);
        widgets::text_field(ui, text, name, hint);
    });
}

/// Whether one of these jobs runs.
pub(in crate::ui::dialogs) fn is_running(ctx: &UiContext<'_>, jobs: &[&str]) -> bool {
    ctx.status.jobs.values().any(|job| jobs.contains(&job.key))
}

/// Stops what runs of these jobs.
pub(in crate::ui::dialogs) fn stop(ctx: &UiContext<'_>, jobs: &[&str]) {
    for (job, running) in &ctx.status.jobs {
        if jobs.contains(&running.key) {
            ctx.send(FileCommand::Cancel(*job));
        }
    }
}

/// That something runs, and the way to stop it.
pub(in crate::ui::dialogs) fn reading_ui(ctx: &UiContext<'_>, ui: &mut Ui, jobs: &[&str]) {
    ui.horizontal(|ui| {
        ui.add(egui::Spinner::new().size(16.0).color(ctx.theme.accent()));
        ui.label(widgets::soft(ctx.theme, ctx.t("import-reading")));
        if widgets::link(ui, ctx.theme, &ctx.t("import-stop")).clicked() {
            stop(ctx, jobs);
        }
    });
}

/// Which sheet of several is read; gives the one clicked.
pub(in crate::ui::dialogs) fn sheet_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    sheets: &[String],
    chosen: Option<&str>,
) -> Option<String> {
    let first = sheets.first().filter(|_| sheets.len() > 1)?;
    let choices: Vec<(String, String)> = sheets.iter().map(|name| (name.clone(), name.clone())).collect();
    let chosen = chosen.unwrap_or(first).to_owned();
    let name = ctx.t("import-sheet");
    ui.label(widgets::soft(ctx.theme, &name));
    let clicked = choice_ui(ctx, ui, ("sheet", &name, 170.0), &chosen, &choices);
    ui.add_space(8.0);
    clicked
}

/// Which row has the headers, 0 for none; gives the one clicked, with its cells.
pub(in crate::ui::dialogs) fn header_row_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    grid: &[(u64, Vec<String>)],
    chosen: u64,
) -> Option<(u64, Vec<String>)> {
    const ROWS: usize = 40;
    let name = ctx.t("import-header-row");
    let none = std::iter::once((0, ctx.t("import-no-header")));
    let rows = grid.iter().take(ROWS).map(|(number, _)| (*number, ctx.text.integer(*number)));
    let choices: Vec<(u64, String)> = none.chain(rows).collect();
    ui.label(widgets::soft(ctx.theme, &name));
    let clicked = choice_ui(ctx, ui, ("header-row", &name, 70.0), &chosen, &choices);
    ui.add_space(8.0);
    let cells = |row: u64| grid.iter().find(|(number, _)| *number == row).map(|(_, cells)| cells.clone());
    clicked.map(|row| (row, cells(row).unwrap_or_default()))
}

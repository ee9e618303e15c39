//! The rows on screen.

use egui::{Align, Layout, Rect, RichText, Role, Sense, TextWrapMode, WidgetInfo};
use egui_extras::{Column, TableBuilder, TableRow};

use super::{ProjectsTab, columns, keys, project_at, show_on_map, words};
use crate::model::{Project, ProjectKind};
use crate::session::Command;
use crate::session::command::TableCommand;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::charts::symbol;
use crate::ui::theme::colour;
use crate::ui::widgets::{self, Tone};
use crate::workspace::{ProjectColumn, Selected};

/// Height of a row in points; even, so that the millionth row still lies on a whole pixel in 32 bits.
const ROW: f32 = 28.0;

/// The table with its header, scrolling both ways.
pub fn table_ui(tab: &mut ProjectsTab, ctx: &UiContext<'_>, ui: &mut egui::Ui) {
    let id = ui.scope_id().with("projects-table");
    let area = ui.available_rect_before_wrap();
    let focus = ui.interact(area, id, Sense::focusable_noninteractive());
    focus.widget_info(|| WidgetInfo::labeled(Role::Table, true, ctx.t("projects-table-name")));
    keys::take(tab, ctx, ui, id);
    let mut headers: Vec<(ProjectColumn, Rect)> = Vec::new();
    let mut dropped = None;
    egui::ScrollArea::horizontal().auto_shrink([false, false]).show(ui, |ui| {
        ui.style_mut().interaction.selectable_labels = false;
        ui.style_mut().wrap_mode = Some(TextWrapMode::Truncate);
        // Widths that the reader dragged are kept for each set of columns.
        let mut set: Vec<usize> = ctx.view.table.columns.iter().map(|column| column.index()).collect();
        set.sort_unstable();
        ui.spacing_mut().item_spacing.x = 2.0;
        let gaps = ui.spacing().item_spacing.x * set.len() as f32;
        let widths = columns::widths(&ctx.view.table.columns, ui.available_width() - gaps - 10.0);
        let mut builder = TableBuilder::new(ui)
            .id_salt(("projects", set))
            .striped(false)
            .resizable(true)
            .sense(Sense::CLICK)
            .cell_layout(Layout::left_to_right(Align::Center))
            .auto_shrink([false, false]);
        for (column, width) in ctx.view.table.columns.iter().zip(widths) {
            builder = builder.column(Column::initial(width).at_least(columns::width(*column).1).clip(true));
        }
        if let Some(row) = tab.scroll_to.take() {
            builder = builder.scroll_to_row(row, None).animate_scrolling(false);
        }
        let table = builder.header(30.0, |mut row| {
            for column in &ctx.view.table.columns {
                let (rect, _) = row.col(|ui| {
                    let response = columns::header_ui(ctx, ui, *column);
                    if response.drag_stopped()
                        && let Some(pointer) = response.interact_pointer_pos()
                    {
                        dropped = Some((*column, pointer.x));
                    }
                });
                headers.push((*column, rect));
            }
        });
        table.body(|body| body.rows(ROW, ctx.results.table.len(), |row| row_ui(tab, ctx, id, row)));
    });
    if let Some((column, x)) = dropped {
        ctx.send(TableCommand::MoveColumn(column, columns::drop_target(&headers, column, x)));
    }
    if ui.memory(|memory| memory.has_focus(id)) {
        ui.painter().rect_stroke(area.shrink(0.5), 4.0, (1.0, ctx.theme.accent()), egui::StrokeKind::Inside);
    }
}

fn row_ui(tab: &mut ProjectsTab, ctx: &UiContext<'_>, table: egui::Id, mut row: TableRow<'_, '_>) {
    let position = row.index();
    let Some(project) = project_at(ctx, position) else {
        for _ in &ctx.view.table.columns {
            row.col(|_| {});
        }
        return;
    };
    row.set_selected(tab.position() == Some(position) || tab.marked.contains(position));
    for column in &ctx.view.table.columns {
        row.col(|ui| {
            ui.add_space(6.0);
            cell_ui(ctx, ui, project, *column);
        });
    }
    let response = row.response();
    if response.clicked() {
        let modifiers = response.ctx.input(|input| input.modifiers);
        response.ctx.memory_mut(|memory| memory.request_focus(table));
        click(tab, position, modifiers);
        ctx.send(Command::Select(Some(Selected::Project(project.id.clone()))));
    }
    if response.double_clicked() {
        show_on_map(ctx, project);
    }
    response.context_menu(|ui| {
        if ui.button(ctx.t("projects-show-on-map")).clicked() {
            show_on_map(ctx, project);
            ui.close();
        }
        if ui.button(ctx.t("projects-copy-rows")).clicked() {
            tab.copy(ctx, ui, false);
            ui.close();
        }
    });
}

/// Marks as a click with these modifiers does: alone, one more, or a range.
fn click(tab: &mut ProjectsTab, position: usize, modifiers: egui::Modifiers) {
    if modifiers.shift {
        let from = tab.anchor.or(tab.position()).unwrap_or(position);
        keys::mark_between(tab, from, position);
    } else if modifiers.command {
        if tab.marked.is_empty()
            && let Some(selected) = tab.position()
        {
            tab.marked.toggle(selected);
        }
        tab.marked.toggle(position);
        tab.anchor = Some(position);
    } else {
        tab.marked.clear();
        tab.anchor = Some(position);
    }
}

fn cell_ui(ctx: &UiContext<'_>, ui: &mut egui::Ui, project: &Project, column: ProjectColumn) {
    match column {
        ProjectColumn::Title => title_ui(ctx, ui, project),
        // That a programme is not counted stands beside its title.
        ProjectColumn::Kind => {
            ui.label(ctx.text.word("kind", project.kind.key()));
        }
        ProjectColumn::Dimensions => dimensions_ui(ctx, ui, project),
        _ => {
            let text = words::cell(ctx, project, column);
            if text.is_empty() {
                ui.label(widgets::soft(ctx.theme, "—")).on_hover_text(ctx.t("projects-not-stated"));
            } else if columns::is_number(column) {
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    ui.add_space(6.0);
                    ui.label(text);
                });
            } else {
                ui.label(text);
            }
        }
    }
}

fn title_ui(ctx: &UiContext<'_>, ui: &mut egui::Ui, project: &Project) {
    let title = project.title.get(ctx.text.language());
    let ink = if project.kind == ProjectKind::Programme { ctx.theme.palette.soft } else { ctx.theme.palette.text };
    let shown = RichText::new(title).color(colour(ink));
    ui.spacing_mut().item_spacing.x = 6.0;
    if project.is_simulated {
        parts::simulated_badge(ctx, ui);
    }
    mark_ui(ctx, ui, project);
    if project.kind == ProjectKind::Programme {
        let badge = widgets::badge(ui, ctx.theme, Tone::Neutral, &ctx.t("projects-not-counted"));
        badge.on_hover_text(ctx.t("projects-programme-help"));
    }
    ui.label(shown);
}

/// Marks a project of the user's own, a corrected one, one with notes or tags.
fn mark_ui(ctx: &UiContext<'_>, ui: &mut egui::Ui, project: &Project) {
    let remarks = &ctx.workspace.own.remarks;
    if remarks.is_empty() {
        return;
    }
    let key = match remarks.mark(&project.id) {
        "own" => "notes-mark-own",
        "corrected" => "notes-mark-corrected",
        _ if remarks.notes_of(&project.id).next().is_some() => "notes-mark-noted",
        _ if remarks.tags_of(&project.id).next().is_some() => "notes-mark-tagged",
        _ => return,
    };
    widgets::badge(ui, ctx.theme, Tone::Neutral, &ctx.t(key));
}

fn dimensions_ui(ctx: &UiContext<'_>, ui: &mut egui::Ui, project: &Project) {
    if project.dimensions.is_empty() {
        ui.label(widgets::soft(ctx.theme, "—")).on_hover_text(ctx.t("projects-not-stated"));
        return;
    }
    ui.spacing_mut().item_spacing.x = 4.0;
    for dimension in &*project.dimensions {
        symbol::dimension_ui(ctx, ui, *dimension);
    }
}

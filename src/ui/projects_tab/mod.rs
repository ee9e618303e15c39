//! The table of projects: the same selection as everywhere, row by row.
//!
//! Only the rows on screen are drawn. A click or the arrow keys select for the inspector, a double click or Enter
//! shows the project on the map, Ctrl-C copies the marked rows.

mod columns;
mod copy;
mod funding;
mod keys;
mod marks;
mod schedule;
mod so_far;
mod statistics;
mod table;
pub mod words;

use std::sync::Arc;

pub use columns::moved_words;
pub use copy::{one_line, plain_number};

use crate::model::{Project, ProjectId};
use marks::Marks;
use schedule::SchedulePage;
use statistics::StatisticsLine;

use crate::session::command::{MapCommand, ProjectsCommand};
use crate::session::{Action, Command};
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::widgets;
use crate::workspace::{Camera, ProjectsPage, Selected, Tab};

/// More rows than this are not put on the clipboard: an export writes them without holding up the window.
pub const COPY_LIMIT: usize = 50_000;

/// Zoom at which the map shows a project that was asked for.
const PROJECT_ZOOM: f64 = 12.0;

/// What the table remembers between frames: marked rows, where the keyboard stands, where to scroll.
#[derive(Debug, Default)]
pub struct ProjectsTab {
    /// Rows marked for copying and for statistics, as positions in the table.
    marked: Marks,
    /// Where a range of marks starts.
    anchor: Option<usize>,
    /// The table the marks belong to.
    marked_in: Option<Arc<Vec<u32>>>,
    /// Position of the selected project, and what it was looked up in.
    cursor: Option<Cursor>,
    /// Row to bring into sight.
    scroll_to: Option<usize>,
    schedule: SchedulePage,
    statistics: StatisticsLine,
}

/// The selected project's position in one table.
#[derive(Debug)]
struct Cursor {
    table: Arc<Vec<u32>>,
    id: Option<ProjectId>,
    position: Option<usize>,
}

impl ProjectsTab {
    /// The centre: count line and table.
    pub fn projects_ui(&mut self, ctx: &UiContext<'_>, ui: &mut egui::Ui) {
        self.follow(ctx);
        parts::page(ui, |ui| {
            let choices: Vec<(ProjectsPage, String)> =
                ProjectsPage::ALL.iter().map(|page| (*page, ctx.text.word("projects-page", page.key()))).collect();
            ui.horizontal(|ui| {
                if let Some(page) = widgets::segmented(ui, ctx.theme, ctx.view.projects.page, &choices) {
                    ctx.send(ProjectsCommand::SetPage(page));
                }
                parts::updating(ctx, ui);
            });
            ui.add_space(6.0);
            match ctx.view.projects.page {
                ProjectsPage::Schedule => return self.schedule.schedule_ui(ctx, ui),
                ProjectsPage::Funding => return funding::funding_ui(ctx, ui),
                ProjectsPage::Table => {}
            }
            self.count_line_ui(ctx, ui);
            ui.add_space(6.0);
            if ctx.results.table.is_empty() {
                empty_ui(ctx, ui);
            } else {
                let room = egui::vec2(ui.available_width(), (ui.available_height() - statistics::HEIGHT).max(60.0));
                ui.allocate_ui(room, |ui| {
                    ui.set_min_size(room);
                    table::table_ui(self, ctx, ui);
                });
                self.statistics.line_ui(ctx, ui, &self.marked);
            }
        });
    }

    /// The tab's own options: which columns stand in which order.
    pub fn options_ui(&mut self, ctx: &UiContext<'_>, ui: &mut egui::Ui) {
        match ctx.view.projects.page {
            ProjectsPage::Table => {
                widgets::sub_header(ui, ctx.theme, &ctx.t("projects-columns"), "");
                columns::choice_ui(ctx, ui);
            }
            ProjectsPage::Schedule => SchedulePage::options_ui(ctx, ui),
            ProjectsPage::Funding => {
                parts::remark(ctx, ui, ctx.t("projects-funding-help"));
            }
        }
    }

    /// Moves the selection by so many rows, as the keys for the next and the previous project do.
    pub fn step(&mut self, ctx: &UiContext<'_>, by: isize) {
        self.follow(ctx);
        let last = ctx.results.table.len().saturating_sub(1);
        let position = self.position().map_or(0, |position| position.saturating_add_signed(by).min(last));
        self.select(ctx, position);
    }

    fn position(&self) -> Option<usize> {
        self.cursor.as_ref().and_then(|cursor| cursor.position)
    }

    /// Looks the selected project up again when the selection or the table changed.
    fn follow(&mut self, ctx: &UiContext<'_>) {
        let table = &ctx.results.table;
        if self.marked_in.as_ref().is_none_or(|known| !Arc::ptr_eq(known, table)) {
            self.marked.clear();
            self.anchor = None;
            self.marked_in = Some(Arc::clone(table));
        }
        let id = match &ctx.view.selected {
            Some(Selected::Project(id)) => Some(id),
            _ => None,
        };
        let is_known =
            self.cursor.as_ref().is_some_and(|cursor| Arc::ptr_eq(&cursor.table, table) && cursor.id.as_ref() == id);
        if is_known {
            return;
        }
        let row = id.and_then(|id| ctx.workspace.projects.row_of(id));
        let position = row.and_then(|row| table.iter().position(|shown| *shown == row));
        if position != self.position() {
            self.scroll_to = position;
        }
        self.cursor = Some(Cursor { table: Arc::clone(table), id: id.cloned(), position });
    }

    fn select(&mut self, ctx: &UiContext<'_>, position: usize) {
        if let Some(project) = project_at(ctx, position) {
            self.scroll_to = Some(position);
            ctx.send(Command::Select(Some(Selected::Project(project.id.clone()))));
        }
    }

    /// Copies the marked rows, or the selected one, or all.
    fn copy(&self, ctx: &UiContext<'_>, ui: &egui::Ui, is_all: bool) {
        let positions: Vec<usize> = if is_all {
            (0..ctx.results.table.len()).collect()
        } else if self.marked.is_empty() {
            self.position().into_iter().collect()
        } else {
            self.marked.iter().collect()
        };
        if positions.len() > COPY_LIMIT {
            ctx.act(Action::Export);
            return;
        }
        if !positions.is_empty() {
            let projects = positions.iter().filter_map(|position| project_at(ctx, *position));
            ui.ctx().copy_text(copy::tsv(ctx, &ctx.view.table.columns, projects));
        }
    }

    fn count_line_ui(&mut self, ctx: &UiContext<'_>, ui: &mut egui::Ui) {
        let copy = ctx.t("projects-copy");
        let all = self.mark_words(ctx);
        let mut line = ctx.text.with("projects-count-line", &[("counts", count_line(ctx).into())]);
        let programmes = ctx.results.selection.hits.programmes;
        if programmes > 0 {
            line = format!("{line} · {}", counted(ctx, "projects-count-programmes", programmes));
        }
        if !self.marked.is_empty() {
            let n = ctx.text.integer(self.marked.len() as u64);
            line = format!("{} · {line}", ctx.text.with("projects-marked", &[("n", n.into())]));
        }
        let width = parts::button_width(ui, &copy) + parts::button_width(ui, &all) + ui.spacing().item_spacing.x;
        parts::split(
            ui,
            width,
            |ui| {
                ui.add(egui::Label::new(widgets::small(ctx.theme, line)).truncate());
            },
            |ui| {
                let is_large = ctx.results.table.len() > COPY_LIMIT;
                let help = if is_large { "projects-copy-too-many" } else { "projects-copy-help" };
                let can_copy = !ctx.results.table.is_empty();
                let button = ui.add_enabled_ui(can_copy, |ui| widgets::secondary_button(ui, ctx.theme, &copy)).inner;
                if button.on_hover_text(ctx.t(help)).clicked() {
                    self.copy(ctx, ui, self.marked.is_empty());
                }
                if can_copy && widgets::secondary_button(ui, ctx.theme, &all).clicked() {
                    self.mark_all_or_none(ctx);
                }
            },
        );
    }
}

impl ProjectsTab {
    /// What the button beside the copy does: marks all rows, or none where all are.
    fn mark_words(&self, ctx: &UiContext<'_>) -> String {
        let count = ctx.results.table.len();
        if self.marked.len() == count && count > 0 {
            ctx.t("projects-mark-none")
        } else {
            ctx.text.with("projects-mark-all", &[("n", ctx.text.integer(count as u64).into())])
        }
    }

    fn mark_all_or_none(&mut self, ctx: &UiContext<'_>) {
        let count = ctx.results.table.len();
        if self.marked.len() == count {
            self.marked.clear();
        } else {
            self.marked.set(0..count);
        }
    }
}

fn counted(ctx: &UiContext<'_>, key: &str, n: u32) -> String {
    ctx.text.with(key, &[("n", i64::from(n).into()), ("shown", ctx.text.integer(n).into())])
}

/// The counts of the headline, kinds apart; programmes are not among them.
fn count_line(ctx: &UiContext<'_>) -> String {
    let hits = ctx.results.selection.hits;
    [
        counted(ctx, "projects-count-projects", hits.projects),
        counted(ctx, "projects-count-services", hits.services),
        counted(ctx, "projects-count-planned", hits.planned_actions),
    ]
    .join(" · ")
}

fn empty_ui(ctx: &UiContext<'_>, ui: &mut egui::Ui) {
    let is_loaded = ctx.results.is_loaded;
    if !is_loaded {
        parts::empty(ctx, ui, "projects-loading", "projects-loading-text", None);
    } else if ctx.workspace.projects.rows().is_empty() {
        if parts::empty(ctx, ui, "projects-none", "projects-none-text", Some("projects-import")) {
            ctx.act(Action::Import);
        }
    } else if parts::empty(ctx, ui, "projects-no-hits", "projects-no-hits-text", Some("projects-clear-filters")) {
        ctx.act(Action::ClearFilters);
    }
}

/// The project in this row of the table.
fn project_at<'a>(ctx: &UiContext<'a>, position: usize) -> Option<&'a Project> {
    ctx.results.table.get(position).and_then(|row| ctx.workspace.projects.get(*row))
}

/// Shows a project on the map: at its own place, else at its first municipality.
fn show_on_map(ctx: &UiContext<'_>, project: &Project) {
    let municipality = || project.municipalities().find_map(|nis| ctx.workspace.municipalities.get(nis));
    let place = project.location.or_else(|| municipality().map(|row| row.label_point));
    ctx.send(Command::Select(Some(Selected::Project(project.id.clone()))));
    if let Some(centre) = place {
        ctx.send(MapCommand::SetCamera(Some(Camera { centre, zoom: PROJECT_ZOOM })));
    }
    ctx.send(Command::ShowTab(Tab::Map));
}

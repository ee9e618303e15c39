//! Reading figures in: a table is read, its columns are given a meaning, what it would change is shown, then it is
//! written.
//!
//! Nothing is read or computed here: every change of the mapping goes to the background, one at a time, and its answer
//! is what is shown and what is imported.

mod columns;
mod figures;
mod origin;
mod outcome;

use std::sync::Arc;

use egui::{Frame, Margin, Modal, RichText, ScrollArea, Ui};

use self::origin::OriginForm;
use super::queue::{self, Answer, Ending, Importing};
use super::read_as::{self, ReadAs};
use super::{Purpose, parts};
use crate::jobs::table::Mapping;
use crate::jobs::{TableOrigin, TableSeen};
use crate::session::command::{FiguresCommand, FileCommand};
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{self, Tone};

/// The job that reads.
const READING: &str = "job-table";

/// The jobs of the dialog.
const JOBS: &[&str] = &[READING, "job-import-table"];

/// Widest dialog in points.
const WIDTH: f32 = 1120.0;

/// The dialog's state.
#[derive(Debug, Default)]
pub struct ImportTableDialog {
    origin: OriginForm,
    /// Where the table that is shown was read from.
    read: Option<TableOrigin>,
    /// What the user makes of it.
    mapping: Mapping,
    /// The mapping that was asked for last.
    sent: Option<Mapping>,
    seen: Option<Arc<TableSeen>>,
    loaded: Option<Arc<Mapping>>,
    /// The dialog ends when it is done.
    importing: Importing,
    /// The file was looked at as a list before: it can be read as something else again, and others may wait.
    is_list: bool,
}

impl ImportTableDialog {
    /// Opens it, without what was read before.
    pub fn new(ctx: &UiContext<'_>) -> Self {
        ctx.send(FileCommand::Figures(FiguresCommand::Forget));
        Self::default()
    }

    /// Opens it on a file that was looked at as a list.
    pub fn about(ctx: &UiContext<'_>, path: &std::path::Path) -> Self {
        let mut dialog = Self { is_list: true, ..Self::default() };
        dialog.origin.set_file(path);
        ctx.send(FileCommand::Figures(FiguresCommand::Forget));
        dialog.read(ctx);
        dialog
    }

    /// Whether it is on a file that was dropped or chosen, of which others may wait.
    pub const fn is_of_queue(&self) -> bool {
        self.is_list
    }

    /// Draws it.
    pub fn dialog_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) -> Answer {
        self.take_answers(ctx);
        let mut answer = Answer::default();
        answer.end(Ending::Imported, self.is_imported(ctx));
        let frame = Frame::popup(&context.global_style()).inner_margin(Margin::same(20)).corner_radius(8);
        let modal = Modal::new(egui::Id::unique("import-table-dialog")).frame(frame).show(context, |ui| {
            let screen = ui.ctx().content_rect().size();
            ui.set_width((screen.x - 80.0).min(WIDTH));
            ui.label(RichText::new(ctx.t("import-title")).font(widgets::semibold_font(measure::TITLE)));
            ui.add(egui::Label::new(widgets::small(ctx.theme, ctx.t("import-help"))).wrap());
            ui.add_space(10.0);
            let is_stopped = self.is_list && queue::place_ui(ctx, ui, self.importing.is_under_way());
            answer.end(Ending::Stopped, is_stopped);
            let above = if self.is_list { queue::height(ctx) } else { 0.0 };
            let height = (screen.y - 200.0 - above).max(160.0);
            let shrinks = [false, above == 0.0];
            let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink(shrinks);
            area.show(ui, |ui| {
                // The scroll bar lies over the edge.
                ui.set_max_width(ui.available_width() - 12.0);
                self.contents_ui(ctx, ui, &mut answer);
            });
            ui.add_space(12.0);
            self.buttons_ui(ctx, ui, &mut answer);
        });
        let is_closed = modal.should_close() && self.may_close(ctx, modal.backdrop_response.clicked());
        answer.end(Ending::Left, is_closed);
        self.follow(ctx);
        if answer.is_over() {
            parts::stop(ctx, JOBS);
            ctx.send(FileCommand::Figures(FiguresCommand::Forget));
        }
        answer
    }

    /// Whether the import that was asked for is done. Where it failed, a notice says why and the dialog stays.
    fn is_imported(&mut self, ctx: &UiContext<'_>) -> bool {
        let results = &ctx.results.table_import;
        let is_running = parts::is_running(ctx, &JOBS[1..]);
        self.importing.has_ended(results.ended_count, is_running) && results.imported.is_some()
    }

    /// Whether Escape or a click beside the dialog ends it: the click must not cost what was made of a table, or a file
    /// of several, and what becomes of one of those is to be known before the next one comes.
    fn may_close(&self, ctx: &UiContext<'_>, is_beside: bool) -> bool {
        let has_several = self.is_list && queue::has_several(ctx);
        !(is_beside && (has_several || self.seen.is_some())) && !(has_several && self.importing.is_under_way())
    }

    fn contents_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, answer: &mut Answer) {
        if let Some(TableOrigin::File(path)) = self.read.as_ref().filter(|_| self.is_list) {
            answer.reread = read_as::choice_ui(ctx, ui, ReadAs::Figures, path);
            ui.add_space(8.0);
        }
        if self.origin.origin_ui(ctx, ui, parts::is_running(ctx, &[READING])) {
            self.read(ctx);
        }
        ui.add_space(8.0);
        if let Some(error) = &ctx.results.table_import.error {
            widgets::note(ui, ctx.theme, Tone::Error, &ctx.tw("import-failed", &[("reason", error)]));
            ui.add_space(8.0);
        }
        let Some(seen) = self.seen.clone() else {
            if parts::is_running(ctx, &[READING]) {
                parts::reading_ui(ctx, ui, JOBS);
            }
            return;
        };
        columns::table_ui(ctx, ui, &seen, &mut self.mapping);
        columns::grid_ui(ctx, ui, &seen, &mut self.mapping);
        let plan = seen.preview.as_ref().map(|preview| &preview.plan).ok();
        figures::figures_ui(ctx, ui, &mut self.mapping, plan);
        figures::source_ui(ctx, ui, &mut self.mapping);
        if outcome::outcome_ui(ctx, ui, &seen, !self.is_current()) {
            let rows = seen.preview.as_ref().map(|preview| preview.rejected.clone()).unwrap_or_default();
            answer.asks = Some(Purpose::SaveRejected(rows));
        }
    }

    fn buttons_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, answer: &mut Answer) {
        ui.horizontal(|ui| {
            let seen = self
                .seen
                .clone()
                .filter(|_| self.is_current() && !self.importing.is_under_way() && !parts::is_running(ctx, &[READING]));
            let can_go = seen.as_ref().and_then(|seen| seen.preview.as_ref().ok()).is_some_and(|one| one.plan.can_go());
            ui.add_enabled_ui(can_go && !ctx.workspace.is_read_only, |ui| {
                if widgets::primary_button(ui, ctx.theme, &ctx.t("import-go")).clicked()
                    && let Some(seen) = &seen
                {
                    let command = FiguresCommand::Import(seen.origin.clone(), Box::new(seen.mapping.clone()));
                    ctx.send(FileCommand::Figures(command));
                    self.importing.start(ctx.results.table_import.ended_count);
                }
            });
            let is_left = if self.is_list {
                queue::leave_ui(ctx, ui, self.importing.is_under_way())
            } else {
                widgets::secondary_button(ui, ctx.theme, &ctx.t("shell-cancel")).clicked()
            };
            answer.end(Ending::Left, is_left);
            if let Some(Ok(preview)) = self.seen.as_ref().filter(|_| self.is_current()).map(|seen| &seen.preview) {
                ui.add_space(8.0);
                ui.label(widgets::soft(ctx.theme, outcome::in_short(ctx, preview)));
                if preview.plan.problem().is_some() {
                    ui.label(RichText::new(ctx.t("import-incomplete")).color(colour(ctx.theme.palette.warning)));
                }
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let has_table = self.seen.is_some();
                ui.add_enabled_ui(has_table, |ui| {
                    if widgets::secondary_button(ui, ctx.theme, &ctx.t("import-mapping-save")).clicked() {
                        answer.asks = Some(Purpose::SaveMapping(Box::new(self.mapping.clone())));
                    }
                    if widgets::secondary_button(ui, ctx.theme, &ctx.t("import-mapping-open")).clicked() {
                        answer.asks = Some(Purpose::OpenMapping);
                    }
                });
                if parts::is_running(ctx, JOBS) && has_table {
                    parts::reading_ui(ctx, ui, JOBS);
                }
            });
        });
    }

    fn read(&mut self, ctx: &UiContext<'_>) {
        let Some(origin) = self.origin.origin() else { return };
        parts::stop(ctx, JOBS);
        (self.seen, self.sent, self.mapping) = (None, None, Mapping::default());
        self.read = Some(origin.clone());
        ctx.send(FileCommand::Figures(FiguresCommand::Read(origin, None)));
    }

    /// Whether what is shown is what the mapping gives.
    fn is_current(&self) -> bool {
        self.seen.as_ref().is_some_and(|seen| seen.mapping == self.mapping)
    }

    /// Takes in a table that was read, and a mapping from a file.
    fn take_answers(&mut self, ctx: &UiContext<'_>) {
        let results = &ctx.results.table_import;
        if let Some(origin) = self.read.clone().filter(|_| self.seen.is_some() && results.seen.is_none()) {
            // Another workspace was opened: what would change there is told anew.
            self.seen = None;
            self.sent = Some(self.mapping.clone());
            let command = FiguresCommand::Read(origin, self.sent.clone().map(Box::new));
            ctx.send(FileCommand::Figures(command));
        }
        let is_new = |new: &Option<Arc<TableSeen>>, old: &Option<Arc<TableSeen>>| match (new, old) {
            (Some(new), Some(old)) => !Arc::ptr_eq(new, old),
            (new, old) => new.is_some() != old.is_some(),
        };
        if is_new(&results.seen, &self.seen)
            && let Some(seen) = results.seen.clone().filter(|seen| Some(&seen.origin) == self.read.as_ref())
        {
            // What was proposed, or made tidy: unless the user has gone on meanwhile.
            if self.sent.is_none() || self.sent.as_ref() == Some(&self.mapping) {
                self.mapping = seen.mapping.clone();
                self.sent = Some(seen.mapping.clone());
            }
            self.seen = Some(seen);
        }
        let loaded = results.mapping.clone();
        let is_same = match (&loaded, &self.loaded) {
            (Some(new), Some(old)) => Arc::ptr_eq(new, old),
            (new, old) => new.is_none() && old.is_none(),
        };
        if !is_same {
            if let Some(mapping) = &loaded {
                self.mapping = mapping.as_ref().clone();
            }
            self.loaded = loaded;
        }
    }

    /// Sends the mapping where it changed since it was sent last; one request at a time.
    fn follow(&mut self, ctx: &UiContext<'_>) {
        let has_changed = self.seen.is_some() && self.sent.as_ref() != Some(&self.mapping);
        if let Some(origin) = self.read.clone().filter(|_| has_changed && !parts::is_running(ctx, JOBS)) {
            self.sent = Some(self.mapping.clone());
            let command = FiguresCommand::Read(origin, Some(Box::new(self.mapping.clone())));
            ctx.send(FileCommand::Figures(command));
        }
    }
}

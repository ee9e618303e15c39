//! Reading projects in from somebody's list: the table is shown, its columns and words are given a meaning, what would
//! change is told, then it is written.
//!
//! Nothing is read or computed here: every change of the mapping goes to the background, one at a time, and its answer
//! is what is shown and what is imported.

mod columns;
mod outcome;
mod words;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Frame, Margin, Modal, RichText, ScrollArea, Ui};

use super::read_as::{self, ReadAs, Reread};
use super::{Purpose, parts};
use crate::jobs::list::ListError;
use crate::jobs::{ListSeen, ProjectMapping};
use crate::session::command::{FileCommand, ListCommand};
use crate::ui::UiContext;
use crate::ui::theme::measure;
use crate::ui::widgets::{self, Tone};

/// The job that reads.
const READING: &str = "job-list";

/// The jobs of the dialog.
const JOBS: &[&str] = &[READING, "job-import-list"];

/// Widest dialog in points.
const WIDTH: f32 = 1120.0;

/// What the dialog asks of those around it.
#[derive(Debug, Default)]
pub struct Answer {
    /// It is over.
    pub is_over: bool,
    /// A file is wanted.
    pub asks: Option<Purpose>,
    /// The file is to be read as something else.
    pub reread: Option<Reread>,
}

/// The dialog's state.
#[derive(Debug)]
pub struct ImportListDialog {
    path: PathBuf,
    /// What the user makes of it.
    mapping: ProjectMapping,
    /// The mapping that was asked for last.
    sent: Option<ProjectMapping>,
    seen: Option<Arc<ListSeen>>,
    loaded: Option<Arc<ProjectMapping>>,
    /// An import was asked for, when so many had ended: the dialog ends when it is done.
    importing: Option<u32>,
}

impl ImportListDialog {
    /// Opens it on a file.
    pub fn new(ctx: &UiContext<'_>, path: &Path) -> Self {
        ctx.send(FileCommand::List(ListCommand::Forget));
        ctx.send(FileCommand::List(ListCommand::Read(path.to_owned(), None)));
        Self {
            path: path.to_owned(),
            mapping: ProjectMapping::default(),
            sent: None,
            seen: None,
            loaded: None,
            importing: None,
        }
    }

    /// Draws it.
    pub fn dialog_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) -> Answer {
        self.take_answers(ctx);
        let frame = Frame::popup(&context.global_style()).inner_margin(Margin::same(20)).corner_radius(8);
        let modal = Modal::new(egui::Id::unique("import-list-dialog")).frame(frame).show(context, |ui| {
            let screen = ui.ctx().content_rect().size();
            ui.set_width((screen.x - 80.0).min(WIDTH));
            let file = self.path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let title = ctx.tw("import-list-title", &[("file", &file)]);
            ui.add(egui::Label::new(RichText::new(title).font(widgets::semibold_font(measure::TITLE))).truncate());
            ui.add(egui::Label::new(widgets::small(ctx.theme, ctx.t("import-list-help"))).wrap());
            ui.add_space(10.0);
            let height = (screen.y - 200.0).max(160.0);
            let mut answer = Answer::default();
            let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink([false, true]);
            area.show(ui, |ui| {
                // The scroll bar lies over the edge.
                ui.set_max_width(ui.available_width() - 12.0);
                self.contents_ui(ctx, ui, &mut answer);
            });
            ui.add_space(12.0);
            self.buttons_ui(ctx, ui, &mut answer);
            answer
        });
        // A click beside the dialog must not cost what was made of a list: Escape and the button end it.
        let is_beside = modal.backdrop_response.clicked();
        let is_closed = modal.should_close() && !(is_beside && self.seen.is_some());
        let mut answer = modal.inner;
        answer.is_over |= is_closed || answer.reread.is_some();
        self.follow(ctx);
        if answer.is_over {
            parts::stop(ctx, JOBS);
            ctx.send(FileCommand::List(ListCommand::Forget));
        }
        answer
    }

    fn contents_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, answer: &mut Answer) {
        answer.reread = read_as::choice_ui(ctx, ui, ReadAs::Projects, &self.path);
        ui.add_space(8.0);
        if let Some(error) = &ctx.results.list_import.error {
            widgets::note(ui, ctx.theme, Tone::Error, &ctx.tw("import-list-failed", &[("reason", error)]));
            ui.add_space(8.0);
        }
        let Some(seen) = self.seen.clone() else {
            if parts::is_running(ctx, &[READING]) {
                parts::reading_ui(ctx, ui, JOBS);
            }
            return;
        };
        if seen.preview == Err(ListError::NoTitle) {
            widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t("import-list-no-title"));
        }
        columns::list_ui(ctx, ui, &seen, &mut self.mapping);
        columns::columns_ui(ctx, ui, &seen, &mut self.mapping);
        words::words_ui(ctx, ui, &seen, &mut self.mapping);
        columns::source_ui(ctx, ui, &mut self.mapping);
        if outcome::outcome_ui(ctx, ui, &seen, !self.is_current()) {
            let rows = seen.preview.as_ref().map(|preview| preview.rejected.clone()).unwrap_or_default();
            answer.asks = Some(Purpose::SaveRejected(rows));
        }
    }

    fn buttons_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, answer: &mut Answer) {
        ui.horizontal(|ui| {
            let seen = self.seen.clone().filter(|_| self.is_current());
            let preview = seen.as_ref().and_then(|seen| seen.preview.as_ref().ok());
            let is_idle = self.importing.is_none() && !parts::is_running(ctx, JOBS);
            let can_go = preview.is_some_and(|preview| outcome::change_count(preview) > 0) && is_idle;
            ui.add_enabled_ui(can_go && !ctx.workspace.is_read_only, |ui| {
                if widgets::primary_button(ui, ctx.theme, &ctx.t("import-list-go")).clicked() {
                    let command = ListCommand::Import(self.path.clone(), Box::new(self.mapping.clone()));
                    ctx.send(FileCommand::List(command));
                    self.importing = Some(ctx.results.list_import.ended_count);
                }
            });
            answer.is_over |= widgets::secondary_button(ui, ctx.theme, &ctx.t("shell-cancel")).clicked();
            if let Some(preview) = preview {
                ui.add_space(8.0);
                ui.label(widgets::soft(ctx.theme, outcome::in_short(ctx, preview)));
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let has_list = self.seen.is_some();
                ui.add_enabled_ui(has_list, |ui| {
                    if widgets::secondary_button(ui, ctx.theme, &ctx.t("import-mapping-save")).clicked() {
                        answer.asks = Some(Purpose::SaveListMapping(Box::new(self.mapping.clone())));
                    }
                    if widgets::secondary_button(ui, ctx.theme, &ctx.t("import-mapping-open")).clicked() {
                        answer.asks = Some(Purpose::OpenListMapping);
                    }
                });
                if parts::is_running(ctx, JOBS) && has_list {
                    parts::reading_ui(ctx, ui, JOBS);
                }
            });
        });
        if self.importing.is_some_and(|count| count != ctx.results.list_import.ended_count) {
            // Done; or failed: then a notice says why, and the dialog stays.
            answer.is_over |= ctx.results.list_import.is_imported;
            self.importing = None;
        }
    }

    /// Whether what is shown is what the mapping gives.
    fn is_current(&self) -> bool {
        self.seen.as_ref().is_some_and(|seen| seen.mapping == self.mapping)
    }

    /// Takes in a list that was read, and a mapping from a file.
    fn take_answers(&mut self, ctx: &UiContext<'_>) {
        let results = &ctx.results.list_import;
        let is_old = |seen: &Arc<ListSeen>| self.seen.as_ref().is_some_and(|known| Arc::ptr_eq(known, seen));
        if let Some(seen) = results.seen.clone().filter(|seen| seen.path == self.path && !is_old(seen)) {
            // What was proposed, or fitted to the headers: unless the user has gone on meanwhile.
            if self.sent.is_none() || self.sent.as_ref() == Some(&self.mapping) {
                self.mapping = seen.mapping.clone();
                self.sent = Some(seen.mapping.clone());
            }
            self.seen = Some(seen);
        }
        let is_same = match (&results.mapping, &self.loaded) {
            (Some(new), Some(old)) => Arc::ptr_eq(new, old),
            (new, old) => new.is_none() && old.is_none(),
        };
        if !is_same {
            if let Some(mapping) = &results.mapping {
                self.mapping = mapping.as_ref().clone();
            }
            self.loaded.clone_from(&results.mapping);
        }
    }

    /// Sends the mapping where it changed since it was sent last; one request at a time.
    fn follow(&mut self, ctx: &UiContext<'_>) {
        if self.seen.is_some() && self.sent.as_ref() != Some(&self.mapping) && !parts::is_running(ctx, JOBS) {
            self.sent = Some(self.mapping.clone());
            let command = ListCommand::Read(self.path.clone(), Some(Box::new(self.mapping.clone())));
            ctx.send(FileCommand::List(command));
        }
    }
}

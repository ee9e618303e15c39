//! Reading somebody's list in, whatever it is of: the table is shown, its columns and words are given a meaning, what
//! would change is told, then it is written.
//!
//! Nothing is read or computed here: every change of the mapping goes to the background, one at a time, and its answer
//! is what is shown and what is imported.

use std::marker::PhantomData;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use egui::{Frame, Margin, Modal, RichText, ScrollArea, Ui};

use super::queue::{self, Answer, Ending, Importing};
use super::read_as::{self, ReadAs, Reread};
use super::{Purpose, parts};
use crate::jobs::list::Seen;
use crate::model::Rejected;
use crate::session::Command;
use crate::session::results::ListResults;
use crate::ui::UiContext;
use crate::ui::theme::measure;
use crate::ui::widgets::{self, Tone};

/// Widest dialog in points.
const WIDTH: f32 = 1120.0;

/// What is asked of the background.
#[derive(Debug)]
pub enum Ask<M> {
    /// To forget the list.
    Forget,
    /// To read it, with a mapping or a proposal.
    Read(PathBuf, Option<Box<M>>),
    /// To write it into the workspace.
    Import(PathBuf, Box<M>),
}

/// A list that was read as something.
pub type SeenAs<K> = Seen<<K as Kind>::Mapping, <K as Kind>::Preview, <K as Kind>::Error>;

/// What a list is read as.
pub trait Kind: std::fmt::Debug {
    /// What its columns mean.
    type Mapping: Clone + PartialEq + Default + std::fmt::Debug;
    /// What would be written.
    type Preview: std::fmt::Debug;
    /// Why a mapping gives nothing.
    type Error: std::fmt::Debug;

    /// What it is among the choices.
    const READ_AS: ReadAs;
    /// The jobs of the dialog: the one that reads, the one that writes.
    const JOBS: [&'static str; 2];
    /// Keys of the title and of what stands below it.
    const TITLE: [&'static str; 2];
    /// Key of what is said of a file that can't be read.
    const FAILED: &'static str = "import-list-failed";
    /// Asks for a mapping from a file, where mappings are kept in files.
    const OPEN_MAPPING: Option<Purpose>;

    /// What a file that can't be read as this is better read as, as far as its reader knows.
    fn better_as(_error: &Self::Error) -> Option<ReadAs> {
        None
    }

    /// What is known of the list.
    fn results<'c>(ctx: &'c UiContext<'_>) -> &'c ListResults<SeenAs<Self>, Self::Mapping>
    where
        Self: Sized;

    /// The command for what is asked.
    fn command(ask: Ask<Self::Mapping>) -> Command;

    /// Draws the list and what the mapping makes of it; whether the refused rows are to be saved. `is_waiting` = the
    /// mapping has changed since.
    fn contents_ui(
        ctx: &UiContext<'_>,
        ui: &mut Ui,
        seen: &SeenAs<Self>,
        mapping: &mut Self::Mapping,
        is_waiting: bool,
    ) -> bool
    where
        Self: Sized;

    /// Whether an import writes anything.
    fn has_changes(preview: &Self::Preview) -> bool;

    /// What an import does, in a line.
    fn in_short(ctx: &UiContext<'_>, preview: &Self::Preview) -> String;

    /// Refused rows.
    fn rejected(preview: &Self::Preview) -> &[Rejected];

    /// Asks for a file for the mapping, where mappings are kept in files.
    fn save_mapping(mapping: &Self::Mapping) -> Option<Purpose>;
}

/// The dialog's state.
#[derive(Debug)]
pub struct ImportDialog<K: Kind> {
    path: PathBuf,
    /// Whether the user chose to read it so: then it stays, whatever it looks like.
    is_chosen: bool,
    /// What the user makes of it.
    mapping: K::Mapping,
    /// The mapping that was asked for last.
    sent: Option<K::Mapping>,
    seen: Option<Arc<SeenAs<K>>>,
    loaded: Option<Arc<K::Mapping>>,
    /// The dialog ends when it is done.
    importing: Importing,
    kind: PhantomData<K>,
}

impl<K: Kind> ImportDialog<K> {
    /// Opens it on a file that the user wants to be read so.
    pub fn chosen(ctx: &UiContext<'_>, path: &Path) -> Self {
        Self { is_chosen: true, ..Self::new(ctx, path) }
    }

    /// Opens it on a file.
    pub fn new(ctx: &UiContext<'_>, path: &Path) -> Self {
        ctx.send(K::command(Ask::Forget));
        ctx.send(K::command(Ask::Read(path.to_owned(), None)));
        Self {
            path: path.to_owned(),
            is_chosen: false,
            mapping: K::Mapping::default(),
            sent: None,
            seen: None,
            loaded: None,
            importing: Importing::default(),
            kind: PhantomData,
        }
    }

    /// Draws it.
    pub fn dialog_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) -> Answer {
        self.take_answers(ctx);
        let mut answer = Answer { reread: self.better(), ..Answer::default() };
        if answer.is_over() {
            Self::give_up(ctx);
            return answer;
        }
        answer.end(Ending::Imported, self.is_imported(ctx));
        let frame = Frame::popup(&context.global_style()).inner_margin(Margin::same(20)).corner_radius(8);
        let modal = Modal::new(egui::Id::unique(K::TITLE[0])).frame(frame).show(context, |ui| {
            let screen = ui.ctx().content_rect().size();
            ui.set_width((screen.x - 80.0).min(WIDTH));
            let file = ctx.results.import_queue.name_of(&self.path);
            let title = ctx.tw(K::TITLE[0], &[("file", &file)]);
            ui.add(egui::Label::new(RichText::new(title).font(widgets::semibold_font(measure::TITLE))).truncate());
            ui.add(egui::Label::new(widgets::small(ctx.theme, ctx.t(K::TITLE[1]))).wrap());
            ui.add_space(10.0);
            answer.end(Ending::Stopped, queue::place_ui(ctx, ui, self.importing.is_under_way()));
            let height = (screen.y - 200.0 - queue::height(ctx)).max(160.0);
            // Of several files the buttons stay where they are.
            let shrinks = [false, !queue::has_several(ctx)];
            let area = ScrollArea::vertical().max_height(height).min_scrolled_height(height).auto_shrink(shrinks);
            area.id_salt(&self.path).show(ui, |ui| {
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
            Self::give_up(ctx);
        }
        answer
    }

    fn give_up(ctx: &UiContext<'_>) {
        parts::stop(ctx, &K::JOBS);
        ctx.send(K::command(Ask::Forget));
    }

    /// What the file is better read as, unless the user chose this.
    fn better(&self) -> Option<Reread> {
        let error = self.seen.as_ref().filter(|_| !self.is_chosen)?.preview.as_ref().err()?;
        Some((K::better_as(error)?, self.path.clone()))
    }

    /// Whether the import that was asked for is done. Where it failed, a notice says why and the dialog stays.
    fn is_imported(&mut self, ctx: &UiContext<'_>) -> bool {
        let is_running = parts::is_running(ctx, &K::JOBS[1..]);
        self.importing.has_ended(K::results(ctx).ended_count, is_running) && K::results(ctx).is_imported
    }

    /// Whether Escape or a click beside the dialog ends it: the click must not cost what was made of a list, or a file
    /// of several, and what becomes of one of those is to be known before the next one comes.
    fn may_close(&self, ctx: &UiContext<'_>, is_beside: bool) -> bool {
        let has_several = queue::has_several(ctx);
        !(is_beside && (has_several || self.seen.is_some())) && !(has_several && self.importing.is_under_way())
    }

    fn contents_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, answer: &mut Answer) {
        answer.reread = read_as::choice_ui(ctx, ui, K::READ_AS, &self.path);
        ui.add_space(8.0);
        if let Some(error) = &K::results(ctx).error {
            widgets::note(ui, ctx.theme, Tone::Error, &ctx.tw(K::FAILED, &[("reason", error)]));
            ui.add_space(8.0);
        }
        let Some(seen) = self.seen.clone() else {
            if parts::is_running(ctx, &K::JOBS[..1]) {
                parts::reading_ui(ctx, ui, &K::JOBS);
            }
            return;
        };
        let is_waiting = !self.is_current();
        if K::contents_ui(ctx, ui, &seen, &mut self.mapping, is_waiting) {
            let rows = seen.preview.as_ref().map(|preview| K::rejected(preview).to_vec()).unwrap_or_default();
            answer.asks = Some(Purpose::SaveRejected(rows));
        }
    }

    fn buttons_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, answer: &mut Answer) {
        ui.horizontal(|ui| {
            let seen = self.seen.clone().filter(|_| self.is_current());
            let preview = seen.as_ref().and_then(|seen| seen.preview.as_ref().ok());
            let is_idle = !self.importing.is_under_way() && !parts::is_running(ctx, &K::JOBS);
            let can_go = preview.is_some_and(|preview| K::has_changes(preview)) && is_idle;
            ui.add_enabled_ui(can_go && !ctx.workspace.is_read_only, |ui| {
                if widgets::primary_button(ui, ctx.theme, &ctx.t("import-list-go")).clicked() {
                    ctx.send(K::command(Ask::Import(self.path.clone(), Box::new(self.mapping.clone()))));
                    self.importing.start(K::results(ctx).ended_count);
                }
            });
            answer.end(Ending::Left, queue::leave_ui(ctx, ui, self.importing.is_under_way()));
            if let Some(preview) = preview {
                ui.add_space(8.0);
                ui.label(widgets::soft(ctx.theme, K::in_short(ctx, preview)));
            }
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                let has_list = self.seen.is_some();
                ui.add_enabled_ui(has_list, |ui| {
                    if K::OPEN_MAPPING.is_none() {
                        return;
                    }
                    if widgets::secondary_button(ui, ctx.theme, &ctx.t("import-mapping-save")).clicked() {
                        answer.asks = K::save_mapping(&self.mapping);
                    }
                    if widgets::secondary_button(ui, ctx.theme, &ctx.t("import-mapping-open")).clicked() {
                        answer.asks = K::OPEN_MAPPING;
                    }
                });
                if parts::is_running(ctx, &K::JOBS) && has_list {
                    parts::reading_ui(ctx, ui, &K::JOBS);
                }
            });
        });
    }

    /// Whether what is shown is what the mapping gives.
    fn is_current(&self) -> bool {
        self.seen.as_ref().is_some_and(|seen| seen.mapping == self.mapping)
    }

    /// Takes in a list that was read, and a mapping from a file.
    fn take_answers(&mut self, ctx: &UiContext<'_>) {
        let results = K::results(ctx);
        if self.seen.is_some() && results.seen.is_none() {
            // Another workspace was opened: what would change there is told anew.
            self.seen = None;
            self.sent = Some(self.mapping.clone());
            ctx.send(K::command(Ask::Read(self.path.clone(), self.sent.clone().map(Box::new))));
        }
        let is_old = |seen: &Arc<SeenAs<K>>| self.seen.as_ref().is_some_and(|known| Arc::ptr_eq(known, seen));
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
        if self.seen.is_some() && self.sent.as_ref() != Some(&self.mapping) && !parts::is_running(ctx, &K::JOBS) {
            self.sent = Some(self.mapping.clone());
            ctx.send(K::command(Ask::Read(self.path.clone(), Some(Box::new(self.mapping.clone())))));
        }
    }
}

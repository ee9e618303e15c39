//! What the dialogs of imports share where several files are looked at one after the other: which file this is, which
//! ones come after it, and how a dialog ends.

use egui::{Align, Frame, Label, Layout, Margin, Response, Ui};

use super::Purpose;
use super::read_as::Reread;
use crate::session::command::{FileCommand, QueueCommand};
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets;

/// Names of waiting files that are shown; the others are counted.
const SHOWN: usize = 3;

/// Letters of a name that are shown; from a longer one the middle is left out.
const LETTERS: usize = 32;

/// Height of the line that says which file this is, with the space below it, in points.
const HEIGHT: f32 = 42.0;

/// What a dialog asks of those around it.
#[derive(Debug, Default)]
pub struct Answer {
    /// It is over.
    pub ending: Option<Ending>,
    /// A file is wanted.
    pub asks: Option<Purpose>,
    /// The file is to be read as something else.
    pub reread: Option<Reread>,
}

impl Answer {
    /// Whether the dialog is to be closed.
    pub const fn is_over(&self) -> bool {
        self.ending.is_some() || self.reread.is_some()
    }

    /// Ends the dialog, unless it has ended otherwise.
    pub fn end(&mut self, ending: Ending, is_wanted: bool) {
        if is_wanted {
            self.ending.get_or_insert(ending);
        }
    }
}

/// How a dialog of an import ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The file was imported.
    Imported,
    /// The file was left: the next one comes.
    Left,
    /// The file was left, and so are those that wait.
    Stopped,
}

impl Ending {
    /// The command for it.
    pub fn command(self) -> FileCommand {
        FileCommand::Queue(match self {
            Self::Imported => QueueCommand::GoOn { is_imported: true },
            Self::Left => QueueCommand::GoOn { is_imported: false },
            Self::Stopped => QueueCommand::Stop,
        })
    }
}

/// An import that a dialog asked for.
#[derive(Debug, Default)]
pub struct Importing {
    /// So many had ended when it was asked for.
    ended_count: Option<u32>,
}

impl Importing {
    /// It was asked for when so many had ended.
    pub const fn start(&mut self, ended_count: u32) {
        self.ended_count = Some(ended_count);
    }

    /// Whether it is under way.
    pub const fn is_under_way(&self) -> bool {
        self.ended_count.is_some()
    }

    /// Whether it has ended since, well or not. One that never began, because too much waited to be done, has.
    pub fn has_ended(&mut self, ended_count: u32, is_running: bool) -> bool {
        let has_ended = self.ended_count.is_some_and(|asked| asked != ended_count || !is_running);
        if has_ended {
            self.ended_count = None;
        }
        has_ended
    }
}

/// Whether several files are looked at one after the other.
pub fn has_several(ctx: &UiContext<'_>) -> bool {
    ctx.results.import_queue.has_several()
}

/// Room that [`place_ui`] takes in points.
pub fn height(ctx: &UiContext<'_>) -> f32 {
    if has_several(ctx) { HEIGHT } else { 0.0 }
}

/// Which of several files this is and which ones wait; whether all are to be left. Nothing for a file alone.
pub fn place_ui(ctx: &UiContext<'_>, ui: &mut Ui, is_busy: bool) -> bool {
    if !has_several(ctx) {
        return false;
    }
    let queue = &ctx.results.import_queue;
    let (place, total) = queue.place();
    let (place, total) = (ctx.text.integer(place), ctx.text.integer(total));
    let place = ctx.tw("import-queue-place", &[("place", &place), ("total", &total)]);
    let has_more = queue.waiting().len() > 0;
    let mut is_stopped = false;
    Frame::new()
        .fill(colour(ctx.theme.palette.background))
        .corner_radius(measure::RADIUS)
        .inner_margin(Margin::symmetric(10, 5))
        .show(ui, |ui| {
            ui.horizontal(|ui| {
                ui.set_height(22.0);
                ui.label(widgets::semibold(place));
                ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                    if has_more {
                        ui.add_enabled_ui(!is_busy, |ui| is_stopped = stop_link(ctx, ui).clicked());
                        ui.add_space(8.0);
                    }
                    ui.with_layout(Layout::left_to_right(Align::Center), |ui| waiting_ui(ctx, ui));
                });
            });
        });
    ui.add_space(8.0);
    is_stopped
}

fn stop_link(ctx: &UiContext<'_>, ui: &mut Ui) -> Response {
    widgets::link(ui, ctx.theme, &ctx.t("import-queue-stop")).on_hover_text(ctx.t("import-queue-stop-help"))
}

/// The names of the files that wait.
fn waiting_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let queue = &ctx.results.import_queue;
    let waiting = queue.waiting();
    let more_count = waiting.len().saturating_sub(SHOWN);
    let mut names = waiting.take(SHOWN).map(|name| shortened(&name)).collect::<Vec<_>>().join(", ");
    if names.is_empty() {
        ui.label(widgets::soft(ctx.theme, ctx.t("import-queue-last")));
        return;
    }
    if more_count > 0 {
        names = format!("{names} {}", ctx.tw("import-more", &[("count", &ctx.text.integer(more_count))]));
    }
    let words = ctx.tw("import-queue-waiting", &[("names", &names)]);
    let label = ui.add(Label::new(widgets::soft(ctx.theme, words)).truncate());
    label.on_hover_ui(|ui| {
        for name in queue.waiting() {
            ui.label(name);
        }
    });
}

/// A name whose middle is left out where it is long: beginning and ending tell it apart.
fn shortened(name: &str) -> String {
    let letters: Vec<char> = name.chars().collect();
    if letters.len() <= LETTERS {
        return name.to_owned();
    }
    let (start, end) = (LETTERS - LETTERS / 2 - 1, letters.len() - LETTERS / 2);
    letters.iter().take(start).chain(['…'].iter()).chain(letters.iter().skip(end)).collect()
}

/// The button that ends a dialog without an import; whether it was clicked. Of several files it goes on to the next,
/// unless one is being imported: what became of it is to be known first.
pub fn leave_ui(ctx: &UiContext<'_>, ui: &mut Ui, is_importing: bool) -> bool {
    if !has_several(ctx) {
        return widgets::secondary_button(ui, ctx.theme, &ctx.t("shell-cancel")).clicked();
    }
    let button = |ui: &mut Ui| widgets::secondary_button(ui, ctx.theme, &ctx.t("import-queue-skip"));
    let button = ui.add_enabled_ui(!is_importing, button).inner;
    // The button of the next file comes to lie under the pointer at once: a double click must not leave two.
    button.clicked() && !button.double_clicked() && !button.triple_clicked()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_has_ended_when_it_is_counted_or_never_began() {
        let mut importing = Importing::default();
        assert!(!importing.has_ended(3, false));
        importing.start(3);
        assert!(!importing.has_ended(3, true) && importing.is_under_way());
        assert!(importing.has_ended(4, false) && !importing.is_under_way());
        importing.start(4);
        assert!(importing.has_ended(4, false), "too much waited");
    }

    #[test]
    fn of_a_long_name_the_middle_is_left_out() {
        assert_eq!(shortened("projecten.csv"), "projecten.csv");
        let short = shortened("overzicht-subsidies-van-de-provincie-één-2026-definitief.xlsx");
        assert_eq!(short, "overzicht-subsi…-definitief.xlsx");
        assert_eq!(short.chars().count(), LETTERS);
    }

    #[test]
    fn a_dialog_ends_in_one_way_only() {
        let mut answer = Answer::default();
        answer.end(Ending::Imported, true);
        answer.end(Ending::Left, true);
        assert_eq!(answer.ending, Some(Ending::Imported));
        answer.end(Ending::Stopped, false);
        assert!(answer.is_over());
    }
}

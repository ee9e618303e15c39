//! The report: its sections, what each shows, and what becomes of it. What is written here lives in the settings, so that
//! it is there again after the dialog, or the program, was closed.

mod make;
mod section;

use egui::{Align, Label, Layout, RichText, ScrollArea, Ui, vec2};

use self::make::Making;
use super::Purpose;
use crate::query::filter_words;
use crate::session::command::ReportCommand;
use crate::ui::UiContext;
use crate::ui::theme::measure;
use crate::ui::widgets::{
    dialog, link, primary_button, radio, secondary_button, semibold_font, small, soft, sub_header, text_field,
};
use crate::workspace::{Report, ReportPart, ReportSection};

/// Widest dialog in points.
const WIDTH: f32 = 980.0;

/// Width of the list of sections.
const LIST: f32 = 290.0;

/// What the dialog asks of the others.
#[derive(Debug, Default)]
pub struct Answer {
    /// It is over.
    pub is_over: bool,
    /// A file is asked for.
    pub asks: Option<Purpose>,
}

/// The dialog's state.
#[derive(Debug)]
pub struct ComposeDialog {
    chosen: usize,
    /// The section that was removed last, and where it stood.
    removed: Option<(usize, ReportSection)>,
    is_clearing: bool,
    making: Making,
}

impl ComposeDialog {
    /// Opens it with the report as it was left.
    pub fn new(ctx: &UiContext<'_>) -> Self {
        Self { chosen: 0, removed: None, is_clearing: false, making: Making::new(ctx) }
    }

    /// Draws it.
    pub fn dialog_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) -> Answer {
        self.making.take_answer(ctx);
        let mut report = ctx.settings.report.clone();
        let mut answer = Answer::default();
        let modal = dialog(context, egui::Id::unique("compose-dialog"), WIDTH, |ui| {
            self.head_ui(ctx, ui, &mut answer, &mut report);
            ui.add_space(6.0);
            // Head, foot and margins take the rest of the window.
            let height = (ui.ctx().content_rect().height() - 350.0).clamp(180.0, 620.0);
            ui.horizontal_top(|ui| {
                column(ui, "compose-list", [LIST, height], |ui| self.list_ui(ctx, ui, &mut report));
                ui.add_space(14.0);
                let width = ui.available_width();
                let chosen = self.chosen;
                column(ui, "compose-section", [width, height], |ui| {
                    if self.section_ui(ctx, ui, &mut report, chosen) {
                        answer.is_over = true;
                    }
                });
            });
            ui.add_space(6.0);
            answer.is_over |= self.making.making_ui(ctx, ui, &report);
        });
        answer.is_over |= modal.should_close();
        if report != ctx.settings.report {
            ctx.send(ReportCommand::Change(Box::new(report)));
        }
        if answer.is_over {
            ctx.send(ReportCommand::Keep);
        }
        answer
    }

    fn head_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, answer: &mut Answer, report: &mut Report) {
        ui.horizontal(|ui| {
            ui.label(RichText::new(ctx.t("reports-title")).font(semibold_font(measure::TITLE)));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                self.clear_ui(ctx, ui, report);
                if secondary_button(ui, ctx.theme, &ctx.t("reports-save")).clicked() {
                    answer.asks = Some(Purpose::SaveReport);
                }
                if secondary_button(ui, ctx.theme, &ctx.t("reports-open")).clicked() {
                    answer.asks = Some(Purpose::OpenReport);
                }
            });
        });
        ui.add(Label::new(small(ctx.theme, ctx.t("reports-intro"))).wrap());
    }

    /// Empties the report at the second click.
    fn clear_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, report: &mut Report) {
        let key = if self.is_clearing { "reports-new-sure" } else { "reports-new" };
        let button = ui.add_enabled_ui(!report.is_empty(), |ui| secondary_button(ui, ctx.theme, &ctx.t(key))).inner;
        if button.clicked() && self.is_clearing {
            *report = Report::default();
            self.removed = None;
            self.chosen = 0;
        }
        if button.clicked() {
            self.is_clearing = !self.is_clearing;
        } else if self.is_clearing && !button.has_focus() && ui.input(|input| input.pointer.any_click()) {
            self.is_clearing = false;
        }
    }

    fn list_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, report: &mut Report) {
        let hint = ctx.t("reports-hint-title");
        for (key, text, hint) in [
            ("reports-field-title", &mut report.title, hint.as_str()),
            ("reports-field-subtitle", &mut report.subtitle, ""),
            ("reports-field-author", &mut report.author, ""),
        ] {
            ui.label(soft(ctx.theme, ctx.t(key)));
            if text_field(ui, text, &ctx.t(key), hint).lost_focus() {
                ctx.send(ReportCommand::Keep);
            }
            ui.add_space(2.0);
        }
        sub_header(ui, ctx.theme, &ctx.tn("reports-sections", report.sections.len() as u32), "");
        for (index, section) in report.sections.iter().enumerate() {
            if radio(ui, ctx.theme, index == self.chosen, &name(ctx, index, section)).clicked() {
                self.chosen = index;
            }
        }
        ui.add_space(6.0);
        if primary_button(ui, ctx.theme, &ctx.t("reports-add")).clicked() {
            report.sections.push(new_section(ctx));
            self.chosen = report.sections.len() - 1;
        }
        if self.removed.is_some() && link(ui, ctx.theme, &ctx.t("reports-put-back")).clicked() {
            self.put_back(report);
        }
    }

    fn put_back(&mut self, report: &mut Report) {
        if let Some((index, section)) = self.removed.take() {
            let index = index.min(report.sections.len());
            report.sections.insert(index, section);
            self.chosen = index;
        }
    }

    /// The chosen section; whether the dialog is over.
    fn section_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, report: &mut Report, chosen: usize) -> bool {
        let count = report.sections.len();
        if count == 0 {
            ui.add_space(40.0);
            ui.vertical_centered(|ui| {
                ui.label(RichText::new(ctx.t("reports-empty-title")).font(semibold_font(measure::TITLE)));
                ui.add(Label::new(soft(ctx.theme, ctx.t("reports-empty"))).wrap());
            });
            return false;
        }
        let chosen = chosen.min(count - 1);
        self.chosen = chosen;
        let Some(section) = report.sections.get_mut(chosen) else { return false };
        let done = section::section_ui(ctx, ui, section, (chosen, count));
        match done {
            Some(section::Done::MoveTo(to)) => {
                report.sections.swap(chosen, to);
                self.chosen = to;
            }
            Some(section::Done::Remove) => {
                self.removed = Some((chosen, report.sections.remove(chosen)));
                self.chosen = chosen.saturating_sub(1);
            }
            Some(section::Done::Gone) => return true,
            None => {}
        }
        false
    }
}

/// A part of the dialog that scrolls by itself.
fn column(ui: &mut Ui, id: &str, [width, height]: [f32; 2], contents: impl FnOnce(&mut Ui)) {
    ui.allocate_ui_with_layout(vec2(width, height), Layout::top_down(Align::Min), |ui| {
        ui.set_min_size(vec2(width, height));
        ScrollArea::vertical().id_salt(id).max_height(height).auto_shrink([false, false]).show(ui, |ui| {
            // The scroll bar lies over the edge.
            ui.set_max_width(width - 14.0);
            contents(ui);
        });
    });
}

/// "2. Mobility".
fn name(ctx: &UiContext<'_>, index: usize, section: &ReportSection) -> String {
    let heading = section.heading.trim();
    let nameless = || ctx.t("reports-section-nameless");
    let name = if heading.is_empty() { nameless() } else { heading.to_owned() };
    ctx.tw("reports-section-name", &[("n", &(index + 1).to_string()), ("name", &name)])
}

/// The view that is on screen as a section, named after its filter.
fn new_section(ctx: &UiContext<'_>) -> ReportSection {
    let parts = filter_words::parts(&ctx.view.filter, &ctx.workspace.municipalities, ctx.text);
    let words: Vec<String> = parts.into_iter().map(|(_, words)| words).collect();
    let heading = if words.is_empty() { ctx.text.word("tab", ctx.view.tab.key()) } else { words.join(" · ") };
    let shown = ReportPart::customary(ctx.view.tab);
    ReportSection { heading, view: ctx.view.clone(), shown, ..ReportSection::default() }
}

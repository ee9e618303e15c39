//! What becomes of the report: as what, for whom, where to.

use egui::Ui;
use jiff::tz::TimeZone;

use crate::export::compose::{ComposeFormat, ComposeRequest};
use crate::model::Nis;
use crate::query::towns;
use crate::session::command::ReportCommand;
use crate::ui::UiContext;
use crate::ui::dialogs::browse::Browsing;
use crate::ui::dialogs::parts::{is_running, reading_ui};
use crate::ui::dialogs::path_field::{PathField, ask_file};
use crate::ui::widgets::{primary_button, radio, secondary_button, segmented, small, soft};
use crate::workspace::Report;

/// The jobs that make a report.
const JOBS: [&str; 1] = ["job-compose"];

/// The choices.
#[derive(Debug)]
pub(super) struct Making {
    format: ComposeFormat,
    is_each: bool,
    path: PathField,
}

impl Making {
    pub fn new(ctx: &UiContext<'_>) -> Self {
        let mut making = Self { format: ComposeFormat::Pdf, is_each: false, path: PathField::default() };
        making.suggest(ctx);
        making
    }

    /// Draws the choices; whether the dialog is over.
    pub fn making_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, report: &Report) -> bool {
        ui.separator();
        let towns = towns_of(ctx);
        ui.horizontal(|ui| {
            ui.label(soft(ctx.theme, ctx.t("reports-for")));
            if radio(ui, ctx.theme, !self.is_each, &ctx.t("reports-for-whole")).clicked() {
                self.turn(ctx, false);
            }
            ui.add_space(8.0);
            let each = radio(ui, ctx.theme, self.is_each, &ctx.tn("reports-for-each", towns.len() as u32));
            if each.on_hover_text(ctx.t("reports-for-tip")).clicked() {
                self.turn(ctx, true);
            }
        });
        if self.is_each {
            ui.add(egui::Label::new(small(ctx.theme, ctx.t("reports-for-tip"))).wrap());
        }
        self.path_ui(ctx, ui);
        ui.add_space(8.0);
        self.buttons_ui(ctx, ui, (report, towns))
    }

    fn turn(&mut self, ctx: &UiContext<'_>, is_each: bool) {
        self.is_each = is_each;
        self.path.disown();
        self.suggest(ctx);
    }

    fn path_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        ui.horizontal(|ui| {
            let formats: Vec<(ComposeFormat, String)> = ComposeFormat::ALL
                .iter()
                .map(|format| (*format, ctx.text.word("reports-format", format.key())))
                .collect();
            if let Some(format) = segmented(ui, ctx.theme, self.format, &formats) {
                self.format = format;
                self.suggest(ctx);
            }
            ui.add_space(6.0);
            let (is_each, format) = (self.is_each, self.format);
            let name = ctx.t(if is_each { "reports-folder" } else { "shell-path" });
            self.path.field_ui(ctx, ui, &name, |name, context| {
                let title = ctx.t("reports-title");
                if is_each {
                    return Browsing::start_folder(&title, context);
                }
                ask_file((title, ctx.text.word("reports-format", format.key()), format.key()), name, context)
            });
        });
        ui.label(small(ctx.theme, ctx.t("shell-replaces")));
    }

    fn buttons_ui(&self, ctx: &UiContext<'_>, ui: &mut Ui, (report, towns): (&Report, Vec<Nis>)) -> bool {
        let mut is_over = false;
        ui.horizontal(|ui| {
            let is_busy = is_running(ctx, &JOBS);
            let has_towns = !self.is_each || !towns.is_empty();
            let is_complete = !report.sections.is_empty() && has_towns && !self.path.is_empty() && !is_busy;
            ui.add_enabled_ui(is_complete, |ui| {
                if primary_button(ui, ctx.theme, &ctx.t("reports-go")).clicked() {
                    ctx.send(ReportCommand::Make(Box::new(self.request(ctx, report, towns))));
                }
            });
            is_over |= secondary_button(ui, ctx.theme, &ctx.t("reports-close")).clicked();
            if is_busy {
                reading_ui(ctx, ui, &JOBS);
            }
        });
        is_over
    }

    fn request(&self, ctx: &UiContext<'_>, report: &Report, towns: Vec<Nis>) -> ComposeRequest {
        ComposeRequest {
            report: report.clone(),
            municipalities: if self.is_each { towns } else { Vec::new() },
            format: self.format,
            path: self.path.path(),
            is_each: self.is_each,
            this_year: ctx.now.to_zoned_datetime(TimeZone::UTC).year(),
        }
    }

    /// Takes what the system's dialog answered.
    pub fn take_answer(&mut self, ctx: &UiContext<'_>) {
        let folder_name = self.is_each.then(|| ctx.t("reports-folder-name"));
        self.path.take_answer(|path| folder_name.map_or_else(|| path.to_owned(), |name| path.join(name)));
    }

    /// Names the file, unless the user named it; keeps the ending in step with the format.
    fn suggest(&mut self, ctx: &UiContext<'_>) {
        let key = if self.is_each { "reports-folder-name" } else { "shell-dialog-save-report-name" };
        self.path.suggest(&ctx.t(key), (!self.is_each).then(|| self.format.key()));
    }
}

/// The municipalities of the filter; all where it names none.
fn towns_of(ctx: &UiContext<'_>) -> Vec<Nis> {
    let rows = ctx.workspace.municipalities.rows().iter();
    let wanted = towns::wanted(&ctx.workspace.municipalities, &ctx.view.filter);
    rows.map(|row| row.nis).filter(|nis| wanted.as_ref().is_none_or(|wanted| wanted.contains(nis))).collect()
}

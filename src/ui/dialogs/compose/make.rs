//! What becomes of the report: as what, for whom, where to.

use std::path::PathBuf;

use egui::Ui;
use jiff::tz::TimeZone;

use crate::export::compose::{ComposeFormat, ComposeRequest};
use crate::model::Nis;
use crate::query::towns;
use crate::session::command::ReportCommand;
use crate::ui::UiContext;
use crate::ui::dialogs::browse::{Browsing, Question};
use crate::ui::dialogs::parts::{is_running, reading_ui};
use crate::ui::dialogs::path::documents;
use crate::ui::widgets::{primary_button, radio, secondary_button, segmented, small, soft, text_field};
use crate::workspace::Report;

/// The jobs that make a report.
const JOBS: [&str; 1] = ["job-compose"];

/// The choices.
#[derive(Debug)]
pub(super) struct Making {
    format: ComposeFormat,
    is_each: bool,
    path: String,
    is_path_own: bool,
    browsing: Option<Browsing>,
}

impl Making {
    pub fn new(ctx: &UiContext<'_>) -> Self {
        let mut making = Self {
            format: ComposeFormat::Pdf,
            is_each: false,
            path: String::new(),
            is_path_own: false,
            browsing: None,
        };
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
        self.is_path_own = false;
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
            let key = if self.is_each { "reports-folder" } else { "shell-path" };
            let width = ui.available_width() - 112.0;
            ui.allocate_ui(egui::vec2(width, 28.0), |ui| {
                ui.set_width(width);
                let field = text_field(ui, &mut self.path, &ctx.t(key), &ctx.t("shell-path-hint"));
                self.is_path_own |= field.changed();
            });
            if secondary_button(ui, ctx.theme, &ctx.t("shell-browse")).clicked() && self.browsing.is_none() {
                self.browsing = self.browse(ctx, ui.ctx());
            }
        });
        ui.label(small(ctx.theme, ctx.t("shell-replaces")));
    }

    fn buttons_ui(&self, ctx: &UiContext<'_>, ui: &mut Ui, (report, towns): (&Report, Vec<Nis>)) -> bool {
        let mut is_over = false;
        ui.horizontal(|ui| {
            let is_busy = is_running(ctx, &JOBS);
            let has_towns = !self.is_each || !towns.is_empty();
            let is_complete = !report.sections.is_empty() && has_towns && !self.path.trim().is_empty() && !is_busy;
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
            path: PathBuf::from(self.path.trim()),
            is_each: self.is_each,
            this_year: ctx.now.to_zoned_datetime(TimeZone::UTC).year(),
        }
    }

    /// The system's dialog: for a file, or for the folder that a folder is made in.
    fn browse(&self, ctx: &UiContext<'_>, context: &egui::Context) -> Option<Browsing> {
        if self.is_each {
            return Browsing::start_folder(&ctx.t("reports-title"), context);
        }
        let name = PathBuf::from(&self.path);
        let name = name.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let question = Question {
            title: ctx.t("reports-title"),
            kind: ctx.text.word("reports-format", self.format.key()),
            endings: vec![self.format.key().to_owned()],
            save_as: Some(name),
            is_many: false,
        };
        Browsing::start(question, context)
    }

    /// Takes what the system's dialog answered.
    pub fn take_answer(&mut self, ctx: &UiContext<'_>) {
        let Some(paths) = self.browsing.as_ref().and_then(Browsing::answer) else { return };
        self.browsing = None;
        let Some(path) = paths.first() else { return };
        let path = if self.is_each { path.join(ctx.t("reports-folder-name")) } else { path.clone() };
        self.path = path.display().to_string();
        self.is_path_own = true;
    }

    /// Names the file, unless the user named it; keeps the ending in step with the format.
    fn suggest(&mut self, ctx: &UiContext<'_>) {
        let key = if self.is_each { "reports-folder-name" } else { "shell-dialog-save-report-name" };
        let mut path = if self.is_path_own { PathBuf::from(self.path.trim()) } else { documents().join(ctx.t(key)) };
        if !self.is_each {
            path.set_extension(self.format.key());
        }
        self.path = path.display().to_string();
    }
}

/// The municipalities of the filter; all where it names none.
fn towns_of(ctx: &UiContext<'_>) -> Vec<Nis> {
    let rows = ctx.workspace.municipalities.rows().iter();
    let wanted = towns::wanted(&ctx.workspace.municipalities, &ctx.view.filter);
    rows.map(|row| row.nis).filter(|nis| wanted.as_ref().is_none_or(|wanted| wanted.contains(nis))).collect()
}

//! The export: what, in which format, where to; how many rows it will hold, and the command line that does the same.

use std::path::PathBuf;

use egui::{RichText, Ui};

use super::browse::{Browsing, Question};
use super::path::documents;
use crate::export::{ExportRequest, Format, PictureSize, What};
use crate::session::command::FileCommand;
use crate::session::command_line::{filter_words, quoted};
use crate::ui::UiContext;
use crate::ui::theme::measure;
use crate::ui::widgets::{
    Tone, dialog, font, link, note, primary_button, radio, secondary_button, semibold_font, small, sub_header,
    text_field,
};

/// The dialog's state.
#[derive(Debug)]
pub struct ExportDialog {
    what: What,
    format: Format,
    path: String,
    is_path_own: bool,
    browsing: Option<Browsing>,
}

impl ExportDialog {
    /// Opens it for projects, as a spreadsheet opens them.
    pub fn new(ctx: &UiContext<'_>) -> Self {
        let mut dialog = Self {
            what: What::Projects,
            format: Format::Xlsx,
            path: String::new(),
            is_path_own: false,
            browsing: None,
        };
        dialog.suggest(ctx);
        dialog
    }

    /// Draws it; whether it is over.
    pub fn dialog_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) -> bool {
        if let Some(paths) = self.browsing.as_ref().and_then(Browsing::answer) {
            self.browsing = None;
            if let Some(path) = paths.first() {
                self.path = path.display().to_string();
                self.is_path_own = true;
            }
        }
        let id = egui::Id::unique("export-dialog");
        let modal = dialog(context, id, 560.0, |ui| self.contents_ui(ctx, ui));
        modal.inner || modal.should_close()
    }

    fn contents_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) -> bool {
        ui.label(RichText::new(ctx.t("shell-export-title")).font(semibold_font(measure::TITLE)));
        ui.columns(2, |columns| {
            if let [left, right] = columns {
                self.what_ui(ctx, left);
                self.format_ui(ctx, right);
            }
        });
        sub_header(ui, ctx.theme, &ctx.t("shell-path"), "");
        self.path_ui(ctx, ui);
        ui.add_space(8.0);
        note(ui, ctx.theme, Tone::Neutral, &self.preview(ctx));
        command_ui(ctx, ui, self.what, self.format, &self.path);
        ui.add_space(16.0);
        let mut is_over = false;
        ui.horizontal(|ui| {
            ui.add_enabled_ui(!self.path.trim().is_empty(), |ui| {
                if primary_button(ui, ctx.theme, &ctx.t("shell-export")).clicked() {
                    ctx.send(FileCommand::Export(Box::new(self.request(ctx))));
                    is_over = true;
                }
            });
            is_over |= secondary_button(ui, ctx.theme, &ctx.t("shell-cancel")).clicked();
        });
        is_over
    }

    fn what_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        sub_header(ui, ctx.theme, &ctx.t("shell-export-what"), "");
        for &what in What::ALL {
            if radio(ui, ctx.theme, self.what == what, &ctx.text.word("shell-what", what.key())).clicked() {
                self.what = what;
                if !formats(what).contains(&self.format) {
                    self.format = formats(what).first().copied().unwrap_or(Format::Csv);
                }
                self.suggest(ctx);
            }
        }
    }

    fn format_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        sub_header(ui, ctx.theme, &ctx.t("shell-export-format"), "");
        for &format in formats(self.what) {
            if radio(ui, ctx.theme, self.format == format, &ctx.text.word("shell-format", format.key())).clicked() {
                self.format = format;
                self.suggest(ctx);
            }
        }
    }

    fn path_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        ui.horizontal(|ui| {
            let width = ui.available_width() - 108.0;
            ui.allocate_ui(egui::vec2(width, 28.0), |ui| {
                let field = text_field(ui, &mut self.path, &ctx.t("shell-path"), &ctx.t("shell-path-hint"));
                self.is_path_own |= field.changed();
            });
            let browse = secondary_button(ui, ctx.theme, &ctx.t("shell-browse"));
            if browse.clicked() && self.browsing.is_none() {
                let name = PathBuf::from(&self.path);
                let name = name.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
                let question = Question {
                    title: ctx.t("shell-export-title"),
                    kind: ctx.text.word("shell-format", self.format.key()),
                    endings: vec![self.format.ending().to_owned()],
                    save_as: Some(name),
                    is_many: false,
                };
                self.browsing = Browsing::start(question, ui.ctx());
            }
        });
        ui.label(small(ctx.theme, ctx.t("shell-replaces")));
    }

    /// Names the file after what it holds, unless the user named it; keeps the ending in step with the format.
    fn suggest(&mut self, ctx: &UiContext<'_>) {
        if self.is_path_own {
            let mut path = PathBuf::from(self.path.trim());
            path.set_extension(self.format.ending());
            self.path = path.display().to_string();
        } else {
            let name = format!("regioscope-{}.{}", ctx.text.word("shell-file", self.what.key()), self.format.ending());
            self.path = documents().join(name).display().to_string();
        }
    }

    /// What it will hold, in numbers where they are known beforehand.
    fn preview(&self, ctx: &UiContext<'_>) -> String {
        match self.what {
            What::Projects => {
                let key = if ctx.is_unfiltered() { "shell-export-all-projects" } else { "shell-export-projects" };
                ctx.tn(key, ctx.results.selection.rows.len() as u32)
            }
            What::Sensors => ctx.tn("shell-export-sensors", ctx.workspace.sensors.sensors().len() as u32),
            What::Observations => ctx.t("shell-export-observations"),
            What::Indicators => ctx.tn("shell-export-indicators", ctx.workspace.indicators.definitions().len() as u32),
            What::Gaps => ctx.t("shell-export-gaps"),
            What::Package => ctx.t("shell-export-package"),
            What::Catalogue => ctx.t("shell-export-catalogue"),
            What::Map => ctx.t("shell-export-map"),
        }
    }

    fn request(&self, ctx: &UiContext<'_>) -> ExportRequest {
        ExportRequest {
            what: self.what,
            format: self.format,
            view: ctx.view.clone(),
            path: Some(PathBuf::from(self.path.trim())),
            picture: (self.what == What::Map).then(|| map_size(self.format)),
            layout: crate::export::layout::Layout::default(),
        }
    }
}

/// Size of a map: 1920 by 1200 pixels, of which there are more for each point than on the screen; what has no pixels
/// needs none to be sharp. It is the size that the command line takes by itself.
const fn map_size(format: Format) -> PictureSize {
    let scale = if matches!(format, Format::Png) { 1.5 } else { 1.0 };
    PictureSize { width: 1280, height: 800, scale }
}

/// The command line that writes the same file, to be copied.
fn command_ui(ctx: &UiContext<'_>, ui: &mut Ui, what: What, format: Format, path: &str) {
    let line = command_line(ctx, what, format, path);
    sub_header(ui, ctx.theme, &ctx.t("shell-export-command"), "");
    ui.add(egui::Label::new(RichText::new(&line).font(font(measure::SMALL))).wrap().selectable(true));
    if link(ui, ctx.theme, &ctx.t("shell-copy")).clicked() {
        ui.ctx().copy_text(line);
    }
}

fn command_line(ctx: &UiContext<'_>, what: What, format: Format, path: &str) -> String {
    let mut words = vec!["regioscope".to_owned()];
    if what == What::Gaps {
        words = vec![crate::session::command_line::gaps(ctx.view)];
        words.extend(["--format".to_owned(), format.to_string(), "-o".to_owned(), quoted(path.trim())]);
        return words.join(" ");
    }
    let is_own_command = matches!(what, What::Map | What::Package | What::Catalogue);
    words.push(if is_own_command { what.key() } else { "export" }.to_owned());
    words.extend(filter_words(&ctx.view.filter));
    if !is_own_command {
        words.extend(["--what".to_owned(), what.to_string()]);
    }
    // Of a picture the ending tells the format.
    let ending = PathBuf::from(path.trim()).extension().map(|ending| ending.to_string_lossy().to_lowercase());
    let is_told = what == What::Map && ending.as_deref() == Some(format.ending());
    if !is_told && what != What::Package {
        words.extend(["--format".to_owned(), format.to_string()]);
    }
    if what == What::Map && format == Format::Png {
        words.extend(["--scale".to_owned(), map_size(format).scale.to_string()]);
    }
    words.extend(["-o".to_owned(), quoted(path.trim())]);
    words.join(" ")
}

/// Formats that can hold it, the one most asked for first.
const fn formats(what: What) -> &'static [Format] {
    match what {
        What::Projects | What::Sensors => {
            &[Format::Xlsx, Format::Ods, Format::CsvExcelBe, Format::Csv, Format::GeoJson, Format::GeoPackage]
        }
        What::Gaps => {
            &[Format::Xlsx, Format::Ods, Format::CsvExcelBe, Format::Csv, Format::Png, Format::Svg, Format::Pdf]
        }
        What::Observations | What::Indicators => &[Format::Xlsx, Format::Ods, Format::CsvExcelBe, Format::Csv],
        What::Package => &[Format::DataPackage],
        What::Catalogue => &[Format::Turtle, Format::JsonLd],
        What::Map => &[Format::Png, Format::Svg, Format::Pdf],
    }
}

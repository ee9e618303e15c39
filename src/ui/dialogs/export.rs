//! The export: what, in which format, where to; how many rows it will hold, and the command line that does the same.

mod layout;

use std::path::PathBuf;

use egui::{RichText, Ui};

use super::browse::{Browsing, Question};
use super::path::documents;
use crate::export::{ExportRequest, Format, PictureSize, What, has_chart};
use crate::session::command::FileCommand;
use crate::session::command_line::{filter_words, of_table, quoted};
use crate::session::results::asked;
use crate::ui::UiContext;
use crate::ui::theme::measure;
use crate::ui::widgets::{
    Tone, dialog, font, link, note, primary_button, radio, secondary_button, segmented, semibold_font, small,
    sub_header, text_field,
};
use crate::workspace::{GapsPage, ProjectsPage, SensorSection, Tab, View};
use layout::LayoutChoice;

/// What is offered together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Offer {
    Tables,
    Pictures,
    Whole,
}

impl Offer {
    const ALL: [Self; 3] = [Self::Tables, Self::Pictures, Self::Whole];

    const fn key(self) -> &'static str {
        match self {
            Self::Tables => "shell-export-tables",
            Self::Pictures => "shell-export-pictures",
            Self::Whole => "shell-export-whole",
        }
    }

    /// What it holds, the most common first.
    const fn all(self) -> &'static [What] {
        match self {
            Self::Tables => &[
                What::Projects,
                What::Timeline,
                What::Funding,
                What::Indicators,
                What::Comparison,
                What::Gaps,
                What::Similar,
                What::Partners,
                What::Sensors,
                What::Observations,
            ],
            Self::Pictures => &[What::Map, What::Chart, What::Gaps],
            Self::Whole => &[What::Package, What::Catalogue],
        }
    }

    /// What belongs to what is on screen, else the most common.
    fn first(self, view: &View) -> What {
        match self {
            Self::Tables => Some(of_tab(view)).filter(|what| can_be_made(*what, view)).unwrap_or(What::Projects),
            Self::Pictures if has_chart(view) => What::Chart,
            Self::Pictures if of_tab(view) == What::Gaps => What::Gaps,
            Self::Pictures => What::Map,
            Self::Whole => What::Package,
        }
    }

    /// The formats that it has something in, the one most asked for first.
    fn formats(self, what: What) -> Vec<Format> {
        let is_wanted = |format: &&Format| format.is_picture() == (self == Self::Pictures);
        formats(what).iter().filter(is_wanted).copied().collect()
    }
}

/// The dialog's state.
#[derive(Debug)]
pub struct ExportDialog {
    offer: Offer,
    what: What,
    format: Format,
    path: String,
    is_path_own: bool,
    browsing: Option<Browsing>,
    layout: LayoutChoice,
}

impl ExportDialog {
    /// Opens it for what the tab shows, as a spreadsheet opens it.
    pub fn new(ctx: &UiContext<'_>) -> Self {
        let mut dialog = Self {
            offer: Offer::Tables,
            what: Offer::Tables.first(ctx.view),
            format: Format::Xlsx,
            path: String::new(),
            is_path_own: false,
            browsing: None,
            layout: LayoutChoice::default(),
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
        let modal = dialog(context, id, 760.0, |ui| self.contents_ui(ctx, ui));
        modal.inner || modal.should_close()
    }

    fn contents_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) -> bool {
        ui.label(RichText::new(ctx.t("shell-export-title")).font(semibold_font(measure::TITLE)));
        ui.add_space(8.0);
        let offers = Offer::ALL.map(|offer| (offer, ctx.t(offer.key())));
        if let Some(offer) = segmented(ui, ctx.theme, self.offer, &offers) {
            self.offer = offer;
            self.choose(ctx, offer.first(ctx.view));
        }
        ui.columns(2, |columns| {
            if let [left, right] = columns {
                self.what_ui(ctx, left);
                self.format_ui(ctx, right);
                self.layout.layout_ui(ctx, right, self.what, self.format);
            }
        });
        sub_header(ui, ctx.theme, &ctx.t("shell-path"), "");
        self.path_ui(ctx, ui);
        ui.add_space(8.0);
        note(ui, ctx.theme, Tone::Neutral, &self.preview(ctx));
        command_ui(ctx, ui, &self.request(ctx));
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
        let (first, second) = self.offer.all().split_at(self.offer.all().len().div_ceil(2));
        ui.columns(2, |columns| {
            for (column, offered) in columns.iter_mut().zip([first, second]) {
                for what in offered {
                    self.choice_ui(ctx, column, *what);
                }
            }
        });
    }

    fn choice_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, what: What) {
        let words = ctx.text.word("shell-what", what.key());
        ui.add_enabled_ui(can_be_made(what, ctx.view), |ui| {
            let response = radio(ui, ctx.theme, self.what == what, &words);
            if response.on_disabled_hover_text(ctx.t("shell-export-nothing")).clicked() {
                self.choose(ctx, what);
            }
        });
    }

    fn choose(&mut self, ctx: &UiContext<'_>, what: What) {
        self.what = what;
        let known = self.offer.formats(what);
        if !known.contains(&self.format) {
            self.format = known.first().copied().unwrap_or(Format::Csv);
        }
        self.suggest(ctx);
    }

    fn format_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        sub_header(ui, ctx.theme, &ctx.t("shell-export-format"), "");
        for format in self.offer.formats(self.what) {
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
            What::Gaps if self.format.is_picture() => ctx.t("shell-export-gaps-picture"),
            What::Gaps => ctx.t("shell-export-gaps"),
            What::Comparison => ctx.t("shell-export-comparison"),
            What::Similar => ctx.t("shell-export-similar"),
            What::Partners => ctx.t("shell-export-partners"),
            What::Timeline => ctx.t("shell-export-timeline"),
            What::Funding => ctx.t("shell-export-funding"),
            What::Chart => ctx.t("shell-export-chart"),
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
            picture: match self.what {
                What::Map => Some(map_size(self.format)),
                // As high as it needs.
                What::Chart => Some(PictureSize { height: 0, ..map_size(self.format) }),
                _ => None,
            },
            layout: self.layout.layout(ctx, self.what, self.format),
        }
    }
}

/// The table that belongs to what is on screen.
const fn of_tab(view: &View) -> What {
    match view.tab {
        Tab::Map | Tab::Data => What::Projects,
        Tab::Projects => match view.projects.page {
            ProjectsPage::Table => What::Projects,
            ProjectsPage::Schedule => What::Timeline,
            ProjectsPage::Funding => What::Funding,
        },
        Tab::Indicators => What::Indicators,
        Tab::Compare => What::Comparison,
        Tab::Gaps => match view.gaps.page {
            GapsPage::Matrix => What::Gaps,
            GapsPage::Similar => What::Similar,
            GapsPage::Partners => What::Partners,
        },
        Tab::Sensors => match view.sensors.section {
            SensorSection::OverTime | SensorSection::Patterns => What::Observations,
            SensorSection::Now | SensorSection::Feeds => What::Sensors,
        },
    }
}

/// Whether the view asks for it.
fn can_be_made(what: What, view: &View) -> bool {
    match what {
        What::Comparison => !view.compare.municipalities.is_empty(),
        What::Similar => asked(view).is_some(),
        What::Chart => has_chart(view),
        _ => true,
    }
}

/// Size of a map: 1920 by 1200 pixels, of which there are more for each point than on the screen; what has no pixels
/// needs none to be sharp. It is the size that the command line takes by itself.
const fn map_size(format: Format) -> PictureSize {
    let scale = if matches!(format, Format::Png) { 1.5 } else { 1.0 };
    PictureSize { width: 1280, height: 800, scale }
}

/// The command line that writes the same file, to be copied.
fn command_ui(ctx: &UiContext<'_>, ui: &mut Ui, request: &ExportRequest) {
    let line = command_line(ctx, request);
    sub_header(ui, ctx.theme, &ctx.t("shell-export-command"), "");
    ui.add(egui::Label::new(RichText::new(&line).font(font(measure::SMALL))).wrap().selectable(true));
    if link(ui, ctx.theme, &ctx.t("shell-copy")).clicked() {
        ui.ctx().copy_text(line);
    }
}

fn command_line(ctx: &UiContext<'_>, request: &ExportRequest) -> String {
    let (what, format) = (request.what, request.format);
    let path = request.path.as_ref().map(|path| path.display().to_string()).unwrap_or_default();
    let mut words = vec!["regioscope".to_owned()];
    if what.is_answer() || what == What::Chart {
        let by_view = || format!("regioscope export --view VIEW.regioview.json --what {what}");
        words = vec![of_table(what, ctx.view).unwrap_or_else(by_view)];
        words.extend(["--format".to_owned(), format.to_string()]);
        if what == What::Chart && format == Format::Png {
            words.extend(["--scale".to_owned(), map_size(format).scale.to_string()]);
        }
        words.extend(["-o".to_owned(), quoted(path.trim())]);
        return words.join(" ");
    }
    let is_own_command = matches!(what, What::Map | What::Package | What::Catalogue);
    words.push(if is_own_command { what.key() } else { "export" }.to_owned());
    words.extend(filter_words(&ctx.view.filter));
    if !is_own_command {
        words.extend(["--what".to_owned(), what.to_string()]);
        words.extend(layout::words(&request.layout));
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
        What::Projects | What::Sensors => &[
            Format::Xlsx,
            Format::Ods,
            Format::CsvExcelBe,
            Format::Csv,
            Format::GeoJson,
            Format::GeoPackage,
            Format::Parquet,
        ],
        What::Gaps => &[
            Format::Xlsx,
            Format::Ods,
            Format::CsvExcelBe,
            Format::Csv,
            Format::Parquet,
            Format::Png,
            Format::Svg,
            Format::Pdf,
        ],
        What::Observations
        | What::Indicators
        | What::Comparison
        | What::Similar
        | What::Partners
        | What::Timeline
        | What::Funding => &[Format::Xlsx, Format::Ods, Format::CsvExcelBe, Format::Csv, Format::Parquet],
        What::Package => &[Format::DataPackage],
        What::Catalogue => &[Format::Turtle, Format::JsonLd],
        What::Map | What::Chart => &[Format::Png, Format::Svg, Format::Pdf],
    }
}

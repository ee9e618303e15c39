//! The export: what, in which format, where to; how many rows it will hold, and the command line that does the same.

mod layout;

use egui::{RichText, Ui};

use super::path_field::{PathField, ask_file};
use crate::export::{ExportRequest, Format, PictureSize, What, has_chart};
use crate::session::command::FileCommand;
use crate::session::command_line::{filter_words, of_table, quoted};
use crate::session::results::asked;
use crate::ui::UiContext;
use crate::ui::theme::measure;
use crate::ui::widgets::{
    Tone, dialog, font, link, note, primary_button, radio, secondary_button, segmented, semibold_font, small,
    sub_header,
};
use crate::workspace::{CompareSection, GapsPage, ProjectsPage, SensorSection, Tab, View};
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
                What::Series,
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
        let is_wanted = |format: &&Format| format.is_picture() == (self == Self::Pictures) && format.is_built();
        formats(what).iter().filter(is_wanted).copied().collect()
    }
}

/// The dialog's state.
#[derive(Debug)]
pub struct ExportDialog {
    offer: Offer,
    what: What,
    format: Format,
    path: PathField,
    layout: LayoutChoice,
}

impl ExportDialog {
    /// Opens it for what the tab shows, as a spreadsheet opens it.
    pub fn new(ctx: &UiContext<'_>) -> Self {
        let mut dialog = Self {
            offer: Offer::Tables,
            what: Offer::Tables.first(ctx.view),
            format: Format::Xlsx,
            path: PathField::default(),
            layout: LayoutChoice::default(),
        };
        dialog.suggest(ctx);
        dialog
    }

    /// Draws it; whether it is over.
    pub fn dialog_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) -> bool {
        self.path.take_answer(std::path::Path::to_owned);
        self.layout.follow(ctx, self.what);
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
                self.layout.layout_ui(ctx, left, self.what, self.format);
                self.format_ui(ctx, right);
            }
        });
        sub_header(ui, ctx.theme, &ctx.t("shell-path"), "");
        self.path_ui(ctx, ui);
        ui.add_space(8.0);
        note(ui, ctx.theme, Tone::Neutral, &self.preview(ctx));
        self.command_ui(ctx, ui);
        ui.add_space(16.0);
        let mut is_over = false;
        ui.horizontal(|ui| {
            ui.add_enabled_ui(!self.path.is_empty(), |ui| {
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
        let format = self.format;
        ui.horizontal(|ui| {
            self.path.field_ui(ctx, ui, &ctx.t("shell-path"), |name, context| {
                let kind = ctx.text.word("shell-format", format.key());
                ask_file((ctx.t("shell-export-title"), kind, format.ending()), name, context)
            });
        });
        ui.label(small(ctx.theme, ctx.t("shell-replaces")));
    }

    /// Names the file after what it holds, unless the user named it; keeps the ending in step with the format.
    fn suggest(&mut self, ctx: &UiContext<'_>) {
        let name = format!("regioscope-{}", ctx.text.word("shell-file", self.what.key()));
        self.path.suggest(&name, Some(self.format.ending()));
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
            What::Indicators => ctx.tw("shell-export-indicators", &[("name", &indicator_name(ctx))]),
            What::Gaps if self.format.is_picture() => ctx.t("shell-export-gaps-picture"),
            What::Gaps => ctx.t("shell-export-gaps"),
            What::Comparison => ctx.t("shell-export-comparison"),
            What::Series => ctx.t("shell-export-series"),
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
            path: Some(self.path.path()),
            picture: match self.what {
                What::Map => Some(map_size(self.format)),
                // As high as it needs.
                What::Chart => Some(PictureSize { height: 0, ..map_size(self.format) }),
                _ => None,
            },
            layout: self.layout.layout(self.what, self.format),
        }
    }
}

/// The indicator of the view, which is the one that is written.
fn indicator_name(ctx: &UiContext<'_>) -> String {
    let all = &ctx.workspace.indicators;
    let chosen = ctx.view.indicators.indicator.as_ref().and_then(|id| all.definition(id));
    let shown = chosen.or_else(|| all.definitions().first());
    shown.map(|one| one.name.get(ctx.language()).to_owned()).unwrap_or_default()
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
        Tab::Compare => match view.compare.section {
            CompareSection::OverTime => What::Series,
            _ => What::Comparison,
        },
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
        What::Comparison | What::Series => !view.compare.municipalities.is_empty(),
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

impl ExportDialog {
    /// The command line that writes the same file, to be copied.
    fn command_ui(&self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let line = self.command_line(ctx);
        sub_header(ui, ctx.theme, &ctx.t("shell-export-command"), "");
        ui.add(egui::Label::new(RichText::new(&line).font(font(measure::SMALL))).wrap().selectable(true));
        if link(ui, ctx.theme, &ctx.t("shell-copy")).clicked() {
            ui.ctx().copy_text(line);
        }
    }

    fn command_line(&self, ctx: &UiContext<'_>) -> String {
        let (what, format, path) = (self.what, self.format, self.path.path());
        let written = quoted(&path.display().to_string());
        let mut words = vec!["regioscope".to_owned()];
        if what.is_answer() || what == What::Chart {
            let by_view = || format!("regioscope export --view VIEW.regioview.json --what {what}");
            words = vec![of_table(what, ctx.view).unwrap_or_else(by_view)];
            words.extend(["--format".to_owned(), format.to_string()]);
            if what == What::Chart && format == Format::Png {
                words.extend(["--scale".to_owned(), map_size(format).scale.to_string()]);
            }
            words.extend(["-o".to_owned(), written]);
            return words.join(" ");
        }
        let is_own_command = matches!(what, What::Map | What::Package | What::Catalogue);
        words.push(if is_own_command { what.key() } else { "export" }.to_owned());
        words.extend(filter_words(&ctx.view.filter));
        if !is_own_command {
            words.extend(["--what".to_owned(), what.to_string()]);
            words.extend(layout::words(&self.layout.layout(what, format)));
        }
        // Of a picture the ending tells the format.
        let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase());
        let is_told = what == What::Map && ending.as_deref() == Some(format.ending());
        // A package is CSV by itself.
        let word = if format == Format::ParquetPackage { Format::Parquet } else { format };
        if !is_told && format != Format::DataPackage {
            words.extend(["--format".to_owned(), word.to_string()]);
        }
        if what == What::Map && format == Format::Png {
            words.extend(["--scale".to_owned(), map_size(format).scale.to_string()]);
        }
        words.extend(["-o".to_owned(), written]);
        words.join(" ")
    }
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
        | What::Series
        | What::Similar
        | What::Partners
        | What::Timeline
        | What::Funding => &[Format::Xlsx, Format::Ods, Format::CsvExcelBe, Format::Csv, Format::Parquet],
        What::Package => &[Format::DataPackage, Format::ParquetPackage],
        What::Catalogue => &[Format::Turtle, Format::JsonLd],
        What::Map | What::Chart => &[Format::Png, Format::Svg, Format::Pdf],
    }
}

//! Profiles: of which municipality, as what, where to; against whom, and the command line that does the same.

use egui::{Align, Label, Layout, RichText, Ui};

use super::browse::Browsing;
use super::path_field::{PathField, ask_file};
use crate::export::report::{ReportFormat, ReportRequest, file_stem};
use crate::model::Nis;
use crate::session::command::FileCommand;
use crate::session::command_line::quoted;
use crate::ui::UiContext;
use crate::ui::theme::measure;
use crate::ui::town_search::TownSearch;
use crate::ui::widgets::{
    Tone, dialog, font, link, note, primary_button, radio, secondary_button, semibold_font, small, sub_header,
};
use crate::workspace::{Borders, Selected, Tab};

/// The dialog's state.
#[derive(Debug)]
pub struct ReportDialog {
    town: Option<Nis>,
    is_all: bool,
    format: ReportFormat,
    path: PathField,
    search: TownSearch,
}

impl ReportDialog {
    /// Opens it for the municipality that is looked at: the own one of a comparison, the selected one.
    pub fn new(ctx: &UiContext<'_>) -> Self {
        let mut dialog = Self {
            town: looked_at(ctx),
            is_all: false,
            format: ReportFormat::Pdf,
            path: PathField::default(),
            search: TownSearch::default(),
        };
        dialog.suggest(ctx);
        dialog
    }

    /// Draws it; whether it is over.
    pub fn dialog_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) -> bool {
        self.take_answer(ctx);
        let id = egui::Id::unique("report-dialog");
        let modal = dialog(context, id, 560.0, |ui| self.contents_ui(ctx, ui));
        modal.inner || modal.should_close()
    }

    fn contents_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) -> bool {
        ui.label(RichText::new(ctx.t("report-title")).font(semibold_font(measure::TITLE)));
        ui.columns(2, |columns| {
            if let [left, right] = columns {
                self.which_ui(ctx, left);
                self.format_ui(ctx, right);
            }
        });
        let key = if self.is_in_folder() { "report-folder" } else { "shell-path" };
        sub_header(ui, ctx.theme, &ctx.t(key), "");
        self.path_ui(ctx, ui);
        ui.add_space(8.0);
        note(ui, ctx.theme, Tone::Neutral, &self.preview(ctx));
        self.command_ui(ctx, ui);
        ui.add_space(16.0);
        self.buttons_ui(ctx, ui)
    }

    fn which_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        sub_header(ui, ctx.theme, &ctx.t("report-which"), "");
        let name = match self.town {
            Some(nis) => ctx.workspace.municipalities.name(nis),
            None => ctx.t("report-one"),
        };
        if radio(ui, ctx.theme, !self.is_all, &name).clicked() {
            self.is_all = false;
            self.suggest(ctx);
        }
        let count = ctx.workspace.municipalities.rows().len() as u32;
        if radio(ui, ctx.theme, self.is_all, &ctx.tn("report-all", count)).clicked() {
            self.is_all = true;
            self.suggest(ctx);
        }
        if !self.is_all {
            ui.add_space(6.0);
            let hint = ctx.t("report-search");
            if let Some(nis) = self.search.town_search_ui(ctx, ui, &hint, &[], Borders::Today) {
                self.town = Some(nis);
                self.path.disown();
                self.suggest(ctx);
            }
        }
    }

    fn format_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        sub_header(ui, ctx.theme, &ctx.t("shell-export-format"), "");
        for &format in ReportFormat::ALL {
            if radio(ui, ctx.theme, self.format == format, &ctx.text.word("report-format", format.key())).clicked() {
                self.format = format;
                self.suggest(ctx);
            }
        }
        let detail = ctx.text.word("report-format-detail", self.format.key());
        // Columns stretch a text to their width, which tears words apart.
        ui.with_layout(Layout::top_down(Align::Min), |ui| ui.add(Label::new(small(ctx.theme, detail)).wrap()));
    }

    fn path_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let (is_in_folder, format) = (self.is_in_folder(), self.format);
        ui.horizontal(|ui| {
            self.path.field_ui(ctx, ui, &ctx.t("shell-path"), |name, context| {
                let title = ctx.t("report-title");
                if is_in_folder {
                    return Browsing::start_folder(&title, context);
                }
                ask_file((title, ctx.text.word("report-format", format.key()), "pdf"), name, context)
            });
        });
        ui.label(small(ctx.theme, ctx.t("shell-replaces")));
    }

    fn take_answer(&mut self, ctx: &UiContext<'_>) {
        let folder_name = self.is_in_folder().then(|| self.own_name(ctx));
        self.path.take_answer(|path| folder_name.map_or_else(|| path.to_owned(), |name| path.join(name)));
    }

    /// Whether what is written is a folder.
    fn is_in_folder(&self) -> bool {
        self.is_all || self.format == ReportFormat::Folder
    }

    /// What the file or folder is called.
    fn own_name(&self, ctx: &UiContext<'_>) -> String {
        match self.town {
            _ if self.is_all => ctx.t("report-all-name"),
            Some(nis) => file_stem(&ctx.workspace.municipalities.name(nis), nis),
            None => String::new(),
        }
    }

    /// Names the file after the municipality, unless the user named it; keeps the ending in step with the format.
    fn suggest(&mut self, ctx: &UiContext<'_>) {
        let name = self.own_name(ctx);
        if name.is_empty() && !self.path.is_own() {
            self.path.clear();
            return;
        }
        self.path.suggest(&name, Some(if self.is_in_folder() { "" } else { "pdf" }));
    }

    /// Against whom, and in which language.
    fn preview(&self, ctx: &UiContext<'_>) -> String {
        let peers = match &ctx.view.compare.peers {
            Some(choice) => ctx.text.word("figures-peers", choice.key()),
            None => self.customary(ctx),
        };
        ctx.tw("report-preview", &[("peers", &peers)])
    }

    /// The group where none is chosen.
    fn customary(&self, ctx: &UiContext<'_>) -> String {
        let row = self.town.filter(|_| !self.is_all).and_then(|nis| ctx.workspace.municipalities.get(nis));
        match row {
            None => ctx.t("report-peers-customary"),
            Some(row) if row.is_centrumstad => ctx.t("figures-peers-name-centrumsteden"),
            Some(row) => ctx.text.word("figures-peers-name-typology", row.typology.key()),
        }
    }

    /// The command line that writes the same, to be copied.
    fn command_ui(&self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let line = self.command_line(ctx);
        sub_header(ui, ctx.theme, &ctx.t("shell-export-command"), "");
        ui.add(Label::new(RichText::new(&line).font(font(measure::SMALL))).wrap().selectable(true));
        if link(ui, ctx.theme, &ctx.t("shell-copy")).clicked() {
            ui.ctx().copy_text(line);
        }
    }

    fn command_line(&self, ctx: &UiContext<'_>) -> String {
        let mut words = vec!["regioscope".to_owned(), "report".to_owned()];
        match self.town {
            Some(nis) if !self.is_all => words.extend(["--municipality".to_owned(), nis.to_string()]),
            _ => words.push("--all".to_owned()),
        }
        if let Some(choice) = &ctx.view.compare.peers {
            let word = match choice {
                crate::workspace::PeerChoice::List(id) => format!("list:{id}"),
                rule => rule.key().to_owned(),
            };
            words.extend(["--peers".to_owned(), quoted(&word)]);
        }
        for figure in &ctx.view.compare.similar_by {
            words.extend(["--similar-by".to_owned(), quoted(&figure.to_string())]);
        }
        words.extend(["--language".to_owned(), ctx.language().code().to_owned()]);
        words.extend([
            "--format".to_owned(),
            self.format.to_string(),
            "-o".to_owned(),
            quoted(&self.path.path().display().to_string()),
        ]);
        words.join(" ")
    }

    fn buttons_ui(&self, ctx: &UiContext<'_>, ui: &mut Ui) -> bool {
        let mut is_over = false;
        ui.horizontal(|ui| {
            let is_complete = !self.path.is_empty() && (self.is_all || self.town.is_some());
            ui.add_enabled_ui(is_complete, |ui| {
                if primary_button(ui, ctx.theme, &ctx.t("report-go")).clicked() {
                    ctx.send(FileCommand::Report(Box::new(self.request(ctx))));
                    is_over = true;
                }
            });
            is_over |= secondary_button(ui, ctx.theme, &ctx.t("shell-cancel")).clicked();
        });
        is_over
    }

    fn request(&self, ctx: &UiContext<'_>) -> ReportRequest {
        let all = || ctx.workspace.municipalities.rows().iter().map(|row| row.nis).collect();
        ReportRequest {
            municipalities: if self.is_all { all() } else { self.town.into_iter().collect() },
            peers: ctx.view.compare.peers.clone(),
            similar_by: ctx.view.compare.similar_by.clone(),
            format: self.format,
            path: self.path.path(),
            is_each: self.is_all,
        }
    }
}

/// The municipality that is looked at.
fn looked_at(ctx: &UiContext<'_>) -> Option<Nis> {
    let own = ctx.results.comparison.as_ref().and_then(|one| one.municipalities.first()).copied();
    let selected = match ctx.view.selected {
        Some(Selected::Municipality(nis)) => Some(nis),
        _ => None,
    };
    let filtered = match ctx.view.filter.municipalities.iter().collect::<Vec<_>>().as_slice() {
        [one] => Some(**one),
        _ => None,
    };
    let found = if ctx.view.tab == Tab::Compare { own.or(selected) } else { selected.or(filtered).or(own) };
    let today = found.map(|nis| ctx.workspace.municipalities.timeline().today(nis));
    today.filter(|nis| ctx.workspace.municipalities.get(*nis).is_some())
}

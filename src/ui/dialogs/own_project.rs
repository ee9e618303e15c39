//! A project of the user's own: made by hand or changed.

use egui::{Label, RichText, ScrollArea, TextEdit, Ui};
use jiff::tz::TimeZone;

use crate::model::period::Year;
use crate::model::remark::{CorrectedField, OwnProject, RemarkProblem, Signed, checked_year};
use crate::model::{Period, ProjectId, Status};
use crate::session::Command;
use crate::session::command::RemarkCommand;
use crate::ui::UiContext;
use crate::ui::inspector::notes;
use crate::ui::theme::measure;
use crate::ui::town_search::TownSearch;
use crate::ui::widgets::{
    Icon, Tone, dialog, note, primary_button, quiet_icon_button, secondary_button, semibold_font, small, text_field,
};
use crate::workspace::{Borders, Selected};

/// Widest dialog in points.
const WIDTH: f32 = 560.0;

/// The dialog's state.
#[derive(Debug)]
pub struct OwnProjectDialog {
    project: OwnProject,
    title: String,
    description: String,
    theme: String,
    url: String,
    years: [String; 2],
    author: Option<String>,
    search: TownSearch,
    is_new: bool,
    problems: Vec<(CorrectedField, RemarkProblem)>,
}

impl OwnProjectDialog {
    /// Opens it for a new project, in the municipality that is selected.
    pub fn new(ctx: &UiContext<'_>) -> Self {
        let lead = match ctx.view.selected {
            Some(Selected::Municipality(nis)) => Some(ctx.workspace.municipalities.timeline().today(nis)),
            _ => None,
        };
        let is_taken = |id: &ProjectId| ctx.workspace.source_projects.row_of(id).is_some();
        let project = OwnProject {
            id: ctx.workspace.own.remarks.free_id(is_taken),
            title: "".into(),
            description: "".into(),
            lead: lead.filter(|nis| ctx.workspace.municipalities.get(*nis).is_some()),
            dimensions: Vec::new(),
            theme: "".into(),
            status: Status::Running,
            period: Period::default(),
            url: "".into(),
            by: Signed { author: "".into(), date: ctx.now.to_zoned_datetime(TimeZone::UTC).date() },
        };
        Self::of(project, true)
    }

    /// Opens it for the selected project, where that is the user's own.
    pub fn edit(ctx: &UiContext<'_>) -> Option<Self> {
        let Some(Selected::Project(id)) = &ctx.view.selected else { return None };
        ctx.workspace.own.remarks.own_project(id).map(|own| Self::of(own.clone(), false))
    }

    fn of(project: OwnProject, is_new: bool) -> Self {
        let year = |year: Option<Year>| year.map(|year| year.to_string()).unwrap_or_default();
        Self {
            title: project.title.to_string(),
            description: project.description.to_string(),
            theme: project.theme.to_string(),
            url: project.url.to_string(),
            years: [year(project.period.start), year(project.period.end)],
            author: None,
            search: TownSearch::default(),
            is_new,
            problems: Vec::new(),
            project,
        }
    }

    /// Draws it; whether it is over.
    pub fn dialog_ui(&mut self, ctx: &UiContext<'_>, context: &egui::Context) -> bool {
        let modal = dialog(context, egui::Id::unique("own-project-dialog"), WIDTH, |ui| {
            let key = if self.is_new { "notes-new-project" } else { "notes-edit-project" };
            ui.label(RichText::new(ctx.t(key)).font(semibold_font(measure::TITLE)));
            ui.add(Label::new(small(ctx.theme, ctx.t("notes-new-project-help"))).wrap());
            ui.add_space(8.0);
            let height = (ui.ctx().content_rect().height() - 220.0).clamp(160.0, 520.0);
            ScrollArea::vertical().max_height(height).show(ui, |ui| {
                // The scroll bar lies over the edge.
                ui.set_max_width(ui.available_width() - 12.0);
                self.fields_ui(ctx, ui);
            });
            ui.add_space(12.0);
            self.buttons_ui(ctx, ui)
        });
        modal.inner || modal.should_close()
    }

    fn fields_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        self.name_ui(ctx, ui, CorrectedField::Title);
        let name = |field: CorrectedField| ctx.text.word("notes-field", field.key());
        text_field(ui, &mut self.title, &name(CorrectedField::Title), "");
        self.place_ui(ctx, ui);
        self.name_ui(ctx, ui, CorrectedField::Dimensions);
        notes::dimensions_ui(ctx, ui, &mut self.project.dimensions);
        ui.columns(3, |columns| {
            if let [status, start, end] = columns {
                self.name_ui(ctx, status, CorrectedField::Status);
                notes::status_ui(ctx, status, "status of an own project", &mut self.project.status);
                self.name_ui(ctx, start, CorrectedField::StartYear);
                self.name_ui(ctx, end, CorrectedField::EndYear);
                let [first, last] = &mut self.years;
                text_field(start, first, &name(CorrectedField::StartYear), &ctx.t("notes-empty-value"));
                text_field(end, last, &name(CorrectedField::EndYear), &ctx.t("notes-empty-value"));
            }
        });
        ui.add_space(6.0);
        ui.label(small(ctx.theme, ctx.t("notes-description")));
        let width = ui.available_width();
        let edit = TextEdit::multiline(&mut self.description).desired_rows(3).desired_width(width);
        ui.add(edit.margin(egui::Margin::symmetric(8, 5))).accessible_name(ctx.t("notes-description"));
        self.name_ui(ctx, ui, CorrectedField::Theme);
        text_field(ui, &mut self.theme, &name(CorrectedField::Theme), &ctx.t("notes-empty-value"));
        self.name_ui(ctx, ui, CorrectedField::Url);
        text_field(ui, &mut self.url, &name(CorrectedField::Url), "https://");
        ui.add_space(6.0);
        notes::author_ui(ctx, ui, &mut self.author);
    }

    /// The name of a field, and what is wrong with it.
    fn name_ui(&self, ctx: &UiContext<'_>, ui: &mut Ui, field: CorrectedField) {
        ui.add_space(6.0);
        ui.label(small(ctx.theme, ctx.text.word("notes-field", field.key())));
        for (_, problem) in self.problems.iter().filter(|(known, _)| *known == field) {
            note(ui, ctx.theme, Tone::Warning, &ctx.text.word("notes-problem", problem.key()));
        }
    }

    fn place_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        ui.add_space(6.0);
        ui.label(small(ctx.theme, ctx.t("notes-lead")));
        if let Some(nis) = self.project.lead {
            ui.horizontal(|ui| {
                ui.label(ctx.workspace.municipalities.name(nis));
                if quiet_icon_button(ui, ctx.theme, Icon::Cross, &ctx.t("notes-no-lead")).clicked() {
                    self.project.lead = None;
                }
            });
        } else {
            let found = self.search.town_search_ui(ctx, ui, &ctx.t("notes-lead-hint"), &[], Borders::Today);
            self.project.lead = found;
        }
    }

    fn buttons_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) -> bool {
        let mut is_over = false;
        ui.horizontal(|ui| {
            if primary_button(ui, ctx.theme, &ctx.t("notes-save")).clicked() {
                is_over = self.save(ctx);
            }
            is_over |= secondary_button(ui, ctx.theme, &ctx.t("notes-cancel")).clicked();
        });
        is_over
    }

    /// Writes it unless something is wrong; whether it was written.
    fn save(&mut self, ctx: &UiContext<'_>) -> bool {
        self.project.title = self.title.trim().into();
        self.project.description = self.description.trim().into();
        self.project.theme = self.theme.trim().into();
        self.project.url = self.url.trim().into();
        self.problems.clear();
        let [first, last] = &self.years;
        for (field, text) in [(CorrectedField::StartYear, first), (CorrectedField::EndYear, last)] {
            match checked_year(text) {
                Ok(year) if field == CorrectedField::StartYear => self.project.period.start = year,
                Ok(year) => self.project.period.end = year,
                Err(problem) => self.problems.push((field, problem)),
            }
        }
        self.problems.extend(self.project.problems());
        if !self.problems.is_empty() {
            return false;
        }
        ctx.send(RemarkCommand::PutProject(Box::new(self.project.clone())));
        ctx.send(Command::Select(Some(Selected::Project(self.project.id.clone()))));
        true
    }
}

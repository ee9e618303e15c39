//! What the users of the workspace added to a project: notes, tags, corrections; and the forms to add more.

use egui::{Align, ComboBox, Label, Layout, TextEdit, Ui, vec2};
use jiff::tz::TimeZone;

use crate::model::remark::{CorrectedField, RemarkProblem, Signed, field_value};
use crate::model::{Dimension, Project, ProjectId, Status};
use crate::session::Action;
use crate::session::command::{AppCommand, RemarkCommand};
use crate::ui::UiContext;
use crate::ui::widgets::{
    Icon, Tone, chip, link, note, quiet_icon_button, secondary_button, small, sub_header, text_field, toggle,
};

/// What is being written, and on which project.
#[derive(Debug, Default)]
pub struct NotesPart {
    project: Option<ProjectId>,
    note: String,
    tag: String,
    author: Option<String>,
    /// The field that is being corrected, and its value.
    correction: Option<(CorrectedField, String)>,
    problem: Option<RemarkProblem>,
}

impl NotesPart {
    /// Draws the part.
    pub fn notes_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, project: &Project) {
        if self.project.as_ref() != Some(&project.id) {
            *self = Self { project: Some(project.id.clone()), ..Self::default() };
        }
        sub_header(ui, ctx.theme, &ctx.t("notes-title"), &ctx.t("notes-of-workspace"));
        own_ui(ctx, ui, project);
        list_ui(ctx, ui, project);
        tags_ui(ctx, ui, project);
        if ctx.workspace.is_read_only {
            ui.add(Label::new(small(ctx.theme, ctx.t("notes-read-only"))).wrap());
            return;
        }
        self.tag_form_ui(ctx, ui, project);
        self.note_form_ui(ctx, ui, project);
        self.correction_ui(ctx, ui, project);
        if let Some(problem) = self.problem {
            ui.add_space(4.0);
            note(ui, ctx.theme, Tone::Warning, &ctx.text.word("notes-problem", problem.key()));
        }
        self.author_ui(ctx, ui);
    }

    /// Sends a command that can be done; else remembers why not. Returns whether it was sent.
    fn send(&mut self, ctx: &UiContext<'_>, command: RemarkCommand) -> bool {
        let by = Signed { author: "".into(), date: ctx.now.to_zoned_datetime(TimeZone::UTC).date() };
        self.problem = command.applied(ctx.workspace, &by).err();
        if self.problem.is_none() {
            ctx.send(command);
        }
        self.problem.is_none()
    }

    fn tag_form_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, project: &Project) {
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let is_asked = secondary_button(ui, ctx.theme, &ctx.t("notes-add-tag")).clicked();
                let field = text_field(ui, &mut self.tag, &ctx.t("notes-tag"), &ctx.t("notes-tag"));
                let has_enter = field.lost_focus() && ui.input(|input| input.key_pressed(egui::Key::Enter));
                let is_sent = (is_asked || has_enter)
                    && self.send(ctx, RemarkCommand::AddTag(project.id.clone(), self.tag.clone()));
                if is_sent {
                    self.tag.clear();
                }
            });
        });
    }

    fn note_form_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, project: &Project) {
        ui.add_space(2.0);
        let (name, width) = (ctx.t("notes-note"), ui.available_width());
        let edit = TextEdit::multiline(&mut self.note).hint_text(&name).desired_rows(2).desired_width(width);
        ui.add(edit.margin(egui::Margin::symmetric(8, 5))).accessible_name(&name);
        ui.horizontal(|ui| {
            if secondary_button(ui, ctx.theme, &ctx.t("notes-add-note")).clicked()
                && self.send(ctx, RemarkCommand::AddNote(project.id.clone(), self.note.clone()))
            {
                self.note.clear();
            }
            let is_own = ctx.workspace.own.remarks.own_project(&project.id).is_some();
            if !is_own && self.correction.is_none() && link(ui, ctx.theme, &ctx.t("notes-correct")).clicked() {
                let field = CorrectedField::Title;
                self.correction = Some((field, field_value(project, field)));
            }
        });
    }

    fn correction_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, project: &Project) {
        let Some((mut field, mut value)) = self.correction.take() else { return };
        ui.add_space(6.0);
        let before = field;
        ComboBox::from_id_salt("notes-field")
            .selected_text(ctx.text.word("notes-field", field.key()))
            .width(ui.available_width() - 8.0)
            .show_ui(ui, |ui| {
                for &choice in CorrectedField::ALL {
                    ui.selectable_value(&mut field, choice, ctx.text.word("notes-field", choice.key()));
                }
            })
            .response
            .accessible_name(ctx.t("notes-field"));
        if field != before {
            value = field_value(project, field);
            self.problem = None;
        }
        value_ui(ctx, ui, field, &mut value);
        let mut is_over = false;
        ui.horizontal(|ui| {
            if secondary_button(ui, ctx.theme, &ctx.t("notes-save-correction")).clicked() {
                is_over = self.send(ctx, RemarkCommand::Correct(project.id.clone(), field, value.clone()));
            }
            if link(ui, ctx.theme, &ctx.t("notes-cancel")).clicked() {
                is_over = true;
                self.problem = None;
            }
        });
        if !is_over {
            self.correction = Some((field, value));
        }
    }

    /// The name that is signed with; the settings have it once it is written.
    fn author_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        ui.add_space(6.0);
        author_ui(ctx, ui, &mut self.author);
    }
}

/// The name that is signed with, to be written once; `draft` is what is being typed.
pub fn author_ui(ctx: &UiContext<'_>, ui: &mut Ui, draft: &mut Option<String>) {
    let mut text = draft.clone().unwrap_or_else(|| ctx.settings.author.clone());
    ui.add(Label::new(small(ctx.theme, ctx.t("notes-author"))).wrap());
    let field = text_field(ui, &mut text, &ctx.t("notes-author"), &ctx.t("notes-author-hint"));
    if field.changed() {
        ctx.send(AppCommand::SetAuthor(text.clone()));
    }
    // While it is typed in, blanks at its end stay.
    *draft = field.has_focus().then_some(text);
}

/// The value of a field: chosen where there are choices, typed where there are none.
fn value_ui(ctx: &UiContext<'_>, ui: &mut Ui, field: CorrectedField, value: &mut String) {
    match field {
        CorrectedField::Status => {
            let mut status = Status::from_key(value).unwrap_or(Status::Unknown);
            status_ui(ctx, ui, "status of a correction", &mut status);
            status.key().clone_into(value);
        }
        CorrectedField::Dimensions => {
            let mut chosen: Vec<Dimension> = value.split(';').filter_map(Dimension::from_key).collect();
            dimensions_ui(ctx, ui, &mut chosen);
            *value = chosen.iter().map(|dimension| dimension.key()).collect::<Vec<_>>().join(";");
        }
        _ => {
            text_field(ui, value, &ctx.t("notes-value"), &ctx.t("notes-empty-value"));
        }
    }
}

/// A stage to choose.
pub fn status_ui(ctx: &UiContext<'_>, ui: &mut Ui, salt: &str, status: &mut Status) {
    ComboBox::from_id_salt(salt)
        .selected_text(ctx.text.word("status", status.key()))
        .width(ui.available_width() - 8.0)
        .show_ui(ui, |ui| {
            for &choice in Status::ALL {
                ui.selectable_value(status, choice, ctx.text.word("status", choice.key()));
            }
        })
        .response
        .accessible_name(ctx.text.word("notes-field", CorrectedField::Status.key()));
}

/// Dimensions to choose; the one chosen first is the main one.
pub fn dimensions_ui(ctx: &UiContext<'_>, ui: &mut Ui, chosen: &mut Vec<Dimension>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(10.0, 4.0);
        for &dimension in Dimension::ALL {
            let is_on = chosen.contains(&dimension);
            if toggle(ui, ctx.theme, is_on, &ctx.text.word("dimension", dimension.key())).clicked() {
                if is_on {
                    chosen.retain(|known| *known != dimension);
                } else {
                    chosen.push(dimension);
                }
            }
        }
    });
}

/// Who wrote it and when.
fn signed(ctx: &UiContext<'_>, by: &Signed) -> String {
    let unsigned = ctx.t("notes-unsigned");
    let author = if by.author.is_empty() { &*unsigned } else { &*by.author };
    ctx.tw("notes-signed", &[("author", author), ("date", &by.date.to_string())])
}

/// That a project was made by hand, and what can be done with it.
fn own_ui(ctx: &UiContext<'_>, ui: &mut Ui, project: &Project) {
    let Some(own) = ctx.workspace.own.remarks.own_project(&project.id) else { return };
    note(ui, ctx.theme, Tone::Neutral, &ctx.tw("notes-own-project", &[("by", &signed(ctx, &own.by))]));
    if ctx.workspace.is_read_only {
        return;
    }
    ui.horizontal(|ui| {
        if link(ui, ctx.theme, &ctx.t("notes-edit")).clicked() {
            ctx.act(Action::EditProject);
        }
        if link(ui, ctx.theme, &ctx.t("notes-remove-project")).clicked() {
            ctx.send(RemarkCommand::RemoveProject(project.id.clone()));
        }
    });
}

fn list_ui(ctx: &UiContext<'_>, ui: &mut Ui, project: &Project) {
    let remarks = &ctx.workspace.own.remarks;
    if remarks.notes_of(&project.id).next().is_none() {
        ui.label(small(ctx.theme, ctx.t("notes-none")));
    }
    for one in remarks.notes_of(&project.id) {
        let remove = ctx.tw("notes-remove-note", &[("by", &signed(ctx, &one.by))]);
        removable_ui(ctx, ui, &remove, RemarkCommand::RemoveNote(one.number), |ui| {
            ui.add(Label::new(&*one.text).wrap());
            ui.label(small(ctx.theme, signed(ctx, &one.by)));
        });
    }
}

/// Contents with a cross on their right that sends a command.
fn removable_ui(ctx: &UiContext<'_>, ui: &mut Ui, name: &str, command: RemarkCommand, contents: impl FnOnce(&mut Ui)) {
    ui.with_layout(Layout::right_to_left(Align::Min), |ui| {
        ui.add_enabled_ui(!ctx.workspace.is_read_only, |ui| {
            if quiet_icon_button(ui, ctx.theme, Icon::Cross, name).clicked() {
                ctx.send(command);
            }
        });
        ui.with_layout(Layout::top_down(Align::Min), contents);
    });
}

fn tags_ui(ctx: &UiContext<'_>, ui: &mut Ui, project: &Project) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for tag in ctx.workspace.own.remarks.tags_of(&project.id) {
            let name = ctx.tw("notes-remove-tag", &[("word", &tag.word), ("by", &signed(ctx, &tag.by))]);
            let is_clicked =
                ui.add_enabled_ui(!ctx.workspace.is_read_only, |ui| chip(ui, ctx.theme, &tag.word, &name).clicked());
            if is_clicked.inner {
                ctx.send(RemarkCommand::RemoveTag(project.id.clone(), tag.word.clone()));
            }
        }
    });
}

/// What the source says of these fields, where a correction stands in its place; each can be taken back.
pub fn source_ui(ctx: &UiContext<'_>, ui: &mut Ui, project: &Project, fields: &[CorrectedField]) {
    let corrections = ctx.workspace.own.remarks.corrections_of(&project.id);
    for one in corrections.filter(|one| fields.contains(&one.field)) {
        let source = ctx.workspace.source_projects.by_id(&project.id);
        let source = source.map(|source| field_value(source, one.field)).unwrap_or_default();
        let field = ctx.text.word("notes-field", one.field.key());
        let (says, said) = (value_words(ctx, one.field, &source), value_words(ctx, one.field, &one.source));
        let by = signed(ctx, &one.by);
        let key = if says == said { "notes-corrected" } else { "notes-corrected-since" };
        let words = ctx.tw(key, &[("field", &field), ("by", &by), ("source", &says), ("before", &said)]);
        let remove = ctx.tw("notes-take-back", &[("field", &field)]);
        removable_ui(ctx, ui, &remove, RemarkCommand::TakeBack(project.id.clone(), one.field), |ui| {
            ui.add(Label::new(small(ctx.theme, words)).wrap());
        });
    }
}

/// A value as a person reads it.
fn value_words(ctx: &UiContext<'_>, field: CorrectedField, value: &str) -> String {
    match field {
        _ if value.is_empty() => ctx.t("notes-empty-value"),
        CorrectedField::Status => ctx.text.word("status", value),
        CorrectedField::Dimensions => {
            value.split(';').map(|key| ctx.text.word("dimension", key)).collect::<Vec<_>>().join(", ")
        }
        _ => value.to_owned(),
    }
}

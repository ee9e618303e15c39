//! Look-alikes of a project or of an idea that is described, each with its score, what it is made of, and why.

use egui::{Align, Frame, Label, Layout, Margin, RichText, ScrollArea, Sense, TextEdit, Ui, WidgetInfo, vec2};

use crate::insight::likeness::{Alike, Part, Question, Relation, words};
use crate::model::Project;
use crate::query::symbols::display_dimension;
use crate::session::Command;
use crate::session::command::{GapsCommand, PartnersCommand, SimilarCommand};
use crate::session::results::{Answer, asked};
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::projects_tab::words as project_words;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{
    self, Tone, dimension_symbol, font, radio, secondary_button, semibold_font, small, sub_header, toggle,
};
use crate::workspace::{GapsPage, Selected, SimilarSource};

/// What the page remembers between frames: the description as it is being typed.
#[derive(Debug, Default)]
pub struct SimilarPage {
    idea: String,
    idea_of: String,
}

fn send(ctx: &UiContext<'_>, command: SimilarCommand) {
    ctx.send(GapsCommand::Similar(command));
}

impl SimilarPage {
    /// The centre.
    pub fn similar_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        if ctx.view.gaps.similar.source == SimilarSource::Idea {
            self.idea_ui(ctx, ui);
        }
        let Some(question) = asked(ctx.view) else {
            if ctx.view.gaps.similar.source == SimilarSource::Project {
                parts::empty(ctx, ui, "similar-choose", "similar-choose-text", None);
            }
            return;
        };
        let Some(answer) = ctx.results.likeness.page.clone() else {
            parts::empty(ctx, ui, "similar-loading", "similar-loading-text", None);
            return;
        };
        head_ui(ctx, ui, &question);
        if answer.question != question {
            // The last answer stays until the new one is there.
            ui.label(small(ctx.theme, ctx.t("similar-loading")));
        }
        if answer.found.alike.is_empty() {
            let key = if answer.found.is_text_unknown { "similar-unknown" } else { "similar-none-text" };
            parts::empty(ctx, ui, "similar-none", key, None);
            return;
        }
        ScrollArea::vertical().id_salt("similar").auto_shrink([false, false]).show(ui, |ui| {
            ui.set_width(ui.available_width() - 12.0);
            for one in &answer.found.alike {
                alike_ui(ctx, ui, &answer, one);
            }
        });
    }

    /// The tab's own options.
    pub fn options_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
        let view = &ctx.view.gaps.similar;
        sub_header(ui, ctx.theme, &ctx.t("similar-source"), "");
        for &source in SimilarSource::ALL {
            if radio(ui, ctx.theme, view.source == source, &ctx.text.word("similar-source", source.key())).clicked() {
                send(ctx, SimilarCommand::SetSource(source));
            }
        }
        ui.add_space(4.0);
        let is_within = view.is_within_filter;
        if toggle(ui, ctx.theme, is_within, &ctx.t("similar-narrow"))
            .on_hover_text(ctx.t("similar-narrow-tip"))
            .clicked()
        {
            send(ctx, SimilarCommand::SetWithinFilter(!is_within));
        }
        sub_header(ui, ctx.theme, &ctx.t("similar-parts"), "");
        parts::remark(ctx, ui, ctx.t("similar-score-tip"));
    }

    fn idea_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let known = &ctx.view.gaps.similar.idea;
        // Undo, a view file or the command line changed it.
        if self.idea_of != *known {
            self.idea.clone_from(known);
            self.idea_of.clone_from(known);
        }
        let name = ctx.t("similar-idea");
        ui.label(small(ctx.theme, &name));
        let field = TextEdit::multiline(&mut self.idea)
            .hint_text(ctx.t("similar-idea-hint"))
            .desired_rows(3)
            .desired_width(f32::INFINITY)
            .margin(Margin::same(8));
        if ui.add(field).accessible_name(name).changed() {
            self.idea_of.clone_from(&self.idea);
            send(ctx, SimilarCommand::SetIdea(self.idea.clone()));
        }
        parts::remark(ctx, ui, ctx.t("similar-idea-help"));
        ui.add_space(8.0);
    }
}

fn head_ui(ctx: &UiContext<'_>, ui: &mut Ui, question: &Question) {
    let title = match question {
        Question::Project(id) => {
            let project = ctx.workspace.projects.by_id(id);
            ctx.tw("similar-of", &[("title", project.map_or(id.as_str(), |one| one.title.get(ctx.language())))])
        }
        Question::Idea(_) => ctx.t("similar-of-idea"),
    };
    ui.add(Label::new(RichText::new(title).font(semibold_font(measure::TITLE))).wrap());
    let n = ctx.text.integer(ctx.workspace.projects.rows().len());
    widgets::note(ui, ctx.theme, Tone::Warning, &ctx.tw("similar-sample", &[("n", &n)]));
    if let Question::Project(id) = question
        && secondary_button(ui, ctx.theme, &ctx.t("partners-find")).clicked()
    {
        ctx.send(GapsCommand::Partners(PartnersCommand::SetProject(Some(id.clone()))));
        ctx.send(GapsCommand::SetPage(GapsPage::Partners));
    }
    ui.add_space(8.0);
}

/// One look-alike: title, relation, score, why, parts.
fn alike_ui(ctx: &UiContext<'_>, ui: &mut Ui, answer: &Answer, one: &Alike) {
    let Some(project) = ctx.workspace.projects.get(one.row) else { return };
    let is_selected = matches!(&ctx.view.selected, Some(Selected::Project(id)) if *id == project.id);
    let palette = &ctx.theme.palette;
    let fill = if is_selected { palette.accent_background } else { palette.panel };
    let frame = Frame::new().fill(colour(fill)).stroke(ctx.theme.line()).corner_radius(8);
    let shown = frame.inner_margin(Margin::symmetric(12, 8)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.spacing_mut().item_spacing.y = 3.0;
        title_ui(ctx, ui, project, one);
        ui.add(Label::new(words::why(ctx.workspace, &answer.question, one, ctx.text)).wrap());
        ui.add(Label::new(small(ctx.theme, parts_words(ctx, one))).wrap());
    });
    let response = shown.response.interact(Sense::click());
    let title = project.title.get(ctx.language());
    let score = ctx.text.number(f64::from(one.score), 2);
    let name = format!("{title}, {}: {score}", ctx.t("similar-score"));
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    widgets::focus_ring(ui, ctx.theme, response.rect, &response);
    if response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked() {
        ctx.send(GapsCommand::Similar(keep(answer)));
        ctx.send(Command::Select(Some(Selected::Project(project.id.clone()))));
    }
    ui.add_space(6.0);
}

/// What was asked stays asked when something else is selected.
fn keep(answer: &Answer) -> SimilarCommand {
    match &answer.question {
        Question::Project(id) => SimilarCommand::OfProject(id.clone()),
        Question::Idea(_) => SimilarCommand::SetSource(SimilarSource::Idea),
    }
}

fn title_ui(ctx: &UiContext<'_>, ui: &mut Ui, project: &Project, one: &Alike) {
    /// Width of the bar of the score.
    const BAR: f32 = 72.0;
    ui.horizontal(|ui| {
        let (symbol, _) = ui.allocate_exact_size(vec2(14.0, 18.0), Sense::hover());
        dimension_symbol(ui.painter(), ctx.theme, symbol.center(), 5.5, display_dimension(project, &ctx.view.filter));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.label(RichText::new(ctx.text.number(f64::from(one.score), 2)).font(font(measure::TEXT)));
            let (bar, _) = ui.allocate_exact_size(vec2(BAR, 6.0), Sense::hover());
            ui.painter().rect_filled(bar, 3.0, colour(ctx.theme.palette.hover));
            let filled = egui::Rect::from_min_size(bar.min, vec2(BAR * one.score.clamp(0.0, 1.0), bar.height()));
            ui.painter().rect_filled(filled, 3.0, colour(ctx.theme.palette.accent));
            if one.relation != Relation::Alike {
                let tone = if one.relation.is_same_initiative() { Tone::Warning } else { Tone::Neutral };
                widgets::badge(ui, ctx.theme, tone, &words::relation(one.relation, ctx.text));
            }
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                let title = RichText::new(project.title.get(ctx.language())).font(semibold_font(measure::TEXT));
                ui.add(Label::new(title).truncate().selectable(false));
                let place = project.lead.map(|nis| ctx.workspace.municipalities.name(nis));
                let years = project_words::period(ctx.text, project);
                let beside: Vec<String> = place.into_iter().chain([years]).collect();
                ui.add(Label::new(small(ctx.theme, beside.join(" · "))).truncate().selectable(false));
            });
        });
    });
}

/// "tekst 0,62 · thema 1,00 · niet bekend: partners, plaats".
fn parts_words(ctx: &UiContext<'_>, one: &Alike) -> String {
    let known = |part: &Part| {
        let value = one.parts.get(*part)?;
        Some(format!("{} {}", words::part(*part, ctx.text), ctx.text.number(f64::from(value), 2)))
    };
    let mut told: Vec<String> = Part::ALL.iter().filter_map(known).collect();
    let unknown: Vec<String> = Part::ALL
        .iter()
        .filter(|part| one.parts.get(**part).is_none())
        .map(|part| words::part(*part, ctx.text))
        .collect();
    if !unknown.is_empty() {
        told.push(ctx.tw("similar-unknown-parts", &[("parts", &unknown.join(", "))]));
    }
    told.join(" · ")
}

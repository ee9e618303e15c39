//! The projects that are most like the one shown, with why; and the way to all of them and to partners.

use egui::{Label, Ui};

use super::super::UiContext;
use crate::insight::likeness::{Question, Relation, words};
use crate::model::Project;
use crate::session::Command;
use crate::session::command::{GapsCommand, PartnersCommand, SimilarCommand};
use crate::ui::widgets::{card_button, link, small, sub_header};
use crate::workspace::{GapsPage, Selected, Tab};

/// Draws them; says that they are looked for until they are there.
pub fn alike_ui(ctx: &UiContext<'_>, ui: &mut Ui, project: &Project) {
    sub_header(ui, ctx.theme, &ctx.t("similar-title"), "");
    let question = Question::Project(project.id.clone());
    let answer = ctx.results.likeness.beside.clone().filter(|answer| answer.question == question);
    let Some(answer) = answer else {
        ui.label(small(ctx.theme, ctx.t("similar-loading")));
        return;
    };
    if answer.found.alike.is_empty() {
        ui.add(Label::new(small(ctx.theme, ctx.t("similar-none-text"))).wrap());
    }
    for one in &answer.found.alike {
        let Some(other) = ctx.workspace.projects.get(one.row) else { continue };
        let score = ctx.text.number(f64::from(one.score), 2);
        let right = match one.relation {
            Relation::Alike => score,
            relation => format!("{} · {score}", words::relation(relation, ctx.text)),
        };
        let why = words::why(ctx.workspace, &question, one, ctx.text);
        if card_button(ui, ctx.theme, other.title.get(ctx.language()), &why, &right).clicked() {
            ctx.send(Command::Select(Some(Selected::Project(other.id.clone()))));
        }
        ui.add_space(4.0);
    }
    ui.horizontal_wrapped(|ui| {
        if link(ui, ctx.theme, &ctx.t("similar-all")).clicked() {
            ctx.send(GapsCommand::Similar(SimilarCommand::OfProject(project.id.clone())));
            ctx.send(GapsCommand::SetPage(GapsPage::Similar));
            ctx.send(Command::ShowTab(Tab::Gaps));
        }
        if link(ui, ctx.theme, &ctx.t("partners-find")).clicked() {
            ctx.send(GapsCommand::Partners(PartnersCommand::SetProject(Some(project.id.clone()))));
            ctx.send(GapsCommand::SetPage(GapsPage::Partners));
            ctx.send(Command::ShowTab(Tab::Gaps));
        }
    });
}

//! An organisation: its role, its projects by stage, whom it works with, and how its name is written.

use egui::{Align, Label, Layout, RichText, Ui};

use super::super::UiContext;
use crate::insight::partnering::words;
use crate::query::project_words;
use crate::session::Command;
use crate::session::command::{FilterCommand, GapsCommand, PartnersCommand, Toggle};
use crate::ui::theme::measure;
use crate::ui::widgets::{
    Icon, Tone, card_button, key_value, note, primary_button, quiet_icon_button, semibold_font, small, sub_header,
};
use crate::workspace::{GapsPage, Selected, Tab};

/// Projects listed.
const SHOWN: usize = 40;

/// Draws the organisation that is looked into; whether there is one.
pub fn organisation_ui(ctx: &UiContext<'_>, ui: &mut Ui) -> bool {
    let view = &ctx.view.gaps;
    if ctx.view.tab != Tab::Gaps || view.page != GapsPage::Partners {
        return false;
    }
    let (Some(wanted), Some(answer)) = (&view.partners.organisation, ctx.results.likeness.partners.clone()) else {
        return false;
    };
    let Some(one) = answer.found.candidates.iter().find(|one| one.partner.name == *wanted) else { return false };
    ui.horizontal(|ui| {
        ui.label(small(ctx.theme, ctx.t("partners-organisation")));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if quiet_icon_button(ui, ctx.theme, Icon::Cross, &ctx.t("inspector-close")).clicked() {
                ctx.send(GapsCommand::Partners(PartnersCommand::SetOrganisation(None)));
            }
        });
    });
    ui.add(Label::new(RichText::new(&*one.partner.name).font(semibold_font(measure::TITLE))).wrap());
    ui.add(Label::new(words::why(ctx.workspace, view.partners.municipality, one, ctx.text)).wrap());
    ui.add_space(6.0);
    key_value(
        ui,
        ctx.theme,
        &ctx.t("partners-role"),
        &words::role(one.partner.role, ctx.text),
        one.partner.role.is_none(),
    );
    key_value(ui, ctx.theme, &ctx.t("partners-stages"), &words::statuses(one, ctx.text), false);
    let with = words::with(one, ctx.text);
    if !with.is_empty() {
        ui.add(Label::new(with).wrap());
    }
    let others: Vec<&str> =
        one.partner.written.iter().map(|name| &**name).filter(|name| *name != &*one.partner.name).collect();
    if !others.is_empty() {
        ui.add(Label::new(small(ctx.theme, ctx.tw("partners-written", &[("names", &others.join(", "))]))).wrap());
    }
    ui.add_space(6.0);
    if primary_button(ui, ctx.theme, &ctx.t("partners-filter")).clicked() {
        for name in &one.partner.written {
            if !ctx.view.filter.partners.contains(&**name) {
                ctx.send(FilterCommand::Toggle(Toggle::Partner(name.to_string())));
            }
        }
    }
    sub_header(ui, ctx.theme, &ctx.t("partners-projects"), &ctx.text.integer(one.partner.rows.len()));
    for project in one.partner.rows.iter().take(SHOWN).filter_map(|row| ctx.workspace.projects.get(*row)) {
        let place = project.lead.map(|nis| ctx.workspace.municipalities.name(nis));
        let place = place.into_iter().chain([project_words::period(ctx.text, project)]).collect::<Vec<_>>().join(" · ");
        let status = ctx.text.word("status", project.status.key());
        if card_button(ui, ctx.theme, project.title.get(ctx.language()), &place, &status).clicked() {
            ctx.send(Command::Select(Some(Selected::Project(project.id.clone()))));
        }
        ui.add_space(4.0);
    }
    note(ui, ctx.theme, Tone::Neutral, &ctx.t("gaps-sample"));
    true
}

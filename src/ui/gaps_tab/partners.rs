//! Partners: organisations with proven work, with the reason for each; as a list or a network.

use egui::{Label, RichText, ScrollArea, Ui};

use super::network;
use crate::insight::partnering::{Candidate, words};
use crate::model::{Dimension, HelixRole, ProjectId};
use crate::session::command::{GapsCommand, PartnersCommand};
use crate::session::results::{PartnersAnswer, wanted};
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::theme::measure;
use crate::ui::town_search::TownSearch;
use crate::ui::widgets::{self, Tone, link, radio, secondary_button, semibold_font, small, sub_header};
use crate::workspace::{Borders, PartnersShow};

/// Height of a line, with the room below it.
const LINE: f32 = 56.0;

/// What the page remembers between frames.
#[derive(Debug, Default)]
pub struct PartnersPage {
    search: TownSearch,
    network: network::NetworkView,
}

pub(super) fn send(ctx: &UiContext<'_>, command: PartnersCommand) {
    ctx.send(GapsCommand::Partners(command));
}

impl PartnersPage {
    /// The centre.
    pub fn partners_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let wanted = wanted(ctx.view);
        let Some(answer) = ctx.results.likeness.partners.clone() else {
            parts::empty(ctx, ui, "similar-loading", "similar-loading-text", None);
            return;
        };
        if let Some(id) = &ctx.view.gaps.partners.project {
            project_ui(ctx, ui, id, &answer);
        }
        let rows = answer.found.rows.len() as u32;
        let words = ctx.text.with("partners-sample", &[("rows", rows.into())]);
        widgets::note(ui, ctx.theme, Tone::Warning, &words);
        ui.add_space(6.0);
        if answer.wanted != wanted {
            ui.label(small(ctx.theme, ctx.t("similar-loading")));
        }
        if answer.found.candidates.is_empty() {
            parts::empty(ctx, ui, "partners-none", "partners-none-text", None);
            return;
        }
        match ctx.view.gaps.partners.show {
            PartnersShow::List => list_ui(ctx, ui, &answer),
            PartnersShow::Network => {
                self.network.network_ui(ctx, ui, &answer);
            }
        }
    }

    /// The tab's own options.
    pub fn options_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let view = &ctx.view.gaps.partners;
        sub_header(ui, ctx.theme, &ctx.t("partners-show"), "");
        for &show in PartnersShow::ALL {
            if radio(ui, ctx.theme, view.show == show, &ctx.text.word("partners-show", show.key())).clicked() {
                send(ctx, PartnersCommand::SetShow(show));
            }
        }
        sub_header(ui, ctx.theme, &ctx.t("partners-for"), "");
        let name = view.municipality.map(|nis| ctx.workspace.municipalities.name(nis));
        ui.label(name.clone().unwrap_or_else(|| ctx.t("partners-for-none")));
        if name.is_some() && link(ui, ctx.theme, &ctx.t("partners-for-drop")).clicked() {
            send(ctx, PartnersCommand::SetMunicipality(None));
        }
        let label = ctx.t("partners-for-search");
        if let Some(nis) = self.search.town_search_ui(ctx, ui, &label, &[], Borders::Today) {
            send(ctx, PartnersCommand::SetMunicipality(Some(nis)));
        }
        parts::remark(ctx, ui, ctx.t("partners-for-help"));
        sub_header(ui, ctx.theme, &ctx.t("partners-dimension"), "");
        let all = [None].into_iter().chain(Dimension::ALL.iter().copied().map(Some));
        for dimension in all {
            let words = dimension.map_or_else(
                || ctx.t("partners-dimension-all"),
                |one: Dimension| ctx.text.word("dimension", one.key()),
            );
            let is_chosen = view.project.is_none() && view.dimension == dimension;
            if radio(ui, ctx.theme, is_chosen, &words).clicked() {
                send(ctx, PartnersCommand::SetDimension(dimension));
            }
        }
        sub_header(ui, ctx.theme, &ctx.t("partners-role"), "");
        let all = [None].into_iter().chain(HelixRole::ALL.iter().copied().map(Some));
        for role in all {
            let words =
                role.map_or_else(|| ctx.t("partners-role-all"), |one: HelixRole| ctx.text.word("helix", one.key()));
            if radio(ui, ctx.theme, view.role == role, &words).clicked() {
                send(ctx, PartnersCommand::SetRole(role));
            }
        }
        ui.add_space(6.0);
        parts::remark(ctx, ui, ctx.t("partners-names-rule"));
    }
}

/// The project that partners are wanted for, and the roles that it lacks.
fn project_ui(ctx: &UiContext<'_>, ui: &mut Ui, id: &ProjectId, answer: &PartnersAnswer) {
    let project = ctx.workspace.projects.by_id(id);
    let title = project.map_or(id.as_str(), |project| project.title.get(ctx.language()));
    ui.add(
        Label::new(
            RichText::new(ctx.tw("partners-of-project", &[("title", title)])).font(semibold_font(measure::TEXT)),
        )
        .wrap(),
    );
    let lacking = words::lacking(&answer.found, ctx.text).unwrap_or_else(|| ctx.t("partners-complete"));
    ui.add(Label::new(lacking).wrap());
    if secondary_button(ui, ctx.theme, &ctx.t("partners-of-project-drop")).clicked() {
        send(ctx, PartnersCommand::SetProject(None));
    }
    ui.add_space(6.0);
}

/// A line of the list.
#[derive(Clone, Copy, Debug)]
enum Line {
    /// A role, with how many follow.
    Role(Option<HelixRole>, usize),
    /// A candidate, by position.
    Candidate(usize),
}

/// By role of the helix, those without a known role last.
fn lines(candidates: &[Candidate], wanted: Option<HelixRole>) -> Vec<Line> {
    let roles = HelixRole::ALL.iter().copied().map(Some).chain([None]);
    let mut lines = Vec::new();
    for role in roles.filter(|role| wanted.is_none() || *role == wanted) {
        let of_role = candidates.iter().enumerate().filter(|(_, one)| one.partner.role == role);
        let of_role: Vec<Line> = of_role.map(|(place, _)| Line::Candidate(place)).collect();
        if !of_role.is_empty() {
            lines.push(Line::Role(role, of_role.len()));
            lines.extend(of_role);
        }
    }
    lines
}

fn list_ui(ctx: &UiContext<'_>, ui: &mut Ui, answer: &PartnersAnswer) {
    let lines = lines(&answer.found.candidates, ctx.view.gaps.partners.role);
    ScrollArea::vertical().id_salt("partners").auto_shrink([false, false]).show(ui, |ui| {
        ui.set_width(ui.available_width() - 12.0);
        parts::rows(ui, LINE, lines.len(), |ui, index| match lines.get(index) {
            Some(Line::Role(role, count)) => {
                ui.vertical(|ui| {
                    ui.set_width(ui.available_width());
                    sub_header(ui, ctx.theme, &words::role(*role, ctx.text), &ctx.text.integer(*count));
                });
            }
            Some(Line::Candidate(place)) => {
                if let Some(one) = answer.found.candidates.get(*place) {
                    candidate_ui(ctx, ui, one);
                }
            }
            None => {}
        });
    });
}

fn candidate_ui(ctx: &UiContext<'_>, ui: &mut Ui, one: &Candidate) {
    let name = &one.partner.name;
    let why = words::why(ctx.workspace, ctx.view.gaps.partners.municipality, one, ctx.text);
    let counts = words::statuses(one, ctx.text);
    if widgets::card_button(ui, ctx.theme, name, &why, &counts).clicked() {
        send(ctx, PartnersCommand::SetOrganisation(Some(std::sync::Arc::clone(name))));
        ctx.send(crate::session::Command::Select(None));
    }
}

//! What paid: programmes with their projects, amounts with what they cover, and what their calls report.

use std::sync::Arc;

use egui::{Label, ScrollArea, Ui};

use crate::insight::funding::{Covered, Funding, FundingSheet, words};
use crate::session::Command;
use crate::session::command::{FilterCommand, ProjectsCommand, Toggle};
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::widgets::{self, Tone, card_button, key_value, link, secondary_button, small, sub_header};
use crate::workspace::Selected;

/// Projects listed of what is unfolded.
const SHOWN: usize = 200;

/// Draws the page.
pub fn funding_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let Some(sheet) = ctx.results.funding.clone() else {
        parts::empty(ctx, ui, "projects-loading", "projects-loading-text", None);
        return;
    };
    widgets::note(ui, ctx.theme, Tone::Warning, &ctx.t("projects-funding-sample"));
    ui.add_space(6.0);
    if sheet.all.is_empty() {
        parts::empty(ctx, ui, "projects-no-hits", "projects-no-hits-text", None);
        return;
    }
    ScrollArea::vertical().id_salt("funding").auto_shrink([false, false]).show(ui, |ui| {
        ui.set_width(ui.available_width() - 12.0);
        for one in &sheet.all {
            one_ui(ctx, ui, one);
        }
        without_ui(ctx, ui, &sheet);
    });
}

fn one_ui(ctx: &UiContext<'_>, ui: &mut Ui, one: &Funding) {
    let name = words::name(one, ctx.text);
    let is_open = ctx.view.projects.funding.as_ref() == Some(&one.name);
    let counts = ctx.tn("projects-funding-projects", one.rows.len() as u32);
    let detail = words::amounts(one, ctx.text);
    if card_button(ui, ctx.theme, &name, &detail, &counts).clicked() {
        ctx.send(ProjectsCommand::SetFunding((!is_open).then(|| Arc::clone(&one.name))));
    }
    if is_open {
        ui.indent(("funding", &one.name), |ui| open_ui(ctx, ui, one));
    }
    ui.add_space(4.0);
}

fn open_ui(ctx: &UiContext<'_>, ui: &mut Ui, one: &Funding) {
    ui.add_space(4.0);
    if !one.group.is_empty() {
        key_value(ui, ctx.theme, &ctx.t("projects-funding-group"), &one.group, false);
    }
    covered_ui(ctx, ui, "projects-funding-budget", &one.budget, one.rows.len());
    covered_ui(ctx, ui, "projects-funding-subsidy", &one.subsidy, one.rows.len());
    if !one.name.is_empty() && secondary_button(ui, ctx.theme, &ctx.t("projects-funding-filter")).clicked() {
        let toggle = Toggle::Funding(one.name.to_string());
        if !toggle.is_on(&ctx.view.filter) {
            ctx.send(FilterCommand::Toggle(toggle));
        }
    }
    if !one.calls.is_empty() {
        sub_header(ui, ctx.theme, &ctx.t("projects-funding-calls"), "");
        one.calls.iter().for_each(|place| call_ui(ctx, ui, *place));
    }
    projects_ui(ctx, ui, "projects-funding-programmes", &one.programmes);
    projects_ui(ctx, ui, "projects-funding-list", &one.rows);
    ui.add_space(8.0);
}

fn covered_ui(ctx: &UiContext<'_>, ui: &mut Ui, key: &str, covered: &Covered, count: usize) {
    let words = words::covered(covered, count, ctx.text);
    key_value(ui, ctx.theme, &ctx.t(key), &words, covered.known == 0);
    for (row, eur) in &covered.of_consortia {
        if let Some(project) = ctx.workspace.projects.get(*row) {
            let amount = ctx.text.number(*eur, 0);
            let title = project.title.get(ctx.language());
            parts::remark(ctx, ui, ctx.tw("projects-funding-consortium", &[("title", title), ("amount", &amount)]));
        }
    }
}

/// What a call reports, in its source's words.
fn call_ui(ctx: &UiContext<'_>, ui: &mut Ui, place: usize) {
    let Some(call) = ctx.workspace.reference.calls.get(place) else { return };
    ui.add(Label::new(words::call(call, ctx.text)).wrap());
    ui.add(Label::new(small(ctx.theme, ctx.tw("projects-funding-source", &[("source", &call.source)]))).wrap());
    ui.add_space(4.0);
}

fn projects_ui(ctx: &UiContext<'_>, ui: &mut Ui, key: &str, rows: &[u32]) {
    if rows.is_empty() {
        return;
    }
    sub_header(ui, ctx.theme, &ctx.t(key), &ctx.text.integer(rows.len()));
    for project in rows.iter().take(SHOWN).filter_map(|row| ctx.workspace.projects.get(*row)) {
        ui.horizontal_wrapped(|ui| {
            if link(ui, ctx.theme, project.title.get(ctx.language())).clicked() {
                ctx.send(Command::Select(Some(Selected::Project(project.id.clone()))));
            }
            ui.label(small(ctx.theme, super::words::period(ctx.text, project)));
        });
    }
    if rows.len() > SHOWN {
        parts::remark(ctx, ui, ctx.tn("projects-funding-more", (rows.len() - SHOWN) as u32));
    }
}

/// Calls that no project of the inventory names: there may be projects that it doesn't hold.
fn without_ui(ctx: &UiContext<'_>, ui: &mut Ui, sheet: &FundingSheet) {
    if sheet.calls_without_project.is_empty() {
        return;
    }
    sub_header(ui, ctx.theme, &ctx.t("projects-funding-without"), "");
    sheet.calls_without_project.iter().for_each(|place| call_ui(ctx, ui, *place));
}

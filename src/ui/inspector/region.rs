//! A smart region as one: members, projects, white spots, shared partners, key figures.

use egui::{Label, RichText, Ui};

use super::super::UiContext;
use super::municipality::{self, Figure, with_unit};
use crate::insight::RegionSheet;
use crate::insight::organisations::NamedPartner;
use crate::insight::region::RegionFigure;
use crate::model::{Nis, ProjectKind, ValueStatus};
use crate::session::Command;
use crate::session::command::FilterCommand;
use crate::ui::theme::measure;
use crate::ui::widgets::{
    Icon, Tone, card_button, key_value, link, note, quiet_icon_button, semibold_font, small, sub_header,
};
use crate::workspace::Selected;

/// Projects and partners that are listed; the table has them all.
const SHOWN: usize = 8;

/// Draws the region of the filter; whether there is one.
pub fn region_ui(ctx: &UiContext<'_>, ui: &mut Ui) -> bool {
    let (Some(region), Some(sheet)) = (&ctx.view.filter.region, &ctx.results.region) else { return false };
    ui.horizontal(|ui| {
        ui.label(small(ctx.theme, ctx.t("region-title")));
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if quiet_icon_button(ui, ctx.theme, Icon::Cross, &ctx.t("inspector-close")).clicked() {
                ctx.send(FilterCommand::SetRegion(None));
            }
        });
    });
    ui.add(Label::new(RichText::new(&*region.name).font(semibold_font(measure::TITLE))).wrap());
    ui.add_space(6.0);
    counts_ui(ctx, ui, sheet);
    dimensions_ui(ctx, ui, sheet);
    figures_ui(ctx, ui, sheet);
    rows_ui(ctx, ui, "region-within", &sheet.within);
    rows_ui(ctx, ui, "region-across", &sheet.across);
    partners_ui(ctx, ui, sheet);
    members_ui(ctx, ui, sheet);
    ui.add_space(12.0);
    note(ui, ctx.theme, Tone::Neutral, &ctx.t("region-sample"));
    true
}

fn counts_ui(ctx: &UiContext<'_>, ui: &mut Ui, sheet: &RegionSheet) {
    let counts = sheet.counts;
    key_value(ui, ctx.theme, &ctx.t("region-projects"), &ctx.text.integer(counts.counted()), false);
    for (kind, count) in [
        (ProjectKind::Project, counts.projects),
        (ProjectKind::Service, counts.services),
        (ProjectKind::PlannedAction, counts.planned_actions),
    ] {
        if count > 0 {
            key_value(ui, ctx.theme, &ctx.text.word("kind", kind.key()), &ctx.text.integer(count), false);
        }
    }
}

fn dimensions_ui(ctx: &UiContext<'_>, ui: &mut Ui, sheet: &RegionSheet) {
    sub_header(ui, ctx.theme, &ctx.t("region-dimensions"), "");
    for (dimension, count) in &sheet.dimensions {
        let is_empty = *count == 0;
        let words = if is_empty { ctx.t("region-none-known") } else { ctx.text.integer(*count) };
        key_value(ui, ctx.theme, &ctx.text.word("dimension", dimension.key()), &words, is_empty);
    }
}

fn figures_ui(ctx: &UiContext<'_>, ui: &mut Ui, sheet: &RegionSheet) {
    sub_header(ui, ctx.theme, &ctx.t("region-figures"), "");
    ui.add(Label::new(small(ctx.theme, ctx.t("region-figures-rule"))).wrap());
    for one in &sheet.figures {
        figure_ui(ctx, ui, one);
    }
}

fn figure_ui(ctx: &UiContext<'_>, ui: &mut Ui, one: &RegionFigure) {
    let Some(indicator) = ctx.workspace.indicators.definition(&one.indicator) else { return };
    let year = one.year.map(|year| year.to_string()).unwrap_or_default();
    let (value, when) = match &one.figure {
        Some(known) if known.status == ValueStatus::Final => (with_unit(ctx, indicator, known.value), year),
        Some(known) => {
            let status = ctx.text.word("value-status", known.status.key());
            (with_unit(ctx, indicator, known.value), format!("{year} · {status}"))
        }
        None => {
            let missing = ctx.tw("region-figure-missing-for", &[("names", &names(ctx, &one.missing))]);
            ("–".to_owned(), format!("{year} · {missing}"))
        }
    };
    municipality::figure_ui(ctx, ui, &Figure::of(ctx, indicator, value, when));
}

fn rows_ui(ctx: &UiContext<'_>, ui: &mut Ui, key: &str, rows: &[u32]) {
    sub_header(ui, ctx.theme, &ctx.t(key), &ctx.text.integer(rows.len()));
    if rows.is_empty() {
        ui.label(small(ctx.theme, ctx.t("region-no-project")));
    }
    let projects = &ctx.workspace.projects;
    for project in rows.iter().filter_map(|row| projects.get(*row)).take(SHOWN) {
        let towns: Vec<Nis> = project.municipalities().collect();
        let title = project.title.get(ctx.language());
        if card_button(ui, ctx.theme, title, &names(ctx, &towns), "").clicked() {
            ctx.send(Command::Select(Some(Selected::Project(project.id.clone()))));
        }
    }
    more_ui(ctx, ui, rows.len());
}

fn partners_ui(ctx: &UiContext<'_>, ui: &mut Ui, sheet: &RegionSheet) {
    sub_header(ui, ctx.theme, &ctx.t("region-partners"), &ctx.text.integer(sheet.partners.len()));
    if sheet.partners.is_empty() {
        ui.add(Label::new(small(ctx.theme, ctx.t("region-no-partner"))).wrap());
    }
    for partner in sheet.partners.iter().take(SHOWN) {
        ui.add(Label::new(partner_words(ctx, partner)).wrap());
    }
    more_ui(ctx, ui, sheet.partners.len());
}

fn more_ui(ctx: &UiContext<'_>, ui: &mut Ui, count: usize) {
    let rest = count.saturating_sub(SHOWN);
    if rest > 0 {
        ui.label(small(ctx.theme, ctx.tn("region-more", rest as u32)));
    }
}

/// "imec has 3 projects in 2 municipalities: …".
fn partner_words(ctx: &UiContext<'_>, partner: &NamedPartner) -> String {
    let (projects, n) = (ctx.text.integer(partner.rows.len()), ctx.text.integer(partner.towns.len()));
    let towns = names(ctx, &partner.towns);
    ctx.tw("region-partner-words", &[("name", &partner.name), ("projects", &projects), ("n", &n), ("towns", &towns)])
}

fn members_ui(ctx: &UiContext<'_>, ui: &mut Ui, sheet: &RegionSheet) {
    sub_header(ui, ctx.theme, &ctx.t("region-members"), &ctx.text.integer(sheet.members.len()));
    ui.horizontal_wrapped(|ui| {
        for nis in &sheet.members {
            if link(ui, ctx.theme, &ctx.workspace.municipalities.name(*nis)).clicked() {
                ctx.send(Command::Select(Some(Selected::Municipality(*nis))));
            }
        }
    });
    if !sheet.not_in_sample.is_empty() {
        let n = ctx.text.integer(sheet.not_in_sample.len());
        sub_header(ui, ctx.theme, &ctx.t("region-not-in-sample"), &n);
        ui.add(Label::new(small(ctx.theme, names(ctx, &sheet.not_in_sample))).wrap());
    }
}

fn names(ctx: &UiContext<'_>, codes: &[Nis]) -> String {
    codes.iter().map(|nis| ctx.workspace.municipalities.name(*nis)).collect::<Vec<_>>().join(", ")
}

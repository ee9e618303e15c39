//! A cell of the matrix: its projects, or who has such a project, who paid for one, whom to ask.

use egui::{Align, Label, Layout, RichText, Ui};

use super::super::UiContext;
use crate::insight::gaps::detail::{Detail, Example};
use crate::insight::gaps::words;
use crate::model::{Dimension, HelixRole, WorkingArea};
use crate::session::Command;
use crate::session::command::{FilterCommand, GapsCommand, MatrixCommand};
use crate::ui::theme::measure;
use crate::ui::widgets::{
    Icon, Tone, card_button, key_value, note, primary_button, quiet_icon_button, semibold_font, small, sub_header,
};
use crate::workspace::{GapsBy, GapsCell, GapsPage, Selected, Tab};

/// Projects listed.
const SHOWN: usize = 30;

/// Draws the cell that is looked into; whether there is one.
pub fn gap_ui(ctx: &UiContext<'_>, ui: &mut Ui) -> bool {
    if ctx.view.tab != Tab::Gaps || ctx.view.gaps.page != GapsPage::Matrix {
        return false;
    }
    let Some(detail) = ctx.results.gaps.detail.clone() else { return false };
    let by = ctx.view.gaps.matrix.by;
    head_ui(ctx, ui, by, &detail);
    if detail.rows.is_empty() {
        suggestions_ui(ctx, ui, &detail);
    } else {
        own_ui(ctx, ui, &detail);
    }
    funding_ui(ctx, ui, &detail);
    partners_ui(ctx, ui, &detail);
    ui.add_space(12.0);
    note(ui, ctx.theme, Tone::Neutral, &ctx.t("gaps-sample"));
    true
}

fn head_ui(ctx: &UiContext<'_>, ui: &mut Ui, by: GapsBy, detail: &Detail) {
    let cell = &detail.cell;
    let key = if detail.rows.is_empty() { "gaps-cell-empty" } else { "gaps-cell" };
    ui.horizontal(|ui| {
        ui.label(small(ctx.theme, ctx.t(key)));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            if quiet_icon_button(ui, ctx.theme, Icon::Cross, &ctx.t("inspector-close")).clicked() {
                ctx.send(GapsCommand::Matrix(MatrixCommand::SetCell(None)));
            }
        });
    });
    let name = ctx.workspace.municipalities.name(cell.nis);
    let title = format!("{name} · {}", words::column(by, &cell.column, ctx.text));
    ui.add(Label::new(RichText::new(title).font(semibold_font(measure::TITLE))).wrap());
    ui.add(Label::new(words::head(ctx.workspace, detail, ctx.text)).wrap());
    ui.add_space(8.0);
    if primary_button(ui, ctx.theme, &ctx.t("gaps-show-on-map")).clicked() {
        show_on_map(ctx, by, cell, detail.rows.is_empty());
    }
}

/// The cell's projects on the map; those of everybody where it has none.
fn show_on_map(ctx: &UiContext<'_>, by: GapsBy, cell: &GapsCell, is_empty: bool) {
    let mut filter = ctx.view.filter.without_places();
    if !is_empty {
        filter.municipalities = [cell.nis].into();
    }
    match by {
        GapsBy::Dimension => {
            filter.dimensions = Dimension::from_key(&cell.column).into_iter().collect();
        }
        GapsBy::WorkingArea => {
            filter.working_areas = WorkingArea::all().filter(|one| one.number().to_string() == *cell.column).collect();
        }
        GapsBy::Theme => filter.themes = [cell.column.to_string()].into(),
        GapsBy::Helix => {
            filter.helix_roles = HelixRole::from_key(&cell.column).into_iter().collect();
        }
    }
    ctx.send(FilterCommand::Set(Box::new(filter)));
    ctx.send(Command::ShowTab(Tab::Map));
}

fn own_ui(ctx: &UiContext<'_>, ui: &mut Ui, detail: &Detail) {
    for (status, count) in &detail.statuses {
        key_value(ui, ctx.theme, &ctx.text.word("status", status.key()), &ctx.text.integer(*count), false);
    }
    sub_header(ui, ctx.theme, &ctx.t("gaps-projects"), &ctx.text.integer(detail.rows.len()));
    for row in detail.rows.iter().take(SHOWN) {
        project_ui(ctx, ui, *row);
    }
    let rest = detail.rows.len().saturating_sub(SHOWN);
    if rest > 0 {
        ui.label(small(ctx.theme, ctx.tn("region-more", rest as u32)));
    }
}

fn project_ui(ctx: &UiContext<'_>, ui: &mut Ui, row: u32) {
    let Some(project) = ctx.workspace.projects.get(row) else { return };
    let status = ctx.text.word("status", project.status.key());
    let detail = format!("{} · {}", crate::query::project_words::period(ctx.text, project), status);
    if card_button(ui, ctx.theme, project.title.get(ctx.language()), &detail, "").clicked() {
        ctx.send(Command::Select(Some(Selected::Project(project.id.clone()))));
    }
}

fn suggestions_ui(ctx: &UiContext<'_>, ui: &mut Ui, detail: &Detail) {
    sub_header(ui, ctx.theme, &ctx.t("gaps-near"), "");
    if detail.near.is_empty() {
        ui.add(Label::new(small(ctx.theme, ctx.t("gaps-nobody"))).wrap());
    }
    ui.add(Label::new(small(ctx.theme, ctx.t("gaps-near-rule"))).wrap());
    for one in &detail.near {
        example_ui(ctx, ui, one, &words::near(ctx.workspace, one, ctx.text));
    }
    if detail.alike.is_empty() {
        return;
    }
    sub_header(ui, ctx.theme, &ctx.t("gaps-alike"), "");
    let figures: Vec<String> = detail
        .alike_by
        .iter()
        .map(|(figure, _)| crate::insight::definition::name(ctx.workspace, figure, ctx.text))
        .collect();
    ui.add(Label::new(small(ctx.theme, ctx.tw("gaps-alike-by", &[("figures", &figures.join(", "))]))).wrap());
    for one in &detail.alike {
        example_ui(ctx, ui, one, &words::alike(ctx.workspace, detail.cell.nis, one, ctx.text));
    }
}

/// The sentence that explains it, and its first project.
fn example_ui(ctx: &UiContext<'_>, ui: &mut Ui, one: &Example, sentence: &str) {
    ui.add(Label::new(sentence).wrap());
    if let Some(row) = one.rows.first() {
        project_ui(ctx, ui, *row);
    }
    ui.add_space(4.0);
}

fn funding_ui(ctx: &UiContext<'_>, ui: &mut Ui, detail: &Detail) {
    if detail.funding.is_empty() {
        return;
    }
    sub_header(ui, ctx.theme, &ctx.t("gaps-funding"), "");
    ui.add(Label::new(small(ctx.theme, ctx.t("gaps-funding-why"))).wrap());
    for (name, count) in &detail.funding {
        ui.add(Label::new(format!("{name} ({})", ctx.text.integer(*count))).wrap());
    }
}

fn partners_ui(ctx: &UiContext<'_>, ui: &mut Ui, detail: &Detail) {
    if detail.partners.is_empty() {
        return;
    }
    sub_header(ui, ctx.theme, &ctx.t("gaps-partners"), "");
    for one in &detail.partners {
        ui.label(RichText::new(&*one.name).font(semibold_font(measure::TEXT)));
        ui.add(Label::new(small(ctx.theme, words::candidate(ctx.workspace, one, ctx.text))).wrap());
        ui.add_space(2.0);
    }
}

//! The definition page of the chosen figure, for the inspector: what it means, how it is computed, with which numbers,
//! from whom, how fresh and how complete it is.

use egui::{Frame, Label, Margin, RichText, Ui};

use super::facts::{Fact, Facts};
use super::{cell, look, tsv};
use crate::insight::definition;
use crate::insight::{Comparison, FigureRow};
use crate::session::Action;
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets;

/// Draws the page; whether there is a comparison.
pub fn definition_ui(ctx: &UiContext<'_>, ui: &mut Ui, facts: &mut Facts) -> bool {
    if !facts.refresh(ctx) {
        return false;
    }
    let (Some(comparison), Some(sheet), Some(fact)) = (&ctx.results.comparison, &ctx.results.sheet, &facts.chosen)
    else {
        return false;
    };
    let page = &fact.definition;
    ui.label(widgets::small(ctx.theme, ctx.t("compare-figure")));
    ui.add(Label::new(RichText::new(&page.name).font(widgets::semibold_font(measure::TITLE))).wrap());
    if !page.unit.is_empty() && page.unit != "%" && page.unit != page.name.to_lowercase() {
        ui.label(widgets::small(ctx.theme, &page.unit));
    }
    ui.add_space(2.0);
    ui.add(Label::new(&page.meaning).wrap());
    ui.add_space(6.0);
    formula_ui(ctx, ui, fact);
    ui.add_space(6.0);
    numbers_ui(ctx, ui, comparison, &sheet.chosen);
    spread_ui(ctx, ui, comparison, &sheet.chosen, fact);
    sources_ui(ctx, ui, fact);
    remarks_ui(ctx, ui, fact);
    ui.add_space(12.0);
    buttons_ui(ctx, ui, comparison, facts);
    true
}

/// The formula in a frame, and below it in words.
fn formula_ui(ctx: &UiContext<'_>, ui: &mut Ui, fact: &Fact) {
    let palette = &ctx.theme.palette;
    Frame::new()
        .fill(colour(palette.panel))
        .stroke(ctx.theme.line())
        .corner_radius(8)
        .inner_margin(Margin::symmetric(12, 10))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.vertical_centered(|ui| ui.add(Label::new(&fact.definition.formula).wrap()));
        });
    ui.add(Label::new(widgets::small(ctx.theme, &fact.definition.formula_words)).wrap());
}

/// Each municipality with the calculation behind its figure.
fn numbers_ui(ctx: &UiContext<'_>, ui: &mut Ui, comparison: &Comparison, row: &FigureRow) {
    for (position, (nis, value)) in comparison.municipalities.iter().zip(&row.values).enumerate() {
        let name = look::name(ctx, *nis);
        let mark = look::ink(ctx, position);
        ui.horizontal_top(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(8.0, 18.0), egui::Sense::hover());
            ui.painter().circle_filled(rect.center(), 4.0, mark);
            widgets::key_value_ui(ui, ctx.theme, &name, |ui| match value {
                Ok(value) => {
                    let number = cell::number(ctx, &row.figure, value);
                    ui.label(widgets::semibold(number));
                    let calculation = definition::calculation(value, ctx.text);
                    // A value of a table is no calculation.
                    if !calculation.contains(['+', '÷', '→']) && cell::sensors_of(value).is_none() {
                        return;
                    }
                    ui.add(Label::new(widgets::small(ctx.theme, calculation)).wrap());
                }
                Err(reason) => {
                    let words = definition::missing(reason, ctx.text);
                    ui.add(Label::new(widgets::small(ctx.theme, words)).wrap());
                }
            });
        });
    }
}

/// Where the group lies, and how many of it have the figure.
fn spread_ui(ctx: &UiContext<'_>, ui: &mut Ui, comparison: &Comparison, row: &FigureRow, fact: &Fact) {
    ui.add_space(4.0);
    if let Some(five) = row.spread.quartiles {
        let number = |value: f64| definition::number_with_sign(ctx.workspace, &row.figure, value, ctx.text);
        widgets::key_value(ui, ctx.theme, &ctx.t("compare-median"), &number(five.median), false);
        let half = format!("{} – {}", number(five.q1), number(five.q3));
        widgets::key_value(ui, ctx.theme, &ctx.t("compare-middle-half"), &half, false);
    }
    let (have, all) = (ctx.text.integer(row.spread.len()), ctx.text.integer(comparison.peers.members.len()));
    let coverage = ctx.tw("compare-coverage-long", &[("have", &have), ("all", &all)]);
    widgets::key_value_ui(ui, ctx.theme, &ctx.t("compare-coverage-name"), |ui| {
        let label = ui.add(Label::new(coverage).wrap());
        if !row.missing.is_empty() {
            label.on_hover_text(cell::missing_words(ctx, row));
        }
    });
    widgets::key_value(ui, ctx.theme, &ctx.t("compare-period"), &fact.definition.freshness, false);
}

fn sources_ui(ctx: &UiContext<'_>, ui: &mut Ui, fact: &Fact) {
    for source in &fact.definition.sources {
        ui.add_space(4.0);
        widgets::key_value(ui, ctx.theme, &ctx.t("compare-source"), &source.title, false);
        for (key, value) in [
            ("compare-attribution", &source.attribution),
            ("compare-licence", &ctx.licence(&source.licence)),
            ("compare-date", &source.date),
        ] {
            if !value.is_empty() && *value != source.title {
                widgets::key_value(ui, ctx.theme, &ctx.t(key), value, false);
            }
        }
    }
}

fn remarks_ui(ctx: &UiContext<'_>, ui: &mut Ui, fact: &Fact) {
    if fact.definition.remarks.is_empty() {
        return;
    }
    widgets::sub_header(ui, ctx.theme, &ctx.t("compare-remarks"), "");
    for remark in &fact.definition.remarks {
        ui.add(Label::new(widgets::small(ctx.theme, remark)).wrap());
    }
}

fn buttons_ui(ctx: &UiContext<'_>, ui: &mut Ui, comparison: &Comparison, facts: &Facts) {
    ui.horizontal_wrapped(|ui| {
        if widgets::primary_button(ui, ctx.theme, &ctx.t("compare-profile")).clicked() {
            ctx.act(Action::Report);
        }
        let button = widgets::secondary_button(ui, ctx.theme, &ctx.t("compare-copy-table"));
        if button.on_hover_text(ctx.t("compare-copy-table-tip")).clicked() {
            ui.ctx().copy_text(tsv::tsv(ctx, comparison, facts));
        }
    });
}

//! Where one figure of a series comes from: the calculation with its numbers, and the sources.

use egui::{Pos2, Ui};

use super::over_time::OverTimeView;
use super::series_words as words;
use crate::insight::{Definition, Value, definition};
use crate::model::Nis;
use crate::model::period::Year;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::indicators_tab::words as places;
use crate::ui::widgets;

/// A figure that is to be explained, and where its card stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    /// The municipality, of today or of the time.
    pub nis: Nis,
    /// The year.
    pub year: Year,
    /// Where it was asked.
    pub at: Pos2,
}

/// The card on the figure that was asked about; returns whether it stays open.
pub fn explanation_ui(ctx: &UiContext<'_>, ui: &Ui, view: &OverTimeView, asked: &Asked) -> bool {
    parts::explanation_ui(ctx, ui, asked.at, |ui| card_ui(ctx, ui, view, asked))
}

fn card_ui(ctx: &UiContext<'_>, ui: &mut Ui, view: &OverTimeView, asked: &Asked) {
    let place = places::former(ctx, asked.nis);
    ui.label(widgets::semibold(format!("{place}, {}", asked.year)));
    ui.label(widgets::small(ctx.theme, &view.definition.name));
    ui.add_space(6.0);
    let series = view.over.series.iter().find(|one| one.nis == asked.nis);
    let point = series.and_then(|one| one.points.iter().find(|point| point.year == asked.year));
    match point.map(|point| &point.value) {
        Some(Ok(value)) => value_ui(ctx, ui, view, &place, value),
        Some(Err(missing)) => {
            ui.label(widgets::soft(ctx.theme, words::reason(ctx, missing)));
        }
        None => {}
    }
    sources_ui(ctx, ui, &view.definition);
}

fn value_ui(ctx: &UiContext<'_>, ui: &mut Ui, view: &OverTimeView, place: &str, value: &Value) {
    let definition = &view.definition;
    let said = words::said(ctx, &view.over.figure, place, value);
    widgets::key_value(ui, ctx.theme, &ctx.t("indicators-figure"), &said, false);
    widgets::key_value(ui, ctx.theme, &ctx.t("compare-time-unit"), &definition.unit, definition.unit.is_empty());
    let calculation = definition::calculation(value, ctx.text);
    widgets::key_value(ui, ctx.theme, &ctx.t("indicators-formula"), &definition.formula, false);
    widgets::key_value(ui, ctx.theme, &ctx.t("compare-time-calculation"), &calculation, false);
}

/// The data sets that a figure rests on.
pub fn sources_ui(ctx: &UiContext<'_>, ui: &mut Ui, definition: &Definition) {
    for source in &definition.sources {
        ui.add_space(4.0);
        widgets::key_value(ui, ctx.theme, &ctx.t("indicators-source"), &source.title, false);
        widgets::key_value(ui, ctx.theme, &ctx.t("indicators-attribution"), &source.attribution, false);
        let licence = ctx.licence(&source.licence);
        widgets::key_value(ui, ctx.theme, &ctx.t("indicators-licence"), &licence, licence.is_empty());
    }
}

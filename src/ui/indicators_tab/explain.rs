//! Where a figure comes from: what was added or divided, in which tables it stands, under which licence.

use egui::Ui;

use super::{Asked, IndicatorsTab, words};
use crate::model::{Indicator, IndicatorId, ValueStatus};
use crate::query::figures::{Formula, Part};
use crate::query::series::{self, Explanation};
use crate::ui::data_tab::source_title;
use crate::ui::widgets;
use crate::ui::{UiContext, charts};
use crate::workspace::Scale;

/// Parts listed at most; a region has hundreds.
const PART_LIMIT: usize = 12;

impl IndicatorsTab {
    /// The card on the figure that was asked about, until a click elsewhere.
    pub(super) fn explanation_ui(&mut self, ctx: &UiContext<'_>, ui: &Ui, indicator: &Indicator) {
        let Some(asked) = self.asked.clone() else { return };
        let is_open = charts::parts::explanation_ui(ctx, ui, asked.at, |ui| card_ui(ctx, ui, indicator, &asked));
        if !is_open {
            self.asked = None;
        }
    }
}

fn card_ui(ctx: &UiContext<'_>, ui: &mut Ui, indicator: &Indicator, asked: &Asked) {
    let (indicators, municipalities) = (&ctx.workspace.indicators, &ctx.workspace.municipalities);
    let scale = words::scale_of(ctx, indicator);
    // An index is explained by the figure that it is made of.
    let explained = if scale == Scale::Index { Scale::Absolute } else { scale };
    let borders = ctx.view.indicators.borders;
    let found =
        series::explain(indicators, municipalities, &indicator.id, &asked.place, asked.year, explained, borders);
    ui.label(widgets::semibold(format!("{}, {}", words::place(ctx, &asked.place), asked.year)));
    ui.label(widgets::small(ctx.theme, indicator.name.get(ctx.text.language())));
    ui.add_space(6.0);
    let Some(explanation) = found else {
        ui.label(widgets::soft(ctx.theme, ctx.t("indicators-missing")));
        return;
    };
    let name = ctx.t("indicators-figure");
    let value = number(ctx, &indicator.id, explanation.figure.value);
    let unit = if explained == Scale::Absolute {
        words::unit(ctx, &indicator.unit)
    } else {
        words::drawn_unit(ctx, indicator, &ctx.results.series)
    };
    widgets::key_value(ui, ctx.theme, &name, &format!("{value} {unit}"), false);
    formula_ui(ctx, ui, &explanation);
    parts_ui(ctx, ui, &explanation.figure.parts);
    let status = ctx.text.word("value-status", explanation.figure.status.key());
    if explanation.figure.status != ValueStatus::Final {
        widgets::key_value(ui, ctx.theme, &ctx.t("indicators-status"), &status, false);
    }
    revisions_ui(ctx, ui, &explanation.figure.parts);
    if scale == Scale::Index {
        ui.label(widgets::small(ctx.theme, ctx.t("indicators-index-note")));
    }
    sources_ui(ctx, ui, &explanation);
}

fn formula_ui(ctx: &UiContext<'_>, ui: &mut Ui, explanation: &Explanation) {
    let text = match explanation.figure.formula {
        Formula::Value => ctx.t("indicators-formula-value"),
        Formula::Sum => ctx.t("indicators-formula-sum"),
        Formula::Ratio { numerator, denominator, factor } => {
            let plain = |value: f64| ctx.text.number(value, if value.fract() == 0.0 { 0 } else { 2 });
            let ratio = format!("{} ÷ {}", plain(numerator), plain(denominator));
            if factor == 1.0 { ratio } else { format!("{} × {ratio}", plain(factor)) }
        }
    };
    widgets::key_value(ui, ctx.theme, &ctx.t("indicators-formula"), &text, false);
}

fn parts_ui(ctx: &UiContext<'_>, ui: &mut Ui, parts: &[Part]) {
    if parts.len() < 2 {
        return;
    }
    widgets::key_value_ui(ui, ctx.theme, &ctx.t("indicators-parts"), |ui| {
        let is_one_indicator = parts.windows(2).all(|pair| matches!(pair, [a, b] if a.indicator == b.indicator));
        for part in parts.iter().take(PART_LIMIT) {
            let what = words::name(ctx, &part.indicator);
            let place = format!("{} ({})", words::former_name(ctx, part.nis), part.nis);
            let value = number(ctx, &part.indicator, part.value);
            let line = if is_one_indicator { format!("{place}: {value}") } else { format!("{what}, {place}: {value}") };
            ui.add(egui::Label::new(line).wrap());
        }
        if parts.len() > PART_LIMIT {
            let n = (parts.len() - PART_LIMIT) as i64;
            ui.label(widgets::small(ctx.theme, ctx.text.with("indicators-more-parts", &[("n", n.into())])));
        }
    });
}

/// What the values were before imports revised them, newest first.
fn revisions_ui(ctx: &UiContext<'_>, ui: &mut Ui, parts: &[Part]) {
    let indicators = &ctx.workspace.indicators;
    let of = |part: &Part| indicators.revisions(&part.indicator, part.nis, part.year).iter().rev();
    let lines: Vec<String> = parts
        .iter()
        .flat_map(|part| of(part).map(move |row| (part, row)))
        .take(PART_LIMIT)
        .map(|(part, row)| {
            let value = number(ctx, &part.indicator, row.value);
            let date = charts::parts::day(ctx, row.replaced.to_zoned_datetime(jiff::tz::TimeZone::UTC).date());
            let place = words::former_name(ctx, part.nis);
            let key = if parts.len() == 1 { "indicators-revised-was" } else { "indicators-revised-place" };
            ctx.tw(key, &[("place", &place), ("value", &value), ("date", &date)])
        })
        .collect();
    if !lines.is_empty() {
        widgets::key_value_ui(ui, ctx.theme, &ctx.t("indicators-revised"), |ui| {
            for line in lines {
                ui.add(egui::Label::new(line).wrap());
            }
        });
    }
}

fn number(ctx: &UiContext<'_>, id: &IndicatorId, value: f64) -> String {
    let decimals = ctx.workspace.indicators.definition(id).map_or(0, |indicator| indicator.decimals);
    let decimals = if decimals == 0 && value.abs() < 10.0 && value.fract() != 0.0 { 2 } else { decimals };
    ctx.text.number(value, decimals)
}

fn sources_ui(ctx: &UiContext<'_>, ui: &mut Ui, explanation: &Explanation) {
    for id in &explanation.sources {
        ui.add_space(4.0);
        let Some(source) = ctx.workspace.sources.iter().find(|source| source.id == *id) else {
            widgets::key_value(ui, ctx.theme, &ctx.t("indicators-source"), id, false);
            continue;
        };
        widgets::key_value(ui, ctx.theme, &ctx.t("indicators-source"), &source_title(ctx, source), false);
        widgets::key_value(ui, ctx.theme, &ctx.t("indicators-attribution"), &source.attribution, false);
        widgets::key_value(ui, ctx.theme, &ctx.t("indicators-licence"), &source.licence, false);
    }
}

//! Series over time of an indicator for chosen municipalities, as a chart and as a table.
//!
//! Gaps are gaps with their reason, mergers are marked, what may still change is dashed, and every figure tells where
//! it comes from.

pub(in crate::ui) mod describe;
mod explain;
mod lanes;
mod options;
mod table;
pub(in crate::ui) mod words;

use egui::{Pos2, Ui};

use crate::insight::series_words::years_with_figures;
use crate::model::Indicator;
use crate::model::period::Year;
use crate::query::series::{Series, SeriesPlace};
use crate::session::Action;
use crate::session::command::IndicatorCommand;
use crate::ui::UiContext;
use crate::ui::charts::{self, bars, parts};
use crate::ui::theme::measure;
use crate::ui::town_search::TownSearch;
use crate::ui::widgets::{self, Tone};
use crate::workspace::{Borders, Scale};

/// Height of the chart in points, at least and at most.
const CHART_HEIGHT: (f32, f32) = (240.0, 780.0);

/// A figure that is to be explained, and where its card stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    place: SeriesPlace,
    year: Year,
    at: Pos2,
}

/// What the tab remembers between frames.
#[derive(Debug, Default)]
pub struct IndicatorsTab {
    indicator_text: String,
    towns: TownSearch,
    periods: lanes::Periods,
    asked: Option<Asked>,
    /// Height that title and remarks took in the last frame.
    used_height: f32,
}

impl IndicatorsTab {
    /// The centre: title, chart or table, remarks.
    pub fn indicators_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let Some(indicator) = words::shown(ctx) else {
            let is_loaded = ctx.results.is_loaded;
            let keys = if is_loaded {
                ("indicators-none", "indicators-none-text")
            } else {
                ("indicators-loading", "indicators-loading-text")
            };
            parts::page(ui, |ui| {
                parts::empty(ctx, ui, keys.0, keys.1, None);
            });
            return;
        };
        self.explanation_ui(ctx, ui, indicator);
        let series = std::sync::Arc::clone(&ctx.results.series);
        if ctx.view.indicators.is_table {
            parts::page(ui, |ui| {
                head_ui(ctx, ui, indicator, &series);
                remarks_ui(ctx, ui, indicator, &series, &[]);
                ui.add_space(6.0);
                if let Some(asked) = table::table_ui(ctx, ui, indicator, &series) {
                    self.asked = Some(asked);
                }
            });
        } else {
            let height = ui.available_height();
            parts::scrolling_page(ui, "indicators", |ui| self.chart_page_ui(ctx, ui, indicator, &series, height));
        }
    }

    /// The tab's own options.
    pub fn options_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        self.indicator_choice_ui(ctx, ui);
        if words::shown(ctx).is_none() {
            return;
        }
        self.municipality_choice_ui(ctx, ui);
        options::scale_ui(ctx, ui);
        options::borders_ui(ctx, ui);
    }

    fn chart_page_ui(
        &mut self,
        ctx: &UiContext<'_>,
        ui: &mut Ui,
        indicator: &Indicator,
        series: &[Series],
        page_height: f32,
    ) {
        let top = ui.cursor().top();
        head_ui(ctx, ui, indicator, series);
        let years = years_with_figures(series);
        let before = ui.cursor().top();
        let mut said: Vec<String> = Vec::new();
        match years.as_slice() {
            [] => no_figures_ui(ctx, ui, indicator, series),
            [year] => self.bars_ui(ctx, ui, indicator, series, *year),
            [.., last] => {
                self.periods.refresh(ctx, last.saturating_add(1));
                let chart = describe::chart(ctx, indicator, series, &self.periods, ui.available_width());
                let height = (page_height - self.used_height).clamp(CHART_HEIGHT.0, CHART_HEIGHT.1);
                let hint = ctx.t("indicators-click");
                if let Some(hit) = charts::show(ctx, ui, "indicator-chart", &chart, height, Some(&hint)) {
                    let one = series.get(hit.line);
                    let year = one.and_then(|one| one.points.get(hit.dot)).map(|point| point.year);
                    self.asked = one.zip(year).map(|(one, year)| Asked { place: one.place.clone(), year, at: hit.at });
                }
                said.extend(chart.gaps.iter().map(|gap| gap.reason.clone()));
                self.period_remark_ui(ctx, ui);
                axis_remark_ui(ctx, ui, &chart);
            }
        }
        let after = ui.cursor().top();
        dwarf_ui(ctx, ui, indicator, series);
        remarks_ui(ctx, ui, indicator, series, &said);
        // The chart takes what title and remarks leave, as far as its limits allow.
        let drawn = if years.len() > 1 { (after - before).min(CHART_HEIGHT.1 + 40.0) } else { 0.0 };
        let chart_height = (page_height - self.used_height).clamp(CHART_HEIGHT.0, CHART_HEIGHT.1);
        let rest = ui.cursor().top() - top - chart_height.min(drawn);
        self.used_height = rest + 40.0;
    }

    fn bars_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, indicator: &Indicator, series: &[Series], year: Year) {
        widgets::sub_header(ui, ctx.theme, &year.to_string(), "");
        let described = describe::bars(ctx, indicator, series, year);
        if let Some(index) = bars::show(ctx, ui, &described) {
            let at = ui.cursor().min;
            self.asked = series.get(index).map(|one| Asked { place: one.place.clone(), year, at });
        }
        ui.add_space(8.0);
        let text = ctx.text.with("indicators-one-year", &[("year", year.to_string().into())]);
        ui.label(widgets::small(ctx.theme, text));
    }

    fn period_remark_ui(&self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let shown = self.periods.lanes.len();
        if shown + self.periods.hidden_count + self.periods.unknown_count == 0 {
            return;
        }
        let mut remark = Vec::new();
        if shown > 0 {
            let n = ctx.text.with("indicators-periods-shown", &[("n", (shown as i64).into())]);
            remark.push(n);
        }
        if self.periods.hidden_count > 0 {
            let n = (self.periods.hidden_count as i64).into();
            remark.push(ctx.text.with("indicators-periods-hidden", &[("n", n)]));
        }
        if self.periods.unknown_count > 0 {
            let n = (self.periods.unknown_count as i64).into();
            remark.push(ctx.text.with("indicators-periods-unknown", &[("n", n)]));
        }
        parts::remark(ctx, ui, remark.join(" · "));
    }
}

/// Title, chart or table, what it is and from whom.
fn head_ui(ctx: &UiContext<'_>, ui: &mut Ui, indicator: &Indicator, series: &[Series]) {
    let choices = [(false, ctx.t("indicators-as-chart")), (true, ctx.t("indicators-as-table"))];
    let copy = ctx.t("indicators-copy");
    let texts = choices.iter().map(|(_, text)| text).chain([&copy]);
    let width = texts.map(|text| parts::button_width(ui, text)).sum::<f32>() + 12.0;
    let title = widgets::semibold(indicator.name.get(ctx.text.language())).size(measure::TITLE);
    parts::split(
        ui,
        width,
        |ui| {
            ui.add(egui::Label::new(title).truncate());
        },
        |ui| {
            if let Some(is_table) = widgets::segmented(ui, ctx.theme, ctx.view.indicators.is_table, &choices) {
                ctx.send(IndicatorCommand::SetTable(is_table));
            }
            let button = widgets::secondary_button(ui, ctx.theme, &copy);
            if button.on_hover_text(ctx.t("indicators-copy-help")).clicked() {
                ui.ctx().copy_text(table::tsv(ctx, series));
            }
        },
    );
    let facts =
        [words::drawn_unit(ctx, indicator, series), words::reference(ctx, indicator), indicator.source.to_string()];
    parts::remark(ctx, ui, facts.join(" · "));
    ui.add(egui::Label::new(indicator.definition.get(ctx.text.language())).wrap());
    ui.add_space(8.0);
}

fn axis_remark_ui(ctx: &UiContext<'_>, ui: &mut Ui, chart: &charts::Chart) {
    if chart.y.min > 0.0 {
        ui.label(widgets::small(ctx.theme, ctx.t("indicators-axis-not-zero")));
    }
}

/// Remarks that the chart has not `said` already.
fn remarks_ui(ctx: &UiContext<'_>, ui: &mut Ui, indicator: &Indicator, series: &[Series], said: &[String]) {
    for remark in describe::remarks(ctx, indicator, series).into_iter().filter(|remark| !said.contains(remark)) {
        parts::remark(ctx, ui, remark);
    }
}

/// One place is so large that the others lie flat: what to do about it.
fn dwarf_ui(ctx: &UiContext<'_>, ui: &mut Ui, indicator: &Indicator, series: &[Series]) {
    if words::scale_of(ctx, indicator) != Scale::Absolute || words::is_ratio(indicator) {
        return;
    }
    let Some(place) = describe::dwarfing(ctx, series) else { return };
    ui.add_space(4.0);
    widgets::note(ui, ctx.theme, Tone::Neutral, &ctx.text.with("indicators-dwarf", &[("place", place.into())]));
    if widgets::link(ui, ctx.theme, &ctx.t("indicators-dwarf-index")).clicked() {
        ctx.send(IndicatorCommand::SetScale(Scale::Index));
    }
}

/// No figure at all: why, and what shows some.
fn no_figures_ui(ctx: &UiContext<'_>, ui: &mut Ui, indicator: &Indicator, series: &[Series]) {
    let scale = words::scale_of(ctx, indicator);
    let is_former = ctx.view.indicators.borders == Borders::OfTheTime;
    let text_key = match scale {
        Scale::Index if series.len() > 1 => "indicators-empty-index",
        Scale::PerThousandInhabitants | Scale::PerSquareKilometre => "indicators-empty-scale",
        _ if is_former => "indicators-empty-borders",
        _ => "indicators-empty-text",
    };
    let button_key = match scale {
        Scale::Absolute if is_former => Some("indicators-show-today"),
        Scale::Absolute => None,
        _ => Some("indicators-show-absolute"),
    };
    if parts::empty(ctx, ui, "indicators-empty", text_key, button_key) {
        match scale {
            Scale::Absolute => ctx.send(IndicatorCommand::SetBorders(Borders::Today)),
            _ => ctx.send(IndicatorCommand::SetScale(Scale::Absolute)),
        }
    }
    ui.vertical_centered(|ui| {
        ui.add_space(8.0);
        if widgets::secondary_button(ui, ctx.theme, &ctx.t("indicators-show-data")).clicked() {
            ctx.act(Action::ShowData);
        }
    });
}

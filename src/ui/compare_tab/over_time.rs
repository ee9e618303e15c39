//! Series of the chosen figure for the compared municipalities: one chart, small charts beside each other, or a table.

use std::sync::Arc;

use egui::{ScrollArea, Ui};

use super::explain::{self, Asked};
use super::figure_field::FigurePicker;
use super::series_chart::{self, Part};
use super::{facts, flow, panels, series_table, series_words};
use crate::insight::over_time::{self, OverTime as Series};
use crate::insight::{Comparison, Definition, catalogue, definition, peers, sheet};
use crate::model::Language;
use crate::model::figure_ref::{FigureBase, FigureForm, FigureRef, ProjectFigure};
use crate::session::command::CompareCommand;
use crate::ui::UiContext;
use crate::ui::charts::{self, bars, parts};
use crate::ui::indicators_tab::describe;
use crate::ui::widgets::{self, Tone};
use crate::workspace::{Borders, ComparePanels};

/// Height of the chart in points, at least and at most.
const CHART_HEIGHT: (f32, f32) = (230.0, 720.0);
/// Height of everything where the room is not known.
const PAGE_HEIGHT: f32 = 620.0;
/// Width of the field that chooses the figure.
const PICKER_WIDTH: f32 = 300.0;

/// The series of one figure with its definition.
#[derive(Clone, Debug)]
pub struct OverTimeView {
    /// The series.
    pub over: Series,
    /// What they are.
    pub definition: Definition,
}

/// What was made of a comparison.
#[derive(Debug)]
struct Made {
    comparison: Arc<Comparison>,
    language: Language,
    shown: OverTimeView,
    /// One for each figure, where that is what small charts show.
    by_figure: Vec<OverTimeView>,
    /// Figures that can be chosen.
    offered: Vec<FigureRef>,
    peers: String,
}

/// What this part remembers between frames.
#[derive(Debug, Default)]
pub struct OverTime {
    picker: FigurePicker,
    made: Option<Made>,
    asked: Option<Asked>,
    /// Height that everything but the chart took in the last frame.
    used_height: f32,
}

/// The figure whose series is drawn: the chosen one, else the first. A rate of growth is drawn as an index.
pub fn shown(ctx: &UiContext<'_>, comparison: &Comparison) -> FigureRef {
    let chosen = sheet::chosen(comparison, &ctx.view.compare);
    if chosen.form == FigureForm::ChangePerYear { chosen.with_form(FigureForm::Index) } else { chosen }
}

impl OverTime {
    /// Draws it.
    pub fn over_time_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        self.refresh(ctx);
        let Some(made) = self.made.take() else { return };
        if let Some(asked) = &self.asked
            && !explain::explanation_ui(ctx, ui, &made.shown, asked)
        {
            self.asked = None;
        }
        self.controls_ui(ctx, ui, &made);
        let height = if ui.available_height() < 4_000.0 { ui.available_height() } else { PAGE_HEIGHT };
        if made.shown.over.years().is_empty() {
            nothing_ui(ctx, ui, &made.shown);
        } else if ctx.view.compare.is_table {
            head_ui(ctx, ui, &made.shown.definition);
            self.asked = series_table::table_ui(ctx, ui, &made.shown.over).or(self.asked.take());
        } else {
            ScrollArea::vertical().id_salt("compare-over-time").auto_shrink([false, false]).show(ui, |ui| {
                self.charts_ui(ctx, ui, &made, height);
            });
        }
        self.made = Some(made);
    }

    /// Looks the series up again where the comparison is another.
    fn refresh(&mut self, ctx: &UiContext<'_>) {
        let Some(comparison) = &ctx.results.comparison else {
            self.made = None;
            return;
        };
        let is_same = |made: &Made| Arc::ptr_eq(&made.comparison, comparison) && made.language == ctx.language();
        if self.made.as_ref().is_some_and(is_same) {
            return;
        }
        let values = facts::values(ctx);
        let compare = &ctx.view.compare;
        let view = |figure: &FigureRef| OverTimeView {
            over: over_time::run(
                &values,
                figure,
                &comparison.municipalities,
                &comparison.peers.members,
                compare.borders,
            ),
            definition: definition::run(&values, figure, ctx.text),
        };
        let has_years = |figure: &FigureRef| values.years(figure).len() > 1;
        let is_by_figure = compare.is_small_multiples && compare.panels == ComparePanels::Figure;
        let rows = comparison.rows.iter().map(|row| &row.figure).filter(|figure| is_by_figure && has_years(figure));
        let all = catalogue::all(ctx.workspace).into_iter().map(FigureRef::plain);
        self.made = Some(Made {
            comparison: Arc::clone(comparison),
            language: ctx.language(),
            shown: view(&shown(ctx, comparison)),
            by_figure: rows.map(view).collect(),
            offered: all.filter(|figure| !values.years(figure).is_empty()).collect(),
            peers: peers::name(ctx.workspace, &comparison.peers, ctx.text),
        });
        self.asked = None;
    }

    /// The controls in as many rows as they need.
    fn controls_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, made: &Made) {
        let figure = &made.shown.over.figure;
        let compare = &ctx.view.compare;
        let has_figure = compare.is_table || !(compare.is_small_multiples && compare.panels == ComparePanels::Figure);
        let (forms, panels) = (forms(ctx, figure), panel_choices(ctx));
        let shapes = [(false, ctx.t("indicators-as-chart")), (true, ctx.t("indicators-as-table"))];
        let (own_axes, copy) = (ctx.t("compare-time-own-axes"), ctx.t("indicators-copy"));
        let has_axes = !compare.is_table && compare.is_small_multiples && compare.panels == ComparePanels::Municipality;
        let widths = [
            // Small charts by figure show those of the comparison, not a chosen one.
            if has_figure { PICKER_WIDTH.min(ui.available_width()) } else { 0.0 },
            if has_figure { flow::segments_width(ui, &forms) } else { 0.0 },
            if compare.is_table { 0.0 } else { flow::segments_width(ui, &panels) },
            if has_axes { parts::button_width(ui, &own_axes) + 24.0 } else { 0.0 },
            flow::segments_width(ui, &shapes),
            if has_figure { parts::button_width(ui, &copy) } else { 0.0 },
        ];
        flow::rows_ui(ui, &widths, flow::HEIGHT, |ui, control| match control {
            0 => self.picker_ui(ctx, ui, made),
            1 => {
                if let Some(form) = widgets::segmented(ui, ctx.theme, figure.form, &forms) {
                    ctx.send(CompareCommand::Choose(figure.with_form(form)));
                }
            }
            2 => {
                let chosen = compare.is_small_multiples.then_some(compare.panels);
                if let Some(panels) = widgets::segmented(ui, ctx.theme, chosen, &panels) {
                    ctx.send(CompareCommand::SetPanels(panels));
                }
            }
            3 => {
                let toggle = widgets::toggle(ui, ctx.theme, compare.has_own_axes, &own_axes);
                if toggle.on_hover_text(ctx.t("compare-time-own-axes-help")).clicked() {
                    ctx.send(CompareCommand::SetOwnAxes(!compare.has_own_axes));
                }
            }
            4 => {
                if let Some(is_table) = widgets::segmented(ui, ctx.theme, compare.is_table, &shapes) {
                    ctx.send(CompareCommand::SetTable(is_table));
                }
            }
            _ => {
                let button = widgets::secondary_button(ui, ctx.theme, &copy);
                if button.on_hover_text(ctx.t("indicators-copy-help")).clicked() {
                    ui.ctx().copy_text(series_table::tsv(ctx, &made.shown.over));
                }
            }
        });
        ui.add_space(4.0);
    }

    fn picker_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, made: &Made) {
        ui.set_max_width(PICKER_WIDTH);
        let plain = made.shown.over.figure.with_form(FigureForm::Plain);
        if let Some(chosen) = self.picker.picker_ui(ctx, ui, &plain, &made.offered) {
            ctx.send(CompareCommand::Choose(chosen));
        }
    }

    fn charts_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, made: &Made, page_height: f32) {
        let top = ui.cursor().top();
        let height = (page_height - self.used_height).clamp(CHART_HEIGHT.0, CHART_HEIGHT.1);
        let compare = &ctx.view.compare;
        let drawn = if compare.is_small_multiples && compare.panels == ComparePanels::Figure {
            panels::by_figure_ui(ctx, ui, &made.by_figure, &made.comparison.municipalities, height);
            None
        } else {
            head_ui(ctx, ui, &made.shown.definition);
            let before = ui.cursor().top();
            self.figure_ui(ctx, ui, &made.shown, height);
            let drawn = ui.cursor().top() - before;
            dwarf_ui(ctx, ui, &made.shown.over);
            if compare.is_small_multiples {
                for reason in series_words::gap_reasons(ctx, &made.shown.over) {
                    parts::remark(ctx, ui, reason);
                }
            }
            remarks_ui(ctx, ui, &made.shown);
            Some(drawn)
        };
        peers_remark_ui(ctx, ui, made);
        ui.add_space(8.0);
        if let Some(drawn) = drawn {
            self.used_height = ui.cursor().top() - top - drawn;
        }
    }

    /// The chosen figure: one chart, small charts, or bars where it has one year only.
    fn figure_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, view: &OverTimeView, height: f32) {
        let years = view.over.years();
        if let [year] = years.as_slice() {
            bars_ui(ctx, ui, &view.over, *year);
            return;
        }
        if ctx.view.compare.is_small_multiples {
            panels::by_municipality_ui(ctx, ui, &view.over, height);
            return;
        }
        let chart = series_chart::chart(ctx, &view.over, Part::default(), ui.available_width());
        let hint = ctx.t("indicators-click");
        if let Some(hit) = charts::show(ctx, ui, "compare_over_time", &chart, height, Some(&hint)) {
            let dot = chart.lines.get(hit.line).and_then(|line| line.dots.get(hit.dot));
            let year = dot.map(|dot| dot.x.floor() as i16);
            // The median of the peers, where there is one, is the first line.
            let first = chart.lines.len() - view.over.series.len();
            let series = hit.line.checked_sub(first).and_then(|index| view.over.series.get(index));
            self.asked = series.zip(year).map(|(series, year)| Asked { nis: series.nis, year, at: hit.at });
        }
        if chart.y.min > 0.0 {
            parts::remark(ctx, ui, ctx.t("indicators-axis-not-zero"));
        }
    }
}

/// What the figure can be divided by; nothing where there is no choice.
fn forms(ctx: &UiContext<'_>, figure: &FigureRef) -> Vec<(FigureForm, String)> {
    let forms = catalogue::forms(ctx.workspace, &figure.base).into_iter();
    let forms: Vec<FigureForm> = forms.filter(|form| *form != FigureForm::ChangePerYear).collect();
    if forms.len() < 2 {
        return Vec::new();
    }
    forms.into_iter().map(|form| (form, ctx.text.word("figures-form", form.key()))).collect()
}

/// One chart or several.
fn panel_choices(ctx: &UiContext<'_>) -> [(Option<ComparePanels>, String); 3] {
    [
        (None, ctx.t("compare-time-one")),
        (Some(ComparePanels::Municipality), ctx.t("compare-time-by-municipality")),
        (Some(ComparePanels::Figure), ctx.t("compare-time-by-figure")),
    ]
}

/// Name, unit and source.
fn head_ui(ctx: &UiContext<'_>, ui: &mut Ui, definition: &Definition) {
    ui.add(egui::Label::new(widgets::semibold(&definition.name).size(15.0)).truncate());
    let mut facts = vec![definition.unit.clone()];
    facts.extend(definition.sources.iter().map(|source| source.title.clone()));
    facts.retain(|fact| !fact.is_empty());
    facts.dedup();
    parts::remark(ctx, ui, facts.join(" · "));
    ui.add_space(4.0);
}

fn bars_ui(ctx: &UiContext<'_>, ui: &mut Ui, over: &Series, year: i16) {
    widgets::sub_header(ui, ctx.theme, &year.to_string(), "");
    let bar = |one: &over_time::PlaceSeries| {
        let name = series_words::place(ctx, one);
        let value = one.points.iter().find(|point| point.year == year).map(|point| &point.value);
        let said = match value {
            Some(Ok(value)) => series_words::said(ctx, &over.figure, &name, value),
            Some(Err(missing)) => series_words::reason(ctx, missing),
            None => String::new(),
        };
        let value = value.and_then(|value| value.as_ref().ok()).map(|value| value.value);
        bars::Bar { name, value, said, colour: describe::series_colour(ctx, one.position) }
    };
    let described: Vec<bars::Bar> = over.series.iter().map(bar).collect();
    bars::show(ctx, ui, &described);
    ui.add_space(6.0);
    parts::remark(ctx, ui, ctx.tw("indicators-one-year", &[("year", &year.to_string())]));
}

/// No year at all: why, and what has some.
fn nothing_ui(ctx: &UiContext<'_>, ui: &mut Ui, view: &OverTimeView) {
    let figure = &view.over.figure;
    let is_count = matches!(figure.base, FigureBase::Projects(what) if what != ProjectFigure::Active);
    let (text, button) = match &figure.base {
        FigureBase::Projects(_) if is_count => ("compare-time-none-projects", Some("compare-time-show-active")),
        FigureBase::Sensors(..) => ("compare-time-none-sensors", None),
        _ => ("compare-time-none-text", None),
    };
    if parts::empty(ctx, ui, "compare-time-none", text, button) {
        ctx.send(CompareCommand::Choose(FigureRef::projects(ProjectFigure::Active)));
    }
}

/// One municipality is so large that the others lie flat: what to do about it.
fn dwarf_ui(ctx: &UiContext<'_>, ui: &mut Ui, over: &Series) {
    let compare = &ctx.view.compare;
    if over.figure.form == FigureForm::Index || (compare.is_small_multiples && compare.has_own_axes) {
        return;
    }
    let Some((place, least)) = series_chart::dwarfing(ctx, over) else { return };
    ui.add_space(4.0);
    widgets::note(ui, ctx.theme, Tone::Neutral, &ctx.tw("compare-time-dwarf", &[("place", &place), ("least", &least)]));
    ui.horizontal_wrapped(|ui| {
        let has_index = catalogue::forms(ctx.workspace, &over.figure.base).contains(&FigureForm::Index);
        if has_index && widgets::link(ui, ctx.theme, &ctx.t("compare-time-dwarf-index")).clicked() {
            ctx.send(CompareCommand::Choose(over.figure.with_form(FigureForm::Index)));
        }
        ui.add_space(10.0);
        if widgets::link(ui, ctx.theme, &ctx.t("compare-time-dwarf-axes")).clicked() {
            ctx.send(CompareCommand::SetPanels(Some(ComparePanels::Municipality)));
            ctx.send(CompareCommand::SetOwnAxes(true));
        }
    });
}

fn remarks_ui(ctx: &UiContext<'_>, ui: &mut Ui, view: &OverTimeView) {
    let over = &view.over;
    let is_indicator = matches!(over.figure.base, FigureBase::Indicator(_));
    if over.borders == Borders::OfTheTime {
        parts::remark(ctx, ui, ctx.t("compare-time-of-the-time"));
    }
    for remark in series_words::remarks(ctx, over) {
        parts::remark(ctx, ui, remark);
    }
    // The first remark of an indicator says that mergers are added up, which is said above by name.
    for remark in view.definition.remarks.iter().skip(usize::from(is_indicator)) {
        parts::remark(ctx, ui, remark);
    }
}

fn peers_remark_ui(ctx: &UiContext<'_>, ui: &mut Ui, made: &Made) {
    let n = u32::try_from(made.comparison.peers.members.len()).unwrap_or(u32::MAX);
    let least = u32::try_from(over_time::LEAST_PEERS).unwrap_or(0);
    if made.comparison.peers.members.len() < over_time::LEAST_PEERS {
        parts::remark(ctx, ui, ctx.t("compare-time-few-peers"));
        return;
    }
    let arguments = [("peers", made.peers.clone().into()), ("n", n.into()), ("least", least.into())];
    parts::remark(ctx, ui, ctx.text.with("compare-time-peers", &arguments));
}

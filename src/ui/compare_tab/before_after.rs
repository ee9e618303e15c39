//! A figure of a municipality before and after one of its projects, beside the same of its peers; and what that can't
//! prove.

use std::sync::Arc;

use egui::{ScrollArea, Ui};

use super::before_after_words::{self as words, Shown};
use super::figure_field::FigurePicker;
use super::sensor_months::{self, SensorMonths};
use super::{before_after_chart, before_after_table, facts, flow, project_picker};
use crate::insight::before_after::{self, Answer, Question, Refusal, Step};
use crate::insight::{Comparison, Values, catalogue, comparison, definition, peers};
use crate::model::figure_ref::{FigureBase, FigureForm, FigureRef, SensorStatistic};
use crate::model::{Language, Nis, ProjectId};
use crate::session::command::CompareCommand;
use crate::ui::UiContext;
use crate::ui::charts::{self, parts};
use crate::ui::widgets::{self, Tone};
use crate::workspace::Borders;

/// Height of the chart in points, at least and at most.
const CHART_HEIGHT: (f32, f32) = (200.0, 460.0);
/// Height that everything but the chart takes, about.
const REST: f32 = 330.0;

/// What was made of a comparison.
#[derive(Debug)]
struct Made {
    comparison: Arc<Comparison>,
    language: Language,
    figure: FigureRef,
    /// Figures that can be chosen.
    offered: Vec<FigureRef>,
    /// Projects of the municipality, those of known period first.
    projects: Vec<ProjectId>,
    project: Option<ProjectId>,
    shown: Option<Shown>,
}

/// What this part remembers between frames.
#[derive(Debug, Default)]
pub struct BeforeAfter {
    figures: FigurePicker,
    projects: project_picker::ProjectPicker,
    months: SensorMonths,
    made: Option<Made>,
}

impl BeforeAfter {
    /// Draws it.
    pub fn before_after_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        self.refresh(ctx, ui);
        let Some(made) = self.made.take() else { return };
        let height = ui.available_height();
        ScrollArea::vertical().id_salt("compare-before-after").auto_shrink([false, false]).show(ui, |ui| {
            self.choices_ui(ctx, ui, &made);
            match &made.shown {
                None => {
                    parts::empty(ctx, ui, "compare-before-no-project", "compare-before-no-project-text", None);
                }
                Some(shown) => self.result_ui(ctx, ui, shown, height),
            }
        });
        self.made = Some(made);
    }

    /// Compares again where the comparison is another, or more of the sensors was read.
    fn refresh(&mut self, ctx: &UiContext<'_>, ui: &Ui) {
        let Some(comparison) = ctx.results.comparison.clone() else {
            self.made = None;
            return;
        };
        let is_new = self.load_sensors(ctx, ui, &comparison);
        let is_same = |made: &Made| Arc::ptr_eq(&made.comparison, &comparison) && made.language == ctx.language();
        if self.made.as_ref().is_some_and(is_same) && !is_new {
            return;
        }
        let Some(own) = comparison.municipalities.first().copied() else { return };
        let values = facts::values(ctx);
        let figure = figure(ctx, &values, own);
        let projects = project_picker::projects(ctx, own);
        let chosen = ctx.view.compare.project.clone().filter(|id| projects.contains(id));
        let project = chosen.or_else(|| project_picker::first(ctx, &projects, &values.years(&figure)));
        let shown = project.as_ref().and_then(|id| self.shown(ctx, &values, &comparison, &figure, id));
        self.made = Some(Made {
            language: ctx.language(),
            offered: offered(ctx, &values, own),
            projects,
            project,
            figure,
            shown,
            comparison,
        });
    }

    /// Asks for the sensors where the figure is theirs. Returns whether something new came.
    fn load_sensors(&mut self, ctx: &UiContext<'_>, ui: &Ui, comparison: &Comparison) -> bool {
        let Some(own) = comparison.municipalities.first().copied() else { return false };
        match sensor_property(ctx, own) {
            Some(property) => {
                let others = comparison.peers.members.iter().copied().filter(|nis| *nis != own);
                let places: Vec<Nis> = std::iter::once(own).chain(others).collect();
                self.months.load(ctx, ui, property, &places)
            }
            None => false,
        }
    }

    fn shown(
        &self,
        ctx: &UiContext<'_>,
        values: &Values<'_>,
        comparison: &Comparison,
        figure: &FigureRef,
        id: &ProjectId,
    ) -> Option<Shown> {
        let own = *comparison.municipalities.first()?;
        let project = ctx.workspace.projects.by_id(id)?;
        let members = &comparison.peers.members;
        let answer: Result<Answer, Refusal> = if let FigureBase::Sensors(..) = figure.base {
            let others = members.iter().filter(|nis| **nis != own).map(|nis| (*nis, self.months.of(*nis)));
            before_after::run(&Question {
                step: Step::Month,
                extent: project.period.extent(project.status),
                own: &self.months.of(own),
                // Where nothing is measured there is nothing to leave out.
                peers: &others.filter(|(_, series)| !series.is_empty()).collect::<Vec<_>>(),
                is_relative: false,
            })
        } else {
            before_after::of_figure(values, figure, own, members, project)
        };
        Some(Shown {
            own: ctx.workspace.municipalities.name(own),
            project: id.clone(),
            peers: peers::name(ctx.workspace, &comparison.peers, ctx.text),
            definition: definition::run(values, figure, ctx.text),
            gaps: gaps(ctx, values, figure, own),
            answer,
        })
    }

    /// Which project, which figure, chart or table.
    fn choices_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, made: &Made) {
        ui.columns(2, |uis| {
            if let [left, right] = uis {
                if let Some(id) = self.projects.picker_ui(ctx, left, made.project.as_ref(), &made.projects) {
                    ctx.send(CompareCommand::SetProject(Some(id)));
                }
                let plain = made.figure.with_form(FigureForm::Plain);
                if let Some(figure) = self.figures.picker_ui(ctx, right, &plain, &made.offered) {
                    ctx.send(CompareCommand::Choose(figure));
                }
            }
        });
        ui.add_space(4.0);
        let forms = forms(ctx, &made.figure);
        let shapes = [(false, ctx.t("indicators-as-chart")), (true, ctx.t("indicators-as-table"))];
        let has_answer = made.shown.as_ref().is_some_and(|shown| shown.answer.is_ok());
        let widths =
            [flow::segments_width(ui, &forms), if has_answer { flow::segments_width(ui, &shapes) } else { 0.0 }];
        flow::rows_ui(ui, &widths, flow::HEIGHT, |ui, control| {
            if control == 0 {
                if let Some(form) = widgets::segmented(ui, ctx.theme, made.figure.form, &forms) {
                    ctx.send(CompareCommand::Choose(made.figure.with_form(form)));
                }
            } else if let Some(is_table) = widgets::segmented(ui, ctx.theme, ctx.view.compare.is_table, &shapes) {
                ctx.send(CompareCommand::SetTable(is_table));
            }
        });
        ui.add_space(4.0);
    }

    fn result_ui(&self, ctx: &UiContext<'_>, ui: &mut Ui, shown: &Shown, height: f32) {
        let Some(project) = ctx.workspace.projects.by_id(&shown.project) else { return };
        ui.add(egui::Label::new(widgets::semibold(words::title(ctx, shown)).size(15.0)).wrap());
        parts::remark(ctx, ui, words::facts(ctx, shown, project));
        self.sensors_ui(ctx, ui, shown);
        ui.add_space(4.0);
        let answer = match &shown.answer {
            Ok(answer) => answer,
            Err(refusal) => {
                refused_ui(ctx, ui, *refusal);
                return;
            }
        };
        if ctx.view.compare.is_table {
            before_after_table::series_ui(ctx, ui, shown, answer);
        } else {
            let height = (height - REST).clamp(CHART_HEIGHT.0, CHART_HEIGHT.1);
            let is_simulated = answer.step == Step::Month && self.months.is_simulated;
            let mut chart = before_after_chart::chart(ctx, shown, answer, project, ui.available_width());
            if is_simulated {
                chart.watermark = ctx.t("sensors-simulated");
            }
            charts::show(ctx, ui, "compare_before_after", &chart, height, None);
            let remarks = std::iter::once(ctx.t("compare-before-chart")).chain(shown.gaps.iter().cloned());
            parts::remark(ctx, ui, remarks.collect::<Vec<_>>().join(" "));
        }
        ui.add_space(6.0);
        before_after_table::means_ui(ctx, ui, shown, answer);
        ui.add_space(6.0);
        if let Some((tone, verdict)) = words::verdict(ctx, shown, answer) {
            widgets::note(ui, ctx.theme, tone, &verdict);
            ui.add_space(6.0);
        }
        proof_ui(ctx, ui, shown, answer);
    }

    /// What must stand beside sensors.
    fn sensors_ui(&self, ctx: &UiContext<'_>, ui: &mut Ui, shown: &Shown) {
        if !matches!(shown.definition.figure.base, FigureBase::Sensors(..)) {
            return;
        }
        let (read, all) = self.months.progress();
        if read < all {
            let n = |count: usize| i64::try_from(count).unwrap_or(i64::MAX).into();
            let said = ctx.text.with("compare-before-reading", &[("n", n(read)), ("of", n(all))]);
            ui.label(widgets::soft(ctx.theme, said));
        }
        if self.months.is_simulated {
            parts::simulated_badge(ctx, ui);
        }
        if self.months.is_approximate {
            parts::remark(ctx, ui, ctx.t("compare-before-approximate"));
        }
        parts::remark(ctx, ui, ctx.t("figures-remark-sensors"));
    }
}

/// Nothing can be computed: why.
fn refused_ui(ctx: &UiContext<'_>, ui: &mut Ui, refusal: Refusal) {
    parts::empty(ctx, ui, "compare-before-refused", refusal.text_key(), None);
}

/// What the result can't prove, and how it was made.
fn proof_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: &Shown, answer: &Answer) {
    let (cautions, made) = words::statements(ctx, shown, answer);
    widgets::sub_header(ui, ctx.theme, &ctx.t("compare-before-cannot"), "");
    for caution in cautions {
        ui.horizontal_top(|ui| {
            ui.label("•");
            ui.add(egui::Label::new(caution).wrap());
        });
    }
    widgets::sub_header(ui, ctx.theme, &ctx.t("compare-before-made"), "");
    for line in made {
        parts::remark(ctx, ui, line);
    }
    // The first remark of an indicator, on mergers, is said already.
    let is_indicator = matches!(shown.definition.figure.base, FigureBase::Indicator(_));
    for remark in shown.definition.remarks.iter().skip(usize::from(is_indicator)) {
        parts::remark(ctx, ui, remark.as_str());
    }
    ui.add_space(8.0);
}

/// The forms that can be looked at before and after.
fn forms(ctx: &UiContext<'_>, figure: &FigureRef) -> Vec<(FigureForm, String)> {
    if matches!(figure.base, FigureBase::Sensors(..)) {
        return Vec::new();
    }
    let wanted = [FigureForm::Plain, FigureForm::PerInhabitant, FigureForm::PerSquareKilometre];
    let forms = catalogue::forms(ctx.workspace, &figure.base).into_iter().filter(|form| wanted.contains(form));
    let forms: Vec<FigureForm> = forms.collect();
    if forms.len() < 2 {
        return Vec::new();
    }
    forms.into_iter().map(|form| (form, ctx.text.word("figures-form", form.key()))).collect()
}

/// The property whose months are looked at, where the chosen figure is one of the municipality's sensors.
fn sensor_property(ctx: &UiContext<'_>, own: Nis) -> Option<crate::model::ObservedProperty> {
    match ctx.view.compare.chosen.as_ref().map(|figure| &figure.base) {
        Some(FigureBase::Sensors(property, _)) => {
            sensor_months::properties(ctx, own).contains(property).then_some(*property)
        }
        _ => None,
    }
}

/// The figure that is looked at: the chosen one in a form that can be, else the first of the comparison that can.
fn figure(ctx: &UiContext<'_>, values: &Values<'_>, own: Nis) -> FigureRef {
    if let Some(property) = sensor_property(ctx, own) {
        return FigureRef::plain(FigureBase::Sensors(property, SensorStatistic::Mean));
    }
    let compare = &ctx.view.compare;
    let chosen =
        compare.chosen.iter().cloned().flat_map(|figure| [figure.clone(), figure.with_form(FigureForm::Plain)]);
    let others = comparison::figures(compare).into_iter();
    let mut all = chosen.chain(others);
    all.find(|figure| before_after::can_ask(values, figure)).unwrap_or_else(|| FigureRef::indicator("population"))
}

fn offered(ctx: &UiContext<'_>, values: &Values<'_>, own: Nis) -> Vec<FigureRef> {
    let all = catalogue::all(ctx.workspace).into_iter().map(FigureRef::plain);
    let sensors = sensor_months::properties(ctx, own).into_iter();
    let sensors = sensors.map(|property| FigureRef::plain(FigureBase::Sensors(property, SensorStatistic::Mean)));
    all.filter(|figure| before_after::can_ask(values, figure)).chain(sensors).collect()
}

/// Why some years between others have no figure, each reason once.
fn gaps(ctx: &UiContext<'_>, values: &Values<'_>, figure: &FigureRef, own: Nis) -> Vec<String> {
    let points = values.series(figure, own, Borders::Today);
    let missing = points.iter().filter_map(|point| point.value.as_ref().err());
    let mut reasons: Vec<String> = missing.map(|missing| definition::missing(missing, ctx.text)).collect();
    reasons.dedup();
    reasons
}

/// The tone of a note on a difference: none is good or bad by itself.
pub const VERDICT_TONE: Tone = Tone::Neutral;

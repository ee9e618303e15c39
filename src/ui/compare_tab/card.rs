//! The card of one figure of one municipality: how it was computed with its numbers, from which parts, how certain it
//! is, whose it is, and the records under it.

use egui::{Label, Popup, PopupCloseBehavior, ScrollArea, Ui};

use super::cell::{sensor_mark, sensors_of};
use super::facts::{self, Fact};
use super::figures::Asked;
use super::look;
use crate::insight::definition;
use crate::insight::{Basis, Comparison, Missing, TownSensor, Value};
use crate::model::{ProjectId, SensorId, ValueStatus};
use crate::query::figures::{Figure, Part};
use crate::session::Command;
use crate::ui::UiContext;
use crate::ui::widgets::{self, Tone};
use crate::workspace::Selected;

/// Width of the card, in points.
const WIDTH: f32 = 400.0;

/// Records listed at first.
const RECORD_LIMIT: usize = 40;

/// What the card shows, made once when it opens.
#[derive(Debug)]
struct Shown {
    title: String,
    when: String,
    fact: Option<Fact>,
    value: Result<Value, Missing>,
}

/// The card that is open.
#[derive(Debug, Default)]
pub struct Card {
    open: Option<(Asked, Shown)>,
}

impl Card {
    /// Opens it for a figure.
    pub fn open(&mut self, ctx: &UiContext<'_>, facts: &facts::Facts, asked: Asked) {
        let Some(comparison) = &ctx.results.comparison else { return };
        self.open = shown(ctx, comparison, facts, &asked).map(|shown| (asked, shown));
    }

    /// Draws it, until a click elsewhere.
    pub fn card_ui(&mut self, ctx: &UiContext<'_>, ui: &Ui) {
        let Some((asked, shown)) = &self.open else { return };
        let mut is_open = true;
        let height = (ui.ctx().content_rect().height() - 160.0).clamp(200.0, 520.0);
        Popup::new(ui.scope_id().with("figure-card"), ui.ctx().clone(), asked.at, ui.layer_id())
            .open_bool(&mut is_open)
            .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
            .accessible_name(ctx.t("compare-card"))
            .width(WIDTH)
            .gap(6.0)
            .show(|ui| {
                ui.set_width(WIDTH);
                ScrollArea::vertical().max_height(height).show(ui, |ui| {
                    ui.set_width(WIDTH - 12.0);
                    contents_ui(ctx, ui, shown);
                });
            });
        if !is_open || ui.input(|input| input.key_pressed(egui::Key::Escape)) {
            self.open = None;
        }
    }
}

fn shown(ctx: &UiContext<'_>, comparison: &Comparison, facts: &facts::Facts, asked: &Asked) -> Option<Shown> {
    let position = comparison.municipalities.iter().position(|nis| *nis == asked.nis)?;
    let rows = comparison.rows.iter().zip(&facts.rows);
    let chosen = ctx.results.sheet.as_ref().map(|sheet| &sheet.chosen).zip(facts.chosen.as_ref());
    let (row, fact) = rows.chain(chosen).find(|(row, _)| row.figure == asked.figure)?;
    let value = row.values.get(position)?.clone();
    let name = look::name(ctx, asked.nis);
    let title = format!("{name}: {}", fact.definition.name);
    Some(Shown { title, when: fact.origin.clone(), fact: Some(fact.clone()), value })
}

fn contents_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: &Shown) {
    ui.add(Label::new(widgets::semibold(&shown.title)).wrap());
    ui.label(widgets::small(ctx.theme, &shown.when));
    ui.add_space(6.0);
    let Some(fact) = &shown.fact else { return };
    match &shown.value {
        Ok(value) => value_ui(ctx, ui, fact, value),
        Err(reason) => {
            widgets::note(ui, ctx.theme, Tone::Neutral, &definition::missing(reason, ctx.text));
        }
    }
    sources_ui(ctx, ui, fact);
    if let Ok(value) = &shown.value {
        records_ui(ctx, ui, &value.basis);
    }
}

fn value_ui(ctx: &UiContext<'_>, ui: &mut Ui, fact: &Fact, value: &Value) {
    let definition = &fact.definition;
    let number = definition::number(ctx.workspace, &definition.figure, value.value, ctx.text);
    let figure = format!("{number} {}", definition.unit);
    widgets::key_value(ui, ctx.theme, &ctx.t("indicators-figure"), figure.trim(), false);
    let calculation = definition::calculation(value, ctx.text);
    widgets::key_value(ui, ctx.theme, &ctx.t("compare-calculation"), &calculation, false);
    widgets::key_value(ui, ctx.theme, &ctx.t("compare-formula"), &definition.formula, false);
    let status = ctx.text.word("value-status", value.status.key());
    widgets::key_value(ui, ctx.theme, &ctx.t("indicators-status"), &status, false);
    if value.status != ValueStatus::Final {
        widgets::badge(ui, ctx.theme, Tone::Warning, &status);
    }
    if let Some(key) = sensors_of(value).and_then(sensor_mark) {
        widgets::badge(ui, ctx.theme, Tone::Warning, &ctx.t(key));
    }
    for remark in &definition.remarks {
        ui.add(Label::new(widgets::small(ctx.theme, remark)).wrap());
    }
}

fn sources_ui(ctx: &UiContext<'_>, ui: &mut Ui, fact: &Fact) {
    for source in &fact.definition.sources {
        ui.add_space(4.0);
        widgets::key_value(ui, ctx.theme, &ctx.t("compare-source"), &source.title, false);
        if !source.attribution.is_empty() && source.attribution != source.title {
            widgets::key_value(ui, ctx.theme, &ctx.t("compare-attribution"), &source.attribution, false);
        }
        widgets::key_value(ui, ctx.theme, &ctx.t("compare-licence"), &ctx.licence(&source.licence), false);
        if !source.date.is_empty() {
            widgets::key_value(ui, ctx.theme, &ctx.t("compare-date"), &source.date, false);
        }
    }
}

/// What was counted or added: values of tables, projects, sensors.
fn records_ui(ctx: &UiContext<'_>, ui: &mut Ui, basis: &Basis) {
    match basis {
        Basis::Indicator(figure) => figure_ui(ctx, ui, figure),
        Basis::Projects(rows) => projects_ui(ctx, ui, rows),
        Basis::Sensors(town) => sensors_ui(ctx, ui, town),
        Basis::Divided { above, below, .. } => {
            records_ui(ctx, ui, &above.basis);
            records_ui(ctx, ui, &below.basis);
        }
        Basis::Against { first, own } => {
            records_ui(ctx, ui, &own.basis);
            records_ui(ctx, ui, &first.basis);
        }
    }
}

/// The values as the tables give them.
fn figure_ui(ctx: &UiContext<'_>, ui: &mut Ui, figure: &Figure) {
    let remark = ctx.text.integer(figure.parts.len());
    widgets::sub_header(ui, ctx.theme, &ctx.t("compare-parts"), &remark);
    egui::Grid::new(("parts", figure.parts.len(), figure.value.to_bits())).num_columns(3).spacing([10.0, 2.0]).show(
        ui,
        |ui| {
            for part in figure.parts.iter().take(RECORD_LIMIT) {
                part_ui(ctx, ui, part);
                ui.end_row();
            }
        },
    );
    more_ui(ctx, ui, figure.parts.len());
}

fn part_ui(ctx: &UiContext<'_>, ui: &mut Ui, part: &Part) {
    let municipalities = &ctx.workspace.municipalities;
    let mut mergers = municipalities.timeline().mergers().iter();
    let former = mergers.find(|merger| merger.old == part.nis).map(|merger| merger.old_name.to_string());
    let place = former.unwrap_or_else(|| municipalities.name(part.nis));
    let indicator = ctx.workspace.indicators.definition(&part.indicator);
    let what = indicator.map_or_else(|| ctx.t("indicators-area"), |one| one.name.get(ctx.language()).to_owned());
    ui.vertical(|ui| {
        ui.set_width(218.0);
        ui.add(Label::new(what).wrap());
        ui.add(Label::new(widgets::small(ctx.theme, format!("{place} ({})", part.nis))).wrap());
    });
    ui.label(widgets::small(ctx.theme, part.year.to_string()));
    let decimals = if part.value.fract().abs() < 1e-9 { 0 } else { 2 };
    ui.label(ctx.text.number(part.value, decimals));
}

/// The projects that were counted; a click shows one in the inspector.
fn projects_ui(ctx: &UiContext<'_>, ui: &mut Ui, rows: &[u32]) {
    let remark = ctx.text.integer(rows.len());
    widgets::sub_header(ui, ctx.theme, &ctx.t("compare-projects"), &remark);
    project_list_ui(ctx, ui, rows);
}

/// Projects by title; a click shows one in the inspector.
pub fn project_list_ui(ctx: &UiContext<'_>, ui: &mut Ui, rows: &[u32]) {
    if rows.is_empty() {
        ui.label(widgets::soft(ctx.theme, ctx.t("compare-no-project")));
    }
    let projects = rows.iter().filter_map(|row| ctx.workspace.projects.get(*row));
    for project in projects.take(RECORD_LIMIT) {
        let title = project.title.get(ctx.language());
        ui.horizontal(|ui| {
            widgets::status_mark(ui, ctx.theme, project.status);
            if widgets::link(ui, ctx.theme, title).on_hover_text(title).clicked() {
                let id: ProjectId = project.id.clone();
                ctx.send(Command::Select(Some(Selected::Project(id))));
            }
        });
    }
    more_ui(ctx, ui, rows.len());
}

fn sensors_ui(ctx: &UiContext<'_>, ui: &mut Ui, town: &TownSensor) {
    let remark = ctx.text.integer(town.sensors.len());
    widgets::sub_header(ui, ctx.theme, &ctx.t("compare-sensors"), &remark);
    for id in town.sensors.iter().take(RECORD_LIMIT) {
        let name = ctx.workspace.sensors.sensors().get(id).map_or_else(|| id.to_string(), |one| one.name.to_string());
        if widgets::link(ui, ctx.theme, &name).clicked() {
            let id: SensorId = id.clone();
            ctx.send(Command::Select(Some(Selected::Sensor(id))));
        }
    }
    more_ui(ctx, ui, town.sensors.len());
}

fn more_ui(ctx: &UiContext<'_>, ui: &mut Ui, count: usize) {
    if count > RECORD_LIMIT {
        let n = (count - RECORD_LIMIT).into();
        ui.label(widgets::small(ctx.theme, ctx.text.with("compare-and-more", &[("n", n)])));
    }
}

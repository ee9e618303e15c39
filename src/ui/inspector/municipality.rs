//! A municipality: names, type with its rule, area and inhabitants, projects, key figures, mergers, borders.

use std::fmt::Write as _;
use std::sync::Arc;

use egui::{Align, Label, Layout, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::project::close_ui;
use super::provenance;
use crate::model::{BoundaryAccuracy, Indicator, Language, Municipality, Nis, ValueStatus};
use crate::query::series::{self, SeriesPlace};
use crate::session::command::{CompareCommand, FilterCommand, IndicatorCommand, Toggle};
use crate::session::{Action, Command};
use crate::ui::UiContext;
use crate::ui::filters::words::choice_name;
use crate::ui::theme::measure;
use crate::ui::widgets::{
    Tone, badge, dimension_symbol, elided, font, key_value, key_value_ui, link, primary_button, secondary_button,
    section_header, semibold_font, small, sub_header,
};
use crate::workspace::{Borders, Generations, Scale, Selected, Tab};

/// Draws it; whether there is such a municipality.
pub fn municipality_ui(ctx: &UiContext<'_>, ui: &mut Ui, figures: &mut Figures, nis: Nis) -> bool {
    let Some(row) = ctx.workspace.municipalities.get(nis) else { return false };
    ui.horizontal(|ui| {
        ui.label(small(ctx.theme, ctx.t("inspector-municipality")));
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| close_ui(ctx, ui));
    });
    ui.add(Label::new(RichText::new(&*row.name).font(semibold_font(measure::TITLE))).wrap());
    let others: Vec<&str> = row.name_fr.iter().chain(&row.name_de).map(|name| &**name).collect();
    if !others.is_empty() {
        ui.label(small(ctx.theme, others.join(" · ")));
    }
    ui.add_space(8.0);
    facts_ui(ctx, ui, row);
    ui.add_space(8.0);
    actions_ui(ctx, ui, row);
    projects_ui(ctx, ui, nis);
    figures_ui(ctx, ui, figures, nis);
    mergers_ui(ctx, ui, nis);
    true
}

fn facts_ui(ctx: &UiContext<'_>, ui: &mut Ui, row: &Municipality) {
    let t = |key: &str| ctx.t(key);
    key_value(ui, ctx.theme, &t("inspector-nis"), &row.nis.to_string(), false);
    key_value(ui, ctx.theme, &t("inspector-province"), &ctx.text.word("province", row.province.key()), false);
    let arrondissement = choice_name(ctx, &Toggle::Arrondissement(row.arrondissement));
    key_value(ui, ctx.theme, &t("inspector-arrondissement"), &arrondissement, false);
    key_value_ui(ui, ctx.theme, &t("inspector-typology"), |ui| {
        let mut words = ctx.text.word("typology", row.typology.key());
        if row.is_centrumstad {
            let _ = write!(words, " · {}", t("inspector-centrumstad"));
        }
        ui.label(words).on_hover_text(t("inspector-typology-rule"));
        ui.add(Label::new(small(ctx.theme, t("inspector-typology-rule"))).wrap());
    });
    let missing = t("inspector-missing");
    let population = row.population_2020.map(|count| ctx.text.integer(count));
    key_value(
        ui,
        ctx.theme,
        &t("inspector-population"),
        population.as_deref().unwrap_or(&missing),
        population.is_none(),
    );
    let area = row.area_ha.map(|area| ctx.tw("inspector-km2", &[("area", &ctx.text.number(area / 100.0, 1))]));
    key_value(ui, ctx.theme, &t("inspector-area"), area.as_deref().unwrap_or(&missing), area.is_none());
    key_value_ui(ui, ctx.theme, &t("inspector-borders"), |ui| match &row.boundary {
        None => {
            ui.label(small(ctx.theme, &missing));
        }
        Some(boundary) => {
            let tone = if boundary.accuracy == BoundaryAccuracy::Approximate { Tone::Warning } else { Tone::Neutral };
            badge(ui, ctx.theme, tone, &ctx.text.word("accuracy", boundary.accuracy.key()));
        }
    });
}

fn actions_ui(ctx: &UiContext<'_>, ui: &mut Ui, row: &Municipality) {
    let toggle = Toggle::Municipality(row.nis);
    let is_on = toggle.is_on(&ctx.view.filter);
    ui.horizontal_wrapped(|ui| {
        let key = if is_on { "inspector-filter-off" } else { "inspector-filter-here" };
        if primary_button(ui, ctx.theme, &ctx.t(key)).clicked() {
            ctx.send(FilterCommand::Toggle(toggle));
        }
        if secondary_button(ui, ctx.theme, &ctx.t("inspector-show-figures")).clicked() {
            ctx.send(IndicatorCommand::SetMunicipalities(vec![row.nis]));
            ctx.send(Command::ShowTab(Tab::Indicators));
        }
        if secondary_button(ui, ctx.theme, &ctx.t("inspector-compare")).clicked() {
            if !ctx.view.compare.municipalities.contains(&row.nis) {
                let all = ctx.view.compare.municipalities.iter().copied().chain([row.nis]);
                ctx.send(CompareCommand::SetMunicipalities(all.collect()));
            }
            ctx.send(Command::ShowTab(Tab::Compare));
        }
    });
    if link(ui, ctx.theme, &ctx.t("action-report")).clicked() {
        ctx.act(Action::Report);
    }
}

/// Projects of the selection here, by dimension; a project with several dimensions counts in each. Looked up by
/// municipality: a million rows are too many for a frame.
fn projects_ui(ctx: &UiContext<'_>, ui: &mut Ui, nis: Nis) {
    let projects = &ctx.workspace.projects;
    let selected = &ctx.results.selection.rows;
    let here = projects.by_municipality(ctx.workspace.municipalities.timeline()).get(&nis);
    let is_selected = |row: &&u32| selected.binary_search(row).is_ok();
    let rows: Vec<u32> = here.into_iter().flatten().filter(is_selected).copied().collect();
    let remark = ctx.tn("inspector-in-selection", rows.len() as u32);
    sub_header(ui, ctx.theme, &ctx.t("inspector-projects"), &remark);
    if rows.is_empty() {
        ui.add(Label::new(small(ctx.theme, ctx.t("inspector-no-project"))).wrap());
        return;
    }
    ui.spacing_mut().interact_size.y = 20.0;
    for &dimension in crate::model::Dimension::ALL {
        let count = rows
            .iter()
            .filter(|row| projects.get(**row).is_some_and(|project| project.dimensions.contains(&dimension)))
            .count();
        ui.horizontal(|ui| {
            let (rect, _) = ui.allocate_exact_size(egui::vec2(14.0, 18.0), egui::Sense::hover());
            dimension_symbol(ui.painter(), ctx.theme, rect.center(), 5.5, Some(dimension));
            let tone = if count == 0 { ctx.theme.soft() } else { ctx.theme.text() };
            ui.label(RichText::new(ctx.text.word("dimension", dimension.key())).color(tone));
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let words = if count == 0 { ctx.t("inspector-none-known") } else { ctx.text.integer(count) };
                ui.label(small(ctx.theme, words));
            });
        });
    }
    if let Some(project) = rows.first().and_then(|row| projects.get(*row))
        && link(ui, ctx.theme, &ctx.t("inspector-first-project")).clicked()
    {
        ctx.send(Command::Select(Some(Selected::Project(project.id.clone()))));
    }
}

/// The newest figure of an indicator in one municipality, in today's borders.
#[derive(Clone, Debug)]
pub(super) struct Figure {
    name: String,
    definition: String,
    value: String,
    when: String,
    table: Arc<str>,
}

impl Figure {
    /// A figure of an indicator, and what stands under its name.
    pub(super) fn of(ctx: &UiContext<'_>, indicator: &Indicator, value: String, when: String) -> Self {
        Self {
            name: indicator.name.get(ctx.language()).to_owned(),
            definition: indicator.definition.get(ctx.language()).to_owned(),
            value,
            when,
            table: Arc::clone(&indicator.table),
        }
    }
}

/// The figures of one municipality, kept until the data, the place or the language changes.
#[derive(Debug, Default)]
pub struct Figures {
    rows: Vec<Figure>,
    made_for: Option<(Nis, Generations, Language)>,
}

impl Figures {
    fn collect(&mut self, ctx: &UiContext<'_>, nis: Nis) {
        let generations = Generations { view: 0, sensors: 0, projects: 0, ..ctx.workspace.generations };
        let key = (nis, generations, ctx.language());
        if self.made_for != Some(key) {
            let definitions = ctx.workspace.indicators.definitions().iter();
            self.rows = definitions.filter_map(|indicator| newest(ctx, indicator, nis)).collect();
            self.made_for = Some(key);
        }
    }
}

/// The newest figure of each indicator, with its year, and where it comes from.
fn figures_ui(ctx: &UiContext<'_>, ui: &mut Ui, figures: &mut Figures, nis: Nis) {
    figures.collect(ctx, nis);
    if figures.rows.is_empty() {
        return;
    }
    ui.add_space(4.0);
    if !section_header(ui, ctx.theme, "figures", &ctx.t("inspector-figures"), "", true) {
        return;
    }
    let mut tables: Vec<&str> = Vec::new();
    for figure in &figures.rows {
        figure_ui(ctx, ui, figure);
        if !figure.table.is_empty() && !tables.contains(&&*figure.table) {
            tables.push(&figure.table);
        }
    }
    if section_header(ui, ctx.theme, "sources-of-figures", &ctx.t("inspector-figures-source"), "", false) {
        for table in tables {
            provenance::data_set_ui(ctx, ui, table);
            ui.separator();
        }
    }
}

/// Name and year on the left, the figure on the right.
pub(super) fn figure_ui(ctx: &UiContext<'_>, ui: &mut Ui, figure: &Figure) {
    let (text, soft) = (ctx.theme.text(), ctx.theme.soft());
    let width = ui.available_width();
    let value = ui.painter().layout_no_wrap(figure.value.clone(), semibold_font(measure::TEXT), text);
    let room = width - value.size().x - 12.0;
    let name = ui.painter().layout(figure.name.clone(), font(measure::TEXT), text, room);
    let when = elided(ui, &figure.when, font(measure::SMALL), soft, room);
    let height = name.size().y + when.size().y + 6.0;
    let (rect, response) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    let words = format!("{}: {}, {}", figure.name, figure.value, figure.when);
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &words));
    let below = rect.left_top() + vec2(0.0, name.size().y);
    ui.painter().galley(rect.right_top() - vec2(value.size().x, 0.0), value, text);
    ui.painter().galley(rect.left_top(), name, text);
    ui.painter().galley(below, when, soft);
    if !figure.definition.is_empty() {
        response.on_hover_text(&figure.definition);
    }
}

/// The newest year in which this municipality has a figure, in today's borders.
fn newest(ctx: &UiContext<'_>, indicator: &Indicator, nis: Nis) -> Option<Figure> {
    let place = SeriesPlace::Municipality(nis);
    let (indicators, municipalities) = (&ctx.workspace.indicators, &ctx.workspace.municipalities);
    let found = series::run(indicators, municipalities, &indicator.id, &place, Scale::Absolute, Borders::Today);
    let (year, value, status) =
        found.points.iter().rev().find_map(|point| Some((point.year, point.value?, point.status)))?;
    let mut when = year.to_string();
    if status != ValueStatus::Final {
        let _ = write!(when, " · {}", ctx.text.word("value-status", status.key()));
    }
    let figure = with_unit(ctx, indicator, value);
    Some(Figure::of(ctx, indicator, figure, when))
}

/// A figure as it is written, with the sign behind it.
pub(super) fn with_unit(ctx: &UiContext<'_>, indicator: &Indicator, value: f64) -> String {
    let figure = format!("{} {}", ctx.text.number(value, indicator.decimals), indicator_unit(&indicator.unit));
    figure.trim().to_owned()
}

/// The sign behind a figure; a count needs none: its name says what was counted.
fn indicator_unit(unit: &str) -> &'static str {
    match unit {
        "EUR" => "€",
        "%" => "%",
        "ha" => "ha",
        _ if unit.ends_with("/km²") => "/km²",
        _ => "",
    }
}

fn mergers_ui(ctx: &UiContext<'_>, ui: &mut Ui, nis: Nis) {
    let mergers = ctx.workspace.municipalities.timeline().leading_to(nis);
    if mergers.is_empty() {
        return;
    }
    sub_header(ui, ctx.theme, &ctx.t("inspector-mergers"), "");
    for merger in mergers {
        let date = merger.effective.to_string();
        ui.add(
            Label::new(ctx.tw(
                "inspector-merger",
                &[("name", &merger.old_name), ("code", &merger.old.to_string()), ("date", &date)],
            ))
            .wrap(),
        );
    }
    ui.add(Label::new(small(ctx.theme, ctx.t("inspector-mergers-note"))).wrap());
}

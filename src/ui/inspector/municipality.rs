//! A municipality: names, type with its rule, area and inhabitants, projects, key figures, mergers, borders.

use std::fmt::Write as _;

use egui::{Align, Label, Layout, RichText, Ui};

use super::project::close_ui;
use super::provenance;
use crate::model::{BoundaryAccuracy, Municipality, Nis, ProjectKind, ValueStatus};
use crate::query::series;
use crate::session::Command;
use crate::session::command::{FilterCommand, IndicatorCommand, Toggle};
use crate::ui::UiContext;
use crate::ui::theme::measure;
use crate::ui::widgets::{
    Tone, badge, dimension_symbol, key_value, key_value_ui, link, primary_button, secondary_button, section_header,
    semibold_font, small, sub_header,
};
use crate::workspace::{Selected, Tab};

/// Draws it; whether there is such a municipality.
pub fn municipality_ui(ctx: &UiContext<'_>, ui: &mut Ui, nis: Nis) -> bool {
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
    figures_ui(ctx, ui, nis);
    mergers_ui(ctx, ui, nis);
    true
}

fn facts_ui(ctx: &UiContext<'_>, ui: &mut Ui, row: &Municipality) {
    let t = |key: &str| ctx.t(key);
    key_value(ui, ctx.theme, &t("inspector-nis"), &row.nis.to_string(), false);
    key_value(ui, ctx.theme, &t("inspector-province"), &ctx.text.word("province", row.province.key()), false);
    let arrondissement = super::super::filters::words::choice_name(ctx, &Toggle::Arrondissement(row.arrondissement));
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
    ui.horizontal(|ui| {
        let key = if is_on { "inspector-filter-off" } else { "inspector-filter-here" };
        if primary_button(ui, ctx.theme, &ctx.t(key)).clicked() {
            ctx.send(FilterCommand::Toggle(toggle));
        }
        if secondary_button(ui, ctx.theme, &ctx.t("inspector-show-figures")).clicked() {
            ctx.send(IndicatorCommand::SetMunicipalities(vec![row.nis]));
            ctx.send(Command::ShowTab(Tab::Indicators));
        }
    });
}

/// Projects of the selection here, by dimension; a project with several dimensions counts in each.
fn projects_ui(ctx: &UiContext<'_>, ui: &mut Ui, nis: Nis) {
    let projects = &ctx.workspace.projects;
    let here = |row: &&u32| {
        projects.get(**row).is_some_and(|project| {
            project.kind != ProjectKind::Programme && (project.lead == Some(nis) || project.others.contains(&nis))
        })
    };
    let rows: Vec<u32> = ctx.results.selection.rows.iter().filter(here).copied().collect();
    let remark = ctx.tn("inspector-in-selection", rows.len() as u32);
    sub_header(ui, ctx.theme, &ctx.t("inspector-projects"), &remark);
    if rows.is_empty() {
        ui.add(Label::new(small(ctx.theme, ctx.t("inspector-no-project"))).wrap());
        return;
    }
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

/// The newest figure of each indicator, with its year, and where it comes from.
fn figures_ui(ctx: &UiContext<'_>, ui: &mut Ui, nis: Nis) {
    let indicators = &ctx.workspace.indicators;
    if indicators.definitions().is_empty() {
        return;
    }
    ui.add_space(4.0);
    if !section_header(ui, ctx.theme, "figures", &ctx.t("inspector-figures"), "", true) {
        return;
    }
    let mut tables: Vec<&str> = Vec::new();
    for indicator in indicators.definitions() {
        let Some((year, value, status)) = newest(ctx, indicator, nis) else { continue };
        let name = indicator.name.get(ctx.language());
        let figure = format!("{} {}", ctx.text.number(value, indicator.decimals), indicator_unit(ctx, &indicator.unit));
        ui.horizontal_top(|ui| {
            ui.with_layout(Layout::right_to_left(Align::TOP), |ui| {
                ui.vertical(|ui| {
                    ui.with_layout(Layout::top_down(Align::Max), |ui| {
                        ui.label(RichText::new(figure.trim()).font(semibold_font(measure::TEXT)));
                        let mut when = year.to_string();
                        if status != ValueStatus::Final {
                            let _ = write!(when, " · {}", ctx.text.word("value-status", status.key()));
                        }
                        ui.label(small(ctx.theme, when));
                    });
                });
                ui.with_layout(Layout::top_down(Align::Min), |ui| {
                    let tip = indicator.definition.get(ctx.language());
                    ui.add(Label::new(name).wrap()).on_hover_text(tip);
                });
            });
        });
        if !indicator.table.is_empty() && !tables.contains(&&*indicator.table) {
            tables.push(&indicator.table);
        }
    }
    if section_header(ui, ctx.theme, "figures-source", &ctx.t("inspector-figures-source"), "", false) {
        for table in tables {
            provenance::data_set_ui(ctx, ui, table);
            ui.separator();
        }
    }
}

/// The newest year in which this municipality has a figure, in today's borders.
fn newest(ctx: &UiContext<'_>, indicator: &crate::model::Indicator, nis: Nis) -> Option<(i16, f64, ValueStatus)> {
    let place = series::SeriesPlace::Municipality(nis);
    let (scale, borders) = (crate::workspace::Scale::Absolute, crate::workspace::Borders::Today);
    let found =
        series::run(&ctx.workspace.indicators, &ctx.workspace.municipalities, &indicator.id, &place, scale, borders);
    found.points.iter().rev().find_map(|point| Some((point.year, point.value?, point.status)))
}

fn indicator_unit(ctx: &UiContext<'_>, unit: &str) -> String {
    match unit {
        "EUR" => "€".to_owned(),
        "inhabitants/km²" => ctx.t("inspector-unit-density"),
        // A count needs no word behind it: its name says what was counted.
        "%" => "%".to_owned(),
        _ => String::new(),
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

//! A project with everything the sources tell, what they don't, and what this project assigned by judgement.

use egui::{Align, Label, Layout, RichText, Sense, Ui, vec2};

use super::notes::{self, NotesPart};
use super::{alike, provenance, step_to};
use crate::model::period::Extent;
use crate::model::remark::CorrectedField;
use crate::model::{Amount, Footprint, HelixRole, Nis, Project, ProjectKind, Status};
use crate::query::symbols::display_dimension;
use crate::session::Command;
use crate::session::command::{FilterCommand, Toggle};
use crate::ui::UiContext;
use crate::ui::theme::measure;
use crate::ui::widgets::{
    Icon, Tone, badge, dimension_symbol, key_value, key_value_ui, link, note, quiet_icon_button, semibold_font, small,
    status_mark, sub_header, tag,
};
use crate::workspace::Selected;

/// Draws the project. `rows` are those that the arrows step through.
pub fn project_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    project: &Project,
    (row, rows): (u32, &[u32]),
    added: &mut NotesPart,
) {
    position_ui(ctx, ui, project, row, rows);
    ui.add(Label::new(RichText::new(project.title.get(ctx.language())).font(semibold_font(measure::TITLE))).wrap());
    notes::source_ui(ctx, ui, project, &[CorrectedField::Title]);
    let description = project.description.get(ctx.language());
    if !description.is_empty() {
        ui.add(Label::new(description).wrap());
    }
    tags_ui(ctx, ui, project);
    notes::source_ui(ctx, ui, project, &[CorrectedField::Dimensions, CorrectedField::Theme]);
    ui.add_space(8.0);
    facts_ui(ctx, ui, project);
    money_ui(ctx, ui, project);
    added.notes_ui(ctx, ui, project);
    assigned_ui(ctx, ui, project);
    partners_ui(ctx, ui, project);
    alike::alike_ui(ctx, ui, project);
    source_ui(ctx, ui, project);
    provenance::provenance_ui(ctx, ui, project);
}

/// "Project 1 van 11 in Kortrijk", with arrows.
fn position_ui(ctx: &UiContext<'_>, ui: &mut Ui, project: &Project, row: u32, rows: &[u32]) {
    ui.horizontal(|ui| {
        let (rect, _) = ui.allocate_exact_size(vec2(16.0, 24.0), Sense::hover());
        let dimension = display_dimension(project, &ctx.view.filter);
        dimension_symbol(ui.painter(), ctx.theme, rect.center(), 6.0, dimension);
        let kind = ctx.text.word("kind", project.kind.key());
        // Programmes are stepped through as well but never counted: each is numbered among its like.
        let is_programme =
            |row: &u32| ctx.workspace.projects.get(*row).is_some_and(|one| one.kind == ProjectKind::Programme);
        let like: Vec<u32> = rows.iter().copied().filter(|known| is_programme(known) == is_programme(&row)).collect();
        let position = like.iter().position(|known| *known == row);
        let place = project.lead.map(|nis| ctx.workspace.municipalities.name(nis));
        let total = ctx.text.integer(like.len());
        let words = match (position, &place) {
            (Some(position), place) => {
                let number = ctx.text.integer(position + 1);
                let key = if place.is_some() { "inspector-position-in" } else { "inspector-position" };
                let place = place.as_deref().unwrap_or_default();
                ctx.tw(key, &[("kind", &kind), ("number", &number), ("total", &total), ("place", place)])
            }
            // The filter does not want it: it was selected before, or found by searching.
            (None, _) => ctx.tw("inspector-outside", &[("kind", &kind)]),
        };
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            close_ui(ctx, ui);
            ui.add_enabled_ui(rows.len() > 1 || position.is_none() && !rows.is_empty(), |ui| {
                if quiet_icon_button(ui, ctx.theme, Icon::ChevronRight, &ctx.t("inspector-next")).clicked() {
                    step_to(ctx, rows, Some(row), 1);
                }
                if quiet_icon_button(ui, ctx.theme, Icon::ChevronLeft, &ctx.t("inspector-previous")).clicked() {
                    step_to(ctx, rows, Some(row), -1);
                }
            });
            ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
                ui.add(Label::new(small(ctx.theme, words)).truncate());
            });
        });
    });
}

/// The cross that selects nothing.
pub fn close_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    if quiet_icon_button(ui, ctx.theme, Icon::Cross, &ctx.t("inspector-close")).clicked() {
        ctx.send(Command::Select(None));
    }
}

fn tags_ui(ctx: &UiContext<'_>, ui: &mut Ui, project: &Project) {
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        if project.is_simulated {
            badge(ui, ctx.theme, Tone::Warning, &ctx.t("inspector-simulated"));
        }
        for dimension in &*project.dimensions {
            tag(ui, ctx.theme, &ctx.text.word("dimension", dimension.key()));
        }
        if !project.theme.is_empty() {
            tag(ui, ctx.theme, &project.theme);
        }
    });
}

fn facts_ui(ctx: &UiContext<'_>, ui: &mut Ui, project: &Project) {
    let missing = ctx.t("inspector-missing");
    places_ui(ctx, ui, project, &missing);
    let (period, is_missing) = period_words(ctx, project);
    key_value(ui, ctx.theme, &ctx.t("inspector-period"), &period, is_missing);
    notes::source_ui(ctx, ui, project, &[CorrectedField::StartYear, CorrectedField::EndYear]);
    key_value_ui(ui, ctx.theme, &ctx.t("inspector-status"), |ui| {
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 6.0;
            status_mark(ui, ctx.theme, project.status);
            ui.label(ctx.text.word("status", project.status.key()));
            if let Some(basis) = project.status_basis {
                ui.label(small(ctx.theme, format!("({})", ctx.text.word("status-basis", basis.key()))));
            }
        });
    });
    notes::source_ui(ctx, ui, project, &[CorrectedField::Status]);
    let (funding, is_missing) =
        if project.funding.is_empty() { (missing.as_str(), true) } else { (&*project.funding, false) };
    key_value(ui, ctx.theme, &ctx.t("inspector-funding"), funding, is_missing);
    let group = group_words(ctx, &project.funding_group);
    if !group.is_empty() && group != *project.funding {
        key_value(ui, ctx.theme, "", &group, true);
    }
}

/// A group of programmes: in the language where it is one of the bundled inventory, else as it stands.
fn group_words(ctx: &UiContext<'_>, group: &str) -> String {
    let key = format!("inspector-group-{}", group.to_lowercase().replace(' ', "-"));
    let words = ctx.t(&key);
    if words == key { group.to_owned() } else { words }
}

/// The leading municipality, then the others; each a link that selects it.
fn places_ui(ctx: &UiContext<'_>, ui: &mut Ui, project: &Project, missing: &str) {
    match project.lead {
        Some(nis) => key_value_ui(ui, ctx.theme, &ctx.t("inspector-lead"), |ui| place_link(ctx, ui, nis)),
        None if project.others.is_empty() => {
            key_value(ui, ctx.theme, &ctx.t("inspector-lead"), &ctx.t("inspector-regional"), true);
        }
        None => key_value(ui, ctx.theme, &ctx.t("inspector-lead"), missing, true),
    }
    if !project.others.is_empty() {
        key_value_ui(ui, ctx.theme, &ctx.t("inspector-others"), |ui| {
            ui.horizontal_wrapped(|ui| project.others.iter().for_each(|&nis| place_link(ctx, ui, nis)));
        });
    }
    if let Some(shape) = &project.shape {
        key_value(ui, ctx.theme, &ctx.t("inspector-shape"), &shape_words(ctx, shape), false);
    }
    // Participants that are no municipality: provinces, foreign cities, consortia.
    let known: Vec<String> = project.others.iter().map(|&nis| ctx.workspace.municipalities.name(nis)).collect();
    let unresolved: Vec<&str> = project
        .other_names
        .iter()
        .map(|name| &**name)
        .filter(|name| !known.iter().any(|known| known == name) && ctx.workspace.municipalities.find(name).is_empty())
        .collect();
    if !unresolved.is_empty() {
        key_value(ui, ctx.theme, &ctx.t("inspector-other-names"), &unresolved.join(", "), false);
    }
}

/// What a shape is made of, and what stands for it on the map.
fn shape_words(ctx: &UiContext<'_>, shape: &Footprint) -> String {
    let counts = shape.counts();
    let parts = [("areas", counts.areas), ("lines", counts.lines), ("points", counts.points)];
    let parts = parts.into_iter().filter(|(_, n)| *n > 0);
    let parts: Vec<String> =
        parts.map(|(kind, n)| ctx.text.with(&format!("inspector-shape-{kind}"), &[("n", n.into())])).collect();
    parts.join(", ")
}

fn place_link(ctx: &UiContext<'_>, ui: &mut Ui, nis: Nis) {
    let name = ctx.workspace.municipalities.name(nis);
    let response = link(ui, ctx.theme, &name);
    if response.clicked() {
        ctx.send(Command::Select(Some(Selected::Municipality(nis))));
    }
    response.context_menu(|ui| {
        if ui.button(ctx.tw("inspector-filter-on", &[("name", &name)])).clicked() {
            ctx.send(FilterCommand::Toggle(Toggle::Municipality(nis)));
            ui.close();
        }
    });
}

/// The period in words, and whether something of it is not known.
pub fn period_words(ctx: &UiContext<'_>, project: &Project) -> (String, bool) {
    let period = project.period;
    let one = |key: &str, year: i16| ctx.tw(key, &[("year", &year.to_string())]);
    match (period.extent(project.status), period.start, period.end) {
        (Extent::Closed(start, end), ..) if start == end => (start.to_string(), false),
        (Extent::Closed(start, end), ..) => (format!("{start} – {end}"), false),
        (Extent::Open(start), ..) if project.status == Status::Planned => {
            (one("inspector-period-planned", start), false)
        }
        (Extent::Open(start), ..) => (one("inspector-period-open", start), false),
        (Extent::Unknown, Some(start), _) => (one("inspector-period-end-unknown", start), false),
        (Extent::Unknown, None, Some(end)) => (one("inspector-period-start-unknown", end), false),
        (Extent::Unknown, None, None) => (ctx.t("inspector-missing"), true),
    }
}

fn money_ui(ctx: &UiContext<'_>, ui: &mut Ui, project: &Project) {
    for (key, amount) in [("inspector-budget", project.budget), ("inspector-subsidy", project.subsidy)] {
        let name = ctx.t(key);
        match amount {
            None => key_value(ui, ctx.theme, &name, &ctx.t("inspector-missing"), true),
            Some(amount) => key_value_ui(ui, ctx.theme, &name, |ui| amount_ui(ctx, ui, amount)),
        }
    }
}

fn amount_ui(ctx: &UiContext<'_>, ui: &mut Ui, amount: Amount) {
    let euro = ctx.text.number(amount.eur, 0);
    ui.label(ctx.tw("inspector-euro", &[("amount", &euro)]));
    let key = if amount.is_consortium { "inspector-amount-consortium" } else { "inspector-amount-own" };
    ui.add(Label::new(small(ctx.theme, ctx.t(key))).wrap());
}

/// Working areas and values: judged by this project, and marked so.
fn assigned_ui(ctx: &UiContext<'_>, ui: &mut Ui, project: &Project) {
    if project.working_areas.is_empty() && project.values.is_empty() {
        return;
    }
    sub_header(ui, ctx.theme, &ctx.t("inspector-assigned"), &ctx.t("inspector-assigned-remark"));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(6.0, 6.0);
        for area in &*project.working_areas {
            tag(ui, ctx.theme, &ctx.text.word("working-area", &area.number().to_string()));
        }
        for value in &*project.values {
            tag(ui, ctx.theme, &ctx.text.word("core-value", value.key()));
        }
    });
}

/// Partners by their role in the quadruple helix, and which roles are not known to take part.
fn partners_ui(ctx: &UiContext<'_>, ui: &mut Ui, project: &Project) {
    sub_header(ui, ctx.theme, &ctx.t("inspector-partners"), &ctx.t("inspector-helix"));
    if project.partners.is_empty() {
        ui.label(small(ctx.theme, ctx.t("inspector-missing")));
        return;
    }
    let roles = HelixRole::ALL.iter().copied().map(Some).chain([None]);
    for role in roles {
        let names: Vec<_> = project.partners.iter().filter(|partner| partner.role == role).collect();
        if names.is_empty() {
            continue;
        }
        let heading = role.map_or_else(|| ctx.t("inspector-role-unknown"), |role| ctx.text.word("helix", role.key()));
        key_value_ui(ui, ctx.theme, &heading, |ui| {
            for partner in names {
                let toggle = Toggle::Partner(partner.name.to_string());
                let tip = ctx.tw("inspector-filter-on", &[("name", &partner.name)]);
                if link(ui, ctx.theme, &partner.name).on_hover_text(tip).clicked() {
                    ctx.send(FilterCommand::Toggle(toggle));
                }
            }
        });
    }
    let absent: Vec<String> = HelixRole::ALL
        .iter()
        .filter(|role| !project.partners.iter().any(|partner| partner.role == Some(**role)))
        .filter(|role| **role != HelixRole::Government || project.lead.is_none())
        .map(|role| ctx.text.word("helix", role.key()))
        .collect();
    if let [head @ .., last] = absent.as_slice() {
        ui.add_space(4.0);
        let list = if head.is_empty() {
            last.clone()
        } else {
            ctx.tw("filter-any-of", &[("head", &head.join(", ")), ("last", last)])
        };
        note(ui, ctx.theme, Tone::Warning, &ctx.tw("inspector-no-role", &[("roles", &list)]));
    }
}

fn source_ui(ctx: &UiContext<'_>, ui: &mut Ui, project: &Project) {
    sub_header(ui, ctx.theme, &ctx.t("inspector-source"), "");
    if project.url.is_empty() {
        ui.label(small(ctx.theme, ctx.t("inspector-no-page")));
    } else if is_web(&project.url) {
        let response = link(ui, ctx.theme, &project.url).on_hover_text(&*project.url);
        if response.clicked() {
            ui.ctx().open_url(egui::OpenUrl::new_tab(project.url.to_string()));
        }
    } else {
        ui.add(Label::new(&*project.url).wrap());
    }
    notes::source_ui(ctx, ui, project, &[CorrectedField::Url]);
    let known = &project.provenance;
    let mut parts = vec![ctx.tw("inspector-record", &[("record", &project.record)])];
    if !known.confidence.is_empty() {
        parts.push(provenance::confidence_words(ctx, &known.confidence));
    }
    ui.add(Label::new(small(ctx.theme, parts.join(" · "))).wrap());
}

/// Only addresses of the web are opened: data must not start programs.
fn is_web(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

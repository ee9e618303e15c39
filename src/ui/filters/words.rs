//! The filter in words: names of choices, and one chip for each kind of choice.

use std::fmt::Display;

use crate::model::{ProjectKind, Status};
use crate::session::command::{FilterCommand, Toggle};
use crate::ui::UiContext;
use crate::workspace::{AreaFilter, Filter, YearRange};

/// A part of the filter as a chip, and what takes it away.
#[derive(Clone, Debug, PartialEq)]
pub struct FilterChip {
    /// What it says.
    pub text: String,
    /// Takes it away.
    pub removes: FilterCommand,
}

/// The name of a choice.
pub fn choice_name(ctx: &UiContext<'_>, toggle: &Toggle) -> String {
    let word = |family: &str, key: &dyn Display| ctx.text.word(family, &key.to_string());
    match toggle {
        Toggle::Municipality(nis) => ctx.workspace.municipalities.name(*nis),
        Toggle::Province(province) => word("province", province),
        Toggle::Arrondissement(code) => ctx.workspace.municipalities.arrondissement_name(*code, ctx.language()),
        Toggle::Typology(typology) => word("typology", typology),
        Toggle::Dimension(dimension) => word("dimension", dimension),
        Toggle::WorkingArea(area) => word("working-area", &area.number()),
        Toggle::Value(value) => word("core-value", value),
        Toggle::Theme(text) | Toggle::Funding(text) | Toggle::Partner(text) => text.clone(),
        Toggle::Status(status) => word("status", status),
        Toggle::Kind(kind) => word("kind", kind),
        Toggle::HelixRole(role) => word("helix", role),
        Toggle::Centrumsteden => ctx.t("filter-centrumsteden"),
        Toggle::Regional => ctx.t("filter-regional"),
        Toggle::UnknownPeriod => ctx.t("filter-unknown-period"),
    }
}

/// The chips of the filter, in the order of the panel.
pub fn chips(ctx: &UiContext<'_>) -> Vec<FilterChip> {
    let filter = &ctx.view.filter;
    let mut chips = Vec::new();
    if !filter.text.is_empty() {
        let text = ctx.tw("filter-chip-text", &[("text", &filter.text)]);
        chips.push(FilterChip { text, removes: FilterCommand::SetText(String::new()) });
    }
    chips.extend(choices_by_kind(filter).iter().filter_map(|choices| kind_chip(ctx, choices)));
    if let Some(region) = &filter.region {
        let args = [("name", region.name.as_ref().into()), ("n", region.members.len().into())];
        let text = ctx.text.with("filter-chip-region", &args);
        chips.push(FilterChip { text, removes: FilterCommand::SetRegion(None) });
    }
    if let Some(area) = &filter.area {
        chips.push(FilterChip { text: area_words(ctx, area), removes: FilterCommand::SetArea(None) });
    }
    if let Some(years) = filter.years {
        let mut text = years_words(years);
        if filter.with_unknown_period {
            text = ctx.tw("filter-chip-years-and-unknown", &[("years", &text)]);
        }
        chips.push(FilterChip { text, removes: FilterCommand::SetYears(None) });
    } else if filter.with_unknown_period {
        let toggle = Toggle::UnknownPeriod;
        chips.push(FilterChip { text: choice_name(ctx, &toggle), removes: FilterCommand::ClearKind(toggle) });
    }
    chips
}

/// Years as they are written: "2018 – 2024", or one year.
pub fn years_words(years: YearRange) -> String {
    if years.from == years.until { years.from.to_string() } else { format!("{} – {}", years.from, years.until) }
}

/// The choices of the filter, those of one kind together.
fn choices_by_kind(filter: &Filter) -> Vec<Vec<Toggle>> {
    let flag = |is_on: bool, toggle: Toggle| if is_on { vec![toggle] } else { Vec::new() };
    vec![
        filter.municipalities.iter().copied().map(Toggle::Municipality).collect(),
        filter.provinces.iter().copied().map(Toggle::Province).collect(),
        filter.arrondissements.iter().copied().map(Toggle::Arrondissement).collect(),
        filter.typologies.iter().copied().map(Toggle::Typology).collect(),
        flag(filter.centrumsteden_only, Toggle::Centrumsteden),
        flag(filter.regional_only, Toggle::Regional),
        filter.dimensions.iter().copied().map(Toggle::Dimension).collect(),
        filter.statuses.iter().copied().map(Toggle::Status).collect(),
        filter.kinds.iter().copied().map(Toggle::Kind).collect(),
        filter.working_areas.iter().copied().map(Toggle::WorkingArea).collect(),
        filter.values.iter().copied().map(Toggle::Value).collect(),
        filter.themes.iter().cloned().map(Toggle::Theme).collect(),
        filter.funding.iter().cloned().map(Toggle::Funding).collect(),
        filter.partners.iter().cloned().map(Toggle::Partner).collect(),
        filter.helix_roles.iter().copied().map(Toggle::HelixRole).collect(),
    ]
}

fn kind_chip(ctx: &UiContext<'_>, choices: &[Toggle]) -> Option<FilterChip> {
    let first = choices.first()?;
    let names: Vec<String> = choices.iter().map(|choice| chip_name(ctx, choice)).collect();
    let names = any_of(ctx, &names);
    // The kind is named where the words alone would not tell: once, before all of them.
    let text = match first {
        Toggle::Province(_) => ctx.tw("filter-chip-province", &[("name", &names)]),
        Toggle::Arrondissement(_) => ctx.tw("filter-chip-arrondissement", &[("name", &names)]),
        Toggle::Partner(_) => ctx.tw("filter-chip-partner", &[("name", &names)]),
        Toggle::HelixRole(_) => ctx.tw("filter-chip-helix", &[("name", &names)]),
        _ => names,
    };
    Some(FilterChip { text, removes: FilterCommand::ClearKind(first.clone()) })
}

fn chip_name(ctx: &UiContext<'_>, choice: &Toggle) -> String {
    match choice {
        Toggle::Status(Status::Unknown) => ctx.t("filter-chip-status-unknown"),
        Toggle::Kind(ProjectKind::Project) => ctx.t("filter-chip-kind-project"),
        _ => choice_name(ctx, choice),
    }
}

/// "A", "A of B", "A, B of C", "A, B of nog 4".
fn any_of(ctx: &UiContext<'_>, names: &[String]) -> String {
    /// Names written out; more are counted.
    const SHOWN: usize = 3;
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] if names.len() <= SHOWN => {
            ctx.tw("filter-any-of", &[("head", &head.join(", ")), ("last", last)])
        }
        _ => {
            let head = names.iter().take(SHOWN - 1).cloned().collect::<Vec<_>>().join(", ");
            let rest = ctx.text.integer(names.len() + 1 - SHOWN);
            ctx.tw("filter-any-of-more", &[("head", &head), ("rest", &rest)])
        }
    }
}

fn area_words(ctx: &UiContext<'_>, area: &AreaFilter) -> String {
    match area {
        AreaFilter::Box(_) => ctx.t("filter-chip-box"),
        AreaFilter::Near { metres, .. } => {
            let distance = ctx.text.number(metres / 1000.0, 1);
            ctx.tw("filter-chip-near", &[("distance", &distance)])
        }
        AreaFilter::Within(_) => ctx.t("filter-chip-within"),
    }
}

//! The filter in words: names of choices, and one chip for each kind of choice.

use std::fmt::Display;

use crate::query::filter_words::{self, FilterPart};
use crate::session::command::{FilterCommand, Toggle};
use crate::ui::UiContext;
use crate::workspace::Filter;

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
    let parts = filter_words::parts(filter, &ctx.workspace.municipalities, ctx.text);
    let chip = |(part, text)| Some(FilterChip { text, removes: removal(filter, part)? });
    parts.into_iter().filter_map(chip).collect()
}

/// What takes a part of the filter away.
fn removal(filter: &Filter, part: FilterPart) -> Option<FilterCommand> {
    let toggle = match part {
        FilterPart::Text => return Some(FilterCommand::SetText(String::new())),
        FilterPart::Region => return Some(FilterCommand::SetRegion(None)),
        FilterPart::Area => return Some(FilterCommand::SetArea(None)),
        FilterPart::Years => return Some(FilterCommand::SetYears(None)),
        FilterPart::Municipalities => Toggle::Municipality(*filter.municipalities.first()?),
        FilterPart::Provinces => Toggle::Province(*filter.provinces.first()?),
        FilterPart::Arrondissements => Toggle::Arrondissement(*filter.arrondissements.first()?),
        FilterPart::Typologies => Toggle::Typology(*filter.typologies.first()?),
        FilterPart::Centrumsteden => Toggle::Centrumsteden,
        FilterPart::Regional => Toggle::Regional,
        FilterPart::Dimensions => Toggle::Dimension(*filter.dimensions.first()?),
        FilterPart::Statuses => Toggle::Status(*filter.statuses.first()?),
        FilterPart::Kinds => Toggle::Kind(*filter.kinds.first()?),
        FilterPart::WorkingAreas => Toggle::WorkingArea(*filter.working_areas.first()?),
        FilterPart::Values => Toggle::Value(*filter.values.first()?),
        FilterPart::Themes => Toggle::Theme(filter.themes.first()?.clone()),
        FilterPart::Funding => Toggle::Funding(filter.funding.first()?.clone()),
        FilterPart::Partners => Toggle::Partner(filter.partners.first()?.clone()),
        FilterPart::HelixRoles => Toggle::HelixRole(*filter.helix_roles.first()?),
        FilterPart::UnknownPeriod => Toggle::UnknownPeriod,
    };
    Some(FilterCommand::ClearKind(toggle))
}

//! The filter in words: a text for each kind of choice, as a chip in the window and the title of a picture say it.
//! May use: `workspace`, `model`, `text`.

use std::fmt::Display;

use crate::model::{ProjectKind, Status};
use crate::text::Text;
use crate::workspace::{AreaFilter, Filter, Municipalities, YearRange};

/// A kind of choice that a filter may hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterPart {
    /// Searched words.
    Text,
    /// Municipalities.
    Municipalities,
    /// Provinces.
    Provinces,
    /// Arrondissements.
    Arrondissements,
    /// Urban, mixed, rural.
    Typologies,
    /// Only the thirteen.
    Centrumsteden,
    /// Only what has no municipality.
    Regional,
    /// Dimensions.
    Dimensions,
    /// Stages.
    Statuses,
    /// Kinds of entries.
    Kinds,
    /// Working areas.
    WorkingAreas,
    /// Core values.
    Values,
    /// Themes.
    Themes,
    /// Names of funding.
    Funding,
    /// Partners.
    Partners,
    /// Roles of partners.
    HelixRoles,
    /// A smart region.
    Region,
    /// A part of the map.
    Area,
    /// Years.
    Years,
    /// Also what has no known period, where no years are asked for.
    UnknownPeriod,
}

/// What the filter holds, in the order of the panel.
pub fn parts(filter: &Filter, municipalities: &Municipalities, text: &Text) -> Vec<(FilterPart, String)> {
    let mut parts = Vec::new();
    if !filter.text.is_empty() {
        parts.push((FilterPart::Text, text.with("filter-chip-text", &[("text", filter.text.as_str().into())])));
    }
    let kinds = choices(filter, municipalities, text).into_iter().filter(|(_, names)| !names.is_empty());
    parts.extend(kinds.map(|(part, names)| (part, kind_words(part, &names, text))));
    if let Some(region) = &filter.region {
        let arguments = [("name", region.name.as_ref().into()), ("n", region.members.len().into())];
        parts.push((FilterPart::Region, text.with("filter-chip-region", &arguments)));
    }
    if let Some(area) = &filter.area {
        parts.push((FilterPart::Area, area_words(area, text)));
    }
    if let Some(years) = filter.years {
        let mut words = years_words(years);
        if filter.with_unknown_period {
            words = text.with("filter-chip-years-and-unknown", &[("years", words.into())]);
        }
        parts.push((FilterPart::Years, words));
    } else if filter.with_unknown_period {
        parts.push((FilterPart::UnknownPeriod, text.get("filter-unknown-period")));
    }
    parts
}

/// The names of the choices, those of one kind together.
fn choices(filter: &Filter, municipalities: &Municipalities, text: &Text) -> Vec<(FilterPart, Vec<String>)> {
    let arrondissement = |code: &_| municipalities.arrondissement_name(*code, text.language());
    let flag = |is_on: bool, key: &str| is_on.then(|| text.get(key)).into_iter().collect();
    let status = |status: &Status| match status {
        Status::Unknown => text.get("filter-chip-status-unknown"),
        other => text.word("status", other.key()),
    };
    let kind = |kind: &ProjectKind| match kind {
        ProjectKind::Project => text.get("filter-chip-kind-project"),
        other => text.word("kind", other.key()),
    };
    vec![
        (FilterPart::Municipalities, filter.municipalities.iter().map(|nis| municipalities.name(*nis)).collect()),
        (FilterPart::Provinces, words("province", &filter.provinces, text)),
        (FilterPart::Arrondissements, filter.arrondissements.iter().map(arrondissement).collect()),
        (FilterPart::Typologies, words("typology", &filter.typologies, text)),
        (FilterPart::Centrumsteden, flag(filter.centrumsteden_only, "filter-centrumsteden")),
        (FilterPart::Regional, flag(filter.regional_only, "filter-regional")),
        (FilterPart::Dimensions, words("dimension", &filter.dimensions, text)),
        (FilterPart::Statuses, filter.statuses.iter().map(status).collect()),
        (FilterPart::Kinds, filter.kinds.iter().map(kind).collect()),
        (FilterPart::WorkingAreas, words("working-area", filter.working_areas.iter().map(|one| one.number()), text)),
        (FilterPart::Values, words("core-value", &filter.values, text)),
        (FilterPart::Themes, filter.themes.iter().cloned().collect()),
        (FilterPart::Funding, filter.funding.iter().cloned().collect()),
        (FilterPart::Partners, filter.partners.iter().cloned().collect()),
        (FilterPart::HelixRoles, words("helix", &filter.helix_roles, text)),
    ]
}

fn words<T: Display>(family: &str, keys: impl IntoIterator<Item = T>, text: &Text) -> Vec<String> {
    keys.into_iter().map(|key| text.word(family, &key.to_string())).collect()
}

/// The kind is named where the words alone would not tell: once, before all of them.
fn kind_words(part: FilterPart, names: &[String], text: &Text) -> String {
    let names = any_of(names, text);
    let key = match part {
        FilterPart::Provinces => "filter-chip-province",
        FilterPart::Arrondissements => "filter-chip-arrondissement",
        FilterPart::Partners => "filter-chip-partner",
        FilterPart::HelixRoles => "filter-chip-helix",
        _ => return names,
    };
    text.with(key, &[("name", names.into())])
}

/// Years as they are written: "2018 – 2024", or one year.
fn years_words(years: YearRange) -> String {
    if years.from == years.until { years.from.to_string() } else { format!("{} – {}", years.from, years.until) }
}

/// "A", "A of B", "A, B of C", "A, B of nog 4".
fn any_of(names: &[String], text: &Text) -> String {
    /// Names written out; more are counted.
    const SHOWN: usize = 3;
    match names {
        [] => String::new(),
        [only] => only.clone(),
        [head @ .., last] if names.len() <= SHOWN => {
            text.with("filter-any-of", &[("head", head.join(", ").into()), ("last", last.as_str().into())])
        }
        _ => {
            let head = names.iter().take(SHOWN - 1).cloned().collect::<Vec<_>>().join(", ");
            let rest = text.integer(names.len() + 1 - SHOWN);
            text.with("filter-any-of-more", &[("head", head.into()), ("rest", rest.into())])
        }
    }
}

fn area_words(area: &AreaFilter, text: &Text) -> String {
    match area {
        AreaFilter::Box(_) => text.get("filter-chip-box"),
        AreaFilter::Near { metres, .. } => {
            let distance = text.number(metres / 1000.0, 1);
            text.with("filter-chip-near", &[("distance", distance.into())])
        }
        AreaFilter::Within(_) => text.get("filter-chip-within"),
    }
}

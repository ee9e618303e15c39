//! Whether one project is what a filter wants, part by part.
//!
//! Kinds are independent of each other: a project matches "province Limburg" and "rural" when it has a municipality
//! in Limburg and a rural one, not necessarily the same. May use: `workspace`, `model`.

use std::collections::BTreeSet;

use crate::model::{LonLat, Municipality, Nis, Project};
use crate::query::places;
use crate::workspace::municipalities::fold;
use crate::workspace::{Filter, Municipalities};

/// A part of a filter that is met or failed by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Municipalities.
    Municipalities,
    /// Provinces.
    Provinces,
    /// Arrondissements.
    Arrondissements,
    /// Typologies.
    Typologies,
    /// Only centrumsteden.
    Centrumsteden,
    /// Only without a municipality.
    Regional,
    /// Dimensions.
    Dimensions,
    /// Working areas.
    WorkingAreas,
    /// Core values.
    Values,
    /// Keywords.
    Themes,
    /// Stages.
    Statuses,
    /// Kinds.
    Kinds,
    /// Funding programmes.
    Funding,
    /// Partners.
    Partners,
    /// Helix roles.
    HelixRoles,
    /// Years.
    Years,
    /// Text.
    Text,
    /// Part of the map.
    Area,
}

impl Part {
    /// Its bit in a mask of parts.
    pub const fn bit(self) -> u32 {
        1 << self as u32
    }
}

/// The municipalities of today that count the project, each once; codes that today's list does not hold are left
/// out.
pub fn today<'a>(project: &Project, municipalities: &'a Municipalities) -> Vec<&'a Municipality> {
    let mut codes: Vec<Nis> = Vec::new();
    for nis in project.municipalities() {
        let code = municipalities.timeline().today(nis);
        if !codes.contains(&code) {
            codes.push(code);
        }
    }
    codes.into_iter().filter_map(|code| municipalities.get(code)).collect()
}

/// The parts of the filter that the project fails, as a mask of [`Part::bit`].
pub fn failures(project: &Project, municipalities: &Municipalities, filter: &Filter) -> u32 {
    let towns = today(project, municipalities);
    let mut failed = 0;
    let mut need = |part: Part, is_met: bool| failed |= if is_met { 0 } else { part.bit() };
    need(Part::Municipalities, any(&filter.municipalities, towns.iter().map(|row| row.nis)));
    need(Part::Provinces, any(&filter.provinces, towns.iter().map(|row| row.province)));
    need(Part::Arrondissements, any(&filter.arrondissements, towns.iter().map(|row| row.arrondissement)));
    need(Part::Typologies, any(&filter.typologies, towns.iter().map(|row| row.typology)));
    need(Part::Centrumsteden, !filter.centrumsteden_only || towns.iter().any(|row| row.is_centrumstad));
    need(Part::Regional, !filter.regional_only || towns.is_empty());
    need(Part::Dimensions, any(&filter.dimensions, project.dimensions.iter().copied()));
    need(Part::WorkingAreas, any(&filter.working_areas, project.working_areas.iter().copied()));
    need(Part::Values, any(&filter.values, project.values.iter().copied()));
    need(Part::Themes, any(&filter.themes, [project.theme.to_string()]));
    need(Part::Statuses, any(&filter.statuses, [project.status]));
    need(Part::Kinds, any(&filter.kinds, [project.kind]));
    need(Part::Funding, any(&filter.funding, [project.funding.to_string()]));
    need(Part::Partners, any(&filter.partners, project.partners.iter().map(|partner| partner.name.to_string())));
    need(Part::HelixRoles, any(&filter.helix_roles, project.partners.iter().filter_map(|partner| partner.role)));
    need(Part::Years, meets_years(project, filter));
    need(Part::Text, meets_text(project, &towns, &filter.text));
    need(Part::Area, meets_area(project, &towns, filter));
    failed
}

fn any<T: Ord>(wanted: &BTreeSet<T>, own: impl IntoIterator<Item = T>) -> bool {
    wanted.is_empty() || own.into_iter().any(|choice| wanted.contains(&choice))
}

fn meets_years(project: &Project, filter: &Filter) -> bool {
    filter.years.is_none_or(|years| {
        project.period.extent(project.status).overlaps(years.from, years.until).unwrap_or(filter.with_unknown_period)
    })
}

fn meets_text(project: &Project, towns: &[&Municipality], text: &str) -> bool {
    let folded = fold(text);
    if folded.is_empty() {
        return true;
    }
    let searched = searched_text(project, towns);
    folded.split(' ').all(|word| searched.contains(word))
}

/// Everything that the words of a filter are looked for in, folded: title and description in both languages, theme,
/// partners, funding, names of municipalities as they are and as the source writes them.
pub fn searched_text(project: &Project, towns: &[&Municipality]) -> String {
    let localized = [&project.title, &project.description];
    let texts = localized.into_iter().flat_map(|text| [text.nl.as_deref(), text.en.as_deref()]).flatten();
    let names = towns.iter().flat_map(|row| {
        [Some(row.name.as_ref()), row.name_fr.as_deref(), row.name_de.as_deref()].into_iter().flatten()
    });
    let all = texts
        .chain([project.theme.as_ref(), project.funding.as_ref()])
        .chain(project.partners.iter().map(|partner| partner.name.as_ref()))
        .chain(project.other_names.iter().map(AsRef::as_ref))
        .chain(names);
    let mut searched = String::new();
    for text in all {
        searched.push_str(&fold(text));
        searched.push(' ');
    }
    searched
}

/// Where a project stands: at its own place, else at its municipalities.
pub fn stands_at<'a>(project: &Project, towns: &'a [&Municipality]) -> impl Iterator<Item = LonLat> + 'a {
    let own = project.location;
    let towns = if own.is_some() { &[] } else { towns };
    own.into_iter().chain(towns.iter().map(|row| row.label_point))
}

fn meets_area(project: &Project, towns: &[&Municipality], filter: &Filter) -> bool {
    filter.area.as_ref().is_none_or(|area| stands_at(project, towns).any(|place| places::holds(area, place)))
}

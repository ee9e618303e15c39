//! Commands on the filter.

use std::collections::BTreeSet;

use crate::model::{
    Arrondissement, CoreValue, Dimension, HelixRole, Nis, ProjectKind, Province, Status, Typology, WorkingArea,
};
use crate::workspace::{AreaFilter, Filter, SmartRegion, YearRange};

/// A choice that is switched on or off.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Toggle {
    /// A municipality.
    Municipality(Nis),
    /// A province.
    Province(Province),
    /// An arrondissement.
    Arrondissement(Arrondissement),
    /// A typology.
    Typology(Typology),
    /// A dimension.
    Dimension(Dimension),
    /// A working area.
    WorkingArea(WorkingArea),
    /// A core value.
    Value(CoreValue),
    /// A keyword.
    Theme(String),
    /// A stage.
    Status(Status),
    /// A kind.
    Kind(ProjectKind),
    /// A funding programme.
    Funding(String),
    /// A partner.
    Partner(String),
    /// A helix role.
    HelixRole(HelixRole),
    /// Only centrumsteden.
    Centrumsteden,
    /// Only the regional tray.
    Regional,
    /// Also rows of unknown period.
    UnknownPeriod,
}

/// A change of the filter.
#[derive(Clone, Debug, PartialEq)]
pub enum FilterCommand {
    /// Switches a choice on or off.
    Toggle(Toggle),
    /// Drops everything of the kind of this choice.
    ClearKind(Toggle),
    /// Wants these municipalities only.
    SetMunicipalities(Vec<Nis>),
    /// Wants these words.
    SetText(String),
    /// Wants these years.
    SetYears(Option<YearRange>),
    /// Wants this part of the map.
    SetArea(Option<AreaFilter>),
    /// Wants this smart region.
    SetRegion(Option<SmartRegion>),
    /// Replaces the filter.
    Set(Box<Filter>),
    /// Wants everything.
    Clear,
}

impl FilterCommand {
    /// Makes the change.
    pub fn apply(&self, filter: &mut Filter) {
        match self {
            Self::Toggle(toggle) => toggle.flip(filter),
            Self::ClearKind(toggle) => toggle.clear_kind(filter),
            Self::SetMunicipalities(codes) => filter.municipalities = codes.iter().copied().collect(),
            Self::SetText(text) => filter.text.clone_from(text),
            Self::SetYears(years) => {
                filter.years = *years;
                if years.is_none() {
                    filter.with_unknown_period = false;
                }
            }
            Self::SetArea(area) => filter.area.clone_from(area),
            Self::SetRegion(region) => filter.region.clone_from(region),
            Self::Set(wanted) => *filter = (**wanted).clone(),
            Self::Clear => *filter = Filter::default(),
        }
    }
}

impl Toggle {
    /// Whether the filter has this choice.
    pub fn is_on(&self, filter: &Filter) -> bool {
        match self {
            Self::Municipality(nis) => filter.municipalities.contains(nis),
            Self::Province(province) => filter.provinces.contains(province),
            Self::Arrondissement(arrondissement) => filter.arrondissements.contains(arrondissement),
            Self::Typology(typology) => filter.typologies.contains(typology),
            Self::Dimension(dimension) => filter.dimensions.contains(dimension),
            Self::WorkingArea(area) => filter.working_areas.contains(area),
            Self::Value(value) => filter.values.contains(value),
            Self::Theme(theme) => filter.themes.contains(theme),
            Self::Status(status) => filter.statuses.contains(status),
            Self::Kind(kind) => filter.kinds.contains(kind),
            Self::Funding(funding) => filter.funding.contains(funding),
            Self::Partner(partner) => filter.partners.contains(partner),
            Self::HelixRole(role) => filter.helix_roles.contains(role),
            Self::Centrumsteden => filter.centrumsteden_only,
            Self::Regional => filter.regional_only,
            Self::UnknownPeriod => filter.with_unknown_period,
        }
    }

    fn flip(&self, filter: &mut Filter) {
        match self {
            Self::Municipality(nis) => flip(&mut filter.municipalities, nis),
            Self::Province(province) => flip(&mut filter.provinces, province),
            Self::Arrondissement(arrondissement) => flip(&mut filter.arrondissements, arrondissement),
            Self::Typology(typology) => flip(&mut filter.typologies, typology),
            Self::Dimension(dimension) => flip(&mut filter.dimensions, dimension),
            Self::WorkingArea(area) => flip(&mut filter.working_areas, area),
            Self::Value(value) => flip(&mut filter.values, value),
            Self::Theme(theme) => flip(&mut filter.themes, theme),
            Self::Status(status) => flip(&mut filter.statuses, status),
            Self::Kind(kind) => flip(&mut filter.kinds, kind),
            Self::Funding(funding) => flip(&mut filter.funding, funding),
            Self::Partner(partner) => flip(&mut filter.partners, partner),
            Self::HelixRole(role) => flip(&mut filter.helix_roles, role),
            Self::Centrumsteden => filter.centrumsteden_only = !filter.centrumsteden_only,
            Self::Regional => filter.regional_only = !filter.regional_only,
            Self::UnknownPeriod => filter.with_unknown_period = !filter.with_unknown_period,
        }
    }

    fn clear_kind(&self, filter: &mut Filter) {
        match self {
            Self::Municipality(_) => filter.municipalities.clear(),
            Self::Province(_) => filter.provinces.clear(),
            Self::Arrondissement(_) => filter.arrondissements.clear(),
            Self::Typology(_) => filter.typologies.clear(),
            Self::Dimension(_) => filter.dimensions.clear(),
            Self::WorkingArea(_) => filter.working_areas.clear(),
            Self::Value(_) => filter.values.clear(),
            Self::Theme(_) => filter.themes.clear(),
            Self::Status(_) => filter.statuses.clear(),
            Self::Kind(_) => filter.kinds.clear(),
            Self::Funding(_) => filter.funding.clear(),
            Self::Partner(_) => filter.partners.clear(),
            Self::HelixRole(_) => filter.helix_roles.clear(),
            Self::Centrumsteden => filter.centrumsteden_only = false,
            Self::Regional => filter.regional_only = false,
            Self::UnknownPeriod => filter.with_unknown_period = false,
        }
    }
}

fn flip<T: Ord + Clone>(set: &mut BTreeSet<T>, choice: &T) {
    if !set.remove(choice) {
        set.insert(choice.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_toggle_twice_is_nothing() {
        let mut filter = Filter::default();
        let toggle = Toggle::Dimension(Dimension::Mobility);
        toggle.flip(&mut filter);
        assert!(toggle.is_on(&filter));
        toggle.flip(&mut filter);
        assert!(filter.is_empty());
    }
}

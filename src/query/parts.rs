//! The parts of a filter: each is met or failed by itself, and each but three has a facet. May use: `workspace`.

use crate::workspace::Filter;

/// A part of a filter that is met or failed by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Municipalities.
    Municipalities,
    /// Provinces.
    Provinces,
    /// Arrondissements.
    Arrondissements,
    /// Urban, mixed, rural.
    Typologies,
    /// A smart region.
    Region,
    /// Only centrumsteden.
    Centrumsteden,
    /// Only rows without a municipality.
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
    /// Helix roles of partners.
    HelixRoles,
    /// Years.
    Years,
    /// Words.
    Text,
    /// A part of the map.
    Area,
}

impl Part {
    /// Every part.
    pub const ALL: [Self; 19] = [
        Self::Municipalities,
        Self::Provinces,
        Self::Arrondissements,
        Self::Typologies,
        Self::Region,
        Self::Centrumsteden,
        Self::Regional,
        Self::Dimensions,
        Self::WorkingAreas,
        Self::Values,
        Self::Themes,
        Self::Statuses,
        Self::Kinds,
        Self::Funding,
        Self::Partners,
        Self::HelixRoles,
        Self::Years,
        Self::Text,
        Self::Area,
    ];

    /// Whether two filters ask for something else in this part.
    pub fn differs(self, a: &Filter, b: &Filter) -> bool {
        match self {
            Self::Municipalities => a.municipalities != b.municipalities,
            Self::Provinces => a.provinces != b.provinces,
            Self::Arrondissements => a.arrondissements != b.arrondissements,
            Self::Typologies => a.typologies != b.typologies,
            Self::Region => a.region != b.region,
            Self::Centrumsteden => a.centrumsteden_only != b.centrumsteden_only,
            Self::Regional => a.regional_only != b.regional_only,
            Self::Dimensions => a.dimensions != b.dimensions,
            Self::WorkingAreas => a.working_areas != b.working_areas,
            Self::Values => a.values != b.values,
            Self::Themes => a.themes != b.themes,
            Self::Statuses => a.statuses != b.statuses,
            Self::Kinds => a.kinds != b.kinds,
            Self::Funding => a.funding != b.funding,
            Self::Partners => a.partners != b.partners,
            Self::HelixRoles => a.helix_roles != b.helix_roles,
            Self::Years => (a.years, a.with_unknown_period) != (b.years, b.with_unknown_period),
            Self::Text => a.text != b.text,
            Self::Area => a.area != b.area,
        }
    }
}

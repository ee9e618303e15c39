//! The filter: what the window's left panel, the command line's words and a view file all mean.
//!
//! Words of one kind mean "or", different kinds mean "and". An empty kind does not restrict. Matching itself is
//! in `query::filter`.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::municipalities::Municipalities;
use crate::model::own::OwnList;
use crate::model::period::Year;
use crate::model::{
    Arrondissement, BoundingBox, CoreValue, Dimension, HelixRole, LonLat, Nis, ProjectKind, Province, Status, Typology,
    WorkingArea,
};

/// Inclusive years.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearRange {
    /// First year.
    pub from: Year,
    /// Last year, inclusive.
    pub until: Year,
}

/// A smart region: municipalities that are treated as one. It holds its members, so that a view file works where the
/// list that it was made from is unknown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmartRegion {
    /// Its name.
    pub name: Arc<str>,
    /// Codes of its municipalities; never empty.
    pub members: BTreeSet<Nis>,
}

impl SmartRegion {
    /// Its municipalities of today, each once.
    pub fn today(&self, municipalities: &Municipalities) -> BTreeSet<Nis> {
        self.members.iter().map(|nis| municipalities.timeline().today(*nis)).collect()
    }
}

impl From<&OwnList> for SmartRegion {
    fn from(list: &OwnList) -> Self {
        Self { name: Arc::clone(&list.name), members: list.members.iter().copied().collect() }
    }
}

/// A part of the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AreaFilter {
    /// What a box holds.
    Box(BoundingBox),
    /// What lies within `metres` of a point.
    Near {
        /// The point.
        centre: LonLat,
        /// Greatest distance in metres.
        metres: f64,
    },
    /// What a drawn ring (lasso) or the outer rings of a file hold; each ring closed.
    Within(Vec<Vec<LonLat>>),
}

/// Which projects are wanted. The default wants all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Filter {
    /// Municipalities (codes of today) that lead or take part.
    pub municipalities: BTreeSet<Nis>,
    /// Provinces; together with the municipalities, arrondissements and typologies they are one kind each.
    pub provinces: BTreeSet<Province>,
    /// Arrondissements.
    pub arrondissements: BTreeSet<Arrondissement>,
    /// Urban, mixed, rural.
    pub typologies: BTreeSet<Typology>,
    /// A smart region: any of its members leads or takes part.
    pub region: Option<SmartRegion>,
    /// Only centrumsteden.
    pub centrumsteden_only: bool,
    /// Only rows without any municipality (the regional tray).
    pub regional_only: bool,
    /// Any of a project's dimensions.
    pub dimensions: BTreeSet<Dimension>,
    /// Any of a project's working areas.
    pub working_areas: BTreeSet<WorkingArea>,
    /// Any of a project's core values.
    pub values: BTreeSet<CoreValue>,
    /// Keyword.
    pub themes: BTreeSet<String>,
    /// Stage.
    pub statuses: BTreeSet<Status>,
    /// Project, service, planned action, programme.
    pub kinds: BTreeSet<ProjectKind>,
    /// Funding programme.
    pub funding: BTreeSet<String>,
    /// Name of a partner.
    pub partners: BTreeSet<String>,
    /// Role of any partner.
    pub helix_roles: BTreeSet<HelixRole>,
    /// Overlap with these years.
    pub years: Option<YearRange>,
    /// With `years`: also projects whose period is unknown (off by default).
    pub with_unknown_period: bool,
    /// Words that all occur (accents and case aside) in title, descriptions, theme, partners or municipality.
    pub text: String,
    /// A part of the map.
    pub area: Option<AreaFilter>,
}

impl Filter {
    /// The same without its places: for what has places of its own.
    #[must_use]
    pub fn without_places(&self) -> Self {
        Self {
            municipalities: BTreeSet::new(),
            provinces: BTreeSet::new(),
            arrondissements: BTreeSet::new(),
            typologies: BTreeSet::new(),
            region: None,
            centrumsteden_only: false,
            regional_only: false,
            area: None,
            ..self.clone()
        }
    }

    /// Whether it wants everything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

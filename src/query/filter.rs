//! Which projects a filter wants, and how many each choice of each facet would give.
//!
//! Facets follow the crossfilter rule: the counts of a facet are made under all other parts of the filter, so that
//! a choice shows what choosing it as well would give. Programmes are listed, never counted: only the facet of
//! kinds counts them. A municipality counts a project that it leads or takes part in.
//!
//! Kinds are independent of each other: a project matches "province Limburg" and "rural" when it has a municipality
//! in Limburg and a rural one, not necessarily the same. Codes of any vintage stand for the municipality of today;
//! a code that today's list does not hold is no municipality. May use: `workspace`, `model`.

use crate::model::{
    Arrondissement, CoreValue, Dimension, HelixRole, Nis, ProjectKind, Province, Status, Typology, WorkingArea,
};
pub use crate::query::engine::FilterEngine;
use crate::workspace::{Filter, Municipalities, Projects};

/// How many rows of each kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct KindCounts {
    /// Projects in the narrow sense.
    pub projects: u32,
    /// Services.
    pub services: u32,
    /// Planned actions.
    pub planned_actions: u32,
    /// Programmes, which no sum includes.
    pub programmes: u32,
}

impl KindCounts {
    /// Everything that counts: all but programmes.
    pub const fn counted(self) -> u32 {
        self.projects + self.services + self.planned_actions
    }

    /// Adds one of this kind.
    pub const fn add(&mut self, kind: ProjectKind) {
        match kind {
            ProjectKind::Project => self.projects += 1,
            ProjectKind::Service => self.services += 1,
            ProjectKind::PlannedAction => self.planned_actions += 1,
            ProjectKind::Programme => self.programmes += 1,
        }
    }
}

/// Counts by choice. Enumerations in their own order, zero included; names by count (greatest first), then name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facets {
    /// By municipality of today, those with a count, greatest first, then by code.
    pub municipalities: Vec<(Nis, u32)>,
    /// By province.
    pub provinces: Vec<(Province, u32)>,
    /// By arrondissement, those that exist, by code.
    pub arrondissements: Vec<(Arrondissement, u32)>,
    /// By typology of any of its municipalities.
    pub typologies: Vec<(Typology, u32)>,
    /// By dimension, any of a project's.
    pub dimensions: Vec<(Dimension, u32)>,
    /// By working area.
    pub working_areas: Vec<(WorkingArea, u32)>,
    /// By core value.
    pub values: Vec<(CoreValue, u32)>,
    /// By keyword.
    pub themes: Vec<(String, u32)>,
    /// By stage.
    pub statuses: Vec<(Status, u32)>,
    /// By kind, programmes included here only.
    pub kinds: Vec<(ProjectKind, u32)>,
    /// By funding programme.
    pub funding: Vec<(String, u32)>,
    /// By partner.
    pub partners: Vec<(String, u32)>,
    /// By helix role of any partner.
    pub helix_roles: Vec<(HelixRole, u32)>,
    /// Rows in a centrumstad.
    pub centrumsteden: u32,
    /// Counted rows of unknown period that the other parts of the filter want.
    pub unknown_period: u32,
}

/// What a filter wants.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Rows wanted, ascending, programmes included.
    pub rows: Vec<u32>,
    /// The same by kind.
    pub hits: KindCounts,
    /// All rows of the workspace by kind.
    pub total: KindCounts,
    /// Those of `rows` without any municipality: the regional tray, so that map + tray = hits.
    pub regional: Vec<u32>,
    /// Counted projects among them (no programmes): what the tray says.
    pub regional_count: u32,
    /// Municipalities of today that a counted project of `rows` has.
    pub place_count: u32,
    /// Counts by choice.
    pub facets: Facets,
}

/// The selection of a filter, computed afresh.
pub fn run(projects: &Projects, municipalities: &Municipalities, filter: &Filter) -> Selection {
    FilterEngine::new(projects, municipalities).select(filter)
}

/// The rows that a filter wants, ascending, programmes included: those of [`run`], without counting anything.
pub fn rows(projects: &Projects, municipalities: &Municipalities, filter: &Filter) -> Vec<u32> {
    // Where everything is wanted, as it mostly is, no columns of choices are needed to know it.
    if filter.is_empty() {
        return (0_u32..).zip(projects.rows()).map(|(row, _)| row).collect();
    }
    run(projects, municipalities, filter).rows
}

#[cfg(test)]
#[path = "filter_tests.rs"]
mod tests;

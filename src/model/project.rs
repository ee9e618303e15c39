//! Smart-city projects, as in the regional inventory.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::dimension::{CoreValue, Dimension, WorkingArea, keyed_enum};
use super::footprint::Footprint;
use super::ids::{Nis, ProjectId};
use super::localized::Localized;
use super::period::Period;
use super::place::LonLat;
use super::provenance::Provenance;

keyed_enum!(
    /// What a row of the inventory is. Counts keep the kinds apart; programmes are never counted, because
    /// counting one would count its projects twice.
    ProjectKind {
        /// A project in the narrow sense.
        Project = "project",
        /// A running service with an open data feed.
        Service = "service",
        /// A line in a multi-year plan: no proof of delivery.
        PlannedAction = "planned_action",
        /// An umbrella over projects; listed, never counted.
        Programme = "programme",
    }
);

keyed_enum!(
    /// Stage of a project.
    Status {
        /// An idea, nobody has decided.
        Idea = "idea",
        /// Decided, not started.
        Planned = "planned",
        /// Under way.
        Running = "running",
        /// Finished.
        Completed = "completed",
        /// Finished and taken up more widely.
        ScaledUp = "scaled_up",
        /// Broken off.
        Stopped = "stopped",
        /// The source does not tell.
        Unknown = "unknown",
    }
);

impl Status {
    /// Whether a missing end means "not ended yet".
    pub const fn is_ongoing(self) -> bool {
        matches!(self, Self::Planned | Self::Running)
    }
}

keyed_enum!(
    /// How the status is known.
    StatusBasis {
        /// The source states it.
        Source = "source",
        /// Inferred by this project, from dates for instance.
        Inferred = "inferred",
    }
);

keyed_enum!(
    /// Role of a partner in the quadruple helix.
    HelixRole {
        /// A government or public body.
        Government = "government",
        /// A company.
        Company = "company",
        /// A knowledge institution.
        Knowledge = "knowledge",
        /// Citizens and their associations.
        Citizens = "citizens",
    }
);

/// An organisation that takes part in a project.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Partner {
    /// Its name as the source writes it.
    pub name: Arc<str>,
    /// Its role, where the source or the inventory gives it.
    pub role: Option<HelixRole>,
}

/// An amount of money with what it covers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Amount {
    /// Euro.
    pub eur: f64,
    /// Whether it covers a whole consortium: such amounts are shown, never summed.
    pub is_consortium: bool,
}

/// One row of the inventory. Text fields are empty where the source says nothing.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Project {
    /// Identifier, unique in the workspace.
    pub id: ProjectId,
    /// Project, service, planned action or programme.
    pub kind: ProjectKind,
    /// Title, usually the same in both languages.
    pub title: Localized,
    /// Description in this project's own words.
    pub description: Localized,
    /// Leading municipality, code of 2025.
    pub lead: Option<Nis>,
    /// Participating municipalities, codes of 2025, without the leading one, sorted, no duplicates.
    pub others: Box<[Nis]>,
    /// Names of participants as the source writes them, resolved or not.
    pub other_names: Box<[Arc<str>]>,
    /// Own place, where it has one; otherwise it lies at its municipalities. Of a shape it is a point in it.
    pub location: Option<LonLat>,
    /// Own shape, where it has one that is more than its place. A project is counted, filtered and put into a
    /// municipality by its place; its shape is drawn and exported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub shape: Option<Arc<Footprint>>,
    /// Dimensions, the main one first; never empty in the bundled inventory, may be in an import.
    pub dimensions: Arc<[Dimension]>,
    /// Free keyword.
    pub theme: Arc<str>,
    /// Working areas, assigned by this project by judgement (and marked so wherever shown).
    pub working_areas: Arc<[WorkingArea]>,
    /// Core values, assigned by this project by judgement.
    pub values: Arc<[CoreValue]>,
    /// Stage.
    pub status: Status,
    /// How the stage is known.
    pub status_basis: Option<StatusBasis>,
    /// Years in which it ran.
    pub period: Period,
    /// Total budget.
    pub budget: Option<Amount>,
    /// Subsidy received.
    pub subsidy: Option<Amount>,
    /// Programme or call that paid.
    pub funding: Arc<str>,
    /// Group of programmes ("European Union", "Flemish government").
    pub funding_group: Arc<str>,
    /// Partners with their role.
    pub partners: Box<[Partner]>,
    /// Address of a page on it.
    pub url: Arc<str>,
    /// Row number, sheet and row, or identifier of the record in its data set.
    pub record: Arc<str>,
    /// Where the row comes from.
    pub provenance: Arc<Provenance>,
    /// Whether it was generated and stands for nothing real.
    pub is_simulated: bool,
}

impl Project {
    /// An otherwise empty project, for readers and tests to fill in.
    pub fn new(id: ProjectId, kind: ProjectKind, title: Localized) -> Self {
        Self {
            id,
            kind,
            title,
            description: Localized::default(),
            lead: None,
            others: Box::default(),
            other_names: Box::default(),
            location: None,
            shape: None,
            dimensions: Arc::default(),
            theme: Arc::default(),
            working_areas: Arc::default(),
            values: Arc::default(),
            status: Status::Unknown,
            status_basis: None,
            period: Period::default(),
            budget: None,
            subsidy: None,
            funding: Arc::default(),
            funding_group: Arc::default(),
            partners: Box::default(),
            url: Arc::default(),
            record: Arc::default(),
            provenance: Arc::default(),
            is_simulated: false,
        }
    }

    /// The municipalities that count it: the one that leads it and those that take part.
    pub fn municipalities(&self) -> impl Iterator<Item = Nis> + '_ {
        self.lead.into_iter().chain(self.others.iter().copied())
    }

    /// Whether it belongs to no municipality: the "Regional" tray beside the map.
    pub fn is_regional(&self) -> bool {
        self.lead.is_none() && self.others.is_empty()
    }
}

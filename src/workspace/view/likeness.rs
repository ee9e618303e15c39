//! What is asked of look-alikes and partners.

use serde::{Deserialize, Serialize};

use crate::model::dimension::keyed_enum;
use crate::model::{Dimension, HelixRole, Nis, ProjectId};

keyed_enum!(
    /// A page of the tab of white spots.
    GapsPage {
        /// White spots.
        Matrix = "matrix",
        /// Look-alikes of a project or an idea.
        Similar = "similar",
        /// Organisations to bring to the table.
        Partners = "partners",
    }
);

keyed_enum!(
    /// What is compared with.
    SimilarSource {
        /// A project.
        Project = "project",
        /// A description.
        Idea = "idea",
    }
);

/// Look-alikes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SimilarView {
    /// What is compared with.
    pub source: SimilarSource,
    /// The project.
    pub project: Option<ProjectId>,
    /// The description.
    pub idea: String,
    /// Leaves out what the filter doesn't want.
    pub is_within_filter: bool,
}

impl Default for SimilarView {
    fn default() -> Self {
        Self { source: SimilarSource::Project, project: None, idea: String::new(), is_within_filter: false }
    }
}

keyed_enum!(
    /// How partners are shown.
    PartnersShow {
        /// As a list with reasons.
        List = "list",
        /// As a network of organisations and projects.
        Network = "network",
    }
);

/// Partners.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PartnersView {
    /// For whom; `None` leaves distance out.
    pub municipality: Option<Nis>,
    /// In which dimension; `None` = in any.
    pub dimension: Option<Dimension>,
    /// For this project instead: partners of its look-alikes, and the roles it lacks.
    pub project: Option<ProjectId>,
    /// Only those of this role.
    pub role: Option<HelixRole>,
    /// As a list or a network.
    pub show: PartnersShow,
    /// The organisation that is looked into, by name.
    pub organisation: Option<std::sync::Arc<str>>,
}

impl Default for PartnersView {
    fn default() -> Self {
        Self {
            municipality: None,
            dimension: None,
            project: None,
            role: None,
            show: PartnersShow::List,
            organisation: None,
        }
    }
}

//! The pages of the tab of projects.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::dimension::keyed_enum;

keyed_enum!(
    /// A page of the tab of projects.
    ProjectsPage {
        /// The table.
        Table = "table",
        /// Bars along the years.
        Schedule = "schedule",
        /// What paid.
        Funding = "funding",
    }
);

keyed_enum!(
    /// How the bars are grouped.
    ScheduleGroup {
        /// By main dimension.
        Dimension = "dimension",
        /// By stage.
        Status = "status",
        /// By kind.
        Kind = "kind",
        /// By what paid.
        Funding = "funding",
        /// Not.
        Nothing = "nothing",
    }
);

/// The pages of the tab of projects besides its table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProjectsView {
    /// The page that is shown.
    pub page: ProjectsPage,
    /// How the bars are grouped.
    pub group: ScheduleGroup,
    /// How many had started and ended by each year, instead of bars.
    pub is_cumulative: bool,
    /// What paid, unfolded, by name.
    pub funding: Option<Arc<str>>,
}

impl Default for ProjectsView {
    fn default() -> Self {
        Self { page: ProjectsPage::Table, group: ScheduleGroup::Dimension, is_cumulative: false, funding: None }
    }
}

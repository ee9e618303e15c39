//! Commands on the pages of the tab of projects.

use std::sync::Arc;

use crate::workspace::{ProjectsPage, ProjectsView, ScheduleGroup};

/// A change of what the tab of projects shows besides its table.
#[derive(Clone, Debug, PartialEq)]
pub enum ProjectsCommand {
    /// Shows a page.
    SetPage(ProjectsPage),
    /// How the bars are grouped.
    SetGroup(ScheduleGroup),
    /// Sums instead of bars.
    SetCumulative(bool),
    /// Unfolds what paid, or nothing.
    SetFunding(Option<Arc<str>>),
}

impl ProjectsCommand {
    /// Makes the change.
    pub fn apply(&self, view: &mut ProjectsView) {
        match self {
            Self::SetPage(page) => view.page = *page,
            Self::SetGroup(group) => view.group = *group,
            Self::SetCumulative(is_cumulative) => view.is_cumulative = *is_cumulative,
            Self::SetFunding(funding) => view.funding.clone_from(funding),
        }
    }
}

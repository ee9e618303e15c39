//! Commands on the tab of projects.

use crate::workspace::{ProjectsPage, ProjectsView};

/// A change of what the tab of projects shows.
#[derive(Clone, Debug, PartialEq)]
pub enum ProjectsCommand {
    /// Shows this page.
    SetPage(ProjectsPage),
}

impl ProjectsCommand {
    /// Makes the change.
    pub const fn apply(&self, view: &mut ProjectsView) {
        match self {
            Self::SetPage(page) => view.page = *page,
        }
    }
}

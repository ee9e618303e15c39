//! The part of the view that shows the projects themselves: a table, a time line, their funding.

use serde::{Deserialize, Serialize};

use crate::model::dimension::keyed_enum;

keyed_enum!(
    /// A page of the tab of projects.
    ProjectsPage {
        /// Row by row.
        Table = "table",
        /// Bars by period.
        Timeline = "timeline",
        /// Programmes with the projects under them.
        Funding = "funding",
    }
);

/// The time line.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct TimelineView {}

/// The funding programmes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct FundingView {}

/// The tab of projects.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ProjectsView {
    /// The page shown.
    pub page: ProjectsPage,
    /// The time line.
    pub timeline: TimelineView,
    /// The funding programmes.
    pub funding: FundingView,
}

impl Default for ProjectsView {
    fn default() -> Self {
        Self { page: ProjectsPage::Table, timeline: TimelineView::default(), funding: FundingView::default() }
    }
}

//! Commands on white spots, look-alikes and partners.

use crate::workspace::{GapsPage, GapsView};

/// A change of what the tab of white spots shows.
#[derive(Clone, Debug, PartialEq)]
pub enum GapsCommand {
    /// Shows this page.
    SetPage(GapsPage),
}

impl GapsCommand {
    /// Makes the change.
    pub const fn apply(&self, view: &mut GapsView) {
        match self {
            Self::SetPage(page) => view.page = *page,
        }
    }
}

//! The rows of projects and municipalities by themselves, so that a change of many can be made on another thread than
//! that which shows them.

use std::sync::Arc;

use super::{Municipalities, Projects, remarks};
use crate::model::remark::Remarks;
use crate::model::{Boundary, Nis, Project, ProjectId};

/// What a change does to rows.
#[derive(Clone, Debug)]
pub enum RowChange {
    /// New projects, by identifier replacing those that exist.
    Put(Vec<Project>),
    /// Projects that are taken away.
    Remove(Vec<ProjectId>),
    /// New boundaries.
    Boundaries(Vec<(Nis, Arc<Boundary>)>),
    /// What the user adds to projects has changed.
    Remarks,
}

/// Rows, each shared with those who show them.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    /// Municipalities.
    pub municipalities: Arc<Municipalities>,
    /// Projects as their sources have them.
    pub source_projects: Arc<Projects>,
    /// The same with the corrections and projects of the user's own over them.
    pub projects: Arc<Projects>,
}

impl Rows {
    /// The rows after these changes, one after the other, with what the user adds laid over them.
    #[must_use]
    pub fn changed(&self, changes: Vec<RowChange>, remarks: &Remarks) -> Self {
        let mut rows = self.clone();
        let mut is_overlaid = true;
        for change in changes {
            is_overlaid &= matches!(change, RowChange::Boundaries(_));
            match change {
                RowChange::Put(projects) => rows.source_projects = Arc::new(rows.source_projects.with(projects)),
                RowChange::Remove(ids) => rows.source_projects = Arc::new(rows.source_projects.without(&ids)),
                RowChange::Boundaries(boundaries) => {
                    rows.municipalities = Arc::new(rows.municipalities.with_boundaries(boundaries));
                }
                RowChange::Remarks => {}
            }
        }
        if !is_overlaid {
            rows.projects = remarks::overlaid(&rows.source_projects, remarks);
        }
        rows
    }

    /// How many projects there are.
    pub fn len(&self) -> usize {
        self.projects.rows().len()
    }

    /// Whether there is no project.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl RowChange {
    /// How many projects it puts or removes.
    pub const fn len(&self) -> usize {
        match self {
            Self::Put(projects) => projects.len(),
            Self::Remove(ids) => ids.len(),
            Self::Boundaries(_) | Self::Remarks => 0,
        }
    }

    /// Whether it puts and removes none.
    pub const fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

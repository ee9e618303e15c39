//! Projects with look-up by identifier.

use std::collections::{HashMap, HashSet};

use crate::model::{Project, ProjectId};

/// The projects in the order of their source. A row number is a position in [`Self::rows`].
#[derive(Clone, Debug, Default)]
pub struct Projects {
    rows: Vec<Project>,
    by_id: HashMap<ProjectId, u32>,
}

impl Projects {
    /// Indexes the rows; of rows with one identifier the last wins.
    pub fn new(rows: Vec<Project>) -> Self {
        Self::default().with(rows)
    }

    /// All rows.
    pub fn rows(&self) -> &[Project] {
        &self.rows
    }

    /// The project in this row.
    pub fn get(&self, row: u32) -> Option<&Project> {
        self.rows.get(row as usize)
    }

    /// The row of the project with this identifier.
    pub fn row_of(&self, id: &ProjectId) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// The project with this identifier.
    pub fn by_id(&self, id: &ProjectId) -> Option<&Project> {
        self.row_of(id).and_then(|row| self.get(row))
    }

    /// The same with these added; one of the same identifier is replaced in its row.
    #[must_use]
    pub fn with(&self, added: Vec<Project>) -> Self {
        let mut changed = self.clone();
        changed.rows.reserve(added.len());
        for project in added {
            if let Some(&row) = changed.by_id.get(&project.id) {
                if let Some(place) = changed.rows.get_mut(row as usize) {
                    *place = project;
                }
            } else {
                let row = u32::try_from(changed.rows.len()).unwrap_or(u32::MAX);
                changed.by_id.insert(project.id.clone(), row);
                changed.rows.push(project);
            }
        }
        changed
    }

    /// The same without those of these identifiers.
    #[must_use]
    pub fn without(&self, ids: &[ProjectId]) -> Self {
        let removed: HashSet<&ProjectId> = ids.iter().collect();
        Self::new(self.rows.iter().filter(|row| !removed.contains(&row.id)).cloned().collect())
    }
}

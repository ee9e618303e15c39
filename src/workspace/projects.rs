//! Projects with look-up by identifier.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::municipalities::fold;
use crate::model::{Language, Project, ProjectId};

/// The projects in the order of their source. A row number is a position in [`Self::rows`]. A clone shares the
/// rows.
#[derive(Clone, Debug, Default)]
pub struct Projects {
    rows: Arc<Vec<Project>>,
    by_id: Arc<HashMap<ProjectId, u32>>,
    folded_titles: Arc<OnceLock<Vec<[Box<str>; 2]>>>,
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

    /// The title of each row in the language, folded as search compares it; made once for all rows.
    pub fn folded_titles(&self, language: Language) -> impl Iterator<Item = &str> {
        let titles = self.folded_titles.get_or_init(|| {
            let folded = |project: &Project, language| fold(project.title.get(language)).into_boxed_str();
            self.rows.iter().map(|project| Language::ALL.map(|language| folded(project, language))).collect()
        });
        let index = Language::ALL.iter().position(|known| *known == language).unwrap_or_default();
        titles.iter().filter_map(move |titles| titles.get(index).map(AsRef::as_ref))
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
        let mut rows = self.rows.as_ref().clone();
        let mut by_id = self.by_id.as_ref().clone();
        rows.reserve(added.len());
        for project in added {
            if let Some(&row) = by_id.get(&project.id) {
                if let Some(place) = rows.get_mut(row as usize) {
                    *place = project;
                }
            } else {
                by_id.insert(project.id.clone(), u32::try_from(rows.len()).unwrap_or(u32::MAX));
                rows.push(project);
            }
        }
        Self { rows: Arc::new(rows), by_id: Arc::new(by_id), folded_titles: Arc::default() }
    }

    /// The same without those of these identifiers.
    #[must_use]
    pub fn without(&self, ids: &[ProjectId]) -> Self {
        let removed: HashSet<&ProjectId> = ids.iter().collect();
        Self::new(self.rows.iter().filter(|row| !removed.contains(&row.id)).cloned().collect())
    }
}

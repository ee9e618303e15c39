//! Projects with look-up by identifier.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::municipalities::fold;
use crate::model::{Language, MergerTimeline, Nis, Project, ProjectId, ProjectKind};

/// The projects in the order of their source. A row number is a position in [`Self::rows`]. A clone shares the
/// rows.
#[derive(Clone, Debug, Default)]
pub struct Projects {
    rows: Arc<Vec<Project>>,
    by_id: Arc<HashMap<ProjectId, u32>>,
    folded_titles: Arc<OnceLock<Vec<[Box<str>; 2]>>>,
    /// Notes and tags, to be found by searching.
    remark_words: Arc<BTreeMap<ProjectId, Vec<Arc<str>>>>,
    /// Rows that count, by municipality of today; made when first asked for.
    by_municipality: Arc<OnceLock<BTreeMap<Nis, Vec<u32>>>>,
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

    /// Whether they are folded already: of a million rows that takes longer than a frame.
    pub fn has_folded_titles(&self) -> bool {
        self.folded_titles.get().is_some()
    }

    /// Rows of every kind that counts (programmes don't), by the municipality of today that leads or takes part,
    /// ascending. Made once, with the first time line it is asked for.
    pub fn by_municipality(&self, timeline: &MergerTimeline) -> &BTreeMap<Nis, Vec<u32>> {
        self.by_municipality.get_or_init(|| {
            let mut towns: BTreeMap<Nis, Vec<u32>> = BTreeMap::new();
            for (row, project) in (0_u32..).zip(self.rows.iter()) {
                if project.kind == ProjectKind::Programme {
                    continue;
                }
                for code in project.municipalities() {
                    let rows = towns.entry(timeline.today(code)).or_default();
                    // Two parts of a merged municipality may both take part.
                    if rows.last() != Some(&row) {
                        rows.push(row);
                    }
                }
            }
            towns
        })
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
    pub fn with(&self, mut added: Vec<Project>) -> Self {
        let mut rows = self.rows.as_ref().clone();
        let mut by_id = self.by_id.as_ref().clone();
        by_id.reserve(added.len());
        // A million rows take long to copy and much room: those that are new move together within their own list.
        let mut new_count = 0;
        for index in 0..added.len() {
            let Some(project) = added.get(index) else { continue };
            let next = u32::try_from(rows.len() + new_count).unwrap_or(u32::MAX);
            match by_id.get(&project.id).map(|row| *row as usize) {
                Some(row) if row < rows.len() => {
                    if let (Some(place), Some(project)) = (rows.get_mut(row), added.get_mut(index)) {
                        std::mem::swap(place, project);
                    }
                }
                Some(row) => added.swap(row - rows.len(), index),
                None => {
                    by_id.insert(project.id.clone(), next);
                    added.swap(new_count, index);
                    new_count += 1;
                }
            }
        }
        added.truncate(new_count);
        let rows = if rows.len() < added.len() {
            added.splice(0..0, rows);
            added
        } else {
            rows.append(&mut added);
            rows
        };
        Self {
            rows: Arc::new(rows),
            by_id: Arc::new(by_id),
            folded_titles: Arc::default(),
            remark_words: Arc::clone(&self.remark_words),
            by_municipality: Arc::default(),
        }
    }

    /// The notes and tags of a project, to be found by searching.
    pub fn remark_words(&self, id: &ProjectId) -> &[Arc<str>] {
        self.remark_words.get(id).map_or(&[], Vec::as_slice)
    }

    /// The same rows, found by these notes and tags as well.
    #[must_use]
    pub fn found_by(&self, words: BTreeMap<ProjectId, Vec<Arc<str>>>) -> Self {
        Self { remark_words: Arc::new(words), ..self.clone() }
    }

    /// The same without those of these identifiers.
    #[must_use]
    pub fn without(&self, ids: &[ProjectId]) -> Self {
        let removed: HashSet<&ProjectId> = ids.iter().collect();
        Self::new(self.rows.iter().filter(|row| !removed.contains(&row.id)).cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Localized;

    fn rows(named: &[(&str, &str)]) -> Vec<Project> {
        let row =
            |(id, title): &(&str, &str)| Project::new(ProjectId::new(id), ProjectKind::Project, Localized::same(title));
        named.iter().map(row).collect()
    }

    #[test]
    fn added_rows_follow_and_those_that_were_there_are_replaced_in_their_place() {
        let few = [("a", "1"), ("b", "1")];
        let many = [("c", "1"), ("b", "2"), ("d", "1"), ("c", "2"), ("e", "1"), ("b", "3"), ("c", "3"), ("f", "1")];
        let (few, many) = (rows(&few), rows(&many));
        let expected = rows(&[("a", "1"), ("b", "3"), ("c", "3"), ("d", "1"), ("e", "1"), ("f", "1")]);
        assert_eq!(Projects::new(few.clone()).with(many.clone()).rows(), expected);
        let other_way = Projects::new(many).with(few);
        let expected = rows(&[("c", "3"), ("b", "1"), ("d", "1"), ("e", "1"), ("f", "1"), ("a", "1")]);
        assert_eq!(other_way.rows(), expected);
        for (row, project) in (0..).zip(other_way.rows()) {
            assert_eq!(other_way.row_of(&project.id), Some(row));
        }
    }
}

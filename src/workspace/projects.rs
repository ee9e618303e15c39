//! Projects with look-up by identifier.

use std::collections::{BTreeMap, HashSet};
use std::sync::{Arc, OnceLock};

use super::municipalities::fold;
use crate::model::numbered::Numbered;
use crate::model::{Language, MergerTimeline, Nis, Project, ProjectId, ProjectKind};

/// The projects in the order of their source. A row number is a position in [`Self::rows`]. A clone shares the
/// rows.
#[derive(Clone, Debug, Default)]
pub struct Projects {
    rows: Arc<Vec<Project>>,
    /// Rows by the identifier of their project.
    by_id: Arc<Numbered>,
    folded_titles: Arc<OnceLock<FoldedTitles>>,
    /// Notes and tags, to be found by searching.
    remark_words: Arc<BTreeMap<ProjectId, Vec<Arc<str>>>>,
    /// Rows that count, by municipality of today; made when first asked for.
    by_municipality: Arc<OnceLock<BTreeMap<Nis, Vec<u32>>>>,
}

/// Titles as search compares them, one after the other: a million texts of their own would take three times as much room.
#[derive(Debug, Default)]
struct FoldedTitles {
    text: String,
    /// Where in `text` each is, in the order of [`Language::ALL`]; the same place where both languages have the same.
    spans: Vec<[(u32, u32); 2]>,
}

impl FoldedTitles {
    fn new(rows: &[Project]) -> Self {
        let mut titles = Self { text: String::new(), spans: Vec::with_capacity(rows.len()) };
        for Project { title, .. } in rows {
            let [first, second] = Language::ALL.map(|language| title.get(language));
            let start = titles.append(first);
            let other = if first == second { start } else { titles.append(second) };
            titles.spans.push([start, other]);
        }
        titles
    }

    /// Adds a title. More than 4 GB of titles don't fit in memory before they overflow here.
    fn append(&mut self, title: &str) -> (u32, u32) {
        let start = self.text.len() as u32;
        self.text.push_str(&fold(title));
        (start, self.text.len() as u32)
    }

    fn all(&self, language: Language) -> impl Iterator<Item = &str> {
        let index = Language::ALL.iter().position(|known| *known == language).unwrap_or_default();
        let span = move |spans: &[(u32, u32); 2]| spans.get(index).copied().unwrap_or_default();
        let text = |(start, end): (u32, u32)| self.text.get(start as usize..end as usize).unwrap_or_default();
        self.spans.iter().map(span).map(text)
    }
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
        self.folded_titles.get_or_init(|| FoldedTitles::new(&self.rows)).all(language)
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
        self.by_id.find(&id, |row| self.get(row).map(|project| &project.id))
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
        by_id.reserve(added.len(), |row| self.get(row).map(|project| &project.id));
        // A million rows take long to copy and much room: those that are new move together within their own list.
        let mut new_count = 0;
        for index in 0..added.len() {
            let Some(project) = added.get(index) else { continue };
            let next = rows.len() + new_count;
            let known = |row| id_of(row, &rows, &added);
            let row = by_id.find_or_add(&&project.id, u32::try_from(next).unwrap_or(u32::MAX), known) as usize;
            if row < rows.len() {
                if let (Some(place), Some(project)) = (rows.get_mut(row), added.get_mut(index)) {
                    std::mem::swap(place, project);
                }
            } else {
                added.swap(row - rows.len(), index);
                new_count += usize::from(row == next);
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

/// The identifier of a row of two lists, the second after the first.
fn id_of<'a>(row: u32, rows: &'a [Project], added: &'a [Project]) -> Option<&'a ProjectId> {
    let row = row as usize;
    let project = if row < rows.len() { rows.get(row) } else { added.get(row - rows.len()) };
    project.map(|project| &project.id)
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

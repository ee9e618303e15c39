//! The wider search: words in texts, words that mean the same, spellings nearby.

use std::collections::BTreeSet;

use super::index::{Alternatives, SearchIndex};
use super::{Candidate, Group, Query, Rank, What};
use crate::query::bits::Bits;
use crate::workspace::Workspace;
use crate::workspace::municipalities::fold;

/// Which of the alternatives of a word a stage looks for.
type Others = fn(&Alternatives) -> &[String];

/// What a stage looks for.
struct Stage<'a> {
    rank: Rank,
    /// What each word may stand for besides itself.
    others: &'a [&'a [String]],
    /// All phrases that mean the same as the one looked for.
    phrases: &'a [String],
}

/// Candidates at most: more can't be shown.
const ROWS: usize = 200;

impl Query<'_> {
    /// Organisations by any name that is written for them.
    pub(super) fn organisations<'w>(&self, index: &'w SearchIndex, candidates: &mut Vec<Candidate<'w>>) {
        for (number, (named, names)) in index.organisations().iter().enumerate() {
            if named.is_municipality {
                continue;
            }
            let Some(rank) = names.iter().filter_map(|name| self.rank(name)).min() else { continue };
            let what = What::Organisation(named);
            candidates.push(Candidate {
                rank,
                group: Group::Organisation,
                title: &named.name,
                number,
                what,
                via: None,
            });
        }
    }

    /// What names alone don't find.
    pub(super) fn widely<'w>(
        &self,
        workspace: &'w Workspace,
        index: &'w SearchIndex,
        candidates: &mut Vec<Candidate<'w>>,
    ) {
        let known: BTreeSet<usize> = candidates
            .iter()
            .filter(|candidate| candidate.group == Group::Project)
            .map(|candidate| candidate.number)
            .collect();
        let alternatives: Vec<Alternatives> = self.words.iter().map(|word| index.alternatives(word)).collect();
        let mut seen = known;
        // The whole of what was typed may be a phrase that means the same as another: that says more than its words apart.
        if self.words.len() > 1 {
            let whole = index.alternatives(self.folded).alike;
            for other in &whole {
                let query = Query { words: other.split(' ').collect(), folded: other, language: self.language };
                let stage = Stage { rank: Rank::Phrase, others: &[], phrases: &whole };
                query.texts(workspace, index, &stage, &mut seen, candidates);
            }
        }
        let stages: [(Rank, Others); 3] =
            [(Rank::InText, |_| &[]), (Rank::Alike, |one| &one.alike), (Rank::Spelt, |one| &one.spelt)];
        for (rank, others) in stages {
            let others: Vec<&[String]> = alternatives.iter().map(others).collect();
            // A stage that adds nothing to the words finds what the one before it found.
            if rank != Rank::InText && others.iter().all(|others| others.is_empty()) {
                continue;
            }
            let stage = Stage { rank, others: &others, phrases: &[] };
            self.texts(workspace, index, &stage, &mut seen, candidates);
            if rank != Rank::InText {
                self.names(workspace, index, (rank, &others), candidates);
            }
        }
    }

    /// Projects in whose texts each word, or one of its others, occurs.
    fn texts<'w>(
        &self,
        workspace: &'w Workspace,
        index: &SearchIndex,
        &Stage { rank, others, phrases }: &Stage<'_>,
        seen: &mut BTreeSet<usize>,
        candidates: &mut Vec<Candidate<'w>>,
    ) {
        let mut rows = Bits::all(workspace.projects.rows().len());
        let mut via = phrases.to_vec();
        for (place, word) in self.words.iter().enumerate() {
            let mut with = index.words().rows_with_all(word);
            for other in others.get(place).copied().unwrap_or_default() {
                with.or(&index.words().rows_with_all(other));
                via.push(other.clone());
            }
            rows.and(&with);
        }
        // A title that has such a word says more than a text that mentions it, and is not lost where rows are many.
        let has_word = |title: &str| rank != Rank::InText && via.iter().any(|word| title.contains(word));
        let titled = workspace.projects.folded_titles(self.language).enumerate();
        let titled: BTreeSet<usize> =
            titled.filter(|(row, title)| rows.contains(*row as u32) && has_word(title)).map(|(row, _)| row).collect();
        let others = rows.rows().into_iter().map(|row| row as usize).filter(|row| !titled.contains(row));
        for row in titled.iter().copied().chain(others) {
            if candidates.len() >= ROWS {
                break;
            }
            if !seen.insert(row) {
                continue;
            }
            let Some(project) = workspace.projects.rows().get(row) else { continue };
            let title = project.title.get(self.language);
            let rank = if titled.contains(&row) { rank.in_title() } else { rank };
            let via = Some(via_of(&via, &text_of(project))).filter(|_| rank != Rank::InText);
            let what = What::Project(project);
            candidates.push(Candidate { rank, group: Group::Project, title, number: row, what, via });
        }
    }

    /// Everything else whose name each word, or one of its others, occurs in.
    fn names<'w>(
        &self,
        workspace: &'w Workspace,
        index: &'w SearchIndex,
        (rank, others): (Rank, &[&[String]]),
        candidates: &mut Vec<Candidate<'w>>,
    ) {
        // One word replaced at a time: two wrong words in one name are rare, and their number grows fast.
        for (place, replacements) in others.iter().enumerate() {
            for other in *replacements {
                let mut words = self.words.clone();
                if let Some(word) = words.get_mut(place) {
                    *word = other;
                }
                let folded = words.join(" ");
                let query = Query { words: folded.split(' ').collect(), folded: &folded, language: self.language };
                let mut found = Vec::new();
                query.municipalities(workspace, &mut found);
                query.indicators(workspace, &mut found);
                query.sensors(workspace, &mut found);
                query.organisations(index, &mut found);
                for candidate in found {
                    let is_known =
                        candidates.iter().any(|one| one.group == candidate.group && one.title == candidate.title);
                    if !is_known {
                        candidates.push(Candidate { rank, via: Some(other.clone()), ..candidate });
                    }
                }
            }
        }
    }
}

fn text_of(project: &crate::model::Project) -> String {
    let all = crate::model::Language::ALL;
    let texts = all.iter().flat_map(|language| [project.title.get(*language), project.description.get(*language)]);
    fold(&texts.collect::<Vec<_>>().join(" "))
}

/// The longest of the words that the text has: it says most. The first where it has none, because a partner or place
/// has it.
fn via_of(words: &[String], text: &str) -> String {
    let there = words.iter().rev().filter(|word| text.contains(*word)).max_by_key(|word| word.len());
    there.or(words.first()).cloned().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::{Found, Hit, Named, SearchIndex, Via, run};
    use crate::model::{Language, Localized, Project, ProjectId, ProjectKind};
    use crate::query::test_support::{nis, workspace};
    use crate::query::words::Words;

    fn hits(text: &str) -> Vec<Hit> {
        let row = |id: &str, title: &str, description: &str| {
            let mut project = Project::new(ProjectId::new(id), ProjectKind::Project, Localized::same(title));
            project.description = Localized::same(description);
            project
        };
        let rows = vec![
            row("P1", "Vrije plaatsen", "Wie kan waar parkeren"),
            row("P2", "Lucht", "Tellers aan de gevel"),
            row("P3", "Fietstellers", "Een paal"),
            row("P4", "App", "Wie wil parkeren, vindt een parkeergarage"),
            row("P5", "Zeker parkeren", "Een app"),
        ];
        let workspace = workspace(rows);
        let named = Named {
            name: "Vlaamse Milieumaatschappij (VMM)".into(),
            is_municipality: false,
            written: vec!["VMM".into()],
        };
        let words = Words::new(&workspace.projects, &workspace.municipalities);
        let index = SearchIndex::new(&workspace, vec![named], words.into());
        run(&workspace, Some(&index), text, Language::Nl, 10)
    }

    fn project(id: &str) -> Found {
        Found::Project(ProjectId::new(id))
    }

    #[test]
    fn a_name_goes_before_a_text_that_has_the_word() {
        let found = hits("tellers");
        assert_eq!(found.iter().map(|hit| hit.found.clone()).collect::<Vec<_>>(), [project("P3"), project("P2")]);
        assert_eq!((found[0].via.clone(), found[1].via.clone()), (None, Some(Via::Text)));
    }

    #[test]
    fn a_word_that_means_the_same_is_found_and_told() {
        let found = hits("car park");
        let told: Vec<(&Found, &Option<Via>)> = found.iter().map(|hit| (&hit.found, &hit.via)).collect();
        let via = |word: &str| Some(Via::Alike(word.into()));
        let (title, longest) = (via("parkeren"), via("parkeergarage"));
        // What is called so goes first, and the longest word is told.
        assert_eq!(told, [(&project("P5"), &title), (&project("P4"), &longest), (&project("P1"), &title)]);
    }

    #[test]
    fn a_misspelt_word_finds_what_is_written_nearly_so() {
        let found = hits("fietstelers");
        assert_eq!((&found[0].found, &found[0].via), (&project("P3"), &Some(Via::Spelt("fietstellers".into()))));
        let found = hits("Nevelle");
        assert_eq!(found[0].found, Found::Municipality(nis(44083)));
        assert_eq!(found[0].detail, "Nevele");
        assert!(hits("qqqqq").is_empty());
    }

    #[test]
    fn an_organisation_is_found_by_every_name_that_is_written_for_it() {
        for text in ["vmm", "milieumaatschappij"] {
            let found = hits(text);
            assert_eq!(found[0].found, Found::Organisation("Vlaamse Milieumaatschappij (VMM)".into()));
        }
    }
}

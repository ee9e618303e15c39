//! Look-alikes: the projects that are most like one, or like the idea of a new one that is described in words.
//!
//! The score is a mean of parts (text, theme, dimensions, partners, place, period), each 0 to 1, weighted; a part that
//! either side doesn't know is left out of the mean, never taken for zero. What was chosen by which figures stands in
//! `docs/look-alikes.md`. May use: `query`, `workspace`, `model`.

mod parts;
pub mod relation;
pub mod words;

use std::collections::BTreeSet;
use std::sync::Arc;

pub use parts::{PART_COUNT, Part, Parts, Weights};
pub use relation::Relation;

use crate::model::{Dimension, Nis, Project, ProjectId};
use crate::query::terms::{self, Rules, TermIndex, Texts, Vector};
use crate::workspace::{Selected, SimilarSource, View, Workspace};
use parts::{Asked, Facts};

/// Projects whose text is most like it, which the other parts are looked at of.
const CANDIDATES: usize = 400;

/// Look-alikes shown on their page, and in its table.
pub const PAGE: usize = 50;

/// Below this share of the score nothing is in common worth telling.
pub const LEAST: f32 = 0.08;

/// What is looked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Question {
    /// Projects like this one.
    Project(ProjectId),
    /// Projects like an idea.
    Idea(Idea),
}

/// A new idea, described.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Idea {
    /// Its description, in Dutch or English.
    pub text: String,
    /// Where; empty where it is left open.
    pub municipalities: BTreeSet<Nis>,
    /// Its dimensions; empty where they are left open.
    pub dimensions: BTreeSet<Dimension>,
}

/// What the page of look-alikes asks; `None` where nothing is asked yet.
pub fn asked(view: &View) -> Option<Question> {
    let similar = &view.gaps.similar;
    match similar.source {
        SimilarSource::Idea => {
            let text = similar.idea.trim().to_owned();
            (!text.is_empty()).then(|| Question::Idea(Idea { text, ..Idea::default() }))
        }
        SimilarSource::Project => {
            let selected = match &view.selected {
                Some(Selected::Project(id)) if similar.project.is_none() => Some(id),
                _ => None,
            };
            similar.project.as_ref().or(selected).cloned().map(Question::Project)
        }
    }
}

/// A project that is alike.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    /// Its row.
    pub row: u32,
    /// 0 to 1.
    pub score: f32,
    /// What the score is made of.
    pub parts: Parts,
    /// What it is to the one asked for.
    pub relation: Relation,
    /// Words that both texts share, most telling first: (word of the question, word of the project).
    pub shared: Vec<(String, String)>,
    /// Organisations that both have, municipalities aside.
    pub partners: Vec<Arc<str>>,
}

/// What was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LookAlikes {
    /// Most alike first.
    pub alike: Vec<Alike>,
    /// Whether nothing of the text occurs in the inventory, so that no look-alike could be found.
    pub is_text_unknown: bool,
}

/// What look-alikes are found by: made once for each state of the projects.
#[derive(Debug)]
pub struct LikenessIndex {
    terms: TermIndex,
    facts: Facts,
    weights: Weights,
}

impl LikenessIndex {
    /// Reads all projects.
    pub fn new(workspace: &Workspace) -> Self {
        Self::with(workspace, Rules::default(), Weights::default())
    }

    /// As [`Self::new`], by other rules: to measure what each is worth.
    pub fn with(workspace: &Workspace, rules: Rules, weights: Weights) -> Self {
        Self {
            terms: TermIndex::new(&workspace.projects, &workspace.reference, rules),
            facts: Facts::new(workspace),
            weights,
        }
    }

    /// What each part weighs.
    pub const fn weights(&self) -> &Weights {
        &self.weights
    }

    /// At most so many projects that are most like the question; programmes too, the project itself not.
    pub fn run(&self, workspace: &Workspace, question: &Question, count: usize) -> LookAlikes {
        self.run_within(workspace, question, None, count)
    }

    /// As [`Self::run`], among these rows only, ascending.
    pub fn run_within(
        &self,
        workspace: &Workspace,
        question: &Question,
        rows: Option<&[u32]>,
        count: usize,
    ) -> LookAlikes {
        let (own, project, texts, asked) = match question {
            Question::Project(id) => {
                let row = workspace.projects.row_of(id);
                let Some((row, project)) = row.and_then(|row| Some((row, workspace.projects.get(row)?))) else {
                    return LookAlikes::default();
                };
                (Some(row), Some(project), terms::texts_of(project), self.facts.of_row(workspace, row))
            }
            Question::Idea(idea) => (None, None, of_idea(&idea.text), Asked::from(idea)),
        };
        let is_wanted = |row: u32| Some(row) != own && rows.is_none_or(|rows| rows.binary_search(&row).is_ok());
        let vectors = self.terms.vectors(texts);
        let is_text_unknown = vectors.iter().flatten().all(Vector::is_empty);
        let mut alike = Vec::new();
        for (row, text) in self.candidates(&vectors, is_wanted) {
            let Some(other) = workspace.projects.get(row) else { continue };
            let theirs = self.facts.of_row(workspace, row);
            let parts = parts::compare((workspace, &self.terms), text, &asked, &theirs);
            let score = self.weights.score(&parts);
            if score < LEAST {
                continue;
            }
            let relation = project.map_or(Relation::Alike, |project| relation::of(workspace, project, other, &parts));
            alike.push(Alike { row, score, parts, relation, shared: Vec::new(), partners: Vec::new() });
        }
        alike.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.row.cmp(&b.row)));
        alike.truncate(count);
        for one in &mut alike {
            one.partners = self.facts.shared_partners(&asked, one.row);
            if let Some(other) = workspace.projects.get(one.row) {
                one.shared = self.shared(texts, other);
            }
        }
        LookAlikes { alike, is_text_unknown }
    }

    /// The wanted rows whose text is most like it, with how much.
    fn candidates(&self, vectors: &[Option<Vector>; 2], is_wanted: impl Fn(u32) -> bool) -> Vec<(u32, f32)> {
        let alike = self.terms.alike(vectors);
        let rows = (0_u32..).zip(alike).filter(|(row, score)| *score > 0.0 && is_wanted(*row));
        let mut rows: Vec<(u32, f32)> = rows.collect();
        let by_score = |a: &(u32, f32), b: &(u32, f32)| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0));
        if rows.len() > CANDIDATES {
            rows.select_nth_unstable_by(CANDIDATES, by_score);
            rows.truncate(CANDIDATES);
        }
        rows.sort_unstable_by(by_score);
        rows
    }

    /// The words that make two texts alike, most telling first, each once.
    fn shared(&self, texts: Texts<'_>, other: &Project) -> Vec<(String, String)> {
        /// Words told.
        const TOLD: usize = 4;
        let mut found: Vec<(f32, String, String)> = Vec::new();
        for ((asked, theirs), language) in
            texts.into_iter().zip(terms::texts_of(other)).zip(crate::model::Language::ALL)
        {
            let (Some(asked), Some(theirs)) = (asked, theirs) else { continue };
            let of = |text: (&str, &str)| {
                let mut all = self.terms.terms(text.0, language);
                all.extend(self.terms.terms(text.1, language));
                // Two letters tell a reader nothing.
                all.retain(|term| !term.key.starts_with('#') && term.word.len() > 2);
                all
            };
            let theirs = of(theirs);
            for term in of(asked) {
                let best = theirs.iter().filter(|other| other.key == term.key);
                let best = best.max_by(|a, b| a.weight.total_cmp(&b.weight).then_with(|| b.word.cmp(&a.word)));
                if let Some(best) = best {
                    let telling = self.terms.rarity(&term.key) * term.weight * best.weight;
                    found.push((telling, term.word, best.word.clone()));
                }
            }
            // One language tells it; the second would repeat it in other words.
            if !found.is_empty() {
                break;
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| (&a.1, &a.2).cmp(&(&b.1, &b.2))));
        let mut told: Vec<(String, String)> = Vec::new();
        for (_, asked, theirs) in found {
            let is_new = told.iter().all(|(known, other)| *known != asked && *other != theirs);
            if is_new && told.len() < TOLD {
                told.push((asked, theirs));
            }
        }
        told
    }
}

/// An idea is in one language.
fn of_idea(text: &str) -> Texts<'_> {
    let mut texts = [None, None];
    let place = crate::model::Language::ALL.iter().position(|language| *language == terms::language_of(text));
    if let Some(own) = place.and_then(|place| texts.get_mut(place)) {
        *own = Some(("", text));
    }
    texts
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;

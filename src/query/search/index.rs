//! What a search that is wider than names needs: words of all texts, spellings near a word, words that mean the same.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::query::words::Words;
use crate::workspace::Workspace;
use crate::workspace::municipalities::fold;

/// Spellings offered for a word that occurs nowhere.
const SPELLINGS: usize = 3;

/// An organisation that can be found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Its name.
    pub name: Arc<str>,
    /// Whether it is a municipality: that is found as such.
    pub is_municipality: bool,
    /// Names that sources write for it.
    pub written: Vec<Arc<str>>,
}

/// Made once for each state of the projects.
#[derive(Debug, Default)]
pub struct SearchIndex {
    words: Arc<Words>,
    /// All words of projects and names, in order.
    vocabulary: Vec<Box<str>>,
    /// The other terms of each term's concepts, folded.
    alike: BTreeMap<String, BTreeSet<String>>,
    /// Organisations, with their folded names.
    organisations: Vec<(Named, Vec<String>)>,
}

/// What a searched word may stand for besides itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Alternatives {
    /// Words that mean the same.
    pub alike: Vec<String>,
    /// Words that are written nearly so, where the word itself occurs nowhere.
    pub spelt: Vec<String>,
}

impl SearchIndex {
    /// Reads the workspace and these organisations; `words` are those of its projects.
    pub fn new(workspace: &Workspace, organisations: Vec<Named>, words: Arc<Words>) -> Self {
        let mut vocabulary: BTreeSet<Box<str>> = words.all().map(Box::from).collect();
        let mut add = |name: &str| {
            vocabulary.extend(fold(name).split(' ').filter(|word| !word.is_empty()).map(Box::from));
        };
        let municipalities = &workspace.municipalities;
        let own = municipalities.rows().iter().map(|row| &row.name);
        let others = municipalities.aliases().iter().map(|(alias, _)| alias);
        let former = municipalities.timeline().mergers().iter().map(|merger| &merger.old_name);
        own.chain(others).chain(former).for_each(|name| add(name));
        for one in workspace.indicators.definitions() {
            for language in crate::model::Language::ALL {
                add(one.name.get(language));
            }
        }
        for one in &organisations {
            add(&one.name);
        }
        let organisations = organisations.into_iter().map(|one| {
            let names: BTreeSet<String> = one.written.iter().map(|name| fold(name)).chain([fold(&one.name)]).collect();
            (one, names.into_iter().collect())
        });
        Self {
            organisations: organisations.collect(),
            alike: alike(workspace),
            vocabulary: vocabulary.into_iter().collect(),
            words,
        }
    }

    /// Organisations with their folded names.
    pub(super) fn organisations(&self) -> &[(Named, Vec<String>)] {
        &self.organisations
    }

    /// The words of all texts.
    pub const fn words(&self) -> &Arc<Words> {
        &self.words
    }

    /// What a folded word may stand for.
    pub(super) fn alternatives(&self, word: &str) -> Alternatives {
        let alike = self.alike.get(word).into_iter().flatten().cloned().collect();
        Alternatives { alike, spelt: self.spelt(word) }
    }

    /// Nearest spellings, nearest first; none for a short word, or one that occurs.
    fn spelt(&self, word: &str) -> Vec<String> {
        let length = word.chars().count();
        let most = match length {
            0..4 => return Vec::new(),
            4..8 => 1,
            _ => 2,
        };
        if self.vocabulary.iter().any(|known| known.contains(word)) {
            return Vec::new();
        }
        let mut near: Vec<(usize, &str)> = Vec::new();
        for known in &self.vocabulary {
            // A longer word may still be being typed: its beginning is compared as well.
            let beginning = known.char_indices().nth(length).and_then(|(end, _)| known.get(..end));
            let whole = known.chars().count().abs_diff(length) <= most;
            let compared = [whole.then_some(&**known), beginning];
            let least = compared.into_iter().flatten().map(|other| strsim::osa_distance(word, other)).min();
            near.extend(least.filter(|distance| *distance <= most).map(|distance| (distance, &**known)));
        }
        near.sort_by_key(|(distance, known)| (*distance, known.len(), *known));
        near.into_iter().take(SPELLINGS).map(|(_, known)| known.to_owned()).collect()
    }
}

/// Each folded term with the others of its concepts.
fn alike(workspace: &Workspace) -> BTreeMap<String, BTreeSet<String>> {
    let mut concepts: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for synonym in &workspace.reference.synonyms {
        concepts.entry(&synonym.concept).or_default().insert(fold(&synonym.term));
    }
    let mut alike: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for terms in concepts.values() {
        for term in terms {
            let others = terms.iter().filter(|other| *other != term).cloned();
            alike.entry(term.clone()).or_default().extend(others);
        }
    }
    alike
}

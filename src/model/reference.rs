//! What the program knows about words and names, the same for every workspace: synonyms, and which organisations a
//! written name stands for. May use: nothing outside the model.

use std::sync::Arc;

use super::Language;
use super::project::HelixRole;

/// A word or phrase that stands for a concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synonym {
    /// The concept, in English: terms of one concept are taken for one another.
    pub concept: Arc<str>,
    /// The word or phrase.
    pub term: Arc<str>,
    /// Its language.
    pub language: Language,
}

/// What a written name of a partner stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartnerName {
    /// The name as a source writes it.
    pub written: Arc<str>,
    /// The organisations meant; none where it stands for nobody in particular.
    pub organisations: Box<[Arc<str>]>,
    /// Their role; it goes before what sources say.
    pub role: Option<HelixRole>,
    /// Why, as a key: `spelling`, `abbreviation`, `part`, `merged`, `several`, `apart`, `role` or `nobody`.
    pub reason: Arc<str>,
}

/// Both tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// Synonyms in the order of their table.
    pub synonyms: Vec<Synonym>,
    /// Names of partners in the order of their table.
    pub partner_names: Vec<PartnerName>,
}

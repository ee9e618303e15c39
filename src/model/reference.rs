//! What the program knows about words and names, the same for every workspace: synonyms, which organisations a
//! written name stands for, and what calls for projects report. May use: nothing outside the model.

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

/// A call of a programme, as its source reports it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Call {
    /// The programme.
    pub programme: Arc<str>,
    /// The call.
    pub call: Arc<str>,
    /// What projects of the inventory name it in `funding`; empty where none does.
    pub funding: Box<[Arc<str>]>,
    /// When, in words.
    pub period: Arc<str>,
    /// How many projects it reports, in words.
    pub projects: Arc<str>,
    /// Euro, over all its projects; `None` where it is not told.
    pub amount_eur: Option<u64>,
    /// What the amount covers, and what else there is to know.
    pub detail: Arc<str>,
    /// Where it is told.
    pub source: Arc<str>,
}

/// The tables.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reference {
    /// Synonyms in the order of their table.
    pub synonyms: Vec<Synonym>,
    /// Names of partners in the order of their table.
    pub partner_names: Vec<PartnerName>,
    /// Calls in the order of their table.
    pub calls: Vec<Call>,
}

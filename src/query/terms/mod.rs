//! An index of what projects are about: which terms occur in their texts, and how much each tells them apart.
//!
//! A text is a vector of terms with weights of one plus the logarithm of their count, times the logarithm of their
//! rarity (tf-idf); alike is the cosine of two vectors. Texts of one language are held against each other; a project
//! that has one language only is reached from the other through concepts and names.
//! May use: `workspace`, `model`.

mod lexicon;
mod stop_words;

use std::collections::HashMap;

pub use lexicon::language_of;

use crate::model::{Language, Project, Reference};
use crate::workspace::Projects;
use crate::workspace::municipalities::fold;
use lexicon::{Lexicon, place_of};

/// How often a word of a title counts.
const TITLE: f32 = 2.0;
/// Most words of a phrase of the table of synonyms.
const LONGEST_PHRASE: usize = 7;

/// Which terms a word stands for; the default is what is used, the others are there to measure it against.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each rule is there or not, whatever the others")]
pub struct Rules {
    /// Words at all.
    pub has_words: bool,
    /// Words without their endings (Snowball, Dutch and English).
    pub has_stems: bool,
    /// Parts of Dutch compounds.
    pub has_compounds: bool,
    /// Concepts of the table of synonyms.
    pub has_synonyms: bool,
    /// Runs of four letters.
    pub has_grams: bool,
}

impl Default for Rules {
    fn default() -> Self {
        Self { has_words: true, has_stems: true, has_compounds: true, has_synonyms: true, has_grams: false }
    }
}

/// A text in the languages that it has, as (title, rest).
pub type Texts<'a> = [Option<(&'a str, &'a str)>; 2];

/// A vector of terms, of length one.
pub type Vector = Vec<(u32, f32)>;

/// Terms of all projects.
#[derive(Debug)]
pub struct TermIndex {
    lexicon: Lexicon,
    numbers: HashMap<String, u32>,
    rarity: Vec<f32>,
    /// Where each term's texts begin in `texts`.
    starts: Vec<u32>,
    /// (row · 2 + language, weight)
    texts: Vec<(u32, f32)>,
    /// Whether a row has the language.
    has: Vec<[bool; 2]>,
}

/// The texts of a project; one that is the same in both languages stands in both.
pub fn texts_of(project: &Project) -> Texts<'_> {
    let text = |language: Language| {
        let own = |text: &'_ crate::model::Localized| match language {
            Language::Nl => text.nl.is_some(),
            Language::En => text.en.is_some(),
        };
        let description = if own(&project.description) { project.description.get(language) } else { "" };
        let is_there = own(&project.title) || !description.is_empty();
        is_there.then(|| (project.title.get(language), description))
    };
    Language::ALL.map(text)
}

/// What a word of one language stands for, looked up once.
struct Known {
    stem: u32,
    terms: Vec<(u32, f32)>,
}

impl TermIndex {
    /// Reads all projects.
    pub fn new(projects: &Projects, reference: &Reference, rules: Rules) -> Self {
        let mut builder = Builder::default();
        for project in projects.rows() {
            builder.read(project);
        }
        builder.index(reference, rules)
    }

    /// Rows known.
    pub fn row_count(&self) -> usize {
        self.has.len()
    }

    /// The vectors of a text, one for each language that it has.
    pub fn vectors(&self, texts: Texts<'_>) -> [Option<Vector>; 2] {
        let mut vectors = [None, None];
        for ((vector, text), language) in vectors.iter_mut().zip(texts).zip(Language::ALL) {
            let Some((title, rest)) = text else { continue };
            let mut counts: HashMap<u32, f32> = HashMap::new();
            for (text, count) in [(title, TITLE), (rest, 1.0)] {
                for term in self.terms(text, language) {
                    if let Some(number) = self.numbers.get(&term.key) {
                        *counts.entry(*number).or_default() += term.weight * count;
                    }
                }
            }
            let mut counts: Vector = counts.into_iter().collect();
            counts.sort_unstable_by_key(|(number, _)| *number);
            *vector = Some(weighed(counts, &self.rarity));
        }
        vectors
    }

    /// How alike each row's text is, 0 to 1: the mean over the languages of the text asked for.
    pub fn alike(&self, vectors: &[Option<Vector>; 2]) -> Vec<f32> {
        let mut alike = vec![0.0_f32; self.row_count()];
        let share = vectors.iter().flatten().count().max(1) as f32;
        for (language, vector) in vectors.iter().enumerate() {
            for (number, weight) in vector.iter().flatten() {
                for (text, theirs) in self.texts_with(*number) {
                    let (row, other) = (*text as usize / 2, *text as usize % 2);
                    let lacks = || self.has.get(row).and_then(|has| has.get(language)).is_some_and(|has| !has);
                    if (other == language || lacks())
                        && let Some(alike) = alike.get_mut(row)
                    {
                        *alike += weight * theirs / share;
                    }
                }
            }
        }
        alike
    }

    /// The terms of a text with the words that they stand for, in the order of the text.
    pub fn terms(&self, text: &str, language: Language) -> Vec<Term> {
        let folded = fold(text);
        let words: Vec<&str> = folded.split(' ').filter(|word| !word.is_empty()).collect();
        let stems: Vec<String> = words.iter().map(|word| self.lexicon.stem(word, language)).collect();
        let stems: Vec<&str> = stems.iter().map(String::as_str).collect();
        let mut terms = Vec::new();
        for (at, word) in words.iter().enumerate() {
            let own = self.lexicon.terms(word, language);
            terms.extend(own.into_iter().map(|(key, weight)| Term { key, weight, word: (*word).to_owned() }));
            let following = stems.get(at..(at + LONGEST_PHRASE).min(stems.len())).unwrap_or_default();
            terms.extend(self.lexicon.concepts(following, language).map(|(key, weight)| Term {
                key: key.to_owned(),
                weight,
                word: (*word).to_owned(),
            }));
        }
        terms
    }

    /// How much a term tells projects apart: the logarithm of one plus all over those that have it.
    pub fn rarity(&self, key: &str) -> f32 {
        self.numbers.get(key).and_then(|number| self.rarity.get(*number as usize)).copied().unwrap_or_default()
    }

    fn texts_with(&self, number: u32) -> &[(u32, f32)] {
        let at = |place: usize| self.starts.get(place).map(|start| *start as usize);
        let range = at(number as usize).zip(at(number as usize + 1));
        range.and_then(|(from, until)| self.texts.get(from..until)).unwrap_or_default()
    }
}

/// A term of a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Term {
    /// The term: a stem, `=concept` or `#run of letters`.
    pub key: String,
    /// What it weighs: 1 for a word itself.
    pub weight: f32,
    /// The folded word that it stands for; the first of a phrase.
    pub word: String,
}

/// Counts as weights, of length one.
fn weighed(mut counts: Vector, rarity: &[f32]) -> Vector {
    for (number, count) in &mut counts {
        let damped = if *count > 1.0 { 1.0 + count.ln() } else { *count };
        *count = damped * rarity.get(*number as usize).copied().unwrap_or_default();
    }
    let length = counts.iter().map(|(_, weight)| weight * weight).sum::<f32>().sqrt();
    if length > 0.0 {
        for (_, weight) in &mut counts {
            *weight /= length;
        }
    }
    counts
}

/// The words of a text: (word, whether it is of the title).
type Words = Vec<(u32, bool)>;

/// Words of all texts as numbers, before anything is known of them.
#[derive(Default)]
struct Builder {
    words: [HashMap<String, u32>; 2],
    texts: Vec<[Option<Words>; 2]>,
}

impl Builder {
    fn read(&mut self, project: &Project) {
        let mut read = [None, None];
        for ((into, text), known) in read.iter_mut().zip(texts_of(project)).zip(&mut self.words) {
            let Some((title, rest)) = text else { continue };
            let mut words = Vec::new();
            for (text, is_title) in [(title, true), (rest, false)] {
                for word in fold(text).split(' ').filter(|word| !word.is_empty()) {
                    let next = known.len() as u32;
                    let number = match known.get(word) {
                        Some(number) => *number,
                        None => *known.entry(word.to_owned()).or_insert(next),
                    };
                    words.push((number, is_title));
                }
            }
            *into = Some(words);
        }
        self.texts.push(read);
    }

    fn index(self, reference: &Reference, rules: Rules) -> TermIndex {
        let [dutch, _] = &self.words;
        let lexicon = Lexicon::new(reference, rules, dutch.keys().map(String::as_str));
        let mut numbers: HashMap<String, u32> = HashMap::new();
        let mut number_of = |key: String| {
            let next = numbers.len() as u32;
            *numbers.entry(key).or_insert(next)
        };
        let known = Language::ALL.map(|language| {
            let words = self.words.get(place_of(language)).into_iter().flatten();
            let mut words: Vec<(&String, &u32)> = words.collect();
            words.sort_unstable_by_key(|(_, number)| **number);
            words.iter().map(|(word, _)| known_word(&lexicon, word, language, &mut number_of)).collect::<Vec<_>>()
        });
        let stems: HashMap<u32, String> = numbers.iter().map(|(key, number)| (*number, key.clone())).collect();
        let mut counts: Vec<[Option<Vector>; 2]> = Vec::with_capacity(self.texts.len());
        for texts in &self.texts {
            let mut row = [None, None];
            for ((into, text), language) in row.iter_mut().zip(texts).zip(Language::ALL) {
                let known = known.get(place_of(language)).map_or(&[][..], Vec::as_slice);
                *into = text.as_ref().map(|words| counted(&lexicon, words, known, &stems, &mut numbers, language));
            }
            counts.push(row);
        }
        gathered(lexicon, numbers, counts)
    }
}

fn known_word(lexicon: &Lexicon, word: &str, language: Language, number_of: &mut impl FnMut(String) -> u32) -> Known {
    let terms = lexicon.terms(word, language).into_iter().map(|(key, weight)| (number_of(key), weight)).collect();
    Known { stem: number_of(lexicon.stem(word, language)), terms }
}

/// How often each term occurs in a text.
fn counted(
    lexicon: &Lexicon,
    words: &[(u32, bool)],
    known: &[Known],
    stems: &HashMap<u32, String>,
    numbers: &mut HashMap<String, u32>,
    language: Language,
) -> Vector {
    let mut counts: Vector = Vec::with_capacity(words.len() * 2);
    let own: Vec<Option<&Known>> = words.iter().map(|(word, _)| known.get(*word as usize)).collect();
    let names: Vec<&str> =
        own.iter().map(|one| one.and_then(|one| stems.get(&one.stem)).map_or("", String::as_str)).collect();
    for (at, ((_, is_title), one)) in words.iter().zip(&own).enumerate() {
        let times = if *is_title { TITLE } else { 1.0 };
        counts.extend(one.iter().flat_map(|one| &one.terms).map(|(number, weight)| (*number, weight * times)));
        let following = names.get(at..(at + LONGEST_PHRASE).min(names.len())).unwrap_or_default();
        for (key, weight) in lexicon.concepts(following, language) {
            let next = numbers.len() as u32;
            let number = match numbers.get(key) {
                Some(number) => *number,
                None => *numbers.entry(key.to_owned()).or_insert(next),
            };
            counts.push((number, weight * times));
        }
    }
    counts.sort_unstable_by_key(|(number, _)| *number);
    counts.dedup_by(|later, first| {
        let is_same = later.0 == first.0;
        if is_same {
            first.1 += later.1;
        }
        is_same
    });
    counts
}

fn gathered(lexicon: Lexicon, numbers: HashMap<String, u32>, counts: Vec<[Option<Vector>; 2]>) -> TermIndex {
    let mut rows_with = vec![0_u32; numbers.len()];
    for [dutch, english] in &counts {
        let mut own: Vec<u32> = dutch.iter().chain(english).flatten().map(|(number, _)| *number).collect();
        own.sort_unstable();
        own.dedup();
        for number in own {
            if let Some(count) = rows_with.get_mut(number as usize) {
                *count += 1;
            }
        }
    }
    let all = counts.len() as f32;
    let rarity: Vec<f32> = rows_with.iter().map(|count| (1.0 + all / (*count).max(1) as f32).ln()).collect();
    let has = counts.iter().map(|row| [row[0].is_some(), row[1].is_some()]).collect();
    let mut by_term: Vec<Vec<(u32, f32)>> = vec![Vec::new(); numbers.len()];
    for (row, texts) in (0_u32..).zip(counts) {
        for (language, text) in (0_u32..).zip(texts) {
            for (number, weight) in weighed(text.unwrap_or_default(), &rarity) {
                if let Some(texts) = by_term.get_mut(number as usize) {
                    texts.push((row * 2 + language, weight));
                }
            }
        }
    }
    let mut starts = Vec::with_capacity(by_term.len() + 1);
    let mut texts = Vec::with_capacity(by_term.iter().map(Vec::len).sum());
    starts.push(0);
    for term in by_term {
        texts.extend(term);
        starts.push(texts.len() as u32);
    }
    TermIndex { lexicon, numbers, rarity, starts, texts, has }
}

//! Words as terms that can be compared: stems, parts of compounds, concepts, and runs of letters.

use std::collections::{HashMap, HashSet};

use rust_stemmers::{Algorithm, Stemmer};

use super::{Rules, stop_words};
use crate::model::{Language, Reference};
use crate::workspace::municipalities::fold;

/// Least letters of a part of a compound: shorter ones split words that are none.
const PART: usize = 4;
/// Least letters of either half of a compound of which one half is known.
const LONG_PART: usize = 5;
/// What a part of a compound weighs beside the whole word.
const PART_WEIGHT: f32 = 0.6;
/// What a concept weighs beside the word that stands for it.
const CONCEPT_WEIGHT: f32 = 1.6;
/// What a run of letters weighs.
const GRAM_WEIGHT: f32 = 0.15;
/// Letters of such a run.
const GRAM: usize = 4;

/// How words are taken apart, and what they stand for.
pub(super) struct Lexicon {
    rules: Rules,
    stemmers: [Stemmer; 2],
    /// Concepts by their words' stems, for each language; those of several words by the first.
    concepts: [HashMap<String, Vec<Phrase>>; 2],
    /// Dutch stems that occur as words of their own.
    parts: HashSet<String>,
}

/// The stems that follow the first of a phrase, and its concept.
#[derive(PartialEq, Eq)]
struct Phrase {
    rest: Vec<String>,
    concept: String,
}

impl std::fmt::Debug for Lexicon {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Lexicon").field("rules", &self.rules).field("parts", &self.parts.len()).finish_non_exhaustive()
    }
}

/// Position of a language in pairs.
pub(super) const fn place_of(language: Language) -> usize {
    match language {
        Language::Nl => 0,
        Language::En => 1,
    }
}

impl Lexicon {
    /// Learns concepts from the table of synonyms, and parts of compounds from these folded Dutch words.
    pub fn new<'a>(reference: &Reference, rules: Rules, dutch: impl Iterator<Item = &'a str>) -> Self {
        let mut lexicon = Self {
            rules,
            stemmers: [Stemmer::create(Algorithm::Dutch), Stemmer::create(Algorithm::English)],
            concepts: [HashMap::new(), HashMap::new()],
            parts: HashSet::new(),
        };
        if rules.has_compounds {
            let of_synonyms = reference.synonyms.iter().filter(|one| one.language == Language::Nl);
            let words: Vec<String> = of_synonyms.map(|one| fold(&one.term)).collect();
            let of_synonyms = words.iter().flat_map(|term| term.split(' '));
            let is_part = |word: &&str| word.len() >= PART && is_plain(word) && !is_stop_word(word, Language::Nl);
            let stem = |word: &str| lexicon.stem(word, Language::Nl);
            let mut parts: HashSet<String> = of_synonyms.filter(is_part).map(stem).collect();
            parts.extend(dutch.filter(is_part).map(stem));
            lexicon.parts = parts;
        }
        if rules.has_synonyms {
            for synonym in &reference.synonyms {
                lexicon.learn(&synonym.concept, &synonym.term, synonym.language);
            }
        }
        lexicon
    }

    fn learn(&mut self, concept: &str, term: &str, language: Language) {
        let folded = fold(term);
        let mut stems = folded.split(' ').map(|word| self.stem(word, language)).collect::<Vec<_>>().into_iter();
        let Some(first) = stems.next() else { return };
        let phrase = Phrase { rest: stems.collect(), concept: format!("={concept}") };
        if let Some(concepts) = self.concepts.get_mut(place_of(language)) {
            let known = concepts.entry(first).or_default();
            // Two forms of one word have one stem.
            if !known.contains(&phrase) {
                known.push(phrase);
            }
        }
    }

    /// The stem of a folded word.
    pub fn stem(&self, word: &str, language: Language) -> String {
        if !self.rules.has_stems {
            return word.to_owned();
        }
        let singular = if language == Language::Nl { without_plural(word) } else { word };
        let stemmer = self.stemmers.get(place_of(language));
        stemmer.map_or_else(|| word.to_owned(), |stemmer| stemmer.stem(singular).into_owned())
    }

    /// What a folded word stands for, with weights: its stem, parts, concepts and runs of letters.
    pub fn terms(&self, word: &str, language: Language) -> Vec<(String, f32)> {
        if is_stop_word(word, language) {
            return Vec::new();
        }
        let mut terms = Vec::new();
        if self.rules.has_words {
            self.word_terms(word, language, 1.0, &mut terms);
        }
        if self.rules.has_grams && is_plain(word) {
            let framed: Vec<char> = format!("^{word}$").chars().collect();
            terms.extend(framed.windows(GRAM).map(|run| (format!("#{}", run.iter().collect::<String>()), GRAM_WEIGHT)));
        }
        terms
    }

    fn word_terms(&self, word: &str, language: Language, weight: f32, terms: &mut Vec<(String, f32)>) {
        let stem = self.stem(word, language);
        for phrase in self.phrases(&stem, language).iter().filter(|phrase| phrase.rest.is_empty()) {
            terms.push((phrase.concept.clone(), weight * CONCEPT_WEIGHT));
        }
        terms.push((stem, weight));
        if language == Language::Nl {
            for part in self.split(word) {
                self.word_terms(part, language, weight * PART_WEIGHT, terms);
            }
        }
    }

    fn phrases(&self, first: &str, language: Language) -> &[Phrase] {
        self.concepts.get(place_of(language)).and_then(|of| of.get(first)).map_or(&[], Vec::as_slice)
    }

    /// Concepts of several words that begin at the first of these stems, and how many stems they take.
    pub fn concepts<'a>(&'a self, stems: &'a [&str], language: Language) -> impl Iterator<Item = (&'a str, f32)> + 'a {
        let phrases = stems.split_first().map(|(first, rest)| (self.phrases(first, language), rest));
        phrases.into_iter().flat_map(|(phrases, rest)| {
            let fits = move |phrase: &&Phrase| {
                !phrase.rest.is_empty()
                    && phrase.rest.len() <= rest.len()
                    && phrase.rest.iter().zip(rest).all(|(wanted, stem)| wanted == stem)
            };
            phrases.iter().filter(fits).map(|phrase| (phrase.concept.as_str(), CONCEPT_WEIGHT))
        })
    }

    /// The parts of a Dutch compound: as few as cover the whole word, else a long known beginning or end and the rest;
    /// none where it is no compound of known words.
    pub fn split<'a>(&self, word: &'a str) -> Vec<&'a str> {
        if !self.rules.has_compounds || word.len() < 2 * PART || !word.is_ascii() || !is_plain(word) {
            return Vec::new();
        }
        let whole = self.covering(word);
        if whole.is_empty() { self.partly(word) } else { whole }
    }

    fn is_part(&self, part: &str) -> bool {
        let stem = self.stem(part, Language::Nl);
        stem.len() >= PART && !is_stop_word(part, Language::Nl) && self.parts.contains(&stem)
    }

    fn covering<'a>(&self, word: &'a str) -> Vec<&'a str> {
        // For each end the fewest parts that cover the word up to it, and where the last of them begins.
        let mut best: Vec<Option<(usize, usize)>> = vec![None; word.len() + 1];
        if let Some(first) = best.first_mut() {
            *first = Some((0, 0));
        }
        for end in PART..=word.len() {
            for start in 0..=end - PART {
                let Some((count, _)) = best.get(start).copied().flatten() else { continue };
                let is_whole = start == 0 && end == word.len();
                if is_whole || !word.get(start..end).is_some_and(|part| self.is_part(part)) {
                    continue;
                }
                if let Some(place) = best.get_mut(end)
                    && place.is_none_or(|(fewest, _)| count + 1 < fewest)
                {
                    *place = Some((count + 1, start));
                }
            }
        }
        let mut parts = Vec::new();
        let mut end = word.len();
        while end > 0 {
            let Some((_, start)) = best.get(end).copied().flatten() else { return Vec::new() };
            parts.extend(word.get(start..end));
            end = start;
        }
        parts.reverse();
        parts
    }

    fn partly<'a>(&self, word: &'a str) -> Vec<&'a str> {
        let places = LONG_PART..=word.len().saturating_sub(LONG_PART);
        let halves = |at: usize| word.split_at_checked(at);
        let beginning = places.clone().rev().filter_map(halves).find(|(known, _)| self.is_part(known));
        let found = beginning.or_else(|| places.filter_map(halves).find(|(_, known)| self.is_part(known)));
        found.map(|(first, second)| vec![first, second]).unwrap_or_default()
    }
}

/// A Dutch plural in "s" after a vowel without it: the stemmer leaves these alone.
fn without_plural(word: &str) -> &str {
    const ENDINGS: &[&str] = &["ies", "jes", "ges", "les", "nes", "tes", "as", "os"];
    let is_plural = word.len() > PART && ENDINGS.iter().any(|ending| word.ends_with(ending));
    if is_plural { word.strip_suffix('s').unwrap_or(word) } else { word }
}

fn is_plain(word: &str) -> bool {
    !word.bytes().any(|byte| byte.is_ascii_digit())
}

/// Whether a folded word says nothing about the subject.
pub(super) fn is_stop_word(word: &str, language: Language) -> bool {
    let words = match language {
        Language::Nl => stop_words::NL,
        Language::En => stop_words::EN,
    };
    words.binary_search(&word).is_ok()
}

/// The language of a text by its small words; Dutch where they don't tell.
pub fn language_of(text: &str) -> Language {
    let folded = fold(text);
    let count = |language| folded.split(' ').filter(|word| is_stop_word(word, language)).count();
    if count(Language::En) > count(Language::Nl) { Language::En } else { Language::Nl }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::reference::Synonym;

    fn lexicon() -> Lexicon {
        let synonym =
            |concept: &str, term: &str, language| Synonym { concept: concept.into(), term: term.into(), language };
        let reference = Reference {
            synonyms: vec![
                synonym("parking", "parkeren", Language::Nl),
                synonym("parking", "car park", Language::En),
                synonym("air quality", "luchtkwaliteit", Language::Nl),
            ],
            ..Reference::default()
        };
        let words = ["parkeren", "garages", "meetnet", "kwaliteit", "lucht", "vrije", "onder", "wijs"];
        Lexicon::new(&reference, Rules::default(), words.into_iter())
    }

    fn keys(word: &str) -> Vec<String> {
        let mut keys: Vec<String> = lexicon().terms(word, Language::Nl).into_iter().map(|(key, _)| key).collect();
        keys.retain(|key| !key.starts_with('#'));
        keys
    }

    #[test]
    fn stop_words_are_in_order() {
        assert!(stop_words::NL.is_sorted() && stop_words::EN.is_sorted(), "they are searched by halving");
    }

    #[test]
    fn a_compound_shares_its_parts_and_their_concepts_with_inflected_words() {
        assert_eq!(lexicon().split("parkeergarage"), ["parkeer", "garage"]);
        let whole = keys("parkeergarage");
        for key in keys("parkeren") {
            assert!(whole.contains(&key), "{key} is missing in {whole:?}");
        }
        assert!(whole.contains(&"=parking".to_owned()));
        assert_eq!(keys("parkeergarages").last(), keys("garage").last());
    }

    #[test]
    fn a_compound_is_split_into_as_few_parts_as_cover_it() {
        assert_eq!(lexicon().split("luchtkwaliteitsmeetnet"), ["luchtkwaliteits", "meetnet"]);
        assert!(keys("luchtkwaliteitsmeetnet").contains(&"=air quality".to_owned()));
        assert!(lexicon().split("onderwijs").is_empty(), "a small word is no part");
        assert_eq!(lexicon().split("parkeergeleiding"), ["parkeer", "geleiding"], "one half is known");
        assert!(lexicon().split("parkeerbaas").is_empty(), "a short rest that is no word is an ending");
    }

    #[test]
    fn a_phrase_is_a_concept_only_where_all_its_words_follow() {
        let lexicon = lexicon();
        let found = |words: &[&str]| -> Vec<String> {
            lexicon.concepts(words, Language::En).map(|(key, _)| key.to_owned()).collect()
        };
        assert_eq!(found(&["car", "park", "free"]), ["=parking"]);
        assert!(found(&["car", "share"]).is_empty());
    }

    #[test]
    fn small_words_tell_the_language() {
        assert_eq!(language_of("Sensoren in de vuilnisbakken van het centrum"), Language::Nl);
        assert_eq!(language_of("Sensors in the bins of a town"), Language::En);
    }
}

//! Words for the choices of the model, in both languages: "Mobiliteit", "Mobility" and "mobility" are one.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

use crate::model::fold::fold;
use crate::model::pool::Memo;
use crate::model::{CoreValue, Dimension, HelixRole, ProjectKind, Status, StatusBasis, WorkingArea};
use crate::text::Text;

use super::fields::{ProjectField, all_texts};

/// Words for kinds besides the texts.
pub(super) const KINDS: &[(&str, ProjectKind)] =
    &[("dienst", ProjectKind::Service), ("actie", ProjectKind::PlannedAction)];

/// Words for stages besides the texts.
pub(super) const STATUSES: &[(&str, Status)] =
    &[("in uitvoering", Status::Running), ("ongoing", Status::Running), ("done", Status::Completed)];

/// A choice of the model with words of its own.
pub trait Worded: Copy + 'static {
    /// Family of text keys.
    const FAMILY: &'static str;

    /// Every variant with its key.
    fn keys() -> Vec<(Self, String)>;
}

macro_rules! worded {
    ($($name:ident = $family:literal),+ $(,)?) => {
        $(impl Worded for $name {
            const FAMILY: &'static str = $family;

            fn keys() -> Vec<(Self, String)> {
                Self::ALL.iter().map(|one| (*one, one.key().to_owned())).collect()
            }
        })+
    };
}

worded!(
    ProjectKind = "kind",
    Status = "status",
    StatusBasis = "status-basis",
    Dimension = "dimension",
    CoreValue = "core-value",
    HelixRole = "helix",
);

impl Worded for WorkingArea {
    const FAMILY: &'static str = "working-area";

    fn keys() -> Vec<(Self, String)> {
        Self::all().map(|area| (area, area.number().to_string())).collect()
    }
}

/// Words of one kind of choice.
#[derive(Debug)]
pub struct Words<T> {
    by_word: HashMap<String, T>,
}

impl<T: Worded> Words<T> {
    /// Keys, words in every language, and these besides.
    pub fn new(texts: &[Text], besides: &[(&str, T)]) -> Self {
        let mut by_word: HashMap<String, T> = besides.iter().map(|(word, one)| (fold(word), *one)).collect();
        for (one, key) in T::keys() {
            for text in texts {
                by_word.insert(fold(&text.word(T::FAMILY, &key)), one);
            }
            by_word.insert(fold(&key), one);
        }
        Self { by_word }
    }

    /// What a word means, if anything.
    pub fn get(&self, word: &str) -> Option<T> {
        // Keys stand folded already.
        self.by_word.get(word).or_else(|| self.by_word.get(&fold(word))).copied()
    }
}

/// Lists of one kind of choice.
#[derive(Debug)]
pub struct Lists<T> {
    words: Words<T>,
    known: Memo<Arc<[T]>>,
}

impl<T: Worded + PartialEq> Lists<T> {
    /// Keys and words in every language.
    pub fn new(texts: &[Text]) -> Self {
        Self { words: Words::new(texts, &[]), known: Memo::default() }
    }

    /// The choices of a cell: where there is no semicolon, commas part them too. Doubles are dropped.
    ///
    /// # Errors
    /// The word that means nothing.
    pub fn get(&mut self, cell: &str) -> Result<Arc<[T]>, String> {
        let words = &self.words;
        self.known.get(cell, |cell| read_list(words, cell))
    }
}

fn read_list<T: Worded + PartialEq>(words: &Words<T>, cell: &str) -> Result<Arc<[T]>, String> {
    let is_single = words.get(cell).is_some();
    let separators: &[char] = if is_single || cell.contains([';', '|']) { &[';', '|'] } else { &[','] };
    let mut found: Vec<T> = Vec::new();
    for item in cell.split(separators).map(str::trim).filter(|item| !item.is_empty()) {
        let one = words.get(item).ok_or_else(|| item.to_owned())?;
        if !found.contains(&one) {
            found.push(one);
        }
    }
    Ok(found.into())
}

/// Words that lists use and that speak for a choice without being its name: proposed, never taken unasked.
const HINTS: &[(ProjectField, &str, &[&str])] = &[
    (
        ProjectField::Dimensions,
        "mobility",
        &["verkeer", "transport", "vervoer", "parkeren", "fiets", "traffic", "parking"],
    ),
    (
        ProjectField::Dimensions,
        "environment",
        &["milieu", "energie", "energy", "klimaat", "climate", "lucht", "water", "afval", "waste", "natuur"],
    ),
    (ProjectField::Dimensions, "governance", &["bestuur", "beleid", "dienstverlening", "government", "participatie"]),
    (ProjectField::Dimensions, "people", &["burger", "mensen", "onderwijs", "sociaal", "education", "inclusie"]),
    (ProjectField::Dimensions, "economy", &["handel", "toerisme", "innovatie", "ondernemen", "business", "retail"]),
    (
        ProjectField::Dimensions,
        "living",
        &["wonen", "zorg", "veiligheid", "cultuur", "gezondheid", "welzijn", "health", "safety", "housing"],
    ),
    (ProjectField::Status, "idea", &["idee", "concept", "voorstel", "proposal"]),
    (ProjectField::Status, "planned", &["in voorbereiding", "op te starten", "nog te starten", "ingepland"]),
    (ProjectField::Status, "running", &["loop", "actief", "bezig", "active", "in progress", "started", "opgestart"]),
    (
        ProjectField::Status,
        "completed",
        &["afgewerkt", "afgerond", "klaar", "gerealiseerd", "beeindigd", "finished", "closed", "uitgevoerd"],
    ),
    (ProjectField::Status, "scaled_up", &["opgeschaald", "uitgerold", "rolled out"]),
    (ProjectField::Status, "stopped", &["gestopt", "stopgezet", "geannuleerd", "geschrapt", "cancelled", "canceled"]),
];

/// Shortest word that is looked for within a longer one.
const SHORTEST_WITHIN: usize = 4;

/// Least likeness of two words (Jaro and Winkler, 0 to 1) for one to be taken for a misspelling of the other.
const ALIKE: f64 = 0.93;

/// The words of every field that holds choices, by the key of the choice.
#[derive(Debug)]
pub struct Choices {
    by_field: BTreeMap<ProjectField, BTreeMap<String, String>>,
}

impl Choices {
    /// All words in every language; made once.
    pub fn all() -> &'static Self {
        static ALL: LazyLock<Choices> = LazyLock::new(|| Choices::new(&all_texts()));
        &ALL
    }

    fn new(texts: &[Text]) -> Self {
        let by_field = [
            (ProjectField::Kind, keys_by_word(texts, KINDS)),
            (ProjectField::Status, keys_by_word(texts, STATUSES)),
            (ProjectField::StatusBasis, keys_by_word::<StatusBasis>(texts, &[])),
            (ProjectField::Dimensions, keys_by_word::<Dimension>(texts, &[])),
            (ProjectField::WorkingAreas, keys_by_word::<WorkingArea>(texts, &[])),
            (ProjectField::Values, keys_by_word::<CoreValue>(texts, &[])),
        ];
        Self { by_field: by_field.into() }
    }

    /// Whether a field holds choices.
    pub fn has(&self, field: ProjectField) -> bool {
        self.by_field.contains_key(&field)
    }

    /// The key of the choice that a word means, if any.
    pub fn key(&self, field: ProjectField, word: &str) -> Option<&str> {
        self.by_field.get(&field)?.get(&fold(word)).map(String::as_str)
    }

    /// The key of a choice whose word, or one that speaks for it, stands within this one, or is written nearly so; the
    /// longest such word tells.
    pub fn near(&self, field: ProjectField, word: &str) -> Option<&str> {
        let folded = fold(word);
        let words = self.by_field.get(&field)?;
        let within =
            words.iter().filter(|(known, _)| known.len() >= SHORTEST_WITHIN && folded.contains(known.as_str()));
        let within = within.max_by_key(|(known, _)| known.len()).map(|(_, key)| key.as_str());
        let alike = || {
            let likeness = words.iter().map(|(known, key)| (strsim::jaro_winkler(known, &folded), key));
            let best = likeness.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
            (best.0 >= ALIKE).then_some(best.1.as_str())
        };
        let hinted = || {
            let hints = HINTS.iter().filter(|(of, ..)| *of == field);
            let hints = hints.flat_map(|(_, key, words)| words.iter().map(move |word| (*word, *key)));
            hints.filter(|(word, _)| folded.contains(word)).max_by_key(|(word, _)| word.len()).map(|(_, key)| key)
        };
        within.or_else(hinted).or_else(alike)
    }
}

fn keys_by_word<T: Worded + PartialEq>(texts: &[Text], besides: &[(&str, T)]) -> BTreeMap<String, String> {
    let mut by_word = BTreeMap::new();
    for (one, key) in T::keys() {
        for text in texts {
            by_word.insert(fold(&text.word(T::FAMILY, &key)), key.clone());
        }
        for (word, _) in besides.iter().filter(|(_, other)| *other == one) {
            by_word.insert(fold(word), key.clone());
        }
        by_word.insert(fold(&key), key);
    }
    by_word
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::project::fields::all_texts;

    #[test]
    fn words_of_both_languages_mean_the_same() {
        let dimensions = Words::<Dimension>::new(&all_texts(), &[]);
        for word in ["mobility", "Mobiliteit", "MOBILITY", " mobiliteit "] {
            assert_eq!(dimensions.get(word), Some(Dimension::Mobility), "{word}");
        }
        assert_eq!(dimensions.get("fietsen"), None);
        let statuses = Words::<Status>::new(&all_texts(), &[]);
        for status in Status::ALL {
            assert_eq!(statuses.get(status.key()), Some(*status));
        }
        assert_eq!(statuses.get("Opgeschaald"), Some(Status::ScaledUp));
        let areas = Words::<WorkingArea>::new(&all_texts(), &[]);
        assert_eq!(areas.get("Open innovatie").map(WorkingArea::number), Some(3));
        assert_eq!(areas.get("10").map(WorkingArea::number), Some(10));
    }
}

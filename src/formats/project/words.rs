//! Words for the choices of the model, in both languages: "Mobiliteit", "Mobility" and "mobility" are one.

use std::collections::HashMap;

use crate::model::fold::fold;
use crate::model::{CoreValue, Dimension, HelixRole, ProjectKind, Status, StatusBasis, WorkingArea};
use crate::text::Text;

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
        self.by_word.get(&fold(word)).copied()
    }
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

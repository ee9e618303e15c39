//! Words for the choices of the model, in both languages: "Mobiliteit", "Mobility" and "mobility" are one.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock};

use crate::formats::missing::is_missing;
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

    /// The choices of a cell, parted as [`choice_items`] does. Doubles are dropped, and words for nothing.
    ///
    /// # Errors
    /// The word that means nothing.
    pub fn get(&mut self, cell: &str) -> Result<Arc<[T]>, String> {
        let words = &self.words;
        self.known.get(cell, |cell| read_list(words, cell))
    }
}

fn read_list<T: Worded + PartialEq>(words: &Words<T>, cell: &str) -> Result<Arc<[T]>, String> {
    let mut found: Vec<T> = Vec::new();
    for item in choice_items(cell, &|item| words.get(item).is_some(), &|item| words.get(item)) {
        match words.get(item) {
            Some(one) if found.contains(&one) => {}
            Some(one) => found.push(one),
            None if is_missing(item) => {}
            None => return Err(item.to_owned()),
        }
    }
    Ok(found.into())
}

/// Signs that part the words of a list whatever they are.
const FIRM_SIGNS: [char; 4] = [';', '|', '\n', '\r'];

/// Signs and words between two words that may belong to one: "Sport & spel".
const LOOSE_SIGNS: [&str; 7] = [" / ", "/", " & ", "&", " + ", " en ", " and "];

/// The words of a cell that holds a list of choices. What is a choice by itself stays whole ("Wonen, zorg en welzijn");
/// "/", "&", "+", "en" and "and" part what means something on either side, and not the same.
pub fn choice_items<'c, T: PartialEq>(
    cell: &'c str,
    is_choice: &dyn Fn(&str) -> bool,
    meaning: &dyn Fn(&str) -> Option<T>,
) -> Vec<&'c str> {
    let mut items = Vec::new();
    for part in cell.split(FIRM_SIGNS).map(str::trim) {
        let pieces = by_commas(part, is_choice);
        if is_one_choice(&pieces, is_choice, meaning) {
            items.push(part);
            continue;
        }
        for piece in pieces {
            match loose_items(piece, meaning).filter(|_| !is_choice(piece)) {
                Some(parts) => items.extend(parts),
                None => items.push(piece),
            }
        }
    }
    items.retain(|item| !item.is_empty());
    items
}

/// Whether pieces that are no choices all speak for the same one ("Wonen, zorg en welzijn"): then they are one word.
fn is_one_choice<T: PartialEq>(
    pieces: &[&str],
    is_choice: &dyn Fn(&str) -> bool,
    meaning: &dyn Fn(&str) -> Option<T>,
) -> bool {
    let Some((first, others)) = pieces.split_first().filter(|(_, others)| !others.is_empty()) else { return false };
    let known = || meaning(first).filter(|_| !pieces.iter().any(|piece| is_choice(piece)));
    known().is_some_and(|known| others.iter().all(|other| meaning(other).is_some_and(|one| one == known)))
}

/// The pieces between commas; as many as make a choice together stay together.
fn by_commas<'c>(part: &'c str, is_choice: &dyn Fn(&str) -> bool) -> Vec<&'c str> {
    /// No choice has more commas in its name.
    const MOST_COMMAS: usize = 4;
    let (mut pieces, mut rest) = (Vec::new(), part);
    while !rest.is_empty() {
        let commas = rest.match_indices(',').map(|(at, _)| at).take(MOST_COMMAS + 1);
        let ends: Vec<usize> = commas.chain([rest.len()]).take(MOST_COMMAS + 1).collect();
        let whole = ends.iter().rev().find(|end| rest.get(..**end).is_some_and(|text| is_choice(text.trim())));
        let end = whole.or(ends.first()).copied().unwrap_or(rest.len());
        pieces.push(rest.get(..end).unwrap_or_default().trim());
        rest = rest.get(end + 1..).unwrap_or_default().trim_start();
    }
    pieces
}

/// The pieces between loose signs, where each means something and not all mean the same.
fn loose_items<'c, T: PartialEq>(piece: &'c str, meaning: &dyn Fn(&str) -> Option<T>) -> Option<Vec<&'c str>> {
    let mut items = vec![piece];
    for sign in LOOSE_SIGNS {
        items = items.into_iter().flat_map(|item| item.split(sign)).map(str::trim).collect();
    }
    if items.len() < 2 {
        return None;
    }
    let meanings: Vec<T> = items.iter().map(|item| meaning(item)).collect::<Option<_>>()?;
    let differ = meanings.iter().any(|one| Some(one) != meanings.first());
    differ.then_some(items)
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

/// Words that take back, put off or halve what they stand beside: "niet actief", "bijna afgerond", "wordt opgestart".
const TAKING_BACK: [&str; 25] = [
    "niet",
    "geen",
    "non",
    "not",
    "no",
    "nooit",
    "never",
    "zonder",
    "without",
    "bijna",
    "almost",
    "nearly",
    "haast",
    "deels",
    "gedeeltelijk",
    "partly",
    "partially",
    "half",
    "wordt",
    "worden",
    "zal",
    "will",
    "binnenkort",
    "soon",
    "aucun",
];

/// Beginnings of a compound that turn its end round.
const TURNING_ROUND: [&str; 10] = ["in", "on", "non", "niet", "un", "anti", "her", "re", "de", "af"];

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

    /// The family of texts that tell the choices of a field to a reader; `None` where it holds none.
    pub const fn family(field: ProjectField) -> Option<&'static str> {
        Some(match field {
            ProjectField::Kind => ProjectKind::FAMILY,
            ProjectField::Status => Status::FAMILY,
            ProjectField::StatusBasis => StatusBasis::FAMILY,
            ProjectField::Dimensions => Dimension::FAMILY,
            ProjectField::WorkingAreas => WorkingArea::FAMILY,
            ProjectField::Values => CoreValue::FAMILY,
            _ => return None,
        })
    }

    /// The key of the choice that a word means, if any.
    pub fn key(&self, field: ProjectField, word: &str) -> Option<&str> {
        self.by_field.get(&field)?.get(&fold(word)).map(String::as_str)
    }

    /// The key of a choice whose word, or one that speaks for it, stands within this one, or is written nearly so; the
    /// longest such word tells. Words that take back what they stand beside ("niet afgerond") mean nothing here, and
    /// neither do words for several choices.
    pub fn near(&self, field: ProjectField, word: &str) -> Option<&str> {
        let folded = fold(word);
        let words = self.by_field.get(&field)?;
        if folded.split(' ').any(|word| TAKING_BACK.contains(&word)) {
            return None;
        }
        let known = words.iter().filter(|(known, _)| known.len() >= SHORTEST_WITHIN);
        let known: Vec<(&str, &str)> = known.map(|(known, key)| (known.as_str(), key.as_str())).collect();
        let hints = HINTS.iter().filter(|(of, ..)| *of == field);
        let hints = hints.flat_map(|(_, key, words)| words.iter().map(move |word| (*word, *key)));
        let alike = || {
            let likeness = known.iter().map(|(known, key)| (strsim::jaro_winkler(known, &folded), *key));
            let best = likeness.max_by(|(one, _), (other, _)| one.total_cmp(other))?;
            (best.0 >= ALIKE).then_some(best.1)
        };
        match within(&folded, known.iter().copied()) {
            Within::One(key) => Some(key),
            Within::Several => None,
            Within::None => match within(&folded, hints) {
                Within::One(key) => Some(key),
                Within::Several => None,
                Within::None => alike(),
            },
        }
    }
}

/// Which choices stand within a word.
enum Within<'k> {
    None,
    One(&'k str),
    /// Several stages or kinds that no list parts: which one is meant is not said.
    Several,
}

/// The choice whose known words stand within a folded text, those within longer ones aside.
fn within<'k>(folded: &str, known: impl Iterator<Item = (&'k str, &'k str)>) -> Within<'k> {
    let mut found: Vec<(&str, &str)> = known.filter(|(word, _)| stands_in(folded, word)).collect();
    found.sort_by_key(|(word, _)| std::cmp::Reverse(word.len()));
    let Some((_, key)) = found.first().copied() else { return Within::None };
    let is_apart = |(word, other): &(&str, &str)| {
        *other != key && !found.iter().any(|(longer, _)| longer.len() > word.len() && longer.contains(word))
    };
    if found.iter().any(is_apart) { Within::Several } else { Within::One(key) }
}

/// Whether a word stands in a text, at the end of a compound too ("deelmobiliteit"), but not behind letters that turn
/// it round ("inactief", "heropgestart").
fn stands_in(folded: &str, word: &str) -> bool {
    folded.match_indices(word).any(|(at, _)| {
        let before = folded.get(..at).unwrap_or_default();
        let start = before.rsplit(' ').next().unwrap_or_default();
        !TURNING_ROUND.contains(&start)
    })
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
    use proptest::prelude::*;

    use super::*;
    use crate::formats::project::fields::all_texts;

    #[test]
    fn lists_are_parted_where_their_parts_mean_something() {
        let mut dimensions = Lists::<Dimension>::new(&all_texts());
        let two: &[Dimension] = &[Dimension::Mobility, Dimension::Economy];
        for cell in [
            "Mobiliteit / Economie",
            "Mobiliteit/Economie",
            "Mobiliteit & Economie",
            "Mobiliteit + Economie",
            "Mobiliteit en Economie",
            "mobility and economy",
            "Mobiliteit, Economie",
            "Mobiliteit\nEconomie",
            "Mobiliteit; n.v.t.; Economie | mobility",
        ] {
            assert_eq!(dimensions.get(cell).as_deref(), Ok(two), "{cell}");
        }
        assert_eq!(dimensions.get("n.v.t.").as_deref(), Ok(&[][..]));
        assert_eq!(dimensions.get("Mobiliteit & spel"), Err("Mobiliteit & spel".to_owned()));
        let is_choice = |word: &str| word == "Wonen, zorg en welzijn" || word == "Sport";
        let items =
            |cell: &'static str| choice_items(cell, &is_choice, &|word| is_choice(word).then(|| word.to_owned()));
        assert_eq!(items("Wonen, zorg en welzijn"), ["Wonen, zorg en welzijn"]);
        assert_eq!(items("Sport, Wonen, zorg en welzijn, x"), ["Sport", "Wonen, zorg en welzijn", "x"]);
        assert_eq!(items("Sport en spel"), ["Sport en spel"]);
    }

    #[test]
    fn a_meaning_is_not_guessed_through_what_takes_it_back() {
        let near = |field, word| Choices::all().near(field, word);
        for word in [
            "Niet afgerond",
            "Niet uitgevoerd",
            "Bijna afgerond",
            "Niet actief",
            "Inactief",
            "Nog niet gepland",
            "Non-actief",
            "Heropgestart",
            "Wordt opgestart in 2025",
            "Gepland en lopend",
        ] {
            assert_eq!(near(ProjectField::Status, word), None, "{word}");
        }
        assert_eq!(near(ProjectField::Dimensions, "Geen mobiliteit"), None);
        assert_eq!(near(ProjectField::Status, "Project afgerond in 2020"), Some("completed"));
        assert_eq!(near(ProjectField::Status, "nog op te starten"), Some("planned"));
        assert_eq!(near(ProjectField::Status, "Afgeront"), Some("completed"), "misspelt");
        assert_eq!(near(ProjectField::Dimensions, "Deelmobiliteit"), Some("mobility"));
        assert_eq!(near(ProjectField::Dimensions, "Smart Mobility"), Some("mobility"));
        for field in ProjectField::ALL {
            assert_eq!(Choices::all().has(*field), Choices::family(*field).is_some(), "{field}");
        }
    }

    proptest! {
        /// What a word means is never what it means with "niet" before it.
        #[test]
        fn a_negation_is_never_guessed(index in 0..HINTS.len(), rest in "[a-z ]{0,8}") {
            let (field, _, words) = HINTS[index];
            for word in words {
                let text = format!("niet {word} {rest}");
                prop_assert_eq!(Choices::all().near(field, &text), None);
            }
        }

        #[test]
        fn no_letter_of_a_list_is_lost(cell in "(Mobiliteit|Economie|x|, |/| en |;|\n| & ){0,8}") {
            let words = Words::<Dimension>::new(&all_texts(), &[]);
            let items = choice_items(&cell, &|item| words.get(item).is_some(), &|item| words.get(item));
            let firm = |text: &str| text.replace([',', '/', ';', '\n', '&', ' '], "").replace("en", "");
            prop_assert_eq!(firm(&items.concat()), firm(&cell));
        }
    }

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

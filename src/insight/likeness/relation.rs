//! What a look-alike is to the project asked for: the same once more, its follow-up, a part of it, or merely alike.
//!
//! Told by titles, because initiatives keep their name: a title without places, years, numbers of editions and what
//! stands in brackets is its core. May use: `workspace`, `model`.

use std::collections::BTreeSet;

use super::parts::{Part, Parts};
use crate::model::Project;
use crate::model::dimension::keyed_enum;
use crate::workspace::Workspace;
use crate::workspace::municipalities::fold;

keyed_enum!(
    /// What it is.
    Relation {
        /// The same initiative entered twice.
        Duplicate = "duplicate",
        /// It goes on where the other ended.
        FollowUp = "follow_up",
        /// What the other goes on from.
        Predecessor = "predecessor",
        /// A part of the other, or a pilot of it.
        PartOf = "part_of",
        /// The other is a part or a pilot of it.
        Whole = "whole",
        /// The same initiative elsewhere.
        Sister = "sister",
        /// Alike, no more.
        Alike = "alike",
    }
);

impl Relation {
    /// Whether both are one initiative at bottom.
    pub const fn is_same_initiative(self) -> bool {
        !matches!(self, Self::Alike | Self::Sister)
    }
}

/// Least likeness of texts for a second entry of the same.
const SAME_TEXT: f32 = 0.45;

/// Words of titles that name no initiative, folded, in order.
const GENERAL: &[&str] = &[
    "aan",
    "app",
    "city",
    "dashboard",
    "data",
    "de",
    "digital",
    "digitale",
    "een",
    "en",
    "het",
    "in",
    "meten",
    "open",
    "pilot",
    "platform",
    "project",
    "proeftuin",
    "slim",
    "slimme",
    "smart",
    "stad",
    "strategie",
    "the",
    "tot",
    "van",
    "voor",
];

/// What a title names.
#[derive(Debug, PartialEq, Eq)]
struct Title {
    /// Its words without places, years and editions.
    core: Vec<String>,
    /// The same with places.
    words: Vec<String>,
    /// What stands in brackets, as `core`.
    bracket: Vec<String>,
    /// Number of the edition; 1 where none is told.
    edition: u32,
    /// Words that are no places, years or general.
    telling: BTreeSet<String>,
}

/// What `other` is to `project`.
pub fn of(workspace: &Workspace, project: &Project, other: &Project, parts: &Parts) -> Relation {
    let (own, theirs) = (title(workspace, project), title(workspace, other));
    let is_here = parts.get(Part::Place).is_none_or(|place| place >= 1.0);
    let has_name = !own.telling.is_empty() && own.telling == theirs.telling;
    let is_text_same = parts.get(Part::Text).is_some_and(|text| text >= SAME_TEXT);
    if has_name && own.edition != theirs.edition {
        return if theirs.edition > own.edition { Relation::FollowUp } else { Relation::Predecessor };
    }
    if has_name && own.core == theirs.core {
        if !is_here {
            return elsewhere(&own, &theirs);
        }
        return match order(project, other) {
            Some(true) => Relation::FollowUp,
            Some(false) => Relation::Predecessor,
            None => Relation::Duplicate,
        };
    }
    if is_start_of(&own, &theirs) || theirs.is_in(&own) {
        return Relation::PartOf;
    }
    if is_start_of(&theirs, &own) || own.is_in(&theirs) {
        return Relation::Whole;
    }
    let is_kind_same = project.kind == other.kind;
    let has_town = parts.get(Part::Place).is_some_and(|place| place >= 1.0);
    let has_theme = parts.get(Part::Theme).is_some_and(|theme| theme >= 1.0);
    if is_kind_same && has_town && has_theme && is_text_same {
        return match order(project, other) {
            Some(true) => Relation::FollowUp,
            Some(false) => Relation::Predecessor,
            None => Relation::Duplicate,
        };
    }
    Relation::Alike
}

/// One name in two places: a part where its title adds a place to the whole of the other, else the same elsewhere.
fn elsewhere(own: &Title, theirs: &Title) -> Relation {
    let is_bare = |title: &Title| title.words == title.core;
    match (is_bare(own), is_bare(theirs)) {
        (true, false) => Relation::PartOf,
        (false, true) => Relation::Whole,
        _ => Relation::Sister,
    }
}

impl Title {
    /// Whether its brackets name the other: "Datapiloot Parkeren (Smart Flanders)".
    fn is_in(&self, other: &Self) -> bool {
        !other.telling.is_empty() && self.bracket == other.core && self.core != other.core
    }
}

/// Whether `other` starts when `project` is over (`true`) or the other way round (`false`); `None` where they overlap or
/// years are unknown.
fn order(project: &Project, other: &Project) -> Option<bool> {
    let follows = |first: &Project, second: &Project| {
        first.period.end.zip(second.period.start).is_some_and(|(end, start)| start > end)
    };
    match (follows(project, other), follows(other, project)) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    }
}

/// Whether a longer title begins with the whole of a shorter one that names something.
fn is_start_of(short: &Title, long: &Title) -> bool {
    !short.telling.is_empty() && short.core.len() < long.core.len() && long.core.starts_with(&short.core)
}

fn title(workspace: &Workspace, project: &Project) -> Title {
    let (bare, bracket) = brackets(project.title.get(crate::model::Language::Nl));
    let places = places_of(workspace, project);
    let (words, edition) = words_of(&bare);
    let without_places =
        |words: &[String]| words.iter().filter(|word| !places.contains(*word)).cloned().collect::<Vec<String>>();
    let core = without_places(&words);
    let bracket = without_places(&words_of(&bracket).0);
    let telling = core.iter().filter(|word| GENERAL.binary_search(&word.as_str()).is_err()).cloned().collect();
    Title { core, words, bracket, edition, telling }
}

/// Folded words without years, and the number of the edition.
fn words_of(text: &str) -> (Vec<String>, u32) {
    let mut edition = 1;
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        if let Some(number) = edition_of(word) {
            edition = number;
            continue;
        }
        words.extend(fold(word).split(' ').filter(|word| !word.is_empty() && !is_year(word)).map(str::to_owned));
    }
    (words, edition)
}

/// A title without what stands in brackets, and that.
fn brackets(text: &str) -> (String, String) {
    let (mut outside, mut inside) = (String::new(), String::new());
    let mut depth = 0_u32;
    for character in text.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => inside.push(character),
            _ => outside.push(character),
        }
    }
    (outside, inside)
}

/// "2.0" is the second edition.
fn edition_of(word: &str) -> Option<u32> {
    let (number, rest) = word.trim_matches(|character: char| !character.is_ascii_digit()).split_once('.')?;
    (rest == "0").then(|| number.parse().ok()).flatten()
}

fn is_year(word: &str) -> bool {
    word.len() == 4
        && (word.starts_with("19") || word.starts_with("20"))
        && word.bytes().all(|byte| byte.is_ascii_digit())
}

/// Words of the names of a project's municipalities.
fn places_of(workspace: &Workspace, project: &Project) -> BTreeSet<String> {
    let municipalities = &workspace.municipalities;
    let timeline = municipalities.timeline();
    let of = |nis| {
        let today = timeline.today(nis);
        [municipalities.name(today)]
    };
    let names = project.municipalities().flat_map(of);
    let written = project.other_names.iter().map(ToString::to_string);
    names.chain(written).flat_map(|name| fold(&name).split(' ').map(str::to_owned).collect::<Vec<_>>()).collect()
}

//! Search over everything that has a name, for the palette; where an index is there, also over texts, by words that mean
//! the same and by spellings nearby.

mod index;
mod wide;

use std::collections::BTreeMap;
use std::sync::Arc;

pub use index::{Named, SearchIndex};

use crate::model::{
    Indicator, IndicatorId, Language, LayerCell, LayerKind, Nis, OwnLayer, Project, ProjectId, Sensor, SensorId,
};
use crate::workspace::municipalities::{fold, fold_with_positions};
use crate::workspace::{FeatureRef, Workspace};

/// Greatest number of municipalities named below a project.
const DETAIL_NAMES: usize = 3;

/// Titles of more projects are not folded while somebody types: they are searched once whoever makes the index has done it.
const FOLDED_AT_ONCE: usize = 2_000;

/// Whether titles are left out of a search because nobody has folded them yet.
pub fn lacks_titles(workspace: &Workspace) -> bool {
    workspace.projects.rows().len() > FOLDED_AT_ONCE && !workspace.projects.has_folded_titles()
}

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A project.
    Project(ProjectId),
    /// A municipality of today.
    Municipality(Nis),
    /// An indicator.
    Indicator(IndicatorId),
    /// A sensor.
    Sensor(SensorId),
    /// An organisation, by name.
    Organisation(Arc<str>),
    /// A place of a layer of the user's own.
    Place(FeatureRef),
}

/// How a hit was found, where not by its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Via {
    /// The words occur in its text.
    Text,
    /// By this word, which means the same.
    Alike(String),
    /// By this word, which is written nearly so.
    Spelt(String),
}

/// One hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What.
    pub found: Found,
    /// Title shown.
    pub title: String,
    /// Line below it: municipality, old name that matched, unit.
    pub detail: String,
    /// Byte ranges of `title` that matched.
    pub matches: Vec<(usize, usize)>,
    /// How it was found, where not by its name.
    pub via: Option<Via>,
}

/// The best hits for the text, best first: a name that starts with it before one that holds it. Case and accents
/// aside; every word must occur in the title, the old or other name that is told below it, or the identifier
/// ([`lacks_titles`] tells where projects are left out). With an
/// index, what has the words in its text follows, then what has words that mean the same, then spellings nearby.
pub fn run(
    workspace: &Workspace,
    index: Option<&SearchIndex>,
    text: &str,
    language: Language,
    limit: usize,
) -> Vec<Hit> {
    let folded = fold(text);
    if folded.is_empty() || limit == 0 {
        return Vec::new();
    }
    let query = Query { words: folded.split(' ').collect(), folded: &folded, language };
    let mut candidates = Vec::new();
    query.municipalities(workspace, &mut candidates);
    query.projects(workspace, &mut candidates);
    query.indicators(workspace, &mut candidates);
    query.sensors(workspace, &mut candidates);
    query.places(workspace, &mut candidates);
    if let Some(index) = index {
        query.organisations(index, &mut candidates);
        if candidates.len() < limit {
            query.widely(workspace, index, &mut candidates);
        }
    }
    if candidates.len() > limit {
        candidates.select_nth_unstable_by(limit, |a, b| a.order().cmp(&b.order()));
        candidates.truncate(limit);
    }
    candidates.sort_by(|a, b| a.order().cmp(&b.order()));
    candidates.iter().map(|candidate| query.hit(workspace, candidate)).collect()
}

/// How well a name fits, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Same,
    Start,
    StartOfWord,
    Within,
    PhraseInTitle,
    Phrase,
    InText,
    AlikeInTitle,
    Alike,
    SpeltInTitle,
    Spelt,
}

impl Rank {
    /// The rank of the same where a title has it.
    const fn in_title(self) -> Self {
        match self {
            Self::Phrase => Self::PhraseInTitle,
            Self::Alike => Self::AlikeInTitle,
            Self::Spelt => Self::SpeltInTitle,
            other => other,
        }
    }
}

/// Order of hits that fit equally well.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Group {
    Municipality,
    Project,
    Organisation,
    Place,
    Indicator,
    Sensor,
}

struct Candidate<'a> {
    rank: Rank,
    group: Group,
    title: &'a str,
    /// Position in its group.
    number: usize,
    what: What<'a>,
    /// The word that it was found by instead.
    via: Option<String>,
}

enum What<'a> {
    /// With the other name that fits, if it is not its own.
    Municipality(Nis, String),
    Project(&'a Project),
    Indicator(&'a Indicator),
    Sensor(&'a Sensor),
    Organisation(&'a Named),
    Place(&'a OwnLayer, u32),
}

impl Candidate<'_> {
    /// A municipality found by its own name comes before one found by another of its names ("Kortrijk" before
    /// Holsbeek, which took in Kortrijk-Dutsel).
    fn order(&self) -> (Rank, Group, bool, &str, usize) {
        let is_by_other_name = matches!(&self.what, What::Municipality(_, told) if !told.is_empty());
        (self.rank, self.group, is_by_other_name, self.title, self.number)
    }
}

struct Query<'a> {
    words: Vec<&'a str>,
    folded: &'a str,
    language: Language,
}

impl Query<'_> {
    /// How the folded name fits; `None` where a word is missing.
    fn rank(&self, name: &str) -> Option<Rank> {
        if !self.words.iter().all(|word| name.contains(word)) {
            return None;
        }
        let starts_word = |word: &&str| {
            name.match_indices(*word).any(|(at, _)| at == 0 || name.as_bytes().get(at - 1) == Some(&b' '))
        };
        Some(if name == self.folded {
            Rank::Same
        } else if name.starts_with(self.folded) {
            Rank::Start
        } else if self.words.iter().all(starts_word) {
            Rank::StartOfWord
        } else {
            Rank::Within
        })
    }

    fn municipalities<'w>(&self, workspace: &'w Workspace, candidates: &mut Vec<Candidate<'w>>) {
        let municipalities = &workspace.municipalities;
        let timeline = municipalities.timeline();
        // The best name of each: its own first, then the one that fits best.
        let mut best: BTreeMap<Nis, (Rank, bool, String)> = BTreeMap::new();
        let mut offer = |nis: Nis, name: &str, is_other: bool| {
            let Some(rank) = self.rank(&fold(name)) else { return };
            let told = if is_other { name.to_owned() } else { String::new() };
            let offered = (rank, is_other, told);
            let known = best.entry(nis).or_insert_with(|| offered.clone());
            if offered < *known {
                *known = offered;
            }
        };
        for row in municipalities.rows() {
            offer(row.nis, &row.name, false);
            row.name_fr.iter().chain(&row.name_de).for_each(|name| offer(row.nis, name, true));
            offer(row.nis, &row.nis.to_string(), true);
        }
        for merger in timeline.mergers() {
            offer(timeline.today(merger.old), &merger.old_name, true);
        }
        for (alias, nis) in municipalities.aliases() {
            offer(timeline.today(*nis), alias, true);
        }
        for (number, (nis, (rank, _, told))) in best.into_iter().enumerate() {
            let Some(row) = municipalities.get(nis) else { continue };
            let what = What::Municipality(nis, told);
            candidates.push(Candidate { rank, group: Group::Municipality, title: &row.name, number, what, via: None });
        }
    }

    fn projects<'w>(&self, workspace: &'w Workspace, candidates: &mut Vec<Candidate<'w>>) {
        let projects = &workspace.projects;
        if lacks_titles(workspace) {
            return;
        }
        let titled = projects.rows().iter().zip(projects.folded_titles(self.language));
        for (number, (project, folded)) in titled.enumerate() {
            let by_id = || fold_is(project.id.as_str(), self.folded).then_some(Rank::Same);
            let Some(rank) = self.rank(folded).or_else(by_id) else { continue };
            let title = project.title.get(self.language);
            candidates.push(Candidate {
                rank,
                group: Group::Project,
                title,
                number,
                what: What::Project(project),
                via: None,
            });
        }
    }

    fn indicators<'w>(&self, workspace: &'w Workspace, candidates: &mut Vec<Candidate<'w>>) {
        for (number, definition) in workspace.indicators.definitions().iter().enumerate() {
            let title = definition.name.get(self.language);
            let Some(rank) = self.rank(&fold(title)) else { continue };
            let what = What::Indicator(definition);
            candidates.push(Candidate { rank, group: Group::Indicator, title, number, what, via: None });
        }
    }

    fn sensors<'w>(&self, workspace: &'w Workspace, candidates: &mut Vec<Candidate<'w>>) {
        for (number, sensor) in workspace.sensors.sensors().values().enumerate() {
            let Some(rank) = self.rank(&fold(&sensor.name)) else { continue };
            let what = What::Sensor(sensor);
            candidates.push(Candidate { rank, group: Group::Sensor, title: &sensor.name, number, what, via: None });
        }
    }

    /// Named places that the user brought.
    fn places<'w>(&self, workspace: &'w Workspace, candidates: &mut Vec<Candidate<'w>>) {
        for layer in workspace.layers.iter().filter(|layer| layer.kind == LayerKind::Places) {
            let Some(label) = layer.label else { continue };
            for (number, feature) in (0_u32..).zip(&layer.data.features) {
                let Some(LayerCell::Text(title)) = feature.cells.get(label) else { continue };
                let Some(rank) = self.rank(&fold(title)) else { continue };
                let what = What::Place(layer, number);
                let (group, position) = (Group::Place, number as usize);
                candidates.push(Candidate { rank, group, title, number: position, what, via: None });
            }
        }
    }

    fn hit(&self, workspace: &Workspace, candidate: &Candidate<'_>) -> Hit {
        let municipalities = &workspace.municipalities;
        let town = |nis: Nis| municipalities.name(municipalities.timeline().today(nis));
        let (found, detail) = match &candidate.what {
            What::Municipality(nis, told) => (Found::Municipality(*nis), told.clone()),
            What::Project(project) => {
                let towns: Vec<String> = project.municipalities().take(DETAIL_NAMES).map(town).collect();
                (Found::Project(project.id.clone()), towns.join(", "))
            }
            What::Indicator(definition) => (Found::Indicator(definition.id.clone()), definition.unit.to_string()),
            What::Sensor(sensor) => {
                let feed = workspace.sensors.feeds().get(&sensor.feed);
                let feed = feed.map(|feed| feed.name.get(self.language).to_owned());
                let detail: Vec<String> = sensor.nis.map(town).into_iter().chain(feed).collect();
                (Found::Sensor(sensor.id.clone()), detail.join(", "))
            }
            What::Place(layer, number) => {
                let feature = FeatureRef { layer: Arc::clone(&layer.name), number: *number };
                (Found::Place(feature), layer.name.to_string())
            }
            What::Organisation(named) => {
                let others = named.written.iter().filter(|name| ***name != *named.name).take(DETAIL_NAMES);
                let detail: Vec<&str> = others.map(AsRef::as_ref).collect();
                (Found::Organisation(Arc::clone(&named.name)), detail.join(", "))
            }
        };
        let word = || candidate.via.clone().unwrap_or_default();
        let via = match candidate.rank {
            Rank::InText => Some(Via::Text),
            Rank::Alike | Rank::AlikeInTitle | Rank::Phrase | Rank::PhraseInTitle => Some(Via::Alike(word())),
            Rank::Spelt | Rank::SpeltInTitle => Some(Via::Spelt(word())),
            _ => None,
        };
        let hit = Hit { found, title: candidate.title.to_owned(), detail, matches: Vec::new(), via };
        let other = candidate.via.as_deref().unwrap_or_default();
        let words: Vec<&str> =
            self.words.iter().copied().chain(other.split(' ').filter(|word| !word.is_empty())).collect();
        highlighted(hit, &words)
    }
}

/// Whether an identifier folds to the text; identifiers are of a known, small size, so most are told apart by it.
fn fold_is(identifier: &str, folded: &str) -> bool {
    identifier.len() == folded.len() && fold(identifier) == folded
}

/// The hit with the places of its title that the words match, in order and without overlaps.
fn highlighted(mut hit: Hit, words: &[&str]) -> Hit {
    let (folded, positions) = fold_with_positions(&hit.title);
    let end_of = |folded_end: usize| {
        // The first byte of the result that stems from a later character tells where this one ends.
        let last = folded_end.checked_sub(1).and_then(|index| positions.get(index)).copied().unwrap_or_default();
        hit.title.get(last..).and_then(|rest| rest.chars().next()).map_or(last, |character| last + character.len_utf8())
    };
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for word in words {
        for (at, _) in folded.match_indices(word) {
            ranges.extend(positions.get(at).map(|&start| (start, end_of(at + word.len()))));
        }
    }
    ranges.sort_unstable();
    let mut merged: Vec<(usize, usize)> = Vec::new();
    for (start, end) in ranges {
        match merged.last_mut() {
            Some(last) if start <= last.1 => last.1 = last.1.max(end),
            _ => merged.push((start, end)),
        }
    }
    hit.matches = merged;
    hit
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::model::{Localized, ProjectKind};
    use crate::query::test_support::{municipalities, nis};
    use crate::workspace::Projects;

    fn hits(text: &str) -> Vec<Hit> {
        let row =
            |id: &str, title: &str| Project::new(ProjectId::new(id), ProjectKind::Project, Localized::same(title));
        let mut lead = row("P3", "Slimme straat");
        lead.lead = Some(nis(44049));
        let rows = vec![row("P1", "Gent meet \"lucht\""), row("P2", "Het Gentse café Élan"), lead];
        let workspace = Workspace {
            municipalities: Arc::new(municipalities()),
            projects: Arc::new(Projects::new(rows)),
            ..Workspace::default()
        };
        run(&workspace, None, text, Language::Nl, 10)
    }

    fn marked(hit: &Hit) -> Vec<&str> {
        hit.matches.iter().map(|(start, end)| &hit.title[*start..*end]).collect()
    }

    #[test]
    fn the_same_name_comes_before_a_start_before_a_part() {
        let found = hits("gent");
        let titles: Vec<&str> = found.iter().map(|hit| hit.title.as_str()).collect();
        assert_eq!(titles, ["Gent", "Gent meet \"lucht\"", "Het Gentse café Élan"]);
        assert_eq!(found[0].found, Found::Municipality(nis(44021)));
        assert_eq!(marked(&found[2]), ["Gent"]);
    }

    #[test]
    fn an_old_name_finds_the_municipality_of_today_and_is_told() {
        let found = hits("Nevele");
        assert_eq!(found[0].found, Found::Municipality(nis(44083)));
        assert_eq!((found[0].title.as_str(), found[0].detail.as_str()), ("Deinze", "Nevele"));
        assert!(found[0].matches.is_empty());
        assert_eq!(hits("landegem")[0].detail, "Landegem");
        assert_eq!(hits("11002")[0].found, Found::Municipality(nis(11002)));
    }

    #[test]
    fn every_word_must_occur_and_is_marked_despite_accents() {
        let found = hits("elan CAFÉ");
        assert_eq!(found.len(), 1);
        assert_eq!(marked(&found[0]), ["café", "Élan"]);
        assert!(hits("elan lucht").is_empty());
        assert!(hits("  ").is_empty());
        assert_eq!(marked(&hits("lucht")[0]), ["lucht"]);
    }

    #[test]
    fn an_identifier_finds_its_project() {
        let found = hits("p3");
        assert_eq!(found[0].found, Found::Project(ProjectId::new("P3")));
        assert_eq!(found[0].detail, "Deinze");
    }
}

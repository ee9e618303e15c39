//! Look-alikes in words: one sentence that tells why. May use: `workspace`, `model`, `text`.

use std::collections::BTreeSet;

use super::parts::Part;
use super::{Alike, Idea, LikenessIndex, Question, Relation};
use crate::insight::organisations::{Names, towns_of};
use crate::model::{Nis, Project};
use crate::text::Text;
use crate::workspace::Workspace;
use crate::workspace::municipalities::fold;

/// Names told of each kind.
const NAMED: usize = 3;

/// What is asked about, as far as sentences need it.
enum Asked<'a> {
    Project(&'a Project),
    Idea(&'a Idea),
}

/// Why it is alike, in one sentence.
pub fn why(workspace: &Workspace, question: &Question, one: &Alike, text: &Text) -> String {
    let asked = match question {
        Question::Project(id) => workspace.projects.by_id(id).map(Asked::Project),
        Question::Idea(idea) => Some(Asked::Idea(idea)),
    };
    let (Some(asked), Some(other)) = (asked, workspace.projects.get(one.row)) else { return String::new() };
    let mut reasons: Vec<String> = Vec::new();
    if !one.shared.is_empty() {
        let words: Vec<String> = one.shared.iter().map(|(asked, theirs)| pair(asked, theirs)).collect();
        reasons.push(text.with("similar-why-words", &[("words", words.join(", ").into())]));
    }
    if one.parts.get(Part::Theme).is_some_and(|part| part >= 1.0) {
        reasons.push(text.with("similar-why-theme", &[("theme", other.theme.to_string().into())]));
    }
    reasons.extend(dimensions(&asked, other, text));
    reasons.extend(partners(workspace, &asked, other, text));
    reasons.extend(place(workspace, &asked, other, text));
    if one.parts.get(Part::Period).is_some_and(|part| part >= 1.0) {
        reasons.push(text.get("similar-why-period"));
    }
    if reasons.is_empty() {
        reasons.push(text.get("similar-why-little"));
    }
    let relation = match one.relation {
        Relation::Alike => text.get("similar-alike"),
        relation => text.word("similar-relation", &format!("{}-words", relation.key())),
    };
    text.with("similar-why", &[("relation", relation.into()), ("reasons", reasons.join("; ").into())])
}

/// The name of a relation.
pub fn relation(relation: Relation, text: &Text) -> String {
    text.word("similar-relation", relation.key())
}

/// The name of a part.
pub fn part(part: Part, text: &Text) -> String {
    text.word("similar-part", part.key())
}

/// Two words that stand for one another, or the one that both use.
fn pair(asked: &str, theirs: &str) -> String {
    if asked == theirs { asked.to_owned() } else { format!("{asked} ~ {theirs}") }
}

fn dimensions(asked: &Asked<'_>, other: &Project, text: &Text) -> Option<String> {
    let own: BTreeSet<_> = match asked {
        Asked::Project(project) => project.dimensions.iter().copied().collect(),
        Asked::Idea(idea) => idea.dimensions.clone(),
    };
    let both = other.dimensions.iter().filter(|dimension| own.contains(dimension));
    let both: Vec<String> = both.map(|dimension| text.word("dimension", dimension.key())).collect();
    (!both.is_empty()).then(|| text.with("similar-why-dimension", &[("dimensions", both.join(", ").into())]))
}

fn partners(workspace: &Workspace, asked: &Asked<'_>, other: &Project, text: &Text) -> Option<String> {
    let Asked::Project(project) = asked else { return None };
    let names = Names::of(workspace);
    let of = |project: &Project| {
        let all = project.partners.iter().flat_map(|partner| names.organisations(partner));
        all.filter(|one| one.nis.is_none()).map(|one| (fold(&one.name), one.name)).collect::<Vec<_>>()
    };
    let own: BTreeSet<String> = of(project).into_iter().map(|(key, _)| key).collect();
    let mut both: Vec<String> =
        of(other).into_iter().filter(|(key, _)| own.contains(key)).map(|(_, name)| name.to_string()).collect();
    both.dedup();
    both.truncate(NAMED);
    (!both.is_empty()).then(|| text.with("similar-why-partners", &[("partners", both.join(", ").into())]))
}

fn place(workspace: &Workspace, asked: &Asked<'_>, other: &Project, text: &Text) -> Option<String> {
    let municipalities = &workspace.municipalities;
    let own: Vec<Nis> = match asked {
        Asked::Project(project) => towns_of(municipalities, project),
        Asked::Idea(idea) => idea.municipalities.iter().copied().collect(),
    };
    let theirs = towns_of(municipalities, other);
    let mut both: Vec<String> =
        theirs.iter().filter(|nis| own.contains(nis)).map(|nis| municipalities.name(*nis)).collect();
    if !both.is_empty() {
        both.truncate(NAMED);
        return Some(text.with("similar-why-place", &[("places", both.join(", ").into())]));
    }
    let at = |nis: &Nis| municipalities.get(*nis).map(|town| town.label_point);
    let pairs = own
        .iter()
        .filter_map(at)
        .flat_map(|one| theirs.iter().filter_map(at).map(move |other| one.distance_m(other)).collect::<Vec<_>>());
    let nearest = pairs.min_by(f64::total_cmp)?;
    Some(text.with("similar-why-near", &[("km", text.number(nearest / 1000.0, 0).into())]))
}

/// What each part adds to the score, in words: "text 0.42 · theme 0.16".
pub fn shares(index: &LikenessIndex, one: &Alike, text: &Text) -> Vec<(Part, String)> {
    let shares = index.weights().shares(&one.parts);
    shares.into_iter().map(|(part, share)| (part, text.number(f64::from(share), 2))).collect()
}

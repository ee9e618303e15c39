//! Look-alikes in words: one sentence that tells why. May use: `workspace`, `model`, `text`.

use std::collections::BTreeSet;

use super::parts::Part;
use super::{Alike, Idea, Question, Relation};
use crate::insight::organisations::towns_of;
use crate::model::{Nis, Project};
use crate::text::Text;
use crate::workspace::Workspace;

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
    reasons.extend(partners(one, text));
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

fn partners(one: &Alike, text: &Text) -> Option<String> {
    let named: Vec<&str> = one.partners.iter().take(NAMED).map(AsRef::as_ref).collect();
    (!named.is_empty()).then(|| text.with("similar-why-partners", &[("partners", named.join(", ").into())]))
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
    let nearest = municipalities.nearest_m(&own, &theirs)?;
    Some(text.with("similar-why-near", &[("km", text.number(nearest / 1000.0, 0).into())]))
}

//! What each figure is, and where everything in a profile comes from: licence, attribution, date.

use std::collections::BTreeSet;

use super::Maker;
use crate::figure::page::{Block, Run, words};
use crate::insight::{Definition, Profile, Profiles, definition};
use crate::text::Text;

/// Between two columns of definitions.
const GAP: f32 = 20.0;

/// Between two paragraphs.
const SPACE: f32 = 4.0;

/// A data set or feed that a profile rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileSource {
    /// Its identifier.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its licence.
    pub licence: String,
    /// Attribution that must stand beside it.
    pub attribution: String,
    /// Date of the source; empty where it is not known.
    pub date: String,
    /// Whether it is simulated.
    pub is_simulated: bool,
}

/// Every source of a profile: tables of its figures, data sets of its projects, the map, feeds of its sensors.
pub fn sources(maker: &Maker<'_>, profile: &Profile<'_>) -> Vec<ProfileSource> {
    let workspace = maker.workspace();
    let origins: BTreeSet<(&str, &str)> = maker
        .definitions
        .values()
        .flat_map(|one| &one.sources)
        .map(|source| (source.title.as_str(), source.origin.as_str()))
        .collect();
    let projects = profile.projects.iter().chain(&profile.programmes);
    let projects: BTreeSet<&str> =
        projects.filter_map(|row| workspace.projects.get(*row)).map(|project| &*project.provenance.dataset).collect();
    let is_used = |id: &str, title: &str, origin: &str| {
        origins.contains(&(title, origin))
            || projects.contains(id)
            || matches!(id, "boundaries" | "municipalities" | "mergers")
            || id.starts_with("basemap-")
    };
    let mut all: Vec<ProfileSource> = workspace
        .sources
        .iter()
        .map(|source| (source, definition::source_title(source, maker.text)))
        .filter(|(source, title)| is_used(&source.id, title, &source.origin))
        .map(|(source, title)| ProfileSource {
            id: source.id.to_string(),
            title,
            licence: source.licence.to_string(),
            attribution: source.attribution.to_string(),
            date: source.date.as_deref().unwrap_or_default().to_owned(),
            is_simulated: source.is_simulated,
        })
        .collect();
    let feeds: BTreeSet<_> = profile.sensors.iter().map(|sensor| &sensor.feed).collect();
    all.extend(feeds.into_iter().filter_map(|id| workspace.sensors.feeds().get(id)).map(|feed| ProfileSource {
        id: feed.id.to_string(),
        title: feed.name.get(maker.text.language()).to_owned(),
        licence: feed.licence.clone(),
        attribution: feed.attribution.clone(),
        date: String::new(),
        is_simulated: feed.is_simulated,
    }));
    all
}

/// The blocks.
pub(super) fn blocks(maker: &Maker<'_>, profile: &Profile<'_>) -> Vec<Block> {
    let note = vec![Run::plain(maker.t("figures-words-sum"))];
    let mut blocks = vec![maker.section("profile-definitions"), Block::Paragraph(note, maker.styles.small, 2.0)];
    let shown = Profiles::figures();
    let shown = shown.iter().filter_map(|figure| maker.definitions.get(figure));
    blocks.push(columns(maker, shown.map(|one| definition_runs(maker, one)).collect()));
    blocks.push(maker.section("profile-sources"));
    blocks.push(columns(maker, paragraphs(sources(maker, profile), maker.text)));
    blocks
}

/// The sources in words, those of one licence, attribution and date together.
pub(in crate::figure) fn paragraphs(sources: Vec<ProfileSource>, text: &Text) -> Vec<Vec<Run>> {
    grouped(sources).iter().map(|group| source_runs(text, group)).collect()
}

/// Paragraphs in two columns of about the same height, the first read before the second.
fn columns(maker: &Maker<'_>, paragraphs: Vec<Vec<Run>>) -> Block {
    let (style, width) = (maker.styles.fine, (Maker::width() - GAP) / 2.0);
    let heights: Vec<f32> =
        paragraphs.iter().map(|runs| style.leading * words::lines(runs, style, width).len() as f32 + SPACE).collect();
    let half = heights.iter().sum::<f32>() / 2.0;
    let mut used = 0.0;
    let mut is_left = |height: &f32| {
        let is_more_than_half = used + height / 2.0 > half;
        used += height;
        !is_more_than_half
    };
    let left_count = heights.iter().take_while(|height| is_left(height)).count();
    let mut left: Vec<Block> = paragraphs.into_iter().map(|runs| Block::Paragraph(runs, style, SPACE)).collect();
    let right = left.split_off(left_count);
    Block::Columns(vec![(width, left), (width, right)], GAP, 4.0)
}

/// Name, meaning, formula in words and symbols, what must be known beside it.
fn definition_runs(maker: &Maker<'_>, one: &Definition) -> Vec<Run> {
    let mut words =
        vec![one.meaning.clone(), maker.text.with("profile-formula", &[("formula", one.formula.clone().into())])];
    // That mergers are added up is said once for all.
    let merged = maker.t("figures-remark-mergers");
    words.extend(one.remarks.iter().filter(|remark| !remark.is_empty() && **remark != merged).cloned());
    vec![Run::bold(format!("{}.", one.name)), Run::plain(words.join(" "))]
}

/// Sources of one licence, attribution and date together.
fn grouped(all: Vec<ProfileSource>) -> Vec<Vec<ProfileSource>> {
    let mut groups: Vec<Vec<ProfileSource>> = Vec::new();
    for one in all {
        let key = |source: &ProfileSource| {
            (source.licence.clone(), source.attribution.clone(), source.date.clone(), source.is_simulated)
        };
        let known = groups.iter_mut().find(|group| group.first().is_some_and(|first| key(first) == key(&one)));
        match known {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

/// "Land, meren (2017-06-15). GSHHG … Licentie: …".
fn source_runs(text: &Text, group: &[ProfileSource]) -> Vec<Run> {
    let Some(first) = group.first() else { return Vec::new() };
    let mut titles: Vec<&str> = group.iter().map(|one| one.title.as_str()).collect();
    titles.dedup();
    let mut titles = titles.join(", ");
    if first.is_simulated {
        titles = format!("{titles} ({})", text.get("sensors-simulated"));
    }
    let mut words = Vec::new();
    if !first.date.is_empty() {
        words.push(format!("({}).", first.date));
    }
    if !first.attribution.is_empty() {
        words.push(format!("{}.", first.attribution.trim_end_matches('.')));
    }
    let licence = if first.licence.is_empty() || first.licence.starts_with("not verified") {
        text.get("licence-not-verified")
    } else {
        first.licence.clone()
    };
    words.push(text.with("profile-licence", &[("licence", licence.into())]));
    vec![Run::bold(titles), Run::plain(words.join(" "))]
}

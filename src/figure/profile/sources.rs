//! What each figure is, and where everything in a profile comes from: licence, attribution, date.

use std::collections::BTreeSet;

use super::Maker;
use crate::figure::page::{Block, Cell, Column, Run};
use crate::figure::scene::Align;
use crate::insight::{Definition, Profile, Profiles, definition};

/// Between two columns of definitions.
const GAP: f32 = 20.0;

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
    let mut blocks = vec![maker.section("profile-definitions")];
    let width = (Maker::width() - GAP) / 2.0;
    let shown: Vec<&Definition> =
        Profiles::figures().iter().filter_map(|figure| maker.definitions.get(figure)).collect();
    for (index, pair) in shown.chunks(2).enumerate() {
        let columns = pair.iter().map(|one| (width, vec![paragraph(maker, one)])).collect();
        blocks.push(Block::Columns(columns, GAP, if index == 0 { 4.0 } else { 6.0 }));
    }
    blocks.push(maker.section("profile-sources"));
    blocks.push(Block::Table(table(maker, profile), 4.0));
    blocks
}

/// Name, meaning, formula in words and symbols, source.
fn paragraph(maker: &Maker<'_>, one: &Definition) -> Block {
    let mut words = vec![one.meaning.clone(), format!("{}.", one.formula)];
    words.extend(one.remarks.iter().filter(|remark| !remark.is_empty()).cloned());
    let runs = vec![Run::bold(one.name.as_str()), Run::plain(words.join(" "))];
    Block::Paragraph(runs, maker.styles.fine, 0.0)
}

fn table(maker: &Maker<'_>, profile: &Profile<'_>) -> crate::figure::page::Table {
    let mut table = maker.styles.table(true, &maker.palette);
    table.style = maker.styles.fine;
    let column = |key: &str, part| Column { title: maker.t(key), part, align: Align::Left, max_lines: 4 };
    table.columns = vec![
        column("profile-column-source", 130.0),
        column("profile-column-licence", 110.0),
        column("profile-column-attribution", 210.0),
        column("profile-column-date", 50.0),
    ];
    let or_none = |text: &str| Cell::text(if text.is_empty() { "–" } else { text });
    table.rows = sources(maker, profile)
        .iter()
        .map(|source| {
            let title = if source.is_simulated {
                format!("{} ({})", source.title, maker.t("sensors-simulated"))
            } else {
                source.title.clone()
            };
            vec![or_none(&title), or_none(&source.licence), or_none(&source.attribution), or_none(&source.date)]
        })
        .collect();
    table
}

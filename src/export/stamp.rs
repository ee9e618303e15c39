//! The stamp of an export: what it answers, how many rows it has, what it rests on. Never when it was made: the same
//! export twice has the same stamp.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::catalogue::public_address;
use super::layout::Layout;
use super::{AsOf, ExportRequest, PictureSize};
use crate::model::{FeedId, Language};
use crate::text::Text;
use crate::workspace::{View, Workspace};

/// Version of the stamp's form.
pub(super) const STAMP_VERSION: u32 = 1;

/// Name of the stamp inside files that have a place for it.
pub(super) const NAME_INSIDE: &str = crate::formats::geopackage::STAMP;

/// What was learnt while writing.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Data sets that rows come from.
    pub datasets: BTreeSet<Arc<str>>,
    /// Feeds that rows come from.
    pub feeds: BTreeSet<FeedId>,
    /// What of today it rests on.
    pub as_of: Option<AsOf>,
    notes: BTreeSet<&'static str>,
}

impl Facts {
    /// Adds a remark (by its text key) where it holds.
    pub fn note_if(&mut self, key: &'static str, holds: bool) {
        if holds {
            self.notes.insert(key);
        }
    }

    /// Adds what was learnt of another part.
    pub fn add(&mut self, other: &Self) {
        self.datasets.extend(other.datasets.iter().cloned());
        self.feeds.extend(other.feeds.iter().cloned());
        self.notes.extend(&other.notes);
    }

    /// Whether the remark holds.
    pub fn has_note(&self, key: &str) -> bool {
        self.notes.contains(key)
    }
}

#[derive(Serialize)]
struct Stamp<'a> {
    #[serde(rename = "stamp_version")]
    version: u32,
    program: &'static str,
    program_version: &'static str,
    what: &'static str,
    format: &'static str,
    language: &'static str,
    row_count: u64,
    rows_by_kind: &'a BTreeMap<&'static str, u64>,
    /// SHA-256 of the rows in canonical form.
    rows_sha256: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    picture: Option<PictureSize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    as_of: Option<&'a AsOf>,
    #[serde(skip_serializing_if = "Option::is_none")]
    layout: Option<&'a Layout>,
    view: &'a View,
    sources: Vec<StampSource>,
    notes: Vec<Note>,
}

#[derive(Serialize)]
pub(super) struct StampSource {
    id: String,
    title: String,
    licence: String,
    attribution: String,
    origin: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<Arc<str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    sha256: Option<Arc<str>>,
    is_simulated: bool,
}

/// A part of what was written, with the hash of what it holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Part {
    /// Heading of a section, name of a file.
    pub name: String,
    /// SHA-256, hexadecimal.
    pub sha256: String,
}

#[derive(Serialize)]
pub(super) struct Note {
    nl: String,
    en: String,
}

/// What is counted of the rows.
pub(super) struct Counts<'a> {
    pub row_count: u64,
    pub by_kind: &'a BTreeMap<&'static str, u64>,
    pub hash: &'a str,
}

/// The stamp as JSON, ending in a line end.
pub(super) fn json(
    request: &ExportRequest,
    workspace: &Workspace,
    language: Language,
    counts: &Counts<'_>,
    facts: &Facts,
) -> Result<String, serde_json::Error> {
    let stamp = Stamp {
        version: STAMP_VERSION,
        program: env!("CARGO_PKG_NAME"),
        program_version: env!("CARGO_PKG_VERSION"),
        what: request.what.key(),
        format: request.format.key(),
        language: language.code(),
        row_count: counts.row_count,
        rows_by_kind: counts.by_kind,
        rows_sha256: counts.hash,
        picture: request.picture,
        as_of: facts.as_of.as_ref(),
        layout: Some(&request.layout).filter(|layout| !layout.is_default()),
        view: &request.view,
        sources: sources(workspace, facts),
        notes: notes(facts),
    };
    serde_json::to_string_pretty(&stamp).map(|text| text + "\n")
}

/// The stamp that lies beside a file: it tells the hash of the file as well, which can't stand within it.
pub(super) fn beside(stamp: &str, file_hash: &str) -> String {
    match stamp.strip_suffix("\n}\n") {
        Some(open) => format!("{open},\n  \"file_sha256\": \"{file_hash}\"\n}}\n"),
        None => stamp.to_owned(),
    }
}

/// Where the stamp of a file lies: `NAME.stamp.json`.
pub fn path_of(file: &Path) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".stamp.json");
    PathBuf::from(name)
}

/// The newest date of any source used, as GeoPackage writes a moment; the epoch where none has a date.
pub(super) fn last_change(workspace: &Workspace) -> String {
    let dates = workspace.sources.iter().filter_map(|source| source.date.as_deref());
    let newest = dates.filter(|date| date.parse::<jiff::civil::Date>().is_ok()).max();
    format!("{}T00:00:00.000Z", newest.unwrap_or("1970-01-01"))
}

/// The sources that were used, as a stamp tells them.
pub(super) fn sources(workspace: &Workspace, facts: &Facts) -> Vec<StampSource> {
    let datasets = workspace.sources.iter().filter(|source| facts.datasets.contains(&source.id));
    let mut sources: Vec<StampSource> = datasets
        .map(|source| StampSource {
            id: source.id.to_string(),
            title: source.title.to_string(),
            licence: source.licence.to_string(),
            attribution: source.attribution.to_string(),
            origin: source.origin.to_string(),
            date: source.date.clone(),
            sha256: source.hash.clone(),
            is_simulated: source.is_simulated,
        })
        .collect();
    let feeds = facts.feeds.iter().filter_map(|id| workspace.sensors.feeds().get(id));
    sources.extend(feeds.map(|feed| StampSource {
        id: feed.id.to_string(),
        title: feed.name.get(Language::En).to_owned(),
        licence: feed.licence.clone(),
        attribution: feed.attribution.clone(),
        origin: public_address(&feed.url).unwrap_or_default(),
        date: None,
        sha256: None,
        is_simulated: feed.is_simulated,
    }));
    sources
}

/// The remarks, in both languages.
pub(super) fn notes(facts: &Facts) -> Vec<Note> {
    let (nl, en) = (Text::new(Language::Nl), Text::new(Language::En));
    facts.notes.iter().map(|key| Note { nl: nl.get(key), en: en.get(key) }).collect()
}

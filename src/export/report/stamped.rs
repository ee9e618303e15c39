//! The stamp of a profile: whose it is, whom it is held against, what it rests on.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::Serialize;

use super::ReportFormat;
use crate::export::ExportError;
use crate::export::stamp::{self, Facts, Note, StampSource};
use crate::figure::profile::{self, Maker};
use crate::insight::Profile;
use crate::model::{Nis, hash};

#[derive(Serialize)]
struct ProfileStamp<'a> {
    stamp_version: u32,
    program: &'static str,
    program_version: &'static str,
    what: &'static str,
    format: &'static str,
    language: &'static str,
    municipality: Nis,
    name: String,
    peers: &'static str,
    peer_codes: &'a [Nis],
    project_count: usize,
    sensor_count: usize,
    /// SHA-256 of the PDF, or of the CSV and SVG files one after another.
    content_sha256: String,
    sources: Vec<StampSource>,
    notes: Vec<Note>,
}

/// The stamp as JSON, ending in a line end.
pub(super) fn json(
    format: ReportFormat,
    maker: &Maker<'_>,
    profile: &Profile<'_>,
    bytes: &[u8],
) -> Result<String, ExportError> {
    let workspace = maker.workspace();
    let mut facts = Facts::default();
    facts.datasets = profile::sources(maker, profile).into_iter().map(|one| Arc::from(one.id)).collect::<BTreeSet<_>>();
    facts.feeds = profile.sensors.iter().map(|sensor| sensor.feed.clone()).collect();
    let mut projects = profile.projects.iter().chain(&profile.programmes);
    let has_simulated_project = projects.any(|row| workspace.projects.get(*row).is_some_and(|one| one.is_simulated));
    facts.note_if("export-note-sample", true);
    facts.note_if("export-note-approximate", workspace.municipalities.has_approximate_boundaries());
    facts.note_if("export-note-programmes", !profile.programmes.is_empty());
    let has_simulated_sensor = profile.sensors.iter().any(|sensor| sensor.is_simulated);
    facts.note_if("export-note-simulated", has_simulated_project || has_simulated_sensor);
    let stamp = ProfileStamp {
        stamp_version: stamp::STAMP_VERSION,
        program: env!("CARGO_PKG_NAME"),
        program_version: env!("CARGO_PKG_VERSION"),
        what: "profile",
        format: format.key(),
        language: maker.text.language().code(),
        municipality: profile.nis,
        name: workspace.municipalities.name(profile.nis),
        peers: profile.peers.choice.key(),
        peer_codes: &profile.peers.members,
        project_count: profile.projects.len(),
        sensor_count: profile.sensors.len(),
        content_sha256: hash::of_bytes(bytes),
        sources: stamp::sources(workspace, &facts),
        notes: stamp::notes(&facts),
    };
    Ok(serde_json::to_string_pretty(&stamp).map(|text| text + "\n")?)
}

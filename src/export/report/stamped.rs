//! The stamp of a profile: whose it is, whom it is held against, what it rests on, and what makes it again.

use std::collections::BTreeSet;
use std::sync::Arc;

use std::path::PathBuf;

use jiff::Timestamp;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use super::{ReportFormat, ReportRequest};
use crate::export::ExportError;
use crate::export::stamp::{self, Facts, Note, Part, StampSource};
use crate::figure::profile::{self, Maker};
use crate::insight::Profile;
use crate::model::figure_ref::FigureRef;
use crate::model::{Nis, hash};
use crate::workspace::PeerChoice;

/// What makes a profile again, as its stamp holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Profiled {
    /// As what.
    pub format: ReportFormat,
    /// Of which municipality.
    pub municipality: Nis,
    /// Whom it was asked to be held against; `None` = the customary group.
    pub asked_peers: Option<PeerChoice>,
    /// Figures that likeness rests on; none = the customary ones.
    pub similar_by: Vec<FigureRef>,
    /// What it is of, as far as it matters: the age of readings; without sensors the start of the year.
    pub as_of: Timestamp,
}

impl Profiled {
    /// What a profile was asked as.
    pub(super) fn new(request: &ReportRequest, profile: &Profile<'_>, now: Timestamp) -> Self {
        let year = now.to_zoned_datetime(TimeZone::UTC).year();
        let start = TimeZone::UTC.to_timestamp(jiff::civil::date(year, 1, 1).at(0, 0, 0, 0)).unwrap_or(now);
        Self {
            format: request.format,
            municipality: profile.nis,
            asked_peers: request.peers.clone(),
            similar_by: request.similar_by.clone(),
            as_of: if profile.sensors.is_empty() { start } else { now },
        }
    }

    /// The request that makes it again, to another file or folder.
    pub fn request(&self, path: PathBuf) -> ReportRequest {
        ReportRequest {
            municipalities: vec![self.municipality],
            peers: self.asked_peers.clone(),
            similar_by: self.similar_by.clone(),
            format: self.format,
            path,
            is_each: false,
        }
    }
}

#[derive(Serialize)]
struct ProfileStamp<'a> {
    stamp_version: u32,
    program: &'static str,
    program_version: &'static str,
    what: &'static str,
    language: &'static str,
    #[serde(flatten)]
    profiled: &'a Profiled,
    name: String,
    peers: &'static str,
    peer_codes: &'a [Nis],
    project_count: usize,
    sensor_count: usize,
    /// Projects, programmes and sensors that it lists.
    row_count: usize,
    /// SHA-256 of the PDF, or of the CSV and SVG files one after another.
    content_sha256: String,
    /// What each section of the PDF shows.
    #[serde(skip_serializing_if = "<[Part]>::is_empty")]
    sections: &'a [Part],
    /// The files of the folder.
    #[serde(skip_serializing_if = "<[Part]>::is_empty")]
    files: &'a [Part],
    sources: Vec<StampSource>,
    notes: Vec<Note>,
}

/// What was written of a profile.
#[derive(Clone, Copy)]
pub(super) struct Written<'a> {
    /// The bytes of the PDF, or of the files one after another.
    pub bytes: &'a [u8],
    /// Sections of the PDF.
    pub sections: &'a [Part],
    /// Files of the folder.
    pub files: &'a [Part],
}

/// The stamp as JSON, ending in a line end.
pub(super) fn json(
    profiled: &Profiled,
    maker: &Maker<'_>,
    profile: &Profile<'_>,
    written: Written<'_>,
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
        language: maker.text.language().code(),
        profiled,
        name: workspace.municipalities.name(profile.nis),
        peers: profile.peers.choice.key(),
        peer_codes: &profile.peers.members,
        project_count: profile.projects.len(),
        sensor_count: profile.sensors.len(),
        row_count: profile.projects.len() + profile.programmes.len() + profile.sensors.len(),
        content_sha256: hash::of_bytes(written.bytes),
        sections: written.sections,
        files: written.files,
        sources: stamp::sources(workspace, &facts),
        notes: stamp::notes(&facts),
    };
    Ok(serde_json::to_string_pretty(&stamp).map(|text| text + "\n")?)
}

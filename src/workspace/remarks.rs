//! Corrections and projects of the user's own over the rows of the sources.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::Projects;
use crate::model::remark::{Correction, OwnProject, Remarks, with_corrections};
use crate::model::{Project, ProjectId};

/// The rows with what the user put over them; the same rows where that is nothing. A correction of a project that is no
/// longer there waits for it to come back.
pub(super) fn overlaid(sources: &Arc<Projects>, remarks: &Remarks) -> Arc<Projects> {
    let mut corrections: BTreeMap<&ProjectId, Vec<&Correction>> = BTreeMap::new();
    for correction in &remarks.corrections {
        corrections.entry(&correction.project).or_default().push(correction);
    }
    let corrected = corrections.into_iter().filter_map(|(id, of_project)| {
        sources.by_id(id).map(|project| with_corrections(project, of_project.into_iter()))
    });
    let changed: Vec<Project> = corrected.chain(remarks.projects.iter().map(OwnProject::to_project)).collect();
    let mut words: BTreeMap<ProjectId, Vec<Arc<str>>> = BTreeMap::new();
    let tags = remarks.tags.iter().map(|tag| (&tag.project, &tag.word));
    for (id, text) in remarks.notes.iter().map(|note| (&note.project, &note.text)).chain(tags) {
        words.entry(id.clone()).or_default().push(Arc::clone(text));
    }
    match (changed.is_empty(), words.is_empty()) {
        (true, true) => Arc::clone(sources),
        (true, false) => Arc::new(sources.found_by(words)),
        _ => Arc::new(sources.with(changed).found_by(words)),
    }
}

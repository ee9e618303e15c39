//! A project that is known, and what another file says of it.
//!
//! Contract: a field of which the file says nothing stays as it is known; nothing is emptied because a file is silent.
//! May use: `model`.

use std::sync::Arc;

use super::{ProjectField, derived};
use crate::model::{Localized, Project, Provenance};

/// A known project with what a file says of it; `holds` tells of which fields it says anything.
pub fn merged(known: &Project, row: Project, holds: &dyn Fn(ProjectField) -> bool) -> Project {
    use ProjectField as F;
    let has = |fields: &[F]| fields.iter().any(|field| holds(*field));
    let mut merged = known.clone();
    let is_derived = merge_town(&mut merged, &row, holds);
    let Project { kind, title, description, others, other_names, location, .. } = row;
    if has(&[F::Kind]) {
        merged.kind = kind;
    }
    if has(&[F::Title, F::TitleEn]) {
        merged.title = title;
    }
    match (has(&[F::DescriptionNl]), has(&[F::DescriptionEn])) {
        (true, true) => merged.description = description,
        (true, false) => merged.description = Localized { nl: description.nl, ..merged.description },
        (false, true) => merged.description = Localized { en: description.en, ..merged.description },
        (false, false) => {}
    }
    if has(&[F::OtherNis, F::OtherNames]) {
        (merged.others, merged.other_names) = (others, other_names);
    }
    // A list without coordinates says nothing of the place.
    if has(&[F::Lon, F::X, F::Place]) || location.is_some() {
        merged.location = location;
    }
    if has(&[F::Dimensions]) {
        merged.dimensions = row.dimensions;
    }
    if has(&[F::Theme]) {
        merged.theme = row.theme;
    }
    if has(&[F::WorkingAreas]) {
        merged.working_areas = row.working_areas;
    }
    if has(&[F::Values]) {
        merged.values = row.values;
    }
    if has(&[F::Status]) {
        merged.status = row.status;
    }
    if has(&[F::StatusBasis]) {
        merged.status_basis = row.status_basis;
    }
    if has(&[F::StartYear]) {
        merged.period.start = row.period.start;
    }
    if has(&[F::EndYear]) || row.period.end.is_some() {
        merged.period.end = row.period.end;
    }
    if has(&[F::Budget]) {
        merged.budget = row.budget;
    }
    if has(&[F::Subsidy]) {
        merged.subsidy = row.subsidy;
    }
    if has(&[F::Funding]) {
        merged.funding = row.funding;
    }
    if has(&[F::FundingGroup]) {
        merged.funding_group = row.funding_group;
    }
    if has(&[F::Partners]) {
        merged.partners = row.partners;
    }
    if has(&[F::Url]) {
        merged.url = row.url;
    }
    if has(&[F::Simulated]) {
        merged.is_simulated = row.is_simulated;
    }
    let provenance = provenance(&known.provenance, &row.provenance, holds);
    let note = derived::marked(&provenance.note, is_derived);
    merged.provenance = Arc::new(Provenance { note, ..provenance });
    merged
}

/// The municipality that leads: the one that the file states; one that is derived from the place never replaces one that
/// was stated. Gives whether it is derived.
fn merge_town(merged: &mut Project, row: &Project, holds: &dyn Fn(ProjectField) -> bool) -> bool {
    use ProjectField as F;
    let is_stated = [F::LeadNis, F::LeadName, F::PostalCode].into_iter().any(holds);
    let was_derived = derived::is_derived(merged);
    if is_stated || derived::is_derived(row) && (merged.is_regional() || was_derived) {
        merged.lead = row.lead;
        return derived::is_derived(row);
    }
    was_derived
}

/// Where a project comes from now: the file, with what was known of its own source where the file is silent.
fn provenance(known: &Provenance, row: &Provenance, holds: &dyn Fn(ProjectField) -> bool) -> Provenance {
    let either = |field, row: &Arc<str>, known: &Arc<str>| Arc::clone(if holds(field) { row } else { known });
    Provenance {
        dataset: row.dataset.clone(),
        record: Arc::clone(&row.record),
        cited: either(ProjectField::Source, &row.cited, &known.cited),
        confidence: either(ProjectField::Confidence, &row.confidence, &known.confidence),
        note: either(ProjectField::Note, &row.note, &known.note),
    }
}

/// The fields in which two projects differ; where a row comes from is none of them.
pub fn differing(before: &Project, after: &Project) -> Vec<ProjectField> {
    use ProjectField as F;
    let differs = [
        (F::Kind, before.kind != after.kind),
        (F::Title, before.title != after.title),
        (F::DescriptionNl, before.description != after.description),
        (F::LeadName, before.lead != after.lead),
        (F::OtherNames, before.others != after.others || before.other_names != after.other_names),
        (F::Lon, before.location != after.location),
        (F::Dimensions, before.dimensions != after.dimensions),
        (F::Theme, before.theme != after.theme),
        (F::WorkingAreas, before.working_areas != after.working_areas),
        (F::Values, before.values != after.values),
        (F::Status, before.status != after.status),
        (F::StatusBasis, before.status_basis != after.status_basis),
        (F::StartYear, before.period.start != after.period.start),
        (F::EndYear, before.period.end != after.period.end),
        (F::Budget, before.budget != after.budget),
        (F::Subsidy, before.subsidy != after.subsidy),
        (F::Funding, before.funding != after.funding),
        (F::FundingGroup, before.funding_group != after.funding_group),
        (F::Partners, before.partners != after.partners),
        (F::Url, before.url != after.url),
        (F::Source, before.provenance.cited != after.provenance.cited),
        (F::Confidence, before.provenance.confidence != after.provenance.confidence),
        (F::Note, before.provenance.note != after.provenance.note),
        (F::Simulated, before.is_simulated != after.is_simulated),
    ];
    differs.into_iter().filter(|(_, differs)| *differs).map(|(field, _)| field).collect()
}

//! What a list of projects changes: which are new, which differ from those that are known, and in what.
//!
//! Contract: a field that no column of the list holds stays as it is known; nothing is emptied because a list is silent.
//! May use: `formats::project`, `model`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::derived;
use super::mapping::ProjectMapping;
use crate::formats::project::ProjectField;
use crate::model::{Localized, Project, ProjectId};

/// A project that is known and differs.
#[derive(Clone, Debug, PartialEq)]
pub struct PlannedChange {
    /// As it will be.
    pub after: Project,
    /// As it is.
    pub before: Project,
    /// The fields that differ.
    pub fields: Vec<ProjectField>,
}

/// What a list changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListPlan {
    /// New projects.
    pub added: Vec<Project>,
    /// Projects that change.
    pub changed: Vec<PlannedChange>,
    /// Projects that stay as they are.
    pub unchanged: u64,
}

/// Holds the projects of a list against those that are known under the same identifiers.
pub fn plan(rows: Vec<Project>, mapping: &ProjectMapping, known: &BTreeMap<ProjectId, Project>) -> ListPlan {
    let mut plan = ListPlan::default();
    for row in rows {
        let Some(before) = known.get(&row.id) else {
            plan.added.push(row);
            continue;
        };
        let after = merged(before, row, mapping);
        let fields = differing(before, &after);
        if fields.is_empty() {
            plan.unchanged += 1;
        } else {
            plan.changed.push(PlannedChange { after, before: before.clone(), fields });
        }
    }
    plan
}

/// The municipality that leads: the one that the list states; one that is derived from the place never replaces one that
/// was stated. Gives whether it is derived.
fn merge_town(merged: &mut Project, row: &Project, mapping: &ProjectMapping) -> bool {
    use ProjectField as F;
    let is_stated = [F::LeadNis, F::LeadName, F::PostalCode].iter().any(|field| mapping.has(*field));
    let was_derived = derived::is_derived(merged);
    if is_stated || derived::is_derived(row) && (merged.is_regional() || was_derived) {
        merged.lead = row.lead;
        return derived::is_derived(row);
    }
    was_derived
}

/// A known project with what the columns of the list say of it.
fn merged(known: &Project, row: Project, mapping: &ProjectMapping) -> Project {
    use ProjectField as F;
    let has = |fields: &[F]| fields.iter().any(|field| mapping.has(*field));
    let mut merged = known.clone();
    let is_derived = merge_town(&mut merged, &row, mapping);
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
    merged.provenance = row.provenance;
    let note = derived::marked(&merged.provenance.note, is_derived);
    if note != merged.provenance.note {
        Arc::make_mut(&mut merged.provenance).note = note;
    }
    merged.is_simulated = row.is_simulated;
    merged
}

/// The fields in which two projects differ; where a row comes from is none of them.
fn differing(before: &Project, after: &Project) -> Vec<ProjectField> {
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

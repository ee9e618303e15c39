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
    merge_place(&mut merged, &row, has(&[F::Lon, F::X, F::Place]));
    let Project { kind, title, description, others, other_names, .. } = row;
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
    merged.record = row.record;
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

/// Place and shape; `is_stated` = the file has columns of coordinates. A list without any says nothing of the place, a
/// place that stays says nothing of the shape, and a place that moves takes the shape along: it would lie elsewhere.
fn merge_place(merged: &mut Project, row: &Project, is_stated: bool) {
    let is_same_shape = match (&merged.shape, &row.shape) {
        (Some(known), Some(shape)) => known.is_about(shape),
        _ => false,
    };
    // A point inside a shape that came back from another reference system is not quite the same.
    if !is_stated && (is_same_shape || row.location.is_none()) {
        return;
    }
    if !is_same_shape && (row.shape.is_some() || row.location != merged.location) {
        merged.shape.clone_from(&row.shape);
    }
    merged.location = row.location;
}

/// Where a project comes from now: the file, with what was known of its own source where the file is silent.
fn provenance(known: &Provenance, row: &Provenance, holds: &dyn Fn(ProjectField) -> bool) -> Provenance {
    let either = |field, row: &Arc<str>, known: &Arc<str>| Arc::clone(if holds(field) { row } else { known });
    Provenance {
        dataset: row.dataset.clone(),
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
        (F::Lon, before.location != after.location || before.shape != after.shape),
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Footprint, LonLat, ProjectId, ProjectKind};

    fn at(lon: f64, shape: Option<f64>) -> Project {
        let mut project = Project::new(ProjectId::new("a"), ProjectKind::Project, Localized::same("a"));
        project.location = LonLat::new(lon, 51.0).ok();
        let line = |to: f64| geo::LineString::from(vec![(3.0, 51.0), (to, 51.0)]);
        project.shape = shape.and_then(|to| Footprint::new(&line(to).into())).map(Arc::new);
        project
    }

    #[test]
    fn a_shape_stays_while_its_place_does() {
        let known = at(3.5, Some(4.0));
        let nowhere = Project { location: None, ..at(3.5, None) };
        for (row, is_stated, expected) in [
            (nowhere.clone(), false, known.clone()),
            (nowhere.clone(), true, nowhere),
            (at(3.5, None), true, known.clone()),
            (at(3.5, None), false, known.clone()),
            (at(3.6, None), true, at(3.6, None)),
            (at(3.6, None), false, at(3.6, None)),
            (at(3.7, Some(4.5)), false, at(3.7, Some(4.5))),
            (at(3.5, Some(4.5)), true, at(3.5, Some(4.5))),
            // Through another reference system: not quite the same, and no change.
            (at(3.500_000_1, Some(4.000_000_1)), false, known.clone()),
        ] {
            let merged = merged(&known, row.clone(), &|field| is_stated && field == ProjectField::Lon);
            assert_eq!((merged.location, &merged.shape), (expected.location, &expected.shape), "{row:?} {is_stated}");
            let changes = differing(&known, &merged).contains(&ProjectField::Lon);
            assert_eq!(changes, (expected.location, &expected.shape) != (known.location, &known.shape));
        }
    }
}

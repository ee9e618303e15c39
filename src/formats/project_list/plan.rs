//! What a list of projects changes: which are new, which differ from those that are known, and in what.
//!
//! Contract: a field that no column of the list holds stays as it is known; nothing is emptied because a list is silent.
//! May use: `formats::project`, `model`.

use std::collections::BTreeMap;

use super::mapping::ProjectMapping;
use crate::formats::project::ProjectField;
use crate::formats::project::merge::{differing, merged};
use crate::model::{Project, ProjectId};

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
        let after = merged(before, row, &|field| mapping.has(field));
        let fields = differing(before, &after);
        if fields.is_empty() {
            plan.unchanged += 1;
        } else {
            plan.changed.push(PlannedChange { after, before: before.clone(), fields });
        }
    }
    plan
}

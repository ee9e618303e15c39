//! Programmes and calls with the projects that name them, and amounts with what they cover.
//!
//! Amounts of a whole consortium are told, never added; a missing amount is no zero, so every sum says of how many
//! projects it is. Programmes of the inventory are listed under their name, never counted. May use: `workspace`, `model`.

pub mod words;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use crate::model::reference::Call;
use crate::model::{Amount, Project, ProjectKind};
use crate::workspace::Workspace;

/// A sum of amounts with what it covers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Covered {
    /// Euro, of the projects that tell it for themselves.
    pub eur: f64,
    /// How many do.
    pub known: u32,
    /// Amounts of whole consortia, not in the sum: (row, euro).
    pub of_consortia: Vec<(u32, f64)>,
}

/// What paid, with its projects.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Funding {
    /// As projects name it; empty where they tell nothing.
    pub name: Arc<str>,
    /// Group of programmes.
    pub group: Arc<str>,
    /// Counted projects, by row.
    pub rows: Vec<u32>,
    /// Programmes of the inventory under that name, by row.
    pub programmes: Vec<u32>,
    /// Budgets of the counted projects.
    pub budget: Covered,
    /// Subsidies of the counted projects.
    pub subsidy: Covered,
    /// Calls that paid them, by position in the table of calls.
    pub calls: Vec<usize>,
}

/// Everything that paid.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FundingSheet {
    /// Most projects first; those that tell nothing last.
    pub all: Vec<Funding>,
    /// Calls that no project of the inventory names, by position in the table of calls.
    pub calls_without_project: Vec<usize>,
}

impl Covered {
    fn add(&mut self, row: u32, amount: Option<Amount>) {
        match amount {
            Some(Amount { eur, is_consortium: true }) => self.of_consortia.push((row, eur)),
            Some(Amount { eur, is_consortium: false }) => {
                self.eur += eur;
                self.known += 1;
            }
            None => {}
        }
    }
}

/// What paid these rows.
pub fn run(workspace: &Workspace, rows: &[u32]) -> FundingSheet {
    let calls = &workspace.reference.calls;
    let mut all: BTreeMap<&str, Funding> = BTreeMap::new();
    for &row in rows {
        let Some(project) = workspace.projects.get(row) else { continue };
        let funding = all.entry(&project.funding).or_insert_with(|| start(calls, project));
        if project.kind == ProjectKind::Programme {
            funding.programmes.push(row);
            continue;
        }
        funding.rows.push(row);
        funding.budget.add(row, project.budget);
        funding.subsidy.add(row, project.subsidy);
    }
    let mut all: Vec<Funding> = all.into_values().collect();
    all.sort_by(|a, b| {
        (a.name.is_empty().cmp(&b.name.is_empty()))
            .then_with(|| b.rows.len().cmp(&a.rows.len()))
            .then_with(|| a.name.cmp(&b.name))
    });
    let named: HashSet<&str> = workspace.projects.rows().iter().map(|project| &*project.funding).collect();
    let is_named = |call: &Call| call.funding.iter().any(|name| named.contains(&&**name));
    let without = calls.iter().enumerate().filter(|(_, call)| !is_named(call)).map(|(place, _)| place);
    FundingSheet { all, calls_without_project: without.collect() }
}

fn start(calls: &[Call], project: &Project) -> Funding {
    let paid = |call: &Call| call.funding.contains(&project.funding);
    Funding {
        name: Arc::clone(&project.funding),
        group: Arc::clone(&project.funding_group),
        calls: calls.iter().enumerate().filter(|(_, call)| paid(call)).map(|(place, _)| place).collect(),
        ..Funding::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Localized, ProjectId, Reference};
    use crate::workspace::Projects;

    fn project(id: &str, funding: &str, budget: Option<(f64, bool)>) -> Project {
        let mut project = Project::new(ProjectId::new(id), ProjectKind::Project, Localized::same(id));
        project.funding = funding.into();
        project.budget = budget.map(|(eur, is_consortium)| Amount { eur, is_consortium });
        project
    }

    fn call(name: &str, funding: &str) -> Call {
        Call {
            programme: name.into(),
            call: "2019".into(),
            funding: [Arc::from(funding)].into(),
            period: "2019".into(),
            projects: "4".into(),
            amount_eur: None,
            detail: "".into(),
            source: "x".into(),
        }
    }

    #[test]
    fn sums_tell_what_they_cover_and_leave_consortia_out() {
        let mut programme = project("p", "A", Some((900.0, false)));
        programme.kind = ProjectKind::Programme;
        let rows = vec![
            project("a", "A", Some((10.0, false))),
            project("b", "A", Some((500.0, true))),
            project("c", "A", None),
            project("d", "", Some((1.0, false))),
            programme,
        ];
        let reference = Reference { calls: vec![call("Een", "A"), call("Geen", "Z")], ..Reference::default() };
        let workspace = Workspace {
            projects: Arc::new(Projects::new(rows)),
            reference: Arc::new(reference),
            ..Workspace::default()
        };
        let sheet = run(&workspace, &[0, 1, 2, 3, 4]);
        let first = &sheet.all[0];
        assert_eq!((&*first.name, first.rows.len(), first.programmes.len()), ("A", 3, 1));
        assert_eq!(first.budget, Covered { eur: 10.0, known: 1, of_consortia: vec![(1, 500.0)] });
        assert_eq!(first.subsidy, Covered::default());
        assert_eq!(first.calls, [0]);
        assert_eq!((&*sheet.all[1].name, sheet.calls_without_project), ("", vec![1]));
    }
}

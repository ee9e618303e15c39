//! The inventory of projects.

use std::sync::Arc;

use super::BundleError;
use super::container::Bundle;
use super::table::{Row, Table};
use crate::formats::partners;
use crate::model::{
    Amount, CoreValue, Dimension, Localized, Nis, Period, Project, ProjectId, ProjectKind, Provenance, Status,
    StatusBasis, WorkingArea,
};

/// Projects in the order of the inventory.
pub(super) fn read(bundle: &Bundle<'_>) -> Result<Vec<Project>, BundleError> {
    let table = Table::read(bundle, "inventory.csv")?;
    table.rows().map(project).collect()
}

fn project(row: Row<'_>) -> Result<Project, BundleError> {
    let kind = row.keyed("kind", ProjectKind::from_key)?;
    let mut project = Project::new(ProjectId::new(row.text("id")), kind, Localized::same(row.text("title")));
    project.description = Localized::new(row.text("description_nl"), row.text("description_en"));
    project.lead = row.optional("lead_nis")?;
    project.others = others(row, project.lead)?;
    project.other_names = row.items("other_names").map(Arc::from).collect();
    project.dimensions = row.list("dimensions", Dimension::from_key)?;
    project.theme = row.shared("theme");
    project.working_areas = row.list("working_areas", |item| WorkingArea::try_from(item.parse::<u8>().ok()?).ok())?;
    project.values = row.list("values", CoreValue::from_key)?;
    project.status = row.keyed("status", Status::from_key)?;
    project.status_basis = match row.text("status_basis") {
        "" => None,
        _ => Some(row.keyed("status_basis", StatusBasis::from_key)?),
    };
    project.period = Period { start: row.optional("start_year")?, end: row.optional("end_year")? };
    project.budget = amount(row, "total_budget_eur")?;
    project.subsidy = amount(row, "subsidy_eur")?;
    project.funding = row.shared("funding_programme");
    project.funding_group = row.shared("programme_group");
    project.partners = partners::read(row.text("partners"));
    project.url = row.shared("url");
    project.record = Arc::from(format!("{}, inventory.csv:{}", row.text("id"), row.line));
    project.provenance = Arc::new(Provenance {
        dataset: Arc::from("inventory"),
        cited: row.shared("source"),
        confidence: row.shared("confidence"),
        note: row.shared("note"),
    });
    Ok(project)
}

/// Participants without the one that leads, sorted, no duplicates.
fn others(row: Row<'_>, lead: Option<Nis>) -> Result<Box<[Nis]>, BundleError> {
    let mut others: Vec<Nis> = row.list("other_nis", |item| item.parse().ok())?;
    others.sort_unstable();
    others.dedup();
    others.retain(|nis| Some(*nis) != lead);
    Ok(others.into_boxed_slice())
}

/// An amount whose scope the source leaves open may cover a consortium as well: it must not be summed either.
fn amount(row: Row<'_>, column: &str) -> Result<Option<Amount>, BundleError> {
    let eur: Option<f64> = row.optional(column)?;
    Ok(eur.map(|eur| Amount { eur, is_consortium: row.text("budget_scope") != "project" }))
}

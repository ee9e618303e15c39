//! Projects. A project without a place of its own is drawn by other programs at its leading municipality: such a
//! geometry says `location_basis = 'municipality'` and is not read back.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};

use super::rows;
use crate::model::geometry_blob::{decode, encode_point};
use crate::model::{
    Amount, CoreValue, Dimension, HelixRole, LonLat, Nis, Partner, Period, Project, ProjectId, ProjectKind, Provenance,
    Status, StatusBasis, WorkingArea,
};
use crate::store::error::StoreError;
use crate::store::values::{Columns, join, select_sql, upsert_sql};

const OWN: &str = "own";
const MUNICIPALITY: &str = "municipality";

pub(super) const COLUMNS: &[&str] = &[
    "id",
    "kind",
    "title_nl",
    "title_en",
    "description_nl",
    "description_en",
    "lead_nis",
    "other_nis",
    "other_names",
    "location_basis",
    "geom",
    "dimensions",
    "theme",
    "working_areas",
    "core_values",
    "status",
    "status_basis",
    "start_year",
    "end_year",
    "budget_eur",
    "is_budget_consortium",
    "subsidy_eur",
    "is_subsidy_consortium",
    "funding",
    "funding_group",
    "partners",
    "partner_roles",
    "url",
    "source_dataset",
    "source_record",
    "source_cited",
    "source_confidence",
    "source_note",
    "is_simulated",
];

/// Writes projects, each over the one with its identifier, which keeps its place in the order.
pub(in crate::store) fn insert(conn: &Connection, projects: &[Project]) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached(&upsert_sql("projects", COLUMNS, &["id"]))?;
    for project in projects {
        let (basis, geometry) = place(conn, project)?;
        let source = &project.provenance;
        statement.execute(params![
            project.id.as_str(),
            project.kind.key(),
            project.title.nl,
            project.title.en,
            project.description.nl,
            project.description.en,
            project.lead.map(Nis::number),
            join(project.others.iter().map(Nis::to_string)),
            join(&project.other_names),
            basis,
            geometry,
            join(project.dimensions.iter().map(|one| one.key())),
            project.theme,
            join(project.working_areas.iter().map(|area| area.number().to_string())),
            join(project.values.iter().map(|one| one.key())),
            project.status.key(),
            project.status_basis.map(StatusBasis::key),
            project.period.start,
            project.period.end,
            project.budget.map(|amount| amount.eur),
            project.budget.map(|amount| amount.is_consortium),
            project.subsidy.map(|amount| amount.eur),
            project.subsidy.map(|amount| amount.is_consortium),
            project.funding,
            project.funding_group,
            join(project.partners.iter().map(|partner| &partner.name)),
            join(project.partners.iter().map(|partner| partner.role.map_or("", HelixRole::key))),
            project.url,
            source.dataset,
            source.record,
            source.cited,
            source.confidence,
            source.note,
            project.is_simulated,
        ])?;
    }
    Ok(())
}

fn place(conn: &Connection, project: &Project) -> Result<(Option<&'static str>, Option<Vec<u8>>), StoreError> {
    if let Some(location) = project.location {
        return Ok((Some(OWN), Some(encode_point(location))));
    }
    let Some(nis) = project.municipalities().next() else {
        return Ok((None, None));
    };
    let sql = "SELECT label_lon, label_lat FROM municipalities WHERE nis = ?1";
    let label = conn
        .prepare_cached(sql)?
        .query_row([nis.number()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .and_then(|(lon, lat)| LonLat::new(lon, lat).ok());
    Ok(label.map_or((None, None), |label| (Some(MUNICIPALITY), Some(encode_point(label)))))
}

/// All projects in their order.
pub(in crate::store) fn load(conn: &Connection) -> Result<Vec<Project>, StoreError> {
    rows(conn, "projects", &select_sql("projects", COLUMNS), read)
}

/// Those of these projects that exist.
pub(in crate::store) fn find(conn: &Connection, ids: &[ProjectId]) -> Result<Vec<Project>, StoreError> {
    let sql = format!("SELECT {} FROM projects WHERE id = ?1", COLUMNS.join(", "));
    let mut statement = conn.prepare_cached(&sql)?;
    let mut found = Vec::new();
    for id in ids {
        let mut matches = statement.query([id.as_str()])?;
        if let Some(row) = matches.next()? {
            found.push(read(&mut Columns::new(row, "projects"))?);
        }
    }
    Ok(found)
}

/// Removes projects.
pub(in crate::store) fn remove(conn: &Connection, ids: &[ProjectId]) -> Result<(), StoreError> {
    let mut statement = conn.prepare_cached("DELETE FROM projects WHERE id = ?1")?;
    for id in ids {
        statement.execute([id.as_str()])?;
    }
    Ok(())
}

pub(super) fn read(columns: &mut Columns<'_>) -> Result<Project, StoreError> {
    Ok(Project {
        id: ProjectId::new(columns.take::<Arc<str>>()?),
        kind: columns.parse("kind", ProjectKind::from_key)?,
        title: columns.localized()?,
        description: columns.localized()?,
        lead: columns.nis_some("lead_nis")?,
        others: columns.list("other_nis", |text| text.parse().ok())?.into(),
        other_names: columns.list("other_names", |text| Some(Arc::from(text)))?.into(),
        location: location(columns)?,
        dimensions: columns.list("dimensions", Dimension::from_key)?.into(),
        theme: columns.take()?,
        working_areas: columns.list("working_areas", working_area)?.into(),
        values: columns.list("core_values", CoreValue::from_key)?.into(),
        status: columns.parse("status", Status::from_key)?,
        status_basis: columns.parse_some("status_basis", StatusBasis::from_key)?,
        period: Period { start: columns.take()?, end: columns.take()? },
        budget: amount(columns)?,
        subsidy: amount(columns)?,
        funding: columns.take()?,
        funding_group: columns.take()?,
        partners: partners(columns)?,
        url: columns.take()?,
        provenance: Arc::new(Provenance {
            dataset: columns.take()?,
            record: columns.take()?,
            cited: columns.take()?,
            confidence: columns.take()?,
            note: columns.take()?,
        }),
        is_simulated: columns.take()?,
    })
}

fn working_area(text: &str) -> Option<WorkingArea> {
    text.parse::<u8>().ok().and_then(|number| WorkingArea::try_from(number).ok())
}

fn location(columns: &mut Columns<'_>) -> Result<Option<LonLat>, StoreError> {
    let basis: Option<String> = columns.take()?;
    let blob: Option<Vec<u8>> = columns.take()?;
    match (basis.as_deref(), blob) {
        (Some(MUNICIPALITY), _) | (_, None) => Ok(None),
        (_, Some(blob)) => point(columns, &blob),
    }
}

/// The point of a blob; `None` = an empty one.
pub(super) fn point(columns: &Columns<'_>, blob: &[u8]) -> Result<Option<LonLat>, StoreError> {
    let decoded = decode(blob).map_err(|error| columns.refuse("geom", error.to_string()))?;
    match decoded.geometry {
        None => Ok(None),
        Some(geo::Geometry::Point(point)) => {
            LonLat::new(point.x(), point.y()).map(Some).map_err(|error| columns.refuse("geom", error.to_string()))
        }
        Some(_) => Err(columns.refuse("geom", "a geometry that is no point")),
    }
}

fn amount(columns: &mut Columns<'_>) -> Result<Option<Amount>, StoreError> {
    let eur: Option<f64> = columns.take()?;
    let is_consortium: Option<bool> = columns.take()?;
    Ok(eur.map(|eur| Amount { eur, is_consortium: is_consortium.unwrap_or(false) }))
}

fn partners(columns: &mut Columns<'_>) -> Result<Box<[Partner]>, StoreError> {
    let names: Vec<Arc<str>> = columns.list("partners", |text| Some(Arc::from(text)))?;
    let role = |text: &str| if text.is_empty() { Some(None) } else { HelixRole::from_key(text).map(Some) };
    let roles = columns.list("partner_roles", role)?;
    let roles = roles.into_iter().chain(std::iter::repeat(None));
    Ok(names.into_iter().zip(roles).map(|(name, role)| Partner { name, role }).collect())
}

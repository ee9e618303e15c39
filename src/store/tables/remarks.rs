//! Notes, tags, corrections and projects of the user's own. They are few: each change writes all of them.

use std::sync::Arc;

use jiff::civil::Date;
use rusqlite::{Connection, params};

use super::rows;
use crate::model::remark::{CorrectedField, Correction, Note, OwnProject, ProjectTag, Remarks, Signed};
use crate::model::{Dimension, Period, ProjectId, Status};
use crate::store::error::StoreError;
use crate::store::values::{Columns, join, select_sql, upsert_sql};

const NOTES: &[&str] = &["number", "project", "text", "author", "date"];
const TAGS: &[&str] = &["project", "word", "author", "date"];
const CORRECTIONS: &[&str] = &["project", "field", "value", "source_value", "author", "date"];
const PROJECTS: &[&str] = &[
    "id",
    "title",
    "description",
    "lead_nis",
    "dimensions",
    "theme",
    "status",
    "start_year",
    "end_year",
    "url",
    "author",
    "date",
];

/// Writes all of them in the place of those that are there.
pub(in crate::store) fn replace(conn: &Connection, remarks: &Remarks) -> Result<(), StoreError> {
    conn.execute_batch(
        "DELETE FROM own_notes; DELETE FROM own_tags; DELETE FROM own_corrections; DELETE FROM own_projects;",
    )?;
    let mut statement = conn.prepare_cached(&upsert_sql("own_notes", NOTES, &["number"]))?;
    for Note { number, project, text, by } in &remarks.notes {
        statement.execute(params![number, project.as_str(), text, by.author, by.date.to_string()])?;
    }
    let mut statement = conn.prepare_cached(&upsert_sql("own_tags", TAGS, &["project", "word"]))?;
    for ProjectTag { project, word, by } in &remarks.tags {
        statement.execute(params![project.as_str(), word, by.author, by.date.to_string()])?;
    }
    let mut statement = conn.prepare_cached(&upsert_sql("own_corrections", CORRECTIONS, &["project", "field"]))?;
    for Correction { project, field, value, source, by } in &remarks.corrections {
        let date = by.date.to_string();
        statement.execute(params![project.as_str(), field.key(), value, source, by.author, date])?;
    }
    let mut statement = conn.prepare_cached(&upsert_sql("own_projects", PROJECTS, &["id"]))?;
    for one in &remarks.projects {
        statement.execute(params![
            one.id.as_str(),
            one.title,
            one.description,
            one.lead.map(crate::model::Nis::number),
            join(one.dimensions.iter().map(|dimension| dimension.key())).unwrap_or_default(),
            one.theme,
            one.status.key(),
            one.period.start,
            one.period.end,
            one.url,
            one.by.author,
            one.by.date.to_string(),
        ])?;
    }
    Ok(())
}

/// All of them.
pub(in crate::store) fn load(conn: &Connection) -> Result<Remarks, StoreError> {
    Ok(Remarks {
        notes: rows(conn, "own_notes", &select_sql("own_notes", NOTES), read_note)?,
        tags: rows(conn, "own_tags", &select_sql("own_tags", TAGS), read_tag)?,
        corrections: rows(conn, "own_corrections", &select_sql("own_corrections", CORRECTIONS), read_correction)?,
        projects: rows(conn, "own_projects", &select_sql("own_projects", PROJECTS), read_project)?,
    })
}

fn read_note(columns: &mut Columns<'_>) -> Result<Note, StoreError> {
    let number = columns.take()?;
    Ok(Note { number, project: project(columns)?, text: columns.take()?, by: signed(columns)? })
}

fn read_tag(columns: &mut Columns<'_>) -> Result<ProjectTag, StoreError> {
    Ok(ProjectTag { project: project(columns)?, word: columns.take()?, by: signed(columns)? })
}

fn read_correction(columns: &mut Columns<'_>) -> Result<Correction, StoreError> {
    Ok(Correction {
        project: project(columns)?,
        field: columns.parse("field", CorrectedField::from_key)?,
        value: columns.take()?,
        source: columns.take()?,
        by: signed(columns)?,
    })
}

fn read_project(columns: &mut Columns<'_>) -> Result<OwnProject, StoreError> {
    Ok(OwnProject {
        id: project(columns)?,
        title: columns.take()?,
        description: columns.take()?,
        lead: columns.nis_some("lead_nis")?,
        dimensions: columns.list("dimensions", Dimension::from_key)?,
        theme: columns.take()?,
        status: columns.parse("status", Status::from_key)?,
        period: Period { start: columns.take()?, end: columns.take()? },
        url: columns.take()?,
        by: signed(columns)?,
    })
}

fn project(columns: &mut Columns<'_>) -> Result<ProjectId, StoreError> {
    let id: Arc<str> = columns.take()?;
    Ok(ProjectId::new(id))
}

fn signed(columns: &mut Columns<'_>) -> Result<Signed, StoreError> {
    Ok(Signed { author: columns.take()?, date: columns.parse("date", |text| text.parse::<Date>().ok())? })
}

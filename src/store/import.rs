//! Projects that are written while their file is still being read.

use std::collections::HashMap;

use rusqlite::{Transaction, TransactionBehavior};

use super::error::StoreError;
use super::tables::{projects, rejected, sources};
use super::{Store, contents};
use crate::model::{Project, ProjectId, Rejected, Source};

/// Memory for pages of the file during an import, kB: identifiers come in any order, and their index should stay there.
const CACHE_KB: i64 = 32 << 10;

/// What an import wrote, or would write.
#[derive(Debug, Default)]
pub struct Imported {
    /// Projects that were not there.
    pub added: Vec<Project>,
    /// Projects that were there and change, as they were.
    pub replaced: Vec<Project>,
    /// The same, as they are now.
    pub replacing: Vec<Project>,
    /// Projects that were there and stay as they are.
    pub unchanged: u64,
}

/// What becomes of a project of which a row is read; `None` = the row says nothing new.
pub type Merge<'a> = &'a dyn Fn(&Project, Project) -> Option<Project>;

/// A row of an import.
struct Put {
    /// As it is now.
    project: Project,
    /// As it stood in the file before.
    known: Option<Box<Project>>,
}

/// Takes the rows of an import, one after another. What a later row with the same identifier says goes over the first.
pub struct Import<'c> {
    conn: &'c rusqlite::Connection,
    /// `None` = a dry run.
    writer: Option<projects::Writer<'c>>,
    rows: Vec<Put>,
    /// Where in `rows` an identifier is; made when first asked for, which a file of new projects never does.
    places: Option<HashMap<ProjectId, usize>>,
    /// Whether a row was written over one that was there.
    has_updates: bool,
}

impl Store {
    /// Writes what `fill` hands over in one transaction, which is durable when this returns: projects, and by
    /// [`Import::finish`] their data sets and the rows refused in place of those before. A dry run tells the same and
    /// writes nothing.
    ///
    /// # Errors
    /// Those of `fill`, or when the file can't be written: then it is as it was.
    pub fn import_with<E: From<StoreError>>(
        &mut self,
        is_dry_run: bool,
        fill: impl FnOnce(&mut Import<'_>) -> Result<(), E>,
    ) -> Result<Imported, E> {
        if is_dry_run {
            let mut import = Import::new(&self.conn, None);
            fill(&mut import)?;
            return Ok(import.outcome());
        }
        if self.is_read_only {
            return Err(StoreError::ReadOnly.into());
        }
        let usual = self.cache_size(CACHE_KB)?;
        let result = self.write_import(fill);
        // A smaller cache than it may be is no reason to say that an import failed.
        let _slower = self.conn.pragma_update(None, "cache_size", usual);
        result
    }

    /// Sets the memory for pages; gives what it was, as SQLite writes it.
    fn cache_size(&self, kb: i64) -> Result<i64, StoreError> {
        let usual = self.conn.query_row("PRAGMA cache_size", [], |row| row.get(0))?;
        self.conn.pragma_update(None, "cache_size", -kb)?;
        Ok(usual)
    }

    fn write_import<E: From<StoreError>>(
        &mut self,
        fill: impl FnOnce(&mut Import<'_>) -> Result<(), E>,
    ) -> Result<Imported, E> {
        let transaction = Transaction::new(&mut self.conn, TransactionBehavior::Immediate).map_err(StoreError::from)?;
        let mut import = Import::new(&transaction, Some(projects::Writer::new(&transaction)?));
        fill(&mut import)?;
        let outcome = import.outcome();
        transaction.commit().map_err(StoreError::from)?;
        Ok(outcome)
    }
}

impl<'c> Import<'c> {
    fn new(conn: &'c rusqlite::Connection, writer: Option<projects::Writer<'c>>) -> Self {
        Self { conn, writer, rows: Vec::new(), places: None, has_updates: false }
    }

    /// How many rows there are so far.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// Takes a row; `merge` makes one of it and a project that is there.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn put(&mut self, project: Project, merge: Merge<'_>) -> Result<(), StoreError> {
        // Asked of the file first as long as it has answered "new" only; an identifier that it refuses takes a number
        // of a row all the same, which repeated ones should not.
        let has_repeated = self.places.is_some();
        if (has_repeated || self.writer.is_none()) && self.put_again(&project, merge)? {
            return Ok(());
        }
        if let Some(writer) = &mut self.writer
            && writer.insert(&project)?
        {
            self.push(Put { project, known: None });
            return Ok(());
        }
        if !has_repeated && self.put_again(&project, merge)? {
            return Ok(());
        }
        let row = match projects::find(self.conn, std::slice::from_ref(&project.id))?.pop() {
            None => Put { project, known: None },
            Some(known) => match merge(&known, project) {
                None => Put { project: known.clone(), known: Some(Box::new(known)) },
                Some(merged) => {
                    update(&mut self.writer, &merged, &mut self.has_updates)?;
                    Put { project: merged, known: Some(Box::new(known)) }
                }
            },
        };
        self.push(row);
        Ok(())
    }

    /// Takes a row whose identifier an earlier one of this import had; whether that was so.
    fn put_again(&mut self, project: &Project, merge: Merge<'_>) -> Result<bool, StoreError> {
        let place = self.place_of(&project.id);
        let Some(row) = place.and_then(|place| self.rows.get_mut(place)) else { return Ok(false) };
        if let Some(merged) = merge(&row.project, project.clone()) {
            update(&mut self.writer, &merged, &mut self.has_updates)?;
            row.project = merged;
        }
        Ok(true)
    }

    fn push(&mut self, row: Put) {
        if let Some(places) = &mut self.places {
            places.insert(row.project.id.clone(), self.rows.len());
        }
        self.rows.push(row);
    }

    /// Where in `rows` the row with an identifier is.
    fn place_of(&mut self, id: &ProjectId) -> Option<usize> {
        let rows = &self.rows;
        let all = || rows.iter().enumerate().map(|(place, row)| (row.project.id.clone(), place)).collect();
        self.places.get_or_insert_with(all).get(id).copied()
    }

    /// Writes what goes with the rows.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn finish(&mut self, origin: &[Source], refused: &[Rejected]) -> Result<(), StoreError> {
        let Some(writer) = &self.writer else { return Ok(()) };
        sources::insert(self.conn, origin)?;
        rejected::replace(self.conn, refused)?;
        contents::date_by_sources(self.conn)?;
        writer.finish()?;
        if self.has_updates {
            contents::measure(self.conn, "projects")
        } else {
            contents::widen(self.conn, "projects", writer.extent)
        }
    }

    fn outcome(self) -> Imported {
        let mut outcome = Imported::default();
        for Put { project, known } in self.rows {
            match known {
                None => outcome.added.push(project),
                Some(known) if *known == project => outcome.unchanged += 1,
                Some(known) => {
                    outcome.replaced.push(*known);
                    outcome.replacing.push(project);
                }
            }
        }
        outcome
    }
}

fn update(
    writer: &mut Option<projects::Writer<'_>>,
    project: &Project,
    has_updates: &mut bool,
) -> Result<(), StoreError> {
    *has_updates = true;
    writer.as_mut().map_or(Ok(()), |writer| writer.update(project))
}

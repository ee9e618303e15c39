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
    /// Projects that were there, as they were.
    pub replaced: Vec<Project>,
    /// The same, as they are now.
    pub replacing: Vec<Project>,
}

/// Takes the rows of an import, one after another. Of rows with one identifier the last wins, in the place of the first.
pub struct Import<'c> {
    conn: &'c rusqlite::Connection,
    /// `None` = a dry run.
    writer: Option<projects::Writer<'c>>,
    rows: Vec<Project>,
    places: HashMap<ProjectId, usize>,
    /// Whether a row was written over another of the same import.
    has_doubles: bool,
    /// What stood in the file before, by the place of its row; places ascend.
    replaced: Vec<(usize, Project)>,
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
        Self { conn, writer, rows: Vec::new(), places: HashMap::new(), has_doubles: false, replaced: Vec::new() }
    }

    /// How many rows there are so far.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// Takes a row.
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn put(&mut self, project: Project) -> Result<(), StoreError> {
        let place = self.places.get(&project.id).copied();
        if let Some(row) = place.and_then(|place| self.rows.get_mut(place)) {
            if let Some(writer) = &mut self.writer {
                writer.update(&project)?;
            }
            *row = project;
            self.has_doubles = true;
            return Ok(());
        }
        let place = self.rows.len();
        let is_new = match &mut self.writer {
            Some(writer) => writer.insert(&project)?,
            None => false,
        };
        if !is_new {
            let known = projects::find(self.conn, std::slice::from_ref(&project.id))?.pop();
            if let (Some(writer), true) = (&mut self.writer, known.is_some()) {
                writer.update(&project)?;
            }
            self.replaced.extend(known.map(|known| (place, known)));
        }
        self.places.insert(project.id.clone(), place);
        self.rows.push(project);
        Ok(())
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
        if self.replaced.is_empty() && !self.has_doubles {
            contents::widen(self.conn, "projects", writer.extent)
        } else {
            contents::measure(self.conn, "projects")
        }
    }

    fn outcome(self) -> Imported {
        let Self { rows, replaced, .. } = self;
        if replaced.is_empty() {
            return Imported { added: rows, ..Imported::default() };
        }
        let mut outcome = Imported::default();
        let mut replaced = replaced.into_iter().peekable();
        for (place, row) in rows.into_iter().enumerate() {
            match replaced.next_if(|(of, _)| *of == place) {
                Some((_, known)) => {
                    outcome.replaced.push(known);
                    outcome.replacing.push(row);
                }
                None => outcome.added.push(row),
            }
        }
        outcome
    }
}

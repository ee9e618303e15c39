//! Projects that are written while their file is still being read.

use std::collections::{BTreeMap, HashMap};
use std::time::Duration;

use rusqlite::{Transaction, TransactionBehavior};

use super::error::StoreError;
use super::tables::{projects, rejected, sources};
use super::{Store, contents};
use crate::model::{Project, ProjectId, Rejected, Source};

/// Memory for pages of the file during an import, kB: identifiers come in any order, and their index should stay there.
const CACHE_KB: i64 = 32 << 10;

/// Imports of so many bytes do without the log.
const LARGE_BYTES: u64 = 64 << 20;

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

/// How an import is done.
#[derive(Clone, Copy, Debug, Default)]
pub struct ImportOptions {
    /// Whether it only tells what it would write.
    pub is_dry_run: bool,
    /// About how many bytes come; 0 where nobody knows.
    pub byte_count: u64,
}

/// How a project stood in the file.
enum Before {
    /// As it is now.
    Same,
    /// So.
    Other(Box<Project>),
}

/// Takes the rows of an import, one after another. What a later row with the same identifier says goes over the first.
pub struct Import<'c> {
    conn: &'c rusqlite::Connection,
    /// `None` = a dry run.
    writer: Option<projects::Writer<'c>>,
    /// The projects as they are now.
    rows: Vec<Project>,
    /// Those that stood in the file before, by where in `rows` they are.
    known: BTreeMap<usize, Before>,
    /// What they have in common.
    common: projects::Common,
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
        options: ImportOptions,
        fill: impl FnOnce(&mut Import<'_>) -> Result<(), E>,
    ) -> Result<Imported, E> {
        if options.is_dry_run {
            let mut import = Import::new(&self.conn, None);
            fill(&mut import)?;
            return Ok(import.outcome());
        }
        if self.is_read_only {
            return Err(StoreError::ReadOnly.into());
        }
        let usual = self.cache_size(CACHE_KB)?;
        let leaves_log = options.byte_count >= LARGE_BYTES && self.leave_log();
        let result = self.write_import(fill);
        if leaves_log {
            // Where another program has begun to read, the next opening goes back to the log.
            let _without_log = self.conn.query_row("PRAGMA journal_mode = WAL", [], |_| Ok(()));
        }
        // A smaller cache than it may be is no reason to say that an import failed.
        let _slower = self.conn.pragma_update(None, "cache_size", usual);
        result
    }

    /// Leaves the log for a journal of what stood in the file, as durable: a log holds all that is new once more, to be
    /// copied from there. Where another program has the file open, or it has no log, it stays as it is. Others can't read
    /// the file while it is so.
    fn leave_log(&self) -> bool {
        let conn = &self.conn;
        let mode = |sql: &str| conn.query_row(sql, [], |row| row.get::<_, String>(0));
        let patience = conn.query_row("PRAGMA busy_timeout", [], |row| row.get::<_, u32>(0));
        let (true, Ok(patience)) = (mode("PRAGMA journal_mode").is_ok_and(|mode| mode == "wal"), patience) else {
            return false;
        };
        let left = conn.busy_timeout(Duration::ZERO).and_then(|()| mode("PRAGMA journal_mode = DELETE"));
        let _patient = conn.busy_timeout(Duration::from_millis(patience.into()));
        left.is_ok_and(|mode| mode == "delete")
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
        Self {
            conn,
            writer,
            rows: Vec::new(),
            known: BTreeMap::new(),
            common: projects::Common::default(),
            places: None,
            has_updates: false,
        }
    }

    /// How many rows there are so far.
    pub fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// Takes rows, each with what `merge` is told of it besides; see [`Import::put`].
    ///
    /// # Errors
    /// When the file can't be written.
    pub fn put_all<S>(
        &mut self,
        rows: Vec<(Project, S)>,
        merge: impl Fn(&Project, Project, &S) -> Option<Project>,
    ) -> Result<(), StoreError> {
        let new_count = self.write_new(&rows)?;
        for (index, (project, told)) in rows.into_iter().enumerate() {
            if index < new_count {
                self.push(project, None);
            } else {
                self.put(project, &|known, project| merge(known, project, &told))?;
            }
        }
        Ok(())
    }

    /// Writes the first of these rows, many at once, up to one whose identifier is there; how many it wrote.
    fn write_new<S>(&mut self, rows: &[(Project, S)]) -> Result<usize, StoreError> {
        let (Some(writer), None) = (&mut self.writer, &self.places) else { return Ok(0) };
        let mut count = 0;
        for batch in rows.chunks_exact(projects::BATCH_ROWS) {
            let written = writer.insert_batch(batch.iter().map(|(project, _)| project))?;
            count += written;
            if written < batch.len() {
                break;
            }
        }
        Ok(count)
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
            self.push(project, None);
            return Ok(());
        }
        if !has_repeated && self.put_again(&project, merge)? {
            return Ok(());
        }
        match projects::find_one(self.conn, &project.id, &mut self.common)? {
            None => self.push(project, None),
            Some(known) => match merge(&known, project) {
                None => self.push(known, Some(Before::Same)),
                Some(merged) => {
                    update(&mut self.writer, &merged, &mut self.has_updates)?;
                    self.push(merged, Some(Before::Other(Box::new(known))));
                }
            },
        }
        Ok(())
    }

    /// Takes a row whose identifier an earlier one of this import had; whether that was so.
    fn put_again(&mut self, project: &Project, merge: Merge<'_>) -> Result<bool, StoreError> {
        let Some(place) = self.place_of(&project.id) else { return Ok(false) };
        let Some(row) = self.rows.get_mut(place) else { return Ok(false) };
        if let Some(merged) = merge(row, project.clone()) {
            update(&mut self.writer, &merged, &mut self.has_updates)?;
            let before = std::mem::replace(row, merged);
            if let Some(known @ Before::Same) = self.known.get_mut(&place) {
                *known = Before::Other(Box::new(before));
            }
        }
        Ok(true)
    }

    fn push(&mut self, project: Project, known: Option<Before>) {
        let place = self.rows.len();
        if let Some(places) = &mut self.places {
            places.insert(project.id.clone(), place);
        }
        self.known.extend(known.map(|known| (place, known)));
        self.rows.push(project);
    }

    /// Where in `rows` the row with an identifier is.
    fn place_of(&mut self, id: &ProjectId) -> Option<usize> {
        let rows = &self.rows;
        let all = || rows.iter().enumerate().map(|(place, row)| (row.id.clone(), place)).collect();
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
        let Self { rows: mut added, known, .. } = self;
        let mut outcome = Imported::default();
        let (places, known): (Vec<usize>, Vec<Before>) = known.into_iter().unzip();
        if !places.is_empty() {
            // A million new ones stay where they are: twice the room for them would be more than all else here takes.
            let (mut place, mut places) = (0.., places.into_iter().peekable());
            let rows = added.extract_if(.., |_| place.next().is_some_and(|place| places.next_if_eq(&place).is_some()));
            for (project, known) in rows.zip(known) {
                match known {
                    Before::Other(known) if *known != project => {
                        outcome.replaced.push(*known);
                        outcome.replacing.push(project);
                    }
                    _ => outcome.unchanged += 1,
                }
            }
        }
        Imported { added, ..outcome }
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

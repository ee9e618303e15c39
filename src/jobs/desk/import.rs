//! Reading project files into the workspace: one thread reads, the worker's writes.

use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use super::super::Outcome;
use super::super::worker::{JobContext, JobError};
use super::{Desk, failed, store_failed};
use crate::formats::csv::{self, CsvError, ReadOptions, Report};
use crate::formats::project::{FieldSet, merge};
use crate::formats::{geojson, sheet};
use crate::model::{Project, Reason, Rejected, Source};
use crate::store::{Import, ImportOptions, StoreError};
use crate::workspace::Municipalities;

/// What is said of a table that is no list of projects.
const NOT_PROJECTS: &str = "error-not-projects";

/// Rows that are handed over at once.
const PART_ROWS: usize = 512;

/// Parts that may wait to be written.
const WAITING_PARTS: usize = 8;

/// What the reading thread hands over.
enum Part {
    Rows(Vec<(Project, FieldSet)>),
    /// A file is read; its name, and the rows of it that were refused.
    End(String, Vec<Rejected>),
    Failed(JobError),
}

/// Why an import ended early.
enum Failure {
    Job(JobError),
    Store(StoreError),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

/// What both threads see of the reading.
#[derive(Default)]
struct Reading {
    is_stopped: AtomicBool,
    byte_count: AtomicU64,
}

impl Desk {
    /// Reads the files; writes their rows in one transaction unless it is a dry run.
    pub(super) fn import(
        &mut self,
        paths: &[PathBuf],
        is_dry_run: bool,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        self.store()?;
        let Self { store: Some(store), places, .. } = self else { return self.store().map(|_| Outcome::Nothing) };
        let (mut sources, mut rejected) = (Vec::new(), Vec::new());
        let byte_count = paths.iter().filter_map(|path| path.metadata().ok()).map(|meta| meta.len()).sum();
        let imported = store.import_with(ImportOptions { is_dry_run, byte_count }, |import| {
            read_and_write((paths, byte_count), places, import, (&mut sources, &mut rejected), context)?;
            Ok(import.finish(&sources, &rejected)?)
        });
        let imported = imported.map_err(|failure| match failure {
            Failure::Job(error) => error,
            Failure::Store(error) if is_dry_run => store_failed("error-read", &error),
            Failure::Store(error) => store_failed("error-write", &error),
        })?;
        let crate::store::Imported { added, replaced, replacing, unchanged } = imported;
        Ok(Outcome::Imported { added, replaced, replacing, unchanged, sources, rejected, is_dry_run })
    }
}

/// Reads on a thread of its own and writes on this one.
fn read_and_write(
    (paths, total): (&[PathBuf], u64),
    places: &Municipalities,
    import: &mut Import<'_>,
    told: (&mut Vec<Source>, &mut Vec<Rejected>),
    context: &JobContext,
) -> Result<(), Failure> {
    let reading = &Reading::default();
    std::thread::scope(|scope| {
        let (outbox, inbox) = sync_channel(WAITING_PARTS);
        let thread = std::thread::Builder::new().name("import".to_owned());
        let read = thread.spawn_scoped(scope, move || read_files(paths, places, reading, &outbox));
        let read = read.map_err(|error| Failure::Job(JobError::new("error-import", error.to_string())))?;
        let written = write_parts(inbox, import, told, context, &|| {
            reading.byte_count.load(Ordering::Relaxed) as f32 / total.max(1) as f32
        });
        // Where writing failed, nobody takes what is still to be read.
        reading.is_stopped.store(true, Ordering::Relaxed);
        match read.join() {
            Ok(()) => written,
            Err(panic) => std::panic::resume_unwind(panic),
        }
    })
}

/// Takes the parts as they come.
fn write_parts(
    inbox: Receiver<Part>,
    import: &mut Import<'_>,
    (sources, rejected): (&mut Vec<Source>, &mut Vec<Rejected>),
    context: &JobContext,
    progress: &dyn Fn() -> f32,
) -> Result<(), Failure> {
    let (mut row_count, mut told) = (0, 0.0);
    for part in inbox {
        context.check_cancelled().map_err(Failure::Job)?;
        match part {
            Part::Rows(rows) => import.put_all(rows, |known, row, said: &FieldSet| {
                let merged = merge::merged(known, row, &|field| said.has(field));
                (!merge::differing(known, &merged).is_empty()).then_some(merged)
            })?,
            Part::End(name, refused) => {
                rejected.extend(refused);
                sources.push(source(&name, (import.row_count() - row_count) as u64));
                row_count = import.row_count();
            }
            Part::Failed(error) => return Err(Failure::Job(error)),
        }
        let done = progress();
        if done >= told + 0.01 {
            told = done;
            context.progress(done);
        }
    }
    context.check_cancelled().map_err(Failure::Job)
}

/// Reads one file after another, until nobody takes what is read.
fn read_files(paths: &[PathBuf], places: &Municipalities, reading: &Reading, outbox: &SyncSender<Part>) {
    for path in paths {
        let part = match read_file(path, places, reading, outbox) {
            Ok(refused) => Part::End(name_of(path), refused),
            Err(error) => Part::Failed(error),
        };
        let is_failed = matches!(part, Part::Failed(_));
        if outbox.send(part).is_err() || is_failed {
            return;
        }
    }
}

/// Reads one file, whatever of the known formats it is: its content tells, not its name. Gives the rows refused.
fn read_file(
    path: &Path,
    places: &Municipalities,
    reading: &Reading,
    outbox: &SyncSender<Part>,
) -> Result<Vec<Rejected>, JobError> {
    let mut file = File::open(path).map_err(|error| failed("error-import", &error, path))?;
    let mut head = [0; 512];
    let length = file.read(&mut head).map_err(|error| failed("error-import", &error, path))?;
    file.seek(SeekFrom::Start(0)).map_err(|error| failed("error-import", &error, path))?;
    let head = head.get(..length).unwrap_or_default();
    let name = name_of(path);
    let resolve = |text: &str| places.find(text);
    let options = ReadOptions { file: &name, dataset: &name, crs: None, resolve: &resolve };
    let input = BufReader::new(Watched { file, reading });
    let mut rows = Vec::with_capacity(PART_ROWS);
    let mut sink = |project, said| {
        rows.push((project, said));
        if rows.len() >= PART_ROWS {
            hand_over(std::mem::replace(&mut rows, Vec::with_capacity(PART_ROWS)), reading, outbox);
        }
    };
    let report: Report = match first_sign(head) {
        Some(b'<') => {
            return Err(failed("error-import", &Reason::new("reason-file-markup"), path));
        }
        Some(b'{' | b'[') => {
            geojson::read_projects(input, &options, &mut sink).map_err(|error| failed("error-import", &error, path))?
        }
        _ if sheet::is_workbook(head) => return Err(failed(NOT_PROJECTS, &Reason::new("reason-list-no-title"), path)),
        _ => csv::read_projects(input, &options, &mut sink).map_err(|error| {
            let what = if matches!(error, CsvError::NoTitle(_)) { NOT_PROJECTS } else { "error-import" };
            failed(what, &error, path)
        })?,
    };
    hand_over(rows, reading, outbox);
    Ok(report.rejected)
}

fn hand_over(rows: Vec<(Project, FieldSet)>, reading: &Reading, outbox: &SyncSender<Part>) {
    if outbox.send(Part::Rows(rows)).is_err() {
        reading.is_stopped.store(true, Ordering::Relaxed);
    }
}

/// A file whose reading is counted and can be stopped.
struct Watched<'a> {
    file: File,
    reading: &'a Reading,
}

impl Read for Watched<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.reading.is_stopped.load(Ordering::Relaxed) {
            return Err(std::io::Error::other("the import was stopped"));
        }
        let length = self.file.read(buffer)?;
        self.reading.byte_count.fetch_add(length as u64, Ordering::Relaxed);
        Ok(length)
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The first byte that is not white space, marks of encoding aside.
fn first_sign(head: &[u8]) -> Option<u8> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    text.iter().copied().find(|byte| !byte.is_ascii_whitespace() && *byte != 0)
}

fn source(name: &str, count: u64) -> Source {
    Source {
        id: Arc::from(name),
        title: Arc::from(name),
        // The name alone: a folder of this machine must not travel in exports.
        origin: Arc::from(name),
        record_count: Some(count),
        ..Source::default()
    }
}

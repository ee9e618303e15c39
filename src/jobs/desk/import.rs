//! Reading project files into the workspace.

use std::collections::HashMap;
use std::fs::File;
use std::io::{BufReader, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::super::Outcome;
use super::super::worker::{JobContext, JobError};
use super::{Desk, failed, store_failed};
use crate::formats::csv::{self, CsvError, ReadOptions, Report};
use crate::formats::{geojson, sheet};
use crate::model::{Project, ProjectId, Rejected, Source};
use crate::workspace::Municipalities;

/// What is said of a table that is no list of projects.
const NOT_PROJECTS: &str = "error-not-projects";

/// What the files of one request gave.
#[derive(Default)]
struct Taken {
    rows: Vec<Project>,
    sources: Vec<Source>,
    rejected: Vec<Rejected>,
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
        let mut taken = Taken::default();
        for (index, path) in paths.iter().enumerate() {
            context.check_cancelled()?;
            context.progress(index as f32 / paths.len() as f32);
            read_file(path, &self.places, &mut taken)?;
        }
        context.check_cancelled()?;
        let Taken { rows, sources, rejected } = taken;
        let ids: Vec<ProjectId> = rows.iter().map(|row| row.id.clone()).collect();
        let known = self.store()?.projects(&ids).map_err(|error| store_failed("error-read", &error))?;
        let known: HashMap<ProjectId, Project> = known.into_iter().map(|row| (row.id.clone(), row)).collect();
        if !is_dry_run {
            let written = self.store()?.import(&rows, &sources, &rejected);
            written.map_err(|error| store_failed("error-write", &error))?;
        }
        let (replacing, added): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| known.contains_key(&row.id));
        let replaced = replacing.iter().filter_map(|row| known.get(&row.id).cloned()).collect();
        Ok(Outcome::Imported { added, replaced, replacing, sources, rejected, is_dry_run })
    }
}

/// Reads one file, whatever of the known formats it is: its content tells, not its name.
fn read_file(path: &Path, places: &Municipalities, taken: &mut Taken) -> Result<(), JobError> {
    let mut file = File::open(path).map_err(|error| failed("error-import", &error, path))?;
    let mut head = [0; 512];
    let length = file.read(&mut head).map_err(|error| failed("error-import", &error, path))?;
    file.seek(SeekFrom::Start(0)).map_err(|error| failed("error-import", &error, path))?;
    let head = head.get(..length).unwrap_or_default();
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let resolve = |text: &str| places.find(text);
    let options = ReadOptions { file: &name, dataset: &name, crs: None, resolve: &resolve };
    let first = taken.rows.len();
    let input = BufReader::new(file);
    let mut sink = |project| taken.rows.push(project);
    let report: Report = match first_sign(head) {
        Some(b'<') => {
            return Err(failed("error-import", &"this is a web page (HTML or XML), not CSV or GeoJSON", path));
        }
        Some(b'{' | b'[') => {
            geojson::read_projects(input, &options, &mut sink).map_err(|error| failed("error-import", &error, path))?
        }
        _ if sheet::is_workbook(head) => return Err(failed(NOT_PROJECTS, &"a workbook holds no projects", path)),
        _ => csv::read_projects(input, &options, &mut sink).map_err(|error| {
            let what = if matches!(error, CsvError::NoTitle(_)) { NOT_PROJECTS } else { "error-import" };
            failed(what, &error, path)
        })?,
    };
    keep_last_of_each(&mut taken.rows);
    let count = taken.rows.len().saturating_sub(first) as u64;
    taken.rejected.extend(report.rejected);
    taken.sources.push(source(&name, count));
    Ok(())
}

/// The first byte that is not white space, marks of encoding aside.
fn first_sign(head: &[u8]) -> Option<u8> {
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head);
    text.iter().copied().find(|byte| !byte.is_ascii_whitespace() && *byte != 0)
}

/// Of rows with one identifier the last wins, in the place of the first.
fn keep_last_of_each(rows: &mut Vec<Project>) {
    let mut places: HashMap<ProjectId, usize> = HashMap::new();
    let mut kept: Vec<Project> = Vec::with_capacity(rows.len());
    for row in rows.drain(..) {
        if let Some(place) = places.get(&row.id).and_then(|&index| kept.get_mut(index)) {
            *place = row;
        } else {
            places.insert(row.id.clone(), kept.len());
            kept.push(row);
        }
    }
    *rows = kept;
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

//! Lists of projects: read, mapped, compared with the workspace, written in one transaction.

use std::collections::{BTreeMap, HashSet};
use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::super::list::{ListPreview, Seen};
use super::super::worker::{JobContext, JobError};
use super::super::{Event, Outcome};
use super::table::{grid, hidden};
use super::{Desk, failed, store_failed};
use crate::formats::indicator_table::SourceDraft;
use crate::formats::layer::{self, LayerError};
use crate::formats::project::ProjectField;
use crate::formats::project::derived;
use crate::formats::project_list::{ListError, ListTable, ProjectColumn, ProjectMapping, RowKey, apply, detect, plan};
use crate::formats::sheet::SheetError;
use crate::formats::{refused, sheet};
use crate::model::fold::fold;
use crate::model::{Explained, Language, Project, ProjectId, Reason, Source, hash};
use crate::workspace::whereabouts::Whereabouts;

/// So many lists of one name are told apart by a number.
const MOST_NAMES: u32 = 20;

/// Identifiers that are looked up to tell whose they are.
const LOOKED_UP: usize = 200;

/// What a mapping gives of a list; why it gives nothing.
type Preview = Result<ListPreview, ListError>;

/// A list that was read and is kept while it is being mapped.
#[derive(Debug)]
pub(super) struct LoadedList {
    path: PathBuf,
    /// Size and time of the file when it was read.
    stamp: (u64, Option<SystemTime>),
    tables: Arc<Vec<ListTable>>,
    hash: String,
}

impl Desk {
    /// Reads a list and tells what it would change.
    pub(super) fn read_list(
        &mut self,
        path: &Path,
        mapping: Option<ProjectMapping>,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        let tables = self.list_tables(path, context)?;
        let table = self.table_of(&tables, mapping.as_ref().and_then(|mapping| mapping.sheet.as_deref()), path)?;
        let (mapping, preview) = match mapping {
            Some(mapping) if !mapping.columns.is_empty() => {
                let mapping = self.fitted(&mapping, table, path);
                let preview = self.preview_list(table, &mapping, path)?;
                (mapping, preview)
            }
            _ => self.proposed(table, path)?,
        };
        context.check_cancelled()?;
        context.progress(0.7);
        let headers = table.headers(mapping.header_row);
        context.send(Event::List(Arc::new(seen(path, &tables, table, headers, mapping, preview.map(Arc::new)))));
        Ok(Outcome::Nothing)
    }

    /// Writes the projects of a list in one transaction, unless it is a dry run.
    pub(super) fn import_list(
        &mut self,
        path: &Path,
        mapping: &ProjectMapping,
        is_dry_run: bool,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        let tables = self.list_tables(path, context)?;
        let table = self.table_of(&tables, mapping.sheet.as_deref(), path)?;
        let preview = self.preview_list(table, mapping, path)?;
        let preview = preview.map_err(|error| failed("error-list", &error, path))?;
        context.check_cancelled()?;
        context.progress(0.9);
        let ListPreview { plan, rejected, .. } = preview;
        let sources = vec![self.list_source(path, mapping, &plan)?];
        let (replacing, replaced): (Vec<Project>, Vec<Project>) =
            plan.changed.into_iter().map(|change| (change.after, change.before)).unzip();
        if !is_dry_run {
            let stored = self.store()?.import(plan.added.iter().chain(&replacing), &sources, &rejected);
            stored.map_err(|error| store_failed("error-write", &error))?;
        }
        Ok(Outcome::Imported {
            added: plan.added,
            replaced,
            replacing,
            unchanged: plan.unchanged,
            sources,
            rejected,
            is_dry_run,
        })
    }

    /// The tables of a file, for a workspace that is open.
    pub(super) fn list_tables(&mut self, path: &Path, context: &JobContext) -> Result<Arc<Vec<ListTable>>, JobError> {
        self.store()?;
        self.load_list(path, context)?;
        let list = self.list.as_ref().ok_or_else(|| JobError::new("error-list", "no list was read"))?;
        Ok(Arc::clone(&list.tables))
    }

    /// Reads a file, unless it is the one that was read last and did not change.
    fn load_list(&mut self, path: &Path, context: &JobContext) -> Result<(), JobError> {
        let wrong = |error: &dyn Explained| failed("error-list", error, path);
        let file = File::open(path).map_err(|error| wrong(&error))?;
        let stamp = file.metadata().map(|meta| (meta.len(), meta.modified().ok())).map_err(|error| wrong(&error))?;
        if self.list.as_ref().is_some_and(|list| list.path == path && list.stamp == stamp) {
            return Ok(());
        }
        context.progress(0.1);
        let tables: Vec<ListTable> = match layer::read(path) {
            Ok(layers) => layers.into_iter().map(ListTable::from).collect(),
            Err(LayerError::NotALayer) => {
                let mut bytes = Vec::new();
                let limited = file.take(sheet::MAX_FILE_BYTES + 1).read_to_end(&mut bytes);
                limited.map_err(|error| wrong(&error))?;
                context.check_cancelled()?;
                let ending = path.extension().map(|ending| ending.to_string_lossy().to_lowercase()).unwrap_or_default();
                if BINARY_ENDINGS.contains(&ending.as_str()) && !sheet::is_workbook(&bytes) {
                    return Err(wrong(&Reason::new("reason-file-ending").with("ending", ending)));
                }
                let sheets = sheet::read(&bytes).map_err(|error| wrong(&error))?;
                sheets.into_iter().map(refused::without_reasons).map(ListTable::from).collect()
            }
            Err(error) => return Err(wrong(&error)),
        };
        context.check_cancelled()?;
        context.progress(0.5);
        let opened = File::open(path).map_err(|error| wrong(&error))?;
        let hash = hash::of_reader(opened).map_err(|error| wrong(&error))?;
        self.list = Some(LoadedList { path: path.to_owned(), stamp, tables: Arc::new(tables), hash });
        Ok(())
    }

    /// The sheet of this name; without one, the likeliest.
    fn table_of<'t>(
        &self,
        tables: &'t [ListTable],
        wanted: Option<&str>,
        path: &Path,
    ) -> Result<&'t ListTable, JobError> {
        match wanted.filter(|name| !name.is_empty()) {
            None => self.likeliest(tables).ok_or_else(|| failed("error-list", &SheetError::Empty, path)),
            wanted => chosen(tables, wanted).map_err(|name| failed("error-list", &ListError::NoSheet(name), path)),
        }
    }

    /// The sheet with most columns that mean something, the first of several: a cover sheet has none.
    fn likeliest<'t>(&self, tables: &'t [ListTable]) -> Option<&'t ListTable> {
        let resolve = |text: &str| self.places.find(text);
        let score = |table: &ListTable| {
            let guess = detect::guess(table, "", &resolve, &|_| false);
            guess.columns.iter().filter(|column| column.field.is_some()).count()
        };
        match tables {
            [only] => Some(only),
            // What is hidden is what nobody wants to show: it is read where nothing else is there.
            several => several.iter().rev().max_by_key(|table| (!table.sheet.is_hidden, score(table))),
        }
    }

    /// A mapping of another edition: its columns are found by their headers, wherever those stand now; columns that it
    /// does not know are proposed.
    fn fitted(&self, mapping: &ProjectMapping, table: &ListTable, path: &Path) -> ProjectMapping {
        let resolve = |text: &str| self.places.find(text);
        let known: Vec<&str> = mapping.columns.iter().map(|column| column.header.as_str()).collect();
        let header_row = table.row_of_headers(&known, mapping.header_row);
        let mut fitted = ProjectMapping { header_row, ..mapping.fitted(&table.headers(header_row)) };
        let guess = detect::guess(table, &file_name(path), &resolve, &|_| false);
        for (index, column) in fitted.columns.iter_mut().enumerate() {
            let is_new = !column.header.is_empty() && !known.contains(&column.header.as_str());
            let proposal = guess.columns.get(index).filter(|proposal| is_new && proposal.header == column.header);
            let is_free = |proposal: &&ProjectColumn| proposal.field.is_some_and(|field| !mapping.has(field));
            if let Some(proposal) = proposal.filter(is_free) {
                *column = proposal.clone();
            }
        }
        fitted
    }

    /// The mapping that is proposed, with what it gives.
    fn proposed(&mut self, table: &ListTable, path: &Path) -> Result<(ProjectMapping, Preview), JobError> {
        let name = file_name(path);
        let places = self.places.clone();
        let resolve = |text: &str| places.find(text);
        let mut first = detect::guess(table, &name, &resolve, &|_| false);
        if let Some(column) = first.column_of(ProjectField::Id) {
            let cells = table.sheet.rows.iter().map(|row| row.get(column)).filter(|cell| !cell.is_empty());
            let ids: Vec<ProjectId> = cells.take(LOOKED_UP).map(|cell| ProjectId::new(&*cell.shown())).collect();
            let known = self.store()?.projects(&ids).map_err(|error| store_failed("error-read", &error))?;
            let known: HashSet<ProjectId> = known.into_iter().map(|row| row.id).collect();
            first.key = detect::key(table, &first, &|id| known.contains(&ProjectId::new(id)));
        }
        let (mapping, preview) = self.named_apart(table, first, path)?;
        let preview = match preview {
            Err(ListError::NoTitle) if detect::holds_figures(table, &mapping) => Err(ListError::Figures),
            preview => preview,
        };
        Ok((mapping, preview))
    }

    /// Gives the list another name where one of this name is known whose numbers stand for other projects: two
    /// municipalities' files may both be called "projecten.xlsx".
    fn named_apart(
        &mut self,
        table: &ListTable,
        mapping: ProjectMapping,
        path: &Path,
    ) -> Result<(ProjectMapping, Preview), JobError> {
        let preview = self.preview_list(table, &mapping, path)?;
        if mapping.key == RowKey::Number && is_taken(&preview) {
            for number in 2..=MOST_NAMES {
                let named = ProjectMapping { list: format!("{} {number}", mapping.list), ..mapping.clone() };
                let preview = self.preview_list(table, &named, path)?;
                if !is_taken(&preview) {
                    return Ok((named, preview));
                }
            }
        }
        Ok((mapping, preview))
    }

    fn preview_list(&mut self, table: &ListTable, mapping: &ProjectMapping, path: &Path) -> Result<Preview, JobError> {
        let survey = self.survey(table, mapping.header_row, &mapping.place_columns(), mapping.crs.as_deref());
        let places = &self.places;
        let resolve = |text: &str| places.find(text);
        let mut read = match apply::read_along(table, mapping, (&resolve, survey.axes), &file_name(path)) {
            Ok(read) => read,
            Err(error) => return Ok(Err(error)),
        };
        refused::name_columns(&mut read.rejected, mapping.columns.iter().map(|column| column.header.as_str()));
        // An export of this program says on purpose which projects are regional.
        let derived_towns = if mapping.has(ProjectField::PlaceBasis) {
            0
        } else {
            let whereabouts = Whereabouts::new(places);
            derived::derive(&mut read.rows, &|place| whereabouts.town_at(place))
        };
        let ids: Vec<ProjectId> = read.rows.iter().map(|row| row.id.clone()).collect();
        let known = self.store()?.projects(&ids).map_err(|error| store_failed("error-read", &error))?;
        let known: BTreeMap<ProjectId, Project> = known.into_iter().map(|row| (row.id.clone(), row)).collect();
        let strangers = read.rows.iter().filter(|row| known.get(&row.id).is_some_and(|known| is_stranger(known, row)));
        let strangers = strangers.count() as u64;
        let plan = plan::plan(read.rows, mapping, &known);
        let written = plan.added.iter().chain(plan.changed.iter().map(|change| &change.after));
        let regional = written.filter(|row| row.lead.is_none() && row.others.is_empty()).count() as u64;
        Ok(Ok(ListPreview {
            plan,
            strangers,
            left_out: read.left_out,
            rejected: read.rejected,
            rejected_count: read.rejected_count,
            notes: read.notes,
            words: read.words,
            doubles: read.doubles,
            regional,
            derived_towns,
            survey,
        }))
    }

    /// SHA-256 of the file that was read last.
    pub(super) fn list_hash(&self) -> Result<&str, JobError> {
        let list = self.list.as_ref().ok_or_else(|| JobError::new("error-list", "no list was read"))?;
        Ok(&list.hash)
    }

    fn list_source(&self, path: &Path, mapping: &ProjectMapping, plan: &plan::ListPlan) -> Result<Source, JobError> {
        let count = plan.added.len() as u64 + plan.changed.len() as u64 + plan.unchanged;
        Ok(Source {
            id: apply::dataset(mapping).into(),
            hash: Some(self.list_hash()?.into()),
            record_count: Some(count),
            ..said_source(&mapping.source, &mapping.list, path)
        })
    }
}

/// Whether most known projects that a list would change are others than its own.
fn is_taken(preview: &Preview) -> bool {
    preview.as_ref().is_ok_and(|preview| {
        let known = preview.plan.changed.len() as u64 + preview.plan.unchanged;
        preview.strangers * 2 > known
    })
}

/// Whether a row is another project than the one that is known by its identifier: title and lead both differ.
fn is_stranger(known: &Project, row: &Project) -> bool {
    let title = |project: &Project| fold(project.title.get(Language::Nl));
    known.lead != row.lead && title(known) != title(row)
}

/// Endings of files that are never text.
const BINARY_ENDINGS: [&str; 7] = ["xlsx", "xlsm", "ods", "gpkg", "shp", "parquet", "kmz"];

/// What is shown of a table that was read.
pub(super) fn seen<M, P, E>(
    path: &Path,
    tables: &[ListTable],
    table: &ListTable,
    headers: Vec<String>,
    mapping: M,
    preview: Result<Arc<P>, E>,
) -> Seen<M, P, E> {
    Seen {
        path: path.to_owned(),
        sheets: tables.iter().map(|table| table.sheet.name.clone()).collect(),
        hidden: hidden(tables.iter().map(|table| &table.sheet)),
        headers,
        grid: grid(&table.sheet),
        row_count: table.sheet.rows.len() as u64,
        has_own_headers: table.headers.is_some(),
        shape_count: table.shapes.len() as u64,
        mapping,
        preview,
    }
}

/// What is said of where a file comes from; its name where no title is.
pub(super) fn said_source(said: &SourceDraft, name: &str, path: &Path) -> Source {
    let title = if said.title.trim().is_empty() { name } else { said.title.trim() };
    Source {
        title: title.into(),
        licence: said.licence.trim().into(),
        attribution: said.attribution.trim().into(),
        // The name alone: a folder of this machine must not travel in exports.
        origin: file_name(path).into(),
        date: (!said.date.trim().is_empty()).then(|| said.date.trim().into()),
        ..Source::default()
    }
}

pub(super) fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The table of this name; without one, the first. Gives the name that no table has.
pub(super) fn chosen<'t>(tables: &'t [ListTable], wanted: Option<&str>) -> Result<&'t ListTable, String> {
    let found = match wanted.filter(|name| !name.is_empty()) {
        Some(name) => tables.iter().find(|table| table.sheet.name == name),
        None => tables.first(),
    };
    found.ok_or_else(|| wanted.unwrap_or_default().to_owned())
}

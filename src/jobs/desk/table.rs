//! Tables of figures: read, mapped, compared with the workspace, written in one transaction.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use super::super::errand;
use super::super::table::{Mapping, TableChange, TableImported, TableOrigin, TablePreview, TableSeen, Unshown};
use super::super::worker::{JobContext, JobError};
use super::super::{Event, Outcome};
use super::{Desk, failed, store_failed};
use crate::formats::indicator_table::plan::{self, Before};
use crate::formats::indicator_table::{IndicatorPlan, PlaceBook, TableError, TableRead, apply, detect, odata};
use crate::formats::refused;
use crate::formats::sheet::{self, Cell, MAX_FILE_BYTES, Sheet};
use crate::model::{Explained, IndicatorId, IndicatorImport, IndicatorPatch, IndicatorValue, Reason, Source, hash};
use crate::workspace::Indicators;

/// Rows that are shown.
const GRID_ROWS: usize = 60;

/// Columns that are shown.
const GRID_COLUMNS: usize = 64;

/// Signs of a cell that are shown.
const GRID_CHARS: usize = 80;

/// A table that was read and is kept while it is being mapped.
#[derive(Debug)]
pub(super) struct Loaded {
    origin: TableOrigin,
    /// Size and time of a file when it was read.
    stamp: Option<(u64, Option<SystemTime>)>,
    sheets: Arc<Vec<Sheet>>,
    hash: String,
}

/// What a request for a table wants once the table is there.
#[derive(Debug)]
pub(super) struct Wanted {
    pub origin: TableOrigin,
    pub mapping: Option<Mapping>,
}

impl Desk {
    /// Reads a table and tells what it would change.
    pub(super) fn read_table(&mut self, wanted: Wanted, context: &JobContext) -> Result<Outcome, JobError> {
        self.store()?;
        match &wanted.origin {
            TableOrigin::File(path) => {
                self.load(path, context)?;
                self.show_table(wanted.mapping, context)
            }
            TableOrigin::OData { .. } if self.is_loaded(&wanted.origin) && wanted.mapping.is_some() => {
                self.show_table(wanted.mapping, context)
            }
            TableOrigin::OData { url, secret } => {
                let (outside, ticket) = (self.live.outside(), context.ticket());
                let started = errand::table(url.clone(), secret.clone(), outside, ticket);
                started.map_err(|error| JobError::new("error-table", error.to_string()))?;
                self.wanted_tables.insert(context.job(), wanted);
                Ok(Outcome::Later)
            }
        }
    }

    /// Takes in a table that an errand brought.
    pub(super) fn take_table(&mut self, sheet: Sheet, context: &JobContext) -> Result<Outcome, JobError> {
        let gone = || JobError::new("error-table", "nobody asked for this table");
        let wanted = self.wanted_tables.remove(&context.job()).ok_or_else(gone)?;
        if sheet.rows.len() < 2 {
            let reason = Reason::new("reason-file-no-table").in_file(wanted.origin.name());
            return Err(JobError::new("error-table", reason));
        }
        let text: Vec<String> = sheet.rows.iter().map(sheet::Row::original).collect();
        let hash = hash::of_bytes(text.join("\n").as_bytes());
        self.table = Some(Loaded { origin: wanted.origin, stamp: None, sheets: Arc::new(vec![sheet]), hash });
        self.show_table(wanted.mapping, context)
    }

    fn is_loaded(&self, origin: &TableOrigin) -> bool {
        self.table.as_ref().is_some_and(|table| table.origin == *origin)
    }

    /// Reads a file, unless it is the one that was read last and did not change.
    fn load(&mut self, path: &Path, context: &JobContext) -> Result<(), JobError> {
        let wrong = |error: &dyn Explained| failed("error-table", error, path);
        let file = File::open(path).map_err(|error| wrong(&error))?;
        let stamp = file.metadata().map(|meta| (meta.len(), meta.modified().ok())).map_err(|error| wrong(&error))?;
        let origin = TableOrigin::File(path.to_owned());
        if self.table.as_ref().is_some_and(|table| table.origin == origin && table.stamp == Some(stamp)) {
            return Ok(());
        }
        context.progress(0.1);
        let mut bytes = Vec::new();
        file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|error| wrong(&error))?;
        context.check_cancelled()?;
        context.progress(0.3);
        let sheets = if first_sign(&bytes) == Some(b'{') {
            let mut pages = odata::Pages::default();
            pages.add(&bytes).map_err(|error| wrong(&error))?;
            vec![pages.sheet()]
        } else {
            sheet::read(&bytes).map_err(|error| wrong(&error))?
        };
        let sheets: Vec<Sheet> = sheets.into_iter().map(refused::without_reasons).collect();
        context.check_cancelled()?;
        context.progress(0.7);
        let hash = hash::of_bytes(&bytes);
        self.table = Some(Loaded { origin, stamp: Some(stamp), sheets: Arc::new(sheets), hash });
        Ok(())
    }

    fn loaded(&self) -> Result<&Loaded, JobError> {
        self.table.as_ref().ok_or_else(|| JobError::new("error-table", "no table was read"))
    }

    fn show_table(&mut self, mapping: Option<Mapping>, context: &JobContext) -> Result<Outcome, JobError> {
        let (definitions, _) = self.store()?.indicators().map_err(|error| store_failed("error-read", &error))?;
        let book = self.place_book();
        let table = self.loaded()?;
        let (sheets, origin) = (Arc::clone(&table.sheets), table.origin.clone());
        let proposed = |sheet: &Sheet| match &origin {
            TableOrigin::OData { url, .. } => odata::guess(sheet, odata::variable(url), &book, &definitions),
            TableOrigin::File(_) => odata::guess(sheet, None, &book, &definitions),
        };
        let wanted = mapping.as_ref().and_then(|mapping| mapping.sheet.as_deref());
        let chosen = chosen_sheet(&sheets, wanted).ok_or_else(|| {
            JobError::new("error-table", TableError::NoSheet(wanted.unwrap_or_default().to_owned()).reason())
        })?;
        // A mapping that names a sheet and nothing else asks for a proposal for that sheet.
        let mut mapping = match mapping {
            Some(mapping) if !mapping.columns.is_empty() => mapping,
            _ => proposed(chosen),
        };
        mapping.tidy(&definitions);
        context.check_cancelled()?;
        let preview = self.preview(&mapping)?.map(|(preview, ..)| preview);
        let table = self.loaded()?;
        context.send(Event::Table(Arc::new(TableSeen {
            origin: table.origin.clone(),
            sheets: sheets.iter().map(|sheet| sheet.name.clone()).collect(),
            hidden: hidden(sheets.iter()),
            headers: detect::headers(chosen, &mapping),
            grid: grid(chosen),
            row_count: chosen.rows.len() as u64,
            mapping,
            preview,
        })));
        Ok(Outcome::Nothing)
    }

    /// What a mapping gives of the table that was read, and its data set.
    fn preview(&mut self, mapping: &Mapping) -> Result<Result<(TablePreview, Source), TableError>, JobError> {
        let book = self.place_book();
        let table = self.loaded()?;
        let name = table.origin.name();
        let Some(chosen) = chosen_sheet(&table.sheets, mapping.sheet.as_deref()) else {
            return Ok(Err(TableError::NoSheet(mapping.sheet.clone().unwrap_or_default())));
        };
        let mut read = match apply::read(chosen, mapping, &book, &name) {
            Ok(read) => read,
            Err(error) => return Ok(Err(error)),
        };
        refused::name_columns(&mut read.rejected, mapping.columns.iter().map(|column| column.header.as_str()));
        let source = source(&name, table, mapping, &read);
        let known = self.known(&read)?;
        let plan = plan::plan(&read, mapping, known.before(), &book, &source);
        let unshown = Unshown::of(&known.after(&plan, &read), &self.places, &read.values);
        let TableRead { left_out, missing_count, rejected, rejected_count, chosen, .. } = read;
        let chosen = chosen.into_iter().collect();
        Ok(Ok((TablePreview { plan, left_out, missing_count, rejected, rejected_count, chosen, unshown }, source)))
    }

    fn known(&mut self, read: &TableRead) -> Result<Known, JobError> {
        let ids: BTreeSet<IndicatorId> = read.values.keys().cloned().collect();
        let store = self.store()?;
        let failed = |error| store_failed("error-read", &error);
        let (definitions, own) = store.indicators().map_err(failed)?;
        let values = store.indicator_values(&ids).map_err(failed)?;
        let sources = store.sources().map_err(failed)?;
        Ok(Known { definitions, own, values, sources })
    }

    /// Writes the figures of a table that was read, in one transaction, unless it is a dry run.
    pub(super) fn import_table(
        &mut self,
        origin: &TableOrigin,
        mapping: &Mapping,
        is_dry_run: bool,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        self.store()?;
        match origin {
            TableOrigin::File(path) => self.load(path, context)?,
            TableOrigin::OData { .. } if self.is_loaded(origin) => {}
            TableOrigin::OData { .. } => return Err(JobError::new("error-table", "read the table first")),
        }
        let (preview, source) = match self.preview(mapping)? {
            Ok(found) => found,
            Err(error) => return Err(JobError::new("error-table", error.reason().in_file(origin.name()))),
        };
        if let Some((one, problem)) = preview.plan.problem() {
            let id = &one.definition.id;
            let reason = Reason::new("reason-figure").with("id", id).because(Reason::new(problem_text(problem)));
            return Err(JobError::new("error-table", reason));
        }
        context.check_cancelled()?;
        context.progress(0.9);
        let change = if is_dry_run { None } else { Some(self.write_table(&preview, &source)?) };
        Ok(Outcome::TableImported(TableImported { preview: Arc::new(preview), change }))
    }

    fn write_table(&mut self, preview: &TablePreview, source: &Source) -> Result<TableChange, JobError> {
        let at = self.live.now();
        let import = IndicatorImport { id: format!("{} {at}", source.id).into(), source: Arc::clone(&source.id), at };
        let ids: BTreeSet<IndicatorId> = preview.plan.indicators.iter().map(|one| one.definition.id.clone()).collect();
        let read = TableRead { values: ids.into_iter().map(|id| (id, Vec::new())).collect(), ..TableRead::default() };
        let known = self.known(&read)?;
        let (forth, back) = preview.plan.patches(known.before(), source, &import);
        let written = self.store()?.import_indicators(&forth, &preview.rejected);
        written.map_err(|error| store_failed("error-write", &error))?;
        Ok(TableChange { forth: Arc::new(forth), back: Arc::new(back) })
    }

    /// Makes a change again, or takes one back.
    pub(super) fn change_indicators(&mut self, patch: &IndicatorPatch) -> Result<Outcome, JobError> {
        let changed = self.store()?.change_indicators(patch);
        changed.map_err(|error| store_failed("error-write", &error))?;
        Ok(Outcome::Nothing)
    }

    fn place_book(&self) -> PlaceBook {
        PlaceBook::new(self.places.rows(), self.places.aliases(), self.places.timeline())
    }
}

/// What the workspace knows of the indicators of a table.
struct Known {
    definitions: Vec<crate::model::Indicator>,
    own: BTreeSet<IndicatorId>,
    values: BTreeMap<IndicatorId, Vec<crate::model::KnownValue>>,
    sources: Vec<Source>,
}

impl Known {
    /// The figures of a table's indicators as they would be.
    fn after(&self, plan: &plan::Plan, read: &TableRead) -> Indicators {
        let after = |one: &IndicatorPlan| {
            let key = |row: &IndicatorValue| (row.nis, row.year);
            let gone: BTreeSet<_> = one.superseded.iter().map(key).collect();
            let known = self.values.get(&one.definition.id).into_iter().flatten().map(|known| known.value);
            let mut values: BTreeMap<_, _> =
                known.filter(|row| !gone.contains(&key(row))).map(|row| (key(&row), row)).collect();
            values.extend(read.values.get(&one.definition.id).into_iter().flatten().map(|row| (key(row), *row)));
            (one.definition.id.clone(), values.into_values().collect())
        };
        let definitions = plan.indicators.iter().map(|one| one.definition.clone()).collect();
        Indicators::new(definitions, plan.indicators.iter().map(after).collect(), Vec::new())
    }

    fn before(&self) -> Before<'_> {
        Before { definitions: &self.definitions, own: &self.own, values: &self.values, sources: &self.sources }
    }
}

fn chosen_sheet<'a>(sheets: &'a [Sheet], wanted: Option<&str>) -> Option<&'a Sheet> {
    match wanted {
        Some(name) if !name.is_empty() => sheets.iter().find(|sheet| sheet.name == name),
        _ => sheets.first(),
    }
}

/// Names of the sheets that their workbook does not show.
pub(super) fn hidden<'s>(sheets: impl Iterator<Item = &'s Sheet>) -> Vec<String> {
    sheets.filter(|sheet| sheet.is_hidden).map(|sheet| sheet.name.clone()).collect()
}

/// The first rows of a sheet, as they are shown.
pub(super) fn grid(sheet: &Sheet) -> Vec<(u64, Vec<String>)> {
    let shown = |cell: &Cell| cell.shown().chars().take(GRID_CHARS).collect();
    let rows = sheet.rows.iter().take(GRID_ROWS);
    rows.map(|row| (row.number, row.cells.iter().take(GRID_COLUMNS).map(shown).collect())).collect()
}

fn source(name: &str, table: &Loaded, mapping: &Mapping, read: &TableRead) -> Source {
    let said = &mapping.source;
    let title = if said.title.trim().is_empty() { name } else { said.title.trim() };
    Source {
        id: format!("import:{name}").into(),
        title: title.into(),
        licence: said.licence.trim().into(),
        attribution: said.attribution.trim().into(),
        // The name alone: neither a folder of this machine nor a key may travel in exports.
        origin: name.into(),
        date: (!said.date.trim().is_empty()).then(|| said.date.trim().into()),
        hash: Some(table.hash.as_str().into()),
        record_count: Some(read.values.values().map(|rows| rows.len() as u64).sum()),
        is_simulated: false,
        is_bundled: false,
    }
}

/// The technical words for what stands in the way.
const fn problem_text(problem: plan::Problem) -> &'static str {
    use plan::Problem;
    match problem {
        Problem::NoName => "import-problem-no-name",
        Problem::BadIdentifier => "import-problem-bad-identifier",
        Problem::NoUnit => "import-problem-no-unit",
        Problem::Quotient => "import-problem-quotient",
        Problem::RatioPart => "import-problem-ratio-part",
        Problem::KnownRatio => "import-problem-known-ratio",
    }
}

fn first_sign(bytes: &[u8]) -> Option<u8> {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    text.iter().copied().find(|byte| !byte.is_ascii_whitespace())
}

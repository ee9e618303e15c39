//! Reads the projects of a table as a mapping says.
//!
//! Contract: every row ends up in exactly one place: as a project, left out for a reason that is counted, or refused
//! with row, column and reason. May use: `formats::sheet`, `formats::project`, `model`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::mapping::{ProjectColumn, ProjectMapping, RowKey, repeats_headers};
use super::{ListError, ListTable};
use crate::formats::crs::Axes;
use crate::formats::missing::is_missing;
use crate::formats::number::{self, Decimal};
use crate::formats::project::words::{self, Choices};
use crate::formats::project::write::place_basis;
use crate::formats::project::{FieldError, Notes, ProjectField, ProjectReader, Record, Resolve};
use crate::formats::refused::refuse;
use crate::formats::sheet::{Cell, Row};
use crate::model::{Footprint, Project, ProjectId, Rejected};
use crate::model::{Reason, fold::fold};

/// Different words of a column that are told.
const MAX_WORDS: usize = 200;

/// What stands in a row of units or formats under the headers, folded.
const UNITS: [&str; 26] = [
    "euro",
    "eur",
    "k eur",
    "dd mm jjjj",
    "dd mm yyyy",
    "jjjj mm dd",
    "yyyy mm dd",
    "jjjj",
    "yyyy",
    "jaar",
    "year",
    "datum",
    "date",
    "tekst",
    "text",
    "vrije tekst",
    "keuzelijst",
    "aantal",
    "number",
    "graden",
    "degrees",
    "m",
    "lambert 72",
    "wgs84",
    "ja nee",
    "yes no",
];

/// First words of a row that sums up others, folded.
const TOTALS: &[&str] = &["totaal", "total", "subtotaal", "subtotal", "eindtotaal", "grand total", "som", "sum"];

/// Rows that were left out on purpose, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Sums at the end of a table.
    pub totals: u64,
    /// Headers that stand there once more.
    pub headers: u64,
    /// Units and formats of the columns under their headers.
    pub units: u64,
    /// Remarks beside or below the table: one filled cell that is no title.
    pub remarks: u64,
}

impl LeftOut {
    /// What was left out at all, each with the key of the text that tells it.
    pub fn told(self) -> impl Iterator<Item = (&'static str, u64)> {
        let all = [
            ("import-list-left-totals", self.totals),
            ("import-list-left-headers", self.headers),
            ("import-list-left-units", self.units),
            ("import-list-left-remarks", self.remarks),
        ];
        all.into_iter().filter(|(_, count)| *count > 0)
    }
}

/// A word in a column of choices.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordUse {
    /// As the table writes it.
    pub word: String,
    /// Rows that have it.
    pub count: u64,
    /// The choice that it means by itself; `None` = none that is known.
    pub key: Option<String>,
}

/// Words of a column, counted.
#[derive(Clone, Debug, Default)]
pub struct WordCounts(BTreeMap<String, u64>);

impl WordCounts {
    /// Counts a word once more; of too many different ones the first are counted.
    pub fn add(&mut self, word: &str) {
        if let Some(count) = self.0.get_mut(word) {
            *count += 1;
        } else if self.0.len() < MAX_WORDS {
            self.0.insert(word.to_owned(), 1);
        }
    }

    /// The words with what each means by itself, the most frequent first.
    pub fn uses(self, key: impl Fn(&str) -> Option<String>) -> Vec<WordUse> {
        let uses = self.0.into_iter().map(|(word, count)| WordUse { key: key(&word), word, count });
        let mut uses: Vec<WordUse> = uses.collect();
        uses.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.word.cmp(&other.word)));
        uses
    }
}

/// What a table gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ListRead {
    /// The projects, in order.
    pub rows: Vec<Project>,
    /// Rows left out.
    pub left_out: LeftOut,
    /// Refused rows; the first ten thousand.
    pub rejected: Vec<Rejected>,
    /// How many there are.
    pub rejected_count: u64,
    /// What was done beyond reading.
    pub notes: Notes,
    /// Words of the columns of choices, by column.
    pub words: Vec<Vec<WordUse>>,
    /// Rows of one key as an earlier row of the table: each got a key of its own.
    pub doubles: u64,
}

/// Whether several columns may hold a field: their values are put together.
pub const fn holds_several(field: ProjectField) -> bool {
    matches!(
        field,
        ProjectField::Dimensions
            | ProjectField::WorkingAreas
            | ProjectField::Values
            | ProjectField::Partners
            | ProjectField::OtherNis
            | ProjectField::OtherNames
    )
}

/// The text of a cell, a number with this decimal sign.
pub fn cell_text(cell: &Cell, decimal: Decimal) -> String {
    match (cell, decimal) {
        (Cell::Number(_), Decimal::Comma) => cell.shown().replace('.', ","),
        _ => cell.shown().into_owned(),
    }
}

/// The words of a cell of a column with choices. A field of one choice has one word, whatever signs are in it.
pub(super) fn choice_items<'c>(cell: &'c str, field: ProjectField, words: &BTreeMap<String, String>) -> Vec<&'c str> {
    if !holds_several(field) {
        return Some(cell.trim()).filter(|word| !word.is_empty()).into_iter().collect();
    }
    let choices = Choices::all();
    let is_choice = |item: &str| choices.key(field, item).is_some() || words.contains_key(item);
    // What somebody chose for a word changes nothing of where the words end.
    let meaning = |item: &str| choices.key(field, item).or_else(|| choices.near(field, item));
    words::choice_items(cell, &is_choice, &meaning)
}

/// The decimal signs that the columns of amounts show by the texts in them.
fn decimals(table: &ListTable, mapping: &ProjectMapping) -> BTreeMap<ProjectField, Decimal> {
    let shown = |index: usize| table.shown_decimal(mapping.header_row, index);
    let columns = mapping.columns.iter().enumerate();
    let amounts = columns.filter_map(|(index, column)| Some((index, column.field.filter(|field| field.is_amount())?)));
    amounts.filter_map(|(index, field)| Some((field, shown(index)?))).collect()
}

/// Words of the columns that hold choices, by column, the most frequent first.
pub fn words(table: &ListTable, mapping: &ProjectMapping) -> Vec<Vec<WordUse>> {
    let choices = Choices::all();
    let mut counts = vec![WordCounts::default(); mapping.columns.len()];
    for row in table.data_rows(mapping.header_row) {
        for ((column, counts), cell) in mapping.columns.iter().zip(&mut counts).zip(&row.cells) {
            let Some(field) = column.field.filter(|field| choices.has(*field)) else { continue };
            for item in choice_items(&cell.shown(), field, &column.words) {
                if !is_missing(item) || choices.key(field, item).is_some() {
                    counts.add(item);
                }
            }
        }
    }
    let told = |(column, counts): (&ProjectColumn, WordCounts)| {
        counts.uses(|word| column.field.and_then(|field| choices.key(field, word)).map(str::to_owned))
    };
    mapping.columns.iter().zip(counts).map(told).collect()
}

/// The data set that the projects of a list belong to.
pub fn dataset(mapping: &ProjectMapping) -> String {
    format!("import:{}", mapping.list)
}

/// Reads the projects. `file` names the table in messages.
///
/// # Errors
/// When no column holds a title.
pub fn read(
    table: &ListTable,
    mapping: &ProjectMapping,
    resolve: &Resolve<'_>,
    file: &str,
) -> Result<ListRead, ListError> {
    read_along(table, mapping, (resolve, Axes::default()), file)
}

/// As [`read`], with coordinates in the order that the file as a whole speaks for.
///
/// # Errors
/// As for [`read`].
pub fn read_along(
    table: &ListTable,
    mapping: &ProjectMapping,
    (resolve, axes): (&Resolve<'_>, Axes),
    file: &str,
) -> Result<ListRead, ListError> {
    if !mapping.has(ProjectField::Title) && !mapping.has(ProjectField::TitleEn) {
        return Err(ListError::NoTitle);
    }
    let mut list = ListReader {
        table,
        mapping,
        decimal: mapping.decimal.unwrap_or(table.sheet.decimal),
        choices: Choices::all(),
        projects: ProjectReader::new(&dataset(mapping), resolve),
        file: Arc::from(file),
        keys: BTreeMap::new(),
        read: ListRead { words: words(table, mapping), ..ListRead::default() },
    };
    list.projects.decimals = decimals(table, mapping);
    list.projects.crs = table.crs_or(mapping.crs.as_deref());
    list.projects.axes = axes;
    let rows: Vec<&Row> = table.data_rows(mapping.header_row).collect();
    // A list of titles alone has no row that is fuller than a remark.
    let last_full = rows.iter().rposition(|row| filled(row) > 1);
    let mut goes_on = false;
    for (index, row) in rows.iter().enumerate() {
        let before = index.checked_sub(1).and_then(|index| rows.get(index));
        let stands_apart = before.is_some_and(|before| row.number > before.number + 1);
        let is_beside = last_full.is_some() && (stands_apart || goes_on || is_footnote(row));
        // Notes below the table go on line by line.
        goes_on = is_beside && last_full.is_some_and(|last| index > last);
        list.row(row, is_beside);
    }
    for (number, reason) in &table.refused {
        list.reject(*number, "", reason.clone(), "");
    }
    list.read.notes = list.projects.notes;
    Ok(list.read)
}

fn is_unit(text: &str) -> bool {
    text.contains('€') && !text.contains(|sign: char| sign.is_ascii_digit()) || UNITS.contains(&fold(text).as_str())
}

struct ListReader<'a> {
    table: &'a ListTable,
    mapping: &'a ProjectMapping,
    decimal: Decimal,
    choices: &'static Choices,
    projects: ProjectReader<'a>,
    file: Arc<str>,
    /// How often each key occurred.
    keys: BTreeMap<String, u32>,
    read: ListRead,
}

impl ListReader<'_> {
    /// Takes a row; `is_beside` = one cell alone would be a remark beside the table.
    fn row(&mut self, row: &Row, is_beside: bool) {
        if let Some(reason) = row.damage() {
            return self.reject(row.number, "", reason, &row.original());
        }
        if self.is_left_out(row, is_beside) {
            return;
        }
        let record = self.record(row);
        let own_id = record.get(ProjectField::Id).to_owned();
        let project = self.projects.project(row.number, &record).and_then(|mut project| {
            if record.get(ProjectField::PlaceBasis) != place_basis::MUNICIPALITY
                && let Some(shape) = self.table.shapes.get(&row.number)
            {
                self.place(&mut project, shape)?;
            }
            Ok(project)
        });
        match project {
            Ok(mut project) => {
                project.id = self.key(&own_id, &project);
                self.read.rows.push(project);
            }
            Err(FieldError { field, reason }) => {
                let header = self.mapping.columns.iter().find(|column| column.field == Some(field));
                let column = header.map_or(field.key(), |column| column.header.as_str()).to_owned();
                self.reject(row.number, &column, reason, &row.original());
            }
        }
    }

    /// Puts a project where its shape lies. A shape that can't be read is no reason to refuse a row whose place can.
    fn place(&mut self, project: &mut Project, shape: &geo::Geometry<f64>) -> Result<(), FieldError> {
        match self.table.check_crs(self.projects.crs) {
            Ok(()) => self.projects.put(project, shape),
            Err(_) if project.location.is_some() => {
                self.projects.notes.unread_shapes += u64::from(!Footprint::is_point(shape));
                Ok(())
            }
            Err(reason) => Err(FieldError { field: ProjectField::Lon, reason }),
        }
    }

    fn reject(&mut self, row: u64, column: &str, reason: Reason, original: &str) {
        let read = &mut self.read;
        refuse((&mut read.rejected, &mut read.rejected_count), &self.file, (row, column), reason, original);
    }

    /// Counts a row that is none of the projects.
    fn is_left_out(&mut self, row: &Row, is_beside: bool) -> bool {
        let title = |field| self.mapping.column_of(field).map(|index| row.get(index).shown()).unwrap_or_default();
        let (title, title_en) = (title(ProjectField::Title), title(ProjectField::TitleEn));
        let first = row.cells.iter().find(|cell| !cell.is_empty()).map(|cell| fold(&cell.shown())).unwrap_or_default();
        // Geodata number their rows: there the word stands in the place of the title.
        let is_total = TOTALS.contains(&first.as_str())
            || TOTALS.contains(&fold(&title).as_str())
            || title.is_empty() && TOTALS.iter().any(|word| first.starts_with(&format!("{word} ")));
        let is_untitled = title.is_empty() && title_en.is_empty();
        let mut cells = row.cells.iter().filter(|cell| !cell.is_empty());
        let is_units = is_untitled
            && self.read.rows.is_empty()
            && filled(row) > 1
            && cells.all(|cell| matches!(cell, Cell::Text(text) if is_unit(text)));
        let left_out = &mut self.read.left_out;
        if is_total {
            left_out.totals += 1;
        } else if !title.is_empty() && repeats_headers(&self.mapping.columns, row) {
            left_out.headers += 1;
        } else if is_units {
            left_out.units += 1;
        } else if filled(row) == 1 && (is_beside || is_untitled) {
            left_out.remarks += 1;
        } else {
            return false;
        }
        true
    }

    /// The row as named fields, its words replaced by what they stand for.
    fn record(&self, row: &Row) -> Record<'static> {
        let mut texts: BTreeMap<ProjectField, String> = BTreeMap::new();
        for (index, column) in self.mapping.columns.iter().enumerate() {
            let Some(field) = column.field else { continue };
            let text = self.text(row.get(index), column, field);
            if text.is_empty() {
                continue;
            }
            match texts.get_mut(&field) {
                Some(known) if holds_several(field) => {
                    known.push(';');
                    known.push_str(&text);
                }
                Some(_) => {}
                None => {
                    texts.insert(field, text);
                }
            }
        }
        let mut record = Record::default();
        for (field, text) in texts {
            record.set(field, text);
        }
        record
    }

    fn text(&self, cell: &Cell, column: &ProjectColumn, field: ProjectField) -> String {
        if let (Cell::Number(_), true) = (cell, field.is_amount()) {
            return number::unmistakable(&cell.shown()).into_owned();
        }
        let text = cell_text(cell, self.decimal);
        if !self.choices.has(field) {
            return text;
        }
        let items = choice_items(&text, field, &column.words);
        let items = items.into_iter().filter_map(|item| match column.words.get(item) {
            Some(key) => Some(key.as_str()).filter(|key| !key.is_empty()),
            None => Some(item),
        });
        items.collect::<Vec<_>>().join(";")
    }

    /// The identifier of a row's project, as the mapping says what tells them apart.
    fn key(&mut self, own_id: &str, project: &Project) -> ProjectId {
        let list = &self.mapping.list;
        let title = || {
            let lead = project.lead.map(|nis| format!("@{nis}")).unwrap_or_default();
            format!("{list}:{}{lead}", fold(project.title.get(crate::model::Language::Nl)))
        };
        let key = match self.mapping.key {
            RowKey::Id if !own_id.is_empty() => own_id.to_owned(),
            RowKey::Number if !own_id.is_empty() => format!("{list}:{own_id}"),
            _ => title(),
        };
        let count = self.keys.entry(key.clone()).or_default();
        *count += 1;
        if *count == 1 {
            return ProjectId::new(key);
        }
        // Two rows of one key are two projects: none takes the other's place unseen.
        self.read.doubles += 1;
        ProjectId::new(format!("{key}#{count}"))
    }
}

/// How many cells of a row are filled.
fn filled(row: &Row) -> usize {
    row.cells.iter().filter(|cell| !cell.is_empty()).count()
}

/// Whether a row starts as a note to the table does.
fn is_footnote(row: &Row) -> bool {
    const STARTS: [&str; 9] =
        ["bron:", "bronnen:", "source:", "opmerking", "nota:", "noot:", "note:", "toelichting", "laatst bijgewerkt"];
    let first = row.cells.iter().find(|cell| !cell.is_empty()).map(Cell::shown).unwrap_or_default();
    let first = first.trim_start();
    first.starts_with(['*', '¹', '²', '†']) || STARTS.iter().any(|start| first.to_lowercase().starts_with(start))
}

//! Reads the figures of a sheet as a mapping says.
//!
//! Contract: every row ends up in exactly one place: as figures, as missing figures, left out for a reason that is
//! counted, or refused with row, column and reason. May use: `formats::sheet`, `model`.

mod settle;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::cells::{self, Figure};
use super::mapping::{ColumnMapping, Mapping, Role, identifier, is_quotient};
use super::places::{Place, PlaceBook};
use super::{TableError, detect, part_of_year};
use crate::formats::number::{self, Decimal};
use crate::formats::refused::refuse;
use crate::formats::sheet::{Cell, Row, Sheet};
use crate::model::period::Year;
use crate::model::{IndicatorId, IndicatorValue, Nis, Rejected, ValueStatus};
use crate::model::{Reason, fold::fold};

/// Rows that were left out on purpose, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Regions, provinces, arrondissements, totals.
    pub totals: u64,
    /// Municipalities outside Flanders and Brussels.
    pub outside: u64,
    /// What the source could not place in a municipality.
    pub unlocated: u64,
    /// Rows that a column [`Role::Only`] leaves out.
    pub others: u64,
    /// Rows without a municipality and without a figure: remarks below the table.
    pub remarks: u64,
}

impl LeftOut {
    /// What was left out at all, each with the key of the text that tells it.
    pub fn told(self) -> impl Iterator<Item = (&'static str, u64)> {
        let all = [
            ("import-left-totals", self.totals),
            ("import-left-outside", self.outside),
            ("import-left-unlocated", self.unlocated),
            ("import-left-others", self.others),
            ("import-left-remarks", self.remarks),
        ];
        all.into_iter().filter(|(_, count)| *count > 0)
    }
}

/// What a table gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TableRead {
    /// Figures by indicator, ordered by code and year.
    pub values: BTreeMap<IndicatorId, Vec<IndicatorValue>>,
    /// Cells that say that there is no figure.
    pub missing_count: u64,
    /// Rows left out.
    pub left_out: LeftOut,
    /// Refused rows and cells, in order of row; the first ten thousand.
    pub rejected: Vec<Rejected>,
    /// How many there are.
    pub rejected_count: u64,
    /// The total of Flanders as the table itself says it.
    pub stated: BTreeMap<(IndicatorId, Year), f64>,
    /// Names that belong to more than one code, with the code that was taken.
    pub chosen: BTreeSet<Nis>,
    /// Figures of which most cells carry a sign of per cent or per mille: whatever their unit is called, they are parts.
    pub parts: BTreeSet<IndicatorId>,
}

/// A figure whose place is not settled yet.
struct Found {
    row: u64,
    column: usize,
    codes: Vec<Nis>,
    indicator: IndicatorId,
    year: Year,
    /// `None` = said to be missing.
    value: Option<f64>,
    status: ValueStatus,
}

/// Reads the figures.
///
/// # Errors
/// When the mapping names no column with places, figures or years.
pub fn read(sheet: &Sheet, mapping: &Mapping, book: &PlaceBook, file: &str) -> Result<TableRead, TableError> {
    let columns = Columns::of(sheet, mapping)?;
    let mut reader = TableReader {
        sheet,
        mapping,
        book,
        file: Arc::from(file),
        decimals: decimals(sheet, mapping, &columns.values),
        columns,
        found: Vec::new(),
        signs: BTreeMap::new(),
        read: TableRead::default(),
    };
    for row in sheet.rows.iter().filter(|row| row.number > mapping.header_row && Some(row.number) != mapping.units_row)
    {
        reader.row(row);
    }
    Ok(reader.settle())
}

/// The decimal sign of each column with figures: what its cells show beyond doubt, else that of the table. Years with
/// points beside amounts with commas are no reason to read the amounts with points.
fn decimals(sheet: &Sheet, mapping: &Mapping, values: &[(usize, ColumnMapping)]) -> BTreeMap<usize, Decimal> {
    let of_table = mapping.decimal.unwrap_or(sheet.decimal);
    let of_column = |(index, column): &(usize, ColumnMapping)| {
        let rows = sheet.rows.iter().filter(|row| row.number > mapping.header_row);
        let texts: Vec<&str> = rows
            .filter_map(|row| match row.get(*index) {
                Cell::Text(text) => Some(text.trim_end_matches(['%', '‰', ' '])),
                _ => None,
            })
            .collect();
        // Amounts have no tenths of a cent: "12.500" in euro is twelve thousand, where nothing shows otherwise.
        let of_money = || number::beside_thousands(texts.iter().copied()).filter(|_| is_money(mapping, column, &texts));
        let decimal = number::evidence(texts.iter().copied()).or_else(of_money).unwrap_or(of_table);
        (*index, decimal)
    };
    values.iter().map(of_column).collect()
}

/// Whether a column holds amounts in euro: by its header, its unit or its cells. A price by the litre is none.
fn is_money(mapping: &Mapping, column: &ColumnMapping, texts: &[&str]) -> bool {
    let unit = column.indicator.as_deref().and_then(|id| mapping.draft(id)).map(|draft| draft.unit.as_str());
    let names = [column.header.as_str(), unit.unwrap_or_default()];
    !names.iter().any(|name| is_quotient(name))
        && (names.iter().any(|name| cells::is_euro(name)) || texts.iter().any(|text| cells::is_euro(text)))
}

/// The columns of the sheet that mean something, by position.
struct Columns {
    nis: Option<usize>,
    name: Option<usize>,
    year: Option<usize>,
    month: Option<usize>,
    indicator: Option<usize>,
    status: Option<usize>,
    only: Vec<(usize, String)>,
    values: Arc<[(usize, ColumnMapping)]>,
    headers: Vec<String>,
}

impl Columns {
    fn of(sheet: &Sheet, mapping: &Mapping) -> Result<Self, TableError> {
        let headers = detect::headers(sheet, mapping);
        let matched = matched(&headers, mapping);
        let first = |role| matched.iter().position(|column| column.as_ref().is_some_and(|column| column.role == role));
        let with = |role| {
            let all = matched.iter().enumerate().filter_map(|(index, column)| Some((index, column.clone()?)));
            all.filter(move |(_, column)| column.role == role)
        };
        let columns = Self {
            nis: first(Role::Nis),
            name: first(Role::Name),
            // Where months are added up, they say the year as well.
            year: first(Role::Year).or_else(|| first(Role::Month).filter(|_| mapping.year.is_none())),
            month: first(Role::Month),
            indicator: first(Role::Indicator),
            status: first(Role::Status),
            only: with(Role::Only).map(|(index, column)| (index, column.only.unwrap_or_default())).collect(),
            values: with(Role::Value).collect(),
            headers: numbered(headers),
        };
        if columns.nis.is_none() && columns.name.is_none() {
            return Err(TableError::NoPlace);
        }
        if let Some(at) = columns.month.or_else(|| month_column(&columns.values)).filter(|_| !mapping.adds_up) {
            return Err(TableError::NotYearly(columns.header(at).to_owned()));
        }
        if columns.values.is_empty() {
            return Err(TableError::NoValue);
        }
        let has_year =
            |column: &ColumnMapping| column.year.or(mapping.year).is_some_and(|year| (1800..=2200).contains(&year));
        let without = columns.values.iter().find(|(_, column)| columns.year.is_none() && !has_year(column));
        match without {
            Some((_, column)) => Err(TableError::NoYear(column.header.clone())),
            None => Ok(columns),
        }
    }

    fn header(&self, index: usize) -> &str {
        self.headers.get(index).map(String::as_str).unwrap_or_default()
    }
}

/// The headers, each that stands there once more with how manieth it is: "Inwoners (2)".
pub(super) fn numbered(headers: Vec<String>) -> Vec<String> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    let named = |header: String| {
        let count = counts.entry(fold(&header)).or_default();
        *count += 1;
        if *count == 1 || header.is_empty() { header } else { format!("{header} ({count})") }
    };
    headers.into_iter().map(named).collect()
}

/// The second of two columns that are of one figure in different months or quarters of a year.
fn month_column(values: &[(usize, ColumnMapping)]) -> Option<usize> {
    let mut parts = BTreeMap::new();
    values.iter().find_map(|(index, column)| {
        let part = part_of_year::in_header(&column.header)?;
        let first = *parts.entry((column.indicator.as_deref(), column.year?)).or_insert(part);
        (first != part).then_some(*index)
    })
}

/// For each column of the sheet the part of the mapping that is about it: by header, else by position where neither
/// has one. A column of a later year than the mapping knows follows its sisters.
fn matched(headers: &[String], mapping: &Mapping) -> Vec<Option<ColumnMapping>> {
    let known: Vec<String> = mapping.columns.iter().map(|column| fold(&column.header)).collect();
    let mut taken = BTreeSet::new();
    headers
        .iter()
        .enumerate()
        .map(|(index, header)| {
            let name = fold(header);
            let fits = |at: usize| known.get(at).is_some_and(|known| *known == name) && !taken.contains(&at);
            // Of several columns of one header each is taken once, in order.
            let found = if header.is_empty() {
                Some(index).filter(|at| fits(*at))
            } else {
                (0..known.len()).find(|at| fits(*at))
            };
            match found {
                Some(at) => {
                    taken.insert(at);
                    mapping.columns.get(at).cloned()
                }
                None => next_year(header, mapping),
            }
        })
        .collect()
}

fn next_year(header: &str, mapping: &Mapping) -> Option<ColumnMapping> {
    let (label, year) = cells::year_in_header(header)?;
    let is_sister = |known: &&ColumnMapping| {
        known.role == Role::Value
            && known.year.is_some()
            && cells::year_in_header(&known.header).is_some_and(|(other, _)| other == label)
    };
    let sister = mapping.columns.iter().find(is_sister)?;
    Some(ColumnMapping { header: header.to_owned(), year: Some(year), ..sister.clone() })
}

struct TableReader<'a> {
    sheet: &'a Sheet,
    mapping: &'a Mapping,
    book: &'a PlaceBook,
    file: Arc<str>,
    /// By column with figures.
    decimals: BTreeMap<usize, Decimal>,
    columns: Columns,
    found: Vec<Found>,
    /// For each figure how many cells there are, and how many carry a sign of per cent.
    signs: BTreeMap<IndicatorId, (u64, u64)>,
    read: TableRead,
}

impl TableReader<'_> {
    fn row(&mut self, row: &Row) {
        if let Some(reason) = row.damage() {
            return self.note(row.number, "", reason, &row.original());
        }
        let is_other = |(index, only): &(usize, String)| !says(row, *index, only);
        if self.columns.only.iter().any(is_other) {
            self.read.left_out.others += 1;
            return;
        }
        let (place, column) = self.place(row);
        match place {
            Place::Code(nis) => self.figures(row, &[nis]),
            Place::Named(codes) => self.figures(row, &codes),
            Place::Total { is_flanders } => {
                self.read.left_out.totals += 1;
                if is_flanders {
                    self.state(row);
                }
            }
            Place::Outside => self.read.left_out.outside += 1,
            Place::Unlocated => self.read.left_out.unlocated += 1,
            Place::Unknown if !self.has_figure(row) => self.read.left_out.remarks += 1,
            Place::Unknown => {
                let shown = row.get(column).shown();
                let reason = if shown.is_empty() {
                    Reason::new("reason-municipality-empty")
                } else {
                    Reason::new("reason-municipality-unknown").with("text", shown)
                };
                self.reject(row, column, reason);
            }
        }
    }

    /// What the row is of; codes go before names.
    fn place(&self, row: &Row) -> (Place, usize) {
        let by_code = self.columns.nis.map(|at| (self.book.code(row.get(at)), at));
        let by_name = self.columns.name.map(|at| (self.book.name(row.get(at)), at));
        match (by_code, by_name) {
            (Some((Place::Unknown, at)), Some((place, name_at))) if row.get(at).is_empty() => (place, name_at),
            (Some(found), _) | (None, Some(found)) => found,
            (None, None) => (Place::Unknown, 0),
        }
    }

    fn has_figure(&self, row: &Row) -> bool {
        self.columns.values.iter().any(|(index, _)| matches!(self.figure(row, *index), Figure::Value(..)))
    }

    fn figure(&self, row: &Row, index: usize) -> Figure {
        cells::figure(row.get(index), self.decimals.get(&index).copied().unwrap_or(Decimal::Point))
    }

    /// The total of Flanders as the table says it, where it stands there.
    fn state(&mut self, row: &Row) {
        for (index, column) in Arc::clone(&self.columns.values).iter() {
            let (Ok(year), Some(indicator)) = (self.year(row, column), self.indicator(row, column)) else { continue };
            if let Figure::Value(value, _) = self.figure(row, *index) {
                self.read.stated.insert((indicator, year), value);
            }
        }
    }

    fn figures(&mut self, row: &Row, codes: &[Nis]) {
        let status = self.columns.status.map(|at| (row.get(at).shown().into_owned(), at));
        let row_status = match &status {
            Some((word, at)) => match cells::status(word) {
                Some(status) => Some(status),
                None => {
                    return self.reject(row, *at, Reason::new("reason-status-unknown").with("text", word));
                }
            },
            None => None,
        };
        for (index, column) in Arc::clone(&self.columns.values).iter() {
            let figure = self.figure(row, *index);
            let value = match figure {
                Figure::Wrong(reason) => {
                    self.reject(row, *index, reason);
                    continue;
                }
                Figure::Missing => None,
                Figure::Value(value, status) => Some((value, status)),
            };
            let Some(indicator) = self.indicator(row, column) else {
                let at = self.columns.indicator.unwrap_or(*index);
                self.reject(row, at, Reason::new("reason-no-figure-named"));
                continue;
            };
            let signs = self.signs.entry(indicator.clone()).or_default();
            signs.0 += u64::from(value.is_some());
            let is_percent = || self.sheet.percents.contains(index) && value.is_some();
            signs.1 += u64::from(cells::is_part(row.get(*index)) || is_percent());
            match self.year(row, column) {
                Ok(year) => self.found.push(Found {
                    row: row.number,
                    column: *index,
                    codes: codes.to_vec(),
                    indicator,
                    year,
                    value: value.map(|(value, _)| value),
                    status: value.and_then(|(_, status)| status).or(row_status).unwrap_or(ValueStatus::Final),
                }),
                Err((at, reason)) => self.reject(row, at, reason),
            }
        }
    }

    fn year(&self, row: &Row, column: &ColumnMapping) -> Result<Year, (usize, Reason)> {
        if let Some(year) = column.year {
            return Ok(year);
        }
        let Some(at) = self.columns.year else {
            return self.mapping.year.ok_or_else(|| (0, Reason::new("reason-no-year")));
        };
        let cell = row.get(at);
        let of_month = || part_of_year::of(cell).filter(|_| self.columns.month == Some(at))?.year;
        let year = cells::year(cell).or_else(of_month);
        year.ok_or_else(|| (at, Reason::new("reason-not-year").with("text", cell.shown())))
    }

    fn indicator(&self, row: &Row, column: &ColumnMapping) -> Option<IndicatorId> {
        let Some(at) = self.columns.indicator else { return column.indicator.as_deref().map(IndicatorId::new) };
        let word = row.get(at).shown();
        let known = self.mapping.indicators.iter().find(|draft| draft.word.as_deref().unwrap_or(&draft.id) == word);
        let id = known.map_or_else(|| identifier(&word), |draft| draft.id.clone());
        (!id.is_empty()).then(|| IndicatorId::new(id))
    }

    fn reject(&mut self, row: &Row, column: usize, reason: Reason) {
        let (name, original) = (self.columns.header(column).to_owned(), row.original());
        self.note(row.number, &name, reason, &original);
    }

    fn note(&mut self, row: u64, column: &str, reason: Reason, original: &str) {
        let read = &mut self.read;
        refuse((&mut read.rejected, &mut read.rejected_count), &self.file, (row, column), reason, original);
    }
}

fn says(row: &Row, index: usize, only: &str) -> bool {
    let shown = row.get(index).shown();
    fold(&shown) == fold(only) || shown.parse::<f64>().is_ok_and(|number| only.trim().parse() == Ok(number))
}

//! Puts together what the rows say of a place and year: codes for names, parts of a whole, and cells that differ.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Found, TableRead, TableReader};
use crate::formats::indicator_table::places::{PlaceBook, first_day};
use crate::formats::refused::MAX_REJECTED;
use crate::formats::sheet::Row;
use crate::model::period::Year;
use crate::model::{IndicatorId, IndicatorValue, Nis, NisVintage, Reason, ValueStatus};

/// A figure with the cell that it stands in.
struct Settled {
    value: Option<f64>,
    status: ValueStatus,
    row: u64,
    column: usize,
}

impl TableReader<'_> {
    /// Refuses a cell, or without a column the row of this number.
    fn reject_number(&mut self, number: u64, column: Option<usize>, reason: Reason) {
        let at = self.sheet.rows.binary_search_by_key(&number, |row| row.number).ok();
        let is_kept = self.read.rejected.len() < MAX_REJECTED;
        let row = at.filter(|_| is_kept).and_then(|at| self.sheet.rows.get(at));
        let original = row.map(Row::original).unwrap_or_default();
        let column = column.map(|column| self.columns.header(column).to_owned()).unwrap_or_default();
        self.note(number, &column, reason, &original);
    }

    /// Chooses codes for names, and puts together what stands in several rows.
    pub(super) fn settle(mut self) -> TableRead {
        let parts = self.signs.iter().filter(|(_, (count, signed))| 2 * signed > *count);
        self.read.parts = parts.map(|(indicator, _)| indicator.clone()).collect();
        let evidence = Evidence::of(&self.found, self.book);
        let found = std::mem::take(&mut self.found);
        let mut figures: BTreeMap<(IndicatorId, Nis, Year), Settled> = BTreeMap::new();
        for one in found {
            let vintage = self.mapping.vintage;
            let chosen = self.book.choose(&one.codes, one.year, vintage, |day| evidence.has(one.year, day));
            let Some(nis) = chosen else { continue };
            if one.codes.len() > 1 {
                self.read.chosen.insert(nis);
            }
            if !self.book.is_valid(nis, one.year, vintage) {
                let reason = Reason::new(borders_reason(vintage)).with("nis", nis).with("year", one.year);
                self.reject_number(one.row, None, reason);
                continue;
            }
            self.add(&mut figures, nis, one);
        }
        for ((indicator, nis, year), settled) in figures {
            match settled.value {
                Some(value) => {
                    let row = IndicatorValue { nis, year, value, status: settled.status };
                    self.read.values.entry(indicator).or_default().push(row);
                }
                None => self.read.missing_count += 1,
            }
        }
        self.read.rejected.sort_by_key(|row| row.row);
        self.read
    }

    fn add(&mut self, figures: &mut BTreeMap<(IndicatorId, Nis, Year), Settled>, nis: Nis, one: Found) {
        let key = (one.indicator, nis, one.year);
        let coming = Settled { value: one.value, status: one.status, row: one.row, column: one.column };
        let Some(known) = figures.get_mut(&key) else {
            figures.insert(key, coming);
            return;
        };
        if self.mapping.adds_up {
            // A part that is missing makes the whole missing, never smaller.
            known.value = known.value.zip(one.value).map(|(a, b)| a + b);
            known.status = known.status.max(one.status);
        } else if known.value.is_none() {
            // An empty cell beside a figure contradicts nothing.
            *known = coming;
        } else if one.value.is_some() && known.value != one.value {
            let (row, column) = (known.row, known.column);
            let named = if column == one.column { "reason-other-figure" } else { "reason-other-figure-column" };
            let mut reason = Reason::new(named).with("nis", nis).with("year", key.2).with("row", row);
            if column != one.column {
                reason = reason.with("column", self.columns.header(column));
            }
            self.reject_number(one.row, Some(one.column), reason);
        }
    }
}

/// The reason of a code that did not exist in the borders that the table is in.
const fn borders_reason(vintage: NisVintage) -> &'static str {
    match vintage {
        NisVintage::Detect | NisVintage::OfTheYear => "reason-code-not-then",
        NisVintage::Carried2019 => "reason-code-not-2019",
        NisVintage::Carried2025 => "reason-code-not-2025",
    }
}

/// In which years codes or names occur that vanished on a day: those years are in the borders of the time.
struct Evidence(BTreeSet<(Year, Date)>);

impl Evidence {
    fn of(found: &[Found], book: &PlaceBook) -> Self {
        let sure = found.iter().filter_map(|one| match one.codes.as_slice() {
            [nis] => Some((one.year, book.vanished(*nis)?)),
            _ => None,
        });
        Self(sure.filter(|(year, day)| first_day(*year) < *day).collect())
    }

    fn has(&self, year: Year, day: Date) -> bool {
        self.0.contains(&(year, day))
    }
}

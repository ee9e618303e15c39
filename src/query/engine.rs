//! The filter made fast: every part of a filter gives a set of rows, the parts are combined as sets, and only what
//! a change of the filter touches is computed again.
//!
//! A facet is counted under all parts but its own. Facets whose part restricts nothing share one set, so that few
//! sets are needed; counts are kept with the set that they were made under. May use: `workspace`, `model`.

use std::sync::Arc;

use crate::model::period::Year;
use crate::query::bits::Bits;
use crate::query::columns::Column;
use crate::query::filter::{Facets, Selection};
use crate::query::parts::Part;
use crate::query::snapshot::Snapshot;
use crate::query::timeline::{Bars, Timeline};
use crate::query::words::Words;
use crate::workspace::municipalities::fold;
use crate::workspace::{Filter, Municipalities, Projects};

/// Columns and indexes of one snapshot of the projects, and the state that makes a second selection cheap.
#[derive(Debug, Default)]
pub struct FilterEngine {
    columns: Arc<Snapshot>,
    /// Given, or made at the first search for a text.
    words: Option<Arc<Words>>,
    filter: Option<Filter>,
    /// By part: the rows that meet it; `None` where it restricts nothing.
    passing: [Option<Bits>; Part::ALL.len()],
    /// By part: the counts of its facet, and the rows they were made under.
    counted: [Option<Counted>; Part::ALL.len()],
}

#[derive(Debug)]
struct Counted {
    rows: Arc<Bits>,
    counts: Vec<u32>,
}

impl FilterEngine {
    /// Builds the columns.
    pub fn new(projects: &Projects, municipalities: &Municipalities) -> Self {
        Self::of(Arc::new(Snapshot::new(projects, municipalities)))
    }

    /// On columns that are there.
    pub fn of(columns: Arc<Snapshot>) -> Self {
        Self { columns, ..Self::default() }
    }

    /// The columns.
    pub const fn columns(&self) -> &Arc<Snapshot> {
        &self.columns
    }

    /// The index of words, where it is there.
    pub const fn words(&self) -> Option<&Arc<Words>> {
        self.words.as_ref()
    }

    /// Takes an index of the words of these columns, so that no search has to make it.
    pub fn put_words(&mut self, words: Arc<Words>) {
        self.words = Some(words);
    }

    /// Whether a selection of this filter needs no index that is not there yet.
    pub fn is_ready_for(&self, filter: &Filter) -> bool {
        self.words.is_some() || fold(&filter.text).is_empty()
    }

    /// The selection of a filter; after a small change of the filter only what depends on it is computed again.
    pub fn select(&mut self, filter: &Filter) -> Selection {
        self.refresh(filter);
        let wanted = self.rows_but(None);
        let mut regional = wanted.clone();
        regional.and(&self.columns.regional);
        let facets = self.facets(wanted.clone());
        let is_of_towns = self.passing.get(Part::Municipalities as usize).is_some_and(Option::is_some);
        let place_count = if is_of_towns { self.place_count(&wanted) } else { facets.municipalities.len() as u32 };
        Selection {
            rows: wanted.rows(),
            hits: self.columns.kinds_of(&wanted),
            total: self.columns.kinds_of(&Bits::all(self.columns.len)),
            regional_count: regional.count_both(&self.columns.counted),
            regional: regional.rows(),
            place_count,
            facets,
        }
    }

    /// The time line under all parts of the filter but its years; see [`crate::query::timeline::run`].
    pub fn timeline(&mut self, filter: &Filter, horizon: Year) -> Timeline {
        self.refresh(filter);
        let mut rows = self.rows_but(Some(Part::Years));
        rows.and(&self.columns.counted);
        let unknown = rows.count_both(&self.columns.unknown_period);
        rows.and_not(&self.columns.unknown_period);
        let mut bars = Bars::new(horizon);
        rows.for_each(|row| {
            if let Some(&(start, end)) = self.columns.years.get(row as usize) {
                bars.add(start, end);
            }
        });
        Timeline { years: bars.years(), unknown }
    }

    /// Computes the rows that meet each part that changed.
    fn refresh(&mut self, filter: &Filter) {
        for part in Part::ALL {
            if self.filter.as_ref().is_some_and(|known| !part.differs(known, filter)) {
                continue;
            }
            let passing = match part {
                Part::Text => self.rows_with_text(&fold(&filter.text)),
                _ => self.columns.passing(part, filter),
            };
            if let Some(slot) = self.passing.get_mut(part as usize) {
                *slot = passing;
            }
        }
        self.filter = Some(filter.clone());
    }

    fn rows_with_text(&mut self, folded: &str) -> Option<Bits> {
        if folded.is_empty() {
            return None;
        }
        let columns = &self.columns;
        let words = self.words.get_or_insert_with(|| Arc::new(Words::of(columns)));
        Some(words.rows_with_all(folded))
    }

    /// Rows that meet all parts, or all but one.
    fn rows_but(&self, left_out: Option<Part>) -> Bits {
        let mut asked = Part::ALL
            .iter()
            .filter(|part| Some(**part) != left_out)
            .filter_map(|part| self.passing.get(*part as usize)?.as_ref());
        let Some(first) = asked.next() else {
            return Bits::all(self.columns.len);
        };
        let mut rows = first.clone();
        asked.for_each(|passing| rows.and(passing));
        rows
    }

    /// How many municipalities of today a counted one of these rows has; the facet counts beyond those that are asked for.
    fn place_count(&self, wanted: &Bits) -> u32 {
        let mut counted = wanted.clone();
        counted.and(&self.columns.counted);
        let column = self.columns.column(Part::Municipalities);
        let counts = column.map(|column| column.counts(&counted, None)).unwrap_or_default();
        counts.iter().filter(|count| **count > 0).count() as u32
    }

    fn facets(&mut self, wanted: Bits) -> Facets {
        let mut counted = wanted.clone();
        counted.and(&self.columns.counted);
        let (wanted, counted) = (Arc::new(wanted), Arc::new(counted));
        let mut counts_of = |part: Part| {
            let is_asked = self.passing.get(part as usize).is_some_and(Option::is_some);
            let rows = match (is_asked, part) {
                (false, Part::Kinds) => Arc::clone(&wanted),
                (false, _) => Arc::clone(&counted),
                (true, Part::Kinds) => Arc::new(self.rows_but(Some(part))),
                (true, _) => {
                    let mut rows = self.rows_but(Some(part));
                    rows.and(&self.columns.counted);
                    Arc::new(rows)
                }
            };
            self.columns.column(part).map_or_else(Vec::new, |column| {
                let slot = self.counted.get_mut(part as usize);
                slot.map_or_else(Vec::new, |slot| counts_under(column, &rows, slot))
            })
        };
        let counts = Part::ALL.map(&mut counts_of);
        self.columns.facets(&counts)
    }
}

/// The counts of a column under these rows: as known, or made anew and kept.
fn counts_under(column: &Column, rows: &Arc<Bits>, known: &mut Option<Counted>) -> Vec<u32> {
    let before = known.take();
    let counts = match &before {
        Some(before) if Arc::ptr_eq(&before.rows, rows) || before.rows == *rows => before.counts.clone(),
        _ => column.counts(rows, before.as_ref().map(|before| (before.rows.as_ref(), before.counts.as_slice()))),
    };
    *known = Some(Counted { rows: Arc::clone(rows), counts: counts.clone() });
    counts
}

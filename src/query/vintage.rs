//! Of which day the municipality codes of a table are, and what a code's figure is made of.
//!
//! Mergers change codes. In each year a table holds the codes of that time, or of a later day to which its producer
//! carried the figures, or of an earlier one where it lags behind. Where the table doesn't say which
//! ([`NisVintage`]), it is told for each year and date of mergers: a date from which a code that vanished then still
//! occurs is not carried, nor is any later one. A table of a few municipalities may hold none of the codes that would
//! tell; it then counts as carried. May use: `workspace`, `model`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use jiff::civil::{Date, date};

use crate::model::municipality::{Merger, MergerTimeline};
use crate::model::period::Year;
use crate::model::{Indicator, IndicatorId, Nis, NisVintage, ValueStatus};
use crate::workspace::indicators::ValuesByPlace;

/// A figure of a table, with its status.
pub(super) type Given = (f64, ValueStatus);

/// The values of one indicator that has a table of its own.
#[derive(Debug)]
pub(super) struct Table<'a> {
    pub id: &'a IndicatorId,
    values: &'a ValuesByPlace,
    vintage: NisVintage,
    timeline: &'a MergerTimeline,
    /// By year: the earliest date of mergers of which a vanished code occurs. Made when first asked for.
    apart_from: OnceLock<BTreeMap<Year, Date>>,
    years: OnceLock<BTreeSet<Year>>,
}

impl<'a> Table<'a> {
    pub fn new(definition: &'a Indicator, values: &'a ValuesByPlace, timeline: &'a MergerTimeline) -> Self {
        let (apart_from, years) = (OnceLock::new(), OnceLock::new());
        Self { id: &definition.id, values, vintage: definition.vintage, timeline, apart_from, years }
    }

    /// Years with a figure anywhere, ascending.
    pub fn years(&self) -> &BTreeSet<Year> {
        self.years.get_or_init(|| self.values.values().flat_map(BTreeMap::keys).copied().collect())
    }

    /// Shows `take` every figure of the table that belongs to the code in the borders of `day`; `None` where one of
    /// them is missing.
    pub fn visit(&self, code: Nis, year: Year, day: Date, take: &mut dyn FnMut(Nis, Given)) -> Option<()> {
        self.visit_within(code, year, day, self.timeline.mergers().len(), take).ok()
    }

    /// The first code for want of whose figure there is none in the borders of `day`; `None` where none is missing.
    pub fn missing(&self, code: Nis, year: Year, day: Date) -> Option<Nis> {
        self.visit_within(code, year, day, self.timeline.mergers().len(), &mut |_, _| {}).err()
    }

    /// The code that lacks a figure, where one does. `steps_left` guards against a circle in the mergers.
    fn visit_within(
        &self,
        code: Nis,
        year: Year,
        day: Date,
        steps_left: usize,
        take: &mut dyn FnMut(Nis, Given),
    ) -> Result<(), Nis> {
        let created = self.timeline.created(code);
        let own = self.values.get(&code).and_then(|years| years.get(&year));
        if let Some(own) = own {
            take(code, *own);
        } else if created.is_none() {
            return Err(code);
        }
        for merger in self.timeline.into_code(code).filter(|merger| merger.effective <= day) {
            // A figure under a code that was made by this merger holds its parts, whatever else the table holds.
            let is_missing =
                if created == Some(merger.effective) { own.is_none() } else { self.is_apart(merger, year) };
            if is_missing {
                let steps_left = steps_left.checked_sub(1).ok_or(code)?;
                self.visit_within(merger.old, year, day, steps_left, take)?;
            }
        }
        Ok(())
    }

    /// Codes that existed on 1 January of the year and whose figures the table counts in with the code's, although
    /// they became part of it later. Sorted.
    pub fn counted_in(&self, code: Nis, year: Year) -> Vec<Nis> {
        let start = first_day(year);
        let early = self.timeline.into_code(code).filter(|one| one.effective > start && !self.is_apart(one, year));
        let mut codes = early.flat_map(|merger| parts_then(self.timeline, merger.old, start)).collect::<Vec<_>>();
        codes.sort_unstable();
        codes
    }

    /// Whether what vanished in the merger has a figure apart from its successor's in that year.
    fn is_apart(&self, merger: &Merger, year: Year) -> bool {
        let is_to_come = merger.effective > first_day(year);
        match self.vintage {
            NisVintage::OfTheYear if is_to_come => true,
            NisVintage::Carried2019 if is_to_come => merger.effective > date(2019, 1, 1),
            NisVintage::Carried2025 if is_to_come => merger.effective > date(2025, 1, 1),
            // Codes that had vanished already and occur still are counted nowhere else, whatever the table says.
            _ => self.apart_from().get(&year).is_some_and(|from| merger.effective >= *from),
        }
    }

    fn apart_from(&self) -> &BTreeMap<Year, Date> {
        self.apart_from.get_or_init(|| {
            let mut earliest = BTreeMap::new();
            for merger in self.timeline.mergers().iter().filter(|merger| merger.old != merger.new) {
                for &year in self.values.get(&merger.old).into_iter().flat_map(BTreeMap::keys) {
                    // Mergers are in order of date: the first one found is the earliest.
                    earliest.entry(year).or_insert(merger.effective);
                }
            }
            earliest
        })
    }
}

/// The codes of `day` that are in `code`: itself, or those that it was made of and took in later.
pub(super) fn parts_then(timeline: &MergerTimeline, code: Nis, day: Date) -> Vec<Nis> {
    let mut found = BTreeSet::new();
    let mut open = vec![code];
    let mut seen = BTreeSet::new();
    while let Some(code) = open.pop() {
        if seen.insert(code) {
            found.extend(timeline.existed(code, day).then_some(code));
            open.extend(timeline.into_code(code).filter(|merger| merger.effective > day).map(|merger| merger.old));
        }
    }
    found.into_iter().collect()
}

/// 1 January of the year.
pub(super) fn first_day(year: Year) -> Date {
    date(year.clamp(-9999, 9999), 1, 1)
}

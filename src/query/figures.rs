//! One figure of an indicator, for one place and year, with everything it was made from.
//!
//! Sums are carried over mergers; ratios are recomputed from their own numerator and denominator; whatever lacks a
//! part is missing. A table may hold the codes of each year or codes that its producer carried to later borders
//! already: which of the two is seen for each date of mergers from whether a code that vanished then ever occurs in
//! the table. May use: `workspace`, `model`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::{Date, date};

use crate::model::municipality::Merger;
use crate::model::period::Year;
use crate::model::{Aggregation, Indicator, IndicatorId, Nis, Region, ValueStatus};
use crate::query::series::SeriesPlace;
use crate::workspace::indicators::ValuesByPlace;
use crate::workspace::{Borders, Indicators, Municipalities, Scale};

/// Identifier that stands for the constant area of a municipality, hectares.
pub const AREA_HA: &str = "area_ha";
/// Indicator that "per inhabitant" divides by.
pub const POPULATION: &str = "population";
/// Ratios of ratios are followed this deep.
const DEPTH_LIMIT: usize = 4;
const HECTARES_PER_KM2: f64 = 100.0;

/// A value that went into a figure, as a table gives it; the area has the identifier [`AREA_HA`].
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Indicator.
    pub indicator: IndicatorId,
    /// Municipality, code as in the table.
    pub nis: Nis,
    /// Year.
    pub year: Year,
    /// Value in the indicator's unit.
    pub value: f64,
}

/// How a figure was computed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Formula {
    /// The value of a table as it stands.
    Value,
    /// Parts added up.
    Sum,
    /// `factor × numerator ÷ denominator`, both of the same place and year.
    Ratio {
        /// Above the line.
        numerator: f64,
        /// Below the line.
        denominator: f64,
        /// Factor.
        factor: f64,
    },
}

/// A figure and how it came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Figure {
    /// The figure.
    pub value: f64,
    /// The least certain status of its parts.
    pub status: ValueStatus,
    /// How it was computed.
    pub formula: Formula,
    /// Codes of other municipalities that it takes in, sorted.
    pub merged_from: Vec<Nis>,
    /// What went in.
    pub parts: Vec<Part>,
}

/// Looks up figures of one indicator; made once for many places and years.
#[derive(Debug)]
pub struct Figures<'a> {
    indicators: &'a Indicators,
    municipalities: &'a Municipalities,
    borders: Borders,
    /// By indicator: the dates of mergers before which its table holds the codes of the time.
    unmerged_dates: BTreeMap<IndicatorId, BTreeSet<Date>>,
}

impl<'a> Figures<'a> {
    /// Looks at what the tables of the indicators hold.
    pub fn new(indicators: &'a Indicators, municipalities: &'a Municipalities, borders: Borders) -> Self {
        let mergers = municipalities.timeline().mergers();
        let dates = |values: &ValuesByPlace| -> BTreeSet<Date> {
            let occurs = |merger: &&Merger| merger.old != merger.new && values.contains_key(&merger.old);
            mergers.iter().filter(occurs).map(|merger| merger.effective).collect()
        };
        let unmerged_dates = indicators
            .definitions()
            .iter()
            .filter_map(|definition| Some((definition.id.clone(), dates(indicators.values(&definition.id)?))))
            .collect();
        Self { indicators, municipalities, borders, unmerged_dates }
    }

    /// The figure on this scale, or `None` where any part of it is missing. A ratio is never scaled once more; an
    /// index is not a matter of one figure and stays as it is.
    pub fn get(&self, indicator: &IndicatorId, place: &SeriesPlace, year: Year, scale: Scale) -> Option<Figure> {
        let figure = self.unscaled(indicator, place, year, 0)?;
        let is_sum = self.indicators.definition(indicator)?.aggregation == Aggregation::Sum;
        match scale {
            Scale::PerThousandInhabitants if is_sum => {
                let population = self.unscaled(&IndicatorId::new(POPULATION), place, year, 0)?;
                divide(figure, population, 1_000.0)
            }
            Scale::PerSquareKilometre if is_sum => divide(figure, self.area(place, year)?, HECTARES_PER_KM2),
            _ => Some(figure),
        }
    }

    fn unscaled(&self, id: &IndicatorId, place: &SeriesPlace, year: Year, depth: usize) -> Option<Figure> {
        if id.as_str() == AREA_HA {
            return self.area(place, year);
        }
        if depth > DEPTH_LIMIT {
            return None;
        }
        let definition = self.indicators.definition(id)?;
        let mut figure = match &definition.aggregation {
            Aggregation::Sum => self.sum(id, place, year)?,
            Aggregation::Ratio { numerator, denominator, factor } => {
                let above = self.unscaled(numerator, place, year, depth + 1)?;
                divide(above, self.unscaled(denominator, place, year, depth + 1)?, *factor)?
            }
        };
        if is_provisional(definition, year) {
            figure.status = less_certain(figure.status, ValueStatus::Provisional);
        }
        Some(figure)
    }

    fn sum(&self, id: &IndicatorId, place: &SeriesPlace, year: Year) -> Option<Figure> {
        let table = Table { id, values: self.indicators.values(id)?, unmerged: self.unmerged_dates.get(id)? };
        let mut figure = nothing();
        match place {
            SeriesPlace::Municipality(nis) if self.borders == Borders::OfTheTime => {
                self.add_as_it_was(&table, *nis, year, &mut figure)?;
            }
            SeriesPlace::Municipality(nis) => {
                let today = self.municipalities.timeline().today(*nis);
                self.add_carried(&table, today, year, 0, &mut figure)?;
                figure.merged_from = figure.parts.iter().map(|part| part.nis).filter(|code| *code != today).collect();
            }
            SeriesPlace::Flanders => {
                for row in self.municipalities.rows().iter().filter(|row| row.region == Region::Flanders) {
                    self.add_carried(&table, row.nis, year, 0, &mut figure)?;
                }
            }
        }
        figure.merged_from.sort_unstable();
        figure.formula = if figure.parts.len() > 1 { Formula::Sum } else { Formula::Value };
        (!figure.parts.is_empty()).then_some(figure)
    }

    /// Adds the figure of a code with everything that went up in it later; `None` where a part is missing.
    fn add_carried(&self, table: &Table<'_>, code: Nis, year: Year, depth: usize, figure: &mut Figure) -> Option<()> {
        let later = self.mergers_after(code, year);
        let own = table.get(code, year);
        if later.is_empty() || (own.is_some() && !self.existed(code, year)) {
            return figure.add(table.id, code, year, own?);
        }
        if depth > later.len() + self.municipalities.timeline().mergers().len() {
            return None;
        }
        if self.existed(code, year) {
            figure.add(table.id, code, year, own?)?;
        }
        for merger in later {
            // A table that was carried past this date has the vanished code's part in the survivor already.
            if !self.existed(code, year) || table.unmerged.contains(&merger.effective) {
                self.add_carried(table, merger.old, year, depth + 1, figure)?;
            }
        }
        Some(())
    }

    /// Adds the figure of a code in the borders of the year. Where the table already counts later mergers in, it
    /// says so in `merged_from`.
    fn add_as_it_was(&self, table: &Table<'_>, code: Nis, year: Year, figure: &mut Figure) -> Option<()> {
        if !self.existed(code, year) {
            return None;
        }
        figure.add(table.id, code, year, table.get(code, year)?)?;
        let included = self.mergers_after(code, year).into_iter();
        figure.merged_from =
            included.filter(|merger| !table.unmerged.contains(&merger.effective)).map(|merger| merger.old).collect();
        Some(())
    }

    /// Mergers into the code after 1 January of the year.
    fn mergers_after(&self, code: Nis, year: Year) -> Vec<&'a Merger> {
        let mergers = self.municipalities.timeline().mergers().iter();
        mergers
            .filter(|merger| merger.new == code && merger.old != code && merger.effective > first_day(year))
            .collect()
    }

    /// Whether the code existed on 1 January of the year.
    pub fn existed(&self, code: Nis, year: Year) -> bool {
        let mergers = self.municipalities.timeline().mergers();
        let has_vanished = mergers
            .iter()
            .any(|merger| merger.old == code && merger.new != code && merger.effective <= first_day(year));
        !has_vanished && created(mergers, code).is_none_or(|date| date <= first_day(year))
    }

    /// The constant area in hectares: of today's municipality, of the region, or of a code whose borders of then
    /// are those of today.
    fn area(&self, place: &SeriesPlace, year: Year) -> Option<Figure> {
        let id = IndicatorId::new(AREA_HA);
        let mut figure = nothing();
        let mut add = |nis: Nis| {
            let hectares = self.municipalities.get(nis)?.area_ha?;
            figure.add(&id, nis, year, (hectares, ValueStatus::Final))
        };
        match place {
            SeriesPlace::Municipality(nis) if self.borders == Borders::OfTheTime => {
                (self.existed(*nis, year) && self.mergers_after(*nis, year).is_empty()).then(|| add(*nis))??;
            }
            SeriesPlace::Municipality(nis) => add(self.municipalities.timeline().today(*nis))?,
            SeriesPlace::Flanders => {
                for row in self.municipalities.rows().iter().filter(|row| row.region == Region::Flanders) {
                    add(row.nis)?;
                }
            }
        }
        (!figure.parts.is_empty()).then_some(figure)
    }

    /// Tables that the indicator's figures come from, its own or those of its parts, each once.
    pub fn tables(&self, indicator: &IndicatorId, scale: Scale) -> Vec<Arc<str>> {
        let mut tables = Vec::new();
        self.collect_tables(indicator, 0, &mut tables);
        if scale == Scale::PerThousandInhabitants {
            self.collect_tables(&IndicatorId::new(POPULATION), 0, &mut tables);
        }
        tables
    }

    fn collect_tables(&self, id: &IndicatorId, depth: usize, tables: &mut Vec<Arc<str>>) {
        let Some(definition) = self.indicators.definition(id).filter(|_| depth <= DEPTH_LIMIT) else { return };
        if let Aggregation::Ratio { numerator, denominator, .. } = &definition.aggregation {
            self.collect_tables(numerator, depth + 1, tables);
            self.collect_tables(denominator, depth + 1, tables);
        } else if !definition.table.is_empty() && !tables.contains(&definition.table) {
            tables.push(Arc::clone(&definition.table));
        }
    }

    /// Years in which every table that the indicator needs has a figure somewhere, ascending.
    pub fn years(&self, indicator: &IndicatorId) -> BTreeSet<Year> {
        self.table_years(indicator, 0).unwrap_or_default()
    }

    /// `None` = every year (the area).
    fn table_years(&self, id: &IndicatorId, depth: usize) -> Option<BTreeSet<Year>> {
        if id.as_str() == AREA_HA {
            return None;
        }
        let Some(definition) = self.indicators.definition(id).filter(|_| depth <= DEPTH_LIMIT) else {
            return Some(BTreeSet::new());
        };
        if let Aggregation::Ratio { numerator, denominator, .. } = &definition.aggregation {
            let (above, below) = (self.table_years(numerator, depth + 1), self.table_years(denominator, depth + 1));
            return match (above, below) {
                (Some(above), Some(below)) => Some(above.intersection(&below).copied().collect()),
                (above, below) => above.or(below),
            };
        }
        let places = self.indicators.values(id).into_iter().flat_map(BTreeMap::values);
        Some(places.flat_map(BTreeMap::keys).copied().collect())
    }
}

/// The values of one indicator that has a table of its own.
struct Table<'a> {
    id: &'a IndicatorId,
    values: &'a ValuesByPlace,
    unmerged: &'a BTreeSet<Date>,
}

impl Table<'_> {
    fn get(&self, code: Nis, year: Year) -> Option<(f64, ValueStatus)> {
        self.values.get(&code)?.get(&year).copied()
    }
}

impl Figure {
    #[expect(clippy::unnecessary_wraps, reason = "reads as one chain with the look-ups that can fail")]
    fn add(&mut self, id: &IndicatorId, nis: Nis, year: Year, (value, status): (f64, ValueStatus)) -> Option<()> {
        self.value += value;
        self.status = less_certain(self.status, status);
        self.parts.push(Part { indicator: id.clone(), nis, year, value });
        Some(())
    }
}

const fn nothing() -> Figure {
    Figure {
        value: 0.0,
        status: ValueStatus::Final,
        formula: Formula::Value,
        merged_from: Vec::new(),
        parts: Vec::new(),
    }
}

fn divide(above: Figure, below: Figure, factor: f64) -> Option<Figure> {
    let (numerator, denominator) = (above.value, below.value);
    let value = factor * numerator / denominator;
    let mut merged_from = [above.merged_from, below.merged_from].concat();
    merged_from.sort_unstable();
    merged_from.dedup();
    let mut parts = above.parts;
    parts.extend(below.parts);
    value.is_finite().then(|| Figure {
        value,
        status: less_certain(above.status, below.status),
        formula: Formula::Ratio { numerator, denominator, factor },
        merged_from,
        parts,
    })
}

fn less_certain(a: ValueStatus, b: ValueStatus) -> ValueStatus {
    a.max(b)
}

fn is_provisional(definition: &Indicator, year: Year) -> bool {
    definition.provisional_from.is_some_and(|from| year >= from)
}

/// The date on which mergers made the code; `None` for one that was there before. A code that a single
/// municipality went up in was there before: a merger has at least two parties.
fn created(mergers: &[Merger], code: Nis) -> Option<Date> {
    let into = || mergers.iter().filter(|merger| merger.new == code && merger.old != code);
    let first = into().map(|merger| merger.effective).min()?;
    (into().filter(|merger| merger.effective == first).count() > 1).then_some(first)
}

fn first_day(year: Year) -> Date {
    date(year.clamp(-9999, 9999), 1, 1)
}

//! One figure of an indicator, for one place and year, with everything it was made from.
//!
//! Sums are carried over mergers, whatever the vintage of a table's codes in that year (`vintage.rs`); ratios are
//! recomputed from their own numerator and denominator; whatever lacks a part is missing. May use: `workspace`,
//! `model`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::municipality::MergerTimeline;
use crate::model::period::Year;
use crate::model::{Aggregation, Indicator, IndicatorId, Nis, Region, ValueStatus};
use crate::query::series::SeriesPlace;
use crate::query::vintage::{Given, Table, first_day, parts_then};
use crate::workspace::{Borders, Indicators, Municipalities, Scale, Workspace};

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

/// Looks up figures; made once for many places and years.
#[derive(Debug)]
pub struct Figures<'a> {
    pub(super) indicators: &'a Indicators,
    pub(super) municipalities: &'a Municipalities,
    borders: Borders,
    known: BTreeMap<&'a IndicatorId, Known<'a>>,
}

#[derive(Debug)]
struct Known<'a> {
    definition: &'a Indicator,
    table: Option<Table<'a>>,
}

/// What is asked for, and whether its parts are to be listed.
#[derive(Clone, Copy)]
struct Asked<'p> {
    place: &'p SeriesPlace,
    year: Year,
    has_parts: bool,
}

impl<'a> Figures<'a> {
    /// Prepares the look-up; cheap, since tables are looked at when first asked for.
    pub fn new(indicators: &'a Indicators, municipalities: &'a Municipalities, borders: Borders) -> Self {
        let timeline = municipalities.timeline();
        let known = |definition: &'a Indicator| {
            let table = indicators.values(&definition.id).map(|values| Table::new(definition, values, timeline));
            (&definition.id, Known { definition, table })
        };
        // Where two have one identifier the first counts, as everywhere: later entries of a map win.
        let known = indicators.definitions().iter().rev().map(known).collect();
        Self { indicators, municipalities, borders, known }
    }

    /// The figure on this scale, or `None` where any part of it is missing. A ratio is never scaled once more; an
    /// index is not a matter of one figure and stays as it is.
    pub fn get(&self, indicator: &IndicatorId, place: &SeriesPlace, year: Year, scale: Scale) -> Option<Figure> {
        self.scaled(indicator, Asked { place, year, has_parts: true }, scale)
    }

    /// As [`Self::get`] without [`Figure::parts`], which is cheaper for many.
    pub fn brief(&self, indicator: &IndicatorId, place: &SeriesPlace, year: Year, scale: Scale) -> Option<Figure> {
        self.scaled(indicator, Asked { place, year, has_parts: false }, scale)
    }

    fn scaled(&self, indicator: &IndicatorId, asked: Asked<'_>, scale: Scale) -> Option<Figure> {
        let figure = self.unscaled(indicator, asked, 0)?;
        let is_sum = self.known.get(indicator)?.definition.aggregation == Aggregation::Sum;
        match scale {
            Scale::PerThousandInhabitants if is_sum => {
                let population = self.unscaled(&IndicatorId::new(POPULATION), asked, 0)?;
                self.divide(figure, population, 1_000.0, asked.year)
            }
            Scale::PerSquareKilometre if is_sum => self.divide(figure, self.area(asked)?, HECTARES_PER_KM2, asked.year),
            _ => Some(figure),
        }
    }

    fn unscaled(&self, id: &IndicatorId, asked: Asked<'_>, depth: usize) -> Option<Figure> {
        if id.as_str() == AREA_HA {
            return self.area(asked);
        }
        if depth > DEPTH_LIMIT {
            return None;
        }
        let known = self.known.get(id)?;
        let mut figure = match &known.definition.aggregation {
            Aggregation::Sum => self.sum(known.table.as_ref()?, asked)?,
            Aggregation::Ratio { numerator, denominator, factor } => {
                let above = self.unscaled(numerator, asked, depth + 1)?;
                let below = self.unscaled(denominator, asked, depth + 1)?;
                self.divide(above, below, *factor, asked.year)?
            }
        };
        if is_provisional(known.definition, asked.year) {
            figure.status = less_certain(figure.status, ValueStatus::Provisional);
        }
        Some(figure)
    }

    fn sum(&self, table: &Table<'_>, asked: Asked<'_>) -> Option<Figure> {
        let year = asked.year;
        let mut figure = nothing();
        let mut count = 0_usize;
        let mut add = |place: Option<Nis>, nis: Nis, given: Given| {
            count += 1;
            figure.add(table.id, nis, year, given, asked.has_parts);
            figure.merged_from.extend(place.filter(|place| *place != nis).map(|_| nis));
        };
        match asked.place {
            SeriesPlace::Municipality(nis) if self.borders == Borders::OfTheTime => {
                if !self.existed(*nis, year) {
                    return None;
                }
                table.visit(*nis, year, first_day(year), &mut |code, given| add(Some(*nis), code, given))?;
                // Where the table counts later mergers in already, the figure says so.
                figure.merged_from.extend(table.counted_in(*nis, year));
            }
            SeriesPlace::Municipality(nis) => {
                let today = self.timeline().today(*nis);
                table.visit(today, year, Date::MAX, &mut |code, given| add(Some(today), code, given))?;
            }
            SeriesPlace::Region(region) => {
                for nis in region.today(self.municipalities) {
                    table.visit(nis, year, Date::MAX, &mut |code, given| add(None, code, given))?;
                }
            }
            SeriesPlace::Flanders => {
                for nis in self.flemish() {
                    table.visit(nis, year, Date::MAX, &mut |code, given| add(None, code, given))?;
                }
            }
        }
        figure.merged_from.sort_unstable();
        figure.formula = if count > 1 { Formula::Sum } else { Formula::Value };
        (count > 0).then_some(figure)
    }

    /// The first part for want of whose figure a sum can't be given for today's municipality of the code, although others
    /// of its parts may have one; `None` where nothing is missing, or the indicator has no table of its own.
    pub fn missing_part(&self, indicator: &IndicatorId, code: Nis, year: Year) -> Option<Nis> {
        let known = self.known.get(indicator).filter(|known| known.definition.aggregation == Aggregation::Sum)?;
        known.table.as_ref()?.missing(self.timeline().today(code), year, Date::MAX)
    }

    /// Whether the code existed on 1 January of the year.
    pub fn existed(&self, code: Nis, year: Year) -> bool {
        self.timeline().existed(code, first_day(year))
    }

    /// The constant area in hectares: of today's municipality, of the region, or of a code that lives on, which then
    /// says what it took in later.
    fn area(&self, asked: Asked<'_>) -> Option<Figure> {
        let (id, year) = (IndicatorId::new(AREA_HA), asked.year);
        let mut figure = nothing();
        let mut add = |nis: Nis| {
            let hectares = self.municipalities.get(nis)?.area_ha?;
            figure.add(&id, nis, year, (hectares, ValueStatus::Final), asked.has_parts);
            Some(())
        };
        match asked.place {
            SeriesPlace::Municipality(nis) if self.borders == Borders::OfTheTime => {
                self.existed(*nis, year).then(|| add(*nis))??;
                figure.merged_from = parts_then(self.timeline(), *nis, first_day(year));
                figure.merged_from.retain(|code| code != nis);
            }
            SeriesPlace::Municipality(nis) => add(self.timeline().today(*nis))?,
            SeriesPlace::Region(region) => {
                for nis in region.today(self.municipalities) {
                    add(nis)?;
                }
            }
            SeriesPlace::Flanders => {
                for nis in self.flemish() {
                    add(nis)?;
                }
            }
        }
        (figure.value > 0.0).then_some(figure)
    }

    /// `factor × above ÷ below`; `None` where it is not finite or the two refer to different borders: in borders of
    /// the time one table may count a later merger in where the other doesn't.
    fn divide(&self, above: Figure, below: Figure, factor: f64, year: Year) -> Option<Figure> {
        let then = |figure: &Figure| -> Vec<Nis> {
            figure.merged_from.iter().copied().filter(|code| self.existed(*code, year)).collect()
        };
        if self.borders == Borders::OfTheTime && then(&above) != then(&below) {
            return None;
        }
        divide(above, below, factor)
    }

    const fn timeline(&self) -> &'a MergerTimeline {
        self.municipalities.timeline()
    }

    fn flemish(&self) -> impl Iterator<Item = Nis> {
        self.municipalities.rows().iter().filter(|row| row.region == Region::Flanders).map(|row| row.nis)
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
        let Some(Known { definition, .. }) = self.known.get(id).filter(|_| depth <= DEPTH_LIMIT) else { return };
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
        let Some(Known { definition, table }) = self.known.get(id).filter(|_| depth <= DEPTH_LIMIT) else {
            return Some(BTreeSet::new());
        };
        if let Aggregation::Ratio { numerator, denominator, .. } = &definition.aggregation {
            let (above, below) = (self.table_years(numerator, depth + 1), self.table_years(denominator, depth + 1));
            return match (above, below) {
                (Some(above), Some(below)) => Some(above.intersection(&below).copied().collect()),
                (above, below) => above.or(below),
            };
        }
        Some(table.as_ref().map(|table| table.years().clone()).unwrap_or_default())
    }
}

impl Figure {
    fn add(&mut self, id: &IndicatorId, nis: Nis, year: Year, (value, status): Given, has_parts: bool) {
        self.value += value;
        self.status = less_certain(self.status, status);
        self.parts.extend(has_parts.then(|| Part { indicator: id.clone(), nis, year, value }));
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

/// The data sets that a map of the workspace's view rests on, beside those of what stands on it: its base and borders, and
/// with colours the tables of the figure.
pub fn of_map(workspace: &Workspace, has_choropleth: bool) -> BTreeSet<Arc<str>> {
    let sources = workspace.sources.iter().map(|source| Arc::clone(&source.id));
    let is_ground = |id: &Arc<str>| id.starts_with("basemap-") || matches!(&**id, "boundaries" | "municipalities");
    let mut datasets: BTreeSet<Arc<str>> = sources.filter(is_ground).collect();
    let chosen = workspace.view.map.indicator.as_ref().and_then(|id| workspace.indicators.definition(id));
    let definition = chosen.or_else(|| workspace.indicators.default_choropleth());
    if let Some(definition) = definition.filter(|_| has_choropleth) {
        let figures = Figures::new(&workspace.indicators, &workspace.municipalities, Borders::Today);
        datasets.insert(Arc::from("indicators"));
        datasets.extend(figures.tables(&definition.id, Scale::Absolute));
    }
    datasets
}

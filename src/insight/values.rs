//! One figure of one municipality, with everything it was made from, or the reason why there is none.
//!
//! Figures are those of today's municipalities in today's borders; only a series may be asked for in the borders of
//! the time. A municipality without any project in the inventory is "not in the sample" and has no count; one that has
//! projects, but none of the kind asked for, has the count zero ("no project known"). Both sides of a ratio are of the
//! same year; a count of projects and a figure of sensors have no year and stand beside the year of the other side.
//! May use: `query`, `workspace`, `model`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use super::town_sensors::{Above, TownSensor, TownSensors};
use crate::model::figure_ref::{FigureBase, FigureForm, FigureRef, ProjectFigure, SensorStatistic};
use crate::model::own::OwnRatio;
use crate::model::period::Year;
use crate::model::{Aggregation, IndicatorId, Localized, Nis, ObservedProperty, Project, ProjectKind, ValueStatus};
use crate::query::bits::Bits;
use crate::query::figures::{self, Figures, POPULATION};
use crate::query::series::SeriesPlace;
use crate::query::thresholds::thresholds;
use crate::workspace::{Borders, Scale, Workspace};

/// What projects are divided by for "per inhabitant".
pub const PROJECTS_PER_INHABITANTS: f64 = 10_000.0;

/// Hectares in a square kilometre.
const HECTARES_PER_KM2: f64 = 100.0;
/// The year of the land register that areas are taken from (Statbel, land use 2015).
const AREA_YEAR: Year = 2015;

/// What figures are made from.
#[derive(Clone, Copy, Debug)]
pub struct Inputs<'a> {
    /// The data.
    pub workspace: &'a Workspace,
    /// Rows of the projects that are counted: those that the filter wants, its places aside.
    pub rows: &'a [u32],
    /// Sensors by municipality; `None` where they were not read yet.
    pub sensors: Option<&'a TownSensors>,
    /// The year of now: projects are active up to it.
    pub this_year: Year,
}

/// A figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// The figure; finite.
    pub value: f64,
    /// Its year; `None` for what has none.
    pub year: Option<Year>,
    /// The least certain status of its parts.
    pub status: ValueStatus,
    /// What it was made from.
    pub basis: Basis,
}

/// What a figure was made from.
#[derive(Clone, Debug, PartialEq)]
pub enum Basis {
    /// Values of tables, added up or divided.
    Indicator(figures::Figure),
    /// Projects, by row.
    Projects(Vec<u32>),
    /// Sensors.
    Sensors(Box<TownSensor>),
    /// `factor × above ÷ below`.
    Divided {
        /// Above the line.
        above: Box<Value>,
        /// Below the line.
        below: Box<Value>,
        /// Factor.
        factor: f64,
    },
    /// Held against the first year with figures.
    Against {
        /// The figure of the first year.
        first: Box<Value>,
        /// The figure of the year.
        own: Box<Value>,
    },
}

impl Value {
    /// Whether anything that it was made from is simulated.
    pub fn is_simulated(&self, workspace: &Workspace) -> bool {
        match &self.basis {
            Basis::Indicator(_) => false,
            Basis::Projects(rows) => {
                rows.iter().any(|row| workspace.projects.get(*row).is_some_and(|project| project.is_simulated))
            }
            Basis::Sensors(town) => town.is_simulated,
            Basis::Divided { above, below, .. } => above.is_simulated(workspace) || below.is_simulated(workspace),
            Basis::Against { first, own } => first.is_simulated(workspace) || own.is_simulated(workspace),
        }
    }

    /// Whether any sensor that it was made from was placed with approximate boundaries.
    pub fn is_approximate(&self) -> bool {
        match &self.basis {
            Basis::Indicator(_) | Basis::Projects(_) => false,
            Basis::Sensors(town) => town.is_nis_approximate,
            Basis::Divided { above, below, .. } => above.is_approximate() || below.is_approximate(),
            Basis::Against { first, own } => first.is_approximate() || own.is_approximate(),
        }
    }
}

/// Why there is no figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Missing {
    /// The table says why it has none for that year.
    Gap(Localized),
    /// The table has none for that municipality and year, or lacks a part of it.
    NotInTable,
    /// The inventory, a sample, knows no project of the municipality at all.
    NotInSample,
    /// No sensor of that property stands there.
    NoSensor,
    /// Sensors are being read.
    NotRead,
    /// The sensors gave no data in that time.
    NoData,
    /// The property has no reference value.
    NoReference,
    /// It would be divided by zero, or grown from zero.
    DividedByZero,
    /// It is a ratio already, or has no year.
    NotInThisForm,
    /// There is no such figure any more.
    Unknown,
}

/// A year of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct YearValue {
    /// The year.
    pub year: Year,
    /// Its figure.
    pub value: Result<Value, Missing>,
}

/// Looks figures up; made once for many of them.
#[derive(Debug)]
pub struct Values<'a> {
    inputs: Inputs<'a>,
    figures: Figures<'a>,
    /// Rows that count, by municipality of today, whatever the filter wants.
    projects: &'a BTreeMap<Nis, Vec<u32>>,
    /// Rows that the filter wants.
    wanted: Bits,
    /// Years in which projects are active; made when first asked for.
    active_years: OnceLock<BTreeSet<Year>>,
    /// Properties by municipality that sensors are there for.
    measured: BTreeSet<(Nis, ObservedProperty)>,
}

impl<'a> Values<'a> {
    /// Looks at what the tables hold, and which projects and sensors each municipality has.
    pub fn new(inputs: Inputs<'a>) -> Self {
        let workspace = inputs.workspace;
        let timeline = workspace.municipalities.timeline();
        let projects = workspace.projects.by_municipality(timeline);
        let mut wanted = Bits::none(workspace.projects.rows().len());
        inputs.rows.iter().for_each(|&row| wanted.insert(row));
        let sensors = workspace.sensors.sensors().values();
        let measured = sensors
            .filter_map(|sensor| Some((timeline.today(sensor.nis?), sensor)))
            .flat_map(|(nis, sensor)| sensor.datastreams.iter().map(move |stream| (nis, stream.property)))
            .collect();
        let figures = Figures::new(&workspace.indicators, &workspace.municipalities, Borders::Today);
        Self { inputs, figures, projects, wanted, active_years: OnceLock::new(), measured }
    }

    /// The data that figures are looked up in.
    pub const fn workspace(&self) -> &'a Workspace {
        self.inputs.workspace
    }

    /// Rows of the projects that are counted.
    pub const fn rows(&self) -> &'a [u32] {
        self.inputs.rows
    }

    /// The sensors by municipality, where they were read.
    pub const fn sensors(&self) -> Option<&'a TownSensors> {
        self.inputs.sensors
    }

    /// Years with a figure for anybody, ascending; none for what has no year.
    pub fn years(&self, figure: &FigureRef) -> Vec<Year> {
        let years = self.base_years(&figure.base).unwrap_or_default();
        let is_population = figure.form == FigureForm::PerInhabitant;
        let divided = is_population.then(|| self.figures.years(&IndicatorId::new(POPULATION)));
        match divided {
            Some(population) => years.intersection(&population).copied().collect(),
            None => years.into_iter().collect(),
        }
    }

    /// The newest year with figures; `None` for what has no year, or no figure at all.
    pub fn newest_year(&self, figure: &FigureRef) -> Option<Year> {
        self.years(figure).last().copied()
    }

    /// `None` = without a year.
    fn base_years(&self, base: &FigureBase) -> Option<BTreeSet<Year>> {
        match base {
            FigureBase::Indicator(id) => Some(self.figures.years(id)),
            FigureBase::Projects(ProjectFigure::Active) => {
                Some(self.active_years.get_or_init(|| self.active_years()).clone())
            }
            FigureBase::Projects(_) | FigureBase::Sensors(..) => None,
            FigureBase::Own(id) => {
                let ratio = self.own(id)?;
                let years = |figure: &FigureRef| match figure.base {
                    FigureBase::Own(_) => None,
                    _ => self.base_years(&figure.base).map(|_| self.years(figure).into_iter().collect::<BTreeSet<_>>()),
                };
                match (years(&ratio.numerator), years(&ratio.denominator)) {
                    (Some(above), Some(below)) => Some(above.intersection(&below).copied().collect()),
                    (above, below) => above.or(below),
                }
            }
        }
    }

    fn own(&self, id: &str) -> Option<&'a OwnRatio> {
        self.inputs.workspace.own.ratio(id)
    }

    fn active_years(&self) -> BTreeSet<Year> {
        let rows = self.inputs.rows.iter().filter_map(|row| self.inputs.workspace.projects.get(*row));
        let counted = rows.filter(|project| project.kind != ProjectKind::Programme);
        let first = counted
            .filter(|project| project.period.extent(project.status).overlaps(Year::MIN, Year::MAX) == Some(true));
        let first = first.filter_map(|project| project.period.start).min();
        first.map(|first| (first..=self.inputs.this_year).collect()).unwrap_or_default()
    }

    /// The figure of a municipality of today in a year; the newest year with figures where none is named.
    ///
    /// # Errors
    /// The reason why there is none.
    pub fn get(&self, figure: &FigureRef, nis: Nis, year: Option<Year>) -> Result<Value, Missing> {
        let year = year.or_else(|| self.newest_year(figure));
        self.in_form(&self.figures, figure, nis, year)
    }

    fn in_form(
        &self,
        figures: &Figures<'_>,
        figure: &FigureRef,
        nis: Nis,
        year: Option<Year>,
    ) -> Result<Value, Missing> {
        let plain = |year| self.plain(figures, &figure.base, nis, year);
        match figure.form {
            FigureForm::Plain => plain(year),
            FigureForm::PerInhabitant | FigureForm::PerSquareKilometre => self.divided(figures, figure, nis, year),
            FigureForm::Index | FigureForm::ChangePerYear => {
                let year = year.ok_or(Missing::NotInThisForm)?;
                let first = self.base_years(&figure.base).and_then(|years| years.first().copied());
                let first = plain(Some(first.ok_or(Missing::NotInThisForm)?))?;
                against(first, plain(Some(year))?, figure.form == FigureForm::Index)
            }
        }
    }

    fn plain(&self, figures: &Figures<'_>, base: &FigureBase, nis: Nis, year: Option<Year>) -> Result<Value, Missing> {
        match base {
            FigureBase::Indicator(id) => self.indicator(figures, id, nis, year, Scale::Absolute),
            FigureBase::Projects(what) => self.count(*what, nis, year),
            FigureBase::Sensors(property, statistic) => self.statistic(*property, *statistic, nis),
            FigureBase::Own(id) => {
                let ratio = self.own(id).ok_or(Missing::Unknown)?;
                let side = |figure: &FigureRef| match figure.base {
                    // A ratio of the user's own ratios could go round in a circle.
                    FigureBase::Own(_) => Err(Missing::Unknown),
                    _ => self.in_form(figures, figure, nis, year),
                };
                divide(side(&ratio.numerator)?, side(&ratio.denominator)?, ratio.factor, year)
            }
        }
    }

    fn indicator(
        &self,
        figures: &Figures<'_>,
        id: &IndicatorId,
        nis: Nis,
        year: Option<Year>,
        scale: Scale,
    ) -> Result<Value, Missing> {
        let definition = self.inputs.workspace.indicators.definition(id).ok_or(Missing::Unknown)?;
        if scale != Scale::Absolute && definition.aggregation != Aggregation::Sum {
            return Err(Missing::NotInThisForm);
        }
        let year = year.ok_or(Missing::NotInTable)?;
        let found = figures.get(id, &SeriesPlace::Municipality(nis), year, scale);
        let figure = found.ok_or_else(|| self.gap(id, scale, year))?;
        Ok(Value { value: figure.value, year: Some(year), status: figure.status, basis: Basis::Indicator(figure) })
    }

    /// What the tables say of a year without figures.
    fn gap(&self, id: &IndicatorId, scale: Scale, year: Year) -> Missing {
        let tables = self.figures.tables(id, scale);
        let gaps = self.inputs.workspace.indicators.gaps().iter();
        let mut known = gaps.filter(|gap| tables.contains(&gap.table) && (gap.from..=gap.until).contains(&year));
        known.next().map_or(Missing::NotInTable, |gap| Missing::Gap(gap.reason.clone()))
    }

    fn count(&self, what: ProjectFigure, nis: Nis, year: Option<Year>) -> Result<Value, Missing> {
        let all = self.projects.get(&nis).ok_or(Missing::NotInSample)?;
        let year = if what == ProjectFigure::Active { Some(year.ok_or(Missing::NotInTable)?) } else { None };
        let projects = &self.inputs.workspace.projects;
        let is_counted = |row: &&u32| projects.get(**row).is_some_and(|project| is_counted(project, what, year));
        let rows: Vec<u32> = all.iter().filter(|row| self.wanted.contains(**row)).filter(is_counted).copied().collect();
        Ok(Value { value: rows.len() as f64, year, status: ValueStatus::Final, basis: Basis::Projects(rows) })
    }

    fn statistic(&self, property: ObservedProperty, statistic: SensorStatistic, nis: Nis) -> Result<Value, Missing> {
        if statistic == SensorStatistic::Exceedance && thresholds(property).next().is_none() {
            return Err(Missing::NoReference);
        }
        if !self.measured.contains(&(nis, property)) {
            return Err(Missing::NoSensor);
        }
        let towns = &self.inputs.sensors.ok_or(Missing::NotRead)?.towns;
        let town = towns.get(&(nis, property)).ok_or(Missing::NoData)?;
        let value = match statistic {
            SensorStatistic::Mean => town.mean,
            SensorStatistic::Percentile95 => town.p95,
            SensorStatistic::Coverage => town.coverage.percent().ok_or(Missing::NoData)?,
            SensorStatistic::Exceedance => {
                let Above { count, told, .. } = town.above.ok_or(Missing::NoReference)?;
                // None told is no zero.
                if told == 0 {
                    return Err(Missing::NoData);
                }
                f64::from(count)
            }
        };
        Ok(Value { value, year: None, status: ValueStatus::Final, basis: Basis::Sensors(Box::new(town.clone())) })
    }

    fn divided(
        &self,
        figures: &Figures<'_>,
        figure: &FigureRef,
        nis: Nis,
        year: Option<Year>,
    ) -> Result<Value, Missing> {
        let is_area = figure.form == FigureForm::PerSquareKilometre;
        match &figure.base {
            FigureBase::Indicator(id) => {
                let scale = if is_area { Scale::PerSquareKilometre } else { Scale::PerThousandInhabitants };
                self.indicator(figures, id, nis, year, scale)
            }
            FigureBase::Projects(what) => {
                let above = self.count(*what, nis, year)?;
                let population = IndicatorId::new(POPULATION);
                let below_year = year.or_else(|| self.figures.years(&population).last().copied());
                let (below, factor) = if is_area {
                    (self.area(nis), HECTARES_PER_KM2)
                } else {
                    (self.indicator(figures, &population, nis, below_year, Scale::Absolute), PROJECTS_PER_INHABITANTS)
                };
                divide(above, below?, factor, year)
            }
            FigureBase::Sensors(..) | FigureBase::Own(_) => Err(Missing::NotInThisForm),
        }
    }

    /// Its area in the land register, hectares; without a year, because borders of today are meant.
    fn area(&self, nis: Nis) -> Result<Value, Missing> {
        let row = self.inputs.workspace.municipalities.get(nis).ok_or(Missing::NotInTable)?;
        let value = row.area_ha.ok_or(Missing::NotInTable)?;
        let part = figures::Part { indicator: IndicatorId::new(figures::AREA_HA), nis, year: AREA_YEAR, value };
        let figure = figures::Figure {
            value,
            status: ValueStatus::Final,
            formula: figures::Formula::Value,
            merged_from: Vec::new(),
            parts: vec![part],
        };
        Ok(Value { value, year: None, status: ValueStatus::Final, basis: Basis::Indicator(figure) })
    }

    /// The figure of every municipality of today, in the order of their codes.
    pub fn all(&self, figure: &FigureRef, year: Option<Year>) -> Vec<(Nis, Result<Value, Missing>)> {
        let year = year.or_else(|| self.newest_year(figure));
        let rows = self.inputs.workspace.municipalities.rows().iter();
        rows.map(|row| (row.nis, self.in_form(&self.figures, figure, row.nis, year))).collect()
    }

    /// Every year from the first to the last with a figure for anybody; empty for what has no year.
    pub fn series(&self, figure: &FigureRef, nis: Nis, borders: Borders) -> Vec<YearValue> {
        let years = self.years(figure);
        let (Some(&first), Some(&last)) = (years.first(), years.last()) else { return Vec::new() };
        let workspace = self.inputs.workspace;
        let other = (borders != Borders::Today)
            .then(|| Figures::new(&workspace.indicators, &workspace.municipalities, borders));
        let figures = other.as_ref().unwrap_or(&self.figures);
        let value = |year| self.in_form(figures, figure, nis, Some(year));
        (first..=last).map(|year| YearValue { year, value: value(year) }).collect()
    }
}

fn is_counted(project: &Project, what: ProjectFigure, year: Option<Year>) -> bool {
    match what {
        ProjectFigure::All => true,
        ProjectFigure::Kind(kind) => project.kind == kind,
        ProjectFigure::Dimension(dimension) => project.dimensions.contains(&dimension),
        ProjectFigure::Status(status) => project.status == status,
        ProjectFigure::WorkingArea(area) => project.working_areas.contains(&area),
        ProjectFigure::Helix(role) => project.partners.iter().any(|partner| partner.role == Some(role)),
        ProjectFigure::Active => {
            year.is_some_and(|year| project.period.extent(project.status).overlaps(year, year) == Some(true))
        }
    }
}

fn divide(above: Value, below: Value, factor: f64, year: Option<Year>) -> Result<Value, Missing> {
    let value = factor * above.value / below.value;
    if !value.is_finite() {
        return Err(Missing::DividedByZero);
    }
    let status = above.status.max(below.status);
    let year = year.or(above.year).or(below.year);
    Ok(Value { value, year, status, basis: Basis::Divided { above: Box::new(above), below: Box::new(below), factor } })
}

/// An index, or the compound rate of change per year in per cent.
fn against(first: Value, own: Value, is_index: bool) -> Result<Value, Missing> {
    let years = own.year.zip(first.year).map(|(own, first)| f64::from(own) - f64::from(first));
    let part = own.value / first.value;
    let value = match years {
        _ if is_index => 100.0 * part,
        Some(years) if years > 0.0 && part > 0.0 => 100.0 * (part.powf(1.0 / years) - 1.0),
        // The first year itself has not changed yet: no rate.
        Some(_) | None => return Err(if part > 0.0 { Missing::NotInThisForm } else { Missing::DividedByZero }),
    };
    if !value.is_finite() {
        return Err(Missing::DividedByZero);
    }
    let (year, status) = (own.year, own.status.max(first.status));
    Ok(Value { value, year, status, basis: Basis::Against { first: Box::new(first), own: Box::new(own) } })
}

#[cfg(test)]
#[path = "values_tests.rs"]
mod tests;

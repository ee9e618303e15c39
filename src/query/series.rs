//! Figures by place and year in the borders asked for, with what a reader must know about each.
//!
//! Sums of vanished municipalities are added to their successor; a year counts only where every part has a figure,
//! otherwise it is missing. Ratios are recomputed from numerator and denominator of the same place and year, or
//! missing: never the nearest year, never a mean.

use jiff::civil::Date;

use crate::model::period::Year;
use crate::model::{IndicatorId, Localized, Nis, ValueStatus};
use crate::workspace::{Borders, Indicators, Municipalities, Scale};

/// One year of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Point {
    /// The year.
    pub year: Year,
    /// The figure; `None` is missing, drawn as a gap.
    pub value: Option<f64>,
    /// The least certain status of what it was made from.
    pub status: ValueStatus,
    /// Codes of other municipalities that were added into it.
    pub merged_from: Vec<Nis>,
}

/// Where a series refers to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum SeriesPlace {
    /// One municipality; of today, or of the time where the borders asked for are those.
    Municipality(Nis),
    /// All municipalities of the Flemish Region.
    Flanders,
}

/// A merger to be marked on the time axis.
#[derive(Clone, Debug, PartialEq)]
pub struct MergerMark {
    /// First day of the new borders.
    pub date: Date,
    /// Names of the municipalities that went in.
    pub from: Vec<String>,
    /// Name of the one they became.
    pub into: String,
}

/// A series and what stands beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Where.
    pub place: SeriesPlace,
    /// Every year from the first to the last with a figure anywhere in the indicator, ascending.
    pub points: Vec<Point>,
    /// Mergers within those years.
    pub mergers: Vec<MergerMark>,
    /// Reasons for years without figures: first year, last year, reason.
    pub gaps: Vec<(Year, Year, Localized)>,
}

/// The series of an indicator for one place.
pub fn run(
    _indicators: &Indicators,
    _municipalities: &Municipalities,
    _indicator: &IndicatorId,
    place: &SeriesPlace,
    _scale: Scale,
    _borders: Borders,
) -> Series {
    Series { place: place.clone(), points: Vec::new(), mergers: Vec::new(), gaps: Vec::new() }
}

/// The figure of every municipality of today in one year (in today's borders), ordered by code; missing ones absent.
pub fn year_values(
    _indicators: &Indicators,
    _municipalities: &Municipalities,
    _indicator: &IndicatorId,
    _year: Year,
) -> Vec<(Nis, f64)> {
    Vec::new()
}

/// Years for which the indicator has any figure, ascending.
pub fn years(_indicators: &Indicators, _indicator: &IndicatorId) -> Vec<Year> {
    Vec::new()
}

/// The first year in which every series has a figure.
pub fn first_common_year(_series: &[Series]) -> Option<Year> {
    None
}

/// Turns each series into an index: its figure of `year` = 100; missing where that is missing or zero.
pub fn index_to(_series: &mut [Series], _year: Year) {}

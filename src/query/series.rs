//! Figures by place and year in the borders asked for, with what a reader must know about each.
//!
//! Sums of vanished municipalities are added to their successor; a year counts only where every part has a figure,
//! otherwise it is missing. Ratios are recomputed from numerator and denominator of the same place and year, or
//! missing: never the nearest year, never a mean.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::model::municipality::Merger;
use crate::model::period::Year;
use crate::model::{IndicatorId, Localized, Nis, ValueStatus};
use crate::query::figures::{Figure, Figures};
use crate::workspace::{Borders, Indicators, Municipalities, Scale, SmartRegion, View, Workspace};

/// Greatest number of series in one chart: more can't be told apart.
pub const SERIES_LIMIT: usize = 8;

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
    /// The municipalities of a smart region together, in today's borders.
    Region(SmartRegion),
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

/// Where a figure comes from: what was added or divided, and the tables it stands in.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The figure with its formula and parts.
    pub figure: Figure,
    /// Data sets of the parts ([`crate::model::Source::id`]), each once; the area has none.
    pub sources: Vec<Arc<str>>,
}

/// The series of an indicator for one place. In borders of today a code of any vintage stands for the municipality
/// that it belongs to now; the region as a whole has the same figures in both. A ratio is not scaled once more. An
/// index refers to the first year with a figure; see [`index_to`] for several series.
pub fn run(
    indicators: &Indicators,
    municipalities: &Municipalities,
    indicator: &IndicatorId,
    place: &SeriesPlace,
    scale: Scale,
    borders: Borders,
) -> Series {
    of(&Figures::new(indicators, municipalities, borders), indicator, place, scale)
}

/// As [`run`], with a look-up that serves many series.
pub fn of(figures: &Figures<'_>, indicator: &IndicatorId, place: &SeriesPlace, scale: Scale) -> Series {
    let years = figures.years(indicator);
    let mut series = Series { place: place.clone(), points: Vec::new(), mergers: Vec::new(), gaps: Vec::new() };
    if let (Some(&first), Some(&last)) = (years.first(), years.last()) {
        series.points = (first..=last).map(|year| point(figures, indicator, place, year, scale)).collect();
        series.mergers = merger_marks(figures.municipalities, place, first, last);
    }
    let tables = figures.tables(indicator, scale);
    series.gaps = gaps(figures.indicators, &tables);
    if scale == Scale::Index
        && let Some(year) = first_common_year(std::slice::from_ref(&series))
    {
        index_to(std::slice::from_mut(&mut series), year);
    }
    series
}

fn point(figures: &Figures<'_>, indicator: &IndicatorId, place: &SeriesPlace, year: Year, scale: Scale) -> Point {
    figures.brief(indicator, place, year, scale).map_or(
        Point { year, value: None, status: ValueStatus::Final, merged_from: Vec::new() },
        |figure| Point { year, value: Some(figure.value), status: figure.status, merged_from: figure.merged_from },
    )
}

/// Mergers that led to the municipality after the first year and up to the last; none for the region.
pub fn merger_marks(municipalities: &Municipalities, place: &SeriesPlace, first: Year, last: Year) -> Vec<MergerMark> {
    let SeriesPlace::Municipality(nis) = place else {
        return Vec::new();
    };
    let timeline = municipalities.timeline();
    let mut groups: BTreeMap<(Date, Nis), Vec<&Merger>> = BTreeMap::new();
    for merger in timeline.leading_to(timeline.today(*nis)) {
        if merger.effective.year() > first && merger.effective.year() <= last {
            groups.entry((merger.effective, merger.new)).or_default().push(merger);
        }
    }
    let name = |nis: Nis| {
        let former = timeline.mergers().iter().find(|merger| merger.old == nis && merger.new != nis);
        former.map_or_else(|| municipalities.name(nis), |merger| merger.old_name.to_string())
    };
    let mark = |((date, new), mergers): ((Date, Nis), Vec<&Merger>)| {
        let mut from: Vec<String> = mergers.iter().map(|merger| merger.old_name.to_string()).collect();
        // A merger has at least two parties: where one is listed, the code that lived on is the other.
        if from.len() == 1 {
            from.insert(0, name(new));
        }
        MergerMark { date, from, into: name(new) }
    };
    groups.into_iter().map(mark).collect()
}

/// Reasons for gaps in any of the tables, each once, in order of time.
fn gaps(indicators: &Indicators, tables: &[Arc<str>]) -> Vec<(Year, Year, Localized)> {
    let mut gaps: Vec<(Year, Year, Localized)> = Vec::new();
    for gap in indicators.gaps().iter().filter(|gap| tables.contains(&gap.table)) {
        let line = (gap.from, gap.until, gap.reason.clone());
        if !gaps.contains(&line) {
            gaps.push(line);
        }
    }
    gaps.sort_by_key(|(from, until, _)| (*from, *until));
    gaps
}

/// How a figure was computed; `None` where it is missing.
pub fn explain(
    indicators: &Indicators,
    municipalities: &Municipalities,
    indicator: &IndicatorId,
    place: &SeriesPlace,
    year: Year,
    scale: Scale,
    borders: Borders,
) -> Option<Explanation> {
    let figures = Figures::new(indicators, municipalities, borders);
    let figure = figures.get(indicator, place, year, scale)?;
    let mut sources: Vec<Arc<str>> = Vec::new();
    for part in &figure.parts {
        let table = indicators.definition(&part.indicator).map(|definition| &definition.table);
        sources.extend(table.filter(|table| !sources.contains(table)).cloned());
    }
    Some(Explanation { figure, sources })
}

/// The figure of every municipality of today in one year (in today's borders), ordered by code; missing ones absent.
pub fn year_values(
    indicators: &Indicators,
    municipalities: &Municipalities,
    indicator: &IndicatorId,
    year: Year,
) -> Vec<(Nis, f64)> {
    let figures = Figures::new(indicators, municipalities, Borders::Today);
    let place = SeriesPlace::Municipality;
    let get = |nis| figures.brief(indicator, &place(nis), year, Scale::Absolute).map(|figure| figure.value);
    municipalities.rows().iter().filter_map(|row| Some((row.nis, get(row.nis)?))).collect()
}

/// As [`year_values`], with how each figure came about.
pub fn year_figures(
    indicators: &Indicators,
    municipalities: &Municipalities,
    indicator: &IndicatorId,
    year: Year,
) -> Vec<(Nis, Figure)> {
    let figures = Figures::new(indicators, municipalities, Borders::Today);
    let get = |nis| figures.get(indicator, &SeriesPlace::Municipality(nis), year, Scale::Absolute);
    municipalities.rows().iter().filter_map(|row| Some((row.nis, get(row.nis)?))).collect()
}

/// Years for which the indicator has any figure, ascending.
pub fn years(indicators: &Indicators, indicator: &IndicatorId) -> Vec<Year> {
    Figures::new(indicators, &Municipalities::default(), Borders::Today).years(indicator).into_iter().collect()
}

/// The first year in which every series has a figure.
pub fn first_common_year(series: &[Series]) -> Option<Year> {
    let (first, others) = series.split_first()?;
    let has =
        |series: &Series, year: Year| series.points.iter().any(|point| point.year == year && point.value.is_some());
    let mut known = first.points.iter().filter(|point| point.value.is_some()).map(|point| point.year);
    known.find(|&year| others.iter().all(|other| has(other, year)))
}

/// Turns each series into an index: its figure of `year` = 100; missing where that is missing or zero.
pub fn index_to(series: &mut [Series], year: Year) {
    for one in series {
        let base = one.points.iter().find(|point| point.year == year).and_then(|point| point.value);
        for point in &mut one.points {
            point.value = point.value.zip(base).map(|(value, base)| 100.0 * value / base).filter(|v| v.is_finite());
        }
    }
}

/// Places that a view asks for: those chosen, else those of the filter, else its smart region, else Flanders as a whole.
pub fn places(view: &View) -> Vec<SeriesPlace> {
    let chosen = &view.indicators.municipalities;
    let places: Vec<SeriesPlace> = if chosen.is_empty() {
        view.filter.municipalities.iter().copied().map(SeriesPlace::Municipality).collect()
    } else {
        chosen.iter().copied().map(SeriesPlace::Municipality).collect()
    };
    if places.is_empty() {
        vec![view.filter.region.clone().map_or(SeriesPlace::Flanders, SeriesPlace::Region)]
    } else {
        places
    }
}

/// Those of them that the chart shows: no more than can be told apart.
pub fn chart_places(view: &View) -> Vec<SeriesPlace> {
    let mut places = places(view);
    places.truncate(SERIES_LIMIT);
    places
}

/// The series of places on a scale; an index is made from the figures themselves, and the year that it refers to, the
/// first that all have, is told.
pub fn of_places(
    figures: &Figures<'_>,
    indicator: &IndicatorId,
    places: &[SeriesPlace],
    scale: Scale,
) -> (Vec<Series>, Option<Year>) {
    let computed = if scale == Scale::Index { Scale::Absolute } else { scale };
    let mut all: Vec<Series> = places.iter().map(|place| of(figures, indicator, place, computed)).collect();
    let year = first_common_year(&all).filter(|_| scale == Scale::Index);
    if let Some(year) = year {
        index_to(&mut all, year);
    }
    (all, year)
}

/// The series that the chart of a view shows.
pub fn of_view(workspace: &Workspace, view: &View) -> Vec<Series> {
    let first = workspace.indicators.definitions().first().map(|definition| &definition.id);
    let Some(indicator) = view.indicators.indicator.as_ref().or(first) else {
        return Vec::new();
    };
    let figures = Figures::new(&workspace.indicators, &workspace.municipalities, view.indicators.borders);
    of_places(&figures, indicator, &chart_places(view), view.indicators.scale).0
}

#[cfg(test)]
#[path = "series_tests.rs"]
mod tests;

//! The series as a chart: what is drawn where, and the remarks beside it.

use super::lanes::Periods;
use super::words;
use crate::insight::series_words::{in_years, years_with_figures};
use crate::model::{Indicator, ValueStatus};
use crate::query::series::{MergerMark, Point, Series};
use crate::ui::UiContext;
use crate::ui::charts::{Axis, Chart, Dot, Gap, Line, Mark, bars::Bar, ticks};
use crate::ui::theme::colour;
use crate::workspace::Scale;

/// Years beyond the figures that the axis reaches to show periods of projects, at most.
const EXTRA_YEARS: f64 = 6.0;

/// A series that is this many times the others' is told apart from them.
const DWARF_FACTOR: f64 = 8.0;

/// Colour of the series at this position.
pub fn series_colour(ctx: &UiContext<'_>, index: usize) -> egui::Color32 {
    let colours = &ctx.theme.palette.series;
    colour(colours[index % colours.len()])
}

/// The figure in words, with what must be said beside it.
pub fn said(ctx: &UiContext<'_>, indicator: &Indicator, place: &str, point: &Point, value: f64) -> String {
    let number = ctx.text.number(value, words::decimals(ctx, indicator));
    let is_percent = &*indicator.unit == "%" && words::scale_of(ctx, indicator) == Scale::Absolute;
    let mut said = if is_percent { format!("{number}\u{a0}%") } else { number };
    if point.status != ValueStatus::Final {
        said = format!("{said} ({})", ctx.text.word("value-status", point.status.key()));
    }
    let merged = words::merged(ctx, place, &point.merged_from);
    if !merged.is_empty() {
        let names = [("names", merged.join(", ").into())];
        said = format!("{said}, {}", ctx.text.with("indicators-including", &names));
    }
    said
}

/// The line chart; `width` in points decides how many years are labelled.
pub fn chart(ctx: &UiContext<'_>, indicator: &Indicator, series: &[Series], periods: &Periods, width: f32) -> Chart {
    let years = years_with_figures(series);
    let (Some(&first), Some(&last)) = (years.first(), years.last()) else { return Chart::default() };
    let offset = words::offset(ctx, indicator);
    let at = |year: i16| f64::from(year) + offset;
    let (from, until) = time_range(at(first), at(last), periods);
    let lines: Vec<Line> =
        series.iter().enumerate().map(|(index, one)| line(ctx, indicator, index, one, offset)).collect();
    let values = || lines.iter().flat_map(|line| line.dots.iter().filter_map(|dot| dot.y));
    let (low, high, step) =
        ticks::value_range(values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max), 5);
    let tick_count = (width / 64.0) as usize;
    let mut chart = Chart {
        name: name(ctx, indicator, &lines),
        x: Axis {
            min: from,
            max: until,
            ticks: ticks::years(from.floor() as i16, until.ceil() as i16, tick_count, offset),
        },
        y: Axis { min: low, max: high, ticks: ticks::values(ctx.text, low, high, step) },
        lines,
        bands: periods.bands.clone(),
        lanes: periods.lanes.clone(),
        marks: marks(ctx, series.iter().flat_map(|one| &one.mergers)),
        gaps: Vec::new(),
        moments: (first..=last).map(|year| (at(year), year.to_string())).collect(),
        ..Chart::default()
    };
    chart.gaps = gaps(ctx, indicator, series, &years, offset, until);
    chart
}

/// The years of the figures, and those of the projects beside them as far as the axis may reach.
fn time_range(first: f64, last: f64, periods: &Periods) -> (f64, f64) {
    let froms = periods.bands.iter().map(|band| band.from).chain(periods.lanes.iter().map(|lane| lane.from));
    let untils = periods.bands.iter().map(|band| band.until).chain(periods.lanes.iter().map(|lane| lane.until));
    let from = froms.fold(first, f64::min).max(first - EXTRA_YEARS);
    let until = untils.fold(last, f64::max).min(last + EXTRA_YEARS);
    (from - 0.15, until + 0.15)
}

fn name(ctx: &UiContext<'_>, indicator: &Indicator, lines: &[Line]) -> String {
    let places: Vec<&str> = lines.iter().map(|line| line.name.as_str()).collect();
    let arguments = [
        ("indicator", indicator.name.get(ctx.text.language()).to_owned().into()),
        ("places", places.join(", ").into()),
    ];
    ctx.text.with("indicators-chart-name", &arguments)
}

fn line(ctx: &UiContext<'_>, indicator: &Indicator, index: usize, series: &Series, offset: f64) -> Line {
    let place = words::place(ctx, &series.place);
    let dots = series
        .points
        .iter()
        .map(|point| Dot {
            x: f64::from(point.year) + offset,
            y: point.value,
            said: point.value.map_or_else(
                || words::reason(ctx, indicator, series, point.year),
                |value| said(ctx, indicator, &place, point, value),
            ),
            is_uncertain: point.status != ValueStatus::Final,
        })
        .collect();
    Line { name: place, colour: series_colour(ctx, index), dots }
}

/// One mark for each date, with everything that happened on it.
pub fn marks<'a>(ctx: &UiContext<'_>, mergers: impl Iterator<Item = &'a MergerMark>) -> Vec<Mark> {
    let mut marks: Vec<Mark> = Vec::new();
    for merger in mergers {
        let text = words::merger(ctx, merger);
        let x = in_years(merger.date);
        match marks.iter_mut().find(|mark| mark.x == x) {
            Some(mark) if mark.text.contains(&text) => {}
            Some(mark) => mark.text = format!("{}\n{text}", mark.text),
            None => marks.push(Mark { x, text }),
        }
    }
    marks
}

/// Stretches in which no series has a figure, with the reason; also before and after the figures where the axis
/// reaches further.
fn gaps(
    ctx: &UiContext<'_>,
    indicator: &Indicator,
    series: &[Series],
    years: &[i16],
    offset: f64,
    axis_end: f64,
) -> Vec<Gap> {
    let Some(one) = series.first() else { return Vec::new() };
    let at = |year: i16| f64::from(year) + offset;
    let mut gaps: Vec<Gap> = years
        .windows(2)
        .filter_map(|pair| match pair {
            [before, after] if after - before > 1 => Some(Gap {
                from: at(*before),
                until: at(*after),
                reason: words::reason(ctx, indicator, one, before + 1),
            }),
            _ => None,
        })
        .collect();
    if let Some(&last) = years.last()
        && axis_end - at(last) > 1.2
    {
        let reason = words::reason(ctx, indicator, one, last + 1);
        gaps.push(Gap { from: at(last), until: axis_end, reason });
    }
    gaps
}

/// Bars for an indicator that has figures of one year only.
pub fn bars(ctx: &UiContext<'_>, indicator: &Indicator, series: &[Series], year: i16) -> Vec<Bar> {
    series
        .iter()
        .enumerate()
        .map(|(index, one)| {
            let name = words::place(ctx, &one.place);
            let point = one.points.iter().find(|point| point.year == year);
            let value = point.and_then(|point| point.value);
            let said = match (point, value) {
                (Some(point), Some(value)) => said(ctx, indicator, &name, point, value),
                _ => words::reason(ctx, indicator, one, year),
            };
            Bar { name, value, said, colour: series_colour(ctx, index) }
        })
        .collect()
}

/// Remarks below the chart: borders, provisional figures, axis, years outside.
pub fn remarks(ctx: &UiContext<'_>, indicator: &Indicator, series: &[Series]) -> Vec<String> {
    let mut remarks: Vec<String> = series.iter().filter_map(|one| words::merged_remark(ctx, one)).collect();
    let known = series.iter().flat_map(|one| &one.points).filter(|point| point.value.is_some());
    let known: Vec<(i16, ValueStatus)> = known.map(|point| (point.year, point.status)).collect();
    remarks.extend(words::statuses(ctx, &known));
    let note = indicator.status_note.get(ctx.text.language());
    if !note.is_empty() {
        remarks.push(note.to_owned());
    }
    let years = years_with_figures(series);
    if let (Some(&first), Some(&last), Some(one)) = (years.first(), years.last(), series.first()) {
        for (from, until, reason) in &one.gaps {
            let reason = reason.get(ctx.text.language()).to_owned();
            if (*from > last || *until < first) && !remarks.contains(&reason) {
                remarks.push(reason);
            }
        }
    }
    remarks
}

/// The place that dwarfs all others, where one does.
pub fn dwarfing(ctx: &UiContext<'_>, series: &[Series]) -> Option<String> {
    let greatest = |one: &Series| one.points.iter().filter_map(|point| point.value).fold(0.0_f64, f64::max);
    let mut sizes: Vec<(f64, &Series)> = series.iter().map(|one| (greatest(one), one)).collect();
    sizes.sort_by(|a, b| b.0.total_cmp(&a.0));
    match sizes.as_slice() {
        [(largest, one), (second, _), ..] if *second > 0.0 && *largest > second * DWARF_FACTOR => {
            Some(words::place(ctx, &one.place))
        }
        _ => None,
    }
}

//! The series of an indicator, as on its tab; bars where it has one year.

use super::{Drawing, NONE, Source, words};
use crate::export::stamp::Facts;
use crate::figure::chart::lines::{self, Chart, Dot, Line, Panel};
use crate::figure::chart::rows;
use crate::figure::chart::sheet::{Frame, Swatch};
use crate::insight::series_words::{self, years_with_figures};
use crate::model::period::Year;
use crate::model::{Indicator, ValueStatus};
use crate::query::figures::Figures;
use crate::query::series::{self, Point, Series, SeriesPlace};
use crate::workspace::Scale;

/// The chart; `None` without an indicator.
pub(super) fn drawing(source: Source<'_>) -> Option<Drawing<'_>> {
    let indicators = &source.workspace.indicators;
    let chosen = source.view.indicators.indicator.as_ref().and_then(|id| indicators.definition(id));
    let indicator = chosen.or_else(|| indicators.definitions().first())?;
    let all = series::of_view(source.workspace, source.view);
    let years = years_with_figures(&all);
    let facts = facts(source, indicator, &all);
    let (frame, marks) = frame(source, indicator, &all, &years);
    let count = all.len() as u64;
    let decimals = series_words::decimals(indicator, scale(source, indicator));
    let draw = move |room: [f32; 4]| {
        let number = |value: f64, asked: Option<u8>| source.text.number(value, asked.unwrap_or(decimals));
        if let [year] = years.as_slice() {
            return Some(rows::scene(&bars(source, indicator, &all, *year), &number, source.palette, room));
        }
        let (first, last) = (*years.first()?, *years.last()?);
        let offset = series_words::offset(indicators, indicator);
        let at = |year: Year| f64::from(year) + offset;
        let line = |(index, one): (usize, &Series)| line(source, index, one, offset);
        let panel = Panel { lines: all.iter().enumerate().map(line).collect(), marks, ..Panel::default() };
        let ticks: Vec<(f64, String)> = (first..=last).map(|year| (at(year), year.to_string())).collect();
        let unit = unit(source, indicator, &all);
        let chart = Chart {
            panels: &[panel],
            times: [at(first) - 0.15, at(last) + 0.15],
            ticks: &ticks,
            unit: &unit,
            words: &number,
            has_own_axes: false,
            is_stacked: false,
            is_whole: false,
        };
        lines::scene(&chart, source.palette, room)
    };
    Some(Drawing {
        frame,
        draw: Box::new(move |room| draw(room).ok_or(NONE)),
        facts,
        count,
        kind: "series",
        least: 320.0,
    })
}

fn frame(source: Source<'_>, indicator: &Indicator, all: &[Series], years: &[Year]) -> (Frame, Vec<(f64, String)>) {
    let language = source.text.language();
    let within = |mark: &&series::MergerMark| {
        years.first().zip(years.last()).is_some_and(|(first, last)| (*first..=*last).contains(&mark.date.year()))
    };
    let (marks, happened) = words::mergers(source, all.iter().flat_map(|one| &one.mergers).filter(within));
    let known = || all.iter().flat_map(|one| &one.points).filter(|point| point.value.is_some());
    let statuses: Vec<(Year, ValueStatus)> = known().map(|point| (point.year, point.status)).collect();
    let mut remarks = vec![indicator.definition.get(language).to_owned()];
    remarks.extend(happened);
    remarks.extend(all.iter().filter_map(|one| source.words().merged_remark(place(source, &one.place), one)));
    remarks.extend(source.words().statuses(&statuses));
    remarks.extend(gaps(source, indicator, all, years));
    remarks.push(indicator.status_note.get(language).to_owned());
    let is_low = known().filter_map(|point| point.value).fold(f64::INFINITY, f64::min);
    let range = crate::figure::chart::axis::shown_range(known().filter_map(|point| point.value));
    if years.len() > 1 && is_low > 0.0 && range.is_some_and(|[low, _]| low > 0.0) {
        remarks.push(source.text.get("indicators-axis-not-zero"));
    }
    remarks.retain(|remark| !remark.is_empty());
    let keys = key_of_uncertain(source, known().any(|point| point.status != ValueStatus::Final));
    let mut subtitle = vec![source.words().reference(indicator)];
    // Bars have no axis that the unit could stand at.
    if let [year] = years {
        subtitle.splice(0..0, [year.to_string(), unit(source, indicator, all)]);
    }
    let title = indicator.name.get(language).to_owned();
    (Frame { title, subtitle: subtitle.join(" · "), keys, remarks }, marks)
}

/// What a hollow dot means, where there is one.
pub(super) fn key_of_uncertain(source: Source<'_>, is_any: bool) -> Vec<(Swatch, String)> {
    let key = || (Swatch::Hollow(source.palette.soft), source.text.get("export-chart-key-uncertain"));
    is_any.then(key).into_iter().collect()
}

fn line(source: Source<'_>, index: usize, one: &Series, offset: f64) -> Line {
    let dot = |point: &Point| Dot {
        at: f64::from(point.year) + offset,
        value: point.value,
        is_uncertain: point.status != ValueStatus::Final,
    };
    let colours = &source.palette.series;
    let colour = colours.get(index % colours.len()).copied().unwrap_or(source.palette.accent);
    Line { name: place(source, &one.place), colour, dots: one.points.iter().map(dot).collect(), has_dots: true }
}

fn bars(source: Source<'_>, indicator: &Indicator, all: &[Series], year: Year) -> Vec<rows::Row> {
    let row = |(index, one): (usize, &Series)| {
        let value = one.points.iter().find(|point| point.year == year).and_then(|point| point.value);
        let missing = if value.is_some() { String::new() } else { source.words().reason(indicator, one, year) };
        let colours = &source.palette.series;
        let colour = colours.get(index % colours.len()).copied().unwrap_or(source.palette.accent);
        rows::Row { name: place(source, &one.place), value, missing, beside: String::new(), colour }
    };
    all.iter().enumerate().map(row).collect()
}

fn place(source: Source<'_>, place: &SeriesPlace) -> String {
    source.words().place(place, source.view.indicators.borders)
}

/// Why years between others have no figure.
fn gaps(source: Source<'_>, indicator: &Indicator, all: &[Series], years: &[Year]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for pair in years.windows(2) {
        if let ([before, after], Some(one)) = (pair, all.first())
            && after - before > 1
        {
            let years =
                if after - before == 2 { (before + 1).to_string() } else { format!("{}–{}", before + 1, after - 1) };
            said.push(format!("{years}: {}", source.words().reason(indicator, one, before + 1)));
        }
    }
    said
}

/// The scale that applies.
fn scale(source: Source<'_>, indicator: &Indicator) -> Scale {
    series_words::scale_of(source.view.indicators.scale, indicator)
}

fn unit(source: Source<'_>, indicator: &Indicator, all: &[Series]) -> String {
    let year = series::first_common_year(all).map_or_else(|| "—".to_owned(), |year| year.to_string());
    source.words().unit(indicator, scale(source, indicator), &year)
}

fn facts(source: Source<'_>, indicator: &Indicator, all: &[Series]) -> Facts {
    let mut facts = Facts::default();
    facts.datasets.extend(["municipalities", "mergers", "indicators"].map(std::sync::Arc::from));
    let view = &source.view.indicators;
    let figures = Figures::new(&source.workspace.indicators, &source.workspace.municipalities, view.borders);
    facts.datasets.extend(figures.tables(&indicator.id, view.scale));
    for point in all.iter().flat_map(|one| &one.points).filter(|point| point.value.is_some()) {
        facts.note_if("export-note-merged", !point.merged_from.is_empty());
        facts.note_if("export-note-provisional", point.status == ValueStatus::Provisional);
    }
    facts
}

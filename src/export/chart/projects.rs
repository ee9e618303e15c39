//! Projects along the years as bars, or how many there were by each year.

use std::collections::BTreeSet;

use super::{Drawing, NONE, Source, TOO_SMALL};
use crate::export::AsOf;
use crate::export::stamp::Facts;
use crate::figure::chart::lines::{self, Chart, Dot, Line, Panel};
use crate::figure::chart::periods;
use crate::figure::chart::sheet::{Frame, Swatch};
use crate::insight::schedule::{self, COUNTED, Schedule, ScheduleKey, YearCount, words};
use crate::model::period::Year;
use crate::model::{Dimension, ProjectKind};
use crate::query::symbols::display_dimension;

/// The chart of the page as it stands.
pub(super) fn drawing(source: Source<'_>) -> Drawing<'_> {
    let answer = source.answer();
    let rows = answer.rows();
    let made = schedule::run(source.workspace, source.view.projects.group, &rows, source.text.language());
    let mut facts = answer.facts(rows.iter().copied());
    if source.view.projects.is_cumulative {
        so_far(source, made, facts)
    } else {
        facts
            .note_if("export-note-programmes", made.groups.iter().flat_map(|one| &one.bars).any(|bar| !bar.is_counted));
        bars(source, &made, facts)
    }
}

fn frame(source: Source<'_>, made: &Schedule) -> Frame {
    let text = source.text;
    let is_cumulative = source.view.projects.is_cumulative;
    let unknown = if is_cumulative { made.unknown_counted as usize } else { made.unknown.len() };
    let mut remarks = Vec::new();
    if unknown > 0 {
        let arguments = [("n", unknown.into()), ("count", text.integer(unknown).into())];
        let key = if is_cumulative { "projects-so-far-unknown" } else { "projects-schedule-unknown" };
        remarks.push(text.with(key, &arguments));
    }
    let subtitle = super::words::filter(source).unwrap_or_default();
    Frame { title: text.word("projects-page", "schedule"), subtitle, keys: Vec::new(), remarks }
}

fn bars<'a>(source: Source<'a>, made: &Schedule, facts: Facts) -> Drawing<'a> {
    let mut rows: Vec<periods::Row> = Vec::new();
    let mut dimensions: BTreeSet<Option<Dimension>> = BTreeSet::new();
    for group in &made.groups {
        if group.key != ScheduleKey::All {
            rows.push(periods::Row::Head(words::head(group, source.text)));
        }
        rows.extend(group.bars.iter().filter_map(|bar| {
            let project = source.workspace.projects.get(bar.row)?;
            let dimension = display_dimension(project, &source.view.filter);
            dimensions.insert(dimension);
            Some(periods::Row::Bar {
                name: project.title.get(source.text.language()).to_owned(),
                from: bar.from,
                until: bar.until,
                fill: source.palette.dimension(dimension),
                is_filled: bar.is_counted,
            })
        }));
    }
    let count = made.groups.iter().map(|group| group.bars.len() as u64).sum();
    let mut frame = frame(source, made);
    frame.remarks.push(source.text.get("export-chart-open-bars"));
    frame.keys = dimensions.into_iter().map(|dimension| key(source, dimension)).collect();
    let least = periods::ROOM.mul_add(rows.len() as f32, 40.0);
    let (years, palette) = (made.years, source.palette);
    let draw = move |room: [f32; 4]| periods::scene(&rows, years.ok_or(NONE)?, palette, room).ok_or(TOO_SMALL);
    Drawing { frame, draw: Box::new(draw), facts, count, kind: "bars", least }
}

/// What a colour means.
fn key(source: Source<'_>, dimension: Option<Dimension>) -> (Swatch, String) {
    let none = || source.text.get("projects-schedule-no-dimension");
    let words = dimension.map_or_else(none, |dimension| source.text.word("dimension", dimension.key()));
    (Swatch::Area(source.palette.dimension(dimension)), words)
}

fn so_far(source: Source<'_>, made: Schedule, mut facts: Facts) -> Drawing<'_> {
    let mut frame = frame(source, &made);
    frame.title = source.text.get("projects-so-far");
    let count = made.so_far.len() as u64;
    let marks = later(source, &made, &mut facts);
    let draw = move |room: [f32; 4]| {
        let (first, last) = made.years?;
        let panel = Panel { lines: steps(source, &made), marks, ..Panel::default() };
        let ticks: Vec<(f64, String)> = (first..=last).map(|year| (f64::from(year), year.to_string())).collect();
        let number = |value: f64, decimals: Option<u8>| source.text.number(value, decimals.unwrap_or(0));
        let chart = Chart {
            panels: &[panel],
            times: [f64::from(first), f64::from(last) + 1.0],
            ticks: &ticks,
            unit: "",
            words: &number,
            has_own_axes: false,
            is_stacked: false,
            is_whole: true,
        };
        lines::scene(&chart, source.palette, room)
    };
    Drawing { frame, draw: Box::new(move |room| draw(room).ok_or(NONE)), facts, count, kind: "years", least: 320.0 }
}

/// What comes after this year is a plan: the mark that says so, where the axis reaches that far.
fn later(source: Source<'_>, made: &Schedule, facts: &mut Facts) -> Vec<(f64, String)> {
    let this_year = source.now.as_of.this_year;
    let is_within = |year: &Year| made.years.is_some_and(|(first, last)| (first..last).contains(year));
    let Some(year) = this_year.filter(is_within) else { return Vec::new() };
    facts.as_of = Some(AsOf { this_year, ..AsOf::default() });
    let words = source.text.with("projects-so-far-later", &[("year", year.to_string().into())]);
    vec![(f64::from(year) + 1.0, words)]
}

/// A line for each kind that occurs, and one for what had ended; a count holds for its whole year.
fn steps(source: Source<'_>, made: &Schedule) -> Vec<Line> {
    let line = |at: usize, name: String, count: &dyn Fn(&YearCount) -> u32| {
        let dots = made.so_far.iter().flat_map(|(year, so_far)| {
            let value = Some(f64::from(count(so_far)));
            [0.0, 1.0].map(|part| Dot { at: f64::from(*year) + part, value, is_uncertain: false })
        });
        let colour = source.palette.series.get(at).copied().unwrap_or(source.palette.accent);
        Line { name, colour, dots: dots.collect(), has_dots: false }
    };
    let kind = |(at, kind): (usize, &ProjectKind)| {
        let name = source.text.word("projects-so-far-started", kind.key());
        line(at, name, &|so_far| so_far.started.get(at).copied().unwrap_or_default())
    };
    let occurs = |line: &Line| line.dots.iter().any(|dot| dot.value > Some(0.0));
    let ended = line(COUNTED.len(), source.text.get("projects-so-far-ended"), &|so_far| so_far.ended);
    COUNTED.iter().enumerate().map(kind).filter(occurs).chain([ended]).collect()
}

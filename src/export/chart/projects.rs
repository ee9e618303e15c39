//! Projects along the years as bars, or how many there were by each year.

use super::{Drawing, Source};
use crate::export::stamp::Facts;
use crate::figure::chart::lines::{self, Chart, Dot, Line, Panel};
use crate::figure::chart::periods;
use crate::figure::chart::sheet::{Frame, Swatch};
use crate::insight::schedule::{self, COUNTED, Schedule, words};
use crate::query::filter_words;
use crate::query::symbols::display_dimension;

/// The chart of the page as it stands.
pub(super) fn drawing(source: Source<'_>) -> Drawing<'_> {
    let answer = crate::export::answers::Source {
        workspace: source.workspace,
        view: source.view,
        text: source.text,
        now: source.now,
    };
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
    let unknown = made.unknown.len();
    let mut remarks = Vec::new();
    if unknown > 0 {
        let arguments = [("n", unknown.into()), ("count", text.integer(unknown).into())];
        remarks.push(text.with("projects-schedule-unknown", &arguments));
    }
    let view = &source.view.filter;
    let filter = filter_words::parts(view, &source.workspace.municipalities, text)
        .into_iter()
        .map(|(_, words)| words)
        .collect::<Vec<_>>()
        .join(" · ");
    Frame { title: text.word("projects-page", "schedule"), subtitle: filter, keys: Vec::new(), remarks }
}

fn bars<'a>(source: Source<'a>, made: &Schedule, facts: Facts) -> Drawing<'a> {
    let mut rows: Vec<periods::Row> = Vec::new();
    for group in &made.groups {
        let name = words::group(&group.key, source.text);
        if !name.is_empty() {
            rows.push(periods::Row::Head(format!("{name} ({})", source.text.integer(group.bars.len()))));
        }
        rows.extend(group.bars.iter().filter_map(|bar| {
            let project = source.workspace.projects.get(bar.row)?;
            let dimension = display_dimension(project, &source.view.filter);
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
    let (years, palette) = (made.years, source.palette);
    let draw = move |room: [f32; 4]| periods::scene(&rows, years?, palette, room);
    Drawing { frame, draw: Box::new(draw), facts, count, kind: "bars" }
}

fn so_far(source: Source<'_>, made: Schedule, facts: Facts) -> Drawing<'_> {
    let mut frame = frame(source, &made);
    frame.keys = Vec::<(Swatch, String)>::new();
    let count = made.so_far.len() as u64;
    let draw = move |room: [f32; 4]| {
        let colour = |at: usize| source.palette.series.get(at).copied().unwrap_or(source.palette.accent);
        let line = |at: usize, name: String, count: &dyn Fn(&schedule::YearCount) -> u32| {
            let dot = |(year, so_far): &(i16, schedule::YearCount)| Dot {
                at: f64::from(*year),
                value: Some(f64::from(count(so_far))),
                is_uncertain: false,
            };
            Line { name, colour: colour(at), dots: made.so_far.iter().map(dot).collect(), has_dots: false }
        };
        let mut drawn: Vec<Line> = COUNTED
            .iter()
            .enumerate()
            .map(|(at, kind)| {
                let name = source.text.word("projects-so-far-kind", kind.key());
                line(at, name, &|so_far| so_far.started.get(at).copied().unwrap_or_default())
            })
            .filter(|line| line.dots.iter().any(|dot| dot.value > Some(0.0)))
            .collect();
        drawn.push(line(COUNTED.len(), source.text.get("projects-so-far-ended"), &|so_far| so_far.ended));
        let panel = Panel { lines: drawn, ..Panel::default() };
        let (first, last) = made.years?;
        let ticks: Vec<(f64, String)> = (first..=last).map(|year| (f64::from(year), year.to_string())).collect();
        let number = |value: f64, decimals: Option<u8>| source.text.number(value, decimals.unwrap_or(0));
        let chart = Chart {
            panels: &[panel],
            times: [f64::from(first) - 0.15, f64::from(last) + 0.15],
            ticks: &ticks,
            unit: "",
            words: &number,
            has_own_axes: false,
        };
        lines::scene(&chart, source.palette, room)
    };
    Drawing { frame, draw: Box::new(draw), facts, count, kind: "years" }
}

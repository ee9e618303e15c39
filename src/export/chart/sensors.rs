//! Series of sensors as on their tab: a chart for each unit on one axis of time, gaps as gaps, what is doubted hollow
//! and dashed, what doesn't count as a cross.

use super::{Drawing, NONE, Source};
use crate::export::stamp::Facts;
use crate::export::{AsOf, ReadSeries};
use crate::figure::chart::axis::shown_range;
use crate::figure::chart::lines::{self, Chart, Dot, Flag, Line, Panel};
use crate::figure::chart::sheet::{Frame, Swatch};
use crate::figure::chart::time_axis;
use crate::figure::style::Colour;
use crate::model::{Datastream, Observation, Quality, Sensor};
use crate::query::sensor_lines::{self, is_free_of_zero, seconds};
use crate::query::{sensor_words as words, sensors};

/// Height of a chart that has room for everything.
const ROOM: f32 = 260.0;
/// Labelled moments on the axis.
const TICKS: usize = 12;
/// More values than this have no dots of their own.
const MOST_DOTS: usize = 80;

/// A datastream with what was read of it.
struct Shown<'a> {
    sensor: &'a Sensor,
    datastream: &'a Datastream,
    read: &'a ReadSeries,
    colour: Colour,
}

/// The chart; `None` where nothing was read.
pub(super) fn drawing(source: Source<'_>) -> Option<Drawing<'_>> {
    let [from, until] = source.now.as_of.readings?;
    let shown = shown(source);
    let groups = groups(&shown);
    let panels: Vec<Panel> = groups.iter().map(|group| panel(source, &shown, group)).collect();
    let is_free = |group: &[&Shown<'_>]| group.iter().all(|one| is_free_of_zero(one.datastream.unit));
    let is_raised = groups.iter().zip(&panels).any(|(group, panel)| is_raised(panel) && !is_free(group));
    if panels.is_empty() {
        return None;
    }
    let facts = facts(source, &shown);
    let frame = frame(source, &shown, &panels, is_raised);
    let (count, least) = (shown.len() as u64, ROOM * panels.len() as f32);
    let times = [seconds(from), seconds(until)];
    let ticks = time_axis::ticks(times[0], times[1], TICKS, words::zone());
    let draw = move |room: [f32; 4]| {
        let number = |value: f64, decimals: Option<u8>| source.text.number(value, decimals.unwrap_or(1));
        let chart = Chart {
            panels: &panels,
            times,
            ticks: &ticks,
            unit: "",
            words: &number,
            has_own_axes: true,
            is_stacked: true,
            is_whole: false,
        };
        lines::scene(&chart, source.palette, room).ok_or(NONE)
    };
    Some(Drawing { frame, draw: Box::new(draw), facts, count, kind: "series", least })
}

/// What was read, in the order and the colours of the tab.
fn shown(source: Source<'_>) -> Vec<Shown<'_>> {
    let colours = &source.palette.series;
    let all = sensor_lines::shown(&source.workspace.sensors, source.view).into_iter().enumerate();
    let read = |(index, (stream, sensor, datastream)): (usize, (crate::workspace::StreamRef, _, _))| {
        let read = source.now.series.iter().find(|one| one.stream == stream)?;
        let colour = colours.get(index % colours.len().max(1)).copied().unwrap_or(source.palette.accent);
        Some(Shown { sensor, datastream, read, colour })
    };
    all.filter_map(read).collect()
}

/// Datastreams by unit, in the order in which they come.
fn groups<'a, 'b>(shown: &'b [Shown<'a>]) -> Vec<Vec<&'b Shown<'a>>> {
    let mut groups: Vec<Vec<&Shown<'_>>> = Vec::new();
    for one in shown {
        let unit = sensor_lines::unit(one.datastream);
        let same = groups.iter_mut().find(|group| group.iter().any(|two| sensor_lines::unit(two.datastream) == unit));
        match same {
            Some(group) => group.push(one),
            None => groups.push(vec![one]),
        }
    }
    groups
}

fn panel(source: Source<'_>, all: &[Shown<'_>], group: &[&Shown<'_>]) -> Panel {
    let unit = group.first().map(|one| words::unit(source.text, one.datastream)).unwrap_or_default();
    let decimals = group.first().map_or(1, |one| sensors::decimals(one.datastream.unit));
    let title = match group {
        [one] if all.len() > 1 => short_name(source, all, one),
        _ => String::new(),
    };
    Panel {
        title,
        lines: group.iter().map(|one| line(source, all, one)).collect(),
        flags: group.iter().flat_map(|one| flags(source, one)).collect(),
        own_unit: Some((unit, decimals)),
        ..Panel::default()
    }
}

fn line(source: Source<'_>, all: &[Shown<'_>], one: &Shown<'_>) -> Line {
    let usual = sensor_lines::usual_distance_s(&one.read.points);
    let parts = sensor_lines::with_gaps(&one.read.points, usual, &source.view.sensors.hidden_qualities);
    let dot = |(at, point): (f64, Option<&Observation>)| Dot {
        at,
        value: point.map(|point| point.value),
        is_uncertain: point.is_some_and(|point| point.quality == Quality::Uncertain),
    };
    let dots: Vec<Dot> = parts.into_iter().map(dot).collect();
    let has_dots = dots.len() <= MOST_DOTS;
    Line { name: short_name(source, all, one), colour: one.colour, dots, has_dots }
}

fn flags<'a>(source: Source<'a>, one: &Shown<'a>) -> impl Iterator<Item = Flag> {
    let colour = one.colour;
    let seen = one.read.flagged.iter().filter(move |point| is_seen(source, point));
    seen.map(move |point| Flag {
        at: seconds(point.time),
        value: point.quality.is_value().then_some(point.value),
        colour,
    })
}

fn is_seen(source: Source<'_>, point: &Observation) -> bool {
    !source.view.sensors.hidden_qualities.contains(&point.quality)
}

/// What tells a datastream apart from the others: its sensor, what it measures, or both.
fn short_name(source: Source<'_>, all: &[Shown<'_>], one: &Shown<'_>) -> String {
    let property = |one: &Shown<'_>| words::property(source.text, one.datastream);
    if all.len() > 1 && all.iter().all(|other| other.sensor.id == one.sensor.id) {
        return property(one);
    }
    if all.iter().all(|other| property(other) == property(one)) {
        return one.sensor.name.to_string();
    }
    format!("{} · {}", one.sensor.name, property(one))
}

fn frame(source: Source<'_>, shown: &[Shown<'_>], panels: &[Panel], is_raised: bool) -> Frame {
    let text = source.text;
    let mut subtitle: Vec<String> = Vec::new();
    let first = shown.first();
    let is_one_sensor = shown.iter().all(|one| first.is_some_and(|first| first.sensor.id == one.sensor.id));
    let title = match first.filter(|_| is_one_sensor) {
        Some(first) => first.sensor.name.to_string(),
        None => text.get("export-chart-sensors"),
    };
    if shown.iter().any(|one| one.sensor.is_simulated) {
        subtitle.push(text.get("sensors-watermark"));
    }
    let mut properties: Vec<String> = Vec::new();
    for property in shown.iter().map(|one| words::property(text, one.datastream)) {
        if !properties.contains(&property) {
            properties.push(property);
        }
    }
    if is_one_sensor || properties.len() == 1 {
        subtitle.push(properties.join(", "));
    }
    if let Some([from, until]) = source.now.as_of.readings {
        subtitle.push(words::stretch(from, until));
    }
    let mut remarks = remarks(source, shown, panels);
    if let Some(first) = remarks.first_mut().filter(|_| is_raised) {
        *first = format!("{first} · {}", text.get("sensors-axis-not-zero"));
    }
    Frame { title, subtitle: subtitle.join(" · "), keys: keys(source, shown), remarks }
}

/// What marks mean, of those that occur.
fn keys(source: Source<'_>, shown: &[Shown<'_>]) -> Vec<(Swatch, String)> {
    let seen = |all: &[Observation], wanted: &dyn Fn(Quality) -> bool| {
        all.iter().any(|point| is_seen(source, point) && wanted(point.quality))
    };
    let is_doubted = shown.iter().any(|one| seen(&one.read.points, &|quality| quality == Quality::Uncertain));
    let is_flagged = shown.iter().any(|one| seen(&one.read.flagged, &|_| true));
    let soft = source.palette.soft;
    let keys = [
        (is_doubted, Swatch::Hollow(soft), source.text.word("quality", Quality::Uncertain.key())),
        (is_flagged, Swatch::Cross(soft), source.text.get("export-chart-key-flagged")),
    ];
    keys.into_iter().filter(|(is_seen, ..)| *is_seen).map(|(_, swatch, words)| (swatch, words)).collect()
}

/// How many readings stand behind the picture, what is not drawn, what breaks a line.
fn remarks(source: Source<'_>, shown: &[Shown<'_>], panels: &[Panel]) -> Vec<String> {
    let text = source.text;
    let number = |n: u64| text.integer(i64::try_from(n).unwrap_or(i64::MAX)).into();
    let (mut total, mut drawn, mut flagged) = (0, 0, 0);
    for one in shown {
        total += one.read.total_count;
        drawn += one.read.points.len() as u64;
        flagged += one.read.flagged_count;
    }
    let mut said = Vec::new();
    if let Some([from, until]) = source.now.as_of.readings {
        let stretch = words::stretch(from, until);
        said.push(text.with("sensors-series-count", &[("n", number(total)), ("stretch", stretch.into())]));
    }
    if drawn < total {
        said.push(text.with("sensors-series-thinned", &[("n", number(drawn))]));
    }
    if flagged > 0 {
        let n = i64::try_from(flagged).unwrap_or(i64::MAX);
        said.push(text.with("sensors-series-flagged", &[("n", n.into()), ("shown", number(flagged))]));
    }
    let mut remarks = vec![said.join(" · ")];
    let has_gap =
        panels.iter().flat_map(|panel| &panel.lines).any(|line| line.dots.iter().any(|dot| dot.value.is_none()));
    remarks.extend(has_gap.then(|| text.get("export-chart-gap")));
    let hidden = source.view.sensors.hidden_qualities.iter();
    let hidden: Vec<String> = hidden.map(|quality| text.word("quality", quality.key())).collect();
    if !hidden.is_empty() {
        remarks.push(text.with("export-chart-hidden", &[("qualities", hidden.join(", ").into())]));
    }
    let silent = shown.iter().filter(|one| one.read.points.is_empty());
    let silent: Vec<String> = silent.map(|one| short_name(source, shown, one)).collect();
    if !silent.is_empty() {
        remarks.push(text.with("export-chart-silent", &[("names", silent.join(", ").into())]));
    }
    remarks
}

/// Whether the axis of a chart begins above zero.
fn is_raised(panel: &Panel) -> bool {
    let values = panel.lines.iter().flat_map(|line| &line.dots).filter_map(|dot| dot.value);
    shown_range(values).is_some_and(|[low, _]| low > 0.0)
}

fn facts(source: Source<'_>, shown: &[Shown<'_>]) -> Facts {
    let mut facts = Facts::default();
    for one in shown {
        facts.feeds.insert(one.sensor.feed.clone());
        facts.note_if("export-note-simulated", one.sensor.is_simulated);
        facts.note_if("export-note-quality", one.read.flagged_count > 0);
    }
    let readings = source.now.as_of.readings;
    facts.as_of = Some(AsOf { readings, ..AsOf::default() });
    facts
}

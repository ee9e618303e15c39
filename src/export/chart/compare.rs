//! Municipalities side by side: the figures as strips, or the series of one, or of several, over the years.

use super::{Drawing, NONE, Source, TOO_SMALL, indicators, words};
use crate::export::answers::comparison as table;
use crate::export::stamp::Facts;
use crate::figure::chart::lines::{self, Chart, Dot, Line, Panel};
use crate::figure::chart::series::Band;
use crate::figure::chart::sheet::{Frame, Swatch};
use crate::figure::chart::strips;
use crate::figure::style::Colour;
use crate::insight::over_time::{self, LEAST_PEERS, OverTime, PlaceSeries};
use crate::insight::series_words::{self, merged_codes};
use crate::insight::{Comparison, Definition, FigureRow, Value, Values, comparison, definition, peers, sheet};
use crate::model::figure_ref::{FigureForm, FigureRef};
use crate::model::period::Year;
use crate::model::{Nis, ValueStatus};
use crate::workspace::{ComparePanels, CompareSection};

/// The chart; `None` without a municipality or figures.
pub(super) fn drawing(source: Source<'_>) -> Option<Drawing<'_>> {
    let answer = crate::export::answers::Source {
        workspace: source.workspace,
        view: source.view,
        text: source.text,
        now: source.now,
    };
    let rows = table::placeless(answer);
    table::with_values(answer, &rows, |values| {
        let compared = comparison::run(values, &source.view.compare)?;
        match source.view.compare.section {
            CompareSection::OverTime => over(source, values, &compared),
            _ => Some(figures(source, values, &compared, table::facts(answer, &compared))),
        }
    })
}

fn colour(source: Source<'_>, position: usize) -> Colour {
    let colours = &source.palette.series;
    colours.get(position % colours.len()).copied().unwrap_or(source.palette.accent)
}

/// Who are the peers.
fn peers_words(source: Source<'_>, compared: &Comparison) -> String {
    let arguments = [
        ("name", source.workspace.municipalities.name(compared.peers.of).into()),
        ("n", (compared.peers.members.len() as i64).into()),
        ("peers", peers::name(source.workspace, &compared.peers, source.text).into()),
    ];
    source.text.with("compare-cli-peers", &arguments)
}

fn figures<'a>(source: Source<'a>, values: &Values<'_>, compared: &Comparison, mut facts: Facts) -> Drawing<'a> {
    let found = compared.rows.iter().flat_map(|row| row.values.iter().flatten());
    found.for_each(|value| table::learn(source.workspace, value, &mut facts));
    let rows: Vec<strips::Row> = compared.rows.iter().map(|row| strip(source, values, row)).collect();
    let name = |nis: &Nis| source.workspace.municipalities.name(*nis);
    let heads = compared.municipalities.iter().enumerate().map(|(at, nis)| (name(nis), colour(source, at)));
    let heads: Vec<(String, Colour)> = heads.collect();
    let palette = source.palette;
    let mut keys: Vec<(Swatch, String)> =
        heads.iter().map(|(name, colour)| (Swatch::Dot(*colour), name.clone())).collect();
    keys.extend([
        (Swatch::Dot(palette.faint), peers::name(source.workspace, &compared.peers, source.text)),
        (Swatch::Area(palette.line), source.text.get("export-chart-key-half")),
    ]);
    let names: Vec<String> = compared.municipalities.iter().map(name).collect();
    let title = format!("{}: {}", source.text.word("tab", "compare"), names.join(", "));
    let remarks = vec![peers::explanation(source.workspace, &compared.peers, source.text)];
    let frame = Frame { title, subtitle: peers_words(source, compared), keys, remarks };
    let (count, rank) = (rows.len() as u64, source.text.get("compare-rank"));
    let draw = move |room: [f32; 4]| strips::scene(&rows, &heads, &rank, palette, room);
    Drawing {
        frame,
        draw: Box::new(move |room| draw(room).ok_or(TOO_SMALL)),
        facts,
        count,
        kind: "figures",
        least: strips::ROOM * count as f32 + 40.0,
    }
}

fn strip(source: Source<'_>, values: &Values<'_>, row: &FigureRow) -> strips::Row {
    let number = |value: f64| definition::number_with_sign(source.workspace, &row.figure, value, source.text);
    let definition = definition::run(values, &row.figure, source.text);
    let year = row.year.map(|year| year.to_string());
    let detail: Vec<String> = [Some(definition.unit.clone()), year].into_iter().flatten().collect();
    let value = |value: &Result<Value, crate::insight::Missing>| match value {
        Ok(value) => (Some(value.value), number(value.value)),
        Err(reason) => (None, definition::missing_short(reason, source.text)),
    };
    let all =
        || row.spread.values.iter().map(|(_, value)| *value).chain(row.values.iter().flatten().map(|one| one.value));
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(f64::NEG_INFINITY, f64::max));
    strips::Row {
        name: definition.name,
        detail: detail.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · "),
        peers: row.spread.values.iter().map(|(_, value)| *value).collect(),
        quartiles: row.spread.quartiles.map(|known| [known.q1, known.median, known.q3]),
        values: row.values.iter().map(value).collect(),
        ends: if low <= high { [number(low), number(high)] } else { Default::default() },
        rank: row
            .ranks
            .first()
            .copied()
            .flatten()
            .map_or_else(String::new, |rank| format!("{} / {}", rank.place, rank.of)),
    }
}

/// A figure with its series.
struct Shown {
    over: OverTime,
    definition: Definition,
}

fn over<'a>(source: Source<'a>, values: &Values<'_>, compared: &Comparison) -> Option<Drawing<'a>> {
    let view = &source.view.compare;
    let is_by_figure = view.is_small_multiples && view.panels == ComparePanels::Figure;
    let wanted: Vec<FigureRef> = if is_by_figure {
        let rows = compared.rows.iter().map(|row| row.figure.clone());
        rows.filter(|figure| values.years(figure).len() > 1).collect()
    } else {
        let chosen = sheet::chosen(compared, view);
        let is_rate = chosen.form == FigureForm::ChangePerYear;
        vec![if is_rate { chosen.with_form(FigureForm::Index) } else { chosen }]
    };
    let shown: Vec<Shown> = wanted
        .iter()
        .map(|figure| Shown {
            over: over_time::run(values, figure, &compared.municipalities, &compared.peers.members, view.borders),
            definition: definition::run(values, figure, source.text),
        })
        .collect();
    // One figure alone needs no panel with its name: the title has it.
    let is_by_figure = is_by_figure && shown.len() > 1;
    let years: Vec<Year> = shown.iter().flat_map(|one| one.over.years()).collect();
    let (first, last) = (*years.iter().min()?, *years.iter().max()?);
    let panels = panels(source, compared, &shown, (first, last));
    let frame = frame(source, compared, &shown, is_by_figure);
    let facts = facts(source, &shown);
    let ticks: Vec<(f64, String)> =
        (first..=last).map(|year| (f64::from(year) + tick_offset(source, &shown), year.to_string())).collect();
    let figure = shown.first()?.over.figure.clone();
    let unit = if is_by_figure { String::new() } else { shown.first()?.definition.unit.clone() };
    let count = panels.iter().map(|panel| panel.lines.len() as u64).sum();
    let panel_count = panels.len();
    let has_own_axes = is_by_figure || view.has_own_axes;
    let draw = move |room: [f32; 4]| {
        let number = |value: f64, decimals: Option<u8>| match decimals {
            Some(decimals) => source.text.number(value, decimals),
            None => definition::number_with_sign(source.workspace, &figure, value, source.text),
        };
        let times = [f64::from(first) - 0.15, f64::from(last) + 1.0];
        let chart = Chart {
            panels: &panels,
            times,
            ticks: &ticks,
            unit: &unit,
            words: &number,
            has_own_axes,
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
        least: 220.0 * (panel_count as f32 / 3.0).ceil(),
    })
}

fn offset(source: Source<'_>, figure: &FigureRef) -> f64 {
    series_words::figure_offset(&source.workspace.indicators, figure)
}

/// Where the year stands on the axis: where its figure does, if there is one figure only.
fn tick_offset(source: Source<'_>, shown: &[Shown]) -> f64 {
    if let [only] = shown { offset(source, &only.over.figure) } else { 0.0 }
}

fn panels(source: Source<'_>, compared: &Comparison, shown: &[Shown], years: (Year, Year)) -> Vec<Panel> {
    let view = &source.view.compare;
    let is_many = shown.len() > 1;
    let one = |shown: &Shown, only: Option<usize>, title: String| {
        let offset = offset(source, &shown.over.figure);
        let wanted = shown.over.series.iter().filter(|one| only.is_none_or(|only| only == one.position));
        let marks = shown.over.mergers.iter().filter(|(at, _)| only.is_none_or(|only| only == *at));
        Panel {
            title,
            lines: wanted.map(|one| line(source, one, offset)).collect(),
            bands: bands(&shown.over, offset, years),
            marks: words::mergers(source, marks.map(|(_, mark)| mark)).0,
            flags: Vec::new(),
            own_unit: is_many.then(|| (shown.definition.unit.clone(), shown.definition.decimals)),
        }
    };
    if view.is_small_multiples && view.panels == ComparePanels::Municipality {
        let places = compared.municipalities.iter().enumerate();
        let of = |(at, nis): (usize, &Nis)| {
            let name = source.workspace.municipalities.name(*nis);
            shown.first().map(|shown| one(shown, Some(at), name))
        };
        return places.filter_map(of).collect();
    }
    let title = |shown: &Shown| if is_many { shown.definition.name.clone() } else { String::new() };
    shown.iter().map(|shown| one(shown, None, title(shown))).collect()
}

fn line(source: Source<'_>, one: &PlaceSeries, offset: f64) -> Line {
    let dots = one.points.iter().map(|point| {
        let value = point.value.as_ref().ok();
        Dot {
            at: f64::from(point.year) + offset,
            value: value.map(|value| value.value),
            is_uncertain: value.is_some_and(|value| value.status != ValueStatus::Final),
        }
    });
    Line {
        name: source.words().former(one.nis),
        colour: colour(source, one.position),
        dots: dots.collect(),
        has_dots: true,
    }
}

fn bands(over: &OverTime, offset: f64, (first, last): (Year, Year)) -> Vec<Band> {
    let within = over.peers.iter().filter(|peer| (first..=last).contains(&peer.year));
    let band = |peer: &over_time::PeerYear| {
        let known = peer.quartiles?;
        Some(Band { at: f64::from(peer.year) + offset, quartiles: [known.q1, known.median, known.q3] })
    };
    within.filter_map(band).collect()
}

fn frame(source: Source<'_>, compared: &Comparison, shown: &[Shown], is_by_figure: bool) -> Frame {
    let text = source.text;
    let names: Vec<String> =
        compared.municipalities.iter().map(|nis| source.workspace.municipalities.name(*nis)).collect();
    let title = match shown {
        [one] if !is_by_figure => one.definition.name.clone(),
        _ => names.join(", "),
    };
    let points = || shown.iter().flat_map(|one| &one.over.series).flat_map(|one| &one.points);
    let known: Vec<(Year, ValueStatus)> =
        points().filter_map(|point| Some((point.year, point.value.as_ref().ok()?.status))).collect();
    let has_peers = shown.iter().any(|one| one.over.peers.iter().any(|peer| peer.quartiles.is_some()));
    let mut keys: Vec<(Swatch, String)> = Vec::new();
    if has_peers {
        let palette = source.palette;
        keys.push((Swatch::Line(palette.soft, crate::figure::scene::Pattern::Solid), text.get("compare-time-median")));
        keys.push((Swatch::Area(palette.line), text.get("export-chart-key-half")));
    }
    keys.extend(indicators::key_of_uncertain(source, known.iter().any(|point| point.1 != ValueStatus::Final)));
    let mut remarks = Vec::new();
    if has_peers {
        let arguments = [
            ("n", (compared.peers.members.len() as i64).into()),
            ("peers", peers::name(source.workspace, &compared.peers, text).into()),
            ("least", (LEAST_PEERS as i64).into()),
        ];
        remarks.push(text.with("compare-time-peers", &arguments));
    }
    let mergers = shown.iter().flat_map(|one| &one.over.mergers).map(|(_, mark)| mark);
    remarks.extend(words::mergers(source, mergers).1);
    remarks.extend(merged(source, shown));
    remarks.extend(source.words().statuses(&known));
    remarks.extend(gaps(source, shown));
    let is_by_municipality = source.view.compare.panels == ComparePanels::Municipality;
    if source.view.compare.is_small_multiples && (is_by_figure || is_by_municipality) {
        let key = match (is_by_figure, source.view.compare.has_own_axes) {
            (true, _) => "compare-time-axes-figures",
            (false, true) => "compare-time-axes-own",
            (false, false) => "compare-time-axes-shared",
        };
        remarks.push(text.get(key));
    }
    if shown.iter().any(|one| one.over.borders == crate::workspace::Borders::OfTheTime) {
        remarks.push(text.get("compare-time-of-the-time"));
    }
    Frame { title, subtitle: if shown.len() == 1 { names.join(", ") } else { String::new() }, keys, remarks }
}

/// Who was counted in with whom, and until when: the last year of any figure.
fn merged(source: Source<'_>, shown: &[Shown]) -> Option<String> {
    let mut found: Vec<(String, String, Year)> = Vec::new();
    for one in shown.iter().flat_map(|one| &one.over.series) {
        let place = source.words().former(one.nis);
        let known = one.points.iter().rev().filter_map(|point| Some((point.year, point.value.as_ref().ok()?)));
        let names = |value: &Value| source.words().merged(&place, merged_codes(value));
        let Some((year, names)) = known.map(|(year, value)| (year, names(value))).find(|(_, names)| !names.is_empty())
        else {
            continue;
        };
        let names = source.words().list(&names);
        match found.iter_mut().find(|known| known.0 == names && known.1 == place) {
            Some(known) => known.2 = known.2.max(year),
            None => found.push((names, place, year)),
        }
    }
    let item = |(names, place, year): (String, String, Year)| {
        let arguments = [("names", names.into()), ("place", place.into()), ("year", year.to_string().into())];
        source.text.with("compare-time-merged-item", &arguments)
    };
    let items: Vec<String> = found.into_iter().map(item).collect();
    (!items.is_empty()).then(|| source.text.with("compare-time-merged", &[("list", items.join("; ").into())]))
}

/// Why years between others have no figure, each reason once.
fn gaps(source: Source<'_>, shown: &[Shown]) -> Vec<String> {
    let mut said: Vec<String> = Vec::new();
    for one in shown {
        for pair in one.over.years().windows(2) {
            if let [before, after] = *pair
                && after - before > 1
                && let Some(reason) = one.over.reason(before + 1)
            {
                let years = if after - before == 2 {
                    (before + 1).to_string()
                } else {
                    format!("{}–{}", before + 1, after - 1)
                };
                let words = format!("{years}: {}", definition::missing(reason, source.text));
                if !said.contains(&words) {
                    said.push(words);
                }
            }
        }
    }
    said
}

fn facts(source: Source<'_>, shown: &[Shown]) -> Facts {
    let mut facts = Facts::default();
    facts.datasets.extend(["municipalities", "mergers"].map(std::sync::Arc::from));
    let answer = crate::export::answers::Source {
        workspace: source.workspace,
        view: source.view,
        text: source.text,
        now: source.now,
    };
    for one in shown {
        table::add_figure(answer, &one.over.figure, &mut facts);
        let points = one.over.series.iter().flat_map(|one| &one.points);
        points
            .filter_map(|point| point.value.as_ref().ok())
            .for_each(|value| table::learn(source.workspace, value, &mut facts));
    }
    facts
}

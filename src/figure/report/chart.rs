//! The series of a section's indicator: a small chart for each place on the same years, and every figure in a table.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::{Gathered, Scene, WIDTH};
use crate::figure::chart::series::{Chart, Dot, scene as drawn_series};
use crate::figure::page::{Block, Cell, Column, Picture, Table};
use crate::figure::scene::Align;
use crate::insight::series_words::{self, SeriesWords, in_years};
use crate::model::period::Year;
use crate::model::{Indicator, ValueStatus};
use crate::query::figures::Figures;
use crate::query::series::{self, Point, Series, SeriesPlace};
use crate::workspace::Scale;

/// Between two charts.
const GAP: f32 = 23.0;

/// Height of a chart.
const HEIGHT: f32 = 122.0;

/// Room for words left and right of the axes.
const ROOM: [f32; 2] = [33.0, 40.0];

/// Most charts; the table has every place.
const MOST_CHARTS: usize = 12;

/// Places side by side in a table.
const PLACES: usize = 6;

/// What the chart is of.
struct Shown<'a> {
    indicator: &'a Indicator,
    scale: Scale,
    /// Name and unit.
    title: String,
    series: Vec<(String, Series)>,
}

/// The blocks.
pub(super) fn blocks(scene: &Scene<'_>, gathered: &mut Gathered) -> Vec<Block> {
    let none = || vec![scene.maker.small(scene.t("reports-no-figures", &[]), 4.0)];
    let Some(shown) = shown(scene, gathered) else { return none() };
    let Some(years) = years(&shown.series) else { return none() };
    let mut blocks = Vec::new();
    let width = (WIDTH - GAP) / 2.0;
    for (index, pair) in shown.series.iter().take(MOST_CHARTS).collect::<Vec<_>>().chunks(2).enumerate() {
        let chart =
            |one: &&(String, Series)| (width, vec![Block::Picture(picture(scene, &shown, one, years, width), 0.0)]);
        blocks.push(Block::Columns(pair.iter().map(chart).collect(), GAP, if index == 0 { 5.0 } else { 12.0 }));
    }
    if shown.series.len() > MOST_CHARTS {
        let arguments = [("shown", scene.n(MOST_CHARTS as u32)), ("all", scene.n(shown.series.len() as u32))];
        blocks.push(scene.maker.small(scene.t("reports-first-charts", &arguments), 3.0));
    }
    for places in shown.series.chunks(PLACES) {
        blocks.push(Block::Table(table(scene, &shown, places), 8.0));
    }
    let points = || shown.series.iter().flat_map(|(_, one)| &one.points).filter(|point| point.value.is_some());
    if points().any(|point| point.status != ValueStatus::Final) {
        gathered.facts.notes.insert("export-note-provisional");
        blocks.push(scene.maker.small(scene.t("reports-provisional", &[]), 3.0));
    }
    if points().any(|point| !point.merged_from.is_empty()) {
        gathered.facts.notes.insert("export-note-merged");
    }
    blocks
}

fn shown<'a>(scene: &'a Scene<'_>, gathered: &mut Gathered) -> Option<Shown<'a>> {
    let (workspace, view) = (&scene.workspace, &scene.section.view.indicators);
    let chosen = view.indicator.as_ref().and_then(|id| workspace.indicators.definition(id));
    let indicator =
        chosen.or_else(|| workspace.indicators.definitions().first().filter(|_| view.indicator.is_none()))?;
    let scale = series_words::scale_of(view.scale, indicator);
    let figures = Figures::new(&workspace.indicators, &workspace.municipalities, view.borders);
    let places = series::places(&scene.section.view);
    let (all, year) = series::of_places(&figures, &indicator.id, &places, scale);
    gathered.facts.datasets.extend(["municipalities", "mergers", "indicators"].map(Arc::from));
    gathered.facts.datasets.extend(figures.tables(&indicator.id, scale));
    let unit = unit(scene, indicator, scale, year);
    let name = indicator.name.get(scene.maker.text.language());
    let title = if unit.is_empty() { name.to_owned() } else { format!("{name} ({unit})") };
    let series = places.iter().map(|place| place_name(scene, place)).zip(all).collect();
    Some(Shown { indicator, scale, title, series })
}

fn place_name(scene: &Scene<'_>, place: &SeriesPlace) -> String {
    match place {
        SeriesPlace::Municipality(nis) => {
            let mergers = scene.workspace.municipalities.timeline().mergers();
            let vanished = mergers.iter().find(|merger| merger.old == *nis && merger.new != *nis);
            vanished.map_or_else(|| scene.workspace.municipalities.name(*nis), |one| one.old_name.to_string())
        }
        SeriesPlace::Region(region) => region.name.to_string(),
        SeriesPlace::Flanders => scene.maker.text.word("region", "flanders"),
    }
}

fn unit(scene: &Scene<'_>, indicator: &Indicator, scale: Scale, year: Option<Year>) -> String {
    let words = SeriesWords { workspace: &scene.workspace, text: scene.maker.text };
    words.unit(indicator, scale, &year.map_or_else(|| "–".to_owned(), |year| year.to_string()))
}

fn decimals(shown: &Shown<'_>) -> u8 {
    series_words::decimals(shown.indicator, shown.scale)
}

/// The first year with a figure and the end of the last.
fn years(series: &[(String, Series)]) -> Option<[f64; 2]> {
    let known = series.iter().flat_map(|(_, one)| &one.points).filter(|point| point.value.is_some());
    let all: Vec<Year> = known.map(|point| point.year).collect();
    Some([f64::from(*all.iter().min()?), f64::from(*all.iter().max()?) + 1.0])
}

fn picture(
    scene: &Scene<'_>,
    shown: &Shown<'_>,
    (name, series): &(String, Series),
    years: [f64; 2],
    width: f32,
) -> Picture {
    let (text, moment) = (scene.maker.text, series_words::offset(&scene.workspace.indicators, shown.indicator));
    let dot = |point: &Point| {
        let is_provisional = point.status != ValueStatus::Final;
        Some(Dot { at: f64::from(point.year) + moment, value: point.value?, is_provisional })
    };
    let own: Vec<Dot> = series.points.iter().filter_map(dot).collect();
    let mark = |date: jiff::civil::Date| {
        (in_years(date), text.with("profile-merger-mark", &[("year", date.year().to_string().into())]))
    };
    let dates: BTreeSet<jiff::civil::Date> = series.mergers.iter().map(|merger| merger.date).collect();
    let mergers: Vec<(f64, String)> = dates.into_iter().map(mark).collect();
    let own_decimals = decimals(shown);
    let words = |value: f64, decimals: Option<u8>| text.number(value, decimals.unwrap_or(own_decimals));
    let empty = text.get("reports-no-figures");
    let chart = Chart {
        title: &shown.title,
        own_name: name,
        peers_name: "",
        own: &own,
        peers: &[],
        mergers: &mergers,
        years,
        room: ROOM,
        words: &words,
        empty: &empty,
    };
    let drawn = drawn_series(&chart, &scene.maker.palette, [width, HEIGHT]);
    let alternative = alternative(scene, shown, name, series);
    Picture { name: "series".to_owned(), alternative, scene: drawn, size: [width, HEIGHT] }
}

/// First and last figure.
fn alternative(scene: &Scene<'_>, shown: &Shown<'_>, name: &str, series: &Series) -> String {
    let number = |value: f64| scene.maker.text.number(value, decimals(shown));
    let known: Vec<(Year, f64)> = series.points.iter().filter_map(|one| Some((one.year, one.value?))).collect();
    let head = [("figure", shown.title.as_str().into()), ("name", name.into())];
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        return scene.t("profile-series-alternative-none", &head);
    };
    let ends = [
        ("first", number(first.1).into()),
        ("from", first.0.to_string().into()),
        ("last", number(last.1).into()),
        ("until", last.0.to_string().into()),
    ];
    scene.t("reports-chart-alternative", &[head.as_slice(), &ends].concat())
}

/// A row for each year with a figure of any of these places.
fn table(scene: &Scene<'_>, shown: &Shown<'_>, places: &[(String, Series)]) -> Table {
    let text = scene.maker.text;
    let mut table = scene.maker.styles.table(true, &scene.maker.palette);
    let column = |title: String, part, align| Column { title, part, align, max_lines: 3 };
    table.columns = vec![column(text.get("profile-column-year"), 0.6, Align::Left)];
    table.columns.extend(places.iter().map(|(name, _)| column(name.clone(), 1.0, Align::Right)));
    let known = shown.series.iter().flat_map(|(_, one)| &one.points).filter(|point| point.value.is_some());
    let years: BTreeSet<Year> = known.map(|point| point.year).collect();
    let cell = |series: &Series, year: Year| {
        let point = series.points.iter().find(|point| point.year == year);
        let value = point.and_then(|point| Some((point.value?, point.status)));
        let words = value.map(|(value, status)| {
            let number = text.number(value, decimals(shown));
            if status == ValueStatus::Final { number } else { format!("{number}*") }
        });
        Cell::text(words.unwrap_or_else(|| text.get("figures-short-missing")))
    };
    let row = |year: Year| {
        let head = Cell::text(year.to_string());
        std::iter::once(head).chain(places.iter().map(|(_, series)| cell(series, year))).collect()
    };
    table.rows = years.into_iter().map(row).collect();
    table
}

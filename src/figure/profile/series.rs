//! Figures over the years beside their peers, two charts in a row, all on the same years.

use super::Maker;
use crate::figure::chart::series::{self, Band, Chart, Dot};
use crate::figure::page::{Block, Picture, Run};
use crate::insight::profile::ProfileSeries;
use crate::insight::{Definition, Profile, definition, peers};
use crate::model::ValueStatus;
use crate::model::figure_ref::FigureBase;
use crate::model::period::Year;

/// Between two charts.
const GAP: f32 = 23.0;

/// Height of a chart.
const HEIGHT: f32 = 122.0;

/// Room for words left and right of the axes.
const ROOM: [f32; 2] = [33.0, 40.0];

/// The blocks.
pub(super) fn blocks(maker: &Maker<'_>, profile: &Profile<'_>) -> Vec<Block> {
    let note = vec![Run::plain(maker.t("profile-series-note"))];
    let mut blocks = vec![maker.section("profile-series"), Block::Paragraph(note, maker.styles.small, 2.0)];
    let Some(years) = years(profile) else {
        blocks.push(Block::Paragraph(vec![Run::plain(maker.t("profile-series-none"))], maker.styles.body, 4.0));
        return blocks;
    };
    let width = (Maker::width() - GAP) / 2.0;
    for (index, pair) in profile.series.chunks(2).enumerate() {
        let chart =
            |one: &ProfileSeries| (width, vec![Block::Picture(picture(maker, profile, one, years, width), 0.0)]);
        let before = if index == 0 { 8.0 } else { 12.0 };
        blocks.push(Block::Columns(pair.iter().map(chart).collect(), GAP, before));
    }
    blocks
}

/// The years of all charts: from the first with a figure to the end of the last.
fn years(profile: &Profile<'_>) -> Option<[f64; 2]> {
    let known =
        profile.series.iter().flat_map(|one| &one.years).filter(|year| year.own.is_ok() || year.peers.is_some());
    let all: Vec<Year> = known.map(|year| year.year).collect();
    Some([f64::from(*all.iter().min()?), f64::from(*all.iter().max()?) + 1.0])
}

fn picture(maker: &Maker<'_>, profile: &Profile<'_>, one: &ProfileSeries, years: [f64; 2], width: f32) -> Picture {
    let moment = moment(maker, one);
    let own: Vec<Dot> = one
        .years
        .iter()
        .filter_map(|year| {
            let (value, status) = *year.own.as_ref().ok()?;
            Some(Dot { at: f64::from(year.year) + moment, value, is_provisional: status != ValueStatus::Final })
        })
        .collect();
    let bands: Vec<Band> = one
        .years
        .iter()
        .filter_map(|year| {
            let peers = year.peers?;
            Some(Band { at: f64::from(year.year) + moment, quartiles: [peers.q1, peers.median, peers.q3] })
        })
        .collect();
    let workspace = maker.workspace();
    let peers = peers::name(workspace, &profile.peers, maker.text);
    let full = maker.text.with("profile-series-peers", &[("peers", peers.clone().into())]);
    let (name, empty) = (maker.name(profile), maker.t("profile-series-none"));
    let peers = if series::has_room(&name, &full, width) { full } else { peers };
    let words = |value: f64, decimals: Option<u8>| match decimals {
        Some(decimals) => maker.text.number(value, decimals),
        None => definition::number_with_sign(workspace, &one.figure, value, maker.text),
    };
    let title = title(maker, one);
    let chart = Chart {
        title: &title,
        own_name: &name,
        peers_name: &peers,
        own: &own,
        peers: &bands,
        mergers: &mergers(maker, profile),
        years,
        room: ROOM,
        words: &words,
        empty: &empty,
    };
    let scene = series::scene(&chart, &maker.palette, [width, HEIGHT]);
    let alternative = alternative(maker, &name, one, &title);
    Picture { name: format!("series-{}", one.figure), alternative, scene, size: [width, HEIGHT] }
}

/// The figure and its unit, unless the name says it.
fn title(maker: &Maker<'_>, one: &ProfileSeries) -> String {
    let Some(definition) = maker.definitions.get(&one.figure) else { return one.figure.to_string() };
    match unsaid_unit(definition) {
        Some(unit) => format!("{} ({unit})", definition.name),
        None => definition.name.clone(),
    }
}

/// The unit of a figure, unless its name or the sign behind the number says it.
pub(super) fn unsaid_unit(definition: &Definition) -> Option<&str> {
    // "1 000" and "1000" are the same word, and so is each letter's case.
    let plain = |text: &str| text.to_lowercase().split_whitespace().collect::<String>();
    let name = plain(&definition.name);
    let is_said =
        definition.unit.starts_with('%') || definition.unit.split(' ').all(|word| name.contains(&plain(word)));
    (!is_said).then_some(definition.unit.as_str())
}

/// Where in its year a figure stands: 1 January at the start, a whole year in the middle, the fourth quarter late.
fn moment(maker: &Maker<'_>, one: &ProfileSeries) -> f64 {
    let FigureBase::Indicator(id) = &one.figure.base else { return 0.5 };
    match maker.workspace().indicators.definition(id).map(|definition| &*definition.reference) {
        Some("1 January") => 0.0,
        Some("Q4") => 0.875,
        _ => 0.5,
    }
}

fn mergers(maker: &Maker<'_>, profile: &Profile<'_>) -> Vec<(f64, String)> {
    let mut dates: Vec<jiff::civil::Date> = profile.mergers.iter().map(|merger| merger.effective).collect();
    dates.dedup();
    let mark = |date: jiff::civil::Date| {
        let at = f64::from(date.year()) + f64::from(date.day_of_year() - 1) / 365.25;
        (at, maker.text.with("profile-merger-mark", &[("year", date.year().to_string().into())]))
    };
    dates.into_iter().map(mark).collect()
}

/// First and last figure, and the peers' last median.
fn alternative(maker: &Maker<'_>, name: &str, one: &ProfileSeries, title: &str) -> String {
    let number = |value: f64| definition::number_with_sign(maker.workspace(), &one.figure, value, maker.text);
    let known: Vec<(Year, f64)> =
        one.years.iter().filter_map(|year| Some((year.year, year.own.as_ref().ok()?.0))).collect();
    let (Some(first), Some(last)) = (known.first(), known.last()) else {
        let arguments = [("figure", title.into()), ("name", name.into())];
        return maker.text.with("profile-series-alternative-none", &arguments);
    };
    let median = one.years.iter().rev().find_map(|year| year.peers).map(|peers| number(peers.median));
    maker.text.with(
        "profile-series-alternative",
        &[
            ("figure", title.into()),
            ("name", name.into()),
            ("first", number(first.1).into()),
            ("from", first.0.to_string().into()),
            ("last", number(last.1).into()),
            ("until", last.0.to_string().into()),
            ("median", median.unwrap_or_else(|| "–".to_owned()).into()),
        ],
    )
}

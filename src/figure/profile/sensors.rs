//! The sensors of a municipality with their newest values: each where they are few, by what they measure where they
//! are many. A value says when it was true, whether it is old, doubted or simulated.

use std::collections::BTreeMap;

use super::Maker;
use crate::figure::page::{Block, Cell, Column, Run};
use crate::figure::scene::Align;
use crate::insight::{Profile, definition};
use crate::model::{Datastream, Observation, ObservedProperty, Quality, Sensor};
use crate::query::sensor_words::zone;
use crate::query::sensors;

/// More datastreams than this are told by what they measure.
const MOST: usize = 14;

/// A newest value.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The sensor.
    pub sensor: &'a Sensor,
    /// What it measures.
    pub stream: &'a Datastream,
    /// Its newest value; `None` = never one.
    pub latest: Option<Observation>,
    /// Whether it is as new as its feed can be.
    pub is_fresh: bool,
}

/// Every datastream of the municipality, by property, then sensor.
pub fn readings<'a>(maker: &Maker<'a>, profile: &Profile<'a>) -> Vec<Reading<'a>> {
    let feeds = maker.workspace().sensors.feeds();
    let mut all: Vec<Reading<'a>> = Vec::new();
    for sensor in &profile.sensors {
        let rhythm = feeds.get(&sensor.feed).map_or(0, crate::model::Feed::rhythm_s);
        for stream in &sensor.datastreams {
            let is_fresh = stream.latest.is_some_and(|latest| sensors::is_fresh(latest.time, rhythm, maker.now));
            all.push(Reading { sensor, stream, latest: stream.latest, is_fresh });
        }
    }
    all.sort_by(|a, b| {
        (a.stream.property, &a.sensor.id, &a.stream.key).cmp(&(b.stream.property, &b.sensor.id, &b.stream.key))
    });
    all
}

/// The blocks.
pub(super) fn blocks(maker: &Maker<'_>, profile: &Profile<'_>) -> Vec<Block> {
    let styles = &maker.styles;
    let readings = readings(maker, profile);
    let mut blocks = vec![maker.section("profile-sensors")];
    if readings.is_empty() {
        let name = maker.name(profile);
        let words = maker.text.with("profile-sensors-none", &[("name", name.into())]);
        blocks.push(Block::Paragraph(vec![Run::plain(words)], styles.body, 3.0));
        return blocks;
    }
    let mut remarks = vec![maker.text.with(
        "profile-sensors-count",
        &[
            ("sensors", maker.text.integer(profile.sensors.len() as u32).into()),
            ("n", (profile.sensors.len() as i64).into()),
            ("streams", maker.text.integer(readings.len() as u32).into()),
        ],
    )];
    if profile.sensors.iter().any(|sensor| sensor.is_nis_approximate) {
        remarks.push(maker.t("profile-sensors-approximate"));
    }
    blocks.push(Block::Paragraph(vec![Run::plain(remarks.join(" "))], styles.small, 2.0));
    if profile.sensors.iter().any(|sensor| sensor.is_simulated) {
        let warning =
            vec![Block::Paragraph(vec![Run::plain(maker.t("profile-sensors-simulated"))], styles.warning, 0.0)];
        blocks.push(Block::Callout(maker.palette.warning_background, warning, 6.0));
    }
    let table = if readings.len() <= MOST { each(maker, &readings) } else { by_property(maker, &readings) };
    blocks.push(Block::Table(table, 6.0));
    blocks
}

fn each(maker: &Maker<'_>, readings: &[Reading<'_>]) -> crate::figure::page::Table {
    let mut table = maker.styles.table(false, &maker.palette);
    let column = |key: &str, part, align| Column { title: maker.t(key), part, align, max_lines: 2 };
    table.columns = vec![
        column("profile-column-sensor", 170.0, Align::Left),
        column("profile-column-property", 110.0, Align::Left),
        column("profile-column-newest", 80.0, Align::Left),
        column("profile-column-when", 120.0, Align::Left),
    ];
    table.rows = readings
        .iter()
        .map(|one| {
            let name = simulated(maker, &one.sensor.name, one.sensor.is_simulated);
            let value = one.latest.map_or_else(
                || maker.t("profile-sensors-never"),
                |latest| value_words(maker, one.stream, latest.value),
            );
            let when = one.latest.map_or_else(|| "–".to_owned(), |latest| when(maker, latest, one.is_fresh));
            let property = maker.text.word("property", one.stream.property.key());
            vec![Cell::text(name), Cell::text(property), Cell::text(value), Cell::text(when)]
        })
        .collect();
    table
}

fn by_property(maker: &Maker<'_>, readings: &[Reading<'_>]) -> crate::figure::page::Table {
    let mut table = maker.styles.table(true, &maker.palette);
    let column = |key: &str, part, align| Column { title: maker.t(key), part, align, max_lines: 2 };
    table.columns = vec![
        column("profile-column-property", 170.0, Align::Left),
        column("profile-column-streams", 40.0, Align::Right),
        column("profile-column-range", 140.0, Align::Left),
        column("profile-column-latest", 130.0, Align::Left),
    ];
    let mut groups: BTreeMap<(ObservedProperty, String), Vec<&Reading<'_>>> = BTreeMap::new();
    for one in readings {
        let unit = definition::unit_of_sensor(one.stream.unit, &one.stream.original_unit, maker.text);
        groups.entry((one.stream.property, unit)).or_default().push(one);
    }
    table.rows = groups.into_iter().map(|((property, _), group)| group_row(maker, property, &group)).collect();
    table
}

fn group_row(maker: &Maker<'_>, property: ObservedProperty, group: &[&Reading<'_>]) -> Vec<Cell> {
    let counted = group.iter().filter_map(|one| Some((one, one.latest.filter(|latest| latest.quality.counts())?)));
    let values: Vec<f64> = counted.map(|(_, latest)| latest.value).collect();
    let range = values.iter().copied().map(|value| [value, value]).reduce(|a, b| [a[0].min(b[0]), a[1].max(b[1])]);
    let range = match (range, group.first()) {
        (Some([low, high]), Some(first)) if low < high => {
            let decimals = sensors::decimals(first.stream.unit);
            format!("{}\u{a0}– {}", maker.text.number(low, decimals), value_words(maker, first.stream, high))
        }
        (Some([value, _]), Some(first)) => value_words(maker, first.stream, value),
        _ => maker.t("profile-sensors-never"),
    };
    let newest = group.iter().filter_map(|one| Some((one.latest?, one.is_fresh))).max_by_key(|(latest, _)| latest.time);
    let newest = newest.map_or_else(|| "–".to_owned(), |(latest, is_fresh)| when(maker, latest, is_fresh));
    let is_simulated = group.iter().any(|one| one.sensor.is_simulated);
    let name = simulated(maker, &maker.text.word("property", property.key()), is_simulated);
    let count = maker.text.integer(group.len() as u32);
    vec![Cell::text(name), Cell::text(count), Cell::text(range), Cell::text(newest)]
}

fn simulated(maker: &Maker<'_>, name: &str, is_simulated: bool) -> String {
    if is_simulated { format!("{name} ({})", maker.t("sensors-simulated")) } else { name.to_owned() }
}

fn value_words(maker: &Maker<'_>, stream: &Datastream, value: f64) -> String {
    let number = maker.text.number(value, sensors::decimals(stream.unit));
    let unit = definition::unit_of_sensor(stream.unit, &stream.original_unit, maker.text);
    if unit.is_empty() { number } else { format!("{number}\u{a0}{unit}") }
}

/// "2026-03-02 14:05 · oud", in the time of Brussels.
fn when(maker: &Maker<'_>, latest: Observation, is_fresh: bool) -> String {
    let mut words = latest.time.to_zoned_datetime(zone().clone()).strftime("%Y-%m-%d %H:%M").to_string();
    if !is_fresh {
        words = format!("{words} · {}", maker.t("profile-sensors-old"));
    }
    if latest.quality != Quality::Good {
        words = format!("{words} · {}", maker.text.word("quality", latest.quality.key()));
    }
    words
}

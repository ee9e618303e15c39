//! What hovering tells.

use egui::{RichText, Ui};

use crate::figure::map::legend::figure_words;
use crate::figure::map::sensor_legend::{property_words, value_words};
use crate::model::{BoundaryAccuracy, Datastream, Nis, ObservedProperty, Project, Quality, Sensor};
use crate::query::sensor_classes::Scales;
use crate::query::sensors::shown;
use crate::ui::UiContext;
use crate::ui::widgets;

/// Most values of one sensor in a hover; the inspector has them all.
const STREAMS_SHOWN: usize = 4;

/// A municipality: name, figure with unit and year, projects, how exact its boundary is.
pub fn town_ui(ctx: &UiContext<'_>, ui: &mut Ui, nis: Nis) {
    let Some(row) = ctx.workspace.municipalities.get(nis) else { return };
    ui.set_max_width(260.0);
    ui.label(widgets::semibold(row.name.as_ref()));
    if let Some(choropleth) = ctx.results.choropleth.as_deref() {
        let found = choropleth.values.binary_search_by_key(&nis, |(code, ..)| *code).ok();
        let value = found.and_then(|position| choropleth.values.get(position)).map(|(_, value, _)| *value);
        let year = choropleth.year.to_string();
        let line = match value {
            Some(value) => {
                let definition = ctx.workspace.indicators.definition(&choropleth.indicator);
                let name = definition.map(|definition| definition.name.get(ctx.text.language())).unwrap_or_default();
                let words = figure_words(ctx.workspace, choropleth, value, ctx.text);
                format!("{name}: {words} ({year})")
            }
            None => ctx.text.with("map-town-no-figure", &[("year", year.into())]),
        };
        ui.label(RichText::new(line).color(ctx.theme.soft()));
    }
    let of_place = ctx.results.symbols.iter().find(|symbol| symbol.nis == Some(nis)).map(|symbol| symbol.rows.len());
    let n = of_place.unwrap_or_default() as u64;
    let shown = ctx.text.integer(n);
    ui.label(ctx.text.with("map-town-projects", &[("n", n.into()), ("shown", shown.into())]));
    if row.boundary.as_ref().is_some_and(|boundary| boundary.accuracy == BoundaryAccuracy::Approximate) {
        ui.label(widgets::small(ctx.theme, ctx.t("map-town-approximate")));
    }
}

/// A project: title, dimension and stage.
pub fn project_ui(ctx: &UiContext<'_>, ui: &mut Ui, project: &Project) {
    ui.set_max_width(280.0);
    ui.label(widgets::semibold(project.title.get(ctx.text.language())));
    let dimensions: Vec<String> =
        project.dimensions.iter().map(|dimension| ctx.text.word("dimension", dimension.key())).collect();
    let status = ctx.text.word("status", project.status.key());
    ui.label(widgets::small(ctx.theme, format!("{} · {status}", dimensions.join(", "))));
}

/// Datastream and words of the value that is shown of a sensor: number, unit, class; `None` without a value.
pub fn shown_value<'a>(ctx: &UiContext<'_>, sensor: &'a Sensor, scales: &Scales) -> Option<(&'a Datastream, String)> {
    let stream = shown(sensor, ctx.view.sensors.property)?;
    Some((stream, value_words(stream, scales, ctx.text)?))
}

/// A sensor: name, what is shown of it with class and age, its other values, where it stands, feed.
pub fn sensor_ui(ctx: &UiContext<'_>, ui: &mut Ui, sensor: &Sensor, scales: &Scales) {
    ui.set_max_width(300.0);
    ui.label(widgets::semibold(sensor.name.as_ref()));
    let asked = ctx.view.sensors.property;
    let first = shown(sensor, asked);
    for stream in first.into_iter().chain(others(sensor, asked)).take(STREAMS_SHOWN) {
        let name = property_words(stream, ctx.text);
        let value = value_words(stream, scales, ctx.text).unwrap_or_else(|| ctx.t("map-sensor-no-value"));
        ui.label(format!("{name}: {value}"));
        ui.label(widgets::small(ctx.theme, trust_words(ctx, stream)));
    }
    ui.label(widgets::small(ctx.theme, place_words(ctx, sensor)));
}

/// The rest of the hover, read aloud in one go.
pub fn sensor_spoken(ctx: &UiContext<'_>, sensor: &Sensor, scales: &Scales) -> String {
    spoken_with(ctx, sensor, scales, "\n")
}

/// Name, value with class and age, place and feed, with this between.
pub fn spoken_with(ctx: &UiContext<'_>, sensor: &Sensor, scales: &Scales, between: &str) -> String {
    let mut parts = vec![sensor.name.to_string()];
    if let Some(stream) = shown(sensor, ctx.view.sensors.property) {
        let name = property_words(stream, ctx.text);
        let value = value_words(stream, scales, ctx.text).unwrap_or_else(|| ctx.t("map-sensor-no-value"));
        parts.push(format!("{name}: {value}"));
        parts.push(trust_words(ctx, stream));
    }
    parts.push(place_words(ctx, sensor));
    parts.retain(|part| !part.is_empty());
    parts.join(between)
}

fn others(sensor: &Sensor, asked: Option<ObservedProperty>) -> impl Iterator<Item = &Datastream> {
    let first = shown(sensor, asked).map(|stream| &stream.key);
    sensor.datastreams.iter().filter(move |stream| Some(&stream.key) != first)
}

/// Age, and what speaks against the value.
fn trust_words(ctx: &UiContext<'_>, stream: &Datastream) -> String {
    let Some(latest) = stream.latest else { return String::new() };
    let age = crate::ui::inspector::age(ctx, latest.time);
    if latest.quality == Quality::Good {
        age
    } else {
        format!("{age} · {}", ctx.text.word("quality", latest.quality.key()))
    }
}

/// Municipality, feed, whether it is simulated.
fn place_words(ctx: &UiContext<'_>, sensor: &Sensor) -> String {
    let mut parts: Vec<String> = sensor.nis.map(|nis| ctx.workspace.municipalities.name(nis)).into_iter().collect();
    if sensor.nis.is_some() && sensor.is_nis_approximate {
        parts.push(ctx.t("map-sensor-approximate"));
    }
    let feed = ctx.workspace.sensors.feeds().get(&sensor.feed);
    parts.extend(feed.map(|feed| feed.name.get(ctx.text.language()).to_owned()));
    if sensor.is_simulated {
        parts.push(ctx.t("map-sensor-simulated"));
    }
    parts.join(" · ")
}

//! What hovering tells.

use egui::{RichText, Ui};

use crate::figure::map::legend::figure_words;
use crate::model::{BoundaryAccuracy, Nis, Project, Sensor, Unit};
use crate::ui::UiContext;
use crate::ui::widgets;

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

/// A sensor in one line: name, newest value, whether it is simulated.
pub fn sensor_words(ctx: &UiContext<'_>, sensor: &Sensor) -> String {
    let mut words = sensor.name.to_string();
    for stream in &sensor.datastreams {
        let name = ctx.text.word("property", stream.property.key());
        let value = match stream.latest {
            Some(latest) => {
                let unit =
                    if stream.unit == Unit::Original { stream.original_unit.as_ref() } else { unit_words(stream.unit) };
                format!("{} {unit}", ctx.text.number(latest.value, 0))
            }
            None => ctx.t("map-sensor-no-value"),
        };
        words.push_str(&format!("\n{name}: {value}"));
    }
    if sensor.is_simulated {
        words.push_str(&format!(" ({})", ctx.t("map-sensor-simulated")));
    }
    words
}

const fn unit_words(unit: Unit) -> &'static str {
    match unit {
        Unit::Spaces => "",
        other => other.key(),
    }
}

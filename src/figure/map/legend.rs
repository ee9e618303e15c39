//! What the legend says, as words and colours; the window and a picture draw the same.

use super::base::ramp_colour;
use crate::figure::style::{Colour, Palette};
use crate::model::Dimension;
use crate::query::classes::Choropleth;
use crate::text::Text;
use crate::workspace::Workspace;

/// The classes of the fill.
#[derive(Clone, Debug, PartialEq)]
pub struct FigureLegend {
    /// Figure, unit and year.
    pub title: String,
    /// Colour and lower bound of each class; the last reads "≥ …".
    pub classes: Vec<(Colour, String)>,
    /// Colour and words of municipalities without the figure, where there are any.
    pub missing: Option<(Colour, String)>,
    /// What must be seen at once: approximate boundaries, provisional figures, producer.
    pub line: String,
    /// Method, source, and what is approximate or provisional, each in full.
    pub notes: Vec<String>,
}

/// A figure in the words of its definition: number and unit.
pub fn figure_words(workspace: &Workspace, choropleth: &Choropleth, value: f64, text: &Text) -> String {
    let Some(definition) = workspace.indicators.definition(&choropleth.indicator) else { return String::new() };
    let number = text.number(value, definition.decimals);
    let unit = unit_words(&definition.unit, text);
    if unit.is_empty() { number } else { format!("{number} {unit}") }
}

/// The unit of an indicator as a reader writes it, where the texts know it; else as the data writes it.
pub fn unit_words(unit: &str, text: &Text) -> String {
    let slug: String = unit
        .chars()
        .map(|letter| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' })
        .collect();
    let key = format!("map-unit-{}", slug.trim_matches('-'));
    let words = text.get(&key);
    if words == key { unit.to_owned() } else { words }
}

/// The legend of the fill; `None` where there is none.
pub fn figure(workspace: &Workspace, choropleth: &Choropleth, palette: &Palette, text: &Text) -> Option<FigureLegend> {
    let definition = workspace.indicators.definition(&choropleth.indicator)?;
    let name = definition.name.get(text.language());
    let unit = unit_words(&definition.unit, text);
    let year = choropleth.year.to_string();
    let title = if unit.is_empty() || name.to_lowercase().contains(&unit.to_lowercase()) {
        text.with("map-legend-title", &[("name", name.into()), ("year", year.into())])
    } else {
        text.with("map-legend-title-unit", &[("name", name.into()), ("unit", unit.into()), ("year", year.into())])
    };
    let count = choropleth.bounds.len();
    let classes = choropleth.bounds.iter().enumerate().map(|(class, bound)| {
        let number = text.number(*bound, definition.decimals.min(decimals_of(&choropleth.bounds)));
        let words = if class + 1 == count && count > 1 { format!("≥ {number}") } else { number };
        (ramp_colour(palette, class, count), words)
    });
    let missing = (choropleth.missing_count > 0).then(|| {
        let n = choropleth.missing_count;
        (palette.missing, text.with("map-legend-missing", &[("n", n.into())]))
    });
    let method = text.word("class-method", choropleth.method.key());
    // The producer's short name; the whole of it stands in the Data tab and in stamps.
    let source = definition.producer();
    let mut notes = vec![text.with("map-legend-source", &[("method", method.into()), ("source", source.into())])];
    let mut line = Vec::new();
    if choropleth.is_provisional {
        notes.push(text.get("map-legend-provisional"));
        line.push(text.get("map-legend-provisional-short"));
    }
    if workspace.municipalities.has_approximate_boundaries() {
        notes.push(text.get("map-legend-approximate"));
        line.push(text.get("map-legend-approximate-short"));
    }
    line.push(source.to_owned());
    Some(FigureLegend { title, classes: classes.collect(), missing, line: line.join(" · "), notes })
}

/// Decimals that tell the bounds apart.
fn decimals_of(bounds: &[f64]) -> u8 {
    let widest = bounds.iter().copied().map(f64::abs).fold(0.0, f64::max);
    let is_whole = bounds.iter().all(|bound| bound.fract().abs() < 1e-9);
    if is_whole || widest >= 1_000.0 {
        0
    } else if widest >= 10.0 {
        1
    } else {
        2
    }
}

/// Dimensions with their words.
pub fn dimensions(text: &Text) -> Vec<(Dimension, String)> {
    Dimension::ALL.iter().map(|dimension| (*dimension, text.word("dimension", dimension.key()))).collect()
}

/// The attribution of the offline map and of what is drawn over it: each owner once, in the order of the data sets.
pub fn attribution(workspace: &Workspace, has_basemap: bool, text: &Text) -> String {
    let wanted = |id: &str| id == "boundaries" || (has_basemap && id.starts_with("basemap-"));
    let mut parts: Vec<String> = Vec::new();
    for source in workspace.sources.iter().filter(|source| wanted(&source.id)) {
        for part in source.attribution.split(';').map(|part| short(part.trim(), text)) {
            if !part.is_empty() && !parts.contains(&part) {
                parts.push(part);
            }
        }
    }
    if parts.is_empty() && has_basemap {
        parts = OWNERS.iter().map(|(_, key)| text.get(key)).collect();
    }
    parts.join(" · ")
}

/// Most layers of the user's own that a legend names.
pub const LAYERS_NAMED: usize = 6;

/// Whose the user's own layers are that are shown, each once: attribution and licence, as far as they are known.
pub fn layer_owners(workspace: &Workspace) -> Vec<String> {
    let mut owners: Vec<String> = Vec::new();
    for layer in workspace.shown_layers() {
        let parts = [&layer.source.attribution, &layer.source.licence].map(|part| part.trim());
        let owner = parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(", ");
        if !owner.is_empty() && !owners.contains(&owner) {
            owners.push(owner);
        }
    }
    owners
}

/// A word in a data set's attribution, and the text that stands for its owner and licence on the map. Packages and
/// tables are named in full in the Data tab and in stamps.
const OWNERS: [(&str, &str); 4] = [
    ("NGI", "map-owner-ngi"),
    ("OpenStreetMap", "map-owner-osm"),
    ("GSHHG", "map-owner-gshhg"),
    ("GeoNames", "map-owner-geonames"),
];

fn short(part: &str, text: &Text) -> String {
    let part = if part.starts_with("Statbel") { "NGI" } else { part };
    let known = OWNERS.iter().find(|(word, _)| part.contains(word));
    known.map_or_else(|| part.to_owned(), |(_, key)| text.get(key))
}

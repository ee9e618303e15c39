//! What the legend and the hover say of sensors, as words, colours and marks; the window and a picture say the same.

use std::collections::BTreeSet;

use super::sensor_glyph::Family;
use super::sensors::{ClassMark, Look, OLDEST_OPACITY, Reading, SensorMark, SensorSymbol};
use crate::figure::style::{Colour, Palette};
use crate::model::{Datastream, ObservedProperty, Unit};
use crate::query::sensor_classes::{Basis, Ramp, Scale, Scales};
use crate::text::Text;

/// The classes of one property.
#[derive(Clone, Debug, PartialEq)]
pub struct ScaleLegend {
    /// What it is for.
    pub property: ObservedProperty,
    /// Its picture.
    pub family: Family,
    /// Property.
    pub name: String,
    /// Property and unit.
    pub title: String,
    /// Colour, limit to stand under it, and the class in words, first class first.
    pub classes: Vec<ClassLine>,
    /// Where the limits come from.
    pub source: String,
}

/// One class.
#[derive(Clone, Debug, PartialEq)]
pub struct ClassLine {
    /// Its colour.
    pub colour: Colour,
    /// Where it starts, or its name where it has no number: short.
    pub limit: String,
    /// It in words with its range.
    pub words: String,
}

/// The legend of a property's classes.
pub fn scale(scale: &Scale, palette: &Palette, text: &Text) -> ScaleLegend {
    let count = scale.class_count();
    let class = |class: usize| ClassLine {
        colour: palette.sensor_class(scale.ramp, class, count),
        limit: limit_words(scale, class, text),
        words: class_words(scale, class, text),
    };
    let name = text.word("property", scale.property.key());
    let unit = scale_unit(scale, text);
    let title = if unit.is_empty() { name.clone() } else { format!("{name} ({unit})") };
    ScaleLegend {
        name,
        property: scale.property,
        family: Family::of(scale.property),
        title,
        classes: (0..count).map(class).collect(),
        source: text.get(&format!("map-scale-source-{}", scale.ramp.key())),
    }
}

/// The legends of the scales that marks are coloured by, in the order of the properties.
pub fn scales(all: &Scales, palette: &Palette, text: &Text) -> Vec<ScaleLegend> {
    all.iter().map(|one| scale(one, palette, text)).collect()
}

/// The unit of the limits: of room the share that is free.
fn scale_unit(scale: &Scale, text: &Text) -> String {
    match scale.basis {
        Basis::Value => unit(scale.unit, "", text),
        Basis::FreeShare => text.get("map-scale-share"),
        Basis::LeftShare | Basis::LeftPercent => text.get("map-scale-free-share"),
    }
}

/// A class in words: "matig, 45–120 µg/m³".
pub fn class_words(scale: &Scale, class: usize, text: &Text) -> String {
    let range = range_words(scale, class, text);
    let unit = match scale.basis {
        Basis::Value => unit(scale.unit, "", text),
        Basis::FreeShare | Basis::LeftShare | Basis::LeftPercent => text.get("unit-percent"),
    };
    let range = if unit.is_empty() { range } else { format!("{range}\u{a0}{unit}") };
    match scale.ramp {
        Ramp::Air | Ramp::Room => {
            let key = format!("map-class-{}-{class}", scale.ramp.key());
            text.with("map-class-named", &[("name", text.get(&key).into()), ("range", range.into())])
        }
        Ramp::Noise | Ramp::Filling | Ramp::Temperature | Ramp::Amount => range,
    }
}

fn range_words(scale: &Scale, class: usize, text: &Text) -> String {
    let number = |limit: f64| text.number(limit, decimals(&scale.limits));
    let below = class.checked_sub(1).and_then(|below| scale.limits.get(below)).copied();
    let above = scale.limits.get(class).copied();
    let holds_upper = scale.holds_upper_limit();
    match (below, above) {
        // Nothing lies under none.
        (None, Some(above)) if scale.ramp == Ramp::Room => number(above),
        (None, Some(above)) => format!("{} {}", if holds_upper { "≤" } else { "<" }, number(above)),
        (Some(below), None) => format!("{} {}", if holds_upper { ">" } else { "≥" }, number(below)),
        (Some(below), Some(above)) => format!("{}–{}", number(below), number(above)),
        (None, None) => String::new(),
    }
}

fn limit_words(scale: &Scale, class: usize, text: &Text) -> String {
    let below = class.checked_sub(1).and_then(|below| scale.limits.get(below));
    match (scale.ramp, below) {
        (Ramp::Room, _) => text.get(&format!("map-class-room-short-{class}")),
        (Ramp::Air | Ramp::Filling, None) => text.number(0.0, 0),
        (_, None) => String::new(),
        (_, Some(limit)) => text.number(*limit, decimals(&scale.limits)),
    }
}

/// Decimals that tell limits apart.
fn decimals(limits: &[f64]) -> u8 {
    if limits.iter().all(|limit| limit.fract().abs() < 1e-9) {
        return 0;
    }
    let least = limits.windows(2).map(|pair| pair[1] - pair[0]).fold(f64::INFINITY, f64::min);
    if least >= 1.0 { 1 } else { 2 }
}

pub use crate::insight::definition::unit_of_sensor as unit;

/// A value of a datastream as a number: whole where its unit counts things.
pub fn number(stream: &Datastream, value: f64, text: &Text) -> String {
    let is_count =
        matches!(stream.unit, Unit::Spaces | Unit::VehiclesPerHour | Unit::PerHour | Unit::People | Unit::Degrees);
    text.number(value, u8::from(!is_count && value.fract() != 0.0))
}

/// What a datastream observes; in the source's words where none of ours fits.
pub fn property_words(stream: &Datastream, text: &Text) -> String {
    if stream.property == ObservedProperty::Other && !stream.original_property.is_empty() {
        return stream.original_property.to_string();
    }
    text.word("property", stream.property.key())
}

/// The latest value with its unit, its capacity, and its class in words; `None` where there is no value.
pub fn value_words(stream: &Datastream, scales: &Scales, text: &Text) -> Option<String> {
    let latest = stream.latest.filter(|latest| latest.quality.is_value())?;
    let mut words = number(stream, latest.value, text);
    let unit = unit(stream.unit, &stream.original_unit, text);
    if let Some(capacity) = stream.capacity {
        let of = text.with("map-sensor-of", &[("capacity", text.number(capacity, 0).into())]);
        words = format!("{words} {of}");
    }
    if !unit.is_empty() {
        words = format!("{words}\u{a0}{unit}");
    }
    if let Some((scale, class)) = scales.class(stream) {
        words = format!("{words} · {}", class_words(scale, class.into(), text));
    }
    Some(words)
}

/// What a line of the legend shows.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Shown {
    /// The mark of one sensor.
    One(Look),
    /// The mark of several.
    Several,
}

/// Marks that tell age and state, with their words; only those that are on the map.
pub fn states(symbols: &[SensorSymbol], marks: &[SensorMark], text: &Text) -> Vec<(Shown, String)> {
    let Some(family) = symbols.first().map(|symbol| symbol.look.family) else { return Vec::new() };
    let class = symbols
        .iter()
        .find_map(|symbol| symbol.look.class)
        .map(|mark| ClassMark { class: mark.count.saturating_sub(1) / 2, ..mark });
    let look = Look { family, class, reading: Reading::Good, freshness: 1.0, is_simulated: false };
    let has = |wanted: &dyn Fn(&Look) -> bool| symbols.iter().any(|symbol| wanted(&symbol.look));
    let mut lines = vec![(Shown::One(look), text.get("map-sensor-fresh"))];
    let old = Look { freshness: OLDEST_OPACITY, ..look };
    lines.push((Shown::One(old), text.get("map-sensor-old")));
    let hollow = Look { reading: Reading::None, ..look };
    let flagged = Look { reading: Reading::Flagged, ..look };
    let plain = Look { class: None, ..look };
    let dashed = Look { is_simulated: true, ..look };
    for (is_there, look, key) in [
        (has(&|look| look.reading == Reading::None), hollow, "map-sensor-hollow"),
        (has(&|look| look.reading == Reading::Flagged), flagged, "map-sensor-flagged"),
        (has(&|look| look.reading != Reading::None && look.class.is_none()), plain, "map-sensor-no-class"),
        (has(&|look| look.is_simulated), dashed, "map-sensor-dashed"),
    ] {
        if is_there {
            lines.push((Shown::One(look), text.get(key)));
        }
    }
    if marks.iter().any(|mark| mark.members.len() > 1) {
        lines.push((Shown::Several, text.get("map-sensor-stack")));
    }
    lines
}

/// The families of the symbols, each once, in the order of the legend.
pub fn families(symbols: &[SensorSymbol]) -> Vec<Family> {
    symbols.iter().map(|symbol| symbol.look.family).collect::<BTreeSet<_>>().into_iter().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Language;
    use crate::query::sensor_classes::{quantile_scale, scale_of};

    fn words(property: ObservedProperty, language: Language) -> Vec<String> {
        let legend = scale(&scale_of(property).unwrap(), &Palette::light(), &Text::new(language));
        legend.classes.into_iter().map(|class| class.words).collect()
    }

    #[test]
    fn classes_read_as_a_person_says_them() {
        let air = words(ObservedProperty::Pm10, Language::Nl);
        assert_eq!(air.first().unwrap(), "goed: ≤ 15\u{a0}µg/m³");
        assert_eq!(air.get(2).unwrap(), "matig: 45–120\u{a0}µg/m³");
        assert_eq!(air.last().unwrap(), "uiterst slecht: > 270\u{a0}µg/m³");
        let noise = words(ObservedProperty::NoiseLaeq, Language::En);
        assert_eq!((noise[0].as_str(), noise[5].as_str()), ("< 55\u{a0}dB(A)", "≥ 75\u{a0}dB(A)"));
        let room = words(ObservedProperty::ParkingFree, Language::Nl);
        assert_eq!((room[0].as_str(), room[1].as_str()), ("geen: 0\u{a0}%", "bijna geen: 0–10\u{a0}%"));
    }

    #[test]
    fn every_class_of_every_scale_has_words_in_both_languages() {
        for language in Language::ALL {
            let text = Text::new(language);
            for found in ObservedProperty::ALL.iter().filter_map(|property| scale_of(*property)) {
                let legend = scale(&found, &Palette::dark(), &text);
                let all = legend.classes.iter().flat_map(|class| [&class.words, &class.limit]);
                for words in all.chain([&legend.title, &legend.source]) {
                    assert!(!words.contains("map-") && !words.contains("unit-"), "{words}");
                }
            }
        }
        let counts = quantile_scale(ObservedProperty::WindSpeed, Unit::MetresPerSecond, &[0.5, 1.25, 2.0]).unwrap();
        let legend = scale(&counts, &Palette::light(), &Text::new(Language::Nl));
        assert_eq!(legend.classes.iter().map(|class| class.limit.as_str()).collect::<Vec<_>>(), ["", "1,25", "2,00"]);
    }
}

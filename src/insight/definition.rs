//! What a figure is: meaning, formula in words and symbols, sources, how fresh and how complete it is. One definition
//! feeds the window, the command line and the profile. May use: `query`, `workspace`, `model`, `text`.

mod words;

use self::words::Words;
use super::values::{Basis, Missing, Value, Values};
use crate::model::figure_ref::FigureRef;
use crate::model::{Direction, Source, Unit};
use crate::text::Text;
use crate::workspace::Workspace;

/// Everything that a reader may want to know of a figure, in one language.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// The figure.
    pub figure: FigureRef,
    /// Its name, its form included.
    pub name: String,
    /// Its unit; empty for a plain number.
    pub unit: String,
    /// Decimals to show.
    pub decimals: u8,
    /// What a higher figure means.
    pub direction: Direction,
    /// What it tells.
    pub meaning: String,
    /// How it is computed, in words.
    pub formula_words: String,
    /// How it is computed, in symbols.
    pub formula: String,
    /// Data sets that it rests on.
    pub sources: Vec<DefinitionSource>,
    /// The newest year and the moment in it, or that it is of now.
    pub freshness: String,
    /// Remarks that must stand beside it: sample, provisional, mergers, approximate boundaries.
    pub remarks: Vec<String>,
}

/// A data set that a figure rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DefinitionSource {
    /// Its title.
    pub title: String,
    /// Its licence.
    pub licence: String,
    /// Attribution that must stand beside it.
    pub attribution: String,
    /// Where it was obtained.
    pub origin: String,
    /// Date of the source; empty where it is not known.
    pub date: String,
}

/// The definition of a figure. One that is gone has its identifier for a name.
pub fn run(values: &Values<'_>, figure: &FigureRef, text: &Text) -> Definition {
    let workspace = values.workspace();
    let words = Words { workspace, text };
    Definition {
        figure: figure.clone(),
        name: words.name(figure),
        unit: words.unit(figure),
        decimals: words.decimals(figure),
        direction: super::comparison::direction(values, figure),
        meaning: words.meaning(&figure.base),
        formula_words: words.formula_words(figure),
        formula: words.formula(figure),
        sources: words.sources(&figure.base, figure.form),
        freshness: words.freshness(values, figure),
        remarks: words.remarks(values, figure),
    }
}

/// Identifiers of the sources that a figure rests on.
pub fn source_ids(workspace: &Workspace, figure: &FigureRef, text: &Text) -> Vec<String> {
    Words { workspace, text }.source_ids(&figure.base, figure.form)
}

/// The name of a figure, its form included.
pub fn name(workspace: &Workspace, figure: &FigureRef, text: &Text) -> String {
    Words { workspace, text }.name(figure)
}

/// A figure as it is written, without its unit.
pub fn number(workspace: &Workspace, figure: &FigureRef, value: f64, text: &Text) -> String {
    text.number(value, Words { workspace, text }.decimals(figure))
}

/// A figure as it is written, with a per cent sign where it is one.
pub fn number_with_sign(workspace: &Workspace, figure: &FigureRef, value: f64, text: &Text) -> String {
    let words = Words { workspace, text };
    let number = text.number(value, words.decimals(figure));
    if words.is_percent(figure) { format!("{number}\u{a0}%") } else { number }
}

/// Why there is no figure, in words.
pub fn missing(reason: &Missing, text: &Text) -> String {
    match reason {
        Missing::Gap(said) => said.get(text.language()).to_owned(),
        Missing::NotInTable => text.get("figures-missing-table"),
        Missing::NotInSample => text.get("figures-missing-sample"),
        Missing::NoSensor => text.get("figures-missing-sensor"),
        Missing::NotRead => text.get("figures-missing-read"),
        Missing::NoData => text.get("figures-missing-data"),
        Missing::NoReference => text.get("figures-missing-reference"),
        Missing::DividedByZero => text.get("figures-missing-zero"),
        Missing::NotInThisForm => text.get("figures-missing-form"),
        Missing::Unknown => text.get("figures-missing-unknown"),
    }
}

/// The same in one or two words, for a cell.
pub fn missing_short(reason: &Missing, text: &Text) -> String {
    match reason {
        Missing::NotInSample => text.get("figures-short-sample"),
        Missing::NoSensor => text.get("figures-short-sensor"),
        Missing::NotRead => text.get("figures-short-read"),
        _ => text.get("figures-short-missing"),
    }
}

/// The unit of an indicator in the reader's language; as the data writes it where we have no word.
pub fn unit_word(unit: &str, text: &Text) -> String {
    let slug: String = unit.chars().map(|letter| if letter.is_ascii_alphanumeric() { letter } else { '-' }).collect();
    let key = match unit {
        "%" => "indicators-unit-percent".to_owned(),
        _ => format!("indicators-unit-{}", slug.to_ascii_lowercase().trim_matches('-')),
    };
    let word = text.get(&key);
    if word == key { unit.to_owned() } else { word }
}

/// The title of a data set in the reader's language; its own where we have none.
pub fn source_title(source: &Source, text: &Text) -> String {
    let key = format!("data-source-{}", source.id.replace('_', "-"));
    let title = text.get(&key);
    if title == key { source.title.to_string() } else { title }
}

/// The calculation behind one figure with its numbers: "1 000 × 9 116 ÷ 86 921".
pub fn calculation(value: &Value, text: &Text) -> String {
    let plain = |value: f64| text.number(value, if value.fract().abs() < 1e-9 { 0 } else { 2 });
    let ratio = |above: f64, below: f64, factor: f64| {
        let ratio = format!("{} ÷ {}", plain(above), plain(below));
        if (factor - 1.0).abs() < f64::EPSILON { ratio } else { format!("{} × {ratio}", plain(factor)) }
    };
    match &value.basis {
        Basis::Indicator(figure) => match figure.formula {
            crate::query::figures::Formula::Value => plain(figure.value),
            crate::query::figures::Formula::Sum => {
                figure.parts.iter().map(|part| plain(part.value)).collect::<Vec<_>>().join(" + ")
            }
            crate::query::figures::Formula::Ratio { numerator, denominator, factor } => {
                ratio(numerator, denominator, factor)
            }
        },
        Basis::Projects(rows) => text.integer(rows.len() as i64),
        Basis::Sensors(town) => {
            let hours = text.integer(town.coverage.measured);
            let total = text.integer(town.coverage.total);
            text.with("figures-calculated-sensors", &[("hours", hours.into()), ("total", total.into())])
        }
        Basis::Divided { above, below, factor } => ratio(above.value, below.value, *factor),
        Basis::Against { first, own } => {
            let of = |value: &Value| {
                let year = value.year.map(|year| year.to_string()).unwrap_or_default();
                format!("{} ({year})", plain(value.value))
            };
            format!("{} → {}", of(first), of(own))
        }
    }
}

/// The unit of a datastream as a reader writes it; `original` is the source's own word where we have none.
pub fn unit_of_sensor(unit: Unit, original: &str, text: &Text) -> String {
    let key = match unit {
        Unit::Spaces => "unit-spaces",
        Unit::Percent => "unit-percent",
        Unit::MicrogramPerCubicMetre => "unit-microgram",
        Unit::DecibelA => "unit-decibel",
        Unit::VehiclesPerHour => "unit-vehicles",
        Unit::Celsius => "unit-celsius",
        Unit::PerHour => "unit-per-hour",
        Unit::People => "unit-people",
        Unit::KilometresPerHour => "unit-kilometres-per-hour",
        Unit::Seconds => "unit-seconds",
        Unit::Hectopascal => "unit-hectopascal",
        Unit::MetresPerSecond => "unit-metres-per-second",
        Unit::Degrees => "unit-degrees",
        Unit::Millimetres => "unit-millimetres",
        Unit::Original => return original.to_owned(),
    };
    text.get(key)
}

//! Words for what is observed, as lists write them.
//!
//! May use: `text`, `model`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::super::units;
use crate::formats::project::fields::all_texts;
use crate::model::ObservedProperty;
use crate::model::fold::fold;

/// Words that speak for a property without being its name: proposed, never taken unasked.
const HINTS: &[(&str, ObservedProperty)] = &[
    ("lawaai", ObservedProperty::NoiseLaeq),
    ("geluid", ObservedProperty::NoiseLaeq),
    ("noise", ObservedProperty::NoiseLaeq),
    ("decibel", ObservedProperty::NoiseLaeq),
    ("vracht", ObservedProperty::HeavyIntensity),
    ("lorr", ObservedProperty::HeavyIntensity),
    ("auto", ObservedProperty::CarIntensity),
    ("wagen", ObservedProperty::CarIntensity),
    ("fietser", ObservedProperty::BicycleIntensity),
    ("cyclist", ObservedProperty::BicycleIntensity),
    ("voetganger", ObservedProperty::PedestrianIntensity),
    ("pedestrian", ObservedProperty::PedestrianIntensity),
    ("verkeer", ObservedProperty::TrafficIntensity),
    ("traffic", ObservedProperty::TrafficIntensity),
    ("voertuig", ObservedProperty::TrafficIntensity),
    ("snelheid", ObservedProperty::TrafficSpeed),
    ("temperat", ObservedProperty::Temperature),
    ("vochtig", ObservedProperty::Humidity),
    ("humid", ObservedProperty::Humidity),
    ("luchtdruk", ObservedProperty::Pressure),
    ("regen", ObservedProperty::Precipitation),
    ("neerslag", ObservedProperty::Precipitation),
    ("vulgraad", ObservedProperty::WasteFilling),
    ("vulling", ObservedProperty::WasteFilling),
    ("bezoekers", ObservedProperty::PeopleCount),
    ("personen", ObservedProperty::PeopleCount),
];

/// Whole headers and words of lists that name a property, folded: what feeds call so can be something else ("vrije
/// voertuigen"), so that their table does not have them.
const WHOLE: &[(&str, ObservedProperty)] = &[
    ("voertuigen", ObservedProperty::TrafficIntensity),
    ("aantal voertuigen", ObservedProperty::TrafficIntensity),
    ("autos", ObservedProperty::CarIntensity),
    ("aantal autos", ObservedProperty::CarIntensity),
    ("personenwagens", ObservedProperty::CarIntensity),
    ("passanten", ObservedProperty::PedestrianIntensity),
    ("aantal passanten", ObservedProperty::PedestrianIntensity),
    ("lawaai", ObservedProperty::NoiseLaeq),
];

/// The properties' own words in every language, and their keys, folded.
static NAMES: LazyLock<HashMap<String, ObservedProperty>> = LazyLock::new(|| {
    let texts = all_texts();
    let worded = |one: &ObservedProperty| {
        let names = texts.iter().map(|text| fold(&text.word("property", one.key()))).collect::<Vec<_>>();
        names.into_iter().chain([fold(one.key())]).map(|name| (name, *one)).collect::<Vec<_>>()
    };
    ObservedProperty::ALL.iter().flat_map(worded).collect()
});

/// The property that a word names by itself.
pub fn named(word: &str) -> Option<ObservedProperty> {
    let folded = fold(word);
    let whole = || WHOLE.iter().find(|(known, _)| *known == folded).map(|(_, property)| *property);
    if let Some(own) = NAMES.get(&folded).copied().or_else(whole) {
        return Some(own);
    }
    Some(units::property(&[word])).filter(|found| *found != ObservedProperty::Other)
}

/// The property that a word speaks for, for want of a better one.
pub fn near(word: &str) -> Option<ObservedProperty> {
    let folded = fold(word);
    HINTS.iter().find(|(hint, _)| folded.contains(hint)).map(|(_, property)| *property)
}

/// A header as what is observed and its unit: "PM10 (µg/m³)", "Geluid [dB(A)]", "NO2, ppb", "geluid dB(A)".
pub fn parted(header: &str) -> (&str, &str) {
    let header = header.trim();
    // Words that are letters only say too little: "aantal personen" is a name.
    let is_sign = |unit: &str| unit.chars().any(|sign| !sign.is_alphanumeric()) && !unit.starts_with(['(', '[']);
    if let Some((name, unit)) = header.rsplit_once(' ')
        && is_sign(unit)
        && units::is_known(unit)
    {
        return (name.trim_end_matches([' ', ',']), unit);
    }
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some((name, rest)) = header.split_once(open)
            && let Some(unit) = rest.strip_suffix(close)
            && !name.trim().is_empty()
        {
            return (name.trim(), unit.trim());
        }
    }
    match header.rsplit_once(',') {
        Some((name, unit)) if units::is_known(unit) => (name.trim(), unit.trim()),
        _ => (header, ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_lists_are_known_or_near() {
        for (word, property) in [
            ("NO₂", ObservedProperty::No2),
            ("Fijn stof PM2,5", ObservedProperty::Pm25),
            ("Fijnstof PM10 (kalibratie)", ObservedProperty::Pm10),
            ("temperature", ObservedProperty::Temperature),
            ("Bicycles per hour", ObservedProperty::BicycleIntensity),
            ("waste_filling", ObservedProperty::WasteFilling),
        ] {
            assert_eq!(named(word), Some(property), "{word}");
        }
        assert_eq!((named("lawaaihinder"), near("lawaaihinder")), (None, Some(ObservedProperty::NoiseLaeq)));
        for (word, property) in [
            ("Voertuigen", ObservedProperty::TrafficIntensity),
            ("auto's", ObservedProperty::CarIntensity),
            ("Passanten", ObservedProperty::PedestrianIntensity),
            ("lawaai", ObservedProperty::NoiseLaeq),
        ] {
            assert_eq!(named(word), Some(property), "{word}");
        }
        assert_eq!((named("vrije voertuigen"), named("CO2")), (None, None));
        assert_eq!((named("batterij"), near("batterij")), (None, None));
    }

    #[test]
    fn headers_carry_their_unit() {
        assert_eq!(parted("PM10 (µg/m³)"), ("PM10", "µg/m³"));
        assert_eq!(parted("Geluid [dB(A)]"), ("Geluid", "dB(A)"));
        assert_eq!(parted("Geluid (dB(A))"), ("Geluid", "dB(A)"));
        assert_eq!(parted("Temperatuur, °C"), ("Temperatuur", "°C"));
        assert_eq!(parted("geluid dB(A)"), ("geluid", "dB(A)"));
        assert_eq!(parted("NO2, µg/m³"), ("NO2", "µg/m³"));
        assert_eq!(parted("snelheid km/h"), ("snelheid", "km/h"));
        assert_eq!(parted("aantal personen"), ("aantal personen", ""));
        assert_eq!(parted("PM2,5"), ("PM2,5", ""));
        assert_eq!(parted("(leeg)"), ("(leeg)", ""));
    }
}

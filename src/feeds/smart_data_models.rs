//! The Smart Data Models that NGSI brokers serve: types of entities, their attributes, and what those observe.
//!
//! Contract: pure tables. Names are compared squeezed (lower case, letters and digits only), because feeds write `PM2.5`
//! and `NO2` for `pm25` and `no2`; names that a broker writes as a whole address count by their last word.
//! Attributes and units are those of the models' specifications (smartdatamodels.org, CC BY 4.0). May use: `model`.

use std::borrow::Cow;

use super::units;
use crate::model::{ObservedProperty, Unit};

/// A model: a type of entity.
#[derive(Debug)]
pub(super) struct Model {
    /// The type as entities write it.
    pub name: &'static str,
    rules: &'static [Rule],
    /// Attribute with the number of spaces or docks, squeezed.
    pub capacity: Option<&'static str>,
    /// The capacity of every entity of this type.
    pub own_capacity: Option<f64>,
}

/// What an attribute observes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Rule {
    word: &'static str,
    /// What is observed.
    pub property: ObservedProperty,
    /// Its unit where the entity names none.
    pub unit: &'static str,
    /// How its value is meant.
    pub role: Role,
}

/// How the value of an attribute is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A number.
    Number,
    /// Vehicles or people in the period of observation.
    PerPeriod,
    /// Whether a single space is free: a word.
    Status,
}

/// What the number of an entity that observes one kind of road user counts.
const VEHICLE_TYPES: [(&str, ObservedProperty); 9] = [
    ("bicycle", ObservedProperty::BicycleIntensity),
    ("bike", ObservedProperty::BicycleIntensity),
    ("pedestrian", ObservedProperty::PedestrianIntensity),
    ("car", ObservedProperty::CarIntensity),
    ("lorry", ObservedProperty::HeavyIntensity),
    ("truck", ObservedProperty::HeavyIntensity),
    ("bus", ObservedProperty::HeavyIntensity),
    ("heavyvehicle", ObservedProperty::HeavyIntensity),
    ("hgv", ObservedProperty::HeavyIntensity),
];

const fn number(word: &'static str, property: ObservedProperty, unit: &'static str) -> Rule {
    Rule { word, property, unit, role: Role::Number }
}

const fn count(word: &'static str, property: ObservedProperty) -> Rule {
    Rule { word, property, unit: "", role: Role::PerPeriod }
}

use ObservedProperty as P;

/// Attributes that mean the same in every model: air and weather.
const COMMON: &[Rule] = &[
    number("co", P::Co, "GQ"),
    number("no", P::No, "GQ"),
    number("no2", P::No2, "GQ"),
    number("nox", P::Nox, "GQ"),
    number("so2", P::So2, "GQ"),
    number("o3", P::O3, "GQ"),
    number("pm1", P::Pm1, "GQ"),
    number("pm10", P::Pm10, "GQ"),
    number("pm25", P::Pm25, "GQ"),
    number("blackcarbon", P::BlackCarbon, "GQ"),
    number("temperature", P::Temperature, "CEL"),
    number("relativehumidity", P::Humidity, "fraction"),
    number("humidity", P::Humidity, "%"),
    number("atmosphericpressure", P::Pressure, "hPa"),
    number("windspeed", P::WindSpeed, "m/s"),
    number("winddirection", P::WindDirection, "°"),
    number("precipitation", P::Precipitation, "l/m2"),
];

const PARKING: &[Rule] = &[
    number("availablespotnumber", P::ParkingFree, "spaces"),
    number("occupiedspotnumber", P::ParkingOccupied, "spaces"),
    number("occupancy", P::ParkingOccupancy, "fraction"),
];

const fn parking(name: &'static str) -> Model {
    Model { name, rules: PARKING, capacity: Some("totalspotnumber"), own_capacity: None }
}

const fn plain(name: &'static str, rules: &'static [Rule]) -> Model {
    Model { name, rules, capacity: None, own_capacity: None }
}

/// Every model that is known.
pub(super) const MODELS: [Model; 10] = [
    plain("AirQualityObserved", &[]),
    plain(
        "NoiseLevelObserved",
        &[
            number("laeq", P::NoiseLaeq, "dB(A)"),
            number("lamax", P::NoiseLamax, "dB(A)"),
            number("las", P::Other, "dB(A)"),
            number("laeqd", P::Other, "dB(A)"),
        ],
    ),
    parking("OffStreetParking"),
    parking("OnStreetParking"),
    Model {
        own_capacity: Some(1.0),
        ..plain("ParkingSpot", &[Rule { word: "status", property: P::ParkingFree, unit: "spaces", role: Role::Status }])
    },
    plain("WasteContainer", &[number("fillinglevel", P::WasteFilling, "fraction")]),
    plain(
        "TrafficFlowObserved",
        &[
            count("intensity", P::TrafficIntensity),
            number("occupancy", P::RoadOccupancy, "fraction"),
            number("averagevehiclespeed", P::TrafficSpeed, "km/h"),
            number("averageheadwaytime", P::Headway, "s"),
        ],
    ),
    plain("WeatherObserved", &[]),
    plain(
        "CrowdFlowObserved",
        &[
            count("peoplecount", P::PedestrianIntensity),
            count("peoplecounttowards", P::PedestrianIntensity),
            count("peoplecountaway", P::PedestrianIntensity),
            number("averagecrowdspeed", P::Other, "km/h"),
        ],
    ),
    Model {
        capacity: Some("totalslotnumber"),
        ..plain(
            "BikeHireDockingStation",
            &[
                number("availablebikenumber", P::BikesAvailable, "bikes"),
                number("freeslotnumber", P::DocksFree, "spaces"),
                number("outofserviceslotnumber", P::BikesDisabled, "spaces"),
            ],
        )
    },
];

/// Attributes with the time of an entity's values, squeezed, most telling first. The end of the period of observation
/// is when its values were true; of several times of a car park that of its occupancy counts.
pub(super) const TIMES: [&str; 11] = [
    "occupancymodified",
    "dateobservedto",
    "dateobserved",
    "observationdatetime",
    "observationdate",
    "binloggedtime",
    "datelastreported",
    "observedat",
    "timeinstant",
    "timestamp",
    "datemodified",
];

/// Attributes with a name that a person reads, squeezed, most telling first.
pub(super) const NAMES: [&str; 4] = ["name", "stationname", "alternatename", "sitename"];

/// The model of a type, which may be a whole address.
pub(super) fn model(kind: &str) -> Option<&'static Model> {
    let word = squeezed(local_name(kind));
    MODELS.iter().find(|model| squeezed(model.name) == word)
}

/// What an attribute observes by its model; of an unknown model, by its name alone.
pub(super) fn rule(model: Option<&Model>, attribute: &str) -> Option<Rule> {
    let word = squeezed(local_name(attribute));
    let own = model.map(|model| model.rules).unwrap_or_default();
    own.iter().chain(COMMON).find(|rule| rule.word == word).copied()
}

/// What an attribute that no model has observes, where it comes with a unit.
pub(super) fn rule_of_unit(attribute: &str) -> Rule {
    number("", units::property(&[local_name(attribute)]), "")
}

/// What a count of this kind of road user is; the property as it was where the kind is not known.
pub(super) fn of_vehicles(vehicle_type: &str, property: ObservedProperty) -> ObservedProperty {
    let word = squeezed(vehicle_type);
    VEHICLE_TYPES.iter().find(|(name, _)| *name == word).map_or(property, |(_, counted)| *counted)
}

/// The unit of a value: the one that the source says, unless it only says "a number" of something that has a unit.
pub(super) fn unit<'a>(property: ObservedProperty, usual: &'a str, said: Option<&'a str>) -> &'a str {
    let Some(said) = said.map(str::trim).filter(|said| !said.is_empty()) else { return usual };
    let is_bare = matches!(said, "C62" | "c62" | "NAR" | "N/A");
    let is_told = units::normalise(property, &[said]).unit != Unit::Original;
    if is_bare && (!is_told || property == ObservedProperty::Other) { usual } else { said }
}

/// The unit of a count in a period: "veh/5min", "/5min"; without a period the source's numbers stay as they are.
pub(super) fn unit_of_count(property: ObservedProperty, period_s: Option<u32>) -> Cow<'static, str> {
    let counts_vehicles = matches!(
        property,
        ObservedProperty::TrafficIntensity | ObservedProperty::CarIntensity | ObservedProperty::HeavyIntensity
    );
    let what = if counts_vehicles { "veh" } else { "" };
    match period_s {
        None => Cow::Borrowed("per period"),
        Some(3600) => Cow::Owned(format!("{what}/h")),
        Some(period_s) if period_s.is_multiple_of(60) => Cow::Owned(format!("{what}/{}min", period_s / 60)),
        Some(period_s) => Cow::Owned(format!("{what}/{period_s}s")),
    }
}

/// The last word of a name that a broker writes as an address, because it was given no context.
pub(super) fn local_name(name: &str) -> &str {
    let tail = name.trim_end_matches('/').rsplit(['/', '#', ':']).next();
    tail.filter(|tail| !tail.is_empty()).unwrap_or(name)
}

/// Lower case, letters and digits only. What stands for "1.0" in names of dust does not become a ten.
pub(super) fn squeezed(name: &str) -> String {
    let name = name.strip_suffix(".0").or_else(|| name.strip_suffix("_0")).unwrap_or(name);
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).take(80).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_found_however_they_are_written() {
        let air = model("https://smartdatamodels.org/dataModel.Environment/AirQualityObserved");
        assert_eq!(air.map(|model| model.name), Some("AirQualityObserved"));
        let property = |name: &str| rule(air, name).map(|rule| rule.property);
        for (name, expected) in [
            ("pm25", P::Pm25),
            ("PM2.5", P::Pm25),
            ("PM2_5", P::Pm25),
            ("PM1.0", P::Pm1),
            ("PM10", P::Pm10),
            ("no", P::No),
            ("NO2", P::No2),
            ("https://smartdatamodels.org/dataModel.Environment/no", P::No),
            ("relativeHumidity", P::Humidity),
        ] {
            assert_eq!(property(name), Some(expected), "{name}");
        }
        assert_eq!((property("airQualityIndex"), property("pressure"), property("note")), (None, None, None));
        assert!(model("Animal").is_none());
    }

    #[test]
    fn a_word_means_what_its_model_says() {
        let occupancy = |kind: &str| rule(model(kind), "occupancy").map(|rule| rule.property);
        assert_eq!(occupancy("OffStreetParking"), Some(P::ParkingOccupancy));
        assert_eq!(occupancy("TrafficFlowObserved"), Some(P::RoadOccupancy));
        assert_eq!(occupancy("Animal"), None);
        assert_eq!(of_vehicles("Bicycle", P::TrafficIntensity), P::BicycleIntensity);
        assert_eq!(of_vehicles("tram", P::TrafficIntensity), P::TrafficIntensity);
    }

    #[test]
    fn units_of_the_source_come_first_unless_they_say_nothing() {
        assert_eq!(unit(P::Co, "GQ", Some("GP")), "GP");
        assert_eq!(unit(P::Humidity, "fraction", Some("C62")), "fraction");
        assert_eq!(unit(P::Humidity, "fraction", Some("P1")), "P1");
        assert_eq!(unit(P::BikesAvailable, "bikes", Some("C62")), "C62");
        assert_eq!(unit(P::Humidity, "fraction", None), "fraction");
        assert_eq!(unit_of_count(P::TrafficIntensity, Some(300)), "veh/5min");
        assert_eq!(unit_of_count(P::PedestrianIntensity, Some(90)), "/90s");
        let unknown = unit_of_count(P::TrafficIntensity, None);
        assert_eq!(units::normalise(P::TrafficIntensity, &[&unknown]).unit, Unit::Original);
    }

    #[test]
    fn every_rule_has_a_unit_that_is_known() {
        for rule in
            MODELS.iter().flat_map(|model| model.rules).chain(COMMON).filter(|rule| rule.role != Role::PerPeriod)
        {
            let is_other = rule.property == ObservedProperty::Other;
            assert!(is_other || units::normalise(rule.property, &[rule.unit]).unit != Unit::Original, "{rule:?}");
            assert_eq!(rule.word, squeezed(rule.word));
        }
    }
}

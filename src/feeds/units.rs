//! Names and symbols of properties and units, as feeds write them, to those of the model: one table for all protocols.
//!
//! Contract: [`normalise`] gives a property, a unit and the numbers to convert with; what it does not know stays as
//! the source writes it ([`Unit::Original`], factor 1). The source's own words are always kept beside it.
//! Symbols follow UCUM, QUDT (`unit:MicroGM-PER-M3`) and the UN/CEFACT common codes (GQ, GP, CEL, P1, 2N, A97).
//! May use: `model`.

use crate::model::{ObservedProperty, Unit};

/// How a source's values become ours: `value * factor + offset`.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conversion {
    /// What is observed.
    pub property: ObservedProperty,
    /// In which unit afterwards.
    pub unit: Unit,
    /// Multiplied by.
    pub factor: f64,
    /// Then added.
    pub offset: f64,
}

impl Conversion {
    /// The value in [`Conversion::unit`], rounded to ten digits so that 0.42 of a fraction is 42 per cent.
    pub fn apply(&self, value: f64) -> f64 {
        if self.factor == 1.0 && self.offset == 0.0 {
            return value;
        }
        let converted = value.mul_add(self.factor, self.offset);
        (converted * 1e9).round() / 1e9
    }
}

/// A unit of a source: what it measures and how it becomes the model's.
#[derive(Clone, Copy)]
struct Known {
    unit: Unit,
    factor: f64,
    offset: f64,
}

const fn known(unit: Unit, factor: f64, offset: f64) -> Known {
    Known { unit, factor, offset }
}

const SPACES: Known = known(Unit::Spaces, 1.0, 0.0);
const PERCENT: Known = known(Unit::Percent, 1.0, 0.0);
const FRACTION: Known = known(Unit::Percent, 100.0, 0.0);
const MICROGRAM: Known = known(Unit::MicrogramPerCubicMetre, 1.0, 0.0);
const DECIBEL: Known = known(Unit::DecibelA, 1.0, 0.0);
const PER_HOUR: Known = known(Unit::VehiclesPerHour, 1.0, 0.0);
const CELSIUS: Known = known(Unit::Celsius, 1.0, 0.0);
const KILOMETRES_PER_HOUR: Known = known(Unit::KilometresPerHour, 1.0, 0.0);
const METRES_PER_SECOND: Known = known(Unit::MetresPerSecond, 1.0, 0.0);
const HECTOPASCAL: Known = known(Unit::Hectopascal, 1.0, 0.0);
const DEGREES: Known = known(Unit::Degrees, 1.0, 0.0);
const MILLIMETRES: Known = known(Unit::Millimetres, 1.0, 0.0);
const SECONDS: Known = known(Unit::Seconds, 1.0, 0.0);
const PEOPLE: Known = known(Unit::People, 1.0, 0.0);

/// Whether a word is that of a unit.
pub fn is_known(word: &str) -> bool {
    unit_of(&squeeze(word)).is_some()
}

/// Unit words, squeezed as [`squeeze`] does, to units.
fn unit_of(word: &str) -> Option<Known> {
    Some(match word {
        "space" | "spaces" | "bikes" | "bike" | "bicycles" | "plaatsen" | "fietsen" | "lots" | "{spaces}" | "count"
        | "number" | "num" | "c62" => SPACES,
        "%" | "percent" | "percentage" | "procent" | "p1" => PERCENT,
        "fraction" | "ratio" | "1" | "{fraction}" | "unitless" | "number_fraction" => FRACTION,
        "ug/m3"
        | "ug.m-3"
        | "ugm-3"
        | "ug*m-3"
        | "ugm3"
        | "microgrampercubicmeter"
        | "microgrampercubicmetre"
        | "microgramspercubicmeter"
        | "microgramspercubicmetre"
        | "microgm-per-m3"
        | "gq" => MICROGRAM,
        "mg/m3"
        | "mg.m-3"
        | "milligrampercubicmeter"
        | "milligrampercubicmetre"
        | "millig-per-m3"
        | "milligm-per-m3"
        | "gp" => known(Unit::MicrogramPerCubicMetre, 1e3, 0.0),
        "ng/m3" | "ng.m-3" | "nanogm-per-m3" => known(Unit::MicrogramPerCubicMetre, 1e-3, 0.0),
        "g/m3" | "kg/m3-e9" | "gm-per-m3" => known(Unit::MicrogramPerCubicMetre, 1e6, 0.0),
        "kg/m3" | "kg.m-3" | "kilogm-per-m3" | "kmq" => known(Unit::MicrogramPerCubicMetre, 1e9, 0.0),
        "db" | "dba" | "db(a)" | "db[a]" | "decibel" | "decibela" | "decib" | "2n" => DECIBEL,
        "b[spl]" => known(Unit::DecibelA, 10.0, 0.0),
        "veh/h" | "vehicles/h" | "vehicles/hour" | "vehiclesperhour" | "/h" | "1/h" | "h-1" | "{vehicles}/h"
        | "vtg/h" | "vtg/u" | "voertuigen/u" | "voertuigen/uur" | "/u" | "peruur" | "kfz/h" | "counts/h"
        | "{vehicle}/h" | "per-hr" => PER_HOUR,
        "veh/min" | "vehicles/min" | "vehiclesperminute" | "/min" | "1/min" | "{vehicles}/min" | "veh/1min"
        | "per-min" => known(Unit::VehiclesPerHour, 60.0, 0.0),
        "veh/5min" | "vehicles/5min" | "{vehicles}/(5.min)" => known(Unit::VehiclesPerHour, 12.0, 0.0),
        "veh/15min" | "vehicles/15min" | "{vehicles}/(15.min)" | "kfz/15min" => known(Unit::VehiclesPerHour, 4.0, 0.0),
        "veh/d" | "vehicles/day" | "/d" | "1/d" | "veh/day" | "{vehicles}/d" => {
            known(Unit::VehiclesPerHour, 1.0 / 24.0, 0.0)
        }
        "veh/s" | "/s" | "1/s" | "hz" => known(Unit::VehiclesPerHour, 3600.0, 0.0),
        "°c" | "c" | "cel" | "celsius" | "degc" | "deg_c" | "degreecelsius" | "degreescelsius" | "gradcelsius"
        | "℃" => CELSIUS,
        "k" | "kelvin" | "kel" => known(Unit::Celsius, 1.0, -273.15),
        "km/h" | "kmh" | "kph" | "kmph" | "km.h-1" | "kmt" | "kilom-per-hr" | "kilometreperhour"
        | "kilometerperhour" | "kilometersperhour" => KILOMETRES_PER_HOUR,
        "m/s" | "mps" | "m.s-1" | "ms-1" | "mts" | "m-per-sec" | "meterspersecond" | "metrepersecond" => {
            METRES_PER_SECOND
        }
        "hpa" | "mbar" | "millibar" | "hectopascal" | "a97" | "mbr" | "hectopa" | "millibar-" => HECTOPASCAL,
        "pa" | "pascal" | "pal" => known(Unit::Hectopascal, 1e-2, 0.0),
        "kpa" | "kilopascal" | "kpal" | "kilopa" => known(Unit::Hectopascal, 10.0, 0.0),
        "bar" => known(Unit::Hectopascal, 1000.0, 0.0),
        "°" | "deg" | "degree" | "degrees" | "dd" | "graden" | "angulardegree" => DEGREES,
        "rad" | "radian" | "c81" => known(Unit::Degrees, 180.0 / std::f64::consts::PI, 0.0),
        "mm" | "l/m2" | "lm-2" | "millimeter" | "millimetre" | "millimeters" | "mmt" | "millim" | "lpersquaremetre" => {
            MILLIMETRES
        }
        "cm" | "cmt" | "centim" => known(Unit::Millimetres, 10.0, 0.0),
        "s" | "sec" | "second" | "seconds" | "seconden" => SECONDS,
        "ms" | "millisec" | "c26" => known(Unit::Seconds, 1e-3, 0.0),
        "people" | "persons" | "person" | "personen" | "ie" | "{people}" => PEOPLE,
        "°f" | "degf" | "[degf]" | "fahrenheit" | "fah" | "deg_f" => known(Unit::Celsius, 5.0 / 9.0, -160.0 / 9.0),
        _ => return counted_per(word),
    })
}

/// Counts in a period of any length: "veh/10min", "/90s".
fn counted_per(word: &str) -> Option<Known> {
    let (what, period) = word.split_once('/')?;
    let unit = period.trim_start_matches(|c: char| c.is_ascii_digit());
    let count: u32 = period.strip_suffix(unit)?.parse().ok().filter(|count| *count > 0)?;
    let unit_s = match unit {
        "s" => 1.0,
        "min" => 60.0,
        "h" => 3600.0,
        "d" => 86_400.0,
        _ => return None,
    };
    let per_hour = known(Unit::VehiclesPerHour, 3600.0 / (f64::from(count) * unit_s), 0.0);
    matches!(what, "" | "veh" | "vehicles").then_some(per_hour)
}

/// Words of properties, squeezed; the first row whose word is the name, or a whole part of it, counts.
const PROPERTIES: &[(ObservedProperty, &[&str])] = &[
    (
        ObservedProperty::Pm25,
        &["pm25", "pm2.5", "pm2,5", "pm2_5", "p2", "particulatematter2.5", "particulatematter<2.5um"],
    ),
    (ObservedProperty::Pm10, &["pm10", "pm10.0", "p1", "particulatematter10", "particulatematter<10um"]),
    (ObservedProperty::Pm1, &["pm1", "pm1.0", "pm1,0", "p0", "particulatematter<1um"]),
    (ObservedProperty::No2, &["no2", "nitrogendioxide", "stikstofdioxide", "stickstoffdioxid"]),
    (ObservedProperty::Nox, &["nox", "nitrogenoxides", "stikstofoxiden"]),
    (ObservedProperty::No, &["no", "nitrogenmonoxide", "nitricoxide", "stikstofmonoxide"]),
    (ObservedProperty::O3, &["o3", "ozone", "ozon"]),
    (ObservedProperty::So2, &["so2", "sulphurdioxide", "sulfurdioxide", "zwaveldioxide"]),
    (ObservedProperty::Co, &["co", "carbonmonoxide", "koolstofmonoxide"]),
    (ObservedProperty::BlackCarbon, &["bc", "blackcarbon", "zwartekoolstof"]),
    (ObservedProperty::NoiseLamax, &["lamax", "noiselamax"]),
    (ObservedProperty::NoiseLaeq, &["laeq", "noise", "geluid", "soundlevel", "noiselaeq", "geluidsniveau", "lärm"]),
    (ObservedProperty::BikeParkingFree, &["bikeparkingfree", "freebicycleplaces"]),
    (ObservedProperty::BikeParkingOccupancy, &["bikeparkingoccupancy"]),
    (ObservedProperty::BikesAvailable, &["bikesavailable", "availablebikes", "availablebikenumber", "bikecount"]),
    (ObservedProperty::BikesInUse, &["bikesinuse"]),
    (ObservedProperty::DocksFree, &["docksfree", "freeslotnumber", "freedocks", "numdocksavailable"]),
    (ObservedProperty::BikesDisabled, &["bikesdisabled", "outofserviceslotnumber", "numbikesdisabled"]),
    (ObservedProperty::VehiclesAvailable, &["vehiclesavailable", "numvehiclesavailable"]),
    (ObservedProperty::ParkingOccupied, &["parkingoccupied", "occupiedspotnumber", "occupiedspaces"]),
    (
        ObservedProperty::ParkingFree,
        &["parkingfree", "availablespotnumber", "freeparkingspaces", "availableparkingspaces", "freespaces"],
    ),
    (ObservedProperty::ParkingOccupancy, &["parkingoccupancy", "occupancy", "occupancyrate", "bezettingsgraad"]),
    (
        ObservedProperty::TrafficIntensity,
        &["trafficintensity", "trafficvolume", "vehiclecount", "trafficflow", "intensity", "verkeersintensiteit"],
    ),
    (ObservedProperty::CarIntensity, &["carintensity", "cars"]),
    (ObservedProperty::HeavyIntensity, &["heavyintensity", "heavyvehicles", "lorries", "trucks", "vrachtwagens"]),
    (
        ObservedProperty::BicycleIntensity,
        &["bicycleintensity", "bikeintensity", "bicycles", "bicyclecount", "fietsers", "cyclists"],
    ),
    (
        ObservedProperty::PedestrianIntensity,
        &["pedestrianintensity", "pedestrians", "pedestriancount", "voetgangers", "peoplecountpassing"],
    ),
    (ObservedProperty::SpeedV85, &["speedv85", "v85"]),
    (
        ObservedProperty::TrafficSpeed,
        &["trafficspeed", "averagevehiclespeed", "vehiclespeed", "averagespeed", "meanspeed", "snelheid"],
    ),
    (ObservedProperty::RoadOccupancy, &["roadoccupancy", "bezettingsgraadlus"]),
    (ObservedProperty::Headway, &["headway", "averageheadwaytime"]),
    (ObservedProperty::PeopleCount, &["peoplecount", "crowdcount", "aanwezigen"]),
    (ObservedProperty::Pressure, &["pressure", "atmosphericpressure", "airpressure", "luchtdruk", "luftdruck"]),
    (ObservedProperty::WindSpeed, &["windspeed", "windsnelheid", "windgeschwindigkeit"]),
    (ObservedProperty::WindDirection, &["winddirection", "windrichting", "windrichtung"]),
    (ObservedProperty::Precipitation, &["precipitation", "rainfall", "rain", "neerslag", "niederschlag"]),
    (ObservedProperty::WasteFilling, &["wastefilling", "fillinglevel", "filllevel", "vulgraad", "vullingsgraad"]),
    (ObservedProperty::Temperature, &["temperature", "airtemperature", "temperatuur", "temp", "lufttemperatur"]),
    (
        ObservedProperty::Humidity,
        &["humidity", "relativehumidity", "luchtvochtigheid", "relatievevochtigheid", "rh", "luftfeuchtigkeit"],
    ),
];

/// The unit of a property when its source names none.
const fn usual_unit(property: ObservedProperty) -> Unit {
    use ObservedProperty as P;
    match property {
        P::ParkingFree
        | P::ParkingOccupied
        | P::BikesAvailable
        | P::BikesInUse
        | P::BikeParkingFree
        | P::DocksFree
        | P::BikesDisabled
        | P::VehiclesAvailable => Unit::Spaces,
        P::ParkingOccupancy | P::BikeParkingOccupancy | P::WasteFilling | P::Humidity | P::RoadOccupancy => {
            Unit::Percent
        }
        P::Pm10 | P::Pm25 | P::Pm1 | P::No2 | P::No | P::Nox | P::O3 | P::So2 | P::Co | P::BlackCarbon => {
            Unit::MicrogramPerCubicMetre
        }
        P::NoiseLaeq | P::NoiseLamax => Unit::DecibelA,
        P::TrafficIntensity | P::CarIntensity | P::HeavyIntensity => Unit::VehiclesPerHour,
        P::BicycleIntensity | P::PedestrianIntensity => Unit::PerHour,
        P::TrafficSpeed | P::SpeedV85 => Unit::KilometresPerHour,
        P::Headway => Unit::Seconds,
        P::PeopleCount => Unit::People,
        P::Temperature => Unit::Celsius,
        P::Pressure => Unit::Hectopascal,
        P::WindSpeed => Unit::MetresPerSecond,
        P::WindDirection => Unit::Degrees,
        P::Precipitation => Unit::Millimetres,
        P::Other => Unit::Original,
    }
}

/// Lower case, without spaces, micro signs and superscripts of one kind, and without the address of a vocabulary.
fn squeeze(text: &str) -> String {
    let is_address = text.contains("://");
    let tail = if is_address { text.rsplit(['/', '#', ':']).next().unwrap_or(text) } else { text };
    let tail = tail.trim().strip_prefix("unit:").unwrap_or(tail.trim());
    let plain = tail.chars().filter(|c| !c.is_whitespace()).map(|c| match c {
        'µ' | 'μ' => 'u',
        '³' | '₃' => '3',
        '²' | '₂' => '2',
        '⁻' => '-',
        '¹' => '1',
        other => other,
    });
    plain.flat_map(char::to_lowercase).take(80).collect()
}

/// The property that one of these names stands for; [`ObservedProperty::Other`] where none does.
pub fn property(names: &[&str]) -> ObservedProperty {
    names.iter().find_map(|name| property_of(name)).unwrap_or(ObservedProperty::Other)
}

fn property_of(name: &str) -> Option<ObservedProperty> {
    if let Some(own) = ObservedProperty::from_key(&name.trim().to_ascii_lowercase()) {
        return Some(own);
    }
    let whole: String = squeeze(name).chars().filter(|c| !matches!(c, '_' | '-')).collect();
    let row_of = |word: &str| PROPERTIES.iter().find(|(_, words)| words.contains(&word)).map(|(property, _)| *property);
    let parts = name.split(|c: char| !(c.is_alphanumeric() || matches!(c, '.' | ',')));
    row_of(&whole).or_else(|| parts.map(squeeze).find_map(|part| row_of(part.trim_matches(['.', ',']))))
}

/// The conversion of a property's values, from the words that the source has for its unit (symbol, name, definition).
/// A unit that can't be the property's leaves the values as they are.
pub fn normalise(property: ObservedProperty, unit_words: &[&str]) -> Conversion {
    let as_is = |unit| Conversion { property, unit, factor: 1.0, offset: 0.0 };
    let usual = usual_unit(property);
    let words: Vec<String> = unit_words.iter().map(|word| squeeze(word)).filter(|word| !word.is_empty()).collect();
    if words.is_empty() {
        return as_is(usual);
    }
    let found = words.iter().filter_map(|word| unit_of_property(word, usual)).find(|known| {
        // A bare "1" or "number" says little: it counts as what the property is usually measured in.
        property == ObservedProperty::Other || known.unit == usual
    });
    match found {
        Some(known) if property == ObservedProperty::Other && known.factor == 100.0 => as_is(Unit::Original),
        Some(known) if property == ObservedProperty::Other && is_vague(known.unit) => as_is(Unit::Original),
        Some(known) => Conversion { property, unit: known.unit, factor: known.factor, offset: known.offset },
        None if words.iter().all(|word| unit_of(word).is_none()) && is_count(usual) => as_is(usual),
        None => as_is(Unit::Original),
    }
}

/// The unit that a word stands for where a property is usually measured in `usual`: the words of counts per period serve
/// vehicles, bicycles and pedestrians alike, those of speed wind and vehicles, bare counts spaces and people.
fn unit_of_property(word: &str, usual: Unit) -> Option<Known> {
    let found = unit_of(word)?;
    Some(match (found.unit, usual) {
        (Unit::VehiclesPerHour, Unit::PerHour) => Known { unit: Unit::PerHour, ..found },
        (Unit::Spaces, Unit::People) => Known { unit: Unit::People, ..found },
        (Unit::KilometresPerHour, Unit::MetresPerSecond) => known(Unit::MetresPerSecond, found.factor / 3.6, 0.0),
        (Unit::MetresPerSecond, Unit::KilometresPerHour) => known(Unit::KilometresPerHour, found.factor * 3.6, 0.0),
        _ => found,
    })
}

/// Of the words that a source has for one unit, the one that tells most: the first that is known, else the first.
/// Kept as the datastream's original unit, so that the conversion can be found again from it.
pub fn telling_word(property: ObservedProperty, words: &[String]) -> String {
    let is_known = |word: &&String| !word.is_empty() && normalise(property, &[word]).unit != Unit::Original;
    let first = || words.iter().find(|word| !word.is_empty());
    words.iter().find(is_known).or_else(first).cloned().unwrap_or_default()
}

/// Units whose words do not tell what they count.
const fn is_vague(unit: Unit) -> bool {
    matches!(unit, Unit::Spaces | Unit::VehiclesPerHour | Unit::DecibelA | Unit::Seconds | Unit::Degrees)
}

/// Counts have names of their own everywhere ("Stellplätze"): an unknown word is one of them.
const fn is_count(unit: Unit) -> bool {
    matches!(unit, Unit::Spaces)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn convert(names: &[&str], unit: &[&str], value: f64) -> (ObservedProperty, Unit, f64) {
        let conversion = normalise(property(names), unit);
        (conversion.property, conversion.unit, conversion.apply(value))
    }

    #[test]
    fn units_of_three_vocabularies_are_known() {
        let dust = |value| (ObservedProperty::Pm25, Unit::MicrogramPerCubicMetre, value);
        for unit in ["µg/m³", "ug/m3", "μg/m3", "GQ", "ug.m-3", "http://qudt.org/vocab/unit/MicroGM-PER-M3"] {
            assert_eq!(convert(&["PM2.5"], &[unit], 12.0), dust(12.0), "{unit}");
        }
        assert_eq!(convert(&["pm2.5"], &["mg/m3"], 0.012), dust(12.0));
        assert_eq!(convert(&["pm25"], &["GP"], 0.012), dust(12.0));
        assert_eq!(convert(&["pm25"], &[], 12.0), dust(12.0));
        let part = (ObservedProperty::ParkingOccupancy, Unit::Percent, 42.0);
        assert_eq!(convert(&["occupancy"], &["fraction"], 0.42), part);
        assert_eq!(convert(&["occupancy"], &["P1"], 42.0), part);
        let flow = (ObservedProperty::TrafficIntensity, Unit::VehiclesPerHour, 480.0);
        assert_eq!(convert(&["Traffic intensity"], &["veh/15 min"], 120.0), flow);
        assert_eq!(convert(&["trafficIntensity"], &["1/min"], 8.0), flow);
        assert_eq!(convert(&["Lufttemperatur"], &["K"], 293.15).2, 20.0);
        assert_eq!(convert(&["temperature"], &["degF"], 68.0).2, 20.0);
        assert_eq!(
            convert(&["air pressure"], &["Pa"], 101_300.0),
            (ObservedProperty::Pressure, Unit::Hectopascal, 1013.0)
        );
        assert_eq!(
            convert(&["windSpeed"], &["km/h"], 36.0),
            (ObservedProperty::WindSpeed, Unit::MetresPerSecond, 10.0)
        );
        assert_eq!(convert(&["averageVehicleSpeed"], &["MTS"], 10.0).2, 36.0);
        assert_eq!(convert(&["trafficIntensity"], &["veh/7min"], 7.0).2, 60.0);
        assert_eq!(convert(&["trafficIntensity"], &["veh/90s"], 3.0), (flow.0, flow.1, 120.0));
        assert_eq!(convert(&["trafficIntensity"], &["veh/0min"], 3.0).1, Unit::Original);
        let cyclists = (ObservedProperty::BicycleIntensity, Unit::PerHour, 48.0);
        assert_eq!(convert(&["fietsers"], &["/15min"], 12.0).0, cyclists.0);
        assert_eq!(convert(&["bicycles"], &["1/min"], 0.8), cyclists);
        assert_eq!(convert(&["LAeq"], &["dB(A)"], 61.0), (ObservedProperty::NoiseLaeq, Unit::DecibelA, 61.0));
    }

    #[test]
    fn what_is_not_known_stays_as_it_is() {
        let other = |value| (ObservedProperty::Other, Unit::Original, value);
        assert_eq!(convert(&["soil moisture"], &["cb"], 3.0), other(3.0));
        assert_eq!(convert(&["battery"], &["1"], 0.5), other(0.5));
        assert_eq!(convert(&["NO2"], &["ppb"], 3.0), (ObservedProperty::No2, Unit::Original, 3.0));
        assert_eq!(convert(&["pm10"], &["°C"], 3.0), (ObservedProperty::Pm10, Unit::Original, 3.0));
    }

    #[test]
    fn properties_are_found_inside_longer_names() {
        assert_eq!(property(&["Fijnstof PM10 (kalibratie)"]), ObservedProperty::Pm10);
        assert_eq!(property(&["http://example.org/prop#NO2"]), ObservedProperty::No2);
        assert_eq!(property(&["Stikstofdioxide"]), ObservedProperty::No2);
        assert_eq!(property(&["Particulate Matter < 2.5 µm"]), ObservedProperty::Pm25, "as IRCELINE writes it");
        assert_eq!(property(&["Particulate Matter < 10 µm"]), ObservedProperty::Pm10);
        assert_eq!(property(&["x", "Relative humidity"]), ObservedProperty::Humidity);
        assert_eq!(property(&["parking_free"]), ObservedProperty::ParkingFree);
        assert_eq!(property(&["piano10"]), ObservedProperty::Other);
    }
}

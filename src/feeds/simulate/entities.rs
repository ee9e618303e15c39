//! What the simulated devices tell a context broker, as the Smart Data Models name it; either NGSI API writes it in its
//! own way.
//!
//! Contract: pure; shares no code with the readers. May use: `model`.

use jiff::tz::Offset;
use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use super::city::{Device, Kind, Measure};
use super::route::Ask;

/// What a context broker offers.
pub(super) const KINDS: [Kind; 7] =
    [Kind::Parking, Kind::Air, Kind::Noise, Kind::Traffic, Kind::Waste, Kind::Bikes, Kind::Weather];

/// An attribute that is measured.
#[derive(Clone, Copy)]
pub(super) struct Measured {
    pub name: &'static str,
    pub measure: Measure,
    pub unit: Option<&'static str>,
    made_of: fn(&Device, f64) -> f64,
}

/// An attribute as a device tells it.
pub(super) enum Told {
    Text(String),
    Number {
        value: f64,
        unit: Option<&'static str>,
        observed: Option<String>,
    },
    Time(String),
    /// GeoJSON.
    Place(Value),
}

impl Measured {
    const fn new(name: &'static str, measure: Measure, unit: Option<&'static str>) -> Self {
        Self { name, measure, unit, made_of: |_, value| value }
    }

    const fn of(name: &'static str, measure: Measure, made_of: fn(&Device, f64) -> f64) -> Self {
        Self { name, measure, unit: None, made_of }
    }

    pub fn value(&self, device: &Device, time: Timestamp) -> f64 {
        (self.made_of)(device, device.value(self.measure, time))
    }
}

/// The type of the entities of a kind of device.
pub(super) const fn model(kind: Kind) -> &'static str {
    match kind {
        Kind::Parking => "OffStreetParking",
        Kind::Air => "AirQualityObserved",
        Kind::Noise => "NoiseLevelObserved",
        Kind::Waste => "WasteContainer",
        Kind::Bikes => "BikeHireDockingStation",
        Kind::Weather => "WeatherObserved",
        Kind::Traffic | Kind::Counter => "TrafficFlowObserved",
    }
}

/// The measured attributes of a kind of device.
pub(super) fn measured(kind: Kind) -> Vec<Measured> {
    match kind {
        Kind::Parking => vec![
            Measured::new("availableSpotNumber", Measure::FreeSpaces, None),
            Measured::of("occupiedSpotNumber", Measure::FreeSpaces, |device, free| device.capacity - free),
            Measured::of("occupancy", Measure::FreeSpaces, |device, free| hundredths(1.0 - free / device.capacity)),
        ],
        Kind::Air => vec![
            Measured::new("pm10", Measure::Pm10, Some("GQ")),
            Measured::new("pm25", Measure::Pm25, Some("GQ")),
            Measured::new("no2", Measure::No2, Some("GQ")),
        ],
        Kind::Noise => vec![Measured::new("LAeq", Measure::Laeq, None)],
        Kind::Waste => vec![Measured::new("fillingLevel", Measure::Filling, None)],
        Kind::Bikes => vec![
            Measured::new("availableBikeNumber", Measure::BikesAvailable, None),
            Measured::new("freeSlotNumber", Measure::DocksFree, None),
        ],
        Kind::Weather => vec![
            Measured::new("temperature", Measure::Temperature, Some("CEL")),
            Measured::new("relativeHumidity", Measure::Humidity, None),
            Measured {
                unit: Some("A97"),
                ..Measured::of("atmosphericPressure", Measure::Pressure, |_, pa| pa / 100.0)
            },
        ],
        Kind::Traffic | Kind::Counter => vec![Measured::new("intensity", Measure::Vehicles, None)],
    }
}

fn hundredths(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

/// The newest time of a device's values.
pub(super) fn newest(device: &Device, now: Timestamp) -> Timestamp {
    let measure = measured(device.kind).first().map_or(Measure::FreeSpaces, |first| first.measure);
    let day_ago = now.checked_sub(24.hours()).unwrap_or(now);
    device.times(measure, day_ago, now, now).next_back().unwrap_or(now)
}

/// Everything that a device tells now.
pub(super) fn told(ask: &Ask<'_>, device: &Device) -> Vec<(&'static str, Told)> {
    let time = newest(device, ask.now);
    let shown = ask.shown(time);
    let name = format!("Simulated {} {} {}", device.kind.label(), device.municipality, device.id);
    let source = "Simulated readings, made up by Regioscope".to_owned();
    let mut all =
        vec![("name", Told::Text(name)), ("source", Told::Text(source)), ("location", Told::Place(place(device)))];
    all.extend(times(device, shown).into_iter().map(|(name, time)| (name, Told::Time(time))));
    for one in measured(device.kind) {
        let has_own_time = matches!(one.measure, Measure::FreeSpaces | Measure::Filling);
        let observed = has_own_time.then(|| shown.to_string());
        all.push((one.name, Told::Number { value: one.value(device, time), unit: one.unit, observed }));
    }
    let total = |value| Told::Number { value, unit: None, observed: None };
    match device.kind {
        Kind::Parking => all.push(("totalSpotNumber", total(device.capacity))),
        Kind::Bikes => all.push(("totalSlotNumber", total(device.docks()))),
        _ => {}
    }
    all
}

/// The attributes with the time of a device's values: every model has its own.
fn times(device: &Device, time: Timestamp) -> Vec<(&'static str, String)> {
    let before = |seconds: i64| time.checked_sub(seconds.seconds()).unwrap_or(time).to_string();
    match device.kind {
        Kind::Parking => vec![("occupancyModified", time.to_string())],
        // Without an offset, as many do.
        Kind::Air | Kind::Weather => vec![("dateObserved", time.to_string().trim_end_matches('Z').to_owned())],
        Kind::Noise => vec![("dateObservedFrom", before(60)), ("dateObservedTo", time.to_string())],
        Kind::Traffic | Kind::Counter => vec![("dateObservedFrom", before(300)), ("dateObservedTo", time.to_string())],
        Kind::Bikes => {
            vec![("observationDate", time.display_with_offset(Offset::constant(2)).to_string())]
        }
        Kind::Waste => Vec::new(),
    }
}

/// A piece of road for a traffic counter, a point for the others.
fn place(device: &Device) -> Value {
    let (lon, lat) = (device.location.lon(), device.location.lat());
    match device.kind {
        Kind::Traffic => {
            json!({ "type": "LineString", "coordinates": [[lon - 0.001, lat], [lon, lat], [lon + 0.001, lat]] })
        }
        _ => json!({ "type": "Point", "coordinates": [lon, lat] }),
    }
}

/// The devices that a list is asked for: `type=A,B`.
pub(super) fn asked<'a>(ask: &Ask<'a>) -> Vec<&'a Device> {
    let types = ask.parameter("type").unwrap_or_default();
    ask.devices(&KINDS).filter(|device| types.split(',').any(|name| name == model(device.kind))).collect()
}

/// A parameter that is a number.
pub(super) fn count_parameter(ask: &Ask<'_>, name: &str, usual: usize) -> usize {
    ask.parameter(name).and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// A parameter that is a time.
pub(super) fn time_parameter(ask: &Ask<'_>, name: &str) -> Option<Timestamp> {
    ask.parameter(name)?.parse().ok()
}

/// Whether one of these words stands in `options` or is the `format`.
pub(super) fn has_option(ask: &Ask<'_>, words: &[&str]) -> bool {
    let said = ask.parameter("options").unwrap_or_default().split(',').chain(ask.parameter("format"));
    said.into_iter().any(|said| words.contains(&said))
}

/// Whether an attribute is asked for: `attrs=a,b`; all without it.
pub(super) fn is_asked(ask: &Ask<'_>, name: &str) -> bool {
    ask.parameter("attrs").is_none_or(|attrs| attrs.split(',').any(|one| one == name || one == "*"))
}

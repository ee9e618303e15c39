//! The minute of every measuring point, and the configuration that says where they are.
//!
//! Contract: pure, never panics. As the publisher's schemas (`miv-verkeersdata.xsd`, `miv-config.xsd`) describe:
//!
//! - Vehicles are counted in five classes by length. Class 1 (motorcycles) is no longer used and unreliable: it is not
//!   counted. 2 are cars, 3 vans, 4 rigid lorries, 5 articulated ones and buses. All is 2 to 5, heavy 4 and 5.
//! - A speed over 250 km/h is a code: 251 not set yet, 252 no vehicle, 254 not to be computed. The mean of a point is
//!   that of its classes, weighted by their vehicles.
//! - `tijd_waarneming` is the beginning of the minute (`tijd_laatst_gewijzigd` lies seconds after its end): the
//!   observation is true at its end. Its offset is always +01:00, in summer too; without any that one is meant.
//! - `geldig` = 0 is usual and says nothing; `beschikbaar` = 0 or `defect` = 1 means no data.
//!
//! May use: `formats`, `model`.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::Readings;
use super::super::gather::{Gatherer, Measured};
use super::super::near::{Near, is_wanted};
use super::super::places::{Place, Places};
use super::super::value::{number, place_of, shifted, time_text};
use super::super::xml::{self, Element};
use crate::formats::crs::{Crs, ToWgs84};
use crate::model::{Feed, ObservedProperty, Reason, SensorId};

/// Length of a count, seconds.
const PERIOD_S: i64 = 60;

/// Speeds above are codes, km/h.
const LAST_SPEED: f64 = 250.0;

/// Classes that are motor vehicles, and those that are heavy.
const ALL_CLASSES: [&str; 4] = ["2", "3", "4", "5"];
const HEAVY_CLASSES: [&str; 2] = ["4", "5"];

/// Which measuring points are wanted.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Where.
    pub near: Option<Near>,
    /// Which; none = all.
    pub ids: &'a BTreeSet<&'a str>,
}

/// Reads a configuration.
///
/// # Errors
/// The reason, when it is no XML, or has no measuring points.
pub fn configuration(bytes: &[u8]) -> Result<Places, String> {
    let root = xml::parse(bytes)?;
    let lambert = ToWgs84::new(Crs::Lambert72);
    let point = |point: &Element| Some((point.attribute("unieke_id")?.to_owned(), place(point, &lambert)));
    let places: Places = root.children_named("meetpunt").filter_map(point).collect();
    if places.is_empty() {
        Err(format!("no measuring points in the configuration ({:.40})", root.name))
    } else {
        Ok(places)
    }
}

fn place(point: &Element, lambert: &ToWgs84) -> Place {
    let numeric = |name: &str| point.child_text(&[name]).and_then(numeric);
    let degrees = numeric("lengtegraad_EPSG_4326").zip(numeric("breedtegraad_EPSG_4326"));
    let metres = || numeric("X_coord_EPSG_31370").zip(numeric("Y_coord_EPSG_31370"));
    let location = degrees
        .and_then(|(lon, lat)| place_of(lon, lat))
        .or_else(|| metres().filter(|(x, y)| *x > 0.0 && *y > 0.0).and_then(|(x, y)| lambert.place(x, y).ok()));
    let name = point.child_text(&["volledige_naam", "beschrijvende_id"]).unwrap_or_default();
    // Several lanes of one road have one name.
    let name = match point.child_text(&["Rijstrook"]) {
        Some(lane) if !name.is_empty() => format!("{name} ({lane})"),
        _ => name.to_owned(),
    };
    Place { name, lon_lat: location.map(|place| (place.lon(), place.lat())), capacity: None }
}

/// A number with a decimal comma or point.
fn numeric(text: &str) -> Option<f64> {
    number(&Value::String(text.to_owned()))
}

/// Reads a minute of counts.
///
/// # Errors
/// The reason, when it is no XML, or not what the agency publishes.
pub fn counts(
    bytes: &[u8],
    feed: &Feed,
    places: &Places,
    wanted: &Wanted<'_>,
    now: Timestamp,
) -> Result<Readings, String> {
    let root = xml::parse(bytes)?;
    if root.name != "miv" {
        return Err(format!("no counts in the answer ({:.40})", root.name));
    }
    let mut all = Gatherer::new(feed, now);
    for (point, row) in root.children_named("meetpunt").zip(1..) {
        if let Err((column, reason)) = measuring_point(&mut all, point, places, wanted) {
            all.reject(row, column, reason, &json!({ "unieke_id": point.attribute("unieke_id") }));
        }
    }
    Ok(all.finish())
}

fn measuring_point(
    all: &mut Gatherer<'_>,
    point: &Element,
    places: &Places,
    wanted: &Wanted<'_>,
) -> Result<(), (&'static str, Reason)> {
    let id = point.attribute("unieke_id").ok_or(("unieke_id", Reason::new("reason-feed-no-id")))?;
    let known = places.get(id);
    let location = known.and_then(Place::location);
    let is_listed = wanted.ids.is_empty() || wanted.ids.contains(id);
    if !is_listed || !is_wanted(wanted.near, location) {
        return Ok(());
    }
    let name = known.map(|place| place.name.as_str()).filter(|name| !name.is_empty());
    let sensor = all.sensor(id, name.or_else(|| point.attribute("beschrijvende_id")).unwrap_or_default(), location);
    let begun = point.child_text(&["tijd_waarneming"]).and_then(time);
    let seen = shifted(begun.ok_or(("tijd_waarneming", Reason::new("reason-feed-no-time")))?, PERIOD_S);
    let says = |name: &str, word: &str| point.child_text(&[name]) == Some(word);
    let is_silent = says("beschikbaar", "0") || says("defect", "1");
    let classes: Vec<Class<'_>> = point.children_named("meetdata").filter_map(Class::of).collect();
    let occupancy = point.child("rekendata").and_then(|data| data.child_text(&["bezettingsgraad"])).and_then(numeric);
    let count = |wanted: &[&str]| count(&classes, wanted);
    let values = [
        (Measured { period_s: Some(PERIOD_S as f64), ..stream(&STREAMS[0]) }, count(&ALL_CLASSES)),
        (Measured { period_s: Some(PERIOD_S as f64), ..stream(&STREAMS[1]) }, count(&HEAVY_CLASSES)),
        (stream(&STREAMS[2]), mean_speed(&classes)),
        (stream(&STREAMS[3]), occupancy.filter(|percent| *percent >= 0.0)),
    ];
    for (measured, value) in values {
        observe(all, &sensor, &measured, value.filter(|_| !is_silent), seen);
    }
    Ok(())
}

fn observe(all: &mut Gatherer<'_>, sensor: &SensorId, measured: &Measured<'_>, value: Option<f64>, seen: Timestamp) {
    match value {
        Some(value) => all.observe(sensor, measured, value, seen),
        None => all.observe_missing(sensor, measured, seen),
    }
}

/// Datastreams of a measuring point: key, property, field, unit.
const STREAMS: [(&str, ObservedProperty, &str, &str); 4] = [
    ("intensity", ObservedProperty::TrafficIntensity, "verkeersintensiteit", ""),
    ("heavy", ObservedProperty::HeavyIntensity, "verkeersintensiteit", ""),
    ("speed", ObservedProperty::TrafficSpeed, "voertuigsnelheid_rekenkundig", "km/h"),
    ("occupancy", ObservedProperty::RoadOccupancy, "bezettingsgraad", "%"),
];

fn stream<'a>((key, property, field, unit): &(&'a str, ObservedProperty, &'a str, &'a str)) -> Measured<'a> {
    Measured { original_property: field, unit, ..Measured::new(key, *property) }
}

/// A time; without an offset it is that of Belgium in winter, as the source keeps it all year.
fn time(text: &str) -> Option<Timestamp> {
    let has_offset = text.ends_with(['Z', 'z']) || text.get(19..).is_some_and(|rest| rest.contains(['+', '-']));
    if has_offset { time_text(text) } else { time_text(&format!("{text}+01:00")) }
}

/// What one class of vehicles did in the minute.
struct Class<'a> {
    id: &'a str,
    count: f64,
    speed: Option<f64>,
}

impl<'a> Class<'a> {
    /// A class; one without a count, or with a negative one, is none.
    fn of(data: &'a Element) -> Option<Self> {
        let value = |name: &str| data.child_text(&[name]).and_then(numeric);
        let count = value("verkeersintensiteit").filter(|count| *count >= 0.0)?;
        let is_speed = |speed: &f64| (0.0..=LAST_SPEED).contains(speed);
        Some(Self {
            id: data.attribute("klasse_id")?,
            count,
            speed: value("voertuigsnelheid_rekenkundig").filter(is_speed),
        })
    }
}

/// Vehicles of these classes; none where any of them was not counted.
fn count(classes: &[Class<'_>], wanted: &[&str]) -> Option<f64> {
    let of = |id: &&str| classes.iter().find(|class| class.id == *id).map(|class| class.count);
    wanted.iter().map(of).sum()
}

/// Mean speed of all vehicles, with two digits; none where none passed.
fn mean_speed(classes: &[Class<'_>]) -> Option<f64> {
    let (mut vehicles, mut sum) = (0.0, 0.0);
    for class in classes.iter().filter(|class| ALL_CLASSES.contains(&class.id)) {
        if let Some(speed) = class.speed {
            vehicles += class.count;
            sum += class.count * speed;
        }
    }
    (vehicles > 0.0).then(|| (sum / vehicles * 100.0).round() / 100.0)
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;

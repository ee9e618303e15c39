//! Statuses and tables of car parks, in the shapes of the standard:
//!
//! - 2.x of the German exchange (MDM): `parkingFacilityStatus`, whose own list of states has the same name;
//! - 2.3 with the parking extension, and 3.0–3.2: `parkingRecordStatus`, whose figures stand in a `parkingOccupancy`
//!   that holds a percentage of the same name;
//! - 3.3–3.7: `parkingStatusInformation`, in JSON with the subtype inside. Of its tables names, places and identifiers
//!   are as the standard has them; where they count spaces was seen in no real one yet (`supply` is looked at).
//!
//! Contract: pure, never panics. Names are matched on direct children, so that figures of parts of a car park
//! (`groupOfParkingSpacesStatus`) are never taken for the whole. A state "unknown" with noughts is no data; with
//! figures they are doubtful. Of a closed car park no place can be taken: the free ones are missing.
//! May use: `model`.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::super::Readings;
use super::super::gather::{Gatherer, Measured};
use super::super::places::{Place, Places};
use super::super::value::{number, place_of, time_text};
use super::super::xml::{self, Element};
use super::json;
use crate::model::{Feed, ObservedProperty, Reason, SensorId};

/// Elements that say how full one car park is.
pub(super) const STATUS_WORDS: [&str; 3] = ["parkingRecordStatus", "parkingStatusInformation", "parkingFacilityStatus"];

/// Elements that describe one car park in a table.
const TABLE_WORDS: [&str; 3] = ["parkingRecord", "hierarchyElementGeneral", "parkingFacility"];

/// How a status names the car park.
const REFERENCES: [&str; 3] = ["parkingRecordReference", "reference", "parkingFacilityReference"];

const TIMES: [&str; 3] = ["parkingStatusOriginTime", "lastUpdated", "parkingFacilityStatusTime"];
const VACANT: [&str; 3] = ["parkingNumberOfVacantSpaces", "numberOfVacantSpaces", "totalNumberOfVacantParkingSpaces"];
const OCCUPIED: [&str; 3] =
    ["parkingNumberOfOccupiedSpaces", "numberOfOccupiedSpaces", "totalNumberOfOccupiedParkingSpaces"];
const PERCENT: [&str; 2] = ["parkingOccupancy", "occupancy"];
const OVERRIDE: [&str; 2] = ["parkingNumberOfSpacesOverride", "numberOfSpacesOverride"];
const SPACES: [&str; 3] = ["parkingNumberOfSpaces", "numberOfSpaces", "totalParkingCapacity"];
const NAMES: [&str; 3] = ["parkingName", "name", "parkingFacilityName"];
const STATES: [&str; 4] = ["parkingSiteStatus", "parkingSiteOpeningStatus", "openingStatus", "parkingFacilityStatus"];

/// Languages in which a name is preferred.
const LANGUAGES: [&str; 2] = ["nl", "en"];

/// The statuses of a document, with what `places` and the document's own table know of the car parks.
///
/// # Errors
/// The reason, when it is neither XML nor JSON, or holds no status.
pub fn statuses(bytes: &[u8], feed: &Feed, places: &Places, now: Timestamp) -> Result<Readings, String> {
    let root = document(bytes)?;
    let own = own_table(&root);
    let mut found = Vec::new();
    root.find_all(&is_status, &mut found);
    if found.is_empty() {
        let has_publication = root.find(&|element| element.name.ends_with("arkingStatusPublication")).is_some();
        return if has_publication { Ok(Readings::default()) } else { Err(no_status(&root)) };
    }
    let published = root.find(&|element| element.name == "publicationTime").and_then(|one| time_text(&one.text));
    let mut all = Gatherer::new(feed, now);
    for (status, row) in found.into_iter().zip(1..) {
        let status = Status { element: inner(status), published };
        let known = |id: &str| own.get(id).or_else(|| places.get(id));
        if let Err((column, reason)) = status.read(&mut all, known) {
            all.reject(row, column, reason, &shown(status.element));
        }
    }
    Ok(all.finish())
}

fn no_status(root: &Element) -> String {
    let is_table = root.find(&is_table_entry).is_some();
    let what = if is_table { "a table of car parks without their status" } else { "no status of parking" };
    format!("{what} in the answer ({:.40})", root.name)
}

/// The car parks of a table.
///
/// # Errors
/// The reason, when it is neither XML nor JSON, or describes no car park.
pub fn table(bytes: &[u8]) -> Result<Places, String> {
    let root = document(bytes)?;
    let places = own_table(&root);
    if places.is_empty() { Err("no car park in the table".to_owned()) } else { Ok(places) }
}

/// The car parks that a document describes.
fn own_table(root: &Element) -> Places {
    let mut found = Vec::new();
    root.find_all(&is_table_entry, &mut found);
    found.into_iter().map(|entry| (id_of(entry), place(entry))).collect()
}

fn document(bytes: &[u8]) -> Result<Element, String> {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if start.iter().find(|byte| !byte.is_ascii_whitespace()).is_none_or(|byte| !matches!(byte, b'{' | b'[')) {
        return xml::parse(bytes);
    }
    let value: Value = serde_json::from_slice(start).map_err(|error| format!("broken JSON ({error})"))?;
    Ok(match value {
        Value::Array(_) => json::element("messageContainer", &json!({ "payload": value })),
        value => json::element("messageContainer", &value),
    })
}

/// A record of a status: the list of states inside one has its name, but no reference.
fn is_status(element: &Element) -> bool {
    let has_reference = |element: &Element| REFERENCES.iter().any(|name| element.child(name).is_some());
    STATUS_WORDS.contains(&element.name.as_str())
        && (has_reference(inner(element)) || element.name != "parkingFacilityStatus")
}

fn is_table_entry(element: &Element) -> bool {
    TABLE_WORDS.contains(&element.name.as_str()) && inner(element).attribute("id").is_some()
}

/// In JSON a record holds one member, its subtype, and that the record itself.
fn inner(element: &Element) -> &Element {
    match element.children.as_slice() {
        [only] if element.attributes.is_empty() && !only.children.is_empty() => only,
        _ => element,
    }
}

fn id_of(entry: &Element) -> String {
    inner(entry).attribute("id").unwrap_or_default().to_owned()
}

/// What a table says of a car park.
fn place(entry: &Element) -> Place {
    let entry = inner(entry);
    let name = NAMES.iter().find_map(|name| entry.child(name)).map(name_text).unwrap_or_default();
    let at = entry.find(&|element| element.child("latitude").is_some() && element.child("longitude").is_some());
    let degrees = |name: &str| at.and_then(|at| at.child_text(&[name])).and_then(numeric);
    let location = degrees("longitude").zip(degrees("latitude")).and_then(|(lon, lat)| place_of(lon, lat));
    // Not just anywhere below: groups of spaces have numbers of their own.
    let supplied = || entry.child("supply").and_then(|supply| numeric_child(supply, &SPACES));
    let spaces = numeric_child(entry, &SPACES).or_else(supplied);
    Place {
        name,
        lon_lat: location.map(|place| (place.lon(), place.lat())),
        capacity: spaces.filter(|spaces| *spaces > 0.0),
    }
}

/// A text in several languages: Dutch, English, or the first.
fn name_text(element: &Element) -> String {
    if !element.text.is_empty() {
        return element.text.clone();
    }
    let in_language = |wanted: &str| {
        let holds = |one: &Element| !one.text.is_empty() && one.attribute("lang") == Some(wanted);
        element.find(&holds)
    };
    let found = LANGUAGES.iter().find_map(|language| in_language(language));
    found.or_else(|| element.find(&|one| !one.text.is_empty())).map(|one| one.text.clone()).unwrap_or_default()
}

fn numeric(text: &str) -> Option<f64> {
    number(&Value::String(text.to_owned()))
}

fn numeric_child(element: &Element, names: &[&str]) -> Option<f64> {
    element.child_text(names).and_then(numeric)
}

/// A record as it is reported: its name and the texts of its children.
fn shown(element: &Element) -> Value {
    let of_child = |child: &Element| json!({ "name": child.name, "text": child.text, "id": child.attribute("id") });
    json!({ "name": element.name, "children": element.children.iter().take(20).map(of_child).collect::<Vec<_>>() })
}

/// One status.
struct Status<'a> {
    element: &'a Element,
    published: Option<Timestamp>,
}

/// What the states of a car park say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct State {
    is_unknown: bool,
    is_closed: bool,
}

impl<'a> Status<'a> {
    fn read<'p>(
        &self,
        all: &mut Gatherer<'_>,
        known: impl Fn(&str) -> Option<&'p Place>,
    ) -> Result<(), (&'static str, Reason)> {
        let reference = REFERENCES
            .iter()
            .find_map(|name| self.element.child(name))
            .ok_or(("reference", Reason::new("reason-feed-no-id")))?;
        let holder = reference.find(&|element| element.attribute("id").is_some());
        let id = holder
            .and_then(|element| element.attribute("id"))
            .ok_or(("reference", Reason::new("reason-feed-no-id")))?;
        let place = known(id);
        let name = place.map(|place| place.name.as_str()).unwrap_or_default();
        let sensor = all.sensor(id, name, place.and_then(Place::location));
        let figures = PERCENT.iter().find_map(|name| self.element.child(name)).unwrap_or(self.element);
        let capacity = numeric_child(figures, &OVERRIDE).filter(|spaces| *spaces > 0.0);
        let capacity = capacity.or_else(|| place.and_then(|place| place.capacity));
        let seen = self
            .element
            .child_text(&TIMES)
            .map(|text| time_text(text).ok_or(("time", Reason::new("reason-feed-no-time"))));
        let seen = seen.transpose()?.or(self.published).ok_or(("time", Reason::new("reason-feed-no-time")))?;
        Figures { all, sensor, state: self.state(), seen, capacity }.read(figures)
    }

    fn state(&self) -> State {
        let of_name = |name: &'a str| self.element.children_named(name).map(|child| child.text.as_str());
        let mut state = State { is_unknown: false, is_closed: false };
        for word in STATES.iter().flat_map(|name| of_name(name)) {
            state.is_unknown |= matches!(word, "unknown" | "statusUnknown" | "unknownStatus");
            state.is_closed |= word.starts_with("closed");
        }
        state
    }
}

/// The figures of a status, as they become observations.
struct Figures<'a, 'g> {
    all: &'a mut Gatherer<'g>,
    sensor: SensorId,
    state: State,
    seen: Timestamp,
    capacity: Option<f64>,
}

impl Figures<'_, '_> {
    fn read(&mut self, figures: &Element) -> Result<(), (&'static str, Reason)> {
        let streams: [(&str, ObservedProperty, &[&'static str]); 3] = [
            ("vacant", ObservedProperty::ParkingFree, &VACANT),
            ("occupied", ObservedProperty::ParkingOccupied, &OCCUPIED),
            ("occupancy", ObservedProperty::ParkingOccupancy, &PERCENT),
        ];
        let has_figures =
            streams.iter().any(|(_, _, names)| numeric_child(figures, names).is_some_and(|value| value != 0.0));
        let mut outcome = Ok(());
        for (key, property, names) in streams {
            let found = names.iter().find_map(|name| Some((*name, figures.child_text(&[name])?)));
            let Some((name, text)) = found else { continue };
            match numeric(text) {
                Some(raw) => self.observe(key, property, name, (raw, has_figures)),
                None => outcome = Err((name, Reason::new("reason-feed-not-number"))),
            }
        }
        outcome
    }

    fn observe(&mut self, key: &str, property: ObservedProperty, name: &str, (raw, has_figures): (f64, bool)) {
        let is_free = property == ObservedProperty::ParkingFree;
        let is_none = (self.state.is_unknown && !has_figures) || (self.state.is_closed && is_free);
        let none = [if is_none { raw } else { -1.0 }];
        let measured = Measured {
            original_property: name,
            unit: if property == ObservedProperty::ParkingOccupancy { "%" } else { "spaces" },
            capacity: self.capacity.filter(|_| property != ObservedProperty::ParkingOccupancy),
            missing: &none,
            is_uncertain: self.state.is_unknown,
            ..Measured::new(key, property)
        };
        self.all.observe(&self.sensor, &measured, raw, self.seen);
    }
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;

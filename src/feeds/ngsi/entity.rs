//! Entities of either NGSI API → readings, by the Smart Data Models.
//!
//! Contract: pure, never panics. The readers of the two APIs bring entities into one shape; what their attributes mean
//! is decided here alone. May use: `model`.

use std::borrow::Cow;

use jiff::Timestamp;
use serde_json::Value;

use super::super::gather::{Gatherer, Measured};
use super::super::smart_data_models::{
    self as models, Model, NAMES, Role, Rule, TIMES, local_name, squeezed, unit, unit_of_count,
};
use super::super::value::{number, place, place_of, text, time, time_text};
use crate::model::{Feed, LonLat, ObservedProperty, Reason, Sensor, SensorId};

/// Longest period of observation that is believed, seconds.
const MAX_PERIOD_S: i64 = 31 * 86_400;

/// An attribute of an entity: one value of it.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Attribute<'a> {
    /// Its name as it came.
    pub name: &'a str,
    /// Which of several values side by side it is (`datasetId`).
    pub part: Option<&'a str>,
    /// The bare value.
    pub value: &'a Value,
    /// Its unit.
    pub unit: Option<&'a str>,
    /// When it was observed.
    pub observed: Option<Timestamp>,
    /// When the broker was told of it.
    pub modified: Option<Timestamp>,
}

impl<'a> Attribute<'a> {
    /// An attribute of which only the value is known.
    pub const fn plain(name: &'a str, value: &'a Value) -> Self {
        Self { name, part: None, value, unit: None, observed: None, modified: None }
    }

    /// The datastream that it belongs to.
    pub fn key(&self) -> Cow<'a, str> {
        let name = local_name(self.name);
        self.part.map_or(Cow::Borrowed(name), |part| Cow::Owned(format!("{name}#{}", local_name(part))))
    }
}

/// An entity.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) struct Entity<'a> {
    pub id: &'a str,
    pub kind: &'a str,
    /// When the broker was told of it.
    pub modified: Option<Timestamp>,
    pub attributes: Vec<Attribute<'a>>,
}

impl Entity<'_> {
    /// Adds what the entity observes. `row` and `original` are named where something of it can't be read.
    pub fn gather(&self, all: &mut Gatherer<'_>, row: u64, original: &Value) {
        let model = models::model(self.kind);
        let observing: Vec<(&Attribute<'_>, Rule)> =
            self.attributes.iter().filter_map(|one| Some((one, self.rule(model, one)?))).collect();
        if model.is_none() && observing.is_empty() {
            return;
        }
        let key = station(self.id);
        let sensor = all.sensor(key, &self.name(key), self.place());
        let context = Context {
            time: self.time(),
            period_s: self.period_s(all.feed()),
            capacity: self.capacity(model),
            percent: all.feed().option("percent").unwrap_or_default(),
        };
        let mut is_without_time = false;
        for (attribute, rule) in observing {
            let time = attribute.observed.or(context.time).or(attribute.modified).or(self.modified);
            is_without_time |= time.is_none();
            observe(all, &sensor, attribute, &context.applied(rule, attribute), time, row);
        }
        if is_without_time {
            all.reject(row, "observedAt", Reason::new("reason-feed-no-time"), original);
        }
    }

    fn rule(&self, model: Option<&Model>, attribute: &Attribute<'_>) -> Option<Rule> {
        let by_unit = || {
            let has_unit = attribute.unit.is_some_and(|unit| !unit.trim().is_empty());
            (has_unit && number(attribute.value).is_some()).then(|| models::rule_of_unit(attribute.name))
        };
        let mut rule = models::rule(model, attribute.name).or_else(by_unit)?;
        let vehicles = || self.of(&["vehicletype"]).and_then(|value| text(value.get(0).unwrap_or(value)));
        if rule.property == ObservedProperty::TrafficIntensity
            && let Some(vehicles) = vehicles()
        {
            rule.property = models::of_vehicles(&vehicles, rule.property);
        }
        Some(rule)
    }

    /// The first of these attributes, by squeezed names, that the entity has.
    fn of(&self, words: &[&str]) -> Option<&Value> {
        words
            .iter()
            .find_map(|word| Some(self.attributes.iter().find(|one| squeezed(local_name(one.name)) == *word)?.value))
    }

    fn time(&self) -> Option<Timestamp> {
        TIMES.iter().find_map(|word| time(self.of(&[word])?))
    }

    fn period_s(&self, feed: &Feed) -> Option<u32> {
        let interval = |value: &Value| {
            let (from, until) = value.as_str()?.split_once('/')?;
            Some((time_text(from)?, time_text(until)?))
        };
        let ends = || Some((time(self.of(&["dateobservedfrom"])?)?, time(self.of(&["dateobservedto"])?)?));
        let told = ends().or_else(|| interval(self.of(&["dateobserved"])?));
        let told = told.map(|(from, until)| until.as_second() - from.as_second());
        let told = told.filter(|period_s| (1..=MAX_PERIOD_S).contains(period_s)).and_then(|s| u32::try_from(s).ok());
        told.or_else(|| feed.option("period_s")?.parse().ok().filter(|period_s| *period_s > 0))
    }

    fn capacity(&self, model: Option<&Model>) -> Option<f64> {
        let model = model?;
        let told = || number(self.of(&[model.capacity?])?).filter(|capacity| *capacity > 0.0);
        model.own_capacity.or_else(told)
    }

    /// The name that a person reads: its own, else the telling end of its identifier.
    fn name(&self, key: &str) -> String {
        let own = NAMES.iter().find_map(|word| text(self.of(&[word])?));
        own.unwrap_or_else(|| {
            let short = key.strip_prefix("urn:ngsi-ld:").unwrap_or(key);
            let (first, rest) = short.split_once(':').unwrap_or_default();
            // A bare number is no name: then the type stays before it.
            let is_telling = first.eq_ignore_ascii_case(local_name(self.kind)) && rest.contains(char::is_alphabetic);
            (if is_telling { rest } else { short }).to_owned()
        })
    }

    fn place(&self) -> Option<LonLat> {
        let named = self.of(&["location", "position"]).and_then(place_of_value);
        let parts = || place_of(number(self.of(&["longitude", "lon"])?)?, number(self.of(&["latitude", "lat"])?)?);
        named.or_else(parts)
    }
}

/// What the attributes of an entity have in common.
struct Context<'a> {
    time: Option<Timestamp>,
    period_s: Option<u32>,
    capacity: Option<f64>,
    percent: &'a str,
}

/// An attribute with all that is known of it.
struct Applied<'a> {
    rule: Rule,
    unit: Cow<'a, str>,
    capacity: Option<f64>,
}

impl Context<'_> {
    fn applied<'a>(&self, mut rule: Rule, attribute: &Attribute<'a>) -> Applied<'a> {
        let usual = match rule.role {
            Role::PerPeriod if self.period_s.is_none() && rule.property == ObservedProperty::PedestrianIntensity => {
                // Without a period it is no flow: so many were seen.
                rule.property = ObservedProperty::PeopleCount;
                Cow::Borrowed("people")
            }
            Role::PerPeriod => unit_of_count(rule.property, self.period_s),
            _ if rule.unit == "fraction" && self.is_percent(attribute.name) => Cow::Borrowed("%"),
            _ => Cow::Borrowed(rule.unit),
        };
        let is_own = unit(rule.property, "", attribute.unit).is_empty();
        let unit = if is_own { usual } else { Cow::Borrowed(attribute.unit.unwrap_or_default().trim()) };
        let holds = matches!(
            rule.property,
            ObservedProperty::ParkingFree
                | ObservedProperty::ParkingOccupied
                | ObservedProperty::BikesAvailable
                | ObservedProperty::DocksFree
        );
        Applied { rule, unit, capacity: self.capacity.filter(|_| holds) }
    }

    /// Whether the feed's settings say that this fraction comes as per cent.
    fn is_percent(&self, name: &str) -> bool {
        self.percent.split(',').any(|word| squeezed(word.trim()) == squeezed(local_name(name)))
    }
}

fn observe(
    all: &mut Gatherer<'_>,
    sensor: &SensorId,
    attribute: &Attribute<'_>,
    applied: &Applied<'_>,
    time: Option<Timestamp>,
    row: u64,
) {
    let key = attribute.key();
    let measured = Measured {
        original_property: attribute.name,
        unit: &applied.unit,
        capacity: applied.capacity,
        ..Measured::new(&key, applied.rule.property)
    };
    match (reading(applied.rule.role, attribute.value), time) {
        (Ok(Some(raw)), Some(time)) => all.observe(sensor, &measured, raw, time),
        (Ok(None), Some(time)) => all.observe_missing(sensor, &measured, time),
        (Ok(_), None) => all.declare(sensor, &measured),
        (Err(reason), _) => all.reject(row, attribute.name, reason, attribute.value),
    }
}

/// Adds older values of the datastreams that a sensor is known to have; other attributes count for nothing.
pub(in super::super) fn remember(
    all: &mut Gatherer<'_>,
    sensor: &Sensor,
    id: &SensorId,
    one: &Attribute<'_>,
    row: u64,
) {
    let key = one.key();
    let Some(known) = sensor.datastreams.iter().find(|stream| *stream.key == key) else { return };
    let Some(time) = one.observed.or(one.modified) else { return };
    let role = if squeezed(local_name(one.name)) == "status" { Role::Status } else { Role::Number };
    let measured = Measured {
        original_property: one.name,
        unit: unit(known.property, &known.original_unit, one.unit),
        capacity: known.capacity,
        ..Measured::new(&key, known.property)
    };
    match reading(role, one.value) {
        Ok(Some(raw)) => all.observe(id, &measured, raw, time),
        Ok(None) => all.observe_missing(id, &measured, time),
        Err(reason) => all.reject(row, one.name, reason, one.value),
    }
}

/// The number that a value stands for; none where the source says that there is no value.
fn reading(role: Role, value: &Value) -> Result<Option<f64>, Reason> {
    let word = value.as_str().map(squeezed);
    match (role, word.as_deref()) {
        (_, None) if value.is_null() => Ok(None),
        (_, Some("" | "null" | "nan" | "na" | "unknown" | "none" | "urnngsildnull"))
        | (Role::Status, Some("closed")) => Ok(None),
        (Role::Status, Some("free")) => Ok(Some(1.0)),
        (Role::Status, Some("occupied")) => Ok(Some(0.0)),
        (Role::Status, _) => Err(Reason::new("reason-feed-no-status")),
        (_, None) if value.is_boolean() => Err(Reason::new("reason-feed-truth-value")),
        _ => number(value).map(Some).ok_or(Reason::new("reason-feed-not-number")),
    }
}

/// A place in either API: GeoJSON, the same as a text, `"lat, lon"` (`geo:point`), or several of those (`geo:line`,
/// `geo:box`, `geo:polygon`), of which the middle one stands for all.
fn place_of_value(value: &Value) -> Option<LonLat> {
    match value {
        Value::String(text) if text.trim_start().starts_with('{') => place(&serde_json::from_str(text).ok()?),
        Value::Array(points) => {
            let pair = |point: &Value| {
                let (lat, lon) = point.as_str()?.split_once(',')?;
                Some([lon.trim().parse::<f64>().ok()?, lat.trim().parse::<f64>().ok()?])
            };
            let points: Vec<[f64; 2]> = points.iter().filter_map(pair).collect();
            let is_area = points.len() > 3 && points.first() == points.last();
            place(&if is_area {
                serde_json::json!({"type": "Polygon", "coordinates": [points]})
            } else {
                serde_json::json!({"type": "LineString", "coordinates": points})
            })
        }
        other => place(other),
    }
}

/// The identifier without the times at its end: some feeds make a new entity for each observation of one station.
pub(in super::super) fn station(id: &str) -> &str {
    let mut left = id;
    while let Some(rest) = without_time(left) {
        left = rest;
    }
    left
}

fn without_time(id: &str) -> Option<&str> {
    let bare = id.strip_suffix(['Z', 'z']).unwrap_or(id);
    // The shortest is 2016-03-15T11:00, the longest has nine digits of a second.
    let is_time = |start: &usize| {
        let tail = bare.get(*start..).unwrap_or_default();
        tail.as_bytes().get(10) == Some(&b'T') && tail.parse::<jiff::civil::DateTime>().is_ok()
    };
    let start = bare.char_indices().map(|(start, _)| start).rev().take(30).find(is_time)?;
    let rest = bare.get(..start)?.trim_end_matches(['-', '_', ':', '/', '.']);
    (!rest.is_empty()).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_entity_for_each_observation_is_one_station() {
        assert_eq!(
            station("urn:ngsi-ld:AirQualityObserved:Gent-1-2026-03-15T11:00:00"),
            "urn:ngsi-ld:AirQualityObserved:Gent-1"
        );
        assert_eq!(station("N-2026-12-28T11:00:00_2026-12-28T12:00:00Z"), "N");
        assert_eq!(station("N-2026-12-28T11:00:00.125Z"), "N");
        for same in ["urn:ngsi-ld:OffStreetParking:gent-23889", "2026-12-28T11:00:00", "P-2026", ""] {
            assert_eq!(station(same), same);
        }
    }

    #[test]
    fn words_for_no_value_are_missing_and_others_are_refused() {
        assert_eq!(reading(Role::Number, &json!("15.3")), Ok(Some(15.3)));
        for none in [json!(null), json!(""), json!("NaN"), json!("unknown"), json!("urn:ngsi-ld:null")] {
            assert_eq!(reading(Role::Number, &none), Ok(None), "{none}");
        }
        assert!(reading(Role::Number, &json!(false)).is_err() && reading(Role::Number, &json!("high")).is_err());
        assert_eq!(reading(Role::Status, &json!("Free")), Ok(Some(1.0)));
        assert_eq!(reading(Role::Status, &json!("occupied")), Ok(Some(0.0)));
        assert_eq!(reading(Role::Status, &json!("closed")), Ok(None));
        assert!(reading(Role::Status, &json!(1)).is_err());
    }

    #[test]
    fn places_come_in_the_shapes_of_both_apis() {
        let near = |value: Value| {
            let read = place_of_value(&value).map(|place| (place.lon(), place.lat()));
            read.is_some_and(|(lon, lat)| (lon - 3.72).abs() < 1e-9 && (lat - 51.05).abs() < 1e-9)
        };
        assert!(near(json!("51.05, 3.72")));
        assert!(near(json!({"type": "Point", "coordinates": [3.72, 51.05]})));
        assert!(near(json!("{\"type\": \"Point\", \"coordinates\": [3.72, 51.05]}")));
        assert!(near(json!(["51.04, 3.72", "51.06, 3.72"])));
        assert!(near(json!(["51.04,3.71", "51.04,3.73", "51.06,3.73", "51.06,3.71", "51.04,3.71"])));
        assert!(!near(json!([3.72, 51.05])) && place_of_value(&json!([])).is_none());
    }
}

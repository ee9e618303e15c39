//! Which field of an unknown data set means what, told by names and values of one record.
//!
//! Contract: pure. A field that no word fits is left out rather than guessed. May use: `model`.

use serde_json::Value;

use super::super::units;
use super::super::value::{number, place, time};
use crate::model::ObservedProperty;
use crate::model::sensor::{FieldMapping, PropertyMapping};

/// Most fields that are taken for measured ones.
const MAX_PROPERTIES: usize = 24;

/// Words of fields, in the order in which they are preferred.
const KEYS: &[&str] = &["id", "sensor_id", "station_id", "code", "identifier", "objectid", "name", "naam"];
const NAMES: &[&str] = &["name", "naam", "name_nl", "title", "label", "omschrijving", "description"];
const TIMES: &[&str] = &[
    "lastupdate",
    "last_update",
    "last_seen",
    "timestamp",
    "datetime",
    "time",
    "date",
    "tijdstip",
    "datum",
    "modified",
    "updated",
];
const CAPACITIES: &[&str] = &["totalcapacity", "capacity", "numberofspaces", "capaciteit", "totaal", "total"];

/// Fields with a meaning of their own in the portals of the region, which no general word tells.
const KNOWN: &[(&str, ObservedProperty)] = &[
    ("availablecapacity", ObservedProperty::ParkingFree),
    ("availablespaces", ObservedProperty::ParkingFree),
    ("vrije_plaatsen", ObservedProperty::ParkingFree),
    ("vrijeplaatsen", ObservedProperty::ParkingFree),
    ("occupation", ObservedProperty::ParkingOccupancy),
    ("bezetting", ObservedProperty::ParkingOccupancy),
    ("bikes_available", ObservedProperty::BikesAvailable),
    ("bikes_in_use", ObservedProperty::BikesInUse),
];

/// The mapping of a record; `None` where it measures nothing that is known.
pub(in crate::feeds) fn mapping(record: &Value) -> Option<FieldMapping> {
    let fields = record.get("fields").unwrap_or(record).as_object()?;
    let named = |words: &[&str], fits: &dyn Fn(&Value) -> bool| {
        let of_word = |word: &&str| fields.iter().find(|(name, value)| name.eq_ignore_ascii_case(word) && fits(value));
        words.iter().find_map(of_word).map(|(name, _)| name.clone()).unwrap_or_default()
    };
    let is_time = |value: &Value| value.is_string() && time(value).is_some();
    let location = fields.iter().find(|(_, value)| (value.is_object() || value.is_array()) && place(value).is_some());
    let degrees = |value: &Value| number(value).is_some_and(|degrees| degrees.abs() <= 180.0);
    let property: Vec<PropertyMapping> = fields
        .iter()
        .filter(|(_, value)| number(value).is_some() && !value.is_boolean())
        .filter_map(|(name, _)| measured(name))
        .take(MAX_PROPERTIES)
        .collect();
    let mapping = FieldMapping {
        key: named(KEYS, &|value| value.is_string() || value.is_number()),
        name: named(NAMES, &Value::is_string),
        time: named(TIMES, &is_time),
        location: location.map(|(name, _)| name.clone()).unwrap_or_default(),
        lat: named(&["latitude", "lat", "breedtegraad"], &degrees),
        lon: named(&["longitude", "lon", "lng", "lengtegraad"], &degrees),
        capacity: named(CAPACITIES, &|value| number(value).is_some()),
        property,
    };
    (!mapping.property.is_empty() && !(mapping.key.is_empty() && mapping.name.is_empty())).then_some(mapping)
}

fn measured(field: &str) -> Option<PropertyMapping> {
    let own = KNOWN.iter().find(|(name, _)| field.eq_ignore_ascii_case(name)).map(|(_, property)| *property);
    let observed_property = own.unwrap_or_else(|| units::property(&[field]));
    if observed_property == ObservedProperty::Other {
        return None;
    }
    // Portals send these for "unknown"; where the property can take the value it is kept.
    let missing =
        if crate::feeds::quality::bounds(observed_property).0 >= 0.0 { vec![-1.0, -999.0] } else { vec![-999.0] };
    Some(PropertyMapping { field: field.to_owned(), observed_property, unit: String::new(), missing })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn fields_are_told_by_their_names_and_values() {
        let record = json!({
            "id": "https://example.org/1", "name": "Vrijdagmarkt", "lastupdate": "2026-04-06T10:00:00+02:00",
            "totalcapacity": 600, "availablecapacity": 12, "occupation": 98, "isopennow": 1,
            "location": {"lon": 3.7, "lat": 51.0}, "pm10": "12.5", "temperatuur": 9
        });
        let mapping = mapping(&record).expect("a mapping");
        assert_eq!((mapping.key.as_str(), mapping.name.as_str(), mapping.time.as_str()), ("id", "name", "lastupdate"));
        assert_eq!((mapping.location.as_str(), mapping.capacity.as_str()), ("location", "totalcapacity"));
        let fields: Vec<&str> = mapping.property.iter().map(|property| property.field.as_str()).collect();
        assert_eq!(fields, ["availablecapacity", "occupation", "pm10", "temperatuur"]);
        assert_eq!(mapping.property[3].missing, [-999.0], "minus one degree is a temperature");
        assert_eq!(super::mapping(&json!({"id": 1, "colour": "red"})), None);
    }
}

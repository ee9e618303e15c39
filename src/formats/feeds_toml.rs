//! The catalogue of live feeds (`feeds.toml`): `[[feed]]` tables with a mapping of fields.
//!
//! Contract: [`read`] gives every feed switched off; a wrong value names its feed and key. `data/feeds.toml` opens
//! with the meaning of each key. May use: `model`.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::model::sensor::{FieldMapping, PropertyMapping};
use crate::model::{Feed, FeedId, Localized, Nis, ObservedProperty, Protocol};

/// Shortest time between two polls that is kept to whatever a catalogue says, seconds.
pub const MIN_POLL_SECONDS: u32 = 10;

/// The catalogue can't be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FeedsTomlError {
    /// Not TOML, or a key is missing or of another kind.
    #[error("the catalogue of feeds can't be read: {0}")]
    Syntax(String),
    /// A value that the program does not know.
    #[error("feed {feed}: {key} = {value:?} is not known")]
    Value {
        /// Identifier of the feed.
        feed: String,
        /// Key.
        key: &'static str,
        /// What stands there.
        value: String,
    },
    /// Two feeds share an identifier.
    #[error("feed {0} stands twice in the catalogue")]
    Duplicate(String),
}

#[derive(Deserialize)]
struct File {
    #[serde(default)]
    feed: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    id: String,
    name_nl: String,
    #[serde(default)]
    name_en: String,
    protocol: String,
    url: String,
    #[serde(default)]
    dataset: String,
    #[serde(default)]
    nis: String,
    #[serde(default)]
    licence: String,
    #[serde(default)]
    attribution: String,
    poll_seconds: u32,
    #[serde(default)]
    verified: bool,
    /// What its protocol needs besides (see each file of `feeds`).
    #[serde(default)]
    options: BTreeMap<String, String>,
    /// Name of its key in the keyring or the environment.
    #[serde(default)]
    secret: String,
    mapping: Option<Mapping>,
}

#[derive(Deserialize)]
struct Mapping {
    #[serde(default)]
    key: String,
    #[serde(default)]
    name: String,
    #[serde(default)]
    time: String,
    #[serde(default)]
    location: String,
    #[serde(default)]
    lat: String,
    #[serde(default)]
    lon: String,
    #[serde(default)]
    capacity: String,
    #[serde(default)]
    property: Vec<Property>,
}

#[derive(Deserialize)]
struct Property {
    field: String,
    #[serde(rename = "observed_property")]
    observed: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    missing: Vec<f64>,
}

/// The feeds of a catalogue, in its order, all switched off.
///
/// # Errors
/// When the text is no such catalogue, or a protocol, municipality code or observed property is not known.
pub fn read(text: &str) -> Result<Vec<Feed>, FeedsTomlError> {
    let file: File = toml::from_str(text).map_err(|error| FeedsTomlError::Syntax(error.to_string()))?;
    let feeds: Vec<Feed> = file.feed.into_iter().map(feed).collect::<Result<_, _>>()?;
    let mut seen = std::collections::BTreeSet::new();
    match feeds.iter().find(|feed| !seen.insert(feed.id.as_str())) {
        Some(twice) => Err(FeedsTomlError::Duplicate(twice.id.to_string())),
        None => Ok(feeds),
    }
}

fn feed(row: Row) -> Result<Feed, FeedsTomlError> {
    let wrong = |key, value: &str| FeedsTomlError::Value { feed: row.id.clone(), key, value: value.to_owned() };
    let protocol = Protocol::from_key(&row.protocol).ok_or_else(|| wrong("protocol", &row.protocol))?;
    let nis: Option<Nis> = match row.nis.as_str() {
        "" => None,
        code => Some(code.parse().map_err(|_| wrong("nis", code))?),
    };
    if row.url.is_empty() {
        return Err(wrong("url", ""));
    }
    let mapping = row.mapping.map(|table| mapping(&row.id, table)).transpose()?;
    let name_en = if row.name_en.is_empty() { &row.name_nl } else { &row.name_en };
    Ok(Feed {
        name: Localized::new(&row.name_nl, name_en),
        dataset: (!row.dataset.is_empty()).then_some(row.dataset),
        mapping: mapping.filter(|mapping| !mapping.property.is_empty()),
        nis,
        licence: row.licence,
        attribution: row.attribution,
        options: row.options,
        secret: (!row.secret.is_empty()).then_some(row.secret),
        poll_seconds: row.poll_seconds.max(MIN_POLL_SECONDS),
        is_verified: row.verified,
        ..Feed::new(FeedId::new(&row.id), protocol, &row.url)
    })
}

fn mapping(feed: &str, table: Mapping) -> Result<FieldMapping, FeedsTomlError> {
    let properties: Result<Vec<PropertyMapping>, FeedsTomlError> =
        table.property.into_iter().map(|row| property(feed, row)).collect();
    Ok(FieldMapping {
        key: table.key,
        name: table.name,
        time: table.time,
        location: table.location,
        lat: table.lat,
        lon: table.lon,
        capacity: table.capacity,
        property: properties?,
    })
}

fn property(feed: &str, row: Property) -> Result<PropertyMapping, FeedsTomlError> {
    let observed = ObservedProperty::from_key(&row.observed).ok_or_else(|| FeedsTomlError::Value {
        feed: feed.to_owned(),
        key: "observed_property",
        value: row.observed.clone(),
    })?;
    Ok(PropertyMapping { field: row.field, observed_property: observed, unit: row.unit, missing: row.missing })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ONE: &str = r#"
        [[feed]]
        id = "garages"
        name_nl = "Parkeergarages"
        protocol = "opendatasoft"
        url = "https://example.org"
        dataset = "bezetting"
        nis = "44021"
        poll_seconds = 1
        [feed.mapping]
        key = "id"
        [[feed.mapping.property]]
        field = "vrij"
        observed_property = "parking_free"
        missing = [-1]
    "#;

    #[test]
    fn the_mark_of_utf_8_before_a_catalogue_is_passed_over() {
        assert_eq!(read(&format!("\u{feff}{ONE}")).expect("a catalogue"), read(ONE).expect("a catalogue"));
    }

    #[test]
    fn a_feed_is_read_and_switched_off() {
        let feeds = read(ONE).expect("a catalogue");
        let feed = &feeds[0];
        assert_eq!((feed.id.as_str(), feed.protocol), ("garages", Protocol::Opendatasoft));
        assert_eq!(feed.nis.map(|nis| nis.to_string()).as_deref(), Some("44021"));
        assert!(!feed.is_enabled && !feed.is_verified);
        assert_eq!(feed.poll_seconds, MIN_POLL_SECONDS, "no host is polled faster than that");
        let mapping = feed.mapping.as_ref().expect("a mapping");
        assert_eq!(mapping.property[0].missing, [-1.0]);
    }

    #[test]
    fn wrong_values_name_their_feed_and_key() {
        let wrong = ONE.replace("parking_free", "parking_full");
        assert_eq!(
            read(&wrong).expect_err("unknown property").to_string(),
            "feed garages: observed_property = \"parking_full\" is not known"
        );
        assert!(matches!(read(&ONE.replace("44021", "4402")), Err(FeedsTomlError::Value { key: "nis", .. })));
        assert!(matches!(
            read(&ONE.replace("opendatasoft", "ftp")),
            Err(FeedsTomlError::Value { key: "protocol", .. })
        ));
        assert_eq!(read(&format!("{ONE}{ONE}")), Err(FeedsTomlError::Duplicate("garages".to_owned())));
        assert!(matches!(read("[[feed]]\nid = 3"), Err(FeedsTomlError::Syntax(_))));
        assert_eq!(read(""), Ok(Vec::new()));
    }

    #[test]
    fn the_catalogue_of_the_program_is_read() {
        let feeds = read(include_str!("../../data/feeds.toml")).expect("the bundled catalogue");
        assert!(feeds.len() >= 9);
        let hamburg = feeds.iter().find(|feed| feed.id.as_str() == "hamburg-iot").expect("it is listed");
        assert_eq!((hamburg.protocol, &hamburg.mapping), (Protocol::SensorThings, &None));
    }
}

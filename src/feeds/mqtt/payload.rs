//! Messages → readings, as the options of the feed say.
//!
//! Contract: pure; whatever comes, nothing panics. A payload is a plain number, or JSON: an object, or a list of them.
//!
//! Options, each with what holds without it:
//! - `key`: which sensor a message is of: the number of a topic level, from 1, or a template such as `{1}/{3}`. Without it
//!   the whole topic; of a plain number all but its last level, which then names the datastream.
//! - `id`: path to the sensor's identifier in the payload, in place of `key`.
//! - `value`: paths to the values, parted by commas, each with a name before a colon (`pm10:/pm10,pm25:/data/pm25`) or
//!   without. Without it every number of the payload that is no time, place or identifier.
//! - `property`: what is observed: one word for all, or by name of the value (`a:PM10,b:NO2`); of a plain number also a
//!   template. Without it the name of the value, or the last level of the topic.
//! - `unit`: one unit for all, by name of the value, or a path (beginning with `/` or `$`). Without it `unit` of the payload.
//! - `time`, `name`, `lon`, `lat`: paths. Without them the usual words (`timestamp`, `ts`, …), and `location`. A message
//!   without a time has that of its arrival; where it was retained by the broker it may be old and is flagged uncertain.
//!
//! A path is a JSON pointer (`/data/0/pm10`) or words with dots (`data.0.pm10`, `$.data[0].pm10`). May use: `model`.

mod path;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;

use crate::feeds::gather::{Gatherer, Measured};
use crate::feeds::{FeedError, MAX_ORIGINAL_CHARS, Readings, units, value};
use crate::model::{Feed, LonLat, Reason};
use path::{Path, numbers};

/// Largest payload that is read, bytes.
pub const MAX_PAYLOAD_BYTES: usize = 256 << 10;

/// Most records of one payload.
const MAX_RECORDS: usize = 5_000;

const TIMES: [&str; 13] = [
    "time",
    "timestamp",
    "ts",
    "dateObserved",
    "observedAt",
    "phenomenonTime",
    "resultTime",
    "TimeInstant",
    "datetime",
    "dateTime",
    "date_time",
    "date",
    "measured_at",
];
const LONGITUDES: [&str; 4] = ["lon", "longitude", "lng", "long"];
const LATITUDES: [&str; 2] = ["lat", "latitude"];
const UNITS: [&str; 4] = ["unit", "unitCode", "uom", "unit_of_measurement"];
/// Names of values that say nothing of what is observed.
const VAGUE: [&str; 6] = ["value", "val", "v", "reading", "result", "measurement"];

/// A message as it came.
#[derive(Clone, Debug, PartialEq)]
pub struct Message {
    /// Its topic.
    pub topic: String,
    /// What it holds.
    pub payload: Vec<u8>,
    /// The broker had kept it: it may be old.
    pub is_retained: bool,
    /// When it came.
    pub arrived: Timestamp,
}

/// How messages are read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Mapping {
    key: Option<String>,
    id: Option<Path>,
    values: Vec<(String, Path)>,
    property: Words,
    unit: Words,
    unit_path: Option<Path>,
    time: Option<Path>,
    name: Option<Path>,
    lon: Option<Path>,
    lat: Option<Path>,
}

/// One word for all values, or one for each.
#[derive(Clone, Debug, Default, PartialEq)]
struct Words {
    all: Option<String>,
    by_name: BTreeMap<String, String>,
}

impl Words {
    fn of(text: Option<&str>) -> Self {
        let mut words = Self::default();
        for part in text.into_iter().flat_map(|text| text.split(',')).map(str::trim).filter(|part| !part.is_empty()) {
            match part.split_once(':') {
                Some((name, word)) => drop(words.by_name.insert(name.trim().to_owned(), word.trim().to_owned())),
                None => words.all = Some(part.to_owned()),
            }
        }
        words
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.by_name.get(name).or(self.all.as_ref()).map(String::as_str)
    }
}

impl Mapping {
    /// That of a feed.
    ///
    /// # Errors
    /// When a template names no level of a topic.
    pub fn of(feed: &Feed) -> Result<Self, FeedError> {
        let path = |key: &str| feed.option(key).map(Path::new);
        let key = feed.option("key").map(|text| match text.parse::<usize>() {
            Ok(level) => format!("{{{level}}}"),
            Err(_) => text.to_owned(),
        });
        let unit = feed.option("unit");
        let is_path = unit.is_some_and(|unit| unit.starts_with(['/', '$']));
        let mapping = Self {
            id: path("id"),
            values: feed.option("value").map(value_paths).unwrap_or_default(),
            property: Words::of(feed.option("property")),
            unit: Words::of(unit.filter(|_| !is_path)),
            unit_path: unit.filter(|_| is_path).map(Path::new),
            time: path("time"),
            name: path("name"),
            lon: path("lon"),
            lat: path("lat"),
            key,
        };
        let templates = mapping.key.iter().chain(&mapping.property.all);
        let is_wrong = |text: &String| text.contains('{') && filled(text, "").is_err_and(|level| level == 0);
        if templates.into_iter().any(is_wrong) {
            return Err(FeedError::Incomplete { feed: feed.id.to_string(), what: "a template with levels from 1" });
        }
        Ok(mapping)
    }
}

fn value_paths(text: &str) -> Vec<(String, Path)> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    let named = parts.map(|part| match part.split_once(':') {
        Some((name, path)) if !part.starts_with(['/', '$']) => (name.trim().to_owned(), Path::new(path.trim())),
        _ => (Path::new(part).last().to_owned(), Path::new(part)),
    });
    named.collect()
}

/// A template with the levels of a topic in it.
///
/// # Errors
/// The level that the topic does not have; 0 where the template is none.
fn filled(template: &str, topic: &str) -> Result<String, usize> {
    let levels: Vec<&str> = topic.split('/').collect();
    let mut text = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (number, after) = after.split_once('}').ok_or(0_usize)?;
        let number: usize = number.trim().parse().map_err(|_| 0_usize)?;
        let index = number.checked_sub(1).ok_or(0_usize)?;
        text.push_str(before);
        text.push_str(levels.get(index).ok_or(number)?);
        rest = after;
    }
    text.push_str(rest);
    Ok(text)
}

/// The readings of messages.
pub fn readings(feed: &Feed, mapping: &Mapping, messages: &[Message], now: Timestamp) -> Readings {
    let mut all = Gatherer::new(feed, now);
    for (row, message) in (1..).zip(messages) {
        let mut one = Reader { mapping, message, row, all: &mut all };
        if let Err(Refused { field, reason, original }) = one.read() {
            let original = serde_json::json!({ "topic": message.topic, "payload": original });
            all.reject(row, &field, reason, &original);
        }
    }
    all.finish()
}

/// Why a message gives nothing.
struct Refused {
    field: String,
    reason: Reason,
    original: Value,
}

fn refused(field: &str, reason: Reason, original: &Value) -> Refused {
    Refused { field: field.to_owned(), reason, original: original.clone() }
}

struct Reader<'a, 'b> {
    mapping: &'a Mapping,
    message: &'a Message,
    row: u64,
    all: &'a mut Gatherer<'b>,
}

impl Reader<'_, '_> {
    fn read(&mut self) -> Result<(), Refused> {
        let bytes = self.message.payload.as_slice();
        let text = String::from_utf8_lossy(bytes);
        let start = || Value::from(text.chars().take(MAX_ORIGINAL_CHARS).collect::<String>());
        if bytes.len() > MAX_PAYLOAD_BYTES {
            return Err(refused("payload", Reason::more("reason-feed-large", MAX_PAYLOAD_BYTES), &start()));
        }
        // An empty one deletes what the broker had kept.
        if text.trim().is_empty() {
            return Ok(());
        }
        // A decimal comma is no JSON.
        let json = serde_json::from_slice(bytes).ok().or_else(|| value::number(&start()).map(Value::from));
        match json {
            Some(Value::Array(records)) if records.iter().any(Value::is_object) => {
                for record in records.iter().take(MAX_RECORDS) {
                    if let Err(Refused { field, reason, original }) = self.record(record) {
                        self.all.reject(self.row, &field, reason, &original);
                    }
                }
                match records.get(MAX_RECORDS..).map_or(0, <[Value]>::len) {
                    0 => Ok(()),
                    more => Err(refused("payload", Reason::more("reason-feed-records", more), &Value::Null)),
                }
            }
            Some(record @ Value::Object(_)) => self.record(&record),
            Some(single) => self.plain(&single),
            None => Err(refused("payload", Reason::new("reason-feed-not-json"), &start())),
        }
    }

    /// A number without anything around it.
    fn plain(&mut self, single: &Value) -> Result<(), Refused> {
        let topic = self.message.topic.as_str();
        let (before, last) = topic.rsplit_once('/').unwrap_or((topic, topic));
        let key = match &self.mapping.key {
            Some(template) => self.level(template, single)?,
            None => before.to_owned(),
        };
        let word = match self.mapping.property.get(last) {
            Some(template) => self.level(template, single)?,
            None => last.to_owned(),
        };
        let number = value::number(single);
        if number.is_none() && !is_nothing(single) {
            return Err(refused("payload", Reason::new("reason-feed-not-number"), single));
        }
        let unit = self.mapping.unit.get(last).unwrap_or_default().to_owned();
        let sensor = self.all.sensor(&key, "", None);
        let measured = Measured {
            original_property: &word,
            unit: &unit,
            is_uncertain: self.message.is_retained,
            ..Measured::new(last, units::property(&[&word]))
        };
        match number {
            Some(number) => self.all.observe(&sensor, &measured, number, self.message.arrived),
            None => self.all.observe_missing(&sensor, &measured, self.message.arrived),
        }
        Ok(())
    }

    fn level(&self, template: &str, original: &Value) -> Result<String, Refused> {
        let missing = |level| refused("topic", Reason::new("reason-feed-no-level").with("level", level), original);
        filled(template, &self.message.topic).map_err(missing)
    }

    /// An object of JSON.
    fn record(&mut self, record: &Value) -> Result<(), Refused> {
        let mapping = self.mapping;
        let key = match (&mapping.id, &mapping.key) {
            (Some(id), _) => id
                .find(record)
                .and_then(value::text)
                .ok_or_else(|| refused("id", Reason::new("reason-feed-no-id"), record))?,
            (None, Some(template)) => self.level(template, record)?,
            (None, None) => self.message.topic.clone(),
        };
        let (time, is_uncertain) = self.time(record)?;
        let named = mapping.name.as_ref().map_or_else(|| record.get("name"), |path| path.find(record));
        let name = named.and_then(value::text).unwrap_or_default();
        let values = self.values(record);
        if values.is_empty() {
            return Err(refused("value", Reason::new("reason-feed-no-value"), record));
        }
        let own_unit = match &mapping.unit_path {
            Some(path) => path.find(record).and_then(value::text),
            None => UNITS.iter().find_map(|word| record.get(word)).and_then(value::text),
        };
        let sensor = self.all.sensor(&key, &name, place(mapping, record));
        let mut has_any = false;
        for (key, raw) in values {
            let number = value::number(raw);
            if number.is_none() && !is_nothing(raw) {
                self.all.reject(self.row, &key, Reason::new("reason-feed-not-number"), record);
                continue;
            }
            has_any = true;
            let (property, word) = self.property(&key);
            let unit = mapping.unit.get(&key).map(str::to_owned).or_else(|| own_unit.clone()).unwrap_or_default();
            let measured =
                Measured { original_property: &word, unit: &unit, is_uncertain, ..Measured::new(&key, property) };
            match number {
                Some(number) => self.all.observe(&sensor, &measured, number, time),
                None => self.all.observe_missing(&sensor, &measured, time),
            }
        }
        if has_any { Ok(()) } else { Err(refused("value", Reason::new("reason-feed-no-number"), record)) }
    }

    /// When a record was true, and whether that is doubtful.
    fn time(&self, record: &Value) -> Result<(Timestamp, bool), Refused> {
        let found = match &self.mapping.time {
            Some(path) => {
                let time = path.find(record).and_then(time_of);
                Some(time.ok_or_else(|| refused("time", Reason::new("reason-feed-no-time"), record))?)
            }
            None => TIMES.iter().find_map(|word| record.get(word)).and_then(time_of),
        };
        Ok(found.map_or((self.message.arrived, self.message.is_retained), |time| (time, false)))
    }

    /// The values of a record by name.
    fn values<'v>(&self, record: &'v Value) -> Vec<(String, &'v Value)> {
        if self.mapping.values.is_empty() {
            return numbers(record, is_about_the_record);
        }
        let named = self.mapping.values.iter();
        named.filter_map(|(name, path)| Some((name.clone(), path.find(record)?))).collect()
    }

    /// What a value observes: the word of the feed, its own name, or the last level of the topic.
    fn property(&self, key: &str) -> (crate::model::ObservedProperty, String) {
        let last = self.message.topic.rsplit('/').next().unwrap_or_default();
        let end = key.rsplit('.').next().unwrap_or(key);
        match self.mapping.property.get(key) {
            Some(word) => {
                let word = filled(word, &self.message.topic).unwrap_or_else(|_| word.to_owned());
                (units::property(&[&word]), word)
            }
            None if VAGUE.iter().any(|vague| vague.eq_ignore_ascii_case(end)) => {
                (units::property(&[last]), last.to_owned())
            }
            None => (units::property(&[key, end]), key.to_owned()),
        }
    }
}

/// A time, also one that stands as a text of digits.
fn time_of(raw: &Value) -> Option<Timestamp> {
    let digits = raw.as_str().filter(|text| text.len() >= 9).and_then(|text| text.trim().parse::<u64>().ok());
    value::time(&digits.map_or_else(|| raw.clone(), Value::from))
}

/// Whether a source says with it that there is no value.
fn is_nothing(raw: &Value) -> bool {
    match raw {
        Value::Null => true,
        Value::String(text) => ["", "null", "nan", "none", "unavailable", "unknown", "-"]
            .contains(&text.trim().to_ascii_lowercase().as_str()),
        _ => false,
    }
}

fn place(mapping: &Mapping, record: &Value) -> Option<LonLat> {
    let number = |path: &Option<Path>, words: &[&str]| match path {
        Some(path) => path.find(record).and_then(value::number),
        None => words.iter().find_map(|word| record.get(word)).and_then(value::number),
    };
    match (number(&mapping.lon, &LONGITUDES), number(&mapping.lat, &LATITUDES)) {
        (Some(lon), Some(lat)) => value::place_of(lon, lat),
        _ => record.get("location").and_then(value::place),
    }
}

/// Names of numbers that are no measurements: time, place, identifiers, counters and the like of the transport.
fn is_about_the_record(name: &str) -> bool {
    const OTHERS: [&str; 17] = [
        "id",
        "seq",
        "sequence",
        "fcnt",
        "fport",
        "port",
        "version",
        "rssi",
        "snr",
        "lsnr",
        "altitude",
        "elevation",
        "qos",
        "location",
        "geometry",
        "coordinates",
        "epoch",
    ];
    let all = TIMES.iter().chain(&LONGITUDES).chain(&LATITUDES).chain(&UNITS).chain(&OTHERS);
    let low = name.to_ascii_lowercase();
    all.into_iter().any(|word| word.eq_ignore_ascii_case(name)) || low.ends_with("_id") || name.ends_with("Id")
}

#[cfg(test)]
mod tests;

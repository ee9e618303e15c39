//! Features whose properties go by names that were met before, read without a tree of values between.
//!
//! Contract: what is read here is what the tree would have given; whatever is unusual about a feature (a new name, two
//! names for one field, something that is no feature) is left to the tree. May use: `formats::project`.

use std::borrow::Cow;
use std::fmt;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use crate::formats::number;
use crate::formats::project::{ProjectField, Record};

/// Names of properties that are remembered.
const MAX_NAMES: usize = 512;

/// The names met so far, in the order in which they were.
#[derive(Debug, Default)]
pub(super) struct Names {
    known: Vec<(Box<str>, Option<ProjectField>)>,
}

/// A feature as its fields.
#[derive(Debug)]
pub(super) struct Quick<'a> {
    /// Its fields.
    pub record: Record<'a>,
    /// Its geometry.
    pub geometry: Option<Value>,
}

impl Names {
    /// Remembers what a name means.
    pub fn learn(&mut self, name: &str, field: Option<ProjectField>) {
        if self.known.len() < MAX_NAMES && !self.known.iter().any(|(known, _)| **known == *name) {
            self.known.push((name.into(), field));
        }
    }

    /// The name that stands at this place, with its field; `None` where it is new. Features of one file have their
    /// properties in one order, mostly.
    fn find(&self, place: usize, name: &str) -> Option<&(Box<str>, Option<ProjectField>)> {
        let at_place = self.known.get(place).filter(|(known, _)| **known == *name);
        at_place.or_else(|| self.known.iter().find(|(known, _)| **known == *name))
    }

    /// The fields of a feature, where nothing is unusual about it.
    pub fn read<'a>(&self, bytes: &'a [u8]) -> Option<Quick<'a>> {
        if self.known.is_empty() {
            return None;
        }
        let Feature { id, properties, geometry } = serde_json::from_slice(bytes).ok()?;
        let mut record = Record::default();
        let mut has_id = false;
        for (place, (name, Text(text))) in properties.0.into_iter().enumerate() {
            let &(_, Some(field)) = self.find(place, &name)? else { continue };
            has_id |= name == "id";
            if record.said().has(field) {
                return None;
            }
            record.set(field, text);
        }
        if let Some(Text(id)) = id.filter(|_| !has_id) {
            if !record.get(ProjectField::Id).is_empty() {
                return None;
            }
            record.set(ProjectField::Id, id);
        }
        Some(Quick { record, geometry })
    }
}

/// The members that matter.
#[derive(serde::Deserialize)]
struct Feature<'a> {
    #[serde(borrow, default)]
    id: Option<Text<'a>>,
    #[serde(borrow)]
    properties: Properties<'a>,
    #[serde(default)]
    geometry: Option<Value>,
}

/// Properties in their order.
struct Properties<'a>(Vec<(Cow<'a, str>, Text<'a>)>);

impl<'de: 'a, 'a> Deserialize<'de> for Properties<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Properties<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("properties")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::with_capacity(48);
                while let Some((Text(name), value)) = map.next_entry()? {
                    members.push((name, value));
                }
                Ok(Properties(members))
            }
        }

        deserializer.deserialize_map(Members)
    }
}

/// The text of a property, as [`text`] makes it of a value.
struct Text<'a>(Cow<'a, str>);

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Any;

        impl<'de> Visitor<'de> for Any {
            type Value = Text<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }

            fn visit_borrowed_str<E: Error>(self, text: &'de str) -> Result<Self::Value, E> {
                Ok(Text(text.into()))
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
                Ok(Text(text.to_owned().into()))
            }

            fn visit_unit<E: Error>(self) -> Result<Self::Value, E> {
                Ok(Text("".into()))
            }

            fn visit_bool<E: Error>(self, yes: bool) -> Result<Self::Value, E> {
                Ok(Text(if yes { "true" } else { "false" }.into()))
            }

            fn visit_i64<E: Error>(self, number: i64) -> Result<Self::Value, E> {
                Ok(Text(number.to_string().into()))
            }

            fn visit_u64<E: Error>(self, number: u64) -> Result<Self::Value, E> {
                Ok(Text(number.to_string().into()))
            }

            fn visit_f64<E: Error>(self, number: f64) -> Result<Self::Value, E> {
                let number = Number::from_f64(number).ok_or_else(|| E::custom("no finite number"))?;
                Ok(Text(number_text(&number).into()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, items: A) -> Result<Self::Value, A::Error> {
                tree(SeqAccessDeserializer::new(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Self::Value, A::Error> {
                tree(MapAccessDeserializer::new(members))
            }
        }

        deserializer.deserialize_any(Any)
    }
}

fn tree<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Text<'de>, D::Error> {
    let value = Value::deserialize(deserializer)?;
    Ok(Text(text(&value).into_owned().into()))
}

/// The text of a property: lists joined by semicolons, objects as JSON.
pub(super) fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Null => "".into(),
        Value::String(text) => text.as_str().into(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join(";").into(),
        Value::Number(number) => number_text(number).into(),
        other => other.to_string().into(),
    }
}

/// A number of the file as a text that is not taken for an amount with thousands.
fn number_text(number: &Number) -> String {
    number::unmistakable(&number.to_string()).into_owned()
}

//! JSON as a list of paths and values, for formats that hold tables and no trees.
//!
//! Contract: the order is that of the text; keys that stand twice are given twice. May use: nothing of the crate.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// The bytes of a text without the mark of UTF-8 (BOM) before them, which editors on Windows put there.
pub fn without_mark(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// The version that a document tells under a key; one that is too large for any is the greatest.
pub fn version(json: &serde_json::Value, key: &str) -> Option<u32> {
    json.get(key)?.as_u64().map(|version| u32::try_from(version).unwrap_or(u32::MAX))
}

/// The leaves of a JSON text, each with its path (`sources[0].licence`). Empty lists and objects are leaves (`[]`,
/// `{}`), so that nothing is left out.
///
/// # Errors
/// When the text is not JSON.
pub fn leaves(json: &str) -> Result<Vec<(String, String)>, serde_json::Error> {
    let mut found = Vec::new();
    let mut deserializer = serde_json::Deserializer::from_str(json);
    Branch { path: String::new(), found: &mut found }.deserialize(&mut deserializer)?;
    deserializer.end()?;
    Ok(found)
}

/// A part of the tree: where it hangs, and where its leaves go.
struct Branch<'a> {
    path: String,
    found: &'a mut Vec<(String, String)>,
}

impl Branch<'_> {
    fn leaf(self, value: impl Into<String>) {
        self.found.push((self.path, value.into()));
    }
}

/// The path of what hangs under a key. Keys that would read as several steps are quoted.
fn under(path: &str, key: &str) -> String {
    if key.is_empty() || key.contains(['.', '[', ']', '"']) {
        format!("{path}[{key:?}]")
    } else if path.is_empty() {
        key.to_owned()
    } else {
        format!("{path}.{key}")
    }
}

impl<'de> DeserializeSeed<'de> for Branch<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Branch<'_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("any JSON value")
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.leaf("null");
        Ok(())
    }

    fn visit_bool<E: Error>(self, yes: bool) -> Result<(), E> {
        self.leaf(yes.to_string());
        Ok(())
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<(), E> {
        self.leaf(number.to_string());
        Ok(())
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<(), E> {
        self.leaf(number.to_string());
        Ok(())
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<(), E> {
        // Keeps the decimal point of a whole number, as JSON does.
        self.leaf(format!("{number:?}"));
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        self.leaf(text);
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let mut index = 0_usize;
        while items
            .next_element_seed(Branch { path: format!("{}[{index}]", self.path), found: &mut *self.found })?
            .is_some()
        {
            index += 1;
        }
        if index == 0 {
            self.leaf("[]");
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        let mut is_empty = true;
        while let Some(key) = entries.next_key::<String>()? {
            is_empty = false;
            entries.next_value_seed(Branch { path: under(&self.path, &key), found: &mut *self.found })?;
        }
        if is_empty {
            self.leaf("{}");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leaves_keep_the_order_of_the_text_and_nothing_is_left_out() {
        let json = r#"{"z": 1, "a": {"list": [{"x": "é"}, [], {}], "b.c": null}, "real": 2.0, "yes": true, "n": -3}"#;
        let expected = [
            ("z", "1"),
            ("a.list[0].x", "é"),
            ("a.list[1]", "[]"),
            ("a.list[2]", "{}"),
            ("a[\"b.c\"]", "null"),
            ("real", "2.0"),
            ("yes", "true"),
            ("n", "-3"),
        ];
        let found = leaves(json).expect("it is JSON");
        let found: Vec<_> = found.iter().map(|(path, value)| (path.as_str(), value.as_str())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn what_is_not_json_is_refused() {
        assert!(leaves("{\"a\": 1} and more").is_err());
        assert!(leaves("plain").is_err());
    }
}

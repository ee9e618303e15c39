//! The JSON of DATEX II (3.6 and later) as the tree of elements that its XML would be.
//!
//! Contract: pure, never panics, and no deeper than XML may be. Attributes have a `G` behind their name (`idG`),
//! subtypes a prefix of three letters or a little more (`prkPlaceStatus`), values of a list their number
//! (`{"value": "open"}`). May use: nothing of the crate.

use serde_json::Value;

use super::super::xml::Element;

/// Deepest nesting that is read.
const MAX_DEPTH: usize = 64;

/// Prefixes of the packages of the standard, as they stand before the names of their types.
const PREFIXES: [&str; 14] =
    ["prk", "com", "fac", "loc", "locx", "aegi", "ubx", "sit", "roa", "d2", "mc", "exc", "inf", "egi"];

/// The tree of a document.
pub(super) fn element(name: &str, value: &Value) -> Element {
    of_value(name, value, 0)
}

fn of_value(name: &str, value: &Value, depth: usize) -> Element {
    let mut element = Element { name: bare(name), ..Element::default() };
    match value {
        Value::Object(members) if depth < MAX_DEPTH => {
            for (key, member) in members {
                add(&mut element, key, member, depth);
            }
        }
        scalar => element.text = text(scalar).unwrap_or_default(),
    }
    element
}

fn add(element: &mut Element, key: &str, member: &Value, depth: usize) {
    match (member, text(member)) {
        (Value::Array(entries), _) => {
            element.children.extend(entries.iter().map(|entry| of_value(key, entry, depth + 1)));
        }
        (_, Some(text)) if key == "value" => element.text = text,
        (_, Some(text)) if key == "lang" => element.attributes.push((key.to_owned(), text)),
        (_, Some(text)) => match key.strip_suffix('G') {
            Some(attribute) => element.attributes.push((attribute.to_owned(), text)),
            None => element.children.push(Element { name: bare(key), text, ..Element::default() }),
        },
        (Value::Null, None) => {}
        _ => element.children.push(of_value(key, member, depth + 1)),
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(is_true) => Some(is_true.to_string()),
        _ => None,
    }
}

/// A name without the prefix of its package, beginning as in XML.
fn bare(name: &str) -> String {
    let has_capital = |rest: &&str| rest.starts_with(|c: char| c.is_ascii_uppercase());
    let stripped = PREFIXES.iter().find_map(|prefix| name.strip_prefix(prefix).filter(has_capital));
    let Some(rest) = stripped else { return name.to_owned() };
    let mut letters = rest.chars();
    letters.next().map(|first| first.to_ascii_lowercase()).into_iter().chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn attributes_lists_and_subtypes_become_those_of_xml() {
        let tree = element(
            "payload",
            &json!({"prkParkingStatusPublication": {
                "lang": "nl", "publicationTime": "2026-04-06T10:00:00Z",
                "parkingStatusInformation": [{"prkPlaceStatus": {
                    "reference": {"idG": "P1", "versionG": "1"}, "openingStatus": {"value": "open"},
                    "occupancy": {"numberOfVacantSpaces": 12}, "nothing": null
                }}]
            }}),
        );
        let publication = tree.child("parkingStatusPublication").expect("a publication");
        assert_eq!(publication.attribute("lang"), Some("nl"));
        let status = publication.child("parkingStatusInformation").and_then(|one| one.child("placeStatus"));
        let status = status.expect("a status");
        assert_eq!(status.child("reference").and_then(|one| one.attribute("id")), Some("P1"));
        assert_eq!(status.child_text(&["openingStatus"]), Some("open"));
        assert_eq!(status.child("occupancy").and_then(|one| one.child_text(&["numberOfVacantSpaces"])), Some("12"));
        assert_eq!((bare("communication"), bare("prk")), ("communication".to_owned(), "prk".to_owned()));
    }

    #[test]
    fn depth_has_an_end() {
        let mut deep = json!(1);
        for _ in 0..100 {
            deep = json!({ "a": deep });
        }
        let mut at = &element("root", &deep);
        let mut depth = 0;
        while let Some(child) = at.child("a") {
            (at, depth) = (child, depth + 1);
        }
        assert_eq!(depth, MAX_DEPTH);
    }
}

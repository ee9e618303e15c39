//! Paths into JSON, and the numbers of a document.
//!
//! Contract: pure; depth and count are bounded. May use: nothing of the crate.

use serde_json::Value;

/// Most numbers that one record gives.
const MAX_NUMBERS: usize = 32;

/// How deep numbers are looked for.
const MAX_DEPTH: usize = 4;

/// A way into a document: a JSON pointer (RFC 6901), or words with dots.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Path {
    Pointer(String),
    Dotted(String),
}

impl Path {
    /// `/a/b/0`, `a.b.0`, `$.a.b[0]`.
    pub fn new(text: &str) -> Self {
        if text.starts_with('/') {
            return Self::Pointer(text.to_owned());
        }
        let bare = text.strip_prefix('$').map_or(text, |rest| rest.trim_start_matches('.'));
        Self::Dotted(bare.replace("['", ".").replace("']", "").replace('[', ".").replace(']', ""))
    }

    /// What stands there.
    pub fn find<'v>(&self, document: &'v Value) -> Option<&'v Value> {
        match self {
            Self::Pointer(pointer) => document.pointer(pointer),
            Self::Dotted(words) => dotted(document, words.trim_start_matches('.'), 0),
        }
    }

    /// Its last word: what a value is called that has no name of its own.
    pub fn last(&self) -> &str {
        match self {
            Self::Pointer(path) => path.rsplit('/').next().unwrap_or(path),
            Self::Dotted(path) => path.rsplit('.').next().unwrap_or(path),
        }
    }
}

/// Follows words with dots; a field may have dots in its own name (`PM2.5`): the longest name that is there counts.
fn dotted<'v>(value: &'v Value, words: &str, depth: usize) -> Option<&'v Value> {
    if words.is_empty() {
        return Some(value);
    }
    let step = |name: &str| match value {
        Value::Object(object) => object.get(name),
        Value::Array(parts) => parts.get(name.parse::<usize>().ok()?),
        _ => None,
    };
    if let Some(found) = step(words) {
        return Some(found);
    }
    if depth > 16 {
        return None;
    }
    words.rmatch_indices('.').find_map(|(at, _)| {
        let (name, rest) = (words.get(..at)?, words.get(at + 1..)?);
        dotted(step(name)?, rest, depth + 1)
    })
}

/// Numbers and truth values of a document by their path with dots, those of skipped names apart; nulls too, where they
/// stand at the top: a sensor that says it has no value.
pub(super) fn numbers(document: &Value, is_skipped: impl Fn(&str) -> bool) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    gather(document, "", 0, &is_skipped, &mut found);
    found
}

fn gather<'v>(
    value: &'v Value,
    before: &str,
    depth: usize,
    is_skipped: &impl Fn(&str) -> bool,
    found: &mut Vec<(String, &'v Value)>,
) {
    let Value::Object(object) = value else { return };
    for (name, inner) in object.iter().filter(|(name, _)| !is_skipped(name)) {
        if found.len() >= MAX_NUMBERS {
            return;
        }
        let path = if before.is_empty() { name.clone() } else { format!("{before}.{name}") };
        match inner {
            Value::Number(_) | Value::Bool(_) => found.push((path, inner)),
            Value::Null if depth == 0 => found.push((path, inner)),
            Value::Object(_) if depth < MAX_DEPTH => gather(inner, &path, depth + 1, is_skipped, found),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::json;

    #[test]
    fn pointers_dots_and_brackets_lead_to_the_same() {
        let document = json!({ "data": [{ "PM2.5": 7, "a": { "b": 1 } }], "x.y": { "z": 2 } });
        for path in ["/data/0/PM2.5", "data.0.PM2.5", "$.data[0].PM2.5", "data[0]['PM2.5']"] {
            assert_eq!(Path::new(path).find(&document), Some(&json!(7)), "{path}");
        }
        assert_eq!(Path::new("x.y.z").find(&document), Some(&json!(2)));
        assert_eq!(Path::new("$").find(&document), Some(&document));
        for none in ["/data/1", "data.x", "data.0.a.b.c", "."] {
            assert!(Path::new(none).find(&document).is_none() || none == ".", "{none}");
        }
        assert_eq!(Path::new("/data/pm10").last(), "pm10");
    }

    #[test]
    fn numbers_are_found_at_depth() {
        let document = json!({ "t": 1, "on": true, "n": null, "s": "5", "in": { "h": 2, "n": null, "id": 3 } });
        let found: Vec<_> = numbers(&document, |name| name == "id").into_iter().map(|(path, _)| path).collect();
        assert_eq!(found, ["in.h", "n", "on", "t"]);
    }

    proptest! {
        #[test]
        fn no_path_makes_it_panic(path in ".{0,40}", json in crate::feeds::tests_json::any_json()) {
            prop_assert!(Path::new(&path).find(&json).is_none_or(|_| true));
            prop_assert!(numbers(&json, |_| false).len() <= MAX_NUMBERS);
        }
    }
}

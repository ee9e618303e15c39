//! The features of a GeoJSON text, one at a time: from a collection, a single feature, or features one after another
//! (GeoJSON text sequences, a feature a line).

use std::io::Read;

use serde_json::Value;

use crate::formats::crs::Crs;
use crate::model::reason::explained_error;
use crate::model::{Explained, Reason};

/// Longest feature that is read.
const MAX_FEATURE_BYTES: usize = 64 << 20;

/// Deepest nesting: coordinates of a multi-polygon lie seven deep.
const MAX_DEPTH: u32 = 64;

/// Characters of a feature that are kept to be shown.
const ORIGINAL_CHARACTERS: usize = 500;

/// The text as a whole is not GeoJSON.
#[derive(Debug)]
pub enum GeoJsonError {
    /// It can't be read.
    Io(std::io::Error),
    /// There is nothing in it.
    Empty,
    /// It is a web page: an address of a page, or a login or error page instead of the data.
    Html,
    /// It starts like something else.
    NotJson(String),
    /// The JSON has no features.
    NoFeatures(String),
}

impl Explained for GeoJsonError {
    fn reason(&self) -> Reason {
        match self {
            Self::Io(error) => error.reason(),
            Self::Empty => Reason::new("reason-file-empty"),
            Self::Html => Reason::new("reason-file-html"),
            Self::NotJson(start) => Reason::new("reason-file-not-json").with("text", start),
            Self::NoFeatures(kind) => Reason::new("reason-file-no-features").with("text", kind),
        }
    }
}

explained_error!(GeoJsonError);

impl From<std::io::Error> for GeoJsonError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

/// One feature as it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct RawFeature {
    /// Its number, from 1.
    pub number: u64,
    /// The feature, or why it is none.
    pub json: Result<Value, Reason>,
    /// The beginning of its text.
    pub original: String,
}

/// One feature as text.
#[derive(Clone, Debug, PartialEq)]
pub struct RawText {
    /// Its number, from 1.
    pub number: u64,
    /// Its JSON, or why there is none.
    pub text: Result<Vec<u8>, Reason>,
}

impl RawText {
    /// The feature as a value, or why it is none.
    ///
    /// # Errors
    /// Why it is no feature.
    pub fn json(&self) -> Result<Value, Reason> {
        let bytes = self.text.as_deref().map_err(Clone::clone)?;
        serde_json::from_slice(bytes).map_err(|error| explain(&error, bytes))
    }

    /// The beginning of its text.
    pub fn original(&self) -> String {
        let bytes = self.text.as_deref().unwrap_or_default();
        // A character takes four bytes at most.
        let start = bytes.get(..4 * ORIGINAL_CHARACTERS + 4).unwrap_or(bytes);
        String::from_utf8_lossy(start).chars().take(ORIGINAL_CHARACTERS).collect()
    }

    fn parsed(self) -> RawFeature {
        RawFeature { number: self.number, json: self.json(), original: self.original() }
    }
}

/// Reads features.
#[derive(Debug)]
pub struct Features<R> {
    input: R,
    buffer: Vec<u8>,
    at: usize,
    is_at_end: bool,
    number: u64,
    is_in_list: bool,
    members: serde_json::Map<String, Value>,
    depth_of_objects: u32,
    is_collection: bool,
}

impl<R: Read> Features<R> {
    /// Begins to read.
    ///
    /// # Errors
    /// When the text does not begin like JSON.
    pub fn new(input: R) -> Result<Self, GeoJsonError> {
        let mut features = Self {
            input,
            buffer: Vec::new(),
            at: 0,
            is_at_end: false,
            number: 0,
            is_in_list: false,
            members: serde_json::Map::new(),
            depth_of_objects: 0,
            is_collection: false,
        };
        features.fill()?;
        if features.buffer.starts_with(&[0xef, 0xbb, 0xbf]) {
            features.at = 3;
        }
        match features.peek()? {
            Some(b'{' | b'[') => Ok(features),
            None => Err(GeoJsonError::Empty),
            Some(b'<') => Err(GeoJsonError::Html),
            Some(_) => {
                let start = features.buffer.get(features.at..).unwrap_or_default();
                let start = String::from_utf8_lossy(start).chars().take(20).collect();
                Err(GeoJsonError::NotJson(start))
            }
        }
    }

    /// The reference system that the collection names so far; `None` = none, which means WGS84. An unknown one is an
    /// error text.
    pub fn crs(&self) -> Option<Result<Crs, String>> {
        let properties = self.members.get("crs")?.get("properties")?;
        // Drafts before the format of 2008 gave the number in the EPSG registry.
        let code = || Some(format!("EPSG:{}", properties.get("code").and_then(plain_code)?));
        let name = properties.get("name").and_then(Value::as_str).map(str::to_owned).or_else(code)?;
        Some(Crs::from_name(&name).ok_or(name))
    }

    /// A member of the outermost object beside its features, as far as it was read.
    pub fn member_named(&self, name: &str) -> Option<&Value> {
        self.members.get(name)
    }

    /// The next feature; `None` at the end.
    ///
    /// # Errors
    /// When the input can't be read, or the text turns out to hold no features.
    pub fn next_feature(&mut self) -> Result<Option<RawFeature>, GeoJsonError> {
        Ok(self.next_text()?.map(RawText::parsed))
    }

    /// The next feature as it is written, its members in their order; `None` at the end.
    ///
    /// # Errors
    /// As for [`Features::next_feature`].
    pub fn next_text(&mut self) -> Result<Option<RawText>, GeoJsonError> {
        loop {
            let Some(byte) = self.peek()? else { return self.end() };
            if self.is_in_list {
                match byte {
                    b',' => self.at += 1,
                    // A brace without its partner is left of a feature that is broken: the list is over.
                    b']' | b'}' => {
                        self.at += 1;
                        self.is_in_list = false;
                    }
                    _ => return self.feature().map(Some),
                }
                continue;
            }
            match byte {
                // A list without a collection around it.
                b'[' if self.depth_of_objects == 0 => {
                    self.at += 1;
                    self.is_in_list = true;
                    self.is_collection = true;
                }
                b'{' if self.depth_of_objects == 0 => {
                    self.at += 1;
                    self.depth_of_objects = 1;
                    self.members.remove("geometry");
                    self.members.remove("properties");
                }
                b'}' => {
                    self.at += 1;
                    self.depth_of_objects = 0;
                    if let Some(feature) = self.single_feature() {
                        return Ok(Some(feature));
                    }
                }
                b'"' if self.depth_of_objects == 1 => self.member()?,
                // Commas between members, record separators between texts, and rubbish.
                _ => self.at += 1,
            }
        }
    }

    fn end(&mut self) -> Result<Option<RawText>, GeoJsonError> {
        if self.is_collection {
            return Ok(None);
        }
        let kind = self.members.get("type").and_then(Value::as_str).unwrap_or_default();
        Err(GeoJsonError::NoFeatures(kind.to_owned()))
    }

    /// A member of the outermost object: features begin, anything else is remembered.
    fn member(&mut self) -> Result<(), GeoJsonError> {
        let name: String = match self.value()? {
            Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_default(),
            Err(_) => return Ok(()),
        };
        if self.peek()? == Some(b':') {
            self.at += 1;
        }
        if name == "features" && self.peek()? == Some(b'[') {
            self.at += 1;
            self.is_in_list = true;
            self.is_collection = true;
            return Ok(());
        }
        let value = self.value()?.ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        self.members.insert(name, value.unwrap_or(Value::Null));
        Ok(())
    }

    /// The outermost object, where it is a feature itself.
    fn single_feature(&mut self) -> Option<RawText> {
        if self.members.get("type").and_then(Value::as_str) != Some("Feature") {
            return None;
        }
        self.is_collection = true;
        self.number += 1;
        let json = Value::Object(self.members.clone());
        Some(RawText { number: self.number, text: Ok(json.to_string().into_bytes()) })
    }

    fn feature(&mut self) -> Result<RawText, GeoJsonError> {
        self.number += 1;
        let text = self.value()?;
        Ok(RawText { number: self.number, text })
    }

    /// The bytes of the JSON value that comes next, or why there is none.
    fn value(&mut self) -> Result<Result<Vec<u8>, Reason>, GeoJsonError> {
        self.peek()?;
        let mut scan = Scan::default();
        loop {
            let bytes = self.buffer.get(self.at..).unwrap_or_default();
            match scan.run(bytes) {
                Found::End(end) => {
                    let bytes = bytes.get(..end).unwrap_or_default().to_vec();
                    self.at += end;
                    return Ok(Ok(bytes));
                }
                Found::TooDeep => {
                    self.skip_to_end()?;
                    return Ok(Err(Reason::new("reason-nested")));
                }
                Found::More if bytes.len() > MAX_FEATURE_BYTES => {
                    self.skip_to_end()?;
                    return Ok(Err(Reason::new("reason-feature-long")));
                }
                Found::More if self.is_at_end => {
                    self.buffer.clear();
                    self.at = 0;
                    return Ok(Err(Reason::new("reason-ends-within")));
                }
                Found::More => {
                    self.buffer.drain(..self.at);
                    self.at = 0;
                    self.fill()?;
                }
            }
        }
    }

    fn skip_to_end(&mut self) -> Result<(), GeoJsonError> {
        self.at = 0;
        while !self.is_at_end {
            self.buffer.clear();
            self.fill()?;
        }
        self.buffer.clear();
        Ok(())
    }

    /// The next byte that is not blank.
    fn peek(&mut self) -> Result<Option<u8>, GeoJsonError> {
        loop {
            match self.buffer.get(self.at) {
                Some(byte) if byte.is_ascii_whitespace() => self.at += 1,
                Some(byte) => return Ok(Some(*byte)),
                None if self.is_at_end => return Ok(None),
                None => {
                    self.buffer.clear();
                    self.at = 0;
                    self.fill()?;
                }
            }
        }
    }

    fn fill(&mut self) -> Result<(), GeoJsonError> {
        let length = self.buffer.len();
        self.buffer.resize(length + (64 << 10), 0);
        let read = self.input.read(self.buffer.get_mut(length..).unwrap_or_default());
        let read = read.inspect_err(|_| self.buffer.truncate(length))?;
        self.buffer.truncate(length + read);
        self.is_at_end = read == 0;
        Ok(())
    }
}

/// What a reader needs to hear of the JSON error of these bytes.
pub fn explain(error: &serde_json::Error, bytes: &[u8]) -> Reason {
    let text = String::from_utf8_lossy(bytes);
    match ["NaN", "Infinity"].into_iter().find(|word| text.contains(word)) {
        Some(word) => Reason::new("reason-json-number").with("text", word),
        None => Reason::new("reason-json").because(Reason::said(error)),
    }
}

/// Where a value ends.
#[derive(Debug, Default)]
struct Scan {
    at: usize,
    depth: u32,
    is_string: bool,
    is_escaped: bool,
}

enum Found {
    End(usize),
    More,
    TooDeep,
}

impl Scan {
    /// Goes on where it stopped before.
    fn run(&mut self, bytes: &[u8]) -> Found {
        while let Some(byte) = bytes.get(self.at) {
            self.at += 1;
            if self.is_string {
                match byte {
                    _ if self.is_escaped => self.is_escaped = false,
                    b'\\' => self.is_escaped = true,
                    b'"' => {
                        self.is_string = false;
                        if self.depth == 0 {
                            return Found::End(self.at);
                        }
                    }
                    _ => {}
                }
                continue;
            }
            match byte {
                b'"' => self.is_string = true,
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth > 1 => self.depth -= 1,
                b'}' | b']' if self.depth == 1 => return Found::End(self.at),
                // A bare word or number ends before what follows it.
                b'}' | b']' | b',' if self.depth == 0 => return Found::End(self.at - 1),
                _ => {}
            }
            if self.depth > MAX_DEPTH {
                return Found::TooDeep;
            }
        }
        Found::More
    }
}

/// A number that stands as one or as a text.
fn plain_code(code: &Value) -> Option<String> {
    code.as_u64().map(|number| number.to_string()).or_else(|| code.as_str().map(|text| text.trim().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(text: &str) -> Vec<(u64, bool)> {
        let mut features = Features::new(text.as_bytes()).expect("it starts as JSON");
        std::iter::from_fn(|| features.next_feature().expect("memory can be read"))
            .map(|feature| (feature.number, feature.json.is_ok()))
            .collect()
    }

    #[test]
    fn features_are_found_in_every_wrapping() {
        let feature = r#"{"type":"Feature","properties":{"a":"]}"},"geometry":null}"#;
        for text in [
            format!(r#"{{"type":"FeatureCollection","bbox":[1,2,3,4],"features":[{feature},{feature}]}}"#),
            format!(r#"{{"features":[{feature} , {feature}],"type":"FeatureCollection"}}"#),
            format!("{feature}\n{feature}\n"),
            format!("\u{1e}{feature}\n\u{1e}{feature}\n").trim_start_matches('\u{1e}').to_owned(),
            format!("[{feature},{feature}]"),
        ] {
            assert_eq!(numbers(&text), [(1, true), (2, true)], "{text}");
        }
        assert_eq!(numbers(r#"{"type":"FeatureCollection","features":[]}"#), []);
    }

    #[test]
    fn a_broken_feature_costs_itself_only() {
        assert_eq!(
            numbers(r#"{"features":[{"a":NaN},{"a":1},{"a":[1,}, {"b":2}]}"#),
            [(1, false), (2, true), (3, false)]
        );
        assert_eq!(numbers(r#"{"features":[{"a":1},{"a":"cut"#), [(1, true), (2, false)]);
    }

    #[test]
    fn what_is_no_geojson_is_named() {
        let error = |text: &str| {
            let result = Features::new(text.as_bytes()).and_then(|mut features| features.next_feature());
            result.expect_err("it is none").to_string()
        };
        assert_eq!(error("<!DOCTYPE html><html>"), "reason-file-html");
        assert_eq!(error(" \n"), "reason-file-empty");
        assert_eq!(error("id;titel\n"), "reason-file-not-json id;titel\n");
        assert_eq!(error(r#"{"type":"Topology","arcs":[]}"#), "reason-file-no-features Topology");
    }

    #[test]
    fn deep_nesting_ends_the_reading() {
        let text = format!("{{\"features\":[{}", "[".repeat(100_000));
        assert_eq!(numbers(&text), [(1, false)]);
    }
}

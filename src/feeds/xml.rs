//! XML of feeds as a tree of elements by their local names.
//!
//! Contract: pure, never panics. Depth, elements and length of text are bounded; a document type declaration is
//! refused, so that no entity is ever expanded but the five of XML itself and numbers. Prefixes and namespaces are
//! dropped: feeds of one standard differ in them. The encoding is that of the declaration, UTF-8 without one.
//! May use: nothing of the crate.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

/// Deepest nesting.
const MAX_DEPTH: usize = 64;

/// Most elements of a document: about ten times what the largest feed known sends (4 500 points of 30 elements).
const MAX_ELEMENTS: usize = 1_500_000;

/// Most attributes of an element.
const MAX_ATTRIBUTES: usize = 64;

/// Bytes in which an encoding is looked for.
const DECLARATION_BYTES: usize = 200;

/// An element.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Element {
    /// Its local name.
    pub name: String,
    /// Its attributes by local name.
    pub attributes: Vec<(String, String)>,
    /// Its own text, trimmed, without that of its children.
    pub text: String,
    /// Its children.
    pub children: Vec<Element>,
}

impl Element {
    /// The first child of this name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The children of this name.
    pub fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of one of these names that has any.
    pub fn child_text(&self, names: &[&str]) -> Option<&str> {
        let texts = names.iter().filter_map(|name| self.child(name));
        texts.map(|child| child.text.as_str()).find(|text| !text.is_empty())
    }

    /// An attribute by its local name.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.as_str()).filter(|value| !value.is_empty())
    }

    /// The first element, itself or below, in the order of the document, that something holds for.
    pub fn find(&self, holds: &dyn Fn(&Self) -> bool) -> Option<&Self> {
        if holds(self) { Some(self) } else { self.children.iter().find_map(|child| child.find(holds)) }
    }

    /// Every element, itself or below, that something holds for; not what lies inside of such a one.
    pub fn find_all<'a>(&'a self, holds: &dyn Fn(&Self) -> bool, found: &mut Vec<&'a Self>) {
        if holds(self) {
            found.push(self);
        } else {
            self.children.iter().for_each(|child| child.find_all(holds, found));
        }
    }
}

/// Whether bytes look like a document of XML, rather than JSON or text.
pub fn is_xml(bytes: &[u8]) -> bool {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    bytes.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'<')
}

/// Reads a document.
///
/// # Errors
/// The reason, in words, when it is not well-formed, too deep, too large, or a page of HTML.
pub fn parse(bytes: &[u8]) -> Result<Element, String> {
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err("nothing where XML was expected".to_owned());
    }
    if !is_xml(bytes) && !matches!(bytes, [0xfe | 0xff, ..]) {
        return Err("something else where XML was expected".to_owned());
    }
    let text = decoded(bytes);
    let mut reader = Reader::from_str(&text);
    let mut tree = Tree::default();
    loop {
        let event = reader.read_event().map_err(|error| format!("broken XML ({error})"))?;
        match event {
            Event::Start(start) => tree.open(&start)?,
            Event::Empty(start) => {
                tree.open(&start)?;
                tree.close();
            }
            Event::End(_) => tree.close(),
            Event::Text(text) => tree.add(&text.decode().map_err(|error| error.to_string())?),
            Event::CData(text) => tree.add(&text.decode().map_err(|error| error.to_string())?),
            Event::GeneralRef(reference) => tree.add(&resolved(&reference)?),
            Event::DocType(declared) => return Err(refused(&declared.decode().unwrap_or_default())),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
            Event::Eof => return tree.finish(),
        }
    }
}

fn refused(declared: &str) -> String {
    let is_html = declared.trim().get(..4).is_some_and(|name| name.eq_ignore_ascii_case("html"));
    if is_html { "a page of HTML where XML was expected".to_owned() } else { "a document type in the XML".to_owned() }
}

/// The document as text, by its byte order mark or the encoding that it declares.
fn decoded(bytes: &[u8]) -> std::borrow::Cow<'_, str> {
    let head = String::from_utf8_lossy(bytes.get(..DECLARATION_BYTES).unwrap_or(bytes));
    let declared = head.split_once("?>").and_then(|(declaration, _)| declaration.split_once("encoding="));
    let label = declared.and_then(|(_, rest)| rest.get(1..)?.split(['"', '\'']).next());
    let encoding = label.and_then(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
    encoding.unwrap_or(encoding_rs::UTF_8).decode(bytes).0
}

/// What a reference stands for: a number, or one of the five names of XML.
fn resolved(reference: &BytesRef<'_>) -> Result<String, String> {
    if let Some(c) = reference.resolve_char_ref().map_err(|error| format!("broken XML ({error})"))? {
        return Ok(c.to_string());
    }
    let name = reference.decode().map_err(|error| error.to_string())?;
    let known = quick_xml::escape::resolve_xml_entity(&name);
    known.map(str::to_owned).ok_or_else(|| format!("an entity in the XML that is not known: {name:.40}"))
}

/// The tree as far as it was read: the open elements, the root once it is closed.
#[derive(Default)]
struct Tree {
    open: Vec<Element>,
    root: Option<Element>,
    element_count: usize,
}

impl Tree {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), String> {
        self.element_count += 1;
        if self.open.len() >= MAX_DEPTH {
            return Err(format!("XML that is nested deeper than {MAX_DEPTH}"));
        }
        if self.element_count > MAX_ELEMENTS {
            return Err(format!("XML of more than {MAX_ELEMENTS} elements"));
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err("XML with more than one root".to_owned());
        }
        let name = String::from_utf8_lossy(start.local_name().as_ref()).into_owned();
        let mut attributes = Vec::new();
        for attribute in start.attributes().take(MAX_ATTRIBUTES) {
            let attribute = attribute.map_err(|error| format!("broken XML ({error})"))?;
            let key = String::from_utf8_lossy(attribute.key.local_name().as_ref()).into_owned();
            let raw = String::from_utf8_lossy(&attribute.value).into_owned();
            let value = quick_xml::escape::unescape(&raw).map_err(|error| format!("broken XML ({error})"))?;
            attributes.push((key, value.trim().to_owned()));
        }
        self.open.push(Element { name, attributes, ..Element::default() });
        Ok(())
    }

    fn add(&mut self, text: &str) {
        if let Some(element) = self.open.last_mut() {
            element.text.push_str(text);
        }
    }

    fn close(&mut self) {
        let Some(mut element) = self.open.pop() else { return };
        let trimmed = element.text.trim();
        if trimmed.len() < element.text.len() {
            element.text = trimmed.to_string();
        }
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
    }

    fn finish(self) -> Result<Element, String> {
        match self.root {
            Some(root) if self.open.is_empty() => Ok(root),
            _ => Err("XML that breaks off".to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_are_local_and_texts_are_whole() {
        let text = b"<?xml version=\"1.0\"?><a:r xmlns:a=\"u\" a:id=\" x&amp;y \"><b> 1 &lt; <![CDATA[2 & 3]]> &#x41; </b><b/></a:r>";
        let root = parse(text).expect("a document");
        assert_eq!((root.name.as_str(), root.attribute("id")), ("r", Some("x&y")));
        assert_eq!(root.children_named("b").count(), 2);
        assert_eq!(root.child_text(&["none", "b"]), Some("1 < 2 & 3 A"));
    }

    #[test]
    fn the_declared_encoding_is_heard() {
        let latin = b"<?xml version='1.0' encoding='ISO-8859-1'?><name>Li\xe8ge</name>";
        assert_eq!(parse(latin).map(|root| root.text), Ok("Liège".to_owned()));
        assert_eq!(parse("\u{feff}<name>Liège</name>".as_bytes()).map(|root| root.text), Ok("Liège".to_owned()));
    }

    #[test]
    fn a_billion_laughs_are_refused_before_the_first() {
        let mut bomb = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\">".to_owned();
        for step in 1..10 {
            let before = if step == 1 { "lol".to_owned() } else { format!("lol{}", step - 1) };
            bomb.push_str(&format!("<!ENTITY lol{step} \"{}\">", format!("&{before};").repeat(10)));
        }
        bomb.push_str("]><lolz>&lol9;</lolz>");
        assert_eq!(parse(bomb.as_bytes()), Err("a document type in the XML".to_owned()));
        let reason = parse(b"<lolz>&lol9;</lolz>").expect_err("not known");
        assert_eq!(reason, "an entity in the XML that is not known: lol9");
        assert!(parse(b"<a id=\"&lol9;\"/>").is_err(), "nor in attributes");
    }

    #[test]
    fn what_is_too_deep_broken_or_no_xml_is_named() {
        let nested = |depth: usize| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
        assert!(parse(nested(MAX_DEPTH).as_bytes()).is_ok());
        assert!(parse(nested(MAX_DEPTH + 1).as_bytes()).is_err_and(|reason| reason.contains("deeper")));
        assert_eq!(parse(b"<a><b>1</b>"), Err("XML that breaks off".to_owned()));
        assert!(parse(b"<a></b>").is_err_and(|reason| reason.starts_with("broken XML")));
        assert!(parse(b"<a/><b/>").is_err_and(|reason| reason.contains("more than one root")));
        assert_eq!(parse(b" "), Err("nothing where XML was expected".to_owned()));
        assert_eq!(parse(b"{}"), Err("something else where XML was expected".to_owned()));
        assert_eq!(parse(b"<!doctype html><p>"), Err("a page of HTML where XML was expected".to_owned()));
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
            let _outcome = parse(&bytes);
        }

        #[test]
        fn no_marks_make_it_panic(text in "[<>/a&;#x!\\[\\]\"= ]{0,60}") {
            let _outcome = parse(format!("<r>{text}</r>").as_bytes());
        }
    }
}

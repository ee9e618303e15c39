//! Bytes and their kind of content → a graph that can be walked.
//!
//! Contract: pure; whatever the bytes, nothing panics. A document with a fault is refused as a whole, with the place of
//! the fault: half a page would lose members without a word. Real pages break small rules (a `rdf:langString` without a
//! language), so that the parsers are told to be lenient. JSON-LD contexts are never fetched: those that are common are
//! in here, another is an error that names it. May use: nothing of the crate.

use std::collections::BTreeMap;
use std::error::Error;

use oxjsonld::{JsonLdLoadDocumentOptions, JsonLdParser, JsonLdRemoteDocument};
use oxrdf::{GraphName, NamedOrBlankNode, Quad, Term};
use oxttl::{NQuadsParser, TriGParser, TurtleParser};

/// Kinds of content that are read, as an `Accept` header says it: what is quick to read first.
pub(super) const ACCEPT: &str = "text/turtle, application/trig, application/n-quads;q=0.9, application/n-triples;q=0.9, \
    application/ld+json;q=0.8";

/// Most statements of a page.
const MAX_STATEMENTS: usize = 2_000_000;

/// Terms of the JSON-LD contexts that are bundled: prefixes of the vocabularies that streams use.
const CONTEXT: &str = r#"{"@context": {
    "tree": "https://w3id.org/tree#", "ldes": "https://w3id.org/ldes#", "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "dct": "http://purl.org/dc/terms/", "dcterms": "http://purl.org/dc/terms/", "prov": "http://www.w3.org/ns/prov#",
    "sosa": "http://www.w3.org/ns/sosa/", "ssn": "http://www.w3.org/ns/ssn/", "time": "http://www.w3.org/2006/time#",
    "geo": "http://www.opengis.net/ont/geosparql#", "wgs84": "http://www.w3.org/2003/01/geo/wgs84_pos#",
    "locn": "http://www.w3.org/ns/locn#", "schema": "http://schema.org/", "skos": "http://www.w3.org/2004/02/skos/core#",
    "qudt": "http://qudt.org/schema/qudt/", "mv": "http://schema.mobivoc.org/#",
    "member": {"@id": "tree:member", "@type": "@id"}, "view": {"@id": "tree:view", "@type": "@id"},
    "relation": "tree:relation", "node": {"@id": "tree:node", "@type": "@id"}
}}"#;

/// The context of schema.org, as far as places and names go.
const SCHEMA_ORG: &str = r#"{"@context": {"@vocab": "http://schema.org/", "schema": "http://schema.org/"}}"#;

/// Beginnings of the addresses, without their scheme, under which [`CONTEXT`] is known.
const BUNDLED: [&str; 4] =
    ["w3id.org/tree", "w3id.org/ldes", "treecg.github.io/", "semiceu.github.io/LinkedDataEventStreams"];

/// What a statement says of its subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Object {
    /// Another node: its IRI, or `_:` and a label.
    Node(String),
    /// A literal.
    Literal {
        /// Its text.
        text: String,
        /// IRI of its type.
        datatype: String,
    },
}

/// Statements by graph (empty = the default graph), then by subject.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Graph {
    graphs: BTreeMap<String, BTreeMap<String, Vec<(String, Object)>>>,
    count: usize,
}

/// A node as seen from within a named graph: what that graph says of it, then what the default graph says.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    /// The graph.
    pub graph: &'a Graph,
    /// Name of the graph that it is seen from; empty = the default graph.
    pub within: &'a str,
    /// IRI, or `_:` and a label.
    pub id: &'a str,
}

impl Graph {
    /// Statements, those that stand twice counted twice.
    pub const fn len(&self) -> usize {
        self.count
    }

    /// Whether it says nothing.
    pub const fn is_empty(&self) -> bool {
        self.count == 0
    }

    /// A node of the default graph.
    pub const fn node<'a>(&'a self, id: &'a str) -> Node<'a> {
        Node { graph: self, within: "", id }
    }

    /// Subjects of a named graph, in order.
    pub fn subjects<'a>(&'a self, graph: &'a str) -> impl Iterator<Item = Node<'a>> {
        let found = self.graphs.get(graph).into_iter().flat_map(BTreeMap::keys);
        found.map(move |id| Node { graph: self, within: graph, id })
    }

    /// Everything that is said with a predicate, wherever: subject and object.
    pub fn statements<'a>(&'a self, predicate: &'a str) -> impl Iterator<Item = (Node<'a>, &'a Object)> {
        self.graphs.iter().flat_map(move |(name, subjects)| {
            subjects.iter().flat_map(move |(id, said)| {
                let node = Node { graph: self, within: name, id };
                said.iter().filter(move |(with, _)| with == predicate).map(move |(_, object)| (node, object))
            })
        })
    }

    fn add(&mut self, quad: Quad) -> Result<(), String> {
        if self.count >= MAX_STATEMENTS {
            return Err(format!("more than {MAX_STATEMENTS} statements on one page"));
        }
        let graph = match quad.graph_name {
            GraphName::NamedNode(name) => name.into_string(),
            GraphName::BlankNode(name) => format!("_:{}", name.as_str()),
            GraphName::DefaultGraph => String::new(),
        };
        let subject = match quad.subject {
            NamedOrBlankNode::NamedNode(name) => name.into_string(),
            NamedOrBlankNode::BlankNode(name) => format!("_:{}", name.as_str()),
        };
        let object = match quad.object {
            Term::NamedNode(name) => Object::Node(name.into_string()),
            Term::BlankNode(name) => Object::Node(format!("_:{}", name.as_str())),
            Term::Literal(literal) => {
                Object::Literal { datatype: literal.datatype().as_str().to_owned(), text: literal.value().to_owned() }
            }
        };
        self.count += 1;
        let said = self.graphs.entry(graph).or_default().entry(subject).or_default();
        said.push((quad.predicate.into_string(), object));
        Ok(())
    }
}

impl<'a> Node<'a> {
    /// What is said of it: predicates and objects.
    pub fn said(self) -> impl Iterator<Item = (&'a str, &'a Object)> {
        let of = move |graph: &str| self.graph.graphs.get(graph).and_then(|subjects| subjects.get(self.id));
        let own = (!self.within.is_empty()).then(|| of(self.within)).flatten();
        let all = own.into_iter().chain(of("")).flatten();
        all.map(|(predicate, object)| (predicate.as_str(), object))
    }

    /// The objects of a predicate by its whole IRI.
    pub fn objects(self, predicate: &'a str) -> impl Iterator<Item = &'a Object> {
        self.said().filter(move |(with, _)| *with == predicate).map(|(_, object)| object)
    }

    /// The objects of predicates by the last part of their IRI, those of the first word first. Vocabularies of one thing
    /// differ in their beginnings (`…#OM_Observation.result`, `…#Verkeersmeting.result`) more than in that part. Never
    /// `rdf:type`, for which [`Node::types`] is.
    pub fn named<'w>(self, words: &'w [&'w str]) -> impl Iterator<Item = &'a Object> + use<'a, 'w> {
        words.iter().flat_map(move |word| {
            let is_so = move |with: &str| with != RDF_TYPE && local(with).eq_ignore_ascii_case(word);
            self.said().filter(move |(with, _)| is_so(with)).map(|(_, object)| object)
        })
    }

    /// The nodes among [`Node::named`].
    pub fn nodes<'w>(self, words: &'w [&'w str]) -> impl Iterator<Item = Self> + use<'a, 'w> {
        self.named(words).filter_map(move |object| match object {
            Object::Node(id) => Some(Self { id, ..self }),
            Object::Literal { .. } => None,
        })
    }

    /// The first text among [`Node::named`], without blanks around it.
    pub fn text(self, words: &[&str]) -> Option<&'a str> {
        self.named(words).find_map(|object| match object {
            Object::Literal { text, .. } => Some(text.trim()).filter(|text| !text.is_empty()),
            Object::Node(_) => None,
        })
    }

    /// Last parts of the IRIs of its types.
    pub fn types(self) -> impl Iterator<Item = &'a str> {
        let said = self.said().filter(|(with, _)| *with == RDF_TYPE);
        said.filter_map(|(_, object)| match object {
            Object::Node(id) => Some(local(id)),
            Object::Literal { .. } => None,
        })
    }

    /// Whether it has an IRI.
    pub fn is_named(self) -> bool {
        !self.id.starts_with("_:")
    }
}

/// `rdf:type`.
const RDF_TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";

/// The last part of an IRI: after the last `#` or `/`.
pub fn tail(iri: &str) -> &str {
    let iri = iri.trim_end_matches(['/', '#']);
    iri.rsplit(['#', '/']).next().unwrap_or(iri)
}

/// The last part of the IRI of a term, without the class that OSLO writes before it (`OM_Observation.result`).
pub fn local(iri: &str) -> &str {
    let tail = tail(iri);
    tail.rsplit('.').next().unwrap_or(tail)
}

/// How a page is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Syntax {
    Turtle,
    TriG,
    NQuads,
    JsonLd,
}

/// The syntax by the kind of content; where that tells nothing, by the first bytes.
fn syntax(bytes: &[u8], content_type: &str) -> Option<Syntax> {
    let kind = content_type.split(';').next().unwrap_or_default().trim();
    match kind {
        "text/turtle" | "application/x-turtle" => return Some(Syntax::Turtle),
        "application/trig" | "application/x-trig" => return Some(Syntax::TriG),
        "application/n-quads" | "application/n-triples" | "text/x-nquads" => return Some(Syntax::NQuads),
        "application/ld+json" | "application/json" => return Some(Syntax::JsonLd),
        _ => {}
    }
    let start: Vec<u8> = bytes.iter().copied().skip_while(u8::is_ascii_whitespace).take(16).collect();
    let start = String::from_utf8_lossy(&start).to_ascii_lowercase();
    match start.chars().next()? {
        '{' | '[' => Some(Syntax::JsonLd),
        '@' | '#' => Some(Syntax::TriG),
        // An IRI, which no tag of HTML or XML looks like.
        '<' if start.contains("://") => Some(Syntax::TriG),
        _ if start.starts_with("prefix") || start.starts_with("base ") || start.starts_with("_:") => Some(Syntax::TriG),
        _ => None,
    }
}

/// The statements of a document. `base` is its address, which relative IRIs count from.
///
/// # Errors
/// A text that says what is wrong, with the line where the parser knows it.
pub fn parse(bytes: &[u8], content_type: &str, base: &str) -> Result<Graph, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let syntax = syntax(bytes, content_type).ok_or_else(|| unknown(bytes, content_type))?;
    let wrong = |error: &dyn std::fmt::Display| format!("not valid RDF: {error:.300}");
    let mut graph = Graph::default();
    match syntax {
        Syntax::Turtle => {
            let parser = TurtleParser::new().lenient().with_base_iri(base).map_err(|error| wrong(&error))?;
            for triple in parser.for_slice(bytes) {
                graph.add(triple.map_err(|error| wrong(&error))?.in_graph(GraphName::DefaultGraph))?;
            }
        }
        Syntax::TriG => {
            let parser = TriGParser::new().lenient().with_base_iri(base).map_err(|error| wrong(&error))?;
            for quad in parser.for_slice(bytes) {
                graph.add(quad.map_err(|error| wrong(&error))?)?;
            }
        }
        Syntax::NQuads => {
            for quad in NQuadsParser::new().lenient().for_slice(bytes) {
                graph.add(quad.map_err(|error| wrong(&error))?)?;
            }
        }
        Syntax::JsonLd => {
            let parser = JsonLdParser::new().lenient().with_base_iri(base).map_err(|error| wrong(&error))?;
            for quad in parser.for_slice(bytes).with_load_document_callback(context) {
                graph.add(quad.map_err(|error| wrong(&error))?)?;
            }
        }
    }
    Ok(graph)
}

/// Why there is no syntax for it.
fn unknown(bytes: &[u8], content_type: &str) -> String {
    let is_markup = bytes.iter().copied().find(|byte| !byte.is_ascii_whitespace()) == Some(b'<');
    match content_type.split(';').next().unwrap_or_default().trim() {
        _ if is_markup => "a web page or XML where RDF was expected".to_owned(),
        "" => "neither Turtle, TriG, N-Quads nor JSON-LD".to_owned(),
        kind => format!("{kind:.60} where RDF was expected"),
    }
}

/// A context that is in here.
fn context(
    url: &str,
    _options: &JsonLdLoadDocumentOptions,
) -> Result<JsonLdRemoteDocument, Box<dyn Error + Send + Sync>> {
    let bare = url.split_once("://").map_or(url, |(_, rest)| rest);
    let text = if BUNDLED.iter().any(|known| bare.starts_with(known)) {
        CONTEXT
    } else if bare.trim_start_matches("www.").starts_with("schema.org") {
        SCHEMA_ORG
    } else {
        return Err(format!("the context {url:.200} is not one of those that are known here").into());
    };
    Ok(JsonLdRemoteDocument { document: text.into(), document_url: url.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const BASE: &str = "https://stream.example/page";

    fn read(text: &str, kind: &str) -> Graph {
        parse(text.as_bytes(), kind, BASE).expect("a graph")
    }

    fn objects(graph: &Graph, subject: &str, word: &str) -> Vec<String> {
        let words = [word];
        let found = graph.node(subject).named(&words).map(|object| match object {
            Object::Node(id) => id.clone(),
            Object::Literal { text, .. } => text.clone(),
        });
        found.collect()
    }

    #[test]
    fn four_syntaxes_say_the_same() {
        let turtle = "@prefix tree: <https://w3id.org/tree#> . <> tree:member <m/1>, <m/2> .";
        let quads = "<https://stream.example/page> <https://w3id.org/tree#member> <https://stream.example/m/1> .\n\
            <https://stream.example/page> <https://w3id.org/tree#member> <https://stream.example/m/2> .\n";
        let json = r#"{"@context": {"tree": "https://w3id.org/tree#"}, "@id": "",
            "tree:member": [{"@id": "m/1"}, {"@id": "m/2"}]}"#;
        let bundled = r#"{"@context": "https://w3id.org/tree/context.jsonld", "@id": "", "member": ["m/1", "m/2"]}"#;
        let first = read(turtle, "text/turtle; charset=utf-8");
        for (text, kind) in [
            (turtle, "application/trig"),
            (turtle, ""),
            (turtle, "text/html"),
            (quads, "application/n-quads"),
            (quads, "application/n-triples"),
            (quads, "application/octet-stream"),
            (json, "application/ld+json"),
            (bundled, "application/json"),
        ] {
            assert_eq!(read(text, kind), first, "{kind}: {text}");
        }
        assert_eq!(objects(&first, BASE, "member"), ["https://stream.example/m/1", "https://stream.example/m/2"]);
    }

    #[test]
    fn a_node_sees_its_own_graph_before_the_default_one() {
        let graph = read("<m> { <s> <p#name> \"inside\" } <s> <p#name> \"outside\" .", "application/trig");
        let from_inside: Vec<_> = graph.subjects("https://stream.example/m").collect();
        let [node] = from_inside[..] else { panic!("one subject: {from_inside:?}") };
        assert_eq!(node.text(&["name"]), Some("inside"));
        assert_eq!(graph.node(node.id).text(&["name"]), Some("outside"));
    }

    #[test]
    fn what_real_pages_do_wrong_is_read() {
        let text = r#"<a> <p#label> "Gent"^^<http://www.w3.org/1999/02/22-rdf-syntax-ns#langString> ."#;
        assert_eq!(objects(&read(text, "text/turtle"), "https://stream.example/a", "label"), ["Gent"]);
        assert_eq!(local("http://def.example/Observation#OM_Observation.result"), "result");
        assert_eq!(local("http://schema.mobivoc.org/#capacity"), "capacity");
        assert_eq!(local("http://www.w3.org/ns/sosa/hasSimpleResult"), "hasSimpleResult");
        assert_eq!(tail("http://data.example/property/PM2.5"), "PM2.5");
    }

    #[test]
    fn faults_name_what_is_wrong() {
        let fault = |text: &str, kind| parse(text.as_bytes(), kind, BASE).expect_err("a fault");
        assert!(fault("<!doctype html><title>x</title>", "text/html").contains("a web page"));
        assert!(fault("a;b", "text/csv").starts_with("text/csv where"));
        assert!(fault("<a> <b> <c", "text/turtle").starts_with("not valid RDF"));
        assert!(fault("{\"@id\": ", "application/ld+json").starts_with("not valid RDF"));
        let unknown = fault(r#"{"@context": "https://data.example/c.jsonld", "@id": "x"}"#, "application/ld+json");
        assert!(unknown.contains("https://data.example/c.jsonld"), "{unknown}");
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), kind in 0_usize..5) {
            let kinds = ["text/turtle", "application/trig", "application/n-quads", "application/ld+json", ""];
            drop(parse(&bytes, kinds[kind], BASE));
        }

        #[test]
        fn no_json_makes_it_panic(json in crate::feeds::tests_json::any_json()) {
            drop(parse(json.to_string().as_bytes(), "application/ld+json", BASE));
        }
    }
}

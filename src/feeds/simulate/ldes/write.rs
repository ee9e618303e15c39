//! Statements of RDF, and three ways to write them: Turtle, N-Quads and JSON-LD.
//!
//! Contract: pure; statements of one subject follow each other; nothing that is written needs escaping beyond what is done
//! here. May use: nothing of the crate.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Map, Value, json};

const TYPE: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const XSD: &str = "http://www.w3.org/2001/XMLSchema#";

/// Beginnings that Turtle shortens.
const PREFIXES: [(&str, &str); 6] = [
    ("tree", "https://w3id.org/tree#"),
    ("ldes", "https://w3id.org/ldes#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("sosa", "http://www.w3.org/ns/sosa/"),
    ("xsd", XSD),
];

/// A node or a literal.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Term {
    Iri(String),
    Blank(String),
    /// A text and the word of its type in XML Schema.
    Typed(String, &'static str),
    /// A text and the IRI of its type.
    Literal(String, String),
}

pub(super) fn iri(text: &str) -> Term {
    Term::Iri(text.to_owned())
}

pub(super) fn blank(label: &str) -> Term {
    Term::Blank(label.to_owned())
}

pub(super) fn plain(text: &str) -> Term {
    Term::Typed(text.to_owned(), "string")
}

pub(super) fn number(value: f64) -> Term {
    Term::Typed(value.to_string(), "double")
}

pub(super) fn date_time(time: Timestamp) -> Term {
    Term::Typed(time.to_string(), "dateTime")
}

/// What writes statements in one syntax.
type Writer = fn(&Statements) -> String;

/// Statements by subject.
#[derive(Debug, Default)]
pub(super) struct Statements(BTreeMap<Term, Vec<(String, Term)>>);

impl Statements {
    pub fn add(&mut self, subject: Term, predicate: &str, object: Term) {
        self.0.entry(subject).or_default().push((predicate.to_owned(), object));
    }

    /// Says of what type a node is.
    pub fn a(&mut self, subject: Term, class: &str) {
        self.add(subject, TYPE, iri(class));
    }

    /// Kind of content and text, as an `Accept` header wants it: the kind that it names first.
    pub fn write(&self, accept: &str) -> (&'static str, String) {
        let writers: [(&'static str, Writer); 3] = [
            ("text/turtle", Self::turtle),
            ("application/n-quads", Self::quads),
            ("application/ld+json", Self::json_ld),
        ];
        let first = writers.into_iter().filter_map(|(kind, write)| Some((accept.find(kind)?, kind, write))).min();
        let (kind, write) = first.map_or(("text/turtle", Self::turtle as Writer), |(_, kind, write)| (kind, write));
        (kind, write(self))
    }

    fn turtle(&self) -> String {
        let mut text = String::new();
        for (name, iri) in PREFIXES {
            text.push_str(&format!("@prefix {name}: <{iri}> .\n"));
        }
        for (subject, said) in &self.0 {
            let parts: Vec<String> =
                said.iter().map(|(predicate, object)| format!("{} {}", verb(predicate), short(object))).collect();
            text.push_str(&format!("\n{} {} .\n", short(subject), parts.join(" ;\n    ")));
        }
        text
    }

    fn quads(&self) -> String {
        let mut text = String::new();
        for (subject, said) in &self.0 {
            for (predicate, object) in said {
                text.push_str(&format!("{} <{predicate}> {} .\n", full(subject), full(object)));
            }
        }
        text
    }

    fn json_ld(&self) -> String {
        let nodes: Vec<Value> = self.0.iter().map(|(subject, said)| node(subject, said)).collect();
        json!({ "@graph": nodes }).to_string()
    }
}

fn node(subject: &Term, said: &[(String, Term)]) -> Value {
    let mut node = Map::from_iter([("@id".to_owned(), name(subject).into())]);
    for (predicate, object) in said {
        let (key, value) = match object {
            Term::Iri(class) if predicate == TYPE => ("@type", json!(class)),
            Term::Iri(_) | Term::Blank(_) => (predicate.as_str(), json!({ "@id": name(object) })),
            Term::Typed(text, kind) => (predicate.as_str(), json!({ "@value": text, "@type": format!("{XSD}{kind}") })),
            Term::Literal(text, kind) => (predicate.as_str(), json!({ "@value": text, "@type": kind })),
        };
        let all = node.entry(key).or_insert_with(|| Value::Array(Vec::new()));
        if let Value::Array(all) = all {
            all.push(value);
        }
    }
    Value::Object(node)
}

fn name(term: &Term) -> String {
    match term {
        Term::Iri(iri) => iri.clone(),
        Term::Blank(label) => format!("_:{label}"),
        Term::Typed(text, _) | Term::Literal(text, _) => text.clone(),
    }
}

fn full(term: &Term) -> String {
    match term {
        Term::Iri(iri) => format!("<{iri}>"),
        Term::Blank(label) => format!("_:{label}"),
        Term::Typed(text, "string") => quoted(text),
        Term::Typed(text, kind) => format!("{}^^<{XSD}{kind}>", quoted(text)),
        Term::Literal(text, kind) => format!("{}^^<{kind}>", quoted(text)),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn verb(predicate: &str) -> String {
    if predicate == TYPE { "a".to_owned() } else { short(&iri(predicate)) }
}

/// As Turtle writes it: shortened where nothing but letters is left.
fn short(term: &Term) -> String {
    match term {
        Term::Iri(iri) => {
            let shortened = PREFIXES.iter().find_map(|(prefix, start)| {
                let rest = iri.strip_prefix(start).filter(|rest| rest.chars().all(|c| c.is_ascii_alphabetic()))?;
                Some(format!("{prefix}:{rest}"))
            });
            shortened.unwrap_or_else(|| full(term))
        }
        Term::Typed(text, kind) if *kind != "string" => format!("{}^^xsd:{kind}", quoted(text)),
        other => full(other),
    }
}

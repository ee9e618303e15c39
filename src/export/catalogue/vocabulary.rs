//! Names of the vocabularies that DCAT-AP 3.0 (<https://semiceu.github.io/DCAT-AP/releases/3.0.0/>) builds on, and the
//! statements of a graph.

use oxrdf::{Literal, NamedNode, NamedOrBlankNode, Term, Triple};

/// Prefixes and what they stand for, in the order of the alphabet.
pub const PREFIXES: [(&str, &str); 8] = [
    ("dcat", "http://www.w3.org/ns/dcat#"),
    ("dct", "http://purl.org/dc/terms/"),
    ("foaf", "http://xmlns.com/foaf/0.1/"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"),
    ("spdx", "http://spdx.org/rdf/terms#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
];

/// Where lists of the EU's Publications Office stand.
pub const AUTHORITY: &str = "http://publications.europa.eu/resource/authority/";

/// The name that `prefix:name` stands for; only for names that stand in the code.
pub fn name(short: &str) -> NamedNode {
    let (prefix, local) = short.split_once(':').unwrap_or(("", short));
    let base = PREFIXES.iter().find(|(known, _)| *known == prefix).map_or("", |(_, base)| base);
    NamedNode::new_unchecked(format!("{base}{local}"))
}

/// A node of the catalogue itself. Identifiers make it, so that the same data give the same graph.
pub fn node(kind: &str, id: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("urn:regioscope:{kind}:{}", escaped(id)))
}

/// A name that stands in the code or was checked before.
pub fn iri(text: impl Into<String>) -> NamedNode {
    NamedNode::new_unchecked(text)
}

/// Everything but what RFC 3986 reserves nothing for becomes `%XX`; colons between parts of an identifier stay.
fn escaped(id: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte);
    id.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

/// Statements, gathered in any order.
#[derive(Debug, Default)]
pub struct Graph {
    triples: Vec<Triple>,
}

impl Graph {
    /// Adds a statement.
    pub fn add(&mut self, subject: &NamedNode, predicate: &str, object: impl Into<Term>) {
        self.triples.push(Triple::new(subject.clone(), name(predicate), object));
    }

    /// Says what the subject is.
    pub fn is_a(&mut self, subject: &NamedNode, class: &str) {
        self.add(subject, "rdf:type", name(class));
    }

    /// Adds a text in a language (`nl`, `en`), or without.
    pub fn text(&mut self, subject: &NamedNode, predicate: &str, language: Option<&str>, text: &str) {
        let literal = match language {
            Some(language) => Literal::new_language_tagged_literal_unchecked(text, language),
            None => Literal::new_simple_literal(text),
        };
        self.add(subject, predicate, literal);
    }

    /// Adds a value of a type.
    pub fn typed(&mut self, subject: &NamedNode, predicate: &str, kind: &str, value: &str) {
        self.add(subject, predicate, Literal::new_typed_literal(value, name(kind)));
    }

    /// Every statement once: the catalogue first, then by subject, its class before its other properties.
    pub fn sorted(&self) -> Vec<Triple> {
        let class = name("rdf:type");
        let catalogue = NamedOrBlankNode::from(node("catalogue", super::CATALOGUE_ID));
        let key = |triple: &Triple| {
            let is_other = (triple.subject != catalogue, triple.predicate != class);
            (
                is_other.0,
                triple.subject.to_string(),
                is_other.1,
                triple.predicate.to_string(),
                triple.object.to_string(),
            )
        };
        let mut triples = self.triples.clone();
        triples.sort_by_cached_key(key);
        triples.dedup();
        triples
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_of_any_letters_make_valid_iris() {
        for id in ["import:mijn <tabel> é.csv", "a b\n\"c\"", "100%", "…"] {
            let made = node("source", id);
            assert!(NamedNode::new(made.as_str()).is_ok(), "{made}");
        }
        assert_ne!(node("source", "a b"), node("source", "a%20b"), "none stands for another");
    }

    #[test]
    fn statements_come_once_and_the_catalogue_first() {
        let mut graph = Graph::default();
        for subject in [node("agent", "a"), node("catalogue", super::super::CATALOGUE_ID), node("agent", "a")] {
            graph.text(&subject, "dct:title", Some("nl"), "x");
            graph.is_a(&subject, "dcat:Catalog");
        }
        let sorted = graph.sorted();
        let classes: Vec<bool> = sorted.iter().map(|triple| triple.predicate == name("rdf:type")).collect();
        assert_eq!(classes, [true, false, true, false]);
        assert!(sorted[0].subject.to_string().contains("catalogue"));
    }
}

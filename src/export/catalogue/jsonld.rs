//! A graph as JSON-LD 1.1 (<https://www.w3.org/TR/json-ld11/>), with its context inside so that no reader needs a network.

use std::io::Write;

use oxrdf::{Term, Triple};
use serde_json::{Map, Value as Json, json};

use super::vocabulary::{Graph, PREFIXES, name};
use crate::export::ExportError;

/// Writes the graph.
pub(in crate::export) fn write(graph: &Graph, out: &mut dyn Write) -> Result<(), ExportError> {
    let mut nodes: Vec<(String, Map<String, Json>)> = Vec::new();
    for triple in &graph.sorted() {
        let id = subject(triple);
        if nodes.last().is_none_or(|(last, _)| *last != id) {
            let object = Map::from_iter([("@id".to_owned(), json!(id))]);
            nodes.push((id, object));
        }
        if let Some((_, object)) = nodes.last_mut() {
            add(object, triple);
        }
    }
    let context: Map<String, Json> =
        PREFIXES.iter().map(|(prefix, base)| ((*prefix).to_owned(), json!(base))).collect();
    let nodes: Vec<Json> = nodes.into_iter().map(|(_, object)| Json::Object(object)).collect();
    let text = serde_json::to_string_pretty(&json!({ "@context": context, "@graph": nodes }))? + "\n";
    out.write_all(text.as_bytes()).map_err(|error| ExportError::Write(error.into()))
}

fn subject(triple: &Triple) -> String {
    match &triple.subject {
        oxrdf::NamedOrBlankNode::NamedNode(node) => node.as_str().to_owned(),
        oxrdf::NamedOrBlankNode::BlankNode(node) => node.to_string(),
    }
}

fn add(object: &mut Map<String, Json>, triple: &Triple) {
    let is_class = triple.predicate == name("rdf:type");
    let key = if is_class { "@type".to_owned() } else { short(triple.predicate.as_str()) };
    let value = match &triple.object {
        Term::NamedNode(class) if is_class => json!(short(class.as_str())),
        other => value(other),
    };
    if let Some(Json::Array(list)) = object.get_mut(&key) {
        list.push(value);
    } else {
        object.insert(key, Json::Array(vec![value]));
    }
}

fn value(term: &Term) -> Json {
    match term {
        Term::NamedNode(node) => json!({ "@id": node.as_str() }),
        Term::BlankNode(node) => json!({ "@id": node.to_string() }),
        Term::Literal(literal) => match literal.language() {
            Some(language) => json!({ "@value": literal.value(), "@language": language }),
            None if literal.datatype() == oxrdf::vocab::xsd::STRING => json!(literal.value()),
            None => json!({ "@value": literal.value(), "@type": short(literal.datatype().as_str()) }),
        },
    }
}

/// `prefix:name` where a prefix of the context fits.
fn short(iri: &str) -> String {
    let known = PREFIXES.iter().find_map(|(prefix, base)| Some((prefix, iri.strip_prefix(base)?)));
    known.map_or_else(|| iri.to_owned(), |(prefix, local)| format!("{prefix}:{local}"))
}

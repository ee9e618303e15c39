//! Members of a stream → what they say of sensors.
//!
//! Contract: pure; a member that says nothing of a sensor is refused with its reason. Known are observations
//! (`observation`: SOSA/SSN and OSLO Verkeersmetingen), and things with a state (`thing`: car parks of mobivoc, hindrances
//! of GIPOD). What a member says lies in its own statements, its blank nodes and the graph of its name; names and places
//! are also looked for in what the page says of the nodes that it points to. Terms are told by the last part of their IRI.
//! May use: `model`.

mod observation;
mod thing;

use std::collections::BTreeSet;

use jiff::Timestamp;

use super::page::Page;
use super::rdf::{Graph, Node, Object, tail};
use super::wkt;
use crate::feeds::value;
use crate::model::{LonLat, ObservedProperty, Reason};

/// A value that a member gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Value {
    /// Identifier of the datastream within its sensor.
    pub key: String,
    /// What is observed.
    pub property: ObservedProperty,
    /// Its name in the words of the stream.
    pub original: String,
    /// Unit in the words of the stream.
    pub unit: String,
    /// For counts: the period that was counted, seconds.
    pub period_s: Option<f64>,
    /// Greatest possible value.
    pub capacity: Option<f64>,
    /// The number; `None` where the stream says that there is none.
    pub value: Option<f64>,
    /// When it was true.
    pub time: Timestamp,
}

/// What a member says of a sensor.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Identifier of the sensor within the feed.
    pub key: String,
    /// Its name; empty where none is known.
    pub name: String,
    /// Where it stands.
    pub place: Option<LonLat>,
    /// When the stream said so.
    pub said: Timestamp,
    /// What the member is a version of.
    pub thing: String,
    /// Only the newest version of it is true (a hindrance); otherwise each is an observation of its time.
    pub is_superseded: bool,
    /// Its values; a datastream without one is declared all the same.
    pub values: Vec<Value>,
    /// Datastreams that have no value yet.
    pub declared: Vec<(String, String)>,
}

/// A member that gives no reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// Its IRI.
    pub member: String,
    /// The field that is at fault.
    pub field: &'static str,
    /// Why.
    pub reason: Reason,
}

/// How the stream dates and names versions.
#[derive(Clone, Copy, Debug, Default)]
pub struct Paths<'a> {
    /// The predicate that dates members.
    pub timestamp: Option<&'a str>,
    /// The predicate that says what a member is a version of.
    pub version_of: Option<&'a str>,
}

/// A member as it is looked at.
#[derive(Clone, Copy, Debug)]
struct Member<'a> {
    node: Node<'a>,
    /// When the stream says that it was made.
    said: Option<Timestamp>,
    /// What it is a version of; itself where the stream does not say.
    thing: &'a str,
}

/// What the members of a page say; those that `is_new` refuses were seen before.
pub fn members(
    graph: &Graph,
    page: &Page,
    paths: Paths<'_>,
    mut is_new: impl FnMut(&str) -> bool,
) -> (Vec<Found>, Vec<Refused>) {
    let (mut found, mut refused) = (Vec::new(), Vec::new());
    for iri in page.members.iter().filter(|iri| is_new(iri)) {
        match read(graph, iri, paths) {
            Ok(mut some) => found.append(&mut some),
            Err((field, reason)) => refused.push(Refused { member: iri.clone(), field, reason }),
        }
    }
    (found, refused)
}

/// Why a member gives nothing: the field at fault, and the reason.
pub(super) type Wrong = (&'static str, Reason);

fn read(graph: &Graph, iri: &str, paths: Paths<'_>) -> Result<Vec<Found>, Wrong> {
    let plain = Node { graph, within: iri, id: iri };
    // In the graph of its name the member may be called by what it is a version of.
    let inside = graph.subjects(iri).filter(|node| node.is_named() && is_known(*node));
    let node = if is_known(plain) { plain } else { inside.take(1).next().unwrap_or(plain) };
    let version_of = paths.version_of.unwrap_or("http://purl.org/dc/terms/isVersionOf");
    let thing = [plain, node].into_iter().flat_map(|node| node.objects(version_of)).find_map(|object| match object {
        Object::Node(id) => Some(id.as_str()),
        Object::Literal { .. } => None,
    });
    let said = [plain, node].into_iter().find_map(|node| said(node, paths.timestamp));
    let member = Member { node, said, thing: thing.unwrap_or(node.id) };
    if observation::is_one(node) {
        observation::read(member)
    } else if let Some(read) = thing::reader(node) {
        read(member).map(|found| vec![found])
    } else {
        let types: Vec<&str> = node.types().take(3).collect();
        Err(("type", Reason::new("reason-feed-unknown-type").with("types", types.join(", "))))
    }
}

fn is_known(node: Node<'_>) -> bool {
    observation::is_one(node) || thing::reader(node).is_some()
}

/// When the stream says that a member was made.
fn said(node: Node<'_>, path: Option<&str>) -> Option<Timestamp> {
    let of = |object: &Object| match object {
        Object::Literal { text, .. } => value::time_text(text),
        Object::Node(_) => None,
    };
    // The path is borrowed for the call alone, the node for longer.
    let by_path = node.said().filter(|(with, _)| Some(*with) == path).find_map(|(_, object)| of(object));
    let usual: [&str; 5] = ["generatedAtTime", "modified", "created", "issued", "dateModified"];
    by_path.or_else(|| node.text(&usual).and_then(value::time_text))
}

/// The name of the first node that has one, else the end of the first IRI.
fn name(nodes: &[Node<'_>]) -> String {
    let words = &["label", "name", "prefLabel", "title", "naam", "benaming"];
    let named = nodes.iter().find_map(|node| node.text(words)).map(str::to_owned);
    let end = || nodes.iter().find(|node| node.is_named()).map(|node| tail(node.id).to_owned());
    named.or_else(end).unwrap_or_default().chars().take(200).collect()
}

/// Predicates that lead to a place, nearest first.
const TO_PLACE: &[&str] = &[
    "geometry",
    "hasGeometry",
    "defaultGeometry",
    "geometrie",
    "shape",
    "location",
    "geo",
    "point",
    "punt",
    "positie",
    "zone",
    "verkeersmeetpunt",
    "geobserveerdObject",
    "hasFeatureOfInterest",
    "featureOfInterest",
    "sampledFeature",
    "isSampleOf",
    "bemonsterdObject",
    "madeBySensor",
    "isHostedBy",
    "verkeersmeetpuntnetwerkreferentie",
    "netwerkreferentie",
    "netwerkreferentieelement",
    "element",
    "beginknoop",
    "geometriemiddellijn",
    "address",
];

/// Nodes that are looked at for one place.
const MAX_STEPS: usize = 60;

/// The place of the first node that has one, by itself or behind the predicates that lead to places.
fn place(nodes: &[Node<'_>]) -> Option<LonLat> {
    nodes.iter().find_map(|start| {
        let mut waiting = std::collections::VecDeque::from([*start]);
        let mut seen: BTreeSet<&str> = BTreeSet::from([start.id]);
        let mut steps = 0;
        while let Some(node) = waiting.pop_front() {
            steps += 1;
            if let Some(place) = own_place(node) {
                return Some(place);
            }
            if steps < MAX_STEPS {
                waiting.extend(node.nodes(TO_PLACE).filter(|next| seen.insert(next.id)));
            }
        }
        None
    })
}

fn own_place(node: Node<'_>) -> Option<LonLat> {
    let number = |words: &[&str]| node.text(words).and_then(number);
    if let (Some(lon), Some(lat)) = (number(&["long", "lon", "longitude"]), number(&["lat", "latitude"])) {
        return value::place_of(lon, lat);
    }
    let literal = node.text(&["asWKT", "wkt", "asGML", "gml"]);
    // Some write the literal where the geometry should be.
    let literal = literal.or_else(|| node.text(&["geometry", "hasGeometry", "geometrie"]));
    literal.and_then(wkt::place)
}

/// A number of a literal: with a decimal point or comma; `None` for what is none.
fn number(text: &str) -> Option<f64> {
    value::number(&serde_json::Value::from(text))
}

#[cfg(test)]
mod tests;

//! One page of a stream: its members, where it leads, and what it says of itself (TREE and LDES specifications).
//!
//! Contract: pure. Everything is given in the order of its IRIs, whatever the order of the statements, so that the same
//! page reads alike in every syntax. May use: `model`.

use std::collections::BTreeMap;

use jiff::{Span, SpanRelativeTo, Timestamp, Unit};
use url::Url;

use super::rdf::{Graph, Node, Object};
use crate::feeds::value;

const TREE: &str = "https://w3id.org/tree#";

/// A link to another page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Relation {
    /// Address, as it stands.
    pub node: String,
    /// The newest time that the relation speaks of, where it does: pages of late times are read first.
    pub time: Option<Timestamp>,
}

/// What a page says besides its members.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// IRIs of the members, in order, each once.
    pub members: Vec<String>,
    /// Links, in the order of their addresses, each address once.
    pub relations: Vec<Relation>,
    /// Addresses of views of the stream, in order.
    pub views: Vec<String>,
    /// It says of itself that it never changes.
    pub is_immutable: bool,
    /// How often it should be asked for, seconds.
    pub polling_interval_s: Option<u32>,
    /// The predicate that dates members, where the stream names one.
    pub timestamp_path: Option<String>,
    /// The predicate that says what a member is a version of.
    pub version_of_path: Option<String>,
}

impl Page {
    /// Reads a page that was found at these addresses (as asked, as answered).
    pub fn of(graph: &Graph, addresses: &[&Url]) -> Self {
        let is_own = |id: &str| addresses.iter().any(|address| is_same_page(address, id));
        let ldes = |word: &str| format!("https://w3id.org/ldes#{word}");
        let path = |word: &str| {
            let predicate = ldes(word);
            let mut found: Vec<String> = graph.statements(&predicate).filter_map(|(_, object)| node(object)).collect();
            found.sort();
            found.into_iter().next()
        };
        let immutable = ldes("immutable");
        let says_so = |object: &Object| matches!(object, Object::Literal { text, .. } if text == "true" || text == "1");
        let intervals = ldes("pollingInterval");
        Self {
            members: sorted(graph, "member"),
            relations: relations(graph),
            views: sorted(graph, "view"),
            is_immutable: graph.statements(&immutable).any(|(of, object)| is_own(of.id) && says_so(object)),
            polling_interval_s: graph.statements(&intervals).filter_map(|(_, object)| seconds(object)).min(),
            timestamp_path: path("timestampPath"),
            version_of_path: path("versionOfPath"),
        }
    }

    /// The view to read when this is not yet a page of one: the one that is named, else one ordered by time, else by
    /// page, else the first. `None` where an address of the page is itself a view, or there is none.
    pub fn view(&self, addresses: &[&Url], wanted: Option<&str>) -> Option<&str> {
        let is_here = |view: &&String| addresses.iter().any(|address| is_same_page(address, view));
        if self.views.iter().any(|view| is_here(&view)) {
            return None;
        }
        let with = |word: &str| self.views.iter().find(|view| view.contains(word));
        let chosen = wanted.and_then(with).or_else(|| with("time")).or_else(|| with("page"));
        chosen.or(self.views.first()).map(String::as_str)
    }
}

fn node(object: &Object) -> Option<String> {
    match object {
        Object::Node(id) if !id.starts_with("_:") => Some(id.clone()),
        _ => None,
    }
}

/// The named nodes that a predicate of TREE leads to.
fn sorted(graph: &Graph, word: &str) -> Vec<String> {
    let predicate = format!("{TREE}{word}");
    let mut found: Vec<String> = graph.statements(&predicate).filter_map(|(_, object)| node(object)).collect();
    found.sort();
    found.dedup();
    found
}

fn relations(graph: &Graph) -> Vec<Relation> {
    let (relation, to) = (format!("{TREE}relation"), format!("{TREE}node"));
    let mut found: BTreeMap<String, Option<Timestamp>> = BTreeMap::new();
    for (from, object) in graph.statements(&relation) {
        let Object::Node(id) = object else { continue };
        let relation = Node { id, ..from };
        let time = relation.text(&["value"]).and_then(value::time_text);
        for target in relation.objects(&to).filter_map(node) {
            let known = found.entry(target).or_default();
            *known = (*known).max(time);
        }
    }
    found.into_iter().map(|(node, time)| Relation { node, time }).collect()
}

/// Whether an IRI is the address of a page: servers behind a proxy write http for https, and some drop a slash.
pub(super) fn is_same_page(address: &Url, id: &str) -> bool {
    let Ok(other) = Url::parse(id) else { return false };
    let part = |url: &Url| (url.host_str().map(str::to_owned), url.path().trim_end_matches('/').to_owned());
    part(address) == part(&other) && address.query() == other.query()
}

/// A duration: a number of seconds, or ISO 8601.
fn seconds(object: &Object) -> Option<u32> {
    let Object::Literal { text, .. } = object else { return None };
    let seconds = text.trim().parse().ok().or_else(|| duration_s(text))?;
    (1.0..=86_400.0).contains(&seconds).then_some(seconds as u32)
}

/// Seconds of an ISO 8601 duration (`PT15M`), days of 24 hours.
pub(super) fn duration_s(text: &str) -> Option<f64> {
    let span: Span = text.trim().parse().ok()?;
    span.total((Unit::Second, SpanRelativeTo::days_are_24_hours())).ok().filter(|seconds| *seconds > 0.0)
}

#[cfg(test)]
mod tests {
    use super::super::rdf;
    use super::*;

    const HERE: &str = "https://stream.example/by-time?hour=1";

    fn page(turtle: &str) -> Page {
        let prefixes = "@prefix tree: <https://w3id.org/tree#> . @prefix ldes: <https://w3id.org/ldes#> .
            @prefix xsd: <http://www.w3.org/2001/XMLSchema#> . ";
        let graph = rdf::parse(format!("{prefixes}{turtle}").as_bytes(), "text/turtle", HERE).expect("a graph");
        Page::of(&graph, &[&Url::parse(HERE).expect("an address")])
    }

    #[test]
    fn members_and_links_are_found_once_each() {
        let page = page(
            r#"</s> tree:member </m/2>, </m/1>, </m/2> ; ldes:timestampPath <http://www.w3.org/ns/prov#generatedAtTime> ;
                ldes:versionOfPath <http://purl.org/dc/terms/isVersionOf> ; ldes:pollingInterval "PT1M"^^xsd:duration .
            <> ldes:immutable true ; tree:relation
                [ a tree:GreaterThanOrEqualToRelation ; tree:node </b> ; tree:value "2026-04-06T10:00:00Z"^^xsd:dateTime ],
                [ a tree:LessThanRelation ; tree:node </b> ; tree:value "2026-04-06T11:00:00Z"^^xsd:dateTime ],
                [ a tree:Relation ; tree:node </a> ] ."#,
        );
        assert_eq!(page.members, ["https://stream.example/m/1", "https://stream.example/m/2"]);
        let links: Vec<_> =
            page.relations.iter().map(|link| (link.node.as_str(), link.time.map(|t| t.to_string()))).collect();
        let late = Some("2026-04-06T11:00:00Z".to_owned());
        assert_eq!(links, [("https://stream.example/a", None), ("https://stream.example/b", late)]);
        assert!(page.is_immutable);
        assert_eq!(page.polling_interval_s, Some(60));
        assert_eq!(page.timestamp_path.as_deref(), Some("http://www.w3.org/ns/prov#generatedAtTime"));
        assert_eq!(page.version_of_path.as_deref(), Some("http://purl.org/dc/terms/isVersionOf"));
    }

    #[test]
    fn only_the_page_itself_can_say_that_it_never_changes() {
        assert!(page("<http://stream.example/by-time/?hour=1> ldes:immutable true .").is_immutable, "behind a proxy");
        assert!(!page("<https://stream.example/by-time?hour=2> ldes:immutable true .").is_immutable);
        assert!(!page("<> ldes:immutable false .").is_immutable);
    }

    #[test]
    fn a_view_is_looked_for_unless_this_is_one() {
        let here = Url::parse(HERE).expect("an address");
        let view = |text: &str, wanted| page(text).view(&[&here], wanted).map(str::to_owned);
        let three = "</s> tree:view </by-location>, </by-page>, </by-time> .";
        assert_eq!(view(three, None).as_deref(), Some("https://stream.example/by-time"));
        assert_eq!(view(three, Some("location")).as_deref(), Some("https://stream.example/by-location"));
        assert_eq!(view("</s> tree:view </v> .", None).as_deref(), Some("https://stream.example/v"));
        assert_eq!(view("</s> tree:view </v>, <> .", None), None);
        assert_eq!(view("", None), None);
    }

    #[test]
    fn durations_are_seconds_or_iso() {
        assert_eq!(duration_s("PT15M"), Some(900.0));
        assert_eq!(duration_s("P1D"), Some(86_400.0));
        assert_eq!(duration_s("soon"), None);
        assert_eq!(page("</s> ldes:pollingInterval 30 .").polling_interval_s, Some(30));
        assert_eq!(page("</s> ldes:pollingInterval 1e9 .").polling_interval_s, None);
    }
}

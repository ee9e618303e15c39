//! What NGSI-LD and NGSI v2 have in common: addresses of a broker, headers, pages of entities, entities.
//!
//! Contract: brokers hand out shorter pages than they are asked for, so that what came is counted, never what was
//! asked; a page that brings nothing new ends the reading. May use: `model`.

pub(super) mod entity;

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde_json::Value;
use url::Url;

use super::gather::Gatherer;
use super::{Ask, FeedError, MAX_PAGES, Readings, Reply, Visit, error, json_bytes};
use crate::model::{Feed, Reason};
use entity::Entity;

/// Entities a page; no broker allows fewer at most.
const PAGE_ENTITIES: usize = 100;

/// Parameters that are ours to set.
const OWN_PARAMETERS: [&str; 6] = ["type", "limit", "offset", "count", "options", "format"];

/// A page of entities.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// What they observe.
    pub readings: Readings,
    /// Identifiers of the entities, those that could not be read included.
    pub ids: Vec<String>,
}

/// An address of a broker, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// The root of the API, without a trailing slash or a query.
    pub root: Url,
    /// Parameters that the user typed and that are not ours to set.
    pub query: Vec<(String, String)>,
    /// Types of entities that the user typed.
    pub types: Option<String>,
    /// It is one document (a file, one entity): nothing is added to it.
    pub is_document: bool,
    /// It asks for the past: a service that keeps nothing else, such as Mintaka.
    pub is_temporal: bool,
}

impl Address {
    /// Takes an address apart; `marker` is the path of the API's root ("/ngsi-ld/v1", "/v2").
    pub fn of(url: &Url, marker: &str) -> Self {
        let path = url.path().trim_end_matches('/');
        let is_end = |end: usize| path.get(end..).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
        let marked = path.rmatch_indices(marker).map(|(start, _)| start + marker.len()).find(|end| is_end(*end));
        let (root, rest) = match marked {
            Some(end) => (path.get(..end).unwrap_or(path).to_owned(), path.get(end..).unwrap_or_default()),
            None => match path.split_once("/temporal/entities") {
                Some((root, "")) => (root.to_owned(), "/temporal/entities"),
                _ => (format!("{}{marker}", path.trim_end_matches("/entities")), ""),
            },
        };
        let is_file = [".json", ".jsonld", ".geojson"].iter().any(|end| path.to_ascii_lowercase().ends_with(end));
        let mut bare = url.clone();
        bare.set_path(&root);
        bare.set_query(None);
        bare.set_fragment(None);
        let pairs = || url.query_pairs().into_owned();
        Self {
            root: bare,
            query: pairs().filter(|(name, _)| !OWN_PARAMETERS.contains(&name.as_str())).collect(),
            types: pairs().find(|(name, value)| name == "type" && !value.is_empty()).map(|(_, value)| value),
            is_document: is_file || !matches!(rest, "" | "/entities" | "/types" | "/temporal/entities" | "/temporal"),
            is_temporal: rest.starts_with("/temporal"),
        }
    }

    /// An address below the root; the parts of the path are encoded, empty values left out.
    pub fn below(&self, path: &[&str], query: &[(&str, &str)]) -> Url {
        let mut url = self.root.clone();
        if let Ok(mut parts) = url.path_segments_mut() {
            parts.pop_if_empty().extend(path);
        }
        url.query_pairs_mut()
            .extend_pairs(query.iter().filter(|(_, value)| !value.is_empty()))
            .extend_pairs(&self.query);
        url
    }
}

/// A broker that is asked for one visit.
pub(super) struct Broker<'a, 'v> {
    visit: &'a mut Visit<'v>,
    /// Where the headers may go.
    base: Url,
    headers: Vec<(&'static str, String)>,
    /// Nothing that was asked for had changed.
    pub is_unchanged: bool,
}

impl<'a, 'v> Broker<'a, 'v> {
    /// A broker at an address, with the headers of its protocol. The feed's key goes along as a bearer token, or as
    /// `X-Auth-Token` where the option `auth_header` says so.
    pub fn new(visit: &'a mut Visit<'v>, base: Url, mut headers: Vec<(&'static str, String)>) -> Self {
        if let Some(secret) = visit.secret {
            let is_own = visit.feed.option("auth_header").is_some_and(|name| name.eq_ignore_ascii_case("x-auth-token"));
            let bearer = || ("authorization", format!("Bearer {secret}"));
            headers.push(if is_own { ("x-auth-token", secret.to_owned()) } else { bearer() });
        }
        Self { visit, base, headers, is_unchanged: true }
    }

    /// Asks for one address.
    pub fn ask(&mut self, url: &Url) -> Result<Reply, FeedError> {
        let headers: Vec<(&'static str, &str)> = self.headers.iter().map(|(name, value)| (*name, &**value)).collect();
        let ask = Ask { headers: &headers, ..Ask::default() };
        let reply = self.visit.http.ask(url, &self.base, &ask, self.visit.now)?;
        self.is_unchanged &= reply.is_unchanged;
        Ok(reply)
    }

    /// Reads the pages of a list to the end. `count_header` names the header with the number of all entities.
    pub fn pages(
        &mut self,
        first: &Url,
        count_header: &str,
        parse: impl Fn(&[u8]) -> Result<Page, String>,
    ) -> Result<Readings, FeedError> {
        let limit = self.visit.feed.option("limit").and_then(|text| text.parse().ok()).unwrap_or(PAGE_ENTITIES);
        let mut readings = Readings::default();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let (mut offset, mut anchor) = (0, None);
        for _ in 0..MAX_PAGES {
            let reply = self.ask(&page_url(first, limit, offset, anchor.as_deref()))?;
            let page = parse(json_bytes(&reply)?).map_err(|reason| FeedError::parse(&reply.url, reason))?;
            let came = page.ids.len();
            let known = seen.len();
            seen.extend(page.ids);
            if came > 0 && seen.len() == known {
                return Ok(readings);
            }
            readings.merge(page.readings);
            offset += came;
            let total = reply.header(count_header).and_then(|text| text.trim().parse::<usize>().ok());
            anchor = reply.header("next-page").map(str::to_owned);
            let is_anchored = anchor.is_some() || reply.header("page-size").is_some();
            let is_last = if is_anchored { anchor.is_none() } else { total.is_some_and(|total| offset >= total) };
            if came == 0 || is_last {
                return Ok(readings);
            }
        }
        Err(FeedError::TooManyPages { url: error::shown(&self.base), limit: MAX_PAGES })
    }
}

/// A page by offset, or by the anchor that the page before named (Mintaka).
fn page_url(first: &Url, limit: usize, offset: usize, anchor: Option<&str>) -> Url {
    let mut url = first.clone();
    let limit = limit.to_string();
    let is_temporal = first.path().contains("/temporal/");
    let mut query = url.query_pairs_mut();
    query.append_pair("limit", &limit);
    if is_temporal {
        query.append_pair("pageSize", &limit);
    }
    match anchor {
        Some(anchor) => query.append_pair("pageAnchor", anchor),
        None => query.append_pair("offset", &offset.to_string()),
    };
    drop(query);
    url
}

/// Whether an answer may have been cut short without a word: as much came as was asked for, or a round number.
pub(super) const fn may_be_cut(came: usize, asked: usize) -> bool {
    came >= asked || (came > 0 && came.is_multiple_of(100))
}

/// Reads a page of entities, each brought into one shape by `entity`.
pub(super) fn read_page(
    bytes: &[u8],
    feed: &Feed,
    now: Timestamp,
    entity: impl Fn(&Value) -> Option<Entity<'_>>,
) -> Result<Page, String> {
    let document: Value = serde_json::from_slice(bytes).map_err(|error| format!("broken JSON ({error})"))?;
    let mut all = Gatherer::new(feed, now);
    let mut ids = Vec::new();
    for (value, row) in list(&document)?.iter().zip(1..) {
        if let Some(entity) = entity(value) {
            // In NGSI v2 entities of two types may share an identifier.
            ids.push(format!("{}\n{}", entity.id, entity.kind));
            entity.gather(&mut all, row, value);
        } else {
            ids.push(format!("\n{row}"));
            all.reject(row, "id", Reason::new("reason-feed-no-id"), value);
        }
    }
    Ok(Page { readings: all.finish(), ids })
}

/// The entities of an answer: a list, a GeoJSON collection, or a single one.
pub(super) fn list(document: &Value) -> Result<&[Value], String> {
    match document {
        Value::Array(all) => Ok(all),
        Value::Object(one) => {
            if let Some(Value::Array(features)) = one.get("features") {
                return Ok(features);
            }
            if one.contains_key("id") || one.contains_key("@id") {
                return Ok(std::slice::from_ref(document));
            }
            let said =
                ["detail", "title", "description", "error", "message"].iter().find_map(|name| one.get(*name)?.as_str());
            Err(said.map_or_else(|| "no entities in the answer".to_owned(), |said| format!("the host says {said:?}")))
        }
        _ => Err("no entities in the answer".to_owned()),
    }
}

/// The types to ask a broker for, with commas: those that the feed or its address sets, else those that the broker names
/// and whose model is known. `query` is what its list of types is asked with, `names` finds them in it.
///
/// # Errors
/// [`FeedError::Incomplete`] where the broker has none whose model is known.
pub(super) fn types(
    broker: &mut Broker<'_, '_>,
    feed: &Feed,
    address: &Address,
    query: &[(&str, &str)],
    names: fn(&Value) -> Vec<String>,
) -> Result<String, FeedError> {
    if let Some(types) = feed.option("type").or(address.types.as_deref()) {
        return Ok(types.to_owned());
    }
    let reply = match broker.ask(&address.below(&["types"], query)) {
        Err(refused) if is_refused(&refused) => return Ok(all_types()),
        other => other?,
    };
    let listed: Value = serde_json::from_slice(json_bytes(&reply)?)
        .map_err(|error| FeedError::parse(&reply.url, format!("broken JSON ({error})")))?;
    let known = known_types(names(&listed).into_iter());
    if known.is_empty() {
        return Err(FeedError::Incomplete { feed: feed.id.to_string(), what: "a type of entities that is known" });
    }
    Ok(known.join(","))
}

/// Types of entities that a broker names, as far as their model is known.
fn known_types(names: impl Iterator<Item = String>) -> Vec<String> {
    let mut known: Vec<String> = names.filter(|name| super::smart_data_models::model(name).is_some()).collect();
    known.sort();
    known.dedup();
    known
}

/// Every type whose model is known, as a list with commas: for brokers that can't say which they have.
pub(super) fn all_types() -> String {
    super::smart_data_models::MODELS.map(|model| model.name).join(",")
}

/// Whether a status may mean that the broker does not know what it was asked, rather than that it is down.
pub(super) const fn is_refused(error: &FeedError) -> bool {
    matches!(error, FeedError::Status { code: 400 | 404 | 405 | 422 | 501, .. })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn address(text: &str) -> Address {
        Address::of(&Url::parse(text).expect("an address"), "/ngsi-ld/v1")
    }

    #[test]
    fn every_address_of_a_broker_leads_to_its_root() {
        for same in [
            "https://broker.example/o",
            "https://broker.example/o/ngsi-ld/v1/",
            "https://broker.example/o/ngsi-ld/v1/entities?limit=5&options=keyValues",
            "https://broker.example/o/ngsi-ld/v1/types",
        ] {
            let found = address(same);
            assert_eq!(found.root.as_str(), "https://broker.example/o/ngsi-ld/v1", "{same}");
            assert!(!found.is_document && !found.is_temporal && found.query.is_empty() && found.types.is_none());
        }
        let typed = address("https://broker.example/ngsi-ld/v1/entities?type=WasteContainer&q=fillingLevel>0.8");
        assert_eq!(typed.types.as_deref(), Some("WasteContainer"));
        let below = typed.below(&["entities", "urn:a/b c"], &[("type", "A,B"), ("none", "")]);
        assert_eq!(
            below.as_str(),
            "https://broker.example/ngsi-ld/v1/entities/urn:a%2Fb%20c?type=A%2CB&q=fillingLevel%3E0.8"
        );
        assert!(address("https://broker.example/ngsi-ld/v1/entities/urn:x:1").is_document);
        assert!(address("https://files.example/stations.jsonld").is_document);
        let mintaka = address("https://broker.example:8080/temporal/entities?type=Device");
        assert!(mintaka.is_temporal && mintaka.root.as_str() == "https://broker.example:8080/");
        assert_eq!(mintaka.below(&["temporal"], &[]).path(), "/temporal");
    }

    #[test]
    fn a_round_number_of_values_may_be_a_part() {
        assert!(may_be_cut(50, 50) && may_be_cut(200, 1000));
        assert!(!may_be_cut(0, 1000) && !may_be_cut(199, 1000));
    }
}

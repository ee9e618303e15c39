//! Which protocol an address speaks: the address is asked once, each protocol says how much the answer looks like its
//! own, and the likeliest are read until one gives sensors.
//!
//! Contract: nothing is stored; every try is told. May use: `model`.

use serde_json::Value;
use url::Url;

use super::secret::Secrets;
use super::{Client, FeedError, Readings, Reply, Visit, read};
use crate::model::{Feed, FeedId, Protocol};
use jiff::Timestamp;

/// Characters of an answer that are looked at as text.
const MAX_TEXT_CHARS: usize = 64 * 1024;

/// Most ways that are tried.
const MAX_TRIES: usize = 4;

/// Kinds of content that are asked for: JSON before XML before RDF.
const ACCEPT: &str = "application/json, application/ld+json;q=0.9, application/xml;q=0.8, text/xml;q=0.8, \
    text/turtle;q=0.7, application/trig;q=0.7, application/n-quads;q=0.7, */*;q=0.1";

/// Where services live below a bare host, most telling first.
const WELL_KNOWN: [&str; 6] = ["ngsi-ld/v1/types", "v2/entities?limit=1", "v1.1", "v1.0", "sos/api/v1/", "gbfs.json"];

/// What an address answered.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The address as it was typed.
    pub url: &'a Url,
    /// Its answer; `None` where it was not asked (MQTT) or gave an error.
    pub reply: Option<&'a Reply>,
    /// The answer as JSON, where it is.
    pub json: Option<&'a Value>,
    /// The beginning of the answer as text.
    pub text: &'a str,
}

/// How one protocol would read an address.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// How sure it is, 0 to 100: 90 = the answer is unmistakable, 50 = the address looks like it.
    pub score: u8,
    /// The feed to read: its address made whole, options and mapping filled in.
    pub feed: Feed,
}

impl Candidate {
    /// A candidate for the address as it was typed.
    pub fn new(score: u8, protocol: Protocol, url: &Url) -> Self {
        Self { score, feed: Feed::new(feed_id(url), protocol, url.as_str()) }
    }
}

/// An address that was recognised.
#[derive(Clone, Debug, PartialEq)]
pub struct Recognised {
    /// The feed, not stored yet.
    pub feed: Feed,
    /// What it gave.
    pub readings: Readings,
    /// Protocols that were tried before it, and why they did not do.
    pub tried: Vec<(Protocol, FeedError)>,
}

/// Asks an address and reads it by the protocol that it speaks. `secret` is the name of its key; without, that which the
/// protocol usually goes by.
///
/// # Errors
/// When the text is no address, or nothing that is known speaks there: then the error of the likeliest protocol, or of
/// asking at all.
pub fn recognise(
    address: &str,
    secret: Option<&str>,
    secrets: &dyn Secrets,
    http: &mut Client,
    now: Timestamp,
) -> Result<Recognised, FeedError> {
    let wrong = |reason: String| FeedError::Address { url: address.to_owned(), reason };
    let url = Url::parse(address.trim()).map_err(|error| wrong(error.to_string()))?;
    let url = behind_page(&url).unwrap_or(url);
    let asked = match url.scheme() {
        "http" | "https" => Some(http.ask(&url, &url, &super::Ask { accept: ACCEPT, ..super::Ask::default() }, now)),
        "mqtt" | "mqtts" => None,
        _ => return Err(wrong("it is not http, https, mqtt or mqtts".to_owned())),
    };
    let (reply, failed) = match asked {
        Some(Ok(reply)) => (Some(reply), None),
        Some(Err(error)) if error.is_answer() => (None, Some(error)),
        Some(Err(error)) => return Err(error),
        None => (None, None),
    };
    let mut tried = Vec::new();
    let mut found = candidates(&url, reply.as_ref());
    if found.is_empty() && url.path() == "/" {
        found = below_host(&url, http, now)?;
    }
    for candidate in found.into_iter().take(MAX_TRIES) {
        let mut feed = candidate.feed;
        feed.secret = secret.map(str::to_owned).or(feed.secret);
        let key = feed.secret.as_deref().and_then(|name| secrets.find(name));
        match read(Visit { feed: &feed, secret: key.as_deref(), resume: None, http: &mut *http, now }) {
            Ok(readings) if !readings.sensors.is_empty() || feed.protocol == Protocol::Mqtt => {
                return Ok(Recognised { feed, readings, tried });
            }
            Ok(_) => tried.push((feed.protocol, FeedError::Incomplete { feed: feed.url, what: "sensors" })),
            Err(FeedError::Cancelled) => return Err(FeedError::Cancelled),
            Err(error) => tried.push((feed.protocol, error)),
        }
    }
    let first = tried.into_iter().next().map(|(_, error)| error);
    Err(first.or(failed).unwrap_or_else(|| FeedError::Unrecognised { url: super::error::shown(&url) }))
}

/// The address of the records behind a page of a portal that a person reads: an Opendatasoft portal shows a data set at
/// `/explore/dataset/{id}/`.
fn behind_page(url: &Url) -> Option<Url> {
    let (before, after) = url.path().split_once("/explore/dataset/")?;
    let id = after.split('/').next().filter(|id| !id.is_empty())?;
    let mut records = url.clone();
    records.set_path(&format!("{before}/api/explore/v2.1/catalog/datasets/{id}/records"));
    records.set_query(Some("limit=20"));
    records.set_fragment(None);
    Some(records)
}

/// What lives at the well-known places of a host, where its root tells nothing.
fn below_host(url: &Url, http: &mut Client, now: Timestamp) -> Result<Vec<Candidate>, FeedError> {
    for place in WELL_KNOWN {
        let Ok(there) = url.join(place) else { continue };
        match http.ask(&there, url, &super::Ask { accept: ACCEPT, ..super::Ask::default() }, now) {
            Ok(reply) => {
                let found = candidates(&there, Some(&reply));
                if !found.is_empty() {
                    return Ok(found);
                }
            }
            Err(error) if error.is_answer() => {}
            Err(error) => return Err(error),
        }
    }
    Ok(Vec::new())
}

/// The feed of a catalogue whose address, or data set at the same host, an address names; with that address.
pub fn in_catalogue(address: &str, catalogue: &[&Feed]) -> Option<Feed> {
    let url = Url::parse(address.trim()).ok()?;
    let host = |text: &str| Url::parse(text).ok().and_then(|url| url.host_str().map(str::to_owned));
    let has_dataset = |feed: &&&Feed| {
        let id = feed.dataset.as_deref().filter(|id| !id.is_empty());
        id.is_some_and(|id| {
            url.path_segments().is_some_and(|mut parts| parts.any(|part| part == id)) || query_has(&url, id)
        })
    };
    let same_dataset = catalogue.iter().find(has_dataset);
    let same_address = catalogue
        .iter()
        .find(|feed| feed.dataset.is_none() && feed.url.trim_end_matches('/') == address.trim().trim_end_matches('/'));
    let found = same_address.or(same_dataset)?;
    let is_same_host = host(&found.url) == url.host_str().map(str::to_owned);
    // The same data set elsewhere is read in the same way, but is another feed.
    let id = if is_same_host { found.id.clone() } else { feed_id(&url) };
    Some(Feed { id, url: address.trim().to_owned(), ..(*found).clone() })
}

fn query_has(url: &Url, id: &str) -> bool {
    url.query_pairs().any(|(name, value)| name == "dataset" && value == id)
}

/// What each protocol makes of an answer, likeliest first.
pub fn candidates(url: &Url, reply: Option<&Reply>) -> Vec<Candidate> {
    let json: Option<Value> = reply.and_then(|reply| serde_json::from_slice(super::json_bytes(reply).ok()?).ok());
    let text: String = reply
        .map(|reply| String::from_utf8_lossy(&reply.bytes).chars().take(MAX_TEXT_CHARS).collect())
        .unwrap_or_default();
    let seen = Seen { url, reply, json: json.as_ref(), text: &text };
    let readers: [fn(&Seen<'_>) -> Option<Candidate>; 13] = [
        super::opendatasoft::recognise,
        super::sensorthings::recognise,
        super::ngsi_ld::recognise,
        super::ngsi_v2::recognise,
        super::gbfs::recognise,
        super::sensor_community::recognise,
        super::irceline::recognise,
        super::wfs::recognise,
        super::telraam::recognise,
        super::datex2::recognise,
        super::awv::recognise,
        super::ldes::recognise,
        super::mqtt::recognise,
    ];
    let mut found: Vec<Candidate> = readers.iter().filter_map(|recognise| recognise(&seen)).collect();
    found.sort_by_key(|candidate| std::cmp::Reverse(candidate.score));
    found
}

/// An identifier from the host and the telling words of the path.
pub fn feed_id(url: &Url) -> FeedId {
    let host = url.host_str().unwrap_or("feed").trim_start_matches("www.");
    let path = url.path_segments().into_iter().flatten().filter(|part| !part.is_empty());
    let words: Vec<&str> = std::iter::once(host).chain(path).collect();
    let mut id = String::new();
    for c in words.join("-").chars().take(60) {
        let plain = c.to_ascii_lowercase();
        if plain.is_ascii_alphanumeric() {
            id.push(plain);
        } else if !id.ends_with('-') {
            id.push('-');
        }
    }
    FeedId::new(id.trim_matches('-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("an address")
    }

    #[test]
    fn a_page_of_a_portal_stands_for_its_records() {
        let records = behind_page(&url("https://data.stad.gent/explore/dataset/garages/information/?lang=nl#x"));
        assert_eq!(
            records.map(String::from).as_deref(),
            Some("https://data.stad.gent/api/explore/v2.1/catalog/datasets/garages/records?limit=20")
        );
        assert_eq!(behind_page(&url("https://data.stad.gent/explore/")), None);
    }

    #[test]
    fn identifiers_come_from_host_and_path() {
        assert_eq!(feed_id(&url("https://www.a.be/V1.1/Things?key=secret")).as_str(), "a-be-v1-1-things");
        assert_eq!(feed_id(&url("mqtt://broker:1883")).as_str(), "broker");
    }

    #[test]
    fn the_catalogue_knows_its_addresses_and_data_sets() {
        let feeds = crate::feeds::catalog::parse(include_str!("../../data/feeds.toml")).expect("the catalogue");
        let feeds: Vec<&Feed> = feeds.iter().collect();
        let known = |address: &str| in_catalogue(address, &feeds).map(|feed| feed.id.to_string());
        let garages =
            "https://data.stad.gent/api/explore/v2.1/catalog/datasets/bezetting-parkeergarages-real-time/records";
        assert_eq!(known(garages).as_deref(), Some("gent-garages"));
        assert_eq!(known("https://geo.irceline.be/sos/api/v1").as_deref(), Some("irceline"));
        assert_eq!(known("https://data.stad.gent"), None);
        let elsewhere = garages.replace("data.stad.gent", "127.0.0.1");
        assert!(known(&elsewhere).is_some_and(|id| id != "gent-garages"), "another feed, read in the same way");
    }
}

//! OGC WFS 2.0 (09-025r2) with GeoJSON answers, as IRCELINE (GeoServer) and MapServer serve it.
//!
//! Contract: `GetFeature` for each layer, `outputFormat=application/json`. The server's own reference system is taken
//! and reprojected here (see `parse`); asking for EPSG:4326 is left to an option, because servers disagree about the
//! order of its axes. All features come in one answer where the server lets them; only when it says that more match
//! (`numberMatched`), or a page size is set, follows page after page: GeoServer refuses `startIndex` for layers
//! without a primary key. A page that comes twice ends the reading. An exception report is an error with its text.
//!
//! Options: `layers` (names, commas between; without it the `typeNames` of the address), `page_size` (features a
//! page), `srs_name` (sent as `srsName`, and what coordinates are in where the answer does not say), `output_format`,
//! `sort_by` (sent as `sortBy`). Other parameters of the address (`cql_filter`, a key) are kept.
//! Fields: those of IRCELINE (`ab_eoi_code`, `ab_name`, `timestamp` or `date`, `value`; the layer's name tells the
//! property), or the feed's mapping, as Opendatasoft uses it. May use: `formats`, `model`.

mod parse;

use url::Url;

use super::recognise::{Candidate, Seen};
use super::{
    FeedError, MAX_PAGES, Readings, Reply, Visit, error, feed_url, json_bytes, opendatasoft, rejected, units, xml,
};
use crate::formats::crs::Crs;
use crate::model::{ObservedProperty, Protocol, Reason};
pub use parse::{Page, Source, exception, parse};

/// Parameters that are set here, in lower case; the address may bring others.
const OWN_PARAMETERS: [&str; 11] = [
    "service",
    "version",
    "request",
    "typename",
    "typenames",
    "outputformat",
    "count",
    "maxfeatures",
    "startindex",
    "srsname",
    "sortby",
];

/// Most layers of one feed.
const MAX_LAYERS: usize = 30;

/// Most layers that are taken from a description of capabilities.
const MAX_RECOGNISED_LAYERS: usize = 8;

/// Asks the feed once.
///
/// # Errors
/// See [`FeedError`]; [`FeedError::Incomplete`] where no layer is named.
pub fn read(visit: &mut Visit<'_>) -> Result<Readings, FeedError> {
    let base = feed_url(visit.feed)?;
    let in_address = parameter(&base, &["typenames", "typename"]);
    let named = visit.feed.option("layers").or(in_address.as_deref()).or(visit.feed.dataset.as_deref());
    let layers: Vec<&str> =
        named.unwrap_or_default().split(',').map(str::trim).filter(|name| !name.is_empty()).collect();
    if layers.is_empty() {
        return Err(FeedError::Incomplete { feed: visit.feed.id.to_string(), what: "a layer" });
    }
    let mut all = Readings { is_unchanged: true, ..Readings::default() };
    for layer in layers.into_iter().take(MAX_LAYERS) {
        read_layer(visit, &base, layer, &mut all)?;
    }
    Ok(all)
}

fn read_layer(visit: &mut Visit<'_>, base: &Url, layer: &str, all: &mut Readings) -> Result<(), FeedError> {
    let page_size = visit.feed.option("page_size").and_then(|size| size.parse::<u64>().ok()).filter(|size| *size > 0);
    let srs_name = visit.feed.option("srs_name").map(str::to_owned).or_else(|| parameter(base, &["srsname"]));
    let mut request = Request { layer, srs_name: srs_name.as_deref(), count: page_size, start: 0 };
    let mut before: Option<Reply> = None;
    for _ in 0..MAX_PAGES {
        let reply = ask(visit, base, &request)?;
        let is_unchanged = all.is_unchanged && reply.is_unchanged;
        if before.as_ref().is_some_and(|before| before.bytes == reply.bytes) {
            let reason = Reason::new("reason-feed-same-page");
            all.reject(rejected(visit.feed.id.as_str(), request.start, layer, reason, &serde_json::Value::Null));
            return Ok(());
        }
        let page = page(&reply, visit, &request)?;
        let count = page.feature_count;
        all.merge(page.readings);
        all.is_unchanged = is_unchanged;
        request.start += count;
        let has_more = match page.matched_count {
            Some(matched) => request.start < matched,
            None => page_size.is_some_and(|size| count >= size),
        };
        if count == 0 || !has_more {
            return Ok(());
        }
        request.count = request.count.or(Some(count));
        before = Some(reply);
    }
    Err(FeedError::TooManyPages { url: error::shown(base), limit: MAX_PAGES })
}

/// Asks for a page. WFS 2.0 sends exception reports with status 400: then its text says more than the number.
fn ask(visit: &mut Visit<'_>, base: &Url, request: &Request<'_>) -> Result<Reply, FeedError> {
    let url = request.url(base, visit);
    let refused = match visit.http.get(&url, base, visit.now) {
        Err(refused @ FeedError::Status { code: 400 | 404, .. }) => refused,
        other => return other,
    };
    let said = visit.http.take_refusal().and_then(|bytes| exception(&bytes));
    Err(said.map_or(refused, |text| FeedError::parse(&url, format!("the server says {text:?}"))))
}

fn page(reply: &Reply, visit: &Visit<'_>, request: &Request<'_>) -> Result<Page, FeedError> {
    if let Some(text) = exception(&reply.bytes) {
        return Err(FeedError::parse(&reply.url, format!("the server says {text:?}")));
    }
    let crs = request.srs_name.and_then(Crs::from_name);
    let source = Source { feed: visit.feed, layer: request.layer, crs, first_row: request.start, now: visit.now };
    parse(json_bytes(reply)?, &source).map_err(|reason| FeedError::parse(&reply.url, reason))
}

/// One request for features.
#[derive(Clone, Copy, Debug)]
struct Request<'a> {
    layer: &'a str,
    srs_name: Option<&'a str>,
    count: Option<u64>,
    start: u64,
}

impl Request<'_> {
    fn url(&self, base: &Url, visit: &Visit<'_>) -> Url {
        let mut url = without_own_parameters(base);
        let mut query = url.query_pairs_mut();
        query.append_pair("service", "WFS").append_pair("version", "2.0.0").append_pair("request", "GetFeature");
        query.append_pair("typeNames", self.layer);
        query.append_pair("outputFormat", visit.feed.option("output_format").unwrap_or("application/json"));
        let optional = [
            ("srsName", self.srs_name.map(str::to_owned)),
            ("sortBy", visit.feed.option("sort_by").map(str::to_owned)),
            ("count", self.count.map(|count| count.to_string())),
            ("startIndex", (self.start > 0 || self.count.is_some()).then(|| self.start.to_string())),
        ];
        for (name, value) in optional {
            if let Some(value) = value {
                query.append_pair(name, &value);
            }
        }
        drop(query);
        url
    }
}

/// The address with only those parameters that the user added to the protocol's.
fn without_own_parameters(url: &Url) -> Url {
    let is_own = |name: &str| OWN_PARAMETERS.contains(&name.to_ascii_lowercase().as_str());
    let kept: Vec<(String, String)> = url
        .query_pairs()
        .filter(|(name, _)| !is_own(name))
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    let mut url = url.clone();
    url.set_fragment(None);
    url.set_query(None);
    if !kept.is_empty() {
        url.query_pairs_mut().extend_pairs(kept);
    }
    url
}

/// A parameter of an address, whatever the case of its name.
fn parameter(url: &Url, names: &[&str]) -> Option<String> {
    let is_named = |name: &str| names.iter().any(|wanted| name.eq_ignore_ascii_case(wanted));
    url.query_pairs().find(|(name, value)| is_named(name) && !value.is_empty()).map(|(_, value)| value.into_owned())
}

/// What an address that was asked looks like to this protocol: a collection of features that a WFS sent, or the
/// description of what it offers.
pub fn recognise(seen: &Seen<'_>) -> Option<Candidate> {
    let (score, layers) = match seen.json {
        Some(_) => (92, parameter(seen.url, &["typenames", "typename"])?),
        None => (85, offered_layers(&seen.reply?.bytes)?),
    };
    let mut candidate = Candidate::new(score, Protocol::Wfs, seen.url);
    candidate.feed.url = without_own_parameters(seen.url).into();
    candidate.feed.options.insert("layers".to_owned(), layers);
    if let Some(srs_name) = parameter(seen.url, &["srsname"]) {
        candidate.feed.options.insert("srs_name".to_owned(), srs_name);
    }
    if let Some(json) = seen.json {
        let first = json.get("features")?.as_array()?.first()?.get("properties")?;
        if first.get("value").is_none() {
            candidate.feed.mapping = Some(opendatasoft::guess::mapping(first)?);
        }
    }
    Some(candidate)
}

/// Layers of a description of capabilities that measure something: hourly means of stations where there are any.
fn offered_layers(bytes: &[u8]) -> Option<String> {
    let root = xml::parse(bytes).ok().filter(|root| root.name == "WFS_Capabilities")?;
    let types = root.child("FeatureTypeList")?.children_named("FeatureType");
    let names = types.filter_map(|layer| layer.child_text(&["Name"]));
    let measuring: Vec<&str> =
        names.filter(|name| units::property(&[parse::local_name(name)]) != ObservedProperty::Other).collect();
    let hourly: Vec<&str> = measuring.iter().copied().filter(|name| name.contains("_hmean_station")).collect();
    let chosen = if hourly.is_empty() { measuring } else { hourly };
    (!chosen.is_empty()).then(|| chosen.into_iter().take(MAX_RECOGNISED_LAYERS).collect::<Vec<_>>().join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("an address")
    }

    #[test]
    fn own_parameters_of_the_address_give_way_and_others_stay() {
        let typed = url("https://a.be/ows?SERVICE=WFS&typeName=x:pm10&cql_filter=a%3D1&maxFeatures=5&key=k#f");
        assert_eq!(without_own_parameters(&typed).as_str(), "https://a.be/ows?cql_filter=a%3D1&key=k");
        assert_eq!(parameter(&typed, &["typenames", "typename"]).as_deref(), Some("x:pm10"));
        assert_eq!(without_own_parameters(&url("https://a.be/ows?request=GetFeature")).as_str(), "https://a.be/ows");
    }

    #[test]
    fn a_description_offers_the_layers_that_measure() {
        let names =
            ["realtime:sos_station", "realtime:no2_dmean_station", "realtime:no2_hmean_station", "o3_hmean_station"];
        let mut types = String::new();
        for name in names {
            types.push_str(&format!("<FeatureType><Name>{name}</Name></FeatureType>"));
        }
        let text = format!(
            "<wfs:WFS_Capabilities xmlns:wfs='w'><FeatureTypeList>{types}</FeatureTypeList></wfs:WFS_Capabilities>"
        );
        assert_eq!(offered_layers(text.as_bytes()).as_deref(), Some("realtime:no2_hmean_station,o3_hmean_station"));
        assert_eq!(offered_layers(b"<WFS_Capabilities><FeatureTypeList/></WFS_Capabilities>"), None);
        assert_eq!(offered_layers(b"<html/>"), None);
    }
}

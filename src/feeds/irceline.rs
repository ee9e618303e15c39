//! The 52°North timeseries API (v1) of IRCELINE: official air quality, hourly.
//!
//! Contract: one request for each phenomenon (`timeseries?expanded=true&phenomenon=…`), which brings stations, units
//! and newest values along. `stations` would take as many and has no values; `timeseries` without a phenomenon is one
//! request, but makes the server look up the newest value of every series that ever was, weather included. Times are
//! the ends of hours. Null, −99.99 and, of what can't be negative, any negative number is no value. A datastream's key
//! is the identifier of its timeseries, by which history is asked.
//!
//! Options: `phenomena` (identifiers, commas between; without it PM10, PM2.5, NO2, O3 and black carbon), `near`
//! (`lon,lat,km`), `max_age_days` (series whose newest value is older are of stations that closed and are left out;
//! 90 without it, 0 = none is left out).
//! May use: `model`, `formats`.

mod history;
mod parse;

use serde_json::{Value, json};
use url::Url;

use super::near::Near;
use super::recognise::{Candidate, Seen};
use super::{FeedError, Readings, Visit, feed_url, json_bytes};
use crate::model::Protocol;
pub use history::history;
pub use parse::{Series, Values, Wanted, series, values};

/// PM10, PM2.5, NO2, O3 and black carbon, as IRCELINE numbers them.
const DEFAULT_PHENOMENA: &str = "5,6001,8,7,391";

/// Most phenomena that are asked for.
const MAX_PHENOMENA: usize = 30;

/// Days after which a series counts as closed.
const DEFAULT_MAX_AGE_DAYS: i64 = 90;

/// Where the API begins, in the path of any of its addresses.
const API: &str = "/api/v1";

/// Seconds between two polls of a feed that was recognised: values come once an hour, at no fixed minute.
const POLL_S: u32 = 900;

/// Asks the feed once.
///
/// # Errors
/// See [`FeedError`].
pub fn read(visit: &mut Visit<'_>) -> Result<Readings, FeedError> {
    let base = base_url(&feed_url(visit.feed)?);
    let near = Near::of(visit.feed)?;
    let max_age_days = visit.feed.option("max_age_days").and_then(|days| days.parse().ok());
    let wanted = Wanted { near, max_age_days: max_age_days.unwrap_or(DEFAULT_MAX_AGE_DAYS) };
    let mut readings = Readings { is_unchanged: true, ..Readings::default() };
    let phenomena = visit.feed.option("phenomena").unwrap_or(DEFAULT_PHENOMENA);
    for phenomenon in phenomena.split(',').map(str::trim).filter(|id| !id.is_empty()).take(MAX_PHENOMENA) {
        let reply = visit.http.get(&series_url(&base, phenomenon, near), &base, visit.now)?;
        let page = series(json_bytes(&reply)?, visit.feed, wanted, visit.now);
        let page = page.map_err(|reason| FeedError::parse(&reply.url, reason))?;
        let is_unchanged = readings.is_unchanged && reply.is_unchanged;
        readings.merge(page);
        readings.is_unchanged = is_unchanged;
    }
    Ok(readings)
}

/// What an address that was asked looks like to this protocol.
pub fn recognise(seen: &Seen<'_>) -> Option<Candidate> {
    let entries = seen.json?.as_array()?;
    let first = entries.first()?;
    let is_series = first.get("uom").is_some() && first.get("id").is_some() && first.get("label").is_some();
    let is_api = seen.url.path().contains(API);
    let is_station = is_api && first.get("properties").is_some_and(|properties| properties.get("label").is_some());
    let names_itself = |entry: &Value| entry.get("id").and_then(Value::as_str) == Some("timeseries");
    let score = match (is_series, is_station, entries.iter().any(names_itself)) {
        (true, ..) if is_api => 95,
        (_, true, _) | (.., true) => 90,
        (true, ..) => 60,
        _ => return None,
    };
    let mut candidate = Candidate::new(score, Protocol::Irceline, seen.url);
    candidate.feed.url = base_url(seen.url).into();
    candidate.feed.poll_seconds = POLL_S;
    let asked = seen.url.query_pairs().find(|(key, value)| key == "phenomenon" && !value.is_empty());
    candidate.feed.options.extend(asked.map(|(_, value)| ("phenomena".to_owned(), value.into_owned())));
    Some(candidate)
}

/// The root of the API, with a trailing slash, whichever of its addresses was given.
fn base_url(url: &Url) -> Url {
    let mut base = url.clone();
    let path = url.path();
    let end = path.find(API).map_or(path.len(), |start| start + API.len());
    base.set_path(&format!("{}/", path.get(..end).unwrap_or(path).trim_end_matches('/')));
    base.set_query(None);
    base.set_fragment(None);
    base
}

/// An address below the root.
fn below(base: &Url, path: &str) -> Url {
    let mut url = base.clone();
    url.set_path(&format!("{}{path}", base.path()));
    url
}

fn series_url(base: &Url, phenomenon: &str, near: Option<Near>) -> Url {
    let mut url = below(base, "timeseries");
    url.query_pairs_mut().append_pair("expanded", "true").append_pair("phenomenon", phenomenon);
    if let Some(near) = near {
        let center = json!({ "type": "Point", "coordinates": [near.middle.lon(), near.middle.lat()] });
        let circle = json!({ "center": center, "radius": near.radius_km });
        url.query_pairs_mut().append_pair("near", &circle.to_string());
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LonLat;

    #[test]
    fn every_address_of_the_api_leads_to_its_root() {
        let root = "https://geo.irceline.be/sos/api/v1/";
        for same in ["sos/api/v1", "sos/api/v1/", "sos/api/v1/stations?expanded=true", "sos/api/v1/timeseries/6522"] {
            let url = Url::parse(&format!("https://geo.irceline.be/{same}")).expect("an address");
            assert_eq!(base_url(&url).as_str(), root, "{same}");
        }
        let bare = Url::parse("https://a.be/timeseries-api").expect("an address");
        assert_eq!(base_url(&bare).as_str(), "https://a.be/timeseries-api/");
    }

    #[test]
    fn a_circle_is_asked_for_as_the_api_wants_it() {
        let base = Url::parse("https://a.be/sos/api/v1/").expect("an address");
        let near = Near { middle: LonLat::new(3.72, 51.05).expect("a place"), radius_km: 10.0 };
        let url = series_url(&base, "6001", Some(near));
        let query: Vec<String> = url.query_pairs().map(|(key, value)| format!("{key}={value}")).collect();
        assert_eq!(query[..2], ["expanded=true", "phenomenon=6001"]);
        let circle = r#"near={"center":{"coordinates":[3.72,51.05],"type":"Point"},"radius":10.0}"#;
        assert_eq!(query[2], circle);
    }
}

//! Telraam v1: traffic counted by citizens at their windows.
//!
//! Contract: one request gives the last hour of every segment in the world. Counts are per hour and already corrected
//! by the source for the time that a counter saw nothing; where that was more than half of the hour they are doubted,
//! where it was all of it there is no value. An empty text is no value. The source writes the start of an hour,
//! observations bear its end. Its body may say another status than HTTP does: both count.
//!
//! A key is needed (header `X-Api-Key`), except where the feed is a simulated one, which takes any or none.
//!
//! Options, which narrow down what is kept and can be combined: `bbox` = `west,south,east,north` in degrees; `area` =
//! `longitude,latitude,kilometres`; `segments` = identifiers with commas. Without any, the whole world is read.
//! May use: `model`.

mod history;
mod parse;

use url::Url;

use super::recognise::{Candidate, Seen};
use super::{Ask, FeedError, Readings, Reply, Visit, feed_url, http, json_bytes};
use crate::model::{BoundingBox, Feed, LonLat, Protocol};
pub use history::history;
pub use parse::{ParseError, report, snapshot};

/// Counts come once an hour.
const MIN_POLL_S: u32 = 600;

/// Name that the secret gets when nothing else is said.
const SECRET: &str = "TELRAAM_API_KEY";

/// What is kept of an address that was recognised: Flanders and Brussels with a margin, as the option `bbox`.
const FLANDERS: &str = "2.5,50.65,5.95,51.55";

/// Asks the feed once.
///
/// # Errors
/// See [`FeedError`]; [`FeedError::NoSecret`] without a key.
pub fn read(visit: &mut Visit<'_>) -> Result<Readings, FeedError> {
    let wanted = Wanted::of(visit.feed)?;
    let url = below(&feed_url(visit.feed)?, "reports/traffic_snapshot_live");
    let reply = ask(visit, &url, None)?;
    let parsed = snapshot(json_bytes(&reply)?, &wanted, visit.feed, visit.now);
    let mut readings = parsed.map_err(|error| failed(error, &reply, visit))?;
    readings.next_poll_hint_s = Some(MIN_POLL_S);
    readings.is_unchanged = reply.is_unchanged;
    Ok(readings)
}

/// What an address that was asked looks like to this protocol. Without a key the source answers nothing that could be
/// looked at: then its name tells.
pub fn recognise(seen: &Seen<'_>) -> Option<Candidate> {
    let first = seen.json.and_then(|json| json.get("features")?.get(0)?.get("properties"));
    let is_segment = first.is_some_and(|first| first.get("segment_id").is_some() && first.get("uptime").is_some());
    let is_host = seen.url.host_str().is_some_and(|host| host.ends_with("telraam-api.net"));
    let score = if is_segment { 97 } else { 85 };
    let mut url = seen.url.clone();
    if url.path() == "/" {
        url.set_path("/v1");
    }
    let mut candidate = Candidate::new(score, Protocol::Telraam, &url);
    candidate.feed.url = below(&url, "").into();
    candidate.feed.options.insert("bbox".to_owned(), FLANDERS.to_owned());
    candidate.feed.secret = Some(SECRET.to_owned());
    candidate.feed.poll_seconds = MIN_POLL_S;
    (is_segment || is_host).then_some(candidate)
}

/// An address below the root of the service, whether the user gave that or one of its reports.
fn below(url: &Url, path: &str) -> Url {
    let mut whole = url.clone();
    let root = url.path().split("/reports").next().unwrap_or_default().trim_end_matches('/');
    whole.set_path(format!("{root}/{path}").trim_end_matches('/'));
    whole.set_query(None);
    whole.set_fragment(None);
    whole
}

/// Asks an address with the key.
fn ask(visit: &mut Visit<'_>, url: &Url, json: Option<&serde_json::Value>) -> Result<Reply, FeedError> {
    let key = visit.secret.filter(|key| !key.is_empty());
    if key.is_none() && !visit.feed.is_simulated {
        let name = visit.feed.secret.clone().unwrap_or_else(|| SECRET.to_owned());
        return Err(FeedError::NoSecret { feed: visit.feed.id.to_string(), name });
    }
    let headers: Vec<(&'static str, &str)> = key.map(|key| ("X-Api-Key", key)).into_iter().collect();
    visit.http.ask(url, &feed_url(visit.feed)?, &Ask { headers: &headers, json, ..Ask::default() }, visit.now)
}

/// The failure that an answer of status 200 tells of.
fn failed(error: ParseError, reply: &Reply, visit: &Visit<'_>) -> FeedError {
    match error {
        ParseError::Status(code) => {
            let retry_after_s = reply.header("retry-after").and_then(|value| http::retry_after(value, visit.now));
            FeedError::Status { code, url: super::error::shown(&reply.url), retry_after_s }
        }
        ParseError::Form(reason) => FeedError::parse(&reply.url, reason),
    }
}

/// Which segments are kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    bounds: Option<BoundingBox>,
    area: Option<(LonLat, f64)>,
    segments: Vec<String>,
}

impl Wanted {
    /// As the options of a feed say.
    ///
    /// # Errors
    /// [`FeedError::Incomplete`] when one is not what it should be.
    pub fn of(feed: &Feed) -> Result<Self, FeedError> {
        let wrong = |what| FeedError::Incomplete { feed: feed.id.to_string(), what };
        let numbers =
            |text: &str| text.split(',').map(|part| part.trim().parse::<f64>().ok()).collect::<Option<Vec<_>>>();
        let bounds = feed.option("bbox").map(|text| match numbers(text).as_deref() {
            Some([west, south, east, north]) if west <= east && south <= north => {
                Ok(BoundingBox { west: *west, south: *south, east: *east, north: *north })
            }
            _ => Err(wrong("a bbox of the form west,south,east,north")),
        });
        let area = feed.option("area").map(|text| match numbers(text).as_deref() {
            Some([lon, lat, km]) if *km > 0.0 => LonLat::new(*lon, *lat).ok().map(|middle| (middle, km * 1000.0)),
            _ => None,
        });
        let area = area.map(|area| area.ok_or_else(|| wrong("an area of the form longitude,latitude,kilometres")));
        let segments = feed.option("segments").unwrap_or_default().split(',').map(str::trim);
        let segments = segments.filter(|id| !id.is_empty()).map(str::to_owned).collect();
        Ok(Self { bounds: bounds.transpose()?, area: area.transpose()?, segments })
    }

    /// Whether a segment is kept; one without a place only where no place is asked for.
    fn has(&self, segment: &str, place: Option<LonLat>) -> bool {
        let is_named = self.segments.is_empty() || self.segments.iter().any(|wanted| wanted == segment);
        let within = |radius_m: f64, middle: LonLat| place.is_some_and(|place| place.distance_m(middle) <= radius_m);
        is_named
            && self.bounds.is_none_or(|bounds| place.is_some_and(|place| bounds.contains(place)))
            && self.area.is_none_or(|(middle, radius_m)| within(radius_m, middle))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::model::FeedId;

    fn url(text: &str) -> Url {
        Url::parse(text).expect("an address")
    }

    #[test]
    fn options_narrow_down_what_is_kept() {
        let wanted = |options: &[(&str, &str)]| {
            let mut feed = Feed::new(FeedId::new("f"), Protocol::Telraam, "https://a.be/v1");
            feed.options = options.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
            Wanted::of(&feed).map_err(|error| error.kind())
        };
        let gent = LonLat::new(3.72, 51.05).ok();
        let has = |options: &[(&str, &str)], place| wanted(options).is_ok_and(|wanted| wanted.has("7", place));
        assert!(has(&[], None) && has(&[("segments", "6, 7")], None) && !has(&[("segments", "6")], gent));
        assert!(has(&[("bbox", FLANDERS)], gent) && !has(&[("bbox", FLANDERS)], None));
        assert!(has(&[("area", "3.7,51.0,10")], gent) && !has(&[("area", "3.7,51.0,1")], gent));
        assert!(!has(&[("bbox", FLANDERS), ("area", "3.7,51.0,1")], gent), "both count");
        for wrong in
            [("bbox", "1,2,3"), ("bbox", "5,2,3,4"), ("area", "3.7,51.0"), ("area", "3.7,951,1"), ("area", "x")]
        {
            assert_eq!(wanted(&[wrong]), Err("incomplete"), "{wrong:?}");
        }
    }

    #[test]
    fn the_service_is_known_by_its_answer_or_its_name() {
        let found = |address: &str, json: serde_json::Value| {
            let url = url(address);
            let candidate = recognise(&Seen { url: &url, reply: None, json: Some(&json), text: "" })?;
            assert_eq!(candidate.feed.secret.as_deref(), Some(SECRET));
            Some((candidate.score, candidate.feed.url))
        };
        let snapshot = json!({"features": [{"properties": {"segment_id": 1, "uptime": ""}}]});
        let root = "https://telraam-api.net/v1".to_owned();
        let live = "https://telraam-api.net/v1/reports/traffic_snapshot_live";
        assert_eq!(found(live, snapshot.clone()), Some((97, root.clone())));
        assert_eq!(found("https://telraam-api.net", json!({"message": "Forbidden"})), Some((85, root)));
        assert_eq!(found("https://a.be/v1/", snapshot), Some((97, "https://a.be/v1".to_owned())));
        assert_eq!(found("https://a.be/v1/", json!({"features": []})), None);
    }
}

//! Where the sensors of a feed stand, when a document of its own says so (a table of car parks, a configuration of
//! measuring points): it is asked once a day and kept between polls in [`Readings::resume`].
//!
//! Contract: [`read`] asks only where what is kept is older than a day or from another address; when the document
//! can't be read, what is kept serves on and the failure is reported as a rejected record. May use: `model`.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use url::Url;

use super::value::shifted;
use super::{Ask, FeedError, Readings, Reply, Visit, rejected};
use crate::model::{LonLat, Reason};

/// How long a document is kept, seconds.
const KEPT_S: i64 = 24 * 3600;

/// What is known of one place.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Place {
    /// Its name; may be empty.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// Longitude and latitude.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lon_lat: Option<(f64, f64)>,
    /// Spaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<f64>,
}

impl Place {
    /// Where it is.
    pub fn location(&self) -> Option<LonLat> {
        self.lon_lat.and_then(|(lon, lat)| LonLat::new(lon, lat).ok())
    }
}

/// Places by identifier.
pub type Places = BTreeMap<String, Place>;

/// Places as they are kept between polls.
#[derive(Serialize, Deserialize)]
struct Kept {
    read_at: Timestamp,
    url: String,
    places: Places,
}

/// What a visit knows of places, and what it wants to be told again.
#[derive(Debug, Default)]
pub struct Found {
    /// The places.
    pub places: Places,
    /// For [`Readings::resume`]; `None` = as before.
    pub resume: Option<Arc<str>>,
    /// Why the document could not be read.
    pub failure: Option<FeedError>,
}

impl Found {
    /// Reports a failure among the readings, and hands on what is to be kept.
    pub fn report(self, feed: &str, readings: &mut Readings) {
        if let Some(failure) = self.failure {
            let reason = Reason::new("reason-feed-places").because(Reason::said(failure));
            readings.reject(rejected(feed, 0, "", reason, &serde_json::Value::Null));
        }
        readings.resume = self.resume;
    }
}

/// The places of a document, kept or asked for. `parse` gives them or the reason why not.
///
/// # Errors
/// [`FeedError::Cancelled`] only: another failure is in [`Found::failure`].
pub fn read(
    visit: &mut Visit<'_>,
    url: &Url,
    accept: &str,
    parse: fn(&[u8]) -> Result<Places, String>,
) -> Result<Found, FeedError> {
    let kept = visit.resume.and_then(|text| serde_json::from_str::<Kept>(text).ok());
    let kept = kept.filter(|kept| kept.url == url.as_str());
    if let Some(kept) = &kept
        && kept.read_at <= visit.now
        && visit.now < shifted(kept.read_at, KEPT_S)
    {
        return Ok(Found { places: kept.places.clone(), ..Found::default() });
    }
    // The user chose this address as well, so that it counts as one of its own.
    let asked = visit.http.ask(url, url, &Ask { accept, ..Ask::default() }, visit.now);
    let parsed = |reply: Reply| parse(&reply.bytes).map_err(|reason| FeedError::parse(&reply.url, reason));
    match asked.and_then(parsed) {
        Err(FeedError::Cancelled) => Err(FeedError::Cancelled),
        Err(failure) => {
            let places = kept.map(|kept| kept.places).unwrap_or_default();
            Ok(Found { places, resume: None, failure: Some(failure) })
        }
        Ok(places) => {
            let kept = Kept { read_at: visit.now, url: url.to_string(), places };
            let resume = serde_json::to_string(&kept).ok().map(Arc::from);
            Ok(Found { places: kept.places, resume, failure: None })
        }
    }
}

//! The option `near` of feeds that are larger than what is wanted: `lon,lat,km`, a circle.
//!
//! Contract: pure. May use: `model`.

use super::FeedError;
use super::value::place_of;
use crate::model::{Feed, LonLat};

/// A circle on the ground.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Near {
    /// Its middle.
    pub middle: LonLat,
    /// Its radius, kilometres.
    pub radius_km: f64,
}

impl Near {
    /// What the feed wants; `None` = everything.
    ///
    /// # Errors
    /// When the option is there but is no longitude, latitude and radius.
    pub fn of(feed: &Feed) -> Result<Option<Self>, FeedError> {
        let Some(text) = feed.option("near") else { return Ok(None) };
        let numbers: Vec<f64> = text.split([',', ' ', ';']).filter_map(|part| part.trim().parse().ok()).collect();
        let near = match numbers.as_slice() {
            [lon, lat, radius_km] if *radius_km > 0.0 => {
                place_of(*lon, *lat).map(|middle| Self { middle, radius_km: *radius_km })
            }
            _ => None,
        };
        let incomplete =
            || FeedError::Incomplete { feed: feed.id.to_string(), what: "longitude, latitude, kilometres in \"near\"" };
        near.map(Some).ok_or_else(incomplete)
    }

    /// Whether a place lies inside.
    pub fn contains(&self, place: LonLat) -> bool {
        self.middle.distance_m(place) <= self.radius_km * 1000.0
    }
}

/// Whether a sensor is wanted: everything is without a circle; within one, only what has a place in it.
pub fn is_wanted(near: Option<Near>, place: Option<LonLat>) -> bool {
    near.is_none_or(|near| place.is_some_and(|place| near.contains(place)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FeedId, Protocol};

    fn near(text: &str) -> Result<Option<Near>, &'static str> {
        let mut feed = Feed::new(FeedId::new("f"), Protocol::Awv, "https://a.be");
        feed.options.insert("near".to_owned(), text.to_owned());
        Near::of(&feed).map_err(|error| error.kind())
    }

    #[test]
    fn a_circle_takes_in_what_lies_in_it() {
        let circle = near("3.72, 51.05, 5").expect("read");
        let place = |lon, lat| LonLat::new(lon, lat).ok();
        assert!(is_wanted(circle, place(3.75, 51.05)) && !is_wanted(circle, place(4.4, 51.2)));
        assert!(!is_wanted(circle, None) && is_wanted(None, None));
        assert_eq!(near(" "), Ok(None));
        for wrong in ["3.72,51.05", "3.72,51.05,0", "3.72,95,5", "here", "0,0,5"] {
            assert_eq!(near(wrong), Err("incomplete"), "{wrong}");
        }
    }
}

//! What the fuzz targets share: bytes go through a whole reader, as if a host had answered them to every request, and
//! what comes out must keep the promises of `feeds`.

use std::cell::RefCell;

use jiff::Timestamp;
use regioscope::feeds::{self, Client, Readings, Visit};
use regioscope::model::{Feed, FeedId, Protocol};
use url::Url;

/// The address that stands for every host.
pub const ADDRESS: &str = "http://localhost/feed";

/// A feed of a protocol with these options.
pub fn feed(protocol: Protocol, path: &str, options: &[(&str, &str)]) -> Feed {
    let mut feed = Feed::new(FeedId::new("fuzz"), protocol, &format!("http://localhost{path}"));
    feed.options = options.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    feed
}

/// Reads an answer as a feed; panics where a promise is broken.
pub fn read(feed: &Feed, content_type: &str, bytes: &[u8]) {
    thread_local! {
        static CLIENT: RefCell<Option<Client>> = const { RefCell::new(None) };
    }
    let now: Timestamp = "2026-04-06T10:00:00Z".parse().expect("a time");
    CLIENT.with_borrow_mut(|client| {
        let client = client.get_or_insert_with(|| {
            let url = Url::parse(ADDRESS).expect("an address");
            Client::canned(&url, content_type, Vec::new()).expect("a client")
        });
        client.answer_with(content_type, bytes);
        let visit = Visit { secret: Some("key"), ..Visit::new(feed, client, now) };
        if let Ok(readings) = feeds::read(visit) {
            check(&readings);
        }
    });
}

/// The promises: numbers are finite, order is kept, every observation has its sensor and datastream, and what is newest
/// is a value.
fn check(readings: &Readings) {
    assert!(readings.sensors.is_sorted_by(|a, b| a.id < b.id), "sensors once each, in order");
    let keys: Vec<_> = readings.observations.iter().map(|(sensor, key, seen)| (sensor, key, seen.time)).collect();
    assert!(keys.is_sorted_by(|a, b| a < b), "one value at a time, in order");
    for (sensor, key, seen) in &readings.observations {
        assert!(seen.value.is_finite());
        let known = readings.sensors.iter().find(|known| known.id == *sensor).expect("its sensor");
        assert!(known.datastreams.iter().any(|stream| stream.key == *key), "its datastream");
    }
    for stream in readings.sensors.iter().flat_map(|sensor| &sensor.datastreams) {
        assert!(stream.latest.is_none_or(|latest| latest.quality.is_value() && latest.value.is_finite()));
    }
}

//! What the fuzz targets share: bytes go through a whole reader, as if a host had answered them to every request, and
//! what comes out must keep the promises of `feeds`.

use std::cell::RefCell;
use std::sync::LazyLock;

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

/// A feed of the catalogue, at this computer.
pub fn of_catalogue(id: &str) -> Feed {
    // Read once: the target is the reader of the feed, not that of the catalogue.
    static CATALOGUE: LazyLock<Vec<Feed>> = LazyLock::new(|| {
        regioscope::feeds::catalog::parse(include_str!("../../data/feeds.toml")).expect("the catalogue")
    });
    let feed = CATALOGUE.iter().find(|feed| feed.id.as_str() == id).expect("a feed of it");
    Feed { url: "http://localhost".to_owned(), ..feed.clone() }
}

/// Reads bytes as a message of a broker, with and without paths to the values.
pub fn message(bytes: &[u8]) {
    use regioscope::feeds::mqtt::payload::{Mapping, Message, readings};
    let now = now();
    for options in [&[][..], &[("value", "pm25:/pm25,no2:$.data[0].no2"), ("key", "{1}/{2}"), ("time", "t")][..]] {
        let feed = feed(Protocol::Mqtt, "", options);
        let message =
            Message { topic: "air/gent/1/pm25".to_owned(), payload: bytes.to_vec(), is_retained: false, arrived: now };
        if let Ok(mapping) = Mapping::of(&feed) {
            check(&readings(&feed, &mapping, &[message], now));
        }
    }
}

/// Lets every protocol say what it makes of bytes.
pub fn recognise(bytes: &[u8]) {
    let url = Url::parse(ADDRESS).expect("an address");
    with_client(|client| {
        client.answer_with("application/json", bytes);
        let reply = client.get(&url, &url, now()).expect("the canned answer");
        for candidate in regioscope::feeds::recognise::candidates(&url, Some(&reply)) {
            assert!(candidate.score <= 100 && !candidate.feed.url.is_empty());
        }
    });
}

fn now() -> Timestamp {
    "2026-04-06T10:00:00Z".parse().expect("a time")
}

/// One client for all runs: making one reads the certificates of the system.
fn with_client(work: impl FnOnce(&mut Client)) {
    thread_local! {
        static CLIENT: RefCell<Option<Client>> = const { RefCell::new(None) };
    }
    CLIENT.with_borrow_mut(|client| {
        work(client.get_or_insert_with(|| {
            let url = Url::parse(ADDRESS).expect("an address");
            Client::canned(&url, "", Vec::new()).expect("a client")
        }));
    });
}

/// Reads an answer as a feed; panics where a promise is broken.
pub fn read(feed: &Feed, content_type: &str, bytes: &[u8]) {
    let now = now();
    with_client(|client| {
        client.answer_with(content_type, bytes);
        let visit = Visit { secret: Some("key"), ..Visit::new(feed, client, now) };
        if let Ok(readings) = feeds::read(visit) {
            check(&readings);
            if let Some(sensor) = readings.sensors.first() {
                let visit = Visit { secret: Some("key"), ..Visit::new(feed, client, now) };
                let day = jiff::SignedDuration::from_hours(24);
                let _any_error_will_do = feeds::history(visit, sensor, now - day, now);
            }
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

//! WFS with GeoJSON: against the simulator, and servers written by hand for pages and exceptions.

use regioscope::feeds::FeedError;
use regioscope::feeds::recognise::recognise;
use regioscope::feeds::secret::MemorySecrets;
use regioscope::feeds::simulate::Fault;
use regioscope::model::{Feed, Protocol, Quality, Unit};
use serde_json::json;

use super::server::{Server, reply};
use super::simulator::{line_faults, start};
use super::{client, feed, now, read, url};

fn of_layer(address: &str, layer: &str) -> Feed {
    let mut feed = feed(Protocol::Wfs, address);
    feed.options.insert("layers".to_owned(), layer.to_owned());
    feed
}

fn parameter(target: &str, name: &str) -> Option<String> {
    let address = url(&format!("http://a.be{target}"));
    address.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

#[test]
fn the_simulated_service_is_read_in_lambert_coordinates() {
    let simulator = start(Fault::None);
    let feed = simulator.feed(Protocol::Wfs);
    let readings = read(&feed, &mut client()).expect("readings");
    assert!(readings.rejected.is_empty(), "{:?}", readings.rejected);
    assert_eq!((readings.sensors.len(), readings.observations.len()), (3, 3 * 3 * 48));
    let air = read(&simulator.feed(Protocol::Irceline), &mut client()).expect("readings");
    for sensor in &readings.sensors {
        assert!(sensor.name.starts_with("Simulated "));
        let place = sensor.location.expect("a place");
        let is_same =
            |other: &regioscope::model::Sensor| other.location.is_some_and(|there| there.distance_m(place) < 1.0);
        assert!(air.sensors.iter().any(is_same), "the station of the other service: {place:?}");
        for stream in &sensor.datastreams {
            let latest = stream.latest.expect("a value");
            assert_eq!(
                (latest.time, latest.quality, stream.unit),
                (now(), Quality::Good, Unit::MicrogramPerCubicMetre)
            );
        }
    }
}

#[test]
fn pages_are_followed_until_all_that_match_have_come() {
    let simulator = start(Fault::None);
    let whole = simulator.feed(Protocol::Wfs);
    let mut paged = whole.clone();
    paged.options.insert("page_size".to_owned(), "50".to_owned());
    let mut client = client();
    assert_eq!(
        read(&paged, &mut client).expect("readings").observations,
        read(&whole, &mut client).expect("readings").observations
    );
}

/// A feature with a number of its own.
fn feature(number: u64) -> serde_json::Value {
    json!({
        "type": "Feature", "id": format!("no2.{number}"), "geometry": {"type": "Point", "coordinates": [150_000, 200_000]},
        "properties": {"ab_eoi_code": format!("S{number}"), "timestamp": "2026-04-06T09:00:00Z", "value": number}
    })
}

#[test]
fn a_server_that_caps_its_answers_is_read_to_the_end() {
    let server = Server::start(|request, stream| {
        let start: u64 = parameter(&request.target, "startIndex").and_then(|text| text.parse().ok()).unwrap_or(0);
        let page: Vec<_> = (start..(start + 3).min(7)).map(feature).collect();
        let body = json!({"type": "FeatureCollection", "features": page, "numberMatched": 7}).to_string();
        reply(stream, "200 OK", "content-type: application/json\r\n", body.as_bytes());
    });
    let readings = read(&of_layer(&format!("{}?key=k", server.url), "no2"), &mut client()).expect("readings");
    assert_eq!(readings.sensors.len(), 7);
    let targets = server.targets();
    assert_eq!(targets.len(), 3);
    assert_eq!(parameter(&targets[0], "startIndex"), None, "not every server can begin in the middle");
    assert!(targets.iter().all(|target| parameter(target, "key").as_deref() == Some("k")));
    assert_eq!(parameter(&targets[2], "count").as_deref(), Some("3"));
}

#[test]
fn a_server_that_can_not_page_does_not_go_on_for_ever() {
    let body = json!({"type": "FeatureCollection", "features": [feature(1)], "numberMatched": 900}).to_string();
    let server = Server::answering("200 OK", "content-type: application/json\r\n", body);
    let readings = read(&of_layer(&server.url, "no2"), &mut client()).expect("readings");
    assert_eq!((readings.sensors.len(), server.targets().len()), (1, 2));
    assert_eq!(readings.rejected[0].reason.key(), "reason-feed-same-page");
}

#[test]
fn exceptions_say_why_whatever_their_status() {
    let report = "<ows:ExceptionReport xmlns:ows='http://www.opengis.net/ows/1.1'><ows:Exception exceptionCode='X'>\
        <ows:ExceptionText>no such layer</ows:ExceptionText></ows:Exception></ows:ExceptionReport>";
    for status in ["200 OK", "400 Bad Request", "404 Not Found"] {
        let server = Server::answering(status, "content-type: text/xml\r\n", report);
        let error = read(&of_layer(&server.url, "x"), &mut client()).expect_err("refused");
        assert!(
            matches!(&error, FeedError::Parse { reason, .. } if reason == "the server says \"no such layer\""),
            "{error}"
        );
    }
    let server = Server::answering("400 Bad Request", "", "what?");
    assert_eq!(read(&of_layer(&server.url, "x"), &mut client()).expect_err("refused").kind(), "status");
    let simulator = start(Fault::None);
    let unknown = of_layer(&simulator.feed(Protocol::Wfs).url, "realtime:x");
    let error = read(&unknown, &mut client()).expect_err("refused");
    assert!(error.to_string().starts_with("the server says \"Simulated: feature type realtime:x unknown\""), "{error}");
    let nameless = feed(Protocol::Wfs, "https://a.be/ows");
    assert_eq!(read(&nameless, &mut client()).expect_err("no layer").to_string(), "the feed test lacks a layer");
}

#[test]
fn its_addresses_are_recognised() {
    let simulator = start(Fault::None);
    let (host, mut client) = (simulator.feed(Protocol::Wfs).url, client());
    let one = "?service=WFS&request=GetFeature&typeName=realtime:pm10_hmean_station&outputFormat=application/json";
    for (query, layers) in [(one, 1), ("?service=WFS&request=GetCapabilities", 3)] {
        let found = recognise(&format!("{host}{query}"), None, &MemorySecrets::default(), &mut client, now())
            .expect("recognised");
        assert_eq!((found.feed.protocol, &found.feed.url), (Protocol::Wfs, &host), "{query}");
        assert_eq!(found.readings.sensors[0].datastreams.len(), layers);
    }
}

#[test]
fn faults_are_told_apart() {
    let simulator = start(Fault::None);
    let (feed, mut client) = (simulator.feed(Protocol::Wfs), client());
    line_faults(&simulator, &feed, &mut client, "not-json");
    simulator.set_fault(Fault::Vanished);
    assert_eq!(read(&feed, &mut client).expect("readings").sensors.len(), 2);
}

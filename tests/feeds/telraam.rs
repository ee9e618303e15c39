//! Telraam against servers that want a key and put their failures into bodies.

use jiff::{Timestamp, ToSpan};
use regioscope::feeds::{self, FeedError, Readings, Visit};
use regioscope::model::{Feed, Protocol, Sensor};
use serde_json::json;

use super::server::{Server, reply};
use super::{client, feed, now};

fn visit(feed: &Feed, secret: Option<&str>) -> Result<Readings, FeedError> {
    feeds::read(Visit { secret, ..Visit::new(feed, &mut client(), now()) })
}

fn snapshot() -> String {
    let segment = |id: u32, lon: f64| {
        json!({
            "type": "Feature", "geometry": {"type": "MultiLineString", "coordinates": [[[lon, 51.0], [lon, 51.1]]]},
            "properties": {"segment_id": id, "date": "2026-04-06 08:00:00+00:00", "period": "hourly", "uptime": 1.0,
                "car": 12.0, "heavy": "", "bike": 3.0, "pedestrian": 0.0, "v85": ""}
        })
    };
    json!({"status_code": 200, "features": [segment(1, 3.7), segment(2, 4.9), segment(3, 3.8)]}).to_string()
}

#[test]
fn a_key_is_needed_and_goes_along() {
    let server = Server::start(|request, stream| match request.header("x-api-key") {
        Some("key") => reply(stream, "200 OK", "", snapshot().as_bytes()),
        _ => reply(stream, "403 Forbidden", "", b"{\"message\": \"Forbidden\"}"),
    });
    let feed = Feed { secret: Some("COUNTS".to_owned()), ..feed(Protocol::Telraam, &format!("{}/v1/", server.url)) };
    let error = visit(&feed, None).expect_err("no key");
    assert!(matches!(&error, FeedError::NoSecret { name, .. } if name == "COUNTS"), "{error}");
    assert!(server.targets().is_empty(), "nothing is asked without a key");
    assert_eq!(visit(&feed, Some("wrong")).expect_err("refused").kind(), "forbidden");
    let readings = visit(&feed, Some("key")).expect("readings");
    assert_eq!((readings.sensors.len(), readings.observations.len()), (3, 9));
    assert_eq!(readings.next_poll_hint_s, Some(600));
    assert_eq!(server.targets(), ["/v1/reports/traffic_snapshot_live"; 2]);
}

#[test]
fn only_the_segments_asked_for_are_kept() {
    let server = Server::start(|_, stream| reply(stream, "200 OK", "", snapshot().as_bytes()));
    let ids = |key: &str, value: &str| {
        let mut feed = feed(Protocol::Telraam, &format!("{}/v1", server.url));
        feed.options.insert(key.to_owned(), value.to_owned());
        let readings = visit(&feed, Some("key")).expect("readings");
        readings.sensors.iter().map(|sensor| sensor.id.as_str().replace("test/", "")).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(ids("bbox", "3.6,51,4.0,51.2"), "1 3");
    assert_eq!(ids("area", "3.7,51.05,2"), "1");
    assert_eq!(ids("segments", "2, 3"), "2 3");
}

#[test]
fn a_failure_in_the_body_is_a_failure() {
    let server = Server::start(|_, stream| {
        let body = json!({"status_code": 429, "message": "Too Many Requests"});
        reply(stream, "200 OK", "retry-after: 30\r\n", body.to_string().as_bytes());
    });
    let error = visit(&feed(Protocol::Telraam, &server.url), Some("key")).expect_err("too many");
    assert_eq!((error.kind(), error.retry_after_s()), ("too-many-requests", Some(30)));
}

/// The counts of a year, in questions that never cover more than three months.
#[test]
fn history_comes_in_questions_of_three_months() {
    let server = Server::start(|_, stream| {
        let row = |date: &str| json!({"segment_id": 7, "date": date, "uptime": 1.0, "car": 5.0});
        let rows = [row("2026-04-06T07:00:00.000Z"), row("2026-04-06T08:00:00.000Z"), row("2020-01-01T00:00:00.000Z")];
        reply(stream, "200 OK", "", json!({"status_code": 200, "report": rows}).to_string().as_bytes());
    });
    let feed = feed(Protocol::Telraam, &format!("{}/v1", server.url));
    let sensor: Sensor = serde_json::from_value(json!({
        "id": "test/7", "feed": "test", "name": "Telraam 7", "location": [3.7, 51.0], "nis": null,
        "is_nis_approximate": false, "is_simulated": false, "datastreams": []
    }))
    .expect("a sensor");
    let (from, until): (Timestamp, Timestamp) = (now() - (365 * 24).hours(), now());
    let mut client = client();
    let visit = Visit { secret: Some("key"), ..Visit::new(&feed, &mut client, now()) };
    let readings = feeds::history(visit, &sensor, from, until).expect("history");
    let times: Vec<String> = readings.observations.iter().map(|(_, _, seen)| seen.time.to_string()).collect();
    assert_eq!(times, ["2026-04-06T08:00:00Z", "2026-04-06T09:00:00Z"], "in order, once, of the time asked for");
    assert_eq!(server.targets().len(), 5);
    assert_eq!(readings.sensors, [sensor]);
}

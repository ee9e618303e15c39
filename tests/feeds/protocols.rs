//! The two protocols against servers that page, break and lie.

use regioscope::model::sensor::{FieldMapping, PropertyMapping};
use regioscope::model::{Feed, ObservedProperty, Protocol};
use serde_json::{Value, json};

use super::server::{Server, reply};
use super::{client, feed, read, url};

fn sensorthings(url: &str) -> Feed {
    feed(Protocol::SensorThings, url)
}

fn garages(url: &str) -> Feed {
    let property = PropertyMapping {
        field: "free".into(),
        observed_property: ObservedProperty::ParkingFree,
        unit: "spaces".into(),
        missing: vec![-1.0],
    };
    let text = str::to_owned;
    let mapping = FieldMapping {
        key: text("id"),
        name: text("id"),
        time: text("at"),
        property: vec![property],
        ..FieldMapping::default()
    };
    Feed { mapping: Some(mapping), dataset: Some(text("garages")), ..feed(Protocol::Opendatasoft, url) }
}

fn parameter(target: &str, name: &str) -> Option<String> {
    let url = url("http://x.example").join(target).expect("an address");
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn records(from: u64, count: u64) -> Vec<Value> {
    (from..from + count).map(|id| json!({"id": id, "at": "2026-04-06T09:59:00Z", "free": id % 50})).collect()
}

#[test]
fn pages_of_opendatasoft_are_read_to_the_end() {
    let server = Server::start(|request, stream| {
        let offset = parameter(&request.target, "offset").and_then(|text| text.parse().ok()).unwrap_or(0_u64);
        let page = records(offset, 100.min(250 - offset));
        reply(stream, "200 OK", "", json!({"total_count": 250, "results": page}).to_string().as_bytes());
    });
    let readings = read(&garages(&server.url), &mut client()).expect("readings");
    assert_eq!((readings.sensors.len(), readings.observations.len()), (250, 250));
    assert_eq!(server.targets().len(), 3);
}

#[test]
fn more_than_paging_reaches_comes_as_an_export() {
    let server = Server::start(|request, stream| {
        let body = if request.target.contains("/exports/json") {
            Value::from(records(0, 10_500))
        } else {
            json!({"total_count": 10_500, "results": records(0, 100)})
        };
        reply(stream, "200 OK", "", body.to_string().as_bytes());
    });
    let readings = read(&garages(&server.url), &mut client()).expect("readings");
    assert_eq!(readings.sensors.len(), 10_500);
    assert_eq!(server.targets().len(), 2);
}

#[test]
fn a_portal_without_the_new_version_is_asked_by_the_old_one() {
    let server = Server::start(|request, stream| {
        if request.target.starts_with("/api/records/1.0/search/") {
            let wrapped: Vec<Value> = records(0, 3).into_iter().map(|fields| json!({"fields": fields})).collect();
            return reply(stream, "200 OK", "", json!({"nhits": 3, "records": wrapped}).to_string().as_bytes());
        }
        reply(stream, "404 Not Found", "", b"{}");
    });
    let readings = read(&garages(&server.url), &mut client()).expect("readings");
    assert_eq!(readings.sensors.len(), 3);
    let nowhere = Server::answering("404 Not Found", "", "{}");
    let error = read(&garages(&nowhere.url), &mut client()).expect_err("neither is there");
    assert!(error.to_string().contains("/v2.1/"), "{error}");
}

#[test]
fn a_web_page_and_broken_json_are_told_apart() {
    let page = Server::answering("200 OK", "content-type: text/html\r\n", "<html>sign in</html>");
    let broken = Server::answering("200 OK", "content-type: application/json\r\n", "{\"value\": [{\"@iot.id\"");
    for make in [sensorthings, garages] {
        let kind = |url: &str| read(&make(url), &mut client()).expect_err("no readings").kind();
        assert_eq!((kind(&page.url), kind(&broken.url)), ("not-json", "parse"));
    }
}

#[test]
fn page_links_are_followed_on_the_host_only() {
    let thing = |id: u32| json!({"@iot.id": id, "name": "t", "Datastreams": [{"@iot.id": id}]});
    let server = Server::start(move |request, stream| {
        let body = match request.target.as_str() {
            "/v1.1/page2" => json!({"value": [thing(2)], "@iot.nextLink": "https://evil.example/page3"}),
            "/good/page2" => json!({"value": [thing(2)]}),
            "/good/streams" => json!({"value": [{"@iot.id": 12}]}),
            target if target.starts_with("/good/Things") => {
                let mut first = thing(1);
                first["Datastreams@iot.nextLink"] = "/good/streams".into();
                json!({"value": [first], "@iot.nextLink": "page2"})
            }
            target if target.starts_with("/loop/") => json!({"value": [], "@iot.nextLink": target}),
            _ => json!({"value": [thing(1)], "@iot.nextLink": "/v1.1/page2"}),
        };
        reply(stream, "200 OK", "", body.to_string().as_bytes());
    });
    let read = |root: &str| read(&sensorthings(&format!("{}/{root}", server.url)), &mut client());
    assert_eq!(read("v1.1").expect_err("another host").kind(), "cross-origin");
    let readings = read("good/").expect("readings");
    let streams: Vec<usize> = readings.sensors.iter().map(|sensor| sensor.datastreams.len()).collect();
    assert_eq!(streams, [2, 1], "with the nested page");
    assert_eq!(read("loop").expect_err("a circle").kind(), "too-many-pages");
}

#[test]
fn settings_that_lack_something_say_so() {
    let whole = garages("https://portal.example");
    let without = |change: fn(&mut Feed)| {
        let mut feed = whole.clone();
        change(&mut feed);
        read(&feed, &mut client()).expect_err("incomplete").kind()
    };
    assert_eq!(without(|feed| feed.mapping = None), "incomplete");
    assert_eq!(without(|feed| feed.dataset = None), "incomplete");
    assert_eq!(without(|feed| feed.url = "ftp://portal.example".into()), "address");
    assert_eq!(without(|feed| feed.url = "portal".into()), "address");
}

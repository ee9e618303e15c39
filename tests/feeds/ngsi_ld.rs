//! NGSI-LD against brokers that page each in their own way, and against the simulator.

use std::collections::BTreeSet;

use jiff::{Timestamp, ToSpan};
use regioscope::feeds::recognise::recognise;
use regioscope::feeds::secret::MemorySecrets;
use regioscope::feeds::simulate::Fault;
use regioscope::feeds::{self, Visit};
use regioscope::model::{Feed, ObservedProperty, Protocol, Quality, Unit};
use serde_json::{Value, json};

use super::server::{Request, Server, reply};
use super::simulator::{line_faults, start};
use super::{client, feed, history, now, read, url};

fn broker(url: &str) -> Feed {
    feed(Protocol::NgsiLd, url)
}

fn parameter(request: &Request, name: &str) -> Option<String> {
    let url = url("http://x.example").join(&request.target).expect("an address");
    url.query_pairs().find(|(key, _)| key == name).map(|(_, value)| value.into_owned())
}

fn number(request: &Request, name: &str) -> Option<usize> {
    parameter(request, name)?.parse().ok()
}

fn bin(id: usize) -> Value {
    json!({
        "id": format!("urn:ngsi-ld:WasteContainer:{id}"), "type": "WasteContainer",
        "fillingLevel": {"type": "Property", "value": 0.4, "observedAt": "2026-04-06T09:59:00Z"},
    })
}

fn bins(from: usize, count: usize) -> String {
    Value::from((from..from + count).map(bin).collect::<Vec<_>>()).to_string()
}

#[test]
fn pages_shorter_than_asked_for_are_read_to_the_end() {
    for (head, requests) in [("NGSILD-Results-Count: 47\r\n", 3), ("", 4)] {
        let server = Server::start(move |request, stream| {
            let offset = number(request, "offset").unwrap_or(0);
            let count = 20.min(47_usize.saturating_sub(offset));
            reply(stream, "200 OK", head, bins(offset, count).as_bytes());
        });
        let mut feed = broker(&server.url);
        feed.options.insert("type".to_owned(), "WasteContainer".to_owned());
        let readings = read(&feed, &mut client()).expect("readings");
        assert_eq!((readings.sensors.len(), server.targets().len()), (47, requests), "{head}");
        assert!(server.targets()[0].contains("limit=100"));
    }
}

#[test]
fn a_broker_that_always_gives_the_same_ends() {
    let server = Server::start(|_, stream| reply(stream, "200 OK", "", bins(0, 20).as_bytes()));
    let readings = read(&broker(&format!("{}/ngsi-ld/v1/entities?type=WasteContainer", server.url)), &mut client());
    assert_eq!((readings.expect("readings").sensors.len(), server.targets().len()), (20, 2));
    let endless = Server::start(|request, stream| {
        reply(stream, "200 OK", "", bins(number(request, "offset").unwrap_or(0), 1).as_bytes());
    });
    let error = read(&broker(&format!("{}/ngsi-ld/v1/entities?type=WasteContainer", endless.url)), &mut client());
    assert_eq!(error.expect_err("no end").kind(), "too-many-pages");
}

#[test]
fn tenant_context_and_key_go_along_and_types_are_asked_for() {
    let server = Server::start(|request, stream| {
        let body = if request.target.starts_with("/ngsi-ld/v1/types") {
            json!({"type": "EntityTypeList", "typeList": ["Beekeeper", "https://smartdatamodels.org/x/WasteContainer"]})
                .to_string()
        } else if parameter(request, "options").is_some() {
            return reply(stream, "400 Bad Request", "", b"{\"title\": \"sysAttrs\"}");
        } else {
            bins(0, 2)
        };
        reply(stream, "200 OK", "NGSILD-Results-Count: 2\r\n", body.as_bytes());
    });
    let mut feed = broker(&server.url);
    feed.options.insert("tenant".to_owned(), "gent".to_owned());
    feed.options.insert("context".to_owned(), "https://ctx.example/c.jsonld".to_owned());
    let mut client = client();
    let visit = Visit { secret: Some("s3cret"), ..Visit::new(&feed, &mut client, now()) };
    assert_eq!(feeds::read(visit).expect("readings").sensors.len(), 2);
    let requests = server.requests.lock().expect("no panic while logging").clone();
    assert_eq!(requests.len(), 3, "types, entities with the broker's times, entities without");
    for request in &requests {
        assert_eq!(request.header("ngsild-tenant"), Some("gent"));
        assert_eq!(request.header("authorization"), Some("bearer s3cret"));
        assert!(request.header("link").is_some_and(|link| link.starts_with("<https://ctx.example/c.jsonld>; rel=")));
    }
    assert_eq!(parameter(&requests[2], "type").as_deref(), Some("https://smartdatamodels.org/x/WasteContainer"));
    let strange = Server::answering("200 OK", "", json!({"typeList": ["Beekeeper"]}).to_string());
    assert_eq!(read(&broker(&strange.url), &mut client).expect_err("nothing known").kind(), "incomplete");
}

#[test]
fn a_service_of_the_past_only_is_paged_by_its_anchors() {
    let server = Server::start(|request, stream| {
        let first = match parameter(request, "pageAnchor").as_deref() {
            None => 0,
            Some("urn:ngsi-ld:WasteContainer:2") => 2,
            Some(_) => 4,
        };
        let next =
            if first < 4 { format!("Next-Page: urn:ngsi-ld:WasteContainer:{}\r\n", first + 2) } else { String::new() };
        reply(stream, "200 OK", &format!("Page-Size: 2\r\n{next}"), bins(first, 2).as_bytes());
    });
    let readings = read(&broker(&format!("{}/temporal/entities?type=WasteContainer", server.url)), &mut client());
    assert_eq!((readings.expect("readings").sensors.len(), server.targets().len()), (6, 3));
    let first = &server.targets()[0];
    assert!(first.starts_with("/temporal/entities?") && first.contains("timerel=before") && first.contains("lastN=1"));
}

/// A service that keeps a value a minute for ten hours and gives at most 50 of them, from one end.
fn past(is_newest_kept: bool) -> Server {
    Server::start(move |request, stream| {
        if !request.target.starts_with("/ngsi-ld/v1/temporal/entities/urn:ngsi-ld:WasteContainer:7?") {
            return reply(stream, "404 Not Found", "", b"{\"title\": \"none\"}");
        }
        let time = |name| parameter(request, name).and_then(|text| text.parse::<Timestamp>().ok()).expect("a time");
        let (from, until) = (time("timeAt"), time("endTimeAt"));
        let kept = (0..600).map(|minute| now() - (600 - minute).minutes());
        let all: Vec<Timestamp> = kept.filter(|time| *time >= from && *time < until).collect();
        let is_cut = all.len() > 50;
        let given: Vec<Timestamp> =
            if is_newest_kept { all.into_iter().rev().take(50).collect() } else { all.into_iter().take(50).collect() };
        let rows: Vec<Value> = given.iter().map(|time| json!([0.25, time.to_string()])).collect();
        let body = json!({"id": "urn:ngsi-ld:WasteContainer:7", "type": "WasteContainer", "fillingLevel": {"type": "Property", "values": rows}});
        let (status, head) =
            if is_cut { ("206 Partial Content", "Content-Range: date-time a-b/600\r\n") } else { ("200 OK", "") };
        reply(stream, status, head, body.to_string().as_bytes());
    })
}

#[test]
fn a_past_that_is_cut_short_is_asked_for_again() {
    for is_newest_kept in [false, true] {
        let server = past(is_newest_kept);
        let feed = broker(&format!("{}/ngsi-ld/v1", server.url));
        let page = regioscope::feeds::ngsi_ld::entities(bin(7).to_string().as_bytes(), &feed, now()).expect("a page");
        let sensor = &page.readings.sensors[0];
        let readings = history(&feed, sensor, now() - 9.hours(), &mut client());
        assert_eq!(readings.observations.len(), 540, "newest kept: {is_newest_kept}");
        assert!(readings.observations.iter().all(|(_, _, seen)| seen.value == 25.0 && seen.quality == Quality::Good));
        assert!(
            server.targets().len() <= 14,
            "eleven parts and at most two questions in vain: {}",
            server.targets().len()
        );
        assert!(server.targets()[0].contains("attrs=fillingLevel"));
        let mut unknown = sensor.clone();
        unknown.id = regioscope::model::SensorId::new("test/urn:ngsi-ld:WasteContainer:8");
        assert!(history(&feed, &unknown, now() - 9.hours(), &mut client()).observations.is_empty());
    }
}

#[test]
fn the_simulated_broker_is_read_in_every_form() {
    let simulator = start(Fault::None);
    let (feed, mut client) = (simulator.feed(Protocol::NgsiLd), client());
    let readings = read(&feed, &mut client).expect("readings");
    assert!(readings.rejected.is_empty(), "{:?}", readings.rejected);
    assert_eq!((readings.sensors.len(), readings.observations.len()), (21, 3 * (3 + 3 + 1 + 1 + 1 + 2 + 3)));
    for sensor in &readings.sensors {
        assert!(sensor.is_simulated && sensor.name.starts_with("Simulated ") && sensor.location.is_some());
        for stream in &sensor.datastreams {
            let latest = stream.latest.expect("a value");
            assert_eq!(latest.quality, Quality::Good, "{stream:?}");
            assert!(latest.time <= now() && latest.time > now() - 16.minutes());
            assert!(stream.property != ObservedProperty::Other && stream.unit != Unit::Original, "{stream:?}");
        }
    }
    for form in ["keyValues", "concise"] {
        let address = url(&format!(
            "{}/ngsi-ld/v1/entities?type=AirQualityObserved,WasteContainer&options={form}",
            simulator.host()
        ));
        let reply = client.get(&address, &address, now()).expect("an answer");
        let page = feeds::ngsi_ld::entities(&reply.bytes, &feed, now()).expect("a page");
        let same = |id: &str| readings.sensors.iter().find(|sensor| sensor.id.as_str() == id).expect("the same sensor");
        assert_eq!(page.readings.sensors.len(), 6);
        for sensor in &page.readings.sensors {
            let values = |all: &[regioscope::model::Datastream]| -> Vec<_> {
                all.iter().filter_map(|one| one.latest).map(|one| one.value).collect()
            };
            assert_eq!(sensor.location, same(sensor.id.as_str()).location);
            if form == "concise" || !sensor.name.contains("waste") {
                assert_eq!(values(&sensor.datastreams), values(&same(sensor.id.as_str()).datastreams), "{form}");
            }
        }
    }
}

#[test]
fn the_simulated_past_joins_the_present() {
    let simulator = start(Fault::None);
    let (mut feed, mut client) = (simulator.feed(Protocol::NgsiLd), client());
    let readings = read(&feed, &mut client).expect("readings");
    let since = now() - 48.hours();
    for base in [format!("{}/temporal-ngsi-ld", simulator.host()), String::new()] {
        feed.options.insert("temporal_url".to_owned(), base);
        for sensor in readings.sensors.iter().step_by(3) {
            let past = history(&feed, sensor, since, &mut client);
            assert_eq!(past.sensors, std::slice::from_ref(sensor));
            for stream in &sensor.datastreams {
                let all: Vec<_> = past
                    .observations
                    .iter()
                    .filter(|(_, key, _)| *key == stream.key)
                    .map(|(_, _, seen)| *seen)
                    .collect();
                let times: BTreeSet<Timestamp> = all.iter().map(|seen| seen.time).collect();
                assert!(all.len() >= 190 && times.len() == all.len(), "{}: {}", stream.key, all.len());
                assert!(times.first().is_some_and(|first| *first >= since && *first < since + 16.minutes()));
                assert_eq!(all.last(), stream.latest.as_ref(), "the last is the newest of the poll");
            }
        }
    }
}

#[test]
fn an_address_of_a_broker_is_recognised() {
    let simulator = start(Fault::None);
    let known = |path: &str| {
        let found =
            recognise(&format!("{}{path}", simulator.host()), None, &MemorySecrets::default(), &mut client(), now());
        let found = found.expect("a broker");
        (
            found.feed.protocol,
            found.feed.url.replace(simulator.host(), ""),
            found.feed.options,
            found.readings.sensors.len(),
        )
    };
    let root = "/ngsi-ld/v1".to_owned();
    let none = std::collections::BTreeMap::new();
    assert_eq!(known("/ngsi-ld/v1"), (Protocol::NgsiLd, root.clone(), none.clone(), 21));
    assert_eq!(known("/ngsi-ld/v1/types"), (Protocol::NgsiLd, root.clone(), none.clone(), 21));
    let typed = std::collections::BTreeMap::from([("type".to_owned(), "NoiseLevelObserved".to_owned())]);
    let address = "/ngsi-ld/v1/entities?type=NoiseLevelObserved&limit=1&options=keyValues";
    assert_eq!(known(address), (Protocol::NgsiLd, root, typed, 3));
    let one = "/ngsi-ld/v1/entities/urn:ngsi-ld:OffStreetParking:simulated-1";
    assert_eq!(known(one), (Protocol::NgsiLd, one.to_owned(), none, 1));
}

#[test]
fn faults_of_the_simulated_broker_are_noticed() {
    let simulator = start(Fault::ServerError);
    let (feed, mut client) = (simulator.feed(Protocol::NgsiLd), client());
    line_faults(&simulator, &feed, &mut client, "not-json");
    simulator.set_fault(Fault::DriftedClock);
    let readings = read(&feed, &mut client).expect("readings");
    assert!(readings.observations.iter().all(|(_, _, seen)| seen.quality == Quality::ClockSkewed));
    simulator.set_fault(Fault::Vanished);
    let left = read(&feed, &mut client).expect("readings").sensors.len();
    assert!(left < 21 && left > 7, "{left}");
}

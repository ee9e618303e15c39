//! NGSI v2 and QuantumLeap against brokers that page, and against the simulator.

use std::collections::BTreeMap;

use jiff::ToSpan;
use regioscope::feeds::recognise::recognise;
use regioscope::feeds::secret::MemorySecrets;
use regioscope::feeds::simulate::Fault;
use regioscope::model::{Feed, ObservedProperty, Protocol, Quality, SensorId, Unit};
use serde_json::{Value, json};

use super::server::{Server, reply};
use super::simulator::{line_faults, start};
use super::{client, feed, history, now, read, url};

fn broker(url: &str) -> Feed {
    let mut feed = feed(Protocol::NgsiV2, url);
    feed.options.insert("type".to_owned(), "OffStreetParking".to_owned());
    feed
}

fn number(target: &str, name: &str) -> Option<usize> {
    let url = url("http://x.example").join(target).expect("an address");
    url.query_pairs().find(|(key, _)| key == name)?.1.parse().ok()
}

fn garages(from: usize, count: usize) -> String {
    let garage = |id| json!({"id": format!("P{id}"), "type": "OffStreetParking", "availableSpotNumber": 7, "dateModified": "2026-04-06T09:59:00Z"});
    Value::from((from..from + count).map(garage).collect::<Vec<_>>()).to_string()
}

#[test]
fn pages_are_read_to_the_count_of_the_broker() {
    let server = Server::start(|request, stream| {
        let offset = number(&request.target, "offset").unwrap_or(0);
        let count = 20.min(45_usize.saturating_sub(offset));
        reply(stream, "200 OK", "Fiware-Total-Count: 45\r\n", garages(offset, count).as_bytes());
    });
    let mut feed = broker(&format!("{}/v2/entities?limit=3&q=availableSpotNumber>0", server.url));
    feed.options.insert("service".to_owned(), "gent".to_owned());
    feed.options.insert("service_path".to_owned(), "/parking".to_owned());
    let readings = read(&feed, &mut client()).expect("readings");
    assert_eq!((readings.sensors.len(), server.targets().len()), (45, 3));
    assert!(
        server
            .targets()
            .iter()
            .all(|target| target.contains("q=availableSpotNumber%3E0") && target.contains("limit=100"))
    );
    for request in &*server.requests.lock().expect("no panic while logging") {
        assert_eq!(
            (request.header("fiware-service"), request.header("fiware-servicepath")),
            (Some("gent"), Some("/parking"))
        );
    }
}

#[test]
fn a_broker_that_does_not_know_its_own_times_is_asked_without() {
    let server = Server::start(|request, stream| {
        if request.target.contains("dateModified") {
            return reply(stream, "400 Bad Request", "", b"{\"error\": \"BadRequest\"}");
        }
        reply(
            stream,
            "200 OK",
            "",
            if number(&request.target, "offset") == Some(0) { garages(0, 2) } else { "[]".to_owned() }.as_bytes(),
        );
    });
    assert_eq!(read(&broker(&server.url), &mut client()).expect("readings").sensors.len(), 2);
}

#[test]
fn the_past_is_paged_by_what_came() {
    let server = Server::start(|request, stream| {
        let offset = number(&request.target, "offset").unwrap_or(0);
        if !request.target.starts_with("/ql/v2/entities/P1?") || offset >= 250 {
            return reply(stream, "404 Not Found", "", b"{\"error\": \"Not Found\"}");
        }
        let rows = offset..(offset + 100).min(250);
        let index: Vec<String> = rows.clone().map(|row| (now() - (250 - row as i64).minutes()).to_string()).collect();
        let values: Vec<usize> = rows.collect();
        let attributes = json!([{"attrName": "availableSpotNumber", "values": values}]);
        reply(
            stream,
            "200 OK",
            "",
            json!({"entityId": "P1", "index": index, "attributes": attributes}).to_string().as_bytes(),
        );
    });
    let mut feed = broker("https://broker.example/v2");
    let page = regioscope::feeds::ngsi_v2::entities(garages(1, 1).as_bytes(), &feed, now()).expect("a page");
    let mut sensor = page.readings.sensors[0].clone();
    assert!(history(&feed, &sensor, now() - 9.hours(), &mut client()).observations.is_empty(), "nowhere to ask");
    feed.options.insert("history_url".to_owned(), format!("{}/ql/", server.url));
    let past = history(&feed, &sensor, now() - 9.hours(), &mut client()).observations;
    assert_eq!((past.len(), server.targets().len()), (250, 3));
    assert_eq!(past.last().map(|(_, _, seen)| seen.value), Some(249.0));
    sensor.id = SensorId::new("test/P2");
    assert!(history(&feed, &sensor, now() - 9.hours(), &mut client()).observations.is_empty(), "404 is no data");
}

#[test]
fn the_simulated_broker_and_its_past_are_read() {
    let simulator = start(Fault::None);
    let (feed, mut client) = (simulator.feed(Protocol::NgsiV2), client());
    let readings = read(&feed, &mut client).expect("readings");
    assert!(readings.rejected.is_empty(), "{:?}", readings.rejected);
    assert_eq!((readings.sensors.len(), readings.observations.len()), (21, 3 * (3 + 3 + 1 + 1 + 1 + 2 + 3)));
    let since = now() - 48.hours();
    for sensor in &readings.sensors {
        assert!(sensor.is_simulated && sensor.name.starts_with("Simulated ") && sensor.location.is_some());
        let past = history(&feed, sensor, since, &mut client).observations;
        for stream in &sensor.datastreams {
            let latest = stream.latest.expect("a value");
            assert!(stream.property != ObservedProperty::Other && stream.unit != Unit::Original, "{stream:?}");
            assert_eq!(latest.quality, Quality::Good, "{stream:?}");
            let all: Vec<_> = past.iter().filter(|(_, key, _)| *key == stream.key).map(|(_, _, seen)| *seen).collect();
            assert!(all.len() >= 190, "{}: {}", stream.key, all.len());
            assert_eq!(all.last(), Some(&latest), "the last is the newest of the poll");
        }
    }
    let mut other = feed;
    other.options.insert("service".to_owned(), "another".to_owned());
    assert_eq!(read(&other, &mut client).expect_err("no types").kind(), "incomplete");
}

#[test]
fn both_apis_of_the_simulated_broker_say_the_same() {
    let simulator = start(Fault::None);
    let mut values = [Protocol::NgsiLd, Protocol::NgsiV2].map(|protocol| {
        let readings = read(&simulator.feed(protocol), &mut client()).expect("readings");
        let own = |id: &str| id.rsplit(['/', ':']).next().unwrap_or_default().to_owned();
        let value = |(id, key, seen): &(SensorId, std::sync::Arc<str>, regioscope::model::Observation)| {
            ((own(id.as_str()), key.to_string()), (seen.value, seen.time))
        };
        readings.observations.iter().map(value).collect::<BTreeMap<_, _>>()
    });
    let [ld, v2] = &mut values;
    assert_eq!(ld, v2);
}

#[test]
fn an_address_of_a_broker_is_recognised() {
    let simulator = start(Fault::None);
    let known = |path: &str| {
        let found =
            recognise(&format!("{}{path}", simulator.host()), None, &MemorySecrets::default(), &mut client(), now())
                .expect("a broker");
        (found.feed.protocol, found.feed.url.replace(simulator.host(), ""), found.readings.sensors.len())
    };
    assert_eq!(known("/v2"), (Protocol::NgsiV2, "/v2".to_owned(), 21));
    assert_eq!(known("/v2/entities?type=WasteContainer&options=keyValues"), (Protocol::NgsiV2, "/v2".to_owned(), 3));
    assert_eq!(known("/v2/entities/simulated-1").2, 1);
}

#[test]
fn faults_of_the_simulated_broker_are_noticed() {
    let simulator = start(Fault::None);
    let (feed, mut client) = (simulator.feed(Protocol::NgsiV2), client());
    line_faults(&simulator, &feed, &mut client, "not-json");
    simulator.set_fault(Fault::DriftedClock);
    let readings = read(&feed, &mut client).expect("readings");
    assert!(readings.observations.iter().all(|(_, _, seen)| seen.quality == Quality::ClockSkewed));
}

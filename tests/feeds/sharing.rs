//! Shared bicycles (GBFS) against servers that list files elsewhere, lack some, or lie.

use std::io::Write;

use regioscope::feeds::recognise::recognise;
use regioscope::feeds::secret::MemorySecrets;
use regioscope::model::{ObservedProperty, Protocol};
use serde_json::{Value, json};

use super::server::{Server, reply};
use super::{client, feed, now, read};

fn whole(data: &Value) -> String {
    json!({"last_updated": 1_775_469_540, "ttl": 10, "version": "2.3", "data": data}).to_string()
}

/// A server with a list of these files under French, and the bodies of some of them; the rest is not there.
fn system(
    names: &'static [&'static str],
    host: Option<String>,
    bodies: &'static [(&'static str, &'static str)],
) -> Server {
    Server::start(move |request, stream| {
        let here = request.header("host").unwrap_or_default().to_owned();
        let base = host.clone().unwrap_or_else(|| format!("http://{here}"));
        let name = request.target.trim_matches('/').trim_end_matches(".json");
        let body = bodies.iter().find(|(file, _)| *file == name).map(|(_, body)| (*body).to_owned());
        let list = || {
            let entry = |name: &&str| json!({"name": name, "url": format!("{base}/{name}.json")});
            whole(&json!({"fr": {"feeds": names.iter().map(entry).collect::<Vec<_>>()}}))
        };
        match body.or_else(|| (name == "gbfs").then(list)) {
            Some(body) => reply(stream, "200 OK", "content-type: application/json\r\n", body.as_bytes()),
            None => reply(stream, "404 Not Found", "", b"{}"),
        }
    })
}

const STATUS: &str = r#"{"last_updated": 1775469540, "ttl": 10, "data": {"stations": [
    {"station_id": "1", "num_bikes_available": 4, "is_installed": 1, "is_renting": 1, "is_returning": 1}]}}"#;

#[test]
fn files_that_are_listed_but_not_there_are_left_out() {
    let names = &["station_information", "station_status", "free_bike_status", "vehicle_types", "system_alerts"];
    let server = system(names, None, &[("station_status", STATUS)]);
    let readings = read(&feed(Protocol::Gbfs, &format!("{}/gbfs.json", server.url)), &mut client()).expect("readings");
    assert_eq!((readings.sensors.len(), readings.observations.len()), (1, 1));
    assert_eq!(readings.sensors[0].datastreams[0].property, ObservedProperty::BikesAvailable);
    assert_eq!(readings.next_poll_hint_s, Some(60), "never faster, whatever its ttl says");
    assert!(!server.targets().iter().any(|target| target.contains("alerts")), "nothing is asked that is not read");
}

#[test]
fn a_system_without_stations_and_vehicles_says_so() {
    let server = system(&["system_information", "station_status"], None, &[]);
    let kind = |url: &str| read(&feed(Protocol::Gbfs, url), &mut client()).expect_err("nothing to read").kind();
    assert_eq!(kind(&format!("{}/gbfs.json", server.url)), "incomplete");
    let broken = system(&["station_status"], None, &[("station_status", "{\"data\": {")]);
    assert_eq!(kind(&format!("{}/gbfs.json", broken.url)), "parse");
    let no_list = Server::answering("200 OK", "", "{\"data\": 3}");
    assert_eq!(kind(&no_list.url), "parse");
    let failing = Server::start(|request, stream| match request.target.as_str() {
        "/gbfs.json" => {
            let url = format!("http://{}/types", request.header("host").unwrap_or_default());
            let list = json!([{"name": "vehicle_types", "url": url}, {"name": "station_status", "url": "/status"}]);
            reply(stream, "200 OK", "", whole(&json!({"feeds": list})).as_bytes());
        }
        "/status" => reply(stream, "200 OK", "", STATUS.as_bytes()),
        _ => reply(stream, "500 Oops", "", b""),
    });
    assert_eq!(kind(&format!("{}/gbfs.json", failing.url)), "status", "cars are not taken for bicycles meanwhile");
}

#[test]
fn files_may_be_on_another_host() {
    let files = system(&[], None, &[("station_status", STATUS)]);
    let list = system(&["station_status"], Some(files.url.clone()), &[]);
    let readings = read(&feed(Protocol::Gbfs, &format!("{}/gbfs.json", list.url)), &mut client()).expect("readings");
    assert_eq!(readings.sensors.len(), 1);
    assert_eq!((list.targets().len(), files.targets().len()), (1, 1));
}

#[test]
fn an_address_of_one_file_is_recognised_by_it() {
    let server = system(&["station_status"], None, &[("station_status", STATUS)]);
    let found = recognise(
        &format!("{}/station_status.json", server.url),
        None,
        &MemorySecrets::default(),
        &mut client(),
        now(),
    )
    .expect("a feed");
    assert_eq!(found.feed.protocol, Protocol::Gbfs);
    assert_eq!(found.feed.url, format!("{}/gbfs.json", server.url));
}

#[test]
fn an_answer_that_breaks_off_is_no_empty_system() {
    let server = Server::start(|_, stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 100\r\n\r\n{\"data\""));
    });
    let error = read(&feed(Protocol::Gbfs, &server.url), &mut client()).expect_err("cut");
    assert_eq!(error.kind(), "interrupted");
}

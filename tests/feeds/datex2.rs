//! DATEX II parking: against the simulator, in XML and JSON, with and without the table of car parks.

use jiff::ToSpan;
use regioscope::feeds::recognise::recognise;
use regioscope::feeds::secret::MemorySecrets;
use regioscope::feeds::simulate::Fault;
use regioscope::feeds::{self, Readings, Visit};
use regioscope::model::{Feed, ObservedProperty, Protocol, Quality};

use super::server::Server;
use super::simulator::{line_faults, start};
use super::{client, now, read};

/// Name, place and free spaces of each car park.
fn told(readings: &Readings) -> Vec<(String, bool, Option<f64>, Option<f64>)> {
    let of_sensor = |sensor: &regioscope::model::Sensor| {
        let free = sensor.datastreams.iter().find(|stream| stream.property == ObservedProperty::ParkingFree);
        let free = free.expect("free spaces");
        (sensor.name.to_string(), sensor.location.is_some(), free.capacity, free.latest.map(|latest| latest.value))
    };
    readings.sensors.iter().map(of_sensor).collect()
}

/// The same feed in the JSON of version 3.
fn in_json(feed: &Feed) -> Feed {
    let mut other = feed.clone();
    other.url = feed.url.replace("/v2/", "/v3/");
    let table = feed.option("static_url").expect("a table").replace("/v2/", "/v3/");
    other.options.insert("static_url".to_owned(), table);
    other
}

#[test]
fn both_versions_say_the_same_of_the_simulated_city() {
    let simulator = start(Fault::None);
    let feed = simulator.feed(Protocol::Datex2);
    let xml = read(&feed, &mut client()).expect("readings");
    assert!(xml.rejected.is_empty(), "{:?}", xml.rejected);
    assert_eq!((xml.sensors.len(), xml.observations.len()), (3, 9));
    assert!(xml.observations.iter().all(|(_, _, one)| one.quality == Quality::Good && one.time == now()));
    for (name, has_place, capacity, free) in told(&xml) {
        assert!(name.starts_with("Simulated car park ") && has_place, "{name}");
        assert!(capacity.is_some_and(|spaces| free.is_some_and(|free| free <= spaces)));
    }
    let json = read(&in_json(&feed), &mut client()).expect("readings");
    assert_eq!(told(&json), told(&xml));
}

#[test]
fn the_table_is_asked_once_a_day_and_missed_but_once() {
    let simulator = start(Fault::None);
    let (feed, mut client) = (simulator.feed(Protocol::Datex2), client());
    let first = read(&feed, &mut client).expect("readings");
    let kept = first.resume.clone().expect("the table is to be kept");
    let broken = Server::answering("500 Oops", "", "");
    let mut moved = feed.clone();
    moved.options.insert("static_url".to_owned(), broken.url.clone());
    let again = |feed: &Feed, resume: &str, hours: i64, client: &mut feeds::Client| {
        let visit = Visit { resume: Some(resume), ..Visit::new(feed, client, now() + hours.hours()) };
        feeds::read(visit).expect("readings")
    };
    let second = again(&feed, &kept, 1, &mut client);
    assert_eq!(
        (second.resume.as_deref(), &told(&second)[0].0),
        (None, &told(&first)[0].0),
        "as before, not asked again"
    );
    assert!(again(&feed, &kept, 25, &mut client).resume.is_some(), "asked again after a day");
    let elsewhere = again(&moved, &kept, 1, &mut client);
    assert_eq!(broken.targets().len(), 1, "what is kept is of another address");
    assert_eq!(elsewhere.sensors.len(), 3, "the statuses are kept all the same");
    assert!(elsewhere.sensors.iter().all(|sensor| sensor.location.is_none()));
    assert!(elsewhere.rejected[0].reason.to_string().starts_with("reason-feed-places (status 500"));
    let old = kept.replace(feed.option("static_url").expect("a table"), &format!("{}/", broken.url));
    let served = again(&moved, &old, 25, &mut client);
    assert_eq!((told(&served), served.rejected.len()), (told(&second), 1), "the old one serves on");
}

#[test]
fn faults_are_told_apart_and_its_address_recognised() {
    let simulator = start(Fault::None);
    let (feed, mut client) = (simulator.feed(Protocol::Datex2), client());
    for feed in [feed.clone(), in_json(&feed)] {
        line_faults(&simulator, &feed, &mut client, "parse");
    }
    simulator.set_fault(Fault::WrongContentType);
    assert_eq!(read(&feed, &mut client).expect("readings").sensors.len(), 3, "what counts is what comes");
    simulator.set_fault(Fault::None);
    for address in [feed.url.clone(), in_json(&feed).url] {
        let found = recognise(&address, None, &MemorySecrets::default(), &mut client, now()).expect("recognised");
        assert_eq!((found.feed.protocol, &found.feed.url), (Protocol::Datex2, &address));
        assert_eq!(found.readings.sensors.len(), 3);
    }
    let table = feed.option("static_url").expect("a table");
    let error = recognise(table, None, &MemorySecrets::default(), &mut client, now()).expect_err("no statuses");
    assert!(error.to_string().starts_with("a table of car parks without their status"), "{error}");
}

//! The reader against the simulator.

use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use jiff::ToSpan;
use regioscope::feeds::simulate::{Fault, Options, Simulator};
use regioscope::feeds::{self, Client, Limits};
use regioscope::model::{LonLat, Nis, ObservedProperty, Quality, Unit};

use super::{client, now};

/// Three municipalities; middles rounded to a hundredth of a degree.
fn places() -> Vec<(Nis, String, LonLat)> {
    let place = |nis: u32, name: &str, lon, lat| {
        (Nis::try_from(nis).expect("a code"), name.to_owned(), LonLat::new(lon, lat).expect("a place"))
    };
    vec![place(44021, "Gent", 3.72, 51.05), place(12025, "Mechelen", 4.48, 51.03), place(71016, "Genk", 5.50, 50.97)]
}

fn start(fault: Fault) -> Simulator {
    let clock = Arc::new(now);
    Simulator::start(Options { places: places(), seed: 7, port: 0, fault, clock }).expect("a free port")
}

#[test]
fn what_is_simulated_is_read_and_named_so() {
    let simulator = start(Fault::None);
    let readings = feeds::read(&simulator.feed(), &mut client(), now()).expect("readings");
    assert_eq!((readings.sensors.len(), readings.observations.len()), (15, 21));
    assert!(readings.rejected.is_empty(), "{:?}", readings.rejected);
    for sensor in &readings.sensors {
        assert!(sensor.is_simulated && sensor.name.starts_with("Simulated "), "{}", sensor.name);
        assert!(sensor.location.is_some());
        for datastream in &sensor.datastreams {
            let latest = datastream.latest.expect("a value");
            assert_eq!(latest.quality, Quality::Good, "{datastream:?}");
            assert!(latest.time <= now() && latest.time > now() - 16.minutes());
            assert!(datastream.property != ObservedProperty::Other && datastream.unit != Unit::Original);
        }
    }
    let units: std::collections::BTreeSet<Unit> =
        readings.sensors.iter().flat_map(|sensor| &sensor.datastreams).map(|datastream| datastream.unit).collect();
    assert_eq!(units.len(), 5, "spaces, %, µg/m³, dB(A), veh/h");
    assert_eq!(readings, feeds::read(&start(Fault::None).feed(), &mut client(), now()).expect("the same again"));
}

#[test]
fn history_goes_back_as_far_as_asked() {
    let simulator = start(Fault::None);
    let (feed, mut client) = (simulator.feed(), client());
    let readings = feeds::read(&feed, &mut client, now()).expect("readings");
    let since = now() - 48.hours();
    for sensor in &readings.sensors {
        let datastream = &sensor.datastreams[0];
        let all = feeds::history(&feed, sensor, &datastream.key, since, &mut client, now()).expect("history");
        assert!(all.len() >= 190, "{}: {}", datastream.original_property, all.len());
        assert!(all.is_sorted_by_key(|observation| observation.time) && all[0].time >= since);
        assert_eq!(all.last(), datastream.latest.as_ref(), "the last is the newest of the poll");
    }
    let none = feeds::history(&feed, &readings.sensors[0], "99", since, &mut client, now());
    assert_eq!(none.expect_err("no such datastream").kind(), "incomplete");
}

#[test]
fn every_fault_is_noticed() {
    let simulator = start(Fault::None);
    let limits =
        Limits { connect: Duration::from_millis(50), first_byte: Duration::from_millis(400), ..Limits::default() };
    let mut client = Client::new(limits).expect("a client");
    let feed = simulator.feed();
    for (fault, kind) in [
        (Fault::Slow, "timeout"),
        (Fault::TooManyRequests, "too-many-requests"),
        (Fault::ServerError, "status"),
        (Fault::Truncated, "parse"),
        (Fault::Garbage, "not-json"),
        (Fault::Html, "not-json"),
    ] {
        simulator.set_fault(fault);
        assert_eq!(feeds::read(&feed, &mut client, now()).expect_err("no readings").kind(), kind, "{fault}");
    }
    simulator.set_fault(Fault::DriftedClock);
    let readings = feeds::read(&feed, &mut client, now()).expect("readings");
    assert!(readings.observations.iter().all(|(_, _, observation)| observation.quality == Quality::ClockSkewed));
    assert_eq!(readings.newest(), None, "a wrong clock does not make a feed fresh");
    simulator.set_fault(Fault::Vanished);
    assert_eq!(feeds::read(&feed, &mut client, now()).expect("readings").sensors.len(), 10);
    simulator.set_fault(Fault::None);
    assert_eq!(feeds::read(&feed, &mut client, now()).expect("readings").sensors.len(), 15);
}

#[test]
fn a_dropped_simulator_is_gone() {
    let simulator = start(Fault::None);
    let address = simulator.url().trim_start_matches("http://").trim_end_matches("/v1.1").to_owned();
    assert!(TcpStream::connect(&address).is_ok());
    drop(simulator);
    assert!(TcpStream::connect(&address).is_err(), "the port is closed when it is dropped");
}

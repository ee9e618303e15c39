//! The reader against the simulator.

use std::net::TcpStream;
use std::sync::Arc;
use std::time::Duration;

use jiff::ToSpan;
use regioscope::feeds::simulate::{Fault, Options, Simulator};
use regioscope::feeds::{Client, Limits, Readings};
use regioscope::model::{Feed, LonLat, Nis, ObservedProperty, Protocol, Quality, Unit};

use super::{client, history, now, read};

/// Three municipalities; middles rounded to a hundredth of a degree.
pub(crate) fn places() -> Vec<(Nis, String, LonLat)> {
    let place = |nis: u32, name: &str, lon, lat| {
        (Nis::try_from(nis).expect("a code"), name.to_owned(), LonLat::new(lon, lat).expect("a place"))
    };
    vec![place(44021, "Gent", 3.72, 51.05), place(12025, "Mechelen", 4.48, 51.03), place(71016, "Genk", 5.50, 50.97)]
}

pub(crate) fn start(fault: Fault) -> Simulator {
    let clock = Arc::new(now);
    Simulator::start(Options { places: places(), seed: 7, port: 0, fault, clock }).expect("a free port")
}

#[test]
fn what_is_simulated_is_read_and_named_so() {
    let simulator = start(Fault::None);
    let readings = read(&simulator.feed(Protocol::SensorThings), &mut client()).expect("readings");
    assert_eq!((readings.sensors.len(), readings.observations.len()), (15, 21));
    assert!(readings.rejected.is_empty(), "{:?}", readings.rejected);
    named_so_and_known(&readings);
    let units: std::collections::BTreeSet<Unit> =
        readings.sensors.iter().flat_map(|sensor| &sensor.datastreams).map(|datastream| datastream.unit).collect();
    assert_eq!(units.len(), 5, "spaces, %, µg/m³, dB(A), veh/h");
    assert_eq!(
        readings,
        read(&start(Fault::None).feed(Protocol::SensorThings), &mut client()).expect("the same again")
    );
}

#[test]
fn history_goes_back_as_far_as_asked() {
    let simulator = start(Fault::None);
    let (feed, mut client) = (simulator.feed(Protocol::SensorThings), client());
    let readings = read(&feed, &mut client).expect("readings");
    let since = now() - 48.hours();
    for sensor in &readings.sensors {
        let datastream = &sensor.datastreams[0];
        let all = history(&feed, sensor, since, &mut client).observations;
        let all: Vec<_> = all.iter().filter(|(_, key, _)| *key == datastream.key).map(|(_, _, seen)| *seen).collect();
        assert!(all.len() >= 190, "{}: {}", datastream.original_property, all.len());
        assert!(all.is_sorted_by_key(|observation| observation.time) && all[0].time >= since);
        assert_eq!(all.last(), datastream.latest.as_ref(), "the last is the newest of the poll");
    }
}

/// Every sensor says that it is simulated and stands somewhere; every datastream has a good value of the last quarter of
/// an hour, of a property and in a unit that are known.
pub(crate) fn named_so_and_known(readings: &Readings) {
    for sensor in &readings.sensors {
        assert!(sensor.is_simulated && sensor.name.starts_with("Simulated "), "{}", sensor.name);
        assert!(sensor.location.is_some());
        for datastream in &sensor.datastreams {
            let latest = datastream.latest.expect("a value");
            assert_eq!(latest.quality, Quality::Good, "{datastream:?}");
            assert!(latest.time <= now() && latest.time > now() - 16.minutes());
            assert!(
                datastream.property != ObservedProperty::Other && datastream.unit != Unit::Original,
                "{datastream:?}"
            );
        }
    }
}

/// Lets every fault of the line happen to a feed over HTTP; `broken` is the kind of error where bytes or a web page come
/// instead of readings.
pub(crate) fn line_faults(simulator: &Simulator, feed: &Feed, client: &mut Client, broken: &str) {
    for (fault, kind) in [
        (Fault::TooManyRequests, "too-many-requests"),
        (Fault::ServerError, "status"),
        (Fault::Truncated, "parse"),
        (Fault::Garbage, broken),
        (Fault::Html, broken),
    ] {
        simulator.set_fault(fault);
        assert_eq!(read(feed, client).expect_err("no readings").kind(), kind, "{fault}");
    }
}

#[test]
fn every_fault_is_noticed() {
    let simulator = start(Fault::None);
    let limits =
        Limits { connect: Duration::from_millis(50), first_byte: Duration::from_millis(400), ..Limits::default() };
    let mut client = Client::new(limits).expect("a client");
    let feed = simulator.feed(Protocol::SensorThings);
    simulator.set_fault(Fault::Slow);
    assert_eq!(read(&feed, &mut client).expect_err("no readings").kind(), "timeout");
    line_faults(&simulator, &feed, &mut client, "not-json");
    simulator.set_fault(Fault::DriftedClock);
    let readings = read(&feed, &mut client).expect("readings");
    assert!(readings.observations.iter().all(|(_, _, observation)| observation.quality == Quality::ClockSkewed));
    assert_eq!(readings.newest(), None, "a wrong clock does not make a feed fresh");
    simulator.set_fault(Fault::Vanished);
    assert_eq!(read(&feed, &mut client).expect("readings").sensors.len(), 10);
    simulator.set_fault(Fault::None);
    assert_eq!(read(&feed, &mut client).expect("readings").sensors.len(), 15);
}

#[test]
fn a_dropped_simulator_is_gone() {
    let simulator = start(Fault::None);
    let address = simulator.host().trim_start_matches("http://").to_owned();
    assert!(TcpStream::connect(&address).is_ok());
    drop(simulator);
    assert!(TcpStream::connect(&address).is_err(), "the port is closed when it is dropped");
}

//! Minute counts of the roads agency: against the simulator.

use jiff::ToSpan;
use regioscope::feeds::recognise::recognise;
use regioscope::feeds::secret::MemorySecrets;
use regioscope::feeds::simulate::Fault;
use regioscope::model::{ObservedProperty, Protocol, Quality, Unit};

use super::simulator::{line_faults, start};
use super::{client, now, read};

#[test]
fn the_simulated_service_is_read_and_placed() {
    let simulator = start(Fault::None);
    let feed = simulator.feed(Protocol::Awv);
    let readings = read(&feed, &mut client()).expect("readings");
    assert!(readings.rejected.is_empty(), "{:?}", readings.rejected);
    assert_eq!((readings.sensors.len(), readings.observations.len()), (3, 12));
    assert!(readings.resume.is_some(), "the configuration is to be kept");
    for sensor in &readings.sensors {
        assert!(sensor.name.starts_with("Simulated traffic counter ") && sensor.name.ends_with("(R10)"));
        assert!(sensor.location.is_some());
        let of = |property| sensor.datastreams.iter().find(|stream| stream.property == property).expect("a datastream");
        let all = of(ObservedProperty::TrafficIntensity);
        let latest = all.latest.expect("a value");
        assert_eq!((all.unit, latest.quality, latest.time), (Unit::VehiclesPerHour, Quality::Good, now()));
        assert!(latest.value > 0.0 && latest.value % 60.0 == 0.0, "so many in a minute: {}", latest.value);
        let heavy = of(ObservedProperty::HeavyIntensity).latest.expect("a value");
        assert!(heavy.value <= latest.value);
        let speed = of(ObservedProperty::TrafficSpeed).latest.expect("a value");
        assert!((50.0..120.0).contains(&speed.value), "{}", speed.value);
        assert_eq!(of(ObservedProperty::RoadOccupancy).unit, Unit::Percent);
    }
}

#[test]
fn only_what_is_wanted_is_kept() {
    let simulator = start(Fault::None);
    let mut feed = simulator.feed(Protocol::Awv);
    feed.options.insert("near".to_owned(), "3.72,51.05,5".to_owned());
    let readings = read(&feed, &mut client()).expect("readings");
    assert_eq!(readings.sensors.len(), 1);
    feed.options.insert("near".to_owned(), "somewhere".to_owned());
    assert_eq!(read(&feed, &mut client()).expect_err("no circle").kind(), "incomplete");
}

#[test]
fn faults_are_told_apart_and_its_addresses_recognised() {
    let simulator = start(Fault::None);
    let (feed, mut client) = (simulator.feed(Protocol::Awv), client());
    line_faults(&simulator, &feed, &mut client, "parse");
    simulator.set_fault(Fault::DriftedClock);
    let readings = read(&feed, &mut client).expect("readings");
    assert!(readings.observations.iter().all(|(_, _, one)| one.quality.is_value() && one.time == now() + 2.hours()));
    assert!(readings.observations.iter().all(|(_, _, one)| one.quality == Quality::ClockSkewed));
    simulator.set_fault(Fault::None);
    for address in [feed.url.clone(), feed.url.replace("verkeersdata", "configuratie/xml")] {
        let found = recognise(&address, None, &MemorySecrets::default(), &mut client, now()).expect("recognised");
        assert_eq!((found.feed.protocol, &found.feed.url), (Protocol::Awv, &feed.url), "{address}");
        assert_eq!(found.readings.sensors.len(), 3);
    }
}

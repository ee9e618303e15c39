//! The readers of cities' own protocols (shared bicycles, citizens' sensors, car parks) against the simulator.

use jiff::ToSpan;
use regioscope::feeds::recognise::recognise;
use regioscope::feeds::secret::{MemorySecrets, Secrets};
use regioscope::feeds::simulate::{Fault, Simulator};
use regioscope::feeds::{Readings, gbfs};
use regioscope::model::{Feed, ObservedProperty, Protocol, Quality, Unit};

use super::simulator::start;
use super::{client, history, now, read};

fn poll(simulator: &Simulator, protocol: Protocol) -> Readings {
    let readings = read(&simulator.feed(protocol), &mut client()).expect("readings");
    assert!(readings.rejected.is_empty(), "{:?}", readings.rejected);
    assert!(readings.sensors.iter().all(|sensor| sensor.is_simulated && sensor.location.is_some()));
    assert!(readings.newest().is_some_and(|newest| newest <= now() && newest > now() - 61.minutes()));
    readings
}

/// Values of one property.
fn of(readings: &Readings, property: ObservedProperty) -> Vec<(f64, Quality)> {
    let streams = readings.sensors.iter().flat_map(|sensor| sensor.datastreams.iter().map(move |one| (sensor, one)));
    let keys: Vec<_> =
        streams.filter(|(_, one)| one.property == property).map(|(sensor, one)| (&sensor.id, &one.key)).collect();
    let is_of = |(id, key, _): &&(_, _, _)| keys.contains(&(id, key));
    readings.observations.iter().filter(is_of).map(|(_, _, seen)| (seen.value, seen.quality)).collect()
}

#[test]
fn shared_bicycles_read_the_same_in_both_versions() {
    let simulator = start(Fault::None);
    let new = poll(&simulator, Protocol::Gbfs);
    let url = format!("{}/gbfs/2.3/gbfs.json", simulator.host());
    let old = read(&Feed { url, ..simulator.feed(Protocol::Gbfs) }, &mut client()).expect("readings");
    assert_eq!((&new.sensors, &new.observations), (&old.sensors, &old.observations));
    assert_eq!(new.sensors.len(), 4, "three stations, and the vehicles outside of them");
    assert!(new.sensors.iter().all(|sensor| sensor.name.starts_with("Simulated ")));
    let vehicles = &new.sensors[3];
    assert!(vehicles.id.as_str().ends_with(gbfs::VEHICLES_KEY) && &*vehicles.name == "Simulated bikes");
    let bikes = of(&new, ObservedProperty::BikesAvailable);
    assert_eq!(bikes.iter().filter(|(_, quality)| *quality == Quality::Missing).count(), 1, "one station is closed");
    assert!(bikes.iter().any(|(count, _)| *count > 0.0));
    assert_eq!(of(&new, ObservedProperty::DocksFree).len(), 3);
    assert!(of(&new, ObservedProperty::VehiclesAvailable).iter().any(|(count, _)| *count > 0.0), "scooters");
}

#[test]
fn citizens_sensors_are_read_by_their_filter() {
    let simulator = start(Fault::None);
    let readings = poll(&simulator, Protocol::SensorCommunity);
    assert_eq!(readings.sensors.len(), 9, "dust, weather and noise in three places; none indoors");
    assert!(readings.sensors.iter().all(|sensor| sensor.name.starts_with("Simulated ")));
    for (property, unit) in [
        (ObservedProperty::Pm25, Unit::MicrogramPerCubicMetre),
        (ObservedProperty::Humidity, Unit::Percent),
        (ObservedProperty::Pressure, Unit::Hectopascal),
        (ObservedProperty::NoiseLamax, Unit::DecibelA),
    ] {
        let values = of(&readings, property);
        assert_eq!(values.len(), 6, "two records of three devices: {property:?}");
        assert!(values.iter().all(|(_, quality)| *quality == Quality::Good), "{property:?}: {values:?}");
        let streams = readings.sensors.iter().flat_map(|sensor| &sensor.datastreams);
        assert!(streams.filter(|one| one.property == property).all(|one| one.unit == unit));
    }
    let near = format!("{}/airrohr/v1/filter/area=51.05,3.72,10&type=SDS011", simulator.host());
    let near = Feed { url: near, ..simulator.feed(Protocol::SensorCommunity) };
    assert_eq!(read(&near, &mut client()).expect("readings").sensors.len(), 1);
}

#[test]
fn counters_give_the_last_hour_and_those_before() {
    let simulator = start(Fault::None);
    let readings = poll(&simulator, Protocol::Telraam);
    assert_eq!(readings.sensors.len(), 3);
    let silent = readings.sensors.iter().filter(|sensor| sensor.datastreams.iter().all(|one| one.latest.is_none()));
    assert_eq!(silent.count(), 1, "one has stopped");
    assert!(readings.observations.iter().all(|(_, _, seen)| seen.time == now()), "the hour that ends now");
    let (feed, mut client) = (simulator.feed(Protocol::Telraam), client());
    let sensor = readings.sensors.iter().find(|sensor| sensor.datastreams[0].latest.is_some()).expect("one counts");
    let all = history(&feed, sensor, now() - 48.hours(), &mut client);
    let cars: Vec<_> = all.observations.iter().filter(|(_, key, _)| &**key == "car").collect();
    assert_eq!(cars.len(), 49 - 2, "one hour a day it saw nothing");
    assert!(cars.iter().any(|(_, _, seen)| seen.quality == Quality::Uncertain), "and in some little");
    let newest = sensor.datastreams.iter().find(|one| &*one.key == "car").and_then(|one| one.latest);
    assert_eq!(cars.last().map(|(_, _, seen)| *seen), newest, "the last is the newest of the poll");
}

#[test]
fn car_parks_are_read_through_the_mapping() {
    let simulator = start(Fault::None);
    let readings = poll(&simulator, Protocol::Opendatasoft);
    assert_eq!(readings.sensors.len(), 3);
    assert!(readings.sensors.iter().all(|sensor| sensor.name.starts_with("Simulated car park")));
    assert!(of(&readings, ObservedProperty::ParkingFree).iter().all(|(_, quality)| *quality == Quality::Good));
    assert_eq!(readings.sensors[0].datastreams[0].capacity.map(|capacity| capacity >= 150.0), Some(true));
}

#[test]
fn each_is_recognised_by_its_answer() {
    let secrets = MemorySecrets::default();
    secrets.set("TELRAAM_API_KEY", Some("key")).expect("memory");
    let simulator = start(Fault::None);
    let host = simulator.host();
    for (path, protocol) in [
        ("gbfs/2.3/gbfs.json", Protocol::Gbfs),
        ("gbfs/3.0/gbfs_versions.json", Protocol::Gbfs),
        ("airrohr/v1/filter/country=BE", Protocol::SensorCommunity),
        ("v1/reports/traffic_snapshot_live", Protocol::Telraam),
        ("api/explore/v2.1/catalog/datasets/simulated-garages/records", Protocol::Opendatasoft),
    ] {
        let found = recognise(&format!("{host}/{path}"), None, &secrets, &mut client(), now()).expect(path);
        assert_eq!(found.feed.protocol, protocol, "{path}");
        assert!(found.tried.is_empty(), "{path}: {:?}", found.tried);
    }
}

#[test]
fn clocks_that_run_ahead_make_nothing_fresh() {
    let simulator = start(Fault::DriftedClock);
    for protocol in [Protocol::Gbfs, Protocol::SensorCommunity, Protocol::Telraam, Protocol::Opendatasoft] {
        let readings = read(&simulator.feed(protocol), &mut client()).expect("readings");
        assert!(!readings.observations.is_empty());
        assert_eq!(readings.newest(), None, "{protocol:?}");
    }
}

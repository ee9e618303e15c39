//! The timeseries API of IRCELINE: against the simulator, and a server that takes no POST.

use std::io::Read;
use std::net::{Shutdown, TcpStream};

use jiff::ToSpan;
use regioscope::feeds::recognise::recognise;
use regioscope::feeds::secret::MemorySecrets;
use regioscope::feeds::simulate::Fault;
use regioscope::model::{Datastream, Observation, ObservedProperty, Protocol, Quality, Sensor, SensorId, Unit};

use super::server::{Server, reply};
use super::simulator::{line_faults, start};
use super::{client, feed, history, now, read};

#[test]
fn the_simulated_service_is_read_in_one_request_a_phenomenon() {
    let simulator = start(Fault::None);
    let feed = simulator.feed(Protocol::Irceline);
    let readings = read(&feed, &mut client()).expect("readings");
    assert!(readings.rejected.is_empty(), "{:?}", readings.rejected);
    assert_eq!((readings.sensors.len(), readings.observations.len()), (3, 9));
    for sensor in &readings.sensors {
        assert!(sensor.is_simulated && sensor.name.starts_with("Simulated ") && sensor.location.is_some());
        for stream in &sensor.datastreams {
            let latest = stream.latest.expect("a value");
            assert_eq!((latest.quality, stream.unit), (Quality::Good, Unit::MicrogramPerCubicMetre));
            assert_eq!(latest.time, now() - 1.hours(), "ten o'clock is not known yet at ten");
        }
        let properties: Vec<ObservedProperty> = sensor.datastreams.iter().map(|stream| stream.property).collect();
        assert_eq!(properties, [ObservedProperty::Pm10, ObservedProperty::Pm25, ObservedProperty::No2]);
    }
    let mut few = feed;
    few.options.insert("near".to_owned(), "3.72,51.05,5".to_owned());
    few.options.insert("phenomena".to_owned(), "8".to_owned());
    let readings = read(&few, &mut client()).expect("readings");
    assert_eq!((readings.sensors.len(), readings.observations.len()), (1, 1));
}

#[test]
fn history_is_hourly_and_ends_with_the_newest() {
    let simulator = start(Fault::None);
    let (feed, mut client) = (simulator.feed(Protocol::Irceline), client());
    let readings = read(&feed, &mut client).expect("readings");
    for sensor in &readings.sensors {
        let all = history(&feed, sensor, now() - 48.hours(), &mut client).observations;
        assert_eq!(all.len(), 3 * 48);
        for stream in &sensor.datastreams {
            let of: Vec<Observation> = all.iter().filter(|(_, key, _)| *key == stream.key).map(|one| one.2).collect();
            assert!(of.is_sorted_by_key(|seen| seen.time) && of[0].time == now() - 48.hours());
            assert_eq!(of.last(), stream.latest.as_ref());
        }
    }
}

#[test]
fn a_server_that_takes_no_post_is_asked_series_by_series() {
    let server = Server::start(|request, stream| {
        if request.target.contains("/timeseries/7/getData?timespan=2026-04-05T10") {
            let body = br#"{"values": [{"timestamp": 1775469600000, "value": 12.5}, {"timestamp": 1775466000000, "value": -99.99}]}"#;
            return reply(stream, "200 OK", "content-type: application/json\r\n", body);
        }
        reply(stream, "405 Method Not Allowed", "", b"");
        drain(stream);
    });
    let feed = feed(Protocol::Irceline, &format!("{}/sos/api/v1/stations", server.url));
    let sensor = Sensor {
        id: SensorId::new("test/1"),
        feed: feed.id.clone(),
        name: "Station".into(),
        location: None,
        nis: None,
        is_nis_approximate: false,
        is_simulated: false,
        datastreams: vec![Datastream {
            key: "7".into(),
            property: ObservedProperty::No2,
            original_property: "Nitrogen dioxide".into(),
            unit: Unit::MicrogramPerCubicMetre,
            original_unit: "mg/m3".into(),
            capacity: None,
            latest: None,
        }],
    };
    let readings = history(&feed, &sensor, now() - 24.hours(), &mut client());
    let seen: Vec<(f64, Quality)> = readings.observations.iter().map(|(_, _, one)| (one.value, one.quality)).collect();
    assert_eq!(seen, [(-99.99, Quality::Missing), (12_500.0, Quality::Implausible)], "in the unit of the series");
    assert_eq!(server.targets().len(), 2);
}

/// Reads what the client still sends, so that closing does not cut off the answer.
fn drain(stream: &mut TcpStream) {
    drop(stream.shutdown(Shutdown::Write));
    drop(stream.read_to_end(&mut Vec::new()));
}

#[test]
fn faults_are_told_apart_and_its_addresses_recognised() {
    let simulator = start(Fault::None);
    let (feed, mut client) = (simulator.feed(Protocol::Irceline), client());
    line_faults(&simulator, &feed, &mut client, "not-json");
    simulator.set_fault(Fault::DriftedClock);
    let readings = read(&feed, &mut client).expect("readings");
    assert!(readings.observations.iter().all(|(_, _, one)| one.quality == Quality::ClockSkewed));
    simulator.set_fault(Fault::None);
    for path in ["", "stations", "timeseries?expanded=true&phenomenon=8"] {
        let found = recognise(&format!("{}{path}", feed.url), None, &MemorySecrets::default(), &mut client, now())
            .expect("recognised");
        assert_eq!((found.feed.protocol, &found.feed.url), (Protocol::Irceline, &feed.url), "{path}");
        assert!(!found.readings.observations.is_empty());
    }
}

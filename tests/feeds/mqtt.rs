//! MQTT against the simulated broker.

use std::io::{Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{Duration, Instant};

use jiff::{Timestamp, ToSpan};
use regioscope::feeds::recognise::recognise;
use regioscope::feeds::secret::MemorySecrets;
use regioscope::feeds::simulate::{Fault, Options, Simulator};
use regioscope::feeds::{self, Client, FeedError, Limits, Readings, Visit};
use regioscope::model::{Feed, ObservedProperty, Protocol, Quality};

use super::simulator::{named_so_and_known, places};
use super::{client, feed, now, read};

fn start(fault: Fault) -> Simulator {
    let clock = Arc::new(now);
    Simulator::start(Options { places: places(), seed: 7, port: 0, fault, clock }).expect("a free port")
}

/// Asks again and again until it gives what is waited for.
pub(crate) fn read_until(
    feed: &Feed,
    client: &mut Client,
    is_enough: impl Fn(&Result<Readings, FeedError>) -> bool,
) -> Result<Readings, FeedError> {
    let start = Instant::now();
    loop {
        let answer = read(feed, client);
        if is_enough(&answer) {
            return answer;
        }
        assert!(start.elapsed() < Duration::from_secs(30), "{answer:?}");
        std::thread::yield_now();
    }
}

#[test]
fn what_is_simulated_is_read_and_named_so() {
    let simulator = start(Fault::None);
    let readings = read(&simulator.feed(Protocol::Mqtt), &mut client()).expect("readings");
    assert!(readings.rejected.is_empty(), "{:?}", readings.rejected);
    assert_eq!((readings.sensors.len(), readings.observations.len()), (18, 30), "three towns, six kinds");
    named_so_and_known(&readings);
}

#[test]
fn two_protocols_give_one_meaning() {
    let simulator = start(Fault::None);
    let values = |protocol| {
        let readings = read(&simulator.feed(protocol), &mut client()).expect("readings");
        let streams = readings.sensors.iter().flat_map(|sensor| &sensor.datastreams);
        let wanted = [ObservedProperty::TrafficIntensity, ObservedProperty::WasteFilling, ObservedProperty::NoiseLaeq];
        let found = streams.filter(|stream| wanted.contains(&stream.property));
        let mut found: Vec<_> = found.map(|stream| (stream.property.key(), stream.unit.key(), stream.latest)).collect();
        found.sort_by_key(|(property, _, latest)| (*property, latest.map(|seen| seen.time)));
        found
    };
    assert_eq!(values(Protocol::Mqtt), values(Protocol::SensorThings));
}

#[test]
fn the_connection_stays_and_later_polls_take_what_came() {
    let second = Arc::new(AtomicI64::new(now().as_second()));
    let clock = Arc::clone(&second);
    let time = move || Timestamp::from_second(clock.load(Ordering::SeqCst)).expect("a time");
    let options = Options { places: places(), seed: 7, port: 0, fault: Fault::None, clock: Arc::new(time) };
    let simulator = Simulator::start(options).expect("a free port");
    let (feed, mut client) = (simulator.feed(Protocol::Mqtt), client());
    assert_eq!(read(&feed, &mut client).expect("readings").sensors.len(), 18);
    let started = Instant::now();
    let quiet = read(&feed, &mut client).expect("nothing new");
    assert!((quiet.is_unchanged, quiet.sensors.len()) == (true, 0) && started.elapsed() < Duration::from_millis(250));
    let later = now() + 15.minutes();
    second.store(later.as_second(), Ordering::SeqCst);
    let mut seen = 0;
    while seen < 18 {
        let readings = feeds::read(Visit::new(&feed, &mut client, later)).expect("readings");
        seen += readings.sensors.len();
        assert!(readings.observations.iter().all(|(_, _, one)| one.quality == Quality::Good && one.time > now()));
        assert!(started.elapsed() < Duration::from_secs(30), "{seen}");
        std::thread::yield_now();
    }
    assert_eq!(seen, 18, "each device once more");
}

#[test]
fn filters_and_settings_that_change_make_another_connection() {
    let simulator = start(Fault::None);
    let (mut feed, mut client) = (simulator.feed(Protocol::Mqtt), client());
    feed.options.insert("topic".to_owned(), "simulated/+/car-park/#, simulated/44021/noise-meter/+".to_owned());
    assert_eq!(read(&feed, &mut client).expect("readings").sensors.len(), 4);
    feed.options.insert("topic".to_owned(), "simulated/44021/#".to_owned());
    assert_eq!(read(&feed, &mut client).expect("readings").sensors.len(), 6);
}

#[test]
fn every_fault_is_noticed() {
    let simulator = start(Fault::None);
    let limits =
        Limits { connect: Duration::from_millis(50), first_byte: Duration::from_millis(400), ..Limits::default() };
    let feed = simulator.feed(Protocol::Mqtt);
    for (fault, kind) in [
        (Fault::Slow, "timeout"),
        (Fault::TooManyRequests, "status"),
        (Fault::ServerError, "status"),
        (Fault::Garbage, "parse"),
        (Fault::Html, "parse"),
        (Fault::Truncated, "interrupted"),
    ] {
        simulator.set_fault(fault);
        let mut client = Client::new(limits).expect("a client");
        assert_eq!(read(&feed, &mut client).expect_err("no readings").kind(), kind, "{fault}");
    }
    let ask = |fault| {
        simulator.set_fault(fault);
        read(&feed, &mut client()).expect("readings")
    };
    let wrong = ask(Fault::WrongContentType);
    assert_eq!((wrong.sensors.len(), wrong.rejected.len()), (0, 18));
    let drifted = ask(Fault::DriftedClock);
    assert!(drifted.observations.iter().all(|(_, _, seen)| seen.quality == Quality::ClockSkewed));
    assert_eq!(ask(Fault::Vanished).sensors.len(), 12);
    assert_eq!(ask(Fault::None).sensors.len(), 18);
}

#[test]
fn a_connection_that_breaks_is_opened_again() {
    let simulator = start(Fault::None);
    let (feed, mut client) = (simulator.feed(Protocol::Mqtt), client());
    read(&feed, &mut client).expect("readings");
    simulator.set_fault(Fault::ServerError);
    let refused = read_until(&feed, &mut client, Result::is_err);
    assert_eq!(refused.expect_err("out of service").kind(), "status");
    simulator.set_fault(Fault::None);
    assert_eq!(read(&feed, &mut client).expect("readings").sensors.len(), 18);
}

#[test]
fn cancelling_ends_the_wait_at_once() {
    let simulator = start(Fault::Slow);
    let feed = simulator.feed(Protocol::Mqtt);
    let mut client = client();
    let cancel = client.cancel_handle();
    let started = Instant::now();
    let thread = std::thread::spawn(move || cancel.cancel());
    assert_eq!(read(&feed, &mut client).expect_err("cancelled").kind(), "cancelled");
    thread.join().expect("no panic");
    assert!(started.elapsed() < Duration::from_secs(10));
}

#[test]
fn nobody_there_and_no_broker_are_told_apart() {
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        format!("mqtt://{}", listener.local_addr().expect("an address"))
    };
    let kind = |url: &str| read(&feed(Protocol::Mqtt, url), &mut client()).expect_err("no readings").kind();
    assert_eq!(kind(&closed), "refused");
    assert_eq!(kind("mqtt://no-such-host.invalid"), "offline");
    assert_eq!(kind("http://a.example"), "address");
    let simulator = start(Fault::None);
    let encrypted = simulator.feed(Protocol::Mqtt).url.replace("mqtt:", "mqtts:");
    assert_eq!(kind(&encrypted), "tls", "the broker does not speak it");
}

#[test]
fn a_refused_subscription_is_forbidden() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = listener.local_addr().expect("an address");
    let thread = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a client");
        let mut part = [0; 256];
        for answer in [&[0x20, 2, 0, 0][..], &[0x90, 3, 0, 1, 0x80]] {
            assert!(stream.read(&mut part).expect("a packet") > 0);
            stream.write_all(answer).expect("the client listens");
        }
        // Until the client has gone.
        while stream.read(&mut part).is_ok_and(|count| count > 0) {}
    });
    let refused = read(&feed(Protocol::Mqtt, &format!("mqtt://{address}")), &mut client()).expect_err("refused");
    assert_eq!(refused.kind(), "forbidden");
    thread.join().expect("no panic");
}

#[test]
fn an_address_of_a_broker_is_recognised() {
    let simulator = start(Fault::None);
    let address = format!("{}/simulated/44021/#", simulator.feed(Protocol::Mqtt).url);
    let found = recognise(&address, None, &MemorySecrets::default(), &mut client(), now()).expect("a feed");
    assert_eq!((found.feed.protocol, found.readings.sensors.len()), (Protocol::Mqtt, 6));
    assert_eq!(found.feed.option("topic"), Some("simulated/44021/#"));
}

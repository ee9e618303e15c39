//! Linked data event streams against the simulator and against servers written by hand.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use jiff::{Timestamp, ToSpan};
use regioscope::feeds::ldes::MAX_PAGES_A_POLL;
use regioscope::feeds::ldes::members::Paths;
use regioscope::feeds::recognise::{self, recognise};
use regioscope::feeds::secret::MemorySecrets;
use regioscope::feeds::simulate::{Fault, Options, Simulator};
use regioscope::feeds::{self, Ask, Client, FeedError, Readings, Visit};
use regioscope::model::{Feed, ObservedProperty, Protocol, Quality};

use super::server::{Server, reply};
use super::simulator::{line_faults, named_so_and_known, places};
use super::{client, feed, now, url};

/// Asks a feed once, going on from what an earlier poll kept.
fn poll(feed: &Feed, resume: Option<&str>, http: &mut Client, now: Timestamp) -> Result<Readings, FeedError> {
    feeds::read(Visit { feed, secret: None, resume, http, now })
}

fn start(fault: Fault) -> Simulator {
    let clock = Arc::new(now);
    Simulator::start(Options { places: places(), seed: 7, port: 0, fault, clock }).expect("a free port")
}

#[test]
fn what_is_simulated_is_read_and_named_so() {
    let simulator = start(Fault::None);
    let feed = simulator.feed(Protocol::Ldes);
    let readings = poll(&feed, None, &mut client(), now()).expect("readings");
    assert!(readings.rejected.is_empty(), "{:?}", readings.rejected);
    assert_eq!(readings.sensors.len(), 6, "three towns, traffic and air");
    named_so_and_known(&readings);
    let dust = readings.sensors.iter().flat_map(|sensor| &sensor.datastreams);
    assert!(dust.clone().any(|stream| stream.property == ObservedProperty::Pm25));
    assert_eq!(dust.count(), 12);
    // Half hours from 06:30 to 10:00: 42 counts and 63 concentrations of each town in the whole ones.
    assert!(readings.observations.len() >= 3 * 105, "{}", readings.observations.len());
}

#[test]
fn counts_become_counts_per_hour() {
    let simulator = start(Fault::None);
    let traffic = |protocol| {
        let readings = poll(&simulator.feed(protocol), None, &mut client(), now()).expect("readings");
        let streams = readings.sensors.iter().flat_map(|sensor| &sensor.datastreams);
        let found = streams.filter(|stream| stream.property == ObservedProperty::TrafficIntensity);
        let mut values: Vec<_> = found.map(|stream| stream.latest.expect("a value")).collect();
        values.sort_by_key(|seen| seen.time);
        values.into_iter().map(|seen| (seen.time, seen.value)).collect::<Vec<_>>()
    };
    assert_eq!(traffic(Protocol::Ldes), traffic(Protocol::SensorThings), "two protocols, one meaning");
}

#[test]
fn pages_that_never_change_are_asked_for_once() {
    let second = Arc::new(AtomicI64::new(now().as_second()));
    let clock = Arc::clone(&second);
    let time = move || Timestamp::from_second(clock.load(Ordering::SeqCst)).expect("a time");
    let options = Options { places: places(), seed: 7, port: 0, fault: Fault::None, clock: Arc::new(time) };
    let simulator = Simulator::start(options).expect("a free port");
    let feed = simulator.feed(Protocol::Ldes);
    let first = poll(&feed, None, &mut client(), now()).expect("readings");
    let resume = first.resume.clone().expect("how far it went");
    // Another client has nothing in its cache: what is not read again is known from what was kept.
    let same = poll(&feed, Some(&resume), &mut client(), now()).expect("readings");
    assert!(same.observations.len() < first.observations.len() / 4, "{}", same.observations.len());
    let later = now() + 20.minutes();
    second.store(later.as_second(), Ordering::SeqCst);
    let next = poll(&feed, same.resume.as_deref(), &mut client(), later).expect("readings");
    let newest = next.observations.iter().map(|(_, _, seen)| seen.time).max().expect("observations");
    assert!(newest > later - 5.minutes());
    let all: BTreeSet<_> = next.observations.iter().map(|(sensor, key, seen)| (sensor, key, seen.time)).collect();
    assert_eq!(all.len(), next.observations.len(), "each once");
}

#[test]
fn an_unchanged_stream_says_so() {
    let simulator = start(Fault::None);
    let (feed, mut client) = (simulator.feed(Protocol::Ldes), client());
    let first = poll(&feed, None, &mut client, now()).expect("readings");
    let second = poll(&feed, first.resume.as_deref(), &mut client, now()).expect("readings");
    assert_eq!((first.is_unchanged, second.is_unchanged), (false, true));
    assert_eq!(first.resume.is_some(), second.resume.is_some());
}

#[test]
fn faults_are_noticed_and_lose_nothing() {
    let simulator = start(Fault::None);
    let feed = simulator.feed(Protocol::Ldes);
    let mut client = client();
    line_faults(&simulator, &feed, &mut client, "parse");
    simulator.set_fault(Fault::WrongContentType);
    assert_eq!(poll(&feed, None, &mut client, now()).expect("what counts is what comes").sensors.len(), 6);
    simulator.set_fault(Fault::DriftedClock);
    let readings = poll(&feed, None, &mut client, now()).expect("readings");
    let late = readings.observations.iter().filter(|(_, _, seen)| seen.quality == Quality::ClockSkewed).count();
    assert!(late > 0, "those that seem to come from the future");
    simulator.set_fault(Fault::Vanished);
    assert_eq!(poll(&feed, None, &mut client, now()).expect("readings").sensors.len(), 4);
}

#[test]
fn the_same_page_in_three_syntaxes_gives_the_same() {
    let simulator = start(Fault::None);
    let mut client = client();
    let view = format!("{}/ldes/by-time", simulator.host());
    let page = format!("{view}?from={}", now().as_second().div_euclid(1800) * 1800 - 1800);
    let mut graphs = Vec::new();
    for accept in ["text/turtle", "application/n-quads", "application/ld+json"] {
        let answer = client.ask(&url(&page), &url(&view), &Ask { accept, ..Ask::default() }, now()).expect("a page");
        assert!(answer.content_type.starts_with(accept));
        let graph = feeds::ldes::rdf::parse(&answer.bytes, &answer.content_type, &page).expect("a graph");
        let page = feeds::ldes::page::Page::of(&graph, &[&url(&page)]);
        let (found, refused) = feeds::ldes::members::members(&graph, &page, Paths::default(), |_| true);
        assert!(refused.is_empty(), "{refused:?}");
        graphs.push((graph.len(), page, found));
    }
    assert_eq!(graphs[0], graphs[1]);
    assert_eq!(graphs[0], graphs[2]);
    assert!(graphs[0].2.len() > 40);
}

#[test]
fn an_address_of_a_stream_is_recognised() {
    let simulator = start(Fault::None);
    for path in ["ldes", "ldes/by-time"] {
        let found =
            recognise(&format!("{}/{path}", simulator.host()), None, &MemorySecrets::default(), &mut client(), now())
                .expect("a feed");
        assert_eq!((found.feed.protocol, found.readings.sensors.len()), (Protocol::Ldes, 6), "{path}");
    }
    let address = url("https://a.example/");
    assert!(recognise::candidates(&address, None).iter().all(|one| one.feed.protocol != Protocol::Ldes));
}

const HEAD: &str = "@prefix tree: <https://w3id.org/tree#> . @prefix sosa: <http://www.w3.org/ns/sosa/> .
    @prefix mv: <http://schema.mobivoc.org/#> . @prefix dct: <http://purl.org/dc/terms/> . ";

const TURTLE: &str = "content-type: text/turtle\r\n";

/// A page with one observation, and where it leads.
fn chain(number: usize, next: &str) -> String {
    format!(
        "{HEAD} </s> tree:member </o/{number}> . </o/{number}> a sosa:Observation ; sosa:madeBySensor </station> ;
        sosa:observedProperty </PM10> ; sosa:hasSimpleResult {number} ; sosa:resultTime \"2026-04-06T{:02}:{:02}:00Z\" .
        <> tree:relation [ a tree:Relation ; tree:node <{next}> ] .",
        number / 60,
        number % 60
    )
}

#[test]
fn a_long_chain_is_read_over_several_polls() {
    const IMMUTABLE: &str = "content-type: text/turtle\r\ncache-control: max-age=1, immutable\r\n";
    let server = Server::start(|request, stream| {
        let number: usize = request.target.trim_start_matches("/p/").parse().unwrap_or(0);
        let last = number == 59;
        let page = chain(number, &if last { "/p/59".to_owned() } else { format!("/p/{}", number + 1) });
        reply(stream, "200 OK", if last { TURTLE } else { IMMUTABLE }, page.as_bytes());
    });
    let feed = feed(Protocol::Ldes, &format!("{}/p/0", server.url));
    let (mut resume, mut count) = (None, 0);
    for expected in [MAX_PAGES_A_POLL, MAX_PAGES_A_POLL, 10, 1] {
        let readings = poll(&feed, resume.as_deref(), &mut client(), now()).expect("readings");
        assert_eq!(readings.observations.len(), expected);
        count += expected;
        resume = readings.resume;
    }
    let targets = server.targets();
    assert_eq!((count, targets.len()), (61, 61));
    assert_eq!(targets.iter().filter(|target| *target == "/p/3").count(), 1);
    assert_eq!(targets.last().map(String::as_str), Some("/p/59"), "only what may change is asked for again");
}

#[test]
fn an_address_that_redirects_is_followed_again() {
    const IMMUTABLE: &str = "content-type: text/turtle\r\ncache-control: immutable\r\n";
    let latest = Arc::new(AtomicI64::new(1));
    let number = Arc::clone(&latest);
    let server = Server::start(move |request, stream| match request.target.trim_start_matches("/p/").parse() {
        Ok(page) => reply(stream, "200 OK", IMMUTABLE, chain(page, "/latest").as_bytes()),
        Err(_) if request.target == "/start" => reply(stream, "200 OK", TURTLE, chain(0, "/latest").as_bytes()),
        Err(_) => {
            let location = format!("location: /p/{}\r\n", number.load(Ordering::SeqCst));
            reply(stream, "302 Found", &location, b"");
        }
    });
    let feed = feed(Protocol::Ldes, &format!("{}/start", server.url));
    let first = poll(&feed, None, &mut client(), now()).expect("readings");
    let values = |readings: &Readings| readings.observations.iter().map(|one| one.2.value).collect::<Vec<_>>();
    assert_eq!(values(&first), [0.0, 1.0]);
    latest.store(2, Ordering::SeqCst);
    let second = poll(&feed, first.resume.as_deref(), &mut client(), now()).expect("readings");
    assert_eq!(values(&second), [0.0, 2.0], "the page that it led to is not asked for again");
}

#[test]
fn loops_end_and_pages_that_are_gone_are_empty() {
    let server = Server::start(|request, stream| match request.target.as_str() {
        "/a" => reply(stream, "200 OK", TURTLE, chain(1, "/b>, </gone").as_bytes()),
        "/b" => reply(stream, "200 OK", TURTLE, chain(2, "/a").as_bytes()),
        _ => reply(stream, "410 Gone", "", b""),
    });
    let readings =
        poll(&feed(Protocol::Ldes, &format!("{}/a", server.url)), None, &mut client(), now()).expect("readings");
    assert_eq!(readings.observations.len(), 2);
    assert_eq!(server.targets(), ["/a", "/b", "/gone"]);
    assert!(readings.rejected.is_empty(), "{:?}", readings.rejected);
}

#[test]
fn a_page_that_fails_later_keeps_what_was_read() {
    let is_broken = Arc::new(std::sync::atomic::AtomicBool::new(true));
    let broken = Arc::clone(&is_broken);
    let server = Server::start(move |request, stream| match request.target.as_str() {
        "/a" => reply(stream, "200 OK", TURTLE, chain(1, "/b").as_bytes()),
        _ if broken.load(Ordering::SeqCst) => reply(stream, "503 Busy", "retry-after: 90\r\n", b""),
        _ => reply(stream, "200 OK", TURTLE, chain(2, "/a").as_bytes()),
    });
    let feed = feed(Protocol::Ldes, &format!("{}/a", server.url));
    let first = poll(&feed, None, &mut client(), now()).expect("the first page");
    assert_eq!(first.observations.len(), 1);
    assert!(first.rejected[0].reason.to_string().contains("503"), "{:?}", first.rejected);
    let again = poll(&feed, first.resume.as_deref(), &mut client(), now()).expect_err("it is still busy");
    assert_eq!((again.kind(), again.retry_after_s()), ("status", Some(90)));
    is_broken.store(false, Ordering::SeqCst);
    let second = poll(&feed, first.resume.as_deref(), &mut client(), now()).expect("the second page");
    assert_eq!(second.observations.len(), 1);
    assert_eq!(server.targets(), ["/a", "/b", "/b", "/b"]);
}

#[test]
fn links_to_other_hosts_are_refused() {
    let other = Server::answering("200 OK", TURTLE, "");
    let elsewhere = format!("{}/x", other.url);
    let page = chain(1, &elsewhere);
    let bare = format!("{HEAD} <> tree:relation [ tree:node <{elsewhere}> ] .");
    let server = Server::start(move |request, stream| {
        let body = if request.target == "/bare" { &bare } else { &page };
        reply(stream, "200 OK", TURTLE, body.as_bytes());
    });
    let ask = |path: &str| poll(&feed(Protocol::Ldes, &format!("{}/{path}", server.url)), None, &mut client(), now());
    let readings = ask("page").expect("its own member");
    assert_eq!((readings.observations.len(), readings.rejected.len()), (1, 1));
    assert!(readings.rejected[0].reason.to_string().contains("another host"));
    assert_eq!(ask("bare").expect_err("nothing else is there").kind(), "cross-origin");
    assert!(other.targets().is_empty(), "nothing was asked");
}

#[test]
fn an_older_version_that_comes_later_changes_no_place() {
    let lot = |version: u32, minute: u32, lat: f64, total: u32| {
        format!(
            "</p/{version}> a mv:ParkingLot ; dct:isVersionOf </p> ; dct:modified \"2026-04-06T09:{minute:02}:00Z\" ;
            <#label> \"P\" ; mv:numberOfVacantParkingSpaces 5 ; mv:totalCapacity {total} ; <#lat> {lat} ; <#long> 3.7 . "
        )
    };
    let new =
        format!("{HEAD} </s> tree:member </p/2> . {} <> tree:relation [ tree:node </old> ] .", lot(2, 30, 51.0, 20));
    let old = format!("{HEAD} </s> tree:member </p/1> . {}", lot(1, 10, 50.0, 10));
    let is_first = std::sync::atomic::AtomicBool::new(true);
    let server = Server::start(move |request, stream| match request.target.as_str() {
        "/old" if is_first.swap(false, Ordering::SeqCst) => reply(stream, "503 Busy", "", b""),
        "/old" => reply(stream, "200 OK", TURTLE, old.as_bytes()),
        _ => reply(stream, "200 OK", TURTLE, new.as_bytes()),
    });
    let feed = feed(Protocol::Ldes, &server.url);
    let first = poll(&feed, None, &mut client(), now()).expect("the newer version");
    assert_eq!(first.sensors[0].datastreams[0].capacity, Some(20.0));
    let second = poll(&feed, first.resume.as_deref(), &mut client(), now()).expect("the older version");
    assert_eq!((second.observations.len(), second.sensors[0].location), (1, None));
    assert_eq!(second.sensors[0].datastreams[0].capacity, None);
}

#[test]
fn only_the_newest_version_of_a_hindrance_counts() {
    let version = |number: u32, end: &str| {
        format!(
            "</h/{number}> a <https://data.vlaanderen.be/ns/mobiliteit#Mobiliteitshinder> ; dct:isVersionOf </h> ;
            dct:description \"Works\" ; dct:modified \"2026-04-0{number}T00:00:00Z\" ; <#periode> [
                <#startTime> \"2026-04-03T00:00:00Z\" ; <#endTime> \"{end}\" ] . "
        )
    };
    let (one, two) = (version(1, "2026-04-04T00:00:00Z"), version(2, "2026-04-09T00:00:00Z"));
    let page = format!("{HEAD} </s> tree:member </h/1>, </h/2> . {one} {two}");
    let server = Server::answering("200 OK", TURTLE, page);
    let readings = poll(&feed(Protocol::Ldes, &server.url), None, &mut client(), now()).expect("readings");
    let seen: Vec<_> = readings.observations.iter().map(|(_, _, seen)| (seen.time.to_string(), seen.value)).collect();
    assert_eq!(seen, [("2026-04-03T00:00:00Z".to_owned(), 1.0)], "it has begun and will end");
    assert_eq!(&*readings.sensors[0].name, "Works");
}

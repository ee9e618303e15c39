//! Feeds against servers on loopback: hostile ones written by hand, the simulator, and real ones.

#[path = "feeds/awv.rs"]
mod awv;
#[path = "feeds/datex2.rs"]
mod datex2;
#[path = "feeds/irceline.rs"]
mod irceline;
#[path = "feeds/ldes.rs"]
mod ldes;
#[path = "feeds/mqtt.rs"]
mod mqtt;
#[path = "feeds/ngsi_ld.rs"]
mod ngsi_ld;
#[path = "feeds/ngsi_v2.rs"]
mod ngsi_v2;
#[path = "feeds/protocols.rs"]
mod protocols;
#[path = "feeds/real_mqtt.rs"]
mod real_mqtt;
#[path = "feeds/real_server.rs"]
mod real_server;
#[path = "feeds/real_wfs.rs"]
mod real_wfs;
#[path = "feeds/server.rs"]
mod server;
#[path = "feeds/sharing.rs"]
mod sharing;
#[path = "feeds/simulated_cities.rs"]
mod simulated_cities;
#[path = "feeds/simulator.rs"]
mod simulator;
#[path = "feeds/telraam.rs"]
mod telraam;
#[path = "feeds/wfs.rs"]
mod wfs;

use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc;
use std::time::Duration;

use jiff::Timestamp;
use regioscope::feeds::{self, Client, FeedError, Limits, Readings, Reply, Visit};
use regioscope::model::{Feed, FeedId, Protocol, Sensor};
use server::{Server, reply};
use url::Url;

pub(crate) fn now() -> Timestamp {
    "2026-04-06T10:00:00Z".parse().expect("a time")
}

pub(crate) fn url(text: &str) -> Url {
    Url::parse(text).expect("an address")
}

pub(crate) fn client() -> Client {
    Client::new(Limits::default()).expect("a client")
}

/// Asks a feed once.
pub(crate) fn read(feed: &Feed, client: &mut Client) -> Result<Readings, FeedError> {
    feeds::read(Visit::new(feed, client, now()))
}

/// Older observations of a sensor since a moment, up to and with now.
pub(crate) fn history(feed: &Feed, sensor: &Sensor, since: Timestamp, client: &mut Client) -> Readings {
    let until = now() + jiff::SignedDuration::from_secs(1);
    feeds::history(Visit::new(feed, client, now()), sensor, since, until).expect("history")
}

/// A feed without mapping at an address.
pub(crate) fn feed(protocol: Protocol, url: &str) -> Feed {
    Feed { poll_seconds: 60, is_enabled: true, ..Feed::new(FeedId::new("test"), protocol, url) }
}

fn get(client: &mut Client, address: &str) -> Result<Reply, FeedError> {
    let address = url(address);
    client.get(&address, &address, now())
}

fn kind(client: &mut Client, address: &str) -> &'static str {
    get(client, address).map_or_else(|error| error.kind(), |_| "good")
}

fn short(first_byte_ms: u64) -> Client {
    let limits = Limits {
        connect: Duration::from_millis(50),
        first_byte: Duration::from_millis(first_byte_ms),
        max_bytes: 1 << 20,
        ..Limits::default()
    };
    Client::new(limits).expect("a client")
}

#[test]
fn a_gigabyte_is_given_up_early() {
    let sent = Arc::new(AtomicU64::new(0));
    let count = sent.clone();
    let (closed, is_closed) = mpsc::channel();
    let server = Server::start(move |_, stream| {
        let head = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
        let chunk = [b"10000\r\n".as_slice(), &vec![b' '; 0x10000], b"\r\n"].concat();
        let mut is_open = stream.write_all(head).is_ok();
        while is_open && count.load(Ordering::SeqCst) < 1 << 30 {
            is_open = stream.write_all(&chunk).is_ok();
            count.fetch_add(0x10000, Ordering::SeqCst);
        }
        closed.send(()).expect("the test waits");
    });
    let mut client = client();
    let error = get(&mut client, &server.url).expect_err("too large");
    assert_eq!(error.kind(), "too-large");
    drop(client);
    is_closed.recv_timeout(Duration::from_secs(20)).expect("the connection is closed");
    assert!(sent.load(Ordering::SeqCst) < 64 << 20, "32 MiB and what the sockets hold");
}

#[test]
fn a_gigabyte_that_is_announced_is_not_read() {
    let server = Server::start(|_, stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 1073741824\r\n\r\n{"));
    });
    assert_eq!(kind(&mut client(), &server.url), "too-large");
}

#[test]
fn a_compressed_bomb_is_given_up_early() {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    let zeros = vec![b'0'; 1 << 20];
    for _ in 0..48 {
        packed.write_all(&zeros).expect("memory");
    }
    let packed = packed.finish().expect("memory");
    assert!(packed.len() < 1 << 20, "48 MB in less than 1");
    let server = Server::start(move |_, stream| reply(stream, "200 OK", "content-encoding: gzip\r\n", &packed));
    assert_eq!(kind(&mut client(), &server.url), "too-large");
}

#[test]
fn waiting_has_an_end() {
    let (release, wait) = mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let server = Server::start(move |request, stream| {
        if request.target == "/drip" {
            drop(stream.write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\n{"));
        }
        drop(wait.lock().map(|wait| wait.recv()));
    });
    let mut client = short(150);
    let error = get(&mut client, &server.url).expect_err("nothing comes");
    assert!(matches!(&error, FeedError::Timeout { phase: "first byte", .. }), "{error}");
    let error = get(&mut client, &format!("{}/drip", server.url)).expect_err("no more comes");
    assert!(matches!(&error, FeedError::Timeout { phase: "next part of the answer", .. }), "{error}");
    drop(release);
}

#[test]
fn a_running_request_is_cancelled_at_once() {
    let (release, wait) = mpsc::channel::<()>();
    let wait = std::sync::Mutex::new(wait);
    let (arrived, has_arrived) = mpsc::channel();
    let server = Server::start(move |_, _| {
        arrived.send(()).expect("the test waits");
        drop(wait.lock().map(|wait| wait.recv()));
    });
    let mut client = client();
    let cancel = client.cancel_handle();
    let thread = std::thread::spawn(move || {
        has_arrived.recv().expect("a request");
        cancel.cancel();
    });
    assert_eq!(kind(&mut client, &server.url), "cancelled");
    thread.join().expect("no panic");
    drop(release);
}

#[test]
fn failures_are_told_apart() {
    let mut client = client();
    let closed = {
        let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
        format!("http://{}", listener.local_addr().expect("an address"))
    };
    assert_eq!(kind(&mut client, &closed), "refused");
    assert_eq!(kind(&mut client, "http://no-such-host.invalid/"), "offline");
    let plain = Server::answering("200 OK", "", "{}");
    let error = get(&mut client, &plain.url.replace("http", "https")).expect_err("not encrypted");
    assert_eq!(error.kind(), "tls", "{error}");
    for (status, word) in
        [("500 Oops", "status"), ("403 No", "forbidden"), ("404 Gone", "not-found"), ("304 Same", "status")]
    {
        let server = Server::answering(status, "", "{}");
        assert_eq!(kind(&mut client, &server.url), word, "{status}");
    }
    let cut = Server::start(|_, stream| {
        drop(stream.write_all(b"HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 100\r\n\r\n{\"value\""));
    });
    assert_eq!(kind(&mut client, &cut.url), "interrupted");
}

#[test]
fn a_host_that_asks_to_wait_is_heard() {
    let server = Server::answering("429 Too Many Requests", "retry-after: 90\r\n", "");
    let error = get(&mut client(), &server.url).expect_err("too many");
    assert_eq!((error.kind(), error.retry_after_s()), ("too-many-requests", Some(90)));
    let server = Server::answering("503 Busy", "retry-after: Mon, 06 Apr 2026 10:02:00 GMT\r\n", "");
    let error = get(&mut client(), &server.url).expect_err("busy");
    assert_eq!(error.retry_after_s(), Some(120));
}

#[test]
fn redirects_are_bounded_and_stay_in_http() {
    let server = Server::start(|request, stream| {
        let step: u32 = request.target.trim_start_matches('/').parse().unwrap_or(99);
        let location = match step {
            0 => return reply(stream, "200 OK", "", b"{}"),
            7 => "location: file:///etc/passwd\r\n".to_owned(),
            8 => String::new(),
            step => format!("location: /{}\r\n", step - 1),
        };
        reply(stream, "302 Found", &location, b"");
    });
    let mut client = client();
    let reply = get(&mut client, &format!("{}/5", server.url)).expect("five are followed");
    assert!(reply.url.as_str().ends_with("/0"));
    for refused in ["6", "7", "8"] {
        assert_eq!(kind(&mut client, &format!("{}/{refused}", server.url)), "redirect", "{refused}");
    }
}

#[test]
fn what_an_answer_names_may_not_lead_inside() {
    let server = Server::answering("200 OK", "", "{}");
    let mut client = client();
    let public = url("https://feed.example/v1.1");
    let inside = client.get(&url(&server.url), &public, now()).expect_err("the feed is not there");
    assert_eq!(inside.kind(), "private-address");
    let by_name = url(&server.url.replace("127.0.0.1", "localhost"));
    assert_eq!(client.get(&by_name, &public, now()).expect_err("nor by name").kind(), "private-address");
    assert!(server.targets().is_empty(), "nothing was asked");
    let neighbour = url("http://192.168.1.1/v1.1");
    assert!(client.get(&url(&server.url), &neighbour, now()).is_ok(), "the feed itself is inside");
}

#[test]
fn an_unchanged_answer_is_not_sent_again() {
    let server = Server::start(|request, stream| match request.header("if-none-match") {
        Some("\"one\"") => reply(stream, "304 Not Modified", "etag: \"one\"\r\n", b""),
        _ => reply(stream, "200 OK", "etag: \"one\"\r\ncontent-type: application/json\r\n", b"{\"value\":[]}"),
    });
    let mut client = client();
    let first = get(&mut client, &server.url).expect("an answer");
    let second = get(&mut client, &server.url).expect("an answer");
    assert_eq!((first.is_unchanged, second.is_unchanged), (false, true));
    assert_eq!(first.bytes, second.bytes);
    let requests = server.requests.lock().expect("no panic");
    assert!(requests[0].header("user-agent").is_some_and(|agent| agent.starts_with("regioscope/")));
    assert_eq!(requests[0].header("if-none-match"), None);
}

//! The reader against mosquitto, Debian's broker: retained and live messages, users, encryption, a broker that goes away.

use std::fs;
use std::io::Write;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use regioscope::feeds::{self, Client, FeedError, Readings, Visit};
use regioscope::model::{Feed, ObservedProperty, Protocol, Quality, Unit};
use tempfile::TempDir;

use super::mqtt::read_until;
use super::{client, feed, now, read};

/// A program of the packages `mosquitto` and `mosquitto-clients`; daemons are not on everybody's path.
fn program(name: &str) -> Option<PathBuf> {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&folders).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
    folders.map(|folder| folder.join(name)).find(|path| path.is_file())
}

/// Whether what these tests need is installed; says so where it is not.
fn is_installed() -> bool {
    let all = ["mosquitto", "mosquitto_pub", "mosquitto_passwd", "openssl"];
    let missing: Vec<&str> = all.into_iter().filter(|name| program(name).is_none()).collect();
    if !missing.is_empty() {
        // Not println!, which a passing test keeps to itself.
        let text = format!("SKIPPED a real MQTT broker: {} not found; `make test` installs it", missing.join(", "));
        writeln!(std::io::stderr(), "{text}").expect("standard error");
    }
    missing.is_empty()
}

fn run(name: &str, arguments: &[&str]) -> Output {
    let path = program(name).expect("it is installed");
    let output = Command::new(path).args(arguments).output().expect("it starts");
    assert!(output.status.success(), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    output
}

/// A running broker; dropping it ends it.
struct Broker {
    process: Child,
    port: u16,
    folder: TempDir,
}

impl Broker {
    /// A broker with these lines in its settings.
    fn start(settings: impl Fn(&Path) -> String) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let settings = settings(folder.path());
        let start = || {
            // A port that was free a moment ago; another program may take it first.
            let port = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a free port").port();
            Some((Self::launch(folder.path(), port, &settings)?, port))
        };
        let (process, port) = (0..5).find_map(|_| start()).expect("a port for the broker");
        Self { process, port, folder }
    }

    fn launch(folder: &Path, port: u16, settings: &str) -> Option<Child> {
        let file = folder.join("mosquitto.conf");
        // Started by root it would become another user, who may not read the folder.
        let text = format!("user root\npersistence false\nlistener {port} 127.0.0.1\n{settings}\n");
        fs::File::create(&file).and_then(|mut file| file.write_all(text.as_bytes())).expect("a file");
        let mut process = Command::new(program("mosquitto").expect("it is installed"))
            .arg("-c")
            .arg(&file)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("it starts");
        let start = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            if process.try_wait().expect("its state").is_some() {
                return None;
            }
            assert!(start.elapsed() < Duration::from_secs(30), "the broker does not listen");
            std::thread::yield_now();
        }
        Some(process)
    }

    fn stop(&mut self) {
        drop(self.process.kill());
        drop(self.process.wait());
    }

    fn feed(&self) -> Feed {
        feed(Protocol::Mqtt, &format!("mqtt://127.0.0.1:{}", self.port))
    }

    /// Publishes with the broker's own program.
    fn publish(&self, topic: &str, payload: &str, more: &[&str]) {
        let port = self.port.to_string();
        let fixed = ["-h", "127.0.0.1", "-p", &port, "-q", "1", "-t", topic, "-m", payload];
        run("mosquitto_pub", &[&fixed, more].concat());
    }
}

impl Drop for Broker {
    fn drop(&mut self) {
        self.stop();
    }
}

fn read_with(feed: &Feed, secret: Option<&str>, client: &mut Client) -> Result<Readings, FeedError> {
    feeds::read(Visit { secret, ..Visit::new(feed, client, now()) })
}

#[test]
fn retained_and_live_messages_are_read() {
    if !is_installed() {
        return;
    }
    let broker = Broker::start(|_| "allow_anonymous true".to_owned());
    broker.publish("city/air/7/pm10", "12.5", &["-r"]);
    let json = r#"{"time": "2026-04-06T09:59:00Z", "lat": 51.05, "lon": 3.72, "temperature": 21.5, "name": "Kouter"}"#;
    broker.publish("city/weather/3", json, &["-r"]);
    broker.publish("city/air/8/pm10", "much", &["-r"]);
    let feed = Feed { options: [("topic".to_owned(), "city/#".to_owned())].into(), ..broker.feed() };
    let mut client = client();
    let readings = read(&feed, &mut client).expect("readings");
    assert_eq!((readings.sensors.len(), readings.rejected.len()), (2, 1), "{readings:?}");
    let (dust, weather) = (&readings.sensors[0], &readings.sensors[1]);
    assert_eq!((dust.id.as_str(), dust.datastreams[0].property), ("test/city/air/7", ObservedProperty::Pm10));
    let latest = dust.datastreams[0].latest.expect("a value");
    assert_eq!((latest.value, latest.quality), (12.5, Quality::Uncertain), "nobody knows how old it is");
    assert_eq!((&*weather.name, weather.location.is_some()), ("Kouter", true));
    let latest = weather.datastreams[0].latest.expect("a value");
    assert_eq!(
        (latest.value, latest.quality, latest.time.to_string().as_str()),
        (21.5, Quality::Good, "2026-04-06T09:59:00Z")
    );
    broker.publish("city/air/7/pm10", "13.5", &[]);
    broker.publish("elsewhere/pm10", "99", &[]);
    broker.publish("city/air/7/pm10", "14.5", &[]);
    let mut values = Vec::new();
    while values.len() < 2 {
        let more = read_until(&feed, &mut client, |answer| answer.as_ref().is_ok_and(|more| !more.sensors.is_empty()));
        let more = more.expect("readings");
        values.extend(more.observations.iter().map(|(_, _, seen)| (seen.value, seen.quality)));
    }
    assert_eq!(values, [(13.5, Quality::Good), (14.5, Quality::Good)]);
}

#[test]
fn a_broker_that_goes_away_is_found_again() {
    if !is_installed() {
        return;
    }
    let mut broker = Broker::start(|_| "allow_anonymous true".to_owned());
    broker.publish("a/pm10", "5", &["-r"]);
    let (feed, mut client) = (broker.feed(), client());
    assert_eq!(read(&feed, &mut client).expect("readings").sensors.len(), 1);
    broker.stop();
    let gone = read_until(&feed, &mut client, Result::is_err).expect_err("it is gone");
    assert_eq!(gone.kind(), "refused");
    broker.process = Broker::launch(broker.folder.path(), broker.port, "allow_anonymous true").expect("the same port");
    broker.publish("a/pm10", "6", &["-r"]);
    let readings = read(&feed, &mut client).expect("readings");
    assert_eq!(readings.observations[0].2.value, 6.0);
}

#[test]
fn users_need_their_password() {
    if !is_installed() {
        return;
    }
    let broker = Broker::start(|folder| {
        let file = folder.join("passwords").display().to_string();
        run("mosquitto_passwd", &["-b", "-c", &file, "reader", "swordfish"]);
        format!("allow_anonymous false\npassword_file {file}")
    });
    broker.publish("a/pm10", "5", &["-r", "-u", "reader", "-P", "swordfish"]);
    let mut feed = broker.feed();
    let kind = |feed: &Feed, secret| read_with(feed, secret, &mut client()).map_err(|error| error.kind()).err();
    assert_eq!(kind(&feed, None), Some("forbidden"));
    feed.options.insert("user".to_owned(), "reader".to_owned());
    assert_eq!(kind(&feed, Some("herring")), Some("forbidden"));
    let readings = read_with(&feed, Some("swordfish"), &mut client()).expect("readings");
    assert_eq!(readings.sensors.len(), 1);
    // Another password is another connection, not the one that is open.
    let mut client = client();
    assert!(read_with(&feed, Some("swordfish"), &mut client).is_ok());
    assert_eq!(read_with(&feed, Some("herring"), &mut client).map_err(|error| error.kind()), Err("forbidden"));
}

/// An authority, and a certificate of it for this computer.
fn certificates(folder: &Path) {
    let path = |name: &str| folder.join(name).display().to_string();
    let curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
    let authority = ["req", "-x509", "-subj", "/CN=Test authority", "-days", "2"];
    run("openssl", &[&authority[..], &curve, &["-keyout", &path("ca.key"), "-out", &path("ca.pem")]].concat());
    let request = ["req", "-subj", "/CN=localhost"];
    run("openssl", &[&request[..], &curve, &["-keyout", &path("own.key"), "-out", &path("own.csr")]].concat());
    let extensions = "subjectAltName=IP:127.0.0.1,DNS:localhost\nbasicConstraints=CA:FALSE\n";
    fs::File::create(folder.join("own.ext"))
        .and_then(|mut file| file.write_all(extensions.as_bytes()))
        .expect("a file");
    let signed = ["x509", "-req", "-days", "2", "-CAcreateserial"];
    let files = [
        "-in",
        &path("own.csr"),
        "-CA",
        &path("ca.pem"),
        "-CAkey",
        &path("ca.key"),
        "-out",
        &path("own.pem"),
        "-extfile",
        &path("own.ext"),
    ];
    run("openssl", &[&signed[..], &files].concat());
}

#[test]
#[expect(clippy::disallowed_methods, reason = "the test reads the certificate that it has made")]
fn encryption_is_trusted_by_its_authority_only() {
    if !is_installed() {
        return;
    }
    let broker = Broker::start(|folder| {
        certificates(folder);
        let path = |name: &str| folder.join(name).display().to_string();
        format!("allow_anonymous true\ncertfile {}\nkeyfile {}", path("own.pem"), path("own.key"))
    });
    let authority = broker.folder.path().join("ca.pem");
    broker.publish("a/temperature", "21", &["-r", "--cafile", &authority.display().to_string()]);
    let mut feed = feed(Protocol::Mqtt, &format!("mqtts://127.0.0.1:{}", broker.port));
    assert_eq!(read(&feed, &mut client()).expect_err("not trusted").kind(), "tls");
    let pem = fs::read_to_string(&authority).expect("the certificate");
    feed.options.insert("ca".to_owned(), pem);
    let readings = read(&feed, &mut client()).expect("readings");
    assert_eq!(readings.sensors[0].datastreams[0].unit, Unit::Celsius);
    feed.url = feed.url.replace("mqtts", "mqtt");
    let plain = read(&feed, &mut client()).expect_err("it is encrypted");
    assert!(matches!(plain.kind(), "interrupted" | "parse"), "{plain}");
}

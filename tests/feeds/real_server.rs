//! The reader against a real SensorThings server from PyPI, which `make test` installs into `target/`.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, Command, Stdio};

use jiff::ToSpan;
use regioscope::model::{ObservedProperty, Protocol, Quality, Unit};

use super::{client, feed, history, now, read};

/// The interpreter of the virtual environment in which the server is installed.
const PYTHON: &str = "REGIOSCOPE_SENSORTHINGS_PYTHON";

/// A running server; it ends when its standard input is closed.
struct RealServer {
    process: Child,
    url: String,
}

impl RealServer {
    fn start(python: &str) -> Self {
        let mut process = Command::new(python)
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/python/sensorthings_server.py"))
            .arg(now().to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the variable names a Python that starts");
        let mut line = String::new();
        let output = process.stdout.take().expect("it is piped");
        BufReader::new(output).read_line(&mut line).expect("a line");
        let port = line.trim().strip_prefix("PORT ").expect("the server says its port");
        Self { url: format!("http://127.0.0.1:{port}/sensorthings/v1.1"), process }
    }
}

impl Drop for RealServer {
    fn drop(&mut self) {
        drop(self.process.stdin.take());
        drop(self.process.wait());
    }
}

#[test]
fn a_real_server_that_can_not_sort_is_read_all_the_same() {
    let Ok(python) = std::env::var(PYTHON) else {
        // Not println!, which a passing test keeps to itself.
        let reason = "does not name a Python with django-ogc-sensorthings; `make test` installs one";
        writeln!(std::io::stderr(), "SKIPPED a real SensorThings server: {PYTHON} {reason}").expect("standard error");
        return;
    };
    let server = RealServer::start(&python);
    let feed = feed(Protocol::SensorThings, &server.url);
    let mut client = client();
    let readings = read(&feed, &mut client).expect("readings");
    assert_eq!(readings.sensors.len(), 3, "{:?}", readings.rejected);
    for sensor in &readings.sensors {
        assert!(sensor.location.is_some() && sensor.name.starts_with("Station "));
        let of = |property| {
            sensor.datastreams.iter().find(|stream| stream.property == property).unwrap_or_else(|| panic!("{sensor:?}"))
        };
        let air = of(ObservedProperty::Temperature);
        let latest = air.latest.expect("a value");
        assert_eq!((air.unit, &*air.original_unit), (Unit::Celsius, "K"));
        assert_eq!((latest.time, latest.value), (now(), 6.85), "280 K, the newest");
        let dust = of(ObservedProperty::Pm25);
        assert_eq!(dust.latest.map(|latest| (latest.value, latest.quality)), Some((280.0, Quality::Good)));
        let since = now() - 12.hours();
        let all = history(&feed, sensor, since, &mut client).observations;
        let all: Vec<_> = all.iter().filter(|(_, key, _)| *key == air.key).map(|(_, _, seen)| *seen).collect();
        assert_eq!(all.len(), 145, "every five minutes for twelve hours, both ends included");
        assert_eq!((all[0].time, all[0].value), (since, 8.29));
        assert!(all.is_sorted_by_key(|observation| observation.time));
    }
    let again = read(&feed, &mut client).expect("readings");
    assert_eq!(again.sensors, readings.sensors, "read the plain way from the start");
}

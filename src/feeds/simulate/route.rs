//! Which simulated service answers a request, and what goes wrong on the way.
//!
//! Contract: pure. Services are told apart by the paths that the real ones have. Faults of the line (429, 500, cut off,
//! garbage) are made here, for all of them alike; those of devices by [`Ask::devices`] and [`Ask::shown`].
//! May use: `model`.

use jiff::{Timestamp, ToSpan};
use serde_json::{Value, json};

use super::city::{City, Device, Kind};
use super::{
    Fault, awv, datex2, gbfs, irceline, ldes, ngsi_ld, ngsi_v2, opendatasoft, sensor_community, sensorthings, telraam,
    wfs,
};

/// How far the clocks of the devices are ahead under [`Fault::DriftedClock`], seconds.
const DRIFT_S: i64 = 2 * 3600;

/// A request to the simulator.
pub(super) struct Ask<'a> {
    /// Every simulated sensor.
    pub city: &'a City,
    /// The simulator's own address, without a trailing slash: `http://127.0.0.1:PORT`.
    pub host: &'a str,
    /// `GET` or `POST`.
    pub method: &'a str,
    /// Path, decoded no further than it came.
    pub path: &'a str,
    /// Query, decoded.
    pub query: &'a [(String, String)],
    /// Headers, names in lower case.
    pub headers: &'a [(String, String)],
    /// Body of a POST.
    pub body: &'a [u8],
    /// What goes wrong.
    pub fault: Fault,
    /// The simulation's clock.
    pub now: Timestamp,
}

impl<'a> Ask<'a> {
    /// A parameter of the query.
    pub fn parameter(&self, name: &str) -> Option<&'a str> {
        self.query.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// A header by its name in lower case.
    pub fn header(&self, name: &str) -> Option<&'a str> {
        self.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The devices of these kinds that are there.
    pub fn devices(&self, kinds: &'a [Kind]) -> impl Iterator<Item = &'a Device> + '_ {
        self.city.devices.iter().filter(move |device| kinds.contains(&device.kind) && self.is_there(device))
    }

    /// Whether a device is there: under [`Fault::Vanished`] a third of each kind is gone.
    pub fn is_there(&self, device: &Device) -> bool {
        self.fault != Fault::Vanished || !device.is_fickle
    }

    /// The time that a device's clock shows.
    pub fn shown(&self, time: Timestamp) -> Timestamp {
        let drift_s = if self.fault == Fault::DriftedClock { DRIFT_S } else { 0 };
        time.checked_add(drift_s.seconds()).unwrap_or(time)
    }
}

/// An answer of the simulator.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Answer {
    pub status: u16,
    pub content_type: &'static str,
    pub headers: Vec<(&'static str, String)>,
    pub body: Vec<u8>,
}

impl Answer {
    /// A good answer.
    pub fn new(content_type: &'static str, body: impl Into<Vec<u8>>) -> Self {
        Self { status: 200, content_type, headers: Vec::new(), body: body.into() }
    }

    /// A good answer in JSON.
    pub fn json(value: &Value) -> Self {
        Self::new("application/json", value.to_string())
    }

    /// An answer that says what is wrong.
    pub fn error(status: u16, message: &str) -> Self {
        Self { status, ..Self::json(&json!({ "code": status, "message": message })) }
    }

    /// With one more header.
    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}

/// Answers a request.
pub(super) fn respond(ask: &Ask<'_>) -> Answer {
    match ask.fault {
        Fault::TooManyRequests => return Answer::error(429, "too many requests").with("retry-after", "120"),
        Fault::ServerError => return Answer::error(500, "simulated failure"),
        Fault::Html => return Answer::new("text/html", "<!doctype html><title>Simulated sign-in page</title>"),
        Fault::Garbage => return Answer::new("application/json", vec![0xff, 0x00, 0x7b, 0xc3, 0x28, 0x1b]),
        Fault::None
        | Fault::Slow
        | Fault::Truncated
        | Fault::WrongContentType
        | Fault::DriftedClock
        | Fault::Vanished => {}
    }
    let mut answer = service(ask.path).map_or_else(|| Answer::error(404, "not found"), |service| service(ask));
    match ask.fault {
        Fault::Truncated => answer.body.truncate(answer.body.len() / 2),
        Fault::WrongContentType => answer.content_type = "text/html",
        _ => {}
    }
    answer
}

/// The service that lives at a path.
fn service(path: &str) -> Option<fn(&Ask<'_>) -> Answer> {
    let services: [(&str, fn(&Ask<'_>) -> Answer); 14] = [
        ("/v1.1", sensorthings::respond),
        ("/ngsi-ld/", ngsi_ld::respond),
        ("/v2", ngsi_v2::respond),
        ("/quantumleap/v2/", ngsi_v2::respond_past),
        ("/api/explore/", opendatasoft::respond),
        ("/gbfs/", gbfs::respond),
        ("/airrohr/", sensor_community::respond),
        ("/sos/api/", irceline::respond),
        ("/realtime/", wfs::respond),
        ("/v1/", telraam::respond),
        ("/datex2/", datex2::respond),
        ("/miv/", awv::respond),
        ("/ldes", ldes::respond),
        ("/temporal-ngsi-ld/", ngsi_ld::respond),
    ];
    services.into_iter().find(|(prefix, _)| path.starts_with(prefix)).map(|(_, service)| service)
}

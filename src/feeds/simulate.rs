//! A small server on loopback with simulated sensors in real municipalities, over every protocol that the program
//! reads, for trying it without a network and for its tests.
//!
//! Contract: whatever it says is named simulated (name, description, `properties.simulated`); readings follow from
//! the seed and the clock passed in alone; faults can be switched on while it runs; dropping it closes the port and
//! joins its thread. Shares no code with the reader. May use: `model`.

mod awv;
mod city;
mod datex2;
mod entities;
mod gbfs;
mod irceline;
mod ldes;
mod mqtt;
mod ngsi_ld;
mod ngsi_v2;
mod opendatasoft;
mod query;
mod route;
mod sensor_community;
mod sensorthings;
mod telraam;
mod wfs;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use http_body_util::{BodyExt, Full, Limited};
use hyper::body::{Bytes, Incoming};
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioIo, TokioTimer};
use jiff::Timestamp;
use tokio::sync::Notify;

use crate::model::dimension::keyed_enum;
use crate::model::{Feed, FeedId, Localized, LonLat, Nis, Protocol};
use city::City;

/// Identifier of the simulated feed.
pub const FEED_ID: &str = "simulated";

/// Longest body of a request that is read, bytes.
const MAX_BODY_BYTES: usize = 1 << 20;

/// How long an answer takes under [`Fault::Slow`].
const SLOW: Duration = Duration::from_secs(30);

keyed_enum!(
    /// What goes wrong on purpose.
    Fault {
        /// Nothing.
        None = "none",
        /// Every answer takes half a minute.
        Slow = "slow",
        /// Status 429 with `Retry-After: 120`.
        TooManyRequests = "too_many_requests",
        /// Status 500.
        ServerError = "server_error",
        /// JSON that breaks off in the middle.
        Truncated = "truncated",
        /// Bytes that are nothing.
        Garbage = "garbage",
        /// A web page, with status 200.
        Html = "html",
        /// The right answer under a wrong kind of content.
        WrongContentType = "wrong_content_type",
        /// The devices' clocks are two hours ahead.
        DriftedClock = "drifted_clock",
        /// Every third sensor is gone.
        Vanished = "vanished",
    }
);

/// The clock that the simulation goes by.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What is simulated.
pub struct Options {
    /// Municipalities: code, name, place to scatter sensors around.
    pub places: Vec<(Nis, String, LonLat)>,
    /// Seed of all values.
    pub seed: u64,
    /// Port on loopback; 0 = a free one.
    pub port: u16,
    /// What goes wrong from the start.
    pub fault: Fault,
    /// The clock.
    pub clock: Clock,
}

impl std::fmt::Debug for Options {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Options").field("seed", &self.seed).field("port", &self.port).finish_non_exhaustive()
    }
}

/// The simulator can't be started.
#[derive(Debug, thiserror::Error)]
#[error("the simulated feed can't be started on port {port}: {source}")]
pub struct SimulateError {
    port: u16,
    source: std::io::Error,
}

/// What the threads of a simulator share.
struct Shared {
    city: City,
    clock: Clock,
    fault: Mutex<Fault>,
    stop: Notify,
    host: String,
    /// Address of the MQTT broker.
    mqtt_host: String,
}

/// A running simulator.
pub struct Simulator {
    shared: Arc<Shared>,
    address: SocketAddr,
    thread: Option<JoinHandle<()>>,
}

impl std::fmt::Debug for Simulator {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Simulator").field("address", &self.address).finish_non_exhaustive()
    }
}

impl Simulator {
    /// Starts it; it answers as soon as this returns.
    ///
    /// # Errors
    /// When the port is taken, or the system gives no thread.
    pub fn start(options: Options) -> Result<Self, SimulateError> {
        let port = options.port;
        let failed = |source| SimulateError { port, source };
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).map_err(failed)?;
        listener.set_nonblocking(true).map_err(failed)?;
        let address = listener.local_addr().map_err(failed)?;
        let broker = broker_listener(address.port(), port != 0).map_err(failed)?;
        let broker_address = broker.local_addr().map_err(failed)?;
        let shared = Arc::new(Shared {
            city: City::new(&options.places, options.seed),
            clock: options.clock,
            fault: Mutex::new(options.fault),
            stop: Notify::new(),
            host: format!("http://{address}"),
            mqtt_host: format!("mqtt://{broker_address}"),
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let of_thread = Arc::clone(&shared);
        let serve = move || runtime.block_on(serve(listener, broker, of_thread));
        let thread = std::thread::Builder::new().name("simulator".to_owned()).spawn(serve).map_err(failed)?;
        Ok(Self { shared, address, thread: Some(thread) })
    }

    /// Its address, without any path.
    pub fn host(&self) -> &str {
        &self.shared.host
    }

    /// Lets something go wrong from here on.
    pub fn set_fault(&self, fault: Fault) {
        *self.shared.fault.lock().unwrap_or_else(PoisonError::into_inner) = fault;
    }

    /// The feed that reads it over a protocol, switched on.
    pub fn feed(&self, protocol: Protocol) -> Feed {
        let id = match protocol {
            Protocol::SensorThings => FEED_ID.to_owned(),
            other => format!("{FEED_ID}-{}", other.key().replace('_', "-")),
        };
        let mut feed = Feed {
            name: Localized::new("Gesimuleerde sensoren", "Simulated sensors"),
            licence: "CC0-1.0".to_owned(),
            attribution: "Regioscope".to_owned(),
            poll_seconds: 60,
            is_verified: true,
            is_enabled: true,
            is_simulated: true,
            ..Feed::new(FeedId::new(id), protocol, "")
        };
        let describe = match protocol {
            Protocol::SensorThings => sensorthings::describe,
            Protocol::Opendatasoft => opendatasoft::describe,
            Protocol::NgsiLd => ngsi_ld::describe,
            Protocol::NgsiV2 => ngsi_v2::describe,
            Protocol::Gbfs => gbfs::describe,
            Protocol::SensorCommunity => sensor_community::describe,
            Protocol::Irceline => irceline::describe,
            Protocol::Wfs => wfs::describe,
            Protocol::Telraam => telraam::describe,
            Protocol::Datex2 => datex2::describe,
            Protocol::Awv => awv::describe,
            Protocol::Ldes => ldes::describe,
            Protocol::Mqtt => mqtt::describe,
            // Nothing serves a file: such a feed has no address.
            Protocol::File => no_address,
        };
        let is_broker = protocol == Protocol::Mqtt;
        describe(&mut feed, if is_broker { &self.shared.mqtt_host } else { &self.shared.host });
        feed
    }
}

const fn no_address(_: &mut Feed, _: &str) {}

/// The socket of the MQTT broker: the next port where one was asked for and it is free, else any.
fn broker_listener(port: u16, is_fixed: bool) -> std::io::Result<TcpListener> {
    let next = port.checked_add(1).filter(|_| is_fixed);
    let fixed = next.and_then(|next| TcpListener::bind((Ipv4Addr::LOCALHOST, next)).ok());
    let listener = fixed.map_or_else(|| TcpListener::bind((Ipv4Addr::LOCALHOST, 0)), Ok)?;
    listener.set_nonblocking(true)?;
    Ok(listener)
}

impl Drop for Simulator {
    fn drop(&mut self) {
        // One permit is stored, so that a thread that is not waiting yet stops as well.
        self.shared.stop.notify_one();
        if let Some(thread) = self.thread.take() {
            // A panic of the thread was printed already; there is nobody left to tell.
            drop(thread.join());
        }
    }
}

/// Accepts connections until told to stop; connections end with the runtime.
async fn serve(listener: TcpListener, broker: TcpListener, shared: Arc<Shared>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
    if let Ok(broker) = tokio::net::TcpListener::from_std(broker) {
        drop(tokio::spawn(mqtt::serve(broker, Arc::clone(&shared))));
    }
    loop {
        let accepted = tokio::select! {
            () = shared.stop.notified() => return,
            accepted = listener.accept() => accepted,
        };
        match accepted {
            Ok((stream, _)) => {
                let shared = Arc::clone(&shared);
                tokio::spawn(connection(stream, shared));
            }
            // Out of descriptors: give connections time to end.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn connection(stream: tokio::net::TcpStream, shared: Arc<Shared>) {
    let service = service_fn(move |request: Request<Incoming>| answer(request, Arc::clone(&shared)));
    let http = hyper::server::conn::http1::Builder::new()
        .timer(TokioTimer::new())
        .serve_connection(TokioIo::new(stream), service)
        .await;
    // A client that goes away in the middle is no concern of ours.
    drop(http);
}

async fn answer(request: Request<Incoming>, shared: Arc<Shared>) -> Result<Response<Full<Bytes>>, hyper::http::Error> {
    let fault = *shared.fault.lock().unwrap_or_else(PoisonError::into_inner);
    if fault == Fault::Slow {
        tokio::time::sleep(SLOW).await;
    }
    let now = (shared.clock)();
    let (head, body) = request.into_parts();
    let body =
        Limited::new(body, MAX_BODY_BYTES).collect().await.map(http_body_util::Collected::to_bytes).unwrap_or_default();
    let query = head.uri.query().unwrap_or_default();
    let query: Vec<(String, String)> = url::form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let header = |(name, value): (&hyper::header::HeaderName, &hyper::header::HeaderValue)| {
        Some((name.to_string(), value.to_str().ok()?.to_owned()))
    };
    let headers: Vec<(String, String)> = head.headers.iter().filter_map(header).collect();
    let answer = route::respond(&route::Ask {
        city: &shared.city,
        host: &shared.host,
        method: head.method.as_str(),
        path: head.uri.path(),
        query: &query,
        headers: &headers,
        body: &body,
        fault,
        now,
    });
    let mut response = Response::builder().status(answer.status).header("content-type", answer.content_type);
    // The host's clock is the simulation's, whatever this computer's says.
    if let Ok(date) = jiff::fmt::rfc2822::to_string(&now.to_zoned_datetime(jiff::tz::TimeZone::UTC)) {
        response = response.header("date", date.replace("+0000", "GMT"));
    }
    for (name, value) in answer.headers {
        response = response.header(name, value);
    }
    response.body(Full::new(Bytes::from(answer.body)))
}

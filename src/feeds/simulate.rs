//! A small SensorThings server on loopback with simulated sensors in real municipalities, for trying the program
//! without a network and for its tests.
//!
//! Contract: whatever it says is named simulated (name, description, `properties.simulated`); readings follow from
//! the seed and the clock passed in alone; faults can be switched on while it runs; dropping it closes the port and
//! joins its thread. Shares no code with the reader. May use: `model`.

mod city;
mod query;
mod respond;

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use http_body_util::Full;
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
    root: String,
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
        let shared = Arc::new(Shared {
            city: City::new(&options.places, options.seed),
            clock: options.clock,
            fault: Mutex::new(options.fault),
            stop: Notify::new(),
            root: format!("http://{address}/v1.1"),
        });
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failed)?;
        let of_thread = Arc::clone(&shared);
        let serve = move || runtime.block_on(serve(listener, of_thread));
        let thread = std::thread::Builder::new().name("simulator".to_owned()).spawn(serve).map_err(failed)?;
        Ok(Self { shared, address, thread: Some(thread) })
    }

    /// The root of its service.
    pub fn url(&self) -> &str {
        &self.shared.root
    }

    /// Lets something go wrong from here on.
    pub fn set_fault(&self, fault: Fault) {
        *self.shared.fault.lock().unwrap_or_else(PoisonError::into_inner) = fault;
    }

    /// The feed that reads it, switched on.
    pub fn feed(&self) -> Feed {
        Feed {
            id: FeedId::new(FEED_ID),
            name: Localized::new("Gesimuleerde sensoren", "Simulated sensors"),
            protocol: Protocol::SensorThings,
            url: self.shared.root.clone(),
            dataset: None,
            mapping: None,
            nis: None,
            licence: "CC0-1.0".to_owned(),
            attribution: "Regioscope".to_owned(),
            poll_seconds: 30,
            is_verified: true,
            is_enabled: true,
            is_simulated: true,
        }
    }
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
async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    let Ok(listener) = tokio::net::TcpListener::from_std(listener) else { return };
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
    let path = request.uri().path();
    let query = request.uri().query().unwrap_or_default();
    let reply = respond::respond(&shared.city, &shared.root, path, query, fault, now);
    let mut response = Response::builder().status(reply.status).header("content-type", reply.content_type);
    if let Some(seconds) = reply.retry_after_s {
        response = response.header("retry-after", seconds);
    }
    response.body(Full::new(Bytes::from(reply.body)))
}

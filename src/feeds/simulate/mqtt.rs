//! A simulated MQTT 3.1.1 broker: every device on a topic of its own, retained, and again whenever it has measured.
//!
//! Contract: as much of the standard as a subscriber needs (CONNECT, SUBSCRIBE, PINGREQ, UNSUBSCRIBE, DISCONNECT; quality
//! 0); a packet that is wrong ends its connection. Values follow from the seed and the simulation's clock alone. Shares no
//! code with the reader. May use: `model`.

mod packet;

use std::collections::BTreeMap;
use std::sync::{Arc, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use serde_json::{Map, Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::city::{Device, Kind};
use super::route::Ask;
use super::{Fault, SLOW, Shared};
use crate::model::Feed;
use packet::Packet;

/// What this service offers.
const KINDS: [Kind; 6] = [Kind::Parking, Kind::Air, Kind::Noise, Kind::Traffic, Kind::Waste, Kind::Weather];

/// How often it is looked whether a device has measured.
const LOOK: Duration = Duration::from_millis(100);

/// Largest packet that is taken from a client, bytes.
const MAX_PACKET_BYTES: usize = 64 << 10;

/// What is sent in place of an answer under [`Fault::Garbage`]: no packet begins so.
const GARBAGE: [u8; 6] = [0xff, 0x00, 0x7b, 0xc3, 0x28, 0x1b];

/// Where the simulated service lives, and the units that its payloads leave out.
pub(super) fn describe(feed: &mut Feed, host: &str) {
    host.clone_into(&mut feed.url);
    feed.poll_seconds = 30;
    let all = KINDS.iter().flat_map(|kind| kind.measures());
    let units: Vec<String> = all.map(|measure| format!("{}:{}", measure.name(), measure.unit().1)).collect();
    feed.options.insert("topic".to_owned(), "simulated/#".to_owned());
    feed.options.insert("unit".to_owned(), units.join(","));
}

/// Accepts connections; ends with the runtime.
pub(super) async fn serve(listener: TcpListener, shared: Arc<Shared>) {
    loop {
        match listener.accept().await {
            Ok((stream, _)) => drop(tokio::spawn(connection(stream, Arc::clone(&shared)))),
            // Out of descriptors: give connections time to end.
            Err(_) => tokio::time::sleep(Duration::from_millis(50)).await,
        }
    }
}

async fn connection(stream: TcpStream, shared: Arc<Shared>) {
    let mut client = Client { stream, shared, received: Vec::new(), filters: Vec::new(), sent: BTreeMap::new() };
    // A client that goes away in the middle is no concern of ours.
    drop(client.run().await);
}

/// One connection; an error ends it.
struct Client {
    stream: TcpStream,
    shared: Arc<Shared>,
    received: Vec<u8>,
    filters: Vec<String>,
    /// What was sent of each device: the time of its newest value.
    sent: BTreeMap<u64, Timestamp>,
}

impl Client {
    async fn run(&mut self) -> std::io::Result<()> {
        let mut look = tokio::time::interval(LOOK);
        look.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
        let mut part = [0; 4096];
        loop {
            tokio::select! {
                read = self.stream.read(&mut part) => {
                    let count = read?;
                    if count == 0 {
                        return Ok(());
                    }
                    self.received.extend_from_slice(part.get(..count).unwrap_or_default());
                    while let Some(packet) = packet::first(&mut self.received, MAX_PACKET_BYTES)? {
                        self.answer(packet).await?;
                    }
                }
                _ = look.tick() => self.publish(false).await?,
            }
        }
    }

    fn fault(&self) -> Fault {
        *self.shared.fault.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn answer(&mut self, packet: Packet) -> std::io::Result<()> {
        match packet {
            Packet::Connect => match self.fault() {
                Fault::Slow => {
                    tokio::time::sleep(SLOW).await;
                    self.stream.write_all(&packet::connack(0)).await
                }
                Fault::TooManyRequests | Fault::ServerError => self.last(&packet::connack(3)).await,
                Fault::Garbage | Fault::Html => self.last(&GARBAGE).await,
                _ => self.stream.write_all(&packet::connack(0)).await,
            },
            Packet::Subscribe { id, filters } => {
                self.stream.write_all(&packet::suback(id, filters.len())).await?;
                self.filters.extend(filters);
                self.sent.clear();
                self.publish(true).await
            }
            Packet::Unsubscribe { id, filters } => {
                self.filters.retain(|filter| !filters.contains(filter));
                self.stream.write_all(&packet::unsuback(id)).await
            }
            Packet::Ping => self.stream.write_all(&packet::PINGRESP).await,
            Packet::Acknowledgement => Ok(()),
            Packet::Disconnect => Err(std::io::ErrorKind::ConnectionAborted.into()),
        }
    }

    /// Says something, then ends the connection.
    async fn last(&mut self, bytes: &[u8]) -> std::io::Result<()> {
        self.stream.write_all(bytes).await?;
        self.stream.shutdown().await?;
        Err(std::io::ErrorKind::ConnectionAborted.into())
    }

    /// Sends what was not sent yet of every device that a filter matches.
    async fn publish(&mut self, is_retained: bool) -> std::io::Result<()> {
        if self.filters.is_empty() {
            return Ok(());
        }
        let (fault, now) = (self.fault(), (self.shared.clock)());
        let mut messages = self.messages(fault, now, is_retained);
        match fault {
            Fault::TooManyRequests | Fault::ServerError => self.last(&[]).await,
            Fault::Garbage | Fault::Html => self.last(&GARBAGE).await,
            Fault::Truncated => {
                messages.truncate(messages.len().min(20) / 2);
                self.last(&messages).await
            }
            _ => self.stream.write_all(&messages).await,
        }
    }

    fn messages(&mut self, fault: Fault, now: Timestamp, is_retained: bool) -> Vec<u8> {
        let shared = Arc::clone(&self.shared);
        let ask = Ask {
            city: &shared.city,
            host: &shared.host,
            method: "",
            path: "",
            query: &[],
            headers: &[],
            body: &[],
            fault,
            now,
        };
        let mut bytes = Vec::new();
        for device in ask.devices(&KINDS) {
            let topic = format!("simulated/{}/{}/{}", device.nis, device.kind.label().replace(' ', "-"), device.id);
            let is_wanted = self.filters.iter().any(|filter| packet::matches(filter, &topic));
            let Some(newest) = device.streams().map(|(_, measure)| device.newest(measure, now)).max() else {
                continue;
            };
            if !is_wanted || self.sent.get(&device.id).is_some_and(|sent| *sent >= newest) {
                continue;
            }
            self.sent.insert(device.id, newest);
            let payload = if fault == Fault::WrongContentType {
                "<value>simulated</value>".to_owned()
            } else {
                payload(&ask, device, newest)
            };
            bytes.extend(packet::publish(&topic, payload.as_bytes(), is_retained));
        }
        bytes
    }
}

fn payload(ask: &Ask<'_>, device: &Device, time: Timestamp) -> String {
    let name = format!("Simulated {} {} {}", device.kind.label(), device.municipality, device.id);
    let mut said = Map::from_iter([
        ("name".to_owned(), json!(name)),
        ("time".to_owned(), json!(ask.shown(time).to_string())),
        ("lon".to_owned(), json!(device.location.lon())),
        ("lat".to_owned(), json!(device.location.lat())),
    ]);
    let values = device.streams().map(|(_, measure)| (measure.name().to_owned(), json!(device.value(measure, time))));
    said.extend(values);
    Value::Object(said).to_string()
}

//! `simulate`: serves simulated feeds on loopback until the process is ended.

use std::sync::mpsc::channel;

use serde_json::{Map, Value, json};

use super::super::args::{Common, SimulateArgs};
use super::super::{CliError, ExitStatus, Streams, open};
use super::{fault, protocol};
use crate::feeds::simulate::{self, Simulator};
use crate::model::Protocol;

/// Serves until the process is ended.
pub fn run(common: &Common, args: &SimulateArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let fault = fault(args.fault.as_deref())?;
    let only = args.protocol.as_deref().map(protocol).transpose()?;
    let bundle = crate::formats::bundle::dataset().map_err(|error| CliError::Told(error.to_string()))?;
    let places = bundle.municipalities.iter().map(|row| (row.nis, row.name.to_string(), row.label_point)).collect();
    let options = simulate::Options { places, seed: args.seed, port: args.port, fault, clock: open::clock() };
    let simulator = Simulator::start(options).map_err(|error| CliError::Told(error.to_string()))?;
    let first = simulator.feed(only.unwrap_or(Protocol::SensorThings)).url;
    let told: Vec<Protocol> =
        Protocol::POLLED.iter().copied().filter(|one| only.is_none_or(|only| only == *one)).collect();
    if common.json {
        let all: Map<String, Value> =
            told.iter().map(|one| (one.key().to_owned(), simulator.feed(*one).url.into())).collect();
        writeln!(streams.out, "{}", json!({"url": first, "urls": all, "is_simulated": true}))?;
    } else {
        let text = crate::text::Text::new(open::language(common)?);
        writeln!(streams.out, "{}", text.with("cli-serving", &[("url", first.into())]))?;
        for one in told {
            writeln!(streams.out, "{:18} {}", one.key(), simulator.feed(one).url)?;
        }
    }
    streams.out.flush()?;
    // Nobody holds the other end: this waits until the process is ended from outside.
    let (_kept, never) = channel::<()>();
    let _ended = never.recv();
    Ok(ExitStatus::Done)
}

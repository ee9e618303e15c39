//! `feeds watch`: what the window shows live, a line for each new value and each change of health.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use serde_json::json;

use super::super::args::Common;
use super::super::{CliError, ExitStatus, Streams, open};
use super::{fault, known, protocol};
use crate::model::{Datastream, FeedHealth, FeedId, Observation, Protocol, Sensor, SensorId, Unit};
use crate::session::Session;
use crate::session::command::FeedCommand;

/// Longest wait for one event, so that the end is not missed.
const TURN: Duration = Duration::from_millis(500);

/// What is watched.
pub struct Wanted<'a> {
    /// Identifiers; none = all.
    pub feeds: &'a [String],
    /// How long.
    pub seconds: Option<u64>,
    /// Protocols that are simulated as well.
    pub simulate: &'a [String],
    /// What goes wrong with those.
    pub fault: Option<&'a str>,
}

/// Watches until the time is up or the process is ended.
pub fn run(common: &Common, wanted: &Wanted<'_>, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let protocols: BTreeSet<Protocol> = wanted.simulate.iter().map(|word| protocol(word)).collect::<Result<_, _>>()?;
    let fault = fault(wanted.fault)?;
    let mut session = open::polling_session(common)?;
    let only: BTreeSet<FeedId> =
        wanted.feeds.iter().map(|word| known(&session, word).map(|feed| feed.id)).collect::<Result<_, _>>()?;
    if !protocols.is_empty() {
        session.run(&FeedCommand::Simulate(protocols, fault).into());
    }
    let started = Instant::now();
    let length = wanted.seconds.map(Duration::from_secs);
    let mut seen = Seen { only, ..Seen::default() };
    while length.is_none_or(|length| started.elapsed() < length) {
        if session.wait(TURN) {
            seen.tell(&session, common, streams)?;
        }
    }
    Ok(ExitStatus::Done)
}

/// What was told already.
#[derive(Default)]
struct Seen {
    only: BTreeSet<FeedId>,
    values: BTreeMap<(SensorId, String), Observation>,
    health: BTreeMap<FeedId, FeedHealth>,
}

impl Seen {
    fn tell(&mut self, session: &Session, common: &Common, streams: &mut Streams<'_>) -> Result<(), CliError> {
        let sensors = &session.workspace().sensors;
        let is_wanted = |feed: &FeedId, only: &BTreeSet<FeedId>| only.is_empty() || only.contains(feed);
        for sensor in sensors.sensors().values().filter(|sensor| is_wanted(&sensor.feed, &self.only)) {
            for stream in &sensor.datastreams {
                let Some(latest) = stream.latest else { continue };
                let key = (sensor.id.clone(), stream.key.to_string());
                if self.values.insert(key, latest) != Some(latest) {
                    tell_value(session, common, sensor, stream, latest, streams)?;
                }
            }
        }
        for feed in sensors.feeds().values().filter(|feed| feed.is_enabled && is_wanted(&feed.id, &self.only)) {
            let health = sensors.health(&feed.id);
            if self.health.insert(feed.id.clone(), health.clone()).as_ref() != Some(&health) {
                tell_health(session, common, &health, streams)?;
            }
        }
        streams.out.flush()?;
        Ok(())
    }
}

fn tell_value(
    session: &Session,
    common: &Common,
    sensor: &Sensor,
    stream: &Datastream,
    seen: Observation,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    if common.json {
        let row = json!({
            "sensor": sensor.id, "name": sensor.name, "feed": sensor.feed, "datastream": stream.key,
            "property": stream.property, "value": seen.value, "unit": stream.unit, "time": seen.time,
            "quality": seen.quality, "is_simulated": sensor.is_simulated, "nis": sensor.nis,
        });
        writeln!(streams.out, "{row}")?;
        return Ok(());
    }
    let text = session.text();
    let property = property(session, stream);
    let flag = match seen.quality {
        crate::model::Quality::Good => String::new(),
        flagged => format!(" ({})", text.word("quality", flagged.key())),
    };
    let (value, unit) = (text.number(seen.value, 1), unit(stream));
    writeln!(streams.out, "{} {} · {} · {property}: {value} {unit}{flag}", seen.time, sensor.feed, sensor.name)?;
    Ok(())
}

fn tell_health(
    session: &Session,
    common: &Common,
    health: &FeedHealth,
    streams: &mut Streams<'_>,
) -> Result<(), CliError> {
    if common.json {
        writeln!(streams.out, "{}", json!({ "health": health }))?;
        return Ok(());
    }
    let state = session.text().word("feed-state", health.state.key());
    let error = health.error.as_deref().map(|error| format!(": {error}")).unwrap_or_default();
    let latency = health.latency_ms.map(|latency_ms| format!(" · {latency_ms} ms")).unwrap_or_default();
    writeln!(streams.err, "{} {state}{latency}{error}", health.feed)?;
    Ok(())
}

/// What is observed, in the source's words where no word of ours fits.
pub fn property(session: &Session, stream: &Datastream) -> String {
    if stream.property == crate::model::ObservedProperty::Other && !stream.original_property.is_empty() {
        return stream.original_property.to_string();
    }
    session.text().word("property", stream.property.key())
}

/// The unit that values are in.
pub fn unit(stream: &Datastream) -> &str {
    if stream.unit == Unit::Original { &stream.original_unit } else { stream.unit.key() }
}

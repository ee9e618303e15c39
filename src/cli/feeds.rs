//! `feeds` and `simulate`.

use std::collections::BTreeMap;
use std::sync::mpsc::channel;

use serde_json::{Value, json};

use super::args::{Common, FeedsCommand, SimulateArgs};
use super::{CliError, ExitStatus, Streams, data, open};
use crate::feeds::simulate::{self, Fault, Simulator};
use crate::feeds::{self, Client, Limits, Readings, Visit};
use crate::model::{Feed, FeedId, Protocol};
use crate::session::Session;
use crate::session::command::FeedCommand;

/// `feeds list|test|poll`.
pub fn run(common: &Common, command: &FeedsCommand, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let mut session = open::session(common, None, false)?;
    match command {
        FeedsCommand::List => list(&session, common, streams),
        FeedsCommand::Test { feed } => test(&session, common, feed, streams),
        FeedsCommand::Poll { feeds } => poll(&mut session, common, feeds, streams),
    }
}

fn list(session: &Session, common: &Common, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let (sensors, text) = (&session.workspace().sensors, session.text());
    if common.json {
        let rows: Vec<Value> =
            sensors.feeds().values().map(|feed| json!({"feed": feed, "health": sensors.health(&feed.id)})).collect();
        writeln!(streams.out, "{:#}", Value::from(rows))?;
        return Ok(ExitStatus::Done);
    }
    for feed in sensors.feeds().values() {
        let state = text.word("feed-state", sensors.health(&feed.id).state.key());
        let confirmed =
            if feed.is_verified { String::new() } else { format!(" · {}", text.get("cli-feed-unverified")) };
        let name = feed.name.get(text.language());
        writeln!(streams.out, "{:28} {state:10} {name}{confirmed}", feed.id.as_str())?;
        writeln!(
            streams.out,
            "{:28} {} · {} · {}",
            "",
            text.word("protocol", feed.protocol.key()),
            feed.url,
            feed.licence
        )?;
    }
    Ok(ExitStatus::Done)
}

/// The feed of the catalogue with this identifier, or one for an address: SensorThings, unless the address names an
/// Opendatasoft data set that the catalogue knows how to read.
fn named(session: &Session, word: &str) -> Result<Feed, CliError> {
    let known = session.workspace().sensors.feeds();
    if let Some(feed) = known.get(&FeedId::new(word)) {
        return Ok(feed.clone());
    }
    if !word.starts_with("http://") && !word.starts_with("https://") {
        let choices: Vec<&str> = known.keys().map(FeedId::as_str).collect();
        return Err(CliError::Usage(format!("no such feed, choose {} or an address: {word}", choices.join(", "))));
    }
    let same_dataset =
        known.values().find(|feed| feed.dataset.as_deref().is_some_and(|id| !id.is_empty() && word.contains(id)));
    Ok(match same_dataset {
        Some(feed) => Feed { url: word.to_owned(), ..feed.clone() },
        None => Feed { is_enabled: true, ..Feed::new(FeedId::new("test"), Protocol::SensorThings, word) },
    })
}

fn test(session: &Session, common: &Common, word: &str, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let feed = named(session, word)?;
    let failed = |error: feeds::FeedError| CliError::Failed(error.to_string());
    let mut client = Client::new(Limits::default()).map_err(failed)?;
    let readings = feeds::read(Visit::new(&feed, &mut client, session.now())).map_err(failed)?;
    if common.json {
        writeln!(streams.out, "{:#}", described(&readings))?;
    } else {
        print_readings(session, &readings, streams)?;
    }
    let is_whole = readings.rejected_count() == 0;
    Ok(if is_whole { ExitStatus::Done } else { ExitStatus::Partly })
}

fn described(readings: &Readings) -> Value {
    let mut properties: BTreeMap<&str, u64> = BTreeMap::new();
    for datastream in readings.sensors.iter().flat_map(|sensor| &sensor.datastreams) {
        *properties.entry(datastream.property.key()).or_default() += 1;
    }
    json!({
        "sensors": readings.sensors,
        "observation_count": readings.observations.len(),
        "properties": properties,
        "rejected_count": readings.rejected_count(),
        "rejected": readings.rejected,
    })
}

fn print_readings(session: &Session, readings: &Readings, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let text = session.text();
    for sensor in &readings.sensors {
        for datastream in &sensor.datastreams {
            let value = datastream.latest.map_or_else(
                || "–".to_owned(),
                |seen| format!("{} {} · {}", text.number(seen.value, 1), datastream.original_unit, seen.time),
            );
            let property = text.word("property", datastream.property.key());
            writeln!(streams.out, "{} · {property}: {value}", sensor.name)?;
        }
    }
    for rejected in &readings.rejected {
        writeln!(streams.err, "  {rejected}")?;
    }
    let counts = [
        ("sensors", text.integer(readings.sensors.len() as i64).into()),
        ("observations", text.integer(readings.observations.len() as i64).into()),
        ("rejected", text.integer(readings.rejected_count()).into()),
    ];
    writeln!(streams.err, "{}", text.with("cli-feed-sensors", &counts))?;
    Ok(())
}

fn poll(
    session: &mut Session,
    common: &Common,
    words: &[String],
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    let known = session.workspace().sensors.feeds().clone();
    let wanted: Vec<FeedId> = if words.is_empty() {
        known.values().filter(|feed| feed.is_enabled).map(|feed| feed.id.clone()).collect()
    } else {
        words.iter().map(FeedId::new).collect()
    };
    if let Some(unknown) = wanted.iter().find(|id| !known.contains_key(*id)) {
        return Err(CliError::Usage(format!("no such feed, see feeds list: {unknown}")));
    }
    for id in &wanted {
        session.run(&FeedCommand::Poll(id.clone()).into());
        open::settle(session);
    }
    let sensors = &session.workspace().sensors;
    let health: Vec<_> = wanted.iter().map(|id| sensors.health(id)).collect();
    if common.json {
        writeln!(streams.out, "{:#}", json!(health))?;
    }
    for one in &health {
        let state = session.text().word("feed-state", one.state.key());
        let error = one.error.as_deref().map(|error| format!(": {error}")).unwrap_or_default();
        writeln!(streams.err, "{} {state}{error}", one.feed)?;
    }
    let has_failed = health.iter().any(|one| one.error.is_some());
    Ok(if has_failed { ExitStatus::Failed } else { ExitStatus::Done })
}

/// `simulate`: serves until the process is ended.
pub fn simulate(common: &Common, args: &SimulateArgs, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    let fault = match args.fault.as_deref() {
        None => Fault::None,
        Some(word) => data::keyed(&word.replace('-', "_"), "--fault", Fault::ALL, Fault::key)?,
    };
    let bundle = crate::formats::bundle::dataset().map_err(|error| CliError::Failed(error.to_string()))?;
    let places = bundle.municipalities.iter().map(|row| (row.nis, row.name.to_string(), row.label_point)).collect();
    let options = simulate::Options { places, seed: args.seed, port: args.port, fault, clock: open::clock() };
    let simulator = Simulator::start(options).map_err(|error| CliError::Failed(error.to_string()))?;
    let text = crate::text::Text::new(open::language(common)?);
    if common.json {
        writeln!(streams.out, "{}", json!({"url": simulator.feed(Protocol::SensorThings).url, "is_simulated": true}))?;
    } else {
        writeln!(
            streams.out,
            "{}",
            text.with("cli-serving", &[("url", simulator.feed(Protocol::SensorThings).url.into())])
        )?;
    }
    streams.out.flush()?;
    // Nobody holds the other end: this waits until the process is ended from outside.
    let (_kept, never) = channel::<()>();
    let _ended = never.recv();
    Ok(ExitStatus::Done)
}

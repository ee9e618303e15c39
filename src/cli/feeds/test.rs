//! `feeds test`: an address, a file or a feed of the catalogue, read once.

use std::collections::BTreeMap;
use std::path::Path;

use serde_json::{Value, json};
use url::Url;

use super::super::args::{Common, FeedSettings};
use super::super::{CliError, ExitStatus, Streams, open};
use super::apply;
use crate::feeds::recognise::{self, Recognised, feed_id};
use crate::feeds::secret::SystemSecrets;
use crate::feeds::{self, Client, FeedError, Limits, Readings, Visit};
use crate::model::{Feed, FeedId, Protocol, Reason};
use crate::session::Session;
use crate::text::Text;

/// Reads it and tells what it gives.
pub fn run(
    session: &Session,
    common: &Common,
    word: &str,
    settings: &FeedSettings,
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    let found = read(session, word, settings)?;
    if common.json {
        writeln!(streams.out, "{:#}", described(&session.text(), &found))?;
    } else {
        print_readings(session, &found.readings, streams)?;
        let protocol = session.text().word("protocol", found.feed.protocol.key());
        writeln!(streams.err, "{protocol} · {}", found.feed.url)?;
    }
    let is_whole = found.readings.rejected_count() == 0;
    Ok(if is_whole { ExitStatus::Done } else { ExitStatus::Partly })
}

/// Finds out what a word names and reads it once.
///
/// # Errors
/// When it is neither a feed, an address nor a file, or can't be read.
pub fn read(session: &Session, word: &str, settings: &FeedSettings) -> Result<Recognised, CliError> {
    let failed = |error: FeedError| CliError::Told(error.to_string());
    let known = session.workspace().sensors.feeds();
    if let Some(feed) = known.get(&FeedId::new(word)) {
        let mut client = Client::new(Limits::default()).map_err(failed)?;
        return read_feed(session, feed.clone(), settings, &mut client);
    }
    if word.contains("://") {
        let mut client = Client::new(Limits::default()).map_err(failed)?;
        return read_address(session, word, settings, &mut client);
    }
    let path = Path::new(word);
    if path.is_file() {
        let (address, mut client) = open_file(path)?;
        return read_address(session, address.as_str(), settings, &mut client);
    }
    let reason = Reason::new("cli-feed-what").with_list("choices", known.keys().map(FeedId::as_str));
    Err(CliError::Usage(reason.with("word", word)))
}

fn read_address(
    session: &Session,
    address: &str,
    settings: &FeedSettings,
    client: &mut Client,
) -> Result<Recognised, CliError> {
    if settings.protocol.is_some() || !settings.options.is_empty() {
        let url = Url::parse(address).map_err(|error| CliError::Usage(Reason::said(error).in_file(address)))?;
        let guessed = recognise::candidates(&url, None).into_iter().next().map(|candidate| candidate.feed);
        let feed = guessed.unwrap_or_else(|| Feed::new(feed_id(&url), Protocol::SensorThings, address));
        return read_feed(session, feed, settings, client);
    }
    let catalogue: Vec<&Feed> = session.workspace().sensors.feeds().values().collect();
    if let Some(same) = recognise::in_catalogue(address, &catalogue) {
        return read_feed(session, same, settings, client);
    }
    let secret = settings.secret.as_deref();
    let found = recognise::recognise(address, secret, &SystemSecrets, client, session.now());
    let mut found = found.map_err(|error| CliError::Told(error.to_string()))?;
    apply(&mut found.feed, settings)?;
    Ok(found)
}

fn read_feed(
    session: &Session,
    mut feed: Feed,
    settings: &FeedSettings,
    client: &mut Client,
) -> Result<Recognised, CliError> {
    apply(&mut feed, settings)?;
    let failed = |error: FeedError| CliError::Told(error.to_string());
    let secret = crate::jobs::errand::find_secret(&feed, &SystemSecrets).map_err(failed)?;
    let visit = Visit { secret: secret.as_deref(), ..Visit::new(&feed, client, session.now()) };
    let readings = feeds::read(visit).map_err(failed)?;
    Ok(Recognised { feed, readings, tried: Vec::new() })
}

/// A client that answers with the content of a file, and the address that stands for it.
fn open_file(path: &Path) -> Result<(Url, Client), CliError> {
    #[expect(clippy::disallowed_methods, reason = "the command line may read the files that its words name")]
    let bytes = std::fs::read(path).map_err(|error| CliError::file(path, &error))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    let mut url = Url::parse("http://localhost/").map_err(|error| CliError::said_of(path, &error))?;
    url.set_path(&name);
    let content_type = match path.extension().and_then(|extension| extension.to_str()).unwrap_or_default() {
        "xml" => "application/xml",
        "ttl" => "text/turtle",
        "trig" => "application/trig",
        "nq" | "nt" => "application/n-quads",
        "jsonld" => "application/ld+json",
        _ => "application/json",
    };
    let client = Client::canned(&url, content_type, bytes).map_err(|error| CliError::said_of(path, &error))?;
    Ok((url, client))
}

fn described(text: &Text, found: &Recognised) -> Value {
    let readings = &found.readings;
    let mut properties: BTreeMap<&str, u64> = BTreeMap::new();
    for datastream in readings.sensors.iter().flat_map(|sensor| &sensor.datastreams) {
        *properties.entry(datastream.property.key()).or_default() += 1;
    }
    json!({
        "feed": found.feed,
        "sensors": readings.sensors,
        "observation_count": readings.observations.len(),
        "properties": properties,
        "next_poll_hint_s": readings.next_poll_hint_s,
        "rejected_count": readings.rejected_count(),
        "rejected": open::rejected_rows(text, &readings.rejected),
    })
}

fn print_readings(session: &Session, readings: &Readings, streams: &mut Streams<'_>) -> Result<(), CliError> {
    let text = session.text();
    for sensor in &readings.sensors {
        for datastream in &sensor.datastreams {
            let value = datastream.latest.map_or_else(
                || "–".to_owned(),
                |seen| format!("{} {} · {}", text.number(seen.value, 1), super::watch::unit(datastream), seen.time),
            );
            let property = super::watch::property(session, datastream);
            writeln!(streams.out, "{} · {property}: {value}", sensor.name)?;
        }
    }
    for rejected in &readings.rejected {
        writeln!(streams.err, "  {}", session.text().rejected(rejected))?;
    }
    let counts = [
        ("sensors", text.integer(readings.sensors.len() as i64).into()),
        ("observations", text.integer(readings.observations.len() as i64).into()),
        ("rejected", text.integer(readings.rejected_count()).into()),
    ];
    writeln!(streams.err, "{}", text.with("cli-feed-sensors", &counts))?;
    Ok(())
}

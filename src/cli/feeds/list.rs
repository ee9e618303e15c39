//! `feeds list`, `feeds rejected`, `feeds storage`.

use serde_json::{Value, json};

use super::super::args::Common;
use super::super::{CliError, ExitStatus, Streams, open};
use super::{as_json, known};
use crate::model::Feed;
use crate::session::Session;
use crate::session::command::FeedCommand;
use crate::workspace::municipalities::fold;

/// Lists feeds, those that are on first.
pub fn run(
    session: &Session,
    common: &Common,
    words: &[String],
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    let text = session.text();
    let words: Vec<String> = words.iter().map(|word| fold(word)).collect();
    let has_words = |feed: &&Feed| {
        let protocol = text.word("protocol", feed.protocol.key());
        let names = [feed.name.nl.as_deref(), feed.name.en.as_deref()].map(Option::unwrap_or_default).join(" ");
        let all = fold(&format!("{} {names} {protocol} {} {}", feed.id, feed.url, feed.attribution));
        words.iter().all(|word| all.contains(word.as_str()))
    };
    let mut feeds: Vec<&Feed> = session.workspace().sensors.feeds().values().filter(has_words).collect();
    feeds.sort_by_key(|feed| !feed.is_enabled);
    if common.json {
        let rows: Vec<Value> = feeds.iter().map(|feed| as_json(session, feed)).collect();
        writeln!(streams.out, "{:#}", Value::from(rows))?;
        return Ok(ExitStatus::Done);
    }
    for feed in feeds {
        let state = text.word("feed-state", session.workspace().sensors.health(&feed.id).state.key());
        let confirmed =
            if feed.is_verified { String::new() } else { format!(" · {}", text.get("cli-feed-unverified")) };
        let name = feed.name.get(text.language());
        writeln!(streams.out, "{:28} {state:10} {name}{confirmed}", feed.id.as_str())?;
        let protocol = text.word("protocol", feed.protocol.key());
        writeln!(streams.out, "{:28} {protocol} · {} · {}", "", feed.url, feed.licence)?;
    }
    Ok(ExitStatus::Done)
}

/// Rejected records of a feed.
pub fn rejected(
    session: &mut Session,
    common: &Common,
    word: &str,
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    let id = known(session, word)?.id;
    session.run(&FeedCommand::LoadRejected(id.clone()).into());
    open::settle(session);
    open::check(session)?;
    let rows = session.results().feeds.rejected.get(&id).cloned().unwrap_or_default();
    if common.json {
        writeln!(streams.out, "{:#}", open::rejected_rows(&session.text(), &rows))?;
        return Ok(ExitStatus::Done);
    }
    for row in rows.iter() {
        writeln!(streams.out, "{}", session.text().rejected(row))?;
        writeln!(streams.out, "  {}", row.original)?;
    }
    Ok(ExitStatus::Done)
}

/// Room that each feed takes.
pub fn storage(session: &mut Session, common: &Common, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    session.run(&FeedCommand::LoadStorage.into());
    open::settle(session);
    open::check(session)?;
    let all = session.results().feeds.storage.clone().unwrap_or_default();
    if common.json {
        let row = |one: &crate::jobs::FeedStorage| {
            json!({
                "feed": one.feed, "sensors": one.sensor_count, "datastreams": one.datastream_count,
                "observations": one.observation_count, "first": one.first, "last": one.last,
                "bytes_estimate": one.bytes_estimate,
            })
        };
        writeln!(streams.out, "{:#}", Value::from(all.iter().map(row).collect::<Vec<_>>()))?;
        return Ok(ExitStatus::Done);
    }
    let text = session.text();
    for one in &all {
        let counts = [
            ("sensors", text.integer(one.sensor_count as i64).into()),
            ("observations", text.integer(one.observation_count as i64).into()),
            ("megabytes", text.number(one.bytes_estimate as f64 / 1e6, 1).into()),
        ];
        writeln!(streams.out, "{:28} {}", one.feed.as_str(), text.with("cli-feed-storage", &counts))?;
    }
    Ok(ExitStatus::Done)
}

//! `feeds`: lists, tests, adds, changes, polls and watches feeds, and fills in their history.

mod change;
mod list;
pub mod simulate;
mod test;
mod watch;

use serde_json::{Value, json};

use super::args::{Common, FeedSettings, FeedsCommand};
use super::{CliError, ExitStatus, Streams, data, open};
use crate::feeds::simulate::Fault;
use crate::model::{Feed, FeedId, Protocol, Reason};
use crate::session::Session;
use crate::session::command::FeedCommand;

/// Does what a word after `feeds` says.
pub fn run(common: &Common, command: &FeedsCommand, streams: &mut Streams<'_>) -> Result<ExitStatus, CliError> {
    if let FeedsCommand::Watch { feeds, seconds, simulate, fault } = command {
        let wanted = watch::Wanted { feeds, seconds: *seconds, simulate, fault: fault.as_deref() };
        return watch::run(common, &wanted, streams);
    }
    let mut session = open::session(common, None, false)?;
    let session = &mut session;
    match command {
        FeedsCommand::List { words } => list::run(session, common, words, streams),
        FeedsCommand::Test { feed, settings } => test::run(session, common, feed, settings, streams),
        FeedsCommand::Add { address, id, name, history, settings } => {
            let added = change::Added { address, id: id.as_deref(), name: name.as_deref(), history: *history };
            change::add(session, common, &added, settings, streams)
        }
        FeedsCommand::Set { feed, name, settings } => {
            change::set(session, common, feed, name.as_deref(), settings, streams)
        }
        FeedsCommand::On { feeds } => change::switch(session, common, feeds, true, streams),
        FeedsCommand::Off { feeds } => change::switch(session, common, feeds, false, streams),
        FeedsCommand::Remove { feed, keep_history } => {
            let id = known(session, feed)?.id;
            done(session, common, &FeedCommand::Remove(id, *keep_history), streams)
        }
        FeedsCommand::Poll { feeds } => poll(session, common, feeds, streams),
        FeedsCommand::Watch { .. } => Ok(ExitStatus::Done),
        FeedsCommand::History { feed, days } => {
            let id = known(session, feed)?.id;
            done(session, common, &FeedCommand::BackFill(id, *days), streams)
        }
        FeedsCommand::Rejected { feed } => list::rejected(session, common, feed, streams),
        FeedsCommand::Storage => list::storage(session, common, streams),
        FeedsCommand::Compact => done(session, common, &FeedCommand::Compact, streams),
    }
}

/// Does a command and tells how it ended.
fn done(
    session: &mut Session,
    common: &Common,
    command: &FeedCommand,
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    session.run(&command.clone().into());
    open::settle(session);
    open::report(session, common, streams)
}

/// A feed of the workspace by its identifier.
fn known(session: &Session, word: &str) -> Result<Feed, CliError> {
    let feeds = session.workspace().sensors.feeds();
    let unknown = || CliError::usage("cli-feed-unknown", word);
    feeds.get(&FeedId::new(word)).cloned().ok_or_else(unknown)
}

/// A protocol by its word, with hyphens or underscores.
fn protocol(word: &str) -> Result<Protocol, CliError> {
    data::keyed(&word.replace('-', "_"), "--protocol", Protocol::POLLED, Protocol::key)
}

/// A fault by its word; none where nothing is said.
pub(super) fn fault(word: Option<&str>) -> Result<Fault, CliError> {
    let keyed = |word: &str| data::keyed(&word.replace('-', "_"), "--fault", Fault::ALL, Fault::key);
    word.map_or(Ok(Fault::None), keyed)
}

/// Puts what the words say of a feed into it.
fn apply(feed: &mut Feed, settings: &FeedSettings) -> Result<(), CliError> {
    if let Some(word) = &settings.protocol {
        feed.protocol = protocol(word)?;
    }
    for option in &settings.options {
        let wrong = || CliError::usage("cli-option", option);
        let (key, value) = option.split_once('=').ok_or_else(wrong)?;
        if value.is_empty() {
            feed.options.remove(key);
        } else {
            feed.options.insert(key.to_owned(), value.to_owned());
        }
    }
    if let Some(name) = &settings.secret {
        feed.secret = (!name.is_empty()).then(|| name.clone());
    }
    if let Some(seconds) = settings.poll_seconds {
        feed.poll_seconds = seconds.max(crate::feeds::catalog::MIN_POLL_SECONDS);
    }
    if let Some(days) = settings.keep_days {
        feed.retention_days = (days > 0).then_some(days);
    }
    Ok(())
}

fn poll(
    session: &mut Session,
    common: &Common,
    words: &[String],
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    let feeds = session.workspace().sensors.feeds().clone();
    let wanted: Vec<FeedId> = if words.is_empty() {
        feeds.values().filter(|feed| feed.is_enabled && feed.protocol.is_polled()).map(|feed| feed.id.clone()).collect()
    } else {
        let feeds = words.iter().map(|word| known(session, word)).collect::<Result<Vec<_>, _>>()?;
        if let Some(list) = feeds.iter().find(|feed| !feed.protocol.is_polled()) {
            return Err(CliError::Failed(Reason::new("reason-feed-is-list").with("feed", &list.id)));
        }
        feeds.into_iter().map(|feed| feed.id).collect()
    };
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

/// A feed and how it is doing, in JSON.
fn as_json(session: &Session, feed: &Feed) -> Value {
    json!({"feed": feed, "health": session.workspace().sensors.health(&feed.id)})
}

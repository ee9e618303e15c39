//! `feeds add|set|on|off`.

use super::super::args::{Common, FeedSettings};
use super::super::{CliError, ExitStatus, Streams, open};
use super::{apply, done, known, test};
use crate::model::{FeedId, Localized, Reason};
use crate::session::Session;
use crate::session::command::FeedCommand;

/// What is to be added.
pub struct Added<'a> {
    /// Address.
    pub address: &'a str,
    /// Identifier.
    pub id: Option<&'a str>,
    /// Name.
    pub name: Option<&'a str>,
    /// Days of history.
    pub history: u32,
}

/// Finds out what an address is, reads it once, and stores it switched on with what it gave.
pub fn add(
    session: &mut Session,
    common: &Common,
    added: &Added<'_>,
    settings: &FeedSettings,
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    let mut found = test::read(session, added.address, settings)?;
    if let Some(id) = added.id {
        found.feed.id = FeedId::new(id);
    }
    if let Some(name) = added.name {
        found.feed.name = Localized::same(name);
    }
    session.add_feed(found.feed, found.readings, added.history);
    open::settle(session);
    open::report(session, common, streams)
}

/// Changes what the words say.
pub fn set(
    session: &mut Session,
    common: &Common,
    word: &str,
    name: Option<&str>,
    settings: &FeedSettings,
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    let mut feed = known(session, word)?;
    if !feed.protocol.is_polled() && (settings.protocol.is_some() || settings.keep_days.is_some()) {
        return Err(CliError::Usage(Reason::new("cli-feed-set-list")));
    }
    apply(&mut feed, settings)?;
    if let Some(name) = name {
        feed.name = Localized::same(name);
    }
    done(session, common, &FeedCommand::Change(Box::new(feed)), streams)
}

/// Switches feeds on or off.
pub fn switch(
    session: &mut Session,
    common: &Common,
    words: &[String],
    is_enabled: bool,
    streams: &mut Streams<'_>,
) -> Result<ExitStatus, CliError> {
    let feeds: Vec<FeedId> =
        words.iter().map(|word| known(session, word).map(|feed| feed.id)).collect::<Result<_, _>>()?;
    for id in feeds {
        session.run(&FeedCommand::SetEnabled(id, is_enabled).into());
        open::settle(session);
    }
    open::report(session, common, streams)
}

//! What the user does with feeds: recognise, test, add, change, remove, fill in history, make room.

use super::super::errand::{self, Brought};
use super::super::worker::{JobContext, JobError};
use super::super::{Event, Outcome, Secret};
use super::{Desk, failed, store_failed};
use crate::feeds::{self, FeedError, Readings};
use crate::model::{Feed, FeedId, Sensor};

impl Desk {
    pub(super) fn recognise_feed(
        &mut self,
        address: String,
        secret: Option<String>,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        let (outside, ticket) = (self.live.outside(), context.ticket());
        // What the catalogue knows comes with its mapping of fields and its licence.
        if let Some(feed) = self.live.in_catalogue(&address) {
            let secret = secret.or_else(|| feed.secret.clone());
            return later(errand::test(Feed { secret, ..feed }, outside, ticket));
        }
        later(errand::recognise(address, secret, outside, ticket))
    }

    pub(super) fn test_feed(&mut self, feed: Feed, context: &JobContext) -> Result<Outcome, JobError> {
        later(errand::test(feed, self.live.outside(), context.ticket()))
    }

    /// Stores a feed and what its test gave, then fills in history where that is wanted.
    pub(super) fn add_feed(
        &mut self,
        mut feed: Feed,
        readings: &Readings,
        history_days: u32,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        feed.is_enabled = true;
        feed.id = self.live.free_id(&feed);
        feed.is_verified |= !readings.sensors.is_empty();
        let id = feed.id.clone();
        let has_history = feeds::history_days(feed.protocol).is_some();
        self.change_feed(feed, context)?;
        let failed = |reason| JobError::new("error-write", reason);
        let readings = readings.clone().under(&id);
        let observation_count = readings.observations.len() as u64;
        self.store_readings(&id, readings, context.events()).map_err(failed)?;
        if history_days > 0 && has_history {
            return self.back_fill(&id, history_days, context);
        }
        Ok(Outcome::FeedAdded { feed: id, observation_count })
    }

    /// Changes the settings of a feed. That it has answered is no setting.
    pub(super) fn set_feed(&mut self, mut feed: Feed, context: &JobContext) -> Result<Outcome, JobError> {
        let known = self.live.feed(&feed.id)?;
        feed.is_verified = feed.url == known.url && (feed.is_verified || known.is_verified);
        if !feed.protocol.is_polled() {
            // A list is whole or it is not there: an edition that is taken back must find what it brought.
            feed.retention_days = None;
        }
        self.change_feed(feed, context)
    }

    pub(super) fn remove_feed(
        &mut self,
        id: &FeedId,
        keeps_history: bool,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        let removed = self.store()?.remove_feed(id, keeps_history);
        removed.map_err(|error| store_failed("error-remove-feed", &error))?;
        self.live.remove(id);
        context.send(Event::FeedRemoved { feed: id.clone(), keeps_history });
        Ok(Outcome::Nothing)
    }

    pub(super) fn back_fill(&mut self, id: &FeedId, days: u32, context: &JobContext) -> Result<Outcome, JobError> {
        let feed = self.live.feed(id)?;
        let Some(most) = feeds::history_days(feed.protocol) else {
            return Err(JobError::new("error-no-history", id.to_string()));
        };
        let sensors: Vec<Sensor> = self.store()?.sensors_of(id).map_err(|error| store_failed("error-read", &error))?;
        self.filled.insert(context.job(), 0);
        later(errand::back_fill(feed, sensors, days.min(most), self.live.outside(), context.ticket()))
    }

    /// Takes in what an errand brought.
    pub(super) fn take_errand(&mut self, brought: Brought, context: &JobContext) -> Result<Outcome, JobError> {
        match brought {
            Brought::Recognised(recognised) => {
                context.send(Event::Recognised(recognised));
                Ok(Outcome::Nothing)
            }
            // Taken before.
            Brought::Table(_) => Ok(Outcome::Nothing),
            Brought::Failed(FeedError::Cancelled) => Err(JobError::Cancelled),
            Brought::Failed(error) => Err(JobError::new("error-feed", format!("{}: {error}", error.kind()))),
            Brought::History { feed, readings, fraction } => {
                let failed = |reason| JobError::new("error-write", reason);
                let written = self.store_readings(&feed, *readings, context.events()).map_err(failed)?;
                *self.filled.entry(context.job()).or_default() += written;
                context.progress(fraction);
                Ok(Outcome::Later)
            }
            Brought::NoMore { feed, failed_count, error } => {
                let observation_count = self.filled.remove(&context.job()).unwrap_or_default();
                match error {
                    Some(FeedError::Cancelled) => Err(JobError::Cancelled),
                    Some(error) => Err(JobError::new("error-history", error.to_string())),
                    None => Ok(Outcome::BackFilled { feed, observation_count, failed_count }),
                }
            }
        }
    }

    pub(super) fn storage(&mut self, context: &JobContext) -> Result<Outcome, JobError> {
        let storage = self.store()?.storage().map_err(|error| store_failed("error-read", &error))?;
        context.send(Event::Storage(storage));
        Ok(Outcome::Nothing)
    }

    /// Removes what is kept no longer, a part at a time, then gives the room back.
    pub(super) fn compact(&mut self, context: &JobContext) -> Result<Outcome, JobError> {
        let pruned_count = self.prune(context)?;
        context.check_cancelled()?;
        let compacted = self.store()?.compact().map_err(|error| store_failed("error-compact", &error))?;
        let (before_bytes, after_bytes) = (compacted.before_bytes, compacted.after_bytes);
        Ok(Outcome::Compacted { before_bytes, after_bytes, pruned_count })
    }

    pub(super) fn feed_rejected(&mut self, feed: FeedId, context: &JobContext) -> Result<Outcome, JobError> {
        let rows = self.store()?.feed_rejected(&feed).map_err(|error| store_failed("error-read", &error))?;
        context.send(Event::FeedRejected { feed, rows: rows.into() });
        Ok(Outcome::Nothing)
    }

    pub(super) fn set_secret(&mut self, name: &str, value: Option<&Secret>) -> Result<Outcome, JobError> {
        let set = self.live.secrets().set(name, value.map(|secret| secret.0.as_str()));
        set.map_err(|error| JobError::new("error-secret", error.to_string()))?;
        Ok(Outcome::SecretSet)
    }
}

/// The request ends with its errand.
fn later<T>(started: std::io::Result<T>) -> Result<Outcome, JobError> {
    started.map(|_| Outcome::Later).map_err(|error| failed("error-feed", &error, std::path::Path::new("")))
}

//! Errands: what waits for a network on behalf of one request of the user (recognising an address, filling in
//! history), on a thread of its own so that the worker goes on storing.
//!
//! Contract: an errand brings parts by its ticket, the last of them [`Brought::Recognised`], [`Brought::Table`],
//! [`Brought::Failed`] or [`Brought::NoMore`]; cancelling the job ends it at once; a panic is a failure. May use: `feeds`, `formats`, `model`.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::JoinHandle;

use jiff::{SignedDuration, Timestamp};
use url::Url;

use super::worker::Ticket;
use crate::feeds::recognise::{self, Recognised};
use crate::feeds::secret::Secrets;
use crate::feeds::{self, Ask, Client, FeedError, Limits, Readings, Visit, page_url};
use crate::formats::indicator_table::odata::Pages;
use crate::formats::sheet::Sheet;
use crate::model::{Feed, FeedId, Sensor};

/// Length of the stretches that history is asked in, days: newest first, so that stopping early keeps what matters.
const WINDOW_DAYS: i64 = 30;

/// A sensor without anything in so many stretches that follow each other has no older history.
const EMPTY_WINDOWS: u32 = 3;

/// Sensors in a row that fail before the errand gives up.
const MAX_FAILURES: u32 = 5;

/// Most pages of a table that are followed.
const MAX_PAGES: usize = 500;

/// What an errand brings.
#[derive(Debug)]
pub enum Brought {
    /// An address was recognised, or a feed read.
    Recognised(Box<Recognised>),
    /// A collection of an OData service, all its pages.
    Table(Box<Sheet>),
    /// It failed at once.
    Failed(FeedError),
    /// A stretch of history.
    History {
        /// Of which feed.
        feed: FeedId,
        /// The observations.
        readings: Box<Readings>,
        /// Part of all sensors that are done, 0 to 1.
        fraction: f32,
    },
    /// History is as complete as it gets.
    NoMore {
        /// Of which feed.
        feed: FeedId,
        /// Sensors that could not be read.
        failed_count: u32,
        /// Why it ended early, if it did.
        error: Option<FeedError>,
    },
}

/// What errands need from outside.
#[derive(Clone)]
pub struct Outside {
    /// Where keys come from.
    pub secrets: Arc<dyn Secrets>,
    /// What a request may take.
    pub limits: Limits,
    /// When.
    pub now: Timestamp,
}

/// Finds out what an address is; `secret` is the name of its key.
///
/// # Errors
/// When the system gives no thread.
pub fn recognise(
    address: String,
    secret: Option<String>,
    outside: Outside,
    ticket: Ticket,
) -> std::io::Result<JoinHandle<()>> {
    spawn(ticket, move |ticket| {
        let mut client = Client::with_cancel(outside.limits, ticket.cancel_handle())?;
        let found = recognise::recognise(&address, secret.as_deref(), &*outside.secrets, &mut client, outside.now)?;
        Ok(Brought::Recognised(Box::new(found)))
    })
}

/// Reads a collection of an OData service, page after page on the same host. `secret` is the name of its key, which goes
/// into the header `apikey` as Swing (Provincies in Cijfers) wants it.
///
/// # Errors
/// When the system gives no thread.
pub fn table(
    address: String,
    secret: Option<String>,
    outside: Outside,
    ticket: Ticket,
) -> std::io::Result<JoinHandle<()>> {
    spawn(ticket, move |ticket| {
        // What follows the path may hold a key.
        let plain = address.split(['?', '#']).next().unwrap_or_default().to_owned();
        let wrong = |reason: String| FeedError::Address { url: plain.clone(), reason };
        let first = Url::parse(address.trim()).map_err(|error| wrong(error.to_string()))?;
        let missing = |name: &String| FeedError::NoSecret {
            feed: first.host_str().unwrap_or_default().into(),
            name: name.clone(),
        };
        let key = secret.as_ref().map(|name| outside.secrets.find(name).ok_or_else(|| missing(name))).transpose()?;
        let headers: Vec<(&'static str, &str)> = key.as_deref().map(|key| ("apikey", key)).into_iter().collect();
        let mut client = Client::with_cancel(outside.limits, ticket.cancel_handle())?;
        let (mut pages, mut next) = (Pages::default(), Some(first.clone()));
        for _ in 0..MAX_PAGES {
            let Some(url) = next.take() else { break };
            let reply = client.ask(&url, &first, &Ask { headers: &headers, ..Ask::default() }, outside.now)?;
            let link = pages.add(&reply.bytes).map_err(|error| FeedError::parse(&reply.url, error.to_string()))?;
            next = link.map(|link| page_url(&first, &reply.url, &link)).transpose()?;
        }
        match next {
            None => Ok(Brought::Table(Box::new(pages.sheet()))),
            // Half a table would look like a whole one.
            Some(url) => Err(FeedError::parse(&url, format!("more than {MAX_PAGES} pages"))),
        }
    })
}

/// Reads a feed once.
///
/// # Errors
/// When the system gives no thread.
pub fn test(feed: Feed, outside: Outside, ticket: Ticket) -> std::io::Result<JoinHandle<()>> {
    spawn(ticket, move |ticket| {
        let mut client = Client::with_cancel(outside.limits, ticket.cancel_handle())?;
        let secret = find_secret(&feed, &*outside.secrets)?;
        let visit = Visit { secret: secret.as_deref(), ..Visit::new(&feed, &mut client, outside.now) };
        let readings = feeds::read(visit)?;
        Ok(Brought::Recognised(Box::new(Recognised { feed, readings, tried: Vec::new() })))
    })
}

/// Fills in the history of sensors, so many days back.
///
/// # Errors
/// When the system gives no thread.
pub fn back_fill(
    feed: Feed,
    sensors: Vec<Sensor>,
    days: u32,
    outside: Outside,
    ticket: Ticket,
) -> std::io::Result<JoinHandle<()>> {
    spawn(ticket, move |ticket| {
        let mut client = Client::with_cancel(outside.limits, ticket.cancel_handle())?;
        let secret = find_secret(&feed, &*outside.secrets)?;
        let fill = Fill { feed: &feed, secret: secret.as_deref(), now: outside.now, days: i64::from(days), ticket };
        Ok(fill.all(&sensors, &mut client))
    })
}

/// The key that a feed names; an error where it is not set.
///
/// # Errors
/// [`FeedError::NoSecret`].
pub fn find_secret(feed: &Feed, secrets: &dyn Secrets) -> Result<Option<String>, FeedError> {
    let Some(name) = &feed.secret else { return Ok(None) };
    let missing = || FeedError::NoSecret { feed: feed.id.to_string(), name: name.clone() };
    secrets.find(name).map(Some).ok_or_else(missing)
}

fn spawn(
    ticket: Ticket,
    errand: impl FnOnce(&Ticket) -> Result<Brought, FeedError> + Send + 'static,
) -> std::io::Result<JoinHandle<()>> {
    std::thread::Builder::new().name("errand".to_owned()).spawn(move || {
        let caught = catch_unwind(AssertUnwindSafe(|| errand(&ticket)));
        let last = match caught {
            Ok(Ok(brought)) => brought,
            Ok(Err(error)) => Brought::Failed(error),
            Err(_) => Brought::Failed(FeedError::Panicked { reason: "errand".to_owned() }),
        };
        let _nobody_waits_any_more = ticket.bring(last);
    })
}

struct Fill<'a> {
    feed: &'a Feed,
    secret: Option<&'a str>,
    now: Timestamp,
    days: i64,
    ticket: &'a Ticket,
}

impl Fill<'_> {
    fn all(&self, sensors: &[Sensor], client: &mut Client) -> Brought {
        let (mut failed_count, mut failed_in_a_row) = (0, 0);
        for (index, sensor) in sensors.iter().enumerate() {
            let fraction = index as f32 / sensors.len().max(1) as f32;
            match self.sensor(sensor, fraction, client) {
                Ok(true) => failed_in_a_row = 0,
                Ok(false) => return self.end(failed_count, Some(FeedError::Cancelled)),
                Err(error) => {
                    failed_count += 1;
                    failed_in_a_row += 1;
                    let is_over = failed_in_a_row >= MAX_FAILURES || error.ends_all();
                    if is_over {
                        return self.end(failed_count, Some(error));
                    }
                }
            }
        }
        self.end(failed_count, None)
    }

    fn end(&self, failed_count: u32, error: Option<FeedError>) -> Brought {
        Brought::NoMore { feed: self.feed.id.clone(), failed_count, error }
    }

    /// The history of one sensor, newest first. `false` = nobody takes it any more.
    fn sensor(&self, sensor: &Sensor, fraction: f32, client: &mut Client) -> Result<bool, FeedError> {
        let mut empty_count = 0;
        for (from, until) in windows(self.now, self.days) {
            let visit = Visit { secret: self.secret, ..Visit::new(self.feed, client, self.now) };
            let readings = feeds::history(visit, sensor, from, until)?;
            empty_count = if readings.observations.is_empty() { empty_count + 1 } else { 0 };
            if empty_count >= EMPTY_WINDOWS {
                break;
            }
            let part = Brought::History { feed: self.feed.id.clone(), readings: Box::new(readings), fraction };
            if !self.ticket.bring(part) {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// Stretches of the last so many days, newest first.
fn windows(now: Timestamp, days: i64) -> impl Iterator<Item = (Timestamp, Timestamp)> {
    let back = move |days: i64| now.checked_sub(SignedDuration::from_hours(days * 24)).unwrap_or(Timestamp::MIN);
    let starts = (0..days).step_by(WINDOW_DAYS as usize);
    starts.map(move |start| (back((start + WINDOW_DAYS).min(days)), back(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_follow_each_other_backwards_without_gap() {
        let now: Timestamp = "2026-04-06T10:00:00Z".parse().expect("a time");
        let all: Vec<_> = windows(now, 70).collect();
        assert_eq!(all.len(), 3);
        assert_eq!(all[0].1, now);
        assert!(all.windows(2).all(|pair| pair[0].0 == pair[1].1));
        assert_eq!(all[2].0.to_string(), "2026-01-26T10:00:00Z");
        assert_eq!(windows(now, 0).count(), 0);
    }
}

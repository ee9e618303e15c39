//! Live feeds: which are polled, what a poll gave, the simulated one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::scheduler::Scheduler;
use super::super::worker::{EventSender, JobContext, JobError};
use super::super::{Clock, Event, Outcome, Polled};
use super::{Desk, store_failed};
use crate::feeds::simulate::{self, Fault, Simulator};
use crate::feeds::{self, Client, Visit, health};
use crate::model::{Feed, FeedHealth, FeedId, FeedState, LonLat, Municipality, Nis, Protocol};

/// Seed of the simulated sensors that the window offers.
const SIMULATION_SEED: u64 = 1;

/// Municipalities that get simulated sensors: the largest ones.
const SIMULATED_PLACES: usize = 24;

/// What stands between the scheduler and the store.
pub struct Live {
    /// Polls by itself; without one (the command line) feeds are polled here when asked.
    scheduler: Option<Scheduler>,
    feeds: BTreeMap<FeedId, Feed>,
    health: BTreeMap<FeedId, FeedHealth>,
    places: Vec<(Nis, String, LonLat)>,
    simulator: Option<Simulator>,
    is_offline: bool,
    clock: Clock,
}

impl Live {
    /// Without feeds, until a workspace is open.
    pub fn new(scheduler: Option<Scheduler>, clock: Clock) -> Self {
        Self {
            scheduler,
            feeds: BTreeMap::new(),
            health: BTreeMap::new(),
            places: Vec::new(),
            simulator: None,
            is_offline: false,
            clock,
        }
    }

    /// Takes over the feeds of a workspace that was opened. A simulated feed of an earlier session is switched off:
    /// its server is gone.
    pub fn set_feeds(&mut self, feeds: Vec<Feed>, health: Vec<FeedHealth>, municipalities: &[Municipality]) {
        self.simulator = None;
        self.feeds = feeds.into_iter().map(|feed| (feed.id.clone(), feed)).collect();
        for feed in self.feeds.values_mut().filter(|feed| feed.is_simulated) {
            feed.is_enabled = false;
        }
        self.health = health.into_iter().map(|health| (health.feed.clone(), health)).collect();
        for feed in self.feeds.values() {
            let is_new = !self.health.contains_key(&feed.id);
            if is_new || !feed.is_enabled {
                let state = if feed.is_enabled { FeedState::Waiting } else { FeedState::Disabled };
                let fresh = FeedHealth::new(feed.id.clone(), state);
                let known = self.health.entry(feed.id.clone()).or_insert(fresh);
                known.state = state;
            }
        }
        let mut largest: Vec<&Municipality> = municipalities.iter().collect();
        largest.sort_by_key(|row| row.label_rank);
        let place = |row: &&Municipality| (row.nis, row.name.to_string(), row.label_point);
        self.places = largest.iter().take(SIMULATED_PLACES).map(place).collect();
        if let Some(scheduler) = &self.scheduler {
            let entries = self.feeds.values().map(|feed| (feed.clone(), self.known_health(&feed.id))).collect();
            scheduler.replace(entries);
        }
    }

    /// How every feed is doing.
    pub fn health(&self) -> Vec<FeedHealth> {
        self.health.values().cloned().collect()
    }

    /// Now, by the clock passed in.
    pub fn now(&self) -> jiff::Timestamp {
        (self.clock)()
    }

    /// Stops polling and simulating.
    pub fn stop(&mut self) {
        self.scheduler = None;
        self.simulator = None;
    }

    fn known_health(&self, feed: &FeedId) -> FeedHealth {
        self.health.get(feed).cloned().unwrap_or_else(|| FeedHealth::new(feed.clone(), FeedState::Waiting))
    }

    fn set_feed(&mut self, feed: &Feed) -> FeedHealth {
        let health = health::after_switch(feed, &self.known_health(&feed.id), self.is_offline, (self.clock)());
        self.feeds.insert(feed.id.clone(), feed.clone());
        self.health.insert(feed.id.clone(), health.clone());
        if let Some(scheduler) = &self.scheduler {
            scheduler.set_feed(feed.clone(), health.clone());
        }
        health
    }

    fn feed(&self, id: &FeedId) -> Result<Feed, JobError> {
        self.feeds.get(id).cloned().ok_or_else(|| JobError::new("error-feed", format!("no such feed: {id}")))
    }
}

impl Desk {
    pub(super) fn set_feed_enabled(
        &mut self,
        id: &FeedId,
        is_enabled: bool,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        let feed = Feed { is_enabled, ..self.live.feed(id)? };
        self.change_feed(feed, context)
    }

    /// Stores the feed, then tells of it.
    fn change_feed(&mut self, feed: Feed, context: &JobContext) -> Result<Outcome, JobError> {
        self.store()?.set_feed(&feed).map_err(|error| store_failed("error-write", &error))?;
        let health = self.live.set_feed(&feed);
        context.send(Event::Feed(feed));
        context.send(Event::Health(health));
        Ok(Outcome::Nothing)
    }

    /// Polls now: through the scheduler, which keeps to what the host allows, or here where there is none.
    pub(super) fn poll_now(&mut self, id: &FeedId, context: &JobContext) -> Result<Outcome, JobError> {
        let feed = self.live.feed(id)?;
        if let Some(scheduler) = &self.live.scheduler {
            scheduler.poll_now(id.clone());
            return Ok(Outcome::Nothing);
        }
        let now = (self.live.clock)();
        let failed = |error: feeds::FeedError| JobError::new("error-feed", error.to_string());
        let mut client = Client::new(feeds::Limits::default()).map_err(failed)?;
        let result = feeds::read(Visit::new(&feed, &mut client, now));
        let before = self.live.known_health(id);
        let health = health::after_poll(&feed, &before, &result, now, 0, SIMULATION_SEED);
        let error = result.as_ref().err().map(ToString::to_string);
        self.store_polled(Polled { feed: id.clone(), readings: result.ok(), health }, context.events());
        match error {
            None => Ok(Outcome::Nothing),
            Some(reason) => Err(JobError::new("error-feed", reason)),
        }
    }

    pub(super) fn set_offline(&mut self, is_offline: bool, context: &JobContext) -> Outcome {
        self.live.is_offline = is_offline;
        if let Some(scheduler) = &self.live.scheduler {
            scheduler.set_offline(is_offline);
        }
        let enabled: Vec<FeedId> = self
            .live
            .feeds
            .values()
            .filter(|feed| feed.is_enabled && !feed.is_simulated)
            .map(|f| f.id.clone())
            .collect();
        for id in enabled {
            if let Some(health) = self.live.health.get_mut(&id) {
                health.state = if is_offline { FeedState::Offline } else { FeedState::Waiting };
                context.send(Event::Health(health.clone()));
            }
        }
        Outcome::Nothing
    }

    /// Starts or stops the simulated feed, which is served on loopback and marked wherever it shows.
    pub(super) fn set_simulation(&mut self, is_on: bool, context: &JobContext) -> Result<Outcome, JobError> {
        if !is_on {
            self.live.simulator = None;
            let known = self.live.feeds.get(&FeedId::new(simulate::FEED_ID)).cloned();
            return match known {
                Some(feed) => self.change_feed(Feed { is_enabled: false, ..feed }, context),
                None => Ok(Outcome::Nothing),
            };
        }
        let options = simulate::Options {
            places: self.live.places.clone(),
            seed: SIMULATION_SEED,
            port: 0,
            fault: Fault::None,
            clock: Arc::clone(&self.live.clock),
        };
        let simulator =
            Simulator::start(options).map_err(|error| JobError::new("error-simulation", error.to_string()))?;
        let feed = simulator.feed(Protocol::SensorThings);
        let id = feed.id.clone();
        self.live.simulator = Some(simulator);
        self.change_feed(feed, context)?;
        self.poll_now(&id, context)
    }

    /// Stores what a poll gave, then tells of it.
    pub(super) fn store_polled(&mut self, polled: Polled, events: &EventSender) {
        let Polled { feed, readings, mut health } = polled;
        let Some(store) = self.store.as_mut() else { return };
        let is_known = self.live.feeds.get(&feed).is_some_and(|feed| feed.is_enabled || feed.is_simulated);
        if !is_known && self.live.scheduler.is_some() {
            // Switched off, or of another workspace, while the poll was under way.
            return;
        }
        if let Some(readings) = readings {
            match store.append_readings(&readings.sensors, &readings.observations) {
                Ok(appended) => events.send(Event::Sensors(appended.sensors)),
                Err(error) => {
                    health.state = FeedState::Failing;
                    health.error = Some(error.to_string().into());
                }
            }
        }
        // A read-only workspace still shows how its feeds are doing.
        let _shown_but_not_kept = store.set_health(&health);
        let is_first_answer = health.last_success.is_some();
        self.live.health.insert(feed.clone(), health.clone());
        events.send(Event::Health(health));
        if is_first_answer {
            self.confirm(&feed, events);
        }
    }

    /// Notes that a feed of the catalogue has answered this program.
    fn confirm(&mut self, id: &FeedId, events: &EventSender) {
        let Some(feed) = self.live.feeds.get_mut(id).filter(|feed| !feed.is_verified) else { return };
        feed.is_verified = true;
        let feed = feed.clone();
        if let Some(store) = self.store.as_mut()
            && store.set_feed(&feed).is_ok()
        {
            events.send(Event::Feed(feed));
        }
    }
}

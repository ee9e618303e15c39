//! Live feeds: which are polled, what a poll gave, the simulated ones.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::super::errand::{Outside, find_secret};
use super::super::scheduler::{Scheduled, Scheduler};
use super::super::worker::{EventSender, JobContext, JobError};
use super::super::{Clock, Event, Outcome, Polled};
use super::{Desk, store_failed};
use crate::feeds::secret::Secrets;
use crate::feeds::simulate::{self, Fault, Simulator};
use crate::feeds::{self, Client, FeedError, Limits, Readings, Visit, health};
use crate::model::{
    BoundaryAccuracy, Feed, FeedHealth, FeedId, FeedState, LonLat, Municipality, Nis, Protocol, Reason, Sensor,
};
use crate::store::Store;
use crate::workspace::whereabouts::municipality_at;

/// Seed of the simulated sensors that the window offers.
const SIMULATION_SEED: u64 = 1;

/// Time between two looks for observations that are kept no longer.
const PRUNE_PAUSE: jiff::SignedDuration = jiff::SignedDuration::from_hours(1);

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
    secrets: Arc<dyn Secrets>,
    /// Client for polls that are asked for where there is no scheduler.
    client: Option<Client>,
    /// When nothing was left to be removed of a feed.
    pruned: BTreeMap<FeedId, jiff::Timestamp>,
    /// In which municipality a place lies, as last looked up.
    towns: BTreeMap<(u64, u64), Option<(Nis, bool)>>,
}

impl Live {
    /// Without feeds, until a workspace is open.
    pub fn new(scheduler: Option<Scheduler>, clock: Clock, secrets: Arc<dyn Secrets>) -> Self {
        Self {
            scheduler,
            feeds: BTreeMap::new(),
            health: BTreeMap::new(),
            places: Vec::new(),
            simulator: None,
            is_offline: false,
            clock,
            secrets,
            client: None,
            pruned: BTreeMap::new(),
            towns: BTreeMap::new(),
        }
    }

    /// Takes over the feeds of a workspace that was opened.
    pub fn set_feeds(&mut self, feeds: Vec<Feed>, store: &Store, municipalities: &[Municipality]) {
        // What can't be read of it is as good as not there: feeds start anew.
        let health = store.health().unwrap_or_default();
        self.simulator = None;
        self.towns.clear();
        self.feeds = feeds.into_iter().map(|feed| (feed.id.clone(), feed)).collect();
        self.health = health.into_iter().map(|health| (health.feed.clone(), health)).collect();
        for feed in self.feeds.values() {
            let is_new = !self.health.contains_key(&feed.id);
            if is_new || !feed.is_enabled {
                let fresh = FeedHealth::new(feed.id.clone(), feed.resting_state());
                let known = self.health.entry(feed.id.clone()).or_insert(fresh);
                known.state = feed.resting_state();
            }
        }
        let mut largest: Vec<&Municipality> = municipalities.iter().collect();
        largest.sort_by_key(|row| row.label_rank);
        let place = |row: &&Municipality| (row.nis, row.name.to_string(), row.label_point);
        self.places = largest.iter().take(SIMULATED_PLACES).map(place).collect();
        if let Some(scheduler) = &self.scheduler {
            let entry = |feed: &Feed| Scheduled {
                feed: feed.clone(),
                health: self.known_health(&feed.id),
                resume: store.resume(&feed.id).ok().flatten().map(Arc::from),
            };
            let polled = self.feeds.values().filter(|feed| feed.protocol.is_polled());
            scheduler.replace(polled.map(entry).collect());
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

    /// What errands need from outside.
    pub fn outside(&self) -> Outside {
        Outside { secrets: Arc::clone(&self.secrets), limits: Limits::default(), now: self.now() }
    }

    /// Where keys come from.
    pub fn secrets(&self) -> &dyn Secrets {
        &*self.secrets
    }

    /// The identifier of a feed to be added: its own, unless another address has that already.
    pub fn free_id(&self, feed: &Feed) -> FeedId {
        let is_free = |id: &FeedId| self.feeds.get(id).is_none_or(|known| known.url == feed.url);
        let numbered = (2..).map(|number| FeedId::new(format!("{}-{number}", feed.id)));
        std::iter::once(feed.id.clone()).chain(numbered).find(is_free).unwrap_or_else(|| feed.id.clone())
    }

    /// The feed that an address names, as the catalogue or the workspace has it.
    pub fn in_catalogue(&self, address: &str) -> Option<Feed> {
        let all: Vec<&Feed> = self.feeds.values().collect();
        feeds::recognise::in_catalogue(address, &all)
    }

    /// Forgets a feed.
    pub fn remove(&mut self, id: &FeedId) {
        self.feeds.remove(id);
        self.health.remove(id);
        if let Some(scheduler) = &self.scheduler {
            scheduler.remove_feed(id.clone());
        }
    }

    fn known_health(&self, feed: &FeedId) -> FeedHealth {
        self.health.get(feed).cloned().unwrap_or_else(|| FeedHealth::new(feed.clone(), FeedState::Waiting))
    }

    /// Reads a feed once on this thread.
    fn read(&mut self, feed: &Feed, resume: Option<&str>) -> Result<Readings, FeedError> {
        let now = self.now();
        let secret = find_secret(feed, &*self.secrets)?;
        if self.client.is_none() {
            self.client = Some(Client::new(Limits::default())?);
        }
        let Some(client) = &mut self.client else { return Err(FeedError::Cancelled) };
        feeds::read(Visit { feed, secret: secret.as_deref(), resume, http: client, now })
    }

    pub fn set_feed(&mut self, feed: &Feed) -> FeedHealth {
        let health = health::after_switch(feed, &self.known_health(&feed.id), self.is_offline, (self.clock)());
        self.feeds.insert(feed.id.clone(), feed.clone());
        self.health.insert(feed.id.clone(), health.clone());
        if let Some(scheduler) = self.scheduler.as_ref().filter(|_| feed.protocol.is_polled()) {
            scheduler.set_feed(feed.clone(), health.clone());
        }
        health
    }

    /// A feed by its identifier.
    ///
    /// # Errors
    /// Where there is none.
    pub fn feed(&self, id: &FeedId) -> Result<Feed, JobError> {
        self.feeds.get(id).cloned().ok_or_else(|| JobError::new("error-feed", format!("no such feed: {id}")))
    }
}

/// Since when a feed keeps its observations one by one; `None` = all of them.
fn kept_since(feed: &Feed, now: jiff::Timestamp) -> Option<jiff::Timestamp> {
    let span = jiff::SignedDuration::from_hours(i64::from(feed.retention_days?) * 24);
    now.checked_sub(span).ok()
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
    pub(super) fn change_feed(&mut self, feed: Feed, context: &JobContext) -> Result<Outcome, JobError> {
        self.store()?.set_feed(&feed).map_err(|error| store_failed("error-write", &error))?;
        let health = self.live.set_feed(&feed);
        context.send(Event::Feed(Box::new(feed)));
        context.send(Event::Health(health));
        Ok(Outcome::Nothing)
    }

    /// Polls now: through the scheduler, which keeps to what the host allows, or here where there is none.
    pub(super) fn poll_now(&mut self, id: &FeedId, context: &JobContext) -> Result<Outcome, JobError> {
        let feed = self.live.feed(id)?;
        if !feed.protocol.is_polled() {
            return Err(JobError::new("error-feed", Reason::new("reason-feed-is-list").with("feed", &feed.id)));
        }
        if let Some(scheduler) = &self.live.scheduler {
            scheduler.poll_now(id.clone());
            return Ok(Outcome::Nothing);
        }
        let resume = self.store()?.resume(id).map_err(|error| store_failed("error-read", &error))?;
        let watch = std::time::Instant::now();
        let result = self.live.read(&feed, resume.as_deref());
        let latency_ms = u32::try_from(watch.elapsed().as_millis()).unwrap_or(u32::MAX);
        let before = self.live.known_health(id);
        let health = health::after_poll(&feed, &before, &result, self.live.now(), latency_ms, SIMULATION_SEED);
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
            .filter(|feed| feed.is_enabled && !feed.is_simulated && feed.protocol.is_polled())
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

    /// Serves simulated feeds over these protocols on loopback, marked wherever they show; others are switched off.
    pub(super) fn simulate(
        &mut self,
        protocols: &BTreeSet<Protocol>,
        fault: Fault,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        if protocols.is_empty() {
            self.live.simulator = None;
        } else if let Some(simulator) = &self.live.simulator {
            simulator.set_fault(fault);
        } else {
            self.live.simulator = Some(self.start_simulator(fault)?);
        }
        let is_wanted = |feed: &&Feed| feed.is_simulated && feed.is_enabled && !protocols.contains(&feed.protocol);
        let unwanted: Vec<Feed> = self.live.feeds.values().filter(is_wanted).cloned().collect();
        for feed in unwanted {
            self.change_feed(Feed { is_enabled: false, ..feed }, context)?;
        }
        let simulator = self.live.simulator.as_ref();
        let feeds: Vec<Feed> =
            simulator.map(|running| protocols.iter().map(|one| running.feed(*one)).collect()).unwrap_or_default();
        let mut failure = None;
        for feed in feeds {
            let id = feed.id.clone();
            let is_running = self.live.feeds.get(&id).is_some_and(|known| known.is_enabled && known.url == feed.url);
            if !is_running {
                self.change_feed(feed, context)?;
            }
            // Each is tried, also where the one before failed on purpose.
            failure = self.poll_now(&id, context).err().or(failure);
        }
        failure.map_or(Ok(Outcome::Nothing), Err)
    }

    fn start_simulator(&self, fault: Fault) -> Result<Simulator, JobError> {
        let options = simulate::Options {
            places: self.live.places.clone(),
            seed: SIMULATION_SEED,
            port: 0,
            fault,
            clock: Arc::clone(&self.live.clock),
        };
        Simulator::start(options).map_err(|error| JobError::new("error-simulation", error.to_string()))
    }

    /// Stores what a poll gave, then tells of it.
    pub(super) fn store_polled(&mut self, polled: Polled, events: &EventSender) {
        let Polled { feed, readings, mut health } = polled;
        let is_known = self.live.feeds.get(&feed).is_some_and(|feed| feed.is_enabled || feed.is_simulated);
        if !is_known && self.live.scheduler.is_some() {
            // Switched off, or of another workspace, while the poll was under way.
            return;
        }
        if let Some(readings) = readings
            && let Err(reason) = self.store_readings(&feed, readings, events)
        {
            health.state = FeedState::Failing;
            health.error = Some(reason.into());
            self.read_again(&feed);
        }
        self.prune_some(&feed);
        let Some(store) = self.store.as_mut() else { return };
        // A read-only workspace still shows how its feeds are doing.
        let _shown_but_not_kept = store.set_health(&health);
        let is_first_answer = health.last_success.is_some();
        self.live.health.insert(feed.clone(), health.clone());
        events.send(Event::Health(health));
        if is_first_answer {
            self.confirm(&feed, events);
        }
    }

    /// Stores readings with how far their feed was read, and its rejected records; then tells of the sensors.
    pub(super) fn store_readings(
        &mut self,
        feed: &FeedId,
        mut readings: Readings,
        events: &EventSender,
    ) -> Result<u64, String> {
        for sensor in &mut readings.sensors {
            self.find_town(sensor);
        }
        let now = self.live.now();
        let Some(store) = self.store.as_mut() else { return Ok(0) };
        let resume = readings.resume.as_deref();
        let appended = store.append_polled(feed, &readings.sensors, &readings.observations, resume);
        let appended = appended.map_err(|error| error.to_string())?;
        if !readings.rejected.is_empty() {
            let total = u64::from(readings.rejected_count());
            let rejected = store.put_rejected(feed, now, &readings.rejected, total);
            rejected.map_err(|error| error.to_string())?;
        }
        events.send(Event::Sensors(appended.sensors));
        Ok(appended.observation_count)
    }

    /// Lets the scheduler read a feed on from what is stored: what it gave last is not.
    fn read_again(&mut self, feed: &FeedId) {
        let resume = self.store.as_ref().and_then(|store| store.resume(feed).ok().flatten());
        if let Some(scheduler) = &self.live.scheduler {
            scheduler.set_resume(feed.clone(), resume.map(Arc::from));
        }
    }

    /// The municipality that a sensor without one stands in: looked up here, once a place, and stored with it.
    pub(super) fn find_town(&mut self, sensor: &mut Sensor) {
        let Some(place) = sensor.location.filter(|_| sensor.nis.is_none()) else { return };
        let key = (place.lon().to_bits(), place.lat().to_bits());
        let places = &self.places;
        let found = *self.live.towns.entry(key).or_insert_with(|| {
            let town = municipality_at(places, place);
            town.map(|(nis, accuracy)| (nis, accuracy == BoundaryAccuracy::Approximate))
        });
        if let Some((nis, is_approximate)) = found {
            sensor.nis = Some(nis);
            sensor.is_nis_approximate = is_approximate;
        }
    }

    /// Forgets where places lie: the boundaries have changed.
    pub(super) fn forget_towns(&mut self) {
        self.live.towns.clear();
    }

    /// Removes a part of what a feed keeps no longer, at most once in so long: never much at once between two polls.
    fn prune_some(&mut self, id: &FeedId) {
        let now = self.live.now();
        let is_recent = self.live.pruned.get(id).is_some_and(|last| now.duration_since(*last) < PRUNE_PAUSE);
        let Some(before) = self.live.feeds.get(id).filter(|_| !is_recent).and_then(|feed| kept_since(feed, now)) else {
            return;
        };
        // What can't be removed now is tried again with the next poll.
        let pruned = self.store.as_mut().and_then(|store| store.prune(id, before, |deleted| deleted == 0).ok());
        if pruned.is_some_and(|pruned| pruned.is_complete) {
            self.live.pruned.insert(id.clone(), now);
        }
    }

    /// Removes observations that are older than their feeds keep, a part at a time; gives how many.
    pub(super) fn prune(&mut self, context: &JobContext) -> Result<u64, JobError> {
        let now = self.live.now();
        let kept = |feed: &Feed| Some((feed.id.clone(), kept_since(feed, now)?));
        let limits: Vec<(FeedId, jiff::Timestamp)> = self.live.feeds.values().filter_map(kept).collect();
        let mut total = 0;
        for (feed, before) in limits {
            let pruned = self.store()?.prune(&feed, before, |_| context.check_cancelled().is_ok());
            total += pruned.map_err(|error| store_failed("error-write", &error))?.deleted_count;
        }
        Ok(total)
    }

    /// Notes that a feed of the catalogue has answered this program.
    fn confirm(&mut self, id: &FeedId, events: &EventSender) {
        let Some(feed) = self.live.feeds.get_mut(id).filter(|feed| !feed.is_verified) else { return };
        feed.is_verified = true;
        let feed = feed.clone();
        if let Some(store) = self.store.as_mut()
            && store.set_feed(&feed).is_ok()
        {
            events.send(Event::Feed(Box::new(feed)));
        }
    }
}

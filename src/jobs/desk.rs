//! What the worker does for each request: the only owner of the open workspace file.
//!
//! Contract: what is told is stored already; a request that fails has changed nothing.

mod boundaries;
mod export;
mod feeds;
mod files;
mod import;
mod layer;
mod list;
mod live;
mod places;
mod report;
mod sensor_list;
mod table;
mod town_sensors;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;

use super::errand::Brought;
use super::scheduler::Scheduler;
use super::worker::{EventSender, JobContext, JobError, PolledSender, Work, Worker};
use super::{Clock, Event, JobId, Outcome, Polled, Request, Waker};
use crate::feeds::Limits;
use crate::feeds::secret::{Secrets, SystemSecrets};
use crate::model::Explained;
use crate::model::basemap::Basemap;
use crate::model::{Dataset, SensorId};
use crate::store::{self, OpenOptions, Store, StoreError};
use crate::workspace::Municipalities;
use live::Live;

/// How long opening waits for another program that holds the file.
const BUSY_TIMEOUT: Duration = Duration::from_secs(2);

/// What the background is given from outside.
pub struct JobOptions {
    /// The clock.
    pub clock: Clock,
    /// The data of the program.
    pub bundle: Box<dyn Fn() -> Result<Dataset, String> + Send>,
    /// Tells one edition of that data from another.
    pub bundle_hash: String,
    /// File that is opened where none is named.
    pub default_workspace: Option<PathBuf>,
    /// Whether feeds are polled by themselves; without, only when asked.
    pub polls_feeds: bool,
    /// Where the keys of feeds come from.
    pub secrets: Arc<dyn Secrets>,
}

impl JobOptions {
    /// For the window: the data of this program, feeds polled by themselves.
    pub fn new(clock: Clock) -> Self {
        Self {
            clock,
            bundle: Box::new(|| crate::formats::bundle::dataset().map_err(|error| error.to_string())),
            bundle_hash: crate::formats::bundle::hash(),
            default_workspace: None,
            polls_feeds: true,
            secrets: Arc::new(SystemSecrets),
        }
    }

    /// For the command line: feeds are polled when asked only.
    pub fn without_polling(clock: Clock) -> Self {
        Self { polls_feeds: false, ..Self::new(clock) }
    }
}

impl Worker {
    /// Starts the background: the worker, and the scheduler where feeds are polled by themselves.
    ///
    /// # Errors
    /// When the system gives no thread.
    pub fn start_jobs(waker: Waker, options: JobOptions) -> std::io::Result<Self> {
        Self::start(waker, move |polled| Desk::new(options, polled))
    }
}

/// The work of the worker's thread.
pub struct Desk {
    options: JobOptions,
    store: Option<Store>,
    /// Municipalities of the open workspace, for finding those that a file names.
    places: Municipalities,
    basemap: Option<Arc<Basemap>>,
    live: Live,
    /// Observations of the past written so far, by the request that fills them in.
    filled: BTreeMap<JobId, u64>,
    /// The table that is being mapped.
    table: Option<table::Loaded>,
    /// Requests for tables that an errand fetches.
    /// The list of projects that is being mapped.
    list: Option<list::LoadedList>,
    wanted_tables: BTreeMap<JobId, table::Wanted>,
}

impl Desk {
    /// A desk without an open workspace.
    fn new(options: JobOptions, polled: PolledSender) -> Self {
        let clock = Arc::clone(&options.clock);
        let scheduler = options.polls_feeds.then(|| {
            // Only the jitter of waits comes from it: many programs must not ask a host in the same second.
            let seed = clock().as_nanosecond() as u64;
            let secrets = Arc::clone(&options.secrets);
            Scheduler::start(Arc::clone(&clock), seed, Limits::default(), secrets, move |one| polled.send(one))
        });
        // Without a thread for it nothing is polled by itself; polling when asked still works.
        let live = Live::new(scheduler.and_then(Result::ok), clock, Arc::clone(&options.secrets));
        Self {
            options,
            store: None,
            places: Municipalities::default(),
            basemap: None,
            live,
            filled: BTreeMap::new(),
            table: None,
            list: None,
            wanted_tables: BTreeMap::new(),
        }
    }

    /// The open workspace.
    fn store(&mut self) -> Result<&mut Store, JobError> {
        self.store.as_mut().ok_or_else(|| JobError::new("error-no-workspace", "no workspace is open"))
    }

    fn open(&mut self, path: Option<PathBuf>, create: bool, context: &JobContext) -> Result<Outcome, JobError> {
        let path = path
            .or_else(|| self.options.default_workspace.clone())
            .ok_or_else(|| JobError::new("error-open", "no data folder is known for this user"))?;
        if create {
            make_folder(&path, "error-open")?;
        }
        let mut opened = {
            let options = OpenOptions {
                busy_timeout: BUSY_TIMEOUT,
                bundle: &*self.options.bundle,
                bundle_hash: &self.options.bundle_hash,
            };
            store::open(&path, create, options).map_err(|error| failed("error-open", &error, &path))?
        };
        // The server of a feed that was simulated in an earlier session is gone.
        for feed in opened.dataset.feeds.iter_mut().filter(|feed| feed.is_simulated) {
            feed.is_enabled = false;
        }
        // The one that was open is closed only now: a file that can't be opened must not cost the one that can.
        self.close_store();
        crate::export::file::protect(&path);
        self.live.set_feeds(opened.dataset.feeds.clone(), &opened.store, &opened.dataset.municipalities);
        let event = Event::opened(opened.dataset, path, opened.store.is_read_only(), opened.notice);
        if let Event::Opened { workspace, .. } = &event {
            self.places = workspace.municipalities.as_ref().clone();
        }
        context.send(event);
        for health in self.live.health() {
            context.send(Event::Health(health));
        }
        self.store = Some(opened.store);
        Ok(Outcome::Nothing)
    }

    fn check(&mut self) -> Result<Outcome, JobError> {
        let problems = self.store()?.check().map_err(|error| store_failed("error-read", &error))?;
        Ok(Outcome::Checked(problems))
    }

    fn close_store(&mut self) {
        // A log that can't be written back stays beside the file and is read at the next opening.
        let _written_back_later = self.store.take().map(Store::close);
    }

    fn sensor_series(
        &mut self,
        (sensor, datastream): (SensorId, Arc<str>),
        (from, until): (Timestamp, Timestamp),
        columns: u32,
        context: &JobContext,
    ) -> Result<Outcome, JobError> {
        let series = self.store()?.read_series(&sensor, &datastream, from, until, columns);
        let series = series.map_err(|error| store_failed("error-read", &error))?;
        context.send(Event::SensorSeries {
            sensor,
            datastream,
            from,
            until,
            points: series.points.into(),
            total_count: series.total_count,
            flagged: series.flagged.into(),
            flagged_count: series.flagged_count,
        });
        Ok(Outcome::Nothing)
    }

    fn save_as(&mut self, target: PathBuf, context: &JobContext) -> Result<Outcome, JobError> {
        make_folder(&target, "error-save")?;
        let saved = self.store()?.save_as(&target);
        saved.map_err(|error| failed("error-save", &error, &target))?;
        self.open(Some(target.clone()), false, context)?;
        Ok(Outcome::FileWritten(target))
    }
}

impl Work for Desk {
    fn run(&mut self, request: Request, context: &JobContext) -> Result<Outcome, JobError> {
        match request {
            Request::Open { path, create } => self.open(path, create, context),
            Request::SaveAs(path) => self.save_as(path, context),
            Request::Import { paths, is_dry_run } => self.import(&paths, is_dry_run, context),
            Request::ReadTable { origin, mapping } => {
                self.read_table(table::Wanted { origin, mapping: mapping.map(|mapping| *mapping) }, context)
            }
            Request::ImportTable { origin, mapping, is_dry_run } => {
                self.import_table(&origin, &mapping, is_dry_run, context)
            }
            Request::ChangeIndicators(patch) => self.change_indicators(&patch),
            Request::ReadMapping(path) => files::read_mapping(path),
            Request::ReadList { path, mapping } => self.read_list(&path, mapping.map(|mapping| *mapping), context),
            Request::ImportList { path, mapping, is_dry_run } => self.import_list(&path, &mapping, is_dry_run, context),
            Request::ReadLayer { path, mapping } => self.read_layer(&path, *mapping, context),
            Request::ImportLayer { path, mapping, is_dry_run } => {
                self.import_layer(&path, &mapping, is_dry_run, context)
            }
            Request::ChangeLayers(patch) => self.change_layers(&patch),
            Request::ReadListMapping(path) => files::read_list_mapping(&path),
            Request::SensorList(request) => self.run_sensor_list(request, context),
            Request::PutProjects(rows) => {
                self.store()?.put_projects(&rows, &[]).map_err(|error| store_failed("error-write", &error))?;
                Ok(Outcome::ProjectsChanged)
            }
            Request::PutOwn(own) => {
                self.store()?.put_own(&own).map_err(|error| store_failed("error-write", &error))?;
                Ok(Outcome::Nothing)
            }
            Request::TownSensors { from, until } => self.town_sensors((from, until), context),
            Request::RemoveProjects(ids) => {
                self.store()?.remove_projects(&ids).map_err(|error| store_failed("error-write", &error))?;
                Ok(Outcome::ProjectsChanged)
            }
            Request::SaveRejected { path, rows, language } => files::save_rejected(path, &rows, language),
            Request::UpdateBoundaries(source) => self.update_boundaries(&source, context),
            Request::Export { request, as_of, snapshot, language, stream } => {
                self.export(&request, as_of, &snapshot, (language, stream.as_deref()), context)
            }
            Request::Report { request, snapshot, language, now } => {
                self.report(&request, &snapshot, (language, now), context)
            }
            Request::WriteFile { path, bytes, is_announced } => files::write(path, &bytes, is_announced),
            Request::Compose { request, snapshot, language } => self.compose(&request, &snapshot, language, context),
            Request::ReadView(path) => files::read_view(path),
            Request::ReadReport(path) => files::read_report(path),
            Request::SensorSeries { sensor, datastream, from, until, columns } => {
                self.sensor_series((sensor, datastream), (from, until), columns, context)
            }
            Request::SensorMeans { sensor, datastream, from, until, bucket } => {
                let means = self.store()?.read_means(&sensor, &datastream, from, until, bucket);
                let means = Arc::new(means.map_err(|error| store_failed("error-read", &error))?);
                context.send(Event::SensorMeans { sensor, datastream, from, until, bucket, means });
                Ok(Outcome::Nothing)
            }
            Request::SetFeedEnabled(feed, is_enabled) => self.set_feed_enabled(&feed, is_enabled, context),
            Request::PollNow(feed) => self.poll_now(&feed, context),
            Request::SetOffline(is_offline) => Ok(self.set_offline(is_offline, context)),
            Request::Simulate { protocols, fault } => self.simulate(&protocols, fault, context),
            Request::RecogniseFeed { address, secret } => self.recognise_feed(address, secret, context),
            Request::TestFeed(feed) => self.test_feed(*feed, context),
            Request::AddFeed { feed, readings, history_days } => self.add_feed(*feed, &readings, history_days, context),
            Request::ChangeFeed(feed) => self.set_feed(*feed, context),
            Request::RemoveFeed { feed, keeps_history } => self.remove_feed(&feed, keeps_history, context),
            Request::BackFill { feed, days } => self.back_fill(&feed, days, context),
            Request::Storage => self.storage(context),
            Request::Compact => self.compact(context),
            Request::FeedRejected(feed) => self.feed_rejected(feed, context),
            Request::SetSecret { name, value } => self.set_secret(&name, value.as_ref()),
            Request::Check => self.check(),
        }
    }

    fn take_brought(&mut self, brought: Brought, context: &JobContext) -> Result<Outcome, JobError> {
        match brought {
            Brought::Table(sheet) => self.take_table(*sheet, context),
            brought => {
                self.wanted_tables.remove(&context.job());
                self.take_errand(brought, context)
            }
        }
    }

    fn take_polled(&mut self, polled: Polled, events: &EventSender) {
        self.store_polled(polled, events);
    }

    fn close(&mut self) {
        self.live.stop();
        self.close_store();
    }
}

/// Makes the folder of a file that is to be written; `what` failed where that can't be.
fn make_folder(path: &Path, what: &'static str) -> Result<(), JobError> {
    match path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => std::fs::create_dir_all(folder)
            .map_err(|error| JobError::new(what, crate::export::file::no_folder(&error, folder))),
        None => Ok(()),
    }
}

/// A failure with the file last.
fn failed(what: &'static str, error: &dyn Explained, path: &Path) -> JobError {
    JobError::new(what, error.reason().in_file(path.display()))
}

fn store_failed(what: &'static str, error: &StoreError) -> JobError {
    let what = if matches!(error, StoreError::ReadOnly) { "error-read-only" } else { what };
    JobError::new(what, error.reason())
}

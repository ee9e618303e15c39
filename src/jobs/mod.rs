//! Named background threads and how the session talks with them.
//!
//! The **worker** owns the store's connection and does everything that takes files, SQL or long computation, one
//! request after another; the **scheduler** polls feeds and hands readings to the worker, which stores them before
//! anybody hears of them. Both inboxes are bounded; a waker wakes the interface after each event. Dropping [`Jobs`]
//! stops and joins both. A panic in a job becomes an [`Event::Failed`].
//! May use: `feeds`, `formats`, `store`, `export`, `model`, `text`, `workspace` as the snapshot an export is made from,
//! and `query` for what is made with it.

pub mod derived;
mod desk;
pub mod errand;
mod key;
pub mod layer;
pub mod list;
mod outcome;
mod reach;
pub mod scheduler;
pub mod sensor_list;
pub mod table;
pub mod worker;

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

pub use crate::feeds::history_days;
pub use crate::feeds::secret::variable as secret_variable;
pub use crate::feeds::simulate::Fault;
pub use crate::store::{Bucket, FeedStorage, Mean, Notice as OpenNotice};
pub use desk::JobOptions;
pub use key::Secret;
pub use layer::{LayerMapping, LayerPreview, LayerSeen};
pub use list::{ListPreview, ListSeen, ProjectMapping};
pub use outcome::Outcome;
pub use reach::Reach;
pub use sensor_list::{SensorListRequest, SensorMapping, SensorsPreview, SensorsSeen};
pub use table::{Mapping, TableOrigin, TablePreview, TableSeen};
pub use worker::Worker as Jobs;

use crate::insight::TownSensors;
use crate::model::own::Own;
use crate::model::{
    Dataset, Feed, FeedHealth, FeedId, Observation, Project, ProjectId, Protocol, Rejected, Sensor, SensorId,
};
use crate::query::snapshot::Snapshot;
use crate::workspace::Workspace;

/// A feed of this protocol at an address as it was typed, identified by the address; `None` where it is none.
pub fn feed_at(address: &str, protocol: Protocol) -> Option<Feed> {
    let url = url::Url::parse(address.trim()).ok()?;
    Some(crate::feeds::recognise::Candidate::new(0, protocol, &url).feed)
}

/// Number of a request, for progress and cancelling.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JobId(pub u64);

/// Where official boundaries come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoundarySource {
    /// The service of the Flemish government.
    Default,
    /// An OGC API Features or WFS address, or any address that answers GeoJSON.
    Url(String),
    /// A file.
    File(PathBuf),
}

/// What the session asks of the background.
#[derive(Debug)]
pub enum Request {
    /// Opens a workspace file; makes it from the bundle where it does not exist and `create` says so.
    Open {
        /// The file; `None` = the user's own, made at first start.
        path: Option<PathBuf>,
        /// Make it from the bundle where it does not exist.
        create: bool,
    },
    /// Copies the open workspace to another file and goes on with that one.
    SaveAs(PathBuf),
    /// Reads project files (CSV, GeoJSON by content); writes them into the workspace unless `is_dry_run`.
    Import {
        /// Files.
        paths: Vec<PathBuf>,
        /// Reads and reports only.
        is_dry_run: bool,
    },
    /// Writes the lists and ratios of the user's own, all of them.
    PutOwn(Box<Own>),
    /// Takes the sensors of each municipality together over a stretch of time. Ends with [`Event::TownSensors`].
    TownSensors {
        /// From, inclusive.
        from: Timestamp,
        /// Until, exclusive.
        until: Timestamp,
    },
    /// Reads a table of figures and tells what it would change. Ends with [`Event::Table`].
    ReadTable {
        /// Where it is.
        origin: TableOrigin,
        /// What its columns mean; `None` = a proposal is made.
        mapping: Option<Box<Mapping>>,
    },
    /// Writes the figures of a table into the workspace unless `is_dry_run`.
    ImportTable {
        /// Where it is.
        origin: TableOrigin,
        /// What its columns mean.
        mapping: Box<Mapping>,
        /// Reads and reports only.
        is_dry_run: bool,
    },
    /// Changes indicators and their figures (undo and redo of an import).
    ChangeIndicators(Arc<crate::model::IndicatorPatch>),
    /// Reads a mapping of a table.
    ReadMapping(PathBuf),
    /// Reads a list of projects and tells what it would change. Ends with [`Event::List`].
    ReadList {
        /// The file.
        path: PathBuf,
        /// What its columns mean; `None` = a proposal is made.
        mapping: Option<Box<ProjectMapping>>,
    },
    /// Writes the projects of a list into the workspace unless `is_dry_run`. Ends with [`Outcome::Imported`].
    ImportList {
        /// The file.
        path: PathBuf,
        /// What its columns mean.
        mapping: Box<ProjectMapping>,
        /// Reads and reports only.
        is_dry_run: bool,
    },
    /// Reads a mapping of a list of projects.
    ReadListMapping(PathBuf),
    /// Lists of sensors.
    SensorList(SensorListRequest),
    /// Reads a layer of the map and tells what it holds. Ends with [`Event::Layer`].
    ReadLayer {
        /// The file.
        path: PathBuf,
        /// Where its places are; without headers a proposal is made.
        mapping: Box<LayerMapping>,
    },
    /// Writes a layer into the workspace unless `is_dry_run`. Ends with [`Outcome::LayerImported`].
    ImportLayer {
        /// The file.
        path: PathBuf,
        /// Where its places are.
        mapping: Box<LayerMapping>,
        /// Reads and reports only.
        is_dry_run: bool,
    },
    /// Changes the layers that the user brought.
    ChangeLayers(Arc<crate::model::LayerPatch>),
    /// Writes these projects as they are (undo and redo of an import).
    PutProjects(Vec<Project>),
    /// Removes these projects (undo of an import).
    RemoveProjects(Vec<ProjectId>),
    /// Saves rejected rows as CSV, with the reason beside each.
    SaveRejected {
        /// Where.
        path: PathBuf,
        /// Which.
        rows: Vec<Rejected>,
        /// In which language the reasons are.
        language: crate::model::Language,
    },
    /// Replaces approximate boundaries by official ones.
    UpdateBoundaries(BoundarySource),
    /// Writes an export from a snapshot.
    Export {
        /// What.
        request: Box<crate::export::ExportRequest>,
        /// What figures of today rest on.
        as_of: crate::export::AsOf,
        /// From.
        snapshot: Box<Workspace>,
        /// Language of headers and stamp.
        language: crate::model::Language,
        /// For a request without a file: where its rows wait for whoever copies them to a stream, without a stamp.
        stream: Option<PathBuf>,
    },
    /// Writes profiles of municipalities from a snapshot.
    Report {
        /// Which.
        request: Box<crate::export::report::ReportRequest>,
        /// From.
        snapshot: Box<Workspace>,
        /// In which language.
        language: crate::model::Language,
        /// Now, for the age of readings.
        now: Timestamp,
    },
    /// Writes reports from a snapshot.
    Compose {
        /// Which.
        request: Box<crate::export::compose::ComposeRequest>,
        /// From.
        snapshot: Box<Workspace>,
        /// In which language.
        language: crate::model::Language,
    },
    /// Reads a report file.
    ReadReport(PathBuf),
    /// Writes bytes to a file, atomically: view files, settings.
    WriteFile {
        /// Where.
        path: PathBuf,
        /// What.
        bytes: Vec<u8>,
        /// Whether the user waits for a word that it is done.
        is_announced: bool,
    },
    /// Reads a view file.
    ReadView(PathBuf),
    /// Finds out which protocol an address speaks and reads it once; nothing is stored. Ends with [`Event::Recognised`].
    RecogniseFeed {
        /// The address, as it was typed.
        address: String,
        /// Name of its key in the keyring or the environment.
        secret: Option<String>,
    },
    /// Reads a feed once as it stands here; nothing is stored. Ends with [`Event::Recognised`].
    TestFeed(Box<Feed>),
    /// Stores a feed, switched on, with what it gave when it was tested; then fills in history.
    AddFeed {
        /// The feed.
        feed: Box<Feed>,
        /// What its test gave.
        readings: Box<crate::feeds::Readings>,
        /// Days of history to ask its source for; 0 = none.
        history_days: u32,
    },
    /// Changes the settings of a feed: its name, how often it is asked, how long its observations are kept.
    ChangeFeed(Box<Feed>),
    /// Removes a feed that the user added.
    RemoveFeed {
        /// Which.
        feed: FeedId,
        /// Its sensors and observations stay.
        keeps_history: bool,
    },
    /// Asks the source of a feed for observations of the past.
    BackFill {
        /// Which.
        feed: FeedId,
        /// Days back from now.
        days: u32,
    },
    /// Tells how much room the observations of each feed take. Ends with [`Event::Storage`].
    Storage,
    /// Removes observations that are older than their feed keeps, and gives the room back to the disk.
    Compact,
    /// Reads the rejected records of a feed. Ends with [`Event::FeedRejected`].
    FeedRejected(FeedId),
    /// Puts a key into the system's keyring, or takes it away.
    SetSecret {
        /// Its name.
        name: String,
        /// The key; `None` = forget it.
        value: Option<Secret>,
    },
    /// Reads the means of a datastream by hour, day or month. Ends with [`Event::SensorMeans`].
    SensorMeans {
        /// Sensor.
        sensor: SensorId,
        /// Datastream.
        datastream: Arc<str>,
        /// From, inclusive.
        from: Timestamp,
        /// Until, exclusive.
        until: Timestamp,
        /// Of what length.
        bucket: Bucket,
    },
    /// Reads the observations of a datastream, thinned to at most `columns` columns of first, least, greatest, last.
    SensorSeries {
        /// Sensor.
        sensor: SensorId,
        /// Datastream.
        datastream: Arc<str>,
        /// From, inclusive.
        from: Timestamp,
        /// Until, exclusive.
        until: Timestamp,
        /// Columns of the chart.
        columns: u32,
    },
    /// Switches a feed on or off, and remembers it.
    SetFeedEnabled(FeedId, bool),
    /// Polls a feed now, however long ago the last poll was but never sooner than its host allows.
    PollNow(FeedId),
    /// Stops all polling, or goes on.
    SetOffline(bool),
    /// Serves simulated feeds over these protocols on loopback, and no others; none = stops it.
    Simulate {
        /// Over which protocols.
        protocols: BTreeSet<Protocol>,
        /// What goes wrong on purpose.
        fault: Fault,
    },
    /// Checks the integrity of the workspace file.
    Check,
}

/// What the background reports. Each request ends with exactly one of [`Event::Done`], [`Event::Failed`] and
/// [`Event::Cancelled`]; what it gives ([`Event::Opened`], [`Event::SensorSeries`], …) comes before that.
#[derive(Clone, Debug)]
pub enum Event {
    /// A workspace is open. See [`Event::opened`].
    Opened {
        /// Its data, without a view.
        workspace: Box<Workspace>,
        /// The filter's columns of its projects.
        columns: Arc<Snapshot>,
        /// Its file.
        path: PathBuf,
        /// It may not be written.
        is_read_only: bool,
        /// Something the user must know: salvaged after damage, migrated with a backup, made by a newer version.
        notice: Option<OpenNotice>,
    },
    /// A job goes on.
    Progress {
        /// Which.
        job: JobId,
        /// 0 to 1 where it can be told.
        fraction: Option<f32>,
    },
    /// A job ended well.
    Done {
        /// Which.
        job: JobId,
        /// What it did.
        outcome: Outcome,
    },
    /// A job ended badly; nothing was changed by it.
    Failed {
        /// Which.
        job: JobId,
        /// Text key of what was tried (area `errors`).
        what: &'static str,
        /// Why, with the file or address last.
        error: crate::model::Reason,
    },
    /// A job was cancelled; nothing was changed by it.
    Cancelled {
        /// Which.
        job: JobId,
    },
    /// Sensors with new values, stored already.
    Sensors(Vec<Sensor>),
    /// A feed changed (switched on or off, verified, simulated one added).
    Feed(Box<Feed>),
    /// A feed was removed; its sensors too, unless they stay as history.
    FeedRemoved {
        /// Which.
        feed: FeedId,
        /// Its sensors stay.
        keeps_history: bool,
    },
    /// How a feed is doing.
    Health(FeedHealth),
    /// A table was read.
    Table(Arc<TableSeen>),
    /// A list of projects was read.
    List(Arc<ListSeen>),
    /// A list of sensors was read.
    SensorList(Arc<SensorsSeen>),
    /// A layer of the map was read.
    Layer(Arc<LayerSeen>),
    /// An address was recognised, or a feed tested.
    Recognised(Box<crate::feeds::recognise::Recognised>),
    /// How much room each feed takes.
    Storage(Vec<FeedStorage>),
    /// Rejected records of a feed, newest last.
    FeedRejected {
        /// Which.
        feed: FeedId,
        /// The records.
        rows: Arc<Vec<Rejected>>,
    },
    /// Means that were asked for.
    SensorMeans {
        /// Sensor.
        sensor: SensorId,
        /// Datastream.
        datastream: Arc<str>,
        /// From, inclusive.
        from: Timestamp,
        /// Until, exclusive.
        until: Timestamp,
        /// Of what length.
        bucket: Bucket,
        /// In order of time; buckets without a value that counts are absent.
        means: Arc<Vec<Mean>>,
    },
    /// The sensors of each municipality taken together.
    TownSensors(Arc<TownSensors>),
    /// A series that was asked for.
    SensorSeries {
        /// Sensor.
        sensor: SensorId,
        /// Datastream.
        datastream: Arc<str>,
        /// From, inclusive.
        from: Timestamp,
        /// Until, exclusive.
        until: Timestamp,
        /// Thinned observations that count, in order of time.
        points: Arc<Vec<Observation>>,
        /// How many observations they stand for.
        total_count: u64,
        /// Thinned observations that don't count (can't be true, wrong clock, missing), in order of time.
        flagged: Arc<Vec<Observation>>,
        /// How many observations those stand for.
        flagged_count: u64,
    },
}

impl Event {
    /// A workspace of these data is open. Everything that takes long with many projects is made here, on the thread of
    /// whoever opens it, so that those who show it need not.
    pub fn opened(dataset: Dataset, path: PathBuf, is_read_only: bool, notice: Option<OpenNotice>) -> Self {
        let workspace = Box::new(Workspace::from_dataset(dataset));
        let columns = Arc::new(Snapshot::new(&workspace.projects, &workspace.municipalities));
        workspace.projects.by_municipality(workspace.municipalities.timeline());
        Self::Opened { workspace, columns, path, is_read_only, notice }
    }
}

/// What a poll gave: the scheduler hands it to the worker, which stores it before anybody hears of it.
#[derive(Clone, Debug)]
pub struct Polled {
    /// The feed.
    pub feed: FeedId,
    /// Its readings; `None` when the poll failed, or when only its health changed (switched, grown stale).
    pub readings: Option<crate::feeds::Readings>,
    /// How it is doing after the poll.
    pub health: FeedHealth,
}

/// A poll could not be handed over.
#[derive(Debug)]
pub enum Undelivered {
    /// There is no room now: here it is back, to be tried again.
    Full(Box<Polled>),
    /// Nobody listens any more.
    Gone,
}

/// Wakes whoever drains the events.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// The clock that jobs go by.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// The background's inbox is full: the same request can be tried again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many jobs are waiting")]
pub struct Busy;

/// What the session needs of the background: implemented by `Jobs` (the worker and scheduler threads) and by fakes
/// in tests.
pub trait Background {
    /// Puts a request into the inbox; never blocks.
    ///
    /// # Errors
    /// When the inbox is full.
    fn send(&mut self, request: Request) -> Result<JobId, Busy>;
    /// Asks a job to stop; it answers [`Event::Cancelled`], or ends first.
    fn cancel(&mut self, job: JobId);
    /// The next event, if there is one.
    fn try_next(&mut self) -> Option<Event>;
    /// The next event, waited for at most so long: for the command line and tests, never for the window.
    fn wait(&mut self, timeout: std::time::Duration) -> Option<Event>;
    /// Wakes whoever drains the events, for what is made beside the background.
    fn waker(&self) -> Waker {
        Arc::new(|| ())
    }
}

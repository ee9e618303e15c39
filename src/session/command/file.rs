//! Commands on files, feeds and the program itself. They don't change the view.

use std::collections::BTreeSet;
use std::path::PathBuf;

use jiff::Timestamp;

use crate::export::ExportRequest;
use crate::export::report::ReportRequest;
use crate::jobs::{BoundarySource, Bucket, Fault, JobId, Mapping, ProjectMapping, Secret, SensorMapping, TableOrigin};
use crate::model::{Feed, FeedId, Language, Protocol, Rejected, SensorId};
use crate::session::settings::ThemeChoice;

/// Files.
#[derive(Clone, Debug, PartialEq)]
pub enum FileCommand {
    /// Opens a workspace.
    Open(PathBuf),
    /// Makes a new workspace from the bundle and opens it.
    New(PathBuf),
    /// Goes on in a copy.
    SaveAs(PathBuf),
    /// Writes the view to a file.
    SaveView(PathBuf),
    /// Reads a view from a file.
    OpenView(PathBuf),
    /// Writes an export.
    Export(Box<ExportRequest>),
    /// Writes profiles of municipalities.
    Report(Box<ReportRequest>),
    /// Saves rejected rows.
    SaveRejected(PathBuf, Vec<Rejected>),
    /// Replaces approximate boundaries.
    UpdateBoundaries(BoundarySource),
    /// Files that are looked at one after the other.
    Queue(QueueCommand),
    /// Tables of figures.
    Figures(FiguresCommand),
    /// Lists of projects.
    List(ListCommand),
    /// Lists of sensors.
    SensorList(SensorListCommand),
    /// Checks the workspace file.
    Check,
    /// Stops a job.
    Cancel(JobId),
}

/// Files that are looked at one after the other: nothing of them is written unseen.
#[derive(Clone, Debug, PartialEq)]
pub enum QueueCommand {
    /// Files were dropped or chosen: the window looks at what each would change.
    Add(Vec<PathBuf>),
    /// The file that is looked at is done with; the next one comes.
    GoOn {
        /// Whether it was imported; `false` = it was left.
        is_imported: bool,
    },
    /// Leaves the file that is looked at and all that wait.
    Stop,
}

/// Tables of figures on their way into the workspace.
#[derive(Clone, Debug, PartialEq)]
pub enum FiguresCommand {
    /// Reads a table with a mapping, or proposes one.
    Read(TableOrigin, Option<Box<Mapping>>),
    /// Forgets the table and the question that led to it.
    Forget,
    /// Writes its figures into the workspace.
    Import(TableOrigin, Box<Mapping>),
    /// Reads a mapping from a file.
    ReadMapping(PathBuf),
    /// Writes a mapping to a file.
    SaveMapping(PathBuf, Box<Mapping>),
}

/// Lists of projects on their way into the workspace.
#[derive(Clone, Debug, PartialEq)]
pub enum ListCommand {
    /// Reads a list with a mapping, or proposes one.
    Read(PathBuf, Option<Box<ProjectMapping>>),
    /// Forgets the list.
    Forget,
    /// Writes its projects into the workspace.
    Import(PathBuf, Box<ProjectMapping>),
    /// Reads a mapping from a file.
    ReadMapping(PathBuf),
    /// Writes a mapping to a file.
    SaveMapping(PathBuf, Box<ProjectMapping>),
}

/// Lists of sensors on their way into the workspace.
#[derive(Clone, Debug, PartialEq)]
pub enum SensorListCommand {
    /// Reads a list with a mapping, or proposes one.
    Read(PathBuf, Option<Box<SensorMapping>>),
    /// Forgets the list.
    Forget,
    /// Writes its sensors into the workspace.
    Import(PathBuf, Box<SensorMapping>),
    /// Reads a mapping from a file.
    ReadMapping(PathBuf),
    /// Writes a mapping to a file.
    SaveMapping(PathBuf, Box<SensorMapping>),
}

/// Feeds.
#[derive(Clone, Debug, PartialEq)]
pub enum FeedCommand {
    /// Switches a feed on or off.
    SetEnabled(FeedId, bool),
    /// Polls it now.
    Poll(FeedId),
    /// Works without network, or with.
    SetOffline(bool),
    /// Starts or stops the simulated feed.
    SetSimulation(bool),
    /// Simulates feeds over these protocols, with something that goes wrong; none = stops it.
    Simulate(BTreeSet<Protocol>, Fault),
    /// Finds out what an address is and reads it once; the name is that of its key.
    Recognise(String, Option<String>),
    /// Reads a feed once as it stands here.
    Test(Box<Feed>),
    /// Forgets what was recognised or tested last.
    ForgetRecognised,
    /// Adds the feed as it was recognised or tested last, under these settings, with so many days of history.
    Add(Box<Feed>, u32),
    /// Changes the settings of a feed.
    Change(Box<Feed>),
    /// Removes a feed that the user added; `true` keeps its sensors and observations.
    Remove(FeedId, bool),
    /// Asks the source of a feed for so many days of the past.
    BackFill(FeedId, u32),
    /// Looks up how much room the observations take.
    LoadStorage,
    /// Removes what is kept no longer and gives room back to the disk.
    Compact,
    /// Looks up the rejected records of a feed.
    LoadRejected(FeedId),
    /// Puts a key into the system's keyring; an empty one takes it away.
    SetSecret(String, Secret),
    /// Reads the series of a datastream for the chart.
    LoadSeries {
        /// Sensor.
        sensor: SensorId,
        /// Datastream.
        datastream: String,
        /// From, inclusive.
        from: Timestamp,
        /// Until, exclusive.
        until: Timestamp,
        /// Columns of the chart.
        columns: u32,
    },
    /// Takes the sensors of each municipality together over a stretch of time.
    LoadTownSensors {
        /// From, inclusive.
        from: Timestamp,
        /// Until, exclusive.
        until: Timestamp,
    },
    /// Reads the means of a datastream, for profiles and exceedances.
    LoadMeans {
        /// Sensor.
        sensor: SensorId,
        /// Datastream.
        datastream: String,
        /// From, inclusive.
        from: Timestamp,
        /// Until, exclusive.
        until: Timestamp,
        /// Of what length.
        bucket: Bucket,
    },
}

/// The program itself.
#[derive(Clone, Debug, PartialEq)]
pub enum AppCommand {
    /// Speaks this language.
    SetLanguage(Language),
    /// Looks like this.
    SetTheme(ThemeChoice),
    /// Draws everything larger or smaller; 1 = as the system says.
    SetScale(f32),
    /// Shows or hides the filter panel.
    SetFilterPanel(bool),
    /// Shows or hides the inspector.
    SetInspector(bool),
    /// Signs what the user adds with this name; empty = with none.
    SetAuthor(String),
    /// Makes what the palette searches by, from now on.
    PrepareSearch,
    /// Takes a notice away.
    DismissNotice(u64),
}

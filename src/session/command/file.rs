//! Commands on files, feeds and the program itself. They don't change the view.

use std::path::PathBuf;

use crate::export::ExportRequest;
use crate::jobs::{BoundarySource, JobId};
use crate::model::{FeedId, Language, Rejected, SensorId};
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
    /// Reads project files into the workspace.
    Import(Vec<PathBuf>),
    /// Writes an export.
    Export(Box<ExportRequest>),
    /// Saves rejected rows.
    SaveRejected(PathBuf, Vec<Rejected>),
    /// Replaces approximate boundaries.
    UpdateBoundaries(BoundarySource),
    /// Checks the workspace file.
    Check,
    /// Stops a job.
    Cancel(JobId),
}

/// Feeds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FeedCommand {
    /// Switches a feed on or off.
    SetEnabled(FeedId, bool),
    /// Polls it now.
    Poll(FeedId),
    /// Works without network, or with.
    SetOffline(bool),
    /// Starts or stops the simulated feed.
    SetSimulation(bool),
    /// Reads the series of a datastream for the chart.
    LoadSeries {
        /// Sensor.
        sensor: SensorId,
        /// Datastream.
        datastream: String,
        /// Hours back from now.
        hours: u32,
        /// Columns of the chart.
        columns: u32,
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
    /// Takes a notice away.
    DismissNotice(u64),
}

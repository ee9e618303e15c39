//! How a request ended well. May use: what [`super`] may.

use std::path::PathBuf;
use std::sync::Arc;

use super::list::ProjectMapping;
use super::table::{self, Mapping};
use crate::model::{Boundary, FeedId, Nis, Project, Rejected, Source};

/// What a job did.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The events before it told all: a workspace was opened or saved, a series read, a feed switched.
    Nothing,
    /// An export was written.
    Exported {
        /// What.
        what: crate::export::What,
        /// Files, the stamp last.
        files: Vec<PathBuf>,
        /// Rows in it; of a catalogue its data sets.
        row_count: u64,
        /// What became of the files of an older package.
        cleared: crate::export::package::Cleared,
    },
    /// Profiles were written.
    Reported {
        /// The file or folder that was asked for.
        path: PathBuf,
        /// Every file.
        files: Vec<PathBuf>,
        /// How many profiles.
        count: u32,
    },
    /// Reports were written.
    Composed {
        /// The file or folder that was asked for.
        path: PathBuf,
        /// Every file.
        files: Vec<PathBuf>,
        /// How many reports.
        count: u32,
    },
    /// A report file was read; what is in it is looked at by the session.
    ReportRead {
        /// The file.
        path: PathBuf,
        /// Its bytes, at most one more than is allowed.
        bytes: Vec<u8>,
    },
    /// Files were read, and (unless it was a dry run) written into the workspace.
    Imported {
        /// New projects.
        added: Vec<Project>,
        /// Projects whose identifier existed: as they were before.
        replaced: Vec<Project>,
        /// Projects whose identifier existed: as they are now.
        replacing: Vec<Project>,
        /// Number of projects that the files say nothing new of.
        unchanged: u64,
        /// The data sets of the files.
        sources: Vec<Source>,
        /// Rows refused.
        rejected: Vec<Rejected>,
        /// Nothing was written.
        is_dry_run: bool,
    },
    /// Figures were read, and (unless it was a dry run) written into the workspace.
    TableImported(table::TableImported),
    /// A mapping of a table was read.
    MappingRead {
        /// The file.
        path: PathBuf,
        /// The mapping.
        mapping: Box<Mapping>,
    },
    /// A mapping of a list of projects was read.
    ListMappingRead(Box<ProjectMapping>),
    /// A list of sensors was read, and (unless it was a dry run) written into the workspace.
    SensorsImported(super::sensor_list::SensorsImported),
    /// A mapping of a list of sensors was read.
    SensorMappingRead(Box<super::SensorMapping>),
    /// Projects were written or removed.
    ProjectsChanged,
    /// Rejected rows or another file were written.
    FileWritten(PathBuf),
    /// A view file was read.
    ViewRead {
        /// The file.
        path: PathBuf,
        /// Its bytes, not yet parsed.
        bytes: Vec<u8>,
    },
    /// Boundaries were replaced.
    Boundaries {
        /// By municipality of today.
        boundaries: Vec<(Nis, Arc<Boundary>)>,
        /// What they rest on.
        source: Source,
        /// Municipalities that the source did not hold: they keep what they had.
        missing: Vec<Nis>,
    },
    /// The file was checked: problems found, none = whole.
    Checked(Vec<String>),
    /// A layer of the map was read in.
    LayerImported(super::layer::LayerImported),
    /// It goes on in the background; it ends later.
    Later,
    /// A feed was added, and so many observations of its past with it.
    FeedAdded {
        /// Which.
        feed: FeedId,
        /// Observations of its past.
        observation_count: u64,
    },
    /// History was filled in.
    BackFilled {
        /// Of which feed.
        feed: FeedId,
        /// Observations written.
        observation_count: u64,
        /// Sensors whose history could not be read.
        failed_count: u32,
    },
    /// Room was given back, bytes.
    Compacted {
        /// Size of the file before.
        before_bytes: u64,
        /// Size after.
        after_bytes: u64,
        /// Observations removed because their feed keeps them no longer.
        pruned_count: u64,
    },
    /// A key was put into the keyring or taken away.
    SecretSet,
}

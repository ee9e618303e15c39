//! Lists of sensors on their way into the workspace: what is shown before anything is written, and what was.

use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::Reach;
use super::list::Survey;
pub use crate::feeds::sensor_list::{
    LeftOut, SensorColumn, SensorField, SensorListError, SensorMapping, SensorNotes, SensorPlan, words,
};
pub use crate::formats::project_list::WordUse;
use crate::model::{ReadingsPatch, Rejected};

/// What is asked about lists of sensors.
#[derive(Debug)]
pub enum SensorListRequest {
    /// Reads one and tells what it would change. Ends with [`super::Event::SensorList`].
    Read {
        /// The file.
        path: PathBuf,
        /// What its columns mean; `None` = a proposal is made.
        mapping: Option<Box<SensorMapping>>,
    },
    /// Writes its sensors and their readings into the workspace unless `is_dry_run`.
    Import {
        /// The file.
        path: PathBuf,
        /// What its columns mean.
        mapping: Box<SensorMapping>,
        /// Reads and reports only.
        is_dry_run: bool,
    },
    /// Changes one (undo and redo of an import).
    Change(Arc<ReadingsPatch>),
    /// Reads a mapping of one.
    ReadMapping(PathBuf),
}

impl SensorListRequest {
    /// What it does to the open workspace file.
    pub const fn reach(&self) -> Reach {
        match self {
            Self::Import { is_dry_run: false, .. } | Self::Change(_) => Reach::Writes,
            Self::Read { .. } | Self::Import { .. } | Self::ReadMapping(_) => Reach::Reads,
        }
    }
}

/// A list of sensors that was read.
pub type SensorsSeen = super::list::Seen<SensorMapping, SensorsPreview, SensorListError>;

/// What would be written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SensorsPreview {
    /// What changes.
    pub plan: SensorPlan,
    /// Rows that were left out.
    pub left_out: LeftOut,
    /// Refused rows and values; the first ten thousand.
    pub rejected: Vec<Rejected>,
    /// How many there are.
    pub rejected_count: u64,
    /// What was done beyond reading.
    pub notes: SensorNotes,
    /// Words of the columns that say what is observed, by column.
    pub words: Vec<Vec<WordUse>>,
    /// Rows that gave a sensor.
    pub row_count: u64,
    /// Times of the first and the last reading.
    pub stretch: Option<(Timestamp, Timestamp)>,
    /// What the places say together.
    pub survey: Survey,
}

impl SensorsPreview {
    /// The units that are not known, each with its readings; `None` where there are none.
    pub fn unknown_units(&self) -> Option<String> {
        let units = self.notes.unknown_units.iter().map(|(unit, count)| format!("{unit} ({count})"));
        let units = units.collect::<Vec<_>>().join(", ");
        (!units.is_empty()).then_some(units)
    }

    /// What was left out or done beyond reading, each with the key of the text that tells it; what did not happen is
    /// left out.
    pub fn told(&self) -> impl Iterator<Item = (&'static str, u64)> {
        let (notes, left_out) = (&self.notes, &self.left_out);
        let all = [
            ("import-sensors-missing", notes.missing),
            ("import-sensors-doubles", notes.doubles),
            ("import-sensors-doubted", notes.doubted),
            ("import-sensors-local-times", notes.local_times),
            ("import-sensors-twice", notes.twice),
            ("import-sensors-placeless", notes.placeless),
            ("import-sensors-moved", notes.moved),
            ("import-list-turned", notes.places.turned_axes),
            ("import-list-points", notes.places.points_of_shapes),
            ("import-sensors-left-unwanted", left_out.unwanted),
            ("import-list-left-headers", left_out.headers),
            ("import-list-left-remarks", left_out.remarks),
        ];
        all.into_iter().filter(|(_, count)| *count > 0)
    }
}

/// What an import of a list of sensors did.
#[derive(Clone, Debug)]
pub struct SensorsImported {
    /// What it was about.
    pub preview: Arc<SensorsPreview>,
    /// The change and what takes it back; `None` = nothing was written.
    pub change: Option<(Arc<ReadingsPatch>, Arc<ReadingsPatch>)>,
}

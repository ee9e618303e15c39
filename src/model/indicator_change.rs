//! Changes of indicators and their figures, as one value that can be turned around, and the figures that were there
//! before.

use std::sync::Arc;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::ids::{IndicatorId, Nis};
use super::indicator::{Indicator, IndicatorValue, ValueStatus};
use super::period::Year;
use super::provenance::Source;

/// A figure as it was before it was revised.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct IndicatorRevision {
    /// Indicator.
    pub indicator: IndicatorId,
    /// Municipality, code of the data set's own vintage.
    pub nis: Nis,
    /// Year.
    pub year: Year,
    /// The former figure.
    pub value: f64,
    /// How certain it was.
    pub status: ValueStatus,
    /// Until when it stood.
    pub replaced: Timestamp,
    /// The import that replaced it ([`IndicatorImport::id`]).
    pub replaced_by: Arc<str>,
}

/// An import of figures.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IndicatorImport {
    /// Identifier: its data set and moment.
    pub id: Arc<str>,
    /// Its data set ([`Source::id`]).
    pub source: Arc<str>,
    /// When.
    pub at: Timestamp,
}

/// A figure that is written, or taken away.
#[derive(Clone, Debug, PartialEq)]
pub struct ValueChange {
    /// Indicator.
    pub indicator: IndicatorId,
    /// Municipality, code of the data set's own vintage.
    pub nis: Nis,
    /// Year.
    pub year: Year,
    /// The figure; `None` = there is none any more.
    pub value: Option<(f64, ValueStatus)>,
    /// The import that it comes from; `None` = it came with the program.
    pub import: Option<Arc<str>>,
}

/// A figure that is known, and where it comes from.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownValue {
    /// The figure.
    pub value: IndicatorValue,
    /// The import that it comes from; `None` = it came with the program.
    pub import: Option<Arc<str>>,
}

/// A change of indicators as a whole: an import, or what takes one back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct IndicatorPatch {
    /// Definitions of the user to write, each over the one with its identifier.
    pub put: Vec<Indicator>,
    /// Definitions of the user to take away.
    pub remove: Vec<IndicatorId>,
    /// Figures to write or take away.
    pub values: Vec<ValueChange>,
    /// Data sets to write.
    pub sources: Vec<Source>,
    /// Data sets to take away.
    pub remove_sources: Vec<Arc<str>>,
    /// The import that this is.
    pub import: Option<IndicatorImport>,
    /// Figures as they were before, to be kept.
    pub revisions: Vec<IndicatorRevision>,
    /// The import that this takes back: what was kept of it goes.
    pub undone: Option<Arc<str>>,
}

//! What readers hand to the store and the store to the workspace: plain rows, and the rows that were refused.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::ids::{IndicatorId, Nis};
use super::indicator::{Indicator, IndicatorGap, IndicatorValue};
use super::indicator_change::{IndicatorImport, IndicatorRevision};
use super::municipality::{MergerTimeline, Municipality};
use super::own::Own;
use super::own_layer::OwnLayer;
use super::project::Project;
use super::provenance::Source;
use super::reason::Reason;
use super::sensor::{Feed, Sensor};

/// Everything that a workspace holds, as rows.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Dataset {
    /// Data sets that the rows below come from.
    pub sources: Vec<Source>,
    /// Municipalities in today's borders, ordered by code.
    pub municipalities: Vec<Municipality>,
    /// Names of arrondissements by code.
    pub arrondissements: BTreeMap<u8, super::Localized>,
    /// Other names of municipalities: old ones, other languages, former municipalities. (name, code of today)
    pub aliases: Vec<(Arc<str>, Nis)>,
    /// Mergers.
    pub mergers: MergerTimeline,
    /// Projects in the order of their source.
    pub projects: Vec<Project>,
    /// Indicators in display order.
    pub indicators: Vec<Indicator>,
    /// Values of the indicators that have a table of their own.
    pub indicator_values: BTreeMap<IndicatorId, Vec<IndicatorValue>>,
    /// Why some years have no figures.
    pub indicator_gaps: Vec<IndicatorGap>,
    /// Figures as they were before an import revised them, oldest first.
    pub indicator_revisions: Vec<IndicatorRevision>,
    /// Imports of figures, oldest first.
    pub indicator_imports: Vec<IndicatorImport>,
    /// Feeds known or added.
    pub feeds: Vec<Feed>,
    /// Sensors seen so far, with their newest observation.
    pub sensors: Vec<Sensor>,
    /// Lists and ratios that the user defined.
    pub own: Own,
    /// Layers of the map that the user brought, by name.
    pub layers: Vec<Arc<OwnLayer>>,
}

/// A row, record or feature that could not be taken, with what a person needs to mend it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejected {
    /// File or address.
    pub file: Arc<str>,
    /// Row (1 = first line of the file), or position of the record.
    pub row: u64,
    /// Column, field or property; empty where the whole row is at fault.
    pub column: Arc<str>,
    /// The reason, told by [`crate::text::Text::reason`].
    pub reason: Reason,
    /// The row as it stood, to be saved for mending.
    pub original: Arc<str>,
    /// Names of the columns of `original`, both parted by semicolons; empty where the row is no row of a table.
    pub header: Arc<str>,
}

/// For developers; people read [`crate::text::Text::rejected`].
impl std::fmt::Display for Rejected {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}", self.file, self.row)?;
        if !self.column.is_empty() {
            write!(f, " [{}]", self.column)?;
        }
        write!(f, ": {}", self.reason)
    }
}

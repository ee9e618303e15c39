//! Search over everything that has a name, for the palette.

use crate::model::{IndicatorId, Language, Nis, ProjectId, SensorId};
use crate::workspace::Workspace;

/// What a search found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A project.
    Project(ProjectId),
    /// A municipality of today.
    Municipality(Nis),
    /// An indicator.
    Indicator(IndicatorId),
    /// A sensor.
    Sensor(SensorId),
}

/// One hit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// What.
    pub found: Found,
    /// Title shown.
    pub title: String,
    /// Line below it: municipality, old name that matched, unit.
    pub detail: String,
    /// Byte ranges of `title` that matched.
    pub matches: Vec<(usize, usize)>,
}

/// The best hits for the text, best first: a name that starts with it before one that holds it. Case and accents
/// aside; every word must occur.
pub fn run(_workspace: &Workspace, _text: &str, _language: Language, _limit: usize) -> Vec<Hit> {
    Vec::new()
}

//! The part of the view that compares municipalities.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Borders;
use crate::model::dimension::keyed_enum;
use crate::model::figure_ref::FigureRef;
use crate::model::period::Year;
use crate::model::{Nis, ProjectId};

keyed_enum!(
    /// A part of the tab that compares.
    CompareSection {
        /// Figures with their spread over the peers.
        Figures = "figures",
        /// Series.
        OverTime = "over_time",
        /// Projects by dimension.
        Projects = "projects",
        /// A map of the chosen figure.
        Map = "map",
        /// A figure before and after a project.
        BeforeAfter = "before_after",
    }
);

keyed_enum!(
    /// What each of several small charts shows.
    ComparePanels {
        /// A municipality.
        Municipality = "municipality",
        /// A figure.
        Figure = "figure",
    }
);

/// By which rule the peers of a municipality are chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by", content = "id")]
pub enum PeerChoice {
    /// All of the Flemish Region.
    Flanders,
    /// The thirteen centrumsteden.
    Centrumsteden,
    /// The same type: urban, mixed or rural.
    Typology,
    /// The same band of population.
    PopulationBand,
    /// The same band of density.
    DensityBand,
    /// The same province.
    Province,
    /// A shared boundary.
    Neighbours,
    /// The most alike by chosen figures.
    Similar,
    /// A list of the user's own, by its identifier.
    List(Arc<str>),
}

impl PeerChoice {
    /// Every rule but the lists, in display order.
    pub const RULES: [Self; 8] = [
        Self::Centrumsteden,
        Self::Typology,
        Self::PopulationBand,
        Self::DensityBand,
        Self::Province,
        Self::Neighbours,
        Self::Similar,
        Self::Flanders,
    ];

    /// The word for it on the command line and in the keys of texts.
    pub const fn key(&self) -> &'static str {
        match self {
            Self::Flanders => "flanders",
            Self::Centrumsteden => "centrumsteden",
            Self::Typology => "typology",
            Self::PopulationBand => "population_band",
            Self::DensityBand => "density_band",
            Self::Province => "province",
            Self::Neighbours => "neighbours",
            Self::Similar => "similar",
            Self::List(_) => "list",
        }
    }

    /// The rule with this word; `list:ID` for a list.
    pub fn from_key(key: &str) -> Option<Self> {
        let list = key.strip_prefix("list:").map(|id| Self::List(id.into()));
        list.or_else(|| Self::RULES.into_iter().find(|rule| rule.key() == key))
    }
}

/// What the table of figures is sorted by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "by", content = "nis")]
pub enum CompareSort {
    /// Name of the figure.
    Name,
    /// Rank of the own municipality.
    Rank,
    /// The place of a municipality among the figures of the peers.
    Value(Nis),
}

/// Municipalities side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CompareView {
    /// The part shown.
    pub section: CompareSection,
    /// Municipalities, the own one first, at most six.
    pub municipalities: Vec<Nis>,
    /// Whom the first is held against; `None` = the centrumsteden for one of them, else the same type.
    pub peers: Option<PeerChoice>,
    /// Figures that likeness rests on; none = the customary ones.
    pub similar_by: Vec<FigureRef>,
    /// Figures shown; none = the customary ones.
    pub figures: Vec<FigureRef>,
    /// The figure of charts and map, explained in the inspector; `None` = the first.
    pub chosen: Option<FigureRef>,
    /// Year of the figures; `None` = the newest of each.
    pub year: Option<Year>,
    /// Whose borders series follow.
    pub borders: Borders,
    /// Order of the figures, and whether the greatest comes first; `None` = as chosen.
    pub sort: Option<(CompareSort, bool)>,
    /// Charts are shown as tables.
    pub is_table: bool,
    /// One small chart for each municipality instead of one for all.
    pub is_small_multiples: bool,
    /// The project whose before and after is looked at.
    pub project: Option<ProjectId>,
    /// What each of several small charts shows.
    pub panels: ComparePanels,
    /// Each small chart has a vertical axis of its own.
    pub has_own_axes: bool,
}

impl Default for CompareView {
    fn default() -> Self {
        Self {
            section: CompareSection::Figures,
            municipalities: Vec::new(),
            peers: None,
            similar_by: Vec::new(),
            figures: Vec::new(),
            chosen: None,
            year: None,
            borders: Borders::Today,
            sort: None,
            is_table: false,
            is_small_multiples: false,
            project: None,
            panels: ComparePanels::Municipality,
            has_own_axes: false,
        }
    }
}

//! The part of the view that looks for white spots.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::likeness::{GapsPage, PartnersView, SimilarView};
use crate::model::Nis;
use crate::model::dimension::keyed_enum;

keyed_enum!(
    /// What the columns of the matrix are.
    GapsBy {
        /// Any of a project's dimensions.
        Dimension = "dimension",
        /// Working areas.
        WorkingArea = "working_area",
        /// Keywords.
        Theme = "theme",
        /// Helix roles of partners.
        Helix = "helix",
    }
);

keyed_enum!(
    /// Which projects the matrix counts.
    GapsOnly {
        /// All of them.
        All = "all",
        /// Ideas and decided ones.
        Planned = "planned",
        /// Those and the running ones.
        PlannedRunning = "planned_running",
    }
);

keyed_enum!(
    /// How municipalities are grouped.
    GapsGroup {
        /// Centrumsteden, other urban ones, mixed, rural.
        Typology = "typology",
        /// By province.
        Province = "province",
        /// By arrondissement.
        Arrondissement = "arrondissement",
        /// By band of population.
        Population = "population",
        /// Not at all.
        Nothing = "nothing",
    }
);

keyed_enum!(
    /// The order of municipalities within a group.
    GapsOrder {
        /// By name.
        Name = "name",
        /// Most inhabitants first.
        Population = "population",
        /// Most projects first.
        Total = "total",
        /// Most projects in a column first.
        Column = "column",
    }
);

/// A cell of the matrix.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GapsCell {
    /// The municipality.
    pub nis: Nis,
    /// Key of the column.
    pub column: Arc<str>,
}

/// The matrix of white spots.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MatrixView {
    /// What the columns are.
    pub by: GapsBy,
    /// Which projects count.
    pub only: GapsOnly,
    /// Projects for each 10,000 inhabitants instead of their number.
    pub is_per_10000: bool,
    /// How municipalities are grouped.
    pub group: GapsGroup,
    /// Their order within a group.
    pub order: GapsOrder,
    /// Key of the column that they are ordered by.
    pub order_column: Option<Arc<str>>,
    /// Leaves out municipalities that are not in the sample.
    pub hides_not_in_sample: bool,
    /// The cell that is looked into.
    pub cell: Option<GapsCell>,
}

impl Default for MatrixView {
    fn default() -> Self {
        Self {
            by: GapsBy::Dimension,
            only: GapsOnly::All,
            is_per_10000: false,
            group: GapsGroup::Typology,
            order: GapsOrder::Population,
            order_column: None,
            hides_not_in_sample: false,
            cell: None,
        }
    }
}

/// White spots.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GapsView {
    /// The page that is shown.
    pub page: GapsPage,
    /// Look-alikes.
    pub similar: SimilarView,
    /// Partners.
    pub partners: PartnersView,
    /// The matrix.
    pub matrix: MatrixView,
}

impl Default for GapsView {
    fn default() -> Self {
        Self {
            page: GapsPage::Matrix,
            similar: SimilarView::default(),
            partners: PartnersView::default(),
            matrix: MatrixView::default(),
        }
    }
}

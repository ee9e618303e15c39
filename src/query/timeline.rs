//! How many counted projects were active in each year: the bars of the time bar.

use crate::model::period::Year;
use crate::workspace::{Filter, Municipalities, Projects};

/// Bars by year, made under all parts of the filter but its years.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Year and number of counted projects active in it, every year from the first to the last.
    pub years: Vec<(Year, u32)>,
    /// Counted projects whose period is unknown: never in a bar.
    pub unknown: u32,
}

/// The time line of the projects that the filter wants, its years aside. A period that is open at its end runs to
/// `horizon`, the last year shown.
pub fn run(_projects: &Projects, _municipalities: &Municipalities, _filter: &Filter, _horizon: Year) -> Timeline {
    Timeline::default()
}

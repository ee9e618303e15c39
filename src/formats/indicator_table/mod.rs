//! Figures by municipality and year from any table: which column means what, what its rows say, and what that changes
//! in the workspace.
//!
//! Contract: everything here is pure. A [`Mapping`] says what each column means; [`detect::guess`] proposes one,
//! [`apply::read`] does what it says, [`plan::plan`] compares with the figures that are known. A cell that says
//! "unknown" in whatever way is a missing figure, never a zero. A row of a region or of the whole country is
//! recognised and left out. What can't be taken is told with row, column and reason.
//! May use: `formats::sheet`, `model`.

use crate::model::reason::explained_error;
use crate::model::{Explained, Reason};
pub mod apply;
pub mod cells;
pub mod detect;
pub mod mapping;
pub mod odata;
pub mod part_of_year;
pub mod places;
pub mod plan;
pub mod statbel;

pub use apply::{LeftOut, TableRead};
pub use mapping::{ColumnMapping, IndicatorDraft, Mapping, RatioDraft, Role, SourceDraft};
pub use places::PlaceBook;
pub use plan::{IndicatorPlan, Plan, Problem};

/// A table can't be used with a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TableError {
    /// No column holds a municipality.
    NoPlace,
    /// No column holds a figure.
    NoValue,
    /// There is no year for a column.
    NoYear(String),
    /// This column says the month or quarter of its rows, or is of one itself.
    NotYearly(String),
    /// The file has no such sheet.
    NoSheet(String),
}

impl Explained for TableError {
    fn reason(&self) -> Reason {
        match self {
            Self::NoPlace => Reason::new("reason-table-no-place"),
            Self::NoValue => Reason::new("reason-table-no-value"),
            Self::NoYear(column) => Reason::new("reason-table-no-year").with("column", column),
            Self::NotYearly(column) => Reason::new("reason-table-not-yearly").with("column", column),
            Self::NoSheet(name) => Reason::new("reason-no-sheet").with("name", name),
        }
    }
}

explained_error!(TableError);

#[cfg(test)]
mod tests;
#[cfg(test)]
mod untidy_tests;

//! Figures by municipality and year from any table: which column means what, what its rows say, and what that changes
//! in the workspace.
//!
//! Contract: everything here is pure. A [`Mapping`] says what each column means; [`detect::guess`] proposes one,
//! [`apply::read`] does what it says, [`plan::plan`] compares with the figures that are known. A cell that says
//! "unknown" in whatever way is a missing figure, never a zero. A row of a region or of the whole country is
//! recognised and left out. What can't be taken is told with row, column and reason.
//! May use: `formats::sheet`, `model`.

pub mod apply;
pub mod cells;
pub mod detect;
pub mod mapping;
pub mod odata;
pub mod places;
pub mod plan;
pub mod statbel;

pub use apply::{LeftOut, TableRead};
pub use mapping::{ColumnMapping, IndicatorDraft, Mapping, RatioDraft, Role, SourceDraft};
pub use places::PlaceBook;
pub use plan::{IndicatorPlan, Plan, Problem};

/// A table can't be used with a mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// No column holds a municipality.
    #[error("no column with municipalities (NIS codes or names) was found or chosen")]
    NoPlace,
    /// No column holds a figure.
    #[error("no column with figures was found or chosen")]
    NoValue,
    /// There is no year for a column.
    #[error("no year is known for column {0:?}: choose a column with years, or give the year of the whole table")]
    NoYear(String),
    /// The file has no such sheet.
    #[error("the file has no sheet {0:?}")]
    NoSheet(String),
}

#[cfg(test)]
mod tests;

//! The left panel: the tab's own options first, then every part of the filter with what each choice would give.

mod facet;
mod geography;
mod panel;
mod region;
pub mod words;

pub use panel::FilterPanel;

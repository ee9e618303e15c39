//! The left panel: the tab's own options first, then every part of the filter with what each choice would give.

mod facet;
mod geography;
mod panel;
pub mod words;

pub use panel::FilterPanel;

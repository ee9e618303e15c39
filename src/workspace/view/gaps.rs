//! The part of the view that looks for what is missing: white spots, look-alikes, partners.

use serde::{Deserialize, Serialize};

use crate::model::dimension::keyed_enum;

keyed_enum!(
    /// A page of the tab of white spots.
    GapsPage {
        /// Municipalities by dimension, with what is not known of any.
        Matrix = "matrix",
        /// Projects like another one, or like an idea.
        Similar = "similar",
        /// Organisations with proven work.
        Partners = "partners",
    }
);

/// The matrix of white spots.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MatrixView {}

/// The look-alikes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct SimilarView {}

/// The partners.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PartnersView {}

/// White spots, look-alikes and partners.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct GapsView {
    /// The page shown.
    pub page: GapsPage,
    /// The matrix.
    pub matrix: MatrixView,
    /// The look-alikes.
    pub similar: SimilarView,
    /// The partners.
    pub partners: PartnersView,
}

impl Default for GapsView {
    fn default() -> Self {
        Self {
            page: GapsPage::Matrix,
            matrix: MatrixView::default(),
            similar: SimilarView::default(),
            partners: PartnersView::default(),
        }
    }
}

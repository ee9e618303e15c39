//! Layers of the map on their way into the workspace: what is shown before anything is written.

use std::sync::Arc;

use super::list::{Seen, Survey};
use crate::formats::map_layer::LayerRead;
pub use crate::formats::map_layer::{LayerMapping, LayerReadError};
use crate::model::OwnLayer;

/// A table that was read as a layer.
pub type LayerSeen = Seen<LayerMapping, LayerPreview, LayerReadError>;

/// What would be written.
#[derive(Clone, Debug, PartialEq)]
pub struct LayerPreview {
    /// The layer.
    pub layer: Arc<OwnLayer>,
    /// What else the reading gave; its data are the layer's.
    pub read: LayerRead,
    /// What the places say together.
    pub survey: Survey,
}

/// A layer that was read in.
#[derive(Clone, Debug)]
pub struct LayerImported {
    /// The layer and what was refused.
    pub preview: Arc<LayerPreview>,
    /// Whether nothing was written.
    pub is_dry_run: bool,
}

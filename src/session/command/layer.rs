//! Commands on layers of the map that the user brings. They change the workspace, not the view, and can be undone.

use std::path::PathBuf;
use std::sync::Arc;

use crate::jobs::LayerMapping;

/// A layer on its way into the workspace, or one that is there.
#[derive(Clone, Debug, PartialEq)]
pub enum LayerCommand {
    /// Reads a table with a mapping; one without headers asks for a proposal.
    Read(PathBuf, Box<LayerMapping>),
    /// Forgets the table.
    Forget,
    /// Writes its layer into the workspace.
    Import(PathBuf, Box<LayerMapping>),
    /// Removes the layer of this name.
    Remove(Arc<str>),
    /// Gives a layer the colour at this position of the theme.
    SetColour(Arc<str>, u8),
    /// Names the features of a layer by this column.
    SetLabel(Arc<str>, Option<usize>),
}

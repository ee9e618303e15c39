//! Commands on lists and ratios that the user defines. They change the workspace, not the view, and can be undone.

use std::sync::Arc;

use crate::model::own::{Own, OwnList, OwnRatio};

/// A change of what the user defined.
#[derive(Clone, Debug, PartialEq)]
pub enum OwnCommand {
    /// Writes a list, over the one with its identifier.
    PutList(OwnList),
    /// Writes a ratio, over the one with its identifier.
    PutRatio(OwnRatio),
    /// Removes the list or ratio of this identifier.
    Remove(Arc<str>),
}

impl OwnCommand {
    /// What the user defined, after this change.
    pub fn applied(&self, own: &Own) -> Own {
        match self {
            Self::PutList(list) => own.with_list(list.clone()),
            Self::PutRatio(ratio) => own.with_ratio(ratio.clone()),
            Self::Remove(id) => own.without(id),
        }
    }
}

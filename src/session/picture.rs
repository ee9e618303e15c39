//! What a picture of the interface shows.

use crate::model::Language;
use crate::workspace::{Selected, View};

/// What a screenshot shows.
#[derive(Clone, Debug)]
pub struct Picture {
    /// View.
    pub view: View,
    /// Selection.
    pub selected: Option<Selected>,
    /// Size in points.
    pub size: (u32, u32),
    /// Pixels for each point.
    pub scale: f32,
    /// Dark look.
    pub is_dark: bool,
    /// Language.
    pub language: Language,
    /// Files that are dropped onto the window first.
    pub dropped: Vec<std::path::PathBuf>,
    /// The state before anything is loaded.
    pub is_loading: bool,
}

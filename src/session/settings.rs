//! What the program remembers between two starts, apart from any workspace: a small JSON file.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::model::Language;
use crate::model::dimension::keyed_enum;
use crate::workspace::{Report, View};

keyed_enum!(
    /// Look of the window.
    ThemeChoice {
        /// As the system.
        System = "system",
        /// Light.
        Light = "light",
        /// Dark.
        Dark = "dark",
    }
);

/// Greatest number of recent workspaces kept.
const RECENT_LIMIT: usize = 8;

/// Settings; unknown fields of a newer version are ignored, missing ones get their default.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Language; `None` = as the system.
    pub language: Option<Language>,
    /// Look.
    pub theme: ThemeChoice,
    /// Scale of the interface, 0.75 to 2.5.
    pub scale: f32,
    /// Whether the filter panel is shown.
    pub has_filter_panel: bool,
    /// Whether the inspector is shown.
    pub has_inspector: bool,
    /// Whether to stay off the network.
    pub works_offline: bool,
    /// Name that notes, corrections and projects of the user's own are signed with; empty = none.
    pub author: String,
    /// Workspace files, newest first.
    pub recent: Vec<PathBuf>,
    /// View files, newest first.
    pub recent_views: Vec<PathBuf>,
    /// The workspace open at the end of the last session.
    pub last_workspace: Option<PathBuf>,
    /// The view at the end of the last session.
    pub last_view: Option<View>,
    /// The report that the user works on.
    pub report: Report,
    /// Size of the window in points.
    pub window_size: Option<[f32; 2]>,
    /// Where the file was kept as it was, since not all of it could be read; told once.
    #[serde(skip)]
    pub kept_aside: Option<PathBuf>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            language: None,
            theme: ThemeChoice::System,
            scale: 1.0,
            has_filter_panel: true,
            has_inspector: true,
            works_offline: false,
            author: String::new(),
            recent: Vec::new(),
            recent_views: Vec::new(),
            last_workspace: None,
            last_view: None,
            report: Report::default(),
            window_size: None,
            kept_aside: None,
        }
    }
}

impl Settings {
    /// Settings from the bytes of their file, and whether all that they hold could be read.
    ///
    /// A setting that can't be read gets its default, since losing a window's size must keep neither the program from
    /// starting nor the other settings from being known.
    pub fn from_json(bytes: &[u8]) -> (Self, bool) {
        if let Ok(settings) = serde_json::from_slice::<Self>(bytes) {
            return (settings.checked(), true);
        }
        let fields = serde_json::from_slice::<Map<String, Value>>(bytes).unwrap_or_default();
        let is_readable = |name: &String, value: &Value| {
            let alone: Map<String, Value> = [(name.clone(), value.clone())].into_iter().collect();
            Self::deserialize(Value::Object(alone)).is_ok()
        };
        let readable: Map<String, Value> =
            fields.into_iter().filter(|(name, value)| is_readable(name, value)).collect();
        (Self::deserialize(Value::Object(readable)).unwrap_or_default().checked(), false)
    }

    /// The settings in a file; the defaults where there is none. A file of which not all can be read is copied beside
    /// itself first, since the next change of a setting replaces it.
    #[expect(clippy::disallowed_methods, reason = "read once, before there is a window that could wait")]
    pub fn of_file(path: &Path) -> Self {
        let Ok(bytes) = std::fs::read(path) else { return Self::default() };
        let (mut settings, is_whole) = Self::from_json(&bytes);
        if !is_whole {
            let aside = path.with_extension("unreadable.json");
            settings.kept_aside = std::fs::copy(path, &aside).is_ok().then_some(aside);
        }
        settings
    }

    /// The bytes of the file.
    pub fn to_json(&self) -> Vec<u8> {
        serde_json::to_vec_pretty(self).unwrap_or_default()
    }

    /// Puts a workspace at the head of the recent ones.
    pub fn remember_workspace(&mut self, path: &Path) {
        remember(&mut self.recent, path);
        self.last_workspace = Some(path.to_owned());
    }

    /// Puts a view file at the head of the recent ones.
    pub fn remember_view(&mut self, path: &Path) {
        remember(&mut self.recent_views, path);
    }

    fn checked(mut self) -> Self {
        self.scale = if self.scale.is_finite() { self.scale.clamp(0.75, 2.5) } else { 1.0 };
        self
    }
}

fn remember(list: &mut Vec<PathBuf>, path: &Path) {
    list.retain(|known| known != path);
    list.insert(0, path.to_owned());
    list.truncate(RECENT_LIMIT);
}

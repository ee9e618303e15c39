//! The window: the only code that knows egui.
//!
//! Panels are functions ending in `_ui` that take a [`UiContext`] and a `&mut egui::Ui`, read results and send
//! commands; they change nothing themselves. State that is only about looking (scroll, an open menu, a drag under
//! way) lives in egui's memory or in [`app`]. May use: `session`, and read-only `workspace`, `query`, `figure`, `export`
//! (for requests), `jobs` (for what is under way), `model`, `text`.

pub mod app;
pub mod charts;
pub mod compare_tab;
pub mod context;
pub mod data_tab;
pub mod dialogs;
pub mod filters;
pub mod fonts;
pub mod gaps_tab;
pub mod indicators_tab;
pub mod inspector;
pub mod map;
pub mod notifications;
pub mod offscreen;
pub mod palette;
pub mod projects_tab;
pub mod screenshot;
pub mod sensors_tab;
pub mod shell;
pub mod theme;
pub mod timebar;
pub mod town_search;
pub mod widgets;
pub mod window;

pub use app::RegioscopeApp;
pub use context::UiContext;

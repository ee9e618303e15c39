//! Projects as bars by period.

use egui::Ui;

use crate::ui::UiContext;

/// What the page remembers between frames.
#[derive(Debug, Default)]
pub struct TimelinePage {}

impl TimelinePage {
    /// The centre.
    pub fn timeline_ui(&mut self, _ctx: &UiContext<'_>, _ui: &mut Ui) {}

    /// The options.
    pub fn options_ui(&mut self, _ctx: &UiContext<'_>, _ui: &mut Ui) {}
}

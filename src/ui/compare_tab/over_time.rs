//! Series of the chosen figure for the compared municipalities.

use egui::Ui;

use crate::insight::Comparison;
use crate::ui::UiContext;

/// What this part remembers between frames.
#[derive(Debug, Default)]
pub struct OverTime;

impl OverTime {
    /// Draws it.
    pub fn over_time_ui(&mut self, _ctx: &UiContext<'_>, _ui: &mut Ui, _comparison: &Comparison) {}
}

//! A figure before and after a project.

use egui::Ui;

use crate::insight::Comparison;
use crate::ui::UiContext;

/// What this part remembers between frames.
#[derive(Debug, Default)]
pub struct BeforeAfter;

impl BeforeAfter {
    /// Draws it.
    pub fn before_after_ui(&mut self, _ctx: &UiContext<'_>, _ui: &mut Ui, _comparison: &Comparison) {}
}

//! Municipalities by dimension.

use egui::Ui;

use crate::ui::UiContext;

/// What the page remembers between frames.
#[derive(Debug, Default)]
pub struct MatrixPage {}

impl MatrixPage {
    /// The centre.
    pub fn matrix_ui(&mut self, _ctx: &UiContext<'_>, _ui: &mut Ui) {}

    /// The options.
    pub fn options_ui(&mut self, _ctx: &UiContext<'_>, _ui: &mut Ui) {}
}

//! Organisations with proven work.

use egui::Ui;

use crate::ui::UiContext;

/// What the page remembers between frames.
#[derive(Debug, Default)]
pub struct PartnersPage {}

impl PartnersPage {
    /// The centre.
    pub fn partners_ui(&mut self, _ctx: &UiContext<'_>, _ui: &mut Ui) {}

    /// The options.
    pub fn options_ui(&mut self, _ctx: &UiContext<'_>, _ui: &mut Ui) {}
}

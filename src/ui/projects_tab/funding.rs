//! Programmes with the projects under them.

use egui::Ui;

use crate::ui::UiContext;

/// What the page remembers between frames.
#[derive(Debug, Default)]
pub struct FundingPage {}

impl FundingPage {
    /// The centre.
    pub fn funding_ui(&mut self, _ctx: &UiContext<'_>, _ui: &mut Ui) {}

    /// The options.
    pub fn options_ui(&mut self, _ctx: &UiContext<'_>, _ui: &mut Ui) {}
}

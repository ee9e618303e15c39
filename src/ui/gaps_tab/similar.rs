//! Projects like another one, or like an idea.

use egui::Ui;

use crate::ui::UiContext;

/// What the page remembers between frames.
#[derive(Debug, Default)]
pub struct SimilarPage {}

impl SimilarPage {
    /// The centre.
    pub fn similar_ui(&mut self, _ctx: &UiContext<'_>, _ui: &mut Ui) {}

    /// The options.
    pub fn options_ui(&mut self, _ctx: &UiContext<'_>, _ui: &mut Ui) {}
}

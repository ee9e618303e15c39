//! White spots: municipalities against dimensions, with what is known of each and what is not.

mod matrix;

use egui::Ui;

use self::matrix::MatrixPage;
pub use self::matrix::options::options_ui;
use crate::ui::UiContext;
use crate::ui::charts::parts;

/// What the tab remembers between frames.
#[derive(Debug, Default)]
pub struct GapsTab {
    matrix: MatrixPage,
}

impl GapsTab {
    /// The centre.
    pub fn gaps_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        parts::page(ui, |ui| self.matrix.matrix_ui(ctx, ui));
    }
}

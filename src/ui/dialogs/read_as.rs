//! What a file is read as: the same table can hold projects, figures or a layer, and only its reader knows.

use std::path::{Path, PathBuf};

use egui::Ui;

use crate::model::LayerKind;
use crate::ui::UiContext;
use crate::ui::widgets;

/// What a file is read as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadAs {
    /// Projects.
    Projects,
    /// Figures by municipality and year.
    Figures,
    /// Sensors and their readings.
    Sensors,
    /// A layer of the map, or named places.
    Layer(LayerKind),
}

/// A file that is to be read as something else.
pub type Reread = (ReadAs, PathBuf);

/// The choice of what a file is read as; gives what else was chosen.
pub fn choice_ui(ctx: &UiContext<'_>, ui: &mut Ui, chosen: ReadAs, path: &Path) -> Option<Reread> {
    let choices = [
        (ReadAs::Projects, ctx.t("import-as-projects")),
        (ReadAs::Figures, ctx.t("import-as-figures")),
        (ReadAs::Sensors, ctx.t("import-as-sensors")),
        (ReadAs::Layer(LayerKind::Layer), ctx.t("import-as-layer")),
        (ReadAs::Layer(LayerKind::Places), ctx.t("import-as-places")),
    ];
    let clicked = ui.horizontal(|ui| {
        ui.label(widgets::soft(ctx.theme, ctx.t("import-as")));
        widgets::segmented(ui, ctx.theme, chosen, &choices)
    });
    clicked.inner.map(|kind| (kind, path.to_owned()))
}

//! The field that says where a file goes, with the system's dialog beside it.

use std::path::{Path, PathBuf};

use egui::Ui;

use super::browse::{Browsing, Question};
use super::path::documents;
use crate::ui::UiContext;
use crate::ui::charts::parts::button_width;
use crate::ui::widgets::{secondary_button, text_field};

/// The field's state.
#[derive(Debug, Default)]
pub(in crate::ui::dialogs) struct PathField {
    text: String,
    is_own: bool,
    browsing: Option<Browsing>,
}

impl PathField {
    /// Draws field and button in a row; `browse` opens the system's dialog.
    pub fn field_ui(
        &mut self,
        ctx: &UiContext<'_>,
        ui: &mut Ui,
        name: &str,
        browse: impl FnOnce(&str, &egui::Context) -> Option<Browsing>,
    ) {
        let browse_words = ctx.t("shell-browse");
        let width = ui.available_width() - button_width(ui, &browse_words) - ui.spacing().item_spacing.x;
        ui.allocate_ui(egui::vec2(width, 28.0), |ui| {
            ui.set_width(width);
            let field = text_field(ui, &mut self.text, name, &ctx.t("shell-path-hint"));
            self.is_own |= field.changed();
        });
        if secondary_button(ui, ctx.theme, &browse_words).clicked() && self.browsing.is_none() {
            self.browsing = browse(&self.file_name(), ui.ctx());
        }
    }

    /// Takes what the system's dialog answered; `named` makes the path of it.
    pub fn take_answer(&mut self, named: impl FnOnce(&Path) -> PathBuf) {
        let Some(paths) = self.browsing.as_ref().and_then(Browsing::answer) else { return };
        self.browsing = None;
        if let Some(path) = paths.first() {
            self.text = named(path).display().to_string();
            self.is_own = true;
        }
    }

    /// Names the file in the folder for documents, unless the user named it; keeps the ending in step, where it has one.
    pub fn suggest(&mut self, name: &str, ending: Option<&str>) {
        let mut path = if self.is_own { self.path() } else { documents().join(name) };
        if let Some(ending) = ending {
            path.set_extension(ending);
        }
        self.text = path.display().to_string();
    }

    /// Forgets what the user named.
    pub fn disown(&mut self) {
        self.is_own = false;
    }

    /// Whether the user named it.
    pub const fn is_own(&self) -> bool {
        self.is_own
    }

    /// Empties it.
    pub fn clear(&mut self) {
        self.text.clear();
    }

    /// Whether it says nothing.
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// The path.
    pub fn path(&self) -> PathBuf {
        PathBuf::from(self.text.trim())
    }

    fn file_name(&self) -> String {
        self.path().file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
    }
}

/// Asks the system for a file to write, named so at first.
pub(in crate::ui::dialogs) fn ask_file(
    (title, kind, ending): (String, String, &str),
    name: &str,
    context: &egui::Context,
) -> Option<Browsing> {
    let (endings, save_as) = (vec![ending.to_owned()], Some(name.to_owned()));
    Browsing::start(Question { title, kind, endings, save_as, is_many: false }, context)
}

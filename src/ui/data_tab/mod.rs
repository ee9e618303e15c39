//! What is in the workspace, from where, how fresh, under which licence; the file and its integrity; boundaries;
//! imports and their rejected rows.

use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::widgets;

/// What the tab remembers between frames.
#[derive(Debug, Default)]
pub struct DataTab {}

impl DataTab {
    /// The centre.
    pub fn data_ui(&mut self, ctx: &UiContext<'_>, ui: &mut egui::Ui) {
        parts::scrolling_page(ui, "data", |ui| {
            for source in ctx.workspace.sources.iter() {
                widgets::key_value(ui, ctx.theme, &source.id, &source.title, false);
            }
        });
    }

    /// The tab's own options: none but the filters below.
    pub fn options_ui(&mut self, _ctx: &UiContext<'_>, _ui: &mut egui::Ui) {}
}

/// Title of a data set in the reader's language; as its publisher writes it where we have no word.
pub fn source_title(ctx: &UiContext<'_>, source: &crate::model::Source) -> String {
    let key = format!("data-source-{}", source.id.replace('_', "-"));
    let title = ctx.t(&key);
    if title == key { source.title.to_string() } else { title }
}

//! What dialogs share: a list to choose from, a named field.

use egui::{Align, ComboBox, Layout, Ui, vec2};

use crate::ui::UiContext;
use crate::ui::widgets;

/// Width of the names of fields in points.
const NAME_WIDTH: f32 = 150.0;

/// A list of exclusive choices; gives the one clicked. `name` is what it chooses, for those who don't see it.
pub(in crate::ui::dialogs) fn choice_ui<T: Clone + PartialEq>(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    (id, name, width): (impl std::hash::Hash + std::fmt::Debug, &str, f32),
    chosen: &T,
    choices: &[(T, String)],
) -> Option<T> {
    let word = choices.iter().find(|(value, _)| value == chosen).map(|(_, word)| word.clone()).unwrap_or_default();
    let mut clicked = None;
    let room = vec2(width, ui.spacing().interact_size.y);
    let combo = ComboBox::from_id_salt(id).width(width).height(320.0).truncate().selected_text(&word);
    // A long word is cut, however much room there is beside it.
    let shown = ui.allocate_ui(room, |ui| {
        ui.set_max_width(width);
        combo.show_ui(ui, |ui| {
            ui.set_min_width(width.max(200.0));
            for (value, word) in choices {
                if widgets::radio(ui, ctx.theme, value == chosen, word).clicked() {
                    clicked = Some(value.clone());
                    ui.close();
                }
            }
        })
    });
    let shown = shown.inner;
    let said = format!("{name}: {word}");
    let is_enabled = ui.is_enabled();
    shown.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, is_enabled, &said));
    clicked.filter(|value| value != chosen)
}

/// A name with a field beside it.
pub(in crate::ui::dialogs) fn field_ui(ctx: &UiContext<'_>, ui: &mut Ui, key: &str, contents: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        ui.allocate_ui_with_layout(vec2(NAME_WIDTH, 28.0), Layout::left_to_right(Align::Center), |ui| {
            ui.set_width(NAME_WIDTH);
            ui.label(widgets::soft(ctx.theme, ctx.t(key)));
        });
        contents(ui);
    });
}

/// A field for text of a width.
pub(in crate::ui::dialogs) fn text_ui(ui: &mut Ui, text: &mut String, name: &str, hint: &str, width: f32) {
    ui.allocate_ui(vec2(width, 28.0), |ui| {
        ui.set_width(width);
        widgets::text_field(ui, text, name, hint);
    });
}

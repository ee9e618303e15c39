//! A list of exclusive choices that opens under what is chosen.

use egui::{ComboBox, Role, Ui, WidgetInfo, vec2};

use super::button::radio;
use crate::ui::theme::Theme;

/// A list of exclusive choices; gives the one clicked. `name` is what it chooses, for those who don't see it.
pub fn choice<T: Clone + PartialEq>(
    ui: &mut Ui,
    theme: &Theme,
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
                if radio(ui, theme, value == chosen, word).clicked() {
                    clicked = Some(value.clone());
                    ui.close();
                }
            }
        })
    });
    let shown = shown.inner;
    let said = format!("{name}: {word}");
    let is_enabled = ui.is_enabled();
    shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, is_enabled, &said));
    clicked.filter(|value| value != chosen)
}

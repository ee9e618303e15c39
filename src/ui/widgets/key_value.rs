//! Rows of a name and a value.

use egui::{Align, Label, Layout, RichText, Ui, vec2};

use super::text::font;
use crate::ui::theme::{Theme, measure};

/// Width of the names in points.
const NAME_WIDTH: f32 = 112.0;

/// A name and a text; an absent text is said by the caller ("niet vermeld in de bron") with `is_missing`.
pub fn key_value(ui: &mut Ui, theme: &Theme, name: &str, value: &str, is_missing: bool) {
    key_value_ui(ui, theme, name, |ui| {
        let tone = if is_missing { theme.soft() } else { theme.text() };
        ui.add(Label::new(RichText::new(value).font(font(measure::TEXT)).color(tone)).wrap());
    });
}

/// A name and whatever stands beside it.
pub fn key_value_ui<R>(ui: &mut Ui, theme: &Theme, name: &str, value: impl FnOnce(&mut Ui) -> R) -> R {
    ui.horizontal_top(|ui| {
        ui.spacing_mut().interact_size.y = 18.0;
        let width = NAME_WIDTH.min(ui.available_width() * 0.45);
        ui.allocate_ui_with_layout(vec2(width, 18.0), Layout::top_down(Align::Min), |ui| {
            ui.set_width(width);
            ui.add(Label::new(RichText::new(name).font(font(measure::TEXT)).color(theme.soft())).wrap());
        });
        ui.vertical(|ui| {
            ui.set_max_width(ui.available_width());
            // Rows of a line each: what stands in a row is no taller than its text.
            ui.spacing_mut().interact_size.y = 18.0;
            ui.spacing_mut().item_spacing.y = 2.0;
            value(ui)
        })
        .inner
    })
    .inner
}

//! The choice of a table's columns: each on or off, those shown first and in order, movable by button.

use egui::{Role, Sense, Shape, Stroke, Ui, WidgetInfo, vec2};

use super::button::toggle;
use super::text::focus_ring;
use crate::ui::theme::{Theme, colour};

/// What was asked of the columns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ColumnChange<C> {
    /// Show or hide one.
    Toggle(C),
    /// Move one to this position.
    Move(C, usize),
}

/// The words of the choice.
pub struct ColumnWords<'a, C> {
    /// Name of a column.
    pub name: &'a dyn Fn(C) -> String,
    /// Name of the button that moves a column, by its name: up or down.
    pub moved: &'a dyn Fn(&str, bool) -> String,
}

/// Draws the choice; gives what was asked. The last column that is shown can't be hidden.
pub fn column_choice<C: Copy + PartialEq>(
    ui: &mut Ui,
    theme: &Theme,
    (shown, all): (&[C], &[C]),
    words: &ColumnWords<'_, C>,
) -> Option<ColumnChange<C>> {
    let mut asked = None;
    for (position, column) in shown.iter().enumerate() {
        let name = (words.name)(*column);
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 2.0;
            let width = (ui.available_width() - 44.0).max(60.0);
            ui.allocate_ui(vec2(width, 24.0), |ui| {
                ui.set_width(width);
                if ui.add_enabled_ui(shown.len() > 1, |ui| toggle(ui, theme, true, &name)).inner.clicked() {
                    asked = Some(ColumnChange::Toggle(*column));
                }
            });
            let places = [(true, position.checked_sub(1)), (false, Some(position + 1).filter(|to| *to < shown.len()))];
            for (is_up, to) in places {
                if move_button(ui, theme, &(words.moved)(&name, is_up), is_up, to.is_some())
                    && let Some(to) = to
                {
                    asked = Some(ColumnChange::Move(*column, to));
                }
            }
        });
    }
    for column in all.iter().filter(|column| !shown.contains(column)) {
        if toggle(ui, theme, false, &(words.name)(*column)).clicked() {
            asked = Some(ColumnChange::Toggle(*column));
        }
    }
    asked
}

/// A small arrow that moves a column up or down in the list.
fn move_button(ui: &mut Ui, theme: &Theme, name: &str, is_up: bool, is_possible: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(20.0, 22.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, is_possible, name));
    let palette = &theme.palette;
    if response.hovered() && is_possible {
        ui.painter().rect_filled(rect, 4.0, colour(palette.hover));
    }
    let ink = colour(if is_possible { palette.soft } else { palette.line });
    let way = if is_up { -1.0 } else { 1.0 };
    let at = |x: f32, y: f32| rect.center() + vec2(x, y * way);
    let tip = vec![at(-4.0, -2.0), at(0.0, 2.0), at(4.0, -2.0)];
    ui.painter().add(Shape::line(tip, Stroke::new(1.4, ink)));
    focus_ring(ui, theme, rect.shrink(1.0), &response);
    is_possible && response.on_hover_text(name).clicked()
}

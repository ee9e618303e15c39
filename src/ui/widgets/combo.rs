//! A field that shows what is chosen and opens a list.

use egui::{
    Popup, PopupCloseBehavior, Rect, Response, Role, ScrollArea, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::icon::{self, Icon};
use super::text::{elided, focus_ring, font, search_field};
use crate::ui::theme::{Theme, colour, measure};

/// A field of the full width with what is chosen; `name` is what it is called. The caller opens the list.
pub fn combo_button(ui: &mut Ui, theme: &Theme, text: &str, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, ui.is_enabled(), name));
    let palette = &theme.palette;
    let fill = colour(if response.hovered() { palette.hover } else { palette.panel });
    ui.painter().rect(rect, measure::RADIUS, fill, theme.line(), StrokeKind::Inside);
    let galley = elided(ui, text, font(measure::TEXT), theme.text(), rect.width() - 36.0);
    ui.painter().galley(pos2(rect.left() + 10.0, rect.center().y - galley.size().y / 2.0), galley, theme.text());
    let mark = Rect::from_center_size(pos2(rect.right() - 14.0, rect.center().y), vec2(12.0, 12.0));
    icon::paint(ui.painter(), Icon::ChevronDown, mark, theme.soft());
    focus_ring(ui, theme, rect, &response);
    response.on_hover_text(text)
}

/// What stands over the list that a field opens.
pub struct Search<'a> {
    /// What was typed; emptied when the list opens.
    pub text: &'a mut String,
    /// Name of the search.
    pub name: &'a str,
    /// Name of what empties it.
    pub clear: &'a str,
}

/// The list that a [`combo_button`] opens, with a search over it, `size` points wide and high at most. `list` draws what
/// matches the text and gives what was chosen, which closes it.
pub fn searched_list<T>(
    button: &Response,
    theme: &Theme,
    search: Search<'_>,
    [width, height]: [f32; 2],
    list: impl FnOnce(&mut Ui, &str) -> Option<T>,
) -> Option<T> {
    let Search { text, name, clear } = search;
    let shown = Popup::menu(button).close_behavior(PopupCloseBehavior::CloseOnClickOutside).width(width).show(|ui| {
        ui.set_width(width);
        let field = search_field(ui, theme, text, name, clear);
        if button.clicked() {
            text.clear();
            field.request_focus();
        }
        let chosen = ScrollArea::vertical().max_height(height).show(ui, |ui| list(ui, text)).inner;
        if chosen.is_some() {
            ui.close();
        }
        chosen
    });
    shown.and_then(|shown| shown.inner)
}

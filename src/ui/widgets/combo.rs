//! A field that shows what is chosen and opens a list.

use egui::{Rect, Response, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::icon::{self, Icon};
use super::text::{elided, focus_ring, font};
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

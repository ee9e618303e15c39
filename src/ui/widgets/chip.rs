//! Chips: a part of the filter that can be taken away, and plain tags.

use egui::{Color32, Rect, Response, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::icon::{self, Icon};
use super::text::{elided, focus_ring, font};
use crate::ui::theme::{Theme, colour, measure};

/// Widest chip in points; longer texts end in "…" and are told in full on hover.
const WIDEST: f32 = 260.0;

/// A removable chip; clicked = taken away. `name` is the accessible name ("… weghalen").
pub fn chip(ui: &mut Ui, theme: &Theme, text: &str, name: &str) -> Response {
    let galley = elided(ui, text, font(measure::TEXT), theme.accent(), WIDEST);
    let is_cut = galley.elided;
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 38.0, 24.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    let palette = &theme.palette;
    let stroke = if response.hovered() { Stroke::new(1.0, theme.accent()) } else { Stroke::NONE };
    ui.painter().rect(rect, 12.0, colour(palette.accent_background), stroke, StrokeKind::Inside);
    ui.painter().galley(pos2(rect.left() + 12.0, rect.center().y - galley.size().y / 2.0), galley, theme.accent());
    let cross = Rect::from_center_size(pos2(rect.right() - 15.0, rect.center().y), vec2(8.0, 8.0));
    icon::paint(ui.painter(), Icon::Cross, cross, theme.accent());
    focus_ring(ui, theme, rect, &response);
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    response.on_hover_text(if is_cut { format!("{text}\n{name}") } else { name.to_owned() })
}

/// A tag that only tells.
pub fn tag(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let galley = elided(ui, text, font(measure::SMALL), theme.text(), WIDEST.min(ui.available_width() - 18.0));
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 18.0, 22.0), Sense::hover());
    ui.painter().rect(rect, 11.0, Color32::TRANSPARENT, theme.line(), StrokeKind::Inside);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, theme.text());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    response
}

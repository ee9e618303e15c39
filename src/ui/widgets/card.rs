//! Cards, and the block that stands where there is nothing to show.

use egui::{Frame, Margin, Response, RichText, Role, Sense, StrokeKind, Ui, WidgetInfo, pos2, vec2};

use super::text::{elided, focus_ring, font, semibold_font};
use crate::ui::theme::{Theme, colour, measure};

/// A framed block.
pub fn card<R>(ui: &mut Ui, theme: &Theme, contents: impl FnOnce(&mut Ui) -> R) -> R {
    Frame::new()
        .fill(colour(theme.palette.panel))
        .stroke(theme.line())
        .corner_radius(8)
        .inner_margin(Margin::same(12))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            contents(ui)
        })
        .inner
}

/// A card of two lines that can be clicked, with something short on the right.
pub fn card_button(ui: &mut Ui, theme: &Theme, title: &str, detail: &str, right: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 52.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), format!("{title}, {detail} {right}")));
    let palette = &theme.palette;
    let fill = if response.hovered() { palette.hover } else { palette.panel };
    ui.painter().rect(rect, 8.0, colour(fill), theme.line(), StrokeKind::Inside);
    let number = ui.painter().layout_no_wrap(right.to_owned(), font(measure::TEXT), theme.soft());
    let width = rect.width() - 24.0 - number.size().x - if right.is_empty() { 0.0 } else { 8.0 };
    let title_line = elided(ui, title, semibold_font(measure::TEXT), theme.text(), width);
    let detail_line = elided(ui, detail, font(measure::SMALL), theme.soft(), rect.width() - 24.0);
    let is_cut = title_line.elided || detail_line.elided;
    ui.painter().galley(pos2(rect.right() - 12.0 - number.size().x, rect.top() + 9.0), number, theme.soft());
    ui.painter().galley(pos2(rect.left() + 12.0, rect.top() + 9.0), title_line, theme.text());
    ui.painter().galley(pos2(rect.left() + 12.0, rect.top() + 28.0), detail_line, theme.soft());
    focus_ring(ui, theme, rect, &response);
    let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    if is_cut { response.on_hover_text(format!("{title}\n{detail}")) } else { response }
}

/// What to say where there is nothing: a title, what can be done about it, and buttons.
pub fn empty_state(ui: &mut Ui, theme: &Theme, title: &str, detail: &str, actions: impl FnOnce(&mut Ui)) {
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.3).min(180.0));
        ui.set_max_width(440.0);
        ui.label(RichText::new(title).font(semibold_font(measure::TITLE)));
        ui.add_space(4.0);
        ui.label(RichText::new(detail).color(theme.soft()));
        ui.add_space(16.0);
        actions(ui);
    });
}

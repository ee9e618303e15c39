//! Buttons, links and exclusive choices.

use egui::{Button, CornerRadius, Rect, Response, RichText, Role, Sense, Stroke, StrokeKind, Ui, WidgetInfo, vec2};

use super::icon::{self, Icon};
use super::text::{focus_ring, font, semibold, semibold_font};
use crate::ui::theme::{Theme, colour, measure};

/// The button for what one came for.
pub fn primary_button(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let palette = &theme.palette;
    let text = semibold(text).color(colour(palette.on_accent));
    ui.scope(|ui| {
        let hovered = colour(palette.accent.with_opacity(0.88));
        let visuals = &mut ui.visuals_mut().widgets;
        for (state, fill) in [
            (&mut visuals.inactive, theme.accent()),
            (&mut visuals.hovered, hovered),
            (&mut visuals.active, hovered),
            (&mut visuals.open, hovered),
        ] {
            state.weak_bg_fill = fill;
            state.bg_fill = fill;
            state.bg_stroke = Stroke::new(1.0, fill);
        }
        let response = ui.add(Button::new(text).min_size(vec2(0.0, 28.0)));
        focus_ring(ui, theme, response.rect.expand(2.0), &response);
        response
    })
    .inner
}

/// Any other button.
pub fn secondary_button(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let response = ui.add(Button::new(text).min_size(vec2(0.0, 28.0)));
    focus_ring(ui, theme, response.rect, &response);
    response
}

/// A square button with an icon; `name` is its accessible name and tooltip.
pub fn icon_button(ui: &mut Ui, theme: &Theme, icon: Icon, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(30.0, 28.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    if ui.is_rect_visible(rect) {
        let visuals = *ui.style().interact(&response);
        ui.painter().rect(rect, visuals.corner_radius, visuals.weak_bg_fill, visuals.bg_stroke, StrokeKind::Inside);
        let tone = if ui.is_enabled() { theme.text() } else { theme.soft() };
        icon::paint(ui.painter(), icon, Rect::from_center_size(rect.center(), vec2(14.0, 14.0)), tone);
        focus_ring(ui, theme, rect, &response);
    }
    response.on_hover_text(name)
}

/// A small button with an icon and no frame until the pointer is on it; `name` is its accessible name and tooltip.
pub fn quiet_icon_button(ui: &mut Ui, theme: &Theme, icon: Icon, name: &str) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(24.0, 24.0), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), name));
    if response.hovered() {
        ui.painter().rect_filled(rect, f32::from(measure::RADIUS), colour(theme.palette.hover));
    }
    let tone = if ui.is_enabled() { theme.soft() } else { colour(theme.palette.faint) };
    icon::paint(ui.painter(), icon, Rect::from_center_size(rect.center(), vec2(12.0, 12.0)), tone);
    focus_ring(ui, theme, rect, &response);
    response.on_hover_text(name)
}

/// Text that acts.
pub fn link(ui: &mut Ui, theme: &Theme, text: &str) -> Response {
    let width = ui.available_width();
    let galley = super::text::elided(ui, text, font(measure::TEXT), theme.accent(), width);
    let (rect, response) = ui.allocate_exact_size(galley.size(), Sense::click());
    response.widget_info(|| WidgetInfo::labeled(Role::Link, ui.is_enabled(), text));
    if response.hovered() {
        ui.painter().hline(rect.x_range(), rect.bottom() - 1.0, Stroke::new(1.0, theme.accent()));
    }
    ui.painter().galley(rect.min, galley, theme.accent());
    focus_ring(ui, theme, rect, &response);
    response.on_hover_cursor(egui::CursorIcon::PointingHand)
}

/// One tab of a row of tabs.
pub fn tab_button(ui: &mut Ui, theme: &Theme, is_chosen: bool, text: &str) -> Response {
    let tone = if is_chosen { theme.accent() } else { theme.soft() };
    let face = if is_chosen { semibold_font(measure::TEXT) } else { font(measure::TEXT) };
    let galley = ui.painter().layout_no_wrap(text.to_owned(), face, tone);
    // The width of the bold face in either state: a row of tabs that does not jump.
    let widest = ui.painter().layout_no_wrap(text.to_owned(), semibold_font(measure::TEXT), tone).size().x;
    let (rect, response) = ui.allocate_exact_size(vec2(widest + 24.0, 32.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Tab, ui.is_enabled(), is_chosen, text));
    let fill = if is_chosen {
        colour(theme.palette.accent_background)
    } else if response.hovered() {
        colour(theme.palette.hover)
    } else {
        egui::Color32::TRANSPARENT
    };
    ui.painter().rect_filled(rect, f32::from(measure::RADIUS), fill);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, tone);
    focus_ring(ui, theme, rect, &response);
    response
}

/// One of several exclusive choices, as a radio button.
pub fn radio(ui: &mut Ui, theme: &Theme, is_chosen: bool, text: &str) -> Response {
    let width = ui.available_width();
    let galley = super::text::elided(ui, text, font(measure::TEXT), theme.text(), width - 26.0);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 26.0, 24.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), is_chosen, text));
    let centre = rect.left_center() + vec2(8.0, 0.0);
    let edge = if is_chosen { theme.accent() } else { colour(theme.palette.faint) };
    ui.painter().circle_stroke(centre, 7.0, Stroke::new(1.4, edge));
    if is_chosen {
        ui.painter().circle_filled(centre, 3.8, theme.accent());
    }
    ui.painter().galley(rect.left_center() + vec2(24.0, -galley.size().y / 2.0), galley, theme.text());
    focus_ring(ui, theme, rect, &response);
    response
}

/// A switch that is on or off, as a check box.
pub fn toggle(ui: &mut Ui, theme: &Theme, is_on: bool, text: &str) -> Response {
    let width = ui.available_width();
    let galley = super::text::elided(ui, text, font(measure::TEXT), theme.text(), width - 26.0);
    let (rect, response) = ui.allocate_exact_size(vec2(galley.size().x + 26.0, 24.0), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), is_on, text));
    paint_box(ui, theme, Rect::from_center_size(rect.left_center() + vec2(8.0, 0.0), vec2(14.0, 14.0)), is_on);
    ui.painter().galley(rect.left_center() + vec2(24.0, -galley.size().y / 2.0), galley, theme.text());
    focus_ring(ui, theme, rect, &response);
    response
}

/// A check box, ticked or not.
pub(super) fn paint_box(ui: &Ui, theme: &Theme, rect: Rect, is_on: bool) {
    if is_on {
        ui.painter().rect_filled(rect, 4.0, theme.accent());
        icon::paint(ui.painter(), Icon::Tick, rect.shrink(2.5), colour(theme.palette.on_accent));
    } else {
        let stroke = Stroke::new(1.2, colour(theme.palette.faint));
        ui.painter().rect(rect, 4.0, colour(theme.palette.panel), stroke, StrokeKind::Inside);
    }
}

/// Exclusive choices side by side; returns the one clicked.
pub fn segmented<T: Copy + PartialEq>(ui: &mut Ui, theme: &Theme, chosen: T, choices: &[(T, String)]) -> Option<T> {
    let mut clicked = None;
    ui.horizontal(|ui| {
        ui.spacing_mut().item_spacing.x = -1.0;
        let last = choices.len().saturating_sub(1);
        for (index, (value, text)) in choices.iter().enumerate() {
            let is_chosen = *value == chosen;
            let rounding = CornerRadius {
                nw: if index == 0 { measure::RADIUS } else { 0 },
                sw: if index == 0 { measure::RADIUS } else { 0 },
                ne: if index == last { measure::RADIUS } else { 0 },
                se: if index == last { measure::RADIUS } else { 0 },
            };
            let palette = &theme.palette;
            let fill = if is_chosen { palette.accent_background } else { palette.panel };
            let tone = if is_chosen { theme.accent() } else { theme.text() };
            let label = RichText::new(text).color(tone);
            let button = Button::new(label).fill(colour(fill)).corner_radius(rounding).min_size(vec2(0.0, 28.0));
            let response = ui.add(button);
            response.widget_info(|| WidgetInfo::selected(Role::RadioButton, ui.is_enabled(), is_chosen, text));
            focus_ring(ui, theme, response.rect, &response);
            if response.clicked() && !is_chosen {
                clicked = Some(*value);
            }
        }
    });
    clicked
}

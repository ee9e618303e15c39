//! Text in the sizes and weights of the look, and text fields.

use std::sync::Arc;

use egui::text::{LayoutJob, TextWrapping};
use egui::{Color32, FontFamily, FontId, Galley, Rect, Response, RichText, Stroke, StrokeKind, TextEdit, Ui, vec2};

use super::icon::{self, Icon};
use crate::ui::theme::{SEMIBOLD, Theme, measure};

/// Regular text of this size.
pub const fn font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// Semi-bold text of this size.
pub fn semibold_font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Name(SEMIBOLD.into()))
}

/// Semi-bold text in the size of running text.
pub fn semibold(text: impl Into<String>) -> RichText {
    RichText::new(text).font(semibold_font(measure::TEXT))
}

/// Small text of lesser weight.
pub fn small(theme: &Theme, text: impl Into<String>) -> RichText {
    RichText::new(text).font(font(measure::SMALL)).color(theme.soft())
}

/// Text of lesser weight.
pub fn soft(theme: &Theme, text: impl Into<String>) -> RichText {
    RichText::new(text).color(theme.soft())
}

/// One line of text that ends in "…" where it is wider than `width`.
pub fn elided(ui: &Ui, text: &str, font: FontId, colour: Color32, width: f32) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), font, colour);
    job.wrap = TextWrapping { max_width: width.max(0.0), max_rows: 1, break_anywhere: true, ..TextWrapping::default() };
    ui.painter().layout_job(job)
}

/// The ring around what has the keyboard's focus.
pub fn focus_ring(ui: &Ui, theme: &Theme, rect: Rect, response: &Response) {
    if response.has_focus() {
        let stroke = Stroke::new(2.0, theme.accent());
        ui.painter().rect_stroke(rect.expand(1.0), f32::from(measure::RADIUS), stroke, StrokeKind::Inside);
    }
}

/// A text field of the full width with a hint and an accessible name.
pub fn text_field(ui: &mut Ui, text: &mut String, name: &str, hint: &str) -> Response {
    let width = ui.available_width();
    let edit = TextEdit::singleline(text).hint_text(hint).desired_width(width).margin(egui::Margin::symmetric(8, 5));
    ui.add(edit).accessible_name(name)
}

/// A text field with a magnifier, and a cross to empty it.
pub fn search_field(ui: &mut Ui, theme: &Theme, text: &mut String, name: &str, clear_name: &str) -> Response {
    let edit = TextEdit::singleline(text).hint_text(name).desired_width(ui.available_width()).margin(egui::Margin {
        left: 28,
        right: 24,
        top: 6,
        bottom: 6,
    });
    let mut response = ui.add(edit).accessible_name(name);
    let rect = response.rect;
    let glass = Rect::from_center_size(egui::pos2(rect.left() + 15.0, rect.center().y), vec2(14.0, 14.0));
    icon::paint(ui.painter(), Icon::Search, glass, theme.soft());
    if !text.is_empty() {
        let cross = Rect::from_center_size(egui::pos2(rect.right() - 14.0, rect.center().y), vec2(20.0, 20.0));
        let clear = ui.interact(cross, response.id.with("clear"), egui::Sense::click());
        clear.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, clear_name));
        icon::paint(ui.painter(), Icon::Cross, cross.shrink(5.0), theme.soft());
        focus_ring(ui, theme, cross, &clear);
        if clear.clicked() {
            text.clear();
            response.mark_changed();
            response.request_focus();
        }
    }
    response
}

//! What the tabs' pages share beyond the widgets: margins, rows drawn only where they are seen, the word for what is
//! simulated.

use egui::{Frame, Margin, Popup, PopupCloseBehavior, Pos2, Rect, Sense, Ui, UiBuilder, pos2, vec2};

use crate::ui::UiContext;
use crate::ui::theme::measure;
use crate::ui::widgets::{self, Tone};

/// Width of the card that tells where a figure comes from, in points.
const EXPLANATION_WIDTH: f32 = 380.0;

/// A page with its margins, on the ground of a panel.
pub fn page(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    ui.painter().rect_filled(ui.max_rect(), 0.0, ui.visuals().panel_fill);
    Frame::NONE.inner_margin(Margin::symmetric(16, 12)).show(ui, contents);
}

/// A page that scrolls downwards as a whole.
pub fn scrolling_page(ui: &mut Ui, id: &str, contents: impl FnOnce(&mut Ui)) {
    ui.painter().rect_filled(ui.max_rect(), 0.0, ui.visuals().panel_fill);
    egui::ScrollArea::vertical().id_salt(id).auto_shrink([false, false]).show(ui, |ui| {
        Frame::NONE.inner_margin(Margin::symmetric(16, 12)).show(ui, |ui| {
            ui.set_width(ui.available_width());
            contents(ui);
        });
    });
}

/// What stands where there is nothing to show, with one thing to do about it. Returns whether that was asked for.
pub fn empty(ctx: &UiContext<'_>, ui: &mut Ui, title_key: &str, text_key: &str, button_key: Option<&str>) -> bool {
    let mut is_pressed = false;
    widgets::empty_state(ui, ctx.theme, &ctx.t(title_key), &ctx.t(text_key), |ui| {
        if let Some(key) = button_key {
            is_pressed = widgets::primary_button(ui, ctx.theme, &ctx.t(key)).clicked();
        }
    });
    is_pressed
}

/// The word for what was simulated; it stands beside every such value.
pub fn simulated_badge(ctx: &UiContext<'_>, ui: &mut Ui) {
    widgets::badge(ui, ctx.theme, Tone::Warning, &ctx.t("sensors-simulated"));
}

/// A line with something on the left that gives way, and controls of a known width on the right.
pub fn split(ui: &mut Ui, right_width: f32, left: impl FnOnce(&mut Ui), right: impl FnOnce(&mut Ui)) {
    ui.horizontal(|ui| {
        let width = (ui.available_width() - right_width - ui.spacing().item_spacing.x).max(40.0);
        ui.allocate_ui_with_layout(vec2(width, 28.0), egui::Layout::left_to_right(egui::Align::Center), |ui| {
            ui.set_width(width);
            left(ui);
        });
        right(ui);
    });
}

/// Width of a button with this text.
pub fn button_width(ui: &Ui, text: &str) -> f32 {
    let galley = ui.painter().layout_no_wrap(text.to_owned(), widgets::font(measure::TEXT), ui.visuals().text_color());
    galley.size().x + ui.spacing().button_padding.x * 2.0
}

/// "1 jan 2019".
pub fn day(ctx: &UiContext<'_>, date: jiff::civil::Date) -> String {
    format!("{} {} {}", date.day(), ctx.t(&format!("indicators-month-{}", date.month())), date.year())
}

/// Small soft text that wraps.
pub fn remark(ctx: &UiContext<'_>, ui: &mut Ui, text: impl Into<String>) -> egui::Response {
    ui.add(egui::Label::new(widgets::small(ctx.theme, text)).wrap())
}

/// Says that what stands below is of before, while the new one is made beside the interface.
pub fn updating(ctx: &UiContext<'_>, ui: &mut Ui) {
    if ctx.results.is_updating {
        ui.label(widgets::small(ctx.theme, ctx.t("import-updating")));
    }
}

/// `count` rows of one height inside a page that scrolls: room for all, drawn only where they are seen.
pub fn rows(ui: &mut Ui, height: f32, count: usize, mut row: impl FnMut(&mut Ui, usize)) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height * count as f32), Sense::hover());
    let seen = ui.clip_rect().intersect(rect);
    if !seen.is_positive() {
        return;
    }
    let first = ((seen.top() - rect.top()) / height).floor().max(0.0) as usize;
    let last = (((seen.bottom() - rect.top()) / height).ceil().max(0.0) as usize).min(count);
    for index in first..last {
        let top = rect.top() + height * index as f32;
        let place = Rect::from_min_max(pos2(rect.left(), top), pos2(rect.right(), top + height));
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        let mut child = ui.new_child(UiBuilder::new().id_salt(("row", index)).max_rect(place).layout(layout));
        row(&mut child, index);
    }
}

/// The card that tells where a figure comes from, at the point where it was asked; whether it stays open.
pub fn explanation_ui(ctx: &UiContext<'_>, ui: &Ui, at: Pos2, contents: impl FnOnce(&mut Ui)) -> bool {
    let mut is_open = true;
    Popup::new(ui.scope_id().with("explanation"), ui.ctx().clone(), at, ui.layer_id())
        .open_bool(&mut is_open)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .accessible_name(ctx.t("indicators-provenance"))
        .width(EXPLANATION_WIDTH)
        .gap(8.0)
        .show(|ui| {
            ui.set_width(EXPLANATION_WIDTH);
            contents(ui);
        });
    is_open
}

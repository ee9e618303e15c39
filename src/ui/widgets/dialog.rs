//! A dialog in the middle of the window.

use egui::{Context, Frame, Id, Margin, Modal, ModalResponse, Ui};

/// Space that is left beside a dialog in a narrow window, in points.
const BESIDE: f32 = 96.0;

/// Draws it over everything else, `width` points wide where the window has room for that. Escape and a click beside it
/// ask to close it ([`ModalResponse::should_close`]).
pub fn dialog<T>(context: &Context, id: Id, width: f32, contents: impl FnOnce(&mut Ui) -> T) -> ModalResponse<T> {
    let frame = Frame::popup(&context.global_style()).inner_margin(Margin::same(20)).corner_radius(8);
    Modal::new(id).frame(frame).show(context, |ui| {
        ui.set_width((ui.ctx().content_rect().width() - BESIDE).min(width));
        contents(ui)
    })
}

//! Small words that qualify what stands beside them ("gesimuleerd", "benaderend", "voorlopig"), and notes.

use egui::{Color32, Frame, Margin, Response, RichText, Role, Sense, Ui, WidgetInfo, vec2};

use super::text::font;
use crate::ui::theme::{Theme, colour, measure};

/// How serious a badge or note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Plain.
    Neutral,
    /// Can be acted on.
    Accent,
    /// Take care.
    Warning,
    /// Something is wrong.
    Error,
}

impl Tone {
    /// Colours of text and background.
    fn colours(self, theme: &Theme) -> (Color32, Color32) {
        let palette = &theme.palette;
        let (text, fill) = match self {
            Self::Neutral => (palette.soft, palette.background),
            Self::Accent => (palette.accent, palette.accent_background),
            Self::Warning => (palette.warning, palette.warning_background),
            Self::Error => (palette.error, palette.error_background),
        };
        (colour(text), colour(fill))
    }
}

/// A small badge.
pub fn badge(ui: &mut Ui, theme: &Theme, tone: Tone, text: &str) -> Response {
    let (ink, fill) = tone.colours(theme);
    let galley = ui.painter().layout_no_wrap(text.to_owned(), font(measure::TINY), ink);
    let (rect, response) = ui.allocate_exact_size(galley.size() + vec2(10.0, 4.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    ui.painter().rect_filled(rect, 4.0, fill);
    ui.painter().galley(rect.center() - galley.size() / 2.0, galley, ink);
    response
}

/// A note of the full width.
pub fn note(ui: &mut Ui, theme: &Theme, tone: Tone, text: &str) -> Response {
    let (ink, fill) = tone.colours(theme);
    Frame::new()
        .fill(fill)
        .corner_radius(measure::RADIUS)
        .inner_margin(Margin::symmetric(10, 8))
        .show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            ui.add(egui::Label::new(RichText::new(text).font(font(measure::SMALL)).color(ink)).wrap());
        })
        .response
}

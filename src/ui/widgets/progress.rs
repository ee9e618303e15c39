//! A thin line that shows how far a job is.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, vec2};

use crate::ui::theme::{Theme, colour};

/// The line; without a fraction a third of it is filled, still, so that an idle window does not repaint for it.
pub fn progress_line(ui: &mut Ui, theme: &Theme, fraction: Option<f32>, name: &str) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 4.0), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::ProgressIndicator, true, name));
    ui.painter().rect_filled(rect, 2.0, colour(theme.palette.line));
    let share = fraction.unwrap_or(1.0 / 3.0).clamp(0.0, 1.0);
    let filled = Rect::from_min_size(rect.min, vec2(rect.width() * share, rect.height()));
    ui.painter().rect_filled(filled, 2.0, theme.accent());
}

//! A choice of a facet: check box, symbol, name, a thin bar and the count on the right.

use egui::{Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::button::paint_box;
use super::symbol::{dimension_symbol, paint_status};
use super::text::{elided, focus_ring, font};
use crate::model::{Dimension, Status};
use crate::ui::theme::{Theme, colour, measure};

/// What a row shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct FacetRow<'a> {
    /// Name of the choice.
    pub name: &'a str,
    /// How many there are, as the language writes it.
    pub count: &'a str,
    /// Whether it is chosen.
    pub is_on: bool,
    /// Length of the bar under the name, 0 to 1; none where there is no bar.
    pub share: Option<f32>,
    /// Symbol of a dimension before the name.
    pub dimension: Option<Dimension>,
    /// Mark of a stage before the name.
    pub status: Option<Status>,
    /// Whether choosing it gives nothing.
    pub is_empty: bool,
}

/// Height of a row in points, with or without a bar.
pub const ROW_HEIGHT: f32 = 26.0;

/// Draws the row; clicked = toggled.
pub fn facet_row(ui: &mut Ui, theme: &Theme, row: &FacetRow<'_>) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW_HEIGHT), Sense::click());
    let name = format!("{} ({})", row.name, row.count);
    response.widget_info(|| WidgetInfo::selected(Role::CheckBox, ui.is_enabled(), row.is_on, &name));
    if !ui.is_rect_visible(rect) {
        return response;
    }
    if response.hovered() {
        let fill = colour(theme.palette.hover);
        ui.painter().rect_filled(rect.expand2(vec2(4.0, 0.0)), f32::from(measure::RADIUS), fill);
    }
    let middle = rect.center().y;
    paint_box(ui, theme, Rect::from_center_size(pos2(rect.left() + 8.0, middle), vec2(14.0, 14.0)), row.is_on);
    let mut left = rect.left() + 24.0;
    if row.dimension.is_some() {
        dimension_symbol(ui.painter(), theme, pos2(left + 6.0, middle), 5.5, row.dimension);
        left += 18.0;
    }
    if let Some(status) = row.status {
        paint_status(ui.painter(), theme, pos2(left + 6.0, middle), 4.5, status);
        left += 18.0;
    }
    let tone = if row.is_empty && !row.is_on { theme.soft() } else { theme.text() };
    let count = ui.painter().layout_no_wrap(row.count.to_owned(), font(measure::SMALL), theme.soft());
    let right = rect.right() - count.size().x;
    ui.painter().galley(pos2(right, middle - count.size().y / 2.0), count, theme.soft());
    let text = elided(ui, row.name, font(measure::TEXT), tone, right - 10.0 - left);
    let is_cut = text.elided;
    ui.painter().galley(pos2(left, middle - text.size().y / 2.0), text, tone);
    if let Some(share) = row.share {
        let bar = Rect::from_min_max(pos2(left, rect.bottom() - 2.5), pos2(rect.right() - 44.0, rect.bottom() - 1.0));
        ui.painter().rect_filled(bar, 0.75, colour(theme.palette.line));
        let filled = bar.with_max_x(bar.left() + bar.width() * share.clamp(0.0, 1.0));
        let tone = if row.is_on { theme.accent() } else { colour(theme.palette.faint) };
        ui.painter().rect_filled(filled, 0.75, tone);
    }
    focus_ring(ui, theme, rect, &response);
    if is_cut { response.on_hover_text(row.name) } else { response }
}

//! Bars side by side in rows: the figures of several places in one year.

use egui::{Color32, Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets;

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Name before it.
    pub name: String,
    /// Value; `None` is missing.
    pub value: Option<f64>,
    /// The value in words, or why there is none.
    pub said: String,
    /// Colour.
    pub colour: Color32,
}

/// Draws the bars, from zero; returns the one clicked.
pub fn show(ctx: &UiContext<'_>, ui: &mut Ui, bars: &[Bar]) -> Option<usize> {
    let greatest = bars.iter().filter_map(|bar| bar.value).fold(0.0_f64, |a, b| a.max(b.abs()));
    let name_width = (ui.available_width() * 0.26).min(180.0);
    let mut clicked = None;
    for (index, bar) in bars.iter().enumerate() {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 32.0), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, format!("{}: {}", bar.name, bar.said)));
        let font = widgets::font(measure::TEXT);
        let name = widgets::elided(ui, &bar.name, font, ctx.theme.text(), name_width - 12.0);
        ui.painter().galley(pos2(rect.left(), rect.center().y - name.size().y / 2.0), name, ctx.theme.text());
        let left = rect.left() + name_width;
        let room = (rect.width() - name_width - 110.0).max(20.0);
        let share = bar.value.map_or(0.0, |value| if greatest > 0.0 { value.abs() / greatest } else { 0.0 });
        let drawn = Rect::from_min_size(pos2(left, rect.top() + 7.0), vec2(room * share as f32, 18.0));
        ui.painter().rect_filled(drawn, 3.0, bar.colour);
        let ink = if bar.value.is_some() { ctx.theme.text() } else { colour(ctx.theme.palette.soft) };
        let width = rect.right() - drawn.right() - 8.0;
        let said = widgets::elided(ui, &bar.said, widgets::semibold_font(measure::SMALL), ink, width);
        ui.painter().galley(pos2(drawn.right() + 8.0, rect.center().y - said.size().y / 2.0), said, ink);
        widgets::focus_ring(ui, ctx.theme, rect, &response);
        if response.clicked() {
            clicked = Some(index);
        }
    }
    clicked
}

//! Small marks in rows of text: the symbol of a dimension, the dot of a state.

use egui::{Color32, Response, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use crate::model::Dimension;
use crate::ui::UiContext;
use crate::ui::widgets;

/// The symbol of a dimension, named for those who don't see it.
pub fn dimension_ui(ctx: &UiContext<'_>, ui: &mut Ui, dimension: Dimension) -> Response {
    let name = ctx.text.word("dimension", dimension.key());
    let (rect, response) = ui.allocate_exact_size(vec2(14.0, 14.0), Sense::hover());
    widgets::dimension_symbol(ui.painter(), ctx.theme, rect.center(), 5.5, Some(dimension));
    response.widget_info(|| WidgetInfo::labeled(Role::Image, true, &name));
    response.on_hover_text(name)
}

/// A dot, filled or hollow, that stands beside a word and says nothing that the word does not.
pub fn dot_ui(ui: &mut Ui, fill: Color32, is_hollow: bool) -> Response {
    let (rect, response) = ui.allocate_exact_size(vec2(10.0, 14.0), Sense::hover());
    if is_hollow {
        ui.painter().circle_stroke(rect.center(), 3.6, Stroke::new(1.4, fill));
    } else {
        ui.painter().circle_filled(rect.center(), 4.0, fill);
    }
    response
}

//! The selection as a whole, while nothing is selected: how many by dimension, stage and year unknown, and a hint.

use egui::{Rect, RichText, Sense, Ui, pos2, vec2};

use crate::model::Dimension;
use crate::session::command::{FilterCommand, Toggle};
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{
    Tone, dimension_symbol, elided, focus_ring, font, key_value, note, semibold_font, small, status_mark, sub_header,
};

/// Draws the overview.
pub fn overview_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let selection = &ctx.results.selection;
    let key = if ctx.is_unfiltered() { "inspector-overview-all" } else { "inspector-overview" };
    ui.label(RichText::new(ctx.t(key)).font(semibold_font(measure::TITLE)));
    ui.add(egui::Label::new(small(ctx.theme, ctx.t("inspector-overview-hint"))).wrap());
    ui.add_space(8.0);
    key_value(ui, ctx.theme, &ctx.t("inspector-counted"), &ctx.text.integer(selection.hits.counted()), false);
    key_value(ui, ctx.theme, &ctx.t("inspector-places"), &ctx.text.integer(selection.place_count), false);
    key_value(ui, ctx.theme, &ctx.t("inspector-regional-count"), &ctx.text.integer(selection.regional_count), false);
    if selection.hits.programmes > 0 {
        let programmes = ctx.text.integer(selection.hits.programmes);
        key_value(ui, ctx.theme, &ctx.t("inspector-programmes"), &programmes, false);
    }
    dimensions_ui(ctx, ui);
    statuses_ui(ctx, ui);
    ui.add_space(12.0);
    note(ui, ctx.theme, Tone::Neutral, &ctx.t("inspector-sample"));
}

/// Counts by dimension as bars. Where dimensions are filtered the counts are what each would give, as in the panel.
fn dimensions_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    sub_header(ui, ctx.theme, &ctx.t("inspector-by-dimension"), &ctx.t("inspector-by-dimension-remark"));
    let counts = &ctx.results.selection.facets.dimensions;
    let max = counts.iter().map(|&(_, count)| count).max().unwrap_or(0).max(1);
    for &(dimension, count) in counts {
        bar_ui(ctx, ui, dimension, count, max);
    }
}

fn bar_ui(ctx: &UiContext<'_>, ui: &mut Ui, dimension: Dimension, count: u32, max: u32) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 24.0), Sense::click());
    let name = ctx.text.word("dimension", dimension.key());
    let number = ctx.text.integer(count);
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, format!("{name}: {number}")));
    let middle = rect.center().y;
    dimension_symbol(ui.painter(), ctx.theme, pos2(rect.left() + 7.0, middle), 5.5, Some(dimension));
    let text = elided(ui, &name, font(measure::TEXT), ctx.theme.text(), 92.0);
    ui.painter().galley(pos2(rect.left() + 20.0, middle - text.size().y / 2.0), text, ctx.theme.text());
    let room = Rect::from_min_max(pos2(rect.left() + 118.0, middle - 5.0), pos2(rect.right() - 36.0, middle + 5.0));
    ui.painter().rect_filled(room, 2.0, colour(ctx.theme.palette.background));
    let filled = room.with_max_x(room.left() + room.width() * count as f32 / max as f32);
    ui.painter().rect_filled(filled, 2.0, colour(ctx.theme.palette.dimension(Some(dimension))));
    let figure = elided(ui, &number, font(measure::SMALL), ctx.theme.soft(), 40.0);
    ui.painter().galley(pos2(rect.right() - figure.size().x, middle - figure.size().y / 2.0), figure, ctx.theme.soft());
    focus_ring(ui, ctx.theme, rect, &response);
    let tip = ctx.tw("inspector-filter-on", &[("name", &name)]);
    if response.on_hover_text(tip).clicked() {
        ctx.send(FilterCommand::Toggle(Toggle::Dimension(dimension)));
    }
}

fn statuses_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    sub_header(ui, ctx.theme, &ctx.t("inspector-by-status"), "");
    ui.spacing_mut().interact_size.y = 20.0;
    for &(status, count) in ctx.results.selection.facets.statuses.iter().filter(|(_, count)| *count > 0) {
        ui.horizontal(|ui| {
            status_mark(ui, ctx.theme, status);
            ui.label(ctx.text.word("status", status.key()));
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                ui.label(small(ctx.theme, ctx.text.integer(count)));
            });
        });
    }
}

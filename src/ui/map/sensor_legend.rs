//! The sensors' part of the legend: classes of the chosen property, or a line for each property shown, and what age
//! and state look like.

use egui::{Rect, RichText, Sense, Stroke, Ui, pos2, vec2};

use super::paint;
use super::sensors::SensorLayer;
use crate::figure::map::sensor_glyph::{self, Family};
use crate::figure::map::sensor_legend::{self, ClassLine, ScaleLegend, Shown};
use crate::figure::map::sensor_scene;
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets;

/// Height of a line with a mark.
const LINE: f32 = 20.0;

/// What stands in the card without unfolding it.
pub fn head_ui(ctx: &UiContext<'_>, ui: &mut Ui, layer: &SensorLayer) {
    if layer.symbols.is_empty() {
        return;
    }
    ui.add_space(5.0);
    let legends = sensor_legend::scales(&layer.scales, &ctx.theme.palette, ctx.text);
    let is_asked = ctx.view.sensors.property.is_some();
    let Some(legend) = legends.first().filter(|_| is_asked) else {
        ui.label(RichText::new(ctx.t("map-sensor-legend")).font(widgets::semibold_font(measure::SMALL)));
        let words = ctx
            .view
            .sensors
            .property
            .map_or_else(|| ctx.t("map-sensor-legend-own"), |property| ctx.text.word("property", property.key()));
        ui.label(tiny(ctx, &words));
        return;
    };
    let title = RichText::new(&legend.title).font(widgets::semibold_font(measure::SMALL));
    ui.add(egui::Label::new(title).wrap());
    ui.add_space(3.0);
    strip_ui(ctx, ui, &legend.classes);
}

/// What stands in the unfolded card.
pub fn body_ui(ctx: &UiContext<'_>, ui: &mut Ui, layer: &SensorLayer) {
    if layer.symbols.is_empty() {
        return;
    }
    let legends = sensor_legend::scales(&layer.scales, &ctx.theme.palette, ctx.text);
    ui.add_space(4.0);
    if ctx.view.sensors.property.is_some() {
        for legend in &legends {
            classes_ui(ctx, ui, legend);
        }
    } else {
        for legend in &legends {
            scale_ui(ctx, ui, legend);
        }
        families_ui(ctx, ui, layer, &legends);
    }
    ui.add_space(4.0);
    for (shown, words) in sensor_legend::states(&layer.symbols, &layer.marks, ctx.text) {
        state_ui(ctx, ui, shown, &words);
    }
}

/// Classes side by side, each with the limit that it starts at.
fn strip_ui(ctx: &UiContext<'_>, ui: &mut Ui, classes: &[ClassLine]) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    let step = rect.width() / classes.len().max(1) as f32;
    for (index, class) in classes.iter().enumerate() {
        let left = rect.left() + step * index as f32;
        let swatch = Rect::from_min_size(pos2(left, rect.top()), vec2(step, 10.0));
        ui.painter().rect_filled(swatch, 0.0, colour(class.colour));
        let tone = ctx.theme.soft();
        let galley = widgets::elided(ui, &class.limit, widgets::font(measure::TINY), tone, step - 1.0);
        ui.painter().galley(pos2(left, rect.top() + 13.0), galley, tone);
    }
    rim(ctx, ui, Rect::from_min_size(rect.min, vec2(rect.width(), 10.0)));
    let words = || classes.iter().map(|class| class.words.as_str()).collect::<Vec<_>>().join("\n");
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words()));
    let _shown = response.on_hover_ui(|ui| {
        ui.label(words());
    });
}

fn rim(ctx: &UiContext<'_>, ui: &Ui, rect: Rect) {
    let stroke = Stroke::new(1.0, colour(ctx.theme.palette.line));
    ui.painter().rect_stroke(rect, 0.0, stroke, egui::StrokeKind::Outside);
}

/// The classes of the chosen property, one below the other, and where their limits come from.
fn classes_ui(ctx: &UiContext<'_>, ui: &mut Ui, legend: &ScaleLegend) {
    for class in &legend.classes {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 16.0), Sense::hover());
        let swatch = Rect::from_min_size(rect.min + vec2(0.0, 3.0), vec2(14.0, 10.0));
        ui.painter().rect_filled(swatch, 2.0, colour(class.colour));
        rim(ctx, ui, swatch);
        words_ui(ctx, ui, rect, 20.0, &class.words);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &class.words));
    }
    ui.add(egui::Label::new(tiny(ctx, &legend.source)).wrap());
}

/// One property: picture, name, its colours.
fn scale_ui(ctx: &UiContext<'_>, ui: &mut Ui, legend: &ScaleLegend) {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 27.0), Sense::hover());
    glyph(ctx, ui, legend.family, rect.min + vec2(7.0, 8.0));
    let top = Rect::from_min_size(rect.min, vec2(rect.width(), 16.0));
    // The name whole rather than with a unit cut off; the unit is in the words below the pointer.
    let has_room = crate::figure::font::width(&legend.title, measure::TINY, false) <= rect.width() - 20.0;
    words_ui(ctx, ui, top, 20.0, if has_room { &legend.title } else { &legend.name });
    let width = rect.width() - 20.0;
    let step = width / legend.classes.len().max(1) as f32;
    for (index, class) in legend.classes.iter().enumerate() {
        let left = rect.left() + 20.0 + step * index as f32;
        let swatch = Rect::from_min_size(pos2(left, rect.top() + 17.0), vec2(step, 5.0));
        ui.painter().rect_filled(swatch, 0.0, colour(class.colour));
    }
    rim(ctx, ui, Rect::from_min_size(rect.min + vec2(20.0, 17.0), vec2(width, 5.0)));
    let lines = || {
        let classes = legend.classes.iter().map(|class| class.words.as_str());
        std::iter::once(legend.title.as_str())
            .chain(classes)
            .chain(std::iter::once(legend.source.as_str()))
            .collect::<Vec<_>>()
            .join("\n")
    };
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, lines()));
    let _shown = response.on_hover_cursor(egui::CursorIcon::Help).on_hover_ui(|ui| {
        ui.set_max_width(280.0);
        ui.label(lines());
    });
}

/// Families that are on the map without classes.
fn families_ui(ctx: &UiContext<'_>, ui: &mut Ui, layer: &SensorLayer, legends: &[ScaleLegend]) {
    for family in sensor_legend::families(&layer.symbols) {
        if legends.iter().any(|legend| legend.family == family) {
            continue;
        }
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
        glyph(ctx, ui, family, rect.min + vec2(7.0, 9.0));
        let name = ctx.t(&format!("map-sensor-family-{}", family.key()));
        words_ui(ctx, ui, rect, 20.0, &name);
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &name));
    }
}

fn state_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: Shown, words: &str) {
    let width = ui.available_width() - 24.0;
    let font = widgets::font(measure::TINY);
    let galley = ui.painter().layout(words.to_owned(), font, ctx.theme.text(), width);
    let height = LINE.max(galley.size().y + 4.0);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let mut scene = Vec::new();
    match shown {
        Shown::One(look) => sensor_scene::symbol(&mut scene, &look, [9.0, height / 2.0], &ctx.theme.palette),
        Shown::Several => sensor_scene::several(&mut scene, [9.0, height / 2.0], &ctx.theme.palette),
    }
    paint::paint(ui.painter(), &scene, rect.min);
    ui.painter().galley(rect.min + vec2(24.0, (height - galley.size().y) / 2.0), galley, ctx.theme.text());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, words));
}

fn glyph(ctx: &UiContext<'_>, ui: &Ui, family: Family, centre: egui::Pos2) {
    let mut scene = Vec::new();
    sensor_glyph::draw(&mut scene, family, [0.0, 0.0], 5.4, ctx.theme.palette.text);
    paint::paint(ui.painter(), &scene, centre);
}

/// One line of words in a row, cut where it is too long.
fn words_ui(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, left: f32, words: &str) {
    let tone = ctx.theme.text();
    let galley = widgets::elided(ui, words, widgets::font(measure::TINY), tone, rect.width() - left);
    ui.painter().galley(pos2(rect.left() + left, rect.center().y - galley.size().y / 2.0), galley, tone);
}

fn tiny(ctx: &UiContext<'_>, text: &str) -> RichText {
    RichText::new(text).font(widgets::font(measure::TINY)).color(ctx.theme.soft())
}

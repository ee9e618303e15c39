//! The chosen figure on the map: every municipality in its class, the compared ones outlined in their colour and named,
//! their peers outlined. The table of figures is its twin.

use std::sync::Arc;

use egui::{ComboBox, Mesh, Pos2, Rect, Response, Role, Sense, Ui, UiBuilder, Vec2, WidgetInfo, pos2, vec2};

use super::facts::Facts;
use super::look::{self, Linked};
use super::{hatch, map_legend};
use crate::figure::map::base::{self, BaseOptions};
use crate::figure::map::projection::{MAX_ZOOM, MIN_ZOOM, REGION, World, world_of, world_of_degrees};
use crate::figure::map::{Prepared, Viewport, legend};
use crate::figure::style::Colour;
use crate::insight::{Comparison, Sheet, definition};
use crate::model::figure_ref::{FigureBase, FigureForm};
use crate::model::{IndicatorId, Nis};
use crate::query::classes::{self, Choropleth};
use crate::session::command::CompareCommand;
use crate::ui::UiContext;
use crate::ui::map::{Preparation, paint_scene, scene_mesh};
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{self, Icon};
use crate::workspace::{ClassMethod, CompareSection};

/// Levels of zoom for a point of the wheel.
const WHEEL: f64 = 0.004;

/// The classes, and what they were made from.
struct Classes {
    sheet: Arc<Sheet>,
    method: (ClassMethod, u8),
    choropleth: Arc<Choropleth>,
}

/// The fill as one mesh, and what it was made from.
struct Base {
    prepared: Arc<Prepared>,
    choropleth: Arc<Choropleth>,
    place: (Viewport, Rect, bool),
    mesh: Arc<Mesh>,
}

/// What the part remembers between frames.
#[derive(Default)]
pub struct CompareMap {
    preparation: Preparation,
    classes: Option<Classes>,
    base: Option<Base>,
    /// Middle and zoom, once the map was moved.
    moved: Option<(World, f64)>,
}

impl CompareMap {
    /// Whether nothing of the picture is still being made.
    pub const fn is_ready(&self) -> bool {
        self.preparation.is_ready()
    }

    /// Draws it.
    pub fn map_ui(
        &mut self,
        ctx: &UiContext<'_>,
        ui: &mut Ui,
        (comparison, sheet, facts): (&Comparison, &Arc<Sheet>, &Facts),
        linked: &mut Linked,
    ) {
        choice_ui(ctx, ui, comparison, sheet, facts);
        let rect = ui.available_rect_before_wrap();
        let rect = Rect::from_min_max(rect.min, rect.max - vec2(0.0, 4.0));
        if rect.width() < 64.0 || rect.height() < 64.0 {
            return;
        }
        let mut ui = ui.new_child(UiBuilder::new().max_rect(rect).id_salt("compare-map"));
        ui.set_clip_rect(rect.intersect(ui.clip_rect()));
        ui.painter().rect_filled(rect, 6.0, colour(ctx.theme.palette.water));
        let response = ui.interact(rect, ui.scope_id().with("compare-map-hand"), Sense::click_and_drag());
        response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, ctx.t("compare-map-name")));
        let viewport = self.follow(&ui, &response, rect);
        let choropleth = self.choropleth(ctx, sheet);
        let Some(prepared) = self.preparation.get(ctx, ui.ctx()) else {
            let font = widgets::font(measure::TEXT);
            ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, ctx.t("map-loading"), font, ctx.theme.soft());
            return;
        };
        self.paint_base(ctx, &ui, (rect, &viewport), &prepared, &choropleth);
        outlines(ctx, &ui, (rect, &viewport), &prepared, comparison, linked);
        names_ui(ctx, &ui, (rect, &viewport), comparison);
        hover_ui(ctx, &response, (rect, &viewport), &prepared, sheet, linked);
        if let Some(fact) = &facts.chosen {
            map_legend::legend_ui(ctx, &mut ui, rect, &choropleth, sheet, fact);
        }
        attribution_ui(ctx, &ui, rect);
        self.controls_ui(ctx, &mut ui, rect, &viewport);
        ui.painter().rect_stroke(rect, 6.0, ctx.theme.line(), egui::StrokeKind::Inside);
    }

    /// Follows hand and wheel.
    fn follow(&mut self, ui: &Ui, response: &Response, rect: Rect) -> Viewport {
        let mut viewport = self.viewport(rect);
        if response.dragged() {
            let by = response.drag_delta();
            let middle = rect.size() / 2.0 - by;
            viewport.centre = viewport.world_at([middle.x, middle.y]);
            self.moved = Some((viewport.centre, viewport.zoom));
        }
        let turned = ui.input(|input| input.smooth_scroll_delta().y);
        if let Some(at) = response.hover_pos().filter(|_| turned != 0.0) {
            self.zoom(&viewport, at - rect.min, f64::from(turned) * WHEEL);
        }
        self.viewport(rect)
    }

    fn viewport(&self, rect: Rect) -> Viewport {
        let size = [rect.width(), rect.height()];
        match self.moved {
            Some((centre, zoom)) => Viewport { centre, zoom, size },
            None => home(size),
        }
    }

    /// Zooms so that what lies at this point stays there.
    fn zoom(&mut self, viewport: &Viewport, at: Vec2, levels: f64) {
        let kept = viewport.world_at([at.x, at.y]);
        let zoom = (viewport.zoom + levels).clamp(MIN_ZOOM, MAX_ZOOM);
        let part = (viewport.zoom - zoom).exp2();
        let centre = [0, 1].map(|axis| (viewport.centre[axis] - kept[axis]).mul_add(part, kept[axis]));
        self.moved = Some((centre, zoom));
    }

    fn controls_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, rect: Rect, viewport: &Viewport) {
        let place = Rect::from_min_size(pos2(rect.right() - 40.0, rect.top() + 10.0), vec2(30.0, 100.0));
        let mut child = ui.new_child(UiBuilder::new().max_rect(place).id_salt("compare-map-controls"));
        let middle = rect.size() / 2.0;
        if widgets::icon_button(&mut child, ctx.theme, Icon::Plus, &ctx.t("action-zoom-in")).clicked() {
            self.zoom(viewport, middle, 0.7);
        }
        if widgets::icon_button(&mut child, ctx.theme, Icon::Minus, &ctx.t("action-zoom-out")).clicked() {
            self.zoom(viewport, middle, -0.7);
        }
        if widgets::icon_button(&mut child, ctx.theme, Icon::Home, &ctx.t("action-zoom-home")).clicked() {
            self.moved = None;
        }
    }

    /// The classes of the chosen figure, by the method of the Map tab.
    fn choropleth(&mut self, ctx: &UiContext<'_>, sheet: &Arc<Sheet>) -> Arc<Choropleth> {
        let method = (ctx.view.map.class_method, ctx.view.map.class_count);
        if let Some(known) = &self.classes
            && Arc::ptr_eq(&known.sheet, sheet)
            && known.method == method
        {
            return Arc::clone(&known.choropleth);
        }
        let choropleth = Arc::new(classes_of(ctx, sheet));
        self.classes = Some(Classes { sheet: Arc::clone(sheet), method, choropleth: Arc::clone(&choropleth) });
        choropleth
    }

    fn paint_base(
        &mut self,
        ctx: &UiContext<'_>,
        ui: &Ui,
        (rect, viewport): (Rect, &Viewport),
        prepared: &Arc<Prepared>,
        choropleth: &Arc<Choropleth>,
    ) {
        let place = (*viewport, rect, ctx.theme.palette.is_dark);
        let is_same = self.base.as_ref().is_some_and(|known| {
            Arc::ptr_eq(&known.prepared, prepared) && Arc::ptr_eq(&known.choropleth, choropleth) && known.place == place
        });
        if !is_same {
            let options = BaseOptions { has_basemap: true, has_towns: true, choropleth: Some(choropleth) };
            let mut scene = base::scene(prepared, viewport, &ctx.theme.palette, &options);
            scene.extend(hatch::scene(prepared, viewport, &ctx.theme.palette, choropleth));
            let mesh = Arc::new(scene_mesh(&scene, rect.min, rect, ui.pixels_per_point()));
            let (prepared, choropleth) = (Arc::clone(prepared), Arc::clone(choropleth));
            self.base = Some(Base { prepared, choropleth, place, mesh });
        }
        if let Some(known) = &self.base {
            ui.painter().add(egui::Shape::Mesh(Arc::clone(&known.mesh)));
        }
    }
}

/// The whole region, high up where there is room below it: there stands the legend.
fn home(size: [f32; 2]) -> Viewport {
    let mut viewport = Viewport::fit(&REGION, size, 10.0);
    let [_, top] = viewport.screen_of(world_of_degrees(REGION.west, REGION.north));
    let down = (top - 8.0).max(0.0);
    viewport.centre = viewport.world_at([size[0] / 2.0, size[1] / 2.0 + down]);
    viewport
}

impl std::fmt::Debug for CompareMap {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CompareMap").field("moved", &self.moved).finish_non_exhaustive()
    }
}

fn classes_of(ctx: &UiContext<'_>, sheet: &Sheet) -> Choropleth {
    let known: Vec<(Nis, f64)> =
        sheet.field.iter().filter_map(|(nis, value)| Some((*nis, *value.as_ref().ok()?))).collect();
    let figures: Vec<f64> = known.iter().map(|(_, value)| *value).collect();
    let figure = &sheet.chosen.figure;
    let customary = match (&figure.base, figure.form) {
        (FigureBase::Indicator(id), FigureForm::Plain) => ctx.workspace.indicators.definition(id),
        _ => None,
    };
    let customary = customary.map(|one| &*one.class_breaks).unwrap_or_default();
    let (bounds, method) = classes::class_bounds(customary, &figures, &ctx.view.map);
    Choropleth {
        indicator: IndicatorId::new(figure.to_string()),
        year: sheet.chosen.year.unwrap_or_default(),
        years: Vec::new(),
        values: known.iter().map(|(nis, value)| (*nis, *value, classes::class_of(&bounds, *value))).collect(),
        missing_count: (sheet.field.len() - known.len()) as u32,
        bounds,
        method,
        is_provisional: sheet.is_provisional,
    }
}

/// Which figure is drawn, and the way to its table.
fn choice_ui(ctx: &UiContext<'_>, ui: &mut Ui, comparison: &Comparison, sheet: &Sheet, facts: &Facts) {
    let Some(chosen) = &facts.chosen else { return };
    ui.horizontal_wrapped(|ui| {
        let combo = ComboBox::from_id_salt("compare-map-figure").width(280.0).selected_text(&chosen.definition.name);
        let shown = combo.show_ui(ui, |ui| {
            for (row, fact) in comparison.rows.iter().zip(&facts.rows) {
                let is_chosen = row.figure == sheet.chosen.figure;
                if ui.selectable_label(is_chosen, &fact.definition.name).clicked() {
                    super::figures::choose(ctx, &row.figure);
                }
            }
        });
        let name = format!("{}: {}", ctx.t("compare-figure"), chosen.definition.name);
        shown.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
        ui.label(widgets::small(ctx.theme, &chosen.origin));
        if widgets::link(ui, ctx.theme, &ctx.t("compare-map-table")).clicked() {
            ctx.send(CompareCommand::SetSection(CompareSection::Figures));
        }
    });
    ui.add_space(6.0);
}

/// Peers in a thin dark line, the compared ones in their colour with a halo, the one pointed at above all.
fn outlines(
    ctx: &UiContext<'_>,
    ui: &Ui,
    (rect, viewport): (Rect, &Viewport),
    prepared: &Prepared,
    comparison: &Comparison,
    linked: &Linked,
) {
    let palette = &ctx.theme.palette;
    let line = |nis: Nis, tone: Colour, width: f32| {
        paint_scene(ui.painter(), &base::outline(prepared, viewport, nis, tone, width), rect.min);
    };
    let peers = comparison.peers.members.iter().filter(|nis| !comparison.municipalities.contains(nis));
    for nis in peers {
        line(*nis, palette.text.with_opacity(0.6), 1.2);
    }
    for (position, nis) in comparison.municipalities.iter().enumerate().rev() {
        let Some(tone) = palette.series.get(position % palette.series.len().max(1)) else { continue };
        line(*nis, palette.halo, 5.0);
        line(*nis, *tone, 2.6);
    }
    if let Some(nis) = linked.shown() {
        line(nis, palette.text, 2.2);
    }
}

/// The names of the compared ones, none over another.
fn names_ui(ctx: &UiContext<'_>, ui: &Ui, (rect, viewport): (Rect, &Viewport), comparison: &Comparison) {
    let mut taken: Vec<Rect> = Vec::new();
    for (position, nis) in comparison.municipalities.iter().enumerate() {
        let Some(row) = ctx.workspace.municipalities.get(*nis) else { continue };
        let [x, y] = viewport.screen_of(world_of(row.label_point));
        let ink = look::ink(ctx, position);
        let galley = ui.painter().layout_no_wrap(row.name.to_string(), widgets::semibold_font(measure::SMALL), ink);
        let size = galley.size() + vec2(10.0, 4.0);
        // Below the middle, so that a small municipality is not hidden under its name.
        let card = free_place(rect.min + vec2(x, y + 22.0), size, &taken);
        ui.painter().rect_filled(card, 4.0, colour(ctx.theme.palette.panel.with_opacity(0.92)));
        ui.painter().galley(card.center() - galley.size() / 2.0, galley, ink);
        let response = ui.interact(card, ui.scope_id().with(("map-name", nis.number())), Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &*row.name));
        taken.push(card);
    }
}

/// A place for a name at a point: below it, or as much lower or higher as others leave free.
fn free_place(at: Pos2, size: Vec2, taken: &[Rect]) -> Rect {
    let steps = [0.0, 1.0, -1.0, 2.0, -2.0, 3.0, -3.0];
    let place = |step: f32| Rect::from_center_size(at + vec2(0.0, step * (size.y + 1.0)), size);
    let is_free = |rect: &Rect| taken.iter().all(|other| !other.intersects(*rect));
    steps.into_iter().map(place).find(is_free).unwrap_or_else(|| place(0.0))
}

fn hover_ui(
    ctx: &UiContext<'_>,
    response: &Response,
    (rect, viewport): (Rect, &Viewport),
    prepared: &Prepared,
    sheet: &Sheet,
    linked: &mut Linked,
) {
    let Some(at) = response.hover_pos().filter(|_| !response.dragged()) else { return };
    let world = viewport.world_at([at.x - rect.left(), at.y - rect.top()]);
    let Some(nis) = prepared.town_at(world) else { return };
    linked.point(nis);
    let value = sheet.field.iter().find(|(known, _)| *known == nis).map(|(_, value)| value);
    let told = match value {
        Some(Ok(value)) => definition::number_with_sign(ctx.workspace, &sheet.chosen.figure, *value, ctx.text),
        Some(Err(reason)) => definition::missing(reason, ctx.text),
        None => ctx.t("figures-short-missing"),
    };
    let is_compared = ctx.results.comparison.as_ref().is_some_and(|one| one.municipalities.contains(&nis));
    let hint = ctx.t(if is_compared { "compare-click-removes" } else { "compare-click-compares" });
    let told = format!("{}: {told}\n{hint}", look::name(ctx, nis));
    response.clone().on_hover_text_at_pointer(told);
    if response.clicked() {
        ctx.send(CompareCommand::ToggleMunicipality(nis));
    }
}

/// Whose the data are, in the right lower corner.
fn attribution_ui(ctx: &UiContext<'_>, ui: &Ui, rect: Rect) {
    let owners = legend::attribution(ctx.workspace, true, ctx.text);
    let (font, soft) = (widgets::font(measure::TINY), ctx.theme.soft());
    let galley =
        super::figures::wrapped(ui, &owners, font, soft, (rect.width() - 260.0).max(160.0), egui::Align::RIGHT);
    let corner = pos2(rect.right() - 8.0, rect.bottom() - galley.size().y - 4.0);
    let back = Rect::from_min_size(corner - vec2(galley.size().x, 0.0), galley.size()).expand2(vec2(6.0, 3.0));
    ui.painter().rect_filled(back, 4.0, colour(ctx.theme.palette.panel.with_opacity(0.8)));
    ui.painter().galley(corner, galley, soft);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_do_not_lie_over_each_other() {
        let size = vec2(60.0, 16.0);
        let first = free_place(pos2(100.0, 100.0), size, &[]);
        let second = free_place(pos2(104.0, 101.0), size, &[first]);
        let third = free_place(pos2(98.0, 99.0), size, &[first, second]);
        assert!(!first.intersects(second) && !second.intersects(third) && !first.intersects(third));
    }

    #[test]
    fn zooming_keeps_what_lies_under_the_pointer() {
        let mut map = CompareMap::default();
        let rect = Rect::from_min_size(Pos2::ZERO, vec2(600.0, 400.0));
        let before = map.viewport(rect);
        let kept = before.world_at([120.0, 80.0]);
        map.zoom(&before, vec2(120.0, 80.0), 1.0);
        let [x, y] = map.viewport(rect).screen_of(kept);
        assert!((x - 120.0).abs() < 0.1 && (y - 80.0).abs() < 0.1, "{x} {y}");
    }
}

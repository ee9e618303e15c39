//! Legend, regional tray, scale bar and attribution.

use egui::{Align, Align2, Frame, Layout, Margin, Rect, RichText, Sense, Stroke, Ui, UiBuilder, pos2, vec2};

use super::list::Asked;
use super::sensors::SensorLayer;
use super::{sensor_legend, shield};
use crate::figure::map::legend::{self as words, FigureLegend};
use crate::figure::map::marks::RING_COUNT;
use crate::figure::map::{Viewport, mark_scene, own, scale_bar, shapes};
use crate::figure::scene::Primitive;
use crate::model::Status;
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{self, Icon};

/// Distance from the edge of the map.
const MARGIN: f32 = 14.0;

/// Width of the card.
const WIDTH: f32 = 212.0;

/// How projects are drawn, which the legend tells.
#[derive(Clone, Copy, Debug)]
pub struct Drawn {
    /// As a raster.
    pub is_dense: bool,
    /// Some with their shape.
    pub has_shapes: bool,
}

/// The card in the left lower corner.
#[derive(Default)]
pub struct LegendCard {
    height: f32,
    has_symbols: bool,
}

impl LegendCard {
    /// Draws legend and tray; returns the list of regional projects where it was asked for.
    pub fn legend_ui(
        &mut self,
        ctx: &UiContext<'_>,
        ui: &mut Ui,
        (map, owners): (Rect, Rect),
        sensors: &SensorLayer,
        drawn: Drawn,
    ) -> Option<Asked> {
        let figure = ctx
            .results
            .choropleth
            .as_deref()
            .filter(|_| ctx.view.map.show_municipalities)
            .and_then(|choropleth| words::figure(ctx.workspace, choropleth, &ctx.theme.palette, ctx.text));
        let place = Rect::from_min_size(
            pos2(map.left() + MARGIN, map.bottom() - MARGIN - self.height),
            vec2(WIDTH, self.height.max(8.0)),
        );
        let mut builder = UiBuilder::new().max_rect(place).layout(Layout::top_down(Align::Min)).id_salt("map-legend");
        if self.height <= 0.0 {
            builder = builder.sizing_pass().invisible();
        }
        shield(ui, place, "legend shield");
        let used = ui.scope_builder(builder, |ui| {
            Frame::new()
                .fill(colour(ctx.theme.palette.panel))
                .stroke(ctx.theme.line())
                .corner_radius(8)
                .inner_margin(Margin::symmetric(12, 9))
                .show(ui, |ui| {
                    ui.set_width(WIDTH - 24.0);
                    ui.spacing_mut().item_spacing = vec2(8.0, 2.0);
                    if let Some(figure) = &figure {
                        figure_ui(ctx, ui, figure);
                    }
                    own_layers_ui(ctx, ui);
                    sensor_legend::head_ui(ctx, ui, sensors);
                    self.symbols_ui(ctx, ui, figure.as_ref(), sensors, drawn, map.height() - 2.0 * MARGIN - 190.0);
                });
        });
        let height = used.response.rect.height();
        if (height - self.height).abs() > 0.5 {
            self.height = height;
            ui.ctx().request_repaint();
        }
        tray_ui(ctx, ui, place, owners)
    }

    /// What the symbols mean and how the figure is made, folded away until asked for.
    fn symbols_ui(
        &mut self,
        ctx: &UiContext<'_>,
        ui: &mut Ui,
        figure: Option<&FigureLegend>,
        sensors: &SensorLayer,
        drawn: Drawn,
        most: f32,
    ) {
        if !ctx.view.map.show_projects && sensors.symbols.is_empty() && figure.is_none() {
            return;
        }
        if drawn.is_dense {
            ui.label(RichText::new(ctx.t("map-legend-density")).font(widgets::semibold_font(measure::SMALL)));
        }
        if fold_ui(ctx, ui, self.has_symbols) {
            self.has_symbols = !self.has_symbols;
            ui.ctx().request_repaint();
        }
        if !self.has_symbols {
            return;
        }
        let scroll = egui::ScrollArea::vertical().id_salt("map-legend-scroll").max_height(most.max(64.0));
        scroll.min_scrolled_height(most.max(64.0)).auto_shrink([false, true]).show(ui, |ui| {
            for note in figure.map(|figure| figure.notes.as_slice()).unwrap_or_default() {
                ui.add(egui::Label::new(tiny(ctx, note)).wrap());
            }
            if ctx.view.map.show_projects && !drawn.is_dense {
                projects_ui(ctx, ui);
            }
            if drawn.has_shapes {
                shape_line_ui(ctx, ui);
            }
            sensor_legend::body_ui(ctx, ui, sensors);
        });
    }
}

/// The user's own layers that are shown; of many, the first and how many more.
fn own_layers_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let count = ctx.workspace.shown_layers().count();
    let named = if count > words::LAYERS_NAMED { words::LAYERS_NAMED - 1 } else { count };
    for layer in ctx.workspace.shown_layers().take(named) {
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
        response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &*layer.name));
        let mut scene = Vec::new();
        own::swatch(&mut scene, layer, [0.0, 4.0], &ctx.theme.palette);
        marked_ui(ctx, ui, rect, &scene, &layer.name);
        response.on_hover_text(&*layer.name);
    }
    if count > named {
        let more = ctx.text.with("map-legend-layers-more", &[("n", ((count - named) as u64).into())]);
        ui.label(tiny(ctx, &more));
    }
}

/// The symbols of projects.
fn projects_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    for (dimension, name) in words::dimensions(ctx.text) {
        line_ui(ctx, ui, Some(dimension), Status::Running, &name);
    }
    line_ui(ctx, ui, None, Status::Planned, &ctx.t("map-legend-planned"));
    line_ui(ctx, ui, None, Status::Idea, &ctx.t("map-legend-idea"));
    let ring = ctx.text.with("map-legend-ring", &[("n", (RING_COUNT as u64).into())]);
    ui.add(egui::Label::new(widgets::small(ctx.theme, ring)).wrap());
}

/// The row that shows or hides the symbols.
fn fold_ui(ctx: &UiContext<'_>, ui: &mut Ui, is_open: bool) -> bool {
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), 20.0), Sense::click());
    let name = ctx.t(if is_open { "map-legend-hide" } else { "map-legend-show" });
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, is_open, &name));
    let icon = if is_open { Icon::ChevronDown } else { Icon::ChevronRight };
    let tone = ctx.theme.soft();
    widgets::icon::paint(
        ui.painter(),
        icon,
        Rect::from_center_size(rect.left_center() + vec2(5.0, 0.0), vec2(9.0, 9.0)),
        tone,
    );
    ui.painter().text(
        rect.left_center() + vec2(16.0, 0.0),
        Align2::LEFT_CENTER,
        ctx.t("map-legend-symbols"),
        widgets::font(measure::TINY),
        tone,
    );
    widgets::focus_ring(ui, ctx.theme, rect, &response);
    response.on_hover_cursor(egui::CursorIcon::PointingHand).clicked()
}

fn line_ui(ctx: &UiContext<'_>, ui: &mut Ui, dimension: Option<crate::model::Dimension>, status: Status, name: &str) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    let mut scene = Vec::new();
    mark_scene::symbol(&mut scene, [7.0, 9.0], 5.0, dimension, status, &ctx.theme.palette);
    marked_ui(ctx, ui, rect, &scene, name);
}

fn shape_line_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 18.0), Sense::hover());
    let mut scene = Vec::new();
    shapes::swatch(&mut scene, [0.0, 4.0], &ctx.theme.palette);
    marked_ui(ctx, ui, rect, &scene, &ctx.t("map-legend-shape"));
}

/// A mark and its name, in a line of 18 points.
fn marked_ui(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, mark: &[Primitive], name: &str) {
    super::paint::paint(ui.painter(), mark, rect.min);
    let galley = widgets::elided(ui, name, widgets::font(measure::TINY), ctx.theme.text(), rect.width() - 20.0);
    ui.painter().galley(rect.min + vec2(20.0, 9.0 - galley.size().y / 2.0), galley, ctx.theme.text());
}

fn figure_ui(ctx: &UiContext<'_>, ui: &mut Ui, legend: &FigureLegend) {
    let title = RichText::new(&legend.title).font(widgets::semibold_font(measure::SMALL));
    ui.add(egui::Label::new(title).wrap());
    ui.add_space(3.0);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), 28.0), Sense::hover());
    let step = rect.width() / legend.classes.len().max(1) as f32;
    for (index, (fill, bound)) in legend.classes.iter().enumerate() {
        let left = rect.left() + step * index as f32;
        let swatch = Rect::from_min_size(pos2(left, rect.top()), vec2(step, 10.0));
        ui.painter().rect_filled(swatch, 0.0, colour(*fill));
        let is_last = index + 1 == legend.classes.len();
        let room = if is_last { step * 1.6 } else { step - 1.0 };
        let galley = widgets::elided(ui, bound, widgets::font(measure::TINY), ctx.theme.soft(), room);
        let x = if is_last { (rect.right() - galley.size().x).min(left) } else { left };
        ui.painter().galley(pos2(x, rect.top() + 13.0), galley, ctx.theme.soft());
    }
    let outline = Rect::from_min_size(rect.min, vec2(rect.width(), 10.0));
    ui.painter().rect_stroke(outline, 0.0, Stroke::new(1.0, colour(ctx.theme.palette.line)), egui::StrokeKind::Outside);
    if let Some((fill, text)) = &legend.missing {
        ui.horizontal(|ui| {
            let (swatch, _) = ui.allocate_exact_size(vec2(14.0, 10.0), Sense::hover());
            ui.painter().rect(swatch, 0.0, colour(*fill), ctx.theme.line(), egui::StrokeKind::Inside);
            ui.label(tiny(ctx, text));
        });
    }
    let words = widgets::elided(ui, &legend.line, widgets::font(measure::TINY), ctx.theme.soft(), ui.available_width());
    let line = ui.add(egui::Label::new(words).sense(Sense::hover()));
    line.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &legend.line));
    let _shown = line.on_hover_cursor(egui::CursorIcon::Help).on_hover_text(legend.notes.join("\n"));
}

fn tiny(ctx: &UiContext<'_>, text: &str) -> RichText {
    RichText::new(text).font(widgets::font(measure::TINY)).color(ctx.theme.soft())
}

/// Projects without a municipality, beside the legend; above the owners where both don't fit.
fn tray_ui(ctx: &UiContext<'_>, ui: &mut Ui, legend: Rect, owners: Rect) -> Option<Asked> {
    let rows = &ctx.results.selection.regional;
    if rows.is_empty() || !ctx.view.map.show_projects {
        return None;
    }
    let count = ctx.results.selection.regional_count;
    let text = ctx.text.with("map-tray", &[("n", ctx.text.integer(count).into())]);
    let width = crate::figure::font::width(&text, measure::TEXT, false) + 26.0;
    let left = legend.right() + 8.0;
    let bottom =
        if left + width > owners.left() - 4.0 { legend.bottom().min(owners.top() - 6.0) } else { legend.bottom() };
    let place = Rect::from_min_size(pos2(left, bottom - 30.0), vec2(width, 30.0));
    ui.scope_builder(UiBuilder::new().max_rect(place).id_salt("map-tray"), |ui| {
        let button = widgets::secondary_button(ui, ctx.theme, &text).on_hover_text(ctx.t("map-tray-help"));
        button.clicked().then(|| {
            let is_programme = |row: &&u32| {
                ctx.workspace
                    .projects
                    .get(**row)
                    .is_some_and(|project| project.kind == crate::model::ProjectKind::Programme)
            };
            let (programmes, rows) = rows.iter().partition::<Vec<&u32>, _>(is_programme);
            Asked {
                name: ctx.t("map-tray-name"),
                rows: rows.into_iter().copied().collect(),
                programmes: programmes.into_iter().copied().collect(),
                sensors: Vec::new(),
                beside: button.rect,
            }
        })
    })
    .inner
}

/// Scale bar and owners, in the right lower corner; returns where the owners stand.
pub fn scale_and_attribution(
    ctx: &UiContext<'_>,
    ui: &Ui,
    map: Rect,
    viewport: &Viewport,
    tiles: Option<&str>,
) -> Rect {
    let palette = &ctx.theme.palette;
    let has_basemap = tiles.is_none();
    let mut owners = words::attribution(ctx.workspace, has_basemap, ctx.text);
    for owner in words::layer_owners(ctx.workspace) {
        owners = format!("{owners} · {owner}");
    }
    if let Some(key) = tiles {
        owners = format!("{} · {owners}", ctx.t(key));
    }
    // Beside legend and tray; in a narrow window the tray stands above.
    let beside_legend = map.width() - WIDTH - 2.0 * MARGIN - 16.0;
    let most = (beside_legend - 126.0).max(beside_legend.min(290.0)).max(120.0);
    let mut job = egui::text::LayoutJob::simple(owners.clone(), widgets::font(measure::TINY), ctx.theme.soft(), most);
    job.halign = Align::RIGHT;
    let galley = ui.painter().layout_job(job);
    let corner = pos2(map.right() - 8.0, map.bottom() - galley.size().y - 4.0);
    let back = Rect::from_min_size(corner - vec2(galley.size().x, 0.0), galley.size()).expand2(vec2(6.0, 3.0));
    ui.painter().rect_filled(back, 4.0, colour(palette.panel.with_opacity(0.8)));
    let response = ui.interact(back, ui.scope_id().with("map-attribution"), Sense::hover());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Label, true, &owners));
    ui.painter().galley(corner, galley, ctx.theme.soft());
    let (metres, points) = scale_bar::nice(viewport.metres_per_point(), 96.0);
    let (right, y) = (map.right() - MARGIN, back.top() - 22.0);
    let halo = Stroke::new(4.0, colour(palette.halo));
    let line = vec![pos2(right - points, y - 5.0), pos2(right - points, y), pos2(right, y), pos2(right, y - 5.0)];
    ui.painter().add(egui::Shape::line(line.clone(), halo));
    ui.painter().add(egui::Shape::line(line, Stroke::new(1.3, ctx.theme.text())));
    let label = crate::figure::scene::Label {
        at: [right - points / 2.0, y + 9.0],
        align: crate::figure::scene::Align::Centre,
        text: scale_bar::words(metres),
        size: measure::TINY,
        is_bold: false,
        colour: palette.text,
        halo: Some(palette.halo),
    };
    super::paint::paint(ui.painter(), &[Primitive::Text(label)], egui::Pos2::ZERO);
    back
}

//! The layer of sensors: made when data, view or the minute change, painted as one mesh, answered to pointer and
//! keyboard. A mark that stands for several opens the list of them.

use std::sync::Arc;

use egui::{Id, Mesh, Rect, Role, Sense, Ui, WidgetInfo, vec2};

use super::list::Asked;
use super::{hover, paint};
use crate::figure::map::mark_scene::{offset_of, screen_of};
use crate::figure::map::sensor_legend::number;
use crate::figure::map::sensor_scene::{VALUES_ABOVE_ZOOM, half_width, obstacles, scene};
use crate::figure::map::sensors::{Reading, SENSOR_RADIUS, SensorMark, SensorSymbol, layout, symbols};
use crate::figure::map::{Viewport, sensor_glyph::Family};
use crate::figure::scene::Primitive;
use crate::model::{Sensor, SensorId};
use crate::query::sensor_classes::Scales;
use crate::query::sensors::{shown, wanted};
use crate::session::Command;
use crate::ui::UiContext;
use crate::ui::widgets;
use crate::workspace::{Filter, Generations, Selected, SensorView};

/// What the symbols were made from.
#[derive(Clone, PartialEq)]
struct Source {
    sensors: u64,
    municipalities: u64,
    filter: Filter,
    view: SensorView,
    minute: i64,
}

/// What the mesh was made from, beside symbols and marks.
#[derive(Clone, PartialEq)]
struct Drawn {
    generation: u64,
    viewport: Viewport,
    rect: Rect,
    is_dark: bool,
    selected: Option<SensorId>,
    language: crate::model::Language,
}

/// The layer.
#[derive(Default)]
pub struct SensorLayer {
    source: Option<Source>,
    /// Classes of what is shown.
    pub scales: Scales,
    /// Sensors with a place that the view wants.
    pub symbols: Vec<SensorSymbol>,
    /// Marks at this zoom.
    pub marks: Vec<SensorMark>,
    zoom: Option<f64>,
    generation: u64,
    drawn: Option<Drawn>,
    mesh: Arc<Mesh>,
    texts: Vec<Primitive>,
}

impl SensorLayer {
    /// What no name may cover.
    pub fn obstacles(&self) -> Vec<([f64; 2], [f64; 2])> {
        obstacles(&self.symbols, &self.marks)
    }

    /// A number that changes with the marks.
    pub const fn generation(&self) -> u64 {
        self.generation
    }

    /// Paints the layer; returns the list that was asked for.
    pub fn layer_ui(&mut self, ctx: &UiContext<'_>, ui: &Ui, rect: Rect, viewport: &Viewport) -> Option<Asked> {
        self.paint(ctx, ui, rect, viewport);
        self.targets_ui(ctx, ui, rect, viewport)
    }

    /// Whether any sensor is simulated.
    pub fn is_simulated(&self) -> bool {
        self.symbols.iter().any(|symbol| symbol.look.is_simulated)
    }

    /// Brings symbols and marks up to date.
    pub fn refresh(&mut self, ctx: &UiContext<'_>, zoom: f64) {
        if !ctx.view.map.show_sensors {
            if self.source.is_some() {
                *self = Self { generation: self.generation + 1, ..Self::default() };
            }
            return;
        }
        let Generations { sensors, municipalities, .. } = ctx.workspace.generations;
        let minute = ctx.now.as_second().div_euclid(60);
        let is_same = self.source.as_ref().is_some_and(|source| {
            (source.sensors, source.municipalities, source.minute) == (sensors, municipalities, minute)
                && source.filter == ctx.view.filter
                && source.view == ctx.view.sensors
        });
        if !is_same {
            let (filter, view) = (ctx.view.filter.clone(), ctx.view.sensors.clone());
            let wanted = wanted(&ctx.workspace.sensors, &ctx.workspace.municipalities, &filter, &view);
            self.scales = Scales::of(wanted.iter().copied(), view.property);
            self.symbols = symbols(wanted, view.property, &self.scales, ctx.now);
            self.source = Some(Source { sensors, municipalities, filter, view, minute });
            self.zoom = None;
        }
        if self.zoom.is_none_or(|known| (known - zoom).abs() > 1e-6) {
            self.marks = layout(&self.symbols, zoom);
            self.zoom = Some(zoom);
            self.generation += 1;
        }
    }

    fn paint(&mut self, ctx: &UiContext<'_>, ui: &Ui, rect: Rect, viewport: &Viewport) {
        let palette = &ctx.theme.palette;
        let drawn = Drawn {
            generation: self.generation,
            viewport: *viewport,
            rect,
            is_dark: palette.is_dark,
            selected: match &ctx.view.selected {
                Some(Selected::Sensor(id)) => Some(id.clone()),
                _ => None,
            },
            language: ctx.language(),
        };
        if self.drawn.as_ref() != Some(&drawn) {
            let has_values = ctx.view.sensors.property.is_some() && viewport.zoom >= VALUES_ABOVE_ZOOM;
            let value = |symbol: &SensorSymbol| value_under(ctx, symbol).filter(|_| has_values);
            let all = scene((&self.symbols, &self.marks), viewport, palette, drawn.selected.as_ref(), &value);
            let (texts, shapes): (Vec<_>, Vec<_>) =
                all.into_iter().partition(|primitive| matches!(primitive, Primitive::Text(_)));
            self.mesh = Arc::new(paint::mesh(&shapes, rect.min, rect, ui.pixels_per_point()));
            self.texts = texts;
            self.drawn = Some(drawn);
        }
        ui.painter().add(egui::Shape::Mesh(Arc::clone(&self.mesh)));
        paint::paint(ui.painter(), &self.texts, rect.min);
    }

    fn targets_ui(&self, ctx: &UiContext<'_>, ui: &Ui, rect: Rect, viewport: &Viewport) -> Option<Asked> {
        let offset = offset_of(viewport);
        let mut asked = None;
        for mark in &self.marks {
            let [x, y] = screen_of(offset, mark.centre);
            let wide = half_width(mark, &self.symbols);
            let target = Rect::from_center_size(rect.min + vec2(x, y), 2.0 * vec2(wide, SENSOR_RADIUS + 1.0));
            if rect.intersects(target) {
                asked = self.target_ui(ctx, ui, target, mark).or(asked);
            }
        }
        asked
    }

    fn target_ui(&self, ctx: &UiContext<'_>, ui: &Ui, target: Rect, mark: &SensorMark) -> Option<Asked> {
        let first = mark.symbols(&self.symbols).next()?;
        let response = ui.interact(target, Id::unique(("map-sensor", first.id.as_str())), Sense::click());
        let words = || match mark.single(&self.symbols).and_then(|symbol| sensor_of(ctx, symbol)) {
            Some(sensor) => hover::sensor_spoken(ctx, sensor, &self.scales),
            None => self.stack_words(ctx, mark),
        };
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, words()));
        widgets::focus_ring(ui, ctx.theme, target.expand(1.0), &response);
        let is_clicked = response.clicked();
        let response = response.on_hover_cursor(egui::CursorIcon::PointingHand);
        let Some(symbol) = mark.single(&self.symbols) else {
            let _shown = response.on_hover_ui(|ui| {
                ui.label(words());
            });
            return is_clicked.then(|| self.asked(ctx, mark, target));
        };
        if is_clicked {
            ctx.send(Command::Select(Some(Selected::Sensor(symbol.id.clone()))));
        }
        let _shown = response.on_hover_ui(|ui| {
            if let Some(sensor) = sensor_of(ctx, symbol) {
                hover::sensor_ui(ctx, ui, sensor, &self.scales);
            }
        });
        None
    }

    fn asked(&self, ctx: &UiContext<'_>, mark: &SensorMark, beside: Rect) -> Asked {
        let sensors = mark.symbols(&self.symbols).map(|symbol| symbol.id.clone()).collect();
        Asked { name: self.stack_name(ctx, mark), rows: Vec::new(), programmes: Vec::new(), sensors, beside }
    }

    /// "Gent", or "Gent en 2 gemeenten ernaast".
    fn stack_name(&self, ctx: &UiContext<'_>, mark: &SensorMark) -> String {
        let mut towns = Vec::new();
        for nis in mark.symbols(&self.symbols).filter_map(|symbol| sensor_of(ctx, symbol)?.nis) {
            if !towns.contains(&nis) {
                towns.push(nis);
            }
        }
        let Some(first) = towns.first() else { return ctx.t("map-sensor-place-none") };
        let name = ctx.workspace.municipalities.name(*first);
        match towns.len() - 1 {
            0 => name,
            n => ctx.text.with("map-sensor-place-more", &[("name", name.into()), ("n", (n as u64).into())]),
        }
    }

    /// "Gent: 12 sensoren", and how many observe what.
    fn stack_words(&self, ctx: &UiContext<'_>, mark: &SensorMark) -> String {
        let n = mark.members.len() as u64;
        let arguments =
            [("name", self.stack_name(ctx, mark).into()), ("n", n.into()), ("shown", ctx.text.integer(n).into())];
        let head = ctx.text.with("map-sensor-place", &arguments);
        let part = |family: Family| {
            let count = mark.symbols(&self.symbols).filter(|symbol| symbol.look.family == family).count();
            (count > 0).then(|| {
                let name = ctx.t(&format!("map-sensor-family-{}", family.key()));
                let n = ctx.text.integer(count as u64);
                ctx.text.with("map-place-part", &[("name", name.into()), ("n", n.into())])
            })
        };
        let mut parts: Vec<String> = Family::ALL.into_iter().filter_map(part).collect();
        if mark.symbols(&self.symbols).any(|symbol| symbol.look.is_simulated) {
            parts.push(ctx.t("map-sensor-simulated"));
        }
        format!("{head}\n{}", parts.join(", "))
    }
}

fn sensor_of<'a>(ctx: &UiContext<'a>, symbol: &SensorSymbol) -> Option<&'a Sensor> {
    ctx.workspace.sensors.sensors().get(&symbol.id)
}

/// The number that stands under a mark.
fn value_under(ctx: &UiContext<'_>, symbol: &SensorSymbol) -> Option<String> {
    let stream = shown(sensor_of(ctx, symbol)?, ctx.view.sensors.property)?;
    let latest = stream.latest.filter(|_| symbol.look.reading != Reading::None)?;
    Some(number(stream, latest.value, ctx.text))
}

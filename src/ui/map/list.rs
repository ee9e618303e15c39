//! The list of all projects, or of all sensors, of one place: nothing is hidden under another.

use egui::{Area, Frame, Id, Key, Margin, Modifiers, Order, Rect, Role, ScrollArea, Sense, Ui, WidgetInfo, pos2, vec2};

use super::sensor_row;
use super::targets::project_words;
use crate::model::{Project, Sensor, SensorId};
use crate::query::sensor_classes::Scales;
use crate::query::symbols::display_dimension;
use crate::session::Command;
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{self, Icon};
use crate::workspace::Selected;

/// Width of the list.
const WIDTH: f32 = 320.0;

/// Height of a row.
const ROW: f32 = 40.0;

/// More rows than this are drawn only where they are seen.
const LIMIT: usize = 400;

/// A list that was asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Of what.
    pub name: String,
    /// Counted projects.
    pub rows: Vec<u32>,
    /// Programmes.
    pub programmes: Vec<u32>,
    /// Sensors; then there are no projects.
    pub sensors: Vec<SensorId>,
    /// What it stands beside.
    pub beside: Rect,
}

/// The list.
#[derive(Default)]
pub struct PlaceList {
    open: Option<Asked>,
    /// Row at which the keyboard stands.
    cursor: usize,
    wants_focus: bool,
}

impl PlaceList {
    /// Opens it.
    pub fn open(&mut self, asked: Asked) {
        self.open = Some(asked);
        (self.cursor, self.wants_focus) = (0, true);
    }

    /// Closes it.
    pub fn close(&mut self) {
        self.open = None;
    }

    /// Whether it is open.
    pub const fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// Draws it beside its place, within the map.
    pub fn list_ui(&mut self, ctx: &UiContext<'_>, ui: &Ui, map: Rect, scales: &Scales) {
        let Some(asked) = self.open.clone() else { return };
        let count = asked.rows.len() + asked.programmes.len() + asked.sensors.len();
        if ui.input_mut(|input| input.consume_key(Modifiers::NONE, Key::Escape)) || count == 0 {
            self.close();
            return;
        }
        let last = count - 1;
        let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
        let moved = pressed(Key::ArrowDown) as isize - pressed(Key::ArrowUp) as isize;
        let end = pressed(Key::End) > 0;
        if (end || pressed(Key::Home) > 0) && count <= LIMIT {
            self.cursor = if end { last } else { 0 };
            self.wants_focus = true;
        }
        if moved != 0 {
            self.cursor = self.cursor.saturating_add_signed(moved).min(last);
            self.wants_focus = true;
        }
        let height = (count as f32 * ROW + 92.0).min(map.height() - 16.0).min(460.0);
        let is_right = asked.beside.right() + WIDTH + 12.0 < map.right();
        let x = if is_right {
            asked.beside.right() + 10.0
        } else {
            (asked.beside.left() - WIDTH - 10.0).max(map.left() + 8.0)
        };
        let y = (asked.beside.center().y - height / 2.0)
            .clamp(map.top() + 8.0, (map.bottom() - height - 8.0).max(map.top() + 8.0));
        let frame = Frame::popup(ui.style()).inner_margin(Margin::same(8)).fill(colour(ctx.theme.palette.panel));
        let name = asked.name.clone();
        Area::new(Id::unique("map-list")).order(Order::Foreground).fixed_pos(pos2(x, y)).accessible_name(name).show(
            ui.ctx(),
            |ui| {
                frame.show(ui, |ui| {
                    ui.set_width(WIDTH - 16.0);
                    self.head_ui(ctx, ui, &asked);
                    self.rows_ui(ctx, ui, (&asked, scales), count, height - 92.0);
                    ui.add_space(2.0);
                    ui.label(widgets::small(ctx.theme, ctx.t("map-list-hint")));
                });
            },
        );
    }

    fn head_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, asked: &Asked) {
        ui.horizontal(|ui| {
            let (n, key) = match asked.sensors.len() {
                0 => (asked.rows.len() as u64, "map-list-title"),
                sensors => (sensors as u64, "map-list-title-sensors"),
            };
            let arguments =
                [("name", asked.name.as_str().into()), ("n", n.into()), ("shown", ctx.text.integer(n).into())];
            let title = widgets::semibold(ctx.text.with(key, &arguments));
            let width = ui.available_width() - 38.0;
            // Two lines where several places are named.
            ui.allocate_ui_with_layout(vec2(width, 36.0), egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.set_width(width);
                ui.add(egui::Label::new(title).wrap());
            });
            if widgets::icon_button(ui, ctx.theme, Icon::Cross, &ctx.t("map-list-close")).clicked() {
                self.close();
            }
        });
        ui.add_space(2.0);
    }

    fn rows_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, from: (&Asked, &Scales), count: usize, height: f32) {
        ui.spacing_mut().item_spacing.y = 0.0;
        let scroll = ScrollArea::vertical().max_height(height.max(ROW)).auto_shrink([false, true]);
        if count > LIMIT {
            scroll.show_rows(ui, ROW, count, |ui, range| {
                for index in range {
                    self.row_ui(ctx, ui, from, index);
                }
            });
        } else {
            scroll.show(ui, |ui| {
                for index in 0..count {
                    self.row_ui(ctx, ui, from, index);
                }
            });
        }
    }

    fn row_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, (asked, scales): (&Asked, &Scales), index: usize) {
        let Some(item) = Item::at(ctx, asked, index) else { return };
        if index == asked.rows.len() && asked.sensors.is_empty() {
            ui.add_space(6.0);
            ui.label(widgets::small(ctx.theme, ctx.t("map-list-programmes")));
        }
        let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), ROW), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, true, item.words(ctx, scales)));
        if self.wants_focus && index == self.cursor {
            response.request_focus();
            response.scroll_to_me(None);
            self.wants_focus = false;
        }
        if response.has_focus() {
            // Until the row that the arrow asked for is drawn, the focus still lies on the one before.
            if !self.wants_focus {
                self.cursor = index;
            }
            let filter = egui::EventFilter { vertical_arrows: true, ..egui::EventFilter::default() };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
        }
        if ui.is_rect_visible(rect) {
            paint_ground(ctx, ui, rect, &response, ctx.view.selected == Some(item.selected()));
            match item {
                Item::Project(project) => paint_project(ctx, ui, rect, project),
                Item::Sensor(sensor) => sensor_row::paint(ctx, ui, rect, sensor, scales),
            }
            widgets::focus_ring(ui, ctx.theme, rect.shrink(1.0), &response);
        }
        if response.clicked() {
            ctx.send(Command::Select(Some(item.selected())));
        }
        let _shown = response.on_hover_cursor(egui::CursorIcon::PointingHand);
    }
}

/// What a row stands for.
#[derive(Clone, Copy)]
enum Item<'a> {
    Project(&'a Project),
    Sensor(&'a Sensor),
}

impl<'a> Item<'a> {
    fn at(ctx: &UiContext<'a>, asked: &Asked, index: usize) -> Option<Self> {
        if let Some(id) = asked.sensors.get(index) {
            return ctx.workspace.sensors.sensors().get(id).map(Self::Sensor);
        }
        let row = asked.rows.iter().chain(&asked.programmes).nth(index)?;
        ctx.workspace.projects.get(*row).map(Self::Project)
    }

    fn words(self, ctx: &UiContext<'_>, scales: &Scales) -> String {
        match self {
            Self::Project(project) => project_words(ctx, project),
            Self::Sensor(sensor) => sensor_row::words(ctx, sensor, scales),
        }
    }

    fn selected(self) -> Selected {
        match self {
            Self::Project(project) => Selected::Project(project.id.clone()),
            Self::Sensor(sensor) => Selected::Sensor(sensor.id.clone()),
        }
    }
}

fn paint_ground(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, response: &egui::Response, is_selected: bool) {
    let palette = &ctx.theme.palette;
    if is_selected {
        ui.painter().rect_filled(rect, 6.0, colour(palette.accent_background));
    } else if response.hovered() || response.has_focus() {
        ui.painter().rect_filled(rect, 6.0, colour(palette.hover));
    }
}

fn paint_project(ctx: &UiContext<'_>, ui: &Ui, rect: Rect, project: &Project) {
    let palette = &ctx.theme.palette;
    let dimension = display_dimension(project, &ctx.view.filter);
    let mut symbol = Vec::new();
    crate::figure::map::mark_scene::symbol(
        &mut symbol,
        [14.0, rect.height() / 2.0],
        6.0,
        dimension,
        project.status,
        palette,
    );
    super::paint::paint(ui.painter(), &symbol, rect.min);
    let width = rect.width() - 36.0;
    let title = project.title.get(ctx.text.language());
    let title = widgets::elided(ui, title, widgets::font(measure::TEXT), ctx.theme.text(), width);
    let word = dimension.map_or_else(|| ctx.t("map-no-dimension"), |key| ctx.text.word("dimension", key.key()));
    let detail = format!("{word} · {}", ctx.text.word("status", project.status.key()));
    let detail = widgets::elided(ui, &detail, widgets::font(measure::TINY), ctx.theme.soft(), width);
    ui.painter().galley(rect.min + vec2(30.0, 5.0), title, ctx.theme.text());
    ui.painter().galley(rect.min + vec2(30.0, 22.0), detail, ctx.theme.soft());
}

//! Projects along the years: bars by period, open ends drawn open; or how many had started and ended so far.
//!
//! Only rows that are seen are drawn. A click on a bar selects it; a click on a year, or a pull over several, filters by
//! them.

use std::sync::Arc;

use egui::{Align2, Color32, Mesh, Pos2, Rect, ScrollArea, Sense, Shape, Stroke, Ui, WidgetInfo, pos2, vec2};

use crate::insight::schedule::{self, Bar, Bars, Schedule};
use crate::model::period::Year;
use crate::query::symbols::display_dimension;
use crate::session::Command;
use crate::session::command::{FilterCommand, ProjectsCommand};
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::projects_tab::words;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets::{
    dimension_symbol, elided, focus_ring, font, link, radio, semibold_font, small, sub_header, toggle,
};
use crate::workspace::{ScheduleGroup, Selected, YearRange};

/// Height of a line.
const LINE: f32 = 22.0;
/// Height of the axis.
const AXIS: f32 = 26.0;
/// Width of the names.
const NAMES: f32 = 250.0;

/// A line of the page.
#[derive(Clone, Copy, Debug)]
enum Line {
    /// A group, by position.
    Group(usize),
    /// A bar: group, position in it.
    Bar(usize, usize),
}

/// What the page remembers between frames.
#[derive(Debug, Default)]
pub struct SchedulePage {
    lines: Vec<Line>,
    made_for: Option<Arc<Schedule>>,
    shows_unknown: bool,
    /// The year where a pull over the axis began.
    pulled_from: Option<Year>,
}

/// The year that it is.
pub(super) fn this_year(ctx: &UiContext<'_>) -> Year {
    ctx.now.to_zoned_datetime(jiff::tz::TimeZone::UTC).year()
}

/// Years across a stretch of the screen.
struct Axis {
    rect: Rect,
    first: Year,
    last: Year,
}

impl Axis {
    fn new(ctx: &UiContext<'_>, schedule: &Schedule, rect: Rect) -> Option<Self> {
        let (first, last) = schedule.years?;
        let this_year = this_year(ctx);
        // What goes on needs room to be seen going on.
        Some(Self { rect, first, last: last.max(this_year) + 1 })
    }

    fn width(&self) -> f32 {
        self.rect.width() / (f32::from(self.last - self.first) + 1.0)
    }

    /// Where a year begins.
    fn x(&self, year: Year) -> f32 {
        self.rect.left() + f32::from(year - self.first) * self.width()
    }

    fn year_at(&self, x: f32) -> Year {
        let years = ((x - self.rect.left()) / self.width()).floor();
        (self.first + years as Year).clamp(self.first, self.last)
    }
}

impl SchedulePage {
    /// The centre.
    pub fn schedule_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let Some(schedule) = ctx.results.schedule.clone() else {
            parts::empty(ctx, ui, "projects-loading", "projects-loading-text", None);
            return;
        };
        self.unknown_ui(ctx, ui, &schedule);
        if self.shows_unknown {
            list_ui(ctx, ui, &schedule.unknown);
            return;
        }
        if schedule.groups.is_empty() {
            parts::empty(ctx, ui, "projects-schedule-none", "projects-schedule-none-text", None);
            return;
        }
        if ctx.view.projects.is_cumulative {
            super::so_far::so_far_ui(ctx, ui, &schedule);
            return;
        }
        self.follow(&schedule);
        self.bars_ui(ctx, ui, &schedule);
    }

    /// The page's own options.
    pub fn options_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
        let view = &ctx.view.projects;
        sub_header(ui, ctx.theme, &ctx.t("projects-schedule-group"), "");
        for &group in ScheduleGroup::ALL {
            let words = ctx.text.word("projects-schedule-by", group.key());
            if radio(ui, ctx.theme, view.group == group, &words).clicked() {
                ctx.send(ProjectsCommand::SetGroup(group));
            }
        }
        ui.add_space(4.0);
        if toggle(ui, ctx.theme, view.is_cumulative, &ctx.t("projects-schedule-cumulative")).clicked() {
            ctx.send(ProjectsCommand::SetCumulative(!view.is_cumulative));
        }
        parts::remark(ctx, ui, ctx.t("projects-schedule-help"));
    }

    /// How many have no bar, and the way to them.
    fn unknown_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, schedule: &Schedule) {
        let n = schedule.unknown.len() as u32;
        if n == 0 {
            self.shows_unknown = false;
            return;
        }
        ui.horizontal_wrapped(|ui| {
            ui.label(small(ctx.theme, ctx.tn("projects-schedule-unknown", n)));
            let key = if self.shows_unknown { "projects-schedule-hide" } else { "projects-schedule-show" };
            if link(ui, ctx.theme, &ctx.t(key)).clicked() {
                self.shows_unknown = !self.shows_unknown;
            }
        });
        ui.add_space(4.0);
    }

    fn follow(&mut self, schedule: &Arc<Schedule>) {
        if self.made_for.as_ref().is_some_and(|known| Arc::ptr_eq(known, schedule)) {
            return;
        }
        let has_heads = schedule.groups.len() > 1;
        self.lines = schedule
            .groups
            .iter()
            .enumerate()
            .flat_map(|(place, group)| {
                let head = has_heads.then_some(Line::Group(place));
                head.into_iter().chain((0..group.bars.len()).map(move |bar| Line::Bar(place, bar)))
            })
            .collect();
        self.made_for = Some(Arc::clone(schedule));
    }

    /// The years between where a pull over the axis began and where the pointer is.
    fn pulled_years(&mut self, ui: &Ui, axis: &Axis, response: &egui::Response) -> Option<YearRange> {
        if response.drag_started() {
            let origin = ui.input(|input| input.pointer.press_origin());
            self.pulled_from = origin.map(|origin| axis.year_at(origin.x));
        }
        let at = response.interact_pointer_pos().filter(|_| response.dragged() || response.drag_stopped())?;
        let (one, other) = (self.pulled_from?, axis.year_at(at.x));
        Some(YearRange { from: one.min(other), until: one.max(other) })
    }

    fn bars_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, schedule: &Schedule) {
        let (head, response) = ui.allocate_exact_size(vec2(ui.available_width(), AXIS), Sense::click_and_drag());
        let plot = Rect::from_min_max(pos2(head.left() + NAMES, head.top()), pos2(head.right() - 14.0, head.bottom()));
        let Some(axis) = Axis::new(ctx, schedule, plot) else { return };
        let pulled = self.pulled_years(ui, &axis, &response);
        axis_ui(ctx, ui, &axis, &response, pulled);
        ScrollArea::vertical().id_salt("schedule").auto_shrink([false, false]).show(ui, |ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            parts::rows(ui, LINE, self.lines.len(), |ui, index| match self.lines.get(index) {
                Some(Line::Group(place)) => {
                    if let Some(group) = schedule.groups.get(*place) {
                        group_ui(ctx, ui, group);
                    }
                }
                Some(Line::Bar(place, bar)) => {
                    if let Some(bar) = schedule.groups.get(*place).and_then(|group| group.bars.get(*bar)) {
                        bar_ui(ctx, ui, &axis, *bar);
                    }
                }
                None => {}
            });
        });
    }
}

/// Years every so many, this one always, and the filter's years marked. A click filters by the year, once more by none;
/// a pull filters by the years that it passes.
fn axis_ui(ctx: &UiContext<'_>, ui: &Ui, axis: &Axis, response: &egui::Response, pulled: Option<YearRange>) {
    let spoken = ctx.t("projects-schedule-axis");
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &spoken));
    let painter = ui.painter();
    if let Some(years) = pulled.or(ctx.view.filter.years) {
        let left = axis.x(years.from.max(axis.first));
        let right = axis.x(years.until.min(axis.last)) + axis.width();
        let chosen = Rect::from_min_max(pos2(left, axis.rect.top()), pos2(right, axis.rect.bottom()));
        painter.rect_filled(chosen, 3.0, colour(ctx.theme.palette.accent_background));
    }
    let step = [1, 2, 5, 10, 20, 50].into_iter().find(|step| axis.width() * f32::from(*step) >= 40.0).unwrap_or(100);
    let now = this_year(ctx);
    let has_room = |year: &Year| {
        let from_now = (axis.x(*year) - axis.x(now)).abs();
        axis.x(*year) + 34.0 <= axis.rect.right() && (*year == now || from_now >= 36.0)
    };
    for year in (axis.first..=axis.last).filter(|year| year.rem_euclid(step) == 0 || *year == now).filter(has_room) {
        let at = pos2(axis.x(year) + 2.0, axis.rect.center().y);
        let (font, tone) = if year == now {
            (semibold_font(measure::SMALL), ctx.theme.text())
        } else {
            (font(measure::SMALL), ctx.theme.soft())
        };
        painter.text(at, Align2::LEFT_CENTER, year.to_string(), font, tone);
    }
    painter.hline(axis.rect.x_range(), axis.rect.bottom() - 0.5, ctx.theme.line());
    focus_ring(ui, ctx.theme, axis.rect, response);
    if let Some(at) = response.interact_pointer_pos().filter(|at| response.clicked() && axis.rect.contains(*at)) {
        let year = axis.year_at(at.x);
        let range = YearRange { from: year, until: year };
        let is_again = ctx.view.filter.years == Some(range);
        ctx.send(FilterCommand::SetYears((!is_again).then_some(range)));
    }
    // Only when it ends: the axis itself follows the filter and would slip away under the hand.
    if let Some(range) = pulled.filter(|_| response.drag_stopped()) {
        ctx.send(FilterCommand::SetYears(Some(range)));
    }
}

fn group_ui(ctx: &UiContext<'_>, ui: &Ui, group: &Bars) {
    let rect = ui.max_rect();
    let words = schedule::words::head(group, ctx.text);
    let line = elided(ui, &words, semibold_font(measure::SMALL), ctx.theme.text(), rect.width() - 8.0);
    ui.painter().galley(pos2(rect.left(), rect.center().y - line.size().y / 2.0 + 2.0), line, ctx.theme.text());
    ui.painter().hline(rect.x_range(), rect.bottom() - 0.5, ctx.theme.line());
}

fn bar_ui(ctx: &UiContext<'_>, ui: &Ui, axis: &Axis, bar: Bar) {
    let Some(project) = ctx.workspace.projects.get(bar.row) else { return };
    let rect = ui.max_rect();
    let title = project.title.get(ctx.language());
    let years = words::period(ctx.text, project);
    let name = format!("{title}, {years}");
    let response = ui.interact(rect, ui.scope_id().with(("bar", bar.row)), Sense::click());
    let is_selected = matches!(&ctx.view.selected, Some(Selected::Project(id)) if *id == project.id);
    response.widget_info(|| WidgetInfo::selected(egui::Role::Button, true, is_selected, &name));
    let palette = &ctx.theme.palette;
    if is_selected || response.hovered() {
        let fill = if is_selected { palette.accent_background } else { palette.hover };
        ui.painter().rect_filled(rect, 3.0, colour(fill));
    }
    let dimension = display_dimension(project, &ctx.view.filter);
    dimension_symbol(ui.painter(), ctx.theme, pos2(rect.left() + 8.0, rect.center().y), 4.5, dimension);
    let line = elided(ui, title, font(measure::SMALL), ctx.theme.text(), NAMES - 26.0);
    ui.painter().galley(pos2(rect.left() + 18.0, rect.center().y - line.size().y / 2.0), line, ctx.theme.text());
    let tone = colour(palette.dimension(dimension));
    let now = axis.x(this_year(ctx) + 1);
    ui.painter().vline(now, rect.y_range(), Stroke::new(1.0, ctx.theme.soft().gamma_multiply(0.5)));
    paint_bar(ui, ctx, axis, rect, bar, tone);
    focus_ring(ui, ctx.theme, rect, &response);
    if response.on_hover_text(name).clicked() {
        ctx.send(Command::Select(Some(Selected::Project(project.id.clone()))));
    }
}

/// A bar over whole years. What goes on fades out at the right instead of ending; a programme is an outline.
fn paint_bar(ui: &Ui, ctx: &UiContext<'_>, axis: &Axis, rect: Rect, bar: Bar, tone: Color32) {
    let left = axis.x(bar.from);
    let right = bar.until.map_or(axis.rect.right(), |until| axis.x(until) + axis.width() - 1.0);
    let shape =
        Rect::from_min_max(pos2(left, rect.center().y - 5.0), pos2(right.max(left + 3.0), rect.center().y + 5.0));
    match bar.until {
        _ if !bar.is_counted => {
            ui.painter().rect_stroke(shape, 2.0, Stroke::new(1.2, tone), egui::StrokeKind::Inside);
        }
        Some(_) => {
            ui.painter().rect_filled(shape, 2.0, tone);
        }
        None => {
            let known = axis.x((this_year(ctx) + 1).max(bar.from)).clamp(shape.left(), shape.right());
            ui.painter().rect_filled(Rect::from_min_max(shape.min, pos2(known, shape.bottom())), 2.0, tone);
            fade(ui, Rect::from_min_max(pos2(known, shape.top()), shape.max), tone);
            let tip = pos2(shape.right() + 6.0, shape.center().y);
            let arrow: Vec<Pos2> = vec![pos2(shape.right(), shape.top()), tip, pos2(shape.right(), shape.bottom())];
            ui.painter().add(Shape::line(arrow, Stroke::new(1.2, tone)));
        }
    }
}

fn fade(ui: &Ui, rect: Rect, tone: Color32) {
    let mut mesh = Mesh::default();
    let faint = tone.gamma_multiply(0.15);
    for (corner, tone) in
        [(rect.left_top(), tone), (rect.right_top(), faint), (rect.right_bottom(), faint), (rect.left_bottom(), tone)]
    {
        mesh.colored_vertex(corner, tone);
    }
    mesh.add_triangle(0, 1, 2);
    mesh.add_triangle(0, 2, 3);
    ui.painter().add(Shape::mesh(mesh));
}

/// Projects without a known period, one below the other.
fn list_ui(ctx: &UiContext<'_>, ui: &mut Ui, rows: &[u32]) {
    ScrollArea::vertical().id_salt("schedule unknown").auto_shrink([false, false]).show(ui, |ui| {
        parts::rows(ui, LINE, rows.len(), |ui, index| {
            let Some(project) = rows.get(index).and_then(|row| ctx.workspace.projects.get(*row)) else { return };
            if link(ui, ctx.theme, project.title.get(ctx.language())).clicked() {
                ctx.send(Command::Select(Some(Selected::Project(project.id.clone()))));
            }
            ui.label(small(ctx.theme, words::period(ctx.text, project)));
        });
    });
}

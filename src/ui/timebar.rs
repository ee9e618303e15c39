//! The time bar: how many projects were active in each year, and the years that the filter asks for.
//!
//! Years are chosen by dragging over the bars, by the two handles (pointer or arrow keys), by a click on one year,
//! or by typing; inside the chosen years a drag moves them. Playing moves them on by a year a second.

use std::time::Duration;

use egui::{
    Align, DragValue, EventFilter, Key, Layout, Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, pos2, vec2,
};

use super::UiContext;
use super::theme::{colour, measure};
use super::widgets::{Icon, elided, font, icon, semibold_font, small, toggle};
use crate::model::period::Year;
use crate::session::command::{FilterCommand, Toggle};
use crate::workspace::YearRange;

/// Width of the block with title, years and switches.
const LEGEND_WIDTH: f32 = 216.0;
/// Room below the bars for the years.
const AXIS_HEIGHT: f32 = 18.0;
/// Least distance between two years written below the bars.
const LABEL_DISTANCE: f32 = 44.0;
/// How long a step of the play lasts.
const PLAY_STEP: Duration = Duration::from_secs(1);

/// State that is only about looking: a drag under way, and playing.
#[derive(Debug, Default)]
pub struct TimeBar {
    drag: Option<Drag>,
    next_step: Option<f64>,
    /// First and last year drawn so far with these projects: the axis does not jump while filters change.
    extent: Option<(u64, Year, Year)>,
}

/// A drag over the bars.
#[derive(Clone, Copy, Debug)]
enum Drag {
    /// Chooses anew, from this year on.
    Brush(Year),
    /// Moves the chosen years; they and the year where it began.
    Move(YearRange, Year),
}

/// Where years stand on the screen.
struct Scale {
    rect: Rect,
    first: Year,
    last: Year,
}

impl Scale {
    fn step(&self) -> f32 {
        self.rect.width() / f32::from((self.last - self.first + 1).max(1))
    }

    fn left_of(&self, year: Year) -> f32 {
        self.rect.left() + self.step() * f32::from(year - self.first)
    }

    fn year_at(&self, x: f32) -> Year {
        let index = ((x - self.rect.left()) / self.step()).floor();
        (self.first + index as Year).clamp(self.first, self.last)
    }

    /// The year whose beginning (for a first year) or end lies nearest.
    fn edge_at(&self, x: f32) -> Year {
        self.first + ((x - self.rect.left()) / self.step()).round() as Year
    }
}

impl TimeBar {
    /// Draws the bar.
    pub fn timebar_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let years = &ctx.results.timeline.years;
        let (Some(&(first, _)), Some(&(last, _))) = (years.first(), years.last()) else {
            ui.centered_and_justified(|ui| ui.label(small(ctx.theme, ctx.t("shell-time-empty"))));
            return;
        };
        let (first, last) = self.widen(ctx.workspace.generations.projects, first, last);
        self.play(ctx, ui, first, last);
        ui.horizontal_top(|ui| {
            let height = ui.available_height();
            ui.allocate_ui_with_layout(vec2(LEGEND_WIDTH, height), Layout::top_down(Align::Min), |ui| {
                ui.set_width(LEGEND_WIDTH);
                self.legend_ui(ctx, ui, first, last);
            });
            let width = ui.available_width() - 8.0;
            let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
            let scale = Scale { rect: rect.with_max_y(rect.bottom() - AXIS_HEIGHT), first, last };
            self.bars_ui(ctx, ui, &scale);
        });
    }

    fn widen(&mut self, generation: u64, first: Year, last: Year) -> (Year, Year) {
        let known = self.extent.filter(|(known, ..)| *known == generation);
        let (first, last) = known.map_or((first, last), |(_, from, until)| (first.min(from), last.max(until)));
        self.extent = Some((generation, first, last));
        (first, last)
    }

    fn legend_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, first: Year, last: Year) {
        ui.spacing_mut().item_spacing.y = 2.0;
        let title = egui::RichText::new(ctx.t("shell-time-title")).font(semibold_font(measure::SMALL));
        ui.label(title.color(ctx.theme.soft()));
        ui.horizontal(|ui| {
            ui.spacing_mut().item_spacing.x = 4.0;
            self.play_button_ui(ctx, ui, first, last);
            let range = ctx.view.filter.years.unwrap_or(YearRange { from: first, until: last });
            let (mut from, mut until) = (range.from, range.until);
            let a = year_field(ui, &mut from, first..=until.max(first), &ctx.t("shell-time-from"));
            ui.label(small(ctx.theme, "–"));
            let b = year_field(ui, &mut until, from..=last.max(from), &ctx.t("shell-time-until"));
            if a || b {
                set(ctx, from, until);
            }
            if ctx.view.filter.years.is_some() {
                let clear = ctx.t("shell-time-clear");
                let (rect, response) = ui.allocate_exact_size(vec2(22.0, 22.0), Sense::click());
                response.widget_info(|| WidgetInfo::labeled(Role::Button, true, &clear));
                icon::paint(ui.painter(), Icon::Cross, rect.shrink(6.5), ctx.theme.soft());
                super::widgets::focus_ring(ui, ctx.theme, rect, &response);
                if response.on_hover_text(&clear).clicked() {
                    ctx.send(FilterCommand::SetYears(None));
                }
            }
        });
        unknown_ui(ctx, ui);
    }

    fn play_button_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, first: Year, last: Year) {
        let is_playing = self.next_step.is_some();
        let name = ctx.t(if is_playing { "shell-time-pause" } else { "shell-time-play" });
        let (rect, response) = ui.allocate_exact_size(vec2(26.0, 26.0), Sense::click());
        response.widget_info(|| WidgetInfo::labeled(Role::Button, ui.is_enabled(), &name));
        if response.hovered() {
            ui.painter().rect_filled(rect, f32::from(measure::RADIUS), colour(ctx.theme.palette.hover));
        }
        let sign = if is_playing { Icon::Pause } else { Icon::Play };
        icon::paint(ui.painter(), sign, rect.shrink(7.0), ctx.theme.accent());
        super::widgets::focus_ring(ui, ctx.theme, rect, &response);
        if !response.on_hover_text(name).clicked() {
            return;
        }
        if is_playing {
            self.next_step = None;
            return;
        }
        self.next_step = Some(ui.input(|input| input.time) + PLAY_STEP.as_secs_f64());
        match ctx.view.filter.years {
            None => set(ctx, first, first),
            // At the end it begins again.
            Some(range) if range.until >= last => set(ctx, first, first + (range.until - range.from)),
            Some(_) => {}
        }
        ui.ctx().request_repaint_after(PLAY_STEP);
    }

    /// Moves the chosen years on, when it is time.
    fn play(&mut self, ctx: &UiContext<'_>, ui: &Ui, first: Year, last: Year) {
        let Some(due) = self.next_step else { return };
        let now = ui.input(|input| input.time);
        if now < due {
            ui.ctx().request_repaint_after(Duration::from_secs_f64(due - now));
            return;
        }
        let range = ctx.view.filter.years.unwrap_or(YearRange { from: first, until: first });
        if range.until >= last {
            self.next_step = None;
            return;
        }
        set(ctx, range.from + 1, range.until + 1);
        self.next_step = Some(now + PLAY_STEP.as_secs_f64());
        ui.ctx().request_repaint_after(PLAY_STEP);
    }

    fn bars_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, scale: &Scale) {
        let chosen = ctx.view.filter.years;
        let id = ui.scope_id().with("brush");
        let brush = ui.interact(scale.rect, id, Sense::click_and_drag());
        brush.widget_info(|| WidgetInfo::labeled(Role::Group, ui.is_enabled(), ctx.t("shell-time-brush")));
        self.brush(ctx, &brush, scale);
        paint_band(ctx, ui, scale, chosen);
        let years = &ctx.results.timeline.years;
        for year in scale.first..=scale.last {
            let count = years.iter().find(|(known, _)| *known == year).map_or(0, |(_, count)| *count);
            bar_ui(ctx, ui, scale, year, count, chosen);
        }
        paint_axis(ctx, ui, scale);
        let range = chosen.unwrap_or(YearRange { from: scale.first, until: scale.last });
        handle_ui(ctx, ui, scale, range, true);
        handle_ui(ctx, ui, scale, range, false);
    }

    fn brush(&mut self, ctx: &UiContext<'_>, brush: &Response, scale: &Scale) {
        let Some(pointer) = brush.interact_pointer_pos() else { return };
        let year = scale.year_at(pointer.x);
        if brush.drag_started() {
            self.next_step = None;
            // The drag is known as one only after some points: it began where the button went down.
            let origin = brush.ctx.input(|input| input.pointer.press_origin()).unwrap_or(pointer);
            let year = scale.year_at(origin.x);
            let chosen = ctx.view.filter.years.filter(|range| (range.from..=range.until).contains(&year));
            self.drag = Some(chosen.map_or(Drag::Brush(year), |range| Drag::Move(range, year)));
        }
        match self.drag.filter(|_| brush.dragged()) {
            Some(Drag::Brush(start)) => set(ctx, start.min(year), start.max(year)),
            Some(Drag::Move(range, start)) => {
                let shift = (year - start).clamp(scale.first - range.from, (scale.last - range.until).max(0));
                set(ctx, range.from + shift, range.until + shift);
            }
            None => {}
        }
        if brush.drag_stopped() {
            self.drag = None;
        }
        if brush.clicked() {
            self.next_step = None;
            let only = YearRange { from: year, until: year };
            // A second click on the only chosen year takes the choice away.
            let wanted = (ctx.view.filter.years != Some(only)).then_some(only);
            ctx.send(FilterCommand::SetYears(wanted));
        }
    }
}

fn set(ctx: &UiContext<'_>, from: Year, until: Year) {
    let years = Some(YearRange { from, until: until.max(from) });
    if ctx.view.filter.years != years {
        ctx.send(FilterCommand::SetYears(years));
    }
}

fn year_field(ui: &mut Ui, year: &mut Year, range: std::ops::RangeInclusive<Year>, name: &str) -> bool {
    let field = DragValue::new(year).range(range).speed(0.1).custom_formatter(|value, _| format!("{value:.0}"));
    ui.spacing_mut().interact_size = vec2(48.0, 24.0);
    ui.add(field).accessible_name(name).on_hover_text(name).changed()
}

/// The switch for rows of unknown period: only with years is there a difference.
fn unknown_ui(ctx: &UiContext<'_>, ui: &mut Ui) {
    let count = ctx.results.timeline.unknown;
    let text = ctx.tn("shell-time-unknown", count);
    let is_on = ctx.view.filter.with_unknown_period;
    let is_useful = ctx.view.filter.years.is_some();
    ui.add_enabled_ui(is_useful, |ui| {
        let response = toggle(ui, ctx.theme, is_on || !is_useful, &text);
        let response = response.on_hover_text(ctx.t("shell-time-unknown-tip"));
        if response.on_disabled_hover_text(ctx.t("shell-time-unknown-all")).clicked() {
            ctx.send(FilterCommand::Toggle(Toggle::UnknownPeriod));
        }
    });
}

fn paint_band(ctx: &UiContext<'_>, ui: &Ui, scale: &Scale, chosen: Option<YearRange>) {
    let Some(range) = chosen else { return };
    let band = Rect::from_x_y_ranges(scale.left_of(range.from)..=scale.left_of(range.until + 1), scale.rect.y_range());
    ui.painter_at(scale.rect).rect_filled(band, 0.0, colour(ctx.theme.palette.accent_background));
}

fn bar_ui(ctx: &UiContext<'_>, ui: &Ui, scale: &Scale, year: Year, count: u32, chosen: Option<YearRange>) {
    let max = ctx.results.timeline.years.iter().map(|&(_, count)| count).max().unwrap_or(1).max(1);
    let column = Rect::from_x_y_ranges(scale.left_of(year)..=scale.left_of(year + 1), scale.rect.y_range());
    let room = scale.rect.height() - 6.0;
    let height = if count == 0 { 1.0 } else { (room * count as f32 / max as f32).max(2.0) };
    let gap = if column.width() > 8.0 { 1.5 } else { 0.0 };
    let bar = Rect::from_min_max(
        pos2(column.left() + gap, scale.rect.bottom() - height),
        pos2(column.right() - gap, scale.rect.bottom()),
    );
    let id = ui.scope_id().with(("year", year));
    let text = ctx.text.with(
        "shell-time-bar",
        &[("year", year.to_string().into()), ("n", count.into()), ("count", ctx.text.integer(count).into())],
    );
    let response = ui.interact(column, id, Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, &text));
    let is_in = chosen.is_none_or(|range| (range.from..=range.until).contains(&year));
    let palette = &ctx.theme.palette;
    let fill = if is_in && chosen.is_some() {
        palette.accent
    } else if response.hovered() {
        palette.soft
    } else {
        palette.faint.with_opacity(if chosen.is_some() { 0.35 } else { 0.7 })
    };
    ui.painter().rect_filled(bar, 2.0, colour(fill));
    response.on_hover_text(text);
}

fn paint_axis(ctx: &UiContext<'_>, ui: &Ui, scale: &Scale) {
    let every = (LABEL_DISTANCE / scale.step()).ceil().max(1.0) as Year;
    let line = Stroke::new(1.0, colour(ctx.theme.palette.line));
    ui.painter().hline(scale.rect.x_range(), scale.rect.bottom(), line);
    for year in (scale.first..=scale.last).filter(|year| year.rem_euclid(every) == 0) {
        let x = scale.left_of(year) + scale.step() / 2.0;
        let label = elided(ui, &year.to_string(), font(measure::TINY), ctx.theme.soft(), 60.0);
        let at = pos2(x - label.size().x / 2.0, scale.rect.bottom() + 3.0);
        ui.painter().galley(at, label, ctx.theme.soft());
    }
}

/// The handle of the first or the last year.
fn handle_ui(ctx: &UiContext<'_>, ui: &Ui, scale: &Scale, range: YearRange, is_first: bool) {
    let (year, x) =
        if is_first { (range.from, scale.left_of(range.from)) } else { (range.until, scale.left_of(range.until + 1)) };
    let x = x.clamp(scale.rect.left(), scale.rect.right());
    let grip = Rect::from_center_size(pos2(x, scale.rect.center().y), vec2(10.0, scale.rect.height()));
    let id = ui.scope_id().with(("handle", is_first));
    let response = ui.interact(grip, id, Sense::click_and_drag());
    let name = ctx.t(if is_first { "shell-time-first" } else { "shell-time-last" });
    response.widget_info(|| WidgetInfo::slider(ui.is_enabled(), f64::from(year), &name));
    let tone = if ctx.view.filter.years.is_some() || response.hovered() || response.has_focus() {
        ctx.theme.accent()
    } else {
        colour(ctx.theme.palette.faint)
    };
    let width = if response.has_focus() { 4.0 } else { 3.0 };
    ui.painter().vline(x, scale.rect.y_range(), Stroke::new(width, tone));
    let mut wanted = year;
    if let Some(pointer) = response.interact_pointer_pos().filter(|_| response.dragged()) {
        let edge = scale.edge_at(pointer.x);
        wanted = if is_first { edge } else { edge - 1 };
    }
    if response.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, escape: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        ui.input(|input| {
            wanted += input.num_presses(Key::ArrowRight) as Year;
            wanted -= input.num_presses(Key::ArrowLeft) as Year;
        });
        if ui.input(|input| input.key_pressed(Key::Escape)) && ctx.view.filter.years.is_some() {
            ctx.send(FilterCommand::SetYears(None));
        }
    }
    if wanted != year {
        let (low, high) = if is_first { (scale.first, range.until) } else { (range.from, scale.last) };
        let wanted = wanted.clamp(low, high.max(low));
        if is_first { set(ctx, wanted, range.until) } else { set(ctx, range.from, wanted) }
    }
    response.on_hover_and_drag_cursor(egui::CursorIcon::ResizeHorizontal).on_hover_text(name);
}

//! A chart as a widget: painted, hovered, clicked, walked through with the arrow keys.

use egui::{EventFilter, Id, Key, Modifiers, Pos2, Rect, Response, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::chart::Chart;
use super::paint::{self, Frame};
use super::readout;
use crate::ui::UiContext;
use crate::ui::widgets;

/// What was clicked, or chosen with Enter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Hit {
    /// Position of the line in [`Chart::lines`].
    pub line: usize,
    /// Position of the dot in its line.
    pub dot: usize,
    /// Where it stands on the screen.
    pub at: Pos2,
}

/// A chart that can be moved and zoomed: what happened to it this frame.
#[derive(Clone, Debug)]
pub struct Movable {
    /// The plot as a widget that is dragged and scrolled over.
    pub response: Response,
    /// The area of the lines.
    pub plot: Rect,
    /// Where the pointer or the keyboard's cursor reads.
    pub cursor: Option<f64>,
}

/// Draws the chart with this height in the whole width; returns the value that was asked about. `hint` says in the
/// read-out what a click does.
pub fn show(ctx: &UiContext<'_>, ui: &mut Ui, id: &str, chart: &Chart, height: f32, hint: Option<&str>) -> Option<Hit> {
    let (frame, shown) = draw(ctx, ui, id, chart, height, hint, Sense::click(), None)?;
    hit(chart, &frame, &shown.response, shown.cursor)
}

/// Draws a chart that the caller moves; `other` is where a chart beside it is being read.
pub fn show_movable(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    id: &str,
    chart: &Chart,
    height: f32,
    other: Option<f64>,
) -> Option<Movable> {
    draw(ctx, ui, id, chart, height, None, Sense::click_and_drag(), other).map(|(_, shown)| shown)
}

#[expect(clippy::too_many_arguments, reason = "what both kinds of chart are drawn from")]
fn draw(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    id: &str,
    chart: &Chart,
    height: f32,
    hint: Option<&str>,
    sense: Sense,
    other: Option<f64>,
) -> Option<(Frame, Movable)> {
    let (outer, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    if !ui.is_rect_visible(outer) {
        return None;
    }
    let frame = Frame::new(ui, chart, outer);
    let response = ui.interact(frame.plot.expand(6.0), ui.scope_id().with(id), sense);
    paint::paint(ctx, ui, chart, &frame);
    let by_pointer = response.hover_pos().and_then(|at| chart.nearest(frame.value_x(at.x)));
    let by_pointer = by_pointer.filter(|_| !response.dragged());
    let by_keys = cursor_of_keys(ui, chart, &response);
    let cursor = by_pointer.or(by_keys);
    if let Some(x) = cursor.or(other) {
        readout::paint_cursor(ctx, ui, chart, &frame, x);
    }
    let spoken =
        by_keys.map_or_else(|| chart.name.clone(), |x| format!("{}. {}", chart.name, readout::spoken(chart, x)));
    response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, &spoken));
    widgets::focus_ring(ui, ctx.theme, frame.plot.expand(4.0), &response);
    if let Some(x) = by_keys.filter(|_| by_pointer.is_none()) {
        let at = pos2(frame.x(x) + 12.0, frame.plot.top() + 8.0);
        egui::Tooltip::always_open(ui.ctx().clone(), ui.layer_id(), response.id.with("keys"), at)
            .show(|ui| readout::table_ui(ctx, ui, chart, x, hint));
    }
    handles_ui(ui, chart, &frame, response.id);
    if let Some(x) = by_pointer {
        response.clone().on_hover_ui_at_pointer(|ui| readout::table_ui(ctx, ui, chart, x, hint));
    }
    Some((frame, Movable { response, plot: frame.plot, cursor }))
}

/// The position that the arrow keys stand at while the chart has the focus.
fn cursor_of_keys(ui: &Ui, chart: &Chart, response: &Response) -> Option<f64> {
    if !response.has_focus() {
        return None;
    }
    let filter = EventFilter { horizontal_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let key = response.id.with("cursor");
    let last = chart.moments.len().checked_sub(1)?;
    let before: usize = ui.data(|data| data.get_temp(key)).unwrap_or(last).min(last);
    let pressed = |key| ui.input_mut(|input| input.count_and_consume_key(Modifiers::NONE, key));
    let after = (before + pressed(Key::ArrowRight)).saturating_sub(pressed(Key::ArrowLeft)).min(last);
    ui.data_mut(|data| data.insert_temp(key, after));
    chart.moments.get(after).map(|(x, _)| *x)
}

/// The dot nearest to the pointer at the position clicked; with Enter the topmost.
fn hit(chart: &Chart, frame: &Frame, response: &Response, cursor: Option<f64>) -> Option<Hit> {
    let x = cursor.filter(|_| response.clicked())?;
    let at = response.interact_pointer_pos().unwrap_or_else(|| pos2(frame.x(x), frame.plot.top()));
    let candidates = chart.lines.iter().enumerate().filter_map(|(line, drawn)| {
        let dot = drawn.dots.iter().position(|dot| dot.x == x && dot.y.is_some())?;
        let y = drawn.dots.get(dot)?.y?;
        Some(Hit { line, dot, at: pos2(frame.x(x), frame.y(y)) })
    });
    candidates.min_by(|a, b| (a.at.y - at.y).abs().total_cmp(&(b.at.y - at.y).abs()))
}

/// Marks and lanes that tell what they are on hover, and to a screen reader.
fn handles_ui(ui: &Ui, chart: &Chart, frame: &Frame, id: Id) {
    let told = |place: Rect, id: Id, text: &str| {
        let response = ui.interact(place, id, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
        response.on_hover_text(text);
    };
    for (index, mark) in chart.marks.iter().enumerate() {
        let x = frame.x(mark.x);
        if frame.plot.x_range().contains(x) {
            let place = Rect::from_center_size(pos2(x, frame.plot.top() - 3.0), vec2(14.0, 14.0));
            told(place, id.with(("mark", index)), &mark.text);
        }
    }
    for (index, lane) in chart.lanes.iter().enumerate() {
        if let Some((place, _)) = paint::lane_rect(chart, frame, index) {
            told(place.expand(1.0), id.with(("lane", index)), &lane.name);
        }
    }
}

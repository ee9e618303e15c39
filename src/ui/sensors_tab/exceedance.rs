//! How often a threshold was exceeded: the threshold with its source, hours (days) above, with data and without, the
//! longest run, and day by day.

use egui::{Rect, Role, Sense, Ui, WidgetInfo, pos2, vec2};

use super::patterns::Result;
use super::streams::{self, Stream};
use super::words;
use crate::figure::chart::time_axis;
use crate::model::{ObservedProperty, Unit};
use crate::query::exceedance::{Day, Exceedance};
use crate::query::sensor_lines::seconds;
use crate::query::thresholds::{self, MeanOver, Threshold};
use crate::session::command::SensorCommand;
use crate::ui::UiContext;
use crate::ui::theme::{colour, measure};
use crate::ui::widgets;
use crate::workspace::{MeanSpan, SensorThreshold};

/// Height of the bars in points.
const BARS: f32 = 74.0;

/// Room of the counts beside the name of a datastream in points.
const COUNTS: f32 = 440.0;

/// A threshold that is held against something.
#[derive(Clone, Debug)]
pub struct Held {
    /// The threshold.
    pub threshold: SensorThreshold,
    /// Where it comes from; `None` = the reader's own.
    pub reference: Option<&'static Threshold>,
    unit: String,
}

impl Held {
    /// Whether it is for what this datastream measures.
    pub fn is_of(&self, stream: &Stream<'_>) -> bool {
        self.threshold.property == stream.datastream.property
    }

    /// In short: how much, of which mean.
    pub fn short(&self, ctx: &UiContext<'_>) -> String {
        let value = ctx.text.number(self.threshold.value, decimals(self.threshold.value));
        let over = ctx.text.word("sensors-mean", self.threshold.over.key());
        let arguments = [("value", format!("{value}\u{a0}{}", self.unit).into()), ("over", over.into())];
        ctx.text.with("sensors-threshold-short", &arguments)
    }
}

const fn span_of(over: MeanOver) -> MeanSpan {
    match over {
        MeanOver::Hour => MeanSpan::Hour,
        MeanOver::EightHours => MeanSpan::EightHours,
        MeanOver::Day => MeanSpan::Day,
    }
}

/// The mean that a threshold is held against, as the query knows it.
pub const fn over_of(span: MeanSpan) -> MeanOver {
    match span {
        MeanSpan::Hour => MeanOver::Hour,
        MeanSpan::EightHours => MeanOver::EightHours,
        MeanSpan::Day => MeanOver::Day,
    }
}

/// Decimals of a threshold: as many as it was given.
fn decimals(value: f64) -> u8 {
    if (value * 10.0).fract().abs() > 1e-9 { 2 } else { u8::from(value.fract() != 0.0) }
}

/// The threshold of what these measure: the one of the view, else the first reference value.
pub fn held(ctx: &UiContext<'_>, group: &[&Stream<'_>]) -> Option<Held> {
    let first = group.first()?;
    let property = first.datastream.property;
    let unit = words::unit(ctx.text, first.datastream);
    let references = || references(property, first.datastream.unit);
    let same = |threshold: &SensorThreshold, reference: &&Threshold| {
        reference.value == threshold.value && span_of(reference.over) == threshold.over
    };
    if let Some(threshold) = ctx.view.sensors.threshold.filter(|threshold| threshold.property == property) {
        let reference = references().find(|reference| same(&threshold, reference));
        return Some(Held { threshold, reference, unit });
    }
    let reference = references().next()?;
    Some(Held { threshold: threshold_of(reference), reference: Some(reference), unit })
}

fn threshold_of(reference: &Threshold) -> SensorThreshold {
    SensorThreshold { property: reference.property, value: reference.value, over: span_of(reference.over) }
}

/// Reference values in the unit of the datastream.
fn references(property: ObservedProperty, unit: Unit) -> impl Iterator<Item = &'static Threshold> {
    thresholds::thresholds(property).filter(move |_| unit == Unit::MicrogramPerCubicMetre)
}

/// The field of the threshold, the mean it is held against, reference values to choose from.
pub fn threshold_ui(ctx: &UiContext<'_>, ui: &mut Ui, stream: &Stream<'_>, typed: &mut Option<String>) {
    let property = stream.datastream.property;
    let held = held(ctx, &[stream]);
    let shown = held
        .as_ref()
        .map_or_else(String::new, |held| ctx.text.number(held.threshold.value, decimals(held.threshold.value)));
    let over = held.as_ref().map_or(MeanSpan::Hour, |held| held.threshold.over);
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        ui.label(ctx.t("sensors-threshold"));
        let mut text = typed.clone().unwrap_or_else(|| shown.clone());
        let field = ui.allocate_ui(vec2(78.0, 28.0), |ui| {
            ui.set_width(78.0);
            widgets::text_field(ui, &mut text, &ctx.t("sensors-threshold"), "")
        });
        if field.inner.changed() {
            let value = number(&text);
            ctx.send(SensorCommand::SetThreshold(value.map(|value| SensorThreshold { property, value, over })));
            *typed = Some(text);
        } else if !field.inner.has_focus() {
            *typed = None;
        }
        ui.label(widgets::soft(ctx.theme, words::unit(ctx.text, stream.datastream)));
        let choices: Vec<(MeanSpan, String)> =
            MeanSpan::ALL.iter().map(|span| (*span, ctx.text.word("sensors-mean", span.key()))).collect();
        if let Some(over) = widgets::segmented(ui, ctx.theme, over, &choices)
            && let Some(held) = &held
        {
            ctx.send(SensorCommand::SetThreshold(Some(SensorThreshold { over, ..held.threshold })));
        }
    });
    let all: Vec<&'static Threshold> = references(property, stream.datastream.unit).collect();
    let source = match held.as_ref().map(|held| held.reference) {
        Some(Some(reference)) => reference.words(ctx.text),
        Some(None) => ctx.t("sensors-threshold-own"),
        None => ctx.t("sensors-threshold-none"),
    };
    ui.label(widgets::small(ctx.theme, source));
    if !all.is_empty() {
        let width = ui.available_width().min(420.0);
        let combo = egui::ComboBox::from_id_salt("thresholds").width(width).truncate();
        let response = combo.selected_text(ctx.t("sensors-threshold-choose")).show_ui(ui, |ui| {
            for reference in all {
                let is_chosen = held.as_ref().is_some_and(|held| held.threshold == threshold_of(reference));
                if widgets::radio(ui, ctx.theme, is_chosen, &reference.words(ctx.text)).clicked() {
                    *typed = None;
                    ctx.send(SensorCommand::SetThreshold(Some(threshold_of(reference))));
                    ui.close();
                }
            }
        });
        let name = ctx.t("sensors-threshold-choose");
        response.response.widget_info(|| WidgetInfo::labeled(Role::ComboBox, true, &name));
    }
}

/// A number as people here write it, with a comma or a point.
fn number(text: &str) -> Option<f64> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    plain.replace(',', ".").parse().ok().filter(|value: &f64| value.is_finite())
}

/// A row for each datastream: above, with data, without, longest run.
pub fn counts_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: &[Stream<'_>], results: &[Result]) {
    let names = (ui.available_width() - COUNTS).clamp(120.0, 320.0);
    let heads = ["stream", "above", "measured", "missing", "longest"];
    egui::Grid::new("exceedances").num_columns(heads.len()).striped(false).spacing(vec2(14.0, 6.0)).show(ui, |ui| {
        for head in heads {
            ui.label(widgets::small(ctx.theme, ctx.text.word("sensors-exceedance", head)));
        }
        ui.end_row();
        for (stream, result) in shown.iter().zip(results) {
            let (Some(found), Some(held)) = (&result.exceedance, &result.held) else { continue };
            let layout = egui::Layout::left_to_right(egui::Align::Center);
            ui.allocate_ui_with_layout(vec2(names, 20.0), layout, |ui| {
                ui.set_width(names);
                let (dot, _) = ui.allocate_exact_size(vec2(10.0, 14.0), Sense::hover());
                ui.painter().circle_filled(dot.center(), 4.0, stream.colour);
                let name = streams::short_name(ctx, shown, stream);
                let label = ui.add(egui::Label::new(&name).truncate());
                label.on_hover_text(format!("{name}\n{}", held.short(ctx)));
            });
            for text in cells(ctx, found, held.threshold.over) {
                ui.label(text);
            }
            ui.end_row();
        }
    });
}

/// The counts in words, in hours or days as the mean has it.
pub fn cells(ctx: &UiContext<'_>, found: &Exceedance, over: MeanSpan) -> [String; 4] {
    let key = if over == MeanSpan::Hour { "sensors-count-hours" } else { "sensors-count-days" };
    let count = |n: u32| ctx.text.with(key, &[("n", n.into()), ("shown", ctx.text.integer(n).into())]);
    let longest = found.longest.map_or_else(
        || "—".to_owned(),
        |run| {
            let start = words::short_moment(run.start, over == MeanSpan::Hour);
            ctx.text.with("sensors-longest", &[("length", count(run.count).into()), ("start", start.into())])
        },
    );
    [count(found.above), count(found.above + found.not_above), count(found.missing), longest]
}

/// A bar for each day: hours above, or the day's value against the threshold.
pub fn days_ui(ctx: &UiContext<'_>, ui: &mut Ui, stream: &Stream<'_>, found: &Exceedance, held: &Held) {
    let is_by_hour = held.threshold.over == MeanSpan::Hour;
    let key = if is_by_hour { "sensors-days-hours" } else { "sensors-days-values" };
    ui.add_space(6.0);
    ui.label(widgets::small(ctx.theme, ctx.text.with(key, &[("name", stream.name(ctx).into())])));
    let (outer, response) = ui.allocate_exact_size(vec2(ui.available_width(), BARS + 18.0), Sense::hover());
    let [above, measured, missing, _] = cells(ctx, found, held.threshold.over);
    let arguments = [("above", above.into()), ("measured", measured.into()), ("missing", missing.into())];
    let name = format!("{}: {}", stream.name(ctx), ctx.text.with("sensors-days-name", &arguments));
    response.widget_info(|| WidgetInfo::labeled(Role::Figure, true, &name));
    let plot = Rect::from_min_max(outer.min, pos2(outer.right(), outer.top() + BARS));
    let greatest = found.days.iter().filter_map(|day| height(day, is_by_hour)).fold(0.0_f64, f64::max);
    let greatest = if is_by_hour { 24.0 } else { greatest.max(held.threshold.value) * 1.05 }.max(1.0);
    let width = plot.width() / found.days.len().max(1) as f32;
    for (index, day) in found.days.iter().enumerate() {
        let left = plot.left() + width * index as f32;
        let slot = Rect::from_min_max(pos2(left, plot.top()), pos2(left + width, plot.bottom()));
        paint_day(ctx, ui, slot, day, is_by_hour, greatest);
    }
    ui.painter().hline(plot.x_range(), plot.bottom(), ctx.theme.line());
    if !is_by_hour {
        let y = plot.bottom() - plot.height() * (held.threshold.value / greatest) as f32;
        let stroke = egui::Stroke::new(1.2, colour(ctx.theme.palette.error));
        let ends = [pos2(plot.left(), y), pos2(plot.right(), y)];
        ui.painter().extend(egui::Shape::dashed_line(&ends, stroke, 6.0, 4.0));
    }
    paint_dates(ctx, ui, plot, found);
    let at = response.hover_pos().map(|pointer| ((pointer.x - plot.left()) / width.max(0.1)) as usize);
    if let Some(day) = at.and_then(|index| found.days.get(index)) {
        response.on_hover_text_at_pointer(day_words(ctx, stream, day));
    }
}

fn height(day: &Day, is_by_hour: bool) -> Option<f64> {
    if is_by_hour { (day.measured_hours > 0).then(|| f64::from(day.above_hours)) } else { day.value }
}

fn paint_day(ctx: &UiContext<'_>, ui: &Ui, slot: Rect, day: &Day, is_by_hour: bool, greatest: f64) {
    let palette = &ctx.theme.palette;
    let gap = if slot.width() > 5.0 { 1.0 } else { 0.0 };
    let slot = slot.shrink2(vec2(gap, 0.0));
    let Some(value) = height(day, is_by_hour) else {
        // Without data: a pale ground over the whole height, so that it is not taken for zero.
        ui.painter().rect_filled(slot, 0.0, colour(palette.background));
        return;
    };
    let top = slot.bottom() - slot.height() * (value / greatest).clamp(0.0, 1.0) as f32;
    let is_above = if is_by_hour { day.above_hours > 0 } else { day.is_above == Some(true) };
    let fill = if is_above { palette.warning } else { palette.accent.with_opacity(0.45) };
    ui.painter().rect_filled(slot.with_min_y(top), 1.0, colour(fill));
}

fn paint_dates(ctx: &UiContext<'_>, ui: &Ui, plot: Rect, found: &Exceedance) {
    let (Some(first), Some(last)) = (found.days.first(), found.days.last()) else { return };
    let (from, until) = (seconds(first.start), seconds(last.start) + 86_400.0);
    let font = widgets::font(measure::TINY);
    let mut free_from = f32::NEG_INFINITY;
    for (at, text) in time_axis::ticks(from, until, (plot.width() / 90.0) as usize, words::zone()) {
        let x = plot.left() + plot.width() * ((at - from) / (until - from)) as f32;
        let galley = ui.painter().layout_no_wrap(text, font.clone(), ctx.theme.soft());
        let left = (x - galley.size().x / 2.0).clamp(plot.left(), plot.right() - galley.size().x);
        if left >= free_from {
            free_from = left + galley.size().x + 8.0;
            ui.painter().galley(pos2(left, plot.bottom() + 4.0), galley, ctx.theme.soft());
        }
    }
}

fn day_words(ctx: &UiContext<'_>, stream: &Stream<'_>, day: &Day) -> String {
    let mut lines = vec![format!("{}/{}/{}", day.date.day(), day.date.month(), day.date.year())];
    let number = |n: u32| ctx.text.integer(n).into();
    let arguments = [("above", number(day.above_hours)), ("measured", number(day.measured_hours))];
    let total = [("total", number(day.total_hours))];
    lines.push(ctx.text.with("sensors-day-hours", &[&arguments[..], &total[..]].concat()));
    if let Some(value) = day.value {
        let shown = ctx.text.number(value, words::decimals(stream.datastream.unit));
        lines.push(format!("{shown}\u{a0}{}", words::unit(ctx.text, stream.datastream)));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_with_comma_or_point() {
        assert_eq!(number(" 12,5 "), Some(12.5));
        assert_eq!(number("1 200.25"), Some(1_200.25));
        assert_eq!(number("veel"), None);
        assert_eq!(number(""), None);
        assert_eq!([decimals(50.0), decimals(12.5), decimals(12.25)], [0, 1, 2]);
    }
}

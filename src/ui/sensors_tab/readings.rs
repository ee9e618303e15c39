//! The twin of the charts in rows, and how many readings stand behind the picture.

use egui::{Sense, Ui, vec2};
use jiff::Timestamp;

use super::streams::{self, Stream};
use super::words;
use crate::model::{Observation, Quality};
use crate::query::sensor_lines::seconds;
use crate::session::results::SensorSeries;
use crate::ui::UiContext;
use crate::ui::charts::parts;
use crate::ui::projects_tab::{one_line, plain_number};
use crate::ui::widgets;

/// Height of a row in points.
const ROW: f32 = 24.0;

/// The readings of the stretch, newest first, those that don't count marked.
pub fn table_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: &[Stream<'_>], bounds: (f64, f64)) {
    let rows = rows(ctx, shown, bounds);
    let copy = ctx.t("sensors-copy-table");
    let width = parts::button_width(ui, &copy);
    parts::split(
        ui,
        width,
        |ui| {
            ui.add(egui::Label::new(widgets::small(ctx.theme, ctx.t("sensors-table-order"))).truncate());
        },
        |ui| {
            if widgets::secondary_button(ui, ctx.theme, &copy).clicked() {
                ui.ctx().copy_text(tsv(ctx, shown, &rows));
            }
        },
    );
    if rows.is_empty() {
        ui.label(widgets::soft(ctx.theme, ctx.t("sensors-series-empty")));
        return;
    }
    let height = (ui.clip_rect().bottom() - ui.cursor().top() - 110.0).max(180.0);
    let has_names = shown.len() > 1;
    egui::ScrollArea::vertical().id_salt("readings").max_height(height).auto_shrink([false, true]).show(ui, |ui| {
        parts::rows(ui, ROW, rows.len(), |ui, index| {
            let Some((stream, point)) = rows.get(index).and_then(|(at, point)| Some((shown.get(*at)?, point))) else {
                return;
            };
            let name = if has_names { streams::short_name(ctx, shown, stream) } else { String::new() };
            row_ui(ctx, ui, stream, &name, point);
        });
    });
}

fn row_ui(ctx: &UiContext<'_>, ui: &mut Ui, stream: &Stream<'_>, name: &str, point: &Observation) {
    let rect = ui.max_rect();
    ui.painter().hline(rect.x_range(), rect.bottom(), ctx.theme.line());
    let column = |ui: &mut Ui, width: f32, contents: &mut dyn FnMut(&mut Ui)| {
        let layout = egui::Layout::left_to_right(egui::Align::Center);
        ui.allocate_ui_with_layout(vec2(width, ROW), layout, |ui| {
            ui.set_width(width);
            contents(ui);
        });
    };
    column(ui, 150.0, &mut |ui| {
        ui.label(widgets::soft(ctx.theme, words::moment(point.time)));
    });
    if !name.is_empty() {
        column(ui, 210.0, &mut |ui| {
            let (dot, _) = ui.allocate_exact_size(vec2(10.0, 10.0), Sense::hover());
            ui.painter().circle_filled(dot.center(), 4.0, stream.colour);
            ui.add(egui::Label::new(name).truncate());
        });
    }
    column(ui, 130.0, &mut |ui| {
        let value = words::value(ctx.text, stream.datastream, point);
        let shown = if point.quality.is_value() { egui::RichText::new(value) } else { widgets::soft(ctx.theme, "—") };
        ui.label(shown);
    });
    if point.quality != Quality::Good {
        ui.label(widgets::soft(ctx.theme, ctx.text.word("quality", point.quality.key())));
    }
}

/// Every loaded reading of the stretch with the position of its datastream.
fn rows(ctx: &UiContext<'_>, shown: &[Stream<'_>], (from, until): (f64, f64)) -> Vec<(usize, Observation)> {
    let hidden = &ctx.view.sensors.hidden_qualities;
    let mut rows = Vec::new();
    for (index, stream) in shown.iter().enumerate() {
        let Some(series) = ctx.results.feeds.series.get(&stream.key()) else { continue };
        for point in series.points.iter().chain(series.flagged.iter()) {
            let at = seconds(point.time);
            if at >= from && at <= until && !hidden.contains(&point.quality) {
                rows.push((index, *point));
            }
        }
    }
    rows.sort_by_key(|(index, point)| (std::cmp::Reverse(point.time), *index));
    rows
}

/// The rows as text for a spreadsheet; a missing value is an empty cell.
fn tsv(ctx: &UiContext<'_>, shown: &[Stream<'_>], rows: &[(usize, Observation)]) -> String {
    let heads = ["time", "sensor", "property", "value", "unit", "quality"];
    let mut lines = vec![heads.map(|key| ctx.text.word("sensors-column", key)).join("\t")];
    for (index, point) in rows {
        let Some(stream) = shown.get(*index) else { continue };
        let value = if point.quality.is_value() { plain_number(ctx, point.value) } else { String::new() };
        let cells = [
            words::moment(point.time),
            one_line(&stream.sensor.name),
            one_line(&words::property(ctx.text, stream.datastream)),
            value,
            words::unit(ctx.text, stream.datastream),
            ctx.text.word("quality", point.quality.key()),
        ];
        lines.push(cells.join("\t"));
    }
    lines.push(String::new());
    lines.join("\n")
}

/// How many readings stand behind what is seen, whether they were thinned, how many don't count.
pub fn basis_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: &[Stream<'_>], is_axis_raised: bool) {
    let series: Vec<&SensorSeries> =
        shown.iter().filter_map(|stream| ctx.results.feeds.series.get(&stream.key())).collect();
    if series.is_empty() {
        return;
    }
    let total: u64 = series.iter().map(|one| one.total_count).sum();
    let drawn: usize = series.iter().map(|one| one.points.len()).sum();
    let flagged: u64 = series.iter().map(|one| one.flagged_count).sum();
    let number = |n: u64| ctx.text.integer(n).into();
    let mut said = Vec::new();
    let stretch = series.iter().map(|one| (one.from, one.until)).reduce(|a, b| (a.0.min(b.0), a.1.max(b.1)));
    if let Some((from, until)) = stretch {
        let span = words::stretch(shown_until(from, ctx.now), shown_until(until, ctx.now));
        said.push(ctx.text.with("sensors-series-count", &[("n", number(total)), ("stretch", span.into())]));
    }
    if (drawn as u64) < total {
        said.push(ctx.text.with("sensors-series-thinned", &[("n", number(drawn as u64))]));
    }
    if flagged > 0 {
        let n = i64::try_from(flagged).unwrap_or(i64::MAX);
        said.push(ctx.text.with("sensors-series-flagged", &[("n", n.into()), ("shown", number(flagged))]));
    }
    if streams::is_reading(ctx) {
        said.push(ctx.t("sensors-series-reading"));
    }
    if is_axis_raised && !ctx.view.sensors.is_table {
        said.push(ctx.t("sensors-axis-not-zero"));
    }
    ui.add_space(2.0);
    parts::remark(ctx, ui, said.join(" · "));
}

/// What was loaded beyond now is not worth telling.
fn shown_until(time: Timestamp, now: Timestamp) -> Timestamp {
    time.min(now)
}

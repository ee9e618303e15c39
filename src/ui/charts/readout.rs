//! The read-out: what every line says at the position under the pointer or the keyboard's cursor.

use egui::{Sense, Stroke, Ui, pos2, vec2};

use super::chart::Chart;
use super::paint::Frame;
use crate::ui::UiContext;
use crate::ui::theme::colour;
use crate::ui::widgets;

/// Readings that don't count that are told at one position, at most.
const FLAGS_SAID: usize = 4;

/// The upright line and the larger dots at a position.
pub fn paint_cursor(ctx: &UiContext<'_>, ui: &Ui, chart: &Chart, frame: &Frame, x: f64) {
    let palette = &ctx.theme.palette;
    let across = frame.x(x);
    if !frame.plot.x_range().expand(1.0).contains(across) {
        return;
    }
    ui.painter().vline(across, frame.plot.y_range(), Stroke::new(1.0, colour(palette.soft)));
    for (tone, _, dot) in chart.said_at(x) {
        if let Some(value) = dot.y {
            let ring = Stroke::new(2.0, colour(palette.panel));
            ui.painter().circle(pos2(frame.x(dot.x), frame.y(value)), 5.0, tone, ring);
        }
    }
}

/// The position as it is said.
pub fn moment(chart: &Chart, x: f64) -> &str {
    chart.moments.iter().find(|(moment, _)| *moment == x).map_or("", |(_, said)| said)
}

/// Position and values as one text, for those who listen.
pub fn spoken(chart: &Chart, x: f64) -> String {
    let mut parts = vec![moment(chart, x).to_owned()];
    parts.extend(
        chart.said_at(x).iter().map(
            |(_, name, dot)| {
                if name.is_empty() { dot.said.clone() } else { format!("{name}: {}", dot.said) }
            },
        ),
    );
    parts.extend(chart.flags_at(x).map(|flag| flag.said.clone()));
    parts.join(", ")
}

/// The table under the pointer: a swatch, a name and a value for each line, and the mergers of that moment.
pub fn table_ui(ctx: &UiContext<'_>, ui: &mut Ui, chart: &Chart, x: f64, hint: Option<&str>) {
    ui.set_max_width(360.0);
    ui.label(widgets::semibold(moment(chart, x)));
    let said = chart.said_at(x);
    egui::Grid::new("readout").num_columns(3).min_col_width(0.0).min_row_height(18.0).spacing(vec2(8.0, 1.0)).show(
        ui,
        |ui| {
            for (tone, name, dot) in said.iter().filter(|(_, _, dot)| dot.y.is_some()) {
                let (swatch, _) = ui.allocate_exact_size(vec2(12.0, 12.0), Sense::hover());
                ui.painter().line_segment([swatch.left_center(), swatch.right_center()], Stroke::new(3.0, *tone));
                ui.label(*name);
                ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                    ui.label(widgets::semibold(&dot.said));
                });
                ui.end_row();
            }
        },
    );
    let mut reasons: Vec<&str> = Vec::new();
    for (_, name, dot) in said.iter().filter(|(_, _, dot)| dot.y.is_none()) {
        if !name.is_empty() {
            ui.label(widgets::small(ctx.theme, format!("{name}: —")));
        }
        if !reasons.contains(&dot.said.as_str()) {
            reasons.push(&dot.said);
        }
    }
    for flag in chart.flags_at(x).take(FLAGS_SAID) {
        ui.label(widgets::small(ctx.theme, &flag.said));
    }
    for reason in reasons {
        ui.label(widgets::small(ctx.theme, reason));
    }
    if let Some(hint) = hint {
        ui.label(widgets::small(ctx.theme, hint));
    }
}

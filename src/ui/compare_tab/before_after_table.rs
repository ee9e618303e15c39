//! Before and after as tables: the means with their difference and interval, and the series themselves.

use egui::{Align, Color32, Grid, Label, Layout, RichText, Ui, vec2};

use super::before_after_words::{self as words, Shown};
use crate::insight::before_after::{Answer, Change, Step};
use crate::ui::UiContext;
use crate::ui::indicators_tab::describe;
use crate::ui::widgets;

/// The table of the means.
pub fn means_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: &Shown, answer: &Answer) {
    let mut rows: Vec<(String, Color32, &Change)> =
        vec![(shown.own.clone(), describe::series_colour(ctx, 0), &answer.own)];
    if let Some(peers) = &answer.peers {
        let n = u32::try_from(peers.members.len()).unwrap_or(u32::MAX);
        let name = ctx.text.with("compare-before-peers", &[("n", n.into()), ("peers", shown.peers.clone().into())]);
        rows.push((name, ctx.theme.text(), &peers.change));
    }
    if let Some(against) = &answer.against {
        rows.push((ctx.t("compare-before-against"), ctx.theme.text(), against));
    }
    let width = ui.available_width();
    let columns = [0.24, 0.20, 0.20, 0.12, 0.24].map(|share| share * width - 10.0);
    Grid::new("compare_before_means").num_columns(5).spacing(vec2(10.0, 8.0)).show(ui, |ui| {
        let heads = [
            "compare-before-head-before",
            "compare-before-head-after",
            "compare-before-head-difference",
            "compare-before-head-interval",
        ];
        cell_ui(ui, columns[0], |ui| {
            ui.label("");
        });
        for (key, width) in heads.iter().zip(columns.iter().skip(1)) {
            cell_ui(ui, *width, |ui| {
                ui.add(Label::new(widgets::semibold(ctx.t(key)).color(ctx.theme.soft())).truncate());
            });
        }
        ui.end_row();
        for (name, ink, change) in &rows {
            row_ui(ctx, ui, shown, answer, &columns, (name, *ink), change);
        }
    });
}

fn row_ui(
    ctx: &UiContext<'_>,
    ui: &mut Ui,
    shown: &Shown,
    answer: &Answer,
    columns: &[f32; 5],
    (name, ink): (&str, Color32),
    change: &Change,
) {
    let [first, before, after, difference, interval] = *columns;
    // The gap between municipality and group is a difference itself.
    let is_gap = answer.against.as_ref().is_some_and(|against| std::ptr::eq(against, change));
    let said = |mean: f64| {
        if is_gap { words::difference(ctx, shown, answer, mean) } else { words::value(ctx, shown, answer, mean) }
    };
    cell_ui(ui, first, |ui| {
        ui.add(Label::new(widgets::semibold(name).color(ink)).wrap());
    });
    for (side, width) in [(&change.before, before), (&change.after, after)] {
        let mean = side.mean.map_or_else(|| "—".to_owned(), said);
        cell_ui(ui, width, |ui| {
            ui.label(mean);
            ui.add(Label::new(widgets::small(ctx.theme, words::side(ctx, answer, side))).wrap());
        });
    }
    let number = change.difference.map(|value| words::difference(ctx, shown, answer, value));
    cell_ui(ui, difference, |ui| {
        ui.label(widgets::semibold(number.unwrap_or_else(|| "—".to_owned())));
    });
    let said = words::interval(ctx, shown, answer, change);
    cell_ui(ui, interval, |ui| {
        let text = if change.interval.is_some() { RichText::new(said) } else { widgets::small(ctx.theme, said) };
        ui.add(Label::new(text).wrap());
    });
    ui.end_row();
}

/// A cell of a fixed width whose text wraps.
fn cell_ui(ui: &mut Ui, width: f32, contents: impl FnOnce(&mut Ui)) {
    ui.vertical(|ui| {
        ui.set_width(width.max(40.0));
        ui.spacing_mut().item_spacing.y = 1.0;
        contents(ui);
    });
}

/// Widths of the columns of the table twin, in points.
const SERIES_COLUMNS: [f32; 4] = [64.0, 130.0, 170.0, 160.0];

/// The table twin of the chart: every step with its values, and on which side it counts.
pub fn series_ui(ctx: &UiContext<'_>, ui: &mut Ui, shown: &Shown, answer: &Answer) {
    let peers = answer.peers.as_ref().map(|peers| peers.series.as_slice()).unwrap_or_default();
    let head = |text: String| widgets::semibold(text).color(ctx.theme.soft());
    Grid::new("compare_before_series").num_columns(4).spacing(vec2(12.0, 4.0)).show(ui, |ui| {
        let [step_width, own_width, peers_width, side_width] = SERIES_COLUMNS;
        let step = match answer.step {
            Step::Year => ctx.t("compare-before-step-year"),
            Step::Month => ctx.t("compare-before-step-month"),
        };
        text_ui(ui, step_width, Align::Min, head(step));
        text_ui(ui, own_width, Align::Max, head(shown.own.clone()));
        text_ui(ui, peers_width, Align::Max, head(ctx.t("compare-before-peers-mean")));
        text_ui(ui, side_width, Align::Min, head(ctx.t("compare-before-counts")));
        ui.end_row();
        for (step, own) in &answer.series {
            let peer = peers.iter().find(|(at, _)| at == step).map(|(_, value)| *value);
            let said = |value: f64| words::value(ctx, shown, answer, value);
            text_ui(ui, step_width, Align::Min, widgets::soft(ctx.theme, words::step(answer, *step)));
            text_ui(ui, own_width, Align::Max, said(*own).into());
            text_ui(ui, peers_width, Align::Max, peer.map_or_else(|| "—".to_owned(), said).into());
            let key = match answer.until {
                _ if *step < answer.from => "compare-before-head-before",
                Some(until) if *step >= until => "compare-before-head-after",
                _ => "compare-before-during",
            };
            text_ui(ui, side_width, Align::Min, widgets::soft(ctx.theme, ctx.t(key)));
            ui.end_row();
        }
    });
}

/// A cell of a fixed width on one line; figures stand on its right.
fn text_ui(ui: &mut Ui, width: f32, align: Align, text: RichText) {
    let layout =
        if align == Align::Max { Layout::right_to_left(Align::Center) } else { Layout::left_to_right(Align::Center) };
    ui.allocate_ui_with_layout(vec2(width, 20.0), layout, |ui| {
        ui.set_min_width(width);
        ui.add(Label::new(text).truncate());
    });
}
